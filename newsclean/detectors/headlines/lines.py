"""Lines that may be the headline, the pieces that they are cut into, and what their words are compared by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

__all__ = [
    "NO_WORDS", "SEPARATOR", "STEM", "TELLING", "UNSPACED", "Candidate", "Line", "pairs_of", "pieces_of",
    "share_of_words", "stems_of",
]  # fmt: skip

#: What sites put between a headline and their own name, or between a kicker and the headline. Folded text has no
#: others.
SEPARATOR = re.compile(r"\s++[|\-·•:»«<>~/\\]++\s++|[_|]|:\s|\s\(|\)\s")
#: The signs of separators.
NO_WORDS = " |-:·•»«<>~/\\_()"
#: From here on lie the scripts without blanks.
UNSPACED = "\u2e80"
#: In characters: what tells a piece from others.
TELLING = 12
_SHORTEST_PIECE, _MOST_SEPARATORS = 4, 4
#: In characters: the beginning of a word that inflected forms share.
STEM = 5
# In characters: words that say little.
_SHORT_WORD = 3


class Line(NamedTuple):
    """A block, or the blocks of one line of the dump that was cut at sentences.

    Attributes:
        first: Its first block.
        last: Its last block; ``first`` if there is but one.
        text: What stands there, runs of white space folded to one space.
        folded: ``text`` folded; offsets agree.
    """

    first: int
    last: int
    text: str
    folded: str


class Candidate(NamedTuple):
    """A line or a piece of it that may be the headline.

    Attributes:
        line: The line.
        start: Where in the line the candidate begins.
        end: Where it ends.
        kind: ``"whole"``; or for pieces ``"first"``, ``"glued"`` or ``"cut"``: see ``feature_names``.
        folded: The folded text of the candidate.
    """

    line: Line
    start: int
    end: int
    kind: str
    folded: str

    @property
    def text(self) -> str:
        """The candidate's text."""
        return self.line.text[self.start : self.end].strip()


# A word of these has some four letters, and is counted as more than two, since nothing shows where it ends. Burmese has
# blanks between its phrases: there the one development page lost 0.05 in half of its dumps by it.
_SPELLED, _COUNTED = frozenset({"th", "lo", "km"}), 1.7 / 4.0


def share_of_words(language: str | None) -> float:
    """What the words of a line are to be multiplied by, to hold them against the lengths of headlines.

    >>> share_of_words("en"), share_of_words("zh"), share_of_words("th")
    (1.0, 1.0, 0.425)
    """
    return _COUNTED if language in _SPELLED else 1.0


def pieces_of(folded: str) -> Iterator[tuple[int, int]]:
    """What stands before and behind the separators of a line."""
    for place, match in enumerate(SEPARATOR.finditer(folded)):
        if place == _MOST_SEPARATORS:
            return
        start, end = match.span()
        if start >= _SHORTEST_PIECE and match[0] not in (": ", ") "):
            yield 0, start
        if len(folded) - end >= _SHORTEST_PIECE and match[0] != " (":
            yield end, len(folded)


def stems_of(text: str) -> list[str]:
    """The beginnings of the longer words; in a script without blanks, pairs of characters."""
    if text > UNSPACED:
        return [text[place : place + 2] for place in range(len(text) - 1)]
    return [word[:STEM] for word in text.split() if len(word) > _SHORT_WORD]


def pairs_of(text: str) -> list[str]:
    """The words two by two; in a script without blanks, characters four by four."""
    if text > UNSPACED:
        return [text[place : place + 4] for place in range(len(text) - 3)]
    words = text.split()
    return [f"{word} {following}" for word, following in pairwise(words)]
