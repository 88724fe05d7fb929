"""Entries and their revisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from feeder import __version__
from feeder.model import Entry, Revision, Significance, Source, Tombstone
from feeder.store import archives, rows, tables

# How far from a page's items an entry may lie to be one of them: a corrected time, a wrong day.
_MARGIN = timedelta(hours=36)
_BATCH = 500


def near(
    db: sa.Connection, source: Source, number: int, moments: Sequence[datetime], page: Sequence[str]
) -> list[Entry]:
    """The entries that a page's items may be, the oldest first: those near the moments, and those of the last page."""
    table = tables.entry
    forgotten = sa.select(tables.forgotten.c.entry).where(tables.forgotten.c.source_id == number)
    ours = sa.select(table).where(table.c.source_id == number, table.c.number.not_in(forgotten))
    found: dict[str, sa.Row[Any]] = {}
    for first, last in _spans(moments):
        in_time = table.c.published.between(first, last)
        found |= {row.id: row for row in db.execute(ours.where(in_time))}
    far = [entry_id for entry_id in page if entry_id not in found]
    for begin in range(0, len(far), _BATCH):
        named = table.c.id.in_(far[begin : begin + _BATCH])
        found |= {row.id: row for row in db.execute(ours.where(named))}
    return [rows.to_entry(row, source.name) for row in sorted(found.values(), key=lambda row: row.number)]


def _spans(moments: Sequence[datetime]) -> list[tuple[datetime, datetime]]:
    """The times near the moments: what is pinned from a month ago does not bring the month along."""
    spans: list[tuple[datetime, datetime]] = []
    for moment in sorted(set(moments)):
        if spans and moment - _MARGIN <= spans[-1][1]:
            spans[-1] = spans[-1][0], moment + _MARGIN
        else:
            spans.append((moment - _MARGIN, moment + _MARGIN))
    return spans


def record(db: sa.Connection, source: Source, number: int, revision: Revision, snapshot_id: int) -> tuple[int, Entry]:
    """Append the revision; give the entry's number and the entry as it stands now."""
    item = rows.item_to_json(revision.item) if revision.item else None
    values: dict[str, object] = {
        "published": revision.published,
        "updated": revision.updated,
        "revisions": revision.number,
        "withdrawn": item is None,
    }
    if item:
        values["item"] = item
    if revision.significance is not Significance.SILENT:
        values["seen_at"] = revision.seen_at
    row = _write(db, number, revision, values)
    db.execute(
        tables.revision.insert().values(
            entry=row.number,
            number=revision.number,
            seen_at=revision.seen_at,
            significance=revision.significance,
            item=item,
            snapshot_id=snapshot_id,
            changed=" ".join(revision.changed),
            evidence=revision.evidence,
            reader=__version__,
        )
    )
    if revision.significance is Significance.MAJOR:
        archives.outdate(db, row.number)
    return row.number, rows.to_entry(row, source.name)


def _write(db: sa.Connection, number: int, revision: Revision, values: dict[str, object]) -> sa.Row[Any]:
    """The entry's row, new or changed."""
    table = tables.entry
    if revision.number == 1:
        fresh = {"id": revision.entry_id, "source_id": number}
        return db.execute(table.insert().values(**values, **fresh).returning(table)).one()
    changed = table.update().where(table.c.id == revision.entry_id)
    return db.execute(changed.values(**values).returning(table)).one()


def batches(db: sa.Connection) -> Iterator[dict[int, Entry]]:
    """All entries by their numbers, in the order in which they came, some hundred at a time."""
    last = 0
    while found := behind(db, last):
        yield found
        last = max(found)


