"""The lexicon: what each row must leave, what it must find, and that finding is safe and quick on any text.

To check one file while writing it: ``pytest tests/test_lexicon.py -k de.toml``.
"""

from __future__ import annotations

import pickle
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import LexiconError
from newsclean.lexicon import CueHit, Lexicon, Match, Row, fold, folding
from newsclean.lexicon.loading import parse, read_rows, shipped_files
from newsclean.model import Role

FILES = shipped_files()

# The languages that the project promises, by ISO 639-1 code.
# fmt: off
PROMISED = [
    "en", "de", "fr", "es", "pt", "it", "nl", "sv", "no", "da", "fi", "pl", "cs", "uk",
    "ru", "tr", "el", "ro", "hu", "id", "vi", "ar", "he", "fa", "hi", "ja", "ko", "zh",
]
# fmt: on


def rows_of(path: Path) -> tuple[Row, ...]:
    """The rows of a file; none if it cannot be read, which ``test_a_file_can_be_read`` tells of."""
    try:
        return read_rows([path])
    except LexiconError:
        return ()


BY_FILE = {path.name: rows_of(path) for path in FILES}
WHOLE_LEXICON = Lexicon(tuple(row for rows in BY_FILE.values() for row in rows))
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def of_each_row(complaints: Callable[[Row], Iterator[str]]) -> Callable[[Path], None]:
    """A test of each file. It goes through all its rows: a test for each of them takes longer to start than to run."""

    @each_file
    def rows_hold(path: Path) -> None:
        wrong = [f"{row}: {complaint}" for row in BY_FILE[path.name] for complaint in complaints(row)]
        assert not wrong, "\n".join(wrong)

    return rows_hold


def hits_on(text: str, *rows: Row) -> tuple[CueHit, ...]:
    rows = tuple(evolve(row, phrases=_with_mentions(row.phrases)) for row in rows)
    return Lexicon(rows).match([fold(" ".join(text.split()))]).get(0, ())


def _with_mentions(phrases: Mapping[Match, tuple[str, ...]]) -> dict[Match, tuple[str, ...]]:
    """What removed blocks mention is found as what any block contains."""
    found = {match: texts for match, texts in phrases.items() if match != "mentions"}
    if "mentions" in phrases:
        found["contains"] = (*phrases.get("contains", ()), *phrases["mentions"])
    return found


def single_phrases(row: Row) -> Iterator[Row]:
    """The row cut into rows of one phrase, so that a longer phrase cannot stand in for a shorter one."""
    for match, phrases in row.phrases.items():
        for phrase in phrases:
            yield evolve(row, phrases={match: (phrase,)})


def told(hit: CueHit) -> str:
    return f'{hit.rule}: {hit.match} "{hit.phrase}"'


# The rows: first what they must leave.


@of_each_row
def test_a_row_leaves_its_story_sentences(row: Row) -> Iterator[str]:
    for sentence in row.keeps:
        for hit in hits_on(sentence, row):
            yield f'a sentence in keeps must not be hit: "{sentence}" is hit by {told(hit)}'


@of_each_row
def test_no_safe_phrase_of_the_language_hits_a_story_sentence(row: Row) -> Iterator[str]:
    for sentence in row.keeps:
        for hit in safe_phrases(row.language).match([fold(sentence)]).get(0, ()):
            yield f'is, starts and contains are for phrases no story has: "{sentence}" is hit by {told(hit)}'


@cache
def safe_phrases(language: str) -> Lexicon:
    def safe(row: Row) -> Row:
        return evolve(row, phrases={match: texts for match, texts in row.phrases.items() if match in SAFE})

    return Lexicon(tuple(map(safe, BY_FILE[f"{language}.toml"])))


# "opens" and "ends" may be found in story sentences now and then; their weights say so.
SAFE = ("is", "starts", "contains")


@of_each_row
def test_a_row_finds_its_examples(row: Row) -> Iterator[str]:
    for example in row.finds:
        if not hits_on(example, row):
            yield f'no phrase of the row hits "{example}" of finds'


