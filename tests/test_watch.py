"""Folders that are watched: real ones, and a real watch."""

from __future__ import annotations

import os
import queue
import shutil
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeder.model import Source
from feeder.watch import Watch, base, concerns, is_deep, there


@pytest.fixture(autouse=True)
def in_haste(monkeypatch):
    """Folders are looked for more often than a daemon must."""
    monkeypatch.setattr("feeder.watch._LOOK_SECONDS", 0.2)


@pytest.fixture
def told():
    """The names that were told, one after another."""
    return queue.Queue()


@pytest.fixture
def watching(told):
    """Begins to watch the places of sources, by their names, and waits until each was told for the first time."""
    watches = []

    def begin(**locations):
        sources = [
            Source(
                name=name,
                kind="url" if str(location).startswith("http") else "folder",
                location=str(location),
                timezone=ZoneInfo("UTC"),
                language="de",
                title=name,
            )
            for name, location in locations.items()
        ]
        watches.append(Watch(sources, told.put, lambda reason: told.put(f"failed: {reason}")))
        watches[0].start()

    yield begin
    for watch in watches:
        watch.stop()


def silence(told) -> None:
    """Wait until nothing has been told for a while."""
    with suppress(queue.Empty):
        while told.get(timeout=1):
            pass


def test_a_changed_file(tmp_path, watching, told):
    """A source is told when its watch begins, since it may have changed before, and when a file of it changes."""
    watching(live=tmp_path / "*.txt", web="https://example.org/")
    first = told.get(timeout=10)
    (tmp_path / "1.txt").write_text("news", "utf-8")

    assert ("live", "live") == (first, told.get(timeout=10))


def test_what_is_not_a_file_of_it(tmp_path, watching, told):
    """A file that no source asks for is told to none, even if it lies beside those of one."""
    watching(live=tmp_path / "*.txt", other=tmp_path / "*.html")
    first = {told.get(timeout=10), told.get(timeout=10)}
    (tmp_path / "feeder.db").write_text("state", "utf-8")
    (tmp_path / "1.html").write_text("news", "utf-8")

    assert ({"live", "other"}, "other") == (first, told.get(timeout=10))
    assert told.empty()


def test_a_folder_below(tmp_path, watching, told):
    """Files in folders below are seen where the glob asks for them, and so is a folder that is moved there."""
    (tmp_path / "deep" / "a").mkdir(parents=True)
    watching(deep=tmp_path / "deep" / "**" / "*.txt")
    told.get(timeout=10)
    (tmp_path / "deep" / "a" / "1.txt").write_text("news", "utf-8")
    assert "deep" == told.get(timeout=10)
    (tmp_path / "ready").mkdir()
    (tmp_path / "ready" / "2.txt").write_text("news", "utf-8")
    (tmp_path / "ready").rename(tmp_path / "deep" / "b")

    assert "deep" == told.get(timeout=10)


def test_a_folder_that_appears(tmp_path, watching, told):
    """A folder that was not there when the watch began is told as soon as it is."""
    watching(later=tmp_path / "later" / "*.txt")
    (tmp_path / "later").mkdir()

    assert "later" == told.get(timeout=10)


def test_a_folder_that_appears_beside_another(tmp_path, watching, told):
    """Also while another folder is watched, one that appears is told."""
    (tmp_path / "now").mkdir()
    watching(now=tmp_path / "now" / "*.txt", later=tmp_path / "later" / "*.txt")
    first = told.get(timeout=10)
    (tmp_path / "later").mkdir()

    assert ("now", {"now", "later"}) == (first, {told.get(timeout=10), told.get(timeout=10)})


@pytest.mark.parametrize("away", [shutil.rmtree, lambda folder: folder.rename(folder.with_name("old"))])
def test_a_folder_that_is_replaced(tmp_path, watching, told, away):
    """A folder that goes and comes back is watched again, even if that took no time."""
    folder = tmp_path / "live"
    folder.mkdir()
    (folder / "0.txt").write_text("old", "utf-8")
    watching(live=folder / "*.txt")
    told.get(timeout=10)
    away(folder)
    folder.mkdir()
    assert "live" == told.get(timeout=10)
    silence(told)  # the watch over the new folder tells once more when it stands
    (folder / "1.txt").write_text("news", "utf-8")

    assert "live" == told.get(timeout=10)


def test_a_watch_that_cannot_be(tmp_path, watching, told, monkeypatch):
    """Why folders cannot be watched is told, and only once."""

    def fail(*_folders, **_how):
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr("watchfiles.watch", fail)
    monkeypatch.setattr("feeder.watch._PATIENCE_SECONDS", 0.01)
    watching(live=tmp_path / "*.txt")

    assert "failed: OS file watch limit reached" == told.get(timeout=10)
    with pytest.raises(queue.Empty):
        told.get(timeout=0.3)


def test_nothing_to_watch(watching, told):
    """Where no source is a folder there is nothing to do."""
    watching(web="https://example.org/")

    assert told.empty()


@pytest.mark.parametrize(
    ("location", "folder", "deep"),
    [
        ("/t/live/*.txt", "/t/live", False),
        ("/t/live/1.txt", "/t/live", False),
        ("/t/*/1.txt", "/t", True),
        ("/t/live/**/*.txt", "/t/live", True),
        ("/t/l?ve/1.txt", "/t", True),
    ],
)
def test_the_base_of_a_glob(location, folder, deep):
    """The base is the deepest folder that is no pattern, and a glob is deep if its files may lie further down."""
    assert (Path(folder), deep) == (base(location), is_deep(location))


@pytest.mark.parametrize(
    ("path", "location", "does"),
    [
        ("/t/1.txt", "/t/*.txt", True),
        ("/t/1.html", "/t/*.txt", False),
        ("/t", "/t/*.txt", True),
        ("/t/a", "/t/*/*.txt", True),
        ("/t/a/1.txt", "/t/*/*.txt", True),
        ("/t/a/b/1.txt", "/t/*/*.txt", False),
        ("/u/1.txt", "/t/*.txt", False),
        ("/t/a/b/1.txt", "/t/**/*.txt", True),
        ("/t/a/b/1.db", "/t/**/*.txt", False),
    ],
)
def test_what_concerns_a_glob(path, location, does):
    """A change concerns a glob if the path is a file of it, or a folder on the way."""
    assert does is concerns(Path(path), location)


def test_folders_that_are_there(tmp_path):
    """A folder that was replaced is another, and what is no folder is none."""
    (tmp_path / "a").mkdir()
    (tmp_path / "file").touch()
    found = there([f"{tmp_path}/{name}/*" for name in ("a", "file", "none")])
    status = os.stat(tmp_path / "a")  # noqa: PTH116  # as in the code under test

    assert {tmp_path / "a": (status.st_dev, status.st_ino)} == found
