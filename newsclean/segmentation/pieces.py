"""Below the line: where one line of a dump holds several things, and where to cut it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from newsclean.characters import BLANK, DIGIT, LOWER, QUOTE, STOP, UPPER, Characters, is_lower, members
from newsclean.dates import read_dates
from newsclean.segmentation.labels import is_between_labels, labels_among_words
from newsclean.segmentation.signatures import with_signatures
from newsclean.segmentation.white_space import is_unspaced

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.lexicon import Lexicon

__all__ = [
    "LONGEST_PARAGRAPH", "glued_places", "glued_words", "head_of_title", "headline_again", "line_cuts", "lines_to_cut",
    "short_page_cuts",
]  # fmt: skip

_CLOSING = '"”’»)\\]」』）'
_OPENING = '"“‘«„(\\[¿¡「『（'
_SENTENCE = re.compile(
    rf"[.!?…][{_CLOSING}]?+\s++(?=[{_OPENING}]?[^\W_a-zß-öø-ÿа-џά-ώ])"
    rf"|[。！？।۔؟။។።][{_CLOSING}]*+\s*+"
)
_TRAILING_ADDRESS = re.compile(r"[.!?)”\"]\s++(?=[a-z0-9-]{2,40}\.[a-z]{2,6}$)")
# "date 2023-07-25 Support our work!", "18/04/2025 06h12 Atualizado em …": at most one word, a date, then at least three
# words more.
_LEADING_DATE = re.compile(
    r"(?:[^\W\d_]{2,12}:?+\s)?\d{1,4}([-/.])\d{1,2}\1\d{1,4}"
    r"(?:(?:[T,]|\s[-–—|/·•])?\s{0,2}\d{1,2}[:h]\d{2}(?::\d{2})?+"
    # "Published: 2025-05-23 06.12 Updated: 2025-05-23 08.40"; before other words it may be a sum.
    r"|,?\s\d{2}\.\d{2}(?=(?:\s[^\W\d_]{2,20}){1,3}:?\s\d{4}-\d))?+(?=(?:\s++\S++){3})"
)
# "2024年3月5日 16:23 来源：江岸日报": the same where words need no blanks.
_LEADING_CHINESE_DATE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日(?:\s{0,2}\d{1,2}(?:[:：]\d{2}|[时時]\d{1,2}分))?+(?:[:：]\d{2})?+(?=\s++[^\d\s])"
)

# How far into a line the first number of its leading date reaches, at most.
_LATEST_DATE = 18
#: Longest line that is taken for one paragraph, in characters: 99.5 % of the paragraphs of the development gold are
# shorter (2026-11). A longer line is judged sentence by sentence and put together again afterwards.
LONGEST_PARAGRAPH = 1000
# A line in which labels are glued to prose is longer than a list of labels (development dumps, 2026-11).
_SHORTEST_MIXED_LINE = 250
# The same where a word has two characters.
_SHORTEST_UNSPACED_PAGE = 100
# Captions are shorter than this (99 % of the captions in the development dumps).
_LONGEST_CAPTION = 300
# Words with a capital inside ("YouTube", "McDonald") are no flattener's trace unless a line has several.
_FEWEST_GLUED_WORDS = 3
# Letters on either side of a place where words are glued, for telling "WordPress" twice from two places.
_AROUND_GLUE = 3
# "Prof."; a sentence that is as short goes with the next one. Scripts without capitals have no such abbreviations.
_LONGEST_ABBREVIATION = 5
# Fewest labels in a row before a sentence that are cut off it, in words; a name with a title is shorter.
_FEWEST_LABELS = 8
# A piece between two blanks of a script that needs none: a label if shorter than this, in characters.
_LONGEST_UNSPACED_LABEL = 10
# In characters: what stands before the place that would part a date, "Donnerstag, 17. "; and behind it, with a time.
_BEFORE_DATE, _BEHIND_DATE = 20, 60
# Behind a date in a sentence: "On May 3, 2024, the council met."
_GOES_ON = ",;:.)"
# Words in the credit of a picture, at most.
_LONGEST_CREDIT = 6


def glued_places(characters: Characters) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where things are glued together in a whole dump: sorted offsets. Linear.

    Returns:
        Where a sentence is glued to the one before ("on Monday.The council", "he said.”The"), and where a word is glued
        to another ("HomeNewsSport", "(2019)Culture").
    """
    code, kind = characters.code, characters.kind
    # Letter by letter from a capital inside a word: what stands before it, and whether small letters follow.
    before = kind[:-1]
    places = ((kind[1:] == UPPER) & (before != BLANK) & (before != UPPER)).nonzero()[0] + 1
    places = places[(places >= 3) & (places < len(kind) - 2)]
    if not len(places):
        return _glued_quotes(code, kind), places
    before, mark, second, after = kind[places - 1], code[places - 1], kind[places - 2], kind[places + 1]
    letters = (second == LOWER) & (kind[places - 3] == LOWER)
    sentence = (before == STOP) & letters & ((after == LOWER) | (after == BLANK))
    sentence |= members("”»").take(mark) & (second == STOP)
    is_word = (after == LOWER) & (kind[places + 2] == LOWER)
    # Few words are glued to a number, and in most dumps none is.
    behind_digit = (is_word & (before == DIGIT)).nonzero()[0]
    if len(behind_digit):
        sentence[behind_digit] |= _behind_year_or_time(code, kind, places[behind_digit])
    word = is_word & ~sentence
    word &= ((before == LOWER) & letters) | members(")!?:").take(mark)
    return np.sort(np.concatenate((places[sentence], _glued_quotes(code, kind)))), places[word]


