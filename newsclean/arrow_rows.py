"""The Arrow schema of articles: what Parquet files, Arrow files and engines get, and rows that fit it.

The same fields as in JSON, typed: days are days, times are times, structures are structures. ``carried`` is JSON text,
since its fields are the caller's.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from newsclean.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    import pyarrow

__all__ = ["VERSION_KEY", "arrow_schema", "batch_of", "to_fields", "to_row"]

#: Under this name the metadata of the schema hold ``SCHEMA_VERSION``.
VERSION_KEY = b"newsclean.schema"

# Times are split: Arrow has no column in which some times have a zone and some have none.
_TIMES = ("published_at", "modified_at")
_OFFSET = "_utc_offset"
# Columns that are no fields of articles.
_BESIDE = ("carried", "duplicate_of", "problem")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Minutes to read; what a page claims beyond that is no reading time, and no number of 32 bits.
_MOST_MINUTES = 2**31 - 1


def arrow_schema(
    *, receipt: bool = False, carried: bool = False, duplicates: bool = False, problem: bool = False
) -> pyarrow.Schema:
    """The schema of a table of articles.

    ``published_at`` and ``modified_at`` are times as printed, without a zone; ``published_at_utc_offset`` and
    ``modified_at_utc_offset`` say how many seconds such a time is ahead of UTC, or nothing where the page does not.

    Args:
        receipt: Whether there are ``blocks``, ``facts`` and ``source``.
        carried: Whether there is ``carried``, an object of JSON as text.
        duplicates: Whether there is ``duplicate_of``.
        problem: Whether there is ``problem``, why a record gave no article; then every column may be null.

    Returns:
        A schema whose metadata hold ``SCHEMA_VERSION`` under ``VERSION_KEY``.
    """
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    always = {
        "text": text,
        "title": text,
        "standfirst": text,
        "dateline": text,
        "date": pa.date32(),
        "published_at": pa.timestamp("us"),
        "published_at_utc_offset": pa.int32(),
        "modified_at": pa.timestamp("us"),
        "modified_at_utc_offset": pa.int32(),
        "authors": texts,
        "tags": texts,
        "section": texts,
        "captions": texts,
        "credits": texts,
        "site_name": text,
        "url": text,
        "language": text,
        "related": pa.list_(
            pa.struct(
                {"title": text, "kicker": text, "summary": text, "reading_minutes": pa.int32(), "url": text},
            )
        ),
        "confidence": pa.float64(),
        "doubts": texts,
        "id": text,
        "encoding": text,
    }
    fields = always | (_receipt() if receipt else {})
    if carried:
        fields["carried"] = text
    if duplicates:
        fields["duplicate_of"] = text
    if problem:
        fields["problem"] = text
    return pa.schema(fields, metadata={VERSION_KEY: SCHEMA_VERSION.encode()})


def _receipt() -> dict[str, Any]:
    import pyarrow as pa

    text = pa.string()
    span = pa.struct({"start": pa.int64(), "end": pa.int64()})
    evidence = pa.struct(
        {
            "span": span,
            "role": text,
            "weight": pa.float64(),
            "rule": text,
            "reason": text,
            "part": text,
            "value": pa.list_(text),
            "whole": span,
        }
    )
    block = {"span": span, "text": text, "role": text, "confidence": pa.float64(), "evidence": pa.list_(evidence)}
    fact = {"name": text, "value": text, "span": span, "origin": text, "chosen": pa.bool_()}
    return {"blocks": pa.list_(pa.struct(block)), "facts": pa.list_(pa.struct(fact)), "source": text}


def to_row(fields: Mapping[str, Any], carried: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An article as a row of the table.

    Args:
        fields: What ``Article.to_dict`` gives, or ``newsclean clean`` writes as JSON.
        carried: What goes along with it.
    """
    row = dict(fields)
    row["date"] = None if row.get("date") is None else datetime.date.fromisoformat(row["date"])
    for name in _TIMES:
        moment = None if row.get(name) is None else datetime.datetime.fromisoformat(row[name])
        offset = None if moment is None else moment.utcoffset()
        row[name] = None if moment is None else moment.replace(tzinfo=None)
        row[name + _OFFSET] = None if offset is None else round(offset.total_seconds())
    row["related"] = [
        {**story, "reading_minutes": minutes if minutes is None or minutes <= _MOST_MINUTES else None}
        for story in row["related"]
        for minutes in (story["reading_minutes"],)
    ]
    if "blocks" in row:
        row["blocks"] = [_with_spans(block) for block in row["blocks"]]
        row["facts"] = [_with_spans(fact) for fact in row["facts"]]
    if carried is not None:
        row["carried"] = json.dumps(carried, ensure_ascii=False)
    return row


def to_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the table as what ``Article.from_dict`` takes; what is none of its fields is left out.

    Args:
        row: As ``pyarrow.RecordBatch.to_pylist`` gives it.
    """
    fields = {name: value for name, value in row.items() if name not in _BESIDE}
    fields["date"] = None if row["date"] is None else row["date"].isoformat()
    for name in _TIMES:
        offset = fields.pop(name + _OFFSET)
        moment = fields[name]
        if moment is not None and offset is not None:
            moment = moment.replace(tzinfo=datetime.timezone(datetime.timedelta(seconds=offset)))
        fields[name] = None if moment is None else moment.isoformat()
    for name in ("blocks", "facts"):
        if name in fields:
            fields[name] = [_without_spans(item) for item in fields[name]]
    return fields


def batch_of(rows: Iterable[Mapping[str, Any]], schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    """Rows as a batch. A lone surrogate, which Arrow cannot hold, becomes the replacement character.

    Args:
        rows: Of ``to_row``; columns that a row has not are null, what the schema has not is left out.
        schema: Of ``arrow_schema``.
    """
    import pyarrow as pa

    listed = list(rows)
    try:
        return pa.RecordBatch.from_pylist(listed, schema=schema)
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist([_encodable(row) for row in listed], schema=schema)


def _with_spans(item: Any) -> Any:
    """Spans are pairs in JSON and structures here."""
    changed = dict(item)
    for name in ("span", "whole"):
        if changed.get(name) is not None:
            changed[name] = {"start": changed[name][0], "end": changed[name][1]}
    if "evidence" in changed:
        changed["evidence"] = [_with_spans(vote) for vote in changed["evidence"]]
    return changed


def _without_spans(item: Any) -> Any:
    changed = dict(item)
    for name in ("span", "whole"):
        if changed.get(name) is not None:
            changed[name] = [changed[name]["start"], changed[name]["end"]]
    if "evidence" in changed:
        changed["evidence"] = [_without_spans(vote) for vote in changed["evidence"]]
    return changed


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {name: _encodable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(inner) for inner in value]
    return value
