"""What a batch bears: kills at random moments, and inputs that want to do harm.

    python benchmarks/faults.py --kills 50
    python benchmarks/faults.py --hostile

A killed batch is begun again, and killed again, until it reaches its end; then its outputs must be, byte for byte,
those of a batch that nothing disturbed. A hostile input stands between two good ones, which must come out as ever.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count, cycle, islice
from pathlib import Path

from batch import measured
from bench import markdown_table

__all__ = ["HOSTILE", "OUTPUTS", "hostile", "kills", "main"]

_SAMPLES = Path(__file__).parent.parent / "samples"
# So many that a batch has time to be killed some thirty times, and shards so small that most kills fall into one.
_RECORDS = 400
_SHARD_SIZE = 8
# What hostile records may take here: less than by default, so that the table is done in minutes.
_TIMEOUT = 20
_MEGABYTES = 2_000
# What shells report of a program that Ctrl-C ended.
_INTERRUPTED = 130
_STORY = "The harbour opened again on Monday, the council said, after a winter in which no ship could enter it."
_PARAGRAPH = f"<p>{_STORY}</p>"


def _page(inside: str) -> bytes:
    return f"<!doctype html><html><body>{inside}{_PARAGRAPH}</body></html>".encode("utf-8", "surrogatepass")


_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))

#: What is killed: shards, a file for each article, one file for all, and one that is put together.
OUTPUTS = (("out/", "jsonl"), ("pages/", "markdown"), ("out.jsonl", "jsonl"), ("out.parquet", "parquet"))
#: What is in the hostile file, by name; files of text have a name that ends with .txt.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "100 MB in one line.txt": lambda: (_STORY.encode() + b" ") * 1_000_000,
    "40 MB in one line.txt": lambda: (_STORY.encode() + b" ") * 400_000,
    "40 MB in lines.txt": lambda: (_STORY.encode() + b"\n") * 400_000,
    "ten million blank lines.txt": lambda: b"\n" * 10_000_000 + _STORY.encode(),
    "five million words of one letter.txt": lambda: b"a " * 5_000_000,
    "NULs.txt": lambda: "\0".join(_STORY).encode(),
    "NULs.html": lambda: _page("\0" * 1_000),
    "random bytes.txt": lambda: random.Random(5).randbytes(1_000_000),
    "UTF-16 without a mark.html": lambda: _page("").decode().encode("utf-16-le"),
    "windows-1252 called UTF-8.html": lambda: _page('<meta charset="utf-8">H\u00e4fen').decode().encode("cp1252"),
    "bytes of surrogates.html": lambda: _page("\ud800" * 100),
    "100,000 nested elements.html": lambda: _page("<div>" * 100_000),
    "a million attributes.html": lambda: _page(f"<div {' '.join(f'a{n}=1' for n in range(1_000_000))}>"),
    "200,000 comments without end.html": lambda: _page("<!--" * 200_000),
    "a million signs of less.html": lambda: _page("<" * 1_000_000),
    "200,000 links.html": lambda: _page("<a href=x>x</a>" * 200_000),
    "200 nested tables.html": lambda: _page("<table><tr><td>" * 200),
    "a table of 10^18 columns.html": lambda: _page("<table><tr><td colspan=1000000000000000000>x</td></tr></table>"),
    "a bomb of entities.html": lambda: f"<!DOCTYPE x [<!ENTITY e0 'boom'>{_ENTITIES}]>".encode() + _page("&e8;"),
    "an entity of elsewhere.html": lambda: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + _page("&e;"),
    "JSON-LD nested 100,000 times.html": lambda: _page(f'<script type="application/ld+json">{"[" * 100_000}</script>'),
    "JSON nested 100,000 times.jsonl": lambda: b'{"text": ' + b"[" * 100_000,
    "a number of a million digits.jsonl": lambda: b'{"text": "x", "id": ' + b"9" * 1_000_000 + b"}",
    "60 MB of JSON in one line.jsonl": lambda: json.dumps({"text": f"{_STORY} " * 600_000}).encode(),
    "an id of a megabyte.jsonl": lambda: json.dumps({"text": _STORY, "id": "../" * 300_000}).encode(),
}


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _clean(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "newsclean", "clean", *arguments]


def kills(wanted: int, seed: int, only: str = "") -> Counter[str]:
    """Kill batches so often; how many ended each way. Raises if a batch comes out otherwise than undisturbed."""
    chance = random.Random(seed)
    outputs = [one for one in OUTPUTS if only in one[0]]
    dumps = [path.read_text("utf-8") for path in sorted(_SAMPLES.glob("*.txt"))]
    happened: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "dumps.jsonl")
        records = ({"id": str(number), "text": dump} for number, dump in enumerate(islice(cycle(dumps), _RECORDS)))
        source.write_text("".join(json.dumps(record) + "\n" for record in records) + "no record\n", "utf-8")
        wholes: dict[str, dict[str, bytes]] = {}
        for number in count():
            if happened.total() >= wanted:
                return happened
            output, form = outputs[number % len(outputs)]
            options = (str(source), "--quiet", "--shard-size", str(_SHARD_SIZE), "--format", form)
            if output not in wholes:
                wholes[output] = _whole(options, Path(scratch, f"whole-{number}"), output)
            before = happened.total()
            folder = Path(scratch, f"out-{number}")
            folder.mkdir()
            command = _clean(*options, "-o", f"{folder}/{output}")
            # At least one kill of each kind, and not all of them of one.
            most = min(wanted, before + max(wanted // (2 * len(outputs)), 1))
            while (ending := _killed(command, folder, chance)) is not None:
                happened[f"{output}, {ending}"] += 1
                if happened.total() >= most:
                    _run([*command, "--workers", "2"])
                    break
            if _tree(folder) != wholes[output]:
                differing = sorted({name for name, _ in _tree(folder).items() ^ wholes[output].items()})
                raise AssertionError(
                    f"the batch that was killed {happened.total() - before} times differs: {differing}"
                )
            print(f"{happened.total()} kills, the same bytes in {output}", file=sys.stderr, flush=True)
    raise AssertionError("counting never ends")


def _whole(options: Sequence[str], folder: Path, output: str) -> dict[str, bytes]:
    folder.mkdir()
    _run(_clean(*options, "-o", f"{folder}/{output}", "--workers", "1"))
    return _tree(folder)


def _run(command: list[str]) -> None:
    process = subprocess.run(command, stderr=subprocess.PIPE, check=False)
    if process.returncode != 1:
        raise AssertionError(f"it ended with {process.returncode}: {process.stderr.decode()}")


def _killed(command: list[str], folder: Path, chance: random.Random) -> str | None:
    """Begin a batch and end it; how, or ``None`` if it came to its end first."""
    name, to_all = chance.choice([("SIGKILL", True), ("SIGKILL", False), ("SIGINT", True), ("SIGTERM", False)])
    workers = str(chance.randint(1, 3))
    aim = _told(folder) + chance.randint(0, 8)
    # A file: workers that outlive their parent would keep a pipe open.
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen([*command, "--workers", workers], stderr=said, start_new_session=True) as run,
    ):
        started = time.monotonic()
        # Some of them while it starts, the others while shards are written.
        patience = chance.uniform(0.1, 3.0) if chance.random() < 0.3 else 60.0
        while run.poll() is None and _told(folder) < aim and time.monotonic() - started < patience:
            time.sleep(0.005)
        time.sleep(chance.uniform(0.0, 0.1))
        if run.poll() is None:
            with suppress(ProcessLookupError):
                (os.killpg if to_all else os.kill)(run.pid, signal.Signals[name])
        ending = run.wait()
        if ending in (-signal.Signals[name], _INTERRUPTED if name == "SIGINT" else None):
            return f"{name} to {'all processes' if to_all else 'the parent'}"
        said.seek(0)
        told = said.read().decode()
        # A run that was refused, since something of the one before still held its lock, or failed, is no kill. All that
        # one that came to its end says is which record it rejected.
        if ending != 1 or any("dumps.jsonl:" not in line for line in told.splitlines()):
            raise AssertionError(f"begun again, it ended with {ending}: {told}")
        return None


def _told(folder: Path) -> int:
    """Lines of the journal, wherever it is; it goes away when a file is whole."""
    try:
        return sum(path.read_bytes().count(b"\n") for path in folder.rglob("journal.jsonl"))
    except FileNotFoundError:
        return 0


def hostile(name: str) -> list[str]:
    """Clean one hostile input between two good ones; a row of the table."""
    with tempfile.TemporaryDirectory() as scratch:
        inputs = Path(scratch, "dumps")
        inputs.mkdir()
        for good in ("1.txt", "3.txt"):
            (inputs / good).write_text(f"{_STORY} It is {good}.", "utf-8")
        path = inputs / f"2{Path(name).suffix}"
        content = HOSTILE[name]()
        path.write_bytes(content)
        out = Path(scratch, "out")
        given = [str(inputs / "1.txt"), str(path), str(inputs / "3.txt")]
        limits = ["--timeout", str(_TIMEOUT), "--max-memory", str(_MEGABYTES)]
        cost = measured([*_clean(*given, "-o", f"{out}/", "--quiet"), *limits])
        rejects = [json.loads(line) for line in (out / "rejects.jsonl").read_text("utf-8").splitlines()]
        articles = [json.loads(line) for line in (out / "part-00000.jsonl").read_text("utf-8").splitlines()]
        neighbours = [article for article in articles if article["id"].endswith(("1.txt", "3.txt"))]
        if len(articles) + len(rejects) != 3 or [article["text"][-6:-1] for article in neighbours] != [
            "1.txt",
            "3.txt",
        ]:
            raise AssertionError(f"{name}: a neighbour is lost")
        said = f"{rejects[0]['status']}: {rejects[0]['reason']:.70}" if rejects else "an article"
        return [name, f"{len(content) / 1e6:.1f}", said, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.whole:.0f}"]


def main() -> None:
    """Do harm and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, metavar="N", help="kill batches so often")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hostile", action="store_true", help="clean hostile inputs")
    parser.add_argument(
        "--only", default="", metavar="TEXT", help="outputs, or hostile inputs, with this in their name"
    )
    arguments = parser.parse_args()
    if arguments.kills:
        happened = kills(arguments.kills, arguments.seed, arguments.only)
        print(markdown_table(["ended by", "times"], [[how, str(times)] for how, times in sorted(happened.items())]))
    if arguments.hostile:
        rows = []
        for name in HOSTILE:
            if arguments.only in name:
                rows.append(hostile(name))
                print(*rows[-1], sep="  ", file=sys.stderr, flush=True)
        print(markdown_table(["input", "MB", "outcome", "wall s", "CPU s", "peak MB"], rows))


if __name__ == "__main__":
    main()
