"""The blocks of one dump as columns: built once, read by every detector and by the labeller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from attrs import define, field

from newsclean.model import Block, Dump, Evidence, Role, Span

if TYPE_CHECKING:
    from newsclean.core import Core
    from newsclean.lexicon import CueHit
    from newsclean.shape import Shape, WordIndex

__all__ = ["Blocks"]


@define(eq=False, slots=False)
class Blocks(Sequence[Block]):
    """The blocks of one dump, before they have roles.

    It is a sequence of ``Block`` for whoever wants objects. The columns are for whoever wants speed: a dump has
    hundreds of blocks, and an object costs as much as the whole judgement of one.

    Attributes:
        dump: Where they come from.
        starts: Where each block starts in ``dump.text``.
        ends: Where each ends.
        texts: What stands there, runs of white space folded to one space.
        folded: ``texts`` in lower case, typographic quotes and dashes made plain; same lengths, so that offsets agree.
        lines: The number of the paragraph that each is a piece of; pieces of one line of the dump share it.
        blank_before: Whether a blank line stands before each.
        language: ISO 639-1 code of the dump, if known.
        cues: The lexicon's hits by block number; blocks without a hit are missing.
    """

    dump: Dump
    starts: list[int]
    ends: list[int]
    texts: list[str]
    folded: list[str]
    lines: list[int]
    blank_before: list[bool]
    language: str | None = None
    cues: Mapping[int, Sequence[CueHit]] = field(factory=dict)

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Block]: ...
    def __getitem__(self, index: int | slice) -> Block | Sequence[Block]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        return Block(self.span(index), self.texts[index])

    def __iter__(self) -> Iterator[Block]:
        return map(self.__getitem__, range(len(self)))

    def span(self, index: int) -> Span:
        """Where block ``index`` stands."""
        return Span(self.starts[index], self.ends[index])

    def vote(
        self,
        index: int,
        role: Role,
        weight: float,
        rule: str,
        reason: str,
        *,
        part: str | None = None,
        value: tuple[str, ...] = (),
        whole: Span | None = None,
    ) -> Evidence:
        """A vote on the whole of block ``index``."""
        return Evidence(self.span(index), role, weight, rule, reason, part, value, whole)

    @cached_property
    def shape(self) -> Shape:
        """What each block looks like: words, punctuation, scripts. Computed on first use."""
        from newsclean.shape import measure

        return measure(self.texts)

    @cached_property
    def words(self) -> WordIndex:
        """The words of all blocks as numbers. Computed on first use."""
        from newsclean.shape import index_words

        return index_words(self)

    @cached_property
    def core(self) -> Core:
        """Where the prose of the dump stands closest together. Computed on first use."""
        from newsclean.core import find_core

        return find_core(self)

    def has_cue(self, index: int, role: Role, part: str | None = None) -> bool:
        """Whether the lexicon found a phrase of ``role`` (and ``part``, if given) in block ``index``."""
        return any(hit.role is role and (part is None or hit.part == part) for hit in self.cues.get(index, ()))
