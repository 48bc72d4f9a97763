"""What became of a record: its article as text or the reason why there is none, and what there is to count."""

from __future__ import annotations

import enum
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import define, field, frozen

from newsclean.batch.pool import Lost
from newsclean.batch.records import BadRecord, Record
from newsclean.cleaner import Cleaner
from newsclean.errors import InputError
from newsclean.model import Article, Doubt, Role

__all__ = ["Outcome", "Status", "Summary", "lost_outcome", "outcome_of"]

# Han and kana write no blanks: each character counts as a word, as word processors count them.
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# How many records the summary names; the rest it counts.
_NAMED = 5


class Status(enum.StrEnum):
    """What can become of a record. Exactly one of these is true of each."""

    CLEANED = "cleaned"
    #: There is an article, without a text.
    EMPTY = "empty"
    #: There is an article that should be looked at: the chance is small that its text is right.
    LOW_CONFIDENCE = "low_confidence"
    #: Its article is nearly that of a record before it, and was left out as asked.
    DUPLICATE = "duplicate"
    #: It cannot be read, or newsclean fails on it.
    REJECTED = "rejected"
    #: It took more time than it may.
    TIMED_OUT = "timed_out"
    #: It took the process that cleaned it with it, or all its memory.
    CRASHED = "crashed"

    @property
    def is_reject(self) -> bool:
        """Whether it gave no article."""
        return self in (Status.REJECTED, Status.TIMED_OUT, Status.CRASHED)


@frozen
class Outcome:
    """What became of one record.

    Attributes:
        id: What its owner calls it.
        place: Where it stands; errors name it so.
        status: What became of it.
        rendered: The article, written; ``None`` if there is none.
        reason: Why there is none.
        kept: Words of its text.
        removed: Words of the dump that are not in the text.
        roles: How many blocks have each role.
        doubts: Why the article may be doubted.
        output_name: What a file of its own can be called; see ``Record``.
        carried: Fields that go with it; see ``Record``.
        signature: Of the text, if duplicates are looked for; see ``newsclean.batch.duplicates``.
        duplicate_of: The id of the first record with nearly the same text.
        lacks_dump: Whether the reason is that no field of the record is a dump; see ``BadRecord``.
    """

    id: str
    place: str
    status: Status
    rendered: str | None = None
    reason: str | None = None
    kept: int = 0
    removed: int = 0
    roles: Mapping[str, int] = field(factory=dict)
    doubts: tuple[Doubt, ...] = ()
    output_name: str = ""
    carried: Mapping[str, Any] = field(factory=dict)
    signature: bytes = b""
    duplicate_of: str | None = None
    lacks_dump: bool = False


def outcome_of(
    cleaner: Cleaner,
    options: Mapping[str, Any],
    render: Callable[[Article], str],
    record: Record | BadRecord,
    *,
    sign: Callable[[str], bytes] | None = None,
) -> Outcome:
    """Clean one record and write its article; a pure function of what it is given.

    Args:
        cleaner: Cleans it.
        options: As for ``Cleaner.clean``; they come before what the record says of itself, except for its kind.
        render: Writes the article.
        record: What to clean.
        sign: Gives the text its signature.

    Raises:
        MemoryError: There is too little memory, which is no fault of newsclean's.
    """
    if isinstance(record, BadRecord):
        return _reject(record, record.reason)
    try:
        article = cleaner.clean(record.raw(), **{**options, "kind": record.kind or options.get("kind")})
        rendered = render(article)
        signature = b"" if sign is None else sign(article.text)
        kept = _count_words(article.text)
        removed = max(_count_words(article.source) - kept, 0)
    except InputError as error:
        return _reject(record, error.reason)
    except MemoryError:
        raise
    # A defect of ours: one record must not take the others with it, nor go unnamed.
    except Exception as error:  # noqa: BLE001
        return _reject(record, f"newsclean failed on it ({type(error).__name__}: {error}); please report this")
    return Outcome(
        record.id,
        record.place,
        _status(article),
        rendered,
        kept=kept,
        removed=removed,
        # Plain text: members of an enumeration are looked up one by one when a pickle is read.
        roles=Counter(map(str, article.receipt.roles)),
        doubts=article.doubts,
        output_name=record.output_name,
        carried=record.carried,
        signature=signature,
    )


def lost_outcome(record: Record | BadRecord, lost: Lost) -> Outcome:
    """The outcome of a record that had to be given up."""
    return _reject(record, lost.reason, Status(lost.status))


def _reject(record: Record | BadRecord, reason: str, status: Status = Status.REJECTED) -> Outcome:
    return Outcome(
        record.id,
        record.place,
        status,
        reason=reason,
        output_name=record.output_name,
        carried=record.carried,
        lacks_dump=isinstance(record, BadRecord) and record.lacks_dump,
    )


