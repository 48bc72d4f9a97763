"""Phrases of the lexicon: the one detector behind all rows that need no structure around them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newsclean.blocks import Blocks
from newsclean.lexicon import CueHit, Match
from newsclean.model import Dump, Evidence, Role

__all__ = ["cue_phrase"]

# These roles are facts: what a phrase announces has to be read, which is the work of detectors of their own.
_READ_ELSEWHERE = frozenset({Role.BYLINE, Role.DATE, Role.TAGS, Role.CAPTION, Role.CREDIT})
# Units and ages ("min read", "hours ago") mean something only beside a number: ``related_story`` looks at that.
_PARTS_READ_ELSEWHERE = frozenset({"reading_time", "age", "kicker"})


def cue_phrase(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for what the lexicon's phrases say of each block.

    What stands behind "Read more:" is kept as the headline that the line points to.
    """
    span, words = blocks.span, blocks.word_counts
    for number, hits in blocks.cues.items():
        for hit in hits:
            role, part, weight = hit.role, hit.part, hit.weight
            value: tuple[str, ...] = ()
            if role in _READ_ELSEWHERE or part in _PARTS_READ_ELSEWHERE:
                continue
            if role in _LINKS and words[number] >= _PROSE_WORDS and _is_sentence_that_links(blocks, number, hit):
                weight *= _LINK_IN_PROSE
            if role is Role.READ_MORE and hit.match in _BEFORE_HEADLINES:
                headline = _headline(blocks.texts[number][hit.end :])
                if headline:
                    part, value = "headline", (headline,)
            yield Evidence(span(number), role, weight, hit.rule, _reason(hit.match, hit.phrase), part, value)


@cache
def _reason(match: Match, phrase: str) -> str:
    # Of a large dump's votes many say the same: one text for all of them.
    return f"{_HOW[match]} “{phrase}”"


def _headline(rest: str) -> str:
    """What stands behind "Read more:", without the arrow behind it and the bracket around both."""
    rest = rest.rstrip(_ARROWS)
    for opening, closing in _BRACKETS:
        if rest.endswith(closing) and opening not in rest:
            rest = rest[:-1]
    return rest


def _is_sentence_that_links(blocks: Blocks, number: int, hit: CueHit) -> bool:
    """Whether a link is a sentence of its author: "Click here to see how the bridge was built, stone by stone."."""
    return hit.phrase[-1] not in ":：" and blocks.ends_sentence[number] and not blocks.shape.truncated[number]


_LINKS = frozenset({Role.READ_MORE, Role.NAVIGATION})
# Phrases that a headline follows; behind the others stands the rest of a sentence.
_BEFORE_HEADLINES = frozenset({"starts", "opens"})
_ARROWS = " »›>→►▶|"
_BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"), ("【", "】"))
# A sentence that leads to another page is doubted half as much as a label that does.
_LINK_IN_PROSE = 0.5
_PROSE_WORDS = 10
_HOW = {
    "is": "is",
    "starts": "starts with",
    "opens": "opens with",
    "ends": "ends with",
    "contains": "contains",
}
