"""Which entries stand in which archive document of a feed, and as what (RFC 5005 section 4).

A document is closed once, and what stands in it stays. What an entry says later is told by the feed, and by a later
document; what is taken back is taken back in the documents too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from feeder.model import Entry
from feeder.store import rows, tables

_BATCH = 500


def waiting(db: sa.Connection, topic: str, most: int, dropped: Collection[str] = ()) -> dict[int, Entry]:
    """The oldest entries of a topic that are in no document as they stand now, by their numbers, the oldest first.

    Args:
        db: a reading transaction.
        topic: its name.
        most: how many at most.
        dropped: names of the sources whose withdrawn entries are left out.
    """
    member, entry, source = tables.membership, tables.entry, tables.source
    table = member.join(entry, entry.c.number == member.c.entry).join(source, source.c.id == entry.c.source_id)
    query = (
        sa.select(entry, source.c.name.label("source"))
        .select_from(table)
        .where(member.c.topic == topic, member.c.has_left.is_(False), member.c.is_archived.is_(False))
        .where(sa.or_(entry.c.withdrawn.is_(False), source.c.name.not_in(dropped)))
        .order_by(member.c.published, member.c.entry)
        .limit(most)
    )
    return {row.number: rows.to_entry(row, row.source) for row in db.execute(query)}


def close(db: sa.Connection, topic: str, entries: Mapping[int, Entry]) -> None:
    """Put the entries, by their numbers, into a document of their own; the one before leads on to it from now on.

    Args:
        db: a writing transaction; nobody else closes documents of this topic meanwhile.
        topic: its name.
        entries: as they stand now.
    """
    document = count(db, topic) + 1
    values = [
        {
            "topic": topic,
            "document": document,
            "entry": number,
            "revision": each.number,
            "published": each.published,
            "updated": each.updated,
            "seen_at": each.seen_at,
        }
        for number, each in entries.items()
    ]
    db.execute(tables.archive.insert(), values)
    db.execute(tables.archive_document.insert().values(topic=topic, number=document, rendering=""))
    note(db, topic, document - 1, "")
    _set_archived(db, [topic], entries)


def count(db: sa.Connection, topic: str) -> int:
    """How many documents a topic has."""
    table = tables.archive_document
    return db.execute(sa.select(sa.func.max(table.c.number)).where(table.c.topic == topic)).scalar() or 0


def document(db: sa.Connection, topic: str, number: int, dropped: Collection[str] = ()) -> tuple[Entry, ...]:
    """What stands in a document, the newest first, each as it was put there; what was taken back since, as it is now.

    Args:
        db: a reading transaction.
        topic: its name.
        number: of the document.
        dropped: names of the sources whose withdrawn entries are left out.
    """
    table, entry, source, revision = tables.archive, tables.entry, tables.source, tables.revision
    is_theirs = sa.and_(revision.c.entry == table.c.entry, revision.c.number == table.c.revision)
    joined = (
        table.join(entry, entry.c.number == table.c.entry)
        .join(source, source.c.id == entry.c.source_id)
        .join(revision, is_theirs)
    )
    moments = [table.c[name].label(f"{name}_then") for name in ("published", "updated", "seen_at")]
    query = (
        sa.select(
            entry,
            source.c.name.label("source"),
            table.c.revision,
            revision.c.item.label("item_then"),
            *moments,
        )
        .select_from(joined)
        .where(table.c.topic == topic, table.c.document == number)
        .where(sa.or_(entry.c.withdrawn.is_(False), source.c.name.not_in(dropped)))
        .order_by(table.c.published.desc(), table.c.entry.desc())
    )
    found = [_as_archived(row) for row in db.execute(query)]
    return tuple(sorted(found, key=lambda each: each.published, reverse=True))


def _as_archived(row: sa.Row[Any]) -> Entry:
    entry = rows.to_entry(row, row.source)
    if entry.withdrawn:
        return entry
    return replace(
        entry,
        number=row.revision,
        item=rows.item_from_json(row.item_then) if row.item_then else entry.item,
        published=row.published_then,
        updated=row.updated_then,
        seen_at=row.seen_at_then,
        withdrawn=row.item_then is None,
    )


def outdate(db: sa.Connection, entry: int) -> None:
    """What the entry says now is in no document yet; documents that hold it are looked at once more.

    Only where it was taken back do these change.
    """
    table = tables.archive
    held = [tuple(row) for row in db.execute(sa.select(table.c.topic, table.c.document).where(table.c.entry == entry))]
    if not held:
        return
    member = tables.membership
    db.execute(sa.update(member).where(member.c.entry == entry).values(is_archived=False))
    for topic, number in held:
        note(db, topic, number, "")
    db.execute(tables.dirty.insert(), [{"feed": topic} for topic in sorted({topic for topic, _ in held})])


def recall(db: sa.Connection, pairs: Collection[tuple[str, int]]) -> None:
    """Of new members, by topic and number, those stay archived that are: the topic was removed, and is back again."""
    numbers = sorted({number for _, number in pairs})
    table, entry = tables.archive, tables.entry
    as_it_is = sa.and_(entry.c.number == table.c.entry, entry.c.updated == table.c.updated)
    query = sa.select(table.c.topic, table.c.entry).select_from(table.join(entry, as_it_is))
    held: dict[str, set[int]] = {}
    for begin in range(0, len(numbers), _BATCH):
        for topic, number in db.execute(query.where(table.c.entry.in_(numbers[begin : begin + _BATCH]))):
            if (topic, number) in pairs:
                held.setdefault(topic, set()).add(number)
    for topic, those in held.items():
        _set_archived(db, [topic], those)


def _set_archived(db: sa.Connection, topics: Collection[str], entries: Iterable[int]) -> None:
    table, numbers = tables.membership, sorted(entries)
    for begin in range(0, len(numbers), _BATCH):
        which = sa.and_(table.c.topic.in_(topics), table.c.entry.in_(numbers[begin : begin + _BATCH]))
        db.execute(sa.update(table).where(which).values(is_archived=True))


def unwritten(db: sa.Connection, topic: str) -> list[int]:
    """The numbers of the documents that are to be written."""
    table = tables.archive_document
    query = sa.select(table.c.number).where(table.c.topic == topic, table.c.rendering == "")
    return list(db.scalars(query.order_by(table.c.number)))


def renderings(db: sa.Connection) -> dict[tuple[str, int], str]:
    """By topic and number: what each document's files were written from."""
    table = tables.archive_document
    return {(row.topic, row.number): row.rendering for row in db.execute(sa.select(table))}


def note(db: sa.Connection, topic: str, number: int, rendering: str) -> None:
    """Remember what a document's files were written from; empty where they are to be written."""
    table = tables.archive_document
    which = sa.and_(table.c.topic == topic, table.c.number == number)
    db.execute(sa.update(table).where(which).values(rendering=rendering))


def rewrite(db: sa.Connection, topics: Collection[str]) -> None:
    """Have all documents of these topics written anew."""
    table = tables.archive_document
    db.execute(sa.update(table).where(table.c.topic.in_(sorted(topics))).values(rendering=""))
