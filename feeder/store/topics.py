"""Which entries belong to which topic, and which feeds are dirty."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from feeder.errors import ConfigError
from feeder.model import Entry, Topic
from feeder.store import archives, former, tables
from feeder.store.pages import PREFIX

_BATCH = 500
_ASKED = "topics"
_SCOPE = "id_scope"


def place(
    db: sa.Connection, entries: Mapping[int, Entry], taken: Mapping[int, Collection[str]], topics: Collection[str]
) -> set[tuple[str, int]]:
    """Make each entry a member of exactly those of the topics that take it; which topics which entry joined or left.

    An entry that a topic's query does not choose, since it came before, stays what it is there.

    Args:
        db: a writing transaction.
        entries: as they stand now, by their numbers.
        taken: names of the topics that take an entry, by its number.
        topics: names of all topics that were asked.
    """
    before = {(row.topic, row.entry): row for row in _memberships(db, sorted(entries)) if row.topic in topics}
    after = {(topic, number) for number, names in taken.items() for topic in names}
    members = {pair for pair, row in before.items() if not row.has_left}
    kept = _kept(db, after | members)
    after, members = after - kept, members - kept
    wanted = {
        pair: _membership(entries[pair[1]], before.get(pair), has_left=pair not in after) for pair in after | members
    }
    _insert(db, {pair: row for pair, row in wanted.items() if pair not in before})
    archives.recall(db, {pair for pair in wanted if pair not in before})
    _update(db, {pair: row for pair, row in wanted.items() if pair in before and _differs(row, before[pair])})
    return after ^ members


def _kept(db: sa.Connection, pairs: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those of the pairs whose topic does not choose among entries as old."""
    table = tables.topic
    choosy = sa.select(table.c.name, table.c.after).where(table.c.after > 0)
    last = {row.name: row.after for row in db.execute(choosy)}
    return {(topic, number) for topic, number in pairs if number <= last.get(topic, 0)}


def choose_after(db: sa.Connection, topic: str, number: int) -> None:
    """Have a topic's query choose among the entries behind this one alone; among all with 0."""
    table = tables.topic
    if not db.execute(table.update().where(table.c.name == topic).values(after=number)).rowcount:
        db.execute(table.insert().values(name=topic, query="", rendering="", after=number))


def _memberships(db: sa.Connection, entries: Sequence[int]) -> Iterator[sa.Row[Any]]:
    table = tables.membership
    for begin in range(0, len(entries), _BATCH):
        yield from db.execute(sa.select(table).where(table.c.entry.in_(entries[begin : begin + _BATCH])))


def _membership(entry: Entry, before: sa.Row[Any] | None, *, has_left: bool) -> dict[str, Any]:
    moments = [entry.published, entry.updated, entry.seen_at, *([before.changed_at] if before else [])]
    return {"has_left": has_left, "published": entry.published, "changed_at": max(moments)}


def _differs(wanted: Mapping[str, Any], row: sa.Row[Any]) -> bool:
    return any(getattr(row, name) != value for name, value in wanted.items())


def _insert(db: sa.Connection, rows: Mapping[tuple[str, int], dict[str, Any]]) -> None:
    if rows:
        values = [{"topic": topic, "entry": number, **row} for (topic, number), row in sorted(rows.items())]
        db.execute(tables.membership.insert(), values)


def _update(db: sa.Connection, rows: Mapping[tuple[str, int], dict[str, Any]]) -> None:
    if rows:
        table = tables.membership
        which = sa.and_(table.c.topic == sa.bindparam("of_topic"), table.c.entry == sa.bindparam("of_entry"))
        values = [{"of_topic": topic, "of_entry": number, **row} for (topic, number), row in sorted(rows.items())]
        db.execute(table.update().where(which), values)


def mark(db: sa.Connection, feeds: Iterable[str]) -> None:
    """Append a dirty mark for each feed. Marks are never counted or merged: many may write at once."""
    if marks := [{"feed": feed} for feed in feeds]:
        db.execute(tables.dirty.insert(), marks)


