"""Folding white space: the one change that cleaned text shows against its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["fold_white_space", "is_unspaced", "may_be_unspaced", "with_plain_blanks"]

# No-break, figure and narrow no-break blank: between words they mean what a plain one does.
_NO_BREAK_BLANKS = "\u00a0\u2007\u202f"

# Scripts that write no blanks between words: Han, kana, full-width forms, CJK punctuation. (Hangul writes blanks.)
_UNSPACED = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_FIRST_UNSPACED = 0x2E80
# Quotation marks that Chinese shares with the scripts of the West belong to the character beside them.
_QUOTES = "\u2018-\u201f\u2026"
_LINE_BREAK_INSIDE_UNSPACED = re.compile(
    rf"(?:(?<=[{_UNSPACED}])|(?<=[{_UNSPACED}][{_QUOTES}]))[^\S\r\n]*+[\r\n]\s*+(?=[{_QUOTES}]?[{_UNSPACED}])"
)


def fold_white_space(text: str) -> str:
    r"""Fold every run of white space, non-breaking blanks too, to one blank.

    A line break between two characters of a script without blanks (Chinese, Japanese) was put there by a page width
    and leaves nothing behind.

    >>> fold_white_space("  two\u00a0 words\n again ")
    'two words again'
    >>> fold_white_space("\u661f\n\u96c5")
    '\u661f\u96c5'
    """
    if not text.isascii() and ("\n" in text or "\r" in text):
        text = _LINE_BREAK_INSIDE_UNSPACED.sub("", text)
    return " ".join(text.split())


def with_plain_blanks(text: str) -> str:
    """The text with plain blanks for those that only forbid a page width to break a line; each in its place."""
    for blank in _NO_BREAK_BLANKS:
        text = text.replace(blank, " ")
    return text


def may_be_unspaced(text_codes: NDArray[np.uint16]) -> bool:
    """Whether a text, given by its code points, may have characters of a script without blanks."""
    return bool(text_codes.max(initial=0) >= _FIRST_UNSPACED)


def is_unspaced(letter: str) -> bool:
    """Whether a letter is of a script without blanks between words: Chinese or Japanese, not Korean.

    >>> is_unspaced("港"), is_unspaced("항"), is_unspaced("H")
    (True, False, False)
    """
    return "\u2e80" <= letter <= "\uffef" and not "\uac00" <= letter <= "\ud7a3"
