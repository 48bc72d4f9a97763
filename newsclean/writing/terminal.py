"""Text for a terminal: nothing in it drives the terminal, and it is as wide as it looks."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["columns", "printable", "wrap"]

# Control characters (escape sequences begin with one; terminals obey those of C1 too), line ends of Unicode, the marks
# that turn the direction of all that follows on the line, and surrogates, which no terminal can be sent.
_DRIVES = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DRIVES_BUT_LINE_FEED = re.compile(_DRIVES.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f"))


def printable(text: str, *, line_feeds: bool = False) -> str:
    r"""The text with everything that a terminal would obey written as an escape.

    Args:
        text: Any text.
        line_feeds: Whether line feeds stay.

    >>> print(printable("\x1b[2Jgone\u202e"))
    \x1b[2Jgone\u202e
    """
    return (_DRIVES_BUT_LINE_FEED if line_feeds else _DRIVES).sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for a wide character, none for one that joins another."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1


def wrap(text: str, width: int) -> list[str]:
    """Break a text into rows of at most ``width`` columns, between words where there are any; at least one row.

    Args:
        text: One line, without control characters.
        width: At least 2, the width of the widest character.
    """
    rows: list[str] = []
    row: list[str] = []
    used = 0
    for word in text.split(" "):
        needed = columns(word)
        if row:
            # A word longer than a row is cut anyway and may begin here, if more than its first character finds room.
            if used + (1 + needed if needed <= width else 3) > width:
                rows.append("".join(row))
                row, used = [], 0
            else:
                row.append(" ")
                used += 1
        if needed <= width - used:
            row.append(word)
            used += needed
            continue
        # Longer than a row: a script without blanks, or no word at all.
        for character in word:
            wide = _columns_of(character)
            if used + wide > width:
                rows.append("".join(row))
                row, used = [], 0
            row.append(character)
            used += wide
    rows.append("".join(row))
    return rows
