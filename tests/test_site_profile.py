"""What the pages of a site repeat: counted, merged, kept in a file, and used as evidence."""

from __future__ import annotations

import json
import pickle
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean import Article, Cleaner, Dump, InputError, Role, SiteProfile, cli, site_profile
from newsclean.site_profile import Page, Site
from newsclean.site_profile.drift import compare, drift_of
from newsclean.site_profile.files import encoded, from_data, to_data
from newsclean.site_profile.learning import observed, role_shares, site_of
from newsclean.site_profile.lines import IN_STORY, PROSE, fingerprint, template
from newsclean.site_profile.repeats import repeats_of

# Nobody's site, and nothing of it is in the lexicon.
ABOVE = ("Kelmwatch", "Quayside", "Lanes and Fields", "The Ledger Room")
BEFORE = ("Set in type by {person} of the night desk",)
INSIDE = "Keep wandering down the quay"
BELOW = (
    "Every evening at six the Kelmwatch bell rings in your pocket, with five stories and one knot to learn.",
    "{number} neighbours have left a pebble here",
    "Printed with salt water in Kelm",
)
PEOPLE = ("Ada Brandt", "Jon Eide", "Rosa Lindt", "Per Vik", "Mina Sol")
BACKGROUND = "The sound has been closed to large ships since 2019, when a tanker ran aground off Pell Bay."


def sentence(number: int) -> str:
    chance = random.Random(number)
    who = chance.choice(("The harbour office", "A farmer", "The school council", "The mayor", "A retired pilot"))
    did = chance.choice(("repaired", "painted", "sold", "measured", "rebuilt", "moved", "rented"))
    what = chance.choice(("the old sluice", "a wooden pier", "the ferry landing", "a stone bridge", "the tide gauge"))
    return f"{who} {did} {what} after {number} days of rain, and the neighbours watched from their windows."


def story(number: int, paragraphs: int = 5) -> list[str]:
    return [sentence(100 * number + place) for place in range(paragraphs)]


def page(number: int, body: list[str], *, teasers: tuple[str, ...] = ()) -> dict[str, str]:
    values = {"person": PEOPLE[number % len(PEOPLE)], "number": str(3 + number)}
    lines = [*ABOVE, f"Headline number {number} of the harbour paper", *BEFORE, *body[:2], INSIDE, *body[2:], *BELOW]
    return {
        "text": "\n".join(line.format(**values) for line in [*lines, *teasers]),
        "url": f"https://kelm.example/{number}",
    }


def site(pages: int = 20) -> list[dict[str, str]]:
    return [page(number, story(number)) for number in range(pages)]


def evidence(article: Article, rule: str) -> list[tuple[str, str]]:
    return [(b.text, vote.reason) for b in article.blocks for vote in b.evidence if vote.rule == rule]


# What must stay.


def test_lines_on_two_pages_are_no_template() -> None:
    profile = SiteProfile.learn(site(2))
    assert profile.repeats("kelm.example").lines == {}
    article = Cleaner(profile=profile).clean(site(2)[0])
    assert article == newsclean.clean(site(2)[0])


def test_a_story_that_was_published_on_several_pages_stays() -> None:
    again = story(77)
    pages = [*site(12), *(page(20 + number, again) for number in range(6))]
    profile = SiteProfile.learn(pages)
    repeats = profile.repeats("kelm.example")
    assert (repeats.pages, repeats.stories) == (18, 13)
    assert not {fingerprint(line.lower()) for line in again} & repeats.lines.keys()
    article = Cleaner(profile=profile).clean(pages[-1])
    assert article.text.split("\n\n") == again


def test_a_site_that_has_nothing_but_one_story_has_no_template() -> None:
    profile = SiteProfile.learn([page(number, story(5)) for number in range(9)])
    assert profile.repeats("kelm.example").stories == 1


def printed(number: int, *lines: tuple[str, int]) -> Page:
    """A page of these paragraphs of prose, each in the story or not."""
    marked = [fingerprint(text) | PROSE | place for text, place in lines]
    return Page(number, b"", np.array(marked, dtype="<u8").tobytes())


