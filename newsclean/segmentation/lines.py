"""The lines of a dump, and the paragraphs that its flattener tore into several lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.characters import BLANK, BULLETS, LOWER, SLICE, UPPER, Characters, classes, codes, is_lower, members
from newsclean.segmentation.white_space import with_plain_blanks

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Paragraphs", "paragraphs"]

# East Asian wide and full-width characters: a terminal prints them two columns wide.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
_BULLETS = f"{BULLETS}o"
_SENTENCE_END = '.!?…:;。！？।؟۔။។።"”’»)'
_CONTINUES = ",.;:)،。，、；）"
_STOPS = ".!?。！？"
_CLOSING = '"”’»'
_ANY_STOPS, _ANY_CLOSING = _STOPS + "…؟۔।", _CLOSING + "“')」』"
_BLANK = re.compile(r"\s")
_LINE_FEED, _CARRIAGE_RETURN = ord("\n"), ord("\r")

# Page widths at which text is wrapped by tools and mail programs: w3m and lynx 80, e-mail 72, old Usenet up to 132.
_NARROWEST_PAGE, _WIDEST_PAGE = 50, 140
# Fewer wrapped pairs of lines than this may be chance: no dump of the development set that nobody wrapped has more.
_FEWEST_WRAPS = 4
# With so many, a sentence must go on over each, and come to its end; and the page is no wider than this.
_FEWEST_SURE_WRAPS = 2
_WIDEST_SURE_PAGE = 100
# Of lines that go on with a small letter so many are full where a program wrapped them: in development dumps that
# nobody wrapped, with a line for every text node, at most 0.53 are; in those that w3m wrapped, or that we did at 60 to
# 80 columns, mostly 0.65 and more (2026-11). In characters, shorter lines are labels.
_FULL_SHARE, _SHORTEST_WRAPPED_LINE = 0.65, 20
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
    """As ``Paragraphs``, with the columns of blanks before each line and the codes of its outermost characters."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    blank_before: NDArray[np.bool_]
    indents: NDArray[np.int64]
    first: NDArray[np.uint16]
    second: NDArray[np.uint16]
    last: NDArray[np.uint16]


def paragraphs(
    text: str,
    characters: Characters | None = None,
    *,
    whole_lines: bool = False,
    points_elsewhere: Callable[[Sequence[str]], Collection[int]] | None = None,
    states_fact: Callable[[str], bool] | None = None,
) -> Paragraphs:
    r"""Find the paragraphs of a dump: its lines, with hard wraps and torn lines joined again.

    Only LF, CR and CRLF end a line: ``str.splitlines`` would also cut at U+0085 and U+2028, found inside sentences.
    Paragraphs are sorted, do not overlap and leave only white space outside. Linear in ``len(text)``.

    Args:
        text: The dump.
        characters: Those of ``text``, if they have been looked up; else the text is read piece by piece.
        whole_lines: Whether every line is known to be a whole block, so that none is joined.
        points_elsewhere: Tells which of some lines, by their numbers, begin with "Read more:" and the like.
        states_fact: Tells of a line whether it is a byline or a date, which begin small in some languages.

    >>> found = paragraphs("Moscow: \r\nThe talks")
    >>> list(zip(found.starts.tolist(), found.ends.tolist()))
    [(0, 7), (10, 19)]
    """
    lines = _lines(text, characters)
    starts, ends, blank_before = lines.starts, lines.ends, lines.blank_before
    if len(starts) > 1 and not whole_lines:
        joins, is_throughout = _wrapped(text, lines)
        if points_elsewhere is not None:
            _part_from_links(text, lines, joins, points_elsewhere)
        # A dump that was wrapped throughout has a line for every line of the page, and none for every text node.
        if not is_throughout:
            torn = _torn(text, lines, states_fact)
            # A full line that the next one continues is no link inside a sentence: its capital begins another one.
            torn[:-1] &= ~joins[1:] | (classes(lines.first[1:-1]) != UPPER)
            joins |= torn
        joined = joins.nonzero()[0]
        if len(joined):
            starts, ends = np.delete(starts, joined + 1), np.delete(ends, joined)
            blank_before = np.delete(blank_before, joined + 1)
    return Paragraphs(starts, ends, blank_before)


