"""Small words in and around names, and what is written like a name and is none. No detector: ``_names`` asks it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import frozen

from newsclean.lexicon import fold

__all__ = [
    "SmallWords", "is_among", "is_medium", "is_particle", "is_thing", "leads_to_place", "small_words", "without_front",
]  # fmt: skip


@frozen
class SmallWords:
    """What ``names.toml`` holds; see there. Tables by language have ``any`` for what holds in all of them."""

    conjunctions: Mapping[str, frozenset[str]]
    places: Mapping[str, frozenset[str]]
    front: Mapping[str, frozenset[str]]
    particles: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: frozenset[str]
    media: frozenset[str]
    media_or_families: frozenset[str]
    things: frozenset[str]
    collectives: frozenset[str]
    owners: frozenset[str]


@cache
def small_words() -> SmallWords:
    """The words, read once."""
    data = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
    conjunctions, places, front = (
        {language: frozenset(words) for language, words in data[table].items()}
        for table in ("conjunctions", "places", "front")
    )
    inside = data["inside"]
    suffixes = frozenset(data["behind"]["suffixes"])
    particles, prefixes = frozenset(inside["particles"]), tuple(inside["prefixes"])
    media, families = frozenset(data["media"]["last"]), frozenset(data["media"]["families"])
    things, collectives = frozenset(data["things"]["last"]), frozenset(data["behind"]["collectives"])
    owners = frozenset(data["behind"]["owners"])
    return SmallWords(
        conjunctions, places, front, particles, prefixes, suffixes, media, families, things, collectives, owners
    )


def is_particle(text: str) -> bool:
    """Whether the word stands inside names in small letters: "von", "de"."""
    return fold(text) in small_words().particles


def is_medium(words: Sequence[str]) -> bool:
    """Whether the words are the name of a newspaper, an agency or the like: "Hollins Gazette", but not "Emily Post"."""
    last = fold(words[-1])
    return last in small_words().media or (len(words) > 2 and last in small_words().media_or_families)


def is_thing(words: Sequence[str]) -> bool:
    """Whether the words are a heading or an entry of a menu that is written like a name: "Key Takeaways"."""
    return fold(words[-1]) in small_words().things


def without_front(text: str, language: str | None) -> str:
    """The text without the word in front of a full name that is no cue in the lexicon: "de Mihai Stan" in Romanian."""
    first, _, rest = text.partition(" ")
    is_front = fold(first) in small_words().front.get(language or "", ())
    return rest if is_front and " " in rest and rest[0].isupper() else text


def leads_to_place(word: str, language: str | None) -> bool:
    """Whether a word stands before places: "in", "from"; in one language only, perhaps."""
    return is_among(small_words().places, fold(word), language)


def is_among(words: Mapping[str, frozenset[str]], word: str, language: str | None) -> bool:
    """Whether a folded word stands in a table by language: in all of them, or in the one that is asked for."""
    return word in words["any"] or word in words.get(language or "", ())
