"""Tags: the topics that the page files the story under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role

__all__ = ["tag_list"]

# A tag is a name or a topic, of at most so many words; a story has at most so many of them (development dumps, 2026-11).
_LONGEST_TAG = 6.5
_MOST_TAGS = 30
_SEPARATOR = re.compile(r"\s*+[,;|•·、，/]\s*+|\s*+#|\s{2,}+")
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z][a-zà-ÿ])")
_HASHTAG_LINE = re.compile(r"(?:#[\w\-]{2,60}+[\s,]*+){2,40}+")


def tag_list(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for lines of tags, and for the short lines that follow a label such as "Tags:"; the value is the tags."""
    for number, hits in sorted(blocks.cues.items()):
        for hit in hits:
            if hit.role is not Role.TAGS:
                continue
            rest = blocks.texts[number][hit.end :] if hit.match != "is" else ""
            tags = read_tags(rest)
            if tags:
                reason = f"tags behind “{hit.phrase}”"
                yield blocks.vote(number, Role.TAGS, hit.weight, hit.rule, reason, value=tags)
            elif not rest.strip(" :"):
                yield blocks.vote(number, Role.TAGS, hit.weight - 1.0, hit.rule, f"is “{hit.phrase}”")
                yield from _lines_below(blocks, number)
    for number, text in enumerate(blocks.texts):
        if text[0] == "#" and _HASHTAG_LINE.fullmatch(text):
            yield blocks.vote(
                number, Role.TAGS, 4.0, "tag_list.hashtags", "nothing but hashtags", value=read_tags(text)
            )


def _lines_below(blocks: Blocks, label: int) -> Iterator[Evidence]:
    for number in range(label + 1, min(label + 1 + _MOST_TAGS, len(blocks))):
        text = blocks.texts[number]
        if (
            blocks.shape.words[number] > _LONGEST_TAG
            or blocks.shape.ends_sentence[number]
            or text[-1] in ":："
            or any(hit.role not in (Role.TAGS, Role.NAVIGATION) for hit in blocks.cues.get(number, ()))
        ):
            return
        tags = read_tags(text)
        if tags:
            yield blocks.vote(number, Role.TAGS, 3.0, "tag_list.below", "a short line below a label for tags", value=tags)


def read_tags(text: str) -> tuple[str, ...]:
    """The tags of one line; glued ones are parted where a small letter meets a capital.

    >>> read_tags("ChinaRussiaVladimir Putin")
    ('China', 'Russia', 'Vladimir Putin')
    >>> read_tags("China , Putin")
    ('China', 'Putin')
    """
    tags = []
    pieces = _SEPARATOR.split(text.strip(" :：#"))
    for piece in pieces:
        # With separators nothing is glued: "YouTube, iPhone" are names.
        parts = _GLUED.split(piece) if len(pieces) == 1 else [piece]
        tags.extend(part.strip(" :.#") for part in parts)
    tags = [tag for tag in tags if tag]
    if len(tags) > _MOST_TAGS or any(len(tag.split()) > _LONGEST_TAG or len(tag) > 80 for tag in tags):
        return ()
    return tuple(dict.fromkeys(tags))
