"""Teasers of other stories, as whole structures: kicker, headline, summary, reading time.

The summary of a teaser is often a perfect sentence, so no block of it can be judged alone. What gives it away is the
heading above ("Read more", "Related stories"), the reading time below, and that the same order of parts comes again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.blocks import Blocks
from newsclean.characters import BULLETS
from newsclean.detectors.other_stories.story_behind import (
    ends_short_story,
    goes_on_votes,
    paragraphs_behind_links,
    story_behind,
)
from newsclean.detectors.other_stories.subjects import shares_told
from newsclean.detectors.other_stories.teasers import (
    ELLIPSES,
    NUMBER,
    Teaser,
    is_heading,
    is_headline,
    is_reading_time,
    read_teaser,
    tells_time,
)
from newsclean.hints import ALL_LINK, HARDLY_LINK
from newsclean.model import Dump, Evidence, Role, Span

if TYPE_CHECKING:
    from newsclean.hints import Hints

__all__ = ["related_story", "story_behind"]

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
# More headlines than this under one heading are the rest of the page; their own signs have to speak. It is documented
# at ``Article.related``.
_MOST_TEASERS = 10
# What stands right above a list below a story, and nowhere inside it.
_BELOW = frozenset({Role.COMMENTS, Role.LEGAL, Role.CONSENT})


def related_story(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for every part of every teaser, with what it says, so that teasers can be kept as data."""
    taken: set[int] = set()
    runs: list[tuple[int, list[Teaser]]] = []
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
        whole = _run(blocks, heading + 1, end) if has_summaries and blocks.dump.hints is not None else teasers
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
    if blocks.dump.hints is None:
        for number in paragraphs_behind_links(blocks):
            if number not in taken:
                yield from goes_on_votes(blocks, number, number + 1, "a link to another")


def _that_go_on(blocks: Blocks, runs: list[tuple[int, list[Teaser]]]) -> set[int]:
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
        and not blocks.texts[teaser.summary].endswith(ELLIPSES)
    ]
    if not summaries:
        return set()
    shares = zip(summaries, shares_told(blocks, summaries), strict=True)
    return {number for number, share in shares if share >= _WORDS_OF_THE_STORY}


def _end_of_story_behind(blocks: Blocks, heading: int, teasers: list[Teaser]) -> int | None:
    """The block behind what goes on with the story behind bare headlines in it; ``None`` if nothing is known to.

    The last headline loses the summary that was the story's next sentence.
    """
    if blocks.dump.hints is not None or not teasers or not heading or not blocks.ends_sentence[heading - 1]:
        return None
    # Below the form for comments and other notices the story has ended.
    if any(hit.role in _BELOW for hit in blocks.cues.get(heading - 1, ())):
        return None
    *others, last = teasers
    if last.reading_time is not None or any(teaser.summary is not None for teaser in others):
        return None
    following = last.headline + 1
    behind = story_behind(blocks, following)
    if behind == following and ends_short_story(blocks, heading, len(teasers), following):
        behind += 1
    if behind == following:
        return None
    last.summary, last.last = None, last.headline
    return behind


def _headings(blocks: Blocks) -> list[int]:
    numbers = {number for role in (Role.RELATED, Role.READ_MORE) for number, _ in blocks.hits(role)}
    return sorted(number for number in numbers if is_heading(blocks, number))


