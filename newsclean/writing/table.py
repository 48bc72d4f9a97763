"""Articles as a table: CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from newsclean.model import Article

__all__ = ["COLUMNS", "HEADER", "to_row", "with_cells"]

COLUMNS = (
    "id", "url", "title", "standfirst", "text", "date", "published_at", "modified_at", "authors", "dateline", "tags",
    "section", "captions", "credits", "related", "site_name", "language", "confidence",
)  # fmt: skip
# A cell that begins with one of these is a formula to a spreadsheet, "=HYPERLINK(…)" for one (OWASP, "CSV injection").
_FORMULA_STARTS = tuple("=+-@\t\r\n")

_LINE_END = "\r\n"


def to_row(article: Article) -> str:
    r"""One row of the table, its fields in the order of ``COLUMNS``, without the receipt.

    Lists are joined by ``"; "``; of related stories the titles are given. A cell that a spreadsheet would take for a
    formula gets an apostrophe before it.

    >>> to_row(Article(text="=1+1", authors=("Ada Byron", "Jo March")))
    ",,,,'=1+1,,,,Ada Byron; Jo March,,,,,,,,,0.0\r\n"
    """
    return _row(_cell(article, column) for column in COLUMNS)


def with_cells(row: str, fields: Mapping[str, Any]) -> str:
    r"""A row that was written before, with a cell for each thing that only its batch knows of it.

    Args:
        row: What ``to_row`` gave, or ``HEADER``, which gets the names of the columns.
        fields: Text, nothing, or values that JSON can hold.

    >>> with_cells("a,b\r\n", {"carried": {"source": "kelm"}, "duplicate_of": None})
    'a,b,"{""source"": ""kelm""}",\r\n'
    """
    cells = fields if row == HEADER else map(_as_cell, fields.values())
    return f"{row.removesuffix(_LINE_END)},{_row(cells)}"


def _as_cell(value: Any) -> str:
    if value is None:
        return ""
    return _inert(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cell(article: Article, column: str) -> str:
    value = getattr(article, column)
    if column == "related":
        value = tuple(story.title for story in value)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return _inert("; ".join(value))
    return _inert(value.isoformat() if hasattr(value, "isoformat") else str(value))


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _row(cells: Iterable[str]) -> str:
    row = io.StringIO()
    csv.writer(row).writerow(cells)
    return row.getvalue()


HEADER = _row(COLUMNS)
