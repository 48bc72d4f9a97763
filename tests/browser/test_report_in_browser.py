"""The report as people meet it: opened in a browser, pointed at, gone through by keyboard, fed with hostile dumps."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from newsclean import Cleaner
from newsclean.batch.sources.fields import Fields
from newsclean.comparison import Comparison, compare, found_in
from newsclean.model import Article, Block, Evidence, Fact, Related, Role, Span
from newsclean.receipt import Receipt
from newsclean.report import Entry, entry_of, entry_of_article, subjects, write_comparison, write_report

pytestmark = pytest.mark.browser

SAMPLES = Path(__file__).parent.parent.parent / "samples"
READ_MORE = "Read more: Pilots ‘begged’ for new radar two years ago"
SENTENCE = "The harbour opened again on Monday, the council said, after a winter in which no ship could enter it."
# Everything that a page could be made to run by, in text that a dump may well hold.
HOSTILE = (
    "<script>document.title = 'owned'</script>",
    "</script><script>document.title = 'owned'</script>",
    "</style><img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\"><a href=\"javascript:document.title='owned'\">click</a></svg>",
    "--><iframe srcdoc=\"<script>top.document.title='owned'</script>\"></iframe>",
    "{{ 7 * 7 }} {% for x in y %} ${document.title = 'owned'}",
    "\u202egnp.exe\u202c and \u2066isolated\u2069 and \x1b[2J and \x00 nothing",
    "]]></textarea></title><base href=https://elsewhere.example/><meta http-equiv=refresh content=0;url=//elsewhere>",
)


def until(page: Any, expression: str) -> None:
    """Wait until an expression is true. Playwright's own way to wait needs ``eval``, which the page forbids."""
    end = time.monotonic() + 10
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never came true: {expression}"
        page.wait_for_timeout(20)


def entries(*paths: Path) -> Iterator[Entry]:
    return map(partial(entry_of, Cleaner(), {}, {}), subjects(paths))


def entry(name: str, **fields: str) -> Entry:
    return entry_of(Cleaner(), {}, {}, Fields().record({"id": name, **fields}, place=name, stem=name, number=1))


def hostile_entry(text: str) -> Entry:
    """An article as a hostile file of articles could hold it: the same text wherever there is room for one."""
    span = Span(0, len(text))
    evidence = tuple(Evidence(span, Role.ADVERT, weight, text, text) for weight in (2.0, 1.0))
    blocks = [
        Block(span, text, Role.BODY, 0.9, evidence),
        Block(Span(len(text) + 1, 2 * len(text) + 1), text, Role.ADVERT, 0.9, evidence),
    ]
    address = f"javascript:document.title='owned'//{text}"
    return entry_of_article(
        text,
        Article(
            text,
            title=text,
            authors=(text,),
            tags=(text,),
            site_name=text,
            url=address,
            language=text,
            related=(Related(text, url=address),),
            receipt=Receipt.of(blocks),
            facts=(Fact("title", text, None, text, chosen=False),),
            source=f"{text}\n{text}",
        ),
    )


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    with path.open("wb") as stream:
        write_report(stream, entries(SAMPLES))
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "hostile.html"
    with path.open("wb") as stream:
        write_report(stream, [*map(hostile_entry, HOSTILE), Entry(HOSTILE[0], problem=HOSTILE[2])], title=HOSTILE[1])
    return path


