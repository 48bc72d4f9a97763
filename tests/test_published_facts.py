"""What a page says about itself: read with its origin, and settled by what the page shows."""

from __future__ import annotations

import datetime
import json
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

import newsclean
from newsclean.agreement import authors
from newsclean.model import Article
from newsclean.sources import read
from newsclean.sources.published_facts import iso_time
from newsclean.testing import story_in

STORY = story_in("en")
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY.paragraphs)


def facts(page: str) -> list[tuple[str, str, str]]:
    return [(fact.name, fact.value, fact.origin) for fact in read(page, kind="html", longest=len(page)).published]


def json_ld(data: Any) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


def clean(head: str, body: str = "") -> Article:
    return newsclean.clean(f"<!doctype html><head>{head}</head><body>{body}<article>{PARAGRAPHS}</article>")


# Reading.


def test_a_name_that_is_referred_to_from_everywhere_is_not_read_as_many_times() -> None:
    person = {"@id": "p", "@type": "Person", "name": "Jane " * 20_000}
    stories = [{"@type": "NewsArticle", "author": [{"@id": "p"}] * 40} for _ in range(500)]
    page = json_ld({"@graph": [person, *stories]})
    started = time.process_time()
    assert all(name == "author" for name, _, _ in facts(page))
    # All over again, it would be two gigabytes.
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize(
    "page",
    [
        "",
        json_ld("{"),
        json_ld("[" * 5_000),
        json_ld([1, None, "text", {"@type": 7}]),
        json_ld({"@type": "Person", "name": "Jane Doe"}),
        json_ld({"@type": "ImageObject", "datePublished": "2024-05-03", "author": "Jane Doe"}),
        json_ld({"@type": "NewsArticle", "datePublished": "soon", "author": {"url": "/jane"}, "headline": None}),
        "<meta name=viewport content=width>",
        "<meta name=author content=' '>",
        "<meta name=publisher-id content=2024-05-03>",
        "<script>var headline = 'no JSON-LD'</script>",
        "<svg><title>Icon</title></svg>",
    ],
)
def test_what_says_nothing_of_the_page_is_no_fact(page: str) -> None:
    assert facts(page) == []


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (json_ld({"@type": "NewsArticle", "headline": "Bridge  to\nrise"}), ("title", "Bridge to rise", "json_ld")),
        (json_ld({"@graph": [{"@type": ["Article"], "headline": "Bridge"}]}), ("title", "Bridge", "json_ld")),
        (json_ld([{"@type": "http://schema.org/BlogPosting", "headline": "A"}]), ("title", "A", "json_ld")),
        (json_ld('{"@type": "Article", "headline": "Bridge",}'), ("title", "Bridge", "json_ld")),
        (json_ld('{"@type": "Article" "headline": "Bridge"'), ("title", "Bridge", "json_ld")),
        (json_ld({"@type": "WebPage", "name": "Bridge"}), ("title", "Bridge", "json_ld.page")),
        (json_ld({"@type": "Article", "author": "Jane Doe"}), ("author", "Jane Doe", "json_ld")),
        (json_ld({"@type": "Article", "author": [{"name": "Jane Doe"}]}), ("author", "Jane Doe", "json_ld")),
        (
            json_ld(
                [{"@type": "Article", "author": {"@id": "#j"}}, {"@type": "Person", "@id": "#j", "name": "Jane Doe"}]
            ),
            ("author", "Jane Doe", "json_ld"),
        ),
        (
            json_ld({"@type": "Article", "author": {"@type": "Organization", "name": "Reuters"}}),
            ("author", "Reuters", "json_ld.organization"),
        ),
        (json_ld({"@type": "Article", "isAccessibleForFree": "False"}), ("is_free", "false", "json_ld")),
        (
            json_ld({"@type": ["Thing", "ReportageNewsArticle"], "description": "A bridge."}),
            ("type", "NewsArticle", "json_ld"),
        ),
        ("<meta property=og:title content='Q&amp;amp;A'>", ("title", "Q&A", "meta.og:title")),
        (
            json_ld(
                {"@type": "Article", "image": [{"@type": "ImageObject", "caption": "A tug", "creditText": "Jane"}]}
            ),
            ("credit", "Jane", "json_ld"),
        ),
        ("<meta name=DC.creator content='Jane Doe'>", ("author", "Jane Doe", "meta.dc.creator")),
        ("<meta name=keywords content='sea, ships'>", ("keyword", "ships", "meta.keywords")),
        ("<link rel=canonical href=https://a.example/1>", ("url", "https://a.example/1", "link")),
        ("<html lang=de>", ("language", "de", "html")),
        ("<h1>Bridge <i>to</i> rise</h1>", ("title", "Bridge to rise", "h1")),
        ("<time datetime='2024-05-03T10:15Z'>Friday", ("published", "2024-05-03T10:15:00+00:00", "time")),
        ("<i itemprop=datePublished content=2024-05-03>", ("published", "2024-05-03", "microdata")),
        ("<b property=schema:author>Jane Doe</b>", ("author", "Jane Doe", "rdfa")),
        ("<b typeof=schema:Person property='dc:creator'>Jane Doe</b>", ("author", "Jane Doe", "rdfa")),
        ("<meta property=datePublished content=2024-05-03>", ("published", "2024-05-03", "meta.datepublished")),
        (
            "<i itemprop=author itemscope><meta itemprop=name content='Jane Doe'></i>",
            ("author", "Jane Doe", "microdata"),
        ),
        ("<meta name=x-published-date content=2024-05-03>", ("published", "2024-05-03", "meta.x-published-date")),
        (
            json_ld("{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;A b&quot;}"),
            ("title", "A b", "json_ld"),
        ),
        (json_ld('{"@type": "Article", "headline": "A\\ud83db\\u0000 \\u009fc"}'), ("title", "A b c", "json_ld")),
        ("<a rel='nofollow author' href=/j>Jane Doe</a>", ("author", "Jane Doe", "rel")),
        ("<p class='meta byline'>By <a>Jane Doe</a></p>", ("author", "By Jane Doe", "class")),
    ],
)
def test_a_fact_is_read_with_its_origin(page: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in facts(page)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", None),
        ("soon", None),
        ("2024-13-03", None),
        ("03/04/2024", None),
        ("2024", None),
        ("2024-05-03", "2024-05-03"),
        ("20240503", "2024-05-03"),
        ("2024-05-03 10:00 PM", "2024-05-03T22:00:00"),
        ("2024-05-03 10:00:30 p.m.", "2024-05-03T22:00:30"),
        ("2024-05-03T00:00:00", "2024-05-03"),
        ("2024-05-03T10:15:00Z", "2024-05-03T10:15:00+00:00"),
        ("2024-05-03T10:15:30.123+0200", "2024-05-03T10:15:30+02:00"),
        ("2024-05-03 10:15", "2024-05-03T10:15:00"),
        ("May 3, 2024", "2024-05-03"),
    ],
)
def test_a_time_is_read_if_it_can_be_read_in_one_way(text: str, wanted: str | None) -> None:
    assert iso_time(text) == wanted


