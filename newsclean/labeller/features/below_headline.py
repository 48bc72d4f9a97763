"""The story as a reader finds it: the prose that begins below the headline and goes on until something else begins.

The densest run of prose (``newsclean.core``) is the wrong one where a portal prints more summaries than story. Here the
run has a place where it must begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from newsclean.labeller.features.vocabulary import shared_with

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["FEATURES", "below_headline_rows"]

# What may stand between two paragraphs before the run ends, in words of prose, at the price of a gap below. On a sixth
# of the development dumps (2026-11) the runs for 40 and 160 hold 74 % and 91 % of the story.
_PATIENCE = (40, 160)
_PRICE = 6.0
# What the detectors take for chrome ends a story sooner than a short line.
_PRICE_OF_CHROME = 12.0
_FAR = 40

FEATURES: dict[str, str] = {
    **{f"headline.inside_{gap}": f"in the prose below the headline, up to a gap of {gap} words" for gap in _PATIENCE},
    **{f"headline.from_end_{gap}": f"blocks from where that prose ends, at a gap of {gap} words" for gap in _PATIENCE},
    "headline.words": "share of the long words that the prose below the headline has",
}

# In characters: shorter words are in every sentence, and so are the characters of scripts without blanks.
_SHORTEST_WORD = 5


def below_headline_rows(
    blocks: Blocks, prose: NDArray[np.bool_], is_chrome: NDArray[np.bool_], title: NDArray[np.float32]
) -> Iterator[NDArray[np.float64] | NDArray[np.bool_] | NDArray[np.intp]]:
    """The rows of ``FEATURES``.

    Args:
        blocks: The blocks of a dump.
        prose: Which of them read like paragraphs of the story.
        is_chrome: Which of them the detectors take for chrome.
        title: The strongest vote for each as the headline; where there is none, the story begins with the core.
    """
    count = len(blocks)
    headline = int(title.argmax()) if count and title.max() > 0.0 else blocks.core.start
    price = np.where(is_chrome, _PRICE_OF_CHROME, _PRICE)
    gains = np.where(prose, blocks.shape.words, -price)
    places = np.arange(count)
    runs = [_run(gains, prose, headline, float(gap)) for gap in _PATIENCE]
    for start, end in runs:
        yield (start <= places) & (places < end)
    last = np.array([[end - 1] for _, end in runs])
    yield np.minimum(np.maximum(places - last, -_FAR), _FAR)
    yield _shared_words(blocks, prose, *runs[0])


def _run(gains: NDArray[np.float64], prose: NDArray[np.bool_], headline: int, patience: float) -> tuple[int, int]:
    """Where the prose behind the headline begins and ends; an empty run behind it where there is none."""
    following = prose[headline:].nonzero()[0]
    if not len(following):
        return headline, headline
    start = headline + int(following[0])
    totals = gains[start:].cumsum()
    fallen = np.maximum.accumulate(totals) - totals > patience
    stop = int(fallen.argmax()) if fallen.any() else len(totals)
    return start, start + int(totals[:stop].argmax()) + 1


def _shared_words(blocks: Blocks, prose: NDArray[np.bool_], start: int, end: int) -> NDArray[np.float64]:
    """For each block the share of its long words that another block of prose in the run has."""
    index, count = blocks.words, len(blocks)
    is_long = (index.lengths >= _SHORTEST_WORD).take(index.number)
    in_run = np.zeros(count, dtype=np.bool_)
    in_run[start:end] = prose[start:end]
    found = shared_with(blocks, in_run) & is_long
    return np.bincount(index.owner, found, minlength=count) / np.maximum(
        np.bincount(index.owner, is_long, minlength=count), 1
    )
