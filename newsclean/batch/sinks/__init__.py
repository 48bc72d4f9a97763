"""Where articles go: files of every format, in shards that appear when they are whole and are always the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from newsclean.batch.sinks.compression import Compression, suffix_of
from newsclean.batch.sinks.folders import FolderSink
from newsclean.batch.sinks.lines import LineSink, StreamSink
from newsclean.batch.sinks.shards import Shards, Sink, WrittenFile
from newsclean.batch.sinks.tables import TableSink
from newsclean.errors import InputError
from newsclean.model import Article
from newsclean.writing import FORMATS, Format

__all__ = [
    "SINK_FORMATS",
    "Compression",
    "FolderSink",
    "LineSink",
    "Shards",
    "Sink",
    "StreamSink",
    "TableSink",
    "WrittenFile",
    "compression_of",
    "open_sink",
    "renderer",
]

#: The names of the formats, the default first.
SINK_FORMATS = ("jsonl", "json", "parquet", "arrow", "csv", "markdown", "text")
_TABLES = ("parquet", "arrow")


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
    carries: bool = False,
    is_input: Callable[[Path], bool] = lambda _: False,
) -> Sink:
    """Make a sink. Nothing is written before its first shard.

    Args:
        form: One of ``SINK_FORMATS``.
        output: A file; a folder, if there are several shards, or a file for each article.
        several: Whether shards other than the first will come.
        apart: Whether text and Markdown get a file for each article.
        compression: What files of text are compressed by; Parquet compresses itself.
        receipt: As for ``renderer``.
        carries: Whether ``Outcome.carried`` is written too; text and Markdown have no room for it.
        is_input: Tells files that must not be written over.

    Raises:
        InputError: The format cannot be compressed, or its library is not installed; the error says which extra has it.
    """
    if compression is not None and (form in _TABLES or apart):
        reason = "is compressed as it is" if form == "parquet" else "cannot be compressed"
        raise InputError(f"{form} {reason}; leave the compression out")
    if form == "parquet" or form == "arrow":
        kind: Literal["parquet", "arrow"] = "parquet" if form == "parquet" else "arrow"
        return TableSink(kind, Shards(output, f".{form}", several), receipt=receipt, carries=carries)
    text: Format = FORMATS[form]
    if apart:
        return FolderSink(text.suffix, Shards(output, "", several), is_input=is_input)
    shards = Shards(output, text.suffix + suffix_of(compression), several)
    return LineSink(text, shards, compression=compression, carries=carries)
