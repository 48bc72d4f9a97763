"""Articles that a batch has written, read again: JSON, CSV, Parquet and Arrow, compressed or not, in shards or not."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from newsclean.batch.names import DUPLICATES, JOURNAL, MANIFEST, REJECTS, SIGNATURES
from newsclean.batch.records import BadRecord
from newsclean.batch.sources import FORMATS, open_source, source_files
from newsclean.batch.sources.opening import codecs_and_suffix
from newsclean.errors import InputError
from newsclean.model import Article

__all__ = ["FIELDS", "account_files", "as_fields", "is_article", "is_output_folder", "read_articles"]

_TIMES = ("published_at", "modified_at")
_OFFSET = "_utc_offset"
#: What an article may be written with, in any of the formats.
FIELDS = (
    *("blocks" if one.name == "receipt" else one.name for one in attrs.fields(Article)),
    *(time + _OFFSET for time in _TIMES),
)
# An article of newsclean has all of these, with its receipt or without; no dump has one.
_TELLING = ("confidence", "related", "authors")
# What stands beside the shards of a folder and tells of them.
_ACCOUNT = (MANIFEST, REJECTS, DUPLICATES, JOURNAL)
_WITH_FIELDS = frozenset({".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".arrow"})
_WANTED = "articles are read from jsonl, json, csv, parquet and arrow, as newsclean clean writes them"


def is_article(data: Mapping[str, Any]) -> bool:
    """Whether a record is an article that newsclean has written.

    Tables and JSON give an article all of these fields, be there something in them or not.
    """
    return all(name in data for name in _TELLING)


def is_output_folder(path: str | os.PathLike[str]) -> bool:
    """Whether a path is a folder that a batch has written, or begun to write."""
    return any(Path(path, name).is_file() for name in (MANIFEST, JOURNAL))


def account_files(path: str | os.PathLike[str]) -> list[Path]:
    """The files of a folder that tell of the articles which a batch has written there; none of any other path."""
    return [file for file in Path(path).iterdir() if _is_account(file.name)] if is_output_folder(path) else []


def as_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of any format as ``Article.from_dict`` and ``Found.from_data`` take it.

    Args:
        row: Values that JSON can hold. Of tables, spans are structures and times have their offset beside them; of CSV,
            all values are text, and lists stay joined.

    Raises:
        InputError: It was not written by newsclean.
    """
    fields = {name: value for name, value in row.items() if value is not None}
    try:
        for time in _TIMES:
            offset = fields.pop(time + _OFFSET, None)
            if offset is not None and fields.get(time):
                zone = datetime.timezone(datetime.timedelta(seconds=offset))
                fields[time] = datetime.datetime.fromisoformat(fields[time]).replace(tzinfo=zone).isoformat()
        for name in ("blocks", "facts"):
            if fields.get(name) and isinstance(fields[name][0].get("span"), Mapping | None):
                fields[name] = [_with_pairs(item) for item in fields[name]]
        if isinstance(fields.get("confidence"), str):
            fields["confidence"] = float(fields["confidence"])
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        raise InputError("no article that newsclean has written: times, blocks or confidence are none") from None
    return fields


def _with_pairs(item: Mapping[str, Any]) -> dict[str, Any]:
    changed = dict(item)
    for name in ("span", "whole"):
        if isinstance(span := changed.get(name), Mapping):
            changed[name] = [span["start"], span["end"]]
    if "evidence" in changed:
        changed["evidence"] = [_with_pairs(vote) for vote in changed["evidence"]]
    return changed


def read_articles(path: str | os.PathLike[str]) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    """The articles of a file, or of all shards of a folder, with the places where they stand.

    Args:
        path: What ``newsclean clean`` has written: a file, compressed or not, or a folder.

    Yields:
        The fields of each record, or what is wrong with it.

    Raises:
        InputError: There is nothing that could be an article; raised when the first one is asked for.
    """
    files = [file for file in source_files((path,)) if not _is_account(file.output_name)]
    known = [file.path for file in files if _suffix(file.output_name) in _WITH_FIELDS]
    # The name of a file says nothing sometimes, and what is in it does.
    unknown = [file.path for file in files if file.is_named and _suffix(file.output_name) not in FORMATS]
    if not (known or unknown):
        what = "holds no file of articles" if Path(path).is_dir() else "no file of articles"
        raise InputError(f"{what}; {_WANTED}", record=os.fspath(path))
    for record in open_source(known or unknown, text_field="text", id_field="id", keep_fields=FIELDS):
        place = record.place
        if isinstance(record, BadRecord):
            yield place, InputError(record.reason, record=place)
        elif "text" not in record.carried:
            raise InputError(f"no file of articles; {_WANTED}", record=os.fspath(path))
        else:
            try:
                yield place, as_fields(record.carried)
            except InputError as error:
                yield place, InputError(error.reason, record=place)


def _is_account(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last in _ACCOUNT or last.startswith(SIGNATURES)


def _suffix(name: str) -> str:
    return codecs_and_suffix(name)[1]
