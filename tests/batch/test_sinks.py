"""Where articles go: every format, every compression, whole or not there, and the same bytes every time."""

from __future__ import annotations

import csv
import datetime
import gzip
import hashlib
import io
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import ipc, parquet

from newsclean import Article, Cleaner, InputError
from newsclean.arrow_rows import VERSION_KEY, arrow_schema, batch_of, to_fields, to_row
from newsclean.batch.outcome import Outcome, Status
from newsclean.batch.sinks import (
    SINK_FORMATS,
    Beside,
    Joined,
    Sink,
    StreamSink,
    WrittenFile,
    compression_of,
    open_sink,
    renderer,
    settle_all,
)
from newsclean.model import Doubt, Related
from newsclean.schema import SCHEMA_VERSION, article_schema
from newsclean.writing import FORMATS

from .files import COMPRESSED, zstd

STORY = """Ferry sails again
By Hanna Lund
Published 14 March 2024, 16:05 CET
The harbour opened again on Monday, the council said, after a winter in which no ship could enter it.
Read more: Island waits for its post
The ferry will sail three times a day, and the post office on the island hopes to clear its shelves by Friday.
"""
CLEANED = Cleaner(identify_language=lambda texts: "en").clean({"text": STORY, "id": "a"})
FULL = evolve(
    CLEANED,
    title="=1+1",
    standfirst="„So“",
    dateline="OSK",
    date=datetime.date(2024, 3, 14),
    published_at=datetime.datetime(2024, 3, 14, 16, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=5.5))),
    modified_at=datetime.datetime(1, 1, 1, 0, 0, 0, 7),  # noqa: DTZ001
    authors=("Ada Brandt", "Jo March"),
    related=(Related("Seal", "Harbour", "It waited.", 3, "https://x"), Related("Post", reading_minutes=10**12)),
    doubts=(Doubt.TRUNCATED,),
    confidence=0.5,
    encoding="utf-8",
)
EMPTY = Article(text="")
CARRIED = {"source": "kelm", "score": 0.5, "deep": {"ü": [1, None]}}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def outcome(place: str, rendered: str | None, carried: Mapping[str, Any] | None = None) -> Outcome:
    problem = "not a text" if rendered is None else None
    status = Status.CLEANED if problem is None else Status.REJECTED
    return Outcome(place, place, status, rendered, problem, output_name=place, carried=carried or {})


def outcomes(form: str, articles: Sequence[Article] = (FULL, EMPTY), **options: Any) -> list[Outcome]:
    """Two articles, and between them a record that gave none."""
    render = renderer(form, **options)
    found = [outcome(f"x/{number}", render(article), CARRIED) for number, article in enumerate(articles)]
    return [*found[:1], outcome("x/9", None), *found[1:]]


def written(sink: Sink, shards: Sequence[Sequence[Outcome]]) -> list[WrittenFile]:
    files = []
    for number, shard in enumerate(shards):
        sink.open_shard(number)
        for one in shard:
            sink.write(one)
        files += sink.close()
        sink.settle()
    return files


