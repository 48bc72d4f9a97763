"""Speakers at the heads of lines: first what only looks like them, then interviews."""

from __future__ import annotations

import pytest

from newsclean.detectors.speaker import speaker

from .dumps import STORY, told

ASKED = ("Why bells at all?", "And when one cracks?")
SAID = ("They answer when you strike them.", "Then it waits for the next founder.")


def interview(one: str, other: str, turns: int = 2) -> str:
    """Questions and answers, each behind who speaks."""
    pairs = zip(ASKED[:turns], SAID[:turns], strict=True)
    return "\n".join(f"{one}{asked}\n{other}{said}" for asked, said in pairs)


KEEPS = {
    "a story": STORY,
    "an interview without names": interview("", ""),
    "one question and its answer": interview("Q: ", "A: ", turns=1),
    "two turns": "Opinion: Let it flow.\nOpinion: Let it be.\nSport: We won.\nSport: They lost.\nOpinion: Let it go.",
    "answers far from their questions": interview("Q: ", "A: ").replace("\n", "\n" + "It rained\n" * 7),
    "one speaker": "\n".join(f"Q: {asked}" for asked in ASKED * 3),
    "names that come once": "Anna: It rained.\nBert: It did.\nCora: It still does.\nDora: It will.",
    "a list that stands twice": "\n".join(["Invoices: Keep them all.", "Permits: Frame them.", "Maps: Burn them."] * 2),
    "labels without sentences": "\n".join(["Length: 9 miles", "Level: easy"] * 3),
    "phrases of sites": interview("Read more: ", "Watch: "),
    "hours": interview("10:15 ", "10:30 "),
}


@pytest.mark.parametrize("dump", KEEPS.values(), ids=KEEPS)
def test_nobody_takes_turns_in(dump: str) -> None:
    assert told(speaker, dump, "en") == []


FINDS = {
    "letters": interview("Q: ", "A: "),
    "names": interview("THE COURIER: ", "Ines Calloway: "),
    "dashes before the names": interview("— Reporter: ", "— Mayor: "),
    "wide colons": interview("記者：", "館長："),
    "a notice between": interview("Q: ", "A: ").replace("\nQ:", "\nAdvertisement\nQ:"),
}


@pytest.mark.parametrize("dump", FINDS.values(), ids=FINDS)
def test_speakers_who_take_turns_are_found(dump: str) -> None:
    assert [text for text, role, _, _ in told(speaker, f"{STORY}\n{dump}", "en") if role == "body"] == [
        line for line in dump.splitlines() if line != "Advertisement"
    ]
