"""Articles against gold: how much of each story is there, what is there too much, and which facts are right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newsclean.evaluation.gold import Gold, LabelledSpan, read_gold
from newsclean.evaluation.judging import MEASURES, Judgement, judge, judge_subject
from newsclean.evaluation.subjects import Found, Matching, Subject, keys_of, read_subjects
from newsclean.evaluation.summing import FORMAT, Evaluation, Means, RoleScore
from newsclean.model import Article

__all__ = [
    "FORMAT",
    "MEASURES",
    "Evaluation",
    "Found",
    "Gold",
    "Judgement",
    "LabelledSpan",
    "Matching",
    "Means",
    "RoleScore",
    "Subject",
    "evaluate",
    "judge",
    "judge_subject",
    "keys_of",
    "read_gold",
    "read_subjects",
]


def evaluate(gold: Iterable[Gold] | Mapping[tuple[str, str | None], Gold], articles: Iterable[Article]) -> Evaluation:
    r"""Judge articles by gold.

    Args:
        gold: What is known of the pages; what ``read_gold`` gives, or records made by hand.
        articles: What was made of them. They are found by ``Article.id``, which may be the path of a file whose name,
            without its ending, is the gold's id. Articles that the gold does not know are left out; ``Matching`` tells
            them.

    Returns:
        The judgements and their means.

    >>> import newsclean
    >>> gold = Gold("ferry", text="The ferry sails again on Monday.")
    >>> article = newsclean.clean({"id": "ferry", "text": "The ferry sails again on Monday.\n\nShow Full Article"})
    >>> evaluate([gold], [article]).total.measures["f1"]
    1.0
    """
    by_key = gold if isinstance(gold, Mapping) else {(record.id, record.flattener): record for record in gold}
    judgements = []
    for article in articles:
        place = next(((key, None) for key in keys_of(article.id or "") if (key, None) in by_key), None)
        if place is not None:
            record = by_key[place]
            judgements.append(judge(record, Found.of(article, with_blocks=bool(record.roles))))
    return Evaluation.of(judgements)
