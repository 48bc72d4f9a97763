"""Labelled blocks become an article: text, facts, related stories, the receipt."""

from __future__ import annotations

import datetime
import math
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve

from newsclean.agreement import settle_facts
from newsclean.agreement.printed_dates import DATES, likeliest_first, only_cued, with_day_of_change
from newsclean.detectors import GLUED
from newsclean.detectors.headlines.choice import headline_of
from newsclean.doubts import doubts_of
from newsclean.labeller.company import WAYS, Company
from newsclean.labeller.votes import IN_TEXT, NUMBERS, ROLES
from newsclean.model import Article, Dump, Evidence, Fact, Role
from newsclean.receipt import Ledger, Receipt
from newsclean.related_stories import LINKING_ROLES, related_stories
from newsclean.segmentation import fold_white_space

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.labeller import Labels
    from newsclean.receipt import Names

__all__ = ["assemble"]

_BODY, _TITLE = NUMBERS[Role.BODY], NUMBERS[Role.TITLE]
# How far above and below the story a date or a byline may stand, in blocks. Further away stand the date of the visit,
# other stories' dates, and the editors of the site (development dumps, 2026-11).
_ABOVE, _BELOW = 25, 8
# Tables of contents and boxes may stand between headline and story; byline and date still stand right below the first.
_BELOW_TITLE = 4


def assemble(dump: Dump, blocks: Blocks, labels: Labels) -> Article:
    """Put the article together.

    Args:
        dump: What was read.
        blocks: Its blocks.
        labels: The labeller's verdict on them.
    """
    roles = np.fromiter(map(NUMBERS.__getitem__, labels.roles), dtype=np.uint8, count=len(blocks))
    in_text = IN_TEXT[roles]
    # How sure it is that the block is rightly in the text, or rightly left out.
    confidences = np.where(in_text, labels.probabilities, 1.0 - labels.probabilities)
    readings = labels.votes.readings()
    facts = _settled(dump, blocks, labels, roles, readings)
    chosen = _chosen(facts)
    headline = _headline_in_text(blocks, facts, in_text)
    if headline is not None:
        labels = evolve(labels, roles=[*labels.roles[:headline], Role.TITLE, *labels.roles[headline + 1 :]])
        roles[headline], in_text[headline] = _TITLE, False
    company = Company.of(blocks, labels.votes, roles, _named_by_facts(blocks, labels.roles, readings, facts))
    ledger = _ledger(blocks, labels, confidences, roles == _BODY, company)
    published = _moment(chosen.get("published", ()))
    modified = _moment(chosen.get("modified", ()))
    return Article(
        text="\n\n".join(map(ledger.texts.__getitem__, in_text[ledger.firsts].nonzero()[0].tolist())),
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
        site_name=_first(chosen, "site_name"),
        url=_first(chosen, "url") if dump.url is None else dump.url,
        language=dump.language or blocks.language,
        related=tuple(related_stories(blocks, labels.roles, readings)),
        confidence=labels.confidence,
        doubts=doubts_of(blocks, labels.roles, in_text, labels.confidence, confidences, is_free=_is_free(dump)),
        receipt=Receipt(ledger),
        facts=tuple(map(_public, facts)),
        source=dump.text,
        id=dump.id,
        encoding=dump.encoding,
    )


def _settled(
    dump: Dump,
    blocks: Blocks,
    labels: Labels,
    roles: NDArray[np.uint8],
    readings: list[tuple[int, Evidence]],
) -> list[Fact]:
    """The facts as read in the blocks, once the other places have had their say that tell them."""
    story, titles = IN_TEXT[roles].nonzero()[0], (roles == _TITLE).nonzero()[0]
    is_body = roles == _BODY
    near = _story_range(len(blocks), story, titles)
    head = _head(is_body, _headlines(blocks, titles, story))
    read = _facts(blocks, labels.roles, readings, near, head, _last_of_dateline(is_body))
    settled = settle_facts(dump, blocks, read, labels.roles, near, head)
    return with_day_of_change(settled, is_page=dump.hints is not None)


def _headline_in_text(blocks: Blocks, facts: Iterable[Fact], in_text: NDArray[np.bool_]) -> int | None:
    """The first block of the text if it is the headline that the markup told, and no line of the story.

    The detectors had no say in it: what a page is headed with is settled once the blocks have their roles.
    """
    story = in_text.nonzero()[0]
    title = next((fact.value for fact in facts if fact.name == "title" and fact.chosen), None)
    if len(story) < 2 or title is None:
        return None
    first = int(story[0])
    return first if blocks.texts[first] == fold_white_space(title) else None


def _is_free(dump: Dump) -> bool:
    """``False`` where the markup of the page says that not everybody may read it."""
    return not any(fact.name == "is_free" and fact.value == "false" for fact in dump.published)


def _named_by_facts(
    blocks: Blocks, roles: Sequence[Role], readings: Iterable[tuple[int, Evidence]], facts: Iterable[Fact]
) -> Iterator[int]:
    """The blocks that a fact of the article stands in, or a link to another story: what they are is known."""
    starts = blocks.starts
    for fact in facts:
        if fact.chosen and fact.span is not None:
            yield max(bisect_right(starts, fact.span.start) - 1, 0)
    for number, vote in readings:
        if vote.role in LINKING_ROLES and vote.role is roles[number]:
            yield number


