"""JSON Lines, JSON, CSV, and all articles in one text: what was rendered, one behind the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, BinaryIO

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import encode
from newsclean.batch.sinks.compression import Compression, compressed
from newsclean.batch.sinks.shards import NOTHING, Beside, Shards, WrittenFile, counted_file
from newsclean.writing import Format
from newsclean.writing.records import with_fields
from newsclean.writing.table import with_cells

__all__ = ["TAKES_ALONG", "LineSink", "StreamSink", "join_lines"]

_PIECE = 1 << 20

Adder = Callable[[str, Mapping[str, Any]], str]


#: How a rendered article takes along what only its batch knows of it, by the suffix of its format.
TAKES_ALONG: Mapping[str, Adder] = {".csv": with_cells, ".json": with_fields, ".jsonl": with_fields}


def _left_behind(rendered: str, fields: Mapping[str, Any]) -> str:  # noqa: ARG001
    return rendered


class _Writer:
    """The frame of one file and what stands between its articles."""

    def __init__(
        self, form: Format, beside: Beside, *, encoder: Callable[[str], bytes] = encode, framed: bool = True
    ) -> None:
        self._form = form
        self._framed = framed
        self._beside = beside
        self._add = TAKES_ALONG.get(form.suffix, _left_behind) if beside.names() else _left_behind
        self._encode = encoder
        self.records = [0]

    def begin(self, stream: BinaryIO) -> None:
        self.records[0] = 0
        if self._framed:
            # The names of columns are the only head that a row could be.
            names = dict.fromkeys(self._beside.names())
            head = self._add(self._form.head, names) if self._form.suffix == ".csv" else self._form.head
            stream.write(self._encode(head))

    def put(self, stream: BinaryIO, outcome: Outcome) -> None:
        if outcome.rendered is not None:
            between = self._form.between if self.records[0] else ""
            stream.write(self._encode(between + self._add(outcome.rendered, self._beside.fields(outcome))))
            self.records[0] += 1

    def add(self, stream: BinaryIO, part: BinaryIO) -> None:
        """What another wrote without a frame."""
        if piece := part.read(_PIECE):
            stream.write(self._encode(self._form.between if self.records[0] else ""))
            self.records[0] += 1
        while piece:
            stream.write(piece)
            piece = part.read(_PIECE)

    def end(self, stream: BinaryIO) -> None:
        if self._framed:
            stream.write(self._encode(self._form.tail))


class LineSink:
    """All articles of a shard in one file of text.

    Attributes:
        form: How they are framed.
        shards: The names of the files.
        compression: What they are compressed by.
        beside: What is written beside the article.
        framed: Whether each file is one of its format; ``join_lines`` puts those together that are not.
    """

    def __init__(
        self,
        form: Format,
        shards: Shards,
        *,
        compression: Compression | None = None,
        beside: Beside = NOTHING,
        framed: bool = True,
    ) -> None:
        self._shards = shards
        self._compression = compression
        self._writer = _Writer(form, beside, framed=framed)
        self._open: ExitStack | None = None
        self._stream: BinaryIO | None = None
        self._written: list[WrittenFile] = []

    def open_shard(self, number: int) -> None:
        """Begin a shard."""
        self.discard()
        with ExitStack() as stack:
            file = stack.enter_context(counted_file(self._shards, number, self._written, self._writer.records))
            self._stream = stack.enter_context(compressed(file, self._compression))
            self._writer.begin(self._stream)
            self._open = stack.pop_all()

    def write(self, outcome: Outcome) -> None:
        """Write the article of an outcome."""
        if self._stream is None:
            raise ValueError("no shard is open")
        self._writer.put(self._stream, outcome)

    def close(self) -> list[WrittenFile]:
        """End the shard."""
        if self._open is None or self._stream is None:
            return []
        with self._open:
            self._writer.end(self._stream)
        self._open = self._stream = None
        written, self._written[:] = list(self._written), []
        return written

    def settle(self) -> None:
        """The file has its place."""

    def discard(self) -> None:
        """Leave nothing of the open shard behind."""
        discard(self._open)
        self._open = self._stream = None


def join_lines(
    form: Format, parts: Iterable[Path], stream: BinaryIO, *, compression: Compression | None, beside: Beside
) -> None:
    """One file of what a ``LineSink`` wrote without frames."""
    writer = _Writer(form, beside)
    with compressed(stream, compression) as target:
        writer.begin(target)
        for part in parts:
            with part.open("rb") as source:
                writer.add(target, source)
        writer.end(target)


class StreamSink:
    """All articles in a stream that is open already, such as standard output; there are no shards, and no files.

    Attributes:
        stream: Where they go; it stays open.
        form: How they are framed.
        encoder: Makes bytes of text.
        flushes: Whether each article is sent off at once.
    """

    def __init__(
        self,
        stream: BinaryIO,
        form: Format,
        *,
        compression: Compression | None = None,
        beside: Beside = NOTHING,
        encoder: Callable[[str], bytes] = encode,
        flushes: bool = False,
    ) -> None:
        self._writer = _Writer(form, beside, encoder=encoder)
        self._flushes = flushes
        self._below = stream
        self._stack = ExitStack()
        self._stream = self._stack.enter_context(compressed(stream, compression))
        self._begun = False

    def open_shard(self, number: int) -> None:  # noqa: ARG002
        """Begin, if that has not been done."""
        if not self._begun:
            self._writer.begin(self._stream)
            self._begun = True

    def write(self, outcome: Outcome) -> None:
        """Write the article of an outcome."""
        self._writer.put(self._stream, outcome)
        if self._flushes:
            self._stream.flush()

    def close(self) -> list[WrittenFile]:
        """Write what stands at the end."""
        self.open_shard(0)
        self._writer.end(self._stream)
        self._stack.close()
        self._below.flush()
        return []

    def settle(self) -> None:
        """What was sent off has its place."""

    def discard(self) -> None:
        """What was sent off cannot be fetched back."""
        with suppress(OSError):
            self._stack.close()


class _Discarded(BaseException):
    """Ends a file that nobody wants any more."""


def discard(opened: ExitStack | None) -> None:
    """Leave a file that was not written to its end; nothing of it stays."""
    if opened is not None:
        with suppress(_Discarded, OSError):
            error = _Discarded()
            opened.__exit__(_Discarded, error, None)
