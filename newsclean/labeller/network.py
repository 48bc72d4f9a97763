"""What is learned of blocks in their order: a small convolutional network, as arrays.

The trees ask about one block at a time, of whose surroundings they know what the features tell. The network reads the
features of all blocks in their order: each of its layers sees the blocks at one distance before and behind, and the
mean of the dump. Networks of this kind, with gaps that grow from layer to layer, are those of van den Oord et al. 2016
(WaveNet, arXiv:1609.03499); for pages they were used by Vogels et al. 2018 (Web2Text, arXiv:1801.02607).

The labeller believes the mean of both. They err in different places: see "Blocks in their order" in
``docs/what-was-tried.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEATURES", "Layer", "Network"]

#: What the network adds to the features, with what it says.
FEATURES: dict[str, str] = {
    "order.network": "how it reads together with the blocks before and behind it, as a small network has learned",
}

#: Features count up to so many of their own widths: beyond that a block is as far out as any that was learned from.
FARTHEST = 3.0
# OpenBLAS starts threads for products of more multiplications (its GEMM_MULTITHREAD_THRESHOLD, version 0.3). For so few
# numbers they cost more than they save, and where many dumps are cleaned the cores have work already.
_ALONE = 4 * 65_536
# Weights are kept in thousandths. So is what comes out: machines add up in other orders, and differ in the fifteenth
# digit.
_DIGITS = 3
_UNIT = 10.0**_DIGITS


@frozen(eq=False)
class Layer:
    """A look at the blocks at one distance.

    Attributes:
        distance: How many blocks before and behind.
        before: What the block before says; shape ``(width, width)``, as are the next three.
        own: What the block itself says.
        behind: What the block behind says.
        mean: What the mean of the dump says.
        bias: What is added to that; shape ``(width,)``.
    """

    distance: int
    before: NDArray[np.float64]
    own: NDArray[np.float64]
    behind: NDArray[np.float64]
    mean: NDArray[np.float64]
    bias: NDArray[np.float64]

    def read(self, heard: NDArray[np.float64]) -> NDArray[np.float64]:
        """What is known of every block, and what this layer has heard."""
        heard_here = _product(heard, self.own)
        heard_here += heard.mean(axis=0) @ self.mean + self.bias
        heard_here[self.distance :] += _product(heard[: -self.distance], self.before)
        heard_here[: -self.distance] += _product(heard[self.distance :], self.behind)
        np.maximum(heard_here, 0.0, out=heard_here)
        heard_here += heard
        return heard_here


@frozen(eq=False, slots=False)
class Network:
    """A network over named features.

    Attributes:
        features: The names of the features that it reads, in the order of the rows that ``scores`` wants.
        centers: The middle of each, as it was learned from.
        widths: How far each goes from there, as a rule.
        first: From features to the first look at a block; shape ``(features, width)``.
        bias: What is added to that; shape ``(width,)``.
        layers: The looks at the blocks around.
        last: What all that was heard of a block says; shape ``(width,)``.
        straight: What its features say without any of it; shape ``(features,)``.
    """

    features: tuple[str, ...]
    centers: NDArray[np.float64]
    widths: NDArray[np.float64]
    first: NDArray[np.float64]
    bias: NDArray[np.float64]
    layers: tuple[Layer, ...]
    last: NDArray[np.float64]
    straight: NDArray[np.float64]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Network:
        """Build the arrays from what the weights file holds: plain lists, see ``training/README.md``."""
        centers, widths = zip(*data["features"].values(), strict=True)
        names = ("before", "own", "behind", "mean", "bias")
        return cls(
            features=tuple(data["features"]),
            centers=np.array(centers),
            widths=np.array(widths),
            first=_read(data["first"]),
            bias=_read(data["bias"]),
            layers=tuple(Layer(layer["distance"], *(_read(layer[name]) for name in names)) for layer in data["layers"]),
            last=_read(data["last"]),
            straight=_read(data["straight"]),
        )

    def to_data(self) -> dict[str, Any]:
        """The opposite of ``from_data``."""
        middle = zip(self.centers.tolist(), self.widths.tolist(), strict=True)
        return {
            "features": {name: list(pair) for name, pair in zip(self.features, middle, strict=True)},
            **{name: _written(getattr(self, name)) for name in ("first", "bias", "last", "straight")},
            "layers": [
                {
                    "distance": layer.distance,
                    **{name: _written(getattr(layer, name)) for name in ("before", "own", "behind", "mean", "bias")},
                }
                for layer in self.layers
            ],
        }

    @cached_property
    def _bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The least and the greatest value that each feature counts with, as columns."""
        reach = FARTHEST * self.widths
        return (self.centers - reach)[:, None], (self.centers + reach)[:, None]

    @cached_property
    def _of_values(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
        """``first``, its bias, ``straight`` and its bias for the features themselves, not for their distance in widths.

        Two passes over all features of all blocks less: a tenth of what the network takes.
        """
        first, straight = self.first / self.widths[:, None], self.straight / self.widths
        return first, self.bias - self.centers @ first, straight, -float(self.centers @ straight)

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """What it adds to the score of each block, in log-odds.

        Args:
            rows: A row for each of ``features``, a column for each block of the dump, in their order.
        """
        if not rows.shape[1]:
            # Nothing has no mean.
            return np.zeros(0)
        least, most = self._bounds
        first, bias, straight, straight_bias = self._of_values
        seen = np.maximum(rows, least)
        seen = np.minimum(seen, most, out=seen).T
        heard = _product(seen, first)
        heard += bias
        np.maximum(heard, 0.0, out=heard)
        for layer in self.layers:
            heard = layer.read(heard)
        scores: NDArray[np.float64] = (_sums(heard, self.last) + _sums(seen, straight) + straight_bias).round(_DIGITS)
        return scores


def _product(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """``values @ weights``, a few rows at a time, so that no threads are started."""
    product = np.empty((len(values), weights.shape[1]))
    rows = max(_ALONE // weights.size, 1)
    for start in range(0, len(values), rows):
        np.matmul(values[start : start + rows], weights, out=product[start : start + rows])
    return product


def _sums(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """``values @ weights`` for one column of weights, without OpenBLAS, which starts threads here for fewer numbers."""
    sums: NDArray[np.float64] = np.einsum("ij,j->i", values, weights)
    return sums


def _read(weights: list[Any]) -> NDArray[np.float64]:
    return np.array(weights, dtype=np.float64) / _UNIT


def _written(weights: NDArray[np.float64]) -> Any:
    return np.rint(weights * _UNIT).astype(np.int64).tolist()
