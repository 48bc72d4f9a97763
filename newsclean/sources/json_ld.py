"""JSON-LD: what its scripts say about a page, and the text that they declare for the story's.

A script is parsed once, for both, and forgotten: a page may have thousands.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from attrs import frozen

__all__ = ["BREADCRUMB", "LONGEST_VALUE", "MOST_OF_A_KIND", "NEWS", "OTHER_STORY", "VIDEO", "JsonLd", "read_json_ld"]

# The types of schema.org that a story has. "WebPage" tells of the page around it, and comes after them.
_STORY_TYPES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "reviewnewsarticle askpublicnewsarticle advertisercontentarticle satiricalarticle scholarlyarticle techarticle "
    "blogposting liveblogposting socialmediaposting discussionforumposting report review recipe howto "
    "medicalscholarlyarticle".split()
)
# Of these, news.
_NEWS_TYPES = frozenset(kind for kind in _STORY_TYPES if kind.endswith("newsarticle"))
_VIDEO_TYPES = frozenset({"videoobject"})
_PAGE_TYPES = frozenset("webpage itempage medicalwebpage aboutpage faqpage qapage creativework".split())
# Properties with the text of a story.
_STORY_NAMES = ("articleBody", "reviewBody")
#: Where the authors of other stories stand: a page first names its own.
OTHER_STORY = "json_ld.other"
#: Where the day of a video stands: it is that of the page where this knows no other.
VIDEO = "json_ld.video"
#: Where the path of sections stands that leads to the page, a fact for each step.
BREADCRUMB = "json_ld.breadcrumb"
#: What a page is that declares its story to be news, of whatever kind.
NEWS = "NewsArticle"
#: Characters of a value that are kept.
LONGEST_VALUE = 2_000
#: Nodes of one kind, and values of one, that are looked at: a page with more has a list of other stories in its markup.
MOST_OF_A_KIND = 40
# Values of a script that are looked at: of a data set only the beginning.
_MOST_NODES = 20_000
# Of the characters: in the title of a page the headline is longer than the name of the site and of the section.
_SHARE_OF_TITLE = 0.5
_TIMES = frozenset({"published", "modified"})
# Facts of all scripts that are kept. Forty nodes of twenty facts are 800; hostile pages have any number of scripts.
_MOST_FACTS = 10_000
_BROKEN_PAIR = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"((?:[^"\\\n]|\\.){1,500})"')


@frozen
class JsonLd:
    """What the scripts of a page say.

    Attributes:
        facts: Name, value and origin of each, as ``PublishedFact`` has them, in the order in which they are trusted.
        story: The longest text that is declared to be that of a story; may be empty.
    """

    facts: tuple[tuple[str, str, str], ...]
    story: str


@frozen
class _Fact:
    """What a script says, and of which story, by its headline; ``None`` where it speaks of none."""

    name: str
    value: str
    origin: str
    headline: str | None = None


def read_json_ld(scripts: Iterable[str], shown: Iterable[str] = ()) -> JsonLd:
    """Read the scripts of a page. What is broken gives what can be picked out of it. Linear in their length.

    Args:
        scripts: Their texts.
        shown: The title of the page and its headings: of several stories the one with this headline is its own.
    """
    facts: list[_Fact] = []
    story = ""
    for script in scripts:
        data = _loaded(script)
        if data is None:
            found = _of_broken(script)
        else:
            nodes = list(_nodes(data))
            found = _facts(nodes)
            declared = (node[name] for node in nodes for name in _STORY_NAMES if isinstance(node.get(name), str))
            story = max((story, *declared), key=len)
        facts += islice(found, _MOST_FACTS - len(facts))
    return JsonLd(tuple(_of_own_story(facts, shown)), story)


def _of_own_story(facts: Sequence[_Fact], shown: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The facts, those of other stories marked: a page first names its own, or shows its headline."""
    signed = (fact.headline for fact in facts if fact.name == "author" and fact.headline is not None)
    headlines = list(islice(dict.fromkeys(signed), MOST_OF_A_KIND))
    places = [" ".join(text.split()).casefold() for text in islice(shown, MOST_OF_A_KIND)]
    own = next((one for text in places for one in headlines if _is_shown(one, text)), None)
    first = own if own is not None else next(iter(headlines), None)
    for fact in facts:
        # What has no headline may say its days of the page; its authors are those of a teaser as often.
        is_of_story = fact.name == "author" or (fact.name in _TIMES and fact.headline and own is not None)
        is_other = fact.headline is not None and is_of_story and fact.headline != first
        yield fact.name, fact.value, OTHER_STORY if is_other else fact.origin


