"""Why what looks like a ticker may be none: a diary, a programme, a timetable, a page's other lists of times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from statistics import median

from feeder.model import Item, Precision
from feeder.reading import clock
from feeder.reading.frames import Frame
from feeder.reading.marks import Mark
from feeder.text import folded

# So many of the steps may go the other way: pinned entries, late additions.
_MOST_SLIPS = 0.2
_SHORTEST_PROGRAMME = 3
# News does not happen at quarter hours again and again; some writers round to five minutes.
_ROUND = 15
_ROUNDED = 5
_FEWEST_ON_PAGE = 3
_SHORTEST_TEXT = 60  # letters, of the middle one
_SHORTEST_REPORT = 40  # letters, of the middle one; points of a programme, stops and dishes are shorter
_SHORTEST_POINT = 25
_MOST_IMPOSSIBLE = 0.1
_START = time(0, 10)  # a recording begins before
_SENTENCE_END = re.compile(r"[.!?…][\"“”»«’')\]]*(?:\s|$)")
_NUMBER = re.compile(r"\s*+\d{1,2}\.\d\d(?=[ ]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a text that may be a ticker.

    Attributes:
        marks: of its entries.
        items: what it would be read as.
        lines: all of the text.
        head: the lines above the first of the marks.
        falls: how often time falls from one mark to the next.
        rises: how often it rises.
        has_day: a mark or a heading names a day.
        read_on: the day on which it was read.
        is_page: it was part of a page, and must be the surer that it is a ticker.
    """

    marks: Sequence[Mark]
    items: Sequence[Item]
    lines: Sequence[str]
    head: Sequence[str]
    falls: int
    rises: int
    has_day: bool
    read_on: date | None
    is_page: bool

    @property
    def middle_length(self) -> float:
        """The letters of the middle one of the items."""
        return median(len(item.title or "") + len(item.text) for item in self.items)


def reason(seen: Evidence) -> str:
    """Why it is no ticker; empty where nothing speaks against it."""
    if not seen.items:
        return "nothing stands below its times"
    if min(seen.falls, seen.rises) > max(1, _MOST_SLIPS * (seen.falls + seen.rises)):
        return "the times at the starts of its lines run in no order"
    found = _of_times_to_come(seen) or _of_numbers(seen) or _of_small_part(seen)
    if not found and seen.rises > seen.falls:
        found = _of_recording(seen) or _of_programme(seen)
    return found or (_of_page(seen) if seen.is_page else "")


def _of_times_to_come(seen: Evidence) -> str:
    """A ticker tells what was: no entry lies after the time of reading."""
    days = [mark.day for mark in seen.marks]
    if seen.read_on is None or not seen.has_day or not any(item.published for item in seen.items):
        return ""
    if all(item.published and item.published.date() > seen.read_on for item in seen.items) and days:
        return "all its times lie after it was read: it announces what is to come"
    return ""


def _of_numbers(seen: Evidence) -> str:
    """Bare numbers with stops may be prices, sections, results: they need a report behind each."""
    if seen.has_day or not all(mark.dotted and not mark.form.is_named for mark in seen.marks):
        return ""
    opening = [match[0].strip() for line in seen.lines if (match := _NUMBER.match(line))]
    impossible = sum(not _is_clock(number) for number in opening)
    if impossible > _MOST_IMPOSSIBLE * len(opening):
        return "the numbers at the starts of its lines are no times: some of them cannot be"
    if seen.marks[0].form.separator == "blank" and seen.middle_length < _SHORTEST_REPORT:
        return "numbers with a stop and a few words behind them are no reports"
    return ""


def _is_clock(number: str) -> bool:
    hour, minute = number.split(".")
    return int(hour) < 24 and int(minute) < 60  # noqa: PLR2004 - the clock


def _of_small_part(seen: Evidence) -> str:
    """Days alone, and names with a time, stand in an article's links and comments too, as the smaller part."""
    form = seen.marks[0].form
    is_day_alone = seen.marks[0].precision == Precision.DAY and seen.marks[0].day is not None
    is_weak = is_day_alone or (form.label and form.frame != Frame.BRACKET)
    entries = sum(len(item.title or "") + len(item.text) for item in seen.items)
    if is_weak and sum(map(len, seen.head)) > entries:
        return "more text stands above its times than below them: an article with other lists"
    return ""


def _of_recording(seen: Evidence) -> str:
    """Times that rise from nought, or in brackets with seconds, count a recording."""
    if seen.has_day:
        return ""
    if all(mark.form.frame == Frame.BRACKET and mark.precision == Precision.SECOND for mark in seen.marks):
        return "its times rise in brackets and count seconds: the transcript of a recording"
    is_bare = not any(mark.form.is_named for mark in seen.marks)
    if is_bare and seen.marks[0].form.separator == "blank":
        if seen.marks[0].clock < _START:
            return "its times rise from nought: the parts of a recording"
        if seen.marks[0].dotted or all(_minutes(other) - _minutes(one) == 1 for one, other in pairwise(seen.marks)):
            return "the numbers at the starts of its lines rise like those of sections or verses"
    return ""


def _of_programme(seen: Evidence) -> str:
    """Times that rise may be those of a programme or timetable, which tells what is to come."""
    if len(seen.marks) < _SHORTEST_PROGRAMME or not seen.marks[0].has_clock:
        return ""
    if _all_at(seen.marks, _ROUND):
        return "its times rise in round steps: a programme tells what is to come"
    if _all_at(seen.marks, _ROUNDED) and seen.read_on and _announces(seen.head, seen.read_on):
        return "it names a later day, and its times rise in round steps: a programme tells what is to come"
    if _repeats(seen.items):
        return "its times rise, and the same words stand below them again and again: a timetable"
    shortest = _SHORTEST_REPORT if seen.marks[0].form.separator == "blank" else _SHORTEST_POINT
    if not seen.has_day and seen.middle_length < shortest:
        return "its times rise, and a few words stand behind each: a programme or a timetable"
    return ""


def _of_page(seen: Evidence) -> str:
    """The times of a page are many: a ticker's entries are several, stand newest first, and say something."""
    if len(seen.items) < _FEWEST_ON_PAGE:
        return f"{len(seen.items)} lines that open with a time make no ticker of a page"
    if seen.rises > seen.falls:
        return "its times rise down the page: a programme or a discussion, not a ticker"
    if median(len(item.text) for item in seen.items) < _SHORTEST_TEXT:
        return "the texts below its times are too short for reports"
    if not median(bool(_SENTENCE_END.search(item.text)) for item in seen.items):
        return "the texts below its times are headlines of other pages"
    return ""


def _minutes(mark: Mark) -> int:
    return mark.clock.hour * 60 + mark.clock.minute


def _all_at(marks: Sequence[Mark], minutes: int) -> bool:
    return all(mark.has_clock and mark.clock.minute % minutes == 0 for mark in marks)


def _announces(head: Sequence[str], read_on: date) -> bool:
    """All days that the head names with their year are later than that day."""
    named = [date(day.year, day.month, day.day) for day in clock.days("\n".join(head)) if day.year]
    return bool(named) and min(named) > read_on


def _repeats(items: Sequence[Item]) -> bool:
    """More than half of the items say what another says."""
    said = Counter(folded(f"{item.title or ''} {item.text}") for item in items)
    return sum(count for count in said.values() if count > 1) * 2 > len(items)
