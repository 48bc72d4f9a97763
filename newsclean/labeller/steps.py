"""The steps of decoding in their order, and what each of them is asked by the features of the blocks.

In dumps of text each step sees what the one before has made of the scores. With more of the story the line rises, and
what it leaves behind may stand between two blocks of it; so that is asked behind the ends of short stories and the
turns. Of pages little is: there the markup has told more than other blocks can, but for those of elements that are set
alike (``newsclean.labeller.kin``), and of a second copy of the story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.labeller.announced import announces, items_below
from newsclean.labeller.decoding import Selection, ends_short, lies_adrift, says_again, stands_between, takes_turns
from newsclean.labeller.features import FEATURES
from newsclean.labeller.kin import Kin
from newsclean.labeller.votes import ROLES
from newsclean.model import Role
from newsclean.shape import SHORTEST_SENTENCE
from newsclean.turns import FEWEST_ENTRIES, FEWEST_QUESTIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.labeller.votes import Votes

    #: What a step is asked: the selection so far, and what the step is worth, in log-odds. It answers with its row.
    Step = Callable[[Selection, float], NDArray[np.bool_] | NDArray[np.float64]]

__all__ = ["Signs", "steps"]

_TITLE, _READ_MORE, _ADVERT = map(ROLES.index, (Role.TITLE, Role.READ_MORE, Role.ADVERT))
_PITCHES = tuple(
    map(ROLES.index, (Role.PROMOTION, Role.CONSENT, Role.EXPANDER, Role.ADVERT, Role.INTERFACE, Role.MEDIA))
)
# A pitch that says one of these, too, stands below the story.
_BELOW = tuple(map(ROLES.index, (Role.RELATED, Role.COMMENTS, Role.LEGAL, Role.ACCOUNT, Role.NAVIGATION)))
_ROW = {name: number for number, name in enumerate(FEATURES)}
_OPEN, _OF_A_PAGE = _ROW["evidence.open"], _ROW["hint.present"]
_GOES_ON, _IS_SENTENCE, _WORDS = _ROW["line.cut_before"], _ROW["shape.sentence"], _ROW["shape.words"]
_CHROME, _REPEATED = _ROW["evidence.chrome"], _ROW["words.repeated"]
_STORY = _ROW["evidence.story"]
_STOPS = _ROW["shape.stops"]
_IS_SAID = [_ROW["shape.begins_quote"], _ROW["shape.bullet"]]
_ASKS, _BEGINS_TIME = _ROW["shape.asks"], _ROW["shape.begins_time"]
_VOTES = [_ROW[name] for name in ("evidence.chrome", "evidence.site", "evidence.fact")]
# A row of short lines may be a menu, says `link_list`, or the items of a list; other votes for chrome weigh as much.
_SITE_AND_FACT, _MORE_THAN_A_ROW = _VOTES[1:], 2.0
# What no turn of an interview or a live blog has: votes, and pieces of a line that was cut. A page on one line is cut
# into sentences, and asks in its teasers.
_NOT_IN_TURNS = [*_VOTES, _GOES_ON, _ROW["line.cut_after"]]
# What no last sentence of a story has: votes, and what pleas and headlines end with.
_NOT_AT_END = [*_VOTES, _ASKS, _ROW["shape.exclaims"]]
# "Share", "Also read" and its headline may stand between two entries of a live blog.
_MOST_BETWEEN_ENTRIES = 3
# Who plays, who directs, how long it takes: the lines of a fact box in a short story, and what goes on behind them.
_WORDS_OF_BOX, _MOST_LINES_OF_BOX, _FEWEST_BEHIND_BOX = 10.0, 6, 2.0
# What to take along, how the districts voted: a heading and items, and one sentence may be all that goes on behind it.
_FEWEST_OF_LIST, _MOST_OF_LIST = 3, 12
# "Follow us on WhatsApp", "Add us as a preferred source": pitches and notices in front of posts stand in stories, too,
# up to four in a row. Of 16 runs of two sentences and more right behind pitches below a paragraph of the development
# pages 11 are story, of 46 single sentences 14 (one flattener, 2026-11); the score has to be near the line as well.
_WORDS_OF_PITCH, _MOST_PITCHES = 15.0, 4
# "Also read" and two headlines, above a sentence that a detector believes to go on with the story.
_MOST_ABOVE_TOLD = 3
# A name, and what its owner is: "Anna Berg, at the harbour".
_WORDS_OF_SIGNATURE = 6.0
# "14:32 Uhr": hours, minutes and a word.
_WORDS_OF_TIME = 3.0
# "move the swimming lessons to another pool": an item of a list that a line announces. By hand.
_WORDS_OF_ITEM = 12.0


@frozen(eq=False, kw_only=True, slots=False)
class Signs:
    """What the steps ask of the blocks beside their features; each has an entry a block.

    Attributes:
        is_text: Which would be in the text if they were kept; a headline would not.
        is_link: Which are "Read more:" with the headline of the other story.
        is_lead: Which say no more than "Read more:" or "Advertisement".
        is_pitch: Which are nothing but a pitch or a notice in front of a post: "Follow us on WhatsApp".
        announces: Tells of one whether it ends as lines do that have a list below them.
        texts: What they say.
        first_alike: The first block with the same text.
        kin: The elements around them; ``None`` in a dump of text.
    """

    is_text: NDArray[np.bool_]
    is_link: NDArray[np.bool_]
    is_lead: NDArray[np.bool_]
    is_pitch: NDArray[np.bool_]
    announces: Callable[[int], bool]
    texts: Sequence[str]
    first_alike: NDArray[np.int32]
    kin: Kin | None = None

    @cached_property
    def is_pair(self) -> NDArray[np.bool_]:
        """Which have a colon in them, as the lines of a fact box do."""
        return np.fromiter((": " in text for text in self.texts), dtype=np.bool_, count=len(self.texts))

    @classmethod
    def of(cls, blocks: Blocks, votes: Votes) -> Signs:
        """Those of the blocks of a dump, with what the detectors say of them."""

        def told(*roles: int) -> NDArray[np.bool_]:
            found = np.zeros(len(blocks), dtype=np.bool_)
            for role in roles:
                found[votes.block[votes.role == role]] = True
            return found

        is_sentence = blocks.shape.words >= SHORTEST_SENTENCE
        return cls(
            is_text=~told(_TITLE),
            is_link=told(_READ_MORE) & is_sentence,
            is_lead=told(_READ_MORE, _ADVERT) & ~is_sentence,
            is_pitch=told(*_PITCHES) & ~told(*_BELOW) & (blocks.shape.words <= _WORDS_OF_PITCH),
            announces=partial(announces, blocks),
            texts=blocks.texts,
            first_alike=blocks.first_alike,
            kin=Kin.of(blocks),
        )

    @classmethod
    def none(cls, is_text: NDArray[np.bool_]) -> Signs:
        """None but which blocks would be in the text."""
        no = np.zeros_like(is_text)
        alone = np.arange(len(is_text), dtype=np.int32)
        texts = [""] * len(is_text)
        return cls(
            is_text=is_text,
            is_link=no,
            is_lead=no,
            is_pitch=no,
            announces=lambda _: False,
            texts=texts,
            first_alike=alone,
        )


def steps(rows: NDArray[np.float32], signs: Signs) -> Iterator[tuple[str, Step]]:
    """The steps for a dump, by the names of their features.

    Args:
        rows: The features of the blocks, in the order of ``FEATURES``.
        signs: What else is known of the blocks.
    """
    if rows[_OF_A_PAGE].any():
        yield "decoding.between", lambda selection, worth: _stands_among_kin(rows, selection, worth, signs.kin)
        yield "decoding.again", lambda selection, worth: says_again(selection, signs.first_alike, worth)
        return
    yield "decoding.ends_short", lambda selection, worth: _ends_short(rows, selection, worth, signs)
    yield "decoding.turns", lambda selection, worth: _takes_turns(rows, selection, worth)
    yield "decoding.between", lambda selection, worth: _stands_between(rows, selection, worth, signs)
    yield "decoding.adrift", lambda selection, _: lies_adrift(selection)


def _ends_short(rows: NDArray[np.float32], selection: Selection, worth: float, signs: Signs) -> NDArray[np.bool_]:
    if not (selection.is_short or selection.is_middling):
        return np.zeros_like(signs.is_text)
    is_open = (rows[_VOTES] == 0.0).all(axis=0)
    is_sentence = (rows[_IS_SENTENCE] > 0.0) & (rows[_NOT_AT_END] == 0.0).all(axis=0)
    # "— And when it cracks?" is a question of the story where somebody answers.
    is_said = np.logical_or.reduce(rows[_IS_SAID] > 0.0)
    asks = (rows[_IS_SENTENCE] > 0.0) & (rows[_ASKS] > 0.0) & is_open & is_said
    is_sentence |= asks & np.append(is_sentence[1:] & is_said[1:], False)
    is_whole = is_sentence & (rows[_WORDS] >= SHORTEST_SENTENCE)
    # "They waited." is one where the story is told in such: beside a longer one, or above the line itself.
    is_sentence &= is_whole | selection.kept | np.append(is_whole[1:], False) | np.append(False, is_whole[:-1])
    is_open |= (rows[_SITE_AND_FACT] == 0.0).all(axis=0) & (rows[_CHROME] < _MORE_THAN_A_ROW)
    is_label = is_open & ~is_sentence & (rows[_WORDS] <= _WORDS_OF_BOX)
    # "What should beekeepers do?" is the heading of a list, not of what stands above it.
    is_label &= (rows[_ASKS] == 0.0) | np.append(is_label[1:], False)
    is_box = _boxes(is_label, signs.is_pair, is_sentence * rows[_STOPS], selection.margin + worth)
    is_gap = _gaps(signs.is_pitch, signs.is_lead, is_sentence * rows[_STOPS])
    is_told = is_sentence & (rows[_STORY] > 0.0)
    is_gap |= _above_told(is_told, is_sentence)
    if selection.is_middling:
        # One sentence below a longer story is a plea as often, and what is printed twice stands in a second copy, too.
        is_sentence &= selection.kept | (rows[_REPEATED] == 0.0)
        below = is_sentence & ~selection.kept
        is_sentence &= (rows[_STOPS] >= _FEWEST_BEHIND_BOX) | np.append(below[1:], False) | np.append(False, below[:-1])
    return ends_short(selection, is_sentence, worth, signs.is_link, signs.is_lead, is_box, is_gap, is_told)


def _gaps(is_pitch: NDArray[np.bool_], is_lead: NDArray[np.bool_], sentences: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which pitches stand in a short story, with its next two sentences behind them: one is a pitch as often.

    Between the two "Advertisement" may stand.
    """
    is_gap = np.zeros_like(is_pitch)
    for start, end in _runs(is_pitch):
        behind = [*sentences[end : end + 3].tolist(), 0.0, 0.0]
        if is_lead[end + 1 : end + 2].any():
            del behind[1]
        is_gap[start:end] = end - start <= _MOST_PITCHES and _of_two(behind) >= _FEWEST_BEHIND_BOX
    return is_gap


