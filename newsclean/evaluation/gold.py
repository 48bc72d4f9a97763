"""Gold: what a page is known to say."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen

from newsclean.errors import InputError
from newsclean.evaluation.lines import read_lines
from newsclean.model import Role

__all__ = ["Gold", "LabelledSpan", "names_of", "read_gold"]


@frozen
class LabelledSpan:
    """A stretch ``[start, end)`` of the dump, in code points, and what it is."""

    start: int
    end: int
    role: Role


@frozen
class Gold:
    """What is known of one page. What is ``None`` is not known, and nothing is measured by it.

    Attributes:
        id: Names the page; inputs are found by it.
        text: The story.
        title: The headline.
        authors: Names of authors.
        date: Day of publication, ISO 8601, or its month or year alone; ``""`` if it is known that the page has none, so
            that a date is invented.
        kept: Snippets of the story that must be in the text (``with``).
        removed: Snippets of what stands around it that must not (``without``).
        roles: Stretches of the dump with their roles; stretches in no role are not judged.
        bench: The collection that the page belongs to.
        flattener: The one dump of the page that the record is for, if there are several.
        language: ISO 639-1 code.
        site: The site, or the host of its address.
    """

    id: str
    text: str | None = None
    title: str | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    roles: tuple[LabelledSpan, ...] = ()
    bench: str | None = None
    flattener: str | None = None
    language: str | None = None
    site: str | None = None

    @classmethod
    def from_data(cls, data: Mapping[str, Any], *, record: str | None = None) -> Gold:
        """Read a record of a gold file; ``newsclean evaluate --help`` lists its fields.

        Args:
            data: The record. Fields that are not known are passed over.
            record: What errors call it.

        Raises:
            InputError: A field holds what it cannot hold; the error names record and field.
        """
        fields = _Fields(data, record)
        identifier = fields.first("id")
        if not isinstance(identifier, str | int) or identifier == "":
            raise fields.error("id", identifier, "text")
        return cls(
            id=str(identifier),
            text=fields.text("gold_body", "body", "text"),
            title=fields.text("gold_title", "title"),
            authors=fields.authors("gold_author", "gold_authors", "authors", "author"),
            date=fields.day("gold_date", "date"),
            kept=fields.texts("with"),
            removed=fields.texts("without"),
            roles=fields.roles("roles"),
            bench=fields.text("bench"),
            flattener=fields.text("flattener"),
            language=fields.text("lang", "language"),
            site=fields.text("site") or _host(fields.text("url")),
        )


def read_gold(path: str | os.PathLike[str]) -> dict[tuple[str, str | None], Gold]:
    """Read a gold file: a JSON object a line, gzipped if the name ends with ``.gz``.

    Returns:
        The records in their order, by id and flattener (``None`` for a record that is for every dump of its page).

    Raises:
        InputError: The file or a record cannot be read, an id stands twice, or there is no record.
    """
    gold: dict[tuple[str, str | None], Gold] = {}
    places: dict[tuple[str, str | None], str] = {}
    for name, data in read_lines(Path(path)):
        if isinstance(data, InputError):
            raise data
        record = Gold.from_data(data, record=name)
        key = record.id, record.flattener
        if key in gold:
            raise InputError(f"the id {record.id!r} stands in {places[key]} already; take one out", record=name)
        gold[key], places[key] = record, name
    if not gold:
        raise InputError("holds no gold; it must have a JSON object a line", record=os.fspath(path))
    return gold


def names_of(value: str) -> tuple[str, ...]:
    """The names in a line of authors.

    >>> names_of("Ada Byron, Jo March and Per Vik")
    ('Ada Byron', 'Jo March', 'Per Vik')
    """
    return tuple(name.strip() for name in re.split(r",|;|\band\b|&", value) if name.strip())


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


@frozen
class _Fields:
    """The fields of a record; each reader takes the first of the names that is there and not null."""

    data: Mapping[str, Any]
    record: str | None

    def first(self, *names: str) -> Any:
        return next((self.data[name] for name in names if self.data.get(name) is not None), None)

    def error(self, name: str, value: Any, wanted: str) -> InputError:
        if value is None:
            return InputError(f"the record has no field {name!r}", record=self.record)
        return InputError(f"field {name!r} is {value!r:.60}, not {wanted}", record=self.record)

    def text(self, *names: str) -> str | None:
        value = self.first(*names)
        if value is not None and not isinstance(value, str):
            raise self.error(self.name(*names), value, "text")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.first(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(name, value, "a list of texts")
        return tuple(value)

    def authors(self, *names: str) -> tuple[str, ...] | None:
        value = self.first(*names)
        if value is None:
            return None
        return names_of(value) if isinstance(value, str) else self.texts(self.name(*names))

    def day(self, *names: str) -> str | None:
        value = self.text(*names)
        if not value:
            return value
        try:
            # A month or a year alone is right for every day in it; half a month is not.
            if len(value) in (4, 7) or len(value) >= 10:
                datetime.date.fromisoformat(value[:10] + "2000-01-01"[len(value) :])
                return value[:10]
            raise ValueError(value)
        except ValueError:
            raise self.error(self.name(*names), value, "an ISO 8601 day such as 2026-11-03") from None

    def roles(self, name: str) -> tuple[LabelledSpan, ...]:
        value = self.first(name)
        if value is None:
            return ()
        wanted = "a list of [start, end, role]"
        if not isinstance(value, list):
            raise self.error(name, value, wanted)
        spans = []
        for row in value:
            try:
                start, end, role = row
                span = LabelledSpan(start, end, Role(role))
            except (TypeError, ValueError):
                raise self.error(name, row, wanted) from None
            if type(start) is not int or type(end) is not int or not 0 <= start < end:
                raise self.error(name, row, wanted)
            spans.append(span)
        return tuple(spans)

    def name(self, *names: str) -> str:
        return next(name for name in names if self.data.get(name) is not None)