def listing(root: str = ".") -> dict[str, bytes]:
    found = {path.relative_to(root).as_posix(): path for path in sorted(Path(root).rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items()}


def expanded(content: bytes, compression: str | None) -> bytes:
    return {"gz": gzip.decompress, "zstd": zstd.decompress}.get(compression or "", bytes)(content)


# Formats.


@pytest.mark.parametrize("compression", [None, "gz", "zstd"])
def test_lines_of_json_are_read_back_as_they_were(compression: Any) -> None:
    written(open_sink("jsonl", Path("a"), compression=compression), [outcomes("jsonl")])
    first, second = expanded(Path("a").read_bytes(), compression).decode().splitlines()
    assert Article.from_dict(json.loads(first)) == FULL.without_receipt()
    assert Article.from_dict(json.loads(second)) == EMPTY


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_what_is_carried_along_stands_beside_the_article(form: str) -> None:
    written(open_sink(form, Path("a"), beside=Beside(carried=True)), [outcomes(form)])
    text = Path("a").read_text()
    records = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
    assert [record["carried"] for record in records] == [CARRIED, CARRIED]
    assert Article.from_dict(records[0]) == FULL.without_receipt()


def test_what_is_carried_along_may_hold_anything() -> None:
    awkward = {"a": "\ud800\u2028\n", "b": "}"}
    written(
        open_sink("jsonl", Path("a"), beside=Beside(carried=True)), [[outcome("a", renderer("jsonl")(EMPTY), awkward)]]
    )
    (line,) = Path("a").read_text().splitlines()
    assert json.loads(line)["carried"]["b"] == "}"


@pytest.mark.parametrize("carries", [False, True])
def test_csv_is_inert_and_has_a_head_in_every_file(carries: bool) -> None:
    sink = open_sink("csv", Path("out"), several=True, beside=Beside(carried=carries))
    files = written(sink, [outcomes("csv"), outcomes("csv")])
    assert [file.name for file in files] == ["part-00000.csv", "part-00001.csv"]
    for file in files:
        rows = list(csv.DictReader(io.StringIO(Path("out", file.name).read_text())))
        assert [row["title"] for row in rows] == ["'=1+1", ""]
        assert [json.loads(row.get("carried", "{}")) for row in rows] == [CARRIED if carries else {}] * 2


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_text_and_markdown_of_all_articles_may_stand_in_one_file(form: str) -> None:
    written(open_sink(form, Path("a"), beside=Beside(carried=True)), [outcomes(form, [FULL, FULL])])
    assert Path("a").read_text() == FORMATS[form].render(FULL) + FORMATS[form].between + FORMATS[form].render(FULL)


@pytest.mark.parametrize("form", ["parquet", "arrow"])
@pytest.mark.parametrize("receipt", [False, True])
@pytest.mark.parametrize("carries", [False, True])
def test_tables_are_typed_and_read_back_as_they_were(form: str, receipt: bool, carries: bool) -> None:
    sink = open_sink(form, Path("a"), receipt=receipt, beside=Beside(carried=carries))
    written(sink, [outcomes(form, [FULL, EMPTY, CLEANED], receipt=receipt)])
    table = parquet.read_table("a") if form == "parquet" else ipc.open_file("a").read_all()
    assert table.schema.equals(arrow_schema(receipt=receipt, carried=carries))
    assert table.schema.metadata[VERSION_KEY] == SCHEMA_VERSION.encode()
    rows = table.to_pylist()
    assert rows[0]["date"] == datetime.date(2024, 3, 14)
    assert rows[0]["published_at"] == datetime.datetime(2024, 3, 14, 16, 5)  # noqa: DTZ001
    assert rows[0]["published_at_utc_offset"] == 19_800
    assert rows[0]["modified_at_utc_offset"] is None
    assert [json.loads(row.get("carried", "{}")) for row in rows] == [CARRIED if carries else {}] * 3
    # What claims a trillion minutes is no reading time.
    wanted = evolve(FULL, related=(FULL.related[0], Related("Post")))
    articles = [Article.from_dict(to_fields(row)) for row in rows]
    for article, original in zip(articles, [wanted, EMPTY, CLEANED], strict=True):
        assert article == (original if receipt else original.without_receipt())
        if receipt:
            assert article.blocks == original.blocks


def test_every_column_of_the_schema_is_filled_by_real_output() -> None:
    schema = arrow_schema(receipt=True, carried=True)
    row = to_row(json.loads(renderer("parquet", receipt=True)(FULL)), {})
    assert set(row) == set(schema.names)
    (read,) = batch_of([row], schema).to_pylist()
    assert {name for name, value in read.items() if value is None} <= {"modified_at_utc_offset", "site_name", "url"}


@given(st.dictionaries(st.sampled_from(["text", "title", "id"]), st.text(), min_size=3))
def test_any_text_fits_a_column(texts: dict[str, str]) -> None:
    article = evolve(EMPTY, **texts, authors=(texts["title"],))
    batch = batch_of([to_row(json.loads(renderer("parquet")(article)))], arrow_schema())
    assert batch.column("text").to_pylist() == [
        "".join("\ufffd" if "\ud800" <= c < "\ue000" else c for c in texts["text"])
    ]


def test_a_lone_surrogate_becomes_the_replacement_character_everywhere() -> None:
    article = evolve(EMPTY, text="a\ud800", authors=("\udfff",), related=(Related("\ud800"),))
    written(open_sink("parquet", Path("a")), [[outcome("a", renderer("parquet")(article))]])
    (row,) = parquet.read_table("a").to_pylist()
    assert (row["text"], row["authors"], row["related"][0]["title"]) == ("a\ufffd", ["\ufffd"], "\ufffd")


def test_row_groups_have_a_fixed_size() -> None:
    many = outcomes("parquet", [EMPTY] * 2500)
    written(open_sink("parquet", Path("a")), [many])
    metadata = parquet.ParquetFile("a").metadata
    assert [metadata.row_group(number).num_rows for number in range(3)] == [1000, 1000, 500]
    written(open_sink("arrow", Path("b")), [many])
    assert ipc.open_file("b").num_record_batches >= 3


# Shards.


@pytest.mark.parametrize("form", SINK_FORMATS)
@pytest.mark.parametrize("several", [False, True])
def test_the_same_articles_give_the_same_bytes(form: str, several: bool) -> None:
    for name in ("a", "b"):
        written(
            open_sink(form, Path(name), several=several, beside=Beside(carried=True)),
            [outcomes(form)] * (2 if several else 1),
        )
    assert listing("a" if several else ".").keys()
    if several:
        assert listing("a") == listing("b")
    else:
        assert Path("a").read_bytes() == Path("b").read_bytes()


@pytest.mark.parametrize("compression", ["gz", "zstd"])
def test_compressed_bytes_do_not_know_the_time_or_the_name(compression: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    written(open_sink("jsonl", Path("a"), compression=compression), [outcomes("jsonl")])
    monkeypatch.setattr("time.time", lambda: 1.0)
    written(open_sink("jsonl", Path("another"), compression=compression), [outcomes("jsonl")])
    assert Path("a").read_bytes() == Path("another").read_bytes()


@pytest.mark.parametrize("form", SINK_FORMATS)
def test_one_shard_can_be_written_again_without_the_others(form: str) -> None:
    shards = [outcomes(form), outcomes(form, [CLEANED]), []]
    written(open_sink(form, Path("a"), several=True), shards)
    sink = open_sink(form, Path("b"), several=True)
    for number in (2, 0, 1, 1):
        sink.open_shard(number)
        for one in shards[number]:
            sink.write(one)
        sink.close()
    assert listing("a") == listing("b")


@pytest.mark.parametrize("form", SINK_FORMATS)
def test_a_shard_appears_when_it_is_whole(form: str) -> None:
    sink = open_sink(form, Path("out"), several=True)
    (before,) = written(sink, [outcomes(form, [CLEANED])])
    sink.open_shard(1)
    for one in outcomes(form):
        sink.write(one)
    assert not list(Path("out").glob("part-00001*"))
    sink.discard()
    assert [path.name for path in sorted(Path("out").iterdir())] == [before.name]
    sink.open_shard(1)
    assert sink.close() is not None
    assert list(Path("out").glob("part-00001*"))


@pytest.mark.parametrize("form", SINK_FORMATS)
def test_files_are_told_with_size_digest_and_number_of_articles(form: str) -> None:
    files = written(open_sink(form, Path("out"), several=True), [outcomes(form), []])
    assert [file.records for file in files] == [2, 0]
    for file in files:
        content = Path("out", file.name).read_bytes()
        assert (file.size, file.digest) == (len(content), hashlib.sha256(content).hexdigest())


def test_an_output_that_is_there_stays_until_the_new_one_is_whole() -> None:
    Path("a").write_text("old")
    sink = open_sink("jsonl", Path("a"))
    sink.open_shard(0)
    sink.write(outcomes("jsonl")[0])
    sink.discard()
    assert listing() == {"a": b"old"}


@pytest.mark.parametrize("form", ["jsonl", "parquet", "arrow", "csv"])
def test_a_full_disk_leaves_nothing_behind(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sink = open_sink(form, Path("a"))
    sink.open_shard(0)
    sink.write(outcomes(form)[0])

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsclean.batch.outputs.os.fsync", full)
    with pytest.raises(OSError, match="No space left on device") as failed:
        sink.close()
    assert failed.value.filename == "a"
    assert listing() == {}


# A file for each article.


def put(sink: Sink, number: int, *places: str) -> list[str]:
    """A shard with articles of these names, which are told; each holds its place among all that were put."""
    sink.open_shard(number)
    for place in places:
        sink.write(outcome(place, f"{place}\n"))
    files = sink.close()
    sink.settle()
    return [file.name for file in files]


def test_articles_get_a_file_each_and_none_is_written_over_another() -> None:
    sink = open_sink("markdown", Path("out"), apart=True)
    places = ["a", "b/a", "a", "a-2", "A", "../a", "a", "e\u0301", "é"]
    names = ["a", "b/a", "a-2", "a-2-2", "A-3", "a-4", "a-5", "e\u0301", "é-2"]
    files = written(sink, [[outcome(place, f"{n}") for n, place in enumerate(places)]])
    assert [file.name for file in files] == [f"{name}.md" for name in names]
    assert listing("out") == {f"{name}.md": str(number).encode() for number, name in enumerate(names)}
    for file in files:
        content = Path("out", file.name).read_bytes()
        assert (file.size, file.digest) == (len(content), hashlib.sha256(content).hexdigest())


def test_records_without_an_article_have_no_file() -> None:
    written(open_sink("text", Path("out"), apart=True), [outcomes("text"), []])
    assert sorted(listing("out")) == ["x/0.txt", "x/1.txt"]


def test_names_go_on_counting_from_shard_to_shard_and_from_run_to_run() -> None:
    sink = open_sink("text", Path("out"), apart=True)
    first = put(sink, 0, "a", "b")
    second = put(sink, 1, "a", "a-2")
    assert (first, second) == (["a.txt", "b.txt"], ["a-2.txt", "a-2-2.txt"])
    third = put(sink, 2, "a", "b", "c")
    assert third == ["a-3.txt", "b-2.txt", "c.txt"]
    again = open_sink("text", Path("again"), apart=True)
    again.remember([*first, *second])
    assert put(again, 2, "a", "b", "c") == third


def test_many_articles_of_one_name_are_no_trouble() -> None:
    names = put(open_sink("text", Path("out"), apart=True), 0, *["same"] * 300)
    assert names[-1] == "same-300.txt"
    assert len(listing("out")) == 300


def test_files_appear_when_their_shard_is_in_the_account() -> None:
    sink = open_sink("text", Path("out"), apart=True)
    sink.open_shard(0)
    sink.write(outcome("b/a", "A\n"))
    sink.close()
    assert not list(Path("out").glob("[!.]*"))
    # The run ended here; the next one knows what the journal tells.
    settle_all(Path("out"), 1)
    assert listing("out") == {"b/a.txt": b"A\n"}


def test_a_shard_of_which_the_account_does_not_tell_is_removed() -> None:
    sink = open_sink("text", Path("out"), apart=True)
    for number in range(2):
        sink.open_shard(number)
        sink.write(outcome(f"{number}", "A\n"))
        sink.close()
    settle_all(Path("out"), 1)
    assert [path.name for path in Path("out").iterdir()] == ["0.txt"]


def test_a_shard_that_is_given_up_leaves_nothing_and_takes_no_name() -> None:
    sink = open_sink("text", Path("out"), apart=True)
    sink.open_shard(0)
    for _ in range(3):
        sink.write(outcome("a", "A\n"))
    sink.discard()
    assert listing("out") == {}
    assert put(sink, 0, "a", "a") == ["a.txt", "a-2.txt"]


@given(places=st.lists(st.text(st.sampled_from("./\\ aA:\0~é")) | st.just("../../etc/passwd"), max_size=5))
def test_no_id_leaves_the_folder_and_none_is_lost(places: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("root")
    sink = open_sink("text", root / "out", apart=True)
    files = written(sink, [[outcome(place, f"{number}\n") for number, place in enumerate(places)]])
    assert len({file.name for file in files}) == len(places)
    assert sorted(path.read_text() for path in (root / "out").rglob("*.txt")) == sorted(
        f"{number}\n" for number in range(len(places))
    )
    assert {path.name for path in root.iterdir()} <= {"out"}


def test_a_link_in_the_folder_does_not_lead_out_of_it() -> None:
    for name in ("out", "elsewhere"):
        Path(name).mkdir()
    Path("out/b").symlink_to("../elsewhere")
    sink = open_sink("text", Path("out"), apart=True)
    with pytest.raises(PermissionError, match="a link leads out of the folder"):
        put(sink, 0, "b/a")
    with pytest.raises(PermissionError, match="a link leads out of the folder"):
        put(sink, 0, "b/c/a")
    sink.discard()
    assert list(Path("elsewhere").iterdir()) == []


def test_what_stands_in_the_folder_is_never_written_over() -> None:
    Path("out").mkdir()
    Path("out/a.txt").write_text("mine")
    Path("out/b").write_text("mine")
    sink = open_sink("text", Path("out"), apart=True)
    with pytest.raises(FileExistsError, match="it is there already, and the journal does not tell of it"):
        put(sink, 0, "a")
    with pytest.raises(NotADirectoryError):
        put(sink, 0, "b/a")
    sink.discard()
    assert listing("out") == {"a.txt": b"mine", "b": b"mine"}


# One file of parts.


@pytest.mark.parametrize("form", SINK_FORMATS)
@pytest.mark.parametrize("beside", [Beside(), Beside(carried=True, duplicates=True)])
def test_parts_become_the_file_that_would_have_been_written_at_once(form: str, beside: Beside) -> None:
    shards = [outcomes(form, [FULL]), outcomes(form, []), outcomes(form, [EMPTY, CLEANED])]
    joined = Joined(form, beside=beside)
    files = written(joined.sink(Path("parts")), shards)
    with Path("joined").open("wb") as stream:
        joined.join((Path("parts", file.name) for file in files), stream)
    written(open_sink(form, Path("at once"), beside=beside), [[one for shard in shards for one in shard]])
    if form in ("parquet", "arrow"):
        read = parquet.read_table if form == "parquet" else (lambda name: ipc.open_file(name).read_all())
        assert read("joined").equals(read("at once"))
        assert read("joined").schema.metadata == read("at once").schema.metadata
    else:
        assert Path("joined").read_bytes() == Path("at once").read_bytes()


@pytest.mark.parametrize("form", SINK_FORMATS)
def test_no_part_at_all_is_a_file_without_articles(form: str) -> None:
    with Path("joined").open("wb") as stream:
        Joined(form, beside=Beside(carried=True)).join([], stream)
    written(open_sink(form, Path("at once"), beside=Beside(carried=True)), [[]])
    assert Path("joined").read_bytes() == Path("at once").read_bytes()


@pytest.mark.parametrize("compression", ["gz", "zstd"])
def test_a_file_of_parts_can_be_compressed(compression: Any) -> None:
    joined = Joined("csv", compression)
    files = written(joined.sink(Path("parts")), [outcomes("csv")] * 2)
    with Path("joined").open("wb") as stream:
        joined.join((Path("parts", file.name) for file in files), stream)
    written(open_sink("csv", Path("at once"), compression=compression), [[*outcomes("csv"), *outcomes("csv")]])
    assert Path("joined").read_bytes() == Path("at once").read_bytes()


def test_row_groups_of_a_table_of_parts_have_a_fixed_size() -> None:
    joined = Joined("parquet")
    files = written(joined.sink(Path("parts")), [outcomes("parquet", [EMPTY] * 700)] * 3)
    with Path("joined").open("wb") as stream:
        joined.join((Path("parts", file.name) for file in files), stream)
    metadata = parquet.ParquetFile("joined").metadata
    assert [metadata.row_group(number).num_rows for number in range(3)] == [1000, 1000, 100]


# What is nearly the same.


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "parquet", "arrow"])
@pytest.mark.parametrize("carried", [False, True])
def test_a_record_says_of_which_it_is_a_duplicate(form: str, carried: bool) -> None:
    beside = Beside(carried=carried, duplicates=True)
    first, reject, second = outcomes(form)
    written(open_sink(form, Path("a"), beside=beside), [[first, reject, evolve(second, duplicate_of="=x/0")]])
    if form == "csv":
        records = list(csv.DictReader(io.StringIO(Path("a").read_text())))
        assert [record["duplicate_of"] for record in records] == ["", "'=x/0"]
    else:
        if form in ("parquet", "arrow"):
            table = parquet.read_table("a") if form == "parquet" else ipc.open_file("a").read_all()
            assert table.schema.equals(arrow_schema(carried=carried, duplicates=True))
            records = [*map(to_fields, table.to_pylist())]
            assert table.column("duplicate_of").to_pylist() == [None, "=x/0"]
        else:
            text = Path("a").read_text()
            records = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
            assert [record["duplicate_of"] for record in records] == [None, "=x/0"]
            for record in records:
                jsonschema.validate(record, article_schema())
        assert len([Article.from_dict(record) for record in records]) == 2
    assert all(("carried" in record) == carried for record in records if form not in ("parquet", "arrow"))


# Streams.


@pytest.mark.parametrize("compression", [None, "gz", "zstd"])
@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "text", "markdown"])
def test_a_stream_gets_what_a_file_gets(form: str, compression: Any) -> None:
    written(open_sink(form, Path("a"), compression=compression, beside=Beside(carried=True)), [outcomes(form)])
    stream = io.BytesIO()
    sink = StreamSink(stream, FORMATS[form], compression=compression, beside=Beside(carried=True))
    assert written(sink, [outcomes(form)]) == []
    assert expanded(stream.getvalue(), compression) == expanded(Path("a").read_bytes(), compression)


