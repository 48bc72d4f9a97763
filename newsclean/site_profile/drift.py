"""Sites that look different than they did: roles with other shares in the pages, or template lines that are gone.

Two tests, each at half of the rate of false alarms that was asked for. Both deal the pages out anew some thousand
times, as if they were all of one kind, and count how often chance alone makes so large a difference.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from attrs import asdict, frozen

from newsclean.model import Role
from newsclean.site_profile import Site
from newsclean.site_profile.learning import WHOLE
from newsclean.site_profile.lines import BITS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.site_profile import Page, SiteProfile

__all__ = ["FEWEST_PAGES", "Change", "Drift", "Template", "compare", "drift_of", "to_data"]

#: With fewer pages on either side nothing is said. Ten new pages are enough to see that a share bar is gone or that a
#: consent notice has come (2026-11; benchmarks/drift.py).
FEWEST_PAGES = 10
# Deals for each alarm that is due by chance: enough that the rate is kept to a twentieth of itself.
_DEALS_AN_ALARM = 20
_FEWEST_DEALS = 999
# In bytes of ``Page.roles``, half a percent: smaller differences are none, however sure.
_FLOOR = WHOLE * 0.005
_ROLES = tuple(Role)
# There are two tests.
_TESTS = 2
# A line on so large a share of the pages is one of the template. Those of menus and footers stand on all pages of a
# kind; a lower share would let in what was news for a week, which goes without a change of the template.
_NEARLY_ALL = 0.8
# With fewer such lines there is no template to speak of.
_FEWEST_LINES = 3
# Lines that must be missing from a page more than before, on average: half a one, on every page, is no accident.
_FLOOR_LINES = 0.5


@frozen
class Change:
    """One role whose share jumped.

    Attributes:
        role: Which.
        before: Its share in the characters of a page, on average, 0 to 1.
        after: The same, in the new pages.
    """

    role: Role
    before: float
    after: float


@frozen
class Template:
    """The lines that stood on nearly all pages, where many of them are gone.

    Attributes:
        lines: How many there are.
        before: The share of them that an old page had, on average, 0 to 1.
        after: The same, of the new pages.
    """

    lines: int
    before: float
    after: float


@frozen
class Drift:
    """One site, as it was and as it is.

    Attributes:
        site: Its name.
        before: Pages in the profile.
        after: New pages.
        probability: How often chance alone makes so large a difference; 1 where there are too few pages to say.
        changes: The roles that jumped, largest jump first; empty if none did.
        template: The lines of the template, if many are gone.
    """

    site: str
    before: int
    after: int
    probability: float = 1.0
    changes: tuple[Change, ...] = ()
    template: Template | None = None

    @property
    def has_changed(self) -> bool:
        """Whether the site looks different."""
        return bool(self.changes) or self.template is not None

    @property
    def enough(self) -> bool:
        """Whether there are pages enough to say anything."""
        return min(self.before, self.after) >= FEWEST_PAGES


def compare(old: SiteProfile, new: SiteProfile, *, false_alarms: float = 0.01) -> list[Drift]:
    """Compare every site of ``new`` with what ``old`` remembers of it.

    Args:
        old: What was learned.
        new: The same for pages that came later.
        false_alarms: How many of the sites that have not changed may be reported all the same, as a share of them.

    Returns:
        A value for each site of ``new``, those that changed first, by their names.
    """
    found = [
        drift_of(name, old.sites.get(name, Site()).sample, site.sample, false_alarms=false_alarms)
        for name, site in new.sites.items()
    ]
    return sorted(found, key=lambda drift: (not drift.has_changed, drift.site))


def drift_of(site: str, before: Sequence[Page], after: Sequence[Page], *, false_alarms: float) -> Drift:
    """Compare pages of one site.

    All roles together, and the lines of the template, give a false alarm at no more than the rate that is asked for,
    however the pages are distributed, as long as unchanged pages are alike. Pages that both sides have are new in
    neither and are left out of the new ones.
    """
    known = {page.id for page in before}
    after = [page for page in after if page.id not in known]
    if min(len(before), len(after)) < FEWEST_PAGES:
        return Drift(site, len(before), len(after))
    level = false_alarms / _TESTS
    deals = max(math.ceil(_DEALS_AN_ALARM / level), _FEWEST_DEALS)
    by_roles, changes = _roles(before, after, level, deals)
    by_lines, template = _template(before, after, level, deals)
    probability = min(_TESTS * min(by_roles, by_lines), 1.0)
    return Drift(site, len(before), len(after), probability, changes, template)


def _roles(before: Sequence[Page], after: Sequence[Page], level: float, deals: int) -> tuple[float, tuple[Change, ...]]:
    """How often chance alone makes any role differ as much as one does, and the roles that differ too much."""
    shares = np.array([list(page.roles) for page in (*before, *after)], dtype=np.float64)
    is_new = np.arange(len(shares)) >= len(before)
    spread = shares.std(axis=0) + _FLOOR
    real = np.abs((_weights(is_new[None, :]) @ shares)[0]) / spread
    chance = _deals(shares / spread, len(after), deals)
    # The deal that really was dealt is one of them.
    probabilities = (1 + (chance[:, None] >= real[None, :] - 1e-9).sum(axis=0)) / (1 + len(chance))
    old, new = (shares[is_new == side].mean(axis=0) / WHOLE for side in (False, True))
    jumped = np.flatnonzero((probabilities <= level) & (np.abs(new - old) * WHOLE > _FLOOR))
    order = jumped[np.argsort(-np.abs(new - old)[jumped], kind="stable")]
    changes = tuple(Change(_ROLES[place], round(old[place], 4), round(new[place], 4)) for place in order.tolist())
    return float(probabilities.min()), changes


def _template(before: Sequence[Page], after: Sequence[Page], level: float, deals: int) -> tuple[float, Template | None]:
    """How often chance alone makes so many lines of the template go, and what is left of it, if that is too seldom.

    Half of the old pages say which lines are the template's, the others how many of these a page lacks that nobody
    changed: of the same pages, both would be answered too well. Which page is in which half, its fingerprint says.
    """
    lines = [np.unique(np.frombuffer(page.lines, dtype="<u8") >> np.uint64(BITS)) for page in (*before, *after)]
    known, others, new = lines[: len(before) : 2], lines[1 : len(before) : 2], lines[len(before) :]
    names, counts = np.unique(np.concatenate(known), return_counts=True)
    template = names[counts >= _NEARLY_ALL * len(known)]
    if len(template) < _FEWEST_LINES:
        return 1.0, None
    there = np.array([np.isin(template, page, assume_unique=True).mean() for page in (*others, *new)])
    is_new = np.arange(len(there)) >= len(others)
    old, now = float(there[~is_new].mean()), float(there[is_new].mean())
    if (old - now) * len(template) < _FLOOR_LINES:
        return 1.0, None
    # More lines than before are no news: that is what a page of another kind may have.
    chance = -_differences(there[:, None], len(new), deals)[:, 0]
    probability = float((1 + (chance >= old - now - 1e-9).sum()) / (1 + deals))
    found = Template(len(template), round(old, 4), round(now, 4))
    return probability, found if probability <= level else None


def _deals(shares: NDArray[np.float64], size: int, count: int) -> NDArray[np.float64]:
    """The largest difference of any role, for each of ``count`` deals."""
    largest: NDArray[np.float64] = np.abs(_differences(shares, size, count)).max(axis=1)
    return largest


def _differences(shares: NDArray[np.float64], size: int, count: int) -> NDArray[np.float64]:
    """The mean of the new pages less that of the old ones, for each of ``count`` deals with ``size`` new pages."""
    pages, parts = len(shares), range(math.ceil(count / _PART))
    return np.concatenate([_dealt(part, min(_PART, count - _PART * part), pages, size) @ shares for part in parts])


# Deals that are made at a time.
_PART = 500


@lru_cache(maxsize=32)
def _dealt(part: int, count: int, pages: int, size: int) -> NDArray[np.float64]:
    """Some deals, always the same ones: sites of as many pages share them."""
    lots = np.random.default_rng((0, part)).random((count, pages))
    return _weights(lots <= np.partition(lots, size - 1, axis=1)[:, size - 1 : size])


def _weights(is_new: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What the pages count for in the difference of the means of new and old ones; a row a deal."""
    new, old = (side.sum(axis=1, keepdims=True) for side in (is_new, ~is_new))
    weights: NDArray[np.float64] = np.where(is_new, 1.0 / new, -1.0 / old)
    return weights


def to_data(drift: Drift) -> Mapping[str, object]:
    """A drift as plain dictionaries and lists."""
    return {
        "site": drift.site,
        "before": drift.before,
        "after": drift.after,
        "enough": drift.enough,
        "probability": round(drift.probability, 6),
        "changes": [{"role": str(c.role), "before": c.before, "after": c.after} for c in drift.changes],
        "template": drift.template and asdict(drift.template),
    }
