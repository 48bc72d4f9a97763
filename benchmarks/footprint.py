"""What newsclean costs apart from its speed on pages: import time, memory, and how cost grows with the dump."""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, cycle, islice
from pathlib import Path

from bench import Record, markdown_table

__all__ = ["HEAVY_MODULES", "SHAPES", "growth", "heavy_modules", "import_time", "memory", "shaped"]

#: Libraries that cost more to import than newsclean may (100 ms, attrs and the standard library only).
HEAVY_MODULES = (
    *("babel", "bs4", "cattrs", "chardetng_py", "click", "hypothesis", "justext", "langdetect", "lxml", "numpy"),
    *("pandas", "pyarrow", "spacy", "tqdm", "trafilatura"),
)

_KILOBYTE, _MEGABYTE = 1_000, 1_000_000

#: Sizes of the dumps that show how cost grows, in UTF-8 bytes.
_SIZES = (*(kilobytes * _KILOBYTE for kilobytes in (10, 32, 100, 320, 1_000, 3_200)), 10 * _MEGABYTE)

#: A shape that takes longer than this on one size is not tried on a larger one.
_PATIENCE_SECONDS = 60.0


def import_time(rounds: int = 7) -> float:
    """Seconds that ``import newsclean`` adds to a bare interpreter: median of fresh processes, interleaved."""
    added = []
    for _ in range(rounds):
        bare, loaded = _run_time("pass"), _run_time("import newsclean")
        added.append(loaded - bare)
    return statistics.median(added)


