"""What removed blocks are called that say it themselves badly: by those around them, once it is settled what is story.

A word means what the place makes it mean: "Video" in a menu is an entry of the menu, a time below a headline is that of
the teaser, and a line between two comments is a comment. None of this has a say in what is story, or in any fact: it is
asked when both are settled and somebody reads the receipt, into which alone it goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from newsclean.blocks import NAMES_ONLY
from newsclean.detectors.duplicate import MOST_AGAIN
from newsclean.labeller.roles import HEAVIEST, strongest_roles
from newsclean.labeller.votes import IN_TEXT, NUMBERS, ROLES, Votes
from newsclean.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from newsclean.blocks import Blocks
    from newsclean.lexicon import Lexicon

__all__ = ["WAYS", "Company"]

#: Rule, reason and weight of each way to be named by others, by its number; 0 for blocks that their own votes name.
WAYS = (
    ("", "", 0.0),
    ("company.alike", "says the same as a block of this kind", NAMES_ONLY),
    ("company.thread", "below the heading of a thread, or in it", NAMES_ONLY),
    ("company.among", "stands among others of this kind", NAMES_ONLY),
    ("company.between", "stands between two of this kind", NAMES_ONLY),
    ("company.looks", "a label among those of menus", NAMES_ONLY),
    ("company.mention", "says a word that lines of this kind say", NAMES_ONLY),
    ("company.inside", "points to another story from inside this one", NAMES_ONLY),
)
_ALIKE, _THREAD, _AMONG, _BETWEEN, _LOOKS, _MENTION, _INSIDE = range(1, len(WAYS))

_BODY, _OTHER, _DUPLICATE, _COMMENTS, _RELATED, _NAVIGATION, _DATE = (
    NUMBERS[role]
    for role in (Role.BODY, Role.OTHER, Role.DUPLICATE, Role.COMMENTS, Role.RELATED, Role.NAVIGATION, Role.DATE)
)
_INTERFACE, _PROMOTION, _READ_MORE = (NUMBERS[role] for role in (Role.INTERFACE, Role.PROMOTION, Role.READ_MORE))
_KEPT = IN_TEXT | np.array([role is Role.TITLE for role in ROLES])
# A copy of a caption or a date is no second one.
_FACTS = frozenset({Role.BYLINE, Role.DATE, Role.DATELINE, Role.CAPTION, Role.CREDIT, Role.TAGS})
_IS_CHROME = ~_KEPT & np.array([role not in _FACTS | {Role.OTHER, Role.DUPLICATE} for role in ROLES])

# Which names stand back where all around have another one: of blocks named so, with two of the four above and two of
# the four below, 0.6 to 1.0 are what those are, by 84 dumps labelled by hand (2026-11-28). Shares, notices and log-ins
# in menus are lists of their own as often, and are not among them.
_COMPANY = (
    (
        Role.NAVIGATION,
        (
            *(Role.OTHER, Role.INTERFACE, Role.PROMOTION, Role.RELATED, Role.COMMENTS, Role.ADVERT, Role.MEDIA),
            *(Role.BYLINE, Role.EXPANDER, Role.READ_MORE),
        ),
    ),
    (
        Role.RELATED,
        (
            *(Role.NAVIGATION, Role.READ_MORE, Role.INTERFACE, Role.OTHER, Role.MEDIA, Role.EXPANDER),
            *(Role.PROMOTION, Role.DATE),
        ),
    ),
    (Role.SHARE, (Role.NAVIGATION, Role.INTERFACE, Role.OTHER)),
    (Role.COMMENTS, (Role.OTHER, Role.NAVIGATION, Role.INTERFACE, Role.DATE, Role.BYLINE, Role.RELATED)),
    (Role.LEGAL, (Role.NAVIGATION, Role.OTHER, Role.INTERFACE)),
    (Role.PROMOTION, (Role.OTHER, Role.INTERFACE, Role.NAVIGATION, Role.EXPANDER)),
    (Role.ACCOUNT, (Role.OTHER, Role.INTERFACE, Role.NAVIGATION)),
    (Role.TAGS, (Role.NAVIGATION, Role.OTHER, Role.INTERFACE)),
)
_NAMES = np.array([NUMBERS[role] for role, _ in _COMPANY], dtype=np.uint8)
_STANDS_BACK = np.array([[role in others for role in ROLES] for _, others in _COMPANY])
# So many of so many blocks above, and as many below. With two of three or three of five 0.006 fewer are right.
_FEWEST, _REACH = 2, 4
# So many lines that nothing names, between two of one name, are of it: of two to four lines between comments 11 of 11
# were, of lines between other stories 99 of 128. Between menus they are as often something else.
_LONGEST_BETWEEN = {
    Role.COMMENTS: 10,
    Role.RELATED: 40,
    **dict.fromkeys((Role.PROMOTION, Role.LEGAL, Role.CONSENT, Role.ACCOUNT, Role.SHARE, Role.TAGS), 6),
}
_LONGEST = np.array([_LONGEST_BETWEEN.get(role, 0) for role in ROLES])
# Between dates there are fewer lines of a teaser.
_LONGEST_BETWEEN_DATES = 4
_OF_TEASER = np.array([role in (Role.DATE, Role.RELATED) for role in ROLES])
# Names, times and bodies below the heading of a thread without a phrase of one among them.
_LONGEST_WITHOUT_SIGN = 12
_IN_THREAD = np.array([role in (Role.OTHER, Role.DATE, Role.INTERFACE, Role.BYLINE) for role in ROLES])
# So many lines between two paragraphs are "Read more" and its headline: of 17 that are named so in 84 dumps labelled by
# hand 13 are (2026-11-28). In longer runs stand captions, tables and lists, too.
_LONGEST_INSIDE = 3
# A menu that its look alone told, see ``link_list``.
_LOOK_OF_MENU = 1.4
# A date so far below the story is another's. As far are facts looked for.
_BELOW = 8
# A detector that is as sure of it has meant this name: more than a number or an address alone.
_MEANT = 3.5
# In words: labels of menus have fewer, see ``link_list``.
_LABEL = 4.5
# In so many blocks above and below most names are of one kind.
_WIDE, _FEWEST_WIDE = 6, 3
_MENU_OR_TEASER = np.array([_NAVIGATION, _RELATED], dtype=np.uint8)


@frozen(eq=False)
class Company:
    """What blocks are named by, in columns: finding the names took 2.5 % of the time of a dump (99 dumps, 2026-11).

    Attributes:
        has_word: Whether each block has a letter or a digit.
        may_be_comment: Whether it may be one by its looks: it has letters, and is no item of a list.
        is_label: Whether it is as short as the labels of menus, and no sentence.
        texts: What they say.
        lexicon: The phrases that were looked for.
        first_alike: For each block the first one that says the same.
        headings: The blocks that a phrase of threads stands in.
        points: Whether a phrase stands in each block that other stories follow.
        votes: The votes on them.
        roles: Their roles by their own votes, as numbers of ``ROLES``.
        facts: The blocks that a fact of the article or a link to another story stands in: they keep their names.
    """

    has_word: NDArray[np.bool_]
    may_be_comment: NDArray[np.bool_]
    is_label: NDArray[np.bool_]
    texts: Sequence[str]
    lexicon: Lexicon | None
    first_alike: NDArray[np.int32]
    headings: frozenset[int]
    points: NDArray[np.bool_]
    votes: Votes
    roles: NDArray[np.uint8]
    facts: Sequence[int]

    @classmethod
    def of(cls, blocks: Blocks, votes: Votes, roles: NDArray[np.uint8], facts: Iterable[int]) -> Company:
        """The columns of some blocks, which are not held any longer."""
        shape = blocks.shape
        has_letter = shape.letters > 0
        has_word = has_letter | (shape.digits > 0)
        is_label = has_letter & (shape.words <= _LABEL) & ~shape.ends_sentence
        headings = frozenset(number for number, _ in blocks.hits(Role.COMMENTS))
        points = np.zeros(len(blocks), dtype=np.bool_)
        points[[number for number, _ in blocks.hits(Role.READ_MORE)]] = True
        points[[number for number, hit in blocks.hits(Role.RELATED) if hit.part == "heading"]] = True
        looks = has_word, has_letter & ~shape.bullet, is_label
        return cls(
            *looks, blocks.texts, blocks.lexicon, blocks.first_alike, headings, points, votes, roles, tuple(facts)
        )

    def names(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """The names of all blocks, and how they came by them, as numbers of ``ROLES`` and ``WAYS``. Linear."""
        roles, votes, has_word = self.roles, self.votes, self.has_word
        is_kept = _KEPT[roles]
        names, how = _unless_again(self, is_kept), np.zeros(len(roles), dtype=np.uint8)
        is_free = ~is_kept
        is_free[list(self.facts)] = False
        is_free[votes.block[votes.weight > np.where(votes.role == _OTHER, _MEANT, HEAVIEST)]] = False
        _name_by_mention(self, names, how, is_free)
        _name_alike(self.first_alike, names, how, is_free)
        # Bars and bullets between the entries of a list belong to it, and part nothing.
        lines = _Lines(names[has_word], how[has_word], is_free[has_word], has_word.nonzero()[0])
        last = int((roles == _BODY).nonzero()[0].max(initial=0))
        lines.name_thread(self, last)
        lines.name_among(last)
        lines.name_dates(last)
        lines.name_between()
        lines.name_among(last)
        lines.name_labels(self.is_label)
        lines.name_inside(self.points, self._told_as(_RELATED))
        names[has_word], how[has_word] = lines.names, lines.how
        _name_signs(names, how, is_free & ~has_word, has_word, lines.names)
        again = is_free & (names == _OTHER) & (roles == _DUPLICATE)
        names[again] = _DUPLICATE
        return names, how

    def _told_as(self, role: int) -> NDArray[np.bool_]:
        """The blocks that more than their looks tell as something, and nobody who has looked at these very words."""
        votes = self.votes
        told = np.zeros(len(self.roles), dtype=np.bool_)
        told[votes.block[(votes.role == role) & (votes.weight > NAMES_ONLY)]] = True
        told[votes.block[votes.weight > HEAVIEST]] = False
        return told


def _unless_again(company: Company, is_kept: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The roles, but what says chrome again is that chrome: only what the story says first is a duplicate of it."""
    roles, votes = company.roles, company.votes
    of_chrome = ~is_kept[company.first_alike]
    again = of_chrome & (roles == _DUPLICATE)
    if not again.any():
        return roles.copy()
    left_out = (votes.role == _DUPLICATE) & (votes.weight <= MOST_AGAIN) & of_chrome[votes.block]
    return np.where(again, strongest_roles(roles, votes, left_out), roles)


