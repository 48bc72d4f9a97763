"""What may be the headline: blocks of the shortlist, whole lines and pieces of lines, each with its features."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from attrs import define

from newsclean.blocks import Blocks
from newsclean.detectors._headline_shortlist import MOST_CHARACTERS, page_title_of
from newsclean.lexicon import fold
from newsclean.model import Role
from newsclean.segmentation import fold_white_space

__all__ = ["FEATURES", "Candidate", "Close", "Line"]

_OF_LINES: dict[str, str] = {
    "first_look": "stands where headlines stand",
    "like.no_word": "no word of it begins like one of the first paragraphs",
    "like.three_words": "words of the first paragraphs stand in it",
    "ends.stop": "it ends with a full stop",
    "ends.question": "it asks or exclaims",
    "ends.colon": "it ends with a colon, a comma or a dash",
    "shape.lower": "it begins with a small letter",
    "shape.stop_inside": "a full stop stands in it",
    "shape.parted": "a colon or a dash stands in it",
    "shape.bracket": "a bracket stands in it",
    "first.whole": "it is the whole first line of the dump",
    "again.first": "it is the first line of the dump once more",
    "again.first_head": "the first line of the dump begins or ends with it, up to a sign",
    "again.first_part": "the first line of the dump holds it",
    "again.inside": "it stands in the dump more than once, alone or in other lines",
    "line": "a line of several sentences",
}
_OF_PIECES: dict[str, str] = {
    "": "{}",
    ".first_look": "{}, and the line stands where headlines do",
    ".like_three_words": "{}: words of the first paragraphs stand in it",
    ".begins": "{}: the line begins with it",
    ".ends": "{}: the line ends with it",
    ".larger": "{}: it is the larger part of the line",
    ".rest_long": "{}: more than six words are left of the line",
    ".rest_parted": "{}: what is left of the line has parts too",
    ".parted": "{}: it has parts itself",
    ".colon": "{}: cut at a colon",
    ".bracket": "{}: cut at a bracket",
    ".again": "{}: it is a line of its own elsewhere",
}
_PIECES: dict[str, str] = {
    "first": "a piece of the first line of the dump",
    "glued": "a piece of a line that the first line of the dump says too",
}
#: What is weighed of a candidate, and what that says to a person. All but the first lie between 0 and 1.
FEATURES: dict[str, str] = _OF_LINES | {
    piece + name: reason.format(of) for piece, of in _PIECES.items() for name, reason in _OF_PIECES.items()
}

# What sites put between a headline and their own name, or between a kicker and the headline. Folded text has no others.
_SEPARATOR = re.compile(r"\s++[|\-·•:»«<>~/\\]++\s++|[_|]|:\s|\s\(|\)\s")
_MOST_SEPARATORS = 4
_NO_WORDS = " |-:·•»«<>~/\\_()"
_CLOSING = "\"'”’»›“‘«‹」』)）]"
_STOPS, _ASKS, _GOES_ON = ".。।॥۔", "?!", ":,;-"
_UNSPACED = "\u2e80"
# In characters: what tells a piece from others; and the beginning of a word that inflected forms share.
_SHORTEST_PIECE, _TELLING, _TELLING_UNSPACED, _STEM = 4, 12, 6, 5
# In words and characters: 99 % of the gold titles of the development pages are no longer; and 95 %, beyond which a line
# needs a sign that it is the headline, as it does so many blocks above the story.
_MOST_WORDS, _MOST_CHARACTERS, _MOST_WORDS_UNSUPPORTED = 24.0, 160, 18.0
_REACH = 60
_SIGNS = frozenset({Role.BYLINE, Role.DATE, Role.SHARE})
# What a click does is no story's headline; a guide may well be called "About us" or "Most read". Phrases of less weight
# stand in headlines too.
_BUTTONS = frozenset({Role.SHARE, Role.ACCOUNT, Role.INTERFACE, Role.EXPANDER, Role.ADVERT})
_SURE_CUE = 4.0
# Headlines may ask and exclaim; they hardly ever state with a full stop.
_NO_ENDS = frozenset(".。।॥۔:,;")
# Pieces of the first line that are looked for in other lines.
_SOUGHT = 4
# The paragraphs whose words are looked for, and the blocks that one line of several sentences has at most.
_LEAD, _SENTENCES = 4, 4


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
        kind: ``"whole"``; or for pieces ``"first"`` or ``"glued"``: see ``FEATURES``.
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
        pieces = sorted({(0, len(first.folded)), *_pieces(first.folded)}, key=lambda piece: piece[0] - piece[1])
        # Of a paragraph that opens a text no piece is its headline, and the rest of it would be lost.
        for start, end in pieces[1:] if not self.blocks.is_prose[first.first] else ():
            if first.folded[start:end].rstrip(_CLOSING)[-1:] not in _NO_ENDS:
                yield Candidate(first, start, end, "first", first.folded[start:end])
        for start, end in pieces[:_SOUGHT]:
            yield from self._glued(first.folded[start:end])

    def _may_be(self, line: Line) -> bool:
        """Whether a whole line may be the headline, however well it stands.

        A long line, a statement with a full stop, or a line far above the story may be one only with a sign of it.
        """
        number, blocks = line.first, self.blocks
        words = blocks.word_counts[number]
        if line.last > number:
            words += sum(blocks.word_counts[part] for part in range(number + 1, line.last + 1))
        if not any(map(str.isalpha, line.text)):
            return False
        if number >= blocks.core.end or words > _MOST_WORDS or len(line.text) > _MOST_CHARACTERS:
            return False
        if line.folded.rstrip(_CLOSING)[-1:] in _NO_ENDS or (line.last == number and self._is_button(number)):
            return False
        if number > self.first_prose:
            # Lines amid the story are subheadings and sentences without a stop, and their loss would be the story's.
            return line.folded in self.first_line.folded and self.is_signed(number)
        if words > _MOST_WORDS_UNSUPPORTED:
            return self._is_supported(line)
        if blocks.core.start - number > _REACH:
            return self._is_supported(line) or self.is_signed(number)
        return True

    def _is_button(self, number: int) -> bool:
        """Whether a block is nothing but what a button of a page says: "Share by mail"."""
        cues = self.blocks.cues.get(number, ())
        return any(hit.match == "is" and hit.role in _BUTTONS and hit.weight >= _SURE_CUE for hit in cues)

    def _is_supported(self, line: Line) -> bool:
        """Whether a line stands in the dump again, alone or as a part of the title of the page."""
        first = self.first_line.folded
        if line.first == self.first_line.first:
            return bool(_SEPARATOR.search(first)) or self._all.count(line.folded) > 1
        return bool(self.blocks.is_repeated[line.first]) or (len(line.folded) >= _TELLING and line.folded in first)

    def is_signed(self, number: int) -> bool:
        """Whether a byline, a date or a share bar stands right below a block."""
        cues = self.blocks.cues
        return any(hit.role in _SIGNS for below in range(number + 1, number + 4) for hit in cues.get(below, ()))

    def _glued(self, piece: str) -> Iterator[Candidate]:
        """The last line above ``end`` that holds a piece of the first line and more."""
        if len(piece) < (_TELLING if piece < _UNSPACED else _TELLING_UNSPACED):
            return
        folded = self.blocks.folded
        # Few pieces stand anywhere else, and one look through all the lines tells.
        if self._all.find(piece, self._behind_first_line) < 0:
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
    def _lead(self) -> str:
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
        """Where the blocks below the first line of the dump begin in ``_all``."""
        return sum(len(text) + 1 for text in self.blocks.folded[: self.first_line.last + 1])

    @cached_property
    def _all(self) -> str:
        return "\n".join(["", *self.blocks.folded, ""])

    def features(self, candidate: Candidate) -> dict[str, float]:
        """The features of a candidate that are not 0, by name."""
        found = self._of_whole(candidate) if candidate.kind == "whole" else self._of_piece(candidate)
        text = candidate.folded
        last = text.rstrip(_CLOSING)[-1:]
        if last in _STOPS:
            found["ends.stop"] = 1.0
        elif last in _ASKS:
            found["ends.question"] = 1.0
        elif last in _GOES_ON:
            found["ends.colon"] = 1.0
        if ". " in text:
            found["shape.stop_inside"] = 1.0
        if candidate.line.text[candidate.start].islower():
            found["shape.lower"] = 1.0
        return found

    def _of_whole(self, candidate: Candidate) -> dict[str, float]:
        line = candidate.line
        number, text = line.first, line.folded
        score = self.scores.get(number, _UNSEEN)
        if line.last > number:
            score = max(self.scores.get(part, _UNSEEN) for part in range(number, line.last + 1))
        found = {"first_look": score / _SCALE}
        if line.last > number:
            found["line"] = 1.0
        if ": " in text or " - " in text:
            found["shape.parted"] = 1.0
        if "(" in text:
            found["shape.bracket"] = 1.0
        if len(text) >= _TELLING and (self.blocks.is_repeated[number] or self._all.count(text) > 1):
            found["again.inside"] = 1.0
        self._add_words(found, "like.three_words", text)
        page_title = self.first_line.folded
        if number == self.first_line.first:
            found["first.whole"] = 1.0
        elif text == page_title:
            found["again.first"] = 1.0
        elif len(text) > _STEM and text in page_title:
            found["again.first_part"] = len(text) / len(page_title)
            before, _, behind = page_title.partition(text)
            if (not before or before[-1] in _NO_WORDS) and (not behind or behind.lstrip()[:1] in _NO_WORDS):
                found["again.first_head"] = 1.0
        return found

    def _of_piece(self, candidate: Candidate) -> dict[str, float]:
        line, kind, text = candidate.line, candidate.kind, candidate.folded
        score = self.scores.get(line.first, _UNSEEN)
        found = {kind: 1.0, f"{kind}.first_look": score / _SCALE}
        words = sum(self.blocks.word_counts[number] for number in range(line.first, line.last + 1))
        own = words * len(text) / len(line.folded)
        if candidate.start == 0:
            found[f"{kind}.begins"] = 1.0
            rest = line.folded[candidate.end :]
        elif candidate.end == len(line.folded):
            found[f"{kind}.ends"] = 1.0
            rest = line.folded[: candidate.start]
        else:
            rest = f"{line.folded[: candidate.start]} {line.folded[candidate.end :]}"
        self._add_words(found, f"{kind}.like_three_words", text)
        if own > words / 2.0:
            found[f"{kind}.larger"] = 1.0
        if words - own > 6.5:
            found[f"{kind}.rest_long"] = 1.0
        if rest[:1] == ":" or rest[-2:] == ": ":
            found[f"{kind}.colon"] = 1.0
        elif "(" in rest or ")" in rest:
            found[f"{kind}.bracket"] = 1.0
        if _SEPARATOR.search(rest.strip(_NO_WORDS)):
            found[f"{kind}.rest_parted"] = 1.0
        if _SEPARATOR.search(text):
            found[f"{kind}.parted"] = 1.0
        if f"\n{text}\n" in self._all:
            found[f"{kind}.again"] = 1.0
        return found

    def _add_words(self, found: dict[str, float], name: str, text: str) -> None:
        """How many words of the text begin like a word of the first paragraphs.

        In a script without blanks pairs of characters stand for words.
        """
        if text > _UNSPACED:
            stems = [text[place : place + 2] for place in range(len(text) - 1)]
        else:
            stems = [word[:_STEM] for word in text.split() if len(word) > 3]
        if stems and self._lead:
            known = sum(map(self._lead.__contains__, stems))
            if known == 0:
                found["like.no_word"] = 1.0
            elif known >= 3:
                found[name] = 1.0


_UNSEEN, _SCALE = -8.0, 4.0


def _pieces(folded: str) -> Iterator[tuple[int, int]]:
    """What stands before and behind the separators of a line."""
    for place, match in enumerate(_SEPARATOR.finditer(folded)):
        if place == _MOST_SEPARATORS:
            return
        start, end = match.span()
        if start >= _SHORTEST_PIECE and match[0] not in (": ", ") "):
            yield 0, start
        if len(folded) - end >= _SHORTEST_PIECE and match[0] != " (":
            yield end, len(folded)
