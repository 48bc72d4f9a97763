"""Files, folders, archives and addresses as records, one after the other, in an order that is always the same.

A small module a format; the table ``FORMATS`` says which suffix is read by which. Nothing is raised: what cannot be
read is a ``BadRecord``, so that every input has its outcome, and a file that ends too early says so at its end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Literal

from attrs import evolve

from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sources.archives import members_of_tar, members_of_zip
from newsclean.batch.sources.columns import read_arrow, read_parquet
from newsclean.batch.sources.fields import Fields
from newsclean.batch.sources.first_bytes import looked_at
from newsclean.batch.sources.json_document import read_json
from newsclean.batch.sources.json_lines import read_json_lines
from newsclean.batch.sources.limits import Limits
from newsclean.batch.sources.opening import Input, Once, codecs_and_suffix
from newsclean.batch.sources.paths import STANDARD_INPUT, SourceFile, find_files, is_folder
from newsclean.batch.sources.paths import holds_many as _holds_many
from newsclean.batch.sources.single_file import read_page, read_text
from newsclean.batch.sources.streams import Damaged
from newsclean.batch.sources.table import read_csv, read_tsv
from newsclean.batch.sources.web_archive import read_web_archive
from newsclean.batch.sources.written import REPORT_MARK, SCORES_MARK, Written

__all__ = [
    "FORMATS",
    "REPORT_MARK",
    "SCORES_MARK",
    "STANDARD_INPUT",
    "Limits",
    "SourceFile",
    "Written",
    "count_records",
    "holds_many",
    "is_among",
    "is_known",
    "open_source",
    "source_files",
]

Reader = Callable[[Input, Fields, Limits], Iterator[Record | BadRecord]]

#: Who reads files of which suffix. Each of them may be compressed (``CODECS``) and be a member of an archive.
FORMATS: dict[str, Reader] = {
    ".txt": read_text,
    ".html": read_page,
    ".htm": read_page,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".parquet": read_parquet,
    ".arrow": read_arrow,
    ".warc": read_web_archive,
    ".wet": read_web_archive,
}
_MEMBERS = {".zip": members_of_zip, ".tar": members_of_tar}
_SINGLE = (read_text, read_page)
# What the error for a folder without any file calls them.
_WANTED = ".txt, .html, .jsonl, .csv, .parquet, .warc or other known"


def open_source(
    paths: Iterable[str | os.PathLike[str]],
    *,
    text_field: str | None = None,
    html_field: str | None = None,
    url_field: str | None = None,
    id_field: str | None = None,
    date_field: str | None = None,
    keep_fields: Sequence[str] = (),
    keep_empty: bool = False,
    limits: Limits | None = None,
    kind: Literal["text", "html"] | None = None,
    form: str | None = None,
    standard_input: BinaryIO | None = None,
    leave_out: Collection[str | os.PathLike[str]] = (),
    written: Written | None = None,
) -> Iterator[Record | BadRecord]:
    """Read everything behind some paths.

    Args:
        paths: Files, folders, patterns, addresses, ``"-"``; see ``find_files``. A file that is named is read whatever
            its suffix; in folders and archives those that ``is_known`` knows.
        text_field: The field or column with the dump as text; by default the usual names are tried, ``text`` first.
        html_field: The one with the page.
        url_field: The one with its address.
        id_field: The one with its id.
        date_field: The one that says when it was collected, as ISO 8601.
        keep_fields: Those to carry along. Of web archives, the names of headers.
        keep_empty: Whether those that a record has, but with nothing in them, are carried along as ``None``.
        limits: What is too much.
        kind: What the dumps are, if they need not be looked at; fields with pages stay pages.
        form: The suffix that inputs without a known one are read by, such as ``"jsonl"``; standard input above all.
        standard_input: Where ``"-"`` is read from.
        leave_out: Files and folders that are not found in folders and by patterns.
        written: Passes over what newsclean wrote, in folders and for patterns; without it, that is read.

    Yields:
        A record or a bad record for each dump, in the order of ``paths``; one more bad record for a file that is
        damaged. Files are opened when their first record is taken, and never held in memory whole, other than a record.

    Raises:
        ValueError: ``form`` is no format; raised at once.
    """
    if form is not None and f".{form.lower().lstrip('.')}" not in FORMATS:
        raise ValueError(f"form is {form!r}; it can be {', '.join(suffix[1:] for suffix in FORMATS)}")
    fields = Fields(text_field, html_field, url_field, id_field, date_field, tuple(keep_fields), kind, keep_empty)
    suffix = form and f".{form.lower().lstrip('.')}"
    files = find_files(paths, is_wanted=is_known, wanted=_WANTED, leave_out=leave_out, written=written)
    return _records(files, fields, limits or Limits(), suffix, standard_input)


def source_files(
    paths: Iterable[str | os.PathLike[str]],
    *,
    leave_out: Collection[str | os.PathLike[str]] = (),
    written: Written | None = None,
) -> list[SourceFile]:
    """The files that ``open_source`` reads, in its order; archives are one file. What cannot be found is left out."""
    found = find_files(paths, is_wanted=is_known, wanted=_WANTED, leave_out=leave_out, written=written)
    return [file for file in found if isinstance(file, SourceFile)]


def count_records(paths: Iterable[str | os.PathLike[str]], *, written: Written | None = None) -> int | None:
    """How many records ``open_source`` will give, or ``None`` if files would have to be read for that."""
    count = 0
    for found in find_files(paths, is_wanted=is_known, wanted=_WANTED, written=written):
        if isinstance(found, SourceFile) and not _is_single(found.path):
            return None
        count += 1
    return count


def is_known(name: str) -> bool:
    """Whether a file of this name is taken when it is found in a folder or an archive."""
    parts = name.split("/")
    if any(part.startswith(".") or part == "__MACOSX" for part in parts if part not in ("", ".", "..")):
        return False
    suffix = codecs_and_suffix(name)[1]
    return suffix in FORMATS or suffix in _MEMBERS


def holds_many(path: str | os.PathLike[str]) -> bool:
    """Whether a path may stand for more than one record."""
    return _holds_many(os.fspath(path), _is_single)


def _is_single(name: str) -> bool:
    suffix = codecs_and_suffix(name)[1]
    return suffix not in _MEMBERS and FORMATS.get(suffix, read_text) in _SINGLE


def is_among(file: str | os.PathLike[str], paths: Iterable[str | os.PathLike[str]]) -> bool:
    """Whether a file exists and is one that ``open_source`` would read: it must not be written over."""
    if not os.path.lexists(file):
        return False
    real = Path(os.path.realpath(file))
    for given in paths:
        root = Path(os.path.realpath(given))
        if is_folder(root):
            if real.is_relative_to(root) and is_known(real.name):
                return True
        elif root == real or any(os.path.realpath(found.path) == str(real) for found in source_files([given])):
            return True
    return False


def _records(
    files: Iterable[SourceFile | BadRecord],
    fields: Fields,
    limits: Limits,
    form: str | None,
    standard_input: BinaryIO | None,
) -> Iterator[Record | BadRecord]:
    for found in files:
        if isinstance(found, BadRecord):
            yield found
            continue
        if found.path == STANDARD_INPUT:
            if standard_input is None:
                yield BadRecord("-", "-", "there is no standard input left to read", output_name="stdin")
                continue
            once = Once(standard_input)
            standard_input = None
            source = Input(found.path, found.output_name, once.open, seekable=False)
            yield from _read(source, found.output_name, fields, limits, form, looked=once.stop_keeping)
            continue
        source = Input(found.path, found.output_name, found.open)
        looked = _nothing if found.is_named else None
        yield from _read(source, found.output_name, fields, limits, form, looked=looked)


def _nothing() -> None:
    """Files can be opened as often as one likes."""


def _read(
    source: Input,
    name: str,
    fields: Fields,
    limits: Limits,
    form: str | None,
    *,
    looked: Callable[[], None] | None = None,
    inner: bool = False,
) -> Iterator[Record | BadRecord]:
    """The records of a file or a member. If it may be looked at, ``looked`` is called when that is done."""
    codecs, suffix, stem = codecs_and_suffix(name)
    source = evolve(source, output_name=f"{source.output_name.removesuffix(name)}{stem}", codecs=codecs)
    if suffix not in FORMATS and suffix not in _MEMBERS:
        if looked is not None:
            try:
                source, suffix = looked_at(source, fields, limits, form)
            except Damaged as error:
                yield source.bad(str(error))
                return
            looked()
        if suffix not in FORMATS and suffix not in _MEMBERS:
            suffix = form or ".txt"
    if suffix not in _MEMBERS:
        yield from FORMATS[suffix](source, fields, limits)
    elif inner:
        yield source.bad("an archive in an archive is not opened")
    else:
        yield from _read_members(source, suffix, fields, limits)


def _read_members(source: Input, suffix: str, fields: Fields, limits: Limits) -> Iterator[Record | BadRecord]:
    empty = True
    with closing(_MEMBERS[suffix](source, limits, is_known)) as members:  # type: ignore[type-var]
        for member in members:
            empty = False
            if isinstance(member, BadRecord):
                yield member
            else:
                name, inner = member
                yield from _read(inner, name, fields, limits, None, inner=True)
    if empty:
        yield source.bad(f"holds no {_WANTED} file")
