"""What a page says about itself in its markup, gathered while its tags go by."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen, mutable

from newsclean.model import Span

__all__ = ["HEADLINE", "MarkupReader", "PageMarkup", "Said", "property_of"]

#: A heading of this rank is the headline on most pages that have one alone.
HEADLINE = "h1"
# So many characters of one kind of fact are kept: headlines are shorter, and hostile pages are not kept twice.
_LONGEST_FACT = 10_000
_LONGEST_JSON = 2_000_000
_MOST_FACTS = 2_000
# An element in an element that is wanted is common; a page of nothing else would be read many times over.
_MOST_OPEN = 6
# Class words of elements that hold the name of the author. "author-bio" and the like hold more than the name.
_NAME_CLASSES = frozenset(
    "author byline by-line author-name authorname byline-name post-author entry-author article-author vcard "
    "author__name byline__name byline-author article__author article-byline post-byline entry-byline fn "
    "author_name contributor autor signature auteur autore by writer reporter journalist szerzo yazar verfasser "
    "forfatter skribent redacteur".split()
)
_SCHEMA = ("schema:", "s:", "http://schema.org/", "https://schema.org/")


@frozen
class Said:
    """What one element says of the page.

    Attributes:
        name: What the element is: a tag, ``"rel"``, ``"class"``, ``"itemprop"`` or ``"property"`` with its property.
        value: What stands in an attribute; may be empty.
        text: What stands in the element; may be empty.
        line: The line in which it begins, as the page was read.
    """

    name: str
    value: str
    text: str
    line: int


@mutable
class PageMarkup:
    """What a page says about itself in markup that nobody sees, and its headings, dates and names as marked.

    Attributes:
        language: ``lang`` of the page.
        title: Text of ``<title>``.
        metas: Name, ``property`` or ``itemprop`` in lower case, and content, of every ``<meta>``.
        canonical: Address in ``<link rel="canonical">``.
        base: Address in ``<base>``.
        scripts: Text of every script of JSON-LD.
        said: What elements of the page say: each ``<h1>`` and ``<time>``, and all with a property of schema.org, with
            ``rel="author"``, or called by-line.
        spans: Where in the flattened text the lines are in which these begin; lines that are hidden are missing.
    """

    language: str = ""
    title: str = ""
    metas: list[tuple[str, str]] = field(factory=list)
    canonical: str = ""
    base: str = ""
    scripts: list[str] = field(factory=list)
    said: list[Said] = field(factory=list)
    spans: dict[int, Span] = field(factory=dict)

    @property
    def headings(self) -> list[str]:
        """Text of each ``<h1>``."""
        return [said.text for said in self.said if said.name == HEADLINE]


@mutable
class _Wanted:
    depth: int
    name: str
    value: str
    line: int
    pieces: list[str] = field(factory=list)


def property_of(attributes: Mapping[str, str]) -> str:
    """The property of an element in microdata or RDFa, the prefix of schema.org left out; empty for none.

    >>> property_of({"property": "schema:author"}), property_of({"itemprop": "headline"})
    ('author', 'headline')
    """
    name = attributes.get("itemprop") or attributes.get("property") or ""
    for prefix in _SCHEMA:
        if prefix in name:
            name = name.replace(prefix, "")
    return name[:100].strip()


class MarkupReader:
    """Gathers what a page says about itself: of its head at once, of an element when it ends."""

    def __init__(self) -> None:
        self.markup = PageMarkup()
        self.wanted: list[_Wanted] = []

    def head(self, tag: str, attributes: Mapping[str, str]) -> None:
        """``<meta>``, ``<link>``, ``<base>``."""
        markup = self.markup
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            content = attributes.get("content", "").strip()
            if name and content and len(content) <= _LONGEST_FACT and len(markup.metas) < _MOST_FACTS:
                markup.metas.append((name[:100].strip().lower().removeprefix("schema:"), content))
                if self.wanted and not self.wanted[-1].value and property_of(attributes) == "name":
                    # A person whose name nobody sees.
                    self.wanted[-1].value = content
        elif tag == "base":
            markup.base = markup.base or attributes.get("href", "").strip()[:_LONGEST_FACT]
        elif "canonical" in attributes.get("rel", "").lower().split():
            markup.canonical = markup.canonical or attributes.get("href", "").strip()[:_LONGEST_FACT]

    def title(self, text: str) -> str:
        """The text of ``<title>``, as it is kept."""
        self.markup.title = " ".join(text.split())[:_LONGEST_FACT]
        return self.markup.title

    def script(self, text: str) -> None:
        """The text of a script of JSON-LD."""
        if len(text) <= _LONGEST_JSON:
            self.markup.scripts.append(text)

    def look_at(self, tag: str, attributes: Mapping[str, str], depth: int, line: int) -> tuple[bool, str]:
        """Look at any element that has attributes or is a heading.

        Returns:
            Whether its text is wanted, and what it says of the line it stands in, if anything.
        """
        wanted, mark = False, ""
        if attributes:
            is_item = "itemprop" in attributes or "property" in attributes
            if is_item and (name := property_of(attributes)):
                kind = "itemprop" if "itemprop" in attributes else "property"
                value = attributes.get("content") or attributes.get("datetime") or ""
                wanted = self._want(depth, f"{kind} {name}", value, line)
                mark = name
            elif "rel" in attributes and (rel := attributes["rel"].lower().split()):
                if "author" in rel:
                    wanted, mark = self._want(depth, "rel", "", line), "author"
                elif "tag" in rel:
                    mark = "tag"
            elif tag != "body" and _is_name(attributes.get("class", "")):
                wanted, mark = self._want(depth, "class", "", line), "byline"
        if tag == HEADLINE or tag == "time":
            wanted |= self._want(depth, tag, attributes.get("datetime", "").strip()[:100], line)
        return wanted, mark

    def _want(self, depth: int, name: str, value: str, line: int) -> bool:
        if len(self.wanted) >= _MOST_OPEN or len(self.markup.said) >= _MOST_FACTS:
            return False
        self.wanted.append(_Wanted(depth, name, value, line))
        return True

    def add(self, text: str) -> None:
        """Text that stands in all elements that are open."""
        for wanted in self.wanted:
            wanted.pieces.append(text)

    def take(self, depth: int, *, hidden: bool) -> None:
        """An element has ended; what is hidden counts only for what its attributes say."""
        while self.wanted and self.wanted[-1].depth >= depth:
            wanted = self.wanted.pop()
            text = " ".join("".join(wanted.pieces).split())[:_LONGEST_FACT]
            value = wanted.value.strip()[:_LONGEST_FACT]
            if (value or not hidden) and (value or text):
                self.markup.said.append(Said(wanted.name, value, text, wanted.line))


def _is_name(classes: str) -> bool:
    return bool(classes) and not _NAME_CLASSES.isdisjoint(classes[:300].lower().split())
