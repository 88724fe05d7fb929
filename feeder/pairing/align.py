"""Which known entry each item is: two sequences, aligned by evidence, one to one.

What is shown just as it was shown before is settled first: this is nearly all of a page, and costs next to nothing.
Then what has the same time and words, then what has the page's own key. For the rest the evidence is weighed
(`evidence`) and the best total chosen (`choice`); where two are equally likely the order of the page decides (`order`).
What stays ambiguous is kept apart, with a remark.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product

from feeder.errors import quoted
from feeder.model import Entry, Item
from feeder.pairing.choice import best
from feeder.pairing.evidence import Evidence, weigh
from feeder.pairing.forms import Said, own_keys, runs, said
from feeder.pairing.order import keeps_place

# What stands between the same neighbours is a little likelier to be the same; so near are two that are equally likely.
_IN_PLACE = 0.02
_MARGIN = 0.004
# What so many share tells none of them apart: a common turn of phrase, the day of entries without a clock.
_MOST_SHARING = 16
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which entry each item is.

    Attributes:
        matches: the entry's id, by the item's place on the page; new items have none.
        evidence: by what it was known, by the item's place; of what is shown as it was before nothing is said.
        remarks: what a user should know about it.
    """

    matches: dict[int, str]
    evidence: Mapping[int, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Left:
    """What is not settled yet, and what is."""

    known: dict[str, Said]
    shown: dict[int, Said]
    found: dict[int, str] = field(default_factory=dict)
    evidence: dict[int, str] = field(default_factory=dict)

    def settle(self, pairs: Mapping[int, str], evidence: str) -> None:
        for place, entry_id in pairs.items():
            self.found[place] = entry_id
            self.evidence[place] = evidence
            del self.shown[place], self.known[entry_id]


def align(
    entries: Mapping[str, Entry], page: Sequence[str], missing: Collection[str], items: Sequence[Item]
) -> Alignment:
    """Which of the entries each item of a page is.

    Args:
        entries: the known entries by id.
        page: ids of those on the last page, in its order; those that were missing from it at their places.
        missing: ids of those that were missing from it.
        items: of the new page, in its order.
    """
    near = {entry_id: entries[entry_id] for entry_id in page if entry_id in entries}
    found = _as_before(near, items)
    rest = [place for place in range(len(items)) if place not in found]
    if not rest:
        return Alignment(matches=found)
    left = _left(entries, near, items, found)
    left.settle(_joined(left, _by_time_and_words), "the same time and words")
    if _keys_hold(entries, items, left.found):
        left.settle(_joined(left, _by_key), "the page's own key")
    is_keyed = any(entries[entry_id].item.key == items[place].key is not None for place, entry_id in left.found.items())
    weighed = _weighed(left, near.keys() - set(missing), is_keyed=is_keyed)
    tell = keeps_place(page, left.found)
    weights = {pair: each.weight + _IN_PLACE * tell(*pair) for pair, each in weighed.items()}
    chosen, remarks = _unambiguous(best(weights), weights, left)
    for place, entry_id in chosen.items():
        left.settle({place: entry_id}, weighed[place, entry_id].what)
    return Alignment(matches=dict(sorted(left.found.items())), evidence=left.evidence, remarks=remarks)


# ---------------------------------------------------------------- what is shown as before


def _as_before(near: Mapping[str, Entry], items: Sequence[Item]) -> dict[int, str]:
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


# ---------------------------------------------------------------- what may be what


def _left(
    entries: Mapping[str, Entry], near: Mapping[str, Entry], items: Sequence[Item], found: Mapping[int, str]
) -> _Left:
    """The items that are not yet found, and the entries that they may be."""
    rest = {place: item for place, item in enumerate(items) if place not in found}
    taken = set(found.values())
    candidates = {entry_id: entry for entry_id, entry in near.items() if entry_id not in taken}
    candidates |= _further(entries, near, rest.values())
    known_keys = own_keys(entry.item for entry in {**near, **candidates}.values())
    shown_keys = own_keys(items)
    return _Left(
        known={entry_id: said(entry.item, entry.published, known_keys) for entry_id, entry in candidates.items()},
        shown={place: said(item, None, shown_keys) for place, item in rest.items()},
        found=dict(found),
    )


def _further(entries: Mapping[str, Entry], near: Mapping[str, Entry], items: Collection[Item]) -> dict[str, Entry]:
    """Entries that have left the page, as far as an item may be one: withdrawn, or of its time, words or key."""
    keys = {item.key for item in items if item.key is not None}
    titles = {
        (item.title, len(item.text)) for item in items
    }  # to look up the texts of all would cost more than all else
    texts = {item.text for item in items}
    moments = {item.published for item in items if item.published}
    first, last = min(moments, default=_NEVER), max(moments, default=_NEVER)

    found = {}
    for entry_id, entry in entries.items():
        item = entry.item
        moment = item.published or entry.published
        if (
            (first <= moment <= last and moment in moments)
            or ((item.title, len(item.text)) in titles and item.text in texts)
            or entry.withdrawn
            or item.key in keys
        ):
            found[entry_id] = entry
    return {entry_id: entry for entry_id, entry in found.items() if entry_id not in near}


# ---------------------------------------------------------------- what is beyond doubt


def _by_time_and_words(each: Said) -> Hashable | None:
    return (each.moment, each.words) if each.moment else None


def _by_key(each: Said) -> Hashable | None:
    return each.key


def _joined(left: _Left, evidence: Callable[[Said], Hashable | None]) -> dict[int, str]:
    """Items and entries with the same evidence: the n-th with the n-th, of those that have the same link first."""
    candidates: defaultdict[Hashable, list[str]] = defaultdict(list)
    for entry_id, each in left.known.items():
        candidates[evidence(each)].append(entry_id)
    pairs: dict[int, str] = {}
    for place, each in left.shown.items():
        shared = evidence(each)
        if shared is None or not candidates.get(shared):
            continue
        pairs[place] = max(
            candidates[shared], key=lambda entry_id: _likeness_aside(each.item, left.known[entry_id].item)
        )
        candidates[shared].remove(pairs[place])
    return pairs


def _likeness_aside(one: Item, other: Item) -> int:
    """In how many ways two items are the same beside their time and words."""
    return sum((one.key == other.key, one.link == other.link, one.author == other.author, one.images == other.images))


def _keys_hold(entries: Mapping[str, Entry], items: Sequence[Item], found: Mapping[int, str]) -> bool:
    """Keys tell of reports: of those known by other evidence, not more have the key of another report than their own.

    Keys that count places on the page wander from report to report.
    """
    told = Counter(entries[entry_id].item.key == items[place].key for place, entry_id in found.items())
    known = {entries[entry_id].item.key for entry_id in found.values()} - {None}
    wandered = sum(
        items[place].key in known and entries[entry_id].item.key != items[place].key
        for place, entry_id in found.items()
    )
    return wandered <= told[True]


# ---------------------------------------------------------------- what is weighed


def _weighed(left: _Left, stood: Collection[str], *, is_keyed: bool) -> dict[tuple[int, str], Evidence]:
    """What speaks for each pair that shares anything telling."""
    having: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, each in left.shown.items():
        for trait in _traits(each):
            having[trait].append(place)
    sharing: defaultdict[Hashable, list[str]] = defaultdict(list)
    for entry_id, known in left.known.items():
        for trait in having.keys() & _traits(known):
            sharing[trait].append(entry_id)
    found = {}
    for trait, entry_ids in sharing.items():
        if max(len(entry_ids), len(having[trait])) > _MOST_SHARING:
            continue
        for place, entry_id in product(having[trait], entry_ids):
            if (place, entry_id) in found:
                continue
            each, known = left.shown[place], left.known[entry_id]
            is_other = is_keyed and known.key != each.key
            found[place, entry_id] = weigh(each, known, stood=entry_id in stood, is_keyed=is_other)
    return {pair: each for pair, each in found.items() if each.weight}


def _traits(each: Said) -> set[Hashable]:
    """Its time, its words, and each run of them: what may be one report shares one of these."""
    traits: set[Hashable] = {each.moment, each.words, (each.text,), *runs(each.text)}
    return traits - {None, "", ("",)}


def _unambiguous(
    chosen: Mapping[int, str], weights: Mapping[tuple[int, str], float], left: _Left
) -> tuple[dict[int, str], tuple[str, ...]]:
    """The choice without those pairs for one side of which another that stays alone is as likely."""
    taken = set(chosen.values())
    rivals: defaultdict[Hashable, float] = defaultdict(float)
    for (place, entry_id), much in weights.items():
        if entry_id not in taken:
            rivals[place] = max(rivals[place], much)
        if place not in chosen:
            rivals[entry_id] = max(rivals[entry_id], much)
    kept, remarks = {}, []
    for place, entry_id in chosen.items():
        much = weights[place, entry_id]
        says_the_same = left.shown[place].words == left.known[entry_id].words
        if says_the_same or max(rivals[place], rivals[entry_id]) < much - _MARGIN:
            kept[place] = entry_id
        else:
            item = left.shown[place].item
            remarks.append(f"{quoted(item.title or item.text)} may be one of two reports, and is taken for a new one")
    return kept, tuple(remarks)