RULES = [(f"Rule {number} for those who comment here.", 0) for number in range(6)]


@pytest.mark.parametrize("pages", [3, 4, 9])
def test_rules_on_every_page_of_a_few_make_no_one_story_of_them(pages: int) -> None:
    found = repeats_of([
        printed(
            number,
            *((sentence(100 * number + place), IN_STORY) for place in range(3)),
            # On most pages they were taken for the end of the story.
            *((text, IN_STORY if number else 0) for text, _ in RULES),
        )
        for number in range(pages)
    ])  # fmt: skip
    assert found.stories == pages
    assert {fingerprint(text) for text, _ in RULES} <= found.lines.keys()


@pytest.mark.parametrize("pages", [3, 4, 9])
def test_versions_of_a_story_are_one_however_few_they_are(pages: int) -> None:
    shared = [(text, IN_STORY) for text in story(5)]
    found = repeats_of([printed(number, *shared, (sentence(900 + number), IN_STORY)) for number in range(pages)])
    assert (found.stories, found.lines) == (1, {})


def test_where_a_page_has_no_story_of_its_own_nothing_is_believed() -> None:
    pages = [printed(number, *RULES, *[(sentence(number), IN_STORY)] * (number > 0)) for number in range(4)]
    assert repeats_of(pages).stories == 1


def test_background_that_many_stories_quote_stays() -> None:
    pages = [
        page(number, [*story(number)[:3], BACKGROUND, *story(number)[3:]] if number % 5 == 0 else story(number))
        for number in range(40)
    ]
    profile = SiteProfile.learn(pages)
    # It was counted, and it is not taken for the template: it stands in the story, of a fifth of the pages.
    assert profile.repeats("kelm.example").lines[fingerprint(BACKGROUND.lower())].stories == 8
    assert BACKGROUND in Cleaner(profile=profile).clean(pages[0]).text


def test_a_standfirst_that_other_pages_print_as_a_teaser_stays() -> None:
    front = story(0)[0]
    pages = [page(0, story(0)), *(page(number, story(number), teasers=(front,)) for number in range(1, 20))]
    cleaner = Cleaner(profile=SiteProfile.learn(pages))
    assert front in cleaner.clean(pages[0]).text
    assert front not in cleaner.clean(pages[1]).text


def test_a_headline_that_other_pages_list_stays_the_title() -> None:
    listed = "Headline number 0 of the harbour paper"
    pages = [page(0, story(0)), *(page(number, story(number), teasers=(listed,)) for number in range(1, 20))]
    pages[0]["text"] = f"{listed} | Kelm Paper\n{pages[0]['text']}"
    plain, knowing = newsclean.clean(pages[0]), Cleaner(profile=SiteProfile.learn(pages)).clean(pages[0])
    assert knowing.title == plain.title == listed


def test_pages_of_another_site_come_out_as_before() -> None:
    cleaner = Cleaner(profile=SiteProfile.learn(site()))
    other = site()[0] | {"url": "https://verrin.example/0"}
    assert cleaner.clean(other) == newsclean.clean(other)


# What it finds.


def test_the_lines_of_an_unknown_template_are_gone_and_no_line_of_the_story_is() -> None:
    pages = site()
    # Of the pages that are cleaned, nothing was learned.
    cleaner = Cleaner(profile=SiteProfile.learn(pages[::2]))
    assert INSIDE in newsclean.clean(pages[1]).text
    for number in range(1, 20, 2):
        assert cleaner.clean(pages[number]).text.split("\n\n") == story(number)


def test_the_receipt_says_on_how_many_pages_a_line_stands() -> None:
    pages = site()
    article = Cleaner(profile=SiteProfile.learn(pages)).clean(pages[3])
    assert (INSIDE, "this line stands on 20 of 20 pages of the site") in evidence(article, "site_profile.line")
    assert evidence(article, "site_profile.template")[-1] == (
        "6 neighbours have left a pebble here",
        "this line, with other numbers and names, stands on 20 of 20 pages of the site",
    )


