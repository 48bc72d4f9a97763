"""The dumps and pages in samples/ and the articles expected of them: golden tests, fact by fact.

Every expectation was made by reading the dump. A fact that careful people could dispute is not in the file, and what is
not in the file is not checked. The first tests hold the expectations against the dumps: they need no cleaner. The dump
of a page is its text, a line of it for each block, as the reader of pages writes it.
"""

from __future__ import annotations

import difflib
import functools
import json
from pathlib import Path
from typing import Any

import pytest

import newsclean
from newsclean.model import BODY_ROLES, Article, Role
from newsclean.sources import read

from .receipts import breaches_of_the_receipt, fold, roles_by_line, text_by_the_receipt

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = {path.stem: path for path in sorted(SAMPLES.iterdir()) if path.suffix in (".txt", ".html")}
NAMES = list(FILES)

KEPT = {role.value for role in BODY_ROLES}

#: Facts that are one string or nothing, and facts that are a list of strings.
STRINGS = ("title", "standfirst", "dateline", "language")
TIMES = ("date", "published_at", "modified_at")
LISTS = ("authors", "tags", "section", "captions", "credits")


@functools.cache
def dump_of(name: str) -> str:
    if FILES[name].suffix == ".html":
        return read(FILES[name], longest=100_000).text
    # Bytes, because text mode would turn CRLF into LF and offsets would lie.
    return FILES[name].read_bytes().decode()


@functools.cache
def wanted_of(name: str) -> dict[str, Any]:
    wanted: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return wanted


@functools.cache
def article_of(name: str) -> Article:
    if FILES[name].suffix == ".html":
        # From the file: the encoding that a page declares is read, too.
        return newsclean.clean(FILES[name])
    return newsclean.clean(dump_of(name))


every_sample = pytest.mark.parametrize("name", NAMES)


def samples_that_know(*facts: str) -> pytest.MarkDecorator:
    pairs = [(name, fact) for name in NAMES for fact in facts if fact in wanted_of(name)]
    return pytest.mark.parametrize(("name", "fact"), pairs, ids=[f"{name}-{fact}" for name, fact in pairs])


def related_wanted(name: str) -> list[dict[str, Any]]:
    wanted = wanted_of(name)
    stories: list[dict[str, Any]] = wanted.get("related", wanted.get("related_includes", []))
    return stories


# What we expect must stand in the dumps: no cleaner needed.


def test_every_dump_has_its_expectation_and_no_expectation_is_without_a_dump() -> None:
    assert len(NAMES) >= 12
    assert len(NAMES) == sum(path.suffix in (".txt", ".html") for path in SAMPLES.iterdir()), "two share a name"
    assert sorted(path.stem for path in SAMPLES.glob("*.json")) == NAMES


@every_sample
def test_every_expected_paragraph_stands_in_the_dump(name: str) -> None:
    dump = fold(dump_of(name))
    position = 0
    for paragraph in wanted_of(name)["text"].split("\n\n"):
        assert paragraph == fold(paragraph)
        found = dump.find(paragraph, position)
        assert found >= 0, f"not in the dump, or not in this order: {paragraph!r}"
        position = found + len(paragraph)


@every_sample
def test_every_expected_fact_stands_in_the_dump(name: str) -> None:
    dump, wanted = fold(dump_of(name)), wanted_of(name)
    facts = [wanted.get(fact) for fact in ("title", "standfirst", "dateline")]
    facts += [value for fact in LISTS for value in wanted.get(fact, [])]
    facts += [story.get(part) for story in related_wanted(name) for part in ("title", "kicker", "summary")]
    assert [fact for fact in facts if fact is not None and fact not in dump] == []


@every_sample
def test_every_line_of_the_dump_has_an_expected_role(name: str) -> None:
    lines = dump_of(name).split("\n")
    wanted = wanted_of(name)
    assert [int(number) for number in wanted["line_roles"]] == [n for n, line in enumerate(lines) if line.strip()]
    assert wanted["also_accepted"].keys() <= wanted["line_roles"].keys()
    assert wanted["spans"].keys() <= wanted["line_roles"].keys()
    named = {role for key in ("line_roles", "also_accepted") for roles in wanted[key].values() for role in roles}
    named |= {span["role"] for spans in wanted["spans"].values() for span in spans}
    assert named <= {role.value for role in Role}


