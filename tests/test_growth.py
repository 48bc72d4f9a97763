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
from newsclean.lexicon import Lexicon
from newsclean.model import Dump
from newsclean.segmentation import segment

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


# What dumps of text have too much of, over and over: what rules look for, on one line and on many.
TEXTS = {
    "cues of bylines": "By ",
    "cues of times": "Updated ",
    "cues in turns": "By Ada Brandt\nUpdated 3 May 2024\nPhoto: Harwick Post\nRead more: Ship sails\nTags: a, b\n",
    "cues in turns on one line": "By Ada Brandt Updated 3 May 2024 Photo: Harwick Post Read more: Ship sails at noon ",
    "names": "Ada Brandt\n",
    "initials": "A. B. ",
    "counted items": "1. Ship\n",
    "rows with bars": "| Ship | 14 March | open |\n",
    "speakers": "Ada: It sails at noon.\n",
    "arrows": "\u2192 ",
    "steps of a path": "Home\n>\n",
    "emoji of several": "\U0001f469\u200d\U0001f467\n",
    "marks of direction": "\u200f\u05d0 ",
}


def lines_run(raw: str, kind: newsclean.cleaner.Kind = "html") -> int:
    """How many lines of newsclean's own run while a page or a dump is cleaned and written."""
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
        newsclean.clean(raw, kind=kind, second_opinion="never").to_markdown()
    finally:
        sys.settrace(before)
    return run


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newsclean.long_dumps, "MOST_BLOCKS", PART)
    newsclean.clean("<p>What is loaded once does not count.</p>", kind="html")
    newsclean.clean("What is loaded once does not count.")


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_as_much_takes_four_times_the_work(shape: str) -> None:
    few, many = (lines_run(SHAPES[shape](size)) for size in (SIZE, TIMES * SIZE))
    assert many / few < MOST, f"{few:,} lines ran, and {many:,} of a page four times as long"


@pytest.mark.parametrize("unit", TEXTS.values(), ids=TEXTS.keys())
def test_four_times_as_much_text_takes_four_times_the_work(unit: str) -> None:
    few, many = (lines_run(unit * (size // len(unit)), "text") for size in (SIZE // 2, TIMES * SIZE // 2))
    assert many / few < MOST, f"{few:,} lines ran, and {many:,} of a dump four times as long"


def test_a_word_that_a_line_says_over_and_over_is_told_once() -> None:
    lexicon = Lexicon.load()
    blocks = segment(Dump("photo by " * 50 + "\nphoto"), lexicon)
    found = blocks.with_words(frozenset({"photo", "by", "ship"}))
    assert [sorted(found[number]) for number in range(len(blocks))] == [["by", "photo"]] * (len(blocks) - 1) + [
        ["photo"]
    ]
