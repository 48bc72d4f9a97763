"""Elements and class words: what must stay whatever it is called, then what they tell."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import newsclean
from newsclean.detectors import markup as detector
from newsclean.lexicon import Lexicon
from newsclean.model import Role
from newsclean.segmentation import segment
from newsclean.sources import read
from newsclean.testing import story_in

STORY = story_in("en")
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY.paragraphs)
HEADLINES = [
    "Storm closes schools across the north",
    "The lock at Brannick will open in June",
    "Council votes for a bridge of wood",
    "Island waits for its post",
]


def votes(page: str) -> dict[str, set[tuple[Role, str]]]:
    """The votes against the story on each block."""
    dump = read({"html": page}, longest=10**6)
    blocks = segment(dump, Lexicon.load())
    found: dict[str, set[tuple[Role, str]]] = {text: set() for text in blocks.texts}
    for vote in detector(dump, blocks):
        for number in range(len(blocks)):
            if vote.span.start <= blocks.starts[number] < vote.span.end and vote.role is not Role.BODY:
                found[blocks.texts[number]].add((vote.role, vote.rule))
    return found


KEEPS = {
    "a body that is called by what it has not": f"<body class='no-sidebar comments-open'>{PARAGRAPHS}",
    "a form around the page": f"<form id=aspnetForm>{PARAGRAPHS}</form>",
    "a story in a footer": f"<footer>{PARAGRAPHS}</footer>",
    "a widget of a page builder": f"<div class='elementor-widget'>{PARAGRAPHS}</div>",
    "words inside words": f"<div class='sharepoint commentary'>{PARAGRAPHS}<p>Short.</p></div>",
    "two links in a row": f"{PARAGRAPHS}<p><a href=/a>One</a></p><p><a href=/b>Two</a></p>",
    "a paragraph with a link": f"{PARAGRAPHS}<p>The <a href=/a>council</a> met.</p>" * 4,
}


@pytest.mark.parametrize("page", KEEPS.values(), ids=KEEPS.keys())
def test_nothing_is_said_against(page: str) -> None:
    assert not set().union(*votes(page).values())


def test_a_text_dump_has_no_markup() -> None:
    dump = read(STORY.text, longest=10**6)
    assert list(detector(dump, segment(dump, Lexicon.load()))) == []


@pytest.mark.parametrize(
    ("element", "role", "rule"),
    [
        ("<nav>{}</nav>", Role.NAVIGATION, "markup.nav"),
        ("<footer><p>{}</p></footer>", Role.NAVIGATION, "markup.footer"),
        ("<aside><h3>{}</h3></aside>", Role.RELATED, "markup.aside"),
        ("<form><p>{}</form>", Role.INTERFACE, "markup.form"),
        ("<figure><figcaption>{}</figcaption></figure>", Role.CAPTION, "markup.figcaption"),
        ("<div class='td-related-posts'>{}</div>", Role.RELATED, "markup.class"),
        ("<div id=relatedPosts><p>{}</div>", Role.RELATED, "markup.class"),
        ("<div class='c-newsletter__box'>{}</div>", Role.PROMOTION, "markup.class"),
        ("<ul class=social_links><li>{}</ul>", Role.SHARE, "markup.class"),
        ("<section id=comments><p>{}</section>", Role.COMMENTS, "markup.class"),
        ("<div role=contentinfo>{}</div>", Role.NAVIGATION, "markup.class"),
        ("<p class=wp-caption-text>{}</p>", Role.CAPTION, "markup.class"),
    ],
)
def test_an_element_tells_what_stands_in_it(element: str, role: Role, rule: str) -> None:
    line = "The lock at Brannick"
    assert votes(f"<h1>{STORY.title}</h1>{PARAGRAPHS}{element.format(line)}")[line] == {(role, rule)}


def test_links_in_a_row_are_stories_or_a_menu() -> None:
    stories = "".join(f"<p><a href=/a>{headline}</a></p>" for headline in HEADLINES)
    menu = "".join(f"<p><a href=/a>{label}</a></p>" for label in ("World", "Sport", "Weather"))
    found = votes(f"{menu}{PARAGRAPHS}{stories}")
    assert found["Sport"] == {(Role.NAVIGATION, "markup.links")}
    assert found[HEADLINES[1]] == {(Role.RELATED, "markup.links")}


def test_markup_takes_out_what_text_alone_would_keep() -> None:
    teaser = "The lock at Brannick will open in June, the council said on Monday after a long debate."
    article = newsclean.clean(f"<!doctype html><h1>{STORY.title}</h1>{PARAGRAPHS}<aside><p>{teaser}</p></aside>")
    assert article.text == STORY.text


def test_class_words_are_sorted_and_each_is_filed_once() -> None:
    data = tomllib.loads((Path(newsclean.__file__).parent / "detectors" / "markup.toml").read_text("utf-8"))
    every = [word for row in data.values() for word in row["words"]]
    assert len(set(every)) == len(every)
    for role, row in data.items():
        assert Role(role)
        assert row["words"] == sorted(row["words"])
