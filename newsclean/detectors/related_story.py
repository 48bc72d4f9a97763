"""Teasers of other stories, as whole structures: kicker, headline, summary, reading time.

The summary of a teaser is often a perfect sentence, so no block of it can be judged alone. What gives it away is the
heading above ("Read more", "Related stories"), the reading time below, and that the same order of parts comes again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from attrs import define

from newsclean.blocks import Blocks
from newsclean.dates import other_words
from newsclean.detectors._story_behind import goes_on_votes, story_behind
from newsclean.detectors._subjects import shares_told
from newsclean.lexicon import CueHit
from newsclean.model import Dump, Evidence, Role, Span

if TYPE_CHECKING:
    from newsclean.hints import Hints

__all__ = ["related_story"]

# In words. A kicker is a label ("News Analysis"), a headline hardly ever longer than the first limit, the summary of a
# teaser than the second (99 % of the teasers in the samples and of the gold titles of the development pages).
_LONGEST_KICKER = 4.5
_SHORTEST_HEADLINE = 2.5
_LONGEST_HEADLINE = 24.0
_LONGEST_SUMMARY = 50.0
# What begins like a byline and has more words is a headline: "Por qué el río subió tan deprisa".
_LONGEST_SIGNATURE = 6.0
# Of the words of a dump's prose, teasers without reading times hold at most this share: no single rule may take more
# of the text without a second sign (development dumps, 2026-11: 95 % of the runs behind the story hold less).
_LARGEST_SHARE = 0.2
# The only summary of a list may as well be the next paragraph of the story, and looks and surroundings have to tell: of
# 209 such blocks in 164 development dumps (2026-11) 41 were. Taken at their word, all 41 were lost; with this weight 38
# stayed, and 13 summaries more than before. The vote still names what is removed.
_NAMES_ONLY = 0.5
# A summary that has so many of its long words from the story is one of its paragraphs as often: of 78 sentences right
# behind a list inside or below the story that were taken at the word of this detector, 35 of the 44 with half of their
# words from it were story, and 5 of the 34 others (every third development dump, 2026-11).
_WORDS_OF_THE_STORY = 0.5
# No day is printed with fewer digits: "3 May 24".
_DIGITS_OF_DATE = 3
# More headlines than this under one heading are the rest of the page; their own signs have to speak.
_MOST_TEASERS = 10
# In elements: the parts of a teaser stand no deeper in the item of a list.
_IN_ITEM = 6
# So much of a line in links is a link that stands in a sentence.
_HARDLY_LINK = 0.3
_NUMBER = re.compile(r"\d{1,3}")
# Headlines may ask and exclaim; they hardly ever state with a full stop, in quotation marks or not.
_NO_HEADLINE_END = ".。।॥۔:："
_CLOSING = "\"'”’»›“‘«‹」』)）]"
_BULLETS = "•·●○◦▪▫□☆★*+-–—‣⁃ "
_ELLIPSES = ("...", "…", "[…]", "[...]")


@define
class _Teaser:
    """Block numbers of the parts of one teaser."""

    headline: int
    kicker: int | None = None
    summary: int | None = None
    reading_time: int | None = None
    last: int = 0


def related_story(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for every part of every teaser, with what it says, so that teasers can be kept as data."""
    taken: set[int] = set()
    runs: list[tuple[int, list[_Teaser]]] = []
    for heading in _headings(blocks):
        if heading in taken:
            continue
        if _points_at_next_line(blocks, heading):
            yield _next_line(blocks, heading)
            taken.add(heading + 1)
            continue
        end = _end_of_box(blocks, heading)
        teasers = _run(blocks, heading + 1, end, blocks.dump.hints)
        behind = _end_of_story_behind(blocks, heading, teasers)
        if behind is not None:
            yield from goes_on_votes(blocks, teasers[-1].last + 1, behind)
        # Some sections of a guide begin with a link: with the others they are too much for teasers.
        has_summaries = any(teaser.summary is not None for teaser in teasers)
        whole = _run(blocks, heading + 1, end) if has_summaries else teasers
        if len(teasers) > 1 and len(teasers) == len(whole) and _ends_with_story(blocks, teasers):
            teasers[-1].summary, teasers[-1].last = None, teasers[-1].headline
            whole = teasers
        if not teasers or _takes_too_much(blocks, whole):
            continue
        runs.append((heading, teasers))
        for teaser in teasers:
            taken.update(range(teaser.headline if teaser.kicker is None else teaser.kicker, teaser.last + 1))
    goes_on = _that_go_on(blocks, runs)
    for heading, teasers in runs:
        # One headline under a heading may be a subheading under "Read more"; a second is a list.
        weight = 5.0 if len(teasers) > 1 else 3.0
        yield blocks.vote(heading, Role.RELATED, weight + 1.0, "related_story.heading", f"above {len(teasers)} teasers")
        is_open = _may_be_story(blocks, teasers)
        for teaser in teasers:
            yield from _votes(blocks, teaser, weight, _NAMES_ONLY if is_open or teaser.summary in goes_on else weight)
    yield from _by_reading_time(blocks, taken)


