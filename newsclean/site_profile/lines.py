"""Lines as fingerprints: what is the same on two pages, word for word or but for its numbers and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["BITS", "IN_STORY", "PROSE", "TEMPLATE", "fingerprint", "is_prose", "keys", "template"]

#: The lowest bits of a fingerprint: whether the line was taken for a part of the story, whether it is a paragraph of
#: prose, and whether its numbers and names are left open.
IN_STORY, PROSE, TEMPLATE = 1, 2, 4
#: How many bits these are.
BITS = 3
_FLAGS = IN_STORY | PROSE | TEMPLATE

# The shortest paragraph of prose, in words; see ``newsclean.core``.
_PROSE_WORDS = 10
# A line with fewer letters says nothing that could be learned: numbers of a list, letters of a register.
_FEWEST_LETTERS = 2
# The longest line whose numbers and names may differ, in words. Longer ones are formulas of reporters, such as those of
# the stock exchange.
_LONGEST_TEMPLATE = 12
_NUMBER, _NAME = "0", "*"
_WORD = re.compile(r"[^\W\d_]{2,}")
_HAS_DIGIT = re.compile(r"\d")


def fingerprint(text: str) -> int:
    """64 bits that are the same on every machine; the lowest three are 0.

    That one of 100,000 other lines has the same is as probable as one in 23 million million.
    """
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") & ~_FLAGS


def keys(blocks: Blocks) -> Iterator[tuple[int, int, bool]]:
    """What can be counted of a dump: number of the block, fingerprint, and whether it is that of a template."""
    folded, texts = blocks.folded, blocks.texts
    prose = is_prose(blocks).tolist()
    letters = (blocks.shape.letters >= _FEWEST_LETTERS).tolist()
    for number, text in enumerate(folded):
        if letters[number]:
            yield number, fingerprint(" ".join(text.split())), False
            if not prose[number] and (form := template(texts[number])) is not None:
                # No folded line begins with a line feed.
                yield number, fingerprint("\n" + form), True


def is_prose(blocks: Blocks) -> NDArray[np.bool_]:
    """Which blocks read like a paragraph."""
    return (blocks.shape.words >= _PROSE_WORDS) & blocks.shape.ends_sentence


def template(line: str) -> str | None:
    """The line with its numbers and names left open; ``None`` if that leaves too little or leaves nothing out.

    A name is a run of words with capitals; the first word is part of it only if a second follows, since every line
    begins with a capital. Scripts without capitals have numbers alone.

    >>> template("Published by Ada Brandt, 14 March 2024")
    'published by * 0 * 0'
    >>> template("12 comments"), template("Ada Brandt writes about harbours")
    ('0 comments', '* writes about harbours')
    >>> template("Storm Hits Three Towns"), template("About us")
    (None, None)
    """
    words = line.split()
    if len(words) > _LONGEST_TEMPLATE:
        return None
    form: list[str] = []
    for kind, run in groupby(words, _kind):
        some = list(run)
        is_first_word = kind == _NAME and not form and len(some) == 1
        form += [kind] if kind and not is_first_word else [word.lower() for word in some]
    said = sum(_WORD.search(word) is not None for word in form)
    if _NAME in form:
        return " ".join(form) if said >= _FEWEST_WORDS_BESIDE_NAME else None
    return " ".join(form) if said and _NUMBER in form else None


# Words that must be left where names are left open: "more *" would be half of all headlines.
_FEWEST_WORDS_BESIDE_NAME = 2


def _kind(word: str) -> str:
    if _HAS_DIGIT.search(word):
        return _NUMBER
    # "Photo:" is a label, whatever stands behind it.
    return _NAME if word[0].isupper() and not word.endswith(":") else ""
