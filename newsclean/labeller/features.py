"""What the labeller weighs about each block: a matrix of numbers with names, a row a block.

Every feature lies between 0 and 1 (or -1 and 1), so that a weight is the largest share the feature can have in a score.
Nothing here knows a language or a site: shapes, neighbours, the story's own words, and the detectors' votes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from newsclean.core import Core, densest_run
from newsclean.labeller.votes import ROLES, Votes
from newsclean.model import BODY_ROLES, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["FEATURES", "feature_matrix"]

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
    "tail.after_heading": "below a heading of related stories or comments, most prose above it",
    "dump.clean": "no chrome, in a dump with hardly any",
    "evidence.chrome": "votes for chrome",
    "evidence.site": "phrases and structures of a site, which weigh twice",
    "evidence.fact": "votes for a fact",
    "evidence.story": "votes for a part of the story",
}

# Bounds between the bins of ``shape.under_…_words``, in words, and the numbers of the bins.
_WORD_BOUNDS = np.array([3.0, 6.0, 10.0, 20.0])
_WORD_BINS = np.arange(5)[:, None]
_FACTS = frozenset({Role.TITLE, Role.BYLINE, Role.DATE, Role.DATELINE, Role.CAPTION, Role.CREDIT, Role.TAGS})
# The roles of chrome that phrases and structures tell. Numbers, code and repeated lines are told by shape alone, as are
# paths of sections, which look like rows of a table; stories have them too.
_SITE_ROLES = frozenset(Role) - BODY_ROLES - _FACTS - {Role.INTERFACE, Role.OTHER, Role.DUPLICATE}
# What a vote is added to, by its role: chrome, facts, story; and the strong ones of a site once more.
_CHROME, _FACT, _STORY, _SITE = range(4)
_KINDS = np.array([_STORY if role in BODY_ROLES else _FACT if role in _FACTS else _CHROME for role in ROLES])
_IS_SITE = np.array([role in _SITE_ROLES for role in ROLES])
# Votes are added up to this; more certainty than this adds nothing.
_MOST_EVIDENCE = 8.0
# A block with votes of this much is chrome for its neighbours. One strong phrase, or a long list of links.
_CHROME_VOTES = 1.5
# The share of blocks that a site's phrases and structures are seen in. Measured 2026-11: of the gold bodies 90 % have
# less than the first, of whole pages as text 95 % more than the second.
_CLEAN_SHARE, _PAGE_SHARE = 0.03, 0.08
# A vote of this much is a phrase or a structure, not just a shape.
_STRONG_VOTE = 2.5
# Votes of this much, whatever for, are believed in a clean text too: the headline said again, an icon's name.
_SURE_VOTE = 4.0
# The price of crossing blocks that are no prose, in words; see ``newsclean.core``. The wide core bridges teasers.
_WIDE_PRICE = 2.0


def feature_matrix(blocks: Blocks, votes: Votes) -> NDArray[np.float32]:
    """The features of every block, in the order of ``FEATURES``: an array of shape ``(len(blocks), len(FEATURES))``.

    Args:
        blocks: The blocks of a dump.
        votes: The detectors' votes.
    """
    # Filled row by row, which lie together in memory, and handed out as columns.
    rows = np.empty((len(FEATURES), len(blocks)), dtype=np.float32)
    for row, column in zip(rows, _columns(blocks, votes), strict=True):
        row[:] = column
    return rows.T


def _columns(blocks: Blocks, votes: Votes) -> Iterator[NDArray[np.float64] | NDArray[np.bool_]]:
    """The features one after the other: a large dump has no room for all of them in double precision."""
    shape, core = blocks.shape, blocks.core
    words = shape.words
    sums, clean = _sums(blocks, votes)
    chrome, fact, site = sums[_CHROME], sums[_FACT], sums[_SITE]
    is_chrome = chrome >= _CHROME_VOTES
    prose = core.prose & ~is_chrome
    prose_words = np.where(prose, words, 0.0)
    yield from np.searchsorted(_WORD_BOUNDS, words, side="right") == _WORD_BINS
    yield shape.ends_sentence & ~shape.truncated
    yield shape.truncated
    yield np.minimum(shape.commas * 10 / np.maximum(words, 1.0), 1.0)
    yield _ratio(np.maximum(shape.capitalised - 1 - shape.stops, 0.0), shape.cased)
    yield _ratio(shape.upper, shape.letters)
    yield _ratio(shape.digits, shape.characters)
    yield shape.signs > 0.0
    yield shape.bullet
    yield shape.ends_colon
    yield from _vocabulary(blocks, prose)
    yield blocks.is_repeated
    yield from _neighbours(words, prose_words, is_chrome, 1.0 - clean)
    yield from _core(core, densest_run(np.where(prose, words, -_WIDE_PRICE)), len(blocks))
    yield _after_heading(blocks, prose_words)
    yield np.where((site > 0.0) | (fact >= _STRONG_VOTE) | (chrome >= _SURE_VOTE), 0.0, clean)
    for kind in (_CHROME, _SITE, _FACT, _STORY):
        yield sums[kind] / _MOST_EVIDENCE


def _sums(blocks: Blocks, votes: Votes) -> tuple[NDArray[np.float64], float]:
    """Add up the votes for chrome, for facts and for story parts on every block, each at most ``_MOST_EVIDENCE``.

    After them come the strong votes for chrome that phrases and structures of a site give, not just shapes; and how
    clean the dump is. A vote on a part of a block counts by the share of the block that it covers.

    Returns:
        The sums, an array of shape ``(4, len(blocks))`` with rows ``_CHROME``, ``_FACT``, ``_STORY``, ``_SITE``; and
        the cleanness.
    """
    count = len(blocks)
    starts, ends = blocks.bounds
    weight = votes.weight * np.minimum(votes.length / (ends - starts)[votes.block], 1.0)
    of_site = np.flatnonzero((weight >= _STRONG_VOTE) & _IS_SITE[votes.role] & ~votes.is_path)
    phrase = np.zeros(count, dtype=np.bool_)
    # A structure of many blocks is one sign of a page, and its heading shows it.
    phrase[votes.block[of_site[~votes.in_structure[of_site]]]] = True
    sums = np.zeros((4, count))
    strongest = _strongest(votes, weight, np.arange(len(weight)), count)
    cells = _KINDS[votes.role[strongest]] * count + votes.block[strongest]
    sums[:_SITE] = np.bincount(cells, weight[strongest], minlength=_SITE * count).reshape(_SITE, count)
    strongest = _strongest(votes, weight, of_site, count)
    sums[_SITE] = np.bincount(votes.block[strongest], weight[strongest], minlength=count)
    return np.minimum(sums, _MOST_EVIDENCE, out=sums), _cleanness(phrase)


def _strongest(votes: Votes, weight: NDArray[np.float64], entries: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """Those of some entries that are the strongest vote for their role on their block, if they weigh anything at all.

    Detectors see the same line through the same signs: of several votes for one role only the strongest counts.
    """
    entries = entries[weight[entries] > 0.0]
    cell = votes.role[entries] * np.intp(count) + votes.block[entries]
    order = np.lexsort((weight[entries], cell))
    cell = cell[order]
    is_last = np.ones(len(cell), dtype=np.bool_)
    is_last[:-1] = cell[1:] != cell[:-1]
    return entries[order[is_last]]


def _cleanness(site: NDArray[np.bool_]) -> float:
    """1 for a text without a page around it, 0 for a page, between them in between."""
    share = np.count_nonzero(site) / max(len(site), 1)
    return min(max((_PAGE_SHARE - share) / (_PAGE_SHARE - _CLEAN_SHARE), 0.0), 1.0)


def _after_heading(blocks: Blocks, prose_words: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 below a heading of other stories or comments that has at least half of the dump's prose above it, else 0.

    Where prose goes on right below the heading, the heading stands in the story, and nothing is doubted up to the next.
    """
    count = len(prose_words)
    below = np.zeros(count)
    total = np.cumsum(prose_words)
    half = total[-1] / 2 if count else 0.0
    hits = (*blocks.hits(Role.RELATED), *blocks.hits(Role.COMMENTS))
    headings = sorted({number for number, hit in hits if hit.part == "heading" and total[number] >= half > 0.0})
    for heading, following in pairwise([*headings, count]):
        resumes = heading + 1 < count and prose_words[heading + 1] > 0.0
        below[heading + 1 : following + 1] = 0.0 if resumes else 1.0
    return below


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    return part / np.maximum(whole, 1.0)


