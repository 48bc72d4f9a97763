"""What was made to do harm, or was broken on the way: a clear reason, bounded work, and the neighbours untouched."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import subprocess
import sys
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sources import FORMATS, Limits, open_source
from newsclean.batch.sources.streams import Growth, Stream, codec_of, expanded

from .files import COMPRESSED, ROWS, TABLES, answer, arrow_stream, frame, jsonl, parquet_file, tarred, warc, zipped

# Small, so that tests need not be large.
SMALL = Limits(record_bytes=10_000, growth=20, growth_from=100_000, values=1000, directory_bytes=2000)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(name: str, content: bytes, limits: Limits | None = None, **options: Any) -> list[Record | BadRecord]:
    Path(name).write_bytes(content)
    return list(open_source([name], limits=limits, **options))


def told(found: list[Record | BadRecord]) -> list[str]:
    """The ids of records, and the places and reasons of what is none."""
    return [record.id if isinstance(record, Record) else f"{record.place}: {record.reason}" for record in found]


# Cut off.


@pytest.mark.parametrize("compression", [".gz", ".bz2", ".xz", ".zst"])
def test_a_compressed_file_that_is_cut_off_says_so_behind_what_could_be_read(compression: str) -> None:
    # Digits that do not compress away, so that some lines come before the cut.
    rows = [{"id": str(number), "text": os.urandom(500).hex()} for number in range(2000)]
    whole = COMPRESSED[compression](jsonl(rows))
    found = read(f"x.jsonl{compression}", whole[: len(whole) * 9 // 10])
    name = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}[compression]
    assert told(found[-1:]) == [f"x.jsonl{compression}: cut off: the {name} stream does not end"]
    assert 500 < len(found) < 2000
    assert told(found[:-1]) == [str(number) for number in range(len(found) - 1)]


@pytest.mark.parametrize("compression", [".gz", ".bz2", ".xz", ".zst"])
@pytest.mark.parametrize("suffix", [".txt", ".html", ".json", ".csv", ".parquet", ".warc"])
def test_half_a_file_is_never_taken_for_a_whole_one(suffix: str, compression: str) -> None:
    content = {**TABLES, ".warc": warc}.get(suffix, lambda _: b"Half a dump is no dump. " * 50)(ROWS)
    whole = COMPRESSED[compression](content)
    for cut in (len(whole) // 2, len(whole) - 1):
        *_, last = read(f"x{suffix}{compression}", whole[:cut])
        assert isinstance(last, BadRecord)
        assert last.place == f"x{suffix}{compression}"
        assert "cut off" in last.reason or "damaged" in last.reason


def test_an_empty_file_that_should_be_compressed_is_cut_off() -> None:
    assert told(read("x.txt.gz", b"")) == ["x.txt.gz: cut off: the gzip stream does not end"]
    assert told(read("x.txt", b"")) == ["x.txt"]


@pytest.mark.parametrize("behind", [b"", b"\0" * 512])
def test_streams_may_stand_one_behind_the_other_and_zeros_behind_them(behind: bytes) -> None:
    for suffix, compress in COMPRESSED.items():
        if suffix:
            (record,) = read(f"x.txt{suffix}", compress(b"A") + compress(b"B") + behind)
            assert isinstance(record, Record)
            assert record.content == b"AB"


@pytest.mark.parametrize("compression", [".gz", ".bz2", ".xz", ".zst"])
def test_rubbish_behind_a_stream_is_a_problem(compression: str) -> None:
    (bad,) = read(f"x.txt{compression}", COMPRESSED[compression](b"A") + b"rubbish")
    assert isinstance(bad, BadRecord)
    # Seven bytes are too few for xz to tell.
    assert ("cut off" if compression == ".xz" else "damaged") in bad.reason


def test_a_wrong_checksum_is_a_problem() -> None:
    content = bytearray(gzip.compress(b"A dump."))
    content[-5] ^= 1
    assert told(read("x.txt.gz", bytes(content))) == [
        "x.txt.gz: damaged gzip stream, or no gzip file: incorrect data check"
    ]


def test_a_web_archive_that_is_cut_off_says_so_wherever_it_is_cut() -> None:
    whole = b"".join(frame("response", answer(b"<p>A"), number) for number in range(3))
    ends = [0, *(len(whole) * number // 3 for number in (1, 2, 3))]
    for cut in range(1, len(whole)):
        found = read("x.warc", whole[:cut])
        good = [record for record in found if isinstance(record, Record)]
        # The two line ends behind a record may be missing.
        complete = sum(cut >= end - 4 for end in ends[1:])
        assert len(good) == complete
        if all(not end - 4 <= cut <= end for end in ends):
            assert "cut off" in told(found)[-1] or "not a web archive" in told(found)[-1], cut
    assert len(told(read("x.warc", whole))) == 3


def test_tar_and_zip_archives_that_are_cut_off_say_so_wherever_they_are_cut() -> None:
    members = {f"{number}.txt": b"A dump. " * 100 for number in range(3)}
    for suffix, whole in ((".tar", tarred(members).rstrip(b"\0") + b"\0" * 1600), (".zip", zipped(members))):
        for cut in range(0, len(whole) - (1600 if suffix == ".tar" else 1), 37):
            found = read(f"x{suffix}", whole[:cut])
            assert isinstance(found[-1], BadRecord), (suffix, cut)
            assert all(record.content == b"A dump. " * 100 for record in found if isinstance(record, Record))
        assert len(told(read(f"x{suffix}", whole))) == 3


@pytest.mark.parametrize("cut", range(0, 900, 90))
def test_a_parquet_file_that_is_cut_off_has_no_directory(cut: int) -> None:
    (bad,) = read("x.parquet", parquet_file()[:cut])
    assert isinstance(bad, BadRecord)
    assert bad.reason.startswith("damaged or of another kind: ")


def test_a_stream_of_arrow_batches_that_is_cut_off_says_so_behind_what_could_be_read() -> None:
    whole = arrow_stream()
    found = read("x.arrow", whole[:-300])
    assert told(found)[:2] == ["a", "b"]
    assert "damaged or cut off" in told(found)[-1]


def test_a_list_that_is_cut_off_says_so_behind_what_could_be_read() -> None:
    found = read("x.json", json.dumps([*ROWS]).encode()[:-10])
    assert told(found) == ["a", "b", found[-1].place + ": " + told(found)[-1].partition(": ")[2]]
    assert "in item 3; nothing behind it was read" in told(found)[-1]


# Bombs.

ZEROS = 40_000_000


@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".json", ".csv", ".warc", ".parquet"])
@pytest.mark.parametrize("compression", [".gz", ".bz2", ".xz", ".zst"])
def test_a_bomb_is_put_down_early(suffix: str, compression: str) -> None:
    bomb = COMPRESSED[compression](b"[" * ZEROS)
    before = time.process_time()
    found = read(f"x{suffix}{compression}", bomb, SMALL)
    assert time.process_time() - before < 2
    assert all(isinstance(record, BadRecord) for record in found)
    assert len(found) <= 2


@pytest.mark.parametrize("compression", [".gz", ".bz2", ".xz", ".zst"])
def test_a_bomb_is_not_decompressed_to_its_end(compression: str) -> None:
    codec = codec_of(COMPRESSED[compression](b"x")) or ""
    given = 0
    stream = Stream(expanded(iter([COMPRESSED[compression](b"\0" * ZEROS)]), codec, Growth(SMALL)))
    while piece := stream.read(1000):
        given += len(piece)
    assert given < 1_500_000
    assert "grows to more than 20 times its size" in (stream.problem or "")


def test_a_bomb_within_a_bomb_is_put_down_too() -> None:
    (bad,) = read("x.txt.gz.gz", gzip.compress(gzip.compress(b"\0" * ZEROS)), SMALL)
    assert isinstance(bad, BadRecord)


def test_a_bomb_among_members_takes_nothing_from_those_before_it() -> None:
    found = read("x.zip", zipped({"a.txt": b"A", "b.txt": b"\0" * ZEROS, "c.txt": b"C"}), SMALL)
    assert told(found) == ["x.zip!a.txt", "x.zip!b.txt: more than 10,000 bytes", "x.zip!c.txt"]
    lines = b"\n".join([b"x" * 9000] * 4000)
    found = read("x.zip", zipped({"a.txt": b"A", "b.jsonl": lines, "c.txt": b"C"}), SMALL)
    assert told(found)[0] == "x.zip!a.txt"
    assert told(found)[-1] == "x.zip: grows too much; its other members were not read"
    assert "x.zip!b.jsonl: grows to more than" in told(found)[-2]


def test_members_that_overlap_are_counted_each() -> None:
    """The zip bomb of David Fifield: thousands of members in one place."""
    file = io.BytesIO(zipped({"a.txt": b"\0" * 9000}))
    with zipfile.ZipFile(file, "a") as archive:
        first = archive.infolist()[0]
        for number in range(200):
            again = zipfile.ZipInfo(f"{number}.txt")
            again.header_offset, again.CRC = first.header_offset, first.CRC
            again.compress_type, again.compress_size, again.file_size = 8, first.compress_size, first.file_size
            archive.filelist.append(again)
        archive._didModify = True
    found = read("x.zip", file.getvalue(), SMALL)
    assert sum(len(record.content) for record in found if isinstance(record, Record)) < 1_000_000


def test_a_directory_that_is_too_large_is_not_read() -> None:
    content = zipped({f"{number}.txt": b"" for number in range(100)})
    assert told(read("x.zip", content, SMALL)) == ["x.zip: a directory of more than 2,000 bytes"]


def test_the_directory_of_a_large_archive_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zipfile.ZIP64_LIMIT", 100)
    content = bytearray(zipped({f"{number}.txt": b"A dump." for number in range(100)}))
    # As in archives of more than four gigabytes: the size of the directory stands elsewhere.
    content[-10:-6] = b"\xff" * 4
    assert told(read("x.zip", bytes(content), SMALL)) == ["x.zip: a directory of more than 2,000 bytes"]
    assert len(read("x.zip", bytes(content))) == 100
    assert told(read("x.zip", bytes(content).replace(b"PK\6\6", b"PK\0\0"))) == [
        "x.zip: no zip archive, or damaged: its directory is missing"
    ]


def test_a_header_that_is_too_large_is_not_read() -> None:
    long = tarfile.TarInfo("x" * 2_000_000)
    content = tarred({"a.txt": b"A", "long": long})
    assert told(read("x.tar", content)) == ["x.tar!a.txt", "x.tar: a header of more than 1,048,576 bytes"]


def test_an_archive_in_an_archive_is_not_opened() -> None:
    found = read("x.zip", zipped({"a.txt": b"A", "b.zip": zipped({"c.txt": b"C"}), "c.tar.gz": b""}))
    assert told(found)[1:] == [
        "x.zip!b.zip: an archive in an archive is not opened",
        "x.zip!c.tar.gz: an archive in an archive is not opened",
    ]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".json", ".txt"])
def test_one_endless_line_is_refused_and_the_lines_behind_it_are_read(suffix: str) -> None:
    found = read(f"x{suffix}", b"x" * 25_000 + b'\n{"text": "C"}\n', SMALL)
    bad = found[0]
    assert isinstance(bad, BadRecord)
    if suffix == ".jsonl":
        assert told(found) == ["x.jsonl:1: a line of more than 10,000 bytes", "x.jsonl:2"]


@pytest.mark.parametrize("length", [9_999, 10_000, 10_001, 25_000, 100_000])
def test_a_line_is_passed_over_whole(length: int) -> None:
    _, after = read("x.jsonl", b"x" * length + b'\n{"text": "C"}\n', SMALL)
    assert told([after]) == ["x.jsonl:2"]


def test_a_row_whose_quotation_mark_is_never_closed_is_bounded() -> None:
    content = b'text\nA\n"B\n' + b"C\n" * 10_000
    assert told(read("x.csv", content, SMALL)) == [
        "x.csv:1",
        (
            "x.csv: more than 10,000 bytes in one row (is a quotation mark not closed?), in row 2; "
            "nothing behind it was read"
        ),
    ]


def test_a_page_that_grows_is_bounded() -> None:
    page = answer(gzip.compress(b"\0" * ZEROS), headers="Content-Encoding: gzip\r\n")
    limits = Limits(record_bytes=100_000)
    found = read("x.warc", frame("response", page, 1) + frame("response", answer(b"<p>A"), 2), limits)
    assert told(found) == ["x.warc:1: a page of more than 100,000 bytes", "urn:uuid:2"]


@pytest.mark.parametrize("length", ["-5", "abc", "+5", "1_0", "", "9" * 40])
def test_a_length_that_is_none_ends_a_web_archive(length: str) -> None:
    content = frame("response", answer(b"<p>A"), 1) + f"WARC/1.0\r\nContent-Length: {length}\r\n\r\n".encode()
    assert told(read("x.warc", content)) == [
        "urn:uuid:1",
        "x.warc: a record without a length, in record 2; nothing behind it was read",
    ]


def test_a_web_archive_that_claims_a_length_that_it_has_not_is_cut_off() -> None:
    content = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\nabc"
    assert told(read("x.warc", content)) == [
        "x.warc: cut off: a record is shorter than it says, in record 1; nothing behind it was read"
    ]


# Values.


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "A"', "not JSON: Expecting ',' delimiter at character 12 of the line"),
        (b"[1, 2]", "not a record but a list; a line must be an object with 'text' or 'html'"),
        (b"null", "not a record but null; a line must be an object with 'text' or 'html'"),
        (b"7", "not a record but an int; a line must be an object with 'text' or 'html'"),
        (b'{"text": "A', "not JSON: Unterminated string starting at character 9 of the line"),
        (b'"A dump."', "not a record but a str; a line must be an object with 'text' or 'html'"),
        (b'{"text": "\xff"}', "not UTF-8 at byte 10 (0xff) of the line"),
        (b'{"n": ' + b"9" * 5000 + b"}", "not JSON: Exceeds the limit"),
        (b'{"n": ' + b"[" * 200_000, "not JSON: "),
        (b'{"n": [' + b"[]," * 1_000_000 + b"[]]}", "not read: more than 1,000,000 values"),
    ],
    ids=["cut", "list", "null", "number", "cut in a text", "text", "encoding", "digits", "nesting", "values"],
)
def test_a_bad_line_is_named_and_the_lines_around_it_are_not_lost(line: bytes, reason: str) -> None:
    content = b'{"text": "A"}\n' + line + b'\n{"text": "C"}\n'
    before, bad, after = read("x.jsonl", content, Limits(values=1_000_000))
    assert isinstance(bad, BadRecord)
    assert bad.reason.startswith(reason)
    assert told([before, after]) == ["x.jsonl:1", "x.jsonl:3"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'[{"text": "A"},', "cut off: the list does not end, in item 2; nothing behind it was read"),
        (b'[{"text": "A"} {"text": "B"}]', "not JSON: ']' expected, found '{', in item 2; nothing behind it was read"),
        (b'[{"text": "A"}] x', "not JSON: more behind the end of the list, in item 2; nothing behind it was read"),
        (b'[{"text": "A"}, nonsense]', "not JSON: Expecting value, in item 2; nothing behind it was read"),
        (b'[{"text": "A"}, "\xff"]', "not UTF-8 (0xff), in item 1; nothing behind it was read"),
        (b'[{"text": "A"}, ' + b"[" * 100_000, "not JSON: maximum recursion depth exceeded"),
    ],
)
def test_a_list_is_read_up_to_what_is_no_json(content: bytes, reason: str) -> None:
    *_, bad = read("x.json", content)
    assert isinstance(bad, BadRecord)
    assert bad.reason.startswith(reason)


def test_json_lines_that_are_called_json_are_told_from_json() -> None:
    (bad,) = read("x.json", jsonl())
    assert isinstance(bad, BadRecord)
    assert bad.reason.endswith("is it JSON Lines? Then name it .jsonl")


def test_rows_that_do_not_fit_the_header_are_named() -> None:
    assert told(read("x.csv", b"id,text\na,A\nb\nc,C,D\n\nd,D\n")) == [
        "a",
        "x.csv:2: a row of 1 cell below 2 names of columns",
        "x.csv:3: a row of 3 cells below 2 names of columns",
        "d",
    ]
    assert told(read("x.csv", b"id^text\na^A, B\n")) == [
        "x.csv:1: a row of 2 cells below one column, 'id^text'; comma, semicolon, tab or bar part cells"
    ]
    assert told(read("x.csv", b"1,The ferry sails\n")) == [
        "x.csv: holds one row, the names of the columns, and none of them is 'text' or 'html': ['1', 'The ferry sails']"
    ]
    assert told(read("x.csv", b"id,text\n")) == told(read("x.csv", b"id;content\n")) == []
    assert told(read("x.csv", b"")) == ["x.csv: holds no row with the names of the columns"]


def test_nuls_and_lone_surrogates_are_text() -> None:
    found = read("x.jsonl", b'{"text": "a\\u0000b\\ud800"}\n')
    assert [record.content for record in found if isinstance(record, Record)] == ["a\0b\ud800"]
    assert told(read("x.csv", b"id,text\na,A\0B\n")) == ["a"]


def test_text_of_a_column_that_is_no_utf_8_stays_bytes() -> None:
    values = pa.array([b"\xdcber", b"good"], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 2, values.buffers())
    file = io.BytesIO()
    parquet.write_table(pa.table({"text": text}), file)
    found = read("x.parquet", file.getvalue())
    assert [record.content for record in found if isinstance(record, Record)] == [b"\xdcber", "good"]


def test_a_column_of_equal_values_is_read_in_batches_that_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dictionary holds a value once; a batch of rows would hold it as often as there are rows."""
    file = io.BytesIO()
    parquet.write_table(pa.table({"text": pa.array(["x" * 1_000_000] * 100).dictionary_encode()}), file)
    Path("x.parquet").write_bytes(file.getvalue())
    assert len(file.getvalue()) < 2_000_000
    monkeypatch.setattr("newsclean.batch.sources.columns._BATCH_BYTES", 4_000_000)
    before = pa.total_allocated_bytes()
    for _ in open_source(["x.parquet"]):
        assert pa.total_allocated_bytes() - before < 20_000_000


