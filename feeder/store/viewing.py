"""The store as it stands, for whoever only looks: nothing is made, migrated or written."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa

from feeder.errors import StoreError
from feeder.store import tables
from feeder.store.database import Store, address, exists, of_file, of_server, revision
from feeder.storeurl import file_of


def view(url: str) -> Store | None:
    """The store at the URL, for reading alone; none if nothing is kept there yet.

    Raises:
        StoreError: it cannot be opened, or was written by another version.
    """
    if not exists(url):
        return None
    store = Store(_engine(url))
    with store.reading() as db:
        found = revision(db)
    if found == tables.REVISION:
        return store
    store.close()
    if found is None:
        return None
    raise StoreError(
        f"{address(store.engine)}: this store is at {found}, this version of feeder knows {tables.REVISION}: an older "
        "store is brought up to date by `feeder run`, a newer one needs the version that wrote it"
    )


def _engine(url: str) -> sa.Engine:
    file = file_of(url)
    return of_file(file, creator=partial(_open, file), poolclass=sa.NullPool) if file else of_server(url)


def _open(path: Path) -> sqlite3.Connection:
    # A reader makes the files of a write-ahead log too, unless it is told that nobody writes; without them nobody does.
    mode = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"
    return sqlite3.connect(f"file:{quote(str(path))}?{mode}", uri=True)
