"""Who wrote it: first the lines that name nobody, then those that do, in many languages and forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.detectors import GLUED
from newsclean.detectors.byline import byline
from newsclean.detectors.names.reading import read_names
from newsclean.model import Role
from newsclean.segmentation import fold_white_space

from .dumps import STORY, STORY_IN, blocks_of, told, values, votes

TITLE = "Island ferry sails again"


def names_in(line: str, language: str = "en") -> tuple[str, ...]:
    """The authors that the detector finds where ``line`` stands between a title and the story."""
    return values(byline, "\n".join([TITLE, line, *STORY_IN[language]]), language)


def test_names_in_georgian_letters_are_read_though_unicode_calls_these_small() -> None:
    story = "ბორანი ორშაბათს დაბრუნდა კუნძულზე, რომელიც თერთმეტი დღე ელოდა მას, განაცხადა ნავსადგურმა."
    assert values(byline, f"ბორანი კუნძულზე დაბრუნდა\nავტორი: ნინო ბერიძე\n{story}\n{story}", "ka") == ("ნინო ბერიძე",)


NO_AUTHORS = [
    ("By Monday the river had fallen.", "en"),
    ("By Monday", "en"),
    ("By the end of the week", "en"),
    ("By train from Oslo to the sea", "en"),
    ("By Jane Doe’s count, forty ships were lost.", "en"),
    ("Reporter", "en"),
    ("by staff reporters", "en"),
    ("Coaching Staff", "en"),
    ("Harbour Update", "en"),
    ("The Harbour Team", "en"),
    ("Team GB", "en"),
    ("Staff Writer", "en"),
    ("Editing by John Roe", "en"),
    ("Reviewed by Jane Doe, MD", "en"),
    ("Byron Bay", "en"),
    ("Island Ferry", "en"),
    ("China-Russia Xi-Putin", "en"),
    ("World News", "en"),
    ("In Brief", "en"),
    # In Romanian the phrase stands before the author.
    ("Editor: Jane Doe", "id"),
    ("Nga Vlora, ekipi ynë ndoqi nisjen", "sq"),
    ("For Subscribers", "en"),
    ("Updated 3 May 2024", "en"),
    ("Monday, 3 May 2024", "en"),
    ("Aa", "en"),
    ("Storm damage assessed by harbour office", "en"),
    ("Von der Leyen sprach am Montag", "de"),
    ("Von der Leyen", "de"),
    ("Von Montag an", "de"),
    ("Von Hamburg nach Kiel", "de"),
    ("Redakteurin", "de"),
    ("Korrespondent in Kiew", "de"),
    ("De Gaulle", "fr"),
    ("Par ailleurs", "fr"),
    ("Di Maio", "it"),
    ("Corresponsal en Atenas", "es"),
    ("Автор", "ru"),
    ("记者", "zh"),
    ("责任编辑：赵小川", "zh"),
    ("2024年03月05日 16:23 来源：海港晚报", "zh"),
    ("編集：港新聞デジタル編集部", "ja"),
    ("기자", "ko"),
]

AUTHORS = [
    # One name behind a cue.
    ("By Jane Doe", "en", ("Jane Doe",)),
    ("By Jane Doe Jane Doe", "en", ("Jane Doe",)),
    ("By Jane Doe with reporting by John Roe", "en", ("Jane Doe",)),
    ("By Jane Doe and colleagues", "en", ("Jane Doe",)),
    ("This post was written by Jane Doe, Head of Harbour News", "en", ("Jane Doe",)),
    # What a colon stands behind says who did something else.
    ("Von Anna Berg Fotos: Jon Dahl", "de", ("Anna Berg",)),
    ("by Jane Doe, pictures by John Roe", "en", ("Jane Doe",)),
    ("di Anna Berg, foto di Marta Riva", "it", ("Anna Berg",)),
    ("REVIEWED BY: HARBOUR NEWS EDITOR, JANE DOE", "en", ()),
    ("By Jane Doe Headshot Jane Doe", "en", ("Jane Doe",)),
    ("By Jane Maio on January 21, 2023", "en", ("Jane Maio",)),
    ("By Jane Doe on 19 Dec 2025", "en", ("Jane Doe",)),
    ("by Jane Doe", "en", ("Jane Doe",)),
    ("BY JANE DOE", "en", ("JANE DOE",)),
    ("By: Jane Doe", "en", ("Jane Doe",)),
    ("Nga Arben Kelmendi", "sq", ("Arben Kelmendi",)),
    # Behind the name stand a day, a button, a position of several words, and what markup left no blank before.
    ("By Jane Doe Fri", "en", ("Jane Doe",)),
    ("Von Anna Berg Heute", "de", ("Anna Berg",)),
    # Elsewhere that is Sunday.
    ("By Jane Mary Lin", "en", ("Jane Mary Lin",)),
    ("By Jane Lin May 3, 2024", "en", ("Jane Lin",)),
    ("By Jane Lin Fri, May 3, 2024", "en", ("Jane Lin",)),
    ("By Jane Doe Twitter", "en", ("Jane Doe",)),
    ("By Jane Doe Travel News Reporter", "en", ("Jane Doe",)),
    ("By Jane Doe Content Marketing Coordinator North", "en", ("Jane Doe",)),
    ("By Anna Maria Berg Editor", "en", ("Anna Maria Berg",)),
    ("Jane Doe Medical correspondent", "en", ("Jane Doe",)),
    ("By Jane KondratEdTech Writer", "en", ("Jane Kondrat",)),
    ("By Jane MacArthur", "en", ("Jane MacArthur",)),
    ("By Jane Doe, Senior Staff Technologist, ACLU Speech, Privacy and Technology", "en", ("Jane Doe",)),
    ("AFP, MANILA", "en", ("AFP",)),
    ("By reporter Jane Doe", "en", ("Jane Doe",)),
    # What announces the date stands behind the name.
    ("Jane Doe Published 3 May 2024", "en", ("Jane Doe",)),
    ("Jane Doe Last updated 10:15am 3 May 2024", "en", ("Jane Doe",)),
    # Those who sign as a whole.
    ("By The Harbour Team", "en", ("The Harbour Team",)),
    ("by Harbour Team | 3 May 2024", "en", ("Harbour Team",)),
    ("3 May 2024 By The Harbour Team", "en", ("The Harbour Team",)),
    ("By The Courier editors", "en", ("The Courier editors",)),
    ("By Martin Berg, Jr. and Jane Doe", "en", ("Martin Berg, Jr.", "Jane Doe")),
    ("By Jane Doe, Sr. Director of Ships", "en", ("Jane Doe",)),
    ("By Jane Doe In", "en", ("Jane Doe",)),
    ("Written by Jane Doe", "en", ("Jane Doe",)),
    ("Story by Jane Doe", "en", ("Jane Doe",)),
    ("Author: Jane Doe", "en", ("Jane Doe",)),
    ("(Reporting by Jane Doe; Editing by John Roe)", "en", ("Jane Doe",)),
    ("ByJane Doe", "en", ("Jane Doe",)),
    ("// By Jane Doe", "en", ("Jane Doe",)),
    ("Von Anna Berg", "de", ("Anna Berg",)),
    ("Ein Kommentar von Anna Berg", "de", ("Anna Berg",)),
    ("Von unserer Korrespondentin Anna Berg", "de", ("Anna Berg",)),
    ("Von unserem Redakteur Jon Dahl, Kiel", "de", ("Jon Dahl",)),
    ("Von Jon Dahl, Bad Wellen", "de", ("Jon Dahl",)),
    ("By Jane Doe, New Harwick", "en", ("Jane Doe",)),
    ("By Jane Doe, Sandra Moe", "en", ("Jane Doe", "Sandra Moe")),
    ("By Jane Doe, Bob Moe and San Lee", "en", ("Jane Doe", "Bob Moe", "San Lee")),
    ("記者・山下直子", "ja", ("山下直子",)),
    ("Par Camille Morel", "fr", ("Camille Morel",)),
    ("Por Inés Calatrigo", "es", ("Inés Calatrigo",)),
    ("di Viviana Rossi", "it", ("Viviana Rossi",)),
    ("Door Piet Jansen", "nl", ("Piet Jansen",)),
    ("Автор: Иван Петров", "ru", ("Иван Петров",)),
    ("Беседовала Анна Котова", "ru", ("Анна Котова",)),
    ("Του Γιώργου Νικολάου", "el", ("Γιώργου Νικολάου",)),
    ("بقلم أحمد علي", "ar", ("أحمد علي",)),
    ("بقلم: ليان الحوراني", "ar", ("ليان الحوراني",)),
    ("מאת: דוד לוי", "he", ("דוד לוי",)),
    ("लेखक: अनिल कुमार", "hi", ("अनिल कुमार",)),
    ("作者：王小明", "zh", ("王小明",)),
    ("文/李雷", "zh", ("李雷",)),
    ("本报记者 王小明", "zh", ("王小明",)),
    ("来源：海港晚报 作者：王小明", "zh", ("王小明",)),
    ("記者王大明/台北報導", "zh", ("王大明",)),
    ("2024年03月05日 16:23 来源：海港晚报 作者：王小明", "zh", ("王小明",)),
    ("記者 小鳥遊めぐみ", "ja", ("小鳥遊めぐみ",)),
    ("文・写真＝小林一郎", "ja", ("小林一郎",)),
    ("執筆者：鈴木 健", "ja", ("鈴木 健",)),
    ("김철수 기자", "ko", ("김철수",)),
    ("워싱턴=이한강 특파원", "ko", ("이한강",)),
    # Names as they come.
    ("By J. R. R. Tolkien", "en", ("J. R. R. Tolkien",)),
    ("By Mary-Jane O’Brien", "en", ("Mary-Jane O’Brien",)),
    ("By Ursula von der Leyen", "en", ("Ursula von der Leyen",)),
    ("By Alejandro de la Garza", "en", ("Alejandro de la Garza",)),
    ("By Martin Berg Jr.", "en", ("Martin Berg Jr.",)),
    ("By Martin Berg, Jr.", "en", ("Martin Berg, Jr.",)),
    ("By Dr. Jane Doe, Ph.D.", "en", ("Dr. Jane Doe",)),
    ('By Amanda "Tania Mae" Tan', "en", ('Amanda "Tania Mae" Tan',)),
    ("By Theresa May 3 May 2024", "en", ("Theresa May",)),
    ("Von Bill MCCARTHY, Marisha GOLDHAMER", "de", ("Bill MCCARTHY", "Marisha GOLDHAMER")),
    ("Par Jean d’Ormesson", "fr", ("Jean d’Ormesson",)),
    # Several who sign as one.
    ("By Harbour Editorial Team", "en", ("Harbour Editorial Team",)),
    ("By Courier Staff", "en", ("Courier Staff",)),
    ("By Anna Berg Staff", "en", ("Anna Berg",)),
    # Several names.
    ("By Jane Doe and John Roe", "en", ("Jane Doe", "John Roe")),
    ("BY JANE DOE AND JOHN ROE", "en", ("JANE DOE", "JOHN ROE")),
    ("By Jane Doe, Ann Poe and John Roe", "en", ("Jane Doe", "Ann Poe", "John Roe")),
    ("By Jane Doe, Ann Poe, and John Roe", "en", ("Jane Doe", "Ann Poe", "John Roe")),
    ("By Jane Doe & Jane Doe", "en", ("Jane Doe",)),
    ("Von Anna Berg und Jon Dahl", "de", ("Anna Berg", "Jon Dahl")),
    ("Par Camille Morel et Hugo Petit", "fr", ("Camille Morel", "Hugo Petit")),
    ("Door Piet Jansen en Anna Smit", "nl", ("Piet Jansen", "Anna Smit")),
    ("Por Inés Calatrigo y Juan Pérez", "es", ("Inés Calatrigo", "Juan Pérez")),
    ("本报记者 周大海 通讯员 何平", "zh", ("周大海", "何平")),
    # Agencies.
    ("By AFP", "en", ("AFP",)),
    ("Reuters", "en", ("Reuters",)),
    ("(Reuters)", "en", ("Reuters",)),
    ("Reuters Staff", "en", ("Reuters Staff",)),
    ("Associated Press | May 3, 2024", "en", ("Associated Press",)),
    ("dpa/lby", "de", ("dpa/lby",)),
    ("Par AFP/Reuters", "fr", ("AFP", "Reuters")),
    ("Adam Berg and AP 3 May 2024", "en", ("Adam Berg", "AP")),
    ("By Jane Doe and John Roe, Reuters in Kyiv", "en", ("Jane Doe", "John Roe", "Reuters")),
    ("Von Anna Berg, dpa", "de", ("Anna Berg", "dpa")),
    ("来源：新华社", "zh", ("新华社",)),
    # What stands behind a name is no part of it.
    ("By Anna Berg | 3 May 2024 | Politics", "en", ("Anna Berg",)),
    ("By Anna Berg – Updated May 3, 2024 at 1:00 PM", "en", ("Anna Berg",)),
    ("By ANNA BERG JAN. 13, 2017", "en", ("ANNA BERG",)),
    ("By Anna Berg January 18", "en", ("Anna Berg",)),
    ("By Anna Berg in Kyiv", "en", ("Anna Berg",)),
    ("Publicado por Nuria Gil en 9:14", "es", ("Nuria Gil",)),
    ("3 May 2024 • Anna Berg in Politics", "en", ("Anna Berg",)),
    ("By Anna Berg for The Courier", "en", ("Anna Berg",)),
    ("By Anna Berg, Kyiv", "en", ("Anna Berg",)),
    ("By Anna Berg, Chief Political Correspondent", "en", ("Anna Berg",)),
    ("By Anna Berg, Senior Staff Technologist", "en", ("Anna Berg",)),
    ("By Anna Berg In Harbour News", "en", ("Anna Berg",)),
    ("By Anna Berg - Harbour News", "en", ("Anna Berg",)),
    ("By Anna Berg, The Harwick Report", "en", ("Anna Berg",)),
    ("By Anna Berg, Harwick Gazette", "en", ("Anna Berg",)),
    ("By Anna Berg @annaberg", "en", ("Anna Berg",)),
    ("By Anna Berg anna.berg@courier.example", "en", ("Anna Berg",)),
    ("By Anna Berg WebMD Health News", "en", ("Anna Berg",)),
    ("By Anna Berg BBC", "en", ("Anna Berg",)),
    ("By Anna BergPublished: May 3, 2024", "en", ("Anna Berg",)),
    ("Von Anna BergKorrespondentin", "de", ("Anna Berg",)),
    ("Von Anna Berg, Redakteurin", "de", ("Anna Berg",)),
    ("Anna Berg, Chief Political Correspondent", "en", ("Anna Berg",)),
    # Where a cue stands inside the line.
    ("3 May 2024 | By Anna Berg", "en", ("Anna Berg",)),
    ("on May 3, 2024 by Anna Berg in Politics", "en", ("Anna Berg",)),
    ("| 14:07 Uhr | Von Anna Berg", "de", ("Anna Berg",)),
    ("Island ferry sails again by Anna Berg 3 May 2024", "en", ("Anna Berg",)),
    # No cue, but a date.
    ("Anna Berg 3 May 2024", "en", ("Anna Berg",)),
    ("Anna Berg - May 3, 2024 8:02 pm UTC", "en", ("Anna Berg",)),
    ("Anna Berg, 26.04.2024 10:00 Uhr", "de", ("Anna Berg",)),
    ("Anna Berg 5 min read", "en", ("Anna Berg",)),
]


@pytest.mark.parametrize("above", ["", "Home\nNews\nSport\n"], ids=["first", "below a menu"])
def test_two_words_below_the_title_of_a_page_are_no_name_for_standing_there(above: str) -> None:
    dump = "\n".join([f"{above}{TITLE} | The Courier", "Best Practices", *STORY_IN["en"]])
    assert values(byline, dump, "en") == ()


@pytest.mark.parametrize(("line", "language"), NO_AUTHORS)
def test_a_line_names_no_author(line: str, language: str) -> None:
    assert names_in(line, language) == ()


@pytest.mark.parametrize(("line", "language", "names"), AUTHORS)
def test_a_line_names_its_authors(line: str, language: str, names: tuple[str, ...]) -> None:
    assert names_in(line, language) == names


def test_a_place_behind_a_comma_is_no_name_if_the_story_speaks_of_it() -> None:
    story = "All ships for New York are late, the harbour office said after a storm of nine days on the coast."
    assert values(byline, f"{TITLE}\nBy Anna Berg, New York\n{story}", "en") == ("Anna Berg",)


def test_a_name_in_the_line_below_a_cue_is_read() -> None:
    assert told(byline, f"{TITLE}\nBy\nJane Doe\n3 May 2024\n{STORY}", "en") == [
        ("By", "byline", None, ()),
        ("Jane Doe", "byline", None, ("Jane Doe",)),
    ]


def test_names_in_lines_of_their_own_are_read_as_far_as_they_are_joined() -> None:
    dump = f"{TITLE}\nBy\nJane Doe\n,\nAnn Poe\nand\nJohn Roe\nHealth Care\n{STORY}"
    assert values(byline, dump, "en") == ("Jane Doe", "Ann Poe", "John Roe")


def test_names_below_a_cue_are_joined_by_and_behind_a_comma() -> None:
    dump = f"{TITLE}\nBy\nJane Doe\n,\nJohn Roe\n, and\nAnn Poe\n{STORY}"
    assert values(byline, dump, "en") == ("Jane Doe", "John Roe", "Ann Poe")


@pytest.mark.parametrize("below", ["NEW YORK -", "ATENE –"])
def test_a_dateline_below_a_cue_is_no_name(below: str) -> None:
    assert values(byline, f"{TITLE}\nBy our correspondent\n{below}\n{STORY}", "en") == ()


def test_a_sentence_that_a_flattener_cut_at_its_links_is_no_byline() -> None:
    dump = f"{TITLE}\n{STORY}\nThe tide tables were\nwritten by\nJane Doe\nin 1962.\n{STORY}"
    assert values(byline, dump, "en") == ()


def test_one_word_below_a_cue_far_from_the_headline_is_an_entry_of_the_menu() -> None:
    menu = ["Authors", "Themes", "Issues", *(f"Harbour {number}" for number in range(40))]
    assert values(byline, "\n".join([*menu, TITLE, STORY]), "en") == ()


@pytest.mark.parametrize(
    ("line", "language", "names"),
    [
        ("Anna Berg Fotos: Jon Dahl", "de", ("Anna Berg",)),
        ("Anna Berg, Fotos: Jon Dahl", "de", ("Anna Berg",)),
        ("Jane Doe, Photographs by John Roe", "en", ("Jane Doe",)),
        ("Jane Doe and Ann Poe Pictures: John Roe", "en", ("Jane Doe", "Ann Poe")),
        # Nobody but who took the pictures.
        ("Fotos: Jon Dahl", "de", ()),
    ],
)
def test_who_took_the_pictures_is_no_author_beside_a_name(line: str, language: str, names: tuple[str, ...]) -> None:
    assert values(byline, f"{TITLE}\n{line}\n3 May 2024\n{STORY}", language) == names


def test_who_took_the_pictures_is_no_author_behind_a_glued_headline() -> None:
    dump = f"{TITLE} by Jane Doe, pictures by John Roe\n3 May 2024\n{STORY}"
    assert values(byline, dump, "en") == ("Jane Doe",)


OPENING = [
    ("By Jane Doe, a deputy editor and author of the harbour letter. She has written of ships for ten years.", True),
    ("By Jane Doe, MD, RDN All of us have heard that the harbour water is safe to drink, but is it really so.", True),
    (
        "By Jane Doe and three others, the office said on Monday, the ferry was held back until Tuesday.",
        False,
    ),
    (
        "By Jane Doe, the office said on Monday, forty ships had been counted before the storm in the north.",
        False,
    ),
]


@pytest.mark.parametrize(("line", "is_byline"), OPENING, ids=[line[:40] for line, _ in OPENING])
def test_a_cue_that_opens_a_longer_block_is_a_byline_where_the_name_is_explained(line: str, is_byline: bool) -> None:
    assert values(byline, f"{TITLE}\n{line}\n{STORY}", "en") == (("Jane Doe",) if is_byline else ())


def test_of_two_bylines_with_a_headline_between_them_one_is_that_of_another_story() -> None:
    other = ["Harbour mayor steps down after vote", "By John Roe"]
    dump = "\n".join([f"{TITLE} | The Courier", TITLE, "By Jane Doe", "3 May 2024", *other, STORY])
    assert values(byline, dump, "en") == ("Jane Doe",)


def test_a_name_a_place_and_a_date_stand_beside_one_another() -> None:
    head = ["Home", TITLE, "It was the first crossing since the storm.", "Jane Doe", "Bergen", "3 May 2024"]
    assert values(byline, "\n".join([*head, STORY]), "en") == ("Jane Doe",)


def test_a_position_in_small_letters_behind_a_name_beside_a_date_is_no_part_of_it() -> None:
    dump = f"{TITLE}\n3 May 2024\nJane Doe Parliamentary editor\n{STORY}"
    assert values(byline, dump, "en") == ("Jane Doe",)


AGES = [
    ("Jane Doe 7 hours", ("Jane Doe",)),
    ("Jane Doe • 8h", ("Jane Doe",)),
    # The headline of a teaser.
    ("Blue Whale 8h", ()),
]


@pytest.mark.parametrize(("line", "names"), AGES)
def test_an_age_without_ago_may_stand_behind_a_name_right_below_the_headline(line: str, names: tuple[str, ...]) -> None:
    assert values(byline, f"Home\n{TITLE}\n{line}\n{STORY}", "en") == names


JOINED = [
    (("By Jane Doe", "and John Roe"), ("Jane Doe", "John Roe")),
    (("By Jane Doe", ",", "Ann Poe", "and", "John Roe"), ("Jane Doe", "Ann Poe", "John Roe")),
    # Neither a sentence, nor a line that nothing joins.
    (("By Jane Doe", "and the harbour office"), ("Jane Doe",)),
    (("By Jane Doe", "John Roe Harbour Prize"), ("Jane Doe",)),
]


@pytest.mark.parametrize(("head", "names"), JOINED)
def test_names_go_on_in_the_lines_below_a_byline(head: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert values(byline, "\n".join(["Home", TITLE, *head, "3 May 2024", STORY]), "en") == names


def test_who_is_introduced_at_the_end_of_the_story_is_not_its_topic() -> None:
    end = "The harbour writer Jane Doe is the founder of a school of ships and has lived on the island since 2010."
    dump = f"{TITLE}\nJane Doe\n3 May 2024\n{STORY}\n{STORY}\n{end}"
    assert values(byline, dump, "en") == ("Jane Doe",)
    assert values(byline, f"{TITLE}\nJane Doe\n3 May 2024\n{end}\n{STORY}\n{STORY}", "en") == ()


@pytest.mark.parametrize(("name", "is_topic"), [("Anne-Marie Berg-Dahl", False), ("Ferry-Harbour Storm-Talks", True)])
def test_a_name_of_two_hyphens_is_a_topic_if_the_story_speaks_of_it(name: str, is_topic: bool) -> None:
    story = [f"Storm is what they call it in the Harbour. {line}" for line in STORY.split("\n")]
    assert values(byline, "\n".join([TITLE, name, "3 May 2024", *story]), "en") == (() if is_topic else (name,))


BESIDE_DATE = [
    # The site, or where it was written, behind a comma.
    ("Jane Doe, The Courier", "en", ("Jane Doe",)),
    ("Jane Doe, Bergen", "en", ("Jane Doe",)),
    ("Jane Doe, Reuters", "en", ("Jane Doe", "Reuters")),
    ("Staff Writer, Bergen", "en", ()),
    ("Harbour and Ferry, Bergen", "en", ()),
    # A town's state stands behind the comma, but degrees are written like states.
    ("Cedar Rapids, Iowa", "en", ()),
    ("Santa Fe, NM", "en", ()),
    ("Chapel Hill, North Carolina", "en", ()),
    ("Jane Doe, MD", "en", ("Jane Doe",)),
    # Days, and a given name that begins like one.
    ("Juma Hassan", "sw", ("Juma Hassan",)),
    ("Domingo Ruiz", "es", ("Domingo Ruiz",)),
    ("Friday Briefing", "en", ()),
    # Korean names, with an address or alone.
    ("김하늘 기자 skykim@harbour.example", "ko", ("김하늘",)),
    ("이서준", "ko", ("이서준",)),
    ("정치부", "ko", ()),
    ("바다길", "ko", ()),
    ("조회수", "ko", ()),
    ("서울시", "ko", ()),
    ("来源：海港晚报 记者 周雨桐 编辑：何静", "zh", ("周雨桐",)),
    ("来源：海港晚报 编辑 何静", "zh", ()),
    # A medium, a position in a place, an agency, a position that is written with the name.
    ("Jane Doe and Anna van den Berg, Harbour Courier", "en", ("Jane Doe", "Anna van den Berg")),
    ("Luc Le Gall et Anne-Marie de Brosses", "fr", ("Luc Le Gall", "Anne-Marie de Brosses")),
    ("海港晚报 记者 周雨桐", "zh", ("周雨桐",)),
    ("[6eef5bc5-c] Jane Doe • 8h", "en", ("Jane Doe",)),
    ("Jane Doe | The Harbour Courier", "en", ("Jane Doe",)),
    ("Jeanne Morel avec AFP", "fr", ("Jeanne Morel", "AFP")),
    ("小林誠記者", "ja", ("小林誠",)),
    ("이서준 특파원 = 나이로비", "ko", ("이서준",)),
    ("كتبت منى السيد", "ar", ("منى السيد",)),
    ("بقلم: أحمد المصري ومنى السيد", "ar", ("أحمد المصري", "منى السيد")),
    # What begins like "and" and is not: "son of".
    ("بقلم: سيدي محمد ولد أحمد", "ar", ("سيدي محمد ولد أحمد",)),
    ("بقلم: أحمد محمد وليد حسن", "ar", ("أحمد محمد وليد حسن",)),
    ("מאת: דנה כהן ויוסי לוי", "he", ("דנה כהן", "יוסי לוי")),
    ("Snow Hill, MD", "en", ()),
    ("Emily Hill, MD", "en", ("Emily Hill",)),
    ("Silver Spring, MD", "en", ()),
    ("San Mateo, CA", "en", ()),
    ("이번주", "ko", ()),
    # What a recipe counts, and what announces a date.
    ("Prep Time", "en", ()),
    ("Cook Time 8 hours", "en", ()),
    ("Updated Jan.", "en", ()),
    ("Released Wednesday", "en", ()),
    ("Anna Ma", "nl", ("Anna Ma",)),
    # Others had a hand in it.
    ("Jane Doe with reporting by John Roe", "en", ("Jane Doe",)),
    # A station, told by its initials; those of a person are a part of the name.
    ("Jane Doe, BBC Harbour", "en", ("Jane Doe",)),
    ("BBC Harbour", "en", ()),
    ("JJ Doe", "en", ("JJ Doe",)),
    ("Reviewed by Ann Poe, MD — Written by Jane Doe", "en", ("Jane Doe",)),
    # A handle, a generation, a portrait, a place in the line below.
    ("Jane Doe, @janedoe", "en", ("Jane Doe",)),
    ("Martin Berg, Jr.", "en", ("Martin Berg, Jr.",)),
    ("3 May 2024 • [e5f6] Jane Doe in Ships", "en", ("Jane Doe",)),
    ("3 May 2024 • Jane Doe in", "en", ("Jane Doe",)),
    ("Written by:[portrait]Jane Doe", "en", ("Jane Doe",)),
    # Which number is the month does not matter.
    ("03/05/2024 by Jane Doe, Harbour Representative", "en", ("Jane Doe",)),
    # A family is called like a word of the story; but a topic has two words that the story says, or begins with one.
    ("Madison Storm", "en", ("Madison Storm",)),
    ("Ferry Storm", "en", ()),
    ("Divers Rocks", "en", ()),
    ("The Harbour Team", "en", ("The Harbour Team",)),
    ("Our Team", "en", ()),
    ("de Mihai Stan și Ana Pop", "ro", ("Mihai Stan", "Ana Pop")),
    ("de Mihai Stan şi Ana Pop", "ro", ("Mihai Stan", "Ana Pop")),
    # One word between headline and date: a cue glued to it, what a system is called, what a story is about.
    ("BySarah", "en", ("Sarah",)),
    ("Sarah", "en", ("Sarah",)),
    ("Admin", "en", ()),
    ("Sea", "en", ()),
    # Others had a hand in it, in brackets or behind "and".
    ("Anna Berg (Text) und Jon Dahl (Fotos)", "de", ("Anna Berg",)),
    ("Par Jeanne Morel (avec AFP)", "fr", ("Jeanne Morel", "AFP")),
    ("Jane Doe and agencies", "en", ("Jane Doe",)),
    ("Curated by: Jane Doe", "en", ("Jane Doe",)),
    # A reading time or a button between name and date, or behind both.
    ("Jane Doe 5 min read May 3, 2024", "en", ("Jane Doe",)),
    ("May 3, 2024 by Jane Doe Leave a Comment", "en", ("Jane Doe",)),
    ("May 3, 2024 by Jane Doe 2 Comments", "en", ("Jane Doe",)),
    # A whole behind "By", which begins like a name and a position.
    ("By Al Jazeera Staff", "en", ("Al Jazeera Staff",)),
    ("By Jane Doe Staff", "en", ("Jane Doe",)),
    ("By Staff Writer", "en", ("Staff Writer",)),
    # A label, a place, brackets in scripts without capitals.
    ("기자명 이서준 기자", "ko", ("이서준",)),
    ("أحمد المصري – القاهرة", "ar", ("أحمد المصري",)),
    ("【山田太郎】", "ja", ("山田太郎",)),
]


@pytest.mark.parametrize(("line", "language", "names"), BESIDE_DATE)
def test_a_name_beside_a_date_is_read_from_its_line(line: str, language: str, names: tuple[str, ...]) -> None:
    story = "\n".join(STORY_IN[language])
    dump = f"{TITLE} | The Courier\nHome\n{TITLE}\n{line}\n2024-05-03 14:05\n{story}\n{story}"
    assert values(byline, dump, language) == names


def test_a_name_whose_first_word_the_story_says_is_no_family_that_is_called_like_a_word_of_it() -> None:
    dump = f"{TITLE} | The Courier\nHome\n{TITLE}\nMadison Storm\n3 May 2024\n{STORY}\n{STORY}"
    assert values(byline, dump, "en") == ("Madison Storm",)
    assert values(byline, f"{dump}\nThe town of Madison had no light for a night, the mayor said.", "en") == ()


OF_OTHERS = [
    (("Related stories", "Farm shows its first calves", "By John Roe"), ()),
    (("Also read: Farm shows its first calves", "By John Roe", STORY), ()),
    (("Also read", "Farm shows its first calves", "By John Roe", STORY), ()),
    (("By John Roe",), ("John Roe",)),
]


@pytest.mark.parametrize(("below", "names"), OF_OTHERS)
def test_below_the_headline_of_another_story_stands_its_author(below: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert values(byline, "\n".join([f"{TITLE} | The Courier", TITLE, STORY, *below]), "en") == names


def test_below_the_heading_of_a_list_above_the_story_its_author_may_stand() -> None:
    assert values(byline, f"Latest news\n{TITLE}\nBy Jane Doe\n{STORY}", "en") == ("Jane Doe",)


@pytest.mark.parametrize(
    ("site", "above", "names"),
    [
        ("The Courier", "Jane Doe/John Roe", ("Jane Doe", "John Roe")),
        ("The Courier", "Harbour Office", ("The Courier",)),
        # Another signs.
        ("Ann Poe", "Jane Doe", ("Ann Poe",)),
    ],
)
def test_where_the_site_signs_a_name_right_above_the_story_is_its_author(
    site: str, above: str, names: tuple[str, ...]
) -> None:
    head = f"{TITLE} | The Courier\nHome\n{TITLE}\nby {site} 3 May 2024\nShare\n…and nobody knows why\n…or for how long"
    told = "For hours they were in the harbour and the office."
    assert values(byline, f"{head}\n{above}\n{STORY}\n{told}", "en") == names


def test_a_person_signs_rather_than_the_site() -> None:
    head = [f"{TITLE} | Harbour Times", TITLE, "by Harbour Times", "3 May 2024", "Jane Doe"]
    assert values(byline, "\n".join([*head, STORY]), "en") == ("Jane Doe",)
    assert values(byline, "\n".join([*head[:-1], STORY]), "en") == ("Harbour Times",)


def test_a_place_in_a_line_of_its_own_is_no_name() -> None:
    dump = f"{TITLE}\nVon\nAnna Berg\n,\nZürich\n{chr(10).join(STORY_IN['de'])}"
    assert values(byline, dump, "de") == ("Anna Berg",)


def test_initials_that_are_an_agency_as_well_are_no_name() -> None:
    assert values(byline, f"{TITLE}\nAuthor\nAP\nAnn Poe\n3 May 2024\n{STORY}", "en") == ("Ann Poe",)


def test_the_initials_in_place_of_a_portrait_are_no_name() -> None:
    assert values(byline, f"{TITLE}\nBy\nJD\nJane Doe\n3 May 2024\n{STORY}", "en") == ("Jane Doe",)


def test_what_stands_below_a_cue_and_is_no_name_is_left() -> None:
    assert told(byline, f"{TITLE}\nBy\nFollow\n{STORY}", "en") == []


@pytest.mark.parametrize("line", ["By Park Hae In", "Park Hae In"])
def test_the_second_syllable_of_a_korean_given_name_belongs_to_it(line: str) -> None:
    assert values(byline, "\n".join([TITLE, line, "3 May 2024", *STORY_IN["en"]]), "en") == ("Park Hae In",)


def test_in_behind_another_name_leads_to_the_section_below() -> None:
    assert values(byline, "\n".join([TITLE, "By Jane Doe In", "Politics", "3 May 2024", *STORY_IN["en"]])) == (
        "Jane Doe",
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Lucía Romero / Texto", ("Lucía Romero",)),
        ("Lucía Romero (texto)", ("Lucía Romero",)),
        ("Lucía Romero / Fotos", ()),
    ],
)
def test_a_name_before_what_its_bearer_wrote(line: str, names: tuple[str, ...]) -> None:
    dump = "\n".join(["El transbordador vuelve a la isla", line, "3 de mayo de 2024", *STORY_IN["es"]])
    assert values(byline, dump, "es") == names


@pytest.mark.parametrize("line", ["佐伯美和", "片山恵子"])
def test_a_japanese_name_alone_beside_a_date_is_the_author(line: str) -> None:
    assert values(byline, "\n".join(["島のフェリー再開", line, "2024年5月3日", *STORY_IN["ja"]]), "ja") == (line,)


@pytest.mark.parametrize("line", ["印刷", "山口県庁前", "石川県", "佐藤健撮影", "関連記事", "社会部記者"])
def test_a_japanese_label_or_place_beside_a_date_is_no_author(line: str) -> None:
    assert values(byline, "\n".join(["島のフェリー再開", line, "2024年5月3日", *STORY_IN["ja"]]), "ja") == ()


@pytest.mark.parametrize("line", ["山下直子", "山下 直子", "長谷川健", "佐々木ひろし"])
def test_a_japanese_name_alone_beside_a_date_is_an_author(line: str) -> None:
    assert values(byline, "\n".join(["島のフェリー再開", line, "2024年5月3日", *STORY_IN["ja"]]), "ja") == (line,)


@pytest.mark.parametrize("above", ["Media contact:", "Pressekontakt:", "Contact presse :"])
def test_whom_the_press_may_ask_is_no_author(above: str) -> None:
    assert values(byline, "\n".join([TITLE, above, "Jane Doe", "3 May 2024", *STORY_IN["en"]])) == ()


@pytest.mark.parametrize("name", ["Harwick Public Works", "Harwick Police Department", "Harwick City Council"])
def test_an_office_of_the_town_beside_a_date_is_no_author(name: str) -> None:
    assert values(byline, "\n".join([TITLE, name, "3 May 2024", *STORY_IN["en"]])) == ()


@pytest.mark.parametrize(
    ("line", "language", "name"),
    [
        ("de Mihai Stan", "ro", "Mihai Stan"),
        ("De Mihai Stan", "ro", "Mihai Stan"),
        ("Deur Anna Kriel", "af", "Anna Kriel"),
        ("Per Anna Puig", "ca", "Anna Puig"),
        ("Gan Siân Prys", "cy", "Siân Prys"),
        ("Ni Liza Ramos", "tl", "Liza Ramos"),
        # Elsewhere it may be a name.
        ("Per Holm", "sv", "Per Holm"),
    ],
)
def test_the_word_in_front_of_a_name_alone_is_no_part_of_it_there(line: str, language: str, name: str) -> None:
    dump = "\n".join([TITLE, line, "2025-04-18", *STORY_IN["en"]])
    assert values(byline, dump, language) == (name,)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Anna Prys a Jon Dahl", "cy"),
        ("Anna Prys ac Ivor Dahl", "cy"),
        ("Anna Prys eta Jon Dahl", "eu"),
        ("Anna Prys agus Jon Dahl", "ga"),
        ("Anna Prys na Jon Dahl", "sw"),
        ("Anna Prys at Jon Dahl", "tl"),
        ("Աննա Պետրոսյան և Արամ Դալյան", "hy"),
        ("Айгүл Сейітова және Ерлан Оспанов", "kk"),
    ],
)
def test_two_names_are_joined_by_the_word_of_the_language(line: str, language: str) -> None:
    first, last = line.split()[:2], line.split()[-2:]
    assert [name.text for name in read_names(line, language)] == [" ".join(first), " ".join(last)]


def test_an_office_in_small_letters_is_no_login() -> None:
    dump = "\n".join([TITLE, "av redaktionen", "3 november 2025", *STORY_IN["en"]])
    assert values(byline, dump, "sv") == ()


@pytest.mark.parametrize("beside", ["3 May 2024", "Updated 3 May 2024", "4 min read", "Health Editor", "@annaberg"])
def test_a_name_alone_is_an_author_beside_a_date_or_the_like(beside: str) -> None:
    assert values(byline, f"{TITLE}\nAnna Berg\n{beside}\n{STORY}", "en") == ("Anna Berg",)


def test_a_name_alone_is_an_author_if_its_bearer_is_introduced_below() -> None:
    introduction = "Anna Berg is a reporter who writes about the sea and about those who live from it."
    assert values(byline, f"{TITLE}\nAnna Berg\n{STORY}\n{introduction}", "en") == ("Anna Berg",)


@pytest.mark.parametrize(("below", "is_author"), [(0, True), (2, True), (3, False)])
def test_who_is_introduced_far_above_the_end_of_the_story_is_whom_it_is_about(below: int, is_author: bool) -> None:
    introduction = "Anna Berg is a reporter who writes about the sea and about those who live from it."
    story = "\n".join([STORY, introduction, *(STORY_IN["en"] * 2)[:below]])
    assert values(byline, f"{TITLE}\nAnna Berg\n{story}", "en") == (("Anna Berg",) if is_author else ())


def test_who_is_introduced_right_below_her_name_is_an_author_wherever_it_stands() -> None:
    introduction = "Anna Berg is a reporter who writes about the sea and about those who live from it."
    assert values(byline, f"{TITLE}\nAnna Berg\n{introduction}\n{STORY}\n{STORY}", "en") == ("Anna Berg",)


def test_a_name_below_the_story_is_an_author_if_its_bearer_is_introduced_there() -> None:
    introduction = "Anna Berg is a reporter who writes about the sea and about those who live from it."
    assert values(byline, f"{TITLE}\n{STORY}\nAnna Berg\n{introduction}", "en") == ("Anna Berg",)
    assert values(byline, f"{TITLE}\n{STORY}\nAnna Berg\nBob Moe", "en") == ()


def test_a_name_that_the_title_of_the_page_signs_with_is_an_author_though_the_story_speaks_of_her() -> None:
    story = f"{STORY}\nThe letter for Anna Berg had lain in the harbour office for nine days, and nobody knew why."
    signed = values(byline, f"{TITLE} - by Anna Berg\nMenu\n{TITLE}\nAnna Berg\n3 May 2024\n{story}", "en")
    assert set(signed) == {"Anna Berg"}
    assert values(byline, f"{TITLE}\nMenu\n{TITLE}\nAnna Berg\n3 May 2024\n{story}", "en") == ()


@pytest.mark.parametrize("name", ["Harwick Gazette", "News Desk", "The Harwick Report", "Harwick University"])
def test_a_newspaper_beside_a_date_is_no_author(name: str) -> None:
    assert values(byline, f"{TITLE}\n{name}\n3 May 2024\n{STORY}", "en") == ()


BELOW_MENU = f"{TITLE} | The Courier\nHome\nNews\n{TITLE}"


@pytest.mark.parametrize("beside", ["3 May 2024", "•\n3 May 2024", ""])
def test_those_who_sign_as_a_whole_are_an_author_in_the_head_of_a_story(beside: str) -> None:
    assert values(byline, f"{BELOW_MENU}\nHarbour Staff\n{beside}\n{STORY}", "en") == ("Harbour Staff",)
    assert values(byline, f"{BELOW_MENU}\nTeam Harbour\n{beside}\n{STORY}", "en") == ("Team Harbour",)


@pytest.mark.parametrize("line", ["Our Team", "Meet the Team", "Staff", "Contact Staff"])
def test_an_entry_about_those_who_work_there_is_no_author(line: str) -> None:
    assert values(byline, f"{BELOW_MENU}\n{line}\n3 May 2024\n{STORY}", "en") == ()


@pytest.mark.parametrize("line", ["Lucía Beltrán | Madrid", "Lucía Beltrán | Las Palmas"])
def test_a_place_behind_a_bar_is_no_part_of_the_name_below_a_headline(line: str) -> None:
    title = "El transbordador vuelve a la isla"
    dump = f"{title} | La Gaceta\nInicio\nSucesos\n{title}\n{line}\n" + "\n".join(STORY_IN["es"])
    assert values(byline, dump, "es") == ("Lucía Beltrán",)


@pytest.mark.parametrize("cue", ["reviewed by", "Edited by", "Fact-checked by"])
def test_a_name_below_another_hand_is_no_author(cue: str) -> None:
    dump = f"{BELOW_MENU}\nJane Doe\n{cue}\nJohn Roe\n3 May 2024\n{STORY}"
    assert values(byline, dump, "en") == ("Jane Doe",)


def test_what_stands_alone_below_a_cue_in_the_head_of_a_story_is_its_author_whatever_it_is() -> None:
    story = f"{STORY}\nSome of our readers and editors have asked for it."
    assert values(byline, f"{BELOW_MENU}\nwritten by\nOur Editors\n{story}", "en") == ("Our Editors",)
    assert values(byline, f"{BELOW_MENU}\nby\nharbourdesk\n|\nMay 3, 2024\n{story}", "en") == ("harbourdesk",)
    assert values(byline, f"{story}\nwritten by\nOur Editors\n", "en") == ()


def test_a_name_below_the_story_is_an_author_if_its_bearer_is_introduced_by_the_first_name() -> None:
    box = "Jane Doe\nHarbour reporter\nJane covers ships and their crews for the island's weekly paper."
    assert values(byline, f"{TITLE}\n{STORY}\n{box}", "en") == ("Jane Doe",)
    assert values(byline, f"{TITLE}\n{STORY}\nJane Doe\nHarbour\nNobody covers ships.", "en") == ()
    # Further below, "Jane" may be anybody.
    far = box.replace("reporter\n", "reporter\nThe Island Weekly\n")
    assert values(byline, f"{TITLE}\n{STORY}\n{far}", "en") == ()


@pytest.mark.parametrize("day", ["Friday Notes", "Monday Briefing"])
def test_a_column_that_begins_with_a_weekday_is_no_author(day: str) -> None:
    assert values(byline, f"{BELOW_MENU}\n12/19/2025 • {day} • Jane Doe\n{STORY}", "en") == ("Jane Doe",)


def test_the_headline_that_says_most_of_the_title_of_the_page_is_where_bylines_stand() -> None:
    title = "Island ferry sails again: how the harbour was cleared"
    far = "\n".join(f"Step {number}" for number in range(40))
    dump = f"{title} | The Courier\nHome\n{title}\nJane Doe\n{far}\nIsland ferry sails again\n{STORY}"
    assert values(byline, dump, "en") == ("Jane Doe",)


@pytest.mark.parametrize(
    "line", ["[jane-doe-1] Jane Doe", "[portrait] By Jane Doe", "Jane Doe Jane Doe", "• [jane] Jane Doe"]
)
def test_what_stands_for_a_portrait_is_no_part_of_the_name(line: str) -> None:
    assert values(byline, f"{BELOW_MENU}\n{line}\n3 May 2024\n{STORY}", "en") == ("Jane Doe",)


@pytest.mark.parametrize(
    ("above", "names"),
    [("Picture of Jane Doe", ("Jane Doe",)), ("Jane Doe's avatar", ("Jane Doe",)), ("Jane Doe", ()), ("Harbour", ())],
)
def test_a_name_below_the_description_of_its_portrait_is_an_author(above: str, names: tuple[str, ...]) -> None:
    contents = "\n".join(f"Step {number}" for number in range(6))
    assert values(byline, f"{BELOW_MENU}\n{contents}\n{above}\nJane Doe\n{contents}\n{STORY}", "en") == names


def test_a_name_and_a_date_in_one_line_above_a_table_of_contents_are_those_of_the_story() -> None:
    contents = "\n".join(f"Step {number}" for number in range(30))
    dump = f"{TITLE} | The Courier\nJane Doe | 3 May 2024\n{TITLE}\n{contents}\n{STORY}"
    assert values(byline, dump, "en") == ("Jane Doe",)
    far = dump.replace("2024\n", f"2024\n{contents}\n", 1)
    assert values(byline, far, "en") == ()
    two = dump.replace("Jane Doe", "John Roe | 1 May 2024\nTen knots\nJane Doe", 1)
    assert values(byline, two, "en") == ()


def test_a_trade_behind_a_name_is_no_part_of_it_where_a_line_says_the_name_alone() -> None:
    dump = f"{BELOW_MENU}\nBy Jane Doe Gardener\n3 May 2024\n{STORY}\n{STORY}"
    assert values(byline, dump, "en") == ("Jane Doe Gardener",)
    assert values(byline, f"{dump}\nJane Doe", "en") == ("Jane Doe",)


def test_one_word_behind_by_far_above_the_story_is_an_entry_of_the_menu() -> None:
    menu = "\n".join(["Home", "By Modality", *(f"Topic {number}" for number in range(10))])
    assert values(byline, f"{menu}\n{TITLE}\n{STORY}", "en") == ()
    assert values(byline, f"{menu}\n{TITLE}\n{STORY}".replace("By ", "By: "), "en") == ("Modality",)
    assert values(byline, f"{menu}\n{TITLE}\n{STORY}".replace("Topic 0", "3 May 2024"), "en") == ("Modality",)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("Stefan\nStefan\n3 May 2024", ("Stefan",)),
        ("Stefan May 3, 2024 2 Comments", ("Stefan",)),
        ("Stefan | Ferries May 3, 2024", ()),
        ("Sports May 3, 2024", ()),
    ],
)
def test_one_name_beside_its_date_signs_below_the_headline(lines: str, names: tuple[str, ...]) -> None:
    assert values(byline, f"{BELOW_MENU}\n{lines}\n{STORY}\n{STORY}", "en") == names


def test_a_name_and_a_date_below_the_headline_outweigh_a_byline_far_from_it() -> None:
    dump = f"{BELOW_MENU}\nJane Doe\n3 May 2024\n{STORY}\n{STORY}\nThe Old Pier\nby John Roe\n{STORY}"
    assert values(byline, dump, "en") == ("Jane Doe",)
    above = f"{TITLE} | The Courier\nHome\nTen knots\nby John Roe\n{TITLE}\nJane Doe\n3 May 2024\n{STORY}"
    assert values(byline, above, "en") == ("Jane Doe",)
    same = f"{TITLE} | The Courier\nHome\nWritten by Jane Doe\nTen knots\n{TITLE}\nJane Doe\n3 May 2024\n{STORY}"
    assert [span for span, _, _, names in told(byline, same, "en") if names] == ["Written by Jane Doe"]


def test_a_desk_behind_by_is_an_author_beside_a_date() -> None:
    assert values(byline, f"{BELOW_MENU}\n3 May 2024\nby News Desk\n{STORY}", "en") == ("News Desk",)
    assert values(byline, f"{BELOW_MENU}\nby News Desk\n{STORY}", "en") == ()


def test_of_two_lines_that_say_the_headline_the_one_above_a_date_is_where_bylines_stand() -> None:
    title = "Island ferry sails again: how the harbour was cleared"
    far = "\n".join(f"Step {number}" for number in range(40))
    dump = f"{title} | The Courier\nHome\n{title}\nJane Doe\n3 May 2024\n{far}\n{title}\n{far}\n{STORY}"
    assert values(byline, dump, "en") == ("Jane Doe",)


IN_ONE_LINE = [
    (f"{TITLE}By Jane DoeMay 3, 2024", ("Jane Doe",)),
    (f"{TITLE} By Jane Doe, Harbour Editor Published May 3, 2024 ", ("Jane Doe",)),
    (f"{TITLE}Jane DoeMay 3, 2024", ("Jane Doe",)),
    (f"{TITLE} A crew of nine at sea on SaturdayBy Jane DoeMay 3, 2024", ("Jane Doe",)),
    (f"{TITLE}By AnthonyMay 3, 2024", ("Anthony",)),
    (f"{TITLE} It was the first crossing since May.Jane Doe•May 3, 2024", ("Jane Doe",)),
    (f"{TITLE} A crew of nine at sea on SaturdayByJane Doe May 3, 2024", ("Jane Doe",)),
    (f"{TITLE} May 3, 2024 ", ()),
    # No name stands there as it would have to be read.
    (f"{TITLE}By Jane&nbspDoeMay 3, 2024", ()),
    (f"{TITLE} The crew of nine went out on May 3, 2024 ", ()),
]


@pytest.mark.parametrize(("head", "names"), IN_ONE_LINE)
def test_a_name_in_one_line_with_headline_and_story_is_read(head: str, names: tuple[str, ...]) -> None:
    story = " ".join(STORY_IN["en"] * 3)
    dump = f"{TITLE} | The Courier\nHome\nNews\n{head}{story}"
    blocks = blocks_of(dump, "en")
    found = list(byline(blocks.dump, blocks))
    assert tuple(name for vote in found for name in vote.value) == names
    behind = [vote for vote in found if vote.rule.endswith(GLUED)]
    assert [(dump[vote.span.start : vote.span.end],) for vote in behind] == [vote.value for vote in behind]


@pytest.mark.parametrize("name", ["Emily Post", "Peter Daily", "Frank Press"])
def test_a_family_that_is_called_like_a_newspaper_is_an_author(name: str) -> None:
    assert values(byline, f"{TITLE}\n{name}\n3 May 2024\n{STORY}", "en") == (name,)
    assert values(byline, f"{TITLE}\nHarwick {name}\n3 May 2024\n{STORY}", "en") == ()


@pytest.mark.parametrize(
    "name",
    ["Anna Berg", "The Harbour", "Health Care", "Sign Up", "South Island"],
)
def test_a_name_alone_is_none_without_a_sign(name: str) -> None:
    assert values(byline, f"{TITLE}\nToday\n{name}\n{STORY}", "en") == ()


@pytest.mark.parametrize(
    ("name", "story"),
    [
        (
            "Harbour Office",
            "A new law on health care was read in the harbour and in the office of the mayor for hours.",
        ),
        ("New Kelm", "The people of New Kelm have lived without a ferry for nine days, which nobody can remember."),
        ("Chief Editor", "A man who had read all the papers of the island for forty years was honoured on Sunday."),
    ],
)
def test_a_topic_beside_a_date_is_no_author(name: str, story: str) -> None:
    assert values(byline, f"{TITLE}\n{name}\n3 May 2024\n{STORY}\n{story}", "en") == ()


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("I’m Jane Doe, and I have lived on the island for nine years.", ("Jane Doe",)),
        ("Everybody on the island knows Jane Doe, who has lived there for nine years.", ()),
        ("“I am Jane Doe,” she told the court, and nobody in the room said a word.", ()),
    ],
)
def test_who_speaks_of_herself_is_no_topic_of_the_story(said: str, names: tuple[str, ...]) -> None:
    assert values(byline, f"{TITLE}\nJane Doe\n3 May 2024\n{STORY}\n{said}\n{STORY}", "en") == names


@pytest.mark.parametrize("line", ["Key Takeaways", "By Company Size", "Quick Summary"])
def test_what_is_written_like_a_name_and_ends_in_a_thing_is_no_author(line: str) -> None:
    assert values(byline, f"{TITLE}\n{line}\n3 May 2024\n{STORY}", "en") == ()


@pytest.mark.parametrize(
    ("line", "beside", "names"),
    [
        ("by janedoe", "3 May 2024", ("janedoe",)),
        ("Posted by janedoe", "3 May 2024", ("janedoe",)),
        ("by janedoe", "Harbour", ()),
        ("by ferry", "3 May 2024", ()),
        ("by jan", "3 May 2024", ()),
        ("by jane doe", "3 May 2024", ()),
    ],
)
def test_a_login_behind_by_is_an_author_beside_a_date(line: str, beside: str, names: tuple[str, ...]) -> None:
    assert values(byline, f"{TITLE}\n{line}\n{beside}\n{STORY}\nThey came by ferry to see it.", "en") == names


def test_an_entry_of_the_menu_is_no_author() -> None:
    menu = "\n".join(["Quiz Corner", *(f"Page {number}" for number in range(40))])
    assert values(byline, f"{menu}\n{TITLE}\nQuiz Corner\n3 May 2024\n{STORY}", "en") == ()


def test_only_the_byline_of_the_story_gives_names() -> None:
    teasers = "Storm closes schools across the north\nBy Ann Poe\nThe lock will open in June\nBy John Roe"
    found = told(byline, f"{TITLE}\nBy Jane Doe\n{STORY}\n{teasers}", "en")
    assert found == [
        ("By Jane Doe", "byline", None, ("Jane Doe",)),
        ("By Ann Poe", "byline", None, ()),
        ("By John Roe", "byline", None, ()),
    ]


def test_a_byline_below_the_story_counts_if_none_stands_above() -> None:
    assert values(byline, f"{TITLE}\n{STORY}\nWritten by Jane Doe", "en") == ("Jane Doe",)


def test_the_only_byline_inside_a_long_story_is_its_own() -> None:
    story = "\n".join([STORY] * 12)
    for line in ("By Jane Doe", "By\nJane Doe", "By Jane Doe, Home and Digital Security Expert"):
        assert values(byline, f"{TITLE}\n{story}\n{line}\n{story}", "en") == ("Jane Doe",)
    assert values(byline, f"{TITLE}\n{story}\nPosted by IndustrySelect on Friday\n{story}", "en") == ()
    assert values(byline, f"{TITLE}\n{story}\nBy Jane Doe\n{story}\nBy John Roe\n{story}", "en") == ()


def test_a_name_behind_the_headline_that_was_glued_to_it_is_read() -> None:
    title = "Island ferry sails again after nine days in dock"
    assert values(byline, f"{title}\nMenu\n{title} by Jane Doe\n{STORY}", "en") == ("Jane Doe",)


def test_a_byline_of_a_teaser_below_the_story_does_not_count() -> None:
    teasers = "Related stories\nStorm closes schools across the north\nBy Ann Poe"
    assert values(byline, f"{TITLE}\n{STORY}\n{teasers}", "en") == ()


def test_a_byline_with_a_date_is_preferred_to_a_nearer_one() -> None:
    dump = f"{TITLE}\nBy Jane Doe\n3 May 2024\nShare\nPrint\nSave\nBy Ferry Office\n{STORY}"
    assert values(byline, dump, "en") == ("Jane Doe",)


def test_a_byline_below_the_title_of_the_page_counts_however_far_the_story_begins() -> None:
    title = "Island ferry sails again after nine days"
    between = "\n".join(f"Fact {number}" for number in range(60))
    assert values(byline, f"{title} | The Courier\nHome\n{title}\nBy Jane Doe\n{between}\n{STORY}", "en") == (
        "Jane Doe",
    )


def test_agencies_in_a_menu_or_a_picture_sign_nothing() -> None:
    menu = "\n".join(["Partners", "Reuters", "AFP", *(f"Page {number}" for number in range(20))])
    found = told(byline, f"{menu}\n{TITLE}\n{STORY}", "en")
    assert found == [("Reuters", "byline", None, ()), ("AFP", "byline", None, ())]


def test_who_signs_in_the_dateline_too_is_no_topic_of_the_story() -> None:
    story = list(STORY_IN["ko"])
    story[0] = f"(항구=바다뉴스) 김철수 기자 = {story[0]}"
    assert values(byline, "\n".join([TITLE, "김철수 기자", *story]), "ko") == ("김철수",)


def test_a_position_below_a_name_makes_it_an_author() -> None:
    assert told(byline, f"{TITLE}\nAnna Berg\nKorrespondentin\n{chr(10).join(STORY_IN['de'])}", "de") == [
        ("Anna Berg", "byline", None, ("Anna Berg",)),
        ("Korrespondentin", "byline", None, ()),
    ]


def test_a_cue_of_another_language_that_says_little_is_left() -> None:
    # "Text" is a weak cue of Czech and Polish.
    assert values(byline, f"{TITLE}\nText Link\n{STORY}", "en") == ()


@given(
    st.lists(
        st.sampled_from(["By", "Jane Doe", ",", "and", "3 May 2024", "Reuters", "von", "|", "(", "Editor", "王小明"])
    )
)
def test_every_name_stands_in_its_line(words: list[str]) -> None:
    line = " ".join(words)
    for name in read_names(line, "en"):
        assert name.text
        assert name.text in fold_white_space(line)


@given(st.text(max_size=60))
def test_any_line_can_be_read(line: str) -> None:
    blocks = blocks_of(f"By {line}\n{STORY}", "en")
    spans = [blocks.span(number) for number in range(len(blocks))]
    assert all(vote.span in spans for vote in byline(blocks.dump, blocks))


def test_names_a_line_are_read_up_to_the_date_behind_the_last_of_them() -> None:
    head = f"{TITLE}\nJane Doe\n,\nAnna Berg\n&\nJohn Roe\n3 May 2024"
    assert values(byline, f"{head}\n{STORY}", "en") == ("Jane Doe", "Anna Berg", "John Roe")


def test_in_on_a_line_of_its_own_leads_to_a_section_and_joins_no_names() -> None:
    head = f"{TITLE}\nby\nJane Doe\nin\nFeatured Harbours\n3 May 2024"
    assert values(byline, f"{head}\n{STORY}", "en") == ("Jane Doe",)


@pytest.mark.parametrize(
    "below", ["Contributing Writer | Ships, storms and piers", "Reporter, Harbour Courier", "| Guest Columnists"]
)
def test_a_position_that_more_follows_makes_the_name_above_it_an_author(below: str) -> None:
    assert values(byline, f"{TITLE}\nJane Doe\n{below}\n{STORY}", "en") == ("Jane Doe",)


def test_a_reading_time_behind_a_bar_is_no_medium() -> None:
    assert values(byline, f"{TITLE}\nJane Doe | 4 min read\n{STORY}", "en") == ("Jane Doe",)


def test_who_checked_a_story_is_no_author() -> None:
    assert values(byline, f"{TITLE}\nFact checked by:\nJane Doe\n3 May 2024\n{STORY}", "en") == ()


SINGLE = [
    ("Jane", ("Jane",)),
    ("Sport", ()),
    ("JANE", ()),
    ("jane", ()),
    ("Monday", ()),
    ("Created", ()),
    ("Released", ()),
    ("Reporter", ()),
    ("Harwick", ()),
    ("Courier", ()),
    ("Piers", ()),
    ("Ferries", ()),
    ("DeAndre", ("DeAndre",)),
    ("SharePrintSave", ()),
]


@pytest.mark.parametrize(("line", "names"), SINGLE)
def test_one_name_between_headline_and_date_is_the_author(line: str, names: tuple[str, ...]) -> None:
    head = f"{TITLE} | The Courier\nHome\nNews\n{TITLE}\n{line}\n3 May 2024"
    story = f"{STORY}\nThe old pier in Harwick had been closed for nine days, and no ship came to it."
    assert values(byline, f"{head}\n{story}", "en") == names
    # Not where no date stands below it.
    assert values(byline, f"{TITLE} | The Courier\nHome\nNews\n{TITLE}\n{line}\n{story}", "en") == ()


def test_the_author_of_another_story_above_the_headline_is_left() -> None:
    teaser = "Top stories\nBakers find wartime letters behind oven\nBy John Roe"
    assert values(byline, f"{teaser}\n{TITLE}\n3 May 2024\n{STORY}", "en") == ()
    # Not where the headline itself stands there.
    assert values(byline, f"Top stories\n{TITLE}\nBy John Roe\n3 May 2024\n{STORY}", "en") == ("John Roe",)


@pytest.mark.parametrize("dump", ["By Jane Doe", "By Jane Doe\n3 May 2024", "Top stories\nBy Jane Doe"])
def test_a_byline_that_little_or_nothing_stands_above_is_read(dump: str) -> None:
    assert [vote.role for vote in votes(byline, dump, "en")][:1] == [Role.BYLINE]


def test_a_byline_and_a_date_are_read_to_which_the_story_was_glued() -> None:
    first, *rest = STORY_IN["en"]
    lines = [TITLE, f"By Jane Doe • May 3, 2024{first} {first}", *rest]
    assert values(byline, "\n".join(lines), "en") == ("Jane Doe",)
