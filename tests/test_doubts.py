"""Why an article may be doubted: first the dumps that nobody should doubt."""

from __future__ import annotations

import json

import numpy as np
import pytest

import newsclean
from newsclean import Article, Role
from newsclean.doubts import LOW_CONFIDENCE, doubts_of
from newsclean.model import Doubt
from newsclean.testing import story_in

from .blocks_by_hand import blocks_of_lines

FIRST = "The council of Harwick voted on Monday to rebuild the old bridge before the winter comes."
SECOND = "Engineers will inspect the tunnel before any train may use it, the mayor of the town said."
CUT = "The mayor of the town said that engineers will inspect the tunnel before any train may"
LONG = " ".join([FIRST] * 12)


def doubts(*rows: tuple[Role, str], confidence: float = 0.9, certainty: float = 0.95) -> list[str]:
    blocks = blocks_of_lines(*(text for _, text in rows))
    roles = [role for role, _ in rows]
    in_text = np.array([role is Role.BODY for role in roles], dtype=np.bool_)
    return list(doubts_of(blocks, roles, in_text, confidence, np.full(len(rows), certainty)))


BODY, BUTTON, PLEA = (
    (Role.BODY, FIRST),
    (Role.EXPANDER, "Show full article"),
    (Role.EXPANDER, "To continue reading, log in."),
)


@pytest.mark.parametrize(
    "rows",
    [
        [BODY, (Role.BODY, SECOND)],
        [(Role.BODY, FIRST + "”")],
        [(Role.BODY, LONG), BUTTON],
        [(Role.BODY, LONG), PLEA],
        [(Role.BODY, LONG), (Role.BODY, CUT)],
        [BODY, (Role.BODY, "Ada Brandt, Harwick")],
        [BODY, (Role.BODY, f"{CUT}:")],
        [(Role.BODY, CUT)],
        [BODY, (Role.SHARE, "Share"), BUTTON],
        [BODY, *[(Role.SHARE, "Share")] * 6, PLEA],
        [PLEA, BODY],
        [(Role.BODY, LONG), *[(Role.RELATED, SECOND)] * 30],
        [BODY, *[(Role.RELATED, FIRST * 9)] * 9],
        [BODY, *[(Role.NAVIGATION, FIRST * 9)] * 30],
        [(Role.BODY, "สภาเมืองลงมติเมื่อวันจันทร์ให้สร้างสะพานเก่าขึ้นใหม่ก่อนฤดูหนาว")],
    ],
    ids=range(15),
)
def test_a_whole_story_is_not_doubted(rows: list[tuple[Role, str]]) -> None:
    assert doubts(*rows) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(Role.NAVIGATION, "Home")], "no story"),
        ([], "no story"),
        ([BODY, *[(Role.RELATED, FIRST * 3)] * 10], "list page"),
        ([BODY, PLEA], "paywall stub"),
        ([BODY, (Role.SHARE, "Share"), PLEA], "paywall stub"),
        ([(Role.BODY, FIRST), (Role.EXPANDER, "Dieser Artikel ist nur für Abonnenten.")], "paywall stub"),
        ([BODY, BUTTON], "truncated"),
        ([BODY, (Role.BODY, f"{CUT}…")], "truncated"),
        ([BODY, (Role.BODY, f"{CUT} ...")], "truncated"),
        ([BODY, (Role.BODY, CUT)], "truncated"),
    ],
    ids=range(10),
)
def test_a_reason_to_doubt_is_told(rows: list[tuple[Role, str]], expected: str) -> None:
    assert doubts(*rows) == [expected]


HEADLINES = [(Role.BODY, f"Harwick gets its {number}th bridge again") for number in range(5, 25)]


