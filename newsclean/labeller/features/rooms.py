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

from newsclean.labeller.features.tree import Held, Tree, steps_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEATURES", "room_rows"]

# Words of prose that make company: two sentences.
_COMPANY = 30.0
# In elements: steps in the tree are counted up to this many.
_FAR = 12
# Blocks in one element are counted up to this many.
_MOST_BLOCKS = 100
# Fewer elements alike in a row are no cards: two columns, a pair of buttons. More than this many say no more.
_FEWEST_CARDS, _MOST_CARDS = 3, 30
_LONGEST_CLASSES = 300
_STORY_SHARE = 0.5
# What structures text, and is never the room that the text stands in.
_LISTS = frozenset("ul ol dl li dd dt menu table thead tbody tfoot tr td th".split())
_TEXT = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption caption hgroup summary details address".split())

FEATURES: dict[str, str] = {
    "room.company_steps": "steps up to an element with prose besides its own",
    "room.company_prose": "share of the prose of the page in that element",
    "room.company_links": "share of links in it",
    "room.company_density": "share of prose in it",
    "room.company_blocks": "blocks in it",
    "room.between_steps": "steps up to an element with prose before it and behind it",
    "room.between_prose": "share of the prose of the page in that element",
    "room.prose": "share of the prose in the element around its list, table or paragraph",
    "room.links": "share of links in that element",
    "room.words": "words a block in it",
    "room.from_story": "steps from there into the element with half of the prose, or below 0 away from it",
    "room.list_blocks": "blocks in its list or table",
    "room.list_links": "share of links in its list or table",
    "room.list_words": "words a block in its list or table",
    "room.cards": "elements alike, side by side, of which it stands in one",
    "room.card_prose": "words of prose on each of these",
    "room.card_links": "share of links on them",
    "room.card_blocks": "blocks on each of them",
}


def room_rows(tree: Tree, held: Held) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    """The rows of ``FEATURES``."""
    yield from _company(tree, held)
    yield from _between(tree, held)
    rooms, lists = _rooms(tree)
    count = np.maximum(tree.count, 1)
    room = rooms[tree.element]
    yield held.shares[room]
    yield held.links[room]
    yield (held.words / count)[room]
    yield _from_story(tree, held, rooms, room)
    own = lists[tree.element]
    stands = own >= 0
    yield np.where(stands, np.minimum(count, _MOST_BLOCKS)[own], 0)
    yield np.where(stands, held.links[own], 0.0)
    yield np.where(stands, (held.words / count)[own], 0.0)
    yield from _cards(tree, held)


def _company(tree: Tree, held: Held) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    own = np.diff(held.running[0])
    at, steps = tree.element.copy(), np.zeros(len(own), dtype=np.intp)
    for _ in range(_FAR):
        alone = held.prose[at] - own < _COMPANY
        steps += alone
        at = np.where(alone, tree.parents[at], at)
    yield steps
    yield held.shares[at]
    yield held.links[at]
    yield (held.prose / np.maximum(held.words, 1.0))[at]
    yield np.minimum(tree.count, _MOST_BLOCKS)[at]


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


def _from_story(
    tree: Tree, held: Held, rooms: NDArray[np.intp], room: NDArray[np.intp]
) -> NDArray[np.float64] | NDArray[np.intp]:
    # One long paragraph is no room, though it holds half of the prose.
    holds = (held.shares >= _STORY_SHARE) & (rooms == np.arange(len(rooms)))
    story = np.flatnonzero(holds)
    if not len(story):
        return np.zeros(len(room))
    up, at = steps_up(room, tree.parents, holds, _FAR)
    smallest = int(story[np.argmin(tree.count[story])])
    steps: NDArray[np.intp] = np.where(at == smallest, up + 1, -up - 1)
    return steps


def _cards(tree: Tree, held: Held) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    """Elements of the same tag and class in one element, of several blocks each: the innermost around each block."""
    known: dict[tuple[int, str, str], int] = {}
    parents = tree.parents.tolist()
    sizes = tree.count.tolist()
    # What holds nothing but itself is no card.
    kinds = [
        known.setdefault((parent, tag, _plain(words[:_LONGEST_CLASSES])), len(known)) if size > 1 else -1
        for parent, tag, words, size in zip(parents, tree.tags, tree.classes, sizes, strict=True)
    ]
    kind = np.array(kinds, dtype=np.intp)
    several = kind >= 0
    count = np.bincount(kind[several], minlength=len(known) + 1)

    def summed(column: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(kind[several], column[several], len(known) + 1), dtype=np.float64)

    is_card = several & (count[kind] >= _FEWEST_CARDS)
    card: list[int] = []
    for number, (own, parent) in enumerate(zip(is_card.tolist(), parents, strict=True)):
        card.append(kinds[number] if own else card[parent] if number else -1)
    # The last row is for what stands on no card.
    mine = np.array(card, dtype=np.intp)[tree.element]
    count[-1] = 0
    words, blocks = summed(held.words), summed(tree.count.astype(np.float64))
    links, prose = summed(held.words * held.links), summed(held.prose)
    yield np.minimum(count, _MOST_CARDS)[mine]
    yield (prose / np.maximum(count, 1))[mine]
    yield (links / np.maximum(words, 1.0))[mine]
    yield np.minimum(blocks / np.maximum(count, 1), _MOST_BLOCKS)[mine]


@lru_cache(maxsize=4096)
def _plain(classes: str) -> str:
    """Class words without those that have a number in them, which name the one and not the kind."""
    return " ".join(word for word in classes.split() if not _DIGIT.search(word))


_DIGIT = re.compile(r"\d")
