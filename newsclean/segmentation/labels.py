"""Labels that a flattener put on one line: menus, share bars, and whatever stands between them in a one-line dump."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from newsclean.characters import is_lower

if TYPE_CHECKING:
    from newsclean.lexicon import Lexicon

__all__ = [
    "all_labels", "begins_with_label", "glued_labels", "is_between_labels", "labels_among_words", "may_be_labels",
]  # fmt: skip

_WORD = re.compile(r"\S+")
# Words in a label of the lexicon, at most, that are looked for; longer ones stand on lines of their own.
_LONGEST_LABEL = 5
# A longer line is prose or a page on one line, and judged by its sentences.
_LONGEST_LINE = 400
# A line is a row of labels if the lexicon knows at least this share of its words (measured on the development dumps).
# Where words have no capitals, titles can be made of such words: there the lexicon must know them all.
_KNOWN_SHARE = 0.7
# In a line of capitals nothing shows where a label begins, as small letters do in "Skip social links". So many labels
# as make a run of short lines a menu (``detectors.link_list``) are several all the same.
_FEWEST_IN_CAPITALS = 4
_SIGNS = frozenset(":：›»>→|/")
# Words between two labels or cues that still stand together: the names behind "By".
_LONGEST_GAP = 5
# Labels in a row that are a menu: sentences begin with two ("Home News was founded …"). Of 34,928 paragraphs of the
# development gold none begins with three, and one ends with a footer, which it is (2026-11).
_FEWEST_IN_MENU = 3
# In words: "Skip to content".
_SHORTEST_SKIP_LINK = 3
_SENTENCE_ENDS = ".!?…。！？।؟۔"
# Characters at the head of a line that are looked at first.
_LOOK = 60
_DECORATION = " \t|·•*-/:,;.()[]»›>«‹<"


@lru_cache(maxsize=4)
def _heads(labels: frozenset[str]) -> frozenset[str]:
    """The first two words of every label, or its only one."""
    return frozenset(" ".join(label.split(" ", 2)[:2]) for label in labels)


def begins_with_label(folded: str, labels: frozenset[str]) -> bool:
    """Whether a line of several words, of which the first is the first of a label, may begin with a label and go on.

    A quick look, which lets some lines pass that do not.
    """
    end = folded.find(" ")
    if folded[0] in _DECORATION:
        # Behind a bullet one word is an item of a list.
        return len(folded.strip(_DECORATION).split(maxsplit=1)) > 1
    heads = _heads(labels)
    if folded[:end].strip(_DECORATION) in heads:
        return True
    end = folded.find(" ", end + 1)
    return (folded if end < 0 else folded[:end]).rstrip(_DECORATION) in heads


def may_be_labels(folded: str, labels: frozenset[str]) -> bool:
    """Whether a line begins with a label and goes on: the quick look after which nearly every line is left alone."""
    end = 0
    for _ in range(_LONGEST_LABEL):
        end = folded.find(" ", end + 1, _LOOK)
        head = folded[: end if end > 0 else _LOOK]
        if head.strip(_DECORATION) in labels:
            return len(head) < len(folded)
        if end < 0:
            break
    return False


def all_labels(line: str, folded: str, labels: frozenset[str], first_words: frozenset[str]) -> list[int]:
    """Where to cut a line that is nothing but labels: "Share Tweet Email Print"; empty if it is anything else.

    Args:
        line: One line, white space folded or not.
        folded: The same as the lexicon folds it, character for character.
        labels: The labels that the lexicon knows.
        first_words: The first word of each.
    """
    # A colon introduces something, bars and arrows make a path; both are read as a whole.
    if len(line) > _LONGEST_LINE or not _SIGNS.isdisjoint(line) or folded.strip(_DECORATION) in labels:
        return []
    words = [match.span() for match in _WORD.finditer(line)]
    places: set[int] = set()
    found = known = unknown = number = 0
    while number < len(words):
        start, end = words[number]
        # Labels begin with a capital where there are capitals; "property taxes" are two of them and none.
        may_begin = not is_lower(line[start]) and _may_begin_label(folded[start:end], first_words)
        length = _label_at(folded, words, number, labels) if may_begin else 0
        if length:
            found += 1
            known += length
            places.add(start)
            if number + length < len(words):
                places.add(words[number + length][0])
        else:
            unknown += 1
            if len(words) - unknown < _KNOWN_SHARE * len(words):
                return []
        number += length or 1
    if found < (_FEWEST_IN_CAPITALS if line.isupper() else 2):
        return []
    cased = known == len(words) or line != line.swapcase()
    return sorted(places - {0}) if cased else []


@frozen
class _Unit:
    """A label or the beginning of a cue among words: numbers of its first word and of the word behind it."""

    start: int
    end: int
    # A label that may be a word of any sentence ("Sport"); something that goes on behind the unit ("By"); such a thing
    # that needs no company ("Published:").
    weak: bool = False
    cue: bool = False
    strong: bool = False


def labels_among_words(piece: str, folded: str, lexicon: Lexicon) -> list[int]:
    """Where to cut a piece of a one-line dump: around "Sign in" and "Copy link", before "By" and "Tags:".

    A phrase of the lexicon in the middle of a sentence is a part of it. So it counts if it stands close to another one,
    or if it ends with a colon, as cues do and sentences hardly.
    """
    words = [match.span() for match in _WORD.finditer(piece)]
    units = _units(piece, folded, words, lexicon)
    places: set[int] = set()
    cluster: list[_Unit] = []
    for unit in (*units, None):
        if unit is not None and (not cluster or unit.start - cluster[-1].end <= _LONGEST_GAP):
            cluster.append(unit)
            continue
        if _is_furniture(cluster):
            places.update(_cluster_cuts(cluster, words))
        cluster = [] if unit is None else [unit]
    return sorted(places - {0})


def is_between_labels(line: str, folded: str, lexicon: Lexicon) -> bool:
    """Whether a menu begins a line or a footer ends it: labels side by side, which no sentence begins or ends with.

    Three labels at the head are a menu; two are, if as many stand at the end. At the end, where prose may name three
    things in a row, a label of several words has to be among them, and no stop behind them.
    """
    words = [match.span() for match in _WORD.finditer(line)]
    units = _units(line, folded, words, lexicon)
    head = _labels_at_head(line, words, units)
    # "Health Education Science ministers met": they are the subject of a sentence.
    if head and units[head - 1].end < len(words) and is_lower(line[words[units[head - 1].end][0]]):
        head = 0
    tail = list[_Unit]()
    behind = len(words) + _LONGEST_GAP
    for unit in reversed(units):
        if behind - unit.end > (_LONGEST_GAP if tail else 2 * _LONGEST_GAP):
            break
        tail.append(unit)
        behind = unit.start
    labels = [unit for unit in tail if not unit.cue]
    ends_sentence = line.rstrip("\"'”’»)]")[-1:] in _SENTENCE_ENDS
    is_footer = len(labels) >= _FEWEST_IN_MENU and any(not unit.weak for unit in labels) and not ends_sentence
    return head >= _FEWEST_IN_MENU or is_footer or (head == _FEWEST_IN_MENU - 1 <= len(labels) and not ends_sentence)


def _labels_at_head(line: str, words: list[tuple[int, int]], units: list[_Unit]) -> int:
    """How many labels begin a line, side by side.

    Behind one of several words, such as "Skip to content", a section may stand among them that nobody knows.
    """
    head = end = 0
    may_skip = bool(units) and units[0].end >= _SHORTEST_SKIP_LINK
    for unit in units:
        is_next = unit.start == end
        is_behind_unknown = head > 0 and may_skip and unit.start == end + 1 and not is_lower(line[words[end][0]])
        if unit.cue or not (is_next or is_behind_unknown):
            break
        may_skip = may_skip and is_next
        head, end = head + 1, unit.end
    return head


def _is_furniture(cluster: list[_Unit]) -> bool:
    """Whether labels and cues that stand together are a page's.

    They are if one ends with a colon, if one of them is a label of several words, or if three single words stand side
    by side: "Handel und Klima" are two words of a sentence.
    """
    if any(unit.strong for unit in cluster):
        return True
    if any(not unit.weak and not unit.cue for unit in cluster):
        return len(cluster) > 1
    return len(cluster) > 2 and all(unit.end == following.start for unit, following in pairwise(cluster))


def _cluster_cuts(cluster: list[_Unit], words: list[tuple[int, int]]) -> Iterator[int]:
    in_list = False
    for unit in cluster:
        # Behind "Tags:" a word of the menu is a tag.
        in_list = unit.strong or (in_list and unit.weak)
        if in_list and not unit.strong:
            continue
        yield words[unit.start][0]
        if not unit.cue and unit.end < len(words):
            yield words[unit.end][0]


def _units(piece: str, folded: str, words: list[tuple[int, int]], lexicon: Lexicon) -> list[_Unit]:
    labels, first_words, cue_words = lexicon.labels, lexicon.label_first_words, lexicon.cue_first_words
    units = []
    behind = 0
    # Nearly all words of a sentence begin with a small letter, and no label and no cue does.
    for number in [number for number, (start, _) in enumerate(words) if not is_lower(piece[start])]:
        if number < behind:
            continue
        start, end = words[number]
        word = folded[start:end].strip(_DECORATION)
        length = _label_at(folded, words, number, labels) if word in first_words else 0
        if length:
            behind = number + length
            if length == 1 or not _is_name_in_sentence(piece, folded, words[number:behind], lexicon):
                units.append(_Unit(number, behind, weak=length == 1))
        elif word in cue_words:
            cue = lexicon.cue_at(folded[start : words[min(number + _LONGEST_GAP, len(words)) - 1][1]])
            if cue:
                colon = folded[start : start + cue].rstrip()[-1] == ":"
                units.append(_Unit(number, number + 1, cue=True, strong=colon))
    return units


def _is_name_in_sentence(piece: str, folded: str, words: list[tuple[int, int]], lexicon: Lexicon) -> bool:
    """Whether a label is the name of a network, and a sentence goes on behind it: "On Google News it is gone"."""
    start, end = words[0][0], words[-1][1]
    behind = piece[end : end + 2]
    # Names of places do not stay in their sentences: menus have them, and headlines begin with them ("In Russia").
    return len(behind) == 2 and behind[0] == " " and is_lower(behind[1]) and folded[start:end] in lexicon.networks


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
            if part in lexicon.labels or (end == number + 1 and number and lexicon.cue_at(part)):
                kept.update((bounds[number], bounds[end]))
                number = end
                break
        else:
            number += 1
    return sorted(kept - {0, len(line)})


def _may_begin_label(word: str, first_words: frozenset[str]) -> bool:
    if word in first_words:
        return True
    bare = word.lstrip(_DECORATION)
    # A sign alone may stand before a label.
    return not bare or bare in first_words or bare.rstrip(_DECORATION) in first_words


def _label_at(folded: str, words: list[tuple[int, int]], number: int, labels: frozenset[str]) -> int:
    """How many words the longest label has that begins at word ``number``; 0 if none does."""
    start = words[number][0]
    for length in range(min(_LONGEST_LABEL, len(words) - number), 0, -1):
        if folded[start : words[number + length - 1][1]].strip(_DECORATION) in labels:
            return length
    return 0
