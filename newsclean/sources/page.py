"""A page becomes lines: one parse, one pass over its tags, a line a block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve, frozen

from newsclean.hints import Hints
from newsclean.model import Span
from newsclean.sources.flattening import Flattener
from newsclean.sources.page_markup import PageMarkup
from newsclean.sources.unclosed import closed

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Page", "read_page"]

# Where the hidden elements of a page hold so many times what can be seen, a script shows them.
_SCRIPT_SHOWS = 1.0


@frozen(eq=False)
class Page:
    """A page, flattened: its text with a line a block, hints for each line, and what it says about itself."""

    text: str
    hints: Hints
    markup: PageMarkup


def read_page(text: str) -> Page:
    """Flatten a page. Linear in its length, whatever is in it."""
    # NULs end a page for libxml2; lone surrogates are no characters, and it would refuse the whole for one of them.
    content = text.replace("\0", "").encode("utf-8", "replace")
    flattener = _parsed(content)
    repaired = closed(content, flattener.swallowed, sum(map(len, flattener.lines[1:])))
    return _page(flattener if repaired is None else _parsed(repaired))


def _parsed(content: bytes) -> Flattener:
    from lxml import etree

    target = Flattener()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=target)
    try:
        parser.feed(content)
        parser.close()
    except etree.LxmlError:
        # An empty page, or one that is nothing but a comment. What was read until then stays.
        pass
    return target


def _page(flattener: Flattener) -> Page:
    """The page as read so far."""
    flattener.finish()
    kept = _kept(flattener)
    lines = [line for line, is_kept in zip(flattener.lines, kept.tolist(), strict=True) if is_kept]
    # The number of each line among those that are kept.
    place = np.concatenate(([0], np.cumsum(kept)))
    lengths = np.fromiter(map(len, lines), dtype=np.int64, count=len(lines))
    starts = np.concatenate(([0], np.cumsum(lengths + 1)))[: len(lines)]

    def at_line(column: Mapping[int, Any]) -> dict[int, Any]:
        return {int(place[number]): value for number, value in column.items() if kept[number]}

    markup = flattener.reader.markup
    for said in markup.said:
        if said.line < len(kept) and kept[said.line]:
            start = int(starts[place[said.line]])
            markup.spans[said.line] = Span(start, start + len(flattener.lines[said.line]))
    hints = Hints(
        starts.astype(np.int32),
        np.array(flattener.element, dtype=np.int32)[kept],
        np.array(flattener.link_share, dtype=np.float32)[kept],
        flattener.tags,
        flattener.words,
        flattener.properties,
        np.array(flattener.parents, dtype=np.int32),
        place[flattener.first].astype(np.int32),
        place[flattener.behind].astype(np.int32),
        {number: frozenset(marks) for number, marks in at_line(flattener.marks).items()},
        at_line(flattener.anchors),
        [evolve(image, line=int(place[min(image.line, len(kept))])) for image in flattener.images],
        left_out=len(flattener.lines) - len(lines),
        windows=frozenset(flattener.windows),
    )
    return Page("\n".join(lines), hints, markup)


def _kept(flattener: Flattener) -> NDArray[np.bool_]:
    """Which lines can be seen. Where hardly anything can, a script would have shown the others."""
    hidden = np.array(flattener.hidden_lines, dtype=np.bool_)
    kept = ~hidden
    if hidden.any():
        lengths = np.fromiter(map(len, flattener.lines), dtype=np.float64, count=len(flattener.lines))
        lengths *= 1.0 - np.array(flattener.link_share)
        lengths[0] = 0.0
        if lengths[hidden].sum() > _SCRIPT_SHOWS * lengths[kept].sum():
            kept[:] = True
    kept[0] = bool(flattener.lines[0])
    return kept
