"""Where a story goes on behind a list of other stories that stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.characters import CLOSING, FULL_STOPS
from newsclean.detectors.other_stories.teasers import signs_with_mail
from newsclean.model import Evidence, Role
from newsclean.shape import SHORTEST_SENTENCE

__all__ = ["ends_short_story", "goes_on_votes", "paragraphs_behind_links", "story_behind"]

# Below a paragraph and a list of headlines, two sentences in a row without a phrase of sites in them are story: where
# nothing known for chrome follows, 62 of 67 such runs (a quarter and a sixth of the development dumps, 2026-11). A
# single sentence is the summary of a teaser as often.
_FEWEST = 2
# One paragraph of two sentences and more is story if no phrase of sites stands below it, or the credit of a source: all
# ten of them; of the 24 others, which have the next button, heading or notice below, 21 are summaries (2026-11, one
# flattener of 1,504 development pages).
_FEWEST_SENTENCES = 2
# A summary is hardly ever what somebody says: all nine single sentences behind such lists that begin with a quotation
# mark are story.
_QUOTES = "\"'“”„«»‹›‘‚「『"
_DASHES = "-–—―"
# As much as all votes for chrome weigh together: below a heading of other stories everything else doubts it.
_GOES_ON = 8.0
_STOPS = f"{FULL_STOPS}…"
_BELOW_ANY = frozenset({Role.CREDIT})
# What stands below a story and hardly below a summary. Behind one headline alone, below a paragraph, a short story ends
# so in many languages; the development pages, whose stories are longer, have no such paragraph and one such summary.
# "Follow topic" and the buttons of a poll stand there, too.
_BELOW_STORIES = frozenset({
    *_BELOW_ANY, Role.TAGS, Role.SHARE, Role.LEGAL, Role.COMMENTS, Role.ADVERT, Role.MEDIA, Role.PROMOTION,
    Role.INTERFACE,
})  # fmt: skip
# In words of prose: behind one headline, or two below "Also read", the single last sentence of so short a story stands
# above the tags, the next list or another notice. A third of the development dumps (2026-11), whose stories are longer,
# have no such sentence, neither of a story nor of a teaser; with more prose above, 58 of 90 are a teaser's.
_SHORT_STORY, _MOST_HEADLINES = 250.0, 2
_BELOW_SHORT = _BELOW_STORIES | {Role.RELATED, Role.CONSENT}
# What stands below a teaser is none of that: its age, or how long it takes to read.
_OF_TEASERS = ("age", "reading_time")
# In words: a headline in the line of a link to another story.
_FEWEST_OF_HEADLINE = 3
_ENDS, _UNSPACED_STOP = f"{_STOPS}!?", "。"


def story_behind(blocks: Blocks, number: int) -> int:
    """The block behind the sentences that go on with the story from block ``number`` on; ``number`` if none do."""
    end = number
    while end < len(blocks) and _reads_as_story(blocks, end) and _stands_alone(blocks, end):
        end += 1
    if end == number:
        return number
    is_story = end - number >= _FEWEST or _is_said(blocks.texts[number]) or _is_paragraph(blocks, number)
    return end if is_story else number


def ends_short_story(blocks: Blocks, heading: int, headlines: int, number: int) -> bool:
    """Whether block ``number`` is the last sentence of a short story, behind a heading and one headline in it, or two.

    Args:
        blocks: The blocks of a dump of text.
        heading: The block above the headlines.
        headlines: How many of them stand there.
        number: The block behind the last one.
    """
    if headlines > _MOST_HEADLINES or (headlines > 1 and not blocks.has_cue(heading, Role.READ_MORE)):
        return False
    if number >= len(blocks) or not _stands_alone(blocks, number) or "|" in blocks.texts[number - 1]:
        return False
    if not (_reads_as_story(blocks, heading - 1) and _reads_as_story(blocks, number)):
        return False
    prose = blocks.shape.words * blocks.core.prose
    if float(prose[:heading].sum()) >= _SHORT_STORY:
        return False
    if number + 1 == len(blocks):
        # A text without a footer ends with its story, if that has begun before the headline.
        return blocks.has_cue(heading, Role.READ_MORE) and heading > 1 and _reads_as_story(blocks, heading - 2)
    return _stands_above_notice(blocks, number + 1)


def _stands_above_notice(blocks: Blocks, below: int) -> bool:
    """Whether what follows is known to stand below stories."""
    if signs_with_mail(blocks, below):
        return True
    hits = blocks.cues.get(below, ())
    return bool(hits) and all(hit.role in _BELOW_SHORT and hit.part not in _OF_TEASERS for hit in hits)


def paragraphs_behind_links(blocks: Blocks) -> Iterator[int]:
    """The paragraphs right behind "Also read: Old lock opens again" and the like, where one stands above it, too.

    Such a line has its headline in it, so that no summary follows: of 40 paragraphs of several sentences 36 are in the
    gold, and one is a plea; of 23 single sentences 10 are (all development pages, one flattener, 2026-11).
    """
    for number, hit in blocks.hits(Role.READ_MORE):
        following = number + 1
        if hit.match != "starts" or blocks.ends_sentence[number] or not 0 < number < len(blocks) - 1:
            continue
        is_whole = len(blocks.texts[number][hit.end :].split()) >= _FEWEST_OF_HEADLINE
        if (
            is_whole
            and blocks.is_prose[number - 1]
            and _reads_as_story(blocks, number - 1)
            and _reads_as_story(blocks, following)
            and _stands_alone(blocks, following)
            and _has_sentences(blocks.texts[following])
        ):
            yield following


def goes_on_votes(blocks: Blocks, start: int, behind: int, what: str = "a list of others") -> Iterator[Evidence]:
    """A vote for the story on every block from ``start`` to the one before ``behind``; ``what`` stands above it."""
    for number in range(start, behind):
        reason = f"goes on with the story behind {what}"
        yield blocks.vote(number, Role.BODY, _GOES_ON, "related_story.goes_on", reason)


def _is_paragraph(blocks: Blocks, number: int) -> bool:
    """Whether a block has several sentences, and nothing below says that it is a summary."""
    if not _has_sentences(blocks.texts[number]):
        return False
    below = _BELOW_STORIES if _follows_one_headline(blocks, number) else _BELOW_ANY
    return all(hit.role in below for hit in blocks.cues.get(number + 1, ()))


def _has_sentences(text: str) -> bool:
    # A stop inside a word ends no sentence: "ferry.example".
    spaced = sum(word.rstrip(CLOSING)[-1:] in _ENDS for word in text.split())
    return max(spaced, text.count(_UNSPACED_STOP)) >= _FEWEST_SENTENCES


def _follows_one_headline(blocks: Blocks, number: int) -> bool:
    """Whether above a block stand a paragraph, a heading and one headline, which is no row of links."""
    return (
        number > 2
        and _reads_as_story(blocks, number - 3)
        and any(hit.role in (Role.RELATED, Role.READ_MORE) for hit in blocks.cues.get(number - 2, ()))
        and "|" not in blocks.texts[number - 1]
    )


def _reads_as_story(blocks: Blocks, number: int) -> bool:
    """Whether a block is a whole sentence in which no phrase of sites stands, and neither asks nor cries."""
    return (
        blocks.ends_sentence[number]
        and blocks.word_counts[number] >= SHORTEST_SENTENCE
        and not blocks.cues.get(number)
        and not blocks.shape.truncated[number]
        and _states(blocks.texts[number], has_bullet=bool(blocks.shape.bullet[number]))
    )


def _states(text: str, *, has_bullet: bool) -> bool:
    return _is_said(text) or (not has_bullet and text.rstrip(CLOSING)[-1:] in _STOPS)


def _stands_alone(blocks: Blocks, number: int) -> bool:
    """Whether a block is a line of its own: pieces of one line may be cut anywhere, and say nothing."""
    return number == 0 or blocks.lines[number] != blocks.lines[number - 1]


def _is_said(text: str) -> bool:
    """Whether a sentence begins with what somebody says, or with the dash of a dialogue and has another."""
    if text[0] in _QUOTES:
        return True
    return text[0] in _DASHES and text[1:2] == " " and any(f" {dash} " in text[2:] for dash in _DASHES)
