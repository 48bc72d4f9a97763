"""The lines of a dump, and the paragraphs that its flattener tore into several lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.characters import BLANK, LOWER, Characters, members

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Paragraphs", "paragraphs"]

# East Asian wide and full-width characters: a terminal prints them two columns wide.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
_BULLETS = "•·●○◦▪▫□☆★*+-–—‣⁃o"
_SENTENCE_END = '.!?…:;。！？।؟۔"”’»)'
_CONTINUES = ",.;:)،。，、；）"
_STOPS = ".!?。！？"
_BLANK = re.compile(r"\s")
_LINE_FEED, _CARRIAGE_RETURN = ord("\n"), ord("\r")

# Page widths at which text is wrapped by tools and mail programs: w3m and lynx 80, e-mail 72, old Usenet up to 132.
_NARROWEST_PAGE, _WIDEST_PAGE = 50, 140
# Fewer wrapped pairs of lines than this may be chance: no dump of the development set that nobody wrapped has more.
_FEWEST_WRAPS = 4
# Share of wrapped lines that end with a sentence, at most: one in eight does in the development dumps of w3m.
_MOST_WHOLE_SENTENCES = 0.5
# A line shorter than this (in characters) is a label, not the beginning of a torn sentence.
_SHORTEST_TORN_LINE = 30
# A link or a name in bold inside a sentence is hardly ever longer than this.
_LONGEST_TORN_LINK = 60
# A single lower-case word is more often the name of an icon or a button than the rest of a sentence.
_SHORTEST_REST = 12


@frozen(eq=False)
class Paragraphs:
    """Paragraphs of a dump as columns: where each starts and ends, and whether a blank line stands before it."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    blank_before: NDArray[np.bool_]


