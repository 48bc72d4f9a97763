"""The only judge: a sum with names, and which role follows from it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from newsclean.blocks import Blocks
from newsclean.detectors.cue_phrase import cue_phrase
from newsclean.labeller import Labels, Weights, label, shipped_weights
from newsclean.labeller.features import FEATURES, feature_matrix
from newsclean.labeller.votes import Ballot, votes_by_block
from newsclean.model import Evidence, Role, Span
from newsclean.testing import story_in

from .blocks_by_hand import blocks_of_lines

PROSE = story_in("en").paragraphs
THRESHOLDS = {"precision": 1.0, "balanced": 0.0, "recall": -1.0}


def weights(intercept: float = 0.0, **features: float) -> Weights:
    """A toy model: everything weighs nothing but what is named, with ``__`` for the dot."""
    named = {name.replace("__", "."): weight for name, weight in features.items()}
    assert named.keys() <= FEATURES.keys()
    return Weights(intercept, {**dict.fromkeys(FEATURES, 0.0), **named}, THRESHOLDS)


#: Story unless somebody votes for chrome or a fact.
TRUSTING = weights(1.5, evidence__chrome=-8.0, evidence__fact=-8.0)


def vote(span: Span, role: Role, weight: float, rule: str = "test", **more: object) -> Evidence:
    return Evidence(span, role, weight, rule, "a test", **more)  # type: ignore[arg-type]


def labelled(blocks: Blocks, *evidence: Evidence, model: Weights = TRUSTING) -> Labels:
    return label(blocks, evidence, "balanced", model)


# What ships.


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    assert list(shipped_weights().features) == list(FEATURES)


def test_every_feature_says_for_a_person_what_it_is() -> None:
    assert all(reason and reason[0].islower() and not reason.endswith(".") for reason in FEATURES.values())


def test_a_stricter_bias_has_a_higher_threshold() -> None:
    thresholds: Mapping[str, float] = shipped_weights().thresholds
    assert thresholds["precision"] > thresholds["balanced"] > thresholds["recall"]


def test_votes_for_chrome_and_facts_speak_against_the_story_and_votes_for_its_parts_do_not() -> None:
    features = shipped_weights().features
    assert features["evidence.chrome"] < 0 < features["evidence.story"]
    assert features["evidence.fact"] < 0


# Features.


def test_features_stay_within_one_of_nothing() -> None:
    blocks = blocks_of_lines("Home", "SPORT!!!", *PROSE, "…", "7", "石滩镇", "Home")
    votes = [vote(blocks.span(number), Role.SHARE, 40.0) for number in range(len(blocks))]
    matrix = feature_matrix(blocks, votes_by_block(blocks, votes))
    assert matrix.shape == (len(blocks), len(FEATURES))
    assert np.abs(matrix).max() <= 1.0


def test_an_empty_dump_has_no_rows() -> None:
    assert feature_matrix(blocks_of_lines(), votes_by_block(blocks_of_lines(), [])).shape == (0, len(FEATURES))
    assert labelled(blocks_of_lines()).roles == []


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Home", "shape.under_3_words"),
        ("Storm closes schools", "shape.under_6_words"),
        ("Storm closes six schools in the north", "shape.under_10_words"),
        ("The ferry will sail again on Monday, the harbour office said.", "shape.under_20_words"),
        (PROSE[0], "shape.from_20_words"),
    ],
)
def test_a_block_is_in_one_bin_of_words(text: str, feature: str) -> None:
    blocks = blocks_of_lines(text)
    row = dict(zip(FEATURES, feature_matrix(blocks, votes_by_block(blocks, []))[0].tolist(), strict=True))
    bins = [name for name, value in row.items() if name.endswith("_words") and name.startswith("shape.") and value]
    assert bins == [feature]


# The sum.


@pytest.mark.parametrize("bias", ["precision", "balanced", "recall"])
def test_scores_are_sums_of_shares_and_the_threshold_is_that_of_the_bias(bias: str) -> None:
    blocks = blocks_of_lines("Home", *PROSE, "Share")
    model = shipped_weights()
    labels = label(blocks, [vote(blocks.span(0), Role.NAVIGATION, 3.0)], bias, model)
    assert labels.shares.shape == (len(blocks), len(FEATURES))
    assert labels.scores == pytest.approx(labels.shares.sum(axis=1) + model.intercept, abs=1e-4)
    assert labels.threshold == model.thresholds[bias]


def test_shares_are_features_times_weights() -> None:
    blocks = blocks_of_lines("Home", PROSE[0])
    labels = labelled(blocks, model=weights(shape__under_3_words=-2.5, shape__ends_sentence=1.25))
    assert labels.scores.tolist() == [-2.5, 1.25]


def test_a_score_at_the_threshold_is_not_above_it() -> None:
    assert labelled(blocks_of_lines("Home"), model=weights(0.0)).roles == [Role.OTHER]
    assert labelled(blocks_of_lines("Home"), model=weights(0.001)).roles == [Role.BODY]


# Votes.


def votes_on_each(blocks: Blocks, evidence: list[Evidence]) -> list[list[Evidence]]:
    votes = votes_by_block(blocks, evidence)
    found: list[list[Evidence]] = [[] for _ in range(len(blocks))]
    for block, number in zip(votes.block.tolist(), votes.vote.tolist(), strict=True):
        found[block].append(votes.evidence[number])
    return found


def test_a_ballot_holds_the_votes_of_all_detectors_in_their_order() -> None:
    blocks = blocks_of_lines("Log in", "Read more: Storm closes schools", "Share")
    first, last = (vote(blocks.span(number), Role.OTHER, 1.0) for number in (2, 0))
    phrases = list(cue_phrase(blocks.dump, blocks))
    ballot = Ballot([iter([first]), [], cue_phrase(blocks.dump, blocks), iter([last])])
    assert list(ballot) == [first, *phrases, last]
    assert [ballot[number] for number in range(len(ballot))] == ballot[:] == list(ballot)
    assert ballot[-1] == last
    with pytest.raises(IndexError):
        ballot[len(ballot)]


def test_votes_in_columns_are_counted_as_the_same_votes_one_by_one() -> None:
    blocks = blocks_of_lines("Log in", "Read more: Storm closes schools", "Share", "The council met on Monday.")
    one_by_one = votes_by_block(blocks, list(cue_phrase(blocks.dump, blocks)))
    at_once = votes_by_block(blocks, Ballot([cue_phrase(blocks.dump, blocks)]))
    assert at_once.readings() == one_by_one.readings() != []
    for name in ("vote", "block", "role", "weight", "length", "in_structure", "is_path", "is_reading"):
        assert getattr(at_once, name).tolist() == getattr(one_by_one, name).tolist()


def test_no_votes_are_no_entries() -> None:
    assert votes_by_block(blocks_of_lines("Log in"), Ballot([])).vote.tolist() == []


def test_a_vote_finds_its_block_wherever_in_it_it_stands() -> None:
    blocks = blocks_of_lines("One two", "Three")
    whole, part, second = (vote(Span(*span), Role.OTHER, 1.0) for span in ((0, 7), (4, 7), (8, 13)))
    assert votes_on_each(blocks, [second, part, whole]) == [[part, whole], [second]]


def test_a_vote_on_several_blocks_holds_for_each() -> None:
    blocks = blocks_of_lines("One", "Two", "Three", "Four")
    run = vote(Span(blocks.starts[1], blocks.ends[2]), Role.NAVIGATION, 1.0)
    assert votes_on_each(blocks, [run]) == [[], [run], [run], []]


@pytest.mark.parametrize(
    ("covered", "share"), [pytest.param(10, -5.0, id="the whole block"), pytest.param(5, -2.5, id="half of it")]
)
def test_a_vote_counts_by_the_share_of_the_block_that_it_covers(covered: int, share: float) -> None:
    labels = labelled(blocks_of_lines("0123456789"), vote(Span(0, covered), Role.SHARE, 5.0))
    assert labels.scores[0] - TRUSTING.intercept == pytest.approx(share)


def test_of_votes_for_one_role_only_the_strongest_counts() -> None:
    blocks = blocks_of_lines("Share")
    once = labelled(blocks, vote(Span(0, 5), Role.SHARE, 4.0))
    thrice = labelled(blocks, *(vote(Span(0, 5), Role.SHARE, weight) for weight in (1.0, 4.0, 3.0)))
    assert thrice.scores == pytest.approx(once.scores)


def test_votes_for_different_kinds_of_chrome_add_up() -> None:
    blocks = blocks_of_lines("Share")
    labels = labelled(blocks, vote(Span(0, 5), Role.SHARE, 3.0), vote(Span(0, 5), Role.NAVIGATION, 1.0))
    assert labels.scores[0] - TRUSTING.intercept == pytest.approx(-4.0)


def test_certainty_has_an_end() -> None:
    labels = labelled(blocks_of_lines("Share"), vote(Span(0, 5), Role.SHARE, 1000.0))
    assert labels.scores[0] - TRUSTING.intercept == pytest.approx(-8.0)


def test_a_vote_against_a_role_is_no_vote_for_another() -> None:
    labels = labelled(blocks_of_lines("Share"), vote(Span(0, 5), Role.SHARE, -5.0))
    assert labels.roles == [Role.BODY]
    assert labels.scores[0] == pytest.approx(TRUSTING.intercept)


# Roles.


@pytest.mark.parametrize(
    ("votes", "role"),
    [
        pytest.param([], Role.BODY, id="nobody votes"),
        pytest.param([(Role.SHARE, 1.0)], Role.BODY, id="a weak vote for chrome is outvoted"),
        pytest.param([(Role.DATELINE, 0.0)], Role.BODY, id="a vote without weight marks a fact inside the story"),
        pytest.param([(Role.STANDFIRST, 2.0)], Role.STANDFIRST, id="a part of the story keeps its name"),
        pytest.param([(Role.SHARE, 5.0)], Role.SHARE, id="a strong vote for chrome"),
        pytest.param([(Role.DATE, 5.0)], Role.DATE, id="a strong vote for a fact"),
        pytest.param([(Role.SHARE, 3.0), (Role.LEGAL, 4.0)], Role.LEGAL, id="the stronger vote names the block"),
        pytest.param([(Role.LEGAL, 4.0), (Role.SHARE, 4.0)], Role.LEGAL, id="of equal votes the first"),
        pytest.param([(Role.TITLE, 1.0)], Role.TITLE, id="the headline is kept out however it reads"),
    ],
)
def test_the_score_says_kept_or_removed_and_the_votes_say_what(votes: list[tuple[Role, float]], role: Role) -> None:
    blocks = blocks_of_lines(PROSE[0], PROSE[1], PROSE[2])
    labels = labelled(blocks, *(vote(blocks.span(1), role, weight) for role, weight in votes))
    assert labels.roles == [Role.BODY, role, Role.BODY]


def test_what_is_removed_without_a_vote_is_other() -> None:
    labels = labelled(blocks_of_lines("Home", PROSE[0]), model=weights(-1.0, shape__ends_sentence=2.0))
    assert labels.roles == [Role.OTHER, Role.BODY]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("What nobody had expected was the speed of the water.", id="a sentence"),
        pytest.param("What nobody had expected,", id="a torn line"),
        pytest.param(
            "What nobody in the whole of the valley, old or young, had ever expected to see in their lives",
            id="a line longer than any subheading",
        ),
    ],
)
def test_a_short_paragraph_is_no_subheading(line: str) -> None:
    assert labelled(blocks_of_lines(PROSE[0], line, PROSE[1])).roles == [Role.BODY] * 3


@pytest.mark.parametrize("line", ["What nobody had expected", "Who will pay for the bridge", "老桥的历史"])
def test_a_short_line_above_prose_inside_the_story_is_a_subheading(line: str) -> None:
    assert labelled(blocks_of_lines(PROSE[0], line, PROSE[1])).roles == [Role.BODY, Role.SUBHEADING, Role.BODY]


def test_the_first_and_the_last_line_are_no_subheadings() -> None:
    line = "What nobody had expected"
    assert labelled(blocks_of_lines(line, PROSE[0])).roles == [Role.BODY, Role.BODY]
    assert labelled(blocks_of_lines(PROSE[0], line)).roles == [Role.BODY, Role.BODY]


def test_lines_of_a_list_are_no_subheadings() -> None:
    assert labelled(blocks_of_lines(PROSE[0], "Blankets", "Soup", "Water", PROSE[1])).roles[1:3] == [
        Role.BODY,
        Role.BODY,
    ]
