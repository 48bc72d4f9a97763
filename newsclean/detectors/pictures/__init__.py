"""What stands beside and inside the captions of pictures. ``picture`` asks these; none is a detector."""
