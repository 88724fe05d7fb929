"""When the parts of a page were published: which of their times is the one, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from feeder.model import Precision
from feeder.reading import tree
from feeder.reading.page import dom
from feeder.reading.page.dom import Part
from feeder.reading.page.stamps import Stamp
from feeder.reading.prose import clock, dates, dating, order, zones
from feeder.reading.prose.clock import Mark
from feeder.reading.prose.dates import Heading, Printed
from feeder.reading.reference import Reference
from feeder.reading.tree import Page

_FEW = 3
_MOST_OF = 0.75
_LONGEST_DAY = 48
_LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When an entry was published, as far as its part tells it."""

    moment: datetime | None = None
    precision: Precision = Precision.NONE
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """The times of parts.

    Attributes:
        whens: one for each part.
        falls: how often time falls from one part to the next.
        rises: how often it rises.
        same: how often it stays.
        are_days: they name days alone.
        are_minutes: they count the minutes of a game.
    """

    whens: tuple[When, ...]
    falls: int
    rises: int
    same: int
    are_days: bool = False
    are_minutes: bool = False


def of(page: Page, parts: Sequence[Part], reference: Reference, zone: ZoneInfo) -> Timed:
    """The times of the parts: of all kinds that most parts have, the one that is not the same everywhere and falls."""
    kinds = [kind for kind, count in dom.common_times(parts).most_common() if count >= _MOST_OF * len(parts)]
    if not kinds:
        kinds = [kind for kind, _ in dom.common_times(parts).most_common(3)]
    readings = [
        timed for kind in kinds if kind[1] != "change" if (timed := _of_kind(page, parts, kind, reference, zone))
    ]
    if not readings:
        return Timed(whens=tuple(When() for _ in parts), falls=0, rises=0, same=0)
    return max(readings, key=_worth)


def _worth(timed: Timed) -> tuple[bool, bool, float, int]:
    """Times of day before days and minutes of a game; such as differ; in order; of machines."""
    steps = timed.falls + timed.rises
    machines = sum(bool(when.stamp and when.stamp.instant) for when in timed.whens)
    return (
        not timed.are_minutes and not timed.are_days,
        steps > 0 or len(timed.whens) < _FEW,
        round(max(timed.falls, timed.rises) / steps, 1) if steps else 0.0,
        machines,
    )


def _of_kind(
    page: Page, parts: Sequence[Part], kind: tuple[str, str], reference: Reference, zone: ZoneInfo
) -> Timed | None:
    chosen = [next((stamp for stamp in part.stamps if dom.kind_of(stamp) == kind), None) for part in parts]
    if kind[1] == "minute":
        return _of_game(chosen)
    if kind[1] == "clock":
        return _of_clocks(page, parts, chosen, reference, zone)
    whens = _of_machines(chosen, zone)
    known = [when for when in whens if when.moment]
    are_days = bool(known) and all(when.precision == Precision.DAY for when in known)
    return replace(_in_order(whens), are_days=are_days)


def _in_order(whens: Sequence[When]) -> Timed:
    known = [when.moment for when in whens if when.moment]
    return Timed(
        whens=tuple(whens),
        falls=sum(one > other for one, other in pairwise(known)),
        rises=sum(one < other for one, other in pairwise(known)),
        same=sum(one == other for one, other in pairwise(known)),
    )


def _of_game(chosen: Sequence[Stamp | None]) -> Timed:
    minutes = [stamp.minute for stamp in chosen if stamp and stamp.minute is not None]
    return Timed(
        whens=tuple(When(stamp=stamp) for stamp in chosen),
        falls=sum(one > other for one, other in pairwise(minutes)),
        rises=sum(one < other for one, other in pairwise(minutes)),
        same=sum(one == other for one, other in pairwise(minutes)),
        are_minutes=True,
    )


