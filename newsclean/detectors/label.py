"""Labels that no list of phrases can hold: icon names, numbers, addresses, counters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role

__all__ = ["label"]

# What each rule of this file must look like, in order; the first that fits the whole block votes. Possessive, so that
# no input makes them slow.
_RULES: tuple[tuple[str, Role, float, str, re.Pattern[str]], ...] = (
    (
        "icon_name",
        Role.INTERFACE,
        5.0,
        "a single word in the form of an icon name",
        re.compile(r"[a-z][a-z0-9]*+(?:_[a-z0-9]++){1,6}+|(?:fa|icon|glyphicon|bi|mdi)-[a-z0-9-]++"),
    ),
    ("no_words", Role.INTERFACE, 4.0, "no word at all", re.compile(r"[\W_]++")),
    (
        "picture_placeholder",
        Role.INTERFACE,
        4.0,
        "a bracketed name that a text browser prints for a picture or a field",
        re.compile(r"\[[^\[\]]{0,80}+\]|[\w.-]{1,200}\.(?:jpe?g|png|gif|webp|svg)", re.IGNORECASE),
    ),
    (
        "gallery_counter",
        Role.MEDIA,
        4.0,
        "a place in a series of pictures",
        re.compile(r"\(?\d{1,3} ?(?:/|[^\W\d_]{1,4}) ?\d{1,3}\)?"),
    ),
    ("clock", Role.MEDIA, 3.5, "the time of a player", re.compile(r"\d{1,2}:\d{2}(?: ?/ ?\d{1,2}:\d{2})?+")),
    ("number", Role.OTHER, 3.0, "a number alone", re.compile(r"[\d\W_]++[kKmM%]?")),
    (
        "address",
        Role.OTHER,
        3.0,
        "an address alone",
        re.compile(r"(?:https?://|www\.)\S++|[\w.+-]{1,64}+@[\w-]{1,64}+(?:\.[\w-]{1,64}+){1,5}+|@\w{2,30}+"),
    ),
    (
        "copyright",
        Role.LEGAL,
        5.0,
        "a copyright sign and a year",
        re.compile(r"(?:©|[^\n]{0,60}?(?:©|\([cC]\)) ?(?=\d{4}))[^\n]{0,200}+"),
    ),
)
# Longer blocks are no labels; the longest copyright line that the rules above read.
_LONGEST = 260
# Words in a sentence on a sign of copyright; notices have fewer before their full stop, or begin with the sign.
_SHORTEST_SENTENCE = 8


def label(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Vote for blocks that are nothing but an icon's name, a number, an address, a counter or a copyright line."""
    # "(c) 1999 was scratched into the stone, they found." is about a sign, not under it.
    sentence = ((blocks.shape.words >= _SHORTEST_SENTENCE) & blocks.shape.ends_sentence).tolist()
    for number, text in enumerate(blocks.texts):
        # Most blocks are words or begin with one, and have none of the signs that the rules below ask for.
        if text.isalpha() or (text[0].isalpha() and " " in text and "©" not in text and "(c)" not in text):
            continue
        if len(text) > _LONGEST:
            continue
        for rule, role, weight, reason, pattern in _RULES:
            if pattern.fullmatch(text) and not (rule == "copyright" and sentence[number] and text[0] != "©"):
                yield blocks.vote(number, role, weight, f"label.{rule}", reason)
                break
