"""One file, or one member of an archive, and how its bytes are got at."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from attrs import evolve, frozen

from newsclean.batch.records import BadRecord
from newsclean.batch.sources.limits import Limits
from newsclean.batch.sources.streams import CODECS, PIECE, Damaged, Growth, Stream, expanded, reason_of

__all__ = ["Input", "Once", "codecs_and_suffix", "random_access"]

# tar archives have short names for "tar, and then compressed".
_SHORT = {".tgz": ".tar.gz", ".tbz": ".tar.bz2", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
# Compressed and compressed again is a mistake; more often than that is malice.
_MOST_CODECS = 2


@frozen
class Input:
    """Something to read records from.

    Attributes:
        place: What errors call it.
        output_name: The beginning of what its records call their files; see ``Record``.
        opened: Opens it; what is read there is decompressed by ``codecs``.
        codecs: How it is compressed, the outermost first.
        seekable: Whether ``opened`` gives a file that can be read from anywhere.
        growth: Counts what all members of one zip archive give; ``None`` for anything else.
    """

    place: str
    output_name: str
    opened: Callable[[], IO[bytes]]
    codecs: tuple[str, ...] = ()
    seekable: bool = True
    growth: Growth | None = None

    def stream(self, limits: Limits) -> Stream:
        """Its bytes, decompressed, from the beginning. Close it."""
        growth = self.growth or Growth(limits)
        pieces = _pieces(self.opened, self.growth)
        for codec in self.codecs:
            pieces = expanded(pieces, codec, growth)
        return Stream(pieces)

    def bad(self, reason: str, place: str | None = None, output_name: str | None = None) -> BadRecord:
        """What could not be read of it; all of it, if no place is given."""
        return BadRecord(place or self.place, place or self.place, reason, output_name=output_name or self.output_name)

    def compressed_by(self, codec: str) -> Input:
        """The same, known to be compressed."""
        return evolve(self, codecs=(*self.codecs, codec))


def _pieces(opened: Callable[[], IO[bytes]], growth: Growth | None) -> Iterator[bytes]:
    with opened() as file:
        while piece := file.read(PIECE):
            if growth is not None:
                growth.give(len(piece))
            yield piece


def codecs_and_suffix(name: str) -> tuple[tuple[str, ...], str, str]:
    """What the name of a file says: how it is compressed, the suffix below that, and the name without all those.

    >>> codecs_and_suffix("a/crawl.2024.jsonl.gz")
    (('gzip',), '.jsonl', 'a/crawl.2024')
    """
    codecs: list[str] = []
    while True:
        # Of the last part alone: a folder may be called "x.gz".
        suffix = PurePosixPath(name.rpartition("/")[2]).suffix
        folded = suffix.lower()
        if folded in _SHORT:
            name = name[: -len(suffix)] + _SHORT[folded]
        elif folded in CODECS and len(codecs) < _MOST_CODECS:
            codecs.append(CODECS[folded])
            name = name[: -len(suffix)]
        else:
            return tuple(codecs), folded, name[: -len(suffix)] if suffix else name


class Once:
    """A stream that can be read once, such as standard input, as something whose beginning can be looked at before."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = b""
        self._is_keeping = True

    def open(self) -> IO[bytes]:
        """The stream from its beginning, as long as it is kept. Closing it leaves the stream open for its owner."""
        return cast(IO[bytes], _Again(self))

    def stop_keeping(self) -> None:
        """The next one that is opened is the last."""
        self._is_keeping = False

    def read(self, start: int, count: int) -> bytes:
        """So many bytes from there, where something kept or the end of it is."""
        if start < len(self._kept):
            return self._kept[start : start + count]
        piece = self._stream.read(count)
        if self._is_keeping:
            self._kept += piece
        return piece


class _Again(io.RawIOBase):
    def __init__(self, once: Once) -> None:
        self._once = once
        self._at = 0

    def read(self, count: int = -1, /) -> bytes:
        piece = self._once.read(self._at, count)
        self._at += len(piece)
        return piece


@contextmanager
def random_access(source: Input, limits: Limits) -> Iterator[IO[bytes]]:
    """Its bytes as a file that can be read from anywhere; on disk, without a name, if it must be decompressed first.

    Raises:
        Damaged: It cannot be read to its end.
    """
    if source.seekable and not source.codecs:
        try:
            file = source.opened()
        except (OSError, ValueError) as error:
            raise Damaged(reason_of(error)) from None
        with file:
            yield file
        return
    with tempfile.TemporaryFile() as spool, source.stream(limits) as stream:
        _copy(stream, spool)
        if stream.problem:
            raise Damaged(stream.problem)
        spool.seek(0)
        yield spool


def _copy(source: Stream, target: BinaryIO | IO[bytes]) -> None:
    while piece := source.read(PIECE):
        target.write(piece)
