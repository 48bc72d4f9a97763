"""The corridor as a whole: what can be configured, what passes through, what is refused."""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

import newsclean
from newsclean import Cleaner, InputError
from newsclean.blocks import Blocks
from newsclean.detectors import DETECTORS
from newsclean.lexicon import Lexicon
from newsclean.model import Article, Dump, Evidence, Role
from newsclean.testing import story_in

STORY = story_in("en")
DUMP = "\n".join(["Home", "World", "Sign in", STORY.title, *STORY.paragraphs, "Share", "Related stories"])


# Functions at module level, since a cleaner that holds them travels between processes.


def harbour_lines(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """A detector of a user's own."""
    for number, text in enumerate(blocks.texts):
        if text.startswith("The council of Harwick"):
            yield blocks.vote(number, Role.ADVERT, 20.0, "harbour_lines", "speaks of the harbour")


def no_votes(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    yield from ()


def always_welsh(texts: Sequence[str]) -> str | None:
    return "cy"


def never_sure(texts: Sequence[str]) -> str | None:
    return None


def not_to_be_asked(texts: Sequence[str]) -> str | None:
    raise AssertionError("the caller told the language")


# What is refused.


@pytest.mark.parametrize("bias", ["", "Balanced", "high", None, 0.5])
def test_a_bias_that_there_is_not_is_the_callers_mistake(bias: Any) -> None:
    with pytest.raises(ValueError, match=r"it can be 'precision', 'balanced' or 'recall'$"):
        newsclean.clean("Text", bias=bias)


@pytest.mark.parametrize("kind", ["", "pdf", "fragment"])
def test_a_kind_that_there_is_not_is_the_callers_mistake(kind: Any) -> None:
    with pytest.raises(ValueError, match=r"it can be 'text', 'html' or None$"):
        newsclean.clean("Text", kind=kind)


def test_a_text_longer_than_the_cleaner_takes_is_refused() -> None:
    assert Cleaner(max_characters=4).clean("Text").source == "Text"
    with pytest.raises(InputError, match="5 characters, more than 4; raise max_characters to clean it"):
        Cleaner(max_characters=4).clean("Texts")


@pytest.mark.parametrize("raw", [None, 7, ["Text"], {"title": "Text"}])
def test_what_cannot_be_cleaned_is_an_input_error(raw: Any) -> None:
    with pytest.raises(InputError):
        newsclean.clean(raw)


# What passes through.


@pytest.mark.parametrize("raw", ["", " \r\n\u00a0", b"", "\ufeff", "7", "…"])
def test_nothing_to_tell_gives_an_article_all_the_same(raw: str | bytes) -> None:
    article = newsclean.clean(raw, url="https://news.example/1", language="en")
    assert isinstance(article, Article)
    assert (article.title, article.date, article.authors) == (None, None, ())
    assert (article.url, article.language) == ("https://news.example/1", "en")


def test_url_and_id_are_those_of_the_caller_and_never_read_from_the_dump() -> None:
    assert newsclean.clean(DUMP + "\nhttps://news.example/1").url is None
    article = newsclean.clean({"text": DUMP, "id": "page-7", "url": "https://news.example/1"})
    assert (article.url, article.id) == ("https://news.example/1", "page-7")


def test_a_path_a_record_a_dump_and_bytes_give_the_same_article(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(DUMP, encoding="utf-8")
    wanted = newsclean.clean(DUMP)
    for raw in (DUMP.encode(), {"text": DUMP}, Dump(DUMP)):
        assert newsclean.clean(raw) == wanted
    assert newsclean.clean(path).text == wanted.text


def test_an_age_is_a_time_only_if_the_caller_says_when_the_page_was_fetched() -> None:
    dump = DUMP.replace("Sign in", "Published 2 hours ago")
    assert newsclean.clean(dump).published_at is None
    fetched = datetime.datetime(2024, 5, 3, 10, 15, tzinfo=datetime.UTC)
    assert newsclean.clean(dump).date is None
    assert newsclean.clean(dump, collected_at=fetched).date == fetched.date()


def test_the_kind_of_the_caller_is_not_doubted() -> None:
    assert newsclean.clean("Fish &amp; chips", kind="text").source == "Fish &amp; chips"
    assert newsclean.clean("Fish &amp; chips").source == "Fish & chips"


# The language.


def test_the_language_is_identified() -> None:
    assert newsclean.clean(DUMP).language == "en"
    assert newsclean.clean(story_in("pl").text).language == "pl"


def test_too_little_text_has_no_language() -> None:
    assert newsclean.clean("Text").language is None


def test_the_language_of_the_caller_is_not_doubted() -> None:
    assert newsclean.clean(DUMP, language="de").language == "de"
    assert newsclean.clean({"text": DUMP, "language": "de"}).language == "de"


def test_another_identifier_is_asked_in_the_place_of_our_own() -> None:
    assert Cleaner(identify_language=always_welsh).clean(DUMP).language == "cy"
    assert Cleaner(identify_language=never_sure).clean(DUMP).language is None


def test_no_identifier_is_asked_for_what_the_caller_told() -> None:
    assert Cleaner(identify_language=not_to_be_asked).clean(DUMP, language="en").language == "en"


# Detectors and lexicon.


def test_the_detectors_given_are_asked_and_no_others() -> None:
    article = Cleaner(detectors=(harbour_lines,)).clean(DUMP)
    rules = {vote.rule for block in article.blocks for vote in block.evidence if not vote.rule.startswith("labeller.")}
    assert rules == {"harbour_lines"}
    assert [block.role for block in article.blocks if block.text == STORY.paragraphs[0]] == [Role.ADVERT]


def test_a_detector_may_stand_beside_those_that_come_with_newsclean() -> None:
    article = Cleaner(detectors=(*DETECTORS, harbour_lines)).clean(DUMP)
    assert article.text == "\n\n".join(STORY.paragraphs[1:])


def test_without_any_votes_shape_alone_decides() -> None:
    for detectors in ((), (no_votes,)):
        article = Cleaner(detectors=detectors).clean(DUMP)
        assert set(STORY.paragraphs) <= set(article.text.split("\n\n"))
        assert {block.role for block in article.removed} <= {Role.OTHER}


def test_a_lexicon_of_ones_own_is_looked_up_beside_ours(tmp_path: Path) -> None:
    path = tmp_path / "harwick.toml"
    path.write_text(
        '[[cue]]\nrole = "promotion"\nis = ["Ring the bell"]\nfinds = ["Ring the bell"]\nkeeps = ["Ring it."]\n'
    )
    dump = "\n".join([*STORY.paragraphs[:3], "Ring the bell", *STORY.paragraphs[3:], "Share this story"])
    cleaner = Cleaner(lexicon=Lexicon.load(path))
    (block,) = (block for block in cleaner.clean(dump).blocks if block.text == "Ring the bell")
    assert block.role is Role.PROMOTION
    assert "lexicon.harwick.promotion" in {vote.rule for vote in block.evidence}
    assert "lexicon.en.share" in {vote.rule for block in cleaner.clean(dump).blocks for vote in block.evidence}


@pytest.mark.parametrize(("name", "kind"), [("lexicon", "Lexicon"), ("profile", "SiteProfile")])
def test_a_path_where_what_it_holds_is_asked_for_is_refused_at_once(name: str, kind: str) -> None:
    with pytest.raises(TypeError, match=rf"{name} is the path 'mine.x'; hand in {kind}.load\('mine.x'\)"):
        Cleaner(**{name: "mine.x"})


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("lexicon", 3, "a Lexicon or None"),
        ("lexicon", {"cue": []}, "a Lexicon or None"),
        ("profile", 3, "a SiteProfile or None"),
        ("profile", (), "a SiteProfile or None"),
        ("detectors", 3, "a tuple of functions or None"),
        ("detectors", harbour_lines, "a tuple of functions or None"),
        ("detectors", "byline", "a tuple of functions or None"),
        ("detectors", ("byline",), "a tuple of functions or None"),
        ("identify_language", "de", "a function or None"),
        ("max_characters", "a", "an int"),
        ("max_characters", None, "an int"),
        ("max_characters", 1e6, "an int"),
        ("max_characters", True, "an int"),
    ],
)
def test_an_option_of_another_type_is_refused_at_once(name: str, value: object, wanted: str) -> None:
    with pytest.raises(TypeError) as caught:
        Cleaner(**{name: value})
    assert str(caught.value) == f"{name} is {value!r:.80}; it can be {wanted}"


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("max_characters", 0, "1 or more"),
        ("max_characters", -1, "1 or more"),
        ("second_opinion", "often", "'when-unsure', 'always' or 'never'"),
        ("second_opinion", None, "'when-unsure', 'always' or 'never'"),
        ("second_opinion", ["never"], "'when-unsure', 'always' or 'never'"),
    ],
)
def test_an_option_that_cannot_have_this_value_is_refused_at_once(name: str, value: object, wanted: str) -> None:
    with pytest.raises(ValueError, match="it can be") as caught:
        Cleaner(**{name: value})
    assert str(caught.value) == f"{name} is {value!r}; it can be {wanted}"


