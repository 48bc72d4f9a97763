"""The text that a page declares for its story's, in JSON-LD: a hint of which of its lines are the story.

It is never the story itself: what counts is what stands on the page. And pages declare a teaser, or the first paragraph
that everybody may read, so a text that is short against the page says nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newsclean.sources.markup import flatten

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.hints import Hints
    from newsclean.sources.page_markup import PageMarkup

__all__ = ["declared_lines"]

_NAMES = ("articleBody", "reviewBody")
# In characters. What is shorter may be a teaser; what is longer than a novel is no story.
_SHORTEST, _LONGEST = 500, 1_000_000
# Values of the data that are looked at.
_MOST_VALUES = 20_000


def declared_lines(markup: PageMarkup, text: str, hints: Hints) -> NDArray[np.float32] | None:
    """How much of each line is in the text that the page declares; ``None`` if it declares none.

    Args:
        markup: What the page says about itself.
        text: The flattened page.
        hints: Its hints.
    """
    scripts = [script for script in markup.scripts if any(name in script for name in _NAMES)]
    found = max((story for script in scripts for story in _stories(script)), key=len, default="")
    if len(found) < _SHORTEST:
        return None
    return hints.found_in(text, flatten(found[:_LONGEST]))


def _stories(script: str) -> list[str]:
    try:
        stack: list[Any] = [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return []
    found = []
    for _ in range(_MOST_VALUES):
        if not stack:
            break
        value = stack.pop()
        if isinstance(value, dict):
            found += [value[name] for name in _NAMES if isinstance(value.get(name), str)]
            stack.extend(inner for inner in value.values() if isinstance(inner, dict | list))
        elif isinstance(value, list):
            stack.extend(value)
    return found
