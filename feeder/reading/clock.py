"""Times and dates in a line: the marks that may head an entry, and the headings that name a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from itertools import zip_longest

from feeder.model import Precision
from feeder.reading.locale import words

_YEAR = r"(?:19|20|21)\d\d(?!\d)"
_DAY_PART = r"""
    (?: (?P<weekday>{weekday}),?\s+ (?:(?:den|the)\s+)? )?
    (?: (?P<iso_year>{year})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)
      | (?P<dotted_day>\d{{1,2}})\.(?P<dotted_month>\d{{1,2}})\.(?P<dotted_year>{year}|\d{{2}}(?![.:]\d))?
      | (?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?P<month>{month})\b\.?(?:\s+(?P<year>{year}))?
      | (?P<month_first>{month})\b\.?\s+(?P<day_last>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year_last>{year}))?
    )
"""
_CLOCK_PART = r"""
    (?P<hour>\d{{1,2}})
    (?: \s?(?P<mark>[.:])\s?(?P<minute>\d{{2}})(?:(?<=:\d\d):(?P<second>\d\d))? (?!\d|[.,:]\d) )
    (?: \s?(?P<meridiem>[ap]\.?\s?m\b\.?) )?
    (?: ,?\s*(?P<word>{word})\b )?
"""
_MARK = r"""
    (?:[•*·▪-][ ]++)? (?P<plus>\+{{2,3}})?[ ]*+
    (?: Update\b(?:\s+(?:vom|am|at|on))?[,:]?\s++ )?
    (?: (?P<date>{day}) (?:[ ]*[,|•·@–—-][ ]*+|[ ]++|T) )?
    (?: (?P<about>{about})\s++ )?
    {clock}
    (?: [ ]*+(?P<separator>\+{{2,3}}|:|\||[-–—])(?=[ ]|$)[ ]*+
      | (?P<alone>$)
      | (?P<blank>[ ]++)(?=["„“”»«'‚’(]*[^\W\d_])
    )
"""
_HEADING = r"(?:[-–—][ ]++)? \+{{0,3}} [ ]*+ {day} [ ]*+ :? [ ]*+ \+{{0,3}} $"
# What follows the first clock of a range.
_UNTIL = r"(?:(?:{until})\s++)? (?P<hour>\d{{1,2}})\s?[.:]\s?(?P<minute>\d\d) (?!\d|[.,:]\d)"
_NOON = 12
_LEAP_YEAR = 2024  # has every day


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date as it is printed: the year may be missing."""

    year: int | None
    month: int
    day: int

    def on(self, year: int) -> date | None:
        """The date in that year, if there is such a day."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What the marks of one ticker have in common."""

    plus: bool
    dated: bool
    word: bool
    meridiem: bool
    indented: bool
    separator: str

    def distance(self, other: Form) -> int:
        """The number of features that differ."""
        pairs = (
            (self.plus, other.plus),
            (self.dated, other.dated),
            (self.word, other.word),
            (self.meridiem, other.meridiem),
            (self.indented, other.indented),
            (self.separator, other.separator),
        )
        return sum(one != another for one, another in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A text that may head an entry and carries its time.

    Attributes:
        line: number of its line, from 0.
        rest: what follows it on its line.
        clock: the time of day.
        precision: how exactly it is given.
        day: the date, where one is printed.
        framed: the rest stands in a frame of plus signs, which closes behind it.
        form: how it is written.
    """

    line: int
    rest: str
    clock: time
    precision: Precision
    day: Day | None
    framed: bool
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line that names a day for the marks below it."""

    line: int
    day: Day


def marks(lines: Sequence[str]) -> Iterator[Mark]:
    """All marks that stand at the start of a line."""
    for number, (line, below) in enumerate(zip_longest(lines, lines[1:], fillvalue="")):
        if (match := _patterns().mark.match(line.strip())) and (found := _mark(number, match, line, below)):
            yield found


def headings(lines: Sequence[str]) -> Iterator[Heading]:
    """All lines that hold a date alone."""
    for number, line in enumerate(lines):
        if day := _day_alone(line):
            yield Heading(line=number, day=day)


def days(text: str) -> Iterator[Day]:
    """All dates in a text."""
    return filter(None, (_day(match) for match in _patterns().day.finditer(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    mark: re.Pattern[str]
    heading: re.Pattern[str]
    day: re.Pattern[str]
    until: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    locale = words()
    day = _DAY_PART.format(weekday=_any(locale.weekdays), month=_any(locale.months), year=_YEAR)
    clock = _CLOCK_PART.format(word=_any(locale.clock_words))
    flags = re.VERBOSE | re.IGNORECASE
    return _Patterns(
        mark=re.compile(_MARK.format(day=day, clock=clock, about=_any(locale.approximations)), flags),
        heading=re.compile(_HEADING.format(day=day), flags),
        day=re.compile(rf"(?<![\w.:-]){day}", flags),
        until=re.compile(_UNTIL.format(until=_any(locale.until)), flags),
    )


def _any(spellings: Iterable[str]) -> str:
    """An expression for each of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(spellings), key=lambda word: (-len(word), word)))


def _mark(number: int, match: re.Match[str], line: str, below: str) -> Mark | None:
    clock = _clock(match)
    day = _day(match) if match["date"] else None
    rest = match.string[match.end() :].strip()
    if clock is None or (match["date"] and day is None) or _is_sentence(match) or _is_range(clock, match, rest):
        return None
    if day is None and (behind := _day_alone(rest) if rest else _day_alone(below)):
        day, rest = behind, ""
    framed = bool(match["plus"]) and rest.endswith("++")
    return Mark(
        line=number,
        rest=rest.rstrip("+").rstrip() if framed else rest,
        clock=clock,
        precision=Precision.SECOND if match["second"] else Precision.MINUTE,
        day=day,
        framed=framed,
        form=Form(
            plus=bool(match["plus"]),
            dated=day is not None,
            word=bool(match["word"]),
            meridiem=bool(match["meridiem"]),
            indented=line.startswith(" "),
            separator=_separator(match),
        ),
    )


def _is_sentence(match: re.Match[str]) -> bool:
    """It begins a sentence: `Gegen 7.15 Uhr ging …`."""
    return bool(match["about"] and match["blank"])


def _is_range(clock: time, match: re.Match[str], rest: str) -> bool:
    """A later clock follows at once: `10.00 – 12.00 Uhr`, hours of opening, a part of a programme."""
    if _separator(match) not in ("-", "blank") or not (until := _patterns().until.match(rest)):
        return False
    return (clock.hour, clock.minute) < (int(until["hour"]), int(until["minute"])) <= (24, 0)


def _day_alone(line: str) -> Day | None:
    match = _patterns().heading.match(line.strip())
    return _day(match) if match else None


def _separator(match: re.Match[str]) -> str:
    if match["separator"]:
        return match["separator"].replace("–", "-").replace("—", "-")
    return "line" if match["alone"] is not None else "blank"


def _clock(match: re.Match[str]) -> time | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["meridiem"] and hour <= _NOON:
        hour = hour % _NOON + (_NOON if match["meridiem"][0] in "pP" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _day(match: re.Match[str]) -> Day | None:
    if match["iso_year"]:
        year, month, day = match["iso_year"], int(match["iso_month"]), match["iso_day"]
    elif match["dotted_day"]:
        year, month, day = match["dotted_year"], int(match["dotted_month"]), match["dotted_day"]
    elif match["day"]:
        year, month, day = match["year"], _month(match["month"]), match["day"]
    else:
        year, month, day = match["year_last"], _month(match["month_first"]), match["day_last"]
    if year and len(year) == len("26"):
        year = f"20{year}"
    found = Day(year=int(year) if year else None, month=month, day=int(day))
    return found if found.on(_LEAP_YEAR) else None


def _month(word: str) -> int:
    """The number of a month, or 0: to an expression that minds no case, a dotless i is an i."""
    return words().months.get(word.casefold(), 0)
