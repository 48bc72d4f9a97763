"""What is left out and never ends: a page with a ``<textarea>`` whose end is missing is all of it inside.

Browsers would show nothing of the rest. To lose a story is worse than to show what was in a form, so the tag is taken
away and the page read once more.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["closed"]

# Between these tags nothing is markup for the parser: the last of them is the one whose end is missing.
_RAW = frozenset({"script", "style", "textarea", "title", "iframe"})


def closed(content: bytes, swallowed: Mapping[str, int], seen: int) -> bytes | None:
    """The page without the beginning of what swallowed most of it; ``None`` if nothing did.

    Args:
        content: The page.
        swallowed: By tag, how many characters the longest element held that was left out.
        seen: How many characters were not left out.
    """
    comment = content.rfind(b"<!--")
    if comment >= 0 and content.find(b"-->", comment) < 0 and len(content) - comment > max((seen, *swallowed.values())):
        return content[:comment] + content[comment + 4 :]
    large = [tag for tag, length in swallowed.items() if length > seen]
    lower = content.lower() if large else b""
    for tag in large:
        start, end = b"<" + tag.encode(), b"</" + tag.encode()
        last = lower.rfind(start)
        if tag in _RAW and last >= 0 and lower.find(end, last) < 0:
            return content[:last] + b"<div" + content[last + len(start) :]
        if tag not in _RAW and lower.count(start) > lower.count(end):
            return _renamed(content, lower, start)
    return None


def _renamed(content: bytes, lower: bytes, start: bytes) -> bytes:
    """The page with other tags for those that begin so; names that only begin like it are no tags of HTML."""
    pieces, place = [], 0
    while (found := lower.find(start, place)) >= 0:
        pieces += [content[place:found], b"<div"]
        place = found + len(start)
    return b"".join([*pieces, content[place:]])