@pytest.mark.parametrize(
    "zero",
    [
        "1970-01-01T00:00:00Z",
        "1970-01-01",
        "1970-01-01T01:00:00+01:00",
        "1969-12-31T19:00:00-05:00",
        "January 1, 1970",
        "0001-01-01T00:00:00",
    ],
)
@pytest.mark.parametrize(
    "head",
    [
        "<meta property=article:published_time content='{}'>",
        "<meta property=article:modified_time content='{}'>",
        '<script type=application/ld+json>{{"@type": "NewsArticle", "datePublished": "{}"}}</script>',
    ],
)
def test_what_a_system_begins_to_count_from_is_no_time(head: str, zero: str) -> None:
    said = head.format(zero)
    assert facts(said) == []
    article = clean(said, "<h1>Ferry sails again</h1><p>Published May 3, 2024 4:05 pm</p>")
    assert article.date == datetime.date(2024, 5, 3)


@pytest.mark.parametrize(
    "time", ["1969-12-31", "1970-01-02T00:00:00", "1969-12-31T19:00:00", "1969-12-31T19:00:00-04:00"]
)
def test_a_day_beside_that_one_stays(time: str) -> None:
    assert [value for _, value, _ in facts(f"<meta property=article:published_time content={time}>")] == [
        time.removesuffix("T00:00:00")
    ]


