"""A stream of records becomes a stream of articles, in order and in bounded memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from operator import index
from typing import Any, SupportsIndex, TypeVar

from newsclean.batch.pool import Limits, Lost, in_processes
from newsclean.cleaner import Cleaner, OnError, Raw
from newsclean.errors import InputError, refuse_one_dump
from newsclean.model import Article, Dump

__all__ = ["clean_stream", "cores", "in_order", "warm_up"]

# Of a language that only the largest tables tell from its neighbours, so that they are loaded too.
_ANY_DUMP = "Ferja seglar igjen måndag.\n\nLes også: Øya ventar på posten"

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def cores() -> int:
    """How many processes this one may keep busy."""
    # Containers and batch systems give fewer than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def clean_stream(
    cleaner: Cleaner,
    records: Iterable[Raw],
    *,
    workers: int | None,
    on_error: OnError,
    options: Mapping[str, Any],
) -> Iterator[Article | InputError]:
    """Clean records as they are asked for; see ``newsclean.clean_many``."""
    if on_error not in ("raise", "return"):
        raise ValueError(f"on_error is {on_error!r}; it can be 'raise' or 'return'")
    refuse_one_dump(records)
    outcomes = in_order(
        partial(_cleaned, cleaner, options),
        records,
        workers=workers,
        when_lost=_lost,
        prepare=partial(warm_up, cleaner),
        weigh=_weight,
    )
    return _raising(outcomes) if on_error == "raise" else outcomes


def in_order(
    work: Callable[[_Item], _Result],
    items: Iterable[_Item],
    *,
    workers: int | None = None,
    limits: Limits | None = None,
    when_lost: Callable[[_Item, Lost], _Result],
    prepare: Callable[[], object] | None = None,
    weigh: Callable[[_Item], int] = lambda _: 1,
) -> Generator[_Result, None, None]:
    """Do the same work on every item, in this process or in others, and give the results in the order of the items.

    Args:
        work: What it raises ends the stream.
        items: Read as results are taken, a bounded number ahead, never all at once.
        workers: Number of processes; ``None`` or 1 for none but this one, unless ``limits`` are given, which need one.
        limits: What one item may take; in processes ``Limits()`` by default.
        when_lost: The result of an item that ran out of time or killed its worker.
        prepare: See ``in_processes``.
        weigh: See ``in_processes``.

    Yields:
        A result for each item. Close the generator to stop early.

    Raises:
        ValueError: ``workers`` is less than 1, or no whole number; raised at once.
    """
    if workers is not None:
        _refuse_no_count(workers)
    if workers in (None, 1) and limits is None:
        return _in_this_process(work, items)
    return in_processes(
        work,
        items,
        workers=workers or 1,
        limits=limits or Limits(),
        when_lost=when_lost,
        prepare=prepare,
        weigh=weigh,
    )


def warm_up(cleaner: Cleaner) -> None:
    """Load what a cleaner loads on first use: half a second that no record should be charged with."""
    # What a detector of the caller's stumbles over, records will tell.
    with suppress(Exception):
        cleaner.clean(_ANY_DUMP)


def _refuse_no_count(workers: object) -> None:
    if not isinstance(workers, SupportsIndex):
        raise ValueError(f"workers is {workers!r}; it must be a whole number")
    if index(workers) < 1:
        raise ValueError(f"workers is {workers}; it must be at least 1")


def _in_this_process(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Generator[_Result, None, None]:
    yield from map(work, items)


def _raising(outcomes: Iterator[Article | InputError]) -> Iterator[Article]:
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            raise outcome
        yield outcome


def _cleaned(cleaner: Cleaner, options: Mapping[str, Any], record: Raw) -> Article | InputError:
    try:
        return cleaner.clean(record, **options)
    except InputError as error:
        return error


def _lost(record: Raw, lost: Lost) -> Article | InputError:
    return InputError(lost.reason, record=_name(record))


def _name(record: Raw) -> str | None:
    if isinstance(record, os.PathLike):
        return os.fspath(record)
    name = record.get("id") if isinstance(record, Mapping) else getattr(record, "id", None)
    return None if name is None else str(name)


def _weight(record: Raw) -> int:
    if isinstance(record, Mapping):
        return sum(len(value) for value in record.values() if isinstance(value, str | bytes))
    if isinstance(record, Dump):
        return len(record.text)
    return len(record) if isinstance(record, str | bytes) else 1
