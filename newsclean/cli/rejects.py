"""What has no article is named as it comes; what a wrong name of a field does to all records is said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from newsclean.cli.console import say

__all__ = ["Rejects", "SaidOnce"]

# Places that are named of those that are not told one by one.
_NAMED = 4


class Rejects:
    """Tells of records without an article, while they come; ``close`` tells the rest.

    A record in whose fields no dump is found is seldom alone: the first is told, the others are counted. The account
    of the run, where there is one, has them all.
    """

    def __init__(self, fields: Mapping[str, Any]) -> None:
        """``fields`` is what ``open_source`` takes: the names of fields, as they were given."""
        self._names = {f"--{name}-field": fields[f"{name}_field"] for name in ("text", "html")}
        self._more: list[str] = []
        self._lacking = self._others = 0

    def count(self) -> None:
        """A record that had its dump."""
        self._others += 1

    def tell(self, place: str, reason: str, *, lacks_dump: bool) -> None:
        """A record that gave no article, where it stands and why.

        Args:
            place: Where it stands.
            reason: Why it has none.
            lacks_dump: Whether none of its fields is a dump.
        """
        if not lacks_dump:
            self._others += 1
            say(f"newsclean: {place}: {reason}")
            return
        self._lacking += 1
        if self._lacking == 1:
            say(f"newsclean: {self._option()}{place}: {reason}")
        elif len(self._more) < _NAMED:
            self._more.append(place)

    def close(self) -> None:
        """Tell of those that were counted only."""
        more = self._lacking - 1
        if more < 1:
            return
        fields = [repr(name) for name in self._names.values() if name] or ["'text'", "'html'"]
        field = f"a field {' or '.join(fields)}"
        hint = "" if self._option() else "; name the one with the dump with --text-field or --html-field"
        if not self._others:
            say(f"newsclean: {self._option()}none of the {self._lacking:,} records has {field}{hint}")
            return
        say(f"newsclean: {self._option()}{more:,} more without {field}: {_and_more(self._more, more)}{hint}")

    def _option(self) -> str:
        """The options that name the fields, before what is wrong with them."""
        given = [option for option, name in self._names.items() if name]
        return f"{' and '.join(given)}: " if given else ""


class SaidOnce:
    """Tells why records gave nothing, as it comes; a reason that comes again is counted, and ``close`` tells how often.

    Of a reason only the first clause is compared: what else a record has, which stands behind it, may differ.
    """

    def __init__(self) -> None:
        self._again: dict[str, list[str]] = {}
        self._counts = Counter[str]()

    def tell(self, place: str, reason: str) -> None:
        """A record that gave nothing, where it stands and why."""
        first_clause = reason.partition(";")[0]
        if first_clause not in self._again:
            say(f"newsclean: {place}: {reason}")
            self._again[first_clause] = []
            return
        self._counts[first_clause] += 1
        if len(self._again[first_clause]) < _NAMED:
            self._again[first_clause].append(place)

    def close(self) -> None:
        """Tell of those that were counted only."""
        for reason, places in self._again.items():
            if places:
                say(f"newsclean: {_and_more(places, self._counts[reason])}: {reason}")


def _and_more(places: Sequence[str], count: int) -> str:
    """Some of so many places, and how many are not named."""
    unnamed = count - len(places)
    return ", ".join(places) + (f" and {unnamed:,} more" if unnamed else "")
