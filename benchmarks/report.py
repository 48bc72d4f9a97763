#!/usr/bin/env python3
"""How long a report of many documents takes to open, to scroll and to search, in a real browser.

    python benchmarks/report.py ../shared/bench
    python benchmarks/report.py ../shared/bench --documents 2000 --different 500

The development dumps are cleaned and repeated under other names until there are enough. Chromium is taken from the
path, or named in CHROMIUM. Times are those of the page's own clock; work is the time of its thread, for which it does
not matter how busy the machine is.
"""

from __future__ import annotations

import itertools
import os
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

import click
from attrs import evolve
from bench import markdown_table, read_dumps, read_gold, sampled_ids

from newsclean import Cleaner
from newsclean.batch.sources.fields import Fields
from newsclean.report import entry_of, write_report

# What is searched for: words that most documents have, words that few have, and words that none has.
_WORDS = ("government", "lighthouse keeper", "zyzzyva quux")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_WATCHED = """async (words) => {
    const field = document.getElementById("search"), found = document.getElementById("found");
    performance.clearMarks("texts searched");
    const begun = performance.now();
    let first = null, longest = 0, before = begun;
    field.value = words;
    field.dispatchEvent(new Event("input"));
    for (;;) {
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        longest = Math.max(longest, now - before);
        before = now;
        if (first === null && !found.textContent.startsWith("0 ")) first = now - begun;
        const [end] = performance.getEntriesByName("texts searched");
        if (end) return [first, end.startTime - begun, longest, found.textContent];
    }
}"""
_SCROLLED = """async () => {
    const list = document.getElementById("list");
    for (let number = 0; number < 90; number++) {
        list.scrollTop = number * 400;
        await new Promise(requestAnimationFrame);
    }
}"""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--documents", default=10_000, show_default=True)
@click.option("--different", default=1_000, show_default=True, help="Pages that are cleaned for it.")
@click.option("--rounds", default=3, show_default=True, help="The median of so many is told.")
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), help="Leave the page here.")
def main(folder: Path, documents: int, different: int, rounds: int, keep: Path | None) -> None:
    """Write the report and look at it."""
    with tempfile.TemporaryDirectory() as scratch:
        path = keep or Path(scratch, "report.html")
        if not path.exists():
            _write(path, folder, documents, different)
        click.echo(f"{documents:,} documents, {path.stat().st_size / 1e6:.0f} MB\n")
        click.echo(_looked_at(path, rounds))


def _write(path: Path, folder: Path, documents: int, different: int) -> None:
    gold = read_gold(folder)
    ids = sampled_ids(gold, different)
    fields, cleaner = Fields(), Cleaner()
    some = []
    for record in read_dumps(folder, {name: gold[name] for name in sorted(ids)}, ["bs4_lines"]):
        row = {"id": record.id, "text": record.text}
        some.append(entry_of(cleaner, {}, {}, fields.record(row, place=record.id, stem=record.id, number=1)))
    with path.open("wb") as stream:
        repeated = zip(range(documents), itertools.cycle(some), strict=False)
        write_report(stream, (evolve(entry, name=f"{entry.name} {number}") for number, entry in repeated))


def _looked_at(path: Path, rounds: int) -> str:
    from playwright.sync_api import sync_playwright

    measured: dict[str, list[float]] = {}
    with sync_playwright() as playwright:
        executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
        chromium = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        for _ in range(rounds):
            page = chromium.new_page(viewport={"width": 1440, "height": 900})
            for name, value in _round(page, path):
                measured.setdefault(name, []).append(value)
            page.close()
        chromium.close()
    rows = [[name, f"{statistics.median(values):.2f}", f"{max(values):.2f}"] for name, values in measured.items()]
    return markdown_table(["seconds", "median", "worst"], rows)


def _round(page: Any, path: Path) -> list[tuple[str, float]]:
    page.goto(path.as_uri() + "#documents")
    page.wait_for_selector(".block")
    shown = page.evaluate("performance.getEntriesByName('document shown')[0].startTime") / 1000
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _worked(session)
    page.evaluate(_SCROLLED)
    found = [("first document shown", shown), ("work for a frame of scrolling", (_worked(session) - before) / 90)]
    for words in _WORDS:
        before = _worked(session)
        first, all_of_them, longest, told = page.evaluate(_WATCHED, words)
        found.append((f"“{words}” ({told.split()[0]} found): work", _worked(session) - before))
        name = f"“{words}” ({told.split()[0]} found)"
        if first is not None:
            found.append((f"{name}: first shown", first / 1000))
        found += [(f"{name}: all searched", all_of_them / 1000), (f"{name}: longest frame", longest / 1000)]
    return found


def _worked(session: Any) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


if __name__ == "__main__":
    main()
