"""Teasers of other stories, one by one. ``related_story`` asks these; none is a detector."""
