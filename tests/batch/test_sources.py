"""Whatever dumps come in becomes records: files, folders, archives, every format under every compression."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sources import FORMATS, Limits, holds_many, is_among, is_known, open_source, source_files
from newsclean.batch.sources.fields import plain
from newsclean.batch.sources.opening import codecs_and_suffix

from .files import (
    COMPRESSED,
    ROWS,
    TABLES,
    answer,
    arrow_stream,
    frame,
    jsonl,
    parquet_file,
    table,
    tarred,
    warc,
    wet,
    zipped,
)

STORY = "The harbour opened again on Monday, the council said."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, content: bytes | str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def read(*paths: str, **options: Any) -> list[Record | BadRecord]:
    return list(open_source(paths, **options))


def good(*paths: str, **options: Any) -> list[Record]:
    found = read(*paths, **options)
    assert all(isinstance(record, Record) for record in found), found
    return [record for record in found if isinstance(record, Record)]


def only(*paths: str, **options: Any) -> Record:
    (record,) = good(*paths, **options)
    return record


def text_of(record: Record) -> str:
    return record.content if isinstance(record.content, str) else record.content.decode()


# Every format under every compression.


@pytest.mark.parametrize("compression", COMPRESSED)
@pytest.mark.parametrize("suffix", TABLES)
def test_rows_are_records_in_every_format_under_every_compression(suffix: str, compression: str) -> None:
    name = put(f"dumps{suffix}{compression}", COMPRESSED[compression](TABLES[suffix](ROWS)))
    found = good(name)
    assert [text_of(record) for record in found] == [row["text"] for row in ROWS]
    assert [record.id for record in found] == ["a", "b", "c"]
    assert [record.place for record in found] == [f"{name}:{number}" for number in (1, 2, 3)]
    assert [record.output_name for record in found] == ["dumps/a", "dumps/b", "dumps/c"]
    assert [record.url for record in found] == [None, "https://kelm.example/b", None]
    assert [record.date for record in found] == [None, "2024-03-14", None]


@pytest.mark.parametrize("compression", COMPRESSED)
@pytest.mark.parametrize(("suffix", "kind"), [(".txt", None), (".html", "html"), (".HTM", "html")])
def test_a_file_of_text_is_a_record_under_every_compression(suffix: str, kind: str | None, compression: str) -> None:
    name = put(f"page{suffix}{compression}", COMPRESSED[compression](STORY.encode()))
    assert only(name) == Record(name, STORY.encode(), kind, None, None, {}, name, output_name="page")


@pytest.mark.parametrize("compression", COMPRESSED)
def test_the_pages_of_a_web_archive_are_records(compression: str) -> None:
    name = put(f"crawl.warc{compression}", COMPRESSED[compression](warc()))
    first, *others = good(name)
    assert first == Record(
        "urn:uuid:1",
        f"<p>{ROWS[0]['text']}</p>".encode(),
        "html",
        "https://kelm.example/1",
        "2024-03-14T16:05:00Z",
        {},
        f"{name}:3",
        output_name="crawl/3",
    )
    assert len(others) == 2


@pytest.mark.parametrize("suffix", ["", ".zip", ".tar", ".tgz", ".tar.zst"])
def test_json_that_tells_of_a_dump_is_none_in_folders_and_in_archives(suffix: str) -> None:
    members = {
        # Before and behind the dump that it tells of, of a dump elsewhere, and of none.
        "b/a.json": b"{}",
        "b/a.txt": b"A dump.",
        "c.html": b"<p>A page.",
        "c.json": b"{}",
        "d/a.json": b'{"text": "A dump."}',
        "e.json": b'{"text": "A dump."}',
    }
    if suffix == "":
        for member, content in members.items():
            put(f"x/{member}", content)
        found = list(open_source(["x"]))
    else:
        archive = zipped(members) if suffix == ".zip" else tarred(members)
        compressed = {".tgz": COMPRESSED[".gz"], ".tar.zst": COMPRESSED[".zst"]}.get(suffix, bytes)(archive)
        found = list(open_source([put(f"x{suffix}", compressed)]))
    places = [re.split("[/!]", record.place, maxsplit=1)[1] for record in found]
    assert sorted(places) == ["b/a.txt", "c.html", "d/a.json", "e.json"]
    assert all(isinstance(record, Record) for record in found)


def test_of_an_archive_that_is_read_once_only_what_stands_before_is_known() -> None:
    archive = tarred({"a.json": b'{"text": "A"}', "a.txt": b"A", "b.txt": b"B", "b.json": b"{}"})
    found = list(open_source(["-"], standard_input=io.BytesIO(archive)))
    assert [record.place for record in found] == ["-!a.json", "-!a.txt", "-!b.txt"]


def test_gzip_members_one_behind_the_other_are_one_web_archive() -> None:
    """As all crawlers write them: one gzip member a record."""
    pieces = [COMPRESSED[".gz"](frame("response", answer(b"<p>A"), number)) for number in range(3)]
    assert len(good(put("crawl.warc.gz", b"".join(pieces)))) == 3


@pytest.mark.parametrize("compression", COMPRESSED)
def test_the_texts_of_a_wet_archive_are_text(compression: str) -> None:
    found = good(put(f"crawl.wet{compression}", COMPRESSED[compression](wet())))
    assert [(text_of(record), record.kind) for record in found] == [(row["text"], "text") for row in ROWS]


MEMBERS = {
    "b/c.html": b"<p>C</p>",
    "a.txt": b"A",
    "lines.jsonl.gz": COMPRESSED[".gz"](jsonl()),
    "notes.md": b"no dump",
    "__MACOSX/a.txt": b"no dump",
    ".hidden/a.txt": b"no dump",
}


@pytest.mark.parametrize("compression", COMPRESSED)
@pytest.mark.parametrize(("suffix", "made"), [(".zip", zipped), (".tar", tarred)])
def test_archives_are_read_member_by_member_in_their_order(
    suffix: str, made: Callable[[Mapping[str, Any]], bytes], compression: str
) -> None:
    name = put(f"x{suffix}{compression}", COMPRESSED[compression](made(MEMBERS)))
    found = good(name)
    assert [record.place for record in found] == [
        f"{name}!b/c.html",
        f"{name}!a.txt",
        *(f"{name}!lines.jsonl.gz:{number}" for number in (1, 2, 3)),
    ]
    assert [record.kind for record in found[:2]] == ["html", None]
    assert [record.output_name for record in found] == ["x/b/c", "x/a", "x/lines/a", "x/lines/b", "x/lines/c"]


@pytest.mark.parametrize("suffix", TABLES)
def test_tables_may_be_members_of_archives(suffix: str) -> None:
    name = put("x.zip", zipped({f"a{suffix}": TABLES[suffix](ROWS)}))
    assert [record.id for record in good(name)] == ["a", "b", "c"]


@pytest.mark.parametrize("short", [".tgz", ".tbz2", ".txz", ".tzst"])
def test_short_names_of_compressed_tar_archives_are_known(short: str) -> None:
    compression = {".tgz": ".gz", ".tbz2": ".bz2", ".txz": ".xz", ".tzst": ".zst"}[short]
    assert only(put(f"x{short}", COMPRESSED[compression](tarred({"a.txt": b"A"})))).place == f"x{short}!a.txt"


def test_a_stream_of_arrow_batches_is_an_arrow_file_too() -> None:
    assert [record.id for record in good(put("x.arrow", arrow_stream()))] == ["a", "b", "c"]


# What is not said by the name.


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (b"A dump.", ["x"]),
        (COMPRESSED[".gz"](b"A dump."), ["x"]),
        (COMPRESSED[".zst"](b"A dump."), ["x"]),
        (COMPRESSED[".gz"](COMPRESSED[".bz2"](b"A dump.")), ["x"]),
        (parquet_file(), ["a", "b", "c"]),
        (TABLES[".arrow"](ROWS), ["a", "b", "c"]),
        (COMPRESSED[".gz"](warc()), ["urn:uuid:1", "urn:uuid:2", "urn:uuid:3"]),
        (zipped({"a.txt": b"A dump."}), ["x!a.txt"]),
        (tarred({"a.txt": b"A dump."}), ["x!a.txt"]),
        (b'{"id": "a", "text": "A dump."}\n{"id": "b", "html": "<p>A page."}', ["a", "b"]),
        (b'{"title": "x", "id": "a", "body": "A dump."}', ["a"]),
        (b'\xef\xbb\xbf[{"title": "x", "id": "a", "text": "A dump."}, {"id": "b", "text": "A dump."}]', ["a", "b"]),
        (b'[\n  {\n    "id": "a",\n    "text" : "A dump."\n  }\n]', ["a"]),
        (b'{\n  "id": "a",\n  "text": "A dump."\n}', ["a"]),
        # What a page prints as JSON is a part of its dump.
        (b'{"@context": "https://schema.org", "text": "x"}\nA dump.', ["x"]),
        (b'[{"@context": "https://schema.org", "text": "x"}]\nA dump.', ["x"]),
        (b'[{"name": "Menu"}]\nA dump.', ["x"]),
        (b'{"name": "Menu"}\nA dump.', ["x"]),
    ],
    ids=[
        *("text", "gzip", "zstd", "twice", "parquet", "arrow", "warc", "zip", "tar", "lines", "line", "list"),
        *("list of lines", "object of lines", "json-ld", "json-ld list", "list of others", "object of others"),
    ],
)
def test_a_file_without_a_known_suffix_is_looked_at(content: bytes, ids: list[str]) -> None:
    assert [record.id for record in good(put("x", content))] == ids
    if ids[0] in ("x", "a"):
        assert [record.id.replace("-", "x") for record in good("-", standard_input=io.BytesIO(content))] == ids


def test_standard_input_can_be_told_its_format() -> None:
    found = good("-", standard_input=io.BytesIO(COMPRESSED[".gz"](jsonl())), form="jsonl")
    assert [(record.id, record.place) for record in found] == [("a", "-:1"), ("b", "-:2"), ("c", "-:3")]
    with pytest.raises(ValueError, match="form is 'doc'; it can be txt, html"):
        open_source(["-"], form="doc")


def test_standard_input_is_read_once() -> None:
    first, second = read("-", "-", standard_input=io.BytesIO(b"A dump."))
    assert first == Record("-", b"A dump.", None, None, None, {}, "-", output_name="stdin")
    assert second == BadRecord("-", "-", "there is no standard input left to read", output_name="stdin")


def test_standard_input_longer_than_what_was_looked_at_is_whole() -> None:
    content = os.urandom(700_000).hex().encode()
    assert only("-", standard_input=io.BytesIO(content)).content == content


def test_standard_input_that_fails_is_a_problem() -> None:
    closed = io.BytesIO()
    closed.close()
    (record,) = read("-", standard_input=closed)
    assert isinstance(record, BadRecord)
    assert record.reason == "cannot be read: I/O operation on closed file."


# Paths.


@pytest.fixture
def dumps(folder: Path) -> None:
    for name in ("c.txt", "b/page.HTM", "b/notes.md", ".hidden.txt", ".git/x.txt", "a.csv.gz.txt"):
        put(f"dumps/{name}", STORY)


def places(*paths: str, **options: Any) -> list[str]:
    return [record.place for record in read(*paths, **options)]


@pytest.mark.usefixtures("dumps")
def test_a_folder_gives_its_files_in_the_order_of_their_names() -> None:
    assert places("dumps") == ["dumps/a.csv.gz.txt", "dumps/b/page.HTM", "dumps/c.txt"]
    assert [record.output_name for record in read("dumps")] == ["a.csv.gz", "b/page", "c"]
    assert places("dumps/") == places("./dumps") == places("dumps")


def test_a_json_file_beside_a_dump_of_its_name_tells_of_it_and_is_no_dump() -> None:
    for name in ("a.txt", "a.json", "b.html", "b.json", "c.json"):
        put(f"dumps/{name}", '{"text": "A"}')
    assert places("dumps") == ["dumps/a.txt", "dumps/b.html", "dumps/c.json"]
    assert places("dumps/a.json", "dumps/[ab].json") == ["dumps/a.json", "dumps/a.json", "dumps/b.json"]


@pytest.mark.usefixtures("dumps")
def test_a_file_that_is_named_is_taken_whatever_its_name() -> None:
    assert places("dumps/b/notes.md", "dumps/.hidden.txt") == ["dumps/b/notes.md", "dumps/.hidden.txt"]


@pytest.mark.usefixtures("dumps")
def test_a_kind_that_is_given_beats_the_suffix_but_not_a_field() -> None:
    assert only("dumps/b/page.HTM", kind="text").kind == "text"
    assert only("dumps/c.txt", kind="html").kind == "html"
    assert only(put("x.jsonl", b'{"html": "<p>A"}'), kind="text").kind == "html"


@pytest.mark.usefixtures("dumps")
@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("dumps/*.txt", ["dumps/a.csv.gz.txt", "dumps/c.txt"]),
        ("dumps/**/*.HTM", ["dumps/b/page.HTM"]),
        ("dumps/**", ["dumps/a.csv.gz.txt", "dumps/b/page.HTM", "dumps/c.txt"]),
        ("dumps/.*/*.txt", ["dumps/.git/x.txt"]),
        ("dum*", ["dumps/a.csv.gz.txt", "dumps/b/page.HTM", "dumps/c.txt"]),
        ("dumps/[bc]*", ["dumps/b/page.HTM", "dumps/c.txt"]),
    ],
)
def test_patterns_are_searched(pattern: str, found: list[str]) -> None:
    assert places(pattern) == found


def test_a_file_whose_name_looks_like_a_pattern_is_a_file() -> None:
    assert only(put("[a].txt", STORY)).place == "[a].txt"


@pytest.mark.usefixtures("dumps")
def test_the_folder_of_the_outputs_is_left_out() -> None:
    assert places("dumps", leave_out=["dumps/b"]) == ["dumps/a.csv.gz.txt", "dumps/c.txt"]
    assert places("dumps", leave_out=["dumps"]) == places("dumps")


@pytest.mark.usefixtures("dumps")
def test_files_of_the_outputs_are_left_out_unless_they_are_named() -> None:
    left_out = ["dumps/b", "dumps/../dumps/c.txt", "elsewhere/a.csv.gz.txt"]
    assert places("dumps", leave_out=left_out) == ["dumps/a.csv.gz.txt"]
    assert places("dumps/*", leave_out=left_out) == ["dumps/a.csv.gz.txt"]
    assert places("dumps/c.txt", leave_out=left_out) == ["dumps/c.txt"]


@pytest.mark.usefixtures("dumps")
def test_links_are_read_but_folders_behind_them_are_not_searched() -> None:
    Path("dumps/d.txt").symlink_to("c.txt")
    Path("dumps/loop").symlink_to(".")
    assert places("dumps")[-2:] == ["dumps/c.txt", "dumps/d.txt"]
    assert places("dumps/**/*.txt")[-2:] == ["dumps/c.txt", "dumps/d.txt"]


def test_folders_may_nest_deeper_than_calls() -> None:
    made = [Path("/".join("d" * depth)) for depth in range(1, 1200)]
    for path in made:
        path.mkdir()
    dump = made[-1] / "x.txt"
    dump.write_text("A dump.")
    try:
        assert places(".") == [str(dump)]
    finally:
        # The tools that clear away after tests nest calls.
        dump.unlink()
        for path in reversed(made):
            path.rmdir()


@pytest.mark.usefixtures("dumps")
def test_files_are_listed_with_their_sizes_before_they_are_read() -> None:
    put("x.zip", zipped(MEMBERS))
    found = source_files(["dumps", "x.zip", "-", "missing.txt"])
    assert [(file.path, file.size) for file in found] == [
        ("dumps/a.csv.gz.txt", 53),
        ("dumps/b/page.HTM", 53),
        ("dumps/c.txt", 53),
        ("x.zip", Path("x.zip").stat().st_size),
        ("-", None),
        ("missing.txt", None),
    ]


@pytest.mark.parametrize(
    ("path", "many"),
    [
        ("dumps", True),
        ("dumps/*.txt", True),
        *((f"x{suffix}", True) for suffix in (*TABLES, ".warc.gz", ".zip", ".tgz")),
        *((name, False) for name in ("dumps/c.txt", "x.html.gz", "x", "-")),
    ],
)
@pytest.mark.usefixtures("dumps")
def test_it_is_known_beforehand_what_may_hold_many(path: str, many: bool) -> None:
    assert holds_many(path) is many


@pytest.mark.parametrize(
    ("file", "paths", "wanted"),
    [
        ("dumps/c.txt", ["dumps"], True),
        ("dumps/c.txt", ["dumps/c.txt"], True),
        ("dumps/c.txt", ["dumps/*.txt"], True),
        ("dumps/../dumps/c.txt", ["dumps"], True),
        ("dumps/c.txt", ["dumps/b"], False),
        ("dumps/new.txt", ["dumps"], False),
        ("dumps/b/notes.md", ["dumps"], False),
        ("dumps/c.txt", ["dumps", "-"], True),
    ],
)
@pytest.mark.usefixtures("dumps")
def test_an_input_is_known_when_it_is_seen(file: str, paths: list[str], wanted: bool) -> None:
    assert is_among(file, paths) is wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        *((name, True) for name in ("a.txt", "a.jsonl.gz", "a.tgz", "../a.txt")),
        *((name, False) for name in ("a.md", "a.gz", ".a.txt", "__MACOSX/a.txt", "txt", ".txt")),
    ],
)
def test_what_is_taken_out_of_folders_and_archives(name: str, wanted: bool) -> None:
    assert is_known(name) is wanted


@given(st.text(st.sampled_from("ab./gz xst"), max_size=12))
def test_names_are_taken_apart_and_can_be_put_together_again(name: str) -> None:
    _, suffix, stem = codecs_and_suffix(name)
    assert name.startswith(stem) or ".t" in name
    assert suffix == suffix.lower()


def test_addresses_are_read_through_fsspec() -> None:
    import fsspec

    files = fsspec.filesystem("memory")
    files.pipe({"/crawl/b.jsonl.gz": COMPRESSED[".gz"](jsonl()), "/crawl/a.txt": b"A", "/crawl/notes.md": b"no"})
    assert [record.place for record in good("memory://crawl")] == [
        "memory:///crawl/a.txt",
        *(f"memory:///crawl/b.jsonl.gz:{number}" for number in (1, 2, 3)),
    ]
    assert [file.size for file in source_files(["memory://crawl/*.txt"])] == [1]
    (missing,) = read("memory://crawl/missing.txt")
    assert isinstance(missing, BadRecord)
    assert missing.reason == "cannot be read: No such file or directory"
    (strange,) = read("gopher3://crawl")
    assert isinstance(strange, BadRecord)
    assert "gopher3" in strange.reason


def test_an_address_whose_library_is_missing_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    def without_library(address: str) -> NoReturn:
        raise ImportError('HTTPFileSystem requires "aiohttp" to be installed')

    monkeypatch.setattr(fsspec.core, "url_to_fs", without_library)
    (bad,) = read("https://kelm.example/crawl.jsonl")
    assert isinstance(bad, BadRecord)
    assert bad.reason == 'cannot be read: HTTPFileSystem requires "aiohttp" to be installed'


# Fields.


@pytest.mark.parametrize(
    ("row", "options", "wanted"),
    [
        ({"text": "A", "html": "B"}, {}, ("A", None)),
        ({"html": "B", "content": "C"}, {}, ("B", "html")),
        ({"content": "C"}, {}, ("C", None)),
        ({"raw_html": "B"}, {}, ("B", "html")),
        ({"text": None, "html": "B"}, {}, ("B", "html")),
        ({"text": ""}, {}, ("", None)),
        ({"text": "A", "story": "S"}, {"text_field": "story"}, ("S", None)),
        ({"text": "A", "page": "P"}, {"html_field": "page"}, ("P", "html")),
        ({"page": "P"}, {"text_field": "story", "html_field": "page"}, ("P", "html")),
        ({"article": {"body": "S"}}, {"text_field": "article.body"}, ("S", None)),
        ({"article.body": "S", "article": {"body": "T"}}, {"text_field": "article.body"}, ("S", None)),
    ],
)
def test_the_dump_is_found_among_the_fields(row: Any, options: Any, wanted: tuple[str, str | None]) -> None:
    record = only(put("x.jsonl", json.dumps(row)), **options)
    assert (record.content, record.kind) == wanted


def test_what_a_row_tells_of_a_dump_is_found_under_its_usual_names() -> None:
    row = {"text": "A", "link": "https://kelm.example/", "_id": 7, "fetched_at": "2024-03-14", "language": "de"}
    record = only(put("x.jsonl", json.dumps(row)))
    told = (record.id, record.url, record.date, record.language, record.output_name)
    assert told == ("7", "https://kelm.example/", "2024-03-14", "de", "x/7")
    assert record.raw() == {
        "text": "A",
        "id": "7",
        "url": "https://kelm.example/",
        "collected_at": "2024-03-14",
        "language": "de",
    }


def test_the_date_of_a_story_is_not_when_it_was_collected() -> None:
    assert only(put("x.jsonl", '{"text": "A", "date": "2024-03-14"}')).date is None
    assert only("x.jsonl", date_field="date").date == "2024-03-14"


def test_fields_can_be_named_and_carried_along() -> None:
    row = {"text": "A", "key": "k/1", "at": "https://x", "when": "2024", "score": 0.5, "deep": {"a": [1]}, "no": None}
    record = only(
        put("x.jsonl", json.dumps(row)),
        id_field="key",
        url_field="at",
        date_field="when",
        keep_fields=["score", "deep", "no", "missing", "deep.a"],
    )
    assert (record.id, record.url, record.date, record.output_name) == ("k/1", "https://x", "2024", "x/k_1")
    assert record.carried == {"score": 0.5, "deep": {"a": [1]}, "deep.a": [1]}


@pytest.mark.parametrize("suffix", TABLES)
def test_columns_are_carried_along_in_every_format(suffix: str) -> None:
    rows = [{"story": "A", "source": "kelm", "note": "n"}]
    record = only(put(f"x{suffix}", TABLES[suffix](rows)), text_field="story", keep_fields=["source"])
    assert record.carried == {"source": "kelm"}


def test_headers_of_web_archives_are_carried_along() -> None:
    assert good(put("x.warc", warc()), keep_fields=["WARC-Type"])[0].carried == {"WARC-Type": "response"}


def test_values_of_tables_become_values_of_json() -> None:
    import datetime
    import decimal

    row = {
        "text": "A",
        "day": datetime.date(2024, 3, 14),
        "time": datetime.datetime(2024, 3, 14, 16, 5, tzinfo=datetime.UTC),
        "price": decimal.Decimal("1.50"),
        "raw": b"\xff",
        "list": [1, None],
        "no": float("nan"),
    }
    name = put("x.parquet", parquet_file([row]))
    record = only(name, keep_fields=[name for name in row if name != "text"], date_field="time")
    assert record.carried == {
        "day": "2024-03-14",
        "time": "2024-03-14T16:05:00+00:00",
        "price": "1.50",
        "raw": "\ufffd",
        "list": [1, None],
        "no": None,
    }
    assert record.date == "2024-03-14T16:05:00+00:00"


def test_values_that_nest_too_deep_are_written_down_as_text() -> None:
    deep: Any = 1
    for _ in range(100):
        deep = [deep]
    assert json.dumps(plain(deep)).count("[") < 150


def test_only_the_columns_that_are_needed_are_read() -> None:
    from newsclean.batch.sources.fields import Fields

    names = ["id", "text", "embedding", "note", "article"]
    assert Fields().columns(names) == ["id", "text"]
    assert Fields(text="article.body", keep=("note",)).columns(names) == ["id", "note", "article"]


@pytest.mark.parametrize(
    ("row", "options", "reason"),
    [
        ({}, {}, "the record has neither a field 'text' nor a field 'html'; it has: none"),
        ({"a": 1, "b": 2}, {}, "the record has neither a field 'text' nor a field 'html'; it has: a, b"),
        ({"text": "A"}, {"text_field": "body"}, "the record has no field 'body'; it has: text"),
        (
            {str(number): 1 for number in range(99)},
            {"text_field": "t"},
            "the record has no field 't'; it has: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …",
        ),
        ({"text": 5}, {}, "field 'text' is an int, not text"),
        ({"text": ["A"]}, {}, "field 'text' is a list, not text"),
        ({"text": "A", "url": 5}, {}, "field 'url' is an int, not text"),
        ({"text": "A", "language": 5}, {}, "field 'language' is an int, not text"),
        ({"text": "A", "id": ["b"]}, {}, "field 'id' is a list, not text"),
        ({"text": "A", "id": True}, {}, "field 'id' is a bool, not text"),
    ],
)
def test_a_row_that_is_no_record_says_why(row: Any, options: Any, reason: str) -> None:
    (bad,) = read(put("x.jsonl", json.dumps(row)), **options)
    lacks_dump = reason.startswith("the record has n")
    assert bad == BadRecord("x.jsonl:1", "x.jsonl:1", reason, output_name="x/1", lacks_dump=lacks_dump)


@pytest.mark.parametrize(
    ("row", "options", "taken"),
    [
        ({"text": "", "html": "<p>A"}, {}, ("<p>A", "html")),
        ({"text": " \n", "html": "<p>A"}, {}, ("<p>A", "html")),
        ({"text": "", "content": "A", "raw_html": "<p>B"}, {}, ("A", None)),
        ({"html": "", "body": "A"}, {}, ("A", None)),
        ({"t": "", "h": "<p>A"}, {"text_field": "t", "html_field": "h"}, ("<p>A", "html")),
        ({"text": "A", "html": "<p>B"}, {}, ("A", None)),
        # Nothing that would be better.
        ({"text": "", "html": " "}, {}, ("", None)),
        ({"text": "", "html": None}, {}, ("", None)),
        ({"text": "", "body": {"A": 1}}, {}, ("", None)),
        ({"text": "", "html": "<p>A"}, {"text_field": "text"}, ("", None)),
    ],
)
def test_a_field_with_nothing_in_it_gives_way(row: Any, options: Any, taken: tuple[str, str | None]) -> None:
    (record,) = good(put("x.jsonl", json.dumps(row)), **options)
    assert (record.content, record.kind) == taken


# Lines, documents, tables.


def test_a_line_is_a_record() -> None:
    content = b'\xef\xbb\xbf{"text": "A", "score": NaN}\r\n\n{"html": "<p>B", "id": "a/b"}\n{"text": "C", "id": 7}'
    found = good(put("x.jsonl", content))
    assert [(record.id, record.place, record.output_name) for record in found] == [
        ("x.jsonl:1", "x.jsonl:1", "x/1"),
        ("a/b", "x.jsonl:3", "x/a_b"),
        ("7", "x.jsonl:4", "x/7"),
    ]


@pytest.mark.parametrize(
    "content",
    [b'{"text": "A"}', b' \n{"text": "A"}', b'[{"text": "A"}]', b'\xef\xbb\xbf [ {"text": "A"} ] \n'],
)
def test_a_json_file_is_a_record_or_a_list_of_them(content: bytes) -> None:
    assert only(put("x.json", content)).content == "A"


def test_a_long_list_is_read_item_by_item() -> None:
    rows = [{"text": "A" * (200_000 if number == 7 else number)} for number in range(5000)]
    found = good(put("x.json", json.dumps(rows)))
    assert [len(record.content) for record in found] == [len(row["text"]) for row in rows]
    assert [record.place for record in found[:2]] == ["x.json:1", "x.json:2"]


@pytest.mark.parametrize("made", [table(";"), table("|"), table("\t"), table(",", "utf-16"), table(";", "utf-8-sig")])
def test_tables_of_spreadsheets_are_read(made: Callable[[Any], bytes]) -> None:
    found = good(put("x.csv", made(ROWS)))
    assert [(record.id, record.content) for record in found] == [(row["id"], row["text"]) for row in ROWS]


def test_a_table_in_another_encoding_leaves_its_dumps_to_the_cleaner() -> None:
    record = only(put("x.csv", "id,text\nzürich,Über die Brücke\n".encode("cp1252")))
    assert record.content == "Über die Brücke".encode("cp1252")
    assert record.id == "z\ufffdrich"


def test_cells_may_be_longer_than_the_csv_module_likes() -> None:
    assert len(only(put("x.csv", f'text\n"{"x" * 500_000}"\n')).content) == 500_000


@pytest.mark.parametrize(
    ("media", "body", "headers", "wanted"),
    [
        ("text/html; charset=utf-8", "<p>Ü".encode(), "", "<p>Ü".encode()),
        ("text/html; charset=iso-8859-1", "<p>“Ü”".encode("cp1252"), "", "<p>“Ü”"),
        ("text/html; charset=unicode_escape", b"<p>\xff\\n", "", b"<p>\xff\\n"),
        ("text/html", COMPRESSED[".gz"](b"<p>A"), "Content-Encoding: gzip\r\n", b"<p>A"),
        ("text/html", b"3\r\n<p>\r\n1\r\nA\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n", b"<p>A"),
    ],
)
def test_pages_come_as_the_server_meant_them(media: str, body: bytes, headers: str, wanted: bytes | str) -> None:
    assert only(put("x.warc", frame("response", answer(body, media, headers=headers), 1))).content == wanted


@pytest.mark.parametrize(
    "other",
    [
        frame("response", answer(b"gone", status="404 Not Found"), 1),
        frame("response", answer(b"\x89PNG", "image/png"), 1),
        frame("resource", b"{}", 1, "application/json"),
        frame("response", b"dns", 1, "text/dns"),
        frame("revisit", answer(b""), 1),
    ],
)
def test_what_is_no_page_in_a_web_archive_is_passed_over(other: bytes) -> None:
    assert only(put("x.warc", other + frame("resource", b"<p>A", 2, "text/html"))).content == b"<p>A"


def test_a_page_needs_no_more_than_its_type_and_length() -> None:
    """As some archives are: no address, no date, no id."""
    page = answer(b"<p>A")
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(page)}\r\n\r\n"
    record = only(put("x.warc", head.encode() + page))
    assert (record.content, record.id, record.url, record.date) == (b"<p>A", "x.warc:1", None, None)


def test_every_format_is_tested_here() -> None:
    assert set(FORMATS) == {*TABLES, ".txt", ".html", ".htm", ".warc", ".wet"}


def test_a_record_is_read_when_it_is_taken() -> None:
    records = open_source([put("a.txt", "A"), "b.txt"])
    next(records)
    put("b.txt", "B")
    assert next(records) == Record("b.txt", b"B", None, None, None, {}, "b.txt", output_name="b")


def test_limits_are_the_callers() -> None:
    (bad,) = read(put("x.txt", "x" * 11), limits=Limits(record_bytes=10))
    assert bad == BadRecord("x.txt", "x.txt", "more than 10 bytes", output_name="x")


@pytest.mark.parametrize("content", ['{\n  "text": "The ferry sails."\n}\n', '[\n  {"text": "The ferry sails."}\n]\n'])
def test_json_printed_over_several_lines_is_told_once(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.jsonl").write_text(content)
    (bad,) = read(str(tmp_path / "x.jsonl"))
    assert isinstance(bad, BadRecord)
    assert bad.reason.startswith("JSON printed over several lines")
