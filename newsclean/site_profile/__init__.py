"""What repeats from page to page of one site: counted over many dumps, and evidence when the next one is cleaned.

A profile keeps a sample of the pages of each site, and of each page nothing but fingerprints of its lines. Which pages
are in the sample does not depend on their order: profiles of parts of a corpus can be merged in any order, and the
same page counts once, however often it was seen. What repeats is worked out of the sample when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Literal

from attrs import evolve, field, frozen

if TYPE_CHECKING:
    from newsclean.blocks import Blocks
    from newsclean.cleaner import Cleaner, Raw
    from newsclean.labeller.votes import Ballot
    from newsclean.lexicon import CueHit
    from newsclean.model import Article, Dump, Role
    from newsclean.site_profile.repeats import Repeats

__all__ = ["PAGES_A_SITE", "Page", "Site", "SiteBy", "SiteProfile", "Taught"]

SiteBy = Literal["url", "folder", "whole"]

#: Pages of one site that are kept, at most: so many tell a line that stands on every fiftieth page from chance.
PAGES_A_SITE = 256
#: Pages that a profile keeps altogether. A page of 150 lines takes 1.2 kilobytes, one of the most lines that are
#: counted eight: 120 MB as a rule, 800 MB at worst. Where there are more, fewer of each site are kept.
_PAGES_ALTOGETHER = 100_000


@frozen(order=True)
class Page:
    """One page as a profile remembers it.

    Attributes:
        id: Fingerprint of its lines and roles, 64 bits. Pages with the smallest are the sample.
        roles: The share of each role in its characters, in the order of ``Role``; a byte each, 250 for all of it.
        lines: Fingerprints of its lines in their order, eight bytes each; see ``newsclean.site_profile.lines``.
    """

    id: int
    roles: bytes
    lines: bytes


@frozen
class Taught:
    """A line of one site of which a person has said what it is.

    Attributes:
        line: Its fingerprint; see ``newsclean.site_profile.lines``.
        role: What it is.
        weight: What that weighs, in log-odds.
    """

    line: int
    role: Role
    weight: float


@frozen
class Site:
    """The pages of one site.

    Attributes:
        seen: How many there were; the same one twice counts twice.
        sample: Those that were kept, by their ids.
        taught: What a person has said of its lines, by their fingerprints; each stands there once.
    """

    seen: int = 0
    sample: tuple[Page, ...] = ()
    taught: tuple[Taught, ...] = ()


@frozen
class SiteProfile:
    """What is known of the pages of some sites.

    Attributes:
        site_by: What names the site of a page that has no field ``site``: the host of its ``"url"``, the ``"folder"``
            that its id is in, or nothing, for the ``"whole"`` is one site. A page without such a name belongs to the
            unnamed site ``""``.
        sites: The sites by name.
        pages_a_site: How many pages of each are kept.
    """

    site_by: SiteBy = "url"
    sites: Mapping[str, Site] = field(factory=dict)
    pages_a_site: int = PAGES_A_SITE
    _repeats: dict[str, Repeats] = field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def learn(
        cls, pages: Iterable[Article | Raw], *, site_by: SiteBy = "url", cleaner: Cleaner | None = None
    ) -> SiteProfile:
        """Learn from articles with their receipts, or from dumps, which are cleaned for that.

        Args:
            pages: Articles, or anything that ``newsclean.clean`` takes; read one after the other.
            site_by: What names the site of a page.
            cleaner: Cleans the dumps; by default one that knows nothing of sites.

        Raises:
            InputError: A dump cannot be read.
        """
        from newsclean.errors import refuse_one_dump
        from newsclean.site_profile.learning import observed

        refuse_one_dump(pages)
        return cls.of((observed(page, site_by=site_by, cleaner=cleaner) for page in pages), site_by=site_by)

    @classmethod
    def of(cls, pages: Iterable[tuple[str, Page]], *, site_by: SiteBy = "url") -> SiteProfile:
        """The profile of pages that were observed already, each with the name of its site."""
        found: dict[str, _Pages] = {}
        for name, page in pages:
            found.setdefault(name, _Pages()).add(page)
        return _fitted(cls(site_by, {name: pages.site() for name, pages in found.items()}))

    def merge(self, other: SiteProfile) -> SiteProfile:
        """What both have seen. Commutative and associative: parts of a corpus may be merged in any order.

        Raises:
            ValueError: They name sites by different things.
        """
        if self.site_by != other.site_by:
            raise ValueError(f"one profile names sites by {self.site_by}, the other by {other.site_by}")
        sites = dict(self.sites)
        for name, site in other.sites.items():
            mine = sites.get(name, Site())
            sample = tuple(sorted({*mine.sample, *site.sample}))
            sites[name] = Site(mine.seen + site.seen, sample, _merged(mine.taught, site.taught))
        return _fitted(evolve(self, sites=sites, pages_a_site=min(self.pages_a_site, other.pages_a_site)))

    def with_taught(self, name: str, lines: Iterable[Taught]) -> SiteProfile:
        """The same profile, and what a person has said of lines of one site; what was said last holds."""
        site = self.sites.get(name, Site())
        known = {one.line: one for one in (*site.taught, *lines)}
        taught = tuple(known[line] for line in sorted(known))
        return evolve(self, sites={**self.sites, name: evolve(site, taught=taught)})

    def cues(self, dump: Dump, blocks: Blocks) -> Mapping[int, Sequence[CueHit]]:
        """``blocks.cues``, and those of the lines that a person has spoken of, as if they were phrases of a lexicon."""
        taught = self.sites.get(self.site_of(dump), Site()).taught
        if not taught:
            return blocks.cues
        from newsclean.site_profile.voting import with_taught

        return with_taught(taught, blocks)

    @property
    def speaks_for_story(self) -> bool:
        """Whether a person has said of any line that it is story."""
        from newsclean.model import BODY_ROLES

        return any(one.role in BODY_ROLES for site in self.sites.values() for one in site.taught)

    def with_votes(self, dump: Dump, blocks: Blocks, votes: Ballot) -> Ballot:
        """The detectors' votes, and one more for every block that the pages of the same site repeat."""
        from newsclean.site_profile.voting import with_votes

        repeats = self.repeats(self.site_of(dump))
        return with_votes(repeats, blocks, votes)

    def site_of(self, dump: Dump) -> str:
        """The name of the site that a dump belongs to; ``""`` if there is none."""
        from newsclean.site_profile.learning import site_of

        return site_of(dump, self.site_by)

    def repeats(self, name: str) -> Repeats:
        """What the pages of one site repeat. Worked out on first use."""
        found = self._repeats.get(name)
        if found is None:
            from newsclean.site_profile.repeats import repeats_of

            found = self._repeats[name] = repeats_of(self.sites.get(name, Site()).sample)
        return found

    def save(self, path: str | PathLike[str]) -> None:
        """Write it as JSON.

        Raises:
            OSError: It cannot be written.
        """
        from newsclean.site_profile.files import save

        save(self, path)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> SiteProfile:
        """Read what ``save`` has written. Nothing in it is executed.

        Raises:
            InputError: It is no profile, or one of a version that is unknown here; the error says what is wrong.
        """
        from newsclean.site_profile.files import load

        return load(path)

    def __reduce__(self) -> tuple[object, ...]:
        # What was worked out is worked out again elsewhere: it is larger than what it comes from.
        return SiteProfile, (self.site_by, dict(self.sites), self.pages_a_site)


