"""Tags: the topics that the page files the story under."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from newsclean.blocks import Blocks
from newsclean.lexicon import CueHit
from newsclean.model import Dump, Evidence, Role

__all__ = ["LONGEST_TAG", "MOST_LINES", "is_near", "links_from", "read_tags", "tag_list"]

#: A tag is a name or a topic, of at most so many words and characters; a story has so many of them (development dumps,
#: 2026-11). A longer list below a label is the directory of a site.
LONGEST_TAG, _LONGEST_TAG_CHARACTERS = 6, 80
_MOST_TAGS, MOST_LINES = 30, 15
# A story has one label for tags, or two; so many are read.
_MOST_LABELS = 20
# Behind a colon a sentence may stand as well; the topics of a line that ends like one are no longer than this.
_LONGEST_TAG_OF_SENTENCE = 3
# How far above the first paragraph and below the last the tags of a story stand, in blocks. Further away are menus.
_ABOVE, _BELOW = 25, 20
# Names of sections are tags as often as entries of a menu, and the lexicon gives them less weight.
_WEIGHT_OF_SECTION = 3.5
# In letters: shorter parts of a word are no labels that a flattener glued together ("iPhone", "McDonald").
_SHORTEST_GLUED = 4
_SEPARATOR = re.compile(r"\s*+[,;|•·、，；؛،/]\s*+|\s*+#|\s{2,}+")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3041-\u30ff\u3400-\u9fff]")
_HASHTAG_LINE = re.compile(r"(?:#(?=\w{0,60}[^\W\d_])[\w\-]{2,60}+[\s,]*+){1,40}+")
# What stands around a tag, and what marks an item of a list before it.
_SIGNS, _BULLETS = " :：.#|-–—·•", "*▪◦‣"


def tag_list(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for lines of tags, and for the short lines that follow a label such as "Tags:"; the value is the tags."""
    labels = blocks.hits(Role.TAGS)
    near = [number for number, _ in labels if is_near(blocks, number)][:_MOST_LABELS]
    for number, hit in labels:
        yield from _by_label(blocks, number, hit, is_near=number in near)
    if "#" not in dump.text:
        return
    for number, text in enumerate(blocks.texts):
        if text[0] == "#" and _HASHTAG_LINE.fullmatch(text):
            yield blocks.vote(
                number, Role.TAGS, 4.0, "tag_list.hashtags", "nothing but hashtags", value=read_tags(text)
            )


def _by_label(blocks: Blocks, number: int, hit: CueHit, *, is_near: bool) -> Iterator[Evidence]:
    text = blocks.texts[number]
    rest = text[hit.end :].strip(_SIGNS) if hit.match != "is" else ""
    if not rest:
        yield blocks.vote(number, Role.TAGS, hit.weight - 1.0, hit.rule, f"is “{hit.phrase}”")
        if is_near:
            yield from _lines_below(blocks, number)
        return
    tags = links_from(blocks, number, hit.end) or read_tags(rest, _has_word(blocks) if is_near else None)
    if not tags or (blocks.shape.ends_sentence[number] and _longest(tags) > _LONGEST_TAG_OF_SENTENCE):
        return
    # What says "Topics you follow" three times is a widget.
    is_own = is_near and blocks.folded.count(blocks.folded[number]) == 1 and not _is_marked(blocks, number)
    value = tags if is_own else ()
    yield blocks.vote(number, Role.TAGS, hit.weight, hit.rule, f"tags behind “{hit.phrase}”", value=value)


def links_from(blocks: Blocks, number: int, place: int) -> tuple[str, ...]:
    """The links of a page in what a block says from a place on, if it is two and more, each as short as a tag.

    The flattened line parts them by blanks alone, as it does the words of a tag.
    """
    hints = blocks.dump.hints
    if hints is None or not hints.anchors:
        return ()
    line = hints.line_of(blocks.starts[number])
    start, text = blocks.starts[number] - int(hints.starts[line]), blocks.texts[number]
    anchors = hints.anchors_between(line, start + place, start + len(text))
    links = [text[max(link.start - start, place) : link.end - start].strip(_SIGNS + ",;") for link in anchors]
    tags = tuple(dict.fromkeys(filter(None, links)))
    ends = [place, *(link.end - start for link in anchors)]
    starts = [*(link.start - start for link in anchors), len(text)]
    between = "".join(text[end:begin] for end, begin in zip(ends, starts, strict=True))
    if not 1 < len(tags) <= _MOST_TAGS or any(map(str.isalnum, between)) or _longest(tags) > LONGEST_TAG:
        return ()
    return tags