@pytest.mark.parametrize("form", ["parquet", "arrow"])
def test_a_value_that_is_named_too_often_is_a_bomb(form: str) -> None:
    values = pa.DictionaryArray.from_arrays(pa.array([0] * 100, pa.int32()), pa.array(["x" * 5_000]))
    table = pa.table({"text": values})
    file = io.BytesIO()
    if form == "parquet":
        parquet.write_table(table, file, row_group_size=50)
    else:
        with pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
    assert len(read(f"x.{form}", file.getvalue())) == 100
    *rows, bad = read(f"x.{form}", file.getvalue(), Limits(growth=5, growth_from=10_000))
    assert 0 < len(rows) < 50
    assert isinstance(bad, BadRecord)
    assert "grows to more than 5 times its size" in bad.reason


def test_a_damaged_row_group_is_one_problem() -> None:
    rows = [{"id": str(number), "text": os.urandom(300).hex()} for number in range(40)]
    content = bytearray(parquet_file(rows, row_group_size=10, use_dictionary=False, compression="NONE"))
    table = parquet.ParquetFile(io.BytesIO(bytes(content)))
    start = table.metadata.row_group(1).column(1).data_page_offset
    content[start : start + 8] = b"\xff" * 8
    found = read("x.parquet", bytes(content))
    assert [name for name in told(found) if ":" not in name] == [str(n) for n in range(40) if not 10 <= n < 20]
    assert [name for name in told(found) if "in row group 2 of 4" in name]
    assert found[-1].place == "x.parquet:40"


