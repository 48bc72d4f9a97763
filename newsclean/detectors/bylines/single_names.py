"""The author who signs with one name between headline and date: "Stefan"."""

from __future__ import annotations

from itertools import pairwise

from newsclean.detectors._known_words import (
    SIGNS,
    begins_date_cue,
    is_agency,
    is_label,
    is_position,
    is_section,
    person_cue,
    speaks_of_position,
)
from newsclean.detectors.bylines.line_parts import parts_of
from newsclean.detectors.bylines.place import LONGEST, Place
from newsclean.detectors.names.words import is_medium, is_thing, small_words
from newsclean.lexicon import fold

__all__ = ["single_name"]

# In letters: "Kev", and no name that is one word is longer.
_SHORTEST, _LONGEST = 3, 20
# "DeAndre", "McKay": of more words in one, a flattener has glued labels ("UhrTeilenDrucken").
_MOST_INNER_CAPITALS = 1


def single_name(place: Place) -> tuple[int, str] | None:
    """The block and the name; ``None`` if no line between headline and date is one.

    On the dumps of the development pages as ``html_text`` (2026-11) it is the author on 2 of 2. What is left out stands
    there as well: sections, topics and places, which the story says, and what announces a date.
    """
    number = place.title + 1
    texts = place.blocks.texts
    if place.title < 0 or number + 1 >= len(texts):
        return None
    if texts[number] == texts[number + 1]:
        # What was printed in place of a portrait stands above it.
        number += 1
    parts, has_date = parts_of(texts[number][:LONGEST], place.blocks.language)
    if not parts or not (has_date or place.stands_beside_bylines(number + 1)):
        return None
    if not all(part[0].isdigit() for part in parts[1:]):
        # "Stefan May 3, 2024 2 Comments", but "Ferries | Stefan".
        return None
    # "BySarah", where markup went.
    word = parts[0][len(person_cue(parts[0])) :].strip(SIGNS)
    folded = fold(word)
    is_written_as_name = word.isalpha() and word[0].isupper() and not word.isupper() and not _is_glued(word)
    if not is_written_as_name or not _SHORTEST <= len(word) <= _LONGEST or place.is_day(word):
        return None
    known = small_words()
    is_of_page = is_label(word) or is_section(word) or begins_date_cue(word) or folded in place.site_names
    is_office = is_position(word) or speaks_of_position(word) or is_agency(word) or is_medium([word])
    is_unsigned = folded in known.machines or folded in known.kickers
    is_entry = is_thing([word]) or folded in place.blocks.folded[: place.title]
    is_no_name = is_of_page or is_office or is_unsigned or is_entry
    return None if is_no_name or _is_told(place, word) else (number, word)


def _is_glued(word: str) -> bool:
    return sum(before.islower() and letter.isupper() for before, letter in pairwise(word)) > _MOST_INNER_CAPITALS


def _is_told(place: Place, word: str) -> bool:
    """Whether it is a topic of the story or a place: the headline says it, or the story other than as its author."""
    # "Ferries" stands above "The ferry sails again".
    stem = word[:-3] if word.endswith("ies") else word.removesuffix("s")
    return fold(stem) in place.blocks.folded[place.title] or place.is_topic(word) or place.is_topic(stem)
