"""Stories grown from sentences, and dumps grown around stories."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

from attrs import frozen
from hypothesis import strategies as st

from newsclean.model import Block, Role, Span
from newsclean.testing.phrases import chrome

__all__ = ["LANGUAGES", "GrownDump", "Story", "articles", "dumps", "headlines_in", "sentences_in", "story_in"]

_SENTENCES = Path(__file__).parent / "sentences"

#: The languages that stories are grown in, by ISO 639-1 code.
LANGUAGES: tuple[str, ...] = tuple(sorted(path.stem for path in _SENTENCES.glob("*.toml")))

# Between two sentences of these stands no blank.
_UNSPACED = frozenset({"ja", "zh"})
# A story shorter than this may be a teaser, and no cleaner could tell.
_FEWEST_SENTENCES = 6
_MOST_SENTENCES_A_PARAGRAPH = 3
# What sites put between the paragraphs of a story; menus stand around it, comments below.
_INSIDE = (Role.READ_MORE, Role.RELATED, Role.SHARE, Role.EXPANDER, Role.PROMOTION, Role.ADVERT, Role.MEDIA)

# What points at other stories: a headline and a paragraph below it are another story to anybody.
_POINTING = frozenset({Role.READ_MORE, Role.RELATED})


@frozen
class Story:
    """A story without a page around it.

    Attributes:
        language: ISO 639-1 code.
        title: Its headline; not part of ``text``.
        standfirst: The paragraph that introduces it, or ``None``.
        paragraphs: Its paragraphs, none of them blank, no sentence twice.
    """

    language: str
    title: str
    standfirst: str | None
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """What a cleaner should make of it: standfirst and paragraphs, joined by blank lines."""
        return "\n\n".join([*filter(None, [self.standfirst]), *self.paragraphs])


@frozen
class GrownDump:
    """A story on a page, flattened to text, with the role of every line.

    Attributes:
        text: The dump.
        gold: Its lines, blank ones left out, with their roles; spans count in ``text``.
        story: The story in it.
    """

    text: str
    gold: tuple[Block, ...]
    story: Story


@frozen
class _Pattern:
    """What the sentences of one language are made of."""

    slots: dict[str, tuple[str, ...]]
    titles: tuple[str, ...]
    standfirsts: tuple[str, ...]
    sentences: tuple[str, ...]


@cache
def _pattern(language: str) -> _Pattern:
    path = _SENTENCES / f"{language}.toml"
    if not path.is_file():
        raise ValueError(f"no stories are grown in language {language!r}; there are {', '.join(LANGUAGES)}")
    data = tomllib.loads(path.read_text("utf-8"))
    slots = {slot: tuple(data[f"{slot}s"]) for slot in ("name", "place", "number", "day")}
    return _Pattern(slots, tuple(data["titles"]), tuple(data["standfirsts"]), tuple(data["sentences"]))


def story_in(language: str) -> Story:
    """A story with every sentence that the language has, always the same: for examples and for tables of cases.

    Args:
        language: ISO 639-1 code, one of ``LANGUAGES``.

    Raises:
        ValueError: No stories are grown in ``language``.

    >>> story_in("de").title
    'Stadtrat von Harsum lässt die alte Brücke wieder aufbauen'
    """
    paragraphs = _paragraphs(language, sentences_in(language), (2, 1, 3, 1, 3, 2, 1, 3))
    return Story(language, headlines_in(language)[0], None, paragraphs)


def headlines_in(language: str) -> tuple[str, ...]:
    """The headlines that the language has, each for every place: for boxes of other stories, always the same.

    Args:
        language: ISO 639-1 code, one of ``LANGUAGES``.

    Raises:
        ValueError: No stories are grown in ``language``.

    >>> len(headlines_in("de"))
    20
    """
    pattern = _pattern(language)
    words = {slot: choices[0] for slot, choices in pattern.slots.items()}
    places = pattern.slots["place"]
    return tuple(
        dict.fromkeys(title.format(**words | {"place": place}) for place in places for title in pattern.titles)
    )


def sentences_in(language: str) -> tuple[str, ...]:
    """The sentences of ``story_in``, one by one.

    Args:
        language: ISO 639-1 code, one of ``LANGUAGES``.

    Raises:
        ValueError: No stories are grown in ``language``.

    >>> sentences_in("en")[0] in story_in("en").text
    True
    """
    pattern = _pattern(language)
    words = {slot: choices[0] for slot, choices in pattern.slots.items()}
    return tuple(sentence.format(**words) for sentence in pattern.sentences)


def _paragraphs(language: str, sentences: Sequence[str], lengths: Iterable[int]) -> tuple[str, ...]:
    between = "" if language in _UNSPACED else " "
    ends = list(accumulate(lengths))
    joined = (between.join(sentences[start:end]) for start, end in zip([0, *ends], ends, strict=False))
    return tuple(filter(None, joined))


def articles(language: str | None = None) -> st.SearchStrategy[Story]:
    """Stories of two to sixteen paragraphs, of one to three sentences each.

    Args:
        language: ISO 639-1 code, or ``None`` for any of ``LANGUAGES``.

    Returns:
        A strategy of stories.

    Raises:
        ValueError: No stories are grown in ``language``.
    """
    languages = LANGUAGES if language is None else (language,)
    return st.one_of([_articles(language, _pattern(language)) for language in languages])


@st.composite
def _articles(draw: st.DrawFn, language: str, pattern: _Pattern) -> Story:
    # One cast a story: a draw for every slot of every sentence would take most of the time of a test.
    words = {slot: draw(st.sampled_from(choices)) for slot, choices in pattern.slots.items()}
    title = draw(st.sampled_from(pattern.titles)).format(**words)
    standfirst = draw(st.none() | st.sampled_from(pattern.standfirsts))
    count = draw(st.integers(_FEWEST_SENTENCES, len(pattern.sentences)))
    sentences = [sentence.format(**words) for sentence in draw(st.permutations(pattern.sentences))[:count]]
    lengths = draw(st.lists(st.integers(1, _MOST_SENTENCES_A_PARAGRAPH), min_size=count, max_size=count))
    return Story(language, title, standfirst, _paragraphs(language, sentences, lengths))


def dumps(language: str | None = None) -> st.SearchStrategy[GrownDump]:
    r"""Dumps of pages: chrome, a headline, more chrome, the story with chrome between its paragraphs, more chrome.

    Line ends are LF or CRLF throughout, blank lines stand between all lines, between some or nowhere, and some blanks
    are no-break spaces.

    Args:
        language: ISO 639-1 code, or ``None`` for any of ``LANGUAGES``. Chrome is of the same language or of none.

    Returns:
        A strategy of dumps with the role of every line.

    Raises:
        ValueError: No stories are grown in ``language``.
    """
    return _dumps(articles(language))


@st.composite
def _dumps(draw: st.DrawFn, stories: st.SearchStrategy[Story]) -> GrownDump:
    story = draw(stories)
    any_chrome = chrome(story.language).map(lambda block: (block.text, block.role))
    inside = st.sampled_from(_INSIDE).flatmap(lambda role: chrome(story.language, role))
    some_chrome = st.lists(any_chrome, max_size=5)
    above = [line for line in draw(some_chrome) if line[1] not in _POINTING]
    lines = [*above, (story.title, Role.TITLE), *draw(some_chrome)]
    if story.standfirst is not None:
        lines.append((story.standfirst, Role.STANDFIRST))
    for number, paragraph in enumerate(story.paragraphs):
        if number and draw(st.booleans()):
            block = draw(inside)
            lines.append((block.text, block.role))
        lines.append((paragraph, Role.BODY))
    lines += draw(some_chrome)
    return _printed(draw, lines, story)


def _printed(draw: st.DrawFn, lines: Sequence[tuple[str, Role]], story: Story) -> GrownDump:
    line_end = draw(st.sampled_from(("\n", "\r\n")))
    blank_lines = draw(st.sampled_from(((0,), (1,), (0, 1), (1, 2))))
    blanks = draw(st.sampled_from((" ", "\u00a0")))
    text = ""
    gold = []
    for line, role in lines:
        # The third blank of every line, if any: as editors and flatteners leave them, here and there.
        words = line.split(" ", 3)
        printed = " ".join(words[:3]) + blanks + words[3] if len(words) > 3 else line
        gold.append(Block(Span(len(text), len(text) + len(printed)), line, role, 1.0))
        text += printed + line_end * (1 + draw(st.sampled_from(blank_lines)))
    return GrownDump(text, tuple(gold), story)
