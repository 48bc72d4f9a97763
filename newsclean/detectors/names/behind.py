"""What stands behind a name in its line: a place, a position, an age, a number."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.characters import is_lower
from newsclean.dates.lexer import lexed
from newsclean.detectors._known_words import SIGNS, is_agency, is_label, is_position
from newsclean.detectors.names.words import ends_in_state, is_medium, small_words
from newsclean.lexicon import fold

__all__ = ["before_age", "before_hand", "before_number", "ends_as_teaser", "has_place_behind", "without_place"]

# A name and a place behind a bar; the longest place, in words.
_NAME_AND_PLACE, _LONGEST_PLACE = 2, 2
# In figures.
_YEAR = 4
# Of ages: "8h".
_UNITS = tuple("dhm")
# In words: "7 hours".
_AGE = 2


def has_place_behind(parts: Sequence[str]) -> bool:
    """Whether a line may be a name and where it was reported from, or for: "Lucía Beltrán | Madrid"."""
    if len(parts) != _NAME_AND_PLACE or not parts[1].strip():
        return False
    if is_medium(parts[1].split()):
        return True
    return (
        not is_lower(parts[1][:1])
        and len(parts[1].split()) <= _LONGEST_PLACE
        and not is_label(parts[1])
        and not is_position(parts[1])
    )


def without_place(text: str) -> str:
    """The text without one word behind its only comma: where it was written."""
    name, comma, behind = text.partition(", ")
    if ends_in_state(text) or fold(behind) in small_words().suffixes:
        return text
    is_word = bool(comma) and len(behind.split()) == 1 and not is_lower(behind[0]) and not is_agency(behind)
    return name if is_word and not any(is_position(part) or is_label(part) for part in (name, behind)) else text


def before_hand(text: str) -> str:
    """The text before "(Text)" or "/ Text", for others took the pictures: "Jane Doe (words), Jon Dahl (photos)"."""
    name, slash, behind = text.partition(" / ")
    if slash and fold(behind) in small_words().written:
        return name
    name, bracket, behind = text.partition(" (")
    return name if bracket and fold(behind.partition(")")[0]) in small_words().written else text


def before_age(text: str) -> str:
    """What stands before a number and its unit at the end of a line: "Jane Doe 7 hours", "Jane Doe • 8h"."""
    before = before_number(text)
    behind = text[text.index(before) + len(before) :]
    words = behind.strip(SIGNS).split()
    # "Updated 3 May", "Example H2", "January 2026" are none.
    is_age = 0 < len(words) <= _AGE and behind[0] == " " and words[0].rstrip("hdms").isdigit() and len(words[0]) < _YEAR
    return before if is_age and not any(letter in lexed(before)[1] for letter in "MW") else ""


def ends_as_teaser(text: str) -> bool:
    """Whether a short age stands behind words without a sign between them: "Blue Whale 8h", but "Jane Doe • 8h"."""
    before, _, last = text.rpartition(" ")
    return last[-1:] in _UNITS and last[:-1].isdecimal() and before[-1:].isalpha()


def before_number(text: str) -> str:
    """What stands before the first figure of a line."""
    return text[: next((place for place, sign in enumerate(text) if sign.isdigit()), len(text))].strip(SIGNS)
