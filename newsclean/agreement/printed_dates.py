"""Which of the days that a dump prints is that of its story."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from operator import itemgetter

from newsclean.detectors import GLUED
from newsclean.model import Evidence, Fact, Role

__all__ = ["DATES", "Reading", "likeliest_first", "only_cued", "with_day_of_change"]

#: The facts that are read from dates.
DATES = ("published", "modified")
#: The fact that a vote speaks for, its block, and the vote.
Reading = tuple[str, int, Evidence]
# Some sites print the day right above the headline; in blocks.
_ABOVE_TITLE = 2
# What the rules of votes begin with that a phrase stands behind.
_CUE = "lexicon"
# Where the data of a page (JSON-LD) say something.
_DATA = "published.json_ld"
# The ranks of a day: between headline and story, or behind a cue around it; right above the headline or beside the
# byline; behind a cue inside the story; anywhere else.
_IN_HEAD, _BESIDE, _CUED_INSIDE, _ELSEWHERE = range(4)
# So many days without a cue, neither below nor right above the headline, may be a day and that of a picture. With three
# of them one was the story's own on 1 of 4 development dumps (2026-11).
_MOST_DAYS = 2
# So many blocks below the last one of the story a day without a cue may be its own; further below, it was on 3 of 7
# such dumps.
_BELOW_STORY = 4


def likeliest_first(
    dates: Iterable[Reading], head: range, bylines: Collection[int] = (), last: int | None = None
) -> tuple[list[Reading], list[Reading]]:
    """The readings of dates, the likeliest to be the story's own first, and those that are another story's.

    Dates between headline and story and those that say what they are come first, then those right above the headline or
    beside the name of the author, then those that say it inside the story, where a box may be another story's, then the
    one that stands first.

    Args:
        dates: The readings near the story.
        head: The blocks from the headline to the story.
        bylines: The blocks that name the authors.
        last: The last block of the story, if it has any: a day without a cue far below it is not its own.
    """
    above = {*range(head.start - _ABOVE_TITLE, head.start)}
    above.update(place for number in bylines for place in range(number - 1, number + 2))
    inside = range(head.stop, last + 1) if head and last is not None else range(0)
    ranked = [
        (_rank(vote, number in head, number in above, number in inside), (name, number, vote))
        for name, number, vote in dates
    ]
    ranked.sort(key=itemgetter(0))
    days = {vote.value[0][:10] for rank, (name, _, vote) in ranked if name == "published" and rank[0] == _ELSEWHERE}
    # With many of them it is a table, or a list of other stories: which day is the story's own is a guess. And beside a
    # day of change would stand that of publication.
    is_foreign = len(days) > _MOST_DAYS or any(name == "modified" and number in head for _, (name, number, _) in ranked)
    own: list[Reading] = []
    foreign: list[Reading] = []
    for rank, reading in ranked:
        is_elsewhere = reading[0] == "published" and rank[0] == _ELSEWHERE
        is_far = last is not None and reading[1] > last + _BELOW_STORY
        (foreign if is_elsewhere and (is_foreign or is_far) else own).append(reading)
    return own, foreign


def _rank(vote: Evidence, in_head: bool, above_head: bool, inside: bool) -> tuple[int, float, bool, int]:
    is_cued = vote.rule.startswith(_CUE)
    if in_head or (is_cued and not inside):
        place = _IN_HEAD
    elif above_head or vote.rule.endswith(GLUED):
        place = _BESIDE
    else:
        place = _CUED_INSIDE if is_cued else _ELSEWHERE
    return place, -vote.weight, not is_cued, vote.span.start


def only_cued(readings: Iterable[tuple[int, Evidence]], roles: Sequence[Role]) -> list[Reading]:
    """The day behind "Published", however far below the story, if the dump has but one; lists of stories have more."""
    found = [
        ("published", number, vote)
        for number, vote in readings
        if vote.part == "published" and vote.value and roles[number] is Role.DATE and vote.rule.startswith(_CUE)
    ]
    return found if len({vote.value[0][:10] for _, _, vote in found}) == 1 else []


def with_day_of_change(facts: list[Fact], *, is_page: bool) -> list[Fact]:
    """The facts, and the day of the last change as the article's where it is printed with its time and no other day is.

    Of a page it is enough that it is printed, or that JSON-LD says it, where nothing says another day.

    News sites that print "Updated 3 May 2024, 14:05" and no other day print that of their story: so it was on 15 of 19
    such development pages (2026-11). Of days of change without a time, which guides print years later, only half were
    the gold's, and they stay what they are. But dumps do not show what the markup said: where that names no day of
    publication, the printed day of change was the gold's on 17 of 22 pages, and that of JSON-LD on 3 of 3. The origin
    says that a change was read.

    Args:
        facts: All facts, the chosen ones marked.
        is_page: Whether the markup is known.
    """
    if any(fact.name == "published" and fact.chosen for fact in facts):
        return facts
    change = next((fact for fact in facts if fact.name == "modified" and fact.chosen), None)
    if change is None or not (change.origin == _DATA if change.span is None else is_page or "T" in change.value):
        return facts
    day = change.value.partition("T")[0]
    origin = change.origin if change.origin.endswith("modified") else f"{change.origin}.modified"
    return [*facts, Fact("published", day, change.span, origin, chosen=True)]
