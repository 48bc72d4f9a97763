"""The receipt: every block with its role and the evidence that decided, built when somebody looks.

A dump has hundreds of blocks and a score has dozens of shares. Most callers read ``Article.text`` and never the
receipt, so the verdict is kept as columns and becomes objects on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import chain, pairwise, starmap
from typing import TYPE_CHECKING, Protocol

from attrs import define, evolve, field

from newsclean.model import Block, Evidence, Role, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.hints import Hints

__all__ = ["Explains", "Ledger", "Receipt"]


#: What each block is called, and how it came by that name, by the number of the way; see ``Ledger.ways``.
Names = tuple[Sequence[Role], "NDArray[np.uint8]"]

# Blocks whose scores are explained at once: the shares of their trees take some megabytes.
_TOGETHER = 500


class Explains(Protocol):
    """What a score is made of."""

    def explain_all(self, rows: NDArray[np.float32]) -> list[list[tuple[str, str, float]]]:
        """Name, meaning and share of each part of the score of the blocks with these features, a column a block."""


@define(eq=False, slots=False)
class Ledger:
    """The labeller's verdict as columns, an entry a block.

    Attributes:
        starts: Where each block starts.
        ends: Where each ends.
        texts: What stands there.
        names: What each is called, and the number of the way in ``ways`` that it came by its name; or what finds that
            out, until somebody looks.
        ways: Rule and reason of each way to be named by the blocks around, and what it weighs; 0 by its own votes.
        confidences: How sure that is.
        evidence: The detectors' votes.
        entries: Numbers of votes, those on the first piece of a block first.
        entry_pieces: The number of the piece that each entry is on, ascending; a block is one piece or several.
        firsts: The number of the first piece of each block.
        rows: The features of the pieces, a column a piece; or what works them out, for a dump that has too many.
        speakers: For each block the piece that speaks for it.
        weights: What can say how a score came about.
        cut: The score from which on blocks were kept.
        hints: What the markup says of the lines that the blocks stand in; ``None`` for text.
    """

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    texts: list[str]
    names: Names | Callable[[], Names]
    ways: Sequence[tuple[str, str, float]]
    confidences: NDArray[np.float64]
    evidence: Sequence[Evidence]
    entries: NDArray[np.int32]
    entry_pieces: NDArray[np.int32]
    firsts: NDArray[np.int32]
    rows: NDArray[np.float32] | Callable[[], NDArray[np.float32]]
    speakers: NDArray[np.int32]
    weights: Explains
    cut: float
    hints: Hints | None = None

    def __getstate__(self) -> dict[str, object]:
        # What finds the names is larger than they are, and need not travel.
        return {**vars(self), "names": self.named()}

    def named(self) -> Names:
        """What each block is called, and how it came by that. What found it out is let go of."""
        names = self.names
        if callable(names):
            names = self.names = names()
        return names

    def blocks(self, base: int = 0) -> tuple[Block, ...]:
        """The columns as objects, moved ``base`` characters further down."""
        votes = [self.evidence[number] for number in self.entries.tolist()]
        if base:
            votes = [_moved(vote, base) for vote in votes]
        rows = self.rows() if callable(self.rows) else self.rows
        blocks = []
        spans = map(Span, (self.starts + base).tolist(), (self.ends + base).tolist())
        entries = starmap(slice, pairwise((*self.entry_pieces.searchsorted(self.firsts).tolist(), len(votes))))
        confidences = self.confidences.round(4).tolist()
        roles, how = self.named()
        columns = (spans, self.texts, roles, how.tolist(), confidences, entries, self._parts(rows))
        for span, text, role, named, confidence, on_block, parts in zip(*columns, strict=True):
            rule, reason, weight = self.ways[named]
            by_company = [Evidence(span, role, weight, rule, reason)] if named else []
            shares = [Evidence(span, Role.BODY, share, f"labeller.{name}", reason) for name, reason, share in parts]
            blocks.append(Block(span, text, role, confidence, (*votes[on_block], *by_company, *shares)))
        return tuple(blocks)

    def bounds(self) -> list[tuple[int, int]]:
        """Where each block starts and ends."""
        return list(zip(self.starts.tolist(), self.ends.tolist(), strict=True))

    def _parts(self, rows: NDArray[np.float32]) -> Iterator[list[tuple[str, str, float]]]:
        """For each block the parts of its score, and of the line that it was measured by."""
        cut = ("cut", "how high the line is drawn in this dump", -self.cut)
        for start in range(0, len(self.speakers), _TOGETHER):
            for parts in self.weights.explain_all(rows[:, self.speakers[start : start + _TOGETHER]]):
                parts.append(cut)
                yield parts


@define(eq=False, slots=False)
class Receipt:
    """The blocks of an article, equal to any other receipt with equal blocks."""

    _ledger: Ledger | None = None
    _given: tuple[Block, ...] = field(default=())
    _parts: Sequence[tuple[int, Ledger]] = field(default=())

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Receipt:
        """A receipt of blocks that are objects already."""
        return cls(None, tuple(blocks))

    @classmethod
    def joined(cls, parts: Sequence[tuple[int, Ledger]]) -> Receipt:
        """One receipt of the verdicts on the parts of a dump, each with the offset of its part."""
        return cls(None, (), parts)

    def verdict(self, make_rows: Callable[[Sequence[Evidence]], NDArray[np.float32]]) -> Ledger:
        """The columns with features that ``make_rows`` makes of the votes, when somebody looks.

        Raises:
            ValueError: The receipt was made of objects.
        """
        if self._ledger is None:
            raise ValueError("the receipt has no columns")
        rows = partial(make_rows, self._ledger.evidence)
        return evolve(self._ledger, rows=rows, names=self._ledger.named())

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the dump, in order."""
        if self._parts:
            return tuple(chain.from_iterable(part.blocks(base) for base, part in self._parts))
        return self._given if self._ledger is None else self._ledger.blocks()

    @property
    def markup(self) -> Iterator[tuple[Hints | None, Sequence[Block]]]:
        """What the markup of the page says, with the blocks that stand in its lines; in parts for a long page."""
        if self._parts:
            for base, part in self._parts:
                hints = part.hints and evolve(part.hints, starts=part.hints.starts + base)
                yield hints, part.blocks(base)
        else:
            yield None if self._ledger is None else self._ledger.hints, self.blocks

    @property
    def roles(self) -> Sequence[Role]:
        """The role of every block, without building the blocks."""
        if self._parts:
            return list(chain.from_iterable(part.named()[0] for _, part in self._parts))
        return [block.role for block in self._given] if self._ledger is None else self._ledger.named()[0]

    @property
    def bounds(self) -> Sequence[tuple[int, int]]:
        """Where every block starts and ends, without building the blocks."""
        if self._parts:
            return [(start + base, end + base) for base, part in self._parts for start, end in part.bounds()]
        if self._ledger is None:
            return [(block.span.start, block.span.end) for block in self._given]
        return self._ledger.bounds()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Receipt) and self.blocks == other.blocks

    def __hash__(self) -> int:
        return hash(self.blocks)


def _moved(vote: Evidence, by: int) -> Evidence:
    """The vote as it stands ``by`` characters further down."""
    return evolve(vote, span=_span_moved(vote.span, by), whole=vote.whole and _span_moved(vote.whole, by))


def _span_moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
