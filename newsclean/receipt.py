"""The receipt: every block with its role and the evidence that decided, built when somebody looks.

A dump has hundreds of blocks and a score has dozens of shares. Most callers read ``Article.text`` and never the
receipt, so the verdict is kept as columns and becomes objects on first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise, starmap
from typing import TYPE_CHECKING

from attrs import define, field

from newsclean.model import Block, Evidence, Role, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Ledger", "Receipt"]


@define(eq=False)
class Ledger:
    """The labeller's verdict as columns, an entry a block.

    Attributes:
        starts: Where each block starts.
        ends: Where each ends.
        texts: What stands there.
        roles: What each is.
        confidences: How sure that is.
        evidence: The detectors' votes.
        entries: Numbers of votes, those on the first piece of a block first.
        entry_pieces: The number of the piece that each entry is on, ascending; a block is one piece or several.
        firsts: The number of the first piece of each block.
        shares: The share of each feature in the score of each piece of a block; ``share_names`` names the columns.
        speakers: For each block the row of ``shares`` that speaks for it.
        intercept: The part of every score that no feature has.
        share_names: Rule of each column of ``shares``.
        share_reasons: The same for a person.
    """

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    texts: list[str]
    roles: list[Role]
    confidences: NDArray[np.float64]
    evidence: Sequence[Evidence]
    entries: NDArray[np.int32]
    entry_pieces: NDArray[np.int32]
    firsts: NDArray[np.int32]
    shares: NDArray[np.float32]
    speakers: NDArray[np.int32]
    intercept: float
    share_names: tuple[str, ...]
    share_reasons: tuple[str, ...]

    def blocks(self) -> tuple[Block, ...]:
        """The columns as objects."""
        votes = [self.evidence[number] for number in self.entries.tolist()]
        blocks = []
        spans = map(Span, self.starts.tolist(), self.ends.tolist())
        entries = starmap(slice, pairwise((*self.entry_pieces.searchsorted(self.firsts).tolist(), len(votes))))
        columns = (spans, self.texts, self.roles, self.confidences.round(4).tolist(), entries, self.speakers.tolist())
        for span, text, role, confidence, on_block, speaker in zip(*columns, strict=True):
            evidence = (*votes[on_block], *self._shares(span, self.shares[speaker].tolist()))
            blocks.append(Block(span, text, role, confidence, evidence))
        return tuple(blocks)

    def _shares(self, span: Span, shares: Sequence[float]) -> list[Evidence]:
        columns = zip(shares, self.share_names, self.share_reasons, strict=True)
        named = [Evidence(span, Role.BODY, share, name, reason) for share, name, reason in columns if share]
        named.append(Evidence(span, Role.BODY, self.intercept, "labeller.intercept", "where every score begins"))
        return named


@define(eq=False, slots=False)
class Receipt:
    """The blocks of an article, equal to any other receipt with equal blocks."""

    _ledger: Ledger | None = None
    _given: tuple[Block, ...] = field(default=())

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Receipt:
        """A receipt of blocks that are objects already."""
        return cls(None, tuple(blocks))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the dump, in order."""
        return self._given if self._ledger is None else self._ledger.blocks()

    @property
    def roles(self) -> Sequence[Role]:
        """The role of every block, without building the blocks."""
        return [block.role for block in self._given] if self._ledger is None else self._ledger.roles

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Receipt) and self.blocks == other.blocks

    def __hash__(self) -> int:
        return hash(self.blocks)
