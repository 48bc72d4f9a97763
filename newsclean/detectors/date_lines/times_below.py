"""The time of day that stands in a line of its own below its date."""

from __future__ import annotations

from attrs import evolve

from newsclean.blocks import Blocks
from newsclean.dates import DateReading, other_words, read_dates
from newsclean.detectors.date_lines.cues import SIGNS

__all__ = ["with_time_below"]

# In blocks below a date, where its time stands, a sign before it; and in characters, the longest: ", 10:15 a.m. CEST".
_REACH, _LONGEST = 2, 20


def with_time_below(blocks: Blocks, number: int, reading: DateReading, day_first: bool | None) -> DateReading:
    """The date with the time that stands below its line, a sign between them perhaps: "3 May 2024", "-", "10:15".

    Args:
        blocks: The blocks of the dump.
        number: The block that is the date and nothing else.
        reading: What was read there.
        day_first: Whether the day stands before the month in numeric dates.
    """
    for below in blocks.texts[number + 1 : number + 1 + _REACH]:
        if len(below) > _LONGEST or other_words(below, blocks.language, numbers=False):
            break
        if any(map(str.isdigit, below)):
            whole = f"{blocks.texts[number].rstrip(SIGNS)} {below.strip(SIGNS)}"
            found = read_dates(whole, language=blocks.language, day_first=day_first)
            if len(found) == 1 and found[0].day == reading.day and found[0].span.end == len(whole):
                return evolve(reading, moment=found[0].moment, zone=found[0].zone)
            break
    return reading
