"""The date line: when a story was published, and when it was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.blocks import Blocks
from newsclean.dates import DateReading, find_ages, other_words, read_dates, settle_order
from newsclean.lexicon import Lexicon, fold
from newsclean.model import Dump, Evidence, Role, Span

if TYPE_CHECKING:
    from newsclean.lexicon import CueHit

__all__ = ["date_line"]

# Longer blocks are paragraphs. The longest date line of the development dumps, its byline included, has 140 characters.
_LONGEST = 160
_MOST_WORDS = 25
# 1/1/24 has four digits; three stand in 令和6年5月20日 less one.
_FEWEST_DIGITS = 3
# What stands before and behind a date that is set apart from its neighbours.
_BARS = "|•·–—―/│｜∙●»›>()（）[]【】\t"
# The weight of a cue with no date behind it, in log-odds.
_CUE_ALONE = 5.0
# How many words may stand beside a date that is set apart by bars; that has a time; that is set apart by commas; and one
# that is not set apart at all. More of them make a headline or a caption with a date in it.
_WORDS_BESIDE_BARS = 10
_WORDS_BESIDE_TIME = 8
_WORDS_BESIDE_COMMA = 4
_WORDS_BESIDE_NOTHING = 3
_SENTENCE_ENDS = ".!?…。！？؟।"
_CLOSING = "\"'”’»)）」』]"
_BETWEEN = " \t,;:.|•·–—―-/│｜∙●»›>()（）[]【】"


@frozen
class _Line:
    """A block as the rules below see it.

    Attributes:
        text: Its text, not more of it than a date line may have.
        cue: The cue at its beginning ("Published:"), if there is one.
        readings: Its dates.
        between: The texts before, between and behind cue and dates; one more than there are dates.
        beside: How many words stand in each of those that have nothing to do with dates.
    """

    text: str
    cue: CueHit | None
    readings: Sequence[DateReading]
    between: Sequence[str]
    beside: Sequence[float]


def date_line(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for dates that are a block, stand behind a cue, or are set apart beside a byline; the value is ISO 8601.

    A block with two dates ("Published 3 May 2024, updated 4 May") gets a vote on each of them. A cue with nothing behind
    it gets a vote without a value. Dates inside sentences get none.
    """
    candidates = _candidates(blocks)
    # Whether 3/4 is in April is told by the other dates of the dump, then by its language.
    day_first = settle_order(blocks.texts[number][:_LONGEST] for number in candidates)
    for number in candidates:
        text = blocks.texts[number][:_LONGEST]
        cue = next((hit for hit in blocks.cues.get(number, ()) if _opens_date(hit)), None)
        # An age means a date only behind a cue; "2 hours ago" alone stands in teasers.
        collected_at = dump.collected_at if cue else None
        readings = read_dates(text, language=blocks.language, day_first=day_first, collected_at=collected_at)
        if readings:
            yield from _votes(blocks, number, _taken_apart(text, cue, readings, blocks.language))
        elif cue and not _words_beside_ages(blocks.texts[number][cue.end :], blocks.language):
            reason = f"“{cue.phrase}” with nothing behind it that tells the day"
            weight = min(cue.weight, _CUE_ALONE)
            yield blocks.vote(number, Role.DATE, weight, cue.rule, reason, part=cue.part)


def _candidates(blocks: Blocks) -> list[int]:
    shape = blocks.shape
    short = (shape.characters <= _LONGEST) & (shape.words <= _MOST_WORDS)
    found = set(np.flatnonzero(short & (shape.digits >= _FEWEST_DIGITS)).tolist())
    found.update(number for number, hits in blocks.cues.items() for hit in hits if hit.role is Role.DATE)
    # 二〇二四年五月二十日: the numerals are letters.
    unspaced = np.flatnonzero(short & (shape.unspaced >= _FEWEST_DIGITS)).tolist()
    found.update(number for number in unspaced if "年" in blocks.texts[number])
    return sorted(found)


def _opens_date(hit: CueHit) -> bool:
    return hit.role is Role.DATE and (hit.start == 0 or hit.match in ("is", "starts", "opens"))


def _words_beside_ages(text: str, language: str | None) -> float:
    """The words behind a cue that are neither an age ("2 hours ago"), nor a time, nor a month and its day."""
    end, words = 0, 0.0
    for age in find_ages(text, language):
        words += _words(text[end : age.span.start], language)
        end = age.span.end
    return words + _words(text[end:], language)


def _words(text: str, language: str | None) -> float:
    return other_words(text, language, numbers=False) if text.strip(_BETWEEN) else 0.0


def _taken_apart(text: str, cue: CueHit | None, readings: Sequence[DateReading], language: str | None) -> _Line:
    starts = [cue.end if cue else 0, *(reading.span.end for reading in readings)]
    ends = [*(reading.span.start for reading in readings), len(text)]
    between = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    beside = [other_words(part, language) if part.strip(_BETWEEN) else 0.0 for part in between]
    # "3 May 2024, updated 4 May": a cue of the lexicon is no word beside the date.
    for place, part in enumerate(between[:-1]):
        if beside[place] and (phrase := _cue_before(part)):
            beside[place] = other_words(fold(part).rstrip(_BETWEEN).removesuffix(phrase[0]), language)
    return _Line(text, cue, readings, between, beside)


