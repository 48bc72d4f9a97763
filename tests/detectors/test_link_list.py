"""Menus and lists of links: first short lines that may be anything, then rows of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.detectors.link_list import link_list
from newsclean.model import Role

from .dumps import PROSE, STORY, STORY_IN, blocks_of, blocks_of_page, told, votes

KEEPS = {
    "a story": STORY,
    "a line alone": "Harbour",
    "three short lines": f"Island ferry sails again\nJane Doe\n3 May 2024\n{STORY}",
    "three short lines at the end": f"{STORY}\nHarbour\nFerry\nIsland",
    "subheadings between paragraphs": f"The storm\n{STORY}\nThe rocks\n{STORY}\nThe hull\n{STORY}\nThe quay",
    "short sentences": "I came.\nI saw.\nI left.\nI slept.\nI woke.",
    "questions and answers": "Why now?\nYes!\nWhere?\nNo…\nWhen?",
    "short sentences in Chinese": "我来了。\n我看了。\n我走了。\n我睡了。",
    "short sentences in Hindi": "मैं आया।\nमैंने देखा।\nमैं गया।\nमैं सोया।",
    "headlines": "\n\n".join(f"Ferry number {number} sails again in June" for number in range(9)),
    "lines of five words": "\n\n".join(f"Island ferry number {number} sails" for number in "12345"),
    "headlines in Japanese": "\n\n".join(
        ["古い水門、六月に再び開く", "北部の学校は休校が続く", "港の灯台、百年を迎える"] * 2
    ),
}


@pytest.mark.parametrize("dump", KEEPS.values(), ids=KEEPS)
def test_no_list_of_links_is_seen_in(dump: str) -> None:
    assert told(link_list, dump, "en") == []


FINDS = {
    "en": ["Home", "News", "Sport", "Culture", "About us"],
    "de": ["Startseite", "Politik", "Sport", "Kultur und Leben", "Über uns"],
    "fr": ["Accueil", "Politique", "Sport", "Culture", "À propos de nous"],
    "es": ["Inicio", "Política", "Deportes", "Cultura", "Quiénes somos"],
    "it": ["Prima pagina", "Politica", "Sport", "Cultura"],
    "nl": ["Voorpagina", "Politiek", "Sport", "Cultuur"],
    "sv": ["Startsidan", "Politik", "Sport", "Kultur"],
    "pl": ["Strona główna", "Polityka", "Sport", "Kultura"],
    "ru": ["Главная", "Политика", "Спорт", "Культура", "О редакции"],
    "el": ["Αρχική", "Πολιτική", "Αθλητικά", "Πολιτισμός"],
    "ar": ["الرئيسية", "سياسة", "رياضة", "ثقافة", "من نحن"],
    "he": ["ראשי", "פוליטיקה", "ספורט", "תרבות"],
    "hi": ["होम", "राजनीति", "खेल", "संस्कृति"],
    "zh": ["首页", "新闻", "体育", "文化", "关于我们"],
    "ja": ["トップ", "政治", "スポーツ", "文化"],
    "ko": ["홈", "정치", "스포츠", "문화"],
}


@pytest.mark.parametrize("language", FINDS)
def test_a_menu_above_the_story_is_one_vote(language: str) -> None:
    menu = "\n".join(FINDS[language])
    dump = f"{menu}\n\n" + "\n\n".join(STORY_IN[language])
    (vote,) = votes(link_list, dump, language)
    assert dump[vote.span.start : vote.span.end] == menu
    assert (vote.role, vote.rule, vote.part, vote.value, vote.whole) == (Role.NAVIGATION, "link_list", None, (), None)
    assert vote.reason == f"one of {len(FINDS[language])} short lines in a row"


@pytest.mark.parametrize("language", FINDS)
def test_a_menu_below_the_story_is_one_vote(language: str) -> None:
    menu = "\n".join(FINDS[language])
    dump = "\n\n".join([*STORY_IN[language], menu])
    assert [dump[vote.span.start : vote.span.end] for vote in votes(link_list, dump, language)] == [menu]


def test_a_sentence_parts_two_menus() -> None:
    menu = "\n".join(FINDS["en"])
    dump = f"{menu}\n\nIt sails again.\n\n{menu}\n\n{STORY}"
    assert [dump[vote.span.start : vote.span.end] for vote in votes(link_list, dump, "en")] == [menu, menu]


def test_blank_lines_part_no_menu() -> None:
    (vote,) = votes(link_list, "Home\n\nNews\n\n\nSport\n\nCulture", "en")
    assert (vote.span.start, vote.span.end) == (0, len("Home\n\nNews\n\n\nSport\n\nCulture"))


def test_a_list_weighs_the_more_the_longer_it_is_and_never_much() -> None:
    def weight(count: int) -> float:
        (vote,) = votes(link_list, "\n\n".join(f"Label {number}" for number in range(count)), "en")
        return vote.weight

    # A list inside a story looks the same: no list alone may cost it.
    assert weight(4) == pytest.approx(0.9)
    assert weight(4) < weight(7) < weight(9) == weight(400) == pytest.approx(1.4)


@pytest.mark.parametrize(
    "dump",
    [
        pytest.param("Bring these along for the crossing:\nBlankets\nWater\nBread\nTorches", id="below a colon"),
        pytest.param(f"{STORY}\n\nBlankets\nWater\nBread\nTorches\n\n{STORY}", id="with the story on both sides"),
    ],
)
def test_a_list_of_the_story_is_named_and_weighs_nothing(dump: str) -> None:
    (vote,) = votes(link_list, dump, "en")
    assert (dump[vote.span.start : vote.span.end], vote.weight) == ("Blankets\nWater\nBread\nTorches", 0.1)


@given(st.lists(st.sampled_from(["Home", "About us", "Yes.", "渡轮", *STORY_IN["en"]]), min_size=1, max_size=24))
def test_a_vote_covers_a_run_of_short_lines_that_can_not_be_longer(lines: list[str]) -> None:
    blocks = blocks_of("\n\n".join(lines), "en")
    short = [text in {"Home", "About us", "渡轮"} for text in blocks.texts]
    for vote in link_list(blocks.dump, blocks):
        first, last = blocks.starts.index(vote.span.start), blocks.ends.index(vote.span.end)
        assert all(short[first : last + 1])
        assert last - first >= 3
        assert not any(short[max(first - 1, 0) : first])
        assert not any(short[last + 1 : last + 2])


@pytest.mark.parametrize(
    ("heading", "labels"),
    [
        (f"<h2>The quay</h2><p>{PROSE}</p>", ["Harbour", "Ferry", "Island", "Storm"]),
        (f"<h2>The works</h2><h3>The quay</h3><p>{PROSE}</p>", ["Harbour", "Ferry", "Island", "Storm"]),
        (f"<h2><a href=/quay>The quay</a></h2><p>{PROSE}</p>", ["Harbour", "Ferry", "Island", "Storm", "The quay"]),
        ("<h2>The quay</h2>", ["Harbour", "Ferry", "Island", "Storm", "The quay"]),
    ],
)
def test_the_heading_of_a_section_is_no_entry_of_the_menu_above_it(heading: str, labels: list[str]) -> None:
    menu = "".join(f"<li><a href=/{label}>{label}</a></li>" for label in ("Harbour", "Ferry", "Island", "Storm"))
    blocks = blocks_of_page(f"<title>{PROSE}</title><ul>{menu}</ul>{heading}")
    found = [
        text
        for vote in link_list(blocks.dump, blocks)
        for text, start in zip(blocks.texts, blocks.starts, strict=True)
        if vote.span.start <= start < vote.span.end
    ]
    assert found == labels
