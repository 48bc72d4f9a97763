"""What is learned, in the labeller and in the choice of the headline: a sum of small decision trees, as arrays.

Every level of a tree asks one question of all blocks alike ("has it more than 9.5 words?"), so the answers to a tree's
questions, read as bits, are the number of the leaf that a block falls into. What a leaf is worth is learned. Trees of
this kind are called oblivious or symmetric (Prokhorenkova et al. 2018, CatBoost, NeurIPS 31); they were chosen because
a few calls of numpy evaluate them for all blocks of a dump at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Trees"]

# Leaves are kept in thousandths of a log-odd: whole numbers add up to the same sum in every order, on every machine.
_UNIT = 1000.0
# Blocks that are looked at together: the arrays for them take a few megabytes.
_SLICE = 2_000


@frozen(eq=False, slots=False)
class Trees:
    """A sum of trees over named features.

    Attributes:
        features: The names of the features that are asked for, in the order of the rows that ``scores`` wants.
        intercept: The score of a block before any question, in log-odds.
        asked: For each question, the number of its feature.
        borders: For each question, the value that the feature must exceed for a yes.
        questions: The questions of every tree, from its first level down; shape ``(depth, trees)``.
        leaves: What each leaf adds, in thousandths of a log-odd, less the mean of its tree; shape
            ``(trees, 2 ** depth)``. The answer on the first level is the lowest bit of a leaf's number.
        sizes: How much of the training data fell into each leaf, to the nearest power of two: which one; same shape.
    """

    features: tuple[str, ...]
    intercept: float
    asked: NDArray[np.intp]
    borders: NDArray[np.float32]
    questions: NDArray[np.intp]
    leaves: NDArray[np.int32]
    sizes: NDArray[np.int32]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Trees:
        """Build the arrays from what the weights file holds: plain lists, see ``training/README.md``."""
        borders: Mapping[str, Sequence[float]] = data["borders"]
        features = tuple(borders)
        counts = [len(borders[name]) for name in features]
        trees = data["trees"]
        return cls(
            features,
            data["learned_intercept"],
            np.repeat(np.arange(len(features)), counts),
            np.array([border for name in features for border in borders[name]], dtype=np.float32),
            np.array([tree["questions"] for tree in trees], dtype=np.intp).T,
            np.array([tree["leaves"] for tree in trees], dtype=np.int32),
            np.array([tree["sizes"] for tree in trees], dtype=np.int32),
        )

    def to_data(self) -> dict[str, Any]:
        """The opposite of ``from_data``."""
        borders: dict[str, list[float]] = {name: [] for name in self.features}
        for asked, border in zip(self.asked.tolist(), self.borders.tolist(), strict=True):
            borders[self.features[asked]].append(border)
        columns = zip(self.questions.T.tolist(), self.leaves.tolist(), self.sizes.tolist(), strict=True)
        trees = [{"questions": asked, "leaves": leaves, "sizes": sizes} for asked, leaves, sizes in columns]
        return {"learned_intercept": self.intercept, "borders": borders, "trees": trees}

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The score of each block: for the labeller, the log-odds that it belongs to the story.

        Args:
            rows: A row for each of ``features``, a column for each block.
        """
        count = rows.shape[1]
        totals = np.empty(count)
        for start in range(0, count, _SLICE):
            numbers = self._leaf_numbers(rows[:, start : start + _SLICE])
            numbers += self._first_leaves
            totals[start : start + _SLICE] = self.leaves.take(numbers).sum(axis=0)
        return totals / _UNIT + self.intercept

    def shares(self, row: NDArray[np.float32]) -> NDArray[np.float64]:
        """``shares_of_all`` for one block."""
        shares: NDArray[np.float64] = self.shares_of_all(row[:, None])[:, 0]
        return shares

    def shares_of_all(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """What each feature has added to the score of each block; with the intercept, they add up to the score.

        Before its first question a tree stands at the mean of its leaves, behind its last one at a leaf. Each answer
        moves it from the mean of the leaves that were still open to the mean of those that are left: that is the share
        of the feature that was asked for.

        Args:
            rows: As for ``scores``, a few hundred blocks at most: every answer takes some memory.

        Returns:
            A row for each of ``features``, a column for each block.
        """
        count = rows.shape[1]
        numbers = self._leaf_numbers(rows)
        shares = np.zeros(len(self.features) * count)
        columns = np.arange(count)
        # Level by level: all moves together would take megabytes, and as long again to lay them out.
        for level, (steps, first, asked) in enumerate(zip(self._steps, self._first_means, self._asked, strict=True)):
            places = numbers & ((2 << level) - 1)
            places += first
            # Every move counts for the feature that was asked for; always added up in the same order.
            np.add.at(shares, (asked * count + columns).ravel(), steps.take(places).ravel())
        return shares.reshape(len(self.features), count)

    def _leaf_numbers(self, rows: NDArray[np.float32]) -> NDArray[np.intp]:
        answers = (rows.take(self.asked, axis=0) > self.borders[:, None]).view(np.uint8)
        numbers: NDArray[np.uint8] = answers.take(self.questions[-1], axis=0)
        for level in range(len(self.questions) - 2, -1, -1):
            # What ``<<= 1`` does, several times as fast.
            numbers += numbers
            numbers |= answers.take(self.questions[level], axis=0)
        return numbers.astype(np.intp)

    @cached_property
    def _asked(self) -> list[NDArray[np.intp]]:
        """For each level, the features that its questions ask for, as a column."""
        return list(self.asked[self.questions][:, :, None])

    @cached_property
    def _first_leaves(self) -> NDArray[np.intp]:
        trees, leaves = self.leaves.shape
        first: NDArray[np.intp] = np.arange(trees, dtype=np.intp) * leaves
        return first[:, None]

    @cached_property
    def _first_means(self) -> list[NDArray[np.intp]]:
        """For each level, where the means of each tree begin in ``_steps``, as a column."""
        return [self._first_leaves >> (len(self._steps) - level - 1) for level in range(len(self._steps))]

    @cached_property
    def _steps(self) -> list[NDArray[np.float64]]:
        """For each level, how far an answer moves a tree from one mean to the next; the trees behind each other."""
        means = self._means
        steps = [means[0].ravel()]
        for before, after in pairwise(means):
            # The answer on a level is the highest bit so far: it stands in the upper or the lower half of the numbers.
            steps.append((after - np.tile(before, 2)).ravel())
        return steps

    @cached_property
    def _means(self) -> list[NDArray[np.float64]]:
        """After each level, the mean of the leaves that are still open, by the answers so far; in log-odds."""
        trees, count = self.leaves.shape
        worth = self.leaves / _UNIT
        depth = count.bit_length() - 1
        means = [worth]
        for level in range(depth - 1, 0, -1):
            sizes = (2.0**self.sizes).reshape(trees, -1, 1 << level)
            means.append((worth.reshape(sizes.shape) * sizes).sum(axis=1) / sizes.sum(axis=1))
        return means[::-1]
