"""What is told of docs/figures.md elsewhere, the plots above all, is made from its tables, and is up to date."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "figures.md").read_text("utf-8")


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


plots, redraw = _module("plots"), _module("redraw")
every_plot = pytest.mark.parametrize("name", plots.PLOTS)


@every_plot
def test_a_plot_is_that_of_the_tables(name: str) -> None:
    shown = (ROOT / "docs" / "pictures" / f"{name}.svg").read_text("utf-8")
    assert shown == plots.PLOTS[name](PAGE), "python docs/redraw.py draws it again"


@every_plot
def test_a_plot_says_the_same_on_every_run_and_follows_the_tables(name: str) -> None:
    assert plots.PLOTS[name](PAGE) == plots.PLOTS[name](PAGE)
    # Every figure of the page becomes another one.
    changed = re.sub(
        r"(?<=\| )(0\.\d|\d)(?=[\d,.]* )", lambda match: f"{match[1][:-1]}{9 - int(match[1][-1]) or 9}", PAGE
    )
    assert plots.PLOTS[name](changed) != plots.PLOTS[name](PAGE)


@every_plot
def test_a_plot_is_a_picture_that_stays_on_its_page(name: str) -> None:
    drawing = plots.PLOTS[name](PAGE)
    root = ElementTree.fromstring(drawing)
    width, height = (float(root.get(side) or 0) for side in ("width", "height"))
    for element in root.iter():
        for side, limit in (("x", width), ("x1", width), ("x2", width), ("cx", width), ("y", height), ("cy", height)):
            assert 0 <= float(element.get(side, 0)) <= limit
    assert "prefers-color-scheme: dark" in drawing


@every_plot
def test_a_plot_is_on_the_page_and_told_to_who_cannot_see_it(name: str) -> None:
    (alternative,) = re.findall(rf"!\[([^\]]*)\]\(pictures/{name}\.svg\)", PAGE)
    assert len(alternative) > 40


def test_a_heading_that_is_gone_is_named() -> None:
    with pytest.raises(LookupError, match="no heading 'Faults'"):
        plots.PLOTS["plot-faults"]("# Figures\n\n## Speed\n")


@pytest.mark.parametrize("path", redraw.PAGES, ids=lambda path: path.name)
def test_a_page_tells_the_figures_as_they_are(path: Path) -> None:
    page = path.read_text("utf-8")
    assert "<!-- figures: " in page
    assert redraw.told(page, PAGE) == page, "python docs/redraw.py writes it again"


def test_what_is_told_is_what_the_tables_say() -> None:
    table = redraw.text_accuracy(PAGE).splitlines()
    assert table[0].startswith("| word-F1 | blogs, guides (wcxb) | news 2023–26 (fundus) |")
    (row,) = (
        row for row in plots.table_with(PAGE, "Sites that were not learned from", "bench") if row["bench"] == "wcxb-dev"
    )
    assert table[2].startswith(f"| **newsclean**, text dumps, sites held out | {row['f1']} |")
