"""Where byline and date stand in a page on one line, between the headline and the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsclean.characters import CLOSING, FULL_STOPS, is_lower
from newsclean.dates import read_dates
from newsclean.dates.lexer import lexed
from newsclean.model import Role
from newsclean.segmentation.white_space import is_unspaced

if TYPE_CHECKING:
    from newsclean.lexicon import Lexicon

__all__ = ["with_signatures"]

# How far into a page on one line its date may reach, in characters; and from the date back, in words, how far "By" may
# stand. With 4,000 more dates are right and a tenth of the recall of moz-dev is lost (251 dumps on one line, 2026-11).
_LATEST_SIGNATURE, _MOST_WORDS_OF_SIGNATURE = 2000, 12
# In letters: "On", "El", "Am" and "Le" before a date begin a sentence.
_LONGEST_PREPOSITION = 2
# In characters: "p.m.", "Uhr.".
_LONGEST_ABBREVIATION = 4
_WORD, _STOPS = re.compile(r"\S++"), f"{FULL_STOPS}!?"


def with_signatures(cuts: list[int], text: str, folded: str, start: int, end: int, lexicon: Lexicon) -> list[int]:
    """The cuts, and those around byline and date; none in the date, for "at 4:05 p.m." ends no sentence.

    Args:
        cuts: Where a page on one line is to be cut otherwise, counted from its start.
        text: A dump.
        folded: The same, folded.
        start: Where the line of the page begins.
        end: Where it ends.
        lexicon: Knows "By" and "Published".
    """
    behind = min(start + _LATEST_SIGNATURE, end)
    signatures = list(_signatures(text[start:behind], folded[start:behind], lexicon))
    kept = {cut for cut in cuts if not any(date < cut < behind for _, date, behind in signatures)}
    return sorted(kept.union(*((first, behind) for first, _, behind in signatures)))


def _signatures(line: str, folded: str, lexicon: Lexicon) -> Iterator[tuple[int, int, int]]:
    """Where byline and date begin, where the date does, and where the story does behind them.

    That is the first date behind "By Jane Doe" or "Published", and the first one behind another word that may end a
    headline or a name. What goes on in small letters behind it is a sentence that says a date.
    """
    found = set[bool]()
    for date in read_dates(line) if any(map(str.isdecimal, line)) else ():
        begin, behind = date.span.start, date.span.end
        # "p.m." lost its stop.
        rest = line[behind:].lstrip(" .|·•–—-")
        if not rest or not rest[0].isalpha() or is_lower(rest[0]):
            continue
        words = list(_WORD.finditer(line, 0, begin))[-_MOST_WORDS_OF_SIGNATURE:]
        if words and lexed(words[-1].group().rstrip(","))[1] == "W":
            # "Friday, May 3, 2024": the weekday is no word of a headline.
            begin = words.pop().start()
        capitals = (word.start() for word in _of_last_sentence(words) if not is_lower(word.group()[0]))
        cued = (place for place in capitals if _signs(folded[place:behind].rstrip(" ."), lexicon))
        first = next(cued, begin)
        is_cued = first < begin
        if is_cued not in found and (is_cued or (words and _may_end_headline(line, words[-1].start(), begin))):
            found.add(is_cued)
            yield first, begin, len(line) - len(rest)


def _of_last_sentence(words: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The words behind the last one that ends a sentence: no byline stands above "It was empty. On 3 May 2024 …"."""
    for number in range(len(words), 0, -1):
        word = words[number - 1].group()
        # "p.m." is shorter, and of names only initials have stops.
        if len(word) > _LONGEST_ABBREVIATION and is_lower(word[0]) and word[-1] in _STOPS:
            return words[number:]
    return words


def _may_end_headline(line: str, start: int, end: int) -> bool:
    """Whether the word before a date ends a headline or a name, and begins no sentence: "It was late. On 3 May …"."""
    word = line[start:end].rstrip()
    letter = word[0]
    if not letter.isalpha():
        return True
    if is_unspaced(letter):
        # Nothing else has a blank there.
        return line[end - 1].isspace()
    if not letter.isupper() or len(word) <= _LONGEST_PREPOSITION:
        return False
    # Behind a standfirst an agency stands alone: "AFP".
    return word.isupper() or not line[:start].rstrip().rstrip(CLOSING).endswith(tuple(_STOPS))


def _signs(folded: str, lexicon: Lexicon) -> bool:
    roles = (Role.BYLINE, Role.DATE)
    return any(hit.role in roles and hit.match in ("starts", "opens") for hit in lexicon.at_ends(folded))