def test_a_line_that_others_know_better_keeps_its_role() -> None:
    pages = [record | {"text": f"{record['text']}\nBy Ada Brandt\nSign up for our newsletter"} for record in site()]
    article = Cleaner(profile=SiteProfile.learn(pages)).clean(pages[0])
    roles = {block.text: block.role for block in article.blocks}
    assert roles["Sign up for our newsletter"] is Role.PROMOTION
    assert roles["Kelmwatch"] is Role.NAVIGATION
    assert roles[BELOW[0]] is Role.PROMOTION


def test_articles_teach_the_same_as_their_dumps() -> None:
    pages = site(6)
    assert SiteProfile.learn(map(newsclean.clean, pages)) == SiteProfile.learn(pages)


def test_a_cleaner_with_a_profile_works_in_other_processes() -> None:
    pages = site(6)
    cleaner = Cleaner(profile=SiteProfile.learn(pages))
    assert pickle.loads(pickle.dumps(cleaner)) == cleaner
    assert [a.text for a in cleaner.clean_many(pages, workers=2)] == [a.text for a in cleaner.clean_many(pages)]


# Lines and sites.


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("About us", None),
        ("Storm Hits Three Towns", None),
        ("By Ada Brandt", None),
        ("14 March 2024", None),
        ("Ada Brandt", None),
        ("The 14 members of the council met the mayor of Osk on Monday and went home at six", None),
        ("12 comments", "0 comments"),
        ("3 min read", "0 min read"),
        ("Set in type by Ada Brandt of the night desk", "set in type by * of the night desk"),
        ("Ada Brandt writes about harbours", "* writes about harbours"),
        ("Photo archive: Jon Eide", "photo archive: *"),
        ("今日の天気 12 度", "今日の天気 0 度"),
    ],
)
def test_templates_leave_numbers_and_names_open(line: str, form: str | None) -> None:
    assert template(line) == form


def test_fingerprints_are_the_same_on_every_machine() -> None:
    # A change makes every profile that was ever written useless: raise the version of the file.
    assert fingerprint("keep wandering down the quay") == 15_822_055_151_719_716_336
    assert fingerprint("\ud800") % 8 == 0


@pytest.mark.parametrize(
    ("dump", "site_by", "name"),
    [
        (Dump(""), "url", ""),
        (Dump("", url="https://www.Kelm.example:8080/a"), "url", "kelm.example"),
        (Dump("", url="https://sport.kelm.example/a"), "url", "sport.kelm.example"),
        (Dump("", url="http://[broken"), "url", ""),
        (Dump("", url="kelm.example/a"), "url", ""),
        (Dump("", id="dumps/kelm/1.txt"), "url", ""),
        (Dump("", id="dumps/kelm/1.txt"), "folder", "kelm"),
        (Dump("", id="1.txt", url="https://kelm.example"), "folder", ""),
        (Dump("", id="dumps/kelm/1.txt", url="https://kelm.example"), "whole", ""),
        (Dump("", id="dumps/kelm/1.txt", url="https://kelm.example", site="Kelm Watch"), "folder", "Kelm Watch"),
    ],
)
def test_sites_have_names(dump: Dump, site_by: Any, name: str) -> None:
    assert site_of(dump, site_by) == name


def test_a_page_that_says_its_own_address_belongs_to_that_site() -> None:
    html = '<html><head><link rel="canonical" href="https://kelm.example/7"></head><body><p>One line.</p></body></html>'
    assert observed(html, site_by="url")[0] == "kelm.example"


def test_role_shares_add_up() -> None:
    shares = role_shares(newsclean.clean("Log in\nThe harbour opened again on Monday, the council said at night."))
    assert sum(shares) in range(249, 252)
    assert shares[list(Role).index(Role.BODY)] > 200
    assert set(role_shares(newsclean.clean(""))) == {0}


