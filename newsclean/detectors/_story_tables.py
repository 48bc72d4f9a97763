"""Which cells belong to tables of the story: figures and facts in rows, between paragraphs of the same element.

So do lines that are set as they are, ``<pre>``: poems, letters, examples of code.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, cast

import numpy as np
from attrs import evolve, frozen

from newsclean.blocks import Blocks
from newsclean.hints import HALF_LINK, HARDLY_LINK
from newsclean.shape import SHORTEST_SENTENCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.hints import Hints

__all__ = ["cells_of_story", "story_lists", "story_tables"]

# In cells with text: two columns and two rows. On two thirds of the development pages (2026-11) the gold has 6,870 of
# the 10,133 words of such tables; most others are those of the two below and of small ones that two pages repeat.
_FEWEST_CELLS = 4
# Two tables of 461 and 501 cells there compare all products of a shop; a tenth of their words is in the gold.
_MOST_CELLS = 300
# Of the cells: a table that has more of them as links is a menu or a list of stories.
_MOST_LINKS = 0.5
# A table that ends the story has a paragraph or a heading right above it and no link in it. Of the 2,971 words of such
# tables on the development pages that the labeller, sites held out, had lost, 2,853 are in the gold (2026-11).
_LEADS_IN = frozenset({"p", "h2", "h3", "h4"})
# Of 15,722 words in such elements there, the labeller had lost 2,200 line by line, of which 70 % are in the gold.
_PREFORMATTED = "pre"
# Of the prose of a page: a table that has more lays out the page.
_MOST_PROSE = 0.3
# In elements: a table stands no deeper in a figure or in what lets it be scrolled.
_DEEPEST = 4
_NOTE = "tables of the story"
# Lists without a link, between paragraphs of the same element. On every third development page (2026-11) they have
# 36,113 words, of which 98 % are in the gold.
_LISTS, _FEWEST_ITEMS = frozenset({"ul", "ol", "dl"}), 2


def story_tables(blocks: Blocks) -> list[tuple[int, int]]:
    """The first block of each table of the story on a page, and the one behind it. None in a dump of text."""
    hints = blocks.dump.hints
    if hints is None or not len(blocks) or not ("table" in hints.tags or _PREFORMATTED in hints.tags):
        return []
    if _NOTE not in blocks.notes:
        blocks.notes[_NOTE] = list(_found(hints, blocks))
    return cast("list[tuple[int, int]]", blocks.notes[_NOTE])


def story_lists(blocks: Blocks) -> Iterator[tuple[int, int]]:
    """The first block of each list between paragraphs of the story, and the one behind it; none in a dump of text."""
    hints = blocks.dump.hints
    if hints is None or not len(blocks) or _LISTS.isdisjoint(hints.tags):
        return
    page = _Page.of(hints, blocks)
    # Short stories have sentences that are too short to count as prose.
    reads = blocks.shape.ends_sentence & (blocks.shape.words >= SHORTEST_SENTENCE) & (page.share < HARDLY_LINK)
    page = evolve(page, last=_paragraphs(hints, page.line, reads)[1])
    behind = 0
    for element, tag in enumerate(hints.tags):
        if tag not in _LISTS:
            continue
        start, end = page.span_of(element)
        if start < behind or not page.is_inside(element, start, end):
            continue
        if page.is_table(start, end, _FEWEST_ITEMS) and not page.share[start:end].any():
            behind = end
            yield start, end


def cells_of_story(blocks: Blocks) -> frozenset[int]:
    """The blocks that stand in tables of the story. What is printed there says nothing of a site around it."""
    return frozenset(number for start, end in story_tables(blocks) for number in range(start, end))


@frozen(eq=False)
class _Page:
    """A page around its tables: the line of each block, how much of it is links, and where prose is."""

    hints: Hints
    blocks: Blocks
    line: NDArray[np.intp]
    share: NDArray[np.float32]
    words: NDArray[np.float64]
    first: dict[int, int]
    last: dict[int, int]

    @classmethod
    def of(cls, hints: Hints, blocks: Blocks) -> _Page:
        line = hints.lines_of(blocks.bounds[0])
        share = hints.link_share[line]
        prose = blocks.core.prose & (share < HARDLY_LINK)
        words = np.concatenate(([0.0], np.cumsum(np.where(prose, blocks.shape.words, 0.0))))
        return cls(hints, blocks, line, share, words, *_paragraphs(hints, line, prose))

    def is_table(self, start: int, end: int, fewest: int) -> bool:
        """Whether an element is a table by what stands in it: no layout, no menu, no phrases of a site."""
        if not fewest <= end - start <= _MOST_CELLS:
            return False
        if self.words[end] - self.words[start] > _MOST_PROSE * self.words[-1]:
            return False
        is_site = 2 * sum(any(hit.match == "is" for hit in self.blocks.cues.get(n, ())) for n in range(start, end))
        return is_site < end - start and float((self.share[start:end] > HALF_LINK).mean()) <= _MOST_LINKS

    def span_of(self, element: int) -> tuple[int, int]:
        """The first block of an element, and the one behind it."""
        start, end = self.line.searchsorted([self.hints.first[element], self.hints.behind[element]]).tolist()
        return start, end

    def is_inside(self, element: int, start: int, end: int) -> bool:
        """Whether paragraphs stand above and below it, in one of the elements around it."""
        around = islice(self.hints.ancestors(element), 1, 1 + _DEEPEST)
        return any(self.first.get(outer, start) < start and self.last.get(outer, -1) >= end for outer in around)

    def is_last(self, element: int, start: int, end: int) -> bool:
        """Whether it ends the story, if not inside it: what stands right above leads to it, and no cell is a link."""
        above = start - 1
        around = islice(self.hints.ancestors(element), 1, 1 + _DEEPEST)
        if self.share[start:end].any() or all(self.first.get(outer, start) >= start for outer in around):
            return False
        leads = self.blocks.shape.ends_colon[above] or self.hints.tag_of_line[int(self.line[above])] in _LEADS_IN
        # Rows of single letters are an index.
        return bool(leads) and 2 * sum(len(text) > 1 for text in self.blocks.texts[start:end]) >= end - start


def _found(hints: Hints, blocks: Blocks) -> Iterator[tuple[int, int]]:
    page = _Page.of(hints, blocks)
    behind = 0
    for element, tag in enumerate(hints.tags):
        if tag not in ("table", _PREFORMATTED):
            continue
        start, end = page.span_of(element)
        if start < behind or not page.is_table(start, end, 1 if tag == _PREFORMATTED else _FEWEST_CELLS):
            continue
        if page.is_inside(element, start, end) or (tag == "table" and page.is_last(element, start, end)):
            behind = end
            yield start, end


def _paragraphs(
    hints: Hints, line: NDArray[np.intp], prose: NDArray[np.bool_]
) -> tuple[dict[int, int], dict[int, int]]:
    """The first and the last paragraph that stands right in each element."""
    story = prose.nonzero()[0].tolist()
    rooms = hints.parents[hints.element[line[story]]].tolist()
    return dict(zip(reversed(rooms), reversed(story), strict=True)), dict(zip(rooms, story, strict=True))
