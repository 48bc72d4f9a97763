"""A stretch of a page knows of its lines what the whole page knows, and costs what the stretch is long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.hints import Hints
from newsclean.sources.page import read_page

PIECES = (
    *("<div role=dialog>", "<dialog>"),
    *("<div class=card>", "</div>", "<ul><li>", "</ul>", "<p>", "<table><tr><td>", "</table>", "<br>", "\n"),
    *(
        "Ferry ",
        "<a href=/x>sails</a> ",
        "<span itemprop=author>Ada Brandt</span> ",
        "<figure><img alt=Quay src=q.jpg>",
    ),
    *("<time datetime=2024-03-14>Monday</time>", "<article id=story>", "<h2>Harbour</h2>"),
)


def hints_of(page: str) -> Hints:
    return read_page(f"<!doctype html><title>Osk Courier</title>{page}").hints


def paths(hints: Hints, line: int) -> list[tuple[int, str, str, str, bool, int, int]]:
    """What is known of each element around a line, its bounds counted from there."""
    return [
        (
            hints.number_in_page(number),
            hints.tags[number],
            hints.words[number],
            hints.properties[number],
            bool(hints.dialogs[number]),
            int(hints.first[number]) - line,
            int(hints.behind[number]) - line,
        )
        for number in hints.ancestors(int(hints.element[line]))
    ]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.data())
def test_every_line_of_a_stretch_is_what_it_is_in_the_page(page: str, data: st.DataObject) -> None:
    whole = hints_of(page)
    count = len(whole.starts)
    first = data.draw(st.integers(0, count - 1))
    behind = data.draw(st.integers(first + 1, count))
    base = int(whole.starts[first])
    part = whole.stretch(first, behind, base)
    # The line before stays.
    before = max(first - 1, 0)
    assert (part.starts + base).tolist() == whole.starts[before:behind].tolist()
    for line in range(before, behind):
        here = line - before
        wanted = [(*known, max(start, -here), min(end, behind - line)) for *known, start, end in paths(whole, line)]
        assert [tuple(found) for found in paths(part, here)] == wanted
        assert part.marks.get(here) == whole.marks.get(line)
        assert part.anchors.get(here) == whole.anchors.get(line)
        assert part.link_share[here] == whole.link_share[line]
        assert part.tag_of_line[here] == whole.tag_of_line[line]
        assert (here in part.lines_in_windows) == any(is_window for *_, is_window, _, _ in paths(whole, line))
    images = [(image.line, image.alt) for image in whole.images if before <= image.line <= behind]
    assert [(image.line + before, image.alt) for image in part.images] == images
    # Nothing else is known there: the sum of all stretches is no more than the page.
    begun = sum(before <= start < behind for start in whole.first.tolist())
    assert len(part.tags) == len(part.parents) <= begun + len(paths(whole, before)) + 1


@pytest.mark.parametrize("depth", [100, 3_000])
def test_of_a_deep_nest_a_stretch_knows_what_is_near(depth: int) -> None:
    whole = hints_of("<p>Ferry</p>" + "<div>" * depth + "".join(f"<p>Ferry {n}</p>" for n in range(10)))
    part = whole.stretch(6, 9, int(whole.starts[6]))
    around = len(paths(whole, 6))
    assert len(paths(part, 1)) == (around if depth < 200 else 201)
    assert [part.tags[number] for number in part.ancestors(int(part.element[1]))][:3] == ["p", "div", "div"]
    assert [part.tags[number] for number in part.ancestors(int(part.element[1]))][-1] == "html"


def test_behind_a_deep_nest_a_line_of_an_outer_element_is_not_taken_for_one_of_the_nest() -> None:
    inner = "".join(f"<p>Ferry {n}</p>" for n in range(10))
    whole = hints_of(f"<section>{'<div>' * 300}{inner}{'</div>' * 300}Harbour<p>Sea</p></section>")
    part = whole.stretch(6, len(whole.starts), int(whole.starts[6]))
    line = len(whole.starts) - 2
    assert whole.tag_of_line[line] == "section"
    # What is so far out is not known there, and is the root.
    assert part.tag_of_line[line - 5] == "html"
