"""Why times that rise down a text may belong to no ticker: it tells what is to come, what to do, or a day of one's own.

Most tickers stand newest first; where times rise, a text must the more look like reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, time
from functools import cache
from itertools import pairwise
from statistics import median

from feeder.model import Precision
from feeder.reading import sentences
from feeder.reading.locale import any_of, words
from feeder.reading.prose import clock
from feeder.reading.prose.dates import Day, Near
from feeder.reading.prose.evidence import Evidence
from feeder.reading.prose.frames import Frame
from feeder.reading.prose.marks import Dated, Mark

_SHORTEST_PROGRAMME = 3
# News does not happen at quarter hours again and again; some writers round to five minutes.
_ROUND = 15
_ROUNDED = 5
_SHORTEST_REPORT = 40  # letters, of the middle one; points of a programme, stops and dishes are shorter
_SHORTEST_POINT = 25
_START = time(0, 10)  # a recording begins before
_LONGEST_GAP = 60  # days, of the middle one; a ticker does not run for years
_LONGEST_HEADLINE = 80
_FEWEST_OWN = 2
_SHARE_OWN = 0.5
_MOST = 0.75
_LONGEST_NAME = 4  # words
_FEWEST_INGREDIENTS = 2
_LIVE = re.compile(r"\s*+live[ ]?[:|–—]", re.IGNORECASE)  # before a headline
_SENTENCES = re.compile(r"(?<=[.!?…])[\"“”»«’')\]]*\s+")
_QUOTED = re.compile(r"[\"“„«»‘‚][^\"“”„«»‘’‚]*[\"”“»«’]")
_SPEAKER = re.compile(r"[^\W\d_a-zß]{2}[^\Wa-zß.:]*(?:[ .]+[^\Wa-zß:]+)*:[ ]")
_AMOUNT = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?[ ]?(?:k?g|[mcd]l|°C?|кг|г|мл)(?!\w)")
_INGREDIENT = re.compile(r"[ •*·–-]*(?:\d+(?:[.,]\d+)?|[½¼¾])[ ]?(?:k?g|[mcd]?l|кг|г|мл|л)(?!\w)")


def reason(seen: Evidence) -> str:
    """Why it is no ticker; empty where nothing speaks against it."""
    if is_live(seen.head):
        return _of_transcript(seen)
    found = _of_transcript(seen) or _of_recording(seen) or _of_own_name(seen)
    return found or _of_round_steps(seen) or _of_form(seen) or _of_words(seen)


def is_live(head: Sequence[str]) -> bool:
    """The lines above call it a ticker."""
    return any(_lives().search(line) or _LIVE.match(line) for line in head)


def _of_transcript(seen: Evidence) -> str:
    """Times that rise and count seconds are those of a recording; so are the texts of speakers."""
    if any(mark.day or mark.form.is_named for mark in seen.marks):
        return ""
    if all(mark.precision == Precision.SECOND for mark in seen.marks):
        return "its times rise and count seconds: the transcript of a recording"
    if sum(bool(_SPEAKER.match(item.text)) for item in seen.items) * 2 > len(seen.items):
        return "its times rise, and a speaker opens each text: the transcript of a conversation"
    return ""


def _of_recording(seen: Evidence) -> str:
    """Numbers that are no times of day. What has a title and a report in each was begun at midnight."""
    marks = seen.marks
    if seen.has_day or any(mark.day or mark.form.is_named for mark in marks):
        return ""
    reports = sum(bool(item.title and sentences.ends(item.text)) for item in seen.items)
    if marks[0].clock < _START and reports * 2 <= len(seen.items):
        return "its times rise from nought: the parts of a recording"
    if (
        marks[0].form.frame != Frame.PLUS
        and marks[0].form.separator in ("blank", ".")
        and (marks[0].dotted or are_numbered(marks))
    ):
        return "the numbers at the starts of its lines rise like those of sections or verses"
    return ""


def _of_own_name(seen: Evidence) -> str:
    """A headline says what it is."""
    if name := next((match[0] for line in _headlines(seen.head) if (match := _programmes().search(line))), ""):
        return f"its times rise, and it calls itself: {name.strip()}"
    if sum(bool(_INGREDIENT.match(line)) for line in seen.head) >= _FEWEST_INGREDIENTS:
        return "its times rise below a list of ingredients: a recipe"
    if sum(bool(_AMOUNT.search(item.text)) for item in seen.items) * 2 > len(seen.items):
        return "its times rise, and most texts weigh or measure: a recipe, a forecast"
    return ""


def _headlines(head: Sequence[str]) -> Iterator[str]:
    """The short lines without a sentence, and what leads to a list; a single word may be a button of the page."""
    lines = [line.strip() for line in head if line.strip()]
    for number, line in enumerate(lines):
        last = _SENTENCES.split(line)[-1]
        if last.endswith(":"):
            yield last
        elif len(line) <= _LONGEST_HEADLINE and not sentences.ends(line) and (number == 0 or " " in line):
            yield line


def _of_round_steps(seen: Evidence) -> str:
    """Times that rise may be those of a programme or timetable, which tells what is to come."""
    if len(seen.marks) < _SHORTEST_PROGRAMME or not _all_at(seen.marks, _ROUNDED):
        return ""
    if _all_at(seen.marks, _ROUND):
        return "its times rise in round steps: a programme tells what is to come"
    if seen.read_on and _announces(seen.head, seen.read_on):
        return "it names a later day, and its times rise in round steps: a programme tells what is to come"
    if any(_invitations().search(line) for line in seen.lines):
        return "its times rise in round steps, and it invites: a programme tells what is to come"
    are_posts = seen.marks[0].form.frame == Frame.BRACKET
    if not are_posts and sum(_opens_with_name(item.text) for item in seen.items) >= _MOST * len(seen.items):
        return "its times rise in round steps, and a name opens each text: a programme tells what is to come"
    return ""


def _opens_with_name(text: str) -> bool:
    """A few words stand alone before the first sentence: what is shown, played or taught."""
    first, *others = _SENTENCES.split(text, maxsplit=1)
    return bool(others) and first.endswith(".") and len(first.split()) <= _LONGEST_NAME


def _of_form(seen: Evidence) -> str:
    """Stops of a line, dishes, heats and the dates of a life have no reports behind them."""
    form = seen.marks[0].form
    days = [day for day in seen.days if day]
    if not seen.marks[0].has_clock and len(days) > 1 and median(_gaps(days)) > _LONGEST_GAP:
        return "its days rise, and months lie between them: the course of a life or of a work"
    if all(isinstance(mark.day, Near) and mark.day.weekday is not None for mark in seen.marks):
        return "its weekdays follow each other and name no date: what is to come, or comes each week"
    is_log = form.dated != Dated.NO and seen.marks[0].has_clock
    if is_log or form.frame == Frame.BRACKET or seen.marks[0].author:
        return ""
    if len(seen.marks) >= _SHORTEST_PROGRAMME and seen.marks[0].has_clock and not seen.has_day:
        shortest = _SHORTEST_REPORT if form.separator == "blank" else _SHORTEST_POINT
        if seen.middle_length < shortest:
            return "its times rise, and a few words stand behind each: a programme or a timetable"
    if sum(sentences.ends(item.text) for item in seen.items) * 2 < len(seen.items):
        return "its times rise, and no sentences stand behind them: a timetable, a programme or results"
    return ""


def _of_words(seen: Evidence) -> str:
    """A diary speaks of its writer."""
    own = sum(bool(_first_person().search(_QUOTED.sub("", item.text))) for item in seen.items)
    if own >= _FEWEST_OWN and own >= _SHARE_OWN * len(seen.items) and not seen.marks[0].author:
        return "its times rise, and it speaks of its writer: a diary"
    return ""


def are_numbered(marks: Sequence[Mark]) -> bool:
    """Most of them are followed by the next number, or the one before."""
    steps = [abs(_minutes(other) - _minutes(one)) for one, other in pairwise(marks)]
    return len(steps) > 1 and steps.count(1) * 2 > len(steps)


def _minutes(mark: Mark) -> int:
    return mark.clock.hour * 60 + mark.clock.minute


def _all_at(marks: Sequence[Mark], minutes: int) -> bool:
    return all(mark.has_clock and mark.clock.minute % minutes == 0 for mark in marks)


def _announces(head: Sequence[str], read_on: date) -> bool:
    """All days that the head names lie after that day."""
    named = [day.on(day.year) if day.year else _nearest(day, read_on) for day in clock.days("\n".join(head))]
    known = [day for day in named if day]
    return bool(known) and min(known) > read_on


def _nearest(day: Day, read_on: date) -> date | None:
    """The day in the year that puts it nearest to the other."""
    found = [other for year in (read_on.year - 1, read_on.year, read_on.year + 1) if (other := day.on(year))]
    return min(found, key=lambda other: abs(other - read_on), default=None)


def _gaps(days: Sequence[date]) -> list[int]:
    return [(other - one).days for one, other in pairwise(days)]


@cache
def _programmes() -> re.Pattern[str]:
    return re.compile(rf"\w*(?:{any_of(words().programmes)})(?!\w)", re.IGNORECASE)  # `Busfahrplan`


@cache
def _invitations() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(words().invitations)})(?!\w)", re.IGNORECASE)


@cache
def _first_person() -> re.Pattern[str]:
    """Such words; `I` has its capital in the one language that has it, and is a preposition in others."""
    spellings = {each.capitalize() for each in words().first_person} | set(words().first_person)
    return re.compile(rf"(?<!\w)(?:{any_of(spellings)})(?!\w)")


@cache
def _lives() -> re.Pattern[str]:
    spellings = any_of(words().lives).replace("\\-", "[ -]?")  # `Live-Ticker`, `Live Ticker`, `Liveticker`
    return re.compile(rf"(?<!\w)(?:{spellings})", re.IGNORECASE)
