"""Articles as JSON, CSV, Markdown, plain text, and the receipt in the margins."""

from __future__ import annotations

import csv
import io
import json
import re

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import newsclean
from newsclean import Article, Block, Evidence, Fact, Related, Role, Span
from newsclean.receipt import Receipt
from newsclean.writing import FORMATS
from newsclean.writing.margin import margin
from newsclean.writing.markdown import escape, to_markdown
from newsclean.writing.plain import to_plain
from newsclean.writing.records import to_json_item, to_json_line
from newsclean.writing.table import COLUMNS, HEADER, to_row
from newsclean.writing.terminal import columns, printable, wrap

LINES = {
    "Menu": Role.NAVIGATION,
    "Harbour opens": Role.TITLE,
    "Boats are back.": Role.STANDFIRST,
    "The harbour opened on Monday.": Role.BODY,
    "What comes next": Role.SUBHEADING,
    "The ferry sails again.": Role.BODY,
}


def article_of(lines: dict[str, Role], **facts: object) -> Article:
    """An article of one block a line, with its receipt."""
    blocks, start = [], 0
    for text, role in lines.items():
        blocks.append(Block(Span(start, start + len(text)), text, role, 0.9))
        start += len(text) + 1
    text = "\n\n".join(block.text for block in blocks if block.in_text)
    return Article(text=text, source="\n".join(lines), receipt=Receipt.of(blocks), **facts)


# JSON.


def test_a_line_of_json_leaves_the_receipt_out_unless_it_is_asked_for() -> None:
    article = article_of(LINES)
    brief, whole = json.loads(to_json_line(article)), json.loads(to_json_line(article, receipt=True))
    assert whole == article.to_dict()
    assert whole.keys() - brief.keys() == {"blocks", "facts", "source"}


@given(st.text())
@example("one\x85two\u2028three\u2029four\x0bfive\x1csix\r\nseven")
def test_a_line_of_json_is_one_line_whatever_ends_lines(text: str) -> None:
    line = to_json_line(Article(text=text, source=text), receipt=True)
    assert len(line.splitlines()) == 1
    assert line.endswith("\n")
    assert json.loads(line.encode())["text"] == text


def test_an_item_of_json_shows_other_scripts_as_they_are() -> None:
    assert '    "title": "Порт открыт",\n' in to_json_item(Article(text="", title="Порт открыт"))


# CSV.


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("The port opens.", "The port opens."),
        ("5 = 2 + 3", "5 = 2 + 3"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("https://example.org")', '\'=HYPERLINK("https://example.org")'),
        ("+49 30 1234", "'+49 30 1234"),
        ("- No, she said.", "'- No, she said."),
        ("@harbour", "'@harbour"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
    ],
)
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    article = Article(text=cell, title=cell, authors=(cell,), id=cell)
    (row,) = csv.DictReader(io.StringIO(HEADER + to_row(article), newline=""))
    assert row["text"] == row["title"] == row["authors"] == row["id"] == written


def test_lists_and_related_stories_share_a_cell() -> None:
    article = Article(text="", authors=("Ada Byron", "Jo March"), related=(Related("A", "Opinion"), Related("B")))
    (row,) = csv.DictReader(io.StringIO(HEADER + to_row(article)))
    assert row["authors"] == "Ada Byron; Jo March"
    assert row["related"] == "A; B"
    assert row["date"] == ""


@given(st.lists(st.tuples(st.text(), st.text(), st.lists(st.text(), max_size=3)), max_size=4))
def test_every_row_parses_back(rows: list[tuple[str, str, list[str]]]) -> None:
    articles = [Article(text=text, title=title, tags=tuple(tags)) for text, title, tags in rows]
    table = HEADER + "".join(map(to_row, articles))
    header, *parsed = csv.reader(io.StringIO(table, newline=""))
    assert header == list(COLUMNS)
    for (text, title, tags), row in zip(rows, parsed, strict=True):
        cells = dict(zip(header, row, strict=True))
        for name, value in (("text", text), ("title", title), ("tags", "; ".join(tags))):
            assert cells[name] in (value, f"'{value}")
            assert not cells[name].startswith(("=", "+", "-", "@", "\t", "\r"))


# Plain text.


