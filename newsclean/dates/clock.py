"""Times of day and zones, as printed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from attrs import define

from newsclean.dates.grammar import TIME, TIME_DOTTED
from newsclean.dates.lexer import number, plain
from newsclean.dates.tables import AMBIGUOUS_ZONE, Vocabulary, prints_dotted_times, vocabulary, zones

__all__ = ["Clock", "clocks_of"]

# No zone lies further from Greenwich, in minutes.
_FURTHEST = 14 * 60


@define
class Clock:
    """A time of day.

    Attributes:
        start: Where it begins, in letters of the shape.
        end: Where it ends, its zone included.
        time: The time; aware if the zone is one only.
        zone: The zone as printed.
    """

    start: int
    end: int
    time: datetime.time
    zone: str | None = None


def clocks_of(pieces: Sequence[str], shape: str, language: str | None) -> list[Clock]:
    """The times of day in a text, in order. ``language`` is one of the table, or ``None``."""
    words = vocabulary(language)
    pattern = TIME_DOTTED if prints_dotted_times(language) else TIME
    return [clock for clock in (_clock(pieces, shape, words, match) for match in pattern.finditer(shape)) if clock]


def _clock(pieces: Sequence[str], shape: str, words: Vocabulary, match: re.Match[str]) -> Clock | None:
    start, end = match.span()
    zone_start = match.start("zone")
    behind = end if zone_start < 0 else zone_start
    numbers = []
    half = None
    for place in range(start, behind):
        letter = shape[place]
        if letter in "12":
            numbers.append(number(pieces[place]))
        elif letter in "AB":
            half = pieces[place]
    hour = numbers[0]
    minute = numbers[1] if len(numbers) > 1 else 0
    second = numbers[2] if len(numbers) > 2 else 0
    if half is not None:
        hour = _hour_of_day(hour, words.afternoon.get(plain(half), False))
    if hour > 23 or minute > 59 or second > 59:
        return None
    time = datetime.time(hour, minute, second)
    if zone_start < 0:
        return Clock(start, end, time)
    zone = "".join(pieces[behind:end]).strip(" ()")
    offset = _offset(zone)
    if offset is None:
        # "10:15 -2024" is a time and something else.
        return Clock(start, behind, time)
    if offset == AMBIGUOUS_ZONE:
        return Clock(start, end, time, zone)
    return Clock(start, end, time.replace(tzinfo=_timezone(offset)), zone)


def _hour_of_day(hour: int, is_afternoon: bool) -> int:
    """The hour of 24. Some sites print "14:30 pm": that stays."""
    if is_afternoon:
        return hour + 12 if hour < 12 else hour
    return 0 if hour == 12 else hour


_ZONE = re.compile(r"([^\W\d]*)\s*(?:([+-])\s*(\d{1,2}):?(\d\d)?)?")


# The signs that sites print for plus, minus and the colon.
_PLAIN_SIGNS = str.maketrans("＋‐‑–−－：", "+-----:")


def _offset(zone: str) -> int | None:
    """Minutes east of Greenwich, ``AMBIGUOUS_ZONE``, or ``None`` for what is no zone.

    >>> [_offset(zone) for zone in ("GMT+5:30", "-0500", "EST", "IST", "+2024")]
    [330, -300, -300, 9999, None]
    """
    match = _ZONE.fullmatch(zone.translate(_PLAIN_SIGNS))
    if match is None:
        return None
    name, sign, hours, minutes = match.groups()
    named = zones().get(name, zones().get(name.upper())) if name else 0
    if not sign or named is None:
        return named
    offset = int(hours) * 60 + int(minutes or 0)
    if offset > _FURTHEST or int(minutes or 0) > 59:
        return None
    # "EST+5" is the notation of Unix, with the sign reversed; nothing tells whether it is meant.
    if named:
        return AMBIGUOUS_ZONE
    return offset if sign == "+" else -offset


def _timezone(offset: int) -> datetime.timezone:
    return datetime.UTC if offset == 0 else datetime.timezone(datetime.timedelta(minutes=offset))
