#!/usr/bin/env python3
"""Score newsclean and the baselines on the dumps of a bench folder, by the folder's own ``score.py``.

    python benchmarks/quality.py ../shared/bench --sample 100
    python benchmarks/quality.py ../shared/bench --bench daniel-dev --flattener w3m --worst 20

All systems get the same pages. trafilatura reads the HTML and so has one row a page, under the flattener ``html``.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
import operator
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from attrs import frozen
from baselines import CHANGING, READS_HTML, SYSTEMS, Prediction, system_version
from bench import Record, digest, markdown_table, read_dumps, read_gold, read_pages, sampled_ids, scorer
from floors import breaches, raised

#: Dumps handed to a process at a time: enough to make the passing of messages cheap, few enough to keep both busy.
_CHUNK = 16


@frozen
class Result:
    """One system's scores on one record.

    Attributes:
        scores: The measures of ``score.py`` that the gold allows, by name.
        seconds: CPU time of the prediction.
        error: What the system raised, if it did; its prediction counts as empty.
        prediction: What it found; ``None`` where the scores come from the cache.
    """

    system: str
    id: str
    bench: str
    flattener: str
    language: str
    scores: dict[str, float]
    seconds: float = 0.0
    error: str | None = None
    prediction: Prediction | None = None


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--systems", default="newsclean,raw,c4,justext", show_default=True, help=f"All: {', '.join(SYSTEMS)}.")
@click.option("--sample", type=click.IntRange(min=1), help="Only so many pages, spread over the benches.")
@click.option("--bench", "benches", multiple=True, help="Only this bench; may be repeated.")
@click.option("--flattener", "flatteners", multiple=True, help="Only this flattener; may be repeated.")
@click.option("--worst", type=click.IntRange(min=0), default=0, help="List so many of the first system's worst dumps.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the first system's predictions.")
@click.option("--markdown", type=click.Path(dir_okay=False, path_type=Path), help="Write the tables here as well.")
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(tempfile.gettempdir()) / "newsclean-quality",
    show_default=True,
    help="Where the baselines' scores are kept: they are slow and do not change.",
)
@click.option("--floors", type=click.Path(dir_okay=False, path_type=Path), help="Fail where F1 is under this file's.")
@click.option("--update-floors", is_flag=True, help="Write the first system's F1 to --floors; lowers none.")
@click.option("--lower-floors", metavar="REASON", help="With --update-floors: lower them, and keep the reason.")
@click.option("--full", is_flag=True, help="All measures by bench and flattener, and by bench and language.")
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True)
def main(
    folder: Path,
    systems: str,
    sample: int | None,
    benches: tuple[str, ...],
    flatteners: tuple[str, ...],
    worst: int,
    output: Path | None,
    markdown: Path | None,
    cache: Path,
    floors: Path | None,
    update_floors: bool,
    lower_floors: str | None,
    full: bool,
    processes: int,
) -> None:
    """Score newsclean and the baselines on the dumps of a bench FOLDER."""
    if (update_floors and not floors) or (lower_floors and not update_floors):
        raise click.UsageError("--update-floors needs --floors, and --lower-floors needs both")
    names = systems.split(",")
    if unknown := [name for name in names if name not in SYSTEMS]:
        raise click.BadParameter(f"no such system: {', '.join(unknown)}", param_hint="--systems")
    gold = read_gold(folder, benches)
    chosen = sampled_ids(gold, sample)
    gold = {page_id: record for page_id, record in gold.items() if page_id in chosen}
    dumps = read_dumps(folder, gold, flatteners)
    results: list[Result] = []
    for name in names:
        records = read_pages(gold) if name in READS_HTML else dumps
        # The scores of newsclean change with every edit, and predictions are not kept in the cache.
        path = None if name in CHANGING or (output and name == names[0]) else cache / _cache_name(folder, name)
        results += run(name, records, folder, path, processes)
    _report_errors(results)
    if output:
        _write_predictions(output, [result for result in results if result.system == names[0]])
    report = "\n\n".join(tables(results, scorer(folder).METRICS, full=full))
    if worst:
        report += "\n\n" + _worst([result for result in results if result.system == names[0]], worst)
    click.echo(report)
    if markdown:
        markdown.write_text(report + "\n", encoding="utf-8")
    if floors:
        if benches or flatteners:
            raise click.UsageError("floors are for all benches and flatteners")
        measured = _f1_by_group(result for result in results if result.system == names[0])
        edition = digest(folder)
        problems = (
            raised(floors, measured, edition, sample, reason_to_lower=lower_floors)
            if update_floors
            else breaches(floors, measured, edition, sample)
        )
        for problem in problems:
            click.echo(problem, err=True)
        if problems:
            raise SystemExit(1)


def _f1_by_group(results: Iterable[Result]) -> dict[str, float]:
    """F1 by bench and by flattener; the two have no name in common."""
    groups: dict[str, list[float]] = defaultdict(list)
    for result in results:
        for name in (result.bench, result.flattener):
            groups[name].append(result.scores["f1"])
    return {name: sum(values) / len(values) for name, values in groups.items()}


def run(name: str, records: list[Record], folder: Path, cache: Path | None, processes: int) -> list[Result]:
    """Score one system on the records, from the cache where it has them, and keep what is new there."""
    known = _read_cache(cache) if cache else {}
    missing = [record for record in records if (record.id, record.flattener) not in known]
    started = time.perf_counter()
    tasks = ((name, record, folder) for record in missing)
    fresh: list[Result] = []
    with multiprocessing.Pool(processes) as pool:
        for result in pool.imap_unordered(_judge, tasks, _CHUNK):
            fresh.append(result)
            if sys.stderr.isatty() and len(fresh) % 100 == 0:
                click.echo(f"\r{name}: {len(fresh)} of {len(missing)}", nl=False, err=True)
    if fresh:
        cpu = sum(result.seconds for result in fresh)
        wall = time.perf_counter() - started
        click.echo(
            f"\r{name}: {len(fresh)} inputs in {wall:.1f} s, {1000 * cpu / len(fresh):.2f} ms CPU each", err=True
        )
    for result in fresh:
        known[result.id, result.flattener] = result.scores
    if cache and fresh:
        _write_cache(cache, known)
    by_key = {(result.id, result.flattener): result for result in fresh}
    return [
        by_key.get((record.id, record.flattener))
        or Result(name, record.id, record.bench, record.flattener, record.language, known[record.id, record.flattener])
        for record in records
    ]


def _judge(task: tuple[str, Record, Path]) -> Result:
    name, record, folder = task
    started, error = time.process_time(), None
    try:
        prediction = SYSTEMS[name](record, folder)
    except Exception as problem:  # noqa: BLE001  one page that fails must not cost the table of all the others
        prediction, error = {"text": ""}, f"{type(problem).__name__}: {problem}"
    seconds = time.process_time() - started
    scores = scorer(folder).score(record.gold, prediction)
    return Result(name, record.id, record.bench, record.flattener, record.language, scores, seconds, error, prediction)


def tables(results: Iterable[Result], metrics: tuple[str, ...], *, full: bool) -> Iterator[str]:
    """The Markdown tables: by bench, by flattener, by bench and flattener, by bench and language.

    The last two give F1 alone, a column for each flattener or system, unless ``full``.
    """
    results = list(results)
    by_bench = _grouped(results, lambda result: (result.bench, result.system))
    yield _table(["bench", "system"], by_bench, metrics, _means(by_bench, metrics))
    yield _table(["flattener", "system"], _grouped(results, lambda result: (result.flattener, result.system)), metrics)
    if full:
        for name in ("flattener", "language"):
            key = operator.attrgetter("bench", name, "system")
            yield _table(["bench", name, "system"], _grouped(results, key), metrics)
    else:
        yield _crosstab(["F1", "system"], results, lambda result: (result.bench, result.system), "flattener")
        yield _crosstab(["F1", "language"], results, lambda result: (result.bench, result.language), "system")


_Groups = dict[tuple[str, ...], list[dict[str, float]]]


def _grouped(results: Iterable[Result], group: Callable[[Result], tuple[str, ...]]) -> _Groups:
    """Scores by group, whose last part is the system: groups in alphabetical order, systems as given."""
    groups: _Groups = defaultdict(list)
    for result in results:
        groups[group(result)].append(result.scores)
    return dict(sorted(groups.items(), key=lambda item: item[0][:-1]))


def _mean(scores: Iterable[dict[str, float]], metric: str) -> float | None:
    values = [score[metric] for score in scores if metric in score]
    return sum(values) / len(values) if values else None


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _means(by_bench: _Groups, metrics: tuple[str, ...]) -> list[list[str]]:
    """Rows of the plain mean of the benches, and of the benches of news: every bench counts once."""
    rows = []
    for label, leave_out in (("plain mean", ()), ("plain mean, news", ("wcxb-dev",))):
        for system in dict.fromkeys(system for _, system in by_bench):
            groups = [scores for (bench, name), scores in by_bench.items() if name == system and bench not in leave_out]
            columns = [[mean for scores in groups if (mean := _mean(scores, metric)) is not None] for metric in metrics]
            cells = [_cell(sum(column) / len(column) if column else None) for column in columns]
            rows.append([label, system, str(sum(map(len, groups))), *cells])
    return rows


def _table(header: list[str], groups: _Groups, metrics: tuple[str, ...], more: Iterable[list[str]] = ()) -> str:
    rows = [
        [*group, str(len(scores)), *(_cell(_mean(scores, metric)) for metric in metrics)]
        for group, scores in groups.items()
    ]
    return markdown_table([*header, "n", *metrics], [*rows, *more])


def _crosstab(header: list[str], results: list[Result], row: Callable[[Result], tuple[str, ...]], column: str) -> str:
    """F1 by ``row`` and, from left to right, by the attribute ``column`` of the results."""
    columns = list(dict.fromkeys(getattr(result, column) for result in results))
    cells: dict[tuple[str, ...], dict[str, list[dict[str, float]]]] = defaultdict(lambda: defaultdict(list))
    for result in results:
        cells[row(result)][getattr(result, column)].append(result.scores)
    rows = [
        [*group, str(max(map(len, scores.values()))), *(_cell(_mean(scores[name], "f1")) for name in columns)]
        for group, scores in sorted(cells.items(), key=lambda item: item[0] if column == "system" else item[0][:-1])
    ]
    return markdown_table([*header, "n at most", *columns], rows)


def _worst(results: list[Result], count: int) -> str:
    rows = [
        [result.id, result.flattener, result.language]
        + [f"{result.scores[metric]:.3f}" for metric in ("f1", "precision", "recall")]
        for result in sorted(results, key=lambda result: (result.scores["f1"], result.id, result.flattener))[:count]
    ]
    return markdown_table(["worst", "flattener", "language", "f1", "precision", "recall"], rows)


def _report_errors(results: list[Result]) -> None:
    failures = [result for result in results if result.error]
    for result in failures[:10]:
        click.echo(f"{result.system} failed on {result.id} ({result.flattener}): {result.error}", err=True)
    if len(failures) > 10:
        click.echo(f"… and on {len(failures) - 10} more", err=True)


def _write_predictions(path: Path, results: list[Result]) -> None:
    """Predictions as ``score.py`` reads them; those from HTML stand for every flattener of their page."""
    with path.open("w", encoding="utf-8") as lines:
        for result in results:
            row: dict[str, Any] = {"id": result.id, **(result.prediction or {})}
            if result.system not in READS_HTML:
                row["flattener"] = result.flattener
            lines.write(json.dumps(row) + "\n")


def _cache_name(folder: Path, system: str) -> str:
    return f"{system}-{system_version(system)}-{digest(folder)}.jsonl.gz"


def _read_cache(path: Path) -> dict[tuple[str, str], dict[str, float]]:
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {(row["id"], row["flattener"]): row["scores"] for row in map(json.loads, lines)}


def _write_cache(path: Path, known: dict[tuple[str, str], dict[str, float]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and moved into place: a run that is cut short leaves the old file whole.
    fresh = path.with_suffix(f".{os.getpid()}")
    with gzip.open(fresh, "wt", encoding="utf-8") as lines:
        for (page_id, flattener), scores in known.items():
            lines.write(json.dumps({"id": page_id, "flattener": flattener, "scores": scores}) + "\n")
    fresh.replace(path)


if __name__ == "__main__":
    main()
