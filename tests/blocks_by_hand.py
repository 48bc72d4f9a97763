"""Blocks built line by line, for tests of what comes behind segmentation."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.blocks import Blocks
from newsclean.lexicon import Lexicon, fold
from newsclean.model import Dump


def blocks_of_lines(*texts: str, lines: Sequence[int] | None = None, between: str = "\n") -> Blocks:
    """A block for each text, whatever stands in it; ``lines`` numbers the lines that they are pieces of."""
    starts, ends, reached = [], [], 0
    for text in texts:
        starts.append(reached)
        ends.append(reached + len(text))
        reached += len(text) + len(between)
    blocks = Blocks(
        Dump(between.join(texts)),
        starts,
        ends,
        list(texts),
        [fold(text) for text in texts],
        list(range(len(texts)) if lines is None else lines),
        [number == 0 for number in range(len(texts))],
    )
    blocks.cues = Lexicon.load().match(blocks.folded)
    return blocks