def test_the_first_look_for_a_phrase_that_introduces_something_overlooks_none() -> None:
    lexicon = Lexicon.load()
    for line in (fold(example) for row in lexicon.rows for example in row.finds):
        hits = lexicon.match([line]).get(0, ())
        # Of several phrases of one kind ``match`` may tell one that stands elsewhere in the line.
        ends = [hit.end for hit in hits if hit.match in ("starts", "opens")]
        assert not ends or lexicon.cue_at(line) >= max(ends), line


@of_each_row
def test_the_whole_lexicon_finds_the_examples_for_the_same_role(row: Row) -> Iterator[str]:
    for example in row.finds:
        hits = WHOLE_LEXICON.match([fold(example)]).get(0, ())
        found = any((hit.role, hit.part) == (row.role, row.part) for hit in hits)
        if not found and WHOLE_LEXICON.mentioned([example]).get(0) is not row.role:
            yield f'"{example}" gets only these hits: {[told(hit) for hit in hits]}'


@of_each_row
def test_every_phrase_hits_itself(row: Row) -> Iterator[str]:
    for single in single_phrases(row):
        ((match, (phrase,)),) = single.phrases.items()
        # "opens" asks for a line that does not end like a sentence.
        block = f"{phrase} Harbour" if match == "opens" else phrase
        how = "contains" if match == "mentions" else match
        if not any(hit.match == how and hit.phrase == phrase for hit in hits_on(block, single)):
            yield f'not found in a block of its own: {match} "{phrase}"'


@each_file
def test_a_file_can_be_read(path: Path) -> None:
    assert read_rows([path])


