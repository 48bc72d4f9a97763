"""Where the links of a line stand in it, once its white space is folded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from newsclean.hints import Anchor

__all__ = ["anchors_of"]


def anchors_of(
    inline: Sequence[str], links: Sequence[tuple[int, int]], addresses: Sequence[str], whole: int
) -> tuple[Anchor, ...]:
    """The links in a line: counted from the last of them onwards, so that the line is read once.

    Args:
        inline: The pieces of text that the line was put together of.
        links: Of each piece that is in a link, its number, and that of the address; in order, and never empty.
        addresses: Of all links.
        whole: Characters of the line.
    """
    if len(inline) == 1:
        # Most links are a line of their own.
        address = addresses[links[0][1]].strip()
        return (Anchor(0, whole, address),) if address else ()
    anchors = []
    length, next_piece, is_blank = 0, 0, True
    for link, members in groupby(links, itemgetter(1)):
        pieces = [piece for piece, _ in members]
        between = "".join(inline[next_piece : pieces[0]])
        length, is_blank = _folded_length(between, length, is_blank)
        text = "".join(inline[pieces[0] : pieces[-1] + 1])
        next_piece = pieces[-1] + 1
        # A blank before the first word of a link is in the line and not in the link.
        start = length + (bool(length) and (is_blank or text[:1].isspace()))
        length, is_blank = _folded_length(text, length, is_blank)
        if length > start and (address := addresses[link].strip()):
            anchors.append(Anchor(start, length, address))
    return tuple(anchors)


def _folded_length(text: str, length: int, is_blank: bool) -> tuple[int, bool]:
    """How long a line is when text comes to it, its white space folded, and whether that ends with a blank.

    A blank at the end counts only once a word follows.
    """
    words = text.split()
    if not words:
        return length, is_blank or bool(text)
    gap = bool(length) and (is_blank or text[0].isspace())
    return length + gap + sum(map(len, words)) + len(words) - 1, text[-1].isspace()
