"""Labelled blocks become an article: text, facts, related stories, the receipt."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.labeller.features import FEATURES
from newsclean.model import BODY_ROLES, Article, Dump, Evidence, Fact, Related, Role, Span
from newsclean.receipt import Ledger, Receipt
from newsclean.segmentation import fold_white_space

if TYPE_CHECKING:
    from newsclean.blocks import Blocks
    from newsclean.labeller import Labels

__all__ = ["assemble"]

_SHARE_NAMES = tuple(f"labeller.{name}" for name in FEATURES)
_SHARE_REASONS = tuple(FEATURES.values())
# How far above and below the story a date or a byline may stand, in blocks. Further away stand the date of the visit,
# other stories' dates, and the editors of the site (development dumps, 2026-11).
_ABOVE, _BELOW = 25, 8


def assemble(dump: Dump, blocks: Blocks, labels: Labels, intercept: float) -> Article:
    """Put the article together.

    Args:
        dump: What was read.
        blocks: Its blocks.
        labels: The labeller's verdict on them.
        intercept: The part of every score that no feature has.
    """
    ledger = _ledger(dump, blocks, labels, intercept)
    story = [number for number, role in enumerate(labels.roles) if role in BODY_ROLES]
    readings = _Readings(blocks, labels, *_story_range(blocks, labels.roles, story))
    facts = tuple(readings.facts())
    chosen = _chosen(facts)
    published = _moment(chosen.get("published", ()))
    modified = _moment(chosen.get("modified", ()))
    return Article(
        text="\n\n".join(
            text for text, role in zip(ledger.texts, ledger.roles, strict=True) if role in BODY_ROLES
        ),
        title=_first(chosen, "title"),
        standfirst=_first(chosen, "standfirst"),
        dateline=_first(chosen, "dateline"),
        date=published[0],
        published_at=published[1],
        modified_at=modified[1],
        authors=chosen.get("authors", ()),
        tags=chosen.get("tags", ()),
        section=chosen.get("section", ()),
        captions=chosen.get("captions", ()),
        credits=chosen.get("credits", ()),
        url=dump.url,
        language=dump.language or blocks.language,
        related=tuple(_related(labels)),
        confidence=_document_confidence(blocks, labels),
        receipt=Receipt(ledger),
        facts=tuple(_public(fact) for fact in facts),
        source=dump.text,
        id=dump.id,
    )


def _ledger(dump: Dump, blocks: Blocks, labels: Labels, intercept: float) -> Ledger:
    """The verdict as columns; pieces of one line that are all body are one paragraph again."""
    margins = np.abs(labels.scores - labels.threshold)
    confidences = (1.0 / (1.0 + np.exp(-margins))).round(4).tolist()
    firsts = [number for number in range(len(blocks)) if not _continues(dump, blocks, labels.roles, number)]
    if len(firsts) == len(blocks):
        starts, ends, texts, roles = blocks.starts, blocks.ends, blocks.texts, labels.roles
        votes, shares = labels.votes, labels.shares
    else:
        lasts = [*(number - 1 for number in firsts[1:]), len(blocks) - 1]
        runs = list(zip(firsts, lasts, strict=True))
        starts = [blocks.starts[first] for first, _ in runs]
        ends = [blocks.ends[last] for _, last in runs]
        texts = [
            blocks.texts[first] if first == last else fold_white_space(dump.text[blocks.starts[first] : blocks.ends[last]])
            for first, last in runs
        ]
        roles = [labels.roles[first] for first in firsts]
        votes = [
            [vote for number in range(first, last + 1) for vote in labels.votes[number]] for first, last in runs
        ]
        # The least certain piece speaks for the paragraph.
        weakest = [min(range(first, last + 1), key=confidences.__getitem__) for first, last in runs]
        shares = labels.shares[weakest]
        confidences = [confidences[number] for number in weakest]
    return Ledger(starts, ends, texts, roles, confidences, votes, shares, intercept, _SHARE_NAMES, _SHARE_REASONS)


def _continues(dump: Dump, blocks: Blocks, roles: list[Role], number: int) -> bool:
    """Whether a block goes on where the one before it ended, in the same line and with a blank between them.

    Without a blank the flattener glued two paragraphs together, and they stay apart.
    """
    return (
        number > 0
        and roles[number] is Role.BODY
        and roles[number - 1] is Role.BODY
        and blocks.lines[number] == blocks.lines[number - 1]
        and blocks.starts[number] > blocks.ends[number - 1]
    )


def _story_range(blocks: Blocks, roles: list[Role], story: list[int]) -> tuple[int, int]:
    """The blocks near the story, headline and what belongs to it included, half-open."""
    if not story:
        return 0, len(blocks)
    first = next((number for number, role in enumerate(roles) if role is Role.TITLE), story[0])
    return max(0, min(first, story[0]) - _ABOVE), story[-1] + 1 + _BELOW


@frozen(eq=False)
class _Readings:
    """Reads facts off the labelled blocks, those near the story only."""

    blocks: Blocks
    labels: Labels
    near_start: int
    near_end: int

    def facts(self) -> Iterator[Fact]:
        yield from self._single("title", Role.TITLE)
        yield from self._single("standfirst", Role.STANDFIRST)
        yield from self._dateline()
        yield from self._dates("published")
        yield from self._dates("modified")
        yield from self._many("authors", Role.BYLINE, near=True)
        yield from self._many("tags", Role.TAGS, near=False)
        yield from self._section()
        yield from self._many("captions", Role.CAPTION, near=True)
        yield from self._many("credits", Role.CREDIT, near=True)

    def _votes(self, role: Role, *, near: bool) -> Iterator[tuple[int, Evidence]]:
        """Votes for ``role`` on blocks that have it, and on the parts of other blocks that are facts."""
        roles = self.labels.roles
        numbers = range(self.near_start, min(self.near_end, len(roles))) if near else range(len(roles))
        for number in numbers:
            for vote in self.labels.votes[number]:
                if vote.role is role and (roles[number] is role or roles[number] in _FACT_ROLES):
                    yield number, vote

    def _single(self, name: str, role: Role) -> Iterator[Fact]:
        chosen = True
        for number, found in enumerate(self.labels.roles):
            if found is role:
                rule = next((vote.rule for vote in self.labels.votes[number] if vote.role is role), "labeller")
                yield Fact(name, self.blocks.texts[number], self.blocks.span(number), rule, chosen)
                chosen = False

    def _dateline(self) -> Iterator[Fact]:
        story = [number for number, role in enumerate(self.labels.roles) if role in BODY_ROLES]
        chosen = True
        for number in story[:3]:
            for vote in self.labels.votes[number]:
                if vote.role is Role.DATELINE and vote.value:
                    yield Fact("dateline", vote.value[0], vote.span, vote.rule, chosen)
                    chosen = False

    def _dates(self, part: str) -> Iterator[Fact]:
        found = [
            vote for _, vote in self._votes(Role.DATE, near=True) if vote.part == part and vote.value
        ]
        # A date that says what it is comes first, then the one that stands first.
        found.sort(key=lambda vote: (-vote.weight, vote.span.start))
        for rank, vote in enumerate(found):
            yield Fact(part, vote.value[0], vote.span, vote.rule, rank == 0)

    def _many(self, name: str, role: Role, *, near: bool) -> Iterator[Fact]:
        seen: set[str] = set()
        for number, vote in self._votes(role, near=near):
            values = vote.value
            if not values and vote.part is None and self.labels.roles[number] is role:
                values = (self.blocks.texts[number],) if role in (Role.CAPTION, Role.CREDIT) else ()
            for value in values:
                yield Fact(name, value, vote.span, vote.rule, value not in seen)
                seen.add(value)

    def _section(self) -> Iterator[Fact]:
        chosen = True
        for number, role in enumerate(self.labels.roles):
            if role is not Role.NAVIGATION:
                continue
            paths = [vote for vote in self.labels.votes[number] if vote.part == "breadcrumb"]
            for vote in paths:
                for step in vote.value:
                    yield Fact("section", step, vote.span, vote.rule, chosen)
            chosen = chosen and not paths


# A fact may stand inside the block of another: the date behind the byline, the credit in the caption.
_FACT_ROLES = frozenset({Role.BYLINE, Role.DATE, Role.CAPTION, Role.CREDIT, Role.TAGS, Role.DATELINE})


def _chosen(facts: Iterable[Fact]) -> dict[str, tuple[str, ...]]:
    chosen: dict[str, tuple[str, ...]] = {}
    for fact in facts:
        if fact.chosen:
            chosen[fact.name] = (*chosen.get(fact.name, ()), fact.value)
    return chosen


_PUBLIC_NAMES = {"published": "published_at", "modified": "modified_at"}


def _public(fact: Fact) -> Fact:
    """The fact under the name of the article's attribute that it speaks for."""
    name = _PUBLIC_NAMES.get(fact.name)
    if name is None:
        return fact
    if fact.name == "published" and "T" not in fact.value:
        name = "date"
    return Fact(name, fact.value, fact.span, fact.origin, fact.chosen)


