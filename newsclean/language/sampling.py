"""What of a dump is read to tell its language: words of its long blocks, for menus and buttons are short."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

__all__ = ["sample_words", "words_of"]

# How much is read, in letters, and how much of one block: of a page with a long cookie notice, or with spam among the
# comments, most blocks are still in the page's language. 600 letters, or 200 of a block, call Polish pages English.
_BUDGET: Final = 800
_OF_ONE_BLOCK: Final = 150
# From how many characters on a block is long, and from how many letters on the long blocks are enough.
_LONG: Final = 60
_ENOUGH: Final = 300
# Of blocks that are tables, addresses or rows of dashes so many are looked at before giving up.
_CANDIDATES: Final = 2000

# Everything but letters, marks and digits of any script ends a word, an apostrophe too. Marks are no \w for `re`, and
# the scripts of India cannot be read without them: so what ends a word is listed, not what is in it.
_WORD: Final = re.compile(
    r"[^\s\x00-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u3000-\u3004"
    r"\u3007-\u303f\u055a-\u055f\u0589\u05be\u05f3\u05f4\u060c\u061b\u061f\u0660-\u066d\u06d4\u06f0-\u06f9\u0964-\u096f"
    r"\ud800-\uf8ff\uff00-\uff20]++"
)
# What marks a run of ASCII characters as an address, a path or a piece of code.
_ADDRESS: Final = re.compile("[%&/=@_]")


def sample_words(texts: Sequence[str]) -> list[str]:
    """Read words where a dump has the most of them.

    Args:
        texts: The blocks of a dump, in order.

    Returns:
        The words of the longest blocks, as ``words_of`` gives them, about 800 letters; of very long blocks the middle
        is read. Short blocks count where hardly any is long. Blocks that are mostly no words are left out, web
        addresses too. The cost is a pass over the lengths and a sort of them, however long the blocks are.
    """
    for quota in (_OF_ONE_BLOCK, 2 * _BUDGET // max(1, len(texts))):
        words, letters = _read(texts, quota)
        # Else there are few blocks, such as a page that is one line: then more of each.
        if letters >= _ENOUGH or len(texts) * _OF_ONE_BLOCK >= 2 * _BUDGET:
            break
    return words


def _read(texts: Sequence[str], quota: int) -> tuple[list[str], int]:
    words: list[str] = []
    letters = 0
    pieces = set()
    for text in _longest_first(texts):
        if letters >= (_BUDGET if len(text) >= _LONG else _ENOUGH):
            break
        start = max(0, len(text) - quota) // 2
        piece = text[start : start + quota]
        if piece not in pieces:
            pieces.add(piece)
            found, amount = _words_in(piece)
            words += found
            letters += amount
    return words, letters


def _longest_first(texts: Sequence[str]) -> Iterator[str]:
    """The candidates by length, equally long ones in the order of the dump."""
    long = sorted([text for text in texts if len(text) >= _LONG], key=len, reverse=True)
    # Mostly nobody asks for more than ten; the short ones are not even sorted then.
    yield from long[:_CANDIDATES]
    short = sorted([text for text in texts if len(text) < _LONG], key=len, reverse=True)
    yield from short[: max(0, _CANDIDATES - len(long))]


def _words_in(piece: str) -> tuple[list[str], int]:
    """The words of a piece, and how many letters they have; nothing where hardly anything is a word."""
    size = len(piece) - piece.count(" ")  # some flatteners put a blank between Chinese characters
    if _ADDRESS.search(piece):
        piece = " ".join(part for part in piece.split() if not part.isascii() or not _ADDRESS.search(part))
    words = words_of(piece)
    letters = len("".join(words))
    return (words, letters) if 2 * letters >= size else ([], 0)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, in order, without punctuation and numbers.

    >>> words_of("L’eau, 35 % – ÖL!")
    ['l', 'eau', 'öl']
    """
    if text.isascii():
        return _WORD.findall(text.lower())
    # "İ".lower() is an i and a dot, and no Turkish word is listed with the dot.
    return _WORD.findall(unicodedata.normalize("NFC", text).lower().replace("i\u0307", "i"))
