"""Which cells belong to tables of the story: figures and facts in rows, between paragraphs of the same element."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, cast

import numpy as np

from newsclean.blocks import Blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.hints import Hints

__all__ = ["cells_of_story", "story_tables"]

# In cells with text: two columns and two rows. On two thirds of the development pages (2026-11) the gold has 6,870 of
# the 10,133 words of such tables; most others are those of the two below and of small ones that two pages repeat.
_FEWEST_CELLS = 4
# Two tables of 461 and 501 cells there compare all products of a shop; a tenth of their words is in the gold.
_MOST_CELLS = 300
# Of the cells: a table that has more of them as links is a menu or a list of stories.
_MOST_LINKS = 0.5
# Of the prose of a page: a table that has more lays out the page.
_MOST_PROSE = 0.3
# In elements: a table stands no deeper in a figure or in what lets it be scrolled.
_DEEPEST = 4
_HALF_LINK, _HARDLY_LINK = 0.5, 0.3
_NOTE = "tables of the story"


def story_tables(blocks: Blocks) -> list[tuple[int, int]]:
    """The first block of each table of the story on a page, and the one behind it. None in a dump of text."""
    hints = blocks.dump.hints
    if hints is None or not len(blocks) or "table" not in hints.tags:
        return []
    if _NOTE not in blocks.notes:
        blocks.notes[_NOTE] = list(_found(hints, blocks))
    return cast("list[tuple[int, int]]", blocks.notes[_NOTE])


def cells_of_story(blocks: Blocks) -> frozenset[int]:
    """The blocks that stand in tables of the story. What is printed there says nothing of a site around it."""
    return frozenset(number for start, end in story_tables(blocks) for number in range(start, end))


def _found(hints: Hints, blocks: Blocks) -> Iterator[tuple[int, int]]:
    line = hints.lines_of(blocks.bounds[0])
    share = hints.link_share[line]
    prose = blocks.core.prose & (share < _HARDLY_LINK)
    words = np.concatenate(([0.0], np.cumsum(np.where(prose, blocks.shape.words, 0.0))))
    first, last = _paragraphs(hints, line, prose)
    behind = 0
    for number, tag in enumerate(hints.tags):
        if tag != "table":
            continue
        start, end = line.searchsorted([hints.first[number], hints.behind[number]]).tolist()
        if (
            start < behind
            or not _FEWEST_CELLS <= end - start <= _MOST_CELLS
            or words[end] - words[start] > _MOST_PROSE * words[-1]
        ):
            continue
        around = islice(hints.ancestors(number), 1, 1 + _DEEPEST)
        is_inside = any(first.get(outer, start) < start and last.get(outer, -1) >= end for outer in around)
        is_site = 2 * sum(any(hit.match == "is" for hit in blocks.cues.get(cell, ())) for cell in range(start, end))
        if is_inside and is_site < end - start and float((share[start:end] > _HALF_LINK).mean()) <= _MOST_LINKS:
            behind = end
            yield start, end


def _paragraphs(
    hints: Hints, line: NDArray[np.intp], prose: NDArray[np.bool_]
) -> tuple[dict[int, int], dict[int, int]]:
    """The first and the last paragraph that stands right in each element."""
    story = prose.nonzero()[0].tolist()
    rooms = hints.parents[hints.element[line[story]]].tolist()
    return dict(zip(reversed(rooms), reversed(story), strict=True)), dict(zip(rooms, story, strict=True))
