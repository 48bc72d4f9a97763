"""The names of persons and agencies, read from what stands in a byline. No detector: ``byline`` asks it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from attrs import evolve, frozen

from newsclean.dates import other_words
from newsclean.dates.lexer import pieces_of, shape_of
from newsclean.lexicon import Lexicon, fold
from newsclean.model import Role

__all__ = ["Name", "is_agency", "is_date_cue", "is_label", "is_particle", "is_position", "read_agencies", "read_names",
    "speaks_of_position"]

# In words and characters: 99 % of the gold authors of the development pages have no more (2026-11).
_LONGEST_NAME = 5
_LONGEST_WORD = 30
# Scripts without capitals show no end of a name; more words than this are rather a sentence.
_LONGEST_CASELESS_NAME = 4
# "Catherine Berg Executive Digital Editor": where the position begins cannot be told, but most names are two words.
_USUAL_NAME = 2
# Shorter words of positions are articles and the like.
_SHORTEST_POSITION_WORD = 4
# "Jane Doe BBC": capitals behind a name are a medium if they are no more than this.
_LONGEST_ACRONYM = 4

_SIGNS = " \t\u00a0:.,;|/\\-–—―•·●*~=>»#"
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}|https?://\S{1,200}|@\w{1,40}")
_HARD = re.compile(r"\s*+(?:[|•·●│｜(（\[【]|[–—―]|//|\s-\s)\s*+")
_SOFT = re.compile(r"\s*+[,;、，；،؛/／]\s*+")
_DIGIT = re.compile(r"\d")
_HAN_NAME = re.compile("[\u3400-\u9fff]{2,4}")
_HANGUL_NAME = re.compile("[\uac00-\ud7a3]{2,4}")
_KANA_NAME = re.compile("[\u3041-\u30ff\u3400-\u9fff]{2,8}")
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_BLANKS_OR_DOTS = re.compile(r"[\s・=＝]++")
# "dpa/lby": an agency and its service.
_SERVICE = re.compile(r"[a-z]{2,4}")
_AGENCIES = re.compile(r"\s*+[/,&+]\s*+")


@frozen
class Name:
    """A name as printed.

    Attributes:
        text: The name.
        is_agency: Whether the lexicon knows it as an agency's.
        is_doubtful: Whether it stands where a place, a position or a medium may stand as well: "Jane Doe, New York".
    """

    text: str
    is_agency: bool = False
    is_doubtful: bool = False


@frozen
class _SmallWords:
    conjunctions: Mapping[str, frozenset[str]]
    places: Mapping[str, frozenset[str]]
    particles: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: frozenset[str]


@frozen
class _Known:
    """Phrases of the lexicon, folded."""

    agencies: frozenset[str]
    printed_agencies: frozenset[str]
    positions: frozenset[str]
    position_words: frozenset[str]
    date_cues: tuple[str, ...]
    labels: frozenset[str]


@cache
def _small_words() -> _SmallWords:
    data = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
    conjunctions, places = (
        {language: frozenset(words) for language, words in data[table].items()} for table in ("conjunctions", "places")
    )
    inside = data["inside"]
    suffixes = frozenset(data["behind"]["suffixes"])
    return _SmallWords(conjunctions, places, frozenset(inside["particles"]), tuple(inside["prefixes"]), suffixes)


@cache
def _known() -> _Known:
    lexicon = Lexicon.load()
    agencies = lexicon.phrases(Role.BYLINE, "agency", match="is")
    positions = _folded(
        phrase for match in ("is", "ends") for phrase in lexicon.phrases(Role.BYLINE, "position", match=match)
    )
    dates = (phrase for part in ("published", "modified") for phrase in lexicon.phrases(Role.DATE, part))
    labels = (phrase for role in Role if role is not Role.BYLINE for phrase in lexicon.phrases(role, match="is"))
    return _Known(
        _folded(agencies),
        frozenset(agencies),
        positions,
        frozenset(word for phrase in positions for word in phrase.split() if len(word) >= _SHORTEST_POSITION_WORD),
        tuple(_folded(dates) - {""}),
        _folded(labels),
    )


def _folded(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(phrase).strip(_SIGNS) for phrase in phrases)


def is_label(text: str) -> bool:
    """Whether the lexicon knows the text as a label of a page: a button, a section, a heading."""
    return fold(text).strip(_SIGNS) in _known().labels


def is_position(text: str) -> bool:
    """Whether the lexicon knows the text as a position: "Redakteurin", "Chief Political Correspondent"."""
    return fold(text).strip(_SIGNS) in _known().positions


def is_particle(text: str) -> bool:
    """Whether the word stands inside names in small letters: "von", "de"."""
    return fold(text) in _small_words().particles


def speaks_of_position(text: str) -> bool:
    """Whether one of the words is known from positions: "Chief Marketing Officer"."""
    return not _known().position_words.isdisjoint(fold(text).split())


def is_date_cue(text: str) -> bool:
    """Whether the text is or ends with what announces a date: "Last Updated:"."""
    return bool(_date_cue_at_end(fold(text).rstrip(_SIGNS)))


def is_agency(text: str) -> bool:
    """Whether the text is an agency's name, written as agencies are: ``AA`` and ``dpa``, but not ``Aa``."""
    known = _known()
    plain = text.strip(_SIGNS + "()[]（）")
    if fold(plain) not in known.agencies:
        return False
    return len(plain) > _LONGEST_ACRONYM or plain.isupper() or plain.islower() or plain in known.printed_agencies


