"""Who wrote it: names behind "By", agencies on a line of their own, names with a position, names beside a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from newsclean.blocks import Blocks
from newsclean.characters import is_lower
from newsclean.detectors._known_words import SIGNS, is_position, person_cue
from newsclean.detectors.bylines.below import BELOW_CUE, TOGETHER, as_printed, below_cue, joined_below
from newsclean.detectors.bylines.cues import believed, byline_hits, fits_language
from newsclean.detectors.bylines.glued import glued_bylines, settled
from newsclean.detectors.bylines.line_parts import parts_of
from newsclean.detectors.bylines.lone_names import Candidate, full_names, is_full, lone_names, names_at_end, only_dated
from newsclean.detectors.bylines.place import LONGEST, MOST_WORDS, Place
from newsclean.detectors.bylines.portraits import stands_for_portrait, without_portrait
from newsclean.detectors.bylines.single_names import single_name
from newsclean.detectors.names.reading import Name, continues_cue, read_agencies, read_names
from newsclean.detectors.names.words import is_collective
from newsclean.lexicon import CueHit, fold
from newsclean.model import Dump, Evidence, Role

__all__ = ["byline"]

# Cues of less weight begin headlines as well.
_WEAK = 2.0
# What names below a cue weigh, and those before one that ends their line; those behind one weigh more.
_SIGNED = BELOW_CUE
# So many bylines are looked at, the likeliest first; a page has one or two of its own.
_MOST_LOOKED_AT, _MOST_TOGETHER = 10, 20
# In blocks: one word behind "By" that stands further above the story and not below the headline is one of a menu.
_FAR_ABOVE = 6
# In words: "unserer Korrespondentin", "staff writer".
_INTRODUCED_WITHIN = 2
# An agency's name that stands alone signs a story at most so many blocks away from it.
_BESIDE = 4
# In words: behind one word and a comma, what is no position but the rest of a sentence.
_FEWEST_TOLD = 3
# In words: what stands between two bylines of one story is shorter: positions, dates, buttons.
_FEWEST_WORDS_OF_HEADLINE = 5


def byline(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for bylines; the value is the names of persons and agencies, as printed.

    Bylines of other stories are bylines too, but only those of the story that the dump is about get a value: of those
    within reach of title and first paragraph the likeliest, else those behind the end.
    """
    place = Place(blocks)
    candidates = list(_by_cues(place))
    own = _own(place, candidates)
    if not own:
        glued = list(glued_bylines(place))
        yield from glued
        if not glued and (single := single_name(place)):
            reason = "one name between headline and date"
            candidates.append(Candidate(single[0], (Name(single[1]),), 2.5, "byline.single", reason))
            own = candidates[-1:]
    values = {found.number: found.names for found in own}
    for candidate in sorted(candidates, key=lambda found: found.number):
        value = tuple(name.text for name in values.get(candidate.number, ()))
        yield blocks.vote(
            candidate.number, Role.BYLINE, candidate.weight, candidate.rule, candidate.reason, value=value
        )


def _own(place: Place, candidates: list[Candidate]) -> list[Candidate]:
    """The story's own of the bylines, looked for where it is likeliest first; those without a cue join the others."""
    above = (found for found in candidates if place.is_above(found.number) and not _is_of_menu(place, found))
    own = _likeliest(place, above)
    own = own or _only_signed(place, candidates)
    own = _nearer(place, candidates, own) or own
    if not any(_is_person(place, name) for found in own for name in found.names):
        own = _with_lone(place, candidates, lone_names(place), own)
        own = _behind_site(place, candidates, own) or own
    own = own or _likeliest(place, (found for found in candidates if place.is_below(found.number)))
    own = own or _likeliest(place, _far_above(place, candidates))
    own = own or _with_lone(place, candidates, names_at_end(place))
    return own or _with_lone(place, candidates, only_dated(place))


