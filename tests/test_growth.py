"""What a page costs grows with its length, whatever it has too much of: counted in lines of Python that run.

Seconds would depend on the machine and on who else is busy there. What C does inside a line is not counted; the table
of ``benchmarks/hostile_pages.py`` has its seconds.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import newsclean
import newsclean.cleaner
import newsclean.long_dumps

BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "hostile_pages.py"
# Characters of a page, and how much more there is of the larger one.
SIZE, TIMES = 4_000, 4
# So many times as many lines may run, where the length grows to four times: half as much again as is linear.
MOST = 6.0
# Blocks that are judged together. As shipped, such pages would be one part.
PART = 40


def _shapes() -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("hostile_pages", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {shape: lambda size, shape=shape: module.page(shape, size) for shape in module.SHAPES}


SHAPES = _shapes()


def lines_run(markup: str) -> int:
    """How many lines of newsclean's own run while a page is cleaned and written."""
    run = 0
    inside = str(Path(newsclean.__file__).parent)

    def count(_: FrameType, event: str, __: Any) -> Any:
        nonlocal run
        run += event == "line"
        return count

    def enter(frame: FrameType, _: str, __: Any) -> Any:
        return count if frame.f_code.co_filename.startswith(inside) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        newsclean.clean(markup, kind="html", second_opinion="never").to_markdown()
    finally:
        sys.settrace(before)
    return run


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newsclean.long_dumps, "MOST_BLOCKS", PART)
    newsclean.clean("<p>What is loaded once does not count.</p>", kind="html")


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_as_much_takes_four_times_the_work(shape: str) -> None:
    few, many = (lines_run(SHAPES[shape](size)) for size in (SIZE, TIMES * SIZE))
    assert many / few < MOST, f"{few:,} lines ran, and {many:,} of a page four times as long"
