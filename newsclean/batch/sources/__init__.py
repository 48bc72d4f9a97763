"""Files, folders and standard input as records, one after the other, in an order that is always the same."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, BinaryIO

from attrs import frozen

from newsclean.batch.files import STANDARD_INPUT, records
from newsclean.batch.records import BadRecord, Record
from newsclean.cleaner import Kind
from newsclean.errors import InputError

__all__ = ["SourceFile", "open_source", "source_files"]

# Bytes of the longest file that is read: four for each character that a Cleaner takes by default.
_LONGEST = 200_000_000


@frozen
class SourceFile:
    """A file that records are read from.

    Attributes:
        path: Its path, as given or found; ``"-"`` for standard input.
        size: Its bytes; ``None`` for standard input, and where nobody knows.
    """

    path: str
    size: int | None

    def open(self) -> IO[bytes]:
        """Its bytes."""
        return Path(self.path).open("rb")


def source_files(
    paths: Iterable[str | os.PathLike[str]], *, leave_out: str | os.PathLike[str] | None = None
) -> list[SourceFile]:
    """The files that ``open_source`` reads, in its order."""
    found = []
    for given in paths:
        name = os.fspath(given)
        if name == STANDARD_INPUT:
            found.append(SourceFile(name, None))
        elif Path(name).is_file():
            found.append(SourceFile(Path(name).as_posix(), Path(name).stat().st_size))
        elif Path(name).is_dir():
            below = records([name], leave_out=leave_out)
            names = [record.name for record in below if not isinstance(record.raw, InputError)]
            found += [SourceFile(name, os.stat(name).st_size if os.path.exists(name) else None) for name in names]  # noqa: PTH110, PTH116
    return found


def open_source(
    paths: Iterable[str | os.PathLike[str]],
    *,
    kind: Kind | None = None,
    standard_input: BinaryIO | None = None,
    leave_out: str | os.PathLike[str] | None = None,
) -> Iterator[Record | BadRecord]:
    """Read everything behind some paths; see ``newsclean.batch.files.records``."""
    for found in records(paths, kind=kind, standard_input=standard_input, leave_out=leave_out):
        raw = found.raw
        if isinstance(raw, InputError):
            yield BadRecord(found.name, found.name, raw.reason, output_name=found.place)
            continue
        assert isinstance(raw, dict)
        is_page = raw.get("text") is None
        content = raw.get("html" if is_page else "text")
        try:
            if isinstance(content, Path):
                content = _bytes_of(content)
            if not isinstance(content, str | bytes):
                raise InputError(
                    "the record has neither a field 'text' nor a field 'html'"
                    if content is None
                    else f"a {type(content).__name__} cannot be cleaned"
                )
            for field in ("url", "language", "collected_at"):
                if not isinstance(raw.get(field), str | None):
                    raise InputError(f"field {field!r} is a {type(raw[field]).__name__}, not text")
        except InputError as error:
            yield BadRecord(str(raw["id"]), found.name, error.reason, output_name=found.place)
            continue
        yield Record(
            str(raw["id"]),
            content,
            "html" if is_page else None,
            raw.get("url"),
            raw.get("collected_at"),
            {},
            found.name,
            raw.get("language"),
            found.place,
        )


def _bytes_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise InputError("not a regular file")
        with path.open("rb") as stream:
            content = stream.read(_LONGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"cannot be read: {reason}") from None
    if len(content) > _LONGEST:
        raise InputError(f"longer than {_LONGEST:,} bytes")
    return content
