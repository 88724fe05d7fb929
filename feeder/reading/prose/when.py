"""A day, a clock or both together, as they are printed at one place of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from feeder.model import Precision
from feeder.reading.locale import words
from feeder.reading.prose import dates, frames, times
from feeder.reading.prose.dates import Day, Printed
from feeder.reading.prose.frames import Frame, Opening
from feeder.reading.prose.times import Clock

# Between day and clock: a sign, and short words such as `at`, `um`, `às`.
SIGN = re.compile(r"T(?=\d)|[ ]*+[,;:|•·@–—-]?[ ]*+")
SHORT_WORDS = re.compile(r"(?:[^\W\d_]{1,5}[.,]?[ ]++){1,2}")
_YEAR = re.compile(r"[ ]++(?P<year>(?:19|20)\d\d)(?!\w)")
_NO_FRAME = Opening(frame=Frame.NONE, end=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A day, a clock or both.

    Attributes:
        day: the day; none where a clock stands alone.
        clock: the clock; none where a day stands alone.
        end: where they end in their line.
        is_day_first: the day stands before the clock.
    """

    day: Printed | None
    clock: Clock | None
    end: int
    is_day_first: bool = True


def at(line: str, start: int) -> When | None:
    """The day, the clock or both that stand at that place."""
    if not may_begin(line, start):
        return None
    printed = dates.at(line, start)
    if printed and (behind := clock_behind(line, printed[1])) and not _is_range(line, printed):
        return _with_year(line, When(day=printed[0], clock=behind[0], end=behind[1]))
    if printed and isinstance(printed[0], Day) and not printed[0].looks_like_clock:
        return When(day=printed[0], clock=None, end=printed[1])
    if not (found := times.at(line, start)):
        return None
    clock, end = found
    if day := _day_behind(line, end):
        return When(day=day[0], clock=clock, end=day[1], is_day_first=False)
    return When(day=None, clock=clock, end=end)


def moment(text: str, zone: ZoneInfo) -> tuple[datetime, Precision] | None:
    """The moment in UTC that the whole text is, and how exactly it is given: a day with its year, and a clock.

    Of two numbers with a slash between, nothing tells which is the month.

    Args:
        text: as people print it.
        zone: of its clock.
    """
    found = at(text, 0)
    if not found or found.end != len(text) or not isinstance(found.day, Day) or not found.day.year or not found.clock:
        return None
    day = found.day.on(found.day.year)
    if day is None or "/" in text:
        return None
    return datetime.combine(day, found.clock.time, zone).astimezone(UTC), found.clock.precision


def _is_range(line: str, printed: tuple[Printed, int]) -> bool:
    """Another day of two numbers follows the day: `21.3. – 20.4.`."""
    if not (isinstance(printed[0], Day) and printed[0].looks_like_clock):
        return False
    until = dates.at(line, _behind(SIGN, line, printed[1]))
    return until is not None and isinstance(until[0], Day) and until[0].looks_like_clock


def _with_year(line: str, found: When) -> When:
    """With the year that some programs print behind the clock: `Wed Feb  4 18:35:00 CET 2026`."""
    year = _YEAR.match(line, found.end)
    if not year or not isinstance(found.day, Day) or found.day.year:
        return found
    return replace(found, day=replace(found.day, year=int(year["year"])), end=year.end())


def clock_behind(line: str, end: int) -> tuple[Clock, int] | None:
    """The clock that follows a day, and where it ends; a sign or short words may stand between."""
    start = _behind(SIGN, line, end)
    return times.at(line, start) or times.at(line, _behind(SHORT_WORDS, line, start))


def _day_behind(line: str, end: int) -> tuple[Printed, int] | None:
    """The day that follows a clock, if nothing but it stands there."""
    start = _behind(SIGN, line, end)
    if start == end or not (found := dates.at(line, start)):
        return None
    if found[1] == len(line) or line[found[1]] in ")]":
        return found
    closing = frames.closing(line, found[1], _NO_FRAME)
    return found if isinstance(found[0], Day) and closing and closing.is_firm else None


def _behind(pattern: re.Pattern[str], line: str, start: int) -> int:
    """Where the line goes on behind what the pattern matches, or the same place."""
    match = pattern.match(line, start)
    return match.end() if match else start


def may_begin(line: str, start: int) -> bool:
    """A digit stands there, or a word that can open a day or a clock."""
    return line[start : start + 1].isdigit() or dates.opens(line, start, openers())


@cache
def openers() -> frozenset[str]:
    """The first words of all that may open a day or a clock."""
    locale = words()
    return dates.openers() | dates.first_words((*locale.clock_words, *locale.noons, *locale.midnights))
