"""Dates of numbers and slashes: one page writes all of them day first, or all of them month first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from feeder.reading.prose import dates
from feeder.reading.prose.dates import Day, Printed
from feeder.reading.prose.layout import Layout
from feeder.reading.prose.marks import Mark

_MONTHS = 12
# Where the month comes first (CLDR, short dates), by region and, for English without a region, by zone.
_REGIONS = frozenset({"US", "PH", "PR", "GU", "VI", "AS", "MP", "UM"})
_ZONES = ("US/", "America/Indiana/", "America/Kentucky/", "America/North_Dakota/", "Asia/Manila", "Pacific/Honolulu")
_CITIES = frozenset(
    f"America/{city}"
    for city in (
        "New_York", "Chicago", "Denver", "Los_Angeles", "Phoenix", "Detroit", "Boise", "Anchorage", "Juneau", "Sitka",
        "Nome", "Adak", "Yakutat", "Metlakatla", "Menominee",
    )
)  # fmt: skip


def in_one_order(found: Layout, read_on: date | None, language: str, zone: ZoneInfo) -> Layout:
    """The layout with its dates as the page means them, the same in each state of a ticker that grows.

    A number that can be no month tells the order. Else it is the one of the source's region, or that of clocks with am
    and pm, unless only the other leaves none after the text was read.

    Args:
        found: with its dates day first, but those beside am and pm month first.
        read_on: the day on which the text was read.
        language: of the source, BCP 47.
        zone: of the source.
    """
    printed = [*map(_day_first, found.marks), *(heading.day for heading in found.headings)]
    days = [day for day in printed if isinstance(day, Day) and day.sign == "/"]
    if not days:
        return found
    is_usual = _is_american(language, zone, has_meridiem=any(mark.form.meridiem for mark in found.marks))
    in_order = dates.american if _are_month_first(days, read_on, is_usual=is_usual) else _as_it_is
    marks = tuple(replace(mark, day=in_order(day) if (day := _day_first(mark)) else None) for mark in found.marks)
    headings = tuple(replace(heading, day=in_order(heading.day)) for heading in found.headings)
    return replace(found, marks=marks, headings=headings)


def _day_first(mark: Mark) -> Printed | None:
    """The day of the mark, read day first."""
    return dates.american(mark.day) if mark.day and mark.form.meridiem else mark.day


def _as_it_is(day: Printed) -> Printed:
    return day


def _are_month_first(days: Sequence[Day], read_on: date | None, *, is_usual: bool) -> bool:
    if any(day.day > _MONTHS for day in days):
        return all(day.is_month_first for day in days if day.day > _MONTHS)
    if read_on is None:
        return is_usual
    is_past = not _any_after(days, read_on)
    would_be_past = not _any_after([dates.american(day) for day in days], read_on)
    return is_usual if is_past == would_be_past else would_be_past


def _any_after(days: Sequence[Printed], read_on: date) -> bool:
    found = (day.on(read_on.year) for day in days if isinstance(day, Day))
    return any(day and day > read_on for day in found)


def _is_american(language: str, zone: ZoneInfo, *, has_meridiem: bool) -> bool:
    """The month comes first in that language and region; where none is named, where the clocks go on to twelve."""
    name, *others = language.split("-")
    if region := next((part.upper() for part in others if len(part) == len("US")), ""):
        return region in _REGIONS
    if has_meridiem:
        return True
    return name in ("", "en") and (zone.key in _CITIES or zone.key.startswith(_ZONES))
