"""The store as it stands, for whoever only looks: nothing is made, migrated or written."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa

from feeder.errors import StoreError
from feeder.store import tables
from feeder.store.database import Store, exists

_SQLITE = "sqlite:///"


def view(url: str) -> Store | None:
    """The store at the URL, for reading alone; none if nothing is kept there yet.

    Raises:
        StoreError: it cannot be opened, or was written by another version.
    """
    if not exists(url):
        return None
    store = Store(_engine(url))
    with store.reading() as db:
        found = _revision(db)
    if found == tables.REVISION:
        return store
    store.close()
    if found is None:
        return None
    where = store.engine.url.render_as_string(hide_password=True)
    raise StoreError(
        f"{where}: this store is at {found}, this version of feeder knows {tables.REVISION}: an older store is brought "
        "up to date by `feeder run`, a newer one needs the version that wrote it"
    )


def _revision(db: sa.Connection) -> str | None:
    if not sa.inspect(db).has_table("alembic_version"):
        return None
    return db.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _engine(url: str) -> sa.Engine:
    if url.startswith(_SQLITE):
        return sa.create_engine(url, creator=partial(_open, Path(url.removeprefix(_SQLITE))), poolclass=sa.NullPool)
    try:
        return sa.create_engine(url)
    except ModuleNotFoundError as error:
        raise StoreError(f"{url}: PostgreSQL needs psycopg: install feeder[postgresql]") from error


def _open(path: Path) -> sqlite3.Connection:
    # A reader makes the files of a write-ahead log too, unless it is told that nobody writes; without them nobody does.
    mode = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"
    return sqlite3.connect(f"file:{quote(str(path))}?{mode}", uri=True)
