"""Pages of errors and checks for humans, which crawls are full of, hold no story; stories about them do."""

from __future__ import annotations

from html import escape

import pytest

import newsclean
from newsclean.model import Doubt

FIRST = "The harbour office of Osk has locked the archive for a year, and nobody knows why, the council said on Monday."
SECOND = "Visitors who come to read the old logs find the door shut, the keeper of the lighthouse told the paper."

STORIES = [
    ("Access denied", FIRST),
    ("404 Not Found", FIRST),
    ("Page not found: how Osk lost its archive", FIRST),
    ("Are you a robot?", FIRST),
    (
        "The archive of Osk is gone",
        "Who opens its site reads “Page not found” and nothing else, readers wrote.",
    ),
    (
        "The archive of Osk is gone",
        "The page she was looking for could not be found in the logs, the keeper said.",
    ),
    ("The archive of Osk is gone", "Access to this page of the logs has been denied to him twice, the historian said."),
]

ERRORS = [
    "404 Not Found",
    "404 Not Found\nnginx/1.18.0",
    "403 Forbidden",
    "502 Bad Gateway\nnginx",
    "503 Service Temporarily Unavailable",
    "Access Denied\nYou don't have permission to access this page on this server.\nReference #18.5c1f.17000.1a2b3c",
    "Page not found\nSorry, the page you are looking for could not be found.",
    "Not Found\nThe requested URL /osk/1 was not found on this server.",
    "Internal Server Error\nThe server encountered an internal error and was unable to complete your request.",
    "Just a moment...\nChecking your browser before accessing osk.example.",
    "Just a moment...\nEnable JavaScript and cookies to continue",
    "Please enable JS and disable any ad blocker",
    "Before we continue...\nPress & Hold to confirm you are a human (and not a bot).\nReference ID 1a2b",
    "Sorry, you have been blocked\nYou are unable to access osk.example\nWhy have I been blocked?",
    "Verify you are human by completing the action below.\nRay ID: 7d1e2f3a4b5c6d7e",
    "Seite nicht gefunden\nDie von Ihnen gesuchte Seite gibt es hier leider nicht.",
    "Page introuvable\nLa page que vous recherchez n'existe pas.",
    "Página no encontrada\nLa página que buscas no existe.",
    "Страница не найдена\nСтраница, которую вы ищете, не существует.",
    "ページが見つかりません\nお探しのページは移動または削除されました。",
    "页面不存在\n抱歉，您访问的页面不存在。",
]

both_kinds = pytest.mark.parametrize("kind", ["text", "html"])


def dump(lines: list[str], kind: str) -> str:
    if kind == "text":
        return "\n".join(lines)
    first, *others = map(escape, lines)
    below = "".join(f"<p>{line}</p>" for line in others)
    return f"<!doctype html><html><head><title>{first}</title></head><body><h1>{first}</h1>{below}</body></html>"


@both_kinds
@pytest.mark.parametrize(("title", "paragraph"), STORIES)
def test_a_story_about_errors_keeps_headline_and_sentences(title: str, paragraph: str, kind: str) -> None:
    article = newsclean.clean(dump([title, "By Ada Brandt", "14 March 2025", paragraph, SECOND], kind))
    assert (article.title, article.text, article.doubts) == (title, f"{paragraph}\n\n{SECOND}", ())


@both_kinds
@pytest.mark.parametrize("page", ERRORS, ids=map(str, range(len(ERRORS))))
def test_a_page_of_an_error_holds_no_story(page: str, kind: str) -> None:
    article = newsclean.clean(dump(page.split("\n"), kind))
    assert (article.text, article.doubts) == ("", (Doubt.NO_STORY, Doubt.LOW_CONFIDENCE))
