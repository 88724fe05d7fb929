"""Snapshots: kept before they are read, and what they were worth."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from feeder.model import Fetched, Snapshot, Source, State
from feeder.store import rows, tables
from feeder.store.sources import Verdict, lock
from feeder.text import in_one_line

_BATCH = 500
_GRAVITY = (State.WAITING, State.OK, State.DEGRADED, State.BROKEN)
# The first says it all; the second lets the index of the few that are held find them.
_WAIT = (tables.snapshot.c.is_read.is_(False), tables.snapshot.c.content.is_not(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A snapshot that was fetched and is not yet read."""

    id: int
    snapshot: Snapshot


def keep(db: sa.Connection, source: Source, fetched: Fetched, now: datetime) -> None:
    """Commit 1 of a pass: what was fetched, before anything is read from it.

    Of a folder, bytes that were ever seen are not kept again; of an address, those that stood there last.
    """
    number = lock(db, source)
    brought = [(_digest(snapshot), snapshot) for snapshot in fetched.snapshots]
    known = _known(db, number, source, [digest for digest, _ in brought])
    for digest, snapshot in brought:
        if digest not in known:
            known.add(digest)
            db.execute(tables.snapshot.insert().values(source_id=number, digest=digest, **_as_values(snapshot)))
    table = tables.source
    first_seen = sa.func.coalesce(table.c.unsettled_since, sa.literal(now, tables.Moment))
    validators = fetched.validators
    db.execute(
        table.update()
        .where(table.c.id == number)
        .values(
            etag=validators.etag,
            last_modified=validators.last_modified,
            validated_by=validators.address,
            unsettled_since=first_seen if fetched.unsettled else None,
        )
    )


def _digest(snapshot: Snapshot) -> str:
    return hashlib.sha256(snapshot.content).hexdigest()


def _as_values(snapshot: Snapshot) -> dict[str, object]:
    return {
        "origin": snapshot.origin,
        "media_type": snapshot.media_type,
        "fetched_at": snapshot.fetched_at,
        "modified_at": snapshot.modified_at,
        "content": zlib.compress(snapshot.content),
        "is_read": False,
        "level": State.OK,
        "fault": "",
        "lasts": False,
    }


def _known(db: sa.Connection, number: int, source: Source, digests: Sequence[str]) -> set[str]:
    """Of a folder those that were ever seen; of an address the last."""
    table = tables.snapshot
    ours = sa.select(table.c.digest).where(table.c.source_id == number)
    if source.kind != "folder":
        return set(db.execute(ours.order_by(table.c.id.desc()).limit(1)).scalars())
    found: set[str] = set()
    for begin in range(0, len(digests), _BATCH):
        found.update(db.execute(ours.where(table.c.digest.in_(digests[begin : begin + _BATCH]))).scalars())
    return found


def waiting(db: sa.Connection, source: Source) -> tuple[Waiting, ...]:
    """The snapshots that are not yet read, in the order in which they were fetched."""
    table = tables.snapshot.join(tables.source, tables.source.c.id == tables.snapshot.c.source_id)
    query = (
        sa.select(tables.snapshot)
        .select_from(table)
        .where(tables.source.c.name == source.name, *_WAIT)
        .order_by(tables.snapshot.c.id)
    )
    return tuple(Waiting(id=row.id, snapshot=rows.to_snapshot(row, source)) for row in db.execute(query))


def still_waiting(db: sa.Connection, number: int) -> set[int]:
    """The ids of the source's snapshots that no other pass has read meanwhile."""
    table = tables.snapshot
    return set(db.execute(sa.select(table.c.id).where(table.c.source_id == number, *_WAIT)).scalars())


def mark_read(db: sa.Connection, number: int, snapshot_id: int, worth: Verdict, *, is_last: bool) -> None:
    """Remember what a snapshot was worth; of all that are read only the last state keeps its bytes.

    Args:
        db: a writing transaction.
        number: of the source.
        snapshot_id: which one.
        worth: how it was.
        is_last: it is the last state now. A sound one heals what was wrong with those before it.
    """
    table = tables.snapshot
    # Where it is not the last, an earlier one still is.
    bytes_too = {} if is_last else {"content": None}
    found = {"is_read": True, "level": worth.state, "fault": in_one_line(worth.reason), "lasts": worth.lasts}
    db.execute(table.update().where(table.c.id == snapshot_id).values(**found, **bytes_too))
    if not is_last:
        return
    before = sa.and_(table.c.source_id == number, table.c.is_read.is_(True), table.c.id != snapshot_id)
    db.execute(table.update().where(before, table.c.content.is_not(None)).values(content=None))
    if worth.state.is_well:
        healed = {"level": State.OK, "fault": ""}
        db.execute(table.update().where(before, table.c.fault != "", table.c.lasts.is_(False)).values(**healed))


def held(db: sa.Connection, number: int, source: Source) -> Waiting | None:
    """The last state that was read, with its bytes, if it was sound."""
    row = _last(db, number)
    if row is None or not State(row.level).is_well:
        return None
    whole = db.execute(sa.select(tables.snapshot).where(tables.snapshot.c.id == row.id)).one()
    return Waiting(id=whole.id, snapshot=rows.to_snapshot(whole, source))


def last(db: sa.Connection, number: int) -> int:
    """The id of the last state that was read."""
    row = _last(db, number)
    return row.id if row else 0


def still_stands(db: sa.Connection, number: int, fetched: Fetched) -> bool:
    """The last state that was read was sound, and stands there as it was: the server says so, or its bytes do."""
    row = _last(db, number)
    if row is None or not State(row.level).is_well:
        return False
    return fetched.unchanged or row.digest in map(_digest, fetched.snapshots)


def _last(db: sa.Connection, number: int) -> Any:
    """Of all that were read, only the last state has kept its bytes."""
    table = tables.snapshot
    held = sa.select(table.c.id, table.c.digest, table.c.level).where(
        table.c.source_id == number, table.c.is_read.is_(True), table.c.content.is_not(None)
    )
    return db.execute(held.order_by(table.c.id.desc()).limit(1)).first()


def verdict(db: sa.Connection, source: Source, fetched: Fetched) -> Verdict:
    """What the states that stand there now are worth together: the worst of a folder's, the last of an address."""
    table = tables.snapshot
    number = db.execute(sa.select(tables.source.c.id).where(tables.source.c.name == source.name)).scalar_one()
    columns = sa.select(table.c.digest, table.c.level, table.c.fault, table.c.lasts)
    query = columns.where(table.c.source_id == number).order_by(table.c.id.desc())
    if source.kind == "folder":
        standing = {_digest(snapshot) for snapshot in fetched.snapshots}
        # States without a word are many, and say nothing more.
        told = [row for row in db.execute(query.where(table.c.fault != "")) if row.digest in standing]
    else:
        told = list(db.execute(query.limit(1)))
    verdicts = [
        Verdict(state=State(row.level), reason=row.fault, unlike=row.lasts or row.level == State.BROKEN)
        for row in told
        if row.fault
    ]
    verdicts += [Verdict(state=State.BROKEN, reason=fault) for fault in fetched.faults]
    if verdicts:
        return max(verdicts, key=lambda each: _GRAVITY.index(each.state))
    is_there = fetched.snapshots or fetched.unsettled or fetched.unchanged
    return Verdict(state=State.OK if is_there else State.WAITING, reason="; ".join(fetched.remarks))
