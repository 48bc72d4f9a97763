"""Which script a text is written in: what Unicode tells before any word is looked at."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Final

__all__ = ["LANGUAGE_OF", "leading_script", "script_of"]

# First and last code point of the blocks of each script, in steps of 16: what is no letter there is not counted anyway.
# From Blocks.txt of Unicode 16. Scripts that no news is printed in are left out.
_BLOCKS: Final = (
    ("Latin", 0x0000, 0x02AF),
    ("Greek", 0x0370, 0x03FF),
    ("Cyrillic", 0x0400, 0x052F),
    ("Armenian", 0x0530, 0x058F),
    ("Hebrew", 0x0590, 0x05FF),
    ("Arabic", 0x0600, 0x06FF),
    ("Arabic", 0x0750, 0x077F),
    ("Thaana", 0x0780, 0x07BF),
    ("Arabic", 0x08A0, 0x08FF),
    ("Devanagari", 0x0900, 0x097F),
    ("Bengali", 0x0980, 0x09FF),
    ("Gurmukhi", 0x0A00, 0x0A7F),
    ("Gujarati", 0x0A80, 0x0AFF),
    ("Oriya", 0x0B00, 0x0B7F),
    ("Tamil", 0x0B80, 0x0BFF),
    ("Telugu", 0x0C00, 0x0C7F),
    ("Kannada", 0x0C80, 0x0CFF),
    ("Malayalam", 0x0D00, 0x0D7F),
    ("Sinhala", 0x0D80, 0x0DFF),
    ("Thai", 0x0E00, 0x0E7F),
    ("Lao", 0x0E80, 0x0EFF),
    ("Tibetan", 0x0F00, 0x0FFF),
    ("Myanmar", 0x1000, 0x109F),
    ("Georgian", 0x10A0, 0x10FF),
    ("Hangul", 0x1100, 0x11FF),
    ("Ethiopic", 0x1200, 0x139F),
    ("Khmer", 0x1780, 0x17FF),
    ("Mongolian", 0x1800, 0x18AF),
    ("Georgian", 0x1C90, 0x1CBF),
    ("Latin", 0x1E00, 0x1EFF),
    ("Greek", 0x1F00, 0x1FFF),
    ("Han", 0x3000, 0x300F),  # 々 and 〆
    ("Kana", 0x3040, 0x30FF),
    ("Bopomofo", 0x3100, 0x312F),
    ("Hangul", 0x3130, 0x318F),
    ("Kana", 0x31F0, 0x31FF),
    ("Han", 0x3400, 0x4DBF),
    ("Han", 0x4E00, 0x9FFF),
    ("Hangul", 0xAC00, 0xD7FF),
    ("Han", 0xF900, 0xFAFF),
    ("Arabic", 0xFB50, 0xFDFF),
    ("Arabic", 0xFE70, 0xFEFF),
    ("Latin", 0xFF20, 0xFF5F),
    ("Kana", 0xFF60, 0xFF9F),
    ("Hangul", 0xFFA0, 0xFFDF),
    ("Han", 0x20000, 0x323AF),
)

#: The language of each script that the news of only one language is printed in.
LANGUAGE_OF: Final = {
    "Armenian": "hy",
    "Bengali": "bn",
    "Bopomofo": "zh",
    "Ethiopic": "am",
    "Georgian": "ka",
    "Greek": "el",
    "Gujarati": "gu",
    "Gurmukhi": "pa",
    "Han": "zh",
    "Hangul": "ko",
    "Hebrew": "he",
    "Japanese": "ja",
    "Kannada": "kn",
    "Khmer": "km",
    "Lao": "lo",
    "Malayalam": "ml",
    "Mongolian": "mn",
    "Myanmar": "my",
    "Oriya": "or",
    "Sinhala": "si",
    "Tamil": "ta",
    "Telugu": "te",
    "Thaana": "dv",
    "Thai": "th",
    "Tibetan": "bo",
}

# What a letter tells beside a Latin one. A Chinese character stands for about three letters; and where two scripts meet
# on a page, the Latin one is more often the names, the addresses and the buttons.
_LATIN_WEIGHT: Final = 1
_WEIGHT: Final = 2
_HAN_WEIGHT: Final = 3
# From one kana to so many Chinese characters on it is Japanese. News there has one to four at least, save for lists of
# names; news in Chinese had none in 1,050 development dumps, but may quote the name of a song.
_KANA_SHARE: Final = 10


@cache
def _script_of_row() -> dict[int, str]:
    """The script of every row of 16 code points that has one."""
    return {row: script for script, first, last in _BLOCKS for row in range(first >> 4, (last >> 4) + 1)}


def script_of(character: str) -> str | None:
    """The script of one letter; ``None`` for what is no letter, and for letters of scripts without a name here."""
    return _script_of_row().get(ord(character) >> 4) if character.isalpha() else None


def leading_script(text: str) -> tuple[str | None, int]:
    """Find the script that most of a text is written in.

    Args:
        text: Any text; a thousand characters are plenty. Linear in its length.

    Returns:
        The script, and how much is written in it: Latin letters count 1, Chinese characters 3, others 2. ``"Japanese"``
        stands for kana and Chinese characters together. ``(None, 0)`` without letters.

    >>> leading_script("Η Βουλή ψηφίζει (BBC)")
    ('Greek', 26)
    """
    if text.isascii():
        amount = len(text) if text.isalpha() else sum(map(str.isalpha, text))
        return ("Latin", amount) if amount else (None, 0)
    rows = _script_of_row()
    amounts: dict[str, int] = {}
    for character, count in Counter(text).items():
        if character.isalpha():
            script = rows.get(ord(character) >> 4)
            if script is not None:
                amounts[script] = amounts.get(script, 0) + count
    kana = amounts.get("Kana", 0)
    japanese = kana * _KANA_SHARE > amounts.get("Han", 0)
    for script in amounts:
        amounts[script] *= _LATIN_WEIGHT if script == "Latin" else _HAN_WEIGHT if script == "Han" else _WEIGHT
    if japanese:
        amounts["Japanese"] = amounts.pop("Kana") + amounts.pop("Han", 0)
    # Of two scripts that are equally strong, the first by name: never the order of a set.
    return max(sorted(amounts.items()), key=lambda item: item[1], default=(None, 0))
