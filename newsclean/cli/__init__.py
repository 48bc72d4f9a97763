"""The console script. It reads options and says what happened; the work is done elsewhere.

Whatever uses more than click is imported by the command that needs it, so that ``--help`` comes at once.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from newsclean import InputError, __version__
from newsclean.cli.console import (
    Failure,
    cleaner_with,
    cleaning_options,
    is_terminal,
    let_go,
    print_text,
    say,
    standard_input,
    standard_output,
)
from newsclean.cli.drifting import drift_command
from newsclean.cli.evaluating import evaluate_command
from newsclean.cli.learning import having_learned, learn_command, site_option

if TYPE_CHECKING:
    from newsclean.batch.outcome import Outcome
    from newsclean.batch.outputs import Put
    from newsclean.cleaner import Kind
    from newsclean.site_profile import SiteBy
    from newsclean.writing import Format

__all__ = ["commands", "main"]

# What shells report of a program that Ctrl-C or a closed pipe ended: 128 and the number of the signal.
_INTERRUPTED = 130
_PIPE_CLOSED = 141


def main() -> NoReturn:
    """Run the console script and leave Python with its exit status."""
    try:
        status = commands.main(prog_name="newsclean", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("newsclean: interrupted")
        status = _INTERRUPTED
    except SystemExit as ending:
        status = ending.code
    except OSError as error:
        say(f"newsclean: standard output: {error.strerror}")
        status = 1
    let_go()
    sys.exit(status)


class _Commands(click.Group):
    """Ends quietly when nobody reads on, and never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return _PIPE_CLOSED
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except OSError as error:
            # Inputs that cannot be read are outcomes; this is an output.
            name = error.filename or "standard output"
            raise Failure(f"{name}: cannot be written: {error.strerror or error}") from None
        except Exception as error:  # noqa: BLE001
            raise Failure(f"failed ({type(error).__name__}: {error}); please report this") from None


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  newsclean clean dumps/ -o articles.jsonl          a folder, one JSON object a line
  newsclean clean page.txt --format text            the story alone, on the screen
  newsclean clean dumps/ --format markdown -o out/  a Markdown file for each dump
  curl -s https://example.org/story | newsclean clean - --kind html
  newsclean explain page.txt                        why each line was kept or removed
  newsclean evaluate gold.jsonl dumps/              how well it does on pages whose story you know
  newsclean learn dumps.jsonl -o profile.json       what each site repeats, for clean --profile

\b
newsclean COMMAND --help tells more.""",
)
@click.version_option(__version__, "--version", prog_name="newsclean", message="%(prog)s %(version)s")
def commands() -> None:
    """Raw dumps of news pages in, clean articles out.

    A dump is the text of a whole page: the story, and the menus, teasers, "Read more" lines, share bars and pleas
    around it. newsclean keeps the story, reads title, date, authors and the like, and can say of every line why it was
    kept or removed.
    """


@commands.command(
    "clean",
    short_help="Clean dumps and write articles.",
    epilog="""\b
