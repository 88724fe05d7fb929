"""What may be what: the items that stand there as before, and for the others the entries that share something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from typing import TypeVar
from zoneinfo import ZoneInfo

from feeder.model import Entry, Item
from feeder.pairing.evidence import MANY_LETTERS
from feeder.pairing.forms import Said, own_keys, runs, said

# What so many share tells none of them apart: a common turn of phrase, the day of entries without a clock.
_MOST_SHARING = 16
_Name = TypeVar("_Name", int, str)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Left:
    """What is not settled yet, and what is.

    Attributes:
        known: the entries that are not found yet, by their ids.
        shown: the items that are not found yet, by their places.
        found: the ids of the others' entries, by the items' places.
        evidence: by what these were known.
    """

    known: dict[str, Said]
    shown: dict[int, Said]
    found: dict[int, str] = field(default_factory=dict)
    evidence: dict[int, str] = field(default_factory=dict)

    def settle(self, pairs: Mapping[int, str], evidence: str) -> None:
        """These are found, by this evidence."""
        for place, entry_id in pairs.items():
            self.found[place] = entry_id
            self.evidence[place] = evidence
            del self.shown[place], self.known[entry_id]


def as_before(near: Mapping[str, Entry], items: Sequence[Item]) -> dict[int, str]:
    """Items that are to the letter what an entry of the last page was; of several equals the n-th is the n-th.

    Of as many as there were: where one has come or gone, what stands around them tells which.
    """
    stood: defaultdict[Hashable, list[str]] = defaultdict(list)
    for entry_id, entry in near.items():
        stood[_state(entry.item)].append(entry_id)
    stands: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        stands[_state(item)].append(place)
    return {
        place: entry_id
        for state, places in stands.items()
        if len(places) == len(stood.get(state, ()))
        for place, entry_id in zip(places, stood[state], strict=True)
    }


def _state(item: Item) -> Hashable:
    return item.published, item.title, item.text, item.link, item.author, item.images, item.key


def left_of(
    entries: Mapping[str, Entry],
    near: Mapping[str, Entry],
    items: Sequence[Item],
    found: Mapping[int, str],
    zone: ZoneInfo,
) -> Left:
    """The items that are not yet found, and the entries that they may be."""
    rest = {place: item for place, item in enumerate(items) if place not in found}
    taken = set(found.values())
    candidates = {entry_id: entry for entry_id, entry in near.items() if entry_id not in taken}
    candidates |= _further(entries, near, rest.values())
    known_keys = own_keys(entry.item for entry in {**near, **candidates}.values())
    shown_keys = own_keys(items)
    return Left(
        known={entry_id: said(entry.item, entry.published, known_keys, zone) for entry_id, entry in candidates.items()},
        shown={place: said(item, None, shown_keys, zone) for place, item in rest.items()},
        found=dict(found),
    )


def _further(entries: Mapping[str, Entry], near: Mapping[str, Entry], items: Collection[Item]) -> dict[str, Entry]:
    """Entries that have left the page, as far as an item may be one: withdrawn, or of its time, words or key."""
    keys = {item.key for item in items} - {None}
    moments = {item.published for item in items if item.published}
    texts = {item.text for item in items}
    lengths = set(map(len, texts))  # to look up each text would cost more than all else
    first, last = min(moments, default=_NEVER), max(moments, default=_NEVER)
    return {
        entry_id: entry
        for entry_id, entry in entries.items()
        if (
            entry.withdrawn
            or (first <= (moment := entry.item.published or entry.published) <= last and moment in moments)
            or (len(entry.item.text) in lengths and entry.item.text in texts)
            or (keys and entry.item.key in keys)
        )
        and entry_id not in near
    }


def sharing(
    shown: Mapping[int, Said], known: Mapping[str, Said], traits: Callable[[Said], AbstractSet[Hashable]]
) -> list[tuple[int, str]]:
    """The pairs of an item's place and an entry's id that share a trait which is not that of many, in order."""
    of_shown = {place: traits(each) for place, each in shown.items()}
    of_known = {entry_id: traits(each) for entry_id, each in known.items()}
    shared = set[Hashable]().union(*of_shown.values()) & set[Hashable]().union(*of_known.values())
    places, ids = _by_trait(of_shown, shared), _by_trait(of_known, shared)
    pairs = {
        pair
        for trait in shared
        if len(places[trait]) <= _MOST_SHARING and len(ids[trait]) <= _MOST_SHARING
        for pair in product(places[trait], ids[trait])
    }
    return sorted(pairs)


def _by_trait(
    traits: Mapping[_Name, AbstractSet[Hashable]], wanted: AbstractSet[Hashable]
) -> Mapping[Hashable, list[_Name]]:
    """Who has each of the wanted traits."""
    having: defaultdict[Hashable, list[_Name]] = defaultdict(list)
    for name, own in traits.items():
        for trait in own & wanted:
            having[trait].append(name)
    return having


def time_and_words(each: Said) -> AbstractSet[Hashable]:
    """Its time, all its words and its text: what has strong evidence shares one of these."""
    return {each.moment, each.words, (each.text,)} - {None, "", ("",)}


def runs_of_words(each: Said) -> AbstractSet[Hashable]:
    """Each run of words in its text: what is only alike shares some of these."""
    return runs(each.text) if each.length >= MANY_LETTERS else frozenset()
