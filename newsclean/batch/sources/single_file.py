"""``.txt``, ``.html``, ``.htm`` and every file of another name: the file is the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from newsclean.batch.records import BadRecord, Record
from newsclean.batch.sources.fields import Fields
from newsclean.batch.sources.limits import Limits
from newsclean.batch.sources.opening import Input

__all__ = ["read_page", "read_text"]


def read_text(source: Input, fields: Fields, limits: Limits) -> Iterator[Record | BadRecord]:
    """A dump of text, or whatever the cleaner finds it to be."""
    return _read(source, fields.kind, limits)


def read_page(source: Input, fields: Fields, limits: Limits) -> Iterator[Record | BadRecord]:
    """A page of HTML, unless the caller knows better."""
    return _read(source, fields.kind or "html", limits)


def _read(source: Input, kind: Literal["text", "html"] | None, limits: Limits) -> Iterator[Record | BadRecord]:
    with source.stream(limits) as stream:
        content = stream.read(limits.record_bytes + 1)
        if len(content) > limits.record_bytes:
            yield source.bad(f"more than {limits.record_bytes:,} bytes")
        elif stream.problem:
            yield source.bad(stream.problem)
        else:
            yield Record(source.place, content, kind, None, None, {}, source.place, output_name=source.output_name)
