"""A dump becomes blocks: stretches of one kind each, without opinions yet.

Lines come first. Lines that a page width or a flattener tore apart are put together; lines that hold several things are
cut. What lies between two blocks is white space only, so that the dump can be rebuilt from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from newsclean.blocks import Blocks
from newsclean.characters import BLANK, Characters
from newsclean.lexicon.folding import fold
from newsclean.model import Dump
from newsclean.segmentation.lines import Paragraphs, paragraphs
from newsclean.segmentation.pieces import glued_places, glued_words, line_cuts, lines_to_cut
from newsclean.segmentation.white_space import fold_white_space

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    characters = Characters.of(text)
    found = paragraphs(text, characters)
    places = _places(text, characters, found, lexicon)
    starts: list[int] = []
    ends: list[int] = []
    lines: list[int] = []
    blank_before: list[bool] = []
    columns = zip(found.starts.tolist(), found.ends.tolist(), found.blank_before.tolist(), strict=True)
    for number, (start, end, blank) in enumerate(columns):
        cuts = places.get(number)
        if cuts is None:
            starts.append(start)
            ends.append(end)
            lines.append(number)
            blank_before.append(blank)
            continue
        before = start
        for cut in (*sorted(cuts), end):
            piece = text[before:cut].strip()
            if piece:
                begin = text.index(piece[0], before)
                starts.append(begin)
                ends.append(begin + len(piece))
                lines.append(number)
                blank_before.append(blank)
                blank = False
            before = cut
    texts = _folded_texts(text, characters, starts, ends)
    # One fold of the whole is several times faster than one for every block; it keeps lengths, so the cut is exact.
    folded = fold("\n".join(texts)).split("\n") if texts else []
    return Blocks(dump, starts, ends, texts, folded, lines, blank_before)


def _places(text: str, characters: Characters, found: Paragraphs, lexicon: Lexicon) -> dict[int, set[int]]:
    """Where paragraphs are to be cut, by number of the paragraph."""
    starts, ends = found.starts, found.ends
    places: dict[int, set[int]] = {}
    for number in np.flatnonzero(lines_to_cut(characters, starts, ends)).tolist():
        start = int(starts[number])
        cuts = line_cuts(text[start : int(ends[number])], lexicon.is_credit)
        if cuts:
            places.setdefault(number, set()).update(start + cut for cut in cuts)
    sentences, words = glued_places(characters)
    for place, number in zip(sentences.tolist(), _owners(starts, sentences), strict=True):
        places.setdefault(number, set()).add(place)
    glued: dict[int, list[int]] = {}
    for place, number in zip(words.tolist(), _owners(starts, words), strict=True):
        glued.setdefault(number, []).append(place - int(starts[number]))
    for number, in_line in glued.items():
        start = int(starts[number])
        kept = glued_words(text[start : int(ends[number])], in_line)
        if kept:
            places.setdefault(number, set()).update(start + place for place in kept)
    return places


def _owners(starts: NDArray[np.int64], places: NDArray[np.int64]) -> list[int]:
    owners: list[int] = (np.searchsorted(starts, places, side="right") - 1).tolist()
    return owners


def _folded_texts(text: str, characters: Characters, starts: list[int], ends: list[int]) -> list[str]:
    """The text of every block with its white space folded; most have nothing to fold and are taken as they are."""
    blank = characters.kind == BLANK
    odd = blank & (characters.code != ord(" "))
    odd[1:] |= blank[1:] & blank[:-1]
    places = np.flatnonzero(odd)
    has_odd = np.searchsorted(places, ends) > np.searchsorted(places, starts)
    return [
        fold_white_space(text[start:end]) if to_fold else text[start:end]
        for start, end, to_fold in zip(starts, ends, has_odd.tolist(), strict=True)
    ]
