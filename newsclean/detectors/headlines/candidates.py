"""What may be the headline: blocks of the shortlist, whole lines and pieces of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import define

from newsclean.blocks import Blocks
from newsclean.characters import CLOSING, FULL_STOPS
from newsclean.dates import other_words, read_dates
from newsclean.detectors.headlines.lines import (
    SEPARATOR,
    TELLING,
    UNSPACED,
    Candidate,
    Line,
    pieces_of,
    share_of_words,
)
from newsclean.detectors.headlines.shortlist import MOST_CHARACTERS, is_of_page, page_title_of
from newsclean.detectors.headlines.signed import is_signed
from newsclean.lexicon import fold
from newsclean.model import Role
from newsclean.segmentation import fold_white_space

__all__ = ["Close"]

# In characters: ``TELLING`` in a script without blanks.
_TELLING_UNSPACED = 6
# In words and characters: 99 % of the gold titles of the development pages are no longer; and 95 %, beyond which a line
# needs a sign that it is the headline.
_MOST_WORDS, _MOST_CHARACTERS, _MOST_WORDS_UNSUPPORTED = 24.0, 160, 18.0
# In blocks: right above the story, a byline or a date is such a sign.
_NEAR = 15
# How many blocks are looked at closely. Among the first seven of all, the headline was in 97.5 % of the dumps in which
# it is a block (2026-11); since then those that cannot be it are passed over.
_CLOSELY = 7
# A guide may well be called "About us" or "Most read", as entries of menus are. Of several hundred lines that hold
# another phrase of the page none was the headline (a third of the development dumps, 2026-11).
_MENUS = frozenset({Role.NAVIGATION, Role.RELATED})
_SURE_CUE = 3.0
# Headlines may ask and exclaim; they hardly ever state with a full stop.
_NO_ENDS = frozenset(".。।॥۔:,;")
# "the U.S.", "below N.Y.C."
_ABBREVIATED = re.compile(r"\b\w\.(?:\w\.)++$")
# In characters: what stands for a picture; the beginning of a dump in one line that may hold the title of the page.
_LONGEST_PICTURE = 40
# Pieces of the first line that are looked for in other lines.
_SOUGHT = 4
# Of the first of several lines, a headline is at least so much: names and slogans of sites are no longer. Two summaries
# at the head of 1,504 gold texts were taken for their first words (2026-11), a sixth and a ninth of the line.
_LEAST_OF_LINE = 1 / 3
# A line is cut at so many places at most; what is taken off beside a label or a date; the digits of the shortest date.
_MOST_CUTS, _AROUND, _FEWEST_DIGITS = 6, " |·•,:;-/", 3
# The paragraphs whose words are looked for, and the blocks that one line of several sentences has at most.
_LEAD, _SENTENCES = 4, 4


@define(eq=False, slots=False)
class Close:
    """A closer look at the blocks of a shortlist.

    Attributes:
        blocks: The blocks of the dump.
        scores: What the first look gave the blocks of the shortlist, by number, the likeliest first.
        first_prose: The first paragraph of the densest prose.
        end: Headlines are looked for above this block.
    """

    blocks: Blocks
    scores: Mapping[int, float]
    first_prose: int
    end: int

    @classmethod
    def of(cls, blocks: Blocks, scores: Mapping[int, float], first_prose: int, end: int) -> Close:
        """Look closely at the likeliest blocks of a shortlist, those first that may be the headline at all.

        Chrome and statements with a full stop would take the places of lines that may.
        """
        close = cls(blocks, scores, first_prose, end)
        may_be: list[int] = []
        others: list[int] = []
        for block in scores:
            (may_be if close._may_be_at(block) else others).append(block)
            if len(may_be) == _CLOSELY:
                break
        kept = {*may_be, *others[: _CLOSELY - len(may_be)]}
        close.scores = {block: score for block, score in scores.items() if block in kept}
        return close

    def _may_be_at(self, block: int) -> bool:
        if self._may_be(self._block(block)):
            return True
        line = self._line(block)
        return line is not None and self._may_be(line)

    def candidates(self) -> Iterator[Candidate]:
        """The lines of the shortlist, the pieces of the first line of the dump, and these in longer lines."""
        lines = {(block, block): self._block(block) for block in self.scores}
        for block in self.scores:
            line = self._line(block)
            if line is not None:
                lines[line.first, line.last] = line
        first = self.first_line
        if first.text:
            lines[first.first, first.last] = first
        for line in lines.values():
            if self._may_be(line):
                yield Candidate(line, 0, len(line.text), "whole", line.folded)
        pieces = sorted({(0, len(first.folded)), *pieces_of(first.folded)}, key=lambda piece: piece[0] - piece[1])
        # Of a paragraph that opens a text no piece is its headline, and the rest of it would be lost.
        for start, end in pieces[1:] if not self.blocks.is_prose[first.first] else ():
            if first.folded[start:end].rstrip(CLOSING)[-1:] not in _NO_ENDS:
                yield Candidate(first, start, end, "first", first.folded[start:end])
        if not first.text or self._goes_on(first):
            yield from self._opening()
        for start, end in pieces[:_SOUGHT]:
            yield from self._glued(first.folded[start:end])
        for line in lines.values():
            if line is not first and line.first == line.last and line.first <= self.first_prose:
                yield from self._cut(line)

    def _opening(self) -> Iterator[Candidate]:
        """The headline in the title of the page, where all that follows stands in the same line.

        It is what the dump says once more, or what stands before the first bar or dash.
        """
        blocks = self.blocks
        if blocks.is_prose[0]:
            return
        text = fold_white_space(blocks.dump.text[blocks.starts[0] : blocks.starts[0] + MOST_CHARACTERS])
        folded = fold(text)
        line = Line(0, 0, text, folded)
        ends = {end for start, end in pieces_of(folded) if not start}
        again = self._said_again(text, folded)
        for end in sorted({*ends, again}):
            head = folded[:end].rstrip(_AROUND)
            if end != again and head.count(" ") >= _MOST_WORDS_UNSUPPORTED:
                # Menu, headline, date and more up to some bracket of the story.
                continue
            if len(head) < _LEAST_OF_LINE * len(blocks.texts[0]) and blocks.lines[0] != blocks.lines[-1]:
                # A sentence with a bracket, or whose first words the story says again.
                continue
            if len(head) >= (TELLING if head < UNSPACED else _TELLING_UNSPACED) and len(head) <= _MOST_CHARACTERS:
                yield Candidate(line, 0, len(head), "first", head)

    def wholly_said(self, text: str) -> str:
        """What a folded text is the beginning of in the title of the page and once more in the dump; empty if none.

        A flattener that glues lines prints "… in Their Own BedWhile …", and the headline ends where that was cut.
        """
        for line in (self._block(page_title_of(self.blocks)), self.first_line):
            for start, end in ((0, len(line.folded)), *pieces_of(line.folded)):
                piece = line.folded[start:end].strip()
                rest = piece[len(text) :]
                if piece.startswith(f"{text} ") and not SEPARATOR.search(rest) and self._stands_behind(piece):
                    return line.text[start:end].strip()
        return ""

    def _stands_behind(self, piece: str) -> bool:
        """Whether a piece of the first line stands below it, however it was cut."""
        return self.everything.replace("\n", " ").find(piece, self._behind_first_line) >= 0

    def _goes_on(self, line: Line) -> bool:
        """Whether more of the same line of the dump follows."""
        lines, behind = self.blocks.lines, line.last + 1
        return behind < len(lines) and lines[behind] == lines[line.last]

    def _said_again(self, text: str, folded: str) -> int:
        """How much of what begins the dump stands in it once more, in whole words; 0 if that says nothing."""
        lowest, highest = 0, len(folded)
        everything = self._in_one_line
        while lowest < highest:
            middle = (lowest + highest + 1) // 2
            if everything.find(folded[:middle], 1) >= 0:
                lowest = middle
            else:
                highest = middle - 1
        # "… in NYCGo to the content": where a capital follows, no word was cut.
        is_inside = lowest < len(folded) and folded[:lowest][-1:].isalnum() and folded[lowest].isalnum()
        if is_inside and not text[lowest].isupper() and folded < UNSPACED:
            lowest = folded.rfind(" ", 0, lowest) + 1
        return lowest

    @cached_property
    def _in_one_line(self) -> str:
        return self.everything.strip().replace("\n", " ")

    def _cut(self, line: Line) -> Iterator[Candidate]:
        """What is left of a line without a label, the name of the site, a date or a phrase at one of its ends."""
        text, number = line.folded, line.first
        if self.blocks.is_prose[number] or len(text) < TELLING:
            return
        found = set(pieces_of(text))
        if text[0] == "[" and 0 < (end := text.find("] ")) < _LONGEST_PICTURE:
            # What a flattener printed in place of a picture.
            found.add((end + 1, len(text)))
        for hit in self.blocks.cues.get(number, ()):
            found |= {(0, hit.start), (hit.end, len(text))}
        if self.blocks.shape.digits[number] >= _FEWEST_DIGITS:
            for reading in read_dates(line.text, language=self.blocks.language):
                found |= {(0, reading.span.start), (reading.span.end, len(text))}
        for start, end in sorted(found)[:_MOST_CUTS]:
            piece = text[start:end].strip(_AROUND)
            if TELLING <= len(piece) < len(text) and piece.rstrip(CLOSING)[-1:] not in _NO_ENDS:
                first = text.find(piece, start)
                yield Candidate(line, first, first + len(piece), "cut", piece)

    def _may_be(self, line: Line) -> bool:
        """Whether a whole line may be the headline, however well it stands.

        A long line, a statement with a full stop, or a line amid the story may be one only with a sign of it.
        """
        number, blocks = line.first, self.blocks
        words = blocks.word_counts[number]
        if line.last > number:
            words += sum(blocks.word_counts[part] for part in range(number + 1, line.last + 1))
        words *= share_of_words(blocks.language)
        if not any(map(str.isalpha, line.text)):
            return False
        if number >= blocks.core.end or words > _MOST_WORDS or len(line.text) > _MOST_CHARACTERS:
            return False
        if line.folded.rstrip(CLOSING)[-1:] in _NO_ENDS and not self._may_end_so(line):
            return False
        if line.last == number and (self._is_chrome(number) or self._is_date(line)):
            return False
        if number > self.first_prose:
            # Lines amid the story are subheadings and sentences without a stop, and their loss would be the story's.
            return line.folded in self.first_line.folded or self.is_signed(number)
        distance = blocks.core.start - number
        if words > _MOST_WORDS_UNSUPPORTED:
            return self._is_supported(line) or (distance <= _NEAR and self.is_signed(number))
        return True

    def _may_end_so(self, line: Line) -> bool:
        """Whether a line with a full stop may be the headline: "Burst pipes below N.Y.C."; or above its byline."""
        if _ABBREVIATED.search(line.folded) or self._is_in_page_title(line):
            return True
        return line.folded[-1] in FULL_STOPS and line.first < self.first_prose and self.is_signed(line.last)

    def _is_in_page_title(self, line: Line) -> bool:
        """Whether the title of the page has a line that ends like a statement: "Rates higher than in rest of Ont."."""
        first, folded = self.first_line, line.folded
        if line.first == first.first or self.blocks.is_prose[first.first]:
            return False
        return len(folded) >= TELLING and folded[-1] in FULL_STOPS and folded in first.folded

    def _is_chrome(self, number: int) -> bool:
        """Whether the lexicon surely knows a block as the page's: "Share by mail", "© 2024 The Courier"."""
        return any(
            hit.weight >= _SURE_CUE and is_of_page(hit) and not (hit.match == "is" and hit.role in _MENUS)
            for hit in self.blocks.cues.get(number, ())
        )

    def _is_date(self, line: Line) -> bool:
        """Whether nothing but a date stands in a line: "Monday, 3 May 2024, 14:05"."""
        if self.blocks.shape.digits[line.first] < _FEWEST_DIGITS:
            return False
        language = self.blocks.language
        readings = read_dates(line.text, language=language)
        rest = f"{line.text[: readings[0].span.start]} {line.text[readings[0].span.end :]}" if readings else ""
        return bool(readings) and not other_words(rest, language)

    def _is_supported(self, line: Line) -> bool:
        """Whether a line stands in the dump again, alone or as a part of the title of the page."""
        first = self.first_line.folded
        if line.first == self.first_line.first:
            return bool(SEPARATOR.search(first)) or self.everything.count(line.folded) > 1
        return bool(self.blocks.is_repeated[line.first]) or (len(line.folded) >= TELLING and line.folded in first)

    def is_signed(self, number: int) -> bool:
        """Whether a byline, a date or a share bar stands right below a block."""
        return is_signed(self.blocks, number)

    def _glued(self, piece: str) -> Iterator[Candidate]:
        """The last line above ``end`` that holds a piece of the first line and more."""
        if len(piece) < (TELLING if piece < UNSPACED else _TELLING_UNSPACED):
            return
        folded = self.blocks.folded
        # Few pieces stand anywhere else, and one look through all the lines tells.
        if self.everything.find(piece, self._behind_first_line) < 0:
            return
        for number in range(self.end - 1, self.first_line.last, -1):
            line = folded[number]
            if piece in line and piece != line:
                start = line.find(piece)
                yield Candidate(self._block(number), start, start + len(piece), "glued", piece)
                return

    def _block(self, number: int) -> Line:
        return Line(number, number, self.blocks.texts[number], self.blocks.folded[number])

    def _line(self, number: int) -> Line | None:
        """The whole line of the dump that block ``number`` is a piece of, if it is a short one."""
        lines, count = self.blocks.lines, len(self.blocks)
        line = lines[number]
        first = last = number
        while first and lines[first - 1] == line and number - first < _SENTENCES:
            first -= 1
        while last + 1 < count and lines[last + 1] == line and last - first < _SENTENCES:
            last += 1
        if first == last or last - first >= _SENTENCES:
            return None
        start, end = self.blocks.starts[first], self.blocks.ends[last]
        if end - start > MOST_CHARACTERS:
            return None
        text = fold_white_space(self.blocks.dump.text[start:end])
        return Line(first, last, text, fold(text))

    @cached_property
    def first_line(self) -> Line:
        """The first line of the dump, which is the title of the page in many; empty if it is too long for one.

        Labels of a menu above it are left out; see ``page_title_of``.
        """
        first = page_title_of(self.blocks)
        line = self._line(first) or self._block(first)
        return line if len(line.text) <= MOST_CHARACTERS else Line(0, 0, "", "")

    @cached_property
    def lead(self) -> str:
        """The first paragraphs of the densest prose, folded."""
        core = self.blocks.core
        prose = self.blocks.is_prose
        found: list[str] = []
        for number in range(core.start, core.end):
            if prose[number]:
                found.append(self.blocks.folded[number])
                if len(found) == _LEAD:
                    break
        return "\n".join(found)

    @cached_property
    def _behind_first_line(self) -> int:
        """Where the blocks below the first line of the dump begin in ``everything``."""
        return sum(len(text) + 1 for text in self.blocks.folded[: self.first_line.last + 1])

    @cached_property
    def everything(self) -> str:
        """The folded blocks, a line feed around each."""
        return "\n".join(["", *self.blocks.folded, ""])
