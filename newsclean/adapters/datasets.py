"""Hugging Face datasets: a function for ``Dataset.map``, and the features that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from newsclean.adapters._units import By
from newsclean.cleaner import Cleaner

try:
    from datasets import Features
except ImportError as error:
    raise ImportError("newsclean.adapters.datasets needs datasets: pip install newsclean[datasets]") from error

from newsclean.adapters._table import schema, table

__all__ = ["CleanBatch", "features"]


def features() -> Features:
    """The features of cleaned rows, for the argument ``features`` of ``Dataset.map`` where columns are removed."""
    return Features.from_arrow_schema(schema())


@frozen
class CleanBatch:
    """A function for ``Dataset.map(…, batched=True)``; it can be pickled and has a stable fingerprint.

    Attributes:
        column: The column with the dumps.
        by: What ``pieces`` holds: ``"sentence"``, ``"paragraph"`` or the ``"article"`` as a whole.
        cleaner: Cleans them.
        options: As for ``newsclean.clean``.
    """

    column: str = "text"
    by: By = "sentence"
    cleaner: Cleaner | None = None
    options: Mapping[str, Any] = field(factory=dict)

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, list[Any]]:
        """Clean a batch: new columns, those of the same name replaced."""
        found = table(batch[self.column], by=self.by, cleaner=self.cleaner, options=self.options)
        return dict(found.to_pydict())
