"""Days as they are printed: in a mark, alone on a line, inside a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from feeder.reading.locale import words
from feeder.reading.prose import dateforms
from feeder.reading.prose.dateforms import WORD

# What may frame a heading beside its day.
# In brackets it may be short; else a short one may be another word.
_WEEKDAY_BEHIND = re.compile(rf",?[ ]?(?:\((?P<short>{WORD})\.?\)|(?P<whole>[^\W\d_]{{4,}}(?:-[^\W\d_]+)?)(?!\w))")
_EDGE = " •*·▪#>_=+~|–—-()[]:.,"
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_MORE_DIGITS = re.compile(r"(?:\D*+\d){9}")  # than a day has: a clock stands there as well
_LONGEST_HEADING = 60
_LONGEST_WORD = 24  # for a day, with its frame
_LEAP_YEAR = 2024  # has every day
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date as it is printed: the year may be missing.

    Attributes:
        sign: what parts its numbers, where it has no words.
        weekday: number from 0, Monday, where one is printed before it.
        is_month_first: its numbers can be read in no other order.
    """

    year: int | None
    month: int
    day: int
    sign: str = field(default="", compare=False)
    weekday: int | None = field(default=None, compare=False)
    is_month_first: bool = field(default=False, compare=False)

    @property
    def looks_like_clock(self) -> bool:
        """Two numbers and full stops: `10.12.` may open a sentence behind a clock."""
        return self.sign == "." and self.year is None

    def on(self, year: int) -> date | None:
        """The date in that year, if there is such a day."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A day that is told by a word: the nearest such weekday, or so many days before the page was read."""

    weekday: int | None = None
    back: int | None = None


