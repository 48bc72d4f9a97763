"""The date line: when a story was published, and when it was changed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from newsclean.blocks import Blocks
from newsclean.dates import (
    DateReading,
    order_by_days,
    order_by_zones,
    other_words,
    read_dates,
    settle_order,
)
from newsclean.dates.lexer import lexed
from newsclean.dates.order import day_comes_first
from newsclean.detectors._known_words import before_reading_time, person_cue
from newsclean.detectors.date_lines.ages import ages_in_head, is_age, words_beside_ages
from newsclean.detectors.date_lines.counts import counts, counts_comments
from newsclean.detectors.date_lines.cues import (
    SIGNS,
    WORDS_OF_BYLINE,
    begins_byline,
    cue_before,
    cue_behind,
    ends_with_byline,
    is_change,
)
from newsclean.detectors.date_lines.inner import inner_dates
from newsclean.detectors.date_lines.times_below import with_time_below
from newsclean.detectors.headlines.behind import GLUED, Stretch, first_date, span_in_dump, stretches
from newsclean.detectors.names.reading import read_names
from newsclean.model import Dump, Evidence, Role

if TYPE_CHECKING:
    from newsclean.lexicon import CueHit

__all__ = ["date_line"]

# Longer blocks are paragraphs. The longest date line of the development dumps, its byline included, has 140 characters.
_LONGEST = 160
_MOST_WORDS = 25
# 1/1/24 has four digits; three stand in 令和6年5月20日 less one.
_FEWEST_DIGITS = 3
# The weight of a cue with no date behind it, in log-odds.
_CUE_ALONE = 5.0
# How many words may stand beside a date that is set apart by bars; that has a time; that is set apart
# by commas; and one that is not set apart at all. More of them make a headline or a caption with a date.
_WORDS_BESIDE_BARS = 10
_WORDS_BESIDE_TIME = 8
_WORDS_BESIDE_COMMA = 4
# A name and the "and" behind it; and what may stand behind the bar: "| No comments yet".
_WORDS_OF_NAME, _WORDS_BEHIND_BYLINE = 4, 3
_WORDS_BESIDE_NOTHING = 3
_DATE_AND_CHANGE = 2
# What may lie between a date and the sign that sets it apart: blanks, stops, a weekday. In letters of the shape, for
# which see newsclean.dates.lexer.
_BARRED_LEFT = re.compile(r"(?:^[ ,.:_WtckhoAZ]*|[|()/][ ,.W]*| -[ ,.W]*|- [ ,.W]*)$")
_BARRED_RIGHT = re.compile(r"[ ,.W]*(?:$|[|()/]|- | -)")
_PARTED_LEFT = re.compile(r"[,;:.|()/-][ ,.W]*$")
_PARTED_RIGHT = re.compile(r"[ W]*(?:$|[,;:.|()/-])")
# "— Anna Berg (@annaberg) May 3, 2024" signs a post from elsewhere that stands in a story.
_DASHES = ("—", "–", "-")
# How many comments there are: "3 May 2024 39".
_COUNT = re.compile(r" \(?\d{1,3}\)?")
# "Berg, A. (2019, June 1). Ferries of the north.": the work of somebody that a story leans on.
_REFERENCE = re.compile(r"\(\d{4}, [^\W\d]")
# "500 | 2020-08-01 17:18 | 1 | t": numbers in cells on both sides make the row of a table.
_NUMBER_BEFORE, _NUMBER_BEHIND = re.compile(r"(?:^|[|│])\s*[\d.,]+\s*[|│]\s*$"), re.compile(r"\s*[|│]\s*[\d.,]+\s*[|│]")
_SENTENCE_ENDS = tuple(".!?…。！？؟।")
_CLOSING = "\"'”’»)）」』]"
# A stop behind one of these is part of an abbreviation: "2024 г.", "10:15 p.m.".
_ABBREVIATED = "chAoZ"


@frozen
class _Line:
    """A block as the rules below see it.

    Attributes:
        text: Its text, not more of it than a date line may have.
        cue: The cue at its beginning ("Published:"), if there is one.
        is_byline: Whether it begins as a byline does ("By").
        is_alone: Whether it is one date and nothing else: then the vote is on the whole block.
        readings: Its dates.
        between: The texts before, between and behind cue and dates; one more than there are dates.
        beside: How many words stand in each of those that have nothing to do with dates.
        above: The cue that is the whole block above ("Published"), where the line is a date and nothing else.
        names_start: Where the names of a byline begin: behind the "By" of the line, or at its head below a "By".
        behind: What the cue right behind a date announces, by the number of the date.
    """

    text: str
    cue: CueHit | None
    is_byline: bool
    is_alone: bool
    readings: Sequence[DateReading]
    between: Sequence[str]
    beside: Sequence[float]
    above: CueHit | None = None
    names_start: int | None = None
    behind: Mapping[int, str] = {}


def date_line(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for dates that are a block, stand behind a cue, or are set apart beside a byline; the value is ISO 8601.

    A block with two dates ("Published 3 May 2024, updated 4 May") gets a vote on each of them. A cue with nothing
    behind it gets a vote without a value. Dates inside sentences get none.
    """
    yield from _behind_headline(blocks)
    yield from ages_in_head(blocks)
    candidates = _candidates(blocks)
    if not candidates:
        return
    day_first = _day_first(blocks, candidates)
    last_days: dict[int, datetime.date] = {}
    for number in candidates:
        text = blocks.texts[number][:_LONGEST]
        if "(@" in text and text.startswith(_DASHES):
            continue
        hits = blocks.cues.get(number, ())
        cue = next((hit for hit in hits if hit.role is Role.DATE and hit.match in _AT_START), None)
        # An age means a date only behind a cue; "2 hours ago" alone stands in teasers; see ``ages_in_head``.
        collected_at = dump.collected_at if cue else None
        readings = read_dates(text, language=blocks.language, day_first=day_first, collected_at=collected_at)
        if readings:
            if cue and len(readings) > 1 and readings[0].span.end <= cue.end:
                # "14:37 17.10.2024 (updated: 15:02 17.10.2024)": the cue is that of the second.
                cue = None
            line = _taken_apart(text, cue, hits, readings, blocks.language)
            if line.is_alone and readings[0].moment is None:
                line = evolve(line, readings=(with_time_below(blocks, number, readings[0], day_first),))
            if line.is_alone and cue is None:
                line = evolve(line, above=_cue_above(blocks, number))
            elif line.names_start is None and _is_below_by(blocks, number):
                line = evolve(line, names_start=0)
            if not line.between[-1].strip():
                last_days[number] = readings[-1].day
            if line.above is None and _goes_on_later(blocks, number, line, last_days):
                line = evolve(line, behind=dict.fromkeys(range(len(readings)), "modified"))
            yield from _votes(blocks, number, line)
        elif cue:
            yield from _cue_alone(blocks, number, cue)


