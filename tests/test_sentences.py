"""Sentences, and the way from an article's text back to its dump."""

from __future__ import annotations

import pytest
from hypothesis import given

import newsclean
from newsclean import Article, Span
from newsclean.sentences import Origins, Sentence, sentences
from newsclean.testing import any_text, dumps
from newsclean.testing.growing import GrownDump

DUMP = """The ferry  sailed at 9 a.m.\u00a0on Monday with the mail. Dr. Brandt  was on board, too.

Read more: Island waits for its post

“Nobody expected it,” she said when the ship had left the harbour behind.
"""


def folded(text: str) -> str:
    return "".join(text.split())


def test_a_sentence_knows_where_it_stands_in_the_text_and_in_the_dump() -> None:
    article = newsclean.clean(DUMP)
    found = sentences(article)
    assert [one.text for one in found] == [
        "The ferry sailed at 9 a.m. on Monday with the mail.",
        "Dr. Brandt was on board, too.",
        "“Nobody expected it,” she said when the ship had left the harbour behind.",
    ]
    assert DUMP[slice(*attrs(found[0].span))] == "The ferry  sailed at 9 a.m.\u00a0on Monday with the mail."
    assert DUMP[slice(*attrs(found[1].span))] == "Dr. Brandt  was on board, too."


def attrs(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_chinese_lines_that_were_joined_lead_back() -> None:
    dump = "港口星期一重新开放。渡轮将在\n星期五之前每天航行三次。邮局希望到星期五能清空货架。"
    article = newsclean.clean(dump, language="zh")
    for one in sentences(article):
        assert folded(dump[slice(*attrs(one.span))]) == one.text


def test_an_article_without_a_text_has_no_sentences() -> None:
    assert sentences(newsclean.clean("")) == []
    assert sentences(Article("")) == []


def test_an_article_without_a_receipt_cannot_lead_back() -> None:
    article = newsclean.clean(DUMP).without_receipt()
    with pytest.raises(ValueError, match="the article has no receipt"):
        sentences(article)


def test_what_stands_between_paragraphs_belongs_to_neither() -> None:
    article = newsclean.clean(DUMP)
    origins, between = Origins.of(article), article.text.index("\n\n")
    assert DUMP[slice(*origins.span(between, between + 9))] == "“Nobody"
    assert DUMP[slice(*origins.span(between - 4, between + 1))] == "too."
    assert DUMP[slice(*origins.span(between, between + 2))] == ""


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (2, 1), (0, 10_000)])
def test_a_stretch_that_is_not_there_is_refused(start: int, end: int) -> None:
    with pytest.raises(IndexError, match=f"no stretch from {start} to {end}"):
        Origins.of(newsclean.clean(DUMP)).span(start, end)


def check(article: Article) -> None:
    found = sentences(article)
    assert folded("".join(one.text for one in found)) == folded(article.text)
    end = 0
    for one in found:
        assert article.text[slice(*attrs(one.place))] == one.text
        assert one.place.start >= end
        end = one.place.end
        assert folded(article.source[slice(*attrs(one.span))]) == folded(one.text)


@given(dumps())
def test_every_sentence_of_a_grown_dump_leads_back(dump: GrownDump) -> None:
    check(newsclean.clean(dump.text, language=dump.story.language))


@given(any_text())
def test_every_sentence_of_any_text_leads_back(text: str) -> None:
    check(newsclean.clean(text, kind="text", language="en"))


def test_sentences_are_values() -> None:
    assert Sentence("A.", Span(0, 2), Span(5, 7)) == Sentence("A.", Span(0, 2), Span(5, 7))