Exit status:
  0  every input gave an article (it may be without a text: see "no story" in the summary)
  1  an input was skipped, or the output could not be written; standard error names it
  2  the command line is wrong
  130 after Ctrl-C, 141 when the reader of the output went away""",
)
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option(
    "-f", "--format", "format_name", default="jsonl", show_default=True,
    type=click.Choice(["jsonl", "json", "text", "markdown", "csv"]),
    help="jsonl: an object a line. json: one list, for people. text: title and story. markdown. csv: a row an article.",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="FILE|DIR", default="-",
    help="Where to write; standard output by default. text and markdown of several inputs go to a folder, a file each, "
    "unless the name ends with .txt or .md.",
)  # fmt: skip
@click.option(
    "--receipt/--no-receipt", default=None,
    help="Write every block with role and evidence too (jsonl, json; some thirty times as long). Left out by default.",
)  # fmt: skip
@cleaning_options
@click.option(
    "--learn", is_flag=True,
    help="Read the inputs twice: first learn what the pages of their sites repeat, then clean with that.",
)  # fmt: skip
@site_option
@click.option(
    "--workers", type=click.IntRange(min=1), default=1, show_default=True,
    help="Processes that clean. The output is the same for any number.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary; problems are still reported.")
def clean_command(
    inputs: tuple[str, ...],
    format_name: str,
    output: str,
    receipt: bool | None,
    workers: int,
    quiet: bool,
    kind: Kind | None,
    lexicons: tuple[str, ...],
    profile_path: str | None,
    learn: bool,
    site_by: SiteBy,
    **options: Any,
) -> int:
    """Clean dumps and write articles.

    Inputs are files of text or HTML; folders, searched for .txt, .html and .htm at any depth (hidden names are left
    out, links to folders not followed); .jsonl and .ndjson files with a record a line ("text" or "html", and any of
    "url", "id", "language", "collected_at"); and - for standard input.

    The id of an article is the path as given, unless its record has one. What cannot be read is named on standard error
    and skipped. Output files appear when they are whole. newsclean schema describes the records.
    """
    from concurrent.futures import BrokenExecutor

    from newsclean.batch.files import records
    from newsclean.batch.outcome import Summary, outcome_of
    from newsclean.batch.outputs import output_folder
    from newsclean.batch.stream import in_order
    from newsclean.writing import FORMATS

    form = FORMATS[format_name]
    if receipt and form.render_with_receipt is None:
        raise click.UsageError(f"--receipt: {format_name} has no room for it; take jsonl or json.")
    render = form.render_with_receipt if receipt and form.render_with_receipt else form.render
    folder = output_folder(output, form, inputs)
    cleaner = cleaner_with(lexicons, profile_path)
    if learn:
        cleaner = having_learned(cleaner, inputs, site_by, {**options, "kind": kind}, workers, leave_out=folder)
    work = partial(outcome_of, cleaner, {**options, "kind": kind}, render)
    found = records(inputs, kind=kind, standard_input=standard_input(), leave_out=folder)
    summary = Summary()
    try:
        with (
            _opened(inputs, form, output, folder) as put,
            _progress(inputs, folder, output, quiet) as tell,
            closing(in_order(work, found, workers=workers)) as outcomes,
        ):
            for outcome in outcomes:
                summary.add(outcome)
                if outcome.problem is None:
                    put(outcome)
                tell(outcome)
    except BrokenExecutor:
        raise Failure("a worker process died; was it killed, or is there too little memory?") from None
    if not quiet:
        say(*summary.lines())
    return 1 if summary.skipped else 0


@commands.command("explain", short_help="Show why each line was kept or removed.")
@click.argument("source", metavar="FILE|-")
@cleaning_options
@click.option("--width", type=click.IntRange(min=40), help="Columns to fill; those of the terminal, or 100.")
@click.option("--all-evidence", is_flag=True, help="List every vote on a line and the largest shares of its score.")
@click.option("--color/--no-color", default=None, help="By default on a terminal, unless NO_COLOR is set.")
def explain_command(
    source: str,
    lexicons: tuple[str, ...],
    profile_path: str | None,
    kind: Kind | None,
    width: int | None,
    all_evidence: bool,
    color: bool | None,
    **options: Any,
) -> int:
    """Show a dump with role, confidence and the deciding reason of every line in the margins.

    Lines marked + are in the text, those marked with a dot are facts (title, byline, date …), those marked - were
    removed. Below them stand the facts that were read, and where.
    """
    from newsclean.batch.files import STANDARD_INPUT, holds_many, records
    from newsclean.writing.margin import margin

    if source != STANDARD_INPUT and holds_many(source):
        raise click.UsageError(f"{source} holds many dumps; explain takes one.")
    (record,) = records((source,), kind=kind, standard_input=standard_input())
    try:
        if isinstance(record.raw, InputError):
            raise record.raw
        article = cleaner_with(lexicons, profile_path).clean(record.raw, kind=kind, **options)
    except InputError as error:
        raise Failure(f"{record.name}: {error.reason}") from None
    on_terminal = is_terminal(sys.stdout)
    if color is None:
        # https://no-color.org: any value that is not empty.
        color = on_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if width is None:
        width = shutil.get_terminal_size((100, 24)).columns if on_terminal else 100
    print_text(margin(article, color=color, width=width, all_evidence=all_evidence))
    return 0


commands.add_command(evaluate_command)
commands.add_command(learn_command)
commands.add_command(drift_command)


@commands.command("schema", short_help="Print the JSON Schema of the records.")
def schema_command() -> int:
    """Print the JSON Schema (draft 2020-12) of the records that jsonl and json hold.

    Its $id holds its version: the second number grows with every new field, the first when a field changes its meaning.
    """
    import json

    from newsclean.schema import article_schema

    print_text(json.dumps(article_schema(), indent=2) + "\n")
    return 0


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


@contextmanager
def _progress(
    inputs: tuple[str, ...], folder: Path | None, output: str, quiet: bool
) -> Iterator[Callable[[Outcome], None]]:
    """Name what was skipped, and move a bar if somebody can see it and it is in nobody's way."""
    if quiet or not is_terminal(sys.stderr) or (output == "-" and is_terminal(sys.stdout)):
        yield _report
        return
    from tqdm import tqdm

    from newsclean.batch.files import count_files

    class Bar(tqdm):  # type: ignore[misc]
        # tqdm's own thread, which wakes slow bars, must not be there when workers are forked.
        monitor_interval = 0

    total = count_files(inputs, leave_out=folder)
    with Bar(total=total, unit=" dumps", file=sys.stderr, leave=False, dynamic_ncols=True) as bar:

        def tell(outcome: Outcome) -> None:
            if outcome.problem is not None:
                bar.clear()
                _report(outcome)
            bar.update()

        yield tell


def _report(outcome: Outcome) -> None:
    if outcome.problem is not None:
        say(f"newsclean: {outcome.name}: {outcome.problem}")
