"""The console script: real files; and where a process of its own matters, one with real pipes and terminals."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsclean
from newsclean.batch.records import Record
from newsclean.batch.sources import open_source
from newsclean.cli import commands
from newsclean.schema import article_schema

from .console import command, run, run_in_a_process

SAMPLES = Path(__file__).parent.parent / "samples"
PARAGRAPHS = (
    "The harbour opened again on Monday, the council said, after a winter in which no ship could enter it.",
    "The ferry will sail three times a day, and the post office on the island hopes to clear its shelves by Friday.",
)
DUMP = f"{PARAGRAPHS[0]}\n\nRead more: Island waits for its post\n\n{PARAGRAPHS[1]}\n"
STORY = "\n\n".join(PARAGRAPHS)
PAGE = f"<!doctype html><html><body><nav>Menu</nav><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></body></html>"


def articles(written: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.decode().splitlines()]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: ``dumps`` with two dumps and a page, and files that are none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dumps" / "b").mkdir(parents=True)
    for name, content in {"c.txt": DUMP, "a.txt": DUMP, "b/page.html": PAGE, "notes.md": DUMP, "a.json": "{}"}.items():
        (tmp_path / "dumps" / name).write_text(content)
    return tmp_path


# Clean.


def test_a_folder_becomes_a_line_of_json_for_each_dump(work: Path) -> None:
    process = run_in_a_process("clean", "dumps")
    assert process.returncode == 0
    assert [article["id"] for article in articles(process.stdout)] == [
        "dumps/a.txt",
        "dumps/b/page.html",
        "dumps/c.txt",
    ]
    assert [article["text"] for article in articles(process.stdout)] == [STORY] * 3
    assert "blocks" not in articles(process.stdout)[0]


def test_the_samples_are_cleaned_and_what_lies_beside_them_is_left_alone() -> None:
    process = run_in_a_process("clean", str(SAMPLES), "--workers", "2")
    assert process.returncode == 0
    assert [Path(article["id"]).stem for article in articles(process.stdout)] == [
        path.stem for path in sorted(SAMPLES.iterdir()) if path.suffix in (".txt", ".html")
    ]
    for article in articles(process.stdout):
        assert article["text"] == newsclean.clean(Path(article["id"])).text


def test_the_output_is_the_same_for_any_number_of_workers(work: Path) -> None:
    lines = [json.dumps({"text": f"{DUMP}\n\nFerry {number} has sailed."}) for number in range(40)]
    (work / "many.jsonl").write_text("\n".join([*lines[:20], "no record", *lines[20:]]))
    one, two = (run("clean", "many.jsonl", "dumps", "--receipt", "--workers", workers) for workers in "12")
    assert one.returncode == two.returncode == 1
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)
    assert len(articles(one.stdout)) == 43


def test_the_summary_counts_documents_words_and_roles(work: Path) -> None:
    assert run("clean", "dumps/a.txt").stderr.decode().splitlines() == [
        "documents  1: 1 cleaned, 0 rejected",
        "words      41 kept (85%), 7 removed",
        "blocks     body 2, read_more 1",
    ]


@pytest.mark.parametrize("form", ["jsonl", "json", "text", "markdown", "csv"])
def test_standard_input_comes_out_in_every_format(form: str) -> None:
    process = run("clean", "-", "--format", form, stdin=DUMP.encode())
    assert process.returncode == 0
    written = process.stdout.decode()
    text = {
        "jsonl": lambda: json.loads(written)["text"],
        "json": lambda: json.loads(written)[0]["text"],
        "csv": lambda: next(csv.DictReader(io.StringIO(written, newline="")))["text"],
        "text": lambda: written.removesuffix("\n"),
        "markdown": lambda: written.removesuffix("\n"),
    }[form]()
    assert text == STORY


def test_the_receipt_is_written_when_it_is_asked_for(work: Path) -> None:
    (article,) = json.loads(run("clean", "dumps/a.txt", "--receipt", "--format", "json").stdout)
    assert [block["role"] for block in article["blocks"]] == ["body", "read_more", "body"]
    assert article["source"] == DUMP
    assert newsclean.Article.from_dict(article) == newsclean.clean(Path("dumps/a.txt"))


def test_options_reach_the_cleaner(work: Path) -> None:
    (work / "own.toml").write_text(
        '[[cue]]\nrole = "promotion"\nis = ["The ferry will sail three times a day, and the post office on the island '
        'hopes to clear its shelves by Friday."]\nfinds = ["x"]\nkeeps = ["y"]\n'
    )
    process = run(
        "clean", "dumps/b/page.html", "--kind", "text", "--language", "eo", "--lexicon", "own.toml", "--bias", "recall",
        "--collected-at", "2026-11-03T08:15+01:00", "--receipt",
    )  # fmt: skip
    (article,) = articles(process.stdout)
    assert article["language"] == "eo"
    assert article["source"] == PAGE
    process = run("clean", "dumps/a.txt", "--lexicon", "own.toml", "--receipt")
    votes = [vote["rule"] for block in articles(process.stdout)[0]["blocks"] for vote in block["evidence"]]
    assert any(rule.startswith("lexicon.own.") for rule in votes)


def test_lines_are_records_with_names_of_their_own(work: Path) -> None:
    rows = [{"text": DUMP}, {"html": PAGE, "id": "harbour", "url": "https://example.org/harbour", "language": "en"}]
    (work / "rows.ndjson").write_text("\n".join(map(json.dumps, rows)))
    first, second = articles(run("clean", "rows.ndjson").stdout)
    assert first["id"] == "rows.ndjson:1"
    assert (second["id"], second["url"], second["language"]) == ("harbour", "https://example.org/harbour", "en")
    assert first["text"] == second["text"] == STORY


# Bad inputs among good ones.


def test_bad_inputs_are_named_and_rejected_and_the_good_ones_come_out(work: Path) -> None:
    (work / "dumps" / "b" / "picture.txt").write_bytes(bytes(range(256)) * 4)
    (work / "dumps" / "b" / "folder.txt").mkdir()
    (work / "dumps" / "b" / "loop.txt").symlink_to("loop.txt")
    (work / "dumps" / "b" / "round").symlink_to("..")
    os.mkfifo(work / "dumps" / "pipe.txt")
    (work / "rows.jsonl").write_text('{"url": "u"}\n')
    process = run_in_a_process("clean", "missing.txt", "dumps", "rows.jsonl", "dumps/c.txt")
    assert process.returncode == 1
    assert [article["id"] for article in articles(process.stdout)] == [
        "dumps/a.txt", "dumps/b/page.html", "dumps/c.txt", "dumps/c.txt",
    ]  # fmt: skip
    *problems, documents, _, _, rejected = process.stderr.decode().splitlines()
    assert [line.rpartition(": ")[0] for line in problems if "cannot be read" in line] == [
        "newsclean: missing.txt: cannot be read",
        "newsclean: dumps/b/loop.txt: cannot be read",
    ]
    assert "newsclean: dumps/pipe.txt: not a regular file" in problems
    assert any(line.startswith("newsclean: dumps/b/picture.txt: not a text") for line in problems)
    assert "newsclean: rows.jsonl:1: the record has neither a field 'text' nor a field 'html'; it has: url" in problems
    assert documents == "documents  9: 4 cleaned, 5 rejected"
    assert rejected.startswith("rejected   missing.txt, dumps/b/loop.txt, ")


@pytest.mark.parametrize(
    ("names", "rows", "said"),
    [
        (
            ["--text-field", "story"],
            [{"id": 1, "body": DUMP}] * 30,
            [
                "newsclean: --text-field: many.jsonl:1: the record has no field 'story'; it has: id, body",
                "newsclean: --text-field: none of the 30 records has a field 'story'",
            ],
        ),
        (
            ["--text-field", "story", "--html-field", "page"],
            [{"body": DUMP}] * 2,
            [
                (
                    "newsclean: --text-field and --html-field: many.jsonl:1: the record has neither a field 'story' "
                    "nor a field 'page'; it has: body"
                ),
                "newsclean: --text-field and --html-field: none of the 2 records has a field 'story' or 'page'",
            ],
        ),
        (
            [],
            [{"story": DUMP}] * 2,
            [
                "newsclean: many.jsonl:1: the record has neither a field 'text' nor a field 'html'; it has: story",
                (
                    "newsclean: none of the 2 records has a field 'text' or 'html'; name the one with the dump with "
                    "--text-field or --html-field"
                ),
            ],
        ),
        (
            ["--text-field", "body"],
            [{"body": DUMP}, *[{"id": "x"}] * 7, {"body": DUMP}],
            [
                "newsclean: --text-field: many.jsonl:2: the record has no field 'body'; it has: id",
                (
                    "newsclean: --text-field: 6 more without a field 'body': many.jsonl:3, many.jsonl:4, many.jsonl:5, "
                    "many.jsonl:6 and 2 more"
                ),
            ],
        ),
        (
            ["--text-field", "body"],
            [{"body": DUMP}, {"id": "x"}],
            ["newsclean: --text-field: many.jsonl:2: the record has no field 'body'; it has: id"],
        ),
    ],
)
def test_a_wrong_name_of_a_field_is_said_once_and_every_record_is_accounted_for(
    work: Path, names: list[str], rows: list[dict[str, Any]], said: list[str]
) -> None:
    (work / "many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    process = run("clean", "many.jsonl", *names, "-q", "-o", "out.jsonl", "--workers", "2")
    assert (process.returncode, process.stderr.decode().splitlines()) == (1, said)
    rejects = [json.loads(line) for line in (work / "out.jsonl.rejects.jsonl").read_text().splitlines()]
    assert len(rejects) == len(rows) - len((work / "out.jsonl").read_text().splitlines())
    assert all("it has: " in reject["reason"] for reject in rejects)
    process = run("learn", "many.jsonl", *names, "-q", "-o", "profile.json", "--workers", "2")
    in_vain = ["newsclean: nothing was learned; profile.json is not written"] * (len(rejects) == len(rows))
    assert (process.returncode, process.stderr.decode().splitlines()) == (1, [*said, *in_vain])


def test_a_folder_without_dumps_is_a_problem_with_a_name(work: Path) -> None:
    (work / "empty").mkdir()
    process = run("clean", "empty", "-q")
    assert process.returncode == 1
    assert (
        process.stderr == b"newsclean: empty: holds no .txt, .html, .jsonl, .csv, .parquet, .warc or other known file\n"
    )
    assert process.stdout == b""


def test_a_dump_without_a_story_is_no_problem_and_is_named(work: Path) -> None:
    (work / "login.txt").write_text("Login")
    process = run("clean", "login.txt")
    assert process.returncode == 0
    assert articles(process.stdout)[0]["text"] == ""
    assert "no story   login.txt" in process.stderr.decode().splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no file names that are no text")
def test_names_and_texts_that_cannot_be_encoded_come_out(work: Path) -> None:
    Path(os.fsdecode(b"dumps/\xff\x1b[2J.txt")).write_text(DUMP)
    (work / "rows.jsonl").write_text(json.dumps({"text": f"{PARAGRAPHS[0]} \ud800\n\n{PARAGRAPHS[1]}"}))
    process = run_in_a_process("clean", "dumps", b"missing\xff\x1b.txt", "rows.jsonl", "--receipt")
    names = [article["id"] for article in articles(process.stdout)]
    assert "dumps/\udcff\x1b[2J.txt" in names
    assert "\ud800" in articles(process.stdout)[-1]["text"]
    assert b"missing\\udcff\\x1b.txt: cannot be read" in process.stderr
    written = run_in_a_process("clean", "rows.jsonl", "-f", "text").stdout.decode()
    assert "\ufffd" in written


# Output files.


def test_an_output_file_holds_the_articles_and_nothing_else_is_left(work: Path) -> None:
    process = run_in_a_process("clean", "dumps", "-o", "out.jsonl")
    assert process.returncode == 0
    assert process.stdout == b""
    assert [article["text"] for article in articles((work / "out.jsonl").read_bytes())] == [STORY] * 3
    account = {"out.jsonl.manifest.json", "out.jsonl.rejects.jsonl"}
    assert {path.name for path in work.iterdir()} == {"dumps", "out.jsonl", *account}


@pytest.mark.parametrize(("form", "suffix"), [("markdown", "md"), ("text", "txt")])
def test_several_articles_go_to_a_folder_a_file_each(work: Path, form: str, suffix: str) -> None:
    (work / "rows.jsonl").write_text(json.dumps({"text": DUMP, "id": "../../outside"}))
    process = run("clean", "dumps", "rows.jsonl", "-f", form, "-o", "out/articles")
    assert process.returncode == 0
    written = {path.relative_to("out/articles").as_posix() for path in Path("out").rglob("*") if path.is_file()}
    account = {"journal.jsonl", "manifest.json", "rejects.jsonl"}
    assert written == {f"{name}.{suffix}" for name in ("a", "b/page", "c", "rows/_._.._outside")} | account
    assert (work / "out" / "articles" / f"a.{suffix}").read_text() == f"{STORY}\n"
    assert {path.name for path in work.iterdir()} == {"dumps", "rows.jsonl", "out"}


def test_one_article_goes_to_a_file(work: Path) -> None:
    process = run("clean", "dumps/a.txt", "-f", "markdown", "-o", "a.md", "--quiet")
    assert process.returncode == 0
    assert process.stdout == process.stderr == b""
    assert (work / "a.md").read_text() == f"{STORY}\n"


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_the_name_of_the_file_says_that_it_is_for_people(work: Path, name: str) -> None:
    assert run("clean", "dumps/a.txt", "-o", name, "--quiet").returncode == 0
    assert (work / name).read_text() == f"{STORY}\n"


def test_a_second_run_does_not_read_what_the_first_one_wrote(work: Path) -> None:
    for _ in range(2):
        process = run("clean", "dumps", "-f", "text", "-o", "dumps/clean")
        assert "documents  3: 3 cleaned, 0 rejected" in process.stderr.decode()


@pytest.mark.parametrize(
    ("before", "found", "by"),
    [
        (["clean", "dumps", "-o", "dumps/old.jsonl"], "dumps/old.jsonl", "dumps/old.jsonl.manifest.json"),
        (["clean", "dumps", "-o", "dumps/b/old.csv.gz"], "dumps/b/old.csv.gz", "dumps/b/old.csv.gz.manifest.json"),
        (["clean", "dumps", "-o", "dumps/old/"], "dumps/old", "dumps/old/journal.jsonl"),
        (["clean", "dumps", "-f", "text", "-o", "dumps/old/"], "dumps/old", "dumps/old/journal.jsonl"),
        (["learn", "dumps", "-o", "dumps/old.json"], "dumps/old.json", None),
        (["report", "dumps", "-o", "dumps/old.html"], "dumps/old.html", None),
    ],
)
def test_what_another_run_wrote_is_passed_over_and_told(
    work: Path, before: list[str], found: str, by: str | None
) -> None:
    assert run(*before, "--workers", "1").returncode == 0
    told = f" ({by} tells of it)" if by else ""
    complaint = f"newsclean: {found}: newsclean wrote this{told}; passed over, name the file itself to have it read"
    for arguments in (["dumps", "-o", "new.jsonl"], ["dumps/**"]):
        process = run("clean", *arguments, "--workers", "1")
        assert [line for line in process.stderr.decode().splitlines() if "newsclean" in line] == [complaint]
        assert "documents  3: 3 cleaned, 0 rejected" in process.stderr.decode()
    process = run("clean", "dumps/**/*old*", "--workers", "1")
    assert complaint in process.stderr.decode()
    assert process.stdout == b""


def test_what_newsclean_wrote_is_read_if_it_is_named_or_has_been_changed(work: Path) -> None:
    assert run("clean", "dumps", "-o", "dumps/old.jsonl").returncode == 0
    process = run("clean", "dumps/old.jsonl")
    told = b"dumps/old.jsonl: newsclean wrote this (dumps/old.jsonl.manifest.json tells of it); read all the same, it"
    assert (len(articles(process.stdout)), told in process.stderr) == (3, True)
    with (work / "dumps" / "old.jsonl").open("a") as mine:
        mine.write(json.dumps({"text": DUMP}) + "\n")
    process = run("clean", "dumps")
    assert (len(articles(process.stdout)), process.returncode) == (7, 0)
    # The account is none, whatever became of the output.
    assert b"dumps/old.jsonl: newsclean wrote this" in process.stderr


def test_a_folder_of_outputs_that_is_named_itself_is_read_and_told(work: Path) -> None:
    assert run("clean", "dumps", "-f", "text", "-o", "old/").returncode == 0
    (work / "old" / "mine.txt").write_text(DUMP)
    process = run("clean", "old", "-o", "new.jsonl")
    assert b"newsclean: old: newsclean wrote this (old/journal.jsonl tells of it); read all the same" in process.stderr
    assert "mine.txt" in (work / "new.jsonl").read_text()


def test_the_account_of_a_folder_of_outputs_that_is_named_is_no_dump(work: Path) -> None:
    assert run("clean", "dumps", "-o", "old/").returncode == 0
    process = run("clean", "old")
    assert (len(articles(process.stdout)), process.returncode) == (3, 0)


def test_what_somebody_else_calls_a_manifest_or_a_journal_is_read(work: Path) -> None:
    record = json.dumps({"text": DUMP})
    for name in ("journal.jsonl", "manifest.json", "x.jsonl", "x.jsonl.manifest.json", "x.jsonl.rejects.jsonl"):
        (work / "dumps" / name).write_text(record)
    process = run("clean", "dumps")
    assert (len(articles(process.stdout)), process.returncode) == (8, 0)
    assert b"wrote this" not in process.stderr


def test_inputs_are_not_written_over(work: Path) -> None:
    process = run("clean", "dumps", "-f", "text", "-o", "dumps")
    assert process.returncode == 2
    assert b"--output: dumps is one of the inputs; name another folder." in process.stderr
    assert (work / "dumps" / "a.txt").read_text() == DUMP
    process = run("clean", "dumps/a.txt", "-o", "dumps/../dumps/a.txt")
    assert process.returncode == 2
    assert (work / "dumps" / "a.txt").read_text() == DUMP


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk at hand")
@pytest.mark.parametrize(
    "arguments", [["clean", str(SAMPLES)], ["explain", str(SAMPLES / "06-german.txt")], ["schema"]]
)
def test_a_full_disk_is_told(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(command(*arguments), stdout=full, stderr=subprocess.PIPE, check=False)
    assert process.returncode == 1
    assert process.stderr == b"newsclean: standard output: cannot be written: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk at hand")
def test_a_full_disk_is_told_to_those_who_ask_for_help() -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(command("--help"), stdout=full, stderr=subprocess.PIPE, check=False)
    assert process.returncode == 1
    assert process.stderr == b"newsclean: standard output: No space left on device\n"


def test_an_output_file_in_no_folder_is_told_before_anything_is_cleaned(work: Path) -> None:
    process = run("clean", "dumps", "-o", "missing/out.jsonl")
    assert process.returncode == 1
    assert process.stderr == (
        b"newsclean: missing/out.jsonl: cannot be written: there is no folder missing; make it first\n"
    )


# Pipes that close, and Ctrl-C.


@pytest.fixture
def endless(work: Path) -> Path:
    """So many dumps that nobody waits for the last."""
    path = work / "endless.jsonl"
    path.write_text((json.dumps({"text": DUMP}) + "\n") * 200_000)
    return path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_when_nobody_reads_on_it_ends_quietly(endless: Path, workers: str) -> None:
    with subprocess.Popen(
        command("clean", str(endless), "--workers", workers), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["text"] == STORY
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_it_and_leaves_what_was_there_and_what_is_needed_to_go_on(endless: Path, workers: str) -> None:
    target = endless.parent / "out.jsonl"
    # What an earlier run wrote.
    target.write_bytes(b"old")
    told = {"outputs": [{"name": target.name, "sha256": hashlib.sha256(b"old").hexdigest()}]}
    (endless.parent / "out.jsonl.manifest.json").write_text(json.dumps(told))
    with subprocess.Popen(
        command("clean", str(endless), "--workers", workers, "--shard-size", "10", "-o", str(target)),
        stderr=subprocess.PIPE,
        # A terminal sends Ctrl-C to every process of the group.
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        wait_until(lambda: any(endless.parent.glob(".out.jsonl.newsclean/part-*")))
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr.read().decode().strip().splitlines() == [
            "newsclean: interrupted",
            f"newsclean: what is done of {target} is kept; the same command goes on from there",
        ]
        assert process.wait(60) == 130
    assert target.read_text() == "old"
    assert {path.name for path in endless.parent.iterdir()} == {
        "dumps", "endless.jsonl", "out.jsonl", "out.jsonl.manifest.json", ".out.jsonl.newsclean",
    }  # fmt: skip
    assert not list(endless.parent.glob(".out.jsonl.newsclean/.*"))


def wait_until(condition: Any) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


# Explain.


def test_explain_puts_role_confidence_and_reason_beside_every_line(work: Path) -> None:
    process = run("explain", "dumps/a.txt")
    assert process.returncode == 0
    assert process.stdout.decode() == newsclean.explain(Path("dumps/a.txt"))
    assert re.search(
        r"^- read_more +\d\.\d\d +Read more: Island waits for its post +│ ", process.stdout.decode(), re.MULTILINE
    )


def test_explain_reads_standard_input_and_takes_a_width(work: Path) -> None:
    process = run("explain", "-", "--width", "60", "--all-evidence", stdin=DUMP.encode())
    assert " score      labeller." in process.stdout.decode()
    assert "│" not in process.stdout.decode()


def test_explain_tells_what_it_cannot_read(work: Path) -> None:
    process = run("explain", "missing.txt")
    assert process.returncode == 1
    assert process.stderr == b"newsclean: missing.txt: cannot be read: No such file or directory\n"
    assert run("explain", "").returncode == 1
    process = run("explain", "dumps")
    assert process.returncode == 2
    assert b"dumps holds many dumps; explain takes one: --record ID, or --record NUMBER." in process.stderr


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("b", "Second of all."),
        ("1", "First of all."),
        # An id before a number.
        ("3", "Second but one."),
        ("4", "Fourth of all."),
        ("many.jsonl:2", "Second of all."),
    ],
)
def test_explain_takes_one_record_of_many(work: Path, wanted: str, told: str) -> None:
    texts = {"a": "First of all.", "b": "Second of all.", "c": "Third of all.", "d": "Fourth of all."}
    rows = [*texts.items(), ("3", "Second but one.")]
    Path("many.jsonl").write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in rows))
    process = run("explain", "many.jsonl", "--record", wanted)
    assert process.returncode == 0
    assert told in process.stdout.decode()


def test_explain_tells_which_record_there_is_not(work: Path) -> None:
    Path("one.jsonl").write_text('{"text": "The only one there is."}\n')
    assert "The only one" in run("explain", "one.jsonl").stdout.decode()
    process = run("explain", "one.jsonl", "--record", "2")
    assert process.returncode == 2
    assert b"--record: one.jsonl holds 1 record, none of which has the id or the number '2'. " in process.stderr
    assert b"Ids here: 'one.jsonl:1'." in process.stderr
    Path("pages").mkdir()
    for name in "abc":
        Path(f"pages/{name}.txt").write_text("A page of its own.")
    process = run("explain", "pages", "--record", "d.txt")
    assert "Ids here: 'pages/a.txt', 'pages/b.txt', …." in process.stderr.decode()
    Path("none.jsonl").write_text("")
    assert run("explain", "none.jsonl").stderr == b"newsclean: none.jsonl: holds no dump\n"


def test_a_hostile_dump_cannot_drive_the_terminal() -> None:
    process = run_in_a_process("explain", "-", "--color", stdin=f"\x1b]0;owned\x07{DUMP}\x9b2J".encode())
    assert process.returncode == 0
    plain = re.sub(r"\x1b\[\d{1,2}m", "", process.stdout.decode())
    assert r"\x1b]0;owned\x07" in plain
    assert plain.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["clean", "-"], "there is no standard output to write to; name a file with --output"),
        (["explain", "-"], "-: there is no standard input left to read"),
        # It has no --output.
        (["schema"], "there is no standard output to write to"),
    ],
)
def test_closed_streams_are_told(work: Path, arguments: list[str], said: str) -> None:
    shell = 'exec "$@" <&- >&-'
    process = subprocess.run(
        ["sh", "-c", shell, "sh", *map(str, command(*arguments))], stderr=subprocess.PIPE, check=False
    )
    assert (process.returncode, process.stderr.decode()) == (1, f"newsclean: {said}\n")


# Terminals.


def on_terminal(*arguments: str, status: int = 0, **environment: str) -> str:
    """What a person sees who runs the script in a terminal: standard output and standard error."""
    import fcntl
    import pty
    import struct
    import termios

    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    with subprocess.Popen(
        command(*arguments), stdin=terminal, stdout=terminal, stderr=terminal, env={**os.environ, **environment}
    ) as process:
        os.close(terminal)
        seen = b"".join(chunks(controller))
        os.close(controller)
    assert process.returncode == status
    return seen.decode()


def chunks(descriptor: int) -> Iterator[bytes]:
    # Linux says by an error that nobody holds the terminal any more.
    with contextlib.suppress(OSError):
        while chunk := os.read(descriptor, 65536):
            yield chunk


needs_terminals = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")


@needs_terminals
def test_explain_is_coloured_on_a_terminal_unless_colours_are_unwanted(work: Path) -> None:
    assert "\x1b[32m+ body" in on_terminal("explain", "dumps/a.txt", TERM="xterm", NO_COLOR="")
    assert "\x1b" not in on_terminal("explain", "dumps/a.txt", TERM="xterm", NO_COLOR="1")
    assert "\x1b" not in on_terminal("explain", "dumps/a.txt", "--no-color", TERM="xterm", NO_COLOR="")


@needs_terminals
def test_a_bar_moves_on_a_terminal_where_it_is_in_nobodys_way(work: Path) -> None:
    seen = on_terminal("clean", "dumps", "-o", "out.jsonl")
    assert "0/3 " in seen
    assert seen.count("documents  3: 3 cleaned") == 1
    # Articles on the same terminal would be torn by it.
    assert "0/3 " not in on_terminal("clean", "dumps")


@needs_terminals
def test_what_is_rejected_is_told_beside_the_bar(work: Path) -> None:
    seen = on_terminal("clean", "missing.txt", "dumps", "-o", "out.jsonl", status=1)
    assert "newsclean: missing.txt: cannot be read: No such file or directory\r\n" in seen


@needs_terminals
def test_articles_on_a_terminal_cannot_drive_it(work: Path) -> None:
    (work / "hostile.txt").write_text(f"{PARAGRAPHS[0]} \x1b[2J\x9b2J\n\n{PARAGRAPHS[1]}")
    seen = on_terminal("clean", "hostile.txt", "-f", "text", "-q")
    assert r"\x1b[2J\x9b2J" in seen
    assert seen.replace("\r\n", "").isprintable()


# Schema, version, help, usage.


def test_schema_prints_the_schema() -> None:
    assert json.loads(run("schema").stdout) == article_schema()


def test_version_is_printed() -> None:
    assert run_in_a_process("--version").stdout.decode() == f"newsclean {newsclean.__version__}\n"


def test_help_names_every_command_and_gives_examples() -> None:
    text = run("--help").stdout.decode()
    assert all(re.search(rf"^  {name} ", text, re.MULTILINE) for name in commands.commands)
    for line in re.findall(
        r"^ +(?:curl .* \| )?newsclean (.*?)(?:  .*)?$", text.partition("Examples:")[2], re.MULTILINE
    ):
        assert line.split()[0] in (*commands.commands, "COMMAND")


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_option_of_a_command_is_explained(name: str) -> None:
    text = run(name, "-h").stdout.decode()
    for parameter in commands.commands[name].params:
        if parameter.param_type_name == "option":
            assert getattr(parameter, "help", None)
            assert parameter.opts[-1] in text


@pytest.mark.parametrize("name", [None, *sorted(commands.commands)])
def test_help_fits_a_terminal_of_eighty_columns(name: str | None) -> None:
    text = run(*(() if name is None else (name,)), "-h", COLUMNS="80").stdout.decode()
    # A usage line or an option with its choices cannot be broken.
    assert not [line for line in text.splitlines() if len(line) > 80 and not line.startswith("  -")]


def test_help_comes_at_once_because_nothing_heavy_is_loaded() -> None:
    probe = "import sys; before = set(sys.modules); import newsclean.cli; print(*(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.split()
    packages = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names
    assert packages <= {"attr", "attrs", "click", "newsclean"}
    assert "concurrent.futures" not in loaded


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["clean"], "Missing argument"),
        (["clean", "-f", "xml", "-"], "'xml' is not one of"),
        (["clean", "-f", "text", "--receipt", "-"], "--receipt: text has no room for the receipt; take jsonl,"),
        (["clean", "--collected-at", "yesterday", "-"], "'yesterday' is no ISO 8601 time"),
        (["clean", "--language", "german", "-"], "'german', which is no code of ISO 639-1; write 'de'"),
        (["clean", "--workers", "0", "-"], "0 is not in the range x>=1"),
        (["clean", "--lexicon", "missing.toml", "-"], "'missing.toml' does not exist"),
        (["clean", "--lexicon", "dumps/a.txt", "-"], "--lexicon: "),
        (["clean", "--profile", "dumps/a.txt", "-"], "--profile: dumps/a.txt: "),
        (["explain", "--profile", "dumps/a.txt", "-"], "--profile: dumps/a.txt: "),
        (["learn", "--merge", "dumps/a.txt", "-o", "x.json"], "--merge: dumps/a.txt: "),
        (["clean", "--site-by", "folder", "-"], "--site-by says how --learn tells sites apart"),
        (["clean", "dumps", "-o", "dumps"], "--output: dumps is one of the inputs; name another folder."),
        (
            ["clean", "dumps", "-o", "dumps/a.txt/"],
            "dumps/a.txt is a file; name it without a / behind it, or a folder.",
        ),
        (["explain"], "Missing argument"),
        (["polish"], "No such command 'polish'"),
        (["dumps/a.txt"], "No such command 'dumps/a.txt'. To clean what is called so: newsclean clean dumps/a.txt"),
    ],
)
def test_a_wrong_command_line_is_told(work: Path, arguments: list[str], complaint: str) -> None:
    process = run(*arguments)
    assert process.returncode == 2
    assert complaint in process.stderr.decode()
    assert process.stdout == b""


@pytest.fixture
def outputs(work: Path) -> Path:
    """Dumps, what was made of them, and what is known of them."""
    assert run("clean", "dumps", "-o", "old.jsonl", "--receipt", "-q").returncode == 0
    Path("gold.jsonl").write_text('{"id": "a", "text": "The ferry sails."}\n')
    return work


TO_STANDARD_OUTPUT = [
    ("clean", ["dumps", "-o"], b'{"text":'),
    ("report", ["dumps", "-o"], b"<!doctype html>"),
    ("learn", ["dumps", "-o"], b'{"format": "newsclean.site_profile"'),
    ("evaluate", ["gold.jsonl", "old.jsonl", "--json"], b'{\n "format": '),
    ("diff", ["old.jsonl", "old.jsonl", "--report"], b"<!doctype html>"),
]


@pytest.mark.parametrize(("name", "arguments", "beginning"), TO_STANDARD_OUTPUT)
def test_a_dash_is_standard_output_and_a_file_of_that_name_can_be_named(
    outputs: Path, name: str, arguments: list[str], beginning: bytes
) -> None:
    before = sorted(outputs.rglob("*"))
    streamed = run(name, *arguments, "-")
    assert sorted(outputs.rglob("*")) == before
    assert streamed.stdout.lower().startswith(beginning)
    filed = run(name, *arguments, "./-")
    content = Path("-").read_bytes()
    # A report tells how long it took.
    assert (content[:20], content[-20:]) == (streamed.stdout[:20], streamed.stdout[-20:])
    assert filed.returncode == streamed.returncode


@pytest.mark.parametrize(("name", "arguments", "_"), TO_STANDARD_OUTPUT)
def test_help_says_that_a_dash_is_standard_output(name: str, arguments: list[str], _: bytes) -> None:
    shown = " ".join(run(name, "--help").stdout.decode().split())
    (told,) = re.findall(rf"{arguments[-1]}(?:, --output)? (?:FILE|FILE\|DIR/)\|- (.*?) --?[a-z]", shown)
    assert "standard output" in told


@pytest.mark.parametrize("arguments", [["report", "dumps", "-o"], ["learn", "dumps", "-o"]])
def test_an_output_does_not_go_to_a_stream_that_is_an_input(work: Path, arguments: list[str]) -> None:
    line = f"{shlex.join(map(str, command(*arguments, '-')))} > dumps/out.txt"
    process = subprocess.run(line, shell=True, capture_output=True, check=False)
    assert process.returncode == 2
    said = "--output: standard output goes to dumps/out.txt, which is one of the inputs; name it with --output."
    assert said in " ".join(process.stderr.decode().split())


@pytest.mark.parametrize("option", ["--lexicon", "--profile"])
def test_what_is_read_before_it_is_written_cannot_be_a_stream(work: Path, option: str) -> None:
    process = run("teach", "dumps/a.txt", option, "-")
    assert process.returncode == 2
    assert f"Invalid value for '{option}'" in process.stderr.decode()
    assert "it must be a file; one called - is ./-" in " ".join(process.stderr.decode().split())


@pytest.mark.parametrize(("name", "said"), [("", "empty"), (" ", "blank"), ("\t\u00a0", "blank"), ("dumps/ ", "blank")])
@pytest.mark.parametrize(
    "arguments",
    [
        ["clean", "dumps", "-o"],
        ["report", "dumps", "-o"],
        ["learn", "dumps", "-o"],
        ["evaluate", "dumps/a.txt", "dumps", "--json"],
        ["diff", "dumps", "dumps", "--report"],
        ["teach", "dumps/a.txt", "--lexicon"],
        ["teach", "dumps/a.txt", "--profile"],
    ],
)
def test_an_output_without_a_name_is_refused_and_the_folder_stays_as_it_is(
    work: Path, arguments: list[str], name: str, said: str
) -> None:
    before = sorted(work.rglob("*"))
    process = run(*arguments, name)
    assert process.returncode == 2
    assert f"Invalid value for '{arguments[-1]}'" in process.stderr.decode()
    assert f"the name is {said}" in process.stderr.decode()
    assert sorted(work.rglob("*")) == before


def test_a_library_that_the_output_wants_is_named(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from newsclean.cli import commands

    for module in ("backports", "compression"):
        for loaded in [loaded for loaded in sys.modules if loaded.partition(".")[0] == module]:
            monkeypatch.delitem(sys.modules, loaded)
        monkeypatch.setitem(sys.modules, module, None)
    result = CliRunner().invoke(commands, ["clean", "dumps", "--workers", "1", "-q", "-o", "articles.jsonl.zst"])
    assert result.exit_code == 1
    assert result.stderr == "newsclean: zstd needs the extra 'zstd': pip install 'newsclean[zstd]'\n"


def test_the_record_of_a_path_is_what_the_library_takes(work: Path) -> None:
    (record,) = open_source(["dumps/a.txt"])
    assert isinstance(record, Record)
    assert newsclean.clean(record.raw()).id == "dumps/a.txt"


def test_any_format_goes_in_and_out(work: Path) -> None:
    """What was written is read again, from typed tables under gzip in a zip archive as from lines of JSON."""
    import gzip
    import zipfile

    rows = [{"text": DUMP, "source": "kelm"}, {"text": f"{DUMP}\nFour ferries sailed."}]
    (work / "rows.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    with zipfile.ZipFile(work / "all.zip", "w") as archive:
        archive.write(work / "rows.jsonl.gz", "rows.jsonl.gz")
    plain = run("clean", "all.zip", "--keep-fields", "source", "-q")
    assert [article["carried"] for article in articles(plain.stdout)] == [{"source": "kelm"}, {}]
    names = ["out.parquet", "out.arrow", "out.csv", "out.jsonl.gz", "out.json"]
    for name in names:
        assert run("clean", "all.zip", "--keep-fields", "source", "-q", "-o", name).returncode == 0
    lengths = [len(article["text"]) for article in articles(plain.stdout)]
    again = [len(article["text"]) for article in articles(run("clean", *names, "-q").stdout)]
    assert again == lengths * len(names)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["-f", "parquet"], "--format: parquet cannot go to standard output; name a file with --output."),
        (["-o", "x.parquet", "--compression", "gz"], "--format: parquet is compressed as it is; leave the compression"),
        (["-o", "x.csv", "--receipt"], "--receipt: csv has no room for the receipt; take jsonl, json, parquet, arrow"),
        (["--input-format", "doc"], "'doc' is not one of"),
        (
            ["-o", "x.docx"],
            (
                "--output: the ending .docx names no format. Those that do: .jsonl .ndjson .json .parquet .arrow .csv "
                ".md .txt, compressed with .gz or .zst; or give --format, or end the name with / for a folder."
            ),
        ),
        (["-o", "x.jsonl.bz2"], "--output: the ending .bz2 names no format."),
        (["-o", "x.2026-11.gz"], "--output: the ending .2026-11 names no format."),
        (["-f", "csv", "-o", "x.parquet"], "--format: csv would be written to x.parquet, whose ending says parquet."),
        (["--shard-size", "5"], "--shard-size is for files and folders; name one with --output."),
    ],
)
def test_what_no_format_can_do_is_told(work: Path, arguments: list[str], complaint: str) -> None:
    process = run("clean", "dumps", *arguments)
    assert process.returncode == 2
    assert complaint in process.stderr.decode()


def test_an_ending_that_says_nothing_will_do_where_it_need_not(work: Path) -> None:
    (work / "crawl.2026").mkdir()
    for arguments in (["-f", "jsonl", "-o", "x.docx"], ["-o", "crawl.2026"], ["-o", "crawl.2027/"], ["-o", "x"]):
        assert run("clean", "dumps/a.txt", "-q", *arguments).returncode == 0
    written = [path.read_bytes() for path in (work / "x.docx", work / "x", work / "crawl.2027" / "part-00000.jsonl")]
    assert [articles(content)[0]["text"] for content in written] == [STORY] * 3


@pytest.mark.parametrize(
    ("stdin", "arguments", "texts"),
    [
        (json.dumps([{"id": "a", "text": DUMP}, {"html": PAGE}]), [], [STORY, STORY]),
        (json.dumps([{"title": "x", "body": DUMP}], indent=2), [], [STORY]),
        (json.dumps({"title": "x", "text": DUMP}, indent=2), [], [STORY]),
        (json.dumps({"title": "x", "text": DUMP}), [], [STORY]),
        (json.dumps([{"Häfen": DUMP}], ensure_ascii=False), ["--text-field", "Häfen"], [STORY]),
        # What a page prints as JSON is a part of its dump, and whoever says that it is text is right.
        (json.dumps([{"@type": "NewsArticle", "text": "x"}]) + DUMP, [], None),
        (json.dumps([{"text": "x"}]) + DUMP, ["--input-format", "txt"], None),
    ],
)
def test_json_on_standard_input_is_records(stdin: str, arguments: list[str], texts: list[str] | None) -> None:
    process = run("clean", "-", *arguments, "-q", stdin=stdin.encode())
    found = [article["text"] for article in articles(process.stdout)]
    if texts is None:
        assert [text.endswith(STORY) for text in found] == [True]
    else:
        assert found == texts


def test_standard_output_is_compressed_on_demand(work: Path) -> None:
    import gzip

    assert len(articles(gzip.decompress(run_in_a_process("clean", "dumps", "--compression", "gz", "-q").stdout))) == 3


def test_the_options_know_every_format() -> None:
    from newsclean.batch.sinks import SINK_FORMATS
    from newsclean.batch.sources import FORMATS as SOURCE_FORMATS
    from newsclean.cli.formats import _INPUT_FORMATS, _OUTPUT_FORMATS

    assert [f".{name}" for name in _INPUT_FORMATS] == list(SOURCE_FORMATS)
    assert _OUTPUT_FORMATS == SINK_FORMATS


def test_schema_prints_the_arrow_schema() -> None:
    from newsclean.arrow_rows import arrow_schema
    from newsclean.schema import SCHEMA_VERSION

    printed = run("schema", "--arrow", "--receipt").stdout.decode()
    names = [line.partition(":")[0] for line in printed.splitlines() if not line.startswith((" ", "-"))]
    assert names == [*arrow_schema(receipt=True, carried=True, duplicates=True).names, "newsclean.schema"]
    assert printed.endswith(f"newsclean.schema: {SCHEMA_VERSION}\n")


@pytest.mark.parametrize("command", [["report", "-o", "r.html"], ["evaluate", "gold.jsonl"]])
def test_a_wrong_field_is_told_once(work: Path, command: list[str]) -> None:
    (work / "gold.jsonl").write_text('{"id": "1", "gold_body": "The ferry sails."}\n')
    (work / "many.jsonl").write_text("".join(f'{{"id": "{n}", "body": "The ferry sails."}}\n' for n in range(9)))
    said = run(*command, "many.jsonl", "--text-field", "nope").stderr.decode()
    assert said.count("no field 'nope'") == 2
    assert "many.jsonl:2, many.jsonl:3, many.jsonl:4, many.jsonl:5 and 4 more: the record has no field 'nope'" in said
