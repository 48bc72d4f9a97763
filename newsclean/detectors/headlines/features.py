"""What is weighed of a line that may be the headline, and of "there is no headline": the rows that trees ask about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from attrs import define, field

from newsclean.characters import CLOSING, FULL_STOPS, is_lower
from newsclean.detectors.headlines.candidates import Close
from newsclean.detectors.headlines.feature_names import FEATURES, FIRST_LOOK, OF_PLACES
from newsclean.detectors.headlines.lines import (
    NO_WORDS,
    SEPARATOR,
    STEM,
    TELLING,
    UNSPACED,
    Candidate,
    pairs_of,
    stems_of,
)
from newsclean.detectors.headlines.shortlist import COLUMNS, Surroundings, page_title_of
from newsclean.model import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Look", "feature_rows"]

_ROW_OF = {name: row for row, name in enumerate(FEATURES)}
_OF_DUMPS = slice(_ROW_OF["dump.titled"], _ROW_OF["look.score"])
_OF_CANDIDATES = slice(_OF_DUMPS.stop, len(FEATURES) - len(FIRST_LOOK))
_NO_TEXT = [0.0] * (_OF_CANDIDATES.stop - _OF_CANDIDATES.start - len(OF_PLACES))
_FIRST_LOOK_ROWS = [row for row, name in enumerate(COLUMNS) if name in FIRST_LOOK]
# What a feature is where nothing can be said of it: of "there is no headline", and of what the first look left out.
_UNKNOWN = -1.0
_UNSEEN = -8.0
# Distances are counted up to this many blocks, repetitions up to so many.
_FAR, _OFTEN = 30, 5
# In characters: as much of the story is looked through.
_MOST_STORY = 8_000
_NUMBERS_DIGITS, _NUMBERS_SHARE, _NUMBERS_WORDS = 3.0, 0.2, 10.0
# In words: labels and entries of menus.
_LABEL_WORDS = 3.0
# In blocks: right above and right below.
_NEXT = 2
_ASKS, _GOES_ON = "?!", ":,;-"
_OPENING = frozenset("\"'“‘„«»「『《")
_FACTS = (Role.BYLINE, Role.DATE)


def feature_rows(close: Close, around: Surroundings, candidates: Sequence[Candidate]) -> NDArray[np.float32]:
    """A row for each of ``FEATURES``, a column for each candidate, and a last one for "there is no headline"."""
    return Look(close, around, candidates).rows()


@define(eq=False, slots=False)
class Look:
    """The candidates of a dump, side by side.

    Attributes:
        close: What is known of the dump.
        around: What the first look saw of its blocks.
        candidates: The lines and pieces that may be the headline.
        found: Where the texts that were asked for stand in the dump.
        lines: What was worked out of lines; see ``_of_line``.
        alike: How much is like the story and the first line, by text.
    """

    close: Close
    around: Surroundings
    candidates: Sequence[Candidate]
    found: dict[str, list[int]] = field(factory=dict)
    lines: dict[tuple[int, int], tuple[list[float], list[float], bool, float]] = field(factory=dict)
    alike: dict[str, tuple[float, ...]] = field(factory=dict)

    def rows(self) -> NDArray[np.float32]:
        """See ``feature_rows``."""
        count = len(self.candidates)
        rows = np.zeros((len(FEATURES), count + 1), dtype=np.float32)
        rows[:, count] = _UNKNOWN
        rows[_ROW_OF["none"], count] = 1.0
        rows[_OF_DUMPS] = np.array(self._of_dump(), dtype=np.float32)[:, None]
        # Lists until the end: numpy takes as long for one number as for a column of them.
        rows[_OF_CANDIDATES, :count] = np.array(list(map(self._of_candidate, self.candidates)), dtype=np.float32).T
        seen = [number for number, candidate in enumerate(self.candidates) if candidate.line.first < self.close.end]
        looked = self.around.columns[_FIRST_LOOK_ROWS]
        rows[_OF_CANDIDATES.stop :, seen] = looked[:, [self.candidates[number].line.first for number in seen]]
        return rows

    def _of_candidate(self, candidate: Candidate) -> list[float]:
        found = [*self._of_place(candidate), *_NO_TEXT]
        for name, value in self._of_text(candidate):
            found[_ROW_OF[name] - _OF_CANDIDATES.start] = value
        return found

    def _of_dump(self) -> list[float]:
        blocks, close = self.close.blocks, self.close
        core = blocks.core
        titled = float(self.around.columns[_LIKE_STORY, min(self._top, close.end - 1)]) if close.end else 0.0
        words = float(blocks.shape.words[core.start : core.end][core.prose[core.start : core.end]].sum())
        best = max(close.scores.values(), default=_UNSEEN)
        unspaced = float(close.lead[:1] > UNSPACED)
        first_words = blocks.word_counts[self._top]
        count, above = len(blocks) - self._top, close.first_prose - self._top
        return [titled, count, above, len(self.candidates), first_words, words, best, unspaced]

    def _of_place(self, candidate: Candidate) -> list[float]:
        line = candidate.line
        first, last = line.first, line.last
        before, behind, has_cue, words = self._of_line(first, last)
        text = candidate.folded.strip()
        places = self._places(text)
        return [
            *before,
            words * len(candidate.folded) / max(len(line.folded), 1),
            len(text),
            *behind,
            *self._likeness(text),
            len(places),
            places[-1] >= self._behind_first_prose if places else False,
            any(len(other) >= TELLING and other in text and other != text for other in self._texts),
            any(text in other and other != text for other in self._texts),
            candidate.text.isupper(),
            has_cue,
            self._is_rivalled(range(first - _NEXT, first)),
            self._is_rivalled(range(last + 1, last + 1 + _NEXT)),
        ]

    def _is_rivalled(self, numbers: range) -> bool:
        """Whether one of some blocks may be the headline, too: the standfirst below it, or the headline above."""
        words = self.close.blocks.word_counts
        return any(number in self.close.scores and words[number] > _LABEL_WORDS for number in numbers)

    def _of_line(self, first: int, last: int) -> tuple[list[float], list[float], bool, float]:
        """What a line and its pieces have in common: what the first look says, what stands around, cues, words."""
        if (first, last) not in self.lines:
            close = self.close
            blocks, scores = close.blocks, close.scores
            words = blocks.word_counts
            others = [other for number, other in scores.items() if not first <= number <= last]
            score = max((scores[number] for number in scores if first <= number <= last), default=_UNSEEN)
            top = self._top
            before = [score, sum(other > score for other in others), score - max(others, default=_UNSEEN)]
            behind = [
                close.first_prose - first,
                first - top,
                (first - top) / max(close.first_prose - top, 1),
                sum(last < number < close.first_prose for number in scores),
                *(sums[close.first_prose] - sums[min(last, close.first_prose)] for sums in self._between),
                _below(self._prose, last),
                words[first - 1] if first > top else _UNKNOWN,
                words[first - 2] if first > top + 1 else _UNKNOWN,
                words[last + 1] if last + 1 < len(words) else _UNKNOWN,
                words[last + 2] if last + 2 < len(words) else _UNKNOWN,
                *(_below(numbers, last) for numbers in (self._facts, self._shares, self._numbers)),
                _above(self._facts, first),
            ]
            size = words[first] if first == last else sum(words[first : last + 1])
            self.lines[first, last] = before, behind, bool(blocks.cues.get(first)), size
        return self.lines[first, last]

    def _of_text(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        text = candidate.folded
        last = text.rstrip(CLOSING)[-1:]
        if text[0] in _OPENING and text[-1] in CLOSING:
            yield "shape.quoted", 1.0
        if last in FULL_STOPS:
            yield "ends.stop", 1.0
        elif last in _ASKS:
            yield "ends.question", 1.0
        elif last in _GOES_ON:
            yield "ends.colon", 1.0
        if ". " in text:
            yield "shape.stop_inside", 1.0
        if is_lower(candidate.line.text[candidate.start]):
            yield "shape.lower", 1.0
        if ": " in text or " - " in text:
            yield "shape.parted", 1.0
        if "(" in text:
            yield "shape.bracket", 1.0
        yield from self._of_whole(candidate) if candidate.kind == "whole" else self._of_piece(candidate)

    def _of_whole(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        line = candidate.line
        number, text = line.first, line.folded
        if line.last > number:
            yield "line", 1.0
        if len(text) >= TELLING and len(self._places(text.strip())) > 1:
            yield "again.inside", 1.0
        page_title = self.close.first_line.folded
        if number == self.close.first_line.first:
            yield "first.whole", 1.0
        elif text == page_title:
            yield "again.first", 1.0
        elif len(text) > STEM and text in page_title:
            yield "again.first_part", len(text) / len(page_title)
            before, _, behind = page_title.partition(text)
            if (not before or before[-1] in NO_WORDS) and (not behind or behind.lstrip()[:1] in NO_WORDS):
                yield "again.first_head", 1.0
        held = max((len(piece) for piece in self._pieces if piece in text and piece != text), default=0)
        if held:
            yield "again.first_more", held / len(text)

    def _of_piece(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        line, text = candidate.line, candidate.folded
        yield f"piece.{candidate.kind}", 1.0
        words = sum(self.close.blocks.word_counts[line.first : line.last + 1])
        own = words * len(text) / len(line.folded)
        if candidate.start == 0:
            yield "piece.begins", 1.0
            rest = line.folded[candidate.end :]
        elif candidate.end == len(line.folded):
            yield "piece.ends", 1.0
            rest = line.folded[: candidate.start]
        else:
            rest = f"{line.folded[: candidate.start]} {line.folded[candidate.end :]}"
        yield "piece.share", own / max(words, 1.0)
        yield "piece.rest", words - own
        if rest[:1] == ":" or rest[-2:] == ": ":
            yield "piece.colon", 1.0
        elif "(" in rest or ")" in rest:
            yield "piece.bracket", 1.0
        if candidate.kind == "first" and len(text) >= TELLING and any(text in other for other in self._longer(text)):
            yield "piece.more", 1.0
        yield "piece.rest_digits", sum(map(str.isdigit, rest)) / max(len(rest), 1)
        if SEPARATOR.search(rest.strip(NO_WORDS)):
            yield "piece.rest_parted", 1.0
        if SEPARATOR.search(text):
            yield "piece.parted", 1.0
        everything = self.close.everything
        if any(everything[place - 1] == "\n" == everything[place + len(text)] for place in self._places(text)):
            yield "piece.again", 1.0

    def _likeness(self, text: str) -> tuple[float, ...]:
        """How many of its words the first paragraphs use, and the shares of them, of the story, of the first line.

        Last is the share of its words side by side that stand side by side in the story.
        """
        if text not in self.alike:
            stems = stems_of(text)
            self.alike[text] = self._shares_of(stems, pairs_of(text)) if stems else (_UNKNOWN,) * 5
        return self.alike[text]

    def _shares_of(self, stems: Sequence[str], pairs: Sequence[str]) -> tuple[float, ...]:
        count = len(stems)
        lead = sum(map(self.close.lead.__contains__, stems))
        unknown = [stem for stem in stems if stem not in self._story]
        first = sum(map(self.close.first_line.folded.__contains__, stems))
        # Words of which one does not stand in the story do not stand there side by side, and that is quickly told.
        possible = [pair for pair in pairs if not any(map(pair.__contains__, unknown))]
        together = sum(map(self._story.__contains__, possible)) / len(pairs) if pairs else _UNKNOWN
        return lead, lead / count, (count - len(unknown)) / count, first / count, together

    def _places(self, text: str) -> list[int]:
        """Where in the dump a text stands, the first ``_OFTEN`` places."""
        if text not in self.found:
            everything = self.close.everything
            places: list[int] = []
            place = everything.find(text) if text else -1
            while place >= 0 and len(places) < _OFTEN:
                places.append(place)
                place = everything.find(text, place + len(text))
            self.found[text] = places
        return self.found[text]

    @cached_property
    def _top(self) -> int:
        """The first block that counts: a few labels of a menu above it make the dump no other one."""
        return page_title_of(self.close.blocks)

    @cached_property
    def _story(self) -> str:
        blocks = self.close.blocks
        core = blocks.core
        prose = (core.start + core.prose[core.start : core.end].nonzero()[0]).tolist()
        return "\n".join(blocks.folded[number] for number in prose)[:_MOST_STORY]

    @cached_property
    def _texts(self) -> set[str]:
        return {candidate.folded.strip() for candidate in self.candidates if candidate.kind == "whole"}

    @cached_property
    def _pieces(self) -> set[str]:
        """The telling pieces of the first line."""
        texts = (candidate.folded.strip() for candidate in self.candidates if candidate.kind == "first")
        return {text for text in texts if len(text) >= TELLING}

    def _longer(self, text: str) -> Iterator[str]:
        """The whole lines, the first one of the dump aside, that are longer than a text."""
        first = self.close.first_line.folded
        return (other for other in self._texts if len(other) > len(text) and other not in first)

    @cached_property
    def _between(self) -> list[list[int]]:
        """How many lines above each block, and in it, have phrases of the page or are short: two rows."""
        columns, words = self.around.columns, self.close.blocks.shape.words[: self.close.end]
        sums: list[list[int]] = np.array([columns[_CHROME].any(axis=0), words <= _LABEL_WORDS]).cumsum(axis=1).tolist()
        return sums

    @cached_property
    def _prose(self) -> list[int]:
        found: list[int] = self.close.blocks.core.prose[: self.close.end + _FAR].nonzero()[0].tolist()
        return found

    @cached_property
    def _behind_first_prose(self) -> int:
        return sum(len(text) + 1 for text in self.close.blocks.folded[: self.close.first_prose + 1])

    @cached_property
    def _facts(self) -> list[int]:
        return self._with_hits(*_FACTS)

    @cached_property
    def _shares(self) -> list[int]:
        return self._with_hits(Role.SHARE)

    def _with_hits(self, *roles: Role) -> list[int]:
        """The blocks near where headlines are looked for that have a phrase of one of some roles."""
        blocks, last = self.close.blocks, self.close.end + _FAR
        return sorted({number for role in roles for number, _ in blocks.hits(role) if number < last})

    @cached_property
    def _numbers(self) -> list[int]:
        """The lines of numbers near where headlines are looked for."""
        shape, last = self.close.blocks.shape, self.close.end + _FAR
        digits, characters, words = shape.digits[:last], shape.characters[:last], shape.words[:last]
        mostly = (digits >= _NUMBERS_DIGITS) & (digits > _NUMBERS_SHARE * characters) & (words <= _NUMBERS_WORDS)
        found: list[int] = mostly.nonzero()[0].tolist()
        return found


_LIKE_STORY = list(COLUMNS).index("like.story")
_CHROME = [list(COLUMNS).index(name) for name in ("cue.chrome", "cue.menu")]


def _below(numbers: Sequence[int], last: int) -> int:
    """How far below a block the next of some others stands, up to ``_FAR``."""
    place = bisect_right(numbers, last)
    return min(numbers[place] - last, _FAR) if place < len(numbers) else _FAR


def _above(numbers: Sequence[int], first: int) -> int:
    place = bisect_right(numbers, first - 1) - 1
    return min(first - numbers[place], _FAR) if place >= 0 else _FAR
