"""The shapes of dates and times: patterns over the letters of ``lexer``, in a table."""

from __future__ import annotations

import re

from attrs import define

__all__ = ["LINK", "LONGEST_LINK", "TIME", "TIME_DOTTED", "Shape", "find_date"]

# What may not stand right before a date: a digit, a number and its sign ("1.20.05.2024", "19-20 May"), a letter and a
# hyphen ("COVID-19 May"), "$". But the minutes of a time may ("10:15/20.05.2024", "10:1520.05.2024").
_BEFORE = r"(?:(?<![1-9])(?<![1-9][.,/:-])(?<![w$]-)(?<!\$)|(?<=[12]:2)|(?<=:2[.,/-]))"
# And right behind one: the same; but a time may.
_BEHIND = r"(?![1-9](?!:2))(?![./,][1-9](?!:2))(?!-[1-9](?!:2|\.2| ?A))"
# Behind a year a shorter number with no sign between them was glued to it, and the lexer cut it off: "20245 min read".
_BEHIND_YEAR = _BEHIND.replace("(?![1-9](?!:2))", "", 1)
# An address of a page may hold a date: /2021/04/12/storm-closes-schools.
_NO_ADDRESS = r"(?!/[A-Za-z])"

_DAY = r"([12])(?:-?o|\.|\))?"
# "20 أيار/مايو 2024": two names of one month.
_MONTH = r"(M)\.?(?: ?[/(] ?M\.?\)?)?"
_YEAR = r"(4|'2)"
# "2024(e)ko", "2024." and "20(a)", "20.", "20-án".
_YEARS_ENDING = r"(?:\([cot]\)[cot]?|\.)?"
_DAYS_ENDING = r"(?:\.|-?[oct]|\([cot]\))?"
_SMALL = r"(?:[ct][.']? ?){0,3}"

