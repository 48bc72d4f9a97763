#!/usr/bin/env python3
"""Score predictions by language and by confidence, all benches together; and by bench on a sample of the pages.

    python benchmarks/predictions.py ../shared/bench --dumps held-out.jsonl \
        --pages "newsclean on HTML=held-out-whole.jsonl" --pages "trafilatura on HTML=trafilatura.jsonl"

The files are those that ``training/train.py --predictions`` and ``benchmarks/quality.py --output`` write.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from attrs import frozen
from bench import markdown_table, read_gold, sampled_ids, scorer

#: Upper ends of the bands of confidence: the doubtful ones wide, for they are few.
_BANDS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98, 1.0)
#: From which confidence on one might use an article.
_LEAST = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)
#: A story with a word-F1 under this is another story, or half of one.
_BAD = 0.5


@frozen
class Scored:
    """One prediction and its score."""

    id: str
    bench: str
    language: str
    f1: float
    confidence: float | None


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dumps", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--pages", multiple=True, metavar="NAME=FILE", help="Predictions of pages; may be repeated.")
@click.option("--sample", type=click.IntRange(min=1), help="By bench, only the pages that quality.py takes for it.")
@click.option("--fewest", type=click.IntRange(min=1), default=2, show_default=True, help="Pages of a language.")
def main(folder: Path, dumps: Path, pages: tuple[str, ...], sample: int | None, fewest: int) -> None:
    """Score predictions for the pages of a bench FOLDER."""
    gold = read_gold(folder)
    scored = list(scores(folder, gold, dumps))
    systems = {"newsclean on dumps": scored}
    for name, _, path in (given.partition("=") for given in pages):
        systems[name] = list(scores(folder, gold, Path(path)))
    chosen = sampled_ids(gold, sample)
    click.echo(by_bench({name: [one for one in found if one.id in chosen] for name, found in systems.items()}) + "\n")
    click.echo(by_language(gold, systems, fewest) + "\n")
    click.echo(by_confidence(scored) + "\n")
    click.echo(by_least_confidence(scored))


def scores(folder: Path, gold: Mapping[str, dict[str, Any]], predictions: Path) -> Iterator[Scored]:
    """The word-F1 of every prediction."""
    for found in _lines(predictions):
        record = gold[found["id"]]
        f1 = scorer(folder).score(record, found)["f1"]
        yield Scored(record["id"], record["bench"], record.get("lang") or "?", f1, found.get("confidence"))


def by_bench(systems: Mapping[str, Sequence[Scored]]) -> str:
    """A row for each bench and system."""
    rows = [
        [bench, name, str(len(found)), _mean(found)]
        for bench in sorted({one.bench for scored in systems.values() for one in scored})
        for name, scored in systems.items()
        if (found := [one.f1 for one in scored if one.bench == bench])
    ]
    return markdown_table(["bench", "system", "n", "f1"], rows)


def by_language(gold: Mapping[str, dict[str, Any]], systems: Mapping[str, Sequence[Scored]], fewest: int) -> str:
    """A row for each language with at least ``fewest`` pages, a column for each system."""
    pages: dict[str, int] = defaultdict(int)
    for record in gold.values():
        pages[record.get("lang") or "?"] += 1
    rows = [
        [
            language,
            str(count),
            *(_mean([one.f1 for one in found if one.language == language]) for found in systems.values()),
        ]
        for language, count in sorted(pages.items(), key=lambda item: (item[0] == "?", -item[1], item[0]))
        if count >= fewest
    ]
    return markdown_table(["language", "pages", *systems], rows)


def by_confidence(scored: Sequence[Scored]) -> str:
    """What was promised, and what came of it."""
    rows = []
    for low, high in zip((0.0, *_BANDS), _BANDS, strict=False):
        band = [one for one in scored if one.confidence is not None and _within(one.confidence, low, high)]
        if band:
            promised = _mean([one.confidence or 0.0 for one in band])
            rows.append([f"{low:g} to {high:g}", str(len(band)), promised, _mean([one.f1 for one in band])])
    return markdown_table(["confidence", "dumps", "promised", "word-F1"], rows)


def by_least_confidence(scored: Sequence[Scored]) -> str:
    """What is left, and how good it is, if less sure articles are put aside."""
    rows = []
    for least in _LEAST:
        kept = [one.f1 for one in scored if (one.confidence or 0.0) >= least]
        bad = sum(f1 < _BAD for f1 in kept)
        rows.append(
            [f"{least:g}", f"{100 * len(kept) / len(scored):.1f}%", _mean(kept), f"{100 * bad / len(kept):.1f}%"]
        )
    return markdown_table(["confidence at least", "dumps", "word-F1", f"under {_BAD:g}"], rows)


def _within(value: float, low: float, high: float) -> bool:
    return low <= value < high or value == high == _BANDS[-1]


def _mean(values: Sequence[float]) -> str:
    return f"{sum(values) / len(values):.3f}" if values else "-"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    main()
