"""A name as it is printed, and those of agencies."""

from __future__ import annotations

import re

from attrs import frozen

from newsclean.detectors._known_words import SIGNS, is_agency

__all__ = ["BRACKETS", "Name", "read_agencies"]

#: What stands around the names of agencies: "(AFP/dpa)".
BRACKETS = "()[]（）【】"
# "dpa/lby": an agency and its service.
_SERVICE = re.compile(r"[a-z]{2,4}")
_AGENCIES = re.compile(r"\s*+[/,&+]\s*+")


@frozen
class Name:
    """A name as printed.

    Attributes:
        text: The name.
        is_agency: Whether the lexicon knows it as an agency's.
        is_doubtful: Whether it stands where a place, a position or a medium may stand as well: "Jane Doe, New York".
        is_printed: Whether it is believed for where it stands, though it is made of ordinary words: "Our Editors".
    """

    text: str
    is_agency: bool = False
    is_doubtful: bool = False
    is_printed: bool = False


def read_agencies(text: str) -> tuple[Name, ...]:
    """The agencies if the text is nothing else: "Reuters", "(AFP/dpa)", "dpa/lby".

    >>> [name.text for name in read_agencies("AFP, Reuters")], [name.text for name in read_agencies("(dpa/lby)")]
    (['AFP', 'Reuters'], ['dpa/lby'])
    """
    plain = text.strip(SIGNS + BRACKETS)
    if is_agency(plain):
        return (Name(plain, is_agency=True),)
    parts = _AGENCIES.split(plain)
    if len(parts) == 1 or not is_agency(parts[0]):
        return ()
    if plain.isupper() and "," in plain and not any(map(is_agency, parts[1:])):
        # "AFP, MANILA"
        return (Name(parts[0], is_agency=True),)
    if all(map(is_agency, parts)):
        return tuple(Name(part, is_agency=True) for part in parts)
    return (Name(plain, is_agency=True),) if all(map(_SERVICE.fullmatch, parts[1:])) else ()
