"""Dates that are told for their own sake, and those that are part of a sentence."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.blocks import Blocks
from newsclean.detectors import GLUED
from newsclean.detectors.date_line import date_line
from newsclean.lexicon import Lexicon, fold
from newsclean.model import Dump, Evidence, Role
from newsclean.segmentation import fold_white_space
from newsclean.testing import story_in

from .dumps import STORY, STORY_IN, blocks_of

COLLECTED_AT = datetime.datetime(2024, 5, 20, 12, 0, tzinfo=datetime.UTC)


def votes(text: str, language: str | None = None, collected_at: datetime.datetime | None = None) -> list[Evidence]:
    """The detector's votes on a dump whose blocks are parted by blank lines."""
    dump = Dump(text, collected_at=collected_at)
    found = [match for match in re.finditer(r"\S.*?(?=\s*(?:\n\n|\Z))", text, re.DOTALL) if match[0].strip()]
    texts = [fold_white_space(match[0]) for match in found]
    count = len(found)
    blocks = Blocks(
        dump,
        [match.start() for match in found],
        [match.end() for match in found],
        texts,
        [fold(line) for line in texts],
        list(range(count)),
        [True] * count,
        language,
    )
    blocks.cues = Lexicon.load().match(blocks.folded)
    return list(date_line(dump, blocks))


def told(text: str, language: str | None = None) -> list[tuple[str, str | None, str]]:
    """What each vote is on, its part and its value."""
    return [
        (text[vote.span.start : vote.span.end], vote.part, *(vote.value or ("",))) for vote in votes(text, language)
    ]


KEEPS = [
    "On 3 May 2024 the council met.",
    "Concert on 3 May 2024 13",
    "Anna Berg 3 May 2024 13 ferries",
    "Putin's last visit to China was in February 2022.",
    "The council met on 3 May 2024, and again a week later, to speak about the harbour.",
    "It was 3 May 2024 at 10:15 when the first of the two ferries left the harbour of Kelm with its lights out.",
    "Am 3. Mai 2024 tagte der Rat.",
    "Le 3 mai 2024, le conseil s'est réuni.",
    "El 3 de mayo de 2024 se reunió el consejo.",
    "3 мая 2024 года совет собрался в порту.",
    "2024年5月3日，市议会在港口开会。",
    "2024年5月3日、市議会が港で開かれた。",
    "A worker at the harbour of Kelm, Friday, May 3, 2024, as the last ferry of the day comes in",
    "Concert on 3 May 2024",
    "Paintings of the harbour by night, to be seen in Oslo until 3 May 2024",
    "The bridge was to be opened by May 3, 2024",
    "The best lighthouses of 2024",
    "2 hours ago",
    "yesterday",
    "4 min read",
    "Call 020-7946-0958",
    "404 | 2024-05-03 17:56:00 | 0 | 0.14754098",
    "404 │ 2024-05-03 17:56:00+00 │ 12 │ 0.14754098 │ f",
    "Published authors met on 3 May 2024 in Oslo.",
    "Updated figures of 3 May 2024 show that exports fell by a third.",
    "Published by the harbour office",
    "3 May 2024 39 12",
    "— Osk Ferries (@oskferries) May 3, 2024",
    "3 May 2024 1471",
    "3/4/2024",
    "3 May 2024 updated list of ferries",
    "Anna Berg 3 May 2024 Leave nothing behind",
]


@pytest.mark.parametrize("text", KEEPS)
def test_dates_in_prose_and_numbers_that_are_no_dates_stay(text: str) -> None:
    assert votes(text) == []