def dirty(db: sa.Connection) -> Sequence[str]:
    """The feeds that bear a mark, in the order in which they were touched; the marks of entries are apart."""
    table = tables.dirty
    of_feeds = sa.select(table.c.feed).where(sa.not_(table.c.feed.startswith(PREFIX, autoescape=True)))
    return list(db.scalars(of_feeds.group_by(table.c.feed).order_by(sa.func.min(table.c.id))))


def marks(db: sa.Connection, feed: str) -> Sequence[int]:
    """The marks of one feed."""
    return list(db.scalars(sa.select(tables.dirty.c.id).where(tables.dirty.c.feed == feed)))


def wipe(db: sa.Connection, marks: Sequence[int]) -> None:
    """Delete exactly these marks: a later one may have come while the feed was written."""
    for begin in range(0, len(marks), _BATCH):
        db.execute(tables.dirty.delete().where(tables.dirty.c.id.in_(marks[begin : begin + _BATCH])))


def check(db: sa.Connection, topics: Iterable[Topic]) -> None:
    """Nothing in the configuration would give a known feed another id.

    Raises:
        ConfigError: it would; the message names the remedy.
    """
    held = dict(db.execute(sa.select(tables.topic.c.name, tables.topic.c.id_name)).all())
    for topic in topics:
        known_as = next((held[name] for name in (topic.name, *reversed(topic.was)) if name in held), None)
        if known_as not in (None, topic.id_name):
            has_own_row = topic.name in held and known_as == topic.name
            remedy = "take was away" if has_own_row else f'let was begin with "{known_as}"'
            raise ConfigError(
                f'[[topic]] {topic.name}: was: the id of its feed holds "{known_as}", and would hold '
                f'"{topic.id_name}" from now on: {remedy}'
            )


def check_scope(db: sa.Connection, scope: str) -> None:
    """Remember in which scope entries have their ids in feeds, before the first one is published.

    Raises:
        ConfigError: it would be another one than so far; the message names the remedy.
    """
    table = tables.setting
    held = db.execute(sa.select(table.c.value).where(table.c.name == _SCOPE)).scalar() or "entry"
    if held == scope:
        return
    if db.execute(sa.select(sa.func.count()).select_from(tables.entry)).scalar():
        raise ConfigError(
            f'[site] id_scope: "{scope}": entries were published with ids by {held}, and readers would get all of them '
            f'once more: write id_scope = "{held}"; only a new store, with a state of its own, can have another'
        )
    db.execute(table.delete().where(table.c.name == _SCOPE))
    db.execute(table.insert().values(name=_SCOPE, value=scope))


def sync(db: sa.Connection, topics: Iterable[Topic]) -> None:
    """Give each topic its row, with the name that stands in its feed's id."""
    table = tables.topic
    held = dict(db.execute(sa.select(table.c.name, table.c.id_name)).all())
    for topic in topics:
        if topic.name not in held:
            db.execute(table.insert().values(name=topic.name, id_name=topic.id_name, query="", rendering=""))
            former.restore(db, topic.name)
        elif held[topic.name] is None:
            db.execute(table.update().where(table.c.name == topic.name).values(id_name=topic.id_name))


def known(db: sa.Connection) -> dict[str, tuple[str, str]]:
    """By topic: what its members were chosen by, and what its files were written from."""
    return {row.name: (row.query, row.rendering) for row in db.execute(sa.select(tables.topic))}


def note_query(db: sa.Connection, topic: str, query: str) -> None:
    """Remember what a topic's members were chosen by."""
    table = tables.topic
    if not db.execute(table.update().where(table.c.name == topic).values(query=query)).rowcount:
        db.execute(table.insert().values(name=topic, query=query, rendering=""))


def asked(db: sa.Connection) -> str | None:
    """What was noted last by `note_asked`."""
    table = tables.setting
    return db.execute(sa.select(table.c.value).where(table.c.name == _ASKED)).scalar()


def note_asked(db: sa.Connection, digest: str) -> None:
    """Remember what all topics together were chosen by."""
    table = tables.setting
    if not db.execute(table.update().where(table.c.name == _ASKED).values(value=digest)).rowcount:
        db.execute(table.insert().values(name=_ASKED, value=digest))


def note_rendering(db: sa.Connection, topic: str, rendering: str) -> None:
    """Remember what a topic's files were written from."""
    table = tables.topic
    if not db.execute(table.update().where(table.c.name == topic).values(rendering=rendering)).rowcount:
        db.execute(table.insert().values(name=topic, query="", rendering=rendering))


