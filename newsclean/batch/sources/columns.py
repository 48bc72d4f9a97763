"""``.parquet`` and ``.arrow``: a record a row, read in batches that fit in memory whatever the rows hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sources.fields import Fields
from newsclean.batch.sources.limits import Limits
from newsclean.batch.sources.opening import Input, random_access
from newsclean.batch.sources.streams import Damaged, Growth

if TYPE_CHECKING:
    import pyarrow

__all__ = ["read_arrow", "read_parquet", "rows_of"]

# Most rows of a batch; a batch of dumps of 13 KB then has 3 MB.
_MOST_ROWS = 256
# Bytes that a batch may have if its rows are as large as the column that they stand in allows.
_BATCH_BYTES = 256_000_000
_ARROW_FILE = b"ARROW1"
_NEEDS = "{} needs the extra 'parquet': pip install 'newsclean[parquet]'"


def read_parquet(source: Input, fields: Fields, limits: Limits) -> Iterator[Record | BadRecord]:
    """The rows of a Parquet file. Of its columns those are read that are needed; a damaged row group is one problem."""
    try:
        from pyarrow import parquet
    except ImportError:
        yield source.bad(_NEEDS.format("Parquet"))
        return
    try:
        with random_access(source, limits) as file:
            # No buffers of whole row groups: they may be as large as the file.
            table = _guarded(parquet.ParquetFile, file, pre_buffer=False, buffer_size=1 << 20)
            columns = fields.columns(table.schema_arrow.names)
            growth = Growth(limits, _length(file))
            number = 0
            for group in range(table.num_row_groups):
                count = table.metadata.row_group(group).num_rows
                try:
                    for row in _rows_of_group(table, group, columns, limits):
                        number += 1
                        yield _record(row, source, fields, number, growth)
                except Damaged as error:
                    yield source.bad(f"{error}, in row group {group + 1} of {table.num_row_groups}")
                    if growth.is_spent:
                        return
                    number = sum(table.metadata.row_group(past).num_rows for past in range(group)) + count
    except Damaged as error:
        yield source.bad(str(error))


def read_arrow(source: Input, fields: Fields, limits: Limits) -> Iterator[Record | BadRecord]:
    """The rows of an Arrow file, or of a stream of batches that was kept as a file."""
    try:
        from pyarrow import ipc
    except ImportError:
        yield source.bad(_NEEDS.format("Arrow"))
        return
    number = 0
    try:
        with random_access(source, limits) as file:
            growth = Growth(limits, _length(file))
            is_file = file.read(len(_ARROW_FILE)) == _ARROW_FILE
            file.seek(0)
            reader = _guarded(ipc.open_file if is_file else ipc.open_stream, file)
            for batch in _batches(reader, is_file):
                wanted = batch.select(fields.columns(batch.schema.names))
                for start in range(0, wanted.num_rows, _MOST_ROWS):
                    for row in _guarded(rows_of, wanted.slice(start, _MOST_ROWS)):
                        number += 1
                        yield _record(row, source, fields, number, growth)
    except Damaged as error:
        yield source.bad(f"{error}; nothing behind row {number} was read" if number else str(error))


def _guarded(work: Any, *arguments: Any, **options: Any) -> Any:
    """What a function of Arrow gives; what it raises says how the file is damaged.

    Raises:
        Damaged: It raised anything.
    """
    try:
        return work(*arguments, **options)
    # ArrowInvalid, OSError and others, whichever codec or type is to blame.
    except Exception as error:  # noqa: BLE001
        raise Damaged(f"damaged or of another kind: {' '.join(str(error).split())[:300]}") from None


def _rows_of_group(table: Any, group: int, columns: list[str], limits: Limits) -> Iterator[dict[str, Any]]:
    chunks = table.metadata.row_group(group)
    # What the largest value can take: all of its column, where equal values are stored once.
    largest = max((chunks.column(number).total_uncompressed_size for number in range(chunks.num_columns)), default=0)
    if largest > max(limits.growth_from, limits.growth * _size(chunks)):
        raise Damaged(f"grows to more than {limits.growth} times its size; not read")
    rows = max(1, min(_MOST_ROWS, _BATCH_BYTES // max(largest, 1)))
    batches = _guarded(table.iter_batches, batch_size=rows, row_groups=[group], columns=columns, use_threads=False)
    while (batch := _guarded(next, batches, None)) is not None:
        yield from _guarded(rows_of, batch)


def _size(chunks: Any) -> int:
    return sum(chunks.column(number).total_compressed_size for number in range(chunks.num_columns))


def _batches(reader: Any, is_file: bool) -> Iterator[pyarrow.RecordBatch]:
    if is_file:
        for number in range(reader.num_record_batches):
            yield _guarded(reader.get_batch, number)
        return
    while True:
        try:
            batch = reader.read_next_batch()
        except StopIteration:
            return
        except Exception as error:  # noqa: BLE001
            raise Damaged(f"damaged or cut off: {' '.join(str(error).split())[:300]}") from None
        yield batch


def rows_of(batch: pyarrow.RecordBatch) -> list[dict[str, Any]]:
    """The rows of a batch as Python has them; text that is no UTF-8 stays bytes.

    Args:
        batch: Any batch; few rows, since Python takes more room for them.
    """
    names = batch.schema.names
    columns = [_values(column) for column in batch.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: pyarrow.Array) -> list[Any]:
    import pyarrow

    kind = column.type
    if pyarrow.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        if not (pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind)):
            raise
        bytes_of = pyarrow.large_binary() if pyarrow.types.is_large_string(kind) else pyarrow.binary()
        values = [_text_or_bytes(value) for value in column.cast(bytes_of).to_pylist()]
    # Datetimes that Python has no room for, and pandas' own types, come as they are written.
    return values


def _text_or_bytes(value: bytes | None) -> str | bytes | None:
    try:
        return None if value is None else value.decode()
    except UnicodeDecodeError:
        return value


def _record(row: dict[str, Any], source: Input, fields: Fields, number: int, growth: Growth) -> Record | BadRecord:
    record = fields.record(row, place=f"{source.place}:{number}", stem=source.output_name, number=number)
    if isinstance(record, Record):
        # A value that is stored once can be named a million times.
        growth.give(len(record.content))
    return record


def _length(file: IO[bytes]) -> int:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size
