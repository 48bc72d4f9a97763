"""Runs of items behind a time of day: first those that are the story's own, then tickers beside it."""

from __future__ import annotations

import pytest

from newsclean.detectors.ticker import ticker
from newsclean.model import Role

from .dumps import PROSE, STORY, STORY_IN, told, votes

#: A page stands around the story.
PAGE = "Share on Facebook\nSign in\nAbout us\nMost read\nCookie policy"

ITEMS = (
    "10:17 Baker of Ansel opens a second shop",
    "10:02 Rain closes the tennis courts in Pell",
    "09:48 Owl found in a chimney is doing well",
    "09:30 Choir looks for two tenors",
)
TICKER = "\n".join(ITEMS)
#: Every entry speaks of what the prose below speaks of, as a live blog does.
LIVE_INTRO = (
    "The council of Harsum debates the bridge over the river all day, and the budget of the harbour with it; the mayor "
    "has asked for a decision by midnight, and the opposition for another survey of the old pillars."
)
LIVE = """\
14:05 The mayor opens the session and calls the bridge the heart of Harsum.
14:20 The opposition asks for the survey of the pillars once more.
14:55 A first vote on the budget of the harbour fails.
15:30 The council breaks; the mayor speaks to the opposition about the survey."""

KEEPS = {
    "a story": STORY,
    "a ticker alone, which nothing stands beside": TICKER,
    "three trains": f"{STORY}\n08:10 to Ansel\n09:10 to Pell\n10:10 to Brack\n{STORY}",
    "hours far from each other": f"\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n".join(ITEMS),
    "results of matches": f"{STORY}\n" + "\n".join(f"Ansel v Pell 2:{goals}" for goals in range(5)),
    "scores at the head of their lines, which are no hours": f"{STORY}\n31:28 Ansel\n27:80 Pell\n30:29 Brack",
    "shares": f"{STORY}\n10:17% of all\n10:18% of some\n10:19% of none\n10:20% of many",
    "the entries of a live blog": f"{LIVE_INTRO}\n{LIVE}",
    "the hours of a list that the story announces": (
        f"{STORY}\nThe boats leave the pier at:\n8:10 a.m.\n9:45 a.m.\n1:20 p.m.\n5:05 p.m.\n{PROSE}"
    ),
    "long entries": f"{STORY}\n" + "\n".join(f"1{hour}:15 {PROSE} {PROSE} {PROSE} {PROSE}" for hour in range(5)),
}


@pytest.mark.parametrize("dump", KEEPS.values(), ids=KEEPS)
def test_no_ticker_stands_in(dump: str) -> None:
    assert told(ticker, f"{PAGE}\n\n{dump}", "en") == []


FINDS = {
    "a headline a line": TICKER,
    "hours in brackets": "\n".join(f"[{item[:5]}]{item[5:]}" for item in ITEMS),
    "hours behind bullets": "\n".join(f"• {item}" for item in ITEMS),
    "French hours": TICKER.replace(":", "h"),
    "days before the hours": "\n".join(f"14.03. {item}" for item in ITEMS),
    "the hour on a line of its own": TICKER.replace("10:17 ", "10:17\n").replace("10:02 ", "10:02\n"),
    "Russian": "10:17 Пекарь открыл магазин\n10:02 Дождь закрыл корты\n09:48 Сову нашли\n09:30 Хор ищет теноров",
    "Chinese": "10:17 面包师开设第二家店\n10:02 大雨关闭网球场\n09:48 烟囱里发现猫头鹰\n09:30 合唱团招募男高音",
}


@pytest.mark.parametrize("items", FINDS.values(), ids=FINDS)
def test_a_ticker_beside_a_story(items: str) -> None:
    dump = f"{PAGE}\n\n{STORY}\n{STORY_IN['de'][0]}\n\n{items}"
    [vote] = votes(ticker, dump, "en")
    assert vote.role is Role.RELATED
    assert dump[vote.span.start : vote.span.end] == items


def test_a_phrase_of_sites_with_a_colon_announces_no_list_of_the_story() -> None:
    assert votes(ticker, f"{PAGE}\n\n{STORY}\n{STORY_IN['de'][0]}\n\nMost read:\n{TICKER}", "en")


def test_a_text_that_no_page_stands_around_has_no_ticker() -> None:
    assert told(ticker, f"{STORY}\n{STORY}\n\n{TICKER}", "en") == []
