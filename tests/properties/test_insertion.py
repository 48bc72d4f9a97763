"""Chrome put between the paragraphs of a story comes out again, and the story is unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.lexicon import Lexicon
from newsclean.model import BODY_ROLES, Block, Role
from newsclean.testing import LANGUAGES, GrownDump, Story, articles, chrome, dumps, story_in

#: The chrome that stands inside stories; menus and log-in boxes stand around them.
INSIDE = (
    Role.READ_MORE,
    Role.RELATED,
    Role.SHARE,
    Role.EXPANDER,
    Role.PROMOTION,
    Role.ADVERT,
    Role.MEDIA,
    Role.COMMENTS,
)


@st.composite
def stories_with_chrome(draw: st.DrawFn, role: Role | None = None) -> tuple[Story, list[str]]:
    """A story, and its paragraphs with chrome of its language between them.

    There is one block for every three paragraphs at most: with as much chrome as story, the last paragraph behind it
    might be a teaser. And of comments there is one block: a heading, a "Reply" and prose below them are a thread.
    """
    story = draw(articles())
    lines = story.text.split("\n\n")
    has_comments = False
    for _ in range(draw(st.integers(1, max(1, len(lines) // 3)))):
        block = draw(chrome(story.language, role))
        if block.role is not Role.COMMENTS or not has_comments:
            lines.insert(draw(st.integers(1, len(lines) - 1)), block.text)
        has_comments = has_comments or block.role is Role.COMMENTS
    return story, lines


@given(stories_with_chrome(), st.sampled_from(["\n", "\n\n"]))
def test_no_sentence_of_the_story_is_lost_to_chrome_between_its_paragraphs(
    grown: tuple[Story, list[str]], between: str
) -> None:
    story, lines = grown
    text = newsclean.clean(between.join(lines)).text
    assert [paragraph for paragraph in story.text.split("\n\n") if paragraph not in text] == []


@pytest.mark.parametrize("role", INSIDE)
@given(data=st.data())
def test_chrome_between_paragraphs_comes_out_again(role: Role, data: st.DataObject) -> None:
    story, lines = data.draw(stories_with_chrome(role))
    assert newsclean.clean("\n\n".join(lines)).text == story.text


@given(stories_with_chrome())
def test_any_chrome_between_paragraphs_comes_out_again(grown: tuple[Story, list[str]]) -> None:
    story, lines = grown
    assert newsclean.clean("\n\n".join(lines)).text == story.text


@given(dumps())
def test_no_sentence_of_the_story_is_lost_on_a_page(dump: GrownDump) -> None:
    text = newsclean.clean(dump.text).text
    story = [block for block in dump.gold if block.role in BODY_ROLES]
    assert [block.text for block in story if block.text not in text] == []


@given(dumps())
def test_the_paragraphs_of_a_page_keep_their_order(dump: GrownDump) -> None:
    text = newsclean.clean(dump.text).text
    places = [text.find(paragraph) for paragraph in dump.story.paragraphs if paragraph in text]
    assert places == sorted(places)


@given(dumps(), chrome())
def test_chrome_far_below_takes_nothing_from_the_story(dump: GrownDump, block: Block) -> None:
    text = newsclean.clean(dump.text + "\n\n" + block.text).text
    assert [paragraph for paragraph in dump.story.paragraphs if paragraph not in text] == []


# Each row of the lexicon names sentences that tempt it; here they stand where they are met.

TEMPTING: dict[str, list[str]] = {}
# What a row mentions takes nothing from a story.
for _row in (row for row in Lexicon.load().rows if row.casts_votes):
    TEMPTING.setdefault(_row.language, []).extend(" ".join(sentence.split()) for sentence in _row.keeps)


@pytest.mark.parametrize("language", TEMPTING)
def test_a_sentence_that_looks_like_chrome_stays_between_the_paragraphs_of_a_story(language: str) -> None:
    paragraphs = story_in(language if language in LANGUAGES else "en").paragraphs
    lost = []
    for sentence in TEMPTING[language]:
        text = "\n\n".join([*paragraphs[:3], sentence, *paragraphs[3:]])
        if newsclean.clean(text).text != text:
            lost.append(sentence)
    assert lost == []


def test_a_sentence_that_looks_like_chrome_stays_in_a_line_longer_than_any_paragraph() -> None:
    lost = []
    for language, sentences in TEMPTING.items():
        between = "" if language in ("ja", "zh") else " "
        for first in range(0, len(sentences), 24):
            line = between.join(sentences[first : first + 24])
            article = newsclean.clean(line)
            if article.text != line:
                lost.append((language, [(block.role.value, block.text) for block in article.removed]))
    assert lost == []


@given(articles())
def test_a_story_on_one_line_stays_whole(story: Story) -> None:
    line = ("" if story.language in ("ja", "zh") else " ").join(story.paragraphs)
    assert newsclean.clean(line).text == line
