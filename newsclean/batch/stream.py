"""A stream of records becomes a stream of articles, in order and in bounded memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any

from newsclean.cleaner import Cleaner, OnError, Raw
from newsclean.errors import InputError
from newsclean.model import Article

__all__ = ["clean_stream"]

# Records that travel to a worker at once: enough to make the journey cheap, few enough to keep memory flat.
_CHUNK = 16
# Chunks on their way for each worker: one in work, one waiting.
_AHEAD = 2


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
    if workers is not None and workers < 1:
        raise ValueError(f"workers is {workers}; it must be at least 1")
    if workers is None or workers == 1:
        outcomes = (_outcome(cleaner, record, options) for record in records)
    else:
        outcomes = _in_processes(cleaner, records, workers, options)
    return _raising(outcomes) if on_error == "raise" else outcomes


def _raising(outcomes: Iterator[Article | InputError]) -> Iterator[Article]:
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            raise outcome
        yield outcome


def _outcome(cleaner: Cleaner, record: Raw, options: Mapping[str, Any]) -> Article | InputError:
    try:
        return cleaner.clean(record, **options)
    except InputError as error:
        return error


def _chunk(cleaner: Cleaner, records: list[Raw], options: Mapping[str, Any]) -> list[Article | InputError]:
    return [_outcome(cleaner, record, options) for record in records]


def _in_processes(
    cleaner: Cleaner, records: Iterable[Raw], workers: int, options: Mapping[str, Any]
) -> Iterator[Article | InputError]:
    """As many chunks under way as the workers can use; ``executor.map`` would read all records first."""
    waiting: deque[Future[list[Article | InputError]]] = deque()
    source = iter(records)
    with ProcessPoolExecutor(workers) as executor:
        try:
            while True:
                while len(waiting) < workers * _AHEAD and (chunk := list(islice(source, _CHUNK))):
                    waiting.append(executor.submit(_chunk, cleaner, chunk, options))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            # The caller may have stopped early; what nobody will read need not be cleaned.
            executor.shutdown(wait=False, cancel_futures=True)
