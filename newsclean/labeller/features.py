"""What the labeller weighs about each block: a matrix of numbers with names, a row a block.

Every feature lies between 0 and 1 (or -1 and 1), so that a weight is the largest share the feature can have in a score.
Nothing here knows a language or a site: shapes, neighbours, the story's own words, and the detectors' votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from newsclean.model import BODY_ROLES, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.model import Evidence

__all__ = ["FEATURES", "features"]

#: The names of the columns, with what they say. Receipts show them.
FEATURES: dict[str, str] = {
    "shape.under_3_words": "has fewer than three words",
    "shape.under_6_words": "has three to five words",
    "shape.under_10_words": "has six to nine words",
    "shape.under_20_words": "has ten to nineteen words",
    "shape.from_20_words": "has twenty words or more",
    "shape.ends_sentence": "ends like a sentence",
    "shape.truncated": "ends with an ellipsis",
    "shape.commas": "commas among its words",
    "shape.capitalised": "share of words with a capital letter, sentences aside",
    "shape.upper": "share of capital letters",
    "shape.digits": "share of digits",
    "shape.signs": "signs that prose does not use",
    "shape.bullet": "begins with a bullet",
    "shape.ends_colon": "ends with a colon",
    "words.common": "share of the words that the story uses all the time",
    "words.story": "share of the rarer words that the story uses too",
    "words.repeated": "stands in the dump more than once",
    "near.prose_before_1": "the block before is prose",
    "near.prose_after_1": "the block after is prose",
    "near.prose_before": "share of prose in the three blocks before",
    "near.prose_after": "share of prose in the three blocks after",
    "near.prose_between": "prose within ten blocks on both sides",
    "near.chrome": "share of chrome in the five blocks on either side",
    "core.inside": "inside the densest run of prose",
    "core.inside_wide": "inside the run of prose that longer gaps may interrupt",
    "core.just_before": "at most three blocks before the story",
    "core.just_after": "at most three blocks after the story",
    "core.far_before": "further before the story",
    "core.far_after": "further after the story",
    "dump.clean": "hardly any chrome in the whole dump",
    "evidence.chrome": "votes for chrome",
    "evidence.fact": "votes for a fact",
    "evidence.story": "votes for a part of the story",
}

_SIGNS = frozenset("|>»›{}[]@©→▶►•")
_BULLETS = frozenset("•·●○◦▪▫□☆★*+-–—‣⁃o")
_STORY_VOTES = BODY_ROLES
_FACT_VOTES = frozenset({Role.TITLE, Role.BYLINE, Role.DATE, Role.DATELINE, Role.CAPTION, Role.CREDIT, Role.TAGS})
# Votes are added up to this; more certainty than this adds nothing.
_MOST_EVIDENCE = 8.0
# A block with votes of this much is chrome for its neighbours. One strong phrase, or a long list of links.
_CHROME_VOTES = 1.5
# Blocks of which fewer than this share have votes for chrome are a text without a page around it.
_CLEAN_SHARE = 0.08
# The price of crossing blocks that are no prose, in words; see ``newsclean.core``. The wide core bridges teasers.
_WIDE_PRICE = 2.0


def features(blocks: Blocks, evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """The features of every block, in the order of ``FEATURES``: an array of shape ``(len(blocks), len(FEATURES))``."""
    count = len(blocks)
    shape, core = blocks.shape, blocks.core
    words = shape.words
    truncated = np.fromiter((text.endswith(("...", "…", "...]", "…]")) for text in blocks.texts), np.bool_, count)
    chrome, fact, story = evidence_sums(blocks, evidence)
    prose = core.prose & (chrome < _CHROME_VOTES)
    common, own = _vocabulary(blocks, prose)
    columns = [
        words < 3,
        (words >= 3) & (words < 6),
        (words >= 6) & (words < 10),
        (words >= 10) & (words < 20),
        words >= 20,
        shape.ends_sentence & ~truncated,
        truncated,
        np.minimum(shape.commas / np.maximum(words, 1) * 10, 1.0),
        _ratio(np.maximum(shape.capitalised - 1 - shape.stops, 0), shape.cased),
        _ratio(shape.upper, shape.letters),
        _ratio(shape.digits, shape.characters),
        np.fromiter((not _SIGNS.isdisjoint(text) for text in blocks.texts), np.bool_, count),
        np.fromiter((text[0] in _BULLETS and text[1:2] == " " for text in blocks.texts), np.bool_, count),
        np.fromiter((text[-1] in ":：" for text in blocks.texts), np.bool_, count),
        common,
        own,
        _repeated(blocks),
        *_neighbours(words, prose, chrome),
        *_core(core.start, core.end, np.where(prose, words, -_WIDE_PRICE), count),
        np.full(count, (chrome >= _CHROME_VOTES).mean() < _CLEAN_SHARE if count else 0.0),
        chrome / _MOST_EVIDENCE,
        fact / _MOST_EVIDENCE,
        story / _MOST_EVIDENCE,
    ]
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])


def evidence_sums(
    blocks: Blocks, evidence: Sequence[Evidence]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Votes for chrome, for facts and for story parts, added up for every block; each at most ``_MOST_EVIDENCE``.

    A vote on a part of a block counts by the share of the block that it covers.
    """
    count = len(blocks)
    number_at = {start: number for number, start in enumerate(blocks.starts)}
    strongest: list[dict[Role, float]] = [{} for _ in range(count)]
    for vote in evidence:
        span = vote.span
        number = number_at.get(span.start)
        if number is None:
            number = _containing(blocks, span.start)
        length = blocks.ends[number] - blocks.starts[number]
        weight = vote.weight * min(1.0, (span.end - span.start) / length)
        votes = strongest[number]
        # Detectors see the same line through the same signs: for one role only the strongest vote counts.
        if weight > votes.get(vote.role, 0.0):
            votes[vote.role] = weight
    sums = np.zeros((3, count))
    for number, votes in enumerate(strongest):
        for role, weight in votes.items():
            sums[2 if role in _STORY_VOTES else 1 if role in _FACT_VOTES else 0, number] += weight
    chrome, fact, story = np.minimum(sums, _MOST_EVIDENCE)
    return chrome, fact, story


