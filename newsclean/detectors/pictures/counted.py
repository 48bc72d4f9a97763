"""Galleries that count their pictures with words: "Photo 1 of 3" and a caption, "Photo 2 of 3" and the next.

The lexicon knows the first line of them; the others say the same with the next number. "Part 1 of 3" counts none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from newsclean.lexicon import fold
from newsclean.model import Role

if TYPE_CHECKING:
    from newsclean.blocks import Blocks

__all__ = ["beside_story", "counted_pictures", "is_counter"]

# The phrase that the first picture is counted with: "Photo 1 of".
_FIRST = re.compile(r"(\D+ )1( \D+)")
_ROLES = (Role.MEDIA, Role.INTERFACE)
# In blocks: caption, credit and a button stand between two pictures of a gallery. By hand.
_BETWEEN = 4
# So many times as long as what is said between its pictures is a story that has a gallery. By hand.
_TIMES_AS_LONG = 2.0
# What is left of such a line without its label: "2 of 3", "2/3".
_COUNTER = re.compile(r"\d{1,3} ?(?:/| [^\W\d_]{1,4} ) ?\d{1,3}")


def is_counter(text: str) -> bool:
    """Whether a text says which of how many pictures it is, and no more.

    >>> is_counter("2 of 3"), is_counter("2/3"), is_counter("Jane Doe 2024")
    (True, True, False)
    """
    return _COUNTER.fullmatch(text) is not None


def counted_pictures(blocks: Blocks) -> Iterator[list[int]]:
    """The lines of each gallery that count its pictures, from the first to the last of them."""
    for role in _ROLES:
        for number, hit in blocks.hits(role):
            first = _FIRST.fullmatch(fold(hit.phrase))
            if first is not None and (run := _counted_on(blocks, number, *first.groups())):
                yield run


def beside_story(blocks: Blocks, runs: Sequence[Sequence[int]]) -> Iterator[bool]:
    """Whether the story stands beside each gallery, and is not told in it, sentence by sentence below its pictures."""
    told = np.append(0.0, np.cumsum(blocks.shape.words * blocks.ends_sentence, dtype=np.float64))
    prose = np.append(0.0, np.cumsum(blocks.shape.words * blocks.core.prose, dtype=np.float64))
    for run in runs:
        first, behind = run[0], min(run[-1] + 2, len(blocks))
        outside = prose[-1] - (prose[behind] - prose[first])
        yield bool(outside >= _TIMES_AS_LONG * (told[behind] - told[first]))


def _counted_on(blocks: Blocks, number: int, label: str, joint: str) -> list[int]:
    """The lines from a first one on, where they count to the last picture; none where they do not."""
    folded = blocks.folded
    total = folded[number].removeprefix(f"{label}1{joint}").strip()
    if not (total.isdecimal() and 1 < int(total) <= len(blocks)):
        return []
    run = [number]
    for count in range(2, int(total) + 1):
        wanted = f"{label}{count}{joint} {total}"
        near = range(run[-1] + 1, min(run[-1] + 2 + _BETWEEN, len(blocks)))
        found = next((below for below in near if folded[below] == wanted), None)
        if found is None:
            return []
        run.append(found)
    return run
