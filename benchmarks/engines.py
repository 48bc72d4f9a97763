"""The same dumps by every engine: how long each takes to start, and how fast it is then.

    pip install 'newsclean[all,spark,ray,datatrove]'
    python benchmarks/engines.py BENCH_FOLDER --dumps 2000

The input is a folder of eight Parquet files of the folder's dumps; every engine may use two cores, and writes what
it makes of them. To start is everything until the first dump could be handed over: imports, servers, sessions. What
comes out is held against what the batch gives; the exit status is 1 if an engine fails or gives something else. An
engine whose package is not installed is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import frozen
from bench import markdown_table, read_dumps, read_gold

__all__ = ["ENGINES", "Cost", "main", "measured"]

_FILES = 8
# Seconds between two looks at the processes.
_LOOK = 0.1
_BATCH = "batch, 2 workers"

_LOOP = """
import newsclean, pyarrow.dataset, pyarrow.parquet
from newsclean.arrow import clean_batches, output_schema
started()
with pyarrow.parquet.ParquetWriter(f"{target}/articles.parquet", output_schema()) as writer:
    for batch in clean_batches(pyarrow.dataset.dataset(source).to_batches()):
        writer.write_batch(batch)
"""
_CONSOLE = """
import subprocess, sys
started()
options = ["--quiet", "--workers", "{workers}", "--format", "parquet", "-o", f"{{target}}/"]
subprocess.run([sys.executable, "-m", "newsclean", "clean", source, *options], check=True)
"""
_SPARK = """
from pyspark.sql import SparkSession
from newsclean.adapters import spark
session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
dumps = session.read.parquet(source)
started()
spark.clean(dumps).write.mode("overwrite").parquet(target)
session.stop()
"""
_RAY = """
import ray, ray.data
from newsclean.adapters.ray import clean
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
ray.data.DataContext.get_current().enable_progress_bars = False
dumps = ray.data.read_parquet(source)
started()
clean(dumps, batch_size=256).write_parquet(target)
ray.shutdown()
"""
_DATATROVE = """
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import ParquetReader
from datatrove.pipeline.writers import JsonlWriter
from newsclean.adapters.datatrove import NewsCleaner
steps = [ParquetReader(source), NewsCleaner(), JsonlWriter(target, compression=None)]
started()
LocalPipelineExecutor(steps, logging_dir=f"{target}/logs", tasks=8, workers=2).run()
"""
_FRAME = """
import sys, time
begun = time.time()
source, target = sys.argv[1:3]
def started():
    open(f"{{target}}.started", "w").write(str(time.time()))
if __name__ == "__main__":
    {job}
"""

#: By name: what it does, and the package that it needs.
ENGINES: dict[str, tuple[str, str]] = {
    "`clean_batches` in a loop": (_LOOP, "pyarrow"),
    "batch, 1 worker": (_CONSOLE.format(workers=1), "pyarrow"),
    _BATCH: (_CONSOLE.format(workers=2), "pyarrow"),
    "Spark, local[2]": (_SPARK, "pyspark"),
    "Ray Data, 2 CPUs": (_RAY, "ray"),
    "datatrove, 2 workers": (_DATATROVE, "datatrove"),
}


@frozen
class Cost:
    """What a run took, in seconds: until it had started, from then on, and of CPU (all processes, as last seen)."""

    start: float
    work: float
    cpu: float


def measured(job: str, source: Path, target: Path) -> Cost:
    """Run a job to its end.

    Raises:
        RuntimeError: It failed; with the end of what it said.
    """
    script = target.with_suffix(".py")
    # A file, since some engines read the main module again in their workers.
    script.write_text(_FRAME.format(job=job.strip().replace("\n", "\n    ")), "utf-8")
    target.mkdir()
    seen: dict[int, float] = {}
    begun = time.time()
    with tempfile.TemporaryFile() as said:
        environment = {**os.environ, "PYSPARK_PYTHON": sys.executable}
        command = [sys.executable, str(script), str(source), str(target)]
        with subprocess.Popen(command, stdout=said, stderr=said, env=environment) as process:
            while process.poll() is None:
                seen.update(_cpu_times(process.pid))
                time.sleep(_LOOK)
        ended = time.time()
        if process.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode("utf-8", "replace")[-2000:])
    started = float(Path(f"{target}.started").read_text())
    return Cost(started - begun, ended - started, sum(seen.values()))


def _cpu_times(root: int) -> dict[int, float]:
    """Seconds of CPU that a process and those that come from it have had."""
    parents: dict[int, int] = {}
    times: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(path.parent.name)
        parents[number] = int(fields[1])
        times[number] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    family = {root}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return {number: times[number] for number in family if number in times}


def make_input(folder: Path, target: Path, count: int) -> None:
    """Write so many dumps, evenly chosen, to a folder of Parquet files."""
    import pyarrow
    from pyarrow import parquet

    # Readers of datatrove leave out a document without text.
    dumps = [dump for dump in read_dumps(folder, read_gold(folder)) if dump.text.strip()]
    chosen = [dumps[number * len(dumps) // count] for number in range(count)]
    rows = [{"id": f"{number}-{dump.id}", "text": _encodable(dump.text)} for number, dump in enumerate(chosen)]
    target.mkdir()
    for number in range(_FILES):
        parquet.write_table(pyarrow.Table.from_pylist(rows[number::_FILES]), target / f"{number}.parquet")


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def articles(folder: Path) -> dict[str, tuple[Any, Any]]:
    """Text and title of every article in a folder, by its id."""
    from pyarrow import parquet

    found = {}
    for path in folder.rglob("*.parquet"):
        for row in parquet.read_table(path, columns=["id", "text", "title"]).to_pylist():
            found[row["id"]] = (row["text"], row["title"])
    for path in folder.glob("*.jsonl"):
        for line in path.read_text("utf-8").split("\n"):
            if line.startswith("{") and "metadata" in (row := json.loads(line)):
                # The writer leaves out what is empty.
                found[row["id"]] = (row.get("text", ""), row["metadata"]["article"]["title"])
    return found


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="see bench.py")
    parser.add_argument("--dumps", type=int, default=2000, metavar="N")
    parser.add_argument("--only", default="", metavar="TEXT", help="engines with this in their name; the batch always")
    arguments = parser.parse_args()
    rows, wrong = [], 0
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "dumps")
        make_input(arguments.folder, source, arguments.dumps)
        order = [_BATCH, *(name for name in ENGINES if name != _BATCH and arguments.only in name)]
        wanted: dict[str, tuple[Any, Any]] = {}
        for number, name in enumerate(order):
            job, package = ENGINES[name]
            if find_spec(package) is None or (package == "pyspark" and shutil.which("java") is None):
                print(f"{name}: not installed", file=sys.stderr)
                continue
            target = Path(scratch, f"out-{number}")
            try:
                cost = measured(job, source, target)
            except RuntimeError as error:
                # What the others took is worth knowing all the same.
                print(f"{name}: failed\n{error}", file=sys.stderr)
                wrong += 1
                continue
            found = articles(target)
            wanted = wanted or found
            wrong += found != wanted
            rate = f"{arguments.dumps / cost.work:.0f}"
            same = "yes" if found == wanted else "NO"
            rows.append([name, f"{cost.start:.1f}", f"{cost.work:.1f}", rate, f"{cost.cpu:.0f}", same])
            print(*rows[-1], sep="  ", file=sys.stderr, flush=True)
    header = ["engine", "start s", "work s", "dumps/s", "CPU s", "the same articles"]
    print(markdown_table(header, rows))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
