"""Dumps that are longer than any page: judged part by part, and one article in the end.

What is worked out about a block takes some two kilobytes, and a text of ten megabytes has hundreds of thousands of
them. So it is taken for what it most likely is, many pages one after the other.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import evolve

from newsclean.blocks import Blocks
from newsclean.doubts import LOW_CONFIDENCE
from newsclean.labeller import rows_again
from newsclean.model import Article, Doubt, Dump, Fact, Span
from newsclean.receipt import Receipt

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.model import Evidence

__all__ = ["MOST_BLOCKS", "in_parts"]

#: Blocks that are judged together. The longest of 11,823 dumps of the development pages has 2,810 lines (2026-11).
MOST_BLOCKS = 5_000

# What cannot be worked out again about blocks.
_COLUMNS = ("starts", "ends", "texts", "folded", "lines", "blank_before", "language", "cues")


def in_parts(dump: Dump, blocks: Blocks, judge: Callable[[Dump, Blocks], Article], most_blocks: int) -> Article:
    """Judge a dump part by part, as if every part were a dump of its own. Linear in the length of the dump.

    Args:
        dump: The dump.
        blocks: Its blocks, at least one.
        judge: Makes an article of some blocks and the piece of the dump that they stand in.
        most_blocks: Blocks in a part, at most.

    The texts of ``blocks`` are gone afterwards: the parts have them.
    """
    articles, verdicts = [], []
    for base, part in _parts(dump, blocks, most_blocks):
        article = judge(part.dump, part)
        # Most of what was worked out is asked for only when the receipt is read, and is worked out again then.
        columns = {name: getattr(part, name) for name in _COLUMNS}
        make_rows = partial(_rows_again, dump, base, base + part.ends[-1], columns)
        verdicts.append((base, article.receipt.verdict(make_rows)))
        articles.append((base, evolve(article, receipt=Receipt(), source="")))
    return evolve(_joined(dump, articles), receipt=Receipt.joined(verdicts))


def _parts(dump: Dump, blocks: Blocks, most_blocks: int) -> Iterator[tuple[int, Blocks]]:
    """Parts of a dump, each with the offset of its text; they begin with a line, if none is longer than a part."""
    count = len(blocks)
    bounds = [0]
    while count - bounds[-1] > most_blocks:
        target = bounds[-1] + most_blocks
        line = bisect_left(blocks.lines, blocks.lines[target])
        bounds.append(line if line > bounds[-1] else target)
    for first, behind in pairwise([*bounds, count]):
        run = slice(first, behind)
        base, line = blocks.starts[first], blocks.lines[first]
        yield (
            base,
            Blocks(
                _piece(dump, base, blocks.ends[behind - 1]),
                array("i", [start - base for start in blocks.starts[run]]),
                array("i", [end - base for end in blocks.ends[run]]),
                _taken(blocks.texts, run),
                _taken(blocks.folded, run),
                array("i", [number - line for number in blocks.lines[run]]),
                blocks.blank_before[run],
                blocks.language,
            ),
        )


def _taken(column: list[str], run: slice) -> list[str]:
    """What blocks say, taken out of a column; a text that is repeated, as menus are, is kept once."""
    known: dict[str, str] = {}
    taken = [known.setdefault(text, text) for text in column[run]]
    column[run] = [""] * len(taken)
    return taken


def _piece(dump: Dump, base: int, end: int) -> Dump:
    """A stretch of a dump as a dump of its own, with the hints for its lines.

    Nobody is asked for a second opinion on a stretch: its markup is that of the whole.
    """
    hints = dump.hints
    if hints is not None:
        first, last = hints.lines_of([base, end - 1]).tolist()
        hints = hints.stretch(first, last + 1, base)
    # What an element says of the page is said of the part that it stands in.
    published = tuple(
        fact if fact.span is None else evolve(fact, span=Span(fact.span.start - base, fact.span.end - base))
        for fact in dump.published
        if fact.span is None or base <= fact.span.start < end
    )
    return evolve(dump, text=dump.text[base:end], hints=hints, published=published, markup=None)


def _rows_again(
    dump: Dump, base: int, end: int, columns: Mapping[str, Any], evidence: Sequence[Evidence]
) -> NDArray[np.float32]:
    """The features of a part, which takes no text of its own along: its piece of the dump is cut once more."""
    return rows_again(Blocks(_piece(dump, base, end), **columns), evidence)


def _joined(dump: Dump, parts: Sequence[tuple[int, Article]]) -> Article:
    """One article of those of the parts: the first of each fact is the one, and of lists all are kept."""
    articles = [article for _, article in parts]
    with_date = next((article for article in articles if article.date), articles[0])
    with_change = next((article for article in articles if article.modified_at), articles[0])
    characters = sum(len(article.text) for article in articles)
    confidence = sum(article.confidence * len(article.text) for article in articles) / max(characters, 1)
    return Article(
        text="\n\n".join(article.text for article in articles if article.text),
        title=_first(article.title for article in articles),
        standfirst=_first(article.standfirst for article in articles),
        dateline=_first(article.dateline for article in articles),
        date=with_date.date,
        published_at=with_date.published_at,
        modified_at=with_change.modified_at,
        authors=_all(article.authors for article in articles),
        tags=_all(article.tags for article in articles),
        section=next((article.section for article in articles if article.section), ()),
        captions=_all(article.captions for article in articles),
        credits=_all(article.credits for article in articles),
        site_name=_first(article.site_name for article in articles),
        url=articles[0].url,
        language=articles[0].language,
        related=tuple(related for article in articles for related in article.related),
        confidence=round(confidence, 4),
        doubts=tuple(_doubts(articles, confidence)),
        facts=tuple(_facts(parts)),
        source=dump.text,
        id=dump.id,
        encoding=dump.encoding,
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)


def _all(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for several in values for value in several))


def _doubts(articles: Sequence[Article], confidence: float) -> Iterator[Doubt]:
    """What speaks against every part speaks against the whole."""
    shared = {doubt for doubt in Doubt if all(doubt in article.doubts for article in articles)}
    for doubt in Doubt:
        if confidence < LOW_CONFIDENCE if doubt is Doubt.LOW_CONFIDENCE else doubt in shared:
            yield doubt


# Facts of which an article has one; with the same chosen name in a later part, they are rivals there.
_ALONE = {
    "title": "title",
    "standfirst": "standfirst",
    "dateline": "dateline",
    "date": "published",
    "published_at": "published",
    "modified_at": "modified",
    "section": "section",
}


def _facts(parts: Iterable[tuple[int, Article]]) -> Iterator[Fact]:
    part_of: dict[str, int] = {}
    listed: set[tuple[str, str]] = set()
    in_markup: set[tuple[str, str, str]] = set()
    for number, (base, article) in enumerate(parts):
        for fact in article.facts:
            chosen = fact.chosen
            if chosen and fact.name in _ALONE:
                chosen = part_of.setdefault(_ALONE[fact.name], number) == number
            elif chosen:
                chosen = (fact.name, fact.value) not in listed
                listed.add((fact.name, fact.value))
            span = fact.span and Span(fact.span.start + base, fact.span.end + base)
            said = fact.name, fact.value, fact.origin
            # What the markup of a page says is settled in every part of it.
            if span is not None or chosen or said not in in_markup:
                yield evolve(fact, span=span, chosen=chosen)
            if span is None:
                in_markup.add(said)
