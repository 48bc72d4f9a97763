"""What the items of a run speak of: the story beside them, one another, or each something else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsclean.blocks import Blocks
from newsclean.model import Role

__all__ = ["is_page", "share_about_each_other", "share_about_the_rest", "shares_told", "words_of_the_rest"]

# In letters: shorter words are in every sentence.
_SHORTEST_WORD = 5
# An item speaks of the story if it has so many of its long words. A word that so many of the items have is their
# common subject, and at least three of them.
_SHARED_WORDS = 2
_COMMON_SHARE, _FEWEST_IN_COMMON = 0.3, 3
# In fewer long words a share is chance.
_FEWEST_LONG_WORDS = 3


# A text without a page around it has fewer blocks with a phrase that sites print: 96 % of the gold bodies of the
# development pages (2026-11). A phrase of less weight may be a sentence's.
_FEWEST_PHRASES, _STRONG = 4, 2.5
_FACTS = frozenset({Role.TITLE, Role.BYLINE, Role.DATE, Role.DATELINE, Role.CAPTION, Role.CREDIT, Role.TAGS})


def is_page(blocks: Blocks) -> bool:
    """Whether a page stands around the story, by the phrases of the lexicon alone."""
    found = 0
    for hits in blocks.cues.values():
        found += any(hit.weight >= _STRONG and hit.role not in _FACTS for hit in hits)
        if found == _FEWEST_PHRASES:
            return True
    return False


def words_of_the_rest(blocks: Blocks, start: int, end: int) -> float:
    """How many words of prose stand outside a run of blocks."""
    words, prose = blocks.shape.words, blocks.core.prose
    return float(words @ prose - words[start:end] @ prose[start:end])


def share_about_the_rest(blocks: Blocks, items: Sequence[slice]) -> float:
    """The share of the items that have long words of the prose outside them all. Scripts without blanks give 0."""
    index = blocks.words
    outside = blocks.core.prose.copy()
    for item in items:
        outside[item] = False
    told = np.zeros(len(index.number_of), dtype=np.bool_)
    told[index.number[np.repeat(outside, index.counts)]] = True
    of_items = _long_words(blocks, items)
    return sum(int(np.count_nonzero(told[words])) >= _SHARED_WORDS for words in of_items) / len(items)


def shares_told(blocks: Blocks, numbers: Sequence[int]) -> list[float]:
    """Of the long words of some blocks, the share that the prose outside them all has too; 0.0 for a block of few.

    Linear in the words of the dump. Scripts without blanks give 0.0.
    """
    index = blocks.words
    outside = blocks.core.prose.copy()
    outside[list(numbers)] = False
    told = np.zeros(len(index.number_of), dtype=np.bool_)
    told[index.number[np.repeat(outside, index.counts)]] = True
    of_items = _long_words(blocks, [slice(number, number + 1) for number in numbers])
    return [float(told[words].mean()) if len(words) >= _FEWEST_LONG_WORDS else 0.0 for words in of_items]


def share_about_each_other(blocks: Blocks, items: Sequence[slice]) -> float:
    """The share of the items that have a long word that many of them have. Scripts without blanks give 0."""
    of_items = _long_words(blocks, items)
    times = np.bincount(np.concatenate(of_items), minlength=len(blocks.words.number_of))
    common = times >= max(_COMMON_SHARE * len(items), _FEWEST_IN_COMMON)
    return sum(bool(common[words].any()) for words in of_items) / len(items)


def _long_words(blocks: Blocks, items: Sequence[slice]) -> list[NDArray[np.intp]]:
    """The numbers of the long words of each item, each once."""
    index = blocks.words
    bounds = np.concatenate(([0], index.counts.cumsum()))
    of_items = [np.unique(index.number[bounds[item.start] : bounds[item.stop]]) for item in items]
    known = list(index.number_of)
    return [words[[len(known[word].strip(_MARKS)) >= _SHORTEST_WORD for word in words.tolist()]] for words in of_items]


# Words are what blanks part: marks stick to them.
_MARKS = ".,;:!?\"'()[]«»"
