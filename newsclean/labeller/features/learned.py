"""How the words of a block sound: like stories, or like what sites print around them.

Biographies, disclosures, comments and pitches are good prose. What tells them is their words, and there are more of
those than anybody lists. What each word says was learned from pages of many sites (``training/words.py``): log-odds
beyond what the prior sees, in hundredths. Of a language without such pages nothing was learned, and all these are 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.shape import WordIndex

__all__ = ["FEATURES", "learned_rows", "plain_word"]

# In blocks.
_REACH = 3

FEATURES: dict[str, str] = {
    "learned.words": "how its words sound, above 0 like stories, below 0 like what stands around them",
    "learned.least": "how the word sounds that sounds least like stories",
    "learned.most": "how the word sounds that sounds most like stories",
    "learned.before": f"how the words of the {_REACH} blocks before sound",
    "learned.after": f"how the words of the {_REACH} blocks after sound",
}

# What may stand at either end of a word and is none of it.
_MARKS = ".,;:!?…\"'()[]{}<>«»“”‘’„‚‹›|*-–—/\\·•"
# Hundredths are kept as whole numbers, which add up to the same sum in every order, on every machine.
_UNIT = 100.0


def plain_word(word: str) -> str:
    """A word without the marks at its ends; marks that stand alone are a word."""
    return word.strip(_MARKS) or word


def learned_rows(index: WordIndex, words: Mapping[str, int]) -> NDArray[np.float64]:
    """The rows of ``FEATURES``; shape ``(len(FEATURES), blocks)``. Linear in the number of words.

    Args:
        index: The words of a dump.
        words: What each word says, in hundredths of a log-odd; words that are not there say nothing.
    """
    count = len(index.counts)
    rows = np.zeros((len(FEATURES), count))
    if not words or not count:
        return rows
    worth = list(map(words.get, index.number_of, repeat(0)))
    for number, word in index.marked:
        worth[number] = worth[number] or words.get(word.strip(_MARKS), 0)
    said = np.fromiter(worth, np.int32, len(worth)).take(index.number)
    ends = index.counts.cumsum()
    # Up to each block, what the words say and how many there are; beyond both ends of the dump as far as the reach.
    running = np.zeros((2, count + 2 * _REACH + 1), dtype=np.int64)
    running[:, _REACH + 1 : _REACH + 1 + count] = np.append(0, said.cumsum(dtype=np.int64))[ends], ends
    running[:, _REACH + 1 + count :] = running[:, _REACH + count, None]
    since, until = running[:, _REACH + 1 : _REACH + 1 + count], running[:, _REACH : _REACH + count]
    parts = since - until, until - running[:, :count], running[:, 2 * _REACH + 1 :] - since
    for row, (sums, words_there) in zip((0, 3, 4), parts, strict=True):
        np.divide(sums, np.sqrt(np.maximum(words_there, 1)), out=rows[row])
    has_words = index.counts > 0
    starts = (ends - index.counts)[has_words]
    if len(starts):
        rows[1, has_words] = np.minimum.reduceat(said, starts)
        rows[2, has_words] = np.maximum.reduceat(said, starts)
    rows /= _UNIT
    return rows
