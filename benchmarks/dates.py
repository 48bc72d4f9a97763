#!/usr/bin/env python3
"""The date reader beside dateparser: how many dates are right, how many wrong, and what one costs.

    python benchmarks/dates.py                             # the dates of tests/cases/dates.tsv
    python benchmarks/dates.py ../shared/bench --show      # and the <time> elements of a bench folder's pages

On pages the truth is the ``datetime`` attribute, give or take a day for its zone. Only elements whose text tells that
day, month and year are counted; the others ("2 hours ago", "12 May") must give nothing. The language is the page's.

dateparser is asked as it does best on dates: the language given, parsing strict, all three parts required.
"""

from __future__ import annotations

import datetime
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
from attrs import frozen
from bench import markdown_table, read_gold, read_html

from newsclean.dates import read_dates

TABLE = Path(__file__).parents[1] / "tests" / "cases" / "dates.tsv"

#: Text and language in, ISO 8601 out.
Reader = Callable[[str, str | None], str | None]


@frozen
class Question:
    """A text, what it tells, and how exactly that is known.

    Attributes:
        text: What is printed.
        language: The page's, with its region if it names one.
        day: The day that the text tells, or ``None`` if it tells none.
        moment: The day and time, without the zone, if a time is known.
        tolerance: How many days an answer may be off.
        page: Where it stands.
    """

    text: str
    language: str | None
    day: datetime.date | None
    moment: str | None = None
    tolerance: int = 0
    page: str = ""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--bench", "benches", multiple=True, help="Only pages of this bench; may be given several times.")
@click.option("--show", is_flag=True, help="Print what newsclean gets wrong or does not read.")
def main(folder: Path | None, benches: tuple[str, ...], *, show: bool) -> None:
    """Print how well and how fast dates are read: those of the tests, and those on the pages of FOLDER."""
    readers: dict[str, Reader] = {"newsclean": newsclean_reader, "dateparser": dateparser_reader()}
    compare("tests/cases/dates.tsv", list(questions_of_table()), readers, show=show)
    if folder:
        questions: dict[str, list[Question]] = {}
        for gold in read_gold(folder, benches).values():
            found = questions_of_page(gold["page"], read_html(folder, gold["page"]))
            questions.setdefault(gold["bench"], []).extend(found)
        for bench, asked in questions.items():
            compare(f"<time> elements of {bench}", asked, readers, show=show)


def compare(title: str, questions: list[Question], readers: dict[str, Reader], *, show: bool) -> None:
    dates = [question for question in questions if question.day]
    timed = sum(question.moment is not None for question in dates)
    rows, errors = [], []
    for name, reader in readers.items():
        # Tables and languages are loaded by the first round.
        for question in questions:
            reader(question.text, question.language)
        start = time.perf_counter()
        answers = [reader(question.text, question.language) for question in questions]
        cost = (time.perf_counter() - start) / max(len(questions), 1) * 1e6
        count = Counter(map(verdict, questions, answers))
        minutes = sum(
            question.moment is not None and answer is not None and answer[:16] == question.moment[:16]
            for question, answer in zip(questions, answers, strict=True)
        )
        figures = [*(count[kind] for kind in ("right", "wrong", "none")), minutes, count["false"], round(cost)]
        rows.append([name, *map(str, figures)])
        if name == "newsclean":
            errors = list(complaints(questions, answers))
    print(f"\n{title}: {len(dates)} dates, {timed} with a time; {len(questions) - len(dates)} texts that tell none\n")
    header = ["reader", "right", "wrong", "none", "right minute", "false dates", "µs each"]
    print(markdown_table(header, rows))
    if show:
        print(*errors, sep="\n")


def verdict(question: Question, answer: str | None) -> str:
    if question.day is None:
        return "false" if answer else "silent"
    if answer is None:
        return "none"
    distance = datetime.date.fromisoformat(answer[:10]) - question.day
    return "right" if abs(distance.days) <= question.tolerance else "wrong"


def complaints(questions: Iterable[Question], answers: Iterable[str | None]) -> Iterator[str]:
    for question, answer in zip(questions, answers, strict=True):
        if verdict(question, answer) not in ("right", "silent"):
            yield f"    {question.page} {question.language}: {question.text!r} is {question.day}, read as {answer}"


def newsclean_reader(text: str, language: str | None) -> str | None:
    found = read_dates(text, language=language)
    return found[0].isoformat() if found else None


def dateparser_reader() -> Reader:
    import dateparser
    from dateparser.conf import settings

    options = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "RETURN_AS_TIMEZONE_AWARE": False}
    known = set(dateparser.data.languages_info.language_order)
    assert settings is not None

    def read(text: str, language: str | None) -> str | None:
        base = (language or "").partition("-")[0].lower()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = dateparser.parse(text, languages=[base] if base in known else None, settings=options)
        return found.isoformat() if found else None

    return read


def questions_of_table() -> Iterator[Question]:
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, text, date, _ = line.split("\t")
            day = datetime.date.fromisoformat(date[:10]) if date else None
            yield Question(text, None if language == "-" else language, day, date if "T" in date else None)


def questions_of_page(name: str, raw: bytes) -> Iterator[Question]:
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8")
    tree = html.document_fromstring(raw.decode("utf-8", "replace").encode(), parser=parser)
    language = tree.get("lang") or None
    seen = set()
    for element in tree.iter("time"):
        attribute = element.get("datetime") or ""
        text = " ".join(element.text_content().split())
        match = re.match(r"(\d{4})-(\d\d?)-(\d\d?)", attribute)
        if not match or not text or (attribute, text) in seen:
            continue
        seen.add((attribute, text))
        day = datetime.date(*map(int, match.groups()))
        is_told = any(tells(text, day + datetime.timedelta(days)) for days in (-1, 0, 1))
        yield Question(text, language, day if is_told else None, tolerance=1, page=name)


def tells(text: str, day: datetime.date) -> bool:
    """Whether a text shows the numbers of a day and its year."""
    numbers = re.findall(r"\d+", text)
    year = next((number for number in numbers if number.startswith(str(day.year))), None)
    if year is None and numbers[2:3] == [f"{day:%y}"]:
        year = numbers[2]
    return year is not None and any(number.endswith(str(day.day)) for number in numbers if number != year)


if __name__ == "__main__":
    main()
