#!/usr/bin/env python3
"""What pages cost that have too much of one thing, and whether twice as much costs twice as much.

    python benchmarks/hostile_pages.py
    python benchmarks/hostile_pages.py --shape "rows of a table" --megabytes 4 --megabytes 8

A page of each shape and size is cleaned, and written as Markdown, in a process of its own. Prints seconds of CPU and
the peak of memory, and as which power of the size the seconds grow from the first size to the last: 1 is linear, 2
quadratic; what does not depend on the size, such as loading, makes it less. The pages are made up here.
"""

from __future__ import annotations

import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count

import click

__all__ = ["SHAPES", "page"]

_MEGABYTE = 1_000_000
_STORY = (
    "The harbour opened again on Monday, the council said, after a winter in which no ship could enter it. "
    "Welders replaced forty metres of plating below the waterline, and the tickets stay valid until June."
)


def _between(head: str, piece: Callable[[int], str], foot: str = "") -> Callable[[int], str]:
    """A page of pieces between a head and a foot, of about so many characters."""

    def made(size: int) -> str:
        pieces, length = [head], len(head) + len(foot)
        for number in count():
            pieces.append(piece(number))
            length += len(pieces[-1])
            if length >= size:
                break
        return "".join([*pieces, foot])

    return made


def _nested(begin: str, end: str = "", inside: str = "") -> Callable[[int], str]:
    """The same element in itself, as often as fits."""
    return lambda size: begin * (times := size // len(begin + end)) + inside + end * times


#: Pages of about so many characters, by what they have too much of.
SHAPES: dict[str, Callable[[int], str]] = {
    "rows of a table": _between("<table>", lambda n: f"<tr><td>Ship {n}</td><td>{n}</td><td>14 March 2024</td></tr>\n"),
    "cells of one row": _between("<table><tr>", lambda n: f"<td>Ship {n}</td>"),
    "tables in tables": _nested("<table><tr><td>Ship"),
    "items of a list": _between("<ul>", lambda n: f"<li>Ship {n}</li>\n"),
    "lists in lists": _nested("<ul><li>Ship "),
    "terms and definitions": _between("<dl>", lambda n: f"<dt>Ship {n}</dt><dd>It sails at noon.</dd>\n"),
    "elements in elements": _nested("<div>", "", f"<p>{_STORY}</p>"),
    "quotations in quotations": _nested("<blockquote>", "</blockquote>", f"<p>{_STORY}</p>"),
    "spans in spans": _nested("<span>", "", _STORY),
    "elements with classes": _between("", lambda n: f"<div class='card story-{n}'>Ship {n}</div>\n"),
    "words in elements of their own": _between("<p>", lambda n: f"<b>sails</b> at <i>{n}</i> "),
    "links in one paragraph": _between("<p>", lambda n: f"<a href='/{n}'>Ship {n}</a> sails. "),
    "links marked as tags": _between("<p>", lambda n: f"<a rel=tag href='/{n}'>Ship {n}</a> "),
    "links in a row": _between("<ul>", lambda n: f"<li><a href='/story/{n}'>Storm closes {n} schools now</a></li>\n"),
    "cards of teasers": _between(
        "",
        lambda n: f"<div class=card><h3><a href='/{n}'>Ship {n} sails at noon</a></h3><p>It came on Sunday.</p></div>",
    ),
    "attributes of one element": _between("<div ", lambda n: f"data-a{n}=1 ", ">Ship"),
    "a class of many words": _between("<p class='", lambda n: f"story{n} ", "'>Ship"),
    "pictures with a text": _between("", lambda n: f"<img src=/{n}.jpg alt='Ship {n} at the quay'>"),
    "figures with a caption": _between(
        "", lambda n: f"<figure><img src=/{n}.jpg alt='Ship {n}'><figcaption>Ship {n} at noon.</figcaption></figure>"
    ),
    "line breaks": _between("<p>", lambda n: f"Ship {n}<br>"),
    "one preformatted text": _between("<pre>", lambda n: f"Ship {n} sails at noon.\n"),
    "scripts of JSON-LD": _between(
        "",
        lambda n: (
            f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ship {n} sails", '
            f'"author": {{"name": "Ada Brandt"}}}}</script>\n'
        ),
    ),
    "one long script of JSON-LD": _between(
        '<script type="application/ld+json">[',
        lambda n: f'{{"@type": "NewsArticle", "@id": "#{n}", "author": [{{"@id": "#{n - 1}"}}]}},',
        "{}]</script>",
    ),
    "metas": _between("", lambda n: f'<meta property="article:tag" content="Ship {n}">\n'),
    "names in microdata": _between("", lambda n: f'<span itemprop="author">Ada Brandt {n}</span>\n'),
    "headings of the first rank": _between("", lambda n: f"<h1>Ship {n} sails at noon</h1>\n"),
    "times": _between("", lambda _: "<time datetime='2024-03-14'>14 March 2024</time>\n"),
    "bylines": _between("", lambda n: f"<p class=byline>By Ada Brandt {n}</p>\n"),
    "hidden elements": _between("", lambda n: f"<div hidden>Ship {n}</div>\n"),
    "options to choose from": _between("<select>", lambda n: f"<option>Ship {n}</option>\n"),
    "forms that do not end": _nested("<select>Ship ", "", f"<p>{_STORY}</p>"),
    "comments that do not end": _nested("<!-- Ship "),
    "tags that do not end": _nested("<a "),
    "entities": _between("<p>", lambda _: "&amp;&lt;&nbsp;&#8217;"),
    "headlines and summaries": _between("", lambda n: f"<h2>Ship {n} sails</h2><p>It came on Sunday, he said.</p>\n"),
    "comments of readers": _between(
        "", lambda n: f"<div class=comment><b>Ada {n}</b> 3 hours ago<p>Well said, all of it.</p>Reply</div>\n"
    ),
    "paragraphs": _between("", lambda n: f"<p>{_STORY} It is {n}.</p>\n"),
    "sentences of one paragraph": _between("<p>", lambda n: f"Ship {n} sails at noon, the office said. "),
    "one word": _nested("x"),
}


def page(shape: str, size: int) -> str:
    """A page of about ``size`` characters with a short story in front."""
    return f"<!doctype html><html><body><h1>Harbour opens again</h1>{f'<p>{_STORY}</p>' * 3}{SHAPES[shape](size)}"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--shape", "shapes", type=click.Choice(list(SHAPES)), multiple=True, help="May be repeated; by default all."
)
@click.option("--megabytes", "sizes", type=click.FloatRange(0.01, 50), multiple=True, default=(1.0, 2.0, 4.0, 8.0))
@click.option("--one", is_flag=True, hidden=True)
def main(shapes: tuple[str, ...], sizes: tuple[float, ...], one: bool) -> None:
    """What pages cost that have too much of one thing."""
    if one:
        _clean(page(shapes[0], round(sizes[0] * _MEGABYTE)))
        return
    names = [f"{size:g} MB" for size in sizes]
    click.echo(f"| too many or too much | {', CPU s | '.join(names)}, CPU s | power | {names[-1]}, peak MB |")
    click.echo(f"| --- |{' ---: |' * (len(sizes) + 2)}")
    for shape in shapes or SHAPES:
        costs = [_cost(shape, size) for size in sizes]
        power = math.log(costs[-1][0] / costs[0][0]) / math.log(sizes[-1] / sizes[0]) if len(sizes) > 1 else math.nan
        cells = " | ".join(f"{seconds:.1f}" for seconds, _ in costs)
        click.echo(f"| {shape} | {cells} | {power:.2f} | {costs[-1][1]:,.0f} |")


def _cost(shape: str, size: float) -> tuple[float, float]:
    """Seconds of CPU, and the peak of memory in megabytes."""
    command = [sys.executable, __file__, "--one", "--shape", shape, "--megabytes", str(size)]
    seconds, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(peak)


def _clean(markup: str) -> None:
    import newsclean

    newsclean.clean("<p>What is loaded once does not count.</p>", kind="html")
    started = time.process_time()
    newsclean.clean(markup, kind="html").to_markdown()
    seconds = time.process_time() - started
    # In kilobytes on Linux, in bytes on macOS.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    click.echo(f"{seconds:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit:.0f}")


if __name__ == "__main__":
    main()
