"""The phrases of a lexicon, arranged so that looking them up costs per line and not per phrase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from newsclean.lexicon.folding import is_word_character, needs_no_space, spellings
from newsclean.lexicon.loading import Match, Row

if TYPE_CHECKING:
    from newsclean.lexicon.matching import CueHit

__all__ = ["AROUND", "BEHIND", "COUNTS", "GATE", "LONG_GATE", "Bucket", "Cue", "Index", "build_index"]

#: What templates put around a phrase, saying nothing of its own: bullets, arrows, rules, brackets, quotes, a colon.
AROUND = (
    " \t-:|¦_*•·∙●○◦■□▪▫◆◇★☆✓✔✕✖×☰≡⋮…"
    "»«›‹<>←→↑↓↗⇒➜➤➔➡▶►▸▹◀◄▼▲▾▴⌄˅"
    "()[]{}\"'【】「」『』〈〉《》〔〕"
    "\ufe0e\ufe0f👉👇🔴📷📸🎥📺📰📌🔗"
)
#: The same, and the marks that may end a line.
BEHIND = AROUND + ".!?,;。、！？،؛؟।"
#: The same, and what counts are written with ("Comments (1,204)").
COUNTS = BEHIND + "0123456789+"
_ROOM_FOR_A_COUNT = len("1,234,567 (")

#: How many of its first characters a phrase is filed under if it has so many. With four, the fullest bucket of 30,000
#: phrases has some eighty entries; with two it would have several hundred.
LONG_GATE = 4
#: How many of its first characters a shorter phrase is filed under, and how many of its last ones any phrase.
GATE = 2


@define(eq=False)
class Cue:
    """One spelling of one phrase, folded and without what is ignored around it.

    Attributes:
        number: Which of all cues it is: of two with the same phrase for the same role the earlier one wins.
        form: The spelling.
        match: How it is to be found.
        row: The row that it comes from.
        phrase: The phrase as the row has it.
        words: For phrases found anywhere: for each of its words the forms of which one must be there in a text that is
            split at blanks.
    """

    # Not frozen: thousands are built, and a frozen attrs object takes three times as long.
    number: int
    form: str
    match: Match
    row: Row
    phrase: str
    words: Sequence[frozenset[str]] = ()

    def stands_alone_at(self, text: str, start: int) -> bool:
        """Whether the phrase, found in ``text`` at ``start``, is not a piece of longer words there."""
        end = start + len(self.form)
        return (start == 0 or not is_word_character(text[start - 1]) or _may_touch_a_word(self.form[0])) and (
            end == len(text) or not is_word_character(text[end]) or _may_touch_a_word(self.form[-1])
        )


def _may_touch_a_word(character: str) -> bool:
    return needs_no_space(character) or not is_word_character(character)


@frozen
class Bucket:
    """The cues that begin (or end) with the same few characters, longest first."""

    forms: tuple[str, ...]
    cues: tuple[Cue, ...]


@frozen(eq=False)
class Index:
    """The phrases of a lexicon, arranged for looking up.

    Attributes:
        whole: Rows and phrases of each whole line, bare of what may stand around it.
        longest: Length of the longest line that may be one of them, with a count.
        heads: Phrases that begin a line, by their first ``LONG_GATE`` characters.
        short_heads: The shorter ones, by their first ``GATE`` characters.
        signs: Those of one character.
        tails: Phrases that end a line, by their last ``GATE`` characters.
        by_word: Phrases found anywhere, by a word that must then stand in the dump.
        gate_words: These words.
        unspaced: Phrases found anywhere, in scripts without blanks between words.
        known: Hits on lines that are a phrase and nothing else, kept from the first time that they are found: they are
            always the same, and four of five of all hits are such.
    """

    whole: Mapping[str, Sequence[tuple[Row, str]]]
    longest: int
    heads: Mapping[str, Bucket]
    short_heads: Mapping[str, Bucket]
    signs: Mapping[str, Bucket]
    tails: Mapping[str, Bucket]
    by_word: Mapping[str, Sequence[Cue]]
    gate_words: frozenset[str]
    unspaced: Sequence[Cue]
    known: dict[str, tuple[CueHit, ...]] = field(factory=dict)


def build_index(rows: Iterable[Row]) -> Index:
    """Arrange the phrases of ``rows``, the earlier rows first."""
    whole: dict[str, list[tuple[Row, str]]] = {}
    beginning: list[Cue] = []
    ending: list[Cue] = []
    anywhere: list[Cue] = []
    number = 0
    for row in rows:
        for match, phrases in row.phrases.items():
            cues = ending if match == "ends" else anywhere if match == "contains" else beginning
            for phrase, spelling in spellings(phrases):
                form = _bare(spelling, match)
                if match == "is":
                    whole.setdefault(form, []).append((row, phrase))
                else:
                    cues.append(Cue(number, form, match, row, phrase))
                    number += 1
    unspaced = [cue for cue in anywhere if any(map(needs_no_space, cue.form))]
    by_word = _by_word([cue for cue in anywhere if cue not in unspaced])
    return Index(
        whole,
        max(map(len, whole), default=0) + _ROOM_FOR_A_COUNT,
        heads=_buckets((cue.form[:LONG_GATE], cue) for cue in beginning if len(cue.form) >= LONG_GATE),
        short_heads=_buckets((cue.form[:GATE], cue) for cue in beginning if GATE <= len(cue.form) < LONG_GATE),
        signs=_buckets((cue.form, cue) for cue in beginning if len(cue.form) < GATE),
        tails=_buckets((cue.form[-GATE:], cue) for cue in ending),
        by_word=by_word,
        gate_words=frozenset(by_word),
        unspaced=unspaced,
    )


def _bare(spelling: str, match: Match) -> str:
    """What is left of a folded phrase when that is taken off which is taken off the lines that it is compared with."""
    if match == "contains":
        return spelling
    if match == "ends":
        return spelling.rstrip(BEHIND) or spelling
    if match != "is":
        return spelling.lstrip(AROUND) or spelling
    bare = spelling.lstrip(AROUND).rstrip(BEHIND)
    # "A-" is a button that makes letters smaller, "A" is not.
    return bare if len(bare) > 1 or needs_no_space(bare or " ") else spelling


def _buckets(cues: Iterable[tuple[str, Cue]]) -> dict[str, Bucket]:
    filed: dict[str, list[Cue]] = {}
    for gate, cue in cues:
        filed.setdefault(gate, []).append(cue)
    buckets = {}
    for gate, together in filed.items():
        together.sort(key=lambda cue: (-len(cue.form), cue.number))
        buckets[gate] = Bucket(tuple(dict.fromkeys(cue.form for cue in together)), tuple(together))
    return buckets


# What may stand right before or behind a word of a text that is split at blanks.
_BEFORE_WORD = ("", "(", "[", '"', "'", "-", "*", "©", "|", "/", "•", "»")
_GLUED = ("/", "-", "(")
_BEHIND_WORD = ("", ".", ",", ";", ":", "!", "?", ")", "]", '"', "'", ").", '".', "...", "…", "|")


def _by_word(cues: Sequence[Cue]) -> dict[str, list[Cue]]:
    """File each cue under all forms of its longest word, which is the rarest, by and large."""
    by_word: dict[str, list[Cue]] = {}
    for cue in cues:
        words = cue.form.split(" ")
        cue.words = [frozenset((word,)) for word in words]
        cue.words[0] = frozenset(before + words[0] for before in _BEFORE_WORD)
        cue.words[-1] = frozenset(form + behind for form in cue.words[-1] for behind in _BEHIND_WORD)
        if cue.form.endswith(_GLUED) and len(words) > 1:
            # What follows is glued to the last word: "AP Photo/Jane Doe".
            cue.words = cue.words[:-1]
        for form in max(cue.words, key=lambda forms: len(min(forms, key=len))):
            by_word.setdefault(form, []).append(cue)
    return by_word
