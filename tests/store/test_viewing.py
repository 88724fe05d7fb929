"""The store as it stands, for whoever only looks."""

from __future__ import annotations

import sqlite3
import sys

import pytest
import sqlalchemy as sa

from feeder import store
from feeder.errors import StoreError
from feeder.store.viewing import view


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_shows_what_is_kept(database_url):
    """A store that is there can be read."""
    store.connect(database_url).close()
    opened = view(database_url)
    with opened.reading() as db:
        found = store.sources.statuses(db, ())
    opened.close()

    assert () == tuple(found)


def test_nothing_is_kept_yet(database_url):
    """Where nothing is kept there is nothing to show, and looking makes no table."""
    assert view(database_url) is None
    assert view(database_url) is None


def test_looking_makes_no_file(tmp_path):
    """A store of files that nobody writes stays as it is, and none comes beside it."""
    url = f"sqlite:///{tmp_path / 'a b#.db'}"
    store.connect(url).close()
    opened = view(url)
    with opened.reading() as db:
        store.sources.statuses(db, ())
        during = names(tmp_path)
    opened.close()

    assert (["a b#.db"], ["a b#.db"]) == (during, names(tmp_path))


def test_signs_in_the_path(tmp_path):
    """The store lies where the configuration says, whatever signs stand in the names of folders."""
    url = f"sqlite:///{tmp_path / 'a?b c#d%20' / 'feeder.db'}"
    store.connect(url).close()
    opened = view(url)
    opened.close()

    assert (["a?b c#d%20"], ["feeder.db"]) == (names(tmp_path), names(tmp_path / "a?b c#d%20"))


def test_it_sees_what_a_writer_has_just_written(tmp_path):
    """While a daemon writes, what it has committed is seen."""
    url = f"sqlite:///{tmp_path / 'feeder.db'}"
    daemon = store.connect(url)
    with daemon.writing() as db:
        store.sources.sync(db, (), "example.org,2026")
    opened = view(url)
    with opened.reading() as db:
        found = db.execute(sa.text("SELECT value FROM setting WHERE name = 'authority'")).scalar()
    opened.close()
    daemon.close()

    assert "example.org,2026" == found


def test_it_cannot_write(tmp_path):
    """What is opened to look at cannot be changed."""
    url = f"sqlite:///{tmp_path / 'feeder.db'}"
    store.connect(url).close()
    opened = view(url)

    with pytest.raises(StoreError, match="readonly"), opened.writing() as db:
        store.sources.sync(db, (), "example.org,2026")
    opened.close()


def test_a_store_of_another_version(tmp_path):
    """A store that another version wrote is not looked at, and the message says what to do."""
    url = f"sqlite:///{tmp_path / 'feeder.db'}"
    store.connect(url).close()
    with sqlite3.connect(tmp_path / "feeder.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '0000'")
    db.close()

    with pytest.raises(StoreError, match=r"this store is at 0000, .* is brought up to date by `feeder run`"):
        view(url)


def test_no_database(tmp_path):
    """A file that is no database is told."""
    (tmp_path / "feeder.db").write_bytes(b"no database" * 100)

    with pytest.raises(StoreError, match="file is not a database"):
        view(f"sqlite:///{tmp_path / 'feeder.db'}")


def test_a_library_that_is_not_installed(monkeypatch):
    """Without the extra for PostgreSQL the message says how to get it."""
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(StoreError, match=r"me:\*\*\*@host/feeder: PostgreSQL needs psycopg: install feeder\[postg"):
        view("postgresql+psycopg://me:secret@host/feeder")
