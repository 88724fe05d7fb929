"""From bare clocks to moments: a walk along the series, with the days that the page prints."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from feeder.reading.clock import Day, Heading, Mark

# Clocks that jump further than this have passed midnight; nearer ones are disorder (reference: pinned entries).
_OTHER_DAY = timedelta(hours=6)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is known of the time at which a page was read: no entry lies after it.

    Attributes:
        day: the day; none if nothing is known.
        moment: the moment, where it is known.
    """

    day: date | None = None
    moment: datetime | None = None


def moments(
    marks: Sequence[Mark], headings: Sequence[Heading], reference: Reference, zone: ZoneInfo
) -> tuple[datetime | None, ...]:
    """The moment of each mark in UTC; none where neither page nor reference tells a day.

    Args:
        marks: of the ticker's own, in the order of the page.
        headings: lines that name a day for the marks below them.
        reference: when the page was read.
        zone: of the clocks.
    """
    printed = _printed_days(marks, headings)
    if reference.day is None and not any(day and day.year for day in printed):
        return (None,) * len(marks)
    falls, rises = steps(marks, headings)
    order = 1 if falls >= rises else -1  # newest first, or oldest first
    days = _walk(marks[::order], printed[::order], reference, zone)
    return _in_zone(marks[::order], days, zone)[::order]


def is_dated(marks: Sequence[Mark], headings: Sequence[Heading]) -> bool:
    """The page itself prints the day of its newest and its oldest entry."""
    printed = _printed_days(marks, headings)
    return bool(printed) and printed[0] is not None and printed[-1] is not None


def steps(marks: Sequence[Mark], headings: Sequence[Heading]) -> tuple[int, int]:
    """How often time falls from one mark to the next, and how often it rises.

    A clock that jumps far says nothing: it may have run on within the day, or passed midnight the other way.
    """
    falls = rises = 0
    printed = _printed_days(marks, headings)
    for (one, one_day), (other, other_day) in pairwise(zip(marks, printed, strict=True)):
        if one_day and other_day and one_day != other_day:
            ahead = (one_day.month, one_day.day) > (other_day.month, other_day.day)
            around_new_year = {one_day.month, other_day.month} == {1, 12}
            has_fallen = ahead != around_new_year
        elif one.clock != other.clock and abs(gap := _clock(one) - _clock(other)) <= _OTHER_DAY:
            has_fallen = gap > timedelta(0)
        else:
            continue
        falls, rises = (falls + 1, rises) if has_fallen else (falls, rises + 1)
    return falls, rises


def _printed_days(marks: Sequence[Mark], headings: Sequence[Heading]) -> list[Day | None]:
    """The day that each mark bears, or that the heading above it names."""
    lines = [heading.line for heading in headings]
    above = (bisect_left(lines, mark.line) - 1 for mark in marks)
    return [mark.day or (headings[at].day if at >= 0 else None) for mark, at in zip(marks, above, strict=True)]


def _clock(mark: Mark) -> timedelta:
    return timedelta(hours=mark.clock.hour, minutes=mark.clock.minute, seconds=mark.clock.second)


def _walk(marks: Sequence[Mark], printed: Sequence[Day | None], reference: Reference, zone: ZoneInfo) -> list[date]:
    """The day of each mark, from the newest to the oldest."""
    days: list[date] = []
    for position, (mark, day) in enumerate(zip(marks, printed, strict=True)):
        before = days[-1] if days else None
        if day:
            days.append(_with_year(day, before or reference.day or _last(printed)))
        elif before is None:
            days.append(_newest_day(mark, printed, reference, zone))
        elif _clock(mark) - _clock(marks[position - 1]) > _OTHER_DAY:
            days.append(before - _DAY)
        else:
            days.append(before)
    return days


def _with_year(day: Day, bound: date) -> date:
    """The date in the year that puts it nearest before what bounds it: the entry above it or the reference."""
    if day.year:
        return date(day.year, day.month, day.day)
    candidates = (day.on(year) for year in range(bound.year, bound.year - 9, -1))
    # An entry may be a day ahead of its bound: the reference can stand in another zone, a pinned entry above.
    return next(found for found in candidates if found and found <= bound + _DAY)


def _last(printed: Sequence[Day | None]) -> date:
    """The end of the newest year that is printed, where no reference tells the year."""
    return date(max(day.year for day in printed if day and day.year), 12, 31)


def _newest_day(mark: Mark, printed: Sequence[Day | None], reference: Reference, zone: ZoneInfo) -> date:
    """The day of the newest mark where it bears none."""
    if reference.day is None:
        first = next(day for day in printed if day and day.year)
        return date(first.year or 0, first.month, first.day) + _DAY
    if reference.moment and datetime.combine(reference.day, mark.clock, zone) > reference.moment + timedelta(minutes=5):
        return reference.day - _DAY
    return reference.day


def _in_zone(marks: Sequence[Mark], days: Sequence[date], zone: ZoneInfo) -> tuple[datetime | None, ...]:
    """The moments in UTC, from the newest to the oldest.

    The hour that comes twice when summer time ends: if the clock rises within it, the marks above the rise lie in its
    second run; else all lie in the first.
    """
    found: list[datetime | None] = []
    older: datetime | None = None
    risen_on: date | None = None
    for day, mark in zip(reversed(days), reversed(marks), strict=True):
        moment = datetime.combine(day, mark.clock, zone)
        if older and older.date() == day and _is_ambiguous(older) and older.time() > moment.time():
            risen_on = day
        fold = int(_is_ambiguous(moment) and risen_on == day)
        found.append(moment.replace(fold=fold).astimezone(UTC))
        older = moment
    return tuple(reversed(found))


def _is_ambiguous(moment: datetime) -> bool:
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
