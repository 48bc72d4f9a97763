"""Small words in and around names, and what is written like a name and is none."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import frozen

from newsclean.characters import is_lower
from newsclean.detectors._known_words import SIGNS, is_label, is_position
from newsclean.lexicon import fold

__all__ = [
    "SmallWords", "ends_in_state", "is_among", "is_city", "is_collective", "is_contact", "is_hangul", "is_japanese",
    "is_joint", "is_korean", "is_medium", "is_particle", "is_thing", "leads_to_place", "parted", "said_once",
    "small_words", "times_introduced", "without_front", "without_last_place",
]  # fmt: skip


# In words; and in characters: family and given name.
_KOREAN_WORDS, _FEWEST_WORDS, _MOST_WORDS = 3, 2, 4
_KOREAN_SYLLABLES = 3
# In characters: a shorter word behind a glued "and" is no name.
_SHORTEST_GLUED = 2
# In characters: "and" in a line of its own.
_LONGEST_JOINT = 3
_SHORTEST_JAPANESE, _LONGEST_JAPANESE, _LONGEST_GIVEN = 3, 7, 3
_QUOTES = tuple("\"'“”„«»‹›‘‚")


@frozen
class SmallWords:
    """What ``names.toml`` holds; see there. Tables by language have ``any`` for what holds in all of them."""

    conjunctions: Mapping[str, frozenset[str]]
    places: Mapping[str, frozenset[str]]
    front: Mapping[str, frozenset[str]]
    glued_conjunctions: Mapping[str, str]
    not_glued: frozenset[str]
    capital_places: frozenset[str]
    particles: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: frozenset[str]
    others: frozenset[str]
    written: frozenset[str]
    machines: frozenset[str]
    kickers: frozenset[str]
    media: frozenset[str]
    media_or_families: frozenset[str]
    stations: frozenset[str]
    things: frozenset[str]
    collectives: frozenset[str]
    owners: frozenset[str]
    articles: frozenset[str]
    crews: frozenset[str]
    contacts: frozenset[str]
    portraits: frozenset[str]
    given_days: frozenset[str]
    introductions: tuple[str, ...]
    first_of_topics: frozenset[str]
    korean_families: frozenset[str]
    hangul_families: frozenset[str]
    not_hangul: frozenset[str]
    not_hangul_ends: frozenset[str]
    state_codes: frozenset[str]
    states: frozenset[str]
    states_or_degrees: frozenset[str]
    first_of_towns: frozenset[str]
    last_of_towns: frozenset[str]
    first_of_cities: frozenset[str]
    japanese_families: frozenset[str]
    not_japanese_ends: frozenset[str]


@cache
def small_words() -> SmallWords:
    """The words, read once."""
    data = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
    conjunctions, places, front = (
        {language: frozenset(words) for language, words in data[table].items()}
        for table in ("conjunctions", "places", "front")
    )
    inside, behind, media, families = data["inside"], data["behind"], data["media"], data["families"]
    return SmallWords(
        conjunctions=conjunctions,
        places=places,
        front=front,
        glued_conjunctions=data["glued_conjunctions"]["prefixes"],
        not_glued=frozenset(data["glued_conjunctions"]["names"]),
        capital_places=frozenset(data["capital_places"]["words"]),
        particles=frozenset(inside["particles"]),
        prefixes=tuple(inside["prefixes"]),
        suffixes=frozenset(behind["suffixes"]),
        others=frozenset(behind["others"]),
        written=frozenset(behind["written"]),
        machines=frozenset(data["single"]["machines"]),
        kickers=frozenset(data["single"]["kickers"]),
        media=frozenset(media["last"]),
        media_or_families=frozenset(media["families"]),
        stations=frozenset(media["first"]),
        things=frozenset(data["things"]["last"]),
        collectives=frozenset(behind["collectives"]),
        owners=frozenset(behind["owners"]),
        articles=frozenset(behind["articles"]),
        crews=frozenset(behind["crews"]),
        contacts=frozenset(data["contacts"]["lines"]),
        portraits=frozenset(data["portraits"]["words"]),
        given_days=frozenset(data["days"]["given"]),
        introductions=tuple(data["introductions"]["phrases"]),
        first_of_topics=frozenset(data["topics"]["first"]),
        korean_families=frozenset(families["korean"]),
        hangul_families=frozenset(families["hangul"]),
        not_hangul=frozenset(families["not_hangul"]),
        not_hangul_ends=frozenset(families["not_hangul_ends"]),
        state_codes=frozenset(data["states"]["codes"]),
        states=frozenset(data["states"]["names"]),
        states_or_degrees=frozenset(data["states"]["degrees"]),
        first_of_towns=frozenset(data["towns"]["first"]),
        last_of_towns=frozenset(data["towns"]["last"]),
        first_of_cities=frozenset(data["towns"]["behind_comma"]),
        japanese_families=frozenset(families["japanese"]),
        not_japanese_ends=frozenset(families["not_japanese_ends"]),
    )


def is_particle(text: str) -> bool:
    """Whether the word stands inside names in small letters: "von", "de"."""
    return fold(text) in small_words().particles


def times_introduced(story: str, name: str) -> int:
    """How often somebody speaks of himself, and is not quoted: "Hello, I’m Jane Doe", but not “I’m Jane Doe”."""
    phrases = small_words().introductions
    before = (piece for phrase in phrases for piece in story.split(f"{phrase} {name}")[:-1])
    return sum(not piece.endswith(_QUOTES) for piece in before)


def is_medium(words: Sequence[str]) -> bool:
    """Whether the words are the name of a newspaper, a station or the like: "Hollins Gazette", but not "Emily Post"."""
    known, last = small_words(), fold(words[-1])
    if len(words) > 1 and words[0].isupper() and fold(words[0]) in known.stations:
        return True
    return last in known.media or (len(words) > 2 and last in known.media_or_families)


def is_thing(words: Sequence[str]) -> bool:
    """Whether the words are a heading or an entry of a menu that is written like a name: "Key Takeaways"."""
    return fold(words[-1]) in small_words().things


def is_city(name: str) -> bool:
    """Whether a name behind a person's and a comma is rather where it was written: "San José", "Bad Wellen".

    >>> is_city("San José"), is_city("Sandra Moe")
    (True, False)
    """
    return fold(name.partition(" ")[0]) in small_words().first_of_cities


def without_front(text: str, language: str | None) -> str:
    """The text without the word in front of a full name that is no cue in the lexicon: "de Mihai Stan" in Romanian."""
    first, _, rest = text.partition(" ")
    is_front = fold(first) in small_words().front.get(language or "", ())
    return rest if is_front and " " in rest and not is_lower(rest[0]) else text


def said_once(name: list[str]) -> list[str]:
    """The name in "Jane Doe Jane Doe", "Jane Doe Headshot Jane Doe": what stands for her portrait says it first."""
    half = len(name) // 2
    return name[:half] if half >= _FEWEST_WORDS and name[:half] == name[len(name) - half :] else name


def parted(name: list[str], language: str | None) -> list[list[str]]:
    """The names that are joined by a conjunction written with the second one: "أحمد المصري ومنى السيد".

    Each must have two words, and the second may not begin so by itself: "وليد".
    """
    known = small_words()
    conjunction = known.glued_conjunctions.get(language or "")
    if conjunction is None:
        return [name]
    for place in range(_FEWEST_WORDS, len(name) - 1):
        word = name[place]
        if word.startswith(conjunction) and len(word) > _SHORTEST_GLUED and word not in known.not_glued:
            return [name[:place], [word[len(conjunction) :], *name[place + 1 :]]]
    return [name]


def is_korean(words: Sequence[str]) -> bool:
    """Whether the words are a Korean family's name and a given name of two syllables: "Park Hae In"."""
    return len(words) == _KOREAN_WORDS and fold(words[0]) in small_words().korean_families


