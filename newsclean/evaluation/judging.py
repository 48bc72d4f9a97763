"""One page against its gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from attrs import asdict, evolve, field, frozen

from newsclean.cleaner import Bias, Cleaner
from newsclean.errors import InputError
from newsclean.evaluation.gold import Gold
from newsclean.evaluation.subjects import Found, Subject
from newsclean.evaluation.words import missing_paragraphs, squash, tokenize, word_overlap
from newsclean.model import Role

__all__ = ["MEASURES", "Judgement", "judge", "judge_subject"]

#: The measures, each a number between 0 and 1, in the order in which they are shown.
MEASURES = (
    "f1", "precision", "recall", "with", "without", "title", "date_right", "date_wrong", "date_missed",
    "date_invented", "authors",
)  # fmt: skip

_ROLES = (*Role, None)
_ROLE_NUMBERS = {role: number for number, role in enumerate(_ROLES)}
_NO_ROLE = _ROLE_NUMBERS[None]


@frozen
class Judgement:
    """One page, judged.

    Attributes:
        id: As the gold has it.
        name: What the owner of the input calls it.
        measures: Those of ``MEASURES`` that the gold allows.
        bench: The collection.
        flattener: How the page became text.
        language: ISO 639-1 code that the gold gives, else the one that was found.
        site: The site.
        confidence: How sure the cleaner was.
        words: Words of the text that was found.
        gold_words: Words of the gold.
        lost_words: Words of the gold's paragraphs that are not in the text.
        extra_words: Words of the text's paragraphs that are not in the gold.
        lost: The longest paragraphs of the gold that are not in the text, shortened.
        extra: The longest paragraphs of the text that are not in the gold, shortened.
        missing_snippets: Those of the gold's ``with`` that are not in the text.
        unwanted_snippets: Those of its ``without`` that are.
        title: The headline that was found.
        date: The day that was found.
        authors: The names that were found.
        roles: Characters, blanks left out, by the role that the gold gives and the role that was found.
    """

    id: str
    name: str
    measures: Mapping[str, float]
    bench: str | None = None
    flattener: str | None = None
    language: str | None = None
    site: str | None = None
    confidence: float | None = None
    words: int = 0
    gold_words: int = 0
    lost_words: int = 0
    extra_words: int = 0
    lost: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    missing_snippets: tuple[str, ...] = ()
    unwanted_snippets: tuple[str, ...] = ()
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    roles: Mapping[tuple[Role, Role | None], int] = field(factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """As plain dictionaries, lists, strings and numbers."""
        data = asdict(self, filter=lambda attribute, _: attribute.name != "roles")
        data["measures"] = {name: round(value, 4) for name, value in self.measures.items()}
        return data


def judge_subject(
    cleaner: Cleaner, options: Mapping[str, Any], biases: Sequence[Bias], pair: tuple[Subject, Gold | None]
) -> tuple[Judgement, ...] | InputError:
    """Clean a subject once for each bias, if it is a dump, and judge it.

    Args:
        cleaner: Cleans it.
        options: As for ``Cleaner.clean``, without ``bias``.
        biases: For dumps, the biases to clean with.
        pair: The subject, and its gold unless it cannot be read.

    Returns:
        A judgement for each bias, one for an article, or why there is none.
    """
    subject, gold = pair
    content = subject.content
    try:
        if isinstance(content, InputError) or gold is None:
            raise content if isinstance(content, InputError) else InputError("is not in the gold")
        if isinstance(content, Found):
            return (judge(gold, content, name=subject.name, flattener=subject.flattener),)
        articles = (cleaner.clean(content, bias=bias, **options) for bias in biases)
        with_blocks = bool(gold.roles)
        return tuple(
            judge(gold, Found.of(article, with_blocks=with_blocks), name=subject.name, flattener=subject.flattener)
            for article in articles
        )
    except InputError as error:
        return InputError(error.reason, record=subject.name)
    # A defect of ours, or too little memory: one record must not take the others with it, nor go unnamed.
    except Exception as error:  # noqa: BLE001
        reason = f"newsclean failed on it ({type(error).__name__}: {error}); please report this"
        return InputError(reason, record=subject.name)


def judge(gold: Gold, found: Found, *, name: str | None = None, flattener: str | None = None) -> Judgement:
    """Compare what was found with the gold.

    Args:
        gold: What is known of the page.
        found: What somebody made of it.
        name: What its owner calls it; the id by default.
        flattener: How the page became text.

    Raises:
        InputError: The gold's roles are for another text.
    """
    measures: dict[str, float] = {}
    judgement = Judgement(
        gold.id,
        name or gold.id,
        measures,
        gold.bench,
        flattener,
        gold.language or found.language,
        gold.site,
        found.confidence,
        title=found.title,
        date=found.date,
        authors=found.authors,
    )
    if gold.text is not None:
        overlap = word_overlap(found.text, gold.text)
        measures.update(f1=overlap.f1, precision=overlap.precision, recall=overlap.recall)
        lost_words, lost = missing_paragraphs(gold.text, found.text)
        extra_words, extra = missing_paragraphs(found.text, gold.text)
        judgement = evolve(
            judgement,
            words=len(tokenize(found.text)),
            gold_words=len(tokenize(gold.text)),
            lost_words=lost_words,
            extra_words=extra_words,
            lost=lost,
            extra=extra,
        )
    plain = _plain(found.text)
    missing = tuple(snippet for snippet in gold.kept if _plain(snippet) not in plain)
    unwanted = tuple(snippet for snippet in gold.removed if _plain(snippet) and _plain(snippet) in plain)
    measures.update(_snippets(gold, len(missing), len(unwanted)))
    judgement = evolve(judgement, missing_snippets=missing, unwanted_snippets=unwanted)
    measures.update(_facts(gold, found))
    if gold.roles and found.source is not None:
        judgement = evolve(judgement, roles=_roles(gold, found, found.source))
    return judgement


def _snippets(gold: Gold, missing: int, unwanted: int) -> dict[str, float]:
    """The shares of the snippets, blank ones left out, that are where they must be."""
    shares = {}
    for name, snippets, wrong in (("with", gold.kept, missing), ("without", gold.removed, unwanted)):
        if count := sum(bool(_plain(snippet)) for snippet in snippets):
            shares[name] = 1.0 - wrong / count
    return shares


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _facts(gold: Gold, found: Found) -> dict[str, float]:
    measures = {}
    if title := squash(gold.title):
        measures["title"] = float(squash(found.title) == title)
    if gold.date:
        right = found.date is not None and found.date.startswith(gold.date)
        measures["date_right"] = float(right)
        measures["date_wrong"] = float(found.date is not None and not right)
        measures["date_missed"] = float(found.date is None)
    elif gold.date is not None:
        measures["date_invented"] = float(found.date is not None)
    if names := set(filter(None, map(squash, gold.authors or ()))):
        others = set(filter(None, map(squash, found.authors)))
        measures["authors"] = len(names & others) / len(names | others)
    return measures


def _roles(gold: Gold, found: Found, source: str) -> Counter[tuple[Role, Role | None]]:
    if (reach := max(span.end for span in gold.roles)) > len(source):
        raise InputError(
            f"the gold's roles reach to character {reach:,}, but the text has {len(source):,}; "
            "are they for another dump of the page?"
        )
    roles = np.full(len(source), _NO_ROLE, dtype=np.uint8)
    for start, end, role in found.blocks:
        roles[start:end] = _ROLE_NUMBERS[role]
    visible = ~np.fromiter(map(str.isspace, source), dtype=np.bool_, count=len(source))
    counts: Counter[tuple[Role, Role | None]] = Counter()
    for span in gold.roles:
        part = slice(span.start, span.end)
        for number, count in enumerate(np.bincount(roles[part][visible[part]], minlength=len(_ROLES)).tolist()):
            if count:
                counts[span.role, _ROLES[number]] += count
    return counts
