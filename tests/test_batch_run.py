"""Batches into a folder: an outcome for every record, the same files for any number of workers, and after any end."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pkgutil
import random
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import newsclean
from newsclean.batch.journal import BatchError
from newsclean.batch.lock import Lock
from newsclean.batch.pool import Limits, in_processes
from newsclean.cli import main

from . import console

PARAGRAPH = "The harbour opened again on Monday, the council said, after a winter in which no ship could enter it."
COUNT = 60
SHARD = ("--shard-size", "7")


def text_of(number: int) -> str:
    return f"{PARAGRAPH}\n\nFerry {number} sailed at noon."


def command(*arguments: str) -> list[str | bytes]:
    return console.command("clean", *arguments)


def run(*arguments: str, stdin: bytes = b"") -> console.Done:
    return console.run("clean", *arguments, stdin=stdin)


def tree(folder: str | Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


def manifest(folder: str = "out") -> dict[str, Any]:
    return json.loads(Path(folder, "manifest.json").read_bytes())


def lines(*paths: str | Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in paths for line in Path(path).read_text("utf-8").splitlines()]


def articles(folder: str = "out") -> list[dict[str, Any]]:
    return lines(*sorted(Path(folder).glob("part-*.jsonl")))


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with ``dumps.jsonl``: 57 dumps, one without a story, and two lines that are no records."""
    monkeypatch.chdir(tmp_path)
    rows = [json.dumps({"id": f"n{n}", "text": text_of(n)}) for n in range(COUNT)]
    rows[5], rows[20], rows[59] = "no JSON", json.dumps({"id": "login", "text": "Login"}), '{"id": "n59"}'
    (tmp_path / "dumps.jsonl").write_text("\n".join(rows) + "\n")
    return tmp_path


# The account.


def test_every_record_has_exactly_one_outcome(work: Path) -> None:
    process = run("dumps.jsonl", "-o", "out/", *SHARD)
    assert process.returncode == 1
    rejects = lines("out/rejects.jsonl")
    assert [(reject["place"], reject["id"], reject["status"]) for reject in rejects] == [
        ("dumps.jsonl:6", "dumps.jsonl:6", "rejected"),
        ("dumps.jsonl:60", "n59", "rejected"),
    ]
    assert [reject["reason"][:20] for reject in rejects] == ["not JSON: Expecting ", "the record has neith"]
    names = [article["id"] for article in articles()]
    assert names == [f"n{n}" if n != 20 else "login" for n in range(COUNT) if n not in (5, 59)]
    counts = manifest()["summary"]
    assert counts["records"] == COUNT == counts["cleaned"] + counts["empty"] + counts["rejected"]
    assert (counts["empty"], counts["rejected"]) == (1, 2)
    assert process.stderr.decode().splitlines()[2:4] == [
        "documents  60: 57 cleaned, 1 empty, 2 rejected",
        f"words      {counts['words']['kept']:,} kept ({1:.0%}), 1 removed",
    ]


def test_the_batch_gives_what_clean_gives(work: Path) -> None:
    run("dumps.jsonl", "-o", "out/", *SHARD, "--workers", "2")
    texts = {record["id"]: record["text"] for record in map(json.loads, filter(is_record, raw_lines()))}
    for article in articles():
        assert article["text"] == newsclean.clean(texts[article["id"]]).text


def raw_lines() -> list[str]:
    return Path("dumps.jsonl").read_text().splitlines()


def is_record(line: str) -> bool:
    return line.startswith("{") and "text" in line


def test_a_shard_holds_so_many_records_whatever_became_of_them(work: Path) -> None:
    run("dumps.jsonl", "-o", "out/", *SHARD)
    assert sorted(tree("out")) == [
        "journal.jsonl", "manifest.json", *(f"part-{n:05}.jsonl" for n in range(9)), "rejects.jsonl",
    ]  # fmt: skip
    assert [len(lines(path)) for path in sorted(Path("out").glob("part-*"))] == [6, *[7] * 7, 3]


def test_the_manifest_tells_sizes_and_digests(work: Path) -> None:
    run("dumps.jsonl", "-o", "out/", *SHARD, "--bias", "recall")
    told = manifest()
    for file, path in [
        (told["inputs"][0], Path("dumps.jsonl")),
        (told["rejects"], Path("out/rejects.jsonl")),
        *((output, Path("out", output["name"])) for output in told["outputs"]),
    ]:
        content = path.read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert told["inputs"][0]["path"] == "dumps.jsonl"
    assert len(told["outputs"]) == 9
    assert told["options"]["bias"] == "recall"
    assert told["options"]["shard_size"] == 7
    assert told["options"]["versions"]["newsclean"] == newsclean.__version__


@pytest.mark.parametrize(("most", "status"), [("0", 1), ("1", 1), ("2", 0)])
def test_more_rejects_can_be_allowed(work: Path, most: str, status: int) -> None:
    process = run("dumps.jsonl", "-o", "out/", "--max-rejects", most, "-q")
    assert process.returncode == status
    assert b"documents" not in process.stderr


def test_machines_get_their_summary_as_json(work: Path) -> None:
    process = run("dumps.jsonl", "-o", "out/", "--json-summary")
    assert json.loads(process.stdout) == manifest()["summary"]
    process = run("dumps.jsonl", "--json-summary")
    assert json.loads(process.stderr.splitlines()[-1]) == manifest()["summary"]
    assert len(process.stdout.splitlines()) == 58


