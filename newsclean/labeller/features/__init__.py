"""What the labeller weighs about each block: rows of numbers with names, a column a block.

Nothing here knows a language or a site: shapes, neighbours, the story's own words, the detectors' votes, and what the
markup of a page says. A feature has a row in one of the tables and a value in the function beside it; the names are
public, receipts show them.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from newsclean.labeller.features import coarse, evidence, hints, place, shapes, surroundings, vocabulary
from newsclean.labeller.features.coarse import coarse_rows
from newsclean.labeller.features.evidence import evidence_rows, sums_of
from newsclean.labeller.features.hints import hint_rows
from newsclean.labeller.features.place import place_rows
from newsclean.labeller.features.shapes import begins_with_time, shape_rows
from newsclean.labeller.features.surroundings import surrounding_rows
from newsclean.labeller.features.vocabulary import vocabulary_rows

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
    **coarse.FEATURES,
    **evidence.FEATURES,
    **hints.FEATURES,
}

_WORDS_OF_CORE = list(FEATURES).index("words.core")
# A block with votes of this much is chrome for its neighbours. One strong phrase, or a long list of links.
_CHROME_VOTES = 1.5


def feature_rows(blocks: Blocks, votes: Votes) -> NDArray[np.float32]:
    """The features of every block, in the order of ``FEATURES``: an array of shape ``(len(FEATURES), len(blocks))``.

    Args:
        blocks: The blocks of a dump.
        votes: The detectors' votes.
    """
    shape = blocks.shape
    sums = sums_of(blocks, votes)
    is_chrome = sums.chrome >= _CHROME_VOTES
    prose = blocks.core.prose & ~is_chrome
    capitalised = np.maximum(shape.capitalised - 1 - shape.stops, 0.0) / np.maximum(shape.cased, 1.0)
    with_time = begins_with_time(blocks)
    rows = np.empty((len(FEATURES), len(blocks)), dtype=np.float32)
    # One after the other: a large dump has no room for all of them in double precision. What stands around a block asks
    # for a row that is filled by then.
    columns = chain(
        shape_rows(blocks, capitalised, with_time),
        vocabulary_rows(blocks, prose, sums.has_title),
        surrounding_rows(blocks, sums, prose, is_chrome, capitalised, rows[_WORDS_OF_CORE], with_time),
        place_rows(blocks, prose, is_chrome),
        coarse_rows(blocks, prose, is_chrome, 1.0 - sums.clean),
        evidence_rows(sums),
        hint_rows(blocks, prose, sums.has_title),
    )
    for row, column in zip(rows, columns, strict=True):
        row[:] = column
    return rows
