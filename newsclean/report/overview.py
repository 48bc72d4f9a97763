"""What a report says of all its documents together: counts, shares, distributions, and where to look first."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import define, field, frozen

from newsclean.model import Doubt, Role
from newsclean.report.entries import Entry

__all__ = ["Bar", "Overview", "Point"]

# Rows of the longest tables; the rest is counted together.
_ROWS = 15
_LISTED = 10
_REJECTS = 200
# As it is shown, with three digits, the text is that of the gold.
_RIGHT = 0.9995
_CONFIDENCE_BINS = 20
# Bands of the reliability curve: with fewer documents in a band its mean says little.
_BANDS = 10
# A chart of dates has at most so many columns: days, else months, else years, else decades.
_MOST_COLUMNS = 62
# What the list of documents shows, and is filtered and ordered by.
_COLUMNS = (
    "name", "title", "site", "language", "date", "confidence", "doubts", "roles", "blocks", "unsure", "kept", "words",
    "ms", "f1",
)  # fmt: skip


@frozen
class Bar:
    """One row or column of a chart.

    Attributes:
        label: What it is.
        count: How many there are.
        share: Of all, 0 to 1.
        height: Of the largest, 0 to 1: how long it is drawn.
    """

    label: str
    count: int
    share: float
    height: float


@frozen
class Point:
    """One band of the reliability curve: what was promised, what was measured, and how many documents there are."""

    promised: float
    measured: float
    count: int


@frozen
class _Listed:
    """A document of a list of the overview."""

    number: int
    name: str
    title: str | None
    value: float


@define
class Overview:
    """The documents of a report, counted as they come.

    Attributes:
        entries: What the list of documents needs, in columns by name.
        rejects: Names and reasons of what could not be cleaned; the first two hundred.
        rejected: How many could not be cleaned.
    """

    entries: dict[str, list[Any]] = field(factory=lambda: {name: [] for name in _COLUMNS})
    rejects: list[tuple[str, str]] = field(factory=list)
    rejected: int = 0
    kept: int = 0
    words: int = 0
    roles: Counter[Role] = field(factory=Counter)
    characters: Counter[Role] = field(factory=Counter)
    languages: Counter[str] = field(factory=Counter)
    sites: Counter[str] = field(factory=Counter)
    days: Counter[str] = field(factory=Counter)
    doubts: Counter[Doubt] = field(factory=Counter)

    def add(self, entry: Entry) -> None:
        """Count one more."""
        if entry.problem is not None:
            self.rejected += 1
            if len(self.rejects) < _REJECTS:
                self.rejects.append((entry.name, entry.problem))
            return
        self.kept += entry.kept
        self.words += entry.words
        self.roles.update(entry.roles)
        self.characters.update(entry.characters)
        self.languages[entry.language or "unknown"] += 1
        self.sites[entry.site or "unknown"] += 1
        if entry.date:
            self.days[entry.date] += 1
        self.doubts.update(entry.doubts)
        for name, value in _columns(entry):
            self.entries[name].append(value)

    @property
    def count(self) -> int:
        """Documents that have an article."""
        return len(self.entries["name"])

    @property
    def doubtful(self) -> int:
        """Documents with a reason to doubt them."""
        return sum(bool(doubts) for doubts in self.entries["doubts"])

    @property
    def mean_f1(self) -> float | None:
        """The mean word-F1 of the documents that the gold knows."""
        values = [value for value in self.entries["f1"] if value is not None]
        return sum(values) / len(values) if values else None

    def role_rows(self) -> list[tuple[Role, Bar, float]]:
        """The roles that occur, in the order of the table of roles, each with its share of the characters."""
        bars = {bar.label: bar for bar in _bars([(str(role), self.roles[role]) for role in Role if self.roles[role]])}
        characters = self.characters.total() or 1
        return [(role, bars[role], self.characters[role] / characters) for role in Role if role in bars]

    def language_bars(self) -> list[Bar]:
        """The languages, the commonest first."""
        return _commonest(self.languages)

    def site_bars(self) -> list[Bar]:
        """The sites, the commonest first."""
        return _commonest(self.sites)

    def doubt_bars(self) -> list[Bar]:
        """The doubts that occur."""
        return _bars([(str(doubt), self.doubts[doubt]) for doubt in Doubt if self.doubts[doubt]], of=self.count)

    def confidence_bars(self) -> list[Bar]:
        """How many documents have a confidence in each twentieth."""
        counts = Counter(min(int(value * _CONFIDENCE_BINS), _CONFIDENCE_BINS - 1) for value in self._confidences())
        width = 1 / _CONFIDENCE_BINS
        return _bars([(f"{n * width:.2f} to {(n + 1) * width:.2f}", counts[n]) for n in range(_CONFIDENCE_BINS)])

    def date_bars(self) -> list[Bar]:
        """Days, months, years or decades of publication, gaps filled, whichever a chart has room for."""
        if not self.days:
            return []
        first, last = (datetime.date.fromisoformat(day) for day in (min(self.days), max(self.days)))
        if (last - first).days < _MOST_COLUMNS:
            columns, cut = _days(first, last), 10
        elif (last.year - first.year + 1) * 12 <= _MOST_COLUMNS:
            columns, cut = [f"{year:04d}-{month:02d}" for year in _years(first, last) for month in range(1, 13)], 7
        elif last.year - first.year < _MOST_COLUMNS:
            columns, cut = [f"{year:04d}" for year in _years(first, last)], 4
        else:
            # Somebody printed the year 1; what is old beyond the chart is told by the table of documents.
            columns, cut = sorted({f"{year // 10:03d}" for year in _years(first, last)})[-_MOST_COLUMNS:], 3
        counts: Counter[str] = Counter()
        for day, count in self.days.items():
            counts[day[:cut]] += count
        bars = [(name + "0s" if cut == 3 else name, counts[name]) for name in columns]
        return _bars(bars, of=self.count)

    def reliability(self) -> list[Point]:
        """What confidences promised, and what the gold measured; empty without gold."""
        bands: dict[int, list[tuple[float, float]]] = {}
        for confidence, f1 in zip(self._confidences(), self.entries["f1"], strict=True):
            if f1 is not None:
                bands.setdefault(min(int(confidence * _BANDS), _BANDS - 1), []).append((confidence, f1))
        points = []
        for _, pairs in sorted(bands.items()):
            promised, measured = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
            points.append(Point(promised, measured, len(pairs)))
        return points

    def calibration_error(self) -> float:
        """The mean distance of the curve's points from the diagonal, weighed by their documents."""
        points = self.reliability()
        return sum(abs(one.promised - one.measured) * one.count for one in points) / sum(one.count for one in points)

    def slowest(self) -> list[_Listed]:
        """The documents that took longest, in milliseconds."""
        return self._listed("ms", reverse=True)

    def least_certain(self) -> list[_Listed]:
        """The documents with the lowest confidence."""
        return self._listed("confidence")

    def worst(self) -> list[_Listed]:
        """The documents with the lowest word-F1, without those that show as 1.000."""
        return [row for row in self._listed("f1") if row.value < _RIGHT]

    def _confidences(self) -> list[float]:
        return self.entries["confidence"]

    def _listed(self, column: str, *, reverse: bool = False) -> list[_Listed]:
        values = self.entries[column]
        numbers = [number for number, value in enumerate(values) if value is not None]
        numbers.sort(key=lambda number: -values[number] if reverse else values[number])
        names, titles = self.entries["name"], self.entries["title"]
        return [_Listed(number, names[number], titles[number], values[number]) for number in numbers[:_LISTED]]


