"""A batch: records in, shards of articles out, an outcome for each record, and a journal to go on from.

A shard holds what became of a fixed number of records, so that which record goes where depends on the inputs alone. It
is done when its files are on disk under their names and its line is in the journal. Whatever ends the run, at most the
shards that were under way are lost, and the next run writes them again, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from newsclean.batch.inputs import InputFile
from newsclean.batch.journal import NAME as JOURNAL
from newsclean.batch.journal import BatchError, Journal, OutputFile, Shard
from newsclean.batch.manifest import DUPLICATES, MANIFEST, REJECTS, Account, shard_files
from newsclean.batch.one_file import OneFile
from newsclean.batch.outcome import Outcome, Summary
from newsclean.batch.outputs import sync_folder
from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sinks import FolderSink, Sink, settle_all

if TYPE_CHECKING:
    from newsclean.batch.duplicates import Duplicates

__all__ = ["Batch", "opened", "run"]

#: Turns records into outcomes, one for each, in order.
Clean = Callable[[Iterable[Record | BadRecord]], Generator[Outcome, None, None]]

# What a run that was killed leaves behind: a dot, the name, and for files eight random digits; see ``whole_file``.
_LEFT_BEHIND = re.compile(r"\.(?:part-|manifest|rejects|duplicates|signatures|journal).*\.tmp")
_OURS = re.compile(r"part-\d+.*|" + "|".join(map(re.escape, (MANIFEST, REJECTS, DUPLICATES))))
_OF_A_SHARD = re.compile(r"(?:part|signatures)-\d+\..*")
_PIECE = 1 << 20


@frozen
class Batch:
    """A run in a folder.

    Attributes:
        folder: Where the outputs go.
        journal: What is done.
        options: What shapes the outputs, and stands in the manifest; records a shard too.
        done: What earlier runs did, counted.
        digests: Of the records of each shard that is done.
    """

    folder: Path
    journal: Journal
    options: Mapping[str, Any]
    done: Summary
    digests: tuple[str, ...]

    @property
    def shard_size(self) -> int:
        """Records a shard."""
        return int(self.options["shard_size"])


def opened(
    folder: Path,
    *,
    options: Mapping[str, Any],
    shard_size: int,
    inputs: Iterable[InputFile],
    restart: bool = False,
    apart: str | None = None,
) -> Batch:
    """Begin a run in a folder, or take up the one that was begun there.

    Args:
        folder: Where the outputs go; made if it is not there.
        options: What shapes the outputs; plain values.
        shard_size: Records a shard.
        inputs: What will be read.
        restart: Remove what an earlier run wrote, and begin anew.
        apart: The suffix of the outputs, if each article gets a file.

    Raises:
        BatchError: The folder holds another run, or files that could be outputs and that no journal tells of.
        OSError: The folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    run = {**options, "shard_size": shard_size}
    has_journal = (folder / JOURNAL).is_file()
    if restart and has_journal:
        _remove(folder)
        has_journal = False
    if has_journal:
        journal = Journal.resume(folder, run, inputs)
    else:
        if (stranger := _stranger(folder, apart)) is not None:
            raise BatchError(
                f"{folder} holds {stranger}, but no {JOURNAL} that tells where it is from; name another folder"
            )
        journal = Journal.begin(folder, run, inputs)
    try:
        for path in folder.iterdir():
            if _LEFT_BEHIND.fullmatch(path.name):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        settle_all(folder, sum(1 for _ in journal.shards()))
        return Batch(folder, journal, run, *_what_is_done(folder, journal))
    except BaseException:
        journal.close()
        raise


def run(
    batch: Batch,
    records: Iterable[Record | BadRecord],
    clean: Clean,
    sink: Sink,
    *,
    tell: Callable[[Outcome], None] = lambda _: None,
    duplicates: Duplicates | None = None,
    output: OneFile | None = None,
) -> Summary:
    """Do what is left to do.

    Args:
        batch: The run; its journal is closed at the end.
        records: All of them, from the first.
        clean: Cleans those that are left.
        sink: Where the articles go.
        tell: Called for every outcome of this run.
        duplicates: Looks for them, if they are looked for.
        output: The one file that the shards become, if they do; else they are the outputs.

    Returns:
        All outcomes of all runs, counted.

    Raises:
        BatchError: The records are not those that the journal tells of.
        OSError: An output cannot be written. What is whole stays, and the run can be taken up.
    """
    journal = batch.journal
    with closing(journal):
        total = Summary()
        total.merge(batch.done)
        if not journal.is_finished:
            source = _Watched(records, batch.shard_size)
            source.skip(batch.digests)
            if duplicates is not None:
                duplicates.load(batch.folder, len(batch.digests))
            if isinstance(sink, FolderSink):
                sink.remember(file["name"] for file in shard_files(journal))
            with closing(clean(source)) as outcomes:
                for shard in _shards(outcomes, sink, batch, source, tell, duplicates):
                    journal.add(shard)
                    sink.settle()
                    total.merge(shard.summary)
        account = Account.in_folder(batch.folder) if output is None else output.account
        outputs = shard_files(journal) if output is None else output.written(batch.folder, journal)
        account.write(journal, batch.options, total, outputs, duplicates=duplicates is not None)
        if not journal.is_finished:
            journal.finish(total.records)
    if output is not None:
        output.clear()
    return total


def _what_is_done(folder: Path, journal: Journal) -> tuple[Summary, tuple[str, ...]]:
    """The shards whose files are still as they were written, counted, and the digests of their records."""
    total = Summary()
    digests: list[str] = []
    for shard in journal.shards():
        if not all(_is_whole(folder, file) for file in shard.files):
            # What is written again must not be met as a stranger.
            _unlink(folder, (file["name"] for file in shard_files(journal) if file["shard"] >= shard.number))
            journal.keep(len(digests))
            break
        total.merge(shard.summary)
        digests.append(shard.digest)
    return total, tuple(digests)


