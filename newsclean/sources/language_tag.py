"""Language tags, as callers and collectors write them, become the codes that are known here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from attrs import frozen

__all__ = ["primary_language"]

# BCP 47 (RFC 5646): a language of two or three letters, then script, region and the like, of one to eight signs each.
# Locales of POSIX part them by "_", and name an encoding behind a full stop.
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,10}(?:\.[A-Za-z0-9-]{1,20})?")
_FILE = Path(__file__).with_name("languages.toml")


@frozen
class _Languages:
    """What is known of codes.

    Attributes:
        codes: The code that is used here, by every code of ISO 639-1 and those of three letters for the same languages.
        no_language: Codes that tell of no language.
        names: Codes by the English name of the language.
    """

    codes: Mapping[str, str]
    no_language: frozenset[str]
    names: Mapping[str, str]


@cache
def _languages() -> _Languages:
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    other_codes: dict[str, str] = told["other_codes"]
    codes = {alias: code for code, three_letters in told["codes"].items() for alias in (code, *three_letters)}
    used = {alias: other_codes.get(code, code) for alias, code in {**codes, **other_codes}.items()}
    return _Languages(MappingProxyType(used), frozenset(told["no_language"]["codes"]), MappingProxyType(told["names"]))


def primary_language(tag: str) -> str:
    """The code of the language that a tag names, without what stands behind it.

    Args:
        tag: A code of ISO 639-1, or a tag of BCP 47 that begins with one or with a code of three letters.

    Returns:
        The code of ISO 639-1; where the language has none, that of three letters, which is taken as it is.

    Raises:
        ValueError: It is no such tag, or one of no language; the error names the code where it can.

    >>> primary_language("pt-BR"), primary_language("DE"), primary_language("nb_NO.UTF-8"), primary_language("eng_Latn")
    ('pt', 'de', 'no', 'en')
    """
    languages = _languages()
    written = tag.strip()
    match = _TAG.fullmatch(written)
    code = match[1].lower() if match else ""
    if code in languages.codes:
        return languages.codes[code]
    if code in languages.no_language:
        raise ValueError(f"language is {tag!r:.60}, which tells of no language; leave it out, to have it found out")
    if len(code) == 3:
        return code
    meant = languages.names.get(written.lower())
    wanted = f"write {meant!r}" if meant else "write a code such as 'de', or a tag such as 'pt-BR'"
    raise ValueError(f"language is {tag!r:.60}, which is no code of ISO 639-1; {wanted}")
