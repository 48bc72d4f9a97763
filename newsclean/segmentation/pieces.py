"""Below the line: where one line of a dump holds several things, and where to cut it."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["cuts", "glued_sentences"]

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĽŁŃŇŐŘŚŞŠŢŤŪŮŰŹŻŽȘȚΆΈ-ΏΑ-ΫЀ-Я"
_LOWER = "a-zß-öø-ÿāăąćčďđēęěğģīıķĺľłńňőřśşšţťūůűźżžșțά-ώа-џ"
_CLOSING = "\"”’»)\\]」』）"
_OPENING = "\"“‘«„(\\[¿¡「『（"

# A text node ends with its sentence and the next begins without a blank: "on Monday.The council", "he said.”The".
_GLUED_SENTENCE = re.compile(rf"[.!?…](?:(?<=[{_LOWER}]{{2}}.)|[”»])(?=[{_UPPER}][{_LOWER} ])")
# "HomeNewsSport", "since 2019Culture": only trusted in long lines that mix prose and labels; short ones are one list.
_GLUED_WORD = re.compile(rf"(?:(?<=[{_LOWER}]{{3}})|(?<=[)!?:]))(?=[{_UPPER}][{_LOWER}]{{2}})")
_SENTENCE = re.compile(
    rf"[.!?…][{_CLOSING}]?+\s++(?=[{_OPENING}]?[{_UPPER}0-9\u0590-\u0fff\u3400-\u9fff])"
    rf"|[。！？।۔؟][{_CLOSING}]*+\s*+"
)
_TRAILING_ADDRESS = re.compile(r"[.!?)”\"]\s++(?=[a-z0-9-]{2,40}\.[a-z]{2,6}$)")
_LEADING_DATE = re.compile(
    r"(?:[^\W\d_]{2,12}:?+\s)?(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
    r"(?:[T ,]{1,2}\d{1,2}:\d{2}(?::\d{2})?+)?+(?=\s)"
)

# Longest line that is taken for one paragraph, in characters: 99.5 % of the paragraphs of the development gold are
# shorter (2026-11). A longer line is judged sentence by sentence and put together again afterwards.
_LONGEST_PARAGRAPH = 1000
# A line in which labels are glued to prose is longer than a list of labels (development dumps, 2026-11).
_SHORTEST_MIXED_LINE = 250
# Captions are shorter than this (99 % of the captions in the development dumps).
_LONGEST_CAPTION = 300
# Words with a capital inside ("YouTube", "McDonald") are no flattener's trace unless a line has several.
_FEWEST_GLUED_WORDS = 3
# Words in the credit of a picture, at most.
_LONGEST_CREDIT = 6


def glued_sentences(text: str) -> list[int]:
    """Offsets in a whole dump where a sentence is glued to the one before. Linear."""
    return [match.end() for match in _GLUED_SENTENCE.finditer(text)]


def cuts(line: str, is_credit: Callable[[str], bool]) -> set[int]:
    """Offsets at which a line is to be cut, glued sentences apart.

    Args:
        line: One paragraph of a dump, white space as it stands there.
        is_credit: Whether a few words are the credit of a picture ("kremlin.ru", "Photo: Harbour Office").
    """
    length = len(line)
    found: set[int] = set()
    if length <= _LONGEST_CAPTION:
        date = _LEADING_DATE.match(line)
        if date is not None and len(line[date.end() :].split(maxsplit=2)) == 3:
            found.add(date.end())
        credit = _trailing_credit(line, is_credit)
        if credit:
            found.add(credit)
    if length >= _SHORTEST_MIXED_LINE:
        glued = [match.end() for match in _GLUED_WORD.finditer(line)]
        if len(glued) >= _FEWEST_GLUED_WORDS:
            found.update(glued)
        if length > _LONGEST_PARAGRAPH:
            found.update(match.end() for match in _SENTENCE.finditer(line))
    return found


def _trailing_credit(line: str, is_credit: Callable[[str], bool]) -> int:
    """Where the credit begins in "Two tugs at work. harbour.example"; 0 if there is none."""
    end = max(map(line.rfind, (". ", ".\u00a0", "! ", "? ", ") ")))
    if end < 0:
        return 0
    address = _TRAILING_ADDRESS.match(line, end)
    if address is not None:
        return address.end()
    tail = line[end + 2 :].strip()
    if tail and len(tail.split(maxsplit=_LONGEST_CREDIT)) <= _LONGEST_CREDIT and is_credit(tail):
        return end + 2
    return 0
