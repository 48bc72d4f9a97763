"""Hypothesis strategies that grow dumps: articles in many languages, chrome around them, and text of every nasty kind.

They need hypothesis: ``pip install newsclean[testing]``. The sentences are nobody's news and the chrome is the shipped
lexicon's, so that every line of a grown dump has a known role.

A detector of your own is tested with them in a few lines. It must stay silent on stories, and survive any text:

>>> from hypothesis import given, settings
>>> from newsclean import Cleaner, Role
>>> from newsclean.testing import any_text, articles
>>> def lottery_numbers(dump, blocks):
...     for number, text in enumerate(blocks.texts):
...         if text.startswith("Winning numbers:"):
...             yield blocks.vote(number, Role.OTHER, 5.0, "lottery_numbers", "numbers of the lottery")
>>> cleaner = Cleaner(detectors=(lottery_numbers,))
>>> patient = settings(deadline=None)  # the first example loads the lexicon
>>> @patient
... @given(articles())
... def test_no_story_is_taken_for_lottery_numbers(story):
...     article = cleaner.clean(story.text, language=story.language)
...     assert not [vote for block in article.blocks for vote in block.evidence if vote.rule == "lottery_numbers"]
>>> @patient
... @given(any_text())
... def test_no_text_is_too_much(text):
...     cleaner.clean(text, kind="text", language="en")
>>> test_no_story_is_taken_for_lottery_numbers()
>>> test_no_text_is_too_much()
"""

from __future__ import annotations

try:
    import hypothesis as _hypothesis
except ImportError as error:
    raise ImportError("newsclean.testing needs hypothesis: pip install newsclean[testing]") from error

from newsclean.testing.growing import (
    LANGUAGES,
    GrownDump,
    Story,
    articles,
    dumps,
    headlines_in,
    sentences_in,
    story_in,
)
from newsclean.testing.nasty import any_bytes, any_text
from newsclean.testing.phrases import CHROME_ROLES, chrome

__all__ = [
    "CHROME_ROLES",
    "LANGUAGES",
    "GrownDump",
    "Story",
    "any_bytes",
    "any_text",
    "articles",
    "chrome",
    "dumps",
    "headlines_in",
    "sentences_in",
    "story_in",
]

del _hypothesis
