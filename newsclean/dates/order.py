"""Whether 3/4/2024 is the third of April or the fourth of March."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable

from newsclean.dates.tables import order

__all__ = ["day_comes_first", "order_by_days", "order_by_zones", "settle_order"]

_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/-])")
_DAYS_ONLY = range(13, 32)
_MONTHS = 12
# In hours, by whether the day comes first. Greenwich says nothing, for news of everywhere is timed by it.
_ZONES = {True: range(1, 4), False: range(-8, -3)}


def settle_order(texts: Iterable[str]) -> bool | None:
    """Learn from dates that can be read in one way only how a dump's other dates are meant.

    Args:
        texts: Lines of the dump that may hold dates.

    Returns:
        ``True`` if a day stands first somewhere (23/4/2024) and nowhere a month, ``False`` if it is the other way
        round, ``None`` if the lines say nothing or contradict one another.

    >>> settle_order(["Posted 3/4/2024", "Updated 3/23/2024"])
    False
    """
    seen = set()
    for text in texts:
        for first, _, second, year in _NUMERIC.findall(text):
            if int(second) in _DAYS_ONLY and 1 <= int(first) <= 12:
                seen.add(False)
            # 24/05/20 may begin with a year, which says nothing of days.
            elif int(first) in _DAYS_ONLY and 1 <= int(second) <= 12 and len(year) == 4:
                seen.add(True)
    return seen.pop() if len(seen) == 1 else None


def order_by_days(texts: Iterable[str], days: Iterable[datetime.date]) -> bool | None:
    """Learn the same from days that are said elsewhere in words: "Ferry sails again – 3 October 2024".

    Args:
        texts: Lines that may hold dates of which either number may be the day.
        days: The days that can be read in one way only; asked for only if there is such a date.

    Returns:
        ``True`` if a date is one of these days only if the day stands first, ``False`` if only the other way round.

    >>> order_by_days(["03/10/2024"], [datetime.date(2024, 10, 3)])
    True
    """
    numbers = [(int(year), int(one), int(other)) for text in texts for one, _, other, year in _NUMERIC.findall(text)]
    open_dates = [date for date in numbers if min(date) > 0 and max(date[1:]) <= _MONTHS and date[1] != date[2]]
    known = {(day.year, day.month, day.day) for day in days} if open_dates else set()
    seen = {
        (year, other, one) in known
        for year, one, other in open_dates
        if ((year, other, one) in known) != ((year, one, other) in known)
    }
    return seen.pop() if len(seen) == 1 else None


def order_by_zones(texts: Iterable[str], moments: Callable[[str], Iterable[datetime.datetime | None]]) -> bool | None:
    """Learn the same from the zones of their times: North America prints the month first, Europe and Africa the day.

    Args:
        texts: Lines that may hold dates of which either number may be the day.
        moments: The times of a line; asked for only if there is such a date.

    Returns:
        ``True`` if all zones are those of Europe or Africa, ``False`` if all are those of North America.
    """
    found = (moment for text in texts if "/" in text and _NUMERIC.search(text) for moment in moments(text))
    offsets = (moment.utcoffset() for moment in found if moment is not None)
    hours = [offset / datetime.timedelta(hours=1) for offset in offsets if offset is not None]
    seen = {next((first for first, zones in _ZONES.items() if int(hour) in zones), None) for hour in hours}
    return seen.pop() if len(seen) == 1 else None


def day_comes_first(sign: str, language: str | None, day_first: bool | None) -> bool | None:
    """Whether the day stands before the month in numbers joined by ``sign``; ``None`` if that is not settled."""
    if day_first is not None:
        return day_first
    known = order(language)
    if known in ("dmy", "mdy"):
        return known == "dmy"
    # No locale of CLDR prints month.day.year; a few English-speaking sites do, so that English stays open.
    if sign == "." and not (language or "").lower().startswith("en"):
        return True
    return None