def _is_whole(folder: Path, file: OutputFile) -> bool:
    try:
        return _output_file(folder, file.name) == file
    except OSError:
        return False


def _shards(
    outcomes: Iterator[Outcome],
    sink: Sink,
    batch: Batch,
    source: _Watched,
    tell: Callable[[Outcome], None],
    duplicates: Duplicates | None,
) -> Iterator[Shard]:
    number = len(batch.digests)
    try:
        while (outcome := next(outcomes, None)) is not None:
            summary, rejects, repeated = Summary(), [], []
            sink.open_shard(number)
            while outcome is not None:
                if duplicates is not None:
                    outcome = duplicates.judged(outcome)
                summary.add(outcome)
                if outcome.duplicate_of is not None:
                    repeated.append({"id": outcome.id, "place": outcome.place, "duplicate_of": outcome.duplicate_of})
                if outcome.status.is_reject:
                    rejects.append(_reject(outcome))
                sink.write(outcome)
                tell(outcome)
                outcome = next(outcomes, None) if summary.records < batch.shard_size else None
            files = [OutputFile(file.name, file.size, file.digest) for file in sink.close()]
            if duplicates is not None:
                files += [_output_file(batch.folder, name) for name in duplicates.close_shard(batch.folder, number)]
                sync_folder(batch.folder)
            yield Shard(number, source.digest_of(number), tuple(files), tuple(rejects), tuple(repeated), summary)
            number += 1
    finally:
        sink.discard()


def _reject(outcome: Outcome) -> dict[str, str]:
    return {
        "id": outcome.id,
        "place": outcome.place,
        "status": str(outcome.status),
        "reason": outcome.reason or "",
    }


def _output_file(folder: Path, name: str) -> OutputFile:
    digest = hashlib.sha256()
    size = 0
    with (folder / name).open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return OutputFile(name, size, digest.hexdigest())


class _Watched:
    """Records as they pass, and a digest of those of each shard."""

    def __init__(self, records: Iterable[Record | BadRecord], shard_size: int) -> None:
        self._records = iter(records)
        self._size = shard_size
        self._count = 0
        self._current = _new_digest()
        self._digests: dict[int, str] = {}

    def __iter__(self) -> Iterator[Record | BadRecord]:
        for record in self._records:
            _digest(self._current, record)
            self._count += 1
            if not self._count % self._size:
                self._close()
            yield record

    def skip(self, digests: Sequence[str]) -> None:
        """Pass over the records of shards that are done."""
        records = iter(self)
        for number, digest in enumerate(digests):
            # Only the last shard may hold fewer.
            for _ in islice(records, self._size):
                pass
            if self.digest_of(number) != digest:
                raise BatchError(
                    f"the records of shard {number} are not those that were cleaned before; "
                    "name another folder, or begin anew with --restart"
                )

    def digest_of(self, number: int) -> str:
        """The digest of the records of a shard that has passed."""
        if number not in self._digests:
            self._close()
        return self._digests.pop(number, "")

    def _close(self) -> None:
        self._digests[(self._count - 1) // self._size] = self._current.hexdigest()
        self._current = _new_digest()


def _new_digest() -> Any:
    # The fastest that Python has, and as long as need be to tell shards apart.
    return hashlib.blake2b(digest_size=16)


def _digest(digest: Any, record: Record | BadRecord) -> None:
    content = record.reason if isinstance(record, BadRecord) else record.content
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    facts: list[Any] = [record.id, record.place, record.carried, len(content)]
    if isinstance(record, Record):
        facts += [record.kind, record.url, record.date, record.language]
    digest.update(ascii(facts).encode("ascii"))
    digest.update(content)


def _remove(folder: Path) -> None:
    """Remove what the journal tells of, and nothing else."""
    try:
        names = _written(folder)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BatchError(f"{folder / JOURNAL} is damaged; remove {folder} yourself, and begin anew") from None
    for aside in folder.glob(".part-*"):
        shutil.rmtree(aside) if aside.is_dir() and not aside.is_symlink() else aside.unlink()
    # The journal last: until then, this can be done again.
    _unlink(folder, [*names, REJECTS, DUPLICATES, MANIFEST, JOURNAL])
    sync_folder(folder)


def _unlink(folder: Path, names: Iterable[str]) -> None:
    """Remove these files, and the folders below that are empty then."""
    root = folder.resolve()
    for name in names:
        path = folder / name
        if path.resolve().is_relative_to(root) and path.is_file():
            path.unlink()
            with suppress(OSError):
                while (path := path.parent) != folder:
                    path.rmdir()


def _stranger(folder: Path, apart: str | None) -> str | None:
    """A file that an output could be taken for, or taken by."""
    if found := sorted(path.name for path in folder.iterdir() if _OURS.fullmatch(path.name)):
        return found[0]
    if apart is None:
        return None
    return next((path.relative_to(folder).as_posix() for path in folder.rglob(f"*{apart}")), None)


def _written(folder: Path) -> list[str]:
    """What the journal tells of, and what the shard behind may have become before it could."""
    names, shards = [], 0
    with (folder / JOURNAL).open("rb") as stream:
        for line in stream:
            # The last line may be torn.
            if line.endswith(b"\n"):
                data = json.loads(line)
                names += [os.fspath(file["name"]) for file in data.get("files", ())]
                shards += "shard" in data
    return names + [path.name for path in folder.glob(f"*-{shards:05}.*") if _OF_A_SHARD.fullmatch(path.name)]
