"""Dumps longer than any page: judged part by part, one article and one receipt in the end."""

from __future__ import annotations

import pickle

import pytest

import newsclean
from newsclean import long_dumps
from newsclean.model import BODY_ROLES, Article, Doubt, Role
from newsclean.segmentation import fold_white_space
from newsclean.testing import story_in

STORIES = [story_in(language) for language in ("en", "de", "fr")]
PAGES = [
    "\n".join(["Home", "Sign in", story.title, *story.paragraphs, "Share", "Read more: Cats"]) for story in STORIES
]
DUMP = "\n".join(PAGES * 4)


@pytest.fixture
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes everything of more than twenty blocks for a long dump."""
    monkeypatch.setattr(long_dumps, "MOST_BLOCKS", 20)


def rebuilt(article: Article) -> bool:
    """Whether every block says what stands at its span, and nothing but white space stands between them."""
    reached = 0
    for block in article.blocks:
        start, end = block.span.start, block.span.end
        if article.source[reached:start].strip() or fold_white_space(article.source[start:end]) != block.text:
            return False
        reached = end
    return not article.source[reached:].strip()


@pytest.mark.usefixtures("short_parts")
def test_the_receipt_covers_the_whole_dump() -> None:
    article = newsclean.clean(DUMP)
    assert len(article.blocks) > 40
    assert rebuilt(article)
    assert article.source == DUMP
    assert list(article.receipt.roles) == [block.role for block in article.blocks]
    assert article.text == "\n\n".join(block.text for block in article.blocks if block.role in BODY_ROLES)


@pytest.mark.usefixtures("short_parts")
def test_evidence_and_facts_stand_where_the_dump_has_them() -> None:
    article = newsclean.clean(DUMP)
    for block in article.blocks:
        assert all(vote.span.start < block.span.end and vote.span.end > block.span.start for vote in block.evidence)
        # Where the shares are worked out again, they are those that decided.
        told = sum(vote.weight for vote in block.evidence if vote.rule.startswith("labeller."))
        assert block.role is not Role.BODY or told >= -1e-3
    for fact in article.facts:
        assert fact.span is not None
        if fact.name == "title":
            assert fact.value in fold_white_space(DUMP[fact.span.start : fact.span.end])
    assert sum(fact.chosen for fact in article.facts if fact.name == "title") == 1


@pytest.mark.usefixtures("short_parts")
def test_the_stories_are_kept_and_the_menus_are_not() -> None:
    text = newsclean.clean(DUMP).text
    assert all(paragraph in text for story in STORIES for paragraph in story.paragraphs)
    assert "Sign in" not in text


@pytest.mark.usefixtures("short_parts")
def test_a_line_that_is_longer_than_a_part_is_cut() -> None:
    article = newsclean.clean(" ".join(PAGES * 4).replace("\n", " "))
    assert rebuilt(article)


@pytest.mark.usefixtures("short_parts")
def test_a_long_dump_travels_between_processes() -> None:
    article = newsclean.clean(DUMP)
    assert pickle.loads(pickle.dumps(article)) == article


def test_a_dump_that_is_one_part_gives_what_it_gave_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = newsclean.clean(PAGES[0])
    monkeypatch.setattr(long_dumps, "MOST_BLOCKS", 0)
    in_parts = long_dumps.in_parts
    monkeypatch.setattr(long_dumps, "in_parts", lambda dump, blocks, judge, _: in_parts(dump, blocks, judge, 1_000))
    assert newsclean.clean(PAGES[0]) == whole


@pytest.mark.usefixtures("short_parts")
def test_the_hints_of_a_long_page_stand_by_their_own_lines() -> None:
    story, menu = STORIES[0].paragraphs * 12, "".join(f"<li><a href=/>Section {number}</a>" for number in range(6))
    page = f"<html><body><main>{''.join(f'<p>{text}</p>' for text in story)}</main><nav>{menu}</nav></body></html>"
    article = newsclean.clean(page)
    assert len(article.blocks) > 40
    rules = {block.text: {vote.rule for vote in block.evidence} for block in article.blocks}
    assert "markup.nav" in rules["Section 5"]
    assert not any("markup.nav" in rules[text] for text in map(fold_white_space, story))


@pytest.mark.usefixtures("short_parts")
def test_what_the_markup_of_a_long_page_says_is_one_fact() -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in STORIES[0].paragraphs * 12)
    head = '<meta name="author" content="Ada Brandt"><meta property="og:site_name" content="Osk Post">'
    article = newsclean.clean(f"<html><head>{head}</head><body><main>{paragraphs}</main></body></html>")
    assert article.authors == ("Ada Brandt",)
    assert [fact.value for fact in article.facts if fact.name == "site_name"] == ["Osk Post"]
    for name in ("authors", "site_name"):
        assert sum(fact.chosen for fact in article.facts if fact.name == name) == 1


@pytest.mark.usefixtures("short_parts")
def test_a_long_dump_without_a_story_is_doubted() -> None:
    article = newsclean.clean("Home\nSign in\n" * 40)
    assert article.text == ""
    assert article.doubts == (Doubt.NO_STORY, Doubt.LOW_CONFIDENCE)
    assert newsclean.clean(DUMP).doubts == ()
