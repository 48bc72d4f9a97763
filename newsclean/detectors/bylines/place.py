"""Where bylines stand: around the title, above the first paragraph, below the last; and what stands beside them."""

from __future__ import annotations

import re
from functools import cached_property

from attrs import define, field

from newsclean.blocks import Blocks
from newsclean.characters import is_lower
from newsclean.dates import is_weekday
from newsclean.dates.lexer import lexed
from newsclean.detectors._known_words import (
    SIGNS,
    date_cue_at_end,
    is_label,
    is_position,
    one_word_cues,
    speaks_of_position,
)
from newsclean.detectors.bylines.line_parts import BAR, parts_of
from newsclean.detectors.headlines.choice import headline_of
from newsclean.detectors.headlines.shortlist import page_title_of
from newsclean.detectors.names.words import (
    is_among,
    is_contact,
    is_joint,
    is_korean,
    is_medium,
    is_particle,
    is_thing,
    small_words,
    times_introduced,
)
from newsclean.detectors.other_stories.teasers import is_heading
from newsclean.lexicon import fold
from newsclean.model import Role

__all__ = ["LONGEST", "MOST_WORDS", "Place"]

#: Bylines are short: 99 % of those in the development gold have fewer characters; without a date in them, words.
LONGEST, MOST_WORDS = 160, 14
# How far a byline may stand from the first paragraph of the story and from its end, in blocks: 90 % and 97 % of the
# gold authors of the development dumps stand no further away (2026-11).
_ABOVE, _WITHIN, _AT_END, _BELOW = 30, 5, 3, 12
# In characters: a shorter line may stand in the page's title by chance.
_SHORTEST_TITLE = 20
# Behind the first paragraph stand pictures and teasers too: a byline there counts as so many times further away.
_PRICE_BEHIND = 3
# A byline with a date beside it is preferred to one that stands so many blocks nearer.
_PRICE_WITHOUT_DATE = 15

# In blocks: right below the headline stand byline and date, a portrait or a button between them.
_HEAD = 6
# In blocks: below a headline stand date and byline, a standfirst perhaps above them.
_SIGNED_WITHIN = 4
_DASHES = "-–—"
# In words: what stands between "Top stories" and "By Jane Doe" is no shorter.
_FEWEST_WORDS_OF_HEADLINE = 4
# In paragraphs: at the end of a story its author is introduced, and speaks of himself no sooner.
_PARAGRAPHS_AT_END, _FEWEST_PARAGRAPHS = 2, 5
# In characters: a line of signs parts byline and date: "•".
_LONGEST_SIGN = 4
# In letters: shortened days of the week are names as well, "Fri" and "Ma".
_SHORT_DAY = 3
# In words.
_USUAL_NAME = 2
# So many lines with "and" between two names are passed.
_MOST_JOINTS = 8

_LOGIN = re.compile(r"[a-z]{4,40}")
_BEHIND_POSITION = re.compile(r"\s*+[|,]\s")
_HANDLE = re.compile(r"@\w{2,40}|\[email.protected\]|[\w.+-]{1,64}@[\w.-]{3,64}")


