"""The front door: which names there are, and what they take. A change here is a change for users."""

from __future__ import annotations

import inspect

import pytest
from attrs import fields

import newsclean
import newsclean.testing
from newsclean.model import Article, Block, Dump, Evidence, Fact, Related, Role, Span


def test_these_are_the_names() -> None:
    assert newsclean.__all__ == [
        "Article",
        "Block",
        "Cleaner",
        "Dump",
        "Evidence",
        "Fact",
        "InputError",
        "LexiconError",
        "NewscleanError",
        "Related",
        "Role",
        "SiteProfile",
        "Span",
        "clean",
        "clean_many",
        "explain",
    ]


def test_these_are_the_names_for_testing() -> None:
    assert newsclean.testing.__all__ == [
        "CHROME_ROLES",
        "LANGUAGES",
        "GrownDump",
        "Story",
        "any_bytes",
        "any_text",
        "articles",
        "chrome",
        "dumps",
        "headlines_in",
        "sentences_in",
        "story_in",
    ]


@pytest.mark.parametrize(
    ("function", "signature"),
    [
        (
            newsclean.clean,
            "(raw, *, url=None, kind=None, language=None, bias='balanced', collected_at=None, second_opinion=None)",
        ),
        (newsclean.clean_many, "(records, *, workers=None, on_error='raise', **options)"),
        (newsclean.explain, "(raw, **options)"),
        (
            newsclean.Cleaner,
            (
                "(lexicon=None, detectors=None, identify_language=None, second_opinion='when-unsure', "
                "max_characters=50000000, profile=None)"
            ),
        ),
        (
            newsclean.Cleaner.clean,
            (
                "(self, raw, *, url=None, kind=None, language=None, bias='balanced', collected_at=None, "
                "second_opinion=None)"
            ),
        ),
    ],
    ids=lambda value: getattr(value, "__qualname__", ""),
)
def test_these_are_the_arguments(function: object, signature: str) -> None:
    found = inspect.signature(function)  # type: ignore[arg-type]
    bare = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in found.parameters.values()
        if not parameter.name.startswith("_")
    ]
    assert str(inspect.Signature(bare)) == signature


@pytest.mark.parametrize(
    ("value_class", "names"),
    [
        (
            Article,
            """text title standfirst dateline date published_at modified_at authors tags section captions credits
            site_name url language related confidence doubts receipt facts source id encoding""",
        ),
        (Block, "span text role confidence evidence"),
        (Dump, "text kind url id language collected_at encoding published hints site markup"),
        (Evidence, "span role weight rule reason part value whole"),
        (Fact, "name value span origin chosen"),
        (Related, "title kicker summary reading_minutes url"),
        (Span, "start end"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_these_are_the_fields(value_class: type, names: str) -> None:
    assert [field.name for field in fields(value_class)] == names.split()


def test_these_are_the_roles() -> None:
    assert [role.value for role in Role] == (
        "body standfirst subheading title byline date dateline caption credit tags navigation account interface share "
        "read_more related expander promotion advert consent comments media legal duplicate other"
    ).split()


@pytest.mark.parametrize("name", newsclean.__all__)
def test_every_name_is_documented(name: str) -> None:
    assert (getattr(newsclean, name).__doc__ or "").strip()


def test_errors_can_be_caught_by_one_name() -> None:
    assert issubclass(newsclean.InputError, newsclean.NewscleanError)
    assert issubclass(newsclean.LexiconError, newsclean.NewscleanError)
    assert not issubclass(newsclean.InputError, newsclean.LexiconError)
