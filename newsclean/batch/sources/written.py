"""What newsclean wrote, found among dumps: by the account that stands beside it, or by what it says of itself.

An output that is read as a dump gives every article twice, and nobody would notice.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any

from newsclean.batch.names import DUPLICATES, JOURNAL, MANIFEST, REJECTS

__all__ = ["HEAD", "REPORT_MARK", "SCORES_MARK", "Written"]

#: What a report has among its first bytes.
REPORT_MARK = b'<meta name="generator" content="newsclean">'
#: What the figures of an evaluation begin with.
SCORES_MARK = b'{\n "format": "1.1",\n "newsclean": "'
#: Bytes in which a file says what it is.
HEAD = 1_000

# How a journal and a manifest begin, as ``Journal.begin`` and ``Account.write`` write them.
_JOURNAL_BEGINS, _MANIFEST_BEGINS = b'{"journal":', b'{\n"manifest":'
_OUTPUTS = b',\n"outputs": ['
# Bytes at the end of a manifest that hold what it tells of one output: a name of 255 bytes, escaped, and two numbers.
_END = 4_000
# What stands beside an output, behind its name.
_ACCOUNT = (MANIFEST, REJECTS, DUPLICATES)
# Folders of which it is remembered what is in them: patterns find one file after the other.
_FOLDERS = 64


class Written:
    """Passes over what newsclean wrote, and tells of each output once."""

    def __init__(self, tell: Callable[[str, str, bool], object] = lambda *_: None) -> None:
        """``tell`` is called with the place of each output, that of what says so, and whether it is passed over."""
        self._tell = tell
        self._told: set[str] = set()
        self._listed: dict[Path, frozenset[str]] = {}

    def has_folder(self, folder: Path, names: Container[str]) -> bool:
        """Whether a batch has its outputs in a folder with files of these names."""
        journal = folder / JOURNAL
        if JOURNAL not in names or not _begins(journal, _JOURNAL_BEGINS):
            return False
        self._tell_once(folder, journal)
        return True

    def has(self, file: Path, names: Container[str]) -> bool:
        """Whether a file is the output of a run, belongs to the account of one, or says of itself what it is.

        Args:
            file: The file.
            names: Of the files in its folder.
        """
        found = _of_a_run(file, names)
        if found is None and _says_it_itself(file):
            found = file, file
        if found is not None:
            self._tell_once(*found)
        return found is not None

    def note(self, file: Path) -> None:
        """Tell of a file that was named, and is read though a run wrote it: a shell may have named it."""
        found = _of_a_run(file, self._names_in(file.parent))
        if found is not None:
            self._tell_once(*found, passed_over=False)

    def note_folder(self, folder: Path) -> frozenset[str]:
        """Tell of a folder that was named, and is read though a batch has its outputs in it.

        Returns:
            The names in it of the account of that batch, which holds no articles.
        """
        journal = folder / JOURNAL
        if not _begins(journal, _JOURNAL_BEGINS):
            return frozenset()
        self._tell_once(folder, journal, passed_over=False)
        return frozenset({JOURNAL, *_ACCOUNT})

    def has_below(self, path: Path, root: Path) -> bool:
        """Whether newsclean wrote a file or a folder that a pattern has found below ``root``."""
        parents = [root / folder for folder in path.relative_to(root).parents]
        folders = [*reversed(parents), path] if path.is_dir() else reversed(parents)
        if any(self.has_folder(folder, self._names_in(folder)) for folder in folders):
            return True
        return self.has(path, self._names_in(path.parent))

    def _names_in(self, folder: Path) -> frozenset[str]:
        if folder not in self._listed:
            if len(self._listed) >= _FOLDERS:
                self._listed.clear()
            try:
                self._listed[folder] = frozenset(path.name for path in folder.iterdir())
            except OSError:
                self._listed[folder] = frozenset()
        return self._listed[folder]

    def _tell_once(self, output: Path, by: Path, *, passed_over: bool = True) -> None:
        place = output.as_posix()
        if place not in self._told:
            self._told.add(place)
            self._tell(place, by.as_posix(), passed_over)


def _of_a_run(file: Path, names: Container[str]) -> tuple[Path, Path] | None:
    """The output that a file is or tells of, and the manifest that says so; ``None`` if none does."""
    for name in _ACCOUNT:
        output = file.name.removesuffix(f".{name}")
        if output != file.name and f"{output}.{MANIFEST}" in names:
            manifest = file.with_name(f"{output}.{MANIFEST}")
            return (file.with_name(output), manifest) if _begins(manifest, _MANIFEST_BEGINS) else None
    manifest = file.with_name(f"{file.name}.{MANIFEST}")
    return (file, manifest) if manifest.name in names and _tells_of(manifest, file) else None


def _says_it_itself(file: Path) -> bool:
    """Whether a file is a report, a site profile or the figures of an evaluation."""
    from newsclean.site_profile.files import MARK

    marks = {".html": (REPORT_MARK,), ".htm": (REPORT_MARK,), ".json": (MARK, SCORES_MARK)}.get(file.suffix, ())
    head = _beginning(file, HEAD) if marks else b""
    return any(mark in head for mark in marks)


def _beginning(path: Path, count: int) -> bytes:
    try:
        # A pipe would wait for somebody to write to it.
        if not path.is_file():
            return b""
        with path.open("rb") as stream:
            return stream.read(count)
    except OSError:
        return b""


def _begins(path: Path, beginning: bytes) -> bool:
    return _beginning(path, len(beginning)) == beginning


def _tells_of(manifest: Path, output: Path) -> bool:
    """Whether a manifest tells of the file as it is. What somebody has put in its place since is a dump like others."""
    if not _begins(manifest, _MANIFEST_BEGINS):
        return False
    try:
        with manifest.open("rb") as stream:
            stream.seek(max(stream.seek(0, os.SEEK_END) - _END, 0))
            # All that was read stands before it: a batch may have a million inputs.
            told: Any = json.loads(b"[" + stream.read().rpartition(_OUTPUTS)[2].rstrip().removesuffix(b"}"))
        return [(one["name"], one["bytes"]) for one in told] == [(output.name, output.stat().st_size)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