def behind(db: sa.Connection, last: int) -> dict[int, Entry]:
    """The next few hundred entries behind the one with this number, by their numbers."""
    table = tables.entry.join(tables.source, tables.source.c.id == tables.entry.c.source_id)
    query = (
        sa.select(tables.entry, tables.source.c.name.label("source"))
        .select_from(table)
        .where(tables.entry.c.number > last, tables.entry.c.number.not_in(sa.select(tables.forgotten.c.entry)))
        .order_by(tables.entry.c.number)
        .limit(_BATCH)
    )
    return {row.number: rows.to_entry(row, row.source) for row in db.execute(query)}


def last_number(db: sa.Connection) -> int:
    """The number of the entry that came last; 0 if there is none."""
    return db.execute(sa.select(sa.func.max(tables.entry.c.number))).scalar() or 0


def newest_change(db: sa.Connection, topic: str) -> datetime | None:
    """When an entry last joined the topic, changed visibly in it or left it; none if nothing ever was in it."""
    table = tables.membership
    return db.execute(
        sa.select(sa.func.max(table.c.changed_at, type_=tables.Moment)).where(table.c.topic == topic)
    ).scalar()


def newest(db: sa.Connection, topic: str, most: int, dropped: Collection[str] = ()) -> tuple[Entry, ...]:
    """The newest entries of a topic, the newest first; of one minute the later one of the page first.

    Args:
        db: a reading transaction.
        topic: its name.
        most: how many at most.
        dropped: names of the sources whose withdrawn entries are left out.
    """
    members = tables.membership
    query = (
        sa.select(tables.entry, tables.source.c.name.label("source"))
        .select_from(_members())
        .where(members.c.topic == topic, members.c.has_left.is_(False))
        .where(sa.or_(tables.entry.c.withdrawn.is_(False), tables.source.c.name.not_in(dropped)))
        .order_by(members.c.published.desc(), members.c.entry.desc())
        .limit(most)
    )
    return tuple(rows.to_entry(row, row.source) for row in db.execute(query))


def tombstones(db: sa.Connection, topic: str, most: int, buried: Collection[str]) -> tuple[Tombstone, ...]:
    """What stands for the entries of a topic that were taken back, the latest first.

    Args:
        db: a reading transaction.
        topic: its name.
        most: how many at most.
        buried: names of the sources whose withdrawn entries have one; each that is forgotten has one anyway.
    """
    found = [*_forgotten(db, topic, most), *(_withdrawn(db, topic, most, buried) if buried else ())]
    return tuple(sorted(found, key=lambda each: each.when, reverse=True)[:most])


def _forgotten(db: sa.Connection, topic: str, most: int) -> list[Tombstone]:
    forgotten, members, entry = tables.forgotten, tables.membership, tables.entry
    is_member = sa.and_(members.c.entry == forgotten.c.entry, members.c.topic == topic)
    joined = forgotten.join(members, is_member).join(entry, entry.c.number == forgotten.c.entry)
    query = sa.select(entry.c.id, entry.c.published, entry.c.updated).select_from(joined)
    latest = query.order_by(entry.c.updated.desc(), entry.c.number.desc()).limit(most)
    return [Tombstone(entry_id=row.id, when=max(row.updated, row.published)) for row in db.execute(latest)]


def _withdrawn(db: sa.Connection, topic: str, most: int, buried: Collection[str]) -> list[Tombstone]:
    members, entry = tables.membership, tables.entry
    query = (
        sa.select(entry.c.id, entry.c.published, entry.c.updated)
        .select_from(_members())
        .where(members.c.topic == topic, members.c.has_left.is_(False))
        .where(entry.c.withdrawn, tables.source.c.name.in_(buried))
        .order_by(entry.c.updated.desc(), entry.c.number.desc())
        .limit(most)
    )
    return [Tombstone(entry_id=row.id, when=max(row.updated, row.published)) for row in db.execute(query)]


def _members() -> sa.Join:
    """The members of topics with their entries and these with their sources."""
    entry, source = tables.entry, tables.source
    with_entries = tables.membership.join(entry, entry.c.number == tables.membership.c.entry)
    return with_entries.join(source, source.c.id == entry.c.source_id)
