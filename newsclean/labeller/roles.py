"""Which role a block has, once the score has said whether it is story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from newsclean.characters import is_lower
from newsclean.labeller.votes import IN_TEXT, ROLES, Votes
from newsclean.model import Role

if TYPE_CHECKING:
    from collections.abc import Sized

    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["HEAVIEST", "settle_roles", "strongest_roles"]

# A story block of at most this many words that does not end as a sentence does is a subheading (97 % of the ``h2`` and
# ``h3`` headings in the development pages are shorter), if prose follows it: else it is a piece of a list or a verse.
_LONGEST_SUBHEADING = 14

# In blocks: so far above the first kept one a headline that was taken for a teaser is one. On every third development
# page (2026-11) it was that of the gold on 8 dumps there and nearly that on 3; further above, on 3 of 9.
_RIGHT_ABOVE = 6

#: What detectors and the shipped lexicon say weighs at most so much, in log-odds; a taught row may weigh more.
HEAVIEST = 8.0

_BODY, _TITLE, _SUBHEADING, _OTHER = (
    ROLES.index(role) for role in (Role.BODY, Role.TITLE, Role.SUBHEADING, Role.OTHER)
)
_PART_OF_STORY = IN_TEXT & (np.arange(len(ROLES)) != _BODY)


def settle_roles(blocks: Blocks, votes: Votes, is_story: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The role of every block, by its number in ``ROLES``.

    Story blocks are body, standfirst or subheading; the others take the role with the strongest vote. The headline is
    never part of the text, however much it reads like it.
    """
    settled = strongest_roles(blocks, votes)
    settled[is_story] = _story_roles(blocks, votes, is_story)[is_story]
    if not (settled == _TITLE).any():
        settled[_right_above(is_story, votes)] = _TITLE
    return settled


def _right_above(is_story: NDArray[np.bool_], votes: Votes) -> NDArray[np.integer]:
    """The blocks of the headline if they stand right above the story, else none.

    With its date and a button it may look like a teaser. Taken for one, it would leave the article without a title. But
    what somebody has taught of it, or other pages of the site have, too, is so.
    """
    known = votes.block[(votes.role != _TITLE) & ((votes.weight > HEAVIEST) | votes.is_remembered)]
    headline = np.setdiff1d(votes.block[votes.role == _TITLE], known)
    distance = int(is_story.argmax()) - headline if is_story.any() else np.zeros_like(headline)
    return headline[(distance > 0) & (distance <= _RIGHT_ABOVE)]


def _story_roles(blocks: Blocks, votes: Votes, is_story: NDArray[np.bool_]) -> NDArray[np.uint8]:
    roles = np.full(len(blocks), _BODY, dtype=np.uint8)
    roles[_subheadings(blocks, is_story)] = _SUBHEADING
    # Of several assignments the last one holds, and the first vote counts.
    parts = _PART_OF_STORY[votes.role].nonzero()[0][::-1]
    roles[votes.block[parts]] = votes.role[parts]
    roles[votes.block[votes.role == _TITLE]] = _TITLE
    return roles


def _subheadings(blocks: Blocks, is_story: NDArray[np.bool_]) -> list[int]:
    shape, texts, lines = blocks.shape, blocks.texts, blocks.lines
    short = is_story & (shape.words <= _LONGEST_SUBHEADING) & ~shape.ends_sentence & ~shape.bullet
    before_prose = short[1:-1] & blocks.core.prose[2:]
    return [
        number
        for number in (before_prose.nonzero()[0] + 1).tolist()
        if not is_lower(texts[number][0])
        and texts[number][-1] not in ",;-–—"
        and lines[number] not in (lines[number - 1], lines[number + 1])
    ]


def strongest_roles(blocks: Sized, votes: Votes, left_out: NDArray[np.bool_] | None = None) -> NDArray[np.uint8]:
    """The role with the strongest vote; a vote that only marks a fact inside the block (weight 0) is none.

    Entries of ``votes`` that are ``left_out`` do not count. A structure that the block is a part of knows better than
    the block alone: a date in a thread of comments is theirs; but for somebody who has looked at these very words.
    """
    roles = np.full(len(blocks), _OTHER, dtype=np.uint8)
    # The first stands last, and then the strongest does: of several assignments the last one holds.
    counts = (votes.weight > 0.0) & ~IN_TEXT[votes.role]
    if left_out is not None:
        counts &= ~left_out
    entries = counts.nonzero()[0][::-1]
    weight = votes.weight[entries]
    entries = entries[np.lexsort((weight, votes.in_structure[entries] | (weight > HEAVIEST)))]
    roles[votes.block[entries]] = votes.role[entries]
    return roles
