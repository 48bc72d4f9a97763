"""Facts that flatteners glued to the headline or to the story: "Ferry sails againBy Jane DoeMay 3, 2024The ferry …".

No detector: ``byline`` and ``date_line`` ask it. What it finds is a part of a block, and says nothing about the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from attrs import frozen

from newsclean.blocks import Blocks
from newsclean.characters import is_lower
from newsclean.dates import DateReading, other_words, read_dates
from newsclean.detectors._known_words import one_word_cues, person_cue
from newsclean.detectors.date_lines.cues import LONGEST_PREPOSITION, begins_byline
from newsclean.detectors.headlines.choice import headline_of
from newsclean.model import Dump, Span
from newsclean.segmentation import fold_white_space

__all__ = ["GLUED", "Stretch", "first_date", "folded_span", "span_in_dump", "stretches"]

#: How the rules of votes end that were read behind a headline, whatever their block is.
GLUED = ".glued"
# All set by hand. In characters: a shorter headline stands in sentences by chance; and how far behind a headline its
# facts reach.
_SHORTEST_HEADLINE, _SHORTEST_UNSPACED, _LONGEST = 12, 6, 160
_UNSPACED = "\u2e80"
# In characters: the longest cue of one word, and a letter behind it.
_LONGEST_CUE = 16
# In words: what may stand between a headline and its date: "By Jane Doe, Harbour Editor", a section.
_MOST_WORDS = 7
# In blocks above the story, and in characters of a block: how far "By" is looked for.
_REACH, _DEEPEST = 15, 400
# The places of a headline that are looked at, and the fewest digits of a date.
_MOST_PLACES, _FEWEST_DIGITS = 8, 3
# In one block, the last ones.
_MOST_ENDS = 3
# A small letter or a figure, a stop, and a capital letter or none of those that have two forms.
_GLUED_SENTENCE = re.compile(r"(?<=[^\W_A-Z])[.!?…][\"”’»]?(?=[^\W\d_a-z])\w")
_COMMAS = ",;:，、；："
_SENTENCE_ENDS = (". ", "! ", "? ", "… ", "。")


@frozen
class Stretch:
    """What stands behind a headline in the same line, or behind "By".

    Attributes:
        start: Where it begins in the dump.
        text: The text, white space folded; not more of it than facts may have.
        is_cued: Whether it begins with "By", or behind a sentence, somewhere above the story: then a name and a date
            must follow at once.
    """

    start: int
    text: str
    is_cued: bool = False

    def span(self, dump: Dump, start: int, end: int) -> Span:
        """Where a part of the text stands in the dump."""
        return folded_span(dump.text, self.start, self.text, start, end)


def stretches(blocks: Blocks) -> list[Stretch]:
    """What may hold date and byline of the story, the nearest to the story first; worked out once.

    Nothing where headline and story stand in lines of their own, as they do on pages.
    """
    if blocks.dump.hints is not None:
        return []
    if "behind_headline" not in blocks.notes:
        behind_headline = list(_behind_headline(blocks))[::-1]
        blocks.notes["behind_headline"] = [*behind_headline, *_behind_cues(blocks), *_behind_standfirst(blocks)]
    return cast("list[Stretch]", blocks.notes["behind_headline"])


def _behind_headline(blocks: Blocks) -> Iterator[Stretch]:
    choice = headline_of(blocks)
    if choice is None:
        return
    head = choice.folded
    if len(head) < (_SHORTEST_HEADLINE if head < _UNSPACED else _SHORTEST_UNSPACED):
        return
    end = min(blocks.core.start + 2, len(blocks))
    places = 0
    for number in range(end):
        place = blocks.folded[number].find(head)
        if place < 0:
            continue
        start = span_in_dump(blocks, number, place, place + len(head)).end
        stretch = _stretch(blocks, number, start)
        if stretch.text and not _goes_on(stretch.text, blocks.language):
            yield stretch
        places += 1
        if places == _MOST_PLACES:
            return


def _goes_on(text: str, language: str | None) -> bool:
    """Whether what follows is the rest of a sentence that begins like the headline: "Ferry sails again after …"."""
    small, _ = one_word_cues(language)
    return text[0] in _COMMAS or (is_lower(text[0]) and text.split(None, 1)[0] not in small)


def _behind_cues(blocks: Blocks) -> Iterator[Stretch]:
    """What stands behind "By" inside the pieces of a line that was cut, near the beginning of the story."""
    lines, core = blocks.lines, blocks.core
    _, capital = one_word_cues(blocks.language)
    if not capital or core.end <= core.start:
        return
    for number in range(max(core.start - _REACH, 0), min(core.start + 2, len(blocks))):
        is_cut = lines[number] in (*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2])
        text = blocks.texts[number]
        if len(text) > _LONGEST and person_cue(text[:_LONGEST_CUE]) in capital:
            # "By Jane Doe • May 3, 2024The ferry sailed …": the story was glued to its date.
            yield _stretch(blocks, number, blocks.starts[number], is_cued=True)
        if not is_cut:
            continue
        for cue in capital:
            place = text.find(f"{cue} ", 1, _DEEPEST)
            if place < 0:
                place = _glued_cue(text[:_DEEPEST], cue)
            # "… on SaturdayBy Jane Doe May 3", "… on Saturday By Jane Doe May 3", but not "Lord Byron".
            if place > 0 and (text[place - 1] == " " or not text[place - 1].isupper()):
                yield _stretch(blocks, number, span_in_dump(blocks, number, place, place + 1).start, is_cued=True)


def _glued_cue(text: str, cue: str) -> int:
    """Where a cue stands that lost the blanks on both sides: "… to the islandByJane Doe"; -1 for nowhere."""
    place = text.find(cue, 1)
    while place > 0 and not (is_lower(text[place - 1]) and text[place + len(cue) : place + len(cue) + 1].isupper()):
        place = text.find(cue, place + 1)
    return place


def _behind_standfirst(blocks: Blocks) -> Iterator[Stretch]:
    """What was glued to the end of a sentence above the story: "… on Monday.Jane Doe•May 3, 2024"."""
    core = blocks.core
    for number in range(max(core.start - _REACH, 0), min(core.start + 1, len(blocks))):
        text = blocks.texts[number]
        ends = list(_GLUED_SENTENCE.finditer(text[:_DEEPEST]))
        for end in ends[-_MOST_ENDS:]:
            yield _stretch(blocks, number, span_in_dump(blocks, number, end.end() - 1, end.end()).start, is_cued=True)


def _stretch(blocks: Blocks, number: int, start: int, *, is_cued: bool = False) -> Stretch:
    """What follows in the paragraph that block ``number`` is a piece of."""
    lines, last = blocks.lines, number
    while last + 1 < len(lines) and lines[last + 1] == lines[number] and blocks.ends[last] < start + _LONGEST:
        last += 1
    raw = blocks.dump.text[start : min(blocks.ends[last], start + _LONGEST)]
    return Stretch(start + len(raw) - len(raw.lstrip()), fold_white_space(raw), is_cued)


def first_date(stretch: Stretch, language: str | None) -> DateReading | None:
    """The date near the beginning of a stretch, if neither a sentence stands before it nor one that it is a part of."""
    if sum(map(str.isdigit, stretch.text)) < _FEWEST_DIGITS:
        return None
    for reading in read_dates(stretch.text, language=language):
        before = stretch.text[: reading.span.start]
        is_near = other_words(before, language, numbers=False) <= _MOST_WORDS
        is_told = any(end in before for end in _SENTENCE_ENDS) or _is_in_sentence(stretch.text, reading)
        return reading if is_near and not is_told else None
    return None


def _is_in_sentence(text: str, reading: DateReading) -> bool:
    """Whether a sentence says the date: "On May 3, 2024 …", "May 3, 2024 was a day …", "5月3日风暴以来"."""
    words = text[: reading.span.start].split()
    if words and all(len(word) <= LONGEST_PREPOSITION for word in words):
        return True
    behind = text[reading.span.end :]
    if begins_byline(behind):
        return False
    is_unspaced = behind[:1].isalpha() and behind > _UNSPACED and reading.moment is None
    return is_unspaced or is_lower(behind.lstrip(" ,")[:1])


def span_in_dump(blocks: Blocks, number: int, start: int, end: int) -> Span:
    """Where a stretch of a block's text stands in the dump: white space was folded in between, perhaps."""
    first, text = blocks.starts[number], blocks.texts[number]
    if len(text) == blocks.ends[number] - first:
        return Span(first + start, first + end)
    return folded_span(blocks.dump.text, first, text, start, end)


def folded_span(raw: str, first: int, text: str, start: int, end: int) -> Span:
    """Where ``text[start:end]`` stands in ``raw``, in which ``text`` begins at ``first``, white space not folded."""
    places = []
    place = first
    for character in text[:end]:
        # A run of white space became one blank, or nothing between two Chinese characters.
        while raw[place].isspace() and character != " ":
            place += 1
        places.append(place)
        place += 1
        while character == " " and raw[place].isspace():
            place += 1
    return Span(places[start], places[end - 1] + 1)