# Settling.


def test_a_title_that_agrees_with_the_heading_loses_the_name_of_the_site() -> None:
    article = clean("<title>Ferry sails again | Courier</title>", "<h1>Ferry sails again</h1>")
    assert article.title == "Ferry sails again"


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        # Written for search engines, and for readers.
        (
            "<title>Ferry news: Ferry sails</title><meta property=og:title content='Ferry news: Ferry sails'>",
            "<h1>The ferry sails again from Monday</h1>",
            "The ferry sails again from Monday",
        ),
        ("<title>| The Courier</title>", "", None),
    ],
)
def test_the_heading_is_the_headline(head: str, body: str, wanted: str | None) -> None:
    head += "<meta property=og:site_name content='The Courier'>"
    page = f"<!doctype html><head>{head}</head><body>{body}<article>{PARAGRAPHS}</article>"
    assert newsclean.clean(page).title == wanted


def test_a_heading_that_is_the_name_of_the_site_is_no_headline() -> None:
    head = "<meta property=og:site_name content='The Courier'><meta property=og:title content='Ferry sails again'>"
    assert clean(head, "<h1>The Courier</h1><h2>Ferry sails again</h2>").title == "Ferry sails again"


@pytest.mark.parametrize(
    ("address", "wanted"),
    [("/", "Ferry sails again"), ("https://a.example", "Ferry sails again"), ("/osk", "Notes of Osk")],
)
def test_a_heading_that_leads_to_the_front_page_is_no_headline(address: str, wanted: str) -> None:
    head = "<title>Notes of Osk: Ferry sails again</title><link rel=canonical href=https://a.example/2024/ferry>"
    assert clean(head, f"<h1><a href='{address}'>Notes of Osk</a></h1><h3>Ferry sails again</h3>").title == wanted


@pytest.mark.parametrize(
    ("window", "wanted"),
    [
        ("<div role=dialog>", "Ferry sails again from Monday"),
        ("<dialog open>", "Ferry sails again from Monday"),
        ("<div>", "The Courier asks for your consent to these purposes"),
    ],
)
def test_what_a_window_is_headed_with_is_no_headline(window: str, wanted: str) -> None:
    asks = f"{window}<h1>The Courier asks for your consent to these purposes</h1></div></dialog>"
    article = clean(
        "<title>The Courier asks for your consent to these purposes</title>",
        f"{asks}<h1>Ferry sails again from Monday</h1>",
    )
    assert article.title == wanted


def test_what_a_window_is_headed_with_is_said_if_nothing_else_is() -> None:
    """Some sites open every article in a window over the front page."""
    article = clean("<title>Ferry sails again</title>", "<dialog open><h1>Ferry sails again</h1></dialog>")
    titles = [fact.value for fact in article.facts if fact.name == "title" and not fact.chosen]
    assert titles == ["Ferry sails again"] * 2


@pytest.mark.parametrize(
    "name", ["admin", "https://a.example/jane", "jane@a.example", "@jane", "Editorial Team", "jane1"]
)
def test_what_is_no_person_is_no_author(name: str) -> None:
    head = f"<meta property=og:site_name content='The Courier'><meta name=author content='{name}'>"
    assert clean(head).authors == ()


def test_authors_are_a_list_of_names() -> None:
    assert clean("<meta name=author content='By Jane Doe, John Roe and Ann Poe'>").authors == (
        "Jane Doe",
        "John Roe",
        "Ann Poe",
    )


def test_a_time_in_the_markup_completes_the_day_on_the_page() -> None:
    head = "<meta property=article:published_time content=2024-05-03T10:15:00+02:00>"
    article = clean(head, "<h1>Ferry sails again</h1><p>Published 3 May 2024</p>")
    assert article.date == datetime.date(2024, 5, 3)
    assert article.published_at == datetime.datetime.fromisoformat("2024-05-03T10:15:00+02:00")


