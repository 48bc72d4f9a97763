#!/usr/bin/env python3
"""Does a story block keep its role when the dump around it changes? Dumps of a bench folder are perturbed and compared.

    python benchmarks/robustness.py ../shared/bench
    python benchmarks/robustness.py ../shared/bench --sample 300 --shown 20

A block of the story is one that newsclean takes for story in the dump as it is, rightly, since the gold body has it; it
is found again by its folded text, in its place among the others: the "April" of a table is not that of a menu. A dump
passes where every such block is still story; blocks that the perturbed dump does not have there are not counted. Exit
status 1 if fewer dumps pass than the target.
"""

from __future__ import annotations

import multiprocessing
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from difflib import SequenceMatcher
from pathlib import Path

import click
from attrs import frozen
from bench import Record, markdown_table, read_dumps, read_gold, sampled_ids

# Chrome that stands around stories on sites of every kind; none of it is a line of the bench.
_MENU = ("Home", "News", "Sport", "Weather", "Sign in", "Subscribe", "Search")
_FOOT = (
    "Share",
    "Tweet",
    "Print",
    "Read more: The island waits for its post",
    "Most read",
    "About us",
    "Contact us",
    "Privacy policy",
    "© 2026 The Harwick Post. All rights reserved.",
)
_LINE_END = re.compile(r"\r\n?|\n")
_QUOTED = re.compile(r'"([^"\n]*)"')
# A line of at most this many words that does not end like a sentence is a label.
_LONGEST_LABEL = 3


def _upper_case_labels(text: str, spared: Collection[str] = ()) -> str:
    return "\n".join(line.upper() if _is_label(line.strip(), spared) else line for line in text.split("\n"))


def _is_label(line: str, spared: Collection[str]) -> bool:
    # What begins small is a piece of a sentence that the flattener tore, and stands in no menu.
    is_spared = spared and (line[:1].islower() or line in spared)
    return len(line.split()) <= _LONGEST_LABEL and line[-1:].isalpha() and not is_spared


#: What is done to a dump, by name; the text has line feeds alone.
PERTURBATIONS: dict[str, Callable[[str], str]] = {
    "chrome above": lambda text: "\n".join([*_MENU, text]),
    "chrome below": lambda text: "\n".join([text, *_FOOT]),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "curly quotes": lambda text: _QUOTED.sub("“\\1”", text).replace("'", "’"),
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "upper-case labels": _upper_case_labels,
    "doubled blank lines": lambda text: text.replace("\n\n", "\n\n\n"),
}
#: The perturbations that need more than the text: capitals for labels that are no line of the story, where those above
#: have its subheadings and the cells of its tables too; and the same page, flattened in another way.
_MENUS, _OTHER_FLATTENER = "upper-case menus", "another flattener"


@frozen
class Compared:
    """What became of the story blocks of one dump.

    Attributes:
        lost: The story blocks that another role was given, with that role.
    """

    id: str
    flattener: str
    language: str
    perturbation: str
    blocks: int
    lost: tuple[tuple[str, str], ...]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sample", type=click.IntRange(min=1), default=200, show_default=True, help="Pages, over the benches.")
@click.option(
    "--only", type=click.Choice([*PERTURBATIONS, _MENUS, _OTHER_FLATTENER]), multiple=True, help="May be repeated."
)
@click.option("--shown", type=click.IntRange(min=0), default=10, show_default=True, help="Show so many lost blocks.")
@click.option("--target", type=float, default=0.99, show_default=True, help="Share of dumps that must pass.")
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True)
def main(folder: Path, sample: int, only: tuple[str, ...], shown: int, target: float, processes: int) -> None:
    """Perturb the dumps of a bench FOLDER and count those in which no story block changes its role."""
    gold = read_gold(folder)
    chosen = sampled_ids(gold, sample)
    dumps = read_dumps(folder, {page_id: record for page_id, record in gold.items() if page_id in chosen})
    pages: dict[str, list[Record]] = {}
    for dump in dumps:
        pages.setdefault(dump.id, []).append(dump)
    tasks = [
        (flattened[number % len(flattened)], flattened[(number + 1) % len(flattened)], only)
        for number, flattened in enumerate(pages.values())
    ]
    with multiprocessing.Pool(processes) as pool:
        compared = [result for results in pool.map(_compare, tasks, chunksize=4) for result in results]
    click.echo(_table(compared, target))
    if shown:
        click.echo("\n" + _lost(compared, shown))
    passed = sum(not result.lost for result in compared)
    if passed < target * len(compared):
        raise SystemExit(1)


