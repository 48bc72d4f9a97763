"""Tables of the story: figures and facts in rows, between paragraphs that they belong to, or below the last."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.detectors._story_tables import story_tables
from newsclean.model import Dump, Evidence, Role, Span

__all__ = ["table"]

# As much as a vote can weigh: cells look like a menu in everything else.
_WEIGHT = 8.0


def table(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for the tables of a page that have paragraphs of the same element above and below them, or end the story."""
    for start, end in story_tables(blocks):
        span = Span(blocks.starts[start], blocks.ends[end - 1])
        yield Evidence(span, Role.BODY, _WEIGHT, "table", "in a table that stands with paragraphs")
