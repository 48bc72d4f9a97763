"""Sentences of an article, and the way back from its text to the dump.

Sentences are told apart by sentencex (``pip install newsclean[sentences]``), which knows the abbreviations of many
languages. Where a stretch of ``Article.text`` stands in the dump can be asked without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen

from newsclean.model import Span

if TYPE_CHECKING:
    from newsclean.model import Article

__all__ = ["Origins", "Sentence", "sentences"]

_BETWEEN = "\n\n"
# The place of the characters that part paragraphs, which are none of the dump's.
_NOWHERE = -1
_SURROGATE = re.compile("[\ud800-\udfff]")


@frozen
class Sentence:
    """One sentence of ``Article.text``.

    Attributes:
        text: What it says.
        place: Where it stands in ``Article.text``.
        span: Where it stands in ``Article.source``.
    """

    text: str
    place: Span
    span: Span


@frozen
class Origins:
    r"""Where the characters of an article's text come from.

    >>> import newsclean
    >>> article = newsclean.clean("Log in\n\nThe ferry  sails at nine.\n\nIt comes back at ten.")
    >>> start = article.text.index("ferry sails")
    >>> article.source[slice(*Origins.of(article).span(start, start + 11))]
    'ferry  sails'
    """

    _places: Sequence[int] = field(repr=False)

    @classmethod
    def of(cls, article: Article) -> Origins:
        """The origins of an article with its receipt. Linear in the length of the dump.

        Raises:
            ValueError: The article has a text but no receipt.
        """
        if article.text and not article.source:
            raise ValueError("the article has no receipt, which says where its text comes from; clean the dump again")
        places: list[int] = []
        for block in article.blocks:
            if not block.in_text:
                continue
            if places:
                places.extend([_NOWHERE] * len(_BETWEEN))
            places.extend(_places(article.source, block.span, block.text))
        return cls(places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of ``Article.text``, which may not be empty, stands in ``Article.source``.

        What parts paragraphs stands nowhere: it is left out at both ends.

        Raises:
            IndexError: There is no such stretch.
        """
        if not 0 <= start < end <= len(self._places):
            raise IndexError(f"the text has no stretch from {start} to {end}")
        places = self._places
        first, last = start, end - 1
        while first < last and places[first] == _NOWHERE:
            first += 1
        while first < last and places[last] == _NOWHERE:
            last -= 1
        if places[first] == _NOWHERE:
            # Nothing but what parts two paragraphs, of which one comes before.
            place = next(places[before] for before in range(first, -1, -1) if places[before] != _NOWHERE) + 1
            return place, place
        return places[first], places[last] + 1


def _places(source: str, span: Span, text: str) -> Iterator[int]:
    """Where each character of a block's text stands; only white space was folded."""
    place = span.start
    for sign in text:
        if sign == " ":
            # The first of a run of white space; the next sign steps over the rest.
            while not source[place].isspace():
                place += 1
        else:
            while source[place] != sign:
                place += 1
        yield place
        place += 1


def sentences(article: Article, *, language: str | None = None) -> list[Sentence]:
    """The sentences of an article, in order.

    Args:
        article: An article with its receipt.
        language: ISO 639-1 code; by default the article's, and English rules where it has none.

    Returns:
        Sentences without the white space around them. None reaches over a paragraph's end, and every character of
        ``Article.text`` that is no white space is in one of them.

    Raises:
        ImportError: sentencex is not installed.
        ValueError: The article has no receipt.
    """
    try:
        from sentencex import get_sentence_boundaries
    except ImportError as error:
        raise ImportError("sentences need sentencex: pip install newsclean[sentences]") from error
    origins = Origins.of(article)
    found: list[Sentence] = []
    start = 0
    for paragraph in article.text.split(_BETWEEN) if article.text else ():
        end = 0
        # Lone surrogates have no form in UTF-8, in which the library reads.
        readable = _SURROGATE.sub("\ufffd", paragraph)
        for boundary in get_sentence_boundaries(language or article.language or "en", readable):
            # What the library leaves out between two sentences belongs to the one behind it.
            upto = max(int(boundary["end_index"]), end)
            found.extend(_sentence(article, origins, start + end, start + upto))
            end = upto
        found.extend(_sentence(article, origins, start + end, start + len(paragraph)))
        start += len(paragraph) + len(_BETWEEN)
    return found


def _sentence(article: Article, origins: Origins, start: int, end: int) -> Iterator[Sentence]:
    text = article.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if text:
        end = start + len(text)
        yield Sentence(text, Span(start, end), Span(*origins.span(start, end)))
