"""The authors: persons, by whom the page and its markup say that it was written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from attrs import frozen

from newsclean.agreement.places import Places
from newsclean.agreement.values import plain, published, rank, without_choice
from newsclean.detectors._known_words import person_cue
from newsclean.detectors.bylines.lone_names import is_full
from newsclean.detectors.names.reading import read_names
from newsclean.model import Fact, PublishedFact
from newsclean.sources.json_ld import OTHER_STORY

__all__ = ["persons_in", "settled_authors"]

# The order of trust: the share that was right on wcxb-dev, 2026-11, was 0.89, 0.86, 0.74, 0.41, 0.39, 0.38.
_AUTHOR_ORDER = ("json_ld", "meta", "rel", "class", "microdata", "rdfa", "json_ld.organization")
# These stand at the name itself.
_MARKED = frozenset({"rel", "class"})
# From so many names on, the markup has those of other stories too, perhaps.
_MANY = 4
# In characters: as much of an element is read for names.
_LONGEST_LINE = 200
_FIRST_CJK = "\u2e80"
# These are no better than a guess where the page itself says who wrote it.
_DOUBTFUL = frozenset({"class", "microdata", "rdfa", "json_ld.organization"})
# Values come with single blanks: more of them at three places would take cubic time.
_BEHIND = " ?(?:{})? ?[:»›,]*$"
# Behind the name of the author, in brackets, stands who helped.
_WITH = r"\s?\((?:{})\b[^()]{{0,200}}\)"
_SIGNS = re.compile(r"[,;|•·\n]")
_AND = r"\s*(?:&|\b(?:{})\b)\s*"
# What says "author" and nothing else; and how somebody logs in: "annaberg".
_OUTSPOKEN = ("json_ld", "meta.", "rel")
_LOGIN = re.compile(r"[a-z]{3,40}")
# "van der Berg", "al-Masri", "d'Amico".
_PARTICLE = re.compile(r"\w{1,3}\b")
_MOST_WORDS_OF_NAME, _LONGEST_NAME = 5, 60
_MOST_WORDS_OF_ORGANISATION = 8
_NOT_IN_NAMES = "@/\\<>{}=:"


@frozen
class _Words:
    """What ``authors.toml`` holds; phrases as patterns.

    Attributes:
        nobody: Names that are nobody's.
        system: What stands in the names of systems' logins.
        system_not: What stands in others.
        offices: Words for what somebody is.
        by: What stands before an author.
        others: What stands before those who had another hand in it.
        behind: What stands behind an author.
        helpers: Brackets with those who helped.
        joint: What joins two names.
    """

    nobody: frozenset[str]
    system: str
    system_not: str
    offices: frozenset[str]
    by: re.Pattern[str]
    others: re.Pattern[str]
    behind: re.Pattern[str]
    helpers: re.Pattern[str]
    joint: re.Pattern[str]


@cache
def _words() -> _Words:
    data = tomllib.loads((Path(__file__).parent / "authors.toml").read_text("utf-8"))
    nobody, before, others = data["nobody"], data["before"], data["others"]
    by = (
        # Markup that is glued together has no blank here: "Written byJane Doe".
        rf"(?:{_any_of(before['glued'])})(?=(?-i:[A-Z]))",
        rf"(?:(?:{_any_of(before['verbs'])}) )?(?:{_any_of(before['by'])})(?:\s*:\s*|\s+)",
        rf"(?:{_any_of(before['all'])}) (?:{_any_of(before['stories'])})(?: (?:{_any_of(before['of'])}))?(?:\s*:)?\s+",
        rf"(?:{_any_of(before['about'])})\s+",
    )
    degrees, deeds = _any_of(others["how"]), _any_of(others["verbs"])
    return _Words(
        frozenset(nobody["names"]),
        nobody["system"],
        nobody["system_not"],
        frozenset(data["offices"]["words"]),
        re.compile("|".join(by), re.IGNORECASE),
        re.compile(rf"(?:(?:{degrees}) )?(?:{deeds}) (?:{_any_of(others['by'])})\b", re.IGNORECASE),
        re.compile(_BEHIND.format("|".join(rf"\b{re.escape(word)}" for word in data["behind"]["says"])), re.IGNORECASE),
        re.compile(_WITH.format(_any_of(data["helpers"]["with"])), re.IGNORECASE),
        re.compile(_AND.format(_any_of(data["joints"]["words"]))),
    )


def _any_of(phrases: Sequence[str]) -> str:
    return "|".join(map(re.escape, phrases))


def settled_authors(
    facts: list[Fact], said: Sequence[PublishedFact], site_names: set[str], places: Places
) -> list[Fact]:
    """The facts with the authors that the markup says, those to believe chosen."""
    shown = [fact for fact in facts if fact.name == "authors" and fact.chosen]
    in_head = {plain(fact.value) for fact in shown if places.in_head(fact.span)}
    lists: dict[str, dict[str, tuple[str, PublishedFact]]] = {}
    for fact in said:
        if fact.origin == OTHER_STORY or places.is_comment(fact.span):
            continue
        # Beside the names in the head of the story, those that are marked elsewhere are other stories'.
        is_own = places.is_own(fact.span) and not (in_head and fact.origin in _MARKED and not places.in_head(fact.span))
        of_origin = lists.setdefault(fact.origin if is_own else "", {})
        for name in _names_of(fact, site_names):
            of_origin.setdefault(plain(name), (name, fact))
    # The only name that is marked anywhere is the author's, wherever it stands.
    elsewhere = lists.pop("", {})
    if len(elsewhere) == 1 and not shown and not any(lists.values()):
        lists["class"] = elsewhere
    best = _best(shown, in_head, lists, places)
    rivals = [published("authors", fact, chosen=False) for fact in said]
    if best is not None:
        chosen = [published("authors", fact, name, chosen=True) for name, fact in lists[best].values()]
    elif _is_weak(shown, in_head) and (signing := _signing(said, site_names, is_open=not shown)) is not None:
        chosen = [published("authors", signing, chosen=True)]
    else:
        return [*facts, *rivals]
    names = {fact.value for fact in chosen}
    settled = without_choice(facts, "authors")
    return [*settled, *chosen, *(fact for fact in rivals if fact.value not in names)]


def _in_order(fact: PublishedFact) -> str:
    """A name as it is said aloud: scholars are listed by their surnames."""
    surname, comma, name = fact.value.partition(", ")
    return f"{name} {surname}" if fact.origin == "meta.citation_author" and comma and "," not in name else fact.value


def _is_weak(shown: Sequence[Fact], in_head: set[str]) -> bool:
    """Whether the page names nobody, or somebody without a "By" and not in the head of the story."""
    return not in_head and not any(fact.origin.startswith("lexicon.") for fact in shown)


def _names_of(fact: PublishedFact, site_names: set[str]) -> Iterator[str]:
    """The persons that a fact names. What an element is called says little of what else stands in it."""
    if fact.origin in _DOUBTFUL and not _words().others.match(fact.value):
        by = _words().by.match(fact.value)
        read = read_names(fact.value[by.end() if by else 0 :][:_LONGEST_LINE])
        full = [name.text for name in read if is_full(name.text) and not name.is_doubtful]
        names = [name for name in full if len(name) < len(fact.value) and not _is_office(name)]
        if names:
            yield from (name for name in names if _is_person(name, site_names))
            return
    yield from persons_in(_in_order(fact), site_names)


def _best(
    shown: Sequence[Fact], in_head: set[str], lists: dict[str, dict[str, tuple[str, PublishedFact]]], places: Places
) -> str | None:
    """The origin to believe; ``None`` where the page itself is, or nobody."""
    ranked = sorted((origin for origin in lists if lists[origin]), key=lambda origin: rank(origin, _AUTHOR_ORDER))
    names = {plain(fact.value) for fact in shown}
    agreeing = next((origin for origin in ranked if names & lists[origin].keys()), None) or next(
        (origin for origin in ranked if any(_is_fuller(name, names, origin) for name in lists[origin])), None
    )
    if agreeing in _DOUBTFUL and not in_head and ranked[0] not in _DOUBTFUL:
        # A list of other stories agrees with itself.
        return ranked[0]
    if agreeing is not None:
        # The page may name more of them in one breath than its markup does.
        return None if in_head > lists[agreeing].keys() else agreeing
    if not ranked:
        return None
    if shown and ranked[0] in _DOUBTFUL:
        return None
    marked = next((origin for origin in ranked if origin in _MARKED), None)
    if marked and len(lists[ranked[0]]) >= _MANY:
        marked_in_head = _in_head(lists[marked], places)
        if marked_in_head < lists[ranked[0]].keys():
            # The data of the page name the authors of all stories that it leads to.
            return marked if marked_in_head == lists[marked].keys() else ranked[0]
    if shown and all(map(_is_handle, shown)) and any(" " in name for name in lists[ranked[0]]):
        return ranked[0]
    # Who stands in the head of the story behind a "By" wrote it, whoever put it into the system.
    is_cued = any(places.in_head(fact.span) and fact.origin.startswith("lexicon.") for fact in shown)
    return None if is_cued and ranked[0] != "rel" else ranked[0]


def _in_head(names: dict[str, tuple[str, PublishedFact]], places: Places) -> set[str]:
    return {name for name, (_, fact) in names.items() if places.in_head(fact.span)}


def _is_handle(fact: Fact) -> bool:
    """Whether it is one word of a script in which names are two: how somebody logs in."""
    return " " not in fact.value and fact.value[:1] < _FIRST_CJK


def _is_fuller(name: str, shown: set[str], origin: str) -> bool:
    """Whether a name is what was read from the page and more, or less: a list of names is more exact than a line.

    An element that is called by-line holds more than the name, so there it is the shorter one that is exact.
    """
    fuller = origin not in _DOUBTFUL and any(name.startswith(f"{other} ") for other in shown)
    return fuller or any(other.startswith(f"{name} ") for other in shown)


def persons_in(text: str, site_names: set[str]) -> Iterator[str]:
    """The names in what should be the name of an author: no address, no site, nobody's name, no office.

    >>> list(persons_in("By Jane Doe, Senior Editor, and John Roe", set()))
    ['Jane Doe', 'John Roe']
    """
    known = _words()
    if known.others.match(text):
        return
    by = known.by.match(text)
    # Of the other phrases before names those of one word begin names as well: "Di Canio".
    if by:
        text = text[by.end() :]
    elif " " in (cue := person_cue(text)):
        text = text[len(cue) :].lstrip(" :")
    text = known.helpers.sub("", known.behind.sub("", text[-2_000:]))
    parts = [name for part in _SIGNS.split(text) for name in _apart(part.strip())]
    # "Doe, Jane" has no part with two words, and "Jane Doe, PhD" has one.
    names = [part for part in parts if len(part.split()) > 1]
    persons = [name for name in names if not _is_office(name)]
    is_list = len(parts) > 1 and (names or any(map(_is_office, parts)))
    for name in persons if is_list else [text.strip()]:
        if _is_person(name, site_names):
            yield name


def _apart(text: str) -> list[str]:
    """Names that are joined by "and", if each is one: "Jane and John Doe" are two, and their names are not."""
    names = _words().joint.split(text)
    return names if all(len(name.split()) != 1 for name in names) else [text]


def _signing(said: Sequence[PublishedFact], site_names: set[str], *, is_open: bool) -> PublishedFact | None:
    """Who signs where no person does: the first organisation or site of which JSON-LD says that it is the author.

    Where the page shows nobody either, the site or the one word by which somebody logs in, of which JSON-LD, a meta or
    a link says so: on 21 of the 22 development pages with an author in the gold that are signed so, it is that one
    (2026-11; how many of those without one would be is not known).
    """
    names = [fact for fact in said if _may_sign(fact)]
    for fact in names:
        if fact.origin == "json_ld.organization" or (fact.origin == "json_ld" and plain(fact.value) in site_names):
            return fact
    if is_open:
        for fact in sorted(names, key=lambda fact: rank(fact.origin, _AUTHOR_ORDER)):
            is_said = fact.origin.startswith(_OUTSPOKEN)
            if is_said and (plain(fact.value) in site_names or _LOGIN.fullmatch(fact.value)):
                return fact
    return None


def _may_sign(fact: PublishedFact) -> bool:
    words = plain(fact.value)
    is_name = 0 < len(words.split()) <= _MOST_WORDS_OF_ORGANISATION and words not in _words().nobody
    return is_name and not _is_system(words) and not any(sign in fact.value for sign in _NOT_IN_NAMES)


def _is_system(words: str) -> bool:
    known = _words()
    return known.system in words.replace(known.system_not, "")


def _is_office(text: str) -> bool:
    return not _words().offices.isdisjoint(plain(text).split())


def _is_person(name: str, site_names: set[str]) -> bool:
    words = plain(name)
    return (
        0 < len(words.split()) <= _MOST_WORDS_OF_NAME
        and len(name) <= _LONGEST_NAME
        and not any(sign in name for sign in _NOT_IN_NAMES)
        and not any(map(str.isdigit, name))
        # Some write their names small, and nobody but a system has one word that is.
        and not (name[0].islower() and (" " not in name or not (name.islower() or _PARTICLE.match(name))))
        and words not in _words().nobody
        and words not in site_names
    )
