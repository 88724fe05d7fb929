"""Sources, their states, and the snapshots that were fetched from them."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from feeder.errors import ConfigError
from feeder.model import Fetched, Snapshot, Source, SourceStatus, State, Validators
from feeder.states import Place
from feeder.store import rows, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is remembered of a source from one pass to the next."""

    validators: Validators
    unsettled_since: datetime | None
    place: Place | None
    page: tuple[str, ...]
    losses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A snapshot that was fetched and is not yet read."""

    id: int
    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a snapshot was worth: `ok`, or degraded or broken and why."""

    state: State = State.OK
    reason: str = ""


def check(db: sa.Connection, sources: Sequence[Source], authority: str) -> None:
    """Nothing in the configuration would give known entries new ids.

    Raises:
        ConfigError: it would; the message names the remedy.
    """
    known = db.execute(sa.select(tables.setting.c.value).where(tables.setting.c.name == "authority")).scalar()
    if known is not None and known != authority:
        raise ConfigError(
            f'[site] authority: it is "{authority}" now and was "{known}": it stands in every id that was published, '
            f'and must never change; write authority = "{known}"'
        )
    stored = {row.name: row.location for row in db.execute(sa.select(tables.source))}
    configured = {source.name for source in sources}
    for source in sources:
        if source.name in stored or stored.keys() & set(source.was):
            continue
        for name, location in stored.items():
            if location == source.location and name not in configured:
                raise ConfigError(
                    f'[[source]] {source.name}: what it reads, {location}, was read as "{name}" until now, and its '
                    f'entries would get new ids: if it is the same ticker, write was = ["{name}"] beside its name'
                )


def sync(db: sa.Connection, sources: Sequence[Source], authority: str) -> None:
    """Give each source its row; a renamed one keeps its own."""
    check(db, sources, authority)
    if not db.execute(sa.select(tables.setting).where(tables.setting.c.name == "authority")).first():
        db.execute(tables.setting.insert().values(name="authority", value=authority))
    table = tables.source
    stored = {row.name: row for row in db.execute(sa.select(table))}
    for source in sources:
        names = [name for name in (source.name, *source.was) if name in stored]
        if not names:
            db.execute(
                table.insert().values(
                    name=source.name, location=source.location, state=State.WAITING, reason="", page="[]", losses=0
                )
            )
        elif (stored[names[0]].name, stored[names[0]].location) != (source.name, source.location):
            named = table.c.name == names[0]
            db.execute(table.update().where(named).values(name=source.name, location=source.location))


def lock(db: sa.Connection, source: Source) -> int:
    """The source's number; no other pass over it goes on until this transaction ends."""
    table = tables.source
    number: int = db.execute(sa.select(table.c.id).where(table.c.name == source.name).with_for_update()).scalar_one()
    return number


def past(db: sa.Connection, source: Source) -> Past:
    """What is remembered of the source."""
    row = db.execute(sa.select(tables.source).where(tables.source.c.name == source.name)).one()
    return Past(
        validators=Validators(etag=row.etag, last_modified=row.last_modified),
        unsettled_since=row.unsettled_since,
        place=_place(row.place),
        page=tuple(json.loads(row.page)),
        losses=row.losses,
    )


def _place(text: str | None) -> Place | None:
    if text is None:
        return None
    seen_at, modified_at, name = json.loads(text)
    return seen_at, modified_at, name


def keep(db: sa.Connection, source: Source, fetched: Fetched, now: datetime) -> None:
    """Commit 1 of a pass: what was fetched, before anything is read from it.

    Of a folder, bytes that were ever seen are not kept again; of an address, those that stood there last.
    """
    number = lock(db, source)
    for snapshot in fetched.snapshots:
        digest = _digest(snapshot)
        if not _is_known(db, number, source, digest):
            db.execute(
                tables.snapshot.insert().values(
                    source_id=number,
                    digest=digest,
                    origin=snapshot.origin,
                    media_type=snapshot.media_type,
                    fetched_at=snapshot.fetched_at,
                    modified_at=snapshot.modified_at,
                    content=zlib.compress(snapshot.content),
                    is_read=False,
                    level=State.OK,
                    fault="",
                )
            )
    table = tables.source
    since = sa.func.coalesce(table.c.unsettled_since, now) if fetched.unsettled else None
    db.execute(
        table.update()
        .where(table.c.id == number)
        .values(etag=fetched.validators.etag, last_modified=fetched.validators.last_modified, unsettled_since=since)
    )


def _digest(snapshot: Snapshot) -> str:
    return hashlib.sha256(snapshot.content).hexdigest()


def _is_known(db: sa.Connection, number: int, source: Source, digest: str) -> bool:
    table = tables.snapshot
    if source.kind == "folder":
        known = sa.select(table.c.id).where(table.c.source_id == number, table.c.digest == digest)
        return db.execute(known.limit(1)).first() is not None
    last = sa.select(table.c.digest).where(table.c.source_id == number).order_by(table.c.id.desc()).limit(1)
    return db.execute(last).scalar() == digest


