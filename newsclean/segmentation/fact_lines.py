"""Lines that say who wrote a story and when, in small letters: they stand below a headline and do not go on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.characters import is_lower
from newsclean.dates import other_words, read_dates
from newsclean.lexicon.folding import fold
from newsclean.model import Role

if TYPE_CHECKING:
    from newsclean.lexicon import Lexicon

__all__ = ["states_fact"]

# In characters and words: a line with a date and its cue, or with "by" and some names.
_LONGEST, _MOST_WORDS = 90, 9
# In letters: words inside names and between them ("de la", "y", "und").
_LONGEST_SMALL_WORD = 3
# In words: what stands before the name of an office: "par la rédaction", "by the news desk", "von unserer Redaktion".
_MOST_BEFORE_OFFICE = 2
# In words: "parliamentary staff writer".
_MOST_IN_POSITION = 3
# Where sentences begin with this word too often for the lexicon, a small one before a full name is "by" all the same.
_FROM = "de "
_ENDS = '.!?…。！？,;:"”»)'


def states_fact(line: str, lexicon: Lexicon) -> bool:
    """Whether a line says when or by whom a story was written, and nothing else.

    One that begins with a capital is looked at for "By" and names alone: dates and agencies are links inside sentences.

    >>> from newsclean.lexicon import Lexicon
    >>> lines = ("jeudi 16 janvier 2025 à 10h30", "di Redazione", "by Hanna Lund", "By Hanna Lund", "staff writer")
    >>> [states_fact(line, Lexicon.load()) for line in lines]
    [True, True, True, True, True]
    >>> states_fact("di Anna Berg, foto di Jon Lund", Lexicon.load())
    True
    >>> [states_fact(line, Lexicon.load()) for line in ("by the river on Thursday", "Reuters", "Von Lund")]
    [False, False, False]
    """
    if line[-1] in _ENDS:
        return False
    line = _without_pictures(line, lexicon)
    heads = [hit for hit in lexicon.at_ends(fold(line)) if hit.start == 0 and hit.match != "ends"]
    bylines = [hit for hit in heads if hit.role is Role.BYLINE]
    if not is_lower(line[0]):
        end = max((hit.end for hit in bylines if hit.part == "person" and hit.match != "is"), default=0)
        words = line[end:].split()
        # "Von Storch" and "Di Maio" are names themselves.
        return end > 0 and len(line) <= _LONGEST and len(words) > 1 and _signs(words)
    # "by:" begins no rest of a sentence, whatever was glued to the name behind it.
    if any(hit.phrase.endswith(":") for hit in bylines):
        return True
    if len(line) > _LONGEST:
        return False
    cue = max((hit.end for hit in heads if hit.role is Role.DATE), default=0)
    dates = read_dates(line) if any(map(str.isdecimal, line)) else ()
    if dates and not other_words(line[cue : dates[0].span.start]) and not other_words(line[dates[-1].span.end :]):
        return True
    if any(hit.match == "is" for hit in bylines) or _is_position(line.split(), lexicon):
        return True
    end = max((hit.end for hit in bylines), default=0)
    names = line[end : dates[0].span.start if dates else None].partition("|")[0]
    if end:
        return _signs(names.split(), lexicon.offices)
    words = names[len(_FROM) :].split()
    return line.startswith(_FROM) and len(words) > 1 and all(word[0].isupper() for word in words) and _signs(words)


def _without_pictures(line: str, lexicon: Lexicon) -> str:
    """The line without who took the pictures: "by Hanna Lund, pictures by Jon Lund"."""
    before, comma, behind = line.rpartition(", ")
    if not comma or not before:
        return line
    hits = (hit for hit in lexicon.at_ends(fold(behind)) if hit.start == 0 and hit.match != "ends")
    return before if any(hit.role is Role.CREDIT and hit.part == "label" for hit in hits) else line


def _is_position(words: list[str], lexicon: Lexicon) -> bool:
    """Whether words are a position, or begin with one: "staff writer", "redacteur Binnenland"."""
    if len(words) > _MOST_IN_POSITION:
        return False
    whole = fold(" ".join(words))
    found = (hit for text in (whole, fold(words[0])) for hit in lexicon.at_ends(text) if hit.end >= len(text))
    return any(hit.role is Role.BYLINE and hit.part == "position" and hit.start == 0 for hit in found)


def _signs(words: list[str], offices: frozenset[str] = frozenset()) -> bool:
    """Whether words behind "by" are names, or that of an office; the "on" before a date may stand behind them."""
    while words and len(words[-1]) <= _LONGEST_SMALL_WORD and not words[-1][0].isupper():
        words = words[:-1]
    if not words or len(words) > _MOST_WORDS:
        return False
    plain = fold(" ".join(words)).split()
    if any(" ".join(plain[start:]) in offices for start in range(min(len(plain), _MOST_BEFORE_OFFICE + 1))):
        return True
    is_named = words[0][0].isupper() and words[-1][0].isupper()
    return is_named and all(word[0].isupper() or len(word) <= _LONGEST_SMALL_WORD for word in words)
