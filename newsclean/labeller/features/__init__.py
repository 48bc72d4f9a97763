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
from newsclean.labeller import decoding, network
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
from newsclean.labeller.features.evidence import STRONG_VOTE, Sums, evidence_rows, sums_of
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

__all__ = ["FEATURES", "feature_rows", "remembering_rows", "rows_of"]

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
    **network.FEATURES,
    **decoding.FEATURES,
}

_WORDS_OF_CORE = list(FEATURES).index("words.core")
_FIRST_OF_EVIDENCE = list(FEATURES).index(next(iter(evidence.FEATURES)))
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
    return rows_of(blocks, sums_of(blocks, votes), words)


def remembering_rows(
    rows: NDArray[np.float32], blocks: Blocks, shown: Sums, sums: Sums, words: Mapping[str, int] = _NO_WORDS
) -> NDArray[np.float32]:
    """The features with what the profile of the site remembers.

    Its votes say nothing of the neighbours, so that on nearly every dump they change the votes' own rows alone. Where
    they make another block the headline, or the dump less clean, all is worked out anew.

    Args:
        rows: The features without what the profile remembers.
        blocks: The blocks of a dump.
        shown: The votes that ``rows`` were made of, added up.
        sums: All votes, added up.
        words: As for ``feature_rows``.
    """
    if not sums.tells_neighbours_as(shown):
        return rows_of(blocks, sums, words)
    rows = rows.copy()
    for row, column in enumerate(evidence_rows(sums), start=_FIRST_OF_EVIDENCE):
        rows[row] = column
    return rows


def rows_of(blocks: Blocks, sums: Sums, words: Mapping[str, int]) -> NDArray[np.float32]:
    """``feature_rows``, where the votes have been added up already."""
    shape = blocks.shape
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
            if isinstance(column, np.ndarray) and column.ndim > 1:
                rows[filled : filled + len(column)] = column
                filled += len(column)
            else:
                # Nearly all are one row, and numpy writes that in half the time that a slice of one row takes.
                rows[filled] = column
                filled += 1

    fill(shape_rows(blocks, first, has_case, capitalised, with_time))
    fill(vocabulary_rows(blocks, prose, sums.has_title, runs[max(PRICES)]))
    windows = Windows.of(blocks, prose, is_chrome, capitalised, rows[_WORDS_OF_CORE])
    fill(surrounding_rows(blocks, sums, prose, windows, with_time))
    fill(place_rows(blocks, prose, is_chrome, runs))
    fill(below_headline_rows(blocks, prose, is_chrome, sums.of(Role.TITLE)))
    fill(coarse_rows(blocks, windows, 1.0 - sums.clean))
    fill(evidence_rows(sums))
    fill(hint_rows(blocks, prose, sums.shown >= STRONG_VOTE, sums.has_title, runs[min(PRICES)]))
    fill(style_rows(blocks, prose, runs[max(PRICES)]))
    fill([learned_rows(blocks.words, words)])
    # The labeller notes them once it has read these, and once it has a first verdict.
    fill([0.0] * (len(network.FEATURES) + len(decoding.FEATURES)))
    return rows
