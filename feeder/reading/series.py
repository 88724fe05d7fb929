"""Which marks are the ticker's own: the page votes.

A text quotes clocks, announces times and prints stamps; its own marks are those that most lines write alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from feeder.reading.clock import Form, Mark

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
    members = tuple(mark for mark in candidates if _belongs(mark.form, form))
    if len(members) == 1 and not _is_strong(form):
        return Series(marks=(), certainty=0.2, reason="a single time at the start of a line makes no ticker")
    share = len(members) / len(candidates)
    return Series(marks=members, certainty=round(min(1.0, 0.5 + 0.1 * len(members)) * (0.5 + share / 2), 2))


def _dominant(candidates: Sequence[Mark]) -> Form:
    """The form of most marks; of equals the one that comes first."""
    return Counter(mark.form for mark in candidates).most_common(1)[0][0]


def _belongs(form: Form, dominant: Form) -> bool:
    """Written alike but for one slip."""
    if form.separator != dominant.separator and not {form.separator, dominant.separator} <= _FIRM:
        return False
    return form.distance(dominant) <= 1


def _is_strong(form: Form) -> bool:
    """Nobody writes this but to head an entry."""
    return form.separator in _FIRM and ((form.dated and form.word) or form.plus)