def _that_go_on(blocks: Blocks, runs: list[tuple[int, list[_Teaser]]]) -> set[int]:
    """The summaries below a paragraph that have the words of the story around the lists, and may be its next one."""
    summaries = [
        teaser.summary
        for heading, teasers in runs
        for teaser in teasers
        if heading
        and blocks.is_prose[heading - 1]
        and teaser.summary is not None
        and teaser.reading_time is None
        and blocks.ends_sentence[teaser.summary]
        and not blocks.texts[teaser.summary].endswith(_ELLIPSES)
    ]
    if not summaries:
        return set()
    shares = zip(summaries, shares_told(blocks, summaries), strict=True)
    return {number for number, share in shares if share >= _WORDS_OF_THE_STORY}


def _end_of_story_behind(blocks: Blocks, heading: int, teasers: list[_Teaser]) -> int | None:
    """The block behind what goes on with the story behind bare headlines in it; ``None`` if nothing is known to.

    The last headline loses the summary that was the story's next sentence.
    """
    if blocks.dump.hints is not None or not teasers or not heading or not blocks.ends_sentence[heading - 1]:
        return None
    *others, last = teasers
    if last.reading_time is not None or any(teaser.summary is not None for teaser in others):
        return None
    following = last.headline + 1
    behind = story_behind(blocks, following)
    if behind == following:
        return None
    last.summary, last.last = None, last.headline
    return behind


def _headings(blocks: Blocks) -> list[int]:
    numbers = {number for role in (Role.RELATED, Role.READ_MORE) for number, _ in blocks.hits(role)}
    return sorted(number for number in numbers if _is_heading(blocks, number))


def _is_heading(blocks: Blocks, number: int) -> bool:
    """Whether a block is nothing but the heading of a list, or the beginning of a line that says nothing more."""
    length = len(blocks.texts[number])
    return any(
        (hit.role is Role.RELATED and hit.part == "heading")
        # "Also read:" is the beginning of a line for the lexicon; here nothing follows.
        or (hit.role is Role.READ_MORE and (hit.match == "is" or hit.end == length))
        for hit in blocks.cues.get(number, ())
    )


def _points_at_next_line(blocks: Blocks, heading: int) -> bool:
    """Whether "Read more:" stands on a line of its own with its headline below, inside the story."""
    following = heading + 1
    return (
        blocks.has_cue(heading, Role.READ_MORE)
        and blocks.texts[heading][-1] in ":："
        and following + 1 < len(blocks)
        and _is_headline(blocks, following)
        and blocks.is_prose[following + 1]
    )


def _next_line(blocks: Blocks, heading: int) -> Evidence:
    return blocks.vote(
        heading + 1,
        Role.READ_MORE,
        4.0,
        "related_story.next_line",
        "the headline that the line above points to",
        part="headline",
        value=(blocks.texts[heading + 1],),
    )


def _end_of_box(blocks: Blocks, heading: int) -> int:
    """The block behind the smallest element of a page that holds a heading and the first teaser below it."""
    hints = blocks.dump.hints
    teaser = _teaser(blocks, heading + 1, len(blocks))
    if hints is None or teaser is None:
        return len(blocks)
    starts = blocks.bounds[0]
    line, first = hints.lines_of(starts[[heading, teaser.headline]]).tolist()
    end = next((end for end in hints.boxes_from(line) if end > first), len(hints.starts))
    return int(starts.searchsorted(hints.starts[end])) if end < len(hints.starts) else len(blocks)


