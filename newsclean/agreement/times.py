"""The times of publication and of the last change."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from newsclean.agreement.places import Places
from newsclean.agreement.values import published, rank, without_choice
from newsclean.model import Fact, PublishedFact

__all__ = ["settled_time"]

# Where metas and JSON-LD stand in the order of trust for the day of publication: the share that was right on wcxb-dev,
# 2026-11, was 0.95, 0.93, 0.86, 0.84, 0.82. What is not named here comes between JSON-LD and microdata.
_DATE_ORDER = ("meta.article:published_time", "json_ld.page", "json_ld", "meta", "microdata", "rdfa", "time")
# A page with so many days in its ``<time>`` elements has a list of other stories, and which one is its own is a guess.
_MOST_DAYS = 2
# A day in the head of the story that is not marked as such, and lies so many days before the one in the markup, is the
# older edition's, and the markup was written anew with the page; fewer are between two zones, or between an evening and
# what a system does in the night (development pages, 2026-11: right 8 times, wrong twice).
_BEFORE = 2
# The names that sites write for sharing. JSON-LD and all other names are written for search engines, and where nobody
# sees the day in them and the page prints a later one, as that of its last change or as its own, the printed day was
# the gold's on 17 of 20 development pages (2026-11); beside a name for sharing it was so on 8 of 44.
_FOR_SHARING = ("meta.article:", "meta.og:")
_TIMES = ("published", "modified")
# Of 50 development pages (2026-11) whose address has a day in it, that is the gold's on all.
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?!\d)")


def settled_time(
    facts: list[Fact],
    name: str,
    said: Sequence[PublishedFact],
    modified: Sequence[PublishedFact],
    places: Places,
    addresses: Iterable[str] = (),
) -> list[Fact]:
    """The facts with those of the markup, the one to believe chosen.

    Args:
        facts: All facts.
        name: ``"published"`` or ``"modified"``.
        said: What the markup says.
        modified: What it says of the last change: a ``<time>`` that says the same is none of publication.
        places: Where it stands.
        addresses: Those of the page: the day in one of them settles which of two days is its own.
    """
    said = sorted(said, key=lambda fact: (rank(fact.origin, _DATE_ORDER), not places.in_head(fact.span)))
    shown = next((fact for fact in facts if fact.name == name and fact.chosen), None)
    own = [fact for fact in said if places.is_own(fact.span)]
    believable = own or (said if len({fact.value[:10] for fact in said}) == 1 else [])
    if name == "published" and shown is not None and shown.value[:10] in map(_day_in, addresses):
        # The markup may only say more exactly what the address says, too.
        believable = [fact for fact in believable if fact.value[:10] == shown.value[:10]]
    chosen = _chosen(shown, name, believable, modified, places)
    instead = None
    if name == "published" and chosen is not None and _is_for_search(chosen, said):
        instead = _printed_instead(facts, chosen, places)
    if instead is not None:
        return [*without_choice(facts, name), instead, *(published(name, fact, chosen=False) for fact in said)]
    more = [published(name, fact, chosen=fact is chosen) for fact in said]
    return [*(facts if chosen is None else without_choice(facts, name)), *more]


def _chosen(
    shown: Fact | None, name: str, said: Sequence[PublishedFact], modified: Sequence[PublishedFact], places: Places
) -> PublishedFact | None:
    """What of the markup is believed; ``None`` where what the page shows is, or nothing."""
    sure = [fact for fact in said if fact.origin != "time"]
    if shown is not None:
        # A ``<time>`` that is the very day that is printed is no second witness.
        agreeing = [fact for fact in (sure or said) if fact.value[:10] == shown.value[:10]]
        if agreeing and sure and sure[0] is not agreeing[0] and agreeing[0].span and not places.in_head(shown.span):
            # A list of other stories agrees with itself.
            agreeing = []
        if agreeing:
            return _more_exact(shown, [*agreeing, *(fact for fact in said if fact not in agreeing)])
    if sure:
        return (
            None if shown is not None and name == "published" and _is_older(shown, sure[0], said, places) else sure[0]
        )
    if name == "modified" or shown is not None:
        return None
    changes = {fact.value[:10] for fact in modified}
    times = [fact for fact in said if fact.value[:10] not in changes]
    in_head = [fact for fact in times if places.in_head(fact.span)]
    for found in (in_head, times):
        days = {fact.value[:10] for fact in found}
        if days and len(days) <= (1 if found is in_head else _MOST_DAYS):
            return found[0]
    return None


def _is_for_search(believed: PublishedFact, said: Sequence[PublishedFact]) -> bool:
    """Whether a day stands only where search engines look for it, and nowhere on the page."""
    same = [fact for fact in said if fact.value[:10] == believed.value[:10]]
    return all(fact.span is None and not fact.origin.startswith(_FOR_SHARING) for fact in same)


def _printed_instead(facts: Sequence[Fact], believed: PublishedFact, places: Places) -> Fact | None:
    """The later day that the page prints in place of one that nobody sees: its own in the head, or that of a change.

    The origin says that a change was read.
    """
    printed = [fact for fact in facts if fact.name in _TIMES and fact.span is not None]
    if any(fact.value[:10] == believed.value[:10] for fact in printed):
        return None
    shown = [fact for fact in printed if fact.chosen and (fact.name == "modified" or places.in_head(fact.span))]
    if not shown:
        return None
    fact = min(shown, key=lambda fact: fact.name == "modified")
    if _days(believed.value, fact.value) <= _BEFORE:
        return None
    is_told = fact.name == "published" or fact.origin.endswith("modified")
    origin = fact.origin if is_told else f"{fact.origin}.modified"
    return Fact("published", fact.value.partition("T")[0], fact.span, origin, chosen=True)


def _is_older(shown: Fact, believed: PublishedFact, said: Sequence[PublishedFact], places: Places) -> bool:
    """Whether the page shows an older day as its own in the head of the story, best in a ``<time>``."""
    days = _days(shown.value, believed.value)
    if not places.in_head(shown.span):
        return False
    is_marked = any(fact.origin == "time" and fact.value[:10] == shown.value[:10] for fact in said)
    return days > (0 if is_marked else _BEFORE)


def _more_exact(shown: Fact, agreeing: Sequence[PublishedFact]) -> PublishedFact | None:
    """Of those that say the same day, one that says the time too, or the zone of the very time that is printed."""
    agreeing = [fact for fact in agreeing if fact.value[:10] == shown.value[:10]]
    if "T" not in shown.value:
        return next((fact for fact in agreeing if "T" in fact.value), None)
    if datetime.datetime.fromisoformat(shown.value).tzinfo is not None:
        return None
    # The same clock, a zone behind it; or the same moment on the clock of another zone.
    with_zone = [fact for fact in agreeing if "T" in fact.value and _has_zone(fact.value)]
    same_clock = next((fact for fact in with_zone if fact.value[:16] == shown.value[:16]), None)
    return same_clock or next((fact for fact in with_zone if fact.value[14:16] == shown.value[14:16]), None)


def _has_zone(value: str) -> bool:
    return datetime.datetime.fromisoformat(value).tzinfo is not None


def _days(earlier: str, later: str) -> int:
    first, second = (datetime.date.fromisoformat(value[:10]) for value in (earlier, later))
    return (second - first).days


def _day_in(address: str) -> str:
    """The day in an address, as in ISO 8601; empty for none.

    >>> _day_in("https://courier.example/2024/5/3/ferry"), _day_in("https://courier.example/2024/ferry")
    ('2024-05-03', '')
    """
    match = _DAY.search(address)
    return "-".join(part.zfill(2) for part in match.groups()) if match else ""
