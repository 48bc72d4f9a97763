"""What removed blocks are called by those around them: first those that keep their names, then those that do not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.cleaner import Cleaner
from newsclean.detectors.duplicate import MOST_AGAIN
from newsclean.labeller.company import WAYS, Company
from newsclean.labeller.votes import ROLES, votes_by_block
from newsclean.lexicon import Lexicon, Row
from newsclean.model import BODY_ROLES, Evidence, Role

from .blocks_by_hand import blocks_of_lines

#: A role by its first letters, and what the block says.
Line = str
STORY = "body:The ferry to the island sails again from Monday."
MENU = ("navigation:Harbour", "navigation:Island", "navigation:Weather")
TEASERS = ("related:Old keeper leaves his oars", "related:Three schools stay shut", "related:Who owns the river now?")
SHARES = ("share:Teal", "share:Osk", "share:Copy the link")


def _named(
    lines: Sequence[Line], weight: float = 3.0, facts: Sequence[int] = (), lexicon: Lexicon | None = None
) -> list[str]:
    """The names of blocks that are called so by their own votes."""
    roles, texts = zip(*(line.split(":", 1) for line in lines), strict=True)
    blocks = blocks_of_lines(*texts)
    blocks.lexicon = lexicon
    evidence = [
        Evidence(blocks.span(number), Role(role), MOST_AGAIN if role == "duplicate" else weight, "test", "")
        for number, role in enumerate(roles)
        if Role(role) not in BODY_ROLES and role != "other"
    ]
    numbers = np.array([ROLES.index(Role(role)) for role in roles], dtype=np.uint8)
    names, how = Company.of(blocks, votes_by_block(blocks, evidence), numbers, facts).names()
    assert not how[names == numbers].any()
    return [str(ROLES[name]) for name in names.tolist()]


KEEPS: dict[str, Sequence[Line]] = {
    "nothing": (),
    "a line": ("other:Teal",),
    "a story": (STORY, STORY + " Twice.", STORY + " Thrice."),
    "what nothing around has a name for": ("other:Teal", "other:Osk", "other:Brandt"),
    "a word at the end of a menu": (*MENU, "interface:Close"),
    "a word behind the first entry of a menu": (MENU[0], "interface:Close", *MENU[1:]),
    "a log-in in a menu": (*MENU, "account:Log in", *MENU),
    "a share bar in a menu": (*MENU, "share:Teal", *MENU),
    "a notice in a menu": (*MENU, "legal:Imprint of the paper", *MENU),
    "an offer in a menu beside a log-in": (*MENU, "account:Log in", "promotion:Subscribe", *MENU),
    "a paragraph between menus": (*MENU, STORY, *MENU),
    "a caption among teasers": (*TEASERS, "caption:The keeper", *TEASERS),
    "a date among teasers right below the story": (STORY, *TEASERS, "date:3 May 2024", *TEASERS),
    "what the story says first": (STORY, MENU[0], "duplicate:" + STORY.removeprefix("body:")),
    "the headline said again": ("title:The ferry sails again", STORY, "duplicate:The ferry sails again"),
    "what is said again and has no name": (STORY, "other:Nine days of storm", "duplicate:Nine days of storm"),
    "a line between two menus": (*MENU, "other:A line of seven words in all here", STORY, MENU[0]),
    "too many lines between two comments": ("comments:Ada", *(f"other:Line {n}" for n in range(11)), "comments:Jon"),
    "too many lines between two dates": ("date:3 May", *(f"other:Line {n}" for n in range(5)), "date:2 May"),
    "lines above the story below a heading": ("comments:Comments", "other:Ada", STORY),
    "other stories below a heading of comments": (STORY, "comments:Comments", *TEASERS),
    "a number below a heading of comments": (STORY, "comments:Comments", "other:1,204"),
    "a list below a heading of comments": (STORY, "comments:Comments", "other:• What the keeper saw"),
    "lines below what else speaks of comments": (STORY, "comments:Nine of us", "other:Ada"),
    "lines below what else speaks of comments, far above their heading": (
        *(STORY, "comments:Nine of us", "other:The keeper rowed for nine days in all"),
        *(*MENU, "comments:Comments"),
    ),
    "a sentence among menus": (*MENU, "other:The keeper rowed.", STORY, MENU[0]),
    "a label between menus and as many teasers": (*MENU, "other:Keeper", STORY, *TEASERS),
    "headlines between paragraphs below no heading": (STORY, *TEASERS[:2], STORY + " Twice."),
    "other stories below the last paragraph": (STORY, STORY + " Twice.", "related:Read more:", TEASERS[0]),
    "more other stories than a link has": (STORY, "related:Read more:", *TEASERS, STORY + " Twice."),
    "a line without a name below a link": (
        *(STORY, "read_more:Read more:", "other:Old keeper leaves his oars", STORY + " Twice."),
    ),
    "bars between different things": (*MENU, "interface:|", *SHARES),
    "a bar at the head": ("interface:|", *MENU),
    "a bar between paragraphs": (STORY, "interface:|", STORY + " Twice."),
}


@pytest.mark.parametrize("lines", KEEPS.values(), ids=KEEPS)
def test_blocks_keep_their_names(lines: Sequence[Line]) -> None:
    assert (_named(lines) if lines else []) == [line.split(":", 1)[0] for line in lines]


#: The lines, and which of them are called what.
GIVES: dict[str, tuple[Sequence[Line], dict[int, str]]] = {
    "the word of a button in a menu": ((*MENU, "interface:Edit", *MENU), {3: "navigation"}),
    "a player in a menu": ((*MENU, "media:Video", *MENU), {3: "navigation"}),
    "an offer between entries of a menu": ((*MENU, "promotion:Newsletter", *MENU), {3: "navigation"}),
    "two words in a menu": ((*MENU, "interface:Edit", "comments:Letters", *MENU), {3: "navigation", 4: "navigation"}),
    "a section among teasers": ((*TEASERS, "navigation:Harbour", *TEASERS), {3: "related"}),
    "a button of a teaser": ((*TEASERS, "expander:More", *TEASERS), {3: "related"}),
    "a date among teasers": (
        (STORY, *TEASERS * 3, "date:3 May 2024", *TEASERS),
        {10: "related"},
    ),
    "a date behind one teaser, far below the story": (
        (STORY, *MENU * 3, "navigation:Log", TEASERS[0], "date:3 May 2024"),
        {12: "related"},
    ),
    "a name of a network among shares": ((*SHARES, "navigation:Brandt", *SHARES), {3: "share"}),
    "a time among comments": (
        (STORY, *MENU * 3, "comments:Ada", "comments:Jon", "date:3 May", "comments:Rosa", "comments:Nils"),
        {12: "comments"},
    ),
    "lines between comments": (
        ("comments:Ada", "other:Well said", "other:2", "comments:Jon"),
        {1: "comments", 2: "comments"},
    ),
    "a line between offers": (
        ("promotion:Newsletter", "other:Every morning at six", "promotion:Subscribe"),
        {1: "promotion"},
    ),
    "lines between dates": (
        ("date:3 May", "other:The keeper goes", "other:Jon Eide", "date:2 May"),
        {1: "related", 2: "related"},
    ),
    "lines below a heading of comments": (
        (STORY, "comments:Comments", "other:Ada", "date:3 May", "other:Well said."),
        {2: "comments", 3: "comments", 4: "comments"},
    ),
    "a label among menus": ((*MENU, "other:Keeper", STORY), {3: "navigation"}),
    "bars in a menu": (
        (MENU[0], "interface:|", MENU[1], "interface:|", "interface:•", MENU[2]),
        {1: "navigation", 3: "navigation", 4: "navigation"},
    ),
    "an entry of a menu with bars": (
        ("navigation:A", "interface:|", "navigation:B", "interface:|", "interface:Edit", "interface:|", *MENU),
        dict.fromkeys((1, 3, 4, 5), "navigation"),
    ),
    "what says again what a menu says": (
        (MENU[0], STORY, "duplicate:Harbour", "other:Nine days"),
        {2: "navigation"},
    ),
    "a heading and a headline between paragraphs": (
        (STORY, "related:Read more:", TEASERS[0], STORY + " Twice."),
        {1: "read_more", 2: "read_more"},
    ),
    "a headline behind a link between paragraphs": (
        (STORY, "read_more:Read more:", TEASERS[0], STORY + " Twice."),
        {2: "read_more"},
    ),
    "what says the same as something named": (
        ("legal:Imprint of the paper", STORY, "other:Imprint of the paper"),
        {2: "legal"},
    ),
}


@pytest.mark.parametrize(("lines", "given"), GIVES.values(), ids=GIVES)
def test_others_say_what_a_block_is(lines: Sequence[Line], given: dict[int, str]) -> None:
    own = [line.split(":", 1)[0] for line in lines]
    assert _named(lines) == [given.get(number, name) for number, name in enumerate(own)]


IN_MENU = (*MENU, "media:Video", *MENU)


#: By their names before: what a line says, and whether it takes the name of the word in it.
MENTIONS: dict[str, tuple[Line, str]] = {
    "no such word": ("other:The keeper's letter came late", "other"),
    "a word inside another": ("other:All newsletterish things", "other"),
    "a paragraph": ("body:She read the newsletter twice.", "body"),
    "what has a name": ("share:Send our newsletter", "share"),
    "a pitch": ("other:Tides and tales, once a week, in our newsletter", "promotion"),
    "a notice": ("other:Terms of use of the Harwick Courier", "legal"),
    "of two words the longer": ("other:Your comment, and our newsletter, on all things afloat", "comments"),
}


@pytest.mark.parametrize(("line", "name"), MENTIONS.values(), ids=MENTIONS)
def test_a_word_names_what_nothing_names(line: Line, name: str) -> None:
    assert _named((line, STORY), lexicon=Lexicon.load()) == [name, "body"]
    assert _named((line, STORY)) == [line.split(":", 1)[0], "body"]


def test_a_block_that_a_fact_stands_in_keeps_its_name() -> None:
    assert _named(IN_MENU)[3] == "navigation"
    assert _named(IN_MENU, facts=[3])[3] == "media"


def test_a_link_inside_the_story_may_be_a_related_story() -> None:
    inside = (STORY, "related:Read more:", TEASERS[0], STORY + " Twice.")
    assert _named(inside, facts=[1, 2])[1:3] == ["read_more", "read_more"]
    assert _named(inside, weight=8.5)[1:3] == ["related", "related"]


def test_what_a_person_has_said_of_these_very_words_holds() -> None:
    assert _named(IN_MENU, weight=8.0)[3] == "navigation"
    assert _named(IN_MENU, weight=8.5)[3] == "media"


@pytest.mark.parametrize(("weight", "name"), [(3.0, "navigation"), (4.0, "other")])
def test_a_detector_may_mean_that_it_is_something_else(weight: float, name: str) -> None:
    texts = ["Harbour", "Island", "Tides", "Weather", "Lock"]
    blocks = blocks_of_lines(*texts)
    roles = np.array(
        [ROLES.index(Role.OTHER if text == "Tides" else Role.NAVIGATION) for text in texts], dtype=np.uint8
    )
    votes = votes_by_block(blocks, [Evidence(blocks.span(2), Role.OTHER, weight, "tides", "")])
    names, _ = Company.of(blocks, votes, roles, ()).names()
    assert ROLES[names[2]] == name


PAGE = f"""Home
News
Sport
Newsletter
Culture
Weather
The ferry sails again
By Ada Brandt
3 May 2024
{STORY.removeprefix("body:")} The harbour office said so on Thursday, after nine days of storm.
Two tugs had pulled the old ship from the rocks, and divers found no hole in its hull on Sunday morning.
© 2024 Teal Valley Post"""


def test_words_are_looked_for_in_the_lexicon_of_the_cleaner() -> None:
    line = "The Teal Valley Post Harbour Bell Lane 9 Harwick"
    row = Row("en", 1, Role.PROMOTION, None, {"mentions": ("harbour bell lane",)}, (), ())
    lexicon = Lexicon((row, *Lexicon.load().rows))
    plain, named = (Cleaner(lexicon=words).clean(f"{PAGE}\n{line}") for words in (None, lexicon))
    assert plain.text == named.text
    assert [block.role for block in plain.blocks if block.text == line] == [Role.OTHER]
    (block,) = (block for block in named.blocks if block.text == line)
    assert (block.role, block.evidence[0].rule) == (Role.PROMOTION, "company.mention")


def test_the_receipt_says_why() -> None:
    (block,) = (block for block in newsclean.clean(PAGE).blocks if block.text == "Newsletter")
    (vote,) = (vote for vote in block.evidence if vote.rule.startswith("company."))
    assert (block.role, vote.role, vote.span) == (Role.NAVIGATION, Role.NAVIGATION, block.span)
    assert (vote.rule, vote.reason, vote.weight) == WAYS[3]


ANY = st.lists(
    st.tuples(st.sampled_from([str(role) for role in ROLES]), st.sampled_from(["Harbour", "|", "12", "3 May", "Ada"])),
    min_size=1,
    max_size=30,
)


@given(ANY)
def test_what_is_kept_stays_and_nothing_is_made_story(lines: list[tuple[str, str]]) -> None:
    kept = {*map(str, BODY_ROLES), "title"}
    for (role, _), name in zip(lines, _named([":".join(line) for line in lines]), strict=True):
        assert (role in kept) == (name in kept)
        assert role not in kept or role == name
