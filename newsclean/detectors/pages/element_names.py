"""What the names of elements say: their classes, ids and roles, of which ``markup.toml`` knows the common words."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

from newsclean.hints import LONGEST_CLASSES, words_of_name
from newsclean.model import Role

__all__ = ["is_fact_box", "is_footer", "is_gallery", "is_pull_quote", "is_subtitle", "is_title", "role_of"]

# WordPress gives a story "tag-ferry" and "category-latest-news" for what it is about; neither says what the element is.
_SUBJECTS = frozenset({"category", "tag"})
_FOOTERS = frozenset({"foot", "footer"})


def role_of(names: str, of_story: bool) -> tuple[Role, str] | None:
    """What an element with these names is, and the word that says so; ``None`` if none is known.

    Args:
        names: Class, id and role as they are written.
        of_story: Whether it may be the element of the story, of which some words say no more than what kind it is.
    """
    known = _class_words(of_story)
    for name in names[:LONGEST_CLASSES].split():
        words = words_of_name(name)
        pairs = _pairs(words)
        if words[1:] and words[0] in _SUBJECTS:
            # "tag-cloud" is known as a pair.
            pairs, words = pairs[:1], []
        for word in (*pairs, *words):
            if word in known:
                return known[word], word
    return None


def is_footer(names: str) -> bool:
    """Whether an element is called the foot of something."""
    return not _FOOTERS.isdisjoint(words_of_name(names[:LONGEST_CLASSES]))


def is_subtitle(names: str) -> bool:
    """Whether an element right below the headline is called its subtitle."""
    return _is_called(names, "standfirst", "below_headline")


def is_fact_box(names: str) -> bool:
    """Whether an element is called a box of facts that belongs to the story."""
    return _is_called(names, "body", "beside")


def is_gallery(names: str) -> bool:
    """Whether an element is called a gallery of pictures."""
    return _is_called(names, "media", "counted")


def is_title(names: str) -> bool:
    """Whether an element above the story is called its headline."""
    return _is_called(names, "title", "above_story")


def is_pull_quote(names: str) -> bool:
    """Whether an element is called a sentence of the story that is set large beside it."""
    return _is_called(names, "duplicate", "repeated")


def _is_called(names: str, role: str, place: str) -> bool:
    words = [word for name in names[:LONGEST_CLASSES].split() for word in _words_and_pairs(name)]
    return not _words_in(role, place).isdisjoint(words)


def _words_and_pairs(name: str) -> list[str]:
    words = words_of_name(name)
    return [*_pairs(words), *words]


def _pairs(words: list[str]) -> list[str]:
    return [f"{word}-{after}" for word, after in pairwise(words)]


@cache
def _class_words(of_story: bool) -> dict[str, Role]:
    kinds = ("words",) if of_story else ("words", "stories_too")
    return {word: Role(role) for role, row in _rows().items() for kind in kinds for word in row.get(kind, ())}


@cache
def _words_in(role: str, place: str) -> frozenset[str]:
    return frozenset(_rows()[role][place])


@cache
def _rows() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "markup.toml").read_text("utf-8"))