@each_file
def test_a_file_is_plain_enough_for_the_quick_reader(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text(encoding="utf-8")
    expected = tomllib.loads(text)
    monkeypatch.setattr(
        tomllib, "loads", lambda _: pytest.fail("the quick reader gave up: write lists as the README says")
    )
    assert parse(text) == expected


@each_file
def test_rows_stand_in_the_order_of_roles(path: Path) -> None:
    roles = [row.role for row in BY_FILE[path.name]]
    order = list(Role)
    late = [
        f"{row} stands behind a row of {before}"
        for before, row in zip(roles, BY_FILE[path.name][1:], strict=False)
        if order.index(row.role) < order.index(before)
    ]
    assert not late, f"rows stand in the order of newsclean.model.Role: {'; '.join(late)}"


@of_each_row
def test_the_phrases_of_a_row_are_sorted(row: Row) -> Iterator[str]:
    for match, texts in row.phrases.items():
        if list(texts) != sorted(texts, key=alphabetical):
            mend = ", ".join(f'"{text}"' for text in sorted(texts, key=alphabetical))
            yield f"sort the phrases, capitals like small letters: {match} = [{mend}]"


def alphabetical(phrase: str) -> tuple[str, str]:
    return phrase.lower(), phrase


@pytest.mark.parametrize("language", PROMISED)
def test_every_promised_language_has_a_file(language: str) -> None:
    assert language in {path.stem for path in FILES}


# Matching, on rows of our own.


def row(role: Role = Role.READ_MORE, part: str | None = None, language: str = "en", **phrases: str) -> Row:
    """A row with one or more phrases, separated by ``|``, a way of matching."""
    lists = {match: tuple(texts.split("|")) for match, texts in phrases.items()}
    return Row(language, 1, role, part, lists, ("…",), ("…",))  # type: ignore[arg-type]


MISSES = [
    ("starts", "read more", "Read moreover the verdict", "no word boundary behind the phrase"),
    ("starts", "अधिक", "अधिकांश लोग घर पर हैं", "a letter behind the phrase"),
    ("starts", "और पढ़", "और पढ़ें यह खबर", "a vowel sign is part of the word"),
    ("starts", "read more", "They read more", "not at the beginning"),
    ("is", "video", "Video of the storm", "something behind it"),
    ("is", "a-", "A", "the sign at its end is its own"),
    ("is", "comments", "3. Comments", "an item of a list"),
    ("is", "/", "4.5 / 5", "a count without a phrase"),
    ("opens", "more on", "More on the storm is expected on Friday.", "ends like a sentence"),
    ("opens", "more on", "“More on that later!”", "ends like a quoted sentence"),
    ("opens", "更多", "更多人离开了家园。", "ends like a sentence in Chinese"),
    ("ends", "min read", "A five-min reader", "not at the end"),
    ("ends", "min read", "Admin read", "no word boundary before it"),
    ("ends", "years ago", "She had sailed the same route for the last time ten years ago.", "a long sentence"),
    ("contains", "rights reserved", "Copyrights reserved", "no word boundary before it"),
    ("contains", "all rights reserved", "All rights are reserved", "another word between"),
]


@pytest.mark.parametrize(("match", "phrase", "text", "why"), MISSES, ids=[case[3] for case in MISSES])
def test_a_phrase_is_not_found_where_it_is_none(match: str, phrase: str, text: str, why: str) -> None:
    assert not hits_on(text, row(**{match: phrase})), why


HITS = [
    ("starts", "Read more:", "Read more: Storm closes schools", "Storm closes schools"),
    ("starts", "Read more", "» READ MORE — Storm closes schools", "Storm closes schools"),
    ("starts", "Don't miss", "Don’t miss: “Storm”", "“Storm”"),
    ("starts", "İlgili haberler", "İLGİLİ HABERLER: Fırtına", "Fırtına"),
    ("starts", "Kapı açık", "KAPI AÇIK: Fırtına", "Fırtına"),
    ("starts", "Διαβάστε επίσης", "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ: Καταιγίδα", "Καταιγίδα"),
    ("starts", "اقرأ أيضا:", "اقرا ايضا: عاصفة", "عاصفة"),
    ("starts", "相关阅读", "相关阅读台风来了", "台风来了"),
    ("starts", "©", "©2024 Harbour News", "2024 Harbour News"),
    ("opens", "More on", "More on the storm", "the storm"),
    ("opens", "Read more", "Read more", ""),
]


@pytest.mark.parametrize(("match", "phrase", "text", "rest"), HITS, ids=[case[2] for case in HITS])
def test_a_hit_at_the_beginning_ends_where_the_rest_begins(match: str, phrase: str, text: str, rest: str) -> None:
    (hit,) = hits_on(text, row(**{match: phrase}))
    assert text[hit.end :] == rest


WHOLE = [
    ("Comments", "Comments (12)"),
    ("Comments", "• Comments: 1,204"),
    ("Comments", "3 comments"),
    ("Loading", "Loading..."),
    ("Loading…", "Loading"),
    ("Next story", "NEXT STORY »"),
    ("評論", "【評論】"),
    ("×", "×"),
    ("A-", "A-"),
    ("I'm in", "I’m in"),
]


@pytest.mark.parametrize(("phrase", "text"), WHOLE)
def test_a_whole_block_is_the_phrase_whatever_decorates_it(phrase: str, text: str) -> None:
    (hit,) = hits_on(text, row(**{"is": phrase}))
    assert (hit.start, hit.end) == (0, len(text))


ELSEWHERE = [
    ("contains", "(AP Photo/", "The ferry at the pier (AP Photo/Jane Doe)", "(AP Photo/"),
    ("ends", "min read", "Storm closes schools 3 min read", "min read"),
    ("ends", "Min.", "Lesezeit 3 Min.", "Min"),
    ("ends", "分钟阅读", "3分钟阅读", "分钟阅读"),
    ("contains", "all rights reserved", "© Harbour News. All rights reserved.", "All rights reserved"),
    ("contains", "rights reserved", "(rights reserved)", "rights reserved"),
    ("contains", "evästekäytäntö", "Lue evästekäytäntö.", "evästekäytäntö"),
    ("contains", "版权所有", "本报版权所有不得转载", "版权所有"),
    ("contains", "สงวนลิขสิทธิ์", "ข่าวสงวนลิขสิทธิ์ทั้งหมด", "สงวนลิขสิทธิ์"),
]


@pytest.mark.parametrize(("match", "phrase", "text", "place"), ELSEWHERE, ids=[case[2] for case in ELSEWHERE])
def test_a_hit_inside_or_at_the_end_tells_its_place(match: str, phrase: str, text: str, place: str) -> None:
    (hit,) = hits_on(text, row(**{match: phrase}))
    assert text[hit.start : hit.end] == place


def test_a_block_without_a_phrase_is_missing_and_the_others_keep_their_numbers() -> None:
    lexicon = Lexicon((row(starts="Read more:", contains="rights reserved"),))
    texts = ["the ferry sails", "read more: storm", "the harbour", "all rights reserved", "rights reserved"]
    assert {number: hits[0].start for number, hits in lexicon.match(texts).items()} == {1: 0, 3: 4, 4: 0}


def test_the_longest_phrase_of_a_role_is_the_hit() -> None:
    (hit,) = hits_on("Read more about: China", row(starts="Read more", opens="Read more about"))
    assert hit.phrase == "Read more about"


def test_a_longer_phrase_outdoes_a_shorter_one_inside_it_that_means_another_role() -> None:
    (hit,) = hits_on(
        "Read more about: China", row(opens="Read more"), row(Role.TAGS, "label", starts="Read more about:")
    )
    assert hit.role is Role.TAGS


def test_a_block_may_speak_for_several_roles() -> None:
    hits = hits_on("Video", row(Role.NAVIGATION, **{"is": "Video"}), row(Role.MEDIA, **{"is": "Video"}))
    assert [hit.role for hit in hits] == [Role.NAVIGATION, Role.MEDIA]


def test_the_second_time_gives_the_hits_of_the_first() -> None:
    lexicon = Lexicon((row(**{"is": "cookie policy"}), row(Role.CONSENT, contains="cookie policy")))
    texts = ["cookie policy", "our cookie policy"]
    assert lexicon.match(texts) == lexicon.match(texts)
    assert [hit.role for hit in lexicon.match(texts)[0]] == [Role.READ_MORE]


def test_of_two_languages_with_one_phrase_the_earlier_signs() -> None:
    (hit,) = hits_on("Video", row(**{"is": "Video"}), row(language="de", **{"is": "VIDEO"}))
    assert hit.rule == "lexicon.en.read_more"


def test_a_hit_has_the_weight_of_its_match_unless_the_row_gives_one() -> None:
    light = evolve(row(Role.SHARE, **{"is": "Print"}), weight=1.25)
    weights = {hit.role: hit.weight for hit in hits_on("Print", row(**{"is": "Print"}), light)}
    assert weights == {Role.READ_MORE: 5.0, Role.SHARE: 1.25}


def test_a_part_is_told_and_is_in_the_name_of_the_rule() -> None:
    (hit,) = hits_on("Last updated: 3 May", row(Role.DATE, "modified", starts="Last updated"))
    assert (hit.part, hit.rule) == ("modified", "lexicon.en.date.modified")


# Any text.

phrases_and_other_text = st.lists(
    st.one_of(st.text(), st.sampled_from(WHOLE_LEXICON.phrases()), st.sampled_from([" ", "\n", "(12)", "»", "İ"]))
).map("".join)


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("İSTANBUL İ", "istanbul i"),
        ("“Don’t” — ‘no’", "\"don't\" - 'no'"),
        ("Read\u00a0more：\u3000x", "read more: x"),
        ("（相关）？", "(相关)?"),
        ("ΟΔΟΣ", "οδος"),
        ("x\r\ny\tz", "x\r\ny\tz"),
    ],
)
def test_folding_makes_spellings_plain(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.lists(phrases_and_other_text))
def test_hits_on_any_text_lie_inside_their_block(texts: list[str]) -> None:
    folded = [fold(text) for text in texts]
    for number, hits in WHOLE_LEXICON.match(folded).items():
        assert all(0 <= hit.start < hit.end <= len(folded[number]) for hit in hits)
        assert len({(hit.role, hit.part) for hit in hits}) == len(hits) > 0


