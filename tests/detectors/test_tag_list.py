"""Tags: first what a label does not make a tag, then lists behind labels, below them, and of hashtags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.detectors.tag_list import read_tags, tag_list

from .dumps import STORY, told, values

TITLE = "Island ferry sails again"

KEEPS = [
    "Tags were sewn into the collars of all the coats.",
    "Topics such as housing came up again and again.",
    "Topics: The council spoke about housing, and the schools will stay where they are now.",
    "Read more about the islands before you sail, he said.",
    "The storm, the ferry and the harbour",
    "# Heading of a chapter",
    "#1",
    "#1 #2",
    "C# and F# are languages",
]


@pytest.mark.parametrize("line", KEEPS)
def test_a_line_is_no_list_of_tags(line: str) -> None:
    assert told(tag_list, f"{TITLE}\n{STORY}\n{line}") == []


TAGS = [
    ("Tags: ferry, storm", ("ferry", "storm")),
    ("Tags: Ferry", ("Ferry",)),
    ("Tags: iPhone", ("iPhone",)),
    ("Tags: YouTube", ("YouTube",)),
    ("Tags: McDonald", ("McDonald",)),
    ("Tags: YouTube, iPhone", ("YouTube", "iPhone")),
    ("TAGS:FerryStormOld Harbour", ("Ferry", "Storm", "Old Harbour")),
    ("TAGS:FerryStormFerry", ("Ferry", "Storm")),
    ("TAGS:ÉtatÉglise", ("ÉtatÉglise",)),
    ("Read more about: Ferry , Storm", ("Ferry", "Storm")),
    ("Filed under: Politics, Sports.", ("Politics", "Sports")),
    ("Filed under Harbour", ("Harbour",)),
    ("Topics: Ferry | Storm | Harbour", ("Ferry", "Storm", "Harbour")),
    ("Tags: #ferry #storm", ("ferry", "storm")),
    ("Schlagwörter: Hafen, Sturm, Küste", ("Hafen", "Sturm", "Küste")),
    ("Themen: Hafen", ("Hafen",)),
    ("Mots-clés : Musée, Mine, Patrimoine", ("Musée", "Mine", "Patrimoine")),
    ("Etiquetas: Faros, Puerto Serena", ("Faros", "Puerto Serena")),
    ("Теги: порт, речной трамвай", ("порт", "речной трамвай")),
    ("الكلمات المفتاحية: العبارة، النهر، النقل", ("العبارة", "النهر", "النقل")),
    ("标签：岚江 夜航 文旅", ("岚江", "夜航", "文旅")),
    ("関連キーワード：汐見野市、渡し船", ("汐見野市", "渡し船")),
]


@pytest.mark.parametrize(("line", "tags"), TAGS)
def test_tags_behind_a_label_are_read(line: str, tags: tuple[str, ...]) -> None:
    assert told(tag_list, f"{TITLE}\n{STORY}\n{line}") == [(line, "tags", None, tags)]


def test_two_glued_tags_are_parted_if_the_dump_has_the_second_by_itself() -> None:
    assert values(tag_list, f"{TITLE}\n{STORY}\nThe new Harbour opens.\nTags:FerryHarbour") == ("Ferry", "Harbour")


def test_lines_below_a_label_are_tags() -> None:
    assert told(tag_list, f"{TITLE}\n{STORY}\nRelated Topics\nFerry\nOld Harbour\nPolitics") == [
        ("Related Topics", "tags", None, ()),
        ("Ferry", "tags", None, ("Ferry",)),
        ("Old Harbour", "tags", None, ("Old Harbour",)),
        ("Politics", "tags", None, ("Politics",)),
    ]


@pytest.mark.parametrize("bullet", ["* ", "• ", "- ", "▪ "])
def test_what_marks_an_item_of_a_list_is_not_of_the_tag(bullet: str) -> None:
    dump = f"{TITLE}\n{STORY}\nTags\n{bullet}Ferry\n{bullet}Sea ice"
    assert values(tag_list, dump) == ("Ferry", "Sea ice")


def test_a_word_of_a_menu_in_another_language_does_not_end_a_list() -> None:
    # "Cinema" is a section of Italian papers.
    assert values(tag_list, f"{TITLE}\n{STORY}\nTags\nCinema\nStorm", "en") == ("Cinema", "Storm")


def test_commas_on_lines_of_their_own_do_not_end_a_list() -> None:
    assert values(tag_list, f"{TITLE}\n{STORY}\nTags:\nFerry\n,\nStorm\n,\nHarbour") == ("Ferry", "Storm", "Harbour")


@pytest.mark.parametrize(
    "end",
    [
        "Contact",
        "Privacy Policy",
        "5",
        "£500",
        "\nAbout the island",
        "Who will mend the ferry now?",
        "More stories:",
        "A line of more words than any of the tags may have",
    ],
)
def test_a_list_of_tags_ends_before_what_is_none(end: str) -> None:
    assert values(tag_list, f"{TITLE}\n{STORY}\nTags\nFerry\nStorm\n{end}\nImprint") == ("Ferry", "Storm")


def test_tags_may_stand_above_the_story() -> None:
    assert values(tag_list, f"{TITLE}\nTags: ferry, storm\n{STORY}") == ("ferry", "storm")


def test_a_label_far_from_the_story_heads_a_menu() -> None:
    pages = "\n".join(f"Page {number}" for number in range(30))
    assert values(tag_list, f"Topics\nFerry\nStorm\n{pages}\n{TITLE}\n{STORY}\n{pages}\nTopics\nFerry\nStorm") == ()


def test_a_directory_below_a_label_is_no_list_of_tags() -> None:
    topics = "\n".join(f"Topic {chr(65 + number)}" for number in range(20))
    assert told(tag_list, f"{TITLE}\n{STORY}\nCategories\n{topics}") == [("Categories", "tags", None, ())]


def test_a_line_that_comes_again_gives_no_tags() -> None:
    line = "Topics You Follow"
    assert told(tag_list, f"{TITLE}\n{STORY}\n{line}\n{line}") == [(line, "tags", None, ())] * 2


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("#ferry #storm", ("ferry", "storm")),
        ("#MeToo", ("MeToo",)),
        ("#порт, #шторм", ("порт", "шторм")),
    ],
)
def test_a_line_of_hashtags_is_a_list_of_tags(line: str, tags: tuple[str, ...]) -> None:
    assert told(tag_list, f"{TITLE}\n{STORY}\n{line}") == [(line, "tags", None, tags)]


@given(st.text(alphabet="abcABC,;|#·、 é", max_size=60))
def test_every_tag_stands_in_its_line_and_only_once(line: str) -> None:
    tags = read_tags(line)
    assert len(set(tags)) == len(tags)
    assert all(tag and tag in line for tag in tags)
