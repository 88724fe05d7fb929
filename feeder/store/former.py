"""Who the members of a topic were that nobody asks for any more: it has them again when it comes back."""

from __future__ import annotations

import sqlalchemy as sa

from feeder.store import tables


def keep(db: sa.Connection, topic: str) -> None:
    """Keep apart who the members of a topic are and were, before it is forgotten."""
    member, former = tables.membership, tables.former_member
    kept = [column.name for column in former.columns]
    chosen = sa.select(*(member.c[name] for name in kept)).where(member.c.topic == topic)
    db.execute(former.delete().where(former.c.topic == topic))
    db.execute(former.insert().from_select(kept, chosen))


def restore(db: sa.Connection, topic: str) -> None:
    """Give a topic that comes back the members that it had, but for entries whose words were forgotten meanwhile."""
    member, former, entry = tables.membership, tables.former_member, tables.entry
    is_gone = former.c.entry.in_(sa.select(tables.forgotten.c.entry))
    moment = sa.case((entry.c.updated > former.c.changed_at, entry.c.updated), else_=former.c.changed_at)
    values = {
        "topic": former.c.topic,
        "entry": former.c.entry,
        "has_left": sa.or_(former.c.has_left, is_gone),
        "published": entry.c.published,
        "changed_at": moment,
        "is_archived": former.c.is_archived,
    }
    joined = former.join(entry, entry.c.number == former.c.entry)
    chosen = sa.select(*values.values()).select_from(joined).where(former.c.topic == topic)
    db.execute(member.insert().from_select(list(values), chosen))
    db.execute(former.delete().where(former.c.topic == topic))
