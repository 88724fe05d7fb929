"""What earlier versions left behind: today no id of it changes, and no `updated` moves but by the ticker's edits."""

from __future__ import annotations

import re
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from feeder import __version__, config, store
from feeder.model import Entry
from tests.upgrade.make_release import HERE, NOON, TOML, one_pass

LATER = NOON + timedelta(hours=3)
RELEASES = sorted(path.parent.name for path in HERE.glob("*/store.sql"))


@pytest.fixture(params=RELEASES)
def release(request) -> Path:
    """The folder of what a version left behind."""
    return HERE / request.param


@pytest.fixture
def place(release, tmp_path) -> Path:
    """The user's folder, as that version left it, or one before today's that did the same."""
    for name in ("state", "ticker", "public"):
        (tmp_path / name).mkdir()
    (tmp_path / "feeder.toml").write_text(TOML, "utf-8")
    shutil.copyfile(release / "ticker.txt", tmp_path / "ticker" / "ticker.txt")
    shutil.copyfile(release / "alle.atom", tmp_path / "public" / "alle.atom")
    text = (release / "store.sql").read_text("utf-8").replace("FOLDER", str(tmp_path))
    db = sqlite3.connect(tmp_path / "state" / "feeder.db")
    db.executescript(text.replace(f"'{__version__}'", "'0.0.9'"))
    db.close()
    return tmp_path


def ticker(release: Path) -> str:
    return (release / "ticker.txt").read_text("utf-8")


def shown(feed: Path) -> list[list[str]]:
    """Of each entry in the feed its id, `published` and `updated`."""
    entries = re.findall(r"<entry>.*?</entry>", feed.read_text("utf-8"), re.DOTALL)
    return [re.findall(r"<(?:id|published|updated)>([^<]*)<", each.split("<source>")[0]) for each in entries]


def known(folder: Path) -> list[Entry]:
    """The entries in the store, in the order in which they came."""
    opened = store.connect(config.load(folder / "feeder.toml").state)
    with opened.reading() as db:
        found = list(store.entries.behind(db, 0).values())
    opened.close()
    return found


def test_there_is_a_release():
    """At least one version has left something behind."""
    assert RELEASES


def test_an_upgrade_moves_nothing(place, release):
    """What the last state shows anew is no edit: ids, `published` and `updated` stand; texts and titles follow."""
    before = shown(place / "public" / "alle.atom")
    one_pass(place, ticker(release), LATER)

    assert before == shown(place / "public" / "alle.atom")
    assert 4 == len(before)
    told = {entry.item.title: entry.item.text for entry in known(place)}
    assert "Foto" not in told["Strom zurück"]
    assert "Die Fähre nimmt wieder Fahrgäste mit, Autos noch nicht." == told["Fähre fährt"]


def test_a_second_pass_finds_nothing_more(place, release):
    """What the upgrade reads anew is read once: the pass after it changes no byte and no entry."""
    one_pass(place, ticker(release), LATER)
    before = known(place), (place / "public" / "alle.atom").read_bytes()
    one_pass(place, ticker(release), LATER + timedelta(minutes=5))

    assert before == (known(place), (place / "public" / "alle.atom").read_bytes())


def test_the_tickers_own_edit(place, release):
    """Of a state that comes with the upgrade only what the ticker has edited moves `updated`."""
    before = shown(place / "public" / "alle.atom")
    one_pass(place, ticker(release).replace("Autos noch nicht", "Autos von morgen an"), LATER)
    after = shown(place / "public" / "alle.atom")

    assert [each[0] for each in before] == [each[0] for each in after]
    moved = [new[0] for old, new in zip(before, after, strict=True) if old != new]
    assert [entry.id for entry in known(place) if entry.item.title == "Fähre fährt"] == moved


def test_what_was_taken_back_returns(place, release):
    """What was withdrawn before the upgrade returns under its old id."""
    before = [entry.id for entry in known(place)]
    alarm = "4. Februar, 12.45 Uhr: Luftalarm\n\nEntwarnung nach einer halben Stunde.\n\n"
    one_pass(place, alarm + ticker(release), LATER)

    assert before == [entry.id for entry in known(place)]
    assert not any(entry.withdrawn for entry in known(place))


def test_nothing_of_the_place_is_told(release):
    """The store that is kept names no folder of the machine on which it was made."""
    assert [] == re.findall(r"/(?:tmp|home|root|Users)/\S*", (release / "store.sql").read_text("utf-8"))
