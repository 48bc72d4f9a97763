"""A dump becomes blocks: stretches of one kind each, without opinions yet.

Lines come first. Lines that a page width or a flattener tore apart are put together; lines that hold several things are
cut. What lies between two blocks is white space only, so that the dump can be rebuilt from them.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from newsclean.blocks import Blocks
from newsclean.characters import BLANK, SLICE, Characters, members, slices
from newsclean.lexicon.folding import fold
from newsclean.model import Dump
from newsclean.segmentation.fact_lines import states_fact
from newsclean.segmentation.folding import fold_whole
from newsclean.segmentation.glued_page import glued_page_cuts, glued_row_cuts
from newsclean.segmentation.labels import all_labels, begins_with_label, glued_labels, may_be_labels
from newsclean.segmentation.lines import Paragraphs, paragraphs
from newsclean.segmentation.pieces import (
    LONGEST_PARAGRAPH,
    glued_places,
    glued_words,
    head_of_title,
    headline_again,
    line_cuts,
    lines_to_cut,
    short_page_cuts,
)
from newsclean.segmentation.white_space import fold_white_space, may_be_unspaced, with_plain_blanks

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
    text, characters = dump.text, None
    if len(text) <= SLICE:
        # A long dump is not copied as a whole, but a stretch at a time.
        text = with_plain_blanks(text)
        characters = Characters.of(text)
    whole_lines = dump.hints is not None
    found = paragraphs(
        text,
        characters,
        whole_lines=whole_lines,
        points_elsewhere=lexicon.pointing_elsewhere,
        states_fact=partial(states_fact, lexicon=lexicon),
    )
    stretches = slices(found.ends)
    if len(stretches) == 1 and characters is not None:
        starts, ends, lines, texts, folded = _stretch(text, characters, found, lexicon)
    else:
        starts, ends, lines, texts, folded = _in_stretches(text, found, stretches, lexicon)
    blank_before = found.blank_before
    if len(lines) > len(blank_before):
        # Only the first piece of a line has a blank line before it.
        blank_before = blank_before[lines]
        blank_before[1:] &= lines[1:] != lines[:-1]
    bounds = np.array((starts, ends), dtype=np.int32)
    columns = _numbers(bounds[0]), _numbers(bounds[1]), texts, folded, _numbers(lines.astype(np.int32))
    blocks = Blocks(dump, *columns, blank_before.tolist(), characters=characters)
    blocks.bounds = bounds
    return blocks


def _numbers(column: NDArray[np.int32]) -> array[int]:
    """A column of numbers that are looked at one by one, which is slow on numpy's arrays."""
    numbers = array("i")
    numbers.frombytes(column.tobytes())
    return numbers


_Columns = tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]", list[str], list[str]]


def _in_stretches(text: str, found: Paragraphs, stretches: list[tuple[int, int]], lexicon: Lexicon) -> _Columns:
    """As ``_stretch`` for a long dump, some paragraphs at a time."""
    starts, ends, lines = [], [], []
    texts: list[str] = []
    folded: list[str] = []
    for first, behind in stretches:
        base = int(found.starts[first]) if behind else 0
        piece = with_plain_blanks(text[base : found.ends[behind - 1]]) if behind else ""
        run = slice(first, behind)
        part = Paragraphs(found.starts[run] - base, found.ends[run] - base, found.blank_before[run])
        columns = _stretch(piece, Characters.of(piece), part, lexicon)
        starts.append(columns[0] + base)
        ends.append(columns[1] + base)
        lines.append(columns[2] + first)
        texts += columns[3]
        # A long dump does not keep twice what is plain already.
        folded += [text if text == plain else plain for text, plain in zip(columns[3], columns[4], strict=True)]
    return np.concatenate(starts), np.concatenate(ends), np.concatenate(lines), texts, folded


