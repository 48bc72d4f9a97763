"""What the batch costs: throughput with one worker and two, beside a plain loop, and its memory as the input grows.

    python benchmarks/batch.py BENCH_FOLDER                              # 20 MB and 100 MB
    python benchmarks/batch.py BENCH_FOLDER --megabytes 1000 --no-loop   # flat memory over a gigabyte; half an hour

The input is made of every fourth of the folder's dumps, in their order, over and over, each with an id of its own:
about 50 MB, so that inputs of 100 MB and more hold the same dumps, and only their number grows.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from attrs import frozen
from bench import markdown_table, read_dumps, read_gold

__all__ = ["Cost", "main", "make_input", "measured"]

_MEGABYTE = 1_000_000
# Of all dumps, 185 MB, one in so many: see above.
_EVERY = 4
_IN_A_LOOP = "`clean` in a loop"
# Seconds between two looks at the memory of the processes: the system walks all their pages for it, and twenty looks a
# second took an eighth of two cores.
_LOOK = 1.0
# Seconds between two looks at whether it is done.
_WAIT = 0.02
# The loop that the batch is compared with: what it must do at least, reading and writing JSON included.
_LOOP = """
import json, sys
import newsclean
from newsclean.writing.records import to_json_line
with open(sys.argv[1], encoding="utf-8") as lines, open(sys.argv[2], "w", encoding="utf-8") as out:
    for line in lines:
        out.write(to_json_line(newsclean.clean(json.loads(line))))
"""


@frozen
class Cost:
    """What a run took.

    Attributes:
        wall: Seconds.
        cpu: Seconds of CPU of all processes.
        cpu_parent: Those of the first process alone, which reads and writes while others clean.
        parent: Megabytes at its peak.
        whole: Megabytes of all processes at their peak.
    """

    wall: float
    cpu: float
    cpu_parent: float
    parent: float
    whole: float


def make_input(folder: Path, path: Path, megabytes: int) -> int:
    """Write a JSONL file of about so many megabytes; the number of its records."""
    dumps = read_dumps(folder, read_gold(folder))[::_EVERY]
    written = 0
    with path.open("w", encoding="utf-8") as stream:
        for number in count():
            if written >= megabytes * _MEGABYTE:
                return number
            dump = dumps[number % len(dumps)]
            line = json.dumps({"id": f"{number}-{dump.id}", "text": dump.text}, ensure_ascii=False) + "\n"
            written += len(line.encode("utf-8", "replace"))
            stream.write(line)
    raise AssertionError("counting never ends")


def measured(command: list[str]) -> Cost:
    """Run a command to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    parent = whole = cpu_parent = 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        looked = started
        while process.poll() is None:
            cpu_parent = max(cpu_parent, _cpu(process.pid))
            if time.perf_counter() - looked > _LOOK:
                own, others = _memory(process.pid), sum(map(_memory, _children(process.pid)))
                parent, whole = max(parent, own), max(whole, own + others)
                looked = time.perf_counter()
            time.sleep(_WAIT)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {process.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, cpu_parent, parent, whole)


def _cpu(process: int) -> float:
    """Seconds of CPU that a process has had so far."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> float:
    """Megabytes that a process has to itself, and its share of what it has with others."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def _children(process: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))
    except OSError:
        return []


def _commands(source: Path, target: Path) -> dict[str, list[str]]:
    batch = [sys.executable, "-m", "newsclean", "clean", str(source), "--quiet", "-o"]
    return {
        _IN_A_LOOP: [sys.executable, "-c", _LOOP, str(source), str(target / "loop.jsonl")],
        "batch, 1 worker": [*batch, f"{target / 'one'}/", "--workers", "1"],
        "batch, 2 workers": [*batch, f"{target / 'two'}/", "--workers", "2"],
    }


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="see bench.py")
    parser.add_argument("--megabytes", type=int, nargs="+", default=[20, 100], metavar="MB")
    parser.add_argument("--no-loop", action="store_true", help="leave out the plain loop")
    arguments = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for megabytes in arguments.megabytes:
            source = Path(scratch, f"{megabytes}.jsonl")
            documents = make_input(arguments.folder, source, megabytes)
            target = Path(scratch, f"out-{megabytes}")
            target.mkdir()
            for name, command in _commands(source, target).items():
                if name == _IN_A_LOOP and arguments.no_loop:
                    continue
                cost = measured(command)
                rows.append(
                    [
                        f"{megabytes} MB, {documents:,} dumps", name,
                        f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.cpu_parent:.1f}",
                        f"{documents / cost.wall:.0f}", f"{megabytes / cost.wall:.2f}",
                        f"{cost.parent:.0f}", f"{cost.whole:.0f}",
                    ]
                )  # fmt: skip
                print(*rows[-1], sep="  ", file=sys.stderr, flush=True)
    header = ["input", "", "wall s", "CPU s", "of it parent", "dumps/s", "MB/s", "peak MB, parent", "peak MB, all"]
    print(markdown_table(header, rows))


if __name__ == "__main__":
    main()
