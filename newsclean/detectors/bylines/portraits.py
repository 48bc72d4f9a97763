"""What a flattener printed in place of an author's portrait: "[jane-doe]", "JD", "Picture of Jane Doe"."""

from __future__ import annotations

import re

from newsclean.blocks import Blocks
from newsclean.detectors._known_words import SIGNS
from newsclean.detectors.names.words import small_words

__all__ = ["is_below_portrait", "stands_for_portrait", "without_portrait"]

_BRACKETS = re.compile(r"^[^\w\[]{0,4}\[[^\[\]]{0,60}\]\s*+(?=\S)")
_LONGEST_INITIALS = 3


def without_portrait(text: str) -> str:
    """The text without what was printed in brackets at its beginning."""
    return _BRACKETS.sub("", text) if "[" in text else text


def is_below_portrait(blocks: Blocks, number: int) -> bool:
    """Whether the line above says what a picture shows: "Picture of Jane Doe" above "Jane Doe".

    The name alone, twice, is as often an entry of a menu.
    """
    name, above = blocks.folded[number], blocks.folded[number - 1] if number else ""
    return name in above and above.replace(name, "", 1).strip(SIGNS) in small_words().portraits


def stands_for_portrait(blocks: Blocks, number: int) -> bool:
    """Whether a block has the initials of the name below it."""
    return number + 1 < len(blocks) and _are_initials(blocks.texts[number], blocks.texts[number + 1])


def _are_initials(text: str, name: str) -> bool:
    """Whether a line has the first letters of the words in the next one: "JD", "Jane Doe"."""
    words = name.split()
    return 1 < len(text) == len(words) <= _LONGEST_INITIALS and text == "".join(word[0] for word in words)
