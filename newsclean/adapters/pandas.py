"""pandas: a column of dumps becomes a frame of articles, backed by Arrow."""

from __future__ import annotations

from typing import Any

from newsclean.adapters._units import By
from newsclean.cleaner import Cleaner

try:
    import pandas
except ImportError as error:
    raise ImportError("newsclean.adapters.pandas needs pandas: pip install newsclean[pandas]") from error

from newsclean.adapters._table import table

__all__ = ["clean_column"]


def clean_column(
    dumps: pandas.Series, *, by: By = "sentence", cleaner: Cleaner | None = None, **options: Any
) -> pandas.DataFrame:
    """Clean a column of dumps.

    Args:
        dumps: Text, bytes or paths; missing values give rows of nothing.
        by: What ``pieces`` holds: ``"sentence"``, ``"paragraph"`` or the ``"article"`` as a whole.
        cleaner: Cleans them.
        **options: As for ``newsclean.clean``.

    Returns:
        A frame with the same index and the columns of ``newsclean.adapters._table.schema``. Dumps that cannot be read
        have the reason in ``problem``.
    """
    found = table(dumps, by=by, cleaner=cleaner, options=options)
    return found.to_pandas(types_mapper=pandas.ArrowDtype).set_axis(dumps.index)
