"""Equal and nearly equal articles of a batch: first those that are neither."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from newsclean.batch.duplicates import Duplicates, sign
from newsclean.batch.outcome import Outcome, Status

pytest.importorskip("rensa")
WORDS = random.Random(3).choices(Path(__file__).read_text("utf-8").split(), k=4_000)


def story(number: int, length: int = 200) -> str:
    return " ".join(random.Random(number).choices(WORDS, k=length))


def judged(*texts: str, **options: object) -> list[str | None]:
    """The number of the first nearly equal text, for each."""
    duplicates = Duplicates(**options)
    outcomes = [Outcome(str(n), "", Status.CLEANED, text, signature=sign(text)) for n, text in enumerate(texts)]
    return [duplicates.judged(outcome).duplicate_of for outcome in outcomes]


@pytest.mark.parametrize(
    "other",
    [
        story(2),
        # The same words in another order, the second half, and a story that grew by as much again.
        " ".join(sorted(story(1).split())),
        " ".join(story(1).split()[100:]),
        f"{story(1)} {story(2)}",
        "",
    ],
    ids=["other", "order", "half", "grown", "empty"],
)
def test_what_is_no_duplicate(other: str) -> None:
    assert judged(story(1), other) == [None, None]


@pytest.mark.parametrize(
    "other",
    [
        story(1),
        story(1).upper(),
        story(1).replace(" ", "\n\n"),
        f"{story(1)} Reporting by Ada Brandt.",
        story(1).replace(",", ";"),
    ],
    ids=["equal", "case", "blanks", "longer", "signs"],
)
def test_what_is_one(other: str) -> None:
    assert judged(story(2), story(1), other) == [None, None, "1"]


def test_texts_without_words_are_nobodys_duplicates() -> None:
    assert judged("", "", "…", "—") == [None] * 4


def test_short_texts_are_duplicates_when_they_are_equal() -> None:
    assert judged("Ferry sails.", "Ferry sails", "Ferry stays.") == [None, "0", None]


def test_scripts_without_blanks_are_compared_by_their_characters() -> None:
    first = "港口周一重新开放市议会说经过一个没有船只能够进入的冬天之后渡轮将每天航行三次" * 2
    assert judged(first, f"{first}。记者", "岛上的邮局希望在周五之前清空货架我们整个冬天都在读天气预报") == [
        None,
        "0",
        None,
    ]


def test_all_point_to_the_first() -> None:
    assert judged(story(1), story(1), story(2), story(1), story(2)) == [None, "0", None, "0", "2"]


def test_memory_is_bounded_and_the_oldest_are_forgotten() -> None:
    texts = [story(number) for number in range(6)]
    assert judged(*texts, texts[0], texts[5], remembered=5) == [None] * 7 + ["5"]
    duplicates = Duplicates(remembered=5)
    for number in range(40):
        duplicates.judged(Outcome(str(number), "", Status.CLEANED, signature=sign(story(number))))
    assert len(duplicates._articles) == 5
    assert {len(band) for band in duplicates._bands} == {5}


def test_dropped_ones_have_no_article() -> None:
    duplicates = Duplicates(drop=True)
    outcome = Outcome("a", "a", Status.CLEANED, "A", signature=sign(story(1)))
    assert duplicates.judged(outcome) == outcome
    dropped = duplicates.judged(outcome)
    assert (dropped.status, dropped.rendered, dropped.duplicate_of) == (Status.DUPLICATE, None, "a")
    assert not dropped.status.is_reject


def test_what_was_found_can_be_loaded(tmp_path: Path) -> None:
    before, after = Duplicates(), Duplicates()
    for number in range(4):
        before.judged(Outcome(str(number), "", Status.CLEANED, signature=sign(story(number))))
        if number in (1, 3):
            assert before.close_shard(tmp_path, number // 2) == [f"signatures-{number // 2:05}.jsonl"]
    after.load(tmp_path, 2)
    outcome = Outcome("x", "", Status.CLEANED, signature=sign(story(2)))
    assert before.judged(outcome) == after.judged(outcome)
    assert after.judged(outcome).duplicate_of == "2"


def test_signatures_are_the_same_for_ever() -> None:
    # What a batch wrote yesterday must be understood today.
    assert (
        sign("The ferry to Osk will sail again on Monday, the office said.").hex()[:32]
        == "691d53144b94a5cfc3213fc4aab3e1b8"
    )
