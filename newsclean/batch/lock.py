"""One run at a time in a folder, from before its journal is looked for until after it is gone."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from attrs import define

from newsclean.batch.journal import BatchError

__all__ = ["NAME", "Lock"]

#: Name of the file that is locked; it is there while a run is, and after one that was killed, when nobody has it.
NAME = ".newsclean.lock"
# Seconds in which a run that was killed a moment ago has let go: a worker that was just being born had its lock too.
_PATIENCE = 1.0
_LOOK = 0.05
# Descriptors of the files that are locked: a lock lasts until the last process that has it lets go.
_LOCKED: set[int] = set()


@define(eq=False)
class Lock:
    """The lock of one folder; it is let go of when the ``with`` block ends, or the process."""

    path: Path
    _descriptor: int

    @classmethod
    def taken(cls, folder: Path) -> Lock:
        """Take it.

        Args:
            folder: Made if it is not there, since a run that ends may just have removed it.

        Raises:
            BatchError: Another process has it, or the file system has no locks.
            OSError: The folder cannot be written to.
        """
        deadline = time.monotonic() + _PATIENCE
        while True:
            folder.mkdir(exist_ok=True)
            try:
                descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o666)
            except FileNotFoundError:
                # The folder is gone again.
                descriptor = None
            except OSError as error:
                # Nobody has named the lock.
                error.filename = os.fspath(folder)
                raise
            if descriptor is not None:
                if _is_ours(descriptor, folder):
                    _LOCKED.add(descriptor)
                    return cls(folder / NAME, descriptor)
                os.close(descriptor)
            if time.monotonic() > deadline:
                raise BatchError(f"another process is writing to {folder}; wait for its end, or name another output")
            time.sleep(_LOOK)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.let_go()

    def let_go(self) -> None:
        """Let others have it."""
        # Before it is let go of: who waits for this very file sees that it is gone, and makes another.
        with suppress(OSError):
            if os.path.samestat(os.fstat(self._descriptor), self.path.stat()):
                self.path.unlink()
        _LOCKED.discard(self._descriptor)
        os.close(self._descriptor)


def _is_ours(descriptor: int, folder: Path) -> bool:
    """Whether nobody else has this file, and it is still the one that others would find."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(descriptor), (folder / NAME).stat())
    except (BlockingIOError, FileNotFoundError):
        return False
    except OSError as error:
        os.close(descriptor)
        raise BatchError(f"{folder} cannot be locked ({error.strerror}); name an output on another disk") from None


def _let_go() -> None:
    """In a forked process: a worker that outlives its parent for a while must not keep the next run waiting."""
    if _LOCKED:
        nothing = os.open(os.devnull, os.O_RDONLY)
        for descriptor in _LOCKED:
            # The number stays taken: it is no other file's while the list of the parent is here, too.
            os.dup2(nothing, descriptor, inheritable=False)
        os.close(nothing)
        _LOCKED.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
