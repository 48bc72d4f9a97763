"""What is judged: dumps that are cleaned first, or articles that were cleaned before, each found in the gold by id."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import define, field, frozen

from newsclean.cleaner import Raw
from newsclean.errors import InputError
from newsclean.evaluation.gold import Gold, names_of
from newsclean.evaluation.lines import read_lines
from newsclean.model import Article, Role

__all__ = ["Found", "Matching", "Subject", "keys_of", "read_subjects"]

# What a dump may bring to its cleaning; the rest of a record stays at home.
_DUMP_FIELDS = ("text", "html", "url", "language", "collected_at")
# An article of newsclean has all of these, with its receipt or without; no dump has one.
_ARTICLE_FIELDS = ("confidence", "related", "authors")


@frozen
class Found:
    """What somebody made of a page.

    Attributes:
        text: The story.
        title: The headline.
        date: Day of publication, ISO 8601.
        authors: Names of authors.
        blocks: Stretches of the dump with their roles; empty if they are not known.
        source: The text that the blocks count in; ``None`` if they are not known.
        language: ISO 639-1 code.
        confidence: How sure the cleaner was.
    """

    text: str
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    blocks: tuple[tuple[int, int, Role], ...] = ()
    source: str | None = None
    language: str | None = None
    confidence: float | None = None

    @classmethod
    def of(cls, article: Article, *, with_blocks: bool = True) -> Found:
        """What an article says; its blocks are built only if they are asked for."""
        blocks = article.blocks if with_blocks else ()
        return cls(
            article.text,
            article.title,
            article.date.isoformat() if article.date else None,
            article.authors,
            tuple((block.span.start, block.span.end, block.role) for block in blocks),
            article.source if with_blocks and blocks else None,
            article.language,
            article.confidence,
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any], *, record: str | None = None) -> Found:
        """Read an article that was written by newsclean or by another tool.

        Args:
            data: ``text``, and any of ``title``, ``date``, ``authors`` (a list, or one text), ``language``; with a
                receipt also ``blocks`` and ``source``.
            record: What errors call it.

        Raises:
            InputError: A field holds what it cannot hold.
        """
        blocks: list[tuple[int, int, Role]] = []
        for name, kinds in _KINDS.items():
            value = data.get(name)
            if (value is None and name == "text") or not isinstance(value, kinds):
                raise InputError(f"field {name!r} is {value!r:.60}; it is no article", record=record)
        try:
            for block in data.get("blocks") or ():
                start, end = map(int, block["span"])
                blocks.append((start, end, Role(block["role"])))
        except (KeyError, OverflowError, TypeError, ValueError):
            raise InputError("field 'blocks' is no list of blocks with span and role", record=record) from None
        authors = data.get("authors") or ()
        return cls(
            data["text"],
            data.get("title"),
            (data.get("date") or "")[:10] or None,
            names_of(authors) if isinstance(authors, str) else tuple(map(str, authors)),
            tuple(blocks),
            data.get("source") if blocks else None,
            data.get("language"),
            data.get("confidence"),
        )


_MAYBE_TEXT = (str, type(None))
_KINDS: dict[str, Any] = {
    "text": str,
    "title": _MAYBE_TEXT,
    "date": _MAYBE_TEXT,
    "authors": (list, tuple, str, type(None)),
    "blocks": (list, type(None)),
    "source": _MAYBE_TEXT,
    "language": _MAYBE_TEXT,
    "confidence": (int, float, type(None)),
}


@frozen
class Subject:
    """One thing to judge.

    Attributes:
        name: What its owner calls it; errors name it so.
        keys: Names by which the gold may know it, the likeliest first.
        content: A dump to clean, an article, or why there is neither.
        flattener: How the page became text, if the record says so.
    """

    name: str
    keys: tuple[str, ...]
    content: Raw | Found | InputError
    flattener: str | None = None


def keys_of(*names: str) -> tuple[str, ...]:
    """The names under which the gold may know a record: as it is, without its ending, and the last part of it alone.

    >>> keys_of("dumps/harbour/ferry.txt")
    ('dumps/harbour/ferry.txt', 'dumps/harbour/ferry', 'ferry.txt', 'ferry')
    """
    keys: dict[str, None] = {}
    for name in names:
        path = PurePosixPath(name)
        keys.update(dict.fromkeys((name, path.with_suffix("").as_posix() if path.name else name, path.name, path.stem)))
    return tuple(key for key in keys if key)


def read_subjects(path: str | os.PathLike[str], *, cleaned: bool = False) -> Iterator[Subject]:
    """The records of a JSONL file, gzipped if its name ends with ``.gz``.

    Args:
        path: The file.
        cleaned: Whether its records are articles, whatever they look like. By default those are taken for articles
            that newsclean has written, and all others for dumps.
    """
    for name, data in read_lines(Path(path)):
        if isinstance(data, InputError):
            yield Subject(name, (), data)
        else:
            yield _subject(name, data, cleaned)


def _subject(name: str, data: dict[str, Any], cleaned: bool) -> Subject:
    identifier = data.get("id")
    if not isinstance(identifier, str | int) or identifier == "":
        return Subject(
            name, (), InputError("the record has no field 'id', by which it is found in the gold", record=name)
        )
    flattener = data.get("flattener")
    keys = keys_of(str(identifier))
    if cleaned or "blocks" in data or all(field in data for field in _ARTICLE_FIELDS):
        try:
            content: Raw | Found | InputError = Found.from_data(data, record=name)
        except InputError as error:
            content = error
    else:
        # The name, not the id: errors should lead to the line.
        content = {field: data[field] for field in _DUMP_FIELDS if data.get(field) is not None} | {"id": name}
    return Subject(name, keys, content, flattener if isinstance(flattener, str) else None)


@define
class Matching:
    """Finds the gold of each subject, and keeps count of what has no partner.

    Attributes:
        gold: The gold by id and flattener.
        used: The ids and flatteners of gold that was found.
        strangers: Names of subjects that the gold does not know.
        repeated: Names of subjects whose gold was taken by another one before.
        ids: Ids of the first strangers, to show what was looked for.
    """

    gold: Mapping[tuple[str, str | None], Gold]
    used: set[tuple[str, str | None]] = field(factory=set)
    strangers: list[str] = field(factory=list)
    repeated: list[str] = field(factory=list)
    ids: list[str] = field(factory=list)
    _taken: set[tuple[str, str | None]] = field(factory=set)

    def pairs(self, subjects: Iterable[Subject]) -> Iterator[tuple[Subject, Gold | None]]:
        """Each subject with its gold, as they come. Subjects that cannot be read come with ``None``."""
        for subject in subjects:
            if isinstance(subject.content, InputError):
                yield subject, None
                continue
            place = self._place(subject)
            if place is None:
                self.strangers.append(subject.name)
                self.ids.append(subject.keys[0])
            elif (mark := (place[0], subject.flattener)) in self._taken:
                self.repeated.append(subject.name)
            else:
                self._taken.add(mark)
                self.used.add(place)
                yield subject, self.gold[place]

    def unused(self) -> list[str]:
        """Ids of gold that no subject was found for."""
        return list(dict.fromkeys(record.id for place, record in self.gold.items() if place not in self.used))

    def _place(self, subject: Subject) -> tuple[str, str | None] | None:
        for key in subject.keys:
            for place in ((key, subject.flattener), (key, None)):
                if place in self.gold:
                    return place
        return None