def test_the_overview_counts_and_leads_to_documents(samples: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(samples)
    assert page.locator(".tiles").inner_text().split()[:2] == ["documents", "24"]
    page.locator(".listed a").first.click()
    page.wait_for_selector(".block")
    assert page.locator("#to-documents").get_attribute("aria-current") == "page"


def test_blocks_tell_role_confidence_and_what_decided_when_pointed_at(
    samples: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(samples, "#document-0")
    link = page.locator(".block", has_text=READ_MORE)
    link.hover()
    told = page.locator("#inspector").inner_text()
    assert "read_more" in told
    assert "starts with “Read more:”" in told
    assert "lexicon.en.read_more" in told
    body = page.locator(".block.fam-story .text").first
    plain, tinted = (
        each.evaluate("e => getComputedStyle(e).backgroundColor") for each in (body, link.locator(".text"))
    )
    assert plain == "rgba(0, 0, 0, 0)"
    assert tinted not in (plain, "rgb(255, 255, 255)")


def test_the_keyboard_goes_through_blocks_views_and_documents(samples: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(samples, "#document-0")
    page.wait_for_selector(".block")
    page.keyboard.press("b")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert READ_MORE in page.evaluate("document.activeElement.textContent")
    assert "read_more" in page.locator("#inspector").inner_text()
    page.keyboard.press("3")
    assert page.locator(".view-both .dump").count() == page.locator(".view-both .clean").count() == 1
    page.keyboard.press("2")
    assert page.locator(".dump").count() == 0
    assert READ_MORE not in page.locator(".clean .story").inner_text()
    page.keyboard.press("j")
    until(page, "location.hash === '#document-1'")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"


def test_the_list_is_filtered_by_role_site_confidence_and_text(samples: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(samples, "#documents")
    page.wait_for_selector(".option")
    page.select_option("#role", label="consent")
    consenting = int(page.inner_text("#found").split()[0])
    assert 0 < consenting < 24
    page.select_option("#role", label="any")
    page.select_option("#site", label="talbote.example (1)")
    assert page.inner_text("#found") == "1 of 24"
    page.select_option("#site", label="any")
    page.locator("#most").evaluate("e => { e.value = 0; e.dispatchEvent(new Event('input')); }")
    assert page.inner_text("#found") == "0 of 24"
    page.locator("#most").evaluate("e => { e.value = 1; e.dispatchEvent(new Event('input')); }")
    # Words of a paragraph: they stand in no title.
    page.fill("#search", "lamplight and shared")
    until(page, "document.getElementById('found').textContent === '1 of 24'")
    assert "01-read-more-lines" in page.locator(".option").inner_text()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("zinc  of the KEEL", True, id="over the end of a line, in capitals"),
        pytest.param('said "no', True, id="a quotation mark"),
        pytest.param("C:\\new", True, id="a backslash before an n"),
        pytest.param("zinc\\n", False, id="an end of a line is no backslash and no n"),
        pytest.param("Ärger", True, id="other letters in capitals"),
        pytest.param("k.el", False, id="no pattern but words"),
        pytest.param("(all", True, id="a sign that patterns are made of"),
    ],
)  # fmt: skip
def test_texts_are_searched_for_what_was_typed(
    tmp_path: Path, open_page: Callable[..., Any], words: str, found: bool
) -> None:
    text = f'{SENTENCE} The zinc\n of  the keel (all of it) was gone, he said "no" of it, in C:\\new. ÄRGER!'
    with (tmp_path / "r.html").open("wb") as stream:
        write_report(stream, [entry("other", text=SENTENCE), entry("wanted", text=text)])
    page = open_page(tmp_path / "r.html", "#documents")
    page.fill("#search", words)
    until(page, "document.getElementById('found').textContent.endsWith(' of 2')")
    assert page.inner_text("#found") == f"{int(found)} of 2"


def test_one_key_leads_to_the_next_document_that_is_uncertain(tmp_path: Path, open_page: Callable[..., Any]) -> None:
    sure = next(entries(SAMPLES / "01-read-more-lines.txt"))
    doubtful = entry("menu", text="Home\nNews\nSport\nLog in")
    assert doubtful.doubts
    with (tmp_path / "r.html").open("wb") as stream:
        write_report(stream, [sure, sure, sure, doubtful, sure, doubtful])
    page = open_page(tmp_path / "r.html", "#document-0")
    page.wait_for_selector(".block")
    for number in (3, 5, 3):
        page.keyboard.press("n")
        until(page, f"location.hash === '#document-{number}'")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_follow_the_system_and_the_button_turns_them(
    samples: Path, open_page: Callable[..., Any], scheme: str
) -> None:
    page = open_page(samples, "#document-0", scheme=scheme)

    def lightness() -> int:
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        return int(colour.removeprefix("rgb(").split(",")[0])

    assert (lightness() > 128) == (scheme == "light")
    page.locator("#theme").click()
    assert (lightness() > 128) == (scheme == "dark")


def test_scripts_from_right_to_left_stand_right(samples: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(samples, "#document-9")
    page.wait_for_selector(".block")
    styles = "e => [getComputedStyle(e).direction, getComputedStyle(e).unicodeBidi]"
    assert page.locator(".block .text").first.evaluate(styles) == ["rtl", "isolate"]
    assert page.locator(".title h2").evaluate(styles)[0] == "rtl"
    page = open_page(samples, "#document-0")
    assert page.locator(".block .text").first.evaluate(styles) == ["ltr", "isolate"]


def test_a_page_of_hostile_documents_runs_nothing(hostile: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(hostile)
    title = page.title()
    assert "<script>" in title
    for number, text in enumerate(HOSTILE):
        page.goto(hostile.as_uri() + f"#document-{number}")
        until(page, f"document.querySelector('.name bdi')?.textContent.length && location.hash.endsWith('-{number}')")
        for key in "123":
            page.keyboard.press(key)
        page.wait_for_timeout(50)
        page.locator(".block").last.hover()
        said = page.locator("#reader").inner_text() + page.locator("#inspector").inner_text()
        assert said.count(text[1:8]) >= 5
        assert not any(sign in said for sign in "\u202e\u2066\x1b\x00")
        assert page.locator("#reader a[href^=javascript]").count() == 0
        for tag in ("script", "img", "iframe", "svg a", "base", "meta"):
            assert page.locator(f"#main {tag}").count() == 0, tag
    assert page.title() == title


def test_what_gets_in_all_the_same_is_stopped_by_the_policy(hostile: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto(hostile.as_uri())
    refused = page.evaluate("""async () => {
        const refused = [], script = document.createElement("script"), image = document.createElement("img");
        addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
        try { document.body.innerHTML += "<b>in</b>"; } catch { refused.push("innerHTML"); }
        try { script.textContent = "document.title = 'owned'"; } catch { refused.push("script.textContent"); }
        script.append("document.title = 'owned'");
        image.src = "https://elsewhere.example/x.png";
        document.body.append(script, image);
        await fetch("https://elsewhere.example/").catch(() => refused.push("fetch"));
        await new Promise((resolve) => setTimeout(resolve, 100));
        return refused;
    }""")
    assert {"innerHTML", "script.textContent", "img-src", "fetch"} <= set(refused)
    assert "owned" not in page.evaluate("document.title").replace(HOSTILE[1], "")
    page.close()


def test_ten_thousand_documents_open_in_two_seconds_and_scroll(
    tmp_path_factory: pytest.TempPathFactory, open_page: Callable[..., Any]
) -> None:
    some = list(entries(SAMPLES))
    path = tmp_path_factory.mktemp("big") / "big.html"
    with path.open("wb") as stream:
        write_report(stream, (evolve(some[number % len(some)], name=f"dump {number}") for number in range(10_000)))
    page = open_page(path, "#documents")
    page.wait_for_selector(".block")
    # Milliseconds since somebody asked for the page, by its own clock.
    took = page.evaluate("performance.getEntriesByName('document shown')[0].startTime") / 1000
    assert took < 2, f"{took:.2f} s"
    # Work of the page for a frame, in time of its own thread: how busy the machine is does not count.
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    before = worked()
    rows = page.evaluate("""async () => {
        const list = document.getElementById("list");
        for (let number = 0; number < 90; number++) {
            list.scrollTop = number * 400;
            await new Promise(requestAnimationFrame);
        }
        return document.querySelectorAll(".option").length;
    }""")
    each = (worked() - before) / 90 * 1000
    assert 0 < each < 16, f"a frame takes {each:.1f} ms; a display has 17 for each"
    assert rows < 60, "rows out of sight are not in the page"
    page.locator("#list").focus()
    page.keyboard.press("End")
    until(page, "document.querySelector('.name bdi')?.textContent === 'dump 9999'")
    # Typing on gives the search before up; the first texts show while the others are looked at.
    counts = page.evaluate("""async () => {
        const field = document.getElementById("search"), found = document.getElementById("found"), counts = [];
        const type = (words) => { field.value = words; field.dispatchEvent(new Event("input")); };
        type("nowhere in any of them");
        await new Promise((go) => setTimeout(go, 300));
        type("lamplight and shared");
        for (let end = performance.now() + 20000; performance.now() < end;) {
            if (counts.at(-1) !== found.textContent) counts.push(found.textContent);
            if (found.textContent.endsWith("000")) break;
            await new Promise(requestAnimationFrame);
        }
        return counts;
    }""")
    assert counts[-1] == f"{10_000 // len(some) + 1} of 10,000"
    assert any("% searched" in count and not count.startswith("0") for count in counts)


def test_marks_are_saved_as_a_file_with_offsets_in_code_points(tmp_path: Path, open_page: Callable[..., Any]) -> None:
    # An emoji is two units of JavaScript and one code point.
    text = f"🎉🎉 {SENTENCE}\n\nPuzzle of the day: fourteen across\n\n{SENTENCE}"
    with (tmp_path / "r.html").open("wb") as stream:
        write_report(stream, [entry("party", text=text, url="https://kelm.example/1")])
    page = open_page(tmp_path / "r.html", "#document-0")
    page.locator(".block", has_text="Puzzle").click()
    page.keyboard.press("c")
    assert page.locator(".marked").count() == 1
    page.locator(".teaching select").select_option("promotion")
    with page.expect_download() as download:
        page.locator("#download").click()
    saved = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert saved["format"] == "newsclean-corrections/1"
    (document,) = saved["documents"]
    assert (document["id"], document["url"], document["text"]) == ("party", "https://kelm.example/1", text)
    (correction,) = document["corrections"]
    start, end = correction["span"]
    assert text[start:end] == correction["text"] == "Puzzle of the day: fourteen across"
    assert correction["is"] == "promotion"
    page.keyboard.press("z")
    page.locator(".block", has_text="Puzzle").focus()
    page.keyboard.press("z")
    assert page.locator(".marked").count() == 0
    assert page.locator("#download").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)], ids=["desktop", "phone"])
def test_axe_finds_nothing_serious(
    samples: Path, open_page: Callable[..., Any], axe: str, scheme: str, width: int, height: int
) -> None:
    page = open_page(samples, width=width, height=height, scheme=scheme)
    for fragment, keys in (
        ("", ""),
        ("#document-16", "1b"),
        ("#document-9", "2"),
        ("#document-19", "3"),
        ("#documents", ""),
    ):
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        page.wait_for_timeout(150)
        for key in keys:
            page.keyboard.press(key)
        found = page.evaluate(f"(() => {{ {axe}; return axe.run(); }})()")
        serious = [
            (one["id"], [node["html"][:150] for node in one["nodes"][:3]])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == [], f"{fragment} {keys}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_comparison_can_be_read_by_everybody(
    tmp_path: Path, open_page: Callable[..., Any], axe: str, scheme: str
) -> None:
    comparison = Comparison()
    for name in ("02-plea-byline-teasers", "10-arabic", "17-consent-newsletter-comments"):
        old = found_in(Cleaner().clean(SAMPLES / f"{name}.txt"))
        shifted = tuple(
            (start, end, Role.BODY if role is Role.RELATED else Role.ADVERT) for start, end, role in old.blocks
        )
        comparison.add(compare(name, old, evolve(old, blocks=shifted, text=f"{HOSTILE[1]}\n\n{HOSTILE[6]}")))
    with (tmp_path / "diff.html").open("wb") as stream:
        write_comparison(stream, comparison, title=HOSTILE[0])
    page = open_page(tmp_path / "diff.html", scheme=scheme, width=390, height=844)
    assert page.title() == HOSTILE[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = page.evaluate(f"(() => {{ {axe}; return axe.run(); }})()")
    assert [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_is_wider_than_the_window(samples: Path, open_page: Callable[..., Any], width: int) -> None:
    page = open_page(samples, width=width)
    for fragment in ("", "#document-3", "#document-14", "#document-9"):
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
