"""Numbers that change by themselves: comments that are counted, a time of printing, "5 minutes ago". They are no edits.

A number is taken for one that changes by itself when it changes on one page in several entries at once, each time
beside the same word; or in one entry page after page, and nothing but it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from feeder.errors import quoted
from feeder.model import Entry, Item
from feeder.text import folded

# In so many entries at once; in one entry on so many pages in a row: a count of the injured rises two or three times.
_ENTRIES = 3
_PAGES = 5
_ALONE = "…"
_OF_ONE = "tag:"  # how the id begins of an entry of which alone something is known

Sides = tuple[str, str]
"""What stands before and behind a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What is noise on a page.

    Attributes:
        places: of the items that are as before but for such numbers.
        noise: what is known now: on how many pages in a row a number has changed, by a word beside it, or by an entry's
            id and the words on both sides.
        remarks: what a user should know about it.
    """

    places: frozenset[int] = frozenset()
    noise: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def sift(states: Iterable[tuple[int, Entry, Item]], noise: Mapping[str, int]) -> Sifted:
    """What is noise among the states that a page shows.

    Args:
        states: each item with its place and the entry that it is.
        noise: what was known before.
    """
    pages = [(place, entry, item) for place, entry, item in states]
    restless = {place: (entry, found) for place, entry, item in pages if (found := _around(entry.item, item))}
    if not restless and not noise:
        return Sifted()
    known = {side: count for side, count in noise.items() if not side.startswith(_OF_ONE)}
    known |= dict.fromkeys(_together([found for _, found in restless.values()], [item for *_, item in pages]), _PAGES)
    for entry, found in restless.values():
        own = [_own(entry, sides) for sides in found]
        known |= {name: min(noise.get(name, 0) + 1, _PAGES) for name in own}

    def is_noise(entry: Entry, sides: Sides) -> bool:
        return max(known.get(name, 0) for name in (*sides, _own(entry, sides))) >= _PAGES

    places = {place for place, (entry, found) in restless.items() if all(is_noise(entry, sides) for sides in found)}
    heard = sorted({" ".join(sides) for place in places for sides in restless[place][1]})
    remarks = (f"a number that changes by itself is no edit: {quoted(heard[0])}",) if heard else ()
    return Sifted(places=frozenset(places), noise=known, remarks=remarks)


def _together(changed: Sequence[Sequence[Sides]], items: Sequence[Item]) -> list[str]:
    """The words beside which numbers have changed in several entries at once, and in most of those that have them."""
    counts = Counter(
        side for found in changed for side in {side for sides in found for side in sides} if side != _ALONE
    )
    often = {side: count for side, count in counts.items() if count >= _ENTRIES}
    if not often:
        return []
    having = Counter(side for item in items for side in _all_sides(_words(item)))
    return [side for side, count in often.items() if count * 2 >= having[side]]


def _own(entry: Entry, sides: Sides) -> str:
    return f"{entry.id} {' '.join(sides)}"


def _around(before: Item, after: Item) -> list[Sides]:
    """What stands around each number in which the two differ; nothing where they differ in a word, or not at all."""
    if (before.title, before.text) == (after.title, after.text):
        return []
    old, new = _words(before), _words(after)
    differing = [place for place in range(len(old)) if len(old) == len(new) and old[place] != new[place]]
    if not all(old[place].isdigit() and new[place].isdigit() for place in differing):
        return []
    return [_sides(new, place) for place in differing]


def _words(item: Item) -> list[str]:
    return f"{folded(item.title or '')} {folded(item.text)}".split()


def _all_sides(words: Sequence[str]) -> set[str]:
    return {side for place, word in enumerate(words) if word.isdigit() for side in _sides(words, place)}


def _sides(words: Sequence[str], place: int) -> Sides:
    """The nearest words before and behind a number that are no numbers themselves."""
    before = next((word for word in reversed(words[:place]) if not word.isdigit()), "")
    behind = next((word for word in words[place + 1 :] if not word.isdigit()), "")
    return f"{before} {_ALONE}".strip(), f"{_ALONE} {behind}".strip()
