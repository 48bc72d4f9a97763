"""``.zip`` and ``.tar``: member by member, in the order in which they stand there."""

from __future__ import annotations

import os
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, Any, cast

from newsclean.batch.records import BadRecord
from newsclean.batch.sources.beside import dumps_among, is_beside, tells_of_another
from newsclean.batch.sources.limits import Limits
from newsclean.batch.sources.opening import Input, random_access
from newsclean.batch.sources.streams import PIECE, Damaged, Growth, Stream, reason_of

__all__ = ["members_of_tar", "members_of_zip"]

# The record that a zip file ends with, and the longest comment behind it.
_END_OF_ZIP = b"PK\5\6"
_END_SIZE = 22
# The same of archives that are too large for its numbers, and what says where it stands.
_ELSEWHERE = 0xFFFFFFFF
_LARGE_END_OF_ZIP = b"PK\6\6"
_LARGE_END_SIZE = 56
_POINTER_SIZE = 20
_LONGEST_COMMENT = 1 << 16
# Bytes of one header of a tar archive, long names and extended attributes included.
_LONGEST_TAR_HEADER = 1 << 20
_TAR_BLOCK = 512


def members_of_zip(
    source: Input, limits: Limits, is_wanted: Callable[[str], bool]
) -> Iterator[tuple[str, Input] | BadRecord]:
    """The members of a zip archive whose names are wanted, with these names."""
    try:
        with random_access(source, limits) as file:
            size = file.seek(0, os.SEEK_END)
            _refuse_large_directory(file, size, limits)
            try:
                archive = zipfile.ZipFile(file)
            # Malformed directories raise all kinds of errors.
            except Exception as error:  # noqa: BLE001
                raise Damaged(f"damaged zip archive: {error}") from None
            growth = Growth(limits, size)
            dumps = dumps_among(archive.namelist())
            for member in archive.infolist():
                name = member.filename
                if not member.is_dir() and is_wanted(name) and not tells_of_another(name, dumps):
                    yield member.filename, _member(source, member.filename, _opener(archive, member), growth)
                    if growth.is_spent:
                        raise Damaged("grows too much; its other members were not read")
    except Damaged as error:
        yield source.bad(str(error))


def members_of_tar(
    source: Input, limits: Limits, is_wanted: Callable[[str], bool]
) -> Iterator[tuple[str, Input] | BadRecord]:
    """The members of a tar archive whose names are wanted, with these names. Read each before you take the next.

    It has no directory. At the first member that may tell of another, its names are read once through, if it can be
    read twice; of standard input, only a dump that stands before it is known.
    """
    dumps: set[int] = set()
    has_all = False
    with source.stream(limits) as stream:
        tape = _Tape(stream)
        try:
            archive = tarfile.open(fileobj=cast(IO[bytes], tape), mode="r:")  # noqa: SIM115
            while (member := archive.next()) is not None:
                # tarfile keeps them all.
                vars(archive)["members"] = []
                if member.isdir() or not is_wanted(member.name):
                    continue
                if not has_all:
                    dumps.update(dumps_among([member.name]))
                    if source.seekable and is_beside(member.name):
                        dumps.update(_dumps_of_tar(source, limits))
                        has_all = True
                if tells_of_another(member.name, dumps):
                    continue
                place = f"{source.place}!{member.name}"
                # A sparse one may claim any size.
                if member.isreg() and not member.issparse():
                    yield member.name, _member(source, member.name, _opener_of_tar(archive, member), None)
                elif member.issym() or member.islnk():
                    yield source.bad(f"a link to {member.linkname!r}; links in archives are not followed", place)
                else:
                    yield source.bad("not a regular file", place)
            # tarfile takes what it does not understand for the end.
            if tape.last.strip(b"\0") or len(tape.last) < _TAR_BLOCK:
                raise Damaged("cut off or damaged: the archive does not end with its end-of-archive mark")
        except Damaged as error:
            yield source.bad(stream.problem or str(error))
        except Exception as error:  # noqa: BLE001
            yield source.bad(stream.problem or f"damaged tar archive: {error}")


def _dumps_of_tar(source: Input, limits: Limits) -> frozenset[int]:
    with source.stream(limits) as stream:
        return dumps_among(_names_of_tar(stream))


def _names_of_tar(stream: Stream) -> Iterator[str]:
    # What is wrong with the archive is told by whoever reads the members.
    with suppress(Exception):
        archive = tarfile.open(fileobj=cast(IO[bytes], _Tape(stream)), mode="r:")  # noqa: SIM115
        while (member := archive.next()) is not None:
            vars(archive)["members"] = []
            yield member.name


def _member(source: Input, name: str, opened: Callable[[], IO[bytes]], growth: Growth | None) -> Input:
    return Input(f"{source.place}!{name}", f"{source.output_name}/{name}", opened, seekable=False, growth=growth)


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        try:
            return archive.open(member)
        except Exception as error:  # noqa: BLE001
            raise Damaged(reason_of(error)) from None

    return opened


def _opener_of_tar(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        file = archive.extractfile(member)
        if file is None:
            raise Damaged("not a regular file")
        return file

    return opened


def _refuse_large_directory(file: IO[bytes], size: int, limits: Limits) -> None:
    """zipfile reads the directory of an archive at once; its size stands near the end of the file."""
    tail = min(size, _END_SIZE + _LONGEST_COMMENT)
    file.seek(size - tail)
    data = file.read(tail)
    at = data.rfind(_END_OF_ZIP)
    if at < 0 or len(data) < at + _END_SIZE:
        raise Damaged("no zip archive, or cut off: its directory is missing")
    (length,) = struct.unpack_from("<L", data, at + 12)
    if length == _ELSEWHERE:
        # In the larger record of archives of more than four gigabytes, before which a pointer to it stands.
        (place,) = struct.unpack_from("<Q", data, at - _POINTER_SIZE + 8) if at >= _POINTER_SIZE else (0,)
        file.seek(min(place, size))
        record = file.read(_LARGE_END_SIZE)
        if len(record) < _LARGE_END_SIZE or not record.startswith(_LARGE_END_OF_ZIP):
            raise Damaged("no zip archive, or damaged: its directory is missing")
        (length,) = struct.unpack_from("<Q", record, 40)
    if length > limits.directory_bytes:
        raise Damaged(f"a directory of more than {limits.directory_bytes:,} bytes")
    file.seek(0)


class _Tape:
    """A stream as tarfile wants a file: it may seek, but only ever forward."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._at = 0
        #: What was read last: the mark at the end of the archive, if it ends with one.
        self.last = b""

    def tell(self) -> int:
        return self._at

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        if whence != os.SEEK_SET or place < self._at:
            raise Damaged("damaged tar archive: it points backwards")
        while self._at < place and (piece := self._stream.read(min(PIECE, place - self._at))):
            self._at += len(piece)
        return self._at

    def read(self, count: int = -1) -> bytes:
        if not 0 <= count <= _LONGEST_TAR_HEADER:
            raise Damaged(f"a header of more than {_LONGEST_TAR_HEADER:,} bytes")
        self.last = self._stream.read(count)
        self._at += len(self.last)
        return self.last

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        """The stream is closed by whoever opened it."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)
