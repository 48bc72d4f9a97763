"""Whether a dump is a text without a page around it.

What the votes know for chrome says little: it comes out, and a story that it was put into is still one. A page shows by
what nobody knows beside it: the labels of its menus, the headlines of other stories, and by the facts at its head.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["cleanness", "near"]

# In log-odds, each by the logarithm of how many there are. Unknown labels before the first paragraph of prose and
# behind the last one: on the side that has fewer; on both sides; beyond known chrome, seen from the story. Facts; facts
# around the prose, which count twice, or phrases of sites there, whichever are fewer; parts of structures; phrases, or
# what stands near them and is no prose. The weights were set by hand near those that a logistic regression found on the
# gold bodies and the pages as text of the development pages (2026-11): the bodies as they are, with phrases between
# their paragraphs, and with a menu above and a footer below. On both sides of the prose, 2 % of the bodies have unknown
# labels and 72 % of the pages.
_AT_FIRST, _BY_BOTH_SIDES, _BY_LABELS, _BY_LABELS_BEYOND = 9.0, -3.2, -1.0, -2.2
_BY_FACTS, _BY_FACTS_AND_PHRASES, _BY_STRUCTURES, _BY_PHRASES = -3.5, -2.8, -1.0, -1.2
# 95 % of the pages stay below the first, 99 % of the gold bodies above the second.
_PAGE_SCORE, _CLEAN_SCORE = -2.3, 2.3
# A line of fewer words that is no sentence is a label.
_LABEL_WORDS = 10.0
# More than these say no more: a story may quote letters with their dates and senders, or end with a table.
_MOST_LABELS, _MOST_FACTS, _MOST_OF_BOTH, _MOST_STRUCTURES = 15, 3, 5, 4
# Where fewer phrases and facts are seen, what the labels beside them say counts for less.
_FEWEST_SIGNS = 3
# Near a phrase is up to so many blocks away.
_NEAR = 3
# Where so many labels that nobody knows stand next to those that are known, they are all of one menu. One alone may be
# the headline: with one, a footer below a text whose last line is short made a page of it.
_FEWEST_OF_A_MENU = 2
# So many phrases inside, and one in so many blocks, are those of a page: buttons, pleas and comments stand around its
# story as its menu does. In whole pages of the samples every second or third block inside is one, in four guides of the
# development pages, flattened without the page around them, one in 11 to 40 (2026-11).
_FEWEST_OF_A_PAGE, _BLOCKS_A_PHRASE = 4, 10


def cleanness(
    blocks: Blocks,
    phrase: NDArray[np.bool_],
    fact: NDArray[np.bool_],
    in_structure: NDArray[np.bool_],
    is_known: NDArray[np.bool_],
) -> float:
    """1 for a text without a page around it, 0 for a page, between them in between. Linear.

    Args:
        blocks: The blocks of a dump.
        phrase: Which of them have a phrase that sites print.
        fact: Which of them are a fact.
        in_structure: Which of them are a part of a structure.
        is_known: Of which of them the votes say for sure what they are.
    """
    unknown = ~blocks.core.prose & ~is_known
    phrase = _inside(phrase, unknown)
    # A log that dates its entries, or a quoted letter, has facts between its paragraphs.
    around = ~np.logical_or.accumulate(blocks.core.prose) | ~np.logical_or.accumulate(blocks.core.prose[::-1])[::-1]
    score = _AT_FIRST + _of_labels(blocks, unknown, phrase | fact)
    phrases, facts, structures, beside, phrases_around, facts_around = (
        int(np.count_nonzero(flags))
        for flags in (phrase, fact, in_structure, unknown & near(phrase), phrase & around, fact & around)
    )
    score += _BY_FACTS * math.log1p(min(facts, _MOST_FACTS))
    score += _BY_FACTS_AND_PHRASES * math.log1p(min(2 * facts_around, phrases_around, _MOST_OF_BOTH))
    score += _BY_STRUCTURES * math.log1p(min(structures, _MOST_STRUCTURES))
    score += _BY_PHRASES * math.log1p(min(phrases, beside))
    return min(max((score - _PAGE_SCORE) / (_CLEAN_SCORE - _PAGE_SCORE), 0.0), 1.0)


def _inside(phrase: NDArray[np.bool_], unknown: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The phrases but for those of a menu above all else, and of a footer below, that are known line by line.

    These come out, and what is left is as clean as it was without them, unless it shows the page itself.
    """
    others = (~phrase).nonzero()[0]
    if not len(others):
        return phrase
    first, behind = int(others[0]), int(others[-1]) + 1
    if np.count_nonzero(phrase[first:behind]) >= max(_FEWEST_OF_A_PAGE, (behind - first) / _BLOCKS_A_PHRASE):
        return phrase
    inside = phrase.copy()
    inside[:first] &= unknown[first : first + _FEWEST_OF_A_MENU].all()
    inside[behind:] &= unknown[max(behind - _FEWEST_OF_A_MENU, 0) : behind].all()
    return inside


def _of_labels(blocks: Blocks, unknown: NDArray[np.bool_], known: NDArray[np.bool_]) -> float:
    """What the unknown labels around the prose say.

    Where nothing is known, a list that stands first or last is the text's own. So are the lines of a poem, which has no
    paragraph that they could stand around.
    """
    paragraphs, signs = blocks.core.prose.nonzero()[0], known.nonzero()[0]
    if not len(paragraphs):
        return 0.0
    first, last = paragraphs[0], paragraphs[-1]
    labels = (unknown & (blocks.shape.words < _LABEL_WORDS) & ~blocks.shape.ends_sentence).nonzero()[0]
    above, below = labels[labels < first], labels[labels > last]
    score = _BY_BOTH_SIDES * math.log1p(min(len(above), len(below), _MOST_LABELS))
    # One sign may be chance.
    believed = min(len(signs) / _FEWEST_SIGNS, 1.0)
    score += believed * _BY_LABELS * math.log1p(min(len(above) + len(below), _MOST_LABELS))
    innermost = signs[signs < first].max(initial=0), signs[signs > last].min(initial=len(blocks))
    beyond = np.count_nonzero(above < innermost[0]) + np.count_nonzero(below > innermost[1])
    return score + believed * _BY_LABELS_BEYOND * math.log1p(min(int(beyond), _MOST_LABELS))


def near(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which blocks stand at most three blocks from a flag, or have one."""
    count = len(flags)
    running = np.zeros(count + 2 * _NEAR + 1, dtype=np.int32)
    running[_NEAR + 1 : _NEAR + 1 + count] = flags
    running = running.cumsum(dtype=np.int32)
    is_near: NDArray[np.bool_] = running[2 * _NEAR + 1 :] > running[:count]
    return is_near
