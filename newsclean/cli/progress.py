"""How a run is going: a bar where somebody sees it, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from newsclean.cli.console import is_terminal, say
from newsclean.cli.rejects import Rejects

if TYPE_CHECKING:
    from newsclean.batch.outcome import Outcome

__all__ = ["progress", "shown"]

_Item = TypeVar("_Item")

# Seconds between two lines where there is no terminal: a night's log stays a page or two.
_BETWEEN_LINES = 60.0


@contextmanager
def progress(
    total: int | None, done: int = 0, *, fields: Mapping[str, Any], quiet: bool, in_the_way: bool
) -> Iterator[Callable[[Outcome], None]]:
    """Count outcomes, and name those without an article.

    Args:
        total: About how many there will be, if anybody knows.
        done: How many earlier runs did.
        fields: The names of fields, as they were given; see ``Rejects``.
        quiet: Say nothing but what is wrong.
        in_the_way: Articles are written to the terminal where the bar would be.
    """
    rejects = Rejects(fields)

    def report(outcome: Outcome) -> None:
        if outcome.status.is_reject:
            rejects.tell(outcome.place, outcome.reason or "", lacks_dump=outcome.lacks_dump)
        else:
            rejects.count()

    try:
        if quiet:
            yield report
        elif is_terminal(sys.stderr) and not in_the_way:
            with _bar(total, done, report) as tell:
                yield tell
        else:
            yield _Lines(total, done, report).tell
    finally:
        rejects.close()


def shown(items: Iterator[_Item], quiet: bool, *, unit: str = "dumps", doing: str | None = None) -> Iterator[_Item]:
    """The same items, counted on the terminal if somebody sees it.

    Args:
        items: What is counted.
        quiet: Count nothing.
        unit: What they are, for the bar.
        doing: What is done with them.
    """
    if quiet or not is_terminal(sys.stderr):
        yield from items
        return
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[misc]
        # tqdm's own thread, which wakes slow bars, must not be there when workers are forked.
        monitor_interval = 0

    with Bar(unit=f" {unit}", desc=doing, file=sys.stderr, leave=False, dynamic_ncols=True) as bar:
        for item in items:
            bar.update()
            yield item


@contextmanager
def _bar(total: int | None, done: int, report: Callable[[Outcome], None]) -> Iterator[Callable[[Outcome], None]]:
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[misc]
        # tqdm's own thread, which wakes slow bars, must not be there when workers are forked.
        monitor_interval = 0

    with Bar(total=total, initial=done, unit=" dumps", file=sys.stderr, leave=False, dynamic_ncols=True) as bar:

        def tell(outcome: Outcome) -> None:
            if outcome.status.is_reject:
                bar.clear()
            report(outcome)
            bar.update()

        yield tell


class _Lines:
    def __init__(self, total: int | None, done: int, report: Callable[[Outcome], None]) -> None:
        self._report = report
        self._total = total
        self._done = done
        self._first = done
        self._started = self._told = time.monotonic()

    def tell(self, outcome: Outcome) -> None:
        self._report(outcome)
        self._done += 1
        now = time.monotonic()
        if now - self._told >= _BETWEEN_LINES:
            self._told = now
            say(f"newsclean: {_state(self._done, self._total, (self._done - self._first) / (now - self._started))}")


def _state(done: int, total: int | None, rate: float) -> str:
    """How far it has come, for a line of a log.

    >>> _state(1200, 88_000, 110.2)
    '1,200 of about 88,000 dumps, 110.2 a second, about 13 minutes left'
    >>> _state(1200, None, 9.0)
    '1,200 dumps, 9.0 a second'
    """
    if total is None or done >= total or not rate:
        return f"{done:,} dumps, {rate:.1f} a second"
    minutes = (total - done) / rate / 60
    left = f"{minutes:.0f} minutes" if minutes < 120 else f"{minutes / 60:.0f} hours"
    return f"{done:,} of about {total:,} dumps, {rate:.1f} a second, about {left} left"
