"""A dump becomes blocks: stretches of one kind each, without opinions yet.

Lines come first. Lines that a page width or a flattener tore apart are put together; lines that hold several things are
cut. What lies between two blocks is white space only, so that the dump can be rebuilt from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from newsclean.blocks import Blocks
from newsclean.characters import BLANK, Characters, members
from newsclean.lexicon.folding import fold
from newsclean.model import Dump
from newsclean.segmentation.labels import all_labels, glued_labels, may_be_labels
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
    # One fold of the whole is several times faster than one for every block; it keeps lengths, so offsets agree.
    folded_text = fold(text)
    places = _places(text, folded_text, characters, found, lexicon)
    line_starts, line_ends, line_blanks = found.starts.tolist(), found.ends.tolist(), found.blank_before.tolist()
    starts: list[int] = []
    ends: list[int] = []
    lines: list[int] = []
    blank_before: list[bool] = []
    # Line by line where lines are cut; stretches of others, which most are, at once.
    for number, following in pairwise((-1, *sorted(places), len(line_starts))):
        if number >= 0:
            pieces = _pieces(text, line_starts[number], (*sorted(places[number]), line_ends[number]))
            starts += [start for start, _ in pieces]
            ends += [end for _, end in pieces]
            lines += [number] * len(pieces)
            # Only the first piece of a line has a blank line before it.
            blank_before += [line_blanks[number], *[False] * (len(pieces) - 1)]
        whole = slice(number + 1, following)
        starts += line_starts[whole]
        ends += line_ends[whole]
        lines += range(number + 1, following)
        blank_before += line_blanks[whole]
    texts, folded = _texts(text, folded_text, characters, starts, ends)
    return Blocks(dump, starts, ends, texts, folded, lines, blank_before, characters=characters)


def _pieces(text: str, start: int, cuts: Iterable[int]) -> list[tuple[int, int]]:
    """The stretches of text between cuts, bare of white space around them; those of white space alone are left out."""
    pieces = []
    for cut in cuts:
        piece = text[start:cut].strip()
        if piece:
            begin = text.index(piece[0], start)
            pieces.append((begin, begin + len(piece)))
        start = cut
    return pieces


def _places(text: str, folded: str, characters: Characters, found: Paragraphs, lexicon: Lexicon) -> dict[int, set[int]]:
    """Where paragraphs are to be cut, by number of the paragraph."""
    starts, ends = found.starts.tolist(), found.ends.tolist()
    places: dict[int, set[int]] = {}

    def cut(number: int, cuts: list[int]) -> None:
        if cuts:
            places.setdefault(number, set()).update(starts[number] + place for place in cuts)

    for number in np.flatnonzero(lines_to_cut(characters, found.starts, found.ends)).tolist():
        line = slice(starts[number], ends[number])
        cut(number, line_cuts(text[line], folded[line], lexicon))
    # A row of labels has blanks and is no sentence.
    row = (found.ends - found.starts > 5) & ~members(".!?。")[characters.code[found.ends - 1]]
    labels, first_words = lexicon.labels, lexicon.label_first_words
    for number in np.flatnonzero(row).tolist():
        plain = folded[starts[number] : ends[number]]
        # Nearly every line ends here: it does not begin with a word that a label begins with.
        if plain.split(" ", 1)[0] not in first_words or not may_be_labels(plain, labels):
            continue
        cuts = all_labels(text[starts[number] : ends[number]], plain, labels, first_words)
        # "Follow us on Facebook" is a cue, though it is made of words of the menu.
        if cuts and not lexicon.cue_at(plain):
            cut(number, cuts)
    sentences, words = glued_places(characters)
    for place, number in zip(sentences.tolist(), _owners(found.starts, sentences), strict=True):
        places.setdefault(number, set()).add(place)
    glued: dict[int, list[int]] = {}
    for place, number in zip(words.tolist(), _owners(found.starts, words), strict=True):
        glued.setdefault(number, []).append(place - starts[number])
    for number, in_line in glued.items():
        line = slice(starts[number], ends[number])
        cut(number, glued_words(text[line], in_line) or glued_labels(text[line], folded[line], in_line, lexicon))
    return places


def _owners(starts: NDArray[np.int64], places: NDArray[np.int64]) -> list[int]:
    owners: list[int] = (np.searchsorted(starts, places, side="right") - 1).tolist()
    return owners


def _texts(
    text: str, folded_text: str, characters: Characters, starts: list[int], ends: list[int]
) -> tuple[list[str], list[str]]:
    """The text of every block with its white space folded, and the same in the lexicon's plain form.

    Most blocks have no white space to fold and are taken as they are.
    """
    blank = characters.kind == BLANK
    odd = blank & (characters.code != ord(" "))
    odd[1:] |= blank[1:] & blank[:-1]
    places = np.flatnonzero(odd)
    has_odd = np.searchsorted(places, ends) > np.searchsorted(places, starts)
    texts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    folded = [folded_text[start:end] for start, end in zip(starts, ends, strict=True)]
    for number in np.flatnonzero(has_odd).tolist():
        texts[number] = fold_white_space(texts[number])
        plain = fold_white_space(folded[number])
        # Characters of no width are blanks in the plain form, and no white space: rare, and folded again.
        folded[number] = plain if len(plain) == len(texts[number]) else fold(texts[number])
    return texts, folded
