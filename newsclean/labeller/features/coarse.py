"""The coarse view of a block that the prior weighs: a few yes and no, so plain that their weights were set by hand.

All lie between 0 and 1, so that a weight is the largest share that the feature can have in a score.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["FEATURES", "coarse_rows"]

FEATURES: dict[str, str] = {
    "coarse.under_3_words": "has fewer than three words",
    "coarse.under_6_words": "has three to five words",
    "coarse.under_10_words": "has six to nine words",
    "coarse.under_20_words": "has ten to nineteen words",
    "coarse.from_20_words": "has twenty words or more",
    "coarse.commas": "commas among its words, one in ten or more for 1",
    "coarse.prose_before": "the block before is prose",
    "coarse.prose_after": "the block after is prose",
    "coarse.prose_between": "prose within ten blocks on both sides",
    "coarse.chrome": "share of chrome in the five blocks on either side",
    "coarse.just_before": "at most three blocks before the core of the story",
    "coarse.just_after": "at most three blocks after the core of the story",
    "coarse.far_before": "further before the core of the story",
    "coarse.far_after": "further after the core of the story",
}

# Bounds between the bins of words, and the numbers of the bins.
_WORD_BOUNDS = np.array([3.0, 6.0, 10.0, 20.0])
_WORD_BINS = np.arange(5)[:, None]
_NEAR, _FURTHEST = 5, 10
_JUST = 3


def coarse_rows(
    blocks: Blocks, prose: NDArray[np.bool_], is_chrome: NDArray[np.bool_], page: float
) -> Iterator[NDArray[np.float64] | NDArray[np.bool_]]:
    """The rows of ``FEATURES``.

    Args:
        blocks: The blocks of a dump.
        prose: Which of them read like paragraphs of the story.
        is_chrome: Which of them the detectors take for chrome.
        page: 1 for a page, 0 for a text without one around it, where rows of numbers and short lines are its own.
    """
    words, core, count = blocks.shape.words, blocks.core, len(blocks)
    yield from np.searchsorted(_WORD_BOUNDS, words, side="right") == _WORD_BINS
    yield np.minimum(blocks.shape.commas * 10.0 / np.maximum(words, 1.0), 1.0)
    running = np.zeros((3, count + 2 * _FURTHEST + 1))
    # Every block weighs two words more than it has: ten labels of a word are more than a sentence of ten.
    running[0, _FURTHEST + 1 : _FURTHEST + 1 + count] = np.where(prose, words, 0.0)
    running[1, _FURTHEST + 1 : _FURTHEST + 1 + count] = words + 2.0
    running[2, _FURTHEST + 1 : _FURTHEST + 1 + count] = is_chrome
    np.cumsum(running, axis=1, out=running)

    def between(start: int, end: int) -> NDArray[np.float64]:
        start, end = start + _FURTHEST, end + _FURTHEST
        sums: NDArray[np.float64] = running[:, end : end + count] - running[:, start : start + count]
        return sums

    def prose_share(start: int, end: int) -> NDArray[np.float64]:
        in_prose, in_all, _ = between(start, end)
        share: NDArray[np.float64] = in_prose / np.maximum(in_all, 1.0)
        return share

    yield prose_share(-1, 0)
    yield prose_share(1, 2)
    yield np.minimum(prose_share(-_FURTHEST, 0), prose_share(1, _FURTHEST + 1))
    places = np.arange(count)
    neighbours = np.minimum(places, _NEAR) + np.minimum(count - 1 - places, _NEAR)
    # One line of chrome beside one sentence is no cluster: a dump of a few blocks is judged as if it had more.
    yield page * (between(-_NEAR, _NEAR + 1)[2] - is_chrome) / np.maximum(neighbours, _NEAR)
    start, end = core.start, core.end
    just_before = (places >= start - _JUST) & (places < start)
    just_after = (places >= end) & (places < end + _JUST) & (end > 0)
    yield just_before
    yield just_after
    yield places < start - _JUST
    yield (places >= end + _JUST) & (end > 0)
