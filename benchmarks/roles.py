#!/usr/bin/env python3
"""Score what is not body: title, date and authors against gold, and every role against the lines labelled by hand.

    python benchmarks/roles.py ../shared/bench
    python benchmarks/roles.py ../shared/bench --sample 200 --bench fundus-dev --show date
    python benchmarks/roles.py ../shared/bench --by-hand

What a dump does not say cannot be found in it: a page's title may stand in its head only, its date in an attribute. So
each fact is counted twice: over all dumps whose gold has it, and over those in which it is printed. The measures are
those of the folder's ``score.py``.
"""

from __future__ import annotations

import datetime
import json
import multiprocessing
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from attrs import frozen
from bench import Record, markdown_table, read_dumps, read_gold, sampled_ids, scorer

import newsclean
from newsclean.dates import read_dates
from newsclean.dates.lexer import number, pieces_of, plain
from newsclean.dates.tables import known_language, vocabulary

_LABELS = Path(__file__).parents[1] / "training" / "roles.jsonl"
_CHUNK = 16
# In pieces of the lexer, blanks and signs included: day, month and year of one date lie no further apart.
_LONGEST_DATE = 9


@frozen
class Facts:
    """What was found in one dump, and how it compares.

    Attributes:
        title: Whether the title is gold's; ``None`` where there is no gold, as below.
        title_is_line: Whether the gold title is a whole line of the dump.
        title_stands: Whether it stands there at all, white space aside.
        date: ``"right"``, ``"wrong"`` or ``"missed"``.
        date_stands: Whether the gold day is printed in the dump, in words or numbers.
        authors: The overlap of the names.
        authors_stand: Whether all gold names stand in the dump.
        found: Title, date and authors as found, for people.
    """

    record: Record
    title: bool | None
    title_is_line: bool
    title_stands: bool
    date: str | None
    date_stands: bool
    authors: float | None
    authors_stand: bool
    found: dict[str, Any]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sample", type=click.IntRange(min=1), help="Only so many pages, spread over the benches.")
@click.option("--bench", "benches", multiple=True, help="Only this bench; may be repeated.")
@click.option("--flattener", "flatteners", multiple=True, help="Only this flattener; may be repeated.")
@click.option(
    "--show", type=click.Choice(["title", "date", "authors"]), help="List what was not found though it stands."
)
@click.option("--by-hand", is_flag=True, help="Only the roles, on all dumps whose lines were labelled by hand.")
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True)
def main(
    folder: Path,
    sample: int | None,
    benches: tuple[str, ...],
    flatteners: tuple[str, ...],
    show: str | None,
    by_hand: bool,
    processes: int,
) -> None:
    """Score titles, dates, authors and roles on the dumps of a bench FOLDER."""
    gold = read_gold(folder, benches)
    chosen = sampled_ids(gold, sample)
    if by_hand:
        chosen = {json.loads(line)["id"] for line in _LABELS.read_text("utf-8").splitlines()}
    gold = {page_id: record for page_id, record in gold.items() if page_id in chosen}
    records = read_dumps(folder, gold, flatteners)
    with multiprocessing.Pool(processes) as pool:
        judged = () if by_hand else records
        facts = list(pool.imap(_judge, ((record, folder) for record in judged), _CHUNK))
        labelled = [(record, spans) for record, spans in _labelled(records)]
        pairs = list(pool.imap(_roles, labelled))
    if facts:
        click.echo(_fact_table("bench", facts, lambda fact: fact.record.bench))
        click.echo("\n" + _fact_table("flattener", facts, lambda fact: fact.record.flattener, total=False) + "\n")
    if pairs:
        click.echo(f"{len(pairs)} dumps labelled by hand\n\n" + _role_table(pair for dump in pairs for pair in dump))
    if show:
        click.echo("\n" + "\n".join(_failures(facts, show)))


