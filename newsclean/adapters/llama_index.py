"""LlamaIndex: a reader."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from newsclean.adapters._units import By, articles, facts, units
from newsclean.cleaner import Cleaner, Raw
from newsclean.model import Article

try:
    from llama_index.core.readers.base import BaseReader
    from llama_index.core.schema import Document
except ImportError as error:
    raise ImportError(
        "newsclean.adapters.llama_index needs llama-index-core: pip install newsclean[llama-index]"
    ) from error

__all__ = ["NewscleanReader", "documents"]

# Of no use to whoever embeds or answers.
_PLACES = ["start", "end", "confidence", "doubts"]


def documents(article: Article, *, by: By = "article") -> list[Document]:
    """An article as documents, one for each piece; none if it has no text.

    ``metadata`` holds the facts and where the piece stands in the dump (``Article.source``): ``start`` and ``end``.
    Places, confidence and doubts are kept from prompts and embeddings.
    """
    known = facts(article)
    name = article.id or article.url
    found = []
    for unit in units(article, by):
        # The same piece has the same id on the next run, so that it replaces itself.
        identity = {} if name is None else {"id_": name if by == "article" else f"{name}#{unit.start}-{unit.end}"}
        found.append(
            Document(
                text=unit.text,
                metadata={**known, "start": unit.start, "end": unit.end},
                excluded_embed_metadata_keys=list(_PLACES),
                excluded_llm_metadata_keys=list(_PLACES),
                **identity,
            )
        )
    return found


class NewscleanReader(BaseReader):
    """Reads dumps as clean documents.

    Args:
        by: A document for each ``"article"``, ``"paragraph"`` or ``"sentence"``.
        cleaner: Cleans the dumps.
        on_error: ``"raise"``, or ``"skip"`` for leaving out what cannot be read.
    """

    def __init__(self, *, by: By = "article", cleaner: Cleaner | None = None, on_error: str = "raise") -> None:
        self.by: By = by
        self.cleaner = cleaner
        self.on_error = on_error

    def lazy_load_data(self, dumps: Iterable[Raw | Article], **options: Any) -> Iterable[Document]:
        """The documents of some dumps, as they are asked for.

        Args:
            dumps: Anything that ``newsclean.clean`` takes, and articles.
            **options: As for ``newsclean.clean``.
        """
        for article in articles(dumps, self.cleaner, on_error=self.on_error, **options):
            yield from documents(article, by=self.by)
