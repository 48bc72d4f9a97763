"""Credits inside the line of their caption: "The ferry at the pier Photo: Jane Doe", "Two tugs at work © Jane Doe"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from newsclean.characters import is_lower
from newsclean.detectors._known_words import is_agency
from newsclean.lexicon import Lexicon, fold
from newsclean.model import Role

if TYPE_CHECKING:
    from newsclean.blocks import Blocks

__all__ = ["LONGEST_CAPTION", "LONGEST_CREDIT", "inner_credits"]

#: In words: 99 % of the captions in the development dumps are shorter. Credits are names.
LONGEST_CAPTION, LONGEST_CREDIT = 45.0, 12.0
# What is behind the label, in words. Of the 275 lines of one flattener of the development pages that end with a label
# and names, 263 are in no gold text, and 62 of the 64 that end with the sign and names (2026-11); the others are
# captions that the gold keeps.
_MOST_NAMES = 8
# What is before the label must be more than another label, in words.
_FEWEST_WORDS = 4
# In characters, from the end of the line: where a label is looked for.
_TAIL = 70
# Words of a label: "Autor der Fotos:".
_LONGEST_LABEL = 3
_SIGNS = " \t.,:;|/–—-=·•()[]（）【】"
_BRACKETS = " ([|（【/–—-"
_STOPS = ".!?…:。！？"


def inner_credits(blocks: Blocks) -> Iterator[tuple[int, int, int]]:
    """Lines that end with a credit: number of the block, and where in its text the label and the credit begin.

    A line that ends as a sentence does is no such line, for a credit is no sentence, unless it stands in brackets.
    """
    words = blocks.word_counts
    # Most lines have none of the signs.
    signed = [
        n for n, line in enumerate(blocks.folded) if ":" in line or "©" in line or ("/" in line and _is_bracketed(line))
    ]
    for number in signed:
        folded = blocks.folded[number]
        if words[number] > LONGEST_CAPTION + LONGEST_CREDIT or folded[-1] in _STOPS:
            continue
        if blocks.core.prose[number] and folded[-1] not in ")]":
            continue
        text = blocks.texts[number]
        found = _labelled(text, folded) or _signed(folded) or (_by_agency(text) if _is_bracketed(folded) else None)
        if found is not None and _are_names(text[found[1] :]):
            yield number, *found


def _is_bracketed(folded: str) -> bool:
    """Whether a line ends like "… (Foto: dpa/Anna Berg)"."""
    return folded[-1] in ")）" and "/" in folded


def _labelled(text: str, folded: str) -> tuple[int, int] | None:
    colon = folded.find(":", max(len(folded) - _TAIL, 1))
    while colon > 0:
        words = folded[:colon].rsplit(None, _LONGEST_LABEL)[-_LONGEST_LABEL:]
        for count in range(len(words), 0, -1):
            label = " ".join(words[-count:]).lstrip(_BRACKETS)
            if label in _labels():
                start = folded.rfind(label, 0, colon)
                # "What she saw in the photo: Harbour rats" has no label.
                is_printed_so = not is_lower(text[start]) or text[start - 1] in _BRACKETS.strip()
                if is_printed_so and len(folded[:start].split()) >= _FEWEST_WORDS:
                    return start, colon + 1
        colon = folded.find(":", colon + 1)
    return None


def _signed(folded: str) -> tuple[int, int] | None:
    sign = folded.rfind("©")
    if sign < 0 or len(folded[:sign].split()) < _FEWEST_WORDS:
        return None
    return sign, sign + 1


def _by_agency(text: str) -> tuple[int, int] | None:
    """An agency and its photographer in brackets: "The ferry at the pier (EFE/Ana Ruiz)"."""
    start = max(text.rfind("(", 1), text.rfind("（", 1))
    agency, slash, _ = text[start + 1 :].partition("/")
    if start < 1 or not slash or len(text[:start].split()) < _FEWEST_WORDS or not is_agency(agency):
        return None
    return start, start + 1


def _are_names(text: str) -> bool:
    """Whether names may stand so: a few words without a figure, of which the first begins with no small letter."""
    plain = text.strip(_SIGNS)
    if not plain or len(plain.split()) > _MOST_NAMES or any(map(str.isdigit, plain)):
        return False
    return plain[0].isalpha() and (not is_lower(plain[0]) or "/" in plain or " " not in plain)


@cache
def _labels() -> frozenset[str]:
    """The lexicon's labels of credits that stand before names, folded, without their colon."""
    phrases = Lexicon.load().phrases(Role.CREDIT, "label", match="starts")
    return frozenset(phrase[:-1].strip(_BRACKETS) for phrase in map(fold, phrases) if phrase.endswith(":"))
