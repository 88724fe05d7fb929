"""Lists of times inside an entry: what comes tomorrow, what happened when. Their points are no entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time
from itertools import pairwise

from feeder.reading.prose import order
from feeder.reading.prose.marks import Dated, Mark

_FEWEST = 2
_NEXT_BUT_ONE = 2  # with a blank line between
_NUMBER = re.compile(r"[ ]*+\d{1,2}\.\d\d(?=[ ]|$)")
_CLOCK = re.compile(r"[ ]*+(?:[01]?\d|2[0-4])\.[0-5]\d(?=[ ]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Marks that may be the points of a list.

    Attributes:
        places: among the marks of the text.
        is_led: the line above ends with a colon.
        is_tight: no blank line stands between them.
    """

    places: range
    is_led: bool
    is_tight: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """What is known of the marks that are no points.

    Attributes:
        falls_down: they tell the newest first.
        are_certain: that is sure, and none stands on the line below another.
    """

    falls_down: bool
    are_certain: bool


def without(lines: Sequence[str], candidates: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks without the points of lists that stand inside an entry.

    A list runs against the ticker: where that tells the newest first, its times rise; else they fall back behind the
    time of their entry, or run ahead of the next one. It stands below a line that ends with a colon, or its points
    follow each other line by line, as no entries of its ticker do, and do not fit between those beside them. Numbers of
    which some are no times are a list in any order.
    """
    numbers = set(_numbers(lines)) if any(mark.dotted for mark in candidates) else set()
    candidates = [mark for mark in candidates if mark.line not in numbers]
    runs = [*_runs(lines, candidates)]
    if not runs:
        return tuple(candidates)
    inside = {place for run in runs for place in run.places}
    own = [mark for place, mark in enumerate(candidates) if place not in inside]
    if any(_goes_on(one, other) for one, other in pairwise(own)):
        return tuple(candidates)  # the entries too stand on lines that follow each other
    falls, rises = order.steps(own, ())
    are_apart = all(other.line - one.line > 1 for one, other in pairwise(own))
    known = _Own(falls_down=falls >= rises, are_certain=falls != rises and are_apart)
    points = {place for run in runs if _is_list(candidates, run, known) for place in run.places}
    return tuple(mark for place, mark in enumerate(candidates) if place not in points)


def _numbers(lines: Sequence[str]) -> Iterator[int]:
    """The lines of lists of numbers that are no times, since some of them cannot be: prices, results.

    They stand below a line that ends with a colon, or below the mark of their entry where others stand apart.
    """
    blocks = [*_blocks(lines)]
    apart = sum(len(block) == 1 and bool(_CLOCK.match(lines[block.start])) for block in blocks)
    for block in blocks:
        is_led = block.start > 0 and lines[block.start - 1].rstrip().endswith(":")
        opens = bool(_CLOCK.match(lines[block.start])) and not lines[block.start].rstrip().endswith(":")
        if all(_CLOCK.match(lines[number]) for number in block):
            continue
        if is_led:
            yield from block
        elif opens and apart >= _FEWEST:
            yield from block[1:]


def _blocks(lines: Sequence[str]) -> Iterator[range]:
    """The runs of lines that open with numbers; one that ends with a colon leads to what stands below it."""
    begin = 0
    while begin < len(lines):
        end = begin
        while end < len(lines) and _NUMBER.match(lines[end]):
            end += 1
            if lines[end - 1].rstrip().endswith(":"):
                break
        if begin < end:
            yield range(begin, end)
        begin = max(end, begin + 1)


def _runs(lines: Sequence[str], candidates: Sequence[Mark]) -> Iterator[_Run]:
    """The runs of marks alike, without a day: on lines that follow each other, or below a colon, a blank one between.

    The first of all marks is that of an entry, and so is one that ends with a colon.
    """
    begin = 1
    while begin < len(candidates):
        end = begin + 1
        is_leading = bool(candidates[begin].rest) and lines[candidates[begin].line].rstrip().endswith(":")
        if candidates[begin].form.dated == Dated.NO and candidates[begin].has_clock and not is_leading:
            is_led = _is_led(lines, candidates[begin].line)
            while end < len(candidates) and _goes_on(candidates[end - 1], candidates[end]):
                end += 1
            is_tight = end - begin > 1
            while not is_tight and is_led and end < len(candidates) and _rises_on(*candidates[end - 1 : end + 1]):
                end += 1
            places = _trimmed(candidates, range(begin, end), is_led=is_led, is_tight=is_tight)
            if len(places) >= _FEWEST:
                yield _Run(places=places, is_led=is_led, is_tight=is_tight)
        begin = end


def _is_led(lines: Sequence[str], line: int) -> bool:
    """The next line above that is not blank ends with a colon."""
    above = (said for each in (line - 1, line - 2) if each >= 0 and (said := lines[each].rstrip()))
    return next(above, "").endswith(":")


def _goes_on(one: Mark, other: Mark) -> bool:
    return other.line - one.line == 1 and _are_alike(one, other)


def _rises_on(one: Mark, other: Mark) -> bool:
    return other.line - one.line == _NEXT_BUT_ONE and _are_alike(one, other) and one.clock < other.clock


def _are_alike(one: Mark, other: Mark) -> bool:
    """Written alike; among times, `20 Uhr` stands for `20.00 Uhr`."""
    return replace(one.form, notation=None) == replace(other.form, notation=None)


def _trimmed(candidates: Sequence[Mark], places: range, *, is_led: bool, is_tight: bool) -> range:
    """The run without the mark of its own entry, on the line above, and without the entry below a loose one."""
    clocks = [candidates[place].clock for place in places]
    if len(clocks) > 1 and not is_tight and _fits(candidates, places.stop - 1, candidates[places.start - 1].clock):
        return places[:-1]
    if len(clocks) <= _FEWEST or is_led:
        return places
    if clocks[0] > clocks[1]:
        return places[1:]
    if places.stop == len(candidates):
        return places
    first, last = sorted((candidates[places.start - 1].clock, candidates[places.stop].clock))
    return places[1:] if first <= clocks[0] <= last else places


def _fits(candidates: Sequence[Mark], place: int, entry: time) -> bool:
    """The mark at that place lies between the clock of the entry and the mark behind it."""
    if place + 1 >= len(candidates):
        return candidates[place].clock <= entry
    return candidates[place + 1].clock <= candidates[place].clock <= entry


def _is_list(candidates: Sequence[Mark], run: _Run, own: _Own) -> bool:
    places = run.places
    clocks = [candidates[place].clock for place in places]
    if any(one > other for one, other in pairwise(clocks)) or clocks[0] == clocks[-1]:
        return False
    if not run.is_led and not own.are_certain:
        return False
    entry = candidates[places.start - 1].clock
    behind = candidates[places.stop].clock if places.stop < len(candidates) else entry
    if own.falls_down:
        return (run.is_led and run.is_tight) or clocks[0] < behind or clocks[-1] > entry
    if places.stop == len(candidates) and run.is_led and run.is_tight and own.are_certain:
        return True
    return (clocks[0] < entry <= behind) or (entry <= behind < clocks[-1] and places.stop < len(candidates))
