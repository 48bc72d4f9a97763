"""The second opinion: what trafilatura makes of a page, line by line. It is a witness among others, not the judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

if TYPE_CHECKING:
    from newsclean.model import Dump

__all__ = ["UNSURE", "heard"]

#: Pages of which the labeller expects less, as word-F1, are shown to the second reader: a fifth of the development
#: pages (2026-11). Asked of all, it adds 0.001 to word-F1 in the mean; docs/figures.md, "Pages of HTML", says how to
#: measure again.
UNSURE = 0.93


# Pages that are longer, in characters and in tags, are not shown to it: some of its steps are worse than linear (11 s
# for 200,000 links), and a limit of time would make the result depend on the machine. The longest of 1,504 development
# pages has 2.9 million characters and 9,770 tags (2026-11).
_LONGEST, _MOST_TAGS = 5_000_000, 30_000


def heard(dump: Dump) -> Dump | None:
    """The dump of a page with the opinion of its second reader among its hints; ``None`` if there is none.

    The reader parses the page for itself: there is no tree that it could share, and it changes the one that it reads.
    """
    if dump.markup is None or dump.hints is None:
        return None
    kept = _kept(dump.markup)
    return evolve(dump, hints=evolve(dump.hints, kept=dump.hints.found_in(dump.text, kept))) if kept else None


def _kept(markup: str) -> str | None:
    if len(markup) > _LONGEST or markup.count("<") > _MOST_TAGS:
        return None
    import logging

    import trafilatura

    # What it cannot read is its own affair, and nobody's warning.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        kept: str | None = trafilatura.extract(markup, include_comments=False, fast=True)
    except Exception:  # noqa: BLE001  whatever goes wrong in there, the page is judged without it
        return None
    return kept
