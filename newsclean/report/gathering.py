"""Inputs of a report, one after the other: dumps, which are cleaned, and articles that were cleaned before."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from newsclean.batch.articles import FIELDS, as_fields, is_article, is_output_folder, read_articles
from newsclean.batch.pool import Lost
from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sources import STANDARD_INPUT, open_source
from newsclean.batch.sources.fields import Fields
from newsclean.cleaner import Cleaner, Kind
from newsclean.errors import InputError
from newsclean.evaluation import Found, Gold, judge, keys_of
from newsclean.evaluation.lines import holds_lines, read_lines
from newsclean.model import Article
from newsclean.report.entries import Entry, entry_of_article

__all__ = ["entry_of", "lost_entry", "subjects"]

# Cleaned once more, an article would pass for a dump without chrome.
_NO_RECEIPT = "an article without its receipt; write it with newsclean clean --receipt"

#: What becomes an entry: a dump, or the fields of an article under the name of its line.
Subject = Record | BadRecord | tuple[str, dict[str, Any]]


def subjects(
    paths: Iterable[str | os.PathLike[str]],
    *,
    kind: Kind | None = None,
    standard_input: BinaryIO | None = None,
    **source: Any,
) -> Iterator[Subject]:
    """Find what a report is about.

    Args:
        paths: Files, folders, ``"-"`` as for ``newsclean clean``; records are dumps, or articles that it has written.
        kind: What dumps are.
        standard_input: Where ``"-"`` is read from.
        source: What else ``open_source`` takes.

    Yields:
        One for each dump, article and problem, in order.
    """
    names: dict[str, Any] = {one: source.get(f"{one}_field") for one in ("text", "html", "url", "id", "date")}
    fields = Fields(**names, kind=kind)
    for path in paths:
        if os.fspath(path) != STANDARD_INPUT and holds_lines(Path(path)) and Path(path).is_file():
            for name, data in read_lines(Path(path)):
                yield _subject(name, data, fields)
        elif os.fspath(path) != STANDARD_INPUT and is_output_folder(path):
            yield from _articles_of(path)
        else:
            told = {**source, "keep_fields": FIELDS, "keep_empty": True}
            for record in open_source((path,), kind=kind, standard_input=standard_input, **told):
                yield _article_of(record.place, record.carried) if is_article(record.carried) else record


def _articles_of(folder: str | os.PathLike[str]) -> Iterator[Subject]:
    """The articles of all shards of a folder, without what tells of them."""
    try:
        for place, data in read_articles(folder):
            yield BadRecord(place, place, data.reason) if isinstance(data, InputError) else _article_of(place, data)
    except InputError as error:
        yield BadRecord(os.fspath(folder), os.fspath(folder), error.reason)


def _article_of(place: str, row: Mapping[str, Any]) -> Subject:
    """The article that a row of any format is."""
    # All values of CSV are text, which has no room for a receipt.
    if isinstance(row.get("confidence"), str):
        return BadRecord(place, place, _NO_RECEIPT)
    try:
        return place, as_fields(row)
    except InputError as error:
        return BadRecord(place, place, error.reason)


def _subject(name: str, data: dict[str, Any] | InputError, fields: Fields) -> Subject:
    if isinstance(data, InputError):
        return BadRecord(name, name, data.reason)
    if is_article(data):
        return name, data
    return fields.record(data, place=name, stem=name, number=1)


def entry_of(
    cleaner: Cleaner, options: Mapping[str, Any], gold: Mapping[tuple[str, str | None], Gold], subject: Subject
) -> Entry:
    """Clean a dump, or read an article; never raises.

    Args:
        cleaner: Cleans dumps.
        options: As for ``Cleaner.clean``.
        gold: What is known of the pages; see ``newsclean.evaluation.read_gold``.
        subject: One of ``subjects``.
    """
    name = subject[0] if isinstance(subject, tuple) else subject.place
    try:
        took = site = None
        if isinstance(subject, BadRecord):
            return Entry(name, subject.reason)
        if isinstance(subject, Record):
            _warm_up()
            start = time.perf_counter()
            article = cleaner.clean(subject.raw(), **{**options, "kind": subject.kind or options.get("kind")})
            took = (time.perf_counter() - start) * 1000
            site = subject.site
        else:
            article = _article(subject[1])
        name = article.id or name
        return entry_of_article(name, article, site=site, milliseconds=took, f1=_f1(article, name, gold))
    except InputError as error:
        return Entry(name, error.reason)
    # A defect of ours, or too little memory: one record must not take the others with it, nor go unnamed.
    except Exception as error:  # noqa: BLE001
        return Entry(name, f"newsclean failed on it ({type(error).__name__}: {error}); please report this")


def lost_entry(subject: Subject, lost: Lost) -> Entry:
    """The entry of a dump that took too much time, or its process with it."""
    return Entry(subject[0] if isinstance(subject, tuple) else subject.place, lost.reason)


@cache
def _warm_up() -> None:
    """Load what the first dump of a process would have to wait for, so that it does not count as slow."""
    Cleaner().clean("The ferry to Osk will sail again on Monday after eleven days in dock, the harbour office said.")


def _article(data: dict[str, Any]) -> Article:
    article = Article.from_dict(data)
    if not article.blocks or not article.source:
        if not article.text:
            return article
        raise InputError(_NO_RECEIPT)
    if article.blocks[-1].span.end > len(article.source):
        raise InputError("the blocks reach beyond the source; were they written by newsclean?")
    if any(one.span.end > two.span.start for one, two in zip(article.blocks, article.blocks[1:], strict=False)):
        raise InputError("the blocks overlap; were they written by newsclean?")
    return article


def _f1(article: Article, name: str, gold: Mapping[tuple[str, str | None], Gold]) -> float | None:
    known = next((gold[key, None] for key in keys_of(name) if (key, None) in gold), None) if gold else None
    if known is None or known.text is None:
        return None
    return judge(known, Found.of(article, with_blocks=False)).measures.get("f1")
