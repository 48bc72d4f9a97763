"""What the markup of a page says of its lines. ``markup`` asks these; none is a detector."""
