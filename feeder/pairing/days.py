"""Days that are another conclusion than before: a clock names none, and where a date stands tells it of many at once.

An entry that stands there with its clock and its words, on another day, is mostly no other report: the reader has taken
the page's days otherwise, since a date came, went or was misspelt. A one-liner that comes every day at one time is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import timedelta

from feeder.pairing.forms import Said

# So many share a shift, and so much of what was not found.
_FEWEST = 3
_SHARE = 0.5


def as_dated_before(shown: Mapping[int, Said], known: Mapping[str, Said]) -> dict[int, Said]:
    """Those of the items whose day is another conclusion than before, with the day from before.

    Args:
        shown: items that were not found with their time and words, by their places.
        known: entries of the last page that were not found on this one, by their ids.
    """
    shifts = _shifts(shown, known)
    moments = {each.moment for each in known.values() if each.clock}
    dated = {}
    for place, each in shown.items():
        before = (each.moment - shift for shift in shifts if each.moment and each.clock)
        moment = next((moment for moment in before if moment in moments), None)
        if moment and each.moment not in moments:
            dated[place] = replace(each, moment=moment)
    return dated


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
    enough = max(_FEWEST, _SHARE * len(shown))
    return [shift for shift, count in counts.most_common() if shift and count >= enough]
