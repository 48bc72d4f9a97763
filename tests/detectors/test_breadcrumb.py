"""The path of sections: first lines with the same signs that lead nowhere, then paths on one line and on many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.detectors.breadcrumb import breadcrumb
from newsclean.segmentation import fold_white_space

from .dumps import PROSE, STORY, told, values, votes

TITLE = "Island ferry sails again"

KEEPS = [
    "Read more >",
    "Next »",
    "« Previous",
    "« Previous | Next »",
    "Sport | Tennis",
    "Sport / Tennis",
    "«Зенит» обыграл «Спартак» в Москве",
    "La «belle époque» de la marine",
    "The islands > what nobody tells you, and what you have to know before you sail there on a Sunday",
    "if (a > b) return c",
    "<span class=tab>Sport</span>",
    "cut -f2 > words.txt",
    "Temperatures » 30 !",
    "Anna Berg / Jon Dahl",
    "He said / she said",
    "Oslo | 12 | rain",
]


@pytest.mark.parametrize("line", KEEPS)
def test_a_line_is_no_path(line: str) -> None:
    assert told(breadcrumb, f"Welcome\n{line}\n{TITLE}\n{STORY}") == []


@pytest.mark.parametrize(
    "line",
    [
        "About | Contact | Terms of use | Privacy policy",
        "Home | About us | Contact | Privacy policy",
        "Ferries | Tugs | Buoys",
        "Kabuki / Noh / Rakugo",
        "Home | News | Sport | Weather",
        "World | Politics | Sport",
        "Home | News | Osk | Weather",
        "1 | 2 | 3 | Next",
    ],
)
def test_a_row_of_links_is_navigation_but_no_path(line: str) -> None:
    assert told(breadcrumb, f"Welcome\n{line}\n{TITLE}\n{STORY}") == [(line, "navigation", None, ())]


def test_home_and_two_known_sections_are_a_path_or_a_row_of_links() -> None:
    line = "Home | World | Asia"
    assert told(breadcrumb, f"Welcome\n{line}\n{TITLE}\n{STORY}") == [
        (line, "navigation", None, ()),
        (line, "navigation", "breadcrumb", ("Home", "World", "Asia")),
    ]


@pytest.mark.parametrize("menu", ["Home | News | Sport | Weather", "Home | News | Sport", "News | Sport | Weather"])
@pytest.mark.parametrize("place", ["above", "below"])
def test_a_row_of_links_goes_from_a_dump_without_other_chrome(menu: str, place: str) -> None:
    lines = [TITLE, "By Ada Brandt", STORY]
    dump = "\n".join([menu, *lines] if place == "above" else [*lines, menu])
    assert newsclean.clean(dump).text == newsclean.clean("\n".join(lines)).text


TABLE = "Oslo | 12 | rain\nBergen | 9 | rain\nOsk | 14 | sun"


@pytest.mark.parametrize("behind", ["", f"\n{PROSE}"], ids=["last", "inside"])
def test_the_rows_of_a_table_stay(behind: str) -> None:
    text = newsclean.clean(f"{TITLE}\nBy Ada Brandt\n{STORY}\n{TABLE}{behind}").text
    assert TABLE.replace("\n", "\n\n") in text


PATHS = [
    ("Home > World > Asia", ("Home", "World", "Asia")),
    ("Home>World>Asia", ("Home", "World", "Asia")),
    ("Home &gt; World &gt; Asia", ("Home", "World", "Asia")),
    ("Home » World » Asia", ("Home", "World", "Asia")),
    ("Home › World › Asia ›", ("Home", "World", "Asia")),
    ("Home / World / Asia", ("Home", "World", "Asia")),
    ("Home | World | Osk", ("Home", "World", "Osk")),
    ("Homechevron_rightWorldchevron_rightAsiachevron_rightIsland ferry sails…", ("Home", "World", "Asia")),
    ("Home keyboard_arrow_right World keyboard_arrow_right Asia", ("Home", "World", "Asia")),
    ("You are here: Home > World", ("Home", "World")),
    ("Startseite » Politik » Ausland", ("Startseite", "Politik", "Ausland")),
    ("Accueil > Monde > Asie", ("Accueil", "Monde", "Asie")),
    ("Главная » Мир » Азия", ("Главная", "Мир", "Азия")),
    ("首页 > 新闻 > 社会", ("首页", "新闻", "社会")),
    ("您现在的位置：首页 > 新闻", ("首页", "新闻")),
    ("人民网>>科技", ("人民网", "科技")),
    ("ホーム > ニュース > 国際", ("ホーム", "ニュース", "国際")),
    # The title of the story is no section.
    ("Home > World > Island ferry sails again on Monday", ("Home", "World")),
    ("Home > World > Island ferry sails…", ("Home", "World")),
    ("首页 > 新闻 > 开往小岛的渡轮周一恢复航行港务处说", ("首页", "新闻")),
]


@pytest.mark.parametrize(("line", "sections"), PATHS)
def test_a_path_gives_the_sections_outermost_first(line: str, sections: tuple[str, ...]) -> None:
    assert told(breadcrumb, f"Welcome\n{line}\n{TITLE}\n{STORY}") == [(line, "navigation", "breadcrumb", sections)]


def test_a_short_title_is_no_section_if_the_title_of_the_page_has_it() -> None:
    dump = f"Ferry sails again | The Courier\nHome > World > Ferry sails again\n{STORY}"
    assert values(breadcrumb, dump) == ("Home", "World")


def test_the_title_of_the_page_is_no_path() -> None:
    assert told(breadcrumb, f"Island ferry sails again » Asia » The Courier\n{TITLE}\n{STORY}") == []


@pytest.mark.parametrize("sign", [">", "»", "›", "/", "chevron_right"])
def test_signs_on_lines_of_their_own_make_one_path(sign: str) -> None:
    path = f"Home\n{sign}\nWorld\n{sign}\nAsia"
    assert told(breadcrumb, f"Welcome\n{path}\n{TITLE}\n{STORY}") == [
        (fold_white_space(path), "navigation", "breadcrumb", ("Home", "World", "Asia"))
    ]


def test_the_title_below_the_last_sign_is_no_part_of_the_path() -> None:
    path = "Home\n>\nWorld\n>"
    (found,) = told(breadcrumb, f"Welcome\n{path}\nIsland ferry sails again on Monday\n{STORY}")
    assert found == (fold_white_space(path), "navigation", "breadcrumb", ("Home", "World"))


@pytest.mark.parametrize("lines", ["Sport\n>\nTennis", "Sign In\n|\nSign Up\n|\nSubscribe", ">\nSport\n>\nTennis"])
def test_other_signs_on_lines_of_their_own_make_none(lines: str) -> None:
    assert told(breadcrumb, f"{lines}\n{TITLE}\n{STORY}") == []


def test_a_path_inside_the_story_is_the_row_of_a_table() -> None:
    assert told(breadcrumb, f"{TITLE}\n{STORY}\nHome > World > Asia\n{PROSE}") == []


def test_a_path_below_the_story_gives_no_sections() -> None:
    line = "Home > World > Asia"
    between = "Imprint\nHelp\nJobs\nShop"
    assert told(breadcrumb, f"{TITLE}\n{STORY}\n{between}\n{line}") == [(line, "navigation", "breadcrumb", ())]


NAMED = {
    "links in one line": "<div class=entry-crumbs><a href=/>Home</a> <a href=/w>World</a> {title}</div>",
    "a list": "<ol class=breadcrumb><li><a href=/>Home</a><li><a href=/w>World</a><li>{title}</ol>",
    "a label and signs": "<p class=breadcrumbs>You are here: <a href=/>Home</a> / <a href=/w>World</a></p>",
    "a heading": "<nav class=breadcrumb><h2>Breadcrumb</h2><ol><li>Home<li>World</ol></nav>",
    "a button": "<nav id=breadcrumb><button>Show path</button><ol><li>Home<li>World</ol></nav>",
}
UNNAMED = {
    "a list that is called otherwise": "<ol class=menu><li><a href=/>Home</a><li><a href=/w>World</a></ol>",
    "one step": "<ol class=breadcrumb><li><a href=/>Home</a></ol>",
    "a sentence": "<p class=breadcrumb><a href=/>Home</a> the ferry went at last, on Monday.</p>",
    "the ingredients of a loaf": "<a href=/>Osk</a><ul class=bread-crumbs><li>Leeks<li>Barley<li>Crumbs</ul>",
    "many steps": "<ol class=breadcrumb>" + "<li><a href=/a>Land</a>" * 13 + "</ol>",
}


def sections_on(path: str) -> tuple[str, ...]:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in STORY.split("\n\n"))
    head = path.format(title=TITLE)
    page = f"<!doctype html><title>{TITLE} | The Courier</title>{head}<h1>{TITLE}</h1><article>{story}</article>"
    return newsclean.clean({"html": page}).section


@pytest.mark.parametrize("path", NAMED.values(), ids=NAMED)
def test_the_name_of_its_element_tells_a_path_whose_signs_are_drawn(path: str) -> None:
    assert sections_on(path) == ("Home", "World")


@pytest.mark.parametrize("path", UNNAMED.values(), ids=UNNAMED)
def test_no_path_is(path: str) -> None:
    assert sections_on(path) == ()


def test_many_paths_are_none() -> None:
    paths = "\n".join(f"Home > World > Land {number}" for number in range(9))
    assert told(breadcrumb, f"Welcome\n{paths}\n{TITLE}\n{STORY}") == []


@given(st.lists(st.sampled_from(["Home", ">", "World", "/", "|", "»", "Asia", "«", "chevron_right", "正文", "\n"])))
def test_sections_stand_in_the_dump(words: list[str]) -> None:
    dump = " ".join(words) + f"\n{TITLE}\n{STORY}"
    for vote in votes(breadcrumb, dump):
        assert vote.span.start < vote.span.end
        assert all(step in dump for step in vote.value)
