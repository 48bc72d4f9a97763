"""Who wrote it: names behind "By", agencies on a line of their own, names with a position, names above a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
from attrs import define, frozen

from newsclean.blocks import Blocks
from newsclean.dates import find_ages, read_dates
from newsclean.detectors._names import (
    Name,
    is_date_cue,
    is_label,
    is_particle,
    read_agencies,
    read_names,
    speaks_of_position,
)
from newsclean.lexicon import CueHit, Lexicon, fold
from newsclean.model import Dump, Evidence, Role

__all__ = ["byline"]

# Bylines are short: 99 % of those in the development gold have fewer characters.
_LONGEST = 160
# How far a byline may stand from the first paragraph of the story and from its end, in blocks: 90 % and 97 % of the gold
# authors of the development dumps stand no further away (2026-11).
_ABOVE, _WITHIN, _AT_END, _BELOW = 30, 5, 3, 12
# In characters: a shorter line may stand in the page's title by chance.
_SHORTEST_TITLE = 20
# An agency's name that stands alone signs a story no further away.
_BESIDE = 4
# A name without a cue is believed nearer by.
_ABOVE_WITHOUT_CUE, _BELOW_WITHOUT_CUE, _BELOW_TITLE = 20, 3, 2
_FEWEST_HEADLINE_WORDS = 3
_MOST_WORDS_WITHOUT_CUE, _MOST_WORDS_WITH_DATE = 14, 28
# Bylines of one story stand together: at most this many blocks lie from one to the next.
_TOGETHER = 3
# Behind the first paragraph stand pictures and teasers too: a byline there counts as so many times further away.
_PRICE_BEHIND = 3
# A byline with a date beside it is preferred to one that stands so many blocks nearer.
_PRICE_WITHOUT_DATE = 15
# In words: full names without a cue have two to four.
_FEWEST_NAME_WORDS, _MOST_NAME_WORDS = 2, 4
# Cues of less weight begin headlines as well.
_WEAK = 2.0
_SIGNS = " \t|/\\–—-•·●~*(«»>:"
_DIGITS = re.compile(r"\d")
_PARTS = re.compile(r"\s*+(?:[|•·●│｜]|[–—―]|//|\s-\s|,(?=\s*+$))\s*+")
_HANDLE = re.compile(r"@\w{2,40}|\[email.protected\]|[\w.+-]{1,64}@[\w.-]{3,64}")


@define(slots=False)
class _Page:
    """What has to be known of a dump, worked out when it is asked for."""

    blocks: Blocks

    @cached_property
    def title(self) -> int:
        """The block above the story that the dump's first line, the page's title, says too; -1 if there is none."""
        blocks = self.blocks
        if not blocks:
            return -1
        page_title = blocks.folded[0]
        for number in range(min(blocks.core.start, len(blocks) - 1), 0, -1):
            if len(blocks.folded[number]) >= _SHORTEST_TITLE and blocks.folded[number] in page_title:
                return number
        return -1

    def distance(self, number: int) -> int:
        """How far a block stands from the title above it, from the first paragraph or from the end of the story."""
        core = self.blocks.core
        if number >= core.end - _AT_END:
            return abs(number - core.end)
        distances = [core.start - number if number <= core.start else _PRICE_BEHIND * (number - core.start)]
        if number > self.title >= 0:
            distances.append(number - self.title)
        return min(distances)

    def is_above(self, number: int, reach: int) -> bool:
        """Whether a block stands where bylines above a story do."""
        core = self.blocks.core
        return core.start - reach <= number < core.start + _WITHIN or 0 <= self.title < number <= self.title + _BELOW

    def is_below(self, number: int) -> bool:
        """Whether a block stands where bylines below a story do."""
        return self.blocks.core.end - _AT_END <= number < self.blocks.core.end + _BELOW

    @cached_property
    def story(self) -> str:
        blocks = self.blocks
        return "\n".join(text for text, prose in zip(blocks.texts, blocks.core.prose.tolist(), strict=True) if prose)

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that stand in the story in small letters."""
        return frozenset(word.strip(".,;:!?\"'”’)") for word in self.story.split())

    def has_ordinary_words(self, name: str) -> bool:
        """Whether a name is made of words that the story writes in small letters, or of labels: "Use Case"."""
        words = name.split()
        if self.blocks.language != "de" and all(word.lower() in self.small_words for word in words):
            return True
        return is_label(name) or all(map(is_label, words))

    def is_topic(self, name: str) -> bool:
        """Whether a name without a cue is rather a position, or what the story is about: "Health Care", "New York"."""
        if speaks_of_position(name) or self.has_ordinary_words(name) or any(sign in name for sign in ":…?!&"):
            return True
        if self.blocks.language != "de" and any(word.lower() in self.small_words for word in name.split()):
            return True
        return any(not line.startswith(name) and name in line for line in self.story.split("\n") if name in line)


