"""Weights so simple that a test can say what they must give."""

from __future__ import annotations

from newsclean.labeller import Weights


def weights(intercept: float = 0.0, **features: float) -> Weights:
    """A toy model: everything weighs nothing but what is named, with ``__`` for the dot; story from one half on."""
    prior = {name.replace("__", "."): weight for name, weight in features.items()}
    return Weights.from_data(
        {
            "prior": prior,
            "intercept": intercept,
            "learned_intercept": 0.0,
            "borders": {"shape.words": [0.5]},
            "trees": [{"questions": [0], "leaves": [0, 0], "sizes": [3, 3]}],
            "cuts": {"precision": [0.9, 0.9], "balanced": [0.5, 0.5], "recall": [0.1, 0.1]},
        }
    )
