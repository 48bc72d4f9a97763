"""An article as plain text: the title, a blank line, the text."""

from __future__ import annotations

from newsclean.model import Article

__all__ = ["to_plain"]


def to_plain(article: Article) -> str:
    r"""The story as plain text; facts, other than the title, are left out.

    >>> to_plain(Article(title="Harbour opens", text="The harbour opened again.\n\nBoats sailed."))
    'Harbour opens\n\nThe harbour opened again.\n\nBoats sailed.\n'
    """
    return "\n\n".join(filter(None, (article.title, article.text))) + "\n"
