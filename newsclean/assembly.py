"""Labelled blocks become an article: text, facts, related stories, the receipt."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

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
    facts = _facts(blocks, labels, _story_range(blocks, labels.roles, story))
    chosen = _chosen(facts)
    published = _moment(chosen.get("published", ()))
    modified = _moment(chosen.get("modified", ()))
    return Article(
        text="\n\n".join(text for text, role in zip(ledger.texts, ledger.roles, strict=True) if role in BODY_ROLES),
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
    in_pieces = bool(blocks.lines) and blocks.lines[-1] + 1 < len(blocks)
    firsts = [number for number in range(len(blocks)) if not (in_pieces and _continues(blocks, labels.roles, number))]
    if len(firsts) == len(blocks):
        starts, ends, texts, roles = blocks.starts, blocks.ends, blocks.texts, labels.roles
        votes, shares = labels.votes, labels.shares
    else:
        lasts = [*(number - 1 for number in firsts[1:]), len(blocks) - 1]
        runs = list(zip(firsts, lasts, strict=True))
        starts = [blocks.starts[first] for first, _ in runs]
        ends = [blocks.ends[last] for _, last in runs]
        texts = [
            blocks.texts[first]
            if first == last
            else fold_white_space(dump.text[blocks.starts[first] : blocks.ends[last]])
            for first, last in runs
        ]
        roles = [labels.roles[first] for first in firsts]
        votes = [[vote for number in range(first, last + 1) for vote in labels.votes[number]] for first, last in runs]
        # The least certain piece speaks for the paragraph.
        weakest = [min(range(first, last + 1), key=confidences.__getitem__) for first, last in runs]
        shares = labels.shares[weakest]
        confidences = [confidences[number] for number in weakest]
    return Ledger(starts, ends, texts, roles, confidences, votes, shares, intercept, _SHARE_NAMES, _SHARE_REASONS)


def _continues(blocks: Blocks, roles: list[Role], number: int) -> bool:
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


def _story_range(blocks: Blocks, roles: list[Role], story: list[int]) -> range:
    """The blocks near the story, headline and what belongs to it included."""
    if not story:
        return range(len(blocks))
    first = next((number for number, role in enumerate(roles) if role is Role.TITLE), story[0])
    return range(max(0, min(first, story[0]) - _ABOVE), story[-1] + 1 + _BELOW)


# Facts that several votes may speak for, all of which are kept, with the attribute of the article that they go to.
_LISTED = {Role.BYLINE: "authors", Role.TAGS: "tags", Role.CAPTION: "captions", Role.CREDIT: "credits"}
# These are read near the story only: far from it stand other stories' authors, pictures and dates.
_NEAR = frozenset({Role.BYLINE, Role.CAPTION, Role.CREDIT, Role.DATE})
# A fact may stand inside the block of another: the date behind the byline, the credit in the caption.
_FACT_ROLES = frozenset({Role.BYLINE, Role.DATE, Role.CAPTION, Role.CREDIT, Role.TAGS})
_DATES = ("published", "modified")
# A dateline opens the story; a standfirst or two may stand before it.
_DATELINE_PARAGRAPHS = 3


def _facts(blocks: Blocks, labels: Labels, near: range) -> list[Fact]:
    """Every reading of every fact, in the order of the dump, dates by rank; of each fact the first is chosen."""
    readings: list[tuple[str, Evidence]] = []
    paragraphs = 0
    for number, role in enumerate(labels.roles):
        paragraphs += role is Role.BODY
        for vote in labels.votes[number]:
            name = _fact_of(vote, role, number in near)
            if name is not None and not (name == "dateline" and paragraphs > _DATELINE_PARAGRAPHS):
                readings.append((name, vote))
    # A date that says what it is comes first, then the one that stands first.
    dates = [reading for reading in readings if reading[0] in _DATES]
    dates.sort(
        key=lambda reading: (-reading[1].weight, not reading[1].rule.startswith("lexicon"), reading[1].span.start)
    )
    facts: list[Fact] = []
    seen: dict[str, set[str]] = {}
    for name, vote in [*(reading for reading in readings if reading[0] not in _DATES), *dates]:
        known = seen.setdefault(name, set())
        first = not known
        # A block's text, not its vote, is the headline.
        values = (blocks.texts[_number(blocks, vote)],) if name in ("title", "standfirst") else vote.value
        for value in values[:1] if name in (*_DATES, "dateline") else values:
            chosen = value not in known if name in _LISTED.values() else first
            facts.append(Fact(name, value, vote.span, vote.rule, chosen))
            known.add(value)
    return facts


def _rank(vote: Evidence) -> tuple[float, bool, int]:
    return -vote.weight, not vote.rule.startswith("lexicon"), vote.span.start


def _fact_of(vote: Evidence, role: Role, near: bool) -> str | None:
    """Which fact a vote speaks for, on a block of ``role``; ``None`` for none, or for another story's."""
    if role is Role.TITLE or role is Role.STANDFIRST:
        return role.value if vote.role is role else None
    if role is Role.BODY:
        return "dateline" if vote.role is Role.DATELINE and vote.value else None
    if role is Role.NAVIGATION:
        return "section" if vote.part == "breadcrumb" else None
    if role not in _FACT_ROLES or not (near or vote.role not in _NEAR):
        return None
    if vote.role is Role.DATE:
        return vote.part if vote.part in _DATES and vote.value else None
    return _LISTED.get(vote.role)


def _number(blocks: Blocks, vote: Evidence) -> int:
    return bisect_right(blocks.starts, vote.span.start) - 1


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
        if role is not Role.RELATED and role is not Role.READ_MORE:
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
