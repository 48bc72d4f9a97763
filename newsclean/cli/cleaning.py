"""``newsclean clean``: dumps in, articles out; into a folder, with an account of every record, that can be taken up."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import frozen

from newsclean import InputError, __version__
from newsclean.cli.console import (
    cleaner_with,
    cleaning_options,
    is_terminal,
    say,
    standard_input,
    standard_output,
)
from newsclean.cli.formats import format_of, sink_in, sink_options, source_arguments, source_options
from newsclean.cli.learning import having_learned, site_option
from newsclean.cli.progress import progress

if TYPE_CHECKING:
    import datetime

    from newsclean.batch.duplicates import Duplicates
    from newsclean.batch.outcome import Outcome, Summary
    from newsclean.batch.records import BadRecord, Record
    from newsclean.batch.sinks import Compression
    from newsclean.cleaner import Bias, Kind, SecondOpinion
    from newsclean.site_profile import SiteBy

__all__ = ["clean_command"]

# A record that takes longer has most likely met a fault of ours; see Limits.
_SECONDS = 300.0
_MEGABYTES = 4_000
_SHARD_SIZE = 1_000
# Whose version may change an article.
_LIBRARIES = ("beautifulsoup4", "chardetng-py", "langdetect", "lxml", "numpy", "trafilatura")


@click.command(
    "clean",
    short_help="Clean dumps and write articles.",
    epilog="""\b
Into a folder:
  newsclean clean crawl/ -o clean/
writes part-00000.jsonl and so on, a file for every 1,000 records; rejects.jsonl, a line for each record that has no
article, with the reason; manifest.json, with sizes and digests of inputs and outputs, options and counts; and
journal.jsonl. Whatever ends the run, the same command goes on where it was, and the files become the same as if
nothing had happened.