def _day_first(blocks: Blocks, candidates: Sequence[int]) -> bool | None:
    """Whether 3/4 is in April, told by the other dates of the dump; ``None`` leaves it to its language."""
    texts = [blocks.texts[number][:_LONGEST] for number in candidates]
    day_first = settle_order(texts)
    if day_first is None and day_comes_first("/", blocks.language, None) is None:
        readings = (reading for text in texts for reading in read_dates(text, language=blocks.language))
        day_first = order_by_days(texts, (reading.day for reading in readings))
        if day_first is None:
            read = partial(read_dates, language=blocks.language, day_first=True)
            day_first = order_by_zones(texts, lambda text: [reading.moment for reading in read(text)])
    return day_first


def _cue_alone(blocks: Blocks, number: int, cue: CueHit) -> Iterator[Evidence]:
    """The vote for "Updated 12:44", "Published 2 hours ago"; or for nothing at all behind the cue."""
    rest = blocks.texts[number][cue.end :]
    if not words_beside_ages(rest, blocks.language):
        weight = _CUE_ALONE if any(map(str.isdecimal, rest)) else min(cue.weight, _CUE_ALONE)
        reason = f"“{cue.phrase}” with nothing behind it that tells the day"
        yield blocks.vote(number, Role.DATE, weight, cue.rule, reason, part=cue.part)


