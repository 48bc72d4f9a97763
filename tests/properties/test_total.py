"""Any text and any bytes give an article or say why not, and cost grows as length does."""

from __future__ import annotations

import datetime
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.errors import InputError
from newsclean.testing import any_bytes, any_text

OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from([None, "text", "html"]),
        "bias": st.sampled_from(["precision", "balanced", "recall"]),
        "language": st.sampled_from([None, "en", "ja", "br", "pt-BR"]),
        "url": st.none() | any_text(max_pieces=2),
        "collected_at": st.none() | st.datetimes() | st.datetimes(timezones=st.just(datetime.UTC)),
    },
)


@given(any_text(), OPTIONS)
def test_any_text_gives_an_article(text: str, options: dict[str, Any]) -> None:
    article = newsclean.clean(text, **options)
    assert article.url == options.get("url")


@given(any_bytes(), OPTIONS)
def test_any_bytes_give_an_article_or_an_error_that_names_the_record(content: bytes, options: dict[str, Any]) -> None:
    assert complaint(content, options) is None or complaint(content, options).startswith("page-7: ")


def complaint(content: bytes, options: dict[str, Any]) -> str | None:
    """The text of the error, if there is one; any other exception is not caught."""
    try:
        newsclean.clean({"id": "page-7", "text": content}, **options)
    except InputError as error:
        return str(error)
    return None


@given(any_text(max_pieces=4))
def test_any_text_can_be_explained(text: str) -> None:
    assert isinstance(newsclean.explain(text), str)


# What has cost other cleaners their linear time: no end of a line, of a tag, of a sentence; half of what a rule looks
# for, over and over; as many blocks, votes or facts as there can be.
HOSTILE = {
    "one word without end": "a",
    "capitals": "A",
    "glued words": "Aa",
    "blanks": " ",
    "line feeds": "\n",
    "tabs and returns": "\t\r",
    "no-break blanks": "\u00a0",
    "full stops": ".",
    "sentences on one line": "The council met. ",
    "glued sentences": "The council met.",
    "short lines": "Aa\n",
    "numbers": "7 ",
    "digits": "7",
    "half a date": "3.4.",
    "dates": "3 May 2024\n",
    "dates on one line": "3 May 2024, ",
    "bylines": "By Anna Berg and Jon Dahl\n",
    "a byline without end": "By Anna Berg, ",
    "bars": "| ",
    "slashes": " / a",
    "breadcrumbs": "Home > World > Asia\n",
    "icon names": "chevron_right",
    "cues": "Read more: ",
    "headings of lists": "Related stories\n",
    "headlines under headings": "Most read\nStorm closes schools in the north\n",
    "reading times": "A harbour opens again\n5 min read\n",
    "comments": "Comments\nReply\n",
    "tags": "Tags: ",
    "hashtags": "#a",
    "credits": "Two tugs at work. Reuters\n",
    "brackets": "(",
    "square brackets": "[x",
    "quotes": '"',
    "entities": "&amp;",
    "escaped entities": "&amp;amp;amp;",
    "open tags": "<p>",
    "halves of tags": "<a ",
    "comments of markup": "<!--",
    "nested tags": "<div><p>a",
    "Chinese": "漢字",
    "Chinese phrases": "相关新闻",
    "Chinese sentences": "议会昨天决定重建那座老桥。",
    "Hindi": "पुल ",
    "Arabic": "جسر ",
    "emoji": "😀",
    "zero width": "\u200b",
    "combining marks": "a\u0301",
    "lone surrogates": "\ud800",
    "years": "2024 ",
    "long dates": "May 3, 2024 ",
    "cues of bylines": "By ",
    "cues of times": "Updated ",
    "cues of credits": "Photo by ",
    "signs of copyright": "\u00a9 2024 ",
    "capitals in words": "HARBOUR OPENS ",
    "addresses": "https://example.org/a/b?c=d ",
    "names and initials": "A. B. Brandt, ",
    "families of emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "marks of direction": "\u200f\u05d0",
    "marks upon marks": "a" + "\u0301" * 40,
    "counted items": "1. Ship sails\n",
    "rows with bars": "| Ship | 14 March | open |\n",
    "wrapped lines": "the council of the town met to talk about the old bridge and the floods of the last\n",
}


def seconds(text: str) -> float:
    """Processor time: the machine may be busy with other things."""
    best = float("inf")
    for _ in range(2):
        started = time.process_time()
        newsclean.clean(text)
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_ten_times_the_text_takes_about_ten_times_as_long(unit: str) -> None:
    short = 3_000 // len(unit)
    newsclean.clean(unit * 10)
    # Quadratic cost would make it a hundred; the least time keeps noise out.
    assert seconds(unit * short * 10) < 30 * max(seconds(unit * short), 0.002)


def test_the_measure_of_the_test_above_sees_quadratic_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        newsclean, "clean", lambda text: [sum(map(ord, text[:end])) for end in range(0, len(text), 400)]
    )
    assert seconds("a" * 40_000) > 30 * seconds("a" * 4_000)
