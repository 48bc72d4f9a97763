"""Chrome from the shipped lexicon, as strategies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from hypothesis import strategies as st

from newsclean.lexicon import Lexicon, Row
from newsclean.model import Block, Role, Span

__all__ = ["CHROME_ROLES", "chrome"]

#: The roles of what a site puts around its stories, in the order of ``Role``. A line is a duplicate only beside another
#: one, and facts belong to the story: neither is chrome here.
CHROME_ROLES: tuple[Role, ...] = (
    Role.NAVIGATION,
    Role.ACCOUNT,
    Role.INTERFACE,
    Role.SHARE,
    Role.READ_MORE,
    Role.RELATED,
    Role.EXPANDER,
    Role.PROMOTION,
    Role.ADVERT,
    Role.CONSENT,
    Role.COMMENTS,
    Role.MEDIA,
    Role.LEGAL,
    Role.OTHER,
)

# Units, ages and kickers are chrome beside a headline or a number, and words like any other without; between two notes
# of a summary a paragraph is that summary.
_PARTS_OF_STRUCTURES = frozenset({"reading_time", "age", "kicker", "summary"})
# Of rows that weigh less, the lexicon says itself that stories have these words too ("Highlights", "Business"): between
# two paragraphs nobody can tell them from a subheading.
_LEAST_WEIGHT = 2.5


def chrome(language: str | None = None, role: Role | None = None) -> st.SearchStrategy[Block]:
    """Blocks of chrome: whole phrases of the lexicon, and the examples that its rows must find.

    Phrases that stories have as subheadings too, which is what a small weight of their row says, are left out.

    Args:
        language: ISO 639-1 code of the page. Its blocks are of this language or of none (icon names, networks); where
            the lexicon has no such phrases, English ones stand in, or else those of all languages. ``None`` for any.
        role: What the blocks are, or ``None`` for any of ``CHROME_ROLES``, each as often as the others.

    Returns:
        A strategy of blocks with text and role; their spans count in their own text.

    Raises:
        ValueError: The lexicon has no phrase of this role.

    >>> chrome(role=Role.TITLE)
    Traceback (most recent call last):
        ...
    ValueError: the lexicon has no phrases for role 'title'
    """
    if role is not None:
        return st.sampled_from(_blocks(language, role))
    found = [role for role in CHROME_ROLES if _rows(language, role)]
    return st.sampled_from(found).flatmap(lambda drawn: st.sampled_from(_blocks(language, drawn)))


@cache
def _blocks(language: str | None, role: Role) -> tuple[Block, ...]:
    texts = dict.fromkeys(text for row in _rows(language, role) for text in _texts(row))
    if not texts:
        raise ValueError(f"the lexicon has no phrases for role {role.value!r}")
    return tuple(Block(Span(0, len(text)), text, role, 1.0) for text in texts)


@cache
def _rows(language: str | None, role: Role) -> tuple[Row, ...]:
    rows = [
        row
        for row in Lexicon.load().rows
        if row.role is role
        and row.casts_votes
        and row.part not in _PARTS_OF_STRUCTURES
        and (row.weight is None or row.weight >= _LEAST_WEIGHT)
    ]
    if language is None:
        return tuple(rows)
    of_page = [row for row in rows if row.language in (language, "any")]
    return tuple(of_page or [row for row in rows if row.language == "en"] or rows)


def _texts(row: Row) -> Iterator[str]:
    for text in (*row.phrases.get("is", ()), *row.finds):
        yield " ".join(text.split())
