"""The elements of a page that blocks stand in, and what each holds: what all features of markup look at."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.hints import Hints

__all__ = ["Held", "Tree", "steps_up"]


@frozen(eq=False, slots=False)
class Tree:
    """The elements that some blocks stand in, up to the root; of a long page, that is part by part, they are a few.

    Attributes:
        tags: The tag of each; parents stand before their children.
        classes: Class, id and role of each as they are written.
        properties: What each is in microdata.
        parents: The number of the one around each; the root is its own.
        first: The first block of each.
        behind: The block behind the last of each.
        element: The number of the innermost element of each block.
    """

    tags: list[str]
    classes: list[str]
    properties: list[str]
    parents: NDArray[np.intp]
    first: NDArray[np.intp]
    behind: NDArray[np.intp]
    element: NDArray[np.intp]

    @classmethod
    def around(cls, hints: Hints, line: NDArray[np.intp]) -> Tree:
        """The elements of the blocks that begin in some lines, and all around them."""
        element = hints.element[line]
        needed: set[int] = set()
        for innermost in np.unique(element).tolist():
            number = innermost
            while number >= 0 and number not in needed:
                needed.add(number)
                number = int(hints.parents[number])
        numbers = np.array(sorted(needed), dtype=np.intp)
        chosen = numbers.tolist()
        return cls(
            [hints.tags[number] for number in chosen],
            [hints.words[number] for number in chosen],
            [hints.properties[number] for number in chosen],
            np.maximum(numbers.searchsorted(hints.parents[numbers]), 0),
            line.searchsorted(hints.first[numbers]),
            line.searchsorted(hints.behind[numbers]),
            numbers.searchsorted(element),
        )

    @cached_property
    def count(self) -> NDArray[np.intp]:
        """How many blocks each holds."""
        return self.behind - self.first


@frozen(eq=False)
class Held:
    """What the elements of a tree hold.

    Attributes:
        running: Sums over the blocks before each place, a row a column; shape ``(4, blocks + 1)``.
        prose: Words of prose in each element.
        words: Words in each.
        links: The share of its words that are the text of links.
        titles: How many headlines are in each.
        shares: The share of the prose of the page in each.
    """

    running: NDArray[np.float64]
    prose: NDArray[np.float64]
    words: NDArray[np.float64]
    links: NDArray[np.float64]
    titles: NDArray[np.float64]
    shares: NDArray[np.float64]

    @classmethod
    def of(cls, tree: Tree, columns: NDArray[np.float64]) -> Held:
        """Add up for every element the columns of its blocks: words of prose, words, words in links, headlines."""
        running = np.zeros((len(columns), len(tree.element) + 1))
        np.cumsum(columns, axis=1, out=running[:, 1:])
        prose, words, links, titles = running[:, tree.behind] - running[:, tree.first]
        shares = prose / max(float(running[0, -1]), 1.0)
        return cls(running, prose, words, links / np.maximum(words, 1.0), titles, shares)


def steps_up(
    element: NDArray[np.intp], parents: NDArray[np.intp], holds: NDArray[np.bool_], most: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """How many steps it is from elements up to the first that holds something, ``most`` at most, and which that is."""
    steps = np.zeros(len(element), dtype=np.intp)
    at = element.copy()
    for _ in range(most):
        outside = ~holds[at]
        steps += outside
        at = np.where(outside, parents[at], at)
    return steps, at
