"""``newsclean teach``: what was corrected in a report becomes a lexicon, or goes into a site profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean import InputError, LexiconError, SiteProfile
from newsclean.cli.comparing import document_lines, shortened
from newsclean.cli.console import Failure, counted, print_text, profile_from, say, say_passed_over
from newsclean.cli.learning import site_option
from newsclean.cli.outputs import named_file
from newsclean.cli.progress import shown

if TYPE_CHECKING:
    from newsclean.site_profile import SiteBy
    from newsclean.teaching import Corrected, Lesson
    from newsclean.teaching.phrases import Phrase

__all__ = ["teach_command"]


@click.command(
    "teach",
    short_help="Learn from what was corrected in a report.",
    epilog="""\b
Examples:
  newsclean report dumps/ -o report.html     (mark blocks, save corrections)
  newsclean teach corrections.json --lexicon mine.toml --preview dumps/
  newsclean clean dumps/ --lexicon mine.toml -o articles.jsonl
  newsclean teach corrections.json --profile sites.json   (for their sites)

\b
Exit status:
  0  every correction holds
  1  some do not, or a dump of the preview cannot be read; all are named
  2  the command line is wrong""",
)
@click.argument("corrections", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--lexicon", type=click.Path(dir_okay=False), callback=named_file, metavar="FILE",
    help="TOML file that rows are written to, behind what stands in it; it need not exist yet.",
)  # fmt: skip
@click.option(
    "--profile", "profile_path", type=click.Path(dir_okay=False), callback=named_file, metavar="FILE",
    help="Site profile that lines are written to, each for the site of its page; it need not exist yet. With --lexicon "
    "too, it gets the lines that the pages of their site repeat, and the lexicon all others.",
)  # fmt: skip
@site_option
@click.option(
    "--preview", "corpus", multiple=True, type=click.Path(exists=True, path_type=Path), metavar="FILE|DIR",
    help="Dumps to clean as before and with what was learned: says what else would change. May be repeated.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def teach_command(
    corrections: Path,
    lexicon: Path | None,
    profile_path: Path | None,
    site_by: SiteBy,
    corpus: tuple[Path, ...],
    dry_run: bool,
    quiet: bool,
) -> int:
    """Turn the corrections of a report into phrases of a lexicon of yours, or into lines of a site profile.

    A line marked as chrome is learned as it stands; of "Puzzle of the day: fourteen across" the lexicon learns the
    label, if no line of the story begins with it. A line marked as story is learned as story, and stays whatever it
    looks like. Everything is tried on the corrected documents and weighs as little as is enough. A lexicon holds on
    every page, a line of a profile on those of its site alone; an old profile names sites as it did before.
    """
    from newsclean.batch.sources import is_among
    from newsclean.teaching import learn, preview, read_corrections, to_toml, written

    if lexicon is None and profile_path is None:
        raise click.UsageError("name what is to learn: --lexicon FILE, --profile FILE, or both.")
    for option, path in (("--lexicon", lexicon), ("--profile", profile_path)):
        if path is not None and is_among(path, [corrections, *corpus]):
            raise click.UsageError(f"{option}: {path} is one of the inputs and would be written over.")
    if lexicon is not None and profile_path is not None and lexicon.resolve() == profile_path.resolve():
        raise click.UsageError(f"--profile: {profile_path} is the lexicon, too; name another file.")
    profile = None if profile_path is None else _profile(profile_path, site_by)
    try:
        documents = read_corrections(corrections)
        lesson = learn(documents, lexicon, profile)
        text = written(lesson.rows, lexicon) if lesson.rows and lexicon is not None else ""
    except (InputError, LexiconError) as error:
        raise Failure(str(error)) from None
    if lesson.rows:
        print_text(to_toml(lesson.rows) + "\n")
    if lesson.lines:
        print_text("".join(f"{_line(line)}\n" for line in lesson.lines) + "\n")
    changes = shown(preview(lesson, documents, _dumps(corpus)), quiet)
    unread = _tell_preview(changes) if corpus else 0
    if not dry_run:
        _write(lesson, text, lexicon, profile_path)
    _tell(lesson, documents, lexicon, profile_path, dry_run)
    return 1 if lesson.failed or unread else 0


def _profile(path: Path, site_by: SiteBy) -> SiteProfile:
    return profile_from(str(path)) if path.exists() else SiteProfile(site_by)


def _line(line: Phrase) -> str:
    from newsclean.writing.terminal import printable

    return printable(f"{line.site or '(the one site)'}  {line.role}  {shortened(line.text)}")


def _write(lesson: Lesson, text: str, lexicon: Path | None, profile_path: Path | None) -> None:
    from newsclean.batch.outputs import encode, whole_file
    from newsclean.site_profile.files import encoded

    if lesson.rows and lexicon is not None:
        with whole_file(lexicon) as stream:
            stream.write(encode(text))
    if lesson.lines and profile_path is not None and lesson.taught.profile is not None:
        with whole_file(profile_path) as stream:
            stream.write(encoded(lesson.taught.profile))


def _dumps(corpus: tuple[Path, ...]) -> Iterator[tuple[str, Any]]:
    from newsclean.batch.records import BadRecord, Record
    from newsclean.batch.sources import Written
    from newsclean.report import subjects

    for subject in subjects(corpus, written=Written(say_passed_over)):
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
    print_text(f"preview    {counted(looked, 'dump')}, {moved or 'none'} with other changes than those marked\n")
    return unread


def _tell(
    lesson: Lesson, documents: Sequence[Corrected], lexicon: Path | None, profile_path: Path | None, dry_run: bool
) -> None:
    total = sum(len(document.corrections) for document in documents)
    if lesson.known:
        where = " and ".join(str(path) for path in (lexicon, profile_path) if path is not None)
        say(f"known      {len(lesson.known):,} of {where} already: {shortened(', '.join(lesson.known))}")
    for failure in lesson.failed:
        correction = failure.correction
        say(f"newsclean: {failure.document}: still {failure.role}, not {correction.role}: {shortened(correction.text)}")
    verb = "would go" if dry_run else "went"
    learned = []
    if lexicon is not None:
        learned.append(f"{counted(len(lesson.rows), 'row')} {verb} to {lexicon}")
    if profile_path is not None:
        sites = counted(len({line.site for line in lesson.lines}), "site")
        learned.append(f"{counted(len(lesson.lines), 'line')} of {sites} {verb} to {profile_path}")
    say(f"learned    {', '.join(learned)}; {lesson.held:,} of {total:,} corrections hold")
