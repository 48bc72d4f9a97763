"""Articles against gold: the measures one by one, then the console script as people run it."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from newsclean import Article, InputError, Role
from newsclean.batch.sources import SCORES_MARK
from newsclean.evaluation import Found, Gold, LabelledSpan, evaluate, judge, keys_of, lines, read_gold
from newsclean.evaluation.words import missing_paragraphs, tokenize, word_overlap
from newsclean.writing.table import HEADER, to_row

from . import console

STORY = (
    "The harbour opened again on Monday, the council said, after a winter in which no ship could enter it.\n"
    "The ferry will sail three times a day, and the post office hopes to clear its shelves by Friday."
)
DUMP = f"Menu\nSign in\nHarbour opens again\nBy Ada Brandt\n3 May 2024\n{STORY}\nRead more: Island waits for its post\n"


# Words.


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't panic", ["don", "t", "panic"]),
        ("Fährschiff, 3.", ["fährschiff", "3"]),
        ("渡輪 sails", ["渡", "輪", "sails"]),
        ("かな", ["か", "な"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("မြန်", ["မ", "ြ", "န", "်"]),
        ("한국", ["한", "국"]),
        ("", []),
    ],
)
def test_a_character_is_a_word_where_no_blanks_are_written(text: str, words: list[str]) -> None:
    assert tokenize(text) == words


@pytest.mark.parametrize(
    ("found", "gold", "scores"),
    [
        ("", "", (1, 1, 1)),
        ("a", "", (0, 0, 0)),
        ("", "a", (0, 0, 0)),
        ("x", "a", (0, 0, 0)),
        ("a a b", "a b c", (2 / 3, 2 / 3, 2 / 3)),
        ("B a", "a b", (1, 1, 1)),
    ],
)
def test_words_are_compared_as_bags(found: str, gold: str, scores: tuple[float, float, float]) -> None:
    overlap = word_overlap(found, gold)
    assert (overlap.precision, overlap.recall, overlap.f1) == pytest.approx(scores)


def test_a_paragraph_that_is_there_in_other_words_or_alone_is_told() -> None:
    assert missing_paragraphs(STORY, STORY.replace("\n", " ")) == (0, ())
    assert missing_paragraphs("Yes\nThe winter sailed no harbour post", STORY) == (
        7,
        ("Yes", "The winter sailed no harbour post"),
    )


# One page.


def measures(gold: dict[str, Any], **found: Any) -> dict[str, float]:
    return dict(judge(Gold.from_data({"id": "a", **gold}), Found(**{"text": "", **found})).measures)


def test_what_the_gold_does_not_know_is_not_measured() -> None:
    assert measures({"text": None, "title": "", "date": None}, title="A", date="2024-05-03") == {}


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ({"title": "Harbour opens"}, {"title": "HARBOUR – opens!"}, {"title": 1}),
        ({"title": "Harbour opens"}, {"title": "Harbour"}, {"title": 0}),
        ({"date": "2024-05-03"}, {"date": "2024-05-03"}, {"date_right": 1, "date_wrong": 0, "date_missed": 0}),
        ({"date": "2024-05-03"}, {"date": "2024-05-04"}, {"date_right": 0, "date_wrong": 1, "date_missed": 0}),
        ({"date": "2024-05-03"}, {}, {"date_right": 0, "date_wrong": 0, "date_missed": 1}),
        ({"date": "2024-05"}, {"date": "2024-05-04"}, {"date_right": 1, "date_wrong": 0, "date_missed": 0}),
        ({"date": ""}, {"date": "2024-05-04"}, {"date_invented": 1}),
        ({"date": ""}, {}, {"date_invented": 0}),
        ({"gold_author": "Ada Byron and Jo March"}, {"authors": ("Jo March", "Per Vik")}, {"authors": 1 / 3}),
        ({"with": ["no  ship"], "without": ["Menu", "Login"]}, {"text": "No ship. Menu"}, {"with": 1, "without": 0.5}),
    ],
)
def test_facts_are_right_wrong_or_missed(
    gold: dict[str, Any], found: dict[str, Any], expected: dict[str, float]
) -> None:
    assert measures(gold, **found) == pytest.approx(expected)


def test_roles_are_compared_by_characters_without_blanks() -> None:
    gold = Gold("a", roles=(LabelledSpan(0, 4, Role.NAVIGATION), LabelledSpan(5, 12, Role.BODY)))
    found = Found("b", blocks=((0, 4, Role.NAVIGATION), (5, 9, Role.SHARE), (9, 12, Role.BODY)), source="Menu ab c de")
    assert judge(gold, found).roles == {
        (Role.NAVIGATION, Role.NAVIGATION): 4, (Role.BODY, Role.SHARE): 3, (Role.BODY, Role.BODY): 2,
    }  # fmt: skip
    with pytest.raises(InputError, match="the gold's roles reach to character 12, but the text has 4"):
        judge(gold, Found("", blocks=((0, 4, Role.BODY),), source="Menu"))


def test_articles_are_found_by_the_stem_of_their_path() -> None:
    assert keys_of("x/a.txt")[-1] == "a"
    result = evaluate([Gold("a", text=STORY)], [Article(STORY, id="x/a.txt"), Article("", id="b"), Article("")])
    assert [one.measures["f1"] for one in result.judgements] == [1.0]


# Gold files.


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("[]", "PATH:2: not a record but a list; a line must be an object"),
        ("{", "PATH:2: not JSON: Expecting property name enclosed in double quotes at character 1 of the line"),
        ("{}", "PATH:2: the record has no field 'id'"),
        ('{"id": []}', "PATH:2: field 'id' is [], not text"),
        ('{"id": "a"}', "PATH:2: the id 'a' stands in PATH:1 already; take one out"),
        ('{"id": "b", "body": 5}', "PATH:2: field 'body' is 5, not text"),
        ('{"id": "b", "authors": [5]}', "PATH:2: field 'authors' is [5], not a list of texts"),
        ('{"id": "b", "date": "2024-1"}', "PATH:2: field 'date' is '2024-1', not an ISO 8601 day such as 2026-11-03"),
        ('{"id": "b", "date": "3 May"}', "PATH:2: field 'date' is '3 May', not an ISO 8601 day such as 2026-11-03"),
        ('{"id": "b", "roles": 1}', "PATH:2: field 'roles' is 1, not a list of [start, end, role]"),
        ('{"id": "b", "roles": [[0, 5, "x"]]}', "PATH:2: field 'roles' is [0, 5, 'x'], not a list of"),
        ('{"id": "b", "roles": [[5, 5, "body"]]}', "PATH:2: field 'roles' is [5, 5, 'body'], not a list of"),
    ],
)
def test_a_slip_in_the_gold_is_told_with_its_place(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{{"id": "a"}}\n{line}\n')
    with pytest.raises(InputError) as refused:
        read_gold(path)
    assert str(refused.value).replace(path.as_posix(), "PATH").startswith(complaint)


@pytest.mark.parametrize("name", ["long.jsonl", "long.jsonl.gz"])
def test_a_line_without_an_end_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(lines, "_LONGEST_LINE", 40)
    short = b'{"id": "a", "text": "no more"}\n'
    content = short + b" " * 41 + b"\n" + short
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    (_, first), (where, second) = lines.read_lines(path)
    assert first == {"id": "a", "text": "no more"}
    assert (where, isinstance(second, InputError)) == (f"{path.as_posix()}:2", True)
    assert str(second).endswith("more than 40 bytes in one line; nothing behind it was read")


def test_gold_that_is_empty_broken_or_no_utf_8_is_told(tmp_path: Path) -> None:
    for content, complaint in ((b"", "holds no gold"), (b'{"id": "\xff"}', "not UTF-8 at byte 8 of the line (0xff)")):
        (tmp_path / "gold.jsonl").write_bytes(content)
        with pytest.raises(InputError) as refused:
            read_gold(tmp_path / "gold.jsonl")
        assert complaint in str(refused.value)
    (tmp_path / "gold.jsonl.gz").write_bytes(gzip.compress(b'{"id": "a"}')[:-9])
    with pytest.raises(InputError, match="cannot be read: "):
        read_gold(tmp_path / "gold.jsonl.gz")


# The console script.


def run(*arguments: str) -> tuple[int, str, str]:
    done = console.run(*arguments)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    gold = {
        "id": "a", "text": STORY, "title": "Harbour opens again", "date": "2024-05-03", "authors": "Ada Brandt",
        "lang": "en", "url": "https://news.example/a", "bench": "own",
        "roles": [[0, 4, "navigation"], [60, 161, "body"]],
    }  # fmt: skip
    Path("gold.jsonl").write_text(json.dumps(gold) + "\n")
    Path("dumps").mkdir()
    Path("dumps/a.txt").write_text(DUMP)
    return tmp_path


def test_a_folder_of_dumps_is_cleaned_and_judged(work: Path) -> None:
    status, shown, said = run("evaluate", "gold.jsonl", "dumps", "--json", "out.json", "--sweep", "--workers", "2")
    assert (status, said) == (0, "")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in shown.splitlines() if "|" in line]
    assert {row[0] for row in rows} >= {"all", "own", "en", "news.example", "navigation", "body", "recall"}
    assert ["all", "1", "1.000", "1.000", "1.000", "1.000", "1.000", "0.000", "0.000", "1.000"] in rows
    data = json.loads(Path("out.json").read_text())
    assert data["documents"][0]["measures"]["f1"] == 1.0
    assert data["sweep"].keys() == {"precision", "balanced", "recall"}
    assert data["roles"]["body"]["f1"] > 0.9


def test_articles_and_gzipped_records_give_the_same_figures(work: Path) -> None:
    with gzip.open("dumps.jsonl.gz", "wt") as lines:
        lines.write(json.dumps({"id": "a", "text": DUMP, "flattener": "own"}) + "\n")
    assert (
        run("clean", "dumps", "-o", "brief.jsonl", "-q")[0] == run("clean", "dumps", "-o", "full.jsonl", "--receipt")[0]
    )
    totals = []
    for name in ("dumps", "dumps.jsonl.gz", "brief.jsonl", "full.jsonl"):
        assert run("evaluate", "gold.jsonl", name, "--json", "out.json")[0] == 0
        totals.append(json.loads(Path("out.json").read_text())["total"])
    assert totals == [totals[0]] * 4


def test_articles_of_every_format_give_the_same_figures(work: Path) -> None:
    names = ["a.jsonl", "a.json", "a.parquet", "a.arrow", "a.jsonl.zst"]
    totals = []
    for name in names:
        assert run("clean", "dumps", "-o", name, "--receipt", "-q")[0] == 0
        assert run("evaluate", "gold.jsonl", name, "--json", "out.json")[0] == 0
        totals.append(json.loads(Path("out.json").read_text())["total"])
    assert totals == [totals[0]] * len(names)


def test_of_a_folder_of_outputs_the_articles_are_judged_and_not_what_tells_of_them(work: Path) -> None:
    Path("dumps/empty.json").write_text("no JSON")
    assert run("clean", "dumps", "-o", "cleaned/", "-q")[0] == 1
    assert {path.name for path in Path("cleaned").iterdir()} >= {"journal.jsonl", "manifest.json", "rejects.jsonl"}
    for cleaned in ([], ["--cleaned"]):
        status, shown, said = run("evaluate", "gold.jsonl", "cleaned", *cleaned)
        assert (status, said) == (0, "")
        assert "| all | 1 |" in " ".join(shown.split())


@pytest.mark.parametrize("text", ["", STORY + "\nRead more: Island waits for its post"], ids=["no story", "a story"])
def test_rows_of_a_table_without_authors_or_related_stories_are_articles(work: Path, text: str) -> None:
    article = Article(id="a", text=text, confidence=0.9)
    assert (article.authors, article.related) == ((), ())
    totals = []
    for name, written in (("a.csv", HEADER + to_row(article)), ("a.jsonl", article.to_json())):
        Path(name).write_text(written)
        assert run("evaluate", "gold.jsonl", name, "--json", "out.json")[0] == 0
        totals.append(json.loads(Path("out.json").read_text())["total"])
    # Cleaned as a dump it would lose the line behind the story; and no story is one that is wrong.
    assert totals[0] == totals[1]


def test_fields_of_other_names_are_read(work: Path) -> None:
    rows = [{"page": "a", "dump": DUMP, "text": "something else"}]
    Path("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    Path("rows.json").write_text(json.dumps(rows))
    totals = []
    for name in ("rows.jsonl", "rows.json"):
        arguments = ("--text-field", "dump", "--id-field", "page", "--json", "out.json")
        assert run("evaluate", "gold.jsonl", name, *arguments)[0] == 0
        totals.append(json.loads(Path("out.json").read_text())["total"])
    assert run("evaluate", "gold.jsonl", "dumps", "--json", "out.json")[0] == 0
    assert totals == [json.loads(Path("out.json").read_text())["total"]] * 2


def test_articles_of_another_tool_are_judged_as_they_are(work: Path) -> None:
    Path("other.jsonl").write_text(json.dumps({"id": "a", "text": STORY + "\nMenu and more", "authors": "Ada Brandt"}))
    status, shown, _ = run("evaluate", "gold.jsonl", "other.jsonl", "--cleaned", "--worst", "1")
    assert status == 0
    assert "too much, 3 words:\n  + Menu and more" in shown
    assert run("evaluate", "gold.jsonl", "dumps", "--cleaned")[0] == 2
    Path("other.jsonl").write_text('{"id": "a", "text": 5}\n{"id": "a", "text": "", "blocks": [{}]}\n')
    status, _, said = run("evaluate", "gold.jsonl", "other.jsonl", "--cleaned")
    assert status == 1
    assert "other.jsonl:1: field 'text' is 5; it is no article" in said
    assert "other.jsonl:2: field 'blocks' is no list of blocks with span and role" in said


# Pages that are wrong, the worst first, and pages that are right: gold, the text that was found, and what is told.
WRONG = [
    ({"id": "lost", "text": STORY}, "", ["F1 0.000, precision 0.000, recall 0.000"]),
    ({"id": "snippets", "without": ["Log  in"]}, "Log in", ["without 0.000", "  must not be there:", "  + Log  in"]),
    (
        {"id": "unwanted", "text": STORY, "with": ["no ship"], "without": ["the council said"]},
        STORY,
        ["with 1.000, without 0.000", "  must not be there:", "  + the council said"],
    ),
    (
        {"id": "missing", "text": STORY, "with": ["no ship", "a whale"], "without": ["Menu"]},
        STORY,
        ["with 0.500, without 1.000", "  must be there:", "  - a whale"],
    ),
    (
        {"id": "longer", "text": STORY},
        STORY + "\nMenu and more",
        ["F1 0.9", "  too much, 3 words:", "  + Menu and more"],
    ),
]
RIGHT = [
    ({"id": "right", "text": STORY}, STORY),
    ({"id": "as wanted", "text": STORY, "with": ["no ship"], "without": ["Menu"]}, STORY),
    ({"id": "without gold", "title": "Harbour"}, STORY),
]


def test_the_worst_pages_are_those_whose_text_is_wrong_in_any_way(work: Path) -> None:
    pages = [(gold, text) for gold, text, _ in reversed(WRONG)] + RIGHT
    Path("gold.jsonl").write_text("".join(json.dumps(gold) + "\n" for gold, _ in pages))
    Path("found.jsonl").write_text("".join(json.dumps({"id": gold["id"], "text": text}) + "\n" for gold, text in pages))
    status, shown, said = run("evaluate", "gold.jsonl", "found.jsonl", "--cleaned", "--json", "out.json")
    assert (status, said) == (0, "")
    listed = shown.partition("Worst, by the lowest of f1, with and without\n\n")[2]
    assert [line.partition(":")[0] for line in listed.splitlines() if not line.startswith(" ")] == [
        gold["id"] for gold, _, _ in WRONG
    ]
    for gold, _, told in WRONG:
        (page,) = re.findall(rf"^{gold['id']}: (?:.*\n)(?: .*\n)*", listed, re.MULTILINE)
        assert all(line in page for line in told), page
    documents = {one["id"]: one for one in json.loads(Path("out.json").read_text())["documents"]}
    assert documents["missing"]["missing_snippets"] == ["a whale"]
    assert documents["unwanted"]["unwanted_snippets"] == ["the council said"]
    few = run("evaluate", "gold.jsonl", "found.jsonl", "--cleaned", "--worst", "2")[1]
    assert few.partition("Worst")[2].count("\nunwanted: ") == 0


def test_where_every_text_is_right_no_page_is_the_worst(work: Path) -> None:
    Path("gold.jsonl").write_text("".join(json.dumps(gold) + "\n" for gold, _ in RIGHT))
    Path("found.jsonl").write_text("".join(json.dumps({"id": gold["id"], "text": text}) + "\n" for gold, text in RIGHT))
    assert "Worst" not in run("evaluate", "gold.jsonl", "found.jsonl", "--cleaned")[1]


def test_what_has_no_partner_is_counted_and_named(work: Path) -> None:
    with Path("gold.jsonl").open("a") as lines:
        lines.write('{"id": "missing", "text": "x"}\n')
    Path("more.jsonl").write_text(
        '{"id": "z", "text": "x"}\n{"id": "a", "text": "x"}\n{"text": "x"}\n{"id": "a"}\nno\n'
    )
    status, _, said = run("evaluate", "gold.jsonl", "dumps", "more.jsonl")
    assert status == 1
    assert said.splitlines() == [
        "newsclean: more.jsonl:3: the record has no field 'id', by which it is found in the gold",
        "newsclean: more.jsonl:5: not JSON: Expecting value at character 0 of the line",
        "newsclean: 1 of gold.jsonl found no input: missing",
        "newsclean: 1 of the input are not in gold.jsonl: more.jsonl:1",
        "newsclean: 2 of the input have an id that came before and were left out: more.jsonl:2, more.jsonl:4",
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        (["gold.jsonl", "empty.jsonl"], 1, "newsclean: no input could be read\n"),
        (["gold.jsonl", "z.jsonl"], 1, "no id of the input is in gold.jsonl. The input has z; the gold has a."),
        (["bad.jsonl", "dumps"], 1, "newsclean: bad.jsonl:1: the record has no field 'id'"),
        (["gold.jsonl"], 2, "Missing argument"),
        (["missing.jsonl", "dumps"], 2, "does not exist"),
        (["gold.jsonl", "dumps", "--json", "no/out.json"], 1, "no/out.json: cannot be written"),
        (["gold.jsonl", "dumps", "--json", "gold.jsonl"], 2, "--json: gold.jsonl is one of the inputs"),
        (["gold.jsonl", "dumps", "--json", "dumps/a.txt"], 2, "--json: dumps/a.txt is one of the inputs"),
        (["gold.jsonl", "dumps", "--json", "bad.jsonl"], 2, "--json: bad.jsonl is there already, and is not known to"),
        (
            ["gold.jsonl", "article.jsonl", "--sweep"],
            2,
            "--sweep: article.jsonl:1 is an article already; give the dumps.",
        ),
    ],
)
def test_what_cannot_be_done_is_told(work: Path, arguments: list[str], status: int, complaint: str) -> None:
    Path("empty.jsonl").write_text("")
    Path("bad.jsonl").write_text("{}")
    Path("z.jsonl").write_text('{"id": "z", "text": "x"}')
    Path("article.jsonl").write_text('{"id": "a", "text": "x", "blocks": []}')
    returned, _, said = run("evaluate", *arguments)
    assert (returned, complaint in said) == (status, True), said


def test_figures_that_cannot_be_written_are_told_before_any_page_is_judged(work: Path) -> None:
    status, shown, _ = run("evaluate", "gold.jsonl", "dumps", "--json", "no/out.json")
    assert (status, shown) == (1, "")


def test_figures_are_replaced_by_the_same_command_and_are_no_dump(work: Path) -> None:
    told = "newsclean: dumps/out.json: newsclean wrote this; passed over, name the file itself to have it read\n"
    for said in ("", told):
        assert run("evaluate", "gold.jsonl", "dumps", "--json", "dumps/out.json")[::2] == (0, said)
    assert Path("dumps/out.json").read_bytes().startswith(SCORES_MARK)
    assert run("clean", "dumps", "--quiet")[::2] == (0, told)


def test_a_block_without_an_end_is_no_block() -> None:
    with pytest.raises(InputError, match="no list of blocks"):
        Found.from_data({"text": "", "blocks": [{"span": [0, float("inf")], "role": "body"}]})
