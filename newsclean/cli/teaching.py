"""``newsclean teach``: what was corrected in a report becomes a lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean import InputError, LexiconError
from newsclean.cli.comparing import document_lines, shortened
from newsclean.cli.console import Failure, print_text, say
from newsclean.cli.progress import shown

if TYPE_CHECKING:
    from newsclean.teaching import Corrected, Lesson

__all__ = ["teach_command"]


@click.command(
    "teach",
    short_help="Learn phrases from what was corrected in a report.",
    epilog="""\b
Examples:
  newsclean report dumps/ -o report.html        mark blocks in it, and save corrections.json
  newsclean teach corrections.json --lexicon mine.toml --preview dumps/ --dry-run
  newsclean teach corrections.json --lexicon mine.toml
  newsclean clean dumps/ --lexicon mine.toml -o articles.jsonl

\b
Exit status:
  0  every correction holds
  1  some do not, or a dump of the preview cannot be read; all are named
  2  the command line is wrong""",
)
@click.argument("corrections", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--lexicon", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="TOML file that the rows are written to, behind what stands in it; it need not exist yet.",
)  # fmt: skip
@click.option(
    "--preview", "corpus", multiple=True, type=click.Path(exists=True, path_type=Path), metavar="FILE|DIR",
    help="Dumps to clean with and without the new rows: says what else would change. May be repeated.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def teach_command(corrections: Path, lexicon: Path, corpus: tuple[Path, ...], dry_run: bool, quiet: bool) -> int:
    """Turn the corrections of a report into phrases of a lexicon of yours.

    A line marked as chrome is learned as it stands; of "Puzzle of the day: fourteen across" the label is learned, if no
    line of the story begins with it. A line marked as story is learned as story, and stays whatever it looks like. Each
    row is tried on the corrected documents and weighs as little as is enough.
    """
    from newsclean.batch.outputs import encode, whole_file
    from newsclean.teaching import learn, preview, read_corrections, to_toml, written

    try:
        documents = read_corrections(corrections)
        lesson = learn(documents, lexicon)
        text = written(lesson.rows, lexicon) if lesson.rows else ""
    except (InputError, LexiconError) as error:
        raise Failure(str(error)) from None
    if lesson.rows:
        print_text(to_toml(lesson.rows) + "\n")
    changes = shown(preview(lesson, documents, _dumps(corpus)), quiet)
    unread = _tell_preview(changes) if corpus else 0
    if lesson.rows and not dry_run:
        with whole_file(lexicon) as stream:
            stream.write(encode(text))
    _tell(lesson, documents, lexicon, dry_run)
    return 1 if lesson.failed or unread else 0


def _dumps(corpus: tuple[Path, ...]) -> Iterator[tuple[str, Any]]:
    from newsclean.batch.records import BadRecord, Record
    from newsclean.report import subjects

    for subject in subjects(corpus):
        if isinstance(subject, Record):
            yield subject.place, subject.raw()
        elif isinstance(subject, BadRecord):
            yield subject.place, InputError(subject.reason, record=subject.place)
        elif subject[1].get("source"):
            yield subject[0], {"text": subject[1]["source"], "id": subject[1].get("id") or subject[0]}
        else:
            yield subject[0], InputError("an article without its receipt; give the dumps", record=subject[0])


def _tell_preview(changes: Iterator[Any]) -> int:
    looked, moved, unread = 0, 0, 0
    for change in changes:
        if isinstance(change, InputError):
            unread += 1
            say(f"newsclean: {change}")
            continue
        looked += 1
        if change.blocks or change.gained or change.lost:
            moved += 1
            print_text("\n".join(document_lines(change)) + "\n")
    print_text(f"preview    {looked:,} dumps, {moved or 'none'} with other changes than those marked\n")
    return unread


def _tell(lesson: Lesson, documents: Sequence[Corrected], lexicon: Path, dry_run: bool) -> None:
    total = sum(len(document.corrections) for document in documents)
    if lesson.known:
        say(f"known      {len(lesson.known):,} of {lexicon} already: {shortened(', '.join(lesson.known))}")
    for failure in lesson.failed:
        correction = failure.correction
        say(f"newsclean: {failure.document}: still {failure.role}, not {correction.role}: {shortened(correction.text)}")
    verb = "would go" if dry_run else "went"
    say(f"learned    {len(lesson.rows):,} rows {verb} to {lexicon}; {lesson.held:,} of {total:,} corrections hold")
