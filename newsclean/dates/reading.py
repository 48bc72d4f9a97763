"""What is read from a text: one date."""

from __future__ import annotations

import datetime

from attrs import frozen

from newsclean.model import Span

__all__ = ["DateReading"]


@frozen
class DateReading:
    """One date, as read from a text.

    Attributes:
        span: Where it stands in the text, its time and zone included.
        day: The day.
        moment: Day and time of day, if a time is printed with the date; aware if a zone is, and its name is that of one
            zone only (UTC, CET, EDT, +03:00, but not IST), or the day settles it (ET). For "2 hours ago" the time that
            lies two hours back.
        zone: The zone as printed.
    """

    span: Span
    day: datetime.date
    moment: datetime.datetime | None = None
    zone: str | None = None

    def isoformat(self) -> str:
        """The moment, else the day, as ISO 8601."""
        return (self.moment or self.day).isoformat()