@pytest.mark.parametrize(
    ("article", "written"),
    [
        (Article(text="A.\n\nB.", title="T"), "T\n\nA.\n\nB.\n"),
        (Article(text="A."), "A.\n"),
        (Article(text="", title="T"), "T\n"),
        (Article(text=""), "\n"),
    ],
)
def test_plain_text_is_the_title_and_the_story(article: Article, written: str) -> None:
    assert to_plain(article) == written


# Markdown.


def test_markdown_has_title_facts_standfirst_and_subheadings() -> None:
    article = article_of(
        LINES,
        title="Harbour opens",
        authors=("Ada Byron", "Jo March"),
        section=("World", "Islands"),
        site_name="Mirror",
    )
    assert to_markdown(article) == (
        "# Harbour opens\n\n"
        "*Ada Byron, Jo March · World › Islands · Mirror*\n\n"
        "**Boats are back.**\n\n"
        "The harbour opened on Monday.\n\n"
        "## What comes next\n\n"
        "The ferry sails again.\n"
    )


def test_markdown_of_an_article_without_its_receipt_has_plain_paragraphs() -> None:
    article = article_of(LINES, standfirst="Boats are back.").without_receipt()
    assert to_markdown(article) == (
        "**Boats are back.**\n\nThe harbour opened on Monday.\n\nWhat comes next\n\nThe ferry sails again.\n"
    )


def test_markdown_is_of_the_text_where_the_text_was_changed() -> None:
    article = attrs.evolve(article_of(LINES), text="Another text.")
    assert to_markdown(article) == "Another text.\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The port opens at 8.30, for $5 & more - perhaps.", "The port opens at 8.30, for $5 & more - perhaps."),
        ("In 1986. a good year", "In 1986. a good year"),
        ("# no heading", r"\# no heading"),
        ("- no item", r"\- no item"),
        ("+ no item", r"\+ no item"),
        ("> no quotation", r"\> no quotation"),
        ("1986. A good year", r"1986\. A good year"),
        ("1) no item", r"1\) no item"),
        ("*no* _emphasis_ ~~at~~ `all`", r"\*no\* \_emphasis\_ \~\~at\~\~ \`all\`"),
        ("[no](link) ![at](all)", r"\[no\](link) !\[at\](all)"),
        ("<b>no</b>", r"\<b>no\</b>"),
        ("&lt;", r"\&lt;"),
        ("a\\b", r"a\\b"),
    ],
)
def test_text_cannot_become_markup(text: str, written: str) -> None:
    assert escape(text) == written


def shown(markdown: str) -> list[tuple[str, str]]:
    """The element and the text of every block that a CommonMark reader sees; nothing but text may stand in them."""
    seen = []
    element = ""
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type.endswith("_open"):
            element = token.tag
        elif token.type == "inline":
            assert token.children is not None
            assert {child.type for child in token.children} <= {
                "text", "text_special", "em_open", "em_close", "strong_open", "strong_close",
            }  # fmt: skip
            marks = {child.tag for child in token.children} - {""}
            seen.append(("+".join([element, *sorted(marks)]), "".join(child.content for child in token.children)))
        else:
            assert token.type.endswith("_close")
    return seen


def expected(text: str) -> str:
    """White space folded; CommonMark shows NUL as the replacement character."""
    return " ".join(text.split()).replace("\0", "\ufffd")


MARKUP = st.text(st.sampled_from("#*_-+=>~`[]()<>!&;|\\ \n\t1.9)ab\"'§“”é漢"), max_size=30)


@given(st.text() | MARKUP, st.text() | MARKUP, st.text() | MARKUP, st.text() | MARKUP)
@example("a #", "1. a", "*a*", "# a #")
@example("#", "- - -", "__", "***")
@example("", "", "", "")
@example("a\\", "a  \nb", "<!-- -->", "&amp;")
def test_markdown_shows_any_text_as_it_is(title: str, body: str, standfirst: str, subheading: str) -> None:
    roles = [(standfirst, Role.STANDFIRST), (body, Role.BODY), (subheading, Role.SUBHEADING)]
    blocks = [Block(Span(0, 0), text, role) for text, role in roles]
    text = "\n\n".join(text for text, _ in roles)
    article = Article(text=text, title=title, authors=(body,), receipt=Receipt.of(blocks))
    wanted = [
        ("h1", expected(title)),
        ("p+em", expected(body)),
        ("p+strong", expected(standfirst)),
        ("p", expected(body)),
        ("h2", expected(subheading)),
    ]
    assert shown(to_markdown(article)) == [(element, text) for element, text in wanted if text]


