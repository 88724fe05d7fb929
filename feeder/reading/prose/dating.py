"""From bare clocks to moments: a walk along the series, with the days that the page prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from feeder.model import Precision
from feeder.reading.prose import order, zones
from feeder.reading.prose.dates import Day, Heading, Near, Printed
from feeder.reading.prose.marks import Mark
from feeder.reading.reference import Reference

# Clocks that jump further than this have passed midnight; nearer ones are disorder (reference: pinned entries).
_OTHER_DAY = timedelta(hours=6)
_HALF_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)
_SLOW_CLOCK = timedelta(minutes=5)
_WEEK = 7
_LATEST_CHANGE = 4  # hours: no zone changes its clock later in the night
_FEWEST_BELOW_PINNED = 2
# Of a ticker that is being written: its newest entry and its last steps.
_RECENT = timedelta(minutes=90)
_LAST_STEPS = 3
# A silence that is none of a ticker's own: so long, and so many times its longest step.
_SILENCE = timedelta(hours=8)
_TIMES_LONGER = 16


def moments(
    marks: Sequence[Mark],
    headings: Sequence[Heading],
    reference: Reference,
    home: ZoneInfo,
    of_page: tzinfo | None = None,
) -> tuple[datetime | None, ...]:
    """The moment of each mark in UTC; none where neither page nor reference tells a day.

    Args:
        marks: of the ticker's own, in the order of the page.
        headings: lines that name a day for the marks below them.
        reference: when the page was read.
        home: the zone of the source, which tells what the letters of a zone mean.
        of_page: the zone of the clocks that bear none, where the page tells it.
    """
    zone = of_page or home
    falls, rises = order.steps(marks, headings)
    direction = 1 if falls >= rises else -1  # newest first, or oldest first
    printed = _of_one_night(marks, headings, reference, direction)
    if reference.day is None and not any(isinstance(day, Day) and day.year for day in printed):
        return (None,) * len(marks)
    newest_first, days_printed = marks[::direction], printed[::direction]
    if is_pinned(newest_first, days_printed, reference, zone):
        below = _walk(newest_first[1:], days_printed[1:], reference, zone)
        # It was written before the entry that stands below it.
        days = [below[0] - _DAY * (_clock(newest_first[0]) > _clock(newest_first[1])), *below]
    else:
        days = _walk(newest_first, days_printed, reference, zone)
    in_zones = [zones.resolved(mark.zone, home) if mark.zone else zone for mark in newest_first]
    return _in_utc(newest_first, days_printed, days, in_zones)[::direction]


def _of_one_night(
    marks: Sequence[Mark], headings: Sequence[Heading], reference: Reference, direction: int
) -> list[Printed | None]:
    """The days, where one heading stands above clocks that pass midnight: it names the day on which it all began.

    Where the page was read on that very day, it names the day of the newest instead.
    """
    printed = order.printed_days(marks, headings)
    first = next((day for mark, day in zip(marks, printed, strict=True) if not mark.ends_day), None)
    above = {sum(heading.line < mark.line for heading in headings) for mark in (marks[0], marks[-1])}
    if any(mark.day for mark in marks) or len(above) > 1 or not isinstance(first, Day):
        return printed
    clocks = [_clock(mark) for mark in marks][::direction]
    nights = sum(other - one > _OTHER_DAY for one, other in pairwise(clocks))
    # Of two clocks alone, nobody knows in which order they stand.
    is_far = len(clocks) > _FEWEST_BELOW_PINNED or (clocks[0] < _OTHER_DAY and clocks[-1] - clocks[0] > _HALF_DAY)
    day = _with_year(first, reference.day) if reference.day else first.on(first.year or 0)
    if not nights or not is_far or day is None:
        return printed
    newest = day + nights * _DAY
    if direction == 1 and reference.day and newest > reference.day + _DAY * marks[0].ends_day:
        newest = day
    known: list[Printed | None] = [Day(year=newest.year, month=newest.month, day=newest.day)]
    return [*known, *[None] * (len(marks) - 1)][::direction]


def _clock(mark: Mark) -> timedelta:
    return timedelta(hours=mark.clock.hour, minutes=mark.clock.minute, seconds=mark.clock.second)


def is_pinned(marks: Sequence[Mark], printed: Sequence[Printed | None], reference: Reference, zone: tzinfo) -> bool:
    """The first mark is kept on top of others that are newer, and bears no day: the page says so, or the clocks.

    Where the moment of reading is known, the second clock tells it: it lies just before that moment, which it could not
    on the day that the first would give it. Else a silence tells it that no other step of the ticker comes near.
    """
    if marks[0].is_on_top and printed[0] is None:
        return True
    if len(marks) <= _FEWEST_BELOW_PINNED or any(printed) or marks[0].ends_day or reference.day is None:
        return False
    if reference.moment is None:
        return _is_pinned_from_evening(marks) or _is_pinned_from_morning(marks)
    is_ahead = _is_ahead(marks[0], reference, zone)
    if is_ahead and _is_pinned_from_evening(marks):
        return True
    return (is_ahead or _has_jumped(*marks[:2])) and _is_recent(marks[1:], reference, zone)


def _has_jumped(mark: Mark, below: Mark) -> bool:
    """The clock below would be of the day before."""
    return _clock(below) - _clock(mark) > _OTHER_DAY


def _is_recent(marks: Sequence[Mark], reference: Reference, zone: tzinfo) -> bool:
    """The first clock lies little before the moment of reading, and the steps down from it are small."""
    if reference.day is None or reference.moment is None or _is_ahead(marks[0], reference, zone):
        return False
    newest = datetime.combine(reference.day, marks[0].clock, zone)
    return reference.moment - newest <= _RECENT and all(step <= _RECENT for step in _steps(marks)[:_LAST_STEPS])


def _is_pinned_from_morning(marks: Sequence[Mark]) -> bool:
    """The first mark stands in the morning above others of an evening: else the ticker had fallen silent as never."""
    silence = _DAY - (_clock(marks[1]) - _clock(marks[0]))
    longest = max(_steps(marks[1:]))
    return _has_jumped(*marks[:2]) and silence >= max(_SILENCE, longest * _TIMES_LONGER)


def _steps(marks: Sequence[Mark]) -> list[timedelta]:
    steps = (abs(_clock(one) - _clock(other)) for one, other in pairwise(marks))
    return [min(step, _DAY - step) for step in steps]


def _is_pinned_from_evening(marks: Sequence[Mark]) -> bool:
    """The first mark stands in the evening above others that run to just after midnight: it is pinned there."""
    clocks = [_clock(mark) for mark in marks]
    return (
        clocks[1] < _OTHER_DAY
        and clocks[0] - clocks[1] > _HALF_DAY
        and all(not _OTHER_DAY < abs(one - other) < _DAY - _OTHER_DAY for one, other in pairwise(clocks[1:]))
    )


def _walk(marks: Sequence[Mark], printed: Sequence[Printed | None], reference: Reference, zone: tzinfo) -> list[date]:
    """The day of each mark, from the newest to the oldest."""
    days: list[date] = []
    for position, (mark, day) in enumerate(zip(marks, printed, strict=True)):
        before = days[-1] if days else None
        if isinstance(day, Day):
            days.append(_with_year(day, before or reference.day or _last(printed)))
        elif day and (told := _told(day, before, reference, printed[position + 1 :])):
            days.append(told + _DAY * mark.ends_day)
        elif before is None:
            days.append(_newest_day(mark, printed, reference, zone))
        elif _has_jumped(marks[position - 1], mark):
            days.append(before - _DAY)
        else:
            days.append(before)
    return days


def _told(day: Near, before: date | None, reference: Reference, below: Sequence[Printed | None]) -> date | None:
    """The date that a word means: the last such day before the entry above, or before the page was read."""
    if day.weekday is None:
        return reference.day - timedelta(days=day.back or 0) if reference.day else None
    if bound := before or reference.day:
        return bound - timedelta(days=(bound.weekday() - day.weekday) % _WEEK)
    older = next(other for other in below if isinstance(other, Day) and other.year)
    floor = date(older.year or 0, older.month, older.day)
    return floor + timedelta(days=(day.weekday - floor.weekday()) % _WEEK)


def _with_year(day: Day, bound: date) -> date:
    """The date in the year that puts it nearest before what bounds it: the entry above it or the reference.

    A weekday that agrees with the next such date alone says that it is still to come.
    """
    if day.year:
        return date(day.year, day.month, day.day)
    candidates = (day.on(year) for year in range(bound.year + 1, bound.year - 9, -1))
    # An entry may be a day ahead of its bound: the reference can stand in another zone, a pinned entry above.
    past = next(found for found in candidates if found and found <= bound + _DAY)
    coming = day.on(past.year + 1)
    if coming and coming.weekday() == day.weekday != past.weekday():
        return coming
    return past


def _last(printed: Sequence[Printed | None]) -> date:
    """The end of the newest year that is printed, where no reference tells the year."""
    return date(max(day.year for day in printed if isinstance(day, Day) and day.year), 12, 31)


def _newest_day(mark: Mark, printed: Sequence[Printed | None], reference: Reference, zone: tzinfo) -> date:
    """The day of the newest mark where it bears none."""
    if reference.day is None:
        first = next(day for day in printed if isinstance(day, Day) and day.year)
        return date(first.year or 0, first.month, first.day) + _DAY
    if mark.ends_day and not _is_ahead(mark, replace(reference, day=reference.day + _DAY), zone):
        return reference.day + _DAY
    return reference.day - _DAY if _is_ahead(mark, reference, zone) else reference.day


def _is_ahead(mark: Mark, reference: Reference, zone: tzinfo) -> bool:
    """On the day of reading the clock would lie behind the moment of reading."""
    if reference.day is None or reference.moment is None:
        return False
    return datetime.combine(reference.day, mark.clock, zone) > reference.moment + _SLOW_CLOCK


def _in_utc(
    marks: Sequence[Mark], printed: Sequence[Printed | None], days: Sequence[date], in_zones: Sequence[tzinfo]
) -> tuple[datetime | None, ...]:
    """The moments in UTC, from the newest to the oldest; none for a mark that bears neither clock nor day.

    The hour that comes twice when summer time ends: if the clock rises within it, the marks above the rise lie in its
    second run; else all lie in the first.
    """
    found: list[datetime | None] = []
    older: datetime | None = None
    risen_on: date | None = None
    for mark, is_told, day, zone in reversed([*zip(marks, printed, days, in_zones, strict=True)]):
        if mark.precision == Precision.NONE or (not mark.has_clock and not is_told):
            found.append(None)
            continue
        moment = datetime.combine(day, mark.clock, zone)
        if older and older.date() == day and _is_ambiguous(older) and older.time() > moment.time():
            risen_on = day
        told = zones.fold(mark.zone)
        fold = int(_is_ambiguous(moment) and (risen_on == day if told is None else told == 1))
        found.append(moment.replace(fold=fold).astimezone(UTC))
        older = moment
    return tuple(reversed(found))


def _is_ambiguous(moment: datetime) -> bool:
    """The clock comes twice, or never."""
    return moment.hour <= _LATEST_CHANGE and moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