# Laws.

pages_of = st.builds(
    lambda number, lines: Page(number, bytes(25), b"".join(line.to_bytes(8, "little") for line in lines)),
    st.integers(0, 40),
    st.lists(st.integers(0, 2**64 - 1), max_size=4),
)


@st.composite
def profiles(draw: st.DrawFn) -> SiteProfile:
    # The id of a page is made of what stands in it: equal ids, equal pages.
    pages = draw(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 40)), max_size=30))
    return SiteProfile.of((name, Page(number, bytes(25), number.to_bytes(8, "little"))) for name, number in pages)


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(site_profile, "PAGES_A_SITE", 16)
        patch.setattr(site_profile, "_PAGES_ALTOGETHER", 12)
        yield


@given(profiles(), profiles(), profiles())
def test_merging_knows_no_order(one: SiteProfile, two: SiteProfile, three: SiteProfile) -> None:
    assert one.merge(two) == two.merge(one)
    assert one.merge(two).merge(three) == one.merge(two.merge(three))
    assert one.merge(SiteProfile()) == one


@pytest.mark.usefixtures("_small")
def test_merging_knows_no_order_where_there_is_too_little_room() -> None:
    @given(st.lists(profiles(), min_size=3, max_size=3))
    def law(parts: list[SiteProfile]) -> None:
        one, two, three = (evolve(part, pages_a_site=min(part.pages_a_site, 16)) for part in parts)
        whole = one.merge(two).merge(three)
        assert whole == one.merge(two.merge(three)) == three.merge(one).merge(two)
        assert sum(len(part.sample) for part in whole.sites.values()) <= 12
        assert whole.merge(whole).sites.keys() == whole.sites.keys()

    law()


@given(st.permutations(range(8)))
def test_the_order_of_the_pages_says_nothing(order: list[int]) -> None:
    pages = [("kelm", Page(number, bytes(25), b"")) for number in range(8)]
    assert SiteProfile.of([pages[place] for place in order]) == SiteProfile.of(pages)


def test_the_same_page_counts_once() -> None:
    record = site(1)[0]
    profile = SiteProfile.learn([record] * 5)
    assert (profile.sites["kelm.example"].seen, len(profile.sites["kelm.example"].sample)) == (5, 1)


def test_memory_is_bounded() -> None:
    many = [(str(number % 1_000), Page(number, bytes(25), b"")) for number in range(250_000)]
    profile = SiteProfile.of(many)
    assert profile.pages_a_site == 64
    assert sum(len(one.sample) for one in profile.sites.values()) <= 100_000
    long = "\n".join(
        f"line {word}" for word in (f"{number:b}".translate({48: "a", 49: "b"}) for number in range(9_000))
    )
    assert len(observed(long, site_by="url")[1].lines) == 8 * 1_000


def test_profiles_that_name_sites_otherwise_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="one profile names sites by url, the other by folder"):
        SiteProfile().merge(SiteProfile("folder"))


# Files.


@given(profiles())
def test_a_file_holds_all_of_it(profile: SiteProfile) -> None:
    assert from_data(json.loads(encoded(profile))) == profile


def test_a_file_of_an_older_newsclean_may_know_fewer_roles(tmp_path: Path) -> None:
    data = to_data(SiteProfile("url", {"a": Site(1, (Page(1, bytes(range(25)), b""),))}))
    data["roles"] = data["roles"][1:]
    data["sites"]["a"]["pages"][0][1] = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcY"
    assert from_data(data).sites["a"].sample[0].roles == bytes(range(25))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not JSON: Expecting value at line 1"),
        (b"\xff", "not UTF-8"),
        (b"[]", "not a site profile; newsclean learn writes one"),
        (b"{}", "not a site profile; newsclean learn writes one"),
        (b"[" * 100_000, "nested too deep"),
        (
            b'{"format": "newsclean.site_profile", "version": 2}',
            "a profile of version 2; this newsclean reads 1. Learn it again",
        ),
        (b'{"format": "newsclean.site_profile", "version": 1}', "a damaged profile (KeyError: 'roles')"),
    ],
)
def test_what_is_no_profile_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "profile.json"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        SiteProfile.load(path)
    assert reason in caught.value.reason
    assert caught.value.record == str(path)


