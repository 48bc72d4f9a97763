"""Finding the phrases of all languages in the blocks of a dump."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType

from newsclean.lexicon.index import AROUND, BEHIND, COUNTS, GATE, LONG_GATE, TAIL_GATE, Cue, CueHit, Index
from newsclean.model import Role

__all__ = ["find_cues", "may_begin_with_cue"]


_AROUND = frozenset(AROUND)
_BEHIND = frozenset(BEHIND)
_NUMBER = "0123456789"
_DIGITS = frozenset(_NUMBER)
# A line without these at its ends is what it is.
_ODD_HEADS, _ODD_TAILS = _AROUND | _DIGITS, _BEHIND | _DIGITS
# What may stand between a phrase and the rest that it introduces ("Read more » Storm …", "Photo | Jane Doe").
_BEFORE_REST = " \t:|»›→►▶▸-/·•"
_SENTENCE_ENDS = ".!?。…।؟۔።။"
_CLOSING = " \"')]»」』”’"
# Longer paragraphs are not searched for phrases inside: they have a sixth of the words and 9 of 376 hits in a sample
# of the development dumps, and notices of such a length have phrases at their beginning too.
_LONGEST_AROUND = 400
# A long line that ends like a sentence is prose, whatever its last words: "… as she had done three years ago."
_LONGEST_BEFORE_END = 30


def find_cues(
    index: Index,
    folded: Sequence[str],
    with_words: Callable[[frozenset[str]], Mapping[int, Collection[str]]] | None = None,
    *,
    inside: bool = True,
) -> dict[int, tuple[CueHit, ...]]:
    """Find the phrases in the folded texts of a dump's blocks; see ``Lexicon.match``.

    ``inside`` tells whether to look for phrases amid the texts too.
    """
    found: dict[int, tuple[CueHit, ...]] = {}
    whole, known = index.whole, index.known
    heads, short_heads, signs = index.heads, index.short_heads, index.signs
    tails, short_tails, short_tail_gate = index.tails, index.short_tails, -index.short_tail_gate
    anchors_in, unspaced, first = _NOWHERE, list[tuple[str, int]](), dict[str, int]()
    if inside:
        anchors_in = with_words(index.anchor_words) if with_words else _anchors(index, folded)
        unspaced = _unspaced(index, folded)
    longest_searched = _LONGEST_AROUND if inside else 0
    for number, line in enumerate(folded):
        if line in known:
            found[number] = known[line]
            continue
        # Of lines that come again, one is looked at.
        alike = first.setdefault(line, number)
        if alike != number:
            if alike in found:
                found[number] = found[alike]
            continue
        if not line:
            continue
        # Asking first is cheaper: most lines begin and end with a letter, and strip() prepares its set at each call.
        if line[0] in _ODD_HEADS or line[-1] in _ODD_TAILS:
            head, tail, hits = _decorated(index, line)
        else:
            head = tail = line
            hits = _whole(index, line, line) if line in whole else ()
        # Three look-ups written out: as a loop they take half as long again.
        bucket = heads.get(head[:LONG_GATE])
        if bucket is not None and head.startswith(bucket.forms):
            hits += _beginning(index.cues_in(bucket), line, len(line) - len(head))
        bucket = short_heads.get(head[:GATE])
        if bucket is not None and head.startswith(bucket.forms):
            hits += _beginning(index.cues_in(bucket), line, len(line) - len(head))
        bucket = tails.get(tail[-TAIL_GATE:]) or short_tails.get(tail[short_tail_gate:])
        if bucket is not None and tail.endswith(bucket.forms):
            hits += _ending(index.cues_in(bucket), line, len(tail))
        if head[:1] in signs:
            hits += _beginning(index.cues_in(signs[head[0]]), line, len(line) - len(head))
        if hits and line in whole:
            # It is a phrase: what else it may have inside it is not meant.
            found[number] = known[line] = _longest_of_each_kind(hits)
            continue
        if (number in anchors_in or unspaced) and len(line) <= longest_searched:
            hits += _inside(index, anchors_in.get(number, ()), unspaced, line)
        if hits:
            found[number] = hits if len(hits) == 1 else _longest_of_each_kind(hits)
    return found


def may_begin_with_cue(index: Index, line: str) -> bool:
    """Whether a folded line begins with the letters of a phrase that introduces something; most lines do not."""
    head = line.lstrip(AROUND)
    buckets = index.heads.get(head[:LONG_GATE]), index.short_heads.get(head[:GATE])
    return head[:1] in index.signs or any(bucket is not None and head.startswith(bucket.forms) for bucket in buckets)


_NOWHERE: Mapping[int, Collection[str]] = MappingProxyType({})


def _anchors(index: Index, folded: Sequence[str]) -> Mapping[int, Collection[str]]:
    """The anchors that stand in each line, by its number."""
    found = ((number, index.anchor_words.intersection(line.split())) for number, line in enumerate(folded))
    return {number: anchors for number, anchors in found if anchors}


def _decorated(index: Index, line: str) -> tuple[str, str, tuple[CueHit, ...]]:
    """A line with signs or digits around it: what begins it, what ends it, and the hits on the whole of it.

    A sentence that is too long to have a phrase at its end, see ``_ending``, has none to end it.
    """
    head = line.lstrip(AROUND) if line[0] in _AROUND else line
    hits: tuple[CueHit, ...] = ()
    if len(line) > index.longest:
        ends_sentence = line[-1] in _SENTENCE_ENDS and line[-2] not in _BEHIND
        is_long = len(line) - 1 > _LONGEST_BEFORE_END + index.longest_tail
        return head, "" if ends_sentence and is_long else line.rstrip(BEHIND), hits
    core = head.rstrip(BEHIND) if line[-1] in _BEHIND else head
    if core in index.whole:
        hits = _whole(index, core, line)
    elif len(core) < 2 or core[-1] in _DIGITS or core[0] in _DIGITS:
        hits = _sign_or_count(index, line, core)
    # A bracket or a quote before the phrase may be part of it: "(File photo)".
    if core and head is not line:
        return head, line[: len(line) - len(head) + len(core)], hits
    return head, core, hits


def _whole(index: Index, form: str, line: str) -> tuple[CueHit, ...]:
    """Hits on a line that is a phrase, perhaps with a count, or a sign ("×", "A-"): from its first to its last sign."""
    end = len(line.rstrip())
    start = end - len(line.strip())
    return tuple([cue.hit(start, end) for cue in index.meanings_of(form)])


def _sign_or_count(index: Index, line: str, core: str) -> tuple[CueHit, ...]:
    if len(core) < 2:
        form = line.strip()
    else:
        form = core.strip(COUNTS)
        # "3 comments" has a count; "3. Comments" is an item of a list, and "4.5 / 5" is a count without a phrase.
        if not form or not form[0].isalpha() or core.lstrip(_NUMBER)[:1] in (".", ")", "、"):
            return ()
    return _whole(index, form, line) if form in index.whole else ()


def _beginning(cues: Sequence[Cue], line: str, start: int) -> tuple[CueHit, ...]:
    hits = []
    longest: Cue | None = None
    for cue in [cue for cue in cues if line.startswith(cue.form, start)]:
        if cue.stands_alone_at(line, start) and not _is_outdone(cue, longest):
            if cue.match == "opens" and _ends_like_a_sentence(line):
                continue
            longest = longest or cue
            rest = line[start + len(cue.form) :].lstrip(_BEFORE_REST)
            hits.append(cue.hit(start, len(line) - len(rest)))
    return tuple(hits)


def _ending(cues: Sequence[Cue], line: str, end: int) -> tuple[CueHit, ...]:
    hits = []
    prose = _ends_like_a_sentence(line)
    longest: Cue | None = None
    for cue in cues:
        start = end - len(cue.form)
        if start < 0 or (prose and start > _LONGEST_BEFORE_END):
            continue
        if line.startswith(cue.form, start) and cue.stands_alone_at(line, start) and not _is_outdone(cue, longest):
            longest = longest or cue
            hits.append(cue.hit(start, end))
    return tuple(hits)


def _is_outdone(cue: Cue, longest: Cue | None) -> bool:
    """Whether a longer phrase of another role has the shorter one inside: "Read more about:" is no "Read more"."""
    return longest is not None and cue.role is not longest.role and len(cue.form) < len(longest.form)


def _ends_like_a_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS


def _inside(index: Index, anchors: Iterable[str], unspaced: Sequence[tuple[str, int]], line: str) -> tuple[CueHit, ...]:
    """Hits anywhere in a line, in the order of the lexicon; each at the first place where it is no piece of a word."""
    anchored = [spelling for anchor in anchors for spelling in index.anchors[anchor] if spelling[0] in line]
    hits = []
    for form, number in sorted({*anchored, *unspaced}, key=itemgetter(1, 0)):
        start = line.find(form)
        while start >= 0:
            cue = index.cue(form, number)
            if cue.stands_alone_at(line, start):
                hits.append(cue.hit(start, start + len(form)))
                break
            start = line.find(form, start + 1)
    return tuple(hits)


# High bytes, in UTF-16, of the scripts that are written without blanks; see ``needs_no_space``.
_OTHER_HIGH_BYTES = bytes(set(range(256)) - {0x0E, 0x10, 0x17, *range(0x30, 0xA0), 0xF9, 0xFA})


def _unspaced(index: Index, folded: Sequence[str]) -> list[tuple[str, int]]:
    """The phrases in scripts without blanks that stand anywhere in a dump."""
    # Lines of plain letters have none.
    text = "\n".join([line for line in folded if not line.isascii()])
    # Whether such a script is there: two passes in C, a tenth of what a regular expression takes.
    if not text.encode("utf-16-le", "surrogatepass")[1::2].translate(None, _OTHER_HIGH_BYTES):
        return []
    characters = set(text)
    return [spelling for spelling in index.unspaced if characters.issuperset(spelling[0]) and spelling[0] in text]


def _longest_of_each_kind(hits: tuple[CueHit, ...]) -> tuple[CueHit, ...]:
    best: dict[tuple[Role, str | None], CueHit] = {}
    for hit in hits:
        other = best.get((hit.role, hit.part))
        if other is None or len(hit.phrase) > len(other.phrase):
            best[hit.role, hit.part] = hit
    return tuple(best.values())
