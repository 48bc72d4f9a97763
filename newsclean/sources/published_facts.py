"""What a page says about itself in its markup: JSON-LD, metas, microdata, ``<time>``, headings.

Everything is kept with its origin, in the order in which it is trusted. Nothing is chosen here: that is settled by
agreement with what the page shows.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from newsclean.dates import read_dates
from newsclean.model import PublishedFact, Span
from newsclean.sources.page_markup import HEADLINE, PageMarkup

__all__ = ["OTHER_STORY", "published_facts"]

# The types of schema.org that a story has. "WebPage" tells of the page around it, and comes after them.
_STORY_TYPES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "reviewnewsarticle askpublicnewsarticle advertisercontentarticle satiricalarticle scholarlyarticle techarticle "
    "blogposting liveblogposting socialmediaposting discussionforumposting report review recipe howto "
    "medicalscholarlyarticle".split()
)
_PAGE_TYPES = frozenset("webpage itempage medicalwebpage aboutpage faqpage qapage creativework".split())
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
#: Where the authors of other stories stand: a page first names its own.
OTHER_STORY = "json_ld.other"
_ORIGINS = {"itemprop": "microdata", "property": "rdfa"}
_TIMES = frozenset({"published", "modified"})
# A page that names more of one kind has a list of other stories in its markup.
_MOST_OF_A_KIND = 40
_LONGEST_VALUE = 2_000
_MOST_NODES = 20_000
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?(?!\d)"
)
# "10:00 PM" is not ten o'clock.
_HALF_OF_DAY = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)
# Control characters, surrogates that found no partner, and what is no character by its number.
_NO_CHARACTERS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BROKEN_PAIR = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"((?:[^"\\\n]|\\.){1,500})"')


def published_facts(markup: PageMarkup) -> tuple[PublishedFact, ...]:
    """Everything that the markup of a page says about the page, white space folded, times as ISO 8601."""
    found: dict[tuple[str, str, str, Span | None], PublishedFact] = {}
    counts: dict[str, int] = {}
    for name, value, origin, span in _said(markup):
        if counts.get(name, 0) >= _MOST_OF_A_KIND:
            continue
        folded = _folded(value)
        if name in _TIMES:
            folded = iso_time(folded) or ""
        key = (name, folded[:_LONGEST_VALUE], origin, span)
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


def _said(markup: PageMarkup) -> Iterator[tuple[str, str, str, Span | None]]:
    unseen = (*(fact for script in markup.scripts for fact in _json_facts(script)), *_meta_facts(markup))
    yield from ((*fact, None) for fact in unseen)
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


# JSON-LD.


def _json_facts(script: str) -> Iterator[tuple[str, str, str]]:
    data = _loaded(script)
    if data is None:
        names = {"headline": "title", "datePublished": "published", "dateModified": "modified"}
        for name, value in _BROKEN_PAIR.findall(script):
            yield names[name], value.replace('\\"', '"').replace("\\/", "/"), "json_ld"
        return
    nodes = list(_nodes(data))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    # A page first names its own story; teasers of others come behind, and people, pictures and sites are none.
    signed: list[str] | None = None
    for types in (_STORY_TYPES, _PAGE_TYPES):
        for node in islice((node for node in nodes if types & _types(node)), _MOST_OF_A_KIND):
            headline = _texts(node.get("headline"))
            for name, value, origin in _node_facts(node, by_id, is_story=types is _STORY_TYPES):
                is_other = name == "author" and signed is not None and headline != signed
                yield name, value, OTHER_STORY if is_other else origin
            if signed is None and (node.get("author") or node.get("creator")):
                signed = headline
    for node in nodes:
        if "website" in _types(node):
            yield from (("site_name", name, "json_ld") for name in _texts(node.get("name")))


def _loaded(script: str) -> Any:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    for repair in (lambda text: text, lambda text: re.sub(r",(\s{0,50}[}\]])", r"\1", text)):
        try:
            return json.loads(repair(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in the data, in order. Iterative, and of a data set only the beginning."""
    stack = [data]
    for _ in range(_MOST_NODES):
        if not stack:
            return
        value = stack.pop()
        if isinstance(value, dict):
            yield value
            stack.extend(reversed([inner for inner in value.values() if isinstance(inner, dict | list)]))
        elif isinstance(value, list):
            stack.extend(reversed(value))


def _types(node: Mapping[str, Any]) -> set[str]:
    return {kind.rpartition("/")[2].lower() for kind in _texts(node.get("@type"))}


def _texts(value: Any) -> list[str]:
    """A text, or the texts of a list, cut: what is referred to from many places is read as many times."""
    values = value if isinstance(value, list) else [value]
    return [text[:_LONGEST_VALUE] for text in values[:_MOST_OF_A_KIND] if isinstance(text, str)]


def _node_facts(node: Mapping[str, Any], by_id: Mapping[str, Any], *, is_story: bool) -> Iterator[tuple[str, str, str]]:
    origin = "json_ld" if is_story else "json_ld.page"
    for key, name in (("headline", "title"), ("datePublished", "published"), ("dateModified", "modified")):
        yield from ((name, text, origin) for text in _texts(node.get(key)))
    if not is_story:
        yield from (("title", text, origin) for text in _texts(node.get("name")))
    else:
        for key in ("author", "creator"):
            yield from (("author", text, kind) for text, kind in _names(node.get(key), by_id, origin))
        for key, name in (("articleSection", "section"), ("keywords", "keyword"), ("inLanguage", "language")):
            for text in _texts(node.get(key)):
                yield from ((name, part, origin) for part in (text.split(",") if name == "keyword" else (text,)))
        yield from (("site_name", text, origin) for text, _ in _names(node.get("publisher"), by_id, origin))
        yield from (("description", text, origin) for text in _texts(node.get("description")))
        yield from _image_facts(node.get("image"), by_id, origin)
    free = node.get("isAccessibleForFree")
    if isinstance(free, bool) or (isinstance(free, str) and free.lower() in ("true", "false")):
        yield "is_free", str(free).lower(), origin


def _image_facts(value: Any, by_id: Mapping[str, Any], origin: str) -> Iterator[tuple[str, str, str]]:
    """What the pictures of a story show and whose they are."""
    for one in (value if isinstance(value, list) else [value])[:_MOST_OF_A_KIND]:
        image = by_id.get(one["@id"], one) if isinstance(one, dict) and isinstance(one.get("@id"), str) else one
        if isinstance(image, dict):
            yield from (("caption", text, origin) for text in _texts(image.get("caption")))
            yield from (("credit", text, origin) for text in _texts(image.get("creditText")))


def _names(value: Any, by_id: Mapping[str, Any], origin: str) -> Iterator[tuple[str, str]]:
    """Names of persons and organisations: text, mapping, reference, or a list of them; with where they stand."""
    values: Iterable[Any] = value if isinstance(value, list) else [value]
    for one in list(values)[:_MOST_OF_A_KIND]:
        named = by_id.get(one["@id"], one) if isinstance(one, dict) and isinstance(one.get("@id"), str) else one
        if isinstance(named, str):
            yield named[:_LONGEST_VALUE], origin
        elif isinstance(named, dict):
            kind = f"{origin}.organization" if any("organi" in kind for kind in _types(named)) else origin
            yield from ((name, kind) for name in _texts(named.get("name")))
