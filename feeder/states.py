"""The order of a source's states: the text's own time, then its date, then its name. Pure.

So `touch`, a fresh clone or a restore changes nothing: what a text says of itself wins over what a disk says of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from feeder.model import Snapshot, Ticker

Place = tuple[str, str, str]
"""Where a state stands in the order of states; tuples compare as the states do."""

_WIDTH = 12  # digits: more than a file's name counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A snapshot that was kept, and what it was read as, or why it was not.

    Attributes:
        id: of the snapshot in the store.
        snapshot: what was read.
        ticker: what it was read as; none if it is no ticker.
        fault: why it is none.
        bug: what the reader met that nobody expected; none if all went well, or ill as expected.
    """

    id: int
    snapshot: Snapshot
    ticker: Ticker | None
    fault: str = ""
    bug: Exception | None = None

    @property
    def seen_at(self) -> datetime:
        """The state's own time: as its text tells it, else its date."""
        return (self.ticker and self.ticker.dated_at) or self.snapshot.dated_at

    @property
    def moments(self) -> tuple[datetime, ...]:
        """The moments of its items; of those without a clock, when they were seen."""
        items = self.ticker.items if self.ticker else ()
        return tuple(item.published or self.seen_at for item in items)

    @property
    def place(self) -> Place:
        """Where it stands in the order of states."""
        return _sortable(self.seen_at), _sortable(self.snapshot.dated_at), _natural(self.snapshot.origin)


def dated_at(place: Place) -> datetime:
    """The date of the state that stands there."""
    return datetime.fromisoformat(f"{place[1]}+00:00")


def in_order(readings: Iterable[Reading]) -> list[Reading]:
    """The states of one source, the oldest first: those of an address as they were fetched, whatever they say."""
    return sorted(readings, key=lambda reading: (reading.place if _is_of_folder(reading) else ("", "", ""), reading.id))


def is_newer(reading: Reading, last: Place | None) -> bool:
    """It is not older than the last state: an address gives what stands there now, and so does a file that changed."""
    if last is None or not _is_of_folder(reading) or reading.place >= last:
        return True
    _, modified_at, name = reading.place
    return name == last[2] and modified_at > last[1]


def has_moved(reading: Reading, last: Place | None) -> bool:
    """It stands at another address than the last state, and may: no page of before says what this one should show."""
    source = reading.snapshot.source
    may_move = bool(source.follow) or "{date:" in source.location
    return may_move and last is not None and last[2] != reading.place[2]


def seen_at(place: Place) -> datetime:
    """The own time of the state that stands there."""
    return datetime.fromisoformat(place[0]).replace(tzinfo=UTC)


def _is_of_folder(reading: Reading) -> bool:
    return reading.snapshot.source.kind == "folder"


def _sortable(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6]


def _natural(name: str) -> str:
    """The name with its numbers in one width, so that 9 stands before 10."""
    return re.sub(r"\d+", lambda match: match[0].zfill(_WIDTH), name)
