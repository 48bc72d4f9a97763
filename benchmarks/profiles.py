#!/usr/bin/env python3
"""What site profiles do: on a made-up site of which the lexicon knows nothing, and on the pages of a bench by site.

    python benchmarks/profiles.py
    python benchmarks/profiles.py ../shared/bench

Of the made-up site, all lines are known: those of the template should go, those of the stories stay. Of the bench, the
pages of a site are learned and cleaned, as ``newsclean clean --learn`` does it; sites of which there are fewer than
three pages are left out.
"""

from __future__ import annotations

import multiprocessing
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from attrs import field, frozen
from bench import Record, markdown_table, read_dumps, read_gold, scorer
from made_up_site import MadeUpPage, made_up_site

from newsclean import Article, Cleaner, SiteProfile
from newsclean.site_profile import voting

_FEWEST_PAGES = 3
# A line of so many characters of letters and digits is in the gold by more than chance.
_TELLING = 20
_NO_WORD = re.compile(r"\W+")


@frozen
class Counts:
    """What is left of one dump, or of all.

    Attributes:
        scores: Word-F1, precision and recall, for each dump.
        repeated: Lines that other pages of the site have too, with a letter each: "s" for story by the gold, "k" where
            the cleaner kept it.
    """

    scores: list[tuple[float, float, float]] = field(factory=list)
    repeated: Counter[str] = field(factory=Counter)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--pages", default=200, show_default=True, help="Pages of the made-up site.")
@click.option("--sweep", is_flag=True, help="Of the made-up site, show what other weights would do.")
@click.option("--flattener", "flatteners", multiple=True, help="Only this flattener; may be repeated.")
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True)
def main(folder: Path | None, pages: int, sweep: bool, flatteners: tuple[str, ...], processes: int) -> None:
    """Measure on a made-up site and, if it is given, on the bench FOLDER."""
    if sweep:
        click.echo(_swept(pages))
        return
    click.echo(_made_up(pages))
    if folder is not None:
        click.echo("\n" + _of_bench(folder, flatteners, processes))


