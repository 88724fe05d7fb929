"""Which entries belong to which topic, and which feeds are dirty."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import sqlalchemy as sa

from feeder.model import Entry
from feeder.store import tables


def place(db: sa.Connection, number: int, entry: Entry, topics: Collection[str], *, visible: bool = True) -> None:
    """Make the entry a member of exactly these topics; mark the feeds dirty that it touches.

    Args:
        db: a writing transaction.
        number: of the entry.
        entry: as it stands now.
        topics: names of those that take it.
        visible: a feed shows the change.
    """
    table = tables.membership
    before = set(db.execute(sa.select(table.c.topic).where(table.c.entry == number)).scalars())
    after = set(topics)
    values = {"published": entry.published, "seen_at": entry.seen_at}
    if gone := before - after:
        db.execute(table.delete().where(table.c.entry == number, table.c.topic.in_(gone)))
    if visible and before & after:
        db.execute(table.update().where(table.c.entry == number).values(**values))
    if fresh := after - before:
        db.execute(table.insert(), [{"topic": name, "entry": number, **values} for name in sorted(fresh)])
    mark(db, sorted((before | after) if visible else (before ^ after)))


def clear(db: sa.Connection, topic: str) -> None:
    """Take all members out of a topic."""
    db.execute(tables.membership.delete().where(tables.membership.c.topic == topic))


def add(db: sa.Connection, topic: str, number: int, entry: Entry) -> None:
    """Make the entry of this number a member of a topic that does not hold it."""
    values = {"published": entry.published, "seen_at": entry.seen_at}
    db.execute(tables.membership.insert().values(topic=topic, entry=number, **values))


def mark(db: sa.Connection, feeds: Iterable[str]) -> None:
    """Append a dirty mark for each feed. Marks are never counted or merged: many may write at once."""
    if marks := [{"feed": feed} for feed in feeds]:
        db.execute(tables.dirty.insert(), marks)


def dirty(db: sa.Connection) -> dict[str, tuple[int, ...]]:
    """The marks of each dirty feed."""
    found: dict[str, tuple[int, ...]] = {}
    for row in db.execute(sa.select(tables.dirty).order_by(tables.dirty.c.id)):
        found[row.feed] = (*found.get(row.feed, ()), row.id)
    return found


def wipe(db: sa.Connection, marks: Collection[int]) -> None:
    """Delete exactly these marks: a later one may have come while the feed was written."""
    db.execute(tables.dirty.delete().where(tables.dirty.c.id.in_(list(marks))))


def known(db: sa.Connection) -> dict[str, tuple[str, str]]:
    """By topic: what its members were chosen by, and what its files were written from."""
    return {row.name: (row.query, row.rendering) for row in db.execute(sa.select(tables.topic))}


def note_query(db: sa.Connection, topic: str, query: str) -> None:
    """Remember what a topic's members were chosen by."""
    table = tables.topic
    if not db.execute(table.update().where(table.c.name == topic).values(query=query)).rowcount:
        db.execute(table.insert().values(name=topic, query=query, rendering=""))


def note_rendering(db: sa.Connection, topic: str, rendering: str) -> None:
    """Remember what a topic's files were written from."""
    table = tables.topic
    if not db.execute(table.update().where(table.c.name == topic).values(rendering=rendering)).rowcount:
        db.execute(table.insert().values(name=topic, query="", rendering=rendering))


def forget(db: sa.Connection, topic: str) -> None:
    """Remove a topic that is no longer asked for; entries stay."""
    clear(db, topic)
    db.execute(tables.topic.delete().where(tables.topic.c.name == topic))
    db.execute(tables.dirty.delete().where(tables.dirty.c.feed == topic))


def counts(db: sa.Connection) -> Mapping[str, int]:
    """How many entries each topic has."""
    table = tables.membership
    counted = sa.select(table.c.topic, sa.func.count()).group_by(table.c.topic)
    return dict(db.execute(counted).all())
