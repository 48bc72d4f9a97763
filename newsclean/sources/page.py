"""A page becomes lines: one parse, one pass over its tags, a line a block.

The parser hands over tags and text as it meets them, and no tree is built: a tree of libxml2 ends, empty and without an
error, where elements nest more than 2,048 deep, and its events do not. Every step costs the same however deep a page
nests, so the whole is linear in its length.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen, mutable

from newsclean.hints import Hints

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Page", "PageMarkup", "read_page"]

_LEFT_OUT = frozenset(
    "noscript template svg math iframe object select textarea style script canvas audio video".split()
)
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol option p pre search section "
    "summary table tbody td tfoot th thead tr ul".split()
)
# These hold the whole page: a script shows them again, and what is said of them holds for no part of it.
_NEVER_HIDDEN = frozenset({"html", "body", "main", "article"})
# A heading of this rank is the headline on most pages that have one alone.
_HEADLINE = "h1"
# So many characters of one kind of fact are kept: headlines are shorter, and hostile pages are not kept twice.
_LONGEST_FACT = 10_000
_LONGEST_JSON = 2_000_000
_MOST_FACTS = 2_000
# Where the hidden elements of a page hold so many times what can be seen, a script shows them.
_SCRIPT_SHOWS = 1.0


@mutable
class PageMarkup:
    """What a page says about itself in markup that nobody sees, and its headings, dates and names as marked.

    Attributes:
        language: ``lang`` of the page.
        title: Text of ``<title>``.
        headings: Text of each ``<h1>``.
        metas: Name, ``property`` or ``itemprop`` in lower case, and content, of every ``<meta>``.
        canonical: Address in ``<link rel="canonical">``.
        scripts: Text of every script of JSON-LD.
        times: ``datetime`` of every ``<time>``, with the properties, classes and text of it and what stands in it.
        items: Property of schema.org, value in an attribute or "", text, for every element that has a property.
        names: Text of every element with ``rel="author"``, and of those that are called by-line.
    """

    language: str = ""
    title: str = ""
    headings: list[str] = field(factory=list)
    metas: list[tuple[str, str]] = field(factory=list)
    canonical: str = ""
    scripts: list[str] = field(factory=list)
    times: list[tuple[str, str]] = field(factory=list)
    items: list[tuple[str, str, str]] = field(factory=list)
    names: list[tuple[str, str]] = field(factory=list)


@frozen(eq=False)
class Page:
    """A page, flattened: its text with a line a block, hints for each line, and what it says about itself."""

    text: str
    hints: Hints
    markup: PageMarkup


def read_page(text: str) -> Page:
    """Flatten a page. Linear in its length, whatever is in it."""
    from lxml import etree

    target = _Flattener()
    # NULs end a page for libxml2; lone surrogates are no characters, and it would refuse the whole for one of them.
    content = text.replace("\0", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=target)
    try:
        parser.feed(content)
        parser.close()
    except etree.LxmlError:
        # An empty page, or one that is nothing but a comment. What was read until then stays.
        pass
    return target.page()


# What is on the stack for an element: nothing to do at its end, the end of a link, of a block, of what is left out.
_NOTHING, _LINK, _BLOCK, _SKIPPED, _TEXT_WANTED = 0, 1, 2, 4, 8
_HIDDEN = 16


class _Flattener:
    """Takes the parser's events and writes lines."""

    def __init__(self) -> None:
        self.markup = PageMarkup()
        # Lines: text, element, characters in links, address, hidden, marks.
        self.lines: list[str] = [""]
        self.element: list[int] = [1]
        self.link_share: list[float] = [0.0]
        self.hidden_lines: list[bool] = [False]
        self.links: dict[int, str] = {}
        self.marks: dict[int, set[str]] = {}
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
        self.address = ""
        self.inline: list[str] = []
        self.inline_linked = 0
        self.inline_marks: set[str] = set()
        # The text of a script of JSON-LD or of the title, while it is read.
        self.raw: list[str] | None = None
        # Elements whose text is wanted: depth of the stack, what is wanted, value in an attribute, text so far.
        self.wanted: list[tuple[int, str, str, list[str]]] = []

    # The parser's interface.

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.skipping:
            self.skipping += 1
            return
        if tag in _LEFT_OUT:
            self.skipping = 1
            if tag == "script" and "ld+json" in attributes.get("type", "").lower():
                self.raw = []
            return
        kind = _NOTHING
        if attributes and tag not in _BLOCK_TAGS and _hides(tag, attributes):
            # A few words inside a line, which goes on behind them.
            self.skipping = 1
            return
        if tag in _BLOCK_TAGS:
            self._end_line()
            kind = _BLOCK
            self._open_block(tag, attributes)
            if tag == "pre":
                self.preformatted += 1
        elif tag == "br":
            self._end_line()
        elif tag == "a":
            kind = _LINK
            self.linked += 1
            self.address = attributes.get("href", "")
        elif tag in ("meta", "link", "title"):
            self._head(tag, attributes)
            if tag == "title":
                # The first is the page's; later ones stand in pictures that the parser took for markup.
                self.skipping = 1
                self.raw = [] if not self.markup.title else None
                return
        if attributes:
            kind |= self._look_at(tag, attributes, kind)
        if tag == _HEADLINE or tag == "time":
            kind |= self._want(tag, attributes.get("datetime", ""))
        self.stack.append(kind)

    def end(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            if not self.skipping and self.raw is not None:
                self._take_raw(tag)
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
        if kind & _TEXT_WANTED:
            self._take_wanted()
        if kind & _HIDDEN:
            self._end_line()
            self.hidden -= 1

    def data(self, text: str) -> None:
        if self.skipping:
            if self.raw is not None:
                self.raw.append(text)
            return
        for wanted in self.wanted:
            wanted[3].append(text)
        pieces = text.split("\n") if self.preformatted else (text,)
        for number, piece in enumerate(pieces):
            if number:
                self._end_line()
            self.inline.append(piece)
            if self.linked:
                self.inline_linked += len(piece.strip())

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
            share = min(self.inline_linked / len(line), 1.0) if self.inline_linked else 0.0
            self.link_share.append(share)
            self.hidden_lines.append(self.hidden > 0)
            if share > 0.5 and self.address:
                self.links[number] = self.address
            if self.inline_marks:
                self.marks[number] = self.inline_marks
                self.inline_marks = set()
        self.inline = []
        self.inline_linked = 0
        for wanted in self.wanted:
            wanted[3].append(" ")

    def _open_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        number = len(self.tags)
        self.tags.append(tag)
        words = ""
        if attributes:
            words = " ".join(filter(None, map(attributes.get, ("class", "id", "role"))))
        self.words.append(words)
        self.properties.append(attributes.get("itemprop", "") if attributes else "")
        self.parents.append(self.open_blocks[-1])
        self.first.append(len(self.lines))
        self.behind.append(len(self.lines))
        self.open_blocks.append(number)

    def _look_at(self, tag: str, attributes: Mapping[str, str], kind: int) -> int:
        """What attributes say of any element: hidden, a language, a property, a name."""
        found = _NOTHING
        if tag == "html":
            self.markup.language = self.markup.language or attributes.get("lang") or attributes.get("xml:lang", "")
        if kind & _BLOCK and _hides(tag, attributes):
            self.hidden += 1
            found = _HIDDEN
        if "itemprop" in attributes and tag != "meta":
            value = attributes.get("content") or attributes.get("datetime") or ""
            found |= self._want(f"itemprop {attributes['itemprop'][:100]}", value)
            if not kind & _BLOCK:
                self.inline_marks.add(attributes["itemprop"][:100])
        elif "rel" in attributes and "author" in attributes["rel"].lower().split():
            found |= self._want("rel", "")
            self.inline_marks.add("author")
        elif "class" in attributes and tag != "body" and _is_name(attributes["class"]):
            found |= self._want("class", "")
            self.inline_marks.add("byline")
        if tag == "time":
            self.inline_marks.add("time")
        return found

    # What the page says about itself.

    def _head(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            content = attributes.get("content", "")
            if name and content.strip() and len(content) <= _LONGEST_FACT and len(self.markup.metas) < _MOST_FACTS:
                self.markup.metas.append((name[:100].strip().lower(), content.strip()))
        elif tag == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self.markup.canonical = self.markup.canonical or attributes.get("href", "").strip()[:_LONGEST_FACT]

    def _take_raw(self, tag: str) -> None:
        text = "".join(self.raw or ())
        self.raw = None
        if tag == "title":
            title = " ".join(text.split())[:_LONGEST_FACT]
            self.markup.title = self.lines[0] = title
        elif len(text) <= _LONGEST_JSON:
            self.markup.scripts.append(text)

    def _want(self, name: str, value: str) -> int:
        # An element in an element that is wanted is common; a page of nothing else would be read many times over.
        if len(self.wanted) >= 6 or len(self.markup.items) + len(self.markup.names) >= _MOST_FACTS:
            return _NOTHING
        # Its text begins behind what stands before it in its line.
        self.wanted.append((len(self.stack), name, value, []))
        return _TEXT_WANTED

    def _take_wanted(self) -> None:
        depth = len(self.stack)
        while self.wanted and self.wanted[-1][0] >= depth:
            _, name, value, pieces = self.wanted.pop()
            text = " ".join("".join(pieces).split())[:_LONGEST_FACT]
            if self.hidden and not value:
                continue
            if name == _HEADLINE:
                if text:
                    self.markup.headings.append(text)
            elif name == "time":
                self.markup.times.append((value.strip()[:100], text))
            elif name.startswith("itemprop "):
                for item in name.split()[1:]:
                    self.markup.items.append((item, value.strip()[:_LONGEST_FACT], text))
            elif text:
                self.markup.names.append((name, text))

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
            at_line(self.links),
            len(self.lines) - len(lines),
        )
        return Page("\n".join(lines), hints, self.markup)

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


# Class words of elements that hold the name of the author. "author-bio" and the like hold more than the name.
_NAME_CLASSES = frozenset(
    "author byline by-line author-name authorname byline-name post-author entry-author article-author vcard "
    "author__name byline__name byline-author article__author article-byline post-byline entry-byline fn "
    "author_name contributor autor signature auteur".split()
)


def _hides(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag in _NEVER_HIDDEN:
        return False
    # Icons inside a line say it on purpose, and so do letters that are set apart for their looks.
    if "hidden" in attributes or (tag in _BLOCK_TAGS and attributes.get("aria-hidden") == "true"):
        return True
    style = attributes.get("style")
    return style is not None and "none" in style and "display:none" in style[:1000].replace(" ", "").lower()


def _is_name(classes: str) -> bool:
    return not _NAME_CLASSES.isdisjoint(classes[:300].lower().split())
