"""The order: what a pass leaves behind, and what a killed one does not."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeder import config, run, store
from feeder.sources import Terms
from feeder.work import Work

NOW = datetime(2026, 2, 4, 21, tzinfo=UTC)
TOML = """
[site]
title = "Test"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"
output = "public"
state = "{state}"

[[source]]
name = "linde"
folder = "ticker/*.txt"
timezone = "Europe/Berlin"
language = "de"

[[topic]]
name = "alle"
query = "*"

[[topic]]
name = "verkehr"
query = "Fähre OR Brücke"
"""
BRIDGE = "4. Februar, 18.35 Uhr: Brücke gesperrt\n\nDie Brücke über die Linde bleibt bis Donnerstag gesperrt.\n\n"
FERRY = "4. Februar, 17.10 Uhr: Fähre fährt\n\nDie Fähre nimmt wieder Fahrgäste mit, Autos noch nicht.\n\n"
POWER = "4. Februar, 19.40 Uhr: Strom zurück\n\nIn der Altstadt gibt es wieder Strom.\n\n"
SCHOOL = "4. Februar, 12.05 Uhr: Schule öffnet\n\nDie Schulen öffnen am Donnerstag zur dritten Stunde.\n\n"

# Runs one pass and kills itself when it is told of this progress: a real end at a real place.
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from feeder import config, run, store
from feeder.sources import Terms
from feeder.work import Work

def progress(what, done, of):
    if what == sys.argv[2] and done == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

settings = config.load(Path(sys.argv[1]))
work = Work(config=settings, store=store.connect(settings.state), terms=Terms(once=True), progress=progress)
run.once(work, datetime(2026, 2, 4, 21, tzinfo=UTC))
"""


class Place:
    """A folder with a configuration and a ticker."""

    def __init__(self, folder: Path, state: str = "sqlite:///state/feeder.db") -> None:
        self.folder = folder
        self.ticker = folder / "ticker"
        self.public = folder / "public"
        self.toml = folder / "feeder.toml"
        self.ticker.mkdir(parents=True)
        self.configure(TOML.replace("{state}", state))

    def configure(self, text: str) -> None:
        self.toml.write_text(text, "utf-8")

    def change(self, old: str, new: str) -> None:
        self.configure(self.toml.read_text("utf-8").replace(old, new))

    def write(self, text: str, name: str = "a.txt", minute: int = 0) -> None:
        path = self.ticker / name
        path.write_text(text, "utf-8")
        moment = NOW.timestamp() - 3600 + minute * 60
        os.utime(path, (moment, moment))

    def once(self) -> tuple[list[str], list[str]]:
        """The states of the sources, and what could not be published."""
        settings = config.load(self.toml)
        opened = store.connect(settings.state)
        try:
            statuses, faults = run.once(Work(config=settings, store=opened, terms=Terms(once=True)), NOW)
        finally:
            opened.close()
        return [status.state.value for status in statuses], [str(fault) for fault in faults]

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.public.iterdir())}

    def times(self) -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in sorted(self.public.iterdir())}


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "place")


@pytest.mark.parametrize(
    ("what", "done"), [("reading linde", 0), ("reading linde", 1), ("writing feeds", 0), ("writing feeds", 1)]
)
def test_a_killed_pass_loses_nothing(what, done, tmp_path, database_url, postgresql):
    """Killed between fetch and record, or between record and publish, the next pass gives what no kill had given."""
    del postgresql
    place, twin = Place(tmp_path / "place", database_url), Place(tmp_path / "twin")
    for each in (place, twin):
        each.write(BRIDGE + FERRY + SCHOOL, "1.txt")
        each.write(POWER + BRIDGE.replace("gesperrt\n", "offen\n", 1) + FERRY, "2.txt", 30)
    ended = subprocess.run([sys.executable, "-c", KILLED, place.toml, what, str(done)], check=False, timeout=60)

    assert -signal.SIGKILL == ended.returncode
    # What was fetched scrolls off before the next pass: it is in the store already.
    (place.ticker / "1.txt").unlink()
    assert (["ok"], []) == place.once() == twin.once()
    assert twin.files() == place.files()


def test_a_broken_source_leaves_the_others_alone(place):
    """A source that fails says so, and the others give their news."""
    (place.folder / "other").mkdir()
    (place.folder / "other" / "x.txt").write_text("kein Ticker", "utf-8")
    place.change(
        '[[topic]]\nname = "alle"',
        '[[source]]\nname = "other"\nfolder = "other/*"\ntimezone = "UTC"\n\n[[topic]]\nname = "alle"',
    )
    place.write(BRIDGE + FERRY)

    assert (["ok", "broken"], []) == place.once()
    assert place.files()["alle.atom"].count(b"<entry>") == 2


