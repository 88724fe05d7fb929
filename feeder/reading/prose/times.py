"""Clocks as they are printed, with all that may belong to them: words, am and pm, a zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from functools import cache

from feeder.model import Precision
from feeder.reading.locale import any_of, words
from feeder.reading.prose import zones
from feeder.reading.prose.dateforms import WORD

# Hour and minute, and what must not follow them: then they are a number or a score.
_PAIR = re.compile(
    rf"(?P<hour>\d{{1,2}})(?:[ ]?(?P<sign>[.:hu])[ ]?|[ ](?P<between>{WORD})[ ])(?P<minute>\d\d)"
    r"(?:(?<=:\d\d):(?P<second>\d\d)(?:[.,]\d{1,9}+(?!\d))?)?(?!\d|[.,:]\d|[ ]?%)",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?P<hour>\d{1,2})[ ](?P<minute>\d\d)(?=[ ]?[ap]\.?[ ]?m\b)", re.IGNORECASE)
_FOUR = re.compile(r"(?P<hour>\d\d)(?P<minute>\d\d)(?!\d|[.,%/-]|:[^ ])")
_HOUR = re.compile(r"(?P<hour>\d{1,2})(?!\d|[.,:]\d|[ ]?%)")
_BEFORE = re.compile(rf"(?P<word>{WORD})(?P<stop>\.?)[ ]*+(?=\d)", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:,[ ])?[ ]?(?P<word>{WORD})(?P<stop>\.?+)(?!\w)", re.IGNORECASE)
# The letters are known everywhere; the words of the languages have other meanings too, and end the mark: `9.30 em:`.
# `Am` with one capital opens a German sentence.
_MERIDIEM = r"[ ]?(?:(?P<am>(?-i:a\.?[ ]?m|A\.?[ ]?M)\b\.?|(?:AM)END)|(?P<pm>(?-i:p\.?[ ]?m|P\.?[ ]?M)\b\.?|(?:PM)END))"
_END = r"(?!\w)(?=[ ]*+(?:[:|,–—-]|$))"
# The sign of the hour in every language, and between hour and minute in Dutch.
_H = "h"
_SIGNS = (_H, "u")
_LINES = ("-", "\u2212")
_NOON = 12
_MIDNIGHT = 24


class Notation(StrEnum):
    """How a clock is written, as far as it tells tickers apart."""

    MINUTES = "minutes"  # 18:35, 18.35, 18h35: writers mix them
    HOUR = "hour"  # 6 pm, 18 Uhr, 18h
    FOUR_DIGITS = "four digits"  # 1835
    WORD = "word"  # noon


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day as it is printed.

    Attributes:
        time: the time of day.
        precision: how exactly it is given.
        notation: how it is written.
        meridiem: it says am or pm.
        word: a word names it a time: `Uhr`, `Ore`, `h`.
        dotted: a full stop parts hour and minute.
        ends_day: it is 24.00, the midnight behind its day.
        zone: as it is printed, where one is.
    """

    time: time
    precision: Precision
    notation: Notation
    meridiem: bool = False
    word: bool = False
    dotted: bool = False
    ends_day: bool = False
    zone: str | None = None


def at(text: str, start: int) -> tuple[Clock, int] | None:
    """The clock that stands at that place, and where it ends."""
    if spoken := is_spoken(text, start):
        told = time(_NOON) if spoken["noon"] else time()
        return Clock(time=told, precision=Precision.MINUTE, notation=Notation.WORD, word=True), spoken.end()
    before = None if text[start : start + 1].isdigit() else _BEFORE.match(text, start)
    if before and not _is_clock_word(before["word"]):
        return None
    found = _digits(text, before.end() if before else start)
    if not found:
        return None
    match, notation = found
    end = match.end()
    # Most clocks have a sign behind them.
    is_followed = text[end : end + 2].lstrip(" ,")[:1].isalpha() or text.startswith(", ", end)
    behind = _word_behind(text, end) if is_followed else None
    meridiem = _meridiem().match(text, end) if is_followed and not behind else None
    if meridiem:
        end = meridiem.end()
        behind = _word_behind(text, end)
    if notation == Notation.HOUR and not (before or meridiem or behind):
        return None
    end = _end_of_word(behind) if behind else end
    zone = None if _is_range(text, start, match) else zones.at(text, end)
    clock = _time(match, meridiem.lastgroup if meridiem else None)
    if clock is None:
        return None
    return Clock(
        time=clock,
        precision=_precision(match, notation),
        notation=notation,
        meridiem=meridiem is not None,
        word=before is not None or behind is not None or _has_word(match),
        dotted=match.re is _PAIR and match["sign"] == ".",
        ends_day=int(match["hour"]) == _MIDNIGHT,
        zone=zone[0] if zone else None,
    ), zone[1] if zone else end


