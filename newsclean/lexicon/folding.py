"""Folding: one plain form for all the ways of writing a phrase, in which every character keeps its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

__all__ = ["fold", "is_word_character", "needs_no_space", "spellings"]

# What typographers, input methods and page templates vary without changing the word. Ordered by the plain character.
_FOLDED_TO = {
    "'": "‘’‚‛′ʼ´＇",
    '"': "“”„‟″＂",
    "-": "‐‑‒–—―−﹘﹣－",
    # No-break, thin, ideographic and zero-width blanks; marks of writing direction stand around words as blanks do.
    " ": "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200e\u200f\u202f\u205f\u2060\u3000\ufeff",
    ":": "：",
    "(": "（",
    ")": "）",
    "!": "！",
    "?": "？",
    ",": "，",
    ";": "；",
    "/": "／",
    "|": "｜",
    # The one letter whose lower case is longer than itself.
    "i": "İ",
}
_PLAIN = tuple((character, plain) for plain, characters in _FOLDED_TO.items() for character in characters)


_VARIED = re.compile(f"[{''.join(character for character, _ in _PLAIN)}]")
# In characters: for a name or a label one look for all of them is faster than one for each.
_LONGEST_LABEL = 60


def fold(text: str) -> str:
    r"""Write ``text`` in lower case with plain quotes, dashes, colons and blanks, each character in its place.

    Args:
        text: A line, or a whole dump. Runs of white space are left as they are.

    Returns:
        A text of the same length: ``fold(text)[i]`` stands for ``text[i]``. Linear in ``len(text)``.

    >>> fold("Read\u00a0More：“ΟΔΟΣ” – İstanbul’da")
    'read more:"οδος" - istanbul\'da'
    """
    if text.isascii():
        return text.lower()
    if len(text) > _MOST_AT_ONCE:
        return "".join(fold(piece) for piece in _pieces(text))
    plain = text
    if len(text) > _LONGEST_LABEL or _VARIED.search(text) is not None:
        # Forty scans by memchr: a tenth of the time that str.translate needs for a dump, and no more of it for a line.
        for character, replacement in _PLAIN:
            plain = plain.replace(character, replacement)
    lowered = plain.lower()
    if len(lowered) == len(text):
        return lowered
    # A Unicode version to come may give another letter a longer lower case than İ, which is gone by now.
    return "".join(small if len(small := character.lower()) == 1 else character for character in plain)


# In characters: a text with one emoji takes four bytes for each of them, and twelve more while it is made small.
_MOST_AT_ONCE = 500_000


def _pieces(text: str) -> Iterator[str]:
    """Pieces of a long text, cut between words where there are any: whether a sigma is a word's last is told there."""
    start = 0
    while start < len(text):
        end = start + _MOST_AT_ONCE
        blank = max(text.rfind("\n", start, end), text.rfind(" ", start, end))
        if blank >= 0 and end < len(text):
            end = blank + 1
        yield text[start:end]
        start = end


# Greek capitals are printed without the accent that the small letters have.
_WITHOUT_TONOS = tuple(zip("άέήίόύώ", "αεηιουω", strict=True))
# Arabic and Persian keyboards give different code points for yeh and kaf; hamza on alef is often left out.
_BARE_ALEF = tuple((alef, "ا") for alef in "أإآٱ")
_PERSIAN_LETTERS = (("ي", "ی"), ("ك", "ک"))
_ARABIC_LETTERS = (("ی", "ي"), ("ک", "ك"))


def spellings(phrases: Sequence[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """The folded forms under which phrases are met in print.

    They are worked out when the lexicon is built, so that matching pays nothing for them: capitals (Turkish "YAZDIR"
    folds to other letters than "Yazdır", German "GROSS" to others than "Groß", Greek capitals drop the accent), Arabic
    letters from Persian keyboards and the reverse, alef without its hamza.

    Returns:
        The regular form of each phrase; and the other forms that some have, each with the number of its phrase.

    >>> spellings(["Yazdır", "Paylaş"])
    (['yazdır', 'paylaş'], [(0, 'yazdir')])
    """
    # All at once: string methods cost less on one text than on each of a thousand phrases.
    text = fold(_LINE_END.join([" ".join(phrase.split()) for phrase in phrases]))
    regular = text.split(_LINE_END)
    if text.isascii():
        return regular, []
    texts = list(dict.fromkeys((text, fold(text.upper()))))
    for letters in (_WITHOUT_TONOS, _BARE_ALEF, _PERSIAN_LETTERS, _ARABIC_LETTERS):
        if any(letter in text for letter, _ in letters):
            texts += [_replaced(text, letters) for text in texts]
    others = {
        (number, form): None
        for text in texts[1:]
        for number, (form, usual) in enumerate(zip(text.split(_LINE_END), regular, strict=True))
        if form != usual
    }
    return regular, list(others)


def _replaced(text: str, letters: Sequence[tuple[str, str]]) -> str:
    for letter, other in letters:
        text = text.replace(letter, other)
    return text


_LINE_END = "\n"

# First and last code points of scripts that are written without blanks between words (Unicode 15 blocks): Thai, Lao;
# Myanmar; Khmer; kana, CJK marks and Han with its compatibility forms; Han of the supplementary planes.
_SCRIPTS_WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3005, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
# Hangul compatibility letters lie among the CJK blocks; Korean has spaces.
_HANGUL_LETTERS = (0x3130, 0x318F)


def needs_no_space(character: str) -> bool:
    """Whether the script of ``character`` is written without blanks between words."""
    code = ord(character)
    if code < 0x0E00 or _HANGUL_LETTERS[0] <= code <= _HANGUL_LETTERS[1]:
        return False
    return any(first <= code <= last for first, last in _SCRIPTS_WITHOUT_SPACES)


def is_word_character(character: str) -> bool:
    """Whether ``character`` is part of a word: a letter, digit, low line or mark (a vowel sign, a Hebrew point)."""
    if character.isalnum() or character == "_":
        return True
    return character > "\u02ff" and unicodedata.category(character)[0] == "M"
