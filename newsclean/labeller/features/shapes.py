"""What each block looks like by itself: length, marks, capitals, and how the flattener left it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from newsclean.detectors.link_list import LABEL_WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["FEATURES", "begins_with_time", "is_label", "outermost", "shape_rows"]

FEATURES: dict[str, str] = {
    "shape.words": "how many words it has",
    "shape.sentence": "ends like a sentence",
    "shape.truncated": "ends with an ellipsis",
    "shape.colon": "ends with a colon",
    "shape.asks": "ends with a question mark",
    "shape.exclaims": "ends with an exclamation mark",
    "shape.stops": "how many sentences it has",
    "shape.commas": "commas among its words",
    "shape.capitalised": "share of words with a capital letter, sentences and labels aside",
    "shape.upper": "share of capital letters, labels aside",
    "shape.digits": "share of digits",
    "shape.signs": "signs that prose does not use, by word",
    "shape.word_length": "letters a word",
    "shape.begins_lower": "begins with a small letter, labels aside",
    "shape.begins_digit": "begins with a digit",
    "shape.begins_time": "begins with a time of day",
    "shape.begins_quote": "begins with a quotation mark",
    "shape.bullet": "begins with a bullet",
    "line.blank_before": "stands below a blank line",
    "line.cut_before": "goes on in the line of the block before",
    "line.cut_after": "its line goes on in the next block",
}

# Traits of a character: a small letter, a digit, a mark that ends a question, an exclamation or opens a quotation.
_SMALL, _DIGIT, _ASKS, _EXCLAIMS, _QUOTE = 1, 2, 4, 8, 16
_MARKS = {_ASKS: frozenset("?？؟;"), _EXCLAIMS: frozenset("!！"), _QUOTE: frozenset("\"'“”„‘’«»‹›「『《")}
# Longer than this says no more: paragraphs of that many words are story everywhere.
_MOST_WORDS = 150.0
_MOST_STOPS = 8.0
_LONGEST_WORD = 15.0


def shape_rows(
    blocks: Blocks,
    first: NDArray[np.uint8],
    has_case: NDArray[np.bool_],
    capitalised: NDArray[np.float64],
    with_time: NDArray[np.bool_],
) -> Iterator[NDArray[np.float64] | NDArray[np.bool_]]:
    """The rows of ``FEATURES``, one by one.

    Args:
        blocks: The blocks of a dump.
        first: What ``outermost`` says of their first characters.
        has_case: In which of them capitals say something: not in labels.
        capitalised: The feature of that name.
        with_time: What ``begins_with_time`` says.
    """
    shape = blocks.shape
    words = np.maximum(shape.words, 1.0)
    letters = np.maximum(shape.letters, 1.0)
    last = outermost(blocks, -1)
    yield np.minimum(shape.words, _MOST_WORDS)
    yield shape.ends_sentence & ~shape.truncated
    yield shape.truncated
    yield shape.ends_colon
    yield last & _ASKS != 0
    yield last & _EXCLAIMS != 0
    yield np.minimum(shape.stops, _MOST_STOPS)
    yield shape.commas / words
    yield capitalised
    yield has_case * shape.upper / letters
    yield shape.digits / np.maximum(shape.characters, 1.0)
    yield shape.signs / words
    yield np.minimum(letters / words, _LONGEST_WORD)
    yield has_case & (first & _SMALL != 0)
    yield first & _DIGIT != 0
    yield with_time
    yield first & _QUOTE != 0
    yield shape.bullet
    yield np.array(blocks.blank_before, dtype=np.bool_)
    lines = np.array(blocks.lines, dtype=np.int32)
    same = lines[1:] == lines[:-1]
    yield np.concatenate(([False], same)) if len(lines) else same
    yield np.concatenate((same, [False])) if len(lines) else same


def is_label(blocks: Blocks) -> NDArray[np.bool_]:
    """Which blocks are a few words that end no sentence: one site prints them in capitals and the next does not."""
    return (blocks.shape.words <= LABEL_WORDS) & ~blocks.shape.ends_sentence


def begins_with_time(blocks: Blocks, first: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether each block begins with a time of day, as the lines of a wire service do: "10:17 Rouble slips".

    ``first`` is what ``outermost`` says of the first characters.
    """
    found = np.zeros(len(blocks), dtype=np.bool_)
    for number in (first & _DIGIT).nonzero()[0].tolist():
        found[number] = _TIME.match(blocks.texts[number]) is not None
    return found


# At most five characters are looked at.
_TIME = re.compile(r"[012]?\d[:.h][0-5]\d(?!\d)")


class _Traits(dict[str, int]):
    """What there is to know of the outermost character of a block, as bits; worked out when it is first met."""

    def __missing__(self, character: str) -> int:
        traits = _SMALL * character.islower() | _DIGIT * character.isdigit()
        for trait, members in _MARKS.items():
            traits |= trait * (character in members)
        if character < "\uffff":
            # There is no end of hostile characters beyond.
            self[character] = traits
        return traits


_TRAITS = _Traits()


def outermost(blocks: Blocks, place: int) -> NDArray[np.uint8]:
    """The traits of the first (0) or the last (-1) character of each block."""
    traits = map(_TRAITS.__getitem__, map(itemgetter(place), blocks.texts))
    return np.fromiter(traits, dtype=np.uint8, count=len(blocks))
