"""Lines that stand twice: first those that may, then those that are doubted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.detectors.duplicate import duplicate
from newsclean.model import Role

from .dumps import PROSE, STORY, STORY_IN, blocks_of, blocks_of_page, told, votes

LINE = "Old lock opens again in June"

KEEPS = {
    "a line alone": LINE,
    "a story": STORY,
    "a word that comes again": f"Yes.\n{PROSE}\nYes.",
    "a name before each answer of an interview": f"Jane Doe\n{LINE}\nJane Doe\n{PROSE}",
    "a short line in Chinese": f"渡轮\n{STORY_IN['zh'][0]}\n渡轮",
    "a line with another word": f"{LINE}\n{PROSE}\nOld lock opens again in July",
    "a line with one word more": f"{LINE}\n{PROSE}\n{LINE} 2024",
    "a line without its full stop": f"{LINE}.\n\n{PROSE}\n\n{LINE}",
    "a line that holds another": f"{LINE}\n{PROSE}\nThe harbour office: {LINE}",
}


@pytest.mark.parametrize("dump", KEEPS.values(), ids=KEEPS)
def test_nothing_is_said_twice_in(dump: str) -> None:
    assert told(duplicate, dump, "en") == []


FINDS = [
    ("en", LINE, LINE),
    ("en", LINE, "OLD LOCK OPENS AGAIN IN JUNE"),
    ("en", LINE, "Old  lock\topens again in June"),
    ("en", "“Old lock” opens – at last", '"Old lock" opens - at last'),
    ("en", "The mayor’s old lock", "The mayor's old lock"),
    ("en", PROSE, PROSE),
    ("de", "Alte Schleuse öffnet wieder", "ALTE SCHLEUSE ÖFFNET WIEDER"),
    ("fr", "La vieille écluse rouvre", "La vieille écluse rouvre"),
    ("ru", "Старый шлюз откроют в июне", "СТАРЫЙ ШЛЮЗ ОТКРОЮТ В ИЮНЕ"),
    ("el", "Η παλιά δεξαμενή ανοίγει", "Η παλιά δεξαμενή ανοίγει"),
    ("ar", "إعادة فتح الهويس القديم", "إعادة فتح الهويس القديم"),
    ("he", "הסכר הישן ייפתח שוב ביוני", "הסכר הישן ייפתח שוב ביוני"),
    ("hi", "पुराना बांध जून में फिर खुलेगा", "पुराना बांध जून में फिर खुलेगा"),
    ("zh", "旧船闸将于六月重新开放", "旧船闸将于六月重新开放"),
    ("ja", "古い水門、六月に再び開く", "古い水門、六月に再び開く"),
    ("ko", "옛 갑문 유월에 다시 열린다", "옛 갑문 유월에 다시 열린다"),
]


@pytest.mark.parametrize(("language", "first", "again"), FINDS)
def test_the_second_of_two_lines_that_say_the_same_is_doubted(language: str, first: str, again: str) -> None:
    dump = f"{first}\n\n{STORY_IN[language][1]}\n\n{again}"
    (vote,) = votes(duplicate, dump, language)
    assert (vote.role, vote.rule, vote.part, vote.value, vote.whole) == (Role.DUPLICATE, "duplicate", None, (), None)
    assert (vote.span.start, vote.span.end) == (len(dump) - len(again), len(dump))


def test_every_repetition_names_the_first_line() -> None:
    found = votes(duplicate, f"{PROSE}\n\n{LINE}\n\nHarbour\n\n{LINE}\n\n{LINE}", "en")
    assert [vote.reason for vote in found] == ["the same as block 1"] * 2


def test_lines_that_follow_each_other_are_repeated_too() -> None:
    assert told(duplicate, f"{LINE}\n{LINE}\n{STORY}", "en") == [(LINE, "duplicate", None, ())]


def test_a_repetition_alone_decides_nothing() -> None:
    # A pull quote is repeated by the editor: other signs have to agree that it goes.
    assert [vote.weight for vote in votes(duplicate, f"{STORY}\n{PROSE}", "en")] == [2.0]


def test_a_label_that_comes_again_between_paragraphs_is_hardly_doubted() -> None:
    sections = "\n\n".join(f"How it was tested\n\n{paragraph}" for paragraph in STORY_IN["en"] * 2)
    assert {
        vote.weight
        for vote in votes(duplicate, sections, "en")
        if "tested" in sections[vote.span.start : vote.span.end]
    } == {1.0}


def test_a_label_that_comes_again_behind_the_story_is_doubted() -> None:
    assert [vote.weight for vote in votes(duplicate, f"{LINE}\n\n{STORY}\n\n{LINE}", "en")] == [2.0]


@given(st.lists(st.sampled_from([LINE, LINE.upper(), PROSE, "Yes.", "Jane Doe", "渡轮"]), min_size=1))
def test_what_is_left_stands_there_once(lines: list[str]) -> None:
    blocks = blocks_of("\n\n".join(lines), "en")
    repeated = {blocks.starts.index(vote.span.start) for vote in duplicate(blocks.dump, blocks)}
    left = [blocks.folded[number] for number in range(len(blocks)) if number not in repeated]
    long = [text for text in left if len(text) > 10]
    assert len(long) == len(set(long))
    assert set(left) == set(blocks.folded)


@pytest.mark.parametrize(
    ("entry", "rule", "number"),
    [
        (f"<a href=#lock>{LINE}</a>", "duplicate.contents", 1),
        (f"<a href=/lock>{LINE}</a>", "duplicate", 2),
        (LINE, "duplicate", 2),
    ],
)
def test_a_heading_says_first_what_a_table_of_contents_lists(entry: str, rule: str, number: int) -> None:
    blocks = blocks_of_page(f"<title>Harbour</title><p>{entry}</p><h2 id=lock>{LINE}</h2><p>{PROSE}</p>")
    (vote,) = duplicate(blocks.dump, blocks)
    assert (vote.role, vote.rule, blocks.starts.index(vote.span.start)) == (Role.DUPLICATE, rule, number)
