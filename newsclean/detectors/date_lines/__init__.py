"""What stands beside the dates of a line. ``date_line`` asks these; none is a detector."""
