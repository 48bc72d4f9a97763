"""How ``newsclean clean`` runs: into a folder or a file with an account, or into a stream without one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from attrs import frozen

from newsclean import InputError
from newsclean.cli.console import is_terminal, say, say_written, standard_input, standard_output
from newsclean.cli.formats import stream_sink
from newsclean.cli.outputs import STANDARD_OUTPUT
from newsclean.cli.progress import progress

if TYPE_CHECKING:
    from newsclean.batch.duplicates import Duplicates
    from newsclean.batch.inputs import InputFile
    from newsclean.batch.one_file import OneFile
    from newsclean.batch.outcome import Outcome, Summary
    from newsclean.batch.records import BadRecord, Record
    from newsclean.batch.sinks import Beside, Compression, Sink

__all__ = ["Place", "Task", "into_file", "into_folder", "into_stream", "place_of"]

_Records = Iterable["Record | BadRecord"]

#: What the name of an output is. Devices and pipes are streams.
Place = Literal["folder", "file", "stream"]


@frozen
class Task:
    """What is done to every record, and what of it shapes the outputs.

    Attributes:
        form: The format.
        compression: Of the outputs.
        receipt: Whether blocks and the like are written too.
        clean: Makes outcomes of records.
        source: What ``open_source`` takes.
        told: What the manifest says of all this.
        duplicates: Looks for them, if they are looked for.
    """

    form: str
    compression: Compression | None
    receipt: bool
    clean: Callable[[Iterable[Record | BadRecord]], Generator[Outcome, None, None]]
    source: dict[str, Any]
    told: dict[str, Any]
    duplicates: Duplicates | None

    @property
    def beside(self) -> Beside:
        """What is written beside the articles."""
        from newsclean.batch.sinks import Beside

        flags = self.duplicates is not None and not self.duplicates.drop
        return Beside(carried=bool(self.source["keep_fields"]), duplicates=flags)


def place_of(form: str, output: str, inputs: tuple[str, ...]) -> Place:
    """Where the articles go."""
    from newsclean.batch.outputs import output_folder
    from newsclean.writing import FORMATS

    path = Path(output)
    if output == STANDARD_OUTPUT:
        return "stream"
    if form in FORMATS and FORMATS[form].apart:
        is_folder = output_folder(output, FORMATS[form], inputs) is not None
    else:
        is_folder = path.is_dir() or output.endswith(("/", os.sep))
    if is_folder:
        return "folder"
    return "stream" if path.exists() and not path.is_file() else "file"


def into_folder(
    inputs: tuple[str, ...], task: Task, folder: Path, *, shard_size: int, restart: bool, quiet: bool
) -> Summary:
    """Clean into shards, or a file for each article."""
    from newsclean.batch.places import why_no_folder
    from newsclean.batch.sinks import open_sink
    from newsclean.writing import FORMATS

    _refuse(why_no_folder(folder, inputs))
    apart = task.form in FORMATS and FORMATS[task.form].apart
    with _told_of_format():
        sink = open_sink(
            task.form, folder, several=True, apart=apart, compression=task.compression, receipt=task.receipt,
            beside=task.beside,
        )  # fmt: skip
    suffix = FORMATS[task.form].suffix if apart else None
    return _batch(inputs, task, folder, sink, shard_size, restart=restart, quiet=quiet, apart=suffix)


def into_file(
    inputs: tuple[str, ...], task: Task, path: Path, *, shard_size: int, restart: bool, quiet: bool
) -> Summary:
    """Clean into one file, which appears when all is done."""
    from newsclean.batch.one_file import OneFile
    from newsclean.batch.places import why_no_file, why_not_anew
    from newsclean.batch.sinks import Joined

    joined = Joined(task.form, task.compression, task.receipt, task.beside)
    output = OneFile(path, joined)
    _refuse(why_no_file(path, inputs) or (None if restart else why_not_anew(path, inputs)))
    with _told_of_format():
        sink = joined.sink(output.folder)
    joined.probe()
    output.begin()
    try:
        return _batch(inputs, task, output.folder, sink, shard_size, restart=restart, quiet=quiet, output=output)
    finally:
        # What is done, or ended before it began, leaves nothing.
        with suppress(OSError):
            output.folder.rmdir()


def _batch(
    inputs: tuple[str, ...],
    task: Task,
    folder: Path,
    sink: Sink,
    shard_size: int,
    *,
    restart: bool,
    quiet: bool,
    apart: str | None = None,
    output: OneFile | None = None,
) -> Summary:
    from newsclean.batch.inputs import survey
    from newsclean.batch.one_file import files_of
    from newsclean.batch.run import opened, run
    from newsclean.batch.sources import Written, open_source, source_files

    total = 0

    def counted(files: Iterable[InputFile]) -> Iterator[InputFile]:
        nonlocal total
        for file in files:
            total += file.records
            yield file

    outputs = (folder,) if output is None else files_of(output.path)
    files = counted(survey(source_files(inputs, leave_out=outputs, written=Written())))
    batch = opened(
        folder, options=task.told, shard_size=shard_size, inputs=files, restart=restart, apart=apart,
        is_hidden=output is not None,
    )  # fmt: skip
    records = open_source(
        inputs, standard_input=standard_input(), leave_out=outputs, written=Written(say_written), **task.source
    )  # fmt: skip
    if batch.digests and not quiet:
        name = folder if output is None else output.path
        ending = "and all is done" if batch.journal.is_finished else "the run goes on from there"
        say(f"newsclean: {batch.done.records:,} records of {name} are done, {ending}")
    with (
        _ended_by(folder if output is None else output.path),
        progress(total, batch.done.records, fields=task.source, quiet=quiet, in_the_way=False) as tell,
        _missing_fields(task) as watched,
    ):
        return run(
            batch, watched(records), task.clean, sink, tell=tell, duplicates=task.duplicates, output=output
        )  # fmt: skip


def into_stream(inputs: tuple[str, ...], task: Task, output: str, *, quiet: bool) -> Summary:
    """Clean into standard output, a pipe or a device: the same articles, without account, and without going on."""
    from newsclean.batch.outcome import Summary
    from newsclean.batch.places import why_no_stream
    from newsclean.batch.sources import Written, count_records, open_source

    if output == STANDARD_OUTPUT:
        _refuse(why_no_stream(standard_output("; name a file with --output"), inputs))
    found = open_source(inputs, standard_input=standard_input(), written=Written(say_written), **task.source)
    with _told_of_format():
        sink = stream_sink(
            task.form, output, compression=task.compression, receipt=task.receipt, beside=task.beside
        )  # fmt: skip
    summary = Summary()
    in_the_way = output == STANDARD_OUTPUT and is_terminal(sys.stdout)
    try:
        with (
            progress(
                count_records(inputs, written=Written()), fields=task.source, quiet=quiet, in_the_way=in_the_way
            ) as tell,
            _missing_fields(task) as watched,
            closing(task.clean(watched(found))) as outcomes,
        ):
            sink.open_shard(0)
            for outcome in outcomes:
                summary.add(outcome)
                sink.write(outcome)
                tell(outcome)
            sink.close()
    finally:
        sink.discard()
    return summary


@contextmanager
def _told_of_format() -> Iterator[None]:
    """What a format cannot have is a wrong command line."""
    try:
        yield
    except InputError as error:
        raise click.UsageError(f"--format: {error.reason}") from None


@contextmanager
def _ended_by(output: Path) -> Iterator[None]:
    """What ends a batch names the output, and who ends it learns that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt as interruption:
        # It is told behind "interrupted", on a line that the terminal has ended.
        interruption.add_note(f"newsclean: what is done of {output} is kept; the same command goes on from there")
        raise
    except OSError as error:
        # A full disk does not say of which file. Inputs that cannot be read are outcomes, and not raised.
        error.filename = error.filename or str(output)
        raise


def _refuse(reason: str | None) -> None:
    if reason is not None:
        raise click.UsageError(f"--output: {reason}")


@contextmanager
def _missing_fields(task: Task) -> Iterator[Callable[[_Records], _Records]]:
    """Say at the end which of the fields that were to be kept no record had: most likely their names are wrong."""
    missing = dict.fromkeys(task.source["keep_fields"])
    count = 0

    def watched(records: _Records) -> _Records:
        nonlocal count
        for record in records:
            count += 1
            for name in record.carried if missing else ():
                missing.pop(name, None)
            yield record

    yield watched if missing else lambda records: records
    if count and missing:
        say(f"newsclean: --keep-fields: no record has a field {', '.join(map(repr, missing))}")
