"""The only judge: a sum with names, and which role follows from it."""

from __future__ import annotations

import itertools
import json
import math
import pickle

import numpy as np
import pytest
from attrs import evolve
from numpy.typing import NDArray

import newsclean
from newsclean.blocks import Blocks
from newsclean.detectors.cue_phrase import cue_phrase
from newsclean.labeller import Labels, Weights, best_cut, label, shipped_weights
from newsclean.labeller.decoding import (
    Selection,
    Verdict,
    ends_short,
    lies_adrift,
    says_again,
    stands_between,
    takes_turns,
)
from newsclean.labeller.features import FEATURES, feature_rows, remembering_rows, rows_of
from newsclean.labeller.features.evidence import sums_of
from newsclean.labeller.steps import Signs
from newsclean.labeller.votes import Ballot, votes_by_block
from newsclean.model import Evidence, Role, Span
from newsclean.testing import story_in
from newsclean.trees import Trees

from .blocks_by_hand import blocks_of_lines
from .toy_weights import weights

PROSE = story_in("en").paragraphs


#: Story unless somebody votes for chrome or a fact.
TRUSTING = weights(1.5, evidence__chrome=-1.0, evidence__fact=-1.0)


def vote(span: Span, role: Role, weight: float, rule: str = "test", **more: object) -> Evidence:
    return Evidence(span, role, weight, rule, "a test", **more)  # type: ignore[arg-type]


def labelled(blocks: Blocks, *evidence: Evidence, model: Weights = TRUSTING) -> Labels:
    return label(blocks, evidence, "balanced", model)


def score(labels: Labels, number: int) -> float:
    """The log-odds that a block is story."""
    return math.log(labels.probabilities[number] / (1.0 - labels.probabilities[number]))


