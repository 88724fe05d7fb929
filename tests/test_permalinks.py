"""Entries' own pages: which are written, when, and what becomes of them."""

from __future__ import annotations

import re

import pytest

from feeder import store
from feeder.store.pages import PREFIX
from tests.test_run import BRIDGE, FERRY, POWER, Place

BRIEF = BRIDGE.replace("bis Donnerstag", "bis Freitag")


@pytest.fixture
def place(tmp_path) -> Place:
    """A site whose entries have pages of their own."""
    made = Place(tmp_path)
    made.change("[site]\n", '[site]\noutputs = ["atom", "page", "entry"]\n')
    return made


def pages(place: Place) -> dict[str, str]:
    return {
        path.relative_to(place.public).as_posix(): path.read_text("utf-8")
        for path in sorted(place.public.glob("entry/*/*.html"))
    }


def test_each_entry_has_one(place):
    """The link of each entry in a feed leads to a page that is there."""
    place.write(BRIDGE + FERRY)
    place.once()
    links = re.findall(r'<link href="http://127.0.0.1:8080/(entry/[^"]+)"', (place.public / "alle.atom").read_text())

    assert 2 == len(links)
    assert sorted(links) == list(pages(place))


def test_only_what_changed_is_written(place):
    """An edit writes the page of its entry and no other; a pass without news writes none."""
    place.write(BRIDGE + FERRY)
    place.once()
    before = pages(place)
    place.write(BRIEF + FERRY, minute=5)
    place.once()
    after = pages(place)
    changed = [name for name in after if after[name] != before[name]]
    place.once()

    assert 1 == len(changed)
    assert "<del>Donnerstag </del><ins>Freitag </ins>" in after[changed[0]]
    assert after == pages(place)


def test_withdrawn_words_are_on_no_page(place):
    """What was taken back is on no page, though its page still stands."""
    place.change('language = "de"\n', 'language = "de"\nwithdraw_after = 1\n')
    place.write(POWER + BRIDGE + FERRY)
    place.once()
    place.write(POWER + FERRY, minute=5)
    place.once()

    assert 3 == len(pages(place))
    assert [] == [name for name, text in pages(place).items() if "Donnerstag" in text]


def test_asked_for_later(place):
    """Who asks for the pages later gets those of all entries, and who rebuilds gets the same bytes."""
    place.change(', "entry"', "")
    place.write(BRIDGE + FERRY)
    place.once()
    assert {} == pages(place)
    place.change('"page"', '"page", "entry"')
    place.once()
    first = pages(place)
    (place.public / next(iter(first))).unlink()
    place.rebuild()

    assert (2, first) == (len(first), pages(place))


def test_no_mark_is_left(place):
    """What was written leaves no mark behind, and what joins a topic later is written, too."""
    place.change('query = "*"', 'query = "Fähre"')
    place.write(BRIDGE + FERRY + POWER)
    place.once()
    some = len(pages(place))
    place.change('query = "Fähre"', 'query = "Fähre OR Strom"')
    place.once()
    with place.work() as work, work.store.reading() as db:
        assert ({}, []) == (store.pages.due(db, 9), store.topics.dirty(db))

    assert (2, 3) == (some, len(pages(place)))


def test_a_page_that_cannot_be_written(place):
    """A page that cannot be written is told, and tried again; the feeds are written all the same."""
    (place.public / "entry").mkdir(parents=True)
    (place.public / "entry").rmdir()
    (place.public / "entry").write_text("")
    place.write(BRIDGE + FERRY)
    _, faults = place.once()
    assert 1 == len(faults)
    assert (place.public / "alle.atom").exists()
    (place.public / "entry").unlink()

    assert ([], 2) == (place.once()[1], len(pages(place)))


def test_marks_name_no_topic():
    """No topic can have the name under which entries are marked."""
    assert not re.fullmatch("[a-z0-9][a-z0-9-]*", PREFIX)
