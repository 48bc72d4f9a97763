"""Menus and lists of links: many short labels in a row."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import NAMES_ONLY, Blocks
from newsclean.detectors._story_tables import cells_of_story, story_lists
from newsclean.model import Dump, Evidence, Role, Span
from newsclean.sections import section_heads

__all__ = ["LABEL_WORDS", "link_list"]

# A label of a menu has no more words than this (99 % of the lines of menus in the samples).
LABEL_WORDS = 4.5
# Fewer labels in a row may be subheadings or a byline with its date.
_FEWEST = 4
# However long it is, looks and surroundings have a say (``_OPEN_VOTES`` of the labeller): a story may hold a long list.
_MOST = 1.4


def link_list(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for runs of at least four short lines without a sentence among them.

    A list inside a story looks the same, so one run alone weighs little: it rather names what other signs remove. Below
    a line that ends with a colon, and with the story on both sides, the list is the story's own. So is a list of a page
    that has no link and stands between paragraphs of the same element.
    """
    shape = blocks.shape
    short = (shape.words <= LABEL_WORDS) & ~shape.ends_sentence
    short[list(cells_of_story(blocks))] = False
    for start, end in story_lists(blocks):
        short[start:end] = False
    heads = section_heads(blocks)
    edges = (short[1:] != short[:-1]).nonzero()[0] + 1
    bounds = [0, *edges.tolist(), len(short)]
    # The runs of short and of other lines take turns.
    first = 0 if len(short) and short[0] else 1
    for start, end in zip(bounds[first::2], bounds[first + 1 :: 2], strict=False):
        length = end - start
        if length < _FEWEST:
            continue
        # A list of the story may be taken for a menu where other signs remove it.
        weight = NAMES_ONLY if _is_of_story(blocks, start, end) else min(0.5 + 0.1 * length, _MOST)
        reason = f"one of {length} short lines in a row"
        # One vote for the whole run: it holds for every block in it, but for the headings of what stands below.
        for first, behind in _parts(start, end, heads):
            run = Span(blocks.starts[first], blocks.ends[behind - 1])
            yield Evidence(run, Role.NAVIGATION, weight, "link_list", reason)


def _parts(start: int, end: int, heads: frozenset[int]) -> Iterator[tuple[int, int]]:
    """What is left of a run without some of its blocks, as parts of it."""
    for number in range(start, end + 1):
        if number == end or number in heads:
            if start < number:
                yield start, number
            start = number + 1


def _is_of_story(blocks: Blocks, start: int, end: int) -> bool:
    core = blocks.core
    return (start > 0 and bool(blocks.shape.ends_colon[start - 1])) or (core.start < start and end < core.end)
