"""What a page says about itself in its markup: JSON-LD, metas, microdata, ``<time>``, headings.

Everything is kept with its origin, in the order in which it is trusted. Nothing is chosen here: that is settled by
agreement with what the page shows.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from newsclean.dates import read_dates
from newsclean.model import PublishedFact, Span
from newsclean.sources.json_ld import LONGEST_VALUE, MOST_OF_A_KIND, JsonLd
from newsclean.sources.page_markup import HEADLINE, PageMarkup

__all__ = ["published_facts"]

# Names of metas in lower case, the most trusted first.
_METAS: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "headline"),
    "author": (
        *("author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator"),
        *("dcterms.creator", "dc.contributor", "byl", "byline", "authors", "citation_author", "cxenseparse:author"),
    ),
    "published": (
        *("article:published_time", "og:article:published_time", "article:published", "og:published_time"),
        *("parsely-pub-date", "sailthru.date", "datepublished", "date", "pubdate", "publishdate", "publish-date"),
        *("publish_date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "dc.date.created"),
        *("cxenseparse:recs:publishtime", "citation_publication_date", "originalpublicationdate", "date.created"),
        "citation_date",
    ),
    "modified": (
        *("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified"),
        *("dcterms.modified", "lastmod", "revised"),
    ),
    "section": ("article:section", "parsely-section", "og:article:section", "cxenseparse:section", "section"),
    "keyword": ("news_keywords", "keywords", "article:tag", "parsely-tags", "sailthru.tags"),
    "site_name": ("og:site_name", "application-name", "publisher", "dc.publisher"),
    "description": ("og:description", "description", "twitter:description", "dc.description"),
    "url": ("og:url",),
}
_PUBLICATION = re.compile(
    r"publi(?:shed|sh|cation)[^a-z]{0,3}(?:date|time|on|at)?$|(?:date|time)[^a-z]{0,3}publi(?:shed|cation)|pub.?date"
)
# What cards of X say in words: "twitter:label1" is "Written by", and "twitter:data1" the name.
_CARD_LABEL, _CARD_DATA = "twitter:label", "twitter:data"
_META_NAMES = {name: (kind, rank) for kind, names in _METAS.items() for rank, name in enumerate(names)}
# Properties of elements in lower case: those of schema.org, and of the vocabularies that RDFa is written in beside it.
_ITEMS = {
    "headline": "title",
    "dc:title": "title",
    "author": "author",
    "creator": "author",
    "dc:creator": "author",
    "dcterms:creator": "author",
    "datepublished": "published",
    "datecreated": "published",
    "dc:date": "published",
    "dc:created": "published",
    "dcterms:created": "published",
    "dcterms:issued": "published",
    "datemodified": "modified",
    "dcterms:modified": "modified",
    "articlesection": "section",
    "keywords": "keyword",
}
_ORIGINS = {"itemprop": "microdata", "property": "rdfa"}
_TIMES = frozenset({"published", "modified"})
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?(?!\d)"
)
# "10:00 PM" is not ten o'clock.
_HALF_OF_DAY = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)
# What systems write where they know no day: the zeros of Unix and of .NET, in whatever zone.
_ZEROS = ("1970-01-01", "0001-01-01")
# Control characters, surrogates that found no partner, and what is no character by its number.
_NO_CHARACTERS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def published_facts(markup: PageMarkup, json_ld: JsonLd) -> tuple[PublishedFact, ...]:
    """Everything that the markup of a page says about the page, white space folded, times as ISO 8601.

    Args:
        markup: What the page says about itself.
        json_ld: What its scripts of JSON-LD say.
    """
    found: dict[tuple[str, str, str, Span | None], PublishedFact] = {}
    counts: dict[str, int] = {}
    for name, value, origin, span in _said(markup, json_ld):
        if counts.get(name, 0) >= MOST_OF_A_KIND:
            continue
        folded = _folded(value)
        if name in _TIMES:
            time = iso_time(folded)
            folded = "" if time is None or _is_zero(time) else time
        key = (name, folded[:LONGEST_VALUE], origin, span)
        if folded and key not in found:
            counts[name] = counts.get(name, 0) + 1
            found[key] = PublishedFact(*key)
    return tuple(found.values())


def _folded(value: str) -> str:
    """Without entities, control characters and halves of characters, which escapes of JSON can make; blanks folded."""
    text = html.unescape(value) if "&" in value else value
    return " ".join(_NO_CHARACTERS.sub(" ", text).split())


def iso_time(text: str) -> str | None:
    """A time as a machine or a person wrote it, as ISO 8601; ``None`` if it is none or can be read in two ways."""
    import datetime

    match = _ISO.match(text)
    if match is None or _HALF_OF_DAY.match(text, match.end()):
        readings = read_dates(text[:100], language="en") if any(map(str.isdigit, text[:100])) else ()
        return readings[0].isoformat() if len(readings) == 1 else None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        date = datetime.date(int(year), int(month), int(day))
        if hour is None or (hour, minute, second or "00", zone) == ("00", "00", "00", None):
            return date.isoformat()
        zone = "+00:00" if zone in ("Z", "z", "UTC", "GMT") else zone
        if zone and ":" not in zone:
            zone = f"{zone[:3]}:{zone[3:] or '00'}"
        return datetime.datetime.fromisoformat(f"{date}T{hour}:{minute}:{second or '00'}{zone or ''}").isoformat()
    except ValueError:
        return None


def _is_zero(time: str) -> bool:
    """Whether a time in ISO 8601 is the one that a system begins to count from.

    >>> _is_zero("1970-01-01"), _is_zero("1969-12-31T19:00:00-05:00"), _is_zero("1969-12-31T19:00:00")
    (True, True, False)
    """
    import datetime

    if time.startswith(_ZEROS):
        return True
    moment = datetime.datetime.fromisoformat(time)
    return moment.tzinfo is not None and moment.timestamp() == 0


def _said(markup: PageMarkup, json_ld: JsonLd) -> Iterator[tuple[str, str, str, Span | None]]:
    yield from ((*fact, None) for fact in (*json_ld.facts, *_meta_facts(markup)))
    said = [(said, markup.spans.get(said.line)) for said in markup.said]
    for one, span in said:
        kind, _, names = one.name.partition(" ")
        if kind in _ORIGINS:
            for name in names.lower().split():
                if name in _ITEMS:
                    yield _ITEMS[name], one.value or one.text, _ORIGINS[kind], span
    if markup.canonical:
        yield "url", markup.canonical, "link", None
    if markup.language:
        yield "language", markup.language, "html", None
    yield from (("title", one.text, HEADLINE, span) for one, span in said if one.name == HEADLINE)
    if markup.title:
        yield "title", markup.title, "title", None
    yield from (("published", one.value or one.text, "time", span) for one, span in said if one.name == "time")
    yield from (("author", one.text, one.name, span) for one, span in said if one.name in ("rel", "class"))


@cache
def _labels_of_authors() -> frozenset[str]:
    data = tomllib.loads((Path(__file__).parent / "cards.toml").read_text("utf-8"))
    return frozenset(data["labels"]["author"])


def _meta_facts(markup: PageMarkup) -> Iterator[tuple[str, str, str]]:
    metas = ((*_META_NAMES[name], name, content) for name, content in markup.metas if name in _META_NAMES)
    for kind, _, name, content in sorted(metas, key=lambda meta: meta[1]):
        values = re.split(r"[,;]", content) if kind == "keyword" else (content,)
        for value in values:
            yield kind, value, f"meta.{name}"
    for name, content in markup.metas:
        # Systems have names of their own for the day of publication, and all of them say so.
        if name not in _META_NAMES and _PUBLICATION.search(name):
            yield "published", content, f"meta.{name}"
    cards = dict(reversed([pair for pair in markup.metas if pair[0].startswith((_CARD_LABEL, _CARD_DATA))]))
    for name, content in cards.items():
        of_card = name.removeprefix(_CARD_LABEL)
        if of_card != name and content.casefold() in _labels_of_authors() and _CARD_DATA + of_card in cards:
            yield "author", cards[_CARD_DATA + of_card], f"meta.{_CARD_DATA}{of_card}"
