"""Text becomes pieces, and pieces become a shape: one letter a piece, on which dates are found by small patterns.

The letters:

=========  =============================================================================================
``1``-``9``  a number by the count of its digits; ``9`` for nine and more
``M W``    a month, a weekday
``A B``    a half of the day: "pm"; ``B`` where it stands before the time (下午, 오전)
``E``      an era (令和, พ.ศ.)
``Z T``    a time zone; the T of ISO 8601
``Y m D``  the signs for year, month and day behind numbers (年月日, 년월일)
``H I S``  those for hours, minutes and seconds
``c t``    small words inside a date ("de") and beside one ("um")
``k h o``  words before a time ("kl."), hours ("Uhr", "h"), endings of ordinals ("th")
``w``      any other word
``$``      a sign that makes a number something else: currencies, %, #, №
=========  =============================================================================================

White space and marks of writing direction are one blank; punctuation of any script stands as its ASCII sign (dashes
``-``, bars and bullets ``|``, brackets round), anything else as ``_``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import groupby

from newsclean.dates.tables import known_language, phrases, seasonal_zones, vocabulary, zones

__all__ = ["is_number", "lexed", "number", "other_words", "pieces_of", "plain", "shape_of"]

_HAN_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1}
_HAN_UNITS = {"十": 10, "百": 100}
_HAN_NUMERALS = "".join((*_HAN_DIGITS, *_HAN_UNITS))
_SIGNS = {"年": "Y", "년": "Y", "月": "m", "월": "m", "日": "D", "号": "D", "號": "D", "일": "D", "时": "H", "時": "H",
          "点": "H", "點": "H", "시": "H", "分": "I", "분": "I", "秒": "S", "초": "S"}  # fmt: skip
_HAN_SIGNS = "".join(sign for sign in _SIGNS if sign < "가")

# "Z" is the first letter of many words.
_SHORTEST_ZONE = 3
# A piece is never longer: a dump may be one word of ten million letters.
_LONGEST = 40
_SPACE = r"\s\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff"
_PUNCTUATION = (
    r"!-/:-@\[-`{-\u00a9\u00ab-\u00af\u00b1-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u058a\u05be"
    r"\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u200b\u200e-\u206f\u20a0-\u20bf"
    r"\u2116\u2190-\u2bff\u3000-\u3006\u3008-\u3020\u3030\ue000-\uf8ff\ufe30-\ufe4f\ufeff\uff01-\uff0f\uff1a-\uff20"
    r"\uff3b-\uff40\uff5b-\uff65\ufffd\U0001f000-\U0001faff"
)

_PLAIN_SIGNS = {
    plain: plain + more
    for plain, more in {
        ".": "．",
        ",": "，、،;；",
        ":": "：∶",
        "/": "／",
        "-": "‐‑‒–−－־",
        "|": "—―│｜•·・∙●‧",
        "(": "（[【〔",
        ")": "）]】〕",
        "+": "＋",
        "'": "’‘ʼ′`",
        "$": "€£¥%#№＃％＄￥",
    }.items()
}
_CLASS_OF_SIGN = {sign: plain for plain, signs in _PLAIN_SIGNS.items() for sign in signs} | {"@": "t", "°": "o"}


def pieces_of(text: str) -> list[str]:
    """Cut a text into numbers, words, blanks and signs; together they are the text. Linear."""
    return _piece_pattern().findall(text)


def shape_of(pieces: Iterable[str], language: str | None = None) -> str:
    """The shape of the pieces, one letter each, as a reader of ``language`` sees them."""
    return "".join(map(_classifier(known_language(language)), pieces))


# Several detectors read the same short lines of a dump; in characters, and how many such lines are kept.
_SHORT, _KEPT = 200, 256


def lexed(text: str, language: str | None = None) -> tuple[Sequence[str], str]:
    """The pieces of a text and their shape; see ``pieces_of`` and ``shape_of``."""
    known = known_language(language)
    return _lexed(text, known) if len(text) <= _SHORT else _lexed.__wrapped__(text, known)


@lru_cache(maxsize=_KEPT)
def _lexed(text: str, known: str | None) -> tuple[Sequence[str], str]:
    pieces = pieces_of(text)
    return pieces, shape_of(pieces, known)


def other_words(text: str, language: str | None = None, *, numbers: bool = True) -> float:
    """How many words of a text have nothing to do with dates: neither small words, weekdays and hours nor signs.

    Where the script needs no blanks, two characters count as a word. Numbers and months count as words too, unless
    ``numbers`` is false: what is left then may be a part of a date.

    >>> other_words("Monday, at 10 Uhr | Anna Berg", "de"), other_words("星期一 来源：新华社")
    (3.0, 2.5)
    """
    pieces, shape = lexed(text, language)
    foreign = "wEY123456789M" if numbers else "w"
    count = 0.0
    # "www.example.com", "M. K.-Berg": one word up to the next blank.
    inside = False
    for piece, letter in zip(pieces, shape, strict=True):
        if letter == " ":
            inside = False
        elif letter in foreign:
            if "\u3040" <= piece[0] <= "\u9fff":
                count += len(piece) / 2
                inside = False
            elif not inside:
                count += 1
                inside = True
    return count


def plain(piece: str) -> str:
    """The piece as the tables have it: in lower case, with single blanks."""
    return " ".join(piece.lower().split())


def is_number(piece: str) -> bool:
    """Whether the piece is a number in the digits of any script, Chinese numerals included."""
    return piece[0].isdecimal() or piece[0] in _HAN_NUMERALS


def number(piece: str) -> int:
    """What a numeric piece stands for.

    >>> [number(piece) for piece in ("20", "२०", "二〇二四", "二十", "十二", "一百一十二")]
    [20, 20, 2024, 20, 12, 112]
    """
    if piece[0].isdecimal():
        return int(piece)
    if not any(sign in _HAN_UNITS for sign in piece):
        return int("".join(str(_HAN_DIGITS[sign]) for sign in piece))
    total, digit = 0, 0
    for sign in piece:
        if sign in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[sign]
            digit = 0
        else:
            digit = _HAN_DIGITS[sign]
    return total + digit


@cache
def _classifier(language: str | None) -> Callable[[str], str]:
    words = vocabulary(language).classes
    zone_names = zones()

    # Pages repeat their words, and a look into this cache costs a tenth of the function.
    @lru_cache(maxsize=8192)
    def class_of(piece: str) -> str:
        first = piece[0]
        if is_number(piece):
            return str(min(len(str(number(piece))) if first in _HAN_NUMERALS else len(piece), 9))
        if piece in _SIGNS:
            return _SIGNS[piece]
        if piece in _CLASS_OF_SIGN:
            return _CLASS_OF_SIGN[piece]
        if piece == "T":
            return "T"
        if piece in zone_names or piece in ("utc", "gmt", "msk"):
            return "Z"
        folded = plain(piece)
        if not folded or _SPACES.match(folded):
            return " "
        found = words.get(folded)
        if found == "A" and ("가" <= first <= "힣" or "一" <= first <= "鿿"):
            return "B"
        return found or ("w" if _WORD.match(piece) else "_")

    return class_of


_SPACES = re.compile(f"[{_SPACE}]")
_WORD = re.compile(rf"[^{_SPACE}\d{_PUNCTUATION}]")
_NUMBER_PATTERNS = (
    # Flatteners glue a date to a time: "20232:23 PM", "12:1704.01.2012", "2023-04-2819:20". Two digits stand behind
    # each colon and four make a year, so there is one way only to cut them.
    r"(?<!\d)(?:19|20)\d\d(?=\d{1,2}:\d\d(?!\d))",
    r"(?<=\d:)\d\d(?=(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d\d[./-]\d\d)(?!\d))",
    r"(?<=\d:)\d\d(?=\d{1,2}[ .]? ?[^\W\d_])",
    r"(?<=[./-])\d\d(?=\d\d:\d\d(?!\d))",
    # Or to counts behind it: "May 3, 20245 min read", "3 May 202412 comments", "03.05.20245 min", "May 3, 202438Like".
    # But "On 3 May 20000 people marched" has a round number.
    (
        r"(?:(?<=[^\W\d_] )|(?<=[^\W\d_], )|(?<=\d, )|(?<=\d[./]))(?!20000)"
        r"(?:19|20)\d\d(?=(?:0|[1-9]\d{0,7})(?!\d) ?[^\W\d_])"
    ),
    rf"\d{{1,{_LONGEST}}}",
    rf"[{_HAN_NUMERALS}]{{1,8}}(?=[{_HAN_SIGNS}])",
)


@cache
def _piece_pattern() -> re.Pattern[str]:
    known = sorted({word.strip() for word in phrases()} - {""})
    single = re.compile(rf"[^{_SPACE}\d{_PUNCTUATION}{_HAN_SIGNS}{_HAN_NUMERALS}一-鿿]+")
    joined = [word for word in known if not single.fullmatch(word) and len(word) > 1]
    han_firsts = "".join(sorted({word[0] for word in joined if "一" <= word[0] <= "鿿"}))
    word = rf"[^{_SPACE}\d{_PUNCTUATION}{_HAN_SIGNS}{_HAN_NUMERALS}{han_firsts}]{{1,{_LONGEST}}}"
    ascii_firsts = "".join({word[0] + word[0].upper() for word in joined if word[0].isascii()})
    return re.compile(
        "|".join(
            (
                # The commonest pieces come first: a blank, and a word of ASCII letters that can begin no phrase.
                f" (?![{_SPACE}])",
                # "12:28 PM ESTJane Doe": the blank behind a zone went, too.
                rf"(?:{'|'.join(sorted(_capital_zones()))})(?=[A-Z][a-z])",
                # Where markup went, "Agency" and "May" became "AgencyMay": a capital inside a word begins another.
                rf"[A-Z]{{0,3}}[a-z]{{1,{_LONGEST}}}+(?=[A-Z][a-z])",
                rf"(?![{ascii_firsts}])[A-Za-z]{{1,{_LONGEST}}}+(?=[\x00-@\[-`{{-\x7f]|$)",
                rf"(?=[\d{_HAN_NUMERALS}])(?:{'|'.join(_NUMBER_PATTERNS)})",
                _phrase_pattern(joined),
                word,
                f"[{_SPACE}]{{1,{_LONGEST}}}",
                "(?s:.)",
            )
        )
    )


def _capital_zones() -> set[str]:
    """The names of zones that are written in capitals alone."""
    names = (name.upper() for table in (zones(), seasonal_zones()) for name in table)
    return {name for name in names if len(name) >= _SHORTEST_ZONE and name.isascii() and name.isalpha()}


def _phrase_pattern(joined: list[str]) -> str:
    """A pattern for the names that are several pieces: "tháng 5", "كانون الثاني", "ม.ค.", "a. m.", 星期一."""
    branches = []
    firsts = ""
    for first, group in groupby(joined, key=lambda phrase: phrase[0]):
        opening = re.escape(first) + re.escape(first.upper()[0])
        firsts += opening
        bodies = []
        for head, members in groupby(group, key=lambda phrase: phrase.partition(" ")[0]):
            # Longest first: "tháng 12" before "tháng 1".
            tails = sorted((phrase[len(head) :] for phrase in members), key=len, reverse=True)
            bodies.append(f"{re.escape(head)}(?:{'|'.join(_spaced(tail) for tail in tails)})")
        behind = "" if "一" <= first <= "鿿" else r"(?!\w)"
        # The first letter is asked for before case is folded, which is slow.
        branches.append(rf"(?=[{opening}])(?i:{'|'.join(bodies)}){behind}")
    return rf"(?=[{firsts}])(?:{'|'.join(branches)})"


def _spaced(phrase: str) -> str:
    return r"\s".join(map(re.escape, phrase.split(" ")))
