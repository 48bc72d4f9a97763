"""Labelled blocks become an article: what goes into which field, and what does not."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np
import pytest
from attrs import evolve

from newsclean.assembly import assemble
from newsclean.blocks import Blocks
from newsclean.labeller import Labels
from newsclean.labeller.features import FEATURES
from newsclean.labeller.votes import votes_by_block
from newsclean.lexicon import Lexicon
from newsclean.model import BODY_ROLES, Article, Doubt, Evidence, Fact, Related, Role, Span
from newsclean.related_stories import related_stories
from newsclean.segmentation import segment
from newsclean.sources import read

from .blocks_by_hand import blocks_of_lines
from .toy_weights import weights


def labels_of(blocks: Blocks, roles: Sequence[Role], votes: Sequence[Evidence], scores: Sequence[float]) -> Labels:
    """A verdict as somebody else might have reached it: the whole score is the share of the number of words."""
    rows = np.zeros((len(FEATURES), len(blocks)), dtype=np.float32)
    rows[0] = scores
    probabilities = 1.0 / (1.0 + np.exp(-np.array(scores, dtype=np.float64)))
    confidence = 0.75 if Role.BODY in roles else 0.0
    return Labels(
        list(roles), probabilities, 0.5, confidence, rows, votes_by_block(blocks, votes), weights(shape__words=1.0)
    )


def assembled(
    rows: Sequence[tuple[Role, str]],
    *votes: tuple[int, Evidence],
    lines: Sequence[int] | None = None,
    between: str = "\n",
    scores: Sequence[float] | None = None,
) -> Article:
    """The article of blocks with these roles and texts; each vote is put where the block of its number stands."""
    blocks = blocks_of_lines(*(text for _, text in rows), lines=lines, between=between)
    placed = [
        Evidence(
            blocks.span(number), vote.role, vote.weight, vote.rule, vote.reason, vote.part, vote.value,
            None if vote.whole is None else Span(blocks.starts[vote.whole.start], blocks.ends[vote.whole.end - 1]),
        )
        for number, vote in votes
    ]  # fmt: skip
    if scores is None:
        scores = [2.0 if role in BODY_ROLES else -2.0 for role, _ in rows]
    return assemble(blocks.dump, blocks, labels_of(blocks, [role for role, _ in rows], placed, scores))


def vote(
    role: Role, *value: str, weight: float = 4.0, part: str | None = None, whole: tuple[int, int] | None = None
) -> Evidence:
    return Evidence(
        Span(0, 1), role, weight, f"test.{part or role}", "a test", part, value, None if whole is None else Span(*whole)
    )


BODY = (Role.BODY, "The council of Harwick voted on Monday to rebuild the old bridge.")
MORE = (Role.BODY, "Engineers will inspect the tunnel before any train may use it.")


# Text.


def test_nothing_gives_an_empty_article() -> None:
    article = assembled([])
    assert article == Article(text="", source="", doubts=(Doubt.NO_STORY, Doubt.LOW_CONFIDENCE))
    assert article.confidence == 0.0


def test_a_dump_without_a_story_gives_an_empty_text_and_no_confidence() -> None:
    article = assembled([(Role.NAVIGATION, "Home"), (Role.SHARE, "Share")])
    assert article.text == ""
    assert article.confidence == 0.0
    assert [block.text for block in article.removed] == ["Home", "Share"]


@pytest.mark.parametrize("role", [role for role in Role if role not in BODY_ROLES])
def test_what_is_not_story_is_not_in_the_text(role: Role) -> None:
    assert assembled([BODY, (role, "Anything at all."), MORE]).text == f"{BODY[1]}\n\n{MORE[1]}"


def test_standfirst_body_and_subheadings_are_paragraphs_in_the_order_of_the_dump() -> None:
    rows = [(Role.STANDFIRST, "The money is missing"), BODY, (Role.SUBHEADING, "Who pays"), MORE]
    assert assembled(rows).text == "\n\n".join(text for _, text in rows)


def test_pieces_of_one_line_with_a_blank_between_are_one_paragraph_again() -> None:
    article = assembled([BODY, MORE, BODY], lines=[0, 0, 1], between=" ")
    assert article.text == f"{BODY[1]} {MORE[1]}\n\n{BODY[1]}"
    assert [block.text for block in article.blocks] == [f"{BODY[1]} {MORE[1]}", BODY[1]]


def test_pieces_that_were_glued_stay_apart() -> None:
    assert assembled([BODY, MORE], lines=[0, 0], between="").text == f"{BODY[1]}\n\n{MORE[1]}"


def test_pieces_around_something_else_stay_apart() -> None:
    rows = [BODY, (Role.ADVERT, "Advertisement"), MORE]
    assert assembled(rows, lines=[0, 0, 0], between=" ").text == f"{BODY[1]}\n\n{MORE[1]}"


def test_a_subheading_is_not_put_together_with_the_paragraph_on_its_line() -> None:
    assert assembled([(Role.SUBHEADING, "Who pays"), BODY], lines=[0, 0], between=" ").text == f"Who pays\n\n{BODY[1]}"


def test_the_least_certain_piece_speaks_for_its_paragraph() -> None:
    article = assembled([BODY, MORE], lines=[0, 0], between=" ", scores=[5.0, 0.5])
    (block,) = article.blocks
    assert block.confidence == pytest.approx(1 / (1 + np.exp(-0.5)), abs=1e-4)
    assert sum(share.weight for share in block.evidence if share.rule.startswith("labeller.")) == pytest.approx(0.5)


# Facts of one value.


def test_the_title_is_the_block_with_the_role_and_its_vote() -> None:
    article = assembled([(Role.TITLE, "Bridge to rise again"), BODY], (0, vote(Role.TITLE)))
    assert article.title == "Bridge to rise again"
    assert article.facts == (Fact("title", "Bridge to rise again", Span(0, 20), "test.title"),)


def test_a_vote_for_a_headline_that_the_labeller_did_not_follow_gives_no_title() -> None:
    assert assembled([(Role.NAVIGATION, "Bridge to rise again"), BODY], (0, vote(Role.TITLE))).title is None


def test_a_second_title_is_kept_as_a_rival() -> None:
    rows = [(Role.TITLE, "Bridge to rise again"), (Role.TITLE, "Bridge rises"), BODY]
    article = assembled(rows, (0, vote(Role.TITLE)), (1, vote(Role.TITLE)))
    assert article.title == "Bridge to rise again"
    assert [(fact.value, fact.chosen) for fact in article.facts] == [
        ("Bridge to rise again", True),
        ("Bridge rises", False),
    ]


def test_the_standfirst_is_a_field_and_part_of_the_text() -> None:
    article = assembled([(Role.STANDFIRST, "The money is missing"), BODY], (0, vote(Role.STANDFIRST)))
    assert article.standfirst == "The money is missing"
    assert article.text.startswith("The money is missing\n\n")


@pytest.mark.parametrize(("paragraph", "dateline"), [(0, "Harwick"), (2, "Harwick"), (3, None), (9, None)])
def test_a_dateline_opens_the_story_and_is_found_nowhere_else(paragraph: int, dateline: str | None) -> None:
    mark = vote(Role.DATELINE, "Harwick", weight=0.0)
    assert assembled([BODY] * 10, (paragraph, mark)).dateline == dateline


def test_other_facts_may_stand_far_below_the_beginning_of_the_story() -> None:
    tags = (Role.TAGS, "Tags: Bridges")
    assert assembled([BODY] * 10 + [tags], (10, vote(Role.TAGS, "Bridges"))).tags == ("Bridges",)


def test_a_dateline_in_a_teaser_is_none() -> None:
    mark = vote(Role.DATELINE, "Harwick", weight=0.0)
    assert assembled([(Role.RELATED, "Harwick: Storm comes"), BODY], (0, mark)).dateline is None


def test_another_fact_that_is_read_in_a_paragraph_is_no_dateline() -> None:
    article = assembled([BODY], (0, vote(Role.BYLINE, "Anna Berg")), (0, vote(Role.DATELINE)))
    assert article.dateline is None


# Dates.


def test_a_date_without_a_time_of_day_gives_the_day_alone() -> None:
    article = assembled([(Role.DATE, "3 May 2024"), BODY], (0, vote(Role.DATE, "2024-05-03", part="published")))
    assert article.date == datetime.date(2024, 5, 3)
    assert article.published_at is None
    assert article.facts == (Fact("date", "2024-05-03", Span(0, 10), "test.published"),)


def test_a_date_with_a_time_gives_the_time_and_its_day() -> None:
    moment = "2024-05-03T10:15:00+02:00"
    article = assembled([(Role.DATE, "3 May 2024, 10:15"), BODY], (0, vote(Role.DATE, moment, part="published")))
    assert article.published_at == datetime.datetime.fromisoformat(moment)
    assert article.date == datetime.date(2024, 5, 3)
    assert [fact.name for fact in article.facts] == ["published_at"]


def test_published_and_modified_are_told_apart() -> None:
    rows = [(Role.DATE, "3 May 2024"), (Role.DATE, "Updated 4 May 2024, 7:00"), BODY]
    published = vote(Role.DATE, "2024-05-03", part="published")
    modified = vote(Role.DATE, "2024-05-04T07:00:00", part="modified")
    article = assembled(rows, (0, published), (1, modified))
    assert article.date == datetime.date(2024, 5, 3)
    assert article.modified_at == datetime.datetime(2024, 5, 4, 7, 0)  # noqa: DTZ001 (as printed: no zone)


def test_a_day_of_change_without_a_time_is_no_time() -> None:
    article = assembled([(Role.DATE, "Updated 4 May"), BODY], (0, vote(Role.DATE, "2024-05-04", part="modified")))
    assert article.modified_at is None
    assert article.date is None


def test_a_time_of_change_that_is_all_that_is_printed_tells_the_day_and_says_that_it_is_one() -> None:
    changed = vote(Role.DATE, "2024-05-04T07:00:00", part="modified")
    article = assembled([(Role.DATE, "Updated 4 May 2024, 7:00"), BODY], (0, changed))
    assert (article.date, article.published_at) == (datetime.date(2024, 5, 4), None)
    assert [(fact.name, fact.value, fact.origin) for fact in article.facts] == [
        ("modified_at", "2024-05-04T07:00:00", "test.modified"),
        ("date", "2024-05-04", "test.modified"),
    ]


def test_the_origin_of_a_day_of_change_says_so_whatever_read_it() -> None:
    changed = evolve(vote(Role.DATE, "2024-05-04T07:00:00", part="modified"), rule="date_line")
    article = assembled([(Role.DATE, "Anna Berg, updated 4 May 2024, 7:00"), BODY], (0, changed))
    assert [fact.origin for fact in article.facts] == ["date_line", "date_line.modified"]


def test_beside_a_change_below_the_headline_a_day_elsewhere_is_another_storys() -> None:
    rows = [(Role.TITLE, "Ferry sails again"), (Role.DATE, "Updated 4 May 2024"), BODY, (Role.DATE, "3 March 2022")]
    changed = vote(Role.DATE, "2024-05-04", part="modified")
    other = vote(Role.DATE, "2022-03-03", part="published", weight=6.0)
    assert assembled(rows, (1, changed), (3, other)).date is None


def test_a_day_right_above_the_headline_wins_over_one_further_off() -> None:
    rows = [(Role.DATE, "3 May 2024"), (Role.TITLE, "Ferry sails again"), BODY, (Role.DATE, "5 June 2023")]
    own, other = (vote(Role.DATE, day, part="published", weight=4.0) for day in ("2024-05-03", "2023-06-05"))
    assert assembled(rows, (0, own), (3, evolve(other, weight=6.0))).date == datetime.date(2024, 5, 3)


@pytest.mark.parametrize(("days", "wanted"), [(["2024-05-03"], "2024-05-03"), (["2024-05-03", "2024-05-04"], None)])
def test_far_below_the_story_the_only_day_behind_published_is_its_own(days: list[str], wanted: str | None) -> None:
    rows = [BODY, *[(Role.RELATED, "Another story")] * 40, *[(Role.DATE, "Published that day")] * len(days)]
    cued = [
        (place, evolve(vote(Role.DATE, day, part="published"), rule="lexicon.en.date.published"))
        for place, day in enumerate(days, start=41)
    ]
    date = assembled(rows, *cued).date
    assert (date and date.isoformat()) == wanted


@pytest.mark.parametrize(("count", "wanted"), [(2, datetime.date(2024, 5, 1)), (3, None)])
def test_of_many_days_without_a_cue_below_the_story_none_is_its_own(count: int, wanted: datetime.date | None) -> None:
    days = [f"2024-05-{day:02}" for day in range(1, count + 1)]
    rows = [BODY, *[(Role.DATE, day) for day in days]]
    votes = [(place, vote(Role.DATE, day, part="published")) for place, day in enumerate(days, start=1)]
    assert assembled(rows, *votes).date == wanted


@pytest.mark.parametrize(("between", "wanted"), [(3, datetime.date(2024, 5, 3)), (4, None)])
def test_a_day_without_a_cue_far_below_the_story_is_not_its_own(between: int, wanted: datetime.date | None) -> None:
    rows = [BODY, *[(Role.RELATED, "Another story")] * between, (Role.DATE, "3 May 2024")]
    assert assembled(rows, (between + 1, vote(Role.DATE, "2024-05-03", part="published"))).date == wanted


@pytest.mark.parametrize(
    ("above", "below", "names"),
    [(1, 1, ("Anna Berg",)), (1, 3, ("Anna Berg",)), (1, 4, ()), (0, 1, ())],
)
def test_right_below_the_headline_a_byline_is_the_storys_own_however_far_that_begins(
    above: int, below: int, names: tuple[str, ...]
) -> None:
    rows = [
        *[(Role.NAVIGATION, "Harbour")] * above,
        (Role.TITLE, "Ferry sails again"),
        *[(Role.RELATED, "On this page")] * (below - 1),
        (Role.RELATED, "Anna Berg, 3 min read"),
        *[(Role.NAVIGATION, "Timetables")] * 30,
        BODY,
    ]
    assert assembled(rows, (above + below, vote(Role.BYLINE, "Anna Berg"))).authors == names


def test_the_date_that_says_what_it_is_wins_over_the_one_that_stands_first() -> None:
    rows = [(Role.DATE, "5 June 2024"), (Role.DATE, "Published: 3 May 2024"), BODY]
    bare = vote(Role.DATE, "2024-06-05", part="published", weight=4.0)
    cued = vote(Role.DATE, "2024-05-03", part="published", weight=6.0)
    article = assembled(rows, (0, bare), (1, cued))
    assert article.date == datetime.date(2024, 5, 3)
    assert [(fact.value, fact.chosen) for fact in article.facts] == [("2024-05-03", True), ("2024-06-05", False)]


@pytest.mark.parametrize(
    ("head", "wanted"), [((Role.DATE, "5 June 2024"), "2024-06-05"), ((Role.OTHER, "Harbour news"), "2024-05-03")]
)
def test_a_day_between_headline_and_story_wins_over_one_behind_a_cue_inside_it(
    head: tuple[Role, str], wanted: str
) -> None:
    rows = [(Role.TITLE, "Ferry sails again"), head, BODY, (Role.DATE, "Published: 3 May 2024"), MORE]
    bare = vote(Role.DATE, "2024-06-05", part="published", weight=4.0)
    cued = evolve(vote(Role.DATE, "2024-05-03", part="published", weight=6.0), rule="lexicon.en.date.published")
    votes = [(1, bare)] * (head[0] is Role.DATE)
    date = assembled(rows, *votes, (3, cued)).date
    assert date is not None
    assert date.isoformat() == wanted


def test_a_cue_without_a_date_gives_none() -> None:
    article = assembled([(Role.DATE, "Last updated:"), BODY], (0, vote(Role.DATE, part="modified")))
    assert article.modified_at is None
    assert article.facts == ()


def test_a_date_in_the_story_is_no_date_of_publication() -> None:
    assert assembled([BODY, MORE], (1, vote(Role.DATE, "1924-01-01", part="published"))).date is None


# Facts of several values.


@pytest.mark.parametrize(
    ("role", "field"),
    [(Role.BYLINE, "authors"), (Role.TAGS, "tags"), (Role.CAPTION, "captions"), (Role.CREDIT, "credits")],
)
def test_every_value_is_kept_once_in_the_order_of_the_dump(role: Role, field: str) -> None:
    rows = [(role, "Anna Berg, Jon Dahl"), BODY, (role, "Anna Berg"), (role, "Mei Tanaka")]
    votes = (vote(role, "Anna Berg", "Jon Dahl"), vote(role, "Anna Berg"), vote(role, "Mei Tanaka"))
    article = assembled(rows, *zip((0, 2, 3), votes, strict=True))
    assert getattr(article, field) == ("Anna Berg", "Jon Dahl", "Mei Tanaka")
    assert [fact.chosen for fact in article.facts] == [True, True, False, True]


@pytest.mark.parametrize(
    ("role", "field", "found"),
    [
        (Role.BYLINE, "authors", ()),
        (Role.CAPTION, "captions", ()),
        (Role.CREDIT, "credits", ()),
        (Role.TAGS, "tags", ("Bridges",)),
    ],
)
def test_far_below_the_story_stand_facts_of_other_stories_but_tags_are_its_own(
    role: Role, field: str, found: tuple[str, ...]
) -> None:
    rows = [BODY, *[(Role.RELATED, "Another story")] * 40, (role, "Bridges")]
    assert getattr(assembled(rows, (41, vote(role, "Bridges"))), field) == found


@pytest.mark.parametrize(
    ("rule", "near", "authors"),
    [
        ("lexicon.en.byline.person", (), ("Anna Berg",)),
        ("byline.beside_date", (), ()),
        ("lexicon.en.byline.person", ("Jon Dahl",), ("Jon Dahl",)),
    ],
)
def test_far_below_the_story_a_name_behind_a_cue_is_believed_where_none_stands_near(
    rule: str, near: tuple[str, ...], authors: tuple[str, ...]
) -> None:
    rows = [(Role.TITLE, "Ferry sails again"), (Role.BYLINE, "Near"), BODY]
    rows += [(Role.RELATED, "Another story")] * 40
    far = evolve(vote(Role.BYLINE, "Anna Berg"), rule=rule)
    article = assembled([*rows, (Role.BYLINE, "By Anna Berg")], (1, vote(Role.BYLINE, *near)), (43, far))
    assert article.authors == authors


def test_a_byline_in_a_teaser_is_none() -> None:
    assert assembled([BODY, (Role.RELATED, "By Anna Berg")], (1, vote(Role.BYLINE, "Anna Berg"))).authors == ()
    rows = [(Role.RELATED, "By Anna Berg"), (Role.TITLE, "Ferry sails again"), BODY]
    assert assembled(rows, (0, vote(Role.BYLINE, "Anna Berg"))).authors == ()


@pytest.mark.parametrize(("distance", "authors"), [(0, ("Anna Berg",)), (40, ())])
def test_near_the_story_a_name_behind_a_cue_is_believed_among_teasers(distance: int, authors: tuple[str, ...]) -> None:
    rows = [BODY, *[(Role.RELATED, "Another story")] * distance, (Role.RELATED, "By Anna Berg")]
    cued = evolve(vote(Role.BYLINE, "Anna Berg"), rule="lexicon.en.byline.person")
    assert assembled(rows, (len(rows) - 1, cued)).authors == authors


@pytest.mark.parametrize("role", [Role.RELATED, Role.DUPLICATE, Role.OTHER])
def test_between_headline_and_story_a_byline_and_a_date_are_its_own(role: Role) -> None:
    rows = [(Role.TITLE, "Ferry sails again"), (role, "Anna Berg 3 May 2024"), BODY]
    byline, date = vote(Role.BYLINE, "Anna Berg"), vote(Role.DATE, "2024-05-03", part="published")
    article = assembled(rows, (1, byline), (1, date))
    assert article.authors == ("Anna Berg",)
    assert article.date == datetime.date(2024, 5, 3)


def test_the_date_between_headline_and_story_wins_over_that_of_the_visit() -> None:
    rows = [(Role.DATE, "5 June 2024"), (Role.TITLE, "Ferry sails again"), (Role.DATE, "By Anna, 3 May 2024"), BODY]
    visit = vote(Role.DATE, "2024-06-05", part="published", weight=6.0)
    own = vote(Role.DATE, "2024-05-03", part="published", weight=4.0)
    assert assembled(rows, (0, visit), (2, own)).date == datetime.date(2024, 5, 3)


def test_the_date_beside_the_byline_wins_over_those_of_teasers_before_it() -> None:
    rows = [
        BODY,
        (Role.DATE, "5 June 2024"),
        (Role.OTHER, "Old lock opens"),
        (Role.BYLINE, "Anna"),
        (Role.DATE, "3 May"),
    ]
    teaser_day = vote(Role.DATE, "2024-06-05", part="published", weight=6.0)
    own = vote(Role.DATE, "2024-05-03", part="published", weight=6.0)
    assert assembled(rows, (1, teaser_day), (3, vote(Role.BYLINE, "Anna Berg")), (4, own)).date == datetime.date(
        2024, 5, 3
    )
    assert assembled(rows, (1, teaser_day), (4, own)).date == datetime.date(2024, 6, 5)


def test_a_fact_inside_the_block_of_another_is_read_too() -> None:
    byline, date = vote(Role.BYLINE, "Anna Berg"), vote(Role.DATE, "2024-05-03", part="published")
    article = assembled([(Role.BYLINE, "By Anna Berg, 3 May 2024"), BODY], (0, byline), (0, date))
    assert article.authors == ("Anna Berg",)
    assert article.date == datetime.date(2024, 5, 3)


def test_names_that_sign_the_story_are_no_caption() -> None:
    rows = [(Role.CAPTION, "Anna Berg, Jon Lund"), (Role.CAPTION, "The old bridge"), BODY]
    names, above_credit = vote(Role.BYLINE, "Anna Berg", "Jon Lund"), vote(Role.CAPTION, "Anna Berg, Jon Lund")
    article = assembled(rows, (0, names), (0, above_credit), (1, vote(Role.CAPTION, "The old bridge")))
    assert article.authors == ("Anna Berg", "Jon Lund")
    assert article.captions == ("The old bridge",)


@pytest.mark.parametrize(
    ("values", "captions"),
    [
        (("The old bridge (Photo: Anna Berg)", "The old bridge"), ("The old bridge",)),
        (("The old bridge", "The old bridge"), ("The old bridge",)),
        (("The old bridge", "The new one"), ("The old bridge", "The new one")),
    ],
)
def test_a_caption_is_kept_without_its_credit(values: tuple[str, str], captions: tuple[str, ...]) -> None:
    rows = [(Role.CAPTION, "The old bridge (Photo: Anna Berg)"), BODY]
    article = assembled(rows, *((0, vote(Role.CAPTION, value)) for value in values))
    assert article.captions == captions


def test_the_section_is_the_first_breadcrumb() -> None:
    rows = [(Role.NAVIGATION, "Home > World"), (Role.NAVIGATION, "Home > Sport"), BODY]
    votes = [vote(Role.NAVIGATION, "Home", step, part="breadcrumb") for step in ("World", "Sport")]
    assert assembled(rows, *enumerate(votes)).section == ("Home", "World")


# Related stories.


def teaser(part: str, value: str, whole: tuple[int, int]) -> Evidence:
    return vote(Role.RELATED, value, part=part, whole=whole)


def test_the_parts_of_a_teaser_are_one_related_story() -> None:
    rows = [BODY, *[(Role.RELATED, text) for text in ("Analysis", "Storm comes", "It comes on Friday.", "5 min read")]]
    parts = zip(
        ("kicker", "headline", "summary", "reading_minutes"),
        ("Analysis", "Storm comes", "It comes on Friday.", "5"),
        strict=True,
    )
    votes = [(number, teaser(part, value, (1, 5))) for number, (part, value) in enumerate(parts, 1)]
    assert assembled(rows, *votes).related == (
        Related("Storm comes", kicker="Analysis", summary="It comes on Friday.", reading_minutes=5),
    )


def test_teasers_are_kept_in_the_order_of_the_dump_above_and_below_the_story() -> None:
    rows = [(Role.READ_MORE, "Read more: Storm"), BODY, (Role.RELATED, "Flood"), (Role.RELATED, "Fire")]
    votes = (
        (0, vote(Role.READ_MORE, "Storm", part="headline")),
        (2, teaser("headline", "Flood", (2, 3))),
        (3, teaser("headline", "Fire", (3, 4))),
    )
    assert [story.title for story in assembled(rows, *votes).related] == ["Storm", "Flood", "Fire"]


def test_a_summary_without_a_headline_is_no_story() -> None:
    rows = [BODY, (Role.RELATED, "It comes on Friday.")]
    assert assembled(rows, (1, teaser("summary", "It comes on Friday.", (1, 2)))).related == ()


@pytest.mark.parametrize("role", [Role.BODY, Role.NAVIGATION])
def test_what_was_not_taken_for_a_teaser_gives_none(role: Role) -> None:
    rows = [BODY, (role, "Storm comes to the north.")]
    assert assembled(rows, (1, teaser("headline", "Storm comes to the north.", (1, 2)))).related == ()


# What passes through.


def test_what_the_collector_knew_is_in_the_article() -> None:
    from attrs import evolve

    blocks = blocks_of_lines(BODY[1])
    dump = evolve(blocks.dump, url="https://news.example/1", id="page-7", language="sv")
    blocks.language = "en"
    article = assemble(dump, blocks, labels_of(blocks, [Role.BODY], [], [2.0]))
    assert (article.url, article.id, article.source) == ("https://news.example/1", "page-7", BODY[1])
    # The collector knows better than the cleaner.
    assert article.language == "sv"


def test_the_votes_and_the_shares_of_a_block_are_its_evidence() -> None:
    article = assembled([BODY, (Role.SHARE, "Share")], (1, vote(Role.SHARE)), scores=[1.5, -2.5])
    body, share = article.blocks
    ending = [("labeller.others", 0.0), ("labeller.intercept", 0.0), ("labeller.cut", 0.0)]
    assert [(evidence.rule, evidence.weight) for evidence in body.evidence] == [("labeller.shape.words", 1.5), *ending]
    assert [(evidence.rule, evidence.weight) for evidence in share.evidence] == [
        ("test.share", 4.0),
        ("labeller.shape.words", -2.5),
        *ending,
    ]


def test_the_one_day_behind_a_cue_far_below_is_the_storys_where_all_days_near_it_are_those_of_others() -> None:
    days = ["2024-05-01", "2024-05-02", "2024-05-04"]
    rows = [
        (Role.BODY, "The ferry sails again."),
        *((Role.DATE, day) for day in days),
        *((Role.NAVIGATION, f"Entry {number}") for number in range(12)),
        (Role.DATE, "Published on 2024-05-03"),
    ]
    near = [(number, vote(Role.DATE, day, part="published")) for number, day in enumerate(days, start=1)]
    cued = evolve(vote(Role.DATE, "2024-05-03", part="published"), rule="lexicon.en.date.published")
    assert assembled(rows, *near).date is None
    assert assembled(rows, *near, (len(rows) - 1, cued)).date == datetime.date(2024, 5, 3)


def test_a_line_of_a_list_that_is_a_link_is_another_story_once() -> None:
    page = """<h2>Most read</h2>
        <a href="/cake">Seal steals a wedding cake</a>
        <p><a href="post.html">Island waits for its post</a></p>
        <p><a href="/cake">Seal steals the cake once more</a></p>
        <p><a href="/quay">Quay and harbour</a></p>
        <p>The keeper <a href="/lamp">of the lamp</a> comes back to the island</p>
        <p>The harbour band plays on</p>"""
    blocks = segment(read({"html": page}, url="https://osk.example/news/1", longest=10_000), Lexicon.load())
    cake = Related("Seal steals a wedding cake", url="https://osk.example/cake")
    post = Related("Island waits for its post", url="https://osk.example/news/post.html")
    assert list(related_stories(blocks, [Role.RELATED] * len(blocks), [])) == [cake, post]
    assert list(related_stories(blocks, [Role.NAVIGATION] * len(blocks), [])) == []
    headline = vote(Role.RELATED, cake.title, part="headline")
    (place,) = (number for number, text in enumerate(blocks.texts) if text == cake.title)
    known = evolve(headline, span=blocks.span(place))
    # Of two equally sure readings of one line the first is taken, and the line is not told again.
    rival = evolve(known, value=("A wedding cake",))
    readings = [(place, known), (place, rival)]
    titles = [story.title for story in related_stories(blocks, [Role.RELATED] * len(blocks), readings)]
    assert titles.count(cake.title) == 1
    assert "A wedding cake" not in titles
