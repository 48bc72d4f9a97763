"""Decoding: where the line is drawn in a dump, and what the verdict on other blocks says about a block.

A subheading, an item of a list or a short answer looks like a label of a menu. Its score lies near the line, and a
trifle at the other end of the dump moves it across. Between blocks that are story it is believed sooner: in dumps of
text, where that gained word-F1 on the portals, on moz-dev and on wcxb-dev (0.001 to 0.004, sites held out) and a
hundredth of recall. On pages it cost as much, for there the markup has told more than the neighbours can. It also keeps
such blocks out of the reach of trifles: without it a fifth more of the dumps that are changed a little lose one.
Pages have it for headings above kept paragraphs and for parts that are set alike (``newsclean.labeller.kin``).

A group of blocks far from the bulk of the story is a teaser, a comment or another story far more often than a part of
it, and single blocks do not show that. Where the labeller is not sure of the group it is let go: in dumps of text of
sites held out (two folds of five, 2026-11) that gained 0.0005 to 0.01 of word-F1 on the news benches and none on
wcxb-dev, and cost 0.002 of recall there.

The stories that were learned from are long, and the end of a story of a few short paragraphs looks like what stands
around theirs. Whole sentences that nobody votes against, right below so short a story, are believed sooner. So are the
short questions and answers of an interview, and the entries of a live blog, in their order (``newsclean.turns``).

Some pages hold their story twice, for the screen and for the printer or the small screen. Each copy speaks for the
other, so that the scores keep both; the second one is let go. The first is then as sure as the surer of both: else a
bias that draws the line higher would keep neither.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.detectors.link_list import LABEL_WORDS
from newsclean.turns import conversations, entries

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "FEATURES",
    "Selection",
    "Verdict",
    "best_cut",
    "ends_short",
    "lies_adrift",
    "probabilities_of",
    "says_again",
    "stands_between",
    "takes_turns",
]

#: What decoding adds to the features, with what it says.
FEATURES: dict[str, str] = {
    "decoding.ends_short": "a sentence right below a story of few words, and nobody votes against it",
    "decoding.turns": "a question, an answer, or an entry behind its time, in a run of such at the story",
    "decoding.between": "stands between blocks of the story, in the line of one, or set like some; no vote against it",
    "decoding.adrift": "stands in a doubtful group of blocks, far from the bulk of the story",
    "decoding.again": "one of several blocks in a row that stand twice: the second copy goes, the surer score stays",
}

# Four of 985 development dumps (2026-11) have such sentences below stories of fewer words: 74 of 83 words are story.
# Below stories of 120 to 250 words 22 of 122 are; but of those that lie at most half a log-odd below the line 13 of 15
# blocks, 63 of 83 words (every fifth development dump, 2026-11).
_SHORT_STORY, _MIDDLING_STORY, _NEAR_THE_LINE = 120.0, 250.0, 0.5
# What standing between blocks of the story says of others than labels, against what it says of these: sentences that
# are let in by mistake are captions and notices, and cost the most words. With labels worth 3.5, it is the 2.8 that
# both were worth before; docs/what-was-tried.md.
_WORTH_OF_OTHERS = 0.8
# Between two groups of kept blocks lie at least so many others. With 12 and 15 a little more chrome goes and more of
# the guides is lost, with 25 less is gained, with 40 nothing. Two folds of five, 2026-11; docs/what-was-tried.md.
_FEWEST_BETWEEN_GROUPS = 20
# A group of which more than this is expected to be story stays: at 0.7 guides lose two thousandths of word-F1.
_DOUBTFUL_GROUP = 0.6
# A group of more than this, against the bulk of the story, may be the other half of it.
_LARGEST_ADRIFT = 0.5
# So many blocks in a row, with so many words, are a copy of the story. By the weights of 2026-11 ten of 1,504
# development pages keep such copies: without them the word-F1 of eight is higher, by 0.2 in the mean, and of two lower,
# whose gold has both. Of single blocks that come again the gold has both as often as one.
_FEWEST_AGAIN, _WORDS_AGAIN = 2, 60.0


def probabilities_of(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds as probabilities."""
    probabilities: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-scores))
    return probabilities


