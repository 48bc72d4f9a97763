"""What a page says of itself in its markup, and what it shows: where they differ, what agrees is believed.

Nothing is made up here: every value that is chosen is one that the page shows or that its markup says, at most without
the name of the site behind a headline or the "By" before a name. What is not chosen is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from newsclean.model import Dump, Fact, PublishedFact

if TYPE_CHECKING:
    from newsclean.blocks import Blocks

__all__ = ["settle_facts"]

# Between a headline and the name of the site.
_SEPARATOR = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|»]\s*|:\s+")
_WORD = re.compile(r"\w+")
# A headline has more words than this; what has fewer is the name of a site or a section (wcxb-dev, 2026-11).
_FEWEST_WORDS = 2
# Where metas and JSON-LD stand in the order of trust for the day of publication: the share that was right on wcxb-dev,
# 2026-11, was 0.95, 0.93, 0.86, 0.84, 0.82. What is not named here comes between JSON-LD and microdata.
_DATE_ORDER = ("meta.article:published_time", "json_ld.page", "json_ld", "meta", "microdata", "time")
# Likewise for authors: 0.89, 0.86, 0.74, 0.41, 0.39, 0.38.
_AUTHOR_ORDER = ("json_ld", "meta", "rel", "class", "microdata", "json_ld.organization")
# A page with so many days in its ``<time>`` elements has a list of other stories, and which one is its own is a guess.
_MOST_DAYS = 2
_BY = re.compile(
    r"(?:(?:written|posted|reviewed|published|words|story|text) )?(?:by|von|par|por|di|av|af|door|od|autor|author|"
    r"автор|текст)(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_JOINTS = re.compile(r"\s*(?:[,;|&•·\n]|\b(?:and|und|et|y|og|och|en|и)\b)\s*")
# Who runs a site writes no story under these names, and systems put them in where nobody filled in his own.
_NO_NAMES = frozenset(
    "admin, administrator, editor, editors, the editors, editorial, editorial team, editorial staff, staff, team, "
    "staff writer, web desk, news desk, newsroom, guest, guest contributor, guest author, contributor, contributors, "
    "author, anonymous, user, webmaster, root, wordpress, unknown, none, null, redaktion, redacción, redakce, "
    "redakcja, redazione, rédaction, la rédaction, редакция".split(", ")
)
_MOST_WORDS_OF_NAME, _LONGEST_NAME = 5, 60


def settle_facts(dump: Dump, blocks: Blocks, seen: Sequence[Fact]) -> list[Fact]:
    """Bring together what was read from the page and what its markup says.

    Args:
        dump: What was read.
        blocks: Its blocks.
        seen: The readings of the visible page; of each name the chosen ones are marked.

    Returns:
        All facts, those of the markup behind the others, chosen anew.
    """
    if not dump.published:
        return list(seen)
    facts = list(seen)
    said: dict[str, list[PublishedFact]] = {}
    for fact in dump.published:
        said.setdefault(fact.name, []).append(fact)
    site_names = {_plain(fact.value) for fact in said.get("site_name", ())}
    facts = _settled_title(facts, blocks, said.get("title", ()), site_names)
    facts = _settled_time(facts, "published", said.get("published", ()))
    facts = _settled_time(facts, "modified", [fact for fact in said.get("modified", ()) if fact.origin != "time"])
    facts = _settled_authors(facts, said.get("author", ()), site_names)
    # The article says what language its text is in, and where the caller found it.
    known = {"language", *(("url",) if dump.url is not None else ())}
    for name, attribute, is_list in _REST:
        facts += _settled_rest(facts, attribute, said.get(name, ()), is_list, name in known)
    return facts


# What the markup says, the attribute of the article, and whether that is a list. The first two have nothing better than
# what the page shows, the others are hardly ever shown.
_REST = (
    ("section", "section", False),
    ("keyword", "tags", True),
    ("site_name", "site_name", False),
    ("url", "url", False),
    ("language", "language", False),
    ("description", "description", False),
    ("is_free", "is_accessible_for_free", False),
)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _published(name: str, value: str, origin: str, *, chosen: bool) -> Fact:
    return Fact(name, value, None, f"published.{origin}", chosen)


def _without_choice(facts: Iterable[Fact], name: str) -> list[Fact]:
    return [evolve(fact, chosen=False) if fact.name == name and fact.chosen else fact for fact in facts]


def _settled_rest(
    facts: Sequence[Fact], name: str, said: Sequence[PublishedFact], is_list: bool, is_known: bool
) -> Iterator[Fact]:
    is_open = not is_known and not any(fact.name == name and fact.chosen for fact in facts)
    known: set[str] = set()
    origin = said[0].origin if said else ""
    for fact in said:
        first = not known or (is_list and fact.origin == origin and fact.value not in known)
        yield _published(name, fact.value, fact.origin, chosen=is_open and first)
        known.add(fact.value)


# The headline.


def _settled_title(
    facts: list[Fact], blocks: Blocks, said: Sequence[PublishedFact], site_names: set[str]
) -> list[Fact]:
    if not said:
        return facts
    shown = next((fact for fact in facts if fact.name == "title" and fact.chosen), None)
    value, origin = _headline(shown, blocks, said, site_names)
    others = [_published("title", fact.value, fact.origin, chosen=False) for fact in said]
    if value is None or (shown is not None and _plain(shown.value) == _plain(value)):
        return [*facts, *others]
    return [*_without_choice(facts, "title"), _published("title", value, origin, chosen=True), *others]


def _headline(
    shown: Fact | None, blocks: Blocks, said: Sequence[PublishedFact], site_names: set[str]
) -> tuple[str | None, str]:
    """The headline, and where it stands: the heading that others agree with, else what they say and the page shows."""
    plain = [_plain(fact.value) for fact in said if fact.origin not in ("h1", "microdata")]
    headings = [fact for fact in said if fact.origin in ("h1", "microdata") and _plain(fact.value) not in site_names]

    def agreeing(text: str) -> int:
        wanted = _plain(text)
        return sum(
            other == wanted or other.startswith(f"{wanted} ") or other.endswith(f" {wanted}")
            for other in plain
            if wanted
        )

    agreed = max(headings, key=lambda heading: agreeing(heading.value), default=None)
    if agreed is not None and agreeing(agreed.value) and len(_plain(agreed.value).split()) >= _FEWEST_WORDS:
        return agreed.value, agreed.origin
    if shown is not None and agreeing(shown.value):
        return shown.value, shown.origin
    lines = {_plain(text) for text, tag in _lines_with_tags(blocks) if tag != "title"}
    for part, origin in sorted(_parts(said), key=lambda part: -len(part[0])):
        if _plain(part) in lines and _plain(part) not in site_names and len(_plain(part).split()) > _FEWEST_WORDS:
            return part, origin
    if len(headings) == 1 and len(_plain(headings[0].value).split()) >= _FEWEST_WORDS:
        return headings[0].value, headings[0].origin
    if shown is not None:
        return shown.value, shown.origin
    best = next((fact for fact in said if fact.origin != "title"), said[0])
    return _without_site(best.value, site_names), best.origin


def _lines_with_tags(blocks: Blocks) -> Iterator[tuple[str, str]]:
    hints = blocks.dump.hints
    if hints is None:
        return
    tags = hints.tag_of_line
    for text, line in zip(blocks.texts, hints.lines_of(blocks.starts).tolist(), strict=True):
        yield text, tags[line]


def _parts(said: Iterable[PublishedFact]) -> Iterator[tuple[str, str]]:
    """Each title, and what is left of it without its last and without its first parts."""
    for fact in said:
        yield fact.value, fact.origin
        for separator in list(_SEPARATOR.finditer(fact.value))[:8]:
            yield fact.value[: separator.start()], fact.origin
            yield fact.value[separator.end() :], fact.origin


def _without_site(title: str, site_names: set[str]) -> str:
    for separator in list(_SEPARATOR.finditer(title))[:8]:
        before, behind = title[: separator.start()], title[separator.end() :]
        if before and _plain(behind) in site_names:
            return before
        if behind and _plain(before) in site_names:
            return behind
    return title


# Times.


def _settled_time(facts: list[Fact], name: str, said: Sequence[PublishedFact]) -> list[Fact]:
    said = sorted(said, key=lambda fact: _rank(fact.origin, _DATE_ORDER))
    shown = next((fact for fact in facts if fact.name == name and fact.chosen), None)
    chosen: PublishedFact | None = None
    if shown is not None:
        agreeing = [fact for fact in said if fact.value[:10] == shown.value[:10]]
        # Of those that agree, one with a time of day.
        chosen = next((fact for fact in agreeing if "T" in fact.value), None)
        if agreeing and (chosen is None or "T" in shown.value):
            return [*facts, *(_published(name, fact.value, fact.origin, chosen=False) for fact in said)]
    if chosen is None:
        sure = [fact for fact in said if fact.origin != "time"]
        days = {fact.value[:10] for fact in said if fact.origin == "time"}
        chosen = sure[0] if sure else said[0] if said and shown is None and len(days) <= _MOST_DAYS else None
    if chosen is None:
        return [*facts, *(_published(name, fact.value, fact.origin, chosen=False) for fact in said)]
    return [
        *_without_choice(facts, name),
        *(_published(name, fact.value, fact.origin, chosen=fact is chosen) for fact in said),
    ]


def _rank(origin: str, order: Sequence[str]) -> int:
    if origin in order:
        return order.index(origin)
    return order.index("meta") if origin.startswith("meta.") else len(order)


# Authors.


def _settled_authors(facts: list[Fact], said: Sequence[PublishedFact], site_names: set[str]) -> list[Fact]:
    lists: dict[str, dict[str, str]] = {}
    for fact in said:
        of_origin = lists.setdefault(fact.origin, {})
        for name in _persons(fact.value, site_names):
            of_origin.setdefault(_plain(name), name)
    ranked = sorted((origin for origin in lists if lists[origin]), key=lambda origin: _rank(origin, _AUTHOR_ORDER))
    shown = {_plain(fact.value) for fact in facts if fact.name == "authors" and fact.chosen}
    best = next((origin for origin in ranked if shown & lists[origin].keys()), None)
    if best is None and not (shown and ranked and ranked[0] in ("class", "microdata", "json_ld.organization")):
        best = ranked[0] if ranked else None
    settled = facts if best is None else _without_choice(facts, "authors")
    rivals = [_published("authors", fact.value, fact.origin, chosen=False) for fact in said]
    if best is None:
        return [*settled, *rivals]
    chosen = [_published("authors", name, best, chosen=True) for name in lists[best].values()]
    names = set(lists[best].values())
    return [*settled, *chosen, *(fact for fact in rivals if fact.value not in names)]


def _persons(text: str, site_names: set[str]) -> Iterator[str]:
    """The names in what should be the name of an author: no address, no site, nobody's name."""
    by = _BY.match(text)
    text = text[by.end() :] if by else text
    whole: Callable[[str], bool] = lambda name: _is_person(name, site_names)  # noqa: E731
    parts = [part.strip() for part in _JOINTS.split(text)]
    # "Doe, Jane" has no part with two words, and "Jane Doe, PhD" has one.
    names = [part for part in parts if len(part.split()) > 1] or [text.strip()]
    yield from filter(whole, names)


def _is_person(name: str, site_names: set[str]) -> bool:
    plain = _plain(name)
    return (
        0 < len(plain.split()) <= _MOST_WORDS_OF_NAME
        and len(name) <= _LONGEST_NAME
        and not any(sign in name for sign in "@/\\<>{}=")
        and not any(map(str.isdigit, name))
        and not name[0].islower()
        and plain not in _NO_NAMES
        and plain not in site_names
    )
