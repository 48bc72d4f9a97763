"""What a worker process does: take a chunk, answer each of its items, and leave when there is nobody to answer."""

from __future__ import annotations

import enum
import signal
import time
from collections.abc import Callable, MutableSequence, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any

__all__ = ["Answer", "serve"]

# Seconds for which answers are kept back, so that neither end wakes for every item; no item is held up for longer,
# other than by the one behind it.
_KEPT_BACK = 0.1
# Seconds after the end of an item's time that a worker ends by itself: its parent, which should have ended it, is gone.
_ORPHANED = 10


class Answer(enum.Enum):
    """What the second part of an answer is."""

    RESULT = enum.auto()
    RAISED = enum.auto()
    NO_MEMORY = enum.auto()


def serve(
    connection: Connection,
    inherited: Sequence[Connection],
    work: Callable[[Any], Any],
    prepare: Callable[[], object] | None,
    seconds: float | None,
    memory: int | None,
    at: MutableSequence[float],
) -> None:
    """Answer until the other end is closed.

    Args:
        connection: Chunks, lists of items, come from there; lists of answers go back, each a pair of ``Answer`` and
            result or error. An item has one answer.
        inherited: Ends of pipes that belong to the parent.
        work: Done on each item.
        prepare: Called first.
        seconds: What an item may take; the parent sees to it.
        memory: Bytes that may be taken beyond what there is now.
        at: Shared with the parent: when the item was begun that is being worked on (``time.monotonic``), and how many
            were begun so far. Whatever becomes of this process, the parent knows which item it was at.
    """
    for other in inherited:
        other.close()
    # Ctrl-C reaches every process of the terminal; it is the parent's business. What the parent does on other signals
    # came with the fork, and is not ours to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGALRM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    if prepare is not None:
        prepare()
    _limit(memory)
    # The parent may go while this one is busy.
    with suppress(EOFError, OSError):
        while True:
            answers: list[tuple[Answer, Any]] = []
            sent = time.monotonic()
            for item in connection.recv():
                # In this order: who reads the number first is never told that an item has taken the time of another.
                at[0] = time.monotonic()
                at[1] += 1
                if answers and at[0] - sent > _KEPT_BACK:
                    _send(connection, answers)
                    answers, sent = [], at[0]
                _let_live(seconds)
                answers.append(_answer(work, item))
                _let_live(None)
                if answers[-1][0] is Answer.NO_MEMORY:
                    break
            _send(connection, answers)
            if answers[-1:] and answers[-1][0] is Answer.NO_MEMORY:
                return


def _answer(work: Callable[[Any], Any], item: Any) -> tuple[Answer, Any]:
    try:
        return Answer.RESULT, work(item)
    except MemoryError:
        return Answer.NO_MEMORY, None
    except Exception as error:  # noqa: BLE001
        return Answer.RAISED, error


def _send(connection: Connection, answers: list[tuple[Answer, Any]]) -> None:
    try:
        connection.send(answers)
    except OSError:
        raise
    except Exception:  # noqa: BLE001
        connection.send([_sendable(answer) for answer in answers])


def _sendable(answer: tuple[Answer, Any]) -> tuple[Answer, Any]:
    try:
        ForkingPickler.dumps(answer)
    except Exception as error:  # noqa: BLE001
        # What cannot be pickled is a mistake of the caller, and told where errors of the work are.
        return Answer.RAISED, TypeError(f"{type(error).__name__}: {error}")
    return answer


def _let_live(seconds: float | None) -> None:
    if hasattr(signal, "alarm"):
        # Its default is to end the process, wherever that is, without asking Python.
        signal.alarm(0 if seconds is None else int(seconds) + _ORPHANED)


def _limit(memory: int | None) -> None:
    try:
        import resource
    except ImportError:
        return
    # A crash is told by its record; nobody asked for a gigabyte of core.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    with suppress(OSError, ValueError):
        if memory is not None:
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            most = pages * resource.getpagesize() + memory
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