def _compare(task: tuple[Record, Record, tuple[str, ...]]) -> list[Compared]:
    from newsclean.lexicon import fold

    dump, other, only = task
    text = _LINE_END.sub("\n", dump.text)
    body = dump.gold["gold_body"]
    gold = " ".join(fold(body).split())
    blocks = _roles(text)
    is_story = [role is None and folded in gold for folded, role in blocks]
    perturbed = {name: change(text) for name, change in PERTURBATIONS.items()}
    perturbed[_MENUS] = _upper_case_labels(text, {line.strip() for line in body.split("\n")} | {""})
    if other.flattener != dump.flattener:
        perturbed[_OTHER_FLATTENER] = other.text
    compared = []
    for name, changed in perturbed.items():
        if not only or name in only:
            lost = tuple(_changed(blocks, is_story, changed))
            compared.append(Compared(dump.id, dump.flattener, dump.language, name, sum(is_story), lost))
    return compared


def _changed(blocks: list[tuple[str, str | None]], is_story: list[bool], text: str) -> Iterator[tuple[str, str]]:
    """The story blocks that are something else in the text, where it has them in the same order."""
    others = _roles(text)
    order = SequenceMatcher(None, [folded for folded, _ in blocks], [folded for folded, _ in others], autojunk=False)
    for first, second, length in order.get_matching_blocks():
        for number, other in zip(range(first, first + length), range(second, second + length), strict=True):
            folded, role = others[other]
            if is_story[number] and role is not None:
                yield folded, role


def _roles(text: str) -> list[tuple[str, str | None]]:
    """Folded text and role of each block, ``None`` for the story; the headline is of the story.

    Of several lines that say the headline one has its role, and it is no loss if that is another one.
    """
    import newsclean
    from newsclean.lexicon import fold

    article = newsclean.clean(text)
    title = fold(article.title or "")
    roles = []
    for block in article.blocks:
        folded = fold(block.text)
        is_headline = block.role == "title" or (block.role == "duplicate" and folded == title)
        roles.append((folded, None if block.in_text or is_headline else str(block.role)))
    return roles


def _table(compared: list[Compared], target: float) -> str:
    rows = []
    names = dict.fromkeys(result.perturbation for result in compared)
    for name in (*names, "all"):
        results = [result for result in compared if name in (result.perturbation, "all")]
        passed = sum(not result.lost for result in results)
        share = passed / max(len(results), 1)
        blocks, lost = sum(result.blocks for result in results), sum(len(result.lost) for result in results)
        under = "" if share >= target else "under"
        rows.append([name, str(len(results)), f"{100 * share:.1f}%", f"{blocks:,}", f"{lost:,}", under])
    return markdown_table(["perturbation", "dumps", "unchanged", "story blocks", "lost", "target"], rows)


def _lost(compared: list[Compared], count: int) -> str:
    roles = Counter(role for result in compared for _, role in result.lost)
    lines = ["lost to " + ", ".join(f"{role} {number}" for role, number in roles.most_common())]
    blocks = ((result, *block) for result in compared for block in result.lost)
    for result, folded, role in sorted(blocks, key=lambda block: (-len(block[1]), block[0].id))[:count]:
        lines.append(f"{result.id} [{result.language}, {result.flattener}] {result.perturbation}: {role}")
        lines.append(f"    {folded[:160]}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