_AT_START = ("is", "starts", "opens")


def _names_author(stretch: Stretch, reading: DateReading, language: str | None) -> bool:
    """Whether a full name stands between the "By" of a stretch, if it has one, and its date."""
    text = stretch.text[: reading.span.start]
    names = read_names(text[len(person_cue(text)) :], language)
    return bool(names) and " " in names[0].text


def _behind_headline(blocks: Blocks) -> Iterator[Evidence]:
    """The date that was glued to the headline in a line with the story. Weight 0: the rest of its block is no date."""
    for stretch in stretches(blocks):
        reading = first_date(stretch, blocks.language)
        if reading is not None and not (stretch.is_cued and not _names_author(stretch, reading, blocks.language)):
            cue = cue_before(stretch.text[: reading.span.start])
            span = stretch.span(blocks.dump, reading.span.start, reading.span.end)
            part = cue[1] if cue else "published"
            reason = "a date behind the headline, in the same line"
            yield Evidence(span, Role.DATE, 0.0, f"date_line{GLUED}", reason, part, (reading.isoformat(),))
            return
    for number, reading in inner_dates(blocks):
        span = span_in_dump(blocks, number, reading.span.start, reading.span.end)
        reason = "a date with its cue or its time, inside a block above the story"
        yield Evidence(span, Role.DATE, 0.0, f"date_line{GLUED}", reason, "published", (reading.isoformat(),))
        return


def _cue_above(blocks: Blocks, number: int) -> CueHit | None:
    """The cue in the block above, if nothing stands behind it: "Published", and the date in a line of its own."""
    for hit in blocks.cues.get(number - 1, ()):
        if hit.role is Role.DATE and hit.match in _AT_START and not blocks.texts[number - 1][hit.end :].strip(SIGNS):
            return hit
    return None


def _is_below_by(blocks: Blocks, number: int) -> bool:
    """Whether the block above is "By" and nothing else."""
    hits = blocks.cues.get(number - 1, ())
    return any(hit.role is Role.BYLINE and hit.part == "person" and hit.match == "is" for hit in hits)


def _candidates(blocks: Blocks) -> list[int]:
    shape = blocks.shape
    short = (shape.characters <= _LONGEST) & (shape.words <= _MOST_WORDS)
    found = set((short & (shape.digits >= _FEWEST_DIGITS)).nonzero()[0].tolist())
    found.update(number for number, _ in blocks.hits(Role.DATE))
    # 二〇二四年五月二十日: the numerals are letters.
    unspaced = (short & (shape.unspaced >= _FEWEST_DIGITS)).nonzero()[0].tolist()
    found.update(number for number in unspaced if "年" in blocks.texts[number])
    return sorted(found)


def _taken_apart(
    text: str, cue: CueHit | None, hits: Sequence[CueHit], readings: Sequence[DateReading], language: str | None
) -> _Line:
    starts = [cue.end if cue else 0, *(reading.span.end for reading in readings)]
    ends = [*(reading.span.start for reading in readings), len(text)]
    between = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    # "Jane Doe 5 min read 3 May 2024": blanks in its place keep what stands before a date as long as it was.
    between[:-1] = [before_reading_time(part).ljust(len(part)) if part else part for part in between[:-1]]
    behind: dict[int, str] = {}
    for place in range(len(readings)):
        # 2024年5月3日公開: such a cue is no part of what stands before the next date.
        if found := cue_behind(between[place + 1]):
            between[place + 1] = between[place + 1][found[0] :]
            behind[place] = found[1]
    beside = [other_words(part, language) if part.strip(SIGNS) else 0.0 for part in between]
    for place, part in enumerate(between[:-1]):
        # "3 May 2024, updated 4 May": a cue of the lexicon is no word beside the date.
        if beside[place] and (inner := cue_before(part)):
            beside[place] = other_words(part[: inner[0]], language, numbers=False)
    # "3 May 2024 | 5 min read", "3 May 2024 No Comments"
    # But "3 May 2024 by Anna Berg Leave a comment" has a name in it.
    has_reading_time = any(counts(hit) and hit.start >= starts[-1] for hit in hits) and not begins_byline(between[-1])
    is_aside = beside[-1] and (counts_comments(between) or is_change(between[-1], language))
    if has_reading_time or is_aside or (beside[-1] and is_age(between[-1], language)):
        beside[-1] = 0.0
    is_byline = any(hit.role is Role.BYLINE and hit.start == 0 for hit in hits)
    is_alone = len(readings) == 1 and not any(beside) and not has_reading_time
    by = next((hit.end for hit in hits if hit.part == "person" and hit.start == 0 and hit.match != "ends"), None)
    return _Line(text, cue, is_byline, is_alone, readings, between, beside, names_start=by, behind=behind)