def rename(db: sa.Connection, old: str, new: str) -> None:
    """Give a topic another name: members and dirty marks go with it."""
    of_archives = (tables.archive.c.topic, tables.archive_document.c.topic)
    for column in (tables.topic.c.name, tables.membership.c.topic, tables.dirty.c.feed, *of_archives):
        db.execute(sa.update(column.table).where(column == old).values({column: new}))


def forget(db: sa.Connection, topic: str) -> None:
    """Remove a topic that is no longer asked for; entries stay, and so does what stands in its archive documents.

    Who its members were is kept apart, for when it is asked for again.
    """
    former.keep(db, topic)
    for column in (tables.topic.c.name, tables.membership.c.topic, tables.dirty.c.feed):
        db.execute(sa.delete(column.table).where(column == topic))


def of_entries(db: sa.Connection, entries: Collection[int]) -> list[str]:
    """The names of the topics that one of these entries is or was in."""
    table, wanted = tables.membership, sorted(entries)
    parts = (wanted[begin : begin + _BATCH] for begin in range(0, len(wanted), _BATCH))
    queries = (sa.select(table.c.topic).where(table.c.entry.in_(part)).distinct() for part in parts)
    return sorted({name for query in queries for name in db.scalars(query)})


def of(db: sa.Connection, entries: Sequence[str]) -> dict[str, list[str]]:
    """By their ids, the names of the topics that these entries are in."""
    member, entry = tables.membership, tables.entry
    table = member.join(entry, entry.c.number == member.c.entry)
    query = sa.select(entry.c.id, member.c.topic).select_from(table).where(member.c.has_left.is_(False))
    found: dict[str, list[str]] = {each: [] for each in entries}
    for begin in range(0, len(entries), _BATCH):
        named = entry.c.id.in_(entries[begin : begin + _BATCH])
        for entry_id, topic in db.execute(query.where(named).order_by(member.c.topic)):
            found[entry_id].append(topic)
    return found


def beside(db: sa.Connection, topic: str) -> list[str]:
    """The names of the topics that share an entry with this one, its own included."""
    theirs, ours = tables.membership, tables.membership.alias()
    table = theirs.join(ours, ours.c.entry == theirs.c.entry)
    query = sa.select(theirs.c.topic).select_from(table).distinct()
    are_in = sa.and_(ours.c.has_left.is_(False), theirs.c.has_left.is_(False))
    return list(db.scalars(query.where(ours.c.topic == topic, are_in).order_by(theirs.c.topic)))


def counts(db: sa.Connection) -> Mapping[str, int]:
    """How many entries each topic has."""
    table = tables.membership
    members = sa.select(table.c.topic, sa.func.count()).where(table.c.has_left.is_(False))
    counted = members.group_by(table.c.topic)
    return dict(db.execute(counted).all())


def hours(db: sa.Connection, last: datetime, most: int) -> dict[str, list[int]]:
    """How many entries of each topic that has some were published in each of so many hours.

    Args:
        db: a reading transaction.
        last: a moment in the last of the hours.
        most: how many hours.
    """
    end = last.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    places = {_hour(end - timedelta(hours=back)): most - 1 - back for back in range(most)}
    topic, member = tables.topic, tables.membership
    hour = sa.func.substr(sa.cast(member.c.published, sa.Text), 1, len(_hour(end))).label("hour")
    # By the few topics, each with its few latest entries: not by all entries that ever were.
    recent = sa.and_(
        member.c.topic == topic.c.name,
        member.c.has_left.is_(False),
        member.c.published >= end - timedelta(hours=most - 1),
    )
    query = sa.select(topic.c.name, hour, sa.func.count().label("number")).select_from(topic.join(member, recent))
    counted: dict[str, list[int]] = {}
    for row in db.execute(query.group_by(topic.c.name, hour)):
        if row.hour in places:
            counted.setdefault(row.name, [0] * most)[places[row.hour]] = row.number
    return counted


def _hour(moment: datetime) -> str:
    """The beginning of the moment as it stands in the tables."""
    return moment.strftime("%Y-%m-%dT%H")
