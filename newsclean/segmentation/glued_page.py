"""Rows of labels and short pages on one line in scripts without capitals, where nothing shows where a label ends.

"首页国内体育渔市开张2025年5月22日 09:30分享…": what is known of such a line are the labels that it begins with, its
date, the ends of its sentences, and the labels that it ends with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from newsclean.lexicon import Lexicon

__all__ = ["glued_page_cuts", "glued_row_cuts"]

# So many labels, one right behind the other, begin no sentence; see ``labels._FEWEST_IN_MENU``.
_FEWEST_LABELS = 3
# A longer line is a page on one line; see ``labels._LONGEST_LINE``.
_LONGEST_ROW = 400
# So many labels on both sides of what is not known are phrases; in characters, words of two being the most usual in
# Chinese and Japanese. Without this "台灣選情的最新觀察" was cut into four (development dumps, 2026-11).
_FEWEST_PHRASES, _SHORTEST_PHRASE = 2, 4
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
# Of the characters: a headline may begin with three labels, "国际社会关注 …", and goes on with other words.
_SHARE_OF_LABELS = 2 / 3
# In characters. Longer labels stand on lines of their own.
_LONGEST_LABEL = 24
_HALF_OF_DAY = "(?:오전|오후|上午|下午|午前|午後)?"
_TIME = rf"(?:[\s,،-]{{0,3}}{_HALF_OF_DAY}\s?\d{{1,2}}(?:[:：]\d{{2}}(?::\d{{2}})?+|[時时点시]\s?\d{{1,2}}[分분]))?+"
_DATE = re.compile(
    rf"(?<!\d)(?:\d{{4}}[年년]\s?\d{{1,2}}[月월]\s?\d{{1,2}}[日일]|\d{{4}}([-/.])\d{{1,2}}\1\d{{1,2}}"
    rf"|\d{{1,2}}([-/.])\d{{1,2}}\2\d{{4}}|\d{{1,2}}\s[^\s\d]{{2,14}}\s\d{{4}})(?!\d){_TIME}"
)
# Behind a stop may stand closing quotation marks, and blanks or none: "…排起长队。市场", "…للمرة الأولى.وقال".
_SENTENCE_END = re.compile(r"(?:[。！？।؟۔]|(?:(?<=[^\W\d_a-zA-Z])|(?<=[\"”’»」』)）]))[.!?])[”’»」』)）]*+\s*+")


def glued_page_cuts(text: str, folded: str, start: int, end: int, lexicon: Lexicon) -> list[int]:
    """Offsets at which a dump of one line is to be cut that begins with a menu in a script without capitals.

    Args:
        text: A dump.
        folded: The same, folded.
        start: Where its only line begins.
        end: Where it ends.
        lexicon: Knows labels and cues.

    Returns:
        Places in the line. None where a phrase such as "来源：" would take the first sentence along.

    >>> from newsclean.lexicon import Lexicon
    >>> line = "首页国内体育渔市开张2025年5月22日分享渔市星期四开张。"
    >>> glued_page_cuts(line, line, 0, len(line), Lexicon.load())
    [2, 4, 6, 10, 20, 22]
    """
    line, labels = folded[start:end], lexicon.labels
    menu = list(_labels_from(line, 0, labels))
    if len(menu) < _FEWEST_LABELS:
        return []
    cuts = set(menu)
    head = menu[-1]
    sentence = _SENTENCE_END.search(line, head)
    date = _DATE.search(line, head, sentence.start() if sentence else len(line))
    if date is not None:
        behind = [date.end(), *_labels_from(line, date.end(), labels)]
        head = behind[-1]
        cuts.update((date.start(), *behind))
    if lexicon.cue_at(line[head:].lstrip()):
        return []
    tail = head
    # Folded, quotation marks that open are those that close.
    for found in _SENTENCE_END.finditer(text[start:end], head):
        tail = found.end()
        cuts.add(tail)
    if tail > head:
        cuts.update(_labels_from(line, tail, labels))
    cuts.add(_label_at_end(line, tail, labels))
    return sorted(cuts - {0, len(line)})


def glued_row_cuts(folded: str, labels: frozenset[str]) -> list[int]:
    """Offsets at which a line is to be cut that is a menu or a footer without blanks between its labels.

    Args:
        folded: A line that ends no sentence, as the lexicon folds it.
        labels: The labels that the lexicon knows.

    Returns:
        Places around the labels at both ends. None where fewer than three are known, or these are words that begin and
        end any headline and not most of the line, or where blanks part them all.

    >>> from newsclean.lexicon import Lexicon
    >>> glued_row_cuts("首页国内体育渔市", Lexicon.load().labels)
    [2, 4, 6]
    >>> [glued_row_cuts(line, Lexicon.load().labels) for line in ("国内渔市开张", "国内渔市改变经济社会")]
    [[], []]
    """
    if len(folded) > _LONGEST_ROW or not _is_caseless(folded[0]) or _SENTENCE_END.search(folded):
        return []
    head = list(_labels_from(folded, 0, labels))
    if not head:
        return []
    tail = list[int]()
    end = len(folded)
    while (start := _label_at_end(folded[:end], head[-1], labels)) < end:
        tail.append(start)
        end = start
    cuts = sorted({*head, *tail} - {0, len(folded)})
    ends = [*pairwise((0, *head)), *pairwise((*reversed(tail), len(folded)))]
    has_phrases = sum(_is_phrase(folded[start:end].strip()) for start, end in ends) >= _FEWEST_PHRASES
    is_known = sum(end - start for start, end in ends) >= _SHARE_OF_LABELS * len(folded)
    is_menu = is_known and max(len(head), len(tail)) >= _FEWEST_LABELS
    if not is_menu and not (has_phrases and len(ends) >= _FEWEST_LABELS):
        # A label of several words that the next word is glued to is one by itself: "اقرأ أيضاالصيادون يطالبون".
        cuts = [cut for cut in head[:1] if " " in folded[:cut]]
    is_glued = any(_parts_letters(folded, cut) for cut in cuts)
    # Behind a colon or a slash stands no other label.
    return cuts if is_glued and all(_parts_letters(folded, cut) or _has_blank(folded, cut) for cut in cuts) else []


def _is_phrase(label: str) -> bool:
    """Whether a label is no single word, which headlines have as well: "اتصل بنا", "关于我们", or a foreign one."""
    is_long = len(label) >= _SHORTEST_PHRASE
    # Words in kana are as long: "シリーズ".
    is_of_one_kind = label.isascii() or all(_FIRST_HAN <= sign <= _LAST_HAN for sign in label)
    return " " in label or (is_long and is_of_one_kind)


def _has_blank(folded: str, place: int) -> bool:
    return folded[place - 1].isspace() or folded[place : place + 1].isspace()


def _parts_letters(folded: str, place: int) -> bool:
    """Whether a place parts two letters that no blank parts; a letter may have marks."""
    before, behind = folded[place - 1], folded[place : place + 1]
    return behind.isalnum() and (before.isalnum() or _is_mark(before))


def _is_mark(character: str) -> bool:
    return category(character).startswith("M")


def _labels_from(line: str, place: int, labels: frozenset[str]) -> Iterator[int]:
    """Where each of the labels ends that stand one right behind the other from a place on."""
    while place < len(line):
        if line[place].isspace():
            place += 1
            continue
        # One letter begins a word far more often: "新渔市".
        shortest = 1 if place == 0 or line[place + 1 : place + 2].isspace() else 2
        lengths = range(min(_LONGEST_LABEL, len(line) - place), shortest - 1, -1)
        is_caseless = _is_caseless(line[place])
        length = next((length for length in lengths if is_caseless and line[place : place + length] in labels), 0)
        if not length:
            return
        place += length
        yield place


def _is_caseless(letter: str) -> bool:
    return letter.isalpha() and letter.upper() == letter and letter.lower() == letter


def _label_at_end(line: str, first: int, labels: frozenset[str]) -> int:
    """Where the longest label begins that the line ends with, not before a place; the line's length if none does."""
    starts = range(max(first, len(line) - _LONGEST_LABEL), len(line))
    return next((start for start in starts if line[start:] in labels), len(line))
