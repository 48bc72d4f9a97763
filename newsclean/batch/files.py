"""Files, folders and standard input as records, one after the other, in an order that is always the same.

Nothing is raised: what cannot be read is a record whose content is the error, so that every input has its outcome.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from attrs import frozen

from newsclean.cleaner import Kind, Raw
from newsclean.errors import InputError

__all__ = ["STANDARD_INPUT", "Record", "count_files", "holds_many", "is_among", "records"]

#: The name of standard input among paths.
STANDARD_INPUT = "-"

_PAGES = frozenset({".htm", ".html"})
_DUMPS = _PAGES | {".txt"}
_LINES = frozenset({".jsonl", ".ndjson"})
# What a line of a JSONL file may tell of a dump; the rest of it stays at home.
_FIELDS = ("text", "html", "url", "id", "language", "collected_at", "site")
# Bytes of the longest line that is read: five times the longest text that a Cleaner takes by default.
_LONGEST_LINE = 250_000_000
# Bytes that are read from standard input: four for each character that a Cleaner takes by default, and one too many.
_LONGEST_INPUT = 200_000_001


@frozen
class Record:
    """One thing to clean.

    Attributes:
        name: What its owner calls it: the path as given, ``"dumps.jsonl:12"``, ``"-"``. Errors name it so.
        place: Where it stands below the input that it was found in: a relative path with ``/`` between its parts, no
            suffix. Names of output files are made of it; it may hold anything that a file name or an id may hold.
        raw: What ``Cleaner.clean`` takes, or why there is nothing to clean.
    """

    name: str
    place: str
    raw: Raw | InputError


def records(
    paths: Iterable[str | os.PathLike[str]],
    *,
    kind: Kind | None = None,
    standard_input: BinaryIO | None = None,
    leave_out: str | os.PathLike[str] | None = None,
) -> Iterator[Record]:
    """Find what there is to clean.

    Args:
        paths: Files of any name; JSONL files (``.jsonl``, ``.ndjson``), which hold a record a line with ``text`` or
            ``html`` and any of ``url``, ``id``, ``language``, ``collected_at``; folders, searched for ``.txt``,
            ``.html`` and ``.htm`` files at any depth; ``"-"``. In folders, names that begin with a full stop are left
            out, and links to other folders are not followed, so that no loop can be entered.
        kind: What the inputs are. By default files named ``.html`` or ``.htm`` are pages, others are looked at.
        standard_input: Where ``"-"`` is read from.
        leave_out: A folder that is not searched: the one that outputs go to.

    Yields:
        A record for each dump and for each problem, in the order of ``paths``; in folders, in the order of the names'
        code points. Files are opened when they are cleaned, JSONL files when their first record is taken.
    """
    excluded = None if leave_out is None else os.path.realpath(leave_out)
    for given in paths:
        name = os.fspath(given)
        if name == STANDARD_INPUT:
            yield _from_standard_input(standard_input)
            standard_input = None
            continue
        path = Path(name)
        if not name:
            yield Record(name, "", InputError("an empty name is no file", record=name))
        elif _is_folder(name):
            yield from _from_folder(path, kind, excluded)
        elif path.suffix.lower() in _LINES:
            yield from _from_lines(path)
        else:
            yield _from_file(path, path.stem, kind)


def count_files(
    paths: Iterable[str | os.PathLike[str]], *, leave_out: str | os.PathLike[str] | None = None
) -> int | None:
    """How many records ``records`` will find, or ``None`` if a JSONL file would have to be read for that."""
    excluded = None if leave_out is None else os.path.realpath(leave_out)
    count = 0
    for given in paths:
        path = Path(given)
        if _is_folder(given):
            count += max(sum(1 for _ in _walk(path, excluded)), 1)
        elif path.suffix.lower() in _LINES:
            return None
        else:
            count += 1
    return count


def holds_many(path: str | os.PathLike[str]) -> bool:
    """Whether a path may stand for more than one record: a folder, or a file with a record a line."""
    return _is_folder(path) or Path(path).suffix.lower() in _LINES


def is_among(
    file: Path, paths: Iterable[str | os.PathLike[str]], *, leave_out: str | os.PathLike[str] | None = None
) -> bool:
    """Whether a file exists and is one that ``records`` would read: it must not be written over."""
    if not file.exists():
        return False
    real = Path(os.path.realpath(file))
    excluded = None if leave_out is None else Path(os.path.realpath(leave_out))
    for given in paths:
        root = Path(os.path.realpath(given))
        if not _is_folder(root):
            if root == real:
                return True
        elif real.is_relative_to(root) and real.suffix.lower() in _DUMPS:
            # A folder that is left out is still searched when it is the one that was asked for.
            left_out = excluded is not None and excluded != root and excluded.is_relative_to(root)
            if not (left_out and excluded is not None and real.is_relative_to(excluded)):
                return True
    return False


def _is_folder(path: str | os.PathLike[str]) -> bool:
    try:
        # No name at all would be the working folder.
        return os.fspath(path) != "" and Path(path).is_dir()
    except OSError:
        # Nobody may look there; whoever opens it will say so.
        return False


def _from_standard_input(stream: BinaryIO | None) -> Record:
    def record(raw: Raw | InputError) -> Record:
        return Record(STANDARD_INPUT, "stdin", raw)

    if stream is None:
        return record(InputError("there is no standard input left to read", record=STANDARD_INPUT))
    try:
        return record({"text": stream.read(_LONGEST_INPUT), "id": STANDARD_INPUT})
    except (OSError, ValueError) as error:
        return record(_unreadable(error, STANDARD_INPUT))


def _from_file(path: Path, place: str, kind: Kind | None) -> Record:
    field = "html" if kind is None and path.suffix.lower() in _PAGES else "text"
    name = path.as_posix()
    return Record(name, place, {field: path, "id": name})


def _from_folder(folder: Path, kind: Kind | None, excluded: str | None) -> Iterator[Record]:
    empty = True
    for found in _walk(folder, excluded):
        empty = False
        if isinstance(found, InputError):
            yield Record(str(found.record), "", found)
        else:
            yield _from_file(found, found.relative_to(folder).with_suffix("").as_posix(), kind)
    if empty:
        name = folder.as_posix()
        yield Record(name, "", InputError("holds no .txt, .html or .htm file", record=name))


def _walk(folder: Path, excluded: str | None) -> Iterator[Path | InputError]:
    """The dumps below a folder, by name. A stack, since folders may nest deeper than calls."""
    stack = [(folder, True)]
    while stack:
        path, is_folder = stack.pop()
        if not is_folder:
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                found = sorted(((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries), reverse=True)
        except OSError as error:
            yield _unreadable(error, path.as_posix())
            continue
        for name, inner in found:
            below = path / name
            if name.startswith(".") or (inner and excluded is not None and os.path.realpath(below) == excluded):
                continue
            if inner or below.suffix.lower() in _DUMPS:
                stack.append((below, inner))


def _from_lines(path: Path) -> Iterator[Record]:
    file = path.as_posix()
    try:
        # A pipe or a device could block for ever.
        if path.exists() and not path.is_file():
            yield Record(file, path.stem, InputError("not a regular file", record=file))
            return
        with path.open("rb") as stream:
            for number, line in _lines(stream):
                yield _from_line(line, file, path.stem, number)
    except (OSError, ValueError) as error:
        yield Record(file, path.stem, _unreadable(error, file))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, counted from 1; ``None`` for one that is too long."""
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) < _LONGEST_LINE or line.endswith(b"\n"):
            if line.strip():
                yield number, line
            continue
        while (rest := stream.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def _from_line(line: bytes | None, file: str, stem: str, number: int) -> Record:
    name = f"{file}:{number}"
    place = f"{stem}/{number}"

    def problem(reason: str) -> Record:
        return Record(name, place, InputError(reason, record=name))

    if line is None:
        return problem(f"a line of more than {_LONGEST_LINE:,} bytes")
    try:
        data = json.loads(line.decode().strip())
    except UnicodeDecodeError as error:
        return problem(f"not UTF-8 at byte {error.start} of the line (0x{line[error.start]:02x})")
    except json.JSONDecodeError as error:
        return problem(f"not JSON: {error.msg} at character {error.pos} of the line")
    # A number of too many digits, or nested too deep.
    except (ValueError, RecursionError) as error:
        return problem(f"not JSON: {error}")
    if not isinstance(data, dict):
        return problem(f"not a record but a {type(data).__name__}; a line must be an object with 'text' or 'html'")
    raw: dict[str, Any] = {field: data[field] for field in _FIELDS if data.get(field) is not None}
    own = raw.get("id")
    if own is None or own == "":
        raw["id"] = name
    elif not isinstance(own, str | int):
        return problem(f"field 'id' is a {type(own).__name__}, not text")
    else:
        # An id is one name, whatever it holds: "a/b" is no folder.
        place = f"{stem}/{str(own).replace('/', '_')}"
    return Record(name, place, raw)


def _unreadable(error: Exception, name: str) -> InputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(f"cannot be read: {reason}", record=name)
