"""What the settling of every fact has in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import evolve

from newsclean.model import Fact, PublishedFact

__all__ = ["plain", "published", "rank", "without_choice"]

_WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    """The words alone, in small letters."""
    return " ".join(_WORD.findall(text.casefold()))


def published(name: str, said: PublishedFact, value: str | None = None, *, chosen: bool) -> Fact:
    """What the markup says, as a fact; ``value`` where a part of it is meant."""
    return Fact(name, said.value if value is None else value, said.span, f"published.{said.origin}", chosen)


def without_choice(facts: Iterable[Fact], name: str) -> list[Fact]:
    """The facts, none of ``name`` chosen."""
    return [evolve(fact, chosen=False) if fact.name == name and fact.chosen else fact for fact in facts]


def rank(origin: str, order: Sequence[str]) -> int:
    """Where an origin stands in the order of trust; any meta that is not named stands where ``"meta"`` does."""
    if origin in order:
        return order.index(origin)
    return order.index("meta") if origin.startswith("meta.") else len(order)
