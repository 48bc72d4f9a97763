"""Galleries of pictures in a page that count them: "1/24", a name and a caption, "2/24" and the next."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from newsclean.blocks import Blocks
from newsclean.detectors.pages.element_names import is_gallery
from newsclean.hints import HARDLY_LINK
from newsclean.model import Dump, Evidence, Role
from newsclean.sources.page_markup import HEADLINE

if TYPE_CHECKING:
    from newsclean.hints import Hints

__all__ = ["gallery"]

# "3/24" at the start of a line, and no date "3/4/2025".
_COUNTER = re.compile(r"(\d{1,3}) ?/ ?(\d{1,3})\b(?!/)")
# Fewer are counted in a recipe ("1/3", "2/3", "3/3") and in notes of parts. By hand.
_FEWEST = 4
# In words of sentences. A story that is told in counted pictures begins with an introduction; so much above is a story
# of its own: nine of ten of the news benches are as long (gold, 2026-11). Above the one such gallery there stand 528.
_STORY_ABOVE = 300.0
# In elements: the one around all pictures, and the boxes that it stands in.
_DEEPEST = 5
_WEIGHT = 4.0


def gallery(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote against the lines of a gallery below a story: all its pictures are counted, and its element is called so.

    A headline with that number, such as "24 bridges that you should cross", announces the pictures: they are the story.
    """
    hints = dump.hints
    if hints is None:
        return
    line = hints.lines_of(blocks.bounds[0]).tolist()
    runs = list(_counted(blocks))
    told = _words_told(blocks, hints, line) if runs else []
    announced = _numbers_of_headlines(blocks, hints, line) if runs else frozenset()
    behind = 0
    for run, count in runs:
        # What stands in an element with several of them was voted against with the first.
        if run[0] < behind or str(count) in announced:
            continue
        element = _around(hints, line[run[0]], line[run[-1]])
        box = next((box for box in islice(hints.ancestors(element), _DEEPEST) if is_gallery(hints.words[box])), None)
        # A page may be called a gallery as a whole: the story stands above the box, not in it.
        if box is None or told[bisect_left(line, int(hints.first[box]))] < _STORY_ABOVE:
            continue
        behind = bisect_left(line, int(hints.behind[element]))
        for number in range(run[0], behind):
            reason = f"stands in a gallery of {count} counted pictures"
            yield blocks.vote(number, Role.MEDIA, _WEIGHT, "gallery", reason)


def _counted(blocks: Blocks) -> Iterator[tuple[list[int], int]]:
    """The lines that count from 1 to the number of all, and that number."""
    run: list[int] = []
    count = 0
    for number, text in enumerate(blocks.texts):
        found = _COUNTER.match(text)
        if found is None:
            continue
        place, total = int(found[1]), int(found[2])
        if place == 1:
            run, count = [number], total
        elif run and total == count and place == len(run) + 1:
            run.append(number)
        if run and len(run) == count >= _FEWEST:
            yield run, count
            run = []


def _around(hints: Hints, first: int, last: int) -> int:
    """The innermost element around two lines."""
    around = hints.ancestors(int(hints.element[first]))
    return next(element for element in around if hints.behind[element] > last or hints.parents[element] < 0)


def _words_told(blocks: Blocks, hints: Hints, line: list[int]) -> list[float]:
    """How many words of sentences stand above each block, and in all."""
    shape = blocks.shape
    reads = shape.ends_sentence & (hints.link_share[line] < HARDLY_LINK)
    return [0.0, *np.cumsum(shape.words * reads, dtype=np.float64).tolist()]


def _numbers_of_headlines(blocks: Blocks, hints: Hints, line: list[int]) -> frozenset[str]:
    tags = hints.tag_of_line
    heads = (number for number, its_line in enumerate(line) if tags[its_line] in (HEADLINE, "title"))
    return frozenset(found for number in heads for found in re.findall(r"\d+", blocks.texts[number]))
