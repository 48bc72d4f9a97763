"""Where a dump is cut into blocks: what must stay in one piece first, then what is joined, then what is cut."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean import segmentation
from newsclean.blocks import Blocks
from newsclean.characters import Characters, slices
from newsclean.lexicon import Lexicon, fold
from newsclean.model import Dump
from newsclean.segmentation import fold_white_space, segment
from newsclean.segmentation.folding import fold_whole
from newsclean.segmentation.pieces import head_of_title
from newsclean.testing import LANGUAGES, Story, any_text, articles, dumps, story_in


def blocks_of(text: str) -> Blocks:
    return segment(Dump(text), Lexicon.load())


def pieces(text: str) -> list[str]:
    return list(blocks_of(text).texts)


BRIDGE = (
    "The council of Harwick voted on Monday to rebuild the old bridge, which has been closed to lorries since the "
    "spring floods. Engineers will inspect the tunnel between the town and the coast before any train may use it "
    "again."
)
HARVEST = (
    "Farmers in the region fear that the dry weather will cost them a third of the harvest this year, and the ministry "
    "has promised to help those who lose more than half of it."
)
CHOIR = (
    "The choir, founded in 1924, had 640 members last year and has been growing ever since it moved to the old station "
    "at the harbour, where it sings on the first Sunday of every month."
)


@pytest.mark.parametrize("blank", ["\u00a0", "\u2007", "\u202f"])
def test_no_break_blanks_cut_a_dump_as_plain_blanks_do(blank: str) -> None:
    torn = [
        "Farmers in the region fear, said",
        "Reuters",
        "on Monday evening, that the weather will cost them much.",
    ]
    wrapped = textwrap.wrap(f"{BRIDGE} {CHOIR} {HARVEST}", 72)
    for dump in ("\n".join(torn), "\n".join(wrapped), "Two tugs at work. harbour.example", " ".join([BRIDGE] * 9)):
        assert pieces(dump.replace(" ", blank)) == pieces(dump)


# Lines.


def test_lines_of_georgian_are_not_joined_because_unicode_calls_its_letters_small() -> None:
    lines = ["ასევე წაიკითხეთ: ძველი რაბი კვლავ გაიხსნა", "ბორანი ორშაბათს დაბრუნდა კუნძულზე.", "ფოტო: ნინო ბერიძე"]
    assert pieces("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("dump", "lines"),
    [
        pytest.param("", [], id="an empty dump has no lines"),
        pytest.param(" \n\t\r\n\u00a0\u3000\n", [], id="blank lines are no blocks"),
        pytest.param("A line\x85with next line", ["A line with next line"], id="U+0085 ends no line"),
        pytest.param("A line\u2028with a separator", ["A line with a separator"], id="U+2028 ends no line"),
        pytest.param("A line\x0bwith\x0ctabs", ["A line with tabs"], id="vertical tab and form feed end no line"),
        pytest.param("\u200b\nOne", ["\u200b", "One"], id="a zero-width character is a block: it is no white space"),
        pytest.param("One\nTwo", ["One", "Two"], id="LF"),
        pytest.param("One\r\nTwo", ["One", "Two"], id="CRLF"),
        pytest.param("One\rTwo", ["One", "Two"], id="CR"),
        pytest.param("One\nTwo\r\nThree\rFour", ["One", "Two", "Three", "Four"], id="all kinds in one dump"),
        pytest.param("\u00a0 One\u00a0two \t\n\n", ["One two"], id="white space around and inside is folded"),
    ],
)
def test_lines_end_at_line_feeds_and_carriage_returns(dump: str, lines: list[str]) -> None:
    assert pieces(dump) == lines


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_blank_line_is_noted_before_the_block_below_it(line_end: str) -> None:
    found = blocks_of(line_end.join(["One", "Two", "", "Three", " \u00a0", "", "Four", "Five"]))
    noted = dict(zip(found.texts, found.blank_before, strict=True))
    # The first block of a dump stands below nothing at all, which is as good as a blank line.
    assert noted == {"One": True, "Two": False, "Three": True, "Four": True, "Five": False}


def test_spans_count_code_points_of_the_dump_as_it_is() -> None:
    dump = "\ufeff😀 Größe\r\n\u00a0\r\n  Zwei\u00a0 \tWörter  \r\n"
    found = blocks_of(dump)
    assert [dump[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == [
        "\ufeff😀 Größe",
        "Zwei\u00a0 \tWörter",
    ]
    assert list(found.texts) == ["\ufeff😀 Größe", "Zwei Wörter"]


@given(any_text() | dumps().map(lambda dump: dump.text))
def test_folded_texts_have_the_lengths_of_the_texts(text: str) -> None:
    """Hits of the lexicon count in folded text, and are used on the text."""
    found = blocks_of(text)
    assert [len(folded) for folded in found.folded] == [len(block) for block in found.texts]


# Hard wraps: what was not wrapped must not be joined.

POEM = """\
The wind lay down before the night,
The boats came home in twos and threes,
And every window had a light
That trembled on the quiet seas;
And no one asked the harbour bell
Why it had rung the whole day long,
And no one had a tale to tell,
And all the gulls had lost their song.
"""
HEADLINES = """\
Council votes to rebuild old bridge after floods, engineers to begin in May
Farmers fear for a third of the harvest as the dry weather goes on
Schools stay closed for a second day after heating fails
Choir of 1924 has never had so many members as this year, it says
Court hears the last of forty witnesses in the trial of the bell thieves
New line to shorten journey to the capital by forty minutes
"""
LIST = """\
- blankets for two hundred people, and as many pillows as can be found
- hot soup, bread and butter for everybody who asks for it at the door
- drinking water in bottles, since the mains will be closed until Friday
- lamps, candles and matches for the evenings, when the power is cut off
- books and games for the children, who will be at home for a week more
"""
PARAGRAPHS = """\
The council voted on Monday to rebuild the old bridge at once.
Engineers will look at the tunnel before any train may use it.
Farmers in the region fear for a third of their whole harvest.
Schools stayed closed on Tuesday because the heating had failed.
The choir has 640 members, and it sings at the harbour on Sunday.
"""


@pytest.mark.parametrize(
    "dump",
    [
        pytest.param(POEM, id="a poem"),
        pytest.param(HEADLINES, id="a list of headlines"),
        pytest.param(LIST, id="a list of long points"),
        pytest.param(PARAGRAPHS, id="paragraphs of one sentence of nearly the same length"),
        pytest.param(POEM.replace("\n", "\r\n"), id="a poem with CRLF"),
    ],
)
def test_lines_that_nobody_wrapped_stay_lines(dump: str) -> None:
    assert pieces(dump) == dump.splitlines()


@pytest.mark.parametrize("width", [60, 72, 80, 132])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("between", ["", "\n"], ids=["no blank lines", "blank lines"])
def test_wrapped_paragraphs_are_joined(width: int, line_end: str, between: str) -> None:
    paragraphs = [BRIDGE, HARVEST, CHOIR, BRIDGE.replace("Monday", "Tuesday")]
    dump = ("\n" + between).join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    assert pieces(dump.replace("\n", line_end)) == paragraphs


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("Read more: Island waits for its post after the storm of the last weeks", id="as full as a line"),
        pytest.param(
            "Read more: Island waits for its post after the storm of the last two weeks in which no boat could land",
            id="wrapped itself",
        ),
        pytest.param("Read more: Island waits for its post", id="short"),
        pytest.param("Lesen Sie auch: Die Insel wartet nach dem Sturm der letzten Wochen auf die Post", id="in German"),
    ],
)
@pytest.mark.parametrize("story", ["{link}", "{link}\n“No train may use it,” he said, “before we know what it costs.”"])
def test_a_wrapped_link_to_another_story_takes_no_line_of_the_story_along(link: str, story: str) -> None:
    ends_full = "Engineers have looked at it from below, and they are not yet ready to say so."
    paragraphs = [BRIDGE, ends_full, *story.format(link=link).split("\n"), HARVEST, CHOIR]
    assert pieces("\n".join(textwrap.fill(paragraph, 80) for paragraph in paragraphs)) == paragraphs


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param(
            "The notice at the door of the town hall asked all those who came by that day to read more: books, papers "
            "and letters, so that the school would get its new library.",
            id="inside a sentence",
        ),
        pytest.param(
            "Read more: New Lock At Harwick Opens After Eleven Years Of Digging And Of Much Talk About What It Cost",
            id="a headline with capitals",
        ),
    ],
)
def test_words_of_a_link_inside_a_wrapped_sentence_or_its_headline_part_nothing(paragraph: str) -> None:
    dump = [textwrap.fill(text, 80) for text in (BRIDGE, paragraph, HARVEST, CHOIR)]
    assert any(line.lower().startswith("read more:") for line in dump[1].splitlines())
    assert pieces("\n".join(dump)) == [BRIDGE, paragraph, HARVEST, CHOIR]


OTHER_STORIES = [
    "Snow closes three schools in Harwick",
    "Ferry to the island sails again after repairs",
    "How the Old Mill became a bakery for everyone",
    "Museum finds a painting in its own cellar",
    "Two goals in the last minute save Berg United",
    "Why bread is dearer than it was last year",
]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_a_wrapped_story_is_joined_among_many_headlines(width: int) -> None:
    dump = [*OTHER_STORIES, *(textwrap.fill(text, width) for text in (BRIDGE, HARVEST, CHOIR)), *OTHER_STORIES * 3]
    assert pieces("\n".join(dump)) == [*OTHER_STORIES, BRIDGE, HARVEST, CHOIR, *OTHER_STORIES * 3]


@pytest.mark.parametrize("bullet", ["*", "-", "•"])
def test_wrapped_points_of_a_list_are_joined_each_for_itself(bullet: str) -> None:
    points = [f"{bullet} {text}" for text in (BRIDGE, HARVEST, CHOIR)]
    hanging = "\n".join(textwrap.fill(point, 72, subsequent_indent="  ") for point in points)
    flush = "\n".join(textwrap.fill(point, 72) for point in points)
    assert pieces(hanging) == pieces(flush) == points


def test_an_indented_page_is_joined_too() -> None:
    dump = textwrap.indent("\n\n".join(textwrap.fill(text, 70) for text in (BRIDGE, HARVEST)), "   ")
    assert pieces(dump) == [BRIDGE, HARVEST]


# Two lines wrapped in the whole dump, where the next line begins with a capital or in a script that has none.
SHORT_WRAPPED = {
    "ar": (
        "افتتح المحافظ صباح الأربعاء أول مكتبة عامة في الواحة، بحضور عدد كبير من أهالي الواحة وطلاب المدارس القريبة.",
        "وتضم المكتبة أكثر من اثني عشر ألف كتاب، بينها مخطوطات قديمة جدا تعرض للمرة الأولى أمام جميع الزوار والطلاب.",
    ),
    "de": (
        "Nach mehr als vierzig Jahren hat der letzte Köhler im Harz am Dienstag das Feuer gelöscht.",
        "Er zieht mit seiner Frau in eine kleine Wohnung in der Stadt und will dort endlich Klavier Spielen lernen.",
    ),
    "en": (
        "The last keeper of the lighthouse climbed its steps for the final time on the morning of Tuesday.",
        "He moves to a bungalow with his wife and three cats, which he has named after Edinburgh Street corners.",
    ),
    "hi": (
        "नगर निगम के अधिकारियों ने बताया कि सड़क की मरम्मत में कम से कम दस दिन और लगेंगे, तब तक शहर में जाम लगा रहेगा।",
        "मौसम विभाग ने अगले दो दिनों के लिए पूरे राज्य में तेज बारिश और आंधी की चेतावनी फिर से जारी की है, लोग घरों में रहें।",
    ),
}


@pytest.mark.parametrize("width", [60, 64, 72, 80])
@pytest.mark.parametrize("language", SHORT_WRAPPED)
def test_a_short_dump_that_was_wrapped_is_joined(language: str, width: int) -> None:
    head = ("Home", "News", "Keeper leaves", *SHORT_WRAPPED[language], "Most read", "Terms of use")
    assert pieces("\n\n".join(textwrap.fill(line, width) for line in head)) == list(head)


@pytest.mark.parametrize(
    "dump",
    [
        pytest.param(
            "Minister resigns over a parking fine in the capital\nMoon mission is delayed again by winds in April\n"
            "Six ways to cook a leek, and one that is forbidden\nRail fares will rise again in the month of March",
            id="headlines of one length end with no full stop",
        ),
        pytest.param(
            "The keeper of the lighthouse climbed its steps again.\nHe moves to a bungalow with his wife and cats.\n"
            "The tower will be run from the town by a computer.\nVisitors may climb it on the first Sunday of May.",
            id="sentences of one length are a paragraph each",
        ),
        pytest.param(
            "Lighthouse keeper of the northern isles says goodbye\nThe keeper of the lighthouse left on Monday.",
            id="one full line alone may be a headline",
        ),
    ],
)
def test_a_few_full_lines_are_no_wraps_but_inside_sentences(dump: str) -> None:
    assert pieces(dump) == dump.split("\n")


GLUED_PAGES = {
    "ar": "الرئيسية|أخبار|رياضة|سوق جديد في بورسعيد|22 مايو 2025|شارك|افتتح المحافظ السوق صباح الخميس قرب الميناء.|"
    "ويضم السوق مئة وعشرين محلا للصيادين.|اقرأ أيضا|أسعار السمك اليوم",
    "hi": "होम|देश|खेल|उदयपुर में नई मंडी|22 मई 2025|कलेक्टर ने गुरुवार सुबह झील के पास नई मंडी का उद्घाटन किया।|"
    "मंडी में एक सौ बीस दुकानें हैं।|यह भी पढ़ें|आज मछली के दाम",
    "ja": "ホーム|社会|スポーツ|新しい魚市場が開業|2025年5月22日 9時30分|シェア|"
    "境港市の新しい魚市場が22日、港のそばで開業した。|"
    "市場には120の店が入り、網の修理店も初めて設けられた。|関連記事|きょうの魚の値段|お問い合わせ",
    "ko": "홈|사회|스포츠|새 수산시장 문 열어|2025년 5월 22일 오전 9:30|공유하기|"
    "속초의 새 수산시장이 22일 항구 옆에서 문을 열었다.|"
    "시장에는 가게 120곳이 들어섰고, 그물을 고치는 가게도 처음 생겼다.|관련기사|오늘의 생선 값|이용약관",
    "zh": "首页|国内|体育|新渔市开张|2025年5月22日 09:30|分享|"
    "舟山新渔市星期四上午在码头旁开张，渔民和商贩一早就排起长队。|"
    "市场共有一百二十个摊位。|“老市场早就挤不下了。”|渔民陈大海说，他明天还来。|相关新闻|今日鱼价|版权声明",
}


@pytest.mark.parametrize("language", GLUED_PAGES)
@pytest.mark.parametrize("between", ["", " "], ids=["glued", "on one line"])
def test_a_short_page_on_one_line_is_cut_in_scripts_without_capitals(language: str, between: str) -> None:
    wanted = GLUED_PAGES[language].split("|")
    assert pieces(between.join(wanted)) == wanted


MENU_IN_LINE = ["Home", "News", "Sport", "Weather"]
HEAD_IN_LINE = "Barge loses its anchor and closes the harbour of Ansel"
STORY_IN_LINE = (
    "The harbour of Ansel was closed on Monday after a barge lost its anchor in the night, the harbour office said. "
    "Nobody was hurt, and two tugs towed the barge to the old pier before noon, where divers looked at its chain."
)
FOOT_IN_LINE = ["Share", "Most read", "Owl moves into the town hall", "About us", "Privacy policy"]


@pytest.mark.parametrize(
    "signature",
    [
        "By Jane Doe 3 May 2024",
        "By Jane Doe Updated May 3, 2024 at 4:05 p.m.",
        "Published May 3, 2024",
        # Nothing tells whose name it is.
        "3 May 2024",
    ],
)
@pytest.mark.parametrize("times", [1, 6], ids=["short", "long"])
def test_byline_and_date_are_cut_off_the_story_of_a_page_on_one_line(signature: str, times: int) -> None:
    line = " ".join([*MENU_IN_LINE, HEAD_IN_LINE, signature, *[STORY_IN_LINE] * times, *FOOT_IN_LINE])
    found = pieces(line)
    assert found[4:6] == [HEAD_IN_LINE, signature]
    assert found[6].startswith("The harbour of Ansel")


def test_byline_and_date_are_cut_only_off_a_line_that_holds_most_of_the_dump() -> None:
    line = " ".join([HEAD_IN_LINE, "By Jane Doe 3 May 2024", *[STORY_IN_LINE] * 6])
    dump = "\n".join([line, *[STORY_IN_LINE] * 8])
    assert "By Jane Doe 3 May 2024" in pieces(line)
    assert "By Jane Doe 3 May 2024" not in pieces(dump)


@pytest.mark.parametrize(
    "opening",
    [
        "The town of Ansel voted on 3 May 2024 Harbour Day to",
        "The council of Ansel met in May 2024 and on 3 May 2024 it",
        "The lamps of the pier went out. On 3 May 2024 Mayor Jon Smith voted to",
        "The lamps of the pier went out. Since 3 May 2024 Mayor Jon Smith has asked to",
        "By Jane Doe The pier of Ansel was empty. On 3 May 2024 Mayor Jon Smith voted to",
        "The party at the pier on Friday, May 3, 2024 Mayor Jon Smith has asked to",
    ],
)
def test_a_sentence_on_one_line_that_says_a_date_is_left_whole(opening: str) -> None:
    line = " ".join([*MENU_IN_LINE, opening, STORY_IN_LINE, *FOOT_IN_LINE])
    sentence = opening.rpartition(". ")[2]
    assert any(f"{sentence} The harbour" in piece for piece in pieces(line))


@pytest.mark.parametrize(
    ("sentence", "more"),
    [
        ("안셀 시는 2024년 5월 3일 항구를 닫는다고 밝혔다.", "다친 사람은 없었고 배 두 척이 바지선을 끌고 갔다."),
        ("قررت بلدية أنسل 3 مايو 2024 إغلاق الميناء.", "وقال مكتب الميناء إن أحدا لم يصب بأذى في الليل."),
    ],
    ids=["ko", "ar"],
)
def test_without_capitals_a_date_amid_a_line_is_no_signature(sentence: str, more: str) -> None:
    assert any(sentence in piece for piece in pieces(" ".join([*[more] * 25, sentence, *[more] * 25])))


SKIP_LINK = "Skip to content"
TOLD = (
    "The ferry sailed again on Monday after nine days in the dock. Divers found no hole in its hull, the office said, "
    "and forty of its passengers waited on the pier. It will go to the outer islands twice a day from next week, and "
    "on Sundays as often as before."
)


@pytest.mark.parametrize("menu", [f"{SKIP_LINK} Harbour Sport Weather", f"{SKIP_LINK} Sport Harbour Weather Sign in"])
def test_behind_a_skip_link_a_menu_may_have_a_section_that_nobody_knows(menu: str) -> None:
    assert pieces(f"{menu} {TOLD}")[0] == SKIP_LINK


@pytest.mark.parametrize(
    "head",
    [
        # No skip link, two that nobody knows, and the beginning of a sentence.
        "Sport Harbour Weather",
        f"{SKIP_LINK} Harbour Island Sport Weather",
        f"{SKIP_LINK} and Sport Weather",
    ],
)
def test_elsewhere_no_menu_goes_on_behind_words_that_nobody_knows(head: str) -> None:
    assert pieces(f"{head} {TOLD}") == [f"{head} {TOLD}"]


@pytest.mark.parametrize(
    "story",
    [
        "国内体育产业去年增长百分之八，专家说今年会更快。各地新建了三百座体育馆，其中一半在农村，门票只要两块钱。观众大多是学生和老人，他们每天早上八点就来。",
        "속초의 새 수산시장이 22일 항구 옆에서 문을 열었다. 시장에는 가게 120곳이 들어섰고, 어민들은 줄을 섰다고 한다.",
        "- Clear instructions, said the baker, are easy to follow, so that those who never baked succeed.",
    ],
)
def test_a_story_alone_on_one_line_begins_with_no_menu(story: str) -> None:
    assert pieces(story) == [story]


def wrapped_by_columns(text: str, width: int) -> str:
    """Chinese as a terminal wraps it: a character takes two columns, a Latin letter or digit one."""
    lines, columns = [""], 0
    for character in text:
        columns += 2 if character > "\u2e80" else 1
        if columns > width:
            lines.append("")
            columns = 2 if character > "\u2e80" else 1
        lines[-1] += character
    return "\n".join(lines)


def test_wrapped_chinese_is_joined_without_blanks() -> None:
    paragraphs = ["".join(story_in("zh").paragraphs[:3]), "".join(story_in("zh").paragraphs[3:])]
    dump = "\n\n".join(wrapped_by_columns(paragraph, 72) for paragraph in paragraphs)
    assert dump.count("\n") > 6
    assert pieces(dump) == paragraphs


@given(articles(), st.sampled_from([72, 80]))
def test_any_story_comes_out_of_its_wraps(story: Story, width: int) -> None:
    if story.language in ("ja", "th", "zh"):
        return  # textwrap wraps at blanks only
    dump = "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in story.paragraphs)
    assert pieces(dump) == pieces("\n\n".join(story.paragraphs))


# Long dumps.


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\n \n"])
@pytest.mark.parametrize("size", [100, 997, 5000])
def test_a_long_dump_is_cut_as_a_short_one_is(line_end: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [*HEADLINES.splitlines(), "Share Tweet Email Print", BRIDGE + CHOIR, "  " + HARVEST + " ", "", "", CHOIR]
    dump = line_end.join(lines * 5)
    at_once = blocks_of(dump)
    for module in (segmentation, segmentation.lines):
        monkeypatch.setattr(module, "SLICE", size)
    monkeypatch.setattr(segmentation, "slices", lambda ends: slices(ends, size))
    piece_by_piece = blocks_of(dump)
    assert piece_by_piece.characters is None
    for name in ("starts", "ends", "texts", "folded", "lines", "blank_before"):
        assert list(getattr(piece_by_piece, name)) == list(getattr(at_once, name)), name


# Torn lines.


@pytest.mark.parametrize(
    "dump",
    [
        pytest.param(
            "The council votes to rebuild the old bridge\nFarmers fear for a third of the harvest", id="two headlines"
        ),
        pytest.param("Share this story with all of your friends\nclose\nThe council met.", id="the name of an icon"),
        pytest.param("Home\nnews and weather\nSport", id="labels in small letters"),
        pytest.param("HOW TO WATCH\nMORE SHARING\nSKIP SOCIAL LINKS", id="labels of several words in capitals"),
        pytest.param("The council of Harwick met on Monday.\nand so on, said nobody", id="a sentence that has ended"),
        pytest.param(
            "The council votes to rebuild the old bridge\n\nand so the story begins.", id="a blank line between"
        ),
        pytest.param(
            "Kommunen bygger upp den gamla bron efter våren\n”Ingen här hade väntat sig det”, sade Karin Öberg.",
            id="a Swedish quotation below a headline",
        ),
        pytest.param(
            "Rådet vil bygge den gamle bro op igen efter foråret\n»Det havde ingen her ventet,« sagde Karin Friis.",
            id="a Danish quotation below a headline",
        ),
        pytest.param(
            "Council votes to rebuild the old bridge of Harwick\nby Ruth Calder\nThe council voted on Monday.",
            id="a small byline below a headline",
        ),
        pytest.param(
            "Council votes to rebuild the old bridge of Harwick\n"
            "by: Ruth CalderPosted: Oct 8, 2025 / 05:02 AM CDTUpdated: Oct 8, 2025 / 06:11 AM CDTSHARE TWEET PRINT\n"
            "The council voted on Monday.",
            id="a long line of facts that were glued to a small byline",
        ),
        pytest.param(
            "Gemeinderat will alte Brücke von Bad Wellen wieder aufbauen\nvon Karin Friis | 3. Mai 2024",
            id="a small byline and its date below a headline",
        ),
        pytest.param(
            "Le conseil vote la reconstruction du vieux pont\njeudi 16 janvier 2025 à 10h30\nLe conseil a voté.",
            id="a French day below a headline",
        ),
        pytest.param(
            "Consiliul reface podul cel vechi peste râu\nde Mihai Stan\nvineri, 18 aprilie 2025\nConsiliul a votat.",
            id="a Romanian byline and its day below a headline",
        ),
        pytest.param(
            "Il comune ricostruisce il ponte sul fiume\ndi Redazione\n12 marzo 2025\nIl comune ha votato.",
            id="an Italian office below a headline",
        ),
        pytest.param(
            "El pueblo reconstruye el puente sobre el río\npublicado el 28 de junio de 2025\nEl pueblo votó.",
            id="a small cue and a day below a headline",
        ),
        pytest.param(
            "Le conseil vote la reconstruction du vieux pont\npar la rédaction\nLe conseil a voté.",
            id="a French office below a headline",
        ),
        pytest.param(
            "Addio al vecchio maestro del porto\nAveva 89 anni. Costruì trecento barche\ndi Redazione\nSabato.",
            id="a standfirst between a headline and an office",
        ),
    ],
)
def test_lines_that_nothing_tore_apart_stay_apart(dump: str) -> None:
    assert pieces(dump) == [line for line in dump.split("\n") if line]


@pytest.mark.parametrize(
    ("dump", "line"),
    [
        pytest.param(
            "The results were first reported by\nReuters\n, which cited three people who had seen the letter.",
            "The results were first reported by Reuters , which cited three people who had seen the letter.",
            id="a link before a comma",
        ),
        pytest.param(
            "The results were first reported in a long article\nby The Harwick Post\n, which cited three people.",
            "The results were first reported in a long article by The Harwick Post , which cited three people.",
            id="a name in the middle of a sentence",
        ),
        pytest.param(
            "The results, the minister told the newspaper\nThe Harwick Post\nin an interview, were better than hoped.",
            "The results, the minister told the newspaper The Harwick Post in an interview, were better than hoped.",
            id="a link before a small letter",
        ),
        pytest.param(
            "The plan of the council was welcomed on Friday by the minister\nVon Storch\nand the captains of all the\n"
            "Harwick Ferries\n, a spokeswoman said.",
            "The plan of the council was welcomed on Friday by the minister Von Storch and the captains of all the "
            "Harwick Ferries , a spokeswoman said.",
            id="a name that begins like a byline",
        ),
        pytest.param(
            "The longest of the nine letters that were found is the one called\nBy Hanna Lund\nand was never sent.",
            "The longest of the nine letters that were found is the one called By Hanna Lund and was never sent.",
            id="what looks like a byline, and a sentence that ends behind it",
        ),
        pytest.param(
            "He lives with his family in the village near Harwick\nand has been a member of the choir since 1999.",
            "He lives with his family in the village near Harwick and has been a member of the choir since 1999.",
            id="a break inside a sentence",
        ),
        pytest.param(
            "The works were stopped twice, because the firm went bankrupt and because workers found a\ncistern.",
            "The works were stopped twice, because the firm went bankrupt and because workers found a cistern.",
            id="a last word",
        ),
    ],
)
def test_lines_torn_by_inline_markup_are_joined(dump: str, line: str) -> None:
    assert pieces(dump) == [line]
    assert pieces(dump.replace("\n", "\r\n")) == [line]


@pytest.mark.parametrize(
    "head",
    [
        ("By Jane Doe", "and John Roe"),
        ("By Jane Doe", "for the harbour paper"),
        ("by Jane Doe, pictures by John Roe", "3 May 2024"),
        ("Jane Doe", "staff writer"),
        ("Jane Doe", "reporter in Bergen"),
    ],
    ids=" / ".join,
)
def test_a_byline_that_goes_on_in_small_letters_is_no_part_of_the_headline_above(head: tuple[str, ...]) -> None:
    lines = ["The results were better than hoped for after two years", *head, "May 3, 2024"]
    assert pieces("\n".join(lines)) == lines


# Below the line: what is whole must stay whole.


@pytest.mark.parametrize(
    "line",
    [
        "The team used WordPress and YouTube, and later TikTok and LinkedIn, to reach the voters of LaSalle.",
        "McDonald's, PricewaterhouseCoopers and BlackRock will move to the new building, the JPMorgan spokesman said.",
        "iPhone, iPad and MacBook sales fell, while those of the PlayStation rose, eBay and PayPal said on Monday.",
        "The U.S. Senate and the E.U. Council met at 3.15 p.m. about Mr. Calder, the owner of ferry.example/Home.",
        "Dr. Ruth Calder paid 3.5 million for No. 7, St. Mary's Road, Harwick.",
        "“He is,” she said, “a fool.” The council disagreed.",
        "Er war Vorsitzender der Freien Wählergemeinschaft Bad Wellen und Mitglied im Rat der Stadt.",
        "The picture shows two tugs at work. It was taken by Reuters in May.",
        "On 2023-07-25 the council met and voted to rebuild the bridge over the river.",
        "The score was 3-2-1 at the end of the night in Harwick.",
        "“这里谁也没想到水会涨得这么快，”在河边住了三十年的王丽说。法院预计下周听取其余证人的证词。",
    ],
)
def test_a_line_of_story_is_one_block(line: str) -> None:
    assert pieces(line) == [line]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paragraph_of_a_story_is_one_block(language: str) -> None:
    paragraphs = list(story_in(language).paragraphs)
    assert pieces("\n".join(paragraphs)) == paragraphs


# What is cut.


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        pytest.param(
            "The bridge was closed on Monday.The council met again to talk it over.",
            ["The bridge was closed on Monday.", "The council met again to talk it over."],
            id="sentences glued at a full stop",
        ),
        pytest.param(
            "“The bridge is safe,” she said. “I know.”The council disagreed.",
            ["“The bridge is safe,” she said. “I know.”", "The council disagreed."],
            id="sentences glued at a closing quote",
        ),
        pytest.param(
            "Published: May 3, 2024Every lamp was on.",
            ["Published: May 3, 2024", "Every lamp was on."],
            id="a sentence glued to a year",
        ),
        pytest.param(
            "3. Mai 2024, 12:17Alle Lampen brannten.",
            ["3. Mai 2024, 12:17", "Alle Lampen brannten."],
            id="a sentence glued to a time",
        ),
        pytest.param(
            "Who will pay?Nobody knows.", ["Who will pay?", "Nobody knows."], id="sentences glued at a question mark"
        ),
        pytest.param(
            "Мост закрыли вчера.Совет собрался снова.",
            ["Мост закрыли вчера.", "Совет собрался снова."],
            id="Russian sentences",
        ),
        pytest.param(
            "date 2023-07-25 Support the Harwick Post!",
            ["date 2023-07-25", "Support the Harwick Post!"],
            id="a leading date",
        ),
        pytest.param(
            "Publicerad: 2025-04-18 06.12 Uppdaterad: 2025-04-18 09.30",
            ["Publicerad: 2025-04-18 06.12", "Uppdaterad: 2025-04-18 09.30"],
            id="a leading date with a dotted time before the next",
        ),
        pytest.param(
            "2025-04-18 12.50 Euro kostet die Karte",
            ["2025-04-18", "12.50 Euro kostet die Karte"],
            id="a leading date before a sum",
        ),
        pytest.param(
            "18/04/2025 06h12 Atualizado em 18/04/2025 09h30",
            ["18/04/2025 06h12", "Atualizado em 18/04/2025 09h30"],
            id="a leading date with its time",
        ),
        pytest.param(
            "25.07.2023 10:15 Council votes to rebuild the old bridge",
            ["25.07.2023 10:15", "Council votes to rebuild the old bridge"],
            id="a leading date with a time",
        ),
        pytest.param(
            "Giriş: 03.03.2025 - 09:15 Güncelleme: 04.03.2025 - 10:20",
            ["Giriş: 03.03.2025 - 09:15", "Güncelleme: 04.03.2025 - 10:20"],
            id="a leading date with its time behind a dash",
        ),
        pytest.param(
            "Two tugs at work in the harbour. harbour.org",
            ["Two tugs at work in the harbour.", "harbour.org"],
            id="an address behind a caption",
        ),
        pytest.param(
            "Two tugs at work in the harbour. Reuters",
            ["Two tugs at work in the harbour.", "Reuters"],
            id="an agency behind a caption",
        ),
        pytest.param(
            "Two of three tugs at work. Photo: Harbour Office",
            ["Two of three tugs at work.", "Photo: Harbour Office"],
            id="a credit with a label behind a caption",
        ),
        pytest.param(
            "Share Tweet Email Print", ["Share", "Tweet", "Email", "Print"], id="a row of labels that the lexicon knows"
        ),
        pytest.param("SHARE TWEET EMAIL PRINT", ["SHARE", "TWEET", "EMAIL", "PRINT"], id="the same in capitals"),
    ],
)
def test_a_line_of_several_things_is_cut(line: str, cut: list[str]) -> None:
    assert pieces(line) == cut


def test_the_headline_that_the_title_of_the_page_says_stands_apart_in_a_dump_on_one_line() -> None:
    story = " ".join(story_in("en").paragraphs)
    headline = "Island ferry sails again after nine days"
    for title in (f"{headline} | The Courier", headline):
        line = f"{title} Home News Sport Contact us {headline} By Jane Doe 3 May 2024 {story} {story} {story}"
        assert pieces(line).count(headline) == 2
        # So it does where somebody put short lines around that line.
        assert pieces(f"Home\nNews\n{line}\nShare\nPrivacy policy").count(headline) == 2
    # A line that is no longer than a paragraph is left.
    assert pieces(f"{headline} | The Courier {headline} today") == [f"{headline} | The Courier {headline} today"]


@pytest.mark.parametrize("headline", ["ferry to st. louis sails again", "u.s. senate votes for the bridge to osk"])
def test_an_abbreviation_in_the_headline_of_a_dump_on_one_line_is_no_end_of_a_sentence(headline: str) -> None:
    line = f"{headline} home news contact us {headline} by jane doe " + " ".join(story_in("en").paragraphs) * 2
    assert head_of_title(line, 0, len(line)) == headline


@pytest.mark.parametrize(
    "said", ["when the ferry of the island sails again to the northern coast", "TITLE now, he said"]
)
def test_a_headline_that_a_sentence_of_the_story_says_again_is_left_in_it(said: str) -> None:
    headline = "The ferry of the island sails again to the north"
    story = " ".join(story_in("en").paragraphs)
    line = f"{headline} | The Courier {story} It was the day {said.replace('TITLE', headline)}. {story} {story}"
    found = pieces(line)
    assert found.count(headline) == 1
    assert not any(piece.endswith(("when", "It was the day")) for piece in found)


@pytest.mark.parametrize(
    "line",
    [
        "Die Sendung beginnt um 20:15Uhr im Ersten.",
        "The office still ran on Windows 2000Server that week.",
        "Of the people that the 2010Census had counted some had left.",
    ],
)
def test_a_year_or_a_time_that_ends_no_date_is_no_place_to_cut(line: str) -> None:
    assert pieces(line) == [line]


def test_labels_glued_to_prose_are_cut_off_it() -> None:
    line = "HomeWorldSportWeatherCultureOpinion" + BRIDGE + " " + CHOIR
    found = pieces(line)
    assert len(found) >= 4
    assert "".join(found).replace(" ", "") == line.replace(" ", "")
    assert any(piece.startswith("The council of Harwick") for piece in found)


def test_pieces_of_a_line_remember_that_they_were_one() -> None:
    found = blocks_of(f"One\nThe bridge was closed on Monday.The council met again.\n{BRIDGE}")
    assert list(found.lines) == [0, 1, 1, 2]


# Long lines.


LONG_LINES = {
    language: " ".join(story_in(language).paragraphs) for language in LANGUAGES if language not in ("ja", "zh")
}


@pytest.mark.parametrize("language", [language for language, line in LONG_LINES.items() if len(line) > 1000])
def test_a_line_longer_than_any_paragraph_is_judged_by_its_sentences_and_put_together_again(language: str) -> None:
    line = LONG_LINES[language]
    if language != "th":  # Thai has no marks between sentences.
        assert len(pieces(line)) >= 12
    assert "".join(pieces(line)).replace(" ", "") == line.replace(" ", "")
    assert newsclean.clean(line).text == line


@pytest.mark.parametrize(
    ("before", "behind", "piece"),
    [
        (
            "Die Fähre legt ab. Publiziert 17. ",
            "Dezember 2024, 12:17 Uhr Tim Ost",
            "Publiziert 17. Dezember 2024, 12:17 Uhr",
        ),
        ("Home News Sport Culture Weather Ferries Harbour March ", "9, 2026 Boats left.", "Boats left."),
        # A sentence says the date.
        ("Es regnete. Am 17. ", "Dezember 2024 tagte der Rat.", "Am 17. Dezember 2024 tagte der Rat."),
        ("The ferry had cabin 17. ", "December was cold.", "December was cold."),
    ],
)
def test_a_long_line_is_not_cut_inside_a_date(before: str, behind: str, piece: str) -> None:
    assert piece in pieces(f"{before}{behind} {LONG_LINES['en']}")


def test_words_of_a_script_without_capitals_are_no_labels_before_a_sentence() -> None:
    # The last two words were taken for the sentence, and all before them for a menu.
    first = "منتقدان می\u200cگویند این طرح برای مغازه\u200cهای کوچک شهر بزرگ ما هزینه بیشتری می\u200cگذارد."
    line = f"{first} {LONG_LINES['fa'].replace(first, '')}"
    assert newsclean.clean(line).text == line


def test_a_page_on_one_line_gives_its_story() -> None:
    story = story_in("en")
    page = (
        f"Home World Sport Weather Sign in Search {' '.join(story.paragraphs)} Share Tweet Email Print Related stories"
    )
    assert newsclean.clean(page).text.replace("\n\n", " ") == " ".join(story.paragraphs)


@pytest.mark.parametrize(
    "sentence",
    [
        "No Google News a notícia esteve uma hora entre as mais lidas, e no sábado a fila chegou à esquina.",
        "Su Google News la storia è finita tra quelle più lette, e da Lucca è arrivata la richiesta di un poema.",
    ],
)
def test_a_network_of_two_words_is_no_label_where_a_sentence_goes_on_behind_it(sentence: str) -> None:
    story = "A padaria Trigo Velho, em Bragança, oferece desde dezembro um pão de centeio a quem trouxer um poema."
    page = f"Início Política Desporto Iniciar sessão {story} {sentence} {story[:-1]} novo. Mais lidas Comentários"
    assert [piece for piece in pieces(page) if "Google" in piece] == [sentence]


# White space.


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        (" \n ", ""),
        ("two words", "two words"),
        ("  two\u00a0 words\n again ", "two words again"),
        ("narrow\u202fand\u3000wide", "narrow and wide"),
        ("zero\u200bwidth", "zero\u200bwidth"),
        ("星\n雅", "星雅"),
        ("星\r\n  雅", "星雅"),
        ("星 雅", "星 雅"),
        ("。\n雅", "。雅"),
        ("。”\n雅", "。”雅"),
        ("星\nA", "星 A"),
        ("한국어\n문장", "한국어 문장"),
    ],
)
def test_white_space_is_folded(text: str, folded: str) -> None:
    assert fold_white_space(text) == folded


@given(any_text() | dumps().map(lambda dump: dump.text))
def test_a_whole_dump_is_folded_as_the_lexicon_folds_it(text: str) -> None:
    assert fold_whole(text, Characters.of(text)) == fold(text)


@pytest.mark.parametrize("text", ["ΟΔΟΣ ΣΟΦΙΑΣ", "\ud83d\ude00", "\U00010400 İ É", "\ufffe\uffff É", "“Größe” – É"])
def test_characters_that_one_look_up_cannot_fold_are_folded_one_by_one(text: str) -> None:
    assert fold_whole(text, Characters.of(text)) == fold(text)


def test_an_abbreviation_is_no_sentence() -> None:
    sentence = "Mr. Calder said that the ferry of the island would sail again on Monday, whatever the weather."
    line = " ".join([sentence] * 40)
    assert "Mr." not in pieces(line)


SHORT_PAGES = [
    ("en", "Home News Sport Contact", "Privacy policy Terms of use © 2024 The Osk Courier"),
    ("de", "Startseite Politik Sport", "Impressum Datenschutz AGB"),
    ("fr", "Accueil Actualités Politique Sport", "Mentions légales Confidentialité Contact"),
    ("es", "Inicio Noticias Deportes Cultura", "Aviso legal Política de privacidad Contacto"),
    ("ru", "Главная Новости Политика Спорт", "Контакты Реклама О проекте"),
    ("ja", "ホーム ニュース 政治 スポーツ", "プライバシーポリシー 利用規約 お問い合わせ"),
    ("zh", "首页 新闻 政治 体育", "隐私政策 使用条款 联系我们"),
]


def paragraphs_on_one_line(language: str) -> str:
    return ("" if language in ("ja", "zh") else " ").join(story_in(language).paragraphs[:3])


@pytest.mark.parametrize(("language", "menu", "footer"), SHORT_PAGES)
def test_a_page_on_one_short_line_gives_its_story(language: str, menu: str, footer: str) -> None:
    story = paragraphs_on_one_line(language)
    page = f"{menu} {story} {footer}"
    assert 100 < len(page) < 1000
    article = newsclean.clean(page)
    assert "".join(article.text.split()) == "".join(story.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_paragraph_that_stands_alone_is_one_block(language: str) -> None:
    for paragraph in (paragraphs_on_one_line(language), *story_in(language).paragraphs):
        assert len(paragraph) > 1000 or pieces(paragraph) == [paragraph]


@pytest.mark.parametrize(
    "paragraph",
    [
        f"Home News was founded in 1924. {BRIDGE}",
        f"Health Education Science ministers met on Monday. {BRIDGE}",
        f"{BRIDGE} It named the papers that wrote of it first: Home News, Sport and Culture.",
        f"{BRIDGE} Its pages were called Politics, Business, Sport and Terms of Use.",
    ],
)
def test_a_paragraph_that_names_what_menus_name_stays_whole(paragraph: str) -> None:
    assert pieces(paragraph) == [paragraph]


def test_a_story_on_one_line_below_its_headline_is_not_cut_where_it_begins_with_the_same_words_again() -> None:
    said = "The harbour office of the island of Osk said on Monday that the ferry would sail again, and nobody cheered "
    again = "when the harbour office of the island of Osk said on Tuesday that it would not."
    story = f"{said}{again} " + " ".join([BRIDGE] * (1 + 1000 // len(BRIDGE)))
    assert f"{said}{again}" in " ".join(pieces(f"Ferry sails again\n{story}")[1:2])


SUBJECTS = [
    ("en", "The oldest ship of the harbour", "sails"),
    ("de", "Das älteste Schiff im Hafen", "fährt"),
    ("pl", "Najstarszy statek w całym porcie", "pływa"),
    ("tr", "Limanın en eski ve küçük gemisi", "yüzüyor"),
    ("ar", "السفينة القديمة في وسط الميناء", "تبحر"),
]


@pytest.mark.parametrize(("language", "subject", "verb"), SUBJECTS, ids=[row[0] for row in SUBJECTS])
@pytest.mark.parametrize("behind", [",", ".", " –", ":"])
def test_a_story_on_one_line_that_names_its_subject_again_is_not_cut_there(
    language: str, subject: str, verb: str, behind: str
) -> None:
    rest = " ".join(story_in(language).paragraphs)
    line = f"{subject} {verb}. {rest} {subject}{behind} {verb}. {rest}"
    assert len(line) > 1000
    assert subject not in pieces(line)


@pytest.mark.parametrize(
    "line",
    [
        "首页|国内|国际|财经|体育|登录",
        "الرئيسية|سياسة|اقتصاد|رياضة|ثقافة",
        "होम|देश|दुनिया|खेल|मनोरंजन",
        # What stands between the labels at both ends is not known.
        "相关阅读|麦收时节的联合收割机|关于我们|联系我们",
        "الأكثر قراءة|أسعار الذهب اليوم|اتصل بنا|سياسة الخصوصية",
        # One label of several words.
        "اقرأ أيضا|الصيادون يطالبون بمرفأ جديد",
        # One or two words may begin a headline, and blanks part words of the story.
        "国内渔市开张",
        "国内财经渔市开张",
        "国内渔市改变经济社会",
        "国际社会关注中国经济增长放缓的影响",
        "政治改革と経済社会",
        "プロ野球日本シリーズ",
        "اقرأ أيضا الصيادون يطالبون بمرفأ جديد",
        "رياضة سياسة ثقافة هذا ما يهم القراء",
        # A mark goes with the letter before it, so that this is another word.
        "खेल देशी दुनियाा",
        # Signs part what is read as a whole.
        "اقرأ أيضا: الصيادون يطالبون بمرفأ جديد",
        "首页国内国际渔市。市场星期四开张",
    ],
)
def test_labels_are_parted_in_rows_without_blanks_and_capitals(line: str) -> None:
    filler = "A story in another script keeps this dump from being one line."
    texts = segment(Dump(f"{line.replace('|', '')}\n{filler}"), Lexicon.load()).texts
    assert list(texts[:-1]) == line.split("|")