def _run(blocks: Blocks, number: int, end: int, hints: Hints | None = None) -> list[_Teaser]:
    """The teasers that follow each other from block ``number`` on, before block ``end``."""
    teasers: list[_Teaser] = []
    while len(teasers) < _MOST_TEASERS:
        teaser = _teaser(blocks, number, end)
        if teaser is None or (hints is not None and hints.anchors and not _links_on(blocks, teaser, hints)):
            break
        teasers.append(teaser)
        number = teaser.last + 1
    return teasers


def _links_on(blocks: Blocks, teaser: _Teaser, hints: Hints) -> bool:
    """Whether a teaser of a page leads anywhere, by its headline or what stands above and below it."""
    first = teaser.headline if teaser.kicker is None else teaser.kicker
    lines = hints.lines_of(blocks.bounds[0, first : teaser.last + 1])
    return bool(hints.link_share[lines].max() > _HARDLY_LINK)


def _takes_too_much(blocks: Blocks, teasers: list[_Teaser]) -> bool:
    """Whether the run is rather the story itself, whose sections are subheadings and paragraphs in turn.

    A reading time below a summary settles it; without one, teasers may hold a small part of the dump's prose only, and
    in the first half of the dump or of its prose a small part of all words.
    """
    if any(teaser.reading_time is not None for teaser in teasers):
        return False
    words, prose = blocks.shape.words, blocks.core.prose
    prose_words = words * prose
    first = teasers[0].headline if teasers[0].kicker is None else teasers[0].kicker
    run = slice(first, teasers[-1].last + 1)
    if prose_words[run].sum() > _LARGEST_SHARE * prose_words.sum():
        return True
    if all(teaser.summary is None for teaser in teasers):
        return False
    early = first * 2 < len(blocks) or prose_words[:first].sum() * 2 < prose_words.sum()
    return bool(early and words[run].sum() > _LARGEST_SHARE * words.sum())


def _may_be_story(blocks: Blocks, teasers: list[_Teaser]) -> bool:
    """Whether the run ends with the only summary in it, which is not cut off and has no reading time below."""
    *others, last = teasers
    if last.summary is None or blocks.texts[last.summary].endswith(_ELLIPSES):
        return False
    return last.reading_time is None and all(teaser.summary is None for teaser in others)


def _ends_with_story(blocks: Blocks, teasers: list[_Teaser]) -> bool:
    """Whether the only summary of a list makes it too much, and is rather the next paragraph of the story."""
    return _takes_too_much(blocks, teasers) and _may_be_story(blocks, teasers)


def _teaser(blocks: Blocks, number: int, count: int) -> _Teaser | None:
    """The teaser from block ``number`` on: [kicker] headline [summary] [reading time], all before block ``count``."""
    kicker = None
    if number + 1 < count and _is_kicker(blocks, number) and _is_headline(blocks, number + 1):
        words = blocks.word_counts
        if words[number + 1] > words[number]:
            if not _stands_with_next(blocks, number):
                # In an item of its own, a word or two are a headline too.
                return _Teaser(headline=number, last=number)
            kicker = number
            number += 1
    if number >= count or not _is_headline(blocks, number):
        return None
    teaser = _Teaser(headline=number, kicker=kicker, last=number)
    number += 1
    # "Also read: Old lock opens" says all: what follows is the story again.
    says_all = blocks.has_cue(teaser.headline, Role.READ_MORE)
    if number < count and not says_all and _is_summary(blocks, number):
        teaser.summary = teaser.last = number
        number += 1
    if number < count and _is_reading_time(blocks, number):
        teaser.reading_time = teaser.last = number
    return teaser


def _is_kicker(blocks: Blocks, number: int) -> bool:
    return (
        blocks.word_counts[number] <= _LONGEST_KICKER
        and not blocks.ends_sentence[number]
        and not _is_other_chrome(blocks, number)
    )


def _stands_with_next(blocks: Blocks, number: int) -> bool:
    """Whether a block stands in the same item of a list on a page as the next; without a list, nothing parts them."""
    hints = blocks.dump.hints
    if hints is None:
        return True
    lines = hints.lines_of(blocks.bounds[0, number : number + 2]).tolist()
    its_item, next_item = (
        next((element for element in islice(hints.ancestors(inner), _IN_ITEM) if hints.tags[element] == "li"), None)
        for inner in hints.element[lines].tolist()
    )
    return its_item == next_item


