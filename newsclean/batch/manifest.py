"""The account of a batch: ``rejects.jsonl``, a line for each record without an article, and ``manifest.json``.

Neither holds a time, the name of a machine or a number of workers: the same inputs and options give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from newsclean.batch.journal import Journal
from newsclean.batch.names import DUPLICATES, MANIFEST, REJECTS
from newsclean.batch.outcome import Summary
from newsclean.batch.outputs import sync_folder, whole_file

__all__ = ["Account", "shard_files"]

#: The second number grows with every new field, the first when a field changes its meaning.
_VERSION = "1.0"


@frozen
class Account:
    """The files of an account.

    Attributes:
        manifest: What went in, what came out, and how it was done.
        rejects: The records without an article.
        duplicates: Those that are nearly that of a record before, if they are looked for.
    """

    manifest: Path
    rejects: Path
    duplicates: Path

    @classmethod
    def in_folder(cls, folder: Path) -> Account:
        """That of a run whose outputs are in a folder."""
        return cls(folder / MANIFEST, folder / REJECTS, folder / DUPLICATES)

    @classmethod
    def beside(cls, output: Path) -> Account:
        """That of a run with one file as its output.

        >>> Account.beside(Path("out/a.jsonl")).rejects.as_posix()
        'out/a.jsonl.rejects.jsonl'
        """
        return cls(*(output.with_name(f"{output.name}.{name}") for name in (MANIFEST, REJECTS, DUPLICATES)))

    def write(
        self,
        journal: Journal,
        options: Mapping[str, Any],
        total: Summary,
        outputs: Iterable[Mapping[str, Any]],
        *,
        duplicates: bool,
    ) -> None:
        """Write them; they can be written again and again, and are the same.

        Args:
            journal: Of the run, all of whose shards are done.
            options: What shapes the outputs.
            total: The outcomes of all records, counted.
            outputs: What was written.
            duplicates: Whether duplicates were looked for.
        """
        _write_lines(self.rejects, (reject for shard in journal.shards() for reject in shard.rejects))
        if not duplicates:
            # Beside a file, that of another run would seem to be of this one.
            self.duplicates.unlink(missing_ok=True)
        else:
            _write_lines(self.duplicates, (found for shard in journal.shards() for found in shard.duplicates))
        # Piece by piece: a batch may have a million inputs.
        with whole_file(self.manifest) as stream:
            stream.write(b'{\n"manifest": ' + _encoded(_VERSION))
            stream.write(b',\n"options": ' + _encoded(options))
            stream.write(b',\n"summary": ' + _encoded(total.to_dict()))
            stream.write(b',\n"rejects": ' + _encoded(_file(self.rejects)))
            if duplicates:
                stream.write(b',\n"duplicates": ' + _encoded(_file(self.duplicates)))
            stream.writelines(_list("inputs", journal.inputs()))
            stream.writelines(_list("outputs", outputs))
            stream.write(b"\n}\n")
        sync_folder(self.manifest.parent)


def shard_files(journal: Journal) -> Iterator[dict[str, Any]]:
    """The files of all shards, as a manifest tells of them."""
    for shard in journal.shards():
        for file in shard.files:
            yield {"name": file.name, "bytes": file.bytes, "sha256": file.sha256, "shard": shard.number}


def _write_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """A file of JSON Lines; an empty one says that there are none."""
    with whole_file(path) as stream:
        stream.writelines(_encoded(line) + b"\n" for line in lines)


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
