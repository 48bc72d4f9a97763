"""Lines that say again what an earlier line said."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from newsclean.blocks import Blocks
from newsclean.detectors._story_tables import cells_of_story
from newsclean.model import Dump, Evidence, Role
from newsclean.sections import leads_into_page, section_heads

__all__ = ["MOST_AGAIN", "duplicate"]

# Shorter lines repeat by chance: "Yes.", a name before each answer of an interview.
_FEWEST_WORDS = 3
# A label between paragraphs, of fewer words and no sentence: tables and reviews print the same one in every section.
_LABEL_WORDS = 10.0
#: What a line that stood before weighs as a rule.
MOST_AGAIN = 2.0
_IN_STORY = 1.0


def duplicate(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote against every line that stood before, letter for letter.

    Prose that comes twice (a pull quote, a summary) is repeated by its editor and is only doubted, and a label that
    comes again between the paragraphs of the story is hardly doubted. Rows of a table, and lines of code, are alike.
    """
    alike = blocks.first_alike
    is_repeat = (alike < np.arange(len(blocks))) & (blocks.shape.words >= _FEWEST_WORDS)
    is_repeat[list(cells_of_story(blocks))] = False
    # What a table of contents lists is said by the heading that it leads to.
    listed = {number: int(alike[number]) for number in section_heads(blocks) if is_repeat[number]}
    listed = {number: first for number, first in sorted(listed.items()) if leads_into_page(blocks, first)}
    is_repeat[list(listed)] = False
    for number, first in listed.items():
        yield blocks.vote(first, Role.DUPLICATE, _IN_STORY, "duplicate.contents", f"leads to block {number}, the same")
    repeats = is_repeat.nonzero()[0]
    places, core = np.arange(len(blocks)), blocks.core
    is_label = (blocks.shape.words < _LABEL_WORDS) & ~blocks.shape.ends_sentence
    in_story = (is_label & (core.start < places) & (places < core.end))[repeats].tolist()
    for number, first, hardly in zip(repeats.tolist(), alike[repeats].tolist(), in_story, strict=True):
        weight = _IN_STORY if hardly else MOST_AGAIN
        yield blocks.vote(number, Role.DUPLICATE, weight, "duplicate", f"the same as block {first}")