def decoded(model: Weights, rows: NDArray[np.float32], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The scores of blocks of nine words each, no headline among them, with what the verdict on others is worth."""
    count = len(scores)
    return model.decoded(rows, Verdict(scores, np.full(count, 9.0)), Signs.none(np.ones(count, dtype=np.bool_))).scores


def selection(scores: list[float], words: float, is_text: list[bool] | None = None) -> Selection:
    """What is kept of blocks of so many words each where the line is drawn at even odds."""
    count = len(scores)
    verdict = Verdict(np.array(scores), np.full(count, words))
    return Selection(verdict, np.array([True] * count if is_text is None else is_text, dtype=np.bool_), (0.5, 0.5))


def features_of(blocks: Blocks, *evidence: Evidence) -> dict[str, list[float]]:
    """The row of every feature, by name."""
    rows = feature_rows(blocks, votes_by_block(blocks, evidence))
    assert rows.shape == (len(FEATURES), len(blocks))
    return dict(zip(FEATURES, rows.tolist(), strict=True))


def test_what_the_profile_of_a_site_remembers_of_a_line_says_nothing_of_its_neighbours() -> None:
    blocks = blocks_of_lines(PROSE[0], "Quayside", "Kelmwatch", PROSE[1])
    menu = [blocks.span(1), blocks.span(2)]
    shown = features_of(blocks, *(vote(span, Role.NAVIGATION, 6.0) for span in menu))
    remembered = features_of(blocks, *(vote(span, Role.NAVIGATION, 6.0, "site_profile.line") for span in menu))
    assert remembered["evidence.chrome"] == shown["evidence.chrome"] == [0.0, 6.0, 6.0, 0.0]
    name = "near.chrome_after_3"
    assert remembered[name] == features_of(blocks)[name] != shown[name]


@pytest.mark.parametrize(
    ("role", "rule"),
    [(Role.NAVIGATION, "site_profile.line"), (Role.TITLE, "site_profile.line"), (Role.BYLINE, "site_profile.template")],
)
def test_a_dump_with_remembered_lines_has_the_features_that_it_would_have_if_all_were_worked_out_anew(
    role: Role, rule: str
) -> None:
    blocks = blocks_of_lines("Storm closes schools", PROSE[0], "Quayside", "Kelmwatch", PROSE[1])
    votes = votes_by_block(
        blocks,
        [vote(blocks.span(0), Role.TITLE, 4.0), vote(blocks.span(2), Role.RELATED, 3.0)]
        + [vote(blocks.span(number), role, 6.0, rule) for number in (2, 3)],
    )
    shown, sums = sums_of(blocks, votes.as_shown()), sums_of(blocks, votes)
    anew = rows_of(blocks, sums, {})
    assert np.array_equal(remembering_rows(rows_of(blocks, shown, {}), blocks, shown, sums), anew)
    assert sums.tells_neighbours_as(shown) is (role is not Role.TITLE)
    assert not np.array_equal(rows_of(blocks, shown, {}), anew)


def test_what_a_profile_remembers_moves_neither_the_line_nor_another_block() -> None:
    pitch = "Every evening at six the Kelmwatch bell rings in your pocket, with five stories and a knot to learn."
    texts = ["Quayside", *PROSE[:3], pitch, *PROSE[3:5], pitch.replace("six", "ten"), "Tide and Timber", "Ledger Room"]
    blocks = blocks_of_lines(*texts)
    gone = [texts.index(pitch), len(texts) - 3, len(texts) - 1]
    remembered = [vote(blocks.span(number), Role.RELATED, 6.0, "site_profile.line") for number in gone]
    for bias in ("precision", "balanced", "recall"):
        plain, knowing = (label(blocks, votes, bias, shipped_weights()) for votes in ([], remembered))
        assert knowing.cut == plain.cut
        for number in range(len(texts)):
            if number in gone:
                assert knowing.probabilities[number] < knowing.cut
            else:
                assert knowing.probabilities[number] == pytest.approx(plain.probabilities[number])


# What ships.


def test_the_shipped_weights_are_for_the_features_that_there_are() -> None:
    model = shipped_weights()
    assert {*model.trees.features, *model.prior} <= FEATURES.keys()


def test_every_feature_says_for_a_person_what_it_is() -> None:
    assert all(reason and reason[0].islower() and not reason.endswith(".") for reason in FEATURES.values())


def test_a_stricter_bias_draws_the_line_no_lower() -> None:
    precision, balanced, recall = (shipped_weights().cuts[bias] for bias in ("precision", "balanced", "recall"))
    assert precision[0] >= balanced[0] >= recall[0]
    assert precision[1] >= balanced[1] >= recall[1]


def test_before_anything_is_learned_votes_speak_against_the_story_and_a_clean_dump_for_it() -> None:
    prior = shipped_weights().prior
    assert prior["evidence.site"] < 0 < prior["dump.clean"]
    assert prior["evidence.fact"] < 0


def test_the_shipped_weights_travel_to_other_processes_by_name() -> None:
    assert pickle.loads(pickle.dumps(shipped_weights())) is shipped_weights()
    assert len(pickle.dumps(shipped_weights())) < 200
    assert pickle.loads(pickle.dumps(TRUSTING)).prior == TRUSTING.prior


def test_weights_for_features_of_another_version_are_refused() -> None:
    with pytest.raises(ValueError, match=r"unknown here: shape\.nose"):
        weights(shape__nose=1.0)


# Features.


def test_features_are_finite_whatever_the_blocks_are() -> None:
    blocks = blocks_of_lines("Home", "SPORT!!!", *PROSE, "…", "7", "石滩镇", "Home")
    found = features_of(blocks, *(vote(blocks.span(number), Role.SHARE, 40.0) for number in range(len(blocks))))
    assert all(math.isfinite(value) for row in found.values() for value in row)


def test_an_empty_dump_has_no_columns() -> None:
    assert feature_rows(blocks_of_lines(), votes_by_block(blocks_of_lines(), [])).shape == (len(FEATURES), 0)
    assert labelled(blocks_of_lines()).roles == []


def test_the_prose_below_the_headline_ends_where_a_long_gap_begins() -> None:
    gap = [f"Kalvo {number}" for number in range(9)]
    story = ["Menu", PROSE[0], "The headline", *PROSE[1:3], *gap, PROSE[3]]
    blocks = blocks_of_lines(*story)
    found = features_of(blocks, vote(blocks.span(2), Role.TITLE, 4.0))
    # Nine labels cost 54 words of prose: more than the impatient run allows, less than the patient one.
    assert [number for number, inside in enumerate(found["headline.inside_40"]) if inside] == [3, 4]
    assert found["headline.from_end_40"][4:6] == [0.0, 1.0]
    assert found["headline.inside_160"][1:5] == [0.0, 0.0, 1.0, 1.0]


def test_without_prose_below_the_headline_nothing_is_inside() -> None:
    blocks = blocks_of_lines(PROSE[0], "The headline", "Menu")
    found = features_of(blocks, vote(blocks.span(1), Role.TITLE, 4.0))
    assert not any(found["headline.inside_160"])


def test_no_block_is_a_witness_for_its_own_words() -> None:
    said_again = f"{PROSE[1].split(',')[0]} as before."
    blocks = blocks_of_lines("The headline", PROSE[1], PROSE[2], said_again)
    shares = features_of(blocks, vote(blocks.span(0), Role.TITLE, 4.0))["headline.words"]
    alone = features_of(blocks_of_lines("The headline", PROSE[1]))["headline.words"]
    assert alone[1] == 0.0
    assert shares[3] >= 0.5


# How far a block goes from the way in which the story is written.


def style(*lines: str) -> dict[str, list[float]]:
    found = features_of(blocks_of_lines(*lines))
    return {name.removeprefix("style."): row for name, row in found.items() if name.startswith("style.")}


def test_a_line_without_a_stop_is_odd_only_where_the_story_has_stops() -> None:
    caption = "Villagers of Osk beside the old stone bridge, seen on the morning after the great flood"
    assert style(*PROSE[:4], caption, *PROSE[4:])["ending"][4] < -0.8
    by_turns = [line for paragraph in PROSE[:4] for line in (paragraph, caption)]
    assert style(*by_turns, PROSE[4])["ending"][1] > -0.6
    assert style("Menu", "Home")["ending"] == [-0.5, -0.5]


@pytest.mark.parametrize("language", ["en", "th", "zh"])
def test_the_length_of_a_block_is_told_in_paragraphs_of_the_story(language: str) -> None:
    paragraphs = story_in(language).paragraphs
    found = style(*paragraphs)["words"]
    assert min(found) <= 1.0 <= max(found)
    assert style(*paragraphs, "7")["words"][-1] < 0.2


def test_words_a_sentence_are_all_words_where_there_is_no_stop() -> None:
    assert style("One two. Three four five six.", "Seven eight nine")["sentence"] == [3.0, 3.0]


def test_figures_at_the_ends_of_lines_are_counted_around_each_and_in_any_script() -> None:
    videos = style("The flood 18.04.2024 | 3:18 min", "The bridge", *["Menu"] * 9)
    assert videos["ends_figure"][:2] == [pytest.approx(1 / 6), pytest.approx(1 / 7)]
    assert videos["ends_figure"][6:] == [0.0] * 5
    assert style("Seite ٣ von vier")["figures"] == [0.25]


# What words say.

SAID = {"said": 150, "opinion": -200, "石": -90}


def sounds(*lines: str, words: dict[str, int] = SAID) -> dict[str, list[float]]:
    blocks = blocks_of_lines(*lines)
    rows = dict(zip(FEATURES, feature_rows(blocks, votes_by_block(blocks, []), words), strict=True))
    return {name.removeprefix("learned."): row.tolist() for name, row in rows.items() if name.startswith("learned.")}


def test_words_that_were_learned_tell_how_a_block_sounds_by_the_root_of_its_length() -> None:
    assert sounds("Said so", "Your opinion here now")["words"] == pytest.approx([1.5 / math.sqrt(2), -1.0])


def test_the_words_that_say_most_and_least_are_told_beside_the_whole() -> None:
    found = sounds("He said his opinion", "Said", "So")
    assert (found["least"], found["most"]) == ([-2.0, 1.5, 0.0], [1.5, 1.5, 0.0])


def test_marks_at_the_ends_of_a_word_and_capitals_are_none_of_it() -> None:
    assert sounds("“SAID,”")["words"] == [1.5]
    assert sounds("unsaid")["words"] == [0.0]


def test_where_words_have_no_blanks_between_them_each_character_is_one() -> None:
    assert sounds("石滩镇镇")["words"] == pytest.approx([-0.45])


def test_neighbours_sound_like_their_words_together_up_to_three_blocks_away() -> None:
    found = sounds("said", "so", "so", "so", "said")
    assert found["before"] == pytest.approx([0.0, 1.5, 1.5 / math.sqrt(2), 1.5 / math.sqrt(3), 0.0])
    assert found["after"] == found["before"][::-1]


def test_without_words_learned_no_block_sounds_like_anything() -> None:
    assert not any(value for row in sounds("Said so", words={}).values() for value in row)


def test_weights_bring_the_words_that_they_were_learned_with_and_keep_them() -> None:
    model = evolve(weights(learned__words=1.0), words=SAID)
    blocks = blocks_of_lines("Said", "So")
    assert [round(score(labelled(blocks, model=model), number), 6) for number in range(2)] == [1.5, 0.0]
    assert Weights.from_data(json.loads(json.dumps(model.to_data()))).words == SAID
    assert pickle.loads(pickle.dumps(model)).words == SAID


# How clean a dump is.

LABELS = [f"Kalvo {name}" for name in "mirt ost pell dra vinne sorg hal uppe brim tosk lund arv".split()]


def cleanness(blocks: Blocks, *evidence: Evidence) -> float:
    return max(features_of(blocks, *evidence)["dump.clean"])


def site_votes(blocks: Blocks, numbers: range) -> list[Evidence]:
    return [vote(blocks.span(number), Role.SHARE, 4.0) for number in numbers]


def test_prose_alone_is_clean_and_so_is_prose_with_subheadings_or_with_a_phrase_in_a_long_text() -> None:
    assert cleanness(blocks_of_lines(*PROSE)) == 1.0
    headed = [line for paragraph in PROSE for line in ("Vorst ul henn", paragraph)]
    assert cleanness(blocks_of_lines(*headed)) == 1.0
    long = blocks_of_lines(*[f"{paragraph} {number}." for number in range(8) for paragraph in PROSE])
    assert cleanness(long, *site_votes(long, range(1))) == 1.0


def test_verses_have_no_prose_that_a_page_could_stand_around() -> None:
    assert cleanness(blocks_of_lines(*LABELS)) == 1.0


def test_labels_around_the_prose_and_a_few_phrases_are_a_page_in_any_language() -> None:
    page = blocks_of_lines(*LABELS, *PROSE, *reversed(LABELS))
    assert cleanness(page) < 0.9
    assert cleanness(page, *site_votes(page, range(3))) == 0.0


def test_a_list_before_the_first_paragraph_or_behind_the_last_one_is_of_the_text_where_nothing_is_known() -> None:
    assert cleanness(blocks_of_lines(*LABELS, *PROSE)) == cleanness(blocks_of_lines(*PROSE, *LABELS)) == 1.0


def test_a_story_with_chrome_that_is_known_is_as_clean_as_without_wherever_the_chrome_stands() -> None:
    for first in (0, len(PROSE) // 2, len(PROSE)):
        story = blocks_of_lines(*PROSE[:first], "Kalvo", "Mirt", "Ost", "Pell", *PROSE[first:])
        assert cleanness(story, *site_votes(story, range(first, first + 4))) == 1.0
    listed = blocks_of_lines(*PROSE, *LABELS, "Kalvo", "Mirt")
    # The list stands between the story and the chrome.
    assert cleanness(listed, *site_votes(listed, range(len(listed) - 2, len(listed)))) == 1.0


def test_a_menu_and_a_footer_of_which_every_line_is_known_leave_a_text_as_clean_as_it_is() -> None:
    lines = ["Vorst ul henn", PROSE[0], *LABELS[:5], *PROSE[1:], "Kalvo", "Ost"]
    text, page = blocks_of_lines(*lines), blocks_of_lines(*LABELS[:7], *lines, *LABELS)
    fact = vote(text.span(len(text) - 1), Role.BYLINE, 4.0)
    in_page = vote(page.span(7 + len(text) - 1), Role.BYLINE, 4.0)
    menu, footer = site_votes(page, range(7)), site_votes(page, range(len(page) - len(LABELS), len(page)))
    assert 0.0 < cleanness(text, fact) == cleanness(page, *menu, in_page, *footer)


@pytest.mark.parametrize(
    ("paragraphs", "buttons", "counts"),
    [
        pytest.param(10, 4, True, id="as on a page"),
        pytest.param(10, 3, False, id="few"),
        pytest.param(60, 4, False, id="few for so long a text"),
    ],
)
def test_a_known_menu_counts_where_phrases_stand_around_the_story(paragraphs: int, buttons: int, counts: bool) -> None:
    prose = [f"{PROSE[number % len(PROSE)]} {number}." for number in range(paragraphs)]
    inside = [line for button, paragraph in zip(LABELS[:buttons], prose, strict=False) for line in (paragraph, button)]
    lines = ["Vorst ul henn", "Kalvo", "Ost", *inside, *prose[buttons:]]
    found = []
    for menu in (0, 7):
        text = blocks_of_lines(*LABELS[5 : 5 + menu], *lines)
        phrases = [*range(menu), *range(menu + 4, menu + 4 + 2 * buttons, 2)]
        votes = [vote(text.span(number), Role.SHARE, 4.0) for number in phrases]
        facts = [vote(text.span(number), Role.BYLINE, 4.0) for number in range(menu, menu + 3)]
        found.append(cleanness(text, *facts, *votes))
    without, with_menu = found
    assert without > 0.0
    assert with_menu < without if counts else with_menu == without


def test_labels_that_nobody_knows_beyond_known_chrome_are_a_page() -> None:
    page = blocks_of_lines(*PROSE, "Kalvo", "Mirt", "Ost", *LABELS)
    assert cleanness(page, *site_votes(page, range(len(PROSE), len(PROSE) + 3))) < 0.5


def test_one_phrase_more_is_no_cliff() -> None:
    lines = [line for label, paragraph in zip(LABELS, PROSE * 2, strict=False) for line in (paragraph, label, "Ost")]
    text = blocks_of_lines(*LABELS[:4], *lines)
    phrases = site_votes(text, range(len(text)))[3::3]
    steps = [cleanness(text, *phrases[:number]) for number in range(13)]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] == 1.0
    assert steps[-1] < 0.2
    assert max(before - after for before, after in itertools.pairwise(steps)) < 0.5


# Labels in capitals.


def test_a_label_in_capitals_looks_like_the_same_label_in_small_letters() -> None:
    page = ["Skip to content", "Home", *PROSE[:2], "the long way", *PROSE[2:], "About us", "Our terms of use"]
    shouted = [line.upper() if len(line) < 20 else line for line in page]
    assert features_of(blocks_of_lines(*page)) == features_of(blocks_of_lines(*shouted))


def test_a_headline_in_capitals_is_told_from_one_in_small_letters() -> None:
    line = "The ferry to the island will sail again"
    (upper,), (lower,) = (features_of(blocks_of_lines(text))["shape.upper"] for text in (line.upper(), line))
    assert lower < upper == 1.0


# Blocks between blocks of the story. The line is drawn at even odds; standing between is worth 1.


@pytest.mark.parametrize(
    ("scores", "between"),
    [
        pytest.param([4.0, -0.5, 4.0], {1}, id="between two blocks of the story"),
        pytest.param([4.0, -0.5, -0.7, 4.0], {1, 2}, id="two of them"),
        pytest.param([-0.5, 4.0, 4.0, -0.5], set(), id="not at the ends"),
        pytest.param([4.0, -0.9, 4.0], set(), id="not what is far from being story"),
        pytest.param([4.0, -0.5, -3.0, 4.0], set(), id="not beside what is removed"),
        pytest.param([4.0, 0.5, 4.0], set(), id="not what is kept anyway"),
        pytest.param([], set(), id="not in an empty dump"),
    ],
)
def test_a_doubtful_block_is_believed_between_blocks_of_the_story(scores: list[float], between: set[int]) -> None:
    yes = np.ones(len(scores), dtype=np.bool_)
    found = stands_between(selection(scores, 9.0), yes, 1.0, ~yes)
    assert set(found.nonzero()[0].tolist()) == between


@pytest.mark.parametrize(
    ("scores", "closed", "words", "between"),
    [
        pytest.param([4.0, -0.9, 4.0], [], 2.0, [0.0, 1.0, 0.0], id="more of a label"),
        pytest.param([4.0, -0.7, 4.0], [], 9.0, [0.0, 0.8, 0.0], id="less of a sentence"),
        pytest.param([4.0, -0.9, 4.0], [], 9.0, [0.0, 0.0, 0.0], id="and no farther from the line"),
        pytest.param([4.0, -0.5, -4.0, 4.0], [2], 2.0, [0.0, 1.0, 0.0, 0.0], id="one known label parts no labels"),
        pytest.param([4.0, -0.5, -4.0, -0.5, -4.0, 4.0], [2, 4], 2.0, [0.0, 1.0, 0.0, 1.0, 0.0, 0.0], id="by turns"),
        pytest.param([4.0, -0.5, -4.0, -4.0, 4.0], [2, 3], 2.0, [0.0] * 5, id="two above each other do"),
        pytest.param([4.0, -0.5, -4.0, 4.0], [], 2.0, [0.0] * 4, id="and one that nobody knows does"),
        pytest.param([4.0, -0.5, -4.0, 4.0], [2], 9.0, [0.0] * 4, id="sentences are parted"),
        pytest.param([4.0, -0.5, -4.0], [2], 2.0, [0.0] * 3, id="not at the end"),
    ],
)
def test_a_label_is_believed_sooner_than_a_sentence_where_it_stands_between_blocks_of_the_story(
    scores: list[float], closed: list[int], words: float, between: list[float]
) -> None:
    is_open = ~np.isin(np.arange(len(scores)), closed)
    nowhere = np.zeros(len(scores), dtype=np.bool_)
    assert stands_between(selection(scores, words), is_open, 1.0, nowhere).tolist() == between


@pytest.mark.parametrize(
    ("is_open", "is_text"),
    [
        pytest.param([True, False, True], [True] * 3, id="somebody has voted on it"),
        pytest.param([True] * 3, [False, True, True], id="it stands below a headline"),
    ],
)
def test_a_doubtful_block_gains_nothing_where(is_open: list[bool], is_text: list[bool]) -> None:
    around = selection([4.0, -0.5, 4.0], 9.0, is_text)
    assert not stands_between(around, np.array(is_open), 1.0, np.zeros(3, dtype=np.bool_)).any()


def test_the_last_sentence_of_a_line_needs_no_block_behind_it() -> None:
    yes, goes_on = np.ones(3, dtype=np.bool_), np.array([False, True, False])
    assert stands_between(selection([4.0, -0.5, -4.0], 9.0), yes, 1.0, goes_on).tolist() == [0.0, 0.8, 0.0]


def test_what_standing_between_them_is_worth_is_noted_and_told() -> None:
    model = weights(decoding__between=1.0, evidence__open=0.0)
    rows = np.zeros((len(FEATURES), 3), dtype=np.float32)
    rows[list(FEATURES).index("evidence.open")] = 1.0
    scores = decoded(model, rows, np.array([4.0, -0.5, 4.0]))
    assert scores.tolist() == pytest.approx([4.0, 0.3, 4.0])
    assert ("decoding.between", FEATURES["decoding.between"], pytest.approx(0.8)) in model.explain(rows[:, 1])


STORY, GAP, DOUBTFUL = [3.0] * 6, [-3.0] * 20, [0.2] * 2


@pytest.mark.parametrize(
    ("scores", "adrift"),
    [
        pytest.param([*STORY, *GAP, *DOUBTFUL], {26, 27}, id="far below the story"),
        pytest.param([*DOUBTFUL, *GAP, *STORY], {0, 1}, id="far above it"),
        pytest.param([*STORY, *GAP[1:], *DOUBTFUL], set(), id="not nearer"),
        pytest.param([*STORY, *GAP, 1.0, 1.0], set(), id="not what is likely to be story"),
        pytest.param([*STORY, *GAP, *DOUBTFUL * 3], set(), id="not what may be the other half of it"),
        pytest.param(STORY, set(), id="not the story itself"),
        pytest.param(DOUBTFUL, set(), id="not where there is nothing better"),
        pytest.param([], set(), id="not in an empty dump"),
    ],
)
def test_a_small_and_doubtful_group_is_let_go_far_from_the_story(scores: list[float], adrift: set[int]) -> None:
    assert set(lies_adrift(selection(scores, 9.0)).nonzero()[0].tolist()) == adrift


def test_a_headline_is_no_part_of_a_group() -> None:
    scores = [*STORY, *GAP[:8], 3.0, *GAP[8:], *DOUBTFUL]
    is_text = [number != 14 for number in range(len(scores))]
    assert lies_adrift(selection(scores, 9.0, is_text)).nonzero()[0].tolist() == [27, 28]


@pytest.mark.parametrize(
    ("alike", "scores", "words", "again"),
    [
        pytest.param([0, 1, 0, 1], [4.0] * 4, 30.0, [2, 3], id="a copy of the story"),
        pytest.param([0, 1, 2, 1, 2, 5], [4.0] * 6, 30.0, [3, 4], id="a copy of a part of it"),
        pytest.param([0, 1, 2, 0, 1, 2], [4.0, 4.0, -9.0, 4.0, 4.0, -9.0], 30.0, [3, 4], id="what is left has no say"),
        pytest.param([0, 1, 0, 1], [4.0] * 4, 29.0, [], id="not a few words"),
        pytest.param([0, 1, 2, 0], [4.0] * 4, 90.0, [], id="not a single block"),
        pytest.param([0, 1, 1, 0], [4.0] * 4, 90.0, [], id="not in another order"),
        pytest.param([0, 1, 0, 1], [-4.0, -4.0, 4.0, 4.0], 90.0, [], id="not where the first is left"),
        pytest.param([0, 0, 0, 0], [4.0] * 4, 90.0, [], id="not a refrain"),
        pytest.param([], [], 90.0, [], id="not in an empty page"),
    ],
)
def test_a_story_that_stands_twice_is_told_once(
    alike: list[int], scores: list[float], words: float, again: list[int]
) -> None:
    found = says_again(selection(scores, words), np.array(alike, dtype=np.int32), -8.0)
    assert found.nonzero()[0].tolist() == again


@pytest.mark.parametrize(
    ("scores", "changed"),
    [
        pytest.param([1.0, 4.0, 3.0, 2.0], [3.0, 4.0, -5.0, -6.0], id="the second is surer of one block"),
        pytest.param([1.0, 1.0, 3.0, 2.0, 4.0, 1.0], [4.0, 2.0, -5.0, -6.0, -4.0, -7.0], id="the third is surer"),
        pytest.param([4.0, 4.0, 3.0, 2.0], [4.0, 4.0, -5.0, -6.0], id="the first is surer"),
    ],
)
def test_what_is_told_once_is_as_sure_as_its_surest_copy(scores: list[float], changed: list[float]) -> None:
    chosen = selection(scores, 90.0)
    alike = np.array([0, 1] * (len(scores) // 2), dtype=np.int32)
    assert chosen.plus(-8.0, says_again(chosen, alike, -8.0)).verdict.scores.tolist() == changed


def test_of_two_copies_the_second_is_let_go_on_pages_alone() -> None:
    model = weights(decoding__again=-8.0, evidence__open=0.0)
    alike, yes = np.array([0, 1, 0, 1], dtype=np.int32), np.ones(4, dtype=np.bool_)
    for is_page, wanted in ((1.0, [4.0, 4.0, -4.0, -4.0]), (0.0, [4.0] * 4)):
        rows = np.zeros((len(FEATURES), 4), dtype=np.float32)
        rows[list(FEATURES).index("hint.present")] = is_page
        verdict = model.decoded(
            rows, Verdict(np.full(4, 4.0), np.full(4, 30.0)), evolve(Signs.none(yes), first_alike=alike)
        )
        assert verdict.scores.tolist() == wanted
    rows[list(FEATURES).index("decoding.again"), 3] = 1.0
    assert ("decoding.again", FEATURES["decoding.again"], -8.0) in model.explain(rows[:, 3])


def test_what_lying_far_from_the_story_costs_is_noted_and_told() -> None:
    model = weights(decoding__adrift=-2.0, evidence__open=0.0)
    rows = np.zeros((len(FEATURES), 28), dtype=np.float32)
    scores = decoded(model, rows, np.array([*STORY, *GAP, *DOUBTFUL]))
    assert scores[-3:].tolist() == [-3.0, -1.8, -1.8]
    assert ("decoding.adrift", FEATURES["decoding.adrift"], -2.0) in model.explain(rows[:, -1])


@pytest.mark.parametrize(
    ("scores", "words", "is_sentence", "ends"),
    [
        ([4.0, -0.5, -1.5, -1.5], 9.0, [1, 1, 1, 0], [1, 2]),
        # By more than the share below the line.
        ([4.0, -0.5, -2.5, -1.5], 9.0, [1, 1, 1, 1], [1, 3]),
        # What is none of them ends the run.
        ([4.0, -0.5, -1.5, -1.5], 9.0, [1, 1, 0, 1], [1]),
        ([4.0, 4.0, -9.0, -1.5], 9.0, [1, 1, 0, 1], []),
        # Below a longer story they lie next to the line, and below one of many words anything may stand.
        ([4.0, -0.5, -1.5, -0.5], 120.0, [1, 1, 1, 1], [1, 3]),
        ([4.0, -0.5, -0.5, -0.5], 250.0, [1, 1, 1, 1], []),
        ([-0.5, -0.5, -1.5, -1.5], 9.0, [1, 1, 1, 1], []),
    ],
)
def test_sentences_right_below_a_short_story_are_believed_sooner(
    scores: list[float], words: float, is_sentence: list[int], ends: list[int]
) -> None:
    none = np.zeros(4, dtype=np.bool_)
    found = ends_short(selection(scores, words), np.array(is_sentence) > 0, 2.0, none, none, none, none, none)
    assert found.nonzero()[0].tolist() == ends


@pytest.mark.parametrize(
    ("kinds", "ends"),
    [
        (".l.-", [2]),
        ("..l.", [1, 3]),
        (".l-.", []),
        (".l", []),
        # Where one link stands above another, the story may be over.
        (".ll.", []),
        # "Advertisement", or "Also read:" above the other headline.
        (".a.", [2]),
        (".al.", [3]),
        (".la.", [3]),
        (".la-", []),
        (".aa.", []),
        (".a-.", []),
        # Lines of a box.
        (".b.", [1, 2]),
        (".bb.", [1, 2, 3]),
        # Pitches that the story goes on behind.
        (".g.", [2]),
        (".gg.", [3]),
        (".g-.", []),
    ],
)
def test_one_link_to_another_story_may_stand_before_the_end_of_a_short_one(kinds: str, ends: list[int]) -> None:
    is_sentence, *passed = (np.array([kind == of for kind in kinds]) for of in ".labg")
    found = ends_short(
        selection([4.0, -1.0, -1.0, -1.0][: len(kinds)], 9.0), is_sentence, 2.0, *passed, ~is_sentence & False
    )
    assert found.nonzero()[0].tolist() == ends


@pytest.mark.parametrize(
    ("kinds", "passed"),
    [
        ("s.T", [1]),
        ("s...T", [1, 2, 3]),
        ("s....T", []),
        ("s.T.T", [1, 3]),
        ("s.s.T", [3]),
        (".T", [0]),
        ("s.s", []),
        ("", []),
    ],
    ids=[
        "a link", "a link and two headlines", "more than these", "two links", "only the lines right above",
        "nothing above", "no vote for the sentence", "no block",
    ],
)  # fmt: skip
def test_what_stands_above_a_sentence_that_votes_believe_in_is_passed_over(kinds: str, passed: list[int]) -> None:
    from newsclean.labeller.steps import _above_told

    is_told = np.array([kind == "T" for kind in kinds], dtype=np.bool_)
    is_sentence = is_told | np.array([kind == "s" for kind in kinds], dtype=np.bool_)
    assert _above_told(is_told, is_sentence).nonzero()[0].tolist() == passed


def test_a_sentence_that_votes_believe_in_hides_none_of_those_before_it() -> None:
    is_sentence = np.array([True, False, True, False, True])
    none, is_gap, is_told = np.zeros(5, dtype=np.bool_), ~is_sentence, np.arange(5) == 4
    scores = [4.0, -5.0, -1.0, -5.0, 4.0]
    assert ends_short(selection(scores, 9.0), is_sentence, 2.0, none, none, none, is_gap, is_told).tolist() == [
        False, False, True, False, False,
    ]  # fmt: skip
    assert not ends_short(selection(scores, 9.0), is_sentence, 2.0, none, none, none, is_gap, none).any()


@pytest.mark.parametrize(
    ("scores", "kinds", "turns"),
    [
        ([4.0, -0.5, -1.5, -1.5, -0.5], ".?.?.", [1, 2, 3, 4]),
        # By more than the share below the line.
        ([4.0, -0.5, -1.5, -2.5, -0.5], ".?.?.", [1, 2, 4]),
        # One that is above the line needs nothing.
        ([4.0, -0.5, 0.5, -1.5, -0.5], ".?.?.", [1, 3, 4]),
        # The story stands further above.
        ([4.0, -0.5, -0.5, -0.5, -0.5, -0.5], ".-?.?.", []),
        ([4.0, -0.5, -0.5, -0.5, -0.5, -0.5, -0.5], ".t.t.t.", [1, 2, 3, 4, 5, 6]),
        ([4.0, -0.5, -0.5, -0.5, -0.5], ".t.t.", []),
        # "Share" below every entry parts nothing.
        ([4.0, -0.5, -0.5, -9.0, -0.5, -0.5, -9.0, -0.5, -0.5], ".t.bt.bt.", [1, 2, 4, 5, 7, 8]),
        ([4.0, -0.5, -0.5, -9.0, -0.5, -0.5, -9.0, -0.5, -0.5], ".t.-t.-t.", []),
        # Nor does "Also read", but it parts an interview.
        ([4.0, -0.5, -0.5, -9.0, -0.5, -0.5, -0.5, -0.5], ".t.gt.t.", [1, 2, 4, 5, 6, 7]),
        ([4.0, -0.5, -0.5, -9.0, -0.5, -0.5], ".?.g?.", []),
        # And it may stand above the first question.
        ([4.0, -9.0, -0.5, -0.5, -0.5, -0.5], ".g?.?.", [2, 3, 4, 5]),
    ],
)
def test_questions_answers_and_entries_at_the_story_are_believed_sooner(
    scores: list[float], kinds: str, turns: list[int]
) -> None:
    columns = [np.array([kind in of for kind in kinds]) for of in ("?.", "?", "t")]
    is_button = np.array([kind == "b" for kind in kinds])
    is_gap = np.array([kind == "g" for kind in kinds])
    found = takes_turns(selection(scores, 4.0), *columns, 2.0, is_button, is_gap)
    assert found.nonzero()[0].tolist() == turns


def test_what_lies_hardly_above_the_line_in_a_run_is_kept_above_the_highest_line() -> None:
    columns = [np.array([kind in of for kind in "..?.?."]) for of in (".?", "?", "t", "b")]
    verdict = Verdict(np.array([0.5, 0.5, -0.6, -1.5, -1.5, -1.5]), np.full(6, 4.0))
    chosen = Selection(verdict, np.ones(6, dtype=np.bool_), (0.3, 0.43))
    assert chosen.kept.tolist() == [True] * 3 + [False] * 3
    is_sentence, asks, is_time, is_button = columns
    raised = chosen.plus(2.0, takes_turns(chosen, is_sentence, asks, is_time, 2.0, is_button, is_button)).verdict
    assert raised.probabilities[2] == pytest.approx(chosen.bounds[1])
    assert raised.scores[3] == 0.5


def test_turns_are_noted_and_told_in_dumps_of_text_on_lines_of_their_own() -> None:
    model = weights(decoding__turns=2.0, evidence__open=0.0)
    rows = np.zeros((len(FEATURES), 5), dtype=np.float32)
    names = list(FEATURES)
    rows[[names.index("shape.sentence"), names.index("shape.words")]] = 3.0
    rows[names.index("shape.asks"), [1, 3]] = 1.0
    scores = np.array([4.0, -1.0, -1.0, -1.0, -1.0])
    assert decoded(model, rows, scores).tolist() == [4.0, 1.0, 1.0, 1.0, 1.0]
    assert ("decoding.turns", FEATURES["decoding.turns"], 2.0) in model.explain(rows[:, 2])
    for other in ("evidence.chrome", "line.cut_before", "hint.present"):
        changed = rows.copy()
        changed[names.index(other), 2] = 1.0
        assert decoded(model, changed, scores)[2] == -1.0


@pytest.mark.parametrize(("between", "is_blog"), [(3, True), (4, False)])
def test_a_few_lines_of_chrome_may_stand_between_two_entries_of_a_live_blog(between: int, is_blog: bool) -> None:
    looks = {
        ".": {"shape.sentence": 1.0, "shape.words": 9.0},
        "t": {"shape.begins_time": 1.0, "shape.words": 2.0},
        "-": {"evidence.chrome": 1.0, "shape.words": 9.0},
    }
    kinds = f".t.{'-' * between}t.t."
    rows = np.zeros((len(FEATURES), len(kinds)), dtype=np.float32)
    for place, kind in enumerate(kinds):
        for name, value in looks[kind].items():
            rows[list(FEATURES).index(name), place] = value
    scores = np.array([{".": -0.5, "t": -0.5, "-": -9.0}[kind] for kind in kinds])
    scores[0] = 4.0
    after = decoded(weights(decoding__turns=2.0, evidence__open=0.0), rows, scores)
    assert (after[1:] > 0.0).tolist() == [is_blog and kind != "-" for kind in kinds[1:]]


@pytest.mark.parametrize(("repeated", "is_blog"), [(1.0, True), (0.0, False)])
def test_who_signs_every_entry_of_a_live_blog_parts_no_time_from_its_headline(repeated: float, is_blog: bool) -> None:
    names = list(FEATURES)
    kinds = ".tsh.ts.ts."
    rows = np.zeros((len(FEATURES), len(kinds)), dtype=np.float32)
    for place, kind in enumerate(kinds):
        rows[names.index("shape.words"), place] = 9.0 if kind == "." else 2.0
        rows[names.index("shape.sentence"), place] = kind == "."
        rows[names.index("shape.begins_time"), place] = kind == "t"
        rows[names.index("words.repeated"), place] = repeated * (kind == "s")
    scores = np.array([4.0, *[-0.5] * (len(kinds) - 1)])
    after = decoded(weights(decoding__turns=2.0, evidence__open=0.0), rows, scores)
    assert [number for number in range(1, len(kinds)) if after[number] > 0.0] == (
        [number for number in range(1, len(kinds)) if kinds[number] != "s"] if is_blog else []
    )


def test_the_end_of_a_short_story_is_noted_and_told_in_dumps_of_text() -> None:
    model = weights(decoding__ends_short=2.0, evidence__open=0.0)
    rows = np.zeros((len(FEATURES), 3), dtype=np.float32)
    rows[[list(FEATURES).index("shape.sentence"), list(FEATURES).index("shape.words")]] = 9.0
    scores = np.array([4.0, -1.0, -1.0])
    assert decoded(model, rows, scores).tolist() == [4.0, 1.0, 1.0]
    assert ("decoding.ends_short", FEATURES["decoding.ends_short"], 2.0) in model.explain(rows[:, 2])
    # "They waited." ends a story beside a longer sentence, and nowhere else.
    for lengths, ends in (
        ((9.0, 2.0, 9.0), 1.0),
        ((2.0, 9.0, 2.0), 1.0),
        ((9.0, 2.0, 2.0), 1.0),
        ((2.0, 2.0, 2.0), -1.0),
    ):
        rows[list(FEATURES).index("shape.words")] = lengths
        assert decoded(model, rows, scores)[1] == ends
    rows[list(FEATURES).index("shape.words")] = 9.0
    rows[list(FEATURES).index("evidence.chrome"), 2] = 1.0
    assert decoded(model, rows, scores).tolist() == [4.0, 1.0, -1.0]
    rows[list(FEATURES).index("hint.present")] = 1.0
    assert decoded(model, rows, scores).tolist() == scores.tolist()


#: What the lines of a short story look like, a letter each: the features that are not zero.
LOOKS = {
    ".": {"shape.sentence": 1.0, "shape.words": 9.0, "shape.stops": 1.0},
    "-": {"shape.words": 3.0},
    ":": {"shape.words": 3.0},
    "f": {"shape.words": 3.0},
    "a": {"shape.words": 1.0, "evidence.chrome": 3.0},
    "r": {"shape.words": 3.0, "evidence.chrome": 1.2},
    "m": {"shape.words": 3.0, "evidence.chrome": 3.0},
    "p": {"shape.words": 6.0, "evidence.chrome": 4.5, "evidence.site": 4.5},
    "q": {"shape.sentence": 1.0, "shape.words": 4.0, "shape.asks": 1.0},
    "?": {"shape.sentence": 1.0, "shape.words": 9.0, "shape.asks": 1.0, "shape.bullet": 1.0},
    "!": {"shape.sentence": 1.0, "shape.words": 9.0, "shape.stops": 1.0, "shape.bullet": 1.0},
}


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        pytest.param("S?!", [1, 2], id="a question that is answered"),
        pytest.param("S?.", [], id="not one that nobody answers"),
        pytest.param("S?", [], id="not one at the end"),
        pytest.param("S:-..", [1, 2, 3, 4], id="behind the lines of a box, and these"),
        pytest.param("S:-.", [], id="not one sentence, which may be a plea"),
        pytest.param("S--..", [], id="not behind labels without a colon"),
        pytest.param("S---.", [1, 2, 3, 4], id="behind a list under its heading"),
        pytest.param("Srrr.", [1, 2, 3, 4], id="a row of short lines may be one"),
        pytest.param("S-m-.", [], id="not where a line is known for chrome"),
        pytest.param("Sq--.", [1, 2, 3, 4], id="the heading may ask"),
        pytest.param("S--q.", [], id="a question ends a list"),
        pytest.param("S--f.", [], id="not where the items are far below the line"),
        pytest.param(f"S{'-' * 13}.", [], id="not behind a long list"),
        pytest.param("S---", [], id="not a list at the end"),
        pytest.param("S---S", [1, 2, 3], id="a list inside the story"),
        pytest.param("Sp..", [2, 3], id="behind a pitch"),
        pytest.param("Spppp..", [5, 6], id="behind several pitches"),
        pytest.param("Sp.", [], id="not one sentence behind a pitch, which may be another"),
        pytest.param("Sppppp..", [], id="not behind more pitches than a story has"),
        pytest.param("Sp-..", [], id="not behind a pitch and a label"),
        pytest.param("Sp.a.", [2, 4], id="behind a pitch, with an advertisement between two sentences"),
    ],
)
def test_a_short_story_goes_on_behind_questions_boxes_and_pitches(lines: str, ends: list[int]) -> None:
    model = weights(decoding__ends_short=2.0, evidence__open=0.0)
    rows = np.zeros((len(FEATURES), len(lines)), dtype=np.float32)
    for number, line in enumerate(lines):
        for name, value in LOOKS[line.replace("S", ".")].items():
            rows[list(FEATURES).index(name), number] = value
    scores = np.array([{"S": 4.0, "f": -9.0}.get(line, -1.0) for line in lines])
    verdict = Verdict(scores, rows[list(FEATURES).index("shape.words")])
    texts = ["Length: nine miles" if line == ":" else "" for line in lines]
    is_pitch, is_lead = (np.array([line == of for line in lines]) for of in "pa")
    signs = evolve(Signs.none(np.ones(len(lines), dtype=np.bool_)), texts=texts, is_pitch=is_pitch, is_lead=is_lead)
    told = model.decoded(rows, verdict, signs)
    assert [number for number, score in enumerate(told.scores) if score == 1.0] == ends


@pytest.mark.parametrize(
    ("stops", "repeated", "end"),
    [
        ([1, 1, 1], 0.0, [True, True]),
        ([1, 2, 0], 0.0, [True, False]),
        # One sentence is a plea as often, and what stands twice a second copy.
        ([1, 1, 0], 0.0, [False, False]),
        ([1, 1, 1], 1.0, [False, False]),
    ],
)
def test_below_a_longer_story_two_sentences_next_to_the_line_are_its_end(
    stops: list[float], repeated: float, end: list[bool]
) -> None:
    model = weights(decoding__ends_short=2.0, evidence__open=0.0)
    rows = np.zeros((len(FEATURES), 3), dtype=np.float32)
    names = list(FEATURES)
    rows[names.index("shape.stops")] = stops
    rows[names.index("shape.sentence")] = np.array(stops) > 0.0
    rows[names.index("shape.words")] = 9.0
    rows[names.index("words.repeated"), 1:] = repeated
    verdict = Verdict(np.array([4.0, -0.4, -0.4]), np.array([150.0, 9.0, 9.0]))
    scores = model.decoded(rows, verdict, Signs.none(np.ones(3, dtype=np.bool_))).scores
    assert (scores[1:] > 0.0).tolist() == end


@pytest.mark.parametrize(
    ("lines", "announced"),
    [
        # S: the story; C: a line of it that ends with a colon; i: a short line; m: one that a row of labels votes for;
        # s: a sentence; x: known chrome; f: a short line far below the line.
        ("SCii", [2, 3]),
        ("SCimix", [2, 3, 4]),
        ("SCiis", [2, 3]),
        ("SCiif", [2, 3]),
        ("SCiSii", []),
        ("SSiix", []),
        ("SCix", []),
        ("SCxii", []),
        ("SCsii", []),
        # Where the row goes on and on, it goes on in a menu.
        ("SC" + "i" * 13, []),
        ("SC" + "i" * 12, list(range(2, 14))),
        ("Scii", []),
        ("SxCii", [3, 4]),
    ],
)
def test_short_lines_below_a_colon_of_the_story_are_its_list(lines: str, announced: list[int]) -> None:
    model = weights(decoding__between=3.0, evidence__open=0.0)
    rows = np.zeros((len(FEATURES), len(lines)), dtype=np.float32)
    of = {name: number for number, name in enumerate(FEATURES)}
    rows[of["shape.words"]] = [20.0 if line in "Ss" else 4.0 for line in lines]
    rows[of["shape.sentence"]] = [line in "Ss" for line in lines]
    rows[of["evidence.chrome"]] = [{"x": 5.0, "m": 1.0}.get(line, 0.0) for line in lines]
    scores = np.array([{"S": 4.0, "C": 4.0, "f": -9.0}.get(line, -1.0) for line in lines])
    signs = evolve(Signs.none(np.ones(len(lines), dtype=np.bool_)), announces=lambda number: lines[number] in "Cc")
    for words, wanted in ((20.0, announced), (300.0, [])):
        # In a long story they are links of a guide as often.
        counted = np.array([words if line in "SC" else 4.0 for line in lines])
        told = model.decoded(rows, Verdict(scores, counted), signs)
        assert [number for number, after in enumerate(told.scores) if after == scores[number] + 3.0] == wanted


def test_on_a_page_the_markup_has_told_where_the_story_is() -> None:
    model = weights(decoding__adrift=-2.0, evidence__open=0.0)
    rows = np.zeros((len(FEATURES), 28), dtype=np.float32)
    rows[list(FEATURES).index("hint.present")] = 1.0
    before = np.array([*STORY, *GAP, *DOUBTFUL])
    assert decoded(model, rows, before).tolist() == before.tolist()


def test_on_a_page_the_markup_has_told_more_than_neighbours_can() -> None:
    model = weights(decoding__between=1.0, evidence__open=0.0)
    rows = np.zeros((len(FEATURES), 3), dtype=np.float32)
    rows[[list(FEATURES).index("evidence.open"), list(FEATURES).index("hint.present")]] = 1.0
    scores = decoded(model, rows, np.array([4.0, -0.5, 4.0]))
    assert scores.tolist() == [4.0, -0.5, 4.0]


# The sum.


@pytest.mark.parametrize("bias", ["precision", "balanced", "recall"])
def test_what_is_told_of_a_score_adds_up_to_it(bias: str) -> None:
    blocks = blocks_of_lines("Home", *PROSE, "Share")
    labels = label(blocks, [vote(blocks.span(0), Role.NAVIGATION, 3.0)], bias, shipped_weights())
    for number in range(len(blocks)):
        told = sum(share for _, _, share in shipped_weights().explain(labels.rows[:, number]))
        assert told == pytest.approx(score(labels, number), abs=1e-6)


def test_the_prior_is_features_times_weights() -> None:
    blocks = blocks_of_lines("Home", PROSE[0])
    labels = labelled(blocks, model=weights(shape__begins_digit=-2.5, shape__sentence=1.25))
    assert [score(labels, 0), score(labels, 1)] == pytest.approx([0.0, 1.25])


def test_a_block_at_the_cut_is_kept() -> None:
    assert labelled(blocks_of_lines("Home"), model=weights(0.0)).roles == [Role.BODY]
    assert labelled(blocks_of_lines("Home"), model=weights(-0.001)).roles == [Role.OTHER]


# Trees.


def a_tree_of_two_questions() -> Trees:
    """More than nine words? Ends like a sentence? The answers to the first are the lowest bit of a leaf's number."""
    return Trees.from_data(
        {
            "learned_intercept": 0.5,
            "borders": {"shape.words": [9.5], "shape.sentence": [0.5]},
            "trees": [{"questions": [0, 1], "leaves": [-2000, -1000, 0, 3000], "sizes": [3, 3, 3, 3]}],
        }
    )


@pytest.mark.parametrize(
    ("words", "sentence", "score"),
    [(2.0, 0.0, -1.5), (12.0, 0.0, -0.5), (2.0, 1.0, 0.5), (12.0, 1.0, 3.5), (9.5, 1.0, 0.5)],
)
def test_a_block_falls_into_the_leaf_of_its_answers(words: float, sentence: float, score: float) -> None:
    rows = np.array([[words], [sentence]], dtype=np.float32)
    assert a_tree_of_two_questions().scores(rows).tolist() == [score]


def test_the_share_of_an_answer_is_how_far_it_moves_the_mean_of_the_leaves_left() -> None:
    tree = a_tree_of_two_questions()
    shares = tree.shares(np.array([12.0, 1.0], dtype=np.float32))
    # Of all leaves the mean is taken as 0; of those with many words it is 1; the leaf itself is worth 3.
    assert shares.tolist() == [1.0, 2.0]


def test_many_blocks_are_judged_as_each_alone() -> None:
    rows = np.random.default_rng(7).uniform(0, 20, (2, 5000)).astype(np.float32)
    tree = a_tree_of_two_questions()
    assert tree.scores(rows).tolist() == [tree.scores(rows[:, [place]])[0] for place in range(5000)]


def test_trees_are_written_as_they_were_read() -> None:
    for model in (shipped_weights(), evolve(shipped_weights(), page_trees=a_tree_of_two_questions())):
        again = Weights.from_data(json.loads(json.dumps(model.to_data())))
        assert again.to_data() == model.to_data()


def test_trees_for_pages_are_asked_of_pages_alone_and_told_in_the_receipt() -> None:
    tree = a_tree_of_two_questions()
    model = evolve(weights(), page_trees=tree)
    blocks = blocks_of_lines(*LABELS, *PROSE, *reversed(LABELS))
    text = feature_rows(blocks, votes_by_block(blocks, []))
    number = list(FEATURES).index
    assert not model.scores(text).any()
    page = text.copy()
    page[number("hint.present")] = 1.0
    asked = page[[number(name) for name in tree.features]]
    told = [sum(share for _, _, share in parts) for parts in model.explain_all(page)]
    assert told == pytest.approx(model.scores(page).tolist())
    assert told == pytest.approx((tree.scores(asked) * page[number("evidence.open")]).tolist())
    assert any(told)


def test_trees_have_no_say_where_the_votes_leave_nothing_open() -> None:
    blocks = blocks_of_lines("Home", *PROSE, "Share")
    vote_on_first = vote(blocks.span(0), Role.NAVIGATION, 3.0)
    rows = label(blocks, [vote_on_first], "balanced", shipped_weights()).rows
    is_open = rows[list(FEATURES).index("evidence.open")]
    assert is_open[0] == 0.0
    prior_alone = evolve(shipped_weights(), trees=a_tree_of_two_questions())
    assert shipped_weights().scores(rows)[0] == prior_alone.scores(rows)[0]


# Where the line is drawn.


@pytest.mark.parametrize(
    ("probabilities", "words", "cut"),
    [
        pytest.param([], [], 0.5, id="nothing to keep"),
        pytest.param([0.9, 0.9, 0.1], [100, 100, 100], 0.9, id="sure of everything"),
        pytest.param([0.4, 0.05], [100, 100], 0.4, id="the best of a doubtful dump is better than nothing"),
        pytest.param([0.99, 0.4], [500, 10], 0.99, id="a doubtful line adds nothing to a sure story"),
        pytest.param([0.99, 0.4], [10, 500], 0.4, id="a doubtful text is most of what there is to win"),
    ],
)
def test_the_line_is_drawn_where_the_text_is_expected_to_be_best(
    probabilities: list[float], words: list[float], cut: float
) -> None:
    assert best_cut(np.array(probabilities), np.array(words)) == cut


# How sure the labeller is of the whole text.


@pytest.mark.parametrize(
    ("scores", "confidence"),
    [
        pytest.param([9.0, 9.0], 1.0, id="sure of everything"),
        pytest.param([9.0, -9.0], 1.0, id="sure of what is removed, too"),
        pytest.param([1.0, -1.0], 0.73, id="one block in four on the wrong side"),
        pytest.param([-9.0, -9.0], 0.0, id="no text"),
    ],
)
def test_confidence_is_the_word_f1_that_can_be_expected(scores: list[float], confidence: float) -> None:
    told = weights(0.0, shape__begins_digit=9.0, shape__begins_lower=1.0, shape__asks=-1.0, shape__exclaims=-9.0)
    lines = {
        9.0: "7 ferries sailed to the island",
        1.0: "a ferry sailed to the island",
        -1.0: "Did it sail to the island?",
        -9.0: "It sailed to the island again!",
    }
    labels = labelled(blocks_of_lines(*(lines[value] for value in scores)), model=told)
    assert [score(labels, number) for number in range(2)] == pytest.approx(scores, abs=1e-3)
    assert labels.confidence == pytest.approx(confidence, abs=0.01)


def test_the_confidence_of_the_shipped_weights_rises_with_what_is_expected() -> None:
    pairs = shipped_weights().confidence
    assert list(pairs) == sorted(pairs)
    assert [measured for _, measured in pairs] == sorted(measured for _, measured in pairs)


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
    assert score(labels, 0) - 1.5 == pytest.approx(share)


def test_of_votes_for_one_role_only_the_strongest_counts() -> None:
    blocks = blocks_of_lines("Share")
    once = labelled(blocks, vote(Span(0, 5), Role.SHARE, 4.0))
    thrice = labelled(blocks, *(vote(Span(0, 5), Role.SHARE, weight) for weight in (1.0, 4.0, 3.0)))
    assert score(thrice, 0) == pytest.approx(score(once, 0))


def test_votes_for_different_kinds_of_chrome_add_up() -> None:
    blocks = blocks_of_lines("Share")
    labels = labelled(blocks, vote(Span(0, 5), Role.SHARE, 3.0), vote(Span(0, 5), Role.NAVIGATION, 1.0))
    assert score(labels, 0) - 1.5 == pytest.approx(-4.0)


def test_certainty_has_an_end() -> None:
    labels = labelled(blocks_of_lines("Share"), vote(Span(0, 5), Role.SHARE, 1000.0))
    assert score(labels, 0) - 1.5 == pytest.approx(-8.0)


def test_a_vote_against_a_role_is_no_vote_for_another() -> None:
    labels = labelled(blocks_of_lines("Share"), vote(Span(0, 5), Role.SHARE, -5.0))
    assert labels.roles == [Role.BODY]
    assert score(labels, 0) == pytest.approx(1.5)


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


@pytest.mark.parametrize(("between", "role"), [(0, Role.TITLE), (5, Role.TITLE), (6, Role.RELATED)])
def test_a_headline_right_above_the_story_that_looks_like_a_teaser_is_the_headline(between: int, role: Role) -> None:
    blocks = blocks_of_lines("Ferry sails again", *["Home"] * between, PROSE[0], PROSE[1])
    teaser = vote(blocks.span(0), Role.RELATED, 6.0, whole=Span(blocks.starts[0], blocks.ends[0]))
    menu = [vote(blocks.span(number), Role.NAVIGATION, 5.0) for number in range(1, between + 1)]
    labels = labelled(blocks, vote(blocks.span(0), Role.TITLE, 4.0), teaser, *menu)
    assert labels.roles == [role, *[Role.NAVIGATION] * between, Role.BODY, Role.BODY]


def test_a_line_right_above_the_story_that_was_taught_as_a_teaser_is_no_headline() -> None:
    blocks = blocks_of_lines("Ferry sails again", PROSE[0], PROSE[1])
    taught = vote(blocks.span(0), Role.RELATED, 12.0)
    labels = labelled(blocks, vote(blocks.span(0), Role.TITLE, 4.0), taught)
    assert labels.roles == [Role.RELATED, Role.BODY, Role.BODY]


def test_of_two_headlines_the_one_far_above_the_story_is_none() -> None:
    blocks = blocks_of_lines("Storm closes schools", *["Home"] * 9, "Ferry sails again", PROSE[0], PROSE[1])
    votes = [
        one
        for number in (0, 10)
        for one in (
            vote(blocks.span(number), Role.TITLE, 4.0),
            vote(blocks.span(number), Role.RELATED, 6.0, whole=blocks.span(number)),
        )
    ]
    labels = labelled(blocks, *votes, *(vote(blocks.span(number), Role.NAVIGATION, 5.0) for number in range(1, 10)))
    assert (labels.roles[0], labels.roles[10]) == (Role.RELATED, Role.TITLE)


def test_what_is_removed_without_a_vote_is_other() -> None:
    labels = labelled(blocks_of_lines("Home", PROSE[0]), model=weights(-1.0, shape__sentence=2.0))
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


SHORT_STORY = (
    "The museum of ferries opened in Dunmore harbour on Sunday after four years of building work.",
    "More than nine hundred people came on the first day, said the director, Paul Reddy.",
)


@pytest.mark.parametrize("label", ["Related", "Related stories", "More on this story", "Recommended"])
@pytest.mark.parametrize("link", ["Why was the old ferry sold? Experts explain", "Old ferry sold for scrap"])
@pytest.mark.parametrize(
    "rest",
    [
        ("Entry is free until the end of June. The cafe opens next week.", "“I cried,” said a visitor."),
        (
            "The building cost two million euros, half of which was paid by the county.",
            "It will be open every day except on Mondays.",
        ),
    ],
)
def test_a_short_story_goes_on_behind_one_link_below_a_heading(label: str, link: str, rest: tuple[str, ...]) -> None:
    above = ("Home", "News", "Sport", "Sign in", "Ferry museum opens in Dunmore harbour", "By Clare Nolan")
    below = ("Tags", "Dunmore", "Museums", "Most read", "A seal in the church", "© 2024 Dunmore News")
    dump = "\n".join([*above, *SHORT_STORY, label, link, *rest, *below])
    assert newsclean.clean(dump).text.split("\n\n") == [*SHORT_STORY, *rest]


@pytest.mark.parametrize(
    "pitches",
    [
        ("Follow us on WhatsApp",),
        ("Follow us on Google News", "Join our WhatsApp channel", "Add us as a preferred source on Google"),
        ("Folgen Sie uns auf WhatsApp", "Als bevorzugte Quelle bei Google hinzufügen"),
        ("Empfohlener redaktioneller Inhalt", "Externe Inhalte anzeigen"),
    ],
)
def test_a_short_story_goes_on_behind_pitches(pitches: tuple[str, ...]) -> None:
    rest = (
        "The building cost two million euros, half of which was paid by the county.",
        "It will be open every day except on Mondays.",
    )
    above = ("Home", "News", "Sport", "Sign in", "Ferry museum opens in Dunmore harbour", "By Clare Nolan")
    below = ("Follow topic", "Dunmore", "Most read", "A seal in the church", "© 2024 Dunmore News")
    dump = "\n".join([*above, *SHORT_STORY, *pitches, *rest, *below])
    assert newsclean.clean(dump).text.split("\n\n") == [*SHORT_STORY, *rest]
