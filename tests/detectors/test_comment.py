"""Readers' comments: first what is no thread of them, then threads and forms from heading to end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.blocks import Blocks
from newsclean.detectors.comment import comment
from newsclean.model import Role

from .dumps import STORY, STORY_IN, blocks_of, votes

FIRST, SECOND = STORY_IN["en"]
ONE = "My father paid nothing at all in those years, and the quay was in better shape than it is now."
TWO = "Lovely story, but who is going to pay for it when the winter comes?"


def thread(dump: str, language: str = "en") -> list[str]:
    """The blocks that the detector votes for."""
    blocks = blocks_of(dump, language)
    return [blocks.texts[number] for number in numbers_of(blocks)]


def numbers_of(blocks: Blocks) -> list[int]:
    """The numbers of the blocks that the detector votes for."""
    spans = [vote.span for vote in comment(blocks.dump, blocks)]
    return [
        number for number, start in enumerate(blocks.starts) if any(span.start <= start < span.end for span in spans)
    ]


KEEPS = {
    "a story alone": STORY,
    "a heading alone": f"{STORY}\nComments",
    "a heading of the menu above the story": f"Comments\nReply\nReply\n{STORY}",
    "a heading and one sign": f"{STORY}\nComments\n{ONE}\nReply",
    "a heading, one sign and prose below": f"{STORY}\nComments\nReply\nE-mail\n{ONE}",
    "signs without a heading": f"{STORY}\nReply\n{ONE}\nReply\nFlag comment",
    "people quoted in the story": "\n".join(
        [FIRST, *(f"Speaker {name} says:\n{SECOND}" for name in ("Ann", "Ben", "Cy", "Di"))]
    ),
    "three people quoted below a heading": "\n".join(
        [STORY, "Discussion", *(f"Speaker {name} says:\n{SECOND}" for name in ("Ann", "Ben", "Cy"))]
    ),
    "people quoted below a heading, each in another way": "\n".join(
        [STORY, "Discussion", *(f"Speaker Ann {verb}:\n{SECOND}" for verb in ("says", "asks", "adds", "ends"))]
    ),
    "lines with colons below a heading that announce no sentence": "\n".join(
        [STORY, "Discussion", *(f"Room {name} has:\nTables" for name in ("a", "b", "c", "d"))]
    ),
    "long sentences with colons below a heading": "\n".join(
        [STORY, "Discussion", *(f"{FIRST} And then the speaker {n} says:\n\n{SECOND}" for n in "abcd")]
    ),
    "an e-mail button below a heading": f"{STORY}\nComments\nE-mail\nSend",
    "a sentence with the word": f"{STORY}\nComments by the mayor had angered the fishermen for weeks.\n{SECOND}",
}


@pytest.mark.parametrize("dump", KEEPS.values(), ids=KEEPS)
def test_no_thread_is_seen_in(dump: str) -> None:
    assert thread(dump) == []


# What stands below the story; all of it is the thread.
THREADS = {
    "two replies": ["Comments", "halyard", ONE, "Reply", "margit", TWO, "Reply"],
    "a count in the heading": ["2 Comments", "halyard", ONE, "Reply", "margit", TWO, "Reply"],
    "two headings and one comment": ["2 Comments", "Leave a comment", "halyard", "3 hours ago", ONE, "Reply"],
    "dates and votes": ["Comments", "halyard", "3 May 2024", ONE, "Reply", "12", "margit", TWO, "Reply", "9"],
    "a reading time’s twin": ["Comments", "halyard", "3 hours ago", ONE, "Reply", "5 hours ago", TWO, "Reply"],
    "an advertisement in between": ["Comments", ONE, "Reply", "Advertisement", TWO, "Reply"],
    "people who say": [
        "Comments",
        *(line for name in ("Ann Poe", "Ben Roe", "Cy Doe", "Di Lee") for line in (f"{name} says:", ONE)),
    ],
    "a form": ["Comments", "Leave a comment", "E-mail", "Send"],
    "a form with a name to fill in": ["Leave a comment", "Name *", "Email *", "Website", "Post comment"],
}


@pytest.mark.parametrize("lines", THREADS.values(), ids=THREADS)
def test_a_thread_goes_from_its_heading_to_its_end(lines: list[str]) -> None:
    assert thread("\n\n".join([*STORY_IN["en"], *lines])) == lines


IN_LANGUAGES = [
    ("de", "Kommentare", "Antworten", "Das ist lange her, und heute zahlt jeder für die Fähre, der sie braucht."),
    ("fr", "Commentaires", "Répondre", "C'était il y a longtemps, et chacun paie aujourd'hui son passage sur le bac."),
    ("es", "Comentarios", "Responder", "Eso fue hace mucho tiempo, y hoy cada uno paga su pasaje en el barco."),
    ("ru", "Комментарии", "Ответить", "Это было давно, а сегодня каждый платит за паром, когда он нужен."),
    ("ar", "التعليقات", "رد", "كان ذلك منذ زمن بعيد، واليوم يدفع كل منا ثمن العبارة حين يحتاج إليها."),
    ("zh", "评论", "回复", "那是很久以前的事了，现在谁要坐渡轮谁就得自己付钱买票。"),
    ("ko", "댓글", "답글", "그것은 오래전 일이고 이제는 배를 타는 사람이 저마다 돈을 낸다."),
]


@pytest.mark.parametrize(("language", "heading", "reply", "text"), IN_LANGUAGES, ids=[row[0] for row in IN_LANGUAGES])
def test_a_thread_is_known_by_its_heading_and_its_replies(language: str, heading: str, reply: str, text: str) -> None:
    lines = [heading, "halyard", text, reply, "margit", text, reply]
    assert thread("\n\n".join([*STORY_IN[language], *lines]), language) == lines


BEHIND = [
    "Terms and conditions",
    "About us",
    "Most read",
    "Subscribe to our newsletter",
    "© 2024 The Courier. All rights reserved.",
    "Cookie settings",
]


@pytest.mark.parametrize("line", BEHIND)
def test_a_thread_ends_where_another_part_of_the_page_begins(line: str) -> None:
    lines = ["Comments", ONE, "Reply", TWO, "Reply"]
    assert thread("\n".join([STORY, *lines, line, "Harbour"])) == lines


def test_a_thread_ends_two_blocks_behind_its_last_sign() -> None:
    lines = ["Comments", ONE, "Reply", TWO, "Reply"]
    assert thread("\n".join([STORY, *lines, "9", "38", "112"])) == [*lines, "9", "38"]


def test_a_thread_without_blank_lines_ends_at_one() -> None:
    lines = ["Comments", ONE, "Reply", TWO, "Reply"]
    assert thread("\n".join([STORY, *lines, "", "The Courier"])) == lines


@pytest.mark.parametrize("heading", ["Comments", "2 Comments", "Leave a comment"])
def test_prose_above_the_heading_is_left_alone(heading: str) -> None:
    dump = f"{STORY}\n{heading}\n{ONE}\nReply\n{TWO}\nReply"
    assert all(vote.span.start >= dump.index(heading) for vote in votes(comment, dump, "en"))


def test_a_share_bar_amid_the_story_begins_no_thread() -> None:
    lines = ["2 Comments", ONE, "Reply", TWO, "Reply"]
    between = ["Home", "Harbour", "Ferry", "News", "Sport", "Culture"]
    assert thread("\n".join([FIRST, "Comments", SECOND, FIRST, *between, *lines])) == lines


def test_the_rules_of_the_house_may_stand_between_two_headings() -> None:
    lines = ["Comments", "Be kind, be brief and stay on the subject, whatever it is.", "Leave a comment", ONE, "Reply"]
    assert thread("\n".join([STORY, *lines])) == lines


def test_a_thread_without_a_heading_begins_at_its_first_sign_below_the_share_bar() -> None:
    between = ["Home", "Harbour", "Ferry", "News", "Sport", "Culture"]
    assert thread("\n".join([FIRST, "Comments", SECOND, FIRST, *between, "Reply", ONE, "Reply"])) == [
        "Reply",
        ONE,
        "Reply",
    ]


def test_a_share_bar_with_a_field_of_a_form_begins_no_thread() -> None:
    lines = ["Leave a comment", ONE, "Reply", TWO, "Reply"]
    assert thread("\n".join([FIRST, "Comments", "Email", "Print", SECOND, FIRST, STORY, *lines])) == lines


def test_a_share_bar_begins_no_thread_where_the_dump_has_torn_the_sentences_of_the_story() -> None:
    lines = ["2 Comments", ONE, "Reply", TWO, "Reply"]
    torn = [f"{number} boats lay in the basin when {sentence[:-1]}" for number in "345" for sentence in (FIRST, SECOND)]
    assert thread("\n\n".join([FIRST, SECOND, FIRST, "Comments", "Email", "Print", *torn, *lines])) == lines


def test_comments_that_read_like_the_story_belong_to_their_thread() -> None:
    # The densest prose is the thread itself here.
    lines = ["Comments", *(line for number in range(6) for line in (f"{ONE} So I wrote {number} times.", "Reply"))]
    assert thread("\n".join([STORY, *lines])) == lines


def test_one_vote_holds_for_the_whole_thread() -> None:
    dump = f"{STORY}\nComments\n{ONE}\nReply\n3 May 2024\n{TWO}\nReply\nAbout us"
    (vote,) = votes(comment, dump, "en")
    assert (vote.role, vote.rule, vote.part, vote.value) == (Role.COMMENTS, "comment.thread", None, ())
    assert vote.whole == vote.span
    assert dump[vote.span.start : vote.span.end] == dump[dump.index("Comments") : dump.index("\nAbout us")]


def test_a_thread_is_believed_the_more_the_more_signs_it_has() -> None:
    def weight(signs: int) -> float:
        return votes(comment, "\n".join([STORY, "Comments", *[ONE, "Reply"] * signs]), "en")[0].weight

    assert weight(2) < weight(5) < weight(8) == weight(40) == 4.0


def test_the_reason_counts_the_signs() -> None:
    reasons = {vote.reason for vote in votes(comment, f"{STORY}\nComments\n{ONE}\nReply\n{TWO}\nReply", "en")}
    assert reasons == {"in a thread with 2 signs of one"}
    reasons = {vote.reason for vote in votes(comment, f"{STORY}\nComments\nReply\nE-mail\nSend", "en")}
    assert reasons == {"in a form for comments"}


LINES = [FIRST, SECOND, "Comments", "Leave a comment", ONE, "Reply", "E-mail", "Ann Poe says:", "About us", "9"]


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=14))
def test_a_thread_is_one_run_of_blocks_that_begins_at_a_heading(lines: list[str]) -> None:
    blocks = blocks_of("\n".join(lines), "en")
    numbers = numbers_of(blocks)
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)) if numbers else ())
    assert not numbers or blocks.has_cue(numbers[0], Role.COMMENTS, "heading")
