"""A dump becomes blocks: stretches of one kind each, without opinions yet.

Lines come first. Lines that a page width or a flattener tore apart are put together; lines that hold several things are
cut. What lies between two blocks is white space only, so that the dump can be rebuilt from them.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsclean.blocks import Blocks
from newsclean.lexicon.folding import fold
from newsclean.model import Dump
from newsclean.segmentation.lines import paragraphs
from newsclean.segmentation.pieces import glued_places, glued_words, line_cuts
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
    sentences, words = glued_places(text)
    next_sentence, next_word = 0, 0
    starts: list[int] = []
    ends: list[int] = []
    lines: list[int] = []
    blank_before: list[bool] = []
    columns = zip(found.starts, found.ends, found.blank_before, strict=True)
    for number, (start, end, blank) in enumerate(columns):
        line = text[start:end]
        places = [start + place for place in line_cuts(line, lexicon.is_credit)]
        first_sentence, first_word = next_sentence, next_word
        next_sentence = bisect_left(sentences, end, first_sentence)
        next_word = bisect_left(words, end, first_word)
        places += sentences[first_sentence:next_sentence]
        if next_word > first_word:
            glued = [place - start for place in words[first_word:next_word]]
            places += [start + place for place in glued_words(line, glued)]
        if not places:
            starts.append(start)
            ends.append(end)
            lines.append(number)
            blank_before.append(blank)
            continue
        before = start
        for cut in (*sorted(set(places)), end):
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
