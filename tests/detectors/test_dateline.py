"""Where a story was reported from: first the beginnings that name no place, then those that do."""

from __future__ import annotations

import pytest

from newsclean.detectors.dateline import dateline

from .dumps import STORY_IN, blocks_of, told, values

REST = "The ferry to the island sails again from Monday, the harbour office said after a storm of nine days."
MORE = "Two tugs had pulled the old ship from the rocks, and divers found no hole in its hull on Sunday morning."


def place_of(text: str, language: str | None = None, more: str = MORE) -> tuple[str, ...]:
    """The dateline of a story of two paragraphs that begins with ``text``."""
    return values(dateline, f"Island ferry sails again\n{text}\n{more}", language)


KEEPS = [
    REST,
    f"Update: {REST}",
    f"Question: {REST}",
    f"Trump: {REST}",
    f"Donald Trump: {REST}",
    f"Trump: {REST} Donald Trump was there.",
    f"Smith: {REST} Mr Smith is in the town.",
    f"Smith: {REST}\nSmith: We had no bread.",
    f"Update: {REST} There is an update.",
    f"However – {REST}",
    f"No. {REST}",
    f"Monday, 3 May – {REST}",
    f"Until 25. April, from 10 p.m. {REST}",
    f"Today, 40 people – {REST}",
    f"Underwriters – {REST}",
    f"John Lewis – {REST}",
    f"Specifically, it was the harbour – {REST}",
    f"TAKE YOUR TIME – {REST} They take your word for it.",
    f"The harbour (which is old) – {REST}",
    f"Note: {REST}",
    f"TLDR: {REST}",
    f"Stromausfall Berlin: {REST} There was light in Berlin.",
    f"AsianScientist (Jan. 17, 2012) – {REST}",
    f"Ferries / sailing times / {REST}",
    f"Well, OK – {REST}",
    "作者在书中回忆了自己在小岛上的童年，渡轮每天早上八点从北码头开出，船票只要两角钱，船员都认识他。",
]


@pytest.mark.parametrize("text", KEEPS)
def test_a_paragraph_begins_without_a_place(text: str) -> None:
    assert place_of(text) == ()


PLACES = [
    (f"MOSCOW, May 3 (Reuters) - {REST}", "MOSCOW"),
    (f"MOSCOW (Reuters) – {REST}", "MOSCOW"),
    (f"PARIS (AFP) — {REST}", "PARIS"),
    (f"Berlin (dpa) - {REST}", "Berlin"),
    (f"Berlin/Potsdam (dpa/bb) - {REST}", "Berlin/Potsdam"),
    (f"LONDON — {REST}", "LONDON"),
    (f"NEW YORK—{REST}", "NEW YORK"),
    (f"CAPE TOWN – {REST} Nobody in the town had seen Cape Town so still.", "CAPE TOWN"),
    (f"SEOUL, South Korea — {REST}", "SEOUL"),
    (f"VANCOUVER, British Columbia, Jan. 11 (UPI) -- {REST}", "VANCOUVER"),
    (f"RICHMOND, Va. – {REST}", "RICHMOND"),
    (f"WASHINGTON (January 24, 2017) — {REST}", "WASHINGTON"),
    (f"Rio de Janeiro (EFE) - {REST}", "Rio de Janeiro"),
    (f"Nendeln, 27.6.2025 – {REST}", "Nendeln"),
    (f"Kiel – {REST} Ships from Kiel are late.", "Kiel"),
    (f"Moscow: {REST} The ship was built in Moscow.", "Moscow"),
    (f"Kelm: {REST} Kelm council had paid for it.", "Kelm"),
    (f"PUERTO SERENA.- {REST}", "PUERTO SERENA"),
    (f"Washington D.C. – {REST} The ship is from Washington D.C.", "Washington D.C."),
    (f"Kelm. {REST} The ship was built in Kelm.", "Kelm"),
    (f"NEW YORK, Nov. 20, 2025 /PRNewswire/ -- {REST}", "NEW YORK"),
    (f"Mumbai, India, Nov. 20, 2025 /PRNewswire/ -- {REST}", "Mumbai"),
    (f"Toronto, ON / ACCESSWIRE / June 3, 2025 / {REST}", "Toronto"),
    (f"OSLO, Norway, Nov. 20, 2025 (GLOBE NEWSWIRE) -- {REST}", "OSLO"),
    (f"SAN DIEGO, Calif.--(BUSINESS WIRE)--{REST}", "SAN DIEGO"),
    (f"NEW YORK--(BUSINESS WIRE)--{REST}", "NEW YORK"),
    (f"Chicago, IL – June 3, 2025 – {REST}", "Chicago"),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_the_place_before_the_first_sentence_is_read(text: str, place: str) -> None:
    assert place_of(text, "en") == (place,)


@pytest.mark.parametrize(
    ("opening", "language", "place"),
    [
        ("МОСКВА, 3 мая – РИА Новости. ", "ru", "МОСКВА"),
        ("Москва. 3 мая. Интерфакс - ", "ru", "Москва"),
        ("EMDEN, Deutschland, 3. Juni 2025 /PRNewswire/ -- ", "de", "EMDEN"),
        ("Emden (ots) - ", "de", "Emden"),
        ("LILLE, France, 3 juin 2025 (GLOBE NEWSWIRE) -- ", "fr", "LILLE"),
        ("القاهرة (رويترز) - ", "ar", "القاهرة"),
        ("موسكو 3 مايو (رويترز) - ", "ar", "موسكو"),
        ("नई दिल्ली, 3 मई (भाषा) ", "hi", "नई दिल्ली"),
        ("新华社北京3月5日电 ", "zh", "北京"),
        ("新华社北京3月5日电（记者 王小明）", "zh", "北京"),
        ("北京１月１２日电 ", "zh", "北京"),
        ("【ニューヨーク＝山田太郎】", "ja", "ニューヨーク"),
        ("【ワシントン共同】", "ja", "ワシントン"),
        ("(서울=연합뉴스) 김철수 기자 = ", "ko", "서울"),
        ("[서울=뉴시스] ", "ko", "서울"),
    ],
)
def test_the_place_is_read_in_other_scripts(opening: str, language: str, place: str) -> None:
    first, second = STORY_IN[language]
    assert place_of(opening + first, language, second) == (place,)


def test_the_vote_marks_the_place_alone_and_weighs_nothing() -> None:
    text = f"MOSCOW, May 3 (Reuters) - {REST}\n{MORE}"
    (vote,) = dateline(blocks_of(text).dump, blocks_of(text))
    assert (vote.span.start, vote.span.end, vote.weight) == (0, len("MOSCOW"), 0.0)
    assert told(dateline, text) == [("MOSCOW", "dateline", None, ("MOSCOW",))]


def test_a_standfirst_may_stand_before_the_dateline() -> None:
    assert place_of(REST, "en", f"LONDON — {MORE}") == ("LONDON",)


def test_the_fourth_paragraph_has_no_dateline() -> None:
    assert place_of(REST, "en", f"{MORE}\n{REST}\nLONDON — {MORE}") == ()


def test_one_story_has_one_dateline() -> None:
    assert place_of(f"LONDON — {REST}", "en", f"PARIS — {MORE}") == ("LONDON",)


def test_a_dump_without_prose_has_no_dateline() -> None:
    assert values(dateline, "LONDON —") == values(dateline, "") == ()
