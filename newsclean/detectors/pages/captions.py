"""Captions and credits of a page, by the elements that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from newsclean.detectors.names.reading import read_names
from newsclean.model import Evidence, Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.hints import Hints

__all__ = ["captions_of_page", "value_of_caption"]

_CAPTION_WEIGHT = 4.0
# What a caption is set in stands in its element, so many deep: a paragraph in a division.
_IN_BOX = 3
# What a credit stands in behind its caption: "(Jane Doe)", "/ Jane Doe".
_AROUND_CREDIT = " ()[]（）/|·–—-,"
# In words. "Tags" and "Product specifications" stand in elements called captions, which no picture has.
_SHORTEST_CAPTION = 3
# In words, before the colon: "Image credit: Jane Doe".
_LONGEST_LABEL = 3


def captions_of_page(hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """Vote for captions and credits by the elements that they stand in.

    Args:
        hints: Those of the page.
        blocks: Its blocks.
        line: The line of each block.
    """
    marks = [hints.marks.get(its_line, ()) for its_line in line.tolist()]
    for number, its_marks in enumerate(marks):
        if "caption" in its_marks and not _begins_credit(blocks, number):
            reason, text = "is called a caption in its paragraph", blocks.texts[number]
            yield blocks.vote(number, Role.CAPTION, _CAPTION_WEIGHT, "markup.caption", reason, value=(text,))
    elements = hints.element[line].tolist()
    in_figure = "figcaption" in hints.tags
    for number, its_marks in enumerate(marks):
        is_credit = "credit" in its_marks
        if not (in_figure or is_credit):
            continue
        around = islice(hints.ancestors(elements[number]), _IN_BOX)
        box = next((element for element in around if hints.tags[element] == "figcaption"), -1)
        # Whose picture it is stands in the same element; a phrase tells.
        if (box < 0 and not is_credit) or _begins_credit(blocks, number):
            continue
        role, rule, reason, value = Role.CAPTION, "markup.figcaption", "stands in <figcaption>", blocks.texts[number]
        if is_credit:
            role, rule, reason = Role.CREDIT, "markup.credit", "is called a credit in its caption, or small print"
        elif _is_name_below_caption(hints, blocks, line, number, box):
            role, rule, reason = Role.CREDIT, "markup.credit", "a name alone below the caption in its <figcaption>"
        if role is Role.CREDIT:
            value = _without_label(value.strip(_AROUND_CREDIT)) or value
        yield blocks.vote(number, role, _CAPTION_WEIGHT, rule, reason, value=(value,))


def value_of_caption(hints: Hints, blocks: Blocks, line: NDArray[np.intp], numbers: range) -> tuple[str, ...]:
    """The caption in an element that is called one; none where more than it and its credit stand there."""
    named = [number for number in numbers if "credit" in hints.marks.get(int(line[number]), ())]
    rest = [number for number in numbers if number not in named and not _begins_credit(blocks, number)]
    if len(rest) != 1 or blocks.shape.words[rest[0]] < _SHORTEST_CAPTION:
        return ()
    return (blocks.texts[rest[0]],)


def _without_label(credit: str) -> str:
    """A credit without what it begins with: "Image credit: Jane Doe"."""
    label, colon, names = credit.partition(":")
    return names.strip() if colon and len(label.split()) <= _LONGEST_LABEL else credit


def _is_name_below_caption(hints: Hints, blocks: Blocks, line: NDArray[np.intp], number: int, box: int) -> bool:
    """Whether a line says in a <figcaption>, below the sentence that the picture shows, who took it."""
    above = number - 1
    if above < 0 or not blocks.ends_sentence[above] or blocks.ends_sentence[number]:
        return False
    if not hints.first[box] <= line[above] or hints.behind[box] != line[number] + 1:
        return False
    text = blocks.texts[number]
    names = read_names(text, blocks.language)
    return len(names) == 1 and names[0].text == text and " " in text


def _begins_credit(blocks: Blocks, number: int) -> bool:
    return any(hit.role is Role.CREDIT and hit.match in ("is", "starts") for hit in blocks.cues.get(number, ()))