FINDS = [
    ("14:05 | Updated 15:10", [("14:05 | Updated 15:10", "modified", "")]),
    # A date and nothing else: the whole block.
    ("3 May 2024", [("3 May 2024", "published", "2024-05-03")]),
    ("Friday, 3 May 2024 | 10:15 GMT", [("Friday, 3 May 2024 | 10:15 GMT", "published", "2024-05-03T10:15:00+00:00")]),
    ("03.05.2024 um 10:15 Uhr", [("03.05.2024 um 10:15 Uhr", "published", "2024-05-03T10:15:00")]),
    ("2024年5月3日（金） 18時45分", [("2024年5月3日（金） 18時45分", "published", "2024-05-03T18:45:00")]),
    ("二〇二四年五月三日", [("二〇二四年五月三日", "published", "2024-05-03")]),
    # Nothing stands beside it but how long the story takes to read, and a name; or when it was changed, without a year.
    ("Jane Doe 5 min read May 3, 2024", [("May 3, 2024", "published", "2024-05-03")]),
    (
        "2024/5/3 10:15（最終更新 5/3 12:30）",
        [("2024/5/3 10:15（最終更新 5/3 12:30）", "published", "2024-05-03T10:15:00")],
    ),
    ("May 3, 2024 by Jane Doe Leave a Comment", [("May 3, 2024", "published", "2024-05-03")]),
    # Behind a cue.
    ("Published: May 3, 2024 7:30 a.m.", [("Published: May 3, 2024 7:30 a.m.", "published", "2024-05-03T07:30:00")]),
    ("Last updated on 3 May 2024", [("Last updated on 3 May 2024", "modified", "2024-05-03")]),
    ("Aktualisiert am 3. Mai 2024", [("Aktualisiert am 3. Mai 2024", "modified", "2024-05-03")]),
    ("发布时间：2024-05-03 10:15", [("发布时间：2024-05-03 10:15", "published", "2024-05-03T10:15:00")]),
    # A cue in the block above.
    ("Published\n\n3 May 2024", [("Published", "published", ""), ("3 May 2024", "published", "2024-05-03")]),
    ("Updated:\n\n3 May 2024", [("Updated:", "modified", ""), ("3 May 2024", "modified", "2024-05-03")]),
    # The comments are counted behind it.
    ("3 May 2024 39", [("3 May 2024", "published", "2024-05-03")]),
    # A cue with no day behind it.
    ("Last Updated:", [("Last Updated:", "modified", "")]),
    ("Published 2 hours ago", [("Published 2 hours ago", "published", "")]),
    ("Updated: 12:44 pm", [("Updated: 12:44 pm", "modified", "")]),
    # Two dates, each with its cue.
    (
        "Published 3 May 2024, updated 4 May 2024 10:15",
        [
            ("Published 3 May 2024", "published", "2024-05-03"),
            ("updated 4 May 2024 10:15", "modified", "2024-05-04T10:15:00"),
        ],
    ),
    (
        "Publié le 3 mai 2024 à 06h45, mis à jour le 4 mai 2024 à 11h20",
        [
            ("Publié le 3 mai 2024 à 06h45", "published", "2024-05-03T06:45:00"),
            ("mis à jour le 4 mai 2024 à 11h20", "modified", "2024-05-04T11:20:00"),
        ],
    ),
    # The cue is that of the date behind it, also where times stand before the days.
    (
        "14:37 17.10.2024 (updated: 15:02 17.10.2024)",
        [
            ("14:37 17.10.2024", "published", "2024-10-17T14:37:00"),
            ("updated: 15:02 17.10.2024", "modified", "2024-10-17T15:02:00"),
        ],
    ),
    # A flattener glued the cue to the zone, and a weekday stands behind it.
    (
        "Fri 3 May 2024 12.00 CETLast modified on Mon 6 May 2024",
        [
            ("3 May 2024 12.00 CET", "published", "2024-05-03T12:00:00+01:00"),
            ("Last modified on Mon 6 May 2024", "modified", "2024-05-06"),
        ],
    ),
    # Beside something else: the date alone.
    ("By Anna Berg | 3 May 2024 | Politics", [("3 May 2024", "published", "2024-05-03")]),
    ("By Tom Davies - Associated Press - Friday, May 3, 2024", [("May 3, 2024", "published", "2024-05-03")]),
    ("By Anna Berg on Friday 3 May 2024", [("3 May 2024", "published", "2024-05-03")]),
    ("3 May 2024 by Anna Berg", [("3 May 2024", "published", "2024-05-03")]),
    ("Anna Berg 3 May 2024", [("3 May 2024", "published", "2024-05-03")]),
    (
        "By Anna Berg, Jon Dahl, Kim Lund, Per Vik and Ada Brandt 03.05.2024, 14:55 Uhr",
        [("03.05.2024, 14:55 Uhr", "published", "2024-05-03T14:55:00")],
    ),
    ("By Anna Berg, Jon Dahl and Kim Lund on 3 May 2024 | No comment", [("3 May 2024", "published", "2024-05-03")]),
    ("By\n\nAnna Berg on 3 May 2024", [("3 May 2024", "published", "2024-05-03")]),
    ("By Anna Berg published 3 May 2024", [("published 3 May 2024", "published", "2024-05-03")]),
    # A number behind it counts the comments.
    ("Anna Berg May 3, 2024 13", [("May 3, 2024", "published", "2024-05-03")]),
    ("Anna May 3, 2024 2 Comments", [("May 3, 2024", "published", "2024-05-03")]),
    ("AFP 12.01.2012, 15:41", [("12.01.2012, 15:41", "published", "2012-01-12T15:41:00")]),
    ("http://site 2012年01月12日16:23 新华网", [("2012年01月12日16:23", "published", "2012-01-12T16:23:00")]),
    ("Kelm, 3 May 2024", [("3 May 2024", "published", "2024-05-03")]),
    ("3 May 2024 | 5 min read", [("3 May 2024", "published", "2024-05-03")]),
    ("17.04.2024, 12:24 Lesezeit: 5 Min.", [("17.04.2024, 12:24", "published", "2024-04-17T12:24:00")]),
    # Behind it stand the time of its change, or how old it is.
    ("03 maggio 2024 aggiornato alle 12:30", [("03 maggio 2024 aggiornato alle 12:30", "published", "2024-05-03")]),
    ("3 mai 2024 mis à jour à 12h30", [("3 mai 2024 mis à jour à 12h30", "published", "2024-05-03")]),
    ("3 May 2024 (2 days ago)", [("3 May 2024 (2 days ago)", "published", "2024-05-03")]),
    # The time stands in a line of its own, a sign between them perhaps.
    ("3 May 2024,\n\n10:15 GMT", [("3 May 2024,", "published", "2024-05-03T10:15:00+00:00")]),
    (
        "Updated:\n\n3 May 2024\n\n-\n\n10:15",
        [("Updated:", "modified", ""), ("3 May 2024", "modified", "2024-05-03T10:15:00")],
    ),
    ("3 May 2024\n\nHarbour\n\n10:15", [("3 May 2024", "published", "2024-05-03")]),
    ("3 May 2024\n\n10 ferries", [("3 May 2024", "published", "2024-05-03")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FINDS, ids=[text for text, _ in FINDS])
def test_dates_told_for_their_own_sake_are_found(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert told(text) == expected
    assert all(vote.role is Role.DATE for vote in votes(text))


@pytest.mark.parametrize(
    "text",
    [
        "The bridge that nobody wanted by Anna Maria Berg May 3, 2024",
        "By: Anna Berg May 3, 2024 5 min Share it",
        "By Anna Berg on May 3, 2024 | Comments",
        "Posted by Anna Berg on May 3, 2024 in Harbour news",
    ],
)
def test_a_date_behind_by_and_a_name_is_found_though_more_was_glued_to_the_line(text: str) -> None:
    assert told(text, "en") == [("May 3, 2024", "published", "2024-05-03")]


def test_of_two_dates_before_by_and_a_name_both_are_read_the_later_as_that_of_a_change() -> None:
    text = "On May 3, 2024 May 9, 2024 By Anna Berg In Harbour news, Ships, Storms, Lighthouses, Islands"
    assert told(text, "en") == [("May 3, 2024", "published", "2024-05-03"), ("May 9, 2024", "modified", "2024-05-09")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 9, 2024 May 3, 2024 by Anna Berg", [("May 9, 2024", "modified"), ("May 3, 2024", "published")]),
        (
            "Harbour MAY 3, 2024 Updated: MAY 9, 2024",
            [("MAY 3, 2024", "published"), ("Updated: MAY 9, 2024", "modified")],
        ),
        ("By annaberg May 3, 2024 No Comments", [("May 3, 2024", "published")]),
        ("By annabergMay 3, 2024No Comments", [("May 3, 2024", "published")]),
        ("2024年5月3日公開 2024年5月9日更新", [("2024年5月3日", "published"), ("2024年5月9日", "modified")]),
        (
            "2024年5月3日 10時15分（2024年5月9日更新）",
            [("2024年5月3日 10時15分", "published"), ("2024年5月9日", "modified")],
        ),
        ("2024/05/03 10:15 更新：2024/05/09", [("2024/05/03 10:15", "published"), ("更新：2024/05/09", "modified")]),
    ],
)
def test_of_two_days_it_is_told_which_is_that_of_the_change(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(stretch, part) for stretch, part, _ in told(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Berg, A. (2019, June 1). Ferries of the north. Retrieved from ferry.example",
        "The harbour office opened on 3 May 2024 Updated rules follow",
    ],
)
def test_the_day_of_a_reference_or_of_a_sentence_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", KEEPS)
def test_what_is_no_date_stays_where_the_language_is_known(text: str) -> None:
    if text != "3/4/2024":
        assert told(text, "en") == []


def test_a_date_alone_weighs_more_than_one_beside_a_name() -> None:
    [alone], [cued], [beside], [named], [empty] = (
        votes(text)
        for text in ("3 May 2024", "Published: 3 May 2024", "Anna | 3 May 2024", "Anna Berg 3 May 2024", "Updated:")
    )
    assert alone.weight == cued.weight > empty.weight > beside.weight > named.weight > 0


HEADLINE = "Island ferry sails again"
IN_ONE_LINE = [
    (f"{HEADLINE}May 3, 2024", "published", "2024-05-03"),
    (f"{HEADLINE}By Jane DoeMay 3, 2024 3:53 PM EDT", "published", "2024-05-03T15:53:00-04:00"),
    (f"{HEADLINE} By Jane Doe Updated: May 3, 2024 ", "modified", "2024-05-03"),
    (f"{HEADLINE} Harbour 3 May 2024 39 ", "published", "2024-05-03"),
    (f"{HEADLINE} A crew at sea on SaturdayBy Jane DoeMay 3, 2024", "published", "2024-05-03"),
]


@pytest.mark.parametrize(("head", "part", "value"), IN_ONE_LINE)
def test_a_date_in_one_line_with_headline_and_story_is_found(head: str, part: str, value: str) -> None:
    dump = f"{HEADLINE} | The Courier\nHome\nNews\n{head}{' '.join(STORY_IN['en'] * 3)}"
    found = [vote for vote in date_line(*dump_and_blocks(dump)) if vote.rule.endswith(GLUED)]
    assert [(vote.part, vote.value, vote.weight) for vote in found] == [(part, (value,), 0.0)]
    printed = dump[found[0].span.start : found[0].span.end]
    assert printed in head
    assert printed.startswith(("May 3, 2024", "3 May 2024"))


@pytest.mark.parametrize(
    "head",
    [
        f"{HEADLINE} The last of the ships had left. On May 3, 2024, it came back to the pier. ",
        f"{HEADLINE} It was the harbour of the old town that was closed to all ships until May 3, 2024 and later. ",
        "The ferry was towed in by John Roe and others on Saturday. It had been out since May 3, 2024. ",
        f"{HEADLINE} on May 3, 2024 when the storm had gone. ",
        f"{HEADLINE} On May 3, 2024 Harwick had waited for nine days. ",
        f"{HEADLINE}, which had been laid up on May 3, 2024. ",
        f"{HEADLINE} May 3, 2024 was a day that nobody had hoped for. ",
    ],
)
def test_a_date_in_a_sentence_behind_the_headline_is_none_of_its_own(head: str) -> None:
    dump = f"{HEADLINE} | The Courier\nHome\nNews\n{head}{' '.join(STORY_IN['en'] * 3)}"
    assert [vote for vote in date_line(*dump_and_blocks(dump)) if vote.rule.endswith(GLUED)] == []


def dump_and_blocks(text: str) -> tuple[Dump, Blocks]:
    blocks = blocks_of(text, "en")
    return blocks.dump, blocks


def test_the_order_of_day_and_month_is_the_languages() -> None:
    assert told("03/05/2024", "es") == [("03/05/2024", "published", "2024-05-03")]


def test_the_order_of_day_and_month_is_that_of_the_dumps_other_dates() -> None:
    assert [vote.value for vote in votes("05/03/2024\n\nPosted 04/23/2024", "en")] == [("2024-05-03",), ("2024-04-23",)]
    # They know better than the language.
    assert [vote.value for vote in votes("05/03/2024\n\n04/23/2024", "es")] == [("2024-05-03",), ("2024-04-23",)]


def test_an_age_behind_a_cue_has_a_value_where_the_time_of_collection_is_known() -> None:
    [vote] = votes("Published 2 hours ago", "en", COLLECTED_AT)
    assert vote.value == ("2024-05-20T10:00:00+00:00",)
    assert votes("2 hours ago", "en", COLLECTED_AT) == []


STORY_BELOW = "\n\n".join(story_in("en").paragraphs)


@pytest.mark.parametrize(
    ("head", "language", "ages"),
    [
        ("By Jane Doe\n\n2 hours ago", "en", ["2 hours ago"]),
        ("By\n\n2 hours ago", "en", ["2 hours ago"]),
        ("Von Anna Berg\n\nvor 2 Stunden", "de", ["vor 2 Stunden"]),
        # A teaser has it, too; and a sentence may end with it.
        ("Ferry sails again\n\n2 hours ago", "en", []),
        ("By Jane Doe\n\nThe ferry sailed 2 hours ago", "en", []),
        ("By Jane Doe\n\nHarbour\n\n2 hours ago", "en", []),
    ],
)
def test_an_age_right_below_a_byline_is_a_date_without_a_value(head: str, language: str, ages: list[str]) -> None:
    found = told(f"Home\n\n{head}\n\n{STORY_BELOW}", language)
    assert found == [(age, None, "") for age in ages]


ABOVE_AGES = "Island ferry sails again after nine days of storm"
AT_TEN = "2024-05-20T10:00:00+00:00"
AGES_IN_HEAD = {
    "below the headline": ("2 hours ago", [("2 hours ago", "published", AT_TEN)]),
    "below a byline": ("By Jane Doe\n\n2 hours ago", [("2 hours ago", "published", AT_TEN)]),
    "behind a name": ("By Jane Doe, 2 hours ago", [("2 hours ago", "published", AT_TEN)]),
    "behind a bar": ("By Jane Doe | 2 hours ago", [("2 hours ago", "published", AT_TEN)]),
    "behind two names": ("By Jane Doe and Anna Berg 2 hours ago", [("2 hours ago", "published", AT_TEN)]),
    "behind more than names": ("By Jane Doe, who left the wet harbour 2 hours ago", []),
    "below another headline": ("Seal steals a cake\n\n2 hours ago", []),
    "one of two": ("By Jane Doe, 5 hours ago\n\n2 hours ago", [("2 hours ago", None, "")]),
    "beside a day": (
        "By Jane Doe\n\n2 hours ago\n\n3 May 2024",
        [("2 hours ago", None, ""), ("3 May 2024", "published", "2024-05-03")],
    ),
}


@pytest.mark.parametrize(("head", "expected"), AGES_IN_HEAD.values(), ids=AGES_IN_HEAD)
def test_the_only_age_at_the_place_of_the_day_has_a_value(
    head: str, expected: list[tuple[str, str | None, str]]
) -> None:
    text = f"{ABOVE_AGES}\n\n{head}\n\n{STORY_BELOW}"
    found = [
        (text[vote.span.start : vote.span.end], vote.part, "".join(vote.value))
        for vote in votes(text, "en", COLLECTED_AT)
    ]
    assert found == expected


@pytest.mark.parametrize(("said", "date"), [("", "2024-05-20"), ("2024-05-03", "2024-05-03")])
def test_a_day_in_the_markup_is_believed_before_an_age(said: str, date: str) -> None:
    meta = f"<meta property=article:published_time content={said}>" if said else ""
    story = "".join(f"<p>{paragraph}</p>" for paragraph in story_in("en").paragraphs)
    page = f"<html lang=en><head>{meta}</head><h1>{ABOVE_AGES}</h1><p>2 hours ago</p>{story}"
    assert str(newsclean.clean(page, kind="html", collected_at=COLLECTED_AT).date) == date


def test_an_age_below_a_byline_below_the_story_is_that_of_another() -> None:
    assert told(f"{STORY_BELOW}\n\nBy Jane Doe\n\n2 hours ago", "en") == []


def test_spans_count_in_the_dump_where_white_space_was_folded() -> None:
    text = "By  Anna\u00a0 Berg |\t3  May\n 2024 |  Politics"
    [vote] = votes(text)
    assert text[vote.span.start : vote.span.end].split() == ["3", "May", "2024"]


def test_spans_count_in_the_dump_where_a_line_break_inside_chinese_left_nothing() -> None:
    text = "来源：新\n华社  2024年5月\n3日 10:15 记者"
    [vote] = votes(text)
    assert "".join(text[vote.span.start : vote.span.end].split()) == "2024年5月3日10:15"


@given(
    st.lists(st.sampled_from([*KEEPS, *(text for text, _ in FINDS), "", " \t ", "\u3000"]), max_size=8),
    st.sampled_from(["\n", "\n\n", " ", "\r\n", ""]),
)
def test_votes_lie_inside_blocks_and_read_what_their_span_shows(lines: list[str], joint: str) -> None:
    text = joint.join(lines)
    for vote in votes(text):
        assert 0 <= vote.span.start < vote.span.end <= len(text)
        shown = text[vote.span.start : vote.span.end]
        assert shown == shown.strip()
        for value in vote.value:
            # The year, or its last two digits, stands there; in Chinese numerals perhaps.
            assert value[2:4] in shown or "年" in shown


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    votes(text, "en", COLLECTED_AT)


INNER = [
    ("Home News Published May 3, 2024 2:20pm EDT Harbour office pushes for a longer pier in the north", "2024-05-03"),
    ("PublishedMay 3, 2024 in Harbour newsTen ships that were waiting for the end of the storm in May", "2024-05-03"),
    ("Harbour SearchMay 3, 2024•5 min readMost people know little of the ships that wait out there", "2024-05-03"),
    ("Back to blog May 3, 2024 4 min read Why we count the ships that wait outside of the harbour", "2024-05-03"),
    ("All of them were at the pier again 3 May 2024 - 14:19 Jane Doe Harbour editor writes of the ships", "2024-05-03"),
    # A sentence, a day of change, an event, and what a script prints.
    ("All of them were at the pier on May 3, 2024 at 14:19, and the harbour office was glad of that day", None),
    ("The list of all the ships in the harbour was published May 3, 2024 in a yellow book of 90 pages", None),
    ("Home News Updated May 3, 2024 and read by many people who wait for the ships in the north harbour", None),
    ("Ships wait outside for the storm to end from May 3, 2024 2:20pm EDT Harbour offices closed all piers", None),
    ("initialComments:true! pubdate:yes! commentEndDate:5/13/24 1:47 EST! allowComments:true! harbour", None),
]


@pytest.mark.parametrize(("line", "day"), INNER, ids=[line[:30] for line, _ in INNER])
def test_a_date_that_was_glued_into_a_block_above_the_story_is_found_by_its_cue_or_time(
    line: str, day: str | None
) -> None:
    blocks = blocks_of("\n".join([line, *STORY_IN["en"]]), "en")
    found = [vote for vote in date_line(blocks.dump, blocks) if vote.rule.endswith(GLUED)]
    assert [value[:10] for vote in found for value in vote.value] == ([day] if day else [])


# In characters: where the date begins. Beyond 500 nobody looks; before, it is read to its end.
@pytest.mark.parametrize(("depth", "moment"), [(499, "2024-05-03T14:20:00-04:00"), (500, None)])
def test_a_date_deep_inside_a_block_is_read_whole_or_not_at_all(depth: int, moment: str | None) -> None:
    menu, cue = "Harbour Search " * 40, " Published "
    before = menu[: depth - len(cue)].rstrip().ljust(depth - len(cue), "s")
    dump = f"{before}{cue}May 3, 2024 2:20pm EDT Harbour office pushes for a longer pier\n{STORY}"
    blocks = blocks_of(dump, "en")
    found = [vote for vote in date_line(blocks.dump, blocks) if vote.rule.endswith(GLUED)]
    assert [value for vote in found for value in vote.value] == ([moment] if moment else [])


# In blocks between the date and the story.
@pytest.mark.parametrize(("between", "is_found"), [(14, True), (15, False)])
def test_a_glued_date_is_looked_for_near_the_story(between: int, is_found: bool) -> None:
    glued = "Harbour SearchMay 3, 2024•5 min readMost people know little of the ships that wait out there"
    blocks = blocks_of("\n".join([glued, *(f"Step {number}" for number in range(between)), STORY]), "en")
    assert any(vote.rule.endswith(GLUED) for vote in date_line(blocks.dump, blocks)) is is_found


TWO_GLUED = [
    ("By Jane Doe May 3, 2024May 9, 2024", [("2024-05-03", "published"), ("2024-05-09", "modified")]),
    ("Posted by Jane Doe on May 3, 2024May 9, 2024", [("2024-05-03", "published"), ("2024-05-09", "modified")]),
    # The later one stands first: it is not told which is which.
    ("By Jane Doe May 9, 2024May 3, 2024", [("2024-05-09", "published"), ("2024-05-03", "published")]),
]


@pytest.mark.parametrize(("line", "expected"), TWO_GLUED, ids=[line for line, _ in TWO_GLUED])
def test_a_later_day_that_is_glued_to_one_beside_a_name_is_that_of_the_change(
    line: str, expected: list[tuple[str, str]]
) -> None:
    dump = "\n".join(["Island ferry sails again", line, *STORY_IN["en"]])
    blocks = blocks_of(dump, "en")
    assert [(vote.value[0], vote.part) for vote in date_line(blocks.dump, blocks)] == expected


def test_a_day_in_the_next_line_is_not_that_of_a_change() -> None:
    dump = "\n".join(["Island ferry sails again", "By Jane Doe May 3, 2024", "May 9, 2024", *STORY_IN["en"]])
    blocks = blocks_of(dump, "en")
    assert [vote.part for vote in date_line(blocks.dump, blocks)] == ["published", "published"]


@pytest.mark.parametrize(("day", "value"), [("3 October 2024", "2024-10-03"), ("5 October 2024", None)])
def test_whether_the_day_stands_first_is_told_by_the_same_day_in_words(day: str, value: str | None) -> None:
    dump = f"Home\n{HEADLINE}\n03/10/2024\n{' '.join(STORY_IN['en'])}\nA guide to ferries - {day}"
    found = [
        vote.value[0] for vote in date_line(*dump_and_blocks(dump)) if vote.span.start < dump.index(STORY_IN["en"][0])
    ]
    assert found == ([value] if value else [])


@pytest.mark.parametrize(("zone", "value"), [("GMT+1", "2024-10-03T10:15:00+01:00"), ("GMT", None)])
def test_whether_the_day_stands_first_is_told_by_the_zone_of_its_time(zone: str, value: str | None) -> None:
    dump = "\n".join(["Home", HEADLINE, f"Published on 03/10/2024 - 10:15 {zone}", *STORY_IN["en"]])
    found = [day for vote in date_line(*dump_and_blocks(dump)) for day in vote.value]
    assert found == ([value] if value else [])
