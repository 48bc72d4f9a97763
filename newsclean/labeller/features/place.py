"""Where each block stands to the dense core of the story, and in the dump's prose as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import numpy as np

from newsclean.detectors.related_story import story_behind
from newsclean.hints import HARDLY_LINK
from newsclean.model import Role
from newsclean.shape import SHORTEST_SENTENCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.hints import Hints
    from newsclean.lexicon import CueHit

__all__ = ["FEATURES", "PRICES", "place_rows"]

#: The prices of crossing a block that is no prose, in words of prose (see ``newsclean.core``): the cheapest run bridges
#: teasers and lists, the dearest one breaks at them: what is left of it is seldom anything but story.
PRICES = (2, 6, 20)
_MEASURED_PRICES = (6, 20)
# Distances to the ends of a core are counted up to this many blocks.
_FAR = 40
# Paragraphs with at most this many other blocks between them stand in one cluster.
_CLUSTER_GAP = 3
_FAR_HEADING = 60
# In blocks, its own among them: a kicker and a date may stand between a heading and its first link.
_LINKS_BELOW = 4
# In blocks: more headlines below one heading are the rest of the page.
_MOST_LINKS = 10
# In elements: a heading stands no deeper in its box.
_DEEPEST_BOX = 12

FEATURES: dict[str, str] = {
    **{f"core.inside_{price}": f"inside the densest run of prose, a gap costing {price} words" for price in PRICES},
    **{f"core.from_start_{price}": f"blocks from the start of the run of price {price}" for price in _MEASURED_PRICES},
    **{f"core.from_end_{price}": f"blocks from the end of the run of price {price}" for price in _MEASURED_PRICES},
    "core.cluster": "size of its cluster of paragraphs against the largest",
    "place.above": "share of the blocks above",
    "place.prose_above": "share of the prose above",
    "place.prose_below": "share of the prose below",
    "tail.since_related": "blocks since the last heading of other stories",
    "tail.since_comments": "blocks since the last heading of comments",
    "tail.after_heading": "below a heading of related stories or comments, most prose above it",
}


def place_rows(
    blocks: Blocks,
    prose: NDArray[np.bool_],
    is_chrome: NDArray[np.bool_],
    runs: Mapping[int, tuple[int, int]],
) -> Iterator[NDArray[np.float64] | NDArray[np.bool_] | NDArray[np.intp]]:
    """The rows of ``FEATURES``.

    Args:
        blocks: The blocks of a dump.
        prose: Which of them read like paragraphs of the story.
        is_chrome: Which of them the detectors take for chrome.
        runs: The densest run of prose for each of ``PRICES``.
    """
    words, count = blocks.shape.words, len(blocks)
    places = np.arange(count)
    inside = np.zeros((len(PRICES), count), dtype=np.bool_)
    for flags, price in zip(inside, PRICES, strict=True):
        flags[slice(*runs[price])] = True
    yield inside
    bounds = [runs[price][0] for price in _MEASURED_PRICES] + [runs[price][1] - 1 for price in _MEASURED_PRICES]
    yield np.minimum(np.maximum(places - np.array(bounds)[:, None], -_FAR), _FAR)
    yield _clusters(prose, words)
    yield places / max(count, 1)
    prose_words = np.where(prose, words, 0.0)
    running = np.cumsum(prose_words)
    total = max(float(running[-1]), 1.0) if count else 1.0
    yield (running - prose_words) / total
    yield (total - running) / total
    related, comments = _with_links(blocks, _headings(blocks.hits(Role.RELATED))), _headings(blocks.hits(Role.COMMENTS))
    hints, reads = blocks.dump.hints, _reads(blocks, prose)
    if hints is None:
        ends = _ends_of_links(blocks, reads, related)
    else:
        ends = _ends_of_boxes(hints, hints.lines_of(blocks.bounds[0]), reads, {*related, *comments})
    yield _since(related, count, ends)
    yield _since(comments, count, ends)
    yield _after_heading(sorted({*related, *comments}), prose_words, is_chrome, running, ends)


def _clusters(prose: NDArray[np.bool_], words: NDArray[np.float64]) -> NDArray[np.float64]:
    """For every block, the words of the nearest cluster of paragraphs over those of the largest; 0 far from any."""
    shares = np.zeros(len(prose))
    paragraphs = prose.nonzero()[0]
    if not len(paragraphs):
        return shares
    number = np.zeros(len(paragraphs), dtype=np.intp)
    (paragraphs[1:] - paragraphs[:-1] > _CLUSTER_GAP + 1).cumsum(out=number[1:])
    sizes = np.bincount(number, words[paragraphs])
    places = np.arange(len(prose))
    behind = paragraphs.searchsorted(places)
    after, before = np.minimum(behind, len(paragraphs) - 1), np.maximum(behind - 1, 0)
    to_after, to_before = np.abs(paragraphs[after] - places), np.abs(places - paragraphs[before])
    nearest = np.where(to_after <= to_before, after, before)
    near = np.minimum(to_after, to_before) <= _CLUSTER_GAP + 1
    shares[near] = (sizes / sizes.max())[number[nearest[near]]]
    return shares


def _headings(hits: Iterable[tuple[int, CueHit]]) -> list[int]:
    return [number for number, hit in hits if hit.part == "heading"]


def _with_links(blocks: Blocks, headings: list[int]) -> list[int]:
    """Those headings of other stories that have a link in them or just below; without markup, all.

    Of the words below a heading on the development pages (2026-11), 1.6 % are story where they have links, 35 % where
    nothing near has one.
    """
    hints = blocks.dump.hints
    if hints is None or not hints.anchors:
        return headings
    linked = hints.link_share[hints.lines_of(blocks.bounds[0])] > HARDLY_LINK
    return [heading for heading in headings if linked[heading : heading + _LINKS_BELOW].any()]


def _reads(blocks: Blocks, prose: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Prose and sentences: a short sentence is no dense prose, but among paragraphs it is one of them."""
    return prose | (blocks.shape.ends_sentence & (blocks.shape.words >= SHORTEST_SENTENCE))


