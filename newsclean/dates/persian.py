"""The civil calendar of Iran, as news sites there print it: reckoned to the Gregorian day."""

from __future__ import annotations

import datetime

__all__ = ["PERSIAN_YEARS", "gregorian_day"]

#: The years in which the reckoning below agrees with the calendar as kept: 1921 to 2069 of the Gregorian one.
PERSIAN_YEARS = range(1300, 1449)


def gregorian_day(year: int, month: int, day: int) -> datetime.date | None:
    """The Gregorian day, or ``None`` if the Iranian calendar has no such day.

    The cycle of 33 years is exact from 1799 to 2128 (R. Pournader and M. Toossi, "jalali", 2001).

    >>> gregorian_day(1403, 1, 1)
    datetime.date(2024, 3, 20)
    """
    if year not in PERSIAN_YEARS or not 1 <= month <= 12 or not 1 <= day <= (31 if month <= 6 else 30):
        return None
    found = _first_day(year) + datetime.timedelta(31 * (month - 1) - max(month - 7, 0) + day - 1)
    # Day 30 of the last month stands in leap years only.
    return found if found < _first_day(year + 1) else None


def _first_day(year: int) -> datetime.date:
    years = year - 979
    days = 365 * years + years // 33 * 8 + (years % 33 + 3) // 4
    return datetime.date(1600, 3, 20) + datetime.timedelta(days)
