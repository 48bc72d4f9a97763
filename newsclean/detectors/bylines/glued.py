"""Names in a block that is no byline: glued to the headline, behind a sentence, or at the head of a paragraph.

No detector: ``byline`` asks it where it finds no author.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from newsclean.dates import find_ages
from newsclean.detectors._known_words import SIGNS, is_position, one_word_cues, person_cue
from newsclean.detectors.bylines.lone_names import full_names, is_full
from newsclean.detectors.bylines.place import LONGEST, Place
from newsclean.detectors.headlines.behind import GLUED, first_date, span_in_dump, stretches
from newsclean.detectors.names.reading import Name, read_names
from newsclean.detectors.names.words import is_city
from newsclean.model import Evidence, Role

__all__ = ["glued_bylines", "settled"]

# In blocks: how far from the first paragraph a longer block that opens with a byline may stand.
_REACH = 3
# In characters and words: behind a name, how far its bearer's position is looked for: ", a deputy editor and author".
_NEAR, _POSITION_WITHIN = 60, 5


def glued_bylines(place: Place) -> list[Evidence]:
    """The votes for such names; none for what stands around them."""
    return list(_behind_headline(place)) or list(_opening(place))


def settled(place: Place, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names without topics, and without places and positions behind a comma; what was read as printed stays.

    "Jane Doe Gardener" is without her trade where a line says "Jane Doe" alone.
    """
    return tuple(
        name if name.is_agency or name.is_printed else evolve(name, text=place.as_said_alone(name.text))
        for name in names
        if name.is_agency
        or name.is_printed
        or not (
            place.is_topic(name.text) or is_city(name.text) if name.is_doubtful else place.has_ordinary_words(name.text)
        )
    )


def _behind_headline(place: Place) -> Iterator[Evidence]:
    """The names that were glued to the headline in a line with the story. Weight 0: the rest of its block is none."""
    blocks = place.blocks
    for stretch in stretches(blocks):
        reading = first_date(stretch, blocks.language)
        if stretch.is_cued and reading is None:
            continue
        text = stretch.text[: reading.span.start] if reading else stretch.text
        cue = person_cue(text.lstrip(SIGNS))
        if cue:
            text = text.lstrip(SIGNS)[len(cue) :]
            names = read_names(text, blocks.language)
            # "… to the islandBy AnthonyMay 3, 2024": nothing else stands between headline and date.
            is_alone = reading is not None and not stretch.is_cued and text.strip(SIGNS).isalpha()
            names = tuple(name for name in names if is_alone or is_full(name.text) or name.is_agency)
        else:
            names = full_names(place, text.strip(SIGNS)) if reading and text.strip(SIGNS) else ()
        names = tuple(name for name in settled(place, names) if not name.is_doubtful and name.text in stretch.text)
        if names:
            found = [stretch.text.find(name.text) for name in names]
            end = max(at + len(name.text) for at, name in zip(found, names, strict=True))
            span = stretch.span(blocks.dump, min(found), end)
            reason = "a name behind the headline, in the same line"
            values = tuple(name.text for name in names)
            yield Evidence(span, Role.BYLINE, 0.0, f"byline{GLUED}", reason, value=values)
            return


def _opening(place: Place) -> Iterator[Evidence]:
    """The name behind a cue at the beginning of a longer block: "By Jane Doe, a reporter … She has …".

    Behind the name stand a position, a degree, or when it was; sentences go on otherwise: "By Jane Doe’s count …".
    Weight 0: the rest of the block may be the story.
    """
    blocks = place.blocks
    _, capital = one_word_cues(blocks.language)
    for number in range(max(blocks.core.start - _REACH, 0), min(blocks.core.start + _REACH, len(blocks))):
        text = blocks.texts[number]
        cue = person_cue(text[:LONGEST])
        if number in blocks.cues or cue not in capital:
            continue
        rest = text[len(cue) : LONGEST]
        name = next(iter(read_names(rest, blocks.language)), None)
        if name is None or not is_full(name.text) or place.has_ordinary_words(name.text):
            continue
        _, found, behind = rest.partition(name.text)
        if found and _introduces(behind, blocks.language):
            start = len(cue) + rest.index(name.text)
            span = span_in_dump(blocks, number, start, start + len(name.text))
            yield Evidence(span, Role.BYLINE, 0.0, f"byline{GLUED}", f"a name behind “{cue}”", value=(name.text,))
            return


def _introduces(text: str, language: str | None) -> bool:
    """Whether what follows a name tells who its bearer is, or when it was: ", MD", ", a deputy editor", " Heute"."""
    ages = find_ages(text[:_NEAR], language)
    if ages and not text[: ages[0].span.start].strip(SIGNS):
        return True
    if not text.startswith(","):
        return False
    words = text[1:_NEAR].split()[:_POSITION_WITHIN]
    is_degree = bool(words) and words[0].strip(".,;").isupper() and len(words[0].strip(".,;")) > 1
    return is_degree or any(is_position(word) for word in words)
