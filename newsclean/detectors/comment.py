"""Readers' comments: a thread of them is dense prose and needs a sign of its own."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role

__all__ = ["comment"]

# "Maria says:", "Jan Kowalski pisze:" – a name, the same verb every time, a colon, and what was said below it.
_LONGEST_ATTRIBUTION = 60
# A story quotes two or three people in this form; a thread does it all the time.
_FEWEST_ATTRIBUTIONS = 4


def comment(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for the blocks of a comment thread.

    A thread begins at a heading of the lexicon ("Comments", "Leave a reply") that stands behind the core of the story;
    it is believed the more, the more signs of a thread (replies, "says:", flags) stand in it.
    """
    signs: list[int] = []
    by_verb: dict[str, list[int]] = {}
    heading = None
    for number in range(blocks.core.start, len(blocks)):
        hits = [hit for hit in blocks.cues.get(number, ()) if hit.role is Role.COMMENTS]
        if heading is None:
            # What stands above the heading is no thread, whatever it looks like.
            heading = number if any(hit.part == "heading" for hit in hits) else None
        elif hits:
            signs.append(number)
        elif _attributes(blocks, number):
            by_verb.setdefault(blocks.folded[number].split()[-1], []).append(number)
    if heading is None:
        return
    attributions = max(by_verb.values(), key=len, default=[])
    if len(attributions) >= _FEWEST_ATTRIBUTIONS:
        signs = sorted((*signs, *attributions))
    # One "Reply" may be a form without comments; two signs are a thread, and it ends a little behind the last of them.
    if len(signs) < 2:
        return
    weight = min(2.0 + 0.25 * len(signs), 4.0)
    reason = f"in a thread with {len(signs)} signs of one"
    for number in range(heading + 1, min(signs[-1] + 3, len(blocks))):
        yield blocks.vote(number, Role.COMMENTS, weight, "comment.thread", reason)


def _attributes(blocks: Blocks, number: int) -> bool:
    text = blocks.texts[number]
    return (
        text[-1] in ":："
        and len(text) <= _LONGEST_ATTRIBUTION
        and blocks.shape.words[number] >= 2.0
        and number + 1 < len(blocks)
        and bool(blocks.shape.ends_sentence[number + 1])
    )
