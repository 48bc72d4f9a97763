"""What blocks look like: letters, words and marks counted, whatever the script."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.shape import index_words
from newsclean.testing import any_text

from .blocks_by_hand import blocks_of_lines


def shape_of(text: str, count: str) -> float:
    found: float = getattr(blocks_of_lines(text).shape, count)[0]
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("…", 0),
        ("* * *", 0),
        ("Reuters", 1),
        ("The ferry sails again.", 4),
        ("It's 7:15 o'clock", 6),
        ("пять мостов", 2),
        ("cafe\u0301 cre\u0300me", 2),
        ("पुराने पुल", 2),
        ("جسر قديم", 2),
        ("다리 공사", 2),
        # Where no blanks are written, 1.7 characters count as a word.
        ("石滩镇议会星期一决定重建那座老桥。", 16 / 1.7),
        ("桥桥 bridge", 2 / 1.7 + 1),
        ("ท่าหิน", 6 / 1.7),
    ],
)
def test_words_are_runs_of_letters_and_digits_or_shares_of_characters(text: str, words: float) -> None:
    assert shape_of(text, "words") == pytest.approx(words)


@pytest.mark.parametrize(
    ("text", "count", "number"),
    [
        ("Ferry Nr. 7 (1924)", "characters", 18),
        ("Ferry Nr. 7 (1924)", "letters", 7),
        ("Ferry Nr. 7 (1924)", "digits", 5),
        ("٣١ मार्च २०२४ 3", "digits", 7),
        ("Ferry NR. 7", "upper", 3),
        ("Ferry from Kelm to Sund", "capitalised", 3),
        ("Ferry from Kelm to Sund", "cased", 5),
        ("iPhone and eBay", "capitalised", 0),
        ("石滩镇 Reuters", "cased", 1),
        ("Yes. No! Why? So…", "stops", 4),
        ("好。好！好？ है। ہے۔", "stops", 5),
        ("တံတား။ ស្ពាន។ ድልድይ። ཟམ་པ།", "stops", 4),
        ("one, two; 三，四、五", "commas", 4),
        ("a, b", "signs", 0),
        ("Home > World | Asia »", "signs", 3),
        ("石滩镇 Kelm", "unspaced", 3),
        ("다리", "unspaced", 0),
        ("one two three", "blanks", 2),
        ("one", "blanks", 0),
    ],
)
def test_characters_are_counted_by_what_they_are(text: str, count: str, number: int) -> None:
    assert shape_of(text, count) == number


@pytest.mark.parametrize(
    "text", ["Yes", "Yes:", "Yes,", "Yes;", "“Yes”", "(Yes)", "Home »", "5 min", "好", "v1.2", "…and so"]
)
def test_a_label_does_not_end_like_a_sentence(text: str) -> None:
    assert not shape_of(text, "ends_sentence")


@pytest.mark.parametrize(
    "text",
    [
        "عادت العبارة إلى الإبحار أمس.\u200f",
        "\u202bהמעבורת חזרה להפליג אתמול.\u202c",
        *(
            "Yes.",
            "Yes!",
            "Yes?",
            "Yes…",
            "“Yes.”",
            "(Yes.)",
            "„Ja.“",
            "‚Ja.‘",
            "»Ja.«",
            "”Ja.”",
            "He said: 'Yes.'",
            "«Да.»",
        ),
        *(
            "好。",
            "「好。」",
            "“好！”",
            "पुल है।",
            "پل ہے۔",
            "هل؟",
            "တံတား။",
            "ស្ពាន។",
            "ድልድይ።",
            "a thousand years.[3]",
            "a thousand years.[3][12]",
        ),
    ],
)
def test_a_sentence_ends_with_its_mark_closing_quotes_and_footnotes_left_out(text: str) -> None:
    assert shape_of(text, "ends_sentence")


@pytest.mark.parametrize(
    ("text", "truncated"),
    [
        ("Yes.", False),
        ("Yes..", False),
        ("He waited … and left.", False),
        ("and so on...", True),
        ("and so on…", True),
        ("“and so on…”", True),
        ("and so on ...", True),
    ],
)
def test_an_ellipsis_at_the_end_cuts_a_text_off(text: str, truncated: bool) -> None:
    assert bool(shape_of(text, "truncated")) is truncated


@pytest.mark.parametrize(
    ("text", "bullet"),
    [
        ("One", False),
        ("-One", False),
        ("•", False),
        ("**bold**", False),
        ("- One", True),
        ("– One", True),
        ("• One", True),
        ("* One", True),
    ],
)
def test_a_bullet_is_a_sign_and_a_blank_before_something(text: str, bullet: bool) -> None:
    assert bool(shape_of(text, "bullet")) is bullet


@pytest.mark.parametrize(("text", "colon"), [("Tags", False), ("7:15", False), ("Tags:", True), ("标签：", True)])
def test_a_colon_at_the_end_is_noted(text: str, colon: bool) -> None:
    assert bool(shape_of(text, "ends_colon")) is colon


@given(st.lists(any_text(max_pieces=2).map(lambda text: " ".join(text.split())).filter(bool), min_size=1, max_size=5))
def test_a_block_is_counted_the_same_alone_and_among_others(texts: list[str]) -> None:
    together = blocks_of_lines(*texts).shape
    for number, text in enumerate(texts):
        for count in ("words", "letters", "digits", "stops", "blanks", "ends_sentence", "truncated", "bullet", "signs"):
            assert getattr(together, count)[number] == shape_of(text, count), count


# Words as numbers.


def words_of(*texts: str) -> list[list[str]]:
    found = index_words(blocks_of_lines(*texts))
    known = list(found.number_of)
    words = iter([known[number] for number in found.number])
    return [list(islice(words, count)) for count in found.counts]


def test_words_are_folded_and_parted_at_blanks() -> None:
    assert words_of("The Ferry, the ferry", "A tug.") == [["the", "ferry,", "the", "ferry"], ["a", "tug."]]


def test_in_scripts_without_blanks_every_character_is_a_word() -> None:
    assert words_of("老桥", "Kelm 桥") == [["老", "桥"], ["kelm", "桥"]]


def test_the_same_word_has_the_same_number_in_every_block() -> None:
    found = index_words(blocks_of_lines("Ferry again", "again Ferry"))
    assert found.number.tolist() == [*found.number.tolist()[:2], *reversed(found.number.tolist()[:2])]
