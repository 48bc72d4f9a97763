"""How far each block goes from the way in which this story is written: its length, its ends, its figures.

A caption in a story whose paragraphs all end with a stop has none, and a teaser is half as long as they are. In a list
or a poem the same says nothing. So a block is held against the core of its own dump, whatever the language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from newsclean.characters import DIGIT, classes, codes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.shape import WordIndex

__all__ = ["FEATURES", "style_rows"]

_REACH = 5

FEATURES: dict[str, str] = {
    "style.ending": "ends like a sentence, less the share of the longer blocks in the core that do",
    "style.words": "how many times the words of a paragraph of the core it has",
    "style.sentence": "words a sentence",
    "style.ends_figure": f"share of the blocks up to {_REACH} away whose last words have a figure",
    "style.figures": "share of its words that have a figure",
}

# Longer than this says no more, as for ``shape.words`` and ``shape.stops``.
_MOST_WORDS, _MOST_STOPS = 150.0, 8.0
# A block of fewer words may be a subheading, and ends as those do.
_LONGER = 8.0
# Where the core has no paragraph, or no longer block: a paragraph of news, and a toss of a coin.
_USUAL_WORDS, _USUAL_ENDING = 20.0, 0.5
# A figure stands last or before its unit: "18.04.2024 | 3:18 min".
_LAST_WORDS = 2


def style_rows(
    blocks: Blocks, prose: NDArray[np.bool_], run: tuple[int, int]
) -> Iterator[NDArray[np.float64] | NDArray[np.bool_]]:
    """The rows of ``FEATURES``, one by one. Linear in the number of words, but for a median.

    Args:
        blocks: The blocks of a dump.
        prose: Which of them read like paragraphs of the story.
        run: The densest run of prose.
    """
    shape, core = blocks.shape, slice(*run)
    words = np.minimum(shape.words, _MOST_WORDS)
    ends = shape.ends_sentence & ~shape.truncated
    longer = ends[core][words[core] >= _LONGER]
    yield ends - np.float64(np.count_nonzero(longer) / len(longer) if len(longer) else _USUAL_ENDING)
    yield words / _median(words[core][prose[core]])
    yield words / np.minimum(np.maximum(shape.stops, 1.0), _MOST_STOPS)
    yield from _figures(blocks)


def _median(words: NDArray[np.float64]) -> float:
    # numpy's own takes longer than all the other rows of this file for so few paragraphs.
    ordered = sorted(words.tolist()) or [_USUAL_WORDS]
    return float(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2.0


def _figures(blocks: Blocks) -> Iterator[NDArray[np.float64]]:
    """Whether figures stand at the ends of the blocks around each, and which share of its words has one."""
    index, count = blocks.words, len(blocks)
    # Up to each word of the dump, how many have a figure.
    found = np.zeros(len(index.number) + 1, dtype=np.intp)
    _with_figure(index).take(index.number).cumsum(out=found[1:])
    ends = index.counts.cumsum()
    until_end = found[ends]
    last = until_end - found[ends - np.minimum(index.counts, _LAST_WORDS)] > 0
    running = np.zeros(count + 1, dtype=np.intp)
    last.cumsum(out=running[1:])
    places = np.arange(count)
    since, until = np.maximum(places - _REACH, 0), np.minimum(places + _REACH + 1, count)
    yield (running[until] - running[since]) / (until - since)
    yield (until_end - found[ends - index.counts]) / np.maximum(index.counts, 1)


def _with_figure(index: WordIndex) -> NDArray[np.bool_]:
    """Whether each of the words of a dump, none of them empty, has a digit of any script."""
    found = np.zeros(len(index.number_of), dtype=np.bool_)
    if index.marked:
        numbers, words = zip(*index.marked, strict=True)
        places = np.array(numbers)
        lengths = index.lengths[places]
        is_digit = classes(codes("".join(words))) == DIGIT
        found[places] = np.logical_or.reduceat(is_digit, lengths.cumsum() - lengths)
    return found
