"""The lines of a dump, and the paragraphs that its flattener tore into several lines."""

from __future__ import annotations

import re

from attrs import frozen

__all__ = ["Paragraphs", "paragraphs"]

# East Asian wide and full-width characters: a terminal prints them two columns wide.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
_BULLETS = frozenset("•·●○◦▪▫□☆★*+-–—‣⁃o")
_SENTENCE_END = frozenset(".!?…:;。！？।؟۔\"”’»)")
_CONTINUES = frozenset(",.;:)’”»،。，、；）")

# Page widths at which text is wrapped by tools and mail programs: w3m and lynx 80, e-mail 72, old Usenet up to 132.
_NARROWEST_PAGE, _WIDEST_PAGE = 50, 140
# Fewer wrapped pairs of lines than this may be chance: no dump of the development set that nobody wrapped has more.
_FEWEST_WRAPS = 4
# A line shorter than this (in characters) is a label, not the beginning of a torn sentence.
_SHORTEST_TORN_LINE = 30
# A link or a name in bold inside a sentence is hardly ever longer than this.
_LONGEST_TORN_LINK = 60


@frozen(eq=False)
class Paragraphs:
    """Paragraphs of a dump as columns: where each starts and ends, and whether a blank line stands before it."""

    starts: list[int]
    ends: list[int]
    blank_before: list[bool]


@frozen(eq=False)
class _Lines:
    """As ``Paragraphs``, with the columns of blanks before each line."""

    starts: list[int]
    ends: list[int]
    blank_before: list[bool]
    indents: list[int]


def paragraphs(text: str) -> Paragraphs:
    """Find the paragraphs of a dump: its lines, with hard wraps and torn lines joined again.

    Only LF, CR and CRLF end a line: ``str.splitlines`` would also cut at U+0085 and U+2028, found inside sentences.
    Paragraphs are sorted, do not overlap and leave only white space outside. Linear in ``len(text)``.

    >>> found = paragraphs("Moscow: \\r\\nThe talks")
    >>> list(zip(found.starts, found.ends))
    [(0, 7), (10, 19)]
    """
    lines = _lines(text)
    if len(lines.starts) < 2:
        return Paragraphs(lines.starts, lines.ends, lines.blank_before)
    joins = _wrapped(text, lines) or _torn(text, lines)
    begins = [0, *(number for number, joined in enumerate(joins, start=1) if not joined)]
    last = [*(number - 1 for number in begins[1:]), len(lines.starts) - 1]
    return Paragraphs(
        [lines.starts[number] for number in begins],
        [lines.ends[number] for number in last],
        [lines.blank_before[number] for number in begins],
    )


def _lines(text: str) -> _Lines:
    if "\r" in text:
        # Same length, so that offsets stay true.
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    starts: list[int] = []
    ends: list[int] = []
    blank_before: list[bool] = []
    indents: list[int] = []
    offset = 0
    blank = True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            indent = raw.find(stripped[0])
            starts.append(offset + indent)
            ends.append(offset + indent + len(stripped))
            blank_before.append(blank)
            indents.append(indent)
        blank = not stripped
        offset += len(raw) + 1
    return _Lines(starts, ends, blank_before, indents)


def _wrapped(text: str, lines: _Lines) -> list[bool] | None:
    """Which lines are continued by the next, in a dump wrapped at a page width; ``None`` if it was not wrapped.

    A program that wraps puts every word on the line where it still fits. So a line was wrapped exactly if the first
    word of the next line would not have fitted behind it.
    """
    starts, ends, indents = lines.starts, lines.ends, lines.indents
    widths = [end - start + indent for start, end, indent in zip(starts, ends, indents, strict=True)]
    full = sorted(width for width in widths if width * 2 >= _NARROWEST_PAGE)
    if len(full) < _FEWEST_WRAPS:
        return None
    # A table or an address may stick out of the page: one line in thirty is let out.
    if full[-1 - len(full) // 30] > _WIDEST_PAGE:
        return None
    wide = _WIDE.search(text) is not None
    if wide:
        pairs = zip(widths, starts, ends, strict=True)
        widths = [width + len(_WIDE.findall(text, start, end)) for width, start, end in pairs]
        full = sorted(width for width in widths if width >= _NARROWEST_PAGE)
    page = full[-1 - len(full) // 30] if full else 0
    if not _NARROWEST_PAGE <= page <= _WIDEST_PAGE:
        return None
    joins = []
    tested = 0
    for number, width in enumerate(widths[:-1]):
        following = number + 1
        joined = False
        if width * 2 > page and not lines.blank_before[following] and text[starts[following]] not in _BULLETS:
            tested += 1
            hanging = indents[following] == indents[number] or text[starts[number]] in _BULLETS
            joined = hanging and width + _first_word_width(text, starts[following], ends[following]) > page
        joins.append(joined)
    wrapped = sum(joins)
    # In wrapped text nearly every line of more than half a page is full; half leaves room for lists of headlines.
    return joins if wrapped >= _FEWEST_WRAPS and wrapped * 2 >= tested else None


def _first_word_width(text: str, start: int, end: int) -> int:
    if _WIDE.match(text, start):
        return 2
    space = text.find(" ", start, end)
    # The blank before the word counts too.
    return (space if space >= 0 else end) - start + 1


def _torn(text: str, lines: _Lines) -> list[bool]:
    """Which lines are continued by the next because a link or bold text stood between them.

    Flatteners that print a line for every text node tear "said / Reuters / , the agency" apart.
    """
    starts, ends, blank_before = lines.starts, lines.ends, lines.blank_before
    count = len(starts)
    joins = [False] * (count - 1)
    open_ended = False
    for number in range(count - 1):
        # Only prose is torn, so a line must be long, or a torn piece itself.
        prose = open_ended or ends[number] - starts[number] >= _SHORTEST_TORN_LINE
        open_ended = False
        following = number + 1
        if not prose or blank_before[following] or text[ends[number] - 1] in _SENTENCE_END:
            continue
        if _continues(text, starts[following], ends[following]):
            joins[number] = open_ended = True
        elif (
            following + 1 < count
            and ends[following] - starts[following] <= _LONGEST_TORN_LINK
            and not blank_before[following + 1]
            and text[ends[number] - 1].islower()
            and _continues(text, starts[following + 1], ends[following + 1])
        ):
            joins[number] = True
            open_ended = text[ends[following] - 1] not in _SENTENCE_END
    return joins


def _continues(text: str, start: int, end: int) -> bool:
    first = text[start]
    if first in _CONTINUES:
        return True
    # A single lower-case word is more often the name of an icon or a button than the rest of a sentence.
    return first.islower() and end - start >= 12 and " " in text[start:end]
