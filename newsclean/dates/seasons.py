"""Zones whose name does not say whether it is summer: "6:01 PM ET". The day of the date settles it.

The two rules are written here, and ``zoneinfo`` is not asked: it has no data of its own on Windows and in slim images,
so that the same dump would have one date here and another there, or newsclean one more dependency (tzdata) that changes
several times a year. It does not know what "ET" or "BST" means in a text either, and of its hundreds of zones these two
rules are what the names in the table need. ``tests/test_dates.py`` holds them against it day by day.
"""

from __future__ import annotations

import datetime

from newsclean.dates.tables import seasonal_zones

__all__ = ["offset_on"]

_SUNDAY = 6
_WEEK = datetime.timedelta(days=7)


def offset_on(zone: str, day: datetime.date, language: str | None) -> datetime.timezone | None:
    """The zone that a name means on a day; ``None`` where it does not tell.

    Args:
        zone: As printed.
        day: The day that is printed beside it. On the two days of the year when clocks change it tells nothing.
        language: The language of the text, as the table names it, or ``None``.

    >>> offset_on("ET", datetime.date(2024, 5, 20), "en")
    datetime.timezone(datetime.timedelta(days=-1, seconds=72000))
    >>> offset_on("BST", datetime.date(2024, 12, 20), "en") is None
    True
    """
    row = seasonal_zones().get(zone)
    if row is None or (language is not None and language not in row["languages"].split()):
        return None
    summer = _summer(row["rule"], day.year)
    if summer is None or day in summer:
        return None
    minutes: int | None = row.get("summer" if summer[0] < day < summer[1] else "winter")
    return None if minutes is None else datetime.timezone(datetime.timedelta(minutes=minutes))


def _summer(rule: str, year: int) -> tuple[datetime.date, datetime.date] | None:
    """The days on which clocks are put forward and back; ``None`` before the rule held.

    In the United States since 2007 (Energy Policy Act of 2005), in Britain since 1996 (Directive 94/21/EC).
    """
    if rule == "us":
        is_known = year >= 2007
        return (_first_sunday(year, 3) + _WEEK, _first_sunday(year, 11)) if is_known else None
    is_known = year >= 1996
    return (_first_sunday(year, 4) - _WEEK, _first_sunday(year, 11) - _WEEK) if is_known else None


def _first_sunday(year: int, month: int) -> datetime.date:
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(_SUNDAY - first.weekday()) % 7)
