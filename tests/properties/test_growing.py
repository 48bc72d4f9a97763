"""The strategies themselves: what they grow is what they say it is."""

from __future__ import annotations

import re
import subprocess
import sys
from random import Random

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from newsclean.lexicon import Lexicon, fold
from newsclean.model import Block, Role
from newsclean.testing import (
    CHROME_ROLES,
    LANGUAGES,
    GrownDump,
    Story,
    any_bytes,
    any_text,
    articles,
    chrome,
    dumps,
    story_in,
)

# The first that is found will do: no time is spent on a smaller one.
ANY_EXAMPLE = settings(database=None, max_examples=5_000, phases=[Phase.generate])


def test_stories_are_grown_in_many_languages_and_scripts() -> None:
    assert len(LANGUAGES) >= 12
    assert {"en", "ru", "el", "ar", "he", "hi", "th", "ja", "ko", "zh"} <= set(LANGUAGES)


@given(articles())
def test_a_story_has_folded_paragraphs_and_no_sentence_twice(story: Story) -> None:
    paragraphs = [story.title, *story.text.split("\n\n")]
    assert all(paragraph == " ".join(paragraph.split()) != "" for paragraph in paragraphs)
    assert len(set(paragraphs)) == len(paragraphs)
    assert not any("{" in paragraph or "}" in paragraph for paragraph in paragraphs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_is_in_the_language_asked_for(language: str) -> None:
    assert find(articles(language), lambda story: True, settings=ANY_EXAMPLE, random=Random(0)).language == language
    assert story_in(language).language == language
    assert story_in(language) == story_in(language)


@pytest.mark.parametrize("grow", [articles, dumps, story_in])
def test_a_language_that_nothing_is_grown_in_is_refused_with_the_choice(grow: object) -> None:
    with pytest.raises(ValueError, match=r"^no stories are grown in language 'tlh'; there are ar, de, el, en, "):
        grow("tlh")  # type: ignore[operator]


@given(chrome())
def test_chrome_is_found_by_the_lexicon_in_its_role(block: Block) -> None:
    assert block.role in CHROME_ROLES
    assert block.text == " ".join(block.text.split()) != ""
    hits = Lexicon.load().match([fold(block.text)])[0]
    assert block.role in {hit.role for hit in hits}


@pytest.mark.parametrize("role", CHROME_ROLES)
@given(data=st.data())
def test_chrome_has_the_role_asked_for(role: Role, data: st.DataObject) -> None:
    assert data.draw(chrome("en", role)).role is role


def test_a_role_without_phrases_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^the lexicon has no phrases for role 'body'$"):
        chrome(role=Role.BODY)


@given(dumps())
def test_the_gold_covers_the_dump(dump: GrownDump) -> None:
    reached = 0
    for block in dump.gold:
        assert not dump.text[reached : block.span.start].strip()
        assert " ".join(dump.text[block.span.start : block.span.end].split()) == block.text
        reached = block.span.end
    assert not dump.text[reached:].strip()


@given(dumps())
def test_the_gold_tells_the_story(dump: GrownDump) -> None:
    kept = [block.text for block in dump.gold if block.in_text]
    assert "\n\n".join(kept) == dump.story.text
    assert [block.text for block in dump.gold if block.role is Role.TITLE] == [dump.story.title]


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(lambda dump: "\r\n" in dump.text, id="CRLF"),
        pytest.param(lambda dump: "\r\n" not in dump.text, id="LF"),
        pytest.param(lambda dump: "\n\n" in dump.text, id="blank lines"),
        pytest.param(lambda dump: "\n\n" not in dump.text and "\r\n" not in dump.text, id="no blank lines"),
        pytest.param(lambda dump: "\u00a0" in dump.text, id="no-break blanks"),
        pytest.param(lambda dump: dump.gold[0].role in CHROME_ROLES, id="chrome before the story"),
        pytest.param(lambda dump: dump.gold[-1].role in CHROME_ROLES, id="chrome behind the story"),
        pytest.param(
            lambda dump: any(
                before.in_text and block.role in CHROME_ROLES and after.in_text
                for before, block, after in zip(dump.gold, dump.gold[1:], dump.gold[2:], strict=False)
            ),
            id="chrome inside the story",
        ),
        pytest.param(lambda dump: dump.story.standfirst is not None, id="a standfirst"),
    ],
)
def test_dumps_are_of_every_kind(wanted: object) -> None:
    find(dumps(), wanted, settings=ANY_EXAMPLE, random=Random(0))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(lambda text: not text, id="nothing"),
        pytest.param(lambda text: "\x00" in text, id="control characters"),
        pytest.param(lambda text: any("\ud800" <= character <= "\udfff" for character in text), id="lone surrogates"),
        pytest.param(lambda text: "\u202e" in text, id="bidirectional characters"),
        pytest.param(lambda text: "\u200b" in text, id="zero width"),
        pytest.param(lambda text: re.search(r"(.)\1{300}", text), id="long runs"),
        pytest.param(lambda text: any("一" <= character <= "鿿" for character in text), id="Chinese"),
        pytest.param(lambda text: any("א" <= character <= "ת" for character in text), id="Hebrew"),
        pytest.param(lambda text: "😀" in text, id="emoji"),
        pytest.param(lambda text: "<p>" in text, id="markup"),
        pytest.param(lambda text: "\r" in text and "\n" in text.replace("\r\n", ""), id="mixed line ends"),
    ],
)
def test_any_text_is_nasty_in_every_way(wanted: object) -> None:
    find(any_text(), wanted, settings=ANY_EXAMPLE, random=Random(0))  # type: ignore[arg-type]


def test_any_bytes_are_text_in_other_encodings_too() -> None:
    find(any_bytes(), lambda content: content.startswith(b"\xff\xfe"), settings=ANY_EXAMPLE, random=Random(0))
    find(any_bytes(), lambda content: content.startswith(b"\x89PNG"), settings=ANY_EXAMPLE, random=Random(0))
    find(any_bytes(), lambda content: b"\x00\x00" in content, settings=ANY_EXAMPLE, random=Random(0))


def test_without_hypothesis_the_error_says_what_to_install() -> None:
    probe = "import sys; sys.modules['hypothesis'] = None; import newsclean.testing"
    process = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert process.returncode != 0
    assert "ImportError: newsclean.testing needs hypothesis: pip install newsclean[testing]" in process.stderr
