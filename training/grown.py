"""Stories with known lines, grown in every language of ``newsclean.testing``: for what no development page shows.

The development pages are long, mostly English, and end in long tails of chrome. From them alone one learns that a lone
paragraph behind a "Read more" near the end of a short dump is a teaser. Here it is the end of the story.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from newsclean.lexicon import Lexicon
from newsclean.model import Role
from newsclean.testing import LANGUAGES, story_in

__all__ = ["grown_dumps"]

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


def _story(language: str, chance: random.Random) -> list[str]:
    paragraphs = list(story_in(language).paragraphs)
    chance.shuffle(paragraphs)
    return paragraphs[: chance.randint(min(_FEWEST_PARAGRAPHS, len(paragraphs)), len(paragraphs))]


def _with_chrome(paragraphs: Sequence[str], phrases: Sequence[str], chance: random.Random) -> list[str]:
    lines = list(paragraphs)
    for _ in range(chance.randint(1, max(1, len(paragraphs) // _PARAGRAPHS_A_LINE))):
        lines.insert(chance.randint(1, len(lines) - 1), chance.choice(phrases))
    return lines


def _some(phrases: Sequence[str], chance: random.Random) -> list[str]:
    return [chance.choice(phrases) for _ in range(chance.randint(0, _LINES_AROUND))]


def _phrases(language: str, roles: Sequence[Role]) -> list[str]:
    """Whole phrases of a language's chrome, and what its rows must find; every role as often as the others."""
    rows = [row for row in Lexicon.load().rows if row.language in (language, "any")]
    found = []
    for role in roles:
        of_role = [row for row in rows if row.role is role and row.part not in _PARTS_OF_STRUCTURES]
        texts = [" ".join(text.split()) for row in of_role for text in (*row.phrases.get("is", ()), *row.finds)]
        if texts:
            found += random.Random(role.value).choices(texts, k=50)
    return found
