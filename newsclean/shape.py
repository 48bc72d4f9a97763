"""What blocks look like: letters, words, punctuation, counted for a whole dump at once.

Nothing here knows a language. Every code point has a class, and every block counts its classes; words are runs of
letters and digits, and in scripts without blanks a share of the characters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from itertools import chain, count
from typing import TYPE_CHECKING

import numpy as np
from attrs import fields, frozen

from newsclean.characters import (
    BLANK,
    BULLETS,
    CLASSES,
    CLOSING,
    COMMA,
    DIGIT,
    LOWER,
    SIGN,
    STOP,
    UNSPACED,
    UPPER,
    Characters,
    members,
    slices,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["SHORTEST_SENTENCE", "Shape", "WordIndex", "index_words", "measure"]

#: In words; shorter lines with a stop are labels.
SHORTEST_SENTENCE = 4.0

# Marks that say which way a line is written, and that it goes on so no longer; nobody sees them.
_INVISIBLE = "\u200e\u200f\u202c\u2069"
_DOT = ord(".")
# Thai and Lao end a sentence with nothing but its last word: a block of so many words is taken for one.
_THAI = 0x0E
_THAI_SENTENCE = 10
# Characters of a script without blanks that stand for one word: Chinese words are 1.5 to 1.8 characters long.
_CHARACTERS_PER_WORD = 1.7


@frozen(eq=False)
class Shape:
    """Counts for every block of a dump; arrays of the same length as the blocks.

    Attributes:
        characters: Code points.
        words: Runs of letters and digits; in scripts without blanks, characters divided by 1.7.
        letters: Letters of any script.
        digits: Decimal digits of any script.
        upper: Capital letters.
        capitalised: Words that begin with a capital letter.
        cased: Words that begin with a letter that has a case.
        stops: Sentence-ending marks.
        commas: Commas and semicolons.
        signs: Signs that prose does not use: bars, arrows, braces, bullets.
        unspaced: Letters of scripts without blanks.
        blanks: White space.
        ends_sentence: Whether the last character, closing quotes left out, ends a sentence; an ellipsis does too. In
            Thai and Lao, which have no such marks, whether the block has ten words.
        truncated: Whether it ends with an ellipsis.
        ends_colon: Whether it ends with a colon.
        bullet: Whether it begins with a bullet and a blank.
    """

    characters: NDArray[np.float64]
    words: NDArray[np.float64]
    letters: NDArray[np.float64]
    digits: NDArray[np.float64]
    upper: NDArray[np.float64]
    capitalised: NDArray[np.float64]
    cased: NDArray[np.float64]
    stops: NDArray[np.float64]
    commas: NDArray[np.float64]
    signs: NDArray[np.float64]
    unspaced: NDArray[np.float64]
    blanks: NDArray[np.float64]
    ends_sentence: NDArray[np.bool_]
    truncated: NDArray[np.bool_]
    ends_colon: NDArray[np.bool_]
    bullet: NDArray[np.bool_]


def measure(blocks: Blocks) -> Shape:
    """Count every block of a dump. Linear in the length of the dump, in bounded memory beyond the result."""
    starts, ends = blocks.bounds
    parts = []
    for first, behind in slices(ends):
        part = slice(first, behind)
        base = 0
        characters = blocks.characters
        if characters is None and behind > first:
            base = int(starts[first])
            characters = Characters.of(blocks.dump.text[base : ends[behind - 1]])
        characters = characters or Characters.of("")
        parts.append(_measure(characters, starts[part] - base, ends[part] - base, blocks.texts[part]))
    if len(parts) == 1:
        return parts[0]
    return Shape(*(np.concatenate([getattr(part, name.name) for part in parts]) for name in fields(Shape)))


def _measure(characters: Characters, starts: NDArray[np.intp], ends: NDArray[np.intp], texts: list[str]) -> Shape:
    """Count the blocks that stand from ``starts`` to ``ends``. What lies between them is white space."""
    count = len(starts)
    base = int(starts[0]) if count else 0
    kind = characters.kind[base : int(ends[-1]) if count else 0]
    begins, stops = starts - base, ends - base
    owner = _owners(begins, len(kind))
    # Most characters are small letters and blanks. The others are counted one by one, ...
    columns = _counts(kind, (kind > LOWER).nonzero()[0], owner, count)
    # ... blanks between the blocks' bounds, and small letters are the rest.
    blank_places = (kind == BLANK).nonzero()[0]
    blanks = blank_places.searchsorted(stops) - blank_places.searchsorted(begins)
    columns[LOWER] = stops - begins - blanks - columns.sum(axis=0)
    heads = _counts(kind, _word_starts(kind, begins), owner, count)
    words = heads.sum(axis=0) + columns[UNSPACED] / _CHARACTERS_PER_WORD
    lengths = np.fromiter(map(len, texts), dtype=np.intp, count=count)

    code, found = characters.code, characters.kind
    last = _last_characters(code, starts, ends, texts)
    end = code[last]
    return Shape(
        characters=lengths.astype(np.float64),
        words=words,
        letters=columns[LOWER : UNSPACED + 1].sum(axis=0),
        digits=columns[DIGIT],
        upper=columns[UPPER],
        capitalised=heads[UPPER],
        cased=heads[UPPER] + heads[LOWER],
        stops=columns[STOP],
        commas=columns[COMMA],
        signs=columns[SIGN],
        unspaced=columns[UNSPACED],
        # Of a run of white space the text has one blank, or none.
        blanks=(lengths - (ends - starts - blanks)).astype(np.float64),
        ends_sentence=(found[last] == STOP) | ((end >> 8 == _THAI) & (words >= _THAI_SENTENCE)),
        truncated=_three_dots(code, starts, last) | (end == ord("…")),
        ends_colon=members(":：")[code[ends - 1]],
        bullet=members(BULLETS)[code[starts]] & (lengths > 1) & (found[np.minimum(starts + 1, ends - 1)] == BLANK),
    )


def _owners(begins: NDArray[np.intp], length: int) -> NDArray[np.int32]:
    """For every character the block that it stands in or behind."""
    widths = np.empty(len(begins), dtype=np.intp)
    np.subtract(begins[1:], begins[:-1], out=widths[:-1])
    widths[-1:] = length - begins[-1:]
    return np.repeat(np.arange(len(begins), dtype=np.int32), widths)


def _word_starts(kind: NDArray[np.uint8], begins: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where words begin in scripts with blanks."""
    in_word = (kind >= LOWER) & (kind <= DIGIT) & (kind != UNSPACED)
    first = in_word.copy()
    first[1:] &= ~in_word[:-1]
    # Pieces of one line may touch.
    first[begins] = in_word[begins]
    starts: NDArray[np.intp] = first.nonzero()[0]
    return starts


