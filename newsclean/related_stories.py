"""Teasers, "Read more" lines and links to other stories, salvaged from what was taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from newsclean.addresses import absolute
from newsclean.dates import other_words
from newsclean.hints import ALL_LINK
from newsclean.model import Evidence, Related, Role

if TYPE_CHECKING:
    from newsclean.blocks import Blocks

__all__ = ["LINKING_ROLES", "related_stories"]

# In words: the name of a section has fewer.
_SHORTEST_HEADLINE = 4.0
#: Roles of blocks that lead to other stories.
LINKING_ROLES = frozenset({Role.RELATED, Role.READ_MORE})
_TEASER_PARTS = frozenset({"kicker", "headline", "summary", "reading_minutes"})


def related_stories(
    blocks: Blocks, roles: Sequence[Role], readings: Iterable[tuple[int, Evidence]]
) -> Iterator[Related]:
    """Teasers and "Read more" lines that were taken out, in the order of the dump, with their addresses if known."""
    best: dict[tuple[int, tuple[int, int]], Evidence] = {}
    for number, vote in readings:
        if vote.role in LINKING_ROLES and roles[number] in LINKING_ROLES and vote.part in _TEASER_PARTS:
            span = vote.whole or vote.span
            place = number, (span.start, span.end)
            if place not in best or vote.weight > best[place].weight:
                best[place] = vote
    address_at = _addresses(blocks)
    teasers: dict[tuple[int, int], dict[str, str]] = {}
    for (number, whole), vote in best.items():
        parts = teasers.setdefault(whole, {})
        if vote.part in ("kicker", "headline") and _is_date(blocks, number):
            continue
        parts[str(vote.part)] = vote.value[0]
        if (vote.part == "headline" or "url" not in parts) and (address := address_at(number)):
            parts["url"] = address
    found = []
    for (start, _), parts in teasers.items():
        if "headline" in parts:
            minutes = parts.get("reading_minutes")
            related = Related(
                title=parts["headline"],
                kicker=parts.get("kicker"),
                summary=parts.get("summary"),
                reading_minutes=int(minutes) if minutes else None,
                url=parts.get("url"),
            )
            found.append((start, related))
    found += _linked(blocks, roles, {number for number, _ in best}, address_at)
    yield from _each_once([related for _, related in sorted(found, key=itemgetter(0))])


def _is_date(blocks: Blocks, number: int) -> bool:
    """Whether a block is a date behind its cue, below the headline that it belongs to: "Published 3 May 2024"."""
    cues = (hit for hit in blocks.cues.get(number, ()) if hit.role is Role.DATE and hit.match != "ends")
    cue = next((hit for hit in cues if hit.start == 0), None)
    return cue is not None and not other_words(blocks.texts[number][cue.end :], blocks.language, numbers=False)


def _each_once(found: Sequence[Related]) -> Iterator[Related]:
    """Of the teasers that lead to the same story the one that says the most; of equals the first."""
    best: dict[str, Related] = {}
    for related in found:
        if related.url is not None and (related.url not in best or _said(related) > _said(best[related.url])):
            best[related.url] = related
    chosen = {id(related) for related in best.values()}
    yield from (related for related in found if related.url is None or id(related) in chosen)


def _said(related: Related) -> int:
    return sum(part is not None for part in (related.kicker, related.summary, related.reading_minutes))


def _linked(
    blocks: Blocks, roles: Sequence[Role], taken: set[int], address_at: Callable[[int], str | None]
) -> Iterator[tuple[int, Related]]:
    """The lines of lists of other stories that are links, and no part of a teaser that was read."""
    hints = blocks.dump.hints
    if hints is None:
        return
    share = hints.link_share[hints.lines_of(blocks.bounds[0])]
    numbers = ((share > ALL_LINK) & (blocks.shape.words >= _SHORTEST_HEADLINE)).nonzero()[0].tolist()
    for number in numbers:
        if roles[number] in LINKING_ROLES and number not in taken and (address := address_at(number)):
            yield blocks.starts[number], Related(title=blocks.texts[number], url=address)


def _addresses(blocks: Blocks) -> Callable[[int], str | None]:
    """Tells where the link in a block leads, from anywhere: ``None`` if there is none, or it is not known."""
    hints = blocks.dump.hints
    if hints is None:
        return lambda _: None
    lines = hints.lines_of(blocks.bounds[0])

    def address_at(number: int) -> str | None:
        line = int(lines[number])
        start, end = (int(place) - int(hints.starts[line]) for place in blocks.bounds[:, number])
        anchors = hints.anchors_between(line, start, end)
        return next((whole for anchor in anchors if (whole := absolute(anchor.address, hints.base))), None)

    return address_at
