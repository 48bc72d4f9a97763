"""What a page declares for its story's text is a hint for its lines, and no more."""

from __future__ import annotations

import json
from typing import Any

import pytest

import newsclean
from newsclean.sources import read
from newsclean.testing import story_in

STORY = story_in("en")
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY.paragraphs)
ALL = [0.0, *[1.0] * len(STORY.paragraphs), 0.0]


def page(script: str) -> str:
    head = f'<!doctype html><script type="application/ld+json">{script}</script>'
    return f"{head}<p>Sign in<p>{PARAGRAPHS}<p>Island waits for its post"


def declared(data: Any) -> list[float] | None:
    script = data if isinstance(data, str) else json.dumps(data)
    hints = read(page(script), longest=10**6).hints
    assert hints is not None
    return None if hints.declared is None else hints.declared.tolist()


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "articleBody": STORY.text},
        {"@graph": [{"@type": "WebPage"}, {"@type": "Article", "articleBody": STORY.text}]},
        [{"@type": "Review", "reviewBody": STORY.text}],
        {"articleBody": f"<div>{PARAGRAPHS}</div>"},
        {"articleBody": STORY.text.replace("\n\n", " ")},
        [{"articleBody": STORY.text}, {"articleBody": "Another story. " * 40}],
    ],
    ids=["plain", "in a graph", "a review", "as markup", "on one line", "the longest of several"],
)
def test_the_lines_of_a_declared_story_are_known(data: Any) -> None:
    assert declared(data) == ALL


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "headline": STORY.title},
        {"articleBody": STORY.paragraphs[0]},
        {"articleBody": 7},
        {"articleBody": None},
        '{"articleBody": "' + "x" * 600,
        '{"articleBody": ' + "[" * 100_000,
    ],
    ids=["none", "a teaser", "a number", "nothing", "cut off", "nested without end"],
)
def test_what_declares_no_story_is_no_hint(data: Any) -> None:
    assert declared(data) is None


def test_what_is_declared_and_does_not_stand_on_the_page_is_not_in_the_text() -> None:
    text = newsclean.clean(page(json.dumps({"articleBody": f"{STORY.text} And nobody saw this sentence."}))).text
    assert STORY.text in text
    assert "nobody saw" not in text
