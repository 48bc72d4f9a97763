"""The cases in tests/cases/: small dumps with the wanted roles in the margin.

A case is a heading and its lines::

    == one line, two roles
    body           | The ferry will sail again on Monday, the harbour office said.
                   |
    caption+credit | Two of three tugs at work. Photo: Harbour Office

What stands right of the bar, less one blank, is the line of the dump; an empty margin is a blank line. ``a+b`` wants
both roles on the line and no others, ``a/b`` takes either. Lines that begin with ``#`` are for the reader.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import frozen

import newsclean
from newsclean.model import BODY_ROLES, Role

from .receipts import breaches_of_the_receipt, roles_by_line, text_by_the_receipt

CASES = Path(__file__).parent / "cases"

#: Fails today and says so; the day one of them passes, its test fails until it moves to its proper file.
KNOWN_FAILURES = "known_failures.txt"


@frozen
class Case:
    """A dump with its margin.

    Attributes:
        file: The file it stands in.
        name: Its heading.
        margins: What stands left of the bar, line by line; ``""`` for a blank line.
        dump: The dump.
    """

    file: str
    name: str
    margins: tuple[str, ...]
    dump: str


def read_cases(path: Path) -> list[Case]:
    """The cases of one file; a line that is neither heading, margin nor remark is an error that names it."""
    cases = []
    name, rows = "", list[tuple[str, str]]()
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), "== end"], 1):
        if line.startswith("=="):
            if rows:
                cases.append(Case(path.name, name, tuple(m for m, _ in rows), "\n".join(text for _, text in rows)))
            name, rows = line.removeprefix("==").strip(), []
        elif line.strip() and not line.startswith("#"):
            margin, bar, text = line.partition("|")
            if not bar or not name:
                raise ValueError(f"{path.name}:{number}: no margin, or no heading above: {line!r}")
            rows.append((margin.strip(), text.removeprefix(" ")))
    return cases


ALL = [case for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]
# Negatives first: what must stay is read first and fails first.
ALL.sort(key=lambda case: case.file != "negatives.txt")


def holds(margin: str, found: list[str]) -> bool:
    if "/" in margin:
        return len(found) == 1 and found[0] in margin.split("/")
    return set(found) == set(margin.split("+"))


def test_every_case_is_well_formed() -> None:
    names = [(case.file, case.name) for case in ALL]
    assert len(set(names)) == len(names) >= 40
    known = {role.value for role in Role} | {""}
    for case in ALL:
        used = {role for margin in case.margins for role in margin.replace("/", "+").split("+")}
        assert used <= known, f"{case.file}, {case.name}: {used - known}"
        blank = [not line.strip() for line in case.dump.split("\n")]
        assert blank == [not margin for margin in case.margins], f"{case.file}, {case.name}: blank lines have no role"


def test_negatives_are_story_and_nothing_else() -> None:
    story = {role.value for role in BODY_ROLES} | {""}
    negatives = [case for case in ALL if case.file == "negatives.txt"]
    assert len(negatives) >= 15
    for case in negatives:
        assert {role for margin in case.margins for role in margin.split("/")} <= story, case.name


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case.file.removesuffix('.txt')}: {case.name}",
            marks=[pytest.mark.xfail(strict=True)] if case.file == KNOWN_FAILURES else [],
        )
        for case in ALL
    ],
)
def test_every_line_has_the_role_in_its_margin(case: Case) -> None:
    article = newsclean.clean(case.dump)
    assert breaches_of_the_receipt(article) == []
    assert article.text == text_by_the_receipt(article)
    found = roles_by_line(article)
    lines = case.dump.split("\n")
    failures = [
        f"got {'+'.join(found[number])}, wanted {margin} | {lines[number]}"
        for number, margin in enumerate(case.margins)
        if margin and not holds(margin, found[number])
    ]
    if failures:
        pytest.fail("\n".join(failures), pytrace=False)