@pytest.mark.parametrize(
    ("rows", "is_list"),
    [
        (HEADLINES, True),
        ([*HEADLINES, (Role.BODY, "Who stole the cello?")], True),
        ([*HEADLINES, BODY, (Role.BODY, SECOND)], False),
        ([*HEADLINES, (Role.BODY, f"{CUT} {CUT}")], False),
        (HEADLINES[:9], False),
        ([(Role.BODY, "สภาเมืองลงมติเมื่อวันจันทร์ให้สร้างสะพานเก่าขึ้นใหม่ก่อนฤดูหนาว")] * 12, False),
    ],
    ids=["headlines", "a question among them", "a story", "a long line", "few lines", "Thai"],
)
def test_a_text_of_headlines_without_a_sentence_is_a_list(rows: list[tuple[Role, str]], is_list: bool) -> None:
    assert (doubts(*rows) == ["list page"]) is is_list


HEADING, TEASER = (Role.RELATED, "Related stories"), (Role.RELATED, SECOND)


@pytest.mark.parametrize(
    ("rows", "certainty"),
    [
        ([BODY, HEADING, TEASER], 0.95),
        ([TEASER, BODY], 0.7),
        ([BODY, (Role.BODY, SECOND)], 0.7),
        ([BODY, HEADING], 0.7),
        ([BODY, (Role.RELATED, CUT)], 0.7),
        ([BODY, (Role.COMMENTS, "I was there and it rained.")], 0.7),
        ([BODY, *[(Role.SHARE, "Share")] * 12, TEASER], 0.7),
        ([(Role.BODY, LONG), (Role.BODY, LONG), HEADING, TEASER], 0.7),
    ],
    ids=range(8),
)
def test_an_end_is_not_doubted(rows: list[tuple[Role, str]], certainty: float) -> None:
    assert doubts(*rows, certainty=certainty) == []


def test_a_paragraph_behind_a_short_story_that_was_removed_with_little_certainty_may_be_its_last() -> None:
    assert doubts(BODY, HEADING, TEASER, certainty=0.7) == ["unsure end"]
    assert doubts((Role.BODY, LONG), HEADING, TEASER, certainty=0.7) == ["unsure end"]
    assert doubts(BODY, TEASER, certainty=0.7, confidence=0.4) == ["unsure end", "low confidence"]
    # What a person would see first comes first, and is enough.
    assert doubts(BODY, BUTTON, TEASER, certainty=0.7) == ["truncated"]


def test_low_confidence_comes_with_its_reason_or_alone() -> None:
    assert doubts(BODY, BUTTON, confidence=LOW_CONFIDENCE - 0.01) == ["truncated", "low confidence"]
    assert doubts(BODY, confidence=LOW_CONFIDENCE - 0.01) == ["low confidence"]
    assert doubts(BODY, confidence=LOW_CONFIDENCE) == []


def test_doubts_are_in_the_article_its_record_and_its_explanation() -> None:
    raw = f"{FIRST}\n{CUT}…\nTo continue reading, log in or subscribe."
    article = newsclean.clean(raw)
    assert Doubt.PAYWALL_STUB in article.doubts
    assert Article.from_dict(json.loads(article.to_json())).doubts == article.doubts
    assert f"; doubts: {', '.join(article.doubts)}\n" in newsclean.explain(raw)


@pytest.mark.parametrize(("is_free", "wanted"), [("true", ()), ("false", (Doubt.PAYWALL_STUB,))])
def test_a_short_story_that_not_everybody_may_read_is_a_stub(is_free: str, wanted: tuple[Doubt, ...]) -> None:
    story = story_in("en")
    data = f'{{"@type": "NewsArticle", "isAccessibleForFree": {is_free}}}'
    head = f'<head><title>{story.title}</title><script type="application/ld+json">{data}</script></head>'
    page = f"<!doctype html>{head}<h1>{story.title}</h1><p>{story.paragraphs[0]}</p>"
    assert newsclean.clean(page).doubts == wanted
    whole = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs * 2)
    assert newsclean.clean(f"{page}{whole}").doubts == ()
