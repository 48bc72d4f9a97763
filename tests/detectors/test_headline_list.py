"""Headlines of other stories below no heading: first lines that are something else, then lists of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.blocks import NAMES_ONLY
from newsclean.detectors import DETECTORS
from newsclean.detectors.headline_list import headline_list
from newsclean.model import Role

from .dumps import STORY, STORY_IN, blocks_of, votes

HEADLINES = ("Old keeper leaves his oars to the museum", "Three schools stay shut this week", "Who owns the river now?")
LIST = "\n".join(HEADLINES)

KEEPS = {
    "a story": STORY,
    "one line": HEADLINES[0],
    "two headlines": "\n".join(HEADLINES[:2]),
    "two headlines, and a third far from them": "\n".join([*HEADLINES[:2], *["Harbour"] * 5, HEADLINES[2]]),
    "entries of a menu": "Home at last\nThe news today\nSport for all\nCulture and life\nAbout the paper",
    "lines of twenty-one words": "\n".join(f"Harbour number {number}" + " and another" * 9 for number in (1, 2, 3)),
    "entries that are glued": "CarsBoatsPlanes and more too\nFishMeatBread for the MonSun\nInksPens of the old ÅsHamn",
    "sentences": "The ferry sails again today.\nThe divers found no hole.\nThe keeper went home early.",
    "lines that go on": "7\n\nand so the ferry sails\n\n7\n\nor the tugs will come\n\n7\n\nbut not before Monday noon",
    "items of a list": "• Blankets for the whole crew\n• Water for nine cold days\n• Bread that does not spoil",
    "addresses": "Write to us at a@b.example\nRead on at www.teal.example now\nSee https://teal.example/a for more",
    "lines with bars": "Boats | Trains | Planes on sale\nInks | Pens | Paper on sale\nFish | Meat | Bread on sale",
    "lines of a table": "Ferry 12 34 56 78 90\nTug one 11 22 33 44\nOld pilot boat 123 456 789",
    "above labels": "What the office says today:\nWhat the keeper says now:\nWhat the divers say below:",
    "beside a share bar": f"Share on Facebook\n{LIST}\nShare on Facebook",
    "short lines in Chinese": "古老水门今天重开\n北部学校继续停课\n港口灯塔百年开放",
}


@pytest.mark.parametrize("dump", KEEPS.values(), ids=KEEPS)
def test_no_headlines_are_seen_in(dump: str) -> None:
    assert votes(headline_list, dump, "en") == []


FINDS = {
    "en": LIST,
    "de": "Alter Wärter schenkt dem Museum seine Ruder\nDrei Schulen bleiben die Woche zu\nWem gehört jetzt der Fluss?",
    "fr": "Le vieux gardien lègue ses rames\nTrois écoles restent fermées lundi\nÀ qui appartient la rivière ?",
    "ru": "Старый смотритель отдал вёсла музею\nТри школы закрыты всю неделю\nЧья теперь эта река?",
    "el": "Ο παλιός φύλακας χάρισε τα κουπιά\nΤρία σχολεία μένουν κλειστά σήμερα\nΠοιανού είναι τώρα το ποτάμι;",
    "ar": "الحارس القديم يهدي مجاديفه للمتحف\nثلاث مدارس تبقى مغلقة هذا الأسبوع\nلمن يعود النهر الآن؟",
    "hi": "पुराने रखवाले ने चप्पू दान किए\nतीन स्कूल इस हफ्ते बंद रहेंगे\nअब नदी किसकी है भाई?",
    "ja": "古い水門の番人が博物館に櫂を贈る\n北部の三つの学校は今週も休校が続く\n港の灯台が百周年を迎えて公開",
    "zh": "老水门看守人把船桨捐给博物馆\n北部三所学校本周继续停课\n港口灯塔百年后首次开放",
    "ko": "옛 수문지기 박물관에 노를 기증하다\n학교 세 곳 이번 주 휴교\n이제 강은 누구의 것인가?",
}


@pytest.mark.parametrize("language", FINDS)
def test_a_list_of_headlines_is_named(language: str) -> None:
    dump = "\n\n".join([*STORY_IN[language], FINDS[language]])
    (vote,) = votes(headline_list, dump, language)
    assert dump[vote.span.start : vote.span.end] == FINDS[language]
    assert (vote.role, vote.weight, vote.rule, vote.part) == (Role.RELATED, NAMES_ONLY, "headline_list", None)


def test_headlines_may_be_set_in_capitals() -> None:
    (vote,) = votes(headline_list, LIST.upper(), "en")
    assert (vote.span.start, vote.span.end) == (0, len(LIST))


@pytest.mark.parametrize(
    ("below", "is_named"),
    [
        ("He rowed across the river every morning for forty years.", True),
        ("He rowed on and on.", False),
        ("He rowed" + " on" * 50 + ".", False),
        ("He rowed across the river every morning:", False),
    ],
    ids=["a sentence", "too short", "too long", "no sentence"],
)
def test_a_summary_stands_right_below_a_headline(below: str, *, is_named: bool) -> None:
    dump = f"{LIST}\n{below}"
    (vote,) = votes(headline_list, dump, "en")
    assert dump[vote.span.start : vote.span.end] == (dump if is_named else LIST)


@pytest.mark.parametrize(
    ("between", "named"),
    [
        (["Politics", "3 May 2024", "7 min"], [[*range(6)]]),
        (["Politics", "3 May 2024", "7 min", "12"], [[5]]),
        (["Politics", "3 May 2024", "7 min", "12", "Share"], []),
    ],
    ids=["three", "four", "five"],
)
def test_kickers_and_dates_may_stand_between_headlines(between: list[str], named: list[list[int]]) -> None:
    lines = [HEADLINES[0], *between, *HEADLINES[1:]]
    spans = [vote.span for vote in votes(headline_list, "\n".join(lines), "en")]
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    assert [[n for n, start in enumerate(starts) if span.start <= start < span.end] for span in spans] == named


def test_the_vote_names_what_is_removed_and_changes_nothing_else() -> None:
    menu, notice = "Home\nNews\nSport\nCulture\nAbout us", "© 2024 Teal Valley Post"
    page = f"{menu}\n\n{LIST}\n\nThe ferry sails again\nBy Ada Brandt\n3 May 2024\n\n{STORY}\n\n{notice}"
    others = [detector for detector in DETECTORS if detector is not headline_list]
    without, article = newsclean.Cleaner(detectors=others).clean(page), newsclean.clean(page)
    assert [block.role for block in article.blocks if block.text in HEADLINES] == [Role.RELATED] * 3
    assert [block.role for block in without.blocks if block.text in HEADLINES] != [Role.RELATED] * 3
    assert (article.text, article.confidence) == (without.text, without.confidence)
    assert [block.confidence for block in article.blocks] == [block.confidence for block in without.blocks]


@given(st.lists(st.sampled_from([*HEADLINES, "Home", "3 May 2024", "© 2024 Teal", *STORY_IN["en"]]), max_size=20))
def test_a_vote_begins_with_a_headline_and_ends_with_one_or_a_sentence(lines: list[str]) -> None:
    blocks = blocks_of("\n\n".join(lines), "en")
    for vote in headline_list(blocks.dump, blocks):
        first, last = blocks.starts.index(vote.span.start), blocks.ends.index(vote.span.end)
        assert blocks.texts[first] in HEADLINES
        assert blocks.texts[last] in (*HEADLINES, *STORY_IN["en"])