def test_a_letter_to_come_with_a_longer_lower_case_keeps_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "_PLAIN", ())  # as if nobody had known of İ
    assert fold("İX") == "İx"


def test_line_ends_inside_a_block_do_not_confuse_the_numbers() -> None:
    lexicon = Lexicon((row(contains="all rights reserved"),))
    assert list(lexicon.match(["a\nb\nc", "", "all rights reserved", "\nall rights reserved"])) == [2, 3]


def test_a_long_paragraph_is_not_searched_for_phrases_inside() -> None:
    lexicon = Lexicon((row(contains="all rights reserved", starts="read more:"),))
    assert not lexicon.match(["the ferry sails at ten. " * 20 + "all rights reserved"])
    assert lexicon.match(["read more: " + "the ferry sails at ten. " * 20])


HOSTILE = {
    "one long line of openings": lambda size: ["read more " * (size // 10)],
    "many short lines of one opening": lambda size: ["re"] * (size // 3),
    "a phrase that never stands alone": lambda size: ["xall rights reservedx" * (size // 21)],
    "a phrase again and again": lambda size: ["all rights reserved " * (size // 20)],
    "decoration": lambda size: ["»" * size],
    "blanks": lambda size: [" " * size],
    "digits": lambda size: ["1" * size],
    "Chinese without a break": lambda size: ["相关阅读" * (size // 4)],
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length_of_hostile_text(hostile: Callable[[int], list[str]]) -> None:
    def seconds(size: int) -> float:
        texts = hostile(size)
        times = []
        for _ in range(3):
            start = time.process_time()
            WHOLE_LEXICON.match(texts)
            times.append(time.process_time() - start)
        return min(times)

    WHOLE_LEXICON.match([])
    # Sixteen times the text; quadratic work would take 256 times as long. The floor is for the clock.
    assert seconds(800_000) < 60 * max(seconds(50_000), 0.0005)


# The object.


def test_the_shipped_lexicon_is_read_once() -> None:
    assert Lexicon.load() is Lexicon.load()


def test_a_lexicon_travels_to_another_process() -> None:
    lexicon = Lexicon((row(starts="Read more:"),))
    lexicon.match(["read more: storm"])
    assert pickle.loads(pickle.dumps(lexicon)) == lexicon


def test_the_shipped_lexicon_is_not_sent_but_read_again() -> None:
    assert len(pickle.dumps(Lexicon.load())) < 100
    assert pickle.loads(pickle.dumps(Lexicon.load())) is Lexicon.load()


def test_phrases_can_be_asked_for_by_role_part_language_and_match() -> None:
    lexicon = Lexicon((row(starts="See also:|Also read:"), row(Role.DATE, "published", "de", starts="Stand:")))
    assert lexicon.phrases() == ("See also:", "Also read:", "Stand:")
    assert lexicon.phrases(Role.DATE, "published", "de", "starts") == ("Stand:",)
    assert lexicon.phrases(Role.DATE, "modified") == ()


GOOD = """
[[cue]]
role = "read_more"
starts = ["Nota bene:"]
finds = ["Nota bene: Storm closes schools"]
keeps = ["Nota bene is Latin, said the teacher."]
"""


def test_the_rows_of_a_user_come_before_our_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")
    lexicon = Lexicon.load(path)
    assert [row.rule for row in lexicon.rows[:1]] == ["lexicon.mine.read_more"]
    assert lexicon.rows[1:] == Lexicon.load().rows


FORMS_OF_TOML = [
    '[[cue]]\nis = ["a", "b"] # c\n',
    '[[cue]]\nis = [\n  "a", # b = "c"\n  "d",\n]\n# e\nrole="f"\n\n[[cue]]\n\nweight = 1.5\n',
    "[[cue]]\nis = ['a\\']\n",
    '[[cue]]\nis = ["""a\nrole = "b\n"""]\n',
    '[[cue]]\nis = ["a,\\n]", "[[cue]]", "# b", "\\u00e4"]\n',
    'weight = 1\n[[cue]]\nis = ["a"]\n[other]\nb = 1\n',
    'cue = [{is = ["a"]}]\n',
]


@pytest.mark.parametrize("text", FORMS_OF_TOML)
def test_the_quick_reader_reads_what_toml_means(text: str) -> None:
    assert parse(text) == tomllib.loads(text)


def test_a_row_is_told_by_file_number_and_kind() -> None:
    assert str(row(Role.DATE, "published", starts="Posted:")) == "en.toml, row 1 (date.published)"


# Errors, in full: they are for the person who edits the file.

KEYS = "role, part, is, starts, opens, ends, contains, mentions, finds, keeps, weight, source"
ROLES = ", ".join(Role)
PLAIN = "Quote each phrase, separate phrases by commas."
ERRORS = [
    ("", "PATH: no rows. Begin each row with a line [[cue]]."),
    ("[[row]]", 'PATH: unknown key "row". A lexicon holds [[cue]] tables and nothing else.'),
    ('[[cue]]\nbegins = ["a"]', f'PATH, row 1: unknown key "begins". The keys are {KEYS}.'),
    (GOOD.replace('role = "read_more"', ""), f"PATH, row 1: no role. The roles are {ROLES}."),
    (GOOD.replace("read_more", "readmore"), f'PATH, row 1: unknown role "readmore". The roles are {ROLES}.'),
    (GOOD + 'part = "label"', 'PATH, row 1: unknown part "label". Leave it out: read_more has no parts.'),
    (
        GOOD.replace("read_more", "date") + 'part = "label"',
        'PATH, row 1: unknown part "label". The parts of date are modified, published.',
    ),
    (
        GOOD.replace('starts = ["Nota bene:"]', ""),
        "PATH, row 1: no phrases. Give at least one of the lists is, starts, opens, ends, contains, mentions.",
    ),
    (
        GOOD.replace("read_more", "body").replace("starts", "mentions"),
        "PATH, row 1: mentions names what is no story, and body is kept. Take another list.",
    ),
    (GOOD.replace('["Nota bene:"]', '"a"'), 'PATH, row 1: starts is no list of texts. Write starts = ["…", "…"].'),
    (GOOD.replace('["Nota bene:"]', "[]"), "PATH, row 1: starts is empty. Fill the list or leave it out."),
    (
        GOOD.replace('["Nota bene:"]', '["a", " "]'),
        "PATH, row 1: starts has an empty text, which would be found everywhere. Take it out.",
    ),
    (
        GOOD + GOOD.replace("finds = ", "# "),
        "PATH, row 2: no finds. Give at least one block that the row must hit.",
    ),
    (
        GOOD.replace('keeps = ["Nota bene is Latin, said the teacher."]', "keeps = []"),
        "PATH, row 1: keeps is empty. Give at least one story sentence that the row must leave.",
    ),
    (
        GOOD.replace('["Nota bene:"]', '["Nota bene:", "NOTA  bene："]'),
        'PATH, row 1: starts has "NOTA  bene：" twice, above in this list already. Take one out.',
    ),
    (GOOD + GOOD, 'PATH, row 2: starts has "Nota bene:" twice, in row 1 already. Take one out.'),
    (GOOD + 'weight = "3"', "PATH, row 1: the weight is no number. Write log-odds such as 3.5, or leave it out."),
    (GOOD + "weight = inf", "PATH, row 1: the weight is no number. Write log-odds such as 3.5, or leave it out."),
    (GOOD + "source = 3", "PATH, row 1: the source is no text. Write where the phrase was seen, in quotes."),
    (
        GOOD + 'role = "share"',
        f"PATH: no valid TOML: Cannot overwrite a value (at end of document). {PLAIN}",
    ),
    (
        "[[cue]]\nis = [Video]",
        f"PATH: no valid TOML: Invalid value (at line 2, column 7). {PLAIN}",
    ),
]


@pytest.mark.parametrize(("content", "message"), ERRORS, ids=[message[:60] for _, message in ERRORS])
def test_a_faulty_file_is_refused_with_the_mend(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        Lexicon.load(path)
    assert str(error.value) == message.replace("PATH", str(path))


def test_a_file_that_is_missing_or_not_utf_8_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    with pytest.raises(
        LexiconError, match=r"mine\.toml: cannot be read \(No such file or directory\)\. Check the path"
    ):
        Lexicon.load(path)
    path.write_bytes(b'[[cue]]\nis = ["Gr\xfc\xdfe"]')
    with pytest.raises(LexiconError, match=r"mine\.toml: not UTF-8 at byte 17\. Save the file as UTF-8\."):
        Lexicon.load(path)
