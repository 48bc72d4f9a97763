"""Records become outcomes, in several processes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from functools import partial
from typing import Any

from newsclean.batch.outcome import Outcome, lost_outcome, outcome_of
from newsclean.batch.pool import Limits
from newsclean.batch.records import BadRecord, Record
from newsclean.batch.stream import cores, in_order, warm_up
from newsclean.cleaner import Cleaner
from newsclean.model import Article

__all__ = ["clean_records"]


def clean_records(
    cleaner: Cleaner,
    options: Mapping[str, Any],
    render: Callable[[Article], str],
    records: Iterable[Record | BadRecord],
    *,
    workers: int | None,
    limits: Limits,
    sign: Callable[[str], bytes] | None = None,
) -> Generator[Outcome, None, None]:
    """Clean records as their outcomes are asked for.

    Args:
        cleaner: Cleans them.
        options: As for ``Cleaner.clean``.
        render: Writes an article.
        records: Read as they are needed.
        workers: Number of processes; ``None`` for one on each core.
        limits: What a record may take.
        sign: Gives each text its signature.

    Yields:
        Exactly one outcome for each record, in their order.
    """
    return in_order(
        partial(outcome_of, cleaner, options, render, sign=sign),
        records,
        workers=workers or cores(),
        limits=limits,
        when_lost=lost_outcome,
        prepare=partial(warm_up, cleaner),
        weigh=_weight,
    )


def _weight(record: Record | BadRecord) -> int:
    return len(record.content) if isinstance(record, Record) else 1