def _run_time(code: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started


def heavy_modules() -> list[str]:
    """The libraries of ``HEAVY_MODULES`` that ``import newsclean`` loads in a fresh process."""
    code = f"import newsclean, sys; print(*sorted({{*{HEAVY_MODULES}}} & sys.modules.keys()))"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return found.stdout.split()


def _joined(parts: Iterable[str], size: int) -> str:
    """The parts one after the other, over and over, cut at ``size`` UTF-8 bytes."""
    pieces, length = [], 0
    for part in parts:
        pieces.append(part)
        length += len(part.encode("utf-8", "replace"))
        if length >= size:
            break
    return "".join(pieces).encode("utf-8", "replace")[:size].decode("utf-8", "ignore")


def _lines(dumps: list[Record]) -> Iterator[str]:
    return chain.from_iterable(dump.text.splitlines() for dump in cycle(dumps))


def _of(dumps: list[Record], *, flattener: str = "", languages: tuple[str, ...] = ()) -> list[Record]:
    kept = [
        dump
        for dump in dumps
        if (not flattener or dump.flattener == flattener) and (not languages or dump.language in languages)
    ]
    return kept or dumps


#: Shapes of dumps by name, each made of real dumps: ``(dumps, size)`` to a text of ``size`` UTF-8 bytes.
SHAPES: dict[str, Callable[[list[Record], int], str]] = {
    "many lines": lambda dumps, size: _joined(
        (f"{line}\n" for line in _lines(_of(dumps, flattener="bs4_lines"))), size
    ),
    "one line": lambda dumps, size: _joined((f"{line} " for line in _lines(dumps)), size),
    "hard-wrapped": lambda dumps, size: _joined((f"{line}\n" for line in _lines(_of(dumps, flattener="w3m"))), size),
    "blank lines": lambda dumps, size: _joined((f"{line}\n\n \n\r\n\n" for line in _lines(dumps)), size),
    "nothing but blank lines": lambda _, size: "\n" * size,
    "Chinese and Japanese": lambda dumps, size: _joined(
        (f"{line}\n" for line in _lines(_of(dumps, languages=("zh", "ja")))), size
    ),
    "Chinese and Japanese, one line": lambda dumps, size: _joined(_lines(_of(dumps, languages=("zh", "ja"))), size),
    "the same line over and over": lambda dumps, size: _joined(
        cycle([f"{max(islice(_lines(dumps), 100), key=len)}\n"]), size
    ),
    "one word": lambda _, size: "a" * size,
}


def shaped(shape: str, dumps: list[Record], size: int) -> str:
    """A text of ``size`` UTF-8 bytes in one of the ``SHAPES``."""
    return SHAPES[shape](dumps, size)


def growth(dumps: list[Record], shapes: Iterable[str] = SHAPES) -> tuple[str, dict[str, float]]:
    """How CPU time grows with the size of the dump.

    A large text is made, and the smaller ones are pieces from all over it: the beginning alone might be easier than
    the rest, and the growth would be that of the contents.

    Returns:
        A Markdown table of milliseconds a megabyte by shape and size, and the exponent of each shape: the slope of the
        fit of the logarithms, 1 for linear cost. Sizes under 100 KB are left out of the fit, where what a call costs
        whatever its dump would flatter.
    """
    import newsclean

    header = ["ms/MB", *(_size_name(size) for size in _SIZES), "exponent"]
    rows, exponents = [], {}
    for shape in shapes:
        whole = shaped(shape, dumps, _SIZES[-1]).encode("utf-8", "replace")
        newsclean.clean(_pieces(whole, 100 * _KILOBYTE)[0])  # loads what is loaded on first use
        points: list[tuple[float, float]] = []
        cells: list[str] = []
        seconds = 0.0
        for size in _SIZES:
            if seconds > _PATIENCE_SECONDS:
                cells.append("-")
                continue
            pieces = _pieces(whole, size)
            seconds = statistics.mean(_cpu(newsclean.clean, piece) for piece in pieces)
            cells.append(f"{1000 * seconds / (size / _MEGABYTE):.0f}")
            if size >= 100 * _KILOBYTE:
                points.append((math.log(size), math.log(max(seconds, 1e-6))))
        exponents[shape] = statistics.linear_regression(*zip(*points, strict=True)).slope
        rows.append([shape, *cells, f"{exponents[shape]:.2f}"])
    return markdown_table(header, rows), exponents


def _pieces(whole: bytes, size: int) -> list[str]:
    """Pieces of the size, evenly spread over the whole: 2 to 12, as many as make three megabytes."""
    count = 1 if size == len(whole) else max(2, min(12, 3 * _MEGABYTE // size))
    starts = (number * (len(whole) - size) // max(count - 1, 1) for number in range(count))
    return [whole[start : start + size].decode("utf-8", "ignore") for start in starts]


def _cpu(clean: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    clean(text)
    return time.process_time() - started


def _size_name(size: int) -> str:
    return f"{size // _MEGABYTE} MB" if size >= _MEGABYTE and size % _MEGABYTE == 0 else f"{size // _KILOBYTE} KB"


_MEMORY_PROBE = """
import pathlib, sys
import newsclean

def peak_and_now():
    # VmHWM, not ru_maxrss: the latter begins with the peak of the process that started this one.
    rows = dict(line.split(":", 1) for line in pathlib.Path("/proc/self/status").read_text().splitlines())
    return tuple(1024 * int(rows[name].split()[0]) for name in ("VmHWM", "VmRSS"))

text = pathlib.Path(sys.argv[1]).read_bytes().decode()
newsclean.clean(text[:20_000])
_, before = peak_and_now()
article = newsclean.clean(text)
after_clean, _ = peak_and_now()
count = len(article.blocks)
after_blocks, _ = peak_and_now()
print(after_clean - before, after_blocks - before, count)
"""


def memory(
    dumps: list[Record], folder: Path, size: int = 10 * _MEGABYTE, shapes: Iterable[str] = SHAPES
) -> tuple[str, dict[str, float]]:
    """What a large dump costs in memory, each in a process of its own (Linux only).

    The growth of the peak over what is held before, with the article and its receipt kept; the interpreter, the
    lexicon and the dump itself are loaded already.

    Args:
        dumps: Material for the shapes.
        folder: Where the dump may be written for the other process.
        size: UTF-8 bytes of the dump.
        shapes: Names of ``SHAPES``.

    Returns:
        A Markdown table, and the growth by shape as a multiple of the dump's size, the receipt not yet read.
    """
    rows, ratios = [], {}
    for shape in shapes:
        path = folder / "dump.txt"
        path.write_bytes(shaped(shape, dumps, size).encode())
        found = subprocess.run(
            [sys.executable, "-c", _MEMORY_PROBE, str(path)], check=True, capture_output=True, text=True
        )
        cleaned, with_receipt, blocks = map(int, found.stdout.split())
        ratios[shape] = cleaned / size
        rows.append([shape, f"{blocks:,}", f"{cleaned / size:.1f}", f"{with_receipt / size:.1f}"])
    return markdown_table(
        [f"peak memory over a dump of {_size_name(size)}", "blocks", "clean", "receipt read"], rows
    ), ratios
