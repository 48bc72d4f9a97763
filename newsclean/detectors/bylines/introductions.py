"""Who is introduced, or signs, below the story: "Jane Doe is a reporter …"."""

from __future__ import annotations

from newsclean.characters import is_lower
from newsclean.detectors.bylines.place import Place

__all__ = ["is_introduced", "is_introduced_as_friend"]

# At the end, in blocks.
_AT_END = 3
# So many lines that begin with a name are looked at.
_MOST_PLACES = 10
# In blocks: below a name stands a position, or what introduces its bearer.
_INTRODUCED_WITHIN = 2


def is_introduced(place: Place, number: int) -> bool:
    """Whether "Jane Doe is a reporter …" stands below the story or below her name.

    A person whom the story is about turns up anywhere.
    """
    blocks = place.blocks
    folded = blocks.folded[number]
    introduced = f"\n{folded} "
    found = place.folded.find(f"\n{folded}\n")
    for _ in range(_MOST_PLACES):
        found = place.folded.find(introduced, found + 1)
        if found < 0:
            break
        below = place.folded.count("\n", 0, found)
        at_end = below >= blocks.core.end - _AT_END or blocks.folded[below - 1] == folded
        if at_end and blocks.shape.ends_sentence[below] and is_lower(blocks.texts[below][len(folded) + 1]):
            return True
    return False


def is_introduced_as_friend(place: Place, number: int) -> bool:
    """Whether what stands below a name begins with the first name alone: "Jane covers ships for the Courier."."""
    blocks = place.blocks
    first = f"{blocks.texts[number].split()[0]} "
    return any(
        blocks.texts[below].startswith(first)
        and is_lower(blocks.texts[below][len(first)])
        and blocks.shape.ends_sentence[below]
        for below in range(number + 1, min(number + 1 + _INTRODUCED_WITHIN, len(blocks)))
    )