def _votes(blocks: Blocks, number: int, line: _Line) -> Iterator[Evidence]:
    if not any(line.beside):
        reason = "a date behind a cue" if line.cue else "a date below a cue" if line.above else "nothing but a date"
        for place in range(len(line.readings)):
            yield _vote(blocks, number, line, place, 6.0, reason)
        return
    is_sentence = _ends_sentence(line, blocks.language)
    if any(_REFERENCE.match(line.text, max(reading.span.start - 1, 0)) for reading in line.readings):
        return
    if _NUMBER_BEFORE.search(line.between[0]) and _NUMBER_BEHIND.match(line.between[-1]):
        return
    for place in range(len(line.readings)):
        weight, reason = _weight_beside_words(line, place, is_sentence, blocks.language)
        if weight:
            yield _vote(blocks, number, line, place, weight, reason)


def _ends_sentence(line: _Line, language: str | None) -> bool:
    text = line.text.rstrip(_CLOSING)
    if not text.endswith(_SENTENCE_ENDS):
        return False
    last = lexed(line.between[-1] or line.text[-20:], language)[1].rstrip(" .")
    return not (line.text.endswith(".") and last[-1:] in _ABBREVIATED and last[-1:])


def _weight_beside_words(line: _Line, place: int, is_sentence: bool, language: str | None) -> tuple[float, str]:
    """How sure it is that a date is told for its own sake, though words stand beside it."""
    before, behind = line.between[place], line.between[place + 1]
    words = sum(line.beside)
    is_cued = cue_before(before) is not None or (place == 0 and line.cue is not None and not line.beside[0])
    if is_cued and words <= (_WORDS_BESIDE_COMMA if is_sentence else _WORDS_BESIDE_BARS):
        return 5.0, "a date behind a cue"
    # A row of numbers beside a date is a table; one behind it counts the comments.
    if not any(other_words(part, numbers=False) for part in line.between):
        is_counted = len(line.readings) == 1 and not line.beside[0] and _COUNT.fullmatch(behind) is not None
        return (3.0, "a date and a count") if is_counted else (0.0, "")
    has_time = line.readings[place].moment is not None
    if is_sentence:
        # "3 May 2024, 10:15 Reading time: 5 min." is none.
        is_counter = has_time and not line.beside[0] and any(letter.isdigit() for letter in behind)
        return (4.0, "a date with a time") if is_counter and words <= _WORDS_BESIDE_COMMA else (0.0, "")
    left, right = (lexed(part, language)[1] for part in (before, behind))
    if words <= _WORDS_BESIDE_BARS and _BARRED_LEFT.search(left) and _BARRED_RIGHT.match(right):
        return 4.0, "a date between bars"
    if words <= _WORDS_BESIDE_TIME and has_time:
        return 4.0, "a date with a time"
    if reason := _beside_byline(line, place, language):
        return 4.0, reason
    is_first, is_last = not line.beside[place], not line.beside[-1] and place == len(line.readings) - 1
    if (
        words <= _WORDS_BESIDE_COMMA
        and (is_first or _PARTED_LEFT.search(left))
        and (is_last or _PARTED_RIGHT.match(right))
    ):
        return 4.0, "a date between commas"
    if place == 0 and _is_changed_behind(line) and words <= _WORDS_BESIDE_NOTHING and line.text[0].isupper():
        return 3.0, "a date before that of the change"
    # "Anna Berg 3 May 2024" and "3 May 2024 Anna Berg"; but not "Concert on 3 May 2024".
    is_bare = left.rstrip(" ")[-1:] in ("", "w") and (is_first or is_last)
    names = [word for part, count in zip(line.between, line.beside, strict=True) if count for word in part.split()]
    if words <= _WORDS_BESIDE_NOTHING and is_bare and not any(name[0].islower() for name in names):
        return 3.0, "a date beside a name"
    return 0.0, ""


