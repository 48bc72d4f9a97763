"""Which corrections are learned for a site alone, and how its profile takes them."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from newsclean.errors import InputError
from newsclean.lexicon import fold
from newsclean.lexicon.loading import usual_weight
from newsclean.model import Dump, Role
from newsclean.site_profile import Site, SiteProfile, Taught
from newsclean.site_profile.lines import fingerprint
from newsclean.teaching.corrections import Corrected, Correction
from newsclean.teaching.phrases import Phrase

__all__ = ["fingerprint_of", "parted", "taught_of", "with_lines"]

# Marked in so many documents of one site, a line is its template's.
_MARKED_OFTEN = 2


def parted(
    documents: Iterable[Corrected], profile: SiteProfile, lexicon: str | os.PathLike[str] | None
) -> tuple[Mapping[str, Sequence[Correction]], list[Correction]]:
    """The corrections that are learned for a site, by its name, and those that are learned for all sites.

    Args:
        documents: What was corrected.
        profile: What the pages of the sites repeat.
        lexicon: Where the others go; without one, there are no others.

    Raises:
        InputError: There is no lexicon, and nobody knows the site of a document.
    """
    placed = [
        (_site_of(document, profile), correction) for document in documents for correction in document.corrections
    ]
    if lexicon is None:
        for document in documents:
            if not _site_of(document, profile) and profile.site_by != "whole":
                wanted = "url" if profile.site_by == "url" else "folder in its id"
                raise InputError(
                    f"has no {wanted}, so nobody knows its site; learn it into a lexicon, or choose another --site-by",
                    record=document.name,
                )
    marked = Counter((site, text) for document in documents for site, text in _marked(document, profile))
    by_site: dict[str, list[Correction]] = defaultdict(list)
    others = []
    for site, correction in placed:
        is_template = fingerprint_of(correction.text) in profile.repeats(site).lines
        is_template = is_template or marked[site, correction.text] >= _MARKED_OFTEN
        if lexicon is None or (is_template and (site or profile.site_by == "whole")):
            by_site[site].append(correction)
        else:
            others.append(correction)
    return by_site, others


def _marked(document: Corrected, profile: SiteProfile) -> set[tuple[str, str]]:
    site = _site_of(document, profile)
    return {(site, correction.text) for correction in document.corrections}


def _site_of(document: Corrected, profile: SiteProfile) -> str:
    return profile.site_of(Dump(document.text, url=document.url, id=document.id or document.name, site=document.site))


def with_lines(profile: SiteProfile, phrases: Iterable[Phrase]) -> SiteProfile:
    """The profile, and what the phrases of single sites say."""
    by_site: dict[str, list[Taught]] = defaultdict(list)
    for phrase in phrases:
        if phrase.site is not None:
            weight = usual_weight(phrase.role, phrase.match) if phrase.weight is None else phrase.weight
            by_site[phrase.site].append(Taught(fingerprint_of(phrase.text), phrase.role, weight))
    for site, lines in by_site.items():
        profile = profile.with_taught(site, lines)
    return profile


def taught_of(profile: SiteProfile, site: str) -> set[tuple[int, Role]]:
    """What a profile has been taught of a site before."""
    return {(one.line, one.role) for one in profile.sites.get(site, Site()).taught}


def fingerprint_of(text: str) -> int:
    """The fingerprint that a line of this text has on a page; see ``newsclean.site_profile.lines.keys``."""
    return fingerprint(" ".join(fold(text).split()))
