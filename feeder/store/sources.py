"""Sources: their rows, what is remembered of them from pass to pass, and how they do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from feeder import __version__
from feeder.errors import ConfigError
from feeder.model import Happening, Paired, Source, SourceStatus, State, Validators
from feeder.states import Place
from feeder.store import incidents, rows, tables
from feeder.store.database import be_alone
from feeder.text import in_one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is remembered of a source from one pass to the next."""

    validators: Validators
    unsettled_since: datetime | None
    place: Place | None
    page: tuple[str, ...]
    losses: int
    missing: Mapping[str, int]
    noise: Mapping[str, int]
    reader: str
    timezone: str

    def is_stale(self, source: Source) -> bool:
        """The last good page was read by another version, or with its clocks in another zone, than it would be now."""
        read_by, read_now = (self.reader, self.timezone), (__version__, source.timezone.key)
        return bool(self.reader) and read_by != read_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a state of a source was worth.

    Attributes:
        state: `ok`, degraded or broken.
        reason: why, or what a user should know.
        lasts: no later state of the source takes it back.
        unlike: it was brought in, but is not what the source was before.
    """

    state: State = State.OK
    reason: str = ""
    lasts: bool = False
    unlike: bool = False


# What is known of a place alone: at another one it would ask "has it changed?" of a page that it never saw.
_UNASKED = {"etag": None, "last_modified": None, "validated_by": None, "due_at": None}


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
    stored = {row.name: row for row in db.execute(sa.select(tables.source))}
    configured = {source.name for source in sources}
    for source in sources:
        if held := [name for name in (source.name, *source.was) if name in stored]:
            _check_is_one(source, held)
            _check_ids(source, stored[held[0]].id_name)
            continue
        for name, row in stored.items():
            if row.location == source.location and name not in configured:
                raise ConfigError(
                    f'[[source]] {source.name}: what it reads, {row.location}, was read as "{name}" until now, and its '
                    f'entries would get new ids: if it is the same ticker, write was = ["{name}"] beside its name'
                )


def _check_is_one(source: Source, held: Sequence[str]) -> None:
    """Raises ConfigError if more than one of its names has entries of its own."""
    if len(held) > 1:
        raise ConfigError(
            f'[[source]] {source.name}: was: "{held[1]}" and "{held[0]}" are known as two sources, and entries of two '
            f'cannot become those of one, since their ids stay: take "{held[1]}" out of was; no entry is lost'
        )


def _check_ids(source: Source, id_name: str | None) -> None:
    """Raises ConfigError if its next entries would get ids with another name than those before."""
    if id_name not in (None, source.id_name):
        remedy = "take was away" if id_name == source.name else f'let was begin with "{id_name}"'
        raise ConfigError(
            f'[[source]] {source.name}: was: the ids of its entries hold "{id_name}", and would hold '
            f'"{source.id_name}" from now on: {remedy}'
        )


def sync(db: sa.Connection, sources: Sequence[Source], authority: str) -> bool:
    """Give each source its row; a renamed one keeps its own. True if the language of a known one has changed."""
    be_alone(db)
    check(db, sources, authority)
    if not db.execute(sa.select(tables.setting).where(tables.setting.c.name == "authority")).first():
        db.execute(tables.setting.insert().values(name="authority", value=authority))
    table = tables.source
    stored = {row.name: row for row in db.execute(sa.select(table))}
    speaks_anew = False
    for source in sources:
        told = {
            "name": source.name,
            "id_name": source.id_name,
            "location": source.location,
            "title": source.title,
            "language": source.language,
        }
        row = next((stored[name] for name in (source.name, *source.was) if name in stored), None)
        if row is None:
            db.execute(table.insert().values(**told, state=State.WAITING, reason="", page="[]", losses=0))
        elif any(getattr(row, name) != value for name, value in told.items()):
            moved = row.location != source.location
            db.execute(table.update().where(table.c.id == row.id).values(**told, **(_UNASKED if moved else {})))
            speaks_anew |= row.language != source.language
    return speaks_anew


def known(db: sa.Connection) -> dict[str, Source]:
    """By name, all sources that entries have come from, as the configuration told of them last.

    Also those that it names no more, and the files of a folder of tickers that are gone: their entries stay.
    """
    return {row.name: rows.to_source(row) for row in db.execute(sa.select(tables.source))}


def lock(db: sa.Connection, source: Source) -> int:
    """The source's number; no other pass over it goes on until this transaction ends."""
    table = tables.source
    number: int = db.execute(sa.select(table.c.id).where(table.c.name == source.name).with_for_update()).scalar_one()
    return number


def lock_all(db: sa.Connection) -> None:
    """No pass over any source goes on until this transaction ends, and nobody else does the same."""
    be_alone(db)
    db.execute(sa.select(tables.source.c.id).order_by(tables.source.c.id).with_for_update()).all()


def past(db: sa.Connection, source: Source) -> Past:
    """What is remembered of the source."""
    row = db.execute(sa.select(tables.source).where(tables.source.c.name == source.name)).one()
    return Past(
        validators=Validators(etag=row.etag, last_modified=row.last_modified, address=row.validated_by),
        unsettled_since=row.unsettled_since,
        place=_place(row.place),
        page=tuple(json.loads(row.page)),
        losses=row.losses,
        missing=json.loads(row.missing),
        noise=json.loads(row.noise),
        reader=row.reader,
        timezone=row.timezone,
    )


def _place(text: str | None) -> Place | None:
    if text is None:
        return None
    seen_at, modified_at, name = json.loads(text)
    return seen_at, modified_at, name


def remember(db: sa.Connection, number: int, *, place: Place, losses: int) -> None:
    """Where the last state stands."""
    _update(db, number, place=json.dumps(place), losses=losses)


def remember_page(db: sa.Connection, number: int, source: Source, paired: Paired) -> None:
    """What the last good page showed, in its order, what it lacked, which numbers are noise, and how it was read."""
    found = {"page": paired.order, "missing": paired.missing, "noise": paired.noise}
    values = {name: json.dumps(value) for name, value in found.items()}
    _update(db, number, **values, reader=__version__, timezone=source.timezone.key)


def _update(db: sa.Connection, number: int, **values: object) -> None:
    db.execute(tables.source.update().where(tables.source.c.id == number).values(**values))


def set_due(db: sa.Connection, source: Source, due_at: datetime) -> None:
    """Note when the source is due again."""
    db.execute(tables.source.update().where(tables.source.c.name == source.name).values(due_at=due_at))


def set_state(db: sa.Connection, source: Source, found: Verdict, now: datetime, due_at: datetime) -> bool:
    """Note how the source does and when it is due again; true if its state or the reason changed."""
    table = tables.source
    row = db.execute(sa.select(table).where(table.c.name == source.name)).one()
    reason = in_one_line(found.reason)  # it may quote what a server or a file's name says
    changed = bool((row.state, row.reason) != (found.state, reason) or row.since is None)
    values: dict[str, object] = {"state": found.state, "reason": reason, "due_at": due_at}
    if row.state != found.state or row.since is None:
        values["since"] = now
    if not (found.state.is_well and State(row.state).is_well):
        incidents.note(db, row.id, _happening(found, row.last_good_at), now)
    if found.state.is_well:
        values["last_good_at"] = now
    db.execute(table.update().where(table.c.id == row.id).values(**values))
    return changed


def _happening(found: Verdict, last_good_at: datetime | None) -> Happening:
    if found.state.is_well:
        return Happening.OK
    if found.unlike and last_good_at:
        return Happening.CHANGED
    return Happening.BROKEN if found.state is State.BROKEN else Happening.DEGRADED


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
