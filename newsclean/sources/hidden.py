"""What a page holds and does not show."""

from __future__ import annotations

from collections.abc import Mapping

from newsclean.sources.tags import BLOCK_TAGS

__all__ = ["hides"]

# These hold the whole page: a script shows them again, and what is said of them holds for no part of it.
_NEVER_HIDDEN = frozenset({"html", "body", "main", "article"})
# Of the panels of tabs one is shown, and a click shows the next: what tells story from chrome in one does in all. On
# the development pages (2026-11) one page has hidden ones, of which it keeps a line more.
_PANEL = "tabpanel"
# React sends parts of a page behind the rest, hidden, and a script puts them where they are seen. Its name for such a
# part begins so ("S:0"; react-dom/server, since version 18).
_STREAMED = "S:"
# Characters of a style that are looked at; who hides an element says so at once.
_STYLE = 1_000


def hides(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element with these attributes, which has some, is not to be seen."""
    if tag in _NEVER_HIDDEN or attributes.get("role") == _PANEL:
        return False
    # Icons inside a line say it on purpose, and so do letters that are set apart for their looks. A paragraph that is
    # not to be read aloud can be seen: pages say it of those behind a meter. In such paragraphs of the development
    # pages (2026-11) 121 of 138 words that stand nowhere else are story.
    is_silent = tag in BLOCK_TAGS and tag != "p" and attributes.get("aria-hidden") == "true"
    if ("hidden" in attributes and not attributes.get("id", "").startswith(_STREAMED)) or is_silent:
        return True
    if attributes.get("aria-hidden") == "true" and "katex-html" in attributes.get("class", ""):
        # The usual way to set formulas has each a second time, as MathML.
        return True
    style = attributes.get("style")
    return style is not None and "none" in style and "display:none" in style[:_STYLE].replace(" ", "").lower()
