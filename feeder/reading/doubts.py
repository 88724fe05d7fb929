"""Why what looks like a ticker may be none: a diary, a programme, a timetable, a page's other lists of times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from statistics import median

from feeder.model import Item
from feeder.reading import clock
from feeder.reading.clock import Mark
from feeder.text import folded

# So many of the steps may go the other way: pinned entries, late additions.
_MOST_SLIPS = 0.2
_SHORTEST_PROGRAMME = 3
# News does not happen at quarter hours again and again; some writers round to five minutes.
_ROUND = 15
_ROUNDED = 5
_FEWEST_ON_PAGE = 3
_SHORTEST_TEXT = 60  # letters, of the middle one
_SENTENCE_END = re.compile(r"[.!?…][\"“”»«’')\]]*(?:\s|$)")


def of_order(falls: int, rises: int) -> str:
    """Why times that fall and rise so often are not those of a ticker, which runs one way; empty where they may be."""
    if min(falls, rises) > max(1, _MOST_SLIPS * (falls + rises)):
        return "the times at the starts of its lines run in no order"
    return ""


def of_items(items: Sequence[Item]) -> str:
    """Why times without any words are none of a ticker; empty where there are words."""
    return "" if items else "nothing stands below its times"


def of_programme(marks: Sequence[Mark], items: Sequence[Item], head: Sequence[str], read_on: date | None) -> str:
    """Why times that rise are those of a programme or timetable, which tells what is to come; empty where they may not.

    Args:
        marks: which rise down the page.
        items: what stands below them.
        head: the lines above the first of them.
        read_on: the day on which it was read.
    """
    if len(marks) < _SHORTEST_PROGRAMME:
        return ""
    if _all_at(marks, _ROUND):
        return "its times rise in round steps: a programme tells what is to come"
    if _all_at(marks, _ROUNDED) and read_on and _announces(head, read_on):
        return "it names a later day, and its times rise in round steps: a programme tells what is to come"
    if _repeats(items):
        return "its times rise, and the same words stand below them again and again: a timetable"
    return ""


def of_page(items: Sequence[Item], *, rises: bool) -> str:
    """Why the times of a page, which has many, are not those of a ticker; empty where they may be.

    A ticker's entries are several, stand newest first, and say something.
    """
    if len(items) < _FEWEST_ON_PAGE:
        return f"{len(items)} lines that open with a time make no ticker of a page"
    if rises:
        return "its times rise down the page: a programme or a discussion, not a ticker"
    if median(len(item.text) for item in items) < _SHORTEST_TEXT:
        return "the texts below its times are too short for reports"
    if not median(bool(_SENTENCE_END.search(item.text)) for item in items):
        return "the texts below its times are headlines of other pages"
    return ""


def _all_at(marks: Sequence[Mark], minutes: int) -> bool:
    return all(mark.clock.minute % minutes == 0 for mark in marks)


def _announces(head: Sequence[str], read_on: date) -> bool:
    """All days that the head names with their year are later than that day."""
    named = [date(day.year, day.month, day.day) for day in clock.days("\n".join(head)) if day.year]
    return bool(named) and min(named) > read_on


def _repeats(items: Sequence[Item]) -> bool:
    """More than half of the items say what another says."""
    said = Counter(folded(f"{item.title or ''} {item.text}") for item in items)
    return sum(count for count in said.values() if count > 1) * 2 > len(items)