def _lines(text: str, characters: Characters | None) -> _Lines:
    length = len(text)
    size = length if characters else SLICE
    is_printed, number_of_first, line_start = False, 0, 0
    # For each stretch of a line that a piece of the text has print on: its line, where that starts, outermost edges.
    columns: list[tuple[NDArray[np.int64], ...]] = []
    for begin in range(0, length, size or 1):
        piece = characters or Characters.of(text[begin : begin + size])
        breaks = _breaks(text, begin, piece.code)
        # Where print begins and ends, by turns; and how many such edges stand before each line and behind the last.
        at_end = [False] if begin + size >= length else []
        printed = np.concatenate(([is_printed], piece.kind != BLANK, at_end))
        edges = (printed[1:] != printed[:-1]).nonzero()[0] + begin
        before = np.concatenate(([0], edges.searchsorted(breaks), [len(edges)]))
        number = (before[1:] > before[:-1]).nonzero()[0]
        line_starts = np.concatenate(([line_start], breaks))[number]
        columns.append((number + number_of_first, line_starts, edges[before[number]], edges[before[number + 1] - 1]))
        is_printed = bool(printed[-1])
        number_of_first += len(breaks)
        line_start = int(breaks[-1]) if len(breaks) else line_start
    if not columns:
        columns.append((np.zeros(0, dtype=np.int64),) * 4)
    number, line_starts, starts, ends = (
        columns[0] if len(columns) == 1 else (np.concatenate(parts) for parts in zip(*columns, strict=True))
    )
    steps = number[1:] - number[:-1]
    if len(columns) > 1 and not steps.all():
        # Lines that reach over several pieces.
        begins, stops = np.append(True, steps > 0).nonzero()[0], np.append(steps > 0, True).nonzero()[0]
        number, line_starts, starts, ends = number[begins], line_starts[begins], starts[begins], ends[stops]
        steps = number[1:] - number[:-1]
    blank_before = np.ones(len(number), dtype=np.bool_)
    blank_before[1:] = steps > 1
    outermost = (starts, np.minimum(starts + 1, length - 1), ends - 1)
    if characters:
        first, second, last = (characters.code.take(places) for places in outermost)
    else:
        first, second, last = (codes("".join([text[place] for place in places.tolist()])) for places in outermost)
    return _Lines(starts, ends, blank_before, starts - line_starts, first, second, last)