def is_japanese(text: str) -> bool:
    """Whether a text is a frequent Japanese family's name and a given name: 山下直子, but not 山口県."""
    plain = "".join(text.replace("・", " ").split())
    if not _SHORTEST_JAPANESE <= len(plain) <= _LONGEST_JAPANESE or not all(map(_is_kanji_or_kana, plain)):
        return False
    families = small_words().japanese_families
    family = next((plain[:end] for end in (3, 2) if plain[:end] in families), "")
    given = plain[len(family) :]
    return bool(family) and 0 < len(given) <= _LONGEST_GIVEN and given[-1] not in small_words().not_japanese_ends


def is_hangul(text: str) -> bool:
    """Whether a text is a frequent Korean family's name and a given name of two syllables: 이서준, but not 이슈판."""
    plain = text.strip()
    if len(plain) != _KOREAN_SYLLABLES or not all("가" <= sign <= "힣" for sign in plain):
        return False
    known = small_words()
    return (
        plain[0] in known.hangul_families and plain[-1] not in known.not_hangul_ends and plain not in known.not_hangul
    )


def _is_kanji_or_kana(sign: str) -> bool:
    return sign == "々" or "\u3041" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff"


def ends_in_state(text: str) -> bool:
    """Whether a state stands behind the last comma, and so a town before it: "Cedar Rapids, Iowa", "New York, NY".

    What is a state and a degree, too, is a state behind what is called like a town: "Snow Hill, MD".
    """
    before, comma, behind = text.rstrip(" .").rpartition(", ")
    if not comma:
        return False
    known = small_words()
    if behind in known.states_or_degrees:
        words = fold(before).split()
        return bool(words) and (words[0] in known.first_of_towns or words[-1] in known.last_of_towns)
    return behind in known.state_codes or fold(behind) in known.states


