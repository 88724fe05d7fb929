"""Entries whose text is gone for good: what is left of them, and how the rest is taken out of the database."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from feeder import __version__
from feeder.model import Item, Precision, Significance
from feeder.store import archives, rows, tables
from feeder.store.database import Store

_BATCH = 500
# How far an item's time may be from that of the entry that it is, at most.
_MARGIN = timedelta(hours=36)
_BLANK = Item(published=None, precision=Precision.NONE, title=None, text="", html="")

Kept = dict[str, list[str]]
"""What is kept of an entry, as it stands in JSON."""


def of_source(db: sa.Connection, source: str) -> Sequence[int]:
    """The numbers of all entries of the source with this name that are not forgotten yet."""
    entry = tables.entry
    ours = sa.select(tables.source.c.id).where(tables.source.c.name == source).scalar_subquery()
    query = sa.select(entry.c.number).where(entry.c.source_id == ours, entry.c.number.not_in(_all()))
    return list(db.scalars(query.order_by(entry.c.number)))


def forget(db: sa.Connection, numbers: Collection[int], now: datetime, keep: Callable[[list[Item], str], Kept]) -> None:
    """Take all words of the entries with these numbers out of the store, and mark what was written from them.

    Args:
        db: a writing transaction that holds the locks of all sources.
        numbers: of the entries.
        now: when.
        keep: what is kept of an entry, from all that it ever was and the name in its source's ids.
    """
    for begin in range(0, len(numbers), _BATCH):
        batch = sorted(numbers)[begin : begin + _BATCH]
        for number, source_id, kept in _kept(db, batch, keep):
            values = {"entry": number, "source_id": source_id, "marks": json.dumps(kept)}
            db.execute(tables.forgotten.insert().values(**values))
        _blank(db, batch, now)
        member = tables.membership
        db.execute(member.update().where(member.c.entry.in_(batch)).values(has_left=True, changed_at=now))


def _kept(
    db: sa.Connection, numbers: Collection[int], keep: Callable[[list[Item], str], Kept]
) -> Iterator[tuple[int, int, Kept]]:
    entry, source, revision = tables.entry, tables.source, tables.revision
    joined = entry.join(source, source.c.id == entry.c.source_id)
    query = sa.select(entry.c.number, entry.c.source_id, source.c.id_name, source.c.name).select_from(joined)
    for row in db.execute(query.where(entry.c.number.in_(numbers), entry.c.number.not_in(_all()))).all():
        said = sa.select(revision.c.item).where(revision.c.entry == row.number, revision.c.item.is_not(None))
        items = [rows.item_from_json(text) for text in db.scalars(said)]
        yield row.number, row.source_id, keep(items, row.id_name or row.name)


def _blank(db: sa.Connection, numbers: Collection[int], now: datetime) -> None:
    entry, revision = tables.entry, tables.revision
    db.execute(revision.update().where(revision.c.entry.in_(numbers)).values(item=None, changed="", evidence=""))
    for row in db.execute(sa.select(entry).where(entry.c.number.in_(numbers))).all():
        item = rows.item_to_json(replace(_BLANK, published=row.published))
        values = {"item": item, "withdrawn": True, "revisions": row.revisions + 1, "seen_at": now}
        db.execute(entry.update().where(entry.c.number == row.number).values(**values, updated=max(now, row.updated)))
        db.execute(
            revision.insert().values(
                entry=row.number,
                number=row.revisions + 1,
                seen_at=now,
                significance=Significance.MAJOR,
                item=None,
                reader=__version__,
            )
        )
        archives.outdate(db, row.number)


def erase_snapshots(db: sa.Connection, numbers: Collection[int]) -> None:
    """Take the bytes of all states that were read out of the sources of these entries, and the entries off their pages.

    Their last state cannot be read anew then, until the next one has come.
    """
    entry, source, snapshot = tables.entry, tables.source, tables.snapshot
    ids: dict[int, set[str]] = {}
    for begin in range(0, len(numbers), _BATCH):
        batch = sorted(numbers)[begin : begin + _BATCH]
        for row in db.execute(sa.select(entry.c.id, entry.c.source_id).where(entry.c.number.in_(batch))):
            ids.setdefault(row.source_id, set()).add(row.id)
    for number, gone in ids.items():
        read = sa.and_(snapshot.c.source_id == number, snapshot.c.is_read.is_(True))
        db.execute(snapshot.update().where(read, snapshot.c.content.is_not(None)).values(content=None))
        row = db.execute(sa.select(source.c.page, source.c.missing).where(source.c.id == number)).one()
        page = [each for each in json.loads(row.page) if each not in gone]
        missing = {each: count for each, count in json.loads(row.missing).items() if each not in gone}
        values = {"page": json.dumps(page), "missing": json.dumps(missing)}
        db.execute(source.update().where(source.c.id == number).values(**values))


def ids(db: sa.Connection, numbers: Collection[int]) -> Sequence[str]:
    """The ids of the entries with these numbers."""
    entry = tables.entry
    wanted = sorted(numbers)
    parts = (wanted[begin : begin + _BATCH] for begin in range(0, len(wanted), _BATCH))
    return [each for part in parts for each in db.scalars(sa.select(entry.c.id).where(entry.c.number.in_(part)))]


def erase(db: sa.Connection, snapshot_id: int) -> None:
    """Take the bytes out of a state that shows a forgotten entry."""
    db.execute(tables.snapshot.update().where(tables.snapshot.c.id == snapshot_id).values(content=None))


def near(db: sa.Connection, source_id: int, moments: Iterable[datetime]) -> Sequence[Kept]:
    """What is kept of the source's forgotten entries that an item of these moments may be."""
    forgotten, entry = tables.forgotten, tables.entry
    joined = forgotten.join(entry, entry.c.number == forgotten.c.entry)
    ours = sa.select(forgotten.c.marks, entry.c.published).select_from(joined)
    found = db.execute(ours.where(forgotten.c.source_id == source_id)).all()
    times = sorted(moments) if found else []
    return [
        json.loads(row.marks) for row in found if times and times[0] - _MARGIN <= row.published <= times[-1] + _MARGIN
    ]


def _all() -> sa.Select[tuple[int]]:
    return sa.select(tables.forgotten.c.entry)


def purge(store: Store) -> None:
    """Take what was deleted out of the database's files, too: there it stands until other words need the room.

    Raises:
        StoreError: the store fails, or is in use for too long.
    """
    with store.alone() as execute:
        if store.engine.dialect.name == "sqlite":
            execute("VACUUM")
            execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            execute("VACUUM FULL entry, revision, snapshot")
