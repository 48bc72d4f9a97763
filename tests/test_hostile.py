"""Inputs that want to do harm, between inputs that do not: each has one outcome, and its neighbours come out."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import newsclean

STORY = "The harbour opened again on Monday, the council said, after a winter in which no ship could enter it."
PARAGRAPH = f"<p>{STORY}</p>"
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))


def page(inside: str) -> bytes:
    return f"<!doctype html><html><body>{inside}{PARAGRAPH}</body></html>".encode("utf-8", "surrogatepass")


# The names say which kind of file it is; the reason of a reject begins like this, an article has none.
HARM: list[tuple[str, Callable[[], bytes], str | None]] = [
    ("one long line.txt", lambda: (STORY.encode() + b" ") * 200_000, "20,400,000 characters, more than 2,000,000"),
    ("a million blank lines.txt", lambda: b"\n" * 1_000_000 + STORY.encode(), None),
    ("random bytes.txt", lambda: random.Random(5).randbytes(100_000), "not a text: too many control characters"),
    ("NULs.html", lambda: page("\0" * 1_000), "not a text: too many control characters"),
    ("few NULs.txt", f"{STORY}\0\n\n{STORY}".encode, None),
    ("wide.html", lambda: page("").decode().encode("utf-16-le"), None),
    ("windows.html", lambda: page('<meta charset="utf-8">H\u00e4fen').decode().encode("cp1252"), None),
    ("surrogates.html", lambda: page("\ud800" * 100), None),
    ("surrogates.jsonl", lambda: json.dumps({"text": f"{STORY} \ud800"}).encode(), None),
    ("deep.html", lambda: page("<div>" * 50_000), None),
    ("attributes.html", lambda: page(f"<div {' '.join(f'a{n}=1' for n in range(100_000))}>"), None),
    ("comments.html", lambda: page("<!--" * 50_000), None),
    ("less.html", lambda: page("<" * 100_000), None),
    ("links.html", lambda: page("<a href=x>x</a>" * 20_000), None),
    ("spans.html", lambda: page("<p>" + "<span>" * 5_000), None),
    ("tables.html", lambda: page("<table><tr><td>" * 200), None),
    ("gb18030.html", lambda: page("<p>港口周一重新开放，市议会说。").decode().encode("gb18030"), None),
    (
        "shift-jis.html",
        lambda: page('<meta charset="utf-8"><p>港が月曜日に再開した。').decode().encode("shift-jis"),
        None,
    ),
    ("empty.txt", lambda: b"", None),
    ("blank.txt", lambda: b" \r\n\t\n" * 1_000, None),
    ("digits.txt", lambda: b"0123456789 " * 2_000, None),
    ("directions.txt", f"\u202e\u200b{STORY}\u2066\u200d".encode, None),
    ("NaN.jsonl", lambda: json.dumps({"text": STORY, "score": float("nan")}).encode(), None),
    ("columns.html", lambda: page("<table><tr><td colspan=1000000000000000000>x</td></tr></table>"), None),
    ("bomb.html", lambda: f"<!DOCTYPE x [<!ENTITY e0 'boom'>{ENTITIES}]>".encode() + page("&e8;"), None),
    ("elsewhere.html", lambda: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + page("&e;"), None),
    ("brackets.html", lambda: page(f'<script type="application/ld+json">{"[" * 100_000}</script>'), None),
    ("brackets.jsonl", lambda: b'{"text": ' + b"[" * 100_000, "not JSON: "),
    ("digits.jsonl", lambda: b'{"text": "x", "id": ' + b"9" * 100_000 + b"}", "not JSON: "),
    ("cut off.jsonl", lambda: b'{"text": "The ferry', "not JSON: "),
    ("formula.jsonl", lambda: json.dumps({"id": "=1+1", "text": f"=HYPERLINK(0)\n{STORY}"}).encode(), None),
    ("long id.jsonl", lambda: json.dumps({"text": STORY, "id": "../" * 100_000}).encode(), None),
]


def clean(*arguments: str) -> subprocess.CompletedProcess[str]:
    process = subprocess.run(
        [sys.executable, "-m", "newsclean", "clean", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert "Traceback" not in process.stderr
    return process


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_harm_is_told_and_its_neighbours_come_out(work: Path) -> None:
    paths = []
    for number, (name, content, _) in enumerate(HARM):
        for path, data in ((name, content()), (f"good-{number}.txt", f"{STORY} It is {number}.".encode())):
            Path(path).write_bytes(data)
            paths.append(path)
    process = clean(*paths, "-o", "out/", "--max-characters", "2000000", "--timeout", "60", "--workers", "2")
    assert process.returncode == 1
    rejects = {reject["place"].partition(":")[0]: reject["reason"] for reject in lines(work / "out" / "rejects.jsonl")}
    wanted = {name: reason for name, _, reason in HARM if reason is not None}
    assert {name: reason[: len(wanted.get(name, ""))] for name, reason in rejects.items()} == wanted
    found = lines(work / "out" / "part-00000.jsonl")
    assert len(found) + len(rejects) == len(paths)
    neighbours = [article["text"] for article in found if article["id"].startswith("good-")]
    assert neighbours == [newsclean.clean(f"{STORY} It is {number}.").text for number in range(len(HARM))]
    assert "root:" not in (work / "out" / "part-00000.jsonl").read_text("utf-8")
    assert {path.name for path in work.iterdir()} == {*paths, "out"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to its memory")
def test_a_record_that_wants_too_much_memory_is_rejected(work: Path) -> None:
    Path("good.txt").write_text(STORY)
    Path("large.txt").write_text(f"{STORY}\n" * 50_000)
    process = clean("good.txt", "large.txt", "good.txt", "-o", "out/", "--max-memory", "40")
    assert process.returncode == 1
    (reject,) = lines(work / "out" / "rejects.jsonl")
    assert (reject["id"], reject["status"]) == ("large.txt", "crashed")
    assert [article["text"] for article in lines(work / "out" / "part-00000.jsonl")] == [STORY] * 2
