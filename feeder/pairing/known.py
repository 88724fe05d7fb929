"""What is paired: what is known of a source, and a page of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from feeder.model import Entry, Source, Ticker


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store holds of a source, as far as a page may touch it.

    Attributes:
        entries: by id, all whose time lies near that of the page's items, and all of the last page.
        page: ids of the entries on the last good page, in its order, those that were missing from it at their places.
        missing: in how many good pages in a row each of these was missing, by its id.
        noise: which numbers change by themselves, as `noise` counts them.
        is_newer: the page is not older than the last one; an older one adds entries, and neither edits nor withdraws.
        losses: how many pages in a row have lost their end, or most of the last good one.
    """

    entries: Mapping[str, Entry]
    page: Sequence[str] = ()
    missing: Mapping[str, int] = field(default_factory=dict)
    noise: Mapping[str, int] = field(default_factory=dict)
    is_newer: bool = True
    losses: int = 0

    @property
    def stood(self) -> list[str]:
        """The ids of the entries that the last good page showed, in its order."""
        return [entry_id for entry_id in self.page if entry_id not in self.missing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A page as it was seen.

    Attributes:
        ticker: what it was read as.
        source: whose page it is.
        authority: of the ids (RFC 4151).
        seen_at: its own time.
        is_reread: it is the last good page itself, read anew: by a later version, or with its clocks in another zone.
    """

    ticker: Ticker
    source: Source
    authority: str
    seen_at: datetime
    is_reread: bool = False
