"""``.csv`` and ``.tsv``: a record a row, its fields named by the first row."""

from __future__ import annotations

import codecs
import csv
import re
import sys
from collections.abc import Iterator

from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sources.fields import Fields
from newsclean.batch.sources.limits import Limits
from newsclean.batch.sources.opening import Input
from newsclean.batch.sources.streams import Damaged, Stream, reason_of

__all__ = ["read_csv", "read_tsv"]

# What may stand between the cells of a .csv: spreadsheets of countries with a decimal comma write semicolons.
_DELIMITERS = ",;\t|"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Bytes that are no UTF-8, as the error handler "surrogateescape" has them. Valid UTF-8 has none.
_ESCAPED = re.compile("[\udc80-\udcff]")


def read_csv(source: Input, fields: Fields, limits: Limits) -> Iterator[Record | BadRecord]:
    """The rows of a table; what stands between cells is what the first row has most of: comma, semicolon, tab, bar."""
    return _read(source, fields, limits, None)


def read_tsv(source: Input, fields: Fields, limits: Limits) -> Iterator[Record | BadRecord]:
    """The rows of a table with tabs between the cells."""
    return _read(source, fields, limits, "\t")


def _read(source: Input, fields: Fields, limits: Limits, delimiter: str | None) -> Iterator[Record | BadRecord]:
    # The csv module has one bound for the whole process, 128 KB; rows are bounded here, by ``_Lines``.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with source.stream(limits) as stream:
        lines = _Lines(stream, limits.record_bytes)
        number = 0
        try:
            header = next(lines, "")
            rows = csv.reader(lines, delimiter=delimiter or _delimiter(header))
            names = next(csv.reader([header], delimiter=delimiter or _delimiter(header)), [])
            while True:
                lines.begin_row()
                row = next(rows, None)
                # The last row of a file that is cut off may be half a row.
                if row is None or (lines.ended and stream.problem):
                    break
                if row:
                    number += 1
                    yield _record(row, names, source, fields, number)
        except Damaged as error:
            yield source.bad(f"{error}, in row {number + 1}; nothing behind it was read")
            return
        except csv.Error as error:
            yield source.bad(f"not CSV: {error}, in row {number + 1}; nothing behind it was read")
            return
        if stream.problem:
            yield source.bad(stream.problem)
        elif not names:
            yield source.bad("holds no row with the names of the columns")
        elif not number and not fields.may_have_dump(names):
            told = f"{names!r:.80}"
            yield source.bad(f"holds one row, the names of the columns, and none of them is 'text' or 'html': {told}")


def _record(row: list[str], names: list[str], source: Input, fields: Fields, number: int) -> Record | BadRecord:
    place = f"{source.place}:{number}"
    if len(row) != len(names):
        cells = f"{len(row)} cell{'s' * (len(row) != 1)}"
        reason = f"a row of {cells} below {len(names)} names of columns"
        if len(names) == 1:
            reason = f"a row of {cells} below one column, {names[0]!r}; comma, semicolon, tab or bar part cells"
        return source.bad(reason, place, f"{source.output_name}/{number}")
    # An empty cell is how a table says that there is nothing.
    values: dict[str, str | bytes | None] = dict.fromkeys(names)
    values |= {name: _cell(cell) for name, cell in zip(names, row, strict=True) if cell}
    return fields.record(values, place=place, stem=source.output_name, number=number)


def _cell(cell: str) -> str | bytes:
    if cell.isascii() or not _ESCAPED.search(cell):
        return cell
    # In another encoding than UTF-8: the cleaner finds out which one.
    return cell.encode("utf-8", "surrogateescape")


def _delimiter(header: str) -> str:
    plain = re.sub(r'"[^"]*+"', "", header)
    return max(_DELIMITERS, key=lambda sign: (plain.count(sign), -_DELIMITERS.index(sign)))


class _Lines:
    """The lines of a table as text, line ends kept; a row, which may be many lines, is bounded."""

    def __init__(self, stream: Stream, longest: int) -> None:
        self._stream = stream
        self._longest = longest
        self._taken = 0
        self._pieces: Iterator[str] = self._wide() if stream.peek(2)[:2] in _UTF_16 else self._narrow()
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._pieces, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self._taken += len(line)
        if self._taken > self._longest:
            raise Damaged(f"more than {self._longest:,} bytes in one row (is a quotation mark not closed?)")
        return line

    def begin_row(self) -> None:
        self._taken = 0

    def _narrow(self) -> Iterator[str]:
        first = True
        while line := self._stream.readline(self._longest + 1):
            if first:
                line, first = line.removeprefix(codecs.BOM_UTF8), False
            if not line.endswith(b"\n"):
                self.ended = True
            yield line.decode("utf-8", "surrogateescape")

    def _wide(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-16")()
        rest = ""
        while piece := self._stream.read(1 << 16):
            try:
                rest += decoder.decode(piece)
            except UnicodeDecodeError as error:
                raise Damaged(reason_of(error)) from None
            lines = rest.splitlines(keepends=True) if rest.isascii() else re.findall(r"[^\n]*\n|[^\n]+\Z", rest)
            rest = lines.pop() if lines else ""
            yield from lines
            if len(rest) > self._longest:
                yield rest
                rest = ""
        if rest:
            self.ended = True
            yield rest
