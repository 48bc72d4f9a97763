"""What the markup of a page says about each block: its element, its links, where the prose is, a second opinion.

A text dump has no markup. All of these are 0 there, which is what a page says that has nothing to say, and
``hint.present`` tells the two apart: one labeller serves both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from newsclean.hints import HARDLY_LINK
from newsclean.labeller.features import candidates, names, rooms
from newsclean.labeller.features.candidates import candidate_rows
from newsclean.labeller.features.names import name_rows
from newsclean.labeller.features.rooms import room_rows
from newsclean.labeller.features.tree import Held, Tree, steps_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["FEATURES", "hint_rows"]

# Elements with so much of the prose of the page are taken for the story's: the loose one may bring an author's box
# along, the tight one may leave a part of the story outside.
_STORY_SHARES = (0.5, 0.8)
# In elements: steps in the tree are counted up to this many.
_FAR = 8
# In blocks, on either side.
_REACH = 3
# Blocks that stand in the same kind of place are counted up to this many.
_MOST_ALIKE = 50

FEATURES: dict[str, str] = {
    "hint.present": "comes from a page with markup",
    "hint.links": "share of it that is the text of links",
    "hint.links_near": "share of links in the three blocks on either side",
    "hint.paragraph": "stands in a <p>",
    "hint.heading": "rank of the heading that it is",
    "hint.list": "stands in a list",
    "hint.table": "stands in a table",
    "hint.quote": "stands in a <blockquote>",
    "hint.article": "stands in <article>, <main> or the body that microdata names",
    "hint.aside": "stands in <nav>, <aside>, <footer>, <header> or <form>, the innermost 5 to 1",
    "hint.marked": "holds a date or a name that is marked as such",
    "hint.first_prose": "share of the prose of the page in its element",
    "hint.parent_prose": "share of the prose in the element around that",
    "hint.outer_prose": "share of the prose in the one around that",
    "hint.from_story_50": "steps into the element with half of the prose, or below 0 away from it",
    "hint.from_story_80": "steps into the element with four fifths of the prose, or below 0 away from it",
    "hint.from_title": "steps up to an element that holds the headline, too",
    "hint.title_prose": "share of the prose in that element",
    "hint.parent_links": "share of links in the element around its own",
    "hint.outer_links": "share of links in the one around that",
    "hint.alike_prose": "share of the prose in places like its own",
    "hint.alike_words": "words a block in places like its own",
    "hint.alike_links": "share of links in places like its own",
    "hint.alike_count": "blocks in places like its own",
    "hint.alike_core": "share of the words in places like its own that stand in the densest run of prose",
    **rooms.FEATURES,
    **names.FEATURES,
    **candidates.FEATURES,
    "hint.declared": "how much of it the page declares for its story's: 1 all, -1 nothing, 0 where it declares none",
    "hint.opinion": "what a second reader of the page makes of it: 1 story, -1 none, 0 not asked",
    "hint.opinion_before": "that of the three blocks before",
    "hint.opinion_after": "that of the three blocks after",
}

_ASIDES = {"nav": 5, "aside": 4, "footer": 3, "header": 2, "form": 1}
_STORY_TAGS = frozenset({"article", "main"})
_LIST_TAGS = frozenset({"li", "dd", "dt"})
_TABLE_TAGS = frozenset({"td", "th"})
_LIST, _TABLE, _QUOTE, _ARTICLE = 1, 2, 4, 8


def hint_rows(
    blocks: Blocks,
    prose: NDArray[np.bool_],
    chrome: NDArray[np.bool_],
    title: NDArray[np.bool_],
    core: tuple[int, int],
) -> Iterator[NDArray[np.float64] | NDArray[np.uint8] | NDArray[np.bool_] | NDArray[np.intp] | float]:
    """The rows of ``FEATURES``.

    Args:
        blocks: The blocks of a dump.
        prose: Which of them read like paragraphs of the story.
        chrome: Which of them are chrome by strong votes.
        title: Which of them may be its headline.
        core: The densest run of prose.
    """
    hints = blocks.dump.hints
    if hints is None or not len(blocks):
        yield np.zeros((len(FEATURES), 1))
        return
    line = hints.lines_of(blocks.bounds[0])
    tree = Tree.around(hints, line)
    words = blocks.shape.words
    links = hints.link_share[line].astype(np.float64)
    yield 1.0
    yield links
    yield _near(links * words, words, both=True)
    yield from _elements(tree)
    marked = np.zeros(len(hints.starts), dtype=np.bool_)
    marked[list(hints.marks)] = True
    yield marked[line]
    story_words = np.where(prose & (links < HARDLY_LINK), words, 0.0)
    # The title of the page stands in no element of it.
    sums = np.array((story_words, words, links * words, title & (line > 0)))
    held = Held.of(tree, sums)
    yield from _places(tree, held)
    yield from _alike(tree, prose, words, links, core)
    yield from room_rows(tree, held)
    yield from name_rows(tree, held)
    yield from candidate_rows(tree, blocks.shape, links, chrome)
    yield 0.0 if hints.declared is None else 2.0 * hints.declared[line].astype(np.float64) - 1.0
    if hints.kept is None:
        for _ in range(3):
            yield 0.0
        return
    opinion = 2.0 * hints.kept[line].astype(np.float64) - 1.0
    weight = np.maximum(words, 1.0)
    yield opinion
    yield _near(opinion * weight, weight)
    yield _near((opinion * weight)[::-1], weight[::-1])[::-1]


def _near(sums: NDArray[np.float64], weights: NDArray[np.float64], *, both: bool = False) -> NDArray[np.float64]:
    """The weighted mean of the three blocks before each, or of those on both sides and its own."""
    count = len(sums)
    running = np.zeros((2, count + 2 * _REACH + 1))
    running[:, _REACH + 1 : _REACH + 1 + count] = sums, weights
    np.cumsum(running, axis=1, out=running)
    end = 2 * _REACH + 1 if both else _REACH
    part, whole = running[:, end : end + count] - running[:, :count]
    mean: NDArray[np.float64] = part / np.maximum(whole, 1.0)
    return mean


def _elements(tree: Tree) -> Iterator[NDArray[np.uint8] | NDArray[np.bool_] | NDArray[np.intp]]:
    flags: list[int] = []
    asides: list[int] = []
    for number, (tag, item, parent) in enumerate(zip(tree.tags, tree.properties, tree.parents.tolist(), strict=True)):
        flag, aside = (flags[parent], asides[parent]) if number else (0, 0)
        if tag in _LIST_TAGS:
            flag |= _LIST
        elif tag in _TABLE_TAGS:
            flag |= _TABLE
        elif tag == "blockquote":
            flag |= _QUOTE
        elif tag in _STORY_TAGS:
            flag |= _ARTICLE
        elif tag in _ASIDES:
            aside = _ASIDES[tag]
        if item and "articleBody" in item:
            flag |= _ARTICLE
        flags.append(flag)
        asides.append(aside)
    tags, element = tree.tags, tree.element
    ranks = np.array([int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0 for tag in tags])
    yield np.array([tag == "p" for tag in tags])[element]
    yield ranks[element]
    found = np.array(flags, dtype=np.uint8)[element]
    for bit in (_LIST, _TABLE, _QUOTE, _ARTICLE):
        yield (found & bit) != 0
    yield np.array(asides, dtype=np.uint8)[element]


def _places(tree: Tree, held: Held) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    """What the elements around each block hold, and how far it is to those that hold the story and the headline."""
    shares, parents, element = held.shares, tree.parents, tree.element
    around = parents[element]
    yield shares[element]
    yield shares[around]
    yield shares[parents[around]]
    for least in _STORY_SHARES:
        holds = shares >= least
        # Steps up to the story's element, or to one that has it inside.
        up, at = steps_up(element, parents, holds, _FAR)
        story = np.flatnonzero(holds)
        smallest = int(story[np.argmin(tree.count[story])]) if len(story) else 0
        yield np.where(at == smallest, up + 1, -up - 1) if len(story) else np.zeros(len(element))
    up, at = steps_up(element, parents, held.titles > 0.0, _FAR)
    yield up
    yield shares[at]
    yield held.links[around]
    yield held.links[parents[around]]


def _alike(
    tree: Tree,
    prose: NDArray[np.bool_],
    words: NDArray[np.float64],
    links: NDArray[np.float64],
    core: tuple[int, int],
) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    """Pages are made from templates: what stands in elements of the same tags and classes is of the same kind."""
    known: dict[tuple[str, str, str, str], int] = {}
    outer = tree.parents.tolist()
    places = zip(tree.tags, tree.classes, (tree.tags[n] for n in outer), (tree.classes[n] for n in outer), strict=True)
    kinds = np.array([known.setdefault(place, len(known)) for place in places], dtype=np.intp)
    kind = kinds[tree.element]
    count = np.maximum(np.bincount(kind), 1)
    all_words = np.bincount(kind, words)
    prose_words = np.bincount(kind, np.where(prose, words, 0.0))
    yield (prose_words / max(prose_words.sum(), 1.0))[kind]
    yield (all_words / count)[kind]
    yield (np.bincount(kind, links * words) / np.maximum(all_words, 1.0))[kind]
    yield np.minimum(count, _MOST_ALIKE)[kind]
    inside = np.zeros(len(words))
    inside[slice(*core)] = words[slice(*core)]
    yield (np.bincount(kind, inside) / np.maximum(all_words, 1.0))[kind]
