"""What sources give: a record to clean, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from attrs import field, frozen

__all__ = ["BadRecord", "Record"]


@frozen
class Record:
    """One dump, read and ready to clean.

    Attributes:
        id: What its owner calls it: its own id, or ``place`` if it has none.
        content: The dump. Bytes where nothing says how they are to be decoded; the cleaner finds out.
        kind: What the source knows it to be; ``None`` leaves that to the cleaner.
        url: Address of the page, if the source gives it.
        date: When the page was collected, ISO 8601, if the source gives it.
        carried: Fields that are passed on to the output as they are; values that JSON can hold.
        place: Where it stands, for errors: ``"crawl/a.jsonl.gz:17"``, ``"x.zip!b/c.html"``, ``"-"``.
        language: ISO 639-1 code, if the source gives it.
        site: Name of the site, if the source gives it; site profiles go by it.
        output_name: What a file of its own can be called: a relative path with ``/`` between its parts, no suffix. It
            may hold anything that a file name or an id may hold; ``safe_path`` makes it harmless.
    """

    id: str
    content: str | bytes
    kind: Literal["text", "html"] | None
    url: str | None
    date: str | None
    carried: Mapping[str, Any]
    place: str
    language: str | None = None
    site: str | None = None
    output_name: str = ""

    def raw(self) -> dict[str, Any]:
        """What ``Cleaner.clean`` takes, given ``kind`` beside it."""
        given = {
            "id": self.id,
            "url": self.url,
            "collected_at": self.date,
            "language": self.language,
            "site": self.site,
        }
        return {self.kind or "text": self.content} | {name: value for name, value in given.items() if value is not None}


@frozen
class BadRecord:
    """One thing that should have been a record and could not be read.

    Attributes:
        id: As for ``Record``.
        place: As for ``Record``; a file for what is wrong with a file, such as its missing end.
        reason: What is wrong, in one sentence.
        carried: As for ``Record``, as far as it could be read.
        output_name: As for ``Record``.
        lacks_dump: Whether it is a record like others, but none of its fields is a dump: most likely it is one of many,
            and their fields have other names.
    """

    id: str
    place: str
    reason: str
    carried: Mapping[str, Any] = field(factory=dict)
    output_name: str = ""
    lacks_dump: bool = False
