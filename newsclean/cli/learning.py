"""``newsclean learn``: what the pages of a site repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve

from newsclean import Cleaner, InputError, SiteProfile
from newsclean.cli.console import (
    Failure,
    cleaner_with,
    cleaning_options,
    counted,
    limit_options,
    profile_from,
    say,
    say_written,
    standard_input,
    workers_option,
)
from newsclean.cli.formats import field_options, take_source_arguments
from newsclean.cli.outputs import file_or_stream, files_written, named, opened, refuse_output
from newsclean.cli.progress import shown
from newsclean.cli.rejects import Rejects

if TYPE_CHECKING:
    from newsclean.batch.pool import Limits, Lost
    from newsclean.batch.records import BadRecord, Record
    from newsclean.cleaner import Kind
    from newsclean.site_profile import Page, SiteBy

__all__ = ["having_learned", "learn_command", "observed_pages", "site_option"]

site_option = click.option(
    "--site-by",
    type=click.Choice(["url", "folder", "whole"]),
    default="url",
    show_default=True,
    help="What names the site of a page whose record has no field site: the host of its url, or the folder that its "
    "file is in; whole if all pages are of one site.",
)
# Sites that the summary names; the rest it counts.
_NAMED = 10


@click.command(
    "learn",
    short_help="Learn what the pages of each site repeat.",
    epilog="""\b
Examples:
  newsclean learn dumps.jsonl -o profile.json
  newsclean learn dumps/ --site-by folder -o profile.json
  newsclean learn --merge monday.json --merge tuesday.json -o week.json
  newsclean clean dumps.jsonl --profile profile.json -o articles.jsonl
  newsclean clean dumps.jsonl --learn -o articles.jsonl       (both in one)

