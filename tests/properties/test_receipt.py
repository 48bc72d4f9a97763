"""Laws of the receipt: it covers the dump, the text can be rebuilt from it, and an article holds nothing else."""

from __future__ import annotations

import json
import math

from hypothesis import example, given
from hypothesis import strategies as st

import newsclean
from newsclean.model import BODY_ROLES, Article, Role
from newsclean.segmentation import fold_white_space
from newsclean.sources import read
from newsclean.testing import any_text, dumps

from ..receipts import breaches_of_the_receipt

BIASES = st.sampled_from(["precision", "balanced", "recall"])
#: What people hand in, and what nobody should.
ANY_DUMP = dumps().map(lambda dump: dump.text) | any_text()


def text_by_source_and_blocks(article: Article) -> str:
    """What a receipt promises, in five lines."""
    kept = [block for block in article.blocks if block.role in BODY_ROLES]
    spans = [(block.span.start, block.span.end) for block in kept]
    return "\n\n".join(fold_white_space(article.source[start:end]) for start, end in spans)


def bare(text: str) -> str:
    """Without any white space: what must be the same wherever white space was folded."""
    return "".join(text.split())


@given(st.text(st.sampled_from("a漢。 \u00a0\u3000\t\n\r\u2028"), max_size=12))
def test_folding_takes_nothing_but_white_space(text: str) -> None:
    folded = fold_white_space(text)
    assert bare(folded) == bare(text)
    assert folded == fold_white_space(folded) == " ".join(folded.split())


@given(ANY_DUMP, BIASES)
def test_blocks_are_in_order_and_leave_out_white_space_only(text: str, bias: str) -> None:
    assert breaches_of_the_receipt(newsclean.clean(text, bias=bias)) == []


@given(ANY_DUMP)
def test_a_text_dump_is_its_own_source(text: str) -> None:
    assert newsclean.clean(text, kind="text").source == text


@given(ANY_DUMP, BIASES)
def test_source_and_blocks_give_the_text(text: str, bias: str) -> None:
    article = newsclean.clean(text, bias=bias)
    assert article.text == text_by_source_and_blocks(article)


@given(ANY_DUMP)
def test_a_block_says_what_stands_at_its_span(text: str) -> None:
    article = newsclean.clean(text)
    for block in article.blocks:
        assert block.text == fold_white_space(article.source[block.span.start : block.span.end])


@given(ANY_DUMP)
def test_blocks_in_text_and_removed_are_all_blocks(text: str) -> None:
    article = newsclean.clean(text)
    kept = [block for block in article.blocks if block.in_text]
    assert sorted((*kept, *article.removed), key=lambda block: block.span) == list(article.blocks)


@given(ANY_DUMP)
def test_the_paragraphs_stand_in_the_source_in_their_order(text: str) -> None:
    article = newsclean.clean(text)
    source, reached = bare(article.source), 0
    for paragraph in article.text.split("\n\n"):
        found = source.find(bare(paragraph), reached)
        assert found >= 0, paragraph
        reached = found + len(bare(paragraph))


@given(ANY_DUMP)
def test_every_string_of_an_article_stands_in_its_source(text: str) -> None:
    article = newsclean.clean(text)
    strings = [
        *filter(None, (article.title, article.standfirst, article.dateline, article.site_name)),
        *(*article.authors, *article.tags, *article.section, *article.captions, *article.credits),
        *(part for story in article.related for part in (story.title, story.kicker, story.summary) if part),
    ]
    source = bare(article.source)
    assert [string for string in strings if bare(string) not in source or not bare(string)] == []


@given(ANY_DUMP)
@example("<HTML>0<TITLE>0")
def test_a_fact_points_to_where_it_stands(text: str) -> None:
    article = newsclean.clean(text)
    for fact in article.facts:
        if fact.span is None:
            # What the head of a page publishes stands in no line of it: its origin is told instead. Text has no head.
            assert read(text, longest=len(text)).hints is not None
            assert fact.origin.startswith("published.")
            continue
        assert 0 <= fact.span.start < fact.span.end <= len(article.source)
        # A date is read, not copied: its ISO form stands in no dump.
        if fact.name not in ("date", "published_at", "modified_at"):
            assert bare(fact.value) in bare(article.source[fact.span.start : fact.span.end])


@given(ANY_DUMP)
def test_the_facts_chosen_are_the_facts_of_the_article(text: str) -> None:
    article = newsclean.clean(text)
    chosen = [(fact.name, fact.value) for fact in article.facts if fact.chosen]
    for name in ("title", "standfirst", "dateline"):
        assert [value for found, value in chosen if found == name] == [*filter(None, [getattr(article, name)])]
    for name in ("authors", "tags", "section", "captions", "credits"):
        assert tuple(value for found, value in chosen if found == name) == getattr(article, name)


@given(ANY_DUMP)
def test_a_vote_lies_in_the_source_and_touches_its_block(text: str) -> None:
    article = newsclean.clean(text)
    for block in article.blocks:
        for vote in block.evidence:
            assert 0 <= vote.span.start < vote.span.end <= len(article.source)
            assert vote.span.start < block.span.end
            assert block.span.start < vote.span.end


@given(ANY_DUMP, BIASES)
def test_the_evidence_shown_is_the_evidence_that_decided(text: str, bias: str) -> None:
    """The shares of a block add up to the score, the score alone says kept or removed, and how sure that is."""
    for block in newsclean.clean(text, bias=bias).blocks:
        shares = {vote.rule: vote.weight for vote in block.evidence if vote.rule.startswith("labeller.")}
        over_the_line = math.fsum(shares.values())
        probability = 1.0 / (1.0 + math.exp(shares["labeller.cut"] - over_the_line))
        assert abs(block.confidence - (probability if block.in_text else 1.0 - probability)) < 0.001, block
        # The headline reads like story, and is kept out of the text for being the headline.
        is_headline = block.role is Role.TITLE and any(vote.role is Role.TITLE for vote in block.evidence)
        if abs(over_the_line) > 1e-4 and not is_headline:
            assert block.in_text == (over_the_line > 0.0), block


@given(ANY_DUMP)
def test_a_removed_block_has_the_role_of_one_of_its_votes(text: str) -> None:
    for block in newsclean.clean(text).removed:
        assert block.role in {Role.OTHER, *(vote.role for vote in block.evidence)}


@given(ANY_DUMP)
def test_an_article_can_be_written_and_read_back(text: str) -> None:
    article = newsclean.clean(text, url="https://news.example/1")
    written = article.to_json()
    written.encode()
    assert Article.from_dict(json.loads(written)) == article
    assert 0.0 <= article.confidence <= 1.0
