"""Errors that newsclean raises on purpose; each says which record, what is wrong and what to do."""

from __future__ import annotations

import os
from collections.abc import Mapping

__all__ = ["InputError", "LexiconError", "NewscleanError", "refuse_one_dump", "with_article"]


class NewscleanError(Exception):
    """Base of every error that newsclean raises on purpose."""


class InputError(NewscleanError):
    """A record that cannot be cleaned.

    Attributes:
        reason: What is wrong and what to do about it, in one sentence.
        record: Which record, as its owner would name it (a path, an id, ``"-"`` for standard input), if known.
    """

    def __init__(self, reason: str, *, record: str | None = None) -> None:
        super().__init__(reason, record)
        self.reason = reason
        self.record = record

    def __str__(self) -> str:
        return f"{self.record}: {self.reason}" if self.record else self.reason

    def __reduce__(self) -> tuple[object, ...]:
        # The default would call InputError(reason, record) and fail on the keyword: errors travel between processes.
        return _input_error, (self.reason, self.record)


def _input_error(reason: str, record: str | None) -> InputError:
    return InputError(reason, record=record)


class LexiconError(NewscleanError):
    """A lexicon file that does not say what a lexicon may say; the message names file, row and mend."""


def with_article(value: object) -> str:
    """The type of a value as a sentence names it: ``an int``, ``a list``."""
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def refuse_one_dump(records: object) -> None:
    """Refuse one dump where many are asked for.

    It is an iterable too, of characters, of bytes or of names of fields, and each of them would be taken for a dump.

    Raises:
        TypeError: It is text, bytes, a path or a record.
    """
    if isinstance(records, str | bytes | bytearray | memoryview | os.PathLike | Mapping):
        raise TypeError(f"{with_article(records)} is one dump, or its place; hand in a list of them")
