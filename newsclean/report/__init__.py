"""Reports: one page of HTML to look at, that loads nothing and runs nothing that a dump holds."""

from __future__ import annotations

from newsclean.report.entries import Entry, entry_of_article
from newsclean.report.gathering import entry_of, lost_entry, subjects
from newsclean.report.page import MissingJinjaError, write_comparison, write_report

__all__ = [
    "Entry",
    "MissingJinjaError",
    "entry_of",
    "entry_of_article",
    "lost_entry",
    "subjects",
    "write_comparison",
    "write_report",
]
