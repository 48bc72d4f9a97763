"""The one output of a command, as its option names it: a file, or - for standard output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import click

from newsclean.cli.console import standard_output

if TYPE_CHECKING:
    import os

__all__ = ["STANDARD_OUTPUT", "file_or_stream", "files_written", "named", "named_file", "opened", "refuse_output"]

#: What names standard output. A file of that name is ./-
STANDARD_OUTPUT = "-"

#: The type of an option whose output may go there. It stays a text: as paths, - and ./- are the same.
file_or_stream = click.Path(dir_okay=False, allow_dash=True)

_Name = TypeVar("_Name", str, str | None)


def named(_: click.Context, __: click.Parameter, value: _Name) -> _Name:
    """The name of an output, for ``callback``. One that is empty or blank is most likely a variable that is not set."""
    if value is None:
        return value
    if not value:
        raise click.BadParameter("the name is empty")
    # Nobody finds a file again that has such a name in a folder, either.
    if Path(value).name.isspace():
        raise click.BadParameter("the name is blank")
    return value


def named_file(context: click.Context, parameter: click.Parameter, value: str | None) -> Path | None:
    """The same of a file that is read before it is written."""
    if value == STANDARD_OUTPUT:
        raise click.BadParameter("it is read before it is written, so that it must be a file; one called - is ./-")
    name = named(context, parameter, value)
    return None if name is None else Path(name)


def refuse_output(option: str, output: str, inputs: Sequence[str | os.PathLike[str]], mark: bytes) -> None:
    """Refuse an output that would be written over an input, or over what newsclean did not write.

    Args:
        option: The one that names it.
        output: The name.
        inputs: What is read.
        mark: What such a file of newsclean's has among its first bytes.
    """
    from newsclean.batch.places import why_no_marked_file, why_no_stream

    names = list(map(str, inputs))
    if output == STANDARD_OUTPUT:
        reason = why_no_stream(standard_output(f"; name a file with {option}"), names, option)
    else:
        reason = why_no_marked_file(Path(output), names, mark)
    if reason is not None:
        raise click.UsageError(f"{option}: {reason}")


def files_written(output: str) -> tuple[Path, ...]:
    """What is left out of the inputs."""
    return () if output == STANDARD_OUTPUT else (Path(output),)


@contextmanager
def opened(output: str) -> Iterator[BinaryIO]:
    """Where the output is written: a file that appears when it is whole, or standard output."""
    from newsclean.batch.outputs import whole_file

    if output != STANDARD_OUTPUT:
        with whole_file(Path(output)) as stream:
            yield stream
        return
    stream = standard_output()
    yield stream
    stream.flush()
