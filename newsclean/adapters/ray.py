"""Ray Data: dumps of a dataset become articles of a dataset, through ``map_batches``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from newsclean.arrow import clean_batches, output_schema

if TYPE_CHECKING:
    import pyarrow
    from ray.data import Dataset

__all__ = ["clean", "clean_table"]

# Rows that Ray hands to a worker at once: some seconds of work, which outweighs what a task costs.
_BATCH = 1000


def clean(dumps: Dataset, *, batch_size: int = _BATCH, **options: Any) -> Dataset:
    """Clean the dumps of a dataset; lazily, as Ray does all things.

    Args:
        dumps: A row a dump; its columns are those that ``newsclean.arrow.clean_batches`` takes.
        batch_size: Rows that a task cleans at once.
        **options: As for ``clean_batches``.

    Returns:
        A row for each row, of ``newsclean.arrow.output_schema``; ``problem`` says why a row gave no article.
    """
    return dumps.map_batches(partial(clean_table, **options), batch_format="pyarrow", batch_size=batch_size)


def clean_table(dumps: pyarrow.Table, **options: Any) -> pyarrow.Table:
    """Clean a table; what Ray, and ``pyarrow.dataset``, DuckDB or Polars by hand, can call.

    Args:
        dumps: As for ``clean``.
        **options: As for ``newsclean.arrow.clean_batches``.
    """
    import pyarrow

    schema = output_schema(receipt=options.get("receipt", False), keep_fields=options.get("keep_fields", ()))
    return pyarrow.Table.from_batches(clean_batches(iter(dumps.to_batches()), **options), schema)
