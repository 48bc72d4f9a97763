"""``newsclean clean``: dumps in, articles out; into a folder, with an account of every record, that can be taken up."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import frozen

from newsclean import __version__
from newsclean.cli.console import (
    cleaner_with,
    cleaning_options,
    is_terminal,
    say,
    standard_input,
    standard_output,
)
from newsclean.cli.progress import progress

if TYPE_CHECKING:
    from newsclean.batch.duplicates import Duplicates
    from newsclean.batch.outcome import Outcome, Summary
    from newsclean.batch.outputs import Put
    from newsclean.batch.records import BadRecord, Record
    from newsclean.cleaner import Kind
    from newsclean.writing import Format

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
    "-f", "--format", "format_name", default="jsonl", show_default=True,
    type=click.Choice(["jsonl", "json", "text", "markdown", "csv"]),
    help="jsonl: an object a line. json: one list, for people. text: title and story. markdown. csv: a row an article.",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="FILE|DIR/", default="-",
    help="Where to write; standard output by default. jsonl, json and csv go to a folder if it is there or the name "
    "ends with /. text and markdown of several inputs go to a folder, a file each, unless the name ends with .txt or "
    ".md.",
)  # fmt: skip
@click.option(
    "--receipt/--no-receipt", default=None,
    help="Write every block with role and evidence too (jsonl, json; some thirty times as long). Left out by default.",
)  # fmt: skip
@cleaning_options
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
    format_name: str,
    output: str,
    max_rejects: int,
    quiet: bool,
    json_summary: bool,
    restart: bool,
    shard_size: int,
    duplicates_how: str | None,
    **options: Any,
) -> int:
    """Clean dumps and write articles.

    Inputs are files of text or HTML; folders, searched for .txt, .html and .htm at any depth (hidden names are left
    out, links to folders not followed); .jsonl and .ndjson files with a record a line ("text" or "html", and any of
    "url", "id", "language", "collected_at"); and - for standard input.

    The id of an article is the path as given, unless its record has one. What cannot be read is named on standard error
    and skipped. Output files appear when they are whole. newsclean schema describes the records.
    """
    from newsclean.batch.journal import BatchError
    from newsclean.writing import FORMATS

    form = FORMATS[format_name]
    task = _task(form, format_name, duplicates_how, **options)
    try:
        if output != "-" and not form.apart and (Path(output).is_dir() or output.endswith("/")):
            summary = _into_folder(inputs, task, Path(output), shard_size, restart, quiet)
        elif restart:
            raise click.UsageError("--restart is for folders; a file is always written anew.")
        elif duplicates_how is not None:
            raise click.UsageError("--duplicates is for folders; name one with --output, and a / behind it.")
        else:
            summary = _into_stream(inputs, task, output, quiet)
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

    form: Format
    clean: Callable[[Iterable[Record | BadRecord]], Generator[Outcome, None, None]]
    kind: Kind | None
    told: dict[str, Any]
    duplicates: Duplicates | None


def _task(
    form: Format,
    format_name: str,
    duplicates_how: str | None,
    *,
    receipt: bool | None,
    kind: Kind | None,
    lexicons: tuple[str, ...],
    workers: int | None,
    timeout: float,
    max_memory: int,
    max_characters: int | None,
    **options: Any,
) -> _Task:
    from attrs import evolve

    from newsclean.batch.cleaning import clean_records
    from newsclean.batch.pool import Limits

    if receipt and form.render_with_receipt is None:
        raise click.UsageError(f"--receipt: {format_name} has no room for it; take jsonl or json.")
    render = form.render_with_receipt if receipt and form.render_with_receipt else form.render
    cleaner = cleaner_with(lexicons)
    if max_characters is not None:
        cleaner = evolve(cleaner, max_characters=max_characters)
    clean = partial(
        clean_records,
        cleaner,
        {**options, "kind": kind},
        render,
        workers=workers,
        limits=Limits(timeout or None, max_memory * 1_000_000 or None),
        sign=None if duplicates_how is None else _signer(),
    )
    collected_at = options.pop("collected_at")
    told = {
        "format": format_name,
        "receipt": bool(receipt),
        "kind": kind,
        "duplicates": duplicates_how,
        **options,
        "collected_at": collected_at and collected_at.isoformat(),
        "lexicons": [{"path": path, "sha256": _digest(path)} for path in lexicons],
        "max_characters": cleaner.max_characters,
        "versions": _versions(),
    }
    return _Task(form, clean, kind, told, _duplicates(duplicates_how))


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
    from newsclean.batch.sinks import TextShards
    from newsclean.batch.sources import open_source, source_files

    total = 0

    def counted(files: Iterable[InputFile]) -> Iterator[InputFile]:
        nonlocal total
        for file in files:
            total += file.records
            yield file

    files = source_files(inputs, leave_out=folder)
    batch = opened(
        folder, options=task.told, shard_size=shard_size, inputs=counted(survey(files)), restart=restart
    )  # fmt: skip
    records = open_source(inputs, kind=task.kind, standard_input=standard_input(), leave_out=folder)
    if batch.digests and not quiet:
        ending = "and all is done" if batch.journal.is_finished else "the run goes on from there"
        say(f"newsclean: {batch.done.records:,} records of {folder} are done, {ending}")
    with progress(total, batch.done.records, quiet=quiet, in_the_way=False) as tell:
        return run(batch, records, task.clean, TextShards(folder, task.form), tell=tell, duplicates=task.duplicates)


def _into_stream(inputs: tuple[str, ...], task: _Task, output: str, quiet: bool) -> Summary:
    from newsclean.batch.files import count_files
    from newsclean.batch.outcome import Summary
    from newsclean.batch.outputs import output_folder
    from newsclean.batch.sources import open_source

    folder = output_folder(output, task.form, inputs)
    found = open_source(inputs, kind=task.kind, standard_input=standard_input(), leave_out=folder)
    summary = Summary()
    in_the_way = output == "-" and is_terminal(sys.stdout)
    with (
        _opened(inputs, task.form, output, folder) as put,
        progress(count_files(inputs, leave_out=folder), quiet=quiet, in_the_way=in_the_way) as tell,
        closing(task.clean(found)) as outcomes,
    ):
        for outcome in outcomes:
            summary.add(outcome)
            if not outcome.status.is_reject:
                put(outcome)
            tell(outcome)
    return summary


@contextmanager
def _opened(inputs: tuple[str, ...], form: Format, output: str, folder: Path | None) -> Iterator[Put]:
    """Where the articles go."""
    from newsclean.batch.files import is_among
    from newsclean.batch.outputs import encode, folder_of_files, stream_of_articles, whole_file
    from newsclean.writing.terminal import printable

    if folder is not None:
        yield folder_of_files(folder, form.suffix, is_input=partial(is_among, paths=inputs, leave_out=folder))
    elif output == "-":
        on_terminal = is_terminal(sys.stdout)
        # A file gets what the dump held; a terminal would obey it.
        encoder = (lambda text: encode(printable(text, line_feeds=True))) if on_terminal else encode
        with stream_of_articles(standard_output(), form, encoder=encoder, flush=on_terminal) as put:
            yield put
    else:
        if Path(output).is_dir():
            raise click.UsageError(f"--output: {output} is a folder; name a file in it.")
        if is_among(Path(output), inputs):
            raise click.UsageError(f"--output: {output} is one of the inputs and would be written over.")
        with whole_file(Path(output)) as stream, stream_of_articles(stream, form) as put:
            yield put


def _print_json(summary: Summary, *, to_stderr: bool) -> None:
    import json

    line = json.dumps(summary.to_dict())
    if to_stderr:
        say(line)
    else:
        stream = standard_output()
        stream.write(line.encode("ascii") + b"\n")
        stream.flush()
