"""What blocks look like: letters, words, punctuation, counted for a whole dump at once.

Nothing here knows a language. Every code point has a class, and every block counts its classes; words are runs of
letters and digits, and in scripts without blanks a share of the characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from attrs import fields, frozen

from newsclean.characters import (
    BLANK,
    CLASSES,
    COMMA,
    DIGIT,
    LOWER,
    SIGN,
    STOP,
    UNSPACED,
    UPPER,
    classes,
    codes,
    members,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["Shape", "WordIndex", "index_words", "measure"]

# What may close a quotation behind the end of its sentence.
_CLOSING = "\"'”’»›“‘«‹」』)）]"
_DOT = ord(".")
# Thai and Lao end a sentence with nothing but its last word: a block of so many words is taken for one.
_THAI = 0x0E
_THAI_SENTENCE = 10
_BULLETS = "•·●○◦▪▫□☆★*+-–—‣⁃"
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


def measure(texts: list[str]) -> Shape:
    """Count every block of a dump. Linear in the length of the dump, in bounded memory beyond the result."""
    parts = [_measure(texts[start:end]) for start, end in _slices(texts)]
    if len(parts) == 1:
        return parts[0]
    return Shape(*(np.concatenate([getattr(part, name.name) for part in parts]) for name in fields(Shape)))


# Characters that are looked at together: the arrays for them take some 30 MB.
_SLICE = 1_000_000


def _slices(texts: list[str]) -> list[tuple[int, int]]:
    """Runs of blocks of about ``_SLICE`` characters, half-open; a longer block is a run of its own."""
    if sum(map(len, texts)) <= _SLICE:
        return [(0, len(texts))]
    bounds = [0]
    characters = 0
    for number, text in enumerate(texts):
        if characters and characters + len(text) > _SLICE:
            bounds.append(number)
            characters = 0
        characters += len(text)
    return list(zip(bounds, [*bounds[1:], len(texts)], strict=True))


def _measure(texts: list[str]) -> Shape:
    count = len(texts)
    # Blanks at the head let every place look three characters back.
    code = codes("   " + "\n".join(texts) + "\n")
    found = classes(code)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=count)
    ends = 3 + np.cumsum(lengths + 1) - 1
    starts = ends - lengths
    owner = np.repeat(np.arange(count), lengths + 1)
    inner = found[3:]
    columns = np.bincount(owner * CLASSES + inner, minlength=count * CLASSES).reshape(count, CLASSES).T
    columns = columns.astype(np.float64)

    in_word = (found >= LOWER) & (found <= DIGIT) & (found != UNSPACED)
    first = np.flatnonzero(in_word[3:] & ~in_word[2:-1])
    first_owner, first_class = owner[first], inner[first]
    capitalised = np.bincount(first_owner[first_class == UPPER], minlength=count).astype(np.float64)
    lower = np.bincount(first_owner[first_class == LOWER], minlength=count).astype(np.float64)
    words = np.bincount(first_owner, minlength=count) + columns[UNSPACED] / _CHARACTERS_PER_WORD

    last = ends - 1 - _footnote_lengths(texts, code[ends - 1] == ord("]"))
    for _ in range(2):
        last = last - (members(_CLOSING)[code[last]] & (last > starts))
    dots = (code[last] == _DOT) & (code[last - 1] == _DOT) & (code[last - 2] == _DOT)
    return Shape(
        characters=lengths.astype(np.float64),
        words=words,
        letters=columns[LOWER : UNSPACED + 1].sum(axis=0),
        digits=columns[DIGIT],
        upper=columns[UPPER],
        capitalised=capitalised,
        cased=capitalised + lower,
        stops=columns[STOP],
        commas=columns[COMMA],
        signs=columns[SIGN],
        unspaced=columns[UNSPACED],
        # The line feed behind each text was counted with it.
        blanks=columns[BLANK] - 1,
        ends_sentence=(found[last] == STOP) | (((code[last] >> 8) == _THAI) & (words >= _THAI_SENTENCE)),
        truncated=dots | (code[last] == ord("…")),
        ends_colon=members(":：")[code[ends - 1]],
        bullet=members(_BULLETS)[code[starts]] & (found[starts + 1] == BLANK) & (lengths > 1),
    )


# "… for a millennium.[3][12]" ends a sentence.
_FOOTNOTES = re.compile(r"(?:\[\d{1,3}\] ?){1,9}$")


def _footnote_lengths(texts: list[str], candidates: NDArray[np.bool_]) -> NDArray[np.int64]:
    lengths = np.zeros(len(texts), dtype=np.int64)
    for number in np.flatnonzero(candidates).tolist():
        found = _FOOTNOTES.search(texts[number], max(len(texts[number]) - 60, 1))
        if found is not None:
            lengths[number] = len(texts[number].rstrip()) - found.start()
    return lengths


@frozen(eq=False)
class WordIndex:
    """The words of a dump as numbers.

    Attributes:
        owner: For every word, the block that it stands in; ascending.
        number: For every word, its number; the same word has the same number.
        known: The distinct words, by number.
    """

    owner: NDArray[np.int32]
    number: NDArray[np.int32]
    known: list[str]


# Stands between blocks while a dump is split into words: folded text has no capital letters.
_BETWEEN = "A"


def index_words(blocks: Blocks) -> WordIndex:
    """Number the words of a dump: what blanks part, and single characters in scripts without blanks."""
    unspaced = blocks.shape.unspaced * 3 > blocks.shape.characters
    texts: list[str] = blocks.folded
    if unspaced.any():
        texts = [" ".join(text) if apart else text for text, apart in zip(texts, unspaced.tolist(), strict=True)]
    number_of: dict[str, int] = {_BETWEEN: 0}
    numbers = []
    for start, end in _slices(texts):
        words = f" {_BETWEEN} ".join(["", *texts[start:end]]).split()
        for word in dict.fromkeys(words):
            number_of.setdefault(word, len(number_of))
        numbers.append(np.fromiter(map(number_of.__getitem__, words), dtype=np.int32, count=len(words)))
    number = np.concatenate(numbers)
    between = number == 0
    owner = np.cumsum(between, dtype=np.int32) - 1
    return WordIndex(owner[~between], number[~between], list(number_of))
