"""One teaser: kicker, headline, summary, reading time."""

from __future__ import annotations

import re
from itertools import islice

from attrs import define

from newsclean.blocks import Blocks
from newsclean.characters import CLOSING, FULL_STOPS
from newsclean.dates import other_words
from newsclean.detectors.numbered_section import section_headings
from newsclean.lexicon import CueHit
from newsclean.model import Role

__all__ = [
    "ELLIPSES",
    "NUMBER",
    "Teaser",
    "is_heading",
    "is_headline",
    "is_reading_time",
    "read_teaser",
    "signs_with_mail",
    "tells_time",
]

# In words. A kicker is a label ("News Analysis"), a headline hardly ever longer than the first limit, the summary of a
# teaser than the second (99 % of the teasers in the samples and of the gold titles of the development pages).
_LONGEST_KICKER = 4.5
_SHORTEST_HEADLINE = 2.5
_LONGEST_HEADLINE = 24.0
_LONGEST_SUMMARY = 50.0
# Below a story its author signs with an address of mail ("김민수 기자 minsu@courier.example"); teasers have none. In
# characters: with position and place.
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w")
_LONGEST_WITH_MAIL = 80
# What begins like a byline and has more words is a headline: "Por qué el río subió tan deprisa".
_LONGEST_SIGNATURE = 6.0
# No day is printed with fewer digits: "3 May 24".
_DIGITS_OF_DATE = 3
# In elements: the parts of a teaser stand no deeper in the item of a list.
_IN_ITEM = 6
# Headlines may ask and exclaim; they hardly ever state with a full stop, in quotation marks or not.
_NO_HEADLINE_END = f"{FULL_STOPS}:："
#: How a summary ends that was cut off.
ELLIPSES = ("...", "…", "[…]", "[...]")
#: A count of minutes.
NUMBER = re.compile(r"\d{1,3}")


@define
class Teaser:
    """Block numbers of the parts of one teaser."""

    headline: int
    kicker: int | None = None
    summary: int | None = None
    reading_time: int | None = None
    last: int = 0


def is_heading(blocks: Blocks, number: int) -> bool:
    """Whether a block is nothing but the heading of a list, or the beginning of a line that says nothing more."""
    text = blocks.texts[number]
    # "Read our full review." is a link of its own: on the development dumps (two folds of five, 2026-11) 58 % of the
    # words that stood as teasers below such lines were story.
    is_sentence = text[-1:] in FULL_STOPS
    return any(
        (hit.role is Role.RELATED and hit.part == "heading")
        # "Also read:" is the beginning of a line for the lexicon; here nothing follows.
        or (hit.role is Role.READ_MORE and not is_sentence and (hit.match == "is" or hit.end == len(text)))
        for hit in blocks.cues.get(number, ())
    )


def read_teaser(blocks: Blocks, number: int, count: int) -> Teaser | None:
    """The teaser from block ``number`` on: [kicker] headline [summary] [reading time], all before block ``count``."""
    kicker = None
    if number + 1 < count and _is_kicker(blocks, number) and is_headline(blocks, number + 1):
        words = blocks.word_counts
        if words[number + 1] > words[number]:
            if not _stands_with_next(blocks, number):
                # In an item of its own, a word or two are a headline too.
                return Teaser(headline=number, last=number)
            kicker = number
            number += 1
    if number >= count or not is_headline(blocks, number):
        return None
    teaser = Teaser(headline=number, kicker=kicker, last=number)
    number += 1
    # "Also read: Old lock opens" says all: what follows is the story again.
    says_all = blocks.has_cue(teaser.headline, Role.READ_MORE)
    if number < count and not says_all and _is_summary(blocks, number) and _stands_with_next(blocks, number - 1):
        teaser.summary = teaser.last = number
        number += 1
    if number < count and is_reading_time(blocks, number):
        teaser.reading_time = teaser.last = number
    return teaser


