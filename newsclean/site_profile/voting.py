"""What a site repeats, as votes on the blocks of one more of its pages."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from newsclean.labeller.roles import strongest_roles
from newsclean.labeller.votes import ROLES, Ballot, votes_by_block
from newsclean.model import Evidence, Role
from newsclean.site_profile.learning import ABOVE
from newsclean.site_profile.lines import keys
from newsclean.site_profile.repeats import Repeat, Repeats

if TYPE_CHECKING:
    from newsclean.blocks import Blocks

__all__ = ["with_votes"]

# What a line that is repeated weighs, in log-odds; the share of story among such lines is smaller still (see
# ``repeats.FEWEST_STORIES``), but a profile may be of another year. Measured by benchmarks/profiles.py: from 4 on, the
# lines of an unknown template are gone; nothing more is lost up to 8.
_WEIGHT = 6.0
_TEMPLATE_WEIGHT = 4.0
# Where only numbers and names are the same on other pages, more of them must say so.
_FEWEST_OF_TEMPLATE = 5
# On a smaller share of the stories of a site, a line repeats by chance.
_LEAST_SHARE = 0.02
# In the story or just above it stand sentences that other pages quote: the standfirst, in their teasers; background, in
# their stories. What is to go from there must have stood there in so many stories, and in so large a share of them.
_FEWEST_NEAR, _LEAST_SHARE_NEAR = 5, 0.3
_ENOUGH_STORIES = 20
_NEW_WEIGHT = 1.4
# A label has at most so many words; it is the trade of menus. What is longer wants the reader to do something.
_LABEL_WORDS = 5


def with_votes(repeats: Repeats, blocks: Blocks, votes: Ballot) -> Ballot:
    """The votes, and those of the profile."""
    if not repeats.lines or not len(blocks):
        return votes
    found = dict(_known(repeats, blocks))
    if not found:
        return votes
    settled = strongest_roles(blocks, votes_by_block(blocks, votes)).tolist()
    more = [
        _vote(repeats, blocks, number, ROLES[settled[number]], *known)
        for number, known in sorted(found.items())
        # Other pages print the headline too, in lists of stories.
        if ROLES[settled[number]] is not Role.TITLE
    ]
    return Ballot([*votes.parts, more, _new_prose(repeats, blocks, found)])


def _new_prose(repeats: Repeats, blocks: Blocks, found: Container[int]) -> list[Evidence]:
    """Votes for the paragraphs in the story's place that no other page has."""
    if repeats.stories < _ENOUGH_STORIES:
        return []
    core = blocks.core
    reason = f"no line that the {repeats.pages} pages of the site repeat, and in the story's place"
    return [
        blocks.vote(number, Role.BODY, _NEW_WEIGHT, "site_profile.new", reason)
        for number in range(core.start, core.end)
        if core.prose[number] and number not in found
    ]


def _known(repeats: Repeats, blocks: Blocks) -> Iterator[tuple[int, tuple[Repeat, bool]]]:
    """The blocks that the site repeats; what is the same word for word comes last."""
    core = blocks.core
    near_story = range(max(core.start - ABOVE, 0), core.end)
    for is_template in (True, False):
        for number, key, of_template in keys(blocks):
            repeat = repeats.lines.get(key)
            if repeat is None or of_template is not is_template:
                continue
            if is_template and repeat.stories < _FEWEST_OF_TEMPLATE:
                continue
            if _is_chrome(repeats, repeat, near=number in near_story):
                yield number, (repeat, is_template)


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