def _ledger(
    blocks: Blocks,
    labels: Labels,
    confidences: NDArray[np.float64],
    is_body: NDArray[np.bool_],
    company: Company,
) -> Ledger:
    """The verdict as columns; pieces of one line that are all body are one paragraph again."""
    count = len(blocks)
    starts, ends = blocks.bounds
    texts = blocks.texts
    speakers = firsts = np.arange(count, dtype=np.int32)
    joined = _joined(blocks, is_body)
    if joined:
        goes_on = np.zeros(count, dtype=np.bool_)
        goes_on[joined] = True
        firsts = firsts[~goes_on]
        behind = np.append(firsts[1:], count)
        starts, ends = starts[firsts], ends[behind - 1]
        texts = [texts[first] for first in firsts.tolist()]
        speakers = firsts.copy()
        for number in np.flatnonzero(behind - firsts > 1).tolist():
            texts[number] = fold_white_space(blocks.dump.text[starts[number] : ends[number]])
            # The least certain piece speaks for the paragraph.
            speakers[number] += confidences[firsts[number] : behind[number]].round(4).argmin()
    return Ledger(
        starts,
        ends,
        texts,
        partial(_names, company, firsts),
        WAYS,
        confidences[speakers] if joined else confidences,
        labels.votes.evidence,
        labels.votes.vote,
        labels.votes.block,
        firsts,
        labels.rows,
        speakers,
        labels.weights,
        math.log(labels.cut / (1.0 - labels.cut)),
        blocks.dump.hints,
    )


def _names(company: Company, firsts: NDArray[np.int32]) -> Names:
    names, how = company.names()
    return list(map(ROLES.__getitem__, names[firsts].tolist())), how[firsts]


def _joined(blocks: Blocks, is_body: NDArray[np.bool_]) -> list[int]:
    """The blocks of the body that go on where the one before ended, in the same line and behind a blank.

    Without a blank the flattener glued two paragraphs together, and they stay apart.
    """
    lines = blocks.lines
    if not lines or lines[-1] + 1 == len(lines):
        # No line was cut.
        return []
    starts, ends = blocks.bounds
    behind_body = is_body[1:] & is_body[:-1] & (starts[1:] > ends[:-1])
    return [number for number in (behind_body.nonzero()[0] + 1).tolist() if lines[number] == lines[number - 1]]


def _story_range(count: int, story: NDArray[np.intp], titles: NDArray[np.intp]) -> range:
    """The blocks near the story, headline and what belongs to it included."""
    if not len(story):
        return range(count)
    # The first line of a dump is the title of the page, above all menus.
    above = int(min(story[0], titles[0])) if len(titles) and titles[0] else int(story[0])
    return range(max(0, above - _ABOVE), int(story[-1]) + 1 + _BELOW)


def _headlines(blocks: Blocks, titles: NDArray[np.intp], story: NDArray[np.intp]) -> NDArray[np.intp]:
    """The headlines, and the line nearest above the story that says the last one again, if that stands far above it."""
    if not len(titles) or not len(story) or story[0] - titles[-1] <= _ABOVE:
        return titles
    folded, title = blocks.folded, int(titles[-1])
    choice = headline_of(blocks)
    if choice is None:
        return titles
    same = [n for n in range(title + 1, int(story[0])) if folded[n] == choice.folded]
    return np.append(titles, same[-1]) if same else titles


def _head(is_body: NDArray[np.bool_], titles: NDArray[np.intp]) -> range:
    """The blocks from the headline to the first paragraph below it; the next few if they lie far from one another."""
    if not len(titles):
        return range(0)
    title = int(titles[-1])
    below = is_body[title:].nonzero()[0]
    if not len(below):
        return range(0)
    if below[0] <= _ABOVE:
        return range(title, title + int(below[0]))
    # The first line of a dump is the title of the page, and the menus stand below it.
    return range(title, title + _BELOW_TITLE) if title else range(0)


# Facts that several votes may speak for, all of which are kept, with the attribute of the article that they go to.
_LISTED = {Role.BYLINE: "authors", Role.TAGS: "tags", Role.CAPTION: "captions", Role.CREDIT: "credits"}
# These are read near the story only: far from it stand other stories' authors, pictures and dates. Of the bylines
# behind a cue above the story their detector says which is its own.
_NEAR = frozenset({Role.BYLINE, Role.CAPTION, Role.CREDIT, Role.DATE})
# A fact may stand inside the block of another: the date behind the byline, the credit in the caption.
_FACT_ROLES = frozenset({Role.BYLINE, Role.DATE, Role.CAPTION, Role.CREDIT, Role.TAGS})
# What a byline behind a "By" is taken for among teasers.
_MISTAKEN = frozenset({Role.RELATED, Role.READ_MORE, Role.NAVIGATION, Role.OTHER})
# A dateline opens the story; a standfirst or two may stand before it.
_DATELINE_PARAGRAPHS = 3


