"""Write newsclean/dates/calendar.json from CLDR (through Babel) and newsclean/dates/words.toml.

Run it after a change of words.toml, or for a new Babel:

    python scripts/generate_calendar.py            # writes the file
    python scripts/generate_calendar.py --check    # exit status 1 if the file is not what would be written

Babel is needed here and nowhere else: the date reader reads the JSON.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import babel
from babel import Locale, localedata
from babel.dates import format_date

DATES = Path(__file__).parents[1] / "newsclean" / "dates"

# Languages of news sites. Of two languages that use one word for different things ("a" is Spanish for "at"), the
# earlier one settles what it is where the language of a text is not known.
LANGUAGES = (
    "en de fr es pt it nl sv nb da fi pl cs uk ru tr el ro hu id vi ar he fa hi ja ko zh th "
    "bg sr hr bs sk sl lt lv et ca eu gl af sw ms bn ta te ml mr gu kn pa ur ka hy az kk ky uz be is ga cy sq mk mt "
    "fil am km lo my mn ne si lb"
).split()
# More locales of a language, for scripts and spellings of their own.
VARIANTS = {
    "ar": ["ar_LB", "ar_MA", "ar_DZ", "ar_IQ", "ar_SA"],
    "az": ["az_Cyrl"],
    "bs": ["bs_Cyrl"],
    "de": ["de_AT"],
    "en": ["en_GB", "en_AU", "en_CA"],
    "es": ["es_MX", "es_PE"],
    "fr": ["fr_CA"],
    "nb": ["nn"],
    "pt": ["pt_PT"],
    "ro": ["ro_MD"],
    "sr": ["sr_Latn"],
    "ur": ["ur_IN"],
    "uz": ["uz_Cyrl"],
    "zh": ["zh_Hant"],
}
ACCENTED_SCRIPTS = ("LATIN", "GREEK")
# Forms without a number: Arabic "قبل ساعتين", two hours ago.
NUMBERS = {"zero": "0=", "two": "2="}
UNITS = ("second", "minute", "hour", "day")


def main() -> int:
    """Write the file, or compare it with what would be written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit status 1 if the file is stale")
    check = parser.parse_args().check
    target = DATES / "calendar.json"
    wanted = as_json(build())
    if check:
        stale = not target.exists() or target.read_text("utf-8") != wanted
        print(f"{target}: {'stale, run python scripts/generate_calendar.py' if stale else 'up to date'}")
        return int(stale)
    target.write_text(wanted, "utf-8")
    print(f"{target}: {len(wanted.encode()):,} bytes")
    return 0


