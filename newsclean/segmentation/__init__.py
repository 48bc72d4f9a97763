"""A dump becomes blocks: stretches of one kind each, without opinions yet.

Lines come first. Lines that a page width or a flattener tore apart are put together; lines that hold several things are
cut. What lies between two blocks is white space only, so that the dump can be rebuilt from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.blocks import Blocks
from newsclean.lexicon.folding import fold
from newsclean.model import Dump, Role
from newsclean.segmentation.lines import paragraphs
from newsclean.segmentation.pieces import cuts, glued_sentences
from newsclean.segmentation.white_space import fold_white_space

if TYPE_CHECKING:
    from newsclean.lexicon import Lexicon

__all__ = ["fold_white_space", "segment"]


def segment(dump: Dump, lexicon: Lexicon) -> Blocks:
    """Cut a dump into blocks.

    Args:
        dump: The dump; its text may be empty.
        lexicon: Tells a credit from the end of a sentence.

    Returns:
        Blocks in order. None is empty, none overlap, and only white space lies outside them. Linear in the length.
    """
    text = dump.text
    found = paragraphs(text)
    glued = iter([*glued_sentences(text), len(text) + 1])
    next_glued = next(glued)
    starts: list[int] = []
    ends: list[int] = []
    lines: list[int] = []
    blank_before: list[bool] = []

    def is_credit(words: str) -> bool:
        hits = lexicon.match([fold(words)]).get(0, ())
        return any(hit.role is Role.CREDIT or hit.part == "agency" for hit in hits)

    columns = zip(found.starts, found.ends, found.blank_before, strict=True)
    for number, (start, end, blank) in enumerate(columns):
        places = {start + cut for cut in cuts(text[start:end], is_credit)}
        while next_glued < end:
            places.add(next_glued)
            next_glued = next(glued)
        if not places:
            starts.append(start)
            ends.append(end)
            lines.append(number)
            blank_before.append(blank)
            continue
        before = start
        for cut in (*sorted(places), end):
            piece = text[before:cut].strip()
            if piece:
                begin = text.index(piece[0], before)
                starts.append(begin)
                ends.append(begin + len(piece))
                lines.append(number)
                blank_before.append(blank)
                blank = False
            before = cut
    texts = [fold_white_space(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    # One fold of the whole is several times faster than one for every block; it keeps lengths, so the cut is exact.
    folded = fold("\n".join(texts)).split("\n") if texts else []
    return Blocks(dump, starts, ends, texts, folded, lines, blank_before)
