"""What blocks look like: letters, words, punctuation, counted for a whole dump at once.

Nothing here knows a language. Every code point has a class, and every block counts its classes; words are runs of
letters and digits, and in scripts without blanks a share of the characters.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["Shape", "measure"]

_BLANK, _LOWER, _UPPER, _LETTER, _UNSPACED, _DIGIT, _STOP, _COMMA, _QUOTE, _OTHER = range(10)
_CLASSES = 10

_STOPS = ".!?…。！？｡؟۔।॥։៕။"
_COMMAS = ",;，、；،؛·"
_QUOTES = "\"'“”„«»‘’‚‹›「」『』()（）[]"
# Scripts that write no blanks between words: Thai and Lao, Burmese, Khmer, kana, Han.
_UNSPACED_RANGES = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3041, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
)
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
        quotes: Quotation marks and brackets.
        unspaced: Letters of scripts without blanks.
        ends_sentence: Whether the last character, closing quotes left out, ends a sentence.
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
    quotes: NDArray[np.float64]
    unspaced: NDArray[np.float64]
    ends_sentence: NDArray[np.bool_]


def measure(blocks: Blocks) -> Shape:
    """Count every block of a dump. Linear in the length of the dump."""
    count = len(blocks)
    texts = blocks.texts
    joined = "\n".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _class_table()[np.minimum(codes, 0xFFFF)]
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=count)
    # The line feed between two texts is blank, so it may be counted with the text before it.
    owner = np.repeat(np.arange(count), np.append(lengths[:-1] + 1, lengths[-1:]))
    counts = np.bincount(owner * _CLASSES + classes, minlength=count * _CLASSES).reshape(count, _CLASSES)
    counts = counts.astype(np.float64)

    in_word = (classes >= _LOWER) & (classes <= _DIGIT) & (classes != _UNSPACED)
    begins = in_word.copy()
    begins[1:] &= ~in_word[:-1]
    # An apostrophe inside a word ("don't") does not begin another: the piece behind it is counted out by its quote.
    first = np.flatnonzero(begins)
    first_owner, first_class = owner[first], classes[first]
    capitalised = np.bincount(first_owner[first_class == _UPPER], minlength=count).astype(np.float64)
    lower = np.bincount(first_owner[first_class == _LOWER], minlength=count).astype(np.float64)
    words = np.bincount(first_owner, minlength=count) + counts[:, _UNSPACED] / _CHARACTERS_PER_WORD
    return Shape(
        characters=lengths.astype(np.float64),
        words=words,
        letters=counts[:, _LOWER : _UNSPACED + 1].sum(axis=1),
        digits=counts[:, _DIGIT],
        upper=counts[:, _UPPER],
        capitalised=capitalised,
        cased=capitalised + lower,
        stops=counts[:, _STOP],
        commas=counts[:, _COMMA],
        quotes=counts[:, _QUOTE],
        unspaced=counts[:, _UNSPACED],
        ends_sentence=np.fromiter(map(_ends_sentence, texts), dtype=np.bool_, count=count),
    )


def _ends_sentence(text: str) -> bool:
    last = text[-1:]
    if last in _QUOTES:
        last = text.rstrip(_QUOTES)[-1:] if len(text) < 2 or text[-2] in _QUOTES else text[-2]
    return bool(last) and last in _STOPS


@cache
def _class_table() -> NDArray[np.int64]:
    """The class of every code point of the basic plane; the last entry stands for all beyond it."""
    table = np.full(0x10000, _OTHER, dtype=np.int64)
    by_category = {"Lu": _UPPER, "Lt": _UPPER, "Ll": _LOWER, "Lo": _LETTER, "Lm": _LETTER, "Mn": _LETTER, "Mc": _LETTER, "Nd": _DIGIT}
    for code in range(0x10000):
        character = chr(code)
        known = by_category.get(unicodedata.category(character))
        if known is not None:
            table[code] = known
        elif character.isspace():
            table[code] = _BLANK
    for start, end in _UNSPACED_RANGES:
        block = table[start : end + 1]
        block[block == _LETTER] = _UNSPACED
    for characters, code_class in ((_STOPS, _STOP), (_COMMAS, _COMMA), (_QUOTES, _QUOTE)):
        for character in characters:
            table[ord(character)] = code_class
    # Beyond the basic plane stand rare Han characters and emoji; the former cannot be told by the capped code.
    table[0xFFFF] = _OTHER
    return table
