"""What became of one entry: its revisions, and where they came from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from feeder.model import Edit, Entry, Item, Significance
from feeder.store import rows, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A revision as it was recorded.

    Attributes:
        number: from 1, without gaps.
        seen_at: when the change was seen, as the state tells it.
        item: the report from then on; none where it was withdrawn.
        significance: whether `updated` moved.
        changed: what was another than before.
        evidence: by what the report was known.
        reader: version that read it.
        origin: the file or address of the state; empty where nobody knows it any more.
        fetched_at: when that was fetched.
    """

    number: int
    seen_at: datetime
    item: Item | None
    significance: Significance
    changed: tuple[str, ...]
    evidence: str
    reader: str
    origin: str
    fetched_at: datetime | None


def find(db: sa.Connection, wanted: str) -> Sequence[tuple[int, Entry]]:
    """The entries that are meant, with their numbers: by the id, its last part, or how this begins."""
    opaque = wanted.rsplit("/", 1)[-1].lower()
    table = tables.entry.join(tables.source, tables.source.c.id == tables.entry.c.source_id)
    is_meant = (
        tables.entry.c.id == wanted if ":" in wanted else tables.entry.c.id.contains(f"/{opaque}", autoescape=True)
    )
    query = sa.select(tables.entry, tables.source.c.name.label("source")).select_from(table).where(is_meant)
    found = db.execute(query.order_by(tables.entry.c.number))
    return [(row.number, rows.to_entry(row, row.source)) for row in found]


def revisions(db: sa.Connection, number: int) -> Sequence[Recorded]:
    """All that became of the entry with this number, the first first."""
    revision, snapshot = tables.revision, tables.snapshot
    table = revision.join(snapshot, snapshot.c.id == revision.c.snapshot_id, isouter=True)
    query = sa.select(revision, snapshot.c.origin, snapshot.c.fetched_at).select_from(table)
    return [
        Recorded(
            number=row.number,
            seen_at=row.seen_at,
            item=rows.item_from_json(row.item) if row.item else None,
            significance=Significance(row.significance),
            changed=tuple(row.changed.split()),
            evidence=row.evidence,
            reader=row.reader,
            origin=row.origin or "",
            fetched_at=row.fetched_at,
        )
        for row in db.execute(query.where(revision.c.entry == number).order_by(revision.c.number))
    ]


def edits(db: sa.Connection, topic: str, most: int, dropped: Collection[str] = ()) -> Sequence[Edit]:
    """The latest significant revisions of a topic's entries, the latest first.

    Args:
        db: a reading transaction.
        topic: its name.
        most: how many at most.
        dropped: names of the sources whose withdrawn entries are left out.
    """
    revision, before = tables.revision, tables.revision.alias()
    is_before = sa.and_(before.c.entry == revision.c.entry, before.c.number == revision.c.number - 1)
    table = (
        _major(topic)
        .join(before, is_before)
        .join(tables.entry, tables.entry.c.number == revision.c.entry)
        .join(tables.source, tables.source.c.id == tables.entry.c.source_id)
    )
    query = (
        sa.select(
            tables.entry,
            tables.source.c.name.label("source"),
            revision.c.number.label("edit"),
            revision.c.seen_at.label("edited_at"),
            revision.c.item.label("after"),
            before.c.item.label("before"),
        )
        .select_from(table)
        .where(tables.membership.c.has_left.is_(False))
        .where(sa.or_(tables.entry.c.withdrawn.is_(False), tables.source.c.name.not_in(dropped)))
        .order_by(revision.c.seen_at.desc(), revision.c.entry.desc())
        .limit(most)
    )
    return [
        Edit(
            entry=rows.to_entry(row, row.source),
            number=row.edit,
            seen_at=row.edited_at,
            before=rows.item_from_json(row.before) if row.before else None,
            after=rows.item_from_json(row.after) if row.after else None,
        )
        for row in db.execute(query)
    ]


def last_edit(db: sa.Connection, topic: str) -> datetime | None:
    """When an entry that is or ever was in the topic was last edited in substance; none if none was."""
    newest = sa.func.max(tables.revision.c.seen_at, type_=tables.Moment)
    return db.execute(sa.select(newest).select_from(_major(topic))).scalar()


def _major(topic: str) -> sa.Join:
    """The significant revisions, but for first ones, of entries that are or were in the topic."""
    revision, member = tables.revision, tables.membership
    is_member = sa.and_(
        member.c.entry == revision.c.entry, member.c.topic == topic, revision.c.significance == Significance.MAJOR
    )
    return sa.join(revision, member, is_member)


def topics(db: sa.Connection, number: int) -> Sequence[str]:
    """The names of the topics that the entry with this number is in."""
    table = tables.membership
    members = sa.select(table.c.topic).where(table.c.entry == number, table.c.has_left.is_(False))
    return list(db.scalars(members.order_by(table.c.topic)))
