"""Who wrote it: names behind "By", agencies on a line of their own, names with a position."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import frozen

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role

__all__ = ["byline"]

# Bylines are short: 99 % of those in the development gold have fewer characters, and a name fewer words.
_LONGEST = 160
_LONGEST_NAME = 5
# A byline stands at most this many blocks above the story, or below its end.
_REACH = 12
_SEPARATOR = re.compile(r"\s*+[,;|/•·–—、，]\s*+|\s++-\s++|\s{2,}+|\s*+\d.*+$")
_UNSPACED_NAME = re.compile("[\u3041-\u30ff\u3400-\u9fff]{2,4}[ ・]?[\u3041-\u30ff\u3400-\u9fff]{0,6}|[\uac00-\ud7a3]{2,4}")


@frozen
class _SmallWords:
    conjunctions: frozenset[str]
    particles: frozenset[str]
    places: frozenset[str]


@cache
def _small_words() -> _SmallWords:
    data = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
    return _SmallWords(frozenset(data["conjunctions"]), frozenset(data["particles"]), frozenset(data["places"]))


def byline(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for bylines; the value is the names of persons and agencies, as printed."""
    waiting = -1
    for number, hits in sorted(blocks.cues.items()):
        text = blocks.texts[number]
        if len(text) > _LONGEST:
            continue
        for hit in hits:
            if hit.role is not Role.BYLINE:
                continue
            if hit.part == "agency":
                if hit.match == "is":
                    yield blocks.vote(number, Role.BYLINE, 4.5, hit.rule, "an agency", value=(text.strip(" -–—()"),))
            elif hit.part == "position":
                names = read_names(text[: hit.start] if hit.match == "ends" else _before_position(text))
                if names and blocks.shape.words[number] <= 10:
                    yield blocks.vote(number, Role.BYLINE, 3.5, hit.rule, "a name with a position", value=names)
            elif hit.match == "ends":
                names = read_names(text[: hit.start])
                if names:
                    yield blocks.vote(number, Role.BYLINE, 4.0, hit.rule, f"a name before “{hit.phrase}”", value=names)
            elif text[hit.end :].strip():
                names = read_names(text[hit.end :])
                if names:
                    yield blocks.vote(number, Role.BYLINE, 4.5, hit.rule, f"a name behind “{hit.phrase}”", value=names)
            elif number != waiting and number + 1 < len(blocks):
                waiting = number + 1
                names = read_names(blocks.texts[waiting]) if len(blocks.texts[waiting]) <= _LONGEST else ()
                if names and _near_story(blocks, number):
                    yield blocks.vote(number, Role.BYLINE, 4.0, hit.rule, f"“{hit.phrase}” above a name")
                    yield blocks.vote(waiting, Role.BYLINE, 4.0, hit.rule, f"a name below “{hit.phrase}”", value=names)


def _near_story(blocks: Blocks, number: int) -> bool:
    core = blocks.core
    return core.start - _REACH <= number <= core.start + 1 or core.end - 1 <= number <= core.end + _REACH


def _before_position(text: str) -> str:
    return _SEPARATOR.split(text, maxsplit=1)[0]


def read_names(text: str) -> tuple[str, ...]:
    """The names that stand at the beginning of a byline's rest.

    >>> read_names("Anna Berg and Jon Dahl, Reuters in Kyiv")
    ('Anna Berg', 'Jon Dahl', 'Reuters')
    >>> read_names("the end of the week the river had fallen")
    ()
    """
    names: list[str] = []
    for piece in _SEPARATOR.split(text.strip(" :.-–—|\u00a0")):
        found = _names_of_piece(piece)
        if not found:
            break
        names.extend(found)
    return tuple(dict.fromkeys(names))


def _names_of_piece(piece: str) -> list[str]:
    """Names joined by "and" in one piece between commas; none if something else stands in it."""
    small = _small_words()
    if _UNSPACED_NAME.fullmatch(piece.strip()):
        return [piece.strip()]
    names: list[str] = []
    current: list[str] = []
    words = piece.split()
    for place, word in enumerate(words):
        plain = word.lower()
        last = place + 1 == len(words)
        if plain in small.conjunctions and current and not last and _begins_name(words[place + 1]):
            names.append(" ".join(current))
            current = []
        elif plain in small.places and current and not last and plain not in small.particles:
            break
        elif _begins_name(word) or (plain in small.particles and not last):
            current.append(word)
        elif current and names:
            # "By Anna Berg and Jon Dahl reporting from …": what was read before stays a name.
            break
        else:
            return []
    if current:
        names.append(" ".join(current))
    names = [name.strip(".,;:()[]\"'") for name in names]
    if any(not name or len(name.split()) > _LONGEST_NAME for name in names):
        return []
    return [name for name in names if any(map(str.isalpha, name))]


def _begins_name(word: str) -> bool:
    """A capital letter, or a letter of a script that has none."""
    first = word.lstrip("\"'(“‘")[:1]
    return first.isalpha() and not first.islower() and not any(map(str.isdigit, word))
