"""One document of a report: what the overview counts, and what the browser shows when it is opened."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from attrs import field, frozen

from newsclean.evaluation.words import tokenize
from newsclean.model import Article, Block, Doubt, Evidence, Role
from newsclean.writing.margin import SHARE, deciding

__all__ = ["ROLES", "Entry", "entry_of_article"]

#: The roles in the order of their numbers in the data of a report.
ROLES = tuple(Role)
_NUMBERS = {role: number for number, role in enumerate(ROLES)}
# Votes and shares of a score that are kept for a block. Most blocks have fewer; the rest is in the receipt.
_VOTES, _SHARES = 6, 5
# Readings of facts that are kept; a page of comments has hundreds.
_FACTS = 40
_RELATED = 60
# Characters of a document that are kept: a report is for reading. Longer ones say that they were cut.
_LONGEST = 2_000_000
_BLOCKS = 20_000
# A block under this confidence is as good as undecided.
_UNSURE = 0.7
_SURROGATES = re.compile("[\ud800-\udfff]")


@frozen
class Entry:
    """One document, or why there is none.

    Attributes:
        name: What its owner calls it.
        problem: Why it could not be cleaned; then all else is empty.
        title: The headline.
        site: The host of its address, else the name that the page gives.
        language: ISO 639-1 code.
        date: Day of publication, ISO 8601.
        confidence: Of the article.
        doubts: Why it may be doubted.
        roles: Blocks of each role.
        characters: Characters of each role.
        unsure: Blocks whose confidence is under 0.7.
        kept: Words of the text.
        words: Words of the dump.
        milliseconds: What cleaning took; ``None`` for an article that was cleaned before.
        f1: Word-F1 against the gold, where there is one.
        strings: What the body's evidence points to by number.
        source: The dump; of an article without its receipt, its text.
        body: The rest of the document for the browser, as JSON.
    """

    name: str
    problem: str | None = None
    title: str | None = None
    site: str | None = None
    language: str | None = None
    date: str | None = None
    confidence: float = 0.0
    doubts: tuple[Doubt, ...] = ()
    roles: Mapping[Role, int] = field(factory=dict)
    characters: Mapping[Role, int] = field(factory=dict)
    unsure: int = 0
    kept: int = 0
    words: int = 0
    milliseconds: float | None = None
    f1: float | None = None
    strings: tuple[str, ...] = ()
    source: str = ""
    body: str = ""


def entry_of_article(
    name: str,
    article: Article,
    *,
    site: str | None = None,
    milliseconds: float | None = None,
    f1: float | None = None,
) -> Entry:
    """What a report keeps of an article and its receipt.

    Args:
        name: What its owner calls it.
        article: The article.
        site: What its collector calls its site; corrections of the document tell it.
        milliseconds: What cleaning took.
        f1: Word-F1 against the gold.
    """
    roles: Counter[Role] = Counter()
    characters: Counter[Role] = Counter()
    for block in article.blocks:
        roles[block.role] += 1
        characters[block.role] += len(block.text)
    strings: dict[str, int] = {}
    source = _clean((article.source or article.text)[:_LONGEST]) or ""
    kept = len(tokenize(article.text))
    return Entry(
        name,
        None,
        _clean(article.title),
        _site(article),
        _clean(article.language),
        article.date.isoformat() if article.date else None,
        article.confidence,
        article.doubts,
        roles,
        characters,
        sum(block.confidence < _UNSURE for block in article.blocks),
        kept,
        max(len(tokenize(article.source)), kept),
        milliseconds,
        f1,
        source=source,
        body=json.dumps(_body(article, source, site, strings), ensure_ascii=False, separators=(",", ":")),
        strings=tuple(strings),
    )


def _body(article: Article, source: str, site: str | None, strings: dict[str, int]) -> dict[str, Any]:
    """The document as the script of the report reads it, but for its text; see ``static/data.js``."""
    blocks = [block for block in article.blocks[:_BLOCKS] if block.span.end <= _LONGEST]
    return {
        "isDump": bool(article.source),
        "cut": len(blocks) < len(article.blocks),
        "spans": _spans(source, blocks),
        "roles": [_NUMBERS[block.role] for block in blocks],
        "confidences": [round(block.confidence * 100) for block in blocks],
        "evidence": [_evidence(block, strings) for block in blocks],
        "facts": [
            [fact.name, _clean(fact.value[:500]), fact.origin, int(fact.chosen)] for fact in article.facts[:_FACTS]
        ],
        "authors": _clean_all(article.authors),
        "tags": _clean_all(article.tags),
        "section": _clean_all(article.section),
        "captions": _clean_all(article.captions),
        "credits": _clean_all(article.credits),
        "related": [[_clean(story.title), _clean(story.url)] for story in article.related[:_RELATED]],
        "published": article.published_at.isoformat() if article.published_at else None,
        "modified": article.modified_at.isoformat() if article.modified_at else None,
        "dateline": _clean(article.dateline),
        "url": _clean(article.url),
        "id": _clean(article.id),
        "site": _clean(site),
    }


def _spans(source: str, blocks: Sequence[Block]) -> list[int]:
    """Gap and length of each block in turn, in units of UTF-16, which is what JavaScript counts in."""
    spans: list[int] = []
    end = 0
    for block in blocks:
        spans += _units(source[end : block.span.start]), _units(source[block.span.start : block.span.end])
        end = block.span.end
    return spans


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _evidence(block: Block, strings: dict[str, int]) -> list[list[int]]:
    """The votes on a block and the largest shares of its score, the one that decided first: role, weight, rule, why."""
    decided = deciding(block)
    votes = [one for one in block.evidence if one is not decided and not one.rule.startswith(SHARE)]
    shares = [one for one in block.evidence if one is not decided and one.rule.startswith(SHARE)]
    votes.sort(key=lambda vote: -abs(vote.weight))
    shares.sort(key=lambda share: -abs(share.weight))
    told = [*votes[:_VOTES], *shares[:_SHARES]]
    return [_row(one, strings) for one in ([decided, *told] if decided is not None else told)]


def _row(evidence: Evidence, strings: dict[str, int]) -> list[int]:
    rule, reason = (strings.setdefault(_clean(text) or "", len(strings)) for text in (evidence.rule, evidence.reason))
    return [_NUMBERS[evidence.role], round(evidence.weight * 10), rule, reason]


def _site(article: Article) -> str | None:
    try:
        host = urlsplit(article.url).hostname if article.url else None
    except ValueError:
        host = None
    return _clean((host or "").removeprefix("www.") or article.site_name)


def _clean(text: str | None) -> str | None:
    """A lone surrogate has no form in UTF-8; the replacement character counts as many units."""
    return None if text is None else _SURROGATES.sub("\ufffd", text)


def _clean_all(texts: Iterable[str]) -> list[str | None]:
    return [_clean(text) for text in texts]
