"""When a page was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is known of the time at which a page was read: no entry lies after it.

    Attributes:
        day: the day; none if nothing is known.
        moment: the moment, where it is known.
    """

    day: date | None = None
    moment: datetime | None = None
