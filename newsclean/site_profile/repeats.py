"""What the pages of one site repeat: on how many of them each line stands, and of how many stories these are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.site_profile.lines import BITS, IN_STORY, PROSE, TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from newsclean.site_profile import Page

__all__ = ["ABOVE", "FEWEST_STORIES", "Repeat", "Repeats", "repeats_of"]

#: A line on fewer pages of different stories is no sign of a template. Of 6,630 lines of four words and more that stand
#: outside of the story on three or more pages of a development site, two are story by the gold; on two pages, of 6,132
#: 26 are (68 sites of three to twelve pages, four flatteners, 2026-11).
FEWEST_STORIES = 3
#: How far above the story its standfirst may stand, in lines. Sentences of the story stand on other pages too, the
#: standfirst in their teasers and background in their stories: what stands in the story or so close above it is told
#: apart from what stands elsewhere.
ABOVE = 5
# Pages share a story if the smaller has so much of its prose on the other.
_SAME_STORY = 0.5
# A paragraph on more than half of the pages of a site is no story's, if there are so many that this is no chance. Of
# fewer pages it must stand on every one, and outside the story on one of them, and each must have a paragraph of its
# own in the story: three versions of a story share most of it, too, but it is the story on each. Without that, rules
# for comments made one story of all pages on seven of 68 development sites (2026-11), and nothing could be learned
# there; where a page seemed to have no story of its own, learning lost some of it on two sites.
_EVERYWHERE, _ENOUGH_PAGES = 0.5, 10


@frozen
class Repeat:
    """One line that is repeated.

    Attributes:
        pages: On how many pages of the sample it stands.
        stories: How many different stories these pages have.
        near_story: In how many of them it stands in the story or just above it.
    """

    pages: int
    stories: int
    near_story: int


@frozen
class Repeats:
    """The lines that one site repeats.

    Attributes:
        pages: Pages in the sample.
        stories: Different stories on them: one that was published on several pages counts once.
        lines: What is known of each line, by its fingerprint.
    """

    pages: int
    stories: int
    lines: Mapping[int, Repeat]


def repeats_of(sample: Sequence[Page]) -> Repeats:
    """Count the lines of some pages. Linear in their lines, quadratic in the number of pages, which is bounded."""
    if not sample:
        return Repeats(0, 0, {})
    columns = [np.frombuffer(page.lines, dtype="<u8") for page in sample]
    page = np.repeat(np.arange(len(sample)), [len(column) for column in columns])
    keys, line = np.unique(np.concatenate(columns) >> _BITS, return_inverse=True)
    flags = np.concatenate(columns) & ~(~np.uint64(0) << _BITS)
    pages = np.bincount(line, minlength=len(keys))
    is_prose = (flags & PROSE) > 0
    in_story = (flags & IN_STORY) > 0
    story = _stories(page, line, pages, is_prose, in_story, len(sample))
    count = int(story.max()) + 1
    stories = _different(line, story[page], count, len(keys))
    own = is_prose & in_story & (stories[line] < FEWEST_STORIES)
    is_near = _near(page, np.cumsum((flags & TEMPLATE) == 0), own, len(sample))
    near = _different(line[is_near], story[page[is_near]], count, len(keys))
    known = (stories >= FEWEST_STORIES).nonzero()[0]
    names = (keys[known] << _BITS).tolist()
    rows = zip(pages[known].tolist(), stories[known].tolist(), near[known].tolist(), strict=True)
    return Repeats(len(sample), count, {name: Repeat(*row) for name, row in zip(names, rows, strict=True)})


_BITS = np.uint64(BITS)


def _different(line: NDArray[np.intp], story: NDArray[np.intp], stories: int, lines: int) -> NDArray[np.intp]:
    """For each line, on how many different stories' pages it stands."""
    return np.bincount(np.unique(line * stories + story) // stories, minlength=lines)


def _near(page: NDArray[np.intp], place: NDArray[np.intp], own: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Which lines stand in the story of their page or just above it: where it has paragraphs that no other page has."""
    first, last = np.full(count, np.iinfo(np.intp).max), np.zeros(count, dtype=np.intp)
    np.minimum.at(first, page[own], place[own])
    np.maximum.at(last, page[own], place[own])
    is_near: NDArray[np.bool_] = (place >= first[page] - ABOVE) & (place <= last[page])
    return is_near


def _stories(
    page: NDArray[np.intp],
    line: NDArray[np.intp],
    pages: NDArray[np.intp],
    is_prose: NDArray[np.bool_],
    in_story: NDArray[np.bool_],
    count: int,
) -> NDArray[np.intp]:
    """The number of the story of each page: pages that share most of their prose have the same."""
    if count >= _ENOUGH_PAGES:
        of_template = pages > _EVERYWHERE * count
    else:
        alone = is_prose & in_story & (pages[line] == 1)
        have_own = np.bincount(page[alone], minlength=count).all()
        of_template = have_own & (pages == count) & (np.bincount(line[~in_story], minlength=len(pages)) > 0)
    own = is_prose & ~of_template[line]
    sizes = np.bincount(page[own], minlength=count)
    shared = own & (pages[line] > 1)
    names, column = np.unique(line[shared], return_inverse=True)
    stands = np.zeros((count, len(names)), dtype=np.float32)
    stands[page[shared], column] = 1.0
    common = stands @ stands.T
    alike = (common > 0) & (common >= _SAME_STORY * np.minimum(sizes[:, None], sizes[None, :]))
    return _components(alike)


def _components(alike: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The connected parts of a graph, numbered from 0."""
    story = np.full(len(alike), -1, dtype=np.intp)
    count = 0
    for first in range(len(alike)):
        if story[first] >= 0:
            continue
        story[first] = count
        fresh = [first]
        while fresh:
            near = (alike[fresh].any(axis=0) & (story < 0)).nonzero()[0]
            story[near] = count
            fresh = near.tolist()
        count += 1
    return story
