#!/usr/bin/env python3
"""Measure newsclean on one core, beside trafilatura on the HTML of the same pages, in one run.

    python benchmarks/speed.py ../shared/bench
    python benchmarks/speed.py ../shared/bench --pages 50 --only pages --only parts

Every page is read once by every system: a cache that knows its lines from an earlier round would flatter. The pages
are dealt into rounds; a ratio is the median of the rounds' ratios, so that a burst of load on the machine moves one of
them.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
from attrs import evolve, frozen
from bench import Record, markdown_table, read_dumps, read_gold, read_html, sampled_ids
from footprint import growth, heavy_modules, import_time, memory
from parts import parts

_SECTIONS = ("pages", "parts", "import", "memory", "growth")

#: The budgets that ``--check`` holds.
_FASTER_THAN_TRAFILATURA = 10.0
_IMPORT_SECONDS = 0.1
_MEMORY_RATIO = 20.0
#: What a dump with bits of markup in it begins with.
_MARKUP = "<p>The <b>ferry</b> sails again.</p>\n"
#: Linear is 1; what lies between is noise, and the caches of the processor.
_EXPONENT = 1.15


@frozen
class Sample:
    """One page: a dump of it, and its HTML.

    Attributes:
        html: Decoded by trafilatura's own decoder beforehand, so that it is timed on extraction alone.
    """

    dump: Record
    html: str


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--pages", type=click.IntRange(min=5), default=250, show_default=True, help="Spread over the benches.")
@click.option("--rounds", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--only", type=click.Choice(_SECTIONS), multiple=True, help="Only this section; may be repeated.")
@click.option("--markdown", type=click.Path(dir_okay=False, path_type=Path), help="Write the tables here as well.")
@click.option("--check", is_flag=True, help="Exit with status 1 if a budget is broken.")
def main(folder: Path, pages: int, rounds: int, only: tuple[str, ...], markdown: Path | None, check: bool) -> None:
    """Measure newsclean on the pages of a bench FOLDER."""
    gold = read_gold(folder)
    chosen = sampled_ids(gold, pages)
    dumps = read_dumps(folder, {page_id: record for page_id, record in gold.items() if page_id in chosen})
    report: list[str] = []
    verdicts: list[tuple[bool, str]] = []

    def show(text: str) -> None:
        report.append(text)
        click.echo(text + "\n")

    sections = only or _SECTIONS
    if "pages" in sections:
        table, faster = side_by_side(_deal(dumps, folder), rounds)
        show(table)
        verdicts.append(
            (faster >= _FASTER_THAN_TRAFILATURA, f"{faster:.1f} times as fast as trafilatura (at least 10)")
        )
    if "parts" in sections:
        show(parts(_one_a_page(dumps)))
    if "import" in sections:
        seconds, heavy = import_time(), heavy_modules()
        verdicts.append((seconds < _IMPORT_SECONDS, f"import adds {1000 * seconds:.0f} ms (under 100)"))
        verdicts.append((not heavy, f"import loads {', '.join(heavy) or 'no heavy library'}"))
    if "memory" in sections:
        with tempfile.TemporaryDirectory() as scratch:
            table, ratios = memory(dumps, Path(scratch))
        show(table)
        verdicts.append((max(ratios.values()) < _MEMORY_RATIO, f"memory {max(ratios.values()):.1f} times (under 20)"))
    if "growth" in sections:
        table, exponents = growth(dumps)
        show(table)
        worst = max(exponents.values())
        verdicts.append((worst <= _EXPONENT, f"cost grows with size to the power of {worst:.2f} (at most 1.15)"))
    show("\n".join(f"- {'holds' if holds else 'BROKEN'}: {text}" for holds, text in verdicts))
    if markdown:
        markdown.write_text("\n\n".join(report) + "\n", encoding="utf-8")
    if check and not all(holds for holds, _ in verdicts):
        raise SystemExit(1)


def _one_a_page(dumps: list[Record]) -> list[Record]:
    """One dump of every page, its flatteners in turn."""
    pages: dict[str, list[Record]] = {}
    for dump in dumps:
        pages.setdefault(dump.id, []).append(dump)
    return [flattened[number % len(flattened)] for number, flattened in enumerate(pages.values())]


def _deal(dumps: list[Record], folder: Path) -> list[Sample]:
    from trafilatura.utils import decode_file

    return [Sample(dump, decode_file(read_html(folder, dump.gold["page"]))) for dump in _one_a_page(dumps)]


def _systems() -> dict[str, Callable[[Sample], object]]:
    import trafilatura

    import newsclean

    return {
        "str.splitlines": lambda sample: sample.dump.text.splitlines(),
        "newsclean.clean": lambda sample: newsclean.clean(sample.dump.text),
        "newsclean.clean, language told": lambda sample: newsclean.clean(
            sample.dump.text, language=sample.dump.language.replace("?", "en")
        ),
        "newsclean.clean, receipt read": lambda sample: newsclean.clean(sample.dump.text).blocks,
        "trafilatura.extract": lambda sample: trafilatura.extract(sample.html),
        "trafilatura.extract, with metadata": lambda sample: trafilatura.extract(sample.html, with_metadata=True),
    }


def side_by_side(samples: list[Sample], rounds: int) -> tuple[str, float]:
    """Time all systems on the same pages.

    Returns:
        A Markdown table, and how many times as fast newsclean is as trafilatura's default.
    """
    systems = _systems()
    # What is loaded on first use (lexicon, weights, profiles) is paid before: one page of every language, and one dump
    # with bits of markup. The parser for these takes 100 ms to load, and one dump in a hundred has any.
    first = {sample.dump.language: sample for sample in samples}
    bits = [evolve(sample, dump=evolve(sample.dump, text=_MARKUP + sample.dump.text)) for sample in samples[:1]]
    for sample in (*first.values(), *bits):
        for system in systems.values():
            system(sample)
    cpu: dict[str, list[float]] = {name: [] for name in systems}
    wall: dict[str, list[float]] = {name: [] for name in systems}
    for number in range(rounds):
        dealt = samples[number::rounds]
        order = list(systems) if number % 2 else list(systems)[::-1]
        for name in order:
            gc.collect()
            cpu_started, wall_started = time.process_time(), time.perf_counter()
            for sample in dealt:
                systems[name](sample)
            cpu[name].append((time.process_time() - cpu_started) / len(dealt))
            wall[name].append((time.perf_counter() - wall_started) / len(dealt))

    def ratio(name: str, other: str) -> float:
        return statistics.median(mine / theirs for mine, theirs in zip(cpu[name], cpu[other], strict=True))

    rows = [
        [
            name,
            f"{1e6 * statistics.mean(cpu[name]):,.0f}",
            f"{1e6 * statistics.mean(wall[name]):,.0f}",
            f"{ratio(name, 'str.splitlines'):,.1f}",
            f"{1 / ratio(name, 'trafilatura.extract'):,.1f}",
        ]
        for name in systems
    ]
    characters = sum(len(sample.dump.text) for sample in samples)
    title = f"{len(samples)} pages, {characters / len(samples):,.0f} characters a dump"
    header = [title, "CPU µs", "wall µs", "times splitlines", "times as fast as trafilatura"]
    return markdown_table(header, rows), 1 / ratio("newsclean.clean", "trafilatura.extract")


if __name__ == "__main__":
    main()
