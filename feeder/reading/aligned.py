"""Where the entries of a ticker stand in its text: by their first words, and by their clocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

from feeder.model import Item, Precision
from feeder.text import folded

_ANCHOR = 40  # letters and digits by which the beginning of an entry is found again
_LONGEST_MARK = 120
_HOURS, _MINUTES = 24, 60
_NEAR = 2  # lines between a mark and the words that it belongs to


@dataclass(frozen=True, slots=True)
class Said:
    """What an item says, folded, so that lines can be found in it.

    Attributes:
        item: whose words these are.
        title: its title.
        text: its text.
        captions: its captions, one behind the other.
        author: its author.
        numbers: of its clock, as a mark prints them; none where it has none.
    """

    item: Item
    title: str
    text: str
    captions: str
    author: str
    numbers: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The beginning of what it says."""
        return (self.title or self.text)[:_ANCHOR].rsplit(" ", 1)[0] or self.title or self.text


def said(item: Item, zone: ZoneInfo) -> Said:
    """What the item says; its clock as it stands in that zone."""
    moment = item.published.astimezone(zone) if item.published else None
    numbers = (str(moment.hour), str(moment.minute)) if moment and item.precision is not Precision.DAY else ()
    return Said(
        item,
        folded(item.title or ""),
        folded(item.text),
        folded(" ".join(item.captions)),
        folded(item.author or ""),
        numbers,
    )


def starts(lines: Sequence[str], items: Sequence[Said]) -> list[int]:
    """The line at which each item begins, its mark included."""
    found: list[int] = []
    at = 0
    for each in items:
        begin = _found(lines, at, each)
        found.append(at if begin is None else begin)
        at = found[-1] + (begin is not None)
    return found


def _found(lines: Sequence[str], at: int, said: Said) -> int | None:
    """Where the item begins: its first words beside its mark, else its first words, else its mark."""
    numbered = [number for number in range(at, len(lines)) if lines[number]]
    hits = [place for place, number in enumerate(numbered) if holds(lines[number], said.anchor)]
    beside: list[tuple[int, int]] = []  # how far from its mark, and where it begins
    for place in hits:
        for near in range(max(0, place - _NEAR), min(len(numbered), place + _NEAR + 1)):
            if is_mark(lines[numbered[near]], said):
                beside.append((abs(near - place), numbered[min(near, place)]))  # noqa: PERF401 # two loops read better
    if beside:
        return min(beside)[1]
    if hits:
        return numbered[hits[0]]
    return next((number for number in numbered if is_mark(lines[number], said)), None)


def is_mark(line: str, said: Said) -> bool:
    """It holds the item's clock: its hour and its minute, one behind the other."""
    numbers = [str(int(part)) for part in re.findall(r"\d{1,4}", line)]
    if len(line) > _LONGEST_MARK:
        return False
    if not said.numbers:  # any clock will do
        return any(int(one) < _HOURS and int(other) < _MINUTES for one, other in pairwise(numbers))
    hour, minute = said.numbers
    return any(one in _hours(hour) and other == minute for one, other in pairwise(numbers)) or (
        minute == "0" and any(one in _hours(hour) for one in numbers)
    )


def _hours(hour: str) -> tuple[str, str]:
    """The hour as clocks of 24 and of 12 hours print it."""
    return hour, str(int(hour) % 12 or 12)


def holds(words: str, part: str) -> bool:
    """The part stands in the words, word for word."""
    return bool(words) and f" {part} " in f" {words} "
