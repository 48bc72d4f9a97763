"""Sections that a story counts: first what counts something else, then counted sections."""

from __future__ import annotations

import pytest

from newsclean.detectors.numbered_section import numbered_section
from newsclean.model import Role

from .dumps import PROSE, STORY, told, votes

TITLES = ("The weir at Pell", "The old lock", "A mill without a wheel")


def sections(*counts: str, between: str = PROSE) -> str:
    """Headings with what they are counted by, each above a paragraph."""
    return "\n".join(f"{count} {title}\n{between}" for count, title in zip(counts, TITLES, strict=False))


SECTIONS = sections("1.", "2.", "3.")

KEEPS = {
    "a story": STORY,
    "two reasons": sections("1.", "2."),
    "a list of the most read": sections("1.", "2.", "3.", between="4 min read"),
    "steps that are sentences of their own": f"{STORY}\n1. Melt the butter.\n2. Beat the eggs.\n3. Wait for an hour.",
    "counts that leap": sections("1.", "2.", "4."),
    "counts that turn": sections("1.", "2.", "1."),
    "counts that begin anywhere": sections("4.", "5.", "6."),
    "headings as long as paragraphs": sections("1.", "2.", "3.").replace("The ", f"{PROSE[:-1]} and the "),
    "counts far from one another": sections("1.", "2.", "3.", between="\n".join([PROSE] * 41)),
    "short lines that cry": sections("1.", "2.", "3.", between="Book your seat today!"),
    "short sentences far below": sections("1.", "2.", "3.", between="Photo: Courier\nThe lock is shut."),
    "short sentences below a long story": "\n".join(
        [STORY, STORY, sections("1.", "2.", "3.", between="The lock is shut.")]
    ),
    "long paragraphs that count": "\n".join(f"{number}. {PROSE} {PROSE}" for number in range(1, 5)),
}


@pytest.mark.parametrize("dump", KEEPS.values(), ids=KEEPS)
def test_no_sections_are_counted_in(dump: str) -> None:
    assert told(numbered_section, dump, "en") == []


def test_what_is_counted_below_a_heading_of_other_stories_is_no_section() -> None:
    assert told(numbered_section, f"{STORY}\nMost read\n{SECTIONS}", "en") == []


def test_a_short_list_below_a_long_story_counts_other_stories() -> None:
    assert told(numbered_section, "\n".join([STORY] * 8 + [SECTIONS]), "en") == []


FINDS = {
    "counting up": SECTIONS,
    "counting down": sections("3.", "2.", "1."),
    "with a bracket": sections("1)", "2)", "3)"),
    "with a sign": sections("#1:", "#2:", "#3:"),
    "in other digits": sections("١.", "٢.", "٣."),
    "with short sentences": sections("1.", "2.", "3.", between="The lock is shut."),
    "with prices between": sections("1.", "2.", "3.", between=f"From 30 pounds\n{PROSE}"),
}


@pytest.mark.parametrize("dump", FINDS.values(), ids=FINDS)
def test_headings_that_count_sections_are_found(dump: str) -> None:
    found = votes(numbered_section, dump, "en")
    headings = [vote for vote in found if vote.role is Role.SUBHEADING]
    assert len(headings) == 3
    assert sum(vote.role is Role.BODY for vote in found) == 3


def test_the_last_section_ends_where_a_phrase_of_sites_stands() -> None:
    story = f"{SECTIONS}\nRelated stories\n{PROSE}\n{PROSE}"
    assert sum(vote.role is Role.BODY for vote in votes(numbered_section, story, "en")) == 3


def test_sections_that_come_again_are_counted_once() -> None:
    assert len(votes(numbered_section, f"{SECTIONS}\n{STORY}\n{SECTIONS}", "en")) == 6