\b
Exit status:
  0  every record gave an article (it may be without a text: see "no story" in the summary)
  1  a record was rejected (more than --max-rejects), or the output could not be written; standard error names it
  2  the command line is wrong, or the folder of the output holds another run
  130 after Ctrl-C, 141 when the reader of the output went away""",
)
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option(
    "-o", "--output", metavar="FILE|DIR/", default="-",
    help="Where to write; standard output by default. A folder (it is there, or the name ends with /) gets a file for "
    "every thousand records, and an account of all. text and markdown of several inputs go to a folder, a file each, "
    "unless the name ends with .txt or .md.",
)  # fmt: skip
@sink_options
@source_options
@cleaning_options
@click.option(
    "--learn", is_flag=True,
    help="Read the inputs twice: first learn what the pages of their sites repeat, then clean with that.",
)  # fmt: skip
@site_option
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N",
    help="Processes that clean; by default one for each core. The output is the same for any number.",
)  # fmt: skip
@click.option(
    "--shard-size", type=click.IntRange(min=1), default=_SHARD_SIZE, show_default=True, metavar="N",
    help="Records for each file of a folder.",
)  # fmt: skip
@click.option(
    "--duplicates", "duplicates_how", type=click.Choice(["flag", "drop"]),
    help="In folders: list articles that are nearly that of a record before in duplicates.jsonl; drop leaves them out, "
    "too. Needs the extra newsclean[duplicates].",
)  # fmt: skip
@click.option("--restart", is_flag=True, help="Remove what an earlier run wrote to the folder, and begin anew.")
@click.option(
    "--max-rejects", type=click.IntRange(min=0), default=0, show_default=True, metavar="N",
    help="Exit with 0 if no more records than these have no article.",
)  # fmt: skip
@click.option(
    "--timeout", type=click.FloatRange(min=0), default=_SECONDS, show_default=True, metavar="SECONDS",
    help="Stop a record that takes longer, and reject it; 0 for no limit.",
)  # fmt: skip
@click.option(
    "--max-memory", type=click.IntRange(min=0), default=_MEGABYTES, show_default=True, metavar="MB",
    help="Reject a record that needs more (on Linux); 0 for no limit.",
)  # fmt: skip
@click.option(
    "--max-characters", type=click.IntRange(min=1), metavar="N", help="Reject longer dumps; 50,000,000 by default."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary; problems are still reported.")
@click.option(
    "--json-summary", is_flag=True,
    help="Print the summary as one line of JSON: on standard output, or on standard error if articles go there.",
)  # fmt: skip
def clean_command(
    inputs: tuple[str, ...],
    format_name: str | None,
    output: str,
    compression: Compression | None,
    max_rejects: int,
    quiet: bool,
    json_summary: bool,
    restart: bool,
    shard_size: int,
    duplicates_how: str | None,
    **options: Any,
) -> int:
    """Clean dumps and write articles.

    Inputs are files, folders, patterns ("crawl/**/*.warc.gz"), addresses ("s3://bucket/crawl", by fsspec), and - for
    standard input. Read are .txt, .html and .htm, a dump each; .jsonl, .ndjson, .json, .csv, .tsv, .parquet and .arrow,
    a dump a record; .warc and .wet, a dump a page; all of these under .gz, .zst, .bz2 and .xz, and within .zip and .tar
    archives. A file that is named is read whatever its name; in folders and archives, hidden names are left out and
    links to folders not followed.

    A record has the dump under "text" or "html" and any of "url", "id", "language", "collected_at", "site" beside it,
    or under other names that are in use, or those that you give.

    The id of an article is the path as given, unless its record has one. What cannot be read is named on standard error
    and rejected. Output files appear when they are whole. newsclean schema describes the records.
    """
    from newsclean.batch.journal import BatchError
    from newsclean.writing import FORMATS

    form = format_of(format_name, output)
    is_apart = form in FORMATS and FORMATS[form].apart
    try:
        if output != "-" and not is_apart and (Path(output).is_dir() or output.endswith("/")):
            task = _task(form, inputs, Path(output), duplicates_how, compression, quiet=quiet, **options)
            summary = _into_folder(inputs, task, Path(output), shard_size, restart, quiet)
        elif restart:
            raise click.UsageError("--restart is for folders; a file is always written anew.")
        elif duplicates_how is not None:
            raise click.UsageError("--duplicates is for folders; name one with --output, and a / behind it.")
        else:
            from newsclean.batch.outputs import output_folder

            folder = output_folder(output, FORMATS[form], inputs) if form in FORMATS else None
            task = _task(form, inputs, folder, None, compression, quiet=quiet, **options)
            summary = _into_stream(inputs, task, output, folder, quiet)
    except BatchError as error:
        raise click.UsageError(str(error)) from None
    if json_summary:
        _print_json(summary, to_stderr=output == "-")
    elif not quiet:
        say(*summary.lines())
    return 1 if summary.rejects > max_rejects else 0


@frozen
class _Task:
    """What is done to every record, and what of it shapes the outputs."""

    form: str
    compression: Compression | None
    receipt: bool
    clean: Callable[[Iterable[Record | BadRecord]], Generator[Outcome, None, None]]
    source: dict[str, Any]
    told: dict[str, Any]
    duplicates: Duplicates | None

    @property
    def carries(self) -> bool:
        """Whether fields of the records are written, too."""
        return bool(self.source["keep_fields"])


def _task(
    form: str,
    inputs: tuple[str, ...],
    folder: Path | None,
    duplicates_how: str | None,
    compression: Compression | None,
    *,
    receipt: bool | None,
    kind: Kind | None,
    lexicons: tuple[str, ...],
    profile_path: str | None,
    learn: bool,
    quiet: bool,
    site_by: SiteBy,
    workers: int | None,
    timeout: float,
    max_memory: int,
    max_characters: int | None,
    collected_at: datetime.datetime | None,
    language: str | None,
    bias: Bias,
    second_opinion: SecondOpinion,
    **fields: Any,
) -> _Task:
    from attrs import evolve

    from newsclean.batch.cleaning import clean_records
    from newsclean.batch.pool import Limits
    from newsclean.batch.sinks import renderer

    try:
        render = renderer(form, receipt=bool(receipt))
    except InputError as error:
        raise click.UsageError(f"--receipt: {error.reason}") from None
    options = {
        "collected_at": collected_at,
        "language": language,
        "bias": bias,
        "second_opinion": second_opinion,
        "kind": kind,
    }
    named = source_arguments(**fields)
    source = {**named, "kind": kind}
    cleaner = cleaner_with(lexicons, profile_path)
    if max_characters is not None:
        cleaner = evolve(cleaner, max_characters=max_characters)
    if learn:
        cleaner = having_learned(
            cleaner, inputs, site_by, options, workers, leave_out=folder, source=named, quiet=quiet
        )
    clean = partial(
        clean_records,
        cleaner,
        options,
        render,
        workers=workers,
        limits=Limits(timeout or None, max_memory * 1_000_000 or None),
        sign=None if duplicates_how is None else _signer(),
    )
    told = {
        "format": form,
        "compression": compression,
        "receipt": bool(receipt),
        "duplicates": duplicates_how,
        **options,
        "collected_at": collected_at and collected_at.isoformat(),
        "lexicons": [{"path": path, "sha256": _digest(path)} for path in lexicons],
        "profile": profile_path and {"path": profile_path, "sha256": _digest(profile_path)},
        # A profile that is given says what names a site.
        "learn": cleaner.profile.site_by if learn and cleaner.profile else None,
        "fields": {**source, "keep_fields": list(source["keep_fields"])},
        "max_characters": cleaner.max_characters,
        "versions": _versions(),
    }
    return _Task(form, compression, bool(receipt), clean, source, told, _duplicates(duplicates_how))


def _signer() -> Callable[[str], bytes]:
    from newsclean.batch.duplicates import sign

    try:
        sign("Is it there?")
    except ImportError:
        raise click.UsageError("--duplicates needs an extra: pip install 'newsclean[duplicates]'") from None
    return sign


def _duplicates(how: str | None) -> Duplicates | None:
    if how is None:
        return None
    from newsclean.batch.duplicates import Duplicates

    return Duplicates(drop=how == "drop")


def _digest(path: str) -> str:
    import hashlib

    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {"newsclean": __version__, **{name: version(name) for name in _LIBRARIES}}


def _into_folder(
    inputs: tuple[str, ...], task: _Task, folder: Path, shard_size: int, restart: bool, quiet: bool
) -> Summary:
    from newsclean.batch.inputs import InputFile, survey
    from newsclean.batch.run import opened, run
    from newsclean.batch.sinks import open_sink
    from newsclean.batch.sources import open_source, source_files

    if folder.is_dir() and any(Path(name).is_dir() and folder.samefile(name) for name in inputs):
        raise click.UsageError(f"--output: {folder} is one of the inputs; name another folder.")
    try:
        sink = open_sink(
            task.form, folder, several=True, compression=task.compression, receipt=task.receipt, carries=task.carries
        )
    except InputError as error:
        raise click.UsageError(f"--format: {error.reason}") from None
    total = 0

    def counted(files: Iterable[InputFile]) -> Iterator[InputFile]:
        nonlocal total
        for file in files:
            total += file.records
            yield file

    files = source_files(inputs, leave_out=folder)
    batch = opened(folder, options=task.told, shard_size=shard_size, inputs=counted(survey(files)), restart=restart)
    records = open_source(inputs, standard_input=standard_input(), leave_out=folder, **task.source)
    if batch.digests and not quiet:
        ending = "and all is done" if batch.journal.is_finished else "the run goes on from there"
        say(f"newsclean: {batch.done.records:,} records of {folder} are done, {ending}")
    with progress(total, batch.done.records, quiet=quiet, in_the_way=False) as tell:
        return run(batch, records, task.clean, sink, tell=tell, duplicates=task.duplicates)


def _into_stream(inputs: tuple[str, ...], task: _Task, output: str, folder: Path | None, quiet: bool) -> Summary:
    from newsclean.batch.outcome import Summary
    from newsclean.batch.sources import count_records, is_among, open_source

    found = open_source(inputs, standard_input=standard_input(), leave_out=folder, **task.source)
    sink = sink_in(
        task.form,
        output,
        folder,
        compression=task.compression,
        receipt=task.receipt,
        carries=task.carries,
        is_input=partial(is_among, paths=inputs, leave_out=folder),
    )
    summary = Summary()
    in_the_way = output == "-" and is_terminal(sys.stdout)
    try:
        with (
            progress(count_records(inputs, leave_out=folder), quiet=quiet, in_the_way=in_the_way) as tell,
            closing(task.clean(found)) as outcomes,
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


def _print_json(summary: Summary, *, to_stderr: bool) -> None:
    import json

    line = json.dumps(summary.to_dict())
    if to_stderr:
        say(line)
    else:
        stream = standard_output()
        stream.write(line.encode("ascii") + b"\n")
        stream.flush()
