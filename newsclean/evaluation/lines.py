"""Files with a JSON object a line, gzipped or not."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsclean.errors import InputError

__all__ = ["holds_lines", "read_lines"]

_LINES = frozenset({".jsonl", ".ndjson", ".json"})


def holds_lines(path: Path) -> bool:
    """Whether a file's name says that it holds a JSON object a line."""
    name = Path(path.stem) if path.suffix.lower() == ".gz" else path
    return name.suffix.lower() in _LINES


def read_lines(path: Path) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    """Each line's name (``"gold.jsonl:12"``) and its object, or what is wrong with it. Blank lines are passed over."""
    file = path.as_posix()
    opener = gzip.open if path.suffix.lower() == ".gz" else open
    try:
        with opener(path, "rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    name = f"{file}:{number}"
                    yield name, _object(line.removeprefix(b"\xef\xbb\xbf"), name)
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield file, InputError(f"cannot be read: {reason}", record=file)


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
