"""A few processes that do the same work on many items: order kept, memory bounded, and no item takes another with it.

``concurrent.futures`` has no way to stop a task that runs, and loses what every worker was at when one of them dies;
``multiprocessing.Pool`` waits for ever for a worker that was killed.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import count
from multiprocessing.connection import wait
from typing import Any, Literal

from attrs import frozen

from newsclean.batch.hired import Hired, Item, context_of_this_system, forks, hire
from newsclean.batch.worker import Answer

__all__ = ["Limits", "Lost", "in_processes"]

# Items that travel to a worker at once: enough to make the journey cheap, few enough to spread them evenly.
_LONGEST_CHUNK = 16
# Chunks begin with one item, and grow by one when every worker has had so many, so that few items reach all workers.
_ROUNDS_A_STEP = 2
# A chunk is full, whatever the count, when its items weigh this much (a megabyte of text, if weight is length).
_HEAVIEST_CHUNK = 1_000_000
# Bounds on what was taken and not yet given back, which is what waits behind a slow item: two thousand dumps of the
# usual 12 KB weigh 24 MB, and two workers are busy with them for 10 seconds.
_MOST_AHEAD = 2_000
_HEAVIEST_AHEAD = 32_000_000
# Results that are given between two looks at the workers, which cost as much as writing one: a quarter of a chunk.
_RESULTS_A_LOOK = 4
# Seconds that a worker has to leave when there is no more to do.
_FAREWELL = 1.0


@frozen
class Limits:
    """What one item may take.

    Attributes:
        seconds: Wall time; then its worker is killed. ``None`` for no limit. The slowest dump of the longest length
            that a ``Cleaner`` takes by default (50 million characters) needs about a minute of a core to itself.
        memory: Bytes that a worker may take beyond what it has when it begins, where the system can hold it to that
            (Linux). ``None`` for no limit. The longest dump takes up to 20 times its size.
    """

    seconds: float | None = 300.0
    memory: int | None = 4_000_000_000


@frozen
class Lost:
    """An item that has no result.

    Attributes:
        status: Whether it ran out of time or took its worker with it.
        reason: What happened, for people.
    """

    status: Literal["timed_out", "crashed"]
    reason: str


def in_processes(
    work: Callable[[Any], Any],
    items: Iterable[Any],
    *,
    workers: int,
    limits: Limits,
    when_lost: Callable[[Any, Lost], Any],
    prepare: Callable[[], object] | None = None,
    weigh: Callable[[Any], int] = lambda _: 1,
) -> Generator[Any, None, None]:
    """Do the same work on every item in processes of our own, and give the results in the order of the items.

    Args:
        work: Given an item, gives its result. Items, results and, where processes are not forked, the function itself
            are pickled. What it raises ends the stream.
        items: Read as workers need them, a bounded number ahead of the results that were taken.
        workers: The most processes; no more are started than are needed.
        limits: What one item may take.
        when_lost: The result of an item that has none.
        prepare: Called once before there is work, so that what ``work`` loads on first use is there.
        weigh: How heavy an item is, to bound what is held in memory; any unit close to a byte.

    Yields:
        The result of each item. An item whose worker dies is tried once more by another worker, since the
        system may have killed the first for what it did not do; one that runs out of time is not.

    The workers end when the generator does, and when this process does: at once if they wait for work, else after the
    item that they are at.
    """
    pool = _Pool(work, workers, limits, when_lost, prepare)
    try:
        yield from pool.results(_weighed(items, weigh))
        pool.dismiss()
    finally:
        pool.stop()


def _weighed(items: Iterable[Any], weigh: Callable[[Any], int]) -> Iterator[Item]:
    for number, item in enumerate(items):
        yield Item(number, item, weigh(item))


class _Pool:
    def __init__(
        self,
        work: Callable[[Any], Any],
        most: int,
        limits: Limits,
        when_lost: Callable[[Any, Lost], Any],
        prepare: Callable[[], object] | None,
    ) -> None:
        self._context = context_of_this_system()
        if forks(self._context) and prepare is not None:
            # Forked workers share what was loaded before, also those that take the place of a dead one.
            prepare()
            prepare = None
        self._task = (work, prepare, limits.seconds, limits.memory)
        self._most = most
        self._limits = limits
        self._when_lost = when_lost
        self._workers: list[Hired] = []
        # Chunks that lost their worker.
        self._again: deque[list[Item]] = deque()
        self._results: dict[int, Any] = {}
        self._ahead = 0
        self._weight = 0
        self._chunks = 0
        self._exhausted = False
        self._failure: BaseException | None = None

    def results(self, items: Iterator[Item]) -> Iterator[Any]:
        for number in count():
            while number not in self._results:
                self._feed(items)
                if not self._ahead:
                    if self._failure is not None:
                        raise self._failure
                    return
                self._collect(block=True)
            yield self._take(number)
            # While results are there to give, workers must not starve.
            if not number % _RESULTS_A_LOOK:
                self._collect(block=False)
                self._feed(items)

    def dismiss(self) -> None:
        """There is no more to do: let the workers leave by themselves."""
        for worker in self._workers:
            worker.connection.close()
        deadline = time.monotonic() + _FAREWELL
        for worker in self._workers:
            worker.process.join(max(deadline - time.monotonic(), 0.0))

    def stop(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers.clear()

    def _take(self, number: int) -> Any:
        result, weight = self._results.pop(number)
        self._ahead -= 1
        self._weight -= weight
        if isinstance(result, _Raised):
            raise result.error
        return result

    def _feed(self, items: Iterator[Item]) -> None:
        for worker in [worker for worker in self._workers if not worker.items]:
            if not (chunk := self._chunk(items)):
                return
            self._send(worker, chunk)
        while len(self._workers) < self._most and (chunk := self._chunk(items)):
            self._workers.append(hire(self._context, self._task, self._workers))
            self._send(self._workers[-1], chunk)

    def _chunk(self, items: Iterator[Item]) -> list[Item]:
        if self._again:
            return self._again.popleft()
        longest = min(1 + self._chunks // (_ROUNDS_A_STEP * self._most), _LONGEST_CHUNK)
        chunk: list[Item] = []
        weight = 0
        while not self._exhausted and len(chunk) < longest and weight < _HEAVIEST_CHUNK and self._has_room():
            try:
                item = next(items)
            except StopIteration:
                self._exhausted = True
            except Exception as error:  # noqa: BLE001
                # What was taken before comes first.
                self._exhausted, self._failure = True, error
            else:
                chunk.append(item)
                weight += item.weight
                self._ahead += 1
                self._weight += item.weight
        self._chunks += bool(chunk)
        return chunk

    def _has_room(self) -> bool:
        return not self._ahead or (self._ahead < _MOST_AHEAD and self._weight < _HEAVIEST_AHEAD)

    def _send(self, worker: Hired, chunk: list[Item]) -> None:
        try:
            worker.send(chunk)
        except OSError:
            self._bury(worker)

    def _collect(self, *, block: bool) -> None:
        """Take the answers that are there; with ``block``, wait for one or for the end of somebody's time."""
        busy = [worker for worker in self._workers if worker.items]
        ready = wait([worker.connection for worker in busy], self._patience(busy) if block else 0.0)
        for worker in busy:
            if worker.connection in ready:
                self._receive(worker)
        if self._limits.seconds is None:
            return
        now = time.monotonic()
        for worker in busy:
            if not worker.items or worker.connection in ready:
                continue
            # First which, then since when: it may go on to the next one meanwhile.
            place = worker.place
            if now - worker.since > self._limits.seconds:
                self._bury(worker, Lost("timed_out", f"not done after {self._limits.seconds:g} seconds"), place)

    def _patience(self, busy: list[Hired]) -> float | None:
        if self._limits.seconds is None or not busy:
            return None
        first = min(worker.since for worker in busy)
        return max(first + self._limits.seconds - time.monotonic(), 0.0) + 0.01

    def _receive(self, worker: Hired) -> None:
        try:
            while worker.items and worker.connection.poll():
                for answer, payload in worker.connection.recv():
                    if answer is Answer.NO_MEMORY:
                        self._bury(worker, Lost("crashed", "not enough memory"))
                        return
                    item = worker.answered_next()
                    result = _Raised(payload) if answer is Answer.RAISED else payload
                    self._results[item.number] = (result, item.weight)
        except (EOFError, OSError):
            self._bury(worker)

    def _bury(self, worker: Hired, lost: Lost | None = None, place: int | None = None) -> None:
        """Clear away a worker that died or must die: one item is to blame, the others are done by others.

        Args:
            worker: The one.
            lost: Why it must die.
            place: Of the item that is to blame; by default the one that it was at. Items before it may be done, but
                nobody was told.
        """
        self._workers.remove(worker)
        worker.end(kill=lost is not None)
        culprit = worker.items[worker.place if place is None else place]
        worker.items.remove(culprit)
        culprit.deaths += 1
        if lost is None and culprit.deaths > 1:
            lost = Lost("crashed", f"two processes died of it; {worker.ending}")
        # One at a time, so that another death has one suspect.
        self._again.extend([item] for item in worker.items)
        if lost is None:
            self._again.appendleft([culprit])
        else:
            self._results[culprit.number] = (self._when_lost(culprit.content, lost), culprit.weight)


@frozen
class _Raised:
    error: BaseException
