"""What the labeller weighs about each block: a matrix of numbers with names, a row a block.

Every feature lies between 0 and 1 (or -1 and 1), so that a weight is the largest share the feature can have in a score.
Nothing here knows a language or a site: shapes, neighbours, the story's own words, and the detectors' votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from newsclean.core import densest_run
from newsclean.model import BODY_ROLES, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.model import Evidence

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
_KINDS = {role: 2 if role in BODY_ROLES else 1 if role in _FACTS else 0 for role in Role}
# The roles of chrome that phrases and structures tell. Numbers, code and repeated lines are told by shape alone, as are
# paths of sections, which look like rows of a table; stories have them too.
_SITE_ROLES = frozenset(Role) - BODY_ROLES - _FACTS - {Role.INTERFACE, Role.OTHER, Role.DUPLICATE}
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


def feature_matrix(blocks: Blocks, votes: Sequence[Sequence[Evidence]]) -> NDArray[np.float32]:
    """The features of every block, in the order of ``FEATURES``: an array of shape ``(len(blocks), len(FEATURES))``.

    Args:
        blocks: The blocks of a dump.
        votes: The detectors' votes on each block.
    """
    count = len(blocks)
    shape, core = blocks.shape, blocks.core
    words = shape.words
    chrome, fact, story, site, clean = _sums(blocks, votes)
    is_chrome = chrome >= _CHROME_VOTES
    prose = core.prose & ~is_chrome
    common, own = _vocabulary(blocks, prose)
    # Filled row by row, which lie together in memory, and handed out as columns.
    rows = np.empty((len(FEATURES), count), dtype=np.float32)
    columns = (
        *(np.searchsorted(_WORD_BOUNDS, words, side="right") == _WORD_BINS),
        shape.ends_sentence & ~shape.truncated,
        shape.truncated,
        np.minimum(shape.commas / np.maximum(words, 1) * 10, 1.0),
        _ratio(np.maximum(shape.capitalised - 1 - shape.stops, 0), shape.cased),
        _ratio(shape.upper, shape.letters),
        _ratio(shape.digits, shape.characters),
        shape.signs > 0,
        shape.bullet,
        shape.ends_colon,
        common,
        own,
        _repeated(blocks),
        *_neighbours(words, prose, is_chrome, 1.0 - clean),
        *_core(core.start, core.end, np.where(prose, words, -_WIDE_PRICE), count),
        _after_heading(blocks, np.where(prose, words, 0.0)),
        np.where((site > 0.0) | (fact >= _STRONG_VOTE) | (chrome >= _SURE_VOTE), 0.0, clean),
        chrome / _MOST_EVIDENCE,
        site / _MOST_EVIDENCE,
        fact / _MOST_EVIDENCE,
        story / _MOST_EVIDENCE,
    )
    for row, column in zip(rows, columns, strict=True):
        row[:] = column
    return rows.T


def _sums(
    blocks: Blocks, votes: Sequence[Sequence[Evidence]]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
    """Add up the votes for chrome, for facts and for story parts on every block, each at most ``_MOST_EVIDENCE``.

    After them come the strong votes for chrome that phrases and structures of a site give, not just shapes; and how
    clean the dump is. A vote on a part of a block counts by the share of the block that it covers.
    """
    sums = np.zeros((4, len(blocks)))
    phrase = np.zeros(len(blocks), dtype=np.bool_)
    starts, ends = blocks.starts, blocks.ends
    for number, on_block in enumerate(votes):
        if not on_block:
            continue
        # Detectors see the same line through the same signs: for one role only the strongest vote counts.
        strongest: dict[Role, float] = {}
        of_site: dict[Role, float] = {}
        length = ends[number] - starts[number]
        for vote in on_block:
            role, weight = vote.role, vote.weight
            covered = vote.span.end - vote.span.start
            if covered < length:
                weight *= covered / length
            if weight > strongest.get(role, 0.0):
                strongest[role] = weight
                if weight >= _STRONG_VOTE and role in _SITE_ROLES and vote.part != "breadcrumb":
                    of_site[role] = weight
                    # A structure of many blocks is one sign of a page, and its heading shows it.
                    phrase[number] |= vote.whole is None
        for role, weight in strongest.items():
            sums[_KINDS[role], number] += weight
        if of_site:
            sums[3, number] = sum(of_site.values())
    chrome, fact, story, site = np.minimum(sums, _MOST_EVIDENCE)
    return chrome, fact, story, site, _cleanness(phrase)


def _cleanness(site: NDArray[np.bool_]) -> float:
    """1 for a text without a page around it, 0 for a page, between them in between."""
    share = float(site.mean()) if len(site) else 0.0
    return min(max((_PAGE_SHARE - share) / (_PAGE_SHARE - _CLEAN_SHARE), 0.0), 1.0)


def _after_heading(blocks: Blocks, prose_words: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 below a heading of other stories or comments that has at least half of the dump's prose above it, else 0.

    Where prose goes on right below the heading, the heading stands in the story, and nothing is doubted up to the next.
    """
    total = np.cumsum(prose_words)
    below = np.zeros(len(total))
    half = total[-1] / 2 if len(total) else 0.0
    headings = sorted(
        number
        for number, hits in blocks.cues.items()
        if total[number] >= half > 0.0
        and any(hit.part == "heading" and hit.role in (Role.RELATED, Role.COMMENTS) for hit in hits)
    )
    for heading, following in pairwise([*headings, len(total)]):
        resumes = heading + 1 < len(total) and prose_words[heading + 1] > 0.0
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
    owner, word, known_words = blocks.words.owner, blocks.words.number, len(blocks.words.known)
    in_prose = prose[owner]
    prose_owner, prose_word = owner[in_prose], word[in_prose]
    times = np.bincount(prose_word, minlength=known_words)
    common = np.zeros(known_words, dtype=np.bool_)
    commonest = np.argsort(-times, kind="stable")[:_COMMONEST]
    common[commonest[times[commonest] >= 3]] = True
    # The first and the last block of prose that has each word; of several assignments the last one holds.
    first, last = np.full(known_words, -1), np.full(known_words, -1)
    first[prose_word[::-1]] = prose_owner[::-1]
    last[prose_word] = prose_owner

    is_common = common[word]
    all_words = np.bincount(owner, minlength=count)
    common_words = np.bincount(owner[is_common], minlength=count)
    known = ~is_common & (last[word] >= 0) & ((first[word] != owner) | (last[word] != owner))
    own_share = np.bincount(owner[known], minlength=count) / np.maximum(all_words - common_words, 1)
    return np.minimum(2.0 * common_words / np.maximum(all_words, 1), 1.0), own_share


