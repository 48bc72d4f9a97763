"""Stories with known lines, grown in every language of ``newsclean.testing``: for what no development page shows.

The development pages are long, mostly English, and end in long tails of chrome. From them alone one learns that a lone
paragraph behind a "Read more" near the end of a short dump is a teaser. Here it is the end of the story. And they have
few boxes of other stories amid the story, and hardly any in Korean or Indonesian, so that what stands behind one is
taken for more of its teasers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from html import escape

from newsclean.lexicon import Lexicon, Row
from newsclean.model import Role
from newsclean.testing import LANGUAGES, headlines_in, sentences_in, story_in

__all__ = ["grown_dumps", "grown_pages"]

_DUMPS_A_LANGUAGE = 24
_FEWEST_PARAGRAPHS = 4
# What sites put between the paragraphs of a story.
_INSIDE = (Role.READ_MORE, Role.RELATED, Role.SHARE, Role.EXPANDER, Role.PROMOTION, Role.ADVERT, Role.MEDIA)
# What they put above it and below, beside the same.
_AROUND = (*_INSIDE, Role.NAVIGATION, Role.ACCOUNT, Role.INTERFACE, Role.CONSENT, Role.LEGAL)
# Units, ages and kickers are chrome beside a headline or a number, and words like any other without.
_PARTS_OF_STRUCTURES = frozenset({"reading_time", "age", "kicker"})
# At most one line of chrome for so many paragraphs: with as much chrome as story, nobody knows what the last one is.
_PARAGRAPHS_A_LINE = 3
_LINES_AROUND = 5
# Dumps and pages with a box of other stories amid the story, of each language; set by hand.
_PAGES_A_LANGUAGE, _PAGES_IN_MARKUP = 16, 8
_MOST_ITEMS, _MOST_ITEMS_BELOW = 4, 6
_BULLETS = ("", "", "• ", "- ", "* ")
# In markup: what is called so are the page and its story; what stands around a box; what one line is.
_CALLED = (("main", "article"), ("body-wrap", "content"), ("page", "story-text"))
_BOXES = ('<div class="related">{}</div>', '<aside class="readmore">{}</aside>', "<div>{}</div>", "{}")
_ELEMENTS = {"title": "h1", "paragraph": "p", "time": "time"}


def grown_dumps() -> Iterator[tuple[str, str, str, str]]:
    """Name, language, dump and story of each; always the same ones."""
    for language in LANGUAGES:
        chance = random.Random(language)
        inside, around = _phrases(language, _INSIDE), _phrases(language, _AROUND)
        for number in range(_DUMPS_A_LANGUAGE):
            paragraphs = _story(language, chance)
            lines = _with_chrome(paragraphs, inside, chance)
            if number % 2:
                title = story_in(language).title
                lines = [*_some(around, chance), title, *_some(around, chance), *lines, *_some(around, chance)]
            between = chance.choice(("\n", "\n\n"))
            yield f"{language}/{number}", language, between.join(lines), "\n".join(paragraphs)
        for number in range(_PAGES_A_LANGUAGE):
            paragraphs, parts = _page_with_box(language, chance)
            between = chance.choice(("\n", "\n\n"))
            yield f"{language}/box/{number}", language, between.join(_in_lines(parts, chance)), "\n".join(paragraphs)


def _story(language: str, chance: random.Random) -> list[str]:
    paragraphs = list(story_in(language).paragraphs)
    chance.shuffle(paragraphs)
    return paragraphs[: chance.randint(min(_FEWEST_PARAGRAPHS, len(paragraphs)), len(paragraphs))]


# What a page consists of, from the top: the kind of each part, and its lines.
_Parts = list[tuple[str, list[str]]]


def grown_pages() -> Iterator[tuple[str, str, str, str]]:
    """Name, language, markup and story of pages with a box of other stories amid the story; always the same ones."""
    for language in LANGUAGES:
        chance = random.Random(f"{language} in markup")
        for number in range(_PAGES_IN_MARKUP):
            paragraphs, parts = _page_with_box(language, chance)
            yield f"{language}/page/{number}", language, _in_markup(parts, chance), "\n".join(paragraphs)


def _page_with_box(language: str, chance: random.Random) -> tuple[list[str], _Parts]:
    """The paragraphs of a story, and the parts of a page that has other headlines amid them and below them."""
    title, *headlines = headlines_in(language)
    chance.shuffle(headlines)
    menu, foot = _phrases(language, (Role.NAVIGATION, Role.ACCOUNT)), _phrases(language, (Role.LEGAL, Role.SHARE))
    paragraphs = _story_of_sentences(language, chance)
    parts: _Parts = [("paragraph", [paragraph]) for paragraph in paragraphs]
    parts.insert(chance.randint(1, len(parts) - 1), _box(language, headlines[: chance.randint(1, _MOST_ITEMS)], chance))
    above: _Parts = [
        ("menu", [*_some(menu, chance), *_some(menu, chance)]),
        ("title", [title]),
        ("time", [_time_line(chance)]),
        ("buttons", _some(foot, chance)),
    ]
    below = ("box", [chance.choice(_headings(language)), *headlines[-chance.randint(2, _MOST_ITEMS_BELOW) :]])
    return paragraphs, [*above, *parts, below, ("foot", _some(foot, chance))]


def _in_lines(parts: _Parts, chance: random.Random) -> list[str]:
    bullet = chance.choice(_BULLETS)
    lines = []
    for kind, texts in parts:
        if kind == "label":
            lines.append(" ".join(texts))
        elif kind == "box":
            lines += [texts[0], *(bullet + text for text in texts[1:])]
        else:
            lines += texts
    return lines


def _in_markup(parts: _Parts, chance: random.Random) -> str:
    """A page of few elements: which ones they are, and what they are called, differs from page to page."""
    page, story = chance.choice(_CALLED)
    box, item = chance.choice(_BOXES), chance.choice(("<li>{}</li>", "<p>{}</p>"))
    drawn = [_drawn(kind, [escape(line) for line in lines], box, item) for kind, lines in parts if lines]
    head = [kind for kind, lines in parts if lines].index("title")
    above, below = "".join(drawn[:head]), "".join(drawn[head:])
    return f'<body><div class="{page}">{above}<div class="{story}">{below}</div></div></body>'


def _drawn(kind: str, lines: list[str], box: str, item: str) -> str:
    first, *others = lines
    if kind == "box":
        items = "".join(item.format(f'<a href="/{number}">{line}</a>') for number, line in enumerate(others))
        return box.format(f"<h3>{first}</h3>" + (f"<ul>{items}</ul>" if item.startswith("<li") else items))
    if kind == "label":
        return f'<p><strong>{first}</strong> <a href="/1">{others[0]}</a></p>'
    if kind in _ELEMENTS:
        return "<{0}>{1}</{0}>".format(_ELEMENTS[kind], first)
    return "<div>" + " ".join(f'<a href="#">{line}</a>' for line in lines) + "</div>"


def _story_of_sentences(language: str, chance: random.Random) -> list[str]:
    """A story as agencies write it: most paragraphs are one sentence."""
    sentences = list(sentences_in(language))
    chance.shuffle(sentences)
    return sentences[: chance.randint(_FEWEST_PARAGRAPHS, len(sentences))]


def _box(language: str, headlines: list[str], chance: random.Random) -> tuple[str, list[str]]:
    """A heading and headlines below it, or one headline behind a label."""
    if len(headlines) == 1 and chance.random() < 0.5:
        return "label", [chance.choice(_labels(language)), *headlines]
    return "box", [chance.choice(_headings(language)), *headlines]


def _time_line(chance: random.Random) -> str:
    year, month, day, hour = (chance.randint(*ends) for ends in ((2010, 2026), (1, 12), (1, 28), (6, 22)))
    return f"{year}-{month:02}-{day:02} {hour:02}:30"


def _labels(language: str) -> list[str]:
    """What stands before a headline on its line: "Read more:"."""
    rows = (row for row in _rows(language) if row.role is Role.READ_MORE)
    return [text for row in rows for text in row.phrases.get("starts", ()) if text[-1] in ":：" and text[0].isalpha()]


def _headings(language: str) -> list[str]:
    """What stands above headlines on a line of its own: "Related stories"."""
    rows = (row for row in _rows(language) if row.role is Role.RELATED and row.part == "heading")
    return [text for row in rows for text in row.phrases.get("is", ())]


def _with_chrome(paragraphs: Sequence[str], phrases: Sequence[str], chance: random.Random) -> list[str]:
    lines = list(paragraphs)
    for _ in range(chance.randint(1, max(1, len(paragraphs) // _PARAGRAPHS_A_LINE))):
        lines.insert(chance.randint(1, len(lines) - 1), chance.choice(phrases))
    return lines


def _some(phrases: Sequence[str], chance: random.Random) -> list[str]:
    return [chance.choice(phrases) for _ in range(chance.randint(0, _LINES_AROUND))]


def _phrases(language: str, roles: Sequence[Role]) -> list[str]:
    """Whole phrases of a language's chrome, and what its rows must find; every role as often as the others."""
    rows = _rows(language, "any")
    found = []
    for role in roles:
        of_role = [row for row in rows if row.role is role and row.casts_votes and row.part not in _PARTS_OF_STRUCTURES]
        texts = [" ".join(text.split()) for row in of_role for text in (*row.phrases.get("is", ()), *row.finds)]
        if texts:
            found += random.Random(role.value).choices(texts, k=50)
    return found


def _rows(*languages: str) -> list[Row]:
    return [row for row in Lexicon.load().rows if row.language in languages]
