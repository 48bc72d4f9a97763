"""What the labeller weighs about each block: rows of numbers with names, a column a block.

Shapes, neighbours, the story's own words, the detectors' votes, and what the markup of a page says: nothing of it knows
a language or a site. What single words say was learned, in the languages that have enough pages. A feature has a row in
one of the tables and a value in the function beside it; the names are public, receipts show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from newsclean.core import densest_run
from newsclean.labeller import decoding
from newsclean.labeller.features import (
    below_headline,
    coarse,
    evidence,
    hints,
    learned,
    place,
    shapes,
    style,
    surroundings,
    vocabulary,
)
from newsclean.labeller.features.below_headline import below_headline_rows
from newsclean.labeller.features.coarse import coarse_rows
from newsclean.labeller.features.evidence import evidence_rows, sums_of
from newsclean.labeller.features.hints import hint_rows
from newsclean.labeller.features.learned import learned_rows
from newsclean.labeller.features.place import PRICES, place_rows
from newsclean.labeller.features.shapes import begins_with_time, is_label, outermost, shape_rows
from newsclean.labeller.features.style import style_rows
from newsclean.labeller.features.surroundings import Windows, surrounding_rows
from newsclean.labeller.features.vocabulary import vocabulary_rows
from newsclean.model import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.labeller.votes import Votes

__all__ = ["FEATURES", "feature_rows"]

#: The names of the rows, with what they say.
FEATURES: dict[str, str] = {
    **shapes.FEATURES,
    **vocabulary.FEATURES,
    **surroundings.FEATURES,
    **place.FEATURES,
    **below_headline.FEATURES,
    **coarse.FEATURES,
    **evidence.FEATURES,
    **hints.FEATURES,
    **style.FEATURES,
    **learned.FEATURES,
    **decoding.FEATURES,
}

_WORDS_OF_CORE = list(FEATURES).index("words.core")
# A block with votes of this much is chrome for its neighbours. One strong phrase, or a long list of links.
_CHROME_VOTES = 1.5
_NO_WORDS: Mapping[str, int] = {}


def feature_rows(blocks: Blocks, votes: Votes, words: Mapping[str, int] = _NO_WORDS) -> NDArray[np.float32]:
    """The features of every block, in the order of ``FEATURES``: an array of shape ``(len(FEATURES), len(blocks))``.

    Args:
        blocks: The blocks of a dump.
        votes: The detectors' votes.
        words: What each word says, in hundredths of a log-odd; see ``learned_rows``.
    """
    shape = blocks.shape
    sums = sums_of(blocks, votes)
    is_chrome = sums.shown >= _CHROME_VOTES
    prose = blocks.core.prose & (sums.shown < _CHROME_VOTES)
    has_case = ~is_label(blocks)
    capitalised = has_case * np.maximum(shape.capitalised - 1 - shape.stops, 0.0) / np.maximum(shape.cased, 1.0)
    first = outermost(blocks, 0)
    with_time = begins_with_time(blocks, first)
    runs = {price: densest_run(np.where(prose, shape.words, -float(price))) for price in PRICES}
    rows = np.empty((len(FEATURES), len(blocks)), dtype=np.float32)
    filled = 0

    def fill(columns: Iterable[NDArray[Any] | float]) -> None:
        # One after the other: a large dump has no room for all of them in double precision.
        nonlocal filled
        for column in columns:
            height = len(column) if isinstance(column, np.ndarray) and column.ndim > 1 else 1
            rows[filled : filled + height] = column
            filled += height

    fill(shape_rows(blocks, first, has_case, capitalised, with_time))
    fill(vocabulary_rows(blocks, prose, sums.has_title, runs[max(PRICES)]))
    windows = Windows.of(blocks, prose, is_chrome, capitalised, rows[_WORDS_OF_CORE])
    fill(surrounding_rows(blocks, sums, prose, windows, with_time))
    fill(place_rows(blocks, prose, is_chrome, runs))
    fill(below_headline_rows(blocks, prose, is_chrome, sums.of(Role.TITLE)))
    fill(coarse_rows(blocks, windows, 1.0 - sums.clean))
    fill(evidence_rows(sums))
    fill(hint_rows(blocks, prose, sums.has_title, runs[min(PRICES)]))
    fill(style_rows(blocks, prose, runs[max(PRICES)]))
    fill([learned_rows(blocks.words, words)])
    # The labeller notes them once it has a first verdict.
    fill([0.0] * len(decoding.FEATURES))
    return rows
