"""The database: how it is opened and migrated, and what its transactions promise."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError

from feeder import store
from feeder.errors import StoreError
from feeder.store import tables

# What later migrations have added.
SINCE_0003 = {
    "source": ("id_name", "missing", "noise", "reader", "timezone"),
    "topic": ("id_name", "after"),
    "membership": ("is_archived",),
    "revision": ("changed", "evidence", "reader"),
}
# Adds 1 to a number a hundred times, as a pass does: it reads, and writes what it has read.
COUNT = """
import sys
import sqlalchemy as sa
from feeder import store
from feeder.model import Source
from feeder.store import tables
from zoneinfo import ZoneInfo

opened = store.connect(sys.argv[1])
source = Source(name="nord", kind="folder", location="", timezone=ZoneInfo("UTC"), language="de", title="")
print("ready", flush=True)
sys.stdin.readline()
for _ in range(100):
    with opened.writing() as db:
        number = store.sources.lock(db, source)
        losses = store.sources.past(db, source).losses
        db.execute(tables.source.update().where(tables.source.c.id == number).values(losses=losses + 1))
opened.close()
"""
# Opens a store at the same moment as others.
OPEN = """
import sys
from feeder import store

print("ready", flush=True)
sys.stdin.readline()
store.connect(sys.argv[1]).close()
"""


def at_once(script: str, url: str, times: int) -> list[int]:
    """The exit statuses of so many processes that begin together."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(times)
    ]  # fmt: skip
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate()
    return [process.returncode for process in processes]


def schema(opened: store.Store) -> list[object]:
    """How the tables that stand there differ from the ones that the program knows."""
    with opened.reading() as db:
        return compare_metadata(MigrationContext.configure(db, opts={"compare_type": True}), tables.metadata)


def test_the_migrations_make_the_tables(opened):
    """What the migrations make is what the program works with."""
    assert [] == schema(opened)


def test_opening_again_changes_nothing(database_url, known):
    """A store that is opened again is as it was."""
    before = known.rows(tables.source)

    again = store.connect(database_url)

    assert [] == schema(again)
    with again.reading() as db:
        assert before == list(db.execute(sa.select(tables.source)))
        assert [tables.REVISION] == list(db.execute(sa.text("SELECT version_num FROM alembic_version")).scalars())
    again.close()


def test_many_may_open_an_empty_store(database_url):
    """Of several processes that open an empty store at one moment, one makes its tables, and none fails."""
    assert [0] * 4 == at_once(OPEN, database_url, 4)


def test_a_store_from_before_names_were_kept(database_url, known):
    """A source that has entries knows which name stands in their ids; all others are told at the next start."""
    known.record(known.make.revision())
    with known.store.writing() as db:
        store.sources.sync(db, [known.make.source("west", was=("ost",)), known.make.source("sued")], "example.org,2026")
        db.execute(sa.text("UPDATE source SET name = 'neu' WHERE name = 'nord'"))
        for table in ("archive", "archive_document", "former_member"):
            db.execute(sa.text(f"DROP TABLE {table}"))
        db.execute(sa.text("DROP INDEX membership_by_archive"))
        for table, names in SINCE_0003.items():
            for name in names:
                db.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {name}"))
        for table in ("incident", "forgotten"):
            db.execute(sa.text(f"DROP TABLE {table}"))
        db.execute(sa.text("UPDATE alembic_version SET version_num = '0003'"))
    store.connect(database_url).close()

    assert {("neu", "nord"), ("west", None), ("sued", None)} == {
        (row.name, row.id_name) for row in known.rows(tables.source)
    }
    assert [] == schema(known.store)


def test_a_store_of_a_newer_version_is_refused(database_url, opened):
    """A store that a later version has migrated is left alone, and the message names both versions and what to do."""
    with opened.writing() as db:
        db.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(
        StoreError, match=f"this store is at 9999, this version of feeder knows {tables.REVISION}: install"
    ):
        store.connect(database_url)


def test_no_update_is_lost(database_url, known):
    """Two processes that read and then write a hundred times each lose none of two hundred."""
    assert [0, 0] == at_once(COUNT, database_url, 2)
    assert [200] == [row.losses for row in known.rows(tables.source)]