def _is_headline(blocks: Blocks, number: int) -> bool:
    return (
        _SHORTEST_HEADLINE <= blocks.word_counts[number] <= _LONGEST_HEADLINE
        and blocks.texts[number].rstrip(_CLOSING)[-1:] not in _NO_HEADLINE_END
        and not _is_heading(blocks, number)
        and not _is_other_chrome(blocks, number)
        and not _is_date(blocks, number)
    )


def _is_date(blocks: Blocks, number: int) -> bool:
    """Whether a block is a day and nothing else: "Dec. 19, 2024"."""
    if blocks.shape.digits[number] < _DIGITS_OF_DATE:
        return False
    return not other_words(blocks.texts[number], blocks.language, numbers=False)


def _is_summary(blocks: Blocks, number: int) -> bool:
    """Whether the block behind a headline is its summary and not the story that goes on."""
    words = blocks.word_counts[number]
    if words < 6 or words > _LONGEST_SUMMARY or _is_other_chrome(blocks, number):
        return False
    truncated = blocks.texts[number].endswith(_ELLIPSES)
    if truncated:
        return True
    if words < 12 and (not blocks.ends_sentence[number] or _is_headline(blocks, number)):
        # "Who pays for the lock?" is the next headline.
        return False
    following = number + 1
    # A story goes on with another paragraph; a teaser with its reading time, another teaser, or nothing.
    return following >= len(blocks) or not blocks.is_prose[following]


def _is_reading_time(blocks: Blocks, number: int) -> bool:
    """Whether a block is a reading time or the age of a story: "4 min read", "2 hours ago", "Yesterday"."""
    hits = [hit for hit in blocks.cues.get(number, ()) if _tells_time(hit)]
    if not hits or blocks.word_counts[number] > 8:
        return False
    return any(hit.match == "is" for hit in hits) or _NUMBER.search(blocks.texts[number]) is not None


def _tells_time(hit: CueHit) -> bool:
    return hit.role is Role.RELATED and hit.part in ("reading_time", "age")


_CHROME_IN_LISTS = frozenset({Role.RELATED, Role.READ_MORE, Role.NAVIGATION, Role.DATE, Role.MEDIA})


def _is_other_chrome(blocks: Blocks, number: int) -> bool:
    hits = blocks.cues.get(number)
    if not hits:
        return False
    is_long = blocks.word_counts[number] > _LONGEST_SIGNATURE
    return _is_reading_time(blocks, number) or any(
        (hit.role not in _CHROME_IN_LISTS and not (hit.role is Role.BYLINE and is_long)) or hit.part == "heading"
        for hit in hits
    )


def _by_reading_time(blocks: Blocks, taken: set[int]) -> Iterator[Evidence]:
    """Teasers without a heading: at least two reading times or ages, each under a headline."""
    timed = dict.fromkeys(number for number, hit in blocks.hits(Role.RELATED) if _tells_time(hit))
    marks = [number for number in timed if number not in taken and _is_reading_time(blocks, number)]
    if len(marks) < 2:
        return
    previous = -1
    for mark in marks:
        first = max(previous + 1, mark - 3)
        previous = mark
        if first >= mark or mark - first > 3:
            continue
        for start in range(first, mark):
            teaser = _teaser(blocks, start, len(blocks))
            if teaser is not None and teaser.last == mark:
                yield from _votes(blocks, teaser, 4.0, 4.0)
                break


def _votes(blocks: Blocks, teaser: _Teaser, weight: float, summary_weight: float) -> Iterator[Evidence]:
    first = teaser.headline if teaser.kicker is None else teaser.kicker
    whole = Span(blocks.starts[first], blocks.ends[teaser.last])
    numbers = (teaser.kicker, teaser.headline, teaser.summary, teaser.reading_time)
    for (part, rule, reason), number in zip(_PARTS, numbers, strict=True):
        if number is None:
            continue
        text = blocks.texts[number]
        if part == "reading_minutes":
            minutes = _NUMBER.search(text) if blocks.has_cue(number, Role.RELATED, "reading_time") else None
            value: tuple[str, ...] = (minutes.group(),) if minutes else ()
        else:
            value = (text.lstrip(_BULLETS),)
        vote = summary_weight if part == "summary" else weight
        yield Evidence(blocks.span(number), Role.RELATED, vote, rule, reason, part, value, whole)


# The parts of a teaser: name, rule and reason of a vote for each.
_PARTS = tuple(
    (part, f"related_story.{part}", f"the {part.replace('_', ' ')} of a teaser")
    for part in ("kicker", "headline", "summary", "reading_minutes")
)