PUBLISHED = "<meta property=article:published_time content=2024-05-03T08:15:00+00:00>"
MODIFIED = "<meta property=article:modified_time content=2024-06-01T09:00:00+00:00>"


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        (PUBLISHED, "<p>3 May 2024, 08:15</p>", "2024-05-03T08:15:00+00:00"),
        # The same moment on another clock.
        (PUBLISHED, "<p>3 May 2024, 10:15</p>", "2024-05-03T08:15:00+00:00"),
        # Another time of the same day: what is printed is printed.
        (PUBLISHED, "<p>3 May 2024, 10:42</p>", "2024-05-03T10:42:00"),
        # The older edition is the first.
        (PUBLISHED, "<p>Published 3 April 2023, 10:15</p>", "2023-04-03T10:15:00"),
        # The day of the last change, printed as if it were the day.
        (PUBLISHED + MODIFIED, "<p><time datetime=2024-06-01>1 June 2024</time></p>", "2024-05-03T08:15:00+00:00"),
        ("", "<p><time datetime=2024-05-03T10:15:00+02:00>3 May</time></p>", "2024-05-03T10:15:00+02:00"),
    ],
)
def test_a_time_has_the_zone_that_the_markup_says_and_the_day_of_the_first_edition(
    head: str, body: str, wanted: str
) -> None:
    article = clean(head, f"<h1>Ferry sails again</h1>{body}")
    assert article.published_at == datetime.datetime.fromisoformat(wanted)


VIDEO = json_ld({"@type": "VideoObject", "name": "Ferry", "uploadDate": "2024-05-01T09:00:00+00:00"})


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        (VIDEO, "", "2024-05-01"),
        # The video stands in a story that says its own day, or prints it; two videos are a list of them.
        (VIDEO + PUBLISHED, "", "2024-05-03"),
        (VIDEO, "<p>Published 3 May 2024</p>", "2024-05-03"),
        (VIDEO, "<p><time datetime=2024-05-03>3 May</time></p>", "2024-05-03"),
        (json_ld([{"@type": "VideoObject", "uploadDate": f"2024-05-0{day}"} for day in (1, 2)]), "", None),
        (VIDEO + "<meta name=citation_date content=2024/05/03>", "", "2024-05-03"),
    ],
)
def test_the_day_of_a_video_is_that_of_a_page_that_knows_no_other(head: str, body: str, wanted: str | None) -> None:
    article = clean(head, f"<h1>Ferry sails again</h1>{body}")
    assert (article.date and article.date.isoformat()) == wanted


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://courier.example/2024/05/03/ferry", "2024-05-03"),
        ("https://courier.example/ferry-20240503.html", "2024-05-03"),
        ("https://courier.example/2024-05-03-ferry", "2024-05-03"),
        ("https://courier.example/2024/05/ferry", None),
        ("https://courier.example/ferry-20241503", None),
        # Numbers of the system's: no line of the page prints such a year; and no page is so old.
        ("https://courier.example/ferry-20110503", None),
        ("https://courier.example/1980/05/03/ferry", None),
        ("https://courier.example/2024/02/31/ferry", None),
        ("https://courier.example/ferry?day=20240503", None),
    ],
)
def test_the_day_in_the_address_is_that_of_a_page_that_says_no_other(address: str, wanted: str | None) -> None:
    body = "<h1>Ferry sails again</h1><footer>© 2024 The Courier</footer>"
    article = clean(f"<link rel=canonical href='{address}'>", body)
    assert (article.date and article.date.isoformat()) == wanted
    assert [fact.origin for fact in article.facts if fact.name == "date"] == (["published.url"] if wanted else [])
    other = "<meta property=og:url content=https://courier.example/2024/06/09/ferry>"
    if wanted:
        assert clean(f"<link rel=canonical href='{address}'>{other}", body).date is None
    printed = clean(f"<link rel=canonical href='{address}'>", "<h1>Ferry sails again</h1><p>Published 1 June 2024</p>")
    assert printed.date == datetime.date(2024, 6, 1)


FOR_SEARCH = json_ld({"@type": "NewsArticle", "datePublished": "2023-02-01T08:15:00+00:00"})
ADDRESS = "<link rel=canonical href=https://courier.example/2024/05/02/ferry>"
OLD_ADDRESS = "<link rel=canonical href=https://courier.example/2023/02/01/ferry>"


