"""Lines that say again what an earlier line said."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role

__all__ = ["duplicate"]

# Shorter lines repeat by chance: "Yes.", a name before each answer of an interview.
_FEWEST_WORDS = 3


def duplicate(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote against every line that stood before, letter for letter.

    Prose that comes twice (a pull quote, a summary) is repeated by its editor and is only doubted.
    """
    words = blocks.shape.words
    first: dict[str, int] = {}
    for number, folded in enumerate(blocks.folded):
        earlier = first.setdefault(folded, number)
        if earlier != number and words[number] >= _FEWEST_WORDS:
            reason = f"the same as block {earlier}"
            yield blocks.vote(number, Role.DUPLICATE, 2.0, "duplicate", reason)
