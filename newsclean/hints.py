"""What the markup of a page said about its lines: the elements that each stands in, and how much of it is a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LONGEST_CLASSES", "Anchor", "Hints", "Image", "words_of_name"]

# Words as the story's words are compared: a character of a script that is written without blanks is one.
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
#: So much is looked at of the classes of an element, in characters: those of frameworks can be hundreds of words that
#: say how wide and how red it is.
LONGEST_CLASSES = 300
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

    def lines_of(self, starts: Sequence[int] | NDArray[np.int32]) -> NDArray[np.intp]:
        """The lines in which stretches of the text start, by where these do."""
        found: NDArray[np.intp] = np.maximum(self.starts.searchsorted(starts, side="right") - 1, 0)
        return found

    @cached_property
    def links(self) -> Mapping[int, str]:
        """For lines that are links, for most of them, the address of the first."""
        share = self.link_share
        return {line: anchors[0].address for line, anchors in self.anchors.items() if share[line] > _MOSTLY}

    def ancestors(self, element: int) -> Iterator[int]:
        """An element and those that it stands in, the innermost first."""
        parents = self.parents
        while element >= 0:
            yield element
            element = int(parents[element])

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


# A line with more of its text in links is a link.
_MOSTLY = 0.5
