"""The detectors' votes as columns: which vote holds for which block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from attrs import frozen

from newsclean.detectors.cue_phrase import PhraseVotes
from newsclean.model import Evidence, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["ROLES", "Ballot", "Votes", "votes_by_block"]

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
        is_path: Whether it is for a path of sections.
        is_reading: Whether it read something; see ``readings``.
    """

    evidence: Sequence[Evidence]
    vote: NDArray[np.int32]
    block: NDArray[np.int32]
    role: NDArray[np.uint8]
    weight: NDArray[np.float64]
    length: NDArray[np.int32]
    in_structure: NDArray[np.bool_]
    is_path: NDArray[np.bool_]
    is_reading: NDArray[np.bool_]

    def readings(self) -> list[tuple[int, Evidence]]:
        """The votes that read something, each with the block that it holds for, in the order of the entries.

        These are the votes with a value, and those for a headline or a standfirst, which are what their block says.
        """
        entries = self.is_reading.nonzero()[0]
        votes = map(self.evidence.__getitem__, self.vote[entries].tolist())
        return list(zip(self.block[entries].tolist(), votes, strict=True))


_SAID_BY_BLOCK = frozenset({Role.TITLE, Role.STANDFIRST})


class Ballot(Sequence[Evidence]):
    """The votes of all detectors on one dump, in their order; those that are columns stay columns."""

    def __init__(self, cast: Iterable[Iterable[Evidence]]) -> None:
        self.parts: list[PhraseVotes | list[Evidence]] = []
        for votes in cast:
            if isinstance(votes, PhraseVotes):
                self.parts.append(votes)
            elif self.parts and isinstance(self.parts[-1], list):
                self.parts[-1].extend(votes)
            else:
                self.parts.append(list(votes))

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __iter__(self) -> Iterator[Evidence]:
        return chain.from_iterable(self.parts)

    @overload
    def __getitem__(self, index: int) -> Evidence: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Evidence]: ...
    def __getitem__(self, index: int | slice) -> Evidence | Sequence[Evidence]:
        if isinstance(index, slice):
            return list(self)[index]
        if index < 0:
            index += len(self)
        for part in self.parts:
            if index < len(part):
                return part[index]
            index -= len(part)
        raise IndexError(index)


def votes_by_block(blocks: Blocks, evidence: Sequence[Evidence]) -> Votes:
    """Find the blocks of every vote. A vote on several blocks holds for each, one on a part of a block for that block.

    Linear in the number of blocks, of votes and of blocks that these hold for.
    """
    parts = evidence.parts if isinstance(evidence, Ballot) else [evidence]
    columns = [_columns(part) for part in parts] or [_columns([])]
    starts, ends, role, weight, in_structure, is_path, is_reading = map(np.concatenate, zip(*columns, strict=True))
    first = np.maximum(blocks.bounds[0].searchsorted(starts, side="right") - 1, 0)
    lengths = np.maximum(blocks.bounds[0].searchsorted(ends) - first, 1)
    vote = np.arange(len(starts), dtype=np.int32).repeat(lengths)
    # An entry's place among all, less that of the first entry of its vote, is its place in the run of blocks.
    block = np.arange(len(vote), dtype=np.int32)
    block += (first - lengths.cumsum() + lengths).astype(np.int32).repeat(lengths)
    order = block.argsort(kind="stable")
    vote = vote[order]
    return Votes(
        evidence,
        vote,
        block[order],
        role[vote],
        weight[vote],
        (ends - starts)[vote],
        in_structure[vote],
        is_path[vote],
        is_reading[vote],
    )


def _columns(votes: Sequence[Evidence]) -> tuple[NDArray[Any], ...]:
    """Start, end, role and weight of each vote; and whether it is in a structure, for a path, and a reading."""
    if isinstance(votes, PhraseVotes):
        block = np.array(votes.numbers, dtype=np.int32)
        no = np.zeros(len(votes), dtype=np.bool_)
        is_reading = no.copy()
        is_reading[list(votes.headlines)] = True
        return (
            votes.bounds[0][block],
            votes.bounds[1][block],
            np.array([_NUMBERS[hit.role] for hit in votes.hits], dtype=np.uint8),
            np.array(votes.weights, dtype=np.float64),
            no,
            no,
            is_reading,
        )
    spans = [vote.span for vote in votes]
    return (
        np.array([span.start for span in spans], dtype=np.int32),
        np.array([span.end for span in spans], dtype=np.int32),
        np.array([_NUMBERS[vote.role] for vote in votes], dtype=np.uint8),
        np.array([vote.weight for vote in votes], dtype=np.float64),
        np.array([vote.whole is not None for vote in votes], dtype=np.bool_),
        np.array([vote.part == "breadcrumb" for vote in votes], dtype=np.bool_),
        np.array([vote.value != () or vote.role in _SAID_BY_BLOCK for vote in votes], dtype=np.bool_),
    )
