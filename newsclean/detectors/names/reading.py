"""The names of persons and agencies, read from what stands in a byline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from newsclean.characters import is_lower
from newsclean.dates import find_ages, is_weekday, other_words
from newsclean.dates.lexer import lexed
from newsclean.detectors._known_words import (
    SIGNS,
    SIGNS_BEHIND,
    date_cue_at_end,
    is_agency,
    is_button,
    is_label,
    is_position,
    is_section,
    speaks_of_position,
)
from newsclean.detectors.names.agencies import BRACKETS, Name, read_agencies
from newsclean.detectors.names.words import (
    is_among,
    is_korean,
    is_particle,
    parted,
    said_once,
    small_words,
    without_last_place,
)
from newsclean.lexicon import fold

__all__ = ["Name", "continues_cue", "read_agencies", "read_names"]

# In words and characters: 99 % of the gold authors of the development pages have no more (2026-11).
_LONGEST_NAME = 5
_LONGEST_WORD = 30
# Scripts without capitals show no end of a name; more words than this are rather a sentence.
_LONGEST_CASELESS_NAME = 4
# "Catherine Berg Executive Digital Editor": where the position begins cannot be told, but most names are two words.
_USUAL_NAME = 2
# In words: "Follow me", "Leave a comment".
_LONGEST_BUTTON = 3
# "JJ Doe": initials without stops.
_LONGEST_INITIALS = 2
# "Jane Doe BBC": capitals behind a name are a medium if they are no more than this.
_LONGEST_ACRONYM = 4

# In letters: "Mac", "Della", "Subba". What stands before a capital inside a longer word lost the blank behind it.
_LONGEST_PREFIX = 6
_AROUND = ".,;:()[]\"'“”"
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}|https?://\S{1,200}|@\w{1,40}")
_HARD = re.compile(r"\s*+(?:[|•·●⋅│｜(（\[【]|[–—―]|//|(?<=\s)-\s)\s*+")
_SOFT = re.compile(r"\s*+[,;、，；،؛/／]\s*+")
_DIGIT = re.compile(r"\d")
_HAN_NAME = re.compile("[\u3400-\u9fff]{2,4}")
_HANGUL_NAME = re.compile("[\uac00-\ud7a3]{2,4}")
_KANA_NAME = re.compile("[\u3041-\u30ff\u3400-\u9fff]{2,8}")
_KANA = re.compile("[\u3041-\u30ff]")
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_BLANKS_OR_DOTS = re.compile(r"[\s・=＝]++")


def continues_cue(cue: str, rest: str, names: Sequence[Name]) -> bool:
    """Whether a cue is rather the first word of a name or a title: "Von der Leyen", "De Gaulle", "Di Maio"."""
    if names[0].is_agency or cue[-1:] in ":/：／":
        return False
    return is_lower(rest[:1]) or (is_particle(cue) and " " not in names[0].text)


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
    first, *others = _HARD.split(_before_date(text.lstrip(SIGNS), language))
    if not first and others:
        first, *others = others
    names = _unspaced_names(first, language) if _UNSPACED.search(first) else _listed(first, language)
    if names:
        for other in others:
            names = [*names, *read_agencies(_without_joint(other, language))]
    return tuple({name.text: name for name in reversed(names)}.values())[::-1]


def _without_joint(text: str, language: str | None) -> str:
    """The text without the conjunction that it begins with: "avec AFP)"."""
    first, _, rest = text.partition(" ")
    return rest if rest and is_among(small_words().conjunctions, fold(first), language) else text


def _before_date(text: str, language: str | None) -> str:
    """The text up to an address or a date, a handle, or what announces a date."""
    address = _ADDRESS.search(text) if "@" in text or "://" in text else None
    if address is not None:
        text = text[: address.start()]
    if _DIGIT.search(text) is not None:
        pieces, shape = lexed(text, language)
        end = next((place for place, letter in enumerate(shape) if letter.isdigit()), len(shape))
        # "Doe March 18", but "Theresa May 3 March"; and "Alyssa Maio on January 21".
        months = int(shape[end + 1 :].lstrip(" .,ocW").startswith("M"))
        while end and shape[end - 1] in " MW.,ctkh" and (months := months + (shape[end - 1] == "M")) < 2:
            if shape[end - 1] == "W" and not is_weekday(pieces[end - 1], language):
                # "Jane Lin May 3": elsewhere that is Sunday.
                break
            end -= 1
        text = without_last_place("".join(pieces[:end]).rstrip(SIGNS_BEHIND), language)
    text = text.rstrip(SIGNS_BEHIND)
    cue = date_cue_at_end(fold(text))
    return text[: len(text) - len(cue)].rstrip(SIGNS_BEHIND) if cue else text


def _listed(text: str, language: str | None) -> list[Name]:
    """Names parted by commas and "and", with positions, places and degrees between them."""
    names: list[Name] = []
    has_position = False
    for piece in _SOFT.split(text):
        rest = piece
        if suffix := _suffix_of(names, piece, text, language):
            names[-1] = evolve(names[-1], text=f"{names[-1].text}, {suffix}")
            rest = piece[len(suffix) :].strip()
            if not rest:
                continue
        found, is_list, is_whole = _names_of_piece(rest, language, is_first=not names)
        has_position = has_position or (bool(names) and speaks_of_position(piece))
        if names and not names[0].text.isupper():
            # "Jane Doe, Staff Writer, ACLU Privacy Project"
            found = [name for name in found if name.is_agency or not _begins_with_acronym(name.text)]
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


def _suffix_of(names: Sequence[Name], piece: str, text: str, language: str | None) -> str:
    """What belongs to the last name behind its comma: "Jr." in "Martin Berg, Jr. and Jane Doe"; "" for nothing.

    In "Jane Doe, Sr. Director" a position begins alike.
    """
    suffix, _, behind = piece.partition(" ")
    if not names or suffix.lower() not in small_words().suffixes or f"{names[-1].text}, {suffix}" not in text:
        return ""
    is_end = not behind or is_among(small_words().conjunctions, fold(behind.split(maxsplit=1)[0]), language)
    return suffix if is_end else ""


def _begins_with_acronym(name: str) -> bool:
    """Whether a body of that name is told by its initials: "ACLU Privacy Project", but not "J. Doe" or "JJ Doe"."""
    first = name.split(maxsplit=1)[0]
    return first.isupper() and first.isalpha() and len(first) > _LONGEST_INITIALS


def _names_of_piece(piece: str, language: str | None, *, is_first: bool) -> tuple[list[Name], bool, bool]:
    """The names of one piece between commas; whether an "and" joins them; whether one may read on behind it."""
    if is_agency(piece):
        return [Name(piece.strip(SIGNS + BRACKETS), is_agency=True)], False, True
    if is_position(piece):
        return [], False, True
    runs, joined, whole = _runs(_without_button(piece.split()), language, is_first=is_first)
    names: list[Name] = []
    for words in (part for run in runs for part in parted(run, language)):
        run = said_once(_without_day(_without_position(words, is_first=is_first), language))
        has_suffix = bool(run) and run[-1].lower() in small_words().suffixes
        name = " ".join(run).strip() if has_suffix else " ".join(run).strip(_AROUND)
        if is_agency(name):
            names.append(Name(name, is_agency=True))
        elif not name or len(run) > _LONGEST_NAME or not any(map(str.isalpha, name)):
            return names, False, False
        elif len(run) > 1 or (is_first and not joined and other_words(name, language, numbers=False)):
            names.append(Name(name, is_doubtful=not is_first and not joined))
    return names, joined, whole


def _runs(words: list[str], language: str | None, *, is_first: bool) -> tuple[list[list[str]], bool, bool]:
    """Runs of words that may be names; whether a conjunction joins them or opens the piece; whether all was read."""
    small = small_words()
    runs: list[list[str]] = []
    current: list[str] = []
    joined = False
    for place, whole_word in enumerate(words):
        # "IndustrySelect" alone is a name as printed.
        word, *glued = _unglued(whole_word) if current else (whole_word,)
        plain = fold(word)
        following = words[place + 1] if place + 1 < len(words) else ""
        # "Anna Berg AND Jon Dahl" is in capitals throughout, or "AND" is a name.
        is_small = bool(following) and (not word[0].isupper() or (word.isupper() and following.isupper()))
        may_join = is_small and (current or not is_first) and is_among(small.conjunctions, plain, language)
        if may_join and _begins_name(following):
            joined = True
            if current:
                runs.append(current)
            current = []
        elif (
            current
            and (is_small or (following and len(current) >= _USUAL_NAME and word in small.capital_places))
            and is_among(small.places, plain, language)
            and plain not in small.particles
        ):
            return [*runs, current], joined, True
        elif len(current) > 1 and is_lower(plain) and is_lower(word) and is_among(small.conjunctions, plain, language):
            # "Jane Doe with reporting by John Roe", "Anna Berg and colleagues"
            return [*runs, current], joined, False
        elif len(current) >= _USUAL_NAME and word.endswith(":"):
            # As in "Jana Berg Fotos: Uwe Klee": who took the pictures stands behind it.
            return [*runs, current], joined, False
        elif _belongs(word, current):
            current.append(word)
            if glued or (word.endswith(".") and len(word) > _LONGEST_ACRONYM and len(current) > 1):
                return [*runs, current], joined, False
        elif following and (plain in small.particles or plain.startswith(small.prefixes)):
            current.append(word)
        else:
            names = _before_other_words(runs, current, word)
            return names, joined and bool(names), False
    if len(current) > _USUAL_NAME and current[-1] in small.capital_places and not is_korean(current):
        # "Jane Doe In", and the section in a line of its own.
        current.pop()
    if current:
        runs.append(current)
    return runs, joined, True


def _before_other_words(runs: list[list[str]], current: list[str], word: str) -> list[list[str]]:
    """What stays of the runs before a word that is no part of a name; none if they are rather the rest of a text."""
    if len(current) > 1 and is_position(word):
        # "Jane Doe Parliamentary editor"
        return [*runs, [*current, word]]
    if len(current) > 1 and not is_lower(word[:1]):
        # "Jane Doe BBC", "Kelli Berg WebMD": a medium behind the name.
        return [*runs, current]
    if runs and not word[:1].isdigit():
        # "Anna Berg and Jon Dahl reporting from …": what was read before stays a name.
        return [*runs, current] if len(current) > 1 else runs
    return []


def _belongs(word: str, name: list[str]) -> bool:
    """Whether a word may go on a name: a capital letter, or a letter of a script that has none."""
    first = word.lstrip("\"'(“‘„«")[:1]
    if not first.isalpha() or is_lower(first) or len(word) > _LONGEST_WORD or any(map(str.isdigit, word)):
        return _has_prefix(word)
    if name and name[0][0].isalpha() and _is_caseless(name[0][0]) != _is_caseless(first):
        # Two scripts: "สุรชัย Submitted".
        return False
    if not first.isupper():
        return len(name) < _LONGEST_CASELESS_NAME
    if len(name) < _USUAL_NAME or name[0].isupper() or fold(word) in small_words().suffixes:
        return True
    letters = word.strip(".,")
    is_acronym = letters.isupper() and 1 < len(letters) <= _LONGEST_ACRONYM and "." not in letters
    # "WebMD", but not "O'BRIEN" or "MacArthur".
    ends_in_capital = letters[-1:].isupper() and not letters.isupper() and "-" not in letters
    return not (is_acronym or ends_in_capital)


def _is_caseless(letter: str) -> bool:
    return not letter.isupper() and not is_lower(letter)


def _has_prefix(word: str) -> bool:
    """Whether a name begins behind a small prefix: "d'Ormesson", "al-Masri"."""
    folded = fold(word)
    prefix = next((prefix for prefix in small_words().prefixes if folded.startswith(prefix)), "")
    return bool(prefix) and word[len(prefix) : len(prefix) + 1].isupper()


def _begins_name(word: str) -> bool:
    first = word.lstrip("\"'(“‘„«")[:1]
    return (first.isalpha() and not is_lower(first)) or is_particle(word) or _has_prefix(word)


def _unglued(word: str) -> list[str]:
    """The word, parted where markup went and a position or a date's cue is glued to it: "BergKorrespondent"."""
    if is_lower(word) or word.isupper() or word.istitle() or len(word) > _LONGEST_WORD:
        return [word]
    for place in range(2, len(word) - 1):
        if word[place].isupper() and is_lower(word[place - 1]):
            rest = word[place:]
            if place >= _LONGEST_PREFIX:
                return [word[:place], rest]
            folded = fold(rest)
            if is_position(rest) or is_label(rest) or date_cue_at_end(folded) == folded.strip(SIGNS):
                return [word[:place], rest]
            if folded in small_words().places["any"]:
                return [word[:place], rest]
    return [word]


