"""Lines of a page that are nothing but links: runs of them, boxes between paragraphs, menus above the headline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from newsclean.blocks import Blocks
from newsclean.hints import ALL_LINK, HALF_LINK, HARDLY_LINK
from newsclean.model import Evidence, Role, Span
from newsclean.sources.page_markup import HEADLINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.hints import Hints

__all__ = ["HEADLINE_WORDS", "links_of_page"]

_WEIGHT, _RUN_WEIGHT = 3.0, 2.0
#: Words in a link that is the headline of another story rather than the name of a section.
HEADLINE_WORDS = 4.5
_FEWEST_LINKS = 3
# To several places. The 1,533 such lines above the first <h1> of the development pages (2026-11) have 13,540 words, of
# which 1 % are in the gold; below it, where lists of links may be the story's, votes cost recall.
_FEWEST_OF_A_MENU = 2
# Boxes that a line may stand in by itself, and so many deep.
_BOXES, _DEEPEST = frozenset({"aside", "div", "section"}), 3


def links_of_page(hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """Vote for lines of a page that are nothing but links.

    Args:
        hints: Those of the page.
        blocks: Its blocks.
        line: The line of each block.
    """
    yield from _runs(hints, blocks, line)
    yield from _boxed_links(hints, blocks, line)
    yield from _menus(hints, blocks, line)


def _runs(hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """Runs of lines that are nothing but links."""
    is_link = hints.link_share[line] >= ALL_LINK
    edges = np.flatnonzero(np.diff(np.concatenate(([False], is_link, [False])).astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start >= _FEWEST_LINKS:
            headlines = blocks.shape.words[start:end].mean() > HEADLINE_WORDS
            role = Role.RELATED if headlines else Role.NAVIGATION
            run = Span(blocks.starts[start], blocks.ends[end - 1])
            yield Evidence(run, role, _RUN_WEIGHT, "markup.links", f"one of {end - start} links in a row")


def _boxed_links(hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """Boxes with one line that is a link, between two paragraphs: another story, whatever the box is called.

    None of the 262 words of such boxes on 12 development pages (2026-11) is in the gold; of paragraphs and headings
    that are links the gold has some.
    """
    tags, elements = hints.tag_of_line, hints.element[line].tolist()
    for number in (hints.link_share[line[1:-1]] >= ALL_LINK).nonzero()[0].tolist():
        above, link, below = number, number + 1, number + 2
        is_between = all(
            tags[its_line] == "p" and hints.link_share[its_line] < HARDLY_LINK
            for its_line in line[[above, below]].tolist()
        )
        if not is_between or blocks.word_counts[link] <= HEADLINE_WORDS or tags[int(line[link])] not in _BOXES:
            continue
        room = hints.parents[elements[above]]
        if room == hints.parents[elements[below]] and room in islice(hints.ancestors(elements[link]), 1, 1 + _DEEPEST):
            reason = "a box with nothing but a link, between two paragraphs"
            yield blocks.vote(link, Role.RELATED, _WEIGHT, "markup.boxed_link", reason)


def _menus(hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """Lines of nothing but several links above the headline: on the screen each stands by itself."""
    tags = [hints.tag_of_line[its_line] for its_line in line.tolist()]
    headline = tags.index(HEADLINE) if HEADLINE in tags else 0
    for number in (hints.link_share[line[:headline]] >= HALF_LINK).nonzero()[0].tolist():
        start = blocks.starts[number] - int(hints.starts[line[number]])
        links = hints.anchors_between(int(line[number]), start, start + len(blocks.span(number)))
        if len({link.address for link in links}) < _FEWEST_OF_A_MENU:
            continue
        text = blocks.texts[number]
        ends = [0, *(link.end - start for link in links)]
        between = (text[end : max(link.start - start, 0)] for end, link in zip(ends, links, strict=False))
        if not any(map(str.isalnum, "".join([*between, text[ends[-1] :]]))):
            reason = f"nothing but {len(links)} links, above the headline"
            yield blocks.vote(number, Role.NAVIGATION, _WEIGHT, "markup.menu", reason)