def test_nothing_in_is_nothing_out_and_no_mistake(work: Path) -> None:
    Path("none.jsonl").write_text("")
    process = run("none.jsonl", "-o", "out/")
    assert process.returncode == 0
    assert sorted(tree("out")) == ["journal.jsonl", "manifest.json", "rejects.jsonl"]
    assert manifest()["summary"]["records"] == 0


@pytest.mark.parametrize("form", ["csv", "json"])
def test_shards_are_whole_files_of_every_format(work: Path, form: str) -> None:
    run("dumps.jsonl", "-o", "out/", *SHARD, "-f", form)
    first = Path(f"out/part-00001.{form}").read_text()
    assert len(json.loads(first)) == 7 if form == "json" else first.startswith("id,url,title")


@pytest.mark.parametrize("how", ["flag", "drop"])
def test_duplicates_are_told_and_can_be_left_out(work: Path, how: str) -> None:
    pytest.importorskip("rensa")
    rows = raw_lines()
    Path("twice.jsonl").write_text("\n".join([rows[0], rows[1], rows[0].replace("n0", "again"), rows[2]]))
    arguments = ("twice.jsonl", "-o", "out/", "--shard-size", "2", "--duplicates", how)
    process = run(*arguments)
    assert process.returncode == 0
    assert lines("out/duplicates.jsonl") == [{"id": "again", "place": "twice.jsonl:3", "duplicate_of": "n0"}]
    kept = ["n0", "n1", "again", "n2"] if how == "flag" else ["n0", "n1", "n2"]
    assert [article["id"] for article in articles()] == kept
    assert manifest()["summary"]["duplicates"] == 1
    assert manifest()["summary"]["duplicate"] == 4 - len(kept)
    # A run that goes on knows what came before.
    whole = tree("out")
    shorten_journal(1)
    run(*arguments)
    assert tree("out") == whole


def test_a_record_tells_of_which_it_is_a_duplicate(work: Path) -> None:
    pytest.importorskip("rensa")
    rows = raw_lines()
    Path("twice.jsonl").write_text("\n".join([rows[0], rows[1], *(rows[0].replace("n0", f"again{n}") for n in "123")]))
    marks = {"n0": None, "n1": None, "again1": "n0", "again2": "n0", "again3": "n0"}
    for workers in "123":
        run("twice.jsonl", "-o", f"out{workers}/", "--shard-size", "2", "--duplicates", "flag", "--workers", workers)
        assert {article["id"]: article["duplicate_of"] for article in articles(f"out{workers}")} == marks
    assert tree("out1") == tree("out2") == tree("out3")
    run("twice.jsonl", "-o", "flag.jsonl", "--duplicates", "flag")
    assert {article["id"]: article["duplicate_of"] for article in lines("flag.jsonl")} == marks
    assert [found["id"] for found in lines("flag.jsonl.duplicates.jsonl")] == ["again1", "again2", "again3"]
    # Of those that are left nothing is to be said.
    run("twice.jsonl", "-o", "drop.jsonl", "--duplicates", "drop")
    assert ["duplicate_of" in article for article in lines("drop.jsonl")] == [False, False]


def test_duplicates_are_looked_for_where_there_is_an_account(work: Path) -> None:
    process = run("dumps.jsonl", "--duplicates", "drop")
    assert process.returncode == 2
    assert b"--duplicates is for files and folders; name one with --output." in process.stderr


# Going on.


def killed_after(delay: float, *arguments: str) -> None:
    with subprocess.Popen(command(*arguments), stderr=subprocess.DEVNULL, start_new_session=True) as process:
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGKILL)


def test_the_files_are_the_same_for_any_number_of_workers_and_after_kills(work: Path) -> None:
    run("dumps.jsonl", "-o", "whole/", *SHARD, "--workers", "1")
    chance = random.Random(5)
    for workers in ("2", "3"):
        arguments = ("dumps.jsonl", "-o", f"out{workers}/", *SHARD, "--workers", workers)
        for _ in range(2):
            killed_after(chance.uniform(0.3, 1.2), *arguments)
        assert run(*arguments).returncode == 1
        assert tree(f"out{workers}") == tree("whole")


def shorten_journal(shards: int, torn: bytes = b"") -> None:
    """As if the run had been killed after so many shards, in the midst of a line."""
    kept = []
    for line in Path("out/journal.jsonl").read_bytes().splitlines(keepends=True):
        data = json.loads(line)
        if "finished" not in data and data.get("shard", -1) < shards:
            kept.append(line)
    Path("out/journal.jsonl").write_bytes(b"".join(kept) + torn)


def forget(*names: str) -> None:
    for name in names:
        Path("out", name).unlink()


@pytest.mark.parametrize(
    "happened",
    [
        lambda: shorten_journal(0),
        lambda: shorten_journal(4),
        lambda: shorten_journal(4, b'{"shard":4,"dige'),
        lambda: shorten_journal(4, b"\0" * 100),
        lambda: shorten_journal(9),
        lambda: forget("manifest.json"),
        lambda: forget("part-00003.jsonl", "rejects.jsonl"),
        lambda: Path("out/.part-00004.jsonl.0123abcd.tmp").write_text("half"),
        lambda: None,
    ],
    ids=["start", "shards", "torn", "zeros", "end", "manifest", "lost", "temporary", "nothing"],
)
def test_whatever_is_missing_is_made_again_and_is_the_same(work: Path, happened: Callable[[], object]) -> None:
    run("dumps.jsonl", "-o", "out/", *SHARD)
    whole = tree("out")
    happened()
    process = run("dumps.jsonl", "-o", "out/", *SHARD)
    assert process.returncode == 1
    assert tree("out") == whole
    assert b"documents  60: 57 cleaned, 1 empty, 2 rejected" in process.stderr


