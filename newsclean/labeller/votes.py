"""The detectors' votes as columns: which vote holds for which block."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, overload

import numpy as np
from attrs import astuple, frozen

from newsclean.detectors.cue_phrase import PhraseVotes
from newsclean.model import BODY_ROLES, Evidence, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["IN_TEXT", "NUMBERS", "ROLES", "Ballot", "Votes", "votes_by_block", "without_headlines_told_as_story"]

#: The roles in the order of their numbers in columns, their numbers, and by number which of them are in the text.
ROLES = tuple(Role)
NUMBERS = {role: number for number, role in enumerate(ROLES)}
IN_TEXT = np.array([role in BODY_ROLES for role in ROLES])


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
        is_shape: Whether it goes by looks and place, not by words.
        is_remembered: Whether it is for a line that other pages of the site have: the profile of the site says so.
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
    is_shape: NDArray[np.bool_]
    is_remembered: NDArray[np.bool_]

    def as_shown(self) -> Votes:
        """The votes without those for what other pages of the site have."""
        kept = ~self.is_remembered
        columns = (column[kept] for column in astuple(self, recurse=False)[1:])
        return Votes(self.evidence, *columns)

    def readings(self) -> list[tuple[int, Evidence]]:
        """The votes that read something, each with the block that it holds for, in the order of the entries.

        These are the votes with a value, and those for a headline or a standfirst, which are what their block says.
        """
        entries = self.is_reading.nonzero()[0]
        votes = map(self.evidence.__getitem__, self.vote[entries].tolist())
        return list(zip(self.block[entries].tolist(), votes, strict=True))


_SAID_BY_BLOCK = frozenset({Role.TITLE, Role.STANDFIRST})
_REMEMBERED = frozenset({"site_profile.line", "site_profile.template"})
# Rules that go by looks and place. Of the words that they voted against, two in a hundred were story on the development
# pages, more than of all others: 25,000 of 119,000 for lines that are repeated (2026-11).
_SHAPES = (
    *("markup.", "duplicate", "label.number", "label.address", "link_list", "related_story", "headline.standfirst"),
    *("picture.before_credit", "comment", "date_line", "teaser_run", "ticker"),
    *("breadcrumb.element", "page_head.masthead"),
)


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


def without_headlines_told_as_story(blocks: Blocks, ballot: Ballot) -> Ballot:
    """The votes without those for a headline on blocks of which a person has said that they are story.

    Such a block has a cue of a role of the story (``newsclean teach``), which outweighs all other votes on it; but a
    headline is never part of the text, however much it reads like it.
    """
    numbers = sorted(n for n, hits in blocks.cues.items() if any(hit.role in BODY_ROLES for hit in hits))
    if not numbers:
        return ballot
    starts, ends = blocks.bounds[:, numbers].tolist()

    def is_told(vote: Evidence) -> bool:
        place = bisect_right(starts, vote.span.start) - 1
        return place >= 0 and vote.span.start < ends[place]

    return Ballot(
        part if isinstance(part, PhraseVotes) else [v for v in part if v.role is not Role.TITLE or not is_told(v)]
        for part in ballot.parts
    )


def votes_by_block(blocks: Blocks, evidence: Sequence[Evidence]) -> Votes:
    """Find the blocks of every vote. A vote on several blocks holds for each, one on a part of a block for that block.

    Linear in the number of blocks, of votes and of blocks that these hold for.
    """
    columns = _columns(evidence)
    starts, ends = columns.starts, columns.ends
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
        columns.role[vote],
        columns.weight[vote],
        (ends - starts)[vote],
        columns.in_structure[vote],
        columns.is_path[vote],
        columns.is_reading[vote],
        columns.is_shape[vote],
        columns.is_remembered[vote],
    )


class _Columns:
    """What ``Votes`` says of the votes themselves, an entry a vote, and where each begins and ends in the dump."""

    def __init__(self, count: int) -> None:
        self.starts, self.ends = np.empty((2, count), dtype=np.int32)
        self.role = np.empty(count, dtype=np.uint8)
        self.weight = np.empty(count)
        self.in_structure, self.is_path, self.is_reading = np.zeros((3, count), dtype=np.bool_)
        self.is_shape, self.is_remembered = np.zeros((2, count), dtype=np.bool_)


def _columns(evidence: Sequence[Evidence]) -> _Columns:
    columns = _Columns(len(evidence))
    start = 0
    for part in evidence.parts if isinstance(evidence, Ballot) else [evidence]:
        here = slice(start, start + len(part))
        start = here.stop
        if isinstance(part, PhraseVotes):
            block = np.array(part.numbers, dtype=np.int32)
            columns.starts[here], columns.ends[here] = part.bounds[0][block], part.bounds[1][block]
            columns.role[here] = [NUMBERS[hit.role] for hit in part.hits]
            columns.weight[here] = part.weights
            columns.is_reading[here][list(part.headlines)] = True
        else:
            spans = [vote.span for vote in part]
            columns.starts[here] = [span.start for span in spans]
            columns.ends[here] = [span.end for span in spans]
            columns.role[here] = [NUMBERS[vote.role] for vote in part]
            columns.weight[here] = [vote.weight for vote in part]
            columns.in_structure[here] = [vote.whole is not None for vote in part]
            columns.is_path[here] = [vote.part == "breadcrumb" for vote in part]
            columns.is_reading[here] = [vote.value != () or vote.role in _SAID_BY_BLOCK for vote in part]
            columns.is_shape[here] = [vote.rule.startswith(_SHAPES) for vote in part]
            columns.is_remembered[here] = [vote.rule in _REMEMBERED for vote in part]
    return columns
