"""The headline of the story, and the standfirst below it."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.characters import is_lower
from newsclean.dates import other_words, read_dates
from newsclean.detectors._known_words import person_cue
from newsclean.detectors.headlines.choice import Choice, begins_with_page_title, headline_of
from newsclean.detectors.headlines.signed import is_dated, is_signed
from newsclean.model import Dump, Evidence, Role, Span

__all__ = ["headline"]

# In characters: of the head of a headline that is looked for, and of what a site adds to it in its page title.
_SHORTEST_HEAD, _LONGEST_SITE_NAME = 12, 60
# A picture's caption repeats the headline a few blocks below it.
_NEAR_REPETITION = 8
# In blocks: the title of the page, the section, and the headline.
_NEAR_COPY = 3
# In words; and how far above the story a standfirst may stand, in blocks: byline, dates, share bar, caption between.
_SHORTEST_STANDFIRST, _LONGEST_STANDFIRST = 8.0, 70.0
# In words and characters: right above a byline, a date or a share bar. Eight words of English have so many letters, and
# in Turkish or Russian five of them. Shorter lines there say as often where a story comes from.
_SHORTEST_SIGNED, _SHORTEST_IN_CHARACTERS = 5.0, 45
_STANDFIRST_REACH = 15
# What the vote is worth, and right above a byline, a date or a share bar.
_STANDFIRST, _SIGNED_STANDFIRST = 5.0, 7.0
# Share of the characters: "www.example.com 2024-05-03 14:20 The Courier" is no sentence.
_MOST_DIGITS = 0.15


def headline(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for the one line that is the headline, for its repetitions, and for the standfirst."""
    choice = headline_of(blocks)
    if choice is None:
        yield from _standfirst(blocks, 0, None)
        return
    title, last = choice.first, choice.last
    if not choice.value:
        title = last = _first_of_its_kind(blocks, title)
    # A headline is a structure of its own, so that no list that it seems to stand in takes it away.
    whole = Span(blocks.starts[title], blocks.ends[last])
    yield Evidence(
        whole, Role.TITLE, 4.0 + choice.certainty, "headline", choice.reason, "headline", choice.value, whole
    )
    yield from _repetitions(blocks, title, last, choice)
    below = list(_standfirst(blocks, last + 1, choice))
    yield from below or _standfirst(blocks, _behind_copies(blocks, last, choice), choice)


def _behind_copies(blocks: Blocks, last: int, choice: Choice) -> int:
    """The block behind the headline, or behind its copy right below: a page may print it once more under a label."""
    below = range(last + 1, min(last + 1 + _NEAR_COPY, len(blocks)))
    return max((number for number in below if blocks.folded[number] == choice.folded), default=last) + 1


def _first_of_its_kind(blocks: Blocks, title: int) -> int:
    """The first line near a headline with the same letters: the caption below may say it again, commas aside."""
    plain = _plain(blocks.folded[title])
    # The title of a page is no line of it; a heading amid the story that says the same is none of the headline.
    top = int(title <= blocks.core.start and begins_with_page_title(blocks))
    for number in range(max(top, title - _NEAR_REPETITION), title):
        if abs(len(blocks.folded[number]) - len(blocks.folded[title])) < 8 and _plain(blocks.folded[number]) == plain:
            return number
    return title


def _repetitions(blocks: Blocks, title: int, last: int, choice: Choice) -> Iterator[Evidence]:
    folded = choice.folded
    plain = _plain(folded)
    # Cut at its first words, the headline is told from nearly every other line by a look for these.
    head = folded[: max(_SHORTEST_HEAD, len(folded) // 4)].rstrip(" '\"")
    lines, number, place = "\n".join(blocks.folded), 0, 0
    while (found := lines.find(head, place)) >= 0:
        number += lines.count("\n", place, found)
        other = blocks.folded[number]
        # On with the next line.
        place = lines.find("\n", found)
        place = len(lines) if place < 0 else place
        if title <= number <= last or len(other) - len(folded) > _LONGEST_SITE_NAME:
            continue
        if other == folded or _plain(other) == plain:
            yield blocks.vote(number, Role.DUPLICATE, 5.0, "headline.repeated", "says the headline again")
        elif number < title and len(folded) > _SHORTEST_HEAD and folded in other:
            reason = "the headline and the name of the site"
            yield blocks.vote(number, Role.DUPLICATE, 5.0, "headline.page_title", reason)


def _plain(folded: str) -> str:
    return "".join(filter(str.isalnum, folded))


def _standfirst(blocks: Blocks, number: int, choice: Choice | None) -> Iterator[Evidence]:
    """The paragraph at block ``number`` if it is set apart from the story: it introduces it.

    Below a headline, a sentence is set apart by what stands between it and the story: a picture, a byline, a date.
    Without a full stop it is set apart by that, above the story or between other things.
    """
    core, shape = blocks.core, blocks.shape
    if number + 1 >= len(blocks) or core.end <= core.start:
        return
    words = shape.words[number]
    if not _SHORTEST_SIGNED <= words <= _LONGEST_STANDFIRST or _is_something_else(blocks, number, choice):
        return
    following_prose = bool(core.prose[number + 1])
    signed = choice is not None and not following_prose and is_signed(blocks, number)
    if words < _SHORTEST_STANDFIRST and not (signed and _is_short_standfirst(blocks, number)):
        return
    # A share bar with a line for each of its buttons stands between as well, where the byline stands right below.
    is_near = number >= core.start - _STANDFIRST_REACH or signed or (choice is not None and is_dated(blocks, number))
    below_title = number > 0 and is_near
    above_story = number + 1 < core.end
    if shape.ends_sentence[number]:
        apart = below_title and above_story and not following_prose
    else:
        apart = following_prose or (below_title and above_story)
    if apart:
        reason = "introduces the story and is set apart from it"
        weight = _SIGNED_STANDFIRST if signed else _STANDFIRST
        yield blocks.vote(number, Role.STANDFIRST, weight, "headline.standfirst", reason)


def _is_short_standfirst(blocks: Blocks, number: int) -> bool:
    """Whether a line of few words is as long as a standfirst, and signed by the very next line."""
    is_long = len(blocks.texts[number]) >= _SHORTEST_IN_CHARACTERS
    return is_long and (is_signed(blocks, number, reach=1) or is_dated(blocks, number, reach=1))


def _begins_with_day(blocks: Blocks, number: int) -> bool:
    """Whether a line begins with a date, and no sentence does: "3 May 2024 was the day on which …"."""
    text = blocks.texts[number]
    if not any(map(str.isdecimal, text)):
        return False
    reading = next(iter(read_dates(text, language=blocks.language)), None)
    if reading is None or other_words(text[: reading.span.start]):
        return False
    behind = text[reading.span.end :]
    following = behind.lstrip()
    return following == behind or not is_lower(following[:1]) or bool(person_cue(following))


def _is_something_else(blocks: Blocks, number: int, choice: Choice | None) -> bool:
    """Whether a phrase of pages or facts stands in a block, the headline once more, or more figures than words."""
    shape = blocks.shape
    if shape.digits[number] > _MOST_DIGITS * shape.characters[number]:
        return True
    if choice is not None and len(choice.folded) > _SHORTEST_HEAD and choice.folded in blocks.folded[number]:
        return True
    if not shape.ends_sentence[number] and _begins_with_day(blocks, number):
        # "3 May 2024By Jane DoeShare": what a flattener glued to the date.
        return True
    return any(hit.weight >= 2.0 for hit in blocks.cues.get(number, ()))
