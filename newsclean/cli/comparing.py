"""``newsclean diff``: two runs on the same dumps, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsclean.cli.console import Failure, print_text, say
from newsclean.cli.outputs import STANDARD_OUTPUT, file_or_stream, named, opened, refuse_output

if TYPE_CHECKING:
    from newsclean.comparison import Comparison, DocumentChange

__all__ = ["diff_command", "document_lines", "shortened"]

_NAMED = 5
_WIDTH = 96


@click.command(
    "diff",
    short_help="Compare two outputs: blocks that changed role, text gained and lost.",
    epilog="""\b
Examples:
  newsclean clean dumps/ --receipt -o old.jsonl
  newsclean clean dumps/ --receipt --lexicon mine.toml -o new.jsonl
  newsclean diff old.jsonl new.jsonl --report diff.html
  newsclean diff lake/monday/ lake/tuesday.parquet

\b
Exit status, as that of diff:
  0  nothing is different
  1  something is, or a record cannot be read
  2  the command line is wrong""",
)
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, metavar="N",
    help="Show so many of the documents that changed; all are counted.",
)  # fmt: skip
@click.option(
    "--report", "page", type=file_or_stream, callback=named, metavar="FILE|-",
    help="Write a page of HTML with all of it, too; - is standard output, and shows the page alone.",
)  # fmt: skip
def diff_command(old: Path, new: Path, limit: int, page: str | None) -> int:
    """Compare two outputs of newsclean clean: files or folders of jsonl, json, csv, parquet or arrow.

    Documents find each other by id. With receipts (--receipt) the blocks are compared, + came into the text and - went
    out of it; without, only paragraphs and facts.
    """
    from newsclean.batch.sources import REPORT_MARK
    from newsclean.comparison import compare_files

    if page is not None:
        refuse_output("--report", page, (old, new), REPORT_MARK)
    comparison = compare_files(old, new)
    for problem in comparison.problems:
        say(f"newsclean: {problem}")
    if page != STANDARD_OUTPUT:
        print_text("\n".join(_lines(comparison, limit)) + "\n")
    if page is not None:
        _write(page, comparison, f"{old.name} and {new.name}")
    return 0 if comparison.is_same else 1


def _write(page: str, comparison: Comparison, title: str) -> None:
    from newsclean.report import MissingJinjaError, write_comparison

    try:
        with opened(page) as stream:
            write_comparison(stream, comparison, title=title)
    except MissingJinjaError as error:
        raise Failure(str(error)) from None


def _lines(comparison: Comparison, limit: int) -> Iterator[str]:
    from newsclean.writing.terminal import printable

    yield f"documents  {comparison.both:,} in both, {comparison.changed:,} changed"
    for name, only in (("only old", comparison.only_old), ("only new", comparison.only_new)):
        if only:
            yield printable(f"{name}   {_listed(only)}")
    yield (
        f"text       gained in {comparison.gained:,} ({comparison.gained_words:,} words), "
        f"lost in {comparison.lost:,} ({comparison.lost_words:,} words)"
    )
    if comparison.both and not comparison.with_receipts:
        yield "blocks     not compared: that takes outputs written with --receipt"
    else:
        yield f"blocks     {comparison.roles.total():,} changed role"
    for (old, new), count in comparison.roles.most_common(12):
        yield f"           {old} → {new} {count:,}"
    for change in comparison.changes[:limit]:
        yield ""
        yield from document_lines(change)
    if comparison.changed > limit > 0:
        yield f"\n… and {comparison.changed - limit:,} more; --limit shows more of them."


def document_lines(change: DocumentChange) -> Iterator[str]:
    """What is different in one document, for a terminal."""
    from newsclean.writing.terminal import printable

    confidence = ""
    if change.old_confidence is not None and change.new_confidence is not None:
        confidence = f"  confidence {change.old_confidence:.2f} → {change.new_confidence:.2f}"
    yield printable(f"{change.name}{confidence}")
    for name, old, new in change.facts:
        yield printable(f"  · {name}: {shortened(old) or 'none'} → {shortened(new) or 'none'}")
    for block in change.blocks:
        yield printable(f"  {block.mark} {block.old} → {block.new}: {shortened(block.text)}")
    for mark, text in change.paragraphs():
        yield printable(f"  {mark} {shortened(text)}")


def shortened(text: str) -> str:
    """The beginning of a text, in one line."""
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{len(names):,}: {', '.join(names[:_NAMED])}{more}"
