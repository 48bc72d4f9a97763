"""The phrases of a lexicon, arranged so that looking them up costs per line and not per phrase.

A dump meets a few dozen of the lexicon's tens of thousands of phrases. So their spellings are filed when the lexicon is
first used, which is one pass over columns of texts, and what a phrase means is put together when it is first found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from attrs import define, field, frozen

from newsclean.lexicon.folding import is_word_character, needs_no_space, spellings
from newsclean.lexicon.loading import WEIGHTS, Match, Row, usual_weight
from newsclean.model import Role

__all__ = [
    "AROUND",
    "BEHIND",
    "COUNTS",
    "GATE",
    "LONG_GATE",
    "TAIL_GATE",
    "Bucket",
    "Cue",
    "CueHit",
    "Index",
    "build_index",
]

#: What templates put around a phrase, saying nothing of its own: bullets, arrows, rules, brackets, quotes, a colon.
AROUND = (
    " \t-:|¦_*•·∙●○◦■□▪▫◆◇★☆✓✔✕✖×☰≡⋮…"
    "»«›‹<>←→↑↓↗⇒➜➤➔➡▶►▸▹◀◄▼▲▾▴⌄˅"
    "()[]{}\"'【】「」『』〈〉《》〔〕"
    "\ufe0e\ufe0f👉👇🔴📷📸🎥📺📰📌🔗📲📱🔔📩📧💬"
)
#: The same, and the marks that may end a line.
BEHIND = AROUND + ".!?,;。、！？，؛؟।"
#: The same, and what counts are written with ("Comments (1,204)").
COUNTS = BEHIND + "0123456789+"
_ROOM_FOR_A_COUNT = len("1,234,567 (")

#: How many of its first characters a phrase is filed under if it has so many. With four, the fullest bucket of 30,000
#: phrases has some eighty entries; with two it would have several hundred.
LONG_GATE = 4
#: How many of its first characters a shorter phrase is filed under.
GATE = 2
#: How many of its last ones a phrase is filed under if it has so many. With two the fullest bucket has dozens, and
#: every second line of a dump falls into some; with five it is one in ten.
TAIL_GATE = 5


# Not frozen, as Cue: a dump has a hundred hits, and a frozen attrs object takes three times as long.
@define(unsafe_hash=True)
class CueHit:
    """A phrase of the lexicon, found in a block. Blocks that are the same phrase share their hits: do not change them.

    Attributes:
        role: What the block seems to be.
        start: Where the phrase begins, in code points of the block's folded text, which are those of its text.
        end: Where it ends; for ``starts`` and ``opens`` where the rest begins (a headline, a name), behind the blanks
            and the colon that follow the phrase.
        match: How it was found: ``"is"``, ``"starts"``, ``"opens"``, ``"ends"`` or ``"contains"``.
        part: What the phrase is within a fact or a structure; see the lexicon's README.
        weight: Log-odds of the role against story text.
        rule: Stable name of the kind of row: ``"lexicon.en.date.published"``.
        phrase: The phrase as the lexicon has it.
    """

    role: Role
    start: int
    end: int
    match: Match
    part: str | None
    weight: float
    rule: str
    phrase: str


@define(eq=False)
class Cue:
    """One spelling of one phrase, folded and without what is ignored around it, and what its row says of it.

    Attributes:
        number: Which of all phrases it is: of two that say the same in the same place the earlier one signs the hit.
        form: The spelling.
        match: How it is to be found.
        role: What the row says; as ``CueHit`` has it, and so are the others.
        part: See there.
        weight: See there.
        rule: See there.
        phrase: See there.
    """

    number: int
    form: str
    match: Match
    role: Role
    part: str | None
    weight: float
    rule: str
    phrase: str

    def hit(self, start: int, end: int) -> CueHit:
        """The phrase, found at a place."""
        return CueHit(self.role, start, end, self.match, self.part, self.weight, self.rule, self.phrase)

    def stands_alone_at(self, text: str, start: int) -> bool:
        """Whether the phrase, found in ``text`` at ``start``, is not a piece of longer words there."""
        end = start + len(self.form)
        return (start == 0 or not is_word_character(text[start - 1]) or _may_touch_a_word(self.form[0])) and (
            end == len(text) or not is_word_character(text[end]) or _may_touch_a_word(self.form[-1])
        )


def _may_touch_a_word(character: str) -> bool:
    return needs_no_space(character) or not is_word_character(character)


@define(eq=False)
class Bucket:
    """The phrases that begin (or end) with the same few characters.

    Attributes:
        filed: Their spellings, each with the number of its phrase.
        forms: The spellings alone; any of which a text may be asked for at once.
        cues: The longest first, once somebody has asked for them with ``Index.cues_in``.
    """

    filed: list[tuple[str, int]]
    forms: tuple[str, ...] = ()
    cues: Sequence[Cue] = ()


@frozen(eq=False)
class Index:
    """The phrases of a lexicon, arranged for looking up.

    Attributes:
        phrases: All phrases as printed; their places are their numbers.
        rows: The row that each comes from.
        matches: How each is to be found.
        forms: The regular folded spelling of each, with all that stands around it.
        whole: The number of the phrase that a whole line is, bare of what may stand around it.
        namesakes: Where several phrases have the same bare form, the numbers of all.
        longest: Length of the longest line that may be one of them, with a count.
        heads: Phrases that begin a line, by their first ``LONG_GATE`` characters.
        short_heads: The shorter ones, by their first ``GATE`` characters.
        signs: Those of one character.
        tails: Phrases that end a line, by their last ``TAIL_GATE`` characters, and shorter ones that these end with.
        short_tails: The shorter ones, by their last ``short_tail_gate`` characters.
        short_tail_gate: The length of the shortest of them.
        longest_tail: Length of the longest phrase that ends a line.
        anchors: Phrases found anywhere, by a word that must then stand in the line; their numbers and spellings.
        anchor_words: These words.
        unspaced: Phrases found anywhere, in scripts without blanks between words.
        meanings: What whole lines mean, by bare form, as far as it was asked for.
        known: Hits on lines that are a phrase and nothing else, kept from the first time that they are found: they are
            always the same, and four of five of all hits are such.
        cues: What was asked for with ``cue``, by spelling and number of the phrase.
    """

    phrases: Sequence[str]
    rows: Sequence[Row]
    matches: Sequence[Match]
    forms: Sequence[str]
    whole: Mapping[str, int]
    namesakes: Mapping[str, Sequence[int]]
    longest: int
    heads: Mapping[str, Bucket]
    short_heads: Mapping[str, Bucket]
    signs: Mapping[str, Bucket]
    tails: Mapping[str, Bucket]
    short_tails: Mapping[str, Bucket]
    short_tail_gate: int
    longest_tail: int
    anchors: Mapping[str, Sequence[tuple[str, int]]]
    anchor_words: frozenset[str]
    unspaced: Sequence[tuple[str, int]]
    meanings: dict[str, tuple[Cue, ...]] = field(factory=dict)
    known: dict[str, tuple[CueHit, ...]] = field(factory=dict)
    cues: dict[tuple[str, int], Cue] = field(factory=dict)

    def cue(self, form: str, number: int) -> Cue:
        """A spelling of phrase ``number`` with all that its row says."""
        cue = self.cues.get((form, number))
        if cue is None:
            row, match = self.rows[number], self.matches[number]
            weight = usual_weight(row.role, match) if row.weight is None else row.weight
            cue = Cue(number, form, match, row.role, row.part, weight, row.rule, self.phrases[number])
            self.cues[form, number] = cue
        return cue

    def cues_in(self, bucket: Bucket) -> Sequence[Cue]:
        """The cues of a bucket, the longest first."""
        if not bucket.cues:
            filed = sorted(bucket.filed, key=lambda spelling: (-len(spelling[0]), spelling[1]))
            bucket.cues = [self.cue(form, number) for form, number in filed]
        return bucket.cues

    def meanings_of(self, form: str) -> tuple[Cue, ...]:
        """What a whole line means: of each role and part the longest phrase, of equal ones the earliest."""
        known = self.meanings.get(form)
        if known is None:
            best: dict[tuple[Role, str | None], Cue] = {}
            numbers = self.namesakes.get(form) or [self.whole[form]]
            for cue in (self.cue(form, number) for number in numbers):
                other = best.setdefault((cue.role, cue.part), cue)
                if len(cue.phrase) > len(other.phrase):
                    best[cue.role, cue.part] = cue
            known = self.meanings[form] = tuple(best.values())
        return known


@frozen
class _Spelled:
    """Phrases by number: what each is, its row, how it matches, and how it is spelled when folded.

    Attributes:
        phrases: The phrases as printed.
        rows: The row of each.
        matches: How each is looked for.
        forms: The spelling of each.
        others: Further spellings, each with the number of its phrase.
    """

    phrases: list[str]
    rows: list[Row]
    matches: list[Match]
    forms: list[str]
    others: list[tuple[str, int]]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> _Spelled:
        """The phrases of rows; but what removed blocks mention is no hit, see ``Lexicon.mentioned``."""
        spelled = cls([], [], [], [], [])
        for _, same_language in groupby(rows, key=lambda row: row.language):
            base = len(spelled.phrases)
            for row in same_language:
                for match, texts in row.phrases.items():
                    if match in WEIGHTS:
                        spelled.phrases.extend(texts)
                        spelled.rows.extend([row] * len(texts))
                        spelled.matches.extend([match] * len(texts))
            if len(spelled.phrases) > base:
                regular, variants = spellings(spelled.phrases[base:])
                spelled.forms.extend(regular)
                spelled.others.extend((form, base + number) for number, form in variants)
        return spelled


def build_index(rows: Iterable[Row]) -> Index:
    """Arrange the phrases of ``rows``, the earlier rows first."""
    spelled = _Spelled.of(rows)
    filed: dict[Match, list[tuple[str, int]]] = {match: [] for match in WEIGHTS}
    for number, (match, form) in enumerate(zip(spelled.matches, spelled.forms, strict=True)):
        filed[match].append((form, number))
    for spelling in spelled.others:
        filed[spelled.matches[spelling[1]]].append(spelling)

    whole, namesakes = _by_form((_bare(form), number) for form, number in filed["is"])
    beginning = [(form.lstrip(AROUND) or form, number) for form, number in filed["starts"] + filed["opens"]]
    ending = [(form.rstrip(BEHIND) or form, number) for form, number in filed["ends"]]
    tail_lengths = [len(form) for form, _ in ending]
    short_gate = min([*tail_lengths, TAIL_GATE])
    unspaced = [spelling for spelling in filed["contains"] if any(map(needs_no_space, spelling[0]))]
    anchors = _by_anchor([spelling for spelling in filed["contains"] if spelling not in unspaced])
    return Index(
        spelled.phrases,
        spelled.rows,
        spelled.matches,
        spelled.forms,
        whole,
        namesakes,
        max(map(len, whole), default=0) + _ROOM_FOR_A_COUNT,
        heads=_buckets((form[:LONG_GATE], form, number) for form, number in beginning if len(form) >= LONG_GATE),
        short_heads=_buckets((form[:GATE], form, number) for form, number in beginning if 1 < len(form) < LONG_GATE),
        signs=_buckets((form, form, number) for form, number in beginning if len(form) == 1),
        tails=_tails(ending),
        short_tails=_buckets((form[-short_gate:], form, number) for form, number in ending if len(form) < TAIL_GATE),
        short_tail_gate=short_gate,
        longest_tail=max(tail_lengths, default=0),
        anchors=anchors,
        anchor_words=frozenset(anchors),
        unspaced=unspaced,
    )


_AROUND = frozenset(AROUND)
_BEHIND = frozenset(BEHIND)


def _bare(form: str) -> str:
    """What is left of a whole line's phrase without that which is taken off the lines that it is compared with."""
    if len(form) > 1 and form[0] not in _AROUND and form[-1] not in _BEHIND:
        return form
    bare = form.lstrip(AROUND).rstrip(BEHIND)
    # "A-" is a button that makes letters smaller, "A" is not.
    return bare if len(bare) > 1 or needs_no_space(bare or " ") else form


