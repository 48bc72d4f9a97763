"""Two runs on the same dumps: which blocks changed their role, and which documents gained or lost text."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from newsclean.batch.articles import read_articles
from newsclean.errors import InputError
from newsclean.evaluation.lines import holds_lines, read_lines
from newsclean.evaluation.subjects import Found
from newsclean.evaluation.words import tokenize
from newsclean.model import BODY_ROLES, Article, Role

__all__ = ["BlockChange", "Comparison", "DocumentChange", "compare", "compare_files", "found_in"]

_FACTS = ("title", "date", "authors")
# Documents whose changes are kept; all are counted.
_KEPT_DOCUMENTS = 2_000
_KEPT_CHANGES = 200


@frozen
class BlockChange:
    """A stretch of a dump whose role is another one now.

    Attributes:
        text: What stands there, white space folded.
        old: Its role in the old run.
        new: Its role in the new run.
    """

    text: str
    old: Role
    new: Role

    @property
    def mark(self) -> str:
        """``+`` if it came into the text, ``-`` if it went out of it, ``·`` if neither."""
        if (self.old in BODY_ROLES) is (self.new in BODY_ROLES):
            return "·"
        return "+" if self.new in BODY_ROLES else "-"


@frozen
class DocumentChange:
    """What is different in one document.

    Attributes:
        name: Its id.
        blocks: Blocks that changed their role.
        gained: Paragraphs of the new text that the old one had not.
        lost: Paragraphs of the old text that the new one has not.
        gained_words: Their words.
        lost_words: Their words.
        facts: Name, old and new value of facts that are different.
        old_confidence: Of the old article.
        new_confidence: Of the new one.
    """

    name: str
    blocks: tuple[BlockChange, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    gained_words: int = 0
    lost_words: int = 0
    facts: tuple[tuple[str, str, str], ...] = ()
    old_confidence: float | None = None
    new_confidence: float | None = None

    def __bool__(self) -> bool:
        return bool(self.blocks or self.gained or self.lost or self.facts)

    def paragraphs(self) -> Iterator[tuple[str, str]]:
        """The paragraphs lost (``-``) and gained (``+``) that the changes of blocks do not tell already."""
        told = {change.text for change in self.blocks}
        for mark, texts in (("-", self.lost), ("+", self.gained)):
            yield from ((mark, text) for text in texts if text not in told)


@define
class Comparison:
    """Two runs, compared document by document.

    Attributes:
        both: Documents in both runs.
        with_receipts: How many of them have a receipt in both, so that their blocks could be compared.
        changed: How many of them are different.
        gained: How many gained text.
        lost: How many lost text.
        changes: What is different in them; in the first two thousand.
        roles: How many blocks went from which role to which.
        only_old: Names of documents that only the old run has.
        only_new: Names of documents that only the new run has.
        problems: Records that cannot be read.
    """

    both: int = 0
    with_receipts: int = 0
    changed: int = 0
    gained: int = 0
    lost: int = 0
    gained_words: int = 0
    lost_words: int = 0
    changes: list[DocumentChange] = field(factory=list)
    roles: Counter[tuple[Role, Role]] = field(factory=Counter)
    only_old: list[str] = field(factory=list)
    only_new: list[str] = field(factory=list)
    problems: list[InputError] = field(factory=list)

    @property
    def is_same(self) -> bool:
        """Whether nothing is different."""
        return not (self.changed or self.only_old or self.only_new or self.problems)

    def add(self, change: DocumentChange) -> None:
        """Count a document that both runs have."""
        self.both += 1
        if not change:
            return
        self.changed += 1
        self.gained += bool(change.gained)
        self.lost += bool(change.lost)
        self.gained_words += change.gained_words
        self.lost_words += change.lost_words
        self.roles.update((block.old, block.new) for block in change.blocks)
        if len(self.changes) < _KEPT_DOCUMENTS:
            self.changes.append(change)


def found_in(article: Article) -> Found:
    """What of an article is compared."""
    return Found.of(article)


def compare(name: str, old: Found, new: Found) -> DocumentChange:
    """What is different between two versions of one document. Linear, but for sorting.

    Args:
        name: Its id.
        old: Its old version.
        new: Its new one. Blocks are compared if both versions have a receipt.
    """
    blocks = tuple(_block_changes(old, new))[:_KEPT_CHANGES] if old.blocks and new.blocks else ()
    lost, gained = _differing(_paragraphs(old), _paragraphs(new))
    facts = [(fact, _told(getattr(old, fact)), _told(getattr(new, fact))) for fact in _FACTS]
    return DocumentChange(
        name,
        blocks,
        tuple(gained[:_KEPT_CHANGES]),
        tuple(lost[:_KEPT_CHANGES]),
        sum(len(tokenize(text)) for text in gained),
        sum(len(tokenize(text)) for text in lost),
        tuple(fact for fact in facts if fact[1] != fact[2]),
        old.confidence,
        new.confidence,
    )


def compare_files(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Comparison:
    """Compare two outputs of ``newsclean clean``, files or folders of any format; documents find each other by id.

    Documents in the same order in both are compared as they are read; others wait in memory for their partner. What of
    an output cannot be read is among the problems.

    Raises:
        InputError: One of them is no output with fields.
    """
    comparison = Comparison()
    waiting: tuple[dict[str, Found], dict[str, Found]] = ({}, {})
    for pair in zip_longest(_versions(Path(old), comparison), _versions(Path(new), comparison)):
        for side, version in enumerate(pair):
            if version is None:
                continue
            name, found = version
            partner = waiting[1 - side].pop(name, None)
            if partner is not None:
                comparison.with_receipts += bool(found.blocks and partner.blocks)
                comparison.add(compare(name, found, partner) if side == 0 else compare(name, partner, found))
            elif name in waiting[side]:
                comparison.problems.append(InputError("the id stands there twice", record=name))
            else:
                waiting[side][name] = found
    comparison.only_old, comparison.only_new = map(list, waiting)
    return comparison


def _versions(path: Path, comparison: Comparison) -> Iterator[tuple[str, Found]]:
    is_plain = path.is_file() and holds_lines(path)
    for name, data in read_lines(path) if is_plain else read_articles(path):
        try:
            if isinstance(data, InputError):
                raise data
            yield _identifier(name, data), Found.from_data(data, record=name)
        except InputError as error:
            comparison.problems.append(error)


def _identifier(name: str, data: dict[str, Any]) -> str:
    identifier = data.get("id")
    if not isinstance(identifier, str | int) or identifier == "":
        raise InputError("the record has no field 'id', by which the other version is found", record=name)
    return str(identifier)


def _block_changes(old: Found, new: Found) -> Iterator[BlockChange]:
    if old.source == new.source:
        # The line may be cut elsewhere now: a block is compared with the one that stood where it begins.
        starts = [start for start, _, _ in old.blocks]
        for start, end, role in new.blocks:
            place = max(bisect_right(starts, start) - 1, 0)
            former = old.blocks[place][2]
            if former is not role:
                yield BlockChange(_fold((new.source or "")[start:end]), former, role)
        return
    # Another text of the same page: the first line of some words is compared with the first of them, and so on.
    former_roles: dict[str, list[Role]] = {}
    for start, end, role in reversed(old.blocks):
        former_roles.setdefault(_fold((old.source or "")[start:end]), []).append(role)
    for start, end, role in new.blocks:
        text = _fold((new.source or "")[start:end])
        roles = former_roles.get(text)
        if roles and (former := roles.pop()) is not role:
            yield BlockChange(text, former, role)


def _differing(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """What only one of two lists has, how often counts; in their order."""
    return list(_beyond(old, new)), list(_beyond(new, old))


def _beyond(texts: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    left = Counter(others)
    for text in texts:
        if left[text]:
            left[text] -= 1
        else:
            yield text


def _paragraphs(found: Found) -> list[str]:
    return [folded for text in found.text.split("\n\n") if (folded := _fold(text))]


def _fold(text: str) -> str:
    return " ".join(text.split())


def _told(value: str | tuple[str, ...] | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or ""
