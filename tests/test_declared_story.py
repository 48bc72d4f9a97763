"""What a page declares for its story's text is a hint for its lines, and no more."""

from __future__ import annotations

import json
from typing import Any

import pytest

import newsclean
from newsclean.sources import json_ld, read
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


def test_a_script_is_parsed_once_for_the_story_and_the_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = []
    loads = json.loads
    monkeypatch.setattr(json_ld.json, "loads", lambda text, **options: texts.append(text) or loads(text, **options))
    scripts = [
        json.dumps({"@type": "NewsArticle", "headline": f"Ferry {n}", "articleBody": STORY.text}) for n in (1, 2)
    ]
    dump = read(page(f"{scripts[0]}</script><script type='application/ld+json'>{scripts[1]}"), longest=10**6)
    assert texts == scripts
    assert [fact.value for fact in dump.published if fact.name == "title"] == ["Ferry 1", "Ferry 2"]
    assert dump.hints is not None
    assert dump.hints.declared is not None


def test_of_any_number_of_scripts_the_first_facts_are_kept() -> None:
    assert json_ld.read_json_ld([]) == json_ld.JsonLd((), "")
    script = json.dumps({"@type": "NewsArticle", "headline": "Ferry", "articleBody": "x"})
    read = json_ld.read_json_ld([script, "{", json.dumps({"articleBody": "xyz"}), *[script] * 20_000])
    assert (set(read.facts), len(read.facts), read.story) == ({("title", "Ferry", "json_ld")}, 10_000, "xyz")
