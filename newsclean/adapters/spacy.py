"""spaCy: a component that marks the story in a dump, and a Doc of the story that knows the way back.

Importing this module registers the factory ``"newsclean"`` and the extensions ``Doc._.newsclean`` (the article) and
``Span._.dump_span`` (start and end in the dump, in characters).
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

from newsclean.cleaner import Cleaner
from newsclean.model import Article, Role
from newsclean.model import Span as Stretch
from newsclean.sentences import Origins, sentences

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
except ImportError as error:
    raise ImportError("newsclean.adapters.spacy needs spaCy: pip install newsclean[spacy]") from error

__all__ = ["Component", "mark", "story_doc"]

# The keys of ``Doc.spans`` beside "blocks" and "sentences", and the roles of the blocks that they hold.
_GROUPS = {
    "title": (Role.TITLE,),
    "story": (Role.BODY, Role.STANDFIRST, Role.SUBHEADING),
    "captions": (Role.CAPTION,),
    "credits": (Role.CREDIT,),
    "bylines": (Role.BYLINE,),
}


def _origins(doc: Doc) -> Origins | None:
    """How characters of a ``story_doc`` lead back; ``None`` for a Doc that is a dump itself."""
    found = doc.user_data.get("newsclean_origins")
    return found if isinstance(found, Origins) else None


def _dump_span(span: Span) -> tuple[int, int] | None:
    if span.doc._.newsclean is None:
        return None
    origins = _origins(span.doc)
    return (span.start_char, span.end_char) if origins is None else origins.span(span.start_char, span.end_char)


if not Doc.has_extension("newsclean"):
    Doc.set_extension("newsclean", default=None)
    Span.set_extension("dump_span", getter=_dump_span)


@frozen
class Component:
    """The component: cleans the text of a Doc as a dump of text, and marks what it found. Tokens stay as they are."""

    cleaner: Cleaner
    options: dict[str, Any]

    def __call__(self, doc: Doc) -> Doc:
        """Mark one Doc."""
        return mark(doc, self.cleaner.clean(doc.text, kind="text", **self.options))


@Language.factory("newsclean", default_config={"bias": "balanced", "language": None})
def _component(nlp: Language, name: str, bias: str, language: str | None) -> Component:  # noqa: ARG001
    return Component(Cleaner(), {"bias": bias, "language": language})


def mark(doc: Doc, article: Article) -> Doc:
    """Mark in a Doc of ``Article.source`` what the article says.

    ``doc.spans`` gets ``"blocks"`` (every block, its role the label), ``"title"``, ``"story"``, ``"captions"``,
    ``"credits"``, ``"bylines"`` and ``"sentences"``; ``doc._.newsclean`` the article. Where a block ends inside a
    token, as in glued dumps, the whole token is marked.

    Raises:
        ValueError: The Doc has another text.
    """
    if doc.text != article.source:
        raise ValueError("the Doc is not made of Article.source")
    doc._.newsclean = article
    blocks = [(block.role, _span(doc, block.span, block.role.value)) for block in article.blocks]
    doc.spans["blocks"] = [span for _, span in blocks]
    for key, roles in _GROUPS.items():
        doc.spans[key] = [span for role, span in blocks if role in roles]
    doc.spans["sentences"] = [_span(doc, one.span, "sentence") for one in sentences(article)]
    return doc


def _span(doc: Doc, stretch: Stretch, label: str) -> Span:
    return doc.char_span(stretch.start, stretch.end, label=label, alignment_mode="expand")


def story_doc(nlp: Language, article: Article) -> Doc:
    """A Doc of ``Article.text``, run through the pipeline, that keeps the way back to the dump.

    Args:
        nlp: A pipeline. A component ``newsclean`` in it is passed over: the text is clean already.
        article: An article with its receipt.

    Returns:
        A Doc with the article in ``doc._.newsclean`` and its sentences in ``doc.spans["sentences"]``. For any span of
        it, ``span._.dump_span`` says where it stands in ``Article.source``.
    """
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory == "newsclean"]):
        doc = nlp(article.text)
    doc._.newsclean = article
    doc.user_data["newsclean_origins"] = Origins.of(article)
    doc.spans["sentences"] = [_span(doc, one.place, "sentence") for one in sentences(article)]
    return doc
