"""Parquet and Arrow files: typed columns, nested where the articles are; see ``arrow_schema``."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Literal

from newsclean.arrow_rows import arrow_schema, batch_of, to_row
from newsclean.batch.outcome import Outcome
from newsclean.batch.sinks.lines import discard
from newsclean.batch.sinks.shards import Shards, WrittenFile, counted_file
from newsclean.errors import InputError

if TYPE_CHECKING:
    import pyarrow

__all__ = ["TableSink"]

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
        carries: Whether the fields that are kept are written too.
    """

    def __init__(
        self, kind: Literal["parquet", "arrow"], shards: Shards, *, receipt: bool = False, carries: bool = False
    ) -> None:
        try:
            self._schema = arrow_schema(receipt=receipt, carried=carries)
        except ImportError:
            raise InputError(f"{kind} needs the extra 'parquet': pip install 'newsclean[parquet]'") from None
        self._kind = kind
        self._shards = shards
        self._carries = carries
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
            self._writer = stack.enter_context(self._new_writer(file))
            self._open = stack.pop_all()

    def write(self, outcome: Outcome) -> None:
        """Write the article of an outcome."""
        if self._open is None:
            raise ValueError("no shard is open")
        if outcome.rendered is None:
            return
        self._rows.append(to_row(json.loads(outcome.rendered), outcome.carried if self._carries else None))
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
        import pyarrow

        if self._batches:
            table = pyarrow.Table.from_batches(self._batches)
            if self._kind == "parquet":
                self._writer.write_table(table, row_group_size=_GROUP)
            else:
                self._writer.write_table(table, max_chunksize=_GROUP)
            self._batches = []

    def _new_writer(self, file: Any) -> Any:
        if self._kind == "parquet":
            from pyarrow import parquet

            # Versions of Arrow differ in what they take when nobody says.
            return parquet.ParquetWriter(
                file, self._schema, compression="zstd", compression_level=3, version="2.6", data_page_version="1.0"
            )
        from pyarrow import ipc

        return ipc.new_file(file, self._schema)
