"""What the detectors say about each block, and how clean the dump is altogether."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.blocks import NAMES_ONLY
from newsclean.hints import HARDLY_LINK
from newsclean.labeller.features.cleanness import cleanness, near
from newsclean.labeller.votes import NUMBERS, ROLES, Votes
from newsclean.model import BODY_ROLES, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["FEATURES", "STRONG_VOTE", "Sums", "evidence_rows", "sums_of"]

FEATURES: dict[str, str] = {
    "evidence.chrome": "votes for chrome",
    "evidence.site": "phrases and structures of a site",
    "evidence.fact": "votes for a fact",
    "evidence.story": "votes for a part of the story",
    "evidence.standfirst": "votes for a standfirst",
    "evidence.caption": "votes for a caption or a credit",
    "evidence.related": "votes for other stories",
    "evidence.open": "left open by the votes",
    "dump.clean": "no chrome, in a dump with hardly any",
}

_FACTS = frozenset({Role.TITLE, Role.BYLINE, Role.DATE, Role.DATELINE, Role.CAPTION, Role.CREDIT, Role.TAGS})
# The roles of chrome that phrases and structures tell. Numbers, code and repeated lines are told by shape alone, as are
# paths of sections, which look like rows of a table; stories have them too.
_SITE_ROLES = frozenset(Role) - BODY_ROLES - _FACTS - {Role.INTERFACE, Role.OTHER, Role.DUPLICATE}
# What a vote is added to, by its role: chrome, facts, story.
_CHROME, _FACT, _STORY = range(3)
_KINDS = np.array([_STORY if role in BODY_ROLES else _FACT if role in _FACTS else _CHROME for role in ROLES])
_ROLES_OF_KINDS = [(_KINDS - kind == 0).nonzero()[0] for kind in (_CHROME, _FACT, _STORY)]
_IS_SITE = np.array([role in _SITE_ROLES for role in ROLES])
# Votes are added up to this; more certainty than this adds nothing.
_MOST_EVIDENCE = 8.0
#: A vote of this much is a phrase or a structure, not just a shape.
STRONG_VOTE = 2.5
# A vote of less is hardly one.
_WEAK_VOTE = 1.0
# Votes of less than this leave it open what a block is.
_OPEN_VOTES = 1.5
# A paragraph of so many words, in which a phrase of these roles stands somewhere, as votes of at most so much say, is
# left open on pages. Of what small fits then kept of 1,504 development pages (2026-11), 287 of 313 words were story;
# of what phrases of other roles had closed, they kept half as much chrome as story.
_PARAGRAPH, _SOMEWHERE = 20.0, 3.5
_DOUBTED = frozenset({Role.COMMENTS, Role.INTERFACE, Role.READ_MORE, Role.NAVIGATION, Role.ADVERT})
_IS_DOUBTED = np.array([role in _DOUBTED for role in ROLES])
# Votes of this much, whatever for, are believed in a clean text too: the headline said again, an icon's name. On a page
# a single vote for chrome of as much as a class gives is enough: it has looked like a text for being small.
_SURE_VOTE, _CALLED_CHROME = 4.0, 3.0
# Phrases, or a box of two lines, come out of a story that they were put into; so many blocks of chrome that the markup
# alone knows are the menus of a page around it: 1,429 of 1,504 development pages have as many (2026-11).
_FEWEST_OF_A_PAGE = 4


@frozen(eq=False)
class Sums:
    """The votes on every block, added up.

    Detectors see the same line through the same signs: of several votes for one role only the strongest counts. A vote
    on a part of a block counts by the share of the block that it covers.

    Attributes:
        strongest: The strongest vote for each role on each block, 0 without one; shape ``(roles, blocks)``.
        strongest_shown: The same without what the profile of the site remembers. Neighbours are judged by what the dump
            shows: the labeller has learned what stands around a story from pages of which nobody remembered anything.
        chrome: Those for roles of chrome together.
        shown: The same without what the profile remembers.
        fact: Those for facts together.
        story: Those for parts of the story together.
        site: Those for chrome that phrases and structures of a site give, not just shapes, where they are strong or
            stand beside others.
        has_title: Whether anybody takes it for the headline.
        is_open: Whether the votes leave it open what each is.
        clean: 1 for a text without a page around it, 0 for a page, between them in between.
        is_called_chrome: Whether the markup of a page, or a phrase, calls it chrome; nothing is in a text.
    """

    strongest: NDArray[np.float32]
    strongest_shown: NDArray[np.float32]
    chrome: NDArray[np.float32]
    shown: NDArray[np.float32]
    fact: NDArray[np.float32]
    story: NDArray[np.float32]
    site: NDArray[np.float32]
    has_title: NDArray[np.bool_]
    is_open: NDArray[np.bool_]
    clean: float
    is_called_chrome: NDArray[np.bool_]

    def of(self, role: Role) -> NDArray[np.float32]:
        """The strongest vote for a role on each block."""
        row: NDArray[np.float32] = self.strongest[NUMBERS[role]]
        return row

    def tells_neighbours_as(self, other: Sums) -> bool:
        """Whether these votes say to the neighbours of every block what others say to them.

        Neighbours are told of what the dump shows, of the headline, and of how clean the dump is.
        """
        return (
            self.clean == other.clean
            and np.array_equal(self.shown, other.shown)
            and np.array_equal(self.strongest_shown, other.strongest_shown)
            and np.array_equal(self.has_title, other.has_title)
            and np.array_equal(self.of(Role.TITLE), other.of(Role.TITLE))
        )


def sums_of(blocks: Blocks, votes: Votes) -> Sums:
    """Add up the votes. Linear in blocks and votes."""
    count = len(blocks)
    starts, ends = blocks.bounds
    weight = votes.weight * np.minimum(votes.length / (ends - starts)[votes.block], 1.0)
    weight[votes.weight <= NAMES_ONLY] = 0.0
    is_site = _IS_SITE[votes.role] & ~votes.is_path
    is_strong = is_site & (weight >= STRONG_VOTE)
    phrase = np.zeros(count, dtype=np.bool_)
    # A structure of many blocks is one sign of a page, and its heading shows it.
    phrase[votes.block[is_strong & ~votes.in_structure & ~votes.is_remembered]] = True
    # A phrase that stories have too is a site's beside another one.
    is_weak = is_site & ~votes.is_shape & (weight >= _WEAK_VOTE) & near(phrase)[votes.block]
    of_site = (is_strong | is_weak).nonzero()[0]
    strongest = _strongest(votes, weight, slice(None), count)
    site = _strongest(votes, weight, of_site, count).sum(axis=0)
    chrome, fact, story = sums = _by_kind(strongest)
    shown, strongest_shown = chrome, strongest
    if votes.is_remembered.any():
        strongest_shown = _strongest(votes, weight, np.flatnonzero(~votes.is_remembered), count)
        shown, _, _ = _by_kind(strongest_shown)
    if blocks.dump.hints is not None:
        # Markup shows better than looks what a block is, and the trees see it.
        closing = ~(votes.is_shape | _in_paragraph(blocks, votes))
        sums = _by_kind(_strongest(votes, weight, np.flatnonzero(closing), count))
    is_open = np.maximum(np.maximum(sums[0], sums[1]), sums[2]) < _OPEN_VOTES
    has_title = np.zeros(count, dtype=np.bool_)
    has_title[votes.block[votes.role == NUMBERS[Role.TITLE]]] = True
    in_structure = np.zeros(count, dtype=np.bool_)
    in_structure[votes.block[votes.in_structure]] = True
    is_fact = fact >= STRONG_VOTE
    shows_page = np.count_nonzero(is_open & (shown >= STRONG_VOTE)) >= _FEWEST_OF_A_PAGE
    # What a profile remembers is no less a sign of a page for being known.
    is_known = has_title | is_fact | (shown >= STRONG_VOTE)
    clean = 0.0 if shows_page else cleanness(blocks, phrase, is_fact, in_structure, is_known)
    site = np.minimum(site, _MOST_EVIDENCE)
    is_page = blocks.dump.hints is not None
    called = is_page & (strongest.take(_ROLES_OF_KINDS[_CHROME], axis=0).max(axis=0) >= _CALLED_CHROME)
    return Sums(strongest, strongest_shown, chrome, shown, fact, story, site, has_title, is_open, clean, called)


def _in_paragraph(blocks: Blocks, votes: Votes) -> NDArray[np.bool_]:
    """Which votes of a page are for phrases of ``_DOUBTED`` in its paragraphs; not what a profile remembers."""
    hints = blocks.dump.hints
    if hints is None:
        return np.zeros(len(votes.block), dtype=np.bool_)
    links = hints.link_share[hints.lines_of(blocks.bounds[0])]
    shape = blocks.shape
    is_paragraph = (shape.words >= _PARAGRAPH) & shape.ends_sentence & (links < HARDLY_LINK)
    is_doubted: NDArray[np.bool_] = _IS_DOUBTED[votes.role] & (votes.weight <= _SOMEWHERE) & ~votes.is_remembered
    return is_doubted & is_paragraph[votes.block]


def evidence_rows(sums: Sums) -> Iterator[NDArray[np.float32] | NDArray[np.float64]]:
    """The rows of ``FEATURES``."""
    yield sums.chrome
    yield sums.site
    yield sums.fact
    yield sums.story
    yield sums.of(Role.STANDFIRST)
    yield np.maximum(sums.of(Role.CAPTION), sums.of(Role.CREDIT))
    yield sums.of(Role.RELATED)
    # Nobody votes against the story, and the dump is a page: looks and surroundings have to tell.
    yield sums.is_open * (1.0 - sums.clean)
    suspicious = (sums.site > 0.0) | (sums.fact >= STRONG_VOTE) | (sums.chrome >= _SURE_VOTE) | sums.is_called_chrome
    yield np.where(suspicious, 0.0, sums.clean)


def _by_kind(strongest: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """The votes for chrome, for facts and for the story, each added up."""
    chrome, fact, story = (
        np.minimum(strongest.take(roles, axis=0).sum(axis=0), _MOST_EVIDENCE) for roles in _ROLES_OF_KINDS
    )
    # Heavier than that is what a person has said of these very words, see ``newsclean.teaching``, and a table.
    told = strongest.take(_ROLES_OF_KINDS[_STORY], axis=0).max(axis=0)
    return chrome, fact, np.maximum(story, told)


def _strongest(
    votes: Votes, weight: NDArray[np.float64], entries: NDArray[np.intp] | slice, count: int
) -> NDArray[np.float32]:
    """The strongest of some votes for each role on each block; an array of shape ``(roles, blocks)``."""
    strongest = np.zeros(len(ROLES) * count, dtype=np.float32)
    cells = votes.role[entries].astype(np.intp) * count + votes.block[entries]
    np.maximum.at(strongest, cells, weight[entries].astype(np.float32))
    return strongest.reshape(len(ROLES), count)
