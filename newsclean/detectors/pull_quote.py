"""Pull quotes: sentences of the story that are set large beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from newsclean.blocks import Blocks
from newsclean.detectors.pages.element_names import is_pull_quote
from newsclean.model import Dump, Evidence, Role

__all__ = ["pull_quote"]

# In lines, and in words: such a box has a sentence or two, and below them stands whose they are. Of 35 lines in boxes
# that are called so on 1,504 development pages (2026-11) the story says 13, too, and the gold has two of these twice;
# of the others, which stand nowhere else, it has 12 of 22.
_MOST_LINES, _FEWEST_WORDS = 6, 5
_WEIGHT = 6.5
# Set by hand, far above what a page has: more are what it calls its paragraphs, and each costs a look at the story.
_MOST_BOXES = 20
_QUOTES = " .,«»„“”‟‘’‚‹›'\"「」『』"


def pull_quote(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for a box whose element is called so, where the story says the same; in a text dump there is none."""
    hints = dump.hints
    if hints is None:
        return
    # Many elements have the same names.
    quotes = {names for names in set(hints.words) if names and is_pull_quote(names)}
    called = (element for element, names in enumerate(hints.words) if names in quotes)
    bounds = ((hints.first[element], hints.behind[element]) for element in islice(called, _MOST_BOXES))
    line = hints.lines_of(blocks.bounds[0])
    boxes = [range(first, behind) for first, behind in (line.searchsorted(pair).tolist() for pair in bounds)]
    if not boxes:
        return
    # A box for screens and one for phones are both no story.
    in_boxes = set(chain.from_iterable(boxes))
    text = "\n".join(words for number, words in enumerate(blocks.folded) if number not in in_boxes)
    for box in dict.fromkeys(boxes):
        inside = box[:_MOST_LINES]
        said = {number for number in inside if blocks.folded[number].strip(_QUOTES) in text}
        if not any(blocks.word_counts[number] >= _FEWEST_WORDS for number in said):
            continue
        for number in inside:
            if number in said or blocks.word_counts[number] < _FEWEST_WORDS:
                reason = "is set large beside the story, which says it, too"
                yield blocks.vote(number, Role.DUPLICATE, _WEIGHT, "pull_quote", reason)
