"""What the commands that read many records and write many articles share: their options, and what follows from them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean.cli.console import all_of, is_terminal, standard_output

if TYPE_CHECKING:
    from newsclean.batch.sinks import Beside, Compression, Sink

__all__ = [
    "field_options",
    "format_of",
    "sink_options",
    "source_arguments",
    "source_options",
    "stream_sink",
    "take_source_arguments",
]


# Written out, so that --help need not load what reads and writes them; tests compare them with the tables.
_INPUT_FORMATS = (
    "txt", "html", "htm", "json", "jsonl", "ndjson", "csv", "tsv", "parquet", "arrow", "warc", "wet",
)  # fmt: skip
_OUTPUT_FORMATS = ("jsonl", "json", "parquet", "arrow", "csv", "markdown", "text")
_FIELD_OPTIONS = ("text_field", "html_field", "url_field", "id_field", "date_field", "input_format")
_SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".csv": "csv",
    ".md": "markdown",
    ".txt": "text",
}
_COMPRESSED = (".gz", ".zst", ".zstd")


#: The options that say which fields of records are read; ``take_source_arguments`` takes them.
field_options = all_of(
    click.option("--text-field", metavar="NAME", help="Field or column with the dump as text; text by default."),
    click.option("--html-field", metavar="NAME", help="The one with the page; html by default."),
    click.option("--url-field", metavar="NAME", help="The one with the address of the page; url by default."),
    click.option("--id-field", metavar="NAME", help="The one with the name of the record; id by default."),
    click.option(
        "--date-field", metavar="NAME", help="The one that says when it was collected; collected_at by default."
    ),
    click.option(
        "--input-format", type=click.Choice(_INPUT_FORMATS),
        help="What standard input and files without a known suffix hold. CSV must be named; by default what is not "
        "known by its first bytes is a dump.",
    ),
)  # fmt: skip

#: These and what is passed on, for commands that write records; ``source_arguments`` takes them.
source_options = all_of(
    field_options,
    click.option(
        "--keep-fields", metavar="NAME,...", multiple=True,
        help="Fields that are passed on, under carried. May be repeated.",
    ),
)  # fmt: skip


def source_arguments(
    *,
    text_field: str | None,
    html_field: str | None,
    url_field: str | None,
    id_field: str | None,
    date_field: str | None,
    keep_fields: tuple[str, ...] = (),
    input_format: str | None,
) -> dict[str, Any]:
    """What ``open_source`` takes, out of the values of ``source_options``."""
    kept = dict.fromkeys(name.strip() for given in keep_fields for name in given.split(",") if name.strip())
    return {
        "text_field": text_field,
        "html_field": html_field,
        "url_field": url_field,
        "id_field": id_field,
        "date_field": date_field,
        "keep_fields": tuple(kept),
        "form": input_format,
    }


def take_source_arguments(options: dict[str, Any]) -> dict[str, Any]:
    """What ``open_source`` takes, out of all the options of a command with ``field_options``, which lose them."""
    return source_arguments(**{name: options.pop(name) for name in _FIELD_OPTIONS})


#: The options that say what is written.
sink_options = all_of(
    click.option(
        "-f", "--format", "format_name", type=click.Choice(_OUTPUT_FORMATS),
        help="jsonl: an object a line. json: one list, for people. parquet, arrow: typed columns. csv: a row an "
        "article. markdown. text: title and story. By default what the name of --output says, or jsonl.",
    ),
    click.option(
        "--compression", type=click.Choice(["gz", "zstd"]),
        help="Compress jsonl, json and csv. By default if the name of --output ends with .gz or .zst.",
    ),
    click.option(
        "--receipt/--no-receipt", default=None,
        help="Write every block with role and evidence too (jsonl, json, parquet, arrow; some thirty times as "
        "long). Left out by default.",
    ),
)  # fmt: skip


def format_of(format_name: str | None, output: str) -> str:
    """The format that was asked for, or that the name of the output says.

    Raises:
        click.UsageError: It would be a file whose name has an ending that says nothing, or that of another format.

    >>> format_of(None, "a.csv.gz"), format_of(None, "a.md"), format_of(None, "-"), format_of("json", "a.out")
    ('csv', 'markdown', 'jsonl', 'json')
    >>> format_of(None, "articles"), format_of(None, "crawl.2026/")
    ('jsonl', 'jsonl')
    """
    name = output
    for suffix in _COMPRESSED:
        name = name.removesuffix(suffix)
    ending = Path(name).suffix.lower()
    path = Path(output)
    # Folders have names of all kinds, and so do devices and pipes.
    is_file = output != "-" and not output.endswith(("/", os.sep)) and (path.is_file() or not path.exists())
    if format_name is not None:
        said = _SUFFIXES.get(ending, format_name)
        # Markdown is text, too.
        if is_file and said != format_name and {said, format_name} != {"text", "markdown"}:
            raise click.UsageError(
                f"--format: {format_name} would be written to {output}, whose ending says {said}. "
                "Leave --format out, or give the file another ending."
            )
        return format_name
    if ending and ending not in _SUFFIXES and is_file:
        raise click.UsageError(
            f"--output: the ending {ending} names no format. Those that do: {' '.join(_SUFFIXES)}, compressed with "
            f"{' or '.join(_COMPRESSED[:2])}; or give --format, or end the name with / for a folder."
        )
    return _SUFFIXES.get(ending, "jsonl")


def stream_sink(form: str, output: str, *, compression: Compression | None, receipt: bool, beside: Beside) -> Sink:
    """Where the articles of a run go that nothing can be said of afterwards.

    Args:
        form: The format.
        output: A pipe or a device, or ``"-"``.
        compression: Asked for.
        receipt: Whether blocks and the like are written too.
        beside: What is written beside the articles.

    Raises:
        InputError: The format cannot be compressed.
        click.UsageError: It cannot go to standard output.
    """
    from newsclean.batch.outputs import encode
    from newsclean.batch.sinks import StreamSink, open_sink
    from newsclean.writing import FORMATS
    from newsclean.writing.terminal import printable

    if output != "-":
        return open_sink(form, Path(output), compression=compression, receipt=receipt, beside=beside)
    if form not in FORMATS:
        raise click.UsageError(f"--format: {form} cannot go to standard output; name a file with --output.")
    import sys

    # A file gets what the dump held; a terminal would obey it.
    seen = is_terminal(sys.stdout) and compression is None
    encoder = (lambda text: encode(printable(text, line_feeds=True))) if seen else encode
    return StreamSink(
        standard_output(), FORMATS[form], compression=compression, beside=beside, encoder=encoder, flushes=seen
    )
