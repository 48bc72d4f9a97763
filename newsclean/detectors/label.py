"""Labels that no list of phrases can hold: icon names, numbers, addresses, counters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from newsclean.blocks import Blocks
from newsclean.detectors._story_tables import cells_of_story
from newsclean.detectors.other_stories.teasers import is_reading_time
from newsclean.model import Dump, Evidence, Role
from newsclean.sections import section_heads
from newsclean.turns import entries

__all__ = ["label"]

# What a block must look like for each rule of this file; the first that fits the whole block votes. Possessive, so that
# no input makes them slow.
_RULES: tuple[tuple[str, Role, float, str, str], ...] = (
    (
        "icon_name",
        Role.INTERFACE,
        5.0,
        "a single word in the form of an icon name",
        r"[a-z][a-z0-9]*+(?:_[a-z0-9]++){1,6}+|(?:fa|icon|glyphicon|bi|mdi)-[a-z0-9-]++",
    ),
    ("no_words", Role.INTERFACE, 4.0, "no word at all", r"[\W_]++"),
    (
        "picture_placeholder",
        Role.INTERFACE,
        4.0,
        "a bracketed name that a text browser prints for a picture or a field",
        r"(?i:\[[^\[\]]{0,80}+\]|[\w.-]{1,200}\.(?:jpe?g|png|gif|webp|svg))",
    ),
    (
        "gallery_counter",
        Role.MEDIA,
        4.0,
        "a place in a series of pictures",
        r"\(?\d{1,3} ?(?:/|[^\W\d_]{1,4}) ?\d{1,3}\)?",
    ),
    ("clock", Role.MEDIA, 3.5, "the time of a player", r"\d{1,2}:\d{2}(?: ?/ ?\d{1,2}:\d{2})?+"),
    (
        # A post that is shown in the story ends with it, or the flattener gave it a line of its own.
        "posted_picture",
        Role.MEDIA,
        4.5,
        "the address that a network prints for a picture",
        r"(?i:pic\.(?:twitter|x)\.com/\w{1,40}+)",
    ),
    ("number", Role.OTHER, 3.0, "a number alone", r"[\d\W_]++[kKmM%]?"),
    (
        "address",
        Role.OTHER,
        3.0,
        "an address alone",
        r"(?:https?://|www\.)\S++|(?i:(?:[a-z0-9-]{1,63}+\.){1,4}[a-z]{2,12}+/\S++)|[\w.+-]{1,64}+@[\w-]{1,64}+(?:\.[\w-]{1,64}+){1,5}+|@\w{2,30}+",
    ),
    (
        "copyright",
        Role.LEGAL,
        5.0,
        "a copyright sign and a year",
        r"(?:©|[^\n]{0,60}?(?:©|\([cC]\)) ?(?=\d{4}))[^\n]{0,200}+",
    ),
)
# All of them at once: most of the blocks that are looked at fit none.
_ANY_RULE = re.compile("|".join(f"(?P<{rule}>{pattern})" for rule, *_, pattern in _RULES))
# The same for blocks without a sign of copyright, for which the last rule would look far.
_ANY_OTHER_RULE = re.compile("|".join(f"(?P<{rule}>{pattern})" for rule, *_, pattern in _RULES[:-1]))
_VOTES = {rule: (role, weight, reason) for rule, role, weight, reason, _ in _RULES}
_TIME = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
_LONGEST_TIME = len("14:32")
# Longer blocks are no labels; the longest copyright line that the rules above read.
_LONGEST = 260
# What may stand beside the phrase in a count of minutes, in words: "ca. 3" before "Min. Lesezeit", "3 minuten" behind
# "Leestijd".
_WORDS_OF_A_COUNT = 2
# The longest counter that the rules above read has fourteen: "(100 sur 100)".
_LONGEST_COUNTER = 14
# Between paragraphs of the densest prose the gold of the development pages (every fifth text dump, 2026-11) has 134 of
# 148 numbers of sections that stand alone ("3."), 233 of 383 sums and shares ("$400", "15 %"), which are cells of its
# tables, but 196 of 674 bare numbers and 33 of 129 dates, which are those of counters, teasers and comments.
_SUM_OR_PLACE = re.compile(r"[$€£¥₹%]|\A\d{1,3}[.)]\Z")
# Words in a sentence on a sign of copyright; notices have fewer before their full stop, or begin with the sign.
_SHORTEST_SENTENCE = 8


def label(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for blocks that are nothing but a label.

    An icon's name, a number, an address, a counter, a copyright line, or the minutes that it takes to read a story.
    """
    texts = blocks.texts
    notices: set[int] = set()
    if any(sign in dump.text for sign in ("©", "(c)", "(C)")):
        notices.update(number for number, text in enumerate(blocks.folded) if "©" in text or "(c)" in text)
    # Most blocks are words or begin with one, and have none of the signs that the rules ask for. Of several words, a
    # name in brackets aside, these want no letter before the last character but in short counters.
    odd = [
        number
        for number, text in enumerate(texts)
        if not (text[0].isalpha() and (" " in text or text.isalpha() or number in notices))
        and not (len(text) > _LONGEST_COUNTER and text[-2].isalpha() and text[0] != "[" and " " in text)
    ]
    cells = cells_of_story(blocks) | _times_of_entries(blocks, odd) | _times_of_headings(blocks, odd)
    figures: list[int] = []
    for number in sorted(notices.union(odd)) if notices else odd:
        text = texts[number]
        if len(text) > _LONGEST or number in cells:
            continue
        found = (_ANY_RULE if number in notices else _ANY_OTHER_RULE).fullmatch(text)
        if found is None or (found.lastgroup == "copyright" and _is_sentence(blocks, number)):
            continue
        rule = found.lastgroup or ""
        if rule == "number":
            figures.append(number)
            continue
        role, weight, reason = _VOTES[rule]
        yield blocks.vote(number, role, weight, f"label.{rule}", reason)
    role, weight, reason = _VOTES["number"]
    of_story = _of_story(blocks, figures)
    for number in figures:
        if number not in of_story:
            yield blocks.vote(number, role, weight, "label.number", reason)
    yield from _counts_of_minutes(blocks)


