"""Which marks are the ticker's own: the page votes.

A text quotes clocks, announces times and prints stamps; its own marks are those that most lines write alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from feeder.reading.clock import Form, Mark

_FAR = 6 * 60  # minutes
_NOON = 12
# Separators that a writer exchanges by a slip; a blank alone is none: it stands in every sentence.
_FIRM = {":", "|", "-", "line", "+++", "++"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The marks of a ticker's own.

    Attributes:
        marks: in the order of the page; none if it is no ticker.
        certainty: 0 to 1.
        reason: why it is no ticker; empty where it is one.
    """

    marks: tuple[Mark, ...]
    certainty: float
    reason: str = ""


def elect(candidates: Sequence[Mark]) -> Series:
    """The series that the marks of a page form, or the reason why they form none."""
    if not candidates:
        return Series(marks=(), certainty=0, reason="no line opens with a time")
    form = _dominant(candidates)
    members = tuple(_in_order([mark for mark in candidates if _belongs(mark.form, form)], form))
    if len(members) == 1 and not _is_strong(form):
        return Series(marks=(), certainty=0.2, reason="a single time at the start of a line makes no ticker")
    share = len(members) / len(candidates)
    return Series(marks=members, certainty=round(min(1.0, 0.5 + 0.1 * len(members)) * (0.5 + share / 2), 2))


def _dominant(candidates: Sequence[Mark]) -> Form:
    """The form of most marks; of equals the one that comes first."""
    return Counter(mark.form for mark in candidates).most_common(1)[0][0]


def _belongs(form: Form, dominant: Form) -> bool:
    """Written alike but for one slip, or both in a frame of plus signs."""
    if form.plus and dominant.plus:
        return True
    if form.separator != dominant.separator and not {form.separator, dominant.separator} <= _FIRM:
        return False
    return form.distance(dominant) <= 1


def _in_order(members: Sequence[Mark], own: Form) -> Iterator[Mark]:
    """The members without those slips that do not fit between their neighbours: lists inside a text open with times."""
    above = _nearest_before(members, own)
    below = reversed(_nearest_before(members[::-1], own))
    for mark, one, other in zip(members, above, below, strict=True):
        if mark.form == own or not one or not other:
            yield mark
        elif fitting := next((each for each in _readings(mark, own) if _fits(each, one, other)), None):
            yield fitting


def _nearest_before(members: Sequence[Mark], own: Form) -> list[Mark | None]:
    """For each member the last one before it that is written in the ticker's own form."""
    found: list[Mark | None] = []
    last: Mark | None = None
    for mark in members:
        found.append(last)
        last = mark if mark.form == own else last
    return found


def _readings(mark: Mark, own: Form) -> Iterator[Mark]:
    """What the mark may mean: where am or pm was forgotten, the afternoon too."""
    yield mark
    if own.meridiem and not mark.form.meridiem and mark.clock.hour < _NOON:
        yield replace(mark, clock=mark.clock.replace(hour=mark.clock.hour + _NOON))


def _fits(mark: Mark, one: Mark, other: Mark) -> bool:
    """The clock lies between those two, or they are too far apart to tell."""
    first, last = sorted((one.clock, other.clock))
    return first <= mark.clock <= last or _minutes(last) - _minutes(first) > _FAR


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _is_strong(form: Form) -> bool:
    """Nobody writes this but to head an entry."""
    return form.separator in _FIRM and ((form.dated and form.word) or form.plus)
