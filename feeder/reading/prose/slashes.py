"""Dates of numbers and slashes: one page writes all of them day first, or all of them month first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from feeder.reading.prose import dates
from feeder.reading.prose.dates import Day, Printed
from feeder.reading.prose.layout import Layout

_MONTHS = 12


def in_one_order(found: Layout, read_on: date | None) -> Layout:
    """The layout with its dates as the page means them.

    Month first, where one can be read in no other way, or where only so none lies after the text was read.
    """
    printed = [mark.day for mark in found.marks if not mark.form.meridiem]
    days = [day for day in (*printed, *(heading.day for heading in found.headings)) if _has_slashes(day)]
    if not days or not _are_american(days, read_on):
        return found
    marks = tuple(
        mark if mark.form.meridiem or mark.day is None else replace(mark, day=dates.american(mark.day))
        for mark in found.marks
    )
    headings = tuple(replace(heading, day=dates.american(heading.day)) for heading in found.headings)
    return replace(found, marks=marks, headings=headings)


def _has_slashes(day: Printed | None) -> bool:
    return isinstance(day, Day) and day.sign == "/"


def _are_american(days: Sequence[Printed | None], read_on: date | None) -> bool:
    slashed = [day for day in days if isinstance(day, Day)]
    if any(day.day > _MONTHS for day in slashed):
        return all(day.is_month_first for day in slashed if day.day > _MONTHS)
    if read_on is None or not any(_is_after(day, read_on) for day in slashed):
        return False
    return not any(_is_after(dates.american(day), read_on) for day in slashed)


def _is_after(day: Printed, read_on: date) -> bool:
    found = day.on(read_on.year) if isinstance(day, Day) else None
    return found is not None and found > read_on
