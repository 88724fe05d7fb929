"""Entries and their revisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from feeder.model import Entry, Item, Revision, Significance, Source
from feeder.store import rows, tables

# How far from a page's items an entry may lie to be one of them: a corrected time, a wrong day.
_MARGIN = timedelta(hours=36)
_BATCH = 500


def near(db: sa.Connection, source: Source, number: int, items: Sequence[Item], page: Sequence[str]) -> list[Entry]:
    """The entries that a page's items may be: those near in time, and those of the last page."""
    table = tables.entry
    moments = [item.published for item in items if item.published]
    wanted: list[sa.ColumnElement[bool]] = [table.c.id.in_(list(page))]
    if moments:
        wanted.append(table.c.published.between(min(moments) - _MARGIN, max(moments) + _MARGIN))
    query = sa.select(table).where(table.c.source_id == number, sa.or_(*wanted)).order_by(table.c.number)
    return [rows.to_entry(row, source.name) for row in db.execute(query)]


def record(db: sa.Connection, source: Source, number: int, revision: Revision, snapshot_id: int) -> tuple[int, Entry]:
    """Append the revision; give the entry's number and the entry as it stands now."""
    item = rows.item_to_json(revision.item) if revision.item else None
    values: dict[str, object] = {
        "updated": revision.updated,
        "revisions": revision.number,
        "withdrawn": item is None,
    }
    if item:
        values["item"] = item
    if revision.significance is not Significance.SILENT:
        values["seen_at"] = revision.seen_at
    entry_number = _write(db, number, revision, values)
    db.execute(
        tables.revision.insert().values(
            entry=entry_number,
            number=revision.number,
            seen_at=revision.seen_at,
            significance=revision.significance,
            item=item,
            snapshot_id=snapshot_id,
        )
    )
    return entry_number, _entry(db, source, entry_number)


def _write(db: sa.Connection, number: int, revision: Revision, values: dict[str, object]) -> int:
    """The number of the entry's row, new or changed."""
    table = tables.entry
    if revision.number == 1:
        fresh = {"id": revision.entry_id, "source_id": number, "published": revision.published}
        written = db.execute(table.insert().values(**values, **fresh).returning(table.c.number))
    else:
        changed = table.update().where(table.c.id == revision.entry_id)
        written = db.execute(changed.values(**values).returning(table.c.number))
    return int(written.scalar_one())


def _entry(db: sa.Connection, source: Source, entry_number: int) -> Entry:
    row = db.execute(sa.select(tables.entry).where(tables.entry.c.number == entry_number)).one()
    return rows.to_entry(row, source.name)


def every(db: sa.Connection) -> Iterator[tuple[int, Entry]]:
    """All entries with their numbers, in the order in which they came."""
    table = tables.entry.join(tables.source, tables.source.c.id == tables.entry.c.source_id)
    last = 0
    while True:
        query = (
            sa.select(tables.entry, tables.source.c.name.label("source"))
            .select_from(table)
            .where(tables.entry.c.number > last)
            .order_by(tables.entry.c.number)
            .limit(_BATCH)
        )
        found = db.execute(query).all()
        if not found:
            return
        for row in found:
            yield row.number, rows.to_entry(row, row.source)
        last = found[-1].number


def count(db: sa.Connection) -> int:
    """How many there are."""
    return db.execute(sa.select(sa.func.count()).select_from(tables.entry)).scalar_one()


def newest_change(db: sa.Connection, topic: str) -> datetime | None:
    """When an entry of the topic last changed visibly; none for an empty one."""
    table = tables.membership
    return db.execute(
        sa.select(sa.func.max(table.c.seen_at, type_=tables.Moment)).where(table.c.topic == topic)
    ).scalar()


def newest(db: sa.Connection, topic: str, most: int) -> tuple[Entry, ...]:
    """The newest entries of a topic, the newest first; of one minute the later one of the page first."""
    members = tables.membership
    table = members.join(tables.entry, tables.entry.c.number == members.c.entry).join(
        tables.source, tables.source.c.id == tables.entry.c.source_id
    )
    query = (
        sa.select(tables.entry, tables.source.c.name.label("source"))
        .select_from(table)
        .where(members.c.topic == topic)
        .order_by(members.c.published.desc(), members.c.entry.desc())
        .limit(most)
    )
    return tuple(rows.to_entry(row, row.source) for row in db.execute(query))
