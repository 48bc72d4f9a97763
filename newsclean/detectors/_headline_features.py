"""What is weighed of a line that may be the headline, and of "there is no headline": the rows that trees ask about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from attrs import define, field

from newsclean.detectors._headline_candidates import (
    CLOSING,
    NO_WORDS,
    SEPARATOR,
    STOPS,
    TELLING,
    UNSPACED,
    Candidate,
    Close,
)
from newsclean.detectors._headline_shortlist import COLUMNS, Surroundings
from newsclean.model import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEATURES", "Look", "feature_rows"]

# These are the same for all candidates of a dump, and all that is known of "there is no headline".
_OF_DUMPS: dict[str, str] = {
    "dump.titled": "the first line of the dump says what the story is about",
    "dump.blocks": "the dump is as long as it is",
    "dump.above": "so much stands above the story",
    "dump.candidates": "so many lines may be the headline",
    "dump.first_words": "the first line of the dump is as long as it is",
    "dump.prose_words": "the story is as long as it is",
    "dump.best_look": "some line stands where headlines stand",
    "dump.unspaced": "the script of the first paragraph",
}
_OF_PLACES: dict[str, str] = {
    "look.score": "it stands where headlines stand",
    "look.rank": "few lines stand where headlines stand as plainly",
    "look.gap": "no other line stands where headlines stand as plainly",
    "size.words": "it is as long as headlines are",
    "size.characters": "it is as long as headlines are",
    "at.distance": "it stands as near to the story as headlines do",
    "at.number": "it stands as far below the top as headlines do",
    "at.share": "it stands between top and story where headlines do",
    "at.others_below": "few lines like it stand between it and the story",
    "near.before": "the length of the line above",
    "near.before_2": "the length of the second line above",
    "near.after": "the length of the line below",
    "near.after_2": "the length of the second line below",
    "far.fact": "a byline or a date stands below it",
    "far.share": "a share bar stands below it",
    "far.numbers": "a line of numbers stands below it",
    "far.fact_above": "a byline or a date stands above it",
    "like.lead_words": "words of the first paragraphs stand in it",
    "like.lead_share": "the first paragraphs use its words",
    "like.prose_share": "the story uses its words",
    "like.first_share": "the first line of the dump uses its words",
    "again.count": "it stands in the dump so often",
    "again.behind": "it stands in the dump again behind the first paragraph",
    "again.holds": "another line like it stands in it",
    "again.held": "it stands in another line like it",
    "shape.upper": "it is in capitals",
    "cue.any": "a phrase stands in it",
}
_OF_TEXTS: dict[str, str] = {
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
    "piece.first": "a piece of the first line of the dump",
    "piece.glued": "a piece of a line that the first line of the dump says too",
    "piece.cut": "a line without its label, its date or the name of the site",
    "piece.begins": "the line begins with it",
    "piece.ends": "the line ends with it",
    "piece.share": "it is so much of its line",
    "piece.rest": "so many words are left of the line",
    "piece.rest_parted": "what is left of the line has parts too",
    "piece.parted": "it has parts itself",
    "piece.colon": "cut at a colon",
    "piece.bracket": "cut at a bracket",
    "piece.again": "it is a line of its own elsewhere",
}
# Of the first look, what is not told by "size" and "at" already.
_FIRST_LOOK = {name: reason for name, reason in COLUMNS.items() if not name.startswith(("words.", "place."))}
#: What is weighed of a candidate, and what that says to a person.
FEATURES: dict[str, str] = (
    {"none": "nothing is likely enough"} | _OF_DUMPS | _OF_PLACES | _OF_TEXTS | _OF_PIECES | _FIRST_LOOK
)
_ROW_OF = {name: row for row, name in enumerate(FEATURES)}
_FIRST_LOOK_ROWS = np.array([row for row, name in enumerate(COLUMNS) if name in _FIRST_LOOK], dtype=np.intp)
# What a feature is where nothing can be said of it: of "there is no headline", and of what the first look left out.
_UNKNOWN = -1.0
_UNSEEN = -8.0
# Distances are counted up to this many blocks, repetitions up to so many.
_FAR, _OFTEN = 30, 5
# In characters: the beginning of a word that inflected forms share, and as much of the story as is looked through.
_STEM, _MOST_STORY = 5, 8_000
_NUMBERS_DIGITS, _NUMBERS_SHARE, _NUMBERS_WORDS = 3.0, 0.2, 10.0
_ASKS, _GOES_ON = "?!", ":,;-"
_FACTS = frozenset({Role.BYLINE, Role.DATE})


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
    """

    close: Close
    around: Surroundings
    candidates: Sequence[Candidate]
    found: dict[str, list[int]] = field(factory=dict)

    def rows(self) -> NDArray[np.float32]:
        """See ``feature_rows``."""
        count = len(self.candidates)
        rows = np.zeros((len(FEATURES), count + 1), dtype=np.float32)
        rows[:, count] = _UNKNOWN
        rows[_ROW_OF["none"], count] = 1.0
        first = _ROW_OF["dump.titled"]
        rows[first : first + len(_OF_DUMPS)] = np.array(self._of_dump(), dtype=np.float32)[:, None]
        first = _ROW_OF["look.score"]
        for column, candidate in enumerate(self.candidates):
            rows[first : first + len(_OF_PLACES), column] = self._of_place(candidate)
            for name, value in self._of_text(candidate):
                rows[_ROW_OF[name], column] = value
        blocks = [candidate.line.first for candidate in self.candidates]
        seen = np.array([block < self.close.end for block in blocks], dtype=np.bool_)
        numbers = np.array(blocks, dtype=np.intp)[seen]
        if len(numbers):
            looked = self.around.columns[_FIRST_LOOK_ROWS[:, None], numbers]
            rows[len(FEATURES) - len(_FIRST_LOOK) :, seen.nonzero()[0]] = looked
        return rows

    def _of_dump(self) -> list[float]:
        blocks, close = self.close.blocks, self.close
        core = blocks.core
        titled = float(self.around.columns[_LIKE_STORY, 0]) if close.end else 0.0
        words = float(blocks.shape.words[core.start : core.end][core.prose[core.start : core.end]].sum())
        best = max(close.scores.values(), default=_UNSEEN)
        unspaced = float(close.lead[:1] > UNSPACED)
        first_words = blocks.word_counts[0]
        return [titled, len(blocks), close.first_prose, len(self.candidates), first_words, words, best, unspaced]

    def _of_place(self, candidate: Candidate) -> list[float]:
        close, line = self.close, candidate.line
        blocks, first, last = close.blocks, line.first, line.last
        words = blocks.word_counts
        others = [other for number, other in close.scores.items() if not first <= number <= last]
        score = max((close.scores[number] for number in close.scores if first <= number <= last), default=_UNSEEN)
        text = candidate.folded.strip()
        size = words[first] if first == last else sum(words[first : last + 1])
        places = self._places(text)
        return [
            score,
            sum(other > score for other in others),
            score - max(others, default=_UNSEEN),
            size * len(candidate.folded) / max(len(line.folded), 1),
            len(text),
            close.first_prose - first,
            first,
            first / max(close.first_prose, 1),
            sum(last < number < close.first_prose for number in close.scores),
            words[first - 1] if first else _UNKNOWN,
            words[first - 2] if first > 1 else _UNKNOWN,
            words[last + 1] if last + 1 < len(words) else _UNKNOWN,
            words[last + 2] if last + 2 < len(words) else _UNKNOWN,
            *(_below(numbers, last) for numbers in (self._facts, self._shares, self._numbers)),
            _above(self._facts, first),
            *self._likeness(text),
            len(places),
            places[-1] >= self._behind_first_prose if places else False,
            any(len(other) >= TELLING and other in text and other != text for other in self._texts),
            any(text in other and other != text for other in self._texts),
            candidate.text.isupper(),
            bool(blocks.cues.get(first)),
        ]

    def _of_text(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        text = candidate.folded
        last = text.rstrip(CLOSING)[-1:]
        if last in STOPS:
            yield "ends.stop", 1.0
        elif last in _ASKS:
            yield "ends.question", 1.0
        elif last in _GOES_ON:
            yield "ends.colon", 1.0
        if ". " in text:
            yield "shape.stop_inside", 1.0
        if candidate.line.text[candidate.start].islower():
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
        elif len(text) > _STEM and text in page_title:
            yield "again.first_part", len(text) / len(page_title)
            before, _, behind = page_title.partition(text)
            if (not before or before[-1] in NO_WORDS) and (not behind or behind.lstrip()[:1] in NO_WORDS):
                yield "again.first_head", 1.0

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
        if SEPARATOR.search(rest.strip(NO_WORDS)):
            yield "piece.rest_parted", 1.0
        if SEPARATOR.search(text):
            yield "piece.parted", 1.0
        everything = self.close.everything
        if any(everything[place - 1] == "\n" == everything[place + len(text)] for place in self._places(text)):
            yield "piece.again", 1.0

    def _likeness(self, text: str) -> tuple[float, float, float, float]:
        """How many of its words the first paragraphs use, and the shares of them, of the story, of the first line."""
        stems = _stems(text)
        if not stems:
            return (_UNKNOWN, _UNKNOWN, _UNKNOWN, _UNKNOWN)
        count = len(stems)
        lead = sum(map(self.close.lead.__contains__, stems))
        story = sum(map(self._story.__contains__, stems))
        first = sum(map(self.close.first_line.folded.__contains__, stems))
        return lead, lead / count, story / count, first / count

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
    def _story(self) -> str:
        blocks = self.close.blocks
        core = blocks.core
        prose = (core.start + core.prose[core.start : core.end].nonzero()[0]).tolist()
        return "\n".join(blocks.folded[number] for number in prose)[:_MOST_STORY]

    @cached_property
    def _texts(self) -> set[str]:
        return {candidate.folded.strip() for candidate in self.candidates if candidate.kind == "whole"}

    @cached_property
    def _behind_first_prose(self) -> int:
        return sum(len(text) + 1 for text in self.close.blocks.folded[: self.close.first_prose + 1])

    @cached_property
    def _facts(self) -> list[int]:
        return sorted(number for number, roles in self._roles.items() if not roles.isdisjoint(_FACTS))

    @cached_property
    def _shares(self) -> list[int]:
        return sorted(number for number, roles in self._roles.items() if Role.SHARE in roles)

    @cached_property
    def _roles(self) -> dict[int, set[Role]]:
        """The roles that phrases speak for in the blocks near where headlines are looked for."""
        last = self.close.end + _FAR
        cues = self.close.blocks.cues.items()
        return {number: {hit.role for hit in hits} for number, hits in cues if number < last}

    @cached_property
    def _numbers(self) -> list[int]:
        """The lines of numbers near where headlines are looked for."""
        shape, last = self.close.blocks.shape, self.close.end + _FAR
        digits, characters, words = shape.digits[:last], shape.characters[:last], shape.words[:last]
        mostly = (digits >= _NUMBERS_DIGITS) & (digits > _NUMBERS_SHARE * characters) & (words <= _NUMBERS_WORDS)
        found: list[int] = mostly.nonzero()[0].tolist()
        return found


_LIKE_STORY = list(COLUMNS).index("like.story")


def _stems(text: str) -> list[str]:
    """The beginnings of the longer words; in a script without blanks, pairs of characters."""
    if text > UNSPACED:
        return [text[place : place + 2] for place in range(len(text) - 1)]
    return [word[:_STEM] for word in text.split() if len(word) > _SHORT_WORD]


_SHORT_WORD = 3


def _below(numbers: Sequence[int], last: int) -> int:
    """How far below a block the next of some others stands, up to ``_FAR``."""
    place = bisect_right(numbers, last)
    return min(numbers[place] - last, _FAR) if place < len(numbers) else _FAR


def _above(numbers: Sequence[int], first: int) -> int:
    place = bisect_right(numbers, first - 1) - 1
    return min(first - numbers[place], _FAR) if place >= 0 else _FAR
