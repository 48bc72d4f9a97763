"""Teasers of other stories: first the lines that are part of the story, then teasers with all their parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.detectors.related_story import related_story
from newsclean.model import Role
from newsclean.testing import LANGUAGES, story_in

from .dumps import STORY, STORY_IN, blocks_of, blocks_of_page, told, votes

FIRST, SECOND = STORY_IN["en"]
THIRD = "The mayor said that the island had lived from its stores in these days."
LAST = (
    "A second ship will be hired for the winter, which the council had put off for years for want of money, "
    "and a third will lie in the harbour of the neighbouring island from the spring on."
)
LONG_STORY = f"{FIRST}\n{SECOND}\n{THIRD}\n{LAST}"

#: A story of more words than the short ones, whose last sentence alone may stand behind a headline.
LONGER_STORY = "\n".join([LONG_STORY, *(f"{THIRD} {LAST} This was day {number} of it." for number in range(4))])

LOCK = "Old lock opens again in June"
SCHOOLS = "Schools in the north stay closed"
SUMMARY = "The harbour is old, the ferry is older, and nobody has the money for either of them."

KEEPS = {
    "the day of the story below a heading": f"{LONG_STORY}\nRelated stories\nDec. 19, 2024",
    "a story without any teaser": LONG_STORY,
    "a subheading inside the story": f"{FIRST}\n{LOCK}\n{SECOND}",
    "what stands below a heading that belongs to the story": f"{LONG_STORY}\nHow it began\n{LOCK}\n{SCHOOLS}",
    "the whole story, in sections below a heading": f"Related stories\nHow it began\n{FIRST}\nHow it ended\n{SECOND}",
    "the next paragraph below “Read more”": f"{FIRST}\nRead more\n{SECOND}\n{THIRD}",
    "the next paragraph below “Read more:”": f"{FIRST}\nRead more:\n{SECOND}\n{THIRD}",
    "a subheading below “Read more”": f"{FIRST}\nRead more\n{LOCK}\n{SECOND}",
    "a list below a link that ends like a sentence": f"{LONG_STORY}\nRead our full review.\n{LOCK}\n{SCHOOLS}",
    "a heading that ends the dump": f"{LONG_STORY}\nRelated stories",
    "a word below a heading": f"{LONG_STORY}\nRelated stories\nHarbour",
    "a sentence below a heading": f"{LONG_STORY}\nRelated stories\nThe lock opens again in June.",
    "a Chinese sentence below a heading": "\n".join([*STORY_IN["zh"], "相关新闻", "旧船闸将于六月重新开放。"]),
    "a Hindi sentence below a heading": "\n".join([*STORY_IN["hi"], "संबंधित खबरें", "पुराना बांध जून में फिर खुलेगा।"]),
    "the last paragraph below the same heading twice": "\n".join(
        [*story_in("ja").paragraphs[:7], "あわせて読みたい", "あわせて読みたい", story_in("ja").paragraphs[7]]
    ),
    "other chrome below a heading": f"{LONG_STORY}\nRelated stories\nSign up for our newsletter",
    "a heading below a heading": f"{LONG_STORY}\nRelated stories\nMost read",
    "a line with one reading time": f"{LOCK}\n4 min read\n{STORY}",
    "reading times that follow each other": f"{LONG_STORY}\n4 min read\n5 min read",
    "the times of a recipe": f"{LONG_STORY}\n{LOCK}\nPrep Time 15 mins\nCook Time 50 mins\n{SCHOOLS}\nRest 9 mins",
    "reading times below paragraphs": f"{FIRST}\n4 min read\n{SECOND}\n6 min read",
    "reading times far below a line": "\n".join(
        [LONG_STORY, LOCK, *"abcd", "4 min read", SCHOOLS, *"efgh", "6 min read"]
    ),
    "hours that are no age": f"{LONG_STORY}\nTwo hours of sleep\nOne day of rest",
}


@pytest.mark.parametrize("dump", KEEPS.values(), ids=KEEPS)
def test_no_teaser_is_seen_in(dump: str) -> None:
    assert told(related_story, dump, "en") == []


def test_a_link_that_says_where_it_leads_has_no_summary() -> None:
    *story, last = story_in("en").paragraphs
    lines = [*story, "Related stories", f"Also read: {LOCK}", last]
    found = told(related_story, "\n".join(lines), "en")
    assert [text for text, role, *_ in found if role != "body"] == lines[-3:-1]
    assert [text for text, role, *_ in found if role == "body"] == [last]


# What stands below a story, and the parts that are read there.
FINDS = {
    "headlines": (
        f"Related stories\n{LOCK}\n{SCHOOLS}",
        [(None, "Related stories"), ("headline", LOCK), ("headline", SCHOOLS)],
    ),
    "a headline alone": (f"Related stories\n{LOCK}", [(None, "Related stories"), ("headline", LOCK)]),
    "headlines that ask and exclaim": (
        f"Most read\nWho pays for the lock?\n{SCHOOLS}!",
        [(None, "Most read"), ("headline", "Who pays for the lock?"), ("headline", f"{SCHOOLS}!")],
    ),
    "a kicker": (
        f"Related stories\nOpinion\n{LOCK}",
        [(None, "Related stories"), ("kicker", "Opinion"), ("headline", LOCK)],
    ),
    "a kicker of two words": (
        f"Related stories\nNews Analysis\n{LOCK}",
        [(None, "Related stories"), ("kicker", "News Analysis"), ("headline", LOCK)],
    ),
    "a short headline above a shorter one, which is no kicker": (
        "Related stories\nOld lock opens again\nWho pays then?",
        [(None, "Related stories"), ("headline", "Old lock opens again"), ("headline", "Who pays then?")],
    ),
    "a summary": (
        f"Related stories\n{LOCK}\n{SUMMARY}",
        [(None, "Related stories"), ("headline", LOCK), ("summary", SUMMARY)],
    ),
    "a summary that is cut off": (
        f"Related stories\n{LOCK}\nThe harbour is old and the ferry is …\n{SCHOOLS}",
        [
            (None, "Related stories"),
            ("headline", LOCK),
            ("summary", "The harbour is old and the ferry is …"),
            ("headline", SCHOOLS),
        ],
    ),
    "a reading time": (
        f"Related stories\n{LOCK}\n4 min read",
        [(None, "Related stories"), ("headline", LOCK), ("reading_minutes", "4 min read")],
    ),
    "all parts, twice": (
        f"Related stories\nOpinion\n{LOCK}\n{SUMMARY}\n4 min read\nCulture\n{SCHOOLS}\n{THIRD}\n12 min read",
        [
            (None, "Related stories"),
            ("kicker", "Opinion"),
            ("headline", LOCK),
            ("summary", SUMMARY),
            ("reading_minutes", "4 min read"),
            ("kicker", "Culture"),
            ("headline", SCHOOLS),
            ("summary", THIRD),
            ("reading_minutes", "12 min read"),
        ],
    ),
    "ages without a heading": (
        f"{LOCK}\n2 hours ago\n{SCHOOLS}\n3 days ago",
        [
            ("headline", LOCK),
            ("reading_minutes", "2 hours ago"),
            ("headline", SCHOOLS),
            ("reading_minutes", "3 days ago"),
        ],
    ),
    "summaries and reading times without a heading": (
        f"Opinion\n{LOCK}\n{SUMMARY}\n4 min read\n{SCHOOLS}\n6 min read",
        [
            ("kicker", "Opinion"),
            ("headline", LOCK),
            ("summary", SUMMARY),
            ("reading_minutes", "4 min read"),
            ("headline", SCHOOLS),
            ("reading_minutes", "6 min read"),
        ],
    ),
    "two headings": (
        f"Related stories\n{LOCK}\nMost read\n{SCHOOLS}",
        [(None, "Related stories"), ("headline", LOCK), (None, "Most read"), ("headline", SCHOOLS)],
    ),
}


@pytest.mark.parametrize(("below", "wanted"), FINDS.values(), ids=FINDS)
def test_the_parts_of_teasers_below_a_story_are(below: str, wanted: list[tuple[str | None, str]]) -> None:
    found = told(related_story, f"{LONG_STORY}\n{below}", "en")
    assert [(part, text) for text, role, part, _ in found if role == "related"] == wanted
    # The article keeps what each part says; of a reading time, the number.
    for text, _, part, value in found:
        assert value == ({None: (), "reading_minutes": read_minutes(text)}.get(part, (text,)))


def read_minutes(text: str) -> tuple[str, ...]:
    return (text.split(maxsplit=1)[0],) if text.endswith("min read") else ()


def summary_weights(below: str) -> list[float]:
    return [vote.weight for vote in votes(related_story, f"{LONG_STORY}\n{below}", "en") if vote.part == "summary"]


def test_a_summary_with_the_words_of_the_story_may_be_its_next_paragraph() -> None:
    goes_on = "The harbour office hired the second ship for the winter, and the council found the money for stores."
    of_another = "Pupils skated to lessons, teachers burned chairs, and nobody complained about arithmetic."
    first = (
        f"{LONG_STORY}\nRelated stories\n{LOCK}\nThe lock had been closed since the storm of last winter ...\n{SCHOOLS}"
    )
    weights = [
        max(vote.weight for vote in votes(related_story, f"{first}\n{below}", "en") if below in vote.value)
        for below in (goes_on, of_another)
    ]
    assert weights[0] < 1.5 < weights[1]


@pytest.mark.parametrize(
    "below",
    [
        f"Related stories\n{LOCK}\n{SUMMARY}",
        f"Related stories\n{LOCK}\n{SCHOOLS}\n{SUMMARY}",
        f"{LONGER_STORY}\nMost read\n{LOCK}\n{SUMMARY}\nShare",
    ],
)
def test_the_only_summary_of_a_list_may_be_the_next_paragraph_of_the_story(below: str) -> None:
    # Looks and surroundings have to tell.
    assert max(summary_weights(below)) < 1.0


@pytest.mark.parametrize(
    "below",
    [
        f"Related stories\n{LOCK}\n{SUMMARY}\n4 min read",
        f"Related stories\n{LOCK}\n{SUMMARY}\n{SCHOOLS}",
        f"Related stories\n{LOCK}\nThe harbour is old and the ferry is …",
    ],
)
def test_a_summary_with_another_sign_of_it_is_one(below: str) -> None:
    assert min(summary_weights(below)) >= 3.0


HEADINGS = [
    ("en", "Related stories", "Old lock opens again in June", "Schools in the north stay closed"),
    ("de", "Mehr zum Thema", "Alte Schleuse öffnet im Juni wieder", "Schulen im Norden bleiben geschlossen"),
    ("fr", "À lire aussi", "La vieille écluse rouvre en juin", "Les écoles du nord restent fermées"),
    ("es", "Noticias relacionadas", "La vieja esclusa reabre en junio", "Los colegios del norte siguen cerrados"),
    ("it", "Leggi anche", "La vecchia chiusa riapre a giugno", "Le scuole del nord restano chiuse"),
    ("nl", "Lees ook", "Oude sluis gaat in juni weer open", "Scholen in het noorden blijven dicht"),
    ("sv", "Läs också", "Gamla slussen öppnar igen i juni", "Skolorna i norr förblir helt stängda"),
    ("pl", "Czytaj także", "Stara śluza znów otwarta w czerwcu", "Szkoły na północy pozostają zamknięte"),
    ("ru", "Читайте также", "Старый шлюз откроют в июне", "Школы на севере остаются закрытыми"),
    ("el", "Διαβάστε επίσης", "Η παλιά δεξαμενή ανοίγει τον Ιούνιο", "Κλειστά μένουν τα σχολεία στον βορρά"),
    ("ar", "اقرأ أيضا", "إعادة فتح الهويس القديم في يونيو", "المدارس في الشمال تبقى مغلقة"),
    ("he", "כתבות נוספות", "הסכר הישן ייפתח שוב ביוני", "בתי הספר בצפון נשארים סגורים"),
    ("hi", "संबंधित खबरें", "पुराना बांध जून में फिर खुलेगा", "उत्तर के स्कूल बंद रहेंगे"),
    ("zh", "相关新闻", "旧船闸将于六月重新开放", "北部各校继续停课三天"),
    ("ja", "関連記事", "古い水門、六月に再び開く", "北部の学校は休校が続く"),
    ("ja", "関連記事はこちら", "古い水門、六月に再び開く", "北部の学校は休校が続く"),
    ("ko", "관련기사", "옛 갑문 유월에 다시 열린다", "북부 학교들 계속 문 닫는다"),
]


@pytest.mark.parametrize(
    ("language", "heading", "first", "second"), HEADINGS, ids=[f"{row[0]}-{row[1]}" for row in HEADINGS]
)
def test_headlines_below_a_heading_are_teasers(language: str, heading: str, first: str, second: str) -> None:
    assert told(related_story, "\n".join([*STORY_IN[language], heading, first, second]), language) == [
        (heading, "related", None, ()),
        (first, "related", "headline", (first,)),
        (second, "related", "headline", (second,)),
    ]


@pytest.mark.parametrize(
    ("language", "heading", "first", "second"), HEADINGS, ids=[f"{row[0]}-{row[1]}" for row in HEADINGS]
)
@pytest.mark.parametrize("around", ["{}", "Home\nSport\n{}\nFacebook\n© 2024 The Courier"])
def test_the_last_paragraph_of_a_story_stays_behind_teasers(
    language: str, heading: str, first: str, second: str, around: str
) -> None:
    *story, last = story_in(language if language in LANGUAGES else "en").paragraphs[:4]
    for teasers in ([first], [first, second]):
        article = newsclean.clean(around.format("\n".join([*story, heading, *teasers, last])))
        assert article.text == "\n\n".join([*story, last])


READ_MORE = [
    ("en", "Read more:", "Old lock opens again in June"),
    ("en", "Also read:", "Old lock opens again in June"),
    ("de", "Lesen Sie auch:", "Alte Schleuse öffnet im Juni wieder"),
    ("fr", "Lire aussi :", "La vieille écluse rouvre en juin"),
    ("es", "Lea también:", "La vieja esclusa reabre en junio"),
    ("ru", "Читайте также:", "Старый шлюз откроют в июне"),
    ("zh", "延伸阅读：", "旧船闸将于六月重新开放"),
]


@pytest.mark.parametrize(("language", "label", "headline"), READ_MORE, ids=[f"{row[0]}-{row[1]}" for row in READ_MORE])
def test_the_line_below_a_label_with_a_colon_is_the_headline_that_it_points_to(
    language: str, label: str, headline: str
) -> None:
    first, second = STORY_IN[language]
    found = told(related_story, f"{first}\n{label}\n{headline}\n{second}", language)
    assert found == [(headline, "read_more", "headline", (headline,))]


READING_TIMES = [
    ("en", "4 min read"),
    ("en", "4 minute read"),
    ("de", "4 Min. Lesezeit"),
    ("fr", "4 min de lecture"),
    ("es", "4 min de lectura"),
    ("ru", "4 мин чтения"),
    ("zh", "4分钟阅读"),
]


@pytest.mark.parametrize(("language", "reading_time"), READING_TIMES)
def test_a_reading_time_is_read_as_minutes(language: str, reading_time: str) -> None:
    heading, headline = next(row[1:3] for row in HEADINGS if row[0] == language)
    found = told(related_story, "\n".join([*STORY_IN[language], heading, headline, reading_time]), language)
    assert found[-1] == (reading_time, "related", "reading_minutes", ("4",))


@pytest.mark.parametrize(
    ("language", "age"),
    [
        ("en", "2 hours ago"),
        ("en", "Yesterday"),
        ("de", "Vor einer Stunde"),
        ("fr", "Il y a une heure"),
        ("ja", "2時間前"),
    ],
)
def test_an_age_ends_a_teaser_and_gives_no_minutes(language: str, age: str) -> None:
    heading, headline = next(row[1:3] for row in HEADINGS if row[0] == language)
    found = told(related_story, "\n\n".join([*STORY_IN[language], heading, headline, age]), language)
    assert found[-1] == (age, "related", "reading_minutes", ())


def test_the_bullet_of_a_headline_is_not_kept() -> None:
    found = told(related_story, f"{LONG_STORY}\nRelated stories\n• {LOCK}\n• {SCHOOLS}", "en")
    assert [value for *_, value in found] == [(), (LOCK,), (SCHOOLS,)]


def test_every_part_knows_the_teaser_that_it_is_a_part_of() -> None:
    dump = f"{LONG_STORY}\nRelated stories\nOpinion\n{LOCK}\n{SUMMARY}\n4 min read\n{SCHOOLS}\n6 min read"
    heading, *parts = votes(related_story, dump, "en")
    assert heading.whole is None
    wholes = [dump[part.whole.start : part.whole.end] for part in parts if part.whole is not None]
    first, second = f"Opinion\n{LOCK}\n{SUMMARY}\n4 min read", f"{SCHOOLS}\n6 min read"
    assert wholes == [first] * 4 + [second] * 2


def test_two_teasers_are_believed_more_than_one() -> None:
    one = votes(related_story, f"{LONG_STORY}\nRelated stories\n{LOCK}", "en")
    two = votes(related_story, f"{LONG_STORY}\nRelated stories\n{LOCK}\n{SCHOOLS}", "en")
    assert max(vote.weight for vote in one) < max(vote.weight for vote in two)


def test_a_heading_is_surer_than_what_stands_below_it() -> None:
    heading, *below = votes(related_story, f"{LONG_STORY}\nRelated stories\n{LOCK}\n{SCHOOLS}", "en")
    assert heading.rule == "related_story.heading"
    assert all(vote.weight < heading.weight for vote in below)


def test_a_reading_time_tells_a_long_teaser_from_the_story() -> None:
    # Without it, two paragraphs under subheadings may be all the story there is.
    teasers = f"Related stories\n{LOCK}\n{SUMMARY}\n{SCHOOLS}\n{THIRD}"
    assert told(related_story, f"{FIRST}\n{teasers}", "en") == []
    assert len(told(related_story, f"{FIRST}\n{teasers}\n4 min read", "en")) == 6


def test_a_story_that_goes_on_behind_a_headline_is_no_summary() -> None:
    last = "The lock is older than the harbour and than the ferry."
    dump = f"{LONG_STORY}\nRelated stories\n{LOCK}\n{SUMMARY}\n{last}"
    assert told(related_story, dump, "en") == [
        (SUMMARY, "body", None, ()),
        (last, "body", None, ()),
        ("Related stories", "related", None, ()),
        (LOCK, "related", "headline", (LOCK,)),
    ]


# Lists in a story: the language, the heading, its headlines, and the rest of the story behind them.
GOES_ON = {
    "two short sentences": ("en", "Related", [LOCK, SCHOOLS], ["The lock opens in June.", "It is closed on Sundays."]),
    "somebody who speaks": ("en", "Read also", [LOCK], ["“I had given up hope,” said the lock keeper."]),
    "a French speaker": ("fr", "À lire aussi", ["La vieille écluse rouvre"], ["« Je n’y croyais plus », dit-elle."]),
    "a Polish dialogue": ("pl", "Czytaj także", ["Stara śluza znów otwarta"], ["– Nie wierzyłem już w to – mówi."]),
    "a German list": (
        "de",
        "Mehr zum Thema",
        ["Alte Schleuse öffnet im Juni", "Schulen im Norden bleiben zu"],
        ["Die Schleuse öffnet im Juni.", "Am Sonntag bleibt sie zu."],
    ),
    "a headline that begins like a byline": (
        "es",
        "Te puede interesar",
        ["Por qué el río subió tan deprisa", "Reabre la vieja esclusa"],
        ["La esclusa abre en junio.", "Los domingos no abre."],
    ),
    "a Chinese list": ("zh", "相关新闻", ["旧船闸将于六月重新开放"], ["船闸将于六月开放使用。", "周日船闸关闭休息。"]),
}


@pytest.mark.parametrize(("language", "heading", "links", "rest"), GOES_ON.values(), ids=GOES_ON)
def test_the_rest_of_a_story_behind_a_list_in_it_is_story(
    language: str, heading: str, links: list[str], rest: list[str]
) -> None:
    dump = "\n".join([*STORY_IN[language], heading, *links, *rest])
    found = told(related_story, dump, language)
    assert [text for text, role, *_ in found if role == "body"] == rest
    assert [value for _, _, part, value in found if part == "headline"] == [(link,) for link in links]


# What stands behind the headlines of a list below a story, and is no more of it.
ENDS = {
    "the summary of the last teaser": [SUMMARY],
    "teasers that ask": [SUMMARY, "Who is to pay for the new lock and its keepers?"],
    "a plea behind a summary": [SUMMARY, "Sign up for our newsletter and read it first."],
    "a summary that was cut off": ["The lock opens again in June, the harbour …", "The schools stay closed until …"],
}


@pytest.mark.parametrize("below", ENDS.values(), ids=ENDS)
def test_no_story_goes_on_below_a_list_where(below: list[str]) -> None:
    dump = "\n".join([LONGER_STORY, "Related stories", LOCK, *below])
    assert "body" not in {role for _, role, *_ in told(related_story, dump, "en")}


PARAGRAPH = "The welders will be paid by the island. They asked for no more than their travel."


@pytest.mark.parametrize(
    ("below", "is_story"),
    [
        ([PARAGRAPH], True),
        ([PARAGRAPH, "Source: Harbour office"], True),
        ([PARAGRAPH, "Share on Facebook"], True),
        ([PARAGRAPH, "Follow topic"], True),
        ([PARAGRAPH, "View results"], True),
        ([PARAGRAPH, "Read more"], False),
        ([PARAGRAPH, "4 min read"], False),
        (["The welders at ferry.example will be paid by the island of Osk."], False),
    ],
    ids=[
        "the end",
        "a credit below",
        "a button of the story below",
        "a pitch below",
        "a poll below",
        "a link below",
        "a reading time below",
        "one sentence",
    ],
)
def test_one_paragraph_behind_a_list_is_story_if_it_has_sentences_and_nothing_known_below(
    below: list[str], is_story: bool
) -> None:
    dump = "\n".join([LONG_STORY, "Related stories", LOCK, *below])
    assert (below[0] in {text for text, role, *_ in told(related_story, dump, "en") if role == "body"}) is is_story


ALSO_READ = f"Also read: {LOCK}"


@pytest.mark.parametrize(
    ("lines", "is_story"),
    [
        ([THIRD, ALSO_READ, PARAGRAPH], True),
        ([THIRD, ALSO_READ, PARAGRAPH, "Write to us: desk@ferry.example"], True),
        ([THIRD, ALSO_READ, SUMMARY], False),
        (["Harbour", ALSO_READ, PARAGRAPH], False),
        ([THIRD, "Also read:", PARAGRAPH], False),
        ([THIRD, f"Also read: {LOCK}.", PARAGRAPH], False),
        ([THIRD, ALSO_READ, "Follow us on Facebook. We have a newsletter, too."], False),
    ],
    ids=["the end", "chrome below", "one sentence", "a label above", "no headline", "a sentence", "a plea"],
)
def test_a_paragraph_behind_a_link_with_its_headline_is_story(lines: list[str], is_story: bool) -> None:
    found = told(related_story, "\n".join([FIRST, SECOND, *lines]), "en")
    assert (lines[2] in {text for text, role, *_ in found if role == "body"}) is is_story


def test_a_paragraph_behind_a_link_is_left_to_the_markup_of_a_page() -> None:
    lines = "".join(f"<p>{line}</p>" for line in (FIRST, SECOND, THIRD, ALSO_READ, PARAGRAPH))
    blocks = blocks_of_page(f"<title>Ferry</title>{lines}")
    assert Role.BODY not in {vote.role for vote in related_story(blocks.dump, blocks)}


def test_one_paragraph_above_a_button_is_a_summary_as_well_behind_more_than_one_headline() -> None:
    dump = f"{LONG_STORY}\nRelated stories\n{LOCK}\n{SCHOOLS}\n{PARAGRAPH}\nShare on Facebook"
    assert "body" not in {role for _, role, *_ in told(related_story, dump, "en")}


@pytest.mark.parametrize(
    ("above", "headline"),
    [(THIRD, f"{LOCK} | {SCHOOLS}"), ("Who will pay for the ferry of the island?", LOCK)],
    ids=["a row of links", "one below a question"],
)
def test_one_paragraph_above_a_button_is_a_summary_as_well_behind(above: str, headline: str) -> None:
    dump = f"{FIRST}\n{SECOND}\n{above}\nRelated stories\n{headline}\n{PARAGRAPH}\nShare on Facebook"
    assert "body" not in {role for _, role, *_ in told(related_story, dump, "en")}


SENTENCE = "The welders will be paid by the island."


@pytest.mark.parametrize(
    ("lines", "is_story"),
    [
        ([LONG_STORY, "Read also", LOCK, SENTENCE, "Tags: harbour"], True),
        ([LONG_STORY, "Related stories", LOCK, SENTENCE, "Most read", SCHOOLS], True),
        ([LONG_STORY, "Read also", LOCK, SCHOOLS, SENTENCE, "Leave a comment"], True),
        ([LONG_STORY, "Related stories", LOCK, SCHOOLS, SENTENCE, "Leave a comment"], False),
        ([LONG_STORY, "Read also", LOCK, SCHOOLS, "Owl moves into the town hall", SENTENCE, "Tags: harbour"], False),
        ([LONGER_STORY, "Read also", LOCK, SENTENCE, "Tags: harbour"], False),
        ([LONG_STORY, "Read also", LOCK, SENTENCE], True),
        ([LONG_STORY, "Related stories", LOCK, SENTENCE], False),
        ([FIRST, "Read also", LOCK, SENTENCE], False),
        ([LONG_STORY, "Read also", LOCK, SENTENCE, "Harbour"], False),
        ([LONG_STORY, "Read also", LOCK, SENTENCE, "By Jane Doe"], False),
        ([LONG_STORY, "Related stories", LOCK, SENTENCE, "Jane Doe jane.doe@courier.example"], True),
        ([LONG_STORY, "Related stories", LOCK, SENTENCE, "@janedoe"], False),
        ([LONG_STORY, "Read also", LOCK, SENTENCE, "2 hours ago"], False),
        ([LONG_STORY, "Read also", LOCK, SENTENCE, "5 min read"], False),
        ([LONG_STORY, "Read also", LOCK, "Will the welders be paid by the island?", "Tags: harbour"], False),
        ([LONG_STORY, "Harbour", "Read also", LOCK, SENTENCE, "Tags: harbour"], False),
    ],
    ids=[
        "above tags",
        "above another list",
        "behind two headlines below “Read also”",
        "behind two headlines below another heading",
        "behind three headlines",
        "of a longer story",
        "at the end of the dump",
        "at the end of the dump below another heading",
        "at the end of the dump below one paragraph",
        "above what nothing knows",
        "above the byline of a teaser",
        "above a name with its address of mail",
        "above a name elsewhere",
        "above the age of a teaser",
        "above the reading time of a teaser",
        "that asks",
        "below a label",
    ],
)
def test_the_last_sentence_of_a_short_story_behind_a_headline(lines: list[str], *, is_story: bool) -> None:
    found = told(related_story, "\n".join(lines), "en")
    assert (SENTENCE in {text for text, role, *_ in found if role == "body"}) is is_story


@pytest.mark.parametrize(
    ("line", "is_teaser"), [("김민수 기자 minsu@courier.example", False), ("낡은 수문 유월에 다시 열려", True)]
)
def test_who_signs_with_an_address_of_mail_is_no_headline(line: str, *, is_teaser: bool) -> None:
    found = told(related_story, "\n".join([*STORY_IN["ko"], "[관련기사]", "섬 학교 다시 열려", line]), "ko")
    assert (line in {text for text, *_ in found}) is is_teaser


def test_no_story_goes_on_below_the_form_for_comments() -> None:
    form = "Save my name, email, and website in this browser for the next time I comment."
    dump = f"{LONG_STORY}\n{form}\nRelated stories\n{LOCK}\n{PARAGRAPH}"
    assert "body" not in {role for _, role, *_ in told(related_story, dump, "en")}


def test_pieces_of_one_line_below_a_list_say_nothing_of_the_story() -> None:
    dump = f"{LONG_STORY}\nRelated stories\n{LOCK} The lock opens in June. It is closed on Sundays."
    assert "body" not in {role for _, role, *_ in told(related_story, dump, "en")}


def test_a_longer_paragraph_than_teasers_have_is_no_summary() -> None:
    paragraph = "The harbour is old, " * 15 + "and nobody has the money for another."
    dump = f"{LONG_STORY}\nRelated stories\n{LOCK}\n{paragraph}"
    assert [text for text, *_ in told(related_story, dump, "en")] == ["Related stories", LOCK]


def test_no_more_than_ten_headlines_are_taken_below_one_heading() -> None:
    headlines = [f"Ferry number {number} sails again in June" for number in range(14)]
    found = told(related_story, "\n".join([LONG_STORY, "Related stories", *headlines]), "en")
    assert [text for text, *_ in found] == ["Related stories", *headlines[:10]]


def test_a_list_at_the_head_of_a_dump_may_hold_a_small_part_of_it() -> None:
    more = "\n".join(f"{THIRD} {LAST} This was day {number} of it." for number in range(9))
    found = told(related_story, f"Most read\n{LOCK}\n{SCHOOLS}\n{LONG_STORY}\n{more}", "en")
    assert [text for text, *_ in found] == ["Most read", LOCK, SCHOOLS]


@given(
    st.lists(st.sampled_from(["Related stories", "Read more:", LOCK, SCHOOLS, SUMMARY, "Opinion", "4 min read", FIRST]))
)
def test_any_order_of_lines_gives_teasers_within_the_dump(lines: list[str]) -> None:
    dump = "\n".join(lines) or FIRST
    blocks = blocks_of(dump, "en")
    spans = {blocks.span(number) for number in range(len(blocks))}
    for vote in related_story(blocks.dump, blocks):
        assert vote.span in spans
        assert vote.role in (Role.RELATED, Role.READ_MORE)
        if vote.whole is not None:
            assert vote.whole.start <= vote.span.start
            assert vote.span.end <= vote.whole.end


def headlines_on(page: str) -> list[str]:
    """The headlines of the teasers that are seen on a page."""
    blocks = blocks_of_page(page)
    return [vote.value[0] for vote in related_story(blocks.dump, blocks) if vote.part == "headline"]


ABOVE, BELOW = f"<p>{FIRST}</p><p>{SECOND}</p>", f"<h2>How the island lived</h2><p>{THIRD}</p><p>{LAST}</p>"
LINK = f"<p><a href=/1>{LOCK}</a></p>"


@pytest.mark.parametrize(
    ("box", "wanted"),
    [
        (f"<aside><h3>Related stories</h3>{LINK}</aside>", [LOCK]),
        (f"<div><div><h3>Related stories</h3></div><div>{LINK}</div></div>", [LOCK]),
        # In items of their own, two are no kicker with its headline.
        (
            f"<h3>Related stories</h3><ul><li><a href=/2>Two tugs</a></li><li><a href=/1>{LOCK}</a></li></ul>",
            ["Two tugs", LOCK],
        ),
        # Nothing tells where the list ends but its links.
        (f"<h3>Related stories</h3>{LINK}", [LOCK]),
        ("<h3>Related stories</h3>", []),
        (f"<h3>Related stories</h3><p>{SCHOOLS}</p>", []),
        (f"<h3>Related stories</h3>{LINK}<p>{SCHOOLS}</p>", [LOCK]),
    ],
)
def test_a_run_of_teasers_ends_with_its_box_and_where_nothing_leads_on(box: str, wanted: list[str]) -> None:
    assert headlines_on(f"<article>{ABOVE}{box}{BELOW}</article><footer><a href=/>Home</a></footer>") == wanted


def test_a_list_of_links_in_a_short_page_is_one_and_takes_no_paragraph_behind_it_along() -> None:
    page = f"<p>{FIRST}</p><h3>Related stories</h3><ul><li><a href=/1>{LOCK}</a></li></ul><p>{SUMMARY}</p>"
    blocks = blocks_of_page(page)
    assert [vote.part for vote in related_story(blocks.dump, blocks)] == [None, "headline"]


def test_on_a_page_without_links_looks_alone_tell_a_teaser() -> None:
    page = f"<article>{ABOVE}{BELOW}</article><h3>Related stories</h3><p>{LOCK}</p><p>{SCHOOLS}</p>"
    assert headlines_on(page) == [LOCK, SCHOOLS]


def test_the_sections_of_a_guide_are_no_teasers_for_a_link_at_their_head() -> None:
    linked = f"<h3><a href=/1>{LOCK}</a></h3><p>{SUMMARY}</p>"
    plain = "".join(f"<h3>{number} schools in the north stay closed</h3><p>{SUMMARY}</p>" for number in range(3))
    page = f"<article>{ABOVE}<h2>Our picks</h2>{linked}{plain}</article><footer><a href=/>Home</a></footer>"
    assert headlines_on(page) == []
