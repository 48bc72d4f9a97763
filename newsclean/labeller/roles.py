"""Which role a block has, once the score has said whether it is story."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsclean.model import BODY_ROLES, Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.model import Evidence

__all__ = ["settle_roles", "votes_by_block"]

# A story block of at most this many words that does not end as a sentence does is a subheading (97 % of the ``h2`` and
# ``h3`` headings in the development pages are shorter), if prose follows it: else it is a piece of a list or a verse.
_LONGEST_SUBHEADING = 14


def votes_by_block(blocks: Blocks, evidence: Iterable[Evidence]) -> list[list[Evidence]]:
    """The votes on each block. A vote on several blocks holds for each, one on a part of a block for that block."""
    starts, ends = blocks.starts, blocks.ends
    count = len(blocks)
    votes: list[list[Evidence]] = [[] for _ in range(count)]
    number_at = {start: number for number, start in enumerate(starts)}
    for vote in evidence:
        span = vote.span
        number = number_at.get(span.start, -1)
        if number < 0:
            number = max(bisect_right(starts, span.start) - 1, 0)
        votes[number].append(vote)
        while span.end > ends[number] and number + 1 < count and starts[number + 1] < span.end:
            number += 1
            votes[number].append(vote)
    return votes


def settle_roles(blocks: Blocks, votes: list[list[Evidence]], is_story: NDArray[np.bool_]) -> list[Role]:
    """The role of every block.

    Story blocks are body, standfirst or subheading; the others take the role with the strongest vote. The headline is
    never part of the text, however much it reads like it.
    """
    roles = []
    for number, kept in enumerate(is_story.tolist()):
        on_block = votes[number]
        if not kept:
            roles.append(_strongest(on_block) if on_block else Role.OTHER)
        elif on_block and any(vote.role is Role.TITLE for vote in on_block):
            roles.append(Role.TITLE)
        else:
            roles.append(_story_role(blocks, number, on_block))
    return roles


def _story_role(blocks: Blocks, number: int, votes: list[Evidence]) -> Role:
    for vote in votes:
        if vote.role in BODY_ROLES and vote.role is not Role.BODY:
            return vote.role
    return Role.SUBHEADING if _is_subheading(blocks, number) else Role.BODY


def _is_subheading(blocks: Blocks, number: int) -> bool:
    shape, prose, text = blocks.shape, blocks.core.prose, blocks.texts[number]
    if not 0 < number < len(blocks) - 1 or not prose[number + 1]:
        return False
    words = shape.words[number]
    return (
        bool(words <= _LONGEST_SUBHEADING)
        and not shape.ends_sentence[number]
        and not text[0].islower()
        and not shape.bullet[number]
        and text[-1] not in ",;-–—"
        and blocks.lines[number] not in (blocks.lines[number - 1], blocks.lines[number + 1])
    )


def _strongest(votes: list[Evidence]) -> Role:
    """The role with the strongest vote; a vote that only marks a fact inside the block (weight 0) is none.

    A structure that the block is a part of knows better than the block alone: a date in a thread of comments is theirs.
    """
    best = max(
        (vote for vote in votes if vote.role not in BODY_ROLES and vote.weight > 0.0),
        key=lambda vote: (vote.whole is not None, vote.weight),
        default=None,
    )
    return best.role if best is not None else Role.OTHER