def read_agencies(text: str) -> tuple[Name, ...]:
    """The agencies if the text is nothing else: "Reuters", "(AFP/dpa)", "dpa/lby".

    >>> [name.text for name in read_agencies("AFP, Reuters")], [name.text for name in read_agencies("(dpa/lby)")]
    (['AFP', 'Reuters'], ['dpa/lby'])
    """
    plain = text.strip(_SIGNS + "()[]（）")
    if is_agency(plain):
        return (Name(plain, is_agency=True),)
    parts = _AGENCIES.split(plain)
    if len(parts) == 1 or not is_agency(parts[0]):
        return ()
    if all(map(is_agency, parts)):
        return tuple(Name(part, is_agency=True) for part in parts)
    return (Name(plain, is_agency=True),) if all(map(_SERVICE.fullmatch, parts[1:])) else ()


def read_names(text: str, language: str | None = None) -> tuple[Name, ...]:
    """The names at the beginning of a byline's rest, as printed, each once; none if something else stands there.

    Args:
        text: What stands behind "By", or a line that may be a name.
        language: ISO 639-1 code, if known. It tells whether "en" joins two names or leads to a place.

    >>> [name.text for name in read_names("Anna Berg and Jon Dahl, Reuters in Kyiv")]
    ['Anna Berg', 'Jon Dahl', 'Reuters']
    >>> read_names("the end of the week the river had fallen")
    ()
    """
    agencies = read_agencies(text)
    if agencies:
        return agencies
    first, *others = _HARD.split(_before_date(text.strip(_SIGNS), language)) or [""]
    if not first and others:
        first, *others = others
    names = _unspaced_names(first, language) if _UNSPACED.search(first) else _listed(first, language)
    if names:
        for other in others:
            names = [*names, *read_agencies(other.rstrip(")]）】"))]
    return tuple({name.text: name for name in reversed(names)}.values())[::-1]


def _before_date(text: str, language: str | None) -> str:
    """The text up to an address or a date, a handle, or what announces a date."""
    address = _ADDRESS.search(text)
    if address is not None:
        text = text[: address.start()]
    if _DIGIT.search(text) is not None:
        pieces = pieces_of(text)
        shape = shape_of(pieces, language)
        end = next((place for place, letter in enumerate(shape) if letter.isdigit()), len(shape))
        # "Doe March 18", but "Theresa May 3 March".
        if not shape[end + 1 :].lstrip(" .,ocW").startswith("M"):
            while end and shape[end - 1] in " MW.,ctkh":
                end -= 1
        text = "".join(pieces[:end])
    text = text.rstrip(_SIGNS)
    cue = _date_cue_at_end(fold(text))
    return text[: len(text) - len(cue)].rstrip(_SIGNS) if cue else text


