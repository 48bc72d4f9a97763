"""Tables of the story: which tables are none of it, then which are."""

from __future__ import annotations

import pytest

import newsclean
from newsclean.detectors.link_list import link_list
from newsclean.detectors.table import table
from newsclean.lexicon import Lexicon
from newsclean.segmentation import segment
from newsclean.sources import read

from .dumps import STORY_IN

FIRST, SECOND = (f"<p>{paragraph}</p>" for paragraph in STORY_IN["en"])
LINKS = ["Storm closes schools", "Island waits for post", "Council votes for bridge", "Old lock opens"]


def rows(*lines: tuple[str, ...]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in line) for line in lines)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in cells)}</table>"


PRICES = rows(("Item", "Cost"), ("Hull", "£60,000"), ("Engine", "£30,000"), ("Total", "£90,000"))
LEAGUE = rows(("Club", "Won"), *((f"<a href=/{number}>Club {number}</a>", str(number)) for number in range(6)))
PARTIES = rows(("Party", "Share", "Change"), ("Greens", "23.4 %", "+1.2"), ("Others", "10.1 %", "+0.4"))
POEM = "The gulls are back,\nthe rope is wet,\nthe ferry\nhas not left us yet"
MENU = rows(*((f"<a href=/{number}>{link}</a>",) for number, link in enumerate(LINKS)))


def cells(page: str) -> list[str]:
    """The blocks that the detector takes for cells of the story."""
    dump = read({"html": f"<!doctype html><nav><a href=/>Home</a></nav><article>{page}</article>"}, longest=10**6)
    blocks = segment(dump, Lexicon.load())
    return [
        text
        for vote in table(dump, blocks)
        for start, text in zip(blocks.starts, blocks.texts, strict=True)
        if vote.span.start <= start < vote.span.end
    ]


KEEPS = {
    "a table of links": f"{FIRST}{MENU}{SECOND}",
    "a table with links below the story": f"{FIRST}{SECOND}<div>{LEAGUE}</div>",
    "a table below the story that nothing leads to": f"{FIRST}{SECOND}<div>Osk</div><div>{PRICES}</div>",
    "an index of letters below the story": f"{FIRST}{SECOND}{rows(('A', 'B'), ('C', 'D'), ('E', 'F'))}",
    "a table above the story": f"<div>{PRICES}</div>{FIRST}{SECOND}",
    "a box of two cells": f"{FIRST}{rows(('Item', 'Cost'))}{SECOND}",
    "a table that the story stands in": rows((FIRST, SECOND), ("Item", "Cost")),
    "a comparison of hundreds of products": f"{FIRST}{rows(*[('Ferry', 'Tug')] * 200)}{SECOND}",
}


@pytest.mark.parametrize("page", KEEPS.values(), ids=KEEPS)
def test_no_table_of_the_story_is_seen_in(page: str) -> None:
    assert cells(page) == []


FINDS = {
    "a table between paragraphs": (PRICES, 8),
    "a poem": (f"<pre>{POEM}</pre>", 4),
    "a table in a figure": (f"<figure>{PRICES}<figcaption>What the ferry cost</figcaption></figure>", 8),
    "a table that can be scrolled": (f"<div><div>{PRICES}</div></div>", 8),
    "a table with links to its clubs": (LEAGUE, 14),
}


@pytest.mark.parametrize(("part", "count"), FINDS.values(), ids=FINDS)
def test_a_table_of_the_story_is(part: str, count: int) -> None:
    assert len(cells(f"{FIRST}{part}{SECOND}")) == count


ROUNDS = rows(*(("The ferry to Osk", str(number)) for number in range(1, 4)))


def test_rows_of_a_table_that_are_alike_stay_in_the_text() -> None:
    article = newsclean.clean(f"<!doctype html><nav><a href=/>Home</a></nav><article>{FIRST}{ROUNDS}{SECOND}</article>")
    assert article.text.count("The ferry to Osk") == 3


LAST = {
    "below a paragraph": PRICES,
    "in a figure": f"<figure>{PRICES}</figure>",
    "a heading": f"<h3>Costs</h3>{PRICES}",
}


@pytest.mark.parametrize("part", LAST.values(), ids=LAST)
def test_a_table_that_ends_the_story_is_of_it(part: str) -> None:
    assert len(cells(f"{FIRST}{SECOND}{part}")) == 8


@pytest.mark.parametrize("part", [PRICES, PARTIES, LEAGUE], ids=["prices", "words of share bars", "clubs with links"])
def test_every_cell_of_a_table_stays_in_the_text(part: str) -> None:
    article = newsclean.clean(f"<!doctype html><nav><a href=/>Home</a></nav><article>{FIRST}{part}{SECOND}</article>")
    kept = {block.text for block in article.blocks if block not in article.removed}
    assert set(cells(f"{FIRST}{part}{SECOND}")) <= kept


def test_a_dump_of_text_has_no_tables() -> None:
    dump = read("Item\nCost\nHull\n£60,000", longest=10**6)
    assert list(table(dump, segment(dump, Lexicon.load()))) == []


LIST = "<ul><li>Hull: oak</li><li>Engine: none</li><li>Bell: one</li><li>Crew: two</li></ul>"


def menus(page: str) -> list[str]:
    """The items of the list above that are taken for entries of a menu."""
    dump = read({"html": f"<!doctype html><nav><a href=/>Home</a></nav><article>{page}</article>"}, longest=10**6)
    blocks = segment(dump, Lexicon.load())
    spans = [vote.span for vote in link_list(dump, blocks)]
    items = zip(blocks.starts, blocks.texts, strict=True)
    return [text for start, text in items if ": " in text and any(span.start <= start < span.end for span in spans)]


@pytest.mark.parametrize(
    "page",
    [
        f"{LIST}{FIRST}{SECOND}",
        f"{FIRST}{SECOND}{LIST}",
        f"{FIRST}{LIST.replace('Hull', '<a href=/a>Hull</a>')}{SECOND}",
        f"{FIRST}<div>{LIST}</div><div>{SECOND}</div>",
        f"{FIRST}{LIST.replace('ul>', 'div>').replace('li>', 'p>')}<p>Bell</p>{SECOND}",
    ],
    ids=["above the story", "below it", "with a link", "in another element", "no list"],
)
def test_short_lines_in_a_row_may_be_a_menu(page: str) -> None:
    assert menus(page) == ["Hull: oak", "Engine: none", "Bell: one", "Crew: two"]


@pytest.mark.parametrize("box", ["{}", "<section class=facts><h3>Facts</h3>{}</section>", "<div><div>{}</div></div>"])
@pytest.mark.parametrize("below", [SECOND, "<p>The bell rang at noon.</p>"], ids=["paragraph", "sentence"])
def test_a_list_without_a_link_between_paragraphs_is_no_menu(box: str, below: str) -> None:
    assert menus(f"{FIRST}{box.format(LIST)}{below}") == []
