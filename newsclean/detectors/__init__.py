"""Detectors: each looks for one kind of thing and votes. None removes anything.

A detector is a function ``(dump, blocks) -> Iterable[Evidence]`` at module level. To add one, write the function in a
file of its own, add it to the table below, and give it a test file with two tables: what must stay, then what it finds.
What they ask stands in the folders beside them, by what it is about, and in files that begin with ``_``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from newsclean.blocks import Blocks
from newsclean.detectors.breadcrumb import breadcrumb
from newsclean.detectors.byline import byline
from newsclean.detectors.comment import comment
from newsclean.detectors.cue_phrase import cue_phrase
from newsclean.detectors.date_line import date_line
from newsclean.detectors.dateline import dateline
from newsclean.detectors.duplicate import duplicate
from newsclean.detectors.gallery import gallery
from newsclean.detectors.headline import headline
from newsclean.detectors.headline_list import headline_list
from newsclean.detectors.headlines.behind import GLUED
from newsclean.detectors.label import label
from newsclean.detectors.link_list import link_list
from newsclean.detectors.machine_summary import machine_summary
from newsclean.detectors.markup import markup
from newsclean.detectors.numbered_section import numbered_section
from newsclean.detectors.page_head import page_head
from newsclean.detectors.picture import picture
from newsclean.detectors.pull_quote import pull_quote
from newsclean.detectors.related_story import related_story
from newsclean.detectors.speaker import speaker
from newsclean.detectors.table import table
from newsclean.detectors.tag_list import tag_list
from newsclean.detectors.teaser_run import teaser_run
from newsclean.detectors.ticker import ticker
from newsclean.model import Dump, Evidence

__all__ = ["DETECTORS", "GLUED", "Detector"]

Detector = Callable[[Dump, Blocks], Iterable[Evidence]]

#: The detectors, in the order in which receipts list their votes. Order decides nothing else.
DETECTORS: tuple[Detector, ...] = (
    cue_phrase,
    label,
    link_list,
    markup,
    table,
    breadcrumb,
    numbered_section,
    speaker,
    related_story,
    teaser_run,
    ticker,
    gallery,
    machine_summary,
    comment,
    duplicate,
    pull_quote,
    tag_list,
    byline,
    picture,
    date_line,
    dateline,
    headline,
    headline_list,
    page_head,
)
