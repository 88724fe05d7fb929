"""Matches a day beside all entries, as figures of a drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

HEIGHT = 96
WIDTH = 720
_MOST_BARS = 62
_WIDEST_BAR = 28
_LOWEST_BAR = 2  # what is there can be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A day, week or month in the chart.

    Attributes:
        first: its first day.
        last: its last.
        entries: how many there are.
        taken: how many of them the query takes.
        x: left edge.
        width: of the bar.
        height: of the bar of all entries.
        taken_height: of that of those taken.
    """

    first: date
    last: date
    entries: int
    taken: int
    x: float
    width: float
    height: float
    taken_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars from the first day to the last, also where there is no entry.

    Attributes:
        bars: in order.
        unit: what one stands for: `day`, `week` or `month`.
        most: the most entries in one.
    """

    bars: tuple[Bar, ...]
    unit: str
    most: int


def drawn(days: Mapping[date, int], taken: Mapping[date, int]) -> Chart:
    """The chart of these counts: a bar a day, or a week or month where days would be too many."""
    if not days:
        return Chart(bars=(), unit="day", most=0)
    unit, begin, after = next(each for each in _UNITS if _count(days, *each[1:]) <= _MOST_BARS or each is _UNITS[-1])
    entries, matches = _summed(days, begin), _summed(taken, begin)
    firsts = _firsts(days, begin, after)
    most = max(entries.values())
    step = min(WIDTH / len(firsts), _WIDEST_BAR * 1.25)
    bars = tuple(
        Bar(
            first=first,
            last=after(first) - timedelta(days=1),
            entries=entries[first],
            taken=matches[first],
            x=round(position * step, 2),
            width=round(step * 0.8, 2),
            height=_height(entries[first], most),
            taken_height=_height(matches[first], most),
        )
        for position, first in enumerate(firsts)
    )
    return Chart(bars=bars, unit=unit, most=most)


def _height(count: int, most: int) -> float:
    return round(max(_LOWEST_BAR, HEIGHT * count / most), 2) if count else 0.0


def _summed(days: Mapping[date, int], begin: Callable[[date], date]) -> Counter[date]:
    found = Counter[date]()
    for day, number in days.items():
        found[begin(day)] += number
    return found


def _count(days: Mapping[date, int], begin: Callable[[date], date], after: Callable[[date], date]) -> int:
    first, last = begin(min(days)), begin(max(days))
    return (last - first).days // (after(first) - first).days + 1


def _firsts(days: Mapping[date, int], begin: Callable[[date], date], after: Callable[[date], date]) -> list[date]:
    firsts, last = [begin(min(days))], begin(max(days))
    while firsts[-1] < last:
        firsts.append(after(firsts[-1]))
    return firsts[-_MOST_BARS * 2 :]


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


_UNITS: tuple[tuple[str, Callable[[date], date], Callable[[date], date]], ...] = (
    ("day", lambda day: day, lambda day: day + timedelta(days=1)),
    ("week", lambda day: day - timedelta(days=day.weekday()), lambda day: day + timedelta(days=7)),
    ("month", lambda day: day.replace(day=1), _month_after),
)
