"""Where articles go: files of every format, in shards that appear when they are whole and are always the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

from newsclean.arrow_rows import arrow_schema
from newsclean.batch.sinks.compression import Compression, compressed, suffix_of
from newsclean.batch.sinks.folders import FolderSink, settle_all
from newsclean.batch.sinks.lines import TAKES_ALONG, LineSink, StreamSink, join_lines
from newsclean.batch.sinks.shards import NOTHING, Beside, Shards, Sink, WrittenFile
from newsclean.batch.sinks.tables import Kind, TableSink, join_tables
from newsclean.errors import InputError
from newsclean.model import Article
from newsclean.writing import FORMATS, Format

__all__ = [
    "NOTHING",
    "SINK_FORMATS",
    "Beside",
    "Compression",
    "FolderSink",
    "Joined",
    "LineSink",
    "Shards",
    "Sink",
    "StreamSink",
    "TableSink",
    "WrittenFile",
    "compression_of",
    "open_sink",
    "renderer",
    "settle_all",
    "takes_along",
]

#: The names of the formats, the default first.
SINK_FORMATS = ("jsonl", "json", "parquet", "arrow", "csv", "markdown", "text")
_TABLES: Mapping[str, Kind] = {"parquet": "parquet", "arrow": "arrow"}


def renderer(form: str, *, receipt: bool = False) -> Callable[[Article], str]:
    """What an article is rendered by for a sink; it can be sent to other processes.

    Args:
        form: One of ``SINK_FORMATS``.
        receipt: Whether blocks, facts and source are written too.

    Raises:
        InputError: The format has no room for a receipt.
    """
    text = FORMATS["jsonl" if form in _TABLES else form]
    if not receipt:
        return text.render
    if text.render_with_receipt is None:
        raise InputError(f"{form} has no room for the receipt; take {', '.join(('jsonl', 'json', *_TABLES))}")
    return text.render_with_receipt


def takes_along(form: str) -> bool:
    """Whether a format has room for what is written beside an article."""
    return form in _TABLES or FORMATS[form].suffix in TAKES_ALONG


def compression_of(output: str) -> Compression | None:
    """What the name of an output says of its compression."""
    return "gz" if output.endswith(".gz") else "zstd" if output.endswith((".zst", ".zstd")) else None


def open_sink(
    form: str,
    output: Path,
    *,
    several: bool = False,
    apart: bool = False,
    compression: Compression | None = None,
    receipt: bool = False,
    beside: Beside = NOTHING,
) -> Sink:
    """Make a sink. Nothing is written before its first shard.

    Args:
        form: One of ``SINK_FORMATS``.
        output: A file; a folder, if there are several shards, or a file for each article.
        several: Whether shards other than the first will come.
        apart: Whether text and Markdown get a file for each article.
        compression: What files of text are compressed by; Parquet compresses itself.
        receipt: As for ``renderer``.
        beside: What is written beside the article; text and Markdown have no room for it.

    Raises:
        InputError: The format cannot be compressed, or its library is not installed; the error says which extra has it.
    """
    _refuse(form, compression, apart=apart)
    if form in _TABLES:
        return TableSink(_TABLES[form], Shards(output, f".{form}", several), receipt=receipt, beside=beside)
    text: Format = FORMATS[form]
    if apart:
        return FolderSink(text.suffix, output)
    shards = Shards(output, text.suffix + suffix_of(compression), several)
    return LineSink(text, shards, compression=compression, beside=beside)


@frozen
class Joined:
    """One file of many articles that is written in parts, of which each can be written again, and joined at the end.

    Attributes:
        form: One of ``SINK_FORMATS``.
        compression: As for ``open_sink``.
        receipt: As for ``renderer``.
        beside: What is written beside the article.
    """

    form: str
    compression: Compression | None = None
    receipt: bool = False
    beside: Beside = NOTHING

    def sink(self, folder: Path) -> Sink:
        """Where the parts go.

        Raises:
            InputError: As for ``open_sink``.
        """
        _refuse(self.form, self.compression, apart=False)
        if self.form in _TABLES:
            # Whatever they become: parts are read again, and are not compressed for that.
            return TableSink("arrow", Shards(folder, ".arrow", several=True), receipt=self.receipt, beside=self.beside)
        text = FORMATS[self.form]
        return LineSink(text, Shards(folder, text.suffix, several=True), beside=self.beside, framed=False)

    def probe(self) -> None:
        """See that it can be joined, before there is work.

        Raises:
            InputError: The library of the compression is not installed.
        """
        with compressed(io.BytesIO(), self.compression):
            pass

    def join(self, parts: Iterable[Path], stream: BinaryIO) -> None:
        """Write the whole of them."""
        if self.form in _TABLES:
            schema = arrow_schema(receipt=self.receipt, carried=self.beside.carried, duplicates=self.beside.duplicates)
            join_tables(_TABLES[self.form], schema, parts, stream)
        else:
            join_lines(FORMATS[self.form], parts, stream, compression=self.compression, beside=self.beside)


def _refuse(form: str, compression: Compression | None, *, apart: bool) -> None:
    if compression is not None and (form in _TABLES or apart):
        reason = "is compressed as it is" if form == "parquet" else "cannot be compressed"
        raise InputError(f"{form} {reason}; leave the compression out")
