"""A worker process as its parent sees it: hired, given work, timed and cleared away. ``worker`` is the other side."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, MutableSequence, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any

from attrs import define, field

from newsclean.batch.worker import serve

__all__ = ["Hired", "Item", "context_of_this_system", "forks", "hire"]


@define(eq=False)
class Item:
    """Something to be worked on.

    Attributes:
        number: Its place among all, from 0.
        content: What the work is done on.
        weight: How heavy it is; see ``in_processes``.
        deaths: How many workers died of it.
    """

    number: int
    content: Any
    weight: int
    deaths: int = 0


@define(eq=False)
class Hired:
    """A worker process, as its parent sees it.

    Attributes:
        process: The process.
        connection: Our end of the pipe to it.
        items: What it has not answered yet, in the order of its work.
    """

    process: Any
    connection: Connection
    items: deque[Item] = field(factory=deque, init=False)
    # Shared with it: since when it is at an item, and how many it has begun; see ``serve``.
    _at: MutableSequence[float]
    _answered: int = field(default=0, init=False)
    _sent: float = field(default=0.0, init=False)

    @property
    def place(self) -> int:
        """Where among ``items`` that is which it is at, or was when it died."""
        # One that died before it began any has died of the first.
        return min(max(int(self._at[1]) - self._answered - 1, 0), len(self.items) - 1)

    @property
    def since(self) -> float:
        """Since when it is at that, by ``time.monotonic``."""
        return max(self._at[0], self._sent)

    def send(self, chunk: Sequence[Item]) -> None:
        """Hand it work; it waits for some, so that this does not block for long.

        Raises:
            OSError: It is gone. The items are its own all the same.
        """
        self.items.extend(chunk)
        self._sent = time.monotonic()
        self.connection.send([item.content for item in chunk])

    def answered_next(self) -> Item:
        """The item that its next answer is for."""
        self._answered += 1
        return self.items.popleft()

    def end(self, *, kill: bool) -> None:
        """Wait for its end; if it has not come by itself, it must be killed."""
        if kill:
            self.process.kill()
        self.connection.close()
        self.process.join()

    @property
    def ending(self) -> str:
        """How it ended, for people."""
        code: int | None = self.process.exitcode
        if code is None or code >= 0:
            return f"the last ended with status {code}"
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        hint = ", as the system does when memory runs out" if name == "SIGKILL" else ""
        return f"the last by {name}{hint}"


def hire(context: BaseContext, task: tuple[Any, ...], others: Iterable[Hired]) -> Hired:
    """Start a worker.

    Args:
        context: How processes are started.
        task: What ``serve`` takes between the connections and what is shared.
        others: Those that work already.
    """
    ours, theirs = context.Pipe()
    # Without a lock: there is one who writes.
    at = context.RawArray("d", 2)
    # A forked worker has the ends of all pipes; if it kept them, no worker would notice that we are gone.
    inherited = [ours, *(other.connection for other in others)] if forks(context) else []
    process = context.Process(target=serve, args=(theirs, inherited, *task, at), daemon=True)  # type: ignore[attr-defined]
    with warnings.catch_warnings(), _interrupts_held():
        # Python warns of threads while a process forks; those of the libraries are idle, and workers start none.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    theirs.close()
    return Hired(process, ours, at)


def forks(context: BaseContext) -> bool:
    """Whether workers begin as copies of this process."""
    return context.get_start_method() == "fork"


def context_of_this_system() -> BaseContext:
    """Forked on Linux: workers share what is loaded, and whatever the caller has defined reaches them.

    Elsewhere libraries of the system do not bear it, and processes start anew.
    """
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C reaches every process of the terminal; a worker that is being born would answer with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
