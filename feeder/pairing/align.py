"""Which known entry each item is: two sequences, aligned by evidence, the strongest first, one to one.

Evidence, in this order: all that a page can show; the page's own key; time and words; the words alone, near in time;
time and likeness; likeness alone, near in time. What stays ambiguous is kept apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
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
# So many words in a row do two texts have in common that are alike.
_RUN = 3
# Shares of rapidfuzz, 0 to 100.
_LIKE_AT_SAME_TIME = 55
_LIKE_ALONE = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What an item or an entry says, in the forms that are compared."""

    item: Item
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
    known_keys, shown_keys = _keys(entry.item for entry in entries), _keys(items)
    known = {entry.id: _said(entry.item, entry.published, known_keys) for entry in entries}
    shown = {place: _said(item, item.published, shown_keys) for place, item in enumerate(items)}
    found: dict[int, str] = {}
    for evidence in _EXACT:
        _join(found, known, shown, evidence)
    _join_alike(found, known, shown)
    return dict(sorted(found.items()))


def _keys(items: Iterable[Item]) -> set[str]:
    """The keys that one item alone has: what several share tells none of them apart."""
    return {key for key, count in Counter(item.key for item in items).items() if key is not None and count == 1}


def _said(item: Item, moment: datetime | None, keys: Container[str | None]) -> _Said:
    return _Said(
        item=item,
        key=item.key if item.key in keys else None,
        # What is shown now is compared with what was shown last; only what never had a clock counts as first seen.
        moment=item.published or moment,
        title=folded(item.title or ""),
        text=folded(item.text),
    )


def _by_state(said: _Said) -> Hashable | None:
    # What `changes` looks at: entries of one time and wording are told apart by the rest, so that none seems edited.
    item = said.item
    return item.published, said.words, item.link, item.author, item.images, item.key


def _by_key(said: _Said) -> Hashable | None:
    return said.key


def _by_time_and_words(said: _Said) -> Hashable | None:
    return (said.moment, said.words) if said.moment else None


def _by_words(said: _Said) -> Hashable | None:
    return said.words if said.length else None


_Evidence = Callable[[_Said], Hashable | None]
_EXACT: tuple[_Evidence, ...] = (_by_state, _by_key, _by_time_and_words, _by_words)


def _join(
    found: dict[int, str],
    known: dict[str, _Said],
    shown: dict[int, _Said],
    evidence: _Evidence,
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
    like = _finder({entry_id: said for entry_id, said in known.items() if entry_id not in taken})
    scores = {place: like(said) for place, said in shown.items() if place not in found}
    ranked = sorted((-score, place, entry_id) for place, likes in scores.items() for entry_id, score in likes.items())
    for negative, place, entry_id in ranked:
        if place in found or entry_id in taken:
            continue
        rivals = {each for each, score in scores[place].items() if score >= -negative and each not in taken}
        if rivals == {entry_id}:
            found[place] = entry_id
            taken.add(entry_id)


def _finder(left: dict[str, _Said]) -> Callable[[_Said], dict[str, float]]:
    """Finds the entries that an item is like, and how much; what has neither time nor words in common is not asked."""
    sharing: defaultdict[Hashable, list[str]] = defaultdict(list)
    for entry_id, said in left.items():
        for trait in _traits(said):
            sharing[trait].append(entry_id)

    def find(said: _Said) -> dict[str, float]:
        candidates = {entry_id for trait in _traits(said) for entry_id in sharing.get(trait, ())}
        return {entry_id: score for entry_id in candidates if (score := _likeness(said, left[entry_id]))}

    return find


def _traits(said: _Said) -> set[Hashable]:
    """Its moment, and each run of words in it: texts that are alike share one of these."""
    words = said.text.split()
    runs = (tuple(words[begin : begin + _RUN]) for begin in range(max(1, len(words) - _RUN + 1)))
    traits: set[Hashable] = {said.moment, *runs}
    return traits - {None, ()}


def _likeness(one: _Said, other: _Said) -> float:
    """0 for two reports; else how alike they are, higher where time speaks for it too."""
    at_same_time = one.moment is not None and one.moment == other.moment
    if not at_same_time and _gap(one, other) > _NEAR_FOR_LIKE:
        return 0
    if at_same_time:
        share = max(_share(*texts, _LIKE_AT_SAME_TIME) for texts in ((one.text, other.text), (one.title, other.title)))
        return 100 + share if share else 0
    return _share(one.text, other.text, _LIKE_ALONE) if min(one.length, other.length) >= _MANY_LETTERS else 0


def _share(one: str, other: str, least: float) -> float:
    """How much of the shorter text stands in the longer one, 0 to 100; 0 for less than asked."""
    if not one or not other:
        return 0
    shorter = min(len(one), len(other))
    grown = fuzz.ratio(one[:shorter], other[:shorter], score_cutoff=least)
    return max(grown, fuzz.ratio(one, other, score_cutoff=least))
