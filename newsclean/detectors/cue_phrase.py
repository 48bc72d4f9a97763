"""Phrases of the lexicon: the one detector behind all rows that need no structure around them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, overload

from attrs import define, field

from newsclean.blocks import Blocks
from newsclean.characters import CLOSING, FULL_STOPS
from newsclean.detectors._story_tables import cells_of_story
from newsclean.detectors._told_speech import place_of_telling
from newsclean.lexicon import CueHit
from newsclean.lexicon.loading import shipped_files
from newsclean.model import BODY_ROLES, Dump, Evidence, Role, Span
from newsclean.shape import SHORTEST_SENTENCE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PhraseVotes", "cue_phrase"]

# These roles are facts: what a phrase announces has to be read, which is the work of detectors of their own.
_READ_ELSEWHERE = frozenset({Role.BYLINE, Role.DATE, Role.TAGS, Role.CAPTION, Role.CREDIT})
# Units and ages ("min read", "hours ago") mean something only beside a number: ``related_story`` looks at that.
_PARTS_READ_ELSEWHERE = frozenset({"reading_time", "age", "kicker"})


@define(eq=False)
class PhraseVotes(Sequence[Evidence]):
    """The votes of phrases on whole blocks, as columns: most votes on a dump are such, and few are ever looked at.

    Attributes:
        bounds: Where all blocks of the dump start and end, of shape ``(2, blocks)``.
        numbers: The block of each vote.
        hits: The phrase of each.
        weights: What each weighs.
        headlines: By the number of the vote, the headlines that some phrases point to.
    """

    bounds: NDArray[np.int32]
    numbers: list[int] = field(factory=list)
    hits: list[CueHit] = field(factory=list)
    weights: list[float] = field(factory=list)
    headlines: dict[int, str] = field(factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> Evidence: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Evidence]: ...
    def __getitem__(self, index: int | slice) -> Evidence | Sequence[Evidence]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        hit, headline = self.hits[index], self.headlines.get(index)
        part, value = (hit.part, ()) if headline is None else ("headline", (headline,))
        span = Span(*self.bounds[:, self.numbers[index]].tolist())
        reason = f"{_HOW[hit.match]} “{hit.phrase}”"
        return Evidence(span, hit.role, self.weights[index], hit.rule, reason, part, value)


def cue_phrase(dump: Dump, blocks: Blocks) -> PhraseVotes:
    """Vote for what the lexicon's phrases say of each block.

    What stands behind "Read more:" is kept as the headline that the line points to.
    """
    votes = PhraseVotes(blocks.bounds)
    numbers, phrases, weights = votes.numbers, votes.hits, votes.weights
    words = blocks.word_counts
    cells = cells_of_story(blocks)
    page = _page_in_one_block(blocks)
    for number, hits in blocks.cues.items():
        telling = _place_of_telling(blocks, number, hits)
        for hit in hits:
            role, weight = hit.role, hit.weight
            if role in _READ_ELSEWHERE or hit.part in _PARTS_READ_ELSEWHERE:
                continue
            if hit.start < telling and role not in BODY_ROLES and hit.rule.split(".")[1] in _shipped():
                continue
            if number in cells and hit.match == "is" and role not in BODY_ROLES:
                continue
            if role in _LINKS and words[number] >= _PROSE_WORDS and _is_sentence_that_links(blocks, number, hit):
                weight *= _LINK_IN_PROSE
            if number == page or (
                role is Role.READ_MORE
                and (words[number] >= _GLUED_WORDS or (words[number] >= _GLUED_PIECE and _is_piece(blocks, number)))
                and _holds_sentence(blocks, number, hit)
            ):
                weight *= _GLUED
            if hit.match in _ANYWHERE and role in _BEHIND_SENTENCES:
                weight *= _share_behind_sentence(blocks.texts[number], hit.start)
            if role is Role.READ_MORE and hit.match in _BEFORE_HEADLINES:
                headline = _headline(blocks.texts[number][hit.end :])
                if headline:
                    votes.headlines[len(numbers)] = headline
            numbers.append(number)
            phrases.append(hit)
            weights.append(weight)
    return votes


def _page_in_one_block(blocks: Blocks) -> int:
    """The block that has most of the dump, and sentences: what else stands in it says little of it. -1 for none."""
    characters = blocks.shape.characters
    if not len(blocks):
        return -1
    number = int(characters.argmax())
    holds_most = characters[number] > _MOST_OF_DUMP * characters.sum()
    return number if holds_most and blocks.shape.stops[number] >= _FEWEST_STOPS else -1


@cache
def _shipped() -> frozenset[str]:
    """The files of the shipped lexicon. Of a phrase of other files somebody has looked at these very words."""
    return frozenset(path.stem for path in shipped_files())


def _place_of_telling(blocks: Blocks, number: int, hits: Sequence[CueHit]) -> int:
    """Where a block says that somebody said what stands before, which phrases say nothing about then; else 0."""
    if not blocks.ends_sentence[number] or blocks.word_counts[number] < _SENTENCE_WORDS:
        return 0
    if blocks.shape.truncated[number] or all(hit.match == "is" for hit in hits):
        return 0
    return place_of_telling(blocks.folded[number], blocks.language)


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


def _is_piece(blocks: Blocks, number: int) -> bool:
    """Whether a block is one of at least three of its line, which has been cut where sentences end."""
    lines = blocks.lines
    return list(lines[max(number - 2, 0) : number + 3]).count(lines[number]) > 2


def _holds_sentence(blocks: Blocks, number: int, hit: CueHit) -> bool:
    """Whether a paragraph of the story is glued to the headline behind "Read more:"; headlines have no full stop."""
    is_before = hit.phrase[-1] in ":：" and hit.match in _BEFORE_HEADLINES
    return is_before and blocks.ends_sentence[number] and blocks.texts[number].rstrip(CLOSING)[-1:] in FULL_STOPS


def _share_behind_sentence(text: str, start: int) -> float:
    """How much of a text stands behind its sentences: "The welders came on Monday. © 2024 Osk Courier".

    1.0 if no sentence as long as those of a story ends there.
    """
    before = text[:start].rstrip(_OPENING)
    last = before[-1:]
    follows = last in _STOPS_UNSPACED or (last in _STOPS and before.count(" ") >= _SENTENCE_WORDS - 1)
    return 1.0 - start / len(text) if last and follows else 1.0


# Such phrases at the end of a paragraph say nothing of the sentences before them. They count by what they and the rest
# are of the block: to lose a sentence would be worse than to keep the phrase.
_BEHIND_SENTENCES = frozenset({Role.LEGAL, Role.PROMOTION, Role.SHARE, Role.ACCOUNT, Role.CREDIT})
_ANYWHERE = frozenset({"contains", "ends"})
_SENTENCE_WORDS = 6
_OPENING = " ([{–—-|*"
_STOPS_UNSPACED = "。！？"
_STOPS = f'.!?…”"»{_STOPS_UNSPACED}'
_LINKS = frozenset({Role.READ_MORE, Role.NAVIGATION})
# Phrases that a headline follows; behind the others stands the rest of a sentence.
_BEFORE_HEADLINES = frozenset({"starts", "opens"})
_ARROWS = " »›>→►▶|"
_BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"), ("【", "】"))
# Of the lines that begin with "Read more:" and the like in a fifth of the development dumps (2026-11), none has so many
# words and ends with a full stop, unless a paragraph goes on behind the headline. What it says is left to the labeller.
_GLUED_WORDS, _GLUED = 20, 0.2
# Of a page in one line the sentence behind the headline is in the same piece whatever its length: so it is with all 18
# that are news of the 21 pieces that begin with such a phrase and end with a full stop (glued and one-line development
# dumps, 2026-11). A headline of three words and the shortest sentence are as long.
_GLUED_PIECE = 3 + SHORTEST_SENTENCE
# A short page in one line is not cut where no blanks stand. Set by hand: a notice has no more sentences.
_MOST_OF_DUMP, _FEWEST_STOPS = 0.6, 3
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