@frozen
class _Candidate:
    """A block that may be a byline, and the names in it."""

    number: int
    names: tuple[Name, ...]
    weight: float
    rule: str
    reason: str
    is_cued: bool = True


def byline(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for bylines; the value is the names of persons and agencies, as printed.

    Bylines of other stories are bylines too, but only those of the story that the dump is about get a value: of those
    within reach of the first paragraph the nearest, else those behind the end.
    """
    page = _Page(blocks)
    cued = list(_by_cues(page))
    seen = {candidate.number for candidate in cued}
    core = blocks.core
    own = _nearest(page, [candidate for candidate in cued if page.is_above(candidate.number, _ABOVE)])
    if not any(not name.is_agency for candidate in own for name in candidate.names):
        lone = [candidate for candidate in _without_cues(page) if candidate.number not in seen]
        cued += lone
        own = _nearest(page, [*own, *lone])
    if not own:
        own = _nearest(page, [candidate for candidate in cued if page.is_below(candidate.number)])
    if not own:
        above = (candidate for candidate in cued if candidate.number < core.start)
        own = _nearest(page, [candidate for candidate in above if _has_date_beside(blocks, candidate.number)])
    if core.end <= core.start:
        own = cued
    chosen = {id(candidate) for candidate in own}
    for candidate in sorted(cued, key=lambda candidate: candidate.number):
        value = tuple(name.text for name in candidate.names) if id(candidate) in chosen else ()
        yield blocks.vote(
            candidate.number, Role.BYLINE, candidate.weight, candidate.rule, candidate.reason, value=value
        )


def _nearest(page: _Page, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Of the candidates with names, the group that is most likely the story's own.

    Bylines that stand together are a group. The nearer one to title, first paragraph or end of the story is taken, and
    one beside a date from further away.
    """
    inside = sorted(
        (candidate for candidate in candidates if candidate.names), key=lambda candidate: candidate.number
    )
    # Agencies stand in credits and menus as well: a person decides.
    deciding = [candidate for candidate in inside if not all(name.is_agency for name in candidate.names)] or inside
    if not deciding:
        return []

    def cost(candidate: _Candidate) -> int:
        distance = page.distance(candidate.number)
        return distance if _has_date_beside(page.blocks, candidate.number) else distance + _PRICE_WITHOUT_DATE

    best = min(deciding, key=cost)
    groups: list[list[_Candidate]] = [[inside[0]]]
    for before, candidate in pairwise(inside):
        if candidate.number - before.number > _TOGETHER:
            groups.append([])
        groups[-1].append(candidate)
    return next(group for group in groups if best in group)


def _has_date_beside(blocks: Blocks, number: int) -> bool:
    """Whether a date, a position or the like stands in the line, next to it, or behind a button next to it."""
    text = blocks.texts[number]
    if any(map(str.isdigit, text)) and len(text) <= _LONGEST and _parts(text, blocks.language)[1]:
        return True
    beside = [number + 1, number - 1]
    if any(hit.match == "is" for hit in blocks.cues.get(number + 1, ())):
        beside.append(number + 2)
    return any(0 <= other < len(blocks) and _is_beside_bylines(blocks, other) for other in beside)


def _by_cues(page: _Page) -> Iterator[_Candidate]:
    blocks = page.blocks
    waiting: set[int] = set()
    for number, hits in sorted(blocks.cues.items()):
        text = blocks.texts[number]
        own = [hit for hit in hits if hit.role is Role.BYLINE]
        if not own or len(text) > _LONGEST:
            continue
        best = max(own, key=lambda hit: (_RANKS.get(hit.part or "", 0), -hit.start, hit.weight))
        for candidate in _by_cue(page, number, best, own):
            if candidate.number not in waiting:
                waiting.add(candidate.number)
                yield candidate


# Which of several hits in one block is read: "By Jane Doe, Political Editor".
_RANKS = {"person": 3, "agency": 2, "position": 1}


def _by_cue(page: _Page, number: int, hit: CueHit, hits: Sequence[CueHit]) -> Iterator[_Candidate]:
    blocks = page.blocks
    text = blocks.texts[number]
    if hit.part == "agency":
        agencies = read_agencies(text)
        if agencies and hit.match == "is":
            if not _may_sign(blocks, number):
                agencies = ()
            yield _Candidate(number, agencies, 4.5, hit.rule, "an agency")
    elif hit.part == "position":
        yield from _by_position(page, number, hit)
    elif hit.match == "ends":
        names = _settled(page, read_names(text[: hit.start], blocks.language))
        if names:
            yield _Candidate(number, names, 4.0, hit.rule, f"a name before “{hit.phrase}”")
    elif hit.match != "is" and text[hit.end :].strip(_SIGNS):
        names = _settled(page, read_names(text[hit.end :], blocks.language))
        if hit.weight < _WEAK and not _fits_language(hit, blocks.language):
            return
        if hit.part is None:
            # "来源：新华社", "Edited by Jane Doe": not who wrote it, unless it is an agency.
            names = tuple(name for name in names if name.is_agency)
            yield _Candidate(number, names, hit.weight, hit.rule, f"starts with “{hit.phrase}”")
        elif names and not _continues_cue(hit, text, names):
            yield _Candidate(number, names, 4.5, hit.rule, f"a name behind “{hit.phrase}”")
    elif hit.part == "person":
        yield from _below(page, number, hit)


def _may_sign(blocks: Blocks, number: int) -> bool:
    """Whether an agency's name stands where it signs the story: beside it, or with a date. Menus and pictures have more."""
    core = blocks.core
    if core.end <= core.start or -_BESIDE <= number - core.start < _BESIDE or -1 <= number - core.end < _BESIDE:
        return True
    return _has_date_beside(blocks, number)


def _fits_language(hit: CueHit, language: str | None) -> bool:
    """Whether a weak cue ("Text", "Autor" without a colon) is of the dump's language."""
    return language is None or hit.rule.startswith((f"lexicon.{language}.", "lexicon.any."))


def _continues_cue(hit: CueHit, text: str, names: Sequence[Name]) -> bool:
    """Whether the cue is the first word of a name or a title: "Von der Leyen", "De Gaulle", "Di Maio"."""
    if hit.match != "opens" or names[0].is_agency:
        return False
    return text[hit.end].islower() or (len(names[0].text.split()) == 1 and len(hit.phrase.split()) == 1 and is_particle(hit.phrase))


def _by_position(page: _Page, number: int, hit: CueHit) -> Iterator[_Candidate]:
    """A name before a position, in the same line or above it."""
    blocks = page.blocks
    text = blocks.texts[number]
    if blocks.shape.words[number] > _MOST_WORDS_WITHOUT_CUE:
        return
    before = text[: hit.start] if hit.match == "ends" else ""
    if before.strip(_SIGNS):
        names = read_names(before.rpartition("=")[2], blocks.language)
        names = tuple(name for name in names if name.is_agency or (_is_full(name.text) and not page.is_topic(name.text)))
        if names:
            yield _Candidate(number, names, 3.5, hit.rule, "a name with a position")
        return
    above = number - 1
    if above >= 0 and above not in blocks.cues and (page.is_above(number, _ABOVE) or page.is_below(number)) and len(blocks.texts[above]) <= _LONGEST:
        names = _full_names(page, blocks.texts[above])
        if names:
            yield _Candidate(above, names, 3.5, "byline.above_position", f"a name above “{hit.phrase}”")
    yield _Candidate(number, (), hit.weight - 1.0, hit.rule, f"{hit.match} “{hit.phrase}”")


def _below(page: _Page, number: int, hit: CueHit) -> Iterator[_Candidate]:
    """The names in the lines below a cue that stands alone: "By", "Jane Doe", "and", "John Roe"."""
    blocks = page.blocks
    if not page.is_above(number, _ABOVE) and not page.is_below(number):
        return
    found: list[_Candidate] = []
    for below in range(number + 1, min(number + _MOST_LINES_BELOW, len(blocks))):
        text = blocks.texts[below]
        if found and len(text) <= _LONGEST_JOINT and not text[0].isupper():
            continue
        is_next = not found or len(blocks.texts[below - 1]) <= _LONGEST_JOINT
        names = read_names(text, blocks.language) if is_next and len(text) <= _LONGEST else ()
        if not names or is_label(text) or _person_cue(text) or blocks.shape.ends_sentence[below] and blocks.shape.words[below] > _MOST_NAME_WORDS:
            break
        names = _settled(page, names)
        found.append(_Candidate(below, names, 4.0, hit.rule, f"a name below “{hit.phrase}”"))
    if found:
        yield _Candidate(number, (), 4.0, hit.rule, f"“{hit.phrase}” above a name")
        yield from found


# "By", then a name a line, with commas and "and" on lines of their own.
_MOST_LINES_BELOW = 12
_LONGEST_JOINT = 3


def _settled(page: _Page, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names without those behind a comma that are no names."""
    return tuple(
        name
        for name in names
        if name.is_agency or not (page.is_topic(name.text) if name.is_doubtful else page.has_ordinary_words(name.text))
    )


def _is_full(name: str) -> bool:
    """Whether a name is as long as a person's; in Chinese and Korean one word is."""
    words = name.split()
    return _FEWEST_NAME_WORDS <= len(words) <= _MOST_NAME_WORDS or (len(words) == 1 and name[0] > "\u2e80")


def _full_names(page: _Page, text: str) -> tuple[Name, ...]:
    """The names if the text is nothing but full names of persons, and agencies beside them."""
    names = read_names(text, page.blocks.language)
    if not names or not all(name.is_agency or (_is_full(name.text) and name.text[0] < "\u2e80") for name in names):
        return ()
    rest = text
    for name in names:
        rest = rest.replace(name.text, " ", 1)
    # "and", ", MD" and the like may be left.
    if any(len(word) > _LONGEST_JOINT and not word.isupper() for word in rest.split()):
        return ()
    return () if any(page.is_topic(name.text) for name in names if not name.is_agency) else names


def _without_cues(page: _Page) -> Iterator[_Candidate]:
    """Names near the story that stand beside a date, or whose bearer is introduced elsewhere in the dump."""
    blocks = page.blocks
    core, shape = blocks.core, blocks.shape
    first, end = max(core.start - _ABOVE_WITHOUT_CUE, 0), min(core.start + _WITHIN, len(blocks))
    if page.title >= 0:
        first = min(first, page.title + 1)
    window = slice(first, end)
    may_be = (
        ~core.prose[window]
        & (shape.words[window] >= 1)
        & (shape.words[window] <= _MOST_WORDS_WITH_DATE)
        & (shape.characters[window] <= _LONGEST)
        & (shape.capitalised[window] + shape.unspaced[window] > 0)
    )
    for number in (np.flatnonzero(may_be) + first).tolist():
        if not page.is_above(number, _ABOVE_WITHOUT_CUE):
            continue
        yield from _without_cue(page, number)


def _without_cue(page: _Page, number: int) -> Iterator[_Candidate]:
    blocks = page.blocks
    text = blocks.texts[number]
    if any(hit.role not in _HARMLESS for hit in blocks.cues.get(number, ())):
        return
    parts, has_date = _parts(text, blocks.language)
    if not has_date and any(hit.part in ("reading_time", "age") for hit in blocks.cues.get(number, ())):
        # "Jane Doe 2 minutes read"
        parts, has_date = [_DIGITS.split(part)[0].strip(_SIGNS) for part in parts], True
    for part in parts:
        cue = _person_cue(part)
        rest = part[len(cue) :]
        if cue and rest.strip(_SIGNS):
            names = _settled(page, read_names(rest, blocks.language))
            if names and (has_date or _is_full(names[0].text) or names[0].is_agency):
                yield _Candidate(number, names, 3.5, "byline.cue_inside", f"a name behind “{cue}” inside the line")
                return
        agencies = read_agencies(part)
        if agencies and (has_date or len(parts) == 1):
            yield _Candidate(number, agencies, 3.0, "byline.agency", "an agency")
            return
        names = _behind_headline(page, part)
        if names and (has_date or _has_date_beside(blocks, number)):
            yield _Candidate(number, names, 2.5, "byline.behind_headline", "a name behind a headline", is_cued=False)
            return
    if blocks.shape.words[number] > _MOST_WORDS_WITHOUT_CUE and not has_date:
        return
    for part in parts:
        names = () if is_date_cue(part) or _person_cue(part) else _full_names(page, part)
        if names:
            if has_date:
                yield _Candidate(number, names, 2.5, "byline.beside_date", "a name beside a date", is_cued=False)
            elif len(parts) == 1 and (reason := _supported(page, number, names)):
                yield _Candidate(number, names, 2.5, "byline.name", reason, is_cued=False)
            return


def _behind_headline(page: _Page, text: str) -> tuple[Name, ...]:
    """The names in "Storm closes schools by Jane Doe", where flatteners glued the byline to the line above it."""
    words = text.split(" ")
    cues = _small_cues(page.blocks.language)
    for place in range(len(words) - _FEWEST_NAME_WORDS - 1, -1, -1):
        word = words[place]
        # "EDTBy Jane Doe"
        is_glued = word not in cues and word[-1:].islower() and word.endswith(_capitalised(cues))
        if is_glued or (place >= _FEWEST_HEADLINE_WORDS and word in cues):
            names = _full_names(page, " ".join(words[place + 1 :]))
            return () if all(name.is_agency for name in names) else names
    return ()


@cache
def _capitalised(cues: frozenset[str]) -> tuple[str, ...]:
    return tuple(cue.capitalize() for cue in sorted(cues))


@cache
def _small_cues(language: str | None) -> frozenset[str]:
    """The cues of one word that stand before names, in small letters: "by"."""
    phrases = Lexicon.load().phrases(Role.BYLINE, "person", language or "", match="opens")
    return frozenset(phrase.lower() for phrase in phrases if " " not in phrase)


_HARMLESS = frozenset({Role.DATE, Role.BYLINE, Role.RELATED})


def _parts(text: str, language: str | None) -> tuple[list[str], bool]:
    """What stands around the dates of a line and between its bars; whether there is a date."""
    spans = []
    if any(map(str.isdigit, text)):
        spans = [reading.span for reading in read_dates(text, language=language)]
        spans += [age.span for age in find_ages(text, language)] if not spans else []
    pieces = []
    end = 0
    for span in spans:
        pieces.append(text[end : span.start])
        end = span.end
    pieces.append(text[end:])
    parts = [part.strip(_SIGNS + ",") for piece in pieces for part in _PARTS.split(piece)]
    return [part for part in parts if part and not part.isdigit()], bool(spans)


def _person_cue(text: str) -> str:
    """The cue that a text begins with, as printed; empty if there is none. Markup gone, a name may be glued to it."""
    folded = fold(text)
    for phrase in _person_cues().get(folded[:2], ()):
        if folded.startswith(phrase):
            following = text[len(phrase) : len(phrase) + 1]
            if not following.isalpha() or following.isupper() and text[len(phrase) - 1].islower():
                return text[: len(phrase)]
    return ""


@cache
def _person_cues() -> dict[str, tuple[str, ...]]:
    """The phrases that stand before names, folded, by their first two letters, the longest first."""
    lexicon = Lexicon.load()
    cues: dict[str, list[str]] = {}
    for match in ("starts", "opens"):
        for phrase in map(fold, lexicon.phrases(Role.BYLINE, "person", match=match)):
            cues.setdefault(phrase[:2], []).append(phrase)
    return {head: tuple(sorted(set(found), key=lambda phrase: (-len(phrase), phrase))) for head, found in cues.items()}


def _supported(page: _Page, number: int, names: Sequence[Name]) -> str:
    """Why a line that is nothing but a name is believed to be a byline; empty if nothing speaks for it."""
    blocks = page.blocks
    folded = blocks.folded[number]
    if folded in blocks.folded[: max(number - _ABOVE_WITHOUT_CUE, 0)]:
        # An entry of the menu.
        return ""
    if _has_date_beside(blocks, number):
        return "a name beside a date or a position"
    name = names[0].text
    if 0 <= page.title < number <= page.title + _BELOW_TITLE and not name.isupper():
        return "a name below the title"
    introduced = fold(name) + " "
    for other in range(number + 1, len(blocks)):
        if not blocks.folded[other].startswith(introduced) or not blocks.shape.ends_sentence[other]:
            continue
        # "Jane Doe is a reporter …" below the story, or below her name; a story's own person turns up anywhere.
        at_end = other >= blocks.core.end - _BELOW_WITHOUT_CUE or blocks.folded[other - 1] == folded
        if at_end and blocks.texts[other][len(introduced)].islower():
            return "a name whose bearer is introduced below"
    return ""


def _is_beside_bylines(blocks: Blocks, number: int) -> bool:
    """Whether a block is what stands beside a byline: a date, the reading time, a position, a handle."""
    text = blocks.texts[number]
    if len(text) > _LONGEST or blocks.core.prose[number]:
        return False
    if any(
        hit.role is Role.DATE or hit.part in ("reading_time", "position") or (hit.role is Role.BYLINE and hit.match == "is")
        for hit in blocks.cues.get(number, ())
    ):
        return True
    return _HANDLE.fullmatch(text) is not None or (blocks.shape.words[number] <= _MOST_WORDS_WITHOUT_CUE and _parts(text, blocks.language)[1])