def _date_cue_at_end(folded: str) -> str:
    known = _known().date_cues
    if not folded.endswith(known):
        return ""
    return max((cue for cue in known if folded.endswith(cue)), key=len)


def _listed(text: str, language: str | None) -> list[Name]:
    """Names parted by commas and "and", with positions, places and degrees between them."""
    names: list[Name] = []
    has_position = False
    for piece in _SOFT.split(text):
        found, is_list, is_whole = _names_of_piece(piece, language, is_first=not names)
        has_position = has_position or speaks_of_position(piece)
        if is_list and found and has_position:
            # "A, Head of B, C and D": the "and" may join positions.
            found = [evolve(name, is_doubtful=bool(names)) for name in found]
        elif is_list and found:
            # "A, B and C": what stood before the "and" is a list of the same kind.
            names = [evolve(name, is_doubtful=False) for name in names]
        names.extend(found)
        if not names or not (found or is_whole):
            break
    return names


def _names_of_piece(piece: str, language: str | None, *, is_first: bool) -> tuple[list[Name], bool, bool]:
    """The names of one piece between commas; whether an "and" joins them; whether one may read on behind it."""
    if is_agency(piece):
        return [Name(piece.strip(_SIGNS), is_agency=True)], False, True
    if is_position(piece) or piece.lower() in _small_words().suffixes:
        return [], False, True
    runs, joined, whole = _runs(piece.split(), language, is_first=is_first)
    names = []
    for run in runs:
        run = _without_position(run)
        name = " ".join(run).strip(".,;:()[]\"'“”") if run else ""
        if run and run[-1].lower() in _small_words().suffixes:
            name = " ".join(run)
        if is_agency(name):
            names.append(Name(name, is_agency=True))
        elif not name or len(run) > _LONGEST_NAME or not any(map(str.isalpha, name)):
            return names, False, False
        elif len(run) > 1 or (is_first and not joined and other_words(name, language, numbers=False)):
            names.append(Name(name, is_doubtful=not is_first and not joined))
    return names, joined, whole


def _runs(words: list[str], language: str | None, *, is_first: bool) -> tuple[list[list[str]], bool, bool]:
    """Runs of words that may be names; whether a conjunction joins them or opens the piece; whether all was read."""
    small = _small_words()
    runs: list[list[str]] = []
    current: list[str] = []
    joined = False
    for place, whole_word in enumerate(words):
        word, *glued = _unglued(whole_word)
        plain = fold(word)
        last = place + 1 == len(words)
        is_small = not word[0].isupper() or (word.isupper() and not last and words[place + 1].isupper())
        if (
            is_small
            and (current or not is_first)
            and not last
            and _is_among(small.conjunctions, plain, language)
            and _begins_name(words[place + 1])
        ):
            joined = True
            if current:
                runs.append(current)
            current = []
        elif (
            is_small
            and current
            and not last
            and _is_among(small.places, plain, language)
            and plain not in small.particles
        ):
            return [*runs, current], joined, True
        elif _belongs(word, current):
            current.append(word)
            if glued or (word.endswith(".") and len(word) > _LONGEST_ACRONYM and len(current) > 1):
                return [*runs, current], joined, False
        elif not last and (plain in small.particles or plain.startswith(small.prefixes)):
            current.append(word)
        elif len(current) > 1 and not word[:1].islower():
            # "Jane Doe BBC", "Kelli Berg WebMD": a medium behind the name.
            return [*runs, current], joined, False
        elif runs and not word[:1].isdigit():
            # "Anna Berg and Jon Dahl reporting from …": what was read before stays a name.
            return ([*runs, current] if len(current) > 1 else runs), joined, False
        else:
            return [], False, False
    if current:
        runs.append(current)
    return runs, joined, True