@frozen(eq=False)
class _Lines:
    """As ``Paragraphs``, with the columns of blanks before each line."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    blank_before: NDArray[np.bool_]
    indents: NDArray[np.int64]


def paragraphs(text: str, characters: Characters) -> Paragraphs:
    r"""Find the paragraphs of a dump: its lines, with hard wraps and torn lines joined again.

    Only LF, CR and CRLF end a line: ``str.splitlines`` would also cut at U+0085 and U+2028, found inside sentences.
    Paragraphs are sorted, do not overlap and leave only white space outside. Linear in ``len(text)``.

    >>> found = paragraphs("Moscow: \r\nThe talks", Characters.of("Moscow: \r\nThe talks"))
    >>> list(zip(found.starts.tolist(), found.ends.tolist()))
    [(0, 7), (10, 19)]
    """
    lines = _lines(characters)
    if len(lines.starts) < 2:
        return Paragraphs(lines.starts, lines.ends, lines.blank_before)
    joins = _wrapped(text, characters, lines)
    if joins is None:
        joins = _torn(text, characters, lines)
    begins = np.concatenate(([True], ~joins))
    stops = np.concatenate((~joins, [True]))
    return Paragraphs(lines.starts[begins], lines.ends[stops], lines.blank_before[begins])


def _lines(characters: Characters) -> _Lines:
    code = characters.code
    line_end = code == _LINE_FEED
    returns = code == _CARRIAGE_RETURN
    if returns.any():
        # CRLF ends one line, at its line feed.
        returns[:-1] &= ~line_end[1:]
        line_end |= returns
    breaks = np.flatnonzero(line_end)
    # Words, for now, are what blanks part: the first and the last of a line are where it starts and ends.
    printed = np.concatenate(([False], characters.kind != BLANK, [False]))
    edges = np.flatnonzero(printed[1:] != printed[:-1])
    word_starts, word_ends = edges[::2], edges[1::2]
    first = np.concatenate(([0], np.searchsorted(word_starts, breaks)))
    first = first[(first < len(word_starts)) & np.append(first[1:] > first[:-1], True)]
    starts = word_starts[first]
    ends = word_ends[np.append(first[1:], len(word_ends)) - 1] if len(first) else first
    number = np.searchsorted(breaks, starts)
    blank_before = np.concatenate(([True], np.diff(number) > 1))[: len(starts)]
    line_starts = np.concatenate(([0], breaks + 1))[number]
    return _Lines(starts, ends, blank_before, starts - line_starts)


def _wrapped(text: str, characters: Characters, lines: _Lines) -> NDArray[np.bool_] | None:
    """Which lines are continued by the next, in a dump wrapped at a page width; ``None`` if it was not wrapped.

    A program that wraps puts every word on the line where it still fits. So a line was wrapped exactly if the first
    word of the next line would not have fitted behind it.
    """
    starts, ends, indents = lines.starts, lines.ends, lines.indents
    widths = ends - starts + indents
    full = np.sort(widths[widths * 2 >= _NARROWEST_PAGE])
    if len(full) < _FEWEST_WRAPS:
        return None
    # A table or an address may stick out of the page: one line in thirty is let out.
    if full[-1 - len(full) // 30] > _WIDEST_PAGE:
        return None
    if _WIDE.search(text) is not None:
        pairs = zip(starts.tolist(), ends.tolist(), strict=True)
        widths = widths + np.array([len(_WIDE.findall(text, start, end)) for start, end in pairs])
        full = np.sort(widths[widths >= _NARROWEST_PAGE])
    page = full[-1 - len(full) // 30] if len(full) else 0
    if not _NARROWEST_PAGE <= page <= _WIDEST_PAGE:
        return None
    behind = np.minimum(starts + 1, len(characters.kind) - 1)
    bullet = members(_BULLETS)[characters.code[starts]] & (characters.kind[behind] == BLANK)
    # A lone "o" is a bullet of text browsers, which indent it, and a word of Portuguese.
    bullet &= (characters.code[starts] != ord("o")) | (indents > 0)
    candidates = (widths[:-1] * 2 > page) & ~lines.blank_before[1:] & ~bullet[1:]
    hanging = (indents[1:] == indents[:-1]) | bullet[:-1]
    joins = np.zeros(len(candidates), dtype=np.bool_)
    for number in np.flatnonzero(candidates & hanging).tolist():
        following = number + 1
        joins[number] = widths[number] + _first_word_width(text, int(starts[following]), int(ends[following])) > page
    wrapped = int(joins.sum())
    # A page width ends lines anywhere; lines that all end with their sentence are paragraphs of about one length.
    whole = members(_STOPS)[characters.code[ends[:-1] - 1]] & joins
    if whole.sum() > _MOST_WHOLE_SENTENCES * wrapped:
        return None
    # In wrapped text nearly every line of more than half a page is full; half leaves room for lists of headlines.
    return joins if wrapped >= _FEWEST_WRAPS and wrapped * 2 >= int(candidates.sum()) else None


def _first_word_width(text: str, start: int, end: int) -> int:
    if _WIDE.match(text, start):
        return 2
    blank = _BLANK.search(text, start, end)
    # The blank before the word counts too.
    return (end if blank is None else blank.start()) - start + 1


def _torn(text: str, characters: Characters, lines: _Lines) -> NDArray[np.bool_]:
    """Which lines are continued by the next because a link or bold text stood between them.

    Flatteners that print a line for every text node tear "said / Reuters / , the agency" apart.
    """
    starts, ends = lines.starts, lines.ends
    count = len(starts)
    code, kind = characters.code, characters.kind
    rest = (kind[starts] == LOWER) & (ends - starts >= _SHORTEST_REST)
    rest = (rest | members(_CONTINUES)[code[starts]]) & ~lines.blank_before
    open_end = ~members(_SENTENCE_END)[code[ends - 1]]
    joins = np.zeros(count - 1, dtype=np.bool_)
    # Every join has a line that goes on with the sentence, right behind it or behind the link: few lines are looked at.
    possible = open_end[:-1] & ~lines.blank_before[1:] & (rest[1:] | np.append(rest[2:], False))
    for number in np.flatnonzero(possible).tolist():
        following = number + 1
        # Only prose is torn, so a line must be long, or a torn piece itself.
        if ends[number] - starts[number] < _SHORTEST_TORN_LINE and not (number and joins[number - 1]):
            continue
        link = (
            following + 1 < count
            and rest[following + 1]
            and ends[following] - starts[following] <= _LONGEST_TORN_LINK
            and kind[ends[number] - 1] == LOWER
        )
        joins[number] = (rest[following] and _goes_on(text, int(starts[following]), int(ends[following]))) or (
            link and _goes_on(text, int(starts[following + 1]), int(ends[following + 1]))
        )
    return joins


def _goes_on(text: str, start: int, end: int) -> bool:
    return not text[start].islower() or " " in text[start:end]
