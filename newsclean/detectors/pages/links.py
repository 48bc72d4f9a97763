"""Lines of a page that are nothing but links: runs of them, boxes between paragraphs, menus above the headline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from newsclean.blocks import Blocks
from newsclean.hints import ALL_LINK, HALF_LINK, HARDLY_LINK, HEADINGS
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
# Words in the link of such a box: headlines are short in languages that put many words into one. Of the 28 words of
# links with two to four words on half of the development pages (2026-11) two are in the gold ("Learn More").
_FEWEST_IN_BOX = 3
_SUBHEADINGS, _PARAGRAPH = HEADINGS - {HEADLINE}, frozenset({"p"})
# Lines in the card of another story: its kicker, its headline and its summary, and who wrote it.
_MOST_OF_CARD = 4


def links_of_page(hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """Vote for lines of a page that are nothing but links.

    Args:
        hints: Those of the page.
        blocks: Its blocks.
        line: The line of each block.
    """
    yield from _runs(hints, blocks, line)
    yield from _boxed_links(hints, blocks, line)
    yield from _cards(hints, blocks, line)
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
        if not is_between or blocks.word_counts[link] < _FEWEST_IN_BOX or tags[int(line[link])] not in _BOXES:
            continue
        room = hints.parents[elements[above]]
        if room == hints.parents[elements[below]] and room in islice(hints.ancestors(elements[link]), 1, 1 + _DEEPEST):
            reason = "a box with nothing but a link, between two paragraphs"
            yield blocks.vote(link, Role.RELATED, _WEIGHT, "markup.boxed_link", reason)


def _cards(hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """Boxes between two paragraphs of one element that hold a heading that is a link: the card of another story.

    Of 23 such headings on half of the development pages (2026-11) 22 are in no gold, and one is a product's.
    """
    tags, elements = hints.tag_of_line, hints.element[line].tolist()
    for number in (hints.link_share[line] >= ALL_LINK).nonzero()[0].tolist():
        if tags[int(line[number])] not in _SUBHEADINGS or blocks.word_counts[number] < _FEWEST_IN_BOX:
            continue
        # A heading of the story may lead to itself.
        if all("#" in link.address for link in hints.anchors.get(int(line[number]), ())):
            continue
        around = islice(hints.ancestors(elements[number]), 1, 1 + _DEEPEST)
        if any(_is_card(hints, line, box) for box in around if hints.tags[box] in _BOXES):
            reason = "a heading that is a link, in a box between two paragraphs"
            yield blocks.vote(number, Role.RELATED, _WEIGHT, "markup.card", reason)


def _is_card(hints: Hints, line: NDArray[np.intp], box: int) -> bool:
    """Whether a box of few lines stands between two paragraphs of the element around it, or above its next heading."""
    first, behind = line.searchsorted((hints.first[box], hints.behind[box])).tolist()
    if not 0 < first < behind < len(line) or behind - first > _MOST_OF_CARD:
        return False
    return all(
        hints.tag_of_line[its_line] in tags
        and hints.link_share[its_line] < HARDLY_LINK
        and hints.parents[hints.element[its_line]] == hints.parents[box]
        for its_line, tags in zip(
            line[[first - 1, behind]].tolist(), (_PARAGRAPH, _PARAGRAPH | _SUBHEADINGS), strict=True
        )
    )


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
