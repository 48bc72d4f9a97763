"""What a batch reads, before it is read: which files, how large, and which bytes, so that a change is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import IO, Any, Protocol

from attrs import frozen

__all__ = ["InputFile", "SourceFile", "survey"]

_PIECE = 1 << 20
# A record a line; other files are taken for one record, until they turn out to hold more.
_LINES = (".jsonl", ".ndjson")


class SourceFile(Protocol):
    """A file that a source reads."""

    @property
    def path(self) -> str:
        """Its path or address; ``"-"`` for standard input."""

    @property
    def size(self) -> int | None:
        """Its bytes, if they are known."""

    def open(self) -> IO[bytes]:
        """Its bytes."""


@frozen
class InputFile:
    """A file that a batch reads.

    Attributes:
        path: Its path or address.
        bytes: How many; ``None`` for standard input and for what cannot be read.
        sha256: Of its bytes; ``None`` likewise.
        records: About how many records it holds; not part of ``to_dict``.
    """

    path: str
    bytes: int | None
    sha256: str | None
    records: int = 1

    def to_dict(self) -> dict[str, Any]:
        """As the journal and the manifest tell it."""
        return {"path": self.path, "bytes": self.bytes, "sha256": self.sha256}


def survey(files: Iterable[SourceFile]) -> Iterator[InputFile]:
    """Read every file once, for its size and digest; a gigabyte takes about a second, cleaning it a quarter of an hour.

    What cannot be read is listed without them: its record will say why.
    """
    for file in files:
        if file.path == "-":
            yield InputFile(file.path, None, None)
            continue
        try:
            with file.open() as stream:
                yield _surveyed(file.path, stream)
        except Exception:  # noqa: BLE001
            # File systems behind addresses raise errors of their own.
            yield InputFile(file.path, None, None)


def _surveyed(path: str, stream: IO[bytes]) -> InputFile:
    digest = hashlib.sha256()
    size = lines = 0
    holds_lines = path.lower().endswith(_LINES)
    while piece := stream.read(_PIECE):
        digest.update(piece)
        size += len(piece)
        if holds_lines:
            lines += piece.count(b"\n")
    return InputFile(path, size, digest.hexdigest(), max(lines, 1))
