"""The breadcrumb: the path of sections that leads to the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role

__all__ = ["breadcrumb"]

# Signs that sites print between sections, the ligature names of icon fonts among them.
_ICONS = ("_right", "_next", "_forward_ios")
_STEP = re.compile(
    r"\s*+(?:chevron_right|keyboard_arrow_right|navigate_next|arrow_forward_ios|arrow_right"
    r"|[›»→▸▶>]|&gt;|(?<=\s)[/|](?=\s))\s*+"
)
# Paths are short: 99 % of those in the development dumps have fewer characters, and fewer words a step.
_LONGEST = 200
_LONGEST_STEP_WORDS = 5
_MOST_PATHS = 5


def breadcrumb(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for lines such as "Home > World > Asia"; the value is the path, without the story's own title at its end."""
    paths = list(_paths(dump, blocks))
    # A page has one path, perhaps a second at its foot. More are the rows of a table, or code.
    if len(paths) <= _MOST_PATHS:
        yield from paths


def _paths(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    icons = any(name in dump.text for name in _ICONS)
    signs = blocks.shape.signs.tolist()
    core = blocks.core
    for number, text in enumerate(blocks.texts):
        if not (signs[number] or " / " in text or (icons and any(name in text for name in _ICONS))):
            continue
        # A path stands above the story or at the foot of the page; inside the story it is the row of a table, or code.
        if len(text) > _LONGEST or core.start < number < core.end:
            continue
        steps = [step.strip(" .:") for step in _STEP.split(text)]
        named = [step for step in steps if step]
        if len(named) < 2 or not _STEP.search(text.rstrip()[:-1]):
            continue
        # The last step may be the title of the story, cut off with an ellipsis or not.
        last_is_title = len(named[-1].split()) > 3 or text.rstrip().endswith(("...", "…"))
        sections = named[:-1] if last_is_title else named
        if any(len(step.split()) > _LONGEST_STEP_WORDS for step in sections):
            continue
        # "Sport | Tennis" may be a headline's kicker or two links; an arrow always leads somewhere.
        weak = "/" in text or "|" in text
        if weak and len(named) < 3:
            continue
        yield blocks.vote(
            number,
            Role.NAVIGATION,
            3.0 if weak else 4.0,
            "breadcrumb",
            "a path of sections",
            part="breadcrumb",
            value=tuple(sections),
        )
