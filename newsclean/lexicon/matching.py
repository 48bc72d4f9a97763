"""Finding the phrases of all languages in the blocks of a dump."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from newsclean.lexicon.index import AROUND, BEHIND, COUNTS, GATE, LONG_GATE, Bucket, Cue, Index
from newsclean.lexicon.loading import WEIGHTS, Match, Row
from newsclean.model import Role

__all__ = ["CueHit", "find_cues"]


@frozen
class CueHit:
    """A phrase of the lexicon, found in a block.

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


_AROUND = frozenset(AROUND)
_BEHIND = frozenset(BEHIND)
_NUMBER = "0123456789"
_DIGITS = frozenset(_NUMBER)
# What may stand between a phrase and the rest that it introduces ("Read more » Storm …", "Photo | Jane Doe").
_BEFORE_REST = " \t:|»›→►▶▸-/·•"
_SENTENCE_ENDS = ".!?。…।؟۔።။"
_CLOSING = " \"')]»」』”’"
# Longer paragraphs are not searched for phrases inside: they have a sixth of the words and 9 of 376 hits in a sample
# of the development dumps, and notices of such a length have phrases at their beginning too.
_LONGEST_AROUND = 400
# A long line that ends like a sentence is prose, whatever its last words: "… as she had done three years ago."
_LONGEST_BEFORE_END = 30


def find_cues(index: Index, folded: Sequence[str], *, inside: bool = True) -> dict[int, tuple[CueHit, ...]]:
    """Find the phrases in the folded texts of a dump's blocks; see ``Lexicon.match``.

    ``inside`` tells whether to look for phrases amid the texts too, which costs the most for a text alone.
    """
    found: dict[int, tuple[CueHit, ...]] = {}
    searched: list[int] = []
    whole, known, longest = index.whole, index.known, index.longest
    heads, short_heads, signs, tails = index.heads, index.short_heads, index.signs, index.tails
    for number, line in enumerate(folded):
        if not line:
            continue
        short = len(line) <= longest
        if short and line in known:
            found[number] = known[line]
            continue
        # Asking first is cheaper: most lines begin and end with a letter, and strip() prepares its set at each call.
        head = line.lstrip(AROUND) if line[0] in _AROUND else line
        core = head.rstrip(BEHIND) if line[-1] in _BEHIND else head
        # A bracket or a quote before the phrase may be part of it: "(File photo)".
        tail = core if head is line else line.rstrip(BEHIND)
        hits: tuple[CueHit, ...] = ()
        if short:
            if core in whole:
                hits = _whole(index, core, line)
            elif len(core) < 2 or core[-1] in _DIGITS or core[0] in _DIGITS:
                hits = _sign_or_count(index, line, core)
        # Three look-ups written out: as a loop they take half as long again.
        gate = head[:LONG_GATE]
        if gate in heads and head.startswith(heads[gate].forms):
            hits += tuple(_beginning(heads[gate], line, len(line) - len(head)))
        gate = head[:GATE]
        if gate in short_heads and head.startswith(short_heads[gate].forms):
            hits += tuple(_beginning(short_heads[gate], line, len(line) - len(head)))
        gate = tail[-GATE:]
        if gate in tails and tail.endswith(tails[gate].forms):
            hits += tuple(_ending(tails[gate], line, len(tail)))
        if head[:1] in signs:
            hits += tuple(_beginning(signs[head[0]], line, len(line) - len(head)))
        if hits:
            found[number] = hits if len(hits) == 1 else _longest_of_each_kind(hits)
            if short and line in whole:
                # It is a phrase: what else it may have inside it is not meant.
                known[line] = found[number]
                continue
        if len(line) <= _LONGEST_AROUND:
            searched.append(number)
    for number, hit in _inside(index, folded, searched) if inside else ():
        found[number] = _longest_of_each_kind((*found.get(number, ()), hit))
    return found


def _hit(row: Row, match: Match, phrase: str, start: int, end: int) -> CueHit:
    weight = WEIGHTS[match] if row.weight is None else row.weight
    return CueHit(row.role, start, end, match, row.part, weight, row.rule, phrase)


def _whole(index: Index, form: str, line: str) -> tuple[CueHit, ...]:
    """Hits on a line that is a phrase, perhaps with a count, or a sign ("×", "A-"): from its first to its last sign."""
    end = len(line.rstrip())
    start = end - len(line.strip())
    return tuple(_hit(row, "is", phrase, start, end) for row, phrase in index.whole.get(form, ()))