# What files are not.


@pytest.mark.parametrize("suffix", [*FORMATS, ".zip", ".tar", ".jsonl.gz"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing", "cannot be read: No such file or directory"),
        ("pipe", "not a regular file"),
        ("loop", "cannot be read: Too many levels of symbolic links"),
        ("dangling", "cannot be read: No such file or directory"),
        ("folder", "not a regular file"),
        ("nul\0", "cannot be read: embedded null byte"),
        ("locked", "cannot be read: Permission denied"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, suffix: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("target").mkdir()
    named = f"{name}{suffix}"
    if name == "pipe":
        os.mkfifo(named)
    elif name == "loop":
        Path(named).symlink_to(named)
    elif name == "dangling":
        Path(named).symlink_to("nowhere")
    elif name == "folder":
        Path("in").mkdir()
        Path("in", named).symlink_to("../target")
        named = "in"
    elif name == "locked":
        Path(named).write_text("A")
        opened = os.open

        def forbidden(path: Any, *arguments: Any) -> int:
            # Permissions would not do: tests may run as root.
            if os.fspath(path) == named:
                raise PermissionError(13, "Permission denied", path)
            return opened(path, *arguments)

        monkeypatch.setattr("newsclean.batch.sources.paths.os.open", forbidden)
    found = list(open_source([named]))
    assert [record.reason for record in found if isinstance(record, BadRecord)] == [reason]


def test_a_folder_that_cannot_be_searched_is_named_and_its_neighbours_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("dumps/b").mkdir(parents=True)
    Path("dumps/c.txt").write_text("A")
    scan = os.scandir

    def forbidden(path: Path) -> Any:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr("newsclean.batch.sources.paths.os.scandir", forbidden)
    assert told(list(open_source(["dumps"]))) == ["dumps/b: cannot be read: Permission denied", "dumps/c.txt"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [("empty", "holds no .txt, .html"), ("", "an empty name is no file"), ("*.x", "no file matches")],
)
def test_what_is_nothing_says_so(path: str, reason: str) -> None:
    Path("empty").mkdir()
    (bad,) = open_source([path])
    assert isinstance(bad, BadRecord)
    assert bad.reason.startswith(reason)


def test_members_that_are_no_files_are_named() -> None:
    link = tarfile.TarInfo("b.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    device = tarfile.TarInfo("c.txt")
    device.type = tarfile.CHRTYPE
    assert told(read("x.tar", tarred({"a.txt": b"A", "b.txt": link, "c.txt": device, "d.txt": b"D"}))) == [
        "x.tar!a.txt",
        "x.tar!b.txt: a link to '/etc/passwd'; links in archives are not followed",
        "x.tar!c.txt: not a regular file",
        "x.tar!d.txt",
    ]


def test_members_may_be_called_what_they_like() -> None:
    found = read("x.zip", zipped({"../../evil.txt": b"A", "/etc/passwd.txt": b"B", "a\nb.txt": b"C"}))
    assert [record.id for record in found] == ["x.zip!../../evil.txt", "x.zip!/etc/passwd.txt", "x.zip!a\nb.txt"]
    assert not Path("../../evil.txt").exists()


def test_a_member_that_is_encrypted_or_damaged_is_named_and_its_neighbours_are_read() -> None:
    content = bytearray(zipped({"a.txt": b"A", "b.txt": b"B" * 50, "c.txt": b"C"}))
    for sign, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        first = content.find(sign)
        second = content.find(sign, first + 1)
        content[second + offset] |= 1
    a, b, c = told(read("x.zip", bytes(content)))
    assert (a, c) == ("x.zip!a.txt", "x.zip!c.txt")
    assert "password required" in b
    content = bytearray(zipped({"a.txt": b"A", "b.txt": zlib.compress(b"B" * 50), "c.txt": b"C"}))
    at = content.find(b"b.txt") + 7
    content[at] ^= 0xFF
    assert told(read("x.zip", bytes(content)))[::2] == ["x.zip!a.txt", "x.zip!c.txt"]


@pytest.mark.parametrize("suffix", [".zip", ".tar", ".parquet", ".arrow", ".warc", ".gz", ".xz", ".bz2", ".zst"])
def test_what_is_another_thing_than_its_name_says_is_named(suffix: str) -> None:
    (bad,) = read(f"x{suffix}", b"A dump of text, and long enough for a header.\n" * 40)
    assert isinstance(bad, BadRecord)


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [
        ("x.parquet", "pyarrow", "parquet"),
        ("x.arrow", "pyarrow", "parquet"),
        ("x.warc", "warcio", "warc"),
        ("x.txt.zst", "backports", "zstd"),
        ("memory://x.txt", "fsspec", "remote"),
    ],
)
def test_a_library_that_is_missing_is_named(
    name: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "://" not in name:
        Path(name).write_bytes(frame("response", answer(b"<p>A"), 1))
    for loaded in [loaded for loaded in sys.modules if loaded.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    (bad,) = open_source([name])
    assert isinstance(bad, BadRecord)
    assert f"needs the extra '{extra}': pip install 'newsclean[{extra}]'" in bad.reason.replace("need the", "needs the")


# Whatever the bytes.


@pytest.mark.parametrize("suffix", [*FORMATS, ".zip", ".tar", ".jsonl.gz", ".txt.zst", ".xz"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.data())
def test_any_bytes_end_in_records_and_reasons(suffix: str, data: st.DataObject) -> None:
    made: dict[str, Callable[[], bytes]] = {
        **{name: (lambda made=made: made(ROWS)) for name, made in TABLES.items()},
        ".warc": warc,
        ".zip": lambda: zipped({"a.txt": b"A", "b.jsonl": jsonl()}),
        ".tar": lambda: tarred({"a.txt": b"A", "b.jsonl": jsonl()}),
        ".jsonl.gz": lambda: gzip.compress(jsonl()),
        ".txt.zst": lambda: COMPRESSED[".zst"](b"A dump."),
        ".xz": lambda: lzma.compress(b"A dump."),
    }
    content = bytearray(made.get(suffix, lambda: b"<p>A dump.")())
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=8))
    for record in read(f"x{suffix}", bytes(content), SMALL):
        assert isinstance(record, Record | BadRecord)
        assert record.place.startswith("x.")


@given(st.binary(max_size=200), st.lists(st.integers(1, 50), min_size=1, max_size=5))
def test_a_stream_gives_all_bytes_in_any_pieces(content: bytes, counts: list[int]) -> None:
    def pieces() -> Iterator[bytes]:
        for start in range(0, len(content), 7):
            yield content[start : start + 7]

    stream = Stream(pieces())
    read_so_far = b"".join(stream.read(count) for count in counts)
    assert read_so_far + stream.read() == content
    assert stream.problem is None


# Memory.

_PROBE = """
import sys
from newsclean.batch.sources import open_source
count = sum(1 for _ in open_source([sys.argv[1]]))
# Not ru_maxrss, which a process takes over from the one that started it.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(count, int(peak.split()[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell memory in other ways")
@pytest.mark.parametrize("suffix", [".jsonl.gz", ".json", ".csv.xz", ".warc.gz", ".tar", ".zip"])
def test_memory_does_not_grow_with_the_file(suffix: str) -> None:
    peaks = []
    for count in (1_000, 8_000):
        rows = [{"id": str(number), "text": f"{number} " + "A dump of text. " * 150} for number in range(count)]
        name = f"{count}{suffix}"
        if suffix in (".tar", ".zip"):
            made = tarred if suffix == ".tar" else zipped
            Path(name).write_bytes(made({f"{number}.jsonl": jsonl(rows[:200]) for number in range(count // 200)}))
        else:
            kind, _, codec = suffix[1:].partition(".")
            make = {**TABLES, ".warc": warc}[f".{kind}"]
            Path(name).write_bytes(COMPRESSED[f".{codec}" if codec else ""](make(rows)))
        process = subprocess.run([sys.executable, "-c", _PROBE, name], capture_output=True, text=True, check=True)
        found, peak = map(int, process.stdout.split())
        assert found == count
        peaks.append(peak)
    # In MB; the larger file has 20 MB of text.
    assert peaks[1] - peaks[0] < 8, peaks
