"""Sites that look different than they did: their roles have other shares in the pages than the profile remembers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.model import Role
from newsclean.site_profile import Site
from newsclean.site_profile.learning import WHOLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.site_profile import Page, SiteProfile

__all__ = ["FEWEST_PAGES", "Change", "Drift", "compare", "drift_of", "to_data"]

#: With fewer pages on either side nothing is said. Ten new pages are enough to see that a share bar is gone or that a
#: consent notice has come (2026-11; benchmarks/drift.py).
FEWEST_PAGES = 10
# Deals for each alarm that is due by chance: enough that the rate is kept to a twentieth of itself.
_DEALS_AN_ALARM = 20
_FEWEST_DEALS = 999
# In bytes of ``Page.roles``, half a percent: smaller differences are none, however sure.
_FLOOR = WHOLE * 0.005
_ROLES = tuple(Role)


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
class Drift:
    """One site, as it was and as it is.

    Attributes:
        site: Its name.
        before: Pages in the profile.
        after: New pages.
        probability: How often chance alone makes so large a difference; 1 where there are too few pages to say.
        changes: The roles that jumped, largest jump first; empty if none did.
    """

    site: str
    before: int
    after: int
    probability: float = 1.0
    changes: tuple[Change, ...] = ()

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
    return sorted(found, key=lambda drift: (not drift.changes, drift.site))


def drift_of(site: str, before: Sequence[Page], after: Sequence[Page], *, false_alarms: float) -> Drift:
    """Compare pages of one site.

    The pages of both sides are dealt out anew some thousand times, as if they were all of one kind, and it is counted
    how often any role differs as much as it does. So all roles together give a false alarm at the rate that is asked
    for, however the shares are distributed, as long as unchanged pages are alike. Pages that both sides have are new
    in neither and are left out of the new ones.
    """
    known = {page.id for page in before}
    after = [page for page in after if page.id not in known]
    if min(len(before), len(after)) < FEWEST_PAGES:
        return Drift(site, len(before), len(after))
    shares = np.array([list(page.roles) for page in (*before, *after)], dtype=np.float64)
    is_new = np.arange(len(shares)) >= len(before)
    spread = shares.std(axis=0) + _FLOOR
    real = np.abs(_difference(shares, is_new[None, :])[0]) / spread
    chance = _deals(shares / spread, len(after), max(math.ceil(_DEALS_AN_ALARM / false_alarms), _FEWEST_DEALS))
    # The deal that really was dealt is one of them.
    probabilities = (1 + (chance[:, None] >= real[None, :] - 1e-9).sum(axis=0)) / (1 + len(chance))
    old, new = (shares[is_new == side].mean(axis=0) / WHOLE for side in (False, True))
    jumped = np.flatnonzero((probabilities <= false_alarms) & (np.abs(new - old) * WHOLE > _FLOOR))
    order = jumped[np.argsort(-np.abs(new - old)[jumped], kind="stable")]
    changes = tuple(Change(_ROLES[place], round(old[place], 4), round(new[place], 4)) for place in order.tolist())
    return Drift(site, len(before), len(after), float(probabilities.min()), changes)


def _difference(shares: NDArray[np.float64], is_new: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each deal and role, the mean of the new pages less that of the old ones."""
    weights = np.where(is_new, 1.0 / is_new.sum(axis=1, keepdims=True), -1.0 / (~is_new).sum(axis=1, keepdims=True))
    difference: NDArray[np.float64] = weights @ shares
    return difference


def _deals(shares: NDArray[np.float64], size: int, count: int) -> NDArray[np.float64]:
    """The largest difference of any role, for each of ``count`` deals; always the same ones."""
    chance = np.random.default_rng(0)
    largest = []
    for start in range(0, count, 500):
        lots = chance.random((min(500, count - start), len(shares)))
        is_new = lots <= np.partition(lots, size - 1, axis=1)[:, size - 1 : size]
        largest.append(np.abs(_difference(shares, is_new)).max(axis=1))
    return np.concatenate(largest)


def to_data(drift: Drift) -> Mapping[str, object]:
    """A drift as plain dictionaries and lists."""
    return {
        "site": drift.site,
        "before": drift.before,
        "after": drift.after,
        "enough": drift.enough,
        "probability": round(drift.probability, 6),
        "changes": [{"role": str(c.role), "before": c.before, "after": c.after} for c in drift.changes],
    }