def _status(article: Article) -> Status:
    if not article.text:
        return Status.EMPTY
    return Status.LOW_CONFIDENCE if Doubt.LOW_CONFIDENCE in article.doubts else Status.CLEANED


def _count_words(text: str) -> int:
    words = len(text.split())
    return words if text.isascii() else words + len(_UNSPACED.findall(text))


@define
class Summary:
    """The outcomes of a run, counted as they come.

    Attributes:
        counts: Records of each status.
        kept: Words kept.
        removed: Words removed.
        roles: Blocks of each role.
        doubts: Articles with each reason to doubt them.
        duplicates: Articles that are nearly that of a record before, left out or not.
        rejected_places: The first records that have no article.
        empty_places: The first whose article has no text.
    """

    counts: Counter[Status] = field(factory=Counter)
    kept: int = 0
    removed: int = 0
    roles: Counter[str] = field(factory=Counter)
    doubts: Counter[Doubt] = field(factory=Counter)
    duplicates: int = 0
    rejected_places: list[str] = field(factory=list)
    empty_places: list[str] = field(factory=list)

    @property
    def records(self) -> int:
        """How many records there were."""
        return self.counts.total()

    @property
    def rejects(self) -> int:
        """How many of them have no article."""
        return sum(count for status, count in self.counts.items() if status.is_reject)

    def add(self, outcome: Outcome) -> None:
        """Count one more."""
        self.counts[outcome.status] += 1
        self.kept += outcome.kept
        self.removed += outcome.removed
        self.roles.update(outcome.roles)
        self.doubts.update(outcome.doubts)
        self.duplicates += outcome.duplicate_of is not None
        if outcome.status.is_reject:
            _remember(self.rejected_places, [outcome.place])
        elif outcome.status is Status.EMPTY:
            _remember(self.empty_places, [outcome.place])

    def merge(self, later: Summary) -> None:
        """Count what another counted after this one."""
        self.counts.update(later.counts)
        self.kept += later.kept
        self.removed += later.removed
        self.roles.update(later.roles)
        self.doubts.update(later.doubts)
        self.duplicates += later.duplicates
        _remember(self.rejected_places, later.rejected_places)
        _remember(self.empty_places, later.empty_places)

    def to_dict(self) -> dict[str, Any]:
        """What ``from_dict`` takes; plain values, each table in its own order."""
        return {
            "records": self.records,
            **{str(status): self.counts[status] for status in Status},
            "words": {"kept": self.kept, "removed": self.removed},
            "blocks": {str(role): self.roles[role] for role in Role if self.roles[role]},
            "doubts": {str(doubt): self.doubts[doubt] for doubt in Doubt if self.doubts[doubt]},
            "duplicates": self.duplicates,
            "first_rejects": self.rejected_places,
            "first_empty": self.empty_places,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Summary:
        """The inverse of ``to_dict``.

        Raises:
            KeyError, ValueError: It is not one.
        """
        return cls(
            Counter({status: data[status] for status in Status if data[status]}),
            data["words"]["kept"],
            data["words"]["removed"],
            Counter({str(Role(name)): count for name, count in data["blocks"].items()}),
            Counter({Doubt(name): count for name, count in data["doubts"].items()}),
            data["duplicates"],
            list(data["first_rejects"]),
            list(data["first_empty"]),
        )

    def lines(self) -> Iterator[str]:
        """The summary for people."""
        # Good news is told even if there is none; bad news only if there is.
        told = [
            f"{self.counts[status]:,} {status.replace('_', ' ')}"
            for status in Status
            if self.counts[status] or status in (Status.CLEANED, Status.REJECTED)
        ]
        yield f"documents  {self.records:,}: {', '.join(told)}"
        words = self.kept + self.removed
        share = f" ({self.kept / words:.0%})" if words else ""
        yield f"words      {self.kept:,} kept{share}, {self.removed:,} removed"
        # In the order of the roles' table, so that two summaries can be laid side by side.
        counts = [f"{role} {self.roles[role]:,}" for role in Role if self.roles[role]]
        for number, row in enumerate(textwrap.wrap(", ".join(counts) or "none", 80)):
            yield f"{'' if number else 'blocks':<11}{row}"
        if doubts := [f"{doubt} {self.doubts[doubt]:,}" for doubt in Doubt if self.doubts[doubt]]:
            yield f"doubts     {', '.join(doubts)}"
        if self.duplicates:
            yield f"duplicates {self.duplicates:,}"
        if self.empty_places:
            yield f"no story   {_listed(self.empty_places, self.counts[Status.EMPTY])}"
        if self.rejects:
            yield f"rejected   {_listed(self.rejected_places, self.rejects)}"


def _remember(names: list[str], more: list[str]) -> None:
    names += more[: _NAMED - len(names)]


def _listed(names: list[str], count: int) -> str:
    more = f" and {count - len(names):,} more" if count > len(names) else ""
    return ", ".join(names) + more