def _judge(task: tuple[Record, Path]) -> Facts:
    record, folder = task
    article = newsclean.clean(record.text)
    found = {
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "authors": list(article.authors),
    }
    return compare(record, found, folder)


def compare(record: Record, found: dict[str, Any], folder: Path) -> Facts:
    """Hold what was found in a dump against gold."""
    score = scorer(folder)
    # As the scores compare titles and names, so that the figures agree.
    squash: Callable[[str | None], str] = score._squash  # noqa: SLF001
    scores = score.score(record.gold, found)
    text = f" {squash(record.text)} "
    title, day = squash(record.gold.get("gold_title")), _day(record.gold.get("gold_date"))
    names = score._names(record.gold.get("gold_author"))  # noqa: SLF001
    date = None
    if "date" in scores:
        date = "right" if scores["date"] else "wrong" if found["date"] else "missed"
    return Facts(
        record,
        bool(scores["title"]) if "title" in scores else None,
        bool(title) and any(title == squash(line) for line in record.text.splitlines()),
        bool(title) and f" {title} " in text,
        date,
        day is not None and stands(day, record.text, record.language),
        scores.get("author"),
        bool(names) and all(f" {name} " in text for name in names),
        found,
    )


def _day(text: str | None) -> datetime.date | None:
    """The day of a gold date; ``None`` for "2003-11" as well."""
    return datetime.date.fromisoformat(text[:10]) if text and len(text) >= len("2003-11-05") else None


def stands(day: datetime.date, text: str, language: str | None) -> bool:
    """Whether a text prints a day: the date reader says so, or its three parts stand close together.

    >>> stands(datetime.date(2024, 5, 20), "Posted on Mon 20th May, 2024", "en")
    True
    """
    years, month_words = {f"{day:%Y}", f"{day:%y}"}, _month_words(day.month, language)
    for line in text.splitlines():
        if not any(year in line for year in years) and "年" not in line and line.isascii():
            continue
        if any(reading.day == day for reading in read_dates(line, language=language)):
            return True
        pieces = pieces_of(line)
        values = [number(piece) if piece.isdecimal() else None for piece in pieces]
        for place, value in enumerate(values):
            if value != day.year and pieces[place] not in years:
                continue
            near = range(max(place - _LONGEST_DATE, 0), min(place + _LONGEST_DATE, len(pieces)))
            days = [other for other in near if values[other] == day.day and other != place]
            months = [other for other in near if values[other] == day.month or plain(pieces[other]) in month_words]
            if value == day.year and any(one != other for one in days for other in months if other != place):
                return True
            # A year of two digits, in numbers alone: 20.5.24.
            if value != day.year and re.search(_short(day), line):
                return True
    return False


def _short(day: datetime.date) -> str:
    month, number_of_day = f"0?{day.month}", f"0?{day.day}"
    return rf"(?<!\d)(?:{month}([./-]){number_of_day}|{number_of_day}([./-]){month})[./-]{day:%y}(?!\d)"


def _month_words(month: int, language: str | None) -> frozenset[str]:
    known = known_language(language)
    return frozenset(word for word, value in vocabulary(known).months.items() if value % 100 == month)


_Groups = dict[str, list[Facts]]


def _fact_table(title: str, facts: Iterable[Facts], key: Callable[[Facts], str], *, total: bool = True) -> str:
    groups: _Groups = defaultdict(list)
    for fact in facts:
        groups[key(fact)].append(fact)
    header = [
        *(title, "titles", "exact", "stands as a line", "stands", "exact of lines", "exact of standing"),
        *("dates", "right", "stands", "right of standing", "wrong", "missed", "none stands", "given"),
        *("authors", "overlap", "stand", "overlap of standing"),
    ]
    rows = [[name, *_cells(members)] for name, members in sorted(groups.items())]
    if total:
        rows.append(["all", *_cells([fact for members in groups.values() for fact in members])])
    return markdown_table(header, rows)