def _name_by_mention(
    company: Company, names: NDArray[np.uint8], how: NDArray[np.uint8], is_free: NDArray[np.bool_]
) -> None:
    """Name what nothing names, or its looks alone, by a word that it says."""
    if company.lexicon is None:
        return
    votes = company.votes
    is_named = np.zeros(len(names), dtype=np.bool_)
    is_named[votes.block[(votes.weight > NAMES_ONLY) & (votes.role != _OTHER) & (votes.role != _DUPLICATE)]] = True
    asked = (is_free & ~is_named & company.has_word).nonzero()[0].tolist()
    for place, role in company.lexicon.mentioned([company.texts[number] for number in asked]).items():
        names[asked[place]], how[asked[place]] = NUMBERS[role], _MENTION


def _name_alike(
    alike: NDArray[np.int32], names: NDArray[np.uint8], how: NDArray[np.uint8], is_free: NDArray[np.bool_]
) -> None:
    """Name what nothing else names as the first block is named that says the same."""
    named = _IS_CHROME[names].nonzero()[0][::-1]
    found = np.full(len(names), _OTHER, dtype=np.uint8)
    # Of several assignments the last one holds, and the first block counts.
    found[alike[named]] = names[named]
    takes = is_free & (names == _OTHER) & (found[alike] != _OTHER)
    names[takes], how[takes] = found[alike[takes]], _ALIKE