def _facts(
    blocks: Blocks,
    roles: Sequence[Role],
    readings: Sequence[tuple[int, Evidence]],
    near: range,
    head: range,
    last_of_dateline: int,
) -> list[Fact]:
    """Every reading of every fact, in the order of the dump, dates by rank; of each fact the first is chosen."""
    named: list[tuple[str, int, Evidence]] = []
    for number, vote in readings:
        is_near = number in near or (number < near.start and _is_signature(vote))
        name = _fact_of(vote, roles[number], is_near, number in head)
        if name is not None and not (name == "dateline" and number > last_of_dateline):
            named.append((name, number, vote))
    dates = [reading for reading in named if reading[0] in DATES] or only_cued(readings, roles)
    if not any(name == "authors" for name, _, _ in named):
        named += _only_signed(readings, roles)
    bylines = {number for name, number, vote in named if name == "authors" and vote.value}
    last = near.stop - 1 - _BELOW if Role.BODY in roles else None
    dates, foreign = likeliest_first(dates, head, bylines, last)
    if foreign and not dates:
        # Days of other stories stand near; that of this one, far below them.
        dates = only_cued(readings, roles)
    named = _without_mistaken_captions(named, bylines)
    facts: list[Fact] = []
    seen: dict[str, set[str]] = {}
    for name, number, vote in [*(reading for reading in named if reading[0] not in DATES), *dates]:
        known = seen.setdefault(name, set())
        first = not known
        # A block's text is the headline, unless the vote says which part of it is, or of which blocks it is the whole.
        values = (vote.value or (blocks.texts[number],)) if name in ("title", "standfirst") else vote.value
        for value in values[:1] if name in (*DATES, "dateline") else values:
            chosen = value not in known if name in _LISTED.values() else first
            facts.append(Fact(name, value, vote.span, vote.rule, chosen))
            known.add(value)
    return facts + [Fact(name, vote.value[0], vote.span, vote.rule, chosen=False) for name, _, vote in foreign]


def _without_mistaken_captions(
    named: Sequence[tuple[str, int, Evidence]], bylines: Collection[int]
) -> list[tuple[str, int, Evidence]]:
    """The readings without captions that sign the story, and without those that say another with its credit."""
    said: dict[int, list[str]] = {}
    for name, number, vote in named:
        if name == "captions":
            said.setdefault(number, []).extend(vote.value)

    def is_mistaken(number: int, value: str) -> bool:
        return number in bylines or any(other != value and other in value for other in said[number])

    return [
        (name, number, vote)
        for name, number, vote in named
        if name != "captions" or not any(is_mistaken(number, value) for value in vote.value)
    ]


def _only_signed(readings: Iterable[tuple[int, Evidence]], roles: Sequence[Role]) -> list[tuple[str, int, Evidence]]:
    """The names behind or below a cue, however far from the story: their detector believes one that has no rival."""
    return [
        ("authors", number, vote)
        for number, vote in readings
        if roles[number] is Role.BYLINE and vote.value and _is_signature(vote)
    ]


def _is_signature(vote: Evidence) -> bool:
    """Whether a vote is for a byline behind or below a cue: "By Jane Doe"."""
    return vote.role is Role.BYLINE and vote.rule.startswith("lexicon.")


def _last_of_dateline(is_body: NDArray[np.bool_]) -> int:
    """The last paragraph that may have a dateline."""
    paragraphs = is_body.nonzero()[0]
    return int(paragraphs[_DATELINE_PARAGRAPHS - 1]) if len(paragraphs) >= _DATELINE_PARAGRAPHS else len(is_body)


def _fact_of(vote: Evidence, role: Role, near: bool, in_head: bool) -> str | None:
    """Which fact a vote speaks for, on a block of ``role``; ``None`` for none, or for another story's.

    Between headline and story a byline and a date are the story's own, whatever else the block is taken for: it may
    look like a part of a teaser, or the headline may be glued to it.
    """
    if vote.role is role and role in (Role.TITLE, Role.STANDFIRST):
        return role.value
    if vote.rule.endswith(GLUED):
        # A part of a block that holds headline and story as well.
        return "authors" if vote.role is Role.BYLINE else vote.part
    is_own = in_head and role is not Role.BODY and vote.role in (Role.BYLINE, Role.DATE)
    # The detector of bylines says which of those behind a "By" is the story's own.
    is_own = is_own or (near and role in _MISTAKEN and bool(vote.value) and _is_signature(vote))
    if role in (Role.TITLE, Role.STANDFIRST) and not is_own:
        return None
    if role is Role.BODY:
        return "dateline" if vote.role is Role.DATELINE and vote.value else None
    # A path ends with the headline often.
    if role is Role.NAVIGATION or (role is Role.DUPLICATE and vote.part == "breadcrumb"):
        return "section" if vote.part == "breadcrumb" else None
    if not is_own and (role not in _FACT_ROLES or not (near or vote.role not in _NEAR)):
        return None
    if vote.role is Role.DATE:
        return vote.part if vote.part in DATES and vote.value else None
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