def best_cut(probabilities: NDArray[np.float64], words: NDArray[np.float64]) -> float:
    """The least probability to keep, so that the expected word-F1 of what is kept is highest.

    A dump of doubtful blocks with nothing better in it is kept at lower probabilities than the surroundings of a story
    that nobody doubts. What is expected of a set of blocks is approximated by the ratio of the expected sums.

    Args:
        probabilities: How probable it is that each block belongs to the story.
        words: How long each is, in words.
    """
    if not len(words):
        return 0.5
    order = np.argsort(-probabilities, kind="stable")
    found = np.cumsum((words * probabilities)[order])
    expected = 2.0 * found / np.maximum(np.cumsum(words[order]) + found[-1], 1e-9)
    return float(probabilities[order[int(expected.argmax())]])


@frozen(eq=False, slots=False)
class Verdict:
    """Scores, and what follows from them; worked out once, for each step of decoding asks for it.

    Attributes:
        scores: The log-odds that each block belongs to the story.
        words: How long each is, in words.
    """

    scores: NDArray[np.float64]
    words: NDArray[np.float64]

    @cached_property
    def probabilities(self) -> NDArray[np.float64]:
        """The scores as probabilities."""
        return probabilities_of(self.scores)

    @cached_property
    def _best_cut(self) -> float:
        return best_cut(self.probabilities, self.words)

    def drawn_cut(self, bounds: tuple[float, float]) -> float:
        """``best_cut``, between the least and the greatest probability at which a bias may draw the line."""
        low, high = bounds
        return min(max(self._best_cut, low), high)


