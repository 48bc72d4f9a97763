"""Captions and credits of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from newsclean.blocks import Blocks
from newsclean.detectors.pages.element_names import is_footer
from newsclean.detectors.pictures.counted import beside_story, counted_pictures, is_counter
from newsclean.detectors.pictures.inner_credits import LONGEST_CAPTION, LONGEST_CREDIT, inner_credits
from newsclean.detectors.pictures.photographers import photographers
from newsclean.detectors.pictures.story_before import may_be_last, may_be_paragraph, signs_story
from newsclean.hints import HEADINGS
from newsclean.lexicon import CueHit
from newsclean.model import Dump, Evidence, Role

__all__ = ["picture"]

# Labels of less weight begin headlines as well, and make no caption of the line above.
_WEAK = 2.0
# A caption that is a sentence, and no longer than most of them.
_LONGEST_SENTENCE = 25.0
# Of the lines right before a credit of one flattener of the development pages (2026-11), 77 % of those without a stop
# inside the story and not right below a paragraph are story, 62 % of the paragraphs of several sentences, and 14 % of
# the single sentences. Left open, 57 more lines of the story stay, and 7 more captions. The vote still names what goes.
_NAMES_ONLY = 0.5
# A line of names behind a copyright sign, or below a label, is shorter still.
_LONGEST_NAMES = 6.0
# As much as an agency's name alone.
_WEIGHT_OF_NAMES = 4.5
# How far below the story a copyright sign still stands at a picture; further down stand the imprint and its owner.
_BELOW = 2
# A footer is looked for so many elements around a line; 55 are the most of 752 development pages.
_DEEPEST = 60
_SIGNS = " \t.,:;|/–—-=·•"
_QUOTES = tuple('"“„«「『')
_BEFORE_CREDIT = _SIGNS.replace(".", "") + "([（【"
_ADDRESS = re.compile(r"[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,40}){0,2}\.[a-z]{2,6}")
_COPYRIGHT = re.compile(r"(?:©|\([cC]\)|[Cc]opyright(?: ©)?) ?(?=[^\W\d_])")
# What such a line has, whatever else.
_COPYRIGHT_SIGNS = ("©", "(c)", "(C)", "opyright")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BRACKETS = {"(": ")", "[": "]", "（": "）"}
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]?\s++")
# "… at the pier Jane Doe/AFP": the names at the end of a caption without a stop.
_NAMES_AT_END = re.compile(r"(?:[^\W\d_a-z][\w.'’-]{0,20}+ ){0,3}[^\W\d_a-z][\w.'’-]{0,20}+(?:/[\w .-]{1,40}+){1,3}")

_PARTS = frozenset({Role.CAPTION, Role.CREDIT})


def picture(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for captions and credits that a label announces, for credits behind a caption, for the caption before one.

    The value is the caption or the credit without its label.
    """
    credited: set[int] = set()
    captioned: set[int] = set()
    galleries = list(counted_pictures(blocks))
    counters = {number for run in galleries for number in run}
    votes = list(_counted(blocks, galleries, captioned)) if galleries else []
    cued = {number for role in (Role.CREDIT, Role.CAPTION) for number, _ in blocks.hits(role)}
    for number in sorted(cued - counters):
        for hit in blocks.cues[number]:
            if hit.role is Role.CREDIT:
                votes += _by_credit(blocks, number, hit, credited, captioned)
            elif hit.role is Role.CAPTION:
                votes += _by_caption(blocks, number, hit, captioned)
    votes += _copyrights(blocks, credited)
    votes += _tails(blocks, credited, captioned)
    votes += _inner(blocks, credited, captioned)
    votes += _photographers(blocks, credited, captioned)
    for number in sorted(credited):
        before = number - 1
        if not captioned.isdisjoint((before, number)) or before in credited:
            continue
        if _may_be_caption(blocks, before) and not may_be_last(blocks, before):
            weight = _weight_before_credit(blocks, before)
            votes.append(_vote(blocks, before, Role.CAPTION, weight, "picture.before_credit", "right before a credit"))
    yield from sorted(votes, key=lambda vote: vote.span.start)


def _vote(
    blocks: Blocks, number: int, role: Role, weight: float, rule: str, reason: str, value: str | None = None
) -> Evidence:
    text = blocks.texts[number] if value is None else value
    return blocks.vote(number, role, weight, rule, reason, value=(text,) if text else ())


