"""``.json``: one record, or a list of them, which is read item by item."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any

from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sources.fields import Fields
from newsclean.batch.sources.json_lines import parsed, record_of
from newsclean.batch.sources.limits import Limits
from newsclean.batch.sources.opening import Input
from newsclean.batch.sources.streams import PIECE, Damaged, Stream

__all__ = ["read_json"]

_BLANKS = " \t\r\n"
_SEVERAL = (
    "; several objects that are each printed over several lines are put on a line each by jq -c; "
    "is it JSON Lines? Then name it .jsonl"
)


def read_json(source: Input, fields: Fields, limits: Limits) -> Iterator[Record | BadRecord]:
    """The record, or those of the list. Behind an item that is no JSON nothing can be told apart any more."""
    with source.stream(limits) as stream:
        beginning = stream.peek(64).removeprefix(codecs.BOM_UTF8).lstrip()[:1]
        if beginning == b"[":
            yield from _list(source, fields, limits, stream)
            return
        content = stream.read(limits.record_bytes + 1)
        if len(content) > limits.record_bytes:
            yield source.bad(f"more than {limits.record_bytes:,} bytes in one object; lists are read item by item")
        elif stream.problem:
            yield source.bad(stream.problem)
        else:
            try:
                row = parsed(content.removeprefix(codecs.BOM_UTF8), limits)
            except Damaged as error:
                hint = _SEVERAL if "Extra data" in str(error) else ""
                yield source.bad(f"{error}{hint}")
                return
            yield record_of(row, "a JSON file", source, fields, source.place, 1)


def _list(source: Input, fields: Fields, limits: Limits, stream: Stream) -> Iterator[Record | BadRecord]:
    number = 0
    try:
        for item in _items(stream, limits):
            number += 1
            yield record_of(item, "an item", source, fields, f"{source.place}:{number}", number)
    except Damaged as error:
        where = f"{error}, in item {number + 1}; nothing behind it was read"
        yield source.bad(stream.problem or where)


def _items(stream: Stream, limits: Limits) -> Iterator[Any]:
    window = _Window(stream, limits.record_bytes)
    window.expect("[")
    if window.peek() == "]":
        window.expect("]")
    else:
        while True:
            yield window.value(limits.values)
            if window.peek() != ",":
                break
            window.expect(",")
        window.expect("]")
    if window.peek():
        raise Damaged("not JSON: more behind the end of the list")


class _Window:
    """The part of a document that is being parsed. An item that does not fit makes it twice as large, up to a limit."""

    def __init__(self, stream: Stream, longest: int) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._longest = longest
        self._text = ""
        self._at = 0
        self._ended = False
        self._json = json.JSONDecoder()

    def _fill(self, count: int) -> None:
        """Read on until so many characters are there, or no more come."""
        parts = [self._text[self._at :]]
        there = len(parts[0])
        while there < count and not self._ended:
            piece = self._stream.read(PIECE)
            self._ended = not piece
            if self._stream.problem:
                raise Damaged(self._stream.problem)
            try:
                parts.append(self._decoder.decode(piece, final=self._ended))
            except UnicodeDecodeError as error:
                raise Damaged(f"not UTF-8 (0x{error.object[error.start]:02x})") from None
            there += len(parts[-1])
        self._text, self._at = "".join(parts), 0

    def peek(self) -> str:
        """The next character that is not blank; ``""`` at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANKS:
                    return self._text[self._at]
                self._at += 1
            if self._ended:
                return ""
            self._fill(1)

    def expect(self, sign: str) -> None:
        found = self.peek()
        if found != sign:
            raise Damaged(
                f"not JSON: {sign!r} expected, found {found!r}" if found else "cut off: the list does not end"
            )
        self._at += 1

    def value(self, most: int) -> Any:
        if not self.peek():
            raise Damaged("cut off: the list does not end")
        size = PIECE
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
                # A number may go on behind what is there.
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            except json.JSONDecodeError as error:
                if self._ended:
                    raise Damaged(f"not JSON: {error.msg.removesuffix(' at')}") from None
            except (ValueError, RecursionError) as error:
                raise Damaged(f"not JSON: {error}") from None
            if size > self._longest:
                raise Damaged(f"not JSON, or more than {self._longest:,} bytes in one item")
            size *= 2
            self._fill(size)
            if sum(self._text.count(sign) for sign in ",[{") > most:
                raise Damaged(f"not read: more than {most:,} values")