def test_what_is_done_is_not_done_again(work: Path) -> None:
    run("dumps.jsonl", "-o", "out/", *SHARD)
    shorten_journal(4)
    done = {path.name: path.stat().st_mtime_ns for path in Path("out").glob("part-0000[0-3].jsonl")}
    process = run("dumps.jsonl", "-o", "out/", *SHARD)
    assert process.stderr.startswith(b"newsclean: 28 records of out are done, the run goes on from there\n")
    assert {name: Path("out", name).stat().st_mtime_ns for name in done} == done
    process = run("dumps.jsonl", "-o", "out/", *SHARD)
    assert process.stderr.startswith(b"newsclean: 60 records of out are done, and all is done\n")


@pytest.mark.parametrize(
    ("arguments", "change", "said"),
    [
        (("--bias", "recall"), lambda: None, 'other options: bias was "balanced" and is "recall". Give the same'),
        (("--shard-size", "8"), lambda: None, "other options: shard_size was 7 and is 8."),
        (("--language", "de"), lambda: None, 'other options: language was not there and is "de".'),
        (("dumps.jsonl",), lambda: None, "other inputs: dumps.jsonl was no input, or not at this place."),
        ((), lambda: Path("dumps.jsonl").write_text("x" * 9), "other inputs: dumps.jsonl has changed."),
        ((), lambda: Path("dumps.jsonl").unlink(), "other inputs: dumps.jsonl was an input and cannot be read now."),
    ],
    ids=["bias", "shards", "language", "more", "changed", "gone"],
)
def test_another_run_is_refused_and_can_begin_anew(
    work: Path, arguments: tuple[str, ...], change: Callable[[], object], said: str
) -> None:
    run("dumps.jsonl", "-o", "out/", *SHARD)
    change()
    before = tree("out")
    process = run("dumps.jsonl", "-o", "out/", *SHARD, *arguments)
    assert process.returncode == 2
    assert f"out holds a run {'with' if 'options' in said else 'over'} {said}" in process.stderr.decode()
    assert b"--restart" in process.stderr
    assert tree("out") == before
    process = run("dumps.jsonl", "-o", "out/", *SHARD, *arguments, "--restart")
    assert process.returncode in (0, 1)
    run("dumps.jsonl", "-o", "anew/", *SHARD, *arguments)
    assert tree("out") == tree("anew")


def test_standard_input_must_be_the_same(work: Path) -> None:
    run("-", "-o", "out/", "--shard-size", "1", stdin=PARAGRAPH.encode())
    whole = tree("out")
    shorten_journal(1)
    process = run("-", "-o", "out/", "--shard-size", "1", stdin=b"Another dump.")
    assert process.returncode == 2
    assert b"the records of shard 0 are not those that were cleaned before" in process.stderr
    assert run("-", "-o", "out/", "--shard-size", "1", stdin=PARAGRAPH.encode()).returncode == 0
    assert tree("out") == whole


def test_only_what_the_journal_tells_of_is_ever_removed(work: Path) -> None:
    run("dumps.jsonl", "-o", "out/", *SHARD)
    Path("out/notes.txt").write_text("mine")
    Path("out/part-00077.jsonl").write_text("mine")
    outside = Path("outside.jsonl")
    outside.write_text("mine")
    with Path("out/journal.jsonl").open("a") as journal:
        journal.write('{"files":[{"name":"../outside.jsonl"}]}\n')
    process = run("dumps.jsonl", "-o", "out/", *SHARD, "--restart")
    assert process.returncode == 2
    assert b"out holds part-00077.jsonl, but no journal.jsonl that tells where it is from" in process.stderr
    assert outside.read_text() == "mine"
    assert sorted(tree("out")) == ["notes.txt", "part-00077.jsonl"]


def test_a_journal_that_is_no_journal_is_told(work: Path) -> None:
    Path("out").mkdir()
    for content in ("", "[]\n", "no JSON\n", '{"journal":1}\n'):
        Path("out/journal.jsonl").write_text(content)
        process = run("dumps.jsonl", "-o", "out/")
        assert process.returncode == 2
        assert b"Usage" in process.stderr


@pytest.mark.parametrize(("output", "folder"), [("out/", "out"), ("out.jsonl", ".out.jsonl.newsclean")])
@pytest.mark.parametrize("options", [(), ("--restart",)])
@pytest.mark.parametrize("begun", [True, False])
def test_two_runs_for_one_output_do_not_meet(
    work: Path, output: str, folder: str, options: tuple[str, ...], begun: bool
) -> None:
    if begun:
        ended("dumps.jsonl", "-o", output, *SHARD, "-q", at="newsclean.batch.journal.Journal.add", after=3)
    else:
        # As while the inputs of the other are looked through, before it has a journal.
        Path(folder).mkdir()
        Path(folder, ".journal.jsonl.0123abcd.tmp").write_text("half")
    before = tree(".")
    with Lock.taken(Path(folder)):
        process = run("dumps.jsonl", "-o", output, *SHARD, *options)
    assert process.returncode == 2
    assert f"another process is writing to {folder}; wait for its end" in process.stderr.decode()
    assert tree(".") == before


def test_a_lock_that_is_let_go_of_leaves_nothing_and_takes_no_other(tmp_path: Path) -> None:
    lock = Lock.taken(tmp_path)
    lock.path.unlink()
    with Lock.taken(tmp_path) as other:
        lock.let_go()
        assert other.path.exists()
        with pytest.raises(BatchError, match="another process is writing"):
            Lock.taken(tmp_path)
    assert not list(tmp_path.iterdir())


