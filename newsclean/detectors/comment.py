"""Readers' comments: a thread of them is dense prose and needs a sign of its own."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role

__all__ = ["comment"]

# "Maria says:", "Jan Kowalski pisze:", "anonym schrieb am 4.5.2024:" – a name and a verb, and what was said below it.
_LONGEST_ATTRIBUTION = 60
# A story quotes two or three people with a colon on a line of its own; a thread does it all the time.
_FEWEST_ATTRIBUTIONS = 4


def comment(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for the blocks of a comment thread.

    A thread begins at a heading of the lexicon ("Comments", "Leave a reply") that stands behind the core of the story;
    it is believed the more, the more signs of a thread (replies, "says:", flags) stand in it.
    """
    count = len(blocks)
    heading = None
    signs: list[int] = []
    attributions: list[int] = []
    for number in range(blocks.core.start, count):
        hits = [hit for hit in blocks.cues.get(number, ()) if hit.role is Role.COMMENTS]
        if hits:
            signs.append(number)
            if heading is None and any(hit.part == "heading" for hit in hits):
                heading = number
        elif _attributes(blocks, number):
            attributions.append(number)
    if len(attributions) >= _FEWEST_ATTRIBUTIONS:
        signs = sorted((*signs, *attributions))
        heading = attributions[0] - 1 if heading is None else heading
    if heading is None:
        return
    after = [number for number in signs if number > heading]
    # One "Reply" may be a form without comments; two signs are a thread, and it ends a little behind the last of them.
    if len(after) < 2:
        return
    weight = min(2.0 + 0.25 * len(after), 4.0)
    reason = f"in a thread with {len(after)} signs of one"
    for number in range(heading + 1, min(after[-1] + 3, count)):
        yield blocks.vote(number, Role.COMMENTS, weight, "comment.thread", reason)


def _attributes(blocks: Blocks, number: int) -> bool:
    text = blocks.texts[number]
    return (
        text[-1] in ":："
        and len(text) <= _LONGEST_ATTRIBUTION
        and number + 1 < len(blocks)
        and bool(blocks.shape.ends_sentence[number + 1])
    )
