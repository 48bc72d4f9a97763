"""Tickers: news in brief beside the story, every item of them behind a time of day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from newsclean.blocks import Blocks, runs
from newsclean.detectors.other_stories.subjects import is_page, share_about_the_rest, words_of_the_rest
from newsclean.model import Dump, Evidence, Role, Span

__all__ = ["ticker"]

# "10:17 Rouble slips", "[17:03] …", "• 9h40 …", "14.03.2024, 10:17": the time may have a date before it.
_TIME = re.compile(r"\W{0,3}(?:\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?[ .,]{1,3})?(?:[01]?\d|2[0-3])[:h][0-5]\d(?![\d:%])")
# A story may name the hours of three trains. Between two times stand a headline and a summary, each perhaps on two
# lines, and no more words than these: the entries of a live blog are paragraphs. On a sixth of the development dumps
# (2026-11) runs of this kind hold 3,800 words of chrome that were kept, and 44 words of stories.
_FEWEST_ITEMS, _MOST_BLOCKS, _MOST_WORDS = 4, 3, 45.0
# In words: less prose than this outside is no story that the ticker could stand beside.
_FEWEST_OUTSIDE = 40.0
# The entries of a live blog speak of what the rest of the page speaks of: this share of them does.
_LIVE_SHARE = 0.5


def ticker(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for runs of at least four short items that begin with a time of day, beside a story of another kind."""
    if not is_page(blocks):
        return
    # Most blocks have no digit: asking for one first is cheaper.
    numbers = blocks.shape.digits.nonzero()[0].tolist()
    times = [number for number in numbers if _TIME.match(blocks.texts[number])]
    for run in runs(times, _MOST_BLOCKS):
        if len(run) < _FEWEST_ITEMS:
            continue
        start, end = run[0], _end(blocks, run)
        if _is_announced(blocks, start):
            continue
        items = [slice(first, behind) for first, behind in pairwise([*run, end])]
        if (
            words_of_the_rest(blocks, start, end) >= _FEWEST_OUTSIDE
            and blocks.shape.words[start:end].sum() <= _MOST_WORDS * len(run)
            and share_about_the_rest(blocks, items) < _LIVE_SHARE
        ):
            span = Span(blocks.starts[start], blocks.ends[end - 1])
            yield Evidence(span, Role.RELATED, 3.0, "ticker", f"one of {len(run)} items behind a time", whole=span)


def _is_announced(blocks: Blocks, start: int) -> bool:
    """Whether the line above the run says whose the times are: "The last boats leave at:". No phrase of sites does."""
    above = start - 1
    return above >= 0 and bool(blocks.shape.ends_colon[above]) and not blocks.cues.get(above)


def _end(blocks: Blocks, run: list[int]) -> int:
    """The block behind the last item, which has as many blocks as most of them."""
    usual = Counter(after - before for before, after in pairwise(run)).most_common(1)[0][0]
    return min(run[-1] + usual, len(blocks))