def test_who_waits_a_moment_gets_the_lock_of_a_run_that_ends(tmp_path: Path) -> None:
    lock = Lock.taken(tmp_path / "out")
    threading.Timer(0.2, lock.let_go).start()
    with Lock.taken(tmp_path / "out") as ours:
        assert ours.path.exists()


def test_workers_that_outlive_their_parent_do_not_keep_the_next_run_waiting(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("out").mkdir()
    lock = Lock.taken(Path("out"))
    results = in_processes(time.sleep, [0, 60], workers=2, limits=Limits(), when_lost=lambda *_: None)
    with contextlib.closing(results):
        next(results)
        with pytest.raises(BatchError, match="another process is writing to out"):
            Lock.taken(Path("out"))
        # As when it is killed, and nobody removes the file: its worker is at work still.
        monkeypatch.setattr(Path, "unlink", lambda _: None)
        lock.let_go()
        Lock.taken(Path("out")).let_go()


def test_a_stream_cannot_begin_anew(work: Path) -> None:
    process = run("dumps.jsonl", "--restart")
    assert process.returncode == 2
    assert b"--restart is for files and folders; name one with --output." in process.stderr


# A file for each article, and one file for all.


class _EndedError(BaseException):
    """Whatever ends a run."""


def ended(*arguments: str, at: str, after: int) -> None:
    """A run that ends when a function of its engine is called for the so-manieth time."""
    module, _, name = at.rpartition(".")
    owner = pkgutil.resolve_name(module)
    original, calls = getattr(owner, name), 0

    def ending(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > after:
            raise _EndedError
        return original(*given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["newsclean", "clean", *arguments])
        patch.setattr(owner, name, ending)
        with contextlib.suppress(_EndedError, SystemExit):
            main()


# While a shard is gathered, between telling of it and giving its files their places, while they get them, while the one
# file is put together, and while the account is written.
ENDS = [
    ("out/", "markdown", "newsclean.batch.outcome.Summary.add", 17),
    ("out/", "markdown", "newsclean.batch.journal.Journal.add", 3),
    ("out/", "markdown", "newsclean.batch.sinks.folders._settle", 3),
    ("out/", "text", "newsclean.batch.sinks.folders._moved", 24),
    ("out/", "text", "newsclean.batch.manifest._encoded", 4),
    ("out.jsonl", "jsonl", "newsclean.batch.outcome.Summary.add", 0),
    ("out.jsonl", "jsonl", "newsclean.batch.journal.Journal.add", 3),
    ("out.jsonl", "jsonl", "newsclean.batch.sinks.Joined.join", 0),
    ("out.jsonl", "jsonl", "newsclean.batch.manifest._encoded", 4),
    ("out.jsonl", "jsonl", "newsclean.batch.journal.Journal.finish", 0),
    ("out.jsonl", "jsonl", "newsclean.batch.one_file.empty_folder", 0),
    ("out.json", "json", "newsclean.batch.sinks.lines.LineSink.close", 2),
    ("out.csv", "csv", "newsclean.batch.sinks.lines._Writer.end", 2),
    ("out.md", "markdown", "newsclean.batch.outcome.Summary.add", 17),
    ("out.parquet", "parquet", "newsclean.batch.sinks.tables.TableSink.close", 2),
    ("out.arrow", "arrow", "newsclean.batch.sinks.tables._write_group", 10),
]


@pytest.mark.parametrize(("output", "form", "at", "after"), ENDS)
def test_wherever_it_ends_the_same_command_makes_the_same_files(
    work: Path, output: str, form: str, at: str, after: int
) -> None:
    arguments = ("dumps.jsonl", "-f", form, *SHARD, "-q", "--workers", "1")
    for folder in ("whole", "again"):
        Path(folder).mkdir()
    run(*arguments, "-o", f"whole/{output}")
    if not output.endswith("/"):
        # What an earlier run wrote.
        Path("again", output).write_bytes(b"old")
        told = {"outputs": [{"name": output, "sha256": hashlib.sha256(b"old").hexdigest()}]}
        Path("again", f"{output}.manifest.json").write_text(json.dumps(told))
    ended(*arguments, "-o", f"again/{output}", at=at, after=after)
    assert run(*arguments, "-o", f"again/{output}").returncode == 1
    assert tree("again") == tree("whole")


def test_articles_in_files_have_an_account(work: Path) -> None:
    process = run("dumps.jsonl", "-f", "text", "-o", "out/", *SHARD)
    assert process.returncode == 1
    assert [reject["place"] for reject in lines("out/rejects.jsonl")] == ["dumps.jsonl:6", "dumps.jsonl:60"]
    told = manifest()
    assert told["summary"]["records"] == COUNT
    assert len(told["outputs"]) == COUNT - 2
    for output in told["outputs"]:
        content = Path("out", output["name"]).read_bytes()
        assert (output["bytes"], output["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert (Path("out/dumps/n7.txt").read_text(), len(list(Path("out").rglob("*.txt")))) == (f"{text_of(7)}\n", 58)


@pytest.mark.parametrize(
    ("form", "lost", "changed", "said"),
    [
        ("jsonl", (), ("part-00003.jsonl",), "in out, part-00003.jsonl was changed since newsclean wrote it. Move it"),
        ("jsonl", ("part-00001.jsonl",), ("part-00008.jsonl",), "in out, part-00008.jsonl was changed since"),
        ("text", (), ("dumps/n30.txt",), "in out, dumps/n30.txt was changed since newsclean wrote it. Move it away"),
        ("text", ("dumps/n2.txt",), ("dumps/n3.txt", "dumps/n30.txt"), "dumps/n3.txt, dumps/n30.txt were changed"),
        ("text", (), [f"dumps/n{n}.txt" for n in range(30, 41)], "dumps/n39.txt, … were changed"),
    ],
    ids=["shard", "shard behind a lost one", "article", "articles behind a lost one", "many"],
)
def test_what_somebody_has_changed_is_not_written_over(
    work: Path, form: str, lost: Sequence[str], changed: Sequence[str], said: str
) -> None:
    arguments = ("dumps.jsonl", "-f", form, "-o", "out/", *SHARD)
    run(*arguments)
    whole = tree("out")
    forget(*lost)
    for name in changed:
        with Path("out", name).open("a") as stream:
            stream.write("mine\n")
    before = tree("out")
    process = run(*arguments)
    assert process.returncode == 2
    assert said in process.stderr.decode()
    assert tree("out") == before
    # As the error says.
    for number, name in enumerate(changed):
        Path("out", name).rename(f"moved{number}")
    assert run(*arguments).returncode == 1
    assert tree("out") == whole
    Path("out", changed[0]).write_text("mine")
    assert run(*arguments, "--restart").returncode == 1
    assert tree("out") == whole


def test_a_folder_in_the_place_of_an_article_stays(work: Path) -> None:
    arguments = ("dumps.jsonl", "-f", "text", "-o", "out/", *SHARD)
    run(*arguments)
    forget("dumps/n30.txt")
    Path("out/dumps/n30.txt").mkdir()
    Path("out/dumps/n30.txt/notes").write_text("mine")
    process = run(*arguments)
    assert process.returncode == 2
    assert b"in out, dumps/n30.txt was changed since" in process.stderr
    assert Path("out/dumps/n30.txt/notes").read_text() == "mine"


def test_a_damaged_part_of_one_file_is_made_again(work: Path) -> None:
    """Nobody works in a hidden folder."""
    arguments = ("dumps.jsonl", "-o", "out.jsonl", *SHARD, "-q", "--workers", "1")
    run(*arguments)
    whole = tree(".")
    for name in ("out.jsonl", "out.jsonl.manifest.json", "out.jsonl.rejects.jsonl"):
        Path(name).unlink()
    ended(*arguments, at="newsclean.batch.journal.Journal.add", after=3)
    Path(".out.jsonl.newsclean/part-00001.jsonl").write_text("damaged")
    assert run(*arguments).returncode == 1
    assert tree(".") == whole


def test_files_of_articles_that_are_lost_are_made_again(work: Path) -> None:
    arguments = ("dumps.jsonl", "-f", "text", "-o", "out/", *SHARD)
    run(*arguments)
    whole = tree("out")
    forget("dumps/n30.txt")
    assert run(*arguments).returncode == 1
    assert tree("out") == whole


def test_a_folder_with_files_of_somebody_is_not_taken(work: Path) -> None:
    Path("out/b").mkdir(parents=True)
    Path("out/b/notes.md").write_text("mine")
    process = run("dumps.jsonl", "-f", "markdown", "-o", "out/")
    assert process.returncode == 2
    assert b"out holds b/notes.md, but no journal.jsonl that tells where it is from" in process.stderr
    assert run("dumps.jsonl", "-f", "text", "-o", "out/").returncode == 1


def test_beginning_anew_removes_the_files_of_articles_and_no_other(work: Path) -> None:
    run("dumps.jsonl", "-f", "text", "-o", "out/", *SHARD)
    Path("out/dumps/notes.md").write_text("mine")
    process = run("dumps.jsonl", "-f", "text", "-o", "out/", "--shard-size", "9", "--restart", "--max-characters", "1")
    assert process.returncode == 1
    assert [path.name for path in Path("out").rglob("*") if path.suffix in (".txt", ".md")] == ["notes.md"]


def test_one_file_has_an_account_beside_it(work: Path) -> None:
    process = run("dumps.jsonl", "-o", "out.jsonl")
    assert process.returncode == 1
    told = json.loads(Path("out.jsonl.manifest.json").read_bytes())
    content = Path("out.jsonl").read_bytes()
    assert told["outputs"] == [
        {"name": "out.jsonl", "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    ]
    assert told["summary"]["records"] == COUNT == len(lines("out.jsonl")) + len(lines("out.jsonl.rejects.jsonl"))
    assert sorted(tree(".")) == ["dumps.jsonl", "out.jsonl", "out.jsonl.manifest.json", "out.jsonl.rejects.jsonl"]


def test_one_file_holds_what_the_shards_hold_for_any_number_of_workers(work: Path) -> None:
    run("dumps.jsonl", "-o", "out/", *SHARD)
    shards = b"".join(path.read_bytes() for path in sorted(Path("out").glob("part-*")))
    for workers in "13":
        run("dumps.jsonl", "-o", "out.jsonl", *SHARD, "--workers", workers)
        assert Path("out.jsonl").read_bytes() == shards


def test_a_file_that_was_begun_otherwise_is_not_gone_on_with(work: Path) -> None:
    ended("dumps.jsonl", "-o", "out.jsonl", *SHARD, "-q", at="newsclean.batch.journal.Journal.add", after=3)
    process = run("dumps.jsonl", "-o", "out.jsonl", *SHARD, "--bias", "recall")
    assert process.returncode == 2
    assert b'holds a run with other options: bias was "balanced" and is "recall". Give the same' in process.stderr
    assert not Path("out.jsonl").exists()
    process = run("dumps.jsonl", "-o", "out.jsonl", *SHARD)
    assert process.stderr.startswith(b"newsclean: 21 records of out.jsonl are done, the run goes on from there\n")
    ended("dumps.jsonl", "-o", "out.jsonl", *SHARD, "-q", at="newsclean.batch.journal.Journal.add", after=3)
    assert run("dumps.jsonl", "-o", "out.jsonl", *SHARD, "--bias", "recall", "--restart").returncode == 1
    assert not list(Path().glob(".*"))


def test_beginning_anew_removes_the_shard_that_was_not_told_of_yet(work: Path) -> None:
    ended("dumps.jsonl", "-o", "out/", *SHARD, "-q", at="newsclean.batch.journal.Journal.add", after=3)
    assert Path("out/part-00003.jsonl").exists()
    assert run("dumps.jsonl", "-o", "out/", "--shard-size", "50", "--restart").returncode == 1
    assert [path.name for path in sorted(Path("out").glob("part-*"))] == ["part-00000.jsonl", "part-00001.jsonl"]


def test_a_device_is_written_to_as_it_is(work: Path) -> None:
    assert run("dumps.jsonl", "-o", "/dev/null", "-q").returncode == 1
    assert sorted(tree(".")) == ["dumps.jsonl"]


# Inputs and outputs are never mixed up.


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("in/a.jsonl", "-o", "in"), "--output: in holds the input in/a.jsonl; name another folder."),
        (("in/*.jsonl", "-o", "in/"), "--output: in holds the input in/a.jsonl; name another folder."),
        (("in", "-o", "in/"), "--output: in is one of the inputs; name another folder."),
        (("in/a.jsonl", "-f", "text", "-o", "in"), "--output: in holds the input in/a.jsonl; name another folder."),
        (("in", "-o", "in/a.jsonl"), "--output: in/a.jsonl is one of the inputs and would be written over."),
        (("in/*", "-o", "in/a.jsonl"), "--output: in/a.jsonl is one of the inputs and would be written over."),
        (
            ("in", "-o", "in/c.jsonl"),
            "--output: in/c.jsonl.rejects.jsonl is one of the inputs and would be written over.",
        ),
        (("in/a.jsonl", "-o", "in/a.jsonl"), "--output: in/a.jsonl is one of the inputs and would be written over."),
        (("b.rejects.jsonl", "-o", "b"), "--output: b.rejects.jsonl is one of the inputs and would be written over."),
    ],
)
def test_an_output_among_the_inputs_is_refused(work: Path, arguments: tuple[str, ...], said: str) -> None:
    Path("in").mkdir()
    for name in ("in/a.jsonl", "b.rejects.jsonl", "in/c.jsonl.rejects.jsonl"):
        Path(name).write_text(json.dumps({"text": PARAGRAPH}))
    before = tree(".")
    process = run(*arguments)
    assert process.returncode == 2
    assert said in " ".join(process.stderr.decode().split())
    assert tree(".") == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("in", "-o", "in/out/"),
        ("in", "-f", "text", "-o", "in/out"),
        ("in/*", "-o", "in/out/"),
        ("in/a.jsonl", "-o", "in/b.jsonl"),
        ("in", "-o", "in/b.jsonl"),
        ("in", "-o", "in/b.jsonl", "--learn"),
        ("in", "-o", "in/b.jsonl", "--duplicates", "flag"),
        ("in/*.jsonl", "-o", "in/b.jsonl"),
        ("in/**", "-o", "in/b.parquet"),
        (".", "-o", "in/b.csv.gz"),
    ],
)
def test_an_output_beside_the_inputs_is_told_from_them(work: Path, arguments: tuple[str, ...]) -> None:
    Path("dumps.jsonl").unlink()
    Path("in").mkdir()
    Path("in/a.jsonl").write_text(f"{json.dumps({'text': PARAGRAPH})}\nno record\n")
    seen = []
    for _ in range(3):
        process = run(*arguments, "--json-summary")
        assert json.loads(process.stdout)["records"] == 2
        seen.append(tree("."))
    assert seen[0] == seen[1] == seen[2]
    ended(*arguments, at="newsclean.batch.outcome.Summary.add", after=1)
    assert json.loads(run(*arguments, "--json-summary").stdout)["records"] == 2
    assert tree(".") == seen[0]


def test_an_output_that_somebody_has_changed_is_an_input_again(work: Path) -> None:
    assert run(".", "-o", "out.jsonl").returncode == 1
    with Path("out.jsonl").open("a") as output:
        output.write('{"text": "mine"}\n')
    before = tree(".")
    process = run(".", "-o", "out.jsonl")
    assert (process.returncode, tree(".")) == (2, before)
    assert b"--output: out.jsonl is one of the inputs and would be written over." in process.stderr
    Path("out.jsonl").unlink()
    assert run(".", "-o", "out.jsonl").returncode == 1
    assert len(lines("out.jsonl")) == COUNT - 2


@pytest.mark.parametrize("name", ["notes.txt", "notes.jsonl", "notes.csv.gz", "notes.parquet"])
def test_a_file_that_somebody_else_wrote_is_not_replaced(work: Path, name: str) -> None:
    Path(name).write_text("mine")
    before = tree(".")
    process = run("dumps.jsonl", "-o", name)
    assert (process.returncode, tree(".")) == (2, before)
    said = (
        f"--output: {name} is there already, and is not known to be newsclean's: "
        f"there is no {name}.manifest.json beside it; remove it, or name another file."
    )
    assert said in " ".join(process.stderr.decode().split())
    assert run("dumps.jsonl", "-o", name, "--restart").returncode == 2
    Path(name).unlink()
    assert run("dumps.jsonl", "-o", name).returncode == 1


def test_what_newsclean_wrote_is_replaced_unless_somebody_has_changed_it(work: Path) -> None:
    for bias in ("balanced", "recall", "recall"):
        assert run("dumps.jsonl", "-o", "out.jsonl", "--bias", bias).returncode == 1
    with Path("out.jsonl").open("a") as output:
        output.write('{"text": "mine"}\n')
    before = tree(".")
    process = run("dumps.jsonl", "-o", "out.jsonl")
    assert (process.returncode, tree(".")) == (2, before)
    said = (
        "--output: out.jsonl is there already, and was changed since newsclean wrote it: "
        "it is not what out.jsonl.manifest.json beside it tells of; remove it, or name another file."
    )
    assert said in " ".join(process.stderr.decode().split())


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("no account", "out.jsonl.manifest.json beside it is no account of a run"),
        ('{"outputs": []}', "out.jsonl.manifest.json beside it is no account of a run"),
        ('{"outputs": [{"name": "a.csv", "sha256": ""}]}', "out.jsonl.manifest.json beside it tells of a.csv"),
    ],
)
def test_a_manifest_that_tells_of_something_else_is_told(work: Path, manifest: str, said: str) -> None:
    Path("out.jsonl").write_text("mine")
    Path("out.jsonl.manifest.json").write_text(manifest)
    process = run("dumps.jsonl", "-o", "out.jsonl")
    assert process.returncode == 2
    assert f"is not known to be newsclean's: {said}; remove it" in " ".join(process.stderr.decode().split())


