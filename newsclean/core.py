"""The dense core of a dump: where its prose stands closest together, which is where the story most likely is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.model import BODY_ROLES, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["Core", "densest_run", "find_core"]

# A block of prose: at least this many words, and it ends as a sentence does. From the feasibility study on the
# development dumps (2026-11), where it was the best single sign of story text.
_PROSE_WORDS = 10
# The same where no block of the dump has so many.
_SHORT_PROSE_WORDS = 3
# What crossing a block that is no prose costs, in words of prose. 6 and 20 were measured (2026-11).
_PRICE = 6.0
# A block that is known for chrome costs less: a share bar between two paragraphs does not part them.
_PRICE_OF_CHROME = 2.0
# Evidence for chrome from which on a block no longer counts as prose, in log-odds.
_CHROME = 2.0
# Capitals at the head of more words than this, sentences' beginnings aside, make a row of labels or a headline; blanks
# between more characters of a script that needs none, too. German prose has capitals on 35 % of its words.
_MOST_CAPITALISED = 0.55
_MOST_BLANKS = 0.12
_FACTS = BODY_ROLES | {Role.BYLINE, Role.DATE, Role.CAPTION, Role.CREDIT, Role.DATELINE}


@frozen(eq=False)
class Core:
    """The densest run of prose.

    Attributes:
        start: The first block of the run.
        end: The block behind the last of the run; ``start == end`` where there is no prose at all.
        prose: For every block of the dump, whether it reads like a paragraph of prose.
    """

    start: int
    end: int
    prose: NDArray[np.bool_]


def find_core(blocks: Blocks) -> Core:
    """Find the densest run of prose, by shape and the lexicon's hits alone. Linear."""
    shape = blocks.shape
    chrome = np.zeros(len(blocks), dtype=np.bool_)
    chrome[
        [
            number
            for number, hits in blocks.cues.items()
            for hit in hits
            if hit.weight >= _CHROME and hit.role not in _FACTS
        ]
    ] = True
    labels = (shape.capitalised - 1 - shape.stops > _MOST_CAPITALISED * shape.cased) | (
        shape.blanks > _MOST_BLANKS * shape.unspaced
    ) & (shape.unspaced * 2 > shape.letters)
    sentences = shape.ends_sentence & ~shape.truncated & ~labels & ~chrome
    prose = sentences & (shape.words >= _PROSE_WORDS)
    if not prose.any():
        # News in brief: where no paragraph is long, a short sentence is one.
        prose = sentences & (shape.words >= _SHORT_PROSE_WORDS)
    price = np.where(chrome, _PRICE_OF_CHROME, _PRICE)
    start, end = densest_run(np.where(prose, shape.words, -price))
    return Core(start, end, prose)


def densest_run(gains: NDArray[np.float64]) -> tuple[int, int]:
    """The half-open run whose gains have the largest sum; ``(0, 0)`` if none gains. Linear (Kadane's scan).

    >>> densest_run(np.array([-1.0, 5.0, -2.0, 4.0, -9.0, 3.0]))
    (1, 4)
    """
    totals = np.zeros(len(gains) + 1)
    gains.cumsum(out=totals[1:])
    rises = totals - np.minimum.accumulate(totals)
    end = int(rises.argmax())
    if rises[end] <= 0.0:
        return 0, 0
    # The lowest point before the end, the last one of several.
    return end - int(totals[end::-1].argmin()), end