# In each row: what the three groups are, and the shape. Earlier rows win.
_Rows = tuple[tuple[str, str], ...]
_DAY_OR_MONTH_FIRST: _Rows = (
    # 20 May 2024, 20. Mai 2024, 20 de mayo de 2024, 20th of May, 2024, 1er mai 2024, 20 พ.ค. พ.ศ. 2567
    ("dmy", rf"{_DAY} ?-?{_SMALL}{_MONTH},? ?{_SMALL}(?:E\.? ?)?{_YEAR}{_BEHIND_YEAR}"),
    # 20-May-2024, 20/May/24
    *(("dmy", rf"([12]){sign}(M)\.?{sign}(4|2){_BEHIND}") for sign in ("-", "/", r"\.")),
    # 15 oct 24 - 08:22: a year of two digits, at the end or before a bar or a time, never before a word.
    # Thai prints no blank behind the stop of the month: 20 พ.ค.67.
    ("dmy", rf"{_DAY} ?-?{_MONTH},? ?(2)(?= *(?:$|[|)(]|(?:[-,|] ?)?(?:[tk]\.? ?)?[12][:.]2))"),
    # 20.05.2024, 23. 12. 2024, 20/05/2024, 05/20/2024, 20-05-2024: which is the month is settled elsewhere.
    ("xxy", rf"([12]) ?\. ?([12]) ?\. ?(4){_BEHIND_YEAR}"),
    ("xxy", rf"(?<!/)([12]) ?/ ?([12]) ?/ ?(4){_NO_ADDRESS}{_BEHIND_YEAR}"),
    ("xxy", rf"([12])-([12])-(4){_BEHIND}"),
    # The same with years of two digits.
    ("xxx", rf"([12])\.([12])\.(2){_BEHIND}"),
    ("xxx", rf"(?<!/)([12])/([12])/(2){_NO_ADDRESS}{_BEHIND}"),
    ("xxx", rf"([12])-([12])-(2){_BEHIND}"),
    # Korean 24. 5. 20.
    ("xxx", r"([12])\. ([12])\. (2)\.(?! ?[1-9](?!:2))"),
)
_YEAR_FIRST: _Rows = (
    # 2024-05-20, 2024/5/20, 2024. 5. 20.
    ("ymd", rf"(4)-([12])-([12]){_BEHIND}"),
    ("ymd", rf"(?<!/)(4) ?/ ?([12]) ?/ ?([12]){_NO_ADDRESS}{_BEHIND}"),
    ("ymd", rf"(4) ?\. ?([12]) ?\. ?([12]){_BEHIND}"),
    # 2024年5月20日, 2024년 5월 20일, 二〇二四年五月二十日
    ("ymd", r"(4) ?Y ?([12]) ?m ?([12]) ?D"),
    # 2024. május 20.; 2024 m. gegužės 20 d.; 2024(e)ko maiatzaren 20(a); 2024-May-20
    ("ymd", rf"(4){_YEARS_ENDING} ?-?(?:[ct][.)]? ?){{0,2}}(M)\.?[ -]?{_SMALL}([12])(?![1-9:]){_DAYS_ENDING}"),
    # 2024, ജനുവരി 20; but "in 2022, on December 30" is prose.
    ("ymd", r"(4), (M)\.? ([12])(?![1-9:])"),
    # 2024. gada 20. maijs; 2024 ж. 20 мамыр; 2024-yil 20-may
    ("ydm", r"(4)-?\.? ?[ct]\.?,? ?([12])(?:\.|-?o)? ?-?(M)"),
)
_MONTH_NAME_FIRST: _Rows = (
    # Mon May 20 10:15:00 UTC 2024
    ("mdy at", rf"(M)\.? ([12]),? [12]:2(?::2)? (?:A )?(?:Z |\+4 )?(4){_BEHIND}"),
    # May 20, 2024; May 20th 2024; Mayo 20 de 2024; May-20-2024
    ("mdy", rf"(M)\.?[ -]?{_SMALL}([12])(?:-?o)?(?: ?[.,-])? ?{_SMALL}(?:E\.? ?)?{_YEAR}{_BEHIND_YEAR}"),
)
_ERA_FIRST: _Rows = (
    # 令和6年5月20日, 民國113年5月20日
    ("ymd", r"E ?([123]) ?Y ?([12]) ?m ?([12]) ?D"),
)
# By what a date begins with, so that most letters of a shape are passed over at one glance.
_OPENINGS: tuple[tuple[str, _Rows], ...] = (
    (rf"(?=[12]){_BEFORE}", _DAY_OR_MONTH_FIRST),
    (rf"(?=4){_BEFORE}", _YEAR_FIRST),
    (r"(?=M)", _MONTH_NAME_FIRST),
    (r"(?=E)", _ERA_FIRST),
)
_ALL_ROWS = [row for _, rows in _OPENINGS for row in rows]


def _any_date() -> re.Pattern[str]:
    names = (f"row{number}" for number in range(len(_ALL_ROWS)))
    branches = [
        f"{opening}(?:{'|'.join(f'(?P<{next(names)}>{shape})' for _, shape in rows)})" for opening, rows in _OPENINGS
    ]
    return re.compile("|".join(branches))


_ANY_DATE = _any_date()
_ORDER_OF_ROW = {f"row{number}": order for number, (order, _) in enumerate(_ALL_ROWS)}
# What every date has: a month (by name or sign) or a day and a year, with no plain word between them.
_MAY_BE_DATE = re.compile(r"[12MD][^w1-9:]{0,9}[24]|4[^w1-9:]{0,9}[12M]|E ?[123]").search

