"""The words that a language cannot do without, and what they and the letters say about a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from newsclean.language.scripts import script_of

__all__ = ["foreign_letters", "function_words", "known_words", "languages_of", "votes"]


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    import tomllib

    path = Path(__file__).with_name("function_words.toml")
    data: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def function_words() -> Mapping[str, frozenset[str]]:
    """The function words of every language that has a list, by ISO 639-1 code, in lower case."""
    return {language: frozenset(row["words"].split()) for language, row in _data().items()}


@cache
def known_words(script: str) -> Mapping[str, tuple[str, ...]]:
    """The languages of every function word that is written in ``script``, sorted by code."""
    found: dict[str, list[str]] = {}
    for language, words in sorted(function_words().items()):
        for word in words:
            if script_of(word[0]) == script:
                found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


@cache
def languages_of(script: str) -> tuple[str, ...]:
    """The languages with function words in ``script``, sorted by code."""
    return tuple(sorted({language for languages in known_words(script).values() for language in languages}))


@cache
def _alphabets(script: str) -> Mapping[str, frozenset[str]]:
    rows = _data()
    return {code: frozenset(rows[code]["letters"]) for code in languages_of(script) if "letters" in rows[code]}


def votes(words: Iterable[str], script: str) -> dict[str, int]:
    """How many of ``words`` are function words of each language that is written in ``script``."""
    languages = filter(None, map(known_words(script).get, words))
    return Counter(chain.from_iterable(languages))


def foreign_letters(words: Iterable[str], script: str) -> dict[str, int]:
    """How many letters of a text each language does not write: an ø speaks against Swedish, an ы against Ukrainian.

    Args:
        words: The words of the text, in lower case.
        script: Letters of other scripts are not looked at, nor those from a to z.

    Returns:
        A count for every language of the script whose letters are known.
    """
    letters = Counter("".join(words))
    special = [(letter, count) for letter, count in letters.items() if letter > "z" and script_of(letter) == script]
    return {
        language: sum(count for letter, count in special if letter not in alphabet)
        for language, alphabet in _alphabets(script).items()
    }
