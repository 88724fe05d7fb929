"""By what an entry is known whose text is gone for good: marks that nobody can read the text from. Pure.

An entry that is forgotten must never return, though its ticker may go on showing it, and may even edit it. So what it
said is kept as digests of its runs of words: an item that shares most of them is that entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feeder.model import Item
from feeder.text import folded

_RUN = 4  # words: enough to say something of their own
_MOST = 0.5
# What is as short as this may be said again of something else; then the time must be the same, too.
_SHORT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is kept of an entry that is forgotten.

    Attributes:
        keys: digests of the ids that its page gave it.
        moments: digests of the times that its page gave it.
        runs: digests of its runs of words, in all its states.
    """

    keys: frozenset[str] = frozenset()
    moments: frozenset[str] = frozenset()
    runs: frozenset[str] = frozenset()


def marks_of(items: Iterable[Item], source: str) -> Marks:
    """The marks of an entry.

    Args:
        items: all that it ever was.
        source: the name in its source's ids; the same words have other marks elsewhere.
    """
    states = list(items)
    return Marks(
        keys=frozenset(_digest(item.key, source) for item in states if item.key),
        moments=frozenset(_moment(item, source) for item in states if item.published),
        runs=frozenset(run for item in states for run in _runs(item, source)),
    )


def as_data(marks: Marks) -> dict[str, list[str]]:
    """The marks as they stand in JSON, in one order."""
    return {"keys": sorted(marks.keys), "moments": sorted(marks.moments), "runs": sorted(marks.runs)}


def without(items: Sequence[Item], forgotten: Sequence[Marks], source: str) -> tuple[Item, ...]:
    """The items, but for those that are one of the forgotten entries."""
    if not forgotten:
        return tuple(items)
    return tuple(item for item in items if not _is_one_of(item, forgotten, source))


def _is_one_of(item: Item, forgotten: Sequence[Marks], source: str) -> bool:
    key = _digest(item.key, source) if item.key else ""
    moment = _moment(item, source) if item.published else ""
    runs = _runs(item, source)
    return any(
        key in marks.keys or (_says_it(runs, marks) and (len(runs) > _SHORT or moment in marks.moments))
        for marks in forgotten
    )


def _says_it(runs: frozenset[str], marks: Marks) -> bool:
    """Most of its words are the entry's; or neither has any, such as a picture alone."""
    return len(runs & marks.runs) > len(runs) * _MOST if runs else not marks.runs


def _runs(item: Item, source: str) -> frozenset[str]:
    words = folded(f"{item.title or ''} {item.text}").split()
    starts = range(max(1, len(words) - _RUN + 1)) if words else ()
    return frozenset(_digest(" ".join(words[start : start + _RUN]), source) for start in starts)


def _moment(item: Item, source: str) -> str:
    return _digest(item.published.isoformat(timespec="minutes") if item.published else "", source)


def _digest(words: str, source: str) -> str:
    return hashlib.blake2b(words.encode(), key=source.encode()[:64], digest_size=8).hexdigest()
