"""Where byline and date stand in a page on one line, between the headline and the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.characters import is_lower
from newsclean.dates import read_dates
from newsclean.model import Role

if TYPE_CHECKING:
    from newsclean.lexicon import Lexicon

__all__ = ["with_signatures"]

# How far into a page on one line its date may reach, in characters; and from the date back, in words, how far "By" may
# stand. With 4,000 more dates are right and a tenth of the recall of moz-dev is lost (251 dumps on one line, 2026-11).
_LATEST_SIGNATURE, _MOST_WORDS_OF_SIGNATURE = 2000, 12
_WORD = re.compile(r"\S++")


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

    That is the first date behind "By Jane Doe" or "Published", and the first one behind another word with a capital: a
    sentence that says a date has a preposition before it, or goes on in small letters behind it.
    """
    found = set[bool]()
    for date in read_dates(line) if any(map(str.isdecimal, line)) else ():
        begin, behind = date.span.start, date.span.end
        # "p.m." lost its stop.
        rest = line[behind:].lstrip(" .|·•–—-")
        if not rest or not rest[0].isalpha() or is_lower(rest[0]):
            continue
        words = [match.start() for match in _WORD.finditer(line, 0, begin)][-_MOST_WORDS_OF_SIGNATURE:]
        cued = (
            place for place in words if not is_lower(line[place]) and _signs(folded[place:behind].rstrip(" ."), lexicon)
        )
        first = next(cued, begin)
        is_cued = first < begin
        if is_cued not in found and (is_cued or (words and not is_lower(line[words[-1]]))):
            found.add(is_cued)
            yield first, begin, len(line) - len(rest)


def _signs(folded: str, lexicon: Lexicon) -> bool:
    roles = (Role.BYLINE, Role.DATE)
    return any(hit.role in roles and hit.match in ("starts", "opens") for hit in lexicon.at_ends(folded))
