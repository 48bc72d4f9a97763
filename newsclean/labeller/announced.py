"""Lists that a line of the story announces: "Ferries stop at:", and below it the names of five piers.

Each of the names looks like a label of a menu. The line above says whose they are.
"""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.hints import Hints

__all__ = ["announces", "items_below", "list_below"]

_LISTS = frozenset({"ul", "ol", "dl"})
# One line below a colon may be a caption or a link to somewhere else. By hand.
_FEWEST = 2
# Nothing says in a dump of text where the list ends: longer rows go on into the labels of the site. By hand.
_MOST = 12
# In elements: a paragraph in an item of a list.
_DEEPEST = 4


def announces(blocks: Blocks, number: int) -> bool:
    """Whether a block ends as lines do that have a list below them: with a colon, or with "as follows." in Japanese."""
    return bool(blocks.shape.ends_colon[number]) or blocks.folded[number].endswith(_endings())


def list_below(blocks: Blocks, hints: Hints, elements: Sequence[int], number: int) -> range:
    """The items right below a block: those of a list beside it or in it, or paragraphs that are no sentences.

    Args:
        blocks: The blocks of a page.
        hints: Its markup.
        elements: The innermost element around each block.
        number: The block that announces them.
    """
    below = number + 1
    if below >= len(blocks):
        return range(0)
    room = int(hints.parents[elements[number]])
    around = islice(hints.ancestors(elements[below]), _DEEPEST)
    beside = next((outer for outer in around if int(hints.parents[outer]) in (room, elements[number])), -1)
    if beside < 0:
        return range(0)
    end = below
    if hints.tags[beside] in _LISTS:
        starts = hints.starts
        behind = int(hints.behind[beside])
        while end < len(blocks) and (behind >= len(starts) or blocks.starts[end] < starts[behind]):
            end += 1
    elif hints.tags[beside] == "p" and beside == elements[below]:
        while end < len(blocks) and _is_label_of(blocks, hints, elements, end, int(hints.parents[beside])):
            end += 1
    return range(below, end) if end - below >= _FEWEST else range(0)


def items_below(is_item: NDArray[np.bool_], number: int) -> range:
    """The items right below a block of a dump of text: lines in a row that may be some, neither one alone nor many.

    Args:
        is_item: Which blocks may be an item.
        number: The block that announces them.
    """
    rows = (~is_item[number + 1 : number + 2 + _MOST]).nonzero()[0]
    count = int(rows[0]) if len(rows) else len(is_item) - number - 1
    return range(number + 1, number + 1 + count) if _FEWEST <= count <= _MOST else range(0)


def _is_label_of(blocks: Blocks, hints: Hints, elements: Sequence[int], number: int, room: int) -> bool:
    element = elements[number]
    return hints.tags[element] == "p" and int(hints.parents[element]) == room and not blocks.ends_sentence[number]


@cache
def _endings() -> tuple[str, ...]:
    data = tomllib.loads((Path(__file__).parent / "announced.toml").read_text("utf-8"))
    return tuple(word for row in data["ending"] for word in row["words"])