@pytest.mark.parametrize(
    ("head", "body", "wanted", "origin"),
    [
        # What nobody sees, and what is printed in its stead.
        (FOR_SEARCH, "<p>Updated 4 May 2024</p>", "2023-02-01", "published.json_ld"),
        (FOR_SEARCH, "<p>4 May 2024</p>", "2024-05-04", "date_line"),
        (FOR_SEARCH + OLD_ADDRESS, "<p>4 May 2024</p>", "2023-02-01", "published.json_ld"),
        (FOR_SEARCH, "<p>Updated 2 February 2023</p>", "2023-02-01", "published.json_ld"),
        (FOR_SEARCH, "<p>1 February 2023. Updated 4 May 2024</p>", "2023-02-01", "published.json_ld"),
        (FOR_SEARCH, "", "2023-02-01", "published.json_ld"),
        # What is written for sharing is believed.
        (PUBLISHED, "<p>Updated 4 June 2024</p>", "2024-05-03", "published.meta.article:published_time"),
        # In Greenwich it was the next day.
        (PUBLISHED, "<p>Published 2 May 2024</p>", "2024-05-03", "published.meta.article:published_time"),
        (PUBLISHED + ADDRESS, "<p>Published 2 May 2024</p>", "2024-05-02", "lexicon.en.date.published"),
        (PUBLISHED + ADDRESS, "", "2024-05-03", "published.meta.article:published_time"),
    ],
)
def test_a_day_that_nobody_sees_gives_way_to_one_that_is_printed(
    head: str, body: str, wanted: str, origin: str
) -> None:
    article = clean(head, f"<h1>Ferry sails again</h1>{body}")
    assert str(article.date) == wanted
    chosen = [fact.origin for fact in article.facts if fact.name in ("date", "published_at") and fact.chosen]
    assert chosen == [origin]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p class=byline>By Jane Doe, Senior Editor</p>", ("Jane Doe",)),
        ("<p class=by>मीरा जोशी</p>", ("मीरा जोशी",)),
        ("<p class=byline>View all posts by Jane Doe »</p>", ("Jane Doe",)),
        ("<p class=byline>Contributor, Courier</p>", ()),
        ("<p class=byline>Written by</p>", ()),
        ("<p class=byline>Reviewed by Jane Doe</p>", ()),
        ("<p class=byline>Jane Doe 3/5/2024 12 comments</p>", ("Jane Doe",)),
        ("<p class=byline>Jane DoeReporter at The Courier</p>", ("Jane Doe",)),
        # How she logs in, and what she is called.
        ("<meta name=author content='Jane Doe'><p>By Janed</p>", ("Jane Doe",)),
        ("<p class=byline>Posted by<a>Jane Doe</a></p>", ("Jane Doe",)),
        ("<p><span class=author>Diposting oleh <a>Jane Doe</a></span></p>", ("Jane Doe",)),
        ("<p class=byline>Jane Doe (with John Roe and Ann Poe)</p>", ("Jane Doe",)),
        # Systems put in who filed it; the page says who wrote it.
        ("<meta name=author content='Ann Poe'><p>By Jane Doe</p>", ("Jane Doe",)),
        (
            "<meta name=author content='Jane Doe'><p>By Jane Doe, John Roe and Ann Poe</p>",
            ("Jane Doe", "John Roe", "Ann Poe"),
        ),
        ("<meta name=author content='jane van doe'>", ("jane van doe",)),
        ("<meta name=author content='jane.doe'>", ()),
        ("<meta name=citation_author content='Doe, Jane'>", ("Jane Doe",)),
        ("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Jane Doe'>", ("Jane Doe",)),
        ("<meta name=twitter:label1 content='Verfasst von'><meta name=twitter:data2 content='Jane Doe'>", ()),
        ("<meta name=twitter:label1 content='Filed under'><meta name=twitter:data1 content='Jane Doe'>", ()),
        ("<meta name=author content='Jane and John Doe'>", ("Jane and John Doe",)),
    ],
)
def test_authors_are_those_by_whom_it_was_written(body: str, wanted: tuple[str, ...]) -> None:
    assert clean("", f"<h1>Ferry sails again</h1>{body}").authors == wanted