def _counted(blocks: Blocks, galleries: Sequence[list[int]], captioned: set[int]) -> Iterator[Evidence]:
    """What counts the pictures of galleries, and the caption right below each: "Photo 2 of 3", "The captain"."""
    inner = {number: (label, name) for number, label, name in inner_credits(blocks)}
    for run, is_beside_story in zip(galleries, beside_story(blocks, galleries), strict=True):
        for number in run:
            reason = f"counts {len(run)} pictures"
            yield blocks.vote(number, Role.MEDIA, _WEIGHT_OF_NAMES, "picture.counter", reason)
        counters = set(run)
        for below in (number + 1 for number in run):
            if below >= len(blocks) or below in counters or not _may_be_caption(blocks, below):
                continue
            # Below the last one the story goes on, perhaps; below each, where it is told from picture to picture.
            is_sentence = bool(blocks.ends_sentence[below]) and below not in inner
            if (below - 1 == run[-1] and blocks.core.prose[below]) or (is_sentence and not is_beside_story):
                continue
            # Somebody speaks in the story.
            if blocks.texts[below].startswith(_QUOTES):
                continue
            captioned.add(below)
            yield from _counted_caption(blocks, below, len(run), inner.get(below))


def _counted_caption(blocks: Blocks, number: int, count: int, inner: tuple[int, int] | None) -> Iterator[Evidence]:
    text = blocks.texts[number]
    label, name = inner or (len(text), len(text))
    reason = f"below one of {count} counted pictures"
    caption = text[:label].rstrip(_BEFORE_CREDIT)
    yield _vote(blocks, number, Role.CAPTION, 3.5, "picture.counted", reason, caption)
    if inner is not None:
        reason = "names behind a label or a copyright sign end the line"
        yield _vote(blocks, number, Role.CREDIT, 3.0, "picture.inner", reason, _bare(text[name:]))


def _by_credit(blocks: Blocks, number: int, hit: CueHit, credited: set[int], captioned: set[int]) -> Iterator[Evidence]:
    text = blocks.texts[number]
    words = blocks.shape.words[number]
    reason = f"{hit.match} “{hit.phrase}”"
    if hit.match in ("is", "starts", "opens"):
        if words > LONGEST_CREDIT or blocks.core.prose[number]:
            return
        # Labels belong to a language; what belongs to none is the name of an archive or an agency.
        is_name = hit.rule.startswith("lexicon.any.")
        value = text if is_name else _bare(text[hit.end :]) if hit.match != "is" else ""
        # "Photo 2 of 3" stands at a picture, and credits nobody.
        is_count = is_counter(value)
        # "Foto galeriler" begins like a Czech credit, and is the label of a gallery.
        is_other = any(other.match == "is" and other.role not in _PARTS for other in blocks.cues[number])
        if hit.weight >= _WEAK and not is_other and not is_count:
            credited.add(number)
        value = "" if is_count else value
        yield _vote(blocks, number, Role.CREDIT, hit.weight, hit.rule, reason, value)
        below = number + 1
        if not value and below < len(blocks) and _may_be_names(blocks, below) and hit.match == "is":
            credited.add(below)
            yield _vote(blocks, below, Role.CREDIT, 3.5, hit.rule, f"below “{hit.phrase}”")
        return
    caption, credit = _parted(text, hit)
    in_bracket = text[-1] in _BRACKETS.values()
    if not credit or words > LONGEST_CAPTION + LONGEST_CREDIT or (blocks.core.prose[number] and not in_bracket):
        return
    credited.add(number)
    shape = blocks.shape
    # Nothing but names: "JANE DOE / AFP".
    are_names = not caption and words <= _LONGEST_NAMES and shape.capitalised[number] == shape.cased[number] > 0
    weight = max(hit.weight, _WEIGHT_OF_NAMES) if are_names else hit.weight
    yield _vote(blocks, number, Role.CREDIT, weight, hit.rule, reason, credit)
    if caption:
        captioned.add(number)
        reason = "stands before a credit in one line"
        yield _vote(blocks, number, Role.CAPTION, hit.weight + 0.5, "picture.head", reason, caption)
    elif words > LONGEST_CREDIT:
        captioned.add(number)


