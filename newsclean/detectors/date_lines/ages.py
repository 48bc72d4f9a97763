"""How long ago a story was published: "2 hours ago" behind a cue, below the headline or below a byline."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.dates import find_ages, other_words, read_dates
from newsclean.detectors.date_lines.cues import SIGNS
from newsclean.detectors.headlines.behind import span_in_dump
from newsclean.detectors.headlines.choice import headline_of
from newsclean.detectors.names.reading import read_names
from newsclean.model import Evidence, Role

__all__ = ["ages_in_head", "is_age", "words_beside_ages"]

# As much as a phrase that opens a line. In characters: "vor 25 Minuten"; and a byline with an age behind its names.
_WEIGHT_OF_AGE, _LONGEST_AGE, _LONGEST_BYLINE = 3.0, 30, 160
_AT_START = ("is", "starts", "opens")
# In blocks: a day right above the headline is the story's, too; and so far below it, byline and age stand at most.
_ABOVE, _BELOW = 2, 6
# In words: a name with the "and" behind it.
_WORDS_OF_NAME = 4


def ages_in_head(blocks: Blocks) -> Iterator[Evidence]:
    """The votes for "2 hours ago" right below "By Jane Doe" above the story; below it both are the head of another one.

    Where the time is known when the page was fetched, the only age at the place of the day has a value, if no day is
    known: right below the headline or a byline, or behind the names of one.
    """
    end = min(blocks.core.start, len(blocks))
    below_bylines = [
        number + 1 for number in _bylines(blocks) if number + 1 < end and _is_age_alone(blocks, number + 1)
    ]
    dated = dict(_at_place_of_day(blocks, end, below_bylines)) if blocks.dump.collected_at is not None else {}
    value = next(iter(dated.values())) if len(dated) == 1 else None
    for number in sorted({*below_bylines, *(dated if value else ())}):
        if number in dated and value is not None:
            start, stop, moment = value
            is_alone = _is_age_alone(blocks, number)
            span = blocks.span(number) if is_alone else span_in_dump(blocks, number, start, stop)
            reason = "how long ago, below the headline or beside a byline"
            yield Evidence(span, Role.DATE, _WEIGHT_OF_AGE, "date_line.age", reason, "published", (moment,))
        else:
            yield blocks.vote(number, Role.DATE, _WEIGHT_OF_AGE, "date_line.age", "how long ago, right below a byline")


def _bylines(blocks: Blocks) -> Iterator[int]:
    """The blocks that begin with "By" and are no sentence."""
    for number, hit in blocks.hits(Role.BYLINE):
        if hit.part == "person" and hit.match in _AT_START and not blocks.ends_sentence[number]:
            yield number


def _is_age_alone(blocks: Blocks, number: int) -> bool:
    return len(blocks.texts[number]) <= _LONGEST_AGE and is_age(blocks.texts[number], blocks.language)


def _at_place_of_day(blocks: Blocks, end: int, below_bylines: list[int]) -> Iterator[tuple[int, tuple[int, int, str]]]:
    """The ages between headline and story, by block: where they begin and end in its text, and what they mean.

    There are none where a day stands, or where the markup says one.
    """
    choice = headline_of(blocks)
    first = max(end - _BELOW, 0) if choice is None else choice.last + 1
    places = range(first, min(first + _BELOW, end))
    if not places or any(fact.name == "published" for fact in blocks.dump.published):
        return
    around = range(max((first if choice is None else choice.first) - _ABOVE, 0), end)
    if any(read_dates(blocks.texts[number][:_LONGEST_BYLINE], language=blocks.language) for number in around):
        return
    alone = {*below_bylines, *([first] if choice is not None and _is_age_alone(blocks, first) else ())}
    signed = {number for number in _bylines(blocks) if _ends_with_age(blocks, number)}
    for number in places:
        if number not in alone and number not in signed:
            continue
        text, collected_at = blocks.texts[number], blocks.dump.collected_at
        readings = read_dates(text, language=blocks.language, collected_at=collected_at)
        if len(readings) == 1:
            yield number, (readings[0].span.start, readings[0].span.end, readings[0].isoformat())


def _ends_with_age(blocks: Blocks, number: int) -> bool:
    """Whether a byline is names and how long ago: "By Jane Doe, 3 hours ago"."""
    text, language = blocks.texts[number], blocks.language
    if len(text) > _LONGEST_BYLINE:
        return False
    ages = find_ages(text, language)
    if len(ages) != 1 or text[ages[0].span.end :].strip(SIGNS):
        return False
    start = max(hit.end for hit in blocks.cues[number] if hit.part == "person" and hit.match in _AT_START)
    names = text[start : ages[0].span.start]
    return 0 < other_words(names, language) <= _WORDS_OF_NAME * len(read_names(names, language))


def words_beside_ages(text: str, language: str | None) -> float:
    """The words behind a cue that are neither an age ("2 hours ago"), nor a time, nor a month and its day."""
    if not text.strip(SIGNS):
        return 0.0
    end, words = 0, 0.0
    for age in find_ages(text, language):
        words += other_words(text[end : age.span.start], language, numbers=False)
        end = age.span.end
    return words + other_words(text[end:], language, numbers=False)


def is_age(text: str, language: str | None) -> bool:
    """Whether a text is nothing but an age: "(2 days ago)"."""
    return bool(find_ages(text, language)) and not words_beside_ages(text, language)
