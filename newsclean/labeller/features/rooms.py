"""Where in the tree of a page a block stands, whatever lists, tables and wrappers stand between.

A cell of a table is four elements away from the paragraph beside the table, and templates wrap everything twice. So
steps alone say little: here the elements are looked for that mean something, the smallest that has prose besides the
block's own, the smallest with prose on both sides of it, the one around its list or table, and the card that it is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from newsclean.hints import LONGEST_CLASSES
from newsclean.labeller.features.tree import Held, Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEATURES", "room_rows"]

# Words of prose that make company: two sentences.
_COMPANY = 30.0
# In elements: steps in the tree are counted up to this many.
_FAR = 12
# Fewer elements alike in a row are no cards: two columns, a pair of buttons.
_FEWEST_CARDS = 3
_DIGIT = re.compile(r"\d")
# What structures text, and is never the room that the text stands in.
_LISTS = frozenset("ul ol dl li dd dt menu table thead tbody tfoot tr td th".split())
_TEXT = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption caption hgroup summary details address".split())

FEATURES: dict[str, str] = {
    "room.company_steps": "steps up to an element with prose besides its own",
    "room.company_prose": "share of the prose of the page in that element",
    "room.company_density": "share of prose in it",
    "room.between_steps": "steps up to an element with prose before it and behind it",
    "room.between_prose": "share of the prose of the page in that element",
    "room.prose": "share of the prose in the element around its list, table or paragraph",
    "room.links": "share of links in that element",
    "room.list_links": "share of links in its list or table",
    "room.card_prose": "words of prose on each of the elements alike, side by side, of which it stands in one",
}


def room_rows(tree: Tree, held: Held) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    """The rows of ``FEATURES``."""
    yield from _company(tree, held)
    yield from _between(tree, held)
    rooms, lists = _rooms(tree)
    room, own = rooms[tree.element], lists[tree.element]
    yield held.shares[room]
    yield held.links[room]
    yield np.where(own >= 0, held.links[own], 0.0)
    yield _cards(tree, held)


def _company(tree: Tree, held: Held) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    own = np.diff(held.running[0])
    at, steps = tree.element.copy(), np.zeros(len(own), dtype=np.intp)
    for _ in range(_FAR):
        alone = held.prose[at] - own < _COMPANY
        steps += alone
        at = np.where(alone, tree.parents[at], at)
    yield steps
    yield held.shares[at]
    yield (held.prose / np.maximum(held.words, 1.0))[at]


def _between(tree: Tree, held: Held) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    running = held.running[0]
    begins, ends = running[tree.first], running[tree.behind]
    until, since = running[:-1], running[1:]
    at, steps = tree.element.copy(), np.zeros(len(until), dtype=np.intp)
    outside = np.ones(len(until), dtype=np.bool_)
    for _ in range(_FAR):
        outside = (until - begins[at] < _COMPANY) | (ends[at] - since < _COMPANY)
        steps += outside
        at = np.where(outside, tree.parents[at], at)
    yield steps
    yield np.where(outside, 0.0, held.shares[at])


def _rooms(tree: Tree) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each element the room that it is or stands in, and the outermost list or table in that; -1 for none."""
    rooms: list[int] = []
    lists: list[int] = []
    for number, (tag, parent) in enumerate(zip(tree.tags, tree.parents.tolist(), strict=True)):
        if tag in _LISTS and number:
            rooms.append(rooms[parent])
            lists.append(number if lists[parent] < 0 else lists[parent])
        elif tag in _TEXT and number:
            rooms.append(rooms[parent])
            lists.append(lists[parent])
        else:
            rooms.append(number)
            lists.append(-1)
    return np.array(rooms, dtype=np.intp), np.array(lists, dtype=np.intp)


def _cards(tree: Tree, held: Held) -> NDArray[np.float64]:
    """Words of prose on each of the elements of the same tag and class, side by side, of which a block stands in one.

    Such elements hold several blocks each; of cards in cards the innermost counts. 0 for what stands on none.
    """
    known: dict[tuple[int, str, str], int] = {}
    parents = tree.parents.tolist()
    # What holds nothing but itself is no card.
    kinds = [
        known.setdefault((parent, tag, _plain(words[:LONGEST_CLASSES])), len(known)) if size > 1 else -1
        for parent, tag, words, size in zip(parents, tree.tags, tree.classes, tree.count.tolist(), strict=True)
    ]
    kind = np.array(kinds, dtype=np.intp)
    several = kind >= 0
    # The last place is for what stands on no card.
    count = np.bincount(kind[several], minlength=len(known) + 1)
    prose = np.bincount(kind[several], held.prose[several], len(known) + 1)
    is_card = several & (count[kind] >= _FEWEST_CARDS)
    card: list[int] = []
    for number, (own, parent) in enumerate(zip(is_card.tolist(), parents, strict=True)):
        card.append(kinds[number] if own else card[parent] if number else -1)
    mean: NDArray[np.float64] = prose / np.maximum(count, 1)
    return mean[np.array(card, dtype=np.intp)[tree.element]]


@lru_cache(maxsize=4096)
def _plain(classes: str) -> str:
    """Class words without those that have a number in them, which name the one and not the kind."""
    return " ".join(word for word in classes.split() if not _DIGIT.search(word))
