"""Where a dump takes turns: lines in a shorthand, and the runs that are seen in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.turns import conversations, entries


def runs(lines: str) -> tuple[list[str], list[str]]:
    """The conversations and the entries in lines that a letter each stands for.

    ``?`` asks, ``.`` is a sentence, ``t`` a time of day, ``-`` a label or a headline.
    """
    is_sentence = [line in "?." for line in lines]
    stamps = [number for number, line in enumerate(lines) if line == "t"]
    found = conversations(is_sentence, [line == "?" for line in lines])
    return [lines[run] for run in found], [lines[run] for run in entries(is_sentence, stamps)]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("....", id="a story"),
        pytest.param("..?..", id="one question and its answer"),
        pytest.param("???.", id="questions one after the other"),
        pytest.param("?-?-?-", id="headlines that ask, and labels"),
        pytest.param("?.-?.-?.", id="a label parts one question from the next"),
        pytest.param("t-t-t-t-", id="times before headlines"),
        pytest.param("t.t.", id="two entries"),
        pytest.param("t.-t.-t.", id="a label parts one entry from the next"),
        pytest.param("ttt...", id="times above each other"),
    ],
)
def test_no_turns_are_taken_in(lines: str) -> None:
    assert runs(lines) == ([], [])


@pytest.mark.parametrize(
    ("lines", "conversation"),
    [
        ("?.?.", "?.?."),
        (".?.?.", "?.?."),
        ("-?...?.?.-", "?...?.?."),
        ("?.?.?", "?.?."),
        # What stands further below the last answer may be a plea or a biography.
        ("?.?...", "?.?."),
        ("??.?.", "??.?."),
    ],
)
def test_questions_are_answered_in(lines: str, conversation: str) -> None:
    assert runs(lines) == ([conversation], [])


@pytest.mark.parametrize(
    ("lines", "blog"),
    [
        ("t.t.t.", "t.t.t."),
        (".t..t.t...-", "t..t.t..."),
        ("t-.t-..t-.", "t-.t-..t-."),
        # A time without a sentence behind it is none of an entry.
        ("t.t.t.t", "t.t.t."),
    ],
)
def test_entries_stand_behind_their_times_in(lines: str, blog: str) -> None:
    assert runs(lines) == ([], [blog])


@given(st.text(alphabet="?.t-", max_size=60))
def test_runs_stand_in_order_and_apart(lines: str) -> None:
    is_sentence = [line in "?." for line in lines]
    stamps = [number for number, line in enumerate(lines) if line == "t"]
    for found in (
        list(conversations(is_sentence, [line == "?" for line in lines])),
        list(entries(is_sentence, stamps)),
    ):
        bounds = [bound for run in found for bound in (run.start, run.stop)]
        assert bounds == sorted(bounds)
        assert all(run.start < run.stop <= len(lines) for run in found)