def _without_day(run: list[str], language: str | None) -> list[str]:
    """The run without the name of a day behind a full name: "Jane Doe Fri", "Anna Berg Heute"."""
    if len(run) <= _USUAL_NAME:
        return run
    last = run[-1]
    is_day = len(last) > _LONGEST_INITIALS and is_weekday(last, language)
    return run[:-1] if is_day or (language and find_ages(last, language)) else run


def _without_position(run: list[str], *, is_first: bool) -> list[str]:
    """The run without a position at its end: "Jane Doe Senior Editor", "Jane Doe Staff".

    "Harbour Staff" and "Harbour Editorial Team" are wholes.
    """
    if run and fold(run[-1]) in small_words().collectives:
        is_behind_name = len(run) == _USUAL_NAME + 1 and is_position(run[-1]) and not is_position(" ".join(run[1:]))
        # "Al Jazeera Staff"
        is_behind_name = is_behind_name and not is_particle(run[0])
        return run[:_USUAL_NAME] if is_behind_name else run
    for start in range(len(run)):
        if is_position(" ".join(run[start:])):
            # "Jane Doe Travel News Reporter", "Jane Doe Parliamentary Editor": but "Anna Maria Berg Editor".
            is_whole = start <= _USUAL_NAME or (start == _USUAL_NAME + 1 and not _begins_position(run[start - 1 :]))
            return run[: start if is_whole else _USUAL_NAME]
    is_long = len(run) > _USUAL_NAME + 1 and small_words().collectives.isdisjoint(map(fold, run))
    if is_first and is_long and any(map(speaks_of_position, run[_USUAL_NAME:])):
        # "Jane Doe Content Marketing Coordinator Tech"
        return run[:_USUAL_NAME]
    return run


