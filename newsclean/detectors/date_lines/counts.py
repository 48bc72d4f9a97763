"""How many have answered, or how long a story takes to read, behind a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from newsclean.dates import other_words
from newsclean.detectors.date_lines.cues import SIGNS
from newsclean.lexicon import CueHit, Lexicon, fold
from newsclean.model import Role

__all__ = ["counts", "counts_comments"]

# How many comments there are, and the word for them: "3 May 2024 39 Comments".
_COUNTED = re.compile(r"\(?\d{1,3}\)? ?([^\d\W][\w ]*)?")


def counts(hit: CueHit) -> bool:
    """Whether a phrase tells how long a story takes to read, or how many have answered."""
    return hit.part == "reading_time" or (hit.role is Role.COMMENTS and hit.match == "ends")


def counts_comments(between: Sequence[str]) -> bool:
    """Whether a number ends a line of a name and a date: "Anna Berg 3 May 2024 13", "Anna Berg 3 May 2024 2 Comments".

    Or a phrase that was glued to the date: "Anna Berg 3 May 2024No Comments".
    Where no word stands before the date, a row of numbers is a table.
    """
    if not any(other_words(part, numbers=False) for part in between[:-1]):
        return False
    behind = between[-1].lstrip(SIGNS)
    count = _COUNTED.fullmatch(behind)
    if count is None:
        return fold(behind) in _comment_endings()
    return not count[1] or fold(count[1]) in _comment_words()


@cache
def _comment_words() -> frozenset[str]:
    """What a thread may be called: "Comments"."""
    return frozenset(map(fold, Lexicon.load().phrases(Role.COMMENTS, "heading")))


@cache
def _comment_endings() -> frozenset[str]:
    """What ends a line that a thread follows: "No Comments"."""
    return frozenset(map(fold, Lexicon.load().phrases(Role.COMMENTS, match="ends")))