def test_a_writing_transaction_is_made_or_not_at_all(known):
    """What a transaction has written before it fails is not there."""

    def fail() -> None:
        with known.store.writing() as db:
            store.topics.mark(db, ["alle"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert [] == known.rows(tables.dirty)


def test_a_reading_transaction_sees_one_state(opened):
    """What is written while somebody reads is not seen by that reader, who waits for nobody."""
    count = sa.select(sa.func.count()).select_from(tables.dirty)
    with opened.reading() as reader:
        before = reader.execute(count).scalar()
        with opened.writing() as writer:
            store.topics.mark(writer, ["alle"])

        assert (0, 0) == (before, reader.execute(count).scalar())
    with opened.reading() as reader:
        assert 1 == reader.execute(count).scalar()


def test_sqlite_survives_a_power_cut(tmp_path):
    """On SQLite a commit is on the disk before it is taken for made: feeds, which are synced, never know more."""
    opened = store.connect(f"sqlite:///{tmp_path / 'feeder.db'}")
    with opened.reading() as db:
        pragmas = [db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    opened.close()

    assert ["wal", 2] == pragmas


def test_a_failing_statement_is_a_store_error(known):
    """A failure of the database is told as ours, with the database's name and no password in it."""
    with pytest.raises(StoreError, match="the store fails: ") as failed, known.store.reading() as db:
        db.execute(sa.text("SELECT nothing FROM nowhere"))

    assert str(failed.value).startswith(known.store.engine.url.render_as_string(hide_password=True))


def test_what_the_database_refuses_is_a_bug(known):
    """A row that must not be is a fault of whoever writes it, not of the database: it is no StoreError."""
    with pytest.raises(IntegrityError), known.store.writing() as db:
        db.execute(tables.topic.insert(), [{"name": "alle", "query": "", "rendering": ""}] * 2)


def test_a_file_that_is_no_database(tmp_path):
    """A file that is something else is left as it is, and named."""
    path = tmp_path / "feeder.db"
    path.write_text("This is a letter, and no database at all.\n" * 100)

    with pytest.raises(StoreError, match=r"feeder\.db: the store fails: file is not a database"):
        store.connect(f"sqlite:///{path}")

    assert path.read_text().startswith("This is a letter")


def test_a_folder_that_cannot_be_made(tmp_path):
    """A store whose folder cannot be made is refused with the folder's name."""
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match=r"file/state: the store's folder cannot be made: Not a directory"):
        store.connect(f"sqlite:///{tmp_path}/file/state/feeder.db")


def test_a_server_that_is_not_there(tmp_path):
    """A PostgreSQL server that does not answer is told as ours, and its password is not told."""
    with pytest.raises(StoreError, match=r"nobody:\*\*\*@.*the store fails") as failed:
        store.connect(f"postgresql+psycopg://nobody:secret@/nothing?host={tmp_path}&password=secret")

    assert "secret" not in str(failed.value)


def test_without_psycopg(tmp_path):
    """Where PostgreSQL is asked for and its driver is not installed, the message names the extra."""
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from feeder import store\n"
        "from feeder.errors import StoreError\n"
        "try:\n    store.connect('postgresql+psycopg://nobody@/nothing')\n"
        "except StoreError as error:\n    print(error)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)

    assert "PostgreSQL needs psycopg: install feeder[postgresql]" in ended.stdout


def test_whether_a_store_is_there(tmp_path):
    """A file that nobody has made is not there; a server is always taken to be."""
    url = f"sqlite:///{tmp_path / 'feeder.db'}"
    before = store.exists(url)
    store.connect(url).close()

    assert (False, True, True) == (before, store.exists(url), store.exists("postgresql+psycopg://nobody@/nothing"))


def test_a_writer_waits_for_its_turn(tmp_path):
    """On SQLite a transaction that means to write holds off others before it reads: what it reads stays true."""
    opened = store.connect(f"sqlite:///{tmp_path / 'feeder.db'}")
    impatient = sqlite3.connect(tmp_path / "feeder.db", timeout=0)
    with opened.writing(), pytest.raises(sqlite3.OperationalError, match="locked"):
        impatient.execute("BEGIN IMMEDIATE")
    impatient.close()
    opened.close()


@pytest.fixture
def busy(tmp_path):
    """A new database file in which somebody is just writing: its address, and how that one comes to an end."""
    writer = sqlite3.connect(tmp_path / "feeder.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    yield f"sqlite:///{tmp_path / 'feeder.db'}", writer.rollback
    writer.close()


def test_a_new_file_in_which_somebody_writes_is_waited_for(busy, monkeypatch):
    """Who opens a file while another makes its tables waits until that one has done."""
    url, end = busy
    monkeypatch.setattr(time, "sleep", lambda _seconds: end())
    opened = store.connect(url)

    assert [] == schema(opened)
    opened.close()


def test_waiting_has_an_end(busy, monkeypatch):
    """A file that stays locked is given up in the end, after as long as any other statement waits."""
    url, _ = busy
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    with pytest.raises(StoreError, match="the store fails: database is locked"):
        store.connect(url)

    assert 30 == pytest.approx(sum(waits))
