#!/usr/bin/env python3
"""Does clean text stay? The gold bodies of a bench folder are given as dumps, and every word should come back.

    python benchmarks/clean_text.py ../shared/bench
    python benchmarks/clean_text.py ../shared/bench --language de --lost 40

The share of words kept is the overlap of the bags of words of ``score.py``, summed over the bodies. Some bodies do hold
a line of chrome ("Also read: …"), so that all of it is not to be had. Exit status 1 if a language stays under the
target.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from attrs import frozen
from bench import markdown_table, read_gold, sampled_ids, scorer


@frozen
class Kept:
    """What came back of one gold body.

    Attributes:
        words: How many words it has.
        kept: How many of them are in the article's text.
        lost: The blocks that are not: role, the reason that weighed most, and the text.
        error: What was raised, if something was.
    """

    id: str
    bench: str
    language: str
    words: int
    kept: int
    lost: tuple[tuple[str, str, str], ...] = ()
    error: str | None = None

    @property
    def share(self) -> float:
        """The share of the words that was kept, 0 to 1."""
        return self.kept / self.words if self.words else 1.0


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sample", type=click.IntRange(min=1), help="Only so many bodies, spread over the benches.")
@click.option("--bench", "benches", multiple=True, help="Only this bench; may be repeated.")
@click.option("--language", "languages", multiple=True, help="Only this language; may be repeated.")
@click.option("--worst", type=click.IntRange(min=0), default=10, show_default=True, help="List so many bodies.")
@click.option("--lost", type=click.IntRange(min=0), default=0, help="Show so many removed blocks, the longest first.")
@click.option("--target", type=float, default=0.995, show_default=True, help="Share to be kept in every language.")
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True)
def main(
    folder: Path,
    sample: int | None,
    benches: tuple[str, ...],
    languages: tuple[str, ...],
    worst: int,
    lost: int,
    target: float,
    processes: int,
) -> None:
    """Give the gold bodies of a bench FOLDER to newsclean and count the words that it keeps."""
    gold = read_gold(folder, benches)
    gold = {page_id: record for page_id, record in gold.items() if not languages or record["lang"] in languages}
    chosen = sampled_ids(gold, sample)
    with multiprocessing.Pool(processes) as pool:
        tasks = [(record, folder) for page_id, record in gold.items() if page_id in chosen]
        bodies = pool.map(_clean, tasks, chunksize=16)
    for body in bodies:
        if body.error:
            click.echo(f"failed on {body.id}: {body.error}", err=True)
    by_language = _shares(bodies, lambda body: (body.language,))
    click.echo(_table(["language"], by_language, target))
    click.echo("\n" + _table(["bench", "language"], _shares(bodies, lambda body: (body.bench, body.language)), target))
    click.echo("\n" + _roles(bodies, scorer(folder).tokenize))
    if worst:
        click.echo("\n" + _worst(bodies, worst))
    if lost:
        click.echo("\n" + _lost(bodies, lost))
    if any(kept < target * words for words, kept, _ in by_language.values()):
        raise SystemExit(1)


def _clean(task: tuple[dict[str, Any], Path]) -> Kept:
    import newsclean

    gold, folder = task
    tokenize = scorer(folder).tokenize
    body = Counter(tokenize(gold["gold_body"]))
    name = (gold["id"], gold["bench"], gold.get("lang") or "?", body.total())
    try:
        article = newsclean.clean(gold["gold_body"])
    except Exception as problem:  # noqa: BLE001  one body that fails must not cost the table of all the others
        return Kept(*name, 0, error=f"{type(problem).__name__}: {problem}")
    lost = []
    for block in article.removed:
        reason = max(block.evidence, key=lambda evidence: evidence.weight, default=None)
        lost.append((str(block.role), f"{reason.rule}: {reason.reason}" if reason else "-", block.text))
    # A headline at the head of a body is told apart from its text, and not lost.
    kept = Counter(tokenize(f"{article.title or ''}\n{article.text}"))
    return Kept(*name, (body & kept).total(), tuple(lost))


#: Words, words kept, and the share kept of each body, by group.
_Shares = dict[tuple[str, ...], tuple[int, int, list[float]]]


def _shares(bodies: Iterable[Kept], group: Callable[[Kept], tuple[str, ...]]) -> _Shares:
    groups: dict[tuple[str, ...], list[Kept]] = defaultdict(list)
    for body in bodies:
        groups[group(body)].append(body)
        groups["all", *[""] * (len(group(body)) - 1)].append(body)
    return {
        name: (sum(body.words for body in members), sum(body.kept for body in members), [b.share for b in members])
        for name, members in sorted(groups.items(), key=lambda item: (item[0][0] == "all", item[0]))
    }


def _table(header: list[str], shares: _Shares, target: float) -> str:
    rows = [
        [
            *name,
            str(len(each)),
            f"{words:,}",
            f"{100 * kept / max(words, 1):.2f}%",
            f"{100 * min(each):.1f}%",
            str(sum(share < target for share in each)),
            "" if kept >= target * words else "under",
        ]
        for name, (words, kept, each) in shares.items()
    ]
    return markdown_table([*header, "n", "words", "kept", "worst", "bodies under", "target"], rows)


def _roles(bodies: list[Kept], tokenize: Callable[[str], list[str]]) -> str:
    """What the lost words were taken for."""
    words: Counter[str] = Counter()
    blocks: Counter[str] = Counter()
    for body in bodies:
        for role, _, text in body.lost:
            words[role] += len(tokenize(text))
            blocks[role] += 1
    total = max(sum(body.words for body in bodies), 1)
    rows = [
        [role, f"{blocks[role]:,}", f"{count:,}", f"{100 * count / total:.3f}%"] for role, count in words.most_common()
    ]
    return markdown_table(["taken for", "blocks", "words", "of all words"], rows)


def _worst(bodies: list[Kept], count: int) -> str:
    rows = [
        [body.id, body.language, f"{body.words:,}", f"{body.words - body.kept:,}", f"{100 * body.share:.1f}%"]
        for body in sorted(bodies, key=lambda body: (body.share, body.id))[:count]
    ]
    return markdown_table(["worst", "language", "words", "lost", "kept"], rows)


def _lost(bodies: list[Kept], count: int) -> str:
    blocks = ((body, *block) for body in bodies for block in body.lost)
    longest = sorted(blocks, key=lambda block: (-len(block[3]), block[0].id))
    return "\n".join(
        f"{body.id} [{body.language}] {role} ({reason})\n    {text[:200]}"
        for body, role, reason, text in longest[:count]
    )


if __name__ == "__main__":
    main()
