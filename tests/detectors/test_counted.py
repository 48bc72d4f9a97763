"""Galleries that count their pictures with words: what is none, then what its lines are."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from newsclean.blocks import Blocks
from newsclean.detectors.picture import picture

from .dumps import STORY, told

HEAD = "Island ferry sails again\n"
CAPTIONS = ("The piano on deck", "The captain at the wheel", "The pier")


def gallery(label: str, joint: str, *captions: str, total: int | None = None) -> str:
    count = len(captions) if total is None else total
    lines = (f"{label} {number} {joint} {count}\n{caption}\n" for number, caption in enumerate(captions, start=1))
    return f"{HEAD}{''.join(lines)}{STORY}"


def roles(dump: str, language: str) -> list[tuple[str, str]]:
    return [(line, role) for line, role, *_ in told(picture, dump, language) if role in ("media", "caption")]


@pytest.mark.parametrize(
    ("dump", "language"),
    [
        pytest.param(gallery("Part", "of", *CAPTIONS), "en", id="parts"),
        pytest.param(gallery("Photo", "of", *CAPTIONS, total=4), "en", id="a picture is missing"),
        pytest.param(gallery("Photo", "of", CAPTIONS[0]), "en", id="one picture"),
        pytest.param(f"{HEAD}Photo 1 of 2\n{STORY}\nPhoto 2 of 3\n", "en", id="of other numbers"),
        pytest.param(f"{HEAD}Photo 1 of 2 that survived\n{STORY}", "en", id="a line that goes on"),
    ],
)
def test_no_pictures_are_counted(dump: str, language: str) -> None:
    assert roles(dump, language) == []


@pytest.mark.parametrize(
    ("label", "joint", "language"),
    [("Photo", "of", "en"), ("Image", "of", "en"), ("Bild", "von", "de"), ("Foto", "di", "it"), ("Фото", "из", "ru")],
)
def test_counted_pictures_and_their_captions(label: str, joint: str, language: str) -> None:
    lines = [(f"{label} {number} {joint} 3", "media") for number in (1, 2, 3)]
    captions = [(caption, "caption") for caption in CAPTIONS]
    wanted = [vote for both in zip(lines, captions, strict=True) for vote in both]
    assert roles(gallery(label, joint, *CAPTIONS), language) == wanted


def test_the_story_goes_on_below_the_last_picture() -> None:
    dump = f"{HEAD}{STORY}\nPhoto 1 of 2\n{CAPTIONS[0]}\nPhoto 2 of 2\n{STORY}"
    assert roles(dump, "en") == [
        ("Photo 1 of 2", "media"), (CAPTIONS[0], "caption"), ("Photo 2 of 2", "media"),
    ]  # fmt: skip


def test_a_caption_is_read_without_the_credit_behind_it() -> None:
    dump = gallery("Bild", "von", "Das Klavier steht auf Deck. © Anna Berg", CAPTIONS[1])
    found = [(role, value) for line, role, _, value in told(picture, dump, "de") if line.startswith("Das")]
    assert found == [("caption", ("Das Klavier steht auf Deck.",)), ("credit", ("Anna Berg",))]


TOLD = (
    "Her father has sailed the old ferry since 1987, and knows every rock.",
    "In the winter the two of them mend the hull in a yard behind the pier.",
    "In the spring it will be sold to Norway, the harbour office said.",
)


def test_a_story_that_is_told_from_picture_to_picture_is_no_caption() -> None:
    lines = "".join(f"Photo {number} of 3\n{line}\n" for number, line in enumerate(TOLD, start=1))
    assert [role for _, role in roles(f"{HEAD}{lines}", "en")] == ["media"] * 3


def test_below_a_counted_picture_somebody_speaks_in_the_story() -> None:
    assert ("“It is a shame,” she said", "caption") not in roles(
        gallery("Photo", "of", "“It is a shame,” she said", *CAPTIONS), "en"
    )


def test_sentences_below_the_pictures_beside_a_longer_story_are_captions() -> None:
    dump = gallery("Photo", "of", "She plays the piano on deck.", "The captain stands at the wheel.", "The pier")
    assert [role for _, role in roles(f"{dump}\n{STORY}", "en")] == ["media", "caption"] * 3


def test_credits_of_a_page_are_looked_for_as_often_with_many_galleries(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def none(blocks: Blocks) -> Iterator[tuple[int, int, int]]:
        asked.append(len(blocks))
        return iter(())

    # The package has the detector under the name of its module.
    monkeypatch.setattr(sys.modules[picture.__module__], "inner_credits", none)
    assert roles(gallery("Photo", "of", *CAPTIONS), "en")
    once = len(asked)
    assert roles(gallery("Photo", "of", *CAPTIONS) * 20, "en")
    assert len(asked) == 2 * once


@pytest.mark.parametrize("line", ["Foto 2 von 3", "Photo 2/3", "Foto: 2 di 3"])
def test_a_counter_alone_credits_nobody(line: str) -> None:
    assert [value for _, _, _, value in told(picture, f"{HEAD}{line}\n{STORY}")] == [()]
