"""datatrove: a step of a pipeline that puts the article in the place of the dump."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.base import PipelineStep

from newsclean.cleaner import Cleaner
from newsclean.errors import InputError

__all__ = ["NewsCleaner"]


class NewsCleaner(PipelineStep):  # type: ignore[misc]
    """Cleans the text of each document.

    The story becomes ``Document.text``; the other fields of the article, without its receipt, go to ``metadata`` under
    ``"article"``. A document that gives no article is dropped and counted, with the reason, in datatrove's own
    statistics.

    Attributes:
        cleaner: Cleans them.
        options: As for ``newsclean.clean``.
    """

    name = "newsclean"
    type = "extractor"

    def __init__(self, cleaner: Cleaner | None = None, **options: Any) -> None:
        super().__init__()
        self.cleaner = cleaner or Cleaner()
        self.options = options

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> Iterator[Document]:  # noqa: ARG002
        """Clean documents, one after the other."""
        for document in data:
            with self.track_time():
                record = {"text": document.text, "id": document.id, "url": document.metadata.get("url")}
                try:
                    article = self.cleaner.clean(record, **self.options)
                except InputError as error:
                    self.stat_update("dropped", f"dropped: {error.reason}")
                    continue
                fields = article.without_receipt().to_dict()
                for name in ("text", "blocks", "facts", "source"):
                    fields.pop(name)
                document.text = article.text
                document.metadata["article"] = fields
                self.stat_update("cleaned")
            yield document
