"""What elements that are set alike say of each other: what stays doubtful, then what is spoken for."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve

from newsclean.labeller.decoding import Verdict
from newsclean.labeller.features import FEATURES
from newsclean.labeller.kin import Kin
from newsclean.labeller.steps import Signs
from newsclean.lexicon import Lexicon
from newsclean.segmentation import segment
from newsclean.sources import read

from .toy_weights import weights


def item(number: str, *, tag: str = "li", names: str = "", head: str = "h3", time: str = "") -> str:
    """An element with a heading and a sentence that end with a letter."""
    opens = f"{tag} class='{names}'" if names else tag
    stamp = f"<p><time>{time}</time></p>" if time else ""
    return f"<{opens}>{stamp}<{head}>Step {number}</{head}><p>Turn the wheel to {number}.</p></{tag}>"


def told(page: str, doubtful: str, kept: str) -> list[str]:
    """The doubtful blocks that are spoken for; both are given by the last letters of their blocks."""
    blocks = segment(read({"html": f"<title>Ferry</title>{page}"}, longest=10**6), Lexicon.load())
    kin = Kin.of(blocks)
    assert kin is not None
    ends = [text.rstrip(".")[-1] for text in blocks.texts]
    asked, sure = (np.array([end in letters for end in ends], dtype=np.bool_) for letters in (doubtful, kept))
    return [blocks.texts[number] for number in kin.told(asked & ~sure, sure).nonzero()[0].tolist()]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(item("A") + item("B"), id="two are not many"),
        pytest.param(item("A") + item("C") + item("D"), id="most are not kept"),
        pytest.param(item("A", head="b") + item("B", head="b") + item("E", head="b"), id="comments have no headings"),
        pytest.param(
            "<li><h3>Step A</h3><p><a href=/a>Turn the wheel to A.</a></p></li>" + item("B") + item("E"), id="a link"
        ),
        pytest.param(item("A", names="x") + item("B", names="y") + item("E", names="y"), id="another name"),
        pytest.param(item("A", tag="div") + item("B", tag="div") + item("E", tag="div"), id="parts without a time"),
        pytest.param(
            f"<ul>{item('A')}</ul><ol>{item('B')}{item('E')}{item('F')}</ol>", id="they stand in another list"
        ),
    ],
)
def test_a_sentence_stays_doubtful_where(page: str) -> None:
    assert "Turn the wheel to A." not in told(page, "A", "BEF")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(item("A") + item("B") + item("E"), id="steps"),
        pytest.param(item("B") + item("C") + item("A") + item("E"), id="half are kept"),
        pytest.param(
            "".join(
                item(letter, tag="div", names=f"post post-{place}", time="14:05") for place, letter in enumerate("AB")
            )
            + item("E", tag="div", names="post", time="14:35"),
            id="entries behind their times",
        ),
        pytest.param(
            "".join(item(letter, tag="details", head="summary") for letter in "ABE"), id="answers that are opened"
        ),
    ],
)
def test_a_sentence_is_spoken_for_among(page: str) -> None:
    assert "Turn the wheel to A." in told(page, "A", "BE")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param("<p>It is B.</p><h2>Part A</h2><p>It is E.</p>", ["Part A"], id="of a kept paragraph"),
        pytest.param("<h2>Part A</h2><p>It is E.</p>", [], id="above the story"),
        pytest.param("<p>It is B.</p><h2>Part A</h2><p>It is C.</p>", [], id="of a paragraph that is not kept"),
        pytest.param("<p>It is B.</p><h2>Part A</h2><div><p>It is E.</p></div>", [], id="of another element"),
        pytest.param("<p>It is B.</p><h2><a href=/a>Part A</a></h2><p>It is E.</p>", [], id="a link"),
    ],
)
def test_a_heading_is_spoken_for_by_its_paragraph(page: str, found: list[str]) -> None:
    assert told(f"<div>{page}</div>", "A", "BE") == found


def test_what_beside_each_is_set_alike_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    kind = Kin._kind
    monkeypatch.setattr(Kin, "_kind", lambda kin, element: asked.append(element) or kind(kin, element))
    names = [f"{one}{other}" for one in "abcdefgh" for other in "abcdefgh"]
    assert not told("".join(item("A", names=name) for name in names), "A", "B")
    told("".join(item("A", names=name) for name in names) + item("B"), "A", "B")
    # A list item, its heading and its paragraph: each by itself, and again for each of the elements around a sentence.
    assert len(asked) < 12 * len(names)


def test_a_heading_is_spoken_for_with_its_sentence() -> None:
    assert told(item("B") + item("A") + item("E"), "A", "BE") == ["Step A", "Turn the wheel to A."]


def test_a_text_dump_has_no_elements() -> None:
    assert Kin.of(segment(read("The quay\nThe ferry sails again.", longest=10**6), Lexicon.load())) is None


def test_what_kin_say_is_asked_of_pages_alone() -> None:
    """The labeller keeps a heading that lies hardly below the line, above a paragraph that is kept."""
    blocks = segment(
        read({"html": "<title>Ferry</title><p>It is B.</p><h2>Part A</h2><p>It is E.</p>"}, longest=10**6),
        Lexicon.load(),
    )
    model = weights(decoding__between=1.0, evidence__open=0.0)
    yes = np.ones(len(blocks), dtype=np.bool_)
    for kin, wanted in ((Kin.of(blocks), 0.5), (None, -0.5)):
        rows = np.zeros((len(FEATURES), len(blocks)), dtype=np.float32)
        rows[[list(FEATURES).index(name) for name in ("hint.present", "evidence.open")]] = 1.0
        scores = np.array([-4.0, 4.0, -0.5, 4.0])
        verdict = model.decoded(rows, Verdict(scores, np.full(4, 3.0)), evolve(Signs.none(yes), kin=kin))
        assert verdict.scores.tolist() == pytest.approx([-4.0, 4.0, wanted, 4.0])
