"""How a page was set, as Markdown: read back, it is the same structure, and nothing else is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import newsclean
from newsclean.testing import story_in
from newsclean.writing.structure import settings

STORY = story_in("en")
ONE, TWO, THREE, FOUR, *REST = STORY.paragraphs
BEHIND = "".join(f"<p>{paragraph}</p>" for paragraph in REST)


def markdown(body: str, **options: bool) -> str:
    head = f"<head><title>{STORY.title}</title><link rel=canonical href=https://a.example/n/1></head>"
    page = f"<!doctype html>{head}<body><article><h1>{STORY.title}</h1><p>{ONE}</p>{body}{BEHIND}</article></body>"
    return newsclean.clean(page).to_markdown(**options)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (f"<h3>What comes next</h3><p>{TWO}</p>", f"### What comes next\n\n{TWO}\n"),
        (f"<ul><li>{TWO}</li><li>{THREE}</li></ul>", f"- {TWO}\n- {THREE}\n"),
        (f"<ol><li>{TWO}</li><li><p>{THREE}</p></li></ol>", f"1. {TWO}\n2. {THREE}\n"),
        (f"<ol><li>{TWO}<ul><li>{THREE}</li></ul></li></ol>", f"1. {TWO}\n\n   - {THREE}\n"),
        (f"<ul><li><p>{TWO}</p><p>{THREE}</p></li></ul>", f"- {TWO}\n\n  {THREE}\n"),
        (f"<ul><li>{TWO}</li></ul><ul><li>{THREE}</li></ul>", f"- {TWO}\n\n* {THREE}\n"),
        (f"<ol><li>{TWO}</li></ol><ol><li>{THREE}</li></ol>", f"1. {TWO}\n\n1) {THREE}\n"),
        (
            f"<ul><li>{TWO}</li></ul><ul><li>{THREE}</li></ul><ul><li>{FOUR}</li></ul>",
            f"- {TWO}\n\n* {THREE}\n\n- {FOUR}\n",
        ),
        (f"<ul><li>{TWO}</li></ul><p>{THREE}</p><ul><li>{FOUR}</li></ul>", f"- {TWO}\n\n{THREE}\n\n- {FOUR}\n"),
        (f"<blockquote><p>{TWO}</p><p>{THREE}</p></blockquote>", f"> {TWO}\n>\n> {THREE}\n"),
        (
            f"<table><tr><td>{TWO}</td><td>{THREE}</td></tr><tr><td>{FOUR}</td><td>{TWO} Two.</td></tr></table>",
            f"| {TWO} | {THREE} |\n| --- | --- |\n| {FOUR} | {TWO} Two. |\n",
        ),
        (f"<p><img src=/b.jpg alt='A [tug]'></p><p>{TWO}</p>", f"![A \\[tug\\]](<https://a.example/b.jpg>)\n\n{TWO}\n"),
        (f"<p><img src='javascript:x' alt='A tug'></p><p>{TWO}</p>", f"{ONE}\n\n{TWO}\n"),
        (f"<p>{TWO} <a href=/c>The plan</a>.</p>", f"{TWO} The plan.\n"),
        (f"<p>1. {TWO}</p>", f"1\\. {TWO}\n"),
    ],
)
def test_what_was_set_apart_still_is(body: str, wanted: str) -> None:
    assert f"\n\n{wanted}" in markdown(body)


def test_items_cells_and_quotations_are_headings_only_where_the_page_says_so() -> None:
    body = f"<p>{TWO}</p><ul><li>{THREE}</li><li><h4>The bill</h4></li></ul><blockquote>{FOUR}</blockquote>"
    article = newsclean.clean(f"<html><body><article><h1>{STORY.title}</h1><p>{ONE}</p>{body}{BEHIND}</article></body>")
    ((hints, blocks),) = article.receipt.markup
    assert hints is not None
    levels: dict[str, int | None] = {}
    written = lambda block, text, level: levels.setdefault(block.text, level) or text  # noqa: E731
    assert list(settings(hints, blocks, written, str, links=False, images=False))
    assert [levels[text] for text in (TWO, THREE, "The bill", FOUR)] == [None, 0, 4, 0]


@pytest.mark.parametrize(
    ("paragraph", "wanted"),
    [
        (
            "{} See <a href='../c d?e=1'>the *plan*</a> of May.",
            "{} See [the \\*plan\\*](<https://a.example/c%20d?e=1>) of May.",
        ),
        ("{} See <a href='javascript:x'>the plan</a>.", "{} See the plan."),
        ("{} See <a href=mailto:a@b.example>the plan</a>.", "{} See the plan."),
        ("<a href=/c>1.</a> {}", "[1.](<https://a.example/c>) {}"),
    ],
)
def test_links_are_kept_on_demand(paragraph: str, wanted: str) -> None:
    assert f"\n\n{wanted.format(TWO)}\n" in markdown(f"<p>{paragraph.format(TWO)}</p>", links=True)


def test_pictures_can_be_left_out() -> None:
    assert "![" not in markdown(f"<p><img src=/b.jpg alt='A tug'></p><p>{TWO}</p>", images=False)


def test_the_picture_of_a_teaser_is_none_of_the_story() -> None:
    teaser = "<aside class=related><a href=/d><img src=/b.jpg alt='A tug'>Storm closes schools in the north</a></aside>"
    assert "![" not in markdown(f"<p>{TWO}</p>{teaser}<p>{THREE}</p>")


def test_a_table_that_lays_out_the_page_is_none() -> None:
    assert "|" not in markdown(f"<table><tr><td><p>{TWO}</p><p>{THREE}</p></td></tr></table>")


def test_a_sentence_that_a_page_prints_as_a_heading_is_a_paragraph() -> None:
    said = "The council of Kelm votes on Monday, and nobody knows who pays for the bridge."
    page = newsclean.clean(f"<h1>A bridge for Kelm</h1><h2>{said}</h2><p>{TWO}</p><p>{THREE}</p>")
    assert f"\n\n{said}\n\n" in page.to_markdown()


_PIECES = st.lists(
    st.sampled_from(
        ["<ul>", "</ul>", "<ol>", "<li>", "<blockquote>", "</blockquote>", "<h2>", "<h4>", "<table>", "<tr>"]
    )
    | st.sampled_from(
        ["<td>", "</table>", "<p>", "<a href=/x>", "</a>", "<img src=/y alt='[z](w)'>", "<pre>", "</pre>"]
    )
    | st.sampled_from([TWO, THREE, "# no", "1. no", "* no *", "| no", "&lt;b&gt;no", "[no](no)", "> no", "`no`"]),
    max_size=25,
).map("".join)


@given(_PIECES, st.booleans())
def test_none_of_the_text_becomes_markup(body: str, links: bool) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown(body, links=links))
    inline = [child for token in tokens for child in token.children or ()]
    assert not {token.type for token in (*tokens, *inline)} & {"html_block", "html_inline", "code_inline", "fence"}
    for token in inline:
        if token.type == "link_open":
            assert re.fullmatch(r"https://a\.example/x", str(token.attrs["href"]))
        if token.type == "image":
            assert token.attrs["src"] == "https://a.example/y"
