"""Who speaks, at the head of a line: "Q: Why bells? A: They answer."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role

__all__ = ["speaker"]

# A name, an office or "Q", in so many characters, a colon, and what is said.
_SPEAKER = re.compile(r"(?:[-–—•*] ?)?([^\W\d_][^:：.?!？。,;\"“«]{0,38})[:：]\s*(?=\S)")
# "Cost: …" may stand twice in a guide, and so may "Opinion: …" in a list. Of six dumps (1,501 development dumps,
# 2026-11) in which two such heads of lines take so many turns all 52 lines are story.
_FEWEST_LINES, _FEWEST_TURNS = 2, 3
# In blocks: an answer of a few paragraphs, and a notice.
_LONGEST_TURN = 6
# As much as all votes for chrome weigh together: short questions and answers look like teasers.
_WEIGHT = 8.0


def speaker(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for what several speakers say by turns, each behind a name or a letter and a colon."""
    lines = list(_spoken(blocks))
    count = Counter(name for _, name in lines)
    lines = [(number, name) for number, name in lines if count[name] >= _FEWEST_LINES]
    turns = [
        (first, second)
        for (first, one), (second, other) in pairwise(lines)
        if one != other and second - first <= _LONGEST_TURN
    ]
    if len(turns) < _FEWEST_TURNS:
        return
    for number in sorted({number for turn in turns for number in turn}):
        yield blocks.vote(number, Role.BODY, _WEIGHT, "speaker", "one of several speakers who take turns")


def _spoken(blocks: Blocks) -> Iterator[tuple[int, str]]:
    """The sentences behind a name and a colon in which no phrase of sites stands, and the names in small letters."""
    for number, text in enumerate(blocks.texts):
        # Most lines have no colon: asking for one first is cheaper.
        if (":" in text or "：" in text) and blocks.ends_sentence[number] and not _has_phrase(blocks, number):
            # In a second copy of a list every label comes again; nobody says the same twice.
            if blocks.first_alike[number] != number:
                continue
            match = _SPEAKER.match(text)
            if match:
                yield number, match[1].strip().casefold()


def _has_phrase(blocks: Blocks, number: int) -> bool:
    # "Reporter:" begins a byline elsewhere; what follows here is no name.
    return any(hit.role is not Role.BYLINE for hit in blocks.cues.get(number, ()))
