"""``newsclean clean``: dumps in, articles out; into a folder, with an account of every record, that can be taken up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from newsclean import InputError, __version__
from newsclean.cli.console import (
    cleaner_with,
    cleaning_options,
    limit_options,
    say,
    standard_output,
    workers_option,
)
from newsclean.cli.formats import format_of, sink_options, source_arguments, source_options
from newsclean.cli.learning import having_learned, site_option
from newsclean.cli.outputs import STANDARD_OUTPUT, named
from newsclean.cli.running import Place, Task, into_file, into_folder, into_stream, place_of

if TYPE_CHECKING:
    from newsclean.batch.duplicates import Duplicates
    from newsclean.batch.outcome import Summary
    from newsclean.batch.sinks import Compression
    from newsclean.cleaner import Cleaner
    from newsclean.model import Article
    from newsclean.site_profile import SiteBy

__all__ = ["clean_command"]

_SHARD_SIZE = 1_000
# How a record is cleaned; the other options say what is read and written.
_OPTIONS = ("collected_at", "language", "bias", "second_opinion", "kind")
# Whose version may change an article.
_LIBRARIES = ("beautifulsoup4", "chardetng-py", "langdetect", "lxml", "numpy", "trafilatura")


@click.command(
    "clean",
    short_help="Clean dumps and write articles.",
    epilog="""\b
Into a folder:
  newsclean clean crawl/ -o clean/
writes part-00000.jsonl and so on, a file for every 1,000 records;
rejects.jsonl, a line for each record that has no article, with the reason;
manifest.json, with sizes and digests of inputs and outputs, options and
counts; and journal.jsonl. With text and markdown, the articles have a file
each. Whatever ends the run, the same command goes on where it was, and the
files become the same as if nothing had happened.

\b
Into a file:
  newsclean clean crawl/ -o articles.jsonl
the same; the account stands beside it, in articles.jsonl.manifest.json and
articles.jsonl.rejects.jsonl, and until all is done, what is done so far in
the hidden folder .articles.jsonl.newsclean. Standard output has no account,
and begins anew.

