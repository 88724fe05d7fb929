"""What tests of the store need: an open store on each database, and things to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from feeder import store
from feeder.model import Entry, Fetched, Item, Precision, Revision, Significance, Snapshot, Source
from feeder.store import tables

NOON = datetime(2026, 2, 4, 12, tzinfo=UTC)


@pytest.fixture
def opened(database_url) -> Iterator[store.Store]:
    """An open, empty store, on SQLite and on PostgreSQL."""
    made = store.connect(database_url)
    yield made
    made.close()


@dataclass(frozen=True)
class Make:
    """Makes things to put into a store."""

    noon: datetime = NOON

    def source(self, name: str = "nord", **changes) -> Source:
        values = {
            "kind": "folder",
            "location": f"/t/{name}/*",
            "timezone": ZoneInfo("Europe/Berlin"),
            "language": "de",
            "title": name.title(),
        }
        return Source(name=name, **(values | changes))

    def item(self, text: str = "Ein Schiff läuft ein.", minutes: int = 0, **changes) -> Item:
        values = {
            "published": self.noon + timedelta(minutes=minutes),
            "precision": Precision.MINUTE,
            "title": None,
            "text": text,
            "html": f"<p>{text}</p>",
        }
        return Item(**(values | changes))

    def revision(self, name: str = "a", number: int = 1, minutes: int = 0, **changes) -> Revision:
        moment = self.noon + timedelta(minutes=minutes)
        values = {
            "entry_id": f"tag:example.org,2026:nord/{name}",
            "number": number,
            "seen_at": moment,
            "item": self.item(minutes=minutes),
            "significance": Significance.NEW if number == 1 else Significance.MAJOR,
            "published": moment,
            "updated": moment,
        }
        return Revision(**(values | changes))

    def snapshot(self, source: Source, text: str, **changes) -> Snapshot:
        values = {
            "origin": "/t/nord/1.txt",
            "content": text.encode(),
            "media_type": "text/plain",
            "fetched_at": self.noon,
            "modified_at": None,
        }
        return Snapshot(source=source, **(values | changes))

    def fetched(self, source: Source, *texts: str, **changes) -> Fetched:
        return Fetched(snapshots=tuple(self.snapshot(source, text) for text in texts), **changes)


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@dataclass(frozen=True)
class Known:
    """A store with one source, and short ways to ask it."""

    store: store.Store
    source: Source
    make: Make
    number: int = 1

    def record(self, *revisions: Revision) -> list[tuple[int, Entry]]:
        with self.store.writing() as db:
            return [store.entries.record(db, self.source, self.number, revision, 1) for revision in revisions]

    def rows(self, table: sa.Table) -> list[sa.Row]:
        with self.store.reading() as db:
            return list(db.execute(sa.select(table).order_by(*table.primary_key.columns)))


@pytest.fixture
def known(opened, make) -> Known:
    """A store that knows one source."""
    source = make.source()
    with opened.writing() as db:
        store.sources.sync(db, [source], "example.org,2026")
        number = store.sources.lock(db, source)
    return Known(opened, source, make, number)


@pytest.fixture
def dirty_feeds(opened):
    """Gives the names of the feeds that were marked, as often as they were."""

    def ask() -> list[str]:
        with opened.reading() as db:
            return list(db.execute(sa.select(tables.dirty.c.feed).order_by(tables.dirty.c.id)).scalars())

    return ask
