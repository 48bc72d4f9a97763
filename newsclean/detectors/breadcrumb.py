"""The breadcrumb: the path of sections that leads to the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from newsclean.blocks import Blocks
from newsclean.characters import is_lower
from newsclean.detectors._known_words import is_label, is_section
from newsclean.hints import HEADINGS, LONGEST_CLASSES, words_of_name
from newsclean.model import Dump, Evidence, Role, Span

__all__ = ["breadcrumb"]

# Signs that sites print between sections, the ligature names of icon fonts among them. Arrows lead somewhere; slashes
# and bars part the entries of menus and the words of headlines as well.
_ICON = "chevron_right|keyboard_arrow_right|navigate_next|arrow_forward_ios|arrow_right"
_ICONS = ("_right", "_next", "_forward_ios", "&gt;")
_STEP = re.compile(rf"\s*+(?:{_ICON}|[›»>]{{1,2}}+|&gt;)\s*+")
_WEAK_STEP = re.compile(r"\s++[/|]\s++|\s*+[→▸▶]\s*+")
# What there is in every step that is no name.
_MAY_STEP = re.compile(r"[›»>→▸▶]|\s[/|]\s")
_SIGN_ALONE = re.compile(rf"{_ICON}|[›»→▸▶>/|]|&gt;")
# Paths are short: 99 % of those in the development dumps have fewer characters, fewer steps, and fewer words a step.
_LONGEST = 200
_MOST_STEPS, _MOST_STEPS_OF_MENU = 6, 30
# "Sport | Tennis" may be a headline's kicker or two links.
_FEWEST_WEAK_STEPS = 3
_LONGEST_STEP, _LONGEST_STEP_WORDS = 40, 5
# The title of the story at the end of a path is longer than a section; in scripts without blanks, in characters.
_LONGEST_SECTION_WORDS, _LONGEST_UNSPACED_SECTION = 4, 12
_MOST_PATHS = 5
# In blocks: a path stands above the story, or only just below its first line.
_WITHIN = 3
_NO_PATH = frozenset("<{}=@©")
# What pages call the element of their path, whose signs a style draws, so that the text has none.
_ELEMENT = frozenset({"breadcrumb", "breadcrumbs", "crumbs"})
# What opens it, and what it is called to who hears the page.
_NO_STEPS = frozenset({"button", *HEADINGS})


def breadcrumb(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for lines such as "Home > World > Asia"; the value is the path, without the story's own title at its end.

    Rows of links that are no path ("About | Contact | Terms") get a vote without a value.
    """
    # A look for one character costs a tenth of one for a name.
    names = [name for name in _ICONS if name[0] in dump.text and name in dump.text]
    paths = [*_on_one_line(blocks, names), *_on_many_lines(blocks, names)]
    if not any(path.value for path in paths):
        paths += _in_element(blocks)
    # A page has one path, perhaps a second at its foot. More are the rows of a table, or code.
    if len(paths) <= _MOST_PATHS:
        yield from paths


def _on_one_line(blocks: Blocks, names: list[str]) -> Iterator[Evidence]:
    core, texts = blocks.core, blocks.texts
    signs = blocks.shape.signs.nonzero()[0].tolist()
    candidates = {number for number in signs if _MAY_STEP.search(texts[number])}
    if "/" in blocks.dump.text and " / " in blocks.dump.text:
        candidates.update(number for number, text in enumerate(texts) if " / " in text)
    if names:
        candidates.update(number for number, text in enumerate(texts) if any(name in text for name in names))
    for number in sorted(candidates):
        # A path stands above the story or at the foot of the page; inside the story it is the row of a table, or code.
        if core.start < number < core.end or len(texts[number]) > _LONGEST:
            continue
        yield from _read_line(blocks, number)


