"""The words that everybody uses: values that cannot change, and an article that can leave its receipt behind."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

import newsclean
from newsclean.errors import InputError, LexiconError
from newsclean.labeller.company import Company
from newsclean.model import BODY_ROLES, Article, Block, Dump, Evidence, Fact, Related, Role, Span
from newsclean.receipt import Receipt

SPAN = Span(3, 7)
VOTE = Evidence(SPAN, Role.SHARE, 4.0, "lexicon.en.share", "is “Share”")
BLOCK = Block(SPAN, "Text", Role.BODY, 0.9, (VOTE,))
VALUES = (SPAN, VOTE, BLOCK, Related("Storm"), Fact("title", "Storm", SPAN, "headline"), Dump("Text"), Article("Text"))

DUMP = (
    "Home\nBridge to rise again\nThe council of Harwick voted on Monday to rebuild the old bridge at the harbour.\n"
    "Read more: Storm closes schools\nEngineers will inspect the tunnel before any train is allowed to use it again.\n"
)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_cannot_be_changed(value: object) -> None:
    name = type(value).__attrs_attrs__[0].name  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, None)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_takes_no_attribute_that_it_does_not_have(value: object) -> None:
    with pytest.raises((AttributeError, FrozenInstanceError)):
        value.headline = "Storm"  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_equals_its_copies(value: object) -> None:
    assert copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value
    assert hash(copy.deepcopy(value)) == hash(value)


def test_a_span_has_a_length_and_an_order() -> None:
    assert len(SPAN) == 4
    assert sorted([Span(3, 9), Span(0, 4), Span(3, 7)]) == [Span(0, 4), Span(3, 7), Span(3, 9)]


@pytest.mark.parametrize("role", Role)
def test_the_story_alone_is_in_the_text(role: Role) -> None:
    assert Block(SPAN, "Text", role).in_text is (role.value in ("body", "standfirst", "subheading"))


def test_a_role_is_its_name() -> None:
    assert Role("read_more") is Role.READ_MORE
    assert f"{Role.READ_MORE}" == "read_more"
    assert {role.value for role in BODY_ROLES} == {"body", "standfirst", "subheading"}


def test_a_role_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="headline"):
        Role("headline")


def test_a_new_article_has_nothing_but_its_text() -> None:
    article = Article("Text")
    assert article.blocks == article.removed == article.facts == article.authors == ()
    assert article.title is article.date is article.language is None
    assert article.confidence == 0.0


def test_removed_are_the_blocks_that_are_not_in_the_text() -> None:
    article = newsclean.clean(DUMP)
    assert article.removed == tuple(block for block in article.blocks if block.text not in article.text.split("\n\n"))
    assert {"Home", "Read more: Storm closes schools"} <= {block.text for block in article.removed}


def test_the_receipt_is_built_once() -> None:
    article = newsclean.clean(DUMP)
    assert article.blocks is article.blocks


def test_names_are_looked_for_when_the_receipt_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    names = Company.names
    monkeypatch.setattr(Company, "names", lambda company: asked.append(company) or names(company))
    article = newsclean.clean(DUMP)
    assert article.text
    assert not asked
    assert list(article.receipt.roles) == [block.role for block in article.blocks]
    assert len(asked) == 1


def test_an_article_that_travels_has_its_names() -> None:
    article, read = newsclean.clean(DUMP), newsclean.clean(DUMP)
    assert read.blocks
    there = pickle.loads(pickle.dumps(article))
    assert there == read
    assert b"Company" not in pickle.dumps(article)


def test_receipts_are_equal_if_their_blocks_are() -> None:
    article = newsclean.clean(DUMP)
    assert article.receipt == Receipt.of(article.blocks)
    assert hash(article.receipt) == hash(Receipt.of(article.blocks))
    assert article.receipt != Receipt.of(article.blocks[1:])
    assert article.receipt != article.blocks


def test_an_article_without_its_receipt_keeps_everything_else() -> None:
    article = newsclean.clean(DUMP, url="https://news.example/1")
    bare = article.without_receipt()
    assert bare.blocks == bare.facts == ()
    assert bare.source == ""
    assert bare == evolve(article, receipt=Receipt(), facts=(), source="")
    assert (bare.text, bare.title, bare.url, bare.related) == (
        article.text,
        article.title,
        article.url,
        article.related,
    )
    assert len(bare.to_json()) * 5 < len(article.to_json())


def test_the_receipt_is_not_printed() -> None:
    article = newsclean.clean(DUMP)
    assert repr(article) == repr(article.without_receipt())
    assert "evidence" not in repr(article)


@pytest.mark.parametrize("article", [newsclean.clean(DUMP), newsclean.clean(DUMP).without_receipt(), Article("")])
def test_an_article_comes_back_from_its_dictionary_and_its_json(article: Article) -> None:
    assert Article.from_dict(article.to_dict()) == article
    assert Article.from_dict(json.loads(article.to_json(indent=2))) == article


def test_an_article_comes_back_from_a_pickle_with_its_receipt() -> None:
    article = newsclean.clean(DUMP)
    assert pickle.loads(pickle.dumps(article)) == article


def test_json_shows_other_scripts_and_escapes_what_cannot_be_written() -> None:
    assert "Größe 石滩镇" in Article("Größe 石滩镇").to_json()
    assert "\\ud800" in Article("\ud800 石滩镇").to_json()
    assert Article.from_dict(json.loads(Article("\ud800").to_json())) == Article("\ud800")


# Errors.


def test_an_error_names_its_record() -> None:
    assert str(InputError("not a text", record="sport/0412.txt")) == "sport/0412.txt: not a text"
    assert str(InputError("not a text")) == "not a text"


def test_an_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(InputError("not a text", record="sport/0412.txt")))
    assert (type(error), error.reason, error.record) == (InputError, "not a text", "sport/0412.txt")
    assert str(pickle.loads(pickle.dumps(LexiconError("en.toml, row 3: no role")))) == "en.toml, row 3: no role"