def _vocabulary(blocks: Blocks, prose: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For every block, the share of its words that are the story's commonest, and the share of the others known to it.

    The commonest words of the dump's own prose stand in for a list of function words: no language has to be known. A
    block of prose does not count as a witness for itself.
    """
    count = len(blocks)
    word, known_words, all_words = blocks.words.number, len(blocks.words.known), blocks.words.counts
    owner = np.repeat(np.arange(count, dtype=np.int32), all_words)
    in_prose = np.repeat(prose, all_words)
    prose_owner, prose_word = owner[in_prose], word[in_prose]
    times = np.bincount(prose_word, minlength=known_words)
    often = np.flatnonzero(times >= _FEWEST_TIMES)
    common = np.zeros(known_words, dtype=np.bool_)
    common[often[np.argsort(-times[often], kind="stable")[:_COMMONEST]]] = True
    # The first and the last block of prose that has each word; of several assignments the last one holds.
    witnesses = np.full((2, known_words), -1, dtype=np.int32)
    witnesses[0, prose_word[::-1]] = prose_owner[::-1]
    witnesses[1, prose_word] = prose_owner
    first, last = witnesses
    # The only block that has a word, if no second one has it too.
    only = np.where(first == last, first, -1)

    is_common = common[word]
    common_words = np.bincount(owner[is_common], minlength=count)
    known = (~common & (times > 0))[word] & (only[word] != owner)
    own_share = np.bincount(owner[known], minlength=count) / np.maximum(all_words - common_words, 1)
    return np.minimum(2.0 * common_words / np.maximum(all_words, 1), 1.0), own_share


# About as many words as function-word lists have; the commonest forty words make up 40 to 50 % of running text.
_COMMONEST = 40
# A word that the story uses less often is not common.
_FEWEST_TIMES = 3


def _neighbours(
    words: NDArray[np.float64], prose_words: NDArray[np.float64], chrome: NDArray[np.bool_], page: float
) -> Iterator[NDArray[np.float64]]:
    count = len(words)
    # Running sums: what stands between two blocks is a difference. They go on beyond both ends of the dump as far as a
    # reach does. Every block weighs two words more than it has: ten labels of a word are more than a sentence of ten.
    sums = np.zeros((4, count + 2 * _FURTHEST + 1))
    here = slice(_FURTHEST + 1, _FURTHEST + 1 + count)
    sums[:, here] = prose_words, words + 2.0, chrome, np.ones(count)
    sums = sums.cumsum(axis=1)

    def between(start: int, end: int) -> NDArray[np.float64]:
        """The sums over the blocks from ``start`` to ``end``, counted from each block."""
        start, end = start + _FURTHEST, end + _FURTHEST
        found: NDArray[np.float64] = sums[:, end : end + count] - sums[:, start : start + count]
        return found

    def prose_share(start: int, end: int) -> NDArray[np.float64]:
        prose, total, *_ = between(start, end)
        return _ratio(prose, total)

    for reach in _REACHES:
        yield prose_share(-reach, 0)
        yield prose_share(1, reach + 1)
    yield np.minimum(prose_share(-_FURTHEST, 0), prose_share(1, _FURTHEST + 1))
    *_, near_chrome, near = between(-_CHROME_REACH, _CHROME_REACH + 1)
    # One line of chrome beside one sentence is no cluster: a dump of a few blocks is judged as if it had more.
    chrome_share = (near_chrome - chrome) / np.maximum(near - 1.0, _CHROME_REACH)
    # Where there is no page around the text, rows of numbers and short lines are its own.
    yield chrome_share * page


# In blocks. The study on the development dumps (2026-11) found windows of 3 to 10 the most telling.
_REACHES = (1, 3)
_FURTHEST = 10
_CHROME_REACH = 5


def _core(core: Core, wide: tuple[int, int], count: int) -> NDArray[np.bool_]:
    """Where each block stands to the core and to the wide one: a row for each of the features ``core.…``."""
    start, end = core.start, core.end
    rows = np.zeros((6, count), dtype=np.bool_)
    rows[0, start:end] = True
    rows[1, slice(*wide)] = True
    rows[2, max(start - 3, 0) : start] = True
    rows[4, : max(start - 3, 0)] = True
    if end > 0:
        rows[3, end : end + 3] = True
        rows[5, end + 3 :] = True
    return rows
