"""Windows: which of a topic's newest entries its feed holds.

Pure, and a function of the entries alone: ages count back from the newest of them, so a feed never shrinks by a fault,
nor by time passing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from feeder.model import Entry, Topic

LARGEST = 500_000
"""Bytes that a feed may have, about: some readers refuse more than 2^19."""

_FRAME = 1_000  # bytes of an entry beside its words: ids, dates, links, its source

MOST = LARGEST // _FRAME
"""So many entries a window holds at most, however small they are."""


def window(topic: Topic, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Those of the entries that are in the topic's window.

    Each is within both limits, of count and of age, or younger than what always stays; together they are not larger
    than `LARGEST`. The newest is always there.

    Args:
        topic: it has the limits.
        entries: its newest, the newest first.
    """
    if not entries:
        return ()
    newest = entries[0].published
    size, held = 0, 0
    for place, entry in enumerate(entries):
        age = newest - entry.published
        is_within = place < topic.entries and age <= timedelta(days=topic.days)
        size += weight(entry)
        if not (is_within or age <= topic.window) or (held and size > LARGEST):
            break
        held += 1
    return tuple(entries[:held])


def reach(topic: Topic, entries: Sequence[Entry]) -> bool:
    """Whether the window may hold more than these, the topic's newest, if there were more of them."""
    return len(window(topic, entries)) == len(entries)


def weight(entry: Entry) -> int:
    """About how many bytes an entry has in a feed."""
    body = entry.item.html or entry.item.text
    escaped = 3 * (body.count("<") + body.count(">")) + 4 * body.count("&")
    return _FRAME + len(body.encode(errors="replace")) + escaped