def _read_line(blocks: Blocks, number: int) -> Iterator[Evidence]:
    text = blocks.texts[number]
    # "«Zenit» spielt": the arrow is a quotation mark.
    pattern = _STEP if "«" not in text and _STEP.search(text.rstrip()[:-1]) else _WEAK_STEP
    steps = [step for part in pattern.split(text) if (step := part.strip(" |"))]
    if len(steps) < 2 or _NO_PATH.intersection(text):
        return
    # The first line of a dump is the page's title more often: "Storm closes schools » Asia » The Courier".
    is_weak = pattern is _WEAK_STEP or number == 0
    if is_weak and not is_label(_without_label(steps[0])):
        menu = _FEWEST_WEAK_STEPS <= len(steps) <= _MOST_STEPS_OF_MENU and not _is_row_of_table(steps)
        if menu and number and "→" not in text and all(len(step.split()) <= _LONGEST_STEP_WORDS for step in steps):
            yield blocks.vote(number, Role.NAVIGATION, 3.0, "breadcrumb.menu", "a row of links")
        return
    sections = _sections(blocks, steps)
    if not sections or (len(sections) == 1 and not is_label(sections[0])):
        return
    if pattern is _WEAK_STEP and len(steps) < _FEWEST_WEAK_STEPS:
        return
    if pattern is _WEAK_STEP and not _is_weak_path(sections, steps):
        yield blocks.vote(number, Role.NAVIGATION, 3.0, "breadcrumb.menu", "a row of links")
        return
    if pattern is _WEAK_STEP and _is_barred_menu(text, steps):
        yield blocks.vote(number, Role.NAVIGATION, 3.0, "breadcrumb.menu", "a row of links")
        if len(steps) > _FEWEST_WEAK_STEPS or is_section(steps[0]):
            return
    if number <= blocks.core.start + _WITHIN or blocks.core.end <= blocks.core.start:
        weight = 3.0 if pattern is _WEAK_STEP else 4.0
        yield blocks.vote(
            number, Role.NAVIGATION, weight, "breadcrumb", "a path of sections", part="breadcrumb", value=sections
        )
    else:
        yield blocks.vote(number, Role.NAVIGATION, 3.0, "breadcrumb", "a path below the story", part="breadcrumb")


def _without_label(step: str) -> str:
    """The first section of a path without what introduces it: "You are here: Home"."""
    return re.split("[:：]", step)[-1].strip()


def _is_weak_path(sections: tuple[str, ...], steps: list[str]) -> bool:
    """Whether slashes and bars make a path: it begins at an entry of the menu ("Home") and has no second one."""
    return (
        len(steps) >= _FEWEST_WEAK_STEPS
        and is_label(_without_label(steps[0]))
        and not any(map(_is_menu_entry, sections[1:]))
    )


def _is_row_of_table(steps: list[str]) -> bool:
    """Whether a figure stands behind a name: "Oslo | 12 | rain". Numbers of pages ("1 | 2 | 3 | Next") stand first."""
    return _has_letters(steps[0]) and not all(map(_has_letters, steps))


def _has_letters(step: str) -> bool:
    return any(map(str.isalpha, step))


def _is_barred_menu(text: str, steps: list[str]) -> bool:
    """Whether bars part known entries of menus: "Home | News | Sport | Weather".

    A path ends with what no menu has, the story or a place. Of three entries the first of which is no section ("Home |
    Sport | Football") both may be true.
    """
    known = sum(map(is_label, steps))
    return "|" in text and "/" not in text and known >= _FEWEST_WEAK_STEPS and is_label(steps[-1])


def _is_menu_entry(step: str) -> bool:
    return is_label(step) and not is_section(step)


def _sections(blocks: Blocks, steps: list[str]) -> tuple[str, ...]:
    """The steps without the title of the story at the end; empty if one of them is no section."""
    steps = [_without_label(steps[0]), *steps[1:]]
    last = steps[-1]
    spaced = " " in last or last[0] < "\u2e80"
    is_title = len(last.split()) > _LONGEST_SECTION_WORDS if spaced else len(last) > _LONGEST_UNSPACED_SECTION
    if is_title or last.endswith(("...", "…")) or _is_page_title(blocks, last):
        steps = steps[:-1]
    if not steps or len(steps) > _MOST_STEPS or not all(map(_may_be_section, steps)):
        return ()
    return tuple(steps)


def _is_page_title(blocks: Blocks, step: str) -> bool:
    """Whether the page's title, the dump's first line, begins with the step: "Storm closes schools | The Courier"."""
    return " " in step and blocks.texts[0].startswith(step) and blocks.texts[0] != step


