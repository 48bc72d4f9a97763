"""What somebody has corrected in a report: the file that it saves, read strictly."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from attrs import frozen

from newsclean.errors import InputError
from newsclean.model import BODY_ROLES, Role, Span

__all__ = ["FORMAT", "Corrected", "Correction", "read_corrections"]

#: What the file says of itself; the number grows when a field changes its meaning.
FORMAT = "newsclean-corrections/1"


@frozen
class Correction:
    """One block, and what it should have been.

    Attributes:
        span: Where it stands in the text of its document.
        text: What stands there, white space folded.
        was: The role that it had.
        role: The role that it should have.
    """

    span: Span
    text: str
    was: Role
    role: Role

    @property
    def is_story(self) -> bool:
        """Whether the block belongs to the story."""
        return self.role in BODY_ROLES


@frozen
class Corrected:
    """A document with its corrections.

    Attributes:
        name: What its owner calls it.
        text: The text that the spans count in.
        corrections: In the order of the text.
        id: Its id.
        url: Its address.
        language: ISO 639-1 code.
        site: What its collector calls its site.
    """

    name: str
    text: str
    corrections: tuple[Correction, ...]
    id: str | None = None
    url: str | None = None
    language: str | None = None
    site: str | None = None

    def raw(self) -> dict[str, str]:
        """What ``Cleaner.clean`` takes."""
        known = {"url": self.url, "id": self.id, "language": self.language, "site": self.site}
        return {"text": self.text} | {name: value for name, value in known.items() if value is not None}


def read_corrections(path: str | os.PathLike[str]) -> tuple[Corrected, ...]:
    """Read the file that a report saves.

    Raises:
        InputError: It is no such file; the error names what is wrong.
    """
    name = os.fspath(path)
    try:
        data = json.loads(Path(path).read_bytes().decode("utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", record=name) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON in UTF-8: {error}", record=name) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(f"no corrections of a report: its format is not {FORMAT!r}", record=name)
    documents = data.get("documents")
    if not isinstance(documents, list) or not documents:
        raise InputError("has no corrections; mark some blocks in the report and save again", record=name)
    return tuple(_document(document, f"{name}, document {number}") for number, document in enumerate(documents, 1))


def _document(data: Any, where: str) -> Corrected:
    if not isinstance(data, dict) or not isinstance(data.get("text"), str) or not isinstance(data.get("name"), str):
        raise InputError("has no name and text", record=where)
    corrections = data.get("corrections")
    if not isinstance(corrections, list) or not corrections:
        raise InputError("has no list of corrections", record=where)
    known = {}
    for field in ("id", "url", "language", "site"):
        value = data.get(field)
        if not isinstance(value, str | None):
            raise InputError(f"field {field!r} is {value!r:.60}, not text", record=where)
        known[field] = value
    read = (_correction(one, data["text"], f"{where}, correction {n}") for n, one in enumerate(corrections, 1))
    return Corrected(data["name"], data["text"], tuple(read), **known)


def _correction(data: Any, text: str, where: str) -> Correction:
    try:
        start, end = data["span"]
        was, role = Role(data["was"]), Role(data["is"])
    except (KeyError, TypeError, ValueError):
        raise InputError("must have a span [start, end] and the roles 'was' and 'is'", record=where) from None
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise InputError(f"the span {data['span']!r:.60} is no stretch of the text", record=where)
    words = " ".join(text[start:end].split())
    if words != data.get("text"):
        raise InputError("its text is not what stands at its span; was the file changed?", record=where)
    if not words:
        raise InputError("is a blank", record=where)
    return Correction(Span(start, end), words, was, role)
