"""The labeller: the only judge. It gives every block one role, by a sum with names.

The score of a block is the log-odds that it belongs to the story. It begins with what the detectors' votes are worth
taken at their word. What was learned from pages with gold is added: small decision trees say what the look of the block
and of its surroundings is worth, a small network what the blocks say in their order. The probabilities are calibrated;
which of them are kept is settled for each dump, so that the text as a whole is expected to be as good as can be. Which
chrome or which fact the others are, the votes say, and for the receipt those around them (``company``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from attrs import frozen

from newsclean.labeller import decoding
from newsclean.labeller.decoding import Verdict, best_cut
from newsclean.labeller.features import FEATURES, remembering_rows, rows_of
from newsclean.labeller.features.evidence import sums_of
from newsclean.labeller.roles import settle_roles
from newsclean.labeller.steps import Signs
from newsclean.labeller.votes import IN_TEXT, ROLES, Votes, votes_by_block
from newsclean.labeller.weights import Weights, shipped_weights
from newsclean.model import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.model import Evidence

__all__ = [
    "Bias", "Labels", "Weights", "best_cut", "label", "label_votes", "rows_again", "shipped_weights",
]  # fmt: skip

Bias = Literal["precision", "balanced", "recall"]


_TITLE = ROLES.index(Role.TITLE)
_OPEN = list(FEATURES).index("evidence.open")
_DECODED = [list(FEATURES).index(name) for name in decoding.FEATURES]


@frozen(eq=False)
class Labels:
    """The labeller's verdict on the blocks of one dump.

    Attributes:
        roles: The role of each block.
        probabilities: How probable it is that each belongs to the story.
        cut: The probability from which on blocks were kept.
        confidence: The word-F1 that the text as a whole can be expected to have.
        rows: The features of the blocks, in the order of ``FEATURES``.
        votes: The detectors' votes.
        weights: What judged them.
    """

    roles: list[Role]
    probabilities: NDArray[np.float64]
    cut: float
    confidence: float
    rows: NDArray[np.float32]
    votes: Votes
    weights: Weights


def label(blocks: Blocks, evidence: Sequence[Evidence], bias: Bias, weights: Weights) -> Labels:
    """Give every block a role. Linear in the number of blocks and votes, but for sorting the blocks once."""
    return label_votes(blocks, votes_by_block(blocks, evidence), bias, weights)


def label_votes(blocks: Blocks, votes: Votes, bias: Bias, weights: Weights) -> Labels:
    """``label``, where the blocks of the votes have been found already."""
    rows, verdict, shown = _rows_and_verdict(blocks, votes, weights)
    probabilities, words = verdict.probabilities, verdict.words
    cut = shown.drawn_cut(weights.cuts[bias])
    settled = settle_roles(blocks, votes, probabilities >= cut)
    confidence = _confidence(probabilities, words, settled, weights)
    roles = list(map(ROLES.__getitem__, settled.tolist()))
    return Labels(roles, probabilities, cut, confidence, rows, votes, weights)


def rows_again(blocks: Blocks, evidence: Sequence[Evidence]) -> NDArray[np.float32]:
    """The features that ``label`` has judged with the shipped weights, for whoever did not keep them."""
    return _rows_and_verdict(blocks, votes_by_block(blocks, evidence), shipped_weights())[0]


def _rows_and_verdict(blocks: Blocks, votes: Votes, weights: Weights) -> tuple[NDArray[np.float32], Verdict, Verdict]:
    """The features of the blocks, the verdict once every block has been told of its neighbours, and that as shown.

    The last is the one that the line is drawn by: without what the profile of the site remembers. The surer the chrome,
    the higher the line that promises the best text, and lines of the story that nobody remembers would fall below it.
    """
    has_memory = bool(votes.is_remembered.any())
    sums_shown = sums_of(blocks, votes.as_shown() if has_memory else votes)
    rows = rows_of(blocks, sums_shown, weights.words)
    weights.note_order(rows)
    words = blocks.shape.words
    verdict = Verdict(weights.scores(rows), words)
    shown = weights.decoded(rows, verdict, Signs.of(blocks, votes))
    if not has_memory:
        return rows, shown, shown
    short, turns, between, adrift, again = rows[_DECODED]
    rows = remembering_rows(rows, blocks, sums_shown, sums_of(blocks, votes), weights.words)
    weights.note_order(rows)
    is_open = rows[_OPEN] > 0.0
    rows[_DECODED] = short * is_open, turns * is_open, between * is_open, adrift, again
    return rows, Verdict(weights.scores(rows), words), shown


def _confidence(
    probabilities: NDArray[np.float64], words: NDArray[np.float64], roles: NDArray[np.uint8], weights: Weights
) -> float:
    """The expected word-F1 of the text, as it was measured on held-out dumps of which as much was expected."""
    in_text = IN_TEXT[roles]
    if not in_text.any():
        return 0.0
    # A headline is in no text, gold or ours.
    story = words * probabilities * (roles != _TITLE)
    expected = 2.0 * story[in_text].sum() / max(words[in_text].sum() + story.sum(), 1e-9)
    return round(float(np.interp(expected, *weights.expected_and_measured)), 4)
