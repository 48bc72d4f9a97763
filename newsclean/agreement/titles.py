"""The headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from newsclean.addresses import leads_home
from newsclean.agreement.values import plain, published, without_choice
from newsclean.model import Fact, PublishedFact
from newsclean.sources.page_markup import HEADLINE

if TYPE_CHECKING:
    from newsclean.blocks import Blocks

__all__ = ["settled_title"]

# Between a headline and the name of the site.
_SEPARATOR = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|»]\s*|:\s+")
_BARE = " |–—·•»:-"
# A headline has more words than this; what has fewer is the name of a site or a section (wcxb-dev, 2026-11).
_FEWEST_WORDS = 2
# A heading has no more; what has more is a paragraph that was set large.
_MOST_WORDS = 30
_HEADINGS = ("h1", "microdata", "rdfa")


def settled_title(facts: list[Fact], blocks: Blocks, said: Sequence[PublishedFact], site_names: set[str]) -> list[Fact]:
    """The facts with the titles that the markup says, the headline chosen."""
    if not said:
        return facts
    shown = next((fact for fact in facts if fact.name == "title" and fact.chosen), None)
    # Some systems put the headline where the name of the site belongs.
    site_names = site_names | set(_headings_of_home(blocks))
    site_names -= {plain(fact.value) for fact in said if fact.origin not in ("title", *_HEADINGS)}
    # What a window over the page is headed with is not said of the page, but as long as it says nothing else.
    in_windows = _headings_of_windows(blocks)
    said = [fact for fact in said if plain(fact.value) not in in_windows] or said
    value, origin = _headline(shown, blocks, said, site_names)
    others = [published("title", fact, chosen=False) for fact in said]
    if value is None:
        # What is shown is the name of the site.
        return [*without_choice(facts, "title"), *others]
    if shown is not None and plain(shown.value) == plain(value):
        return [*facts, *others]
    chosen = next((fact for fact in said if fact.origin == origin), said[0])
    return [*without_choice(facts, "title"), published("title", chosen, value, chosen=True), *others]


def _headline(
    shown: Fact | None, blocks: Blocks, said: Sequence[PublishedFact], site_names: set[str]
) -> tuple[str | None, str]:
    """The headline, and where it stands: the first of those that may be it."""
    titles = [plain(fact.value) for fact in said if fact.origin not in _HEADINGS]
    headings = [fact for fact in said if fact.origin in _HEADINGS and plain(fact.value) not in site_names]
    lines = {plain(text) for text, tag in _lines_with_tags(blocks) if tag != "title"}
    if shown is not None and plain(shown.value) in site_names:
        shown = None
    return next(
        chain(
            _agreed(shown, headings, titles, lines),
            _printed(said, lines, site_names),
            _unsupported(shown, headings, said, site_names),
        ),
        (None, ""),
    )


def _agreed(
    shown: Fact | None, headings: Sequence[PublishedFact], titles: Sequence[str], lines: set[str]
) -> Iterator[tuple[str, str]]:
    """What the page shows and its markup says: a heading, else what was read for the headline."""

    def agreeing(text: str) -> int:
        wanted = plain(text)
        return sum(
            other == wanted or other.startswith(f"{wanted} ") or other.endswith(f" {wanted}")
            for other in titles
            if wanted
        )

    is_line = shown is not None and plain(shown.value) in lines
    if shown is not None and is_line:
        is_exact = plain(shown.value) in titles and not any(plain(heading.value) in titles for heading in headings)
        if is_exact or any(_is_cut(shown.value, heading.value) for heading in headings):
            yield shown.value, shown.origin
    agreed = max(headings, key=lambda heading: agreeing(heading.value), default=None)
    if agreed is not None and agreeing(agreed.value) and len(plain(agreed.value).split()) >= _FEWEST_WORDS:
        yield agreed.value, agreed.origin
    if len({plain(heading.value) for heading in headings}) == 1 and not is_line:
        heading = headings[0]
        if shown is not None and plain(heading.value).endswith(f" {plain(shown.value)}") and agreeing(shown.value):
            # A day or a label stands before it in its element.
            yield shown.value, shown.origin
        if _FEWEST_WORDS < len(heading.value.split()) <= _MOST_WORDS:
            # What stands in the title of the page alone was written for search engines.
            yield heading.value, heading.origin
    if shown is not None and agreeing(shown.value):
        yield shown.value, shown.origin


def _printed(said: Sequence[PublishedFact], lines: set[str], site_names: set[str]) -> Iterator[tuple[str, str]]:
    """What is a line of the page, of what its markup says or of the parts of that; the longest first."""
    for part, origin in sorted(_parts(said), key=lambda part: -len(part[0])):
        if plain(part) in lines and plain(part) not in site_names and len(plain(part).split()) > _FEWEST_WORDS:
            yield part, origin


def _unsupported(
    shown: Fact | None, headings: Sequence[PublishedFact], said: Sequence[PublishedFact], site_names: set[str]
) -> Iterator[tuple[str, str]]:
    """What nothing else agrees with: the only heading, what was read for the headline, what the markup says."""
    if len(headings) == 1 and len(plain(headings[0].value).split()) >= _FEWEST_WORDS:
        yield headings[0].value, headings[0].origin
    if shown is not None:
        yield shown.value, shown.origin
    for fact in sorted(said, key=lambda fact: fact.origin == "title"):
        value = _without_site(fact.value, site_names)
        if plain(value) not in site_names and plain(value):
            yield value, fact.origin


def _is_cut(shown: str, heading: str) -> bool:
    """Whether what is shown is the heading without what a system put behind it: "Bridge to rise | Courier"."""
    return any(plain(heading[: mark.start()]) == plain(shown) for mark in list(_SEPARATOR.finditer(heading))[:8])


def _headings_of_home(blocks: Blocks) -> Iterator[str]:
    """What a heading says that leads to the front page: the name of the site."""
    hints = blocks.dump.hints
    if hints is None:
        return
    starts = [*hints.starts.tolist(), len(blocks.dump.text)]
    for line, address in hints.links.items():
        if hints.tag_of_line[line] == HEADLINE and leads_home(address, hints.base):
            yield plain(blocks.dump.text[starts[line] : starts[line + 1]])


def _headings_of_windows(blocks: Blocks) -> set[str]:
    """What the headings of windows say that open over the page."""
    hints = blocks.dump.hints
    if hints is None:
        return set()
    starts = [*hints.starts.tolist(), len(blocks.dump.text)]
    return {
        plain(blocks.dump.text[starts[line] : starts[line + 1]])
        for line in hints.lines_in_windows.tolist()
        if hints.tag_of_line[line] == HEADLINE
    }


def _lines_with_tags(blocks: Blocks) -> Iterator[tuple[str, str]]:
    hints = blocks.dump.hints
    if hints is None:
        return
    tags = hints.tag_of_line
    for text, line in zip(blocks.texts, hints.lines_of(blocks.starts).tolist(), strict=True):
        yield text, tags[line]


def _parts(said: Iterable[PublishedFact]) -> Iterator[tuple[str, str]]:
    """Each title, and what is left of it without its last and without its first parts."""
    for fact in said:
        yield fact.value, fact.origin
        for separator in list(_SEPARATOR.finditer(fact.value))[:8]:
            yield fact.value[: separator.start()], fact.origin
            yield fact.value[separator.end() :], fact.origin


def _without_site(title: str, site_names: set[str]) -> str:
    for separator in list(_SEPARATOR.finditer(title))[:8]:
        before, behind = title[: separator.start()].strip(_BARE), title[separator.end() :].strip(_BARE)
        if plain(before) and plain(behind) in site_names:
            return before
        if plain(behind) and plain(before) in site_names:
            return behind
    return title
