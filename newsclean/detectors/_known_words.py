"""What the lexicon knows of a few words by themselves: agencies, positions, labels, cues of dates and bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from attrs import frozen

from newsclean.lexicon import Lexicon, fold
from newsclean.model import Role

__all__ = [
    "SIGNS",
    "SIGNS_BEHIND",
    "before_pictures",
    "before_reading_time",
    "begins_date_cue",
    "date_cue_at_end",
    "inner_cues",
    "is_agency",
    "is_button",
    "is_label",
    "is_position",
    "is_section",
    "one_word_cues",
    "person_cue",
    "shortens_agency",
    "speaks_of_position",
]

#: What stands around names and labels, and is no part of them.
SIGNS = " \t\u00a0:.,;|/\\-–—―•·●*~=>»«#"
#: As ``SIGNS``, without the stop that may belong to a name: "Martin Berg Jr."
SIGNS_BEHIND = SIGNS.replace(".", "")
_BRACKETS = "()[]（）【】"
# Shorter words of positions are articles and the like.
_SHORTEST_POSITION_WORD = 4
# Agencies with no more letters are told from other words by their capitals.
_LONGEST_ACRONYM = 4
# The lexicon gives names of sections less weight than other entries of menus.
_WEIGHT_OF_SECTION = 3.5
# What stands beside the name of an author, and is to be pressed. In letters: shorter ones, "In" and "X", are parts of
# names.
_BUTTONS, _SHORTEST_BUTTON = (Role.ACCOUNT, Role.COMMENTS, Role.SHARE), 4
# In letters: what tells at once that no cue stands at the end of a text.
_ENDING = 3


@frozen
class _Known:
    """Phrases of the lexicon, folded."""

    agencies: frozenset[str]
    printed_agencies: frozenset[str]
    positions: frozenset[str]
    position_words: frozenset[str]
    date_cues: frozenset[str]
    date_cue_endings: frozenset[str]
    labels: frozenset[str]
    sections: frozenset[str]
    buttons: frozenset[str]
    reading_times: frozenset[str]


@cache
def _known() -> _Known:
    lexicon = Lexicon.load()
    agencies = lexicon.phrases(Role.BYLINE, "agency", match="is")
    positions = _folded(
        phrase for match in ("is", "ends") for phrase in lexicon.phrases(Role.BYLINE, "position", match=match)
    )
    dates = _folded(phrase for part in ("published", "modified") for phrase in lexicon.phrases(Role.DATE, part)) - {""}
    return _Known(
        _folded(agencies),
        frozenset(agencies),
        positions,
        frozenset(word for phrase in positions for word in phrase.split() if len(word) >= _SHORTEST_POSITION_WORD),
        dates,
        frozenset(phrase[-_ENDING:] for phrase in dates),
        _folded(phrase for role in Role if role is not Role.BYLINE for phrase in lexicon.phrases(role, match="is")),
        _folded(
            phrase
            for row in lexicon.rows
            if row.role is Role.NAVIGATION and row.weight is not None and row.weight <= _WEIGHT_OF_SECTION
            for phrase in row.phrases.get("is", ())
        ),
        _folded(phrase for role in _BUTTONS for phrase in lexicon.phrases(role, match="is")),
        _folded(lexicon.phrases(Role.RELATED, "reading_time", match="ends")),
    )


def _folded(phrases: Iterable[str]) -> frozenset[str]:
    # One fold of the whole is several times faster than one for every phrase.
    return frozenset(phrase.strip(SIGNS) for phrase in fold("\n".join(phrases)).split("\n"))


def is_label(text: str) -> bool:
    """Whether the text is a label of a page: a button, a section, a heading."""
    return fold(text).strip(SIGNS) in _known().labels


def is_button(text: str) -> bool:
    """Whether the text is a button that stands beside names: "Follow", "Twitter"."""
    return len(text) >= _SHORTEST_BUTTON and fold(text).strip(SIGNS) in _known().buttons


def is_section(text: str) -> bool:
    """Whether the text names a section of a newspaper, which is as often a topic: "World", "Sport"."""
    return fold(text).strip(SIGNS) in _known().sections


def is_position(text: str) -> bool:
    """Whether the text is a position: "Redakteurin", "Chief Political Correspondent"."""
    return fold(text).strip(SIGNS) in _known().positions


def speaks_of_position(text: str) -> bool:
    """Whether one of the words is known from positions: "Chief Marketing Officer"."""
    return not _known().position_words.isdisjoint(fold(text).split())


def is_agency(text: str) -> bool:
    """Whether the text is an agency's name, written as agencies are: ``AA`` and ``dpa``, but not ``Aa``."""
    known = _known()
    plain = text.strip(SIGNS + _BRACKETS)
    if fold(plain) not in known.agencies:
        return False
    return len(plain) > _LONGEST_ACRONYM or plain.isupper() or plain.islower() or plain in known.printed_agencies


def shortens_agency(text: str) -> bool:
    """Whether agencies' names begin with the text: 共同 stands for 共同通信 in Japanese datelines."""
    return any(agency.startswith(text) for agency in _known().agencies)


def date_cue_at_end(folded: str) -> str:
    """The longest cue of a date that a folded text ends with ("last updated"); empty if there is none.

    >>> date_cue_at_end("jane doe last updated")
    'last updated'
    """
    known = _known()
    if folded[-_ENDING:] not in known.date_cue_endings:
        return ""
    places = range(max(len(folded) - _LONGEST_CUE, 0), len(folded))
    return next((folded[place:] for place in places if folded[place:] in known.date_cues), "")