def _by_form(filed: Iterable[tuple[str, int]]) -> tuple[dict[str, int], dict[str, list[int]]]:
    """The number of the phrase that each form is of; and all numbers, ascending, of those that several phrases have."""
    numbers: dict[str, int] = {}
    namesakes: dict[str, list[int]] = {}
    for form, number in filed:
        first = numbers.setdefault(form, number)
        if first != number:
            namesakes.setdefault(form, [first]).append(number)
    for several in namesakes.values():
        several.sort()
    return numbers, namesakes


def _buckets(filed: Iterable[tuple[str, str, int]]) -> dict[str, Bucket]:
    together: dict[str, list[tuple[str, int]]] = {}
    for gate, form, number in filed:
        together.setdefault(gate, []).append((form, number))
    return {gate: Bucket(spellings, tuple([form for form, _ in spellings])) for gate, spellings in together.items()}


def _tails(ending: Sequence[tuple[str, int]]) -> dict[str, Bucket]:
    short: dict[str, list[tuple[str, int]]] = {}
    filed = []
    for form, number in ending:
        if len(form) < TAIL_GATE:
            short.setdefault(form, []).append((form, number))
        else:
            filed.append((form[-TAIL_GATE:], form, number))
    for tail in dict.fromkeys(tail for tail, _, _ in filed):
        filed += [(tail, *spelling) for start in range(1, TAIL_GATE) for spelling in short.get(tail[start:], ())]
    return _buckets(filed)


