"""Which line is the headline: a ranker that was learned from the development pages.

A first look at all blocks, a weighted sum, leaves a few; small trees score these, their pieces, and "there is none".
Of all of them one is right, and a softmax over the scores says how likely each is. ``training/headline.py`` learns both
and writes ``headline.json``.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, frozen

from newsclean.blocks import Blocks
from newsclean.detectors.headlines.candidates import Close
from newsclean.detectors.headlines.feature_names import FEATURES
from newsclean.detectors.headlines.features import feature_rows
from newsclean.detectors.headlines.lines import Candidate
from newsclean.detectors.headlines.shortlist import COLUMNS, Surroundings, is_known_chrome
from newsclean.detectors.headlines.signed import is_dated
from newsclean.hints import HEADINGS
from newsclean.model import Dump
from newsclean.sources.page_markup import HEADLINE
from newsclean.trees import Trees

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Choice",
    "Weights",
    "begins_with_page_title",
    "choose",
    "headline_of",
    "likeliest",
    "shipped_weights",
    "shortlist",
]

# Of so many blocks the first seven that may be the headline at all are looked at closely; see ``Close.of``.
_LOOKED_AT = 14
# The certainty, in log-odds, that a choice has at most.
_MOST_CERTAIN = 8.0
# Right above a byline, a date or a share bar a line is believed although "none" is so many times as likely.
_SIGNED = 15.0
# So many paragraphs above an unsigned line are of the story, the headline among them where it is a sentence.
_FEWEST_PARAGRAPHS = 2
_ROW_OF = {name: row for row, name in enumerate(FEATURES)}
# A line without a word of the story must be so many times as likely as "none": it may be the headline of another one.
# Of 2,101 held-out development dumps (2026-11) four lose a wrong headline by it, one a right one; with 2 times as
# likely it is one and one.
_UNLIKE = 6.0
_LEAD_WORDS, _STORY_SHARE = _ROW_OF["like.lead_words"], _ROW_OF["like.prose_share"]
_NO_REASONS = frozenset({"none", "dump", "look"})
# What stands behind a bar in the first line of a dump is the name of the site although the whole line is so many times
# as likely: some gold keeps that name (development dumps, 2026-11: with 2 to 20 a little more is right than with 1).
_BARRED, _BAR = 8.0, "|"
_BULLETS = "•·▪◦● "
# What flatteners to Markdown print before a heading. A tag ("#ferry") has no blank behind it.
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
# The only heading of the first degree is likelier the headline than what stands below it, in log-odds; set by hand. No
# development dump has such a headline.
_FIRST_DEGREE, _ONLY_HEADING = "# ", 1.0
# In characters: more than this behind a headline in its line is no byline that was glued to it, but a paragraph.
_LONGEST_GLUED = 80
# In blocks: so few may stand above the story beside known chrome, the headline and its kicker. Set by hand.
_FEW = 2


@frozen(eq=False, slots=False)
class Weights:
    """What was learned.

    Attributes:
        first_look: What a unit of each column of the first look is worth, in their order.
        trees: The scores of the candidates, over some of ``FEATURES``.
    """

    first_look: NDArray[np.float32]
    trees: Trees

    def asked(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Of the rows of ``FEATURES`` those that the trees ask for, in their order."""
        return rows.take(self._asked, axis=0)

    @cached_property
    def _asked(self) -> list[int]:
        return [_ROW_OF[name] for name in self.trees.features]


@frozen
class Choice:
    """The headline of a dump.

    Attributes:
        first: Its first block.
        last: Its last block; ``first`` but for a headline of several sentences.
        folded: The folded text of the headline.
        value: The text of the headline if that is not just what its block says, else empty.
        certainty: Log-odds that it is the headline, at least 0.
        reason: What speaks for it most, for a person.
    """

    first: int
    last: int
    folded: str
    value: tuple[str, ...]
    certainty: float
    reason: str


@cache
def shipped_weights() -> Weights:
    """The weights that come with newsclean."""
    data = json.loads((Path(__file__).parent / "headline.json").read_text("utf-8"))
    first_look = np.array([data["first_look"][name] for name in COLUMNS], dtype=np.float32)
    return Weights(first_look, Trees.from_data(data))


def shortlist(around: Surroundings, weights: NDArray[np.float32]) -> dict[int, float]:
    """The likeliest blocks at a first look, with their scores, the likeliest first."""
    possible = around.possible()
    scores = (weights @ around.columns)[possible]
    best = np.argsort(-scores, kind="stable")[:_LOOKED_AT]
    return dict(zip(possible[best].tolist(), scores[best].tolist(), strict=True))


