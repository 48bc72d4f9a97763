#!/usr/bin/env python3
"""Count the outputs that still hold chrome: a line that starts with a cue and is not in the gold.

    python benchmarks/leftovers.py ../shared/bench
    python benchmarks/leftovers.py ../shared/bench --bench wcxb-dev --show 20

A cue is a phrase that begins a "Read more" line, a pitch to sign up, a share prompt, an advert, a credit or a byline.
The phrases are the ones below and not those of the lexicon, which would count its own blind spots as clean. A line
counts if it starts with one, as whole words and in any case, and if the gold has no such line: gold that keeps an
"Also read" is not held against anybody who keeps it, too.
"""

from __future__ import annotations

import multiprocessing
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import click
from attrs import frozen
from baselines import READS_HTML, SYSTEMS
from bench import Record, markdown_table, read_gold, read_pages, sampled_ids, scorer

_CHUNK = 16
_CUES = {
    "read more": (
        *("read more", "also read", "read also", "read next", "see also", "related", "you may also like", "more from"),
        *("you might also like", "recommended", "continue reading", "keep reading", "further reading", "more on this"),
        *("mehr zum thema", "lesen sie auch", "lesen sie mehr", "auch interessant", "weiterlesen", "à lire aussi"),
        *("lire aussi", "lea también", "lee también", "leia também", "leggi anche", "lees ook", "läs också"),
        *("czytaj też", "czytaj także", "zobacz też", "читайте также", "читать далее", "диваβάστε", "διαβάστε"),
        *("相关新闻", "相关阅读", "相关链接", "関連記事", "اقرأ أيضا"),
    ),
    "sign up": (
        *("sign up", "subscribe", "join our newsletter", "get our newsletter", "newsletter", "join the newsletter"),
        *("jetzt abonnieren", "abonnieren sie", "melden sie sich", "inscrivez-vous", "abonnez-vous", "suscríbete"),
        *("подпишитесь", "zapisz się", "εγγραφείτε"),
    ),
    "share": (
        *(
            "share this",
            "share on",
            "share article",
            "share via",
            "tweet",
            "email this",
            "print this",
            "click to share",
        ),
        *("follow us", "like us", "teilen", "auf facebook teilen", "partager", "compartir", "condividi"),
        *("поделиться", "udostępnij", "分享到", "share"),
    ),
    "advert": (
        *("advertisement", "advertising", "sponsored", "ad", "anzeige", "werbung", "publicité", "publicidad"),
        *("pubblicità", "реклама", "reklama", "广告", "affiliate disclosure", "this post may contain affiliate"),
    ),
    "credit": (
        *("photo:", "photo by", "photo credit", "image:", "image credit", "image source", "picture:", "photograph:"),
        *("credit:", "©", "foto:", "bild:", "bildquelle", "quelle:", "crédit photo", "фото:", "fot.", "getty images"),
    ),
    "byline": (
        *("by:", "written by", "posted by", "posted on", "published by", "published on", "published:", "author:"),
        *("about the author", "last updated", "updated:", "reviewed by", "von:", "autor:", "автор:", "reporting by"),
    ),
}
_PATTERN = re.compile(
    "|".join(
        f"(?P<{kind.replace(' ', '_')}>{'|'.join(map(re.escape, sorted(cues, key=len, reverse=True)))})"
        for kind, cues in _CUES.items()
    )
    + "|(?P<name>by [A-Z])",
)
# What may stand before a cue: bullets, brackets, arrows.
_BEFORE = " \t•·*-–—>»›▶►[(|+"
# "Share prices fell" begins with a cue, and is a sentence: a prompt is short. In words.
_LONGEST = {"share": 6, "advert": 6, "read_more": 30, "sign_up": 40, "credit": 30, "byline": 20, "name": 12}


@frozen
class Leftovers:
    """What one system left in one page: kind of cue and line."""

    system: str
    bench: str
    id: str
    lines: tuple[tuple[str, str], ...]


def cue_of(line: str) -> str | None:
    """The kind of cue that a line starts with, if it does.

    >>> cue_of("Read more: Island waits for its post"), cue_of("Readers wrote more than ever.")
    ('read_more', None)
    """
    bare = line.strip().lstrip(_BEFORE)
    match = _PATTERN.match(bare) if bare[:3] in ("By ", "by ") else _PATTERN.match(bare.lower())
    if match is None and bare[:3] == "By ":
        match = re.match("(?P<name>By [A-Z])", bare)
    if match is None or match.lastgroup is None:
        return None
    goes_on = match.group()[-1].isalnum() and bare[match.end() : match.end() + 1].isalnum()
    is_word = match.lastgroup == "name" or not goes_on or not bare[0].isascii()
    return match.lastgroup if is_word and len(bare.split()) <= _LONGEST[match.lastgroup] else None


def left_over(text: str, gold: str) -> Iterator[tuple[str, str]]:
    """The lines of an output that start with a cue and are not in the gold, white space folded."""
    kept = " ".join(gold.lower().split())
    for line in text.splitlines():
        kind = cue_of(line)
        folded = " ".join(line.lower().split())
        if kind is not None and folded not in kept:
            yield kind, " ".join(line.split())


def _judge(task: tuple[str, Record, Path]) -> Leftovers:
    name, record, folder = task
    try:
        text = SYSTEMS[name](record, folder)["text"]
    except Exception:  # noqa: BLE001  one page that fails must not cost the table of all the others
        text = ""
    return Leftovers(name, record.bench, record.id, tuple(left_over(text, record.gold["gold_body"])))


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--systems", default="newsclean-html,trafilatura", show_default=True)
@click.option("--sample", type=click.IntRange(min=1), help="Only so many pages, spread over the benches.")
@click.option("--bench", "benches", multiple=True, help="Only this bench; may be repeated.")
@click.option("--show", type=click.IntRange(min=0), default=0, help="List so many lines of the first system.")
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True)
def main(folder: Path, systems: str, sample: int | None, benches: tuple[str, ...], show: int, processes: int) -> None:
    """Count the outputs that still hold chrome, on the pages of a bench FOLDER."""
    names = systems.split(",")
    if unknown := [name for name in names if name not in READS_HTML]:
        raise click.BadParameter(f"reads no pages: {', '.join(unknown)}", param_hint="--systems")
    gold = read_gold(folder, benches)
    chosen = sampled_ids(gold, sample)
    records = read_pages({page_id: record for page_id, record in gold.items() if page_id in chosen})
    scorer(folder)
    with multiprocessing.Pool(processes) as pool:
        found = list(pool.imap(_judge, ((name, record, folder) for name in names for record in records), _CHUNK))
    click.echo(_table(found))
    for left in [left for left in found if left.system == names[0] and left.lines][:show]:
        for kind, line in left.lines[:5]:
            click.echo(f"{left.id} | {kind} | {line[:140]}")


def _table(found: list[Leftovers]) -> str:
    groups: dict[tuple[str, str], list[Leftovers]] = defaultdict(list)
    for left in found:
        groups[left.bench, left.system].append(left)
        groups["all", left.system].append(left)
    kinds = [*(kind.replace(" ", "_") for kind in _CUES), "name"]
    rows = []
    for (bench, system), members in sorted(groups.items()):
        by_kind = Counter(kind for left in members for kind in {kind for kind, _ in left.lines})
        shares = [sum(1 for left in members if left.lines), *(by_kind[kind] for kind in kinds)]
        rows.append([bench, system, str(len(members)), *(f"{100 * share / len(members):.1f}%" for share in shares)])
    return markdown_table(["bench", "system", "n", "any", *kinds], rows)


if __name__ == "__main__":
    main()
