"""The dateline: where a story was reported from, at the very beginning of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from newsclean.blocks import Blocks
from newsclean.characters import is_lower
from newsclean.dates import other_words
from newsclean.detectors._known_words import is_label, shortens_agency
from newsclean.detectors.names.reading import read_agencies
from newsclean.detectors.names.words import is_particle, leads_to_place
from newsclean.model import Dump, Evidence, Role, Span

__all__ = ["dateline"]

# Only the first paragraphs of a story carry one; standfirst and caption may stand before.
_PARAGRAPHS = 3
# In characters: how far in a sign may stand that ends a dateline ("VANCOUVER, British Columbia, Jan. 11 (UPI) --").
_LONGEST, _LONGEST_PLACE = 80, 40
# In words: the place; what stands between it and its date ("British Columbia"); a slogan in capitals, which is longer
# than most places; in letters: an authority's initials.
_MOST_WORDS, _MOST_WORDS_BEHIND, _FEWEST_WORDS_OF_SLOGAN = 4, 2, 3
_LONGEST_INITIALS = 4
# So many places where the dump names the place again are looked at.
_MOST_MENTIONS = 20
# The stop of "3. Juni" ends nothing.
_SIGN = re.compile(r"\s*+(?:--|[–—]|(?<=[\s.])-(?=\s)|[:：](?=\s)|(?:(?<!\d)|(?<=\d{4}))\.(?=\s[^\W\d_]))")
_BRACKET = re.compile(r"([^()（）]{2,60}+)[(（]([^()（）]{2,40}+)[)）]")
# "NEW YORK, Nov. 20, 2025 /PRNewswire/ --": the services that send what companies write.
_SLASHES = re.compile(r"([^()（）/]{2,60}+)/\s?([^()（）/]{2,40}+)/")
# "Chicago, IL –", but "Well, OK –".
_STATE = re.compile(r",\s(?!OK)[A-Z]{2}")
_BEHIND_PLACE = re.compile(r"[,،]|\.(?=\s\d)|\s(?=\d)")
# "新华社北京3月5日电", "本报上海3月5日讯", "北京1月12日电".
_CHINESE = re.compile(
    "(?P<agency>[\u4e00-\u9fff]{1,4}(?:社|网|報|报))?+(?P<place>[\u4e00-\u9fff]{2,5})\\d{1,2}月\\d{1,2}日"
    "(?:电|電|(?(agency)[讯訊]|(?!)))"
)
# "(서울=연합뉴스)", "[서울=뉴시스]", "【ニューヨーク＝山田太郎】".
_WITH_EQUALS = re.compile(r"[(\[【（［](?P<place>[^\W\d_]{2,12}+)\s?[=＝]\s?[^)\]】）］=＝]{2,30}+[)\]】）］]")
# "【ワシントン共同】": the agency without a sign.
_IN_BRACKETS = re.compile(r"【(?P<place>[^\W\d_]{2,12})(?P<agency>[^\W\d_]{2})】")


@frozen
class _Opening:
    """The beginning of a paragraph, taken apart at the sign that ends a dateline.

    Attributes:
        place: What may be the place.
        behind: What stands between it and bracket or sign, its comma included: a region, a date.
        bracket: What stands in brackets: an agency.
        sign: The sign; empty if a bracket ends the dateline.
    """

    place: str
    behind: str
    bracket: str
    sign: str


def dateline(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Name the place at the head of the story. The vote weighs nothing: the paragraph stays what it is."""
    core = blocks.core
    paragraphs = (core.prose[core.start : core.end].nonzero()[0][:_PARAGRAPHS] + core.start).tolist()
    for number in paragraphs:
        place = _place_of(blocks, blocks.texts[number], is_first=number == core.start)
        if not place:
            continue
        start = blocks.starts[number] + blocks.texts[number].index(place)
        # White space was folded in the block's text; a place with a line break inside is left alone.
        if dump.text.startswith(place, start):
            span = Span(start, start + len(place))
            yield Evidence(span, Role.DATELINE, 0.0, "dateline", "a place before the first sentence", value=(place,))
            return


def _place_of(blocks: Blocks, text: str, *, is_first: bool) -> str:
    """The place at the head of a paragraph, as printed; empty if there is none."""
    for pattern in (_CHINESE, _WITH_EQUALS, _IN_BRACKETS):
        found = pattern.match(text)
        if found is not None and (pattern is not _IN_BRACKETS or shortens_agency(found["agency"])):
            return found["place"]
    for opening in _openings(text[:_LONGEST]):
        if _may_be_place(opening.place) and _is_dateline(blocks, opening, is_first=is_first):
            return opening.place
    return ""


