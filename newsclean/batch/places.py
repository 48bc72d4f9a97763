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

from newsclean.batch.journal import over_other_inputs
from newsclean.batch.names import JOURNAL
from newsclean.batch.one_file import files_of, hidden_folder
from newsclean.batch.sources import STANDARD_INPUT, SourceFile, Written, is_among, source_files
from newsclean.batch.sources.written import HEAD

__all__ = ["why_no_file", "why_no_folder", "why_no_marked_file", "why_no_stream", "why_not_anew"]


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
    why_not_ours = cache(partial(_why_not_of_an_earlier_run, path))
    if (reason := _why_not_over(files_of(path), inputs, lambda: why_not_ours() is None)) is not None:
        return reason
    return _why_not_replaced(path, why_not_ours() if path.is_file() else None)


def why_not_anew(path: Path, inputs: Sequence[str]) -> str | None:
    """Why a run must not replace the file of one that is done; ``None`` if it may.

    The same command given twice replaces what it wrote, and inputs may have been added or changed since. But articles
    of an input that is none any more would be lost. Of a run that is under way, the journal says what it goes on with.
    """
    _, manifest, *_ = files_of(path)
    if (hidden_folder(path) / JOURNAL).is_file() or not manifest.is_file() or not path.is_file():
        return None
    # What a shell made for standard output holds no articles.
    if not path.stat().st_size:
        return None
    try:
        told = [(file["path"], file["sha256"]) for file in json.loads(manifest.read_bytes())["inputs"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    # What could not be read gave no articles. Standard input has no digest.
    missing = dict.fromkeys(name for name, digest in told if digest is not None or name == STANDARD_INPUT)
    for file in source_files(inputs, leave_out=files_of(path), written=Written()):
        if not missing:
            return None
        if file.path in missing and not _can_be_read(file):
            return over_other_inputs(path, f"{file.path} was an input and cannot be read now")
        missing.pop(file.path, None)
    return over_other_inputs(path, f"{next(iter(missing))} was an input and is none") if missing else None


def _can_be_read(file: SourceFile) -> bool:
    if file.path == STANDARD_INPUT:
        return True
    try:
        with file.open():
            return True
    except Exception:  # noqa: BLE001
        # File systems behind addresses raise errors of their own.
        return False


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

    if (reason := _why_not_over((path,), inputs, is_ours)) is not None:
        return reason
    unknown = "is not known to be newsclean's"
    return _why_not_replaced(path, None if not path.is_file() or is_ours() else unknown)


def _why_not_over(files: Sequence[Path], inputs: Sequence[str], is_ours: Callable[[], bool]) -> str | None:
    searched = _files_and_folders(inputs)
    # Whoever names a file wants it to be read.
    named = [given for given in searched if os.path.lexists(given) and not Path(given).is_dir()]
    for file in files:
        if is_among(file, named) or (is_among(file, searched) and not is_ours()):
            return f"{file} is one of the inputs and would be written over."
    return None


def _why_not_replaced(path: Path, why_not_ours: str | None) -> str | None:
    """The same command given twice replaces what it wrote; what somebody else wrote, or has changed, stays."""
    if why_not_ours is None:
        return None
    return f"{path} is there already, and {why_not_ours}; remove it, or name another file."


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


def _why_not_of_an_earlier_run(path: Path) -> str | None:
    """Why a file and its account are not what a run has written; ``None`` if they are, or one for it is under way."""
    if (hidden_folder(path) / JOURNAL).is_file():
        return None
    # What a shell made for standard output.
    is_empty = not path.exists() or not path.stat().st_size
    _, manifest, *others = files_of(path)
    if not manifest.exists():
        if is_empty and not any(other.exists() for other in others):
            return None
        # Whoever wrote it with ``>`` wonders why.
        return f"is not known to be newsclean's: there is no {manifest.name} beside it"
    try:
        (told,) = json.loads(manifest.read_bytes())["outputs"]
        name, digest = told["name"], told["sha256"]
        if is_empty and name == path.name:
            return None
        with path.open("rb") as stream:
            is_as_told = digest == hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return f"is not known to be newsclean's: {manifest.name} beside it is no account of a run"
    if is_as_told:
        return None
    if name != path.name:
        return f"is not known to be newsclean's: {manifest.name} beside it tells of {name}"
    return f"was changed since newsclean wrote it: it is not what {manifest.name} beside it tells of"


def _files_and_folders(inputs: Sequence[str]) -> list[str]:
    return [given for given in inputs if given and given != STANDARD_INPUT and "://" not in given and "\0" not in given]