def _beside_byline(line: _Line, place: int, language: str | None) -> str:
    """What of a byline stands beside a date; empty for nothing."""
    before, behind = line.between[place], line.between[place + 1]
    words = sum(line.beside)
    if words <= WORDS_OF_BYLINE and ((line.is_byline and not line.beside[-1]) or begins_byline(behind)):
        return "a date beside a byline"
    if sum(map(bool, line.beside)) == 1 and begins_byline(line.between[-1]):
        # "3 May 2024 4 May 2024 By Anna Berg in Harbour news, Ships, Storms": what stands first.
        return "a date beside a byline"
    if place == 0 and line.names_start is not None and _BARRED_RIGHT.match(lexed(behind, language)[1]):
        # "By Anna Berg, Jon Dahl and Kim Lund on 3 May 2024 | Comments"
        persons = read_names(line.text[line.names_start : line.readings[0].span.start], language)
        if words <= _WORDS_OF_NAME * len(persons) + _WORDS_BEHIND_BYLINE:
            return "a date behind the names of a byline"
    if place == 0 and words <= _MOST_WORDS and ends_with_byline(before, language):
        return "a date beside a byline"
    return ""


def _is_changed_behind(line: _Line) -> bool:
    """Whether nothing but a cue and a second date stand behind the first: "Health 3 May 2024 Updated 4 May 2024"."""
    if len(line.readings) != _DATE_AND_CHANGE or any(line.beside[1:]):
        return False
    return (cue_before(line.between[1]) or (0, ""))[1] == "modified"


def _is_later_of_two(line: _Line, place: int) -> bool:
    """Whether a day stands right beside an earlier one, and nothing says which is which: a story is changed later."""
    if len(line.readings) != _DATE_AND_CHANGE or line.above or line.cue or line.behind or line.between[1].strip():
        return False
    first, second = (reading.day for reading in line.readings)
    return first != second and (first > second) == (place == 0)


def _goes_on_later(blocks: Blocks, number: int, line: _Line, last_days: Mapping[int, datetime.date]) -> bool:
    """Whether a block is the rest of a line that was cut behind an earlier day: "By Jane Doe 3 May 20249 May 2024"."""
    earlier = last_days.get(number - 1)
    if earlier is None or blocks.lines[number] != blocks.lines[number - 1] or line.cue or line.behind:
        return False
    return not any(line.beside) and all(reading.day > earlier for reading in line.readings)


def _vote(blocks: Blocks, number: int, line: _Line, place: int, weight: float, reason: str) -> Evidence:
    reading = line.readings[place]
    before = line.between[place]
    inner = cue_before(before)
    opening = line.cue if line.cue and place == 0 and not line.beside[0] else None
    cue = opening or line.above
    part = line.behind.get(place) or (inner[1] if inner else cue.part if cue else None)
    if part is None and _is_later_of_two(line, place):
        part = "modified"
    span = blocks.span(number)
    if not line.is_alone:
        start = reading.span.start
        if opening:
            start = opening.start
        elif inner:
            start -= len(before) - inner[0]
        span = span_in_dump(blocks, number, start, reading.span.end)
    rule = cue.rule if cue else "date_line"
    return Evidence(span, Role.DATE, weight, rule, reason, part or "published", (reading.isoformat(),))