def is_spoken(text: str, start: int = 0) -> re.Match[str] | None:
    """A word for noon or midnight stands there."""
    return None if text[start : start + 1].isdigit() else _spoken().match(text, start)


def _word_behind(text: str, end: int) -> re.Match[str] | None:
    """The word that stands there and names a clock."""
    behind = _BEHIND.match(text, end)
    return behind if behind and _is_clock_word(behind["word"]) else None


def _digits(text: str, start: int) -> tuple[re.Match[str], Notation] | None:
    """The digits of a clock in the first notation that fits."""
    pair = _PAIR.match(text, start)
    if pair and (not pair["between"] or _is_clock_word(pair["between"])):
        return pair, Notation.MINUTES
    if match := _SPACED.match(text, start):
        return match, Notation.MINUTES
    if match := _FOUR.match(text, start):
        return match, Notation.FOUR_DIGITS
    if match := _HOUR.match(text, start):
        return match, Notation.HOUR
    return None


def _is_range(text: str, start: int, match: re.Match[str]) -> bool:
    """A line and another clock are glued to a clock of minutes: `9:00-12:00`; no zone stands there without a date."""
    is_glued = text[match.end() : match.end() + 1] in _LINES and text[match.end() + 1 : match.end() + 2].isdigit()
    has_seconds = match.re is _PAIR and match["second"] is not None
    return is_glued and not has_seconds and not text[max(0, start - 2) : start].rstrip(" T").isdigit()


def _has_word(match: re.Match[str]) -> bool:
    """Hour and minute are parted by a word or its letter: `20 heures 45`, `20h45`."""
    return match.re is _PAIR and bool(match["between"] or match["sign"].lower() in _SIGNS)


def _end_of_word(match: re.Match[str]) -> int:
    """The end of the word behind a clock; a stop belongs to it only where it is its own: `hod.`, `Uhr.`."""
    return match.end() if f"{match['word']}.".casefold() in _clock_words() else match.end("word")


def _precision(match: re.Match[str], notation: Notation) -> Precision:
    if notation == Notation.HOUR:
        return Precision.HOUR
    return Precision.SECOND if "second" in match.re.groupindex and match["second"] else Precision.MINUTE


def _time(match: re.Match[str], half: str | None) -> time | None:
    hour = int(match["hour"])
    minute = 0 if match.re is _HOUR else int(match["minute"])
    second = int(match["second"] or 0) if match.re is _PAIR else 0
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    if (hour, minute, second) == (_MIDNIGHT, 0, 0):
        hour = 0
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _is_clock_word(word: str) -> bool:
    return not {word.casefold(), f"{word.casefold()}."}.isdisjoint(_clock_words())


@cache
def _spoken() -> re.Pattern[str]:
    locale = words()
    return re.compile(rf"(?:(?P<noon>{any_of(locale.noons)})|{any_of(locale.midnights)})(?!\w)", re.IGNORECASE)


@cache
def _clock_words() -> frozenset[str]:
    return frozenset({_H, *(word.casefold() for word in words().clock_words)})


@cache
def _meridiem() -> re.Pattern[str]:
    am, pm = ("|".join(map(re.escape, sorted(half, key=len, reverse=True))) for half in words().meridiems)
    return re.compile(_MERIDIEM.replace("AM", am).replace("PM", pm).replace("END", _END), re.IGNORECASE)
