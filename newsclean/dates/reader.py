"""From the shape of a text to its dates: which number is what, and whether there is such a day."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from attrs import define, evolve

from newsclean.dates.clock import Clock, clocks_of
from newsclean.dates.grammar import LINK, LONGEST_LINK, Shape, find_date
from newsclean.dates.lexer import lexed, number, plain
from newsclean.dates.order import day_comes_first
from newsclean.dates.persian import PERSIAN_YEARS, gregorian_day
from newsclean.dates.reading import DateReading
from newsclean.dates.relative import find_ages, read_age
from newsclean.dates.seasons import offset_on
from newsclean.dates.tables import JALALI, Vocabulary, eras, known_language, vocabulary
from newsclean.dates.tables import order as order_of
from newsclean.model import Span

__all__ = ["read_dates"]

# A year of two digits is one of these hundred (the window of POSIX). News has no dates beyond them, and sites in Nepal
# print years of another calendar, 2070 and up since 2013.
_PIVOT = 70
_YEARS = range(1800, 2000 + _PIVOT)
# The same window in the Buddhist calendar, which Thai sites print without a word about it.
_BUDDHIST = 543
_BUDDHIST_YEARS = range(_YEARS.start + _BUDDHIST, _YEARS.stop + _BUDDHIST)
# Two digits above the last day of a month can only be a year.
_LAST_DAY = 31
_LAST_MONTH = 12
# Languages that never print 20.5.24.
_YEAR_ALWAYS_FIRST = ("zh", "ja", "ko")

# What a text must hold to be worth a look, as cheaply as that can be told: a number near a year, three numbers close
# together, a number and a word and two digits, an apostrophe and two digits, or the sign for a year.
_MAY_HOLD = re.compile(
    r"\d(?:\D{1,30}\d{4}|\d{3}\D{1,30}\d|\d?\D{1,3}\d\d?\D{1,3}\d"
    r"|[ .-]{1,2}[^\d\s]{3,14}[ .-]{0,2}\d\d(?!\d))|['’]\d\d(?!\d)|年"
).search
# No date is printed in fewer characters than 1/1/24.
_SHORTEST = 6
# How far behind "today" its time may end: " at 10:15:30 a.m. (GMT+05:30)".
_LONGEST_CLOCK = 40


@define
class _Date:
    """A day, and where it stands in letters of the shape; with its time where that stands inside."""

    start: int
    end: int
    day: datetime.date
    clock: Clock | None = None


@define
class _Line:
    """A text as the functions below need it.

    Attributes:
        language: As the caller names it, region included.
        known: The language's name in the table.
        clocks: The times of day in the text, in order; ``clock_starts`` is where they begin.
    """

    pieces: Sequence[str]
    shape: str
    words: Vocabulary
    language: str | None
    known: str | None
    day_first: bool | None
    clocks: Sequence[Clock]
    clock_starts: Sequence[int]


def read_dates(
    text: str,
    *,
    language: str | None = None,
    day_first: bool | None = None,
    collected_at: datetime.datetime | None = None,
) -> tuple[DateReading, ...]:
    """Read the complete dates in a text: those that tell day, month and year.

    Args:
        text: Any text; a line usually.
        language: Its language, with or without a region (``"pt"``, ``"en-GB"``), if known. It settles which of two
            numbers is the month, and month names that mean different months in different languages.
        day_first: Whether the day stands before the month in numeric dates; overrules ``language``.
        collected_at: When the page was fetched. Only with it are ages read ("2 hours ago", "gestern").

    Returns:
        The dates, in order; none overlap. Linear in ``len(text)``.

    Nothing is guessed. A month without a day, a day without a year, a day that the calendar does not have, and 3/4/2024
    with nothing to settle it give nothing. Numbers glued to other numbers are no date. Years are 1800 to 2069; those of
    two digits are 1970 to 2069, and are read only in dates that name the month, or that have two digits in each part or
    a text to themselves ("3.4.24" in a sentence may be a version).

    >>> read_dates("Published 20 May 2024 at 14:05 UTC")[0].isoformat()
    '2024-05-20T14:05:00+00:00'
    >>> read_dates("The ferry has sailed since May 2024.")
    ()
    """
    dates = _absolute(text, language, day_first)
    if collected_at is None:
        return dates
    ages = _ages(text, known_language(language), collected_at)
    # Where an age and a date overlap ("20 May '24 hours ago"), the one that begins first stands.
    merged: list[DateReading] = []
    for reading in sorted((*dates, *ages), key=lambda reading: (reading.span.start, -reading.span.end)):
        if not merged or reading.span.start >= merged[-1].span.end:
            merged.append(reading)
    return tuple(merged)


def _absolute(text: str, language: str | None, day_first: bool | None) -> tuple[DateReading, ...]:
    if len(text) < _SHORTEST or not _MAY_HOLD(text):
        return ()
    known = known_language(language)
    pieces, shape = lexed(text, language)
    found = find_date(shape)
    if found is None:
        return ()
    clocks = clocks_of(pieces, shape, known)
    line = _Line(
        pieces, shape, vocabulary(known), language, known, day_first, clocks, [clock.start for clock in clocks]
    )
    dates: list[_Date] = []
    while found is not None:
        date = _date(line, found)
        if date:
            dates.append(date)
        found = find_date(shape, found.end if date else found.start + 1)
    if not dates:
        return ()
    offsets = [0, *accumulate(map(len, pieces))]
    return tuple(_reading(date, clock, offsets, known) for date, clock in _paired(line, dates))


def _date(line: _Line, found: Shape) -> _Date | None:
    before = line.pieces[found.start - 1] if found.start else ""
    # "G20 May", "v2.10.2023": one letter and a number are a name. Longer words are glued to dates by flatteners.
    if len(before) == 1 and before.isascii() and before.isalpha() and found.parts[0] == found.start:
        return None
    inside = range(found.start, found.end)
    values = [_value(line, place) for place in found.parts]
    if None in values or not _months_agree(line, inside):
        return None
    parts = _sorted_parts(line, found, [value for value in values if value is not None])
    if parts is None:
        return None
    year, is_short, month, day = parts
    if year in _YEARS and not is_short:
        read = _gregorian(year, month, day) if month <= JALALI else None
    elif month > JALALI or (line.known == "fa" and year in PERSIAN_YEARS):
        read = gregorian_day(year, month % JALALI, day)
    else:
        era = next((line.pieces[place] for place in inside if line.shape[place] == "E"), None)
        is_thai = line.known == "th" or any("\u0e01" <= line.pieces[place][0] <= "\u0e2e" for place in inside)
        read = _gregorian(_full_year(year, is_short, era, is_thai), month, day)
    if read is None:
        return None
    clock = _first_clock(line, found.start) if found.order == "mdy at" else None
    return _Date(found.start, found.end, read, clock)


def _value(line: _Line, place: int) -> int | None:
    piece = line.pieces[place]
    if line.shape[place] != "M":
        return number(piece)
    return line.words.months.get(plain(piece))


def _months_agree(line: _Line, inside: range) -> bool:
    """Whether two names of a month ("أيار/مايو") are of the same one."""
    if line.shape.count("M", inside.start, inside.stop) < 2:
        return True
    return len({_value(line, place) for place in inside if line.shape[place] == "M"}) == 1


def _sorted_parts(line: _Line, found: Shape, values: Sequence[int]) -> tuple[int, bool, int, int] | None:
    """Year, whether it has two digits, month and day; ``None`` where it is not clear which is which."""
    first, second, third = values
    if "x" not in found.order:
        places = [found.order.index(letter) for letter in "ymd"]
        year, month, day = (values[place] for place in places)
        return year, line.shape[found.parts[places[0]]] == "2", month, day
    is_short = found.order == "xxx"
    sign = line.shape[found.parts[0] + 1 : found.parts[1]].strip()
    if is_short:
        if not _stands_clear(line, found):
            return None
        if first > _LAST_DAY or (third <= _LAST_DAY and order_of(line.language) == "ymd"):
            # Swedish and Hungarian print 2024-05-20, but 20.5.24 as well.
            return (first, True, second, third) if sign == "-" or line.known in _YEAR_ALWAYS_FIRST else None
        # 24-05-20 may be either on any site.
        if sign == "-" and third <= _LAST_DAY:
            return None
    day_first: bool | None
    if first > _LAST_MONTH or first == second:
        day_first = True
    elif second > _LAST_MONTH:
        day_first = False
    else:
        day_first = day_comes_first(sign, line.language, line.day_first)
    if day_first is None:
        return None
    return (third, is_short, second, first) if day_first else (third, is_short, first, second)


def _stands_clear(line: _Line, found: Shape) -> bool:
    """Whether 3.4.24 is a date: each part has two digits, or a time follows, or nothing else stands in the text."""
    if all(line.shape[place] == "2" for place in found.parts):
        return True
    clock = _first_clock(line, found.end)
    if clock and _is_link(line.shape, found.end, clock.start):
        return True
    return _is_link(line.shape, 0, found.start) and _is_link(line.shape, found.end, len(line.shape))


def _full_year(year: int, is_short: bool, era: str | None, is_thai: bool) -> int | None:
    if era is not None:
        offset = eras().get(plain(era).rstrip("."))
        return None if offset is None else year + offset
    if is_thai and is_short:
        # Thai newspapers print 67 for 2567. Years below 43 would lie before this century: not read.
        return 2500 + year - _BUDDHIST if year >= _BUDDHIST % 100 else None
    if is_thai and year in _BUDDHIST_YEARS:
        return year - _BUDDHIST
    if is_short:
        return year + (2000 if year < _PIVOT else 1900)
    return year


def _gregorian(year: int | None, month: int, day: int) -> datetime.date | None:
    if year is None or year not in _YEARS:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _first_clock(line: _Line, start: int) -> Clock | None:
    """The first time of day that begins at ``start`` or behind it."""
    place = bisect_left(line.clock_starts, start)
    return line.clocks[place] if place < len(line.clocks) else None


def _is_link(shape: str, start: int, end: int) -> bool:
    return 0 <= end - start <= LONGEST_LINK and LINK.fullmatch(shape, start, end) is not None


def _paired(line: _Line, dates: Sequence[_Date]) -> Iterator[tuple[_Date, Clock | None]]:
    """Each date with the time that belongs to it: the one behind it, or before it if that is the habit of the text."""
    taken = 0
    starts = [*(date.start for date in dates), len(line.shape)]
    clock_first: bool | None = None
    for place, date in enumerate(dates):
        last = bisect_left(line.clock_starts, date.start) - 1
        before = line.clocks[last] if last >= 0 else None
        if before and not (before.start >= taken and _is_link(line.shape, before.end, date.start)):
            before = None
        after = _first_clock(line, date.end)
        if after and not (after.end <= starts[place + 1] and _is_link(line.shape, date.end, after.start)):
            after = None
        if clock_first is None and (before or after):
            clock_first = before is not None
        clock = date.clock or ((before or after) if clock_first else (after or before))
        taken = max(date.end, clock.end) if clock else date.end
        yield date, clock


def _reading(date: _Date, clock: Clock | None, offsets: Sequence[int], language: str | None) -> DateReading:
    if clock is None:
        return DateReading(Span(offsets[date.start], offsets[date.end]), date.day)
    span = Span(offsets[min(date.start, clock.start)], offsets[max(date.end, clock.end)])
    moment = datetime.datetime.combine(date.day, clock.time)
    if clock.zone and moment.tzinfo is None and (zone := offset_on(clock.zone, date.day, language)):
        moment = moment.replace(tzinfo=zone)
    return DateReading(span, date.day, moment, clock.zone)


def _ages(text: str, language: str | None, collected_at: datetime.datetime) -> Iterator[DateReading]:
    for age in find_ages(text, language):
        behind, shape = lexed(text[age.span.end : age.span.end + _LONGEST_CLOCK] if age.is_day else "", language)
        clock = next(iter(clocks_of(behind, shape, language)), None)
        if clock and not _is_link(shape, 0, clock.start):
            clock = None
        reading = read_age(age, collected_at, clock.time if clock else None)
        if reading is None:
            continue
        if clock:
            end = age.span.end + sum(map(len, behind[: clock.end]))
            reading = evolve(reading, span=Span(age.span.start, end), zone=clock.zone)
        yield reading
