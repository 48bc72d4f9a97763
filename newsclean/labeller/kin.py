"""What the elements beside its own say of a block of a page: entries of a live blog, steps of a guide, answers.

They are set alike, so that what most of them are the others are, too. Single ones are short, or stand far from the
densest prose, and look like chrome if each is looked at alone.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from attrs import define, field

from newsclean.hints import HARDLY_LINK, LONGEST_CLASSES
from newsclean.labeller.announced import announces, list_below
from newsclean.sections import section_heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.hints import Hints

__all__ = ["Kin"]

# So many elements beside each other are set alike, not two columns; and so deep a paragraph stands in its own. By hand.
_FEWEST, _DEEPEST = 3, 6
# Of them, so many hold a sentence that is kept, and so many a heading above a paragraph. Without headings they are
# comments and sources: on 190 development pages (2026-11) one of fifteen such sentences that lay below the line was in
# the gold; of those below headings none of six, in parts of guides that are neither items nor stand behind a time.
_MOST_KEPT, _MOST_HEADED, _MOST_TIMED = 0.5, 0.5, 0.5
_ITEMS = frozenset({"details", "li"})


@define(slots=False)
class Kin:
    """The elements of a page, by those that they stand in.

    Attributes:
        blocks: The blocks of a page.
        hints: Its markup.
    """

    blocks: Blocks
    hints: Hints
    _is_told: dict[int, bool] = field(factory=dict, init=False)

    @classmethod
    def of(cls, blocks: Blocks) -> Kin | None:
        """The elements around some blocks; ``None`` in a dump of text."""
        hints = blocks.dump.hints
        return None if hints is None or not len(blocks) else cls(blocks, hints)

    def told(self, doubtful: NDArray[np.bool_], kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which of the doubtful blocks those that are kept speak for.

        A sentence stands in one of several elements that are set alike, and most of them have a heading and hold a
        sentence that is kept. A heading stands right above a paragraph that is kept, or that is spoken for, in the same
        element.

        Args:
            doubtful: Which blocks lie hardly below the line, and nobody votes against them.
            kept: Which are kept.
        """
        found = np.zeros_like(doubtful)
        asked = doubtful.nonzero()[0].tolist()
        if not asked or not kept.any():
            return found
        heads, sentences = section_heads(self.blocks), self.blocks.ends_sentence
        told = np.concatenate(([0], np.cumsum(kept & self.blocks.shape.ends_sentence)))
        self._is_told.clear()
        for number in asked:
            found[number] = sentences[number] and self._leads_nowhere(number) and self._item(number, told) is not None
        first = int(kept.argmax())
        # The heading of the section may stand above that of its first step.
        for number in reversed(asked):
            if number in heads and first < number:
                below = number + 1
                found[number] = (kept[below] or found[below]) and self._is_above(number, below, told)
        return found

    def announced(self, doubtful: NDArray[np.bool_], kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which of the doubtful blocks stand in a list that a kept line right above it announces.

        Args:
            doubtful: Which blocks lie hardly below the line, and nobody votes against them.
            kept: Which are kept.
        """
        found = np.zeros_like(doubtful)
        behind = 0
        for number in kept.nonzero()[0].tolist() if doubtful.any() else ():
            # A line inside a list announces nothing that reaches beyond it; the last of it may.
            if number >= behind - 1 and announces(self.blocks, number):
                items = list_below(self.blocks, self.hints, self._element, number)
                found[items.start : items.stop] = True
                behind = max(behind, items.stop)
        return found & doubtful

    def _is_above(self, number: int, below: int, told: NDArray[np.int64]) -> bool:
        """Whether two blocks, one right above the other, stand in the same element, or in one of those set alike."""
        if self._rooms[number] == self._rooms[below]:
            return True
        item = self._item(number, told)
        return item is not None and item == self._item(below, told)

    def _leads_nowhere(self, number: int) -> bool:
        return bool(self.hints.link_share[self._line[number]] < HARDLY_LINK)

    def _item(self, number: int, told: NDArray[np.int64]) -> int | None:
        """The nearest element around a block that is set like most of those beside it, of which most are told."""
        around = islice(self.hints.ancestors(self._element[number]), _DEEPEST)
        return next((element for element in around if self._is_item(element, told)), None)

    def _is_item(self, element: int, told: NDArray[np.int64]) -> bool:
        if element not in self._is_told:
            alike = self._alike(element)
            self._is_told.update(dict.fromkeys(alike, self._are_told(alike, told)))
        return self._is_told[element]

    def _are_told(self, elements: Sequence[int], told: NDArray[np.int64]) -> bool:
        if len(elements) < _FEWEST:
            return False
        first, behind = self._first[elements], self._behind[elements]
        headed = self._headed
        are_told, are_headed = told[behind] > told[first], headed[behind] > headed[first]
        if are_told.mean() < _MOST_KEPT or are_headed.mean() < _MOST_HEADED:
            return False
        return self.hints.tags[elements[0]] in _ITEMS or bool(self._are_timed(elements).mean() >= _MOST_TIMED)

    def _are_timed(self, elements: Sequence[int]) -> NDArray[np.bool_]:
        """Which elements have a time for their first or their second line, behind the name of who says it."""
        marks = self.hints.marks
        lines = (range(int(self.hints.first[number]), int(self.hints.behind[number]))[:2] for number in elements)
        return np.array([any("time" in marks.get(line, ()) for line in some) for some in lines])

    def _alike(self, element: int) -> Sequence[int]:
        """The elements beside one that have its tag and its names, itself among them."""
        return self._families[int(self.hints.parents[element]), self._kind(element)]

    def _kind(self, element: int) -> tuple[str, ...]:
        """The tag and the names of an element, but for those that count: "post-12"."""
        names = self.hints.words[element][:LONGEST_CLASSES].split()
        return self.hints.tags[element], *(name for name in names if not any(map(str.isdigit, name)))

    @cached_property
    def _headed(self) -> NDArray[np.int64]:
        """How many headings of sections stand above each block."""
        is_head = np.zeros(len(self.blocks), dtype=np.bool_)
        is_head[list(section_heads(self.blocks))] = True
        return np.concatenate(([0], np.cumsum(is_head)))

    @cached_property
    def _families(self) -> dict[tuple[int, tuple[str, ...]], list[int]]:
        families: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
        for element, parent in enumerate(self.hints.parents.tolist()):
            families[parent, self._kind(element)].append(element)
        return families

    @cached_property
    def _line(self) -> NDArray[np.intp]:
        return self.hints.lines_of(self.blocks.bounds[0])

    @cached_property
    def _element(self) -> list[int]:
        elements: list[int] = self.hints.element[self._line].tolist()
        return elements

    @cached_property
    def _rooms(self) -> list[int]:
        rooms: list[int] = self.hints.parents[self._element].tolist()
        return rooms

    @cached_property
    def _first(self) -> NDArray[np.intp]:
        return self._line.searchsorted(self.hints.first)

    @cached_property
    def _behind(self) -> NDArray[np.intp]:
        return self._line.searchsorted(self.hints.behind)
