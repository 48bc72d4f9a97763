"""Where the articles of a batch go: files that hold those of so many records each, and appear when they are whole."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import stream_of_articles, whole_file
from newsclean.writing import Format

__all__ = ["Sink", "TextShards"]


class Sink(Protocol):
    """Writes shards. The same outcomes give the same bytes."""

    def open_shard(self, number: int) -> None:
        """Begin a shard; what of an earlier one was not closed is dropped."""

    def write(self, outcome: Outcome) -> None:
        """Add an outcome that has an article."""

    def close(self) -> list[str]:
        """Finish the shard: its files appear. Returns their names below the folder, ``/`` between their parts."""

    def discard(self) -> None:
        """Drop what was not closed."""


class TextShards:
    """Shards in a format that is text: ``part-00000.jsonl`` and so on."""

    def __init__(self, folder: Path, form: Format) -> None:
        self._folder = folder
        self._form = form
        self._files = ExitStack()
        self._name = ""

    def open_shard(self, number: int) -> None:
        """Begin a shard."""
        self.discard()
        self._name = f"part-{number:05}{self._form.suffix}"
        stream = self._files.enter_context(whole_file(self._folder / self._name))
        self._put = self._files.enter_context(stream_of_articles(stream, self._form))

    def write(self, outcome: Outcome) -> None:
        """Add an article."""
        self._put(outcome)

    def close(self) -> list[str]:
        """Finish the shard."""
        self._files.close()
        return [self._name]

    def discard(self) -> None:
        """Drop what was not closed."""
        files, self._files = self._files, ExitStack()
        files.__exit__(InterruptedError, InterruptedError(), None)
