"""The text that a page declares for its story's, in JSON-LD: a hint of which of its lines are the story.

It is never the story itself: what counts is what stands on the page. And pages declare a teaser, or the first paragraph
that everybody may read, so a text that is short against the page says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.sources.markup import flatten

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.hints import Hints

__all__ = ["declared_lines"]

# In characters. What is shorter may be a teaser; what is longer than a novel is no story.
_SHORTEST, _LONGEST = 500, 1_000_000


def declared_lines(story: str, text: str, hints: Hints) -> NDArray[np.float32] | None:
    """How much of each line is in the text that the page declares; ``None`` if it declares none.

    Args:
        story: What the page declares; see ``JsonLd``.
        text: The flattened page.
        hints: Its hints.
    """
    if len(story) < _SHORTEST:
        return None
    return hints.found_in(text, flatten(story[:_LONGEST]))