def _containing(blocks: Blocks, offset: int) -> int:
    from bisect import bisect_right

    return max(bisect_right(blocks.starts, offset) - 1, 0)


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    return part / np.maximum(whole, 1.0)


def _vocabulary(blocks: Blocks, prose: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For every block, the share of its words that are the story's commonest, and the share of the others known to it.

    The commonest words of the dump's own prose stand in for a list of function words: no language has to be known. A
    block of prose does not count as a witness for itself.
    """
    unspaced = _unspaced(blocks)
    words = [
        list(text) if whole else text.split() for text, whole in zip(blocks.folded, unspaced.tolist(), strict=True)
    ]
    in_blocks: Counter[str] = Counter()
    occurrences: Counter[str] = Counter()
    for number in np.flatnonzero(prose).tolist():
        occurrences.update(words[number])
        in_blocks.update(set(words[number]))
    common = {word for word, times in occurrences.most_common(_COMMONEST) if times >= 3}
    known = in_blocks.keys()
    common_share, own_share = [], []
    for listed, is_prose in zip(words, prose.tolist(), strict=True):
        rare = set(listed) - common
        common_share.append(min(1.0, 2.0 * sum(word in common for word in listed) / len(listed)) if listed else 0.0)
        if is_prose:
            own_share.append(sum(in_blocks[word] > 1 for word in rare) / len(rare) if rare else 0.0)
        else:
            own_share.append(len(rare & known) / len(rare) if rare else 0.0)
    return np.array(common_share), np.array(own_share)


# About as many words as function-word lists have; the commonest forty words make up 40 to 50 % of running text.
_COMMONEST = 40


def _unspaced(blocks: Blocks) -> NDArray[np.bool_]:
    """For every block, whether most of it is in a script without blanks between words."""
    shape = blocks.shape
    return shape.unspaced * 3 > shape.characters


def _repeated(blocks: Blocks) -> NDArray[np.bool_]:
    times = Counter(blocks.folded)
    return np.fromiter((times[text] > 1 for text in blocks.folded), np.bool_, len(blocks))


def _neighbours(
    words: NDArray[np.float64], prose: NDArray[np.bool_], chrome: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    count = len(words)
    here = np.arange(count)
    prose_words = np.concatenate(([0.0], np.cumsum(np.where(prose, words, 0.0))))
    # Every block weighs two words more than it has: ten labels of one word are more than one sentence of ten.
    all_words = np.concatenate(([0.0], np.cumsum(words + 2.0)))
    is_chrome = np.concatenate(([0.0], np.cumsum(chrome >= _CHROME_VOTES)))

    def before(reach: int) -> NDArray[np.float64]:
        first = np.maximum(here - reach, 0)
        return (prose_words[here] - prose_words[first]) / np.maximum(all_words[here] - all_words[first], 1.0)

    def after(reach: int) -> NDArray[np.float64]:
        last = np.minimum(here + 1 + reach, count)
        return (prose_words[last] - prose_words[here + 1]) / np.maximum(all_words[last] - all_words[here + 1], 1.0)

    first, last = np.maximum(here - 5, 0), np.minimum(here + 6, count)
    around = is_chrome[last] - is_chrome[first] - (chrome >= _CHROME_VOTES)
    nearby = around / np.maximum(last - first - 1, 1)
    return [before(1), after(1), before(3), after(3), np.minimum(before(10), after(10)), nearby]


def _core(start: int, end: int, gains: NDArray[np.float64], count: int) -> list[NDArray[np.bool_]]:
    from newsclean.core import densest_run

    here = np.arange(count)
    wide_start, wide_end = densest_run(gains)
    return [
        (here >= start) & (here < end),
        (here >= wide_start) & (here < wide_end),
        (here < start) & (here >= start - 3),
        (here >= end) & (here < end + 3) & (end > 0),
        here < start - 3,
        (here >= end + 3) & (end > 0),
    ]
