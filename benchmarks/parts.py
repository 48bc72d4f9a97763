"""Where the time goes inside one call of ``newsclean.clean``, part by part."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import wraps
from typing import Any

from attrs import Factory, define
from bench import Record, markdown_table

__all__ = ["parts"]

#: The stages of the corridor: module, and the name of the function in it. Those that do not exist are left out.
_STAGES = (
    ("newsclean.sources", "read"),
    ("newsclean.segmentation", "segment"),
    ("newsclean.language", "identify"),
    ("newsclean.lexicon", "Lexicon.match"),
    ("newsclean.shape", "measure"),
    ("newsclean.core", "find_core"),
    ("newsclean.labeller", "label_votes"),
    ("newsclean.assembly", "assemble"),
)


@define
class _Stopwatch:
    """CPU seconds by name; what a part spends in another part counts for that one alone."""

    seconds: dict[str, float] = Factory(dict)
    inner: list[float] = Factory(list)

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(*arguments: Any, **options: Any) -> Any:
            self.inner.append(0.0)
            started = time.process_time()
            try:
                return function(*arguments, **options)
            finally:
                spent = time.process_time() - started
                self.seconds[name] = self.seconds.get(name, 0.0) + spent - self.inner.pop()
                if self.inner:
                    self.inner[-1] += spent

        return run


def parts(dumps: Iterable[Record]) -> str:
    """The CPU time of every stage and every detector over the dumps, as a Markdown table.

    The functions are replaced by timed ones for the while; the corridor looks them up when it is called.
    """
    from newsclean import Cleaner
    from newsclean.detectors import DETECTORS

    dumps = list(dumps)
    for dump in dumps[::5]:  # loads lexicon, profiles and weights
        Cleaner().clean(dump.text)
    stopwatch = _Stopwatch()
    with ExitStack() as undo:
        for module, path in _STAGES:
            _replace(module, path, stopwatch, undo)
        # A detector that yields does its work while it is read, so it is read to the end inside.
        detectors = tuple(
            stopwatch.timed(f"detectors.{detector.__name__}", _exhausted(detector)) for detector in DETECTORS
        )
        clean = stopwatch.timed("the rest", Cleaner(detectors=detectors).clean)
        for dump in dumps:
            clean(dump.text)
    total = sum(stopwatch.seconds.values())
    rows = [
        [name, f"{1e6 * spent / len(dumps):,.0f}", f"{100 * spent / total:.0f}%"]
        for name, spent in sorted(stopwatch.seconds.items(), key=lambda item: -item[1])
    ]
    rows.append(["all", f"{1e6 * total / len(dumps):,.0f}", "100%"])
    return markdown_table(["part", "CPU µs a dump", "share"], rows)


def _replace(module: str, path: str, stopwatch: _Stopwatch, undo: ExitStack) -> None:
    try:
        owner: Any = importlib.import_module(module)
        *owners, name = path.split(".")
        for step in owners:
            owner = getattr(owner, step)
        original = getattr(owner, name)
    except (ImportError, AttributeError):
        return
    setattr(owner, name, stopwatch.timed(f"{module.removeprefix('newsclean.')}.{path}", original))
    undo.callback(setattr, owner, name, original)


def _exhausted(detector: Callable[..., Iterable[Any]]) -> Callable[..., Sequence[Any]]:
    def votes(*arguments: Any) -> Sequence[Any]:
        found = detector(*arguments)
        return found if isinstance(found, Sequence) else list(found)

    return votes
