"""What the head of a page tells of when it was made: its stamps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from feeder.reading.locale import any_of, words
from feeder.reading.prose import dates, times, when, zones
from feeder.reading.prose.dates import Day
from feeder.reading.prose.marks import Mark
from feeder.reading.prose.times import Clock
from feeder.reading.reference import Reference

_CLOCK = re.compile(r"(?<![\d.,:/-])\d{1,2}[.:h ]\d\d(?!\d)")
_YEAR = re.compile(r"(?<![\w.,:/-])(?:19|20)\d\d(?![\w/:-]|[.,]\d)")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+")
_HALF_DAY = 12  # hours
_MORNING = time(6)
_LONGEST_HEAD = 200  # lines
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A day with its year and a clock, as a page prints them once."""

    day: date
    clock: Clock

    def moment(self, home: ZoneInfo, of_page: tzinfo) -> datetime:
        """When that was."""
        zone = zones.resolved(self.clock.zone, home) if self.clock.zone else of_page
        return datetime.combine(self.day, self.clock.time, zone)


def stamps(head: Sequence[str]) -> Iterator[Stamp]:
    """All stamps in the lines above a ticker."""
    for line in head[:_LONGEST_HEAD]:
        text = line[:_LONGEST_LINE]
        for day, end in dates.within(text):
            if day.year and (found := when.clock_behind(text, end)):
                yield Stamp(day=date(day.year, day.month, day.day), clock=found[0])
        for digits in _CLOCK.finditer(text):
            if found := times.at(text, digits.start()):
                yield from _with_day_behind(text, found)


def made_at(head: Sequence[str], home: ZoneInfo, of_page: tzinfo) -> datetime | None:
    """The latest moment that the lines above a ticker name, in the zone of the page."""
    moments = [stamp.moment(home, of_page) for stamp in stamps(head)]
    return max(moments).astimezone(of_page) if moments else None


def refined(reference: Reference, head: Sequence[str], newest: Mark) -> Reference:
    """The reference, corrected by what the head of the page prints.

    A page that is closed in the night is stamped within half a day of its newest entry: where that one's clock is so
    much later in the day, it is of the day before. Without any reference, the one day that the head names holds.
    """
    if reference.day is None:
        return Reference(day=only_day(head) or (_end_of_year(head) if isinstance(newest.day, Day) else None))
    clocks = [stamp.clock.time for stamp in stamps(head) if stamp.day == reference.day]
    if clocks and max(clocks) < _MORNING and _hours(newest.clock) - _hours(max(clocks)) > _HALF_DAY:
        return Reference(day=reference.day - timedelta(days=1))
    return reference


def _hours(clock: time) -> float:
    return clock.hour + clock.minute / 60


def only_day(head: Sequence[str]) -> date | None:
    """The one day with its year that the lines above a ticker name."""
    found = {
        date(day.year, day.month, day.day)
        for line in head[:_LONGEST_HEAD]
        for day, _ in dates.within(line[:_LONGEST_LINE])
        if day.year
    }
    return found.pop() if len(found) == 1 else None


def begun_on(head: Sequence[str], read_on: date | None) -> date | None:
    """The one day that the lines above a ticker name with its weekday, as far as they are no stamps.

    A chronicle says so of which day it tells; it may have been read days later.
    """
    found = set()
    for line in head[:_LONGEST_HEAD]:
        text = line[:_LONGEST_LINE]
        for word in _WORD.finditer(text):
            printed = dates.at(text, word.start()) if dates.opens(text, word.start(), dates.openers()) else None
            if not printed or not isinstance(day := printed[0], Day) or day.weekday is None:
                continue
            if not when.clock_behind(text, printed[1]) and (known := _last_such(day, read_on)):
                found.add(known)
    return found.pop() if len(found) == 1 else None


def _last_such(day: Day, read_on: date | None) -> date | None:
    """The last such day with its weekday before the text was read; none in the year before."""
    if read_on is None:
        return None
    years = (day.year,) if day.year else (read_on.year, read_on.year - 1)
    known = (found for year in years if (found := day.on(year)) and found <= read_on)
    return next((found for found in known if found.weekday() == day.weekday), None)


def _end_of_year(head: Sequence[str]) -> date | None:
    """The last day of the one year that the lines above a ticker name."""
    found = {int(year) for line in head[:_LONGEST_HEAD] for year in _YEAR.findall(line[:_LONGEST_LINE])}
    return date(found.pop(), 12, 31) if len(found) == 1 else None


def _with_day_behind(text: str, found: tuple[Clock, int]) -> Iterator[Stamp]:
    between = _between().match(text, found[1])
    printed = dates.at(text, between.end() if between else found[1])
    if printed and isinstance(day := printed[0], Day) and day.year:
        yield Stamp(day=date(day.year, day.month, day.day), clock=found[0])


@cache
def _between() -> re.Pattern[str]:
    """What stands between a clock and its day."""
    return re.compile(rf"[ ]*+[,|•·–—-]?[ ]*+(?:(?:{any_of(words().on)})\.?[ ])?", re.IGNORECASE)
