"""The times of publication and of the last change."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from newsclean.agreement.places import Places
from newsclean.agreement.values import published, rank, without_choice
from newsclean.model import Fact, PublishedFact
from newsclean.sources.json_ld import VIDEO

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
# The names that sites write for sharing. JSON-LD and all other names are written for search engines; beside a name for
# sharing a later day that the page prints is the gold's on 8 of 44 development pages (2026-11).
_FOR_SHARING = ("meta.article:", "meta.og:")
# No page of news has an earlier address: the first ones were written in 1991.
_FIRST_YEAR = 1991
# Of 73 development pages (2026-11) whose address has a day in it, that is the gold's on all; of 66 with a day in the
# address of their picture it is on 33, so that this one says nothing.
_DAY = re.compile(
    r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?!\d)|(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\5(0[1-9]|[12]\d|3[01])(?!\d)"
)


def settled_time(
    facts: list[Fact],
    name: str,
    said: Sequence[PublishedFact],
    modified: Sequence[PublishedFact],
    places: Places,
    addresses: Iterable[str] = (),
    text: str = "",
) -> list[Fact]:
    """The facts with those of the markup, the one to believe chosen.

    Args:
        facts: All facts.
        name: ``"published"`` or ``"modified"``.
        said: What the markup says.
        modified: What it says of the last change: a ``<time>`` that says the same is none of publication.
        places: Where it stands.
        addresses: Those of the page: the day in one of them settles which of two days is its own, and is believed where
            nothing else says one.
        text: That of the page; see ``_day_in``.
    """
    days_in_addresses = list(dict.fromkeys(filter(None, (_day_in(address, text) for address in addresses))))
    said = sorted(said, key=lambda fact: (rank(fact.origin, _DATE_ORDER), not places.in_head(fact.span)))
    shown = next((fact for fact in facts if fact.name == name and fact.chosen), None)
    # A video that stands in a story has a day of its own.
    of_page = [fact for fact in said if fact.origin != VIDEO] or (said if shown is None else [])
    own = [fact for fact in of_page if places.is_own(fact.span)]
    believable = own or (of_page if len({fact.value[:10] for fact in of_page}) == 1 else [])
    if name == "published" and shown is not None and shown.value[:10] in days_in_addresses:
        # The markup may only say more exactly what the address says, too.
        believable = [fact for fact in believable if fact.value[:10] == shown.value[:10]]
    chosen = _chosen(shown, name, believable, modified, places)
    is_in_address = chosen is not None and chosen.value[:10] in days_in_addresses
    if name == "published" and shown is not None and chosen is not None and not is_in_address:
        chosen = None if _is_printed_later(shown, chosen, said, places) else chosen
    more = [published(name, fact, chosen=fact is chosen) for fact in said]
    if name == "published" and shown is None and chosen is None and len(days_in_addresses) == 1:
        more.append(Fact(name, days_in_addresses[0], None, "published.url", chosen=True))
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


def _is_printed_later(shown: Fact, believed: PublishedFact, said: Sequence[PublishedFact], places: Places) -> bool:
    """Whether the page shows a later day as its own in the head of the story, and the markup's to nobody.

    That one is told to search engines alone, and the page was written anew since.
    """
    same = [fact for fact in said if fact.value[:10] == believed.value[:10]]
    if any(fact.span is not None or fact.origin.startswith(_FOR_SHARING) for fact in same):
        return False
    return places.in_head(shown.span) and _days(believed.value, shown.value) > _BEFORE


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


def _day_in(address: str, text: str) -> str:
    """The day in the path of an address, as in ISO 8601; empty for none.

    Eight figures in a row may be a number of the system's, and are a day only where ``text``, which prints a year at
    least in the line on its copyright, has that year too.

    >>> _day_in("https://courier.example/2024/5/3/ferry", ""), _day_in("https://courier.example/2024/ferry", "")
    ('2024-05-03', '')
    >>> _day_in("https://courier.example/ferry-20240503.html", "© 2024 The Courier")
    '2024-05-03'
    >>> _day_in("https://courier.example/ferry-20240503", "© 2021"), _day_in("https://a.example/?d=2024-05-03", "")
    ('', '')
    """
    match = _DAY.search(re.split("[?#]", address, maxsplit=1)[0])
    if match is None:
        return ""
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 6, 7)
    is_bare = not match[1] and not match[5]
    if int(year) < _FIRST_YEAR or (is_bare and year not in text):
        return ""
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