@pytest.fixture
def cleaned(work: Path) -> Path:
    """A folder of three dumps, and two outputs over two of them."""
    Path("in").mkdir()
    for name in "abc":
        Path(f"in/{name}.txt").write_text(PARAGRAPH)
    for output in ("out.jsonl", "out/"):
        assert run("in/a.txt", "in/b.txt", "-o", output).returncode == 0
    return work


@pytest.mark.parametrize("output", ["out.jsonl", "out/"])
@pytest.mark.parametrize(
    ("inputs", "gone"), [(["in/a.txt"], "in/b.txt"), (["in/c.txt"], "in/a.txt"), (["dumps.jsonl"], "in/a.txt")]
)
def test_articles_of_other_inputs_are_replaced_by_a_restart_alone(
    cleaned: Path, output: str, inputs: list[str], gone: str
) -> None:
    before = tree(".")
    process = run(*inputs, "-o", output)
    assert (process.returncode, tree(".")) == (2, before)
    said = " ".join(process.stderr.decode().split())
    assert f"{output.rstrip('/')} holds a run over other inputs: " in said
    assert "Name another output, or begin anew with --restart" in said
    if output == "out.jsonl":
        assert f"{gone} was an input and is none" in said
    assert run(*inputs, "-o", output, "--restart").returncode in (0, 1)
    assert tree(".") != before


