"""What the labeller is told about where in a page a block stands, and about what its elements are called."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsclean.detectors import DETECTORS
from newsclean.labeller.features import FEATURES, feature_rows, names
from newsclean.labeller.features.names import KINDS, kinds_of
from newsclean.labeller.votes import votes_by_block
from newsclean.lexicon import Lexicon
from newsclean.model import Dump
from newsclean.segmentation import segment
from newsclean.sources import read
from newsclean.testing import story_in

FIRST, SECOND, THIRD, *REST = story_in("en").paragraphs
CARDS = ("Storm closes schools", "Lock opens in June", "Island waits for post")
PAGE = (
    "<body class=single-post><header class=site-header><ul><li><a href=/>Home</a><li><a href=/s>Sport</a></ul></header>"
    f"<div class=entry-content><p>{FIRST}</p><table><tr><th>Ship<th>Docks<tr><td>Anna<td>Four</table><p>{SECOND}</p>"
    f"<blockquote><p>{THIRD}</p></blockquote></div>"
    "<section class=grid>"
    + "".join(
        f"<div class='card c{n}'><h3><a href=/{n}>{card}</a></h3><p>New</p></div>" for n, card in enumerate(CARDS)
    )
    + "</section><ol class=comment-list><li id=comment-7><div><p>Well said, harbour office.</div></ol></body>"
)


def features_of(markup: str) -> dict[str, dict[str, Any]]:
    lexicon = Lexicon.load()
    blocks = segment(read(markup, kind="html", longest=1_000_000), lexicon)
    blocks.cues = lexicon.match(blocks.folded)
    rows = feature_rows(blocks, votes_by_block(blocks, []))
    values = dict(zip(FEATURES, rows.tolist(), strict=True))
    return {text: {name: values[name][number] for name in FEATURES} for number, text in enumerate(blocks.texts)}


@pytest.fixture(scope="module")
def features() -> dict[str, dict[str, Any]]:
    return features_of(PAGE)


@pytest.mark.parametrize(
    ("text", "feature", "value"),
    [
        # A cell stands in its table, its table in the text of the story, between two paragraphs of it.
        ("Four", "room.prose", 1.0),
        ("Four", "room.company_steps", 3.0),
        ("Four", "room.company_prose", 1.0),
        ("Four", "room.between_steps", 3.0),
        ("Four", "room.between_prose", 1.0),
        ("Four", "name.story", 6.0),
        (FIRST, "room.company_steps", 1.0),
        (FIRST, "room.between_prose", 0.0),
        (FIRST, "name.story", 8.0),
        (FIRST, "name.story_prose", 1.0),
        (FIRST, "name.stories", 0.0),
        (THIRD, "room.prose", 1.0),
        (CARDS[0], "room.prose", 0.0),
        (CARDS[0], "name.stories", 8.0),
        (CARDS[0], "name.story", 0.0),
        # The paragraphs give their points to the text of the story, and half of them to the page around it.
        (FIRST, "candidate.inside", 1.0),
        (FIRST, "candidate.steps", 1.0),
        (FIRST, "candidate.parent", 1.0),
        (FIRST, "candidate.outer", 0.63),
        (FIRST, "candidate.parent_kind", 30.0),
        ("Four", "candidate.inside", 1.0),
        ("Four", "candidate.steps", 3.0),
        ("Four", "candidate.paragraph", 0.0),
        (CARDS[0], "candidate.inside", 0.0),
        (CARDS[0], "candidate.steps", 12.0),
        (CARDS[0], "candidate.outer_kind", -25.0),
        ("Home", "candidate.best", 0.63),
        ("Home", "room.list_links", 1.0),
        ("Home", "room.links", 1.0),
        ("Home", "name.furniture", 7.0),
        ("Well said, harbour office.", "name.comments", 7.0),
        ("Well said, harbour office.", "name.chrome_prose", 0.0),
    ],
)
def test_a_place_in_the_tree_becomes_numbers(
    features: dict[str, dict[str, Any]], text: str, feature: str, value: float
) -> None:
    assert features[text][feature] == pytest.approx(value, abs=0.01)


def cleanness_of(markup: str) -> float:
    dump = read(markup, kind="html", longest=1_000_000)
    blocks = segment(dump, Lexicon.load())
    votes = votes_by_block(blocks, [vote for detector in DETECTORS for vote in detector(dump, blocks)])
    return float(feature_rows(blocks, votes)[list(FEATURES).index("dump.clean")].max())


def test_menus_that_nothing_but_the_markup_knows_make_a_page() -> None:
    story = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    labels = [f"<li><a href=/{name}>Kalvo {name}</a>" for name in ("mirt", "ost", "pell", "dra")]
    menu, box = (f"<aside><ul>{''.join(part)}</ul></aside>" for part in (labels, labels[:2]))
    assert cleanness_of(story) == cleanness_of(f"{story}{box}") == 1.0
    assert cleanness_of(f"{menu}{story}") == cleanness_of(f"{story}{menu}") == 0.0


@pytest.mark.parametrize(("called", "clean"), [("author-bio", 0.0), ("opening", 1.0)])
def test_what_is_called_chrome_on_a_page_that_looks_like_a_text_is_none_of_it(called: str, clean: float) -> None:
    bio = "She has told of the tides for twenty years."
    page = f"<p>{FIRST}</p><p>{SECOND}</p><div class={called}><p>{bio}</p></div><p>{THIRD}</p>"
    dump = read(page, kind="html", longest=1_000_000)
    blocks = segment(dump, Lexicon.load())
    votes = votes_by_block(blocks, [vote for detector in DETECTORS for vote in detector(dump, blocks)])
    found = feature_rows(blocks, votes)[list(FEATURES).index("dump.clean")]
    assert [found[blocks.texts.index(text)] for text in (SECOND, bio, THIRD)] == [1.0, clean, 1.0]


RULE = "The editors reserve the right to delete comments that insult."
FORUM = f"The captain has a forum for all passengers, and he told them there: {RULE[0].lower()}{RULE[1:-1]} his crew."
MENU = "".join(f"<li><a href=/{name}>Kalvo {name}</a>" for name in ("mirt", "ost", "pell", "dra"))


@pytest.mark.parametrize(("text", "menu", "is_open"), [(FORUM, MENU, 1.0), (RULE, MENU, 0.0), (FORUM, "", 0.0)])
def test_a_phrase_in_a_paragraph_of_a_page_closes_it_only_where_no_page_is_around(
    text: str, menu: str, is_open: float
) -> None:
    page = f"<aside><ul>{menu}</ul></aside><p>{FIRST}</p><p>{text}</p><p>{SECOND}</p>"
    dump = read(page, kind="html", longest=1_000_000)
    blocks = segment(dump, Lexicon.load())
    blocks.cues = Lexicon.load().match(blocks.folded)
    votes = votes_by_block(blocks, [vote for detector in DETECTORS for vote in detector(dump, blocks)])
    rows = feature_rows(blocks, votes)
    assert rows[list(FEATURES).index("evidence.open")][blocks.texts.index(text)] == is_open


def test_elements_alike_side_by_side_are_cards_and_two_of_them_are_none() -> None:
    card = (
        "<div class='card n{0}'><h3>Storm closes {0} schools</h3>"
        "<p>The wind has taken {0} roofs in the north of it.</p></div>"
    )
    for count, words in ((2, 0.0), (3, 11.0), (4, 11.0)):
        found = features_of(f"<p>{FIRST}</p><section>{''.join(map(card.format, range(count)))}</section>")
        assert found["Storm closes 1 schools"]["room.card_prose"] == words
        assert found[FIRST]["room.card_prose"] == 0.0


@pytest.mark.parametrize(
    ("classes", "kinds"),
    [
        ("entry-content", {"story"}),
        ("entryContent", {"story"}),
        ("post__body", {"story"}),
        ("mainContent", {"content"}),
        ("articlebody", {"story"}),
        ("td-post-content tagdiv-type", {"story"}),
        ("article related", {"content", "stories"}),
        ("relatedStories", {"stories"}),
        ("sr-only", {"hidden"}),
        ("tresc-artykulu", {"story"}),
        ("c10o8fzf md:mb-8 w-1/2", set()),
        ("", set()),
    ],
)
def test_names_tell_what_an_element_is_for(classes: str, kinds: set[str]) -> None:
    assert {KINDS[number] for number in kinds_of(classes)} == kinds


def test_a_text_dump_has_no_place_in_a_tree() -> None:
    blocks = segment(Dump(f"{FIRST}\n{SECOND}"), Lexicon.load())
    rows = dict(zip(FEATURES, feature_rows(blocks, votes_by_block(blocks, [])).tolist(), strict=True))
    assert not any(any(values) for name, values in rows.items() if name.startswith(("room.", "name.")))


def test_the_table_of_names_is_sorted_and_knows_no_word_twice() -> None:
    kinds = tomllib.loads((Path(names.__file__).parent / "names.toml").read_text("utf-8"))
    words = [word for kind in kinds.values() for word in kind["words"]]
    assert [kind for kind, row in kinds.items() if row["words"] != sorted(row["words"])] == []
    assert len(words) == len(set(words))
    assert set(kinds) == set(KINDS)


@pytest.mark.parametrize(
    ("classes", "is_hidden"),
    [
        ("hidden", True),
        ("box is-hidden", True),
        ("d-none", True),
        ("overflow-hidden", False),
        ("md:hidden", False),
        ("hidden-xs", False),
        ("hidden md:block", False),
        ("d-none d-lg-flex", False),
    ],
)
def test_what_is_hidden_on_some_screens_alone_is_not_hidden(classes: str, is_hidden: bool) -> None:
    assert (KINDS.index("hidden") in kinds_of(classes)) == is_hidden


LINKS = "".join(f"<li><a href=/{n}>{card}</a></li>" for n, card in enumerate(CARDS))
LONG = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
BOXES = {
    "an aside": f"{LONG}<aside><h3>Related stories</h3><ul>{LINKS}</ul></aside><h2>Post</h2><p>It came by ship.</p>",
    "a box in a box": (
        f"{LONG}<div><div><div><h3>Related stories</h3></div><ul>{LINKS}</ul></div></div><h2>Post</h2>"
        "<p>It came by ship.</p>"
    ),
    "a heading without a link": (
        f"{LONG}<h3>Related stories</h3><p>A</p><p>B</p><p>C</p><p>It came by ship.</p><a href=/>D</a>"
    ),
}


@pytest.mark.parametrize("story", BOXES.values(), ids=BOXES)
def test_a_box_of_other_stories_says_nothing_of_what_stands_behind_it(story: str) -> None:
    found = features_of(f"<body><article>{story}</article>")["It came by ship."]
    assert (found["tail.after_heading"], found["tail.since_related"]) == (0.0, 60.0)


def test_behind_the_story_a_heading_of_other_stories_doubts_all_that_follows() -> None:
    found = features_of(
        f"<body><article>{LONG}</article><div><h3>Related stories</h3><ul>{LINKS}</ul></div><p>It came by ship.</p>"
    )["It came by ship."]
    assert (found["tail.after_heading"], found["tail.since_related"]) == (1.0, 4.0)
