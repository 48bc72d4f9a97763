"""What a batch has done so far, on disk: enough to go on after any end, and to tell that nothing has changed since.

``journal.jsonl`` begins with a line that describes the run and a line for each input. A line is added, and forced to
disk, for each shard whose files are whole, and a last one when all is done. It holds no times and no names of machines:
undisturbed and resumed runs write the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, Any

from attrs import define, frozen

from newsclean.batch.inputs import InputFile
from newsclean.batch.names import JOURNAL
from newsclean.batch.outcome import Summary
from newsclean.batch.outputs import sync_folder, whole_file
from newsclean.errors import NewscleanError

__all__ = ["BatchError", "Journal", "OutputFile", "Shard", "over_other_inputs"]

_FORMAT = 2


class BatchError(NewscleanError):
    """A batch that cannot begin or go on; the message says why and what to do."""


@frozen
class OutputFile:
    """A file that a batch wrote: its name below the folder, its size, its SHA-256."""

    name: str
    bytes: int
    sha256: str


@frozen
class Shard:
    """What became of so many records.

    Attributes:
        number: From 0.
        digest: Of the records, as they were read.
        files: What was written of them.
        rejects: Those that have no article: id, place, status and reason.
        duplicates: Those that are nearly that of a record before: id, place, and the id of that one.
        summary: All of them, counted.
    """

    number: int
    digest: str
    files: tuple[OutputFile, ...]
    rejects: tuple[Mapping[str, str], ...]
    duplicates: tuple[Mapping[str, str], ...]
    summary: Summary

    def to_dict(self) -> dict[str, Any]:
        """As the journal tells it."""
        return {
            "shard": self.number,
            "digest": self.digest,
            "files": [{"name": file.name, "bytes": file.bytes, "sha256": file.sha256} for file in self.files],
            "rejects": list(self.rejects),
            "duplicates": list(self.duplicates),
            "summary": self.summary.to_dict(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Shard:
        """The inverse of ``to_dict``."""
        return cls(
            data["shard"],
            data["digest"],
            tuple(OutputFile(**file) for file in data["files"]),
            tuple(data["rejects"]),
            tuple(data["duplicates"]),
            Summary.from_dict(data["summary"]),
        )


@define(eq=False)
class Journal:
    """The journal of one folder, open until it is closed; who has it has the lock of the folder, too."""

    path: Path
    _stream: IO[bytes]
    # Where the shards begin.
    _start: int
    is_finished: bool = False

    @classmethod
    def begin(cls, folder: Path, run: Mapping[str, Any], inputs: Iterable[InputFile]) -> Journal:
        """Write a new one.

        Args:
            folder: Where the outputs go; it exists.
            run: What shapes the outputs: options, versions, records a shard. Plain values.
            inputs: What will be read.
        """
        path = folder / JOURNAL
        with whole_file(path) as stream:
            stream.write(_line({"journal": _FORMAT, **run}))
            for file in inputs:
                stream.write(_line(file.to_dict()))
            stream.write(_line({"shards": "follow"}))
        sync_folder(folder)
        opened = path.open("r+b")
        opened.seek(0, os.SEEK_END)
        return cls(path, opened, opened.tell())

    @classmethod
    def resume(cls, folder: Path, run: Mapping[str, Any], inputs: Iterable[InputFile]) -> Journal:
        """Open that of an earlier run, which must have been the same.

        Raises:
            BatchError: Options or inputs have changed, or the journal is damaged.
        """
        path = folder / JOURNAL
        stream = path.open("r+b")
        try:
            _compare(_read(stream, path), {"journal": _FORMAT, **run}, folder)
            ours = iter(inputs)
            while "shards" not in (line := _read(stream, path)):
                _compare_input(line, next(ours, None), folder)
            if (more := next(ours, None)) is not None:
                _compare_input({}, more, folder)
            start = stream.tell()
            journal = cls(path, stream, start)
            journal._drop_what_is_torn()
        except BaseException:
            stream.close()
            raise
        return journal

    def inputs(self) -> Iterator[dict[str, Any]]:
        """The inputs, as ``InputFile.to_dict`` gave them."""
        with self.path.open("rb") as stream:
            stream.readline()
            while "shards" not in (line := json.loads(stream.readline())):
                yield line

    def shards(self) -> Iterator[Shard]:
        """The shards that are done, in order."""
        with self.path.open("rb") as stream:
            stream.seek(self._start)
            for number, line in enumerate(stream):
                data = json.loads(line)
                if "finished" in data:
                    return
                try:
                    shard = Shard.from_dict(data)
                except (KeyError, TypeError, ValueError) as error:
                    raise _damaged(self.path) from error
                if shard.number != number:
                    raise _damaged(self.path)
                yield shard

    def add(self, shard: Shard) -> None:
        """One more is done; on disk when this returns."""
        self._append(shard.to_dict())

    def finish(self, records: int) -> None:
        """All is done."""
        self._append({"finished": records})
        self.is_finished = True

    def keep(self, shards: int) -> None:
        """Forget what comes after so many shards."""
        self._stream.seek(self._start)
        for _ in islice(self._stream, shards):
            pass
        self._stream.truncate(self._stream.tell())
        self.is_finished = False

    def close(self) -> None:
        """No more is written to it."""
        self._stream.close()

    def _append(self, data: Mapping[str, Any]) -> None:
        self._stream.seek(0, os.SEEK_END)
        self._stream.write(_line(data))
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def _drop_what_is_torn(self) -> None:
        """The last line may have been cut off by whatever ended the run."""
        whole = self._start
        for line in self._stream:
            if not line.endswith(b"\n"):
                break
            try:
                data = json.loads(line)
            except ValueError:
                break
            whole += len(line)
            self.is_finished = "finished" in data
        self._stream.seek(whole)
        self._stream.truncate(whole)


def _line(data: Mapping[str, Any]) -> bytes:
    # Escapes: paths may hold what has no UTF-8.
    return json.dumps(data, separators=(",", ":")).encode("ascii") + b"\n"


def _read(stream: IO[bytes], path: Path) -> dict[str, Any]:
    try:
        data = json.loads(stream.readline())
    except ValueError:
        raise _damaged(path) from None
    if not isinstance(data, dict):
        raise _damaged(path)
    return data


def _damaged(path: Path) -> BatchError:
    return BatchError(f"{path} is damaged or of another version; --restart begins anew")


def _compare(before: Mapping[str, Any], now: Mapping[str, Any], folder: Path) -> None:
    was, is_now = _flat(before), _flat(now)
    changed = [
        f"{name} was {_shown(was.get(name))} and is {_shown(is_now.get(name))}"
        for name in {**was, **is_now}
        if was.get(name) != is_now.get(name)
    ]
    if changed:
        raise BatchError(
            f"{folder} holds a run with other options: {'; '.join(changed)}. "
            "Give the same, name another output, or begin anew with --restart"
        )


def _flat(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, Mapping):
            flat.update(_flat(value, f"{prefix}{name} "))
        else:
            flat[f"{prefix}{name}"] = value
    return flat


def _shown(value: Any) -> str:
    return "not there" if value is None else json.dumps(value)


def over_other_inputs(output: Path, change: str) -> str:
    """Why a run cannot go on, or be replaced by another."""
    return f"{output} holds a run over other inputs: {change}. Name another output, or begin anew with --restart"


def _compare_input(before: Mapping[str, Any], now: InputFile | None, folder: Path) -> None:
    if now is not None and before == now.to_dict():
        return
    if now is None:
        change = f"{before.get('path')} was an input and is none"
    elif before.get("path") != now.path:
        change = f"{now.path} was no input, or not at this place"
    elif now.sha256 is None and now.path != "-":
        change = f"{now.path} was an input and cannot be read now"
    else:
        change = f"{now.path} has changed"
    raise BatchError(over_other_inputs(folder, change))
