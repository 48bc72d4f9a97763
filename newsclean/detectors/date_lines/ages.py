"""How long ago a story was published: "2 hours ago" behind a cue or below a byline."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.dates import find_ages, other_words
from newsclean.detectors.date_lines.cues import SIGNS
from newsclean.model import Evidence, Role

__all__ = ["ages_below_bylines", "is_age", "words_beside_ages"]

# As much as a phrase that opens a line. In characters: "vor 25 Minuten".
_WEIGHT_OF_AGE, _LONGEST_AGE = 3.0, 30
_AT_START = ("is", "starts", "opens")


def ages_below_bylines(blocks: Blocks) -> Iterator[Evidence]:
    """The votes for "2 hours ago" right below "By Jane Doe" above the story, without a value.

    Below the story both are the head of another one.
    """
    end = min(blocks.core.start, len(blocks))
    for number, hit in blocks.hits(Role.BYLINE):
        below = number + 1
        if below >= end or hit.part != "person" or hit.match not in _AT_START or blocks.ends_sentence[number]:
            continue
        if len(blocks.texts[below]) <= _LONGEST_AGE and is_age(blocks.texts[below], blocks.language):
            yield blocks.vote(below, Role.DATE, _WEIGHT_OF_AGE, "date_line.age", "how long ago, right below a byline")


def words_beside_ages(text: str, language: str | None) -> float:
    """The words behind a cue that are neither an age ("2 hours ago"), nor a time, nor a month and its day."""
    if not text.strip(SIGNS):
        return 0.0
    end, words = 0, 0.0
    for age in find_ages(text, language):
        words += other_words(text[end : age.span.start], language, numbers=False)
        end = age.span.end
    return words + other_words(text[end:], language, numbers=False)


def is_age(text: str, language: str | None) -> bool:
    """Whether a text is nothing but an age: "(2 days ago)"."""
    return bool(find_ages(text, language)) and not words_beside_ages(text, language)
