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
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from newsclean.batch.inputs import InputFile
from newsclean.batch.journal import BatchError, Journal, OutputFile, Shard
from newsclean.batch.lock import NAME as LOCK
from newsclean.batch.lock import Lock
from newsclean.batch.manifest import Account, shard_files
from newsclean.batch.names import DUPLICATES, JOURNAL, MANIFEST, REJECTS
from newsclean.batch.one_file import OneFile
from newsclean.batch.outcome import Outcome, Summary
from newsclean.batch.outputs import empty_folder, remove_all, sync_folder
from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sinks import FolderSink, Sink, settle_all
from newsclean.batch.watched import Watched

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
# How many files an error lists.
_LISTED = 10


@frozen
class Batch:
    """A run in a folder.

    Attributes:
        folder: Where the outputs go.
        lock: Held until the end of the run.
        journal: What is done.
        options: What shapes the outputs, and stands in the manifest; records a shard too.
        done: What earlier runs did, counted.
        digests: Of the records of each shard that is done.
    """

    folder: Path
    lock: Lock
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
    is_hidden: bool = False,
) -> Batch:
    """Begin a run in a folder, or take up the one that was begun there.

    Args:
        folder: Where the outputs go; made if it is not there.
        options: What shapes the outputs; plain values.
        shard_size: Records a shard.
        inputs: What will be read.
        restart: Remove what an earlier run wrote, and begin anew.
        apart: The suffix of the outputs, if each article gets a file.
        is_hidden: Whether the folder holds nothing but runs; see ``OneFile``.

    Raises:
        BatchError: The folder holds another run, outputs that were changed since, or files that could be outputs and
            that no journal tells of, or another process is writing to it.
        OSError: The folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # From here on nobody else begins, goes on, or removes anything.
    lock = Lock.taken(folder)
    try:
        run = {**options, "shard_size": shard_size}
        journal = _journal(folder, run, inputs, restart=restart, apart=apart, is_hidden=is_hidden)
        try:
            _remove_left_behind(folder)
            settle_all(folder, sum(1 for _ in journal.shards()))
            return Batch(folder, lock, journal, run, *_what_is_done(folder, journal, is_hidden=is_hidden))
        except BaseException:
            journal.close()
            raise
    except BaseException:
        lock.let_go()
        raise


def _journal(
    folder: Path,
    run: Mapping[str, Any],
    inputs: Iterable[InputFile],
    *,
    restart: bool,
    apart: str | None,
    is_hidden: bool,
) -> Journal:
    """That of the run that was begun in the folder, else a new one."""
    if (folder / JOURNAL).is_file():
        if not restart:
            return Journal.resume(folder, run, inputs)
        _remove(folder)
    if is_hidden:
        # Of a run that was done, and ended while this was being removed.
        empty_folder(folder, but=LOCK)
    elif (stranger := _stranger(folder, apart)) is not None:
        raise BatchError(
            f"{folder} holds {stranger}, but no {JOURNAL} that tells where it is from; name another folder"
        )
    return Journal.begin(folder, run, inputs)


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
        batch: The run; its journal is closed, and its folder let go of, at the end.
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
    with batch.lock, closing(journal), _tidied(batch.folder):
        total = Summary()
        total.merge(batch.done)
        if not journal.is_finished:
            source = Watched(records, batch.shard_size)
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


def _remove_left_behind(folder: Path) -> None:
    for path in folder.iterdir():
        if _LEFT_BEHIND.fullmatch(path.name):
            remove_all(path)


@contextmanager
def _tidied(folder: Path) -> Iterator[None]:
    """Ctrl-C may come where nobody has begun to watch over a file yet."""
    try:
        yield
    except BaseException:
        # What cannot be removed now is removed when the run is taken up.
        with suppress(OSError):
            _remove_left_behind(folder)
        raise


def _what_is_done(folder: Path, journal: Journal, *, is_hidden: bool) -> tuple[Summary, tuple[str, ...]]:
    """The shards before the first that has lost a file, counted, and the digests of their records.

    Files are on disk before the journal tells of them, so that no crash leaves others in their place. Where users look,
    one that is not as it was written holds the work of somebody, behind a lost one too.

    Raises:
        BatchError: There is such a file. Nothing has been removed.
    """
    total = Summary()
    digests: list[str] = []
    changed: list[str] = []
    is_lost = False
    for shard in journal.shards():
        others = [file.name for file in shard.files if not _is_whole(folder, file)]
        changed += [name for name in others if os.path.lexists(folder / name)]
        is_lost = is_lost or bool(others)
        if not is_lost:
            total.merge(shard.summary)
            digests.append(shard.digest)
    if changed and not is_hidden:
        raise BatchError(_why_not_written_over(folder, changed))
    if is_lost:
        # What is written again must not be met as a stranger.
        _unlink(folder, (file["name"] for file in shard_files(journal) if file["shard"] >= len(digests)))
        journal.keep(len(digests))
    return total, tuple(digests)


def _why_not_written_over(folder: Path, changed: Sequence[str]) -> str:
    names = ", ".join(changed[:_LISTED]) + (", …" if len(changed) > _LISTED else "")
    was, it = ("was", "it") if len(changed) == 1 else ("were", "them")
    return (
        f"in {folder}, {names} {was} changed since newsclean wrote {it}. Move {it} away, and the same command writes "
        f"{it} again; or begin anew with --restart, which removes the changes"
    )


def _is_whole(folder: Path, file: OutputFile) -> bool:
    try:
        return _output_file(folder, file.name) == file
    except OSError:
        return False


def _shards(
    outcomes: Iterator[Outcome],
    sink: Sink,
    batch: Batch,
    source: Watched,
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


def _remove(folder: Path) -> None:
    """Remove what the journal tells of, and nothing else."""
    try:
        names = _written(folder)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BatchError(f"{folder / JOURNAL} is damaged; remove {folder} yourself, and begin anew") from None
    for aside in folder.glob(".part-*"):
        remove_all(aside)
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
