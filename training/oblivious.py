"""CatBoost's trees in the form that ``newsclean.trees`` reads."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoost

__all__ = ["in_lines", "plain_trees"]

# An empty leaf counts for hardly anything, but for something: other leaves of its tree may be empty, too.
_LEAST_SIZE = 0.125


def plain_trees(model: CatBoost, asked: Sequence[str]) -> dict[str, Any]:
    """``learned_intercept``, ``borders`` and ``trees`` of a model over the features ``asked``, as plain lists."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        model.save_model(str(path), format="json")
        learned = json.loads(path.read_text("utf-8"))
    scale, (bias,) = learned["scale_and_bias"]
    questions = sorted(
        {
            (split["float_feature_index"], float(np.float32(split["border"])))
            for tree in learned["oblivious_trees"]
            for split in tree["splits"]
        }
    )
    number_of = {question: number for number, question in enumerate(questions)}
    borders: dict[str, list[float]] = defaultdict(list)
    for feature, border in questions:
        borders[asked[feature]].append(border)
    depth = max(len(tree["splits"]) for tree in learned["oblivious_trees"])
    trees, intercept = [], float(bias)
    for tree in learned["oblivious_trees"]:
        # Which power of two is enough to weigh a leaf among others, and the file is half as long.
        sizes = np.rint(np.log2(np.maximum(tree["leaf_weights"], _LEAST_SIZE))).astype(int)
        worth = np.array(tree["leaf_values"]) * scale
        mean = float(np.average(worth, weights=2.0**sizes))
        intercept += mean
        asks = [number_of[split["float_feature_index"], float(np.float32(split["border"]))] for split in tree["splits"]]
        leaves = np.round((worth - mean) * 1000).astype(int)
        # A tree that found nothing more to ask asks its first question again, and the answer makes no difference.
        missing = depth - len(asks)
        asks += asks[:1] * missing or [0] * missing
        leaves, sizes = np.tile(leaves, 1 << missing), np.tile(sizes, 1 << missing)
        trees.append(
            {
                "questions": asks,
                "leaves": leaves.tolist(),
                "sizes": sizes.tolist(),
            }
        )
    return {"learned_intercept": intercept, "borders": dict(borders), "trees": trees}


# As short as the other lines of the file.
_WORDS_A_LINE = 10


def _short(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def in_lines(data: dict[str, Any]) -> str:
    """Weights as JSON: a tree, the borders of a feature and ten words a line."""
    parts = []
    apart = {"borders", "network", "pages", "trees", "words"}
    head = {name: value for name, value in data.items() if name not in apart}
    if "words" in data:
        names = sorted(data["words"].items())
        rows = (names[start : start + _WORDS_A_LINE] for start in range(0, len(names), _WORDS_A_LINE))
        words = ",\n".join(" " + ",".join(f"{json.dumps(name)}:{worth}" for name, worth in row) for row in rows)
        parts.append(f'  "words": {{\n{words}\n  }}')
    borders = ",\n".join(f" {json.dumps(name)}:{_short(found)}" for name, found in data["borders"].items())
    parts.append(f'  "borders": {{\n{borders}\n  }}')
    trees = ",\n".join(" " + _short(tree) for tree in data["trees"])
    parts.append(f'  "trees": [\n{trees}\n  ]')
    if "network" in data:
        rows = ",\n".join(f" {json.dumps(name)}:{_short(value)}" for name, value in data["network"].items())
        parts.append(f'  "network": {{\n{rows}\n  }}')
    if "pages" in data:
        parts.append(f'  "pages": {in_lines(data["pages"])}'.rstrip())
    return ",\n".join([json.dumps(head, indent=2)[:-2], *parts]) + "\n}\n"