def _breaks(text: str, begin: int, code: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Where lines begin in a piece of the text, but for the first line: right behind the end of the line before."""
    line_end = code == _LINE_FEED
    end = begin + len(code)
    if text.find("\r", begin, end) >= 0:
        # CRLF ends one line, at its line feed.
        returns = code == _CARRIAGE_RETURN
        returns[:-1] &= ~line_end[1:]
        returns[-1] &= text[end : end + 1] != "\n"
        line_end |= returns
    return np.flatnonzero(line_end) + (begin + 1)


def _wrapped(text: str, lines: _Lines) -> tuple[NDArray[np.bool_], bool]:
    """Which lines are continued by the next, in a dump wrapped at a page width, and whether all of it was wrapped.

    A program that wraps puts every word on the line where it still fits. So a line was wrapped exactly if the first
    word of the next line would not have fitted behind it. Where that is so of few lines, those are told that
    ``_few_wraps`` is sure of.
    """
    none = np.zeros(len(lines.starts) - 1, dtype=np.bool_)
    measured = _page(text, lines)
    if measured is None:
        return none, False
    page, widths = measured
    starts, ends, indents = lines.starts, lines.ends, lines.indents
    bullet = members(_BULLETS).take(lines.first) & (classes(lines.second) == BLANK)
    # A lone "o" is a bullet of text browsers, which indent it, and a word of Portuguese.
    bullet &= (lines.first != ord("o")) | (indents > 0)
    candidates = (widths[:-1] * 2 > page) & ~lines.blank_before[1:] & ~bullet[1:]
    hanging = (indents[1:] == indents[:-1]) | bullet[:-1]
    joins = candidates & hanging
    numbers = joins.nonzero()[0]
    following = numbers + 1
    columns = (widths[numbers], starts[following], ends[following])
    joins[numbers] = [
        width + _first_word_width(text, start, end) > page
        for width, start, end in zip(*(column.tolist() for column in columns), strict=True)
    ]
    wrapped = np.count_nonzero(joins)
    # A page width ends lines anywhere; lines that all end with their sentence are paragraphs of about one length.
    whole = np.count_nonzero(members(_STOPS).take(lines.last[:-1]) & joins)
    if whole > _MOST_WHOLE_SENTENCES * wrapped:
        return none, False
    # In wrapped text nearly every line of more than half a page is full; half leaves room for lists of headlines. Where
    # there are more of these, or columns side by side, only what is surely wrapped is told.
    is_mixed = wrapped * 2 < np.count_nonzero(candidates)
    if is_mixed and not _is_full_where_it_goes_on(lines, joins, ~lines.blank_before[1:] & ~bullet[1:]):
        return none, False
    if wrapped >= _FEWEST_WRAPS and not is_mixed:
        return joins, True
    return _few_wraps(text, lines, joins) if page <= _WIDEST_SURE_PAGE else none, False


def _is_full_where_it_goes_on(lines: _Lines, is_full: NDArray[np.bool_], may_go_on: NDArray[np.bool_]) -> bool:
    """Whether most lines are full that no stop ends and that go on with a small letter."""
    goes_on = may_go_on & (classes(lines.first[1:]) == LOWER) & ~members(_SENTENCE_END).take(lines.last[:-1])
    goes_on &= lines.ends[:-1] - lines.starts[:-1] >= _SHORTEST_WRAPPED_LINE
    full = np.count_nonzero(goes_on & is_full)
    return bool(full >= _FEWEST_SURE_WRAPS and full >= _FULL_SHARE * np.count_nonzero(goes_on))


def _page(text: str, lines: _Lines) -> tuple[int, NDArray[np.int64]] | None:
    """The width of the page that a dump may be wrapped at, and those of its lines, in columns; ``None`` if of none."""
    widths = lines.ends - lines.starts + lines.indents
    full = np.count_nonzero(widths * 2 >= _NARROWEST_PAGE)
    # A table or an address may stick out of the page: one line in thirty is let out.
    if full <= _FEWEST_SURE_WRAPS or np.count_nonzero(widths > _WIDEST_PAGE) > full // 30:
        return None
    if _WIDE.search(text) is not None:
        pairs = zip(lines.starts.tolist(), lines.ends.tolist(), strict=True)
        widths = widths + np.array([len(_WIDE.findall(text, start, end)) for start, end in pairs])
        page = _page_width(widths[widths >= _NARROWEST_PAGE])
    else:
        page = _page_width(widths[widths * 2 >= _NARROWEST_PAGE])
    return (page, widths) if _NARROWEST_PAGE <= page <= _WIDEST_PAGE else None


def _few_wraps(text: str, lines: _Lines, joins: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Those of a few full lines that are surely wrapped: inside a sentence, which comes to its end.

    None of them if there are fewer than ``_FEWEST_SURE_WRAPS``. Headlines above each other may be full lines, too, but
    end with no full stop.
    """
    sure = joins.copy()
    goes_on = False
    # From the last line up: whether the sentence ends below is known then.
    for number in range(len(joins) - 1, -1, -1):
        if not joins[number]:
            goes_on = False
            continue
        goes_on = goes_on or _ends_any_sentence(text, lines.ends[number + 1])
        sure[number] = goes_on and not _ends_any_sentence(text, lines.ends[number])
    return sure & (np.count_nonzero(sure) >= _FEWEST_SURE_WRAPS)


def _part_from_links(
    text: str, lines: _Lines, joins: NDArray[np.bool_], points_elsewhere: Callable[[Sequence[str]], Collection[int]]
) -> None:
    """Take joins back where a line that points at another story is as full as the lines of the story around it.

    Joined, "Read more: Island waits for its post" would take the next sentence of the story along. Its own headline may
    be wrapped, too: what goes on with a small letter belongs to it, and so does what never comes to a full stop.
    """
    among_joins = np.append(joins, False) | np.append(False, joins)
    # Inside a sentence such words are the story's.
    asked = [
        number
        for number in among_joins.nonzero()[0].tolist()
        if number == 0 or not joins[number - 1] or _ends_sentence(text, lines.ends[number - 1])
    ]
    found = points_elsewhere([text[lines.starts[number] : lines.ends[number]] for number in asked])
    # From the last one up, so that each looks no further than to the next.
    for place in sorted(found, reverse=True):
        number = asked[place]
        if number:
            joins[number - 1] = False
        while number < len(joins) and joins[number] and is_lower(text[lines.starts[number + 1]]):
            number += 1
        last = number
        while last < len(joins) and joins[last]:
            last += 1
        if last > number and _ends_sentence(text, lines.ends[last]):
            joins[number] = False


def _ends_sentence(text: str, end: int) -> bool:
    return text[end - 1] in _STOPS or (text[end - 1] in _CLOSING and end > 1 and text[end - 2] in _STOPS)


def _ends_any_sentence(text: str, end: int) -> bool:
    """As ``_ends_sentence`` in the scripts that have other stops, too."""
    last = text[end - 1]
    return last in _ANY_STOPS or (last in _ANY_CLOSING and end > 1 and text[end - 2] in _ANY_STOPS)


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


def _torn(text: str, lines: _Lines, states_fact: Callable[[str], bool] | None) -> NDArray[np.bool_]:
    """Which lines are continued by the next because a link or bold text stood between them.

    Flatteners that print a line for every text node tear "said / Reuters / , the agency" apart.
    """
    starts, ends, blank_before = lines.starts, lines.ends, lines.blank_before
    lengths = ends - starts
    # "cistern." ends the paragraph above; without its stop it may be a label.
    rest = (classes(lines.first) == LOWER) & ((lengths >= _SHORTEST_REST) | members(_STOPS).take(lines.last))
    rest = (rest | members(_CONTINUES).take(lines.first)) & ~blank_before
    joins = np.zeros(len(starts) - 1, dtype=np.bool_)
    # Every join has a line that goes on with the sentence, right behind it or behind the link: few lines are looked at.
    possible = rest[1:].copy()
    possible[:-1] |= rest[2:]
    possible &= ~blank_before[1:]
    numbers = possible.nonzero()[0]
    numbers = numbers[~members(_SENTENCE_END).take(lines.last[numbers])]
    ends_small = classes(lines.last) == LOWER
    behind = -1
    for number in numbers.tolist():
        # Only prose is torn, so a line must be long, or a torn piece itself.
        if lengths[number] < _SHORTEST_TORN_LINE and behind != number:
            continue
        following = number + 1
        goes_on = rest[following] and _goes_on(text, starts[following], ends[following])
        if not goes_on and not (ends_small[number] and _goes_on_behind_link(text, lines, rest, following)):
            continue
        if states_fact is not None and _is_fact(text, lines, following, states_fact):
            continue
        if not goes_on and states_fact is not None and _signs_above(text, lines, following, states_fact):
            continue
        if goes_on or states_fact is None or not _is_fact(text, lines, following + 1, states_fact):
            joins[number] = True
            behind = following
    return joins


def _goes_on_behind_link(text: str, lines: _Lines, rest: NDArray[np.bool_], number: int) -> bool:
    """Whether a line may be a link inside a sentence, which goes on in the next one."""
    behind = number + 1
    return (
        behind < len(lines.starts)
        and bool(rest[behind])
        and lines.ends[number] - lines.starts[number] <= _LONGEST_TORN_LINK
        and _goes_on(text, lines.starts[behind], lines.ends[behind])
    )


def _signs_above(text: str, lines: _Lines, number: int, states_fact: Callable[[str], bool]) -> bool:
    """Whether a line is "By Jane Doe" above "and John Roe", and no link inside a sentence, which has an end."""
    if _ends_any_sentence(text, lines.ends[number + 1]):
        return False
    return states_fact(text[lines.starts[number] : lines.ends[number]])


def _is_fact(text: str, lines: _Lines, number: int, states_fact: Callable[[str], bool]) -> bool:
    """Whether a line below a headline is "by Jane Doe" or a date, and no part of a sentence.

    Sentences go on like that too, but then the next line goes on with it.
    """
    start = lines.starts[number]
    if not is_lower(text[start]):
        return False
    if number + 1 < len(lines.starts):
        below = lines.starts[number + 1]
        if text[below] in _CONTINUES:
            return False
        if is_lower(text[below]) and not states_fact(text[below : lines.ends[number + 1]]):
            return False
    return states_fact(text[start : lines.ends[number]])


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a line may be the rest of the one before: a word in small letters is a label, but for a full stop."""
    return not is_lower(text[start]) or _ends_sentence(text, end) or " " in with_plain_blanks(text[start:end])
