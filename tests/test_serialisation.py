"""Articles as plain data and back, and the schema that says what the data looks like."""

from __future__ import annotations

import datetime
import functools
import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import newsclean
from newsclean import Article, Block, Evidence, Fact, InputError, Related, Role, Span
from newsclean.model import Doubt
from newsclean.receipt import Receipt
from newsclean.schema import SCHEMA_VERSION, article_schema
from newsclean.writing.records import to_json_item, to_json_line

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))

every_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)

EVERYTHING = Article(
    text="The ferry sails again.",
    title="Harbour opens",
    standfirst="The ferry sails again.",
    dateline="Sund",
    date=datetime.date(2026, 11, 3),
    published_at=datetime.datetime(2026, 11, 3, 8, 15, tzinfo=datetime.timezone(datetime.timedelta(hours=5.5))),
    modified_at=datetime.datetime(2026, 11, 3, 9, 0),  # noqa: DTZ001 - the page gives no zone
    authors=("Ada Byron", "Jo March"),
    tags=("Ferries",),
    section=("World", "Islands"),
    captions=("The pier.",),
    credits=("A. Photographer",),
    site_name="The Astrey Mirror",
    url="https://example.org/harbour",
    language="en",
    related=(Related("Island waits", "Opinion", "It waits.", 3, "https://example.org/island"),),
    confidence=0.875,
    doubts=(Doubt.TRUNCATED, Doubt.LOW_CONFIDENCE),
    receipt=Receipt.of(
        [
            Block(
                Span(0, 22),
                "The ferry sails again.",
                Role.BODY,
                0.9,
                (Evidence(Span(0, 3), Role.SHARE, -1.5, "a.rule", "a reason", "a part", ("x", "y"), Span(0, 22)),),
            )
        ]
    ),
    facts=(Fact("title", "Harbour opens", Span(0, 3), "headline"), Fact("url", "https://…", None, "caller", False)),
    source="The ferry sails again.",
    id="dumps/harbour.txt",
)


@functools.cache
def article_of(path: Path) -> Article:
    return newsclean.clean(path)


@functools.cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(article_schema(), format_checker=FormatChecker(["date"]))


def errors_of(record: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(record)]


# There and back.


@pytest.mark.parametrize("article", [EVERYTHING, Article(text="")], ids=["everything", "nothing"])
def test_an_article_comes_back_as_it_went(article: Article) -> None:
    assert Article.from_dict(article.to_dict()) == article


@every_sample
def test_the_article_of_a_sample_survives_the_journey_through_json(path: Path) -> None:
    article = article_of(path)
    back = Article.from_dict(json.loads(article.to_json()))
    assert back == article
    assert back.blocks == article.blocks


@every_sample
def test_the_data_are_what_json_holds_and_nothing_else(path: Path) -> None:
    data = article_of(path).to_dict()
    assert json.loads(json.dumps(data)) == data


def test_a_record_written_without_its_receipt_comes_back_without_it() -> None:
    assert Article.from_dict(json.loads(to_json_line(EVERYTHING))) == EVERYTHING.without_receipt()


@given(st.text())
def test_any_text_survives_lone_surrogates_too(text: str) -> None:
    article = Article(text=text, title=text, source=text, authors=(text,))
    written = article.to_json()
    written.encode()
    assert Article.from_dict(json.loads(written)) == article


# What is no article.


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"text": 5}, "5 is no text @ article.text"),
        ({"text": None}, "None is no text @ article.text"),
        ({"title": ["a"]}, "['a'] is no text @ article.title"),
        ({"authors": "Jane"}, "'Jane' is no list @ article.authors"),
        ({"authors": ["Jane", 5]}, "5 is no text @ article.authors[1]"),
        ({"date": "yesterday"}, "'yesterday' is no ISO 8601 date @ article.date"),
        ({"date": "2026-11-03T08:15"}, "'2026-11-03T08:15' is no ISO 8601 date @ article.date"),
        ({"published_at": 1_700_000_000}, "1700000000 is no ISO 8601 time @ article.published_at"),
        ({"doubts": ["mood"]}, "'mood' is no doubt @ article.doubts[0]"),
        ({"confidence": "high"}, "'high' is no number @ article.confidence"),
        ({"confidence": True}, "True is no number @ article.confidence"),
        ({"related": [{"title": None}]}, "None is no text @ article.related[0].title"),
        ({"related": [{"title": "A", "reading_minutes": 2.5}]}, "2.5 is no whole number @ article.related[0]"),
        ({"blocks": None}, "None is no list @ article.blocks"),
        ({"blocks": [{"span": [1], "text": "a"}]}, "[1] is no span [start, end] @ article.blocks[0].span"),
        ({"blocks": [{"span": [2, 1], "text": "a"}]}, "[2, 1] is no span [start, end] @ article.blocks[0].span"),
        ({"blocks": [{"span": ["1", 2], "text": "a"}]}, "'1' is no whole number @ article.blocks[0].span"),
        ({"blocks": [{"span": [1, 2], "text": "a", "role": "menu"}]}, "'menu' is no role @ article.blocks[0].role"),
        ({"facts": [{"name": "date"}]}, "article.facts[0]"),
        (
            {"facts": [{"name": "date", "value": "", "span": None, "origin": "", "chosen": 1}]},
            "1 is no true or false @ article.facts[0].chosen",
        ),
        ({"colour": "red"}, "extra fields found (colour) @ article"),
        ({"receipt": []}, "there is no field 'receipt'; the blocks stand under 'blocks'"),
    ],
)
def test_what_is_no_article_is_refused_and_the_field_is_named(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InputError) as refused:
        Article.from_dict({"text": "The ferry sails again.", **change})
    assert str(refused.value).startswith("not an article: ")
    assert complaint in str(refused.value)


