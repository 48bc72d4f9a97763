"""Captions and credits of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role

__all__ = ["picture"]

# In words: 99 % of the captions in the development dumps are shorter. Credits are names.
_LONGEST_CAPTION = 45.0
_LONGEST_CREDIT = 12.0
_ADDRESS = re.compile(r"[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,40}){0,2}\.[a-z]{2,6}")


def picture(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for credits, for captions that a label announces, and for the line before a credit."""
    words = blocks.shape.words
    credited: set[int] = set()
    captioned: set[int] = set()
    for number, hits in sorted(blocks.cues.items()):
        for hit in hits:
            text = blocks.texts[number]
            if hit.role is Role.CREDIT and words[number] <= _LONGEST_CREDIT and not blocks.core.prose[number]:
                rest = text[hit.end :].strip() if hit.match in ("starts", "opens") else text
                yield blocks.vote(
                    number, Role.CREDIT, hit.weight, hit.rule, f"{hit.match} “{hit.phrase}”", value=(rest,) if rest else ()
                )
                credited.add(number)
            elif hit.role is Role.CAPTION and words[number] <= _LONGEST_CAPTION + 5:
                rest = text[hit.end :].strip() if hit.match in ("starts", "opens") else ""
                yield blocks.vote(
                    number, Role.CAPTION, hit.weight, hit.rule, f"{hit.match} “{hit.phrase}”", value=(rest,) if rest else ()
                )
                captioned.add(number)
    yield from _tails(blocks, credited, captioned)
    for number in sorted(credited):
        if number - 1 not in captioned and number - 1 not in credited and _may_be_caption(blocks, number - 1):
            yield blocks.vote(
                number - 1, Role.CAPTION, 3.0, "picture.before_credit", "a short line right before a credit",
                value=(blocks.texts[number - 1],),
            )


def _tails(blocks: Blocks, credited: set[int], captioned: set[int]) -> Iterator[Evidence]:
    """A credit behind its caption on one line: "Two tugs at work. harbour.example"."""
    lines, texts = blocks.lines, blocks.texts
    for number in range(1, len(blocks)):
        if lines[number] != lines[number - 1] or blocks.shape.words[number] > _LONGEST_CREDIT:
            continue
        text = texts[number]
        agency = blocks.has_cue(number, Role.BYLINE, "agency")
        if number not in credited:
            if not (agency or _ADDRESS.fullmatch(text)):
                continue
            credited.add(number)
            reason = "stands behind a caption on the same line"
            yield blocks.vote(number, Role.CREDIT, 5.0, "picture.tail", reason, value=(text,))
        if number - 1 not in captioned and blocks.shape.words[number - 1] <= _LONGEST_CAPTION:
            captioned.add(number - 1)
            reason = "a credit stands behind it on the same line"
            yield blocks.vote(number - 1, Role.CAPTION, 5.0, "picture.head", reason, value=(texts[number - 1],))


def _may_be_caption(blocks: Blocks, number: int) -> bool:
    """Whether the block before a credit describes a picture: no headline, no byline, and not the story's prose."""
    return (
        number >= 0
        and 2.0 <= blocks.shape.words[number] <= _LONGEST_CAPTION
        and number not in blocks.cues
        and (not blocks.core.prose[number] or (number > 0 and not blocks.core.prose[number - 1]))
        and not any(map(str.isdigit, blocks.texts[number][:4]))
    )
