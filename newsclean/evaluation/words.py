"""Words in bags, and how much of one text is in another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from attrs import frozen

__all__ = ["Overlap", "missing_paragraphs", "shortened", "squash", "tokenize", "word_overlap"]

# Scripts that write no blanks between words, and Hangul, whose blanks part phrases: each character is a word. Thai,
# Lao, Burmese, Khmer; kana; Han, with the rarer characters beyond the first plane.
_CHARACTERS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_CHARACTERS}]|[^\W{_CHARACTERS}]++")
# A paragraph is missing in a text if most of its runs of so many words are: single words are in every text.
_RUN = 3
# Characters of a missing paragraph that are kept, and paragraphs: enough to find them in the page.
_EXCERPT, _EXCERPTS = 160, 5


def tokenize(text: str) -> list[str]:
    """The words of a text, in lower case.

    >>> tokenize("Fähre fährt 3-mal.")
    ['fähre', 'fährt', '3', 'mal']
    >>> tokenize("渡輪 sails")
    ['渡', '輪', 'sails']
    """
    return _WORD.findall(text.lower())


def squash(text: str | None) -> str:
    """The words alone: two titles that differ in marks, case or blanks are the same."""
    return " ".join(tokenize(text or ""))


@frozen
class Overlap:
    """How much of one bag of words is in another, 0 to 1."""

    precision: float
    recall: float
    f1: float


def word_overlap(found: str, gold: str) -> Overlap:
    """What of ``found`` belongs to ``gold``, and what of ``gold`` was found.

    Where the gold is empty, nothing found is right, and anything is wrong.
    """
    found_words, gold_words = tokenize(found), tokenize(gold)
    if not found_words or not gold_words:
        value = float(not found_words and not gold_words)
        return Overlap(value, value, value)
    common = (Counter(found_words) & Counter(gold_words)).total()
    precision, recall = common / len(found_words), common / len(gold_words)
    return Overlap(precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0)


def missing_paragraphs(text: str, other: str) -> tuple[int, tuple[str, ...]]:
    """The paragraphs of ``text`` that ``other`` does not have.

    Returns:
        How many words they have, and the beginnings of the longest ones, in their order.
    """
    others = tokenize(other)
    runs, line = set(_runs(others)), f" {' '.join(others)} "
    missing = []
    for paragraph in text.split("\n"):
        words = tokenize(paragraph)
        own = list(_runs(words))
        if own:
            gone = sum(run not in runs for run in own) * 2 > len(own)
        else:
            gone = bool(words) and f" {' '.join(words)} " not in line
        if gone:
            missing.append((len(words), " ".join(paragraph.split())))
    shown = set(sorted(range(len(missing)), key=lambda number: -missing[number][0])[:_EXCERPTS])
    excerpts = (paragraph for number, (_, paragraph) in enumerate(missing) if number in shown)
    return sum(count for count, _ in missing), tuple(map(shortened, excerpts))


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(_RUN)), strict=False)


def shortened(text: str) -> str:
    """The beginning of a text, to be shown."""
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
