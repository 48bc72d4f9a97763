"""``.jsonl`` and ``.ndjson``: a record a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sources.fields import Fields
from newsclean.batch.sources.limits import Limits
from newsclean.batch.sources.opening import Input
from newsclean.batch.sources.streams import Damaged, Stream
from newsclean.errors import with_article

__all__ = ["numbered_lines", "parsed", "read_json_lines", "record_of"]

# Bytes up to which nobody counts the values of a document: so few cannot be too many for memory.
_SHORT = 1_000_000
# A first line that is nothing but the beginning of a value: whoever printed it did so for people.
_OPENINGS = (b"{", b"[", b"[{", b"\xef\xbb\xbf{", b"\xef\xbb\xbf[")
_PRINTED = (
    "JSON printed over several lines, where every line has to be a record; a list can be named .json, "
    "and jq -c puts each object on a line"
)


def read_json_lines(source: Input, fields: Fields, limits: Limits) -> Iterator[Record | BadRecord]:
    """The records of the lines that are not blank. A line that is no record is one bad record; its neighbours stay.

    But where the first line is an opening bracket alone, nothing is read: the file was printed for people.
    """
    with source.stream(limits) as stream:
        for number, line in numbered_lines(stream, limits.record_bytes):
            place = f"{source.place}:{number}"
            name = f"{source.output_name}/{number}"
            if number == 1 and line is not None and line.strip() in _OPENINGS:
                yield source.bad(_PRINTED, place, name)
                return
            if line is None:
                yield source.bad(f"a line of more than {limits.record_bytes:,} bytes", place, name)
                continue
            try:
                row = parsed(line, limits)
            except Damaged as error:
                yield source.bad(f"{error} of the line" if error.args[1:] else str(error), place, name)
                continue
            yield record_of(row, "a line", source, fields, place, number)
        if stream.problem:
            yield source.bad(stream.problem)


def numbered_lines(stream: Stream, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, counted from 1; ``None`` for one that is longer than ``longest`` bytes.

    What stands behind the last line feed of a damaged file is no line: nobody knows how it would have gone on.
    """
    number = 0
    while line := stream.readline(longest):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.endswith(b"\n") or len(line) < longest:
            if line.strip() and (line.endswith(b"\n") or not stream.problem):
                yield number, line
            continue
        while (rest := stream.readline(longest)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def parsed(document: bytes, limits: Limits) -> Any:
    """A document of JSON as Python has it; ``NaN`` and the like, which pandas writes, are taken.

    Raises:
        Damaged: It is none; a second argument says that the first one counts characters of the document.
    """
    if len(document) > _SHORT:
        values = document.count(b",") + document.count(b"[") + document.count(b"{")
        if values > limits.values:
            raise Damaged(f"not read: more than {limits.values:,} values")
    try:
        return json.loads(document.decode().strip())
    except UnicodeDecodeError as error:
        raise Damaged(f"not UTF-8 at byte {error.start} (0x{document[error.start]:02x})", "place") from None
    except json.JSONDecodeError as error:
        # Some of its messages end with the word: "Unterminated string starting at".
        raise Damaged(f"not JSON: {error.msg.removesuffix(' at')} at character {error.pos}", "place") from None
    # A number of too many digits, or nested too deep.
    except (ValueError, RecursionError) as error:
        raise Damaged(f"not JSON: {error}") from None


def record_of(row: Any, what: str, source: Input, fields: Fields, place: str, number: int) -> Record | BadRecord:
    """The record that a parsed value is.

    Args:
        row: The value.
        what: What it is in its file, with an article: ``"a line"``.
        source: The file.
        fields: Which of its fields are read.
        place: What errors call it.
        number: Of the record in its file, from 1.
    """
    if not isinstance(row, dict):
        kind = "null" if row is None else with_article(row)
        reason = f"not a record but {kind}; {what} must be an object with 'text' or 'html'"
        return source.bad(reason, place, f"{source.output_name}/{number}")
    return fields.record(row, place=place, stem=source.output_name, number=number)