def _merged(mine: Iterable[Taught], others: Iterable[Taught]) -> tuple[Taught, ...]:
    """What two people said of lines. Where they differ, what weighs more; nobody can tell who came first."""
    known: dict[int, Taught] = {}
    for one in sorted((*mine, *others), key=lambda one: (one.weight, one.role)):
        known[one.line] = one
    return tuple(known[line] for line in sorted(known))


class _Pages:
    """The pages of one site while they are counted, never more than ``PAGES_A_SITE`` of them."""

    def __init__(self) -> None:
        self.seen = 0
        self.sample: dict[int, Page] = {}

    def add(self, page: Page) -> None:
        self.seen += 1
        self.sample[page.id] = page
        # Twice as many are let in before the largest are shown out, so that each costs a share of one sorting.
        if len(self.sample) >= 2 * PAGES_A_SITE:
            self.sample = dict(sorted(self.sample.items())[:PAGES_A_SITE])

    def site(self) -> Site:
        return Site(self.seen, tuple(page for _, page in sorted(self.sample.items())[:PAGES_A_SITE]))


def _fitted(profile: SiteProfile) -> SiteProfile:
    """The profile with as many pages of each site as there is room for.

    The number is halved until the pages fit. It depends on how many pages the sites have and never on what was merged
    with what: of a site that has lost pages before, there were too many then and are too many now.
    """
    sizes = [len(site.sample) for site in profile.sites.values()]
    kept = profile.pages_a_site
    while kept > 1 and sum(min(size, kept) for size in sizes) > _PAGES_ALTOGETHER:
        kept //= 2
    sites = {name: evolve(site, sample=site.sample[:kept]) for name, site in sorted(profile.sites.items())}
    return evolve(profile, sites=sites, pages_a_site=kept)
