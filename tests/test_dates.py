"""The date reader: what is no date, what is one, and the laws that hold for every text."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import time
import zoneinfo
from pathlib import Path

import babel
import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from newsclean.dates import find_ages, order_by_days, order_by_zones, other_words, read_dates, settle_order
from newsclean.dates.lexer import pieces_of, shape_of
from newsclean.dates.seasons import offset_on
from newsclean.dates.tables import known_language
from newsclean.model import Span

ROOT = Path(__file__).parent.parent
ROWS = [
    line.split("\t")
    for line in (ROOT / "tests" / "cases" / "dates.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
NO_DATES = [row for row in ROWS if not row[2]]
DATES = [row for row in ROWS if row[2]]
COLLECTED_AT = datetime.datetime(2024, 5, 20, 12, 0, 30, 5, tzinfo=datetime.UTC)

# Every language of the brief, and those of the table whose news sites print CLDR's long form.
LANGUAGES = (
    "en de fr es pt it nl sv nb da fi pl cs uk ru tr el ro hu id vi ar he fa hi ja ko zh th "
    "bg sr hr bs sk sl lt lv et ca eu gl af sw ms bn ta te ml mr gu kn pa ur ka hy az kk ky uz be is ga cy sq mk mt "
    "fil am km lo my mn ne si lb"
).split()

languages = st.sampled_from(LANGUAGES)
days = st.dates(datetime.date(1970, 1, 1), datetime.date(2069, 12, 31))
# Texts that come near to dates, and any others.
PARTS = (
    "20 5 2024 05 99 May mai 5月 年 月 日 令和 พ.ศ. . / - , : 10:15 h PM a.m. GMT +02:00 T vor ago hours yesterday ( ) "
    "\u200f २० ٢٠٢٤ tháng د \ud800 İ '24 二〇二四 十 listopada"
).split(" ")
date_like = st.lists(st.sampled_from([*PARTS, " ", "\n"]), max_size=14).map("".join)
texts = st.one_of(date_like, st.text(max_size=60), st.text(st.characters(), max_size=30))


def language_of(name: str) -> str | None:
    return None if name == "-" else name


def reading(text: str, language: str | None = None, **more: object) -> str | None:
    """The only date of a text as ISO 8601, or ``None``."""
    found = read_dates(text, language=language, **more)  # type: ignore[arg-type]
    assert len(found) <= 1
    return found[0].isoformat() if found else None


@pytest.mark.parametrize(("language", "text", "_", "why"), NO_DATES, ids=[row[1] for row in NO_DATES])
def test_what_is_no_complete_date_gives_nothing(language: str, text: str, _: str, why: str) -> None:
    assert read_dates(text, language=language_of(language)) == ()


@pytest.mark.parametrize(("language", "text", "date", "why"), DATES, ids=[row[1] for row in DATES])
def test_a_date_is_read_as_it_is_printed(language: str, text: str, date: str, why: str) -> None:
    assert reading(text, language_of(language)) == date


def test_the_table_is_as_wide_as_the_press() -> None:
    assert len(DATES) >= 60
    assert len(NO_DATES) >= 20
    assert len({row[0] for row in DATES}) >= 20


def test_the_span_holds_date_time_and_zone_and_nothing_else() -> None:
    text = "Posted by Anna, 11:00 AM PDT • May 16, 2024 (updated)"
    [found] = read_dates(text)
    assert text[found.span.start : found.span.end] == "11:00 AM PDT • May 16, 2024"
    assert found.zone == "PDT"


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("UTC", 0), ("gmt", 0), ("CEST", 2), ("EDT", -4), ("MSK", 3), ("GMT+5:30", 5.5), ("+0300", 3), ("GMT−5", -5)],
)
def test_a_zone_that_is_one_only_makes_the_time_aware(zone: str, hours: float) -> None:
    [found] = read_dates(f"20 May 2024 10:15 {zone}")
    assert found.zone == zone
    assert found.moment is not None
    assert found.moment.utcoffset() == datetime.timedelta(hours=hours)


# "EST+5" is the notation of Unix, with the sign reversed, or a slip.
@pytest.mark.parametrize("zone", ["IST", "CST", "AST", "EST+5"])
def test_a_zone_that_is_several_is_reported_and_leaves_the_time_naive(zone: str) -> None:
    [found] = read_dates(f"20 May 2024 10:15 {zone}")
    assert found.zone == zone
    assert found.moment == datetime.datetime(2024, 5, 20, 10, 15)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "zone", "language", "hours"),
    [
        ("20 May 2024", "ET", "en", -4),
        ("20 January 2024", "ET", "en", -5),
        ("9 March 2024", "PT", "en", -8),
        ("11 March 2024", "PT", "en", -7),
        ("2 November 2024", "CT", None, -5),
        ("4 November 2024", "MT", "en", -7),
        ("20 May 2024", "BST", "en", 1),
        ("26 October 2024", "BST", "en", 1),
        # The days of change, winter in Bangladesh, other rules, and a language in which the name means something else.
        ("10 March 2024", "ET", "en", None),
        ("27 October 2024", "BST", "en", None),
        ("20 December 2024", "BST", "en", None),
        ("20 May 2006", "ET", "en", None),
        ("20 মে 2024", "BST", "bn", None),
    ],
)
def test_the_day_settles_a_zone_that_does_not_name_the_season(
    day: str, zone: str, language: str | None, hours: int | None
) -> None:
    [found] = read_dates(f"{day} 10:15 {zone}", language=language)
    assert found.zone == zone
    assert found.moment is not None
    offset = found.moment.utcoffset()
    assert offset == (None if hours is None else datetime.timedelta(hours=hours))


@pytest.mark.parametrize("text", ["20 May 2024 25:15", "20 May 2024 10:75", "20 May 2024 10:15:99"])
def test_an_impossible_time_leaves_the_day(text: str) -> None:
    [found] = read_dates(text)
    assert (found.day, found.moment) == (datetime.date(2024, 5, 20), None)


@pytest.mark.parametrize(
    ("clock", "hour"), [("12:30 am", 0), ("12:30 pm", 12), ("1:30 am", 1), ("1:30 pm", 13), ("14:30 pm", 14)]
)
def test_halves_of_the_day_begin_at_twelve(clock: str, hour: int) -> None:
    [found] = read_dates(f"20 May 2024, {clock}")
    assert found.moment is not None
    assert found.moment.hour == hour


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("20 May 2024 10:15 | 09:00 21 May 2024 11:30", ["2024-05-20T10:15:00", "2024-05-21T11:30:00"]),
        ("10:15 20 May 2024 | 09:00 21 May 2024 11:30", ["2024-05-20T10:15:00", "2024-05-21T09:00:00"]),
        # A day without a time says nothing of where times stand.
        (
            "On 19 May 2024 and at 10:15 20 May 2024 | 09:00 21 May 2024 11:30",
            ["2024-05-19", "2024-05-20T10:15:00", "2024-05-21T09:00:00"],
        ),
    ],
)
def test_between_two_times_the_first_date_with_one_tells_on_which_side_it_stands(text: str, times: list[str]) -> None:
    assert [found.isoformat() for found in read_dates(text)] == times


@pytest.mark.parametrize(
    "more", [" -2024 budget", "-11:30", " +55", " GMT־5", " GMT+25", " GMT+5:75", " ZWeb", " MTBike"]
)
def test_what_follows_a_time_but_is_no_zone_is_left_alone(more: str) -> None:
    text = f"20 May 2024 10:15{more}"
    [found] = read_dates(text)
    assert (found.isoformat(), found.zone) == ("2024-05-20T10:15:00", None)
    assert text[: found.span.end] == "20 May 2024 10:15"


def test_each_date_of_a_line_gets_its_own_time() -> None:
    after = "Dec. 6, 2024, 10:00 PM / Updated Dec. 7, 2024, 12:43 PM"
    assert [found.isoformat() for found in read_dates(after)] == ["2024-12-06T22:00:00", "2024-12-07T12:43:00"]
    before = "12:43, 20 Apr 2026, 12:44, 21 Apr 2026"
    assert [found.isoformat() for found in read_dates(before)] == ["2026-04-20T12:43:00", "2026-04-21T12:44:00"]


def test_a_time_of_something_else_is_not_the_time_of_the_date() -> None:
    assert reading("02/12/2024 Actualizado a las 20:56h.", "es") == "2024-12-02"


@pytest.mark.parametrize(
    ("text", "date"),
    [("01/02/69", "2069-02-01"), ("01/02/70", "1970-02-01"), ("31.12.99", "1999-12-31"), ("15.10.24", "2024-10-15")],
)
def test_years_of_two_digits_lie_between_1970_and_2069(text: str, date: str) -> None:
    assert reading(text, "de") == date


def test_a_year_of_two_digits_needs_two_digits_in_each_part_or_the_text_to_itself() -> None:
    assert reading("3.4.24", "de") == "2024-04-03"
    assert reading("Mittwoch, 3.4.24, 10:15 Uhr", "de") == "2024-04-03T10:15:00"
    assert reading("Anna Berg 03.04.24", "de") == "2024-04-03"
    assert reading("Kapitel 3.4.24 fehlt", "de") is None


def test_years_of_two_digits_stand_first_where_the_language_prints_them_so() -> None:
    assert reading("24. 5. 20.", "ko") == "2024-05-20"
    assert reading("24/05/20", "ja") == "2024-05-20"
    # Swedes print 2024-05-20 and 20.5.24.
    assert reading("24.05.20", "sv") is None
    assert reading("24-05-20", "de") is None


@pytest.mark.parametrize(
    ("language", "day_first", "date"),
    [
        (None, None, None),
        ("en", None, None),
        ("en", True, "2024-04-03"),
        ("en", False, "2024-03-04"),
        ("de", None, "2024-04-03"),
        ("de", False, "2024-03-04"),
        ("en-PH", None, "2024-03-04"),
        ("sv", None, None),
        ("xx", None, None),
        ("no", None, "2024-04-03"),
    ],
)
def test_the_order_of_day_and_month_is_settled_by_the_caller_then_by_the_language(
    language: str | None, day_first: bool | None, date: str | None
) -> None:
    assert reading("3/4/2024", language, day_first=day_first) == date


def test_no_language_of_the_press_puts_the_month_before_a_stop() -> None:
    assert reading("03.04.2024") == "2024-04-03"
    # English sites that do exist, and the language alone does not tell which kind this is.
    assert reading("03.04.2024", "en") is None


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], None),
        (["3/4/2024", "Section 13/14"], None),
        (["3/4/2024", "23/4/2024"], True),
        (["3/4/2024", "4/23/2024"], False),
        (["23/4/2024", "4/23/2024"], None),
        (["9/30/13"], False),
        # May be the 20th of May 2024, year first.
        (["24/05/20"], None),
        (["/2021/13/04/2021"], None),
    ],
)
def test_other_dates_of_a_dump_settle_the_order(texts: list[str], expected: bool | None) -> None:
    assert settle_order(texts) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Published on 06/01/2026 - 13:55 GMT+1"], True),
        (["03/05/2024 10:15 CEST"], True),
        (["1/9/2012 2:27 PM ET"], False),
        # Greenwich and India say nothing, nor do two zones that say different things, or none.
        (["03/05/2024 10:15 GMT"], None),
        (["03/05/2024 10:15 GMT+5:30"], None),
        (["03/05/2024 10:15 CEST", "1/9/2012 2:27 PM ET"], None),
        (["03/05/2024 10:15", "3 May 2024 10:15 CEST"], None),
    ],
)
def test_zones_settle_the_order(texts: list[str], expected: bool | None) -> None:
    def moments(text: str) -> list[datetime.datetime | None]:
        return [reading.moment for reading in read_dates(text, language="en", day_first=True)]

    assert order_by_zones(texts, moments) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["3/10/2024"], True),
        (["10/3/2024", "Posted"], False),
        (["4/4/2024", "3/11/2024", "3/23/2024"], None),
        # One says one thing, the other another.
        (["3/10/2024", "10/3/2024"], None),
        ([], None),
    ],
)
def test_a_day_that_is_said_in_words_settles_the_order(texts: list[str], expected: bool | None) -> None:
    assert order_by_days(texts, [datetime.date(2024, 10, 3), datetime.date(2024, 5, 1)]) is expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (None, "2 hours ago"),
        (None, "vor 3 Stunden"),
        ("de", "gestern"),
        ("en", "yesterday"),
        ("fr", "il y a 2 heures"),
    ],
)
def test_ages_mean_nothing_without_the_time_of_collection(language: str | None, text: str) -> None:
    assert read_dates(text, language=language) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2 weeks ago"),
        ("en", "He waited for 3 hours."),
        ("en", "10:15 hours ago"),
        (None, "hier"),
        (None, "$3 hours ago"),
        ("en", "hier"),
        ("de", "heutige"),
    ],
)
def test_what_tells_no_age_gives_nothing(language: str | None, text: str) -> None:
    assert read_dates(text, language=language, collected_at=COLLECTED_AT) == ()


@pytest.mark.parametrize(
    ("language", "text", "date"),
    [
        (None, "2 hours ago", "2024-05-20T10:00:30+00:00"),
        (None, "20hoursago", "2024-05-19T16:00:30+00:00"),
        ("en", "an hour ago", "2024-05-20T11:00:30+00:00"),
        ("en", "3 days ago", "2024-05-17"),
        ("en", "yesterday at 10:15 GMT", "2024-05-19T10:15:00+00:00"),
        ("de", "vor 3 Stunden", "2024-05-20T09:00:30+00:00"),
        ("de", "Heute, 12:37 Uhr", "2024-05-20T12:37:00"),
        ("fr", "il y a 2 heures", "2024-05-20T10:00:30+00:00"),
        ("es", "hace 5 min", "2024-05-20T11:55:30+00:00"),
        ("pt", "há 3 horas", "2024-05-20T09:00:30+00:00"),
        ("it", "3 ore fa", "2024-05-20T09:00:30+00:00"),
        ("nl", "Vandaag om 20:07", "2024-05-20T20:07:00"),
        ("sv", "för 3 timmar sedan", "2024-05-20T09:00:30+00:00"),
        ("pl", "godzinę temu", "2024-05-20T11:00:30+00:00"),
        ("ru", "2 часа назад", "2024-05-20T10:00:30+00:00"),
        ("ru", "Вчера, 22:05", "2024-05-19T22:05:00"),
        ("ar", "قبل ساعتين", "2024-05-20T10:00:30+00:00"),
        ("he", "לפני 3 שעות", "2024-05-20T09:00:30+00:00"),
        ("hi", "3 घंटे पहले", "2024-05-20T09:00:30+00:00"),
        ("ja", "5時間前", "2024-05-20T07:00:30+00:00"),
        ("ko", "3시간 전", "2024-05-20T09:00:30+00:00"),
        ("zh", "3小时前", "2024-05-20T09:00:30+00:00"),
        ("zh", "昨天", "2024-05-19"),
        ("th", "3 ชั่วโมงที่ผ่านมา", "2024-05-20T09:00:30+00:00"),
        ("vi", "3 giờ trước", "2024-05-20T09:00:30+00:00"),
    ],
)
def test_an_age_is_counted_back_from_the_time_of_collection(language: str | None, text: str, date: str) -> None:
    assert reading(text, language, collected_at=COLLECTED_AT) == date


def test_an_age_beside_a_date_is_read_after_it_and_one_inside_is_not_read() -> None:
    found = read_dates("5 May 2024, 2 hours ago", language="en", collected_at=COLLECTED_AT)
    assert [one.isoformat() for one in found] == ["2024-05-05", "2024-05-20T10:00:30+00:00"]


def test_a_number_belongs_to_the_date_or_to_the_age_not_to_both() -> None:
    found = read_dates("20 May '24 hours ago", language="en", collected_at=COLLECTED_AT)
    assert [one.isoformat() for one in found] == ["2024-05-20"]


def test_an_age_beyond_the_first_day_of_python_gives_nothing() -> None:
    dawn = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)
    assert read_dates("3 days ago", collected_at=dawn) == ()


def test_ages_are_found_with_their_places() -> None:
    [age] = find_ages("Published 2 hours ago by us", "en-GB")
    assert (age.span, age.length) == (Span(10, 21), datetime.timedelta(hours=2))


def test_words_of_dates_are_told_from_others() -> None:
    assert other_words("am Montag um Uhr |", "de") == 0
    assert other_words("Anna Berg, Oslo") == 3
    assert other_words("www.example.com") == 1
    assert other_words("5 May", numbers=False) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_of_cldrs_long_form_is_read(language: str) -> None:
    for month in range(1, 13):
        day = datetime.date(2024, month, 9 + month)
        # Telugu parts day and month by a comma in the full form; elsewhere "5, May 2024" is a chapter and a month.
        for width in ("long", "full") if language != "te" else ("long",):
            printed = format_date(day, width, language)
            found = read_dates(printed, language=language)
            assert [one.day for one in found] == [day], printed


def test_the_calendar_is_what_its_script_would_write() -> None:
    made_with = json.loads((ROOT / "newsclean" / "dates" / "calendar.json").read_text("utf-8"))["made_with"]
    if made_with != f"Babel {babel.__version__}":
        pytest.skip(f"calendar.json was made with {made_with}; another version knows other words")
    command = [sys.executable, str(ROOT / "scripts" / "generate_calendar.py"), "--check"]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr


@given(languages, days)
def test_a_date_in_cldrs_long_form_is_read_back_exactly(language: str, day: datetime.date) -> None:
    printed = format_date(day, "long", language)
    [found] = read_dates(printed, language=language)
    assert found.day == day
    # Most names are nobody else's; a name that two languages share gives nothing, never another day.
    assert [one.day for one in read_dates(printed)] in ([day], [])


@given(
    languages,
    days,
    st.sampled_from(["long", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y"]),
    # One digit more may make another day of the month.
    st.text("0123456789", min_size=2, max_size=4),
)
def test_digits_glued_around_a_date_kill_it(language: str, day: datetime.date, form: str, digits: str) -> None:
    printed = format_date(day, "long", language) if form == "long" else day.strftime(form)
    if printed[0].isdecimal():
        assert read_dates(digits + printed, language=language) == ()
    if printed[-1].isdecimal():
        assert read_dates(printed + digits, language=language) == ()


@given(texts, st.one_of(st.none(), languages), st.sampled_from([None, COLLECTED_AT]))
def test_readings_lie_in_order_inside_any_text(
    text: str, language: str | None, collected_at: datetime.datetime | None
) -> None:
    end = 0
    for found in read_dates(text, language=language, collected_at=collected_at):
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.moment is None or found.moment.date() == found.day
        end = found.span.end


@given(texts, st.one_of(st.none(), languages))
def test_pieces_are_the_text_and_the_shape_is_a_letter_a_piece(text: str, language: str | None) -> None:
    pieces = pieces_of(text)
    assert "".join(pieces) == text
    assert len(shape_of(pieces, language)) == len(pieces)


@given(texts, st.one_of(st.none(), languages))
def test_a_date_cut_out_of_its_text_is_read_the_same(text: str, language: str | None) -> None:
    for found in read_dates(text, language=language):
        alone = text[found.span.start : found.span.end]
        assert [one.isoformat() for one in read_dates(alone, language=language)] == [found.isoformat()]


@given(st.text(max_size=20))
def test_any_name_of_a_language_is_taken(name: str) -> None:
    assert known_language(name) is None or known_language(name) in LANGUAGES
    read_dates("3/4/2024", language=name)


@pytest.mark.parametrize(
    "unit", ["1.1.24 ", "10:15 ", "20 May 2024 10:15 ", "May ", "2024-05-20T10:15Z", "a. m. ", "年", "1"]
)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    def seconds(text: str) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            read_dates(text, language="en", collected_at=COLLECTED_AT)
            best = min(best, time.process_time() - start)
        return best

    length = 20_000 // len(unit)
    short, long = seconds(unit * length), seconds(unit * length * 8)
    # Eight times the length; a quadratic reader would take 64 times as long.
    assert long < 0.02 + 24 * short


@pytest.mark.parametrize(
    ("zone", "first", "place"),
    [("ET", 2007, "America/New_York"), ("PT", 2007, "America/Los_Angeles"), ("BST", 1996, "Europe/London")],
)
def test_the_rules_of_summer_time_are_those_of_the_zone_data(zone: str, first: int, place: str) -> None:
    if place not in zoneinfo.available_timezones():
        pytest.skip("no zone data on this machine")
    where = zoneinfo.ZoneInfo(place)
    for number in range(365 * 30):
        day = datetime.date(first, 1, 1) + datetime.timedelta(days=number)
        before, after = (datetime.datetime.combine(day, datetime.time(hour), where).utcoffset() for hour in (0, 23))
        told = offset_on(zone, day, "en")
        is_named = before == after and (zone != "BST" or after)
        assert (told.utcoffset(None) if told else None) == (after if is_named else None), day
    assert offset_on(zone, datetime.date(first - 1, 7, 1), "en") is None
