"""Headings of a page above paragraphs, and the links of the page that lead to them."""

from __future__ import annotations

import pytest

from newsclean.blocks import Blocks
from newsclean.lexicon import Lexicon
from newsclean.sections import leads_into_page, section_heads
from newsclean.segmentation import segment
from newsclean.sources import read

PARAGRAPH = "<p>The harbour office says that the ferry will sail again on Monday.</p>"


def blocks_of(page: str) -> Blocks:
    return segment(read({"html": f"<title>Ferry</title>{page}"}, longest=10**6), Lexicon.load())


@pytest.mark.parametrize(
    ("page", "heads"),
    [
        pytest.param(f"<h2>The quay</h2>{PARAGRAPH}", ["The quay"], id="right above"),
        pytest.param(f"<h2>The works</h2><h3>The quay</h3>{PARAGRAPH}", ["The works", "The quay"], id="above another"),
        pytest.param(f"<li><h3>The quay</h3>{PARAGRAPH}</li>", ["The quay"], id="of a step"),
        pytest.param(f"<details><summary>The quay</summary>{PARAGRAPH}</details>", ["The quay"], id="opened"),
        pytest.param(f"<h1>The quay</h1>{PARAGRAPH}", [], id="the headline"),
        pytest.param(f"<h2><a href=/quay>The quay</a></h2>{PARAGRAPH}", [], id="a link"),
        pytest.param("<h2>The quay</h2><p><a href=/quay>It sails again on Monday.</a></p>", [], id="above a link"),
        pytest.param("<h2>The quay</h2><p>Subscribe</p>", [], id="above no sentence"),
        pytest.param("<h2>The quay</h2><ul><li>It sails again.</li></ul>", [], id="above a list"),
        pytest.param("<h2>The quay</h2>", [], id="above nothing"),
    ],
)
def test_a_section_has_a_heading_above_its_paragraph(page: str, heads: list[str]) -> None:
    blocks = blocks_of(page)
    assert [blocks.texts[number] for number in sorted(section_heads(blocks))] == heads


def test_a_text_dump_has_no_sections() -> None:
    blocks = segment(read("The quay\nThe ferry sails again.", longest=10**6), Lexicon.load())
    assert not section_heads(blocks)
    assert not leads_into_page(blocks, 0)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("<a href=#quay>The quay</a>", True),
        ("<a href=/n/2#quay>The quay</a>", False),
        ("<a href=#quay>The quay</a><a href=/works>The works</a>", False),
        ("It will <a href=#note>sail</a> again on Monday, the office says.", False),
        ("The quay", False),
    ],
)
def test_an_entry_of_a_table_of_contents_leads_into_the_page(line: str, found: bool) -> None:
    blocks = blocks_of(f"<p>{line}</p>")
    assert leads_into_page(blocks, len(blocks) - 1) is found
