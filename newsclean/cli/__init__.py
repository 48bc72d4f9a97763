"""The console script. It reads options and says what happened; the work is done elsewhere.

Whatever uses more than click is imported by the command that needs it, so that ``--help`` comes at once.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

import click

from newsclean import InputError, __version__
from newsclean.cli.cleaning import clean_command
from newsclean.cli.comparing import diff_command
from newsclean.cli.console import (
    Failure,
    cleaner_with,
    cleaning_options,
    counted,
    is_terminal,
    let_go,
    print_text,
    say,
    standard_input,
)
from newsclean.cli.drifting import drift_command
from newsclean.cli.evaluating import evaluate_command
from newsclean.cli.formats import field_options, take_source_arguments
from newsclean.cli.learning import learn_command
from newsclean.cli.reporting import report_command
from newsclean.cli.teaching import teach_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.batch.records import BadRecord, Record
    from newsclean.cleaner import Kind

__all__ = ["commands", "main"]

# What shells report of a program that Ctrl-C or a closed pipe ended: 128 and the number of the signal.
_INTERRUPTED = 130
_PIPE_CLOSED = 141
# Ids that an error shows: enough to see what they are like.
_EXAMPLES = 2


def main() -> NoReturn:
    """Run the console script and leave Python with its exit status."""
    try:
        status = commands.main(prog_name="newsclean", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt) as ending:
        # click puts an error of its own before the interruption.
        say("newsclean: interrupted", *getattr(ending.__cause__ or ending, "__notes__", ()))
        status = _INTERRUPTED
    except SystemExit as left:
        status = left.code
    except OSError as error:
        say(f"newsclean: standard output: {error.strerror}")
        status = 1
    let_go()
    sys.exit(status)


class _Commands(click.Group):
    """Ends quietly when nobody reads on, and never with a traceback."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            # What people try first.
            if os.path.exists(args[0]):  # noqa: PTH110
                hint = f"To clean what is called so: newsclean clean {shlex.quote(args[0])}"
                raise click.UsageError(f"{error.message} {hint}", error.ctx) from None
            raise

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return _PIPE_CLOSED
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except InputError as error:
            # Of an option, such as a compression whose library is not there.
            raise Failure(str(error)) from None
        except OSError as error:
            # Inputs that cannot be read are outcomes; this is an output.
            name = error.filename or "standard output"
            raise Failure(f"{name}: cannot be written: {_why_unwritten(error)}") from None
        except Exception as error:  # noqa: BLE001
            raise Failure(f"failed ({type(error).__name__}: {error}); please report this") from None


def _why_unwritten(error: OSError) -> str:
    folder = os.path.dirname(error.filename or "")  # noqa: PTH120
    if isinstance(error, FileNotFoundError) and folder and not os.path.isdir(folder):  # noqa: PTH112
        return f"there is no folder {folder}; make it first"
    return error.strerror or str(error)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  newsclean clean page.txt --format text       the story alone, on the screen
  newsclean clean dumps/ -o articles.jsonl     a folder, a JSON object a line
  newsclean clean dumps/ -f markdown -o out/   a Markdown file for each dump
  curl -s https://example.org/story | newsclean clean - --kind html
  newsclean explain page.txt                   why each line stayed or went
  newsclean report dumps/ -o report.html       a page to look at all of them
  newsclean diff old.jsonl new.jsonl           what two runs do differently
  newsclean teach marks.json --lexicon a.toml  what was marked in a report
  newsclean evaluate gold.jsonl dumps/         how well it does on your pages
  newsclean learn dumps.jsonl -o sites.json    what each site repeats
  newsclean drift sites.json today.jsonl       sites with a new template
  newsclean schema                             what the records hold

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