\b
Exit status:
  0    every record gave an article, perhaps without a text (see "no story")
  1    more records than --max-rejects were rejected, or the output could not
       be written; standard error names them
  2    the command line is wrong, the output is another run's, or
       what stands there is not newsclean's
  130  Ctrl-C; 141: the reader of the output went away""",
)
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option(
    "-o", "--output", metavar="FILE|DIR/|-", default=STANDARD_OUTPUT, callback=named,
    help="Where to write; by default -, standard output, which cannot be taken up. A folder (it is there, or the name "
    "ends with /) gets a file for every thousand records. text and markdown of several inputs go to a folder, a file "
    "each, unless the name ends with .txt or .md. Folders and files get an account of all. What newsclean did not "
    "write is never replaced.",
)  # fmt: skip
@sink_options
@source_options
@cleaning_options
@click.option(
    "--learn", is_flag=True,
    help="Read the inputs twice: first learn what the pages of their sites repeat, then clean with that.",
)  # fmt: skip
@site_option
@workers_option
@click.option(
    "--shard-size", type=click.IntRange(min=1), default=_SHARD_SIZE, show_default=True, metavar="N",
    help="Records for each file of a folder, and those that are lost at most when a run is ended.",
)  # fmt: skip
@click.option(
    "--duplicates", "duplicates_how", type=click.Choice(["flag", "drop"]),
    help="Look for articles that are nearly that of a record before: flag says so in their field duplicate_of, drop "
    "leaves them out; both list them in duplicates.jsonl. Needs the extra newsclean[duplicates].",
)  # fmt: skip
@click.option(
    "--restart", is_flag=True,
    help="Remove what an earlier run wrote, of other inputs and with all that was changed in it, and begin anew.",
)  # fmt: skip
@click.option(
    "--max-rejects", type=click.IntRange(min=0), default=0, show_default=True, metavar="N",
    help="Exit with 0 if no more records than these have no article.",
)  # fmt: skip
@limit_options
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
    from newsclean.batch.sinks import compression_of

    form = format_of(format_name, output)
    place = place_of(form, output, inputs)
    if compression is None and place != "folder" and form not in ("parquet", "arrow"):
        compression = compression_of(output)
    path = Path(output)
    try:
        task = _task(form, inputs, _outputs(place, path), duplicates_how, compression, quiet=quiet, **options)
        if place == "stream":
            _refuse_for_stream(restart=restart, duplicates=duplicates_how, shard_size=_is_given("shard_size"))
            summary = into_stream(inputs, task, output, quiet=quiet)
        else:
            into = into_folder if place == "folder" else into_file
            summary = into(inputs, task, path, shard_size=shard_size, restart=restart, quiet=quiet)
    except BatchError as error:
        raise click.UsageError(str(error)) from None
    if json_summary:
        _print_json(summary, to_stderr=output == STANDARD_OUTPUT)
    elif not quiet:
        say(*summary.lines())
    return 1 if summary.rejects > max_rejects else 0


def _refuse_for_stream(**given: object) -> None:
    for option, value in given.items():
        if value:
            name = option.replace("_", "-")
            raise click.UsageError(f"--{name} is for files and folders; name one with --output.")


def _task(
    form: str,
    inputs: tuple[str, ...],
    outputs: Sequence[Path],
    duplicates_how: str | None,
    compression: Compression | None,
    *,
    receipt: bool | None,
    lexicons: tuple[str, ...],
    profile_path: str | None,
    learn: bool,
    quiet: bool,
    site_by: SiteBy,
    workers: int | None,
    timeout: float,
    max_memory: int,
    max_characters: int | None,
    **others: Any,
) -> Task:
    from newsclean.batch.cleaning import clean_records
    from newsclean.batch.pool import Limits

    options = {name: others.pop(name) for name in _OPTIONS}
    render = _renderer(form, receipt=bool(receipt))
    named = _source_arguments(form, others)
    source = {**named, "kind": options["kind"]}
    cleaner = _cleaner(lexicons, profile_path, max_characters)
    limits = Limits(timeout or None, max_memory * 1_000_000 or None)
    is_chosen = _is_given("site_by")
    if learn:
        cleaner = having_learned(
            cleaner, inputs, site_by, options, workers, limits,
            is_chosen=is_chosen, leave_out=outputs, source=named, quiet=quiet,
        )  # fmt: skip
    elif is_chosen:
        raise click.UsageError("--site-by says how --learn tells sites apart; a profile that is given says it itself.")
    sign = None if duplicates_how is None else _signer()
    clean = partial(clean_records, cleaner, options, render, workers=workers, limits=limits, sign=sign)
    told = {
        "format": form,
        "compression": compression,
        "receipt": bool(receipt),
        "duplicates": duplicates_how,
        **options,
        "collected_at": options["collected_at"] and options["collected_at"].isoformat(),
        "lexicons": list(map(_with_digest, lexicons)),
        "profile": profile_path and _with_digest(profile_path),
        # A profile that is given says what names a site.
        "learn": cleaner.profile.site_by if learn and cleaner.profile else None,
        "fields": {**source, "keep_fields": list(source["keep_fields"])},
        "max_characters": cleaner.max_characters,
        "versions": _versions(),
    }
    return Task(form, compression, bool(receipt), clean, source, told, _duplicates(duplicates_how))


def _renderer(form: str, *, receipt: bool) -> Callable[[Article], str]:
    from newsclean.batch.sinks import renderer

    try:
        return renderer(form, receipt=receipt)
    except InputError as error:
        raise click.UsageError(f"--receipt: {error.reason}") from None


def _source_arguments(form: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Which fields of records are read, and that the output has room for those that are kept."""
    from newsclean.batch.sinks import takes_along

    named = source_arguments(**fields)
    if named["keep_fields"] and not takes_along(form):
        raise click.UsageError(f"--keep-fields: {form} has no room for them; take jsonl, json, csv, parquet or arrow.")
    return named


def _cleaner(lexicons: tuple[str, ...], profile_path: str | None, max_characters: int | None) -> Cleaner:
    from attrs import evolve

    cleaner = cleaner_with(lexicons, profile_path)
    return cleaner if max_characters is None else evolve(cleaner, max_characters=max_characters)


def _is_given(parameter: str) -> bool:
    """Whether somebody wants an option to be what it is."""
    return click.get_current_context().get_parameter_source(parameter) is not ParameterSource.DEFAULT


def _outputs(place: Place, path: Path) -> Sequence[Path]:
    """What is written, and never read."""
    from newsclean.batch.one_file import files_of

    return () if place == "stream" else (path,) if place == "folder" else files_of(path)


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


def _with_digest(path: str) -> dict[str, str]:
    import hashlib

    return {"path": path, "sha256": hashlib.sha256(Path(path).read_bytes()).hexdigest()}


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {"newsclean": __version__, **{name: version(name) for name in _LIBRARIES}}


def _print_json(summary: Summary, *, to_stderr: bool) -> None:
    import json

    line = json.dumps(summary.to_dict())
    if to_stderr:
        say(line)
    else:
        stream = standard_output()
        stream.write(line.encode("ascii") + b"\n")
        stream.flush()
