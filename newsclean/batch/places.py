"""Where an output may stand: never in the place of an input or of what somebody else wrote, nor read as an input."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import IO, Any

from newsclean.batch.names import JOURNAL
from newsclean.batch.one_file import files_of, hidden_folder
from newsclean.batch.sources import STANDARD_INPUT, is_among, source_files
from newsclean.batch.sources.written import HEAD

__all__ = ["why_no_file", "why_no_folder", "why_no_marked_file", "why_no_stream"]


def why_no_folder(folder: Path, inputs: Sequence[str]) -> str | None:
    """Why outputs must not go to a folder; ``None`` if they may.

    A folder that is below one of the inputs may be taken: it is left out of the search.
    """
    if not folder.is_dir():
        return f"{folder} is a file; name it without a / behind it, or a folder." if folder.is_file() else None
    real = folder.resolve()
    for given in _files_and_folders(inputs):
        if Path(given).is_dir():
            if Path(given).resolve() == real:
                return f"{folder} is one of the inputs; name another folder."
            continue
        for file in source_files([given], leave_out=[folder]):
            if Path(file.path).parent.resolve() == real:
                return f"{folder} holds the input {file.path}; name another folder."
    return None


def why_no_file(path: Path, inputs: Sequence[str]) -> str | None:
    """Why the one output of a run must not go to a file; ``None`` if it may.

    A file, and the account beside it, may stand in a folder that is searched: they are left out of the search. What
    stands under their names already must be of an earlier run, or it would be lost.
    """
    is_ours = cache(partial(_is_of_an_earlier_run, path))
    # Whoever wrote it with ``>`` wonders why.
    unknown = f": no {files_of(path)[1].name} beside it tells of it as it is"
    return _why_not_over(files_of(path), inputs, is_ours) or _why_not_replaced(path, is_ours, unknown)


def why_no_marked_file(path: Path, inputs: Sequence[str], mark: bytes) -> str | None:
    """The same for a file that stands alone.

    Args:
        path: The file.
        inputs: What is read.
        mark: What such a file of newsclean's has among its first bytes.
    """

    def is_ours() -> bool:
        try:
            with path.open("rb") as stream:
                head = stream.read(HEAD)
        except OSError:
            return False
        return not head or mark in head

    return _why_not_over((path,), inputs, is_ours) or _why_not_replaced(path, is_ours)


def _why_not_over(files: Sequence[Path], inputs: Sequence[str], is_ours: Callable[[], bool]) -> str | None:
    searched = _files_and_folders(inputs)
    # Whoever names a file wants it to be read.
    named = [given for given in searched if os.path.lexists(given) and not Path(given).is_dir()]
    for file in files:
        if is_among(file, named) or (is_among(file, searched) and not is_ours()):
            return f"{file} is one of the inputs and would be written over."
    return None


def _why_not_replaced(path: Path, is_ours: Callable[[], bool], unknown: str = "") -> str | None:
    """The same command given twice replaces what it wrote; what somebody else wrote, or has changed, stays."""
    if not path.is_file() or is_ours():
        return None
    return f"{path} is there already, and is not known to be newsclean's{unknown}; remove it, or name another file."


def why_no_stream(stream: IO[Any], inputs: Sequence[str], option: str = "--output") -> str | None:
    """Why an output must not go to a stream: it would be read while it is written, without end.

    Args:
        stream: Where it would go.
        inputs: What is read.
        option: The one that names an output.
    """
    try:
        there = os.fstat(stream.fileno())
    except OSError:
        # It has no number, so that nobody can have named it.
        return None
    if not stat.S_ISREG(there.st_mode):
        return None
    for file in source_files(_files_and_folders(inputs)):
        with suppress(OSError):
            if os.path.samestat(Path(file.path).stat(), there):
                return f"standard output goes to {file.path}, which is one of the inputs; name it with {option}."
    return None


def _is_of_an_earlier_run(path: Path) -> bool:
    """Whether a file and its account are what a run has written, or one for it is under way."""
    if (hidden_folder(path) / JOURNAL).is_file():
        return True
    # What a shell made for standard output.
    is_empty = not path.exists() or not path.stat().st_size
    _, manifest, *others = files_of(path)
    if not manifest.exists():
        return is_empty and not any(other.exists() for other in others)
    try:
        (told,) = json.loads(manifest.read_bytes())["outputs"]
        if is_empty:
            return bool(told["name"] == path.name)
        with path.open("rb") as stream:
            return bool(told["sha256"] == hashlib.file_digest(stream, "sha256").hexdigest())
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def _files_and_folders(inputs: Sequence[str]) -> list[str]:
    return [given for given in inputs if given and given != STANDARD_INPUT and "://" not in given and "\0" not in given]
