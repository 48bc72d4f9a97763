"""Which element of a page is likeliest to hold the story, as readers in browsers look for it: by points for paragraphs.

Every paragraph has points for its commas and its length, and hands them on to the element around it and, halved, to the
one around that. What an element is and is called adds to them, links take from them, and the one with the most is the
best candidate. The way of the first Readability (Arc90, 2009), which browsers still go; the figures below are its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from newsclean.hints import HEADINGS, LONGEST_CLASSES
from newsclean.labeller.features.names import CHROME, KINDS, kinds_of
from newsclean.labeller.features.tree import Tree, steps_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.shape import Shape

__all__ = ["FEATURES", "candidate_rows"]

# In characters outside links: shorter text is no paragraph. A point for every hundred, at most three.
_SHORTEST, _POINT, _MOST_POINTS = 25.0, 100.0, 3.0
_CALLED = 25.0
_TAGS = {"div": 5.0, "article": 5.0, "main": 5.0, "pre": 3.0, "td": 3.0, "blockquote": 3.0, "form": -3.0, "th": -5.0}
_TAGS |= dict.fromkeys(("ol", "ul", "dl", "dd", "dt", "li", "address"), -3.0)
_TAGS |= dict.fromkeys(HEADINGS, -5.0)
_STORY = frozenset(map(KINDS.index, ("story", "content")))
_CHROME = frozenset(map(KINDS.index, CHROME))
# In elements: steps in the tree are counted up to this many.
_FAR = 12

FEATURES: dict[str, str] = {
    "candidate.inside": "stands in the element with the most points for paragraphs",
    "candidate.steps": "steps up to that element; the most where it stands outside",
    "candidate.best": "points of the best element around it, as a share of the most",
    "candidate.parent": "points of the element around its own, as a share of the most",
    "candidate.outer": "points of the one around that, as a share of the most",
    "candidate.paragraph": "points of its own paragraph",
    "candidate.parent_kind": "points of the element around its own for what it is and is called",
    "candidate.outer_kind": "points of the one around that for what it is and is called",
}


def candidate_rows(
    tree: Tree, shape: Shape, links: NDArray[np.float64], chrome: NDArray[np.bool_]
) -> Iterator[NDArray[np.float64]]:
    """The rows of ``FEATURES``.

    Args:
        tree: The elements that the blocks stand in.
        shape: What the blocks look like.
        links: The share of each block that is the text of links.
        chrome: Which blocks are chrome by the votes, and no paragraphs: comments are as long as stories.
    """
    element, parents, count = tree.element, tree.parents, len(tree.tags)
    outer = parents[parents]
    characters = shape.characters * ~chrome
    text = np.bincount(element, characters * (1.0 - links), count)
    commas = np.bincount(element, shape.commas * (1.0 - links) * ~chrome, count)
    is_paragraph = text >= _SHORTEST
    own = is_paragraph * (1.0 + commas + np.minimum(text / _POINT, _MOST_POINTS))
    points = np.bincount(parents, own, count) + np.bincount(outer, own / 2.0, count)
    kinds = np.fromiter(map(_kind, tree.tags, tree.classes), np.float64, count)
    running = np.zeros((2, len(element) + 1))
    np.cumsum(np.array((characters, characters * links)), axis=1, out=running[:, 1:])
    held, linked = running[:, tree.behind] - running[:, tree.first]
    points = np.where(points > 0.0, points + kinds, 0.0) * (1.0 - linked / np.maximum(held, 1.0))
    if count > 1:
        # The whole page is no candidate.
        points[0] = 0.0
    best = int(points.argmax())
    shares = np.maximum(points, 0.0) / max(float(points[best]), 1.0)
    highest = shares.tolist()
    for number, parent in enumerate(parents.tolist()):
        highest[number] = max(highest[number], highest[parent])
    is_best = np.arange(count) == best
    steps, at = steps_up(element, parents, is_best, _FAR)
    yield is_best[at].astype(np.float64)
    yield steps.astype(np.float64)
    yield np.array(highest)[element]
    for around in (parents[element], outer[element]):
        yield shares[around]
    yield own[element]
    for around in (parents[element], outer[element]):
        yield kinds[around]


@lru_cache(maxsize=4096)
def _kind(tag: str, classes: str) -> float:
    found = kinds_of(classes[:LONGEST_CLASSES]) if classes else ()
    called = (not _STORY.isdisjoint(found)) - (not _CHROME.isdisjoint(found))
    return _TAGS.get(tag, 0.0) + _CALLED * called