def _points_at_next_line(blocks: Blocks, heading: int) -> bool:
    """Whether "Read more:" stands on a line of its own with its headline below, inside the story."""
    following = heading + 1
    return (
        blocks.has_cue(heading, Role.READ_MORE)
        and blocks.texts[heading][-1] in ":："
        and following + 1 < len(blocks)
        and is_headline(blocks, following)
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
    if hints is None or (teaser := read_teaser(blocks, heading + 1, len(blocks))) is None:
        return len(blocks)
    starts = blocks.bounds[0]
    line, first = hints.lines_of(starts[[heading, teaser.headline]]).tolist()
    end = next((end for end in hints.boxes_from(line) if end > first), len(hints.starts))
    return int(starts.searchsorted(hints.starts[end])) if end < len(hints.starts) else len(blocks)


def _run(blocks: Blocks, number: int, end: int, hints: Hints | None = None) -> list[Teaser]:
    """The teasers that follow each other from block ``number`` on, before block ``end``."""
    teasers: list[Teaser] = []
    while len(teasers) < _MOST_TEASERS:
        teaser = read_teaser(blocks, number, end)
        if teaser is None or (hints is not None and hints.anchors and not _links_on(blocks, teaser, hints)):
            break
        teasers.append(teaser)
        number = teaser.last + 1
    return teasers


def _links_on(blocks: Blocks, teaser: Teaser, hints: Hints) -> bool:
    """Whether a teaser of a page leads anywhere, by its headline or what stands above and below it."""
    first = teaser.headline if teaser.kicker is None else teaser.kicker
    lines = hints.lines_of(blocks.bounds[0, first : teaser.last + 1])
    return bool(hints.link_share[lines].max() > HARDLY_LINK)


def _is_link_alone(blocks: Blocks, teaser: Teaser, hints: Hints) -> bool:
    """Whether a teaser of a page is a headline and nothing else, all of it a link."""
    line = hints.line_of(blocks.starts[teaser.headline])
    return teaser.kicker is None and teaser.summary is None and float(hints.link_share[line]) > ALL_LINK


def _takes_too_much(blocks: Blocks, teasers: list[Teaser]) -> bool:
    """Whether the run is rather the story itself, whose sections are subheadings and paragraphs in turn.

    A reading time below a summary settles it, and so do links on a page that are headlines alone; without one, teasers
    may hold a small part of the dump's prose only, and in the first half of the dump or of its prose a small part of
    all words.
    """
    if any(teaser.reading_time is not None for teaser in teasers):
        return False
    hints = blocks.dump.hints
    if hints is not None and hints.anchors and all(_is_link_alone(blocks, teaser, hints) for teaser in teasers):
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


def _may_be_story(blocks: Blocks, teasers: list[Teaser]) -> bool:
    """Whether the run ends with the only summary in it, which is not cut off and has no reading time below."""
    *others, last = teasers
    if last.summary is None or blocks.texts[last.summary].endswith(ELLIPSES):
        return False
    return last.reading_time is None and all(teaser.summary is None for teaser in others)


def _ends_with_story(blocks: Blocks, teasers: list[Teaser]) -> bool:
    """Whether the only summary of a list makes it too much, and is rather the next paragraph of the story."""
    return _takes_too_much(blocks, teasers) and _may_be_story(blocks, teasers)


def _by_reading_time(blocks: Blocks, taken: set[int]) -> Iterator[Evidence]:
    """Teasers without a heading: at least two reading times or ages, each under a headline."""
    timed = dict.fromkeys(number for number, hit in blocks.hits(Role.RELATED) if tells_time(hit))
    marks = [number for number in timed if number not in taken and is_reading_time(blocks, number)]
    # Two reading times in a row are those of a recipe: "Prep Time 15 mins", "Cook Time 50 mins".
    read = {number for number in marks if blocks.has_cue(number, Role.RELATED, "reading_time")}
    marks = [number for number in marks if number not in read or read.isdisjoint((number - 1, number + 1))]
    if len(marks) < 2:
        return
    previous = -1
    for mark in marks:
        first = max(previous + 1, mark - 3)
        previous = mark
        if first >= mark or mark - first > 3:
            continue
        for start in range(first, mark):
            teaser = read_teaser(blocks, start, len(blocks))
            if teaser is not None and teaser.last == mark:
                yield from _votes(blocks, teaser, 4.0, 4.0)
                break


def _votes(blocks: Blocks, teaser: Teaser, weight: float, summary_weight: float) -> Iterator[Evidence]:
    first = teaser.headline if teaser.kicker is None else teaser.kicker
    whole = Span(blocks.starts[first], blocks.ends[teaser.last])
    numbers = (teaser.kicker, teaser.headline, teaser.summary, teaser.reading_time)
    for (part, rule, reason), number in zip(_PARTS, numbers, strict=True):
        if number is None:
            continue
        text = blocks.texts[number]
        if part == "reading_minutes":
            minutes = NUMBER.search(text) if blocks.has_cue(number, Role.RELATED, "reading_time") else None
            value: tuple[str, ...] = (minutes.group(),) if minutes else ()
        else:
            value = (text.lstrip(f"{BULLETS} "),)
        vote = summary_weight if part == "summary" else weight
        yield Evidence(blocks.span(number), Role.RELATED, vote, rule, reason, part, value, whole)


# The parts of a teaser: name, rule and reason of a vote for each.
_PARTS = tuple(
    (part, f"related_story.{part}", f"the {part.replace('_', ' ')} of a teaser")
    for part in ("kicker", "headline", "summary", "reading_minutes")
)
