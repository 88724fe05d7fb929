"""What is forgotten is gone for good, and never returns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeder import oblivion, store
from feeder.forgetting import marks_of, without
from feeder.model import Item, Precision
from feeder.outputs._words import words_in
from tests.test_run import BRIDGE, FERRY, NOW, POWER, Place

BRIEF = BRIDGE.replace("bis Donnerstag", "bis Freitag")
WORDS = "Die Brücke über die Linde bleibt bis Donnerstag gesperrt, sagte die Sprecherin der Stadt am Abend."
ITEM = Item(
    published=datetime(2026, 2, 4, 17, 35, tzinfo=UTC), precision=Precision.MINUTE, title=None, text=WORDS, html=""
)
LATER = ITEM.published + timedelta(hours=1)


@pytest.fixture
def place(tmp_path) -> Place:
    """A site with all that is written of an entry."""
    made = Place(tmp_path)
    made.change("[site]\n", '[site]\noutputs = ["atom", "page", "entry"]\n')
    made.change('name = "alle"\n', 'name = "alle"\nedits = true\n')
    made.write(POWER + BRIDGE + FERRY)
    made.once()
    made.write(POWER + BRIEF + FERRY, minute=5)
    made.once()
    return made


def forget(place: Place, word: str = "Brücke über die Linde") -> oblivion.Forgotten:
    """Forget the entry with this word."""
    with place.work() as work:
        with work.store.reading() as db:
            numbers = [number for number, entry in store.entries.behind(db, 0).items() if word in entry.item.text]
        return oblivion.forget(work, numbers, NOW + timedelta(minutes=10))


def holding(place: Place, *words: str) -> list[str]:
    """The files of the store and the output folder that hold one of these words."""
    files = [path for folder in (place.public, place.folder / "state") for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if any(word.encode() in path.read_bytes() for word in words))


def test_no_file_holds_it(place):
    """After an entry is forgotten no file of the output folder and none of the store holds a word of it."""
    assert holding(place, "über die Linde")
    done = forget(place)

    assert ((), ()) == (done.removed, done.unwritten)
    assert [] == holding(place, "über die Linde", "Brücke gesperrt", "Donnerstag", "Freitag")


def test_it_never_returns(place):
    """Its ticker may go on showing it, or show it edited: it is known, and what is new beside it comes."""
    forget(place)
    for minute, text in ((10, BRIEF), (15, BRIEF.replace("gesperrt.", "für alle gesperrt.")), (20, BRIDGE)):
        place.write(
            f"4. Februar, 20.{minute} Uhr: Neu {minute}\n\nNeues um {minute}.\n\n{POWER}{text}{FERRY}", "a.txt", minute
        )
        place.once()

    assert ["Neues um 20."] == [word for word in ("über die Linde", "Neues um 20.") if holding(place, word)]


def test_what_is_left(place):
    """Its id stays as a tombstone in its feeds, its page says that it is gone, and rebuilding changes nothing."""
    before = (place.public / "alle.atom").read_text("utf-8")
    forget(place)
    feed = (place.public / "alle.atom").read_text("utf-8")
    [gone] = [line for line in feed.splitlines() if "deleted-entry" in line and "ref=" in line]
    entry_id = gone.split('ref="')[1].split('"')[0]
    opaque = entry_id.rpartition("/")[2]
    page = place.public / "entry" / opaque[:2] / f"{opaque}.html"
    first = {path: path.read_bytes() for path in place.public.rglob("*") if path.is_file()}
    place.rebuild()

    assert f"<id>{entry_id}</id>" in before
    assert f"<id>{entry_id}</id>" not in feed
    assert words_in("de").withdrawn_bare in page.read_text("utf-8")
    assert first == {path: path.read_bytes() for path in place.public.rglob("*") if path.is_file()}


def test_twice_is_once(place):
    """Forgetting what is forgotten changes nothing in the feeds."""
    forget(place)
    feed = (place.public / "alle.atom").read_bytes()
    with place.work() as work:
        with work.store.reading() as db:
            gone = store.oblivion.of_source(db, "linde")
        oblivion.forget(work, [], NOW + timedelta(hours=1))

    assert (2, feed) == (len(gone), (place.public / "alle.atom").read_bytes())


def test_files_of_a_topic_that_went(place):
    """A topic that is no longer configured cannot be written anew: its files that hold the entry are taken away."""
    place.change('[[topic]]\nname = "verkehr"\nquery = "Fähre OR Brücke"\n', "")
    place.once()
    assert (place.public / "verkehr.atom").exists()

    assert ("verkehr.atom", "verkehr.html") == forget(place).removed
    assert [] == holding(place, "über die Linde")


def test_a_database_server(tmp_path, postgresql_url):
    """On PostgreSQL the same is forgotten."""
    place = Place(tmp_path, postgresql_url)
    place.write(POWER + BRIDGE + FERRY)
    place.once()
    forget(place)
    place.write(POWER + BRIEF + FERRY, minute=5)
    place.once()

    assert b"ber die Linde" not in (place.public / "alle.atom").read_bytes()
    assert 2 == (place.public / "alle.atom").read_bytes().count(b"<entry>")


@pytest.mark.parametrize(
    ("item", "is_known"),
    [
        (ITEM, True),
        (replace(ITEM, text=WORDS.replace("Donnerstag", "Freitag")), True),
        (replace(ITEM, published=LATER), True),
        (replace(ITEM, text="Die Fähre über die Linde nimmt wieder Fahrgäste mit, Autos aber noch nicht."), False),
        (replace(ITEM, text="Etwas anderes steht jetzt unter diesem Schlüssel.", key="7"), True),
        (replace(ITEM, text=""), False),
    ],
    ids=["as it was", "edited", "at another time", "something else", "its key", "nothing"],
)
def test_it_is_known(item, is_known):
    """A forgotten entry is known by its page's key, or by most of its runs of words."""
    forgotten = [marks_of([replace(ITEM, key="7")], "linde")]

    assert is_known == (not without([item], forgotten, "linde"))


def test_few_words_may_be_said_again():
    """What is short is the forgotten entry only at its own time: else news would be lost."""
    goal = replace(ITEM, text="Tor für Linde!")
    forgotten = [marks_of([goal], "linde")]

    assert ((), 1) == (
        without([goal], forgotten, "linde"),
        len(without([replace(goal, published=LATER)], forgotten, "linde")),
    )


def test_a_picture_alone():
    """What has no words is the forgotten entry at its own time."""
    picture = replace(ITEM, text="")
    forgotten = [marks_of([picture], "linde")]

    assert ((), 1) == (
        without([picture], forgotten, "linde"),
        len(without([replace(picture, published=LATER)], forgotten, "linde")),
    )


def test_marks_hold_no_words():
    """What is kept is digests alone, and other ones for another source."""
    here, there = marks_of([ITEM], "linde"), marks_of([ITEM], "weser")

    assert all(len(run) == 16 and set(run) <= set("0123456789abcdef") for run in here.runs)
    assert not here.runs & there.runs
