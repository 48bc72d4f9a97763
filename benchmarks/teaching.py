#!/usr/bin/env python3
"""A round of teaching on development dumps: do the marked lines hold, and does anything else move that was not told?

    python benchmarks/teaching.py ../shared/bench

In some dumps every line that their gold says is wrong is marked, as somebody would in a report: what is in the text and
not in the gold as chrome, what the gold has and the text has not as story. What was learned is written, read again, and
tried on a corpus that these dumps are a part of. Which lines move there is found out apart from ``--preview``.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from attrs import define
from bench import Record, markdown_table, read_dumps, read_gold, sampled_ids

from newsclean import Article, Cleaner, Role, SiteProfile
from newsclean.comparison import DocumentChange
from newsclean.lexicon import Lexicon
from newsclean.model import BODY_ROLES, Block
from newsclean.site_profile.files import from_data, to_data
from newsclean.teaching import Corrected, Correction, learn, preview, to_toml

# Fewer letters and digits stand in a gold by chance.
_TELLING = 12
# A dump with more wrong lines is a page that is wrong in a way of its own, which nobody would mark line by line.
_MOST_MARKS = 8
_FACTS = frozenset({Role.TITLE, Role.BYLINE, Role.DATE, Role.DATELINE, Role.CAPTION, Role.CREDIT, Role.TAGS})
_NO_WORD = re.compile(r"\W+")


@define
class Round:
    """What came of one round."""

    marked: int = 0
    story: int = 0
    held: int = 0
    moved: int = 0
    told: int = 0
    dumps: int = 0


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dumps", "wanted", default=10, show_default=True, help="Dumps that are corrected.")
@click.option("--corpus", default=100, show_default=True, help="Dumps that must not move.")
@click.option("--flattener", default="bs4_lines", show_default=True)
@click.option("--rounds", default=1, show_default=True, help="Each with the next dumps of the corpus that have marks.")
def main(folder: Path, wanted: int, corpus: int, flattener: str, rounds: int) -> None:
    """Teach a lexicon, and a profile of the sites, and look what moves."""
    gold = read_gold(folder)
    ids = sampled_ids(gold, corpus)
    records = read_dumps(folder, {name: gold[name] for name in sorted(ids)}, [flattener])
    articles = {record.id: Cleaner().clean(_raw(record)) for record in records}
    marked = [document for record in records if (document := _marked(record, articles[record.id])).corrections]
    rows = []
    for number in range(rounds):
        documents = marked[number * wanted : (number + 1) * wanted]
        for name in ("lexicon", "profile"):
            one = _round(name, documents, records, articles)
            rows.append([
                name, f"{one.dumps:,}", f"{one.marked:,}", f"{one.story:,}", f"{one.held:,}", f"{one.moved:,}",
                f"{one.told:,}",
            ])  # fmt: skip
    header = ["taught", "dumps", "lines marked", "as story", "right afterwards", "other lines moved", "told before"]
    click.echo(f"{len(records):,} dumps, {len(marked):,} with one to {_MOST_MARKS} wrong lines\n")
    click.echo(markdown_table(header, rows))


def _round(kind: str, documents: list[Corrected], records: list[Record], before: dict[str, Article]) -> Round:
    one = Round(dumps=len(documents))
    corpus = [(record.id, _raw(record)) for record in records]
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "mine.toml")
        lesson = learn(documents, path) if kind == "lexicon" else learn(documents, profile=SiteProfile())
        told = {
            (change.name, block.text)
            for change in preview(lesson, documents, corpus)
            if isinstance(change, DocumentChange)
            for block in change.blocks
        }
        # What a later run makes of it, not what the lesson says.
        if kind == "lexicon":
            path.write_text(to_toml(lesson.rows), encoding="utf-8")
            cleaner = Cleaner(lexicon=Lexicon.load(path))
        else:
            assert lesson.taught.profile is not None
            cleaner = Cleaner(profile=from_data(to_data(lesson.taught.profile)))
        after = {name: cleaner.clean(raw) for name, raw in corpus}
    wanted = {document.name: document.corrections for document in documents}
    for name, article in after.items():
        corrections = wanted.get(name, ())
        one.marked += len(corrections)
        one.story += sum(correction.is_story for correction in corrections)
        one.held += sum(_holds(correction, article) for correction in corrections)
        own = {correction.text for correction in corrections}
        moved = [block.text for block in _moved(before[name], article) if block.text not in own]
        one.moved += len(moved)
        one.told += sum((name, text) in told for text in moved)
    return one


def _raw(record: Record) -> dict[str, str]:
    url = record.gold.get("url")
    # Pages whose address nobody kept are of one site each.
    return {"id": record.id, "text": record.text, "url": url or f"https://{record.id.replace('/', '-')}.invalid/"}


def _marked(record: Record, article: Article) -> Corrected:
    """The dump with a correction for every wrong line, or with none, if there are too many."""
    body = _letters(record.gold["gold_body"] or "")
    corrections = [
        Correction(block.span, block.text, block.role, role)
        for block in article.blocks
        if (role := _right(block, body))
    ]
    if not body or len(corrections) > _MOST_MARKS:
        corrections = []
    raw = _raw(record)
    return Corrected(record.id, article.source, tuple(corrections), raw["id"], raw["url"])


def _right(block: Block, body: str) -> Role | None:
    """What a block should have been, if it is wrong."""
    letters = _letters(block.text)
    if len(letters) < _TELLING or block.role in _FACTS:
        return None
    in_gold = letters in body
    if block.in_text and not in_gold and not _is_partly(block.text, body):
        return _guess(block)
    return Role.BODY if in_gold and not block.in_text else None


def _is_partly(text: str, body: str) -> bool:
    """Whether the gold has some of the line: then it was cut otherwise, and nobody would mark it."""
    words = [word for word in _NO_WORD.split(text.lower()) if word]
    runs = [_letters("".join(words[start : start + 4])) for start in range(max(len(words) - 3, 1))]
    return sum(run in body for run in runs) > len(runs) / 4


def _guess(block: Block) -> Role:
    """The chrome that the report proposes: the first vote's, else the one that has no name."""
    for evidence in block.evidence:
        if not evidence.rule.startswith("labeller.") and evidence.role not in BODY_ROLES | _FACTS:
            return evidence.role
    return Role.OTHER


def _holds(correction: Correction, article: Article) -> bool:
    there = [block for block in article.blocks if _overlaps(block, correction)]
    right = (block.in_text if correction.is_story else block.role is correction.role for block in there)
    return bool(there) and all(right)


def _overlaps(block: Block, correction: Correction) -> bool:
    return block.span.start < correction.span.end and correction.span.start < block.span.end


def _moved(before: Article, after: Article) -> Iterator[Block]:
    roles = {block.span: block.role for block in before.blocks}
    for block in after.blocks:
        if roles.get(block.span) is not block.role:
            yield block


def _letters(text: str) -> str:
    return _NO_WORD.sub("", text.lower())


if __name__ == "__main__":
    main()
