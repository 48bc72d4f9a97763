"""JSON that a collector put beside a dump of the same name: it tells of the dump, and is none itself.

The same in folders and in archives, so that a folder and an archive of it hold the same records.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

__all__ = ["dumps_among", "is_beside", "tells_of_another"]

_DUMPS = ("txt", "html", "htm")


def dumps_among(names: Iterable[str]) -> frozenset[int]:
    """Which names of dumps there are, as their hashes: an archive may have millions of members."""
    return frozenset(hash(name) for name in names if name.rpartition(".")[2] in _DUMPS)


def is_beside(name: str) -> bool:
    """Whether a file may tell of another."""
    return name.rpartition(".")[2].lower() == "json"


def tells_of_another(name: str, dumps: Container[int]) -> bool:
    """Whether a file tells of a dump that is there.

    >>> tells_of_another("b/a.json", dumps_among(["b/a.txt"])), tells_of_another("a.json", dumps_among(["b/a.txt"]))
    (True, False)
    """
    return is_beside(name) and any(hash(f"{name.rpartition('.')[0]}.{dump}") in dumps for dump in _DUMPS)