# Files of many articles.


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_article_of_a_format_has_a_frame_that_joins_it_to_others(name: str) -> None:
    form = FORMATS[name]
    articles = [Article(text="One.\n\nTwo.", title=title) for title in ("A", "B", "C")]
    whole = form.head + form.between.join(map(form.render, articles)) + form.tail
    parted = {
        "jsonl": lambda: [json.loads(line)["title"] for line in whole.splitlines()],
        "json": lambda: [record["title"] for record in json.loads(whole)],
        "csv": lambda: [row["title"] for row in csv.DictReader(io.StringIO(whole))],
        "text": lambda: [part.split("\n")[0] for part in whole.split("\n\n\n")],
        "markdown": lambda: [part.strip()[2:3] for part in whole.split("\n---\n")],
    }[name]()
    assert parted == ["A", "B", "C"]


@pytest.mark.parametrize("name", ["jsonl", "json", "csv"])
def test_a_file_of_no_articles_can_be_read(name: str) -> None:
    form = FORMATS[name]
    whole = form.head + form.tail
    if name == "json":
        assert json.loads(whole) == []
    assert whole.strip() in ("", HEADER.strip(), "[\n\n]")


# The margin.


def evidence(rule: str, role: Role, weight: float, reason: str, **more: object) -> Evidence:
    return Evidence(Span(0, 4), role, weight, rule, reason, **more)


MENU = Block(
    Span(0, 4),
    "Menu",
    Role.NAVIGATION,
    0.97,
    (
        evidence("lexicon.en.navigation", Role.NAVIGATION, 2.5, "is “Menu”"),
        evidence("headline", Role.TITLE, 3.0, "says what the story is about"),
        evidence("labeller.shape.under_3_words", Role.BODY, -1.2, "has fewer than three words"),
        evidence("labeller.core.inside", Role.BODY, 0.4, "inside the densest run of prose"),
    ),
)


def only(block: Block, **facts: object) -> Article:
    return Article(text="", source=block.text, receipt=Receipt.of([block]), **facts)


def test_a_block_stands_between_its_role_and_the_reason_for_it() -> None:
    first = margin(only(MENU)).splitlines()[0]
    assert re.fullmatch(r"- navigation 0\.97  Menu {43} │ is “Menu”", first)


@pytest.mark.parametrize(
    ("role", "votes", "reason"),
    [
        (Role.NAVIGATION, MENU.evidence, "is “Menu”"),
        (Role.TITLE, MENU.evidence, "says what the story is about"),
        (Role.BODY, MENU.evidence, "inside the densest run of prose"),
        (Role.OTHER, MENU.evidence, "has fewer than three words"),
        (Role.OTHER, (), ""),
    ],
)
def test_the_reason_is_the_evidence_that_decided(role: Role, votes: tuple[Evidence, ...], reason: str) -> None:
    block = Block(Span(0, 4), "Menu", role, 0.5, votes)
    assert margin(only(block)).splitlines()[0].partition("│")[2].strip() == reason


def test_marks_tell_text_facts_and_what_was_removed() -> None:
    marks = [line[:2] for line in margin(article_of(LINES)).splitlines()[: len(LINES)]]
    assert marks == ["- ", "· ", "+ ", "+ ", "+ ", "+ "]


def test_colours_are_there_for_a_terminal_alone() -> None:
    assert "\x1b" not in margin(only(MENU))
    assert "\x1b[31m- navigation" in margin(only(MENU), color=True)
    plain = re.sub(r"\x1b\[\d*m", "", margin(only(MENU), color=True))
    assert plain == margin(only(MENU))


def test_all_evidence_lists_every_vote_and_the_largest_shares() -> None:
    listed = margin(only(MENU), all_evidence=True)
    assert "+2.50 navigation lexicon.en.navigation: is “Menu”\n" in listed
    assert "+3.00 title      headline: says what the story is about\n" in listed
    shares = [line.split()[2] for line in listed.splitlines() if " score " in line]
    assert shares == ["labeller.shape.under_3_words:", "labeller.core.inside:"]


