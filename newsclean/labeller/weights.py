"""What the labeller has learned, and what it makes of the features of a dump."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen

from newsclean.labeller import network
from newsclean.labeller.decoding import Selection, Verdict
from newsclean.labeller.features import FEATURES
from newsclean.labeller.network import Network
from newsclean.labeller.steps import Signs, steps
from newsclean.trees import Trees

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Weights", "shipped_weights"]

# A share of a score that is smaller than this, in log-odds, is not told by its name: it moves a probability by at most
# 0.025.
_TOLD_SHARE = 0.1
_ROW = {name: number for number, name in enumerate(FEATURES)}
_OPEN, _OF_A_PAGE = _ROW["evidence.open"], _ROW["hint.present"]
(_ORDER,) = (_ROW[name] for name in network.FEATURES)


@frozen(eq=False, slots=False)
class Weights:
    """What the labeller has learned.

    Attributes:
        intercept: The score of a block about which nothing is known, in log-odds.
        prior: The share of a feature in the score, by its name, for one unit of it; features that are not there have
            none. It was set by hand.
        trees: What was learned beyond the prior, for blocks that the votes leave open.
        cuts: For each bias, the least and the greatest probability at which it may draw the line.
        confidence: Pairs of the word-F1 that was expected of held-out dumps and the one that was measured.
        words: What each word says about the block that it stands in, in hundredths of a log-odd.
        page_trees: What was learned of pages beyond all that; of dumps of text it is not asked.
        network: What was learned of blocks in their order. What it says is a feature like any other once it is noted.
    """

    intercept: float
    prior: Mapping[str, float]
    trees: Trees
    cuts: Mapping[str, tuple[float, float]]
    confidence: Sequence[tuple[float, float]] = ((0.0, 0.0), (1.0, 1.0))
    words: Mapping[str, int] = field(factory=dict)
    page_trees: Trees | None = None
    network: Network | None = None

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Weights:
        """Read what ``training/`` has written. Nothing in it is executed.

        Raises:
            ValueError: It is for other features than this version has.
        """
        trees = Trees.from_data(data)
        page_trees = Trees.from_data(data["pages"]) if "pages" in data else None
        reader = Network.from_data(data["network"]) if "network" in data else None
        learned = [part for part in (trees, page_trees, reader) if part is not None]
        asked = {name for part in learned for name in part.features}
        unknown = sorted({*asked, *data["prior"]} - FEATURES.keys())
        if unknown:
            raise ValueError(f"the weights are for features that are unknown here: {', '.join(unknown)}")
        cuts = {bias: (low, high) for bias, (low, high) in data["cuts"].items()}
        confidence = data.get("confidence", ((0.0, 0.0), (1.0, 1.0)))
        return cls(
            data["intercept"],
            data["prior"],
            trees,
            cuts,
            tuple((expected, measured) for expected, measured in confidence),
            data.get("words", {}),
            page_trees,
            reader,
        )

    def to_data(self) -> dict[str, Any]:
        """The opposite of ``from_data``: plain dictionaries and lists."""
        return {
            "intercept": self.intercept,
            "prior": dict(self.prior),
            "cuts": {bias: list(bounds) for bias, bounds in self.cuts.items()},
            "confidence": [list(pair) for pair in self.confidence],
            "words": dict(self.words),
            **self.trees.to_data(),
            **({"pages": self.page_trees.to_data()} if self.page_trees else {}),
            **({"network": self.network.to_data()} if self.network else {}),
        }

    def note_order(self, rows: NDArray[np.float32]) -> None:
        """Note in ``rows`` what the network makes of the blocks that the votes leave open; ``scores`` wants it there.

        Args:
            rows: The features of all blocks of a dump, in the order of ``FEATURES``.
        """
        if self.network is not None:
            rows[_ORDER] = self.network.scores(rows.take(self._read_rows, axis=0)) * rows[_OPEN]

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The log-odds that each block belongs to the story; ``rows`` are the features in the order of ``FEATURES``."""
        # The score before the prior, and behind it the shares of the prior. With a column more than there are blocks:
        # where there is only one, numpy adds up in another order.
        parts = np.zeros((len(self._prior_rows) + 1, rows.shape[1] + 1))
        scores = parts[0, :-1]
        scores[:] = self.intercept
        for trees, asked, open_blocks in self._asked(rows):
            answers = rows.take(asked, axis=0).take(open_blocks, axis=1)
            scores[open_blocks] += trees.scores(answers) * rows[_OPEN, open_blocks]
        # Added one after the other: how numpy adds up columns depends on how many there are.
        np.multiply(rows.take(self._prior_rows, axis=0), self._prior_weights, out=parts[1:, :-1], dtype=np.float32)
        total: NDArray[np.float64] = parts.sum(axis=0)[:-1]
        return total

    def decoded(self, rows: NDArray[np.float32], verdict: Verdict, signs: Signs) -> Verdict:
        """The verdict with what that on other blocks is worth to each; it is noted in ``rows``.

        Args:
            rows: As for ``scores``, which has judged them.
            verdict: Its scores.
            signs: What else is known of the blocks.
        """
        selection = Selection(verdict, signs.is_text, self.cuts["balanced"])
        for name, step in steps(rows, signs):
            worth = self.prior.get(name, 0.0)
            if worth:
                rows[_ROW[name]] = step(selection, worth)
                selection = selection.plus(worth, rows[_ROW[name]])
        return selection.verdict

    def explain(self, row: NDArray[np.float32]) -> list[tuple[str, str, float]]:
        """``explain_all`` for one block."""
        return self.explain_all(row[:, None])[0]

    def explain_all(self, rows: NDArray[np.float32]) -> list[list[tuple[str, str, float]]]:
        """What the score of each block is made of: name, what it says in words, and share. The shares add up to it.

        The largest come first; small ones are named together.

        Args:
            rows: As for ``scores``, a few hundred blocks at most: every share takes some memory.
        """
        # A row a block: what is told of one stands together.
        shares = np.ascontiguousarray(self._shares(rows).T)
        sizes = np.abs(shares)
        is_told = sizes >= _TOLD_SHARE
        block, place = is_told.nonzero()
        # The blocks stay in their order.
        place = place[np.lexsort((-sizes[is_told], block))]
        names = map(self._told.__getitem__, place.tolist())
        parts = [(*name, share) for name, share in zip(names, shares[block, place].tolist(), strict=True)]
        start = ("intercept", "where every score begins", self.intercept)
        # Nearly all shares are none at all.
        is_small = (sizes > 0.0) & ~is_told
        small = shares[is_small].tolist()
        others = _runs(np.count_nonzero(is_small, axis=1))
        return [
            [*parts[told], ("others", "all other features together", math.fsum(small[rest])), start]
            for told, rest in zip(_runs(np.count_nonzero(is_told, axis=1)), others, strict=True)
        ]

    def _shares(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The share of each of ``_told`` in the score of each block."""
        shares = np.zeros((len(self._told), rows.shape[1]))
        names = [name for name, _ in self._told]
        for trees, asked, open_blocks in self._asked(rows):
            is_open = rows[_OPEN, open_blocks].astype(np.float64)
            places = np.array([names.index(name) for name in trees.features], dtype=np.intp)
            shares[places[:, None], open_blocks] += trees.shares_of_all(rows[asked[:, None], open_blocks]) * is_open
            shares[names.index("evidence.open"), open_blocks] += trees.intercept * is_open
        weights = np.array(list(self.prior.values()), dtype=np.float64)
        shares[[names.index(name) for name in self.prior]] += weights[:, None] * rows[self._prior_rows]
        return shares

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        # An article on its way to another process does not take the shipped weights along.
        if self is shipped_weights():
            return shipped_weights, ()
        learned = self.trees, self.cuts, self.confidence, self.words, self.page_trees, self.network
        return Weights, (self.intercept, self.prior, *learned)

    def _asked(self, rows: NDArray[np.float32]) -> Iterator[tuple[Trees, NDArray[np.intp], NDArray[np.intp]]]:
        """The trees that have a say, the rows of what they ask for, and the blocks that they are asked about.

        They have one only where the votes leave it open: in a third of the blocks of a page.
        """
        for trees, asked in self._learned:
            is_asked = rows[_OPEN] if trees is self.trees else rows[_OPEN] * rows[_OF_A_PAGE]
            open_blocks = is_asked.nonzero()[0]
            if len(open_blocks):
                yield trees, asked, open_blocks

    @cached_property
    def _learned(self) -> list[tuple[Trees, NDArray[np.intp]]]:
        """The trees with the rows of what they ask for."""
        learned = [self.trees] if self.page_trees is None else [self.trees, self.page_trees]
        return [(trees, np.array([_ROW[name] for name in trees.features], dtype=np.intp)) for trees in learned]

    @cached_property
    def _read_rows(self) -> NDArray[np.intp]:
        """The rows of what the network reads."""
        features = self.network.features if self.network is not None else ()
        return np.array([_ROW[name] for name in features], dtype=np.intp)

    @cached_property
    def _prior_rows(self) -> NDArray[np.intp]:
        return np.array([_ROW[name] for name in self.prior], dtype=np.intp)

    @cached_property
    def _prior_weights(self) -> NDArray[np.float32]:
        return np.array(list(self.prior.values()), dtype=np.float32)[:, None]

    @cached_property
    def expected_and_measured(self) -> NDArray[np.float64]:
        """The pairs of ``confidence`` as two rows."""
        return np.array(self.confidence, dtype=np.float64).T

    @cached_property
    def _told(self) -> list[tuple[str, str]]:
        """The features that have a share in any score, and what they say; those of the trees first, in their order."""
        learned = (name for trees, _ in self._learned for name in trees.features)
        names = dict.fromkeys((*learned, "evidence.open", *self.prior))
        return [(name, FEATURES[name]) for name in names]


@cache
def shipped_weights() -> Weights:
    """The weights that come with newsclean."""
    return Weights.from_data(json.loads((Path(__file__).parent / "weights.json").read_text("utf-8")))


def _runs(lengths: NDArray[np.intp]) -> Iterator[slice]:
    """The places of runs of so many entries that stand one behind the other."""
    ends = lengths.cumsum()
    return map(slice, (ends - lengths).tolist(), ends.tolist())
