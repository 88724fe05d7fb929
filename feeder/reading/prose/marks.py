"""What a mark is: a text that may head an entry, with its time and the way in which it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from feeder.model import Precision
from feeder.reading.prose.dates import Printed
from feeder.reading.prose.frames import Frame
from feeder.reading.prose.times import Notation


class Dated(StrEnum):
    """Where a mark bears a day."""

    NO = ""
    BEFORE = "before the clock"
    BEHIND = "behind the clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What the marks of one ticker have in common."""

    frame: Frame
    label: bool
    dated: Dated
    word: bool
    meridiem: bool
    zone: bool
    notation: Notation | None
    indented: bool
    separator: str

    @property
    def is_named(self) -> bool:
        """More than digits says that it is a time."""
        return self.word or self.meridiem or self.zone

    def distance(self, other: Form) -> int:
        """The number of features that differ."""
        return sum(one != another for one, another in zip(self._features(), other._features(), strict=True))

    def _features(self) -> tuple[object, ...]:
        return (
            self.frame, self.label, self.dated, self.word, self.meridiem, self.zone, self.notation, self.indented,
            self.separator,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A text that may head an entry and carries its time.

    Attributes:
        line: number of its line, from 0.
        rest: what follows it on its line.
        clock: the time of day; midnight where the precision says that none is given.
        precision: how exactly it is given.
        day: the day, where one is printed.
        zone: the zone, as it is printed, where one is.
        framed: the rest stands in a frame of plus signs, which closes behind it.
        author: the person whom the mark names.
        label: the words before the time: a place, a person, a title.
        dotted: a full stop parts hour and minute, as in other numbers.
        ends_day: it is 24.00, the midnight behind its day.
        is_on_top: the page says that its entry is kept on top.
        form: how it is written.
    """

    line: int
    rest: str
    clock: time
    precision: Precision
    day: Printed | None
    framed: bool
    form: Form
    zone: str | None = None
    author: str | None = None
    label: str = ""
    dotted: bool = False
    ends_day: bool = False
    is_on_top: bool = False

    @property
    def has_clock(self) -> bool:
        """It tells a time of day."""
        return self.precision not in (Precision.DAY, Precision.NONE)
