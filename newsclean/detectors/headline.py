"""The headline of the story, and the standfirst below it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
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
_LEAST = 2.4
# In characters: of the head of a headline that is looked for, and of what a site adds to it in its page title.
_SHORTEST_HEAD, _LONGEST_SITE_NAME = 12, 60
_BELOW_HEADLINES = frozenset({Role.BYLINE, Role.DATE, Role.SHARE})
# Headlines may ask and exclaim; they hardly ever state with a full stop.
_NO_HEADLINE_END = ".。।॥۔:：,;"
_CLOSING = "\"'”’»›“‘«‹」』)）]"
# A picture's caption repeats the headline a few blocks below it.
_NEAR_REPETITION = 8
# In words; and how far above the story a standfirst may stand, in blocks: byline, dates, share bar, caption between.
_SHORTEST_STANDFIRST, _LONGEST_STANDFIRST = 8.0, 70.0
_STANDFIRST_REACH = 15
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
        title = _first_of_its_kind(blocks, best.number)
        reason = "says what the story below is about"
        yield blocks.vote(title, Role.TITLE, 4.0 + best.score, "headline", reason, part="headline")
        yield from _repetitions(blocks, title)
        yield from _standfirst(blocks, title + 1)
    else:
        yield from _standfirst(blocks, 0)


def _first_of_its_kind(blocks: Blocks, title: int) -> int:
    """The first line near a headline with the same letters: the caption below may say it again, commas aside."""
    plain = _plain(blocks.folded[title])
    for number in range(max(0, title - _NEAR_REPETITION), title):
        if abs(len(blocks.folded[number]) - len(blocks.folded[title])) < 8 and _plain(blocks.folded[number]) == plain:
            return number
    return title


def _best(blocks: Blocks) -> _Candidate | None:
    core = blocks.core
    first_prose = core.start + int(np.argmax(core.prose[core.start : core.end]))
    start, end = max(0, first_prose - _REACH), min(first_prose + 1, len(blocks))
    known = _known_shares(blocks, start, end)
    words = blocks.word_counts
    repeated = blocks.is_repeated[start:end].tolist()
    page_title = set(map(str.strip, _TITLE_SEPARATOR.split(blocks.folded[0])))
    best: _Candidate | None = None
    for number in range(start, end):
        text = blocks.texts[number]
        length = words[number]
        if (
            not _SHORTEST <= length <= _LONGEST
            or len(text) > _LONGEST_CHARACTERS
            or text.rstrip(_CLOSING)[-1:] in _NO_HEADLINE_END
        ):
            continue
        if any(hit.role not in _OPEN_ROLES and hit.weight >= 2.0 for hit in blocks.cues.get(number, ())):
            continue
        is_repeated = repeated[number - start]
        in_page_title = number > 0 and blocks.folded[number] in page_title
        supported = is_repeated or in_page_title
        if length > _LONGEST_UNSUPPORTED and not supported:
            continue
        score = (
            4.0 * known[number - start]
            + 1.5 * (length >= 4)
            + 0.5 * (length >= 6)
            + 1.0 * is_repeated
            + 3.0 * in_page_title
            + 1.5 * _is_signed(blocks, number)
            - 0.06 * (first_prose - number)
            - 1.0 * (number == 0 and len(page_title) > 1)
        )
        if best is None or score > best.score:
            best = _Candidate(number, score, supported)
    return best


def _is_signed(blocks: Blocks, number: int) -> bool:
    """Whether a byline, a date or a share bar stands right below a line, a standfirst between them or not."""
    return any(
        hit.role in _BELOW_HEADLINES
        for following in range(number + 1, number + 4)
        for hit in blocks.cues.get(following, ())
    )


def _known_shares(blocks: Blocks, start: int, end: int) -> list[float]:
    """For the blocks from ``start`` to ``end``, the share of their longer words that stand in the prose of the core.

    In a script without blanks every character is a word here, and all of them count.
    """
    core, index = blocks.core, blocks.words
    bounds = np.append(0, np.cumsum(index.counts))
    in_story = np.zeros(len(index.known), dtype=np.bool_)
    in_core = np.repeat(core.prose[core.start : core.end], index.counts[core.start : core.end])
    in_story[index.number[bounds[core.start] : bounds[core.end]][in_core]] = True
    number = index.number[bounds[start] : bounds[end]]
    words = map(index.known.__getitem__, number.tolist())
    counted = np.array([len(word) > 3 or word > "\u2e80" for word in words], dtype=np.bool_)
    owner = np.repeat(np.arange(end - start), index.counts[start:end])[counted]
    all_words = np.bincount(owner, minlength=end - start)
    known = np.bincount(owner[in_story[number[counted]]], minlength=end - start)
    shares: list[float] = (known / np.maximum(all_words, 1)).tolist()
    return shares


def _repetitions(blocks: Blocks, title: int) -> Iterator[Evidence]:
    folded = blocks.folded[title]
    plain = _plain(folded)
    # Cut at its first words, the headline is told from nearly every other line by a look for these.
    head = folded[: max(_SHORTEST_HEAD, len(folded) // 4)].rstrip(" '\"")
    for number, other in enumerate(blocks.folded):
        if head not in other or number == title or len(other) - len(folded) > _LONGEST_SITE_NAME:
            continue
        if other == folded or _plain(other) == plain:
            yield blocks.vote(number, Role.DUPLICATE, 5.0, "headline.repeated", "says the headline again")
        elif number < title and len(folded) > _SHORTEST_HEAD and folded in other:
            reason = "the headline and the name of the site"
            yield blocks.vote(number, Role.DUPLICATE, 5.0, "headline.page_title", reason)


def _plain(folded: str) -> str:
    return "".join(filter(str.isalnum, folded))


def _standfirst(blocks: Blocks, number: int) -> Iterator[Evidence]:
    """The paragraph at block ``number`` if it is set apart from the story: it introduces it.

    Below a headline, a sentence is set apart by what stands between it and the story: a picture, a byline, a date.
    Without a full stop it is set apart by that, above the story or between other things.
    """
    core, shape = blocks.core, blocks.shape
    if number + 1 >= len(blocks) or core.end <= core.start:
        return
    words = shape.words[number]
    if not _SHORTEST_STANDFIRST <= words <= _LONGEST_STANDFIRST or _is_something_else(blocks, number):
        return
    following_prose = bool(core.prose[number + 1])
    below_title = number > 0 and number >= core.start - _STANDFIRST_REACH
    above_story = number + 1 < core.end
    if shape.ends_sentence[number]:
        apart = below_title and above_story and not following_prose
    else:
        apart = following_prose or (below_title and above_story)
    if apart:
        reason = "introduces the story and is set apart from it"
        yield blocks.vote(number, Role.STANDFIRST, 5.0, "headline.standfirst", reason)


def _is_something_else(blocks: Blocks, number: int) -> bool:
    return any(hit.weight >= 2.0 for hit in blocks.cues.get(number, ()))