def _sign_or_count(index: Index, line: str, core: str) -> tuple[CueHit, ...]:
    if len(core) < 2:
        return _whole(index, line.strip(), line)
    form = core.strip(COUNTS)
    # "3 comments" has a count; "3. Comments" is an item of a list, and "4.5 / 5" is a count without a phrase.
    if not form or not form[0].isalpha() or core.lstrip(_NUMBER)[:1] in (".", ")", "、"):
        return ()
    return _whole(index, form, line)


def _beginning(bucket: Bucket, line: str, start: int) -> Iterator[CueHit]:
    longest: Cue | None = None
    for cue in bucket.cues:
        if line.startswith(cue.form, start) and cue.stands_alone_at(line, start) and not _is_outdone(cue, longest):
            if cue.match == "opens" and _ends_like_a_sentence(line):
                continue
            longest = longest or cue
            rest = line[start + len(cue.form) :].lstrip(_BEFORE_REST)
            yield _hit(cue.row, cue.match, cue.phrase, start, len(line) - len(rest))


def _ending(bucket: Bucket, line: str, end: int) -> Iterator[CueHit]:
    prose = _ends_like_a_sentence(line)
    longest: Cue | None = None
    for cue in bucket.cues:
        start = end - len(cue.form)
        if start < 0 or (prose and start > _LONGEST_BEFORE_END):
            continue
        if line.startswith(cue.form, start) and cue.stands_alone_at(line, start) and not _is_outdone(cue, longest):
            longest = longest or cue
            yield _hit(cue.row, cue.match, cue.phrase, start, end)


def _is_outdone(cue: Cue, longest: Cue | None) -> bool:
    """Whether a longer phrase of another role has the shorter one inside: "Read more about:" is no "Read more"."""
    return longest is not None and cue.row.role is not longest.row.role and len(cue.form) < len(longest.form)


def _ends_like_a_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS


def _inside(index: Index, folded: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[int, CueHit]]:
    """Hits anywhere in the lines with these numbers."""
    text = "\n".join([folded[number] for number in numbers])
    if text.count("\n") >= len(numbers) > 0:
        # No text of a block has a line end, but any text must do.
        numbers = [number for number in numbers if "\n" not in folded[number]]
        text = "\n".join([folded[number] for number in numbers])
    for cue in _candidates(index, text):
        nth = line_start = counted = 0
        position = text.find(cue.form)
        while position >= 0:
            # Lines are counted from the last place on: the whole stays linear, however often the phrase is there.
            nth += text.count("\n", counted, position)
            line_start = text.rfind("\n", counted, position) + 1 or line_start
            counted = position
            line = folded[numbers[nth]]
            for hit in _first_place(cue, line):
                yield numbers[nth], hit
            position = text.find(cue.form, line_start + len(line))


def _candidates(index: Index, text: str) -> list[Cue]:
    """The cues that may stand in ``text``: all their words do, or all their characters."""
    words = set(text.split())
    cues = {
        cue.number: cue
        for word in index.gate_words & words
        for cue in index.by_word[word]
        if not any(map(words.isdisjoint, cue.words))
    }
    if index.unspaced and _has_unspaced_script(text):
        characters = set(text)
        cues.update((cue.number, cue) for cue in index.unspaced if characters.issuperset(cue.form))
    # Words come out of a set in an order that changes from run to run; the hits must not.
    return [cue for _, cue in sorted(cues.items())]


def _first_place(cue: Cue, line: str) -> Iterator[CueHit]:
    """The hit at the first place where the phrase is not a piece of longer words, if there is one."""
    start = line.find(cue.form)
    while start >= 0:
        if cue.stands_alone_at(line, start):
            yield _hit(cue.row, cue.match, cue.phrase, start, start + len(cue.form))
            return
        start = line.find(cue.form, start + 1)


# High bytes, in UTF-16, of the scripts that are written without blanks; see ``needs_no_space``.
_OTHER_HIGH_BYTES = bytes(set(range(256)) - {0x0E, 0x10, 0x17, *range(0x30, 0xA0), 0xF9, 0xFA})


def _has_unspaced_script(text: str) -> bool:
    """Whether a script without blanks is there: two passes in C, a tenth of what a regular expression takes."""
    return not text.isascii() and bool(
        text.encode("utf-16-le", "surrogatepass")[1::2].translate(None, _OTHER_HIGH_BYTES)
    )


def _longest_of_each_kind(hits: tuple[CueHit, ...]) -> tuple[CueHit, ...]:
    best: dict[tuple[Role, str | None], CueHit] = {}
    for hit in hits:
        other = best.get((hit.role, hit.part))
        if other is None or len(hit.phrase) > len(other.phrase):
            best[hit.role, hit.part] = hit
    return tuple(best.values())
