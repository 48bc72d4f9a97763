"""Sentences in which somebody is told to do what a button says: "Sign up for our crew, she told the sailors."."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path

from attrs import frozen

__all__ = ["place_of_telling"]

# In words, behind the mark that ends what was said: ", the minister of education told pupils". Of the 434 paragraphs
# of the development pages (2026-11) that begin with a plea and end as a sentence does, none is told in this way.
_MOST_WORDS_BETWEEN = 5
# The same in characters, where words stand without blanks: ，船长周五对船员们说.
_MOST_CHARACTERS_BETWEEN = 16
# In words: what is quoted from end to end is no label in quotation marks.
_SHORTEST_QUOTATION = 8
_QUOTES = {'"': '"', "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』"}
_CLOSING = '"»«›」』'
_MARKS = (",", "!", "?", "…", "،", "、", *_CLOSING)
_AROUND_WORD = ".,;:!?…،。\"'()[]«»›‹「」『』-"


@frozen
class _Verbs:
    """What ``telling.toml`` holds: words, by language too, and by the mark before them those of unspaced scripts."""

    words: frozenset[str]
    words_of: dict[str, frozenset[str]]
    unspaced: dict[str, tuple[str, ...]]
    unspaced_not: tuple[str, ...]
    before_things: frozenset[str]
    behind: frozenset[str]


@cache
def _verbs() -> _Verbs:
    data = tomllib.loads((Path(__file__).parent / "telling.toml").read_text("utf-8"))
    return _Verbs(
        words=frozenset(chain.from_iterable(data["words"].values())),
        words_of={language: frozenset(verbs) for language, verbs in data["words"].items()},
        unspaced={mark: tuple(verbs) for mark, verbs in data["unspaced"].items()},
        unspaced_not=tuple(data["unspaced_not"]["words"]),
        before_things=frozenset(data["before_things"]["words"]),
        behind=frozenset(data["before_things"]["behind"]),
    )


def place_of_telling(folded: str, language: str | None = None) -> int:
    r"""Where a sentence says that somebody said what stands before, in its folded text; 0 if it does not say so.

    Args:
        folded: A block that ends as a sentence does, as the lexicon folds it.
        language: ISO 639-1 code, if known: "dit" tells in French, and is "this" in Dutch. Else all are looked for.

    >>> place_of_telling("sign up for our crew, she told the sailors, and you will see the world.")
    26
    >>> place_of_telling("sign up for our newsletter, and never miss a story.")
    0
    """
    quoted = _end_of_quotation(folded)
    if quoted:
        return quoted
    place, since = 0, _MOST_WORDS_BETWEEN + 1
    telling = _verbs().words_of.get(language or "", _verbs().words)
    words = folded.split(" ")
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        # Spanish dialogue: "—dijo".
        if word[:1] == "-":
            since = 0
        bare = word.strip(_AROUND_WORD)
        is_verb = since <= _MOST_WORDS_BETWEEN and (bare in telling or bare.partition("-")[0] in telling)
        if is_verb and (bare not in _verbs().before_things or _tells(word, following)):
            return place
        since = 0 if word.endswith(_MARKS) else since + 1
        place += len(word) + 1
    return 0 if folded.isascii() else _unspaced(folded)


def _tells(word: str, following: str) -> bool:
    """Whether a word that may stand before a thing tells: "she added, and", "added the editor", not "added value"."""
    return not word[-1].isalpha() or not following or following.strip(_AROUND_WORD) in _verbs().behind


def _end_of_quotation(folded: str) -> int:
    """Where a quotation ends that a sentence begins with, of itself or of what it says something about; else 0."""
    closing = _QUOTES.get(folded[0])
    end = folded.rfind(closing, 1) if closing is not None else -1
    quoted = folded[1:end].count(" ") + 1 if end > 0 else 0
    return end + 1 if quoted >= _SHORTEST_QUOTATION else 0


def _unspaced(folded: str) -> int:
    known = _verbs()
    for mark, verbs in known.unspaced.items():
        place = folded.find(mark, 1)
        while place > 0:
            behind = folded[place + 1 : place + _MOST_CHARACTERS_BETWEEN]
            found = [at for at in map(behind.find, verbs) if at >= 0 and not behind.startswith(known.unspaced_not, at)]
            if found:
                return place + 1 + min(found)
            place = folded.find(mark, place + 1)
    return 0
