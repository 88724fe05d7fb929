"""Who goes with whom: one to one, with the best total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import inf

Weights = Mapping[tuple[int, str], float]
"""How much speaks for each pair of an item's place and an entry's id; what is not named is no pair."""

# A group in which so many contend is settled from the strongest pair down: its best total would take too long.
_LARGEST = 48
# No sum is different from another by less.
_ROUNDING = 1e-9


def best(weights: Weights) -> dict[int, str]:
    """The one-to-one choice of pairs whose weights have the largest sum, by the items' places."""
    chosen: dict[int, str] = {}
    for group in _groups(weights):
        chosen |= _from_the_strongest(group) if _size(group) > _LARGEST else _best_total(group)
    return chosen


def _groups(weights: Weights) -> Iterator[dict[tuple[int, str], float]]:
    """The pairs in groups that have nothing to do with each other."""
    at_place: defaultdict[int, list[str]] = defaultdict(list)
    at_id: defaultdict[str, list[int]] = defaultdict(list)
    for place, entry_id in weights:
        at_place[place].append(entry_id)
        at_id[entry_id].append(place)
    seen: set[int] = set()
    for start in at_place:
        if start in seen:
            continue
        places, waiting = {start}, [start]
        while waiting:
            reached = {place for entry_id in at_place[waiting.pop()] for place in at_id[entry_id]} - places
            places |= reached
            waiting += reached
        seen |= places
        yield {(place, each): weights[place, each] for place in sorted(places) for each in at_place[place]}


def _size(group: Weights) -> int:
    return max(len({place for place, _ in group}), len({entry_id for _, entry_id in group}))


def _from_the_strongest(group: Weights) -> dict[int, str]:
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for place, entry_id in sorted(group, key=lambda pair: (-group[pair], pair)):
        if place not in chosen and entry_id not in taken:
            chosen[place] = entry_id
            taken.add(entry_id)
    return chosen


def _best_total(group: Weights) -> dict[int, str]:
    """One item after the other is placed at the greatest gain, others making room for it: Kuhn, 1955."""
    at_place: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for (place, entry_id), weight in group.items():
        at_place[place][entry_id] = weight
    owner: dict[str, int] = {}
    for place in at_place:
        _make_room(place, at_place, owner)
    return {place: entry_id for entry_id, place in owner.items()}


def _make_room(place: int, at_place: Mapping[int, Mapping[str, float]], owner: dict[str, int]) -> None:
    gains: dict[str, float] = {}  # the most that is won when an item moves to it, and all others on the way
    origins: dict[str, str | None] = {}
    waiting: list[tuple[int, float, str | None]] = [(place, 0.0, None)]
    while waiting:
        mover, won, origin = waiting.pop()
        for entry_id, weight in at_place[mover].items():
            if won + weight > gains.get(entry_id, -inf) + _ROUNDING:
                gains[entry_id], origins[entry_id] = won + weight, origin
                if entry_id in owner:
                    waiting.append((owner[entry_id], won + weight - at_place[owner[entry_id]][entry_id], entry_id))
    # The path ends at an entry that is free, or by leaving its item alone.
    left = {each: gain - (at_place[owner[each]][each] if each in owner else 0) for each, gain in gains.items()}
    last = max(left, key=left.__getitem__)
    if left[last] <= _ROUNDING:
        return
    end: str | None = last
    while end is not None:
        origin = origins[end]
        owner[end] = owner[origin] if origin is not None else place
        end = origin
