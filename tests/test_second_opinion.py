"""trafilatura is a witness of a page, not its judge, and whatever it does costs no page its article."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import trafilatura
from hypothesis import given

import newsclean
from newsclean import second_opinion
from newsclean.blocks import Blocks
from newsclean.labeller.features import FEATURES, feature_rows
from newsclean.labeller.votes import votes_by_block
from newsclean.lexicon import Lexicon
from newsclean.model import Dump
from newsclean.second_opinion import heard
from newsclean.segmentation import segment
from newsclean.sources import read
from newsclean.testing import any_text, story_in

STORY = story_in("en").paragraphs
PAGE = (
    "<html><head><title>Ferry sails again</title></head><body><nav><ul><li><a href=/>Home</a><li><a href=/s>Sport</a>"
    f"</ul></nav><article><h1>Ferry sails again</h1>{''.join(f'<p>{paragraph}</p>' for paragraph in STORY)}</article>"
    "<div><a href=/1>Island waits for its post</a></div><footer>About us</footer></body></html>"
)


def page(markup: str = PAGE) -> Dump:
    return read(markup, kind="html", longest=1_000_000)


def hint_features(dump: Dump) -> dict[str, Any]:
    blocks: Blocks = segment(dump, Lexicon.load())
    rows = feature_rows(blocks, votes_by_block(blocks, []))
    values = dict(zip(FEATURES, rows.tolist(), strict=True))
    return {text: {name: values[name][number] for name in FEATURES} for number, text in enumerate(blocks.texts)}


# What it says.


def test_what_it_keeps_is_kept_and_the_menu_is_not() -> None:
    dump = heard(page())
    assert dump is not None
    assert dump.hints is not None
    assert dump.hints.kept is not None
    kept = dict(zip(dump.text.split("\n"), dump.hints.kept.tolist(), strict=True))
    assert [kept[paragraph] for paragraph in STORY] == [1.0] * len(STORY)
    assert [kept[line] for line in ("Home", "Sport", "About us")] == [0.0] * 3


def test_a_line_of_a_script_without_blanks_is_found_in_part() -> None:
    hints = page("<p>渡轮星期一恢复航行。<p>关于我们").hints
    assert hints is not None
    found = hints.found_in("渡轮星期一恢复航行。\n关于我们", "渡轮星期一恢复航行")
    assert found.tolist() == [1.0, 0.0]


def test_a_text_is_never_shown_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trafilatura, "extract", _must_not_be_asked)
    assert newsclean.clean("\n".join(STORY), second_opinion="always").text


@pytest.mark.parametrize("trouble", [ValueError, RecursionError, MemoryError])
def test_its_troubles_are_no_opinion(monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]) -> None:
    def fails(*_: object, **__: object) -> str:
        raise trouble

    alone = newsclean.clean(PAGE, kind="html", second_opinion="never")
    monkeypatch.setattr(trafilatura, "extract", fails)
    assert newsclean.clean(PAGE, kind="html", second_opinion="always") == alone


@pytest.mark.parametrize("nothing", [None, ""])
def test_an_empty_answer_is_no_opinion(monkeypatch: pytest.MonkeyPatch, nothing: str | None) -> None:
    monkeypatch.setattr(trafilatura, "extract", lambda *_, **__: nothing)
    assert heard(page()) is None


def test_a_page_that_would_take_it_minutes_is_not_shown_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trafilatura, "extract", _must_not_be_asked)
    assert heard(page("<a href=/>x</a>" * 20_000)) is None


# When it is asked.


@pytest.mark.parametrize(
    ("when", "confidence", "times"),
    [("always", 1.0, 1), ("when-unsure", 0.0, 1), ("when-unsure", 1.0, 0), ("never", 0.0, 0)],
)
@pytest.mark.parametrize("bias", ["precision", "balanced", "recall"])
def test_who_is_asked_depends_on_the_confidence_alone(
    monkeypatch: pytest.MonkeyPatch, when: str, confidence: float, times: int, bias: str
) -> None:
    asked = []

    def listens(dump: Dump) -> Dump | None:
        asked.append(dump)
        return heard(dump)

    monkeypatch.setattr(second_opinion, "heard", listens)
    monkeypatch.setattr(second_opinion, "UNSURE", 1.0 - confidence + 0.001)
    newsclean.clean(PAGE, kind="html", second_opinion=when, bias=bias)  # type: ignore[arg-type]
    assert len(asked) == times


def test_a_cleaner_can_be_told_once() -> None:
    assert newsclean.Cleaner(second_opinion="never").clean(PAGE) == newsclean.clean(PAGE, second_opinion="never")


def test_an_unknown_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="second_opinion is 'often'; it can be 'when-unsure', 'always' or 'never'"):
        newsclean.clean(PAGE, second_opinion="often")  # type: ignore[arg-type]


def test_it_is_loaded_for_nobody_who_does_not_ask() -> None:
    code = (
        "import newsclean, sys; newsclean.clean(sys.argv[1], kind='html', second_opinion='never'); "
        "print('trafilatura' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, PAGE], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@given(any_text())
def test_any_page_gives_an_article(markup: str) -> None:
    article = newsclean.clean(f"<html><p>{markup}", kind="html", second_opinion="always")
    assert 0.0 <= article.confidence <= 1.0


def _must_not_be_asked(*_: object, **__: object) -> str:
    raise AssertionError("it was asked")


# What the labeller makes of it, and of the markup.


def test_without_markup_every_hint_is_0() -> None:
    features = hint_features(Dump("\n".join(STORY)))
    assert all(value == 0.0 for row in features.values() for name, value in row.items() if name.startswith("hint."))


def test_the_opinion_is_1_or_minus_1_and_0_where_nobody_was_asked() -> None:
    asked = heard(page())
    assert asked is not None
    found = hint_features(asked)
    assert [found[text]["hint.opinion"] for text in (STORY[1], "About us")] == [1.0, -1.0]
    assert {row["hint.opinion"] for row in hint_features(page()).values()} == {0.0}


@pytest.mark.parametrize(
    ("text", "feature", "value"),
    [
        (STORY[1], "hint.present", 1.0),
        (STORY[1], "hint.paragraph", 1.0),
        (STORY[1], "hint.article", 1.0),
        (STORY[1], "hint.links", 0.0),
        (STORY[1], "hint.parent_prose", 1.0),
        (STORY[1], "hint.alike_prose", 1.0),
        (STORY[1], "hint.from_story_50", 2.0),
        ("Home", "hint.links", 1.0),
        ("Home", "hint.parent_links", 1.0),
        ("Island waits for its post", "hint.links", 1.0),
        ("Home", "hint.list", 1.0),
        ("Home", "hint.aside", 5.0),
        ("Home", "hint.article", 0.0),
        ("Home", "hint.alike_count", 2.0),
        ("About us", "hint.aside", 3.0),
        ("Island waits for its post", "hint.parent_prose", 1.0),
        ("Island waits for its post", "hint.first_prose", 0.0),
    ],
)
def test_the_markup_becomes_numbers(text: str, feature: str, value: float) -> None:
    assert hint_features(page())[text][feature] == value


def test_numbers_of_hints_are_finite_on_a_page_without_prose() -> None:
    dump = page("<html><body><li>Home<li>Sport")
    assert all(np.isfinite(list(row.values())).all() for row in hint_features(dump).values())
