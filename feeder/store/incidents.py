"""What happened to the sources: each time in which one did not do well is an incident."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from feeder.model import Happening, Incident
from feeder.store import tables

# A source that comes and goes is one incident: nobody wants to be told of each time.
_STILL_THE_SAME = timedelta(hours=1)


def note(db: sa.Connection, source_id: int, what: Happening, now: datetime) -> None:
    """Note what happened to a source; that all is well only if it was not.

    Args:
        db: a writing transaction that holds the lock of the source's row.
        source_id: its number.
        what: happened.
        now: when.
    """
    table = tables.incident
    last = db.execute(
        sa.select(table).where(table.c.source_id == source_id).order_by(table.c.id.desc()).limit(1)
    ).first()
    is_new = last is None or (last.is_over and last.updated_at + _STILL_THE_SAME < now)
    before = json.loads(last.happenings) if last and not is_new else []
    if what == (before[-1][1] if before else Happening.OK) or (what is Happening.OK and is_new):
        return
    happened = [*before, [_stamp(now), what]]
    values: dict[str, Any] = {
        "happenings": json.dumps(happened),
        "updated_at": now,
        "is_over": what is Happening.OK,
    }
    if is_new or last is None:
        db.execute(table.insert().values(source_id=source_id, **values))
    else:
        db.execute(table.update().where(table.c.id == last.id).values(**values))


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def latest(db: sa.Connection, most: int) -> Sequence[Incident]:
    """The incidents to which something happened last, the latest first, so many at most."""
    table, source = tables.incident, tables.source
    query = (
        sa.select(table.c.happenings, source.c.name, source.c.id_name, source.c.title, source.c.language)
        .select_from(table.join(source, source.c.id == table.c.source_id))
        .order_by(table.c.updated_at.desc(), table.c.id.desc())
        .limit(most)
    )
    return [
        Incident(
            source=row.id_name or row.name,
            title=row.title,
            language=row.language,
            happenings=tuple(
                (datetime.fromisoformat(moment), Happening(what)) for moment, what in json.loads(row.happenings)
            ),
        )
        for row in db.execute(query)
    ]