def headline_of(blocks: Blocks) -> Choice | None:
    """The headline of a dump as ``choose`` finds it, worked out once: bylines are looked for below it."""
    if "headline" not in blocks.notes:
        found = choose(blocks) if blocks.core.end > blocks.core.start else None
        blocks.notes["headline"] = found and _as_heading(found, blocks)
    choice = blocks.notes["headline"]
    return choice if isinstance(choice, Choice) else None


def _as_heading(choice: Choice, blocks: Blocks) -> Choice:
    """The choice where readers see it: the title of a page is no line of it, and a heading above the story says it.

    The parts of a guide are headed with its title, too, but not in an ``<h1>``.
    """
    hints = blocks.dump.hints
    if hints is None or choice.last or not begins_with_page_title(blocks):
        return choice
    line = hints.lines_of(blocks.bounds[0]).tolist()
    prose = blocks.core.prose.nonzero()[0]
    same = (
        number
        for number, folded in enumerate(blocks.folded[: blocks.core.start + 1])
        if number
        and folded.strip() == choice.folded
        and (tag := hints.tag_of_line[line[number]]) in HEADINGS
        and (tag == HEADLINE or number < prose[0])
    )
    heading = next(same, None)
    if heading is None:
        return choice
    # Capitals throughout are the look of a heading; the title of the page is spelled as sentences are.
    said = choice.value[0] if choice.value else blocks.texts[choice.first]
    is_look = blocks.texts[heading].isupper() and not said.isupper()
    return evolve(choice, first=heading, last=heading, value=(said,) if is_look else ())


def begins_with_page_title(blocks: Blocks) -> bool:
    """Whether the first block is the title of a page, which readers do not see there."""
    hints = blocks.dump.hints
    return hints is not None and hints.tag_of_line[int(hints.lines_of(blocks.starts[:1])[0])] == "title"


def choose(blocks: Blocks, weights: Weights | None = None) -> Choice | None:
    """The headline of a dump, or ``None`` if it more likely has none.

    Args:
        blocks: The blocks of a dump; at least one.
        weights: ``None`` for those that come with newsclean.
    """
    weights = weights or shipped_weights()
    around = Surroundings.of(blocks)
    close = Close.of(blocks, shortlist(around, weights.first_look), around.first_prose, around.end)
    candidates = list(close.candidates())
    if not candidates:
        return _without_chrome(blocks, weights)
    rows_of_all = feature_rows(close, around, candidates)
    rows = weights.asked(rows_of_all)
    scores = weights.trees.scores(rows).tolist()
    none = math.exp(scores.pop())
    scores = _with_marks(blocks, candidates, scores)
    text, likelihood, others = likeliest(candidates, scores)
    # The line that is nothing but the headline, rather than one that holds more.
    number = max(
        (number for number, candidate in enumerate(candidates) if candidate.folded.strip() == text),
        key=lambda number: (candidates[number].kind == "whole", scores[number]),
    )
    above = _above_paragraphs(candidates, scores, close, number)
    if above is not None:
        number, likelihood = above, math.exp(scores[above])
    candidate = candidates[number]
    bar = none
    if _is_signed(close, candidate):
        bar /= _SIGNED
    elif not rows_of_all[_LEAD_WORDS, number] and not rows_of_all[_STORY_SHARE, number]:
        bar *= _UNLIKE
    if likelihood <= bar:
        return _without_chrome(blocks, weights)
    certainty = min(max(math.log(likelihood / (others + none)), 0.0), _MOST_CERTAIN)
    return _choice(candidate, close, certainty, _reason(weights.trees, rows[:, number]))


def _with_marks(blocks: Blocks, candidates: Sequence[Candidate], scores: list[float]) -> list[float]:
    """The scores, that of the only line which a flattener to Markdown marks as a heading of the first degree raised."""
    marked = {candidate.line.first for candidate in candidates if candidate.line.text.startswith(_FIRST_DEGREE)}
    if len(marked) != 1 or sum(text.startswith(_FIRST_DEGREE) for text in blocks.texts) != 1:
        return scores
    worth = [_ONLY_HEADING * (found.line.first in marked and found.kind == "whole") for found in candidates]
    return [score + more for score, more in zip(scores, worth, strict=True)]


def _is_signed(close: Close, candidate: Candidate) -> bool:
    number = candidate.line.last
    return close.is_signed(number) or is_dated(close.blocks, number)


