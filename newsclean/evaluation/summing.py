"""All pages together: means by bench, flattener, language, site and confidence, and how well each role was told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from newsclean.evaluation.judging import MEASURES, Judgement
from newsclean.model import Role

__all__ = ["FORMAT", "TEXT_MEASURES", "Evaluation", "Means", "RoleScore"]

#: The form of ``Evaluation.to_dict``: the second number grows with every new field, the first when one changes.
FORMAT = "1.1"

#: The measures that say how far a text is right.
TEXT_MEASURES = ("f1", "with", "without")

# From here on the tables show 1.000.
_RIGHT = 0.9995

# Upper ends of the bands of confidence: those that tell whether low ones are where the bad texts are.
_BANDS = (0.3, 0.5, 0.7, 0.8, 0.9, 1.01)


@frozen
class Means:
    """The means of some pages; every page counts once.

    Attributes:
        count: How many pages.
        measures: The mean of each measure over the pages that have it.
    """

    count: int
    measures: Mapping[str, float]

    @classmethod
    def of(cls, judgements: Sequence[Judgement]) -> Means:
        """The means of these pages."""
        measures = {}
        for name in MEASURES:
            values = [judgement.measures[name] for judgement in judgements if name in judgement.measures]
            if values:
                measures[name] = sum(values) / len(values)
        return cls(len(judgements), measures)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"count": self.count, **{name: round(value, 4) for name, value in self.measures.items()}}


@frozen
class RoleScore:
    """How well one role was told, in characters, blanks left out.

    Attributes:
        role: The role.
        characters: Characters that have it in the gold.
        precision: Share of the characters given this role that have it; ``None`` if none were given it.
        recall: Share of the characters with this role that were given it; ``None`` if none have it.
        mistaken: What the others were taken for, the commonest first; ``None`` for no role.
    """

    role: Role
    characters: int
    precision: float | None
    recall: float | None
    mistaken: tuple[tuple[Role | None, int], ...]

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; ``None`` where one is missing."""
        if self.precision is None or self.recall is None:
            return None
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "characters": self.characters,
            "precision": _rounded(self.precision),
            "recall": _rounded(self.recall),
            "f1": _rounded(self.f1),
            "mistaken": {str(role or "none"): count for role, count in self.mistaken},
        }


@frozen
class Evaluation:
    """The judgements on all pages, and what they come to.

    Attributes:
        judgements: One a page and flattener, in the order of the inputs.
    """

    judgements: tuple[Judgement, ...]

    @property
    def total(self) -> Means:
        """The means of all pages."""
        return Means.of(self.judgements)

    @property
    def groups(self) -> dict[str, dict[str, Means]]:
        """The means by ``bench``, ``flattener``, ``language``, ``site`` and ``confidence``, where those are known."""
        groups = {}
        for name, group_of in _GROUPS.items():
            members: dict[str, list[Judgement]] = defaultdict(list)
            for judgement in self.judgements:
                members[group_of(judgement) or "?"].append(judgement)
            if members.keys() - {"?"}:
                groups[name] = {key: Means.of(members[key]) for key in sorted(members)}
        return groups

    @property
    def roles(self) -> tuple[RoleScore, ...]:
        """The roles that the gold has, in the order of the roles' table."""
        counts: Counter[tuple[Role, Role | None]] = Counter()
        for judgement in self.judgements:
            counts.update(judgement.roles)
        return tuple(score for role in Role if (score := _role_score(role, counts)) is not None)

    def worst(self, count: int) -> list[Judgement]:
        """The pages whose text is furthest from the gold, the furthest first.

        What counts is the lowest of the measures ``TEXT_MEASURES`` that the gold allows: a page that keeps what must
        not be there is wrong however many of its words are right. Between equals it is the word-F1. Pages whose text
        is right are left out.
        """
        wrong = [judgement for judgement in self.judgements if _lowest(judgement) < _RIGHT]
        wrong.sort(key=lambda one: (_lowest(one), one.measures.get("f1", 1.0), one.id, one.flattener or ""))
        return wrong[:count]

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain dictionaries, lists, strings and numbers."""
        return {
            "total": self.total.to_dict(),
            "groups": {
                name: {key: means.to_dict() for key, means in group.items()} for name, group in self.groups.items()
            },
            "roles": {str(score.role): score.to_dict() for score in self.roles},
            "documents": [judgement.to_dict() for judgement in self.judgements],
        }

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Evaluation:
        """The evaluation of these judgements."""
        return cls(tuple(judgements))


def _lowest(judgement: Judgement) -> float:
    return min((judgement.measures[name] for name in TEXT_MEASURES if name in judgement.measures), default=1.0)


def _band(judgement: Judgement) -> str | None:
    if judgement.confidence is None:
        return None
    below = 0.0
    for end in _BANDS:
        if judgement.confidence < end:
            return f"{below:.1f} to {min(end, 1.0):.1f}"
        below = end
    return None


_GROUPS: Mapping[str, Callable[[Judgement], str | None]] = {
    "bench": lambda judgement: judgement.bench,
    "flattener": lambda judgement: judgement.flattener,
    "language": lambda judgement: judgement.language,
    "site": lambda judgement: judgement.site,
    "confidence": _band,
}


def _role_score(role: Role, counts: Mapping[tuple[Role, Role | None], int]) -> RoleScore | None:
    in_gold = {found: count for (gold, found), count in counts.items() if gold is role}
    given = sum(count for (_, found), count in counts.items() if found is role)
    characters, right = sum(in_gold.values()), in_gold.pop(role, 0)
    if not characters and not given:
        return None
    mistaken = sorted(in_gold.items(), key=lambda item: (-item[1], str(item[0])))
    return RoleScore(
        role,
        characters,
        right / given if given else None,
        right / characters if characters else None,
        tuple(mistaken),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
