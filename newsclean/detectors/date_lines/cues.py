"""What stands before and behind a date in its line: "Published", "by Jane Doe"."""

from __future__ import annotations

from functools import cache

from newsclean.dates import other_words
from newsclean.dates.lexer import lexed
from newsclean.detectors._known_words import one_word_cues
from newsclean.detectors.names.reading import read_names
from newsclean.lexicon import Lexicon, fold
from newsclean.model import Role

__all__ = [
    "LONGEST_PREPOSITION", "SIGNS", "WORDS_OF_BYLINE", "begins_byline", "cue_before", "cue_behind", "ends_with_byline",
    "is_change",
]  # fmt: skip

#: Signs around dates and the words beside them.
SIGNS = " \t,;:：.|•·–—―-/│｜∙●»›>()（）[]【】"
#: How many words may stand beside a date that follows "By" and a name.
WORDS_OF_BYLINE = 6
#: In letters, between a name and a date: "on", "am", "le", "dne".
LONGEST_PREPOSITION = 3
# In letters: "Wednesday", "понедельник".
_LONGEST_WEEKDAY = 12
# From here on lie the scripts that are written without blanks in dates.
_UNSPACED = "\u3040"


@cache
def _cues() -> tuple[tuple[str, dict[str, tuple[str, ...]]], ...]:
    """The lexicon's cues as they may stand inside a line, folded, by their last character, the longest first."""
    lexicon = Lexicon.load()
    phrases = {
        part: {fold(phrase).rstrip(SIGNS) for phrase in lexicon.phrases(Role.DATE, part)} - {""}
        for part in ("modified", "published")
    }
    by_end: dict[str, dict[str, tuple[str, ...]]] = {part: {} for part in phrases}
    for part, found in phrases.items():
        for phrase in sorted(found, key=len, reverse=True):
            by_end[part][phrase[-1]] = (*by_end[part].get(phrase[-1], ()), phrase)
    return tuple(by_end.items())


@cache
def _byline_cues() -> tuple[str, ...]:
    phrases = Lexicon.load().phrases(Role.BYLINE, "person")
    return tuple(sorted({f"{fold(phrase).rstrip(SIGNS)} " for phrase in phrases if phrase.strip(SIGNS)}))


def begins_byline(text: str) -> bool:
    """Whether "by" stands behind a date: "3 May 2024 by Anna Berg"."""
    return fold(text).lstrip(SIGNS).startswith(_byline_cues())


def ends_with_byline(text: str, language: str | None) -> bool:
    """Whether "by" and a name stand before a date, a headline perhaps before these: "Storm over by Anna Berg".

    "Geschlossen von Montag, 3. Mai 2024" is none.
    """
    small, capital = one_word_cues(language)
    words = text.split()
    # "by Anna Berg on"
    if words and words[-1].islower() and len(words[-1]) <= LONGEST_PREPOSITION:
        words.pop()
    for place in range(len(words) - 2, max(len(words) - 2 - WORDS_OF_BYLINE, -1), -1):
        if words[place].strip(SIGNS) in small or words[place].strip(SIGNS) in capital:
            name = " ".join(words[place + 1 :])
            return other_words(name, language) >= 1 and bool(read_names(name, language))
    return False


@cache
def _unspaced_cues() -> tuple[tuple[str, str], ...]:
    """The cues that stand behind a date without a blank, where no blanks part words, the longest first."""
    lexicon = Lexicon.load()
    found = {
        (phrase, part)
        for part in ("modified", "published")
        for phrase in map(fold, lexicon.phrases(Role.DATE, part, match="is"))
        if phrase >= _UNSPACED and phrase.isalpha()
    }
    return tuple(sorted(found, key=lambda cue: (-len(cue[0]), cue)))


def cue_behind(text: str) -> tuple[int, str] | None:
    """Where the cue ends that stands right behind a date, and what it announces: 2024年5月3日更新.

    >>> cue_behind("更新）"), cue_behind("更新された名簿"), cue_behind(" 更新：")
    ((2, 'modified'), None, None)
    """
    if text[:1] < _UNSPACED:
        return None
    folded = fold(text)
    cue = next(((phrase, part) for phrase, part in _unspaced_cues() if folded.startswith(phrase)), None)
    if cue is None or text[len(cue[0]) : len(cue[0]) + 1].isalpha():
        return None
    return len(cue[0]), cue[1]


def is_change(text: str, language: str | None) -> bool:
    """Whether a text is nothing but when a story was changed: （最終更新 5/3 12:30）, "updated at 12:30".

    >>> is_change(" aggiornato alle 12:30", "it"), is_change(" updated list of 12 ferries", "en")
    (True, False)
    """
    text = text.lstrip(SIGNS)
    found = cue_behind(text)
    end = found[0] if found is not None and found[1] == "modified" else len(_change_cue(text))
    return end > 0 and not other_words(text[end:], language, numbers=False)


def _change_cue(text: str) -> str:
    """The cue of a change that a text begins with, where blanks part words; empty if there is none."""
    folded = fold(text)
    cue = next((phrase for phrase in _change_cues().get(folded[:1], ()) if folded.startswith(phrase)), "")
    return "" if folded[len(cue) : len(cue) + 1].isalpha() else cue


@cache
def _change_cues() -> dict[str, tuple[str, ...]]:
    """The cues of changes, folded, by their first letter, the longest first."""
    cues: dict[str, tuple[str, ...]] = {}
    phrases = {fold(phrase).strip(SIGNS) for phrase in Lexicon.load().phrases(Role.DATE, "modified")} - {""}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        cues[phrase[0]] = (*cues.get(phrase[0], ()), phrase)
    return cues


def cue_before(text: str) -> tuple[int, str] | None:
    """Where the cue begins that ends what stands before a date, a weekday aside, and what it announces."""
    stripped = text.rstrip(SIGNS)
    # "Last modified on Mon 8 May"
    before, blank, last = stripped.rpartition(" ")
    if blank and len(last) <= _LONGEST_WEEKDAY and lexed(last)[1] == "W":
        stripped = before.rstrip(SIGNS)
    if not stripped:
        return None
    folded = fold(stripped)
    for part, by_end in _cues():
        phrases = by_end.get(folded[-1], ())
        if folded.endswith(phrases):
            phrase = next(phrase for phrase in phrases if folded.endswith(phrase))
            # A word of its own, where the script has blanks; or one that was glued to another: "CETUpdated".
            is_apart = not folded[: -len(phrase)][-1:].isalpha() or stripped[-len(phrase)].isupper()
            if is_apart or not phrase[0].isascii():
                return len(folded) - len(phrase), part
    return None
