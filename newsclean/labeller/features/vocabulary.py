"""Which words of a block are the story's own.

No language has to be known: the commonest words of the dump's own prose stand in for a list of function words, and the
rarer ones are what the story is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["FEATURES", "shared_with", "vocabulary_rows"]

FEATURES: dict[str, str] = {
    "words.common": "share of the words that the story uses all the time",
    "words.story": "share of the rarer words that the story uses too",
    "words.core": "share of the rarer words that the core of the story uses too",
    "words.title": "share of the words that the headline has",
    "words.once": "share of the words that stand nowhere else in the dump",
    "words.repeated": "stands in the dump more than once",
}

# About as many words as function-word lists have; the commonest forty words make up 40 to 50 % of running text.
_COMMONEST = 40
# A word that the story uses less often is not common.
_FEWEST_TIMES = 3
# Bits for the sets of words that the words of a block are counted in.
_COMMON, _STORY, _CORE, _TITLE, _ONCE, _SETS = 1, 2, 4, 8, 16, 32
_HAS_BIT = np.array([[float(sets & bit == bit) for sets in range(_SETS)] for bit in (1, 2, 4, 8, 16)])


def vocabulary_rows(
    blocks: Blocks, prose: NDArray[np.bool_], title: NDArray[np.bool_], core: tuple[int, int]
) -> Iterator[NDArray[np.float64] | NDArray[np.bool_]]:
    """The rows of ``FEATURES``.

    Args:
        blocks: The blocks of a dump.
        prose: Which of them read like paragraphs of the story.
        title: Which of them may be its headline.
        core: The densest run of prose that every gap breaks.
    """
    count = len(blocks)
    word, known_words, all_words = blocks.words.number, len(blocks.words.number_of), blocks.words.counts
    owner = blocks.words.owner
    at_least_one = np.maximum(all_words, 1)
    in_prose = prose.repeat(all_words)
    prose_owner, prose_word = owner[in_prose], word[in_prose]
    times = np.bincount(prose_word, minlength=known_words)
    often = (times >= _FEWEST_TIMES).nonzero()[0]
    sets = np.zeros(known_words, dtype=np.intp)
    sets[often[np.argsort(-times[often], kind="stable")[:_COMMONEST]]] = _COMMON
    is_common = sets > 0
    sets[word[title.repeat(all_words)]] |= _TITLE
    sets[blocks.words.times == 1] |= _ONCE
    cells = sets.take(word)
    in_core = slice(*prose_owner.searchsorted(core).tolist())
    for witnesses, bit in (slice(None), _STORY), (in_core, _CORE):
        only = _only_witness(prose_word[witnesses], prose_owner[witnesses], known_words)
        only[is_common] = _NOBODY
        cells += bit * _seen_elsewhere(only, word, owner)
    # How many words of each block are in each combination of sets, and then in each set.
    cells += owner * _SETS
    counts = np.bincount(cells, minlength=count * _SETS).reshape(count, _SETS)
    common_words, of_story, of_core, in_title, once = _HAS_BIT @ counts.T.astype(np.float64)
    rarer = np.maximum(all_words - common_words, 1)
    yield np.minimum(2.0 * common_words / at_least_one, 1.0)
    yield of_story / rarer
    yield of_core / rarer
    yield in_title / at_least_one
    yield once / at_least_one
    yield blocks.is_repeated


# The only block that has a word, where there is none, and where there are several.
_NOBODY, _SEVERAL = -2, -1


def shared_with(blocks: Blocks, witnesses: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For every word of the dump, whether another block than its own, one of the witnesses, has it too."""
    index = blocks.words
    told = witnesses.repeat(index.counts)
    only = _only_witness(index.number[told], index.owner[told], len(index.number_of))
    return _seen_elsewhere(only, index.number, index.owner)


def _seen_elsewhere(only: NDArray[np.intp], word: NDArray[np.intp], owner: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether a witness has each word: a block is none for itself."""
    witness = only.take(word)
    seen: NDArray[np.bool_] = (witness > _NOBODY) & (witness != owner)
    return seen


def _only_witness(word: NDArray[np.intp], owner: NDArray[np.intp], known_words: int) -> NDArray[np.intp]:
    """For each word, the block that has it, ``_SEVERAL`` or ``_NOBODY``; the entries are in the order of the blocks."""
    # Of several assignments the last one holds.
    first = np.full(known_words, _NOBODY, dtype=np.intp)
    last = first.copy()
    first[word[::-1]] = owner[::-1]
    last[word] = owner
    last[first != last] = _SEVERAL
    return last
