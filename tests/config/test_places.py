"""What stands on disk where the configuration points."""

from __future__ import annotations

from feeder.config import places
from feeder.config.faults import Fault


def test_places_that_are_free(loaded, right):
    """Where nothing stands yet, everything can be written."""
    assert [] == list(places.faults(loaded(right)))


def test_places_that_are_taken(loaded, right, tmp_path):
    """A file in place of the feeds' folder and a folder in place of the store are faults."""
    (tmp_path / "public").touch()
    (tmp_path / "state" / "feeder.db").mkdir(parents=True)

    assert [
        Fault(
            ("site", "output"),
            f'"{tmp_path / "public"}": a file stands there: name a folder, or move the file away',
        ),
        Fault(
            ("site", "state"),
            f'"{tmp_path / "state/feeder.db"}": a folder stands there: '
            f'name a file in it, say "{tmp_path / "state/feeder.db/feeder.db"}"',
        ),
    ] == list(places.faults(loaded(right)))


def test_no_file_yet(loaded, right, tmp_path):
    """A source whose files are not there yet is named with the pattern that they must match."""
    assert [f"live: no file matches {tmp_path}/ticker/*.txt yet"] == list(places.waiting(loaded(right)))


def test_files_are_there(loaded, right, tmp_path):
    """Of a source that has files, and of one at an address, nothing is said."""
    (tmp_path / "ticker").mkdir()
    (tmp_path / "ticker" / "1.txt").touch()
    net = '[[source]]\nname = "net"\nurl = "https://news.example.net/"\n'

    assert [] == list(places.waiting(loaded(right + net)))


def test_a_folder_without_a_pattern(loaded, right, tmp_path):
    """Who names the folder alone is told to say which files."""
    (tmp_path / "ticker").mkdir()
    config = loaded(right.replace("ticker/*.txt", "ticker"))

    assert [f'live: {tmp_path}/ticker is a folder: say which files in it, "{tmp_path}/ticker/*.txt"'] == list(
        places.waiting(config)
    )


def test_a_folder_that_cannot_be_looked_into(loaded, right, tmp_path):
    """Where files cannot be looked for, the reason is told."""
    (line,) = places.waiting(loaded(right.replace("ticker/*.txt", f"{'x' * 300}/*.txt")))

    assert f'live: "{tmp_path}/{"x" * 300}": it cannot be read (File name too long)' == line.rpartition(":")[0]
