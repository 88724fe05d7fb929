"""The days that marks print, and the order in which their times run."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from feeder.reading.prose import clock, dates
from feeder.reading.prose.dates import Day, Heading, Near, Printed
from feeder.reading.prose.marks import Mark

_FAR = 6 * 60  # minutes: clocks that jump further have passed midnight
_MOST_SLIPS = 0.2  # of the steps
_ROUND = 15  # minutes
_WEEK = 7
_NEAR = 4  # lines


def is_dated(marks: Sequence[Mark], headings: Sequence[Heading]) -> bool:
    """The page itself prints the day of its newest and its oldest entry."""
    printed = printed_days(marks, headings)
    return bool(printed) and isinstance(printed[0], Day) and isinstance(printed[-1], Day)


def names_day(marks: Sequence[Mark], headings: Sequence[Heading]) -> bool:
    """A mark bears a day, or a heading directly above one names it."""
    lines = [heading.line for heading in headings]
    return any(mark.day or _is_near(lines, mark.line) for mark in marks)


def _is_near(headings: Sequence[int], line: int) -> bool:
    above = bisect_left(headings, line) - 1
    return above >= 0 and line - headings[above] <= _NEAR


def steps(marks: Sequence[Mark], headings: Sequence[Heading]) -> tuple[int, int]:
    """How often time falls from one mark to the next, and how often it rises.

    A clock that jumps far says nothing: it may have run on within the day, or passed midnight the other way.
    """
    falls = rises = 0
    printed = printed_days(marks, headings)
    for (one, one_day), (other, other_day) in pairwise(zip(marks, printed, strict=True)):
        if one_day and other_day and one_day != other_day and (later := _is_later(one_day, other_day)) is not None:
            has_fallen = later
        elif one.clock != other.clock and abs(gap := _minutes(one) - _minutes(other)) <= _FAR:
            has_fallen = gap > 0
        else:
            continue
        falls, rises = (falls + 1, rises) if has_fallen else (falls, rises + 1)
    return falls, rises


def are_reports(times: Sequence[str]) -> bool:
    """Each is a time, they fall down the page, and not all are round: what is to come is announced otherwise."""
    marks = tuple(clock.candidates(times))
    falls, rises = steps(marks, ())
    are_in_order = len(marks) == len(times) and falls > 0 and rises <= _MOST_SLIPS * falls
    return are_in_order and any(mark.clock.minute % _ROUND for mark in marks)


def _is_later(one: Printed, other: Printed) -> bool | None:
    """The first day is the later one, as far as they tell it.

    Without years, December lies before January; of two weekdays, the later one lies at most three days ahead.
    """
    if isinstance(one, Near) or isinstance(other, Near):
        if not (isinstance(one, Near) and isinstance(other, Near)) or one.weekday is None or other.weekday is None:
            return None
        return (one.weekday - other.weekday) % _WEEK <= _WEEK // 2
    if one.year and other.year:
        return (one.year, one.month, one.day) > (other.year, other.month, other.day)
    ahead = (one.month, one.day) > (other.month, other.day)
    around_new_year = {one.month, other.month} == {1, 12}
    return ahead != around_new_year


def printed_days(marks: Sequence[Mark], headings: Sequence[Heading]) -> list[Printed | None]:
    """The day that each mark bears, or that the heading above it names."""
    lines = [heading.line for heading in headings]
    above = (bisect_left(lines, mark.line) - 1 for mark in marks)
    days = (mark.day or (headings[at].day if at >= 0 else None) for mark, at in zip(marks, above, strict=True))
    return [
        dates.next_day(day) if mark.ends_day and isinstance(day, Day) else day
        for mark, day in zip(marks, days, strict=True)
    ]


def _minutes(mark: Mark) -> float:
    return mark.clock.hour * 60 + mark.clock.minute + mark.clock.second / 60
