"""Ages: "2 hours ago", "vor 3 Stunden", "gestern". They mean a day only beside the time when the page was fetched."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from attrs import frozen

from newsclean.dates.reading import DateReading
from newsclean.dates.tables import age_rows, known_language
from newsclean.model import Span

__all__ = ["Age", "find_ages", "read_age"]

_SECOND, _MINUTE, _HOUR, _DAY = (
    datetime.timedelta(seconds=1),
    datetime.timedelta(minutes=1),
    datetime.timedelta(hours=1),
    datetime.timedelta(days=1),
)
# In the order of the table. Weeks and months are missing: "2 weeks ago" does not tell the day.
_UNITS = (_SECOND, _MINUTE, _HOUR, _DAY)


@frozen
class Age:
    """How old something is said to be.

    Attributes:
        span: Where it stands in the text.
        length: How long ago it was.
        unit: The unit in which that is told.
        is_day: Whether it is the name of a day ("yesterday"), beside which a time may stand.
    """

    span: Span
    length: datetime.timedelta
    unit: datetime.timedelta
    is_day: bool = False


@frozen
class _Table:
    """The ages of one language, or of all.

    Attributes:
        units: The unit by the words before and behind the number, as ``_plain`` writes them.
        before: Finds the words before a number at the end of a text.
        behind: Finds the words behind one.
        words: Finds ages without a number.
        lengths: What those mean: length, unit, whether it is the name of a day.
    """

    units: Mapping[tuple[str, str], datetime.timedelta]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    words: re.Pattern[str]
    lengths: Mapping[str, tuple[datetime.timedelta, datetime.timedelta, bool]]


# Not a part of a longer number, a price or a time.
_NUMBER = re.compile(r"(?<![\d.,:/$€£-])\d{1,3}(?![\d:/%])")
_LONGEST_BEFORE = 30


def find_ages(text: str, language: str | None = None) -> list[Age]:
    """The ages in a text, in order; none overlap. Linear in ``len(text)``.

    Args:
        text: Any text; a line usually.
        language: The language of the text, or ``None``: then ages with a number are found in all languages, and names
            of days in none ("hier" is yesterday in French, here in German).
    """
    table = _table(known_language(language))
    found = []
    for digits in _NUMBER.finditer(text):
        start, end = digits.span()
        before = table.before.search(text[max(start - _LONGEST_BEFORE, 0) : start])
        behind = table.behind.match(text, end)
        words_before = _plain(before[1]) if before else ""
        words_behind = _plain(behind[1]) if behind else ""
        for pair in ((words_before, words_behind), ("", words_behind), (words_before, "")):
            unit = table.units.get(pair)
            if unit and pair != ("", ""):
                start -= len(before[0]) if before and pair[0] else 0
                end = behind.end() if behind and pair[1] else end
                found.append(Age(Span(start, end), int(digits[0]) * unit, unit))
                break
    words = table.words.finditer(text)
    found.extend(Age(Span(*match.span()), *table.lengths[_plain(match[0])]) for match in words)
    found.sort(key=lambda age: age.span)
    return list(_apart(found))


def read_age(age: Age, collected_at: datetime.datetime, clock: datetime.time | None = None) -> DateReading | None:
    """The date that an age means.

    Args:
        age: The age.
        collected_at: When the page was fetched.
        clock: The time of day that is printed beside the name of a day.

    Returns:
        The day; and the moment, where the age is told in hours or less, or a time is printed. ``None`` if it lies
        before the first day that Python knows.
    """
    try:
        then = collected_at.replace(microsecond=0) - age.length
    except OverflowError:
        return None
    if clock is not None:
        return DateReading(age.span, then.date(), datetime.datetime.combine(then.date(), clock))
    return DateReading(age.span, then.date(), None if age.unit == _DAY else then)


def _plain(words: str) -> str:
    return "".join(words.lower().replace(".", "").split())


def _apart(ages: Iterable[Age]) -> Iterator[Age]:
    end = 0
    for age in ages:
        if age.span.start >= end:
            yield age
            end = age.span.end


@cache
def _table(language: str | None) -> _Table:
    units: dict[tuple[str, str], datetime.timedelta] = {}
    sides: tuple[dict[str, None], dict[str, None]] = ({}, {})
    lengths: dict[str, tuple[datetime.timedelta, datetime.timedelta, bool]] = {}
    words: dict[str, None] = {}
    for row in age_rows(language):
        for unit, phrases in zip(_UNITS, row.get("ago", ()), strict=False):
            for phrase in filter(None, phrases.split("|")):
                if "{}" not in phrase:
                    count, _, name = phrase.rpartition("=")
                    words[name] = None
                    lengths.setdefault(_plain(name), (int(count or 1) * unit, unit, False))
                    continue
                before, _, behind = phrase.partition("{}")
                units.setdefault((_plain(before), _plain(behind)), unit)
                sides[0][before.strip()] = sides[1][behind.strip()] = None
        for kind, length in (("now", 0 * _MINUTE), ("today", 0 * _DAY), ("yesterday", _DAY)):
            if language and row.get(kind):
                for phrase in row[kind].split("|"):
                    words[phrase] = None
                    lengths.setdefault(_plain(phrase), (length, _MINUTE if kind == "now" else _DAY, kind != "now"))
    return _Table(
        units,
        re.compile(rf"(?i:(?<![^\W\d])({_any_of(sides[0])})\s{{0,2}}$)"),
        re.compile(rf"(?i:\s{{0,2}}({_any_of(sides[1])}))"),
        re.compile(f"(?i:{_any_of(words)})"),
        lengths,
    )


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first, each as a word of its own where its script has spaces."""
    longest_first = sorted(filter(None, phrases), key=len, reverse=True)
    spaced = [phrase for phrase in longest_first if not _needs_no_space(phrase)]
    joined = [phrase for phrase in longest_first if _needs_no_space(phrase)]
    parts = [rf"(?:{'|'.join(map(_flexible, joined))})"] if joined else []
    if spaced:
        parts.append(rf"(?<![^\W\d])(?:{'|'.join(map(_flexible, spaced))})(?!\w)\.?")
    # A language without such phrases: a pattern that matches nowhere.
    return "|".join(parts) or r"(?!)"


def _flexible(phrase: str) -> str:
    return r"\s{0,2}".join(re.escape(word) for word in phrase.split())


def _needs_no_space(phrase: str) -> bool:
    return _UNSPACED.search(phrase) is not None


# Kana and Han, Hangul (which glues "ago" to its unit), Thai.
_UNSPACED = re.compile("[\u3040-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
