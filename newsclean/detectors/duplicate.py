"""Lines that say again what an earlier line said."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role

__all__ = ["duplicate"]

# Shorter lines repeat by chance: "Yes.", a name before each answer of an interview.
_FEWEST_WORDS = 3


def duplicate(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote against every line that stood before, letter for letter.

    Prose that comes twice (a pull quote, a summary) is repeated by its editor and is only doubted.
    """
    alike = blocks.first_alike
    repeats = ((alike < np.arange(len(blocks))) & (blocks.shape.words >= _FEWEST_WORDS)).nonzero()[0]
    for number, first in zip(repeats.tolist(), alike[repeats].tolist(), strict=True):
        yield blocks.vote(number, Role.DUPLICATE, 2.0, "duplicate", f"the same as block {first}")