def _may_be_section(step: str) -> bool:
    return (
        1 < len(step) <= _LONGEST_STEP
        and len(step.split()) <= _LONGEST_STEP_WORDS
        and step[0].isalnum()
        and any(map(str.isalpha, step))
        and not (is_lower(step[0]) and " " in step)
        and step[-1] not in "!?。,;:"
    )


def _on_many_lines(blocks: Blocks, names: list[str]) -> Iterator[Evidence]:
    """A path whose signs stand on lines of their own: "Home", ">", "World", ">", "Asia"; one vote for all of it."""
    texts = blocks.texts
    signs = [
        number
        for number in (blocks.shape.letters == 0).nonzero()[0].tolist()
        if len(texts[number]) <= len("&gt;") and _SIGN_ALONE.fullmatch(texts[number])
    ]
    if names:
        signs = [number for number, text in enumerate(texts) if _SIGN_ALONE.fullmatch(text)]
    while signs:
        run = [signs.pop(0)]
        while signs and signs[0] == run[-1] + 2 and texts[signs[0]] == texts[run[0]]:
            run.append(signs.pop(0))
        first, last = run[0] - 1, min(run[-1] + 1, len(texts) - 1)
        # One arrow between two lines is a button as often.
        if len(run) < 2 or first < 0 or first > blocks.core.start:
            continue
        steps = [texts[number] for number in range(first, last + 1, 2)]
        sections = _sections(blocks, steps)
        if sections and (texts[run[0]] not in "/|→▸▶" or _is_weak_path(sections, steps)):
            whole = Span(blocks.starts[first], blocks.ends[min(first + 2 * len(sections) - 1, last)])
            reason = "a path of sections, a line each"
            # More than a sign alone weighs as a button.
            yield Evidence(whole, Role.NAVIGATION, 4.5, "breadcrumb.lines", reason, "breadcrumb", sections)


def _in_element(blocks: Blocks) -> Iterator[Evidence]:
    """A path that has no signs in the text, in the element that is called one: a line, or a link, for each step."""
    hints = blocks.dump.hints
    if hints is None:
        return
    lines = hints.lines_of(blocks.bounds[0])
    # Many elements have the same names.
    paths = {name for name in set(hints.words) if not _ELEMENT.isdisjoint(words_of_name(name[:LONGEST_CLASSES]))}
    for element, name in enumerate(hints.words):
        if name not in paths:
            continue
        first, behind = lines.searchsorted((hints.first[element], hints.behind[element])).tolist()
        if not first < behind <= first + 2 * _MOST_STEPS or first > blocks.core.start + _WITHIN:
            continue
        # "bread-crumbs" is an ingredient, too, of a recipe without links; a path leads somewhere on a page that does.
        if hints.anchors and not any(line in hints.anchors for line in lines[first:behind].tolist()):
            continue
        steps = [step for number in range(first, behind) for step in _steps_of_line(blocks, number, int(lines[number]))]
        sections = _sections(blocks, steps) if len(steps) > 1 else ()
        if len(sections) > 1 or (sections and is_section(sections[0])):
            rule, reason = "breadcrumb.element", "a path of sections, by the name of its element"
            yield blocks.vote(first, Role.NAVIGATION, 4.0, rule, reason, part="breadcrumb", value=sections)
            for number in range(first + 1, behind):
                yield blocks.vote(number, Role.NAVIGATION, 4.0, rule, reason, part="breadcrumb")
            return


def _steps_of_line(blocks: Blocks, number: int, line: int) -> Iterator[str]:
    """The links of a line and what stands between them, without what introduces the path: "You are here:"."""
    hints, text = blocks.dump.hints, blocks.texts[number]
    if hints is None or hints.tag_of_line[line] in _NO_STEPS:
        return
    start = blocks.starts[number] - int(hints.starts[line])
    anchors = hints.anchors_between(line, start, start + len(text))
    ends = [0, *(end - start for anchor in anchors for end in (anchor.start, anchor.end)), len(text)]
    for begin, end in pairwise(ends):
        step = text[max(begin, 0) : max(end, 0)].strip(" |/›»>→·•-")
        if step and not step.endswith((":", "：")) and any(map(str.isalnum, step)):
            yield step
