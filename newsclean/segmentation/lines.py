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
    lines = _lines(text, characters)
    starts, ends, blank_before = lines.starts, lines.ends, lines.blank_before
    if len(starts) > 1:
        joins = _wrapped(text, characters, lines)
        if joins is None:
            joins = _torn(text, characters, lines)
        joined = np.flatnonzero(joins)
        if len(joined):
            starts, ends = np.delete(starts, joined + 1), np.delete(ends, joined)
            blank_before = np.delete(blank_before, joined + 1)
    return Paragraphs(starts, ends, blank_before)


def _lines(text: str, characters: Characters) -> _Lines:
    code = characters.code
    line_end = code == _LINE_FEED
    if "\r" in text:
        # CRLF ends one line, at its line feed.
        returns = code == _CARRIAGE_RETURN
        returns[:-1] &= ~line_end[1:]
        line_end |= returns
    breaks = np.concatenate(([-1], np.flatnonzero(line_end)))
    # Where print begins and ends, by turns; and how many such edges stand before each line and behind the last.
    printed = np.concatenate(([False], characters.kind != BLANK, [False]))
    edges = np.flatnonzero(printed[1:] != printed[:-1])
    before = np.append(np.searchsorted(edges, breaks, side="right"), len(edges))
    number = np.flatnonzero(before[1:] > before[:-1])
    starts = edges[before[number]]
    blank_before = np.ones(len(number), dtype=np.bool_)
    blank_before[1:] = number[1:] - number[:-1] > 1
    return _Lines(starts, edges[before[number + 1] - 1], blank_before, starts - breaks[number] - 1)


def _wrapped(text: str, characters: Characters, lines: _Lines) -> NDArray[np.bool_] | None:
    """Which lines are continued by the next, in a dump wrapped at a page width; ``None`` if it was not wrapped.

    A program that wraps puts every word on the line where it still fits. So a line was wrapped exactly if the first
    word of the next line would not have fitted behind it.
    """
    starts, ends, indents = lines.starts, lines.ends, lines.indents
    widths = ends - starts + indents
    full = np.count_nonzero(widths * 2 >= _NARROWEST_PAGE)
    # A table or an address may stick out of the page: one line in thirty is let out.
    if full < _FEWEST_WRAPS or np.count_nonzero(widths > _WIDEST_PAGE) > full // 30:
        return None
    if _WIDE.search(text) is not None:
        pairs = zip(starts.tolist(), ends.tolist(), strict=True)
        widths = widths + np.array([len(_WIDE.findall(text, start, end)) for start, end in pairs])
        page = _page_width(widths[widths >= _NARROWEST_PAGE])
    else:
        page = _page_width(widths[widths * 2 >= _NARROWEST_PAGE])
    if not _NARROWEST_PAGE <= page <= _WIDEST_PAGE:
        return None
    code, kind = characters.code, characters.kind
    heads = code.take(starts)
    bullet = members(_BULLETS).take(heads) & (kind.take(starts + 1, mode="clip") == BLANK)
    # A lone "o" is a bullet of text browsers, which indent it, and a word of Portuguese.
    bullet &= (heads != ord("o")) | (indents > 0)
    candidates = (widths[:-1] * 2 > page) & ~lines.blank_before[1:] & ~bullet[1:]
    hanging = (indents[1:] == indents[:-1]) | bullet[:-1]
    joins = candidates & hanging
    numbers = np.flatnonzero(joins)
    following = numbers + 1
    columns = (widths[numbers], starts[following], ends[following])
    joins[numbers] = [
        width + _first_word_width(text, start, end) > page
        for width, start, end in zip(*(column.tolist() for column in columns), strict=True)
    ]
    wrapped = np.count_nonzero(joins)
    # A page width ends lines anywhere; lines that all end with their sentence are paragraphs of about one length.
    whole = np.count_nonzero(members(_STOPS).take(code.take(ends[:-1] - 1)) & joins)
    if whole > _MOST_WHOLE_SENTENCES * wrapped:
        return None
    # In wrapped text nearly every line of more than half a page is full; half leaves room for lists of headlines.
    return joins if wrapped >= _FEWEST_WRAPS and wrapped * 2 >= np.count_nonzero(candidates) else None


def _page_width(widths: NDArray[np.int64]) -> int:
    """The width of the widest line but one in thirty; 0 if there is none."""
    count = len(widths)
    return int(np.partition(widths, count - 1 - count // 30)[count - 1 - count // 30]) if count else 0


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
    starts, ends, blank_before = lines.starts, lines.ends, lines.blank_before
    code, kind = characters.code, characters.kind
    lengths = ends - starts
    rest = (kind.take(starts) == LOWER) & (lengths >= _SHORTEST_REST)
    rest = (rest | members(_CONTINUES).take(code.take(starts))) & ~blank_before
    joins = np.zeros(len(starts) - 1, dtype=np.bool_)
    # Every join has a line that goes on with the sentence, right behind it or behind the link: few lines are looked at.
    possible = rest[1:].copy()
    possible[:-1] |= rest[2:]
    possible &= ~blank_before[1:]
    numbers = np.flatnonzero(possible)
    numbers = numbers[~members(_SENTENCE_END).take(code.take(ends[numbers] - 1))]
    behind = -1
    for number in numbers.tolist():
        # Only prose is torn, so a line must be long, or a torn piece itself.
        if lengths[number] < _SHORTEST_TORN_LINE and behind != number:
            continue
        following = number + 1
        if (rest[following] and _goes_on(text, starts[following], ends[following])) or (
            following + 1 < len(starts)
            and rest[following + 1]
            and lengths[following] <= _LONGEST_TORN_LINK
            and kind[ends[number] - 1] == LOWER
            and _goes_on(text, starts[following + 1], ends[following + 1])
        ):
            joins[number] = True
            behind = following
    return joins


def _goes_on(text: str, start: int, end: int) -> bool:
    return not text[start].islower() or " " in text[start:end]
