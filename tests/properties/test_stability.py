"""The same input gives the same output; the same text in other clothes has the same roles; clean text is clean."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import newsclean
from newsclean.model import Article, Block, Role
from newsclean.testing import Story, any_text, articles, dumps

ANY_DUMP = dumps().map(lambda dump: dump.text) | any_text()

# Cleans what comes in, a line of JSON each, in a process whose strings hash differently.
_OTHER_PROCESS = """
import json, sys
import newsclean
for line in sys.stdin:
    print(json.dumps(newsclean.clean(json.loads(line)).to_dict()), flush=True)
"""


@pytest.fixture(scope="module")
def clean_elsewhere() -> Iterator[Callable[[str], str]]:
    """Clean in another process; the result is the article as JSON."""
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    process = subprocess.Popen(
        [sys.executable, "-c", _OTHER_PROCESS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )

    def clean(text: str) -> str:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(text) + "\n")
        process.stdin.flush()
        return process.stdout.readline()

    with process:
        yield clean


@given(ANY_DUMP)
def test_the_same_dump_gives_the_same_article_twice(text: str) -> None:
    assert newsclean.clean(text) == newsclean.clean(text)


@given(ANY_DUMP, ANY_DUMP)
def test_a_dump_leaves_no_trace_on_the_next(first: str, second: str) -> None:
    alone = newsclean.clean(second)
    newsclean.clean(first)
    assert newsclean.clean(second) == alone


@given(text=ANY_DUMP)
def test_a_process_with_another_hash_seed_gives_the_same_article(
    clean_elsewhere: Callable[[str], str], text: str
) -> None:
    assert json.loads(clean_elsewhere(text)) == json.loads(json.dumps(newsclean.clean(text).to_dict()))


@given(ANY_DUMP)
def test_cleaning_what_was_cleaned_changes_nothing(text: str) -> None:
    once = newsclean.clean(text)
    assert newsclean.clean(once.text, kind="text").text == once.text


# What the property above has found.
WERE_CLEANED_TWICE = {
    "a headline among pleas and notices": (
        "ქართული\n"
        "Het nieuws elke ochtend in je mailbox\n"
        "manage_search\n"
        "(c) 2024 Harbour News\n"
        "Gemeenteraad van Hardinge laat de oude brug herbouwen\n"
        "ქართული\n"
        "Het nieuws elke ochtend in je mailbox\n"
        "manage_search\n"
        "(c) 2024 Harbour News\n"
        "Het koor, opgericht in 1924, had vorig jaar 640 leden en blijft groeien sinds het in Hardinge repeteert.\n"
        "Boeren in de streek vrezen dat de droogte hun dit jaar een derde van de oogst zal kosten.\n"
        "De rechtbank zal volgende week de overige getuigen horen, waarna de rechters zich terugtrekken."
    ),
    "a headline that does not say what the story says, below a consent notice": (
        "Wij gebruiken cookies op deze site.\n"
        "Gemeenteraad van Hardinge laat de oude brug herbouwen\n"
        "Boeren in de streek vrezen dat de droogte hun dit jaar een derde van de oogst zal kosten.\n"
        "Anneke de Vries, die het onderzoek leidt, zei dat de eerste resultaten nog voor het einde van de maand "
        "openbaar worden. Ongeveer 1.200 mensen hadden het verzoekschrift volgens de organisatie tegen de avond "
        "ondertekend.\n"
        "“Niemand had hier verwacht dat het water zo snel zou stijgen”, zei Anneke de Vries, die al dertig jaar aan "
        "de rivier woont. Ingenieurs zullen de tunnel tussen Hardinge en de kust inspecteren voordat er weer een trein "
        "doorheen mag. Het ministerie wilde niet op de cijfers ingaan, maar een ambtenaar bevestigde dat de "
        "begroting is overschreden."
    ),
}


@pytest.mark.parametrize("text", WERE_CLEANED_TWICE.values(), ids=WERE_CLEANED_TWICE.keys())
def test_what_once_came_out_differently_the_second_time_does_so_no_longer(text: str) -> None:
    once = newsclean.clean(text)
    assert newsclean.clean(once.text, kind="text").text == once.text


@given(articles())
def test_a_clean_story_stays_as_it_is(story: Story) -> None:
    assert newsclean.clean(story.text).text == story.text


@given(articles())
def test_a_headline_above_a_clean_story_does_no_harm(story: Story) -> None:
    article = newsclean.clean(f"{story.title}\n\n{story.text}")
    assert article.text.removeprefix(f"{story.title}\n\n") == story.text


def roles(text: str) -> list[Role]:
    return [block.role for block in newsclean.clean(text).blocks]


# Dumps with LF and blanks: the plain clothes.
PLAIN_DUMPS = dumps().map(lambda dump: dump.text.replace("\r\n", "\n").replace("\u00a0", " "))

CLOTHES: dict[str, Callable[[str], str]] = {
    "straight quotes": lambda text: text.translate(str.maketrans("“”„‘’", '"""\'\'')),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "narrow no-break blanks": lambda text: text.replace(" ", "\u202f"),
    "blanks at the ends of lines": lambda text: text.replace("\n", "  \n"),
    "indented lines": lambda text: "  " + text.replace("\n", "\n  "),
    "a blank line above and below": lambda text: f"\n\n{text}\n\n",
}


@pytest.mark.parametrize("dress", CLOTHES.values(), ids=CLOTHES.keys())
@given(text=PLAIN_DUMPS)
def test_clothes_change_no_role(dress: Callable[[str], str], text: str) -> None:
    assume(dress(text) != text)
    assert roles(dress(text)) == roles(text)


@given(ANY_DUMP, st.sampled_from([("precision", "balanced"), ("balanced", "recall")]))
def test_what_the_stricter_bias_keeps_the_laxer_keeps(text: str, biases: tuple[str, str]) -> None:
    stricter, laxer = (kept_places(newsclean.clean(text, bias=bias)) for bias in biases)
    assert stricter <= laxer


def kept_places(article: Article) -> set[int]:
    """Where the characters of the text stand in the source; white space between the pieces of a line is nobody's."""
    return {
        place
        for block in article.blocks
        if block.in_text
        for place in range(block.span.start, block.span.end)
        if not article.source[place].isspace()
    }


@given(ANY_DUMP)
def test_the_bias_changes_no_block_but_its_side(text: str) -> None:
    """Where blocks are cut, and what they are if not story, the bias does not touch."""
    strict, lax = (newsclean.clean(text, bias=bias) for bias in ("precision", "recall"))
    removed_by_both = {block.span for block in strict.removed} & {block.span for block in lax.removed}
    by_span = {block.span: block for block in lax.blocks}
    for block in strict.blocks:
        if block.span in removed_by_both:
            assert without_the_line(block) == without_the_line(by_span[block.span])


def without_the_line(block: Block) -> Block:
    """The block but for how sure it is, and where the line between kept and removed was drawn."""
    evidence = tuple(vote for vote in block.evidence if vote.rule != "labeller.cut")
    return evolve(block, confidence=0.0, evidence=evidence)
