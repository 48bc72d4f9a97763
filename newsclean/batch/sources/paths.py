"""What people name: files, folders, patterns, addresses, standard input; as files, always in the same order."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import IO

from attrs import frozen

from newsclean.batch.records import BadRecord
from newsclean.batch.sources.beside import dumps_among, tells_of_another
from newsclean.batch.sources.streams import Damaged
from newsclean.batch.sources.written import Written

__all__ = ["STANDARD_INPUT", "SourceFile", "find_files", "holds_many", "is_folder"]

#: The name of standard input among paths.
STANDARD_INPUT = "-"

# An address: "s3://bucket/key". One letter before the colon is a drive of Windows.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_PATTERN = re.compile(r"[*?\[]")


@frozen
class SourceFile:
    """A file that records are read from.

    Attributes:
        path: Its path, or address, as it was given or found; ``"-"`` for standard input.
        size: Its bytes; ``None`` for standard input, and where nobody knows.
        output_name: Where it stands below the folder that it was found in, or its name; with suffixes.
        is_named: Whether it was named itself, and so is read whatever its suffix.
    """

    path: str
    size: int | None
    output_name: str
    is_named: bool = True

    def open(self) -> IO[bytes]:
        """Its bytes.

        Raises:
            OSError: It cannot be opened.
            Damaged: It is no regular file: a pipe or a device could block for ever.
        """
        if _is_address(self.path):
            return _opened_address(self.path)
        # Not blocking: a pipe that nobody writes to would wait in open itself.
        descriptor = os.open(self.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise Damaged("not a regular file")
        return os.fdopen(descriptor, "rb")


@frozen
class _LeftOut:
    """What is not to be found.

    Attributes:
        names: Last parts of the paths: what has another name need not be resolved, which takes longer than to find it.
        paths: Without links.
    """

    names: frozenset[str]
    paths: frozenset[str]

    @classmethod
    def of(cls, given: Iterable[str | os.PathLike[str]]) -> _LeftOut:
        paths = frozenset(map(os.path.realpath, given))
        return cls(frozenset(map(os.path.basename, paths)), paths)

    def has(self, path: Path) -> bool:
        return path.name in self.names and os.path.realpath(path) in self.paths


def find_files(
    paths: Iterable[str | os.PathLike[str]],
    *,
    is_wanted: Callable[[str], bool],
    wanted: str,
    leave_out: Collection[str | os.PathLike[str]] = (),
    written: Written | None = None,
) -> Iterator[SourceFile | BadRecord]:
    """Find the files behind paths.

    Args:
        paths: Files of any name; folders, searched at any depth; patterns with ``*``, ``?``, ``[…]`` and ``**``;
            addresses such as ``s3://bucket/folder``, through fsspec; ``"-"``.
        is_wanted: Which files of folders are taken, by their names.
        wanted: The same for people, in the error for a folder without any.
        leave_out: Files and folders that are not found in folders and by patterns: those that outputs go to. Who names
            them as they are gets them.
        written: Passes over what earlier runs wrote, likewise, and notes what is named; without it, that is found.

    Yields:
        Files and what is wrong, in the order of ``paths``; in folders, and for patterns, in the order of the names'
        code points. In folders, names that begin with a full stop are left out, and ``a.json`` beside ``a.txt`` or
        ``a.html``, which tells of that; links to other folders are not followed, so that no loop can be entered.
    """
    excluded = _LeftOut.of(leave_out)
    for given in paths:
        name = os.fspath(given)
        if name == STANDARD_INPUT:
            yield SourceFile(name, None, "stdin")
        elif not name:
            yield BadRecord(name, name, "an empty name is no file")
        elif _is_address(name):
            yield from _behind_address(name, is_wanted, wanted)
        elif is_folder(name):
            yield from _in_folder(Path(name), is_wanted, wanted, excluded, written)
        elif _PATTERN.search(name) and not os.path.lexists(name):
            yield from _matching(name, is_wanted, wanted, excluded, written)
        else:
            if written is not None:
                written.note(Path(name))
            yield _named(Path(name))


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Whether a path is a folder that can be looked at."""
    try:
        # No name at all would be the working folder.
        return os.fspath(path) != "" and Path(path).is_dir()
    except (OSError, ValueError):
        # Nobody may look there; whoever opens it will say so.
        return False


def holds_many(path: str, is_single: Callable[[str], bool]) -> bool:
    """Whether a path may stand for more than one record.

    Args:
        path: As for ``find_files``.
        is_single: Whether a file of this name holds one record.
    """
    if path == STANDARD_INPUT:
        return False
    return is_folder(path) or bool(_PATTERN.search(path) and not os.path.lexists(path)) or not is_single(path)


def _named(path: Path, output_name: str | None = None, *, is_named: bool = True) -> SourceFile:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = None
    return SourceFile(path.as_posix(), size, output_name or path.name, is_named)


