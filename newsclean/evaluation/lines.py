"""Files with a JSON object a line, gzipped or not."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from io import BufferedReader
from itertools import count
from pathlib import Path
from typing import Any

from newsclean.errors import InputError

__all__ = ["holds_lines", "read_lines"]

_LINES = frozenset({".jsonl", ".ndjson"})
# Bytes of a first line that are looked at. A longer one is left to whoever reads JSON piece by piece.
_LONGEST_LOOK = 16_000_000
# Bytes of a line that are read, as of a record that is cleaned; see ``newsclean.batch.sources.limits``.
_LONGEST_LINE = 200_000_000


def holds_lines(path: Path) -> bool:
    """Whether a file holds a JSON object a line: its name says so, or it is called JSON and its first line is one."""
    name = Path(path.stem) if path.suffix.lower() == ".gz" else path
    if name.suffix.lower() != ".json":
        return name.suffix.lower() in _LINES
    try:
        with _opened(path) as stream:
            line = stream.readline(_LONGEST_LOOK)
    except (OSError, EOFError, zlib.error):
        return False
    return not isinstance(_object(line.removeprefix(b"\xef\xbb\xbf"), path.name), InputError)


def read_lines(path: Path) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    """Each line's name (``"gold.jsonl:12"``) and its object, or what is wrong with it. Blank lines are passed over."""
    file = path.as_posix()
    try:
        with _opened(path) as stream:
            for number in count(1):
                name = f"{file}:{number}"
                if not (line := stream.readline(_LONGEST_LINE + 1)):
                    return
                if len(line) > _LONGEST_LINE:
                    reason = f"more than {_LONGEST_LINE:,} bytes in one line; nothing behind it was read"
                    yield name, InputError(reason, record=name)
                    return
                if line.strip():
                    yield name, _object(line.removeprefix(b"\xef\xbb\xbf"), name)
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield file, InputError(f"cannot be read: {reason}", record=file)


def _opened(path: Path) -> gzip.GzipFile | BufferedReader:
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")


def _object(line: bytes, name: str) -> dict[str, Any] | InputError:
    try:
        data = json.loads(line.decode().strip())
    except UnicodeDecodeError as error:
        return InputError(f"not UTF-8 at byte {error.start} of the line (0x{line[error.start]:02x})", record=name)
    except json.JSONDecodeError as error:
        return InputError(f"not JSON: {error.msg} at character {error.pos} of the line", record=name)
    # A number of too many digits, or nested too deep.
    except (ValueError, RecursionError) as error:
        return InputError(f"not JSON: {error}", record=name)
    if not isinstance(data, dict):
        return InputError(f"not a record but a {type(data).__name__}; a line must be an object", record=name)
    return data
