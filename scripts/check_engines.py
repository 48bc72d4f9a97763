"""Check that Ray Data and datatrove give what ``newsclean.clean`` gives, and how long they take to start and to run.

    pip install 'newsclean[ray,datatrove]'
    python scripts/check_engines.py FOLDER_OF_DUMPS

Not part of the test suite: Ray alone takes 600 MB to install and 20 seconds of CPU to start. Spark has a test of
its own.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import newsclean


def rows_of(folder: Path) -> list[dict[str, str]]:
    """The dumps of a folder."""
    return [
        {"id": path.relative_to(folder).as_posix(), "text": path.read_text("utf-8", "replace")}
        for path in sorted(folder.rglob("*.txt"))
    ]


def by_ray(rows: list[dict[str, str]]) -> Iterator[tuple[str, str, Any]]:
    """Id, text and title of each article; before the first, something when the engine is up."""
    import ray
    from ray.data import from_items

    from newsclean.adapters.ray import clean

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield "", "", None
    for row in clean(from_items(rows), batch_size=256).take_all():
        yield row["id"], row["text"], row["title"]


def by_datatrove(rows: list[dict[str, str]]) -> Iterator[tuple[str, str, Any]]:
    """The same by a pipeline of two tasks."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from newsclean.adapters.datatrove import NewsCleaner

    with tempfile.TemporaryDirectory() as scratch:
        dumps = Path(scratch, "dumps")
        dumps.mkdir()
        for number in range(2):
            lines = [json.dumps(row) for row in rows[number::2]]
            (dumps / f"{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        articles = Path(scratch, "articles")
        steps = [JsonlReader(str(dumps)), NewsCleaner(), JsonlWriter(str(articles), compression=None)]
        yield "", "", None
        LocalPipelineExecutor(steps, logging_dir=str(Path(scratch, "logs")), tasks=2, workers=2).run()
        for path in sorted(articles.glob("*.jsonl")):
            for line in path.read_text("utf-8").splitlines():
                record = json.loads(line)
                yield record["id"], record["text"], record["metadata"]["article"]["title"]


def check(name: str, engine: Callable[[list[dict[str, str]]], Iterator[Any]], rows: list[dict[str, str]]) -> bool:
    """Whether an engine gives what ``newsclean.clean`` gives; says how long it took."""
    begun = time.perf_counter()
    results = engine(rows)
    next(results)
    started = time.perf_counter()
    found = {identifier: (text, title) for identifier, text, title in results}
    ended = time.perf_counter()
    wanted = {}
    for row in rows:
        article = newsclean.clean(row)
        wanted[row["id"]] = (article.text, article.title)
    rate = len(rows) / (ended - started)
    same = "the same" if found == wanted else "NOT the same"
    print(f"{name}: {len(rows)} dumps, start {started - begun:.1f} s, {rate:.0f} dumps/s, {same} as newsclean.clean")
    return found == wanted


def main() -> int:
    """Check the engines that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", nargs="*", default=["ray", "datatrove"], choices=["ray", "datatrove"])
    arguments = parser.parse_args()
    rows = rows_of(arguments.folder)
    engines = {"ray": by_ray, "datatrove": by_datatrove}
    wrong = [name for name in arguments.engines if not check(name, engines[name], rows)]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