def _of_machines(chosen: Sequence[Stamp | None], zone: ZoneInfo) -> list[When]:
    """The moments as machines wrote them; in the page's zone where their `Z` is only put there."""
    is_false = _z_is_false([stamp for stamp in chosen if stamp], zone)
    whens: list[When] = []
    for stamp in chosen:
        if stamp is None or stamp.instant is None:
            whens.append(When())
            continue
        moment = stamp.instant.moment
        if is_false and not _is_shown(stamp, moment.astimezone(zone)):
            moment = moment.replace(tzinfo=zone).astimezone(UTC)
        whens.append(When(moment=moment, precision=stamp.instant.precision, stamp=stamp))
    return whens


def _is_shown(stamp: Stamp, local: datetime) -> bool:
    """The clock that readers see says the moment too."""
    return stamp.mark is not None and stamp.mark.clock.replace(second=0) == local.time().replace(second=0)


def _z_is_false(stamps: Sequence[Stamp], zone: ZoneInfo) -> bool:
    """What the page shows is what the machine's time says, letter for letter, and no second gives it away.

    A server that knows the moment knows its seconds; one that only puts `Z` behind what it prints does not.
    """
    shown = [stamp for stamp in stamps if stamp.mark and stamp.instant]
    alike = sum(
        stamp.instant is not None
        and stamp.mark is not None
        and stamp.instant.offset is None
        and stamp.instant.precision == Precision.MINUTE
        and stamp.instant.moment.time() == stamp.mark.clock.replace(second=0)
        and stamp.instant.moment.astimezone(zone).utcoffset() != timedelta(0)
        for stamp in shown
    )
    return len(shown) >= _FEW and alike >= _MOST_OF * len(shown)


def _of_clocks(
    page: Page, parts: Sequence[Part], chosen: Sequence[Stamp | None], reference: Reference, zone: ZoneInfo
) -> Timed:
    """The moments of clocks that readers see, with the days that the parts name or that stand above them."""
    marks: list[Mark] = []
    owners: list[int] = []
    for number, (part, stamp) in enumerate(zip(parts, chosen, strict=True)):
        if stamp and stamp.mark:
            day = stamp.mark.day or _day_beside(part, stamp)
            marks.append(replace(stamp.mark, line=stamp.place, day=day))
            owners.append(number)
    headings = _headings(page, parts)
    moments = dating.moments(marks, headings, reference, zone, _zone_of(page, zone))
    whens = [When(stamp=stamp) for stamp in chosen]
    for number, mark, moment in zip(owners, marks, moments, strict=True):
        precision = mark.precision if moment else Precision.NONE
        whens[number] = When(moment=moment, precision=precision, stamp=chosen[number])
    if any(moments):
        return _in_order(whens)
    falls, rises = order.steps(marks, headings)  # nobody knows the day, but the clocks tell the order
    return Timed(whens=tuple(whens), falls=falls, rises=rises, same=0)


def _zone_of(page: Page, zone: ZoneInfo) -> tzinfo:
    """The zone of the page's clocks: the one that a sentence on it gives to all, else the source's."""
    printed = next(
        filter(None, (zones.of_page(string) for string in page.strings if len(string) < _LONGEST_NOTE)), None
    )
    return zones.resolved(printed, zone) if printed else zone


def _day_beside(part: Part, stamp: Stamp) -> Printed | None:
    """The day that stands in the same line as the clock, in elements of its own."""
    for outer in (stamp.tag.parent, stamp.tag.parent.parent if stamp.tag.parent else None):
        if outer is None or outer is part.tag.parent:
            return None
        if tree.is_longer(outer, _LONGEST_DAY):
            return None
        text = tree.plain(outer)
        if day := next(clock.days(text), None):
            return day
    return None


def _headings(page: Page, parts: Sequence[Part]) -> list[Heading]:
    """Lines that name a day, outside the parts."""
    inside: set[int] = set()
    for part in parts:
        place = page.at[id(part.tag)]
        first = part.stamps[0].place if part.stamps else place  # a day may stand above it in the same element
        inside.update(range(first, page.end[place]))
    found: list[Heading] = []
    for string in page.strings:
        parent = string.parent
        if parent is None or len(string) > _LONGEST_DAY or not any(map(str.isdigit, string)):
            continue
        place = page.at[id(parent)]
        if place not in inside:
            found += [Heading(line=place, day=heading.day) for heading in dates.headings((str(string),))]
    return found