def test_what_cannot_be_written_is_written_later(place):
    """A feed whose file cannot be written stays dirty, the others are written, and the next pass makes up for it."""
    place.write(BRIDGE + FERRY)
    (place.public / "verkehr.atom").mkdir(parents=True)
    states, faults = place.once()

    assert (["ok"], 1) == (states, len(faults))
    assert "verkehr.atom" in faults[0]
    (place.public / "verkehr.atom").rmdir()
    assert (["ok"], []) == place.once()
    assert place.files()["verkehr.atom"].count(b"<entry>") == 2


def test_a_lost_file_comes_back(place):
    """A file that was deleted by hand is written again with the same bytes; the others are not touched."""
    place.write(BRIDGE + FERRY)
    place.once()
    before, times = place.files(), place.times()
    (place.public / "alle.atom").unlink()
    place.once()

    assert before == place.files()
    assert {name: time for name, time in times.items() if name != "alle.atom"}.items() <= place.times().items()


def test_a_lost_store_and_the_same_files(place):
    """A new store that is fed the same files gives the same bytes."""
    place.write(BRIDGE + FERRY)
    place.once()
    before, times = place.files(), place.times()
    shutil.rmtree(place.folder / "state")
    place.once()

    assert (before, times) == (place.files(), place.times())


def test_a_changed_query(place):
    """A topic whose query changed is filled from the archive; ids and times of its entries are what they were."""
    place.write(BRIDGE + FERRY + SCHOOL)
    place.once()
    before = place.files()
    place.change("Fähre OR Brücke", "Schule OR Fähre")
    place.once()
    after = place.files()

    assert b"Br\xc3\xbccke gesperrt" in before["verkehr.atom"]
    assert b"Schule" not in before["verkehr.atom"]
    assert b"Br\xc3\xbccke gesperrt" not in after["verkehr.atom"]
    assert b"Schule" in after["verkehr.atom"]
    assert before["alle.atom"] == after["alle.atom"]


def test_a_changed_address(place):
    """When the site moves, links change and ids do not."""
    place.write(BRIDGE + FERRY)
    place.once()
    before = place.files()["alle.atom"]
    place.change("http://127.0.0.1:8080/", "https://ticker.example/")
    place.once()

    assert before.replace(b"http://127.0.0.1:8080/", b"https://ticker.example/") == place.files()["alle.atom"]


def test_a_renamed_topic(place):
    """A renamed topic keeps its feed's id and is read at both addresses."""
    place.write(BRIDGE + FERRY)
    place.once()
    place.change('name = "verkehr"', 'name = "wege"\nwas = ["verkehr"]\ntitle = "verkehr"')
    place.once()
    files = place.files()

    assert b"<id>tag:example.org,2026:feed/verkehr</id>" in files["wege.atom"]
    assert files["wege.atom"].replace(b"/wege.", b"/verkehr.") == files["verkehr.atom"]


def test_a_renamed_source(place):
    """A renamed source keeps the ids of its entries, and gives the new ones ids in the old name."""
    place.write(BRIDGE + FERRY)
    place.once()
    before = place.files()["alle.atom"]
    place.change('name = "linde"', 'name = "fluss"\nwas = ["linde"]\ntitle = "linde"')
    place.write(POWER + BRIDGE + FERRY, minute=10)
    place.once()
    after = place.files()["alle.atom"]

    assert before.count(b":linde/") > 0
    assert after.count(b":linde/") > before.count(b":linde/")
    assert b":fluss/" not in after


def test_a_removed_topic(place):
    """A topic that is no longer asked for is no longer written; its entries stay where else they are."""
    place.write(BRIDGE + FERRY)
    place.once()
    place.change('[[topic]]\nname = "verkehr"\nquery = "Fähre OR Brücke"\n', "")
    place.write(POWER + BRIDGE + FERRY, minute=10)
    old = place.files()["verkehr.atom"]

    assert (["ok"], []) == place.once()
    assert old == place.files()["verkehr.atom"]
    assert place.files()["alle.atom"].count(b"<entry>") == 3


@pytest.mark.parametrize("order", [(0, 30), (30, 0), (15, 15)])
def test_dates_of_files_do_not_matter(order, tmp_path):
    """Whatever dates the files of a ticker have, the feeds are the same: the texts tell their order."""
    place, twin = Place(tmp_path / "place"), Place(tmp_path / "twin")
    for each, (first, second) in ((place, order), (twin, (0, 30))):
        each.write(BRIDGE + FERRY + SCHOOL, "1.txt", first)
        each.write(POWER + BRIDGE.replace("gesperrt\n", "offen\n", 1) + FERRY, "2.txt", second)
        each.once()

    assert twin.files() == place.files()
