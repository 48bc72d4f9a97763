"""Articles of sites that the model had not seen: what the figures are measured on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve
from dataset import HEARD, HTML, OWN, Example, fold_of, judged, page_dump

from newsclean.assembly import assemble
from newsclean.labeller import Weights, label_votes
from newsclean.model import Article, Dump
from newsclean.second_opinion import UNSURE, heard

__all__ = ["write_predictions"]


def write_predictions(folder: Path, path: Path, data: Sequence[Example], models: Sequence[Weights]) -> None:
    """Clean every dump and page by the model that has not seen its site; write what ``score.py`` reads.

    ``path`` gets the dumps. The pages get files beside it, one for each way to do without a part: ``NAME-whole.jsonl``,
    ``NAME-never.jsonl`` (no second opinion), ``NAME-always.jsonl``, ``NAME-no-facts.jsonl``, ``NAME-no-labeller.jsonl``
    (the prior that was set by hand, alone).
    """
    by_hand = [evolve(model, trees=_silent(model)) for model in models]
    lines: dict[str, list[str]] = {"": []}
    for example in data:
        record, fold = example.record, fold_of(example.site, len(models))
        if record.flattener == HTML:
            for name, article in _page_articles(page_dump(folder, record), models[fold], by_hand[fold]):
                lines.setdefault(name, []).append(_line(record.id, record.flattener, article))
        elif record.flattener not in (HEARD, *OWN):
            dump = Dump(record.text)
            blocks, votes = judged(dump)
            article = assemble(dump, blocks, label_votes(blocks, votes, "balanced", models[fold]))
            lines[""].append(_line(record.id, record.flattener, article))
    for name, found in lines.items():
        target = path.with_name(f"{path.stem}-{name}{path.suffix}") if name else path
        target.write_text("".join(found), encoding="utf-8")


def _page_articles(dump: Dump, model: Weights, by_hand: Weights) -> Iterator[tuple[str, Article]]:
    blocks, votes = judged(dump)
    if not len(blocks):
        return
    plain = label_votes(blocks, votes, "balanced", model)
    yield "never", assemble(dump, blocks, plain)
    yield "no-labeller", assemble(dump, blocks, label_votes(blocks, votes, "balanced", by_hand))
    with_opinion = heard(dump)
    told = plain
    if with_opinion is not None:
        blocks.dump = with_opinion
        told = label_votes(blocks, votes, "balanced", model)
    yield "always", assemble(dump, blocks, told)
    whole = told if plain.confidence < UNSURE else plain
    yield "whole", assemble(dump, blocks, whole)
    unpublished = evolve(with_opinion if with_opinion and whole is told else dump, published=())
    blocks, votes = judged(unpublished)
    yield "no-facts", assemble(unpublished, blocks, label_votes(blocks, votes, "balanced", model))


def _silent(model: Weights) -> Any:
    """Trees that leave every score where the prior has put it."""
    return evolve(model.trees, leaves=model.trees.leaves * 0, intercept=0.0)


def _line(page_id: str, flattener: str, article: Article) -> str:
    found = {
        "id": page_id,
        "flattener": flattener,
        "text": article.text,
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "authors": list(article.authors),
        "confidence": article.confidence,
    }
    return json.dumps(found, ensure_ascii=False) + "\n"
