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
        sizes = np.array([_rounded(size) for size in tree["leaf_weights"]])
        worth = np.array(tree["leaf_values"]) * scale
        mean = float((worth * sizes).sum() / sizes.sum())
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
                "sizes": [int(size) if size == int(size) else size for size in sizes.tolist()],
            }
        )
    return {"learned_intercept": intercept, "borders": dict(borders), "trees": trees}


def _rounded(size: float) -> float:
    """The size of a leaf in two digits, at least 0.1: enough to weigh it among others, and the file is shorter."""
    return max(float(f"{size:.2g}"), 0.1)


# As short as the other lines of the file.
_WORDS_A_LINE = 10


def _short(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def in_lines(data: dict[str, Any]) -> str:
    """Weights as JSON: a tree, the borders of a feature and ten words a line."""
    parts = []
    head = {name: value for name, value in data.items() if name not in ("borders", "trees", "words", "pages")}
    if "words" in data:
        names = sorted(data["words"].items())
        rows = (names[start : start + _WORDS_A_LINE] for start in range(0, len(names), _WORDS_A_LINE))
        words = ",\n".join(" " + ",".join(f"{json.dumps(name)}:{worth}" for name, worth in row) for row in rows)
        parts.append(f'  "words": {{\n{words}\n  }}')
    borders = ",\n".join(f" {json.dumps(name)}:{_short(found)}" for name, found in data["borders"].items())
    parts.append(f'  "borders": {{\n{borders}\n  }}')
    trees = ",\n".join(" " + _short(tree) for tree in data["trees"])
    parts.append(f'  "trees": [\n{trees}\n  ]')
    if "pages" in data:
        parts.append(f'  "pages": {in_lines(data["pages"])}'.rstrip())
    return ",\n".join([json.dumps(head, indent=2)[:-2], *parts]) + "\n}\n"
