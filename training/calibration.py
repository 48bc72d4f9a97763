"""What the scores of sites that were held out mean: how probable story is, where the line is drawn, what is reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from attrs import evolve
from dataset import OWN, Example

from newsclean.labeller import Weights
from newsclean.labeller.decoding import Verdict, probabilities_of
from newsclean.labeller.steps import Signs
from newsclean.trees import Trees

__all__ = [
    "CUTS",
    "calibration_error",
    "decoded",
    "document_confidence",
    "log_odds",
    "scaled",
    "scaled_learned",
    "table",
]

#: For each bias, between which probabilities the line may be drawn; see ``training/README.md``.
CUTS = {"precision": (0.7, 0.9), "balanced": (0.27, 0.4), "recall": (0.1, 0.3)}
# A score that nobody doubts, in log-odds.
_CERTAIN = 10.0


def log_odds(data: Sequence[Example], scores: Sequence[np.ndarray]) -> tuple[float, float]:
    """Slope and offset that make held-out scores log-odds of what is counted (Platt 1999), by Newton's method.

    Every block counts the same within a dump, every dump the same, but for the dumps of our own making.
    """
    kept = [number for number, example in enumerate(data) if example.record.flattener not in OWN]
    score = np.concatenate([scores[number] for number in kept])
    truth = np.concatenate([data[number].shares for number in kept])
    weight = np.concatenate([np.full(len(scores[number]), 1.0 / max(len(scores[number]), 1)) for number in kept])
    plain = ~np.isnan(truth)
    # Scores beyond this are certain either way, and would only make the steps overshoot.
    score = np.clip(score[plain], -_CERTAIN, _CERTAIN)
    truth, weight = (truth[plain] > 0.5).astype(float), weight[plain]
    parameters = np.array([0.5, 0.0])
    design = np.stack([score, np.ones_like(score)])
    for _ in range(20):
        probability = 1.0 / (1.0 + np.exp(-parameters @ design))
        gradient = design @ (weight * (truth - probability))
        curvature = (design * (weight * probability * (1.0 - probability))) @ design.T
        parameters = parameters + np.linalg.solve(curvature, gradient)
    return float(parameters[0]), float(parameters[1])


def scaled(weights: Weights, slope: float, offset: float) -> Weights:
    """The same weights with their scores times ``slope`` plus ``offset``."""
    prior = {name: round(slope * weight, 4) for name, weight in weights.prior.items()}
    return evolve(scaled_learned(weights, slope), intercept=slope * weights.intercept + offset, prior=prior)


def scaled_learned(weights: Weights, slope: float) -> Weights:
    """The same weights with what the trees say times ``slope``."""
    trees, pages = weights.trees, weights.page_trees
    return evolve(weights, trees=_scaled_trees(trees, slope), page_trees=pages and _scaled_trees(pages, slope))


def _scaled_trees(trees: Trees, slope: float) -> Trees:
    leaves = np.round(trees.leaves * slope).astype(np.int32)
    return evolve(trees, intercept=slope * trees.intercept, leaves=leaves)


def decoded(judge: Weights, example: Example, scores: np.ndarray) -> np.ndarray:
    """The scores with what the verdict on other blocks is worth to each, by any weights of the same scale.

    Links between the last sentences of short stories, and stories that stand twice on a page, are not looked for: they
    are so few that the calibration does not show them.
    """
    # What is noted in the rows is none of what is learned from.
    verdict = Verdict(scores, example.words.astype(float))
    return judge.decoded(example.rows.copy(), verdict, Signs.none(example.is_text)).scores


def _kept_at(example: Example, scores: np.ndarray, bias: str) -> np.ndarray:
    """Which blocks a bias keeps."""
    verdict = Verdict(scores, example.words.astype(float))
    return verdict.probabilities >= verdict.drawn_cut(CUTS[bias])


def _expected_f1(example: Example, scores: np.ndarray) -> float:
    """What the labeller expects the word-F1 of a dump to be."""
    probability = probabilities_of(scores)
    kept = _kept_at(example, scores, "balanced") & example.is_text
    words = example.words * example.is_text
    return float(2 * (words * probability)[kept].sum() / max(words[kept].sum() + (words * probability).sum(), 1e-9))


def document_confidence(data: Sequence[Example], scores: Sequence[np.ndarray]) -> tuple[tuple[float, float], ...]:
    """Pairs of expected and measured word-F1, both rising: bins of dumps, neighbours merged until they rise.

    They begin at nothing: of the worst twentieth of the dumps some hold hardly any of the story, and are expected to.
    """
    pairs = sorted(
        (_expected_f1(example, score), example.scores(_kept_at(example, score, "balanced"))[0])
        for example, score in zip(data, scores, strict=True)
        if example.record.flattener not in OWN
    )
    bins = [np.array(part) for part in np.array_split(np.array(pairs), 20)]
    merged: list[tuple[float, float, int]] = []
    for part in bins:
        expected, measured, count = float(part[:, 0].mean()), float(part[:, 1].mean()), len(part)
        while merged and merged[-1][1] >= measured:
            before, value, times = merged.pop()
            expected = (before * times + expected * count) / (times + count)
            measured = (value * times + measured * count) / (times + count)
            count += times
        merged.append((expected, measured, count))
    rising = ((round(expected, 4), round(measured, 4)) for expected, measured, _ in merged)
    return ((0.0, 0.0), *rising)


def table(data: Sequence[Example], scores: Sequence[np.ndarray]) -> str:
    """Word-F1, precision and recall by bench and by flattener, and the calibration error."""
    groups: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for example, score in zip(data, scores, strict=True):
        found = example.scores(_kept_at(example, score, "balanced"))
        record = example.record
        if record.flattener in OWN:
            groups[f"{record.flattener}, {record.bench}"].append(found)
            continue
        groups[record.bench].append(found)
        groups[record.flattener].append(found)
        for bias in ("precision", "recall"):
            groups[f"{bias}, {record.bench}"].append(example.scores(_kept_at(example, score, bias)))
    lines = ["| held out | n | f1 | precision | recall |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, values in groups.items():
        cells = " | ".join(f"{value:.4f}" for value in np.mean(values, axis=0))
        lines.append(f"| {name} | {len(values)} | {cells} |")
    lines.append(f"\nCalibration error: {calibration_error(data, scores):.4f}")
    return "\n".join(lines)


def calibration_error(data: Sequence[Example], scores: Sequence[np.ndarray], bins: int = 15) -> float:
    """The expected calibration error over blocks (Naeini et al. 2015), every dump counting the same."""
    kept = [number for number, example in enumerate(data) if example.record.flattener not in OWN]
    probability = np.concatenate([probabilities_of(scores[number]) for number in kept])
    truth = np.concatenate([data[number].shares for number in kept])
    weight = np.concatenate([np.full(len(scores[number]), 1.0 / max(len(scores[number]), 1)) for number in kept])
    plain = ~np.isnan(truth)
    probability, truth, weight = probability[plain], truth[plain] > 0.5, weight[plain]
    place = np.minimum((probability * bins).astype(int), bins - 1)
    gap = np.abs(np.bincount(place, weight * truth, bins) - np.bincount(place, weight * probability, bins))
    return float(gap.sum() / weight.sum())
