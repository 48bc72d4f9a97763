"""Galleries that count their pictures: first the pictures and lists that are the story's, then those beside it."""

from __future__ import annotations

import pytest

from newsclean.detectors.gallery import gallery
from newsclean.lexicon import Lexicon
from newsclean.model import Role
from newsclean.segmentation import segment
from newsclean.sources import read
from newsclean.testing import story_in

TOLD = "".join(f"<p>{paragraph}</p>" for paragraph in story_in("en").paragraphs)
# As often as it takes to be a story of its own, of 300 words.
STORY = TOLD * (300 // len(" ".join(story_in("en").paragraphs).split()) + 1)
NAMES = ("The mill", "The weir", "The lock", "The quay", "The pier")
CAPTION = "It was painted last spring."


def items(count: int = 5, total: int = 5, sign: str = "/") -> str:
    """Counted pictures with their captions."""
    return "".join(
        f"<li><h2>{number}{sign}{total} {name}</h2><p>{CAPTION}</p></li>"
        for number, name in enumerate(NAMES[:count], start=1)
    )


def box(inside: str, name: str = "photo-gallery") -> str:
    """The element of a gallery."""
    return f"<div class='{name}'><ul>{inside}</ul></div>"


def told(page: str) -> list[str]:
    """The lines of a gallery."""
    dump = read({"html": f"<title>Harbour</title><h1>The harbour opens</h1>{page}"}, longest=10**6)
    blocks = segment(dump, Lexicon.load())
    found = list(gallery(dump, blocks))
    assert {vote.role for vote in found} <= {Role.MEDIA}
    return [dump.text[vote.span.start : vote.span.end] for vote in found]


KEEPS = {
    "no story above": f"{box(items())}{STORY}",
    "an introduction above": f"<p>{story_in('en').paragraphs[0]}</p>{box(items())}",
    "an element of another name": f"{STORY}{box(items(), 'walk')}",
    "three of a kind": f"{STORY}{box(items(3, 3))}",
    "not all are counted": f"{STORY}{box(items(5, 9))}",
    "dates": STORY + box("".join(f"<li>{day}/4/2025 {name}</li>" for day, name in enumerate(NAMES[:4], start=1))),
    "the headline counts them": f"<h1>5 harbours to see</h1>{STORY}{box(items())}",
    "the page is called a gallery": box(f"{STORY}{items()}<li>{TOLD}</li>"),
    "a story of links": f"{STORY.replace('<p>', '<p><a href=/a>').replace('</p>', '</a></p>')}{box(items())}",
}


@pytest.mark.parametrize("page", KEEPS.values(), ids=KEEPS)
def test_no_gallery_stands_in(page: str) -> None:
    assert told(page) == []


LINES = [line for number, name in enumerate(NAMES, start=1) for line in (f"{number}/5 {name}", CAPTION)]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<article>{STORY}{box(items())}</article><p>Contact</p>", id="in the element of the story"),
        pytest.param(f"{STORY}{box(items(), 'bildergalerie')}<p>Contact</p>", id="by a German name"),
    ],
)
def test_a_gallery_is(page: str) -> None:
    assert told(page) == LINES


def test_several_galleries_in_one_element_are_told_once() -> None:
    assert told(f"{STORY}{box(items() * 3)}<p>Contact</p>") == LINES * 3


def test_blanks_around_the_stroke() -> None:
    assert told(STORY + box(items(sign=" / ")))[0] == "1 / 5 The mill"


def test_a_dump_of_text_has_no_elements() -> None:
    dump = read("1/4 The mill\n2/4 The weir\n3/4 The lock\n4/4 The quay", longest=10**6)
    assert list(gallery(dump, segment(dump, Lexicon.load()))) == []
