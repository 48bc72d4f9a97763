"""A whole dump in the lexicon's plain form, by one look-up for all of its characters."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from newsclean.characters import Characters, codes
from newsclean.lexicon.folding import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["fold_whole"]


def fold_whole(text: str, characters: Characters) -> str:
    """The same as ``fold(text)``, in a third of the time: ``str.lower`` asks about each character."""
    # A sigma is made small by its place in the word.
    if not text.isascii() and "Σ" not in text:
        folded = str(_plain_codes().take(characters.code).data, "utf-16-le", "surrogatepass")
        # Characters beyond the basic plane have no code of their own, and two lone surrogates would become one of them.
        if len(folded) == len(text) and "\uffff" not in folded:
            return folded
    return fold(text)


@cache
def _plain_codes() -> NDArray[np.uint16]:
    """What every code point of the basic plane is folded to."""
    return codes(fold("".join(map(chr, range(0x10000)))))
