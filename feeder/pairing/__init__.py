"""pair: which entry each item of a page is, and what that changes. Pure: no clock, no disk, no net.

Two sequences are aligned, the known entries and the items of the page (`align`). What is new gets an id (`ids`), what
changed a revision (`changes`), and a page that is not whole changes nothing that stands (`faults`).

Law: pairing the same page again gives no revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from feeder.model import Entry, Item, Paired, Precision, Revision, Significance, Source, Ticker
from feeder.pairing import align, changes, faults, ids

__all__ = ["Known", "Sighting", "pair"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store holds of a source, as far as a page may touch it.

    Attributes:
        entries: all whose time lies near that of the page's items, and all of the last page.
        page: ids of the entries on the last good page, in its order.
        is_newer: the page is not older than the last one; an older one adds entries, and neither edits nor withdraws.
        losses: how many pages in a row have lost their end, or most of the last good one.
    """

    entries: Sequence[Entry]
    page: Sequence[str] = ()
    is_newer: bool = True
    losses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A page as it was seen.

    Attributes:
        ticker: what it was read as.
        source: whose page it is.
        authority: of the ids (RFC 4151).
        seen_at: its own time.
    """

    ticker: Ticker
    source: Source
    authority: str
    seen_at: datetime


def pair(known: Known, sighting: Sighting) -> Paired:
    """What the page brings: revisions of new and of edited entries."""
    items = sighting.ticker.items
    entries = {entry.id: entry for entry in known.entries}
    matches = align.matches(known.entries, items)
    fault = faults.find(known.page, entries, items, matches, known.losses) if known.is_newer else faults.NONE
    places = [place for place in range(len(items)) if place not in matches and place != fault.uncertain]
    additions = dict(_additions(sighting, places, taken=set(entries)))
    may_edit = known.is_newer and not fault.reason
    edited = {place: entry_id for place, entry_id in matches.items() if place != fault.withheld}
    edits = _edits(edited, entries, items, sighting.seen_at) if may_edit else ()
    in_time = sorted(additions, reverse=_is_newest_first(items))
    return Paired(
        revisions=(*(additions[place] for place in in_time), *edits),
        page=tuple(_page(items, matches, additions)),
        fault=fault.reason,
        is_loss=fault.is_loss,
        is_stranger=fault.is_stranger,
    )


def _additions(sighting: Sighting, places: Iterable[int], taken: set[str]) -> Iterator[tuple[int, Revision]]:
    """The first revision of each new entry, with its item's place on the page."""
    for place in places:
        item = sighting.ticker.items[place]
        published = _published(item, sighting.source, sighting.seen_at)
        entry_id = ids.mint(sighting.authority, sighting.source.id_name, item, published, taken)
        taken.add(entry_id)
        yield (
            place,
            Revision(
                entry_id=entry_id,
                number=1,
                seen_at=sighting.seen_at,
                item=item,
                significance=Significance.NEW,
                published=published,
                updated=published,
            ),
        )


def _edits(
    matches: Mapping[int, str], entries: Mapping[str, Entry], items: Sequence[Item], seen_at: datetime
) -> Iterator[Revision]:
    # A second apart, and behind the page's newest entry: readers tell changes apart by `updated`.
    moment = seen_at
    for place, entry_id in matches.items():
        entry, item = entries[entry_id], items[place]
        significance = changes.significance(entry.item, item)
        if significance is None:
            continue
        moment = _after(entry.seen_at, moment + timedelta(seconds=1))
        yield Revision(
            entry_id=entry_id,
            number=entry.number + 1,
            seen_at=moment,
            item=changes.kept(entry.item, item, significance),
            significance=significance,
            published=entry.published,
            updated=max(moment, entry.updated) if significance is Significance.MAJOR else entry.updated,
        )


def _after(before: datetime, seen_at: datetime) -> datetime:
    """When a change was seen, in whole seconds: a page that tells no later time than the last is a second later."""
    return max(seen_at.replace(microsecond=0), before + timedelta(seconds=1))


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


def _is_newest_first(items: Sequence[Item]) -> bool:
    moments = [item.published for item in items if item.published]
    return not moments or moments[0] >= moments[-1]


def _page(items: Sequence[Item], matches: Mapping[int, str], additions: Mapping[int, Revision]) -> Iterator[str]:
    for place in range(len(items)):
        if place in matches:
            yield matches[place]
        elif place in additions:
            yield additions[place].entry_id
