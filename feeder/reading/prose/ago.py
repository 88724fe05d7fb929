"""Marks that count back from when the page was made: `3 hr 7 min ago`, `vor 5 Minuten`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import cache

from feeder.model import Precision
from feeder.reading.locale import any_of, words
from feeder.reading.prose.dates import Day
from feeder.reading.prose.frames import Frame
from feeder.reading.prose.marks import Dated, Form, Mark

_FEWEST = 2
_LONGEST = 50
_SECONDS = (1, 60, 3600, 86_400)  # in each unit that can be counted
_AGO = r"[ •*·–-]*+(?P<before>(?:AGO)[ ]++)?(?P<span>[^.:;!?]*?(?<![^\W\d_])(?:UNITS)\.?)(?P<behind>[ ]++(?:AGO))?[ ]*+"
_PART = r"(?P<count>\d{1,3})[ ]?(?P<unit>UNITS)(?!\w)"


def marks(lines: Sequence[str], made_at: datetime | None) -> tuple[Mark, ...]:
    """All lines that hold nothing but a span, if they are several.

    Args:
        lines: of the page.
        made_at: from when the spans count back, where the page tells it: without it the marks bear no time.
    """
    found = tuple(
        _mark(number, match["span"], made_at)
        for number, line in enumerate(lines)
        if len(line) <= _LONGEST and (match := _ago().fullmatch(line)) and _counts_back(match)
    )
    return found if len(found) >= _FEWEST else ()


def _counts_back(match: re.Match[str]) -> bool:
    """A word behind the span says so; one before it is also another word, and needs a number behind it."""
    return bool(match["behind"] or (match["before"] and match["span"][0].isdigit()))


def _mark(number: int, span: str, made_at: datetime | None) -> Mark:
    back = _timedelta(span)
    moment = made_at - back if made_at and back else None
    day = Day(year=moment.year, month=moment.month, day=moment.day) if moment else None
    return Mark(
        line=number,
        rest="",
        clock=moment.time() if moment else time(),
        precision=Precision.MINUTE if moment else Precision.NONE,
        day=day,
        framed=False,
        form=Form(
            frame=Frame.NONE, label=False, dated=Dated.NO, word=True, meridiem=False, zone=False, notation=None,
            indented=False, separator="line",
        ),
    )  # fmt: skip


def _timedelta(span: str) -> timedelta | None:
    """The length of the span; none where it is not counted, or in weeks and more."""
    seconds = 0
    for part in _part().finditer(span):
        unit = next((place for place, names in enumerate(_units()) if part["unit"].casefold() in names), len(_SECONDS))
        if unit >= len(_SECONDS) - 1:  # so many days ago is no clock
            return None
        seconds += int(part["count"]) * _SECONDS[unit]
    return timedelta(seconds=seconds) if seconds else None


@cache
def _units() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(word.casefold().rstrip(".") for word in row) for row in words().units)


@cache
def _ago() -> re.Pattern[str]:
    units = any_of(word for row in _units() for word in row)
    return re.compile(_AGO.replace("AGO", any_of(words().ago)).replace("UNITS", units), re.IGNORECASE)


@cache
def _part() -> re.Pattern[str]:
    return re.compile(_PART.replace("UNITS", any_of(word for row in _units() for word in row)), re.IGNORECASE)