def test_what_an_option_can_be_is_taken() -> None:
    for options in ({"detectors": [harbour_lines]}, {"detectors": ()}, {"max_characters": 1}, {"lexicon": None}):
        assert Cleaner(**options)


# The cleaner as a value.


def test_a_cleaner_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Cleaner().max_characters = 7  # type: ignore[misc]


def test_a_cleaner_travels_between_processes_with_all_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "harwick.toml"
    path.write_text(
        '[[cue]]\nrole = "promotion"\nis = ["Ring the bell"]\nfinds = ["Ring the bell"]\nkeeps = ["Ring it."]\n'
    )
    cleaner = Cleaner(
        lexicon=Lexicon.load(path),
        detectors=(*DETECTORS, harbour_lines),
        identify_language=always_welsh,
        max_characters=9999,
    )
    there = pickle.loads(pickle.dumps(cleaner))
    assert there == cleaner
    assert there.clean(DUMP) == cleaner.clean(DUMP)


def test_the_default_cleaner_is_what_the_functions_use() -> None:
    assert Cleaner().clean(DUMP) == newsclean.clean(DUMP)
    assert Cleaner().explain(DUMP) == newsclean.explain(DUMP)
    assert list(Cleaner().clean_many([DUMP])) == list(newsclean.clean_many([DUMP])) == [newsclean.clean(DUMP)]


