"""Reasons to doubt an article: what a person who looks at the dump would see at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from newsclean.model import Doubt, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks

__all__ = ["LOW_CONFIDENCE", "doubts_of"]

#: Articles under this confidence are doubted. Of every seventh development dump (1,689, 2026-11, learned from) that are
#: 10, with a word-F1 of 0.32 in the mean; of the others it is 0.95. Under 0.7 it would be 24, with 0.53. For sites held
#: out see docs/figures.md ("How sure, and how right"); newsclean evaluate GOLD DUMPS shows the word-F1 by confidence.
LOW_CONFIDENCE = 0.5
# A page whose text is a smaller share of its words than this, with at least so many blocks of other stories, is a list
# of stories: of 65 such development dumps 54 have a word-F1 under 0.5; at a fifteenth, 7 of the 57 dumps added.
_LIST_SHARE = 1 / 25
_LIST_BLOCKS = 10
# So is a text of at least so many lines of which less than this share of the words stands in lines that end like a
# sentence or are longer than a headline. Of 1,341 development dumps and pages (2026-11, every twelfth and every fourth)
# none is; at a fifth, seven would be, manuals and checklists with a word-F1 of 0.94 in the mean.
_SAID_SHARE, _LONGEST_HEADLINE = 1 / 10, 20
# Stories of more words are whole, whatever stands behind them: "Show full article" and pleas to subscribe stand under
# complete stories too (180 development dumps have an expander within three blocks of their end, all of them whole).
_SHORT = 150
# How far behind the story its paywall may stand, in blocks.
_BEHIND = 6
# Behind a story of fewer words a paragraph of at least so many, removed with less certainty than this and at most so
# many blocks further down, may be its last one. Of 140 development dumps of so short a story (2026-11) 15 have one, of
# which 7 lost text of the story; of all of them, 17 did.
_SHORT_OF_END, _PARAGRAPH_BEHIND, _UNSURE, _FAR_BEHIND = 300, 12, 0.8, 12
# A last paragraph of so many words that ends without a sentence's end was cut, if the others end properly. Shorter ones
# are signatures and lists.
_PARAGRAPH = 10
_PROPER = 0.8


def doubts_of(
    blocks: Blocks,
    roles: Sequence[Role],
    in_text: NDArray[np.bool_],
    confidence: float,
    certainties: NDArray[np.float64],
    *,
    is_free: bool = True,
) -> tuple[Doubt, ...]:
    """What speaks against an article, in the order of ``Doubt``.

    Args:
        blocks: The blocks of the dump.
        roles: What each is.
        in_text: Which are in the text.
        confidence: Of the article.
        certainties: Of the blocks: how probable it is that each was rightly kept or removed.
        is_free: ``False`` where the page says that not everybody may read it.
    """
    story = in_text.nonzero()[0]
    low = (Doubt.LOW_CONFIDENCE,) if confidence < LOW_CONFIDENCE else ()
    if not len(story):
        return (Doubt.NO_STORY, *low)
    words = blocks.shape.words
    length, whole = float(words[story].sum()), float(words.sum())
    is_beside_list = length < whole * _LIST_SHARE and roles.count(Role.RELATED) >= _LIST_BLOCKS
    if is_beside_list or _is_list(blocks, story):
        return (Doubt.LIST_PAGE, *low)
    last = int(story[-1])
    if length < _SHORT_OF_END and _has_unsure_end(blocks, certainties, last + 1):
        unsure: tuple[Doubt, ...] = (Doubt.UNSURE_END, *low)
    else:
        unsure = low
    if length >= _SHORT:
        return unsure
    if not is_free or _has_paywall(blocks, range(last + 1, min(last + 1 + _BEHIND, len(blocks)))):
        return (Doubt.PAYWALL_STUB, *low)
    if _is_cut(blocks, roles, story, last) or _has_expander(blocks, last + 1):
        return (Doubt.TRUNCATED, *low)
    return unsure


def _is_list(blocks: Blocks, story: NDArray[np.intp]) -> bool:
    """Whether a text is a list of headlines: many lines, and hardly a sentence among them."""
    words = blocks.shape.words[story]
    is_said = blocks.shape.ends_sentence[story] | (words > _LONGEST_HEADLINE)
    return len(story) >= _LIST_BLOCKS and bool(words[is_said].sum() < _SAID_SHARE * words.sum())


def _has_paywall(blocks: Blocks, numbers: range) -> bool:
    # Buttons are their whole line; what speaks of subscribers or of an account is a sentence that holds or begins with
    # its phrase. That is how the rows of all languages are written.
    return any(
        hit.role is Role.EXPANDER and hit.match in ("starts", "contains")
        for number in numbers
        for hit in blocks.cues.get(number, ())
    )


def _has_unsure_end(blocks: Blocks, certainties: NDArray[np.float64], behind: int) -> bool:
    shape, here = blocks.shape, slice(behind, behind + _FAR_BEHIND)
    paragraphs = (shape.words[here] >= _PARAGRAPH_BEHIND) & shape.ends_sentence[here]
    return bool((paragraphs & (certainties[here] < _UNSURE)).any())


def _has_expander(blocks: Blocks, number: int) -> bool:
    return blocks.has_cue(number, Role.EXPANDER)


def _is_cut(blocks: Blocks, roles: Sequence[Role], story: NDArray[np.intp], last: int) -> bool:
    shape = blocks.shape
    if roles[last] is not Role.BODY or shape.words[last] < _PARAGRAPH:
        return False
    if shape.truncated[last]:
        return True
    if shape.ends_sentence[last] or shape.ends_colon[last]:
        return False
    others = shape.ends_sentence[story[:-1]]
    return bool(len(others) and others.mean() >= _PROPER)
