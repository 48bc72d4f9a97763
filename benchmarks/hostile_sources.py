#!/usr/bin/env python3
"""Read what was made to do harm, each in a process of its own under a limit of memory; say what it took.

    python benchmarks/hostile_sources.py            a table: CPU seconds, peak memory, what was said
    python benchmarks/hostile_sources.py --only zip

The inputs are made here, in a folder that is removed. The exit status is 1 if one of them ended otherwise than in
records and reasons: killed, out of memory, over time.
"""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
from bench import markdown_table

#: Bytes of address space and seconds of CPU that a process may take; and of wall time, if it sleeps for ever. On a busy
#: machine two minutes of CPU are half an hour.
_MEMORY = 3_000_000_000
_SECONDS = 120
_PATIENCE = 1_800
_MB = 1_000_000

_PROBE = f"""
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, ({_MEMORY}, {_MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({_SECONDS}, {_SECONDS}))
from newsclean.batch.records import BadRecord
from newsclean.batch.sources import open_source
import pyarrow.parquet
def peak():
    # ru_maxrss is that of the process before exec, too.
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) // 1024
start, before = resource.getrusage(resource.RUSAGE_SELF), peak()
good = 0
reasons = []
for record in open_source([sys.argv[1]]):
    if isinstance(record, BadRecord):
        reasons.append(record.reason)
    else:
        good += 1
end = resource.getrusage(resource.RUSAGE_SELF)
seconds = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
print(f"{{seconds:.2f}}", peak() - before, good, len(reasons), *reasons[-1:], sep="\\t")
"""


def zeros(count: int, byte: bytes = b"\0") -> Iterator[bytes]:
    """So many megabytes of one byte."""
    for _ in range(count):
        yield byte * _MB


def compressed(opened: Callable[[str], Any], megabytes: int) -> Callable[[str], None]:
    """Make a bomb that grows to so many megabytes."""

    def make(name: str) -> None:
        with opened(name) as file:
            for piece in zeros(megabytes):
                file.write(piece)

    return make


def zstd(name: str) -> Any:
    """A file of zstd to write to."""
    from backports.zstd import ZstdFile

    return ZstdFile(name, "w")


def written(content: Callable[[], Iterator[bytes]]) -> Callable[[str], None]:
    """Make a file of pieces."""

    def make(name: str) -> None:
        with Path(name).open("wb") as file:
            file.writelines(content())

    return make


def zip_bomb(name: str) -> None:
    """A member of 2 GB of zeros among members that are dumps."""
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "A dump.")
        with archive.open("b.jsonl", "w", force_zip64=True) as member:
            for piece in zeros(2000):
                member.write(piece)
        archive.writestr("c.txt", "A dump.")


def many_members(name: str) -> None:
    """A directory of 300,000 members of nothing."""
    with zipfile.ZipFile(name, "w") as archive:
        for number in range(300_000):
            archive.writestr(f"{number:060}.txt", b"")


def tar_header(name: str) -> None:
    """A name of 500 MB."""
    member = tarfile.TarInfo("x")
    member.type, member.size = tarfile.GNUTYPE_LONGNAME, 500 * _MB
    with Path(name).open("wb") as file:
        file.write(member.tobuf(tarfile.GNU_FORMAT))
        file.writelines(zeros(500, b"x"))


def equal_values(name: str) -> None:
    """A column that holds a megabyte once and names it 100,000 times."""
    import pyarrow as pa
    from pyarrow import parquet

    values = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), pa.array(["x" * _MB]))
    schema = pa.schema({"text": values.type})
    with parquet.ParquetWriter(name, schema, compression="zstd") as writer:
        writer.write_table(pa.Table.from_arrays([values], schema=schema))


