"""Teaching: corrections are read strictly, become narrow rows that carry their tests, and hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean import Cleaner, InputError, Role, SiteProfile
from newsclean.lexicon import Lexicon, fold
from newsclean.lexicon.loading import Row, read_rows
from newsclean.site_profile import Taught
from newsclean.teaching import Corrected, Correction, Failed, learn, preview, read_corrections, to_toml, written
from newsclean.teaching.phrases import phrases_of, rows_of

from .console import run_in

SAMPLES = Path(__file__).parent.parent / "samples"
TEXT = """The bakery on the pier opens again
By Ingrid Moe
The bakery on the pier opens again on Monday, its owner said on Thursday, after a winter without bread.
Puzzle of the day: try to solve it on the ferry, and send us what you found before noon.
She has bought a new oven and will bake three kinds of rye, said the mayor, who had counted the days.
Read more: this is what the baker had written on her door that winter.
Puzzle of the day is what the children call the oven, which nobody has understood so far, she said.
Sign up for the walk on Sunday, the baker told her guests, and bring a loaf for the way.
"""


def corrected(text: str, **roles: str) -> Corrected:
    """A document whose lines that begin with the first words (blanks as ``_``) should have the roles."""
    article = newsclean.clean(text)
    corrections = []
    for beginning, role in roles.items():
        (block,) = (one for one in article.blocks if one.text.startswith(beginning.replace("_", " ")))
        corrections.append(Correction(block.span, block.text, block.role, Role(role)))
    return Corrected("bread.txt", article.source, tuple(corrections))


def as_file(path: Path, *documents: Corrected) -> Path:
    data = {
        "format": "newsclean-corrections/1",
        "documents": [
            {
                "name": document.name,
                "text": document.text,
                "url": document.url,
                "corrections": [
                    {"span": [one.span.start, one.span.end], "text": one.text, "was": one.was, "is": one.role}
                    for one in document.corrections
                ],
            }
            for document in documents
        ],
    }
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


# The file of a report.


def test_corrections_are_read_as_they_were_saved(tmp_path: Path) -> None:
    document = corrected(TEXT, Puzzle_of_the_day_is="promotion", Sign_up="body")
    assert read_corrections(as_file(tmp_path / "c.json", document)) == (document,)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"format": "newsclean-corrections/2"},
            "no corrections of a report: its format is not 'newsclean-corrections/1'",
        ),
        ({"documents": []}, "has no corrections; mark some blocks in the report and save again"),
        ({"documents": [{"name": "x"}]}, "document 1: has no name and text"),
        ({"documents": [{"name": "x", "text": "a"}]}, "document 1: has no list of corrections"),
        ({"documents": [{"name": "x", "text": "a", "id": 5, "corrections": [{}]}]}, "field 'id' is 5, not text"),
        ({"correction": {"is": "promo"}}, "correction 1: must have a span [start, end] and the roles 'was' and 'is'"),
        ({"correction": {"span": [0, 99_999]}}, "the span [0, 99999] is no stretch of the text"),
        ({"correction": {"span": [True, 5]}}, "the span [True, 5] is no stretch of the text"),
        ({"correction": {"text": "other words"}}, "its text is not what stands at its span; was the file changed?"),
    ],
)
def test_a_file_that_is_none_is_told_with_its_mend(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    path = as_file(tmp_path / "c.json", corrected(TEXT, Sign_up="promotion"))
    data = json.loads(path.read_text())
    data["documents"][0]["corrections"][0].update(change.pop("correction", {}))
    path.write_text(json.dumps(data | change))
    with pytest.raises(InputError) as error:
        read_corrections(path)
    assert reason in str(error.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b"[" * 100_000])
def test_what_is_no_json_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "c.json").write_bytes(content)
    with pytest.raises(InputError, match=r"c\.json"):
        read_corrections(tmp_path / "c.json")


# Phrases.


def chrome(*lines: str, role: str = "promotion") -> Corrected:
    text, corrections = "", []
    for line in lines:
        corrections.append(Correction(newsclean.Span(len(text), len(text) + len(line)), line, Role.BODY, Role(role)))
        text += line + "\n"
    return Corrected("x", text, tuple(corrections))


@pytest.mark.parametrize(
    ("lines", "story", "expected"),
    [
        pytest.param(["Solve our puzzle"], [], [("is", "Solve our puzzle")], id="a line as it is"),
        pytest.param(["Moscow: the talks"], [], [("is", "Moscow: the talks")], id="one word may be a dateline"),
        pytest.param(["Lesetipp: Brot", "Lesetipp: Butter"], [], [("starts", "Lesetipp:")], id="twice it is a label"),
        pytest.param(["Our puzzle: ten across"], [], [("starts", "Our puzzle:")], id="a label of two words"),
        pytest.param(
            ["Our puzzle: ten across"], ["Our puzzle: the whole town is at it."], [("is", "Our puzzle: ten across")],
            id="a sentence begins so, too",
        ),
        pytest.param(["Our puzzle:"], [], [("is", "Our puzzle:")], id="a label with nothing behind it"),
        pytest.param([f"{'so ' * 20}: long"], [], [("is", f"{'so ' * 20}: long")], id="too long for a label"),
    ],
)  # fmt: skip
def test_phrases_are_as_narrow_as_can_be(lines: list[str], story: list[str], expected: list[tuple[str, str]]) -> None:
    assert [(phrase.match, phrase.text) for phrase in phrases_of(chrome(*lines).corrections, story)] == expected


def test_keeps_are_the_most_tempting_lines_of_the_story() -> None:
    story = ["Nobody knew.", "The puzzle was solved.", "We solve our puzzle on Sunday, she said."]
    (row,) = rows_of(phrases_of(chrome("Solve our puzzle").corrections, story), story, "mine")
    assert row.keeps == ("We solve our puzzle on Sunday, she said.", "The puzzle was solved.")
    (row,) = rows_of(phrases_of(chrome("Solve our puzzle").corrections, []), [], "mine")
    assert row.keeps == ("The words “Solve our puzzle” stood in a story.",)


@given(st.lists(st.text().filter(lambda text: text.strip()), min_size=1), st.lists(st.text()))
def test_what_is_written_is_read_again(texts: list[str], story: list[str]) -> None:
    import tempfile

    from newsclean.batch.outputs import encode

    texts = [" ".join(text.encode("utf-8", "replace").decode().split()) for text in texts]
    rows = rows_of(phrases_of(chrome(*filter(None, texts)).corrections, story), story, "mine")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mine.toml")
        path.write_bytes(encode(to_toml(rows)))
        read = read_rows([path])
    assert [(row.role, row.phrases, row.finds) for row in read] == [(row.role, row.phrases, row.finds) for row in rows]


def holds(row: Row) -> None:
    """As the tests of the shipped lexicon hold every row to its examples."""
    lexicon = Lexicon((row,))
    assert [find for find in row.finds if not lexicon.match([fold(find)])] == []
    assert [keep for keep in row.keeps if lexicon.match([fold(keep)])] == []


# Lessons.


def test_what_was_corrected_holds_and_nothing_else_moves(tmp_path: Path) -> None:
    document = corrected(TEXT, Puzzle_of_the_day_is="promotion", She_has_bought="advert", Read_more="body")
    before = newsclean.clean(TEXT)
    lesson = learn([document], tmp_path / "mine.toml")
    assert (lesson.held, lesson.failed, lesson.known) == (3, (), ())
    (tmp_path / "mine.toml").write_text(written(lesson.rows, tmp_path / "mine.toml"), encoding="utf-8")
    after = Cleaner(lexicon=Lexicon.load(tmp_path / "mine.toml")).clean(TEXT)
    changed = {
        new.text: (str(old.role), str(new.role))
        for old, new in zip(before.blocks, after.blocks, strict=True)
        if old.role is not new.role
    }
    assert changed == {one.text: (one.was, one.role) for one in document.corrections}
    for row in read_rows([tmp_path / "mine.toml"]):
        holds(row)


def test_a_row_weighs_more_only_where_it_has_to(tmp_path: Path) -> None:
    lesson = learn([corrected(TEXT, Puzzle_of_the_day_is="promotion")], tmp_path / "mine.toml")
    assert [row.weight for row in lesson.rows] == [None]


def test_what_the_lexicon_says_already_is_not_said_twice_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    first = learn([corrected(TEXT, Puzzle_of_the_day_is="promotion")], path)
    path.write_text(f"# mine\n{to_toml(first.rows)}", encoding="utf-8")
    second = learn([corrected(TEXT, Puzzle_of_the_day_is="promotion", Sign_up="advert")], path)
    assert len(second.known) == 1
    assert [str(row.role) for row in second.rows] == ["advert"]
    text = written(second.rows, path)
    assert text.startswith("# mine\n")
    path.write_text(text, encoding="utf-8")
    assert [row.number for row in read_rows([path])] == [1, 2]


def test_lines_that_are_story_stay_whatever_they_look_like(tmp_path: Path) -> None:
    """In a thread of comments the votes on the whole thread are cut around them."""
    source = newsclean.clean(SAMPLES / "17-consent-newsletter-comments.txt").source
    document = corrected(source, Our_house_rules="body")
    lesson = learn([document], tmp_path / "mine.toml")
    assert lesson.failed == ()
    before, after = (cleaner.clean(source) for cleaner in (lesson.cleaner, lesson.taught))
    moved = [new.text for old, new in zip(before.blocks, after.blocks, strict=True) if old.role is not new.role]
    assert moved == [document.corrections[0].text]


@pytest.mark.parametrize(
    ("sample", "beginning", "role"),
    [
        pytest.param("17-consent-newsletter-comments.txt", "halyard", "legal", id="one of a thread of comments"),
        pytest.param("02-plea-byline-teasers.txt", "Contribute_today", "body", id="two words among chrome"),
        pytest.param("02-plea-byline-teasers.txt", "4_Min_read", "body", id="the last line of a teaser"),
        pytest.param("02-plea-byline-teasers.txt", "date_2024-02-13", "body", id="a date above the headline"),
    ],
)
def test_a_person_is_believed_against_everything_else(tmp_path: Path, sample: str, beginning: str, role: str) -> None:
    source = newsclean.clean(SAMPLES / sample).source
    document = corrected(source, **{beginning: role})
    for lesson in (learn([document], tmp_path / "mine.toml"), learn([document], profile=SiteProfile("whole"))):
        assert (lesson.held, lesson.failed) == (1, ())
        old, new = (cleaner.clean(source) for cleaner in (lesson.cleaner, lesson.taught))
        moved = [after.text for before, after in zip(old.blocks, new.blocks, strict=True) if before.role != after.role]
        assert moved == [document.corrections[0].text]


def test_what_does_not_hold_is_named(tmp_path: Path) -> None:
    """Nobody can say of the same line that it is both."""
    documents = [corrected(TEXT, She_has_bought="advert"), corrected(TEXT, She_has_bought="body")]
    lesson = learn(documents, tmp_path / "mine.toml")
    assert [(str(one.correction.role), str(one.role)) for one in lesson.failed] == [("advert", "body")]
    assert (lesson.held, lesson.rows) == (1, ())


def test_what_is_learned_in_vain_is_not_learned(tmp_path: Path) -> None:
    # Bylines are read by a detector of their own, and no phrase makes one.
    lesson = learn([corrected(TEXT, She_has_bought="byline")], tmp_path / "mine.toml")
    (failure,) = lesson.failed
    assert (str(failure.correction.role), str(failure.role)) == ("byline", "body")
    # What it would do elsewhere is no good either.
    assert lesson.rows == ()
    assert lesson.taught is lesson.cleaner


# Into a site profile.


def of_site(url: str, **roles: str) -> Corrected:
    return evolve(corrected(TEXT, **roles), url=url)


def test_a_line_of_a_profile_holds_on_its_site_alone(tmp_path: Path) -> None:
    document = of_site("https://www.kelm.example/1", Sign_up="promotion", Read_more="body")
    lesson = learn([document], profile=SiteProfile())
    assert (lesson.held, lesson.failed, lesson.rows) == (2, (), ())
    assert {line.site for line in lesson.lines} == {"kelm.example"}
    assert lesson.taught.profile is not None
    lesson.taught.profile.save(tmp_path / "sites.json")
    cleaner = Cleaner(profile=SiteProfile.load(tmp_path / "sites.json"))
    before = newsclean.clean(TEXT)
    here, elsewhere = (cleaner.clean(TEXT, url=f"https://{host}/2") for host in ("kelm.example", "osk.example"))
    assert elsewhere.blocks == before.blocks
    moved = {
        new.text: (str(new.role), new.evidence[0].rule)
        for old, new in zip(before.blocks, here.blocks, strict=True)
        if old.role is not new.role
    }
    assert moved == {
        one.text: (str(one.role), "site_profile.taught" if one.is_story else moved[one.text][1])
        for one in document.corrections
        if one.was is not one.role
    }
    again = learn([document], profile=cleaner.profile)
    assert (again.lines, len(again.known), again.held) == ((), 2, 2)


def test_with_both_the_lines_that_a_site_repeats_go_to_the_profile(tmp_path: Path) -> None:
    pages = [{"text": TEXT.replace("rye", f"rye {n}"), "url": f"https://kelm.example/{n}"} for n in range(3)]
    stories = ["".join(f"Nobody on pier {n} knew what the mayor had for lunch on day {m}.\n" for m in range(9))
               for n in range(3)]  # fmt: skip
    profile = SiteProfile.learn(
        {**page, "text": story + "Sign up for the walk on Sunday, the baker told her guests, and bring a loaf.\n"}
        for page, story in zip(pages, stories, strict=True)
    )
    often = "Puzzle_of_the_day_is"
    documents = [
        of_site("https://kelm.example/1", **{often: "promotion"}, She_has_bought="advert"),
        of_site("https://kelm.example/2", **{often: "promotion"}),
    ]
    lesson = learn(documents, tmp_path / "mine.toml", profile)
    assert [line.text[:20] for line in lesson.lines] == ["Puzzle of the day is"]
    assert [row.phrases["is"][0][:14] for row in lesson.rows] == ["She has bought"]
    repeated = corrected(stories[0] + "Sign up for the walk on Sunday, the baker told her guests, and bring a loaf.",
                         Sign_up="promotion")  # fmt: skip
    lesson = learn([evolve(repeated, url="https://kelm.example/9")], tmp_path / "mine.toml", profile)
    assert (len(lesson.lines), lesson.rows) == (1, ())


def test_a_page_of_no_site_cannot_teach_a_profile(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^bread\.txt: has no url, so nobody knows its site; learn it into a lexicon"):
        learn([corrected(TEXT, Sign_up="promotion")], profile=SiteProfile())
    with pytest.raises(ValueError, match="give a lexicon, a profile, or both"):
        learn([corrected(TEXT, Sign_up="promotion")])
    # With a lexicon it goes there.
    assert learn([corrected(TEXT, Sign_up="promotion")], tmp_path / "mine.toml", SiteProfile()).lines == ()


def test_taught_lines_are_merged_in_any_order_and_read_strictly(tmp_path: Path) -> None:
    one, two = (
        SiteProfile().with_taught("kelm.example", [Taught(8, role, weight), Taught(line, Role.LEGAL, 5.0)])
        for role, weight, line in ((Role.ADVERT, 5.0, 16), (Role.BODY, 8.0, 24))
    )
    assert one.merge(two) == two.merge(one)
    assert [taught.role for taught in one.merge(two).sites["kelm.example"].taught] == [
        Role.BODY, Role.LEGAL, Role.LEGAL
    ]  # fmt: skip
    one.save(tmp_path / "p.json")
    data = json.loads((tmp_path / "p.json").read_text())
    for broken in (["zz", "advert", 5.0], ["08", "promo", 5.0], ["08", "advert", "5"], ["08", "advert"], 5):
        data["sites"]["kelm.example"]["taught"] = [broken]
        (tmp_path / "p.json").write_text(json.dumps(data))
        with pytest.raises(InputError, match="damaged profile"):
            SiteProfile.load(tmp_path / "p.json")


@pytest.mark.parametrize(
    ("was", "wanted", "now", "is_better"),
    [
        ("body", "legal", "comments", True),
        ("body", "legal", "body", False),
        ("comments", "legal", "comments", False),
        ("comments", "body", "comments", False),
    ],
)
def test_out_of_the_text_is_better_whatever_the_chrome(was: str, wanted: str, now: str, is_better: bool) -> None:
    correction = Correction(newsclean.Span(0, 1), "x", Role(was), Role(wanted))
    assert Failed("x", correction, Role(now)).is_better is is_better


def test_the_preview_tells_what_else_would_change_and_not_what_was_marked(tmp_path: Path) -> None:
    document = corrected(TEXT, Puzzle_of_the_day_is="promotion")
    other = TEXT.replace("She has bought", "Then she has bought")
    lesson = learn([document], tmp_path / "mine.toml")
    same, different, broken = preview(
        lesson,
        [document],
        [
            ("bread.txt", {"text": TEXT, "id": "bread.txt"}),
            ("other.txt", {"text": other, "id": "other.txt"}),
            ("broken", InputError("gone")),
        ],
    )
    assert not isinstance(same, InputError)
    assert not isinstance(different, InputError)
    assert (same.blocks, same.lost, same.gained) == ((), (), ())
    assert [block.text for block in different.blocks] == [document.corrections[0].text]
    assert str(broken) == "broken: gone"


# On the console.


def test_the_command_teaches(tmp_path: Path) -> None:
    as_file(tmp_path / "c.json", corrected(TEXT, Puzzle_of_the_day_is="promotion"))
    (tmp_path / "bread.txt").write_text(TEXT)
    (tmp_path / "other.txt").write_text(TEXT)
    arguments = ("teach", "c.json", "--lexicon", "mine.toml", "--preview", "bread.txt", "--preview", "other.txt")
    process = run_in(tmp_path, *arguments, "--dry-run")
    assert process.returncode == 0
    assert not (tmp_path / "mine.toml").exists()
    assert "  - body → promotion: Puzzle of the day is what the children call" in process.stdout
    assert process.stdout.splitlines()[-1] == "preview    2 dumps, 1 with other changes than those marked"
    assert process.stderr == "learned    1 row would go to mine.toml; 1 of 1 corrections hold\n"
    assert run_in(tmp_path, *arguments).returncode == 0
    clean = run_in(tmp_path, "clean", "bread.txt", "--lexicon", "mine.toml", "--format", "text", "--quiet")
    assert "children call" not in clean.stdout
    again = run_in(tmp_path, *arguments[:4])
    assert again.stderr.startswith("known      1 of mine.toml already: Puzzle of the day is")


def test_the_command_teaches_a_profile(tmp_path: Path) -> None:
    as_file(tmp_path / "c.json", of_site("https://kelm.example/1", She_has_bought="advert"))
    record = json.dumps({"id": "a", "text": TEXT, "url": "https://kelm.example/2"})
    other = json.dumps({"id": "b", "text": TEXT, "url": "https://osk.example/2"})
    (tmp_path / "dumps.jsonl").write_text(f"{record}\n{other}\n")
    process = run_in(tmp_path, "teach", "c.json", "--profile", "sites.json", "--preview", "dumps.jsonl")
    assert process.returncode == 0
    assert process.stdout.startswith("kelm.example  advert  She has bought a new oven")
    assert process.stdout.splitlines()[-1] == "preview    2 dumps, 1 with other changes than those marked"
    assert process.stderr == "learned    1 line of 1 site went to sites.json; 1 of 1 corrections hold\n"
    clean = run_in(tmp_path, "clean", "dumps.jsonl", "--profile", "sites.json", "--quiet")
    assert ["new oven" in json.loads(line)["text"] for line in clean.stdout.splitlines()] == [False, True]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ("c.json", "name what is to learn: --lexicon FILE, --profile FILE, or both."),
        ("c.json --lexicon c.json", "--lexicon: c.json is one of the inputs and would be written over."),
        ("c.json --lexicon mine --profile ./mine", "--profile: mine is the lexicon, too; name another file."),
        ("c.json --profile a.jsonl --preview .", "--profile: a.jsonl is one of the inputs and would be written over."),
    ],
)
def test_the_command_writes_over_no_input(tmp_path: Path, arguments: str, reason: str) -> None:
    as_file(tmp_path / "c.json", corrected(TEXT, Sign_up="promotion"))
    (tmp_path / "a.jsonl").write_text("{}")
    process = run_in(tmp_path, "teach", *arguments.split())
    assert (process.returncode, process.stdout) == (2, "")
    assert reason in process.stderr
    assert (tmp_path / "a.jsonl").read_text() == "{}"


def test_the_command_names_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text("{}")
    process = run_in(tmp_path, "teach", "c.json", "--lexicon", "mine.toml")
    assert process.returncode == 1
    assert process.stderr.startswith("newsclean: c.json: no corrections of a report")
    as_file(tmp_path / "c.json", corrected(TEXT, Puzzle_of_the_day_is="promotion"))
    (tmp_path / "mine.toml").write_text("[[cue]]\n")
    process = run_in(tmp_path, "teach", "c.json", "--lexicon", "mine.toml")
    assert (process.returncode, process.stderr) == (1, process.stderr)
    assert process.stderr.startswith("newsclean: mine.toml, row 1: no role.")
