"""What a site repeats, as votes on the blocks of one more of its pages."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from newsclean.labeller.roles import strongest_roles
from newsclean.labeller.votes import ROLES, Ballot, votes_by_block
from newsclean.lexicon import CueHit
from newsclean.model import Evidence, Role
from newsclean.site_profile.lines import is_prose, keys
from newsclean.site_profile.repeats import ABOVE, Repeat, Repeats

if TYPE_CHECKING:
    from newsclean.blocks import Blocks
    from newsclean.site_profile import Taught

__all__ = ["with_taught", "with_votes"]

# What a line that is repeated weighs, in log-odds. The share of story among such lines is smaller still (see
# ``repeats.FEWEST_STORIES``), but a profile may be of last year. With 2, of 3,800 lines of an unknown template 618 stay
# in the text, from 3 on none; up to 8 no line of the story goes (made-up site, 2026-11; benchmarks/profiles.py
# --sweep).
_WEIGHT = 6.0
# Labels and short lines alone have templates, and they need less.
_TEMPLATE_WEIGHT = 4.0
# Where only numbers and names are left open, more stories must say so.
_FEWEST_OF_TEMPLATE = 5
# On a smaller share of the stories of a site, a line is repeated by chance.
_LEAST_SHARE = 0.02
# What is to go from the story or from just above it must have stood there in so many stories, and in so large a share
# of them. Of 95 lines that stand among paragraphs on five or more pages of a development site, none is story by the
# gold (four flatteners, 2026-11); "Pros" and "Cons" in the reviews of another are, on three.
_FEWEST_NEAR, _LEAST_SHARE_NEAR = 5, 0.3
# A vote for the story: past 1.5 the learned trees, which know chrome of other sites only, are not asked. Of the
# 1,936 paragraphs of the made-up site, 17 are lost without it and 4 with 1.4, each behind chrome at the end of a story.
_STORY_WEIGHT = 2.5
# Where fewer stories are known, too little of the chrome is.
_ENOUGH_STORIES = 5
# A label has at most so many words; it is the trade of menus. What is longer wants the reader to do something.
_LABEL_WORDS = 5


def with_votes(repeats: Repeats, blocks: Blocks, votes: Ballot) -> Ballot:
    """The votes, and those of the profile."""
    if not repeats.lines or not len(blocks):
        return votes
    printed = list(keys(blocks))
    own = _own_prose(repeats, blocks, printed)
    found = dict(_known(repeats, printed, own))
    if not found:
        return votes
    settled = strongest_roles(blocks, votes_by_block(blocks, votes)).tolist()
    against = [
        _vote(repeats, blocks, number, ROLES[settled[number]], *known)
        for number, known in sorted(found.items())
        # Other pages print the headline too, in lists of stories.
        if ROLES[settled[number]] is not Role.TITLE
    ]
    return Ballot([*votes.parts, against, _for_story(repeats, blocks, own, found)])


def with_taught(taught: Iterable[Taught], blocks: Blocks) -> Mapping[int, Sequence[CueHit]]:
    """What phrases say of the blocks, and what a person has said of these very lines of the site."""
    known = {one.line: one for one in taught}
    cues = dict(blocks.cues)
    for number, key, is_template in keys(blocks):
        one = None if is_template else known.get(key)
        if one is None:
            continue
        text = blocks.texts[number]
        hit = CueHit(one.role, 0, len(text), "is", None, one.weight, "site_profile.taught", text)
        cues[number] = (hit, *cues.get(number, ()))
    return dict(sorted(cues.items()))


_Printed = Sequence[tuple[int, int, bool]]


def _own_prose(repeats: Repeats, blocks: Blocks, printed: _Printed) -> list[int]:
    """The paragraphs in the core of the page that the site does not repeat."""
    core, prose = blocks.core, is_prose(blocks).tolist()
    return [
        number
        for number, key, is_template in printed
        if not is_template and prose[number] and core.start <= number < core.end and key not in repeats.lines
    ]


def _known(repeats: Repeats, printed: _Printed, own: Sequence[int]) -> Iterator[tuple[int, tuple[Repeat, bool]]]:
    """The blocks that the site repeats; what is the same word for word comes last."""
    near_story = range(own[0] - ABOVE, own[-1]) if own else range(0)
    for wanted in (True, False):
        for number, key, is_template in printed:
            repeat = repeats.lines.get(key) if is_template is wanted else None
            if repeat is None or (is_template and repeat.stories < _FEWEST_OF_TEMPLATE):
                continue
            if _is_chrome(repeats, repeat, near=number in near_story):
                yield number, (repeat, is_template)


def _for_story(repeats: Repeats, blocks: Blocks, own: Sequence[int], found: Container[int]) -> list[Evidence]:
    """Votes for the paragraphs that have nothing between them but what the site is known to print there.

    The labeller learned on the pages of many sites that paragraphs among chrome are doubtful. Here the chrome is known
    line by line, and says nothing about them.
    """
    if repeats.stories < _ENOUGH_STORIES:
        return []
    prose = is_prose(blocks).tolist()
    runs: list[list[int]] = [[]]
    for before, number in pairwise((own[0] if own else 0, *own)):
        # Paragraphs of background, which other stories quote, part nothing.
        if not all(between in found or prose[between] for between in range(before + 1, number)):
            runs.append([])
        runs[-1].append(number)
    longest = max(runs, key=lambda run: sum(blocks.word_counts[number] for number in run))
    reason = f"in the story's place, and no line that the {repeats.pages} pages of the site repeat"
    return [blocks.vote(number, Role.BODY, _STORY_WEIGHT, "site_profile.new", reason) for number in longest]


def _is_chrome(repeats: Repeats, repeat: Repeat, *, near: bool) -> bool:
    if near:
        return repeat.near_story >= max(_FEWEST_NEAR, _LEAST_SHARE_NEAR * repeats.stories)
    return repeat.stories >= _LEAST_SHARE * repeats.stories


def _vote(repeats: Repeats, blocks: Blocks, number: int, settled: Role, repeat: Repeat, is_template: bool) -> Evidence:
    """A vote for what others take the block for, who know better what it says; that it is chrome is news enough."""
    role = settled
    if role is Role.OTHER:
        role = Role.NAVIGATION if blocks.word_counts[number] <= _LABEL_WORDS else Role.PROMOTION
    where = f"stands on {repeat.pages} of {repeats.pages} pages of the site"
    if is_template:
        reason = f"this line, with other numbers and names, {where}"
        return blocks.vote(number, role, _TEMPLATE_WEIGHT, "site_profile.template", reason)
    return blocks.vote(number, role, _WEIGHT, "site_profile.line", f"this line {where}")