@pytest.mark.parametrize(
    "inputs", [["in/b.txt", "in/a.txt"], ["in/a.txt", "in/b.txt", "in/c.txt"], ["in"], ["in/*.txt"], ["."]]
)
def test_a_file_is_replaced_where_no_input_is_missing(cleaned: Path, inputs: list[str]) -> None:
    Path("dumps.jsonl").unlink()
    Path("in/a.txt").write_text(f"{PARAGRAPH}\n\nThe ferry sails again.")
    assert run(*inputs, "-o", "out.jsonl").returncode == 0
    assert any("The ferry sails again." in line["text"] for line in lines("out.jsonl"))


def test_the_articles_of_an_input_that_is_named_and_gone_are_not_lost(cleaned: Path) -> None:
    Path("in/b.txt").unlink()
    before = tree(".")
    process = run("in/a.txt", "in/b.txt", "-o", "out.jsonl")
    assert (process.returncode, tree(".")) == (2, before)
    assert "in/b.txt was an input and cannot be read now" in " ".join(process.stderr.decode().split())


def test_an_input_that_could_not_be_read_had_no_articles_to_lose(cleaned: Path) -> None:
    assert run("in/a.txt", "in/no.txt", "-o", "new.jsonl").returncode == 1
    assert run("in/a.txt", "in/b.txt", "-o", "new.jsonl").returncode == 0


