"""Two runs compared: what is told of blocks, paragraphs and facts, and how documents find each other."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean import Role
from newsclean.cli import commands
from newsclean.comparison import BlockChange, Comparison, compare, compare_files, found_in
from newsclean.evaluation import Found
from newsclean.report import write_comparison

from .console import run_in

SAMPLES = Path(__file__).parent.parent / "samples"


def found(*rows: tuple[str, str], text: str | None = None, **fields: str) -> Found:
    """A version of a dump: a line for each row, which is a role and what stands there."""
    source, blocks = "", []
    for role, line in rows:
        blocks.append((len(source), len(source) + len(line), Role(role)))
        source += line + "\n"
    story = "\n\n".join(line for role, line in rows if role in ("body", "standfirst", "subheading"))
    return Found(story if text is None else text, blocks=tuple(blocks), source=source, **fields)  # type: ignore[arg-type]


OLD = (("navigation", "Menu"), ("body", "The ferry sails."), ("body", "Our crossword is waiting."))


@pytest.mark.parametrize(
    ("new", "blocks", "gained", "lost"),
    [
        pytest.param(OLD, [], [], [], id="nothing"),
        pytest.param(
            (*OLD[:2], ("promotion", "Our crossword is waiting.")),
            [("-", "body", "promotion", "Our crossword is waiting.")],
            [],
            ["Our crossword is waiting."],
            id="a line went out",
        ),
        pytest.param(
            (("subheading", "Menu"), *OLD[1:]),
            [("+", "navigation", "subheading", "Menu")],
            ["Menu"],
            [],
            id="one came in",
        ),
        pytest.param(
            (("share", "Menu"), *OLD[1:]), [("·", "navigation", "share", "Menu")], [], [], id="chrome of another kind"
        ),
        pytest.param(
            (("navigation", "Menu"), ("advert", "Buy oars."), *OLD[1:]), [], [], [], id="another text of the same page"
        ),
    ],
)
def test_blocks_and_paragraphs(
    new: tuple[tuple[str, str], ...], blocks: list[tuple[str, ...]], gained: list[str], lost: list[str]
) -> None:
    change = compare("x", found(*OLD), found(*new))
    assert [(block.mark, block.old, block.new, block.text) for block in change.blocks] == blocks
    assert (list(change.gained), list(change.lost)) == (gained, lost)
    # What the blocks tell is not told again.
    assert list(change.paragraphs()) == []
    assert bool(change) is bool(blocks)


def test_a_line_that_is_cut_elsewhere_is_compared_with_what_stood_where_it_begins() -> None:
    source = "Two tugs at work. Photo: Jon Eide"
    old = Found("", blocks=((0, 33, Role.CAPTION),), source=source)
    new = Found("", blocks=((0, 17, Role.CAPTION), (18, 33, Role.CREDIT)), source=source)
    assert compare("x", old, new).blocks == (BlockChange("Photo: Jon Eide", Role.CAPTION, Role.CREDIT),)


def test_without_receipts_paragraphs_and_facts_are_compared() -> None:
    old = Found("One.\n\nTwo.\n\nTwo.", title="A", authors=("Ada", "Jo"), confidence=0.5)
    change = compare("x", old, Found("Two.\n\nThree and four.", title="B", confidence=0.75))
    assert list(change.paragraphs()) == [("-", "One."), ("-", "Two."), ("+", "Three and four.")]
    assert (change.lost_words, change.gained_words) == (2, 3)
    assert change.facts == (("title", "A", "B"), ("authors", "Ada, Jo", ""))


@given(st.lists(st.tuples(st.sampled_from(list(Role)), st.sampled_from(["One.", "Two.", "Ferry"]))))
def test_a_version_does_not_differ_from_itself(rows: list[tuple[str, str]]) -> None:
    assert not compare("x", found(*rows), found(*rows))


def lines(path: Path, *records: dict[str, object]) -> Path:
    write = gzip.open if path.suffix == ".gz" else open
    with write(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record) + "\n" for record in records)
    return path


def test_documents_find_each_other_in_any_order(tmp_path: Path) -> None:
    texts = [{"id": str(number), "text": f"Number {number}."} for number in range(5)]
    old = lines(tmp_path / "old.jsonl", *texts[:4], {"text": "nameless"}, texts[0])
    new = lines(tmp_path / "new.jsonl.gz", texts[4], *reversed(texts[1:4]), {"id": "x"})
    comparison = compare_files(old, new)
    assert (comparison.both, comparison.changed) == (3, 0)
    assert (comparison.only_old, comparison.only_new) == (["0"], ["4"])
    assert [problem.reason.split(";")[0].split(",")[0] for problem in comparison.problems] == [
        "the record has no field 'id'",
        "field 'text' is None",
        "the id stands there twice",
    ]
    assert not comparison.is_same


def test_a_run_is_the_same_as_itself(tmp_path: Path) -> None:
    article = newsclean.clean(SAMPLES / "06-german.txt")
    path = lines(tmp_path / "a.jsonl", article.to_dict())
    assert compare_files(path, path).is_same
    assert compare("x", found_in(article), found_in(article)).blocks == ()


@pytest.mark.parametrize(
    "output", ["a.jsonl.zst", "a.json", "a.json.gz", "a.csv", "a.parquet", "a.arrow", "folder/", "lake/"]
)
def test_outputs_of_every_format_are_compared(tmp_path: Path, output: str) -> None:
    page = SAMPLES / "01-read-more-lines.txt"
    inputs = [page, SAMPLES / "06-german.txt", SAMPLES / "10-arabic.txt"]
    options = ["--quiet", "--workers", "1", *([] if output.endswith(".csv") else ["--receipt"])]
    form = ["--format", "parquet", "--shard-size", "1"] if output == "lake/" else ["--shard-size", "2"]
    plain, other = tmp_path / "plain.jsonl", str(tmp_path / output) + ("/" if output.endswith("/") else "")
    for bias, target in (("balanced", str(plain)), ("recall", other)):
        arguments = ["clean", *map(str, inputs), "-o", target, "--bias", bias, *options]
        assert commands.main([*arguments, *(form if target == other else [])], standalone_mode=False) == 0
    articles = [(newsclean.clean(path), newsclean.clean(path, bias="recall")) for path in inputs]
    comparison = compare_files(plain, tmp_path / output)
    assert comparison.problems == []
    assert (comparison.both, comparison.changed) == (3, sum(old.text != new.text for old, new in articles))
    # What a block is called alone is seen with receipts only.
    if not output.endswith(".csv"):
        moved = [(new.role, old.role) for pair in articles for old, new in zip(*(a.blocks for a in pair), strict=True)]
        assert comparison.roles.total() == sum(new is not old for new, old in moved)


@pytest.mark.parametrize("name", ["page.txt", "texts", "nothing", "words"])
def test_what_holds_no_articles_is_one_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "nothing").mkdir()
    for file in ("page.txt", "texts/a.txt", "texts/b.txt", "texts/c.md", "words"):
        (tmp_path / file).write_text("The ferry sails again.")
    old = lines(tmp_path / "old.jsonl", {"id": "a", "text": "One."})
    process = run_in(tmp_path, "diff", old.name, name)
    assert process.returncode == 1
    assert process.stdout == ""
    (told,) = process.stderr.splitlines()
    assert told.endswith("articles are read from jsonl, json, csv, parquet and arrow, as newsclean clean writes them")


def test_a_table_that_is_none_of_ours_is_told_row_by_row(tmp_path: Path) -> None:
    old = lines(tmp_path / "old.jsonl", {"id": "a", "text": "One."})
    rows = [{"id": "a", "text": "One.", "blocks": [{"span": {"start": 0}}]}, {"id": "a", "text": "One."}]
    (tmp_path / "new.json").write_text(json.dumps(rows))
    comparison = compare_files(old, tmp_path / "new.json")
    assert [problem.reason for problem in comparison.problems] == [
        "no article that newsclean has written: times, blocks or confidence are none"
    ]
    assert (comparison.both, comparison.changed) == (1, 0)


HOSTILE = "<script>alert(1)</script></style>\u202e"


def test_the_page_has_no_script_and_no_markup_of_a_dump() -> None:
    comparison = Comparison()
    comparison.add(compare(HOSTILE, found(("body", HOSTILE), title="a"), found(("advert", HOSTILE), title=HOSTILE)))
    comparison.only_old.append(HOSTILE)
    stream = io.BytesIO()
    write_comparison(stream, comparison, title=HOSTILE)
    page = stream.getvalue().decode()
    assert "<script" not in page
    assert "script-src &#39;none&#39;" in page
    assert "\u202e" not in page
    assert page.count("&lt;script&gt;alert(1)") == 6


def test_the_command_tells_what_is_different(tmp_path: Path) -> None:
    lines(tmp_path / "old.jsonl", {"id": "a", "text": "One.\n\nTwo.", "confidence": 0.9}, {"id": "b", "text": "B."})
    lines(tmp_path / "new.jsonl", {"id": "a", "text": "One.\n\nThree.", "confidence": 0.8}, {"id": "c", "text": "C."})
    process = run_in(tmp_path, "diff", "old.jsonl", "new.jsonl", "--report", "diff.html")
    assert process.returncode == 1
    assert process.stdout.splitlines() == [
        "documents  1 in both, 1 changed",
        "only old   1: b",
        "only new   1: c",
        "text       gained in 1 (1 words), lost in 1 (1 words)",
        "blocks     not compared: that takes outputs written with --receipt",
        "",
        "a  confidence 0.90 → 0.80",
        "  - Two.",
        "  + Three.",
    ]
    assert "Three." in (tmp_path / "diff.html").read_text("utf-8")
    same = run_in(tmp_path, "diff", "old.jsonl", "old.jsonl")
    assert (same.returncode, same.stdout.splitlines()[0]) == (0, "documents  2 in both, 0 changed")
    over = run_in(tmp_path, "diff", "old.jsonl", "new.jsonl", "--report", "old.jsonl")
    assert over.returncode == 2
    (tmp_path / "mine.html").write_text("mine")
    other = run_in(tmp_path, "diff", "old.jsonl", "new.jsonl", "--report", "mine.html")
    assert other.returncode == 2
    assert "--report: mine.html is there already, and is not known to be newsclean's;" in other.stderr
    assert run_in(tmp_path, "diff", "old.jsonl", "new.jsonl", "--report", "diff.html").returncode == 1
