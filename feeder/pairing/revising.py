"""The revisions that a page gives: of new entries and of edited ones, of what is taken back and of what returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from feeder.model import Entry, Item, Precision, Revision, Significance, Source
from feeder.pairing import changes, ids
from feeder.pairing.known import Sighting


def first(sighting: Sighting, places: Iterable[int], taken: set[str]) -> Iterator[tuple[int, Revision]]:
    """The first revision of each new entry, with its item's place on the page.

    Args:
        sighting: the page.
        places: of the items that are new.
        taken: ids that may not be given again; new ones are added.
    """
    seen_at = sighting.seen_at
    for place in places:
        item = sighting.ticker.items[place]
        published = _published(item, sighting.source, seen_at)
        entry_id = ids.mint(sighting.authority, sighting.source.id_name, item, published, taken)
        taken.add(entry_id)
        yield (
            place,
            Revision(
                entry_id=entry_id,
                number=1,
                seen_at=seen_at,
                item=item,
                significance=Significance.NEW,
                published=published,
                updated=published,
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of an entry.

    Attributes:
        entry: as it stood.
        item: as the page shows it now; none where it is taken back.
        evidence: by what it was known.
    """

    entry: Entry
    item: Item | None = None
    evidence: str = ""


def later(found: Iterable[Change], source: Source, seen_at: datetime, *, is_news: bool = True) -> Iterator[Revision]:
    """The revisions of entries that were edited or have returned, and of those that are withdrawn.

    They are a second apart, and behind the page's newest entry: readers tell changes apart by `updated`.

    Args:
        found: what becomes of the entries; what changes nothing gives no revision.
        source: whose page it is.
        seen_at: the page's own time.
        is_news: the ticker made the changes; else they come from another reading, and move no `updated`.
    """
    moment = seen_at
    for change in found:
        entry, item = change.entry, change.item
        published = _corrected(entry, item, source) if item else entry.published
        significance = _significance(entry, item)
        if significance in (None, Significance.SILENT) and published != entry.published:
            significance = Significance.MINOR  # feeds show it, and it is no edit
        if significance is None:
            continue
        if not is_news and significance is Significance.MAJOR:
            significance = Significance.MINOR
        moment = _after(entry.seen_at, moment + timedelta(seconds=1))
        yield Revision(
            entry_id=entry.id,
            number=entry.number + 1,
            seen_at=moment,
            item=changes.kept(entry.item, item, significance) if item else None,
            significance=significance,
            published=published,
            updated=max(moment, entry.updated) if significance is Significance.MAJOR else entry.updated,
            changed=changes.changed(entry.item, item) if item else (),
            evidence=change.evidence,
        )


def _significance(entry: Entry, item: Item | None) -> Significance | None:
    """How much it says; that a report is taken back, or stands there again, is news."""
    if item is None or entry.withdrawn:
        return Significance.MAJOR
    return changes.significance(entry.item, item)


def _after(before: datetime, seen_at: datetime) -> datetime:
    """When a change was seen, in whole seconds: a page that tells no later time than the last is a second later."""
    return max(seen_at.replace(microsecond=0), before + timedelta(seconds=1))


def _corrected(entry: Entry, item: Item, source: Source) -> datetime:
    """The entry's `published`: another where its clock was corrected, or it has one for the first time.

    A clock that shows what it showed, on another day, is no correction: the day is mostly the reader's conclusion.
    """
    if (item.published, item.precision) == (entry.item.published, entry.item.precision):
        return entry.published
    clock, before = _clock(item, source), _clock(entry.item, source)
    if item.published is None or clock is None or clock == before:
        return entry.published
    return item.published.astimezone(UTC).replace(microsecond=0)


def _clock(item: Item, source: Source) -> time | None:
    """What the ticker's clock shows, to the minute; none where it shows none."""
    if item.published is None or item.precision in (Precision.DAY, Precision.NONE):
        return None
    return item.published.astimezone(source.timezone).time().replace(second=0, microsecond=0)


def _published(item: Item, source: Source, seen_at: datetime) -> datetime:
    """The moment of a new entry: as the page gives it; of a day alone first seen, or noon if that was another day."""
    seen = seen_at.astimezone(UTC).replace(microsecond=0)
    if item.published is None:
        return seen
    if item.precision is not Precision.DAY:
        return item.published.astimezone(UTC).replace(microsecond=0)
    day = item.published.astimezone(source.timezone).date()
    if day == seen.astimezone(source.timezone).date():
        return seen
    return datetime.combine(day, time(12), source.timezone).astimezone(UTC)
