"""The detectors' votes as columns: which vote holds for which block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.model import Evidence, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["ROLES", "Votes", "votes_by_block"]

#: The roles in the order of their numbers in columns.
ROLES = tuple(Role)
_NUMBERS = {role: number for number, role in enumerate(ROLES)}


@frozen(eq=False)
class Votes:
    """The detectors' votes, with a column entry for every block that a vote holds for.

    Attributes:
        evidence: The votes, in the order of the detectors.
        vote: Which of ``evidence`` each entry is of; in the order of the dump, on one block in that of the detectors.
        block: The block that each holds for; ascending.
        role: The number of the role that it votes for; see ``ROLES``.
        weight: What it weighs.
        length: How many characters of the dump it is on.
        in_structure: Whether it is on a part of a larger structure, such as a teaser.
    """

    evidence: Sequence[Evidence]
    vote: NDArray[np.int32]
    block: NDArray[np.int32]
    role: NDArray[np.uint8]
    weight: NDArray[np.float64]
    length: NDArray[np.int32]
    in_structure: NDArray[np.bool_]

    def readings(self) -> list[tuple[int, Evidence]]:
        """The votes that read something, each with the block that it holds for, in the order of the entries.

        These are the votes with a value, and those for a headline or a standfirst, which are what their block says.
        """
        evidence = self.evidence
        is_reading = [vote.value != () or vote.role in _SAID_BY_BLOCK for vote in evidence]
        entries = np.array(is_reading, dtype=np.bool_)[self.vote].nonzero()[0]
        votes = map(evidence.__getitem__, self.vote[entries].tolist())
        return list(zip(self.block[entries].tolist(), votes, strict=True))


_SAID_BY_BLOCK = frozenset({Role.TITLE, Role.STANDFIRST})


def votes_by_block(blocks: Blocks, evidence: Sequence[Evidence]) -> Votes:
    """Find the blocks of every vote. A vote on several blocks holds for each, one on a part of a block for that block.

    Linear in the number of blocks, of votes and of blocks that these hold for.
    """
    spans = [vote.span for vote in evidence]
    starts = np.array([span.start for span in spans], dtype=np.int32)
    ends = np.array([span.end for span in spans], dtype=np.int32)
    first = np.maximum(blocks.bounds[0].searchsorted(starts, side="right") - 1, 0)
    lengths = np.maximum(blocks.bounds[0].searchsorted(ends) - first, 1)
    vote = np.arange(len(evidence), dtype=np.int32).repeat(lengths)
    # An entry's place among all, less that of the first entry of its vote, is its place in the run of blocks.
    block = np.arange(len(vote), dtype=np.int32)
    block += (first - lengths.cumsum() + lengths).astype(np.int32).repeat(lengths)
    order = block.argsort(kind="stable")
    vote = vote[order]
    role = np.array([_NUMBERS[vote.role] for vote in evidence], dtype=np.uint8)
    weight = np.array([vote.weight for vote in evidence], dtype=np.float64)
    in_structure = np.array([vote.whole is not None for vote in evidence], dtype=np.bool_)
    return Votes(evidence, vote, block[order], role[vote], weight[vote], (ends - starts)[vote], in_structure[vote])