@frozen(eq=False, slots=False)
class Selection:
    """What of a dump one bias keeps by a verdict. Every step of decoding begins with it.

    They all ask for the same bias, whatever bias the text is made with: what one keeps, the next must keep.

    Attributes:
        verdict: The scores so far.
        is_text: Whether each block would be in the text if it were kept; a headline would not.
        bounds: Between which probabilities the line is drawn.
    """

    verdict: Verdict
    is_text: NDArray[np.bool_]
    bounds: tuple[float, float]

    def plus(self, worth: float, row: NDArray[np.float32]) -> Selection:
        """What is kept with a share for each block: what one unit of a feature is worth times the feature's row."""
        if not row.any():
            return self
        verdict = Verdict(self.verdict.scores + worth * row, self.verdict.words)
        return Selection(verdict, self.is_text, self.bounds)

    @cached_property
    def above(self) -> NDArray[np.bool_]:
        """Which blocks lie above the line."""
        return self.verdict.probabilities >= self.verdict.drawn_cut(self.bounds)

    @cached_property
    def kept(self) -> NDArray[np.bool_]:
        """Which of them are in the text."""
        return self.above & self.is_text

    @cached_property
    def is_short(self) -> bool:
        """Whether a story is kept, of few words."""
        return 0.0 < self._words < _SHORT_STORY

    @cached_property
    def is_middling(self) -> bool:
        """Whether a story is kept, of more words and still not many."""
        return _SHORT_STORY <= self._words < _MIDDLING_STORY

    @cached_property
    def _words(self) -> float:
        return float(self.verdict.words[self.kept].sum())

    @cached_property
    def margin(self) -> NDArray[np.float64]:
        """By how much, in log-odds, each score lies above the line."""
        cut = self.verdict.drawn_cut(self.bounds)
        return self.verdict.scores - math.log(cut / (1.0 - cut))

    def above_with(self, worth: float | NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which blocks would lie above the line if so much, in log-odds, were added to their scores."""
        return probabilities_of(self.verdict.scores + worth) >= self.verdict.drawn_cut(self.bounds)


def stands_between(
    selection: Selection, is_open: NDArray[np.bool_], share: float, goes_on: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """How much it says of blocks below the line that they stand between two above it: 1 of a label, less of others.

    They lie below it by no more than that is worth. A sentence that goes on in the line of a block above it needs no
    second one: it may be the story's last. One label that votes have closed, such as "Advertisement", parts no labels
    from the story.

    Args:
        selection: What is kept so far.
        is_open: Whether votes and markup leave it open what it is.
        share: What standing between blocks of the story is worth for a label, in log-odds.
        goes_on: Whether it is a sentence in the line of the block before.
    """
    is_label = selection.verdict.words <= LABEL_WORDS
    worth = np.where(is_label, 1.0, _WORTH_OF_OTHERS)
    doubtful = is_open & ~selection.above & selection.above_with(share * worth)
    if not doubtful.any():
        return np.zeros(len(doubtful))
    # Beyond both ends of the dump stands no story.
    sure = np.append(selection.kept, False)
    closed = np.concatenate(([False], is_label & ~is_open & ~selection.above & selection.is_text, [False]))
    alone = closed[1:-1] & ~closed[:-2] & ~closed[2:]
    between = _is_between(sure, doubtful, goes_on) | (is_label & _is_between(sure, doubtful | alone, goes_on))
    return np.where(doubtful & between, worth, 0.0)


def _is_between(sure: NDArray[np.bool_], passed: NDArray[np.bool_], goes_on: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the nearest blocks that are not passed over are sure, above and, but for what goes on, below."""
    places, count = np.arange(len(passed)), len(passed)
    before = np.maximum.accumulate(np.where(passed, -1, places))
    after = np.minimum.accumulate(np.where(passed, count, places)[::-1])[::-1]
    between: NDArray[np.bool_] = sure[before] & (sure[after] | goes_on)
    return between


def ends_short(
    selection: Selection,
    is_sentence: NDArray[np.bool_],
    share: float,
    is_link: NDArray[np.bool_],
    is_lead: NDArray[np.bool_],
    is_box: NDArray[np.bool_],
    is_gap: NDArray[np.bool_],
    is_told: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Which blocks below the line follow each other right behind the last one above it, where these have few words.

    Args:
        selection: What is kept so far.
        is_sentence: Which blocks are whole sentences that no vote says anything about.
        share: What that is worth, in log-odds: by no more of their score do they lie below.
        is_link: Which are "Read more:" with the other story's headline; one alone may stand between two sentences.
        is_lead: Which say no more than "Read more:" or "Advertisement"; one may stand above a sentence or such a link.
        is_box: Which are lines of a box that the story goes on behind.
        is_gap: Which are chrome that the story goes on behind.
        is_told: Which are sentences that votes believe to be the story's: they may stand behind others of it that are
            asked for here.
    """
    found = np.zeros(len(is_sentence), dtype=np.bool_)
    if not (selection.is_short or selection.is_middling):
        return found
    if selection.is_middling:
        share, is_box = min(share, _NEAR_THE_LINE), found
    # With more of the story the line rises: what lies hardly above it is asked as well.
    sure = selection.kept & (selection.verdict.probabilities >= selection.bounds[1])
    untold = sure & ~is_told
    first = int((untold if untold.any() else selection.kept).nonzero()[0][-1]) + 1
    # Both sides of a link are sentences, the story's last one above it.
    before_sentence = np.append(is_sentence[1:], False)
    # "Advertisement" may stand below the link as well.
    above_lead = np.append((is_lead & before_sentence)[1:], False)
    passed = is_link & (before_sentence | above_lead) & ~np.append(False, is_link[:-1])
    passed |= is_lead & (before_sentence | np.append(passed[1:], False)) & ~np.append(False, is_lead[:-1])
    passed |= is_box | is_gap
    ends = (~(is_sentence | passed | selection.kept)[first:]).nonzero()[0]
    last = first + int(ends[0]) if len(ends) else len(found)
    is_near = selection.above_with(share)
    found[first:last] = (is_sentence & is_near & ~sure)[first:last]
    # The lines of a box below the story are of it as surely as what goes on behind them.
    told = selection.kept | found
    behind = int(told.nonzero()[0][-1])
    for number in is_box[:behind].nonzero()[0].tolist():
        told[number] |= bool(told[number - 1] and is_near[number])
        found[number] |= told[number] and not selection.above[number]
    return found


def takes_turns(
    selection: Selection,
    is_sentence: NDArray[np.bool_],
    asks: NDArray[np.bool_],
    is_time: NDArray[np.bool_],
    share: float,
    is_button: NDArray[np.bool_],
    is_gap: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Which blocks below the line stand in an interview or a live blog that begins at the story or goes on in it.

    Each has 1. The line rises with what is kept, so that blocks which lie hardly above it have as much of the share as
    keeps them above the highest line that can be drawn.

    Args:
        selection: What is kept so far.
        is_sentence: Which blocks are whole sentences that no vote says anything about.
        asks: Which end with a question mark.
        is_time: Which are nothing but a time of day.
        share: What that is worth, in log-odds: by no more of their score do they lie below.
        is_button: Which stand below every entry, such as "Share"; they part nothing.
        is_gap: Which are known for a little chrome; they part no entries. An interview goes on in questions of pitches.
    """
    found = np.zeros(len(asks), dtype=np.bool_)
    places, stamped = (~is_button).nonzero()[0], (~(is_button | is_gap)).nonzero()[0]
    talks = conversations(is_sentence[places].tolist(), asks[places].tolist())
    blogs = entries(is_sentence[stamped].tolist(), is_time[stamped].nonzero()[0].tolist())
    for run in (*(places[talk] for talk in talks), *(stamped[blog] for blog in blogs)):
        # "For subscribers" between the story and its first question parts nothing either.
        place = int(stamped.searchsorted(run[0]))
        above = stamped[max(place - 1, 0) : place]
        if selection.kept[above].any() or selection.kept[run[0] : run[-1] + 1].any():
            found[run] = True
    highest = math.log(selection.bounds[1] / (1.0 - selection.bounds[1]))
    needed = np.clip((highest - selection.verdict.scores) / share, 0.0, 1.0)
    return np.where(found & selection.kept, needed, found & ~selection.above & selection.above_with(share))


def lies_adrift(selection: Selection) -> NDArray[np.bool_]:
    """Which of the blocks above the line stand in a small and doubtful group, far from the bulk of the story.

    Args:
        selection: What is kept so far.
    """
    probabilities, words = selection.verdict.probabilities, selection.verdict.words
    kept = selection.kept.nonzero()[0]
    adrift = np.zeros(len(probabilities), dtype=np.bool_)
    is_far = np.diff(kept) > _FEWEST_BETWEEN_GROUPS
    if not is_far.any():
        return adrift
    group = np.append(0, is_far.cumsum())
    story = np.bincount(group, words[kept] * probabilities[kept])
    is_doubtful = story < _DOUBTFUL_GROUP * np.bincount(group, words[kept])
    adrift[kept] = (is_doubtful & (story < _LARGEST_ADRIFT * story.max()))[group]
    return adrift


def says_again(selection: Selection, first_alike: NDArray[np.int32], share: float) -> NDArray[np.float64]:
    """Which of the blocks above the line say again, several in a row, what others above it have said: 1 of each.

    The first copy has as much of the share, with the other sign, as brings it to the score of the surest of its copies.

    Args:
        selection: What is kept so far.
        first_alike: For each block the first one with the same text.
        share: What saying again is worth, in log-odds; it is negative.
    """
    again = np.zeros(len(first_alike))
    kept = selection.kept.nonzero()[0]
    _, first, number = np.unique(first_alike[kept], return_index=True, return_inverse=True)
    # For each block that is kept, where among these the first one with its text stands.
    copied = first[number]
    places = np.arange(len(kept))
    is_copy = copied < places
    goes_on = is_copy[1:] & is_copy[:-1] & (np.diff(copied) == 1)
    run = np.append(0, (~goes_on).cumsum()) if len(kept) else places
    words = np.bincount(run, selection.verdict.words[kept] * is_copy)
    is_long = (np.bincount(run, is_copy) >= _FEWEST_AGAIN) & (words >= _WORDS_AGAIN)
    copies = is_long[run] & is_copy
    scores = selection.verdict.scores[kept]
    surest = scores.copy()
    np.maximum.at(surest, copied[copies], scores[copies])
    again[kept] = np.where(copies, 1.0, (surest - scores) / share)
    return again