_ZONE = (
    r"(?P<zone> ?\(?Z(?: ?[+-] ?(?:4|[12]:2|[12]))?\)?"
    # "-05:00" is a zone behind seconds or the T of ISO 8601; elsewhere "10:15-11:30" is a stretch of time.
    r"| ?\+(?:4|2:2|2)(?![1-9:])| ?-4(?![1-9])|(?:(?<=:2:2)|(?<=T[12]:2)|(?<=:2[.,][1-9]))-2:2)?"
)
_CLOCK = (
    # 14:05, 2:23 PM, 下午3:05, 14:05:33.120, 10:15 Uhr
    r"(?:B ?)?[12]:2(?::2(?:[.,][1-9])?)?(?: ?A\.?)?(?: ?[hk]\b\.?)?"
    # 15时04分, 오후 3시 5분
    r"|(?:B ?)?[12] ?H(?: ?[12] ?I(?: ?[12] ?S)?)?"
    # 10.15 Uhr, 4.34pm, 02.00 EST
    r"|[12]\.2(?= ?[hAZ])(?: ?A\.?)?(?: ?h\.?)?"
    # kl. 10.15
    r"|[kh]\.? ?[12]\.2(?: ?h\.?)?"
    # 20 May 2024, 10.15: behind the year, at the end of what is read.
    r"|(?:(?<=4 )|(?<=4, )|(?<=4 [-|] ))[12]\.2(?= ?\Z)"
    # 2025-05-23 06.12, before the end, a bar, a bracket, or the cue of the next ("Updated: 2025-05-23", "Updated
    # 2025-05-23 08.40"); before any other word it may be a sum.
    r"|(?:(?<=4-2-2 )|(?<=4-2-2, ))2\.2(?= ?(?:\Z|[|()])|(?: [^1-9 :]){1,3}(?:: ?4-2-2| 4-2-2,? 2\.2 ?\Z))"
    # 10h15, 15 Uhr
    r"|[12] ?h\.?(?: ?2)?"
    # 5 AM
    r"|[12] ?A\.?"
)
# A number glued to the time's end may only be the year or the day that the lexer cut off.
_TIME_BEFORE = r"(?=[12kB])(?:(?<![1-9])(?<![1-9][.:])|(?<=4)|(?<=[./-]2))"
_TIME_BEHIND = r"(?![35-9]|:[1-9])"

TIME = re.compile(rf"{_TIME_BEFORE}(?:{_CLOCK}){_ZONE}{_TIME_BEHIND}")
#: The same where the language prints "10.15" for a time.
TIME_DOTTED = re.compile(rf"{_TIME_BEFORE}(?:{_CLOCK}|[12]\.2(?!\.[1-9])){_ZONE}{_TIME_BEHIND}")

#: What may stand between a date and its time: signs, small words, a weekday, a weekday's sign in brackets.
LINK = re.compile(r"(?:[ ,.;|/_-]|\([^()1-9]{1,2}\)|[()]|[WtckhoT])*")
#: In letters of the shape. "20.05.2024 (Montag), um kl. 10:15" needs ten.
LONGEST_LINK = 12


# Not frozen, as are the other small records of this room that nobody outside sees: that saves a tenth of a reading.
@define
class Shape:
    """A date in the shape of a text; places are counted in its letters.

    Attributes:
        order: What the parts are: ``"dmy"``, ``"mdy"``, ``"ymd"``, ``"ydm"``; ``"xxy"`` if a year stands last and the
            others are open, ``"xxx"`` if all are; ``"mdy at"`` if a time stands before the year.
        start: Where it begins.
        end: Where it ends.
        parts: Where its three numbers or names stand.
    """

    order: str
    start: int
    end: int
    parts: tuple[int, int, int]


def find_date(shape: str, start: int = 0) -> Shape | None:
    """The first date from ``start`` on. Linear: no shape of a date is longer than some thirty letters."""
    found = _MAY_BE_DATE(shape, start) and _ANY_DATE.search(shape, start)
    if not found or found.lastgroup is None:
        return None
    row = found.re.groupindex[found.lastgroup]
    # The last letter of a group: "'24" is a sign and a number.
    first, second, third = (found.end(row + part) - 1 for part in (1, 2, 3))
    return Shape(_ORDER_OF_ROW[found.lastgroup], found.start(row), found.end(row), (first, second, third))