def _is_kicker(blocks: Blocks, number: int) -> bool:
    return (
        blocks.word_counts[number] <= _LONGEST_KICKER
        and not blocks.ends_sentence[number]
        and not _is_other_chrome(blocks, number)
    )


def _stands_with_next(blocks: Blocks, number: int) -> bool:
    """Whether a block stands in the same item of a list on a page as the next; without a list, nothing parts them."""
    hints = blocks.dump.hints
    if hints is None:
        return True
    lines = hints.lines_of(blocks.bounds[0, number : number + 2]).tolist()
    its_item, next_item = (
        next((element for element in islice(hints.ancestors(inner), _IN_ITEM) if hints.tags[element] == "li"), None)
        for inner in hints.element[lines].tolist()
    )
    return its_item == next_item


def is_headline(blocks: Blocks, number: int) -> bool:
    """Whether a block may be the headline of another story: as long as one, no statement, no phrase, no date."""
    return (
        _SHORTEST_HEADLINE <= blocks.word_counts[number] <= _LONGEST_HEADLINE
        and blocks.texts[number].rstrip(CLOSING)[-1:] not in _NO_HEADLINE_END
        and not is_heading(blocks, number)
        and not _is_other_chrome(blocks, number)
        and not _is_date(blocks, number)
        and number not in section_headings(blocks)
        and not signs_with_mail(blocks, number)
    )


def signs_with_mail(blocks: Blocks, number: int) -> bool:
    """Whether a block is a short line with an address of mail in it, and no sentence."""
    text = blocks.texts[number]
    is_short = len(text) <= _LONGEST_WITH_MAIL and not blocks.ends_sentence[number]
    return is_short and "@" in text and _MAIL.search(text) is not None


def _is_date(blocks: Blocks, number: int) -> bool:
    """Whether a block is a day and nothing else: "Dec. 19, 2024"."""
    if blocks.shape.digits[number] < _DIGITS_OF_DATE:
        return False
    return not other_words(blocks.texts[number], blocks.language, numbers=False)


def _is_summary(blocks: Blocks, number: int) -> bool:
    """Whether the block behind a headline is its summary and not the story that goes on."""
    words = blocks.word_counts[number]
    if words < 6 or words > _LONGEST_SUMMARY or _is_other_chrome(blocks, number):
        return False
    truncated = blocks.texts[number].endswith(ELLIPSES)
    if truncated:
        return True
    if words < 12 and (not blocks.ends_sentence[number] or is_headline(blocks, number)):
        # "Who pays for the lock?" is the next headline.
        return False
    following = number + 1
    # A story goes on with another paragraph; a teaser with its reading time, another teaser, or nothing.
    return following >= len(blocks) or not blocks.is_prose[following]


def is_reading_time(blocks: Blocks, number: int) -> bool:
    """Whether a block is a reading time or the age of a story: "4 min read", "2 hours ago", "Yesterday"."""
    hits = [hit for hit in blocks.cues.get(number, ()) if tells_time(hit)]
    if not hits or blocks.word_counts[number] > 8:
        return False
    return any(hit.match == "is" for hit in hits) or NUMBER.search(blocks.texts[number]) is not None


def tells_time(hit: CueHit) -> bool:
    """Whether a phrase is the unit of a reading time or of an age: "min read", "hours ago"."""
    return hit.role is Role.RELATED and hit.part in ("reading_time", "age")


_CHROME_IN_LISTS = frozenset({Role.RELATED, Role.READ_MORE, Role.NAVIGATION, Role.DATE, Role.MEDIA})


def _is_other_chrome(blocks: Blocks, number: int) -> bool:
    hits = blocks.cues.get(number)
    if not hits:
        return False
    is_long = blocks.word_counts[number] > _LONGEST_SIGNATURE
    return is_reading_time(blocks, number) or any(
        (hit.role not in _CHROME_IN_LISTS and not (hit.role is Role.BYLINE and is_long)) or hit.part == "heading"
        for hit in hits
    )
