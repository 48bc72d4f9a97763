"""What stands around each block: prose, chrome and short lines in windows of several widths, runs, landmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.labeller.votes import ROLES
from newsclean.model import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.labeller.features.evidence import Sums

__all__ = ["FEATURES", "NEAR", "Windows", "surrounding_rows"]

# In blocks. The study on the development dumps (2026-11) found windows of 3 to 20 the most telling.
_WORD_REACHES = (1, 3, 10)
_CHROME_REACHES = (1, 3, 10)
_PROSE_REACHES = (3, 10, 20)
_SENTENCE_REACHES = (1, 3)
_CAPITAL_REACHES = (3, 10)
#: The window in which repeated lines are counted, and chrome for the coarse view.
NEAR = 5
_STORY_REACHES = (3, 10)
_TIMES_REACH = 5
_MEAN_REACHES = (_WORD_REACHES, _CHROME_REACHES, _SENTENCE_REACHES, _CAPITAL_REACHES, (NEAR,))
# The one that no other row has comes first, so that the windows of each row follow each other.
_REACHES = (NEAR, 1, 3, 10, 20)
_FURTHEST = 20
_SIDES = ("before", "after")
# Roles whose votes gather where their structures are, and how far around a block they are counted, in blocks.
_GATHERED = {
    Role.RELATED: 5,
    Role.COMMENTS: 10,
    Role.DATE: 8,
    Role.NAVIGATION: 5,
    Role.PROMOTION: 4,
}
# Roles that mark a place: how far it is back to the last one and on to the next, in blocks, at most this many.
_LANDMARKS = (Role.TITLE, Role.DATE, Role.BYLINE, Role.SHARE, Role.PROMOTION, Role.LEGAL, Role.TAGS)
_GATHERED_ROWS = [ROLES.index(role) for role in _GATHERED]
_LANDMARK_ROWS = [ROLES.index(role) for role in _LANDMARKS]
_FAR = 40
# A vote of this much makes a landmark; those for headlines do so whatever they weigh.
_LANDMARK_VOTE = 1.0
_LONGEST_RUN = 60


def _windows(name: str, reaches: Iterable[int], says: str) -> dict[str, str]:
    return {f"near.{name}_{side}_{reach}": says.format(reach, side) for reach in reaches for side in _SIDES}


FEATURES: dict[str, str] = {
    **_windows("prose", _PROSE_REACHES, "share of prose in the {} blocks {}"),
    **_windows("words", _WORD_REACHES, "words a block in the {} {}"),
    **_windows("chrome", _CHROME_REACHES, "share of chrome in the {} blocks {}"),
    **_windows("sentences", _SENTENCE_REACHES, "share of sentences in the {} blocks {}"),
    **_windows("capitalised", _CAPITAL_REACHES, "capitals in the {} blocks {}"),
    **_windows("repeated", (NEAR,), "share of repeated lines in the {} blocks {}"),
    **_windows("story", _STORY_REACHES, "words of the core in the {} blocks {}"),
    "near.times": "blocks nearby that begin with a time of day",
    "near.gap_before": "blocks since the last paragraph",
    "near.gap_after": "blocks to the next paragraph",
    "run.length": "length of its run of paragraphs, or of other blocks",
    "run.words": "words a block in its run",
    "run.sentences": "share of sentences in its run",
    "run.place": "place in its run",
    **{f"near.{role}": f"votes for {role} nearby" for role in _GATHERED},
    **{f"place.since_{role}": f"blocks since the last {role}" for role in _LANDMARKS},
    **{f"place.until_{role}": f"blocks to the next {role}" for role in _LANDMARKS},
}


def _windows_of(reaches: Sequence[int]) -> slice:
    """The places of the windows of reaches that follow each other."""
    first = _REACHES.index(reaches[0])
    return slice(2 * first, 2 * (first + len(reaches)))


@frozen(eq=False)
class Windows:
    """What stands around each block in the windows of ``_REACHES``, before it and behind it by turns.

    Attributes:
        prose: The share of prose among the words; shape ``(windows, blocks)``. Every block weighs two words more than
            it has: ten labels of a word are more than a sentence of ten.
        story: The share of words that the core of the story has too; same shape.
        means: Words, chrome, sentences, capitals and repeated lines by block; shape ``(5, windows, blocks)``.
        chrome_near: How many blocks of chrome stand at most ``NEAR`` blocks away.
        blocks_near: How many blocks do.
        sentences: Which blocks end as sentences do.
    """

    prose: NDArray[np.float64]
    story: NDArray[np.float64]
    means: NDArray[np.float64]
    chrome_near: NDArray[np.float64]
    blocks_near: NDArray[np.float64]
    sentences: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        blocks: Blocks,
        prose: NDArray[np.bool_],
        is_chrome: NDArray[np.bool_],
        capitalised: NDArray[np.float64],
        known: NDArray[np.float32],
    ) -> Windows:
        """Look around all blocks at once.

        Args:
            blocks: The blocks of a dump.
            prose: Which of them read like paragraphs of the story.
            is_chrome: Which of them the detectors take for chrome.
            capitalised: The feature of that name.
            known: The feature ``words.core``.
        """
        count, words = len(blocks), blocks.shape.words
        sentences = blocks.shape.ends_sentence & ~blocks.shape.truncated
        # Running sums: what stands between two blocks is a difference. They go on beyond both ends of the dump as far
        # as a reach does.
        running = np.zeros((9, count + 2 * _FURTHEST + 1))
        inside = running[:, _FURTHEST + 1 : _FURTHEST + 1 + count]
        inside[0] = words * prose
        inside[1] = words + 2.0
        inside[2] = known * words
        inside[3] = words
        inside[4] = is_chrome
        inside[5] = sentences
        inside[6] = capitalised
        inside[7] = blocks.is_repeated
        inside[8] = 1.0
        # In its own place numpy would take twice as long.
        running = running.cumsum(axis=1)
        sums = np.empty((len(running), 2 * len(_REACHES), count))
        until, since = running[:, _FURTHEST : _FURTHEST + count], running[:, _FURTHEST + 1 : _FURTHEST + 1 + count]
        for number, reach in enumerate(_REACHES):
            start, end = _FURTHEST - reach, _FURTHEST + 1 + reach
            np.subtract(until, running[:, start : start + count], out=sums[:, 2 * number])
            np.subtract(running[:, end : end + count], since, out=sums[:, 2 * number + 1])
        # The first two windows are those of ``NEAR``.
        chrome_near, _, _, _, blocks_near = sums[4:, 0] + sums[4:, 1]
        divisors = np.maximum(sums[[1, 3, 8]], 1.0)
        means = sums[3:8]
        prose_share, story = sums[0] / divisors[0], sums[2] / divisors[1]
        means /= divisors[2]
        return cls(prose_share, story, means, chrome_near, blocks_near, sentences)

    def prose_within(self, reach: int) -> NDArray[np.float64]:
        """The share of prose in one window before each block, and in the one behind it."""
        both: NDArray[np.float64] = self.prose[_windows_of([reach])]
        return both


def surrounding_rows(
    blocks: Blocks, sums: Sums, prose: NDArray[np.bool_], windows: Windows, with_time: NDArray[np.bool_]
) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    """The rows of ``FEATURES``, several of them together or one by one.

    Args:
        blocks: The blocks of a dump.
        sums: The votes on them.
        prose: Which of them read like paragraphs of the story.
        windows: What stands around them.
        with_time: Which of them begin with a time of day.
    """
    yield windows.prose[_windows_of(_PROSE_REACHES)]
    for mean, reaches in zip(windows.means, _MEAN_REACHES, strict=True):
        yield mean[_windows_of(reaches)]
    yield windows.story[_windows_of(_STORY_REACHES)]
    is_there = sums.strongest_shown.take(_GATHERED_ROWS + _LANDMARK_ROWS, axis=0) >= _LANDMARK_VOTE
    gathered = _gathered(with_time, is_there[: len(_GATHERED)])
    yield next(gathered)
    flags = np.empty((len(_LANDMARKS) + 1, len(blocks)), dtype=np.bool_)
    flags[0] = prose
    flags[1] = sums.has_title
    flags[2:] = is_there[len(_GATHERED) + 1 :]
    since, until = _distances(flags)
    yield since[0]
    yield until[0]
    yield from _runs(prose, blocks.shape.words, windows.sentences)
    yield from gathered
    yield since[1:]
    yield until[1:]


def _gathered(with_time: NDArray[np.bool_], votes: NDArray[np.bool_]) -> Iterator[NDArray[np.intp]]:
    """How many times of day, and how many votes of each of ``_GATHERED``, stand near each block, its own included."""
    count = len(with_time)
    reaches = (_TIMES_REACH, *_GATHERED.values())
    furthest = max(reaches)
    # Running sums, which go on beyond both ends of the dump as far as a reach does.
    flags = np.zeros((len(reaches), count + 2 * furthest + 1), dtype=np.bool_)
    inside = flags[:, furthest + 1 : furthest + 1 + count]
    inside[0] = with_time
    inside[1:] = votes
    for running, reach in zip(flags.cumsum(axis=1), reaches, strict=True):
        start, end = furthest - reach, furthest + reach + 1
        yield running[end : end + count] - running[start : start + count]


def _distances(flags: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For rows of flags, how many blocks it is from each block back to the last flag, and on to the next one.

    A block's own flag does not count for the first row, that of prose.
    """
    count = flags.shape[1]
    places = np.arange(count)
    last = np.maximum.accumulate(np.where(flags, places, -_FAR), axis=1)
    following = np.minimum.accumulate(np.where(flags, places, count + _FAR)[:, ::-1], axis=1)[:, ::-1]
    since, until = np.minimum(places - last, _FAR), np.minimum(following - places, _FAR)
    since[0, 1:] = np.minimum(since[0, :-1] + 1, _FAR)
    until[0, :-1] = np.minimum(until[0, 1:] + 1, _FAR)
    since[0, :1] = until[0, -1:] = _FAR
    return since, until


def _runs(
    prose: NDArray[np.bool_], words: NDArray[np.float64], sentences: NDArray[np.bool_]
) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    """Runs of paragraphs, and of the blocks between them: length, words and sentences a block, place in it."""
    begins = np.concatenate(([True], prose[1:] != prose[:-1]))[: len(prose)]
    number = np.cumsum(begins) - 1
    lengths = np.bincount(number)
    yield np.minimum(lengths, _LONGEST_RUN)[number]
    yield (np.bincount(number, words) / np.maximum(lengths, 1))[number]
    yield (np.bincount(number, sentences) / np.maximum(lengths, 1))[number]
    yield np.minimum(np.arange(len(prose)) - begins.nonzero()[0][number], _LONGEST_RUN)
