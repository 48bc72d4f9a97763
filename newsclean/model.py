"""The words that everybody uses: a dump, its blocks, their roles, the evidence, the article."""

from __future__ import annotations

import datetime
import enum
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve, field, frozen

if TYPE_CHECKING:
    from newsclean.hints import Hints
    from newsclean.receipt import Receipt

__all__ = [
    "BODY_ROLES",
    "Article",
    "Block",
    "Doubt",
    "Dump",
    "Evidence",
    "Fact",
    "PublishedFact",
    "Related",
    "Role",
    "Span",
]


class Role(enum.StrEnum):
    """What a block is. Every block has exactly one role."""

    # The story.
    BODY = "body"
    STANDFIRST = "standfirst"
    SUBHEADING = "subheading"
    TITLE = "title"
    # Facts about the story.
    BYLINE = "byline"
    DATE = "date"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    TAGS = "tags"
    # What the site put around it.
    NAVIGATION = "navigation"
    ACCOUNT = "account"
    INTERFACE = "interface"
    SHARE = "share"
    READ_MORE = "read_more"
    RELATED = "related"
    EXPANDER = "expander"
    PROMOTION = "promotion"
    ADVERT = "advert"
    CONSENT = "consent"
    COMMENTS = "comments"
    MEDIA = "media"
    LEGAL = "legal"
    DUPLICATE = "duplicate"
    OTHER = "other"


class Doubt(enum.StrEnum):
    """A reason to doubt an article."""

    NO_STORY = "no story"
    LIST_PAGE = "list page"
    PAYWALL_STUB = "paywall stub"
    TRUNCATED = "truncated"
    UNSURE_END = "unsure end"
    LOW_CONFIDENCE = "low confidence"


#: The roles whose blocks make up ``Article.text``.
BODY_ROLES = frozenset({Role.BODY, Role.STANDFIRST, Role.SUBHEADING})


