"""Which line is the headline: a ranker that was learned from the development pages.

A candidate's score is a sum with names. Of all candidates and of "there is none" one is right, and a softmax over the
scores says how likely each is. ``training/headline.py`` finds the weights and writes ``headline.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.blocks import Blocks
from newsclean.detectors._headline_candidates import FEATURES, Candidate, Close
from newsclean.detectors._headline_shortlist import COLUMNS, Surroundings

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Choice", "Weights", "choose", "headline_of", "shipped_weights", "shortlist"]

# How many blocks are looked at closely. The headline is among them in 97.5 % of the dumps in which it is a block.
_CLOSELY = 5
# The certainty, in log-odds, that a choice has at most.
_MOST_CERTAIN = 8.0
# Right above a byline, a date or a share bar a line is believed although "none" is so many times as likely.
_SIGNED = 15.0
# In characters: more than this behind a headline in its line is no byline that was glued to it, but a paragraph.
_LONGEST_GLUED = 80


@frozen(eq=False)
class Weights:
    """What each feature is worth.

    Attributes:
        first_look: For the columns of the first look, in their order.
        close: For the features of the closer look, by name.
        none: The score of a dump without a headline.
    """

    first_look: NDArray[np.float32]
    close: Mapping[str, float]
    none: float


@frozen
class Choice:
    """The headline of a dump.

    Attributes:
        first: Its first block.
        last: Its last block; ``first`` but for a headline of several sentences.
        folded: The folded text of the headline.
        value: The text of the headline if that is not just what its block says, else empty.
        certainty: Log-odds that it is the headline, at least 0.
        reason: What speaks for it most, for a person.
    """

    first: int
    last: int
    folded: str
    value: tuple[str, ...]
    certainty: float
    reason: str


@cache
def shipped_weights() -> Weights:
    """The weights that come with newsclean."""
    data = json.loads((Path(__file__).parent / "headline.json").read_text("utf-8"))
    first_look = np.array([data["first_look"][name] for name in COLUMNS], dtype=np.float32)
    return Weights(first_look, {name: data["close"][name] for name in FEATURES}, data["none"])


def shortlist(around: Surroundings, weights: NDArray[np.float32]) -> dict[int, float]:
    """The likeliest blocks at a first look, with their scores, the likeliest first."""
    possible = around.possible()
    scores = (weights @ around.columns)[possible]
    best = np.argsort(-scores, kind="stable")[:_CLOSELY]
    return dict(zip(possible[best].tolist(), scores[best].tolist(), strict=True))


def headline_of(blocks: Blocks) -> Choice | None:
    """The headline of a dump as ``choose`` finds it, worked out once: bylines are looked for below it."""
    if "headline" not in blocks.notes:
        blocks.notes["headline"] = choose(blocks) if blocks.core.end > blocks.core.start else None
    choice = blocks.notes["headline"]
    return choice if isinstance(choice, Choice) else None


def choose(blocks: Blocks, weights: Weights | None = None) -> Choice | None:
    """The headline of a dump, or ``None`` if it more likely has none.

    Args:
        blocks: The blocks of a dump; at least one.
        weights: ``None`` for those that come with newsclean.
    """
    weights = weights or shipped_weights()
    around = Surroundings.of(blocks)
    close = Close(blocks, shortlist(around, weights.first_look), around.first_prose, around.end)
    by_text: dict[str, list[tuple[float, Candidate, dict[str, float]]]] = {}
    likelihood: dict[str, float] = {}
    for candidate in close.candidates():
        features = close.features(candidate)
        score = sum(weights.close[name] * value for name, value in features.items())
        text = candidate.folded.strip()
        by_text.setdefault(text, []).append((score, candidate, features))
        likelihood[text] = likelihood.get(text, 0.0) + math.exp(score)
    if not by_text:
        return None
    text = max(likelihood, key=likelihood.__getitem__)
    # The line that is nothing but the headline, rather than one that holds more.
    _, candidate, features = max(by_text[text], key=lambda scored: (scored[1].kind == "whole", scored[0]))
    none = math.exp(weights.none)
    bar = none / _SIGNED if close.is_signed(candidate.line.last) else none
    if likelihood[text] <= bar:
        return None
    others = sum(likelihood.values()) - likelihood[text] + none
    reason = _reason(features, weights.close)
    certainty = min(max(math.log(likelihood[text] / others), 0.0), _MOST_CERTAIN)
    return _choice(candidate, close, certainty, reason)


def _choice(candidate: Candidate, close: Close, certainty: float, reason: str) -> Choice:
    line, text = candidate.line, candidate.text
    folded = candidate.folded.strip()
    if candidate.kind == "glued" and len(line.text) - len(text) > _LONGEST_GLUED:
        # The line holds a paragraph of the story too. The title of the page says the same without it.
        line = close.first_line
    is_block = line.first == line.last and text == line.text
    return Choice(line.first, line.last, folded, () if is_block else (text,), certainty, reason)


def _reason(features: Mapping[str, float], weights: Mapping[str, float]) -> str:
    best = max(features, key=lambda name: weights[name] * features[name])
    if best == "first_look" and "like.no_word" not in features:
        return "says what the story below is about"
    return FEATURES[best]
