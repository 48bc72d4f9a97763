"""What every command shares: options, streams, and how it speaks to the person at the terminal."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, TextIO, TypeVar

import click

from newsclean import Cleaner, InputError, LexiconError, SiteProfile

__all__ = [
    "Failure",
    "cleaner_with",
    "cleaning_options",
    "counted",
    "is_terminal",
    "let_go",
    "limit_options",
    "print_text",
    "profile_from",
    "say",
    "say_passed_over",
    "say_written",
    "standard_input",
    "standard_output",
    "workers_option",
]

# A record that takes longer, or more, has most likely met a fault of ours; see Limits.
_SECONDS = 300.0
_MEGABYTES = 4_000

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Failure(click.ClickException):
    """The run cannot go on; exit status 1."""

    def show(self, file: Any = None) -> None:  # noqa: ARG002
        """Say what is wrong, in one line."""
        say(f"newsclean: {self.message}")


def let_go() -> None:
    """Drop what could not be written: that was told already, and Python would tell it again on leaving."""
    for stream in (sys.stdout, sys.stderr):
        try:
            # None if the caller closed it.
            if stream is not None:
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(*lines: str) -> None:
    """To standard error; file names and reasons may hold what a terminal would obey."""
    from newsclean.writing.terminal import printable

    # Nobody listens: no reason to stop working.
    with suppress(OSError):
        for line in lines:
            click.echo(printable(line), err=True)


def say_written(place: str, by: str, passed_over: bool) -> None:
    """That something was found among the inputs which newsclean wrote, and what becomes of it."""
    told = "" if by == place else f" ({by} tells of it)"
    then = "passed over, name the file itself to have it read" if passed_over else "read all the same, it was named"
    say(f"newsclean: {place}: newsclean wrote this{told}; {then}")


def say_passed_over(place: str, by: str, passed_over: bool) -> None:
    """The same, of commands that are given what newsclean wrote: what they read of it needs no word."""
    if passed_over:
        say_written(place, by, passed_over)


def counted(number: int, noun: str) -> str:
    """A number of things.

    >>> counted(1, "row"), counted(1200, "row"), counted(0, "row")
    ('1 row', '1,200 rows', '0 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _moment(_: click.Context, __: click.Parameter, value: str | None) -> datetime.datetime | None:
    try:
        return None if value is None else datetime.datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no ISO 8601 time; write it like 2026-11-03T08:15+01:00") from None


def _language(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from newsclean.sources.language_tag import primary_language

    try:
        return None if value is None else primary_language(value)
    except ValueError as error:
        raise click.BadParameter(str(error).removeprefix("language is ")) from None


def all_of(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Several options as one decorator; help lists them in this order."""

    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


#: The options that say how a dump is cleaned, for every command that cleans.
cleaning_options = all_of(
    click.option(
        "--language",
        metavar="CODE",
        callback=_language,
        help="ISO 639-1 code (or BCP 47 tag) of all inputs; found out by default.",
    ),
    click.option(
        "--kind",
        type=click.Choice(["text", "html"]),
        help="What the inputs are. By default .html and .htm files are pages, and others are looked at.",
    ),
    click.option(
        "--bias",
        type=click.Choice(["precision", "balanced", "recall"]),
        default="balanced",
        show_default=True,
        help="precision keeps only what is surely story, recall removes only what is surely not.",
    ),
    click.option(
        "--second-opinion",
        type=click.Choice(["when-unsure", "always", "never"]),
        default="when-unsure",
        show_default=True,
        help="Ask trafilatura what it would keep of a page, as one hint among others. Text is not shown to it.",
    ),
    click.option(
        "--lexicon",
        "lexicons",
        type=click.Path(exists=True, dir_okay=False),
        multiple=True,
        help="TOML file with phrases of your own, beside those that come with newsclean. May be repeated.",
    ),
    click.option(
        "--profile",
        "profile_path",
        type=click.Path(exists=True, dir_okay=False),
        help="What newsclean learn has found that the sites of the inputs repeat.",
    ),
    click.option(
        "--collected-at",
        metavar="TIME",
        callback=_moment,
        help='When the pages were fetched (ISO 8601). Without it "2 hours ago" gives no time.',
    ),
)


workers_option = click.option(
    "--workers", type=click.IntRange(min=1), metavar="N",
    help="Processes that clean; by default one for each core. The output is the same for any number.",
)  # fmt: skip


#: The options that say what a record may take.
limit_options = all_of(
    click.option(
        "--timeout", type=click.FloatRange(min=0), default=_SECONDS, show_default=True, metavar="SECONDS",
        help="Stop a record that takes longer, and reject it; 0 for no limit.",
    ),
    click.option(
        "--max-memory", type=click.IntRange(min=0), default=_MEGABYTES, show_default=True, metavar="MB",
        help="Reject a record that needs more (on Linux); 0 for no limit.",
    ),
)  # fmt: skip


def cleaner_with(lexicons: tuple[str, ...], profile_path: str | None = None) -> Cleaner:
    """A cleaner that knows the phrases of these files, too, and what is in a site profile."""
    profile = None if profile_path is None else profile_from(profile_path, "--profile")
    if not lexicons:
        return Cleaner(profile=profile)
    from newsclean.lexicon import Lexicon

    try:
        return Cleaner(lexicon=Lexicon.load(*lexicons), profile=profile)
    except (LexiconError, OSError, ValueError) as error:
        raise click.UsageError(f"--lexicon: {error}") from None


def profile_from(path: str, option: str | None = None) -> SiteProfile:
    """The site profile in a file.

    Args:
        path: The file.
        option: The one that names it, whose value is wrong if there is none in it.
    """
    try:
        return SiteProfile.load(path)
    except InputError as error:
        if option is not None:
            raise click.UsageError(f"{option}: {error}") from None
        raise Failure(str(error)) from None


def standard_input() -> BinaryIO | None:
    """Where bytes come from, or nothing."""
    # None if the caller closed it.
    return None if sys.stdin is None else sys.stdin.buffer


def standard_output(instead: str = "") -> BinaryIO:
    """Bytes go there: what is written does not depend on the encoding of the terminal.

    Args:
        instead: What a person who has closed it can do, where there is something.
    """
    if sys.stdout is None:
        raise Failure(f"there is no standard output to write to{instead}")
    return sys.stdout.buffer


def print_text(text: str) -> None:
    """To standard output, at once."""
    stream = standard_output()
    stream.write(text.encode())
    stream.flush()


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees what is written there."""
    return stream is not None and stream.isatty()
