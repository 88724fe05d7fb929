"""Where the entries of a ticker stand in its text: by their first words, and by their clocks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from feeder.model import Item, Precision
from feeder.text import folded

_ANCHOR = 40  # letters and digits by which the beginning of an entry is found again
_LONGEST_MARK = 120
_HOURS, _MINUTES = 24, 60
_MOST_HITS = 100  # lines that open alike: more are not compared with their marks
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
    text = _Text(lines)
    found: list[int] = []
    at = 0
    for each in items:
        begin = _found(text, at, each)
        found.append(at if begin is None else begin)
        at = found[-1] + (begin is not None)
    return found


class _Text:
    """The lines with words, each under its number, and where each word stands: not every item searches them all."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.numbers = [number for number, line in enumerate(lines) if line]
        self.lines = [line for line in lines if line]
        self._places: dict[str, list[int]] = {}
        for place, line in enumerate(self.lines):
            for word in set(line.split(" ")):
                self._places.setdefault(word, []).append(place)

    def holding(self, part: str, begin: int) -> Iterator[int]:
        """The places, from that one on, of the lines that hold the part: looked for where its rarest word stands."""
        rarest = min((self._places.get(word, []) for word in part.split(" ")), key=len)
        for place in rarest[bisect_left(rarest, begin) :]:
            if holds(self.lines[place], part):
                yield place


def _found(text: _Text, at: int, said: Said) -> int | None:
    """Where the item begins: its first words beside its mark, else its first words, else its mark."""
    begin = bisect_left(text.numbers, at)
    hits = list(islice(text.holding(said.anchor, begin), _MOST_HITS))
    beside: list[tuple[int, int]] = []  # how far from its mark, and where it begins
    for place in hits:
        for near in range(max(begin, place - _NEAR), min(len(text.numbers), place + _NEAR + 1)):
            if is_mark(text.lines[near], said):
                beside.append((abs(near - place), text.numbers[min(near, place)]))  # noqa: PERF401 # two loops read better
    if beside:
        return min(beside)[1]
    if hits:
        return text.numbers[hits[0]]
    marks = (place for place in range(begin, len(text.numbers)) if is_mark(text.lines[place], said))
    return next((text.numbers[place] for place in marks), None)


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
