"""Headlines and summaries in turn: first those that are one text, then teasers beside a story."""

from __future__ import annotations

import pytest

from newsclean.detectors.teaser_run import teaser_run
from newsclean.model import Role

from .dumps import PROSE, STORY, STORY_IN, told, votes

#: A page stands around the story.
PAGE = "Share on Facebook\nSign in\nAbout us\nMost read\nCookie policy"

TEASERS = (
    (
        "Baker of Ansel opens a second shop",
        "He had queued for the licence since the spring, and hires three people.",
    ),
    ("Owl found in a chimney", "Firemen carried the animal to a barn, where it slept until the evening came."),
    ("Choir looks for two tenors", "Whoever can read music may come to the old school on a Thursday after six."),
    ("Who pays for the lock?", "Boatmen and villages blame one another, and neither wants to send an invoice."),
    (
        "Snow closes the pass to lorries",
        "Drivers waited with hot soup for the plough, which came before midnight.",
    ),
)
RUN = [line for teaser in TEASERS for line in teaser]
#: Sections of a guide, which all speak of the lantern.
GUIDE = [
    line
    for title, text in (
        ("Clean the glass", "Wipe the lantern with a dry cloth once every week, or soot will eat the glass."),
        ("Trim the wick", "A lantern smokes when its wick stands higher than half a finger above the rim."),
        ("Mind the fuel", "Never fill a burning lantern, and never store the can beside the kitchen stove."),
        ("Keep it dry", "Hang the lantern where neither rain nor spray can come in through the vents."),
        ("Carry it low", "Whoever lifts a lantern to the eyes will see nothing of the path in the dark."),
    )
    for line in (title, text)
]

KEEPS = {
    "a story": STORY,
    "teasers alone, which nothing stands beside": "\n".join(RUN),
    "four teasers": f"{STORY}\n{STORY}\n" + "\n".join(RUN[:8]),
    "sections of a guide": f"{STORY}\n{STORY}\n" + "\n".join(GUIDE),
    "sections of several paragraphs": f"{STORY}\n{STORY}\n"
    + "\n".join(f"{title}\n{text}\n{PROSE}" for title, text in TEASERS),
    "teasers far from each other": f"{STORY}\n" + "\n".join(f"{t}\n{s}\nA\nB\nC" for t, s in TEASERS),
    "headlines without summaries": f"{STORY}\n{STORY}\n" + "\n".join(RUN[::2]),
    "paragraphs without headlines": f"{STORY}\n{STORY}\n" + "\n".join(RUN[1::2]),
}


@pytest.mark.parametrize("dump", KEEPS.values(), ids=KEEPS)
def test_no_run_of_teasers_stands_in(dump: str) -> None:
    assert told(teaser_run, f"{PAGE}\n\n{dump}", "en") == []


FINDS = {
    "headline and summary in turn": RUN,
    "a kicker between them": [line for title, text in TEASERS for line in ("// Harbour", title, text)][1:],
    "a kicker and a date between them": [line for t, s in TEASERS for line in ("News", "3 May 2024", t, s)][2:],
}


@pytest.mark.parametrize("lines", FINDS.values(), ids=FINDS)
@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_teasers_beside_a_story(lines: list[str], language: str) -> None:
    story = "\n".join([PAGE, "", *STORY_IN[language], *STORY_IN[language]])
    run = "\n".join(lines)
    [vote] = votes(teaser_run, f"{story}\n\n{run}\nImprint", language)
    assert vote.role is Role.RELATED
    assert f"{story}\n\n{run}"[vote.span.start : vote.span.end] == run


def test_a_text_that_no_page_stands_around_has_no_teasers() -> None:
    text = "\n".join(RUN)
    assert told(teaser_run, f"{STORY}\n{STORY}\n\n{text}", "en") == []
