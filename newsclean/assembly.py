"""Labelled blocks become an article: text, facts, related stories, the receipt."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import numpy as np

from newsclean.labeller.features import FEATURES
from newsclean.model import BODY_ROLES, Article, Dump, Evidence, Fact, Related, Role, Span
from newsclean.receipt import Ledger, Receipt
from newsclean.segmentation import fold_white_space

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    confidences = 1.0 / (1.0 + np.exp(-np.abs(labels.scores - labels.threshold)))
    ledger = _ledger(blocks, labels, confidences, intercept)
    story = [number for number, role in enumerate(labels.roles) if role in BODY_ROLES]
    readings = labels.votes.readings()
    facts = _facts(blocks, labels.roles, readings, _story_range(blocks, labels.roles, story))
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
        related=tuple(_related(labels.roles, readings)),
        confidence=_document_confidence(blocks, confidences) if story else 0.0,
        receipt=Receipt(ledger),
        facts=tuple(_public(fact) for fact in facts),
        source=dump.text,
        id=dump.id,
    )


def _ledger(blocks: Blocks, labels: Labels, sureness: NDArray[np.float64], intercept: float) -> Ledger:
    """The verdict as columns; pieces of one line that are all body are one paragraph again."""
    count = len(blocks)
    firsts = _paragraphs(blocks, labels.roles)
    behind = np.append(firsts[1:], count)[: len(firsts)]
    starts, ends = blocks.bounds[0, firsts], blocks.bounds[1, behind - 1]
    confidences = sureness.round(4)
    texts, roles, speakers = blocks.texts, labels.roles, firsts
    if len(firsts) < count:
        texts = [texts[first] for first in firsts.tolist()]
        roles = [roles[first] for first in firsts.tolist()]
        speakers = firsts.copy()
        for number in np.flatnonzero(behind - firsts > 1).tolist():
            texts[number] = fold_white_space(blocks.dump.text[starts[number] : ends[number]])
            # The least certain piece speaks for the paragraph.
            speakers[number] += confidences[firsts[number] : behind[number]].argmin()
    return Ledger(
        starts,
        ends,
        texts,
        roles,
        confidences[speakers],
        labels.votes.evidence,
        labels.votes.vote,
        np.searchsorted(labels.votes.block, np.append(firsts, count)).astype(np.int32),
        labels.shares,
        speakers,
        intercept,
        _SHARE_NAMES,
        _SHARE_REASONS,
    )


def _paragraphs(blocks: Blocks, roles: Sequence[Role]) -> NDArray[np.int32]:
    """The blocks but those of the body that go on where the one before ended, in the same line and behind a blank.

    Without a blank the flattener glued two paragraphs together, and they stay apart.
    """
    numbers = np.arange(len(blocks), dtype=np.int32)
    lines, starts, ends = blocks.lines, blocks.starts, blocks.ends
    if not lines or lines[-1] + 1 == len(lines):
        # No line was cut.
        return numbers
    same_line = [number for number, (before, line) in enumerate(pairwise(lines), 1) if before == line]
    joined = [
        number
        for number in same_line
        if roles[number] is roles[number - 1] is Role.BODY and starts[number] > ends[number - 1]
    ]
    return np.delete(numbers, joined) if joined else numbers


def _story_range(blocks: Blocks, roles: list[Role], story: list[int]) -> range:
    """The blocks near the story, headline and what belongs to it included."""
    if not story:
        return range(len(blocks))
    first = next((number for number, role in enumerate(roles) if role is Role.TITLE), story[0])
    # The first line of a dump is the title of the page, above all menus.
    above = min(first, story[0]) if first else story[0]
    return range(max(0, above - _ABOVE), story[-1] + 1 + _BELOW)


# Facts that several votes may speak for, all of which are kept, with the attribute of the article that they go to.
_LISTED = {Role.BYLINE: "authors", Role.TAGS: "tags", Role.CAPTION: "captions", Role.CREDIT: "credits"}
# These are read near the story only: far from it stand other stories' authors, pictures and dates.
_NEAR = frozenset({Role.BYLINE, Role.CAPTION, Role.CREDIT, Role.DATE})
# A fact may stand inside the block of another: the date behind the byline, the credit in the caption.
_FACT_ROLES = frozenset({Role.BYLINE, Role.DATE, Role.CAPTION, Role.CREDIT, Role.TAGS})
_DATES = ("published", "modified")
# A dateline opens the story; a standfirst or two may stand before it.
_DATELINE_PARAGRAPHS = 3


def _facts(blocks: Blocks, roles: Sequence[Role], readings: Sequence[tuple[int, Evidence]], near: range) -> list[Fact]:
    """Every reading of every fact, in the order of the dump, dates by rank; of each fact the first is chosen."""
    last_of_dateline = _last_of_dateline(roles)
    named: list[tuple[str, int, Evidence]] = []
    for number, vote in readings:
        name = _fact_of(vote, roles[number], number in near)
        if name is not None and not (name == "dateline" and number > last_of_dateline):
            named.append((name, number, vote))
    dates = sorted((reading for reading in named if reading[0] in _DATES), key=lambda reading: _rank(reading[2]))
    facts: list[Fact] = []
    seen: dict[str, set[str]] = {}
    for name, number, vote in [*(reading for reading in named if reading[0] not in _DATES), *dates]:
        known = seen.setdefault(name, set())
        first = not known
        # A block's text is the headline, unless the vote says which part of it is, or of which blocks it is the whole.
        values = (vote.value or (blocks.texts[number],)) if name in ("title", "standfirst") else vote.value
        for value in values[:1] if name in (*_DATES, "dateline") else values:
            chosen = value not in known if name in _LISTED.values() else first
            facts.append(Fact(name, value, vote.span, vote.rule, chosen))
            known.add(value)
    return facts


def _last_of_dateline(roles: Sequence[Role]) -> int:
    """The last paragraph that may have a dateline."""
    paragraphs = (number for number, role in enumerate(roles) if role is Role.BODY)
    return next(islice(paragraphs, _DATELINE_PARAGRAPHS - 1, None), len(roles))


def _rank(vote: Evidence) -> tuple[float, bool, int]:
    """A date that says what it is comes first, then the one that stands first."""
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


def _related(roles: Sequence[Role], readings: Iterable[tuple[int, Evidence]]) -> Iterator[Related]:
    """Teasers and "Read more" lines that were taken out, in the order of the dump."""
    best: dict[tuple[int, Span], Evidence] = {}
    for number, vote in readings:
        if vote.role in _TEASER_ROLES and roles[number] in _TEASER_ROLES and vote.part in _TEASER_PARTS:
            place = number, vote.whole or vote.span
            if place not in best or vote.weight > best[place].weight:
                best[place] = vote
    teasers: dict[Span, dict[str, str]] = {}
    for (_, whole), vote in best.items():
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


_TEASER_ROLES = frozenset({Role.RELATED, Role.READ_MORE})
_TEASER_PARTS = frozenset({"kicker", "headline", "summary", "reading_minutes"})


def _document_confidence(blocks: Blocks, confidences: NDArray[np.float64]) -> float:
    """The share of the dump's words that the labeller expects to have put on the right side."""
    words = blocks.shape.words
    total = float(words.sum())
    return round(float((words * confidences).sum() / total), 4) if total else 0.0
