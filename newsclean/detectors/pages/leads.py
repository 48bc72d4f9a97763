"""What stands between the headline of a page and its story, by the markup: standfirsts, subtitles and leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.blocks import Blocks
from newsclean.detectors.pages.element_names import is_subtitle
from newsclean.detectors.pages.links import HEADLINE_WORDS
from newsclean.hints import HARDLY_LINK
from newsclean.lexicon.folding import fold
from newsclean.model import Dump, Evidence, Role
from newsclean.sources.json_ld import NEWS
from newsclean.sources.page_markup import HEADLINE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.hints import Hints

__all__ = ["leads_of_page"]

# As much as a class.
_WORD_WEIGHT = 3.0
# How far above the first paragraph a standfirst may stand, in blocks.
_ABOVE = 10
# In characters: less may be said of many pages, or stand in a longer line by chance. By hand.
_SHORTEST_LEAD = 40
# How far below the headline its subtitle may stand, in blocks, and what it may be.
_BELOW, _SUBTITLES = 4, frozenset({"p", "div", "h2", "h3", "h4"})


def leads_of_page(dump: Dump, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """Votes for the lines below the headline that belong to the story.

    Args:
        dump: A page.
        blocks: Its blocks.
        line: The line that each stands in.
    """
    hints = dump.hints
    if hints is not None:
        yield from _description(dump, blocks)
        yield from _lead(dump, hints, blocks, line)
        yield from _below_headline(hints, blocks, line)


def _description(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """A line above the story that the page describes itself with: a standfirst, which often has no full stop."""
    described = {fold(fact.value) for fact in dump.published if fact.name == "description"}
    for number in range(max(blocks.core.start - _ABOVE, 0), min(blocks.core.start + 1, len(blocks))):
        is_line = blocks.word_counts[number] > HEADLINE_WORDS and not blocks.ends_sentence[number]
        if is_line and blocks.folded[number] in described and blocks.first_alike[number] == number:
            reason = "the page describes itself with it"
            yield blocks.vote(number, Role.STANDFIRST, _WORD_WEIGHT, "markup.description", reason)
            return


def _lead(dump: Dump, hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """Sentences below the headline, above the story or among its first, that a page of news describes itself with.

    Of the words of such sentences below the headline that held-out labellers left out (development pages, 2026-11) 215
    are the gold's and 144 are not where JSON-LD calls the page news, 22 of these on the news benches. Where it does not
    they are a summary: 259 are the gold's and 786 are not.
    """
    if not any(fact.name == "type" and fact.value == NEWS for fact in dump.published):
        return
    described = {fold(fact.value).rstrip(" .…") for fact in dump.published if fact.name == "description"}
    described = {text for text in described if len(text) >= _SHORTEST_LEAD}
    # Above the headline stand a teaser with the same lead, and what the site says of itself.
    headline = next(_headlines(hints, line), 0)
    for number in range(headline, min(blocks.core.start + _ABOVE, len(blocks))):
        text = blocks.folded[number]
        is_lead = blocks.ends_sentence[number] and len(text) >= _SHORTEST_LEAD and blocks.first_alike[number] == number
        if is_lead and hints.link_share[line[number]] < HARDLY_LINK and any(_says(text, one) for one in described):
            role = Role.STANDFIRST if number < blocks.core.start else Role.BODY
            yield blocks.vote(number, role, _WORD_WEIGHT, "markup.lead", "a page of news describes itself with it")


def _headlines(hints: Hints, line: NDArray[np.intp]) -> Iterator[int]:
    tags = hints.tag_of_line
    return (number for number, its_line in enumerate(line.tolist()) if tags[its_line] == HEADLINE)


def _says(text: str, description: str) -> bool:
    """Whether a line is what a description says, or a part of it, or has it behind a place: "Bergen. The quay …"."""
    return text.rstrip(" .…") in description or description in text


def _below_headline(hints: Hints, blocks: Blocks, line: NDArray[np.intp]) -> Iterator[Evidence]:
    """A line right below the headline whose element is called its subtitle, as those of cards are, too.

    On the development pages of news (2026-11) the gold has eight of nine such lines, on those of guides half of them.
    """
    tags = hints.tag_of_line
    for headline in _headlines(hints, line):
        for number in range(headline + 1, min(headline + 1 + _BELOW, len(blocks), blocks.core.start + 1)):
            element = int(hints.element[line[number]])
            is_line = blocks.word_counts[number] > HEADLINE_WORDS and not blocks.ends_sentence[number]
            is_alone = hints.behind[element] - hints.first[element] == 1 and tags[int(line[number])] in _SUBTITLES
            if is_line and is_alone and is_subtitle(hints.words[element]):
                yield blocks.vote(
                    number, Role.STANDFIRST, _WORD_WEIGHT, "markup.subtitle", "is called the subtitle of the headline"
                )
