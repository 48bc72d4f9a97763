"""Pull quotes: first what is none, or stands nowhere else, then what is said twice."""

from __future__ import annotations

import pytest

from newsclean.detectors.pull_quote import pull_quote
from newsclean.lexicon import Lexicon
from newsclean.segmentation import segment
from newsclean.sources import read

from .dumps import STORY, STORY_IN

SAID = "We flew the line three times, for we did not believe it"
STORY_HTML = "".join(f"<p>{paragraph}</p>" for paragraph in STORY_IN["en"])


def repeated(box: str) -> list[str]:
    """What the detector takes for said twice, on a page with a box amid its story."""
    page = f"<!doctype html><article>{STORY_HTML}{box}<p>“{SAID},” the pilot said.</p></article>"
    dump = read({"html": page}, longest=10**6)
    return [dump.text[vote.span.start : vote.span.end] for vote in pull_quote(dump, segment(dump, Lexicon.load()))]


KEEPS = {
    "a sentence that stands nowhere else": "<blockquote class=pullquote>Each time the line was foggy</blockquote>",
    "a box that is called otherwise": f"<blockquote class=note>{SAID}</blockquote>",
    "a word of the story": "<blockquote class=pullquote>believe</blockquote>",
    "a box for screens and one for phones": "<blockquote class=pullquote>Each time the line was foggy</blockquote>" * 2,
}


@pytest.mark.parametrize("box", KEEPS.values(), ids=KEEPS)
def test_nothing_is_said_twice_by(box: str) -> None:
    assert repeated(box) == []


FINDS = {
    "a class": (f"<blockquote class=wp-block-pullquote><p>{SAID}</p></blockquote>", [SAID]),
    "other signs around it": (f"<div class='pull-quote right'>« {SAID}. »</div>", [f"« {SAID}. »"]),
    "a box in a box": (f"<div class=pullquote><blockquote class=pullquote>{SAID}</blockquote></div>", [SAID]),
    "who said so below it": (f"<div class=exergue><p>{SAID}</p><p>Ada Finch</p></div>", [SAID, "Ada Finch"]),
}


@pytest.mark.parametrize(("box", "found"), FINDS.values(), ids=FINDS)
def test_what_is_set_large_is_said_twice(box: str, found: list[str]) -> None:
    assert repeated(box) == found


def test_a_text_dump_has_no_elements() -> None:
    dump = read(f"{STORY}\n{SAID}\n“{SAID},” the pilot said.", longest=10**6)
    assert list(pull_quote(dump, segment(dump, Lexicon.load()))) == []
