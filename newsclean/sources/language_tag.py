"""Language tags, as callers and collectors write them, become the codes that are known here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["primary_language"]

# BCP 47 (RFC 5646): a language of two or three letters, then script, region and the like, of one to eight signs each.
# Locales of POSIX part them by "_", and name an encoding behind a full stop.
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,10}(?:\.[A-Za-z0-9-]{1,20})?")
# Codes that were withdrawn (he, id), and the two written forms of Norwegian, which are one language here.
_OTHER_CODES = {"iw": "he", "in": "id", "nb": "no", "nn": "no"}
#: What people write instead of the code: the English names of the languages that have a lexicon.
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "arabic": "ar", "bulgarian": "bg", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl",
        "english": "en", "farsi": "fa", "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he",
        "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko",
        "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru",
        "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
    }
)  # fmt: skip


def primary_language(tag: str) -> str:
    """The code of the language that a tag names, without what stands behind it.

    Args:
        tag: A code of ISO 639-1, or a tag of BCP 47 that begins with one.

    Raises:
        ValueError: It is no such tag; the error names the code where it can.

    >>> primary_language("pt-BR"), primary_language("DE"), primary_language("nb_NO.UTF-8")
    ('pt', 'de', 'no')
    """
    match = _TAG.fullmatch(tag.strip())
    if match is None:
        meant = _NAMES.get(tag.strip().lower())
        wanted = f"write {meant!r}" if meant else "write a code such as 'de', or a tag such as 'pt-BR'"
        raise ValueError(f"language is {tag!r:.60}, which is no code of ISO 639-1; {wanted}")
    code = match[1].lower()
    return _OTHER_CODES.get(code, code)
