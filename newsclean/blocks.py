"""The blocks of one dump as columns: built once, read by every detector and by the labeller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast, overload

import numpy as np
from attrs import define, field

from newsclean.model import Block, Dump, Evidence, Role, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.characters import Characters
    from newsclean.core import Core
    from newsclean.lexicon import CueHit, Lexicon
    from newsclean.shape import Shape, WordIndex

__all__ = ["NAMES_ONLY", "Blocks", "runs"]

#: A vote of no more than this names what other signs remove, and weighs nothing in whether they do.
NAMES_ONLY = 0.1


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
        cues: The lexicon's hits by block number, in the order of the dump; blocks without a hit are missing.
        lexicon: The phrases that were looked for.
        characters: Those of ``dump.text``, if somebody has looked them up; ``shape`` is measured on them.
        notes: What one detector worked out and another asks for again, by name.
    """

    dump: Dump
    starts: Sequence[int]
    ends: Sequence[int]
    texts: list[str]
    folded: list[str]
    lines: Sequence[int]
    blank_before: list[bool]
    language: str | None = None
    cues: Mapping[int, Sequence[CueHit]] = field(factory=dict)
    lexicon: Lexicon | None = None
    characters: Characters | None = None
    notes: dict[str, object] = field(factory=dict)

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
        span = self._spans[index]
        if span is None:
            span = self._spans[index] = Span(self.starts[index], self.ends[index])
        return span

    @cached_property
    def _spans(self) -> list[Span | None]:
        return [None] * len(self)

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
    def bounds(self) -> NDArray[np.int32]:
        """``starts`` and ``ends`` as an array of shape ``(2, len(blocks))``."""
        return np.array((self.starts, self.ends), dtype=np.int32)

    @cached_property
    def shape(self) -> Shape:
        """What each block looks like: words, punctuation, scripts. Computed on first use."""
        from newsclean.shape import measure

        shape = measure(self)
        # Three bytes a character, which nobody else asks for.
        self.characters = None
        return shape

    @cached_property
    def word_counts(self) -> memoryview[float]:
        """``shape.words`` for whoever asks for one block at a time, which is slow on arrays."""
        return cast("memoryview[float]", self.shape.words.data)

    @cached_property
    def ends_sentence(self) -> list[bool]:
        """``shape.ends_sentence`` as a list."""
        ends: list[bool] = self.shape.ends_sentence.tolist()
        return ends

    @cached_property
    def is_prose(self) -> list[bool]:
        """``core.prose`` as a list."""
        prose: list[bool] = self.core.prose.tolist()
        return prose

    @cached_property
    def first_alike(self) -> NDArray[np.int32]:
        """For each block the first one with the same folded text: itself, if no earlier one has it."""
        first: dict[str, int] = {}
        numbers = map(first.setdefault, self.folded, range(len(self)))
        return np.fromiter(numbers, dtype=np.int32, count=len(self))

    @cached_property
    def is_repeated(self) -> NDArray[np.bool_]:
        """Whether each block's folded text stands in the dump more than once."""
        times = np.bincount(self.first_alike, minlength=len(self))
        return times[self.first_alike] > 1

    @cached_property
    def words(self) -> WordIndex:
        """The words of all blocks as numbers. Computed on first use."""
        from newsclean.shape import index_words

        return index_words(self)

    def with_words(self, sought: frozenset[str]) -> Mapping[int, Collection[str]]:
        """Those of some folded words that stand in each block between blanks, by block number."""
        index = self.words
        found = {index.number_of[word]: word for word in sought.intersection(index.number_of)}
        is_sought = np.zeros(len(index.number_of), dtype=np.bool_)
        is_sought[list(found)] = True
        places = is_sought.take(index.number).nonzero()[0]
        # Sets, for a long line may have the same word a thousand times.
        by_block: defaultdict[int, set[str]] = defaultdict(set)
        for owner, number in zip(index.owner[places].tolist(), index.number[places].tolist(), strict=True):
            by_block[owner].add(found[number])
        for number in index.unspaced.nonzero()[0].tolist():
            by_block[number] = set(sought.intersection(self.folded[number].split()))
        return by_block

    @cached_property
    def core(self) -> Core:
        """Where the prose of the dump stands closest together. Computed on first use."""
        from newsclean.core import find_core

        return find_core(self)

    def hits(self, role: Role) -> Sequence[tuple[int, CueHit]]:
        """The lexicon's hits for ``role``, each with the number of its block, in the order of the dump."""
        return self._hits_by_role.get(role, ())

    @cached_property
    def _hits_by_role(self) -> dict[Role, list[tuple[int, CueHit]]]:
        by_role: dict[Role, list[tuple[int, CueHit]]] = defaultdict(list)
        for number, hits in self.cues.items():
            for hit in hits:
                by_role[hit.role].append((number, hit))
        return by_role

    def has_cue(self, index: int, role: Role, part: str | None = None) -> bool:
        """Whether the lexicon found a phrase of ``role`` (and ``part``, if given) in block ``index``."""
        return any(hit.role is role and part in (None, hit.part) for hit in self.cues.get(index, ()))


def runs(numbers: Sequence[int], farthest: int) -> Iterator[list[int]]:
    """Ascending numbers of blocks, parted where more than so many blocks lie from one to the next.

    >>> list(runs([1, 3, 9], 2))
    [[1, 3], [9]]
    """
    run: list[int] = []
    for number in numbers:
        if run and number - run[-1] > farthest:
            yield run
            run = []
        run.append(number)
    if run:
        yield run
