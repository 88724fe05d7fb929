"""Feeds name the topics of their entries: what must be written anew when these change, and what need not be."""

from __future__ import annotations

import re

import pytest

from feeder import run, store
from tests.test_run import BRIDGE, FERRY, NOW, POWER, Place


@pytest.fixture
def place(tmp_path) -> Place:
    """A ticker of two reports, and a topic that has neither of them."""
    made = Place(tmp_path)
    made.configure(made.toml.read_text("utf-8") + '\n[[topic]]\nname = "strom"\ntitle = "Strom"\nquery = "Strom"\n')
    made.write(BRIDGE + FERRY)
    made.once()
    return made


def named(place: Place, feed: str = "alle.atom") -> list[str]:
    """The topics that the feed names, each with its title."""
    content = place.files()[feed].decode()
    return sorted(set(re.findall(r'<category term="[^"]*" scheme="[^"]*" label="([^"]*)"', content)))


def test_a_topic_that_comes_is_named(place):
    """A new topic stands in the other feeds of its entries, and under its new title when that changes."""
    place.configure(place.toml.read_text("utf-8") + '\n[[topic]]\nname = "neu"\ntitle = "Ganz neu"\nquery = "Autos"\n')
    place.once()
    first = named(place)
    place.change("Ganz neu", "Nicht mehr neu")
    place.once()

    assert ["Ganz neu", "alle", "verkehr"] == first
    assert ["Nicht mehr neu", "alle", "verkehr"] == named(place) == named(place, "verkehr.atom")


def test_a_topic_that_goes_is_named_no_more(place):
    """A topic that is removed stands in no feed."""
    place.change('[[topic]]\nname = "verkehr"\nquery = "Fähre OR Brücke"\n', "")
    place.once()

    assert ["alle"] == named(place)


def test_an_edit_that_moves_an_entry(place):
    """A report that is edited into another topic names it in all its feeds."""
    place.write(BRIDGE + FERRY.replace("noch nicht", "noch nicht, denn es fehlt Strom"), minute=5)
    place.once()

    assert ["Strom", "alle", "verkehr"] == named(place) == named(place, "verkehr.atom")


def test_rebuilt_is_incremental(place):
    """Whatever has changed on the way, all feeds written anew are what they are."""
    place.write(BRIDGE + FERRY + POWER, minute=5)
    place.once()
    place.change('query = "Strom"', 'query = "Strom OR Autos"')
    place.once()
    before = place.files()
    with place.work() as work:
        run.rebuild(work, NOW)

    assert before == place.files()


def test_only_the_feeds_of_the_entry_are_written(place):
    """Of many topics those alone are rendered that the new report is in, and the front page."""
    topics = "".join(f'\n[[topic]]\nname = "t{number}"\nquery = "wort{number}"\n' for number in range(20))
    place.configure(place.toml.read_text("utf-8") + topics)
    place.once()
    place.write(BRIDGE + FERRY + POWER.replace("Strom.", "Strom. wort7 wort9"), minute=5)
    with place.work() as work:
        for source in run.prepare(work, NOW).sources:
            run.pass_source(work, source, NOW)
        with work.store.reading() as db:
            dirty = store.topics.dirty(db)

    assert {"alle", "strom", "t7", "t9", "_site"} == set(dirty)