def test_a_missing_text_is_named() -> None:
    with pytest.raises(InputError, match=r"required field missing @ article\.text"):
        Article.from_dict({})


@pytest.mark.parametrize("data", [None, "text", [("text", "x")], 5])
def test_what_is_no_mapping_is_refused(data: Any) -> None:
    with pytest.raises(InputError, match=f"not an article: a {type(data).__name__}, not a mapping"):
        Article.from_dict(data)


def test_several_mistakes_are_told_at_once() -> None:
    with pytest.raises(InputError) as refused:
        Article.from_dict({"text": 5, "tags": "x"})
    assert "article.text" in str(refused.value)
    assert "article.tags" in str(refused.value)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_any_value_in_any_field_is_taken_or_refused_with_the_fields_name(value: Any) -> None:
    for field in attrs.fields(Article):
        name = "blocks" if field.name == "receipt" else field.name
        try:
            article = Article.from_dict({"text": "", name: value})
        except InputError as error:
            complaint = str(error)
        else:
            complaint = f"article.{name}" if article.to_dict()[name] == value else "changed"
        assert f"article.{name}" in complaint


# The schema.


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(article_schema())
    assert article_schema()["$id"].endswith(f":{SCHEMA_VERSION}")


@every_sample
@pytest.mark.parametrize("receipt", [False, True], ids=["brief", "with_receipt"])
def test_what_is_written_of_a_sample_fits_the_schema(path: Path, receipt: bool) -> None:
    assert errors_of(json.loads(to_json_line(article_of(path), receipt=receipt))) == []


@pytest.mark.parametrize("article", [EVERYTHING, Article(text="")], ids=["everything", "nothing"])
@pytest.mark.parametrize("receipt", [False, True], ids=["brief", "with_receipt"])
def test_every_field_fits_the_schema(article: Article, receipt: bool) -> None:
    assert errors_of(json.loads(to_json_item(article, receipt=receipt))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"date": "3 November"},
        {"published_at": "2026-11-03 08:15"},
        {"authors": "Jane"},
        {"confidence": 2},
        {"related": [{"title": "Island waits"}]},
        {"colour": "red"},
        {"blocks": []},
    ],
    ids=str,
)
def test_the_schema_refuses_what_is_never_written(change: dict[str, Any]) -> None:
    record = json.loads(to_json_line(EVERYTHING))
    assert errors_of(record) == []
    assert errors_of({**record, **change}) != []


@pytest.mark.parametrize("name", ["text", "title", "related", "id"])
def test_the_schema_wants_every_field_of_the_story(name: str) -> None:
    record = json.loads(to_json_line(EVERYTHING))
    del record[name]
    assert errors_of(record) == [f"$: {name!r} is a required property"]


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (Article, ()),
        (Related, ("$defs", "related")),
        (Fact, ("$defs", "fact")),
        (Block, ("$defs", "block")),
        (Evidence, ("$defs", "evidence")),
    ],
)
def test_the_schema_knows_every_attribute_and_no_other(kind: type, place: tuple[str, ...]) -> None:
    schema = functools.reduce(lambda inner, key: inner[key], place, article_schema())
    names = {"blocks" if field.name == "receipt" else field.name for field in attrs.fields(kind)}
    if kind is Article:
        # A batch adds them: what is the caller's, and what it knows of other records.
        names |= {"carried", "duplicate_of"}
    assert set(schema["properties"]) == names