def test_the_explanation_shows_every_block() -> None:
    explained = newsclean.explain(DUMP, bias="recall")
    for block in newsclean.clean(DUMP, bias="recall").blocks:
        assert block.role.value in explained
        assert block.text[:20] in explained


# Many at once.

RECORDS: list[Any] = [DUMP, {"text": story_in("de").text, "id": "2"}, b"\x00\x01\x02\x03", story_in("zh").text, None]


@pytest.mark.parametrize("workers", [None, 1, 2])
def test_many_records_come_out_in_order_with_errors_in_their_places(workers: int | None) -> None:
    outcomes = list(newsclean.clean_many(RECORDS * 9, workers=workers, on_error="return"))
    assert [type(outcome) for outcome in outcomes] == [Article, Article, InputError, Article, InputError] * 9
    assert outcomes[0] == newsclean.clean(DUMP)
    assert outcomes[6].id == "2"
    assert [str(outcome) for outcome in outcomes[2:5:2]] == [str(outcome) for outcome in outcomes[42:45:2]]


@pytest.mark.parametrize("workers", [None, 2])
def test_the_first_error_stops_the_stream_unless_it_is_to_be_returned(workers: int | None) -> None:
    articles = newsclean.clean_many(RECORDS, workers=workers)
    assert next(articles).text == STORY.text
    assert next(articles).id == "2"
    with pytest.raises(InputError, match="not a text"):
        next(articles)


def test_records_are_read_as_articles_are_taken() -> None:
    taken = []

    def records() -> Iterator[str]:
        for number in range(1000):
            taken.append(number)
            yield DUMP

    articles = newsclean.clean_many(records())
    assert taken == []
    next(articles)
    assert taken == [0]


def test_options_hold_for_all_records() -> None:
    for article in newsclean.clean_many([DUMP, STORY.text], language="de", url="https://news.example/1"):
        assert (article.language, article.url) == ("de", "https://news.example/1")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"on_error": "skip"}, "on_error is 'skip'; it can be 'raise' or 'return'"),
        ({"workers": 0}, "workers is 0; it must be at least 1"),
        ({"workers": -2}, "workers is -2; it must be at least 1"),
        ({"workers": "2"}, "workers is '2'; it must be a whole number"),
        ({"workers": 2.0}, "workers is 2.0; it must be a whole number"),
    ],
)
def test_a_slip_in_the_options_is_told_at_once(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        newsclean.clean_many([DUMP], **options)


def test_a_date_behind_its_cue_is_no_headline_of_another_story() -> None:
    dates = ["Published 1 May 2024", "Published 22 April 2024"]
    others = ["Ten harbours to visit this summer", dates[0], "Why do so many lidos close?", dates[1]]
    dump = "\n".join(["Home", "World", "Sign in", STORY.title, *STORY.paragraphs, "More on this story", *others])
    related = newsclean.clean(dump).related
    assert [story.title for story in related] == [others[0], others[2]]
    assert [story.kicker for story in related] == [None, None]
