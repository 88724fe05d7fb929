"""What is kept, for whoever looks: an entry by its id, the members of a topic, entries that no topic took."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from feeder.model import Entry
from feeder.store import rows, tables

_BATCH = 500


def entry(db: sa.Connection, entry_id: str) -> Entry | None:
    """The entry with this id; nothing if there is none."""
    table = tables.entry.join(tables.source, tables.source.c.id == tables.entry.c.source_id)
    query = sa.select(tables.entry, tables.source.c.name.label("source")).select_from(table)
    row = db.execute(query.where(tables.entry.c.id == entry_id)).one_or_none()
    return rows.to_entry(row, row.source) if row else None


def members(db: sa.Connection, topic: str) -> set[int]:
    """The numbers of the entries that a topic has."""
    table = tables.membership
    return set(db.scalars(sa.select(table.c.entry).where(table.c.topic == topic, table.c.has_left.is_(False))))


def placed(db: sa.Connection, but_in: frozenset[str]) -> set[int]:
    """The numbers of the entries that any topic has, these topics apart."""
    table = tables.membership
    inside = sa.select(table.c.entry).where(table.c.has_left.is_(False), table.c.topic.not_in(but_in))
    return set(db.scalars(inside.distinct()))


def latest(db: sa.Connection, most: int) -> Iterator[Entry]:
    """The entries that came last, the latest first, so many at most."""
    table = tables.entry.join(tables.source, tables.source.c.id == tables.entry.c.source_id)
    query = sa.select(tables.entry, tables.source.c.name.label("source")).select_from(table)
    last: int | None = None
    while most > 0:
        before = query if last is None else query.where(tables.entry.c.number < last)
        found = db.execute(before.order_by(tables.entry.c.number.desc()).limit(min(most, _BATCH))).all()
        if not found:
            return
        yield from (rows.to_entry(row, row.source) for row in found)
        most -= len(found)
        last = found[-1].number


def count(db: sa.Connection) -> int:
    """How many entries are kept."""
    return db.execute(sa.select(sa.func.count()).select_from(tables.entry)).scalar_one()