def _cells(facts: Sequence[Facts]) -> Iterator[str]:
    titles = [fact for fact in facts if fact.title is not None]
    lines = [fact for fact in titles if fact.title_is_line]
    standing = [fact for fact in titles if fact.title_stands]
    yield str(len(titles))
    yield _share(fact.title for fact in titles)
    yield _share(fact.title_is_line for fact in titles)
    yield _share(fact.title_stands for fact in titles)
    yield _share(fact.title for fact in lines)
    yield _share(fact.title for fact in standing)
    dates = [fact for fact in facts if fact.date is not None]
    printed = [fact for fact in dates if fact.date_stands]
    others = [fact for fact in dates if not fact.date_stands]
    yield str(len(dates))
    yield _share(fact.date == "right" for fact in dates)
    yield _share(fact.date_stands for fact in dates)
    for verdict in ("right", "wrong", "missed"):
        yield _share(fact.date == verdict for fact in printed)
    yield str(len(others))
    yield _share(fact.date != "missed" for fact in others)
    authors = [fact for fact in facts if fact.authors is not None]
    yield str(len(authors))
    yield _share(fact.authors for fact in authors)
    yield _share(fact.authors_stand for fact in authors)
    yield _share(fact.authors for fact in authors if fact.authors_stand)


def _share(values: Iterable[float | bool | None]) -> str:
    numbers = [float(value or 0.0) for value in values]
    return f"{sum(numbers) / len(numbers):.3f}" if numbers else "-"


def _labelled(records: Iterable[Record]) -> Iterator[tuple[Record, list[tuple[int, int, str]]]]:
    by_name = {(record.id, record.flattener): record for record in records}
    for line in _LABELS.read_text("utf-8").splitlines():
        labels = json.loads(line)
        record = by_name.get((labels["id"], labels["flattener"]))
        if record is not None and len(record.text) == labels["length"]:
            yield record, labels["spans"]


def _roles(task: tuple[Record, list[tuple[int, int, str]]]) -> list[tuple[str, str]]:
    """For every labelled span its role, and the one that most of its characters were given."""
    record, spans = task
    blocks = newsclean.clean(record.text).blocks
    pairs = []
    for start, end, role in spans:
        shares: Counter[str] = Counter()
        for block in blocks:
            overlap = min(end, block.span.end) - max(start, block.span.start)
            if overlap > 0:
                shares[block.role.value] += overlap
        pairs.append((role, shares.most_common(1)[0][0] if shares else "none"))
    return pairs


def _role_table(pairs: Iterable[tuple[str, str]]) -> str:
    counts = Counter(pairs)
    rows = []
    for role in sorted({role for role, _ in counts}):
        labelled = sum(count for (gold, _), count in counts.items() if gold == role)
        found = sum(count for (_, got), count in counts.items() if got == role)
        both = counts[role, role]
        taken_for = Counter({got: count for (gold, got), count in counts.items() if gold == role != got})
        rows.append(
            [
                *(role, str(labelled), f"{both / found:.3f}" if found else "-", f"{both / labelled:.3f}"),
                ", ".join(f"{name} {count}" for name, count in taken_for.most_common(3)),
            ]
        )
    return markdown_table(["role", "labelled", "precision", "recall", "taken for"], rows)


def _failures(facts: Iterable[Facts], name: str) -> Iterator[str]:
    """What stands in a dump and was not found, gold beside found."""
    for fact in facts:
        stands_there, is_right, gold = {
            "title": (fact.title_stands, fact.title, "gold_title"),
            "date": (fact.date_stands, fact.date == "right", "gold_date"),
            "authors": (fact.authors_stand, fact.authors == 1.0, "gold_author"),
        }[name]
        if stands_there and not is_right:
            record = fact.record
            yield f"{record.id} {record.flattener}: {record.gold[gold]!r}, found {fact.found[name]!r}"


if __name__ == "__main__":
    main()
