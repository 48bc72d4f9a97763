"""Where an output may stand: nowhere that inputs are looked for, so that the two are never mixed up."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Sequence
from pathlib import Path

from newsclean.batch.sources import STANDARD_INPUT, is_among, source_files

__all__ = ["why_no_file", "why_no_folder"]


def why_no_folder(folder: Path, inputs: Sequence[str]) -> str | None:
    """Why outputs must not go to a folder; ``None`` if they may.

    A folder that is below one of the inputs may be taken: it is left out of the search.
    """
    if not folder.is_dir():
        return None
    real = folder.resolve()
    for given in _files_and_folders(inputs):
        if Path(given).is_dir():
            if Path(given).resolve() == real:
                return f"{folder} is one of the inputs; name another folder."
            continue
        for file in source_files([given], leave_out=folder):
            if Path(file.path).parent.resolve() == real:
                return f"{folder} holds the input {file.path}; name another folder."
    return None


def why_no_file(path: Path, inputs: Sequence[str]) -> str | None:
    """Why an output must not go to a file; ``None`` if it may."""
    if is_among(path, inputs):
        return f"{path} is one of the inputs and would be written over."
    real = os.path.realpath(path)
    for given in _files_and_folders(inputs):
        if Path(given).is_dir():
            is_inside = Path(real).is_relative_to(Path(given).resolve())
        else:
            # An asterisk matches a slash here, so that "**" needs no more; a pattern without any matches itself.
            is_inside = not os.path.lexists(given) and fnmatch.fnmatchcase(real, os.path.realpath(given))
        if is_inside:
            return (
                f"{path} would stand among the inputs ({given}), and be one of them the next time; name another place."
            )
    return None


def _files_and_folders(inputs: Sequence[str]) -> list[str]:
    return [given for given in inputs if given and given != STANDARD_INPUT and "://" not in given and "\0" not in given]
