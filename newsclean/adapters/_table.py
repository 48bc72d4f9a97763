"""Articles as an Arrow table, which pandas, Polars and datasets read without copying."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from newsclean.adapters._units import By, article_of, units
from newsclean.cleaner import Cleaner
from newsclean.errors import InputError
from newsclean.model import Article

try:
    import pyarrow
except ImportError as error:
    raise ImportError(
        "tables need pyarrow: pip install newsclean[pandas], newsclean[polars] or newsclean[datasets]"
    ) from error

__all__ = ["schema", "table"]


def schema() -> pyarrow.Schema:
    """The columns: those of ``Article``, ``pieces`` with their places in the dump, and ``problem``.

    ``pieces`` are paragraphs or sentences; ``start`` and ``end`` count characters of the dump (for HTML, of its
    flattened text in ``source``). A dump that cannot be read has a ``problem`` and nothing else.
    """
    texts = pyarrow.list_(pyarrow.string())
    piece = pyarrow.struct(
        [("text", pyarrow.string()), ("start", pyarrow.int64()), ("end", pyarrow.int64())],
    )
    return pyarrow.schema(
        [
            ("title", pyarrow.string()),
            ("text", pyarrow.string()),
            ("standfirst", pyarrow.string()),
            ("date", pyarrow.date32()),
            ("published_at", pyarrow.string()),
            ("authors", texts),
            ("tags", texts),
            ("section", texts),
            ("captions", texts),
            ("language", pyarrow.string()),
            ("confidence", pyarrow.float64()),
            ("doubts", texts),
            ("pieces", pyarrow.list_(piece)),
            ("source", pyarrow.string()),
            ("problem", pyarrow.string()),
        ]
    )


def table(dumps: Iterable[Any], *, by: By, cleaner: Cleaner | None, options: Mapping[str, Any]) -> pyarrow.Table:
    """A row for each dump, in their order. Missing dumps (``None``, not a number) give rows of nothing."""
    cleaner = cleaner or Cleaner()
    return pyarrow.Table.from_pylist([_row(raw, by, cleaner, options) for raw in dumps], schema=schema())


def _row(raw: Any, by: By, cleaner: Cleaner, options: Mapping[str, Any]) -> dict[str, Any]:
    # Not a number is the one value that is not itself.
    if raw is None or raw != raw:
        return {}
    try:
        article = article_of(raw, cleaner, **options)
    except InputError as error:
        return {"problem": error.reason}
    return _columns(article, by)


def _columns(article: Article, by: By) -> dict[str, Any]:
    return {
        "title": _readable(article.title),
        "text": _readable(article.text),
        "standfirst": _readable(article.standfirst),
        "date": article.date,
        "published_at": None if article.published_at is None else article.published_at.isoformat(),
        "authors": [*map(_readable, article.authors)],
        "tags": [*map(_readable, article.tags)],
        "section": [*map(_readable, article.section)],
        "captions": [*map(_readable, article.captions)],
        "language": article.language,
        "confidence": article.confidence,
        "doubts": [str(doubt) for doubt in article.doubts],
        "pieces": [{"text": _readable(p.text), "start": p.start, "end": p.end} for p in units(article, by)],
        "source": _readable(article.source),
    }


def _readable(text: str | None) -> str | None:
    """The text with the replacement character for lone surrogates, which Arrow cannot hold; as long as before."""
    return None if text is None else _SURROGATE.sub("\ufffd", text)


_SURROGATE = re.compile("[\ud800-\udfff]")