def test_an_empty_file_has_no_articles_to_lose(cleaned: Path) -> None:
    Path("out.jsonl").write_bytes(b"")
    assert run("in/c.txt", "-o", "out.jsonl").returncode == 0


def test_what_is_begun_anew_can_be_ended_and_goes_on(cleaned: Path) -> None:
    ended("in/b.txt", "in/c.txt", "-o", "out.jsonl", "--restart", at="newsclean.batch.outcome.Summary.add", after=1)
    assert [line["id"] for line in lines("out.jsonl")] == ["in/a.txt", "in/b.txt"]
    assert run("in/b.txt", "in/c.txt", "-o", "out.jsonl").returncode == 0
    assert [line["id"] for line in lines("out.jsonl")] == ["in/b.txt", "in/c.txt"]


@pytest.mark.parametrize("how", [">", ">>"])
def test_what_standard_output_goes_to_is_not_read(work: Path, how: str) -> None:
    process = subprocess.run(
        f"{shlex.join(command('.'))} {how} out.jsonl", shell=True, capture_output=True, check=False
    )
    assert process.returncode == 2
    assert b"--output: standard output goes to out.jsonl, which is one of the inputs" in process.stderr
    assert Path("out.jsonl").read_bytes() == b""
    # What the shell made is in nobody's way.
    assert run(".", "-o", "out.jsonl").returncode == 1
    assert len(lines("out.jsonl")) == COUNT - 2