class _Lines:
    """The blocks that have words, with the names that they are given one after the other."""

    def __init__(
        self, names: NDArray[np.uint8], how: NDArray[np.uint8], is_free: NDArray[np.bool_], numbers: NDArray[np.intp]
    ) -> None:
        self.names, self.how, self._is_free, self._numbers = names, how, is_free, numbers

    def _give(self, takes: NDArray[np.bool_], names: NDArray[np.uint8] | int, how: int) -> None:
        takes &= self._is_free & (self.names != names)
        self.names[takes] = names if isinstance(names, int) else names[takes]
        self.how[takes] = how

    def name_thread(self, company: Company, last: int) -> None:
        """Name the lines below a heading of comments, which stands below the story."""
        headings = {number for number in company.headings if number > last}
        if not headings:
            return
        votes = company.votes
        looks = np.zeros(len(company.roles), dtype=np.bool_)
        looks[votes.block[(votes.role == _NAVIGATION) & (votes.weight <= _LOOK_OF_MENU)]] = True
        looks[votes.block[(votes.role == _NAVIGATION) & (votes.weight > _LOOK_OF_MENU)]] = False
        names, numbers = self.names, self._numbers
        may = _IN_THREAD[names] | ((names == _NAVIGATION) & looks[numbers])
        may &= company.may_be_comment[numbers]
        is_in, left = np.zeros(len(names), dtype=np.bool_), 0
        for place, (number, name) in enumerate(zip(numbers.tolist(), names.tolist(), strict=True)):
            if name == _COMMENTS:
                left = _LONGEST_WITHOUT_SIGN if left or number in headings else 0
            elif left:
                left = left - 1 if may[place] else 0
                is_in[place] = left > 0
        self._give(is_in, _COMMENTS, _THREAD)

    def name_among(self, last: int) -> None:
        """Name what stands among several others of one name, above and below."""
        names = self.names
        is_one = names == _NAMES[:, None]
        above, below = _counts(is_one, _REACH)
        is_among = (above >= _FEWEST) & (below >= _FEWEST) & _STANDS_BACK[:, names]
        if len(names) > 2:
            sides = (is_one[:, :-2] & is_one[:, 2:]) | (names[1:-1] != _PROMOTION)
            is_among[:, 1:-1] &= sides
        likeliest = ((above + below) * is_among).argmax(axis=0)
        takes = is_among.any(axis=0) & ((names != _DATE) | (self._numbers > last + _BELOW))
        self._give(takes, _NAMES[likeliest], _AMONG)

    def name_dates(self, last: int) -> None:
        """Name the dates of other stories, far below this one."""
        is_related = self.names == _RELATED
        near = np.zeros(len(is_related), dtype=np.bool_)
        for by in (1, 2):
            near[by:] |= is_related[:-by]
            near[:-by] |= is_related[by:]
        self._give(near & (self.names == _DATE) & (self._numbers > last + _BELOW), _RELATED, _AMONG)

    def name_between(self) -> None:
        """Name lines that nothing else names, between two of one name, or between the dates of teasers."""
        names = self.names
        places = (names != _OTHER).nonzero()[0]
        if len(places) < 2:
            return
        gaps = places[1:] - places[:-1] - 1
        above, below = names[places[:-1]], names[places[1:]]
        is_one = (above == below) & (gaps <= _LONGEST[above])
        is_dated = _OF_TEASER[above] & _OF_TEASER[below] & (gaps <= _LONGEST_BETWEEN_DATES)
        fill = np.where(is_one, above, np.where(is_dated, _RELATED, _OTHER)).astype(np.uint8)
        found = names.copy()
        found[places[0] : places[-1]] = fill.repeat(gaps + 1)
        self._give((names == _OTHER) & (found != _OTHER), found, _BETWEEN)

    def name_labels(self, is_label: NDArray[np.bool_]) -> None:
        """Name labels that nothing else names, where menus stand all around."""
        is_label = is_label[self._numbers] & (self.names == _OTHER)
        if not is_label.any():
            return
        above, below = _counts(self.names == _MENU_OR_TEASER[:, None], _WIDE)
        menus, others = above + below
        self._give(is_label & (menus >= _FEWEST_WIDE) & (menus >= 2 * others), _NAVIGATION, _LOOKS)

    def name_inside(self, points: NDArray[np.bool_], is_told: NDArray[np.bool_]) -> None:
        """Name headings and headlines of other stories that a paragraph of this one stands above and below.

        Links to other stories stand in them, too, and keep on leading there: the one name is as good as the other.
        """
        places = IN_TEXT[self.names].nonzero()[0]
        if len(places) < 2:
            return
        gaps = places[1:] - places[:-1] - 1
        until = np.append(0, points[self._numbers].cumsum())
        is_link = (gaps <= _LONGEST_INSIDE) & (until[places[1:]] > until[places[:-1] + 1])
        is_inside = np.zeros(len(self.names), dtype=np.bool_)
        is_inside[places[0] : places[-1]] = is_link.repeat(gaps + 1)
        takes = is_inside & (self.names == _RELATED) & is_told[self._numbers]
        self.names[takes], self.how[takes] = _READ_MORE, _INSIDE


def _counts(is_one: NDArray[np.bool_], reach: int) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """How many of so many above each, and below it, are one; in every row."""
    rows, count = is_one.shape
    padded = np.zeros((rows, count + 2 * reach), dtype=np.int8)
    padded[:, reach : reach + count] = is_one
    above, below = padded[:, :count].copy(), padded[:, 2 * reach :].copy()
    for by in range(1, reach):
        above += padded[:, by : by + count]
        below += padded[:, reach + by : reach + by + count]
    return above, below


def _name_signs(
    names: NDArray[np.uint8],
    how: NDArray[np.uint8],
    is_sign: NDArray[np.bool_],
    has_word: NDArray[np.bool_],
    of_lines: NDArray[np.uint8],
) -> None:
    """Name signs between two lines of one name as these are."""
    below = has_word.cumsum()
    signs = (is_sign & (below > 0) & (below < len(of_lines)) & (names == _INTERFACE)).nonzero()[0]
    above, below = of_lines[below[signs] - 1], of_lines[below[signs]]
    takes = (above == below) & ~_KEPT[above] & (above != _OTHER)
    names[signs[takes]], how[signs[takes]] = above[takes], _BETWEEN