def _stretch(text: str, characters: Characters, found: Paragraphs, lexicon: Lexicon) -> _Columns:
    """Cut the paragraphs of a text: starts, ends and paragraphs of the pieces, and what they say, plain and folded."""
    # One fold of the whole is several times faster than one for every block; it keeps lengths, so offsets agree.
    folded_text = fold_whole(text, characters)
    starts, ends = found.starts, found.ends
    lines = np.arange(len(starts))
    places = _places(text, folded_text, characters, found, lexicon)
    if places:
        cut = sorted(places)
        line_starts, line_ends = starts[cut].tolist(), ends[cut].tolist()
        pieces = [
            piece
            for number, start, end in zip(cut, line_starts, line_ends, strict=True)
            for piece in _pieces(text, start, (*sorted(places[number]), end))
        ]
        # Columns of the lines that are left whole and of the pieces, each sorted, since none reaches into another.
        piece_starts, piece_ends = zip(*pieces, strict=True)
        is_whole = np.ones(len(starts), dtype=np.bool_)
        is_whole[cut] = False
        starts, ends = np.concatenate((starts[is_whole], piece_starts)), np.concatenate((ends[is_whole], piece_ends))
        starts.sort()
        ends.sort()
        lines = found.starts.searchsorted(starts, side="right") - 1
    bounds = list(zip(starts.tolist(), ends.tolist(), strict=True))
    texts, folded = [text[start:end] for start, end in bounds], [folded_text[start:end] for start, end in bounds]
    odd = _with_odd_blanks(characters, starts, ends)
    # Where the whole dump has no script without blanks, no line of it is asked whether it has.
    one_blank = fold_white_space if len(odd) and may_be_unspaced(characters.code) else _blanks_folded
    for number in odd:
        texts[number] = one_blank(texts[number])
        plain = one_blank(folded[number])
        # Characters of no width are blanks in the plain form, and no white space: rare, and folded again.
        folded[number] = plain if len(plain) == len(texts[number]) else fold(texts[number])
    return starts, ends, lines, texts, folded


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


def _blanks_folded(text: str) -> str:
    return " ".join(text.split())


# A dump is a page on one line although some short lines were put above or below it.
_SHARE_OF_PAGE = 0.9
# In characters: shorter lines hold no two labels.
_SHORTEST_ROW = 5
# Letters below this code point have two cases: ASCII.
_FIRST_WITHOUT_CASE = 0x80


def _places(text: str, folded: str, characters: Characters, found: Paragraphs, lexicon: Lexicon) -> dict[int, set[int]]:
    """Where paragraphs are to be cut, by number of the paragraph."""
    starts = found.starts.tolist()
    places: dict[int, set[int]] = {}
    for number, cuts in chain(
        _long_line_cuts(text, folded, characters, found, lexicon),
        _label_row_cuts(text, folded, characters, found, lexicon),
        _glued_cuts(text, folded, characters, found, lexicon),
    ):
        if cuts:
            places.setdefault(number, set()).update(starts[number] + place for place in cuts)
    return places


# The number of a paragraph, and where it is to be cut, counted from its start.
_Cuts = Iterator[tuple[int, Collection[int]]]


def _long_line_cuts(text: str, folded: str, characters: Characters, found: Paragraphs, lexicon: Lexicon) -> _Cuts:
    """The cuts of lines that hold several things, first of all of a dump that is one line."""
    starts, ends = found.starts.tolist(), found.ends.tolist()
    if len(starts) == 1:
        is_short = ends[0] - starts[0] <= LONGEST_PARAGRAPH
        cuts = glued_page_cuts(text, folded, starts[0], ends[0], lexicon) if is_short else []
        yield 0, cuts or short_page_cuts(text, folded, starts[0], ends[0], lexicon)
    page = _line_of_page(folded, found, lexicon)
    head = "" if page is None else head_of_title(folded, starts[page], ends[page])
    total = int((found.ends - found.starts).sum())
    for number in lines_to_cut(characters, found.starts, found.ends):
        start, end = starts[number], ends[number]
        # In every long line, however little of the dump it holds, two development dumps lost 0.001 (2026-11).
        is_page = 2 * (end - start) > total
        yield number, line_cuts(text, folded, start, end, lexicon, is_page=is_page)
        if head and number == page:
            yield number, list(headline_again(text, folded, start, end, head))


