"""Dates inside longer blocks above a story, whose head a flattener glued together.

"… China Published April 26, 2023 2:20pm EDT Lawmakers push …", "… for SearchAugust 28, 2025•5 min readMost people …".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newsclean.blocks import Blocks
from newsclean.characters import is_lower
from newsclean.dates import DateReading, read_dates
from newsclean.detectors.date_lines.cues import LONGEST_PREPOSITION, SIGNS, cue_before
from newsclean.detectors.names.words import leads_to_place
from newsclean.lexicon import Lexicon, fold
from newsclean.model import Role

__all__ = ["inner_dates"]

# In blocks above the story and in characters: where such a date is looked for.
_REACH, _DEEPEST = 15, 500
# In characters: shorter blocks are read as lines.
_SHORTEST = 40
# In characters: so far a date is read that begins within ``_DEEPEST``, with a reading time behind it. Cut in two it
# would read as another moment.
_LONGEST_DATE = 100


def inner_dates(blocks: Blocks) -> Iterator[tuple[int, DateReading]]:
    """Number of the block and date, the nearest to the story first; nothing on pages, whose blocks are not glued."""
    core = blocks.core
    if blocks.dump.hints is not None or core.end <= core.start:
        return
    for number in range(min(core.start, len(blocks) - 1), max(core.start - _REACH, 0) - 1, -1):
        text = blocks.texts[number][: _DEEPEST + _LONGEST_DATE]
        if len(text) < _SHORTEST or not blocks.shape.digits[number]:
            continue
        for reading in read_dates(text, language=blocks.language):
            if reading.span.start < _DEEPEST and _is_own(text, reading, blocks.language):
                yield number, reading


def _is_own(text: str, reading: DateReading, language: str | None) -> bool:
    """Whether a capital cue stands before a date, a reading time behind it, or its time, and no sentence around it."""
    before, behind = text[: reading.span.start], text[reading.span.end :]
    cue = cue_before(before)
    if cue is not None:
        # "commentEndDate:1/25/12" is said by a script.
        is_word = before[cue[0]].isupper() and not before[: cue[0]][-1:].isalpha()
        return is_word and cue[1] == "published" and not before[cue[0] :].isupper()
    if _begins_reading_time(behind):
        return True
    words = before.split()
    # "from May 3": what leads to a place leads to a day, however long it is.
    is_told = not words or (is_lower(words[-1][0]) and len(words[-1]) <= LONGEST_PREPOSITION)
    is_told = is_told or leads_to_place(words[-1], language)
    return reading.moment is not None and not is_told and behind.lstrip(SIGNS)[:1].isupper()


def _begins_reading_time(text: str) -> bool:
    count = text.lstrip(SIGNS)
    return count[:1].isdigit() and fold(count.lstrip("0123456789- ")).startswith(_reading_times())


@cache
def _reading_times() -> tuple[str, ...]:
    phrases = Lexicon.load().phrases(Role.RELATED, "reading_time", match="ends")
    return tuple(sorted({fold(phrase) for phrase in phrases if " " in phrase}))
