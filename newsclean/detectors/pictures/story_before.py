"""Whether what stands before a credit is no caption but a sentence of the story, which an agency wrote or signs.

No detector: ``picture`` asks it, since to lose such a sentence is worse than to keep a caption.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from newsclean.detectors._known_words import is_agency
from newsclean.detectors.names.reading import read_agencies
from newsclean.model import Role
from newsclean.shape import SHORTEST_SENTENCE

if TYPE_CHECKING:
    from newsclean.blocks import Blocks

__all__ = ["may_be_last", "may_be_paragraph", "signs_story"]

# In words. A longer sentence between paragraphs with an agency's name behind it is signed by that agency as often as it
# is below a picture.
_SHORTEST_PARAGRAPH = 12.0
# How far above a story's last sentence another paragraph of its element stands, in blocks, set by hand; a quotation may
# stand between them.
_PARAGRAPHS_ABOVE = 3
# An agency's mark ends a story if so many sentences stand right above it, and no paragraph among so many blocks below.
_FEWEST_ABOVE, _REACH = 2, 6
_STOPS = ".!?…。！？"
_CLOSING = "\"'”’»“"
# What sites put between the paragraphs of a story, and so above its last one; buttons stand below it.
_BETWEEN = frozenset({Role.READ_MORE, Role.ADVERT})


def may_be_paragraph(blocks: Blocks, number: int, caption: str, credit: str) -> bool:
    """Whether what stands before a credit on a line may be a paragraph of a story that an agency wrote.

    It has to be a sentence as long as those of stories, in the midst of paragraphs, and the credit names nobody else.
    """
    prose, lines = blocks.core.prose, blocks.lines
    below = bisect_right(lines, lines[number], number)
    return (
        number > 0
        and below < len(blocks)
        and bool(prose[number - 1] and prose[below])
        and blocks.word_counts[number] >= _SHORTEST_PARAGRAPH
        and _is_sentence(caption)
        and is_agency(credit.rpartition(":")[2].strip(" ©"))
    )


def signs_story(blocks: Blocks, number: int, sentence: str, credit: str) -> bool:
    """Whether an agency's mark stands behind the last sentence of the story: "The boat will be towed. (Reuters)".

    Sentences of the story stand right above, no paragraph stands below, and the mark names nobody else.
    """
    core, lines, words = blocks.core, blocks.lines, blocks.word_counts
    below = bisect_right(lines, lines[number], number)
    above = range(number - _FEWEST_ABOVE, number)
    return (
        core.start <= above.start
        and words[number] >= SHORTEST_SENTENCE
        and _is_sentence(sentence)
        and all(blocks.ends_sentence[place] and words[place] >= SHORTEST_SENTENCE for place in above)
        and not core.prose[below : below + _REACH].any()
        and bool(read_agencies(credit))
    )


def may_be_last(blocks: Blocks, number: int) -> bool:
    """Whether what stands below the prose may be the story's last, and the credit below it that of the story.

    A link or an advertisement may stand between them. Of sentences so placed all are story on the development pages,
    which are few (2026-11, one flattener: two).
    """
    above = number - 1
    while above > 0 and any(hit.role in _BETWEEN for hit in blocks.cues.get(above, ())):
        above -= 1
    prose = blocks.core.prose
    is_below = above > 0 and bool(prose[above]) and prose[: above + 1].sum() >= _FEWEST_ABOVE
    return (
        (is_below or _is_beside_paragraph(blocks, number))
        and bool(blocks.ends_sentence[number])
        and not bool(prose[number + 1 :].any())
        and blocks.has_cue(number + 1, Role.CREDIT, "label")
    )


def _is_beside_paragraph(blocks: Blocks, number: int) -> bool:
    """Whether it is a paragraph of the element of a page in which a paragraph of prose stands above, and the credit."""
    hints = blocks.dump.hints
    if hints is None or number + 1 >= len(blocks):
        return False
    first = max(number - _PARAGRAPHS_ABOVE, 0)
    lines = hints.lines_of(blocks.bounds[0][first : number + 2]).tolist()
    rooms = hints.parents[hints.element[lines]].tolist()
    room = rooms[number - first]
    above = zip(rooms[: number - first], blocks.core.prose[first:number].tolist(), strict=True)
    return hints.tag_of_line[lines[-2]] == "p" and rooms[-1] == room and (room, True) in above


def _is_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in _STOPS