# Ends of all kinds.


@pytest.fixture
def endless(work: Path) -> Path:
    """So many dumps that nobody waits for the last."""
    path = work / "endless.jsonl"
    path.write_text((json.dumps({"text": PARAGRAPH}) + "\n") * 100_000)
    return path


def wait_for(path: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while not Path(path).exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_ctrl_c_ends_it_at_once_and_it_can_go_on(endless: Path) -> None:
    with subprocess.Popen(
        command("endless.jsonl", "-o", "out/", "--shard-size", "20"),
        stderr=subprocess.PIPE,
        # A terminal sends Ctrl-C to every process of the group.
        start_new_session=True,
    ) as process:
        wait_for("out/part-00002.jsonl", process)
        os.killpg(process.pid, signal.SIGINT)
        started = time.monotonic()
        assert process.stderr is not None
        assert process.stderr.read().decode().strip().splitlines() == [
            "newsclean: interrupted",
            "newsclean: what is done of out is kept; the same command goes on from there",
        ]
        assert process.wait(10) == 130
    assert time.monotonic() - started < 3
    assert not list(Path("out").glob(".*"))
    assert len(lines("out/part-00002.jsonl")) == 20


def children(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    if not path.exists():
        pytest.skip("no way to find the workers here")
    return list(map(int, path.read_text().split()))


def test_workers_that_are_killed_are_replaced_and_nothing_is_lost(work: Path) -> None:
    Path("many.jsonl").write_text((json.dumps({"text": PARAGRAPH}) + "\n") * 300)
    with subprocess.Popen(
        command("many.jsonl", "-o", "out/", "--shard-size", "20", "--workers", "2"), stderr=subprocess.PIPE
    ) as process:
        for shard in (2, 8):
            wait_for(f"out/part-{shard:05}.jsonl", process)
            os.kill(children(process.pid)[0], signal.SIGKILL)
        assert process.stderr is not None
        assert b"documents  300: 300 cleaned, 0 rejected" in process.stderr.read()
        assert process.wait(10) == 0


def test_a_record_that_takes_too_long_is_rejected_and_its_neighbours_are_not(work: Path) -> None:
    slow = json.dumps({"id": "slow", "text": f"{PARAGRAPH}\n\n" * 200_000})
    rows = raw_lines()
    Path("slow.jsonl").write_text("\n".join([*rows[:3], slow, *rows[3:5]]))
    process = run("slow.jsonl", "-o", "out/", "--timeout", "1", "--workers", "2")
    assert process.returncode == 1
    assert lines("out/rejects.jsonl") == [
        {"id": "slow", "place": "slow.jsonl:4", "status": "timed_out", "reason": "not done after 1 seconds"}
    ]
    assert [article["id"] for article in articles()] == ["n0", "n1", "n2", "n3", "n4"]


def test_a_dump_that_is_too_long_is_rejected(work: Path) -> None:
    process = run("dumps.jsonl", "-o", "out/", "--max-characters", str(len(text_of(9))), "--max-rejects", "60")
    assert process.returncode == 0
    told = {reject["id"]: reject["reason"] for reject in lines("out/rejects.jsonl")}
    assert told["n10"] == "127 characters, more than 126; raise max_characters to clean it"
    assert "n9" not in told


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="small disks are made by root")
def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(work: Path) -> None:
    Path("disk").mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40k", "none", "disk"], check=False)
    if mounted.returncode:
        pytest.skip("no small disk can be made here")
    try:
        process = run("dumps.jsonl", "-o", "disk/out/", *SHARD)
        assert process.returncode == 1
        assert b"cannot be written: No space left on device" in process.stderr
        assert b"newsclean: disk/out" in process.stderr
        assert not [name for name in tree("disk/out") if name.endswith(".tmp")]
        subprocess.run(["mount", "-o", "remount,size=4m", "disk"], check=True)
        assert run("dumps.jsonl", "-o", "disk/out/", *SHARD).returncode == 1
        run("dumps.jsonl", "-o", "whole/", *SHARD)
        assert tree("disk/out") == tree("whole")
    finally:
        subprocess.run(["umount", "disk"], check=True)


# What was asked for and is not there.


@pytest.mark.parametrize("form", ["markdown", "text"])
@pytest.mark.parametrize("output", ["-", "out/", "out.txt"])
def test_fields_are_kept_where_there_is_room_for_them(work: Path, form: str, output: str) -> None:
    process = run("dumps.jsonl", "-f", form, "-o", output, "--keep-fields", "id")
    assert process.returncode == 2
    assert f"--keep-fields: {form} has no room for them; take jsonl, json, csv".encode() in process.stderr
    assert list(tree(".")) == ["dumps.jsonl"]


def test_fields_to_keep_that_no_record_has_are_told(work: Path) -> None:
    Path("rows.jsonl").write_text("\n".join(json.dumps({"text": PARAGRAPH, "source": n and "kelm"}) for n in (None, 1)))
    for output in ("out/", "out.jsonl", "-"):
        process = run("rows.jsonl", "-o", output, "--keep-fields", "source,sauce", "-q")
        assert process.stderr == b"newsclean: --keep-fields: no record has a field 'sauce'\n"
        assert process.returncode == 0
    assert run("rows.jsonl", "--keep-fields", "source", "-q").stderr == b""
