"""When the updates that a page describes were published: as described, or as its elements show it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from feeder.model import Precision
from feeder.reading import instant
from feeder.reading.instant import Instant
from feeder.reading.page.linkeddata import LiveBlog
from feeder.reading.page.timing import When
from feeder.reading.reference import Reference

_FEW = 3
_MOST_SLIPS = 0.2
_MOST_OF = 0.75  # the next update may be written otherwise
_LATE = timedelta(minutes=10)  # clocks of servers differ


def whens(blog: LiveBlog, shown: Sequence[When], reference: Reference, zone: ZoneInfo) -> list[When]:
    """The times of the updates: as described, unless they are the page's own or those shown are the better ones."""
    told = [instant.read(post.published, zone) for post in blog.posts]
    moments = [each.moment if each else None for each in told]
    is_constant = len(moments) >= _FEW and len(set(moments)) == 1
    if is_constant or _is_disordered(moments, shown):
        return [seen if seen.moment or is_constant else _when(each) for seen, each in zip(shown, told, strict=True)]
    if _z_is_false(told, shown, reference, zone):
        told = [
            each if each and when.moment == each.moment.replace(second=0) else _in_zone(each, zone)
            for each, when in zip(told, shown, strict=True)
        ]
    return [_when(each) if each else seen for each, seen in zip(told, shown, strict=True)]


def _when(told: Instant | None) -> When:
    return When(moment=told.moment, precision=told.precision) if told else When()


def _is_disordered(told: Sequence[datetime | None], shown: Sequence[When]) -> bool:
    """The times described run in no order and those shown fall: the former say when drafts were made."""
    seen = [when.moment for when in shown]
    if sum(moment is not None for moment in seen) * 2 <= len(told):
        return False
    return _slips(told) > _MOST_SLIPS and _slips(seen) <= _MOST_SLIPS / 4


def _slips(moments: Sequence[datetime | None]) -> float:
    """Which part of the steps goes against the others."""
    known = [moment for moment in moments if moment]
    falls = sum(one > other for one, other in pairwise(known))
    rises = sum(one < other for one, other in pairwise(known))
    return min(falls, rises) / (falls + rises) if falls + rises else 0.0


def _z_is_false(told: Sequence[Instant | None], shown: Sequence[When], reference: Reference, zone: ZoneInfo) -> bool:
    """The `Z` is only put behind the clocks of the page's zone.

    Then either an update lies in the future, or what readers see says the same, letter for letter, and no second
    gives the moment away.
    """
    known = [each for each in told if each]
    if not known or any(each.offset or each.precision == Precision.DAY for each in known):
        return False
    newest = max(each.moment for each in known)
    if reference.moment and newest > reference.moment + _LATE:
        return newest.replace(tzinfo=zone) <= reference.moment + _LATE
    pairs = [(each, when) for each, when in zip(told, shown, strict=True) if each and when.moment and when.stamp]
    alike = sum(
        each.precision == Precision.MINUTE
        and when.stamp is not None
        and when.stamp.instant is None
        and when.moment is not None
        and when.moment != each.moment
        and each.moment.replace(tzinfo=zone).astimezone(UTC) == when.moment
        for each, when in pairs
    )
    return len(pairs) >= _FEW and alike >= _MOST_OF * len(pairs)


def _in_zone(told: Instant | None, zone: ZoneInfo) -> Instant | None:
    if told is None:
        return None
    return Instant(moment=told.moment.replace(tzinfo=zone).astimezone(UTC), precision=told.precision)