@frozen(order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a text, counted in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@frozen
class Evidence:
    """One detector's vote on one stretch of text. It removes nothing by itself.

    Attributes:
        span: Where, in code points of ``Dump.text``; never empty. A vote on several blocks holds for each of them.
        role: What the stretch seems to be.
        weight: Log-odds (natural log) of ``role`` against story text; 0.0 says nothing, below 0 speaks for the story.
        rule: Stable name such as ``"lexicon.en.read_more"``. Receipts show it: renaming one is a breaking change.
        reason: The same for a person, in a few words.
        part: What the stretch is within a fact or a structure: ``"published"``, ``"modified"``, ``"kicker"``,
            ``"headline"``, ``"summary"``, ``"reading_minutes"``; ``None`` where the role says it all.
        value: What was read there, as the article will hold it: names of authors, tags, an ISO date.
        whole: The stretch of the whole structure (a teaser of four lines) that this vote is a part of.
    """

    span: Span
    role: Role
    weight: float
    rule: str
    reason: str
    part: str | None = None
    value: tuple[str, ...] = ()
    whole: Span | None = None


@frozen
class Block:
    """A stretch of the dump with one role.

    Attributes:
        span: Where it stands in ``Article.source``.
        text: What stands there, runs of white space folded to one space.
        role: What it is. ``Role.OTHER`` until the labeller has spoken.
        confidence: How sure the labeller is of kept or removed, 0 to 1.
        evidence: The votes on this block, and the named shares of the score that decided.
    """

    span: Span
    text: str
    role: Role = Role.OTHER
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def in_text(self) -> bool:
        """Whether the block is part of ``Article.text``."""
        return self.role in BODY_ROLES


@frozen
class Related:
    """Another story that the dump points to: a teaser, or a "Read more" line."""

    title: str
    kicker: str | None = None
    summary: str | None = None
    reading_minutes: int | None = None
    url: str | None = None


@frozen
class Fact:
    """One reading of one fact, chosen or not, and where it came from.

    Attributes:
        name: The attribute of ``Article`` that it speaks for.
        value: The reading, as text.
        span: Where it stands in ``Article.source``; ``None`` if it stands in the page's markup alone.
        origin: The rule that read it, or where in the markup it stands: ``"published.json_ld"``, ``"published.meta"``.
        chosen: ``False`` for a rival that lost.
    """

    name: str
    value: str
    span: Span | None
    origin: str
    chosen: bool = True


@frozen
class PublishedFact:
    """What a page says about itself in its markup.

    Attributes:
        name: What it is about: ``"title"``, ``"author"``, ``"published"``, ``"modified"``, ``"section"``,
            ``"keyword"``, ``"language"``, ``"site_name"``, ``"url"``, ``"description"``, ``"is_free"``,
            ``"caption"``, ``"credit"``, ``"type"`` (of a story with a description that JSON-LD calls news: always
            ``"NewsArticle"``).
        value: What it says, as written there; white space folded, a time as ISO 8601.
        origin: Where it stands: ``"json_ld"``, ``"meta.og:title"``, ``"microdata"``, ``"rdfa"``, ``"time"``, ``"h1"``,
            ``"link"``.
        span: The line of ``Dump.text`` in which its element begins; ``None`` for what nobody sees.
    """

    name: str
    value: str
    origin: str
    span: Span | None = None


@frozen
class Dump:
    """A text as it was collected, and what its collector knows about it.

    Attributes:
        text: The text that every span counts in. Line ends are untouched.
        kind: What it was read from: ``"text"``, ``"html"``, or ``"fragment"`` (a text dump with bits of markup in it).
        url: Address of the page, if known.
        id: The collector's name for the record, if any; errors and outputs carry it.
        language: ISO 639-1 code, if the collector knows it.
        collected_at: When the page was fetched. Only with it can "2 hours ago" become a time.
        encoding: How bytes were decoded: the codec's name, or ``None`` for input that was ``str`` already.
        published: What a page says about itself in its markup, in the order of trust; ``()`` for text.
        hints: What the markup of a page says about each line; ``None`` for text.
        site: Name of the site, if the collector gives it one; a ``SiteProfile`` goes by it.
        markup: The page that ``text`` was flattened from, for who wants to read it too; ``None`` for text.
    """

    text: str
    kind: Literal["text", "html", "fragment"] = "text"
    url: str | None = None
    id: str | None = None
    language: str | None = None
    collected_at: datetime.datetime | None = None
    encoding: str | None = None
    published: tuple[PublishedFact, ...] = ()
    # Columns of numbers: where the same page was read, they are the same.
    hints: Hints | None = field(default=None, eq=False, repr=False)
    site: str | None = None
    markup: str | None = field(default=None, eq=False, repr=False)


def _empty_receipt() -> Receipt:
    from newsclean.receipt import Receipt

    return Receipt()


@frozen
class Article:
    """A cleaned dump: the story, its facts, and the receipt.

    A field that the dump does not give is ``None`` or ``()``; nothing is guessed.

    Attributes:
        text: Standfirst, body and subheadings; a paragraph a block, joined by a blank line.
        title: The headline.
        standfirst: The paragraph that introduces the story, if it is set apart; it is part of ``text`` too.
        dateline: Where the story was reported from ("Moscow").
        date: Day of publication; or that of the last change, where its time is printed and no other day is. The origin
            in ``facts`` says which.
        published_at: Time of publication, where a time of day is given; aware where a zone is.
        modified_at: Time of the last change, likewise.
        authors: Names of persons and agencies, as printed.
        tags: Topics that the page files the story under.
        section: The breadcrumb, outermost first.
        captions: Captions of pictures.
        credits: Credits of pictures.
        site_name: Name of the site, where the page gives it.
        url: Address of the page, if the caller gave it or the page does.
        language: ISO 639-1 code.
        related: Other stories that the page points to. Below one heading the first ten are read as a list; what goes on
            behind them is rather the rest of the page, and has to show by itself that it is a story.
        confidence: How sure we are that ``text`` is the whole story and nothing but the story, 0 to 1.
        doubts: Reasons to look at the article before it is used: ``"no story"``, ``"list page"``, ``"paywall stub"``,
            ``"truncated"``, ``"unsure end"``, and ``"low confidence"`` where ``confidence`` is under 0.5. Empty for
            most.
        receipt: Holds ``blocks``.
        facts: Every reading of every fact, the rivals that lost included.
        source: The text that the spans count in.
        id: The collector's name for the record, if any.
        encoding: How bytes were decoded: the codec's name, or ``None`` for input that was ``str`` already.
    """

    text: str
    title: str | None = None
    standfirst: str | None = None
    dateline: str | None = None
    date: datetime.date | None = None
    published_at: datetime.datetime | None = None
    modified_at: datetime.datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    site_name: str | None = None
    url: str | None = None
    language: str | None = None
    related: tuple[Related, ...] = ()
    confidence: float = 0.0
    doubts: tuple[Doubt, ...] = ()
    receipt: Receipt = field(factory=_empty_receipt, repr=False)
    facts: tuple[Fact, ...] = field(default=(), repr=False)
    source: str = field(default="", repr=False)
    id: str | None = None
    # The same text is the same article, however its bytes were read.
    encoding: str | None = field(default=None, eq=False)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every stretch of the dump, in order, with its role, confidence and evidence. Built on first use."""
        return self.receipt.blocks

    @property
    def removed(self) -> tuple[Block, ...]:
        """The blocks that are not in ``text``."""
        return tuple(block for block in self.blocks if not block.in_text)

    def without_receipt(self) -> Article:
        """The same article without ``blocks``, ``facts`` and ``source``: a tenth of the size when written."""
        return evolve(self, receipt=_empty_receipt(), facts=(), source="")

    def to_dict(self) -> dict[str, Any]:
        """The article as plain dictionaries, lists, strings and numbers; dates as ISO 8601."""
        from newsclean.serialisation import to_dict

        return to_dict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The article that ``to_dict`` was made from.

        Raises:
            InputError: ``data`` is no such dictionary; the error names the field.
        """
        from newsclean.serialisation import from_dict

        return from_dict(data)

    def to_json(self, *, indent: int | None = None) -> str:
        """``to_dict`` as JSON text; other scripts stand as they are, lone surrogates are escaped."""
        # An article holds no circles, and looking for them takes an eighth of the time.
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=indent, check_circular=False)
        # A lone surrogate cannot be written as UTF-8; escaping everything keeps such a record writable.
        return text if _writable(text) else json.dumps(self.to_dict(), indent=indent)

    def to_markdown(self, *, links: bool = False, images: bool = True) -> str:
        """The article as Markdown: title, facts, standfirst, body with subheadings.

        Headings of all levels, lists, quotations and tables of a page stay what they are, as long as the article has
        the receipt that it was made with: one that was written as a dictionary and read again has plain paragraphs.

        Args:
            links: Keep the links in the text of a page.
            images: Keep the pictures between the first and the last paragraph that have an alternative text.
        """
        from newsclean.writing.markdown import to_markdown

        return to_markdown(self, links=links, images=images)


def _writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
