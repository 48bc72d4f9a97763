"""Which headings of a page stand above paragraphs, and which links lead to them: those of a table of contents."""

from __future__ import annotations

from typing import cast

from newsclean.blocks import Blocks
from newsclean.hints import HALF_LINK, HARDLY_LINK, HEADINGS
from newsclean.sources.page_markup import HEADLINE

__all__ = ["leads_into_page", "section_heads"]

# What a reader opens stands below a heading, too.
_SUBHEADINGS = HEADINGS - {HEADLINE} | {"summary"}
_PARAGRAPHS = frozenset({"p", "blockquote"})
_NOTE = "heads of sections"


def section_heads(blocks: Blocks) -> frozenset[int]:
    """The headings of a page that are no links, and below which, or below others below them, a paragraph stands.

    A paragraph ends as a sentence does, and is no link either. None in a dump of text.
    """
    if blocks.dump.hints is None or not len(blocks):
        return frozenset()
    if _NOTE not in blocks.notes:
        blocks.notes[_NOTE] = frozenset(_found(blocks))
    return cast("frozenset[int]", blocks.notes[_NOTE])


def leads_into_page(blocks: Blocks, number: int) -> bool:
    """Whether a block is a link to a place of the page itself, as the entries of a table of contents are."""
    hints = blocks.dump.hints
    if hints is None:
        return False
    line = hints.line_of(blocks.starts[number])
    links = hints.anchors.get(line, ())
    return (
        bool(links) and bool(hints.link_share[line] > HALF_LINK) and all(link.address.startswith("#") for link in links)
    )


def _found(blocks: Blocks) -> list[int]:
    hints = blocks.dump.hints
    assert hints is not None
    line = hints.lines_of(blocks.bounds[0])
    leads_on = (hints.link_share[line] >= HARDLY_LINK).tolist()
    tags = [hints.tag_of_line[number] for number in line.tolist()]
    found: list[int] = []
    heads = False
    for number in range(len(blocks) - 1, -1, -1):
        if tags[number] in _SUBHEADINGS and not leads_on[number]:
            if heads:
                found.append(number)
        else:
            heads = tags[number] in _PARAGRAPHS and blocks.ends_sentence[number] and not leads_on[number]
    return found