def _made_up(count: int) -> str:
    site = made_up_site(count)
    # Of each page that is cleaned afterwards nothing was learned, and of the others everything.
    halves = [dumps(site[::2], 0), dumps(site[1::2], 1)]
    rows = [_row("no profile", Cleaner(), site, dumps(site))]
    for size in (10, 50, count):
        begun = time.perf_counter()
        profile = SiteProfile.learn(dumps(site)[:: max(count // size, 1)])
        seconds = time.perf_counter() - begun
        rows.append(_row(f"learned from {size} pages ({seconds:.1f} s)", Cleaner(profile=profile), site, dumps(site)))
    profile = SiteProfile.learn(halves[1])
    rows.append(
        _row(f"learned from {count // 2} pages, the others cleaned", Cleaner(profile=profile), site[::2], halves[0])
    )
    return markdown_table(_HEADER, rows)


_HEADER = ["made-up site", "template lines", "kept", "teaser lines", "kept", "story lines", "lost", "titles"]


def _swept(count: int) -> str:
    site = made_up_site(count)
    profile = SiteProfile.learn(dumps(site))
    rows = []
    for name, weights in (("_WEIGHT", (2.0, 3.0, 4.0, 5.0, 6.0, 8.0)), ("_STORY_WEIGHT", (0.0, 1.4, 2.5, 4.0))):
        shipped = getattr(voting, name)
        for weight in weights:
            setattr(voting, name, weight)
            rows.append(_row(f"{name} {weight:g}", Cleaner(profile=profile), site, dumps(site)))
        setattr(voting, name, shipped)
    return markdown_table(_HEADER, rows)


def dumps(site: Sequence[MadeUpPage], first: int = 0) -> list[dict[str, str]]:
    return [{"text": page.text, "url": f"https://kelm.example/{first}-{i}"} for i, page in enumerate(site)]


def _row(name: str, cleaner: Cleaner, site: Sequence[MadeUpPage], records: Sequence[dict[str, str]]) -> list[str]:
    counts: Counter[str] = Counter()
    for page, record in zip(site, records, strict=True):
        article = cleaner.clean(record)
        counts["title"] += article.title == page.title
        for kind, lines in (("template", page.template), ("teaser", page.teasers), ("story", page.story)):
            counts[kind] += len(lines)
            counts[f"{kind} kept"] += sum(line in article.text for line in lines)
    lost = counts["story"] - counts["story kept"]
    kinds = ("template", "template kept", "teaser", "teaser kept", "story")
    return [name, *(f"{counts[kind]:,}" for kind in kinds), f"{lost:,}", f"{counts['title'] / len(site):.0%}"]


def site_of(gold: dict[str, Any]) -> str | None:
    """The host that a page of the bench comes from."""
    if named := re.match(r"daniel-dev/\d+_([^_]+)_", gold["id"]):
        return named[1]
    found = gold.get("site") or urlsplit(gold.get("url") or "").hostname
    return found if isinstance(found, str) else None


def _of_bench(folder: Path, flatteners: Sequence[str], processes: int) -> str:
    gold = read_gold(folder)
    sites = {page: site_of(record) for page, record in gold.items()}
    sizes = Counter(sites.values())
    gold = {page: record for page, record in gold.items() if sites[page] and sizes[sites[page]] >= _FEWEST_PAGES}
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in read_dumps(folder, gold, flatteners):
        groups[record.flattener, str(sites[record.id])].append(record)
    before: dict[str, Counts] = defaultdict(Counts)
    after: dict[str, Counts] = defaultdict(Counts)
    with multiprocessing.Pool(processes) as pool:
        for name, without, with_profile in pool.imap(_judged, [(folder, *item) for item in groups.items()]):
            for all_of, some in ((before, without), (after, with_profile)):
                for key in (name, "all"):
                    all_of[key].scores.extend(some.scores)
                    all_of[key].repeated.update(some.repeated)
    header = ["by site", "dumps", "word-F1", "learned", "precision", "learned", "recall", "learned"]
    header += ["repeated chrome kept", "learned", "repeated story lost", "learned"]
    names = sorted(name for name in before if name != "all")
    return markdown_table(header, [list(_cells(name, before[name], after[name])) for name in [*names, "all"]])


def _judged(task: tuple[Path, tuple[str, str], list[Record]]) -> tuple[str, Counts, Counts]:
    folder, (flattener, site), records = task
    raw = [{"text": record.text, "site": site} for record in records]
    profile = SiteProfile.learn(raw)
    squashed = [[_squash(line) for line in record.text.splitlines()] for record in records]
    stands = Counter(line for lines in squashed for line in set(lines) if len(line) >= _TELLING)
    repeated = {line for line, times in stands.items() if times > 1}
    results = []
    for cleaner in (Cleaner(), Cleaner(profile=profile)):
        counts = Counts()
        for record, one, lines in zip(records, raw, squashed, strict=True):
            _count(counts, scorer(folder).score, record, cleaner.clean(one), repeated.intersection(lines))
        results.append(counts)
    return flattener, results[0], results[1]


def _count(
    counts: Counts,
    score: Callable[[dict[str, Any], dict[str, Any]], dict[str, float]],
    record: Record,
    article: Article,
    repeated: set[str],
) -> None:
    found = score(record.gold, {"text": article.text})
    counts.scores.append((found["f1"], found["precision"], found["recall"]))
    story, kept = _squash(record.gold["gold_body"]), _squash(article.text)
    for line in repeated:
        counts.repeated["s" * (line in story) + "k" * (line in kept)] += 1


def _squash(text: str) -> str:
    return _NO_WORD.sub("", text).lower()


def _cells(name: str, before: Counts, after: Counts) -> Iterator[str]:
    yield name
    yield f"{len(before.scores):,}"
    for measure in range(3):
        for counts in (before, after):
            yield f"{sum(score[measure] for score in counts.scores) / len(counts.scores):.3f}"
    for kept, others in (("k", ""), ("s", "sk")):
        for counts in (before, after):
            bad = counts.repeated[kept]
            yield f"{bad:,} of {bad + counts.repeated[others]:,}"


if __name__ == "__main__":
    main()
