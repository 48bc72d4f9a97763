"""The plots of the docs, drawn from the tables of ``docs/figures.md``; ``docs/redraw.py`` writes them.

The drawings are SVG, the same bytes for the same tables, and follow a light or a dark page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

#: A table: rows of cells by the name of their column.
Table = list[dict[str, str]]

WIDTH = 720
_ROW = 24

# Okabe and Ito's colours, which the colour-blind tell apart; on a dark page each in a lighter shade. Series differ by
# their shape, too.
_STYLE = """
svg { font: 13px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color-scheme: light dark; }
.page { fill: #ffffff; } text { fill: #24292f; } .quiet { fill: #57606a; } .grid { stroke: #d8dee4; }
.rail { stroke: #eaeef2; stroke-width: 8; } .faint { stroke: #d0d7de; } .head { font-weight: 600; }
.a { fill: #00695c; stroke: #00695c; } .b { fill: #b35900; stroke: #b35900; }
.c { fill: #0062a3; stroke: #0062a3; } .d { fill: #8a4570; stroke: #8a4570; }
.line { fill: none; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
.page { fill: #1e2129; } text { fill: #e3e6ea; } .quiet { fill: #a9b1bb; } .grid { stroke: #3a404b; }
.rail { stroke: #2a2f39; } .faint { stroke: #464d59; }
.a { fill: #4fc3b0; stroke: #4fc3b0; } .b { fill: #f0a35e; stroke: #f0a35e; }
.c { fill: #7cc0f2; stroke: #7cc0f2; } .d { fill: #dda0c4; stroke: #dda0c4; }
.line { fill: none; }
}
"""


# Tables


def tables_under(page: str, heading: str) -> list[Table]:
    """The tables between a heading and the next one.

    Raises:
        LookupError: There is no such heading.
    """
    section = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", page, re.MULTILINE | re.DOTALL)
    if section is None:
        raise LookupError(f"docs/figures.md has no heading {heading!r}")
    return [_table(block) for block in re.findall(r"(?:^\|.*\n?)+", section[1], re.MULTILINE)]


def table_with(page: str, heading: str, *columns: str) -> Table:
    """The first table under a heading whose first columns are these.

    Raises:
        LookupError: There is none.
    """
    for table in tables_under(page, heading):
        if table and tuple(table[0])[: len(columns)] == columns:
            return table
    raise LookupError(f"docs/figures.md has no table {' | '.join(columns)} under {heading!r}")


def _table(block: str) -> Table:
    header, _, *rows = [[cell.strip() for cell in line.strip()[1:-1].split("|")] for line in block.splitlines()]
    return [dict(zip(header, row, strict=True)) for row in rows]


def number(cell: str) -> float | None:
    """What a cell says, without thousands' commas; nothing for a dash."""
    return None if cell in {"-", ""} else float(cell.replace(",", "").rstrip("%"))


# Shapes


def _mark(series: int, x: float, y: float) -> str:
    """A series' sign: a disc, a diamond, a square, a cross."""
    kind = "abcd"[series]
    if series == 0:
        return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="5.5"/>'
    path = (
        "M-6 0L0-6 6 0 0 6Z",
        "M-4.5-4.5H4.5V4.5H-4.5Z",
        "M-4-4L4 4M4-4L-4 4",
    )[series - 1]
    width = 2 if series == 3 else 0
    return f'<path class="{kind}" stroke-width="{width}" transform="translate({x:.1f} {y:.1f})" d="{path}"/>'


def _text(x: float, y: float, said: str, *, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(said)}</text>'


def _line(x: float, y: float, to_x: float, to_y: float, kind: str = "grid") -> str:
    return f'<line class="{kind}" x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"/>'


def _drawing(height: float, parts: Iterable[str]) -> str:
    inside = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}">\n<style>{_STYLE}</style>\n'
        f'<rect class="page" width="{WIDTH}" height="{height:.0f}" rx="6"/>\n{inside}\n</svg>\n'
    )


def _legend(names: Sequence[str], y: float) -> list[str]:
    parts, x = [], 20.0
    for series, name in enumerate(names):
        parts += _mark(series, x, y), _text(x + 11, y + 4.5, name)
        # The width of the words, roughly: no font is at hand to measure them.
        x += 40 + 7.1 * len(name)
    return parts


# Kinds of plots


def dots(rows: Sequence[tuple[str, Sequence[float | None]]], names: Sequence[str], axis: str) -> str:
    """A row for each thing, in it a dot for each series, on a scale that ends with 1."""
    left, right, top = 190.0, WIDTH - 30.0, 74.0
    bottom = top + _ROW * len(rows)
    low = math.floor(min(value for _, values in rows for value in values if value is not None) * 10) / 10

    def place(value: float) -> float:
        return left + (value - low) / (1 - low) * (right - left)

    parts = [*_legend(names, 22), _text(left, 52, axis, kind="quiet")]
    for step in range(round((1 - low) * 10) + 1):
        value = low + step / 10
        parts += (
            _line(place(value), top - 8, place(value), bottom),
            _text(place(value), bottom + 18, f"{value:.1f}", kind="quiet", anchor="middle"),
        )
    for index, (name, values) in enumerate(rows):
        y = top + _ROW * (index + 0.5) - 4
        found = [value for value in values if value is not None]
        parts.append(_text(left - 12, y + 4.5, name, anchor="end"))
        parts.append(_line(place(min(found)), y, place(max(found)), y, "rail"))
        # The first series on top of the others.
        parts += [
            _mark(series, place(value), y) for series, value in reversed([*enumerate(values)]) if value is not None
        ]
    return _drawing(bottom + 30, parts)


def panels(curves: Sequence[tuple[str, Sequence[float]]], sizes: Sequence[str], axis: str) -> str:
    """A small panel for each curve, the others faint behind it; both scales are logarithmic."""
    across, wide, high, gap, top = 3, 216.0, 116.0, 20.0, 62.0
    every = [value for _, values in curves for value in values]
    low, high_end = 10 ** math.floor(math.log10(min(every))), 10 ** math.ceil(math.log10(max(every)))
    parts = [_text(20, 24, axis, kind="quiet")]
    for index, (name, values) in enumerate(curves):
        x0 = 20 + (index % across) * (wide + gap)
        y0 = top + (index // across) * (high + 52)

        def point(step: int, value: float, x0: float = x0, y0: float = y0) -> str:
            x = x0 + 34 + step / (len(sizes) - 1) * (wide - 34)
            y = y0 + high - (math.log10(value) - math.log10(low)) / math.log10(high_end / low) * high
            return f"{x:.1f} {y:.1f}"

        parts.append(_text(x0, y0 - 12, name, kind="head"))
        tick = low
        while tick <= high_end:
            y = float(point(0, tick).split()[1])
            parts += _line(x0 + 34, y, x0 + wide, y), _text(x0 + 28, y + 4, f"{tick:g}", kind="quiet", anchor="end")
            tick *= 10
        paths = [(other, "M" + "L".join(point(*pair) for pair in enumerate(other))) for _, other in curves]
        parts += [f'<path class="faint line" d="{path}"/>' for other, path in paths if other is not values]
        parts += [f'<path class="a line" d="{path}"/>' for other, path in paths if other is values]
        for step, anchor in ((0, "start"), (len(sizes) - 1, "end")):
            x = float(point(step, low).split()[0])
            parts.append(_text(x, y0 + high + 18, sizes[step], kind="quiet", anchor=anchor))
    rows = math.ceil(len(curves) / across)
    return _drawing(top + rows * (high + 52) - 16, parts)


def bars(
    rows: Sequence[tuple[str, int, Sequence[float]]],
    outcomes: Sequence[str],
    columns: Sequence[str],
    limits: Sequence[float],
) -> str:
    """A row for each thing with its outcome, and a bar for each column of figures."""
    left, top, wide = 260.0, 74.0, 180.0
    bottom = top + _ROW * len(rows)
    starts = [left, left + wide + 50]
    parts = [*_legend(outcomes, 22)]
    for start, column in zip(starts, columns, strict=True):
        parts += _text(start, 56, column, kind="head"), _line(start, top - 8, start, bottom)
    for index, (name, outcome, values) in enumerate(rows):
        y = top + _ROW * (index + 0.5) - 4
        parts += _text(left - 34, y + 4.5, name, anchor="end"), _mark(outcome, left - 18, y)
        for start, value, limit in zip(starts, values, limits, strict=True):
            length = value / limit * wide
            parts.append(
                f'<rect class="{"abcd"[outcome]}" x="{start:.1f}" y="{y - 6:.1f}" width="{length:.1f}" height="12"/>'
            )
            parts.append(_text(start + length + 6, y + 4.5, f"{value:g}", kind="quiet"))
    return _drawing(bottom + 10, parts)


# The plots


def by_flattener(page: str) -> str:
    """Word-F1 on text dumps, by the way that they were made."""
    held_out = table_with(page, "Sites that were not learned from", "flattener", "system")
    before = table_with(page, "Accuracy of the hand weights", "flattener", "system")
    others = {(row["flattener"], row["system"]): number(row["f1"]) for row in before}
    systems = ("c4", "justext", "raw")
    rows = [
        (row["flattener"], [number(row["f1"]), *(others.get((row["flattener"], name)) for name in systems)])
        for row in sorted(held_out, key=lambda row: -(number(row["f1"]) or 0))
    ]
    return dots(
        rows, ("newsclean, sites held out", "C4 line rules", "jusText on lines", "the dump as it is"), "word-F1"
    )


def by_bench(page: str) -> str:
    """Word-F1 by bench: text dumps, pages, and trafilatura on the pages."""
    dumps = {
        row["bench"]: number(row["f1"])
        for row in table_with(page, "Sites that were not learned from", "bench", "system")
    }
    pages = {
        (row["bench"], row["system"]): number(row["f1"]) for row in table_with(page, "Pages of HTML", "bench", "system")
    }
    rows = [(name, [pages[name, "newsclean"], value, pages[name, "trafilatura"]]) for name, value in dumps.items()]
    return dots(
        rows, ("newsclean on HTML", "newsclean on text dumps", "trafilatura on HTML"), "word-F1, sites held out"
    )


def by_language(page: str) -> str:
    """Word-F1 by language."""
    table = table_with(page, "By language", "language", "pages")
    rows = [
        (
            f"{row['language']} ({row['pages']} pages)",
            [number(row["newsclean on HTML"]), number(row["newsclean on dumps"]), number(row["trafilatura on HTML"])],
        )
        for row in table
    ]
    return dots(
        rows, ("newsclean on HTML", "newsclean on text dumps", "trafilatura on HTML"), "word-F1, sites held out"
    )


def speed_by_size(page: str) -> str:
    """Time for a megabyte, over the size of the dump."""
    table = table_with(page, "Speed and memory", "ms/MB")
    sizes = [column for column in table[0] if column.endswith("B") and column != "ms/MB"]
    curves = [(row["ms/MB"], [number(row[size]) or 0.0 for size in sizes]) for row in table]
    return panels(
        curves, sizes, "Milliseconds of CPU for each megabyte, over the size of the dump; a flat line is linear growth"
    )


def faults(page: str) -> str:
    """What hostile inputs came to, and what they took."""
    table = table_with(page, "Faults", "input", "MB", "outcome")
    outcomes = ("an article", "rejected, with the reason", "timed out")
    kinds = {"an article": 0, "rejected": 1, "timed out": 2}
    rows = [
        (
            row["input"],
            kinds[row["outcome"].partition(":")[0]],
            [number(row[name]) or 0.0 for name in ("CPU s", "peak MB")],
        )
        for row in table
    ]
    limits = [max(values[place] for _, _, values in rows) for place in range(2)]
    return bars(rows, outcomes, ("CPU seconds", "peak MB"), limits)


PLOTS: dict[str, Callable[[str], str]] = {
    "plot-benches": by_bench,
    "plot-flatteners": by_flattener,
    "plot-languages": by_language,
    "plot-growth": speed_by_size,
    "plot-faults": faults,
}
