"""Names in Chinese, Japanese and Korean that stand alone in their line."""

from __future__ import annotations

from newsclean.detectors._known_words import is_label, is_position
from newsclean.detectors.names.words import is_hangul, is_japanese, small_words

__all__ = ["before_position", "is_east_asian"]

# In characters: a family's and a given name.
_SHORTEST, _LONGEST = 3, 5


def before_position(text: str) -> str:
    """A name of Chinese characters without the position that is written behind it, else the text: 佐藤健一記者."""
    plain = text.strip()
    ends = range(_SHORTEST, min(_LONGEST + 1, len(plain)))
    found = (plain[:end] for end in ends if is_position(plain[end:]) and not is_label(plain[:end]))
    name = next(found, text)
    # "社会部記者" is the reporter of a department.
    is_name = name[-1:] not in small_words().not_japanese_ends
    return name if is_name and all("\u3400" <= sign <= "\u9fff" or sign == "々" for sign in name) else text


def is_east_asian(text: str, language: str | None) -> bool:
    """Whether a text is a Japanese or a Korean name by itself."""
    return (language == "ja" and is_japanese(text)) or (language == "ko" and is_hangul(text))
