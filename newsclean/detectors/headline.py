"""The headline of the story, and the standfirst below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role

__all__ = ["headline"]

# In words and characters: 99 % of the gold titles of the development pages lie between these (2026-11).
_SHORTEST, _LONGEST = 2.0, 24.0
_LONGEST_CHARACTERS = 160
# A longer line that opens a dump, with no sign of a page around it, introduces the story (95 % of gold titles).
_LONGEST_UNSUPPORTED = 18.0
# Headlines stand at most this many blocks above the story: behind them picture, byline, share bar, contents.
_REACH = 60
# What sites put between a headline and their own name in the page's title.
_TITLE_SEPARATOR = re.compile(r"\s+[|–—\-·•:»«<>]+\s+|[_|｜]")
# Least score of a headline; below it the dump has none. Measured on the development gold, 2026-11.
_LEAST = 3.0
_OPEN_ROLES = frozenset({Role.BODY, Role.TITLE, Role.RELATED, Role.NAVIGATION})


@frozen
class _Candidate:
    number: int
    score: float
    supported: bool


def headline(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for the one block that is the headline, for its repetitions, and for the standfirst."""
    core = blocks.core
    best = None
    if core.end > core.start:
        best = _best(blocks)
    if best is not None and best.score >= _LEAST:
        title = best.number
        yield blocks.vote(
            title, Role.TITLE, 4.0 + best.score, "headline", "says what the story below is about", part="headline"
        )
        yield from _repetitions(blocks, title)
        yield from _standfirst(blocks, title + 1)
    else:
        yield from _standfirst(blocks, 0)


def _best(blocks: Blocks) -> _Candidate | None:
    core, shape = blocks.core, blocks.shape
    vocabulary = _vocabulary(blocks)
    labels = Counter(blocks.folded)
    page_title = set(map(str.strip, _TITLE_SEPARATOR.split(blocks.folded[0]))) if blocks.folded else set()
    first_prose = next(number for number in range(core.start, core.end) if core.prose[number])
    best: _Candidate | None = None
    for number in range(max(0, first_prose - _REACH), min(first_prose + 1, len(blocks))):
        text = blocks.texts[number]
        words = shape.words[number]
        if not _SHORTEST <= words <= _LONGEST or len(text) > _LONGEST_CHARACTERS or text[-1] in ".。:：,":
            continue
        if any(hit.role not in _OPEN_ROLES and hit.weight >= 2.0 for hit in blocks.cues.get(number, ())):
            continue
        folded = blocks.folded[number]
        own = _words(folded, shape.unspaced[number] * 3 > shape.characters[number])
        known = sum(word in vocabulary for word in own) / len(own) if own else 0.0
        repeated = labels[folded] > 1
        in_page_title = number > 0 and folded in page_title
        supported = repeated or in_page_title
        if words > _LONGEST_UNSUPPORTED and not supported:
            continue
        score = (
            4.0 * known
            + 1.5 * (words >= 4)
            + 0.5 * (words >= 6)
            + 1.0 * repeated
            + 3.0 * in_page_title
            - 0.06 * (first_prose - number)
            - 1.0 * (number == 0 and len(page_title) > 1)
        )
        if best is None or score > best.score:
            best = _Candidate(number, score, supported)
    return best


def _vocabulary(blocks: Blocks) -> set[str]:
    """The words that the story's prose uses, the commonest left out: they are in every line."""
    core, shape = blocks.core, blocks.shape
    counted: Counter[str] = Counter()
    for number in range(core.start, core.end):
        if core.prose[number]:
            counted.update(set(_words(blocks.folded[number], shape.unspaced[number] * 3 > shape.characters[number])))
    return set(counted)


def _words(folded: str, unspaced: bool) -> list[str]:
    """Words longer than three letters; pairs of characters in a script without blanks."""
    if unspaced:
        return [folded[place : place + 2] for place in range(len(folded) - 1)]
    return [word for raw in folded.split() if len(word := raw.strip(".,:;!?'\"()«»„“”")) > 3]


def _repetitions(blocks: Blocks, title: int) -> Iterator[Evidence]:
    folded = blocks.folded[title]
    plain = _plain(folded)
    for number, other in enumerate(blocks.folded):
        if number == title or abs(len(other) - len(folded)) > 60:
            continue
        if other == folded or _plain(other) == plain:
            yield blocks.vote(number, Role.DUPLICATE, 5.0, "headline.repeated", "says the headline again")
        elif number < title and folded in other and len(folded) > 12:
            yield blocks.vote(
                number, Role.DUPLICATE, 5.0, "headline.page_title", "the headline and the name of the site"
            )


def _plain(folded: str) -> str:
    return "".join(filter(str.isalnum, folded))


def _standfirst(blocks: Blocks, number: int) -> Iterator[Evidence]:
    """The paragraph at block ``number`` if it is set apart from the story: it introduces it."""
    core, shape = blocks.core, blocks.shape
    if number + 1 >= len(blocks) or core.end <= core.start:
        return
    if shape.words[number] < 8 or shape.words[number] > 70 or number in blocks.cues:
        return
    ends = bool(shape.ends_sentence[number])
    following_prose = bool(core.prose[number + 1])
    if ends:
        # A full sentence is set apart by something between it and the story: a picture, a byline, a date.
        apart = number > 0 and not following_prose and number + 1 < core.end
    else:
        apart = following_prose or (number > 0 and number + 1 < core.end)
    if apart:
        reason = "introduces the story and is set apart from it"
        yield blocks.vote(number, Role.STANDFIRST, 2.0, "headline.standfirst", reason)