@pytest.mark.parametrize(
    "damage",
    [
        {"site_by": "moon"},
        {"pages_a_site": 0},
        {"pages_a_site": 10**9},
        {"sites": []},
        {"sites": {"a": {"seen": 1, "pages": [["zz", "", ""]]}}},
        {"sites": {"a": {"seen": 1, "pages": [["00", "AA==", ""]]}}},
        {"sites": {"a": {"seen": 1, "pages": [["00", "!", ""]]}}},
        {"sites": {"a": {"seen": 1, "pages": [[0, 0, 0]]}}},
        {"sites": {"a": {"pages": []}}},
        {"sites": {"a": {"seen": float("inf"), "pages": []}}},
        {"sites": {"a": {"seen": 1, "pages": [], "taught": [["00", "advert", 10**400]]}}},
        {"sites": {"a": {"seen": 1, "pages": [], "taught": [["00", "advert", float("inf")]]}}},
    ],
    ids=lambda damage: f"{damage}"[:60],
)
def test_a_damaged_profile_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a damaged profile"):
        from_data(to_data(SiteProfile()) | damage)


def test_a_profile_that_is_missing_is_named() -> None:
    with pytest.raises(InputError, match=r"nowhere\.json: cannot be read: No such file"):
        SiteProfile.load("nowhere.json")


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    profile = SiteProfile.learn(site(4))
    profile.save(tmp_path / "profile.json")
    assert SiteProfile.load(tmp_path / "profile.json") == profile


# On the console.


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with Path("dumps.jsonl").open("w") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in site(8))
    for number, record in enumerate(site(8)):
        path = Path("dumps", ("kelm", "other")[number % 2], f"{number}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record["text"])
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, command: str) -> int:
    monkeypatch.setattr(sys, "argv", ["newsclean", *command.split()])
    with pytest.raises(SystemExit) as ending:
        cli.main()
    return int(ending.value.code or 0)


@pytest.mark.usefixtures("folder")
def test_learned_and_used_at_once_or_one_after_the_other(monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    assert run(monkeypatch, "learn dumps.jsonl -o profile.json") == 0
    assert capfd.readouterr().err.splitlines() == [
        "pages      8 seen, 0 rejected",
        "sites      1, at most 256 pages of each kept",
        "  kelm.example: 8 pages, 8 kept with 8 different stories, 12 lines repeated",
    ]
    assert run(monkeypatch, "clean dumps.jsonl --profile profile.json -o one.jsonl") == 0
    assert run(monkeypatch, "clean dumps.jsonl --learn --workers 2 -o two.jsonl") == 0
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()
    assert INSIDE not in Path("one.jsonl").read_text()
    assert run(monkeypatch, "clean dumps.jsonl -o three.jsonl") == 0
    assert INSIDE in Path("three.jsonl").read_text()


@pytest.mark.usefixtures("folder")
def test_what_was_learned_stays_where_nothing_can_be_read(monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    assert run(monkeypatch, "learn dumps.jsonl -o profile.json -q") == 0
    learned = Path("profile.json").read_bytes()
    assert run(monkeypatch, "learn missing.txt -o profile.json") == 1
    assert "newsclean: nothing was learned; profile.json is not written" in capfd.readouterr().err
    assert Path("profile.json").read_bytes() == learned


@pytest.mark.usefixtures("folder")
def test_parts_of_a_corpus_are_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "learn dumps/kelm -o one.json --site-by folder -q") == 0
    assert run(monkeypatch, "learn dumps/other -o two.json --site-by folder -q") == 0
    assert run(monkeypatch, "learn --merge one.json --merge two.json -o both.json --site-by folder -q") == 0
    assert run(monkeypatch, "learn dumps -o all.json --site-by folder -q") == 0
    assert Path("both.json").read_bytes() == Path("all.json").read_bytes()
    assert SiteProfile.load("all.json").sites.keys() == {"kelm", "other"}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("command", "status", "message"),
    [
        ("learn -o p.json", 2, "nothing to learn from; name inputs, or profiles with --merge."),
        ("learn missing.txt -o p.json", 1, "newsclean: missing.txt: cannot be read: No such file or directory"),
        ("learn --merge dumps.jsonl -o p.json", 2, "--merge: dumps.jsonl: not JSON: Extra data at line 2"),
        ("clean dumps.jsonl --profile dumps.jsonl", 2, "--profile: dumps.jsonl: not JSON: Extra data at line 2"),
        ("learn dumps.jsonl -o dumps.jsonl", 2, "dumps.jsonl is one of the inputs and would be written over."),
        ("learn dumps.jsonl --text-field t -o p.json", 1, "dumps.jsonl:1: the record has no field 't'"),
        ("explain dumps.jsonl --text-field t", 2, "holds many dumps"),
        ("clean - --learn", 2, "--learn reads its inputs twice, and standard input can be read once only."),
    ],
)
def test_what_cannot_be_done_is_said(
    monkeypatch: pytest.MonkeyPatch, capfd: Any, command: str, status: int, message: str
) -> None:
    assert run(monkeypatch, command) == status
    assert message in " ".join(capfd.readouterr().err.split())


