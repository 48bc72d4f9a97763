"""Who wrote it: names behind "By", agencies on a line of their own, names with a position, names beside a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from newsclean.blocks import Blocks
from newsclean.characters import is_lower
from newsclean.detectors._byline_place import LONGEST, MOST_WORDS, Place, parts_of
from newsclean.detectors._glued_bylines import glued_bylines, settled
from newsclean.detectors._known_words import SIGNS, is_label, is_position, person_cue
from newsclean.detectors._lone_names import Candidate, full_names, is_full, lone_names, names_at_end
from newsclean.detectors._name_words import is_collective, is_joint
from newsclean.detectors._names import Name, continues_cue, read_agencies, read_names
from newsclean.detectors._single_names import single_name
from newsclean.lexicon import CueHit, fold
from newsclean.model import Dump, Evidence, Role

__all__ = ["byline"]

# Cues of less weight begin headlines as well.
_WEAK = 2.0
# What names below a cue weigh, and those before one that ends their line; those behind one weigh more.
_SIGNED = _BELOW_CUE = 4.0
# Bylines of one story stand together: at most this many blocks lie from one to the next.
_TOGETHER = 3
# So many bylines are looked at, the likeliest first; a page has one or two of its own.
_MOST_LOOKED_AT, _MOST_TOGETHER = 10, 20
# "By", then a name a line, with commas and "and" on lines of their own. And the longest initials.
_MOST_LINES_BELOW, _LONGEST_INITIALS = 12, 3
# In words: "unserer Korrespondentin", "staff writer".
_INTRODUCED_WITHIN = 2
# An agency's name that stands alone signs a story at most so many blocks away from it.
_BESIDE = 4
_MOST_WORDS_OF_NAME = 4
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
    own = _likeliest(place, (found for found in candidates if place.is_above(found.number)))
    own = own or _only_signed(place, candidates)
    if own and place.title >= 0 and not any(place.is_in_head(found.number) for found in own):
        lone = _nearer_to_headline(place, own)
        candidates += lone
        own = _likeliest(place, lone) or own
    if not any(_is_person(place, name) for found in own for name in found.names):
        lone = _not_among(candidates, lone_names(place))
        candidates += lone
        own = _likeliest(place, [*own, *lone])
    own = own or _likeliest(place, (found for found in candidates if place.is_below(found.number)))
    own = own or _likeliest(place, _far_above(place, candidates))
    if not own:
        signing = _not_among(candidates, names_at_end(place))
        candidates += signing
        own = _likeliest(place, signing)
    if not own:
        glued = list(glued_bylines(place))
        yield from glued
        own = [] if glued else _single(place)
        candidates += own
    values = {found.number: found.names for found in own}
    for found in sorted(candidates, key=lambda found: found.number):
        value = tuple(name.text for name in values.get(found.number, ()))
        yield blocks.vote(found.number, Role.BYLINE, found.weight, found.rule, found.reason, value=value)


def _nearer_to_headline(place: Place, own: Sequence[Candidate]) -> list[Candidate]:
    """Names of others beside a date, that stand nearer to the headline than any "By"."""
    known = {name for found in own for name in found.names}
    return [
        found
        for found in lone_names(place)
        if place.is_in_head(found.number)
        and not all(name.is_agency for name in found.names)
        and not known.issuperset(found.names)
        and place.has_date_beside(found.number)
    ]


def _not_among(candidates: Iterable[Candidate], lone: Iterable[Candidate]) -> list[Candidate]:
    """Those in blocks that are no candidates yet."""
    seen = {candidate.number for candidate in candidates}
    return [found for found in lone if found.number not in seen]


def _single(place: Place) -> list[Candidate]:
    single = single_name(place)
    if single is None:
        return []
    number, name = single
    return [Candidate(number, (Name(name),), 2.5, "byline.single", "one name between headline and date")]


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
    is_own = signed[0].number < place.blocks.core.end or signed[0].weight == _BELOW_CUE
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
        if found.number - before.number > _TOGETHER or _is_headline_between(place, before, found):
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


# Which of several hits in one block is read: "By Jane Doe, Political Editor".
_RANKS = {"person": 3, "agency": 2, "position": 1, None: 0}


def _by_cues(place: Place) -> Iterator[Candidate]:
    blocks = place.blocks
    seen: set[int] = set()
    for number, hits in sorted(_byline_hits(blocks).items()):
        if len(blocks.texts[number]) > LONGEST:
            continue
        best = _believed(hits, blocks.language)
        for candidate in _by_cue(place, number, best):
            if candidate.number not in seen:
                seen.add(candidate.number)
                yield candidate


def _believed(hits: Sequence[CueHit], language: str | None) -> CueHit:
    """The hit to read; of one phrase that names the author in another language only, what it says in this one."""
    best = max(hits, key=lambda hit: (_RANKS[hit.part], -hit.start, hit.weight))
    if language is None or _fits_language(best, language):
        return best
    rivals = [hit for hit in hits if (hit.start, hit.end) == (best.start, best.end) and hit.part != best.part]
    return rivals[0] if rivals else best


def _byline_hits(blocks: Blocks) -> dict[int, list[CueHit]]:
    found: dict[int, list[CueHit]] = {}
    for number, hit in blocks.hits(Role.BYLINE):
        found.setdefault(number, []).append(hit)
    return found


def _by_cue(place: Place, number: int, hit: CueHit) -> Iterator[Candidate]:
    blocks = place.blocks
    text = blocks.texts[number]
    if hit.part == "agency":
        agencies = read_agencies(text)
        if agencies and hit.match == "is" and not _stands_for_portrait(blocks, number):
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
        yield from _below_cue(place, number, hit)


def _behind_cue(place: Place, number: int, hit: CueHit) -> Iterator[Candidate]:
    blocks = place.blocks
    text = blocks.texts[number]
    if hit.weight < _WEAK and not _fits_language(hit, blocks.language):
        return
    rest = _behind_position(text[hit.end :])
    names = read_names(rest, blocks.language)
    if not settled(place, names) and hit.part == "person" and place.has_date_beside(number):
        names = _as_printed(place, number, rest) or names
    is_unnamed = hit.part == "person" and not settled(place, names)
    if is_unnamed and is_collective(whole := _first_part(rest, blocks.language), is_signed=True):
        names = (Name(whole, is_printed=True),)
    if not names and hit.part == "person" and place.is_login(number, login := text[hit.end :].strip(SIGNS)):
        names = (Name(login),)
    if hit.part is None:
        # "来源：新华社", "Edited by Jane Doe": not who wrote it, unless it is an agency; "来源：某报 作者：王小明".
        names = tuple(name for name in names if name.is_agency)
        for word in text[hit.end :].split():
            cue = person_cue(word)
            names = names or (read_names(word[len(cue) :], blocks.language) if cue else ())
        for position, word in pairwise(text[hit.end :].split() if blocks.shape.unspaced[number] else ()):
            # "来源：某报 记者 王小明"
            names = names or (read_names(word, blocks.language) if is_position(position) else ())
        yield Candidate(number, names, hit.weight, hit.rule, f"starts with “{hit.phrase}”")
    elif names and not _goes_on(hit, rest, names) and not _is_sentence(rest, names):
        yield Candidate(number, names, 4.5, hit.rule, f"a name behind “{hit.phrase}”")


def _first_part(text: str, language: str | None) -> str:
    """What stands before the first bar or date."""
    parts, _ = parts_of(text, language)
    return parts[0] if parts else ""


def _behind_position(text: str) -> str:
    """The text without a position that introduces its bearer: "unserer Korrespondentin Anna Berg"."""
    words = text.split()
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


def _fits_language(hit: CueHit, language: str | None) -> bool:
    """Whether a weak cue ("Text", "Autor" without a colon) is of the dump's language."""
    return language is None or hit.rule.startswith((f"lexicon.{language}.", "lexicon.any."))


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


