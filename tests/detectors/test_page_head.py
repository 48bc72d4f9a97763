"""The headline of a page where it is shown: first the lines that show none, then those that do."""

from __future__ import annotations

import pytest

import newsclean
from newsclean.detectors.page_head import page_head
from newsclean.lexicon import Lexicon
from newsclean.segmentation import segment
from newsclean.sources import read

from .dumps import STORY_IN

STORY = "".join(f"<p>{paragraph}</p>" for paragraph in STORY_IN["en"])
SHORT = "Ferry to the island sails again"
WHOLE = f"{SHORT} after nine days of storm"


def page(head: str, title: str = f"{SHORT} | The Osk Courier") -> str:
    menu = "".join(f"<li><a href=/{name}>{name}</a>" for name in ("Tides", "Births", "Letters", "Quays", "Boats"))
    titled = f"<title>{title}</title>" if title else ""
    return f"<!doctype html>{titled}<nav><ul>{menu}</ul></nav><article>{head}{STORY}</article>"


def shown(html: str) -> list[str]:
    """What the detector takes for a line that shows the headline."""
    dump = read({"html": html}, longest=10**6)
    blocks = segment(dump, Lexicon.load())
    return [dump.text[vote.span.start : vote.span.end] for vote in page_head(dump, blocks)]


KEEPS = {
    "a sentence that begins with the headline": page(f"<p>{SHORT}, and the band will play on the quay.</p>"),
    "the name of the site": page("<h1>Osk Courier</h1>"),
    "the first of two headings": page("<h1>Old harbour news of the week</h1><h1>Notes of the quay</h1>", ""),
    "two lines that are called headlines": page(
        f"<div class=news-title>{WHOLE}</div><div class=news-title>Old harbour news of the week</div>", ""
    ),
    "a sentence that is called one": page("<div class=news-title>The harbour office said so on Monday.</div>", ""),
    "a single word above a list": page("<h1>Seals</h1><ul><li>Grey<li>Ringed<li>Harp</ul>", ""),
    "a heading below the story": page(f"<h2>Osk</h2>{STORY}<h1>Old harbour news of the week</h1>", ""),
}


@pytest.mark.parametrize("html", KEEPS.values(), ids=KEEPS)
def test_no_headline_is_shown_by(html: str) -> None:
    assert shown(html) == []


FINDS = {
    "the title of the page cuts it": page(f"<h1>{WHOLE}</h1>"),
    "it is no heading": page(f"<div class=big>{WHOLE}</div>"),
    "the title of the page puts a label before it": page(f"<h1>{WHOLE}</h1>", f"Harbour: {WHOLE}"),
    "the page has no title": page(f"<h1>{WHOLE}</h1>", ""),
    "its element is called the headline": page(f"<div class=news-title>{WHOLE}</div>", "Osk :: News"),
}


@pytest.mark.parametrize("html", FINDS.values(), ids=FINDS)
def test_a_shown_headline_is_no_part_of_the_text_where(html: str) -> None:
    article = newsclean.clean({"html": html})
    assert WHOLE not in article.text
    assert STORY_IN["en"][0] in article.text
    assert "title" in {block.role for block in article.blocks if block.text == WHOLE}


@pytest.mark.parametrize("between", ["", "<p>Ada Brandt</p>"], ids=["right above", "above a name"])
@pytest.mark.parametrize("heading", ["Seal", "Seal again", "Seal eats the cake"])
def test_a_headline_of_few_words_above_the_story_is_no_part_of_the_text(heading: str, between: str) -> None:
    paragraphs = STORY_IN["en"][:2]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = newsclean.clean({"html": f"<html><body><h1>{heading}</h1>{between}{body}</body></html>"})
    assert article.title == heading
    assert article.text.endswith("\n\n".join(paragraphs))
    assert heading not in article.text.split("\n\n")
    assert article.blocks[0].role == "title"


def test_the_name_of_a_section_is_no_headline() -> None:
    page_of_section = f"<html><body><h1>Environment</h1><p>{STORY_IN['en'][0]}</p></body></html>"
    assert newsclean.clean({"html": page_of_section}).blocks[0].role == "navigation"


def test_a_heading_that_is_all_there_is_stays() -> None:
    assert newsclean.clean({"html": "<html><body><h1>Hello seals</h1></body></html>"}).text == "Hello seals"


@pytest.mark.parametrize(
    ("address", "is_name"), [("/", True), ("/index.html", True), ("/ferry", False), ("https://b.example/", False)]
)
def test_a_heading_that_leads_to_the_front_page_is_the_name_of_the_site(address: str, is_name: bool) -> None:
    html = page(f"<h2><a href='{address}'>Osk Courier Weekly</a></h2><h1>{SHORT}</h1>")
    assert ("Osk Courier Weekly" in shown(html)) is is_name


def test_a_text_dump_has_no_markup_to_go_by() -> None:
    dump = read(f"{SHORT}\n{WHOLE}\n" + "\n".join(STORY_IN["en"]), longest=10**6)
    assert list(page_head(dump, segment(dump, Lexicon.load()))) == []