SITE = json_ld({"@type": "Article", "author": {"name": "Osk Post"}, "publisher": {"name": "Osk Post"}})
FERRIES = json_ld({"@type": "Article", "author": {"@type": "Organization", "name": "Osk Ferries"}})


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        (FERRIES, "", ("Osk Ferries",)),
        (FERRIES, "<p>By Jane Doe</p>", ("Jane Doe",)),
        (SITE, "", ("Osk Post",)),
        # Nobody is called that.
        (json_ld({"@type": "Article", "author": {"@type": "Organization", "name": "Editorial Team"}}), "", ()),
        (json_ld({"@type": "Article", "author": {"@type": "Organization", "name": "https://a.example"}}), "", ()),
    ],
)
def test_where_no_person_does_the_organisation_signs_that_the_data_call_the_author(
    head: str, body: str, wanted: tuple[str, ...]
) -> None:
    assert clean(head, f"<h1>Ferry sails again</h1>{body}").authors == wanted


def test_an_administration_signs_as_other_organisations_do() -> None:
    name = "Osk Harbour Administration"
    site = f"<meta property=og:site_name content='{name}'>"
    author = json_ld({"@type": "Article", "author": {"@type": "Organization", "name": name}})
    assert clean(site + author, "<h1>Ferry sails again</h1>").authors == (name,)


def test_the_words_that_name_no_author_are_sorted() -> None:
    words = tomllib.loads((Path(authors.__file__).parent / "authors.toml").read_text("utf-8"))
    for listed in (words["nobody"]["names"], words["offices"]["words"]):
        assert listed == sorted(set(listed))


OSK = "<meta property=og:site_name content='Osk Ferries'><meta name=author content='Osk Ferries'>"


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        (OSK, "", ("Osk Ferries",)),
        (OSK, "<p>By Jane Doe</p>", ("Jane Doe",)),
        (OSK, "<p>Jane Doe</p><p>3 May 2024</p>", ("Jane Doe",)),
        ("<meta name=author content=janedoe>", "", ("janedoe",)),
        ("<meta name=author content=jane.doe>", "", ()),
        ("<meta name=author content=janedoe>", "<p>By Jane Doe</p>", ("Jane Doe",)),
        (json_ld({"@type": "Article", "author": {"name": "janedoe"}}), "", ("janedoe",)),
        # Nobody's names, numbers, addresses.
        ("<meta name=author content=admin>", "", ()),
        ("<meta name=author content=osk_admin>", "", ()),
        ("<meta name=author content=undefined>", "", ()),
        ("<meta name=author content=support>", "", ()),
        ("<meta name=author content=oskadmin>", "", ()),
        ("<meta name=author content=user123>", "", ()),
        ("<meta name=author content=janedoe@osk.example>", "", ()),
        # What an element is called says little.
        ("", "<p class=author>janedoe</p>", ()),
    ],
)
def test_where_nobody_else_does_the_site_or_a_login_signs_that_the_markup_calls_the_author(
    head: str, body: str, wanted: tuple[str, ...]
) -> None:
    assert clean(head, f"<h1>Ferry sails again</h1>{body}").authors == wanted


CHANGED = json_ld({"@type": "Article", "dateModified": "2024-05-04"})


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        ("", "<p>Updated 4 May 2024</p>", datetime.date(2024, 5, 4)),
        (CHANGED, "", datetime.date(2024, 5, 4)),
        (CHANGED, "<p>3 May 2024</p>", datetime.date(2024, 5, 3)),
        (PUBLISHED, "<p>Updated 4 May 2024</p>", datetime.date(2024, 5, 3)),
        # Systems set it whenever they like.
        ("<meta property=article:modified_time content=2024-05-04T07:00:00Z>", "", None),
    ],
)
def test_the_day_of_a_change_is_that_of_a_page_that_knows_no_other(
    head: str, body: str, wanted: datetime.date | None
) -> None:
    assert clean(head, f"<h1>Ferry sails again</h1>{body}").date == wanted


def test_the_authors_of_other_stories_in_the_data_are_none_of_its_own() -> None:
    own = {"@type": "NewsArticle", "headline": "Ferry sails again", "author": {"name": "Jane Doe"}}
    other = {"@type": "NewsArticle", "headline": "Bridge to rise", "author": {"name": "John Roe"}}
    article = clean(json_ld([own, other]), "<h1>Ferry sails again</h1>")
    assert article.authors == ("Jane Doe",)
    assert ("authors", "John Roe", "published.json_ld.other", False) in [
        (fact.name, fact.value, fact.origin, fact.chosen) for fact in article.facts
    ]
    assert clean(json_ld([own, {**own, "author": {"name": "Ann Poe"}}])).authors == ("Jane Doe", "Ann Poe")