def before_reading_time(text: str) -> str:
    """The text before how long a story takes to read, if it ends with that.

    >>> before_reading_time("Jane Doe 5 min read "), before_reading_time("Jane Doe 5")
    ('Jane Doe', 'Jane Doe 5')
    """
    if _FIGURE.search(text) is None:
        return text
    words = text.split()
    ends = range(max(len(words) - _LONGEST_READING_TIME, 0), len(words))
    for place in (place for place in ends if words[place].isdecimal()):
        if fold(" ".join(words[place + 1 :])).strip(SIGNS) in _known().reading_times:
            return text[: text.rindex(words[place])].rstrip(SIGNS_BEHIND)
    return text


def before_pictures(text: str) -> str:
    """The text before who took the pictures, if that stands behind something.

    >>> before_pictures("Jana Berg, Fotos: Uwe Klee"), before_pictures("by Jane Doe, pictures by John Roe")
    ('Jana Berg', 'by Jane Doe')
    """
    folded = fold(text)
    if len(folded) != len(text):
        return text
    words = _credit_words()
    for place in (match.end() for match in _BLANK.finditer(folded)):
        word = _WORD.match(folded, place)
        for label in words.get(word[0], ()) if word else ():
            if folded.startswith(label, place) and place + len(label) < len(folded):
                return text[:place].rstrip(SIGNS_BEHIND)
    return text


_BLANK, _WORD = re.compile(r"\s"), re.compile(r"[^\W\d_]+")


@cache
def _credit_words() -> dict[str, tuple[str, ...]]:
    """What stands before who took the pictures, folded, by its first word: "fotos:", "pictures by ", "foto di "."""
    lexicon = Lexicon.load()
    cues = _person_cues_of_one_word()
    labels: dict[str, set[str]] = {}
    for match in ("starts", "opens"):
        for phrase in map(fold, lexicon.phrases(Role.CREDIT, "label", match=match)):
            is_whole = phrase.endswith(":") or (" " in phrase and phrase.rsplit(" ", 1)[1] in cues)
            word = _WORD.match(phrase)
            if is_whole and word is not None:
                labels.setdefault(word[0], set()).add(phrase if phrase.endswith(":") else f"{phrase} ")
    return {word: tuple(sorted(found)) for word, found in labels.items()}


def _person_cues_of_one_word() -> frozenset[str]:
    return frozenset(cue for cues in _person_cues().values() for cue in cues if cue.isalpha())


_FIGURE = re.compile(r"\d")
# In words: "5 minutes to read".
_LONGEST_READING_TIME = 5
# In characters; all but a handful of the lexicon's phrases are shorter.
_LONGEST_CUE = 40


def begins_date_cue(word: str) -> bool:
    """Whether a cue of a date begins with a word: "Released", as in "Released on"."""
    return fold(word) in _first_words_of_date_cues()


@cache
def _first_words_of_date_cues() -> frozenset[str]:
    return frozenset(cue.split(None, 1)[0].strip(SIGNS) for cue in _known().date_cues)


def person_cue(text: str) -> str:
    """The cue that a text begins with, as printed; empty if there is none. Markup gone, a name may be glued to it.

    >>> person_cue("By Jane Doe"), person_cue("ByJane Doe"), person_cue("Byron Doe")
    ('By', 'By', '')
    """
    phrases = _person_cues().get(fold(text[:2]))
    if phrases is None:
        return ""
    folded = fold(text)
    for phrase in phrases:
        if folded.startswith(phrase):
            following = text[len(phrase) : len(phrase) + 1]
            if not following.isalpha() or (following.isupper() and text[len(phrase) - 1].islower()):
                return text[: len(phrase)]
            if "\u2e80" < following < "\ud800":
                return text[: len(phrase)]
    return ""


@cache
def _person_cues() -> dict[str, tuple[str, ...]]:
    """The phrases that stand before names, folded, by their first two letters, the longest first."""
    lexicon = Lexicon.load()
    cues: dict[str, set[str]] = {}
    for match in ("starts", "opens"):
        for phrase in map(fold, lexicon.phrases(Role.BYLINE, "person", match=match)):
            cues.setdefault(phrase[:2], set()).add(phrase)
    return {head: tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase))) for head, found in cues.items()}


@cache
def one_word_cues(language: str | None) -> tuple[frozenset[str], tuple[str, ...]]:
    """The cues of one word that stand before names in a language: in small letters, and as they open a line.

    >>> one_word_cues("en")
    (frozenset({'by'}), ('By',))
    """
    if language is None:
        return frozenset(), ()
    phrases = Lexicon.load().phrases(Role.BYLINE, "person", language, match="opens")
    words = {phrase.lower() for phrase in phrases if phrase.isalpha()}
    return frozenset(words), tuple(sorted(word.capitalize() for word in words))


@cache
def inner_cues(language: str | None) -> tuple[str, ...]:
    """How the cues of ``one_word_cues`` stand inside a line; a line without any of them has none.

    >>> inner_cues("en")
    (' by ', 'By ')
    """
    small, capital = one_word_cues(language)
    return (*(f" {word} " for word in sorted(small)), *(f"{word} " for word in capital))