def _first(chosen: dict[str, tuple[str, ...]], name: str) -> str | None:
    values = chosen.get(name)
    return values[0] if values else None


def _moment(values: tuple[str, ...]) -> tuple[datetime.date | None, datetime.datetime | None]:
    """An ISO date or time as the day, and as the time where one is given."""
    if not values:
        return None, None
    if "T" in values[0]:
        moment = datetime.datetime.fromisoformat(values[0])
        return moment.date(), moment
    return datetime.date.fromisoformat(values[0]), None


def _related(labels: Labels) -> Iterator[Related]:
    """Teasers and "Read more" lines that were taken out, in the order of the dump."""
    teasers: dict[Span, dict[str, str]] = {}
    for role, votes in zip(labels.roles, labels.votes, strict=True):
        if role in BODY_ROLES:
            continue
        best: dict[Span, Evidence] = {}
        for vote in votes:
            if vote.role in (Role.RELATED, Role.READ_MORE) and vote.part in _TEASER_PARTS and vote.value:
                whole = vote.whole or vote.span
                if whole not in best or vote.weight > best[whole].weight:
                    best[whole] = vote
        for whole, vote in best.items():
            teasers.setdefault(whole, {})[str(vote.part)] = vote.value[0]
    for parts in teasers.values():
        if "headline" in parts:
            minutes = parts.get("reading_minutes")
            yield Related(
                title=parts["headline"],
                kicker=parts.get("kicker"),
                summary=parts.get("summary"),
                reading_minutes=int(minutes) if minutes else None,
            )


_TEASER_PARTS = frozenset({"kicker", "headline", "summary", "reading_minutes"})


def _document_confidence(blocks: Blocks, labels: Labels) -> float:
    """The share of the dump's words that the labeller expects to have put on the right side."""
    words = blocks.shape.words
    total = float(words.sum())
    if not total or not any(role in BODY_ROLES for role in labels.roles):
        return 0.0
    margins = np.abs(labels.scores - labels.threshold)
    return round(float((words / (1.0 + np.exp(-margins))).sum() / total), 4)
