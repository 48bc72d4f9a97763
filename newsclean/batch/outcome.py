"""What became of a record: its article as text or the reason why there is none, and what there is to count."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import define, field, frozen

from newsclean.batch.records import BadRecord, Record
from newsclean.cleaner import Cleaner
from newsclean.errors import InputError
from newsclean.model import Article, Doubt, Role

__all__ = ["Outcome", "Summary", "outcome_of"]

# Han and kana write no blanks: each character counts as a word, as word processors count them.
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# How many records the summary names; the rest it counts.
_NAMED = 5


@frozen
class Outcome:
    """What became of one record.

    Attributes:
        name: What its owner calls it.
        place: Where it stands below its input; see ``Record``.
        rendered: The article, written; ``None`` if there is none.
        problem: Why there is none.
        empty: Whether there is an article without a text.
        kept: Words of its text.
        removed: Words of the dump that are not in the text.
        roles: How many blocks have each role.
        doubts: Why the article may be doubted.
        carried: Fields of the record that are passed on to the output.
    """

    name: str
    place: str
    rendered: str | None = None
    problem: str | None = None
    empty: bool = False
    kept: int = 0
    removed: int = 0
    roles: Mapping[Role, int] = field(factory=dict)
    doubts: tuple[Doubt, ...] = ()
    carried: Mapping[str, Any] = field(factory=dict)


def outcome_of(
    cleaner: Cleaner, options: Mapping[str, Any], render: Callable[[Article], str], record: Record | BadRecord
) -> Outcome:
    """Clean one record and write its article; a pure function of what it is given, and it never raises.

    Args:
        cleaner: Cleans it.
        options: As for ``Cleaner.clean``.
        render: Writes the article.
        record: What to clean.
    """
    name, place = record.place, record.output_name
    if isinstance(record, BadRecord):
        return Outcome(name, place, problem=record.reason, carried=record.carried)
    try:
        article = cleaner.clean(record.raw(), **{**options, "kind": record.kind or options.get("kind")})
        rendered = render(article)
    except InputError as error:
        return Outcome(name, place, problem=error.reason, carried=record.carried)
    # A defect of ours, or too little memory: one record must not take the others with it, nor go unnamed.
    except Exception as error:  # noqa: BLE001
        reason = f"newsclean failed on it ({type(error).__name__}: {error}); please report this"
        return Outcome(name, place, problem=reason, carried=record.carried)
    kept = _count_words(article.text)
    return Outcome(
        name,
        place,
        rendered,
        empty=not article.text,
        kept=kept,
        removed=max(_count_words(article.source) - kept, 0),
        roles=Counter(article.receipt.roles),
        doubts=article.doubts,
        carried=record.carried,
    )


def _count_words(text: str) -> int:
    words = len(text.split())
    return words if text.isascii() else words + len(_UNSPACED.findall(text))


@define
class Summary:
    """The outcomes of a run, counted as they come.

    Attributes:
        cleaned: Records that gave an article.
        skipped: Records that did not.
        empty: Articles without a text.
        kept: Words kept.
        removed: Words removed.
        roles: Blocks of each role.
        doubts: Articles with each reason to doubt them.
        skipped_names: The first records that were skipped.
        empty_names: The first that have no text.
    """

    cleaned: int = 0
    skipped: int = 0
    empty: int = 0
    kept: int = 0
    removed: int = 0
    roles: Counter[Role] = field(factory=Counter)
    doubts: Counter[Doubt] = field(factory=Counter)
    skipped_names: list[str] = field(factory=list)
    empty_names: list[str] = field(factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one more."""
        if outcome.problem is not None:
            self.skipped += 1
            _remember(self.skipped_names, outcome.name)
            return
        self.cleaned += 1
        self.kept += outcome.kept
        self.removed += outcome.removed
        self.roles.update(outcome.roles)
        self.doubts.update(outcome.doubts)
        if outcome.empty:
            self.empty += 1
            _remember(self.empty_names, outcome.name)

    def lines(self) -> Iterator[str]:
        """The summary for people."""
        yield f"documents  {self.cleaned:,} cleaned, {self.skipped:,} skipped"
        words = self.kept + self.removed
        share = f" ({self.kept / words:.0%})" if words else ""
        yield f"words      {self.kept:,} kept{share}, {self.removed:,} removed"
        # In the order of the roles' table, so that two summaries can be laid side by side.
        counts = [f"{role} {self.roles[role]:,}" for role in Role if self.roles[role]]
        for number, row in enumerate(textwrap.wrap(", ".join(counts) or "none", 80)):
            yield f"{'' if number else 'blocks':<11}{row}"
        if doubts := [f"{doubt} {self.doubts[doubt]:,}" for doubt in Doubt if self.doubts[doubt]]:
            yield f"doubts     {', '.join(doubts)}"
        if self.empty:
            yield f"no story   {_listed(self.empty_names, self.empty)}"
        if self.skipped:
            yield f"skipped    {_listed(self.skipped_names, self.skipped)}"


def _remember(names: list[str], name: str) -> None:
    if len(names) < _NAMED:
        names.append(name)


def _listed(names: list[str], count: int) -> str:
    more = f" and {count - len(names):,} more" if count > len(names) else ""
    return ", ".join(names) + more
