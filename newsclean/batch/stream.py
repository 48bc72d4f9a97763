"""A stream of records becomes a stream of articles, in order and in bounded memory."""

from __future__ import annotations

import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache, partial
from itertools import islice
from typing import Any, TypeVar

from newsclean.cleaner import Cleaner, OnError, Raw
from newsclean.errors import InputError
from newsclean.model import Article

__all__ = ["clean_stream", "in_order"]

# Records that travel to a worker at once: enough to make the journey cheap, few enough to keep memory flat.
_CHUNK = 16
# Chunks on their way for each worker: one in work, one waiting.
_AHEAD = 2

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


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
    outcomes = in_order(partial(_outcome, cleaner, options), records, workers=workers)
    return _raising(outcomes) if on_error == "raise" else outcomes


def in_order(
    work: Callable[[_Item], _Result], items: Iterable[_Item], *, workers: int | None = None
) -> Generator[_Result, None, None]:
    """Do the same work on every item, in this process or in several, and give the results in the order of the items.

    Args:
        work: A function that can be pickled; what it raises ends the stream.
        items: Read as results are taken, at most a few dozen ahead, never all at once.
        workers: Number of processes; ``None`` or 1 for none but this one.

    Yields:
        A result for each item. Close the generator to stop early: the workers then end after what they have begun.

    Raises:
        ValueError: ``workers`` is less than 1; raised at once.
        concurrent.futures.BrokenExecutor: A worker died.
    """
    if workers is not None and workers < 1:
        raise ValueError(f"workers is {workers}; it must be at least 1")
    if workers is None or workers == 1:
        return _in_this_process(work, items)
    return _in_processes(work, items, workers)


def _raising(outcomes: Iterator[Article | InputError]) -> Iterator[Article]:
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            raise outcome
        yield outcome


def _outcome(cleaner: Cleaner, options: Mapping[str, Any], record: Raw) -> Article | InputError:
    try:
        return cleaner.clean(record, **options)
    except InputError as error:
        return error


def _in_this_process(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Generator[_Result, None, None]:
    yield from map(work, items)


def _in_processes(
    work: Callable[[_Item], _Result], items: Iterable[_Item], workers: int
) -> Generator[_Result, None, None]:
    """As many chunks under way as the workers can use; ``executor.map`` would read all items first."""
    # A cleaner with a lexicon of its own takes 0.15 s to make ready: each worker does that once, not once a chunk.
    packed = pickle.dumps(work)
    waiting: deque[Future[list[_Result]]] = deque()
    source = iter(items)
    with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_the_parent) as executor:
        try:
            while True:
                while len(waiting) < workers * _AHEAD and (chunk := list(islice(source, _CHUNK))):
                    waiting.append(executor.submit(_chunk, packed, chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            # The caller may have stopped early; what nobody will read need not be cleaned.
            executor.shutdown(wait=False, cancel_futures=True)


def _chunk(packed: bytes, items: list[Any]) -> list[Any]:
    return list(map(_unpacked(packed), items))


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Callable[[Any], Any]:
    work: Callable[[Any], Any] = pickle.loads(packed)
    return work


def _leave_interrupts_to_the_parent() -> None:
    # Ctrl-C reaches every process of the terminal; each worker would print a traceback of its own.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
