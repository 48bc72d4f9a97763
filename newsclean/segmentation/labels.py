"""Labels that a flattener put on one line: menus, share bars, and whatever stands between them in a one-line dump."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.lexicon import Lexicon

__all__ = ["all_labels", "glued_labels", "labels_among_words", "may_be_labels"]

_WORD = re.compile(r"\S+")
# Words in a label of the lexicon, at most, that are looked for; longer ones stand on lines of their own.
_LONGEST_LABEL = 5
# A longer line is prose or a page on one line, and judged by its sentences.
_LONGEST_LINE = 400
# A line is a row of labels if the lexicon knows at least this share of its words (measured on the development dumps).
# Where words have no capitals, titles can be made of such words: there the lexicon must know them all.
_KNOWN_SHARE = 0.7
_SIGNS = frozenset(":：›»>→|/")
# Characters at the head of a line that are looked at first.
_LOOK = 60
_DECORATION = " \t|·•*-/:,;.()[]»›>«‹<"


def may_be_labels(folded: str, labels: frozenset[str]) -> bool:
    """Whether a line begins with a label and goes on: the quick look after which nearly every line is left alone."""
    words = folded[:_LOOK].split(" ", _LONGEST_LABEL)
    head = ""
    for word in words[:_LONGEST_LABEL]:
        head = f"{head} {word}" if head else word
        if head.strip(_DECORATION) in labels:
            return len(head) < len(folded)
    return False


def all_labels(line: str, folded: str, labels: frozenset[str]) -> list[int]:
    """Where to cut a line that is nothing but labels: "Share Tweet Email Print"; empty if it is anything else.

    Args:
        line: One line, white space folded or not.
        folded: The same as the lexicon folds it, character for character.
        labels: The labels that the lexicon knows.
    """
    # A colon introduces something, bars and arrows make a path; both are read as a whole.
    if len(line) > _LONGEST_LINE or not _SIGNS.isdisjoint(line) or folded.strip(_DECORATION) in labels:
        return []
    words = [match.span() for match in _WORD.finditer(line)]
    places: set[int] = set()
    found = known = number = 0
    while number < len(words):
        length = _label_at(folded, words, number, labels)
        if length:
            found += 1
            known += length
            places.add(words[number][0])
            if number + length < len(words):
                places.add(words[number + length][0])
        number += length or 1
    cased = line != line.swapcase()
    return sorted(places - {0}) if found > 1 and known >= (_KNOWN_SHARE if cased else 1.0) * len(words) else []


def labels_among_words(piece: str, folded: str, lexicon: Lexicon) -> list[int]:
    """Where labels and cues begin and end among the words of a one-line dump: around "Sign in", before "By" and "Tags:".

    One known word alone may be a word of a headline; two in a row, or several words, are labels.
    """
    words = [match.span() for match in _WORD.finditer(piece)]
    places: list[int] = []
    number = 0
    previous_end = -1
    pending: tuple[int, int] | None = None
    while number < len(words):
        start = words[number][0]
        length = _label_at(folded, words, number, lexicon.labels)
        if length:
            end = number + length
            if length > 1 or previous_end == number:
                if pending is not None and pending[1] == number:
                    places.append(words[pending[0]][0])
                places.append(start)
                if end < len(words):
                    places.append(words[end][0])
                pending = None
            else:
                pending = (number, end)
            previous_end = end
            number = end
            continue
        if piece[start].isupper() and lexicon.begins_with_cue(folded[start : start + 80]):
            places.append(start)
        number += 1
    return sorted({place for place in places if place})


def glued_labels(line: str, folded: str, places: list[int], lexicon: Lexicon) -> list[int]:
    """Which places in a short line with glued words part labels that the lexicon knows: "HomeNewsSport"."""
    if ":" in line:
        return []
    bounds = [0, *places, len(line)]
    kept: set[int] = set()
    number = 0
    while number + 1 < len(bounds):
        for end in range(min(number + 3, len(bounds) - 1), number, -1):
            part = folded[bounds[number] : bounds[end]].strip(_DECORATION)
            if part in lexicon.labels or (end == number + 1 and number and lexicon.begins_with_cue(part)):
                kept.update((bounds[number], bounds[end]))
                number = end
                break
        else:
            number += 1
    return sorted(kept - {0, len(line)})


def _label_at(folded: str, words: list[tuple[int, int]], number: int, labels: frozenset[str]) -> int:
    """How many words the longest label has that begins at word ``number``; 0 if none does."""
    start = words[number][0]
    for length in range(min(_LONGEST_LABEL, len(words) - number), 0, -1):
        if folded[start : words[number + length - 1][1]].strip(_DECORATION) in labels:
            return length
    return 0
