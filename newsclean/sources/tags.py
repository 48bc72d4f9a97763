"""The tags that end a line, and those whose content is no text: what a page and a bit of markup have in common."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["BLOCK_TAGS", "LEFT_OUT", "is_box"]

BLOCK_TAGS = frozenset(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol option p pre search section "
    "summary table tbody td tfoot th thead tr ul".split()
)
# Formulas are read; what is said of one in another notation is not, nor is how characters are pronounced.
LEFT_OUT = frozenset(
    "annotation annotation-xml audio canvas iframe noscript object rp rt script style svg template textarea "
    "video".split()
)

# What elements of a site's own are called that hold lines of their own: "<fact-box>", "<ad-slot>", "<amp-sidebar>".
# Others stand in a line, as icons, times and names do.
_BOXES = frozenset(
    "ad ads advert article aside banner bar block body box card carousel column comments container content drawer "
    "footer gallery grid header headline item layout line list main menu modal nav navigation newsletter page panel "
    "paragraph player promo related row section sidebar slider slot stories story teaser teasers title tray "
    "widget".split()
)
# Names of elements that are remembered; 80 are the most on a page of 1,504 (development pages, 2026-11).
_MOST_NAMES = 1_000


@lru_cache(maxsize=_MOST_NAMES)
def is_box(tag: str) -> bool:
    """Whether an element that HTML does not know, with a hyphen in its name, is called a box.

    >>> is_box("fact-box"), is_box("relative-time"), is_box("div")
    (True, False, False)
    """
    return "-" in tag and not _BOXES.isdisjoint(tag.split("-"))