def as_json(calendar: dict[str, Any]) -> str:
    """One line a language, so that a change is read as a change of that language."""
    rows = [f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in calendar["languages"].items()]
    head = {name: value for name, value in calendar.items() if name != "languages"}
    parts = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
    parts.append('"languages": {\n' + ",\n".join(rows) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def build() -> dict[str, Any]:
    """The whole calendar. Lists of words are joined by ``|``: that loads several times faster than lists."""
    with (DATES / "words.toml").open("rb") as file:
        words = tomllib.load(file)
    zones, seasonal, eras = words.pop("zones"), words.pop("seasonal"), words.pop("eras")
    if unknown := words.keys() - set(LANGUAGES):
        sys.exit(f"words.toml: no language of the list in this script: {', '.join(sorted(unknown))}")
    return {
        "made_with": f"Babel {babel.__version__}",
        "orders": _orders(),
        "dotted_times": " ".join(language for language in LANGUAGES if _prints_dotted_times(language)),
        "zones": zones,
        "seasonal": seasonal,
        "eras": eras,
        "languages": {language: _row(language, words.get(language, {})) for language in LANGUAGES},
    }


def _row(language: str, hand: dict[str, Any]) -> dict[str, Any]:
    locales = [Locale.parse(name) for name in (language, *VARIANTS.get(language, ()))]
    row: dict[str, Any] = {
        "months": [_joined(_month(locales, hand.get("months", {}), month)) for month in range(1, 13)],
        "weekdays": _joined([*_weekdays(locales), *hand.get("weekdays", ())], split=True),
    }
    if "jalali" in hand:
        names = hand["jalali"]
        row["jalali"] = [_joined(name for name in names if names[name] == month) for month in range(1, 13)]
    for half in ("am", "pm"):
        row[half] = _joined([*_day_periods(locales, half), *hand.get(half, ())])
    for kind in ("inside", "beside", "clock", "hour", "ordinal", "not_months"):
        row[kind] = _joined(hand.get(kind, ()), split=kind == "beside")
    ages = hand.get("ago", {})
    row["ago"] = [_joined([*_ages(locales, unit), *ages.get(f"{unit}s", ())]) for unit in UNITS]
    for kind in ("today", "yesterday", "now"):
        row[kind] = _joined(hand.get(kind, ()))
    return {kind: value for kind, value in row.items() if value}


def _joined(names: Iterable[str], *, split: bool = False) -> str:
    found: dict[str, None] = {}
    for name in names:
        for part in re.split(r"[\s-]+", name) if split else [" ".join(name.split())]:
            if part.strip("."):
                found.update(dict.fromkeys(_spellings(part)))
    return "|".join(found)


def _spellings(name: str) -> Iterator[str]:
    """The ways a name is met in print, in lower case, the full stop at the end left out."""
    for form in (name, name.upper()):
        # Python's lower case of İ is an i with a dot above, as it is of a Turkish or Azeri name in capitals.
        plain = form.lower().rstrip(".")
        yield plain
        yield unicodedata.normalize("NFD", plain)
    if "ı" in name.lower():
        yield name.lower().replace("ı", "i").rstrip(".")
    plain = name.lower().rstrip(".")
    if all(unicodedata.name(letter, "").startswith(ACCENTED_SCRIPTS) for letter in plain if letter.isalpha()):
        decomposed = unicodedata.normalize("NFD", plain)
        yield "".join(mark for mark in decomposed if not unicodedata.combining(mark))
        # Greek capitals lose the accent and keep the diaeresis: ΜΑΪΟΥ.
        yield unicodedata.normalize("NFC", decomposed.replace("\u0301", ""))


def _month(locales: list[Locale], hand: dict[str, int], month: int) -> Iterator[str]:
    for locale in locales:
        printed = [format_date(datetime.date(2024, month, 20), width, locale) for width in ("full", "long", "medium")]
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                name = locale.months[context][width].get(month, "").strip()
                if name[:1].isnumeric() or re.fullmatch(r"[Mm]?\d+", name) or len(name) < 2:
                    continue
                bare = re.sub(r"^(?:de |d['’])", "", name)
                yield bare
                # What the date formats glue to the name: Hebrew "במאי", Basque "maiatzaren".
                for text in printed:
                    if found := re.search(rf"[^\s\d.,()'’-]*{re.escape(bare)}[^\s\d.,()'’-]*", text):
                        yield found[0]
        if locale.language in {"tr", "az"}:
            yield from [locale.months["format"]["wide"][month].replace("i", "İ").lower()]
    yield from (name for name, number in hand.items() if number == month)


def _weekdays(locales: list[Locale]) -> Iterator[str]:
    for locale in locales:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short"):
                for name in locale.days[context].get(width, {}).values():
                    if len(name) > 1 and name.isalpha():
                        yield name
            # What stands glued to a weekday in a full date: Thai "วันจันทร์ที่".
        for day in range(20, 27):
            yield format_date(datetime.date(2024, 5, day), "EEEE", locale)


def _day_periods(locales: list[Locale], half: str) -> Iterator[str]:
    for locale in locales:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                name = locale.day_periods.get(context, {}).get(width, {}).get(half)
                # "de la mañana" is rare in print, and every phrase of several words slows down the lexer.
                if name and (" " not in name or "." in name):
                    yield name


def _ages(locales: list[Locale], unit: str) -> Iterator[str]:
    for locale in locales:
        # Babel offers no public way to CLDR's patterns for times gone by, only a function that fills them.
        fields = locale._data["date_fields"]  # noqa: SLF001
        for width in (unit, f"{unit}-short", f"{unit}-narrow"):
            for plural, pattern in dict(dict(fields.get(width, {})).get("past", {})).items():
                phrase = pattern.replace("{0}", "{}")
                # "-5 h" (French, narrow) is also a difference of time, and "{} h" a length.
                if re.sub(r"[{}\W]", "", phrase) and not phrase.startswith(("-", "−")) and len(phrase) > 4:
                    yield phrase if "{}" in phrase else NUMBERS.get(plural, "") + phrase


def _orders() -> dict[str, str]:
    """Languages and regions by the order of day, month and year in CLDR's short dates.

    A region stands in the table only where it departs from its language. English without a region is in no row: half of
    its readers put the day first, half the month.
    """
    orders: dict[str, list[str]] = {"dmy": [], "mdy": [], "ymd": []}
    base = {language: _order(language) for language in LANGUAGES} | {"en": ""}
    for language, order in base.items():
        if order:
            orders[order].append(language)
    for name in sorted(localedata.locale_identifiers()):
        language, _, region = name.partition("_")
        if language in base and re.fullmatch(r"[A-Z]{2}|\d{3}", region) and _order(name) != base[language]:
            orders[_order(name)].append(name.replace("_", "-").lower())
    return {order: " ".join(names) for order, names in orders.items()}


def _order(name: str) -> str:
    pattern = Locale.parse(name).date_formats["short"].pattern
    places = {letter: re.sub(r"'[^']*'", "", pattern).lower().find(letter) for letter in "dmy"}
    return "".join(sorted(places, key=lambda letter: places[letter]))


def _prints_dotted_times(language: str) -> bool:
    return re.search(r"[Hh]\.mm", Locale.parse(language).time_formats["short"].pattern) is not None


if __name__ == "__main__":
    sys.exit(main())