def _without_button(words: list[str]) -> list[str]:
    """The words without a button behind a name: "Jane Doe Follow"."""
    ends = range(max(_USUAL_NAME, len(words) - _LONGEST_BUTTON), len(words))
    return next((words[:end] for end in ends if is_button(" ".join(words[end:]))), words)


def _begins_position(words: list[str]) -> bool:
    """Whether the first word is a part of the position behind it: "Parliamentary Editor", "Arts editor".

    Before one in small letters it is, whatever it says: a name would have a comma behind it.
    """
    return is_lower(words[1]) or is_section(words[0]) or speaks_of_position(words[0])


def _unspaced_names(text: str, language: str | None) -> list[Name]:
    """Names in Chinese, Japanese and Korean: short runs of characters, with blanks between them."""
    names: list[Name] = []
    conjunctions = small_words().conjunctions["any"]
    for place, piece in enumerate(_SOFT.split(text)):
        words = [word.strip(SIGNS + BRACKETS) for word in _BLANKS_OR_DOTS.split(piece)]
        words = [word for word in words if word and not is_position(word) and word not in conjunctions]
        if is_agency(piece):
            words = [piece]
        elif language == "ja" and len(words) == _USUAL_NAME and max(map(len, words)) <= _LONGEST_PART_OF_NAME:
            # Family and given name, with a blank between them.
            words = [piece.strip()]
        for glued in words:
            word = _without_title(glued)
            # "王大明/台北報導": what stands behind the first name without a blank is where it was reported from.
            is_name = bool(_HAN_NAME.fullmatch(word) or _HANGUL_NAME.fullmatch(word))
            if language == "ja" or (place == 0 and _KANA.search(word)):
                is_name = is_name or " " in word or _KANA_NAME.fullmatch(word) is not None
            if is_agency(word) or (is_name and not is_label(word)):
                names.append(Name(word, is_agency=is_agency(word), is_doubtful=place > 0))
            else:
                return names
    return names


_LONGEST_PART_OF_NAME = 3


def _without_title(word: str) -> str:
    """A Chinese name without the position glued to it: "記者王大明"."""
    ends = range(_USUAL_NAME, len(word) - 1)
    return next((word[end:] for end in ends if is_position(word[:end]) and _HAN_NAME.fullmatch(word[end:])), word)