def _nearer(place: Place, candidates: list[Candidate], own: Sequence[Candidate]) -> list[Candidate]:
    """The name and the date that stand nearer to the headline than any "By"."""
    if not own or place.title < 0 or any(place.is_in_head(found.number) for found in own):
        return []
    signed = (found for found in lone_names(place) if place.is_in_head(found.number))
    persons = (found for found in signed if not all(name.is_agency for name in found.names))
    known = {name for found in own for name in found.names}
    lone = [found for found in persons if place.has_date_beside(found.number)]
    lone = [found for found in lone if not known.issuperset(found.names)]
    candidates += lone
    return _likeliest(place, lone)


def _with_lone(
    place: Place, candidates: list[Candidate], found: Iterable[Candidate], own: Sequence[Candidate] = ()
) -> list[Candidate]:
    """The likeliest when names without a cue are looked at, too."""
    seen = {candidate.number for candidate in candidates}
    lone = [name for name in found if name.number not in seen]
    candidates += lone
    return _likeliest(place, [*own, *lone])


def _behind_site(place: Place, candidates: list[Candidate], own: Sequence[Candidate]) -> list[Candidate]:
    """Who stands alone right above the story where nobody but the site signs: "by The Courier", "Jane Doe"."""
    number = place.blocks.core.start - 1
    names = [name for found in own for name in found.names]
    if not 0 <= place.title < number or not names or not all(fold(name.text) in place.site_names for name in names):
        return []
    above = full_names(place, place.blocks.texts[number]) if len(place.blocks.texts[number]) <= LONGEST else ()
    if not above or any(name.is_agency for name in above) or number in place.blocks.cues:
        return []
    found = Candidate(number, above, 2.5, "byline.behind_site", "a name right above the story, which the site signs")
    return _with_lone(place, candidates, [found])


def _is_of_menu(place: Place, found: Candidate) -> bool:
    """Whether one word behind a cue stands far above the story and beside no date: "By Industry"."""
    is_far = found.number + _FAR_ABOVE < place.blocks.core.start and not place.is_in_head(found.number)
    is_word = all(" " not in name.text and not name.is_agency and not name.is_printed for name in found.names)
    # "By : Harbourmaster" is none.
    return (
        is_far and is_word and ":" not in place.blocks.texts[found.number] and not place.has_date_beside(found.number)
    )


