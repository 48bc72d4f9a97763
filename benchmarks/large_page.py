#!/usr/bin/env python3
"""What the largest page that is taken costs: fifty million characters of markup, read and cleaned in a process each.

    python benchmarks/large_page.py [--megabytes 50]

Prints seconds of CPU and the peak of memory for each kind of page. The pages are made up here; see docs/figures.md.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count

import click

__all__ = ["PAGES", "cost"]

_MEGABYTE = 1_000_000
_PARAGRAPH = (
    "The harbour opened again on Monday, the council said, after a winter in which no ship could enter it. "
    "Welders replaced forty metres of plating below the waterline, and the tickets stay valid until June."
)

#: What the pages are made of, over and over, by name: a piece of markup for a number.
PAGES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: f"<p class='text'>{_PARAGRAPH} It is {n}.</p>\n",
    "a line in one paragraph": lambda n: f"{_PARAGRAPH} It is <b>{n}</b>.\n",
    "menus of links": lambda n: f"<li class='menu-item'><a href='/section/{n}'>Section {n}</a></li>\n",
    "cards": lambda n: (
        f"<div class='card' id='card-{n}'><h3><a href='/story/{n}'>Storm closes {n} schools in the north</a></h3>"
        f"<p>The wind has taken {n} roofs since Sunday.</p><span class='date'>14 March</span></div>\n"
    ),
    "a script": lambda n: f"<script>window.data.push({{'id': {n}, 'name': 'A story about {n} ships'}});</script>\n",
    "rows of a table": lambda n: f"<tr><td>Ship {n}</td><td>{n}</td><td>14 March 2024</td></tr>\n",
}


def page(name: str, size: int) -> str:
    """A page of about ``size`` characters with a short story in front."""
    pieces = ["<!doctype html><html><body><h1>Harbour opens again</h1>", *[f"<p>{_PARAGRAPH}</p>"] * 3]
    length = sum(map(len, pieces))
    for number in count():
        piece = PAGES[name](number)
        length += len(piece)
        if length > size:
            return "".join(pieces)
        pieces.append(piece)
    raise AssertionError("a count has no end")


def cost(name: str, size: int, step: str) -> tuple[float, float]:
    """Seconds of CPU, and the peak of memory in megabytes, of a process that makes a page and takes one step with it.

    Args:
        name: One of ``PAGES``.
        size: Characters of the page.
        step: ``"make"``, ``"read"`` or ``"clean"``.
    """
    command = [sys.executable, __file__, "--one", name, "--step", step, "--megabytes", str(size // _MEGABYTE)]
    seconds, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(peak)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--megabytes", type=click.IntRange(1, 50), default=50, show_default=True)
@click.option("--one", type=click.Choice(list(PAGES)), hidden=True)
@click.option("--step", type=click.Choice(["make", "read", "clean"]), default="clean", hidden=True)
def main(megabytes: int, one: str | None, step: str) -> None:
    """What the largest page that is taken costs."""
    size = megabytes * _MEGABYTE
    if one is not None:
        _take(page(one, size), step)
        return
    click.echo(f"| page of {megabytes} MB | read, CPU s | read, peak MB | cleaned, CPU s | cleaned, peak MB |")
    click.echo("| --- | ---: | ---: | ---: | ---: |")
    for name in PAGES:
        cells = [f"{seconds:.1f} | {peak:,.0f}" for seconds, peak in (cost(name, size, s) for s in ("read", "clean"))]
        click.echo(f"| {name} | {' | '.join(cells)} |")


def _take(markup: str, step: str) -> None:
    import newsclean
    from newsclean.sources.page import read_page

    started = time.process_time()
    if step == "read":
        read_page(markup)
    elif step == "clean":
        newsclean.clean(markup, kind="html")
    seconds = time.process_time() - started
    # In kilobytes on Linux, in bytes on macOS.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    click.echo(f"{seconds:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit:.0f}")


if __name__ == "__main__":
    main()
