"""What the markup of a page said about its lines: the elements that each stands in, and how much of it is a link."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "ALL_LINK", "HALF_LINK", "HARDLY_LINK", "HEADINGS", "LONGEST_CLASSES", "Anchor", "Hints", "Image", "words_of_name",
]  # fmt: skip

# Words as the story's words are compared: a character of a script that is written without blanks is one.
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
#: So much is looked at of the classes of an element, in characters: those of frameworks can be hundreds of words that
#: say how wide and how red it is.
LONGEST_CLASSES = 300
#: Shares of a line that are links, by hand: nothing else in it, more than a word or two, and a word in a sentence.
ALL_LINK, HALF_LINK, HARDLY_LINK = 0.9, 0.5, 0.3
#: The tags of headings, of all levels.
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WORD_OF_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Words in a row that must be the same; shorter lines must be a whole line of the other text.
_RUN = 3


def words_of_name(name: str) -> list[str]:
    """The words that a class, an id or a role is made of, in small letters.

    >>> words_of_name("articleBody"), words_of_name("story-text_2")
    (['article', 'body'], ['story', 'text'])
    """
    return [word.lower() for word in _WORD_OF_NAME.findall(name)]


@frozen
class Anchor:
    """A link inside a line: where in the line its text starts and ends, and its address as written."""

    start: int
    end: int
    address: str


@frozen
class Image:
    """A picture with an alternative text.

    Attributes:
        line: The line before which it stands.
        element: The number of the innermost block element that it stands in.
        alt: What it shows, in words.
        address: Where it is, as written.
    """

    line: int
    element: int
    alt: str
    address: str


@frozen(eq=False, slots=False)
class Hints:
    """The block elements of a page, and the line of the flattened text that each begins and ends with.

    Lines and elements are in the order of the page, so that an element's lines are one run. Inline elements have no
    entry; ``marks`` keeps those of them that say something.

    Attributes:
        starts: Where each line starts in ``Dump.text``.
        element: The number of the innermost block element that each line stands in.
        link_share: How much of each line is the text of links, 0 to 1.
        tags: The tag of each element; ``"title"`` for that of the page, the first line.
        words: Class, id and role of each element as they are written; empty where it has none.
        properties: What each element is in microdata or RDFa, ``"articleBody"``; empty where it is nothing.
        parents: The number of the element that each stands in; -1 for the root.
        first: The first line of each element.
        behind: The line behind the last of each element.
        marks: For lines with them, what inline elements say: ``"time"``, ``"author"``, ``"tag"``, a property.
        anchors: The links in each line that has some.
        images: The pictures with an alternative text, in order.
        base: The address that others on the page are relative to; empty if it is not known.
        left_out: How many lines were hidden and are not in the text.
        declared: How much of each line is in the text that the page declares for its story's, 0 to 1; ``None`` if it
            declares none.
        kept: How much of each line a second reader of the page has kept, 0 to 1; ``None`` if none was asked.
        windows: The elements that open over the page, by their tag or their role.
        numbers: Of a stretch of a page, the number that each element has in the page; ``None`` for a whole one.
    """

    starts: NDArray[np.int32]
    element: NDArray[np.int32]
    link_share: NDArray[np.float32]
    tags: Sequence[str]
    words: Sequence[str]
    properties: Sequence[str]
    parents: NDArray[np.int32]
    first: NDArray[np.int32]
    behind: NDArray[np.int32]
    marks: Mapping[int, frozenset[str]]
    anchors: Mapping[int, tuple[Anchor, ...]]
    images: Sequence[Image] = ()
    base: str = ""
    left_out: int = 0
    declared: NDArray[np.float32] | None = None
    kept: NDArray[np.float32] | None = None
    windows: frozenset[int] = frozenset()
    numbers: NDArray[np.int32] | None = None

    def lines_of(self, starts: Sequence[int] | NDArray[np.int32]) -> NDArray[np.intp]:
        """The lines in which stretches of the text start, by where these do."""
        found: NDArray[np.intp] = np.maximum(self.starts.searchsorted(starts, side="right") - 1, 0)
        return found

    def line_of(self, start: int) -> int:
        """The line in which a stretch of the text starts."""
        return int(self.lines_of([start])[0])

    @cached_property
    def links(self) -> Mapping[int, str]:
        """For lines that are links, for most of them, the address of the first."""
        share = self.link_share
        return {line: anchors[0].address for line, anchors in self.anchors.items() if share[line] > HALF_LINK}

    def anchors_between(self, line: int, start: int, end: int) -> Sequence[Anchor]:
        """The links in a stretch of a line, those that reach into it too; a line may have as many as a page."""
        anchors = self.anchors.get(line, ())
        first = bisect_right(anchors, start, key=attrgetter("end"))
        return anchors[first : bisect_left(anchors, end, first, key=attrgetter("start"))]

    def ancestors(self, element: int) -> Iterator[int]:
        """An element and those that it stands in, the innermost first."""
        parents = self.parents
        while element >= 0:
            yield element
            element = int(parents[element])

    def boxes_from(self, line: int) -> Iterator[int]:
        """The lines that elements end before in which a line is not the last: those around it, the nearest first.

        An element that ends with the line is its wrapper, and no box of what follows. The whole page comes last.
        """
        end = line + 1
        for element in islice(self.ancestors(int(self.element[line])), _DEEPEST):
            if self.behind[element] > end:
                end = int(self.behind[element])
                yield end
        if end < len(self.starts):
            yield len(self.starts)

    @cached_property
    def dialogs(self) -> NDArray[np.bool_]:
        """Which elements are windows that open over the page."""
        found = np.zeros(len(self.tags), dtype=np.bool_)
        found[list(self.windows)] = True
        return found

    @cached_property
    def lines_in_windows(self) -> NDArray[np.intp]:
        """The lines that stand in windows."""
        count, windows = len(self.starts), self.dialogs
        first, behind = (np.bincount(edge[windows], minlength=count + 1) for edge in (self.first, self.behind))
        lines: NDArray[np.intp] = np.flatnonzero((first - behind).cumsum()[:count])
        return lines

    def number_in_page(self, element: int) -> int:
        """The number of an element in the whole page."""
        return element if self.numbers is None else int(self.numbers[element])

    def stretch(self, first: int, behind: int, base: int) -> Hints:
        """The hints for some of the lines. Linear in these lines and the elements that begin in them.

        Args:
            first: The first line. The one before it stays, too: only the first line of a page can be its title.
            behind: The line behind the last.
            base: Where the text of the stretch starts in that of the page; lines before it start below zero.
        """
        first = max(first - 1, 0)
        run = slice(first, behind)
        around, begin = self._around(first), slice(*self.first.searchsorted(np.array((first, behind), dtype=np.int32)))
        numbers = np.concatenate((around, np.arange(begin.start, begin.stop, dtype=np.int32)))
        chosen = numbers.tolist()

        # Of an element that stands deeper than anything is looked for, the outermost that is known is the root.
        def known(elements: NDArray[np.int32]) -> NDArray[np.int32]:
            return np.where(np.isin(elements, numbers), numbers.searchsorted(elements), 0).astype(np.int32)

        parents = np.where(self.parents[numbers] < 0, -1, known(self.parents[numbers]))
        lines = behind - first
        return Hints(
            self.starts[run] - base,
            known(self.element[run]),
            self.link_share[run],
            [self.tags[number] for number in chosen],
            [self.words[number] for number in chosen],
            [self.properties[number] for number in chosen],
            parents.astype(np.int32),
            np.clip(self.first[numbers] - first, 0, lines),
            np.clip(self.behind[numbers] - first, 0, lines),
            {line - first: self.marks[line] for line in _between(self._marked_lines, first, behind)},
            {line - first: self.anchors[line] for line in _between(self._linked_lines, first, behind)},
            self._images(numbers, first, behind),
            base=self.base,
            left_out=self.left_out,
            declared=None if self.declared is None else self.declared[run],
            kept=None if self.kept is None else self.kept[run],
            windows=frozenset(np.flatnonzero(self.dialogs[numbers]).tolist()),
            numbers=numbers,
        )

    def _around(self, line: int) -> NDArray[np.int32]:
        """The elements that began before a line and in which it stands, the outermost first; of very many, some."""
        path = [number for number in islice(self.ancestors(int(self.element[line])), _DEEPEST) if number > 0]
        begun = [number for number in reversed(path) if self.first[number] < line]
        return np.array([0, *begun] if line else [], dtype=np.int32)

    def _images(self, numbers: NDArray[np.int32], first: int, behind: int) -> list[Image]:
        lines = [image.line for image in self.images]
        some = self.images[bisect_left(lines, first) : bisect_right(lines, behind)]
        here = numbers.searchsorted([image.element for image in some]).tolist()
        known = set(numbers.tolist())
        return [
            Image(image.line - first, number if image.element in known else 0, image.alt, image.address)
            for image, number in zip(some, here, strict=True)
        ]

    @cached_property
    def _marked_lines(self) -> NDArray[np.int32]:
        return np.fromiter(self.marks, dtype=np.int32, count=len(self.marks))

    @cached_property
    def _linked_lines(self) -> NDArray[np.int32]:
        return np.fromiter(self.anchors, dtype=np.int32, count=len(self.anchors))

    def found_in(self, text: str, story: str) -> NDArray[np.float32]:
        """How much of each line of the flattened text is in another text: runs of words, short lines as a whole."""
        runs: set[tuple[str, ...]] = set()
        whole: set[tuple[str, ...]] = set()
        for paragraph in story.split("\n"):
            words = tuple(_WORD.findall(paragraph.lower()))
            whole.add(words)
            runs.update(zip(*(words[shift:] for shift in range(_RUN)), strict=False))
        found = np.zeros(len(self.starts), dtype=np.float32)
        starts = [*self.starts.tolist(), len(text)]
        for number in range(len(found)):
            words = tuple(_WORD.findall(text[starts[number] : starts[number + 1]].lower()))
            if words in whole:
                found[number] = bool(words)
            elif len(words) >= _RUN:
                here = [run in runs for run in zip(*(words[shift:] for shift in range(_RUN)), strict=False)]
                found[number] = sum(here) / len(here)
        return found

    @cached_property
    def tag_of_line(self) -> list[str]:
        """The tag of the innermost block element of each line."""
        return [self.tags[number] for number in self.element.tolist()]


def _between(lines: NDArray[np.int32], first: int, behind: int) -> list[int]:
    """Those of some sorted lines that lie between two."""
    found: list[int] = lines[slice(*lines.searchsorted(np.array((first, behind), dtype=np.int32)))].tolist()
    return found


# Elements around a line that a stretch of a page knows of; 55 are the most of 752 development pages (2026-11).
_DEEPEST = 200