def _below_cue(place: Place, number: int, hit: CueHit) -> Iterator[Candidate]:
    """The names in the lines below a cue that stands alone: "By", "Jane Doe", "and", "John Roe"."""
    blocks = place.blocks
    found: list[Candidate] = []
    for below in range(number + 1, min(number + _MOST_LINES_BELOW, len(blocks))):
        text = blocks.texts[below]
        if found and is_joint(text, blocks.language):
            continue
        if found and not is_joint(blocks.texts[below - 1], blocks.language):
            break
        if len(text) > LONGEST or is_label(text) or person_cue(text):
            break
        if blocks.shape.ends_sentence[below] and blocks.shape.words[below] > _MOST_WORDS_OF_NAME:
            break
        if _stands_for_portrait(blocks, below):
            continue
        if place.is_dateline(below):
            break
        names = read_names(text, blocks.language)
        if not found and not blocks.cues.get(below) and not settled(place, names):
            names = _as_printed(place, below, text)
        is_one = bool(names) and any(name.is_agency or is_full(name.text) for name in names)
        if not names or (found and not is_one):
            # Behind a comma may stand where it was written.
            break
        is_near = place.is_above(below) or place.is_below(below) or _has_date_near(place, number, below)
        if not is_one and not is_near:
            # "Authors", "Themes": two entries of a menu.
            break
        if place.is_inside_sentence(below):
            return
        found.append(Candidate(below, names, _BELOW_CUE, hit.rule, f"a name below “{hit.phrase}”"))
    if found:
        yield Candidate(number, (), 4.0, hit.rule, f"“{hit.phrase}” above a name")
        yield from found


def _has_date_near(place: Place, cue: int, name: int) -> bool:
    """Whether a date, or what announces one, stands above a cue or near the name below it."""
    blocks = place.blocks
    for number in (max(cue - 1, 0), *range(name, min(name + _TOGETHER + 2, len(blocks)))):
        has_date = bool(parts_of(blocks.texts[number][:LONGEST], blocks.language)[1])
        if has_date or any(hit.role is Role.DATE for hit in blocks.cues.get(number, ())):
            return True
    return False


def _as_printed(place: Place, number: int, text: str) -> tuple[Name, ...]:
    """What signs in the head of a story is who wrote it, whatever it is: "Our Editors", "News Desk".

    In small letters it must look like a login.
    """
    text = text.strip(SIGNS)
    words = text.split()
    if not place.is_in_head(number) or not 0 < len(words) <= _MOST_WORDS_OF_NAME:
        return ()
    is_written_as_name = all(word[0].isupper() for word in words) and not any(map(str.isdigit, text))
    return (Name(text, is_printed=True),) if is_written_as_name or place.is_login(number, text) else ()


def _stands_for_portrait(blocks: Blocks, number: int) -> bool:
    """Whether a block has the initials of the name below it."""
    return number + 1 < len(blocks) and _are_initials(blocks.texts[number], blocks.texts[number + 1])


def _are_initials(text: str, name: str) -> bool:
    """Whether a line has the first letters of the words in the next one: "JD", "Jane Doe"."""
    words = name.split()
    return 1 < len(text) == len(words) <= _LONGEST_INITIALS and text == "".join(word[0] for word in words)
