"""What each block looks like by itself: length, marks, capitals, and how the flattener left it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["FEATURES", "begins_with_time", "shape_rows"]

FEATURES: dict[str, str] = {
    "shape.words": "how many words it has",
    "shape.sentence": "ends like a sentence",
    "shape.truncated": "ends with an ellipsis",
    "shape.colon": "ends with a colon",
    "shape.asks": "ends with a question mark",
    "shape.exclaims": "ends with an exclamation mark",
    "shape.stops": "how many sentences it has",
    "shape.commas": "commas among its words",
    "shape.capitalised": "share of words with a capital letter, sentences aside",
    "shape.upper": "share of capital letters",
    "shape.digits": "share of digits",
    "shape.signs": "signs that prose does not use, by word",
    "shape.word_length": "letters a word",
    "shape.begins_lower": "begins with a small letter",
    "shape.begins_digit": "begins with a digit",
    "shape.begins_time": "begins with a time of day",
    "shape.begins_quote": "begins with a quotation mark",
    "shape.bullet": "begins with a bullet",
    "line.blank_before": "stands below a blank line",
    "line.cut_before": "goes on in the line of the block before",
    "line.cut_after": "its line goes on in the next block",
}

_QUOTES = frozenset("\"'“”„‘’«»‹›「『《")
_ASKS = frozenset("?？؟;")
_EXCLAIMS = frozenset("!！")
# Longer than this says no more: paragraphs of that many words are story everywhere.
_MOST_WORDS = 150.0
_MOST_STOPS = 8.0
_LONGEST_WORD = 15.0


def shape_rows(blocks: Blocks, capitalised: NDArray[np.float64]) -> Iterator[NDArray[np.float64] | NDArray[np.bool_]]:
    """The rows of ``FEATURES``; ``capitalised`` is the one of that name."""
    shape, texts = blocks.shape, blocks.texts
    words = np.maximum(shape.words, 1.0)
    letters = np.maximum(shape.letters, 1.0)
    firsts = [text[0] for text in texts]
    lasts = [text[-1] for text in texts]
    yield np.minimum(shape.words, _MOST_WORDS)
    yield shape.ends_sentence & ~shape.truncated
    yield shape.truncated
    yield shape.ends_colon
    yield _flags([last in _ASKS for last in lasts])
    yield _flags([last in _EXCLAIMS for last in lasts])
    yield np.minimum(shape.stops, _MOST_STOPS)
    yield shape.commas / words
    yield capitalised
    yield shape.upper / letters
    yield shape.digits / np.maximum(shape.characters, 1.0)
    yield shape.signs / words
    yield np.minimum(letters / words, _LONGEST_WORD)
    yield _flags([first.islower() for first in firsts])
    yield _flags([first.isdigit() for first in firsts])
    yield begins_with_time(blocks)
    yield _flags([first in _QUOTES for first in firsts])
    yield shape.bullet
    yield _flags(blocks.blank_before)
    lines = np.array(blocks.lines, dtype=np.int32)
    same = lines[1:] == lines[:-1]
    yield np.concatenate(([False], same)) if len(lines) else same
    yield np.concatenate((same, [False])) if len(lines) else same


def begins_with_time(blocks: Blocks) -> NDArray[np.bool_]:
    """Whether each block begins with a time of day, as the lines of a wire service do: "10:17 Rouble slips"."""
    return _flags([text[:1].isdigit() and _TIME.match(text) is not None for text in blocks.texts])


# At most five characters are looked at.
_TIME = re.compile(r"[012]?\d[:.h][0-5]\d(?!\d)")


def _flags(values: list[bool]) -> NDArray[np.bool_]:
    return np.array(values, dtype=np.bool_)