def _openings(text: str) -> Iterator[_Opening]:
    for pattern in (_BRACKET, _SLASHES):
        bracket = pattern.match(text)
        # Much else stands between slashes.
        if bracket is not None and (pattern is _BRACKET or read_agencies(bracket[2].strip())):
            place, behind = _taken_apart(bracket[1])
            yield _Opening(place, behind, bracket[2].strip(), text[bracket.end() :].lstrip()[:1])
    sign = _SIGN.search(text)
    if sign is not None and "(" not in text[: sign.start()]:
        place, behind = _taken_apart(text[: sign.start()])
        yield _Opening(place, behind, "", sign.group().strip())


def _taken_apart(head: str) -> tuple[str, str]:
    # "NEW YORK--(BUSINESS WIRE)--".
    head = head.strip().rstrip("-–—").rstrip()
    # "PUERTO SERENA.-", but "Washington D.C. –".
    if head.endswith(".") and head[-3:-2].isalpha():
        head = head[:-1]
    found = _BEHIND_PLACE.search(head)
    return (head, "") if found is None else (head[: found.start()], head[found.start() :])


def _may_be_place(place: str) -> bool:
    words = re.split(r"[ /]", place)
    return (
        2 <= len(place) <= _LONGEST_PLACE
        and len(words) <= _MOST_WORDS
        and all(word[:1].isalpha() and (not is_lower(word[0]) or is_particle(word)) for word in words)
        and not is_lower(place[0])
        and not any(map(str.isdigit, place))
        and not is_label(place)
        and bool(other_words(place, numbers=False))
    )


def _is_dateline(blocks: Blocks, opening: _Opening, *, is_first: bool) -> bool:
    """Whether enough speaks for a place: an agency, capitals throughout, a date, or that the dump says "in Moscow"."""
    place, sign = opening.place, opening.sign
    if opening.bracket and read_agencies(opening.bracket):
        return True
    is_dash = sign[:1] in ("-", "–", "—") and sign != ""
    if (is_dash or sign == ".") and _stands_for_itself(blocks, place):
        if place.isupper() and is_dash:
            return True
        words_behind = other_words(opening.behind, blocks.language, numbers=False)
        has_date = opening.behind[:1] in (",", ".", "،") and any(map(str.isdigit, opening.behind))
        if has_date and words_behind <= (_MOST_WORDS_BEHIND if is_dash else 0):
            return not opening.bracket
        if is_dash and _STATE.fullmatch(opening.behind):
            return True
    # "Trump: …", "However – …", "No. The …" and "UN: …" begin in the same way.
    if place.isupper() and max(map(len, place.split())) <= _LONGEST_INITIALS:
        return False
    if opening.bracket or opening.behind or not sign or not (is_dash or is_first):
        return False
    return _is_place_elsewhere(blocks, place) or (sign in ":：" and _speaks_nobody(blocks, place))


def _speaks_nobody(blocks: Blocks, place: str) -> bool:
    """Whether the one word before a colon is a name that the dump has elsewhere, and nothing makes a person of it.

    Labels turn up in small letters ("an update") or nowhere else, speakers speak again, and persons have a first name.
    """
    text = blocks.dump.text
    if not place.isalpha() or f" {place.lower()}" in text or text.count(f"{place}:") > 1:
        return False
    found, mentions = 0, 0
    for _ in range(_MOST_MENTIONS):
        found = text.find(place, found + 1)
        if found < 0:
            break
        before = text[max(found - _LONGEST_PLACE, 0) : found]
        if before[-1:] == " " and before.split()[-1:] and before.split()[-1][0].isupper():
            return False
        mentions += text[found + len(place) : found + len(place) + 1] != ":"
    return mentions > 0


def _stands_for_itself(blocks: Blocks, place: str) -> bool:
    """Whether the words are a name: the dump has them with capitals, or has the longest not in small letters."""
    text = blocks.dump.text
    words = sorted(map(str.lower, place.split()), key=len)
    telling = words if len(words) >= _FEWEST_WORDS_OF_SLOGAN else words[-1:]
    return place.title() in text or not any(f" {word} " in text for word in telling if len(word) > 2)


def _is_place_elsewhere(blocks: Blocks, place: str) -> bool:
    """Whether the dump says "in Moscow" somewhere: the word before the place is one that leads to places."""
    text = blocks.dump.text
    found = 0
    for _ in range(_MOST_MENTIONS):
        found = text.find(place, found + 1)
        if found < 0:
            return False
        before = text[max(found - _LONGEST_PLACE, 0) : found]
        if before[-1:] == " " and leads_to_place((before.split() or [""])[-1], blocks.language):
            return True
    return False
