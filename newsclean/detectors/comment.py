"""Readers' comments: a thread of them is dense prose and needs a sign of its own."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role, Span

__all__ = ["comment"]

# "Maria says:", "Jan Kowalski pisze:" – a name, the same verb every time, a colon, and what was said below it.
_LONGEST_ATTRIBUTION = 60
# A story quotes two or three people in this form; a thread does it all the time.
_FEWEST_ATTRIBUTIONS = 4
# A thread ends a little behind its last sign: the votes on a comment, the button of a form.
_BEHIND_LAST_SIGN = 2
# Below a heading may stand what readers must not write, and the first comments: up to this share of the prose above.
_RULES_OF_THE_HOUSE = 0.5
# Between two signs may stand long comments: up to this share of all the prose above. On the pages of the bench,
# flattened in two ways, 21 dumps gained by it and 3 lost (2026-11).
_LONG_COMMENTS = 1.0
# In words: as long as a paragraph, though a sentence does not end there. Glued dumps tear sentences at wrong places.
_WORDS_OF_TEXT = 10.0
# A phrase of this weight for anything else than these begins another part of the page.
_OTHER_PART = 2.5
_IN_THREADS = frozenset({Role.COMMENTS, Role.SHARE, Role.INTERFACE, Role.ACCOUNT, Role.DATE, Role.BYLINE})
# The fields and buttons of a form: "E-mail", "Send", "Log in".
_IN_FORMS = frozenset({Role.SHARE, Role.INTERFACE, Role.ACCOUNT})


def comment(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for the blocks of a comment thread, its heading with them.

    A thread begins at a heading of the lexicon ("Comments", "Leave a reply") in the core of the story or below it; it
    is believed the more, the more signs of a thread (replies, "says:", flags) stand in it. What stands above the
    heading is no thread, whatever it looks like.
    """
    marks, headings = _marks(blocks)
    if not headings:
        return
    signs = sorted((*marks, *_attributions(blocks, headings[0])))
    start = _start(blocks, headings, signs)
    # A heading is no sign, whatever else it may be.
    signs = [number for number in signs if number > start or (number == start and start not in headings)]
    if not signs:
        return
    end = _end(blocks, signs[-1])
    # One "Reply" may be anything; two signs are a thread.
    if len(signs) < 2 and not _is_form(blocks, start, signs[0], end):
        return
    weight = min(2.0 + 0.25 * len(signs), 4.0)
    reason = f"in a thread with {len(signs)} signs of one" if len(signs) > 1 else "in a form for comments"
    # One vote for the whole thread: it holds for every block in it.
    whole = Span(blocks.starts[start], blocks.ends[end - 1])
    yield Evidence(whole, Role.COMMENTS, weight, "comment.thread", reason, whole=whole)


def _marks(blocks: Blocks) -> tuple[list[int], list[int]]:
    """The blocks, from the core of the story on, with a phrase of comments; and those of them that are headings."""
    hits = [(number, hit) for number, hit in blocks.hits(Role.COMMENTS) if number >= blocks.core.start]
    headings = dict.fromkeys(number for number, hit in hits if hit.part == "heading")
    return list(dict.fromkeys(number for number, _ in hits)), list(headings)


def _attributions(blocks: Blocks, heading: int) -> list[int]:
    """The lines below a heading that attribute what follows to a person, with the verb that most of them have."""
    by_verb: dict[str, list[int]] = {}
    for number in range(heading + 1, len(blocks) - 1):
        if blocks.texts[number][-1] in ":：" and _attributes(blocks, number):
            by_verb.setdefault(blocks.folded[number].split()[-1], []).append(number)
    attributions = max(by_verb.values(), key=len, default=[])
    return attributions if len(attributions) >= _FEWEST_ATTRIBUTIONS else []


def _attributes(blocks: Blocks, number: int) -> bool:
    text = blocks.texts[number]
    return (
        len(text) <= _LONGEST_ATTRIBUTION
        and blocks.word_counts[number] >= 2.0
        and not blocks.has_cue(number, Role.COMMENTS)
        and blocks.ends_sentence[number + 1]
    )


def _start(blocks: Blocks, headings: list[int], signs: list[int]) -> int:
    """The heading or sign that the thread begins at.

    "Comments" in a share bar amid the story looks like a heading, and "Email" behind it like a field of a form. Where
    much of the story stands between one sign and the next, no reader wrote it, and the thread begins at the latter.
    """
    core = blocks.core
    # Words of text from the core's first block to each block, so that no stretch is added up twice.
    words = blocks.shape.words
    is_text = core.prose | (words >= _WORDS_OF_TEXT)
    above = (words * is_text)[core.start :].cumsum().tolist()
    start = last = headings[0]
    for sign in signs:
        if sign <= start:
            continue
        before = above[last - core.start]
        share = _RULES_OF_THE_HOUSE if sign in headings else _LONG_COMMENTS
        if above[sign - core.start] - before > share * before:
            start = sign
        last = sign
    return start


def _end(blocks: Blocks, last_sign: int) -> int:
    """The block behind the last of the thread."""
    blank = blocks.blank_before
    end = last_sign + 1
    while end < len(blocks) and end <= last_sign + _BEHIND_LAST_SIGN:
        # A blank line ends the thread where there is none between its own lines.
        if _begins_other_part(blocks, end) or (blank[end] and not blank[last_sign]):
            break
        end += 1
    return end


def _begins_other_part(blocks: Blocks, number: int) -> bool:
    return any(
        hit.weight >= _OTHER_PART and hit.role not in _IN_THREADS and hit.part != "age"
        for hit in blocks.cues.get(number, ())
    )


def _is_form(blocks: Blocks, heading: int, sign: int, end: int) -> bool:
    """Whether a heading and one sign are a form without comments: fields or buttons below them, and no more prose."""
    return (
        sign == heading + 1
        and sign + 1 < end
        and all(any(hit.role in _IN_FORMS for hit in blocks.cues.get(number, ())) for number in range(sign + 1, end))
        and not blocks.core.prose[heading:].any()
    )
