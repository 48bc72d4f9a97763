"""The words of dates in all languages, loaded once, on first use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

__all__ = [
    "AMBIGUOUS_ZONE",
    "JALALI",
    "Vocabulary",
    "age_rows",
    "eras",
    "is_weekday",
    "known_language",
    "order",
    "phrases",
    "prints_dotted_times",
    "seasonal_zones",
    "vocabulary",
    "zones",
]

#: Stands in the table of zones for a name that several zones share.
AMBIGUOUS_ZONE = 9999
#: Added to the months of the Iranian calendar, to tell them from the Gregorian ones.
JALALI = 100

# What langdetect and older pages call the languages of the table.
_ALIASES = {"no": "nb", "nn": "nb", "tl": "fil", "iw": "he", "in": "id", "sh": "sr", "zh-cn": "zh", "zh-tw": "zh"}
# The kinds of words, and the letter of each in the shape of a text (see ``lexer``).
_LETTERS = {
    "am": "A",
    "pm": "A",
    "hour": "h",
    "clock": "k",
    "ordinal": "o",
    "inside": "c",
    "beside": "t",
    "weekdays": "W",
}
# The order in which the kinds take a word that is of several. In the text's own language, which comes first, "am" may
# be a preposition (German) before it is a half of the day.
_KINDS_SHARED = ("am", "pm", "hour", "clock", "ordinal", "inside", "beside", "weekdays")
_KINDS_OWN = ("hour", "clock", "inside", "beside", "ordinal", "am", "pm", "weekdays")
# Short words that mean a half of the day everywhere; "de" and "du" do in Hungarian only.
_HALVES = {"am", "pm"}


@frozen
class Vocabulary:
    """The words of dates as one language sees them: its own first, then everybody's.

    Attributes:
        classes: The class letter of each word, in lower case.
        months: The number of each month name, 1 to 12; from 101 for the Iranian calendar. A name that means different
            months in different languages is missing where the language does not settle it.
        afternoon: For each word of a half of the day, whether it is the second.
    """

    classes: Mapping[str, str]
    months: Mapping[str, int]
    afternoon: Mapping[str, bool]


@cache
def _calendar() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(__file__).with_name("calendar.json").read_text("utf-8"))
    return data


@cache
def known_language(language: str | None) -> str | None:
    """The name of ``language`` (``"pt"``, ``"pt-BR"``, ``"no"``) in the table, or ``None``."""
    if not language or len(language) > 20:
        return None
    plain = language.lower().replace("_", "-")
    base = plain.partition("-")[0]
    name = _ALIASES.get(plain) or _ALIASES.get(base) or base
    return name if name in _calendar()["languages"] else None


@cache
def order(language: str | None) -> str | None:
    """``"dmy"``, ``"mdy"`` or ``"ymd"``, as CLDR's short date of the language (or its region) has it, if it says."""
    if not language or len(language) > 20:
        return None
    plain = language.lower().replace("_", "-")
    orders = {name: kind for kind, names in _calendar()["orders"].items() for name in names.split()}
    return orders.get(plain) or orders.get(known_language(language) or "")


@cache
def prints_dotted_times(language: str | None) -> bool:
    """Whether the language prints times as "10.15"."""
    return known_language(language) in _calendar()["dotted_times"].split()


@cache
def zones() -> Mapping[str, int]:
    """Minutes east of Greenwich by the name of the zone, ``AMBIGUOUS_ZONE`` for names that do not settle it."""
    table: dict[str, int] = _calendar()["zones"]
    return table


@cache
def seasonal_zones() -> Mapping[str, dict[str, Any]]:
    """Rule, minutes in winter and in summer, and languages of the zones that the day settles, by name."""
    table: dict[str, dict[str, Any]] = _calendar()["seasonal"]
    return table


@cache
def eras() -> Mapping[str, int]:
    """What to add to a year of the era, by the era's name without a full stop at its end."""
    return {name.rstrip("."): offset for name, offset in _calendar()["eras"].items()}


def age_rows(language: str | None) -> list[dict[str, Any]]:
    """The rows that tell ages ("{} hours ago", "today"): that of the language, or all where it is not known."""
    rows = _calendar()["languages"]
    return [rows[language]] if language else list(rows.values())


@cache
def phrases() -> tuple[str, ...]:
    """Every word of the table and every era, in lower case: what is no single piece of text, the lexer has to know."""
    words = dict.fromkeys(eras())
    for row in _calendar()["languages"].values():
        for month in (*row.get("months", ()), *row.get("jalali", ())):
            words.update(dict.fromkeys(month.split("|")))
        for kind in _KINDS_OWN:
            words.update(dict.fromkeys(_words(row, kind)))
    return tuple(words)


@cache
def vocabulary(language: str | None) -> Vocabulary:
    """The words of dates for a language of the table, or for a text of unknown language."""
    shared = _shared()
    if language is None:
        return shared
    row = _calendar()["languages"][language]
    own_months = dict(_months(row))
    classes: dict[str, str] = dict.fromkeys(own_months, "M")
    for kind in _KINDS_OWN:
        for word in _words(row, kind):
            classes.setdefault(word, _LETTERS[kind])
    plain_words = dict.fromkeys(_words(row, "not_months"), "w")
    return Vocabulary(
        {**shared.classes, **classes, **plain_words},
        {**shared.months, **own_months},
        {**shared.afternoon, **_halves(row)},
    )


def is_weekday(word: str, language: str | None) -> bool:
    """Whether a word is a day of the week in a language or in English; in any, where the language is not known.

    What is a day elsewhere may be a name here: "Lin" is Sunday in Filipino.

    >>> is_weekday("Fri", "de"), is_weekday("Lin", "de"), is_weekday("Lin", "tl"), is_weekday("Lin", None)
    (True, False, True, True)
    """
    plain = word.lower().rstrip(".")
    known = known_language(language)
    if known is None:
        return _shared().classes.get(plain) == _LETTERS["weekdays"]
    return plain in _weekdays(known)


@cache
def _weekdays(language: str) -> frozenset[str]:
    rows = _calendar()["languages"]
    return frozenset(_words(rows[language], "weekdays")) | frozenset(_words(rows["en"], "weekdays"))


@cache
def _shared() -> Vocabulary:
    rows = list(_calendar()["languages"].values())
    months: dict[str, int] = {}
    disputed: set[str] = set()
    for row in rows:
        for word, number in _months(row):
            if months.setdefault(word, number) != number:
                # "listopad" is November in Polish and Czech, October in Croatian.
                disputed.add(word)
    classes: dict[str, str] = dict.fromkeys(months, "M")
    classes.update(dict.fromkeys(eras(), "E"))
    for kind in _KINDS_SHARED:
        for row in rows:
            for word in _words(row, kind):
                if kind not in _HALVES or word in _HALVES or len(word) > 2 or not word.isascii():
                    classes.setdefault(word, _LETTERS[kind])
    afternoon = {word: half for row in reversed(rows) for word, half in _halves(row).items()}
    return Vocabulary(classes, {word: months[word] for word in months if word not in disputed}, afternoon)


def _months(row: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for kind, offset in (("months", 0), ("jalali", JALALI)):
        for number, names in enumerate(row.get(kind, ()), 1):
            if names:
                for name in names.split("|"):
                    yield name, number + offset


def _words(row: Mapping[str, Any], kind: str) -> list[str]:
    words: str = row.get(kind, "")
    return words.split("|") if words else []


def _halves(row: Mapping[str, Any]) -> dict[str, bool]:
    return {word: half == "pm" for half in ("pm", "am") for word in _words(row, half)}