def _is_shown(headline: str, text: str) -> bool:
    """Whether a title is that of a story, beside the name of its site perhaps; one word of a title is none."""
    plain = " ".join(headline.split()).casefold()
    return len(plain) >= len(text) * _SHARE_OF_TITLE and plain in text


def _of_broken(script: str) -> Iterator[_Fact]:
    names = {"headline": "title", "datePublished": "published", "dateModified": "modified"}
    for name, value in _BROKEN_PAIR.findall(script):
        yield _Fact(names[name], value.replace('\\"', '"').replace("\\/", "/"), "json_ld")


def _facts(nodes: Sequence[dict[str, Any]]) -> Iterator[_Fact]:
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    # A page first names its own story; teasers of others come behind, and people, pictures and sites are none.
    for types in (_STORY_TYPES, _PAGE_TYPES):
        for node in islice((node for node in nodes if types & _types(node)), MOST_OF_A_KIND):
            headline = next(iter(_texts(node.get("headline"))), "")
            for fact in _node_facts(node, by_id, is_story=types is _STORY_TYPES):
                yield _Fact(*fact, headline)
    paths = (path for node in nodes if "breadcrumblist" in _types(node) and (path := _steps(node, by_id)))
    yield from (_Fact("section", step, BREADCRUMB) for step in next(paths, ()))
    videos = [node for node in nodes if _VIDEO_TYPES & _types(node)]
    if len(videos) == 1:
        yield from (_Fact("published", text, VIDEO) for text in _texts(videos[0].get("uploadDate")))
    for node in nodes:
        if "website" in _types(node):
            yield from (_Fact("site_name", name, "json_ld") for name in _texts(node.get("name")))


def _steps(node: Mapping[str, Any], by_id: Mapping[str, Any]) -> list[str]:
    """The names of the steps of a path, in their order."""
    steps = node.get("itemListElement")
    listed = [step for step in (steps if isinstance(steps, list) else [])[:MOST_OF_A_KIND] if isinstance(step, dict)]
    if all(isinstance(step.get("position"), int) for step in listed):
        listed.sort(key=itemgetter("position"))
    names = (_texts(step.get("name")) or [name for name, _ in _names(step.get("item"), by_id, "")] for step in listed)
    return [name[0] for name in names if name]


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
    return [text[:LONGEST_VALUE] for text in values[:MOST_OF_A_KIND] if isinstance(text, str)]


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
        described = _texts(node.get("description"))
        yield from (("description", text, origin) for text in described)
        # What kind of story it is says something of how it is described.
        if described and _NEWS_TYPES & _types(node):
            yield "type", NEWS, origin
        yield from _image_facts(node.get("image"), by_id, origin)
    free = node.get("isAccessibleForFree")
    if isinstance(free, bool) or (isinstance(free, str) and free.lower() in ("true", "false")):
        yield "is_free", str(free).lower(), origin


def _image_facts(value: Any, by_id: Mapping[str, Any], origin: str) -> Iterator[tuple[str, str, str]]:
    """What the pictures of a story show and whose they are."""
    for one in (value if isinstance(value, list) else [value])[:MOST_OF_A_KIND]:
        image = by_id.get(one["@id"], one) if isinstance(one, dict) and isinstance(one.get("@id"), str) else one
        if isinstance(image, dict):
            yield from (("caption", text, origin) for text in _texts(image.get("caption")))
            yield from (("credit", text, origin) for text in _texts(image.get("creditText")))


def _names(value: Any, by_id: Mapping[str, Any], origin: str) -> Iterator[tuple[str, str]]:
    """Names of persons and organisations: text, mapping, reference, or a list of them; with where they stand."""
    values: Iterable[Any] = value if isinstance(value, list) else [value]
    for one in list(values)[:MOST_OF_A_KIND]:
        named = by_id.get(one["@id"], one) if isinstance(one, dict) and isinstance(one.get("@id"), str) else one
        if isinstance(named, str):
            yield named[:LONGEST_VALUE], origin
        elif isinstance(named, dict):
            kind = f"{origin}.organization" if any("organi" in kind for kind in _types(named)) else origin
            yield from ((name, kind) for name in _texts(named.get("name")))
