"""The headline and the standfirst: first the lines that are neither, then those that are."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.detectors.headline import headline
from newsclean.detectors.headlines.candidates import Close
from newsclean.detectors.headlines.choice import shipped_weights, shortlist
from newsclean.detectors.headlines.feature_names import FEATURES
from newsclean.detectors.headlines.features import feature_rows
from newsclean.detectors.headlines.shortlist import COLUMNS, Surroundings
from newsclean.model import Role
from newsclean.testing import story_in

from .dumps import STORY, STORY_IN, blocks_of, blocks_of_page, told, votes

FIRST, SECOND = STORY_IN["en"]
TITLE = "Island ferry sails again after nine days"
# 15 words; it states what the story tells, and does not repeat it.
INTRODUCTION = "The people of the island had lived for nine days from what was in their stores."


def titles_of(dump: str, language: str = "en") -> list[str]:
    return [text for text, role, _, _ in told(headline, dump, language) if role == "title"]


def standfirsts_of(dump: str, language: str = "en") -> list[str]:
    return [text for text, role, _, _ in told(headline, dump, language) if role == "standfirst"]


def weighed(dump: str, language: str = "en") -> dict[tuple[str, str], dict[str, float]]:
    """What is weighed of every candidate, by its text and its kind."""
    blocks = blocks_of(dump, language)
    around = Surroundings.of(blocks)
    close = Close.of(blocks, shortlist(around, shipped_weights().first_look), around.first_prose, around.end)
    candidates = list(close.candidates())
    rows = feature_rows(close, around, candidates).T.tolist()
    return {
        (found.text, found.kind): dict(zip(FEATURES, row, strict=True))
        for found, row in zip(candidates, rows, strict=False)
    }


NO_HEADLINE = {
    "a story alone": STORY,
    "no prose at all": "Home\nNews\nSport",
    "a headline without a story": TITLE,
    "a line about something else": f"Bakers find letters in oven\n{STORY}",
    "numbers": "\n".join(["0:0", "Aa", *story_in("ar").paragraphs[:4]]),
    "a word": f"Ferry\n{STORY}",
    "a sentence": f"The ferry sails again after nine days.\n{STORY}",
    "a line that ends with a comma": f"The ferry to the island sails again,\n\n{STORY}",
    "a line that announces the next": f"The ferry to the island sails again:\n{STORY}",
    "a Chinese sentence": "\n".join(["小岛渡轮周一恢复航行。", *STORY_IN["zh"]]),
    "a Hindi sentence": "\n".join(["द्वीप की नौका तूफान के बाद फिर चलेगी।", *STORY_IN["hi"]]),
    "a line longer than headlines are": f"{'ferry island storm ship harbour ' * 6}\n{STORY}",
    "a long line that nothing supports": (
        "The ferry to the island sails again from Monday as two tugs had pulled the old ship from the rocks\n\n" + STORY
    ),
    "a label of the page": f"Subscribe to our newsletter\n{STORY}",
    "a button that stands where headlines do": f"Home\nNews\nLog in\nShare by email\nBy Jane Doe\n{STORY}",
    "a subheading in the story": f"{FIRST}\nThe old ship and its hull\n{SECOND}",
    "a line below the story": f"{STORY}\n{TITLE}",
}


@pytest.mark.parametrize("dump", NO_HEADLINE.values(), ids=NO_HEADLINE)
def test_no_headline_is_seen_in(dump: str) -> None:
    assert titles_of(dump) == []


MENU = "Home\nNews\nSport\nCulture"

# The dump is what stands above the story; the headline is ``TITLE``.
ABOVE = {
    "the headline alone": TITLE,
    "a menu and the headline": f"{MENU}\n{TITLE}",
    "the headline and its byline": f"{TITLE}\nBy Jane Doe\n3 May 2024",
    "a kicker and the headline": f"Harbour news\n{TITLE}",
    "the headline and a share bar": f"{TITLE}\nShare\nPrint\nSave",
    "the headline and a caption": f"{TITLE}\nThe old ship lies in the north harbour. Photo: Harbour Office",
    "another story's headline and this one": f"Bakers find wartime letters behind oven\n{TITLE}\nBy Jane Doe",
    "the page's title and the headline": f"{TITLE} | The Courier\n{MENU}\n{TITLE}",
}


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_the_headline_is_found_under(above: str) -> None:
    dump = f"{above}\n{STORY}"
    assert titles_of(dump) == [TITLE]
    # Of two lines with the same words the one below the page's title is meant.
    assert [vote.span.start for vote in votes(headline, dump, "en") if vote.role is Role.TITLE] == [above.rfind(TITLE)]


# Lines that hold the headline and more: what the first line of the dump says too is the headline.
WITHIN_LINES = {
    "the page's title alone": f"{TITLE} | The Courier\n{MENU}\n{STORY}",
    "the page's title below a menu": f"{MENU}\n{TITLE} | The Courier\n{STORY}",
    "the page's title below a menu, and the headline": f"{MENU}\n{TITLE} - The Courier\n{MENU}\n{TITLE}\n{STORY}",
    "a headline with its byline glued to it": f"{TITLE} | The Courier\n{MENU}\n{TITLE}By Jane Doe\n{STORY}",
    "an item of a list": f"{MENU}\n• {TITLE}\nBy Jane Doe\n3 May 2024\n{STORY}",
    "a heading in Markdown": f"{MENU}\n# {TITLE}\nBy Jane Doe\n3 May 2024\n{STORY}",
    "a lower heading in Markdown": f"{MENU}\n### {TITLE}\nBy Jane Doe\n3 May 2024\n{STORY}",
    "a kicker glued to the headline": f"{TITLE} | The Courier\n{MENU}\nHarbour{TITLE}\n{STORY}",
}


@pytest.mark.parametrize("dump", WITHIN_LINES.values(), ids=WITHIN_LINES)
def test_what_sites_add_to_a_headline_is_cut_off(dump: str) -> None:
    assert newsclean.clean(dump, language="en").title == TITLE


def test_a_tag_that_begins_a_headline_stays_in_it() -> None:
    title = "#IslandFerry sails again after nine days"
    assert newsclean.clean(f"{MENU}\n{title}\nBy Jane Doe\n3 May 2024\n{STORY}", language="en").title == title


def test_a_paragraph_that_is_glued_to_the_headline_stays_in_the_story() -> None:
    article = newsclean.clean(f"{TITLE} | The Courier\n{MENU}\n{TITLE} {FIRST}\n{SECOND}", language="en")
    assert article.title == TITLE
    assert FIRST in article.text


FAR_MENU = "\n".join(f"Label {number}" for number in range(70))

# What makes a headline hard to tell from the lines around it.
AMONG_OTHERS = {
    "seventy labels below a signed headline that the page's title says too": (
        f"{TITLE} | The Courier\n{TITLE}\nBy Jane Doe\n{FAR_MENU}\n{STORY}"
    ),
    "a subtitle below it": f"{MENU}\n{TITLE}\nWhat the divers found\nBy Jane Doe\n{STORY}",
    "a name below it that stands in the story": (
        f"{MENU}\n{TITLE}\nBy\nMary Jane Doe\n{STORY}\nMary Jane Doe saw it, she wrote from the island on Monday."
    ),
    "a date without a cue below it": f"{MENU}\n{TITLE}\nSat, 20 Dec, 2025 - 06:36\n{STORY}",
    "a date without a cue above it": f"{MENU}\nSat, 20 Dec, 2025 - 06:36\n{TITLE}\n{STORY}",
}


@pytest.mark.parametrize("dump", AMONG_OTHERS.values(), ids=AMONG_OTHERS)
def test_the_headline_is_told_from(dump: str) -> None:
    assert titles_of(dump) == [TITLE]


@pytest.mark.parametrize("language", ["ar", "en", "ja"])
def test_a_label_above_the_headline_changes_nothing(language: str) -> None:
    story = story_in(language)
    dump = "\n".join([story.title, *story.paragraphs[:3]])
    assert newsclean.clean(f"Afrikaans\n{dump}").title == newsclean.clean(dump).title
    between = dump.replace("\n", "\nAfrikaans\n", 1)
    assert newsclean.clean(f"Afrikaans\n{between}").title == newsclean.clean(between).title


def test_a_headline_of_two_sentences_is_one_line() -> None:
    title = "The ferry sails again! Islanders wait at the harbour"
    dump = f"{MENU}\n{title}\nBy Jane Doe\n{STORY}"
    assert newsclean.clean(dump, language="en").title == title


def test_a_line_amid_the_story_is_no_headline_even_if_it_comes_twice() -> None:
    assert titles_of(f"{FIRST}\n{TITLE}\n{SECOND}\n{TITLE}\n{FIRST}") == []


def test_a_paragraph_that_opens_the_text_is_not_cut_into_a_headline_and_a_rest() -> None:
    story = story_in("en")
    opening = f"{story.title} - which is what most of the islanders said in a survey - and nobody doubts it any more."
    assert newsclean.clean("\n".join([opening, *story.paragraphs])).text.startswith(opening)


@pytest.mark.parametrize("words", [4, 6])
def test_the_first_words_of_a_summary_are_no_headline_if_the_story_says_them_again(words: int) -> None:
    summary = (
        "The minister Ada Brandt has left (to everybody's surprise) for the island of Osk. The mayor's praise: “She "
        "took the quay by storm”. What was said is secret, but the gazette knows: “She spoke of the ferry”"
    )
    first = " ".join(summary.split()[:words])
    article = newsclean.clean("\n\n".join([summary, *(f"{first}: {part}" for part in story_in("en").paragraphs)]))
    assert article.title is None
    assert article.text.startswith(summary)


def test_the_reason_says_what_speaks_for_the_headline() -> None:
    found = [vote for vote in votes(headline, f"{MENU}\n{TITLE}\n{STORY}", "en") if vote.role is Role.TITLE]
    assert [vote.reason for vote in found] == ["says what the story below is about"]


LONGER = f"{TITLE}: what the harbour says"
MENU = "Home\nNews\nSport"


@pytest.mark.parametrize(
    ("dump", "candidate", "feature", "wanted"),
    [
        (f"{TITLE}\n{STORY}", (TITLE, "whole"), "at.prose_below", 1.0),
        (f"{TITLE}\nBy Jane Doe\n{STORY}", (TITLE, "whole"), "at.prose_below", 2.0),
        (f"{TITLE}\n{STORY}", (TITLE, "whole"), "at.chrome_below", 0.0),
        (f"{TITLE}\n{MENU}\n{STORY}", (TITLE, "whole"), "at.chrome_below", 3.0),
        (f"{TITLE}\n{MENU}\n{STORY}", (TITLE, "whole"), "at.short_below", 3.0),
        (f"{TITLE}\n{STORY}", (TITLE, "whole"), "at.short_below", 0.0),
        (f"The island sails to Harwick\n{STORY}", ("The island sails to Harwick", "whole"), "like.pairs_share", 0.5),
        (f"{TITLE} | The Courier\n{LONGER}\n{STORY}", (TITLE, "first"), "piece.more", 1.0),
        (f"{TITLE} | The Courier\n{TITLE}\n{STORY}", (TITLE, "first"), "piece.more", 0.0),
        (f"{TITLE} | The Courier\n{LONGER}\n{STORY}", (LONGER, "whole"), "again.first_more", len(TITLE) / len(LONGER)),
        (f"{TITLE} | The Courier\n{TITLE}\n{STORY}", (TITLE, "whole"), "again.first_more", 0.0),
        (f"{TITLE} | 2024\n{STORY}", (TITLE, "first"), "piece.rest_digits", 4 / 7),
        (f"{TITLE} | The Courier\n{STORY}", (TITLE, "first"), "piece.rest_digits", 0.0),
    ],
)
def test_what_is_weighed_of_a_line(dump: str, candidate: tuple[str, str], feature: str, wanted: float) -> None:
    assert weighed(dump)[candidate][feature] == pytest.approx(wanted)


NO_CANDIDATES = {
    "a legal notice": "© 2024 The Courier of the island",
    "a plea": "Get the news in your mailbox every morning",
    "a button": "Share this story by email",
    "a date": "Monday, 3 May 2024, 14:05",
}


@pytest.mark.parametrize("line", NO_CANDIDATES.values(), ids=NO_CANDIDATES)
def test_a_line_that_is_surely_known_may_not_be_the_headline(line: str) -> None:
    assert (line, "whole") not in weighed(f"{MENU}\n{line}\n{TITLE}\n{STORY}")


# A headline that has no word of the story, and what stands between it and the story beside a plea.
UNLIKE = "Gemeenteraad van Hardinge laat de oude brug herbouwen"
BELOW_PLEA = [
    ([UNLIKE], [UNLIKE]),
    (["Hardinge", UNLIKE], [UNLIKE]),
    # More than a kicker: it may be any line.
    ([UNLIKE, "Hardinge", "De brug"], []),
]


@pytest.mark.parametrize(("head", "titles"), BELOW_PLEA, ids=["alone", "kicker", "three lines"])
def test_where_little_but_known_chrome_stands_above_the_story_it_is_taken_out(
    head: list[str], titles: list[str]
) -> None:
    plea = "Het nieuws elke ochtend in je mailbox"
    assert titles_of("\n".join([plea, *head, *STORY_IN["nl"]]), "nl") == titles


def test_the_title_of_the_page_is_known_below_a_menu() -> None:
    alone = weighed(f"{TITLE} | The Courier\nHarbour\n{TITLE}\n{STORY}")[TITLE, "whole"]
    below = weighed(f"{MENU}\n{TITLE} | The Courier\nHarbour\n{TITLE}\n{STORY}")[TITLE, "whole"]
    assert below["like.page_title"] == pytest.approx(alone["like.page_title"])
    assert below["like.page_title"] > 0.1


def test_every_column_has_a_weight_and_trees_ask_for_features_only() -> None:
    data = json.loads((files("newsclean") / "detectors" / "headlines" / "headline.json").read_text("utf-8"))
    assert list(data["first_look"]) == list(COLUMNS)
    assert set(data["borders"]) <= set(FEATURES)
    assert all(len(tree["leaves"]) == 1 << len(tree["questions"]) for tree in data["trees"])


IN_OTHER_LANGUAGES = [
    ("de", "Die Fähre zur Insel fährt ab Montag wieder"),
    ("fr", "Le bac de l'île reprend la mer lundi"),
    ("es", "El transbordador vuelve a navegar el lunes"),
    ("it", "Il traghetto per l'isola torna a navigare"),
    ("nl", "Veerboot naar het eiland vaart maandag weer"),
    ("sv", "Färjan till ön går igen på måndag"),
    ("pl", "Prom na wyspę znów pływa po sztormie"),
    ("ru", "Паром на остров снова ходит после шторма"),
    ("el", "Το πλοίο για το νησί ταξιδεύει ξανά"),
    ("ar", "تعود العبارة إلى الإبحار نحو الجزيرة بعد العاصفة"),
    ("he", "המעבורת לאי חוזרת להפליג לאחר הסערה"),
    ("hi", "द्वीप की नौका तूफान के बाद फिर चलेगी"),
    ("zh", "小岛渡轮周一恢复航行"),
    ("ja", "島へ渡る連絡船、月曜に運航再開"),
    ("ko", "섬으로 가는 여객선 월요일부터 다시 다닌다"),
]


@pytest.mark.parametrize(("language", "title"), IN_OTHER_LANGUAGES, ids=[row[0] for row in IN_OTHER_LANGUAGES])
def test_a_headline_is_known_by_the_words_of_its_story(language: str, title: str) -> None:
    dump = "\n".join([title, *STORY_IN[language]])
    assert told(headline, dump, language) == [(title, "title", "headline", ())]


@pytest.mark.parametrize("title", ["Will the ferry sail again on Monday?", "The ferry sails again!", f"“{TITLE}”"])
def test_headlines_may_ask_exclaim_and_quote(title: str) -> None:
    assert titles_of(f"{title}\n{STORY}") == [title]


def test_a_long_headline_needs_the_page_title_to_support_it() -> None:
    title = "The ferry to the island sails again from Monday as two tugs had pulled the old ship from the rocks"
    assert titles_of(f"{title}\n\n{STORY}") == []
    assert titles_of(f"{title} | The Courier\n\n{title}\n\n{STORY}") == [title]


def test_a_headline_may_stand_far_above_the_story() -> None:
    between = "\n".join(f"Label {number}" for number in range(121))
    assert titles_of(f"The Courier\n{TITLE}\n{between}\n{STORY}") == [TITLE]


def test_a_headline_may_end_with_an_abbreviation() -> None:
    title = "Burst pipes and fires below the harbour of the U.S."
    assert titles_of(f"The Courier\nHome\nNews\n{title}\n{STORY.replace('ferry', 'harbour')}") == [title]


def test_lines_that_cannot_be_the_headline_take_no_place_of_those_that_may() -> None:
    lines = [f"What the harbour office said on day {number}:" for number in range(9)]
    blocks = blocks_of("\n".join([*lines, TITLE, STORY]), "en")
    around = Surroundings.of(blocks)
    scores = {number: -float(number) for number in range(10)}
    close = Close.of(blocks, scores, around.first_prose, around.end)
    assert list(close.scores) == [0, 1, 2, 3, 4, 5, 9]


def test_the_first_line_of_a_dump_may_be_the_headline_however_far_it_stands_above_the_story() -> None:
    between = "\n".join(f"Label {number}" for number in range(90))
    assert titles_of(f"{TITLE}\n{between}\n{STORY}") == [TITLE]


def test_labels_of_a_menu_above_the_title_of_the_page_change_nothing_that_is_weighed() -> None:
    dump = f"{TITLE} | The Courier\nThe island and its harbour\n{TITLE}\n{STORY}"
    below_menu = weighed(f"Home\nNews\nSport\nWeather\nSign in\nSearch\n{dump}")
    assert {name: below_menu[name] for name in weighed(dump)} == weighed(dump)


def test_a_headline_that_ends_like_a_statement_is_one_where_the_title_of_the_page_says_it() -> None:
    title = "Report: island ferry sails again after nine days in Ont."
    assert titles_of(f"{title} | The Courier\nHome\nNews\n{title}\n{STORY}") == [title]
    assert titles_of(f"The Courier\nHome\nNews\n{title}\n{STORY}") == []


def test_a_headline_may_stand_behind_what_stands_for_a_picture() -> None:
    blocks = blocks_of(f"The Courier of the Island | News\nHome\n[point] {TITLE}\n{STORY}", "en")
    around = Surroundings.of(blocks)
    close = Close.of(blocks, shortlist(around, shipped_weights().first_look), around.first_prose, around.end)
    assert TITLE in {candidate.text for candidate in close.candidates()}


@pytest.mark.parametrize("rest", ["HomeNewsSport", " Home News Sport ", " | The Courier HomeNewsSport"])
def test_the_headline_that_begins_a_dump_in_one_line_is_cut_out_of_it(rest: str) -> None:
    chrome = " ".join(f"Label {number}" for number in range(90))
    story = " ".join([STORY.replace("\n", " ")] * 3)
    assert titles_of(f"{TITLE}{rest}{chrome} {TITLE} {story}") == [TITLE]


def test_a_headline_in_one_line_keeps_its_last_word_where_chrome_is_glued_to_it() -> None:
    chrome = " ".join(f"Label {number}" for number in range(90))
    story = " ".join([STORY.replace("\n", " ")] * 3)
    title = "Island ferry sails again in NYC"
    texts = {text for text, kind in weighed(f"{title}Go to the content {chrome} {title}{story}") if kind == "first"}
    assert title in texts
    assert f"{title}Go" not in texts


def test_a_headline_that_was_glued_to_the_story_ends_where_the_title_of_the_page_says() -> None:
    blocks = blocks_of(
        f"Island ferry sails again on Monday | The Courier\nIsland ferry sails again on MondayThe {STORY}", "en"
    )
    around = Surroundings.of(blocks)
    close = Close.of(blocks, shortlist(around, shipped_weights().first_look), around.first_prose, around.end)
    assert close.wholly_said("island ferry sails again on") == "Island ferry sails again on Monday"
    assert not close.wholly_said("island ferry sails again on monday")
    assert not close.wholly_said("ferry sails")


def test_what_stands_before_a_bracket_in_a_dump_of_one_line_is_no_headline_if_it_is_long() -> None:
    line = (
        "Inicio Internacional Economía Deportes Un apagón deja sin luz a media ciudad 17 feb 2025 Actualizado a las "
        "21:14 h. Compartir La ciudad, 17 feb (EFE).- "
    )
    blocks = blocks_of(line + " ".join(STORY_IN["es"] * 2), "es")
    around = Surroundings.of(blocks)
    close = Close.of(blocks, shortlist(around, shipped_weights().first_look), around.first_prose, around.end)
    assert not any(candidate.text.endswith("17 feb") for candidate in close.candidates())


SIGNS = ["By Jane Doe", "Published: 3 May 2024", "Share", "Von Anna Berg", "Автор: Иван Петров"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_headline_is_surer_above_a_byline_a_date_or_a_share_bar(sign: str) -> None:
    def weight(below: str) -> float:
        return next(vote.weight for vote in votes(headline, f"{TITLE}\n{below}\n{STORY}", "en"))

    assert weight(sign) > weight("Harbour news")


@pytest.mark.parametrize(("below", "surer"), [("", True), ("\n# Harbour news", False)])
def test_the_only_heading_of_the_first_degree_is_surer_than_one_of_the_second(below: str, *, surer: bool) -> None:
    def weight(mark: str) -> float:
        dump = f"{mark} {TITLE}\n{STORY}{below}"
        return next(vote.weight for vote in votes(headline, dump, "en") if vote.rule == "headline")

    assert (weight("#") > weight("##")) is surer


UNLIKE = "What to pack if you walk in the heat"


@pytest.mark.parametrize(
    ("below", "titles"),
    [
        ("Monday 3 May 2024, 10:15", [UNLIKE]),
        ("3 May 2024 - 05:30 CEST", [UNLIKE]),
        ("In May 2024 nobody walked here, says the guide", []),
        ("Harbour news", []),
    ],
)
def test_a_headline_without_a_word_of_the_story_is_believed_above_its_date(below: str, titles: list[str]) -> None:
    menu = "Home\nNews\nSport\nCulture\nTravel"
    assert titles_of(f"{menu}\n{UNLIKE}\nAnna Berg Lind\n{below}\n{STORY}") == titles


KEY_POINTS = """Home
News
Why is the price of eggs going up, and what happens next?
2 days ago
Share
Save
Egg prices have risen by a third since the summer, and shoppers in some towns are limited to one box each.
Farmers say the worst is still to come.
Key points
Nine million hens have been culled since October
A dozen free-range eggs now cost £3.95
Imports will not fill the gap before Easter
Why are prices rising?
Bird flu is the main reason. Since October, nine million hens have been culled across the country.
A young hen needs about 20 weeks before she lays. So a shed that was emptied in autumn is silent until spring.
Which eggs are affected?
All of them, but free-range farms have been hit hardest, because their birds meet wild ducks."""


def test_a_key_point_is_no_headline_where_one_is_signed_above_the_paragraphs() -> None:
    headline_of_all, point = KEY_POINTS.split("\n")[2], "Nine million hens have been culled since October"
    assert titles_of(KEY_POINTS) == [headline_of_all]
    # Where nothing signs the line above, the likelier one stays.
    assert titles_of(KEY_POINTS.replace("2 days ago\nShare\nSave\n", "")) == [point]


def test_a_headline_in_thai_has_as_many_letters_as_elsewhere() -> None:
    title = "ชาวบ้านท่ามะเดื่อสร้างสะพานเองหลังรอมา 12 ปี"
    story = (
        "ชาวบ้านบ้านท่ามะเดื่อ จังหวัดน่าน ร่วมกันสร้างสะพานไม้ไผ่ข้ามลำน้ำสา หลังยื่นเรื่องขอสะพานมานาน 12 ปี\n"
        "นายบุญมี ใจดี ผู้ใหญ่บ้าน กล่าวว่า ใช้เวลาสร้าง 9 วัน และใช้เงินเพียง 38,000 บาท"
    )
    assert titles_of(f"หน้าแรก\nการเมือง\nกีฬา\n{title}\n6 ก.พ. 2568 เวลา 11:25 น.\nแชร์\n{story}", "th") == [title]


# Lines that say the headline again, and those that do not.
NO_REPETITION = {
    "a sentence with its words": f"{TITLE}\n{STORY}\nSo the island ferry sails again after nine days of storm.",
    "a sentence that begins with it": f"{TITLE}\n{FIRST}\n{TITLE}, the harbour office says.\n{SECOND}",
    "a longer line below it": f"{TITLE}\n{STORY}\n{TITLE} and two hours",
    "a line that holds it and goes on for long": f"{TITLE}, {'and ' * 20}on\n{MENU}\n{TITLE}\n{STORY}",
}


@pytest.mark.parametrize("dump", NO_REPETITION.values(), ids=NO_REPETITION)
def test_the_headline_is_not_repeated_by(dump: str) -> None:
    assert [text for text, role, _, _ in told(headline, dump, "en") if role == "duplicate"] == []


REPETITIONS = {
    "below the story": (f"{TITLE}\n{STORY}\n{TITLE}", TITLE, "headline.repeated"),
    "in capitals": (f"{TITLE}\n{STORY}\n{TITLE.upper()}", TITLE.upper(), "headline.repeated"),
    "with a full stop, below its picture": (f"{TITLE}\nShare\n{TITLE}.\n{STORY}", f"{TITLE}.", "headline.repeated"),
    "without its comma, below its picture": (
        f"Island ferry sails again, after nine days\nShare\n{TITLE}\n{STORY}",
        TITLE,
        "headline.repeated",
    ),
    "with the name of the site": (
        f"{TITLE} | The Courier\nHome\n{TITLE}\n{STORY}",
        f"{TITLE} | The Courier",
        "headline.page_title",
    ),
    "behind the name of the site": (
        f"The Courier – {TITLE}\nHome\n{TITLE}\n{STORY}",
        f"The Courier – {TITLE}",
        "headline.page_title",
    ),
}


@pytest.mark.parametrize(("dump", "line", "rule"), REPETITIONS.values(), ids=REPETITIONS)
def test_the_headline_is_repeated(dump: str, line: str, rule: str) -> None:
    found = [vote for vote in votes(headline, dump, "en") if vote.role is Role.DUPLICATE]
    assert [(dump[vote.span.start : vote.span.end], vote.rule) for vote in found] == [(line, rule)]


def test_the_first_of_two_lines_with_the_same_letters_is_the_headline() -> None:
    first = "Island ferry sails again, after nine days"
    assert titles_of(f"{first}\nShare\n{TITLE}\n{STORY}") == [first]


NO_STANDFIRST = {
    "the first paragraph of the story": f"{TITLE}\n{STORY}",
    "a sentence right above the story": f"{TITLE}\n{INTRODUCTION}\n{STORY}",
    "the first paragraph of a dump without a headline": STORY,
    "a line of a few words": f"{TITLE}\nNine days of storm\nBy Jane Doe\n{STORY}",
    "seven words that tell of another place": f"{TITLE}\nFrom the Friday paper of the town\nBy Jane Doe\n{STORY}",
    "long words that nothing right below signs": (
        f"{TITLE}\nWindowless lighthouses disappoint holidaymakers everywhere\nHarbour\nBy Jane Doe\n{STORY}"
    ),
    "a paragraph longer than standfirsts are": f"{TITLE}\n{'The storm lasted for days. ' * 15}\nBy Jane Doe\n{STORY}",
    "a line of the page": (
        f"{TITLE}\nSubscribe to our newsletter and get the news of the coast every morning.\nBy Jane Doe\n{STORY}"
    ),
    "the address of the site and a day": f"{TITLE}\nwww.courier.example 2024-05-03 14:20 The Courier\nShare\n{STORY}",
    "what was glued to a date": f"{TITLE}\n3 May 2024By Jane DoeShare TweetPhoto: The Harwick Museum of Ships\n{STORY}",
    "a day and a name with more behind it": f"{TITLE}\n3 May 2024 by Jane Doe of the Harwick Museum Photo\n{STORY}",
    "the headline behind a path": f"{TITLE}\nThe town / News / Harbour / {TITLE}\nBy Jane Doe\n{STORY}",
    "a line below the headline that is all there is": f"{STORY}\n{TITLE}\n{INTRODUCTION}",
    "a line right below a headline far above the story": "\n".join(
        [TITLE, INTRODUCTION, *(f"Label {number}" for number in range(20)), STORY]
    ),
}


@pytest.mark.parametrize("dump", NO_STANDFIRST.values(), ids=NO_STANDFIRST)
def test_no_standfirst_is_seen_in(dump: str) -> None:
    assert standfirsts_of(dump) == []


STANDFIRSTS = {
    "that begins with a day": (
        f"{TITLE}\n3 May 2024 was the day on which the old ship came home.\nBy Jane Doe\n{STORY}",
        "3 May 2024 was the day on which the old ship came home.",
    ),
    "that begins with a day and is no whole sentence": (
        f"{TITLE}\n3 May 2024 was the day on which the old ship came home to the island\nBy Jane Doe\n{STORY}",
        "3 May 2024 was the day on which the old ship came home to the island",
    ),
    "above the byline": (f"{TITLE}\n{INTRODUCTION}\nBy Jane Doe\n{STORY}", INTRODUCTION),
    "of few long words right above the byline": (
        f"{TITLE}\nWindowless lighthouses disappoint holidaymakers everywhere\nBy Jane Doe\n{STORY}",
        "Windowless lighthouses disappoint holidaymakers everywhere",
    ),
    "above the date": (f"{TITLE}\n{INTRODUCTION}\n3 May 2024\n{STORY}", INTRODUCTION),
    "above a share bar": (f"{TITLE}\n{INTRODUCTION}\nShare\nPrint\n{STORY}", INTRODUCTION),
    "without a full stop above the story": (f"{TITLE}\n{INTRODUCTION[:-1]}\n\n{STORY}", INTRODUCTION[:-1]),
    "without a full stop above the byline": (f"{TITLE}\n{INTRODUCTION[:-1]}\nBy Jane Doe\n{STORY}", INTRODUCTION[:-1]),
    "far above the story, above the byline": (
        "\n".join([TITLE, INTRODUCTION, "By Jane Doe", *(f"Label {number}" for number in range(20)), STORY]),
        INTRODUCTION,
    ),
    "below the second copy of the headline": (
        f"{TITLE}\nCoast\n{TITLE}\n{INTRODUCTION}\nBy Jane Doe\n{STORY}",
        INTRODUCTION,
    ),
    "below a menu and a headline": (f"{MENU}\n{TITLE}\n{INTRODUCTION}\nBy Jane Doe\n{STORY}", INTRODUCTION),
}


@pytest.mark.parametrize(("dump", "standfirst"), STANDFIRSTS.values(), ids=STANDFIRSTS)
def test_a_paragraph_that_is_set_apart_is_the_standfirst(dump: str, standfirst: str) -> None:
    assert standfirsts_of(dump) == [standfirst]


def test_a_standfirst_is_surer_above_a_byline() -> None:
    def weight(below: str) -> float:
        dump = f"{TITLE}\n{INTRODUCTION[:-1]}\n{below}\n{STORY}"
        return next(vote.weight for vote in votes(headline, dump, "en") if vote.rule == "headline.standfirst")

    assert weight("By Jane Doe") > weight("Harbour news")


IN_LANGUAGES = [
    (
        "de",
        "Die Fähre zur Insel fährt wieder",
        "Neun Tage lebten die Leute von ihren Vorräten und niemand klagte darüber",
    ),
    (
        "fr",
        "Le bac de l'île reprend la mer lundi",
        "Pendant neuf jours les gens ont vécu de leurs réserves sans se plaindre",
    ),
    (
        "ru",
        "Паром на остров снова ходит после шторма",
        "Девять дней люди жили своими запасами, и никто из них не жаловался",
    ),
    ("zh", "小岛渡轮周一恢复航行", "九天里岛上居民靠储备的粮食度日，没有一个人抱怨"),
]


@pytest.mark.parametrize(("language", "title", "standfirst"), IN_LANGUAGES, ids=[row[0] for row in IN_LANGUAGES])
def test_a_line_without_a_full_stop_between_headline_and_story_is_the_standfirst(
    language: str, title: str, standfirst: str
) -> None:
    dump = "\n\n".join([title, standfirst, *STORY_IN[language]])
    assert told(headline, dump, language) == [
        (title, "title", "headline", ()),
        (standfirst, "standfirst", None, ()),
    ]


def test_a_dump_without_a_headline_may_begin_with_its_standfirst() -> None:
    opening = "Nobody had expected it, least of all those who work here and have waited for so long to see it happen"
    found = told(headline, f"{opening}\n\n{STORY}", "en")
    assert found == [(opening, "standfirst", None, ())]


LINES = [TITLE, f"{TITLE} | The Courier", INTRODUCTION, "By Jane Doe", "Home", "Share", FIRST, SECOND, "船"]


@given(st.lists(st.sampled_from(LINES), min_size=1))
def test_a_dump_has_one_headline_and_one_standfirst_at_most(lines: list[str]) -> None:
    dump = "\n".join(lines)
    blocks = blocks_of(dump, "en")
    spans = {blocks.span(number) for number in range(len(blocks))}
    found = list(headline(blocks.dump, blocks))
    assert {vote.span for vote in found} <= spans
    for role in (Role.TITLE, Role.STANDFIRST):
        assert sum(vote.role is role for vote in found) <= 1


@pytest.mark.parametrize(
    ("heading", "roles"),
    [
        pytest.param(f"<h1>{TITLE}</h1>", {"duplicate": 0, "title": 2}, id="a heading"),
        pytest.param(f"<p>{TITLE}</p>", {"title": 0, "duplicate": 2}, id="a paragraph"),
        pytest.param(f"<h1>{TITLE}</h1><h2>{TITLE}</h2>", {"duplicate": 3, "title": 2}, id="the first heading"),
    ],
)
def test_the_headline_of_a_page_is_its_heading_and_not_the_title_of_the_page(
    heading: str, roles: dict[str, int]
) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in STORY_IN["en"])
    blocks = blocks_of_page(f"<title>{TITLE}</title><p>The Courier</p>{heading}<p>Jane Doe</p>{paragraphs}")
    found = {vote.role.value: blocks.starts.index(vote.span.start) for vote in headline(blocks.dump, blocks)}
    assert {role: found[role] for role in roles} == roles


@pytest.mark.parametrize("tag", ["h2", "h6"])
def test_a_headline_that_is_not_the_title_of_the_page_is_not_looked_for_in_the_bar_above(tag: str) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in STORY_IN["en"])
    bar = f"<div>Now reading</div><{tag}>{TITLE}</{tag}>"
    words = "Home News Sport Harbour Weather Letters Puzzles Shop Island Culture Money Travel Science Health".split()
    menu = "".join(f"<li>{word}</li>" for word in words)
    signed = f"<h1>{TITLE}</h1><p>By Jane Doe</p><p>14 March 2024, 16:05</p>{paragraphs}"
    blocks = blocks_of_page(f"<title>Nine days without a ferry</title>{bar}{menu}<p>News</p>{signed}")
    found = {vote.role.value: blocks.starts.index(vote.span.start) for vote in headline(blocks.dump, blocks)}
    assert (found["duplicate"], found["title"]) == (2, 18)


def test_a_heading_in_capitals_is_spelled_as_the_title_of_the_page() -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in STORY_IN["en"])
    page = f"<title>{TITLE}</title><p>The Courier</p><h1>{TITLE.upper()}</h1><p>Jane Doe</p>{paragraphs}"
    assert newsclean.clean(page, kind="html").title == TITLE


@pytest.mark.parametrize(("tag", "is_headline"), [("h1", True), ("h2", False)])
def test_a_part_below_a_notice_is_headed_with_the_title_of_the_page_too(tag: str, is_headline: bool) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in STORY_IN["en"])
    notice = "<p>The harbour office prints this page for visitors who come by car, and for nobody else.</p>"
    labels = "".join(f"<p>{label}</p>" for label in ("Harbour", "Ferry", "Island", "Storm"))
    page = f"<title>{TITLE}</title>{notice}{labels}<{tag}>{TITLE}</{tag}><p>Jane Doe</p>{paragraphs}"
    blocks = blocks_of_page(page)
    found = [blocks.starts.index(vote.span.start) for vote in headline(blocks.dump, blocks) if vote.role is Role.TITLE]
    assert (found == [6]) is is_headline
