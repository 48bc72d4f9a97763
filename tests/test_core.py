"""The densest run of prose, where the story most likely is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.core import densest_run
from newsclean.testing import LANGUAGES, story_in

from .blocks_by_hand import blocks_of_lines

MENU = ("Home", "World", "Sport", "Weather", "Sign in", "Search")
PROSE = story_in("en").paragraphs


@given(st.lists(st.integers(-6, 9), max_size=12))
def test_no_run_gains_more_than_the_densest(gains: list[int]) -> None:
    start, end = densest_run(np.array(gains, dtype=np.float64))
    every_run = [sum(gains[first:last]) for last in range(len(gains) + 1) for first in range(last + 1)]
    assert 0 <= start <= end <= len(gains)
    assert sum(gains[start:end]) == max(every_run)


@given(st.lists(st.integers(-6, 9), max_size=12))
def test_the_densest_run_has_no_loss_at_its_ends(gains: list[int]) -> None:
    start, end = densest_run(np.array(gains, dtype=np.float64))
    assert start == end == 0 or (gains[start] > 0 and gains[end - 1] > 0)


@pytest.mark.parametrize("gains", [[], [0.0], [-1.0, -2.0]])
def test_where_nothing_gains_there_is_no_run(gains: list[float]) -> None:
    assert densest_run(np.array(gains)) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Bridge closed.", id="two words with a full stop"),
        pytest.param("Council votes to rebuild the old bridge after the floods of the last spring", id="a headline"),
        pytest.param(
            "The council of Harwick voted on Monday to rebuild the old bridge, which has…", id="a cut-off text"
        ),
        pytest.param(
            "Home World Sport Weather Culture Opinion Video Podcasts Newsletters Jobs Cars.", id="a row of capitals"
        ),
        pytest.param("首页 新闻 体育 财经 科技 娱乐 汽车 房产 教育 军事 游戏 博客。", id="a row of Chinese labels"),
        pytest.param(
            "We use cookies and similar technologies to improve your experience on this site and to show you adverts.",
            id="a sentence with a phrase of chrome",
        ),
    ],
)
def test_what_is_no_paragraph_of_prose_is_none(text: str) -> None:
    core = blocks_of_lines(text).core
    assert not core.prose[0]
    assert core.start == core.end


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paragraph_of_a_story_is_prose_in_every_language(language: str) -> None:
    blocks = blocks_of_lines(*story_in(language).paragraphs)
    assert blocks.core.prose.all()
    assert (blocks.core.start, blocks.core.end) == (0, len(blocks))


def test_the_core_of_a_page_is_its_story() -> None:
    core = blocks_of_lines(*MENU, *PROSE, *MENU).core
    assert (core.start, core.end) == (len(MENU), len(MENU) + len(PROSE))


def test_the_core_bridges_a_line_of_chrome_inside_the_story() -> None:
    core = blocks_of_lines(*PROSE[:3], "Read more: Storm closes schools", *PROSE[3:]).core
    assert (core.start, core.end) == (0, len(PROSE) + 1)
    assert not core.prose[3]


def test_the_core_leaves_a_lone_sentence_behind_a_long_menu() -> None:
    core = blocks_of_lines(*PROSE, *MENU * 5, PROSE[1]).core
    assert (core.start, core.end) == (0, len(PROSE))


def test_where_no_paragraph_is_long_a_short_sentence_is_one() -> None:
    blocks = blocks_of_lines("Bridge closed", "The bridge is closed.", "Ferries sail.")
    assert blocks.core.prose.tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("lines", "prose"),
    [
        # Three words are a short sentence, ten a paragraph.
        (["Ferries sail.", "Ferries sail again."], [False, True]),
        (
            ["The old bridge over the river is closed again.", "The old bridge over the river is closed for repairs."],
            [False, True],
        ),
    ],
)
def test_prose_begins_at_so_many_words(lines: list[str], prose: list[bool]) -> None:
    assert blocks_of_lines(*lines).core.prose.tolist() == prose


def test_beside_a_long_paragraph_a_short_sentence_is_none() -> None:
    long = "The council of Harwick voted on Monday to rebuild the old bridge, which has been closed since March."
    assert blocks_of_lines("The bridge is closed.", long).core.prose.tolist() == [False, True]
