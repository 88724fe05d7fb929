"""Which known entry each item is: two sequences, aligned by evidence, one to one.

What is shown just as it was shown before is settled first: this is nearly all of a page, and costs next to nothing.
Then what has the same time and words, then what has the page's own key. For the rest the evidence is weighed
(`evidence`) and the best total chosen (`choice`); where two are equally likely the order of the page decides (`order`).
What stays ambiguous is kept apart, with a remark.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from feeder.errors import quoted
from feeder.model import Entry, Item
from feeder.pairing.candidates import Left, as_before, left_of, runs_of_words, sharing, time_and_words
from feeder.pairing.choice import best
from feeder.pairing.days import as_dated_before
from feeder.pairing.evidence import STRONG, Evidence, Was, weigh
from feeder.pairing.forms import Said
from feeder.pairing.order import keeps_place

# What stands between the same neighbours is a little likelier to be the same; so near are two that are equally likely.
_IN_PLACE = 0.02
_MARGIN = 0.004


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


def align(
    entries: Mapping[str, Entry],
    page: Sequence[str],
    missing: Collection[str],
    items: Sequence[Item],
    zone: ZoneInfo,
) -> Alignment:
    """Which of the entries each item of a page is.

    Args:
        entries: the known entries by id.
        page: ids of those on the last page, in its order; those that were missing from it at their places.
        missing: ids of those that were missing from it.
        items: of the new page, in its order.
        zone: of the ticker's clocks.
    """
    near = {entry_id: entries[entry_id] for entry_id in page if entry_id in entries}
    found = as_before(near, items)
    rest = [place for place in range(len(items)) if place not in found]
    if not rest:
        return Alignment(matches=found)
    left = left_of(entries, near, items, found, zone)
    left.settle(_joined(left, _by_time_and_words), "the same time and words")
    stood = {entry_id: each for entry_id, each in left.known.items() if entry_id in near}
    left.shown |= as_dated_before(left.shown, stood, left.found)
    left.settle(_joined(left, _by_time_and_words), "the same clock and words")
    if _keys_hold(entries, items, left.found):
        left.settle(_joined(left, _by_key), "the page's own key")
    is_keyed = any(entries[entry_id].item.key == items[place].key is not None for place, entry_id in left.found.items())
    gone = {entry_id for entry_id in left.known if entries[entry_id].withdrawn or entry_id in missing}
    weighed = _weighed(left, near.keys() - gone, gone, is_keyed=is_keyed)
    tell = keeps_place(page, left.found)
    weights = {pair: each.weight + _IN_PLACE * tell(*pair) for pair, each in weighed.items()}
    chosen, remarks = _unambiguous(best(weights), weights, left)
    for place, entry_id in chosen.items():
        left.settle({place: entry_id}, weighed[place, entry_id].what)
    return Alignment(matches=dict(sorted(left.found.items())), evidence=left.evidence, remarks=remarks)


# ---------------------------------------------------------------- what is beyond doubt


def _by_time_and_words(each: Said) -> Hashable | None:
    return (each.moment, each.words) if each.moment else None


def _by_key(each: Said) -> Hashable | None:
    return each.key


def _joined(left: Left, evidence: Callable[[Said], Hashable | None]) -> dict[int, str]:
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
    same = (getattr(one, name) == getattr(other, name) for name in ("key", "link", "author", "images", "published"))
    return sum(same)


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


def _weighed(
    left: Left, stood: AbstractSet[str], gone: AbstractSet[str], *, is_keyed: bool
) -> dict[tuple[int, str], Evidence]:
    """What speaks for each pair that shares anything telling.

    Args:
        left: what is not found yet.
        stood: the entries that the last page showed.
        gone: those that were missing from it, or are withdrawn.
        is_keyed: the page's keys are to be trusted.
    """

    def speaking(pairs: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Evidence]:
        found = {}
        for place, entry_id in pairs:
            each, known = left.shown[place], left.known[entry_id]
            is_other = is_keyed and known.key != each.key
            was = Was.THERE if entry_id in stood else Was.GONE if entry_id in gone else Was.ELSEWHERE
            found[place, entry_id] = weigh(each, known, was, is_keyed=is_other)
        return {pair: each for pair, each in found.items() if each.weight}

    found = speaking(sharing(left.shown, left.known, time_and_words))
    sure = _sure(found)
    shown = {place: each for place, each in left.shown.items() if place not in sure}
    known = {entry_id: left.known[entry_id] for entry_id in stood & left.known.keys() - sure}
    return found | speaking(sharing(shown, known, runs_of_words))


def _sure(found: Mapping[tuple[int, str], Evidence]) -> set[Hashable]:
    """The places and ids of pairs with strong evidence of which neither side has another: no likeness parts them."""
    counts = Counter(side for pair in found for side in pair)
    alone = (pair for pair, each in found.items() if each.weight >= STRONG and counts[pair[0]] == counts[pair[1]] == 1)
    return {side for pair in alone for side in pair}


def _unambiguous(
    chosen: Mapping[int, str], weights: Mapping[tuple[int, str], float], left: Left
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
