"""Files and folders as records, work in several processes, what became of each record, and where it is written."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Generator, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, Cleaner, InputError, Role, SiteProfile
from newsclean.batch.outcome import Outcome, Status, Summary, outcome_of
from newsclean.batch.outputs import FreeNames, encode, output_folder, safe_path, whole_file
from newsclean.batch.records import BadRecord
from newsclean.batch.records import Record as Dump
from newsclean.batch.run import opened, run
from newsclean.batch.sinks import open_sink
from newsclean.batch.stream import clean_stream
from newsclean.model import Doubt
from newsclean.writing import FORMATS
from newsclean.writing.plain import to_plain
from newsclean.writing.records import to_json_line

# Languages are not what these tests are about, and this is quicker.
CLEANER = Cleaner(identify_language=lambda texts: None)
STORY = """The harbour opened again on Monday, the council said, after a winter in which no ship could enter it.

Read more: Island waits for its post

The ferry will sail three times a day, and the post office on the island hopes to clear its shelves by Friday.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``dumps`` with a dump and a page, what is neither, and what is hidden; the working folder holds it."""
    dumps = tmp_path / "dumps"
    (dumps / "b").mkdir(parents=True)
    (dumps / ".git").mkdir()
    for name in ("c.txt", "b/page.HTM", "b/notes.md", "a.json", ".hidden.txt", ".git/x.txt", "lines.jsonl"):
        (dumps / name).write_text(STORY)
    monkeypatch.chdir(tmp_path)
    return dumps


# Articles in order.


@pytest.mark.parametrize("workers", [None, 2])
def test_many_are_cleaned_like_one(workers: int | None) -> None:
    cleaner = Cleaner()
    dumps = [f"{STORY}\n\nNumber {number} of the ferries sailed." for number in range(40)]
    stream = clean_stream(cleaner, dumps, workers=workers, on_error="raise", options={"bias": "recall"})
    assert list(stream) == [cleaner.clean(dump, bias="recall") for dump in dumps]


def test_an_error_stops_the_stream_or_takes_the_place_of_its_record() -> None:
    stream = partial(clean_stream, CLEANER, [STORY, 5, STORY], workers=None, options={})
    first, second, third = stream(on_error="return")
    assert isinstance(second, InputError)
    assert isinstance(first, Article)
    assert first == third
    raising = stream(on_error="raise")
    assert next(raising) == first
    with pytest.raises(InputError, match="an int cannot be cleaned"):
        next(raising)
    with pytest.raises(ValueError, match="on_error is 'skip'; it can be 'raise' or 'return'"):
        stream(on_error="skip")


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (STORY, "a str"),
        (STORY.encode(), "a bytes"),
        (Path("ferry.txt"), "a (Posix|Windows)Path"),
        ({"text": STORY}, "a dict"),
    ],
    ids=["text", "bytes", "path", "record"],
)
@pytest.mark.parametrize("many", [CLEANER.clean_many, SiteProfile.learn])
def test_one_dump_is_no_stream_of_its_characters_or_fields(many: Any, one: Any, kind: str) -> None:
    with pytest.raises(TypeError, match=f"{kind} is one dump, or its place; hand in a list of them"):
        many(one)


# What became of a record.


def dump(content: str | bytes, **facts: Any) -> Dump:
    return Dump(
        **{"id": "a", "kind": None, "url": None, "date": None, "carried": {}, "place": "x:1", **facts}, content=content
    )


def test_an_outcome_counts_words_and_roles() -> None:
    outcome = outcome_of(CLEANER, {}, to_plain, dump(STORY))
    assert outcome.rendered == STORY.replace("Read more: Island waits for its post\n\n", "")
    assert (outcome.id, outcome.place, outcome.reason) == ("a", "x:1", None)
    assert outcome.status is Status.CLEANED
    assert (outcome.kept, outcome.removed) == (41, 7)
    assert outcome.roles == {Role.BODY: 2, Role.READ_MORE: 1}


def test_each_character_counts_in_scripts_without_blanks() -> None:
    outcome = outcome_of(CLEANER, {"bias": "recall"}, to_plain, dump("港口周一重新开放。"))
    assert outcome.kept + outcome.removed == 9


def test_a_dump_without_a_story_is_empty_and_has_an_article() -> None:
    outcome = outcome_of(CLEANER, {}, to_plain, dump("Login"))
    assert outcome.status is Status.EMPTY
    assert outcome.rendered is not None


def test_an_article_that_is_doubted_has_low_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Cleaner, "clean", lambda *_, **__: Article(text="The ferry sails.", doubts=(Doubt.LOW_CONFIDENCE,))
    )
    outcome = outcome_of(CLEANER, {}, to_plain, dump(STORY))
    assert outcome.status is Status.LOW_CONFIDENCE
    assert outcome.rendered == "The ferry sails.\n"


def test_what_could_not_be_read_is_rejected_with_the_reason() -> None:
    outcome = outcome_of(CLEANER, {}, to_plain, BadRecord("a", "x.zip!a", "damaged", {"shelf": 5}, "x/a"))
    assert outcome == Outcome(
        "a", "x.zip!a", Status.REJECTED, reason="damaged", carried={"shelf": 5}, output_name="x/a"
    )


@pytest.mark.parametrize("name", ["kind", "language"])
def test_what_a_record_says_of_itself(name: str) -> None:
    given = {"kind": "html", "language": "de"}
    page = f"<p>{STORY}</p>"

    def rendered(options: dict[str, Any], **facts: Any) -> str | None:
        return outcome_of(CLEANER, options, to_json_line, dump(page, **facts)).rendered

    assert rendered({}, **{name: given[name]}) == rendered({name: given[name]})
    assert rendered({"language": "fr"}, language="de") == rendered({"language": "fr"})
    # What is given for all comes first, but a source that knows a page has had it before.
    assert rendered({"kind": "text"}, kind="html") == rendered({}, kind="html") != rendered({"kind": "text"})


def broken(texts: Any) -> str | None:
    raise RuntimeError("no such table")


def test_a_defect_of_ours_is_the_problem_of_one_record() -> None:
    outcome = outcome_of(Cleaner(identify_language=broken), {}, to_plain, dump(STORY))
    assert outcome.status is Status.REJECTED
    assert outcome.reason == "newsclean failed on it (RuntimeError: no such table); please report this"


MIXED = [
    Outcome("a", "a", Status.CLEANED, "A", kept=3000, removed=1000, roles={Role.SHARE: 2, Role.BODY: 1500}),
    Outcome("b", "b", Status.EMPTY, "", removed=1000, roles={Role.SHARE: 1}, doubts=(Doubt.NO_STORY,)),
    Outcome("c", "c", Status.REJECTED, reason="not a text"),
    Outcome("d", "d", Status.TIMED_OUT, reason="too slow"),
    Outcome("e", "e", Status.LOW_CONFIDENCE, "E"),
]


def summary_of(outcomes: list[Outcome]) -> Summary:
    summary = Summary()
    for outcome in outcomes:
        summary.add(outcome)
    return summary


@pytest.mark.parametrize(
    ("outcomes", "wanted"),
    [
        ([], ["documents  0: 0 cleaned, 0 rejected", "words      0 kept, 0 removed", "blocks     none"]),
        (
            MIXED,
            [
                "documents  5: 1 cleaned, 1 empty, 1 low confidence, 1 rejected, 1 timed out",
                "words      3,000 kept (60%), 2,000 removed",
                "blocks     body 1,500, share 3",
                "doubts     no story 1",
                "no story   b",
                "rejected   c, d",
            ],
        ),
        (
            [Outcome("", str(number), Status.REJECTED, reason="not a text") for number in range(8)],
            [
                "documents  8: 0 cleaned, 8 rejected",
                "words      0 kept, 0 removed",
                "blocks     none",
                "rejected   0, 1, 2, 3, 4 and 3 more",
            ],
        ),
    ],
)
def test_the_summary_counts_and_names(outcomes: list[Outcome], wanted: list[str]) -> None:
    assert list(summary_of(outcomes).lines()) == wanted


@given(st.lists(st.sampled_from(MIXED)), st.integers(0, 5))
def test_summaries_add_up_and_can_be_kept(outcomes: list[Outcome], cut: int) -> None:
    whole, first, second = map(summary_of, (outcomes, outcomes[:cut], outcomes[cut:]))
    first.merge(second)
    assert first == whole
    assert Summary.from_dict(json.loads(json.dumps(whole.to_dict()))) == whole
    assert whole.records == len(outcomes)
    assert whole.rejects == sum(outcome.rendered is None for outcome in outcomes)


# Where it is written.


def listing(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with whole_file(target) as stream:
        stream.write(b"new")
        assert not target.exists()
    assert listing(tmp_path) == {"out.jsonl": "new"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, ValueError])
def test_what_fails_leaves_what_was_there_and_nothing_else(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")

    def write() -> None:
        with whole_file(target) as stream:
            stream.write(b"new")
            raise error

    with pytest.raises(error):
        write()
    assert listing(tmp_path) == {"out.jsonl": "old"}


def test_rights_stay_and_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("old")
    (tmp_path / "secret").chmod(0o600)
    (tmp_path / "link").symlink_to("secret")
    with whole_file(tmp_path / "link") as stream:
        stream.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "secret").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_an_interruption_between_the_making_of_a_file_and_its_use_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = os.open

    def interrupted(*arguments: Any) -> int:
        os.close(make(*arguments))
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("newsclean.batch.outputs.os.open", interrupted)
        with pytest.raises(KeyboardInterrupt), whole_file(tmp_path / "out.jsonl"):
            pass
    assert not list(tmp_path.iterdir())


def test_an_interrupted_run_removes_the_files_that_nobody_watches_over_yet(tmp_path: Path) -> None:
    def interrupted(_: Iterable[Any]) -> Generator[Outcome, None, None]:
        (tmp_path / ".part-00000.jsonl.0123abcd.tmp").touch()
        raise KeyboardInterrupt
        yield

    batch = opened(tmp_path, options={}, shard_size=10, inputs=())
    with pytest.raises(KeyboardInterrupt):
        run(batch, [], interrupted, open_sink("jsonl", tmp_path, several=True))
    assert not list(tmp_path.glob(".part-*"))


def test_a_new_file_has_the_rights_that_the_user_wants(tmp_path: Path) -> None:
    with whole_file(tmp_path / "new"):
        pass
    (tmp_path / "other").write_text("")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with whole_file(pipe) as stream:
        stream.write(b"new")
    reader.join()
    assert read == [b"new"]
    assert pipe.is_fifo()


def test_an_error_names_the_file_and_not_the_temporary_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as failed, whole_file(tmp_path / "missing" / "out"):
        pass
    assert failed.value.filename == str(tmp_path / "missing" / "out")
    with pytest.raises(OSError, match="No space") as full, whole_file(tmp_path / "out"):
        raise OSError(28, "No space left on device")
    assert full.value.filename == str(tmp_path / "out")


@pytest.mark.parametrize(
    ("text", "written"),
    [("Häfen", "Häfen".encode()), ("a\ud800b\udfffc", "a\ufffdb\ufffdc".encode()), ("", b"")],
)
def test_any_text_becomes_utf_8(text: str, written: bytes) -> None:
    assert encode(text) == written


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("a", "a"),
        ("a/b.c", "a/b.c"),
        ("Überschrift 2026", "Überschrift 2026"),
        ("", "article"),
        (".", "article"),
        ("..", "article"),
        ("/", "article"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\windows", "windows"),
        ("C:\\x", "C_/x"),
        (".bashrc", "_bashrc"),
        ("a/./b//c/../d", "a/b/c/d"),
        ("a\0b\nc\x1b\u202e", "a_b_c__"),
        ('<a>:"b"|c?*', "_a___b__c__"),
        ("a. ", "a"),
        ("con", "_con"),
        ("NUL.tar", "_NUL.tar"),
        ("x" * 500, "x" * 180),
        ("é" * 500, "é" * 90),
        ("bad\udcff", "bad_"),
    ],
)
def test_names_are_made_safe(place: str, path: str) -> None:
    assert safe_path(place) == path


@given(st.text() | st.text(st.sampled_from("./\\ a:\0~"), max_size=12))
def test_no_name_leaves_its_folder(place: str) -> None:
    path = safe_path(place)
    assert path.encode()
    parts = path.split("/")
    assert all(part not in ("", ".", "..") and len(part.encode()) <= 181 for part in parts)
    assert not path.startswith(("/", "~/")) or parts[0]
    assert os.path.normpath(os.path.join("/out", path)).startswith("/out/")  # noqa: PTH118
    assert "\0" not in path


@given(st.lists(st.sampled_from(["a", "A", "a-2", "a-3", "b", "b-2"]), max_size=12), st.integers(0, 12))
def test_names_depend_on_what_was_taken_alone(wanted: list[str], cut: int) -> None:
    whole, first, second = FreeNames(), FreeNames(), FreeNames()
    names = [whole.free(name) for name in wanted]
    assert len({name.lower() for name in names}) == len(wanted)
    before = [first.free(name) for name in wanted[:cut]]
    for name in before:
        second.take(name)
    assert before + [second.free(name) for name in wanted[cut:]] == names
    # What was given back is as if it had never been taken.
    again = [second.free(name) for name in wanted]
    second.give_back(again)
    assert [second.free(name) for name in wanted] == again


@pytest.mark.parametrize(
    ("output", "form", "inputs", "wanted"),
    [
        ("-", "text", ["dumps"], None),
        ("out", "jsonl", ["dumps"], None),
        ("out", "text", ["dumps/c.txt"], None),
        ("out.txt", "text", ["dumps"], None),
        ("dumps/c.txt", "markdown", ["dumps"], None),
        ("out", "text", ["dumps"], "out"),
        ("out", "markdown", ["a.txt", "b.txt"], "out"),
        ("out", "markdown", ["a.jsonl"], "out"),
        ("out.txt", "markdown", ["dumps"], "out.txt"),
        ("out/", "text", ["dumps/c.txt"], "out"),
        ("dumps", "text", ["dumps/c.txt"], "dumps"),
    ],
)
def test_several_articles_of_text_go_to_a_folder(
    folder: Path, output: str, form: str, inputs: list[str], wanted: str | None
) -> None:
    assert output_folder(output, FORMATS[form], inputs) == (Path(wanted) if wanted else None)
