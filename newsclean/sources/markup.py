"""Markup becomes text: telling pages from text dumps, and the bits of HTML that stand in these."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from newsclean.sources.tags import BLOCK_TAGS, LEFT_OUT

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

__all__ = ["flatten", "is_markup_throughout", "sniff"]

_PAGE_START = re.compile(
    r"[\s\ufeff]*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--.{0,2000}?-->\s*+)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# Servers print notices, styles and scripts in front of a page: 20 of 1,504 development pages (2026-11) begin so, with
# at most 871 characters. In it, without what nobody reads, stands no letter.
_LONGEST_FRONT = 50_000
_PAGE_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|img|figure|figcaption|blockquote|table|tr|td|th|section|article"
    r"|header|footer|nav|script|style|iframe|font|center|hr|sup|sub|u|strike|small)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_BEGINS_WITH_BLOCK = re.compile(
    r"\s*+<(?:p|div|article|section|main|header|figure|h[1-6]|ul|ol|table|blockquote)(?:\s[^<>]{0,2000})?>",
    re.IGNORECASE,
)
# Two tags may be talked about in a story on web design; real markup brings its closing tags along.
_FEWEST_TAGS = 3
_LEFT_OUT = LEFT_OUT | {"head", "select"}
# An entity may hide another ("&amp;nbsp;"): pages that were escaped twice exist, three times hardly.
_MOST_ESCAPES = 4


def sniff(text: str) -> Literal["text", "html", "fragment"]:
    """Tell a page from a text dump, and a text dump with bits of markup in it from a plain one."""
    if "<" in text:
        if _PAGE_START.match(text[:5000]) or _begins_unseen(text):
            return "html"
        for found, match in enumerate(_TAG.finditer(text), start=1):
            if found >= _FEWEST_TAGS or match.group().startswith("</"):
                return "fragment"
    return "fragment" if "&" in text and _ENTITY.search(text) else "text"


def _begins_unseen(text: str) -> bool:
    """Whether nothing that is read stands in front of a page."""
    page = _PAGE_TAG.search(text, 0, _LONGEST_FRONT)
    return page is not None and not any(map(str.isalpha, _UNSEEN.sub("", text[: page.start()])))


def is_markup_throughout(text: str) -> bool:
    r"""Whether a text dump is the inside of a page: it begins with a block, and no line of it is without a tag.

    >>> is_markup_throughout("<p>One</p>\n<p>Two</p>"), is_markup_throughout("<p>One</p>\nTwo")
    (True, False)
    """
    begins = _BEGINS_WITH_BLOCK.match(text)
    return begins is not None and all("<" in line for line in text.splitlines() if line.strip())


def flatten(text: str) -> str:
    """A text dump without the tags and entities in it; its line ends stay."""
    if "<" in text and _TAG.search(text):
        text = _fragment(text)
    for _ in range(_MOST_ESCAPES):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def _fragment(text: str) -> str:
    """A text dump without its tags; its own line ends stay, and tags of blocks add theirs."""
    soup = _soup(text)
    plain = "".join("\n" if piece is None else piece for piece in _pieces(soup))
    # Its parts point at each other, and a long text would stay until the garbage collector comes by.
    soup.decompose()
    return plain


def _soup(text: str) -> BeautifulSoup:
    import warnings

    from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

    with warnings.catch_warnings():
        # Whether it is an address or XML has been decided; it is to be read as HTML.
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        # Lone surrogates are no characters; the parser would refuse the whole text for one of them.
        return BeautifulSoup(text.encode("utf-8", "replace"), "lxml", from_encoding="utf-8")


def _pieces(soup: BeautifulSoup) -> Iterator[str | None]:
    """Text nodes in order, and ``None`` wherever a block begins or ends. Iterative: hostile pages nest very deep."""
    from bs4.element import NavigableString, PreformattedString, Tag

    stack: list[object] = list(reversed(soup.contents))
    while stack:
        node = stack.pop()
        if node is None:
            yield None
        elif isinstance(node, Tag):
            if node.name in _LEFT_OUT:
                continue
            if node.name in BLOCK_TAGS or node.name == "br":
                yield None
                stack.append(None)
            stack.extend(reversed(node.contents))
        # Comments, declarations and the like are preformatted strings; CDATA is one too, and no text in HTML.
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield str(node)