# About as many words as function-word lists have; the commonest forty words make up 40 to 50 % of running text.
_COMMONEST = 40


def _repeated(blocks: Blocks) -> NDArray[np.bool_]:
    times = Counter(blocks.folded)
    return np.fromiter((times[text] > 1 for text in blocks.folded), np.bool_, len(blocks))


def _neighbours(
    words: NDArray[np.float64], prose: NDArray[np.bool_], chrome: NDArray[np.bool_], page: float
) -> list[NDArray[np.float64]]:
    count = len(words)
    here = np.arange(count)
    # Running sums with a zero at their head: what stands between two blocks is a difference. Every block weighs two
    # words more than it has: ten labels of one word are more than one sentence of ten.
    sums = np.zeros((3, count + 1))
    np.cumsum(prose * words, out=sums[0, 1:])
    np.cumsum(words + 2.0, out=sums[1, 1:])
    np.cumsum(chrome, out=sums[2, 1:])
    # A row for each reach: one, three, ten blocks.
    first = np.maximum(here - _REACHES, 0)
    last = np.minimum(here + 1 + _REACHES, count)
    before = sums[:2, here][:, None] - sums[:2, first]
    after = sums[:2, last] - sums[:2, here + 1][:, None]
    before_share = before[0] / np.maximum(before[1], 1.0)
    after_share = after[0] / np.maximum(after[1], 1.0)
    first, last = np.maximum(here - _CHROME_REACH, 0), np.minimum(here + 1 + _CHROME_REACH, count)
    chrome_share = (sums[2, last] - sums[2, first] - chrome) / np.maximum(last - first - 1, 1)
    between = np.minimum(before_share[2], after_share[2])
    # Where there is no page around the text, rows of numbers and short lines are its own.
    return [before_share[0], after_share[0], before_share[1], after_share[1], between, chrome_share * page]


# In blocks. The study on the development dumps (2026-11) found windows of 3 to 10 the most telling.
_REACHES = np.array([[1], [3], [10]])
_CHROME_REACH = 5


def _core(start: int, end: int, gains: NDArray[np.float64], count: int) -> list[NDArray[np.bool_]]:
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
