"""Which line is the headline, and what stands right behind it. ``headline`` asks these; none is a detector."""
