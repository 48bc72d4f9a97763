"""Bylines without a cue at their beginning: a name beside a date, below the title, behind a headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from newsclean.blocks import Blocks
from newsclean.characters import is_lower
from newsclean.detectors._known_words import (
    SIGNS,
    SIGNS_BEHIND,
    before_pictures,
    date_cue_at_end,
    inner_cues,
    is_label,
    is_position,
    one_word_cues,
    person_cue,
)
from newsclean.detectors.bylines.introductions import is_introduced, is_introduced_as_friend
from newsclean.detectors.bylines.line_parts import parts_of
from newsclean.detectors.bylines.place import LONGEST, MOST_WORDS, Place
from newsclean.detectors.bylines.portraits import is_below_portrait, without_portrait
from newsclean.detectors.names.behind import (
    before_age,
    before_hand,
    before_number,
    ends_as_teaser,
    has_place_behind,
    without_place,
)
from newsclean.detectors.names.east_asian import before_position, is_east_asian
from newsclean.detectors.names.reading import Name, continues_cue, read_agencies, read_names
from newsclean.detectors.names.words import (
    ends_in_state,
    is_among,
    is_collective,
    is_medium,
    leads_to_place,
    small_words,
    without_front,
)
from newsclean.lexicon import fold
from newsclean.model import Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Candidate", "full_names", "is_full", "lone_names", "names_at_end", "only_dated"]

# A name without a cue is believed nearer by than one with a cue; in blocks.
_REACH, _AT_END, _BELOW_TITLE = 20, 3, 4
# In words: the longest lines with a date in them and with names alone; full names; the shortest headline.
_MOST_WORDS_WITH_DATE, _MOST_WORDS_OF_NAMES = 28, 10
_FEWEST_NAME_WORDS, _MOST_NAME_WORDS = 2, 4
_FEWEST_HEADLINE_WORDS = 3
# In words: "= 나이로비".
_SIGN_AND_PLACE = 2
# In blocks below the headline: an age without "ago" is believed there.
_RIGHT_BELOW = (1, 2)
# In characters: what may be left of a line of names, "and" and the like.
_LONGEST_JOINT = 3
_SIGNS_BEFORE = SIGNS + "("
# Around a Japanese name: "【山田太郎】".
_BRACKETS = "【】"
# The rule of a name that stands in one line with a date.
_DATED = "beside_date"
_FIRST_CJK = "\u2e80"
# Other roles than these, found by a phrase, speak against a name.
_HARMLESS = frozenset({Role.DATE, Role.BYLINE, Role.RELATED})


@frozen
class Candidate:
    """A block that may be a byline, the names in it, and why they are believed."""

    number: int
    names: tuple[Name, ...]
    weight: float
    rule: str
    reason: str


def is_full(name: str) -> bool:
    """Whether a name is as long as a person's; in Chinese and Korean one word is."""
    words = name.split()
    return _FEWEST_NAME_WORDS <= len(words) <= _MOST_NAME_WORDS or (len(words) == 1 and name[0] > _FIRST_CJK)


def full_names(place: Place, text: str, *, is_signed: bool = False) -> tuple[Name, ...]:
    """The names if the text is nothing but full names of persons, and agencies beside them.

    For ``is_signed`` see ``Place.is_topic``.
    """
    if ends_in_state(text):
        return ()
    text = _without_station(before_pictures(text))
    names = read_names(text, place.blocks.language)
    media: set[str] = set()
    if "/" not in text:
        # "Jane Doe, The Courier"
        media = {name.text for name in names if name.is_doubtful and _is_of_medium(place, name.text)}
        names = tuple(name for name in names if name.text not in media)
    if not names or not all(name.is_agency or (is_full(name.text) and name.text[0] < _FIRST_CJK) for name in names):
        return ()
    rest = text
    for name in (*media, *(name.text for name in names)):
        # A portrait's description may say it once more.
        rest = rest.replace(name, " ")
    # "and", ", MD" and the like may be left; and a position.
    left = [] if "/" not in rest and fold(rest).strip(SIGNS) in place.site_names else rest.split()
    if left and text.rstrip().endswith(left[-1]) and is_position(left[-1]):
        left = []
    # "Jane Morel avec AFP"; and "Jane Doe, @janedoe".
    conjunctions, language = small_words().conjunctions, place.blocks.language
    left = [word for word in left if word[0] != "@" and not is_among(conjunctions, fold(word), language)]
    if left and len(left) < len(rest.split()) and fold(left[-1]) in small_words().others:
        # "Jane Doe and agencies"
        left.pop()
    if any(len(word) > _LONGEST_JOINT and not word.isupper() for word in left):
        return ()
    persons = (name.text for name in names if not name.is_agency)
    return () if any(place.is_topic(name, is_signed=is_signed) for name in persons) else names


