"""Where articles go: one stream, one file that appears when it is whole, or a folder with a file for each."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from newsclean.batch.sources import holds_many
from newsclean.writing import Format

__all__ = [
    "FreeNames",
    "empty_folder",
    "encode",
    "output_folder",
    "remove_all",
    "remove_left_behind",
    "safe_path",
    "sync_folder",
    "whole_file",
]

_SURROGATE = re.compile("[\ud800-\udfff]")
# Control characters, what some system or shell takes for more than a character, and what turns the reading direction.
_UNSAFE = re.compile('[\x00-\x1f\x7f-\x9f<>:"|?*\\\\/\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
# Bytes of a name that are kept. Most file systems take 255; a number, a suffix and a temporary name must fit behind.
_LONGEST_NAME = 180
# Folders that are kept, counted from the file.
_DEEPEST = 32


def encode(text: str) -> bytes:
    """UTF-8; a lone surrogate, which has no such form, becomes the replacement character."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that appears under its name when everything is written, or not at all.

    What stood there before stays until then. Devices and pipes are written to as they are.

    Args:
        path: Its name; the folder must exist.

    Raises:
        OSError: It cannot be written.
    """
    try:
        with _opened(path) as stream:
            yield stream
    except OSError as error:
        # Nobody knows the temporary name, and some errors name no file at all.
        error.filename = os.fspath(path)
        raise


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        # /dev/null must not become a file.
        with path.open("wb") as stream:
            yield stream
        return
    # The file that a link points to is replaced, not the link.
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f"{_temporary(target)}{secrets.token_hex(4)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # Ctrl-C may come as soon as the file is there. Nobody else has its name.
    try:
        with os.fdopen(os.open(temporary, flags, 0o666), "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _temporary(target: Path) -> str:
    """What the temporary names of a file begin with."""
    return f".{target.name[:60]}."


def remove_left_behind(path: Path) -> None:
    """Remove what runs that were killed while they wrote a file have left. Nobody else may be writing it."""
    target = Path(os.path.realpath(path))
    left = re.compile(re.escape(_temporary(target)) + r"[0-9a-f]{8}\.tmp")
    for other in target.parent.iterdir():
        if left.fullmatch(other.name):
            other.unlink()


def remove_all(path: Path) -> None:
    """Remove a file, a link, or a folder with all that is in it."""
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def empty_folder(folder: Path, *, but: str) -> None:
    """Remove all that is in a folder but the file of this name."""
    for path in folder.iterdir():
        if path.name != but:
            remove_all(path)


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk; without that, a file that was renamed may be gone after a power cut."""
    # Windows opens no folders.
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class FreeNames:
    """Names that no file has yet.

    What comes out depends on the names that were taken before and on nothing else, so that a run that goes on, told
    what was taken, gives the names that it would have given.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()
        # From which number on a name may be free: what was found out once need not be tried again.
        self._next: dict[str, int] = {}

    def free(self, name: str) -> str:
        """The name, or the first of name-2, name-3 and so on, that is free; it is taken then.

        Names that differ in case or in Unicode form alone are one name, as they are on some systems.
        """
        folded = found = _folded(name)
        number = self._next.get(folded, 2)
        while found in self._taken:
            found = _folded(f"{name}-{number}")
            number += 1
        self._taken.add(found)
        if found == folded:
            return name
        self._next[folded] = number
        return f"{name}-{number - 1}"

    def take(self, name: str) -> None:
        """Nobody else may have it."""
        self._taken.add(_folded(name))

    def give_back(self, names: Iterable[str]) -> None:
        """Those of files that are not to be."""
        self._taken.difference_update(map(_folded, names))
        self._next.clear()


def output_folder(output: str, form: Format, inputs: Sequence[str]) -> Path | None:
    """The folder that articles go to, a file each, or ``None`` if they go to one stream or file.

    Args:
        output: A path, as given; ``"-"`` for standard output.
        form: Whether a format is better off in a file for each article.
        inputs: What is cleaned. One file gives one article, and that a file; several give a folder, unless the path is
            that of a file already or has the suffix of one.
    """
    if output == "-" or not form.apart:
        return None
    path = Path(output)
    if path.is_dir() or output.endswith(("/", os.sep)):
        return path
    many = len(inputs) > 1 or holds_many(inputs[0])
    return path if many and not path.exists() and path.suffix != form.suffix else None


def safe_path(place: str) -> str:
    r"""A relative path that stays where it is put, on every system, whatever the name held.

    >>> safe_path("../../etc/passwd")
    'etc/passwd'
    >>> safe_path("C:\\aux?")
    'C_/aux_'
    """
    parts = [_safe_name(part) for part in re.split(r"[/\\]", place) if part.strip(". ")]
    return "/".join(parts[-_DEEPEST:]) or "article"


def _safe_name(name: str) -> str:
    name = _UNSAFE.sub("_", name).strip(" ").rstrip(".")
    # Hidden files are easily lost sight of.
    if name.startswith("."):
        name = f"_{name[1:]}"
    if len(name.encode()) > _LONGEST_NAME:
        name = name.encode()[:_LONGEST_NAME].decode(errors="ignore").rstrip(". ")
    return f"_{name}" if name.partition(".")[0].strip().lower() in _RESERVED else name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
