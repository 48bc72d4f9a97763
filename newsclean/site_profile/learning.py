"""A cleaned page becomes fingerprints, and belongs to a site."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from newsclean.lexicon import Lexicon
from newsclean.model import BODY_ROLES, Article, Dump, Role
from newsclean.segmentation import segment
from newsclean.site_profile import Page, SiteBy
from newsclean.site_profile.lines import IN_STORY, PROSE, TEMPLATE, is_prose, keys

if TYPE_CHECKING:
    from newsclean.blocks import Blocks
    from newsclean.cleaner import Bias, Cleaner, Raw, SecondOpinion

__all__ = ["WHOLE", "observed", "page_of", "role_shares", "site_of"]

# Fingerprints that are kept of one page; half of them of its beginning. Of the development dumps 99 % have fewer.
_MOST_LINES = 1_000
#: The whole of a page in ``Page.roles``; a byte holds no more than 255.
WHOLE = 250
_ROLES = {role: number for number, role in enumerate(Role)}


def observed(
    page: Article | Raw,
    *,
    site_by: SiteBy,
    cleaner: Cleaner | None = None,
    bias: Bias = "balanced",
    second_opinion: SecondOpinion | None = None,
    **options: Any,
) -> tuple[str, Page]:
    """What a profile keeps of one page, and the name of its site.

    Args:
        page: An article with its receipt, or what ``newsclean.clean`` takes.
        site_by: What names the site.
        cleaner: Cleans what is no article.
        bias: As for ``newsclean.clean``.
        second_opinion: As for ``newsclean.clean``.
        **options: ``kind``, ``language`` and the like, as for ``newsclean.clean``.

    Raises:
        InputError: The dump cannot be read.
    """
    if isinstance(page, Article):
        dump = Dump(page.source, url=page.url, id=page.id, language=page.language)
        return site_of(dump, site_by), page_of(dump, page)
    from newsclean.cleaner import Cleaner
    from newsclean.sources import read

    cleaner = cleaner or Cleaner()
    dump = read(page, longest=cleaner.max_characters, **options)
    return site_of(dump, site_by), page_of(dump, cleaner.clean(dump, bias=bias, second_opinion=second_opinion))


def site_of(dump: Dump, site_by: SiteBy) -> str:
    """The name of a dump's site: what its collector says, else the host of its address, or its folder.

    >>> site_of(Dump("", url="https://www.Kelm.example:8080/2024/ferry"), "url")
    'kelm.example'
    >>> site_of(Dump("", id="dumps/kelm/0001.txt"), "folder")
    'kelm'
    """
    if dump.site is not None:
        return dump.site
    if site_by == "folder":
        return PurePath(dump.id or "").parent.name
    if site_by == "whole":
        return ""
    url = dump.url or next((fact.value for fact in dump.published if fact.name == "url"), "")
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        # A bracket without its other half: no address, so no host.
        return ""


def page_of(dump: Dump, article: Article) -> Page:
    """What a profile keeps of a page.

    Args:
        dump: The page, as it was read.
        article: What was made of it, with its receipt.
    """
    lexicon = Lexicon.load()
    blocks = segment(dump, lexicon)
    blocks.cues = lexicon.match(blocks.folded, blocks.with_words)
    first, behind = _story(blocks, article)
    prose = is_prose(blocks).tolist()
    found: dict[int, int] = {}
    for number, key, is_template in keys(blocks):
        flags = IN_STORY * (first <= number < behind) | PROSE * prose[number] | TEMPLATE * is_template
        found[key] = found.get(key, 0) | flags
    lines = np.array([key | flags for key, flags in _ends(list(found.items()))], dtype="<u8").tobytes()
    roles = role_shares(article)
    name = blake2b(roles + lines, digest_size=8).digest()
    return Page(int.from_bytes(name, "little"), roles, lines)


def _ends(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    half = _MOST_LINES // 2
    return found if len(found) <= _MOST_LINES else found[:half] + found[-half:]


def _story(blocks: Blocks, article: Article) -> tuple[int, int]:
    """The run of blocks that the story may stand in: all that was kept, and the core."""
    core = blocks.core
    bounds = [(core.start, core.end)] if core.end > core.start else []
    kept = [
        bound for bound, role in zip(article.receipt.bounds, article.receipt.roles, strict=True) if role in BODY_ROLES
    ]
    if kept:
        starts, ends = blocks.bounds
        bounds.append((int(ends.searchsorted(kept[0][0], side="right")), int(starts.searchsorted(kept[-1][1]))))
    if not bounds:
        return 0, 0
    return min(start for start, _ in bounds), max(end for _, end in bounds)


def role_shares(article: Article) -> bytes:
    """The share of each role in the characters of a page; see ``Page.roles``."""
    lengths = np.zeros(len(_ROLES), dtype=np.int64)
    bounds: Sequence[tuple[int, int]] = article.receipt.bounds
    for (start, end), role in zip(bounds, article.receipt.roles, strict=True):
        lengths[_ROLES[role]] += end - start
    # Whole numbers all the way: the same bytes on every machine.
    whole = max(int(lengths.sum()), 1)
    return bytes(((lengths * WHOLE + whole // 2) // whole).tolist())
