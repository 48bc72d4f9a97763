"""The account of a batch: ``rejects.jsonl``, a line for each record without an article, and ``manifest.json``.

Neither holds a time, the name of a machine or a number of workers: the same inputs and options give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from newsclean.batch.journal import Journal
from newsclean.batch.outcome import Summary
from newsclean.batch.outputs import whole_file

__all__ = ["DUPLICATES", "MANIFEST", "REJECTS", "write_duplicates", "write_manifest", "write_rejects"]

MANIFEST = "manifest.json"
REJECTS = "rejects.jsonl"
DUPLICATES = "duplicates.jsonl"
#: The second number grows with every new field, the first when a field changes its meaning.
_VERSION = "1.0"


def write_rejects(folder: Path, journal: Journal) -> None:
    """Write the rejects of all shards; an empty file says that there are none."""
    with whole_file(folder / REJECTS) as stream:
        for shard in journal.shards():
            for reject in shard.rejects:
                stream.write(_encoded(reject) + b"\n")


def write_duplicates(folder: Path, journal: Journal) -> None:
    """Write the duplicates of all shards."""
    with whole_file(folder / DUPLICATES) as stream:
        for shard in journal.shards():
            for duplicate in shard.duplicates:
                stream.write(_encoded(duplicate) + b"\n")


def write_manifest(
    folder: Path,
    journal: Journal,
    options: Mapping[str, Any],
    shard_size: int,
    total: Summary,
) -> None:
    """Write the manifest, piece by piece: a batch may have a million inputs."""
    with whole_file(folder / MANIFEST) as stream:
        stream.write(b'{\n"manifest": ' + _encoded(_VERSION))
        stream.write(b',\n"options": ' + _encoded({**options, "shard_size": shard_size}))
        stream.write(b',\n"summary": ' + _encoded(total.to_dict()))
        stream.write(b',\n"rejects": ' + _encoded(_file(folder / REJECTS)))
        if (folder / DUPLICATES).exists():
            stream.write(b',\n"duplicates": ' + _encoded(_file(folder / DUPLICATES)))
        stream.writelines(_list("inputs", journal.inputs()))
        stream.writelines(_list("outputs", _outputs(journal)))
        stream.write(b"\n}\n")


def _outputs(journal: Journal) -> Iterator[dict[str, Any]]:
    for shard in journal.shards():
        for file in shard.files:
            yield {"name": file.name, "bytes": file.bytes, "sha256": file.sha256, "shard": shard.number}


def _file(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
        return {"name": path.name, "bytes": stream.tell(), "sha256": digest.hexdigest()}


def _list(name: str, items: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    yield b',\n"' + name.encode("ascii") + b'": ['
    between = b"\n"
    for item in items:
        yield between + _encoded(item)
        between = b",\n"
    yield b"\n]"


def _encoded(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        # A lone surrogate cannot be written as UTF-8, but its escape can.
        return json.dumps(data).encode("ascii")