def is_contact(text: str) -> bool:
    """Whether a line says that whom to ask stands below it: "Media contact:"."""
    return fold(text).strip(" :-") in small_words().contacts


def leads_to_place(word: str, language: str | None) -> bool:
    """Whether a word stands before places: "in", "from"; in one language only, perhaps."""
    return is_among(small_words().places, fold(word), language)


def without_last_place(text: str, language: str | None) -> str:
    """The text without the word that leads to a day or a time behind it: "Nuria Gil en", in Spanish."""
    name, _, last = text.rpartition(" ")
    return name if is_lower(last[:1]) and leads_to_place(last, language) else text


def is_among(words: Mapping[str, frozenset[str]], word: str, language: str | None) -> bool:
    """Whether a folded word stands in a table by language: in all of them, or in the one that is asked for."""
    return word in words["any"] or word in words.get(language or "", ())


def is_joint(text: str, language: str | None) -> bool:
    """Whether a line parts names: ",", "and", ", and"; but not "in", behind which stands where it was filed."""
    plain = text.strip(SIGNS)
    if len(plain) > _LONGEST_JOINT or text[0].isupper():
        return False
    return not leads_to_place(plain, language) or is_particle(plain)


def is_collective(text: str, *, is_signed: bool = False) -> bool:
    """Whether a text is the name of those who sign as a whole: "Harbour Staff", "Team Harbour".

    Args:
        text: What stands in the line, or behind "By".
        is_signed: Whether "By" stands before it: then "The Harbour Team" is no entry of a menu.
    """
    words = text.split()
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or "," in text or is_label(text) or is_position(text):
        return False
    known = small_words()
    is_one = fold(words[-1]) in known.collectives or fold(words[0]) in known.collectives
    # "By The Courier editors"
    is_written_as_name = all(word[0].isupper() for word in (words[:-1] if is_signed else words))
    if not is_one or not known.crews.isdisjoint(map(fold, words)) or not is_written_as_name:
        return False
    return fold(words[0]) not in known.owners or (is_signed and fold(words[0]) in known.articles)
