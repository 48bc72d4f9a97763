#!/usr/bin/env python3
"""How often ``newsclean drift`` gives a false alarm, and how often it sees that a template has changed.

    python benchmarks/drift.py
    python benchmarks/drift.py --trials 2000 --bench ../shared/bench

The pages of made-up sites are cleaned once, with the old template and with changed ones; every trial deals some of
them out as the profile and others as the new pages. One kind has teasers, old pages those of ten days and new ones
those of one more: no template has changed, but the pages are not alike. With ``--bench``, the pages of a bench are
dealt out as if they were of one site: none is as mixed, and nothing about it has changed.
"""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Sequence
from pathlib import Path

import click
from bench import markdown_table, read_dumps, read_gold
from made_up_site import MadeUpPage, made_up_site

from newsclean.site_profile import Page
from newsclean.site_profile.drift import drift_of
from newsclean.site_profile.learning import observed

_OLD, _NEW_SIZES = 100, (10, 30, 100)
_POOL = 300
_DAYS = 10
_BEFORE, _TEASERS = "teasers of ten days", "no change but the teasers of the day"
_HEAD = ("Skip to content", "Home", "News", "Sport", "Culture", "Weather", "Log in", "Subscribe")
_BAR = ("Share on Facebook", "Share on Twitter", "Copy link")
_FOOT = (
    "Sign up for our newsletter",
    "Most read",
    "About us",
    "Contact",
    "Privacy policy",
    "Terms of use",
    "© 2024 Kelm Paper. All rights reserved.",
)
_CONSENT = ("We use cookies to improve your experience on our site.", "Accept all", "Reject all")
_COMMENTS = ("12 comments", "Reply", "Report", "Log in to comment")


def _with(page: MadeUpPage, head: Sequence[str], bar: Sequence[str], inside: Sequence[str], foot: Sequence[str]) -> str:
    story = list(page.story)
    body = [story[0], *inside, *story[1:]] if inside else story
    return "\n".join([*head, page.title, "By Ada Brandt", *bar, *body, *foot])


def _templates(page: MadeUpPage) -> dict[str, str]:
    """The same page in the old template and in changed ones."""
    return {
        "no change": _with(page, _HEAD, _BAR, (), _FOOT),
        "half of the menu gone": _with(page, _HEAD[:4], _BAR, (), _FOOT),
        "one label of the menu gone": _with(page, _HEAD[1:], _BAR, (), _FOOT),
        "two labels of the menu with other names": _with(page, (*_HEAD[:6], "Sign in", "Support us"), _BAR, (), _FOOT),
        "two labels more in the menu": _with(page, (*_HEAD, "Podcasts", "Video"), _BAR, (), _FOOT),
        "an advertisement label inside the story": _with(page, _HEAD, _BAR, ("Advertisement",), _FOOT),
        "a consent notice above": _with(page, (*_CONSENT, *_HEAD), _BAR, (), _FOOT),
        "the share bar gone": _with(page, _HEAD, (), (), _FOOT),
        "a comment form below": _with(page, _HEAD, _BAR, (), (*_COMMENTS, *_FOOT)),
        "no footer": _with(page, _HEAD, _BAR, (), ()),
    }


def _with_teasers(page: MadeUpPage, day: int, stories: Sequence[MadeUpPage]) -> str:
    """The page with the headlines of a day below it."""
    teasers = [story.title for story in stories[5 * day : 5 * day + 5]]
    return _with(page, _HEAD, _BAR, (), ("Most read today", *teasers, *_FOOT))


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--trials", default=1_000, show_default=True)
@click.option("--false-alarms", default=0.01, show_default=True)
@click.option("--bench", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True)
def main(trials: int, false_alarms: float, bench: Path | None, processes: int) -> None:
    """Deal pages out and count alarms."""
    texts: dict[str, list[str]] = {}
    site, others = made_up_site(_POOL, seed=5), made_up_site(5 * (_DAYS + 1), seed=6)
    for number, page in enumerate(site):
        for name, text in _templates(page).items():
            texts.setdefault(name, []).append(text)
        texts.setdefault(_BEFORE, []).append(_with_teasers(page, number % _DAYS, others))
        texts.setdefault(_TEASERS, []).append(_with_teasers(page, _DAYS, others))
    with multiprocessing.Pool(processes) as pool:
        pools = {name: pool.map(_page, some, 20) for name, some in texts.items()}
        if bench is not None:
            gold = read_gold(bench)
            dumps = [record.text for record in read_dumps(bench, gold, ["bs4_lines"])]
            pools["no change, pages of many sites"] = pool.map(_page, dumps, 20)
    rows = []
    for name, some in pools.items():
        if name == _BEFORE:
            continue
        old = pools[_BEFORE if name == _TEASERS else "no change"] if name in texts else some
        rows.append([name, *(_share(old, some, size, trials, false_alarms) for size in _NEW_SIZES)])
    header = ["what happened", *(f"alarms, {size} new pages" for size in _NEW_SIZES)]
    click.echo(f"{trials:,} trials; {_OLD} pages in the profile; --false-alarms {false_alarms}\n")
    click.echo(markdown_table(header, rows))


def _page(text: str) -> Page:
    return observed(text, site_by="whole")[1]


def _share(old: Sequence[Page], new: Sequence[Page], size: int, trials: int, false_alarms: float) -> str:
    chance = random.Random(1)
    alarms = 0
    for _ in range(trials):
        order = chance.sample(range(len(old)), _OLD + size)
        before, after = [old[place] for place in order[:_OLD]], [new[place] for place in order[_OLD:]]
        alarms += drift_of("", before, after, false_alarms=false_alarms).has_changed
    return f"{alarms / trials:.1%}"


if __name__ == "__main__":
    main()