def _is_marked(blocks: Blocks, number: int) -> bool:
    """Whether the page marks the links of the line as tags, one by one: that is more exact than the line."""
    hints = blocks.dump.hints
    return hints is not None and "tag" in hints.marks.get(hints.line_of(blocks.starts[number]), ())


def is_near(blocks: Blocks, number: int) -> bool:
    """Whether a block stands so near the prose of the dump that tags there are the story's."""
    core = blocks.core
    return core.end <= core.start or core.start - _ABOVE <= number < core.end + _BELOW


def _lines_below(blocks: Blocks, label: int) -> Iterator[Evidence]:
    """The tags below a label, a line each; none if there are so many that they list the topics of a site."""
    found: list[tuple[int, tuple[str, ...]]] = []
    has_links = False
    for number in range(label + 1, min(label + 1 + 2 * MOST_LINES, len(blocks))):
        text = blocks.texts[number]
        if not any(map(str.isalpha, text)):
            if text.strip(" ,;|/•·、，"):
                break
            continue
        # A list that began without a blank line ends at one.
        if found and blocks.blank_before[number] and not blocks.blank_before[label + 1]:
            break
        tags = links_from(blocks, number, 0)
        if tags:
            has_links = True
        elif not has_links and _may_be_tags(blocks, number):
            # Below a line with all of the links stands something else.
            tags = read_tags(text, _has_word(blocks))
        if not tags:
            break
        found.append((number, tags))
    if len(found) > MOST_LINES:
        return
    for number, tags in found:
        reason = "a short line below a label for tags"
        # The list weighs more than what one of its lines is in menus.
        known = max((hit.weight for hit in blocks.cues.get(number, ())), default=2.5)
        yield blocks.vote(number, Role.TAGS, known + 0.5, "tag_list.below", reason, value=tags)


def _has_word(blocks: Blocks) -> Callable[[str], bool]:
    return lambda word: f" {word}" in blocks.dump.text


def _may_be_tags(blocks: Blocks, number: int) -> bool:
    return (
        bool(blocks.shape.words[number] <= LONGEST_TAG)
        and not blocks.shape.ends_sentence[number]
        and blocks.texts[number][-1] not in ":："
        and all(_may_be_tag(hit, blocks.language) for hit in blocks.cues.get(number, ()))
    )


def _may_be_tag(hit: CueHit, language: str | None) -> bool:
    """Whether a phrase leaves a line a tag: the name of a section, the label of a teaser, a menu's word elsewhere."""
    if hit.role is Role.NAVIGATION:
        is_foreign = not hit.rule.startswith(("lexicon.any.", "lexicon.en.", f"lexicon.{language}."))
        return hit.weight <= _WEIGHT_OF_SECTION or is_foreign
    return hit.role is Role.TAGS or hit.part == "kicker"


def _longest(tags: tuple[str, ...]) -> int:
    return max(len(tag.split()) for tag in tags)


def read_tags(text: str, is_word: Callable[[str], bool] | None = None) -> tuple[str, ...]:
    """The tags of one line, each once; none if a piece of it is too long for a tag.

    Glued tags are parted where a small letter meets a capital: if there are several such places, or if the dump has the
    word behind the place by itself too.

    Args:
        text: What stands behind the label.
        is_word: Tells whether the dump has a word by itself, if that can be asked.

    >>> read_tags("ChinaRussiaVladimir Putin")
    ('China', 'Russia', 'Vladimir Putin')
    >>> read_tags("China , Putin"), read_tags("YouTube"), read_tags("* Sea ice")
    (('China', 'Putin'), ('YouTube',), ('Sea ice',))
    """
    text = _bare(text)
    pieces = _SEPARATOR.split(text)
    if len(pieces) == 1:
        # With separators nothing is glued.
        pieces = text.split() if _UNSPACED.search(text) else _unglued(text, is_word)
    tags = [tag for piece in pieces if (tag := _bare(piece))]
    if len(tags) > _MOST_TAGS or any(
        len(tag.split()) > LONGEST_TAG or len(tag) > _LONGEST_TAG_CHARACTERS for tag in tags
    ):
        return ()
    return tuple(dict.fromkeys(tags))


def _bare(text: str) -> str:
    return text.lstrip(_BULLETS + _SIGNS).rstrip(_SIGNS)


def _unglued(text: str, is_word: Callable[[str], bool] | None) -> list[str]:
    places = [
        place
        for place in range(2, len(text) - 2)
        if text[place].isupper() and text[place - 1].islower() and text[place + 1].islower()
    ]
    cuts = [0, *places, len(text)]
    parts = [text[start:end] for start, end in pairwise(cuts)]
    if len(places) == 1:
        is_glued = min(map(len, parts)) >= _SHORTEST_GLUED and is_word is not None and is_word(parts[1].split()[0])
        return parts if is_glued else [text]
    return parts