@pytest.mark.usefixtures("folder")
def test_a_profile_of_all_that_is_here_leaves_out_the_last_one(monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    written = []
    for _ in range(2):
        assert run(monkeypatch, "learn . -o profile.json -q") == 0
        written.append(Path("profile.json").read_bytes())
    assert written[0] == written[1]
    Path("profile.json").write_text('{"text": "mine"}')
    assert run(monkeypatch, "learn . -o profile.json -q") == 2
    assert "profile.json is one of the inputs and would be written over." in " ".join(capfd.readouterr().err.split())
    assert run(monkeypatch, "learn dumps -o profile.json -q") == 2
    said = " ".join(capfd.readouterr().err.split())
    assert "profile.json is there already, and is not known to be newsclean's;" in said
    assert Path("profile.json").read_text() == '{"text": "mine"}'


@pytest.mark.usefixtures("folder")
def test_what_names_a_site_must_be_what_the_profile_says(monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    assert run(monkeypatch, "learn dumps -o folders.json --site-by folder -q") == 0
    known = "clean dumps --learn --profile folders.json -o out.jsonl -q"
    assert run(monkeypatch, f"{known} --site-by url") == 2
    said = "--site-by: the profile that is given goes by folder; leave --site-by out, or the profile."
    assert said in " ".join(capfd.readouterr().err.split())
    for arguments in (known, f"{known} --site-by folder"):
        assert run(monkeypatch, arguments) == 0
        assert json.loads(Path("out.jsonl.manifest.json").read_text())["options"]["learn"] == "folder"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["learn slow.jsonl -o p.json", "clean slow.jsonl --learn -o out.jsonl"])
def test_a_record_that_takes_too_long_is_not_learned_from(
    monkeypatch: pytest.MonkeyPatch, capfd: Any, command: str
) -> None:
    rows = Path("dumps.jsonl").read_text().splitlines()
    slow = json.dumps({"id": "slow", "text": f"{json.loads(rows[0])['text']}\n\n" * 8_000})
    Path("slow.jsonl").write_text("\n".join([*rows, slow]))
    begun = time.monotonic()
    assert run(monkeypatch, f"{command} --timeout 1") == 1
    assert time.monotonic() - begun < 30
    assert "slow.jsonl:9: not done after 1 seconds" in capfd.readouterr().err


@pytest.mark.usefixtures("folder")
def test_profiles_of_other_kinds_of_sites_are_no_beginning(monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    assert run(monkeypatch, "learn dumps -o folders.json --site-by folder -q") == 0
    assert run(monkeypatch, "learn --merge folders.json -o p.json") == 2
    assert "--merge: folders.json: one profile names sites by url, the other by folder" in capfd.readouterr().err


# Drift.


def shares(**of: int) -> bytes:
    return bytes(of.get(role.value, 0) for role in Role)


def pages_with(count: int, first: int, navigation: int) -> tuple[Page, ...]:
    return tuple(
        Page(first + number, shares(body=200 - navigation + number % 9, navigation=navigation + number % 7), b"")
        for number in range(count)
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (pages_with(60, 0, 40), pages_with(30, 1_000, 40)),
        # Too few to say anything.
        (pages_with(9, 0, 40), pages_with(30, 1_000, 90)),
        (pages_with(60, 0, 40), pages_with(9, 1_000, 90)),
        # The very pages that were learned from.
        (pages_with(60, 0, 40), pages_with(60, 0, 40)),
        ((), ()),
    ],
)
def test_sites_that_have_not_changed_are_quiet(before: tuple[Page, ...], after: tuple[Page, ...]) -> None:
    assert drift_of("kelm", before, after, false_alarms=0.01).changes == ()


def test_a_larger_menu_is_seen() -> None:
    found = drift_of("kelm", pages_with(60, 0, 40), pages_with(10, 1_000, 60), false_alarms=0.01)
    assert found.probability <= 0.001
    assert [(change.role, change.before < change.after) for change in found.changes] == [
        (Role.BODY, False),
        (Role.NAVIGATION, True),
    ]


def test_the_rate_of_false_alarms_is_kept() -> None:
    chance = random.Random(3)
    alarms = 0
    for _ in range(200):
        # As uneven as pages are: most have a little navigation, a few are full of it.
        mixed = [Page(n, shares(body=9, navigation=int(chance.paretovariate(1)) % 250), b"") for n in range(60)]
        alarms += bool(drift_of("kelm", mixed[:40], mixed[40:], false_alarms=0.1).changes)
    # 20 are due; 35 or more would be so with a probability of 1 in 1,500.
    assert alarms < 35


def test_changed_sites_come_first() -> None:
    old = SiteProfile("url", {name: Site(60, pages_with(60, 0, 40)) for name in "ab"})
    new = {"a": Site(30, pages_with(30, 99, 40)), "b": Site(30, pages_with(30, 99, 80)), "c": Site(1, ())}
    assert [drift.site for drift in compare(old, SiteProfile("url", new))] == ["b", "a", "c"]


@pytest.mark.usefixtures("folder")
def test_drift_on_the_console(monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    for name, above in (("old", ""), ("same", ""), ("changed", "Log in\nSubscribe\nAdvertisement\nSkip to content\n")):
        first = {"old": 0, "same": 50, "changed": 50}[name]
        records = [page(number, story(number)) for number in range(first, first + 15)]
        lines = [json.dumps(record | {"text": above + record["text"]}) + "\n" for record in records]
        Path(f"{name}.jsonl").write_text("".join(lines))
    assert run(monkeypatch, "learn old.jsonl -o p.json -q") == 0
    assert run(monkeypatch, "drift p.json same.jsonl") == 0
    assert capfd.readouterr() == ("", "0 of 1 sites look different; 0 more have too few pages to say\n")
    assert run(monkeypatch, "drift p.json changed.jsonl") == 3
    assert capfd.readouterr().out.startswith("kelm.example: 15 pages against 15, p = 0.00")
    assert run(monkeypatch, "drift p.json changed.jsonl --quiet") == 3
    assert capfd.readouterr().err == ""
    assert run(monkeypatch, "drift p.json changed.jsonl --json") == 3
    told = json.loads(capfd.readouterr().out)
    assert (told["site"], told["enough"], told["before"], told["after"]) == ("kelm.example", True, 15, 15)
    assert run(monkeypatch, "drift p.json changed.jsonl missing.txt") == 1
