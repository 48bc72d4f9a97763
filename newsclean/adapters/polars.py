"""Polars: a column of dumps becomes a frame of articles."""

from __future__ import annotations

from typing import Any

from newsclean.adapters._units import By
from newsclean.cleaner import Cleaner

try:
    import polars
except ImportError as error:
    raise ImportError("newsclean.adapters.polars needs Polars: pip install newsclean[polars]") from error

from newsclean.adapters._table import table

__all__ = ["clean_column"]


def clean_column(
    dumps: polars.Series, *, by: By = "sentence", cleaner: Cleaner | None = None, **options: Any
) -> polars.DataFrame:
    """Clean a column of dumps.

    Args:
        dumps: Text or bytes; nulls give rows of nulls.
        by: What ``pieces`` holds: ``"sentence"``, ``"paragraph"`` or the ``"article"`` as a whole.
        cleaner: Cleans them.
        **options: As for ``newsclean.clean``.

    Returns:
        A frame with a row for each dump and the columns of ``newsclean.adapters._table.schema``. Dumps that cannot be
        read have the reason in ``problem``.
    """
    return polars.from_arrow(table(dumps, by=by, cleaner=cleaner, options=options))
