"""A first look at all the blocks above the story, which leaves the few that may be its headline.

Everything here is measured for all blocks at once. ``candidates`` looks at those few more closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np
from attrs import define

from newsclean.blocks import Blocks
from newsclean.detectors.headlines.lines import share_of_words
from newsclean.model import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.lexicon import CueHit

    _Column = NDArray[np.float64] | NDArray[np.bool_]

__all__ = ["COLUMNS", "Surroundings", "is_known_chrome", "is_of_page", "page_title_of"]

#: What the first look weighs, and what that says to a person. Every column lies between 0 and 1. None knows of blank
#: lines: an article's text has one between all its paragraphs, and cleaned once more it must have no other headline.
COLUMNS: dict[str, str] = {
    "words.1": "it is one word",
    "words.2": "it has two words",
    "words.3": "it has three words",
    "words.5": "it has four or five words",
    "words.8": "it has six to eight words",
    "words.12": "it has nine to twelve words",
    "words.18": "it has thirteen to eighteen words",
    "words.24": "it has nineteen to twenty-four words",
    "words.more": "it has twenty-five words or more",
    "place.below": "it stands below the first paragraph",
    "place.above_1": "it stands right above the story",
    "place.above_3": "it stands two or three blocks above the story",
    "place.above_7": "it stands four to seven blocks above the story",
    "place.above_15": "it stands eight to fifteen blocks above the story",
    "place.above_40": "it stands sixteen to forty blocks above the story",
    "place.above_100": "it stands up to a hundred blocks above the story",
    "place.above_more": "it stands more than a hundred blocks above the story",
    "place.first": "it is the first line of the dump",
    "above.prose": "paragraphs stand above it",
    "above.prose_near": "paragraphs stand right above it",
    "above.fact": "a byline or a date stands right above it",
    "above.label": "a label stands above it",
    "below.fact": "a byline or a date stands below it",
    "below.share": "a share bar stands below it",
    "below.numbers": "a line of numbers stands below it",
    "below.prose": "a paragraph follows",
    "near.alike": "lines like it stand around it",
    "like.story": "it says what the story is about",
    "like.lead": "it says what the first paragraphs say",
    "like.first_line": "it says what the first line of the dump says",
    "like.page_title": "it says what the title of the page says",
    "again.short": "it is short and stands in the dump more than once",
    "ends.sentence": "it ends like a sentence",
    "shape.signs": "it has signs that prose does not use",
    "shape.digits": "it is mostly numbers",
    "shape.capitalised": "its words have capital letters",
    "cue.chrome": "a phrase of the page stands in it",
    "cue.menu": "a word of menus stands in it",
    "cue.fact": "a phrase of bylines, dates or captions stands in it",
}

# In words and characters: 99.8 % of the gold titles of the development pages lie between these (2026-11).
_FEWEST_WORDS, _MOST_WORDS = 1.5, 30.5
MOST_CHARACTERS = 200
_WORD_BOUNDS = np.array([2.0, 3.0, 4.0, 6.0, 9.0, 13.0, 19.0, 25.0])
_WORD_BINS = np.arange(9)[:, None]
_PLACE_BOUNDS = np.array([0, 1, 3, 7, 15, 40, 100])
_PLACE_BINS = np.arange(8)[:, None]
# Blocks below the first paragraph of the core that are looked at: chrome in sentences may stand above the headline.
_REACH_BELOW = 20
# In blocks: how far below a headline its byline, its date or its share bar stands at most.
_BELOW = 3
# Paragraphs above a line, and lines like it around it, are counted up to this.
_MOST_PARAGRAPHS, _AROUND = 4, 2
# The paragraphs that begin the story, and in which what the headline says is said again.
_LEAD = 2
# A phrase that weighs less than this stands in headlines too.
_STRONG_CUE = 2.0
# In blocks: so far above a line a paragraph stands right above it.
_NEAR = 10
# In words: a label above a headline, a line of numbers, the lines of a list of headlines.
_LABEL, _NUMBERS, _LIST = 3.0, 10.0, (3.0, 15.0)
# Set by hand. In digits, and as a share of the characters: a line of numbers below a headline; and as a share alone, a
# line that is mostly numbers.
_FEWEST_DIGITS, _DIGITS_OF_NUMBERS, _MOSTLY_DIGITS = 3.0, 0.2, 0.15
# In words: a shorter line that the dump has more than once is a label.
_SHORT = 4.0
_FACT, _DETAIL, _SHARE, _MENU, _CHROME = range(5)
_LABELS = frozenset({_SHARE, _MENU, _CHROME})
_KIND_OF = dict.fromkeys(Role, _CHROME) | {
    Role.BYLINE: _FACT,
    Role.DATE: _FACT,
    Role.CAPTION: _DETAIL,
    Role.CREDIT: _DETAIL,
    Role.DATELINE: _DETAIL,
    Role.TAGS: _DETAIL,
    Role.SHARE: _SHARE,
    Role.NAVIGATION: _MENU,
    Role.RELATED: _MENU,
}

# Labels of a menu that somebody put above the title of the page, at most; and the fewest words of that title.
_MOST_LABELS, _FEWEST_WORDS_OF_TITLE = 12, 4.0
# What sites put between a headline and their own name in the title of the page.
_PARTS = re.compile(r" [|\-·•] ")


def page_title_of(blocks: Blocks) -> int:
    """The block that may be the title of the page: the first one, or the first below labels that the lexicon knows.

    Below labels it must show what it is: the name of the site stands behind a bar or a dash, it is printed again, or
    the story begins below it, and at most labels stand between. Worked out once: bylines are looked for below it too.
    """
    if "page_title" not in blocks.notes:
        blocks.notes["page_title"] = _find_page_title(blocks)
    return cast("int", blocks.notes["page_title"])


def _find_page_title(blocks: Blocks) -> int:
    first = _behind_labels(blocks, 0)
    below = _behind_labels(blocks, first + 1)
    is_above_story = bool(below) and blocks.is_prose[below] and not blocks.is_prose[first]
    is_title = is_above_story or blocks.is_repeated[first] or _PARTS.search(blocks.folded[first]) is not None
    return first if is_title and blocks.word_counts[first] >= _FEWEST_WORDS_OF_TITLE else 0


def _behind_labels(blocks: Blocks, start: int) -> int:
    """The first block from ``start`` on that is no label; 0 if there is none near."""
    end = min(len(blocks), start + _MOST_LABELS + 1)
    return next((number for number in range(start, end) if not _is_label(blocks, number)), 0)


def _is_label(blocks: Blocks, number: int) -> bool:
    # A banner that asks for consent is printed in sentences, and above everything else.
    return any(
        (hit.match == "is" or hit.role is Role.CONSENT) and hit.weight >= _STRONG_CUE and _KIND_OF[hit.role] in _LABELS
        for hit in blocks.cues.get(number, ())
    )


def is_of_page(hit: CueHit) -> bool:
    """Whether a phrase of the lexicon is one that pages put around stories, and no fact."""
    return _KIND_OF[hit.role] in _LABELS


def is_known_chrome(blocks: Blocks, number: int) -> bool:
    """Whether a strong phrase that pages put around stories stands in a block."""
    return any(hit.weight >= _STRONG_CUE and is_of_page(hit) for hit in blocks.cues.get(number, ()))


@define(eq=False, slots=False)
class Surroundings:
    """A dump as the seeker of its headline sees it.

    Attributes:
        blocks: Its blocks; at least one.
        first_prose: The first paragraph of the densest run of prose.
        end: Headlines are looked for above this block.
    """

    blocks: Blocks
    first_prose: int
    end: int

    @classmethod
    def of(cls, blocks: Blocks) -> Surroundings:
        """Look at the blocks of a dump."""
        core = blocks.core
        first_prose = core.start + int(core.prose[core.start : core.end].argmax()) if core.end > core.start else 0
        return cls(blocks, first_prose, min(first_prose + _REACH_BELOW, len(blocks)))

    def possible(self) -> NDArray[np.intp]:
        """The blocks that are as long as headlines are."""
        words, characters = self._words[: self.end], self.blocks.shape.characters[: self.end]
        return ((words >= _FEWEST_WORDS) & (words <= _MOST_WORDS) & (characters <= MOST_CHARACTERS)).nonzero()[0]

    @cached_property
    def columns(self) -> NDArray[np.float32]:
        """What is weighed of the blocks above ``end``: an array of shape ``(len(COLUMNS), end)``."""
        rows = np.empty((len(COLUMNS), self.end), dtype=np.float32)
        place = 0
        for column in self._columns():
            if column.ndim > 1:
                rows[place : place + len(column)] = column
                place += len(column)
            else:
                rows[place] = column
                place += 1
        return rows

    def _columns(self) -> Iterator[_Column]:
        cues = self._cues()
        yield from self._length_and_place()
        yield from self._above(cues)
        yield from self._below(cues)
        yield from self._likenesses()
        yield from self._looks(cues)

    def _length_and_place(self) -> Iterator[_Column]:
        end = self.end
        yield _WORD_BOUNDS.searchsorted(self._words[:end], side="right") == _WORD_BINS
        yield _PLACE_BOUNDS.searchsorted(np.arange(self.first_prose, self.first_prose - end, -1)) == _PLACE_BINS
        first = np.zeros(end, dtype=np.bool_)
        # The story may begin above it.
        first[min(self._page_title, end - 1)] = True
        yield first

    def _above(self, cues: NDArray[np.bool_]) -> Iterator[_Column]:
        """What stands above each block: paragraphs, a fact, a label."""
        end, prose = self.end, self.blocks.core.prose
        above = prose[:end].cumsum()
        above -= prose[:end]
        yield np.minimum(above, _MOST_PARAGRAPHS) / _MOST_PARAGRAPHS
        near = above.copy()
        near[_NEAR:] -= above[:-_NEAR] if end > _NEAR else 0
        yield np.minimum(near, _MOST_PARAGRAPHS) / _MOST_PARAGRAPHS
        fact = np.zeros(end, dtype=np.bool_)
        fact[1:] = cues[_FACT, : end - 1]
        yield fact
        label = np.empty(end, dtype=np.bool_)
        label[1:] = self._words[: end - 1] <= _LABEL
        # Those of a menu above the title of the page say as little as none.
        label[0] = label[min(self._page_title, end - 1)] = False
        yield label

    def _below(self, cues: NDArray[np.bool_]) -> Iterator[_Column]:
        """What stands below each block, and whether lines like it stand around it."""
        shape, prose, end = self.blocks.shape, self.blocks.core.prose, self.end
        # A few blocks more than are looked at: what stands below the last of them. ``wide`` has two more above as well.
        last = min(end + _BELOW, len(self.blocks))
        words, characters, digits = self._words[:last], shape.characters[:last], shape.digits[:last]
        yield _in_reach_below(cues[_FACT], end)
        yield _in_reach_below(cues[_SHARE], end)
        wide = np.zeros(end + 2 * _BELOW, dtype=np.bool_)
        wide[:last] = (digits >= _FEWEST_DIGITS) & (digits > _DIGITS_OF_NUMBERS * characters) & (words <= _NUMBERS)
        yield _in_reach_below(wide, end)
        wide = np.zeros(end + 2 * _BELOW, dtype=np.bool_)
        wide[:last] = prose[:last]
        yield wide[1 : end + 1] | wide[2 : end + 2]
        alike = np.zeros(end + 2 * _BELOW, dtype=np.int8)
        shortest, longest = _LIST
        alike[_AROUND : last + _AROUND] = (
            (words >= shortest) & (words <= longest) & ~prose[:last] & ~cues[:, :last].any(axis=0)
        )
        yield (alike[:end] + alike[1 : end + 1] + alike[3 : end + 3] + alike[4 : end + 4]) / (2.0 * _AROUND)

    def _likenesses(self) -> Iterator[_Column]:
        likeness = self._likeness()
        yield likeness
        # The first line below the labels of a menu is the title of the page if it says what the story says.
        yield likeness[2] * likeness[0, min(self._page_title, self.end - 1)]

    def _looks(self, cues: NDArray[np.bool_]) -> Iterator[_Column]:
        """What each block looks like, and the phrases in it."""
        shape, end = self.blocks.shape, self.end
        yield self.blocks.is_repeated[:end] & (self._words[:end] < _SHORT)
        yield shape.ends_sentence[:end]
        yield (shape.signs[:end] > 0.0) | shape.bullet[:end]
        yield shape.digits[:end] > _MOSTLY_DIGITS * shape.characters[:end]
        yield shape.capitalised[:end] / np.maximum(shape.cased[:end], 1.0)
        yield cues[_CHROME, :end]
        yield cues[_MENU, :end]
        yield cues[_FACT, :end] | cues[_DETAIL, :end]

    def _cues(self) -> NDArray[np.bool_]:
        """Which blocks have a strong phrase of each kind: an array of shape ``(5, end + 6)``."""
        last, width = self.end + _BELOW, self.end + 2 * _BELOW
        strong = [
            _KIND_OF[hit.role] * width + number
            for number, hits in self.blocks.cues.items()
            if number < last
            for hit in hits
            if hit.weight >= _STRONG_CUE
        ]
        cues = np.zeros(5 * width, dtype=np.bool_)
        cues[strong] = True
        return cues.reshape(5, width)

    @cached_property
    def _words(self) -> NDArray[np.float64]:
        """How many words each block has, as the lengths of headlines count them."""
        return self.blocks.shape.words * share_of_words(self.blocks.language)

    @cached_property
    def _page_title(self) -> int:
        return page_title_of(self.blocks)

    def _likeness(self) -> NDArray[np.float64]:
        """The share of each block's words that stand elsewhere, the rarer the heavier.

        Elsewhere are the core's prose, its first paragraphs, and the title of the page: three rows.
        """
        core, index, end = self.blocks.core, self.blocks.words, self.end
        number, counts = index.number, index.counts
        bounds = np.zeros(len(counts) + 1, dtype=np.intp)
        counts.cumsum(out=bounds[1:])
        prose = core.prose[core.start : core.end]
        # For every word one bit for each place where it stands.
        places = np.zeros(len(index.number_of), dtype=np.intp)
        inside = slice(bounds[core.start], bounds[core.end])
        places[number[inside][prose.repeat(counts[core.start : core.end])]] = _IN_STORY
        for paragraph in (core.start + prose.nonzero()[0][:_LEAD]).tolist():
            places[number[bounds[paragraph] : bounds[paragraph + 1]]] |= _IN_LEAD
        places[number[bounds[self._page_title] : bounds[self._page_title + 1]]] |= _IN_FIRST
        # What the words of each block weigh, by their bits; a word weighs the less, the more often it stands anywhere.
        here = number[: bounds[end]]
        cells = places[here]
        cells += np.arange(0, end * _PLACES, _PLACES).repeat(counts[:end])
        weight = 1.0 / np.maximum(index.times, 1)
        weights = np.bincount(cells, weight[here], minlength=end * _PLACES).reshape(end, _PLACES)
        sums = _HAS_BIT @ weights.T
        shares: NDArray[np.float64] = sums[:3] / np.maximum(sums[3], 1e-9)
        return shares


# Bits for the places where a word stands; and which sets of them hold each, the last row all.
_IN_STORY, _IN_LEAD, _IN_FIRST, _PLACES = 1, 2, 4, 8
_HAS_BIT = np.array([[float(places & bit == bit) for places in range(_PLACES)] for bit in (1, 2, 4, 0)])


def _in_reach_below(flags: NDArray[np.bool_], end: int) -> NDArray[np.bool_]:
    """Whether one of the three blocks below is flagged."""
    return flags[1 : end + 1] | flags[2 : end + 2] | flags[3 : end + 3]
