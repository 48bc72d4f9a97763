"""Files that outputs go to: one, or numbered shards of a folder; whole, or not there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from attrs import define, frozen

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import sync_folder, whole_file

__all__ = ["NOTHING", "Beside", "Shards", "Sink", "WrittenFile", "counted_file"]


@frozen
class WrittenFile:
    """A file that was written whole.

    Attributes:
        name: Its path below the folder of the output, with ``/`` between its parts.
        size: Its bytes.
        digest: Their SHA-256, in hexadecimal digits.
        records: Articles in it.
    """

    name: str
    size: int
    digest: str
    records: int


class Sink(Protocol):
    """Where articles go, shard by shard: ``open_shard``, ``write`` for each outcome, ``close``, and the next.

    A shard is the articles of a fixed number of input records, in their order.

    The bytes of a shard depend on its number and its outcomes alone: a run that is interrupted and goes on with the
    first shard that is not there writes what an undisturbed run writes.
    """

    def open_shard(self, number: int) -> None:
        """Begin a shard; one that was not closed is dropped. What stands under its name is replaced when it is whole.

        Args:
            number: From 0.

        Raises:
            OSError: It cannot be written.
        """

    def write(self, outcome: Outcome) -> None:
        """Write the article of an outcome; without one, nothing."""

    def close(self) -> list[WrittenFile]:
        """End the shard: its files get their names. Without an open shard, nothing."""

    def settle(self) -> None:
        """What ``close`` told of is in the account now: what stands aside until then gets its place."""

    def discard(self) -> None:
        """Leave nothing of the open shard behind."""


@frozen
class Beside:
    """What is written beside an article, where its format has room.

    Attributes:
        carried: Whether the fields of the record that are kept are.
        duplicates: Whether the id of the first record with nearly the same text is.
    """

    carried: bool = False
    duplicates: bool = False

    def names(self) -> tuple[str, ...]:
        """The names of these fields."""
        return ("carried",) * self.carried + ("duplicate_of",) * self.duplicates

    def fields(self, outcome: Outcome) -> dict[str, Any]:
        """Their values."""
        return {name: getattr(outcome, name) for name in self.names()}


NOTHING = Beside()


@frozen
class Shards:
    """The names of shards.

    Attributes:
        output: A file; or a folder, if there may be several.
        suffix: Of the files.
        several: Whether there may be several.
    """

    output: Path
    suffix: str
    several: bool

    def path(self, number: int) -> Path:
        """The name of a shard.

        >>> Shards(Path("out"), ".jsonl.gz", several=True).path(7).as_posix()
        'out/part-00007.jsonl.gz'
        """
        return self.output / f"part-{number:05}{self.suffix}" if self.several else self.output

    def name(self, path: Path) -> str:
        """The same below the folder of the output.

        >>> shards = Shards(Path("out/a.jsonl"), ".jsonl", several=False)
        >>> shards.name(shards.path(0))
        'a.jsonl'
        """
        return path.name if path == self.output else path.relative_to(self.output).as_posix()


@define
class _Counting:
    """Passes bytes on and keeps their number and digest, so that a file need not be read again."""

    stream: BinaryIO
    size: int
    digest: hashlib._Hash

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        count = memoryview(data).nbytes
        self.size += count
        self.stream.write(data)
        return count

    def tell(self) -> int:
        return self.size

    def flush(self) -> None:
        self.stream.flush()

    def close(self) -> None:
        """Whoever opened the file closes it."""

    @property
    def closed(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False


@contextmanager
def counted_file(shards: Shards, number: int, written: list[WrittenFile], records: list[int]) -> Iterator[BinaryIO]:
    """The file of a shard, which appears when it is whole, and is then told.

    Args:
        shards: The names of shards; a folder of several is made.
        number: Of this one.
        written: Gets the file.
        records: Holds how many articles are in it.
    """
    path = shards.path(number)
    if shards.several:
        path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as stream:
        counting = _Counting(stream, 0, hashlib.sha256())
        yield cast(BinaryIO, counting)
    if shards.several:
        sync_folder(path.parent)
    written.append(WrittenFile(shards.name(path), counting.size, counting.digest.hexdigest(), records[0]))