# What may stand right before or behind a word of a text that is split at blanks.
_BEFORE_WORD = ("", "(", "[", '"', "'", "-", "*", "©", "|", "/", "•", "»")
_GLUED = ("/", "-", "(")
_BEHIND_WORD = ("", ".", ",", ";", ":", "!", "?", ")", "]", '"', "'", ").", '".', "...", "…", "|")


def _by_anchor(filed: Iterable[tuple[str, int]]) -> dict[str, list[tuple[str, int]]]:
    """File each phrase under all forms of its longest word, which is the rarest, by and large."""
    by_anchor: dict[str, list[tuple[str, int]]] = {}
    for spelling in filed:
        words = spelling[0].split(" ")
        if spelling[0].endswith(_GLUED) and len(words) > 1:
            # What follows is glued to the last word: "AP Photo/Jane Doe".
            words[-1] = ""
        place = max(range(len(words)), key=[len(word) for word in words].__getitem__)
        anchors = [words[place]]
        # A phrase that has such signs itself, "(Photo:", is met as it is.
        if place == 0 and is_word_character(anchors[0][0]):
            anchors = [before + anchor for before in _BEFORE_WORD for anchor in anchors]
        if place == len(words) - 1 and is_word_character(anchors[0][-1]):
            anchors = [anchor + behind for behind in _BEHIND_WORD for anchor in anchors]
        for anchor in anchors:
            by_anchor.setdefault(anchor, []).append(spelling)
    return by_anchor