def test_a_vote_on_a_part_shows_the_part_and_what_was_read_there() -> None:
    vote = Evidence(Span(5, 9), Role.DATE, 1.0, "cue", "a date", part="published", value=("2026-11-03",))
    block = Block(Span(0, 9), "Seen 3/11", Role.DATE, 0.9, (vote,))
    assert "cue: a date [published] on '3/11' = 2026-11-03\n" in margin(only(block), all_evidence=True)


def test_below_the_blocks_stand_the_facts_and_their_rivals() -> None:
    facts = (
        Fact("title", "Harbour opens", Span(3, 16), "headline"),
        Fact("title", "Harbour", Span(20, 27), "headline", chosen=False),
        Fact("url", "https://example.org", None, "caller"),
    )
    lines = margin(only(MENU, facts=facts, confidence=0.5)).splitlines()
    assert lines[-4:] == [
        "0 of 1 blocks are in the text; confidence 0.50",
        "title        Harbour opens  (headline at 3-16)",
        "title        Harbour  (headline at 20-27, not chosen)",
        "url          https://example.org  (caller)",
    ]


@pytest.mark.parametrize("width", [1, 40, 60, 80, 100, 200])
@pytest.mark.parametrize("text", ["word " * 40, "x" * 300, "漢字" * 90, "ε\u0301" * 90, "a" + "\u200d" * 300])
def test_no_row_is_wider_than_asked_for(text: str, width: int) -> None:
    rows = margin(only(Block(Span(0, 0), text.strip(), Role.BODY, 0.5, MENU.evidence)), width=width).splitlines()
    assert max(map(columns, rows[:-1])) <= max(width, 40)
    assert "".join(rows).count(text[0]) >= text.count(text[0])


HOSTILE = "\x1b]0;owned\x07\x9b2Jgone\u202etxt\r\x00\x7f\u2028end\ud800"


@pytest.mark.parametrize("color", [False, True])
def test_a_hostile_dump_cannot_drive_the_terminal(color: bool) -> None:
    vote = Evidence(Span(0, 3), Role.BODY, 1.0, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,))
    article = only(Block(Span(0, 9), HOSTILE, Role.BODY, 0.5, (vote,)), facts=(Fact("title", HOSTILE, None, HOSTILE),))
    written = margin(article, color=color, all_evidence=True)
    written.encode()
    assert re.sub(r"\x1b\[\d{1,2}m", "", written).replace("\n", "").isprintable()
    assert r"\x1b]0;owned\x07\x9b2Jgone\u202e" in re.sub(r"\x1b\[\d{1,2}m", "", written)


@given(st.text(), st.booleans())
def test_printable_text_obeys_nobody(text: str, line_feeds: bool) -> None:
    written = printable(text, line_feeds=line_feeds)
    written.encode()
    allowed = {"\n"} if line_feeds else set()
    assert not [character for character in written if ord(character) < 32 and character not in allowed]
    assert not set(written) & {"\x7f", "\x9b", "\u202e", "\u2028"}


@given(st.text(st.sampled_from("ab  漢\u0301\u200b"), max_size=60), st.integers(2, 12))
def test_wrapping_keeps_every_character_but_blanks(text: str, width: int) -> None:
    rows = wrap(text, width)
    assert rows
    assert all(columns(row) <= width for row in rows)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [""]),
        ("one two", ["one two"]),
        ("one two three", ["one two", "three"]),
        ("one abcdefghijk", ["one abcd", "efghijk"]),
        ("abcdef ghijklmnop", ["abcdef", "ghijklmn", "op"]),
        ("漢字漢字漢", ["漢字漢字", "漢"]),
    ],
)
def test_rows_are_broken_between_words(text: str, rows: list[str]) -> None:
    assert wrap(text, 8) == rows


def test_explain_is_the_margin() -> None:
    dump = "Harbour opens\n\nThe harbour opened again on Monday.\n\nRead more: Island waits for its post"
    assert newsclean.explain(dump) == margin(newsclean.clean(dump))
