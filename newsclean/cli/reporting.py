"""``newsclean report``: one page to look at what became of dumps, and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean import InputError
from newsclean.cli.console import (
    Failure,
    cleaner_with,
    cleaning_options,
    counted,
    say,
    say_passed_over,
    standard_input,
    workers_option,
)
from newsclean.cli.formats import field_options, take_source_arguments
from newsclean.cli.outputs import STANDARD_OUTPUT, file_or_stream, files_written, named, opened, refuse_output
from newsclean.cli.progress import shown
from newsclean.cli.rejects import SaidOnce

if TYPE_CHECKING:
    from newsclean.cleaner import Kind
    from newsclean.evaluation import Gold
    from newsclean.report import Entry

__all__ = ["report_command"]


@click.command(
    "report",
    short_help="Write a page to look at: every block with its role, and why.",
    epilog="""\b
Examples:
  newsclean report dumps/ -o report.html
  newsclean clean dumps/ --receipt -o articles.jsonl
  newsclean report articles.jsonl -o report.html
  newsclean report dumps/ --gold gold.jsonl -o report.html

\b
Exit status:
  0  the page is written, and every input gave an article
  1  an input was rejected (the page lists it), or nothing could be written
  2  the command line is wrong""",
)
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option(
    "-o", "--output", required=True, type=file_or_stream, callback=named, metavar="FILE|-",
    help="The page; a file appears when it is whole, - is standard output.",
)  # fmt: skip
@click.option("--title", default="newsclean report", show_default=True, help="What the page is called.")
@click.option(
    "--gold", "gold_path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="Pages whose story you know, as for newsclean evaluate: shows how far the confidence can be trusted.",
)  # fmt: skip
@field_options
@cleaning_options
@workers_option
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary; problems are still reported.")
def report_command(
    inputs: tuple[str, ...],
    output: str,
    title: str,
    gold_path: Path | None,
    lexicons: tuple[str, ...],
    profile_path: str | None,
    kind: Kind | None,
    workers: int | None,
    quiet: bool,
    **options: Any,
) -> int:
    """Write one page of HTML that shows what became of each dump.

    The overview counts roles, languages, sites, dates and confidences and lists what is slowest and least certain.
    Below Documents every dump stands with its blocks in the colours of their roles; a block that is pointed at tells
    its confidence and the evidence that decided. Blocks can be marked as story or chrome there, for newsclean teach.

    Inputs are those of newsclean clean, and articles that it has written with --receipt, which are not cleaned again.
    The page loads nothing from anywhere, and runs nothing that a dump holds.
    """
    from newsclean.batch.sources import REPORT_MARK, Written
    from newsclean.batch.stream import cores, in_order
    from newsclean.report import MissingJinjaError, entry_of, lost_entry, subjects, write_report

    refuse_output("--output", output, inputs, REPORT_MARK)
    source = take_source_arguments(options)
    work = partial(entry_of, cleaner_with(lexicons, profile_path), {**options, "kind": kind}, _gold(gold_path))
    found = subjects(
        inputs, kind=kind, standard_input=standard_input(), leave_out=files_written(output),
        written=Written(say_passed_over), **source,
    )  # fmt: skip
    try:
        with (
            closing(in_order(work, found, workers=workers or cores(), when_lost=lost_entry)) as entries,
            opened(output) as stream,
        ):
            overview = write_report(stream, _told(shown(entries, quiet)), title=title)
    except MissingJinjaError as error:
        raise Failure(str(error)) from None
    if not quiet:
        rejected = f", {overview.rejected:,} rejected" if overview.rejected else ""
        say(f"{counted(overview.count, 'document')}{rejected}, {_where(output)}")
    return 1 if overview.rejected else 0


def _where(output: str) -> str:
    if output == STANDARD_OUTPUT:
        return "on standard output"
    return f"{Path(output).stat().st_size / 1e6:.1f} MB in {output}"


def _gold(path: Path | None) -> dict[tuple[str, str | None], Gold]:
    from newsclean.evaluation import read_gold

    try:
        return {} if path is None else read_gold(path)
    except InputError as error:
        raise Failure(str(error)) from None


def _told(entries: Iterator[Entry]) -> Iterator[Entry]:
    told = SaidOnce()
    for entry in entries:
        if entry.problem is not None:
            told.tell(entry.name, entry.problem)
        yield entry
    told.close()