Printed = Day | Near


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line that names a day for the marks below it."""

    line: int
    day: Printed


def at(text: str, start: int) -> tuple[Printed, int] | None:
    """The day that stands at that place, and where it ends."""
    if text[start : start + 1].isdigit():
        return _date_at(text, start)
    if not opens(text, start, openers()):
        return None
    article = dateforms.before_day().match(text, start)
    start = article.end() if article else start
    named = _named(text, start)
    # A word may be a weekday in one language and a month in another: `mar`.
    if named and (found := _date_at(text, named[1])):
        return replace(found[0], weekday=named[0].weekday), found[1]
    return _date_at(text, start) or named


def _date_at(text: str, start: int) -> tuple[Day, int] | None:
    match = dateforms.at().match(text, start)
    day = _day(match) if match else None
    return (day, _behind_weekday(text, match.end())) if match and day else None


def opens(text: str, start: int, words_of: frozenset[str]) -> bool:
    """One of those words stands there: this spares most lines of a text all further looks."""
    word = _FIRST_WORD.match(text, start)
    return word is not None and _one_case(word[0]) in words_of


def headings(lines: Sequence[str]) -> tuple[Heading, ...]:
    """All lines that hold a day alone; beside a mere word for a day must stand another: `Tor` is no Thursday."""
    found = [Heading(line=number, day=day) for number, line in enumerate(lines) if (day := alone(line))]
    has_like = len({heading.day for heading in found if isinstance(heading.day, Near)}) > 1
    return tuple(heading for heading in found if has_like or not isinstance(heading.day, Near))


def alone(line: str) -> Printed | None:
    """The day that a line holds and nothing else, if it does; signs may frame it."""
    if not line or len(line) > _LONGEST_HEADING or (len(line) > _LONGEST_WORD and not _DIGIT.search(line)):
        return None
    if _MORE_DIGITS.match(line):
        return None
    bare = line.lstrip(_EDGE)
    found = at(bare, 0) if bare else None
    if found and isinstance(found[0], Near) and (behind := bare[found[1] :].lstrip(_EDGE + ",")):
        found = at(behind, 0)  # `Today, Thursday 8 January`
        bare = behind
    return found[0] if found and not bare[found[1] :].strip(_EDGE) else None


def within(text: str) -> Iterator[tuple[Day, int]]:
    """All dates in a text, and where each ends."""
    start = 0
    while match := dateforms.within().search(text, start):
        if day := _day(match):
            yield day, match.end()
        # A word before a number may be no month: the number may still begin a date.
        start = match.end() if day else match.start() + 1


def next_day(day: Day) -> Day:
    """The day behind it; without a year, as in one that has 28 days in February."""
    year = day.year or (_LEAP_YEAR if (day.month, day.day) == (2, 29) else _LEAP_YEAR + 1)
    behind = date(year, day.month, day.day) + timedelta(days=1)
    return Day(year=behind.year if day.year else None, month=behind.month, day=behind.day)


def _sign(match: re.Match[str]) -> str:
    if match["slashed"]:
        return "/"
    return "." if match["dotted_day"] else match["sign"] or ""


def american(day: Printed) -> Printed:
    """The day as Americans mean it, where it is written with slashes."""
    if isinstance(day, Day) and day.sign == "/" and day.day <= _MONTHS:
        return replace(day, month=day.day, day=day.month)
    return day


def _named(text: str, start: int) -> tuple[Near, int] | None:
    """A weekday, or a word for today, yesterday or the day before."""
    for back, pattern in enumerate(dateforms.told_by_word()):
        if match := pattern.match(text, start):
            return Near(back=back), match.end()
    if not (match := dateforms.weekday().match(text, start)):
        return None
    weekdays, word = _weekdays(), _one_case(match[1])
    weekday = weekdays.get(word, weekdays.get(f"{word}."))
    return None if weekday is None else (Near(weekday=weekday), match.end())


def _behind_weekday(text: str, end: int) -> int:
    """The end of the day, with the weekday that may stand behind it."""
    match = _WEEKDAY_BEHIND.match(text, end)
    if match is None:
        return end
    return match.end() if _one_case(match["short"] or match["whole"]) in _weekdays() else end


def _day(match: re.Match[str]) -> Day | None:
    is_month_first = False
    if match["iso_year"]:
        year, month, day = match["iso_year"], int(match["iso_month"]), int(match["iso_day"])
    elif match["dotted_day"]:
        year, month, day = match["dotted_year"], int(match["dotted_month"]), int(match["dotted_day"])
    elif match["slashed"]:
        year = match["slashed_year"]
        day, month = int(match["slashed"]), int(match["slashed_next"])
        if is_month_first := month > _MONTHS:
            day, month = month, day
    elif match["day"]:
        year, month, day = match["year"], _month(match["month"]), int(match["day"])
    elif match["month_first"]:
        year, month, day = match["year_last"], _month(match["month_first"]), int(match["day_last"])
    else:
        year, month, day = match["year_first"], _month(match["month_between"]), int(match["day_behind"])
    if year and len(year) == len("26"):
        year = f"20{year}"
    number = int(year) if year else None
    found = Day(year=number, month=month, day=day, sign=_sign(match), is_month_first=is_month_first)
    return found if found.on(_LEAP_YEAR) else None


def _month(word: str) -> int:
    """The number of a month, or 0."""
    months, bare = _months(), _one_case(word)
    return months.get(bare, months.get(f"{bare}.", 0))


def _one_case(word: str) -> str:
    """The word in one case; the capital of a Turkish ı is that of an i."""
    return word.casefold().replace("ı", "i").replace("i\u0307", "i")


@cache
def _months() -> dict[str, int]:
    return {_one_case(word): number for word, number in words().months.items()}


@cache
def _weekdays() -> dict[str, int]:
    return {_one_case(word): number for word, number in words().weekdays.items()}


@cache
def openers() -> frozenset[str]:
    """The first words of all that may open a day, in one case."""
    locale = words()
    near = (*locale.today, *locale.yesterday, *locale.day_before_yesterday)
    return first_words((*locale.months, *locale.weekdays, *near, *locale.before_days))


def first_words(spellings: Iterable[str]) -> frozenset[str]:
    """The first words of all those, in one case."""
    return frozenset(match[0] for word in spellings if (match := _FIRST_WORD.match(_one_case(word))))
