"""Teasers without a heading: headline and summary in turn, many in a row, each of them about something else."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.characters import FULL_STOPS
from newsclean.detectors.other_stories.subjects import (
    is_page,
    share_about_each_other,
    share_about_the_rest,
    words_of_the_rest,
)
from newsclean.model import Dump, Evidence, Role, Span

__all__ = ["teaser_run"]

# A story with subheadings has several paragraphs below one of them sooner or later, and a list of things has a subject.
# On a sixth of the development dumps (2026-11) runs of this kind hold 3,400 words of chrome that were kept and 160 of
# stories.
_FEWEST_TEASERS = 5
# In words; the shapes of headline and summary, as in ``related_story``.
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 2.5, 20.0
_SHORTEST_SUMMARY, _LONGEST_SUMMARY = 8.0, 50.0
# A paragraph of so many words behind a summary: it was the first of two, and no summary.
_PARAGRAPH = 12.0
# Between two teasers may stand a kicker and a date.
_MOST_BETWEEN = 2
# In words: less prose than this outside is no story that the teasers could stand beside.
_FEWEST_OUTSIDE = 60.0
# The sections of a guide have a subject in common, with one another or with its introduction.
_COMMON_SUBJECT, _SUBJECT_OF_THE_REST = 0.5, 0.6


def teaser_run(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for runs of at least five headlines with one summary each, beside a story of another kind."""
    if not is_page(blocks):
        return
    for run in _runs(blocks):
        if len(run) < _FEWEST_TEASERS:
            continue
        start, end = run[0], run[-1] + 2
        # Words cannot be told without blanks, and what the teasers are about neither.
        if blocks.words.unspaced[start:end].any() or words_of_the_rest(blocks, start, end) < _FEWEST_OUTSIDE:
            continue
        items = [slice(headline, headline + 2) for headline in run]
        if (
            share_about_each_other(blocks, items) < _COMMON_SUBJECT
            and share_about_the_rest(blocks, items) < _SUBJECT_OF_THE_REST
        ):
            span = Span(blocks.starts[start], blocks.ends[end - 1])
            reason = f"one of {len(run)} headlines and summaries, each about something else"
            yield Evidence(span, Role.RELATED, 2.5, "teaser_run", reason, whole=span)


def _runs(blocks: Blocks) -> Iterator[list[int]]:
    """The numbers of headlines that have a summary below, as long as they follow each other."""
    run: list[int] = []
    words, behind = blocks.shape.words, 0
    may_be_headline = (words >= _SHORTEST_HEADLINE) & (words <= _LONGEST_HEADLINE)
    may_be_summary = (words >= _SHORTEST_SUMMARY) & (words <= _LONGEST_SUMMARY) & blocks.shape.ends_sentence
    for number in (may_be_headline[:-1] & may_be_summary[1:]).nonzero()[0].tolist():
        if number < behind or not _is_headline(blocks, number):
            continue
        if run and number - run[-1] - 2 > _MOST_BETWEEN:
            yield run
            run = []
        if _is_paragraph(blocks, number + 2):
            yield run
            run = []
        else:
            run.append(number)
        behind = number + 2
    yield run


def _is_headline(blocks: Blocks, number: int) -> bool:
    return (
        _SHORTEST_HEADLINE <= blocks.word_counts[number] <= _LONGEST_HEADLINE
        and blocks.texts[number][-1] not in FULL_STOPS
    )


def _is_paragraph(blocks: Blocks, number: int) -> bool:
    return (
        number < len(blocks)
        and blocks.is_prose[number]
        and blocks.word_counts[number] >= _PARAGRAPH
        and not _is_headline(blocks, number)
    )
