"""``newsclean drift``: sites whose template has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from newsclean import SiteProfile
from newsclean.cli.console import cleaner_with, cleaning_options, print_text, profile_from, say, workers_option
from newsclean.cli.formats import field_options, take_source_arguments
from newsclean.cli.learning import observed_pages

if TYPE_CHECKING:
    from newsclean.batch.records import BadRecord
    from newsclean.site_profile.drift import Drift

__all__ = ["drift_command"]

# Roles that are named of one site.
_NAMED = 4
# Not 1 or 2, which say that something went wrong.
_CHANGED = 3


@click.command(
    "drift",
    short_help="Report sites whose template has changed.",
    epilog="""\b
Example:
  newsclean drift profile.json today/ || mail -s "look at these sites" me

\b
Exit status:
  0  no site looks different
  1  an input was rejected; standard error names it
  2  the command line is wrong
  3  some sites look different; they are named""",
)
@click.argument("profile_name", metavar="PROFILE", type=click.Path(exists=True, dir_okay=False))
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option(
    "--false-alarms", type=click.FloatRange(min=0.0001, max=0.5), default=0.01, show_default=True, metavar="SHARE",
    help="The share of unchanged sites that may be reported all the same.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="An object a site, one a line, those that have not changed too.")
@field_options
@cleaning_options
@workers_option
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary; problems are still reported.")
def drift_command(
    profile_name: str,
    inputs: tuple[str, ...],
    false_alarms: float,
    as_json: bool,
    lexicons: tuple[str, ...],
    profile_path: str | None,
    workers: int | None,
    quiet: bool,
    **options: Any,
) -> int:
    """Compare pages with what newsclean learn remembers of their sites.

    Where the shares of the roles have jumped (twice as much navigation, no bylines any more), or lines that stood on
    nearly every page are gone, the template has changed: the profile should be learned again, and the articles looked
    at. Learn it from pages of several days, or the teasers of the one day pass for its template. A site needs ten pages
    in PROFILE and ten new ones. Sites are told apart as in PROFILE. Clean as you cleaned for newsclean learn, with the
    same lexicon and bias.
    """
    from newsclean.site_profile.drift import compare, to_data

    old = profile_from(profile_name)
    problems: list[BadRecord] = []
    source = take_source_arguments(options)
    cleaner = cleaner_with(lexicons, profile_path)
    pages = observed_pages(cleaner, inputs, old.site_by, options, workers, problems, source=source, quiet=quiet)
    drifts = compare(old, SiteProfile.of(pages, site_by=old.site_by), false_alarms=false_alarms)
    if as_json:
        print_text("".join(json.dumps(to_data(drift), ensure_ascii=False) + "\n" for drift in drifts))
    else:
        print_text("".join(f"{line}\n" for line in _told(drifts)))
    changed = sum(drift.has_changed for drift in drifts)
    enough = sum(drift.enough for drift in drifts)
    if not quiet:
        say(f"{changed:,} of {enough:,} sites look different; {len(drifts) - enough:,} more have too few pages to say")
    if problems:
        return 1
    return _CHANGED if changed else 0


def _told(drifts: Sequence[Drift]) -> Iterator[str]:
    for drift in drifts:
        if not drift.has_changed:
            return
        name = drift.site or "(no name)"
        yield f"{name}: {drift.after:,} pages against {drift.before:,}, p = {drift.probability:.4f}"
        for change in drift.changes[:_NAMED]:
            yield f"  {change.role:<12}{change.before:4.0%} -> {change.after:4.0%} of the characters of a page"
        if len(drift.changes) > _NAMED:
            yield f"  and {len(drift.changes) - _NAMED} more"
        if drift.template is not None:
            kept = f"{drift.template.before:4.0%} -> {drift.template.after:4.0%}"
            yield f"  {'template':<12}{kept} of {drift.template.lines:,} lines that stood on nearly every page"
