"""What stands around the dates of a line and between its bars."""

from __future__ import annotations

import re
from functools import lru_cache

from newsclean.dates import find_ages, read_dates
from newsclean.detectors._known_words import SIGNS, SIGNS_BEHIND, before_reading_time
from newsclean.detectors.bylines.portraits import without_portrait

__all__ = ["BAR", "parts_of"]

#: What parts a byline from what stands beside it.
BAR = re.compile(r"\s*+(?:[|•·●⋅│｜]|[–—―]|//|(?<=\s)-\s|,(?=\s*+$))\s*+")
# Lines of which it is kept what stands in them.
_KEPT = 128
# What a site counts behind a name and its date: "Views: 512".
_COUNTED = re.compile(r"(?<=\w) [^\W\d_]{1,20}+: ?\d[\d., ]{0,12}+$")
# Such a day may be read in two ways.
_NUMERIC = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])([./-])(?:0?[1-9]|1[0-2])\1\d{4}(?!\d)")


def _plain(part: str) -> str:
    return without_portrait(part.lstrip(SIGNS + "(")).rstrip(SIGNS_BEHIND + ")")


# Lines beside a byline are asked for again when they are read themselves.
@lru_cache(maxsize=_KEPT)
def parts_of(text: str, language: str | None) -> tuple[tuple[str, ...], bool]:
    """What stands around the dates of a line and between its bars; whether there is a date.

    >>> parts_of("| 3 May 2024 | By Jane Doe", "en"), parts_of("3 May 2024 Jane Doe Views: 512", "en")
    ((('By Jane Doe',), True), (('Jane Doe',), True))
    """
    pieces = []
    text = without_portrait(text)
    end = 0
    if any(map(str.isdigit, text)):
        # Whether 3/4/2024 is in April does not matter here.
        day_first = True if _NUMERIC.search(text) else None
        spans = [reading.span for reading in read_dates(text, language=language, day_first=day_first)]
        for span in spans or [age.span for age in find_ages(text, language)]:
            pieces.append(before_reading_time(text[end : span.start]))
            end = span.end
    pieces.append(_COUNTED.sub("", text[end:]) if end else text[end:])
    parts = [_plain(part) for piece in pieces for part in BAR.split(piece)]
    return tuple(part for part in parts if part and not part.isdigit()), end > 0