@pytest.mark.parametrize("is_first", [True, False])
def test_the_story_whose_headline_the_page_shows_is_its_own(is_first: bool) -> None:
    own = {"headline": "Ferry sails again", "author": {"name": "Jane Doe"}, "datePublished": "2024-05-03"}
    other = {"headline": "Bridge to rise", "author": {"name": "John Roe"}, "datePublished": "2024-01-09"}
    scripts = [json_ld({"@type": "NewsArticle", **story}) for story in (own, other)]
    head = "".join(scripts if is_first else reversed(scripts))
    article = clean(f"<title>Ferry sails again | The Courier</title>{head}", "<h1>Ferry sails again</h1>")
    assert (article.authors, article.date) == (("Jane Doe",), datetime.date(2024, 5, 3))


@pytest.mark.parametrize("other", ["Ferry", "The Courier"])
def test_a_word_of_the_title_is_no_headline_of_it(other: str) -> None:
    own = {"headline": "All about the ferry", "author": {"name": "Jane Doe"}, "datePublished": "2024-05-03"}
    teaser = {"headline": other, "author": {"name": "John Roe"}, "datePublished": "2024-01-09"}
    head = "".join(json_ld({"@type": "NewsArticle", **story}) for story in (own, teaser))
    article = clean(f"<title>Ferry sails again | The Courier</title>{head}", "<h1>Ferry sails again</h1>")
    assert article.date == datetime.date(2024, 5, 3)
    assert "Jane Doe" in article.authors


def path_of(*names: str) -> str:
    steps = [{"@type": "ListItem", "position": place, "name": name} for place, name in enumerate(names, 1)]
    return json_ld({"@type": "BreadcrumbList", "itemListElement": steps[::-1]})


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        (path_of("Home", "World"), "", ("Home", "World")),
        # The headline is no section, nor is what is as long as one.
        (path_of("Home", "World", "Ferry sails again"), "", ("Home", "World")),
        (path_of("Home", "World", "Ferry to the island sails"), "", ("Home", "World")),
        # What the page shows is better; a path of one step says less than a section.
        (path_of("Home", "World"), "<p>Home &gt; Sea</p>", ("Home", "Sea")),
        (path_of("Home", "Ferry sails again") + "<meta property=article:section content=Sea>", "", ("Sea",)),
        (path_of("Home", "World") + "<meta property=article:section content=Sea>", "", ("Home", "World")),
        (json_ld({"@type": "BreadcrumbList", "itemListElement": [1, {"item": {"name": "A"}}, {}]}), "", ()),
        (
            json_ld({"@type": "BreadcrumbList", "itemListElement": [{"item": {"name": "A"}}, {"name": "B"}]}),
            "",
            ("A", "B"),
        ),
    ],
)
def test_the_path_in_the_data_is_that_of_a_page_that_shows_none(head: str, body: str, wanted: tuple[str, ...]) -> None:
    assert clean(head, f"{body}<h1>Ferry sails again</h1>").section == wanted


@pytest.mark.parametrize("sign", ["Publicado por", "Postado por", "Pubblicato da", "Eingestellt von", "Gepost door"])
def test_what_stands_before_a_name_in_its_element_is_no_part_of_it(sign: str) -> None:
    body = f"<h1>Ferry sails again</h1><p class=post-author>{sign} <b>Jane Doe</b></p>"
    assert clean("", body).authors == ("Jane Doe",)


def test_an_earlier_day_that_is_marked_below_the_story_is_another_ones() -> None:
    article = newsclean.clean(
        f"<!doctype html><head>{PUBLISHED}</head><body><h1>Ferry sails again</h1><article>{PARAGRAPHS}</article>"
        "<p><time datetime=2022-03-01>1 March 2022</time></p></body>"
    )
    assert article.date == datetime.date(2024, 5, 3)