def _behind_year_or_time(
    code: NDArray[np.uint16], kind: NDArray[np.uint8], places: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """At which places a date ends: "Published: 3 May 2024The ferry", "3 May 2024, 10:15The ferry"."""
    is_digit = kind == DIGIT
    back = [np.maximum(places - steps, 0) for steps in range(6)]
    two = is_digit[back[1]] & is_digit[back[2]] & (places >= _CLOCK_WITH_BLANK)
    year = two & is_digit[back[3]] & members("12").take(code[back[4]]) & (kind[back[5]] == BLANK)
    clock = two & (code[back[3]] == ord(":")) & is_digit[back[4]]
    # "at 20:15Uhr", "the 2010Census": of a date, the day stands before.
    digits = np.append(0, is_digit.cumsum())
    before = np.maximum(places - _CLOCK_WITH_BLANK, 0)
    has_day = digits[before] > digits[np.maximum(before - _DAY_REACH, 0)]
    found: NDArray[np.bool_] = (year | clock) & has_day
    return found


# In characters: " 2024", " 9:15"; how far before either the day stands: "3. September".
_CLOCK_WITH_BLANK, _DAY_REACH = 5, 12


def _glued_quotes(code: NDArray[np.uint16], kind: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where a quotation is glued to the sentence before it: "of the tower.“We could have"."""
    places = ((kind[:-2] == STOP) & (kind[1:-1] == QUOTE) & (kind[2:] == UPPER)).nonzero()[0] + 1
    places = places[places >= 3]
    small = (kind[places - 2] == LOWER) & (kind[places - 3] == LOWER)
    glued: NDArray[np.int64] = places[small & members("“„«").take(code[places])]
    return glued


def lines_to_cut(characters: Characters, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> list[int]:
    """The numbers of the lines that may have to be cut because of what they say; ``line_cuts`` looks at these few.

    Linear.
    """
    code, kind = characters.code, characters.kind
    lengths = ends - starts
    chosen = np.zeros(len(starts), dtype=np.bool_)
    # A date is led by a number with a mark behind it, near the head of its line.
    marks = (kind[:-1] == DIGIT).nonzero()[0] + 1
    marks = marks[members("-/.年").take(code[marks])]
    owners = starts.searchsorted(marks) - 1
    chosen[owners[marks - starts[owners] <= _LATEST_DATE]] = True
    # A credit stands behind a sentence, and is none.
    is_stop = kind[:-1] == STOP
    is_stop |= kind[:-1] == QUOTE
    stops = (is_stop & (kind[1:] == BLANK)).nonzero()[0]
    stops = stops[members(".!?)।؟").take(code[stops])]
    owners = starts.searchsorted(stops, side="right") - 1
    last = ends[owners] - 1
    chosen[owners[(stops < last) & ~members(".!?").take(code[last])]] = True
    chosen &= lengths <= _LONGEST_CAPTION
    chosen |= lengths > LONGEST_PARAGRAPH
    numbers: list[int] = chosen.nonzero()[0].tolist()
    return numbers


def line_cuts(text: str, folded: str, start: int, end: int, lexicon: Lexicon, *, is_page: bool = False) -> list[int]:
    """Offsets in a line at which it is to be cut because of what it says.

    That is behind a date that leads it, before a credit that ends it, and, if it is longer than any paragraph, between
    its sentences and around the labels before and behind them.

    Args:
        text: A dump, white space as it stands there.
        folded: The same as the lexicon folds it, character for character.
        start: Where the line begins, which is one paragraph of the dump.
        end: Where it ends.
        lexicon: Knows labels and the credits of pictures.
        is_page: Whether the line holds most of a page.
    """
    if end - start > LONGEST_PARAGRAPH:
        # The line may be the whole dump, and is not copied.
        places = _sentences(text, folded, start, end, lexicon)
        cuts = [whole - start for place in places for whole in _around_date(text, place, start, end)]
        return with_signatures(cuts, text, folded, start, end, lexicon) if is_page else cuts
    if end - start <= _LONGEST_CAPTION:
        line = text[start:end]
        date = _LEADING_DATE.match(line) or _LEADING_CHINESE_DATE.match(line)
        # "On 2023-07-25 the council met." goes on with a small letter.
        if date is not None and not is_lower(line[date.end() :].lstrip()[0]):
            return [date.end()]
        place = _trailing_credit(line, lexicon.is_credit)
        return [place] if place else []
    return []


def _around_date(text: str, place: int, start: int, end: int) -> Iterator[int]:
    """The place where a line is to be cut, or the end of the date that it would part; none if a sentence says that.

    Such places are behind the stop of "17. Dezember 2024" and, below labels, before the day of "March 9, 2026".
    """
    before, behind = text[max(place - _BEFORE_DATE, start) : place], text[place : min(place + _BEHIND_DATE, end)]
    # Every date ends with its year or its day.
    readings = read_dates(before + behind) if any(map(str.isdecimal, behind)) else ()
    parted = next((date.span.end for date in readings if date.span.start < len(before) < date.span.end), None)
    if parted is None:
        yield place
        return
    rest = (before + behind)[parted:].lstrip()
    if rest and not is_lower(rest[0]) and rest[0] not in _GOES_ON:
        yield place - len(before) + parted


def short_page_cuts(text: str, folded: str, start: int, end: int, lexicon: Lexicon) -> list[int]:
    """Offsets at which a dump of one line is to be cut that is no longer than a paragraph, but has a menu or a footer.

    Args:
        text: A dump.
        folded: The same, folded.
        start: Where its only line begins.
        end: Where it ends.
        lexicon: Knows labels.
    """
    if not _SHORTEST_UNSPACED_PAGE <= end - start <= LONGEST_PARAGRAPH:
        return []
    line = text[start:end]
    if len(line) < _SHORTEST_MIXED_LINE and sum("\u2e80" <= sign <= "\ud7a3" for sign in line) * 2 < len(line):
        return []
    if not is_between_labels(line, folded[start:end], lexicon):
        return []
    cuts = [place - start for place in _sentences(text, folded, start, end, lexicon)]
    return with_signatures(cuts, text, folded, start, end, lexicon)


def head_of_title(folded: str, start: int, end: int) -> str:
    """The headline in a page on one line: what stands before its first bar, or the most that stands there again.

    Args:
        folded: A dump, folded.
        start: Where the line of the page begins.
        end: Where it ends. Only of a line longer than any paragraph it is asked what stands in it again.

    Returns:
        The headline; empty if there is none as long as headlines are.

    >>> line = "ferry sails again after nine days | the courier"
    >>> head_of_title(line, 0, len(line))
    'ferry sails again after nine days'
    """
    behind = min(end, start + _LONGEST_TITLE)
    bar = _BAR.search(folded, start, behind)
    if bar and _is_telling(head := folded[start : bar.start()]):
        return head
    words = folded[start:behind].split(" ")
    for count in range(min(len(words) - 1, _MOST_WORDS), _FEWEST_BLANKS, -1) if end - start > LONGEST_PARAGRAPH else ():
        head = " ".join(words[:count])
        again = folded.find(head, start + 1, end)
        if again >= 0:
            # Above the headline of a page stand its menu and headlines that may ask; in a story, sentences do.
            is_story = _SENTENCE_END.search(folded, start + len(head), again) is not None
            return head if _is_telling(head) and not is_story else ""
    return ""


def _is_telling(head: str) -> bool:
    return len(head) >= _SHORTEST_TITLE and head.count(" ") >= _FEWEST_BLANKS


def headline_again(text: str, folded: str, start: int, end: int, head: str) -> Iterator[int]:
    """Offsets around the headline in a dump that is one long line, where the title of the page says it before.

    Args:
        text: The dump.
        folded: The same, folded.
        start: Where the line begins.
        end: Where it ends.
        head: The headline, folded; see ``head_of_title``.
    """
    if end - start <= LONGEST_PARAGRAPH:
        return
    place = folded.find(head, start, end)
    for _ in range(_MOST_TIMES):
        if place < 0:
            return
        behind = place + len(head)
        if _stands_alone(text, place, behind):
            yield place - start
            yield behind - start
        place = folded.find(head, behind, end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a stretch may be a headline among other text: the sentence does not begin before it, or go on behind."""
    rest = text[end : end + 2]
    return (
        not is_lower(text[start]) and not (rest[:1].isalnum() or rest[:1] in ",;") and not is_lower(rest.lstrip()[:1])
    )


# Where a sentence of the story ends; an abbreviation in a menu is rare.
_SENTENCE_END = re.compile(r"[.।۔][\"')»]?\s|。")
# Between a headline and the name of the site, in the title of a page; in characters, how far it is looked for; in
# words, the longest headline; in characters and blanks, the shortest that comes again by no chance; how often it does.
_BAR = re.compile(r"\s[|–—·•»:-]\s")
_LONGEST_TITLE, _MOST_WORDS, _SHORTEST_TITLE, _FEWEST_BLANKS, _MOST_TIMES = 200, 24, 20, 3, 5


def _trailing_credit(line: str, is_credit: Callable[[str], bool]) -> int:
    """Where the credit begins in "Two tugs at work. harbour.example"; 0 if there is none."""
    end = max(map(line.rfind, (". ", ".\u00a0", "! ", "? ", ") ", "। ", "؟ ")))
    # A credit is no sentence, and stands behind one.
    if end < 0 or line[-1] in ".!?":
        return 0
    address = _TRAILING_ADDRESS.match(line, end)
    if address is not None:
        return address.end()
    tail = line[end + 2 :].strip()
    if tail and len(tail.split(maxsplit=_LONGEST_CREDIT)) <= _LONGEST_CREDIT and is_credit(tail):
        return end + 2
    return 0


def glued_words(line: str, places: list[int]) -> list[int]:
    """Those of the places where words are glued that are a flattener's trace; none if they are names written so."""
    if len(line) < _SHORTEST_MIXED_LINE or len(places) < _FEWEST_GLUED_WORDS:
        return []
    by_letters: dict[str, list[int]] = {}
    for place in places:
        by_letters.setdefault(line[max(place - _AROUND_GLUE, 0) : place + _AROUND_GLUE], []).append(place)
    # A name ("WordPress") comes again; two labels meet once.
    glued = [found[0] for found in by_letters.values() if len(found) == 1]
    return glued if len(glued) >= _FEWEST_GLUED_WORDS else []


def _sentences(text: str, folded: str, start: int, end_of_line: int, lexicon: Lexicon) -> Iterator[int]:
    """Ends of the sentences of a line; where labels end and a sentence begins; where labels and cues begin in it."""
    for match in chain(_SENTENCE.finditer(text, start, end_of_line), [None]):
        end = end_of_line if match is None else match.end()
        sentence = text[start:end]
        if match is not None and len(sentence.rstrip()) <= _LONGEST_ABBREVIATION and sentence[0].isupper():
            # "Mr. Oyelaran" begins the next sentence.
            continue
        cut = _end_of_labels(sentence)
        if cut:
            yield start + cut
        for place in labels_among_words(sentence, folded[start:end], lexicon):
            yield start + place
        yield end
        start = end


def _end_of_labels(piece: str) -> int:
    """Where a run of labels ends that stands before a sentence: "Home News Sport Contact us The council met"; or 0.

    Labels are words with a capital or without letters, and short pieces in scripts without blanks; the place is the one
    that parts them best from the words with small letters behind it. Where words stand apart and have no capitals, as
    in Arabic, Hindi and Korean, a label looks like any other word.
    """
    best, best_place = 0.0, 0
    total = 0.0
    place = previous = 0
    for word in piece.split(" "):
        if word:
            first = word[0]
            if "\u2e80" <= first <= "\uffef" and len(word) > _LONGEST_UNSPACED_LABEL:
                total -= 3.0
            elif is_lower(first) or _has_no_capitals(first):
                total -= 1.5
            else:
                total += 1.0
            if total > best:
                best, best_place = total, previous
            previous = place
        place += len(word) + 1
    # ``best_place`` is where the last label begins: it is the first word of the sentence.
    return best_place if best >= _FEWEST_LABELS else 0


def _has_no_capitals(letter: str) -> bool:
    """Whether it is of an alphabet with blanks between words and without capitals."""
    return not is_unspaced(letter) and letter.isalpha() and not letter.isupper()
