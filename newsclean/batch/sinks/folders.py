"""Markdown and text: a file for each article, whose name cannot leave its folder."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import Put, encode, folder_of_files
from newsclean.batch.sinks.shards import Shards, WrittenFile

__all__ = ["FolderSink"]


class FolderSink:
    """A file for each article below a folder; below a folder for each shard, if there are several.

    A shard that is one of several is a folder of its own: it appears when it is whole, and names that are taken twice
    get a number by what stands in the shard alone.

    Attributes:
        suffix: Of the files.
        shards: The folder.
        is_input: Tells files that must not be written over.
    """

    def __init__(self, suffix: str, shards: Shards, *, is_input: Callable[[Path], bool] = lambda _: False) -> None:
        self._suffix = suffix
        self._shards = shards
        self._is_input = is_input
        self._put: Put | None = None
        self._number = 0
        self._written: list[WrittenFile] = []

    def open_shard(self, number: int) -> None:
        """Begin a shard."""
        self._number = number
        self._written = []
        self.discard()
        if self._shards.several:
            self._temporary.mkdir(parents=True)
        self._put = folder_of_files(self._folder, self._suffix, is_input=self._is_input, written=self._told)

    def write(self, outcome: Outcome) -> None:
        """Write the article of an outcome."""
        if self._put is None:
            raise ValueError("no shard is open")
        if outcome.rendered is not None:
            self._put(outcome)

    def close(self) -> list[WrittenFile]:
        """End the shard."""
        if self._put is None:
            return []
        self._put = None
        if self._shards.several:
            target = self._shards.path(self._number)
            # From a run that was interrupted before it could say that this shard is done.
            shutil.rmtree(target, ignore_errors=True)
            self._temporary.replace(target)
        written, self._written = self._written, []
        return written

    def discard(self) -> None:
        """Leave nothing of the open shard behind; of one that is no folder of its own, the files that are whole."""
        self._put = None
        if self._shards.several:
            shutil.rmtree(self._temporary, ignore_errors=True)

    @property
    def _temporary(self) -> Path:
        path = self._shards.path(self._number)
        return path.with_name(f".{path.name}.tmp")

    @property
    def _folder(self) -> Path:
        return self._temporary if self._shards.several else self._shards.output

    def _told(self, path: Path, outcome: Outcome) -> None:
        content = encode(outcome.rendered or "")
        name = path.relative_to(self._folder).as_posix()
        if self._shards.several:
            name = f"{self._shards.path(self._number).name}/{name}"
        self._written.append(WrittenFile(name, len(content), hashlib.sha256(content).hexdigest(), 1))
