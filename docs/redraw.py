"""Write what is told of the figures elsewhere: the plots, and the tables in README.md and docs/compared.md.

    python docs/redraw.py

The tables of ``docs/figures.md`` are the only source. Change them, run this, and everything says the same again;
``tests/test_figures.py`` fails until then. What is written into a page stands between two comments, of which the first
names the table: ``<!-- figures: accuracy -->`` and ``<!-- /figures -->``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from plots import PLOTS, Table, number, table_with, tables_under

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "docs" / "figures.md"
PAGES = (ROOT / "README.md", ROOT / "docs" / "compared.md")

#: The benches in the order of the tables, and what they are to a reader who knows none of them.
_BENCHES = {
    "wcxb-dev": "blogs, guides (wcxb)",
    "fundus-dev": "news 2023–26 (fundus)",
    "daniel-dev": "portals 2011–12, five languages (daniel)",
    "moz-dev": "news, features (moz)",
    "np4k-dev": "news, eight languages (np4k)",
}
_TOLD = re.compile(r"(<!-- figures: ([\w-]+) -->\n).*?(<!-- /figures -->)", re.DOTALL)


def accuracy(figures: str) -> str:
    """Word-F1 by bench: text, and pages."""
    pages = table_with(figures, "Pages of HTML", "bench", "system")
    return _by_bench({**_text(figures), **{name: _f1(pages, system) for name, system in _READERS[:2]}})


def text_accuracy(figures: str) -> str:
    """Word-F1 of those that can be given text."""
    return _by_bench(_text(figures))


def page_accuracy(figures: str) -> str:
    """Word-F1 of those that can be given pages, on the same pages."""
    pages = table_with(figures, "Other readers of pages", "bench", "system")
    return _by_bench({name: _f1(pages, system) for name, system in _READERS})


def speed(figures: str) -> str:
    """How long a dump takes, and the page that it was made of."""
    table = next(table for table in tables_under(figures, "Speed and memory") if "CPU µs" in table[0])
    head = next(iter(table[0]))
    microseconds = {row[head]: number(row["CPU µs"]) or 0.0 for row in table}
    lines = [
        f"| {head.partition(',')[2].strip()}, one core | CPU ms | times newsclean |",
        "| --- | ---: | ---: |",
        *(
            f"| {told} | {microseconds[name] / 1000:.1f} | {microseconds[name] / microseconds['newsclean.clean']:.1f} |"
            for name, told in _TIMED.items()
        ),
    ]
    return "".join(f"{line}\n" for line in lines)


#: The rows of the table of speed that are told, and what they are.
_TIMED = {
    "newsclean.clean": "**newsclean**, text dump, with all facts",
    "trafilatura.extract": "trafilatura, on the HTML of the same pages",
    "trafilatura.extract, with metadata": "trafilatura, with metadata",
}


#: What a page tells, by the name that its comment has.
TELLINGS: dict[str, Callable[[str], str]] = {
    "accuracy": accuracy,
    "text-accuracy": text_accuracy,
    "page-accuracy": page_accuracy,
    "speed": speed,
}

_READERS = (
    ("**newsclean**, on the HTML, sites held out", "newsclean"),
    ("trafilatura, on the HTML", "trafilatura"),
    ("newspaper4k, on the HTML", "newspaper4k"),
    ("readability-lxml, on the HTML", "readability-lxml"),
    ("jusText, on the HTML", "justext-html"),
)


def _text(figures: str) -> dict[str, dict[str, str]]:
    before = table_with(figures, "Accuracy of the hand weights", "bench", "system")
    return {
        "**newsclean**, text dumps, sites held out": _f1(
            table_with(figures, "Sites that were not learned from", "bench", "system"), "newsclean"
        ),
        "C4 line rules": _f1(before, "c4"),
        "jusText on lines": _f1(before, "justext"),
        "the dump as it is": _f1(before, "raw"),
    }


def _f1(table: Table, system: str) -> dict[str, str]:
    return {row["bench"]: row["f1"] for row in table if row["system"] == system}


def _by_bench(rows: dict[str, dict[str, str]]) -> str:
    lines = [["word-F1", *_BENCHES.values()], ["---", *["---:"] * len(_BENCHES)]]
    lines += [[name, *(found[bench] for bench in _BENCHES)] for name, found in rows.items()]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def told(page: str, figures: str) -> str:
    """The page, with what it tells of the figures as they are now."""
    return _TOLD.sub(lambda match: match[1] + TELLINGS[match[2]](figures) + match[3], page)


def main() -> None:
    """Write plots and pages."""
    figures = FIGURES.read_text("utf-8")
    wanted = {ROOT / "docs" / "pictures" / f"{name}.svg": draw(figures) for name, draw in PLOTS.items()}
    wanted |= {path: told(path.read_text("utf-8"), figures) for path in PAGES}
    for path, text in wanted.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print("written:", path.relative_to(ROOT))


if __name__ == "__main__":
    main()