def _above_paragraphs(candidates: Sequence[Candidate], scores: Sequence[float], close: Close, best: int) -> int | None:
    """The line that is signed, above paragraphs that part it from the likeliest one, which nothing signs.

    A box of key points between the first paragraphs and the rest is rather a list of the story than its headline.
    """
    line = candidates[best].line
    paragraphs = [number for number in range(line.first) if close.blocks.is_prose[number]]
    if len(paragraphs) < _FEWEST_PARAGRAPHS or _is_signed(close, candidates[best]):
        return None
    signed = [
        number
        for number, candidate in enumerate(candidates)
        if candidate.kind == "whole"
        and close.first_line.last < candidate.line.first < paragraphs[1 - _FEWEST_PARAGRAPHS]
        and math.exp(scores[number]) * _SIGNED > math.exp(scores[best])
        and _is_signed(close, candidate)
    ]
    return max(signed, key=scores.__getitem__, default=None)


def _without_chrome(blocks: Blocks, weights: Weights) -> Choice | None:
    """The headline where little but known chrome stands above the story, once that is taken out.

    Cleaned, the dump is such a text: a headline that was kept as a line of it would be found only the second time.
    """
    top, prose = blocks.core.start, blocks.is_prose
    known = {number for number in blocks.cues if not prose[number] and is_known_chrome(blocks, number)}
    above = sum(number < top for number in known)
    if not above or not 0 < top - above <= _FEW:
        return None
    kept = [number for number in range(len(blocks)) if number not in known]
    texts, folded = ([column[number] for number in kept] for column in (blocks.texts, blocks.folded))
    ends = list(accumulate(len(text) + 1 for text in texts))
    starts, ends = [0, *ends[:-1]], [end - 1 for end in ends]
    lines = [blocks.lines[number] for number in kept]
    cues = {place: blocks.cues[number] for place, number in enumerate(kept) if number in blocks.cues}
    dump, no_blanks = Dump("\n".join(texts)), [False] * len(kept)
    rest = Blocks(dump, starts, ends, texts, folded, lines, no_blanks, blocks.language, cues)
    choice = choose(rest, weights) if rest.core.end > rest.core.start else None
    return choice and evolve(choice, first=kept[choice.first], last=kept[choice.last])


def likeliest(candidates: Sequence[Candidate], scores: Sequence[float]) -> tuple[str, float, float]:
    """The text whose candidates together are likeliest, how likely it is, and how likely all others together are.

    Likelihoods are exponentials of scores, so that they are compared with that of "there is no headline".
    """
    by_text: dict[str, float] = {}
    for candidate, score in zip(candidates, scores, strict=True):
        text = candidate.folded.strip()
        by_text[text] = by_text.get(text, 0.0) + math.exp(score)
    best = max(by_text, key=by_text.__getitem__)
    head = best.partition(_BAR)[0].rstrip()
    if head != best and by_text.get(head, 0.0) * _BARRED >= by_text[best]:
        best = head
    return best, by_text[best], sum(by_text.values()) - by_text[best]


def _choice(candidate: Candidate, close: Close, certainty: float, reason: str) -> Choice:
    line, text = candidate.line, candidate.text
    folded = candidate.folded.strip()
    if candidate.kind == "glued" and len(line.text) - len(text) > _LONGEST_GLUED:
        # The line holds a paragraph of the story too. The title of the page says the same without it.
        line = close.first_line
    # What a flattener printed before a heading or an item of a list is no part of the headline.
    shown = close.wholly_said(folded) or _HEADING_MARK.sub("", text.lstrip(_BULLETS)) or text
    is_block = line.first == line.last and shown == line.text
    return Choice(line.first, line.last, folded, () if is_block else (shown,), certainty, reason)


def _reason(trees: Trees, row: NDArray[np.float32]) -> str:
    """What speaks for a candidate most, by the shares of the features in its score, those of a kind together.

    What all candidates of a dump have in common speaks for none of them, what the first look said is no reason, and
    what is not there is none that can be said.
    """
    named = zip(trees.features, trees.shares(row).tolist(), row.tolist(), strict=True)
    shares = {name: share for name, share, value in named if value}
    kinds: dict[str, float] = {}
    for name, share in shares.items():
        kind = name.partition(".")[0]
        if kind not in _NO_REASONS:
            kinds[kind] = kinds.get(kind, 0.0) + share
    best = max(kinds, key=kinds.__getitem__, default="like")
    if best == "like":
        return "says what the story below is about"
    return FEATURES[max((name for name in shares if name.partition(".")[0] == best), key=shares.__getitem__)]
