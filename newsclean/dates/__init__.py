"""Reading the dates that news sites print: a table of words, a lexer, a few shapes; nothing is guessed.

The tables come from CLDR and from ``words.toml``; ``python scripts/generate_calendar.py`` puts them together.
"""

from __future__ import annotations

from newsclean.dates.lexer import other_words
from newsclean.dates.order import order_by_days, order_by_zones, settle_order
from newsclean.dates.reader import read_dates
from newsclean.dates.reading import DateReading
from newsclean.dates.relative import Age, find_ages
from newsclean.dates.tables import is_weekday

__all__ = [
    "Age",
    "DateReading",
    "find_ages",
    "is_weekday",
    "order_by_days",
    "order_by_zones",
    "other_words",
    "read_dates",
    "settle_order",
]
