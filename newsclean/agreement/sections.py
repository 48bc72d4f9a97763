"""The section that a page prints above its headline alone, as a link that its menu has, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsclean.addresses import leads_home
from newsclean.hints import ALL_LINK
from newsclean.model import Fact, Role

if TYPE_CHECKING:
    from newsclean.blocks import Blocks
    from newsclean.hints import Hints

__all__ = ["section_above_headline"]

# In words: what is longer is the name of a series, or a pitch.
_LONGEST = 3


def section_above_headline(blocks: Blocks, roles: Sequence[Role]) -> Iterator[Fact]:
    """The section in the line right above the headline, where that is one link and known as an entry of menus.

    Its address stands elsewhere on the page, too, and no other link right above it: there begins a menu. Of such lines
    on half of the development pages (2026-11) those that are no section are buttons ("Sign in", "Donate"), and no
    phrase takes these for entries of a menu; "Search" asks for something in its address.
    """
    hints = blocks.dump.hints
    title = next((number for number, role in enumerate(roles) if role is Role.TITLE), 0)
    above = title - 1
    if hints is None or above < 1 or blocks.word_counts[above] > _LONGEST or not _is_entry(blocks, above):
        return
    lines = hints.lines_of(blocks.bounds[0][above - 1 : title]).tolist()
    address = _only_link(hints, lines[1])
    if not address or "?" in address or leads_home(address, hints.base) or _only_link(hints, lines[0]):
        return
    elsewhere = (link for line, links in hints.anchors.items() if line != lines[1] for link in links)
    if any(link.address == address for link in elsewhere):
        yield Fact("section", blocks.texts[above], blocks.span(above), "markup.section_link", chosen=True)


def _is_entry(blocks: Blocks, number: int) -> bool:
    return any(hit.role is Role.NAVIGATION and hit.match == "is" for hit in blocks.cues.get(number, ()))


def _only_link(hints: Hints, line: int) -> str:
    """Where a line leads that is one link and no more; empty if it is none."""
    links = hints.anchors.get(line, ())
    return links[0].address if len(links) == 1 and hints.link_share[line] >= ALL_LINK else ""