@define(slots=False)
class Place:
    """What has to be known of a dump to tell its own byline from others; worked out when it is asked for.

    Attributes:
        blocks: The blocks of the dump.
        dated: For the blocks that were asked about, whether they are what stands beside bylines.
    """

    blocks: Blocks
    dated: dict[int, bool] = field(factory=dict)

    @cached_property
    def title(self) -> int:
        """The block above the story that says most of the page's title, else the headline below that title.

        -1 if there is none.
        """
        blocks = self.blocks
        if not blocks:
            return -1
        page_title = blocks.folded[self.page_title]
        best, longest = -1, 0
        for number in range(min(blocks.core.start, len(blocks) - 1), self.page_title, -1):
            folded = blocks.folded[number]
            if len(folded) < max(longest, _SHORTEST_TITLE) or folded not in page_title:
                continue
            # A table of contents may hold a part of it again, and the bar that stays on the screen the whole.
            is_again = len(folded) == longest
            if not is_again or (best - number > _BELOW and self._is_signed(number) and not self._is_signed(best)):
                best, longest = number, len(folded)
        if best >= 0:
            return best
        choice = headline_of(blocks)
        if choice is None or not choice.first or (choice.first == self.page_title and choice.value):
            # The headline in "Ferry sails again | The Courier" stands above the menu.
            return -1
        return choice.last

    def _is_signed(self, number: int) -> bool:
        """Whether a date, "By" or the like stands within a few lines below."""
        return any(map(self.stands_beside_bylines, range(number + 1, number + 1 + _SIGNED_WITHIN)))

    @cached_property
    def page_title(self) -> int:
        """The block that may be the title of the page."""
        return page_title_of(self.blocks)

    @cached_property
    def site_names(self) -> frozenset[str]:
        """What stands behind the last bar or dash in the title of the page, folded: the name of the site."""
        blocks = self.blocks
        return frozenset(BAR.split(blocks.folded[self.page_title])[1:][-1:]) if blocks else frozenset()

    def begins_with_title(self, number: int) -> bool:
        """Whether more stands in a block, but the headline stands first."""
        choice = headline_of(self.blocks)
        folded = self.blocks.folded[number]
        return choice is not None and len(choice.folded) >= _SHORTEST_TITLE and folded.startswith(f"{choice.folded} ")

    def is_above(self, number: int, reach: int = _ABOVE) -> bool:
        """Whether a block stands where bylines above a story do."""
        core = self.blocks.core
        end = min(core.start + _WITHIN, core.end)
        if core.start - reach <= number < end:
            return True
        # Right below a short story stand the bylines of others.
        is_behind = number >= core.end and number >= self._end_of_story
        return 0 <= self.title < number <= self.title + _BELOW and not is_behind

    def is_of_teaser(self, number: int) -> bool:
        """Whether a byline amid or below the story is that of another: "Also read", its headline, "By Jane Doe"."""
        if number <= self.blocks.core.start:
            # Above it, "Latest news" may be where the story was filed, if not another headline stands below.
            return number > 1 and is_heading(self.blocks, number - 2) and self._is_other_headline(number - 1)
        return self.blocks.has_cue(number - 1, Role.READ_MORE) or is_heading(self.blocks, number - 2)

    def _is_other_headline(self, number: int) -> bool:
        """Whether a block above the headline is as long as one, and not said by it or by the title of the page."""
        folded = self.blocks.folded
        is_said = folded[number] in folded[self.title] or folded[number] in folded[self.page_title]
        is_long = self.blocks.word_counts[number] >= _FEWEST_WORDS_OF_HEADLINE
        return number < self.title and is_long and not is_said

    def is_in_head(self, number: int) -> bool:
        """Whether a block stands right below the headline."""
        return 0 <= self.title < number <= self.title + _HEAD

    def is_below_hand(self, number: int) -> bool:
        """Whether the line above says that another had a hand in the story, or answers for it: "Reviewed by"."""
        above = self.blocks.texts[number - 1] if number else ""
        return is_contact(above[:LONGEST]) or any(
            hit.role is Role.BYLINE and hit.part is None and (hit.match == "is" or not above[hit.end :].strip(SIGNS))
            for hit in self.blocks.cues.get(number - 1, ())
        )

    def is_dateline(self, number: int) -> bool:
        """Whether the story goes on behind a block: "NEW YORK -"."""
        return self.blocks.texts[number][-1] in _DASHES

    def is_inside_sentence(self, number: int) -> bool:
        """Whether a block is a link that a flattener cut out of its sentence: "written by", "Jane Doe", "in 1962."."""
        blocks, behind = self.blocks, number + 1
        return behind < len(blocks) and is_lower(blocks.texts[behind][0]) and blocks.ends_sentence[behind]

    def is_below(self, number: int) -> bool:
        """Whether a block stands where bylines below a story do: near its end, and above the teasers of others."""
        return self.blocks.core.end - _AT_END <= number < self._end_of_story

    @cached_property
    def _end_of_story(self) -> int:
        blocks = self.blocks
        end = min(blocks.core.end + _BELOW, len(blocks))
        for number in range(blocks.core.end, end):
            if any(hit.role is Role.RELATED and hit.part == "heading" for hit in blocks.cues.get(number, ())):
                return number
        return end

    def above(self, reach: int) -> range:
        """The blocks among which all those are for which ``is_above`` is true."""
        core = self.blocks.core
        start = core.start - reach
        if self.title >= 0:
            start = min(start, self.title + 1)
        return range(max(start, 0), min(core.start + _WITHIN, len(self.blocks)))

    def cost(self, number: int) -> int:
        """How little a block looks like the place of the story's own byline, in blocks."""
        core = self.blocks.core
        if number > core.start and number >= core.end - _AT_END:
            distance = abs(number - core.end)
        else:
            distance = core.start - number if number <= core.start else _PRICE_BEHIND * (number - core.start)
            if number > self.title >= 0:
                distance = min(distance, number - self.title)
        return distance if self.has_date_beside(number) else distance + _PRICE_WITHOUT_DATE

    def has_date_beside(self, number: int) -> bool:
        """Whether a date, a position or the like stands in the line, next to it, or behind a button or a sign there."""
        blocks = self.blocks
        text = blocks.texts[number]
        if len(text) <= LONGEST and blocks.shape.digits[number] and self._has_date(number):
            return True
        if self.stands_beside_bylines(number + 1) or self.stands_beside_bylines(number - 1):
            return True
        is_passed = self._is_passed(number + 1) or (self.is_in_head(number) and self._is_place(number + 1))
        return is_passed and self.stands_beside_bylines(number + 2)

    def has_date_behind_joint(self, number: int) -> bool:
        """Whether a block is the first of names a line, with commas and "and" between them, a date beside the last."""
        blocks, last = self.blocks, number
        for _ in range(_MOST_JOINTS):
            if last + 2 >= len(blocks) or not is_joint(blocks.texts[last + 1], blocks.language):
                break
            last += 2
        return last > number and self.has_date_beside(last)

    def _is_place(self, number: int) -> bool:
        """Whether a block may be where it was reported from: "Jane Doe", "Bergen", "3 May 2024"."""
        if number >= len(self.blocks):
            return False
        place = self.blocks.texts[number].strip(SIGNS)
        return place.isalpha() and place[0].isupper()

    def _is_passed(self, number: int) -> bool:
        """Whether a block is a button, or nothing but a sign: what stands behind it stands beside what is before it."""
        blocks = self.blocks
        if number >= len(blocks):
            return False
        text = blocks.texts[number]
        is_sign = len(text) <= _LONGEST_SIGN and not any(map(str.isalnum, text))
        return is_sign or any(hit.match == "is" for hit in blocks.cues.get(number, ()))

    def stands_beside_bylines(self, number: int) -> bool:
        """Whether a block is a date, a reading time, a position, "By", or a handle."""
        if not 0 <= number < len(self.blocks):
            return False
        if number not in self.dated:
            self.dated[number] = self._looks_like_date(number)
        return self.dated[number]

    def _looks_like_date(self, number: int) -> bool:
        blocks = self.blocks
        text = blocks.texts[number]
        if len(text) > LONGEST or blocks.core.prose[number]:
            return False
        for hit in blocks.cues.get(number, ()):
            if hit.role is Role.DATE or hit.part in ("reading_time", "position"):
                return True
            if hit.role is Role.BYLINE and hit.part == "person" and hit.match == "is":
                return True
        if blocks.shape.digits[number]:
            return bool(blocks.shape.words[number] <= MOST_WORDS) and self._has_date(number)
        if ("@" in text or "[" in text) and _HANDLE.fullmatch(text) is not None:
            return True
        # "Reporter, Harbour Courier", "| Staff Writer | Ships and storms"
        return blocks.shape.words[number] <= MOST_WORDS and is_position(_BEHIND_POSITION.split(text.strip(SIGNS), 1)[0])

    def _has_date(self, number: int) -> bool:
        return bool(parts_of(self.blocks.texts[number], self.blocks.language)[1])

    @cached_property
    def folded(self) -> str:
        """The folded blocks, each behind a line feed."""
        return "\n" + "\n".join(self.blocks.folded) + "\n"

    @cached_property
    def story(self) -> str:
        """The prose of the dump, a paragraph a line."""
        blocks = self.blocks
        prose = blocks.core.prose.nonzero()[0].tolist()
        return "".join(f"\n{blocks.texts[number]} " for number in prose)

    @cached_property
    def _told(self) -> str:
        """The prose up to the last paragraphs of the story, where its author may be introduced; all of a short one."""
        blocks = self.blocks
        prose = [number for number in blocks.core.prose.nonzero()[0].tolist() if number < blocks.core.end]
        if len(prose) < _FEWEST_PARAGRAPHS:
            return self.story
        return "".join(f"\n{blocks.texts[number]} " for number in prose[:-_PARAGRAPHS_AT_END])

    @cached_property
    def _told_words(self) -> frozenset[str]:
        """What stands between two blanks of the story."""
        # The first piece of a paragraph begins with its line feed, and is none.
        return frozenset(self.story.split(" "))

    @cached_property
    def _lines(self) -> frozenset[str]:
        return frozenset(self.blocks.folded)

    def as_said_alone(self, name: str) -> str:
        """The beginning of a longer name that is a line of its own, where the whole is none; else the name."""
        words = name.split()
        if len(words) <= _USUAL_NAME or fold(name) in self._lines:
            return name
        shorter = (" ".join(words[:end]) for end in range(_USUAL_NAME, len(words)))
        return next((part for part in shorter if fold(part) in self._lines), name)

    def has_ordinary_words(self, name: str) -> bool:
        """Whether a name is made of words that the story writes in small letters, or of labels: "Use Case"."""
        words = name.split()
        if is_thing(words) or is_label(name) or all(map(is_label, words)):
            return True
        return self._in_small_letters(words) == len(words)

    def is_login(self, number: int, word: str) -> bool:
        """Whether "by janedoe" names who wrote it: one small word that the story does not use, beside a date."""
        if _LOGIN.fullmatch(word) is None or is_label(word) or is_position(word) or word in self._told_words:
            return False
        return self.has_date_beside(number)

    def is_topic(self, name: str, *, is_signed: bool = False) -> bool:
        """Whether a name without a cue is rather a position, or what the story is about: "Health Care", "New York".

        Args:
            name: The name.
            is_signed: Whether it stands below the headline, and a date beside it.
        """
        if name in self.signed:
            return False
        words = name.split()
        first = fold(words[0])
        if first in small_words().first_of_topics or is_medium(words) or self.is_day(words[0]):
            return True
        if date_cue_at_end(first) == first or (len(words[-1]) > _SHORT_DAY and self.is_day(words[-1])):
            # "Updated Jan.", "Released Wednesday", but "Anna Ma" is no Monday in Dutch.
            return True
        if speaks_of_position(name) or any(sign in name for sign in ":…?!&"):
            return True
        # "Park Hae In": the last word of the name stands in every story.
        told = words[:-1] if is_korean(words) and is_among(small_words().places, fold(words[-1]), None) else words
        # "Luc Le Gall"
        told = [word for place, word in enumerate(told) if not (place and is_particle(word))]
        ordinary = self._in_small_letters(told) and not (is_signed and self._is_family(name, told))
        if ordinary or self.has_ordinary_words(name):
            return True
        if all("-" in word for word in words) and any(part in self.story for part in name.replace("-", " ").split()):
            # "China-Russia Xi-Putin": a tag. But "Anne-Marie Berg-Dahl" is a name.
            return True
        # Bearers of names are introduced by a sentence that begins with them, and sign; topics turn up anywhere.
        prose = self._told
        count = prose.count(name)
        if not count:
            return False
        small, _ = one_word_cues(self.blocks.language)
        opening = prose.count(f"\n{name}")
        return count > opening + self._signatures(name) + sum(prose.count(f" {cue} {name}") for cue in small)

    def _is_family(self, name: str, told: list[str]) -> bool:
        """Whether the story writes the last word alone small, "green" of "Madison Green", and no headline says both."""
        is_last = self._in_small_letters(told) == self._in_small_letters(told[-1:])
        is_said = told[0] in self.story or fold(name) in self.blocks.folded[self.page_title]
        return is_last and not is_said

    def is_day(self, word: str) -> bool:
        """Whether a word is a day or an hour: "Friday Briefing"; but "Juma Hassan" and "Per Holm" are names."""
        language = self.blocks.language
        is_day_or_hour = is_weekday(word, language) or lexed(word, language)[1] == "h"
        return is_day_or_hour and fold(word) not in small_words().given_days

    def _signatures(self, name: str) -> int:
        """How often a position stands behind a name, "(Haesol=Hannuri) Kim Seo-yun, reporter = …", or "I’m" before."""
        behind = (piece.split(None, 1)[:1] for piece in self.story.split(f" {name} ")[1:])
        return times_introduced(self.story, name) + sum(is_position(word) for word, *_ in filter(None, behind))

    @cached_property
    def signed(self) -> frozenset[str]:
        """The names behind "by" at the end of the page's title: "Ferry sails again - by Jane Doe"."""
        title = self.blocks.texts[self.page_title] if self.blocks else ""
        if len(title) > LONGEST:
            return frozenset()
        parts = parts_of(title, self.blocks.language)[0][1:]
        small, capital = one_word_cues(self.blocks.language)
        cued = (part.partition(" ") for part in parts)
        return frozenset(rest for cue, _, rest in cued if cue in small or cue in capital)

    def _in_small_letters(self, words: list[str]) -> int:
        # German writes its nouns with capitals and its names like adjectives: "Klein", "Jung".
        if self.blocks.language == "de":
            return 0
        # Scripts without capitals write no word otherwise.
        return sum(f" {word.lower()} " in self.story for word in words if word.lower() != word)
