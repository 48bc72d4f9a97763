"""Reading a bench folder: gold, dumps and pages, and the scoring functions that come with them.

A bench folder holds ``gold*.jsonl.gz`` (one record a page), ``dumps*.jsonl.gz`` (the pages as text, flattened in
several ways), ``pages/`` (the HTML, gzipped) and ``score.py``, whose measures are the ones shown.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import importlib.util
import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import frozen

__all__ = [
    "HTML",
    "Record",
    "digest",
    "markdown_table",
    "read_dumps",
    "read_gold",
    "read_html",
    "read_pages",
    "sampled_ids",
    "scorer",
]

#: The flattener's name of records whose input is the page itself.
HTML = "html"


@frozen
class Record:
    """One input and its gold.

    Attributes:
        id: The page's id.
        bench: The collection that it belongs to.
        flattener: How the page became text; ``"html"`` if it did not.
        language: ISO 639-1 code that the gold gives; ``"?"`` where it gives none.
        text: The dump; for ``"html"`` the name of the page's file.
        gold: The gold record, as ``score.py`` wants it.
    """

    id: str
    bench: str
    flattener: str
    language: str
    text: str
    gold: dict[str, Any]


@functools.cache
def scorer(folder: Path) -> ModuleType:
    """The module ``score.py`` of the folder."""
    spec = importlib.util.spec_from_file_location("bench_score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def digest(folder: Path) -> str:
    """Twelve hexadecimal digits that change when gold, dumps or ``score.py`` change."""
    fingerprint = hashlib.sha256((folder / "score.py").read_bytes())
    for path in sorted([*folder.glob("gold*.jsonl.gz"), *folder.glob("dumps*.jsonl.gz")]):
        # Name and size are enough to notice a new edition, and hashing the dumps would take longer than reading them.
        fingerprint.update(f"{path.name} {path.stat().st_size}".encode())
    return fingerprint.hexdigest()[:12]


def read_gold(folder: Path, benches: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """The gold records by id, in the order of the files; of all benches if none is named."""
    return {
        gold["id"]: gold
        for path in sorted(folder.glob("gold*.jsonl.gz"))
        for gold in _lines(path)
        if not benches or gold["bench"] in benches
    }


def sampled_ids(gold: dict[str, dict[str, Any]], size: int | None) -> set[str]:
    """The ids of ``size`` pages, spread evenly over the benches and within each; all of them for ``None``.

    The same pages on every run. A bench that is smaller than its share leaves the rest to the others.
    """
    if size is None or size >= len(gold):
        return set(gold)
    benches: dict[str, list[str]] = {}
    for page_id, record in gold.items():
        benches.setdefault(record["bench"], []).append(page_id)
    chosen: set[str] = set()
    for rank, ids in enumerate(sorted(benches.values(), key=len)):
        share = min(len(ids), (size - len(chosen)) // (len(benches) - rank))
        ids.sort()
        chosen.update(ids[place * len(ids) // share] for place in range(share))
    return chosen


def read_dumps(folder: Path, gold: dict[str, dict[str, Any]], flatteners: Collection[str] = ()) -> list[Record]:
    """The dumps of the pages in ``gold``, of all flatteners if none is named."""
    return [
        _record(gold[dump["id"]], dump["flattener"], dump["text"])
        for path in sorted(folder.glob("dumps*.jsonl.gz"))
        for dump in _lines(path)
        if dump["id"] in gold and (not flatteners or dump["flattener"] in flatteners)
    ]


def read_pages(gold: dict[str, dict[str, Any]]) -> list[Record]:
    """The pages of ``gold``; the text of each record is its file's name, for ``read_html``."""
    return [_record(page, HTML, page["page"]) for page in gold.values()]


def read_html(folder: Path, name: str) -> bytes:
    """The markup of one page."""
    return gzip.decompress((folder / "pages" / name).read_bytes())


def _record(gold: dict[str, Any], flattener: str, text: str) -> Record:
    return Record(gold["id"], gold["bench"], flattener, gold.get("lang") or "?", text, gold)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; columns of figures stand to the right."""
    right = [all(_is_figure(row[column]) for row in rows) for column in range(len(header))]
    lines = [header, ["---:" if figures else "---" for figures in right], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _is_figure(cell: str) -> bool:
    return cell == "-" or cell.rstrip("%").replace(",", "").replace(".", "", 1).lstrip("-").isdigit()