def _in_folder(
    folder: Path, is_wanted: Callable[[str], bool], wanted: str, excluded: _LeftOut, written: Written | None
) -> Iterator[SourceFile | BadRecord]:
    empty = True
    if written is not None and (account := written.note_folder(folder)):
        taken, is_wanted = is_wanted, lambda name: name not in account and taken(name)
    for found in _walk(folder, is_wanted, excluded, written):
        empty = False
        if isinstance(found, BadRecord):
            yield found
        else:
            yield _named(found, found.relative_to(folder).as_posix(), is_named=False)
    if empty:
        name = folder.as_posix()
        yield BadRecord(name, name, f"holds no {wanted} file")


def _walk(
    folder: Path, is_wanted: Callable[[str], bool], excluded: _LeftOut, written: Written | None
) -> Iterator[Path | BadRecord]:
    """The files below a folder, by name. A stack, since folders may nest deeper than calls."""
    stack = [(folder, True)]
    while stack:
        path, is_inner = stack.pop()
        if not is_inner:
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        except OSError as error:
            yield BadRecord(path.as_posix(), path.as_posix(), f"cannot be read: {error.strerror}")
            continue
        dumps, names = dumps_among(name for name, _ in found), {name for name, _ in found}
        if written is not None and path != folder and written.has_folder(path, names):
            continue
        taken = []
        for name, inner in found:
            below = path / name
            if name.startswith(".") or excluded.has(below):
                continue
            is_dump = is_wanted(name) and not tells_of_another(name, dumps)
            if inner or (is_dump and (written is None or not written.has(below, names))):
                taken.append((below, inner))
        stack += reversed(taken)


def _matching(
    pattern: str, is_wanted: Callable[[str], bool], wanted: str, excluded: _LeftOut, written: Written | None
) -> Iterator[SourceFile | BadRecord]:
    parts = Path(pattern).parts
    # Whatever is below a folder: the folder.
    parts = parts[:-1] if parts[-1] == "**" else parts
    first = next((number for number, part in enumerate(parts) if _PATTERN.search(part)), None)
    if first is None:
        yield from _in_folder(Path(*parts), is_wanted, wanted, excluded, written)
        return
    root = Path(*parts[:first])
    try:
        # pathlib does not enter linked folders on the way through "**".
        found = sorted(root.glob(str(Path(*parts[first:]))), key=str)
        if not any(part.startswith(".") for part in parts[first:]):
            # What begins with a full stop is not meant by "everything" in any shell.
            found = [path for path in found if not any(part.startswith(".") for part in path.relative_to(root).parts)]
        found = [
            path
            for path in found
            if not (excluded.has(path) or (written is not None and written.has_below(path, root)))
        ]
    except (OSError, ValueError, NotImplementedError) as error:
        yield BadRecord(pattern, pattern, f"no pattern for files: {error}")
        return
    if not found:
        yield BadRecord(pattern, pattern, "no file matches")
    for path in found:
        if path.is_dir():
            yield from _in_folder(path, is_wanted, wanted, excluded, written)
        else:
            yield _named(path, path.relative_to(root).as_posix())


def _is_address(path: str) -> bool:
    return bool(_ADDRESS.match(path))


def _said(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "No such file or directory"
    # Where a library is missing, fsspec names it and says what to do.
    return str(error) if isinstance(error, ImportError) else f"{type(error).__name__}: {error}"


def _opened_address(address: str) -> IO[bytes]:
    import fsspec

    try:
        file: IO[bytes] = fsspec.open(address, "rb").open()
    # Each file system raises errors of its own.
    except Exception as error:  # noqa: BLE001
        raise OSError(0, _said(error), address) from None
    return file


def _behind_address(address: str, is_wanted: Callable[[str], bool], wanted: str) -> Iterator[SourceFile | BadRecord]:
    try:
        import fsspec
    except ImportError:
        reason = "addresses need the extra 'remote': pip install 'newsclean[remote]'"
        yield BadRecord(address, address, reason)
        return
    try:
        files, path = fsspec.core.url_to_fs(address)
        # In an address of the web "?" begins a query.
        if _PATTERN.search(path) and not address.startswith(("http://", "https://")):
            found, root = sorted(files.glob(path)), path.rpartition("/")[0]
        elif files.isdir(path):
            found, root = sorted(name for name in files.find(path) if is_wanted(name)), path
        else:
            found, root = [path], path.rpartition("/")[0]
        sized = [(name, files.size(name)) for name in found]
    except Exception as error:  # noqa: BLE001
        yield BadRecord(address, address, f"cannot be read: {_said(error)}")
        return
    if not sized:
        yield BadRecord(address, address, f"holds no {wanted} file")
    for name, size in sized:
        below = name.removeprefix(root).lstrip("/")
        yield SourceFile(files.unstrip_protocol(name), size, below, is_named=found == [path])
