"""The names in the lines below "By", and those that go on below a byline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.characters import is_lower
from newsclean.detectors._known_words import SIGNS, is_label, person_cue
from newsclean.detectors.bylines.glued import settled
from newsclean.detectors.bylines.line_parts import parts_of
from newsclean.detectors.bylines.lone_names import Candidate, full_names, is_full
from newsclean.detectors.bylines.place import LONGEST, Place
from newsclean.detectors.bylines.portraits import stands_for_portrait
from newsclean.detectors.names.reading import Name, read_names
from newsclean.detectors.names.words import is_among, is_joint, small_words
from newsclean.lexicon import CueHit, fold
from newsclean.model import Role

__all__ = ["BELOW_CUE", "TOGETHER", "as_printed", "below_cue", "joined_below"]

#: What names below a cue weigh.
BELOW_CUE = 4.0
#: Bylines of one story stand together: at most this many blocks lie from one to the next.
TOGETHER = 3
# "By", then a name a line, with commas and "and" on lines of their own.
_MOST_LINES_BELOW = 12
_MOST_WORDS_OF_NAME = 4


def below_cue(place: Place, number: int, hit: CueHit) -> Iterator[Candidate]:
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
        if stands_for_portrait(blocks, below):
            continue
        if place.is_dateline(below):
            break
        names = read_names(text, blocks.language)
        if not found and not blocks.cues.get(below) and not settled(place, names):
            names = as_printed(place, below, text)
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
        found.append(Candidate(below, names, BELOW_CUE, hit.rule, f"a name below “{hit.phrase}”"))
    if found:
        yield Candidate(number, (), 4.0, hit.rule, f"“{hit.phrase}” above a name")
        yield from found


def joined_below(place: Place, above: Sequence[Candidate]) -> Iterator[Candidate]:
    """The names in the lines below a byline that go on with it: "By Jane Doe", "and John Roe"; or "and", "John Roe"."""
    blocks = place.blocks
    if not above or not above[-1].names:
        return
    is_joined = False
    for number in range(above[-1].number + 1, min(above[-1].number + _MOST_LINES_BELOW, len(blocks))):
        text = blocks.texts[number]
        if len(text) > LONGEST:
            return
        if is_joint(text, blocks.language):
            is_joined = True
            continue
        first, _, rest = text.partition(" ")
        is_behind = is_lower(first[0]) and is_among(small_words().conjunctions, fold(first), blocks.language)
        names = full_names(place, rest if is_behind else text) if is_joined or is_behind else ()
        if not names:
            return
        is_joined = False
        yield Candidate(number, names, BELOW_CUE, "byline.joined", "a name behind “and” below another")


def _has_date_near(place: Place, cue: int, name: int) -> bool:
    """Whether a date, or what announces one, stands above a cue or near the name below it."""
    blocks = place.blocks
    for number in (max(cue - 1, 0), *range(name, min(name + TOGETHER + 2, len(blocks)))):
        has_date = bool(parts_of(blocks.texts[number][:LONGEST], blocks.language)[1])
        if has_date or any(hit.role is Role.DATE for hit in blocks.cues.get(number, ())):
            return True
    return False


def as_printed(place: Place, number: int, text: str) -> tuple[Name, ...]:
    """What signs in the head of a story is who wrote it, whatever it is: "Our Editors", "News Desk".

    In small letters it must look like a login.
    """
    text = text.strip(SIGNS)
    words = text.split()
    if not place.is_in_head(number) or not 0 < len(words) <= _MOST_WORDS_OF_NAME:
        return ()
    is_written_as_name = all(word[0].isupper() for word in words) and not any(map(str.isdigit, text))
    return (Name(text, is_printed=True),) if is_written_as_name or place.is_login(number, text) else ()
