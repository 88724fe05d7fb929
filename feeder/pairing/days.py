"""Days that are another conclusion than before: a clock names none, and where a date stands tells it of many at once.

An entry that stands there with its clock and its words, on another day, is mostly no other report: the reader has taken
the page's days otherwise, since a date came, went or was misspelt. A one-liner that comes every day at one time is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from feeder.pairing.forms import Said

# So many share a shift, and what shares one is so much of what was not found.
_FEWEST = 3
_SHARE = 0.5


def as_dated_before(shown: Mapping[int, Said], known: Mapping[str, Said], found: Collection[int]) -> dict[int, Said]:
    """Those of the items whose day is another conclusion than before, with the day from before.

    An item at whose clock nothing stood has moved, or is new: its day is that of the item next to it.

    Args:
        shown: items that were not found with their time and words, by their places.
        known: entries of the last page that were not found on this one, by their ids.
        found: places of the items that were found.
    """
    shifts = _shifts(shown, known)
    if not shifts:
        return {}
    moments = {each.moment for each in known.values() if each.clock}
    clocks = {place: each.moment for place, each in shown.items() if each.moment and each.clock}
    of = dict.fromkeys(found, timedelta(0))
    of |= {
        place: shift
        for place, moment in clocks.items()
        for shift in (*reversed(shifts), timedelta(0))  # the day as it is before any other, the commonest shift next
        if moment - shift in moments
    }
    places = sorted(of)
    return {
        place: replace(shown[place], moment=moment - shift)
        for place, moment in clocks.items()
        if (shift := of[_nearest(places, place)])
    }


def _nearest(places: Sequence[int], place: int) -> int:
    at = bisect_left(places, place)
    return min(places[max(at - 1, 0) : at + 1], key=lambda other: abs(other - place))


def _shifts(shown: Mapping[int, Said], known: Mapping[str, Said]) -> list[timedelta]:
    """By how much items with an entry's clock and words stand on another day, where many do; the commonest first."""
    by_clock: defaultdict[Hashable, list[Said]] = defaultdict(list)
    for each in known.values():
        if each.clock:
            by_clock[each.clock, each.words].append(each)
    counts = Counter(
        each.moment - other.moment
        for each in shown.values()
        if each.clock and each.moment
        for other in by_clock.get((each.clock, each.words), ())
        if other.moment
    )
    often = {shift: count for shift, count in counts.most_common() if shift and count >= _FEWEST}
    return list(often) if sum(often.values()) >= _SHARE * len(shown) else []