def _is_among(words: Mapping[str, frozenset[str]], word: str, language: str | None) -> bool:
    return word in words["any"] or word in words.get(language or "", ())


def _belongs(word: str, name: list[str]) -> bool:
    """Whether a word may go on a name: a capital letter, or a letter of a script that has none."""
    first = word.lstrip("\"'(“‘„«")[:1]
    if not first.isalpha() or len(word) > _LONGEST_WORD or any(map(str.isdigit, word)):
        return _has_prefix(word)
    if first.islower():
        return _has_prefix(word)
    if not first.isupper():
        return len(name) < _LONGEST_CASELESS_NAME
    if len(name) > 1 and not name[0].isupper():
        letters = word.strip(".,")
        is_acronym = letters.isupper() and 1 < len(letters) <= _LONGEST_ACRONYM and "." not in letters
        inner = word[1:].lstrip("'’")
        is_camel = any(map(str.isupper, inner[1:])) and not inner.isupper() and "-" not in word and "'" not in word
        return fold(word) in _small_words().suffixes or not (is_acronym or (is_camel and inner[-1:].isupper()))
    return True


def _has_prefix(word: str) -> bool:
    """Whether a name begins behind a small prefix: "d'Ormesson", "al-Masri"."""
    folded = fold(word)
    prefix = next((prefix for prefix in _small_words().prefixes if folded.startswith(prefix)), "")
    return bool(prefix) and word[len(prefix) : len(prefix) + 1].isupper()


def _begins_name(word: str) -> bool:
    first = word.lstrip("\"'(“‘„«")[:1]
    return (first.isalpha() and not first.islower()) or fold(word) in _small_words().particles or _has_prefix(word)


def _unglued(word: str) -> list[str]:
    """The word, parted where markup went and a position or a date's cue is glued to it: "BergKorrespondent"."""
    if len(word) > _LONGEST_WORD:
        return [word]
    for place in range(2, len(word) - 1):
        if word[place].isupper() and word[place - 1].islower():
            rest = word[place:]
            if is_position(rest) or is_date_cue(rest) or is_label(rest) or _is_among(_small_words().places, fold(rest), None):
                return [word[:place], rest]
    return [word]


def _without_position(run: list[str]) -> list[str]:
    """The run without a position at its end: "Jane Doe Senior Editor"."""
    for start in range(len(run)):
        if is_position(" ".join(run[start:])):
            return run[: min(start, _USUAL_NAME) if start > _USUAL_NAME + 1 else start]
    return run


def _unspaced_names(text: str, language: str | None) -> list[Name]:
    """Names in Chinese, Japanese and Korean: short runs of characters, with blanks between them."""
    names: list[Name] = []
    for place, piece in enumerate(_SOFT.split(text)):
        words = [word.strip(_SIGNS + "()[]【】（）") for word in _BLANKS_OR_DOTS.split(piece)]
        words = [word for word in words if word and not is_position(word) and word not in _small_words().conjunctions["any"]]
        if is_agency(piece):
            words = [piece]
        elif language == "ja" and len(words) == 2 and all(len(word) <= 3 for word in words):
            words = [piece.strip()]
        for word in words:
            # "王大明/台北報導": what stands behind the first name without a blank is where it was reported from.
            fits = _HAN_NAME.fullmatch(word) or _HANGUL_NAME.fullmatch(word)
            kana = _KANA_NAME.fullmatch(word) and not _HAN_NAME.fullmatch(word)
            joined_name = language == "ja" and word == piece.strip()
            if is_agency(word) or ((fits or (kana and place == 0) or joined_name) and not is_label(word)):
                names.append(Name(word, is_agency=is_agency(word), is_doubtful=place > 0))
            else:
                return names
    return names
