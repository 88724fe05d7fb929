"""Who writes a feed: one at a time, whatever becomes of him."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from feeder import store
from feeder.errors import StoreError

# Adds 1 to the number in a file a hundred times while it holds the feed; waits for a line before it begins.
COUNT = """
import sys
from pathlib import Path
from feeder import store

opened, file = store.connect(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for _ in range(100):
    with store.locks.holding(opened, "alle"):
        file.write_text(str(int(file.read_text()) + 1))
opened.close()
"""
# Takes the feed and keeps it.
KEEP = """
import sys
from feeder import store

opened = store.connect(sys.argv[1])
with store.locks.holding(opened, "alle"):
    print("held", flush=True)
    sys.stdin.readline()
"""


def started(script: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline()
    return process


def test_one_at_a_time(database_url, tmp_path):
    """Three processes that change what a feed's holder may change take nothing from one another."""
    file = tmp_path / "number"
    file.write_text("0", "utf-8")
    processes = [started(COUNT, database_url, str(file)) for _ in range(3)]
    for process in processes:
        process.communicate("go\n", timeout=60)

    assert ([0, 0, 0], "300") == ([process.returncode for process in processes], file.read_text("utf-8"))


def test_a_killed_process_holds_nothing(database_url):
    """Who waits for a feed gets it when its holder is killed."""
    holder = started(KEEP, database_url)
    waiter = subprocess.Popen(
        [sys.executable, "-c", KEEP, database_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    holder.kill()
    holder.communicate()

    assert ("held\n", 0) == (waiter.communicate("\n", timeout=60)[0], waiter.returncode)


def test_what_fails_within_is_let_go(opened):
    """A failure while a feed is held is the holder's own, and the feed is free again."""
    with pytest.raises(ValueError, match="inside"), store.locks.holding(opened, "alle"):
        raise ValueError("inside")
    with store.locks.holding(opened, "alle"):
        pass


def test_who_holds_a_feed_for_too_long(opened, database_url, monkeypatch):
    """Who waits in vain says so in the end."""
    monkeypatch.setattr(store.locks, "BUSY_SECONDS", 1)
    holder = started(KEEP, database_url)
    with pytest.raises(StoreError, match=r"another process has been writing feeds|lock timeout"):  # noqa: SIM117  # in one line it is too long
        with store.locks.holding(opened, "alle"):
            pass
    holder.communicate("\n")

    assert 0 == holder.returncode


def test_a_folder_in_the_place_of_the_lock(tmp_path):
    """A store beside which no lock can be made says so."""
    made = store.connect(f"sqlite:///{tmp_path / 'feeder.db'}")
    Path(tmp_path, "feeder.db-feeds").mkdir()
    with pytest.raises(StoreError, match=r"feeder\.db-feeds: it cannot be locked"), store.locks.holding(made, "alle"):
        pass
    made.close()
