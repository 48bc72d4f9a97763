"""The phrases that stand around names, as the lexicon finds them."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.blocks import Blocks
from newsclean.lexicon import CueHit
from newsclean.model import Role

__all__ = ["believed", "byline_hits", "fits_language"]

# Which of several hits in one block is read: "By Jane Doe, Political Editor".
_RANKS = {"person": 3, "agency": 2, "position": 1, None: 0}


def believed(hits: Sequence[CueHit], language: str | None) -> CueHit:
    """The hit to read; of one phrase that names the author in another language only, what it says in this one."""
    best = max(hits, key=lambda hit: (_RANKS[hit.part], -hit.start, hit.weight))
    if language is None or fits_language(best, language):
        return best
    rivals = [hit for hit in hits if (hit.start, hit.end) == (best.start, best.end) and hit.part != best.part]
    return rivals[0] if rivals else best


def byline_hits(blocks: Blocks) -> dict[int, list[CueHit]]:
    """The phrases of bylines by their block."""
    found: dict[int, list[CueHit]] = {}
    for number, hit in blocks.hits(Role.BYLINE):
        found.setdefault(number, []).append(hit)
    return found


def fits_language(hit: CueHit, language: str | None) -> bool:
    """Whether a weak cue ("Text", "Autor" without a colon) is of the dump's language."""
    return language is None or hit.rule.startswith((f"lexicon.{language}.", "lexicon.any."))
