"""Files of every format that the batch reads, made by hand or by the libraries that others write them with."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
from pyarrow import ipc, parquet

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Row = Mapping[str, Any]

#: Three dumps; the second has all that a collector may know.
ROWS: tuple[Row, ...] = (
    {"id": "a", "text": "Ferry sails again\n\nThe harbour opened on Monday."},
    {
        "id": "b",
        "text": "Zweite Zeile, „mit Zitat“\n港口",
        "url": "https://kelm.example/b",
        "collected_at": "2024-03-14",
    },
    {"id": "c", "text": 'Third, with "quotes", commas; and = signs'},
)


def jsonl(rows: Sequence[Row] = ROWS) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def json_list(rows: Sequence[Row] = ROWS) -> bytes:
    return json.dumps(rows, indent=1).encode()


def table(delimiter: str = ",", encoding: str = "utf-8") -> Callable[[Sequence[Row]], bytes]:
    def made(rows: Sequence[Row] = ROWS) -> bytes:
        text = io.StringIO()
        writer = csv.DictWriter(text, _names(rows), delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().encode(encoding)

    return made


def arrow_table(rows: Sequence[Row] = ROWS) -> pa.Table:
    return pa.Table.from_pylist([{name: row.get(name) for name in _names(rows)} for row in rows])


def parquet_file(rows: Sequence[Row] = ROWS, **options: Any) -> bytes:
    file = io.BytesIO()
    parquet.write_table(arrow_table(rows), file, **options)
    return file.getvalue()


def arrow_file(rows: Sequence[Row] = ROWS) -> bytes:
    file = io.BytesIO()
    whole = arrow_table(rows)
    with ipc.new_file(file, whole.schema) as writer:
        writer.write_table(whole, max_chunksize=2)
    return file.getvalue()


def arrow_stream(rows: Sequence[Row] = ROWS) -> bytes:
    file = io.BytesIO()
    whole = arrow_table(rows)
    with ipc.new_stream(file, whole.schema) as writer:
        writer.write_table(whole, max_chunksize=2)
    return file.getvalue()


def answer(body: bytes, media: str = "text/html", status: str = "200 OK", headers: str = "") -> bytes:
    """What a server sends."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{headers}\r\n".encode() + body


def frame(kind: str, block: bytes, number: int, media: str = "application/http; msgtype=response") -> bytes:
    """One record of a web archive."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://kelm.example/{number}\r\nWARC-Date: 2024-03-14T16:05:00Z\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(rows: Sequence[Row] = ROWS) -> bytes:
    """What a crawler keeps of pages: an information record, requests, responses, metadata."""
    pieces = [frame("warcinfo", b"software: none\r\n", 0, "application/warc-fields")]
    for number, row in enumerate(rows, 1):
        pieces += [
            frame("request", b"GET / HTTP/1.1\r\n\r\n", number, "application/http; msgtype=request"),
            frame("response", answer(f"<p>{row['text']}</p>".encode()), number),
            frame("metadata", b"fetchTimeMs: 1\r\n", number, "application/warc-fields"),
        ]
    return b"".join(pieces)


def wet(rows: Sequence[Row] = ROWS) -> bytes:
    texts = [frame("conversion", row["text"].encode(), number, "text/plain") for number, row in enumerate(rows, 1)]
    return frame("warcinfo", b"", 0, "application/warc-fields") + b"".join(texts)


def zipped(members: Mapping[str, bytes], **options: Any) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(members: Mapping[str, bytes | tarfile.TarInfo]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in members.items():
            if isinstance(content, tarfile.TarInfo):
                archive.addfile(content)
                continue
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


#: How files are compressed, by the suffix that says so.
COMPRESSED: Mapping[str, Callable[[bytes], bytes]] = {
    "": lambda content: content,
    # Without the time of day: some contents are names of tests, which must be the same in every process.
    ".gz": partial(gzip.compress, mtime=0),
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd.compress,
}

#: Every format with several records to a file.
TABLES: Mapping[str, Callable[[Sequence[Row]], bytes]] = {
    ".jsonl": jsonl,
    ".ndjson": jsonl,
    ".json": json_list,
    ".csv": table(),
    ".tsv": table("\t"),
    ".parquet": parquet_file,
    ".arrow": arrow_file,
}


def _names(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))
