"""Captions and credits: first what is neither, then labels, signs, and what stands on one line or below each other."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.detectors.picture import picture
from newsclean.model import Role
from newsclean.segmentation import fold_white_space

from .dumps import PROSE, STORY, Told, blocks_of, blocks_of_page, told, votes

TITLE = "Island ferry sails again"


def told_of(lines: str) -> list[Told]:
    """The votes on a dump that has the lines between a title and its story."""
    return told(picture, f"{TITLE}\n{lines}\n{STORY}")


KEEPS = [
    "The photo of the ferry was shared by thousands of people on the island within a single day.",
    "Photo finishes are rare on this track, and nobody could remember the last one before Sunday.",
    "Getty Images has sued the maker of the program in London, its lawyers said on Monday morning.",
    "Her picture hung in the town hall for forty years, and then in the museum beside the harbour.",
    "© 2024 The Courier. All rights reserved.",
    "Copyright 2024 The Courier",
    "© The Courier 2001-2024",
    "© Riproduzione riservata",
    "He had only one thing to say about the photo: nobody had asked him before it was taken and sold.",
    "What the mayor saw in this photo: three tugs",
    "What the mayor saw in this photo: Harbour rats",
    "The app of The Courier is free © 2024",
    "Reuters",
    "Anna Berg",
    "By Anna Berg",
    "3 May 2024",
    "Home",
    "www.harbour.example",
    "The old harbour",
    "The council met twice (AP/2 hours).",
    # In Japanese: photographs for remembrance, and a film that is being made.
    "記念撮影",
    "集合写真撮影",
    "映画の撮影",
    "新作を京都市内で撮影",
    # In Chinese: where a film was shot, a picture of a picture, and who holds a lens.
    "这部电影在青岛拍摄",
    "他的新片。全片在青岛拍摄",
    "（视频截图翻摄）",
]


@pytest.mark.parametrize("line", KEEPS)
def test_a_line_is_neither_caption_nor_credit(line: str) -> None:
    assert told_of(line) == []


def test_a_paragraph_before_a_credit_is_no_caption_if_it_follows_a_paragraph() -> None:
    found = told(picture, f"{TITLE}\n{STORY}\nPhoto: Harbour Office")
    assert [(text, role) for text, role, _, _ in found] == [("Photo: Harbour Office", "credit")]


@pytest.mark.parametrize(
    "line", ["- Seven ships, and the ferry", "Seven ships are out there:", "3 ships are out there"]
)
def test_a_list_before_a_credit_is_no_caption(line: str) -> None:
    found = told_of(f"By\n{line}\nPhoto: Harbour Office")
    assert [(text, role) for text, role, _, _ in found] == [("Photo: Harbour Office", "credit")]


def test_a_line_that_is_the_label_of_a_gallery_makes_no_caption_of_the_line_above() -> None:
    found = told_of("Share\nThe harbour in May.\nFoto galeriler")
    assert [text for text, role, _, _ in found if role == "caption"] == []


def test_a_label_that_begins_headlines_too_makes_no_caption_of_the_line_above() -> None:
    assert [role for _, role, _, _ in told_of("By\nThe old harbour in May\nPhoto Jane Doe")] == ["credit"]


def test_an_owner_behind_a_copyright_sign_is_no_credit_at_the_foot_of_the_page() -> None:
    assert told(picture, f"{TITLE}\n{STORY}\nHome\nContact\nImprint\n© Courier Media") == []


@pytest.mark.parametrize(
    ("element", "is_credit"),
    [("<footer>{}</footer>", False), ("<div class=site-footer><p>{}</p></div>", False), ("<div>{}</div>", True)],
)
def test_an_owner_behind_a_copyright_sign_in_a_footer_is_no_credit(element: str, *, is_credit: bool) -> None:
    page = f"<h1>{TITLE}</h1><p>{STORY}</p><p>The first sacks go north.</p>{element.format('© Courier Media')}"
    found = list(picture(blocks_of_page(page).dump, blocks_of_page(page)))
    assert bool(found) is is_credit


def test_a_name_at_the_end_of_one_sentence_among_many_on_a_line_is_no_credit() -> None:
    line = " ".join([*[STORY.replace("\n", " ")] * 6, "The agency had it first.", "Reuters"])
    assert told(picture, line) == []


CREDITS = [
    ("Photo: Harbour Office", "Harbour Office"),
    ("Photo by Jane Doe", "Jane Doe"),
    ("Photo | Jane Doe", "Jane Doe"),
    ("(Photo: Jane Doe)", "Jane Doe"),
    ("Photograph: Jane Doe/The Courier", "Jane Doe/The Courier"),
    ("Image credit: Harbour Office", "Harbour Office"),
    ("Image source, Getty Images", "Getty Images"),
    ("Courtesy of the Harbour Office", "the Harbour Office"),
    ("Foto: dpa", "dpa"),
    ("Foto: Lena Muster/dpa", "Lena Muster/dpa"),
    ("Bildrechte: Rundfunkarchiv", "Rundfunkarchiv"),
    ("Crédit photo : Armand Thieux", "Armand Thieux"),
    ("Фото: Матвей Стрельников", "Матвей Стрельников"),
    ("写真：小林一郎", "小林一郎"),
    ("Getty Images", "Getty Images"),
    ("AFP via Getty Images", "AFP via Getty Images"),
    ("AP Photo/Jane Doe", "AP Photo/Jane Doe"),
    ("Jane Doe/AFP", "Jane Doe/AFP"),
    ("© dpa", "dpa"),
    ("© Jane Doe/imago", "Jane Doe/imago"),
    ("(c) Jane Doe", "Jane Doe"),
    ("JANE DOE / AFP", "JANE DOE / AFP"),
    ("佐藤健撮影", "佐藤健"),
    ("沈若兰 摄", "沈若兰"),
    ("本报记者 林小河 摄", "林小河"),
]


@pytest.mark.parametrize(("line", "credit"), CREDITS)
def test_a_credit_is_read_without_its_label(line: str, credit: str) -> None:
    found = [vote for vote in told_of(f"By\n{line}") if vote[1] == "credit"]
    assert found == [(line, "credit", None, (credit,))]


CAPTIONS = [
    ("Image caption The harbour after the storm", "The harbour after the storm"),
    ("Image caption, The harbour after the storm", "The harbour after the storm"),
    ("FILE PHOTO: Fishermen mend their nets", "Fishermen mend their nets"),
    ("Fishermen mend their nets (File photo)", "Fishermen mend their nets"),
    ("Bildunterschrift: Der Hafen am frühen Morgen", "Der Hafen am frühen Morgen"),
    ("Im Bild: die Sieger des Laufs", "die Sieger des Laufs"),
    ("In this photo provided by the harbour office, two tugs hold the ferry.",) * 2,
    ("港に停泊する連絡船（資料写真）", "港に停泊する連絡船"),
]


@pytest.mark.parametrize(("line", "caption"), CAPTIONS)
def test_a_caption_is_read_without_its_label(line: str, caption: str) -> None:
    assert told_of(line) == [(line, "caption", None, (caption,))]


BOTH = [
    ("The ferry at the pier. (Photo by Jane Doe)", "The ferry at the pier.", "Jane Doe"),
    ("The ferry at the pier (AP Photo/Jane Doe)", "The ferry at the pier", "AP Photo/Jane Doe"),
    ("The ferry at the pier (Jane Doe/AFP)", "The ferry at the pier", "Jane Doe/AFP"),
    ("El puente viejo de la isla (EFE/Ana Ruiz)", "El puente viejo de la isla", "EFE/Ana Ruiz"),
    ("壊れた橋を見る住民＝佐藤健撮影", "壊れた橋を見る住民", "佐藤健"),
    ("壊れた橋を見る住民（佐藤健撮影）", "壊れた橋を見る住民", "佐藤健"),
    ("渡轮停在港口。沈若兰 摄", "渡轮停在港口。", "沈若兰"),
    ("少年在鹽田練習挑鹽。（記者林小河攝）", "少年在鹽田練習挑鹽。", "林小河"),
    ("The ferry at the pier. Jane Doe/AFP", "The ferry at the pier.", "Jane Doe/AFP"),
    ("The ferry at the old pier of the town Jane Doe/AFP", "The ferry at the old pier of the town", "Jane Doe/AFP"),
    ("Greta Aule in the foyer of her cinema Photo: Oonagh Tarrant", "Greta Aule in the foyer of her cinema",
     "Oonagh Tarrant"),
    ("Zwei Schlepper bei der Arbeit am Kai | Foto: Ulla Reents", "Zwei Schlepper bei der Arbeit am Kai",
     "Ulla Reents"),
    ("Zwei Schlepper bei der Arbeit am Kai © Hafenamt", "Zwei Schlepper bei der Arbeit am Kai", "Hafenamt"),
    ("Паром у старого причала в Кельме Фото: Матвей Стрельников", "Паром у старого причала в Кельме",
     "Матвей Стрельников"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "caption", "credit"), BOTH)
def test_a_line_may_hold_a_caption_and_its_credit(line: str, caption: str, credit: str) -> None:
    assert told_of(line) == [(line, "credit", None, (credit,)), (line, "caption", None, (caption,))]


TAILS = [
    ("Die Fähre am Kai. (Foto: dpa)", "(Foto: dpa)", "dpa"),
    ("Two of three tugs at work. Photo: Harbour Office", "Photo: Harbour Office", "Harbour Office"),
    ("Two of three tugs at work. kelm.test", "kelm.test", "kelm.test"),
    ("Two of three tugs at work on Tuesday. Reuters", "Reuters", "Reuters"),
    ("Zwei Schlepper bei der Arbeit. Foto: Ulla Reents/Wendener Bote", "Foto: Ulla Reents/Wendener Bote",
     "Ulla Reents/Wendener Bote"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "tail", "credit"), TAILS)
def test_a_credit_that_was_cut_off_its_caption_makes_it_one(line: str, tail: str, credit: str) -> None:
    head = line.removesuffix(tail).strip()
    assert told_of(line) == [(head, "caption", None, (head,)), (tail, "credit", None, (credit,))]


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Greta Aule in the foyer of her cinema", "Photograph: Oonagh Tarrant"),
        ("Alumnos de la escuela de oficios limpian la lente.", "Foto: Bruno Altamar"),
        ("Polizisten vor dem Rathaus", "© Rolf Zoller/imago"),
    ],
)
def test_a_line_right_before_a_credit_is_its_caption(caption: str, credit: str) -> None:
    found = told_of(f"By\n{caption}\n{credit}")
    assert found[0] == (caption, "caption", None, (caption,))
    assert found[1][:2] == (credit, "credit")


ABOVE = f"Ferry sails again\n{STORY}"
LAST = {
    "de": "Der Kutter soll am Donnerstag nach Husum geschleppt werden.",
    "en": "The boat will be towed to Hull on Thursday.",
    "es": "El barco será remolcado el jueves al puerto.",
    "it": "La barca sarà rimorchiata giovedì fino a Venezia.",
    "pl": "Kuter zostanie w czwartek odholowany do Gdyni.",
    "ru": "Траулер отбуксируют в порт в четверг.",
}


@pytest.mark.parametrize(
    ("last", "mark"),
    [
        ("de", "(dpa)"), ("en", "(Reuters)"), ("en", "AP"), ("es", "EFE"), ("es", "(EFE)"),
        ("it", "(ANSA)"), ("pl", "(PAP)"), ("ru", "ТАСС"), ("ru", "РИА Новости"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("below", ["", "\nTerms of use\nContact us"])
def test_the_last_sentence_of_a_story_is_no_caption_before_the_mark_of_its_agency(
    last: str, mark: str, below: str
) -> None:
    assert {vote[:2] for vote in told(picture, f"{ABOVE}\n{LAST[last]} {mark}{below}")} == {(mark, "credit")}


@pytest.mark.parametrize(
    "dump",
    [
        pytest.param(f"{LAST['en']} (Reuters)\n{STORY}", id="above the story"),
        pytest.param(f"{ABOVE}\n{LAST['en']} (Reuters)\n{PROSE}", id="amid the story"),
        pytest.param(f"{ABOVE}\nMost read\n{LAST['en']} (Reuters)", id="below another line"),
        pytest.param(f"{ABOVE}\n{LAST['en']} Jane Doe/AFP", id="a photographer's name"),
    ],
)
def test_elsewhere_a_sentence_before_the_mark_of_an_agency_is_a_caption(dump: str) -> None:
    assert (LAST["en"], "caption") in [(text, role) for text, role, _, _ in told(picture, dump)] or any(
        role == "caption" and value == (LAST["en"],) for _, role, _, value in told(picture, dump)
    )


SIGNED = [
    # What stands behind a sentence amid paragraphs, and whether it is left open what the sentence is.
    ("Photo: AP", True),
    ("(AP)", True),
    ("(© dpa)", True),
    ("Photo: Jane Doe", False),
    ("© Jane Doe/dpa", False),
]


@pytest.mark.parametrize(("tail", "is_open"), SIGNED)
def test_a_sentence_amid_paragraphs_that_an_agency_signs_is_left_open(tail: str, is_open: bool) -> None:
    above, below = STORY.split("\n")
    sentence = "Two tugs had pulled the ferry from the rocks on Monday, and nobody on the island was hurt."
    captions = [
        [vote.weight for vote in votes(picture, dump) if vote.role is Role.CAPTION]
        for dump in (f"{above}\n{sentence} {tail}\n{below}", f"Share\n{sentence} {tail}\nShare")
    ]
    assert [weight < 1.0 for weights in captions for weight in weights] == [is_open, False]


BEFORE_CREDIT = [
    # A line, what stands above it, and whether it is left open what it is.
    ("Alumnos de la escuela de oficios limpian la lente.", TITLE, False),
    ("The ferry and two tugs lie at the old pier on the north side of the harbour.", TITLE, False),
    ("The north pier", TITLE, False),
    ("The north pier", f"{TITLE}\n{STORY}", True),
    ("The ferry sailed again on Monday with forty people. Nobody was hurt.", TITLE, True),
]


@pytest.mark.parametrize(("line", "above", "is_open"), BEFORE_CREDIT)
def test_a_subheading_or_paragraph_above_a_picture_is_left_open(line: str, above: str, is_open: bool) -> None:
    found = votes(picture, f"{above}\nShare\n{line}\nPhoto: Harbour Office\n{STORY}")
    assert [(vote.role, vote.weight < 1.0) for vote in found] == [(Role.CAPTION, is_open), (Role.CREDIT, False)]


@pytest.mark.parametrize(
    ("between", "last", "below", "is_left"),
    [
        ("", "The ferry was sold.", "Share", True),
        ("Read more: Old lock opens\n", "The ferry was sold.", "Share", True),
        ("Advertisement\n", "The ferry was sold.", "Share", True),
        ("Share this story\n", "The ferry was sold.", "Share", False),
        ("", "The ferry at the pier", "Share", False),
        ("", "The ferry was sold.", STORY, False),
    ],
    ids=["below the story", "below a link", "below an advert", "below a button", "no sentence", "above prose"],
)
def test_the_last_sentence_of_a_story_above_its_source_is_no_caption(
    between: str, last: str, below: str, is_left: bool
) -> None:
    found = votes(picture, f"{TITLE}\n{STORY}\n{between}{last}\nSource: Harbour Office\n{below}")
    assert (Role.CAPTION not in {vote.role for vote in found}) is is_left


@pytest.mark.parametrize(
    ("label", "line", "role"),
    [
        ("Image caption", "The harbour after the storm", "caption"),
        ("Photo", "Jane Doe", "credit"),
        ("Bildquelle", "dpa", "credit"),
    ],
)
def test_a_label_alone_announces_the_line_below(label: str, line: str, role: str) -> None:
    assert told_of(f"By\n{label}\n{line}") == [(label, role, None, ()), (line, role, None, (line,))]


def test_what_stands_below_a_label_and_is_no_name_is_left() -> None:
    found = told_of("By\nPhoto\n5 of 7")
    assert found == [("Photo", "credit", None, ())]


@pytest.mark.parametrize(("tag", "captions"), [("p", ["The old harbour at night"]), ("h2", []), ("h3", [])])
def test_a_heading_of_a_page_is_no_caption(tag: str, captions: list[str]) -> None:
    above = f"<{tag}>The old harbour at night</{tag}><p>Photo: Jane Doe</p>"
    blocks = blocks_of_page(f"<h1>{TITLE}</h1>{above}<p>{PROSE}</p>")
    found = picture(blocks.dump, blocks)
    assert [value for vote in found if vote.role is Role.CAPTION for value in vote.value] == captions


@pytest.mark.parametrize(
    ("room", "is_caption"),
    [
        ("<p>{}</p>{}", False),
        ("<blockquote>{}</blockquote>{}", True),
        ("<div><p>{}</p>{}</div>", True),
        ("<div><p>{}</p></div>{}", True),
    ],
    ids=["a paragraph", "no paragraph", "in an element of its own", "in an element without its source"],
)
def test_the_last_sentence_of_the_element_of_a_story_may_stand_above_its_source(room: str, is_caption: bool) -> None:
    last = room.format("The boat will be towed.", "<p>Source: Osk Harbour Office</p>")
    blocks = blocks_of_page(f"<p>{PROSE}</p><blockquote>Nobody was hurt</blockquote>{last}")
    captions = [vote.value for vote in picture(blocks.dump, blocks) if vote.rule == "picture.before_credit"]
    assert captions == [("The boat will be towed.",)] * is_caption


@given(
    st.lists(st.sampled_from(["Photo:", "(Photo by", "Jane Doe", "/AFP", ")", "The ferry.", "©", "Getty Images", "("]))
)
def test_what_is_read_stands_in_the_line(words: list[str]) -> None:
    line = " ".join(words)
    for vote in votes(picture, f"{line}\n{STORY}"):
        for value in vote.value:
            assert value.strip()
            assert value in fold_white_space(line)


def lines_run(dump: str) -> int:
    """How many lines of the detector's own run."""
    run = 0

    def count(_: FrameType, event: str, __: Any) -> Any:
        nonlocal run
        run += event == "line"
        return count

    blocks = blocks_of(dump, "es")
    # Coverage may be looking on.
    before = sys.gettrace()
    sys.settrace(lambda frame, *_: count if frame.f_code.co_filename.endswith("picture.py") else None)
    try:
        assert list(picture(blocks.dump, blocks))
    finally:
        sys.settrace(before)
    return run


def test_of_many_captions_on_one_line_each_costs_the_same() -> None:
    few, many = (lines_run(" ".join(["El puente viejo de la isla (EFE/Ana Ruiz.)"] * count)) for count in (100, 400))
    assert many / few < 5.0