def _votes(blocks: Blocks, number: int, line: _Line) -> Iterator[Evidence]:
    if not any(line.beside):
        for place, reading in enumerate(line.readings):
            yield _vote(blocks, number, line, place, 6.0, "nothing but a date" if not line.cue else "a date behind a cue")
        return
    is_sentence = line.text.rstrip(_CLOSING).endswith(tuple(_SENTENCE_ENDS))
    for place, reading in enumerate(line.readings):
        weight, reason = _weight_beside(line, place, is_sentence)
        if weight:
            yield _vote(blocks, number, line, place, weight, reason, alone=False)


def _weight_beside(line: _Line, place: int, is_sentence: bool) -> tuple[float, str]:
    """How sure it is that a date is told for its own sake, though words stand beside it."""
    before, behind = line.between[place], line.between[place + 1]
    words = sum(line.beside)
    is_cued = not line.beside[place] and (line.cue is not None if place == 0 else _cue_before(before) is not None)
    if is_cued and words <= (_WORDS_BESIDE_COMMA if is_sentence else _WORDS_BESIDE_BARS):
        return 5.0, "a date behind a cue"
    # A row of numbers beside a date is a table.
    if is_sentence or not any(other_words(part, numbers=False) for part in line.between):
        return 0.0, ""
    left, right = before.rstrip(" "), behind.lstrip(" ")
    is_barred = (not left or left[-1] in _BARS or left.endswith(" -")) and (
        not right or right[0] in _BARS or right.startswith("- ")
    )
    if is_barred and words <= _WORDS_BESIDE_BARS:
        return 4.0, "a date between bars"
    if line.readings[place].moment and words <= _WORDS_BESIDE_TIME:
        return 4.0, "a date with a time"
    is_parted = (not left or left[-1] in _BETWEEN) and (not right or right[0] in _BETWEEN)
    if is_parted and words <= _WORDS_BESIDE_COMMA:
        return 4.0, "a date between commas"
    # "Anna Berg 3 May 2024" and "3 May 2024 Anna Berg"; but not "Concert on 3 May 2024".
    is_at_edge = not left or (not right and left.split()[-1][:1].isupper())
    if is_at_edge and words <= _WORDS_BESIDE_NOTHING and _are_names(before + " " + behind):
        return 3.0, "a date beside a name"
    return 0.0, ""


def _are_names(text: str) -> bool:
    return all(not word[0].islower() for word in text.split())


def _vote(
    blocks: Blocks, number: int, line: _Line, place: int, weight: float, reason: str, *, alone: bool = True
) -> Evidence:
    reading = line.readings[place]
    before = line.between[place]
    cue = _cue_before(before)
    part = cue[1] if cue else line.cue.part if line.cue and place == 0 else None
    rule = line.cue.rule if line.cue and place == 0 else "date_line"
    if alone and len(line.readings) == 1:
        return blocks.vote(
            number, Role.DATE, weight, rule, reason, part=part or "published", value=(reading.isoformat(),)
        )
    start = reading.span.start
    if place == 0 and line.cue and not line.beside[0]:
        start = line.cue.start
    elif cue:
        start -= len(before) - len(before.rstrip(_BETWEEN)) + len(cue[0])
    span = _span_in_dump(blocks, number, start, reading.span.end)
    return Evidence(span, Role.DATE, weight, rule, reason, part or "published", (reading.isoformat(),))


def _span_in_dump(blocks: Blocks, number: int, start: int, end: int) -> Span:
    """Where a stretch of a block's text stands in the dump: white space was folded in between, perhaps."""
    first = blocks.starts[number]
    text = blocks.texts[number]
    if len(text) == blocks.ends[number] - first:
        return Span(first + start, first + end)
    raw = blocks.dump.text
    places = []
    place = first
    for character in text[:end]:
        # A run of white space became one blank, or nothing between two Chinese characters.
        if character != " ":
            while raw[place].isspace():
                place += 1
        places.append(place)
        place += 1
        if character == " ":
            while raw[place].isspace():
                place += 1
    return Span(places[start], places[end - 1] + 1)


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    """The lexicon's cues that may stand inside a line, folded, the longest first."""
    lexicon = Lexicon.load()
    return {
        part: tuple(
            sorted(
                {fold(phrase).rstrip(_BETWEEN) for phrase in lexicon.phrases(Role.DATE, part)} - {""},
                key=len,
                reverse=True,
            )
        )
        for part in ("modified", "published")
    }


def _cue_before(text: str) -> tuple[str, str] | None:
    """The cue at the end of what stands before a date, and what it announces."""
    stripped = text.rstrip(_BETWEEN)
    if not stripped:
        return None
    folded = fold(stripped)
    for part, phrases in _cues().items():
        if folded.endswith(phrases):
            phrase = next(phrase for phrase in phrases if folded.endswith(phrase))
            left = folded[: -len(phrase)]
            if not left or not left[-1].isalnum() or not phrase[0].isascii():
                return phrase, part
    return None
