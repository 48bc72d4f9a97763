"""Reading: whatever was handed in becomes a dump of text."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from attrs import evolve

from newsclean.addresses import absolute
from newsclean.errors import InputError, with_article
from newsclean.model import Dump, PublishedFact
from newsclean.sources.declared_story import declared_lines
from newsclean.sources.encoding import decode
from newsclean.sources.json_ld import read_json_ld
from newsclean.sources.language_tag import primary_language
from newsclean.sources.markup import flatten, is_markup_throughout, sniff
from newsclean.sources.mistaken import why_no_dump, why_no_single_dump
from newsclean.sources.page import read_page
from newsclean.sources.published_facts import published_facts

__all__ = ["is_blank", "read"]

_TEXT = (str, bytes, bytearray, memoryview)
# What a record may hold its dump as.
_READ = (*_TEXT, os.PathLike)


def read(
    raw: str | bytes | os.PathLike[str] | Mapping[str, Any] | Dump,
    *,
    url: str | None = None,
    kind: Literal["text", "html"] | None = None,
    language: str | None = None,
    collected_at: datetime.datetime | None = None,
    longest: int,
) -> Dump:
    """Read one record.

    Args:
        raw: Text, bytes, the path of a file, a mapping with ``text`` or ``html``, or a dump, which is taken as it is.
            A bare text of which nothing says what it is must not be the name of a file, nor a bare path one of a file
            of records.
        url: Address of the page.
        kind: ``"text"`` leaves the text exactly as it is; ``"html"`` flattens it; ``None`` looks at it.
        language: ISO 639-1 code, or a tag of BCP 47; what a record says that is neither is passed over.
        collected_at: When the page was fetched.
        longest: The most characters that a dump may have.

    Raises:
        InputError: The record is no text, is too long, or cannot be read; the error names it.
        ValueError: ``kind``, ``url``, ``language`` or ``collected_at`` has a value that it cannot have.
    """
    if kind not in (None, "text", "html"):
        raise ValueError(f"kind is {kind!r}; it can be 'text', 'html' or None")
    for name, text in (("url", url), ("language", language)):
        if not isinstance(text, str | None):
            raise ValueError(f"{name} is {text!r:.80}; it can be a str or None")
    if not isinstance(collected_at, datetime.datetime | None):
        raise ValueError(f"collected_at is {collected_at!r:.80}; it can be a datetime.datetime or None")
    language = None if language is None else primary_language(language)
    if isinstance(raw, Dump):
        _refuse_long(raw.text, longest, raw.id)
    dump = raw if isinstance(raw, Dump) else _dump(raw, url, kind, longest)
    return evolve(
        dump,
        url=dump.url if url is None else url,
        language=dump.language if language is None else language,
        collected_at=dump.collected_at if collected_at is None else collected_at,
    )


def _dump(
    raw: str | bytes | os.PathLike[str] | Mapping[str, Any],
    url: str | None,
    kind: Literal["text", "html"] | None,
    longest: int,
) -> Dump:
    """What was handed in, as a dump of text; of what the caller says, only what is needed to read it."""
    facts: dict[str, Any] = {}
    if kind is None:
        _refuse_mistaken(raw)
    if isinstance(raw, Mapping):
        raw, kind, facts = _record(raw, kind)
    record = facts.get("id")
    if isinstance(raw, os.PathLike):
        record = record or os.fspath(raw)
        raw = _file(raw, longest)
        facts["id"] = record
    if isinstance(raw, bytes | bytearray | memoryview):
        text, facts["encoding"] = decode(bytes(raw), record=record)
    elif isinstance(raw, str):
        text = raw
    else:
        raise InputError(
            f"{with_article(raw)} cannot be cleaned; hand in str, bytes, a path, or a mapping with 'text' or 'html'",
            record=record,
        )
    _refuse_long(text, longest, record)
    found = kind or sniff(text)
    if found == "html" or (found == "fragment" and is_markup_throughout(text)):
        return _page(text, url, found, facts)
    return Dump(flatten(text) if found == "fragment" else text, kind=found, **facts)


def _page(markup: str, url: str | None, kind: Literal["text", "html", "fragment"], facts: Mapping[str, Any]) -> Dump:
    """A page, flattened, with what its markup says of its lines and of the story."""
    page = read_page(markup)
    json_ld = read_json_ld(page.markup.scripts, (page.markup.title, *page.markup.headings))
    published = published_facts(page.markup, json_ld)
    address = url or facts.get("url") or _own_address(published)
    hints = evolve(
        page.hints,
        base=absolute(page.markup.base, address) or address,
        declared=declared_lines(json_ld.story, page.text, page.hints),
    )
    return Dump(page.text, kind=kind, markup=markup, published=published, hints=hints, **facts)


def _refuse_mistaken(raw: Any) -> None:
    """Refuse what was handed in bare, and by its name can be no dump."""
    if isinstance(raw, str) and (reason := why_no_dump(raw)) is not None:
        raise InputError(f"{reason}. If it is the dump all the same: {{'text': …}}, or kind='text'")
    if isinstance(raw, os.PathLike) and (reason := why_no_single_dump(raw)) is not None and Path(raw).is_file():
        raise InputError(f"{reason}. If it is a dump all the same: kind='text'", record=os.fspath(raw))


def _own_address(published: Sequence[PublishedFact]) -> str:
    """The address that a page says is its own, the canonical one first."""
    own = {fact.origin: fact.value for fact in reversed(published) if fact.name == "url"}
    return own.get("link") or next(reversed(own.values()), "")


def _record(
    record: Mapping[str, Any], kind: Literal["text", "html"] | None
) -> tuple[Any, Literal["text", "html"] | None, dict[str, Any]]:
    """What to clean, its kind, and the facts beside it."""
    name = record.get("id")
    identifier = None if name is None else str(name)
    facts: dict[str, Any] = {"id": identifier}
    for field in ("url", "language", "site"):
        value = record.get(field)
        if value is not None and not isinstance(value, str):
            raise InputError(f"field {field!r} is {with_article(value)}, not text", record=identifier)
        facts[field] = value
    facts["language"] = _known_language(facts["language"])
    facts["collected_at"] = _collected_at(record.get("collected_at"), identifier)
    page = record.get("html")
    if is_blank(record.get("text")) and isinstance(page, _READ) and not is_blank(page):
        return page, "html", facts
    for field, field_kind in (("text", kind), ("html", "html")):
        value = record.get(field)
        if isinstance(value, _READ):
            return value, field_kind, facts
        if value is not None:
            raise InputError(f"field {field!r} is {with_article(value)}, not text", record=identifier)
    raise InputError("the record has neither a field 'text' nor a field 'html'", record=identifier)


def is_blank(value: Any) -> bool:
    """Whether a field holds a text with nothing in it: so do some collectors write what they have not got.

    >>> is_blank(" "), is_blank(b""), is_blank("Seal"), is_blank(None)
    (True, True, False, False)
    """
    return isinstance(value, _TEXT) and not (value if isinstance(value, str) else bytes(value)).strip()


def _known_language(tag: str | None) -> str | None:
    """A collector's word for the language; what it is, if it is no code, can be found out."""
    try:
        return primary_language(tag) if tag else None
    except ValueError:
        return None


def _collected_at(value: Any, record: str | None) -> datetime.datetime | None:
    if value is None or isinstance(value, datetime.datetime):
        return value
    try:
        return datetime.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise InputError(f"field 'collected_at' is no ISO 8601 time: {value!r:.80}", record=record) from None


def _file(path: os.PathLike[str], longest: int) -> bytes:
    name = os.fspath(path)
    try:
        file = Path(path)
        if file.is_dir():
            raise InputError("a folder; hand in the files in it, or use newsclean clean", record=name)
        # A pipe or a device could block for ever or never end.
        if file.exists() and not file.is_file():
            raise InputError("not a regular file", record=name)
        # No character takes more than four bytes in the encodings that are read.
        with file.open("rb") as stream:
            content = stream.read(4 * longest + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"cannot be read: {reason}", record=name) from None
    if len(content) > 4 * longest:
        raise InputError(f"longer than {longest:,} characters; raise max_characters to read it", record=name)
    return content


def _refuse_long(text: str, longest: int, record: str | None) -> None:
    if len(text) > longest:
        raise InputError(
            f"{len(text):,} characters, more than {longest:,}; raise max_characters to clean it", record=record
        )