@commands.command("explain", short_help="Show why each line was kept or removed.")
@click.argument("source", metavar="FILE|-")
@field_options
@cleaning_options
@click.option(
    "--record", "wanted", metavar="ID|NUMBER",
    help="Which record of a file, an archive or a folder that holds many: its id, else its number, from 1.",
)  # fmt: skip
@click.option(
    "--width", type=click.IntRange(min=40), metavar="N", help="Columns to fill; those of the terminal, or 100."
)
@click.option("--all-evidence", is_flag=True, help="List every vote on a line and the largest shares of its score.")
@click.option("--color/--no-color", default=None, help="By default on a terminal, unless NO_COLOR is set.")
def explain_command(
    source: str,
    lexicons: tuple[str, ...],
    profile_path: str | None,
    kind: Kind | None,
    wanted: str | None,
    width: int | None,
    all_evidence: bool,
    color: bool | None,
    **options: Any,
) -> int:
    """Show a dump with role, confidence and the deciding reason of every line in the margins.

    Lines marked + are in the text, those marked with a dot are facts (title, byline, date …), those marked - were
    removed. Below them stand the facts that were read, and where.
    """
    from newsclean.batch.records import BadRecord
    from newsclean.batch.sources import open_source
    from newsclean.writing.margin import margin

    fields = take_source_arguments(options)
    found = open_source((source,), kind=kind, standard_input=standard_input(), **fields)
    record = _record(source, found, wanted)
    if isinstance(record, BadRecord):
        raise Failure(f"{record.place}: {record.reason}")
    try:
        article = cleaner_with(lexicons, profile_path).clean(record.raw(), kind=record.kind, **options)
    except InputError as error:
        raise Failure(f"{record.place}: {error.reason}") from None
    on_terminal = is_terminal(sys.stdout)
    if color is None:
        # https://no-color.org: any value that is not empty.
        color = on_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if width is None:
        width = shutil.get_terminal_size((100, 24)).columns if on_terminal else 100
    print_text(margin(article, color=color, width=width, all_evidence=all_evidence))
    return 0


def _nothing(source: str) -> BadRecord:
    from newsclean.batch.records import BadRecord

    return BadRecord(source, source, "holds no dump")


def _record(source: str, found: Iterator[Record | BadRecord], wanted: str | None) -> Record | BadRecord:
    """The one record, or the one that was asked for."""
    if wanted is None:
        # One more would be a mistake that nobody would notice.
        first, *others = [*islice(found, 2)] or [_nothing(source)]
        if others:
            raise click.UsageError(f"{source} holds many dumps; explain takes one: --record ID, or --record NUMBER.")
        return first
    count, numbered = 0, None
    examples: list[str] = []
    for count, record in enumerate(found, 1):
        if len(examples) < _EXAMPLES:
            examples.append(repr(record.id))
        if wanted in (record.id, record.place):
            return record
        # A number may be an id further down, whose owner would be surprised.
        if wanted == str(count):
            numbered = record
    if numbered is None:
        what_ids_are = f" Ids here: {', '.join(examples)}{', …' if count > len(examples) else ''}." if examples else ""
        raise click.UsageError(
            f"--record: {source} holds {counted(count, 'record')}, none of which has the id or the number {wanted!r}."
            + what_ids_are
        )
    return numbered


commands.add_command(clean_command)
commands.add_command(evaluate_command)
commands.add_command(report_command)
commands.add_command(diff_command)
commands.add_command(teach_command)
commands.add_command(learn_command)
commands.add_command(drift_command)


@commands.command("schema", short_help="Print the JSON Schema of the records, or their Arrow schema.")
@click.option("--arrow", is_flag=True, help="The Arrow schema, of parquet and arrow files, as text.")
@click.option("--receipt", is_flag=True, help="With --arrow: that of files with blocks, facts and source, too.")
def schema_command(arrow: bool, receipt: bool) -> int:
    """Print the JSON Schema (draft 2020-12) of the records that jsonl and json hold, or the Arrow schema of the others.

    Both hold the same version: the second number grows with every new field, the first when a field changes its
    meaning. In the JSON Schema it stands in $id, in Arrow and Parquet files under newsclean.schema in the metadata.
    """
    import json

    if not arrow:
        from newsclean.schema import article_schema

        print_text(json.dumps(article_schema(), indent=2) + "\n")
        return 0
    from newsclean.arrow_rows import arrow_schema

    try:
        schema = arrow_schema(receipt=receipt, carried=True, duplicates=True)
    except ImportError:
        raise Failure("--arrow needs the extra 'parquet': pip install 'newsclean[parquet]'") from None
    print_text(f"{schema.to_string(show_schema_metadata=False)}\n-- schema metadata --\n")
    print_text("".join(f"{name.decode()}: {value.decode()}\n" for name, value in (schema.metadata or {}).items()))
    return 0
