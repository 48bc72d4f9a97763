"""Bytes of files that may be compressed, cut off, damaged, or grow without end: read in pieces, in bounded memory."""

from __future__ import annotations

import bz2
import io
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from newsclean.batch.sources.limits import Limits

__all__ = ["CODECS", "PIECE", "Damaged", "Growth", "Stream", "codec_of", "expanded", "reason_of"]

#: Bytes that are read, and decompressed, at a time.
PIECE = 1 << 18
# Bytes that the dictionary of an xz file may ask for; ``xz -9`` asks for 65 million, hostile files for four billion.
_XZ_MEMORY = 256_000_000

#: Suffixes of compressed files, and the codec behind them.
CODECS = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd", ".bz2": "bzip2", ".xz": "xz"}
_SIGNATURES = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"\xfd7zXZ\0": "xz"}


class Damaged(Exception):  # noqa: N818
    """A file that cannot be read on; its first argument says why, for people."""

    def __str__(self) -> str:
        return str(self.args[0])


class Growth:
    """Counts what a compressed file gives against what it is, and refuses bombs."""

    def __init__(self, limits: Limits, taken: int = 0) -> None:
        self._limits = limits
        self._taken = taken
        self._given = 0

    def take(self, count: int) -> None:
        """So many compressed bytes were read."""
        self._taken += count

    def give(self, count: int) -> None:
        """So many bytes came out of them.

        Raises:
            Damaged: They are too many.
        """
        self._given += count
        if self.is_spent:
            raise Damaged(
                f"grows to more than {self._limits.growth} times its size "
                f"({self._given:,} bytes of {self._taken:,}); not read on"
            )

    @property
    def is_spent(self) -> bool:
        """Whether too much has come out."""
        return self._given > max(self._limits.growth_from, self._limits.growth * self._taken)


class Stream(io.BufferedReader):
    """A file to read whose end may be one that should not be there: ``problem`` says so, after what could be read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._watched = _Watched(pieces)
        super().__init__(self._watched, PIECE)

    @property
    def problem(self) -> str | None:
        """Why the file ended where it did, unless that was its end."""
        return self._watched.problem


class _Watched(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")
        self.problem: str | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            try:
                self._rest = memoryview(next(self._pieces))
            except StopIteration:
                return 0
            except _ERRORS as error:
                self.problem = reason_of(error)
                self._pieces = iter(())
                return 0
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def close(self) -> None:
        closing = getattr(self._pieces, "close", None)
        if closing is not None:
            closing()
        super().close()


# What files, archives and codecs raise when they cannot be read. RuntimeError: an encrypted member of a zip archive.
_ERRORS = (
    OSError, EOFError, ValueError, RuntimeError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError,
    Damaged,
)  # fmt: skip


def reason_of(error: BaseException) -> str:
    """What an error says, as the reason of a record that could not be read."""
    if isinstance(error, Damaged):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"cannot be read: {str(error) or type(error).__name__}"


class _Machine(Protocol):
    """What ``bz2``, ``lzma`` and ``zstd`` agree on."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """``zlib`` in the manners of the others."""

    def __init__(self) -> None:
        # 16 for the gzip header, 15 for the largest window.
        self._machine = zlib.decompressobj(16 + zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        return self._machine.eof

    @property
    def needs_input(self) -> bool:
        return not self._machine.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._machine.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._machine.decompress(self._machine.unconsumed_tail + data, max_length)


def _zstd() -> _Machine:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        raise Damaged("zstd needs the extra 'zstd': pip install 'newsclean[zstd]'") from None
    machine: _Machine = zstd.ZstdDecompressor()
    return machine


_MACHINES: dict[str, Callable[[], _Machine]] = {
    "gzip": _Gzip,
    "zstd": _zstd,
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY),
}


def codec_of(beginning: bytes) -> str | None:
    """The codec of a file by its first ten bytes. No text begins like that, save by malice."""
    if beginning[:3] == b"BZh" and beginning[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"):
        return "bzip2"
    return next((codec for signature, codec in _SIGNATURES.items() if beginning.startswith(signature)), None)


def expanded(pieces: Iterator[bytes], codec: str, growth: Growth) -> Iterator[bytes]:
    """Decompress a file of one or more streams, as the tools that write them join them.

    Args:
        pieces: The compressed file.
        codec: One of ``CODECS.values()``.
        growth: Counts.

    Yields:
        Pieces of at most ``PIECE`` bytes, all that a damaged file has before its damage.

    Raises:
        Damaged: The file ends too early or is no such file.
    """
    machine: _Machine | None = None
    streams = 0
    for piece in pieces:
        growth.take(len(piece))
        rest = piece
        while rest:
            if machine is None:
                # Tapes and block devices pad with zeros.
                rest = rest.lstrip(b"\0") if streams else rest
                if not rest:
                    break
                machine = _MACHINES[codec]()
                streams += 1
            data: bytes = rest
            while True:
                given = _step(machine, data, codec)
                if given:
                    growth.give(len(given))
                    yield given
                if machine.eof or machine.needs_input:
                    break
                data = b""
            rest = machine.unused_data if machine.eof else b""
            machine = None if machine.eof else machine
    if machine is not None or not streams:
        raise Damaged(f"cut off: the {codec} stream does not end")


def _step(machine: _Machine, data: bytes, codec: str) -> bytes:
    try:
        return machine.decompress(data, PIECE)
    # Each library has errors of its own.
    except Exception as error:  # noqa: BLE001
        # What zlib puts before it says nothing to a person.
        reason = str(error).removeprefix("Error -3 while decompressing data: ")
        raise Damaged(f"damaged {codec} stream, or no {codec} file: {reason}") from None