def _far_above(place: Place, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The bylines further above the story that stand beside a date, the nearest ones of them."""
    above = [found for found in candidates if found.names and found.number < place.blocks.core.start]
    return [found for found in above[-_MOST_LOOKED_AT:] if place.has_date_beside(found.number)]


def _only_signed(place: Place, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The byline behind a cue, if the dump has no other: lists of stories have several.

    Below the story it counts where the cue stands in a line of its own ("Written by"), as in the box about the author,
    or behind the name; not where the name stands behind it.
    """
    signed = [found for found in candidates if found.names and found.weight >= _SIGNED]
    signed = [found for found in signed if not place.is_of_teaser(found.number)]
    if len({found.names for found in signed}) != 1:
        return []
    names = tuple(name for name in settled(place, signed[0].names) if not name.is_doubtful)
    if not names or names[0].is_agency or not is_full(names[0].text):
        return []
    is_own = signed[0].number < place.blocks.core.end or signed[0].weight == BELOW_CUE
    return [evolve(signed[0], names=names)] if is_own else []


def _likeliest(place: Place, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Of the candidates with names, the likeliest to be the story's own, and what stands together with it."""
    named = (found for found in candidates if found.names and not place.is_of_teaser(found.number))
    inside = sorted(named, key=lambda found: found.number)
    # Agencies stand in credits and menus as well: a person decides.
    deciding = [found for found in inside if any(_is_person(place, name) for name in found.names)] or inside
    deciding = sorted(deciding, key=lambda found: place.cost(found.number))[:_MOST_LOOKED_AT]
    best = next((found for found in deciding if settled(place, found.names)), None)
    if best is None:
        return []
    groups: list[list[Candidate]] = [[inside[0]]]
    for before, found in pairwise(inside):
        if found.number - before.number > TOGETHER or _is_headline_between(place, before, found):
            groups.append([])
        groups[-1].append(found)
    group = next(group for group in groups if best in group)[:_MOST_TOGETHER]
    own = [evolve(found, names=settled(place, found.names)) for found in group]
    if any(_is_person(place, name) for found in own for name in found.names):
        # "by The Courier", and the names below the standfirst.
        own = [evolve(found, names=_without_site(place, found.names)) for found in own]
    return own


def _is_person(place: Place, name: Name) -> bool:
    """Whether a name is neither an agency's nor the site's own."""
    return not name.is_agency and fold(name.text) not in place.site_names


def _without_site(place: Place, names: tuple[Name, ...]) -> tuple[Name, ...]:
    return tuple(name for name in names if name.is_agency or _is_person(place, name))


def _is_headline_between(place: Place, first: Candidate, second: Candidate) -> bool:
    """Whether each of two bylines has a "By" and another headline stands between them: then they are two stories'."""
    if not all(found.rule.startswith("lexicon.") for found in (first, second)):
        return False
    blocks = place.blocks
    between = range(first.number + 1, second.number)
    return any(
        len(blocks.texts[number].split()) >= _FEWEST_WORDS_OF_HEADLINE and number not in blocks.cues
        for number in between
    )


def _by_cues(place: Place) -> Iterator[Candidate]:
    blocks = place.blocks
    seen: set[int] = set()
    for number, hits in sorted(byline_hits(blocks).items()):
        if len(blocks.texts[number]) > LONGEST:
            continue
        best = believed(hits, blocks.language)
        for candidate in (*(found := tuple(_by_cue(place, number, best))), *joined_below(place, found)):
            if candidate.number not in seen:
                seen.add(candidate.number)
                yield candidate


def _by_cue(place: Place, number: int, hit: CueHit) -> Iterator[Candidate]:
    blocks = place.blocks
    text = blocks.texts[number]
    if hit.part == "agency":
        agencies = read_agencies(text)
        if agencies and hit.match == "is" and not stands_for_portrait(blocks, number):
            names = agencies if _may_sign(place, number) else ()
            yield Candidate(number, names, 4.5, hit.rule, "an agency")
    elif hit.part == "position":
        yield from _by_position(place, number, hit)
    elif hit.match == "ends":
        before = text[: hit.start]
        names = read_names(before[len(person_cue(before)) :], blocks.language)
        if names:
            yield Candidate(number, names, 4.0, hit.rule, f"a name before “{hit.phrase}”")
    elif hit.match != "is" and text[hit.end :].strip(SIGNS):
        yield from _behind_cue(place, number, hit)
    elif hit.part == "person":
        yield from below_cue(place, number, hit)


def _behind_cue(place: Place, number: int, hit: CueHit) -> Iterator[Candidate]:
    blocks = place.blocks
    text = blocks.texts[number]
    if hit.weight < _WEAK and not fits_language(hit, blocks.language):
        return
    rest = _behind_position(without_portrait(text[hit.end :]))
    names = read_names(rest, blocks.language)
    if not settled(place, names) and hit.part == "person" and place.has_date_beside(number):
        names = as_printed(place, number, rest) or names
    is_unnamed = hit.part == "person" and not settled(place, names)
    if is_unnamed and is_collective(whole := _first_part(rest, blocks.language), is_signed=True):
        names = (Name(whole, is_printed=True),)
    if not names and hit.part == "person" and place.is_login(number, login := _first_part(rest, blocks.language)):
        # "by janedoe May 3, 2024 No Comments"
        names = (Name(login),)
    if hit.part is None:
        names = _behind_hand(place, number, hit, names)
        yield Candidate(number, names, hit.weight, hit.rule, f"starts with “{hit.phrase}”")
    elif names and not _goes_on(hit, rest, names) and not _is_sentence(rest, names):
        yield Candidate(number, names, 4.5, hit.rule, f"a name behind “{hit.phrase}”")


def _behind_hand(place: Place, number: int, hit: CueHit, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Who wrote it, in a line that begins with who had a hand in it: "来源：新华社", "Edited by Jane Doe".

    That is an agency, or who stands behind another cue: "来源：某报 作者：王小明", "Reviewed by Jane Doe — Written by
    John Roe".
    """
    blocks = place.blocks
    text = blocks.texts[number]
    names = tuple(name for name in names if name.is_agency)
    words = text[hit.end :].split()
    for part in (*parts_of(text, blocks.language)[0][1:], *words):
        cue = person_cue(part)
        names = names or (read_names(part[len(cue) :], blocks.language) if cue else ())
    for position, word in pairwise(words if blocks.shape.unspaced[number] else ()):
        # "来源：某报 记者 王小明"
        names = names or (read_names(word, blocks.language) if is_position(position) else ())
    return names


def _first_part(text: str, language: str | None) -> str:
    """What stands before the first bar or date."""
    parts, _ = parts_of(text, language)
    return parts[0] if parts else ""


def _behind_position(text: str) -> str:
    """The text without a position that introduces its bearer: "unserer Korrespondentin Anna Berg"."""
    words = text.split()
    if is_position(text):
        # "By Staff Writer"
        return text
    for place, word in enumerate(words[:_INTRODUCED_WITHIN]):
        if is_position(word) and place + 1 < len(words):
            return " ".join(words[place + 1 :])
        if not is_lower(word):
            break
    return text


def _goes_on(hit: CueHit, rest: str, names: Sequence[Name]) -> bool:
    """Whether the cue is rather the first word of the name; a login has none before it."""
    return hit.match == "opens" and not is_lower(names[0].text) and continues_cue(hit.phrase, rest, names)


def _is_sentence(rest: str, names: Sequence[Name]) -> bool:
    """Whether words in small letters follow one word and a comma: "Nga Vlora, ekipi ynë ndoqi" in Albanian."""
    if len(names) != 1 or " " in names[0].text or not rest.strip(SIGNS).startswith(f"{names[0].text},"):
        return False
    words = rest.strip(SIGNS)[len(names[0].text) + 1 :].split()
    return len(words) >= _FEWEST_TOLD and all(map(is_lower, words[:_FEWEST_TOLD]))


def _may_sign(place: Place, number: int) -> bool:
    """Whether an agency's name stands where it signs the story: beside it, or with a date. Menus name some too."""
    core = place.blocks.core
    if core.end <= core.start or -_BESIDE <= number - core.start < _BESIDE or -1 <= number - core.end < _BESIDE:
        return True
    return place.has_date_beside(number)


def _by_position(place: Place, number: int, hit: CueHit) -> Iterator[Candidate]:
    """A name before a position, in the same line or above it."""
    blocks = place.blocks
    text = blocks.texts[number]
    if blocks.shape.words[number] > MOST_WORDS:
        return
    before = text[: hit.start] if hit.match == "ends" else ""
    # "Jane Doe Medical correspondent": what stands before it is a part of it.
    position = text[hit.start :] if is_lower(text[hit.start]) else ""
    if before.strip(SIGNS):
        names = tuple(
            name
            for name in read_names(before.rpartition("=")[2] + position, blocks.language)
            if name.is_agency or is_full(name.text)
        )
        if names:
            names = tuple(evolve(name, is_doubtful=not name.is_agency) for name in names)
            yield Candidate(number, names, 3.5, hit.rule, "a name with a position")
        return
    above = number - 1
    if above >= 0 and above not in blocks.cues and len(blocks.texts[above]) <= LONGEST and place.is_above(number):
        names = full_names(place, blocks.texts[above])
        if names:
            yield Candidate(above, names, 3.5, "byline.above_position", f"a name above “{hit.phrase}”")
    yield Candidate(number, (), hit.weight - 1.0, hit.rule, f"{hit.match} “{hit.phrase}”")
