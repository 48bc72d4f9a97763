"""Markdown and text: a file for each article, whose name cannot leave its folder."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import FreeNames, encode, safe_path, sync_folder
from newsclean.batch.sinks.shards import WrittenFile

__all__ = ["FolderSink", "settle_all"]

_WHOLE = re.compile(r"\.part-(\d{5,})\.whole")


class FolderSink:
    """A file for each article below a folder.

    A shard is gathered aside. When all of it is on disk, ``close`` says what it holds; whoever keeps the account writes
    that down, and with ``settle`` the files get their places. So every file that stands there is in the account, and
    what ends a run between the two is made good by the next one; see ``settle_all``.

    Names that are taken get a number, by the files of the shards before.
    """

    def __init__(self, suffix: str, folder: Path) -> None:
        self._suffix = suffix
        self._folder = folder
        self._names = FreeNames()
        self._aside: Path | None = None
        self._number = 0
        self._written: list[WrittenFile] = []
        self._checked: set[Path] = set()

    def remember(self, names: Iterable[str]) -> None:
        """The files that earlier runs wrote, so that none is written over."""
        for name in names:
            self._names.take(name.removesuffix(self._suffix))

    def open_shard(self, number: int) -> None:
        """Begin a shard."""
        self.discard()
        self._number = number
        self._folder.mkdir(parents=True, exist_ok=True)
        self._aside = self._folder / f".part-{number:05}.tmp"
        self._aside.mkdir()

    def write(self, outcome: Outcome) -> None:
        """Write the article of an outcome.

        Raises:
            FileExistsError: A file of this name is there that no shard before has written.
        """
        if self._aside is None:
            raise ValueError("no shard is open")
        if outcome.rendered is None:
            return
        name = self._names.free(safe_path(outcome.output_name)) + self._suffix
        content = encode(outcome.rendered)
        self._written.append(WrittenFile(name, len(content), hashlib.sha256(content).hexdigest(), 1))
        # Now, and not when the account has it already.
        self._refuse_strangers(self._folder / name)
        path = self._aside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())

    def _refuse_strangers(self, target: Path) -> None:
        if os.path.lexists(target):
            raise FileExistsError(0, "it is there already, and the journal does not tell of it", str(target))
        if (parent := target.parent) not in self._checked:
            while not os.path.lexists(parent):
                parent = parent.parent
            _refuse_leading_out(parent, self._folder.resolve())
            self._checked.add(target.parent)

    def close(self) -> list[WrittenFile]:
        """End the shard."""
        if self._aside is None:
            return []
        for folder in {self._aside, *((self._aside / file.name).parent for file in self._written)}:
            sync_folder(folder)
        whole = self._aside.with_suffix(".whole")
        self._aside.replace(whole)
        sync_folder(self._folder)
        self._aside = None
        written, self._written = self._written, []
        return written

    def settle(self) -> None:
        """Give the files of the shard that was closed last their places.

        Raises:
            OSError: A file cannot be moved, or a link that stood in the folder leads out of it.
        """
        _settle(self._folder, self._folder / f".part-{self._number:05}.whole")

    def discard(self) -> None:
        """Leave nothing of the open shard behind."""
        if self._aside is not None:
            shutil.rmtree(self._aside, ignore_errors=True)
            self._aside = None
        self._names.give_back(file.name.removesuffix(self._suffix) for file in self._written)
        self._written = []


def settle_all(folder: Path, shards: int) -> None:
    """Make good what ended a run between telling of a shard and giving its files their places.

    Args:
        folder: Of the run.
        shards: How many the account tells of; what stands aside of others is removed.

    Raises:
        OSError: As for ``FolderSink.settle``.
    """
    for aside in sorted(folder.glob(".part-*.whole")):
        if (match := _WHOLE.fullmatch(aside.name)) and not aside.is_symlink():
            if int(match[1]) < shards:
                _settle(folder, aside)
            else:
                shutil.rmtree(aside)


def _settle(folder: Path, aside: Path) -> None:
    root = folder.resolve()
    for parent in {_moved(path, folder / path.relative_to(aside), root) for path in _files(aside)}:
        sync_folder(parent)
    shutil.rmtree(aside)


def _files(folder: Path) -> list[Path]:
    return [Path(parent, name) for parent, _, names in os.walk(folder) for name in names]


def _moved(path: Path, target: Path, root: Path) -> Path:
    """Move a file; the folder that it is in now."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _refuse_leading_out(target.parent, root)
    path.replace(target)
    return target.parent


def _refuse_leading_out(folder: Path, root: Path) -> None:
    """A link that stood in the folder before could lead out of it."""
    if not folder.resolve().is_relative_to(root):
        raise PermissionError(0, "a link leads out of the folder", str(folder))
    if not folder.is_dir():
        raise NotADirectoryError(0, "it is no folder", str(folder))
