"""Labels that no list of phrases can hold: first what is text, then what is nothing but a label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.detectors.label import label
from newsclean.model import Role

from .dumps import PROSE, STORY, STORY_IN, blocks_of, blocks_of_page, told, votes

KEEPS = [
    # Words and sentences.
    "Ferry",
    "Island ferry sails again",
    "The ferry sails at 10:30.",
    "Паром",
    "渡轮",
    "العبارة",
    "नौका",
    "나룻배",
    # Names and words with signs in them.
    "ice-cream",
    "Jane_Doe",
    "rock'n'roll",
    "U.S.",
    "G7",
    "Covid-19",
    "iPhone 15 Pro",
    "AT&T",
    "and/or",
    "U.S./Canada",
    "km/h",
    "C++",
    # Numbers that say something.
    "3 May 2024",
    "1 of the ships",
    "12 dead",
    "Nine of 10",
    "24-hour strike",
    "9 days of storm",
    "$5 million",
    "1. The ferry",
    "2024年5月3日",
    "Room 4/12",
    # Minutes of something else.
    "Simmer gently for 5 min",
    "Lecture",
    "The ferry waits 5 min",
    # Sentences with addresses and brackets in them.
    "Write to office@harbour.example before Monday.",
    "See www.harbour.example for the timetable.",
    "harbour.example/ferry has the timetable.",
    "The ferry sails again pic.twitter.com/Ab12Cd34Ef",
    "@harbour said that the ferry sails.",
    "[The ferry] sails again, he said.",
    "The picture ferry.jpg shows the ship.",
    "ferry.jpg shows the ship",
    # The letter c in brackets is a letter.
    "Section 4 (c) says so.",
    "(c) the ferry sails again",
    "Point (c) 12 of the treaty",
    # A long line is no label, whatever sign stands in it.
    "The paper on the wall of the harbour office says © 2024 " + "and nobody knows by whom it was put up " * 8,
    "[" + "The ferry sails again " * 12 + "]",
]


@pytest.mark.parametrize("line", KEEPS)
def test_no_label_is_seen_in(line: str) -> None:
    assert told(label, line) == []


@pytest.mark.parametrize("language", STORY_IN)
def test_no_label_is_seen_in_a_story(language: str) -> None:
    assert told(label, "\n".join(STORY_IN[language]), language) == []


BLOG = "14:32\nThe ferry sails again.\n13:05\nHer lights are on\nThe ferry is in the dock.\n12:10\nGood morning."


def test_the_times_of_the_entries_of_a_live_blog_are_no_labels() -> None:
    assert told(label, BLOG) == []
    # Of videos the lengths are in no order, and headlines stand between them.
    unordered = BLOG.replace("13:05", "3:05")
    headlines = BLOG.replace(".", "")
    assert [len(told(label, dump)) for dump in (unordered, headlines)] == [3, 3]


FINDS = [
    ("arrow_back", Role.INTERFACE, "icon_name"),
    ("keyboard_arrow_down", Role.INTERFACE, "icon_name"),
    ("looks_3", Role.INTERFACE, "icon_name"),
    ("fa-facebook-f", Role.INTERFACE, "icon_name"),
    ("icon-chevron-right", Role.INTERFACE, "icon_name"),
    ("glyphicon-search", Role.INTERFACE, "icon_name"),
    ("|", Role.INTERFACE, "no_words"),
    ("»", Role.INTERFACE, "no_words"),
    ("* * *", Role.INTERFACE, "no_words"),
    ("-----", Role.INTERFACE, "no_words"),
    ("___", Role.INTERFACE, "no_words"),
    ("• • •", Role.INTERFACE, "no_words"),
    ("\ue8b6", Role.INTERFACE, "no_words"),
    ("[image]", Role.INTERFACE, "picture_placeholder"),
    ("[ferry at the quay]", Role.INTERFACE, "picture_placeholder"),
    ("[照片]", Role.INTERFACE, "picture_placeholder"),
    ("ferry-2024_large.JPG", Role.INTERFACE, "picture_placeholder"),
    ("logo.svg", Role.INTERFACE, "picture_placeholder"),
    ("1/7", Role.MEDIA, "gallery_counter"),
    ("1 / 7", Role.MEDIA, "gallery_counter"),
    ("(1 / 7)", Role.MEDIA, "gallery_counter"),
    ("1 of 7", Role.MEDIA, "gallery_counter"),
    ("3 von 12", Role.MEDIA, "gallery_counter"),
    ("3 sur 12", Role.MEDIA, "gallery_counter"),
    ("3 de 12", Role.MEDIA, "gallery_counter"),
    ("3 из 12", Role.MEDIA, "gallery_counter"),
    ("0:00", Role.MEDIA, "clock"),
    ("12:34", Role.MEDIA, "clock"),
    ("00:00 / 03:25", Role.MEDIA, "clock"),
    ("pic.twitter.com/Ab12Cd34Ef", Role.MEDIA, "posted_picture"),
    ("Pic.x.com/Ab12Cd34Ef", Role.MEDIA, "posted_picture"),
    ("12", Role.OTHER, "number"),
    ("1,204", Role.OTHER, "number"),
    ("(12)", Role.OTHER, "number"),
    ("1.2K", Role.OTHER, "number"),
    ("3.4M", Role.OTHER, "number"),
    ("#3", Role.OTHER, "number"),
    ("45%", Role.OTHER, "number"),
    ("١٢", Role.OTHER, "number"),
    ("https://harbour.example/ferry?day=1", Role.OTHER, "address"),
    ("www.harbour.example", Role.OTHER, "address"),
    ("harbour.example/ferry?day=1", Role.OTHER, "address"),
    ("t.example/Ab12Cd", Role.OTHER, "address"),
    ("office@harbour.example", Role.OTHER, "address"),
    ("jane.doe+news@mail.harbour.example", Role.OTHER, "address"),
    ("@harbour", Role.OTHER, "address"),
    ("© 2024 The Courier", Role.LEGAL, "copyright"),
    ("© The Courier", Role.LEGAL, "copyright"),
    ("(c) 2024 The Courier", Role.LEGAL, "copyright"),
    ("(C)2024 The Courier", Role.LEGAL, "copyright"),
    ("Copyright © 2024 The Courier. Printed in Kelm.", Role.LEGAL, "copyright"),
    ("Copyright (c) 2024 The Courier", Role.LEGAL, "copyright"),
    ("版权所有 © 2024 港口晚报", Role.LEGAL, "copyright"),
    ("جميع الحقوق محفوظة © 2024", Role.LEGAL, "copyright"),
    ("Leestijd 3 minuten", Role.RELATED, "minutes"),
    ("4 min read", Role.RELATED, "minutes"),
    ("Temps de lecture : 3 min", Role.RELATED, "minutes"),
    ("ca. 3 Min. Lesezeit", Role.RELATED, "minutes"),
]


@pytest.mark.parametrize(("line", "role", "rule"), FINDS, ids=[row[0] for row in FINDS])
def test_a_label_is_known_by_its_form(line: str, role: Role, rule: str) -> None:
    assert [(vote.role, vote.rule, vote.part, vote.value, vote.whole) for vote in votes(label, line)] == [
        (role, f"label.{rule}", None, (), None)
    ]


@pytest.mark.parametrize(
    ("line", "is_of_story"),
    [
        ("3.", True),
        ("12)", True),
        ("$400", True),
        ("15 %", True),
        ("₹1,200 – ₹1,500", True),
        # Counters, dates of teasers and places in a list of the most read.
        ("3", False),
        ("1,204", False),
        ("2024-05-03", False),
        ("#3", False),
    ],
)
def test_sums_and_numbers_of_sections_between_paragraphs_are_the_storys(line: str, is_of_story: bool) -> None:
    paragraphs = STORY_IN["en"]
    found = [(line, "other", None, ())]
    assert told(label, "\n\n".join([*paragraphs[:-1], line, paragraphs[-1]]), "en") == ([] if is_of_story else found)
    # Above the story and below it they are those of the page.
    assert told(label, "\n\n".join([line, *paragraphs]), "en") == found
    assert told(label, "\n\n".join([*paragraphs, line]), "en") == found


@pytest.mark.parametrize(("line", "role", "rule"), FINDS[::6], ids=[row[0] for row in FINDS[::6]])
def test_labels_are_found_within_a_dump(line: str, role: Role, rule: str) -> None:
    assert told(label, f"{STORY}\n\n{line}\n\n{STORY}", "en") == [(line, str(role), None, ())]


def test_a_block_has_one_vote_at_most_though_several_forms_fit() -> None:
    # A clock is a number, too, and a bracketed number a placeholder.
    assert [vote.rule for vote in votes(label, "12:34")] == ["label.clock"]
    assert [vote.rule for vote in votes(label, "[12]")] == ["label.picture_placeholder"]


NASTY = ["_a" * 120, "a_" * 120, "[" * 250, "(" * 250, "@" * 250, "a.b" * 80 + "@", "1:" * 120, "© " * 120, "fa-" * 80]
NASTY += ["a." * 120]


@pytest.mark.parametrize("line", NASTY)
def test_a_line_made_to_be_slow_has_one_vote_at_most(line: str) -> None:
    assert len(votes(label, line)) <= 1


@given(st.text(alphabet="ab_1-.:/@©()[]%kM 漢·", min_size=1, max_size=40))
def test_any_line_can_be_read(line: str) -> None:
    blocks = blocks_of(f"Ferry\n\n{line}\n\nFerry")
    spans = [blocks.span(number) for number in range(len(blocks))]
    found = [vote.span for vote in label(blocks.dump, blocks)]
    assert set(found) <= set(spans)
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("time", "heading", "is_label"),
    [
        ("<time>08:02</time>", "<h3>Good morning</h3>", False),
        ("08:02", "<h3>Good morning</h3>", True),
        ("<time>3 May 2024</time></p><p>08:02", "<h3>Good morning</h3>", True),
        ("<time>08:02</time>", "<h3><a href=/storm>Storm closes schools</a></h3>", True),
    ],
)
def test_a_time_that_the_page_marks_above_the_heading_of_an_entry_is_no_label(
    time: str, heading: str, is_label: bool
) -> None:
    blocks = blocks_of_page(f"<title>Storm</title><p>{time}</p>{heading}<p>{PROSE}</p>")
    assert [vote.rule for vote in label(blocks.dump, blocks)] == ["label.clock"] * is_label
