"""scikit-learn: a transformer from dumps to stories."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import numpy as np

from newsclean.adapters._units import articles
from newsclean.cleaner import Cleaner, Raw
from newsclean.model import Article
from newsclean.sentences import Sentence, sentences

try:
    from sklearn.base import BaseEstimator, TransformerMixin
except ImportError as error:
    raise ImportError("newsclean.adapters.sklearn needs scikit-learn: pip install newsclean[sklearn]") from error

__all__ = ["StoryExtractor"]


class StoryExtractor(TransformerMixin, BaseEstimator):
    """Turns dumps into the texts of their stories, to stand before a vectorizer. There is nothing to fit.

    Args:
        with_title: Whether the headline stands before the text.
        cleaner: Cleans the dumps.
        options: As for ``newsclean.clean``.
    """

    def __init__(
        self, *, with_title: bool = False, cleaner: Cleaner | None = None, options: dict[str, Any] | None = None
    ) -> None:
        self.with_title = with_title
        self.cleaner = cleaner
        self.options = options

    def fit(self, X: Iterable[Raw], y: object = None) -> Self:  # noqa: N803, ARG002
        """Do nothing."""
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def transform(self, X: Iterable[Raw | Article]) -> np.ndarray[Any, np.dtype[Any]]:  # noqa: N803
        """The texts, an array of as many strings as there are dumps.

        Raises:
            InputError: A dump cannot be read.
        """
        texts = [self._text(article) for article in self.articles(X)]
        found = np.empty(len(texts), dtype=object)
        found[:] = texts
        return found

    def articles(self, X: Iterable[Raw | Article]) -> list[Article]:  # noqa: N803
        """The whole articles, receipts included."""
        return list(articles(X, self.cleaner, **(self.options or {})))

    def sentences(self, X: Iterable[Raw | Article]) -> list[list[Sentence]]:  # noqa: N803
        """The sentences of each dump, with their places in it."""
        return [sentences(article) for article in self.articles(X)]

    def _text(self, article: Article) -> str:
        return f"{article.title}\n\n{article.text}" if self.with_title and article.title else article.text
