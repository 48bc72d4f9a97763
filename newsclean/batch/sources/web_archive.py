"""``.warc`` and ``.wet``: pages as crawlers keep them.

The frame of an archive (a version line, headers, so many bytes) is read here, since the libraries that read it end
without a word where an archive is cut off; what stands in a frame, HTTP with its encodings, is read by warcio.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Literal

from attrs import frozen

from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sources.fields import Fields
from newsclean.batch.sources.limits import Limits
from newsclean.batch.sources.opening import Input
from newsclean.batch.sources.streams import PIECE, Damaged, Stream, reason_of
from newsclean.sources.encoding import decoded_as

__all__ = ["read_web_archive"]

# Bytes of one line of a header and lines of one header. Those of Common Crawl stay under 10,000 and 20.
_LONGEST_HEADER_LINE = 1 << 16
_MOST_HEADER_LINES = 1000
# What a page may call itself; all else (pictures, scripts, data) is no dump.
_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)
# A head that warcio understands, whatever stands in that of the archive.
_HEAD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://localhost/\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)


@frozen
class _Frame:
    headers: dict[str, str]
    block: bytes | None


def read_web_archive(source: Input, fields: Fields, limits: Limits) -> Iterator[Record | BadRecord]:
    """The pages and texts of an archive.

    Responses with status 200 and a page or a plain text, resources of these types, and conversions (``.wet``) are
    records. All else in an archive is there for other uses and is passed over: requests, metadata, redirects, errors,
    pictures.
    """
    try:
        import warcio  # noqa: F401
    except ImportError:
        yield source.bad("web archives need the extra 'warc': pip install 'newsclean[warc]'")
        return
    number = 0
    with source.stream(limits) as stream:
        try:
            while (frame := _next_frame(stream, limits)) is not None:
                number += 1
                found = _read(frame, source, fields, limits, number)
                if found is not None:
                    yield found
        except Damaged as error:
            yield source.bad(stream.problem or f"{error}, in record {number + 1}; nothing behind it was read")
            return
        if stream.problem:
            yield source.bad(stream.problem)


def _next_frame(stream: Stream, limits: Limits) -> _Frame | None:
    lines: list[bytes] = []
    while line := stream.readline(_LONGEST_HEADER_LINE):
        if not line.endswith(b"\n"):
            raise Damaged(
                "cut off: a header does not end" if len(line) < _LONGEST_HEADER_LINE else "a header is too long"
            )
        if line in (b"\r\n", b"\n"):
            if lines:
                break
            # Blank lines between records.
            continue
        lines.append(line)
        if len(lines) == 1 and not line.startswith(b"WARC/"):
            raise Damaged("not a web archive: no version line where a record should begin")
        if len(lines) > _MOST_HEADER_LINES:
            raise Damaged("a header is too long")
    else:
        if not lines:
            return None
        raise Damaged("cut off: a header does not end")
    headers = {}
    for line in lines[1:]:
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers[name.strip().lower()] = value.strip()
    length = headers.get("content-length", "")
    # int() would take "+1" and "1_0" as well.
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise Damaged("a record without a length")
    return _Frame(headers, _block(stream, int(length), limits.record_bytes))


def _block(stream: Stream, length: int, longest: int) -> bytes | None:
    """So many bytes; ``None`` if they are too many to keep."""
    if length <= longest:
        block = stream.read(length)
        left = length - len(block)
    else:
        block, left = None, length
        while left and (piece := stream.read(min(PIECE, left))):
            left -= len(piece)
    if left:
        raise Damaged("cut off: a record is shorter than it says")
    return block


def _read(frame: _Frame, source: Input, fields: Fields, limits: Limits, number: int) -> Record | BadRecord | None:
    headers = frame.headers
    kind = headers.get("warc-type", "").lower()
    if kind not in ("response", "resource", "conversion"):
        return None
    place, name = f"{source.place}:{number}", f"{source.output_name}/{number}"
    if frame.block is None:
        return source.bad(f"a record of more than {limits.record_bytes:,} bytes", place, name)
    content: bytes | str = frame.block
    media = headers.get("content-type", "")
    if kind == "response":
        if not media.lower().replace(" ", "").startswith("application/http"):
            return None
        try:
            page = _page(frame, limits.record_bytes)
        except Damaged as error:
            return source.bad(str(error), place, name)
        if page is None:
            return None
        content, media = page
    what = _kind(media)
    if what is None:
        return None
    # Texts that crawlers made of pages have nothing left to look for.
    known: Literal["text", "html"] | None = "html" if what == "html" else "text" if kind == "conversion" else None
    own = headers.get("warc-record-id", "").strip("<>")
    carried: dict[str, Any] = {want: headers[want.lower()] for want in fields.keep if want.lower() in headers}
    return Record(
        id=own or place,
        content=content,
        kind=fields.kind or known,
        url=headers.get("warc-target-uri", "").strip("<>") or None,
        date=headers.get("warc-date") or None,
        carried=carried,
        place=place,
        output_name=name,
    )


def _page(frame: _Frame, longest: int) -> tuple[bytes | str, str] | None:
    """What a server answered, decoded, and its media type; ``None`` if it is no answer with a page."""
    from warcio.archiveiterator import WARCIterator

    block = frame.block or b""
    framed = io.BytesIO(_HEAD % len(block) + block + b"\r\n\r\n")
    try:
        record = next(iter(WARCIterator(framed)))
        answer = record.http_headers
        if answer is None or answer.get_statuscode() != "200":
            return None
        media = answer.get_header("Content-Type") or ""
        if _kind(media) is None:
            return None
        content = _all_of(record.content_stream(), longest)
    # warcio raises whatever the codecs below it raise.
    except Exception as error:  # noqa: BLE001
        raise Damaged(f"no HTTP: {reason_of(error)}") from None
    if len(content) > longest:
        raise Damaged(f"a page of more than {longest:,} bytes")
    return _decoded(content, media), media


def _all_of(stream: Any, longest: int) -> bytes:
    """What a stream of warcio holds, which gives as much at a time as it likes; one byte more than ``longest``."""
    pieces = []
    left = longest + 1
    while left > 0 and (piece := stream.read(min(left, PIECE))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _kind(media: str) -> Literal["text", "html"] | None:
    name = media.partition(";")[0].strip().lower()
    # Servers that say nothing mostly send pages, and the cleaner looks.
    if name in _PAGES:
        return "html"
    return "text" if name in _TEXTS or not name else None


def _decoded(content: bytes, media: str) -> bytes | str:
    """In the encoding that the server names, which goes before what the page says; else as it is."""
    _, _, label = media.lower().partition("charset=")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return decoded_as(content, label.partition(";")[0].strip(" \"'")) or content
    return content