@every_sample
def test_the_expected_roles_give_the_expected_text(name: str) -> None:
    lines = dump_of(name).split("\n")
    wanted = wanted_of(name)
    kept = []
    for number, roles in wanted["line_roles"].items():
        line, spans = lines[int(number)], wanted["spans"].get(number, [])
        assert [span["text"] for span in spans if span["text"] not in fold(line)] == []
        if len(roles) == 1 and roles[0] in KEPT:
            kept.append(line)
        elif KEPT & set(roles):
            # Where the story shares its line, the spans that are no story must leave the story alone.
            assert spans, f"line {number} is story and more, and no span says which is which"
            for span in (span for span in spans if span["role"] not in KEPT):
                assert span["text"] not in wanted["text"]
            return
    # White space left out: glued paragraphs have none between them in the dump.
    assert "".join(" ".join(kept).split()) == "".join(wanted["text"].split())


# What the cleaner makes of them.


@every_sample
def test_the_receipt_covers_the_dump(name: str) -> None:
    article = article_of(name)
    assert article.source == dump_of(name)
    assert breaches_of_the_receipt(article) == []


@every_sample
def test_the_receipt_alone_gives_the_text(name: str) -> None:
    article = article_of(name)
    assert article.text == text_by_the_receipt(article)


@every_sample
def test_the_text_is_the_story(name: str) -> None:
    got, wanted = article_of(name).text, wanted_of(name)["text"]
    if wanted_of(name).get("paragraphs") == "any":
        # On a page that is one line nobody can say where the paragraphs were.
        got, wanted = got.replace("\n\n", " "), wanted.replace("\n\n", " ")
    if got != wanted:
        difference = difflib.unified_diff(wanted.split("\n\n"), got.split("\n\n"), "wanted", "got", lineterm="", n=0)
        pytest.fail("\n".join(difference), pytrace=False)


@samples_that_know(*STRINGS, *TIMES, *LISTS)
def test_the_facts_are_read(name: str, fact: str) -> None:
    got = getattr(article_of(name), fact)
    if fact in TIMES:
        got = got.isoformat() if got else None
    elif fact in LISTS:
        got = list(got)
    assert got == wanted_of(name)[fact]


@samples_that_know("related", "related_includes")
def test_related_stories_are_kept_as_data(name: str, fact: str) -> None:
    wanted = wanted_of(name)[fact]
    got = list(article_of(name).related)
    if fact == "related_includes":
        titles = {story["title"] for story in wanted}
        got = [story for story in got if story.title in titles]
    assert [story.title for story in got] == [story["title"] for story in wanted]
    for story, parts in zip(got, wanted, strict=True):
        assert {part: getattr(story, part) for part in parts} == parts


@every_sample
def test_every_line_has_its_role(name: str) -> None:
    lines, wanted = dump_of(name).split("\n"), wanted_of(name)
    got = roles_by_line(article_of(name))
    failures = []
    for number, roles in wanted["line_roles"].items():
        accepted = wanted["also_accepted"].get(number)
        found = got[int(number)]
        if not holds(found, roles, accepted):
            also = [role for role in accepted or [] if role not in roles]
            failures.append(
                f"line {number}: got {'+'.join(found) or 'nothing'}, wanted {'+'.join(roles)}"
                + (f" (or {', '.join(also)})" if also else "")
                + f" | {lines[int(number)]:.100}"
            )
    if failures:
        pytest.fail("\n".join(failures), pytrace=False)


def holds(found: list[str], wanted: list[str], accepted: list[str] | None) -> bool:
    """Whether the roles found on a line are right.

    A line wanted as one role must be of one role, the wanted one or an accepted one. A line wanted as several must show
    these and no others; with a list of accepted roles beside, any of them, since nobody can say more of a glued menu.
    """
    if len(wanted) == 1:
        return len(found) == 1 and found[0] in {*wanted, *(accepted or [])}
    if accepted is None:
        return set(found) == set(wanted)
    return bool(found) and set(found) <= {*wanted, *accepted}


@every_sample
def test_lines_of_several_roles_are_cut_at_the_right_places(name: str) -> None:
    article = article_of(name)
    got = {(block.text, block.role.value) for block in article.blocks}
    wanted = [(span["text"], span["role"]) for spans in wanted_of(name)["spans"].values() for span in spans]
    missing = [f"{role}: {text}" for text, role in wanted if (fold(text), role) not in got]
    if missing:
        pytest.fail("no such block:\n" + "\n".join(missing), pytrace=False)


@every_sample
def test_the_story_alone_comes_out_as_it_went_in(name: str) -> None:
    story = wanted_of(name)["text"]
    assert newsclean.clean(story).text == story
