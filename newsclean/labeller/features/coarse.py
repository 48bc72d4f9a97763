"""The coarse view of a block that the prior weighs: a few yes and no, so plain that their weights were set by hand.

All lie between 0 and 1, so that a weight is the largest share that the feature can have in a score.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from newsclean.labeller.features.surroundings import NEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.labeller.features.surroundings import Windows

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
_BETWEEN = 10
_JUST = 3


def coarse_rows(blocks: Blocks, windows: Windows, page: float) -> Iterator[NDArray[np.float64] | NDArray[np.bool_]]:
    """The rows of ``FEATURES``, several of them together or one by one.

    Args:
        blocks: The blocks of a dump.
        windows: What stands around them.
        page: 1 for a page, 0 for a text without one around it, where rows of numbers and short lines are its own.
    """
    words, core = blocks.shape.words, blocks.core
    yield _WORD_BOUNDS.searchsorted(words, side="right") == _WORD_BINS
    yield np.minimum(blocks.shape.commas * 10.0 / np.maximum(words, 1.0), 1.0)
    before, after = windows.prose_within(1)
    yield before
    yield after
    yield np.minimum(*windows.prose_within(_BETWEEN))
    # One line of chrome beside one sentence is no cluster: a dump of a few blocks is judged as if it had more.
    yield page * windows.chrome_near / np.maximum(windows.blocks_near, NEAR)
    start, end = core.start, core.end
    places = np.zeros((4, len(words)), dtype=np.bool_)
    places[0, max(start - _JUST, 0) : start] = True
    places[2, : max(start - _JUST, 0)] = True
    if end > 0:
        places[1, end : end + _JUST] = True
        places[3, end + _JUST :] = True
    yield places