def _above_told(is_told: NDArray[np.bool_], is_sentence: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which blocks stand between a sentence and one that votes believe to be the story's: a few, that are none."""
    is_gap = np.zeros_like(is_told)
    sentences = is_sentence.nonzero()[0]
    told = is_told.nonzero()[0]
    # The block behind the sentence above each.
    above = np.append(-1, sentences)[sentences.searchsorted(told)] + 1
    for first, number in zip(above.tolist(), told.tolist(), strict=True):
        is_gap[first:number] = number - first <= _MOST_ABOVE_TOLD
    return is_gap


def _boxes(
    is_label: NDArray[np.bool_],
    is_pair: NDArray[np.bool_],
    sentences: NDArray[np.float32],
    margin: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Which labels stand in a box of a short story, with its next sentences right behind them.

    In a short row "Length: 9 miles" stands among them, and two sentences follow: one may be the plea below a heading,
    and labels without a colon are of the site as often. A longer list, in the mean not far below the line, is a heading
    and its items, and one sentence is enough.
    """
    is_box = np.zeros_like(is_label)
    for start, end in _runs(is_label):
        follow = _following(sentences, end)
        is_facts = end - start <= _MOST_LINES_OF_BOX and follow >= _FEWEST_BEHIND_BOX and is_pair[start:end].any()
        is_list = _FEWEST_OF_LIST <= end - start <= _MOST_OF_LIST and follow > 0.0 and margin[start:end].mean() >= 0.0
        is_box[start:end] = is_facts or is_list
    return is_box


def _following(sentences: NDArray[np.float32], end: int) -> float:
    """How many sentences stand in the two blocks from a place on; none if the first has none."""
    return _of_two([*sentences[end : end + 2].tolist(), 0.0, 0.0])


def _of_two(sentences: Sequence[float]) -> float:
    first, second = sentences[:2]
    return first + second if first else 0.0


def _takes_turns(rows: NDArray[np.float32], selection: Selection, worth: float) -> NDArray[np.float64]:
    ends, asks = rows[_IS_SENTENCE] > 0.0, rows[_ASKS] > 0.0
    is_time = (rows[_BEGINS_TIME] > 0.0) & (rows[_WORDS] <= _WORDS_OF_TIME)
    # Two of three dumps cannot take any, and looking for them would take a hundredth of the time of a dump.
    if np.count_nonzero(ends & asks) < FEWEST_QUESTIONS and np.count_nonzero(is_time) < FEWEST_ENTRIES:
        return np.zeros(len(ends))
    is_sentence = ends & (rows[_NOT_IN_TURNS] == 0.0).all(axis=0)
    is_closed = (rows[_CHROME] > 0.0) & ~is_time
    is_button = is_closed & (rows[_REPEATED] > 0.0) & (rows[_WORDS] < SHORTEST_SENTENCE)
    is_gap = _in_short_runs(is_closed) | _signatures(rows, is_time, ends)
    return takes_turns(selection, is_sentence, asks, is_time, worth, is_button, is_gap)


def _signatures(rows: NDArray[np.float32], is_time: NDArray[np.bool_], ends: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which labels say who wrote an entry of a live blog: they stand right below a time, again and again."""
    is_label: NDArray[np.bool_] = ~ends & ~is_time & (rows[_REPEATED] > 0.0) & (rows[_WORDS] <= _WORDS_OF_SIGNATURE)
    is_label[0] = False
    is_label[1:] &= is_time[:-1]
    return is_label


def _in_short_runs(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which flags stand in a row of so few that they may part two entries."""
    found = np.zeros_like(flags)
    for start, end in _runs(flags):
        found[start:end] = end - start <= _MOST_BETWEEN_ENTRIES
    return found


def _runs(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Where rows of flags begin, and the places behind them."""
    changes = np.flatnonzero(np.diff(flags, prepend=False, append=False))
    return zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True)


def _stands_between(rows: NDArray[np.float32], selection: Selection, worth: float, signs: Signs) -> NDArray[np.float64]:
    goes_on = (rows[_GOES_ON] > 0.0) & (rows[_IS_SENTENCE] > 0.0)
    between = stands_between(selection, rows[_OPEN] > 0.0, worth, goes_on)
    return np.maximum(between, _are_announced(rows, selection, worth, signs.announces))


def _are_announced(
    rows: NDArray[np.float32], selection: Selection, worth: float, announces: Callable[[int], bool]
) -> NDArray[np.bool_]:
    """Which blocks below the line are items of a list that a kept line right above announces: "The ferry carries:".

    Of short stories alone: long ones are guides with lists of links as often, docs/what-was-tried.md.
    """
    found = np.zeros_like(selection.kept)
    is_asked = selection.is_short or selection.is_middling
    heads = [number for number in selection.kept.nonzero()[0].tolist() if announces(number)] if is_asked else []
    if not heads:
        return found
    is_item = ~np.fromiter(map(announces, range(len(found))), dtype=np.bool_, count=len(found))
    is_item &= (rows[_IS_SENTENCE] == 0.0) & (rows[_WORDS] <= _WORDS_OF_ITEM)
    is_item &= (rows[_SITE_AND_FACT] == 0.0).all(axis=0) & (rows[_CHROME] < _MORE_THAN_A_ROW)
    for number in heads:
        found[list(items_below(is_item, number))] = True
    return found & ~selection.above & selection.above_with(worth)


def _stands_among_kin(
    rows: NDArray[np.float32], selection: Selection, worth: float, kin: Kin | None
) -> NDArray[np.bool_]:
    doubtful = (rows[_OPEN] > 0.0) & ~selection.above & selection.above_with(worth)
    if kin is None:
        return np.zeros_like(doubtful)
    return kin.told(doubtful, selection.kept) | kin.announced(doubtful, selection.kept)
