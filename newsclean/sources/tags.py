"""The tags that end a line, and those whose content is no text: what a page and a bit of markup have in common."""

from __future__ import annotations

__all__ = ["BLOCK_TAGS", "LEFT_OUT"]

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
