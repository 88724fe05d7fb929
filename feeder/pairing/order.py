"""What the order of two pages tells: who kept it, who stands where its entry stood, and what scrolled off.

What keeps its order from one page to the next is their backbone; a pinned report, or one whose time was corrected,
is not of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise


def is_newest_first(moments: Sequence[datetime | None]) -> bool:
    """The times of a page fall more often than they rise; so they are taken to where they tell nothing."""
    known = [moment for moment in moments if moment]
    steps = list(pairwise(known))
    return sum(above > below for above, below in steps) >= sum(above < below for above, below in steps)


def backbone(places: Sequence[int]) -> list[int]:
    """The indices of a longest part of the sequence that grows."""
    tails: list[int] = []  # values that end the best part of each length
    ends: list[int] = []  # and where they stand
    before: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [index]
    found = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]


def keeps_place(page: Sequence[str], matches: Mapping[int, str]) -> Callable[[int, str], bool]:
    """Tells whether an item stands between the same neighbours as an entry did on the last page.

    Args:
        page: ids on the last page, in its order.
        matches: id of the entry that an item is, by the item's place.
    """
    stood = {entry_id: place for place, entry_id in enumerate(page)}
    paired = [(place, stood[entry_id]) for place, entry_id in sorted(matches.items()) if entry_id in stood]
    kept = [paired[index] for index in backbone([old for _, old in paired])]
    now = [new for new, _ in kept]
    limits = [-1, *(old for _, old in kept), len(page)]

    def tell(place: int, entry_id: str) -> bool:
        gap = bisect_left(now, place)
        return limits[gap] < stood.get(entry_id, -1) < limits[gap + 1]

    return tell


def with_missing(
    page: Sequence[str], shown: Sequence[str], moments: Mapping[str, datetime], *, is_newest_first: bool
) -> list[str]:
    """The new page, with those of the old one that are missing though it still covers their places, there.

    A place is covered if something that kept its order, and is older, stands beyond it, where old reports leave. Of
    what stood at that end nothing can be told: it has scrolled off.

    Args:
        page: ids of the last page in its order, those that were missing from it at their places.
        shown: ids of the new page in its order.
        moments: the time of each by its id, where the ticker gives one.
        is_newest_first: old reports leave at the end of the page, else at its beginning.
    """
    if not is_newest_first:
        return with_missing(page[::-1], shown[::-1], moments, is_newest_first=True)[::-1]
    at = {entry_id: place for place, entry_id in enumerate(shown)}
    stayed = [entry_id for entry_id in page if entry_id in at]
    kept = {stayed[index] for index in backbone([at[entry_id] for entry_id in stayed])}
    merged = list(shown)
    below = oldest = None
    for entry_id in reversed(page):
        moment = moments.get(entry_id)
        if entry_id in kept:
            below = entry_id
            oldest = min(filter(None, (oldest, moment)), default=None)
        elif entry_id not in at and below and (moment is None or (oldest and oldest < moment)):
            merged.insert(merged.index(below), entry_id)
            below = entry_id
    return merged