def _of_story(blocks: Blocks, figures: Sequence[int]) -> set[int]:
    """The figures alone that are the story's: in a dump of text, sums and list numbers between two paragraphs of it."""
    core = blocks.core
    paragraphs = core.start + core.prose[core.start : core.end].nonzero()[0]
    if blocks.dump.hints is not None or not len(paragraphs):
        return set()
    first, last = int(paragraphs[0]), int(paragraphs[-1])
    return {number for number in figures if first < number < last and _SUM_OR_PLACE.search(blocks.texts[number])}


def _counts_of_minutes(blocks: Blocks) -> Iterator[Evidence]:
    """How long it takes to read a story, where a line says nothing else: "Leestijd 3 minuten"."""
    for number, hit in blocks.hits(Role.RELATED):
        if hit.part != "reading_time" or not is_reading_time(blocks, number):
            continue
        text = blocks.texts[number]
        if len(text[: hit.start].split()) + len(text[hit.end :].split()) <= _WORDS_OF_A_COUNT:
            # The same role as a teaser's, which says more of it where there is one.
            yield blocks.vote(number, Role.RELATED, 3.5, "label.minutes", "a count of minutes and nothing else")


def _times_of_entries(blocks: Blocks, odd: Sequence[int]) -> set[int]:
    """The times of day that the entries of a live blog stand behind, the first or the last one on top."""
    texts = blocks.texts
    stamps = [number for number in odd if len(texts[number]) <= _LONGEST_TIME and _TIME.fullmatch(texts[number])]
    found: set[int] = set()
    for run in entries(blocks.ends_sentence, stamps):
        inside = stamps[bisect_left(stamps, run.start) : bisect_left(stamps, run.stop)]
        times = [texts[number].zfill(_LONGEST_TIME) for number in inside]
        if sorted(times) in (times, times[::-1]):
            found.update(inside)
    return found


def _times_of_headings(blocks: Blocks, odd: Sequence[int]) -> set[int]:
    """The times of day that a page marks as such above the heading of a section: an entry of a live blog has one."""
    hints = blocks.dump.hints
    if hints is None or not hints.marks:
        return set()
    heads, texts = section_heads(blocks), blocks.texts
    stamps = [number for number in odd if number + 1 in heads and _TIME.fullmatch(texts[number])]
    lines = hints.lines_of(blocks.bounds[0][stamps]).tolist() if stamps else []
    return {number for number, line in zip(stamps, lines, strict=True) if "time" in hints.marks.get(line, ())}


def _is_sentence(blocks: Blocks, number: int) -> bool:
    """Whether a sign of copyright stands in a sentence: "(c) 1999 was scratched into the stone, they found."."""
    is_long = blocks.word_counts[number] >= _SHORTEST_SENTENCE
    return is_long and blocks.ends_sentence[number] and blocks.texts[number][0] != "©"
