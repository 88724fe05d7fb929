"""Which entries' own pages are to be written, and what stands on them.

An entry's mark is one of the dirty marks, under a name that no topic can have: a killed process loses nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa

from feeder.model import Edit, Entry, Significance
from feeder.store import rows, tables

PREFIX = "_entry/"
"""Behind it stands an entry's number, among the names of the dirty feeds."""
_RENDERED = "entries"
_SHOWN = (Significance.MAJOR, Significance.MINOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An entry, and what may be told of it.

    Attributes:
        entry: as it stands now.
        edits: what became of it, the latest first.
        is_public: it is, or was, in a topic that everybody may read.
    """

    entry: Entry
    edits: Sequence[Edit]
    is_public: bool


def mark(db: sa.Connection, numbers: Iterable[int]) -> None:
    """Have the pages of the entries with these numbers written."""
    if marks := [{"feed": f"{PREFIX}{number}"} for number in sorted(numbers)]:
        db.execute(tables.dirty.insert(), marks)


def mark_all(db: sa.Connection) -> None:
    """Have the pages of all entries written that are or were in a topic."""
    member = tables.membership
    names = sa.literal(PREFIX).concat(sa.cast(member.c.entry, sa.Text))
    every = sa.select(names).group_by(member.c.entry).order_by(member.c.entry)
    db.execute(tables.dirty.insert().from_select(["feed"], every))


def due(db: sa.Connection, most: int) -> Mapping[int, Sequence[int]]:
    """The marks of so many entries at most, by their numbers; those that were touched first come first."""
    table = tables.dirty
    is_entry = table.c.feed.startswith(PREFIX, autoescape=True)
    first = sa.select(table.c.feed).where(is_entry).group_by(table.c.feed).order_by(sa.func.min(table.c.id)).limit(most)
    marks = db.execute(sa.select(table.c.id, table.c.feed).where(table.c.feed.in_(first)).order_by(table.c.feed))
    return {
        int(feed.removeprefix(PREFIX)): [mark.id for mark in group]
        for feed, group in groupby(marks, key=lambda mark: mark.feed)
    }


def told(db: sa.Connection, numbers: Collection[int], public: Collection[str]) -> Sequence[Told]:
    """What may be told of the entries with these numbers.

    Args:
        db: a reading transaction.
        numbers: some hundred at most.
        public: names of the topics that everybody may read.
    """
    entry, source, member = tables.entry, tables.source, tables.membership
    joined = entry.join(source, source.c.id == entry.c.source_id)
    query = sa.select(entry, source.c.name.label("source")).select_from(joined).where(entry.c.number.in_(numbers))
    is_member = sa.select(member.c.entry).where(member.c.entry.in_(numbers), member.c.topic.in_(public))
    shown = set(db.scalars(is_member.distinct()))
    entries = {row.number: rows.to_entry(row, row.source) for row in db.execute(query.order_by(entry.c.number))}
    edits = _edits(db, entries)
    return [
        Told(entry=each, edits=edits.get(number, ()), is_public=number in shown) for number, each in entries.items()
    ]


def _edits(db: sa.Connection, entries: Mapping[int, Entry]) -> dict[int, list[Edit]]:
    revision = tables.revision
    query = sa.select(revision).where(revision.c.entry.in_(entries.keys()))
    found: dict[int, list[Edit]] = {}
    ordered = db.execute(query.order_by(revision.c.entry, revision.c.number))
    for number, group in groupby(ordered, key=lambda row: row.entry):
        before = None
        for row in group:
            after = rows.item_from_json(row.item) if row.item else None
            if row.number > 1 and row.significance in _SHOWN:
                edit = Edit(entry=entries[number], number=row.number, seen_at=row.seen_at, before=before, after=after)
                found.setdefault(number, []).insert(0, edit)
            before = after
    return found


def rendered(db: sa.Connection) -> str | None:
    """What was noted last by `note_rendered`."""
    table = tables.setting
    return db.execute(sa.select(table.c.value).where(table.c.name == _RENDERED)).scalar()


def note_rendered(db: sa.Connection, digest: str) -> None:
    """Remember what all pages were written from, apart from their entries."""
    table = tables.setting
    db.execute(table.delete().where(table.c.name == _RENDERED))
    db.execute(table.insert().values(name=_RENDERED, value=digest))
