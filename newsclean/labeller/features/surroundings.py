"""What stands around each block: prose, chrome and short lines in windows of several widths, runs, landmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from newsclean.model import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.labeller.features.evidence import Sums

__all__ = ["FEATURES", "surrounding_rows"]

# In blocks. The study on the development dumps (2026-11) found windows of 3 to 20 the most telling.
_WORD_REACHES = (1, 3, 10)
_CHROME_REACHES = (1, 3, 10)
_PROSE_REACHES = (3, 10, 20)
_SENTENCE_REACHES = (1, 3)
_CAPITAL_REACHES = (3, 10)
_REPEATED_REACH = 5
_STORY_REACHES = (3, 10)
_TIMES_REACH = 5
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
    **_windows("repeated", (_REPEATED_REACH,), "share of repeated lines in the {} blocks {}"),
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


def surrounding_rows(
    blocks: Blocks,
    sums: Sums,
    prose: NDArray[np.bool_],
    is_chrome: NDArray[np.bool_],
    capitalised: NDArray[np.float64],
    known: NDArray[np.float32],
    with_time: NDArray[np.bool_],
) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    """The rows of ``FEATURES``.

    Args:
        blocks: The blocks of a dump.
        sums: The votes on them.
        prose: Which of them read like paragraphs of the story.
        is_chrome: Which of them the detectors take for chrome.
        capitalised: The feature of that name.
        known: The feature ``words.core``.
        with_time: Which of them begin with a time of day.
    """
    shape = blocks.shape
    sentences = shape.ends_sentence & ~shape.truncated
    yield from _in_windows(shape.words, prose, is_chrome, sentences, capitalised, blocks.is_repeated, known)
    gathered = _gathered(
        [with_time, *(sums.of(role) >= _LANDMARK_VOTE for role in _GATHERED)], (_TIMES_REACH, *_GATHERED.values())
    )
    yield next(gathered)
    flags = [prose, *(sums.of(role) >= _LANDMARK_VOTE for role in _LANDMARKS)]
    flags[1] = sums.has_title
    since, until = _distances(np.array(flags))
    yield since[0]
    yield until[0]
    yield from _runs(prose, shape.words, sentences)
    yield from gathered
    yield from since[1:]
    yield from until[1:]


def _gathered(rows: list[NDArray[np.bool_]], reaches: Sequence[int]) -> Iterator[NDArray[np.intp]]:
    """For each row of flags how many stand at most so many blocks away from each block, its own included."""
    count, furthest = len(rows[0]), max(reaches)
    # Running sums, which go on beyond both ends of the dump as far as a reach does.
    flags = np.zeros((len(rows), count + 2 * furthest + 1), dtype=np.bool_)
    flags[:, furthest + 1 : furthest + 1 + count] = rows
    for running, reach in zip(flags.cumsum(axis=1), reaches, strict=True):
        start, end = furthest - reach, furthest + reach + 1
        yield running[end : end + count] - running[start : start + count]


def _in_windows(
    words: NDArray[np.float64],
    prose: NDArray[np.bool_],
    is_chrome: NDArray[np.bool_],
    sentences: NDArray[np.bool_],
    capitalised: NDArray[np.float64],
    repeated: NDArray[np.bool_],
    known: NDArray[np.float32],
) -> Iterator[NDArray[np.float64]]:
    count = len(words)
    # Running sums: what stands between two blocks is a difference. They go on beyond both ends of the dump as far as a
    # reach does. Every block weighs two words more than it has: ten labels of a word are more than a sentence of ten.
    rows = (
        np.where(prose, words, 0.0),
        words + 2.0,
        words,
        words,
        is_chrome,
        sentences,
        capitalised,
        repeated,
        known * words,
        np.ones(count),
    )
    running = np.zeros((len(rows), count + 2 * _FURTHEST + 1))
    for number, row in enumerate(rows):
        running[number, _FURTHEST + 1 : _FURTHEST + 1 + count] = row
    np.cumsum(running, axis=1, out=running)
    cache: dict[tuple[int, str], NDArray[np.float64]] = {}

    def window(reach: int, side: str) -> NDArray[np.float64]:
        found = cache.get((reach, side))
        if found is None:
            start, end = (_FURTHEST - reach, _FURTHEST) if side == "before" else (_FURTHEST + 1, _FURTHEST + 1 + reach)
            found = running[:, end : end + count] - running[:, start : start + count]
            np.maximum(found[-1], 1.0, out=found[-1])
            found[_PER_BLOCK] /= found[-1]
            cache[reach, side] = found
        return found

    for reach in _PROSE_REACHES:
        for side in _SIDES:
            near = window(reach, side)
            yield near[0] / np.maximum(near[1], 1.0)
    for number, reaches in (
        (3, _WORD_REACHES),
        (4, _CHROME_REACHES),
        (5, _SENTENCE_REACHES),
        (6, _CAPITAL_REACHES),
        (7, (_REPEATED_REACH,)),
    ):
        for reach in reaches:
            for side in _SIDES:
                yield window(reach, side)[number]
    for reach in _STORY_REACHES:
        for side in _SIDES:
            near = window(reach, side)
            yield near[8] / np.maximum(near[2], 1.0)


# Which sums become means: those of words, chrome, sentences, capitals and repeated lines.
_PER_BLOCK = slice(3, 8)


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
