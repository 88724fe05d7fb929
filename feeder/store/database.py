"""The database by its URL: opening, transactions, migrations."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from feeder.errors import StoreError
from feeder.store import tables
from feeder.storeurl import file_of, shown

BUSY_SECONDS = 30
"""How long one waits for another's transaction or lock."""
_LOCK = 0x666565646572  # any number, the same for all processes


@dataclass(frozen=True, slots=True)
class Store:
    """What feeder knows, in one database. Its transactions are the only way to it."""

    engine: sa.Engine

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the store.

        Raises:
            StoreError: the database fails.
        """
        with _ours(self.engine), self.engine.execution_options(**self._one_state()).begin() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that is made or not at all; on SQLite it waits for its turn before it reads anything.

        Raises:
            StoreError: the database fails; nothing was written.
        """
        with _ours(self.engine), self.engine.execution_options(writing=True).begin() as db:
            yield db

    @contextmanager
    def alone(self) -> Iterator[Callable[[str], object]]:
        """Outside of any transaction: what gets a statement is done at once.

        Raises:
            StoreError: the database fails.
        """
        with _ours(self.engine), self.engine.connect() as db:
            raw = db.connection.dbapi_connection
            if raw is None:
                raise StoreError(f"{address(self.engine)}: the store is closed")
            if self.engine.dialect.name != "sqlite":
                raw.autocommit = True
            cursor = raw.cursor()
            try:
                yield cursor.execute
            finally:
                cursor.close()
                if self.engine.dialect.name != "sqlite":
                    raw.autocommit = False

    def _one_state(self) -> dict[str, str]:
        # On PostgreSQL, READ COMMITTED shows each statement another state. SQLite always shows a reader one.
        return {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def exists(url: str) -> bool:
    """Something stands there already. A database server is always taken to be there."""
    file = file_of(url)
    return file is None or file.exists()


def connect(url: str) -> Store:
    """The store at the URL; an empty one is made, an older one migrated.

    Raises:
        StoreError: it cannot be opened, or was written by a newer version.
    """
    if file := file_of(url):
        _make_folder(file.parent)
    store = Store(_engine(url))
    try:
        with _ours(store.engine):
            _migrate(store)
    except StoreError:
        store.close()
        raise
    return store


def be_alone(db: sa.Connection) -> None:
    """Wait until no other process migrates the store or brings it to a configuration; others wait until we end."""
    if db.dialect.name != "sqlite":  # there a writer is alone anyhow
        db.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: the store's folder cannot be made: {error.strerror}") from error


def of_server(url: str, **options: Any) -> sa.Engine:
    """The engine of a PostgreSQL database.

    Raises:
        StoreError: its driver is not installed.
    """
    try:
        return sa.create_engine(url, **options)
    except ModuleNotFoundError as error:
        raise StoreError(f"{shown(url)}: PostgreSQL needs psycopg: install feeder[postgresql]") from error


def of_file(file: Path, **options: Any) -> sa.Engine:
    """The engine of an SQLite file."""
    # Not by the address as text: a folder may be called `a?b`, and that would be read as a question.
    return sa.create_engine(sa.URL.create("sqlite", database=str(file)), **options)


def address(engine: sa.Engine) -> str:
    """What messages call the store."""
    return shown(engine.url.render_as_string(hide_password=True))


def revision(db: sa.Connection) -> str | None:
    """The last migration of the store; none if it has no tables yet."""
    if not sa.inspect(db).has_table("alembic_version"):
        return None
    return db.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _engine(url: str) -> sa.Engine:
    file = file_of(url)
    if file is None:
        return of_server(url, isolation_level="READ COMMITTED", pool_pre_ping=True)
    engine = of_file(file, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late and lose updates of two processes; ours begin by `_begin_sqlite`.
    connection.isolation_level = None
    cursor = connection.cursor()
    _write_ahead(cursor)
    # A power cut must not take back what a feed already shows: feeds are synced too.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Switch to the write-ahead log. The timeout does not hold for this: where many open a new file, one succeeds."""
    for is_last in (*[False] * (BUSY_SECONDS * 20), True):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if is_last or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(1 / 20)
        else:
            break


def _begin_sqlite(db: sa.Connection) -> None:
    db.exec_driver_sql("BEGIN IMMEDIATE" if db.get_execution_options().get("writing") else "BEGIN")


@contextmanager
def _ours(engine: sa.Engine) -> Iterator[None]:
    """Failures of the database as StoreError; what it refuses of ours is a bug, and no matter of whoever runs it."""
    try:
        yield
    except (DataError, IntegrityError):
        raise
    except SQLAlchemyError as error:
        why = " ".join(str(error.__cause__ or error).split())
        raise StoreError(f"{address(engine)}: the store fails: {why}") from error


def _migrate(store: Store) -> None:
    with store.reading() as db:
        found = revision(db)
    if found == tables.REVISION:
        return
    if found and found > tables.REVISION:
        raise StoreError(
            f"{address(store.engine)}: this store is at {found}, this version of feeder knows {tables.REVISION}: "
            "install the version that wrote it, or a newer one"
        )
    with store.writing() as db:
        be_alone(db)
        if revision(db) != tables.REVISION:
            _upgrade(db)


def _upgrade(db: sa.Connection) -> None:
    # Half a second to import: only for a store that is not yet what it must be.
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", "feeder:migrations")
    settings.attributes["connection"] = db
    command.upgrade(settings, tables.REVISION)
