"""Which role a block has, once the score has said whether it is story."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsclean.model import BODY_ROLES, Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.model import Evidence

__all__ = ["settle_roles"]

# A story block of at most this many words that does not end as a sentence does is a subheading (97 % of the ``h2`` and
# ``h3`` headings in the development pages are shorter), unless its neighbours are no longer: then it is a list or verse.
_LONGEST_SUBHEADING = 14


def settle_roles(
    blocks: Blocks, evidence: Sequence[Evidence], is_story: NDArray[np.bool_]
) -> tuple[list[Role], list[list[Evidence]]]:
    """The role of every block, and the votes on each.

    Story blocks are body, standfirst or subheading; the others take the role with the strongest vote.
    """
    count = len(blocks)
    votes: list[list[Evidence]] = [[] for _ in range(count)]
    number_at = {start: number for number, start in enumerate(blocks.starts)}
    for vote in evidence:
        number = number_at.get(vote.span.start)
        if number is None:
            number = max(bisect_right(blocks.starts, vote.span.start) - 1, 0)
        votes[number].append(vote)
    roles = [
        _story_role(blocks, number, votes[number]) if kept else _strongest(votes[number])
        for number, kept in enumerate(is_story.tolist())
    ]
    return roles, votes


def _story_role(blocks: Blocks, number: int, votes: list[Evidence]) -> Role:
    for vote in votes:
        if vote.role in BODY_ROLES and vote.role is not Role.BODY:
            return vote.role
    return Role.SUBHEADING if _is_subheading(blocks, number) else Role.BODY


def _is_subheading(blocks: Blocks, number: int) -> bool:
    shape, prose = blocks.shape, blocks.core.prose
    return (
        shape.words[number] <= _LONGEST_SUBHEADING
        and not shape.ends_sentence[number]
        and number + 1 < len(blocks)
        and number > 0
        and bool(prose[number + 1])
        and blocks.texts[number][-1] not in ",;-–—"
        and blocks.lines[number] != blocks.lines[number + 1]
        and blocks.lines[number] != blocks.lines[number - 1]
    )


def _strongest(votes: list[Evidence]) -> Role:
    """The role with the strongest vote; a vote that only marks a fact inside the block (weight 0) is none."""
    best = max(
        (vote for vote in votes if vote.role not in BODY_ROLES and vote.weight > 0.0),
        key=lambda vote: vote.weight,
        default=None,
    )
    return best.role if best is not None else Role.OTHER