MENU = "<nav><a href=/>Home</a> <a href=/sport>Sport</a> <a href=/culture>Culture</a></nav><p>Courier</p>"


@pytest.mark.parametrize(
    ("above", "wanted"),
    [
        ("<div><a href=/sport>Sport</a></div>", ("Sport",)),
        # A button, an entry of no menu, the front page, what searches, and the last entry of a menu say none.
        ("<div><a href=/sport>Sign in</a></div>", ()),
        ("<div><a href=/sea>Sport</a></div>", ()),
        ("<div><a href=/>Sport</a></div>", ()),
        ("<div><a href=/sport?s=>Sport</a></div>", ()),
        ("<div><a href=/culture>Culture</a></div><div><a href=/sport>Sport</a></div>", ()),
        ("<div>Sport</div>", ()),
    ],
)
def test_a_link_above_the_headline_that_the_menu_has_too_is_the_section(above: str, wanted: tuple[str, ...]) -> None:
    head = "<meta property=og:site_name content=Courier>"
    assert clean(head, f"{MENU}{above}<h1>Ferry sails again</h1>").section == wanted


def test_who_comments_is_no_author() -> None:
    comments = "".join(
        f"<li class=comment><b class=fn>{name}</b> <i class=says>says:</i> "
        f"<time datetime=2024-05-0{day}>{day} May</time>"
        f"<p>I was on that boat, and it was late again.</p></li>"
        for day, name in enumerate(("Ann Poe", "Bob Moe", "Cat Coe"), start=4)
    )
    article = newsclean.clean(
        f"<!doctype html><body><h1>Ferry sails again</h1><article>{PARAGRAPHS}</article>"
        f"<ol class=comments>{comments}</ol></body>"
    )
    assert (article.authors, article.date) == ((), None)


def test_many_days_in_the_page_are_those_of_other_stories() -> None:
    times = "".join(f"<time datetime=2024-05-0{day}></time>" for day in range(1, 6))
    assert clean("", times).date is None


def test_losers_are_kept_and_every_fact_has_a_span_or_an_origin_in_the_markup() -> None:
    head = "<title>Ferry | Courier</title><meta name=author content=admin><meta property=og:title content='Ferry'>"
    article = clean(head, "<h1>Ferry sails again</h1>")
    assert ("authors", "admin", "published.meta.author", False) in [
        (fact.name, fact.value, fact.origin, fact.chosen) for fact in article.facts
    ]
    assert all(fact.span is not None or fact.origin.startswith("published.") for fact in article.facts)
    assert Article.from_dict(article.to_dict()) == article


def test_site_name_and_address_come_from_the_page_unless_the_caller_knows() -> None:
    head = "<meta property=og:site_name content=Courier><link rel=canonical href=https://a.example/1>"
    assert (clean(head).site_name, clean(head).url) == ("Courier", "https://a.example/1")
    assert newsclean.clean({"html": head, "url": "https://b.example"}).url == "https://b.example"


def test_a_title_is_never_empty() -> None:
    article = newsclean.clean(
        '<head><title>| Osk Post</title><meta property="og:site_name" content="Osk Post"></head>', kind="html"
    )
    assert article.title is None or article.title


def test_what_the_article_does_not_say_is_not_chosen() -> None:
    head = '<link rel="canonical" href="https://osk.example/a">' + json_ld(
        {"@type": "NewsArticle", "inLanguage": "fi-FI"}
    )
    page = f"<!doctype html><head>{head}</head><body><article>{PARAGRAPHS}</article>"
    article = newsclean.clean(page, url="https://osk.example/b")
    assert (article.language, article.url) == ("en", "https://osk.example/b")
    said = {fact.name: fact for fact in article.facts}
    assert (said["language"].value, said["language"].chosen) == ("fi-FI", False)
    assert (said["url"].value, said["url"].chosen) == ("https://osk.example/a", False)


@pytest.mark.parametrize("kind", ["Article", "BlogPosting", "WebPage", "NewsMediaOrganization"])
def test_what_is_no_news_is_not_called_so(kind: str) -> None:
    dump = read({"html": json_ld({"@type": kind, "headline": "Bridge", "description": "A bridge."})}, longest=10**6)
    assert all(fact.name != "type" for fact in dump.published)
