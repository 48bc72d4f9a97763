"""What all adapters share: articles cut into pieces that know where in the dump they stand, and their facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from attrs import frozen

from newsclean.cleaner import Cleaner, Raw
from newsclean.errors import InputError
from newsclean.model import Article
from newsclean.sentences import Origins, sentences

__all__ = ["By", "Unit", "article_of", "articles", "facts", "units"]

By = Literal["article", "paragraph", "sentence"]


@frozen
class Unit:
    """A piece of an article.

    Attributes:
        text: What it says.
        start: Where it starts in ``Article.source``.
        end: Where it ends there.
    """

    text: str
    start: int
    end: int


def article_of(raw: Raw | Article, cleaner: Cleaner, **options: Any) -> Article:
    """The article of a dump, or the article itself."""
    return raw if isinstance(raw, Article) else cleaner.clean(raw, **options)


def articles(
    dumps: Iterable[Raw | Article], cleaner: Cleaner | None, *, on_error: str = "raise", **options: Any
) -> Iterator[Article]:
    """The articles of some dumps, one after the other.

    Args:
        dumps: Anything that ``newsclean.clean`` takes, and articles with their receipts.
        cleaner: Cleans the dumps; newsclean's own by default.
        on_error: ``"raise"``, or ``"skip"`` for leaving out what cannot be read.
        **options: As for ``newsclean.clean``.

    Raises:
        InputError: A dump cannot be read.
        ValueError: ``on_error`` is something else.
    """
    if on_error not in ("raise", "skip"):
        raise ValueError(f"on_error is {on_error!r}; it can be 'raise' or 'skip'")
    cleaner = cleaner or Cleaner()
    for raw in dumps:
        try:
            article = article_of(raw, cleaner, **options)
        except InputError:
            if on_error == "raise":
                raise
            continue
        yield article


def units(article: Article, by: By) -> list[Unit]:
    """The pieces of an article: all of it, its paragraphs, or its sentences. None of them is empty.

    Raises:
        ValueError: ``by`` is something else, or the article has no receipt.
    """
    if by not in ("article", "paragraph", "sentence"):
        raise ValueError(f"by is {by!r}; it can be 'article', 'paragraph' or 'sentence'")
    if not article.text:
        return []
    if by == "sentence":
        return [Unit(one.text, one.span.start, one.span.end) for one in sentences(article)]
    if by == "paragraph":
        kept = (block for block in article.blocks if block.in_text)
        return [Unit(block.text, block.span.start, block.span.end) for block in kept]
    return [Unit(article.text, *Origins.of(article).span(0, len(article.text)))]


def facts(article: Article) -> dict[str, Any]:
    """What is known of an article beside its text, as strings, numbers and lists; unknown facts are left out."""
    found = {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "date": None if article.date is None else article.date.isoformat(),
        "published_at": None if article.published_at is None else article.published_at.isoformat(),
        "authors": list(article.authors),
        "tags": list(article.tags),
        "section": list(article.section),
        "dateline": article.dateline,
        "site_name": article.site_name,
        "language": article.language,
        "confidence": article.confidence,
        "doubts": [str(doubt) for doubt in article.doubts],
    }
    return {name: value for name, value in found.items() if value not in (None, [])}