def _columns(entry: Entry) -> Iterator[tuple[str, Any]]:
    doubts, roles = tuple(Doubt), tuple(Role)
    for name in ("name", "title", "site", "language", "date", "unsure", "kept", "words"):
        yield name, getattr(entry, name)
    yield "confidence", round(entry.confidence, 4)
    # Sets as bits: ten thousand documents are a short list.
    yield "doubts", sum(1 << doubts.index(doubt) for doubt in set(entry.doubts))
    yield "roles", sum(1 << roles.index(role) for role in entry.roles)
    yield "blocks", sum(entry.roles.values())
    yield "ms", None if entry.milliseconds is None else round(entry.milliseconds, 1)
    yield "f1", None if entry.f1 is None else round(entry.f1, 4)


def _bars(counts: Sequence[tuple[str, int]], *, of: int | None = None) -> list[Bar]:
    total = (sum(count for _, count in counts) if of is None else of) or 1
    largest = max((count for _, count in counts), default=0) or 1
    return [Bar(label, count, count / total, count / largest) for label, count in counts]


def _commonest(counts: Counter[str]) -> list[Bar]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rest = ranked[_ROWS:]
    if rest:
        ranked = [*ranked[:_ROWS], (f"{len(rest):,} others", sum(count for _, count in rest))]
    return _bars(ranked)


def _days(first: datetime.date, last: datetime.date) -> list[str]:
    return [(first + datetime.timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]


def _years(first: datetime.date, last: datetime.date) -> range:
    return range(first.year, last.year + 1)
