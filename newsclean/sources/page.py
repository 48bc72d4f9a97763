"""A page becomes lines: one parse, one pass over its tags, a line a block.

The parser hands over tags and text as it meets them, and no tree is built: a tree of libxml2 ends, empty and without an
error, where elements nest more than 2,048 deep, and its events do not. Every step costs the same however deep a page
nests, so the whole is linear in its length.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve, frozen

from newsclean.hints import Anchor, Hints, Image
from newsclean.model import Span
from newsclean.sources.page_markup import HEADLINE, MarkupReader, PageMarkup, property_of
from newsclean.sources.tags import BLOCK_TAGS, LEFT_OUT
from newsclean.sources.unclosed import closed

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Page", "read_page"]

# These hold the whole page: a script shows them again, and what is said of them holds for no part of it.
_NEVER_HIDDEN = frozenset({"html", "body", "main", "article"})
# A list to choose from ends where anything else begins: where its end is missing, the rest is no choice.
_CHOICES = frozenset({"option", "optgroup", "hr"})
# Where the hidden elements of a page hold so many times what can be seen, a script shows them.
_SCRIPT_SHOWS = 1.0
# Pictures that are kept, and characters of what they show: alternative texts are shorter.
_MOST_IMAGES, _LONGEST_ALT = 1_000, 500


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
    return (flattener if repaired is None else _parsed(repaired)).page()


def _parsed(content: bytes) -> _Flattener:
    from lxml import etree

    target = _Flattener()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=target)
    try:
        parser.feed(content)
        parser.close()
    except etree.LxmlError:
        # An empty page, or one that is nothing but a comment. What was read until then stays.
        pass
    return target


# What is on the stack for an element: nothing to do at its end, the end of a link, of a block, of what is wanted, of
# what is hidden, of what is passed over.
_NOTHING, _LINK, _BLOCK, _TEXT_WANTED, _HIDDEN, _MUTED = 0, 1, 2, 8, 16, 32


class _Flattener:
    """Takes the parser's events and writes lines."""

    def __init__(self) -> None:
        self.reader = MarkupReader()
        # Lines: text, element, characters in links, hidden, links, marks. The first is the title of the page.
        self.lines: list[str] = [""]
        self.element: list[int] = [1]
        self.link_share: list[float] = [0.0]
        self.hidden_lines: list[bool] = [False]
        self.anchors: dict[int, tuple[Anchor, ...]] = {}
        self.marks: dict[int, set[str]] = {}
        self.images: list[Image] = []
        # Elements; the first two are the root and the title of the page.
        self.tags = ["html", "title"]
        self.words = ["", ""]
        self.properties = ["", ""]
        self.parents = [-1, 0]
        self.first = [0, 0]
        self.behind = [0, 1]
        # What is open.
        self.stack: list[int] = []
        self.open_blocks = [0]
        self.skipping = 0
        self.linked = 0
        self.hidden = 0
        self.preformatted = 0
        # Where on the stack the element is that is passed over; what begins in it is, too, up to the next block.
        self.muted: int | None = None
        self.muted_tag = ""
        self.in_choice = False
        # The line so far: its text, how much of it is a link, and of which link each piece is the text.
        self.inline: list[str] = []
        self.inline_linked = 0
        self.inline_links: list[tuple[int, int]] = []
        self.addresses: list[str] = [""]
        self.inline_marks: set[str] = set()
        # The text of a script of JSON-LD or of the title, while it is read; and of what is left out, how much of the
        # text of the page the longest of each tag held.
        self.raw: list[str] | None = None
        self.left_out_tag = ""
        self.left_out_length = 0
        self.swallowed: dict[str, int] = {}

    # The parser's interface.

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.skipping:
            self.skipping += 1
            return
        if tag in LEFT_OUT:
            self._leave_out(tag)
            if tag == "script" and "ld+json" in attributes.get("type", "").lower():
                self.raw = []
            return
        is_block = tag in BLOCK_TAGS
        ends_hiding = (is_block and not (self.in_choice and tag in _CHOICES)) or (tag == "br" and not self.in_choice)
        if self.muted is not None and ends_hiding:
            # Its end is missing, or it is around more than the few words that hide in a line.
            self._note_swallowed(self.muted_tag)
            self.stack[self.muted] = _NOTHING
            self.muted = None
        kind = _NOTHING
        if self.muted is None and (tag == "select" or (attributes and not is_block and _hides(tag, attributes))):
            self.muted, self.in_choice = len(self.stack), tag == "select"
            self.muted_tag, self.left_out_length = tag, 0
            kind = _MUTED
        elif is_block and self.muted is None:
            self._end_line()
            kind = _BLOCK
            self._open_block(tag, attributes)
            if tag == "pre":
                self.preformatted += 1
        elif tag == "br":
            self._end_line()
        elif attributes and self.tags[self.open_blocks[-1]] == "figcaption" and "credit" in attributes.get("class", ""):
            # Whose picture it is goes on in the line of what it shows.
            self._end_line()
        elif tag == "a":
            kind = _LINK
            self.linked += 1
            self.addresses.append(attributes.get("href", ""))
        elif tag == "img":
            self._image(attributes)
        elif tag in ("meta", "link", "base"):
            self.reader.head(tag, attributes)
        elif tag == "title":
            # The first is the page's; later ones stand in pictures that the parser took for markup.
            self._leave_out(tag)
            self.raw = [] if not self.reader.markup.title else None
            return
        if (attributes or tag == HEADLINE or tag == "time") and tag != "meta" and self.muted is None:
            kind |= self._look_at(tag, attributes, kind)
        self.stack.append(kind)

    def end(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            if not self.skipping:
                self._take_left_out()
            return
        if not self.stack:
            return
        kind = self.stack.pop()
        if kind & _BLOCK:
            self._end_line()
            # What an empty element says is not said of what stands behind it.
            self.inline_marks = set()
            self.behind[self.open_blocks.pop()] = len(self.lines)
            if tag == "pre":
                self.preformatted -= 1
        elif kind & _LINK:
            self.linked -= 1
        elif kind & _MUTED:
            self._note_swallowed(self.muted_tag)
            self.muted = None
        if kind & _TEXT_WANTED:
            self.reader.take(len(self.stack), hidden=self.hidden > 0)
        if kind & _HIDDEN:
            self._end_line()
            self.hidden -= 1

    def data(self, text: str) -> None:
        if self.skipping:
            self.left_out_length += len(text)
            if self.raw is not None:
                self.raw.append(text)
            return
        if self.muted is not None:
            self.left_out_length += len(text)
            return
        if self.reader.wanted:
            self.reader.add(text)
        pieces = text.split("\n") if self.preformatted else (text,)
        for number, piece in enumerate(pieces):
            if number:
                self._end_line()
            self.inline.append(piece)
            if self.linked:
                self.inline_linked += len(piece.strip())
                self.inline_links.append((len(self.inline) - 1, len(self.addresses) - 1))

    def close(self) -> None:
        self._end_line()

    # Lines and elements.

    def _end_line(self) -> None:
        if not self.inline:
            return
        line = " ".join("".join(self.inline).split())
        if line:
            number = len(self.lines)
            self.lines.append(line)
            self.element.append(self.open_blocks[-1])
            self.link_share.append(min(self.inline_linked / len(line), 1.0) if self.inline_linked else 0.0)
            self.hidden_lines.append(self.hidden > 0)
            if self.inline_links and (anchors := self._anchors(len(line))):
                self.anchors[number] = anchors
            if self.inline_marks:
                self.marks[number] = self.inline_marks
                self.inline_marks = set()
        self.inline = []
        self.inline_linked = 0
        self.inline_links = []
        if self.reader.wanted:
            self.reader.add(" ")

    def _anchors(self, whole: int) -> tuple[Anchor, ...]:
        """The links in the line: where its white space is folded, counted from the last of them onwards."""
        if len(self.inline) == 1:
            # Most links are a line of their own.
            address = self.addresses[self.inline_links[0][1]].strip()
            return (Anchor(0, whole, address),) if address else ()
        anchors = []
        length, next_piece, is_blank = 0, 0, True
        for link, members in groupby(self.inline_links, itemgetter(1)):
            pieces = [piece for piece, _ in members]
            between = "".join(self.inline[next_piece : pieces[0]])
            length, is_blank = _folded_length(between, length, is_blank)
            text = "".join(self.inline[pieces[0] : pieces[-1] + 1])
            next_piece = pieces[-1] + 1
            # A blank before the first word of a link is in the line and not in the link.
            start = length + (bool(length) and (is_blank or text[:1].isspace()))
            length, is_blank = _folded_length(text, length, is_blank)
            if length > start and (address := self.addresses[link].strip()):
                anchors.append(Anchor(start, length, address))
        return tuple(anchors)

    def _open_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        number = len(self.tags)
        self.tags.append(tag)
        words = ""
        if attributes:
            words = " ".join(filter(None, map(attributes.get, ("class", "id", "role"))))
        self.words.append(words)
        self.properties.append(property_of(attributes) if attributes else "")
        self.parents.append(self.open_blocks[-1])
        self.first.append(len(self.lines))
        self.behind.append(len(self.lines))
        self.open_blocks.append(number)

    def _look_at(self, tag: str, attributes: Mapping[str, str], kind: int) -> int:
        """What attributes say of any element: hidden, a language, a property, a name."""
        found = _NOTHING
        if tag == "html":
            markup = self.reader.markup
            markup.language = markup.language or attributes.get("lang") or attributes.get("xml:lang", "")
        if kind & _BLOCK and attributes and _hides(tag, attributes):
            self.hidden += 1
            found = _HIDDEN
        is_wanted, mark = self.reader.look_at(tag, attributes, len(self.stack), len(self.lines))
        if is_wanted:
            found |= _TEXT_WANTED
        if mark and (not kind & _BLOCK or mark in ("author", "byline")):
            self.inline_marks.add(mark)
        if tag == "time":
            self.inline_marks.add("time")
        return found

    def _image(self, attributes: Mapping[str, str]) -> None:
        alt = " ".join(attributes.get("alt", "").split())[:_LONGEST_ALT]
        address = attributes.get("src", "").strip()
        if not address or address.startswith("data:"):
            address = attributes.get("data-src", "").strip()
        if alt and address and not self.hidden and len(self.images) < _MOST_IMAGES:
            # In a line, a picture stands before what comes next.
            number = len(self.lines) + any(map(str.strip, self.inline))
            self.images.append(Image(number, self.open_blocks[-1], alt, address))

    # What is left out.

    def _leave_out(self, tag: str) -> None:
        self.skipping = 1
        self.left_out_tag, self.left_out_length = tag, 0

    def _note_swallowed(self, tag: str) -> None:
        if self.left_out_length > self.swallowed.get(tag, 0):
            self.swallowed[tag] = self.left_out_length

    def _take_left_out(self) -> None:
        tag = self.left_out_tag
        self._note_swallowed(tag)
        if self.raw is None:
            return
        text = "".join(self.raw)
        self.raw = None
        if tag == "title":
            self.lines[0] = self.reader.title(text)
        else:
            self.reader.script(text)

    # The result.

    def page(self) -> Page:
        """The page as read so far."""
        self._end_line()
        for number in self.open_blocks:
            self.behind[number] = len(self.lines)
        kept = self._kept()
        lines = [line for line, is_kept in zip(self.lines, kept.tolist(), strict=True) if is_kept]
        # The number of each line among those that are kept.
        place = np.concatenate(([0], np.cumsum(kept)))
        lengths = np.fromiter(map(len, lines), dtype=np.int64, count=len(lines))
        starts = np.concatenate(([0], np.cumsum(lengths + 1)))[: len(lines)]

        def at_line(column: Mapping[int, Any]) -> dict[int, Any]:
            return {int(place[number]): value for number, value in column.items() if kept[number]}

        markup = self.reader.markup
        for said in markup.said:
            if said.line < len(kept) and kept[said.line]:
                start = int(starts[place[said.line]])
                markup.spans[said.line] = Span(start, start + len(self.lines[said.line]))
        hints = Hints(
            starts.astype(np.int32),
            np.array(self.element, dtype=np.int32)[kept],
            np.array(self.link_share, dtype=np.float32)[kept],
            self.tags,
            self.words,
            self.properties,
            np.array(self.parents, dtype=np.int32),
            place[self.first].astype(np.int32),
            place[self.behind].astype(np.int32),
            {number: frozenset(marks) for number, marks in at_line(self.marks).items()},
            at_line(self.anchors),
            [evolve(image, line=int(place[min(image.line, len(kept))])) for image in self.images],
            left_out=len(self.lines) - len(lines),
        )
        return Page("\n".join(lines), hints, markup)

    def _kept(self) -> NDArray[np.bool_]:
        """Which lines can be seen. Where hardly anything can, a script would have shown the others."""
        hidden = np.array(self.hidden_lines, dtype=np.bool_)
        kept = ~hidden
        if hidden.any():
            lengths = np.fromiter(map(len, self.lines), dtype=np.float64, count=len(self.lines))
            lengths *= 1.0 - np.array(self.link_share)
            lengths[0] = 0.0
            if lengths[hidden].sum() > _SCRIPT_SHOWS * lengths[kept].sum():
                kept[:] = True
        kept[0] = bool(self.lines[0])
        return kept


def _folded_length(text: str, length: int, is_blank: bool) -> tuple[int, bool]:
    """How long a line is when text comes to it, its white space folded, and whether that ends with a blank.

    A blank at the end counts only once a word follows.
    """
    words = text.split()
    if not words:
        return length, is_blank or bool(text)
    gap = bool(length) and (is_blank or text[0].isspace())
    return length + gap + sum(map(len, words)) + len(words) - 1, text[-1].isspace()


def _hides(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag in _NEVER_HIDDEN:
        return False
    # Icons inside a line say it on purpose, and so do letters that are set apart for their looks.
    if "hidden" in attributes or (tag in BLOCK_TAGS and attributes.get("aria-hidden") == "true"):
        return True
    style = attributes.get("style")
    return style is not None and "none" in style and "display:none" in style[:1000].replace(" ", "").lower()