# What cannot be.


@pytest.mark.parametrize(
    ("form", "options", "reason"),
    [
        ("parquet", {"compression": "gz"}, "parquet is compressed as it is; leave the compression out"),
        ("arrow", {"compression": "zstd"}, "arrow cannot be compressed; leave the compression out"),
        ("markdown", {"compression": "gz", "apart": True}, "markdown cannot be compressed; leave the compression out"),
    ],
)
def test_what_cannot_be_is_told(form: str, options: Any, reason: str) -> None:
    with pytest.raises(InputError) as failed:
        open_sink(form, Path("a"), **options)
    assert failed.value.reason == reason


def test_a_receipt_needs_room() -> None:
    with pytest.raises(InputError, match="csv has no room for the receipt; take jsonl, json, parquet, arrow"):
        renderer("csv", receipt=True)


def test_writing_needs_a_shard() -> None:
    for form, apart in (("jsonl", False), ("parquet", False), ("text", True)):
        sink = open_sink(form, Path("a"), apart=apart)
        assert sink.close() == []
        with pytest.raises(ValueError, match="no shard is open"):
            sink.write(outcomes(form)[0])


@pytest.mark.parametrize(
    ("name", "compression"), [("a.jsonl", None), ("a.jsonl.gz", "gz"), ("a.zst", "zstd"), ("a.zstd", "zstd")]
)
def test_the_name_of_an_output_says_how_it_is_compressed(name: str, compression: str | None) -> None:
    assert compression_of(name) == compression


@pytest.mark.parametrize(("form", "module"), [("parquet", "pyarrow"), ("arrow", "pyarrow"), ("jsonl", "backports")])
def test_a_library_that_is_missing_is_named(form: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for loaded in [loaded for loaded in sys.modules if loaded.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    extra = "zstd" if form == "jsonl" else "parquet"
    with pytest.raises(InputError) as failed:
        open_sink(form, Path("a"), compression="zstd" if form == "jsonl" else None).open_shard(0)
    assert f"needs the extra '{extra}': pip install 'newsclean[{extra}]'" in failed.value.reason
    assert listing() == {}


def test_every_compression_is_one_that_is_read_too() -> None:
    assert {".gz", ".zst"} <= set(COMPRESSED)


def test_a_batch_takes_only_what_the_schema_has() -> None:
    batch = batch_of([{"text": "A", "other": 5}], arrow_schema())
    assert isinstance(batch, pa.RecordBatch)
    assert "other" not in batch.schema.names
