"""Parquet and Arrow files: typed columns, nested where the articles are; see ``arrow_schema``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from newsclean.arrow_rows import arrow_schema, batch_of, to_row
from newsclean.batch.outcome import Outcome
from newsclean.batch.sinks.lines import discard
from newsclean.batch.sinks.shards import NOTHING, Beside, Shards, WrittenFile, counted_file
from newsclean.errors import InputError

if TYPE_CHECKING:
    import pyarrow

__all__ = ["Kind", "TableSink", "join_tables"]

Kind = Literal["parquet", "arrow"]

# Rows of a row group of Parquet, and of a batch of Arrow. Fixed, so that the same articles give the same bytes.
_GROUP = 1000
# Articles that wait as Python objects, which take ten times the room; and characters, for those of many pages.
_WAITING = 64
_WAITING_CHARACTERS = 16_000_000


class TableSink:
    """The articles of a shard as a table. What is rendered for it are lines of JSON.

    Attributes:
        kind: The format.
        shards: The names of the files.
        receipt: Whether the lines hold the receipt.
        beside: What is written beside the article.
    """

    def __init__(self, kind: Kind, shards: Shards, *, receipt: bool = False, beside: Beside = NOTHING) -> None:
        try:
            self._schema = arrow_schema(receipt=receipt, carried=beside.carried, duplicates=beside.duplicates)
        except ImportError:
            raise InputError(
                "a Parquet or Arrow file needs the extra 'parquet': pip install 'newsclean[parquet]'"
            ) from None
        self._kind = kind
        self._shards = shards
        self._beside = beside
        self._records = [0]
        self._written: list[WrittenFile] = []
        self._open: ExitStack | None = None
        self._writer: Any = None
        self._rows: list[dict[str, Any]] = []
        self._characters = 0
        self._batches: list[pyarrow.RecordBatch] = []

    def open_shard(self, number: int) -> None:
        """Begin a shard."""
        self.discard()
        with ExitStack() as stack:
            file = stack.enter_context(counted_file(self._shards, number, self._written, self._records))
            self._writer = stack.enter_context(_new_writer(self._kind, self._schema, file))
            self._open = stack.pop_all()

    def write(self, outcome: Outcome) -> None:
        """Write the article of an outcome."""
        if self._open is None:
            raise ValueError("no shard is open")
        if outcome.rendered is None:
            return
        row = to_row(json.loads(outcome.rendered), outcome.carried if self._beside.carried else None)
        self._rows.append({**row, "duplicate_of": outcome.duplicate_of} if self._beside.duplicates else row)
        self._characters += len(outcome.rendered)
        self._records[0] += 1
        if len(self._rows) >= _WAITING or self._characters >= _WAITING_CHARACTERS or not self._records[0] % _GROUP:
            self._pack()
        if not self._records[0] % _GROUP:
            self._write_group()

    def close(self) -> list[WrittenFile]:
        """End the shard."""
        if self._open is None:
            return []
        with self._open:
            self._pack()
            self._write_group()
        self._open = None
        written, self._written[:] = list(self._written), []
        return written

    def settle(self) -> None:
        """The file has its place."""

    def discard(self) -> None:
        """Leave nothing of the open shard behind."""
        discard(self._open)
        self._open = None
        self._forget()

    def _forget(self) -> None:
        self._records[0] = self._characters = 0
        self._rows, self._batches = [], []

    def _pack(self) -> None:
        if self._rows:
            self._batches.append(batch_of(self._rows, self._schema))
            self._rows, self._characters = [], 0

    def _write_group(self) -> None:
        if self._batches:
            _write_group(self._writer, self._kind, self._batches)
            self._batches = []


def join_tables(kind: Kind, schema: pyarrow.Schema, parts: Iterable[Path], stream: BinaryIO) -> None:
    """One table of the Arrow files that a ``TableSink`` wrote."""
    import pyarrow
    from pyarrow import ipc

    waiting: list[pyarrow.RecordBatch] = []
    with _new_writer(kind, schema, stream) as writer:
        for part in parts:
            # Read, not mapped: a file that shrinks meanwhile must give an error, not a crash.
            with pyarrow.OSFile(os.fspath(part)) as source, ipc.open_file(source) as table:
                for number in range(table.num_record_batches):
                    batch = table.get_batch(number)
                    while (room := _GROUP - sum(map(len, waiting))) <= len(batch):
                        _write_group(writer, kind, [*waiting, batch.slice(0, room)])
                        waiting, batch = [], batch.slice(room)
                    waiting.append(batch)
        if any(map(len, waiting)):
            _write_group(writer, kind, waiting)


def _write_group(writer: Any, kind: Kind, batches: Sequence[pyarrow.RecordBatch]) -> None:
    import pyarrow

    table = pyarrow.Table.from_batches(batches)
    if kind == "parquet":
        writer.write_table(table, row_group_size=_GROUP)
    else:
        writer.write_table(table, max_chunksize=_GROUP)


def _new_writer(kind: Kind, schema: pyarrow.Schema, file: Any) -> Any:
    if kind == "parquet":
        from pyarrow import parquet

        # Versions of Arrow differ in what they take when nobody says.
        return parquet.ParquetWriter(
            file, schema, compression="zstd", compression_level=3, version="2.6", data_page_version="1.0"
        )
    from pyarrow import ipc

    return ipc.new_file(file, schema)
