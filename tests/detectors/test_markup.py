"""Elements and class words: what must stay whatever it is called, then what they tell."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from functools import partial
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
    "a form around the page, below a notice": f"<p>{STORY.paragraphs[2]}</p><form id=aspnetForm>{PARAGRAPHS}</form>",
    "a story in a footer": f"<footer>{PARAGRAPHS}</footer>",
    "a story in an aside, below a notice": (
        f"<p>{STORY.paragraphs[2]}</p><aside><h1>{STORY.title}</h1>{PARAGRAPHS}</aside>"
    ),
    "half of a story in an aside of its article": (
        f"<article><h1>{STORY.title}</h1>{PARAGRAPHS}<aside>{PARAGRAPHS}</aside></article>"
    ),
    "half of a story in a footer of its article": f"<article>{PARAGRAPHS}<footer>{PARAGRAPHS}</footer></article>",
    "the canvas that Drupal calls after the windows beside it": (
        f"<div class=dialog-off-canvas-main-canvas><h1>{STORY.title}</h1>{PARAGRAPHS}</div>"
    ),
    "a part of a talk whose class says so": f"<div class=dialog><p>{HEADLINES[0]}</p></div>{PARAGRAPHS}",
    "a story in a window": f"<div role=dialog><h1>{STORY.title}</h1>{PARAGRAPHS}</div><p>{HEADLINES[0]}</p>",
    "a correction that is read aloud": (
        f"<div>{PARAGRAPHS}<div role=alertdialog><p>{HEADLINES[0]}.</p></div>{PARAGRAPHS}</div>"
    ),
    "a box of facts": (f"{PARAGRAPHS}<aside class=b-info-box><p>{HEADLINES[0]}</p></aside><p><a href=/a>A</a></p>"),
    "a widget of a page builder": f"<div class='elementor-widget'>{PARAGRAPHS}</div>",
    "words inside words": f"<div class='sharepoint commentary'>{PARAGRAPHS}<p>Short.</p></div>",
    "a short story of a subject": (
        f"<article class='post tag-ferry category-latest-news'><p>{HEADLINES[0]}.</p></article>{PARAGRAPHS}"
    ),
    "two links in a row": f"{PARAGRAPHS}<p><a href=/a>One</a></p><p><a href=/b>Two</a></p>",
    "a standfirst called a teaser": f"<p class=teaser>{HEADLINES[0]}</p>{PARAGRAPHS}<p><a href=/a>A</a></p>",
    "a story that is called a comment": f"<nav></nav><div class='comment page'>{PARAGRAPHS}</div><p>{HEADLINES[0]}</p>",
    "a story called a comment, below a notice": (
        f"<p>{STORY.paragraphs[2]}</p><div class='comment page'><h1>{STORY.title}</h1>{PARAGRAPHS}</div>"
    ),
    "an opinion below its standfirst": (
        f"<h1>{STORY.title}</h1><p>{STORY.paragraphs[2]}</p><div class='comment article'>{PARAGRAPHS}</div>"
    ),
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
        ("<aside class=factbox><p>{}</p><a href=/a>More</a></aside>", Role.RELATED, "markup.aside"),
        ("<figure><figcaption>{}</figcaption></figure>", Role.CAPTION, "markup.figcaption"),
        ("<figure><figcaption><div><p>{}</p></div></figcaption></figure>", Role.CAPTION, "markup.figcaption"),
        ("<div class='td-related-posts'><a href=/a>{}</a></div>", Role.RELATED, "markup.class"),
        ("<div id=relatedPosts><p>{}</p><a href=/a>More</a></div>", Role.RELATED, "markup.class"),
        ("<blockquote class=twitter-tweet><p>{}</blockquote>", Role.MEDIA, "markup.class"),
        ("<div class='c-author-bio__text'>{}</div>", Role.OTHER, "markup.class"),
        ("<div class='c-newsletter__box'>{}</div>", Role.PROMOTION, "markup.class"),
        ("<ul class=social_links><li>{}</ul>", Role.SHARE, "markup.class"),
        ("<section id=comments><p>{}</section>", Role.COMMENTS, "markup.class"),
        ("<div role=contentinfo>{}</div>", Role.NAVIGATION, "markup.class"),
        ("<div class=art-komentarze>{}</div>", Role.COMMENTS, "markup.class"),
        ("<ul class=commentBody><li>{}</ul>", Role.COMMENTS, "markup.class"),
        ("<ul class=commentbody><li>{}</ul>", Role.COMMENTS, "markup.class"),
        ("<p class=wp-caption-text>{}</p>", Role.CAPTION, "markup.class"),
        ("<p><span class=caption>{}</span> The boat.</p>", Role.CAPTION, "markup.caption"),
        ("<p class=article__copyright>{}</p>", Role.LEGAL, "markup.class"),
        ("<div class=poll><p>{}</p></div>", Role.INTERFACE, "markup.class"),
        ("<div class=tag><p>{}</p></div>", Role.TAGS, "markup.class"),
        ("<div class=up-next><p>{}</p></div>", Role.RELATED, "markup.class"),
        ("<dialog><p>{}</p></dialog>", Role.INTERFACE, "markup.dialog"),
        ("<div role=dialog><h1>{}</h1></div>", Role.INTERFACE, "markup.dialog"),
        ("<div role=alertdialog><p>{}</p></div>", Role.INTERFACE, "markup.dialog"),
        ("<div class=fc-consent-root role=dialog><p>{}</p></div>", Role.CONSENT, "markup.class"),
    ],
)
def test_an_element_tells_what_stands_in_it(element: str, role: Role, rule: str) -> None:
    line = "The lock at Brannick"
    assert votes(f"<h1>{STORY.title}</h1>{PARAGRAPHS}{element.format(line)}")[line] == {(role, rule)}


@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize(
    ("element", "role", "rule"),
    [
        ("<ol class=comment-list>{}</ol>", Role.COMMENTS, "markup.class"),
        ("<aside><ul>{}</ul></aside>", Role.RELATED, "markup.aside"),
        ("<footer><ul>{}</ul></footer>", Role.NAVIGATION, "markup.footer"),
        ("<div class=page-footer><ul>{}</ul></div>", Role.NAVIGATION, "markup.class"),
    ],
)
def test_what_stands_below_the_story_is_none_of_it_however_long_it_is(
    element: str, role: Role, rule: str, times: int
) -> None:
    said = [f"{number} of us waited for the ferry, and nobody told us anything." for number in range(10 * times)]
    below = element.format("".join(f"<li><p>{sentence}</p></li>" for sentence in said))
    found = votes(f"<h1>{STORY.title}</h1><div>{PARAGRAPHS}</div>{below}")
    assert all(found[sentence] == {(role, rule)} for sentence in said)
    assert not set().union(*(found[paragraph] for paragraph in STORY.paragraphs))


LETTER = "Our letter has the news of the islands every morning. It is free, and whoever wants to can leave it again."


@pytest.mark.parametrize(
    ("element", "role"),
    [
        ("<div class=newsletter><p>{}</p></div>", Role.PROMOTION),
        ("<aside><p>{}</p></aside>", Role.RELATED),
        # What is called a caption may be the story, and half of the page is.
        ("<div class=caption><p>{}</p></div>", None),
        ("<div class=newsletter><p>{0}</p><p>{0}</p><p>{0}</p><p>{0}</p></div>", None),
    ],
)
def test_a_box_beside_a_short_story_is_none_of_it(element: str, role: Role | None) -> None:
    story = "<p>The ferry sails again on Monday, the harbour office said. Tickets cost as much as they did.</p>"
    found = votes(f"<h1>{STORY.title}</h1>{story}{element.format(LETTER)}{story.replace('Monday', 'Friday')}")
    assert {role for role, _ in found[LETTER]} - {Role.DUPLICATE} == ({role} if role else set())


@pytest.mark.parametrize(
    ("sentences", "heading", "role"),
    [
        (6, "h3", Role.PROMOTION),
        # From 150 words on, and where the headline stands, it may be the story.
        (9, "h3", None),
        (6, "h1", None),
    ],
)
def test_a_box_of_some_sentences_is_none_of_the_story_beside_it(
    sentences: int, heading: str, role: Role | None
) -> None:
    said = [
        f"Letter {number} has the news of all of the islands, and it is free for whoever likes to read it."
        for number in range(sentences)
    ]
    box = f"<div class=newsletter><{heading}>Our letters</{heading}><p>{'</p><p>'.join(said)}</p></div>"
    story = "".join(
        f"<p>On day {number} the ferry sailed at noon with forty guests, the harbour office said.</p>"
        for number in range(20)
    )
    found = votes(f"{box}<div>{story}</div>")
    assert {role for text in said for role, _ in found[text]} == ({role} if role else set())


def test_short_sentences_beside_one_paragraph_stand_in_the_element_of_the_story() -> None:
    lines = ["The post ship brought letters.", "Two fishers took guests."]
    dump = read({"html": f"<div><p>{STORY.paragraphs[0]}</p><p>{'</p><p>'.join(lines)}</p></div>"}, longest=10**6)
    blocks = segment(dump, Lexicon.load())
    inside = [vote for vote in detector(dump, blocks) if vote.rule == "markup.inside"]
    assert [dump.text[vote.span.start : vote.span.end] for vote in inside] == [STORY.paragraphs[0], *lines]


def test_the_title_of_a_page_is_no_line_of_it() -> None:
    title = f"{STORY.title} | The Osk Courier"
    page = f"<!doctype html><title>{title}</title><h1>{STORY.title}</h1>{PARAGRAPHS}"
    assert votes(page)[title] == {(Role.OTHER, "page_title")}
    assert votes(page)[STORY.title] == set()
    article = newsclean.clean(page)
    assert (article.title, article.text) == (STORY.title, STORY.text)


NEXT = "<article>{heading}<p>Pots may be set two weeks later than last year, the harbour board said.</p></article>"


@pytest.mark.parametrize(
    ("first", "heading", "around", "found"),
    [
        (f"<article><h1>{STORY.title}</h1>{PARAGRAPHS}</article>", "<h1>Lobsters</h1>", "{}", True),
        # A part of the story, a part of an article, and what stands below a headline of the site.
        (f"<article><h1>{STORY.title}</h1>{PARAGRAPHS}</article>", "<h2>Lobsters</h2>", "{}", False),
        (f"<article><h1>{STORY.title}</h1>{PARAGRAPHS}</article>", "<h1>Lobsters</h1>", "<div>{}</div>", False),
        (f"<h1>{STORY.title}</h1><article>{PARAGRAPHS}</article>", "<h1>Lobsters</h1>", "{}", False),
        (f"<h1>{STORY.title}</h1><article><h1>Crabs</h1>{PARAGRAPHS}</article>", "<h1>Lobsters</h1>", "{}", False),
        (
            f'<h1><a href="/">The Osk Courier</a></h1><article><h1>{STORY.title}</h1>{PARAGRAPHS}</article>',
            *("<h1>Lobsters</h1>", "{}", True),
        ),
        (f"<article><h1>{STORY.title}</h1></article>", "<h1>Lobsters</h1>", "{}", False),
    ],
)
def test_what_scrolling_on_brings_is_another_story(first: str, heading: str, around: str, found: bool) -> None:
    below = votes(first + around.format(NEXT.format(heading=heading)))["Lobsters"]
    assert below == ({(Role.RELATED, "markup.next_article")} if found else set())


BY = "<footer><p>By Jane Doe, 3 May 2024</p></footer>"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (f"<article><h1>{STORY.title}</h1>{BY}{PARAGRAPHS}</article>", False),
        (f"<article><h1>{STORY.title}</h1>{PARAGRAPHS}{BY}</article>", True),
        # Comments have such footers, too, and pages have theirs.
        (f"{PARAGRAPHS}<article>{BY}<p>Nobody told us anything, and we waited for the ferry.</p></article>", True),
        (f"{BY}<article><h1>{STORY.title}</h1>{PARAGRAPHS}</article>", True),
    ],
)
def test_a_footer_above_the_text_of_its_article_says_who_wrote_it(page: str, found: bool) -> None:
    assert (votes(page)["By Jane Doe, 3 May 2024"] == {(Role.NAVIGATION, "markup.footer")}) is found


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<h1>{title}</h1><p class=article__sub-title>{line}</p>{story}", True),
        ("<h1>{title}</h1><div>By Jane Doe</div><h2 class=subtitle>{line}</h2>{story}", True),
        ("<h1>{title}</h1>{story}<h3>{title} again</h3><p class=subtitle>{line}</p>", False),
        ("<h1>{title}</h1><ul><li class=subtitle>{line}</ul>{story}", False),
        ("<h1>{title}</h1><p class=subtitle>{line}.</p>{story}", False),
        ("<h1>{title}</h1><div class=subtitles>{line}</div>{story}", False),
        ("<h1>{title}</h1><div class=subtitle>{line}<br>{line} again</div>{story}", False),
    ],
)
def test_the_subtitle_of_the_headline_is_its_standfirst(page: str, found: bool) -> None:
    line = "Two boats will cross the bay from Monday on"
    said = votes(page.format(title=STORY.title, line=line, story=PARAGRAPHS))
    assert ((Role.STANDFIRST, "markup.subtitle") in said.get(line, said.get(f"{line}.", set()))) is found


def test_links_in_a_row_are_stories_or_a_menu() -> None:
    stories = "".join(f"<p><a href=/a>{headline}</a></p>" for headline in HEADLINES)
    menu = "".join(f"<p><a href=/a>{label}</a></p>" for label in ("World", "Sport", "Weather"))
    found = votes(f"{menu}{PARAGRAPHS}{stories}")
    assert found["Sport"] == {(Role.NAVIGATION, "markup.links")}
    assert found[HEADLINES[1]] == {(Role.RELATED, "markup.links")}


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<div><a href=/a>Osk</a> <a href=/b>Sport</a></div><h1>{title}</h1>{story}", True),
        ("<p><a href=/a>Osk</a> | <a href=/b>Sport</a> | <a href=/c>Weather</a></p><h1>{title}</h1>{story}", True),
        # Below the headline, or without one, it may be the story's; two links to the same place are one.
        ("<h1>{title}</h1><div><a href=/a>Osk</a> <a href=/b>Sport</a></div>{story}", False),
        ("<div><a href=/a>Osk</a> <a href=/b>Sport</a></div>{story}", False),
        ("<div><a href=/a>Osk</a> <a href=/a>Sport</a></div><h1>{title}</h1>{story}", False),
        ("<div><a href=/a>Osk</a> is ahead of <a href=/b>Brannick</a></div><h1>{title}</h1>{story}", False),
    ],
)
def test_a_line_of_nothing_but_links_above_the_headline_is_a_menu(page: str, found: bool) -> None:
    said = votes(page.format(title=STORY.title, story=PARAGRAPHS))
    line = next(text for text in said if text.startswith("Osk"))
    assert said[line] == ({(Role.NAVIGATION, "markup.menu")} if found else set())


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("<div><a href=/a>{}</a></div>", True),
        ("<div class=x1><div><a href=/a><span>{}</span></a></div></div>", True),
        ("<section><a href=/a>{}</a></section>", True),
        # A paragraph and a heading that are links may be the story's, as a sentence around a link is.
        ("<p><a href=/a>{}</a></p>", False),
        ("<h3><a href=/a>{}</a></h3>", False),
        ("<div>{} says <a href=/a>the council</a></div>", False),
        ("<div><a href=/a>{}</a></div><div><a href=/b>Storm closes schools across the north</a></div>", False),
        ("</div><div><a href=/a>{}</a></div><div>", False),
    ],
)
def test_a_box_with_a_link_between_two_paragraphs_is_another_story(box: str, found: bool) -> None:
    line = "The lock at Brannick will open in June"
    said = votes(f"<h1>{STORY.title}</h1><div>{PARAGRAPHS}{box.format(line)}{PARAGRAPHS}</div>")
    text = next(text for text in said if text.startswith(line))
    assert ((Role.RELATED, "markup.boxed_link") in said[text]) is found


@pytest.mark.parametrize(("line", "found"), [("Hafenschleuse öffnet wieder", True), ("Learn more", False)])
def test_a_link_in_a_box_has_the_words_of_a_headline(line: str, found: bool) -> None:
    said = votes(f"<h1>{STORY.title}</h1><div>{PARAGRAPHS}<div><a href=/a>{line}</a></div>{PARAGRAPHS}</div>")
    assert ((Role.RELATED, "markup.boxed_link") in said[line]) is found


@pytest.mark.parametrize(
    ("box", "below", "found"),
    [
        ("<div><a href=/a><img src=x><h4>{}</h4><span>Canals</span></a></div>", PARAGRAPHS, True),
        ("<aside><div><h3><a href=/a>{}</a></h3><p>It was built in 1811.</p></div></aside>", PARAGRAPHS, True),
        ("<div><a href=/a><h4>{}</h4></a></div>", f"<h2>A long summer</h2>{PARAGRAPHS}", True),
        # A heading of the story may be a link, to itself as well; a section has more than one paragraph.
        ("<h4><a href=/a>{}</a></h4>", PARAGRAPHS, False),
        ("<div><h4><a href=#june>{}</a></h4></div>", PARAGRAPHS, False),
        ("<div><h4>{}</h4><p>It was built in 1811.</p></div>", PARAGRAPHS, False),
        ("<div><h4><a href=/a>{}</a></h4><p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p></div>", PARAGRAPHS, False),
        ("<div><a href=/a><h4>{}</h4></a></div>", "", False),
    ],
)
def test_a_box_with_a_heading_that_is_a_link_between_two_paragraphs_is_a_card(
    box: str, below: str, found: bool
) -> None:
    line = "The lock at Brannick will open in June"
    said = votes(f"<h1>{STORY.title}</h1><div>{PARAGRAPHS}{box.format(line)}{below}</div>")
    text = next(text for text in said if text.startswith(line))
    assert ((Role.RELATED, "markup.card") in said[text]) is found


@pytest.mark.parametrize(("name", "found"), [("c-signup__card", False), ("c-passage__card", True)])
def test_what_is_called_a_pitch_is_no_paragraph_in_the_element_of_the_story(name: str, found: bool) -> None:
    line = "Stories of those who stay, in your mail."
    box = f"<div class={name}><p>{line}</p></div>"
    article = newsclean.clean(f"<!doctype html><h1>{STORY.title}</h1><div>{PARAGRAPHS}{box}</div>")
    evidence = next(block.evidence for block in article.blocks if block.text == line)
    assert ("markup.inside" in {vote.rule for vote in evidence}) is found


def test_markup_takes_out_what_text_alone_would_keep() -> None:
    teaser = "The lock at Brannick will open in June, the council said on Monday after a long debate."
    article = newsclean.clean(f"<!doctype html><h1>{STORY.title}</h1>{PARAGRAPHS}<aside><p>{teaser}</p></aside>")
    assert article.text == STORY.text


def test_class_words_are_sorted_and_each_is_filed_once() -> None:
    data = tomllib.loads((Path(newsclean.__file__).parent / "detectors" / "pages" / "markup.toml").read_text("utf-8"))
    every = [word for row in data.values() for words in row.values() for word in words]
    assert len(set(every)) == len(every)
    for role, row in data.items():
        assert Role(role)
        assert set(row) <= {"words", "stories_too", "below_headline", "above_story", "repeated", "beside", "counted"}
        assert all(words == sorted(words) for words in row.values())


SHORT = ["She walked every ditch of the marsh.", "Her maps hang in the library of the county today."]
TEASERS = "".join(
    f"<div><h3><a href=/{number}>{headline}</a></h3><p>{headline}, as the council and the harbour said today.</p></div>"
    for number, headline in enumerate(HEADLINES)
)


@pytest.mark.parametrize("name", ["bio", "biography", "latest", "poll", "survey", "ticker"])
@pytest.mark.parametrize(
    "page",
    [
        # The headline stands in the element, or its paragraphs are what reads most like a story.
        "<div class='{name} entry'><h1>{title}</h1><p>{0}</p><p>{1}</p></div>",
        "<h1>{title}</h1><div class='{name} entry'><p>{0}</p><p>{1} It took her eleven winters.</p></div>",
    ],
)
def test_a_short_story_that_is_called_by_its_kind_is_no_box(page: str, name: str) -> None:
    found = votes(page.format(*SHORT, name=name, title=STORY.title) + TEASERS)
    assert not set().union(*(said for text, said in found.items() if text.startswith(tuple(SHORT))))


def test_a_box_that_is_called_by_a_kind_of_stories_is_a_box_beside_one() -> None:
    found = votes(f"<h1>{STORY.title}</h1>{PARAGRAPHS}<div class=bio><p>{SHORT[0]}</p><p>{SHORT[1]}</p></div>{TEASERS}")
    assert {role for text in SHORT for role, _ in found[text]} == {Role.OTHER}


CREDITED = "<figure><img src=x><figcaption>Two tugs at work off the pier{}</figcaption></figure>"


@pytest.mark.parametrize(
    ("part", "captions", "credits_", "tags"),
    [
        (CREDITED.format(". Photo: Jane Doe"), ("Two tugs at work off the pier.",), ("Jane Doe",), ()),
        (
            CREDITED.format(" <i class=credit>Photo: Jane Doe</i>"),
            ("Two tugs at work off the pier",),
            ("Jane Doe",),
            (),
        ),
        (CREDITED.format(" <i class=credit>Jane Doe</i>"), ("Two tugs at work off the pier",), ("Jane Doe",), ()),
        (
            CREDITED.format(" <b class=photo-copyright>Jane Doe</b>"),
            ("Two tugs at work off the pier",),
            ("Jane Doe",),
            (),
        ),
        (
            CREDITED.format(" <i class=credit>(Image credit: Jane Doe)</i>"),
            ("Two tugs at work off the pier",),
            ("Jane Doe",),
            (),
        ),
        (
            CREDITED.format(". <small>Courier / Jane Doe</small>"),
            ("Two tugs at work off the pier.",),
            ("Courier / Jane Doe",),
            (),
        ),
        # A title is a part of the sentence around it.
        (
            CREDITED.format(", in <cite>The Long Tow</cite>."),
            ("Two tugs at work off the pier, in The Long Tow.",),
            (),
            (),
        ),
        (CREDITED.format(".<p>Jane Doe</p>"), ("Two tugs at work off the pier.",), ("Jane Doe",), ()),
        (
            "<figure><div class=a-caption>Two tugs at work. <i class=a-credit>(Jane Doe)</i></div></figure>",
            ("Two tugs at work.",),
            ("Jane Doe",),
            (),
        ),
        (
            "<figure><img src=x><div class=popisek>Two tugs at work off the pier</div></figure>",
            ("Two tugs at work off the pier",),
            (),
            (),
        ),
        # Tables and lists have captions, too.
        ("<figure><div class=caption>Specifications</div></figure>", (), (), ()),
        ("<p><a rel=tag href=/1>Old Harbour</a> <a rel=tag href=/2>Ships</a></p>", (), (), ("Old Harbour", "Ships")),
        ("<p>Topics: <a href=/1>Old Harbour</a> <a href=/2>Ships</a></p>", (), (), ("Old Harbour", "Ships")),
        (
            "<p>Topics: <a href=/1>Old Harbour</a> and its <a href=/2>ships</a></p>",
            (),
            (),
            ("Old Harbour and its ships",),
        ),
        ("<h4>Topics</h4><p><a href=/1>Old Harbour</a> <a href=/2>Ships</a></p>", (), (), ("Old Harbour", "Ships")),
        (
            "<h4>Topics</h4><p><a href=/1>Old Harbour</a> <a href=/2>Ships</a></p><h4>Introduction</h4>",
            (),
            (),
            ("Old Harbour", "Ships"),
        ),
        ("<p class=tags><a href=/1>Old Harbour</a> <a href=/2>Ships</a></p>", (), (), ("Old Harbour", "Ships")),
        (
            "<ul class=tags><li><a href=/1>Old Harbour</a></li><li><a href=/2>Ships</a></li></ul>",
            (),
            (),
            ("Old Harbour", "Ships"),
        ),
        (f"<ul class=tags>{'<li><a href=/1>Old Harbour</a></li><li><a href=/2>Ships</a></li>' * 10}</ul>", (), (), ()),
        (
            "<p>Filed under: <a rel=tag href=/1>Old Harbour</a> <a rel=tag href=/2>Ships</a></p>",
            (),
            (),
            ("Old Harbour", "Ships"),
        ),
    ],
)
def test_pictures_and_tags_are_read(
    part: str, captions: tuple[str, ...], credits_: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    page = f"<!doctype html><title>{STORY.title}</title><article><h1>{STORY.title}</h1>"
    before, behind = (part, "") if "figure" in part else ("", part)
    article = newsclean.clean(f"{page}{before}{PARAGRAPHS}{behind}</article>")
    assert (article.captions, article.credits, article.tags) == (captions, credits_, tags)


def test_the_pitch_of_a_newsletter_in_an_aside_is_a_promotion() -> None:
    pitch = "Every day our editors pick the five stories that matter and send them to your inbox."
    aside = f"<aside class='newsletter box'><h3>The morning in five minutes</h3><p>{pitch}</p></aside>"
    article = newsclean.clean(f"<!doctype html><article><h1>{STORY.title}</h1>{PARAGRAPHS}{aside}</article>")
    assert [block.role for block in article.blocks][-2:] == [Role.PROMOTION, Role.PROMOTION]
    assert article.related == ()


@pytest.mark.parametrize(
    "page",
    [
        "<p class=standfirst>{}</p>",
        "<meta property=og:description content='{}'><p>{}</p>",
    ],
)
@pytest.mark.parametrize("language", ["ar", "de", "en"])
def test_a_standfirst_without_a_full_stop_stays(page: str, language: str) -> None:
    story = story_in(language)
    line = story.paragraphs[1][:90].rsplit(" ", 1)[0]
    rest = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    article = newsclean.clean(
        f"<!doctype html><title>{story.title}</title><h1>{story.title}</h1>{page.format(line, line)}{rest}"
    )
    assert (article.standfirst, article.text.split("\n\n")[0]) == (line, line)


LEAD = "Ferries will sail again on Monday, and the ferry port gets a longer quay."


def lead(line: str, described: str = LEAD, kind: str = "NewsArticle", behind: str = "", above: str = "") -> list[Role]:
    """What a line below the headline is, or one above it, on a page that describes itself."""
    data = json.dumps({"@type": kind, "headline": STORY.title, "description": described})
    script = f"<script type='application/ld+json'>{data}</script>"
    page = f"{script}{above}<h1>{STORY.title}</h1><header><p>{line}</p></header>{behind}{PARAGRAPHS}"
    dump = read({"html": page}, longest=10**6)
    found = [vote for vote in detector(dump, segment(dump, Lexicon.load())) if vote.rule == "markup.lead"]
    assert all(dump.text[vote.span.start : vote.span.end] in f"{line}{above}" for vote in found)
    return [vote.role for vote in found]


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(partial(lead, LEAD, kind="BlogPosting"), id="of a blog"),
        pytest.param(partial(lead, LEAD, described="Ferries"), id="a description of one word"),
        pytest.param(
            partial(lead, LEAD, described="All news from the harbour, the council and the port."), id="of the site"
        ),
        pytest.param(partial(lead, LEAD.rstrip(".")), id="no sentence"),
        pytest.param(partial(lead, f"<a href=/a>{LEAD}</a>"), id="a link"),
        pytest.param(partial(lead, "Ferries will sail.", described=LEAD), id="another sentence"),
        pytest.param(partial(lead, "Ferries will sail.", above=f"<div><p>{LEAD}</p></div>"), id="above the headline"),
    ],
)
def test_no_lead_is(found: Callable[[], list[Role]]) -> None:
    assert not found()


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(partial(lead, LEAD), id="right above the story"),
        pytest.param(partial(lead, LEAD, described=f"{LEAD} The council agreed."), id="a part of it"),
        pytest.param(
            partial(lead, f"{LEAD} The council agreed.", described=f"{LEAD[:-1]}…"), id="what it was cut from"
        ),
        pytest.param(partial(lead, f"Brannick. {LEAD}"), id="behind a place"),
        pytest.param(partial(lead, LEAD, kind="OpinionNewsArticle"), id="of an opinion"),
    ],
)
def test_a_sentence_that_a_page_of_news_describes_itself_with_is_its_lead(found: Callable[[], list[Role]]) -> None:
    assert found() == [Role.BODY]


def test_a_lead_that_stands_apart_from_the_story_is_its_standfirst() -> None:
    buttons = "".join(f"<div>{name}</div>" for name in ("Share", "Print", "Mail", "Save", "Listen", "Menu", "Search"))
    assert lead(LEAD, behind=buttons * 3) == [Role.STANDFIRST]


def test_the_first_paragraph_stays_one_where_the_page_describes_itself_with_it() -> None:
    data = json.dumps({"@type": "NewsArticle", "description": STORY.paragraphs[0]})
    page = f"<!doctype html><script type='application/ld+json'>{data}</script><h1>{STORY.title}</h1>{PARAGRAPHS}"
    article = newsclean.clean(page)
    assert (article.text, article.standfirst) == (STORY.text, None)


RELATED = "".join(f"<li><a href='/{number}'>{headline}</a></li>" for number, headline in enumerate(HEADLINES))


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("", [None] * 4),
        ("<link rel=canonical href=https://a.example/x/y>", [f"https://a.example/{number}" for number in range(4)]),
        ("<base href=https://b.example/c/>", [f"https://b.example/{number}" for number in range(4)]),
    ],
)
def test_related_stories_have_the_whole_address_if_it_is_known(head: str, wanted: list[str | None]) -> None:
    article = newsclean.clean(
        f"<!doctype html><head>{head}</head><article>{PARAGRAPHS}</article><h3>Related stories</h3><ul>{RELATED}</ul>"
    )
    assert [(related.title, related.url) for related in article.related] == list(zip(HEADLINES, wanted, strict=True))


def test_the_address_that_the_caller_knows_is_what_others_are_relative_to() -> None:
    page = f"<!doctype html><article>{PARAGRAPHS}</article><aside class=related><ul>{RELATED}</ul></aside>"
    article = newsclean.clean(page, url="https://c.example/news/1")
    assert [related.url for related in article.related] == [f"https://c.example/{number}" for number in range(4)]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "#top", "", "mailto:a@b.example"])
def test_what_leads_nowhere_is_no_address_of_a_story(address: str) -> None:
    links = "".join(f"<li><a href='{address}'>{headline}</a></li>" for headline in HEADLINES)
    page = f"<!doctype html><article>{PARAGRAPHS}</article><h3>Related stories</h3><ul>{links}</ul>"
    article = newsclean.clean(page, url="https://c.example/news/1")
    assert [related.url for related in article.related] == [None] * 4


LEES_OOK = ["Haven krijgt nieuwe kade", "Storm sluit scholen in het noorden"]
BOX = "".join(f"<li><a href='/{number}'>{headline}</a></li>" for number, headline in enumerate(LEES_OOK))
MENU = "".join(f"<li><a href='/{label}'>{label}</a></li>" for label in ("Nieuws", "Sport", "Economie", "Weer"))


@pytest.mark.parametrize(
    "box", [f"<aside><h3>Lees ook</h3><ul>{BOX}</ul></aside>", f"<div><h3>Lees ook</h3><ul>{BOX}</ul></div>"]
)
@pytest.mark.parametrize("above", [1, 2, 3])
def test_a_box_amid_a_short_story_takes_nothing_of_it_along(box: str, above: int) -> None:
    story = story_in("nl")
    before, behind = story.paragraphs[:above], ["De tocht duurt een uur.", "Kinderen varen gratis mee, zei de haven."]
    page = (
        f"<!doctype html><html lang=nl><nav><ul>{MENU}</ul></nav><article><h1>{story.title}</h1><p>"
        f"{'</p><p>'.join(before)}</p>{box}<h2>Een uur varen</h2><p>{'</p><p>'.join(behind)}</p></article>"
    )
    article = newsclean.clean(page)
    assert article.text == "\n\n".join([*before, "Een uur varen", *behind])
    assert [related.title for related in article.related] == LEES_OOK


TEASER = "<li><h4><a href='{}'>{}</a></h4><p>The harbour office said on Monday that the quay will be dry by then.</p>"


@pytest.mark.parametrize("is_first", [True, False])
def test_of_teasers_that_lead_to_the_same_story_the_fullest_is_kept(is_first: bool) -> None:
    full, bare = TEASER.format("/0", HEADLINES[0]), f"<li><a href='/0'>{HEADLINES[0]}</a></li>"
    lists = [f"<h3>Related stories</h3><ul>{items}</ul>" for items in (full + RELATED[RELATED.index("</li>") :], bare)]
    boxes = "".join(lists if is_first else reversed(lists))
    page = f"<!doctype html><article>{PARAGRAPHS}</article>{boxes}"
    article = newsclean.clean(page, url="https://c.example/news/1")
    addresses = [related.url for related in article.related]
    assert len(set(addresses)) == len(addresses) == len(HEADLINES)
    assert [related.url for related in article.related if related.summary] == ["https://c.example/0"]
