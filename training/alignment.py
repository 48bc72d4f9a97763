"""Which blocks of a dump are the gold's story: the words of both, aligned in order.

A block is aligned where runs of three of its words stand in the gold text; short ones where they are a whole
paragraph of it. A phrase can stand in both by chance, and a teaser repeats the story's own words, so the aligned blocks
must follow each other as they do in the gold: the heaviest increasing chain of them is the story.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence

__all__ = ["aligned_shares"]

# Words that must match in a row. Two are too easily met by chance, four miss paragraphs full of links and figures.
_RUN = 3
# Places in the gold that one block is tried at. Refrains and tables stand at many; the first few are enough.
_MOST_PLACES = 4


def aligned_shares(blocks: Sequence[str], gold: str, tokenize: Callable[[str], list[str]]) -> list[float]:
    """For each block the share of its words that the gold text has, at its place in the order.

    Args:
        blocks: The texts of the blocks, in order.
        gold: The story's text; paragraphs are parted by line breaks.
        tokenize: Cuts a text into words.
    """
    gold_words = tokenize(gold)
    places: dict[tuple[str, ...], list[int]] = {}
    for place, run in enumerate(zip(*(gold_words[shift:] for shift in range(_RUN)), strict=False)):
        places.setdefault(run, []).append(place)
    paragraphs: dict[tuple[str, ...], list[int]] = {}
    place = 0
    for paragraph in gold.split("\n"):
        words = tuple(tokenize(paragraph))
        if words:
            paragraphs.setdefault(words, []).append(place)
            place += len(words)

    words_of = [tokenize(block) for block in blocks]
    shares: list[float] = []
    # (block, place in the gold, words matched)
    points: list[tuple[int, int, float]] = []
    for number, words in enumerate(words_of):
        share, found = _matches(words, places, paragraphs)
        shares.append(share)
        points += [(number, place, share * len(words)) for place in found]
    chain = _heaviest_chain(points)
    taken = bytearray(len(gold_words) + 1)
    for number, place in chain.items():
        end = min(place + len(words_of[number]), len(gold_words))
        taken[place:end] = b"\1" * (end - place)
    for number, place, _ in points:
        if number in chain or not shares[number]:
            continue
        # Out of order: a repetition, unless nobody else claims that part of the gold and it is too long for chance.
        end = min(place + len(words_of[number]), len(gold_words))
        if end - place < 8 or sum(taken[place:end]) * 2 > end - place:
            shares[number] = 0.0
    return shares


def _matches(
    words: list[str], places: dict[tuple[str, ...], list[int]], paragraphs: dict[tuple[str, ...], list[int]]
) -> tuple[float, list[int]]:
    """The share of the words that stand in the gold, and the places where the block may begin there."""
    whole = paragraphs.get(tuple(words))
    if whole:
        return 1.0, whole[:_MOST_PLACES]
    if len(words) < _RUN:
        return 0.0, []
    covered = bytearray(len(words))
    begins: Counter[int] = Counter()
    for shift, run in enumerate(zip(*(words[shift:] for shift in range(_RUN)), strict=False)):
        found = places.get(run)
        if found:
            covered[shift : shift + _RUN] = b"\1" * _RUN
            for place in found[:_MOST_PLACES]:
                begins[max(place - shift, 0)] += 1
    return sum(covered) / len(words), [place for place, _ in begins.most_common(_MOST_PLACES)]


def _heaviest_chain(points: list[tuple[int, int, float]]) -> dict[int, int]:
    """The heaviest choice of points that rises in block and place; at most one a block. Place by block."""
    # Ends of chains, by rising place and rising weight, so that the best one below a place is found by bisection.
    ends: list[int] = []
    weights: list[float] = []
    tails: list[int] = []
    before: list[int] = []
    for _, group in itertools.groupby(enumerate(points), key=lambda point: point[1][0]):
        fresh = []
        for index, (_, place, weight) in group:
            best = bisect_left(ends, place) - 1
            before.append(tails[best] if best >= 0 else -1)
            fresh.append((place, weight + (weights[best] if best >= 0 else 0.0), index))
        for place, total, index in fresh:
            at = bisect_left(ends, place)
            if at > 0 and weights[at - 1] >= total:
                continue
            behind = at
            while behind < len(ends) and weights[behind] <= total:
                behind += 1
            ends[at:behind], weights[at:behind], tails[at:behind] = [place], [total], [index]
    chain: dict[int, int] = {}
    index = tails[-1] if tails else -1
    while index >= 0:
        number, place, _ = points[index]
        chain[number] = place
        index = before[index]
    return chain
