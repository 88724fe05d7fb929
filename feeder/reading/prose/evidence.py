"""What is known of a text that may be a ticker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from feeder.model import Item
from feeder.reading.prose.marks import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a text that may be a ticker.

    Attributes:
        marks: of its entries.
        items: what it would be read as.
        days: of the items, as the page means them; none where nothing tells them.
        lines: all of the text.
        head: the lines above the first of the marks.
        falls: how often time falls from one mark to the next.
        rises: how often it rises.
        has_day: a mark or a heading names a day.
        is_behind: the time closes each entry.
        read_on: the day on which it was read.
    """

    marks: Sequence[Mark]
    items: Sequence[Item]
    days: Sequence[date | None]
    lines: Sequence[str]
    head: Sequence[str]
    falls: int
    rises: int
    has_day: bool
    is_behind: bool
    read_on: date | None

    @property
    def middle_length(self) -> float:
        """The letters of the middle one of the items."""
        return median(len(item.title or "") + len(item.text) for item in self.items)
