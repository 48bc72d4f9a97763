"""Where a dump takes turns: questions and answers, and entries that each stand behind the time of day.

An interview asks and answers in few words, and a live blog tells in single sentences; such blocks look like labels and
teasers if each is looked at alone. In their order they are told apart: in a menu nobody answers, and in a list of news
no sentence comes to its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["FEWEST_ENTRIES", "FEWEST_QUESTIONS", "conversations", "entries"]

# One question in a story, or a plea below it, is no interview. Of the words that such runs brought back on two sevenths
# of the development dumps (3,350, 2026-11) 985 are story and 309 are not; pieces of one line are asked for in neither.
FEWEST_QUESTIONS = 2
# Three times of day in a row may be those of three trains, but no sentence stands between them.
FEWEST_ENTRIES = 3
# In blocks: a headline and a few paragraphs.
_LONGEST_ENTRY = 8


def conversations(is_sentence: Sequence[bool], asks: Sequence[bool]) -> Iterator[slice]:
    """Runs of blocks in which questions are answered, from the first question to the last answer.

    Args:
        is_sentence: Which blocks end as a sentence does; questions do.
        asks: Which end with a question mark.

    >>> list(conversations([True, True, True, True, True, False], [False, True, False, True, False, False]))
    [slice(1, 5, None)]
    """
    end = 0
    for first in range(len(asks)):
        if first < end or not (asks[first] and is_sentence[first]):
            continue
        end = first
        while end < len(asks) and is_sentence[end]:
            end += 1
        answered = [number for number in range(first, end - 1) if asks[number] and not asks[number + 1]]
        if len(answered) >= FEWEST_QUESTIONS:
            # What stands further below may be a plea or a biography.
            yield slice(first, answered[-1] + 2)


def entries(is_sentence: Sequence[bool], stamps: Sequence[int]) -> Iterator[slice]:
    """Runs of entries that each begin with a line that is nothing but a time of day.

    Of an entry the first line may be a headline; every other is a sentence, and there is one.

    Args:
        is_sentence: Which blocks end as a sentence does.
        stamps: The numbers of the times of day, ascending.

    >>> list(entries([False, True, False, False, True, False, True, False], [0, 2, 5]))
    [slice(0, 7, None)]
    """
    run: list[int] = []
    behind = 0
    # Behind the last one ends the last run.
    for stamp in (*stamps, len(is_sentence)):
        if stamp != behind:
            if len(run) >= FEWEST_ENTRIES:
                yield slice(run[0], behind)
            run = []
        end = _end_of_entry(is_sentence, stamp)
        if end:
            run.append(stamp)
        elif len(run) >= FEWEST_ENTRIES:
            yield slice(run[0], behind)
        run = run if end else []
        behind = end


def _end_of_entry(is_sentence: Sequence[bool], stamp: int) -> int:
    """The number of the block behind an entry; 0 if no sentence stands behind the time."""
    start = stamp + 1
    if start < len(is_sentence) and not is_sentence[start]:
        start += 1
    end = start
    while end < len(is_sentence) and end - stamp < _LONGEST_ENTRY and is_sentence[end]:
        end += 1
    return end if end > start else 0
