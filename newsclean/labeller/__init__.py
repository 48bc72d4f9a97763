"""The labeller: the only judge. It gives every block one role, by a sum with names.

The score of a block is the log-odds that it belongs to the story: a weight for each feature, added up. Blocks that
score above the threshold of the chosen bias are story; which chrome or which fact the others are, the votes say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from attrs import frozen

from newsclean.labeller.features import FEATURES, feature_matrix
from newsclean.labeller.roles import settle_roles
from newsclean.labeller.votes import Votes, votes_by_block
from newsclean.model import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.model import Evidence

__all__ = ["Bias", "Labels", "Weights", "label", "shipped_weights"]

Bias = Literal["precision", "balanced", "recall"]


@frozen(slots=False)
class Weights:
    """What each feature is worth, in log-odds, and where the line is drawn.

    Attributes:
        intercept: The score of a block about which nothing is known.
        features: Weight by name of feature.
        thresholds: For each bias, the score above which a block is story.
    """

    intercept: float
    features: Mapping[str, float]
    thresholds: Mapping[str, float]

    @cached_property
    def values(self) -> NDArray[np.float32]:
        """The weights in the order of ``FEATURES``."""
        return np.array([self.features[name] for name in FEATURES], dtype=np.float32)


@frozen(eq=False)
class Labels:
    """The labeller's verdict on the blocks of one dump.

    Attributes:
        roles: The role of each block.
        scores: The log-odds that each belongs to the story.
        threshold: The score above which a block was kept.
        shares: For each block, the share of each feature in its score; an array of shape ``(blocks, features)``.
        votes: The detectors' votes.
    """

    roles: list[Role]
    scores: NDArray[np.float64]
    threshold: float
    shares: NDArray[np.float32]
    votes: Votes


@cache
def shipped_weights() -> Weights:
    """The weights that come with newsclean."""
    data = json.loads((Path(__file__).parent / "weights.json").read_text("utf-8"))
    return Weights(data["intercept"], data["features"], data["thresholds"])


def label(blocks: Blocks, evidence: Sequence[Evidence], bias: Bias, weights: Weights) -> Labels:
    """Give every block a role. Linear in the number of blocks and votes."""
    votes = votes_by_block(blocks, evidence)
    shares = feature_matrix(blocks, votes)
    shares *= weights.values
    scores = shares.sum(axis=1, dtype=np.float64) + weights.intercept
    threshold = weights.thresholds[bias]
    return Labels(settle_roles(blocks, votes, scores > threshold), scores, threshold, shares, votes)
