"""Lists of times inside an entry: what comes tomorrow, what happened when. Their points are no entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from feeder.reading.prose import order
from feeder.reading.prose.marks import Dated, Mark

_FEWEST = 2
_NUMBER = re.compile(r"[ ]*+\d{1,2}\.\d\d(?=[ ]|$)")
_CLOCK = re.compile(r"[ ]*+(?:[01]?\d|2[0-4])\.[0-5]\d(?=[ ]|$)")


def without(lines: Sequence[str], candidates: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks without the points of lists that stand inside an entry.

    A list stands on lines that follow each other, below one that ends with a colon, and runs against the ticker: where
    that tells the newest first, its times rise; else they fall back behind the time of their entry, and the next entry
    goes on from that one. Numbers of which some are no times are a list in any order.
    """
    numbers = set(_numbers(lines)) if any(mark.dotted for mark in candidates) else set()
    candidates = [mark for mark in candidates if mark.line not in numbers]
    runs = [run for run in _runs(lines, candidates) if candidates[run.start].has_clock]
    if not runs:
        return tuple(candidates)
    inside = {place for run in runs for place in run}
    own = [mark for place, mark in enumerate(candidates) if place not in inside]
    if any(other.line - one.line == 1 for one, other in pairwise(own)):
        return tuple(candidates)  # the entries too stand on lines that follow each other
    falls, rises = order.steps(own, ())
    points = {place for run in runs if _is_list(candidates, run, falls_down=falls >= rises) for place in run}
    return tuple(mark for place, mark in enumerate(candidates) if place not in points)


def _numbers(lines: Sequence[str]) -> Iterator[int]:
    """The lines of lists of numbers that are no times, since some of them cannot be: prices, results."""
    begin = 0
    while begin < len(lines):
        end = begin + 1
        if lines[begin].rstrip().endswith(":"):
            while end < len(lines) and _NUMBER.match(lines[end]):
                end += 1
            if any(not _CLOCK.match(line) for line in lines[begin + 1 : end]):
                yield from range(begin + 1, end)
        begin = end


def _runs(lines: Sequence[str], candidates: Sequence[Mark]) -> Iterator[range]:
    """The places of marks alike, without a day, on lines that follow each other below one that ends with a colon."""
    begin = 1
    while begin < len(candidates):
        first = candidates[begin]
        end = begin + 1
        if lines[first.line - 1].rstrip().endswith(":") and first.form.dated == Dated.NO:
            while end < len(candidates) and _goes_on(candidates[end - 1], candidates[end]):
                end += 1
            if end - begin >= _FEWEST:
                yield range(begin, end)
        begin = end


def _goes_on(one: Mark, other: Mark) -> bool:
    return other.line - one.line == 1 and other.form == one.form


def _is_list(candidates: Sequence[Mark], run: range, *, falls_down: bool) -> bool:
    clocks = [candidates[place].clock for place in run]
    if any(one > other for one, other in pairwise(clocks)) or clocks[0] == clocks[-1]:
        return False
    if falls_down:
        return True
    entry = candidates[run.start - 1].clock
    behind = candidates[run.stop].clock if run.stop < len(candidates) else entry
    return clocks[0] < entry <= behind
