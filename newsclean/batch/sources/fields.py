"""Rows become records: which field is the dump, and which tell of it."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Collection, Mapping
from typing import Any, Literal, TypeGuard

from attrs import frozen

from newsclean.batch.records import BadRecord, Record
from newsclean.errors import with_article
from newsclean.sources import is_blank

__all__ = ["DATE_NAMES", "HTML_NAMES", "ID_NAMES", "TEXT_NAMES", "URL_NAMES", "Fields", "plain"]

# What collectors call these fields, in the order in which they are looked for: the first that a row has is taken.
# From the documentation of Common Crawl, C4, Fundus, news-please, newspaper4k, Scrapy and trafilatura, 2026-11.
TEXT_NAMES = ("text", "content", "raw_text", "plain_text", "maintext", "body", "raw_content", "dump")
HTML_NAMES = ("html", "raw_html", "html_content", "page_html", "page_source")
URL_NAMES = ("url", "link", "source_url", "page_url", "canonical_url", "original_url")
ID_NAMES = ("id", "_id", "doc_id", "document_id", "uuid")
# When the page was collected. A field called "date" is mostly that of the story, and says nothing of "2 hours ago".
DATE_NAMES = ("collected_at", "fetched_at", "crawled_at", "retrieved_at", "date_download", "warc_date", "fetch_time")

# How many names of fields an error lists.
_LISTED = 10
# How deep the values nest that are carried along.
_DEEPEST = 20


@frozen
class Fields:
    """Which fields of a row are read; ``None`` where the usual names are looked for.

    Attributes:
        text: The one with the dump as text. A name with full stops finds fields in fields: ``"article.body"``.
        html: The one with the page.
        url: The one with its address.
        id: The one with its name.
        date: The one that says when it was collected.
        keep: Those that are carried along.
        kind: What text is, if it need not be looked at.
        keep_empty: Whether fields that a row has, but with nothing in them, are carried along as ``None``.
    """

    text: str | None = None
    html: str | None = None
    url: str | None = None
    id: str | None = None
    date: str | None = None
    keep: tuple[str, ...] = ()
    kind: Literal["text", "html"] | None = None
    keep_empty: bool = False

    def columns(self, names: Collection[str]) -> list[str]:
        """The columns that need to be read of a table with these columns, in their order."""
        wanted = {"language", "site", *self.keep}
        for chosen, usual in (
            (self.text, () if self.html else TEXT_NAMES),
            (self.html, () if self.text else HTML_NAMES),
            (self.url, URL_NAMES),
            (self.id, ID_NAMES),
            (self.date, DATE_NAMES),
        ):
            wanted.update((chosen,) if chosen else usual)
        return [name for name in names if name in wanted or any(name == want.partition(".")[0] for want in wanted)]

    def may_have_dump(self, names: Collection[str]) -> bool:
        """Whether a table with these columns has one that a dump may stand in."""
        return any(name in names or name.partition(".")[0] in names for name, _ in self._order())

    def record(self, row: Mapping[str, Any], *, place: str, stem: str, number: int) -> Record | BadRecord:
        """A row as a record.

        Args:
            row: Values by the names of their fields.
            place: What errors call it.
            stem: What the file that it stands in is called.
            number: Of the row in its file, from 1.
        """
        carried = {
            name: plain(value)
            for name in self.keep
            if (value := _found(row, name)) is not None or (self.keep_empty and name in row)
        }

        own = _first(row, self.id, ID_NAMES)
        is_name = isinstance(own, str | int) and not isinstance(own, bool) and own != ""
        # An id is one name, whatever it holds: "a/b" is no folder.
        output_name = f"{stem}/{str(own).replace('/', '_') if is_name else number}"

        def bad(reason: str, *, lacks_dump: bool = False) -> BadRecord:
            return BadRecord(str(own) if is_name else place, place, reason, carried, output_name, lacks_dump)

        if not is_name and own is not None and own != "":
            return bad(f"field {_name_of(row, self.id, ID_NAMES)!r} is {with_article(own)}, not text")
        url, language, site = _first(row, self.url, URL_NAMES), row.get("language"), row.get("site")
        for name, value in ((_name_of(row, self.url, URL_NAMES), url), ("language", language), ("site", site)):
            if value is not None and not isinstance(value, str):
                return bad(f"field {name!r} is {with_article(value)}, not text")
        content, name, is_page = self._content(row)
        if name is None:
            return bad(self._missing(row), lacks_dump=True)
        if not isinstance(content, str | bytes):
            return bad(f"field {name!r} is {with_article(content)}, not text")
        return Record(
            id=str(own) if is_name else place,
            content=content,
            kind="html" if is_page else self.kind,
            url=url,
            date=_date(_first(row, self.date, DATE_NAMES)),
            carried=carried,
            place=place,
            language=language,
            site=site,
            output_name=output_name,
        )

    def _content(self, row: Mapping[str, Any]) -> tuple[Any, str | None, bool]:
        """The first field that the row has; one with nothing in it gives way to the first that has a text."""
        fields = [(value, name, is_page) for name, is_page in self._order() if (value := _found(row, name)) is not None]
        if not fields:
            return None, None, False
        if not is_blank(fields[0][0]):
            return fields[0]
        has_text = (field for field in fields if isinstance(field[0], str | bytes) and not is_blank(field[0]))
        return next(has_text, fields[0])

    def _order(self) -> list[tuple[str, bool]]:
        if self.text or self.html:
            return [(name, name is self.html) for name in (self.text, self.html) if name]
        # "text" and "html" are what newsclean itself calls them and stand before everybody else's names.
        texts, pages = [(name, False) for name in TEXT_NAMES], [(name, True) for name in HTML_NAMES]
        return texts[:1] + pages[:1] + texts[1:] + pages[1:]

    def _missing(self, row: Mapping[str, Any]) -> str:
        names = [str(name) for name, value in row.items() if value is not None]
        has = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
        wanted = [repr(name) for name in (self.text, self.html) if name] or ["'text'", "'html'"]
        if len(wanted) == 1:
            return f"the record has no field {wanted[0]}; it has: {has or 'none'}"
        return f"the record has neither a field {wanted[0]} nor a field {wanted[1]}; it has: {has or 'none'}"


def _first(row: Mapping[str, Any], chosen: str | None, usual: tuple[str, ...]) -> Any:
    name = _name_of(row, chosen, usual)
    value = None if name is None else _found(row, name)
    # Only dumps are worth finding out the encoding of.
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _name_of(row: Mapping[str, Any], chosen: str | None, usual: tuple[str, ...]) -> str | None:
    names = (chosen,) if chosen else usual
    return next((name for name in names if _found(row, name) is not None), None)


def _found(row: Mapping[str, Any], name: str) -> Any:
    if name in row or "." not in name:
        return row.get(name)
    value: Any = row
    for part in name.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def _date(value: Any) -> str | None:
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def plain(value: Any, depth: int = 0) -> Any:
    """A value of any table as one that JSON can hold."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes | bytearray):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | datetime.timedelta):
        return str(value)
    if depth < _DEEPEST:
        if isinstance(value, Mapping):
            return {str(name): plain(inner, depth + 1) for name, inner in value.items()}
        if _is_row(value):
            return [plain(inner, depth + 1) for inner in value]
    return str(value)


def _is_row(value: Any) -> TypeGuard[Collection[Any]]:
    return isinstance(value, list | tuple | set | frozenset)