def _without_station(text: str) -> str:
    """The text without the medium behind its last comma, which begins with capitals: "Jane Doe, BBC Harbour"."""
    name, comma, behind = text.rpartition(", ")
    words = behind.split()
    is_medium_behind = bool(comma) and 1 < len(words) <= _MOST_NAME_WORDS and is_medium(words)
    return name if is_medium_behind and words[0].isupper() else text


def _is_of_medium(place: Place, text: str) -> bool:
    return fold(text) in place.site_names or is_medium(text.split())


def lone_names(place: Place) -> Iterator[Candidate]:
    """The lines near the story that seem to be bylines though they do not begin with a cue."""
    blocks = place.blocks
    reach = place.above(_REACH)
    may_be, names_alone = _may_be_bylines(blocks, slice(reach.start, reach.stop))
    for offset in may_be.nonzero()[0].tolist():
        number = reach.start + offset
        if not place.is_above(number, _REACH) or _is_known_chrome(blocks, number) or place.is_below_hand(number):
            continue
        if not place.is_dateline(number) and not place.is_inside_sentence(number):
            yield from _read_block(place, number, is_names_alone=bool(names_alone[offset]))


def _may_be_bylines(blocks: Blocks, window: slice) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which blocks of a window are written as bylines are, and which of them hold nothing but names, perhaps."""
    shape = blocks.shape
    words, capitalised = shape.words[window], shape.capitalised[window]
    is_short = (words <= _MOST_WORDS_WITH_DATE) & (shape.characters[window] <= LONGEST) & ~blocks.core.prose[window]
    has_name = (capitalised >= _FEWEST_NAME_WORDS) | (words <= _MOST_NAME_WORDS) | (shape.unspaced[window] > 0)
    is_no_sentence = ~shape.ends_sentence[window] | (words <= _MOST_WORDS_OF_NAMES) | (shape.digits[window] > 0)
    may_be = is_short & (has_name | (blocks.language == "ko")) & is_no_sentence
    # A line of names alone has hardly a word in small letters; in others a cue is looked for.
    names_alone = (capitalised >= _FEWEST_NAME_WORDS) & (capitalised * 2 >= shape.cased[window])
    return may_be, names_alone & (words <= _MOST_WORDS_OF_NAMES)


def _read_block(place: Place, number: int, *, is_names_alone: bool) -> Iterator[Candidate]:
    blocks, text = place.blocks, place.blocks.texts[number]
    has_digits, is_unspaced = bool(blocks.shape.digits[number]), bool(blocks.shape.unspaced[number])
    has_cue = any(cue in text for cue in inner_cues(blocks.language)) or bool(person_cue(text.lstrip(_SIGNS_BEFORE)))
    has_front = without_front(text, blocks.language) != text
    has_no_capitals = is_unspaced or blocks.language == "ko"
    beside = list(_beside_position(place, number, text)) if has_no_capitals and " " in text else []
    if is_unspaced and not beside and not has_digits and place.has_date_beside(number):
        # "海港晚报 记者 王小明"
        beside = list(_behind_inner_position(place, number, text.split()))
    if beside:
        yield from beside
    elif has_digits or has_cue or has_front or is_names_alone or "/" in text or "," in text or "–" in text:
        yield from _read_line(place, number, has_cue=has_cue)
    elif place.has_date_beside(number) and not is_label(text):
        text = text.strip(_BRACKETS)
        name = before_position(text)
        if name != text or is_east_asian(text, blocks.language):
            yield Candidate(number, (Name(name.strip()),), 2.5, "byline.name", "a name beside a date or a position")


def only_dated(place: Place) -> list[Candidate]:
    """The name and the date that stand in one line far above the story, if no other such line does.

    A table of contents may stand between; in lists of stories there are more.
    """
    blocks = place.blocks
    end = min(blocks.core.start, len(blocks))
    may_be, names_alone = _may_be_bylines(blocks, slice(0, end))
    found: list[Candidate] = []
    for number in (may_be & names_alone & (blocks.shape.digits[:end] > 0)).nonzero()[0].tolist():
        if abs(number - place.title) <= _REACH and not _is_known_chrome(blocks, number):
            found += [name for name in _read_line(place, number, has_cue=False) if _DATED in name.rule]
    return found if len({name.names for name in found}) == 1 else []


def names_at_end(place: Place) -> Iterator[Candidate]:
    """The names below the story whose bearers are introduced there: "Jane Doe", "Jane Doe is a reporter …"."""
    blocks = place.blocks
    words = blocks.word_counts
    for number in range(max(blocks.core.end - _AT_END, 0), len(blocks)):
        if not place.is_below(number):
            break
        if _FEWEST_NAME_WORDS <= words[number] <= _MOST_NAME_WORDS and not _is_known_chrome(blocks, number):
            names = full_names(place, blocks.texts[number])
            if len(names) == 1 and (is_introduced(place, number) or is_introduced_as_friend(place, number)):
                yield Candidate(number, names, 2.5, "byline.introduced", "a name whose bearer is introduced below")


def _is_known_chrome(blocks: Blocks, number: int) -> bool:
    """Whether a phrase says that a block is none; "3 May 2024 by Jane Doe Leave a Comment" ends with a button."""
    return any(
        hit.role not in _HARMLESS and not (hit.role is Role.COMMENTS and hit.match == "ends")
        for hit in blocks.cues.get(number, ())
    )


def _beside_position(place: Place, number: int, text: str) -> Iterator[Candidate]:
    """Names in "記者 王小明": what follows names in other scripts stands before them in this one.

    And in "홍길동 기자 hong@harbour.example" and "홍길동 특파원 = 나이로비", where an address or a place follows.
    """
    position, _, rest = text.partition(" ")
    behind = rest.partition(" ")
    is_address = "@" in behind[2] and " " not in behind[2]
    is_place = behind[2].startswith("= ") and len(behind[2].split()) == _SIGN_AND_PLACE
    if is_position(behind[0]) and (is_address or is_place):
        names = read_names(position, place.blocks.language)
        if names:
            yield Candidate(number, names, 3.5, "byline.beside_position", f"a name before “{behind[0]}”")
    elif is_position(position):
        names = tuple(name for name in read_names(rest, place.blocks.language) if not name.is_doubtful)
        if names:
            yield Candidate(number, names, 3.5, "byline.behind_position", f"a name behind “{position}”")


def _behind_inner_position(place: Place, number: int, parts: Sequence[str]) -> Iterator[Candidate]:
    """The name in "2024-05-03 来源：某报 记者 王小明 编辑：李小红"."""
    for position, name in pairwise(parts):
        names = read_names(name, place.blocks.language) if is_position(position) else ()
        if names and parts[0] != position:
            yield Candidate(number, names, 3.5, "byline.behind_position", f"a name behind “{position}”")
            return


def _parts(place: Place, number: int) -> tuple[tuple[str, ...], bool]:
    """What stands around the dates of a line and between its bars, without an age; whether there is a date."""
    blocks = place.blocks
    text = blocks.texts[number]
    hits = blocks.cues.get(number, ())
    parts, has_date = parts_of(text, blocks.language)
    if not has_date and any(hit.part in ("reading_time", "age") for hit in hits):
        # "Jane Doe 2 minutes read"
        parts, has_date = tuple(map(before_number, parts)), True
    text = without_portrait(text)
    if not has_date and ends_as_teaser(text):
        return (), False
    is_right_below = place.title >= 0 and number - place.title in _RIGHT_BELOW
    if is_right_below and not has_date and (short := before_age(text)):
        parts = (short,)
    return parts, has_date


def _read_line(place: Place, number: int, *, has_cue: bool) -> Iterator[Candidate]:
    parts, has_date = _parts(place, number)
    if place.blocks.shape.unspaced[number]:
        # "来源：某报 作者：王小明": blanks part what bars part elsewhere.
        parts = tuple(word for part in parts for word in part.split())
        yield from (found := list(_behind_inner_position(place, number, parts)))
        if found:
            return
        has_cue = has_cue or any(map(person_cue, parts))
    cued = _cued_or_agency(place, number, parts, has_cue=has_cue, has_date=has_date)
    yield from cued or _bare_names(place, number, parts, has_date=has_date)


def _cued_or_agency(
    place: Place, number: int, parts: Sequence[str], *, has_cue: bool, has_date: bool
) -> Sequence[Candidate]:
    """The names of the first part that has a cue in it or is an agency."""
    for part in parts:
        if has_cue and (found := list(_behind_cue(place, number, part, has_date=has_date))):
            return found
        # "dpa/lno", "AFP, MANILA"
        if has_date or (len(parts) == 1 and ("/" in part or (part.isupper() and "," in part))):
            agencies = read_agencies(part)
            if agencies:
                return [Candidate(number, agencies, 3.0, "byline.agency", "an agency beside a date")]
    return ()


def _bare_names(place: Place, number: int, parts: Sequence[str], *, has_date: bool) -> Iterator[Candidate]:
    """The names of the first part that is one without a cue, if something beside the line supports it."""
    blocks = place.blocks
    if blocks.shape.words[number] > MOST_WORDS and not has_date:
        return
    is_name = len(parts) == 1 or has_place_behind(parts)
    reason = "a name beside a date" if has_date else _support(place, number, blocks.texts[number]) if is_name else ""
    if not reason:
        return
    is_signed = place.is_in_head(number) and place.has_date_beside(number)
    if len(parts) == 1 and is_collective(parts[0], is_signed=is_signed):
        yield Candidate(number, (Name(parts[0]),), 2.5, "byline.collective", reason)
        return
    if len(parts) == 1 and is_signed:
        # "আনিসুর রহমান, খুলনা", "Jane Doe, Bergen"
        parts = (without_place(parts[0]),)
    for part in parts:
        cue = date_cue_at_end(fold(part))
        # Without a date behind it the cue of "Jane Doe Published 3 May 2024" is a word of a headline: "Sector Update".
        before = part[: len(part) - len(cue)].rstrip(SIGNS if cue else SIGNS_BEHIND)
        if (cue and not has_date) or not before or person_cue(part):
            continue
        name = before_hand(without_front(before, blocks.language))
        names = full_names(place, name, is_signed=is_signed)
        if not names and has_date and len(parts) == 1:
            names = _before_place(place, name)
        if names:
            yield Candidate(number, names, 2.5, f"byline.{_DATED}" if has_date else "byline.name", reason)
            return


def _before_place(place: Place, text: str) -> tuple[Name, ...]:
    """The name in "Jane Doe in Politics": behind it stands where it was filed, or in the line below."""
    words = text.split()
    for position in range(_FEWEST_NAME_WORDS, min(len(words), _MOST_NAME_WORDS + 1)):
        if is_lower(words[position]) and leads_to_place(words[position], place.blocks.language):
            return full_names(place, " ".join(words[:position]))
    return ()


def _behind_cue(place: Place, number: int, part: str, *, has_date: bool) -> Iterator[Candidate]:
    """Names in "3 May 2024 | By Jane Doe", "// By Jane Doe", "ByJane Doe", "Storm closes schools by Jane Doe"."""
    cue = person_cue(part)
    rest = part[len(cue) :] if cue else ""
    if rest.strip(SIGNS):
        if is_collective(whole := rest.strip(SIGNS), is_signed=True):
            yield Candidate(number, (Name(whole, is_printed=True),), 3.5, "byline.cue_inside", f"a team behind “{cue}”")
            return
        names = tuple(
            name
            for name in read_names(rest, place.blocks.language)
            if not name.is_doubtful or not place.is_topic(name.text)
        )
        if names and not continues_cue(cue, rest.lstrip(SIGNS), names) and not place.has_ordinary_words(names[0].text):
            if has_date or is_full(names[0].text) or names[0].is_agency:
                yield Candidate(number, names, 3.5, "byline.cue_inside", f"a name behind “{cue}” inside the line")
            return
    names = _behind_headline(place, part)
    if names and (has_date or place.has_date_beside(number) or place.begins_with_title(number)):
        yield Candidate(number, names, 2.5, "byline.behind_headline", "a name behind a headline")


def _behind_headline(place: Place, text: str) -> tuple[Name, ...]:
    """The names in "Storm closes schools by Jane Doe", where flatteners glued the byline to the line above it."""
    words = before_pictures(text).split(" ")
    small, capital = one_word_cues(place.blocks.language)
    for position in range(len(words) - _FEWEST_NAME_WORDS - 1, -1, -1):
        word = words[position]
        # "EDTBy Jane Doe"
        is_glued = word.endswith(capital) and word not in capital
        if is_glued or (position >= _FEWEST_HEADLINE_WORDS and word in small):
            names = _before_helpers(place, words[:position]) or full_names(place, " ".join(words[position + 1 :]))
            return () if all(name.is_agency for name in names) else names
    return ()


def _before_helpers(place: Place, words: list[str]) -> tuple[Name, ...]:
    """The names in "Jane Doe with reporting by John Roe", where others had a hand in it."""
    language = place.blocks.language
    joints = (at for at, word in enumerate(words) if is_among(small_words().conjunctions, fold(word), language))
    last = max(joints, default=0)
    return full_names(place, " ".join(words[:last])) if last < len(words) - 1 else ()


def _support(place: Place, number: int, text: str) -> str:
    """Why a line that is nothing but a name is believed to be a byline; empty if nothing speaks for it."""
    blocks = place.blocks
    folded = blocks.folded[number]
    if folded in blocks.folded[: max(number - _REACH, 0)]:
        # An entry of the menu.
        return ""
    if place.has_date_beside(number) or place.has_date_behind_joint(number):
        return "a name beside a date or a position"
    if is_below_portrait(blocks, number):
        return "a name below its portrait"
    if text in place.signed:
        return "a name that the title of the page signs with"
    if 0 <= place.title < number <= place.title + _BELOW_TITLE and not text.isupper():
        return "a name below the title"
    return "a name whose bearer is introduced below" if is_introduced(place, number) else ""
