"""Classes of characters, looked up for a whole text at once."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "BLANK",
    "BULLETS",
    "CLASSES",
    "CLOSING",
    "COMMA",
    "DIGIT",
    "FULL_STOPS",
    "LETTER",
    "LOWER",
    "OTHER",
    "QUOTE",
    "SIGN",
    "SLICE",
    "STOP",
    "UNSPACED",
    "UPPER",
    "Characters",
    "classes",
    "codes",
    "is_lower",
    "members",
    "slices",
]

#: White space; small, capital and other letters; letters of scripts without blanks; digits; marks that end a sentence;
#: commas; quotation marks; signs that prose does not use; all else.
BLANK, LOWER, UPPER, LETTER, UNSPACED, DIGIT, STOP, COMMA, QUOTE, SIGN, OTHER = range(11)
CLASSES = 11

#: What may close a quotation behind the end of its sentence; and the marks that end a statement.
CLOSING, FULL_STOPS = "\"'”’»›“‘«‹」』)）]", ".。।॥۔"

#: What an item of a list may begin with.
BULLETS = "•·●○◦▪▫□☆★*+-–—‣⁃"

#: Characters of a long dump that are looked at together: the arrays for them take some 20 MB.
SLICE = 1_000_000

_STOPS = ".!?…。！？｡؟۔।॥։។៕။።།"
_COMMAS = ",;，、；،؛၊፣፤"
_QUOTES = "\"'“”„«‘’‚‹「」『』()（）"
_SIGNS = "|>»›{}[]@©→▶►•"
_GEORGIAN = ("\u10d0", "\u10ff")
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


@frozen(eq=False)
class Characters:
    """The characters of a text as arrays.

    Attributes:
        code: The code point of each; see ``codes``.
        kind: The class of each.
    """

    code: NDArray[np.uint16]
    kind: NDArray[np.uint8]

    @classmethod
    def of(cls, text: str) -> Characters:
        """Look up every character of ``text``."""
        code = codes(text)
        return cls(code, classes(code))


def codes(text: str) -> NDArray[np.uint16]:
    """The code point of every character; those beyond the basic plane, rare Han and emoji, are all 0xFFFF."""
    if len(text) > SLICE:
        # Encoding takes up to twelve bytes a character: of a long text a piece at a time.
        found = np.empty(len(text), dtype=np.uint16)
        for start in range(0, len(text), SLICE):
            found[start : start + SLICE] = codes(text[start : start + SLICE])
        return found
    narrow = text.encode("utf-16-le", "surrogatepass")
    if len(narrow) == 2 * len(text):
        return np.frombuffer(narrow, dtype=np.uint16)
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.minimum(wide, 0xFFFF).astype(np.uint16)


def classes(text_codes: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """The class of every code point."""
    return _table().take(text_codes)


def slices(ends: NDArray[Any], size: int = SLICE) -> list[tuple[int, int]]:
    """Runs of stretches that end in the same ``size`` of characters, half-open; at least one, perhaps empty.

    Args:
        ends: Where each stretch of a text ends, in order.
        size: Number of characters.
    """
    if not len(ends) or ends[-1] < size:
        return [(0, len(ends))]
    number = ends // size
    bounds = np.flatnonzero(number[1:] != number[:-1]) + 1
    return list(pairwise((0, *bounds.tolist(), len(ends))))


@cache
def members(characters: str) -> NDArray[np.bool_]:
    """For every code point of the basic plane, whether it is one of ``characters``."""
    table = np.zeros(0x10000, dtype=np.bool_)
    table[codes(characters)] = True
    return table


def is_lower(text: str) -> bool:
    """Whether a text is in small letters, of a script in which sentences and names begin with capitals.

    Georgian has capitals for Unicode alone: in print every letter is a small one.

    >>> is_lower("ferry"), is_lower("Ferry"), is_lower("ბორანი")
    (True, False, False)
    """
    return text.islower() and not _GEORGIAN[0] <= text[0] <= _GEORGIAN[1]


@cache
def _table() -> NDArray[np.uint8]:
    table = np.full(0x10000, OTHER, dtype=np.uint8)
    letters = dict.fromkeys(("Lo", "Lm", "Mn", "Mc"), LETTER)
    by_category = {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Nd": DIGIT, **letters}
    for code in range(0x10000):
        character = chr(code)
        category = unicodedata.category(character)
        # Georgian letters are small ones for Unicode.
        known = LETTER if category == "Ll" and not is_lower(character) else by_category.get(category)
        if known is not None:
            table[code] = known
        elif character.isspace():
            table[code] = BLANK
    for start, end in _UNSPACED_RANGES:
        block = table[start : end + 1]
        block[block == LETTER] = UNSPACED
    for characters, code_class in ((_STOPS, STOP), (_COMMAS, COMMA), (_QUOTES, QUOTE), (_SIGNS, SIGN)):
        table[codes(characters)] = code_class
    table[0xFFFF] = OTHER
    return table
