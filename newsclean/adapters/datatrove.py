"""datatrove: a step of a pipeline that puts the article in the place of the dump."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from newsclean.cleaner import Cleaner
from newsclean.errors import InputError

if TYPE_CHECKING:
    from datatrove.data import Document

__all__ = ["NewsCleaner"]


@frozen
class NewsCleaner:
    """Cleans the text of each document: ``[JsonlReader(…), NewsCleaner(), JsonlWriter(…)]``.

    The story becomes ``Document.text``; the other fields of the article, without its receipt, go to ``metadata`` under
    ``"article"``. A document that gives no article keeps an empty text, and the reason under ``"problem"``: datatrove's
    filters and writers decide what becomes of it.

    Attributes:
        cleaner: Cleans them.
        options: As for ``newsclean.clean``.
    """

    cleaner: Cleaner = field(factory=Cleaner)
    options: Mapping[str, Any] = field(factory=dict)

    def __call__(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:  # noqa: ARG002
        """Clean documents, one after the other; datatrove calls any function so."""
        for document in data:
            record = {"text": document.text, "id": document.id, "url": document.metadata.get("url")}
            try:
                article = self.cleaner.clean(record, **self.options)
            except InputError as error:
                document.text = ""
                document.metadata["problem"] = error.reason
            else:
                fields = article.without_receipt().to_dict()
                for name in ("text", "blocks", "facts", "source"):
                    fields.pop(name)
                document.text = article.text
                document.metadata["article"] = fields
            yield document
