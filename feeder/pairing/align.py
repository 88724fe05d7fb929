"""Which known entry each item is: two sequences, aligned by evidence, the strongest first, one to one.

Evidence, in this order: the page's own key; time and words; the words alone, near in time; time and likeness; likeness
alone, near in time. What stays ambiguous is kept apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import fuzz

from feeder.model import Entry, Item
from feeder.text import folded

# The same words at another time are the same report if they are many, or if the times are near: tickers repeat
# one-liners ("Luftalarm aufgehoben").
_MANY_LETTERS = 80
_NEAR_FOR_FEW = timedelta(minutes=20)
_NEAR_FOR_MANY = timedelta(hours=24)
_NEAR_FOR_LIKE = timedelta(hours=3)
# Shares of rapidfuzz, 0 to 100.
_LIKE_AT_SAME_TIME = 55
_LIKE_ALONE = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What an item or an entry says, in the forms that are compared."""

    key: str | None
    moment: datetime | None
    title: str
    text: str

    @property
    def words(self) -> tuple[str, str]:
        return self.title, self.text

    @property
    def length(self) -> int:
        return len(self.title) + len(self.text)


def matches(entries: Sequence[Entry], items: Sequence[Item]) -> dict[int, str]:
    """The id of the entry that an item is, by the item's place on the page; new items have none."""
    known = {entry.id: _said(entry.item, entry.published) for entry in entries}
    shown = {place: _said(item, item.published) for place, item in enumerate(items)}
    found: dict[int, str] = {}
    for evidence in _EXACT:
        _join(found, known, shown, evidence)
    _join_alike(found, known, shown)
    return dict(sorted(found.items()))


def _said(item: Item, moment: datetime | None) -> _Said:
    # What the page shows now is compared with what it showed last; only what never had a clock counts as first seen.
    return _Said(key=item.key, moment=item.published or moment, title=folded(item.title or ""), text=folded(item.text))


def _by_key(said: _Said) -> Hashable | None:
    return said.key


def _by_time_and_words(said: _Said) -> Hashable | None:
    return (said.moment, said.words) if said.moment else None


def _by_words(said: _Said) -> Hashable | None:
    return said.words


_Evidence = Callable[[_Said], Hashable | None]
_EXACT: tuple[_Evidence, ...] = (_by_key, _by_time_and_words, _by_words)


def _join(
    found: dict[int, str],
    known: dict[str, _Said],
    shown: dict[int, _Said],
    evidence: Callable[[_Said], Hashable | None],
) -> None:
    """Pair what has the same evidence; of several equals the n-th with the n-th, nearest in time."""
    taken = set(found.values())
    candidates: defaultdict[Hashable, list[str]] = defaultdict(list)
    for entry_id, said in known.items():
        if entry_id not in taken and (shared := evidence(said)) is not None:
            candidates[shared].append(entry_id)
    for place, said in shown.items():
        if place in found or (shared := evidence(said)) not in candidates:
            continue
        near = [each for each in candidates[shared] if evidence is not _by_words or _is_near(said, known[each])]
        if near:
            found[place] = min(near, key=lambda entry_id: _gap(said, known[entry_id]))
            candidates[shared].remove(found[place])


def _is_near(one: _Said, other: _Said) -> bool:
    return _gap(one, other) <= (_NEAR_FOR_MANY if one.length >= _MANY_LETTERS else _NEAR_FOR_FEW)


def _gap(one: _Said, other: _Said) -> timedelta:
    """Time between the two; none where one has no clock."""
    return abs(one.moment - other.moment) if one.moment and other.moment else timedelta(0)


def _join_alike(found: dict[int, str], known: dict[str, _Said], shown: dict[int, _Said]) -> None:
    """Pair what is left by likeness, the likest first; a tie between two entries stays apart."""
    taken = set(found.values())
    left = [entry_id for entry_id in known if entry_id not in taken]
    scores = [
        (score, place, entry_id)
        for place, said in shown.items()
        if place not in found
        for entry_id in left
        if (score := _likeness(said, known[entry_id]))
    ]
    for score, place, entry_id in sorted(scores, key=lambda row: (-row[0], row[1], row[2])):
        if place in found or entry_id in taken:
            continue
        rivals = _rivals(scores, score, place, taken)
        if rivals == {entry_id}:
            found[place] = entry_id
            taken.add(entry_id)


def _rivals(scores: Iterable[tuple[float, int, str]], score: float, place: int, taken: set[str]) -> set[str]:
    """The free entries that are as like the item as any."""
    return {each for other, at, each in scores if at == place and other >= score and each not in taken}


def _likeness(one: _Said, other: _Said) -> float:
    """0 for two reports; else how alike they are, higher where time speaks for it too."""
    at_same_time = one.moment is not None and one.moment == other.moment
    if not at_same_time and _gap(one, other) > _NEAR_FOR_LIKE:
        return 0
    share = max(_share(one.text, other.text), _share(one.title, other.title) if at_same_time else 0)
    if at_same_time:
        return 100 + share if share >= _LIKE_AT_SAME_TIME else 0
    return share if share >= _LIKE_ALONE and min(one.length, other.length) >= _MANY_LETTERS else 0


def _share(one: str, other: str) -> float:
    """How much of the shorter text stands in the longer one, 0 to 100."""
    if not one or not other:
        return 0
    whole = fuzz.ratio(one, other)
    grown = fuzz.ratio(*(text[: min(len(one), len(other))] for text in (one, other)))
    return max(whole, grown)