def torn_parquet(name: str) -> None:
    """Half of a Parquet file."""
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"text": [os.urandom(1000).hex() for _ in range(10_000)]}), name)
    os.truncate(name, Path(name).stat().st_size // 2)


def torn_web_archive(name: str) -> None:
    """Nine and a half of ten pages."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" + os.urandom(5000).hex().encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(page)}\r\n\r\n"
    record = head.encode() + page + b"\r\n\r\n"
    Path(name).write_bytes(b"".join(gzip.compress(record) for _ in range(10))[:-2000])


DUMP = b'{"text": "A dump."}\n'
CASES: dict[str, tuple[str, Callable[[str], None]]] = {
    "gzip bomb, 2 GB, as text": ("x.txt.gz", compressed(partial(gzip.GzipFile, mode="wb"), 2000)),
    "gzip bomb, 2 GB, as lines": ("x.jsonl.gz", compressed(partial(gzip.GzipFile, mode="wb"), 2000)),
    "bzip2 bomb, 2 GB, as lines": ("x.jsonl.bz2", compressed(partial(bz2.BZ2File, mode="wb"), 2000)),
    "xz bomb, 2 GB, as a web archive": ("x.warc.xz", compressed(partial(lzma.LZMAFile, mode="wb"), 2000)),
    "zstd bomb, 10 GB, as a table": ("x.csv.zst", compressed(zstd, 10_000)),
    "zstd bomb, 10 GB, as Parquet": ("x.parquet.zst", compressed(zstd, 10_000)),
    "zip bomb, 2 GB among dumps": ("x.zip", zip_bomb),
    "zip of 300,000 empty members": ("many.zip", many_members),
    "tar header with a name of 500 MB": ("x.tar", tar_header),
    "one line of 1 GB, dumps around it": ("x.jsonl", written(lambda: iter([DUMP, *zeros(1000, b"x"), b"\n", DUMP]))),
    "100 MB line of a record": (
        "x.jsonl",
        written(lambda: iter([b'{"text": "', *zeros(100, b"x"), b'"}\n', DUMP])),
    ),
    "ten million blank lines": ("x.jsonl", written(lambda: iter([b"\n" * 10_000_000, DUMP]))),
    "ten million arrays in one record": (
        "x.jsonl",
        written(lambda: iter([b'{"a": [' + b"[]," * 10_000_000 + b"[]]}\n", DUMP])),
    ),
    "nesting of 50 million": ("x.jsonl", written(lambda: iter([b"[" * 50_000_000 + b"\n", DUMP]))),
    "a number of 50 million digits": (
        "x.jsonl",
        written(lambda: iter([b'{"a": ' + b"9" * 50_000_000 + b"}\n", DUMP])),
    ),
    "a list with an item of 1 GB": ("x.json", written(lambda: iter([b'[{"text": "A"}, "', *zeros(1000, b"x"), b'"]']))),
    "a quotation mark that is never closed, 1 GB": (
        "x.csv",
        written(lambda: iter([b'text\nA\n"', *(piece[:-1] + b"\n" for piece in zeros(1000, b"x"))])),
    ),
    "a million rows of commas": ("x.csv", written(lambda: iter([b"text\n", b"," * 1000 + b"\n"] * 100_000))),
    "a megabyte, 100,000 times, in Parquet": ("x.parquet", equal_values),
    "half of a Parquet file": ("x.parquet", torn_parquet),
    "a web archive that is cut off": ("x.warc.gz", torn_web_archive),
    "a gzip file that is cut off": (
        "x.jsonl.gz",
        written(lambda: iter([gzip.compress(b"".join(DUMP for _ in range(100_000)))[:-500]])),
    ),
    "a page of a web archive with a length of a petabyte": (
        "x.warc",
        written(lambda: iter([b"WARC/1.0\r\nContent-Length: 999999999999999\r\n\r\n", *zeros(300)])),
    ),
    "rubbish": ("x.warc", written(lambda: iter([os.urandom(50 * _MB)]))),
}


@click.command()
@click.option("--only", default="", help="Those whose names hold this.")
def main(only: str) -> None:
    """Read everything that is hostile and print a table of what it took."""
    rows = []
    wrong = 0
    for name, (file, make) in CASES.items():
        if only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder, file))
            make(path)
            size = Path(path).stat().st_size
            row, is_right = measured(path, folder)
        wrong += not is_right
        rows.append([name, f"{size / _MB:,.1f}", *row])
        print(json.dumps(rows[-1]), file=sys.stderr)
    print(markdown_table(["input", "MB", "CPU s", "extra MB", "records", "reasons", "last reason"], rows))
    sys.exit(1 if wrong else 0)


def measured(path: str, folder: str) -> tuple[list[str], bool]:
    """What reading a file took, and whether it ended in records and reasons."""
    try:
        process = subprocess.run(
            [sys.executable, "-c", _PROBE, path], capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return [f">{_PATIENCE} wall", "", "", "", "over time"], False
    if process.returncode:
        said = process.stderr.strip().splitlines() or [f"ended with {process.returncode}"]
        return ["", "", "", "", said[-1][:100]], False
    values = process.stdout.rstrip("\n").split("\t")
    return [value.replace(folder, "").replace("|", "\\|") for value in [*values, ""][:5]], True


if __name__ == "__main__":
    main()
