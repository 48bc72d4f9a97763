"""The seam for engines: batches of dumps in, batches of articles out. Spark, Ray, DuckDB and the like do the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from newsclean.arrow_rows import arrow_schema, batch_of, to_fields, to_row
from newsclean.batch.records import BadRecord
from newsclean.batch.sinks import renderer
from newsclean.batch.sources.columns import rows_of
from newsclean.batch.sources.fields import Fields
from newsclean.cleaner import Cleaner, Kind
from newsclean.errors import InputError
from newsclean.model import Article

if TYPE_CHECKING:
    import pyarrow

__all__ = ["arrow_schema", "clean_batches", "output_schema", "to_fields"]

# Rows that are Python objects at a time.
_ROWS = 64


def output_schema(*, receipt: bool = False, keep_fields: Sequence[str] = ()) -> pyarrow.Schema:
    """The schema of what ``clean_batches`` gives: that of articles, and ``problem``.

    Args:
        receipt: As for ``clean_batches``.
        keep_fields: As for ``clean_batches``.
    """
    return arrow_schema(receipt=receipt, carried=bool(keep_fields), problem=True)


def clean_batches(
    batches: Iterator[pyarrow.RecordBatch],
    *,
    cleaner: Cleaner | None = None,
    receipt: bool = False,
    text_field: str | None = None,
    html_field: str | None = None,
    url_field: str | None = None,
    id_field: str | None = None,
    date_field: str | None = None,
    keep_fields: Sequence[str] = (),
    kind: Kind | None = None,
    **options: Any,
) -> Iterator[pyarrow.RecordBatch]:
    r"""Clean batches of dumps.

    A pure function of its arguments; with the keyword arguments bound by ``functools.partial`` it can be pickled, and
    is what Spark's ``mapInArrow`` takes.

    Args:
        batches: With a column ``text`` or ``html`` and any of ``url``, ``id``, ``language``, ``collected_at``, under
            these names or the usual others; further columns are ignored.
        cleaner: Cleans them.
        receipt: Whether blocks, facts and source are given too.
        text_field: The column with the dump as text.
        html_field: The one with the page.
        url_field: The one with its address.
        id_field: The one with its id.
        date_field: The one that says when it was collected.
        keep_fields: Columns that are passed on, as JSON in the column ``carried``.
        kind: What the texts are, if they need not be looked at.
        **options: As for ``newsclean.clean``.

    Yields:
        Batches of ``output_schema``: a row for each row, in order. A row that gave no article has a ``problem`` and, of
        the rest, ``id`` and ``carried`` alone; nothing is raised for it.

    >>> import pyarrow
    >>> dumps = pyarrow.RecordBatch.from_pylist([{"text": "The ferry sails again.\nRead more: Post waits"}, {}])
    >>> for row in next(clean_batches(iter([dumps]))).to_pylist():
    ...     print(row["text"], "|", row["problem"])
    The ferry sails again. | None
    None | the record has neither a field 'text' nor a field 'html'; it has: none
    """
    fields = Fields(text_field, html_field, url_field, id_field, date_field, tuple(keep_fields), kind)
    schema = output_schema(receipt=receipt, keep_fields=keep_fields)
    clean = partial(_row, cleaner or Cleaner(), renderer("parquet", receipt=receipt), fields, options)
    for batch in batches:
        wanted = batch.select(fields.columns(batch.schema.names))
        for start in range(0, batch.num_rows, _ROWS):
            piece = wanted.slice(start, _ROWS)
            # Without any column that is known, rows have no values, but they are still rows.
            rows = rows_of(piece) if piece.num_columns else [{}] * min(_ROWS, batch.num_rows - start)
            yield batch_of([clean(row) for row in rows], schema)


def _row(
    cleaner: Cleaner,
    render: Callable[[Article], str],
    fields: Fields,
    options: Mapping[str, Any],
    row: Mapping[str, Any],
) -> dict[str, Any]:
    record = fields.record(row, place="", stem="", number=1)
    carried = record.carried if fields.keep else None
    if isinstance(record, BadRecord):
        problem = record.reason
    else:
        try:
            article = json.loads(render(cleaner.clean(record.raw(), kind=record.kind, **options)))
            return to_row({**article, "id": record.id or None}, carried)
        except InputError as error:
            problem = error.reason
        # A defect of ours: one record must not take a job of hours with it.
        except Exception as error:  # noqa: BLE001
            problem = f"newsclean failed on it ({type(error).__name__}: {error}); please report this"
    kept = {} if carried is None else {"carried": json.dumps(carried, ensure_ascii=False)}
    return {"id": record.id or None, "problem": problem} | kept
