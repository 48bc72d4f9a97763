"""Sections that a story counts: "1. The lock", paragraphs, "2. The weir", paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from newsclean.blocks import Blocks
from newsclean.characters import CLOSING, FULL_STOPS
from newsclean.model import Dump, Evidence, Role
from newsclean.shape import SHORTEST_SENTENCE

__all__ = ["numbered_section", "section_headings"]

# "3. The weir", "#3: The weir", "3) The weir".
_NUMBERED = re.compile(r"(?:#|№ ?|No\. ?|Nr\. ?)?(\d{1,2})[.):]\s*(?=[^\W\d])")
# In words. Of 3,026 paragraphs between 141 runs of such headings (1,501 development dumps, 2026-11) 98 in a hundred are
# story; the headings are, wherever the paragraphs are.
_LONGEST_HEADING, _SHORTEST_PARAGRAPH = 15.0, 8.0
# A shorter sentence is one right below its heading, where no longer one follows in the section. One that asks or cries
# is a call to act ("Join our list today!").
_FULL_STOPS = tuple(FULL_STOPS)
# A story may say "1. …" and "2. …" of two reasons. From one heading to the next are so many blocks at most: pictures,
# prices and notices stand between, too.
_FEWEST_HEADINGS, _MOST_BLOCKS = 3, 40
# Of the words of a dump's prose, sections hold more than this share; the most read stories with their summaries, less.
# See ``related_story._LARGEST_SHARE``.
_SMALLEST_SHARE = 0.2
# What counts other stories begins below a heading of these.
_OF_OTHER_STORIES = frozenset({Role.RELATED, Role.READ_MORE})
# As much as all votes for chrome weigh together: below "Read more" every section looks like a teaser.
_WEIGHT = 8.0
_RUNS, _HEADINGS = "section_runs", "section_headings"


def numbered_section(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for the headings that count the sections of a story, and for the paragraphs between them."""
    for run in _runs(blocks):
        for heading in run:
            yield blocks.vote(heading, Role.SUBHEADING, _WEIGHT, "numbered_section.heading", "counts the sections")
        for number in _paragraphs(blocks, run):
            reason = "stands below a heading that counts"
            yield blocks.vote(number, Role.BODY, _WEIGHT, "numbered_section.paragraph", reason)


def section_headings(blocks: Blocks) -> frozenset[int]:
    """The blocks that are headings of counted sections."""
    if _HEADINGS not in blocks.notes:
        blocks.notes[_HEADINGS] = frozenset(heading for run in _runs(blocks) for heading in run)
    return cast("frozenset[int]", blocks.notes[_HEADINGS])


def _runs(blocks: Blocks) -> list[list[int]]:
    if _RUNS not in blocks.notes:
        runs = list(_found(blocks))
        # A second copy of the story is none; a table of contents has no paragraphs, and what follows is no copy of it.
        alike = blocks.first_alike
        firsts = {int(alike[run[0]]): run for run in reversed(runs)}
        blocks.notes[_RUNS] = list(reversed(firsts.values()))
    return cast("list[list[int]]", blocks.notes[_RUNS])


def _found(blocks: Blocks) -> Iterator[list[int]]:
    """Runs of headings that count up from one or down to one, with a paragraph between each and the next."""
    numbers = blocks.shape.digits.nonzero()[0].tolist()
    read = ((number, _NUMBERED.match(blocks.texts[number])) for number in numbers)
    counts = [
        (number, int(match[1])) for number, match in read if match and blocks.word_counts[number] <= _LONGEST_HEADING
    ]
    run: list[tuple[int, int]] = []
    for heading in counts:
        if run and not _goes_on(blocks, run, heading):
            yield from _counted(blocks, run)
            run = []
        run.append(heading)
    yield from _counted(blocks, run)


def _goes_on(blocks: Blocks, run: list[tuple[int, int]], heading: tuple[int, int]) -> bool:
    last, count = run[-1]
    step = heading[1] - count
    return (
        abs(step) == 1
        and all(after - before == step for (_, before), (_, after) in pairwise(run[:2]))
        and heading[0] - last <= _MOST_BLOCKS
        and bool(_paragraphs_below(blocks, last, heading[0]))
    )


def _counted(blocks: Blocks, run: list[tuple[int, int]]) -> Iterator[list[int]]:
    if len(run) < _FEWEST_HEADINGS or 1 not in (run[0][1], run[-1][1]):
        return
    headings = [heading for heading, _ in run]
    is_prose = blocks.core.prose.copy()
    # Short sentences are no prose elsewhere.
    is_prose[_paragraphs(blocks, headings)] = True
    prose = blocks.shape.words * is_prose
    share = prose[headings[0] : _end_of_last(blocks, headings)].sum()
    is_list = any(hit.role in _OF_OTHER_STORIES for hit in blocks.cues.get(headings[0] - 1, ()))
    if not is_list and share > _SMALLEST_SHARE * prose.sum():
        yield headings


def _end_of_last(blocks: Blocks, run: list[int]) -> int:
    """The block behind the last section: before the first phrase of sites, as far as the shortest other one goes."""
    shortest = min(after - before for before, after in pairwise(run))
    behind = range(run[-1] + 1, min(run[-1] + shortest, len(blocks)))
    return next((number for number in behind if blocks.cues.get(number)), behind.stop)


def _paragraphs(blocks: Blocks, run: list[int]) -> list[int]:
    """The paragraphs of all sections, in order."""
    ends = [*run[1:], _end_of_last(blocks, run)]
    return [
        number for heading, end in zip(run, ends, strict=True) for number in _paragraphs_below(blocks, heading, end)
    ]


def _paragraphs_below(blocks: Blocks, heading: int, end: int) -> list[int]:
    """The paragraphs of the section below a heading, before block ``end``."""
    found = [number for number in range(heading + 1, end) if _is_paragraph(blocks, number)]
    below = heading + 1
    return found or ([below] if below < end and _is_short_paragraph(blocks, below) else [])


def _is_paragraph(blocks: Blocks, number: int) -> bool:
    """Whether a block is a whole sentence of some length in which no phrase of sites stands."""
    return (
        blocks.ends_sentence[number]
        and blocks.word_counts[number] >= _SHORTEST_PARAGRAPH
        and not blocks.cues.get(number)
    )


def _is_short_paragraph(blocks: Blocks, number: int) -> bool:
    """Whether a block is a short sentence that states something."""
    return (
        blocks.ends_sentence[number]
        and blocks.word_counts[number] >= SHORTEST_SENTENCE
        and blocks.texts[number].rstrip(CLOSING).endswith(_FULL_STOPS)
        and not blocks.cues.get(number)
    )