def _ends_of_links(blocks: Blocks, reads: NDArray[np.bool_], headings: Iterable[int]) -> dict[int, int]:
    """The block behind the links below each heading of other stories in a dump of text, if the story goes on there.

    In a list of teasers the next headline stands behind one summary at most.

    Args:
        blocks: The blocks of a dump.
        reads: Which of them read like a part of the story, whatever stands around them.
        headings: The blocks that are headings of other stories.
    """
    ends: dict[int, int] = {}
    for heading in headings:
        first = heading + 1
        below = reads[first : first + _MOST_LINKS]
        story = first + int(below.argmax()) if below.any() else first
        stand_alone = len(set(blocks.lines[heading : story + 1])) == story + 1 - heading
        if story > first and stand_alone and story_behind(blocks, story) > story:
            ends[heading] = story
    return ends


def _ends_of_boxes(
    hints: Hints, lines: NDArray[np.intp], reads: NDArray[np.bool_], headings: Collection[int]
) -> dict[int, int]:
    """The block behind the box of each heading that stands in one between paragraphs of the same element of a page.

    Whatever a box in the story is about, behind it the story goes on.

    Args:
        hints: Those of the page.
        lines: The line of each block.
        reads: As for ``_ends_of_links``.
        headings: The blocks that are headings of other stories or of comments.
    """
    if not headings:
        return {}
    story = (reads & (hints.link_share[lines] < HARDLY_LINK)).nonzero()[0].tolist()
    rooms = hints.parents[hints.element[lines[story]]].tolist()
    last = dict(zip(rooms, story, strict=True))
    first = dict(zip(reversed(rooms), reversed(story), strict=True))
    ends: dict[int, int] = {}
    for heading in headings:
        around = pairwise(hints.ancestors(int(hints.element[lines[heading]])))
        # The element of the heading itself is no box; beside the paragraphs, the heading is the story's.
        for box, outer in islice(around, 1, _DEEPEST_BOX):
            if first.get(outer, heading) < heading:
                end = int(lines.searchsorted(hints.behind[box]))
                if last[outer] >= end:
                    ends[heading] = end
                break
    return ends


def _since(headings: list[int], count: int, ends: Mapping[int, int]) -> NDArray[np.intp]:
    since = np.full(count, _FAR_HEADING)
    for heading, following in pairwise([*headings, count]):
        until = min(ends.get(heading, count), following)
        since[heading:until] = np.minimum(np.arange(until - heading), _FAR_HEADING)
    return since


def _after_heading(
    headings: list[int],
    prose_words: NDArray[np.float64],
    is_chrome: NDArray[np.bool_],
    running: NDArray[np.float64],
    ends: Mapping[int, int],
) -> NDArray[np.float64]:
    """1 below a heading of other stories or comments that has at least half of the dump's prose above it, else 0.

    Where prose goes on right below the heading, or below it and one block of chrome, the heading stands in the story,
    and nothing is doubted up to the next; nor is anything behind its box, where that stands in the story.
    """
    count = len(prose_words)
    below = np.zeros(count)
    half = running[-1] / 2 if count else 0.0
    low = [number for number in headings if running[number] >= half > 0.0]
    for heading, following in pairwise([*low, count]):
        below_it = heading + 1
        if below_it < count and is_chrome[below_it]:
            below_it += 1
        resumes = below_it < count and prose_words[below_it] > 0.0
        until = min(ends.get(heading, count), following + 1)
        below[heading + 1 : following + 1] = 0.0
        below[heading + 1 : until] = 0.0 if resumes else 1.0
    return below