def _parted(text: str, hit: CueHit) -> tuple[str, str]:
    """Caption and credit of a line that has the phrase at its end or inside; no credit if that cannot be told."""
    is_name = hit.rule.startswith("lexicon.any.")
    start = hit.start
    opening = text[hit.start] if text[hit.start] in _BRACKETS else ""
    if not opening:
        # The phrase may stand further in: "(Jane Doe/AFP)".
        start = max(text.rfind(bracket, 0, hit.start) for bracket in _BRACKETS)
        opening = text[start] if start >= 0 and _BRACKETS[text[start]] not in text[start : hit.start] else ""
    if opening:
        end = text.find(_BRACKETS[opening], hit.start)
        end = len(text) if end < 0 else end
        credit = text[start + 1 : end] if is_name or start != hit.start else text[hit.end : end]
        return text[:start].strip(), _bare(credit)
    if hit.match == "contains" and not is_name:
        # For example "Das alte Rathaus im Schnee. Bildquelle: Stadtarchiv".
        return text[: hit.start].strip(), _bare(text[hit.end :])
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() <= hit.start]
    if ends and len(text[ends[-1] :].split()) <= LONGEST_CREDIT:
        return text[: ends[-1]].strip(), _bare(text[ends[-1] :])
    if len(text.split()) <= _LONGEST_NAMES:
        return "", _bare(text)
    names = next((names for names in _NAMES_AT_END.finditer(text) if names.end() == len(text)), None)
    if names is not None:
        return text[: names.start()].strip(), names.group()
    return text[: hit.start].rstrip(_SIGNS), _bare(text[hit.start :])


def _bare(text: str) -> str:
    return text.strip(_SIGNS + "()[]（）")


def _by_caption(blocks: Blocks, number: int, hit: CueHit, captioned: set[int]) -> Iterator[Evidence]:
    text = blocks.texts[number]
    if blocks.shape.words[number] > LONGEST_CAPTION + 5 or number in captioned:
        return
    captioned.add(number)
    value = text
    if hit.part == "label":
        value = {"is": "", "ends": text[: hit.start], "contains": text}.get(hit.match, text[hit.end :])
    value = value.strip(" :,|–—-([（【") if value is not text else text
    yield _vote(blocks, number, Role.CAPTION, hit.weight, hit.rule, f"{hit.match} “{hit.phrase}”", value)
    below = number + 1
    if hit.match == "is" and below < len(blocks) and below not in captioned and _may_be_caption(blocks, below):
        captioned.add(below)
        yield _vote(blocks, below, Role.CAPTION, 3.5, hit.rule, f"below “{hit.phrase}”")


def _copyrights(blocks: Blocks, credited: set[int]) -> Iterator[Evidence]:
    """Names behind a copyright sign at a picture: no year, and not at the foot of the page, where its owner stands."""
    count = min(blocks.core.end + _BELOW, len(blocks))
    near = blocks.dump.text[: blocks.ends[count - 1]] if count else ""
    if not any(sign in near for sign in _COPYRIGHT_SIGNS):
        return
    short = blocks.shape.words[:count] <= _LONGEST_NAMES
    for number in short.nonzero()[0].tolist():
        text = blocks.texts[number]
        if number in credited or text[0] not in "©(Cc" or not (mark := _COPYRIGHT.match(text)):
            continue
        if _is_in_footer(blocks, number):
            continue
        hits = blocks.cues.get(number, ())
        if _YEAR.search(text) or any(hit.role is Role.LEGAL and any(map(str.isalpha, hit.phrase)) for hit in hits):
            continue
        credited.add(number)
        reason = "a name behind a copyright sign, without a year"
        # More than the sign weighs as a legal notice.
        yield _vote(blocks, number, Role.CREDIT, 5.5, "picture.copyright", reason, _bare(text[mark.end() :]))


def _is_in_footer(blocks: Blocks, number: int) -> bool:
    """Whether the markup of a page calls what it stands in a footer, which no picture has."""
    hints = blocks.dump.hints
    if hints is None:
        return False
    element = int(hints.element[hints.line_of(blocks.starts[number])])
    around = islice(hints.ancestors(element), _DEEPEST)
    return any(hints.tags[outer] == "footer" or is_footer(hints.words[outer]) for outer in around)


def _tails(blocks: Blocks, credited: set[int], captioned: set[int]) -> Iterator[Evidence]:
    """A credit behind its caption on one line: "Two tugs at work. harbour.example"."""
    lines, texts = blocks.lines, blocks.texts
    if not lines or lines[-1] + 1 == len(lines):
        return
    words = blocks.word_counts
    columns = np.asarray(lines)
    for number in ((columns[1:] == columns[:-1]).nonzero()[0] + 1).tolist():
        if words[number] > LONGEST_CREDIT:
            continue
        # A line of more than two pieces is a page, or a part of one.
        if number + 1 < len(blocks) and lines[number + 1] == lines[number]:
            continue
        if number > 1 and lines[number - 2] == lines[number]:
            continue
        if number not in credited:
            if not (blocks.has_cue(number, Role.BYLINE, "agency") or _ADDRESS.fullmatch(texts[number])):
                continue
            credited.add(number)
            reason = "stands behind a caption on the same line"
            yield _vote(blocks, number, Role.CREDIT, 5.0, "picture.tail", reason, _bare(texts[number]))
        if number - 1 not in captioned and words[number - 1] <= LONGEST_CAPTION:
            captioned.add(number - 1)
            if signs_story(blocks, number - 1, texts[number - 1], texts[number]):
                continue
            reason = "a credit stands behind it on the same line"
            weight = _NAMES_ONLY if may_be_paragraph(blocks, number - 1, texts[number - 1], texts[number]) else 5.0
            yield _vote(blocks, number - 1, Role.CAPTION, weight, "picture.head", reason)


