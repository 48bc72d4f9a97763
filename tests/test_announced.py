"""Lists that a line announces: the lines that announce none, then the lists that follow."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import newsclean.labeller.kin
from newsclean.blocks import Blocks
from newsclean.hints import Hints
from newsclean.labeller.announced import announces, list_below
from newsclean.labeller.kin import Kin
from newsclean.lexicon import Lexicon
from newsclean.segmentation import segment
from newsclean.sources import read

ROWS = tomllib.loads((Path(newsclean.labeller.__file__).parent / "announced.toml").read_text("utf-8"))["ending"]
HEAD = "<p>The ferry sails to these piers:</p>"
ITEMS = "<li>Ansel</li><li>Pell</li><li>Brack</li>"
NAMES = ["Ansel", "Pell", "Brack"]


def announced(page: str, kept: str = "The ferry") -> list[str]:
    """The blocks that a kept line speaks for, where all others are doubtful."""
    blocks = segment(read({"html": f"<title>Ferry</title><div>{page}</div>"}, longest=10**6), Lexicon.load())
    kin = Kin.of(blocks)
    assert kin is not None
    sure = np.array([text.startswith(kept) for text in blocks.texts], dtype=np.bool_)
    return [blocks.texts[number] for number in kin.announced(~sure, sure).nonzero()[0].tolist()]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<p>The ferry sails again.</p><ul>{ITEMS}</ul>", id="below a sentence"),
        pytest.param(f"<p>Sections:</p><ul>{ITEMS}</ul>", id="below a line that is not kept"),
        pytest.param(f"{HEAD}<p>Look at the map.</p><ul>{ITEMS}</ul>", id="a sentence between"),
        pytest.param(f"<section>{HEAD}</section><nav><ul>{ITEMS}</ul></nav>", id="of another element"),
        pytest.param(f"{HEAD}<ul><li>Ansel</li></ul>", id="of one item"),
        pytest.param(f"{HEAD}<p>It stops at Pell.</p><p>It is slow.</p>", id="sentences"),
        pytest.param(f"{HEAD}<h2>Ansel</h2><h2>Pell</h2>", id="headings"),
        pytest.param(HEAD, id="at the end of the page"),
    ],
)
def test_no_list_is_announced(page: str) -> None:
    assert announced(page) == []


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"{HEAD}<ul>{ITEMS}</ul><p>Contact</p>", id="a list"),
        pytest.param(f"{HEAD}<ol>{ITEMS}</ol>", id="a counted list at the end of the page"),
        pytest.param(f"<section>The ferry sails to:<ul>{ITEMS}</ul></section>", id="in the element of the line"),
        pytest.param(
            f"{HEAD}<p>Ansel</p><p>Pell</p><p>Brack</p><p>It is slow.</p><p>Contact</p>", id="paragraphs without a stop"
        ),
        pytest.param(f"{HEAD}<ul>{ITEMS.replace('<li>', '<li><p>').replace('</li>', '</p></li>')}</ul>", id="deeper"),
    ],
)
def test_a_list_is_announced(page: str) -> None:
    assert announced(page) == NAMES


def test_the_list_of_a_line_that_is_in_a_list_is_not_looked_through_again(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = []

    def noted(blocks: Blocks, hints: Hints, elements: Sequence[int], number: int) -> range:
        numbers.append(number)
        return list_below(blocks, hints, elements, number)

    monkeypatch.setattr(newsclean.labeller.kin, "list_below", noted)
    announced(f"{HEAD * 9}<ul>{ITEMS}</ul>")
    # The first, and the last, below which another list stands.
    assert numbers == [1, 9]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["language"])
def test_what_ends_with_a_full_stop_and_announces(row: dict[str, str]) -> None:
    for text, wanted in ((row["finds"], True), (row["leaves"], False)):
        assert announces(segment(read(text, longest=10**6), Lexicon.load()), 0) is wanted
    # Each of the endings is one, alone.
    for word in row["words"]:
        assert announces(segment(read(f"A {word}", longest=10**6), Lexicon.load()), 0)
