"""LangChain: a document loader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from newsclean.adapters._units import By, articles, facts, units
from newsclean.cleaner import Cleaner, Raw
from newsclean.model import Article

try:
    from langchain_core.document_loaders import BaseLoader
    from langchain_core.documents import Document
except ImportError as error:
    raise ImportError("newsclean.adapters.langchain needs langchain-core: pip install newsclean[langchain]") from error

__all__ = ["NewscleanLoader", "documents"]


def documents(article: Article, *, by: By = "article") -> list[Document]:
    """An article as documents, one for each piece; none if it has no text.

    ``metadata`` holds the facts, ``source`` (the id or the address), and where the piece stands in the dump
    (``Article.source``): ``start`` and ``end``.
    """
    known = facts(article)
    known["source"] = article.id or article.url or ""
    return [
        Document(page_content=unit.text, metadata={**known, "start": unit.start, "end": unit.end})
        for unit in units(article, by)
    ]


class NewscleanLoader(BaseLoader):
    """Loads dumps as clean documents.

    Args:
        dumps: Anything that ``newsclean.clean`` takes, and articles; a list if it is to be loaded more than once.
        by: A document for each ``"article"``, ``"paragraph"`` or ``"sentence"``.
        cleaner: Cleans the dumps.
        on_error: ``"raise"``, or ``"skip"`` for leaving out what cannot be read.
        **options: As for ``newsclean.clean``.
    """

    def __init__(
        self,
        dumps: Iterable[Raw | Article],
        *,
        by: By = "article",
        cleaner: Cleaner | None = None,
        on_error: str = "raise",
        **options: Any,
    ) -> None:
        self.dumps = dumps
        self.by: By = by
        self.cleaner = cleaner
        self.on_error = on_error
        self.options = options

    def lazy_load(self) -> Iterator[Document]:
        """The documents, as they are asked for."""
        for article in articles(self.dumps, self.cleaner, on_error=self.on_error, **self.options):
            yield from documents(article, by=self.by)
