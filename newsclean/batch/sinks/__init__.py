"""Where the articles of a batch go: files that hold those of so many records each, and appear when they are whole."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from attrs import frozen

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import stream_of_articles, whole_file
from newsclean.writing import Format

__all__ = ["Sink", "TextShards", "WrittenFile"]


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
    """Writes shards. The same outcomes give the same bytes."""

    def open_shard(self, number: int) -> None:
        """Begin a shard; what of an earlier one was not closed is dropped."""

    def write(self, outcome: Outcome) -> None:
        """Write the article of an outcome; without one, nothing."""

    def close(self) -> list[WrittenFile]:
        """Finish the shard: its files appear under their names."""

    def discard(self) -> None:
        """Drop what was not closed."""


class TextShards:
    """Shards in a format that is text: ``part-00000.jsonl`` and so on."""

    def __init__(self, folder: Path, form: Format) -> None:
        self._folder = folder
        self._form = form
        self._files = ExitStack()
        self._name = ""
        self._records = 0

    def open_shard(self, number: int) -> None:
        """Begin a shard."""
        self.discard()
        self._records = 0
        self._name = f"part-{number:05}{self._form.suffix}"
        stream = self._files.enter_context(whole_file(self._folder / self._name))
        self._put = self._files.enter_context(stream_of_articles(stream, self._form))

    def write(self, outcome: Outcome) -> None:
        """Write the article of an outcome."""
        if outcome.rendered is not None:
            self._put(outcome)
            self._records += 1

    def close(self) -> list[WrittenFile]:
        """Finish the shard."""
        self._files.close()
        content = (self._folder / self._name).read_bytes()
        return [WrittenFile(self._name, len(content), hashlib.sha256(content).hexdigest(), self._records)]

    def discard(self) -> None:
        """Drop what was not closed."""
        files, self._files = self._files, ExitStack()
        files.__exit__(InterruptedError, InterruptedError(), None)
