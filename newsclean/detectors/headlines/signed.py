"""Whether a line is signed: a byline, a date or a share bar stands right below it.

No detector: ``headline`` asks it, of headlines and of standfirsts.
"""

from __future__ import annotations

from newsclean.blocks import Blocks
from newsclean.dates import other_words, read_dates
from newsclean.model import Role

__all__ = ["is_dated", "is_signed"]

_SIGNS = frozenset({Role.BYLINE, Role.DATE, Role.SHARE})
# In blocks: how far below a headline the first of these stands.
_REACH = 3
# In characters: a line of a weekday, its date, its time and the zone. And the digits of the shortest date.
_LONGEST_DATE, _FEWEST_DIGITS = 60, 3


def is_signed(blocks: Blocks, number: int, reach: int = _REACH) -> bool:
    """Whether a phrase of bylines, dates or share bars stands within ``reach`` blocks right below a block."""
    cues = blocks.cues
    return any(hit.role in _SIGNS for below in _below(blocks, number, reach) for hit in cues.get(below, ()))


def is_dated(blocks: Blocks, number: int, reach: int = _REACH) -> bool:
    """Whether a line that is nothing but a date stands as near below a block; no phrase tells it."""
    return any(_is_date(blocks.texts[below], blocks.language) for below in _below(blocks, number, reach))


def _below(blocks: Blocks, number: int, reach: int) -> range:
    return range(number + 1, min(number + 1 + reach, len(blocks)))


def _is_date(text: str, language: str | None) -> bool:
    if len(text) > _LONGEST_DATE or sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return False
    return other_words(text, language, numbers=False) <= 1 and bool(read_dates(text, language=language))
