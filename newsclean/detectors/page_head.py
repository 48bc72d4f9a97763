"""Where a page shows the headline that was read from its title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.addresses import leads_home
from newsclean.blocks import Blocks
from newsclean.detectors.headlines.choice import Choice, headline_of
from newsclean.detectors.pages.element_names import is_title
from newsclean.hints import HEADINGS
from newsclean.model import Dump, Evidence, Role

if TYPE_CHECKING:
    from newsclean.hints import Hints

__all__ = ["page_head"]

# As much as the vote for a headline, whose certainty is known. With 2.5 none of 507 development pages (a third of them,
# 2026-11) changes, with 6 the title of one becomes right and of two wrong.
_WEIGHT = 4.0
# As much as a class: of 134 headings on 1,504 development pages (2026-11) that lead to the front page, the gold has 16,
# most of them single words that stand in the story, too.
_SITE_WEIGHT = 3.0
# In characters: what a heading says beyond the headline that the title of the page has, "after eleven days". With 30
# and with 120 none of these pages changes.
_LONGEST_REST = 60
# In words: shorter headings that are a part of the title of the page are names of sections and sites. With 2 and with
# 5 none of these pages changes.
_FEWEST_WORDS = 3.0


def page_head(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for the lines above the story of a page that show its headline, where this was read elsewhere or not at all.

    The title of a page is cut and changed for search engines, so that what it has in common with the heading need not
    be the whole of it; and what is no headline to anybody would be the first line of the text.
    """
    hints = dump.hints
    if hints is None or blocks.core.end <= blocks.core.start:
        return
    lines = hints.lines_of(blocks.bounds[0]).tolist()
    yield from _masthead(hints, blocks, lines)
    choice = headline_of(blocks)
    if choice is None:
        heading = _only_heading(hints, blocks, lines)
        if heading is not None:
            reason = "is the only heading of its rank, above the story"
            yield blocks.vote(heading, Role.TITLE, _WEIGHT, "page_head.heading", reason)
        elif (called := _only_called(hints, blocks, lines)) is not None:
            reason = "is called the headline, above the story"
            yield blocks.vote(called, Role.TITLE, _WEIGHT, "page_head.called", reason)
        return
    for number in range(min(blocks.core.start + 1, len(blocks))):
        tag = hints.tag_of_line[lines[number]]
        if tag != "title" and not choice.first <= number <= choice.last and _shows(blocks, number, tag, choice):
            reason = "shows the headline that was read from the title of the page"
            yield blocks.vote(number, Role.TITLE, _WEIGHT, "page_head.headline", reason)


def _masthead(hints: Hints, blocks: Blocks, lines: list[int]) -> Iterator[Evidence]:
    """Headings above all prose that are a link to the front page: the name of the site."""
    prose = blocks.core.prose.nonzero()[0].tolist()
    for number in range(min([blocks.core.start, *prose[:1]])):
        address = hints.links.get(lines[number], "")
        if address and hints.tag_of_line[lines[number]] in HEADINGS and leads_home(address, hints.base):
            reason = "a heading that leads to the front page"
            yield blocks.vote(number, Role.NAVIGATION, _SITE_WEIGHT, "page_head.masthead", reason)


def _shows(blocks: Blocks, number: int, tag: str, choice: Choice) -> bool:
    """Whether a line is the headline with some words more, or a heading that is a part of it."""
    folded = blocks.folded[number]
    if blocks.word_counts[number] < _FEWEST_WORDS or folded == choice.folded:
        return False
    if folded.startswith(choice.folded):
        is_heading = tag == "h1" or not blocks.ends_sentence[number]
        return is_heading and len(folded) - len(choice.folded) <= _LONGEST_REST
    return tag == "h1" and (choice.folded.startswith(folded) or choice.folded.endswith(folded))


def _only_heading(hints: Hints, blocks: Blocks, lines: list[int]) -> int | None:
    headings = [number for number, line in enumerate(lines) if hints.tag_of_line[line] == "h1"]
    if len(headings) != 1 or headings[0] > blocks.core.start:
        return None
    heading = headings[0]
    # The name of a section or a site stands above other things, or is known.
    heads_prose = blocks.is_prose[heading + 1 : heading + 2] == [True] and heading not in blocks.cues
    return heading if blocks.word_counts[heading] >= _FEWEST_WORDS or heads_prose else None


def _only_called(hints: Hints, blocks: Blocks, lines: list[int]) -> int | None:
    """The only line above the story whose element is called its headline, on a page that has no <h1>."""
    if "h1" in hints.tags:
        return None
    called = [
        number
        for number in range(min(blocks.core.start + 1, len(blocks)))
        if blocks.word_counts[number] >= _FEWEST_WORDS
        and not blocks.ends_sentence[number]
        and is_title(hints.words[int(hints.element[lines[number]])])
    ]
    return called[0] if len(called) == 1 else None
