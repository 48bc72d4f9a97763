"""Reports without a browser: what is counted, what is kept of a document, and that the page keeps its policy."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import json
import re
import sys
import zlib
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean import Article, Cleaner, Evidence, Role, Span
from newsclean.cli import commands
from newsclean.evaluation import Gold
from newsclean.model import Block, Doubt, Related
from newsclean.receipt import Receipt
from newsclean.report import Entry, MissingJinjaError, entry_of, entry_of_article, subjects, write_report
from newsclean.report.families import FAMILIES, FAMILY_OF, FAMILY_TITLES
from newsclean.report.overview import Overview
from newsclean.testing import any_text
from newsclean.writing.margin import deciding
from newsclean.writing.table import HEADER, to_row

from .console import run_in

SAMPLES = Path(__file__).parent.parent / "samples"
READ_MORE = SAMPLES / "01-read-more-lines.txt"
STORY = "The harbour opened again on Monday, the council said, after a winter in which no ship could enter it."


def entries(*paths: Path, gold: dict[Any, Gold] | None = None) -> list[Entry]:
    return list(map(partial(entry_of, Cleaner(), {}, gold or {}), subjects(paths)))


def page_of(*given_entries: Entry, title: str = "newsclean report") -> str:
    stream = io.BytesIO()
    write_report(stream, given_entries, title=title)
    return stream.getvalue().decode()


def packed_in(page: str, name: str) -> Any:
    if name == "data":
        return json.loads(re.findall(r'<script type="application/json" id="data">(.*?)</script>', page)[0])
    (packed,) = re.findall(rf'<script type="text/plain" id="{name}">(.*?)</script>', page)
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def texts_of(entry: Entry) -> list[str]:
    """The blocks as the script of the page cuts them: by units of UTF-16."""
    body = json.loads(entry.body)
    source = entry.source.encode("utf-16-le")
    texts, end = [], 0
    for gap, length in zip(body["spans"][::2], body["spans"][1::2], strict=True):
        start = end + gap
        end = start + length
        texts.append(source[2 * start : 2 * end].decode("utf-16-le"))
    return texts


# What is kept of a document.


@given(any_text())
def test_the_page_cuts_the_blocks_where_python_does(text: str) -> None:
    article = newsclean.clean(text)
    source = article.source.encode("utf-16-le", "replace").decode("utf-16-le")
    expected = [source[block.span.start : block.span.end] for block in article.blocks]
    assert [each.replace("\ufffd", "?") for each in texts_of(entry_of_article("any", article))] == [
        each.replace("\ufffd", "?") for each in expected
    ]


def test_the_evidence_that_decided_comes_first() -> None:
    article = newsclean.clean(READ_MORE)
    entry = entry_of_article("ferry", article)
    body = json.loads(entry.body)
    for block, evidence in zip(article.blocks, body["evidence"], strict=True):
        decided = deciding(block)
        assert decided is not None
        role, weight, rule, reason = evidence[0]
        assert (tuple(Role)[role], entry.strings[rule], entry.strings[reason]) == (
            decided.role,
            decided.rule,
            decided.reason,
        )
        assert weight == round(decided.weight * 10)


def test_dumps_articles_and_what_is_neither_are_told_apart(tmp_path: Path) -> None:
    article = newsclean.clean(READ_MORE)
    lines = [
        article.to_json(),
        evolve(article, id="bare").without_receipt().to_json(),
        json.dumps({"id": "dump", "text": STORY}),
        json.dumps({"id": "nothing"}),
        "no JSON",
        evolve(article, source=article.source[:100]).to_json(),
        evolve(article, receipt=Receipt.of(article.blocks[::-1])).to_json(),
    ]
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = entries(path)
    assert [entry.problem and entry.problem.split(";")[0].split(":")[0] for entry in found] == [
        None,
        "an article without its receipt",
        None,
        "the record has neither a field 'text' nor a field 'html'",
        "not JSON",
        "the blocks reach beyond the source",
        "the blocks overlap",
    ]
    assert evolve(found[0], name="", milliseconds=None) == evolve(entries(READ_MORE)[0], name="", milliseconds=None)


def test_a_cleaner_that_fails_takes_nobody_with_it() -> None:
    def broken(dump: object, blocks: object) -> list[Evidence]:
        raise ZeroDivisionError("by nought")

    (subject,) = subjects([READ_MORE])
    entry = entry_of(Cleaner(detectors=(broken,)), {}, {}, subject)
    assert entry.problem == "newsclean failed on it (ZeroDivisionError: by nought); please report this"


def test_gold_gives_word_f1() -> None:
    text = newsclean.clean(READ_MORE).text
    (entry,) = entries(READ_MORE, gold={("01-read-more-lines", None): Gold("01-read-more-lines", text=text)})
    assert entry.f1 == 1.0
    assert entries(READ_MORE)[0].f1 is None


@pytest.mark.parametrize(
    ("url", "site_name", "site"),
    [
        ("https://www.kelm.example/1", "Kelm Courier", "kelm.example"),
        (None, "Kelm Courier", "Kelm Courier"),
        ("http://[broken", None, None),
        (None, None, None),
    ],
)
def test_the_site_is_the_host_else_the_name(url: str | None, site_name: str | None, site: str | None) -> None:
    assert entry_of_article("x", Article("", url=url, site_name=site_name)).site == site


def test_every_role_has_one_family() -> None:
    assert sorted(role for roles in FAMILIES.values() for role in roles) == sorted(Role)
    assert FAMILY_OF.keys() == set(Role)
    assert FAMILIES.keys() == FAMILY_TITLES.keys()


# The overview.


def counted(*given_entries: Entry) -> Overview:
    overview = Overview()
    for entry in given_entries:
        overview.add(entry)
    return overview


@pytest.mark.parametrize(
    ("dates", "first", "last", "columns"),
    [
        ([], None, None, 0),
        (["2024-02-28", "2024-03-01"], "2024-02-28", "2024-03-01", 3),
        (["2023-11-30", "2025-02-01"], "2023-01", "2025-12", 36),
        (["1990-01-01", "2025-02-01"], "1990", "2025", 36),
        (["1700-01-01", "2025-02-01"], "1700s", "2020s", 33),
        (["0001-01-01", "2025-02-01"], "1410s", "2020s", 62),
    ],
)
def test_dates_are_days_months_years_or_decades(dates: list[str], first: str, last: str, columns: int) -> None:
    bars = counted(*(Entry("x", date=date) for date in dates)).date_bars()
    assert len(bars) == columns
    if bars:
        assert (bars[0].label, bars[-1].label) == (first, last)


def test_the_reliability_curve_sets_promises_beside_measures() -> None:
    overview = counted(
        Entry("a", confidence=0.95, f1=0.9), Entry("b", confidence=0.93, f1=0.7), Entry("c", confidence=0.2, f1=0.4),
        Entry("d", confidence=0.5),
    )  # fmt: skip
    right = counted(Entry("a", confidence=0.95, f1=0.9996), Entry("b", confidence=0.95, f1=0.999))
    assert [row.name for row in right.worst()] == ["b"]
    low, high = overview.reliability()
    assert (low.promised, low.measured, low.count) == (0.2, 0.4, 1)
    assert (round(high.promised, 2), round(high.measured, 2), high.count) == (0.94, 0.8, 2)
    assert round(overview.calibration_error(), 3) == round((0.2 + 2 * 0.14) / 3, 3)
    assert round(overview.mean_f1 or 0, 3) == round(2 / 3, 3)
    assert [row.name for row in overview.worst()] == ["c", "b", "a"]
    assert [row.name for row in overview.least_certain()][:2] == ["c", "d"]


def test_long_tables_end_with_the_rest_and_lists_of_rejects_are_cut() -> None:
    overview = counted(
        *(Entry(str(number), site=f"{number:02}.example") for number in range(20)),
        *(Entry(str(number), problem="no") for number in range(300)),
    )
    assert [bar.label for bar in overview.site_bars()][-2:] == ["14.example", "5 others"]
    assert (overview.rejected, len(overview.rejects)) == (300, 200)
    assert "And 100 more." in page_of(*(Entry(str(number), problem="no") for number in range(300)))


def test_the_columns_hold_sets_as_bits() -> None:
    entry = Entry("x", doubts=(Doubt.LIST_PAGE, Doubt.LOW_CONFIDENCE), roles={Role.BODY: 2, Role.SUBHEADING: 1})
    columns = counted(entry).entries
    assert (columns["doubts"], columns["roles"], columns["blocks"]) == ([0b100010], [0b101], [3])
    assert counted(entry).doubtful == 1


# The page.

HOSTILE = "</script></style><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x00{{ 7 * 7 }}"


def hostile_entry() -> Entry:
    span = Span(0, len(HOSTILE))
    block = Block(span, HOSTILE, Role.BODY, 0.5, (Evidence(span, Role.BODY, 1.0, HOSTILE, HOSTILE),))
    article = Article(HOSTILE, title=HOSTILE, language=HOSTILE, site_name=HOSTILE, source=HOSTILE,
                      receipt=Receipt.of([block]), date=datetime.date(2024, 1, 2))  # fmt: skip
    return evolve(entry_of_article(HOSTILE, article), milliseconds=1.0, f1=0.5)


def test_nothing_that_a_dump_holds_becomes_markup() -> None:
    harmless = entries(READ_MORE)[0]
    plain = evolve(
        hostile_entry(), name="x", title="x", site="x", language="x", source=harmless.source, body=harmless.body
    )
    tame, hostile = (
        page_of(entry, Entry(name, problem=name), title=name)
        for entry, name in ((plain, "x"), (hostile_entry(), HOSTILE))
    )
    tags = re.compile(r"<[a-zA-Z!/][^\s>]*")
    assert tags.findall(hostile) == tags.findall(tame)
    assert "\x00" not in hostile
    assert "\u202e" not in hostile


def test_the_policy_names_the_one_script_and_the_one_style_by_their_hashes() -> None:
    page = page_of(*entries(READ_MORE))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page.replace("&#39;", "'"))
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert "unpack" in script
    for text in (style, script):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not re.search(
        r"\sstyle=|\son\w+=|javascript:", re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    )


def test_the_page_names_nothing_to_load() -> None:
    page = re.sub(r"<(script|style)>.*?</\1>", "", page_of(*entries(SAMPLES)), flags=re.DOTALL)
    assert not re.search(r"<(?:link|img|iframe|object|embed|base|form action)\b|\ssrc=|@import|url\(", page)
    assert set(re.findall(r'href="([^"]*)"', page)) <= {"#main", "#overview", "#documents"} | {
        f"#document-{number}" for number in range(24)
    }


def test_documents_stand_in_the_page_in_chunks() -> None:
    entry = entries(READ_MORE)[0]
    length = len(entry.source) + len(entry.body)
    count = 2 * 1_500_000 // length
    page = page_of(*(evolve(entry, name=str(number)) for number in range(count)))
    data = packed_in(page, "data")
    assert data["columns"]["name"] == [str(number) for number in range(count)]
    assert sum(data["chunks"]) == count
    # A small one, so that the first document is there at once, then large ones.
    assert len(data["chunks"]) == 3
    assert data["chunks"][0] * length < 200_000
    for number, size in enumerate(data["chunks"]):
        chunk = packed_in(page, f"chunk-{number}")
        assert len(chunk["documents"]) == size
        document = chunk["documents"][-1]
        assert document["document"] == json.loads(entry.body)
        # Apart, so that a search need not take out all the rest.
        assert packed_in(page, f"texts-{number}") == [entry.source] * size
        assert tuple(chunk["strings"][place] for place in document["strings"]) == entry.strings


def test_a_report_on_nothing_says_so() -> None:
    assert "<dd>0</dd>" in page_of()


@given(st.text(), st.text())
def test_any_name_and_title_can_be_written(name: str, title: str) -> None:
    page = page_of(Entry(name, title=title), Entry(name, problem=title), title=title)
    assert page.rstrip().endswith("</html>")


def test_without_jinja_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from newsclean.report.page import _environment

    _environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingJinjaError, match=r"pip install 'newsclean\[report\]'"):
        page_of()
    _environment.cache_clear()


# On the console.


def test_the_command_writes_the_page_and_names_what_it_rejected(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "x"}\n')
    process = run_in(tmp_path, "report", str(READ_MORE), "bad.jsonl", "-o", "report.html", "--workers", "2")
    assert process.returncode == 1
    assert process.stderr.splitlines()[0] == (
        "newsclean: bad.jsonl:1: the record has neither a field 'text' nor a field 'html'; it has: id"
    )
    assert re.fullmatch(r"1 document, 1 rejected, \d\.\d MB in report\.html", process.stderr.splitlines()[1])
    assert packed_in((tmp_path / "report.html").read_text("utf-8"), "data")["columns"]["name"] == [READ_MORE.as_posix()]


def test_a_report_on_all_that_is_here_leaves_out_the_last_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    for _ in range(2):
        process = run_in(tmp_path, "report", ".", "-o", "report.html")
        assert (process.returncode, process.stderr[:11]) == (0, "1 document,")
    (tmp_path / "report.html").write_text(f"<p>{STORY}</p>")
    process = run_in(tmp_path, "report", ".", "-o", "report.html")
    assert process.returncode == 2
    assert "report.html is one of the inputs and would be written over." in process.stderr
    process = run_in(tmp_path, "report", "a.txt", "-o", "report.html")
    assert process.returncode == 2
    assert "--output: report.html is there already, and is not known to be newsclean's;" in process.stderr


def test_what_newsclean_wrote_into_a_folder_of_dumps_is_no_dump(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "gold.jsonl.txt").write_text(STORY)
    for command in (("report", ".", "-o", "old.html"), ("clean", ".", "-o", "old.jsonl", "--receipt")):
        assert run_in(tmp_path, *command).returncode == 0
    process = run_in(tmp_path, "report", ".", "-o", "new.html")
    first, second, counts = process.stderr.splitlines()
    assert (process.returncode, counts[:12]) == (0, "2 documents,")
    assert [line.partition(" newsclean wrote this")[0] for line in (first, second)] == [
        "newsclean: old.html:", "newsclean: old.jsonl:"
    ]  # fmt: skip
    # What is named is asked for.
    process = run_in(tmp_path, "report", "old.jsonl", "-o", "named.html")
    assert process.stderr[:12] == "2 documents,"
    gold = tmp_path.parent / "gold.jsonl"
    gold.write_text('{"id": "a", "text": "x"}\n{"id": "gold.jsonl", "text": "x"}\n')
    assert run_in(tmp_path, "evaluate", str(gold), ".", "--quiet").returncode == 0


def test_the_command_does_not_write_over_an_input_nor_leave_half_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    process = run_in(tmp_path, "report", "a.txt", "-o", "a.txt")
    assert (process.returncode, (tmp_path / "a.txt").read_text()) == (2, STORY)
    (tmp_path / "gold.jsonl").write_text("{}\n")
    process = run_in(tmp_path, "report", "a.txt", "-o", "r.html", "--gold", "gold.jsonl")
    assert process.returncode == 1
    assert process.stderr == "newsclean: gold.jsonl:1: the record has no field 'id'\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "gold.jsonl"]


def test_standard_input_and_gold_reach_the_page(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "-", "text": STORY}))
    process = run_in(tmp_path, "report", "-", "-o", "r.html", "--gold", "gold.jsonl", "--quiet", stdin=STORY)
    assert (process.returncode, process.stderr) == (0, "")
    assert packed_in((tmp_path / "r.html").read_text("utf-8"), "data")["columns"]["f1"] == [1.0]


def test_a_json_document_is_read_as_newsclean_clean_reads_it(tmp_path: Path) -> None:
    document = tmp_path / "dumps.json"
    document.write_text(json.dumps([{"id": "a", "my_text": STORY}, {"id": "b", "my_text": STORY}], indent=1))
    found = list(map(partial(entry_of, Cleaner(), {}, {}), subjects([document], text_field="my_text")))
    assert [(entry.name, entry.problem) for entry in found] == [("a", None), ("b", None)]
    lines = tmp_path / "lines.json"
    lines.write_text(json.dumps({"id": "c", "my_text": STORY}) + "\n")
    (entry,) = map(partial(entry_of, Cleaner(), {}, {}), subjects([lines], text_field="my_text"))
    assert (entry.name, entry.problem) == ("c", None)


@pytest.mark.parametrize("output", ["a.json", "a.jsonl.gz", "a.parquet", "a.arrow", "folder/", "lake/"])
def test_articles_of_every_format_are_read_and_not_cleaned_once_more(tmp_path: Path, output: str) -> None:
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"id": name, "text": STORY}) + "\n" for name in "ab"))
    form = ("--format", "parquet") if output == "lake/" else ()
    target = str(tmp_path / output) + ("/" if output.endswith("/") else "")
    arguments = ["clean", str(tmp_path / "in.jsonl"), "-o", target, *form, "--receipt", "--quiet", "--workers", "1"]
    assert commands.main([*arguments, "--shard-size", "1"], standalone_mode=False) == 0
    found = entries(tmp_path / output)
    assert [(entry.name, entry.problem, entry.milliseconds) for entry in found] == [
        ("a", None, None),
        ("b", None, None),
    ]
    expected = entry_of_article("a", newsclean.clean({"id": "a", "text": STORY}))
    assert evolve(found[0], milliseconds=None) == expected


def test_articles_without_their_receipt_are_told(tmp_path: Path) -> None:
    article = evolve(newsclean.clean(STORY), authors=("Ada Byron",), related=(Related("Island waits for its post"),))
    (tmp_path / "a.csv").write_text(HEADER + to_row(article))
    (tmp_path / "empty cells.csv").write_text(HEADER + to_row(newsclean.clean(STORY)))
    (tmp_path / "a.json").write_text(json.dumps([article.without_receipt().to_dict()]))
    for name in ("a.csv", "empty cells.csv", "a.json"):
        assert [entry.problem for entry in entries(tmp_path / name)] == [
            "an article without its receipt; write it with newsclean clean --receipt"
        ]
