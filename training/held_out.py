"""Articles of sites that the model had not seen: what the figures are measured on."""

from __future__ import annotations

import json
import multiprocessing
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve
from bench import Record
from dataset import HEARD, HTML, OWN, Example, fold_of, judged, page_dump

from newsclean.assembly import assemble
from newsclean.labeller import Weights, label_votes
from newsclean.model import Article, Dump
from newsclean.second_opinion import UNSURE, heard

__all__ = ["write_predictions"]

_CHUNK = 16


def write_predictions(
    folder: Path,
    path: Path,
    data: Sequence[Example],
    models: Sequence[Weights],
    *,
    only_pages: bool = False,
    processes: int = 2,
) -> None:
    """Clean every dump and page by the model that has not seen its site; write what ``score.py`` reads.

    Args:
        folder: The bench.
        path: Where the articles of the dumps go. Those of the pages go beside it, a file for each way to do without a
            part: ``NAME-whole``, ``NAME-never`` (no second opinion), ``NAME-always``, ``NAME-no-facts`` (nothing that
            the page says about itself), ``NAME-no-labeller`` (the prior that was set by hand, alone).
        data: What was held out.
        models: The model of each fold.
        only_pages: Leave the dumps out.
        processes: How many work at it.
    """
    tasks = [
        (example.record, fold_of(example.site, len(models)))
        for example in data
        if example.record.flattener not in (HEARD, *OWN) and (not only_pages or example.record.flattener == HTML)
    ]
    lines: dict[str, list[str]] = defaultdict(list)
    with multiprocessing.Pool(processes) as pool:
        for found in pool.imap(partial(_cleaned, folder, models), tasks, _CHUNK):
            for name, line in found:
                lines[name].append(line)
    for name, found in lines.items():
        target = path.with_name(f"{path.stem}-{name}{path.suffix}") if name else path
        target.write_text("".join(found), encoding="utf-8")


def _cleaned(folder: Path, models: Sequence[Weights], task: tuple[Record, int]) -> list[tuple[str, str]]:
    record, fold = task
    if record.flattener == HTML:
        articles = _page_articles(page_dump(folder, record), models[fold])
    else:
        articles = _dump_articles(Dump(record.text), models[fold])
    return [(name, _line(record, article)) for name, article in articles]


def _dump_articles(dump: Dump, model: Weights) -> Iterator[tuple[str, Article]]:
    blocks, votes = judged(dump)
    yield "", assemble(dump, blocks, label_votes(blocks, votes, "balanced", model))


def _page_articles(dump: Dump, model: Weights) -> Iterator[tuple[str, Article]]:
    blocks, votes = judged(dump)
    if not len(blocks):
        return
    plain = label_votes(blocks, votes, "balanced", model)
    yield "never", assemble(dump, blocks, plain)
    yield "no-labeller", assemble(dump, blocks, label_votes(blocks, votes, "balanced", _by_hand(model)))
    with_opinion = heard(dump)
    told = plain
    if with_opinion is not None:
        blocks.dump = with_opinion
        told = label_votes(blocks, votes, "balanced", model)
    yield "always", assemble(dump, blocks, told)
    whole = told if plain.confidence < UNSURE else plain
    yield "whole", assemble(dump, blocks, whole)
    yield "no-facts", assemble(evolve(dump, published=()), blocks, whole)


def _by_hand(model: Weights) -> Weights:
    """The prior alone: no network, and trees that leave every score where it has put it."""
    no_trees = evolve(model.trees, leaves=model.trees.leaves * 0, intercept=0.0)
    return evolve(model, trees=no_trees, page_trees=None, network=None)


def _line(record: Record, article: Article) -> str:
    found: dict[str, Any] = {
        "id": record.id,
        "flattener": record.flattener,
        "text": article.text,
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "authors": list(article.authors),
        "confidence": article.confidence,
    }
    return json.dumps(found, ensure_ascii=False) + "\n"