def _last_characters(
    code: NDArray[np.uint16], starts: NDArray[np.intp], ends: NDArray[np.intp], texts: list[str]
) -> NDArray[np.intp]:
    """Where the last character of each block stands, footnotes and up to two closing quotes left out."""
    closing = members(CLOSING + _INVISIBLE)
    last: NDArray[np.intp] = ends - 1
    footnoted = code[last] == ord("]")
    if footnoted.any():
        last = last - _footnote_lengths(texts, footnoted)
    for _ in range(2):
        last = last - (closing[code[last]] & (last > starts))
    return last


def _three_dots(code: NDArray[np.uint16], starts: NDArray[np.intp], last: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which blocks end with "..."."""
    dots: NDArray[np.bool_] = (code[last] == _DOT) & (last - starts > 1)
    dots[dots] = (code[last[dots] - 1] == _DOT) & (code[last[dots] - 2] == _DOT)
    return dots


def _counts(
    kind: NDArray[np.uint8], places: NDArray[np.intp], owner: NDArray[np.int32], count: int
) -> NDArray[np.float64]:
    """How many characters of each class stand at some places, by block: an array of shape ``(CLASSES, count)``."""
    cells = kind[places].astype(np.intp) * count + owner[places]
    return np.bincount(cells, minlength=CLASSES * count).reshape(CLASSES, count).astype(np.float64)


# "… for a millennium.[3][12]" ends a sentence.
_FOOTNOTES = re.compile(r"(?:\[\d{1,3}\] ?){1,9}$")


def _footnote_lengths(texts: list[str], candidates: NDArray[np.bool_]) -> NDArray[np.int64]:
    lengths = np.zeros(len(texts), dtype=np.int64)
    for number in candidates.nonzero()[0].tolist():
        found = _FOOTNOTES.search(texts[number], max(len(texts[number]) - 60, 1))
        if found is not None:
            lengths[number] = len(texts[number].rstrip()) - found.start()
    return lengths


@frozen(eq=False, slots=False)
class WordIndex:
    """The words of a dump as numbers.

    Attributes:
        counts: For every block, how many words it has.
        owner: For every word of the dump, the block that it stands in.
        number: For every word of the dump, its number; the same word has the same number.
        number_of: The numbers of the distinct words, in their order, ascending from 0, which is no word's.
        unspaced: For every block, whether its words are single characters.
    """

    counts: NDArray[np.intp]
    owner: NDArray[np.intp]
    number: NDArray[np.intp]
    number_of: Mapping[str, int]
    unspaced: NDArray[np.bool_]

    @cached_property
    def times(self) -> NDArray[np.intp]:
        """How often each distinct word stands in the dump."""
        return np.bincount(self.number, minlength=len(self.number_of))

    @cached_property
    def lengths(self) -> NDArray[np.intp]:
        """How many characters each distinct word has."""
        return np.fromiter(map(len, self.number_of), dtype=np.intp, count=len(self.number_of))

    @cached_property
    def marked(self) -> list[tuple[int, str]]:
        """The distinct words that have more than letters, and their numbers: one in three."""
        return [(number, word) for number, word in enumerate(self.number_of) if not word.isalpha()]


# Words of a dump are numbered so many characters at a time: they take ten times as much memory.
_SLICE_OF_WORDS = 100_000
# Has the number that is no word's: folded text has no capital letters.
_NO_WORD = "A"


def index_words(blocks: Blocks) -> WordIndex:
    """Number the words of a dump: what blanks part, and single characters in scripts without blanks."""
    unspaced = blocks.shape.unspaced * 3 > blocks.shape.characters
    # A word that is not there yet gets the next number.
    number_of = defaultdict[str, int](count(1).__next__, {_NO_WORD: 0})
    counts, numbers = np.empty(len(blocks), dtype=np.intp), []
    for start, end in slices(blocks.bounds[1], _SLICE_OF_WORDS):
        words = [text.split() for text in blocks.folded[start:end]]
        for place in unspaced[start:end].nonzero()[0].tolist():
            # The characters of each word one by one.
            words[place] = list("".join(words[place]))
        counts[start:end] = list(map(len, words))
        found = map(number_of.__getitem__, chain.from_iterable(words))
        numbers.append(np.fromiter(found, dtype=np.intp, count=int(counts[start:end].sum())))
    number = numbers[0] if len(numbers) == 1 else np.concatenate(numbers)
    return WordIndex(counts, np.arange(len(blocks)).repeat(counts), number, number_of, unspaced)