def _inner(blocks: Blocks, credited: set[int], captioned: set[int]) -> Iterator[Evidence]:
    """A credit at the end of its caption, without a stop between them: "The ferry at the pier Photo: Jane Doe"."""
    below = min(blocks.core.end + _BELOW, len(blocks))
    for number, label, name in inner_credits(blocks):
        # Behind the story a sign of copyright stands at the imprint.
        if number in credited or number in captioned or number >= below:
            continue
        if any(hit.role is Role.LEGAL and any(map(str.isalpha, hit.phrase)) for hit in blocks.cues.get(number, ())):
            continue
        credited.add(number)
        captioned.add(number)
        text = blocks.texts[number]
        reason = "names behind a label or a copyright sign end the line"
        caption = text[:label].rstrip(_BEFORE_CREDIT)
        is_open = may_be_paragraph(blocks, number, caption, text[name:])
        weight = _NAMES_ONLY if is_open else 4.5
        yield _vote(blocks, number, Role.CREDIT, weight, "picture.inner", reason, _bare(text[name:]))
        if signs_story(blocks, number, caption, text[name:]):
            continue
        reason = "stands before a credit in one line"
        weight = _NAMES_ONLY if is_open else 5.0
        yield _vote(blocks, number, Role.CAPTION, weight, "picture.head", reason, caption.rstrip(_SIGNS))


def _photographers(blocks: Blocks, credited: set[int], captioned: set[int]) -> Iterator[Evidence]:
    """Captions in Japanese and Chinese that end with who took the picture, and such lines without a caption."""
    for number, start, name, verb in photographers(blocks):
        if number in credited or number in captioned:
            continue
        credited.add(number)
        captioned.add(number)
        reason = f"ends with a name and “{verb}”"
        yield _vote(blocks, number, Role.CREDIT, 4.5, "picture.photographer", reason, name)
        caption = blocks.texts[number][:start].rstrip(_SIGNS + "、=＝")
        if caption:
            reason = "stands before a credit in one line"
            yield _vote(blocks, number, Role.CAPTION, 5.0, "picture.head", reason, caption)


def _may_be_names(blocks: Blocks, number: int) -> bool:
    """Whether the block below "Photo" says whose it is."""
    return (
        blocks.shape.words[number] <= _LONGEST_NAMES
        and not blocks.shape.ends_sentence[number]
        and all(hit.role in (Role.BYLINE, Role.CREDIT) for hit in blocks.cues.get(number, ()))
        and not any(map(str.isdigit, blocks.texts[number]))
        and (number in blocks.cues or bool(blocks.shape.capitalised[number] * 2 >= blocks.shape.cased[number]))
    )


def _weight_before_credit(blocks: Blocks, number: int) -> float:
    shape, core = blocks.shape, blocks.core
    # A picture may stand below the subheading or the paragraph that it belongs to.
    is_inside = core.start < number < core.end and not core.prose[number - 1]
    is_subheading = is_inside and not shape.stops[number] and not shape.ends_sentence[number]
    if is_subheading or (core.prose[number] and shape.stops[number] > 1):
        return _NAMES_ONLY
    # A long caption that reads like a paragraph may be one.
    return 2.0 if core.prose[number] and shape.words[number] > _LONGEST_SENTENCE else 3.0


def _may_be_caption(blocks: Blocks, number: int) -> bool:
    """Whether the block beside a credit describes a picture: no headline, no byline, and not the story's prose."""
    return (
        number >= 0
        and 2.0 <= blocks.shape.words[number] <= LONGEST_CAPTION
        and number not in blocks.cues
        and bool(not blocks.core.prose[number] or (number > 0 and not blocks.core.prose[number - 1]))
        and not blocks.shape.bullet[number]
        and not blocks.shape.ends_colon[number]
        and not any(map(str.isdigit, blocks.texts[number][:4]))
        and not _is_in_heading(blocks, number)
    )


def _is_in_heading(blocks: Blocks, number: int) -> bool:
    """Whether the markup of a page calls it a heading, which may stand above a picture and says nothing of it."""
    hints = blocks.dump.hints
    if hints is None:
        return False
    return hints.tag_of_line[hints.line_of(blocks.starts[number])] in HEADINGS
