"""Topics that nobody asks for any more: their files stay until somebody has them taken away."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from feeder.store import tables

_NAME = "removed"


def note(db: sa.Connection, topic: str) -> None:
    """Remember a topic whose files are left behind."""
    write(db, {*names(db), topic})


def names(db: sa.Connection) -> set[str]:
    """The names of all topics whose files were left behind."""
    value = db.execute(sa.select(tables.setting.c.value).where(tables.setting.c.name == _NAME)).scalar()
    return set(json.loads(value)) if value else set()


def write(db: sa.Connection, topics: Iterable[str]) -> None:
    """Remember exactly these."""
    db.execute(tables.setting.delete().where(tables.setting.c.name == _NAME))
    db.execute(tables.setting.insert().values(name=_NAME, value=json.dumps(sorted(topics))))


def shown(db: sa.Connection, topics: Collection[str]) -> set[str]:
    """The ids of all entries that are or were in one of these topics."""
    member, entry = tables.membership, tables.entry
    joined = member.join(entry, entry.c.number == member.c.entry)
    return set(db.scalars(sa.select(entry.c.id).select_from(joined).where(member.c.topic.in_(topics))))