def _line_of_page(folded: str, found: Paragraphs, lexicon: Lexicon) -> int | None:
    """The line that holds a whole page, if there is one: the others are few labels."""
    lengths = found.ends - found.starts
    if not len(lengths):
        return None
    page = int(lengths.argmax())
    if lengths[page] < _SHARE_OF_PAGE * lengths.sum():
        return None
    # A story on one line below its headline is no page: a phrase that it begins with may stand in it again.
    lines = zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    are_labels = all(folded[start:end] in lexicon.labels for number, (start, end) in enumerate(lines) if number != page)
    return page if are_labels else None


def _label_row_cuts(text: str, folded: str, characters: Characters, found: Paragraphs, lexicon: Lexicon) -> _Cuts:
    """The cuts of rows of labels, which have blanks and are no sentences."""
    starts, ends = found.starts.tolist(), found.ends.tolist()
    row = (found.ends - found.starts > _SHORTEST_ROW) & ~members(".!?。").take(characters.code[found.ends - 1])
    labels, first_words = lexicon.labels, lexicon.label_first_words
    has_case = (characters.code[found.starts] < _FIRST_WITHOUT_CASE).tolist()
    for number in row.nonzero()[0].tolist():
        start, end = starts[number], ends[number]
        if not has_case[number]:
            yield number, glued_row_cuts(folded[start:end], labels)
        blank = folded.find(" ", start, end)
        # Nearly every line ends here: its first word begins no label, or it is one word.
        if blank < 0 or folded[start:blank] not in first_words:
            continue
        plain = folded[start:end]
        if not begins_with_label(plain, labels) or plain in labels or not may_be_labels(plain, labels):
            continue
        cuts = all_labels(text[start:end], plain, labels, first_words)
        # "Follow us on Facebook" is a cue, though it is made of words of the menu.
        if cuts and not lexicon.cue_at(plain):
            yield number, cuts


def _glued_cuts(text: str, folded: str, characters: Characters, found: Paragraphs, lexicon: Lexicon) -> _Cuts:
    """The cuts between sentences, and between words, that no blank parts."""
    starts, ends = found.starts.tolist(), found.ends.tolist()
    sentences, words = glued_places(characters)
    for place, number in zip(sentences.tolist(), _owners(found.starts, sentences), strict=True):
        yield number, (place - starts[number],)
    glued: dict[int, list[int]] = {}
    for place, number in zip(words.tolist(), _owners(found.starts, words), strict=True):
        glued.setdefault(number, []).append(place - starts[number])
    for number, in_line in glued.items():
        start, end = starts[number], ends[number]
        line = text[start:end]
        yield number, glued_words(line, in_line) or glued_labels(line, folded[start:end], in_line, lexicon)


def _owners(starts: NDArray[np.int64], places: NDArray[np.int64]) -> list[int]:
    owners: list[int] = (starts.searchsorted(places, side="right") - 1).tolist()
    return owners


def _with_odd_blanks(characters: Characters, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> list[int]:
    """The numbers of the blocks that have white space to fold; most have only single blanks between their words."""
    blank = characters.kind == BLANK
    odd = characters.code != ord(" ")
    odd[1:] |= blank[:-1]
    places = (odd & blank).nonzero()[0]
    if not len(starts) or not len(places):
        return []
    owners = starts.searchsorted(places) - 1
    # Before the first block stands none.
    inside: list[int] = owners[(places < ends[owners]) & (owners >= 0)].tolist()
    return list(dict.fromkeys(inside))
