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

import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import ipc, parquet

from newsclean import Article, Cleaner, InputError
from newsclean.arrow_rows import VERSION_KEY, arrow_schema, batch_of, to_fields, to_row
from newsclean.batch.outcome import Outcome, Status
from newsclean.batch.sinks import SINK_FORMATS, Sink, StreamSink, WrittenFile, compression_of, open_sink, renderer
from newsclean.model import Doubt, Related
from newsclean.schema import SCHEMA_VERSION
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
    written(open_sink(form, Path("a"), carries=True), [outcomes(form)])
    text = Path("a").read_text()
    records = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
    assert [record["carried"] for record in records] == [CARRIED, CARRIED]
    assert Article.from_dict(records[0]) == FULL.without_receipt()


def test_what_is_carried_along_may_hold_anything() -> None:
    awkward = {"a": "\ud800\u2028\n", "b": "}"}
    written(open_sink("jsonl", Path("a"), carries=True), [[outcome("a", renderer("jsonl")(EMPTY), awkward)]])
    (line,) = Path("a").read_text().splitlines()
    assert json.loads(line)["carried"]["b"] == "}"


@pytest.mark.parametrize("carries", [False, True])
def test_csv_is_inert_and_has_a_head_in_every_file(carries: bool) -> None:
    sink = open_sink("csv", Path("out"), several=True, carries=carries)
    files = written(sink, [outcomes("csv"), outcomes("csv")])
    assert [file.name for file in files] == ["part-00000.csv", "part-00001.csv"]
    for file in files:
        rows = list(csv.DictReader(io.StringIO(Path("out", file.name).read_text())))
        assert [row["title"] for row in rows] == ["'=1+1", ""]
        assert [json.loads(row.get("carried", "{}")) for row in rows] == [CARRIED if carries else {}] * 2


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_text_and_markdown_of_all_articles_may_stand_in_one_file(form: str) -> None:
    written(open_sink(form, Path("a"), carries=True), [outcomes(form, [FULL, FULL])])
    assert Path("a").read_text() == FORMATS[form].render(FULL) + FORMATS[form].between + FORMATS[form].render(FULL)


@pytest.mark.parametrize("form", ["parquet", "arrow"])
@pytest.mark.parametrize("receipt", [False, True])
@pytest.mark.parametrize("carries", [False, True])
def test_tables_are_typed_and_read_back_as_they_were(form: str, receipt: bool, carries: bool) -> None:
    sink = open_sink(form, Path("a"), receipt=receipt, carries=carries)
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
        written(open_sink(form, Path(name), several=several, carries=True), [outcomes(form)] * (2 if several else 1))
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
@pytest.mark.parametrize("apart", [False, True])
def test_a_shard_appears_when_it_is_whole(form: str, apart: bool) -> None:
    apart = apart and FORMATS.get(form, FORMATS["jsonl"]).apart
    sink = open_sink(form, Path("out"), several=True, apart=apart)
    (before,) = written(sink, [outcomes(form, [CLEANED])]) if not apart else [None]
    sink.open_shard(1)
    for one in outcomes(form):
        sink.write(one)
    assert not list(Path("out").glob("part-00001*"))
    sink.discard()
    left = [before.name] if before else []
    assert [path.name for path in sorted(Path("out").iterdir())] == left
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


def test_articles_get_a_file_each_in_the_folder_of_their_shard() -> None:
    sink = open_sink("markdown", Path("out"), several=True, apart=True)
    files = written(sink, [outcomes("markdown"), outcomes("markdown", [FULL, FULL])])
    assert [file.name for file in files] == [
        "part-00000/x/0.md",
        "part-00000/x/1.md",
        "part-00001/x/0.md",
        "part-00001/x/1.md",
    ]
    assert sorted(listing("out")) == [file.name for file in files]
    for file in files:
        assert (file.size, file.digest) == (
            len(Path("out", file.name).read_bytes()),
            hashlib.sha256(Path("out", file.name).read_bytes()).hexdigest(),
        )


def test_without_shards_the_files_stand_in_the_folder_itself() -> None:
    files = written(open_sink("text", Path("out"), apart=True), [outcomes("text")])
    assert [file.name for file in files] == ["x/0.txt", "x/1.txt"]
    assert sorted(listing("out")) == ["x/0.txt", "x/1.txt"]


@pytest.mark.parametrize("several", [False, True])
@given(places=st.lists(st.text(st.sampled_from("./\\ aA:\0~é")) | st.just("../../etc/passwd"), max_size=5))
def test_no_id_leaves_the_folder_and_none_is_lost(
    places: list[str], several: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("root")
    sink = open_sink("text", root / "out", several=several, apart=True)
    files = written(sink, [[outcome(place, f"{number}\n") for number, place in enumerate(places)]])
    assert len({file.name for file in files}) == len(places)
    assert sorted(path.read_text() for path in (root / "out").rglob("*.txt")) == sorted(
        f"{number}\n" for number in range(len(places))
    )
    assert {path.name for path in root.iterdir()} <= {"out"}


def test_an_input_is_never_written_over() -> None:
    sink = open_sink("text", Path("out"), apart=True, is_input=lambda path: path.name == "0.txt")
    sink.open_shard(0)
    with pytest.raises(FileExistsError, match="it is one of the inputs"):
        sink.write(outcomes("text")[0])


# Streams.


@pytest.mark.parametrize("compression", [None, "gz", "zstd"])
@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "text", "markdown"])
def test_a_stream_gets_what_a_file_gets(form: str, compression: Any) -> None:
    written(open_sink(form, Path("a"), compression=compression, carries=True), [outcomes(form)])
    stream = io.BytesIO()
    sink = StreamSink(stream, FORMATS[form], compression=compression, carries=True)
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