def waiting(db: sa.Connection, source: Source) -> tuple[Waiting, ...]:
    """The snapshots that are not yet read, in the order in which they were fetched."""
    table = tables.snapshot.join(tables.source, tables.source.c.id == tables.snapshot.c.source_id)
    query = (
        sa.select(tables.snapshot)
        .select_from(table)
        .where(tables.source.c.name == source.name, tables.snapshot.c.is_read.is_(False))
        .order_by(tables.snapshot.c.id)
    )
    return tuple(Waiting(id=row.id, snapshot=rows.to_snapshot(row, source)) for row in db.execute(query))


def still_waiting(db: sa.Connection, ids: Iterable[int]) -> set[int]:
    """Those of the snapshots that no other pass has read meanwhile."""
    table = tables.snapshot
    return set(db.execute(sa.select(table.c.id).where(table.c.id.in_(list(ids)), table.c.is_read.is_(False))).scalars())


def mark_read(db: sa.Connection, number: int, verdicts: Mapping[int, Verdict]) -> None:
    """Remember what the snapshots were worth; of all that are read only the last keeps its bytes."""
    table = tables.snapshot
    for snapshot_id, verdict in verdicts.items():
        row = table.c.id == snapshot_id
        db.execute(table.update().where(row).values(is_read=True, level=verdict.state, fault=verdict.reason))
    if verdicts:
        read = sa.and_(table.c.source_id == number, table.c.is_read.is_(True), table.c.id != max(verdicts))
        db.execute(table.update().where(read, table.c.content.is_not(None)).values(content=None))


def remember(db: sa.Connection, number: int, *, place: Place, page: Sequence[str] | None, losses: int) -> None:
    """Where the last state stands, and, if it was sound, what it showed."""
    values: dict[str, object] = {"place": json.dumps(place), "losses": losses}
    if page is not None:
        values["page"] = json.dumps(page)
    db.execute(tables.source.update().where(tables.source.c.id == number).values(**values))


def verdict(db: sa.Connection, source: Source, fetched: Fetched) -> Verdict:
    """What the states that stand there now are worth together: the worst of a folder's, the last of an address."""
    table = tables.snapshot
    number = db.execute(sa.select(tables.source.c.id).where(tables.source.c.name == source.name)).scalar_one()
    query = sa.select(table).where(table.c.source_id == number).order_by(table.c.id.desc())
    if source.kind == "folder":
        standing = {_digest(snapshot) for snapshot in fetched.snapshots}
        # Sound states are many, and say nothing more.
        bad = [row for row in db.execute(query.where(table.c.level != State.OK)) if row.digest in standing]
    else:
        bad = [row for row in db.execute(query.limit(1)) if row.level != State.OK]
    verdicts = [Verdict(state=State(row.level), reason=row.fault) for row in bad]
    if verdicts:
        return next((each for each in verdicts if each.state is State.BROKEN), verdicts[0])
    return Verdict(state=State.OK if fetched.snapshots or fetched.unsettled or fetched.unchanged else State.WAITING)


def set_state(db: sa.Connection, source: Source, found: Verdict, now: datetime, due_at: datetime) -> bool:
    """Note how the source does and when it is due again; true if its state or the reason changed."""
    table = tables.source
    row = db.execute(sa.select(table).where(table.c.name == source.name)).one()
    changed = bool((row.state, row.reason) != (found.state, found.reason) or row.since is None)
    values: dict[str, object] = {"state": found.state, "reason": found.reason, "due_at": due_at}
    if row.state != found.state or row.since is None:
        values["since"] = now
    if found.state.is_well:
        values["last_good_at"] = now
    db.execute(table.update().where(table.c.id == row.id).values(**values))
    return changed


def statuses(db: sa.Connection, sources: Sequence[Source]) -> tuple[SourceStatus, ...]:
    """How the sources do, in the order given; one that had no pass yet is waiting."""
    counted = sa.select(tables.entry.c.source_id, sa.func.count()).group_by(tables.entry.c.source_id)
    counts: dict[int, int] = dict(db.execute(counted).all())
    stored = {row.name: row for row in db.execute(sa.select(tables.source))}
    return tuple(_status(source, stored.get(source.name), counts) for source in sources)


def _status(source: Source, row: sa.Row[tuple[object, ...]] | None, counts: Mapping[int, int]) -> SourceStatus:
    if row is None:
        return SourceStatus(source=source.name, title=source.title, state=State.WAITING)
    return SourceStatus(
        source=source.name,
        title=source.title,
        state=State(row.state),
        since=row.since,
        reason=row.reason,
        last_good_at=row.last_good_at,
        due_at=row.due_at,
        entries=counts.get(row.id, 0),
    )