\b
Exit status:
  0  every input was learned from
  1  an input was rejected, or the profile could not be written
  2  the command line is wrong""",
)
@click.argument("inputs", nargs=-1, metavar="[FILE|DIR|-]...")
@click.option(
    "-o", "--output", metavar="FILE|-", required=True, type=file_or_stream, callback=named,
    help="Where to write the profile, as JSON; - is standard output.",
)  # fmt: skip
@site_option
@click.option(
    "--merge", "others", multiple=True, type=click.Path(exists=True, dir_okay=False),
    help="A profile to begin with. May be repeated; the order does not matter.",
)  # fmt: skip
@field_options
@cleaning_options
@workers_option
@limit_options
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary; problems are still reported.")
def learn_command(
    inputs: tuple[str, ...],
    output: str,
    site_by: SiteBy,
    others: tuple[str, ...],
    lexicons: tuple[str, ...],
    profile_path: str | None,
    workers: int | None,
    timeout: float,
    max_memory: int,
    quiet: bool,
    **options: Any,
) -> int:
    """Count which lines the pages of each site repeat, and write that down as a profile.

    Inputs are those of newsclean clean. A record may have a field "site" that names its site. The profile holds
    fingerprints of lines, never their text, and not more than 256 pages of a site; where a line stands on many pages
    with different stories, newsclean clean --profile takes it for a part of the template.
    """
    from newsclean.batch.pool import Limits
    from newsclean.site_profile.files import MARK, encoded

    if not inputs and not others:
        raise click.UsageError("nothing to learn from; name inputs, or profiles with --merge.")
    refuse_output("--output", output, inputs, MARK)
    source = take_source_arguments(options)
    problems: list[BadRecord] = []
    cleaner = cleaner_with(lexicons, profile_path)
    limits = Limits(timeout or None, max_memory * 1_000_000 or None)
    pages = observed_pages(
        cleaner, inputs, site_by, options, workers, problems,
        limits=limits, leave_out=files_written(output), source=source, quiet=quiet,
    )  # fmt: skip
    profile = SiteProfile.of(pages, site_by=site_by)
    for other in others:
        try:
            profile = profile.merge(profile_from(other, "--merge"))
        except ValueError as error:
            raise click.UsageError(f"--merge: {other}: {error}; choose it with --site-by.") from None
    if problems and not profile.sites:
        # What somebody has learned before is worth more than an empty profile.
        raise Failure(f"nothing was learned; {output} is not written")
    with opened(output) as stream:
        stream.write(encoded(profile))
    if not quiet:
        say(*_summary(profile, len(problems)))
    return 1 if problems else 0


def having_learned(
    cleaner: Cleaner,
    inputs: Sequence[str],
    site_by: SiteBy,
    options: Mapping[str, Any],
    workers: int | None,
    limits: Limits,
    *,
    is_chosen: bool,
    leave_out: Sequence[Path],
    source: Mapping[str, Any],
    quiet: bool,
) -> Cleaner:
    """The same cleaner, knowing what the sites of the inputs repeat, and what it has known of them before.

    Inputs that cannot be read are passed over: whoever cleans them will say so. ``is_chosen`` tells that somebody wants
    ``site_by`` to be what it is.
    """
    from newsclean.batch.sources import STANDARD_INPUT

    if STANDARD_INPUT in inputs:
        raise click.UsageError("--learn reads its inputs twice, and standard input can be read once only.")
    known = cleaner.profile
    if known is not None:
        if is_chosen and site_by != known.site_by:
            raise click.UsageError(
                f"--site-by: the profile that is given goes by {known.site_by}; leave --site-by out, or the profile."
            )
        site_by = known.site_by
    pages = observed_pages(
        evolve(cleaner, profile=None), inputs, site_by, options, workers, None,
        limits=limits, leave_out=leave_out, source=source, quiet=quiet,
    )  # fmt: skip
    profile = SiteProfile.of(pages, site_by=site_by)
    return evolve(cleaner, profile=profile if known is None else known.merge(profile))


def observed_pages(
    cleaner: Cleaner,
    inputs: Sequence[str],
    site_by: SiteBy,
    options: Mapping[str, Any],
    workers: int | None,
    problems: list[BadRecord] | None,
    *,
    source: Mapping[str, Any],
    limits: Limits | None = None,
    leave_out: Sequence[Path] = (),
    quiet: bool = False,
) -> Iterator[tuple[str, Page]]:
    """What a profile keeps of each input, with the name of its site; what cannot be read is named and noted."""
    from newsclean.batch.records import BadRecord
    from newsclean.batch.sources import Written, open_source
    from newsclean.batch.stream import cores, in_order

    kind: Kind | None = options.get("kind")
    # Whoever cleans them will name what is passed over, and what cannot be read.
    written = Written() if problems is None else Written(say_written)
    found = open_source(
        inputs, kind=kind, standard_input=standard_input(), leave_out=leave_out, written=written, **source
    )  # fmt: skip
    counted = shown(found, quiet, unit="pages", doing="learning")
    work = partial(_observed, cleaner, site_by, dict(options))
    with (
        closing(Rejects(source)) as rejects,
        closing(in_order(work, counted, workers=workers or cores(), limits=limits, when_lost=_lost)) as results,
    ):
        for result in results:
            if not isinstance(result, BadRecord):
                rejects.count()
                yield result
            elif problems is not None:
                problems.append(result)
                rejects.tell(result.place, result.reason, lacks_dump=result.lacks_dump)


def _lost(record: Record | BadRecord, lost: Lost) -> BadRecord:
    return _rejected(record, lost.reason)


def _rejected(record: Record | BadRecord, reason: str) -> BadRecord:
    from newsclean.batch.records import BadRecord

    return BadRecord(record.id, record.place, reason)


def _observed(
    cleaner: Cleaner, site_by: SiteBy, options: Mapping[str, Any], record: Record | BadRecord
) -> tuple[str, Page] | BadRecord:
    """What a profile keeps of a record, or why there is nothing."""
    from newsclean.batch.records import BadRecord
    from newsclean.site_profile.learning import observed

    if isinstance(record, BadRecord):
        return record
    try:
        told = {**options, "kind": record.kind or options.get("kind")}
        return observed(record.raw(), site_by=site_by, cleaner=cleaner, **told)
    except InputError as error:
        return _rejected(record, error.reason)
    # A defect of ours, or too little memory: one record must not take the others with it, nor go unnamed.
    except Exception as error:  # noqa: BLE001
        return _rejected(record, f"newsclean failed on it ({type(error).__name__}: {error}); please report this")


def _summary(profile: SiteProfile, rejected: int) -> Iterator[str]:
    seen = Counter({name: site.seen for name, site in profile.sites.items()})
    yield f"pages      {seen.total():,} seen, {rejected:,} rejected"
    yield f"sites      {len(seen):,}, at most {profile.pages_a_site} pages of each kept"
    for name, pages in seen.most_common(_NAMED):
        repeats = profile.repeats(name)
        found = f"{repeats.stories:,} different stories, {counted(len(repeats.lines), 'line')} repeated"
        yield f"  {name or '(no name)'}: {counted(pages, 'page')}, {repeats.pages:,} kept with {found}"
    if len(seen) > _NAMED:
        yield f"  and {len(seen) - _NAMED:,} more"
