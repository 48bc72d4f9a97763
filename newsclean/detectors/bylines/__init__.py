"""Where bylines stand and what stands in them. ``byline`` asks these; none is a detector."""
